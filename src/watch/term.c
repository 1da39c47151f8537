/* SPDX-License-Identifier: Apache-2.0 */
/* term.c: what every kind of term shares: who is bound, what matches, and the one way out for a
 * verdict. */
#include "watch/term.h"

#include <math.h>

#include "watch/chance.h"

/* Severity by kind where neither the term nor the event says one: 1 administrative … 5 grave. */
static const int kind_severity[PACT_KIND_COUNT] = {
    [PACT_CEASEFIRE] = 3,       [PACT_WITHDRAWAL] = 3,
    [PACT_EXCLUSION_ZONE] = 3,  [PACT_CEILING] = 3,
    [PACT_NO_FLY] = 3,          [PACT_LINE_CROSSING] = 3,
    [PACT_STORAGE] = 3,         [PACT_FREEDOM_OF_MOVEMENT] = 2,
    [PACT_NOTIFICATION] = 1,    [PACT_DECLARATION] = 1,
    [PACT_PERIODIC_DUTY] = 1,   [PACT_ON_REQUEST_DUTY] = 1,
    [PACT_FOREIGN_FORCES] = 4,  [PACT_COMPOSITION] = 2,
    [PACT_INSPECTION] = 2,      [PACT_MILESTONE] = 2,
    [PACT_DEMOBILISATION] = 2,  [PACT_EXCHANGE] = 3,
    [PACT_CONSENT_MANDATE] = 3, [PACT_DISPERSION] = 2,
    [PACT_TRIPWIRE] = 2,        [PACT_REACH] = 2,
    [PACT_RATIO] = 3,           [PACT_RATE_LIMIT] = 2,
    [PACT_REPLACEMENT] = 3,
};

struct verdict term_verdict(const struct term_run *run)
{
    return (struct verdict){
        .agreement = run->agreement,
        .term = run->term,
        .p = NAN,
        .when = {.t0_ms = TIME_ALWAYS, .t1_ms = TIME_ALWAYS},
        .distance_m = NAN,
        .threshold_m = NAN,
        .sigma_m = NAN,
        .p_category = NAN,
    };
}

enum bound term_bound(const struct term_run *run, struct actor actor, uint32_t *party)
{
    const struct pact_term *t = run->term;
    uint32_t ix;

    if (actor.form == ACTOR_UNDETERMINED)
        return BOUND_UNKNOWN;
    if (actor.form == ACTOR_BOTH && t->n_binds != 1)
        return BOUND_BOTH;
    ix = actor.form == ACTOR_BOTH ? t->binds[0] : pact_party_find(run->agreement, actor.party);
    if (ix == PACT_NONE || !pact_term_binds(t, ix))
        return BOUND_NOT;
    *party = ix;
    return BOUND_YES;
}

struct span term_party(const struct term_run *run, struct actor actor)
{
    uint32_t party;

    if (actor.form == ACTOR_UNDETERMINED)
        return SPAN("undetermined");
    if (actor.form == ACTOR_PARTY)
        return actor.party;
    if (term_bound(run, actor, &party) == BOUND_YES)
        return run->agreement->parties[party].id;
    return SPAN("both");
}

double term_p_time(const struct term_run *run, struct time_span when, double clock_sigma_s)
{
    return chance_within(when, clock_sigma_s, run->term->from_ms, run->term->until_ms);
}

struct match_mass term_match_item(const struct term_run *run, const struct pact_selector *s,
                                  const struct item *item)
{
    struct match_mass out = {0};

    for (uint32_t i = 0; i < item->n_guesses; i++) {
        const struct item_guess *g = &item->guesses[i];
        enum pact_tri match = pact_selector_match(run->agreement, s, &g->thing);

        if (match == PACT_YES)
            out.sure += g->p;
        else if (match == PACT_MAYBE)
            out.open += g->p;
    }
    return out;
}

enum rc term_input(struct term_run *run, struct verdict *v, struct span id, struct err *err)
{
    struct span *one = arena_alloc(run->scratch, sizeof(*one), err);

    if (one == NULL)
        return RC_LIMIT;
    *one = id;
    v->inputs = one;
    v->n_inputs = 1;
    return RC_OK;
}

bool term_wants(const struct term_run *run, enum verdict_word word)
{
    return run->options->wants_all || (word != VERDICT_COMPLIANT && word != VERDICT_NOT_APPLICABLE);
}

bool term_passes(const struct term_run *run, const struct verdict *v)
{
    return term_wants(run, v->word) ||
           (run->options->wants_states && v->word == VERDICT_COMPLIANT && v->state != NULL);
}

/* --party keeps that party's, and what may be its: undetermined, both, and of nobody in
 * particular where the term binds it. */
static bool party_is_wanted(const struct term_run *run, struct span party)
{
    struct span only = run->options->only_party;

    if (only.n == 0 || span_eq(party, only))
        return true;
    if (party.n == 0)
        return pact_term_binds(run->term, pact_party_find(run->agreement, only));
    return span_is(party, "undetermined") || span_is(party, "both");
}

/* Nobody of the mission saw it: a reported row is at most indeterminate. */
static bool demote_reported(const struct term_run *run, struct verdict *v)
{
    if (run->options->trusts_reported)
        return false;
    if (v->word != VERDICT_VIOLATION && v->word != VERDICT_INDETERMINATE)
        return false;
    v->word = VERDICT_INDETERMINATE;
    v->state = "reported";
    if (run->text->n > 0)
        buf_puts(run->text, " Reported, not observed by the mission: at most indeterminate.");
    return true;
}

static void fill(const struct term_run *run, struct verdict *v)
{
    if (run->term->severity != 0)
        v->severity = run->term->severity;
    else if (v->severity == 0)
        v->severity = kind_severity[run->term->kind];
    if (v->explanation.n == 0)
        v->explanation = buf_span(run->text);
}

enum rc term_emit(struct term_run *run, struct verdict *v, bool is_reported, struct err *err)
{
    enum rc rc = RC_OK;

    if (!party_is_wanted(run, v->party))
        goto out;
    is_reported = is_reported && demote_reported(run, v);
    fill(run, v);
    rc = tally_add_verdict(run->tally, run->tally_ix, v, is_reported, err);
    if (rc == RC_OK && term_passes(run, v))
        rc = run->sink->verdict(run->sink->context, v, err);
out:
    arena_reset(run->scratch);
    buf_clear(run->text);
    return rc;
}
