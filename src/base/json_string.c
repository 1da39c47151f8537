/* SPDX-License-Identifier: Apache-2.0 */
/* json_string.c: strings of JSON: where they end, whether they are UTF-8, what their escapes mean.
 */
#include "base/json_cursor.h"

#include <string.h>

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
static enum rc unescape_unicode(struct json_cursor *in, const char **p, const char *end, char **q)
{
    const char *at = *p - 2;
    uint32_t high, low;

    if (!hex4(*p, end, &high))
        return json_refuse(in, at, RC_INPUT, "\\u takes four hexadecimal digits, as in \\u0416");
    *p += 4;
    if (high >= 0xDC00 && high <= 0xDFFF)
        return json_refuse(in, at, RC_INPUT, "a low surrogate needs a high one before it");
    if (high >= 0xD800 && high <= 0xDBFF) {
        if (end - *p < 2 || (*p)[0] != '\\' || (*p)[1] != 'u' || !hex4(*p + 2, end, &low) ||
            low < 0xDC00 || low > 0xDFFF)
            return json_refuse(in, at, RC_INPUT,
                               "a high surrogate needs \\uDC00..\\uDFFF behind it");
        *p += 6;
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    *q = put_utf8(*q, high);
    return RC_OK;
}

static const char escape_letters[] = "\"\\/bfnrt";
static const char escape_values[] = "\"\\/\b\f\n\r\t";

/* The text between the quotes with its escapes resolved: never longer than it was. */
static enum rc unescape(struct json_cursor *in, struct span raw, struct span *out)
{
    const char *p = raw.p, *end = raw.p + raw.n;
    char *copy = arena_alloc(in->arena, raw.n, in->err);
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
            return json_refuse(
                in, slash, RC_INPUT,
                "no such escape; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        } else {
            enum rc rc = unescape_unicode(in, &p, end, &q);

            if (rc)
                return rc;
        }
    }
    *out = (struct span){.p = copy, .n = (size_t)(q - copy)};
    return RC_OK;
}

enum rc json_read_string(struct json_cursor *in, struct span *out)
{
    const char *start = in->p + 1, *p = start;
    bool has_escapes = false;
    struct span raw;

    for (;;) {
        p = skip_plain(p, in->end);
        if (p >= in->end)
            return json_refuse(in, in->p, RC_INPUT, "this string has no closing quote");
        if (*p == '"')
            break;
        if (*p == '\\') {
            has_escapes = true;
            /* an escaped quote ends nothing; whatever else follows is looked at in the next round
             */
            p += in->end - p >= 2 && (p[1] == '"' || p[1] == '\\') ? 2 : 1;
        } else if ((unsigned char)*p < 0x20) {
            return json_refuse(
                in, p, RC_INPUT,
                "a control character in a string; write it as an escape, such as \\n");
        } else {
            const char *next = skip_wide(p, in->end);

            if (next == NULL)
                return json_refuse(in, p, RC_INPUT, "these bytes are not UTF-8");
            p = next;
        }
    }
    raw = (struct span){.p = start, .n = (size_t)(p - start)};
    in->p = p + 1;
    if (has_escapes)
        return unescape(in, raw, out);
    *out = raw;
    return RC_OK;
}
