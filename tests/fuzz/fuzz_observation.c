/* SPDX-License-Identifier: Apache-2.0 */
/* Observation rows as NDJSON: each line is taken or refused with its row and a reason, and reading
 * the same file again adds nothing. */
#include "fuzz_world.h"

#include "base/zone.h"
#include "feed/feed.h"

#include <string.h>

struct run {
    struct arena arena, scratch;
    struct observe observe;
    struct docket docket;
    struct feed_total total;
    uint64_t n_told;
};

static void take_reject(void *context, const struct feed_reject *r)
{
    struct run *run = context;

    MUST(r->reason != NULL && r->reason[0] != '\0' && r->row > 0, "a reject without a reason");
    run->n_told++;
}

static void run_open(struct run *r)
{
    const struct observe_world world = {.zone = zone_utc(), .equipment = fuzz_equipment()};

    memset(r, 0, sizeof(*r));
    arena_init(&r->arena, FUZZ_ARENA_MAX);
    arena_init(&r->scratch, FUZZ_ARENA_MAX);
    MUST(docket_open(&r->docket, &r->arena, NULL) == RC_OK, "no docket");
    observe_init(&r->observe, &world, &r->arena, &r->scratch);
}

static void run_read(struct run *r, const struct feed_input *in)
{
    struct feed_sink sink = {.context = r, .reject = take_reject};
    struct feed_settings settings = {0};
    struct err err = {0};

    MUST(feed_format_find(SPAN("ndjson"), &settings.format, &err) == RC_OK, "%s", err.note);
    if (feed_read(in, &settings, &r->observe, &r->docket, &sink, &r->total, &err) != RC_OK)
        MUST(err.note[0] != '\0', "refused without a word");
}

static void run_close(struct run *r, const struct feed_input *inputs, size_t n)
{
    struct feed_sink sink = {.context = r, .reject = take_reject};

    MUST(docket_close(&r->docket, TIME_NEVER, NULL) == RC_OK, "the docket does not close");
    feed_report_conflicts(&r->docket, inputs, n, &sink, &r->total);
    MUST(r->n_told == r->total.n_rejected, "%llu told of %llu", (unsigned long long)r->n_told,
         (unsigned long long)r->total.n_rejected);
    observe_release(&r->observe);
    arena_release(&r->scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed_input in[2] = {{SPAN("a.ndjson"), fuzz_span(data, size)},
                               {SPAN("b.ndjson"), fuzz_span(data, size)}};
    struct run once, twice;

    run_open(&once);
    run_read(&once, &in[0]);
    run_close(&once, in, 1);
    run_open(&twice);
    run_read(&twice, &in[0]);
    run_read(&twice, &in[1]);
    run_close(&twice, in, 2);
    MUST(once.docket.n_observations == twice.docket.n_observations &&
             once.docket.n_read == twice.docket.n_read,
         "%zu observations became %zu", once.docket.n_observations, twice.docket.n_observations);
    arena_release(&once.arena);
    arena_release(&twice.arena);
    return 0;
}
