/* SPDX-License-Identifier: Apache-2.0 */
/* term_ceasefire.c: fire where and when none may be: one verdict for each fused event, and for each
 * live-fire exercise that was seen. */
#include "watch/chance.h"
#include "watch/judging.h"

#include <math.h>

static bool bans_exercises(const struct pact_term *t)
{
    if (t->kind != PACT_ACTIVITY_BAN && t->kind != PACT_STATUS_QUO)
        return false;
    for (size_t i = 0; i < t->n_prohibits; i++)
        if (t->prohibits[i].form == PACT_SELECT_WORD &&
            t->prohibits[i].fixed == PACT_WORD_ACTIVITY &&
            span_is(t->prohibits[i].word, "live_fire_exercise"))
            return true;
    return false;
}

/* How likely an exercise lies where and when a term of the agreement bans exercises. */
static struct ground_chance banned(struct term_run *run, const struct judging *j, double clock_s)
{
    const struct pact_agreement *g = run->agreement;
    struct ground_chance most = {0, 0};

    for (size_t i = 0; i < g->n_terms; i++) {
        const struct pact_term *t = &g->terms[i];
        struct ground_chance c;
        double p_time;

        if (!bans_exercises(t))
            continue;
        p_time = chance_within(j->act.when, clock_s, t->from_ms, t->until_ms);
        if (p_time <= 0 || ground_within(run->ground, t->where, t->n_where, j->act.place,
                                         j->act.when, &c, NULL) != RC_OK)
            continue;
        most.p_min = fmax(most.p_min, c.p_min * p_time);
        most.p_max = fmax(most.p_max, c.p_max * p_time);
    }
    return most;
}

/* An exercise breaks a ceasefire only where exercises are banned: both must hold, and how the two
 * areas lie to each other is not known, which leaves the bounds of a conjunction. */
static void narrow_to_ban(struct term_run *run, struct judging *j, double clock_s)
{
    struct explain_parts *p = &j->parts;
    struct ground_chance ban = banned(run, j, clock_s);

    p->p_place_min = fmax(0, p->p_place_min + ban.p_min - 1);
    p->p_place_max = fmin(p->p_place_max, ban.p_max);
}

static void explain_event(struct term_run *run, const struct judging *j, const struct event *e)
{
    struct buf *b = run->text;
    const char *what = vocab_word(VOCAB_PHENOMENON, (int)e->phenomenon);

    explain_count(b, j->v.count);
    buf_printf(b, " x %s", what);
    explain_whose(b, j->v.party);
    buf_printf(b, " from %zu observation%s, best placed at ", e->n_members,
               e->n_members == 1 ? "" : "s");
    explain_place(b, &e->best->place);
    if (e->best->place.form != PLACE_NONE) {
        buf_puts(b, " (");
        explain_sigma(b, &e->best->place, e->best->place.sigma_m, 0);
        buf_puts(b, ")");
    }
    buf_putc(b, '.');
    if (e->phenomenon == PHEN_LIVE_FIRE_EXERCISE && j->v.word == VERDICT_COMPLIANT)
        buf_puts(b, " Assessed as live-fire exercise outside the security zone.");
}

/* Claims about any other member or the event; the row's own come with the tail. */
static void explain_other_claims(struct term_run *run, const struct event *e)
{
    if (run->docket->n_claims == 0)
        return;
    for (size_t i = 0; i < e->n_members; i++)
        if (e->members[i] != e->best)
            explain_claims(run->text, run->docket, e->members[i]->head.id);
    if (e->id.n > 0)
        explain_claims(run->text, run->docket, e->id);
}

static enum rc judge_event(struct term_run *run, const struct event *e, struct err *err)
{
    struct judging j = judging_of(run, e->best, NULL);
    bool is_exercise = e->phenomenon == PHEN_LIVE_FIRE_EXERCISE;
    double clock_s = judging_clock_sigma_s(e);
    enum rc rc = judging_use_event(run, &j, e, err);

    if (rc)
        return rc;
    if (is_exercise)
        j.act.activity = SPAN("live_fire_exercise");
    j.parts.p_time = term_p_time(run, e->when, clock_s);
    if (!phenomenon_is_fire(e->phenomenon) && !is_exercise)
        return judging_not_applicable(run, &j, "this is no fire", err);
    if (!judging_is_about(run, &j))
        return judging_not_bound(run, &j, err);
    if (j.parts.p_time <= 0)
        return judging_not_applicable(run, &j, "the term was not in force", err);
    rc = judging_place(run, &j, err);
    if (rc)
        return rc;
    if (is_exercise && !run->term->u.ceasefire.exercises_count && j.cap == NULL)
        narrow_to_ban(run, &j, clock_s);
    judging_settle(run, &j);
    if (term_wants(run, j.v.word)) {
        explain_event(run, &j, e);
        explain_other_claims(run, e);
    }
    return judging_emit(run, &j, err);
}

/* An exercise is no countable occurrence: each row stands for itself. */
static enum rc judge_exercise(struct term_run *run, const struct observation *o, struct err *err)
{
    struct event e = {.members = &o,
                      .n_members = 1,
                      .phenomenon = o->phenomenon,
                      .count = o->count,
                      .when = o->when,
                      .best = o,
                      .is_reported = o->is_reported};

    if (o->is_reported && !run->options->trusts_reported)
        e.count.min = 0; /* as in fused events */
    return judge_event(run, &e, err);
}

enum rc term_ceasefire(struct term_run *run, struct err *err)
{
    const struct docket *d = run->docket;
    size_t next = 0;
    enum rc rc = RC_OK;

    /* events stand where their first member does in the docket's order: one walk merges both */
    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++) {
        const struct observation *o = &d->observations[i];

        if (next < run->n_events && run->events[next].members[0] == o)
            rc = judge_event(run, &run->events[next++], err);
        else if (o->phenomenon == PHEN_LIVE_FIRE_EXERCISE)
            rc = judge_exercise(run, o, err);
    }
    return rc;
}
