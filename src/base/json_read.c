/* SPDX-License-Identifier: Apache-2.0 */
/* json_read.c: JSON text to values.
 *
 * One pass, no look-back: blanks, strings and numbers are scanned where they lie. Members and items
 * wait on a stack until their bracket closes and are then copied once, in their exact number. */
#include "base/json.h"

#include "base/json_order.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STACK_AT_HAND 64 /* members that wait without a call of malloc: nearly every row */

struct reader {
    struct span text;
    const char *p, *end;
    struct arena *arena;
    struct err *err;
    struct json_member *stack; /* `at_hand`, or memory of our own once that is full */
    size_t n, cap;
    unsigned depth;
    struct json_member at_hand[STACK_AT_HAND];
};

static enum rc refuse(struct reader *r, const char *at, enum rc rc, const char *what)
{
    uint32_t offset = (uint32_t)(at - r->text.p);
    size_t line, column;

    json_position(r->text, offset, &line, &column);
    return err_set(r->err, rc, "byte %u (line %zu, column %zu): %s", offset, line, column, what);
}

/* The same for a message with a name or the byte that was found in it. */
static enum rc refuse_byte(struct reader *r, const char *what)
{
    char note[200];
    unsigned char c;

    if (r->p >= r->end)
        (void)snprintf(note, sizeof(note), "the text ends here; %s", what);
    else if ((c = (unsigned char)*r->p) > ' ' && c < 0x7F)
        (void)snprintf(note, sizeof(note), "'%c' cannot stand here; %s", c, what);
    else
        (void)snprintf(note, sizeof(note), "byte 0x%02X cannot stand here; %s", c, what);
    return refuse(r, r->p, RC_INPUT, note);
}

static inline void skip_blanks(struct reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t'))
        r->p++;
}

/* ---- strings ---- */

#define BYTES_OF(c) (UINT64_C(0x0101010101010101) * (c))

/* The high bit is set in each byte of `w` that ends a plain run: a control, '"', '\' or non-ASCII.
 * Bytes behind the first such one may be marked wrongly (borrows), the first never is. */
static inline uint64_t stops(uint64_t w)
{
    uint64_t quote = w ^ BYTES_OF(0x22), slash = w ^ BYTES_OF(0x5C);

    return ((w - BYTES_OF(0x20)) | (quote - BYTES_OF(1)) | (slash - BYTES_OF(1)) | w) &
           BYTES_OF(0x80);
}

static inline bool is_plain(char c)
{
    unsigned char u = (unsigned char)c;

    return u >= 0x20 && u < 0x80 && u != '"' && u != '\\';
}

/* Past the printable ASCII, eight bytes at a time. */
static inline const char *skip_plain(const char *p, const char *end)
{
    while (end - p >= 8) {
        uint64_t w;

        memcpy(&w, p, sizeof(w));
        if (stops(w) != 0)
            break;
        p += 8;
    }
    while (p < end && is_plain(*p))
        p++;
    return p;
}

/* Past one character beyond ASCII; NULL where it is not well formed. */
static inline const char *skip_wide(const char *p, const char *end)
{
    unsigned char lead = (unsigned char)*p;
    uint32_t ignored;
    size_t n;

    if (lead >= 0xC2 && lead <= 0xDF && end - p >= 2 && ((unsigned char)p[1] & 0xC0U) == 0x80U)
        return p + 2;
    n = span_code_point((struct span){.p = p, .n = (size_t)(end - p)}, &ignored);
    return n == 0 ? NULL : p + n;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits behind "\u"; false where there are not four. */
static bool hex4(const char *p, const char *end, uint32_t *out)
{
    uint32_t v = 0;

    if (end - p < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        int digit = hex_value(p[i]);

        if (digit < 0)
            return false;
        v = v << 4 | (uint32_t)digit;
    }
    *out = v;
    return true;
}

static char *put_utf8(char *q, uint32_t c)
{
    if (c < 0x80) {
        *q++ = (char)c;
    } else if (c < 0x800) {
        *q++ = (char)(0xC0U | c >> 6);
        *q++ = (char)(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        *q++ = (char)(0xE0U | c >> 12);
        *q++ = (char)(0x80U | (c >> 6 & 0x3FU));
        *q++ = (char)(0x80U | (c & 0x3FU));
    } else {
        *q++ = (char)(0xF0U | c >> 18);
        *q++ = (char)(0x80U | (c >> 12 & 0x3FU));
        *q++ = (char)(0x80U | (c >> 6 & 0x3FU));
        *q++ = (char)(0x80U | (c & 0x3FU));
    }
    return q;
}

/* "\uXXXX", a surrogate with its partner; `p` stands behind the "\u". */
static enum rc unescape_unicode(struct reader *r, const char **p, const char *end, char **q)
{
    const char *at = *p - 2;
    uint32_t high, low;

    if (!hex4(*p, end, &high))
        return refuse(r, at, RC_INPUT, "\\u takes four hexadecimal digits, as in \\u0416");
    *p += 4;
    if (high >= 0xDC00 && high <= 0xDFFF)
        return refuse(r, at, RC_INPUT, "a low surrogate needs a high one before it");
    if (high >= 0xD800 && high <= 0xDBFF) {
        if (end - *p < 2 || (*p)[0] != '\\' || (*p)[1] != 'u' || !hex4(*p + 2, end, &low) ||
            low < 0xDC00 || low > 0xDFFF)
            return refuse(r, at, RC_INPUT, "a high surrogate needs \\uDC00..\\uDFFF behind it");
        *p += 6;
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    *q = put_utf8(*q, high);
    return RC_OK;
}

static const char escape_letters[] = "\"\\/bfnrt";
static const char escape_values[] = "\"\\/\b\f\n\r\t";

/* The text between the quotes with its escapes resolved: never longer than it was. */
static enum rc unescape(struct reader *r, struct span raw, struct span *out)
{
    const char *p = raw.p, *end = raw.p + raw.n;
    char *copy = arena_alloc(r->arena, raw.n, r->err);
    char *q = copy;

    if (copy == NULL)
        return RC_LIMIT;
    while (p < end) {
        const char *slash = memchr(p, '\\', (size_t)(end - p));
        const char *letter;
        size_t n = (size_t)((slash == NULL ? end : slash) - p);

        memcpy(q, p, n);
        q += n;
        if (slash == NULL)
            break;
        p = slash + 2;
        letter = slash[1] == '\0' ? NULL : strchr(escape_letters, slash[1]);
        if (letter != NULL) {
            *q++ = escape_values[letter - escape_letters];
        } else if (slash[1] != 'u') {
            return refuse(r, slash, RC_INPUT,
                          "no such escape; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        } else {
            enum rc rc = unescape_unicode(r, &p, end, &q);

            if (rc)
                return rc;
        }
    }
    *out = (struct span){.p = copy, .n = (size_t)(q - copy)};
    return RC_OK;
}

/* r->p stands on the opening quote. */
static enum rc read_string(struct reader *r, struct span *out)
{
    const char *start = r->p + 1, *p = start;
    bool has_escapes = false;
    struct span raw;

    for (;;) {
        p = skip_plain(p, r->end);
        if (p >= r->end)
            return refuse(r, r->p, RC_INPUT, "this string has no closing quote");
        if (*p == '"')
            break;
        if (*p == '\\') {
            has_escapes = true;
            /* an escaped quote ends nothing; whatever else follows is looked at in the next round
             */
            p += r->end - p >= 2 && (p[1] == '"' || p[1] == '\\') ? 2 : 1;
        } else if ((unsigned char)*p < 0x20) {
            return refuse(r, p, RC_INPUT,
                          "a control character in a string; write it as an escape, such as \\n");
        } else {
            const char *next = skip_wide(p, r->end);

            if (next == NULL)
                return refuse(r, p, RC_INPUT, "these bytes are not UTF-8");
            p = next;
        }
    }
    raw = (struct span){.p = start, .n = (size_t)(p - start)};
    r->p = p + 1;
    if (has_escapes)
        return unescape(r, raw, out);
    *out = raw;
    return RC_OK;
}

/* ---- numbers and words ---- */

static enum rc read_number(struct reader *r, struct json *out)
{
    struct num_decimal d;
    size_t n = num_scan((struct span){.p = r->p, .n = (size_t)(r->end - r->p)}, &d);
    const char *first = r->p + (*r->p == '-' ? 1 : 0);

    if (n == 0) {
        r->p = first;
        return refuse_byte(r, "a digit belongs behind the minus");
    }
    if (*first == '0' && d.text.p + n - first > 1 && first[1] >= '0' && first[1] <= '9')
        return refuse(r, r->p, RC_INPUT, "a number does not begin with a needless 0");
    r->p += n;
    if (r->p < r->end && (*r->p == '.' || *r->p == 'e' || *r->p == 'E'))
        return refuse(r, r->p, RC_INPUT, "digits belong on both sides of a point and behind an e");
    if (num_decimal_i64(&d, &out->u.i)) {
        out->type = JSON_INT;
        return RC_OK;
    }
    out->type = JSON_REAL;
    out->u.r = num_decimal_f64(&d);
    if (isinf(out->u.r))
        return refuse(r, d.text.p, RC_RANGE, "this number is too large; they go up to 1.79e308");
    return RC_OK;
}

static enum rc read_word(struct reader *r, const char *word, enum json_type type, struct json *out)
{
    size_t n = strlen(word);

    if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0)
        return refuse(r, r->p, RC_INPUT, "no JSON value; words are only true, false and null");
    r->p += n;
    out->type = type;
    return RC_OK;
}

/* ---- arrays and objects ---- */

static enum rc grow_stack(struct reader *r)
{
    size_t cap = r->cap * 2;
    struct json_member *more;

    if (cap > r->arena->max_bytes / sizeof(*more))
        return refuse(r, r->p, RC_LIMIT, "more values than the memory set aside for them holds");
    more = realloc(r->stack == r->at_hand ? NULL : r->stack, cap * sizeof(*more));
    if (more == NULL) {
        (void)fprintf(stderr, "aasc: the system has no memory left (%zu bytes were asked for)\n",
                      cap * sizeof(*more));
        abort();
    }
    if (r->stack == r->at_hand)
        memcpy(more, r->at_hand, sizeof(r->at_hand));
    r->stack = more;
    r->cap = cap;
    return RC_OK;
}

static enum rc read_value(struct reader *r, struct json *out);

/* Reads the next value and lays it on the stack under `name`. */
static enum rc push_value(struct reader *r, struct span name)
{
    struct json_member m = {.name = name};
    enum rc rc = read_value(r, &m.value);

    if (rc)
        return rc;
    if (r->n == r->cap) {
        rc = grow_stack(r);
        if (rc)
            return rc;
    }
    r->stack[r->n++] = m;
    return RC_OK;
}

/* Behind an item: past the comma (*is_last false) or the closing bracket. */
static enum rc read_separator(struct reader *r, char close, bool *is_last)
{
    skip_blanks(r);
    if (r->p >= r->end || (*r->p != ',' && *r->p != close))
        return refuse_byte(r, close == ']' ? "a comma or ] belongs here"
                                           : "a comma or } belongs here");
    *is_last = *r->p++ == close;
    if (*is_last)
        return RC_OK;
    skip_blanks(r);
    if (r->p < r->end && *r->p == close)
        return refuse(r, r->p, RC_INPUT, "no comma belongs before the closing bracket");
    return RC_OK;
}

/* Past the opening bracket; true where the closing one follows at once. */
static bool open_bracket(struct reader *r, char close)
{
    r->p++;
    skip_blanks(r);
    if (r->p >= r->end || *r->p != close)
        return false;
    r->p++;
    return true;
}

static enum rc read_array(struct reader *r, struct json *out)
{
    size_t base = r->n, n;
    struct json *items;
    bool is_last = open_bracket(r, ']');
    enum rc rc;

    *out = (struct json){.type = JSON_ARRAY, .at = out->at};
    if (is_last)
        return RC_OK;
    while (!is_last) {
        rc = push_value(r, (struct span){0});
        if (!rc)
            rc = read_separator(r, ']', &is_last);
        if (rc)
            return rc;
    }
    n = r->n - base;
    items = arena_array(r->arena, n, sizeof(*items), r->err);
    if (items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        items[i] = r->stack[base + i].value;
    r->n = base;
    out->u.array.items = items;
    out->u.array.n = out->u.array.cap = n;
    return RC_OK;
}

static enum rc refuse_duplicate(struct reader *r, const struct json_member *m)
{
    char note[200];

    (void)snprintf(note, sizeof(note), "the name \"%.*s\" stands here for the second time",
                   m->name.n > 100 ? 100 : (int)m->name.n, m->name.p);
    /* the value's place: the name itself may have been unescaped elsewhere */
    return refuse(r, r->text.p + m->value.at, RC_INPUT, note);
}

/* Sorting is safe from names that were chosen to collide, which hashing is not. */
static enum rc check_many_names(struct reader *r, const struct json_member *m, size_t n)
{
    struct json_ref *order = json_order_room(2 * n);
    const struct json_member *second = NULL;

    for (size_t i = 0; i < n; i++)
        order[i].m = &m[i];
    json_order(order, order + n, n, span_cmp);
    for (size_t i = 1; i < n; i++)
        if (span_eq(order[i].m->name, order[i - 1].m->name) &&
            (second == NULL || order[i].m < second))
            second = order[i].m;
    free(order);
    return second == NULL ? RC_OK : refuse_duplicate(r, second);
}

static enum rc check_names(struct reader *r, const struct json_member *m, size_t n)
{
    /* comparing all pairs is quicker for a few */
    if (n > JSON_ORDER_PLAIN_MAX)
        return check_many_names(r, m, n);
    for (size_t i = 1; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (m[i].name.n == m[j].name.n && memcmp(m[i].name.p, m[j].name.p, m[i].name.n) == 0)
                return refuse_duplicate(r, &m[i]);
    return RC_OK;
}

static enum rc read_member(struct reader *r)
{
    struct span name;
    enum rc rc;

    if (r->p >= r->end || *r->p != '"')
        return refuse_byte(r, "a member's name in double quotes belongs here");
    rc = read_string(r, &name);
    if (rc)
        return rc;
    skip_blanks(r);
    if (r->p >= r->end || *r->p != ':')
        return refuse_byte(r, "a colon belongs between name and value");
    r->p++;
    return push_value(r, name);
}

static enum rc read_object(struct reader *r, struct json *out)
{
    size_t base = r->n, n;
    struct json_member *members;
    bool is_last = open_bracket(r, '}');
    enum rc rc;

    *out = (struct json){.type = JSON_OBJECT, .at = out->at};
    if (is_last)
        return RC_OK;
    while (!is_last) {
        rc = read_member(r);
        if (!rc)
            rc = read_separator(r, '}', &is_last);
        if (rc)
            return rc;
    }
    n = r->n - base;
    rc = check_names(r, r->stack + base, n);
    if (rc)
        return rc;
    members = arena_array(r->arena, n, sizeof(*members), r->err);
    if (members == NULL)
        return RC_LIMIT;
    memcpy(members, r->stack + base, n * sizeof(*members));
    r->n = base;
    out->u.object.members = members;
    out->u.object.n = out->u.object.cap = n;
    return RC_OK;
}

static enum rc read_nested(struct reader *r, struct json *out)
{
    enum rc rc;

    if (r->depth == JSON_DEPTH_MAX)
        return refuse(r, r->p, RC_LIMIT, "deeper than 64 brackets; flatten the text");
    r->depth++;
    rc = *r->p == '[' ? read_array(r, out) : read_object(r, out);
    r->depth--;
    return rc;
}

/* Recursive over brackets only, and those have a limit. */
static enum rc read_value(struct reader *r, struct json *out)
{
    skip_blanks(r);
    out->at = (uint32_t)(r->p - r->text.p);
    if (r->p >= r->end)
        return refuse_byte(r, "a value belongs here");
    switch (*r->p) {
    case '"':
        out->type = JSON_STRING;
        return read_string(r, &out->u.text);
    case '{':
    case '[':
        return read_nested(r, out);
    case 't':
        return read_word(r, "true", JSON_TRUE, out);
    case 'f':
        return read_word(r, "false", JSON_FALSE, out);
    case 'n':
        return read_word(r, "null", JSON_NULL, out);
    default:
        if (*r->p == '-' || (*r->p >= '0' && *r->p <= '9'))
            return read_number(r, out);
        return refuse_byte(r, "a JSON value belongs here");
    }
}

enum rc json_parse(struct span text, struct arena *a, struct json *out, struct err *err)
{
    struct reader r;
    struct json found = {0};
    enum rc rc;

    if (text.n >= UINT32_MAX)
        return err_set(err, RC_LIMIT, "a JSON text of %zu bytes; they are read up to 4 GiB",
                       text.n);
    /* field by field: an initializer would clear the stack at hand for every row */
    r.text = text;
    r.p = text.p;
    r.end = text.p + text.n;
    r.arena = a;
    r.err = err;
    r.stack = r.at_hand;
    r.n = 0;
    r.cap = STACK_AT_HAND;
    r.depth = 0;
    if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
        return refuse(&r, r.p, RC_INPUT, "a byte order mark; JSON begins without one");
    rc = read_value(&r, &found);
    if (rc)
        goto out;
    skip_blanks(&r);
    if (r.p < r.end) {
        rc = refuse_byte(&r, "nothing belongs behind the value");
        goto out;
    }
    *out = found;
out:
    if (r.stack != r.at_hand)
        free(r.stack);
    return rc;
}
