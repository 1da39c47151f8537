/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_kinds.c: what each kind of measure asks for: alerts that are sent and acknowledged, an
 * inquiry that is opened, a session that is held, responses that are declared, measures that live.
 */
#include "council/ladder_inside.h"

#define ITEMS_MAX 1024

/* --- what is missing ------------------------------------------------------------------------- */

static void add_item(struct ladder_looking *k, struct ladder_item item)
{
    struct ladder_item *items;

    if (k->rc)
        return;
    items = arena_grow(k->arena, k->items, k->out.n_items, &k->cap, sizeof(*items), k->err);
    if (items == NULL || item.what.p == NULL) {
        k->rc = RC_LIMIT;
        return;
    }
    item.is_overdue = item.by_ms != TIME_NEVER && k->at_ms > item.by_ms;
    k->items = items;
    k->out.items = items;
    if (k->out.n_items < ITEMS_MAX)
        items[k->out.n_items++] = item;
}

void ladder_bar(struct ladder_looking *k, struct span who, struct span what)
{
    add_item(k,
             (struct ladder_item){.what = what, .who = who, .by_ms = TIME_NEVER, .is_bar = true});
}

void ladder_due(struct ladder_looking *k, struct span who, int64_t by_ms, struct span what)
{
    add_item(k, (struct ladder_item){.what = what, .who = who, .by_ms = by_ms, .is_bar = false});
}

/* --- measures -------------------------------------------------------------------------------- */

struct measure_view ladder_measure_look(const struct ladder_case *c, const struct ladder_view *l,
                                        const struct ladder_measure *m, int64_t at_ms)
{
    struct measure life = m->life;
    bool is_blocked = false;

    if (l->was_regraded)
        measure_restart(&life, l->clock_ms);
    for (size_t i = 0; l->steps != NULL && i < l->ladder->n_steps; i++)
        if (span_eq(l->ladder->steps[i].id, m->step))
            is_blocked = l->steps[i].state == STEP_BLOCKED;
    return measure_look(&life, c->zone, is_blocked, at_ms);
}

bool ladder_is_mine(const struct ladder_looking *k, const struct ladder_measure *m)
{
    return span_eq(m->ladder, k->view->ladder->id) && span_eq(m->step, k->step->id);
}

/* Of one kind, the measure of this step that is furthest and has not ended; else an ended one. */
static const struct ladder_measure *measure_for(const struct ladder_looking *k,
                                                enum charter_measure kind)
{
    const struct ladder_measure *best = NULL;

    for (size_t i = 0; i < k->c->n_measures; i++) {
        const struct ladder_measure *m = &k->c->measures[i];

        if (!ladder_is_mine(k, m) || m->life.kind != kind || m->life.life == LIFE_NONE)
            continue;
        if (best == NULL || best->life.life == LIFE_ENDED ||
            (m->life.life != LIFE_ENDED && m->life.life > best->life.life))
            best = m;
    }
    return best;
}

static void due_ballot(struct ladder_looking *k, const struct ladder_ballot_state *b)
{
    if (b->is == BALLOT_OPEN)
        ladder_due(k, SPAN("every eligible member"), b->closes_ms - 1,
                   arena_printf(k->arena, k->err, "the vote on it is open: ballots (proposal %.*s)",
                                SPAN_ARG(b->id)));
    else if (b->is == BALLOT_UNCOUNTED)
        ladder_due(k, SPAN("whoever closes votes"), b->closes_ms,
                   arena_printf(k->arena, k->err,
                                "the vote on it is over and not counted (proposal %.*s)",
                                SPAN_ARG(b->id)));
}

static void due_quiet(struct ladder_looking *k, const struct ladder_measure *m)
{
    struct quiet_view q;

    if (m->quiet == NULL)
        return;
    k->rc = quiet_look(m->quiet, k->at_ms, k->arena, &q, k->err);
    if (k->rc)
        return;
    if (q.is_met)
        ladder_due(k, SPAN("members"), TIME_NEVER,
                   arena_printf(k->arena, k->err,
                                "it is quiet: %.*s may be voted by %.*s; nothing ends by itself",
                                SPAN_ARG(k->step->quiet->vote),
                                SPAN_ARG(k->step->quiet->rule == CHARTER_NONE
                                             ? SPAN("the rule of the step")
                                             : k->c->charter->rules[k->step->quiet->rule].id)));
    else if (q.lacks_withdrawal)
        ladder_bar(k, SPAN("the commander"),
                   SPAN("quiet: that the withdrawal was verified is not shown"));
}

static void due_tasks(struct ladder_looking *k, const struct ladder_measure *m)
{
    const struct measure *l = &m->life;

    for (size_t i = 0; i < l->n_tasks; i++)
        if (!l->tasks[i].is_shown)
            ladder_due(k, l->tasks[i].who.n > 0 ? l->tasks[i].who : m->responsible,
                       l->tasks[i].due_ms,
                       arena_printf(k->arena, k->err, "task %zu: %.*s", i + 1,
                                    SPAN_ARG(l->tasks[i].what)));
}

static void due_measure(struct ladder_looking *k, const struct ladder_measure *m)
{
    struct measure_view v = ladder_measure_look(k->c, k->view, m, k->at_ms);
    struct span who = m->responsible.n > 0 ? m->responsible : SPAN("the commander");

    if (m->life.life == LIFE_ENDED)
        return;
    due_tasks(k, m);
    if (m->life.life == LIFE_PROPOSED)
        due_ballot(k, &m->take);
    if (m->life.life == LIFE_PROPOSED && m->life.needs_vote && m->take.is == BALLOT_NONE)
        ladder_bar(k, SPAN("members"), SPAN("a vote on it; none is open"));
    if (v.review_due_ms != TIME_NEVER)
        ladder_due(k, SPAN("members"), v.review_due_ms, SPAN("its review"));
    if (m->life.life == LIFE_ACTIVE || m->life.life == LIFE_UNDER_REVIEW)
        due_quiet(k, m);
    if (m->life.life == LIFE_ACTIVE && m->life.n_evidence == 0)
        ladder_due(k, who, TIME_NEVER, SPAN("evidence of its execution"));
    if (m->life.life == LIFE_STANDING_DOWN)
        ladder_due(k, who, TIME_NEVER, SPAN("its end is to be reported"));
}

/* --- one kind of measure --------------------------------------------------------------------- */

static int64_t deed_ms(const struct ladder_looking *k, enum charter_measure kind)
{
    int64_t first = TIME_NEVER;

    for (size_t i = 0; i < k->c->n_deeds; i++)
        if (k->c->deeds[i].kind == kind && k->c->deeds[i].at_ms < first)
            first = k->c->deeds[i].at_ms;
    return first;
}

static enum ladder_state of_alerts(struct ladder_looking *k, bool is_liaison)
{
    bool is_done = true, is_anybody = false;

    for (size_t i = 0; i < k->c->n_addressees; i++) {
        const struct ladder_addressee *t = &k->c->addressees[i];

        if (t->is_liaison != is_liaison)
            continue;
        is_anybody = true;
        if (t->sent_ms == TIME_NEVER) {
            is_done = false;
            ladder_due(k, SPAN("the commander"), k->out.due_ms,
                       arena_printf(k->arena, k->err, "the alert to %.*s (%s)", SPAN_ARG(t->who),
                                    is_liaison ? "liaison" : "contributor"));
        } else if (t->sent_ms > k->out.due_ms) {
            ladder_due(k, SPAN("the commander"), k->out.due_ms,
                       arena_printf(k->arena, k->err, "the alert to %.*s was sent, too late",
                                    SPAN_ARG(t->who)));
        }
        if (t->sent_ms != TIME_NEVER && t->acknowledged_ms == TIME_NEVER)
            ladder_due(k, t->who, k->out.due_ms, SPAN("the alert is not acknowledged"));
    }
    if (!is_anybody)
        ladder_due(k, SPAN("the commander"), k->out.due_ms,
                   is_liaison ? SPAN("the charter names no liaison that the alert would go to")
                              : SPAN("nobody is known to contribute, so that nobody is alerted"));
    return is_done && is_anybody ? STEP_DONE : STEP_AVAILABLE;
}

static enum ladder_state of_responses(struct ladder_looking *k)
{
    size_t n = 0;

    for (size_t i = 0; i < k->c->n_responses; i++) {
        n += k->c->responses[i].at_ms != TIME_NEVER;
        if (k->c->responses[i].at_ms == TIME_NEVER)
            ladder_due(k, k->c->responses[i].member, TIME_NEVER,
                       SPAN("may declare its own response; it is obliged to none"));
    }
    return n == k->c->n_responses && n > 0 ? STEP_DONE : n > 0 ? STEP_RUNS : STEP_AVAILABLE;
}

static enum ladder_state of_inquiry(struct ladder_looking *k)
{
    int64_t opened_ms = deed_ms(k, MEASURE_OPEN_INVESTIGATION), by_ms;

    if (opened_ms == TIME_NEVER) {
        ladder_due(k, SPAN("whoever opens inquiries"), k->out.due_ms,
                   SPAN("an inquiry about the incident is to be opened"));
        return STEP_AVAILABLE;
    }
    if (k->c->report_ms != TIME_NEVER)
        return STEP_DONE;
    by_ms = k->step->report_within.unit == PERIOD_NONE
                ? TIME_NEVER
                : period_last_ms(k->c->zone, k->out.since_ms, k->step->report_within);
    ladder_due(k, SPAN("the panel"), by_ms, SPAN("the report of the inquiry"));
    return STEP_RUNS;
}

/* What nobody decides is open by itself; somebody still has to hold it. */
static enum ladder_state of_session(struct ladder_looking *k)
{
    if (deed_ms(k, MEASURE_EMERGENCY_SESSION) != TIME_NEVER)
        return STEP_DONE;
    ladder_due(k, SPAN("members"), k->out.due_ms,
               SPAN("the emergency session is open and to be held"));
    return k->step->decider == DECIDER_AUTOMATIC ? STEP_RUNS : STEP_AVAILABLE;
}

static struct span decider_words(struct ladder_looking *k)
{
    switch (k->step->decider) {
    case DECIDER_COMMANDER:
        return SPAN("the commander");
    case DECIDER_VOTE:
        return arena_printf(k->arena, k->err, "members, by the rule %.*s",
                            SPAN_ARG(k->c->charter->rules[k->step->rule].id));
    case DECIDER_EACH_MEMBER:
        return SPAN("each member for itself");
    case DECIDER_AUTOMATIC:
        break;
    }
    return SPAN("whoever carries it out");
}

static enum ladder_state state_of_life(enum measure_life life)
{
    switch (life) {
    case LIFE_PROPOSED:
        return STEP_PROPOSED;
    case LIFE_VOTED:
        return STEP_DECIDED;
    case LIFE_ACTIVE:
    case LIFE_UNDER_REVIEW:
        return STEP_RUNS;
    case LIFE_STANDING_DOWN:
        return STEP_STANDING_DOWN;
    case LIFE_ENDED:
        return STEP_DONE;
    case LIFE_NONE:
    case LIFE_BLOCKED:
        break;
    }
    return STEP_AVAILABLE;
}

static enum ladder_state of_measure(struct ladder_looking *k, enum charter_measure kind)
{
    const struct ladder_measure *m = measure_for(k, kind);

    if (m != NULL) {
        due_measure(k, m);
        return state_of_life(m->life.life);
    }
    if (deed_ms(k, kind) != TIME_NEVER)
        return STEP_DONE;
    ladder_due(k, decider_words(k), k->out.due_ms,
               arena_printf(k->arena, k->err, "a decision on %s", charter_measure_name(kind)));
    return STEP_AVAILABLE;
}

enum ladder_state ladder_look_at_kind(struct ladder_looking *k, enum charter_measure kind)
{
    if (kind == MEASURE_NOTIFY_CONTRIBUTORS || kind == MEASURE_NOTIFY_LIAISON)
        return of_alerts(k, kind == MEASURE_NOTIFY_LIAISON);
    if (kind == MEASURE_RECORD_DECLARED_RESPONSE)
        return of_responses(k);
    if (kind == MEASURE_OPEN_INVESTIGATION)
        return of_inquiry(k);
    if (kind == MEASURE_EMERGENCY_SESSION)
        return of_session(k);
    return of_measure(k, kind);
}
