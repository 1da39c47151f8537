/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_feed.h: one file through a format into a docket, once and twice. */
#pragma once

#include "fuzz_world.h"

#include "base/zone.h"
#include "feed/feed.h"

#include <string.h>

struct fuzz_run {
    struct arena arena, scratch;
    struct observe observe;
    struct docket docket;
    struct feed_settings settings;
    struct feed_total total;
    uint64_t n_told;
    bool is_refused; /* a file as a whole */
};

static inline void fuzz_take_reject(void *context, const struct feed_reject *r)
{
    struct fuzz_run *run = context;

    MUST(r->reason != NULL && r->reason[0] != '\0' && r->row > 0, "a reject without a reason");
    run->n_told++;
}

/* format NULL: told by the content; map: p == NULL: none */
static inline void fuzz_run_open(struct fuzz_run *r, const char *format, struct span map)
{
    const struct observe_world world = {.zone = fuzz_model()->agreements[0].zone,
                                        .equipment = fuzz_equipment(),
                                        .model = fuzz_model()};
    struct err err = {0};

    memset(r, 0, sizeof(*r));
    arena_init(&r->arena, FUZZ_ARENA_MAX);
    arena_init(&r->scratch, FUZZ_ARENA_MAX);
    MUST(docket_open(&r->docket, &r->arena, &err) == RC_OK, "%s", err.note);
    observe_init(&r->observe, &world, &r->arena, &r->scratch);
    r->settings.map = map;
    r->settings.map_name = SPAN("fuzz.map");
    if (format != NULL)
        MUST(feed_format_find(span_of(format), &r->settings.format, &err) == RC_OK, "%s", err.note);
}

static inline void fuzz_run_read(struct fuzz_run *r, const struct feed_input *in)
{
    struct feed_sink sink = {.context = r, .reject = fuzz_take_reject};
    struct err err = {0};

    if (feed_read(in, &r->settings, &r->observe, &r->docket, &sink, &r->total, &err) == RC_OK)
        return;
    MUST(err.note[0] != '\0', "refused without a word");
    r->is_refused = true;
}

/* The docket stays until fuzz_run_release. */
static inline void fuzz_run_close(struct fuzz_run *r, const struct feed_input *inputs, size_t n)
{
    struct feed_sink sink = {.context = r, .reject = fuzz_take_reject};
    struct err err = {0};

    MUST(docket_close(&r->docket, TIME_NEVER, &err) == RC_OK, "%s", err.note);
    feed_report_conflicts(&r->docket, inputs, n, &sink, &r->total);
    MUST(r->n_told == r->total.n_rejected, "%llu told of %llu", (unsigned long long)r->n_told,
         (unsigned long long)r->total.n_rejected);
}

static inline void fuzz_run_release(struct fuzz_run *r)
{
    observe_release(&r->observe);
    arena_release(&r->scratch);
    arena_release(&r->arena);
}

/** Read a file; reading it a second time must add nothing. */
static inline void fuzz_feed(const char *format, struct span map, struct span bytes)
{
    struct feed_input in[2] = {{SPAN("a"), bytes}, {SPAN("b"), bytes}};
    struct fuzz_run once, twice;

    fuzz_run_open(&once, format, map);
    fuzz_run_read(&once, &in[0]);
    fuzz_run_close(&once, in, once.is_refused ? 0 : 1);
    fuzz_run_open(&twice, format, map);
    fuzz_run_read(&twice, &in[0]);
    fuzz_run_read(&twice, &in[1]);
    fuzz_run_close(&twice, in, twice.is_refused ? 0 : 2);
    MUST(once.docket.n_observations == twice.docket.n_observations &&
             once.docket.n_read == twice.docket.n_read,
         "%zu observations became %zu", once.docket.n_observations, twice.docket.n_observations);
    fuzz_run_release(&once);
    fuzz_run_release(&twice);
}
