/* SPDX-License-Identifier: Apache-2.0 */
#include "feed/encoding.h"

#include <string.h>

static const char *const names[ENCODING_COUNT + 1] = {
    [ENCODING_UTF8] = "utf-8",
    [ENCODING_LATIN1] = "latin-1",
    [ENCODING_WINDOWS_1251] = "windows-1251",
    [ENCODING_WINDOWS_1252] = "windows-1252",
    [ENCODING_COUNT] = NULL,
};

/* What the bytes from 0x80 on stand for; 0: nothing. Source: the mapping tables of unicode.org,
 * VENDORS/MICSFT/WINDOWS. */
static const uint16_t windows_1251[64] = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, /* 0x80 */
    0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F, /* 0x88 */
    0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, /* 0x90 */
    0,      0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, /* 0x98 */
    0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, /* 0xA0 */
    0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, /* 0xA8 */
    0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, /* 0xB0 */
    0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457, /* 0xB8 */
};
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, /* 0x80 */
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,      /* 0x88 */
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, /* 0x90 */
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178, /* 0x98 */
};

enum rc encoding_find(struct span name, enum encoding *out, struct err *err)
{
    for (int i = 0; i < ENCODING_COUNT; i++)
        if (span_eq_nocase(name, span_of(names[i]))) {
            *out = (enum encoding)i;
            return RC_OK;
        }
    return err_set(err, RC_UNKNOWN,
                   "\"%.*s\" is no encoding that is read; utf-8, latin-1, windows-1251 or "
                   "windows-1252",
                   SPAN_ARG(name));
}

static uint32_t code_point(enum encoding e, unsigned char c)
{
    if (c < 0x80)
        return c;
    if (e == ENCODING_WINDOWS_1251)
        return c >= 0xC0 ? 0x0410U + (c - 0xC0U) : windows_1251[c - 0x80];
    if (e == ENCODING_WINDOWS_1252 && c < 0xA0)
        return windows_1252[c - 0x80];
    return c;
}

/* Eight bytes at a time: most texts are ASCII throughout. */
static bool is_ascii(struct span s)
{
    size_t i = 0;

    for (; i + 8 <= s.n; i += 8) {
        uint64_t word;

        memcpy(&word, s.p + i, sizeof(word));
        if (word & UINT64_C(0x8080808080808080))
            return false;
    }
    for (; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static size_t put_code_point(char *p, uint32_t c)
{
    if (c < 0x80) {
        p[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        p[0] = (char)(0xC0 | c >> 6);
        p[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    p[0] = (char)(0xE0 | c >> 12);
    p[1] = (char)(0x80 | (c >> 6 & 0x3F));
    p[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

enum rc encoding_decode(enum encoding e, struct span s, struct arena *a, struct span *out,
                        struct err *err)
{
    size_t n = 0, bad_at = 0;
    char *p;

    if (is_ascii(s)) {
        *out = s;
        return RC_OK;
    }
    if (e == ENCODING_UTF8) {
        if (!span_is_utf8(s, &bad_at))
            return err_set(err, RC_INPUT,
                           "byte 0x%02x is not UTF-8; a mapping file states another encoding "
                           "(\"encoding\": \"windows-1251\")",
                           (unsigned)(unsigned char)s.p[bad_at]);
        *out = s;
        return RC_OK;
    }
    p = arena_array(a, s.n, 3, err);
    if (p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s.n; i++) {
        uint32_t c = code_point(e, (unsigned char)s.p[i]);

        if (c == 0 && s.p[i] != '\0')
            return err_set(err, RC_INPUT, "byte 0x%02x means nothing in %s",
                           (unsigned)(unsigned char)s.p[i], names[e]);
        n += put_code_point(p + n, c);
    }
    *out = (struct span){p, n};
    return RC_OK;
}
