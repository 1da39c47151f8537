/* SPDX-License-Identifier: Apache-2.0 */
#include "base/span.h"

#include <string.h>

#define EDIT_WORD_MAX 64

struct span span_none(void)
{
    return (struct span){0};
}

struct span span_of(const char *text)
{
    return (struct span){.p = text, .n = text == NULL ? 0 : strlen(text)};
}

bool span_eq(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool span_is(struct span a, const char *text)
{
    return span_eq(a, span_of(text));
}

int span_cmp(struct span a, struct span b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

    if (order != 0)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

int span_order(const void *a, const void *b)
{
    return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool span_eq_nocase(struct span a, struct span b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (fold(a.p[i]) != fold(b.p[i]))
            return false;
    return true;
}

bool span_starts(struct span s, struct span prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span span_trim(struct span s)
{
    while (s.n > 0 && is_blank(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct span span_from(struct span s, size_t from)
{
    if (from >= s.n)
        return (struct span){.p = s.p == NULL ? NULL : s.p + s.n, .n = 0};
    return (struct span){.p = s.p + from, .n = s.n - from};
}

struct span span_sub(struct span s, size_t from, size_t n)
{
    struct span tail = span_from(s, from);

    if (tail.n > n)
        tail.n = n;
    return tail;
}

size_t span_find(struct span s, char c)
{
    const char *hit = s.n == 0 ? NULL : memchr(s.p, c, s.n);

    return hit == NULL ? s.n : (size_t)(hit - s.p);
}

struct span span_cut(struct span *rest, char sep)
{
    size_t at = span_find(*rest, sep);
    struct span head = {.p = rest->p, .n = at};

    if (at == rest->n)
        *rest = (struct span){0};
    else
        *rest = span_from(*rest, at + 1);
    return head;
}

uint64_t span_hash(struct span s)
{
    uint64_t h = 14695981039346656037ULL;

    for (size_t i = 0; i < s.n; i++) {
        h ^= (unsigned char)s.p[i];
        h *= 1099511628211ULL;
    }
    return h;
}

/* The least code point that a sequence of this length may encode: shorter ones are overlong. */
static const uint32_t least_of_length[5] = {0, 0, 0x80, 0x800, 0x10000};

static size_t lead_length(unsigned char lead, uint32_t *bits)
{
    if (lead < 0x80) {
        *bits = lead;
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        *bits = lead & 0x1FU;
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        *bits = lead & 0x0FU;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        *bits = lead & 0x07U;
        return 4;
    }
    return 0;
}

size_t span_code_point(struct span s, uint32_t *out)
{
    uint32_t value = 0;
    size_t n;

    if (s.n == 0)
        return 0;
    n = lead_length((unsigned char)s.p[0], &value);
    if (n == 0 || n > s.n)
        return 0;
    for (size_t i = 1; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c & 0xC0U) != 0x80U)
            return 0;
        value = value << 6 | (c & 0x3FU);
    }
    if (value < least_of_length[n] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *out = value;
    return n;
}

bool code_point_steers(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0x061C ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool span_is_utf8(struct span s, size_t *bad_at)
{
    size_t at = 0;

    while (at < s.n) {
        uint32_t ignored;
        size_t n;

        if ((unsigned char)s.p[at] < 0x80) {
            at++;
            continue;
        }
        n = span_code_point(span_from(s, at), &ignored);
        if (n == 0) {
            if (bad_at != NULL)
                *bad_at = at;
            return false;
        }
        at += n;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t span_edit_distance(struct span a, struct span b)
{
    size_t rows[3][EDIT_WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    if (a.n > EDIT_WORD_MAX || b.n > EDIT_WORD_MAX)
        return SIZE_MAX;
    memset(rows, 0, sizeof(rows));
    for (size_t j = 0; j <= b.n; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t cost = fold(a.p[i - 1]) == fold(b.p[j - 1]) ? 0 : 1;

            row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
            if (i > 1 && j > 1 && fold(a.p[i - 1]) == fold(b.p[j - 2]) &&
                fold(a.p[i - 2]) == fold(b.p[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        before = last;
        last = row;
        row = spare;
    }
    return last[b.n];
}

const char *span_nearest(struct span word, const char *const *words)
{
    const char *best = NULL;
    size_t best_distance = SIZE_MAX;

    for (size_t i = 0; words[i] != NULL; i++) {
        size_t d = span_edit_distance(word, span_of(words[i]));

        if (d < best_distance) {
            best_distance = d;
            best = words[i];
        }
    }
    if (best == NULL || best_distance > (word.n > strlen(best) ? word.n : strlen(best)) / 3 + 1 ||
        best_distance >= strlen(best))
        return NULL;
    return best;
}
