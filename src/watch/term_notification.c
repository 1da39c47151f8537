/* SPDX-License-Identifier: Apache-2.0 */
/* term_notification.c: observed activities that should have been notified, and observers who should
 * have been invited to them. */
#include <math.h>

#include "watch/explain.h"
#include "watch/notice.h"

/* A late notice, an incomplete one, is a matter of paper; a missing one, of trust. */
static const struct {
    const char *state;
    int severity;
} notice_states[] = {
    [NOTICE_MISSING] = {"missing", 2},
    [NOTICE_INCOMPLETE] = {"incomplete", 1},
    [NOTICE_LATE] = {"late", 1},
    [NOTICE_GOOD] = {NULL, 0},
};

/* One exercise, and what is asked of it. */
struct matter {
    struct term_run *run;
    const struct pact_notification *of;
    const struct exercise *exercise;
    struct reached reached;
    struct notice notice;
    struct time_span span; /* of the parts that reach it */
    bool is_alert;
    bool is_about_observers;
    struct verdict v;
};

static bool is_alert(const struct activity *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!parts[i]->alert)
            return false;
    return true;
}

static bool are_invited(const struct activity *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (parts[i]->observers_invited)
            return true;
    return false;
}

/* One party, both of two, or nobody known. */
static struct span party_of(const struct activity *const *parts, size_t n)
{
    struct span party = {0};

    for (size_t i = 0; i < n; i++) {
        if (parts[i]->by.n == 0)
            continue;
        if (party.n > 0 && !span_eq(party, parts[i]->by))
            return SPAN("both");
        party = parts[i]->by;
    }
    return party.n > 0 ? party : SPAN("undetermined");
}

/* ---- in words ---- */

static void put_u64(struct buf *b, uint64_t n)
{
    if (n == UINT64_MAX)
        buf_puts(b, "an unknown number");
    else
        buf_printf(b, "%llu", (unsigned long long)n);
}

static void put_amount(const struct matter *m, struct buf *b)
{
    const struct reached *r = &m->reached;

    if (r->by == NULL) {
        buf_puts(b, "; every one must be notified.");
        return;
    }
    buf_printf(b, ": at least ");
    put_u64(b, r->least);
    if (r->most != r->least) {
        buf_puts(b, ", at most ");
        put_u64(b, r->most);
    }
    buf_printf(b, " %.*s; the threshold is %s %lld.", SPAN_ARG(r->by->what.word),
               r->by->op == PACT_GT ? "more than" : "from", (long long)r->by->n);
    if (r->p <= 0 && !r->is_possible)
        buf_puts(b, " That is below it.");
    else if (r->p > 0 && r->p < 1) {
        buf_puts(b, " That they are under one command is known with ");
        explain_p(b, r->p);
        buf_puts(b, ".");
    }
}

static void put_exercise(const struct matter *m, struct buf *b)
{
    const struct reached *r = &m->reached;

    buf_printf(b, "%.*s from ", SPAN_ARG(m->of->activity));
    time_put_span(b, m->span);
    if (m->is_alert)
        buf_puts(b, ", an alert without notice to the troops");
    if (r->n_parts > 1)
        buf_printf(b, ", %zu activities under one command", r->n_parts);
    put_amount(m, b);
}

static void put_due(const struct matter *m, struct buf *b)
{
    if (m->is_alert)
        buf_puts(b, "at its start");
    else if (m->of->notice_days >= 0)
        buf_printf(b, "%lld calendar days before it", (long long)m->of->notice_days);
    else
        buf_printf(b, "%.4g h before it", (double)m->of->notice_ms / (double)MS_PER_H);
}

static void put_notice(const struct matter *m, struct buf *b)
{
    const struct notice *n = &m->notice;

    if (n->row == NULL) {
        buf_puts(b, " No notice was received; one was due ");
    } else {
        buf_printf(b, " Notice %.*s was received at ", SPAN_ARG(n->row->head.id));
        time_put_instant(b, n->row->received_at_ms);
        buf_printf(b, ", %lld calendar days (%.4g h) before it", (long long)n->days,
                   (double)n->elapsed_ms / (double)MS_PER_H);
        if (n->lacks != NULL)
            buf_printf(b, ", and is not complete (%s)", n->lacks);
        buf_puts(b, "; it was due ");
    }
    put_due(m, b);
    buf_puts(b, ".");
}

static void put_observers(const struct matter *m, struct buf *b)
{
    if (m->is_alert)
        buf_printf(b, " It lasted longer than %.4g h, and no observers were invited.",
                   (double)m->of->alert_ms / (double)MS_PER_H);
    else
        buf_puts(b, " No observers were invited.");
}

static void explain(const struct matter *m)
{
    struct buf *b = m->run->text;

    put_exercise(m, b);
    if (m->is_about_observers)
        put_observers(m, b);
    else
        put_notice(m, b);
    for (size_t i = 0; i < m->reached.n_parts; i++)
        explain_claims(b, m->run->docket, m->reached.parts[i]->head.id);
}

/* ---- verdicts ---- */

static enum rc put_inputs(struct matter *m, struct err *err)
{
    const struct reached *r = &m->reached;
    struct span *ids = arena_array(m->run->scratch, r->n_parts + 1, sizeof(*ids), err);
    size_t n = 0;

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < r->n_parts; i++)
        ids[n++] = r->parts[i]->head.id;
    if (m->notice.row != NULL && !m->is_about_observers)
        ids[n++] = m->notice.row->head.id;
    qsort(ids, n, sizeof(*ids), span_order);
    m->v.inputs = ids;
    m->v.n_inputs = n;
    return RC_OK;
}

static void put_numbers(struct matter *m)
{
    const struct reached *r = &m->reached;
    const struct activity *first = r->parts[0];

    m->v.party = party_of(r->parts, r->n_parts);
    m->v.has_place = first->place.form != PLACE_NONE;
    m->v.place = first->place.at;
    m->v.place_text = first->place.text;
    m->v.has_count = true;
    m->v.count = (struct count){1, 1, 1}; /* one notice; how many people stands in the words */
    if (r->by == NULL)
        return;
    m->v.category = r->by->what.word;
    m->v.p_category = r->p;
}

/* What is not certainly reached is as open as its numbers; what is, as sure as the command. */
static void settle(struct matter *m)
{
    struct act act = {.when = m->span,
                      .place = &m->reached.parts[0]->place,
                      .phenomenon = PHEN_LIVE_FIRE_EXERCISE,
                      .actor = {.form = ACTOR_PARTY, .party = m->reached.parts[0]->by}};
    enum exemption e;

    m->v.p = m->reached.is_possible ? NAN : m->reached.p;
    m->v.word = m->reached.is_possible ? VERDICT_INDETERMINATE
                                       : verdict_of_p(m->reached.p, m->run->term->confidence);
    if (act.actor.party.n == 0)
        act.actor.form = ACTOR_UNDETERMINED;
    if (m->v.word == VERDICT_COMPLIANT)
        return;
    e = term_exempt(m->run, &act, &m->v.exemption);
    if (e == EXEMPT_YES)
        m->v.word = VERDICT_EXEMPT;
    else if (e == EXEMPT_JUDGEMENT)
        m->v.word = VERDICT_NEEDS_ASSESSMENT;
    else if (e == EXEMPT_MAYBE)
        m->v.word = VERDICT_INDETERMINATE;
    else
        m->v.exemption = (struct span){0};
}

static enum rc emit(struct matter *m, struct err *err)
{
    enum rc rc = put_inputs(m, err);

    put_numbers(m);
    if (rc == RC_OK && term_wants(m->run, m->v.word))
        explain(m);
    return rc != RC_OK ? rc : term_emit(m->run, &m->v, false, err);
}

static void look_at_parts(struct matter *m)
{
    m->span = exercise_span(m->reached.parts, m->reached.n_parts);
    m->is_alert = is_alert(m->reached.parts, m->reached.n_parts);
}

static enum rc judge_notice(struct matter *m, struct err *err)
{
    m->v = term_verdict(m->run);
    m->v.when = m->span;
    m->notice = notice_of(m->run, m->reached.parts, m->reached.n_parts, m->is_alert);
    if (m->notice.state == NOTICE_GOOD) {
        m->v.word = VERDICT_COMPLIANT;
        m->v.p = 0;
        return emit(m, err);
    }
    settle(m);
    if (m->v.word != VERDICT_COMPLIANT) {
        m->v.state = notice_states[m->notice.state].state;
        m->v.severity = notice_states[m->notice.state].severity;
    }
    return emit(m, err);
}

/* An alert needs observers when it lasts; any other exercise from the term's own thresholds on. */
static enum rc judge_observers(struct matter *m, const struct exercises *x, struct err *err)
{
    enum rc rc = RC_OK;

    if (!m->is_alert) {
        if (m->of->n_observers == 0)
            return RC_OK;
        rc = exercise_reaches(x, m->exercise, m->of->observers, m->of->n_observers, &m->reached,
                              err);
        if (rc)
            return rc;
        look_at_parts(m);
    } else if (m->span.t1_ms - m->span.t0_ms <= m->of->alert_ms) {
        return RC_OK;
    }
    if ((m->reached.p <= 0 && !m->reached.is_possible) ||
        are_invited(m->reached.parts, m->reached.n_parts))
        return RC_OK;
    m->is_about_observers = true;
    m->v = term_verdict(m->run);
    m->v.when = m->span;
    if (m->is_alert)
        m->v.when.t0_ms += m->of->alert_ms;
    settle(m);
    if (m->v.word != VERDICT_COMPLIANT)
        m->v.state = "observers_not_invited";
    m->v.severity = 2;
    return emit(m, err);
}

enum rc term_notification(struct term_run *run, struct err *err)
{
    struct exercises x;
    enum rc rc = exercises_find(run, &x, err);

    for (size_t i = 0; rc == RC_OK && i < x.n; i++) {
        struct matter m = {.run = run, .of = &run->term->u.notification, .exercise = &x.items[i]};

        rc =
            exercise_reaches(&x, m.exercise, m.of->thresholds, m.of->n_thresholds, &m.reached, err);
        if (rc)
            break;
        look_at_parts(&m);
        rc = judge_notice(&m, err);
        if (rc == RC_OK)
            rc = judge_observers(&m, &x, err);
    }
    return rc;
}
