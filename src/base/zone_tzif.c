/* SPDX-License-Identifier: Apache-2.0 */
/* zone_tzif.c: TZif bytes (RFC 8536) to a zone. Every count is checked against the bytes there. */
#include "base/zone_data.h"

#include <string.h>

#define HEADER_BYTES 44
#define TYPE_BYTES   6
#define OFFSET_S_MIN (-89999) /* RFC 8536, 3.2: -25 h … */
#define OFFSET_S_MAX 93599    /* … to 26 h, both exclusive */
#define AT_S_MAX     (INT64_MAX / MS_PER_S)

struct header {
    char version;
    uint64_t n_ut, n_std, n_leap, n_times, n_types, n_chars;
};

/* The parts of a data block. */
struct block {
    struct header h;
    struct span times, type_of_time, types, chars;
};

static enum rc malformed(struct span name, struct err *err, const char *what)
{
    return err_set(err, RC_INPUT, "time zone %.*s: %s", SPAN_ARG(name), what);
}

static uint64_t big_endian(const char *p, size_t n)
{
    uint64_t v = 0;

    for (size_t i = 0; i < n; i++)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

static bool take_header(struct span *s, struct header *out)
{
    uint64_t *const counts[] = {&out->n_ut,    &out->n_std,   &out->n_leap,
                                &out->n_times, &out->n_types, &out->n_chars};

    if (s->n < HEADER_BYTES || memcmp(s->p, "TZif", 4) != 0)
        return false;
    out->version = s->p[4];
    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
        *counts[i] = big_endian(s->p + 20 + 4 * i, 4);
    *s = span_from(*s, HEADER_BYTES);
    return true;
}

/* Counts are below 2^32, so their products with small sizes cannot overflow. */
static bool take_bytes(struct span *s, uint64_t n, struct span *out)
{
    if (s->n < n)
        return false;
    *out = span_sub(*s, 0, (size_t)n);
    *s = span_from(*s, (size_t)n);
    return true;
}

static bool take_block(struct span *s, size_t time_bytes, struct block *out)
{
    const struct header *h = &out->h;
    struct span unused;

    return take_header(s, &out->h) && take_bytes(s, h->n_times * time_bytes, &out->times) &&
           take_bytes(s, h->n_times, &out->type_of_time) &&
           take_bytes(s, h->n_types * TYPE_BYTES, &out->types) &&
           take_bytes(s, h->n_chars, &out->chars) &&
           take_bytes(s, h->n_leap * (time_bytes + 4), &unused) &&
           take_bytes(s, h->n_std, &unused) && take_bytes(s, h->n_ut, &unused);
}

static enum rc read_types(const struct block *b, struct arena *a, struct zone *z, struct err *err)
{
    struct span chars = arena_copy(a, b->chars, err);

    z->n_types = (size_t)b->h.n_types;
    z->types = arena_array(a, z->n_types, sizeof(*z->types), err);
    if (z->types == NULL || chars.p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < z->n_types; i++) {
        const char *p = b->types.p + i * TYPE_BYTES;
        int32_t offset_s = (int32_t)(uint32_t)big_endian(p, 4);
        struct span abbrev = span_from(chars, (unsigned char)p[5]);

        if (offset_s < OFFSET_S_MIN || offset_s > OFFSET_S_MAX || (unsigned char)p[4] > 1)
            return malformed(z->name, err, "an offset from UTC is not within -25 h and 26 h");
        if (span_find(abbrev, '\0') == abbrev.n)
            return malformed(z->name, err, "an abbreviation does not end inside the file");
        abbrev.n = span_find(abbrev, '\0');
        z->types[i] = (struct zone_type){.offset_ms = offset_s * MS_PER_S, .abbrev = abbrev};
    }
    return RC_OK;
}

static enum rc read_transitions(const struct block *b, struct arena *a, struct zone *z,
                                struct err *err)
{
    size_t n = (size_t)b->h.n_times;
    int64_t *at_ms = arena_array(a, n, sizeof(*at_ms), err);
    struct span type = arena_copy(a, b->type_of_time, err);
    int64_t last_s = INT64_MIN;

    if (at_ms == NULL || type.p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        int64_t at_s = (int64_t)big_endian(b->times.p + 8 * i, 8);

        if (i > 0 && at_s <= last_s)
            return malformed(z->name, err, "its transitions are not in order");
        if ((unsigned char)type.p[i] >= z->n_types)
            return malformed(z->name, err, "a transition names a type that is not there");
        last_s = at_s;
        /* some writers begin at the Big Bang */
        at_s = at_s > AT_S_MAX ? AT_S_MAX : at_s < -AT_S_MAX ? -AT_S_MAX : at_s;
        at_ms[i] = at_s * MS_PER_S;
    }
    z->n_transitions = n;
    z->at_ms = at_ms;
    z->type = (const uint8_t *)type.p;
    return RC_OK;
}

/* "\nTZ string\n"; an empty string states no rule. */
static enum rc read_footer(struct span rest, struct arena *a, struct zone *z, struct err *err)
{
    struct span line;
    enum rc rc;

    if (rest.n < 2 || rest.p[0] != '\n' || span_find(span_from(rest, 1), '\n') == rest.n - 1)
        return malformed(z->name, err, "its last line is missing or cut short");
    line = span_sub(rest, 1, span_find(span_from(rest, 1), '\n'));
    if (line.n == 0)
        return RC_OK;
    line = arena_copy(a, line, err);
    if (line.p == NULL)
        return RC_LIMIT;
    rc = zone_footer_parse(line, &z->footer, err);
    return rc ? err_prefix(err, rc, "time zone %.*s: ", SPAN_ARG(z->name)) : RC_OK;
}

enum rc zone_parse(struct span name, struct span tzif, struct arena *a, const struct zone **out,
                   struct err *err)
{
    struct zone *z = arena_alloc(a, sizeof(*z), err);
    struct block b;
    enum rc rc;

    if (z == NULL)
        return RC_LIMIT;
    z->name = arena_copy(a, name, err);
    if (z->name.p == NULL)
        return RC_LIMIT;
    if (tzif.n < 4 || memcmp(tzif.p, "TZif", 4) != 0)
        return malformed(name, err, "these are not the bytes of a TZif file");
    if (!take_block(&tzif, 4, &b))
        return malformed(name, err, "the file is cut short");
    if (b.h.version < '2')
        return malformed(name, err, "the file is of version 1; version 2 or later is needed");
    if (!take_block(&tzif, 8, &b))
        return malformed(name, err, "the file is cut short");
    if (b.h.n_types == 0)
        return malformed(name, err, "the file states no offset from UTC");
    if (b.h.n_leap > 0)
        return malformed(name, err, "the file counts leap seconds; take the one not under right/");
    rc = read_types(&b, a, z, err);
    if (!rc)
        rc = read_transitions(&b, a, z, err);
    if (!rc)
        rc = read_footer(tzif, a, z, err);
    if (!rc)
        *out = z;
    return rc;
}
