/* SPDX-License-Identifier: Apache-2.0 */
#include "council/measure.h"

#include <string.h>

static const char *const life_names[] = {
    [LIFE_NONE] = "none",
    [LIFE_PROPOSED] = "proposed",
    [LIFE_VOTED] = "voted",
    [LIFE_BLOCKED] = "blocked",
    [LIFE_ACTIVE] = "active",
    [LIFE_UNDER_REVIEW] = "under_review",
    [LIFE_STANDING_DOWN] = "standing_down",
    [LIFE_ENDED] = "ended",
};

static const char *const event_names[EVENT_COUNT] = {
    [EVENT_PROPOSED] = "proposed",
    [EVENT_ADOPTED] = "adopted",
    [EVENT_REJECTED] = "rejected",
    [EVENT_BEGUN] = "begun",
    [EVENT_TASK] = "task",
    [EVENT_EVIDENCE] = "evidence",
    [EVENT_REVIEW] = "review",
    [EVENT_CONTINUED] = "continued",
    [EVENT_STAND_DOWN] = "stand_down",
    [EVENT_ENDED] = "ended",
};

/* What may follow on what. */
static const struct measure_row {
    enum measure_life from;
    enum measure_event event;
    enum measure_life to;
} rows[] = {
    {LIFE_NONE, EVENT_PROPOSED, LIFE_PROPOSED},
    {LIFE_PROPOSED, EVENT_ADOPTED, LIFE_VOTED},
    {LIFE_PROPOSED, EVENT_REJECTED, LIFE_ENDED},
    {LIFE_PROPOSED, EVENT_BEGUN, LIFE_ACTIVE}, /* where no vote is needed */
    {LIFE_PROPOSED, EVENT_TASK, LIFE_PROPOSED},
    {LIFE_PROPOSED, EVENT_ENDED, LIFE_ENDED},
    {LIFE_VOTED, EVENT_BEGUN, LIFE_ACTIVE},
    {LIFE_VOTED, EVENT_TASK, LIFE_VOTED},
    {LIFE_VOTED, EVENT_ENDED, LIFE_ENDED},
    {LIFE_ACTIVE, EVENT_TASK, LIFE_ACTIVE},
    {LIFE_ACTIVE, EVENT_EVIDENCE, LIFE_ACTIVE},
    {LIFE_ACTIVE, EVENT_REVIEW, LIFE_UNDER_REVIEW},
    {LIFE_ACTIVE, EVENT_STAND_DOWN, LIFE_STANDING_DOWN},
    {LIFE_UNDER_REVIEW, EVENT_TASK, LIFE_UNDER_REVIEW},
    {LIFE_UNDER_REVIEW, EVENT_EVIDENCE, LIFE_UNDER_REVIEW},
    {LIFE_UNDER_REVIEW, EVENT_CONTINUED, LIFE_ACTIVE},
    {LIFE_UNDER_REVIEW, EVENT_STAND_DOWN, LIFE_STANDING_DOWN},
    {LIFE_STANDING_DOWN, EVENT_TASK, LIFE_STANDING_DOWN},
    {LIFE_STANDING_DOWN, EVENT_EVIDENCE, LIFE_STANDING_DOWN},
    {LIFE_STANDING_DOWN, EVENT_ENDED, LIFE_ENDED},
};

const char *measure_life_name(enum measure_life life)
{
    return life_names[life];
}

const char *measure_event_name(enum measure_event e)
{
    return event_names[e];
}

enum rc measure_event_find(struct span word, enum measure_event *out, struct err *err)
{
    for (int i = 0; i < EVENT_COUNT; i++)
        if (span_is(word, event_names[i])) {
            *out = (enum measure_event)i;
            return RC_OK;
        }
    return err_set(err, RC_UNKNOWN,
                   "%.*s is nothing that a measure does; known are proposed, begun, task, "
                   "evidence, review, continued, stand_down, ended",
                   SPAN_ARG(word));
}

/* --- the machine ----------------------------------------------------------------------------- */

static const struct measure_row *row_of(enum measure_life from, enum measure_event event)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].from == from && rows[i].event == event)
            return &rows[i];
    return NULL;
}

/* Which words would fit, for the message. */
static enum rc refuse(const struct measure *m, enum measure_event event, struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, 400);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].from == m->life &&
            !(m->needs_vote && m->life == LIFE_PROPOSED && rows[i].event == EVENT_BEGUN))
            buf_printf(&b, "%s%s", b.n > 0 ? ", " : "", event_names[rows[i].event]);
    rc = err_set(err, RC_CONFLICT, "a measure that is %s cannot be said to be %s; %s%s",
                 m->life == LIFE_NONE ? "not proposed" : life_names[m->life], event_names[event],
                 b.n > 0 ? "what can follow: " : "nothing follows on its end", b.n > 0 ? b.p : "");
    buf_release(&b);
    return rc;
}

static enum rc check(const struct measure *m, const struct measure_news *n, struct err *err)
{
    if (row_of(m->life, n->event) == NULL)
        return refuse(m, n->event, err);
    if (n->event == EVENT_BEGUN && m->needs_vote && m->life != LIFE_VOTED)
        return err_set(err, RC_CONFLICT,
                       "%s begins when members have adopted it by a vote, and they have not",
                       charter_measure_name(m->kind));
    if (n->event == EVENT_STAND_DOWN && m->needs_vote_to_end && !n->is_voted)
        return err_set(err, RC_CONFLICT,
                       "%s stands down by a vote; name the decision that adopted it",
                       charter_measure_name(m->kind));
    return RC_OK;
}

static enum rc add_task(struct measure *m, const struct measure_news *n, struct arena *a,
                        struct err *err)
{
    struct measure_task *tasks;

    if (n->what.n == 0)
        return err_set(err, RC_INPUT, "a task says what is to be done");
    if (m->n_tasks == MEASURE_TASKS_MAX)
        return err_set(err, RC_LIMIT, "a measure has at most %d tasks", MEASURE_TASKS_MAX);
    tasks = arena_array(a, m->n_tasks + 1, sizeof(*tasks), err);
    if (tasks == NULL)
        return RC_LIMIT;
    if (m->n_tasks > 0)
        memcpy(tasks, m->tasks, m->n_tasks * sizeof(*tasks));
    tasks[m->n_tasks++] = (struct measure_task){
        .what = n->what, .who = n->who, .due_ms = n->due_ms, .is_shown = false};
    m->tasks = tasks;
    return RC_OK;
}

static enum rc add_evidence(struct measure *m, const struct measure_news *n, struct arena *a,
                            struct err *err)
{
    struct measure_task *tasks;

    if (n->task < 0 || n->task > (int64_t)m->n_tasks)
        return err_set(err, RC_ABSENT, "the measure has %zu task%s; there is no task %lld",
                       m->n_tasks, m->n_tasks == 1 ? "" : "s", (long long)n->task);
    if (n->task > 0) {
        tasks = arena_array(a, m->n_tasks, sizeof(*tasks), err);
        if (tasks == NULL)
            return RC_LIMIT;
        memcpy(tasks, m->tasks, m->n_tasks * sizeof(*tasks));
        tasks[n->task - 1].is_shown = true;
        tasks[n->task - 1].shown_ms = n->at_ms;
        m->tasks = tasks;
    }
    m->n_evidence++;
    m->evidence_ms = n->at_ms;
    return RC_OK;
}

enum rc measure_take(struct measure *m, const struct measure_news *n, struct arena *a,
                     struct err *err)
{
    enum rc rc = check(m, n, err);
    enum measure_life to;

    if (!rc && n->event == EVENT_TASK)
        rc = add_task(m, n, a, err);
    if (!rc && n->event == EVENT_EVIDENCE)
        rc = add_evidence(m, n, a, err);
    if (rc)
        return rc;
    to = row_of(m->life, n->event)->to;
    if (n->event == EVENT_PROPOSED)
        m->begun_ms = TIME_NEVER;
    if (n->event == EVENT_BEGUN)
        m->begun_ms = n->at_ms;
    if (n->event == EVENT_BEGUN || n->event == EVENT_CONTINUED)
        m->clock_ms = n->at_ms;
    if (to != m->life)
        m->since_ms = n->at_ms;
    m->life = to;
    return RC_OK;
}

void measure_restart(struct measure *m, int64_t at_ms)
{
    if ((m->life == LIFE_ACTIVE || m->life == LIFE_UNDER_REVIEW) && at_ms > m->clock_ms)
        m->clock_ms = at_ms;
}

/* --- at an instant --------------------------------------------------------------------------- */

struct measure_view measure_look(const struct measure *m, const struct zone *zone, bool is_blocked,
                                 int64_t at_ms)
{
    bool is_under_way = m->life == LIFE_ACTIVE || m->life == LIFE_UNDER_REVIEW;
    struct measure_view v = {.life = m->life, .review_due_ms = TIME_NEVER};

    if (is_blocked && (is_under_way || m->life == LIFE_VOTED))
        v.life = LIFE_BLOCKED;
    if (is_under_way && m->review.unit != PERIOD_NONE)
        v.review_due_ms = period_last_ms(zone, m->clock_ms, m->review);
    v.is_review_overdue = v.review_due_ms != TIME_NEVER && at_ms > v.review_due_ms;
    for (size_t i = 0; i < m->n_tasks && m->life != LIFE_ENDED; i++) {
        v.n_tasks_open += !m->tasks[i].is_shown;
        v.n_tasks_overdue += !m->tasks[i].is_shown && at_ms > m->tasks[i].due_ms;
    }
    return v;
}
