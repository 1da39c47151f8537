/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/view.h"

#include "mission/chain.h"
#include "mission/input.h"

#define SCRATCH_BYTES_MAX ((size_t)64 * 1024 * 1024)
/* Kinds of terms for which it matters what may be one occurrence. */
#define FUSING_KINDS (1u << PACT_CEASEFIRE | 1u << PACT_EXCLUSION_ZONE)

static bool is_for(const struct view_ask *ask, uint32_t kinds)
{
    return ask->kinds == 0 || (ask->kinds & kinds) != 0;
}

/* Sensors first: the cards of observations hang on them. */
static enum rc ask_rows(struct gather *g, const struct view_ask *ask, struct err *err)
{
    const struct shelf_query rows = {.row_kinds = 1u << ROW_OBSERVATION,
                                     .has_span = true,
                                     .span = ask->span,
                                     .only_with_items = !is_for(ask, FUSING_KINDS)};
    enum rc rc = RC_OK;

    if (g->from.base == NULL)
        rc = gather_ask(g, (struct shelf_query){.row_kinds = GATHER_RULES | VIEW_OTHERS}, err);
    g->is_far = !is_for(ask, FUSING_KINDS);
    if (rc == RC_OK)
        rc = gather_ask(g, rows, err);
    return rc != RC_OK ? rc : gather_spread(g, err);
}

static enum rc ask_chains(struct gather *g, struct time_span span, struct arena *a, struct err *err)
{
    const struct pact_model *m = g->from.world.model;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < m->n_agreements && rc == RC_OK; i++)
        for (size_t k = 0; k < m->agreements[i].n_terms && rc == RC_OK; k++) {
            const struct sights_of of = {m, &m->agreements[i], &m->agreements[i].terms[k]};
            struct time_span hull = span;

            if (of.term->kind == PACT_CEILING)
                rc = chain_gather(g, &of, a, &hull, err);
        }
    return rc;
}

enum rc view_open(const struct gather_source *from, const struct view_ask *ask, struct arena *a,
                  struct view *out, struct err *err)
{
    struct view v = {.span = ask->span, .kinds = ask->kinds, .input = {1, 0}};
    struct arena scratch, chain;
    struct gather g = {0};
    enum rc rc;

    arena_init(&scratch, SCRATCH_BYTES_MAX);
    arena_init(&chain, a->max_bytes);
    rc = gather_open(&g, from, a, &scratch, err);
    if (rc == RC_OK)
        rc = ask_rows(&g, ask, err);
    if (rc == RC_OK && is_for(ask, 1u << PACT_CEILING))
        rc = ask_chains(&g, ask->span, &chain, err);
    if (rc == RC_OK)
        rc = gather_docket(&g, GATHER_RULES | VIEW_OTHERS, a, &v.rows, err);
    if (ask->input != NULL)
        v.input = *ask->input;
    else if (rc == RC_OK)
        rc = input_span(from, &chain, &scratch, &v.input, err);
    gather_close(&g);
    arena_release(&chain);
    arena_release(&scratch);
    if (rc == RC_OK)
        *out = v;
    return rc;
}

/* Lets through what begins in the span. */
struct sieve {
    struct time_span span;
    bool is_with_rest;
    struct verdict_sink *sink;
};

static bool begins_within(const struct sieve *s, struct time_span when)
{
    return when.t0_ms >= s->span.t0_ms && when.t0_ms <= s->span.t1_ms;
}

static enum rc sift_verdict(void *context, const struct verdict *v, struct err *err)
{
    const struct sieve *s = context;

    bool is_rest = v->is_of_input || v->when.t0_ms == TIME_ALWAYS;

    if (is_rest ? !s->is_with_rest : !begins_within(s, v->when))
        return RC_OK;
    return s->sink->verdict(s->sink->context, v, err);
}

static enum rc sift_event(void *context, const struct event *e, struct err *err)
{
    const struct sieve *s = context;

    return begins_within(s, e->when) ? s->sink->event(s->sink->context, e, err) : RC_OK;
}

enum rc view_judge(const struct view *v, const struct pact_model *model,
                   const struct judge_options *options, struct verdict_sink *sink, struct arena *a,
                   struct err *err)
{
    struct sieve s = {v->span, v->is_with_rest, sink};
    struct verdict_sink sieve = {&s, sift_verdict, sift_event};
    struct judge_options o = *options;
    struct tally tally;

    o.is_partial = true;
    o.no_suggestions = true;
    if (v->kinds != 0)
        o.only_kinds = v->kinds;
    o.input = v->input;
    return judge_run(model, &v->rows.docket, &o, &sieve, a, &tally, err);
}
