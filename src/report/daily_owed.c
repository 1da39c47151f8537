/* SPDX-License-Identifier: Apache-2.0 */
/* daily_owed.c: what is owed over time: section 10, demobilisation, section 13, the force, and the
 * duties of table 4. A lapse that goes on is told at its beginning (watch/owed.h), so these look at
 * verdicts of earlier days, too. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/daily_parts.h"
#include "watch/force.h"

#define KIND(k) (1U << PACT_##k)
#define FORCE_KINDS                                                                                \
    (KIND(COMPOSITION) | KIND(CONSENT_MANDATE) | KIND(DISPERSION) | KIND(REACH) | KIND(TRIPWIRE))
#define DUTY_KINDS (KIND(PERIODIC_DUTY) | KIND(ON_REQUEST_DUTY))
#define GOAL_KINDS (KIND(MILESTONE) | KIND(DEMOBILISATION))

bool daily_is_owed(enum pact_kind kind)
{
    return ((FORCE_KINDS | DUTY_KINDS | GOAL_KINDS) >> kind & 1U) != 0;
}

static bool is_of(const struct verdict *v, uint32_t kinds)
{
    return (kinds >> v->term->kind & 1U) != 0;
}

static bool has_state(const struct verdict *v, const char *state)
{
    return v->state != NULL && strcmp(v->state, state) == 0;
}

/* Whether something of a verdict lies in the period, or goes on into it: told at an instant. */
static bool is_current(const struct daily_job *j, const struct daily_verdict *v)
{
    struct time_span when = v->v.when, period = j->in->period;

    if (v->status == DAILY_WITHDRAWN || when.t0_ms >= period.t1_ms)
        return false;
    return when.t1_ms >= period.t0_ms ||
           (when.t0_ms == when.t1_ms && !has_state(&v->v, "not_reported"));
}

/* ---- duties ---- */

static int order_duties(const void *left, const void *right)
{
    const struct daily_duty *a = *(const struct daily_duty *const *)left;
    const struct daily_duty *b = *(const struct daily_duty *const *)right;
    int order = span_cmp(a->term, b->term);

    if (order == 0)
        order = a->due_ms < b->due_ms ? -1 : a->due_ms > b->due_ms;
    if (order == 0)
        order = a->last_done_ms < b->last_done_ms ? -1 : a->last_done_ms > b->last_done_ms;
    return order != 0 ? order : span_cmp(a->state, b->state);
}

/* The report's agreement and the charter; of parties, what observers and the community owe. */
static bool is_own(const struct daily_job *j, const struct verdict *v)
{
    const struct pact_agreement *g = v->agreement;

    if (g->is_charter)
        return true;
    for (size_t i = 0; i < g->n_parties && span_eq(g->id, j->agreement->id); i++)
        if (span_eq(g->parties[i].id, v->party))
            return g->parties[i].is_observer;
    return false;
}

static bool is_duty(const struct daily_job *j, const struct daily_verdict *v)
{
    if (!is_of(&v->v, DUTY_KINDS) || !is_own(j, &v->v) || v->status == DAILY_WITHDRAWN)
        return false;
    return has_state(&v->v, "due") ||
           ((has_state(&v->v, "overdue") || has_state(&v->v, "late")) && is_current(j, v));
}

/* Whether a row says for itself that it is what was owed: with whom, or in answer to what. */
static bool is_surely(const struct verdict *v, const struct duty_done *d)
{
    return v->term->kind == PACT_ON_REQUEST_DUTY ? d->request.n > 0
                                                 : d->n_with > 0 || v->term->u.duty.with.n == 0;
}

static int64_t last_done(const struct daily_job *j, const struct verdict *v)
{
    const struct docket *d = j->in->docket;
    int64_t out = TIME_ALWAYS;

    for (size_t i = 0; i < d->n_duties_done; i++) {
        const struct duty_done *one = &d->duties_done[i];

        if (!span_eq(one->duty, v->term->u.duty.duty) || !span_eq(one->by, v->party) ||
            !is_surely(v, one) || one->when.t1_ms <= out)
            continue;
        for (size_t k = 0; k < v->n_inputs; k++)
            if (span_eq(v->inputs[k], one->head.id))
                out = one->when.t1_ms;
    }
    return out;
}

static enum phrase state_of(const struct verdict *v)
{
    if (has_state(v, "due"))
        return PHRASE_DUTY_OPEN;
    if (v->word == VERDICT_EXEMPT)
        return PHRASE_DUTY_EXEMPT;
    if (v->word != VERDICT_VIOLATION)
        return PHRASE_DUTY_UNCLEAR;
    return has_state(v, "late") ? PHRASE_DUTY_MET_LATE : PHRASE_DUTY_LATE;
}

/* Late is told from the first instant after it was due on. */
static struct daily_duty duty_of(const struct daily_job *j, const struct verdict *v)
{
    return (struct daily_duty){.term = v->term->id,
                               .state = draft_label(&j->draft, state_of(v)),
                               .last_done_ms = last_done(j, v),
                               .due_ms = v->when.t0_ms - !has_state(v, "due"),
                               .is_late = v->word == VERDICT_VIOLATION};
}

enum rc daily_gather_duties(struct daily_job *j, struct err *err)
{
    const struct daily_input *in = j->in;
    size_t n = in->n_duties + in->n_verdicts;
    struct daily_duty *made = arena_array(j->arena, in->n_verdicts, sizeof(*made), err);

    j->duties = arena_array(j->arena, n, sizeof(struct daily_duty *), err);
    if (made == NULL || j->duties == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < in->n_duties; i++)
        j->duties[j->n_duties++] = &in->duties[i];
    for (size_t i = 0; i < in->n_verdicts; i++) {
        if (!is_duty(j, &in->verdicts[i]))
            continue;
        made[i] = duty_of(j, &in->verdicts[i].v);
        j->duties[j->n_duties++] = &made[i];
    }
    if (j->n_duties > 1)
        qsort(j->duties, j->n_duties, sizeof(void *), order_duties);
    return RC_OK;
}

/* ---- terms ---- */

/* No party is named: verdicts that differ in that alone, or in the place, are one line. */
static bool is_alike(const struct daily_verdict *a, const struct daily_verdict *b)
{
    const struct verdict *v = &a->v, *w = &b->v;

    return v->term == w->term && v->when.t0_ms == w->when.t0_ms && v->when.t1_ms == w->when.t1_ms &&
           v->word == w->word && a->status == b->status &&
           (v->p == w->p || (isnan(v->p) && isnan(w->p))) &&
           (v->state == NULL ? w->state == NULL : has_state(w, v->state));
}

static void tell(struct daily_job *j, const struct daily_verdict *v, size_t n)
{
    struct span when, state, said;

    daily_put_assessment(j, v);
    said = draft_keep(&j->draft);
    if (v->v.when.t0_ms == TIME_ALWAYS) {
        WRITE(&j->draft, BLOCK_BULLET, OWED_MISSING, said);
        return;
    }
    if (v->v.when.t0_ms == v->v.when.t1_ms)
        daily_put_at(j, v->v.when.t0_ms);
    else
        daily_put_when(j, v->v.when);
    when = draft_keep(&j->draft);
    phrases_word(j->draft.phrases, v->v.state == NULL ? verdict_name(v->v.word) : v->v.state,
                 j->draft.line);
    state = draft_keep(&j->draft);
    if (n > 1) {
        struct span times = draft_number(&j->draft, n);

        WRITE(&j->draft, BLOCK_BULLET, OWED_SEVERAL, when, state, times, said);
    } else {
        WRITE(&j->draft, BLOCK_BULLET, OWED, when, state, said);
    }
}

/* Of milestones every one has its state: those that were met, and those ahead as well. */
static bool is_told(const struct daily_job *j, const struct daily_verdict *v)
{
    if (is_of(&v->v, GOAL_KINDS))
        return v->status != DAILY_WITHDRAWN &&
               (v->v.word == VERDICT_PENDING || v->v.when.t0_ms < j->in->period.t1_ms);
    return is_current(j, v) && v->v.word != VERDICT_COMPLIANT &&
           v->v.word != VERDICT_NOT_APPLICABLE && !has_state(&v->v, "due");
}

static void tell_term(struct daily_job *j, const struct pact_term *t)
{
    const struct daily_verdict *held = NULL;
    size_t n = 0;

    for (size_t i = 0; i < j->n_owed; i++) {
        const struct daily_verdict *v = j->owed[i];

        if (v->v.term != t || !is_told(j, v))
            continue;
        if (held != NULL && !is_alike(held, v)) {
            tell(j, held, n);
            n = 0;
        }
        held = v;
        n++;
    }
    if (held != NULL)
        tell(j, held, n);
    else
        WRITE(&j->draft, BLOCK_BULLET, OWED_NOTHING, t->id, t->ref);
}

/* ---- 10: demobilisation ---- */

static const struct daily_heading made[] = {
    {"as_of", PHRASE_G_AT, false},      {"by", PHRASE_R_BY, false},
    {"of_what", PHRASE_R_ABOUT, false}, {"done", PHRASE_G_DONE, true},
    {"of_all", PHRASE_G_ALL, true},
};

static bool is_same_goal(const struct progress_made *a, const struct progress_made *b)
{
    return span_eq(a->by, b->by) && span_eq(a->registry, b->registry) && span_eq(a->term, b->term);
}

/* The last one by the period's end. */
static bool is_last(const struct daily_job *j, size_t ix)
{
    const struct docket *d = j->in->docket;

    if (d->progress[ix].at_ms >= j->in->period.t1_ms)
        return false;
    for (size_t i = ix + 1; i < d->n_progress && d->progress[i].at_ms < j->in->period.t1_ms; i++)
        if (is_same_goal(&d->progress[ix], &d->progress[i]))
            return false;
    return true;
}

/* A nought is a number here. */
static void put_range(struct daily_job *j, struct tally_range r)
{
    if (r.max == 0)
        buf_putc(j->draft.line, '0');
    else
        phrases_range(j->draft.phrases, r, j->draft.line);
}

static void put_progress(struct daily_job *j, struct sheet *s, const struct progress_made *p)
{
    daily_put_at(j, p->at_ms);
    draft_cell(&j->draft, s);
    daily_text(j, s, p->by);
    daily_text(j, s, p->term.n > 0 ? p->term : p->registry);
    put_range(j, daily_range(p->done));
    draft_cell(&j->draft, s);
    if (p->has_total)
        put_range(j, daily_range(p->total));
    draft_cell(&j->draft, s);
}

static void tell_progress(struct daily_job *j)
{
    struct sheet *s =
        daily_sheet(j, "progress", PHRASE_G_TITLE, made, sizeof(made) / sizeof(made[0]));

    for (size_t i = 0; i < j->in->docket->n_progress && s != NULL; i++)
        if (is_last(j, i))
            put_progress(j, s, &j->in->docket->progress[i]);
    if (s != NULL && s->n_rows > 0)
        daily_put_sheet(j, s);
    else
        WRITE0(&j->draft, BLOCK_TEXT, PROGRESS_NONE);
}

void daily_write_demobilisation(struct daily_job *j)
{
    const struct pact_agreement *g = j->agreement;
    bool has_any = false;

    daily_section(j, 10, "demobilisation", PHRASE_S10_TITLE);
    for (size_t i = 0; i < g->n_terms; i++) {
        if ((GOAL_KINDS >> g->terms[i].kind & 1U) == 0)
            continue;
        tell_term(j, &g->terms[i]);
        has_any = true;
    }
    if (has_any)
        tell_progress(j);
    else
        WRITE0(&j->draft, BLOCK_TEXT, DEMOBILISATION_NOTHING);
}

/* ---- 13: the force ---- */

static size_t count_contributors(const struct force *f, struct time_span when)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        bool is_new = force_is_there(f->items[i], when);

        for (size_t k = 0; k < i && is_new; k++)
            is_new = !force_is_there(f->items[k], when) ||
                     !span_eq(f->items[k]->contributor, f->items[i]->contributor);
        n += is_new;
    }
    return n;
}

/* How strong a force is at the period's last instant. */
static void tell_strength(struct daily_job *j, struct span party)
{
    struct term_run run = {.docket = j->in->docket, .arena = j->arena};
    const struct time_span last = {j->in->period.t1_ms - 1, j->in->period.t1_ms - 1};
    struct force_band sum;
    struct span n, n_of;
    struct force f;

    if (j->draft.rc == RC_OK)
        j->draft.rc = force_open(&run, party, &f, j->draft.err);
    if (j->draft.rc != RC_OK)
        return;
    if (f.n == 0) {
        WRITE(&j->draft, BLOCK_TEXT, STRENGTH_NONE, party);
        return;
    }
    sum = force_sum(&f, last, span_none(), span_none());
    put_range(j, (struct tally_range){.min = (uint64_t)sum.lo,
                                      .max = sum.hi == INT64_MAX ? UINT64_MAX : (uint64_t)sum.hi});
    n = draft_keep(&j->draft);
    n_of = draft_number(&j->draft, count_contributors(&f, last));
    WRITE(&j->draft, BLOCK_TEXT, STRENGTH, party, n, n_of);
}

/* Each party once that a term of the force binds. */
static void tell_strengths(struct daily_job *j, const struct pact_agreement *g)
{
    for (size_t p = 0; p < g->n_parties; p++) {
        bool is_bound = false;

        for (size_t i = 0; i < g->n_terms && !is_bound; i++)
            for (size_t k = 0; k < g->terms[i].n_binds && !is_bound; k++)
                is_bound = (FORCE_KINDS >> g->terms[i].kind & 1U) != 0 && g->terms[i].binds[k] == p;
        if (is_bound)
            tell_strength(j, g->parties[p].id);
    }
}

static void tell_force(struct daily_job *j, const struct pact_agreement *g)
{
    tell_strengths(j, g);
    for (size_t i = 0; i < g->n_terms; i++)
        if (((FORCE_KINDS | DUTY_KINDS) >> g->terms[i].kind & 1U) != 0)
            tell_term(j, &g->terms[i]);
}

void daily_write_force(struct daily_job *j)
{
    const struct pact_model *m = j->in->model;
    size_t n_late = 0;

    daily_section(j, 13, "force", PHRASE_S13_TITLE);
    for (size_t i = 0; i < j->n_duties; i++)
        n_late += j->duties[i]->is_late;
    if (j->n_duties == 0) {
        WRITE0(&j->draft, BLOCK_TEXT, DUTIES_NONE);
    } else {
        struct span all = draft_number(&j->draft, j->n_duties);
        struct span late = draft_number(&j->draft, n_late);

        WRITE(&j->draft, BLOCK_TEXT, DUTIES, all, late);
    }
    for (size_t i = 0; i < m->n_agreements; i++)
        if (&m->agreements[i] == j->agreement || m->agreements[i].is_charter)
            tell_force(j, &m->agreements[i]);
}
