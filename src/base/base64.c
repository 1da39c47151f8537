/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

#define NOT_A_DIGIT 64

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_put(struct buf *b, struct span bytes)
{
    const uint8_t *p = (const uint8_t *)bytes.p;

    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t n = bytes.n - i < 3 ? bytes.n - i : 3;
        uint32_t v = (uint32_t)p[i] << 16;
        char text[4];

        if (n > 1)
            v |= (uint32_t)p[i + 1] << 8;
        if (n > 2)
            v |= p[i + 2];
        text[0] = digits[v >> 18];
        text[1] = digits[v >> 12 & 63];
        text[2] = '=';
        text[3] = '=';
        if (n > 1)
            text[2] = digits[v >> 6 & 63];
        if (n > 2)
            text[3] = digits[v & 63];
        buf_put(b, (struct span){.p = text, .n = sizeof(text)});
    }
}

static uint32_t value_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a' + 26);
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0' + 52);
    if (c == '+')
        return 62;
    return c == '/' ? 63 : NOT_A_DIGIT;
}

static size_t padding_of(struct span text)
{
    if (text.n == 0 || text.p[text.n - 1] != '=')
        return 0;
    return text.p[text.n - 2] == '=' ? 2 : 1;
}

/* One group of four; the last may have padding, and then spare bits, which must be 0. */
static enum rc read_group(struct span text, size_t at, size_t n_pad, uint8_t *out, struct err *err)
{
    uint32_t v = 0;

    for (size_t k = 0; k < 4; k++) {
        uint32_t digit = k >= 4 - n_pad ? 0 : value_of(text.p[at + k]);

        if (digit == NOT_A_DIGIT)
            return err_set(err, RC_INPUT, "character %zu is no digit of base64", at + k + 1);
        v = v << 6 | digit;
    }
    if ((n_pad == 2 && (v & 0xFFFFU) != 0) || (n_pad == 1 && (v & 0xFFU) != 0))
        return err_set(err, RC_INPUT, "the base64 has spare bits at its end that are not zero");
    out[0] = (uint8_t)(v >> 16);
    if (n_pad < 2)
        out[1] = (uint8_t)(v >> 8);
    if (n_pad < 1)
        out[2] = (uint8_t)v;
    return RC_OK;
}

enum rc base64_read(struct span text, uint8_t *out, size_t *n, struct err *err)
{
    size_t n_pad, n_out = 0;

    if (text.n % 4 != 0)
        return err_set(err, RC_INPUT,
                       "base64 has groups of four characters, with = at the end; this has %zu "
                       "characters",
                       text.n);
    n_pad = padding_of(text);
    for (size_t at = 0; at < text.n; at += 4) {
        size_t pad = at + 4 == text.n ? n_pad : 0;
        enum rc rc = read_group(text, at, pad, out + n_out, err);

        if (rc)
            return rc;
        n_out += 3 - pad;
    }
    *n = n_out;
    return RC_OK;
}

enum rc base64_read_exact(struct span text, uint8_t *out, size_t n, struct err *err)
{
    size_t n_groups = text.n / 4;
    size_t n_got;

    if (text.n % 4 == 0 && n_groups * 3 - padding_of(text) != n)
        return err_set(err, RC_INPUT, "%zu bytes in base64; there must be %zu",
                       n_groups * 3 - padding_of(text), n);
    return base64_read(text, out, &n_got, err);
}
