/* SPDX-License-Identifier: Apache-2.0 */
/* watch_rows.h: rows from JSON text, for tests of everything that reads or judges them. */
#pragma once

#include "check.h"

#include "base/zone.h"
#include "watch/observe.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct rows {
    struct arena arena, scratch;
    struct observe observe;
    struct docket docket;
    uint32_t n;
};

/* world NULL: local times are UTC, and nothing else is known */
static inline void rows_start(struct rows *r, const struct observe_world *world)
{
    const struct observe_world utc = {.zone = zone_utc()};
    struct err err = {0};

    memset(r, 0, sizeof(*r));
    arena_init(&r->arena, 1024 * MIB);
    arena_init(&r->scratch, 64 * MIB);
    observe_init(&r->observe, world == NULL ? &utc : world, &r->arena, &r->scratch);
    assert_ok(docket_open(&r->docket, &r->arena, &err));
}

static inline void rows_end(struct rows *r)
{
    observe_release(&r->observe);
    arena_release(&r->scratch);
    arena_release(&r->arena);
}

static inline enum rc rows_try(struct rows *r, const char *text, struct row *out, struct err *err)
{
    const struct observe_where where = {.row = ++r->n};
    struct json v;

    arena_reset(&r->scratch);
    if (json_parse(span_of(text), &r->scratch, &v, err) != RC_OK)
        fail_msg("the test's own JSON: %s\n%s", err->note, text);
    return observation_read(&r->observe, &v, where, out, err);
}

static inline struct row rows_read(struct rows *r, const char *text)
{
    struct err err = {0};
    struct row row;

    if (rows_try(r, text, &row, &err) != RC_OK)
        fail_msg("%s\n%s", err.note, text);
    return row;
}

static inline void rows_add(struct rows *r, const char *text)
{
    struct row row = rows_read(r, text);
    struct err err = {0};

    assert_ok(docket_add(&r->docket, &row, &err));
}

static inline void rows_close(struct rows *r, int64_t as_of_ms)
{
    struct err err = {0};

    assert_ok(docket_close(&r->docket, as_of_ms, &err));
}

static inline void assert_refused(struct rows *r, const char *text, const char *words)
{
    struct err err = {0};
    struct row row;

    if (rows_try(r, text, &row, &err) == RC_OK)
        fail_msg("was taken: %s", text);
    if (strstr(err.note, words) == NULL)
        fail_msg("the note lacks \"%s\": %s\n%s", words, err.note, text);
}

static inline int64_t at_ms(const char *text)
{
    struct err err = {0};
    int64_t out = 0;

    assert_ok(time_parse_instant(span_of(text), &out, &err));
    return out;
}
