/* SPDX-License-Identifier: Apache-2.0 */
/* judge.c: one run: fuse, then ask every term of every agreement. Knows the kinds by a table and
 * nothing of how they judge. */
#include "watch/judge.h"

#include "watch/coverage.h"
#include "watch/fusion.h"
#include "watch/term.h"

#define EXPLANATION_MAX ((size_t)16 * 1024)
#define SCRATCH_MAX     ((size_t)64 * 1024 * 1024)
/* Share of the progress that fusing takes. */
#define FUSION_SHARE 0.3

/* Kinds without a judge answer needs_assessment. */
static const struct {
    enum rc (*judge)(struct term_run *run, struct err *err);
} kinds[PACT_KIND_COUNT] = {
    [PACT_CEASEFIRE] = {term_ceasefire},
    [PACT_WITHDRAWAL] = {term_withdrawal},
    [PACT_EXCLUSION_ZONE] = {term_exclusion_zone},
    [PACT_CEILING] = {term_ceiling},
    [PACT_RATIO] = {term_ratio},
    [PACT_RATE_LIMIT] = {term_rate_limit},
    [PACT_REPLACEMENT] = {term_replacement},
    [PACT_RETURN_FIRE] = {term_return_fire},
    [PACT_NO_FLY] = {term_no_fly},
    [PACT_LINE_CROSSING] = {term_line_crossing},
    [PACT_STORAGE] = {term_storage},
    [PACT_NOTIFICATION] = {term_notification},
    [PACT_FREEDOM_OF_MOVEMENT] = {term_freedom_of_movement},
    [PACT_DECLARATION] = {term_declaration},
    [PACT_INSPECTION] = {term_inspection},
    [PACT_MILESTONE] = {term_milestone},
    [PACT_DEMOBILISATION] = {term_milestone},
    [PACT_EXCHANGE] = {term_exchange},
    [PACT_PERIODIC_DUTY] = {term_periodic_duty},
    [PACT_ON_REQUEST_DUTY] = {term_on_request_duty},
    [PACT_COMPOSITION] = {term_composition},
    [PACT_CONSENT_MANDATE] = {term_consent_mandate},
    [PACT_DISPERSION] = {term_dispersion},
    [PACT_REACH] = {term_reach},
    [PACT_TRIPWIRE] = {term_tripwire},
};

/* What a kind without a judge would need: said in its one verdict. */
static enum rc assess(struct term_run *run, struct err *err)
{
    struct verdict v = term_verdict(run);

    v.word = VERDICT_NEEDS_ASSESSMENT;
    buf_printf(run->text,
               "Terms of kind %s are read and checked, but not judged by machine: people assess "
               "them against \"%.*s\".",
               pact_kind_name(run->term->kind), SPAN_ARG(run->term->ref));
    return term_emit(run, &v, false, err);
}

static bool is_wanted(const struct judge_options *o, const struct pact_term *t)
{
    if (o->only_kinds != 0 && (o->only_kinds >> t->kind & 1u) == 0)
        return false;
    return o->only_term.n == 0 || span_eq(o->only_term, t->id);
}

/* Refuses a --only that names nothing, with the id that is nearest to it. */
static enum rc check_only(const struct pact_model *m, const struct judge_options *o,
                          struct err *err)
{
    struct span near = {0};
    size_t least = SIZE_MAX;

    if (o->only_term.n == 0)
        return RC_OK;
    for (size_t i = 0; i < m->n_agreements; i++)
        for (size_t k = 0; k < m->agreements[i].n_terms; k++) {
            struct span id = m->agreements[i].terms[k].id;
            size_t d = span_edit_distance(o->only_term, id);

            if (d == 0)
                return RC_OK;
            if (d < least) {
                least = d;
                near = id;
            }
        }
    if (least == SIZE_MAX)
        return err_set(err, RC_ABSENT, "there is no term \"%.*s\"", SPAN_ARG(o->only_term));
    return err_set(err, RC_ABSENT, "there is no term \"%.*s\"; the nearest is \"%.*s\"",
                   SPAN_ARG(o->only_term), SPAN_ARG(near));
}

/* Refuses a --party that no agreement has. */
static enum rc check_party(const struct pact_model *m, const struct judge_options *o,
                           struct err *err)
{
    if (o->only_party.n == 0 || span_is(o->only_party, "undetermined") ||
        span_is(o->only_party, "both"))
        return RC_OK;
    for (size_t i = 0; i < m->n_agreements; i++)
        if (pact_party_find(&m->agreements[i], o->only_party) != PACT_NONE)
            return RC_OK;
    return err_set(err, RC_ABSENT, "there is no party \"%.*s\" in the agreement",
                   SPAN_ARG(o->only_party));
}

static void show_progress(const struct judge_options *o, double share)
{
    if (o->progress != NULL)
        o->progress(o->progress_context, share);
}

static enum rc hand_on_events(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->n_events && rc == RC_OK; i++) {
        tally_add_event(run->tally, &run->events[i]);
        if (run->options->wants_events)
            rc = run->sink->event(run->sink->context, &run->events[i], err);
    }
    return rc;
}

static enum rc judge_term(struct term_run *run, struct err *err)
{
    if (kinds[run->term->kind].judge == NULL)
        return assess(run, err);
    return kinds[run->term->kind].judge(run, err);
}

/* Kinds that judge events; of the others alone there is nothing to fuse. */
#define FUSING_KINDS (1u << PACT_CEASEFIRE | 1u << PACT_EXCLUSION_ZONE | 1u << PACT_RETURN_FIRE)
_Static_assert(PACT_KIND_COUNT <= 32, "only_kinds has a bit for each kind");

static bool needs_events(const struct judge_options *o)
{
    return o->only_kinds == 0 || (o->only_kinds & FUSING_KINDS) != 0 || o->wants_events;
}

static enum rc judge_agreement(struct term_run *run, struct err *err)
{
    const struct pact_agreement *g = run->agreement;
    enum rc rc = ground_open(g, run->docket, run->arena, &run->ground, err);

    if (rc == RC_OK && !run->options->is_partial)
        rc = coverage_tally(
            &(struct coverage_view){g, run->docket, run->ground, .verifier = PACT_NONE},
            run->tally->span, run->scratch, run->tally->areas, run->tally->n_areas, err);
    for (size_t i = 0; i < g->n_terms && rc == RC_OK; i++, run->tally_ix++) {
        run->term = &g->terms[i];
        if (!is_wanted(run->options, run->term))
            continue;
        rc = judge_term(run, err);
        show_progress(run->options, FUSION_SHARE + (1 - FUSION_SHARE) *
                                                       (double)(run->tally_ix + 1) /
                                                       (double)run->tally->n_terms);
    }
    return rc;
}

static enum rc judge_all(struct term_run *run, struct err *err)
{
    enum rc rc = tally_open(run->tally, run->model, run->arena, err);
    struct fusion fused = {0};

    if (rc == RC_OK) {
        tally_add_docket(run->tally, run->docket);
        if (run->options->is_partial)
            run->tally->span = run->options->input.t0_ms <= run->options->input.t1_ms
                                   ? run->options->input
                                   : (struct time_span){0};
    }
    if (rc == RC_OK && needs_events(run->options))
        rc = fusion_run(run->model, run->docket,
                        &(struct fusion_options){run->options->trusts_reported}, run->arena, &fused,
                        err);
    if (rc)
        return rc;
    run->events = fused.events;
    run->tally->n_compared = fused.n_compared;
    run->n_events = fused.n_events;
    show_progress(run->options, FUSION_SHARE);
    rc = hand_on_events(run, err);
    for (size_t i = 0; i < run->model->n_agreements && rc == RC_OK; i++) {
        run->agreement = &run->model->agreements[i];
        rc = judge_agreement(run, err);
    }
    return rc;
}

enum rc judge_run(const struct pact_model *model, const struct docket *docket,
                  const struct judge_options *options, struct verdict_sink *sink, struct arena *a,
                  struct tally *tally, struct err *err)
{
    struct arena scratch;
    struct buf text;
    struct term_run run = {.model = model,
                           .docket = docket,
                           .options = options,
                           .arena = a,
                           .scratch = &scratch,
                           .sink = sink,
                           .tally = tally,
                           .text = &text};
    enum rc rc;

    arena_init(&scratch, SCRATCH_MAX);
    buf_init(&text, EXPLANATION_MAX);
    rc = check_only(model, options, err);
    if (rc == RC_OK)
        rc = check_party(model, options, err);
    if (rc)
        goto out;
    run.cloud = arena_alloc(a, sizeof(*run.cloud), err);
    rc = run.cloud == NULL ? RC_LIMIT : judge_all(&run, err);
out:
    buf_release(&text);
    arena_release(&scratch);
    return rc;
}
