/* SPDX-License-Identifier: Apache-2.0 */
/* json_write.c: values to canonical text (RFC 8785). The same value always gives the same bytes. */
#include "base/json.h"

#include "base/json_order.h"
#include "base/num.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SORT_AT_HAND 32 /* members that are sorted without a call of malloc */
#define WRITE_DEPTH_MAX                                                                            \
    256 /* what was read is 64 deep; what is built around it is our own code                       \
         */

/* Code points from U+10000 are surrogates in UTF-16 and so come before U+E000..U+FFFF. */
static unsigned utf16_rank(char c)
{
    unsigned u = (unsigned char)c;

    return u == 0xEE || u == 0xEF ? u + 0x10 : u;
}

static int utf16_cmp(struct span a, struct span b)
{
    size_t n = a.n < b.n ? a.n : b.n;

    for (size_t i = 0; i < n; i++)
        if (a.p[i] != b.p[i])
            return utf16_rank(a.p[i]) < utf16_rank(b.p[i]) ? -1 : 1;
    return a.n < b.n ? -1 : a.n > b.n;
}

static void write_escape(struct buf *b, char c)
{
    switch (c) {
    case '"':
        buf_puts(b, "\\\"");
        break;
    case '\\':
        buf_puts(b, "\\\\");
        break;
    case '\b':
        buf_puts(b, "\\b");
        break;
    case '\f':
        buf_puts(b, "\\f");
        break;
    case '\n':
        buf_puts(b, "\\n");
        break;
    case '\r':
        buf_puts(b, "\\r");
        break;
    case '\t':
        buf_puts(b, "\\t");
        break;
    default:
        buf_printf(b, "\\u%04x", (unsigned)c);
    }
}

#define EVERY_BYTE(c) (UINT64_C(0x0101010101010101) * (c))

/* Whether any of eight bytes is below 0x20, a quote or a backslash. */
static bool needs_escape(uint64_t word)
{
    uint64_t quote = word ^ EVERY_BYTE('"'), slash = word ^ EVERY_BYTE('\\');

    return (((word - EVERY_BYTE(0x20)) & ~word) | ((quote - EVERY_BYTE(1)) & ~quote) |
            ((slash - EVERY_BYTE(1)) & ~slash)) &
           EVERY_BYTE(0x80);
}

static bool is_plain(struct span s)
{
    size_t i = 0;

    for (; i + sizeof(uint64_t) <= s.n; i += sizeof(uint64_t)) {
        uint64_t word;

        memcpy(&word, s.p + i, sizeof(word));
        if (needs_escape(word))
            return false;
    }
    for (; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == '"' || s.p[i] == '\\')
            return false;
    return true;
}

/* Most strings hold nothing to escape, and there is room for them: one copy. */
static bool write_plain(struct buf *b, struct span s)
{
    char *p;

    if (s.n == 0 || b->cap < s.n + 3 || b->n > b->cap - s.n - 3 || b->max < s.n + 2 ||
        b->n > b->max - s.n - 2 || !is_plain(s))
        return false;
    p = b->p + b->n;
    p[0] = '"';
    memcpy(p + 1, s.p, s.n);
    p[s.n + 1] = '"';
    p[s.n + 2] = '\0';
    b->n += s.n + 2;
    return true;
}

void json_write_string(struct buf *b, struct span s)
{
    size_t done = 0;

    if (write_plain(b, s))
        return;
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(b, (struct span){.p = s.p + done, .n = i - done});
        write_escape(b, s.p[i]);
        done = i + 1;
    }
    if (done < s.n)
        buf_put(b, (struct span){.p = s.p + done, .n = s.n - done});
    buf_putc(b, '"');
}

static void write_value(struct buf *b, const struct json *v, unsigned depth);

static void write_array(struct buf *b, const struct json *v, unsigned depth)
{
    buf_putc(b, '[');
    for (size_t i = 0; i < v->u.array.n; i++) {
        if (i > 0)
            buf_putc(b, ',');
        write_value(b, &v->u.array.items[i], depth);
    }
    buf_putc(b, ']');
}

static void write_object(struct buf *b, const struct json *v, unsigned depth)
{
    struct json_ref at_hand[JSON_ORDER_PLAIN_MAX], *order = at_hand;
    size_t n = v->u.object.n;

    if (n > JSON_ORDER_PLAIN_MAX)
        order = json_order_room(2 * n);
    for (size_t i = 0; i < n; i++)
        order[i].m = &v->u.object.members[i];
    json_order(order, order == at_hand ? NULL : order + n, n, utf16_cmp);
    buf_putc(b, '{');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(b, ',');
        json_write_string(b, order[i].m->name);
        buf_putc(b, ':');
        write_value(b, &order[i].m->value, depth);
    }
    buf_putc(b, '}');
    if (order != at_hand)
        free(order);
}

static void write_value(struct buf *b, const struct json *v, unsigned depth)
{
    assert(depth < WRITE_DEPTH_MAX);
    switch (v->type) {
    case JSON_NULL:
        buf_puts(b, "null");
        break;
    case JSON_FALSE:
        buf_puts(b, "false");
        break;
    case JSON_TRUE:
        buf_puts(b, "true");
        break;
    case JSON_INT:
        num_put_i64(b, v->u.i);
        break;
    case JSON_REAL:
        num_put_f64(b, v->u.r);
        break;
    case JSON_STRING:
        json_write_string(b, v->u.text);
        break;
    case JSON_ARRAY:
        write_array(b, v, depth + 1);
        break;
    case JSON_OBJECT:
        write_object(b, v, depth + 1);
        break;
    }
}

void json_write(struct buf *b, const struct json *v)
{
    write_value(b, v, 0);
}
