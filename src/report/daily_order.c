/* SPDX-License-Identifier: Apache-2.0 */
/* daily_order.c: copies of what a judge emits, and which of it belongs to a period, in an order
 * that does not depend on the one it came in. */
#include <stdlib.h>
#include <string.h>

#include "report/daily_parts.h"

/* ---- harvesting ---- */

void daily_harvest_init(struct daily_harvest *h, struct arena *a)
{
    *h = (struct daily_harvest){.arena = a};
}

static enum rc keep(struct daily_harvest *h, struct span *text, struct err *err)
{
    if (text->n == 0) {
        *text = span_none();
        return RC_OK;
    }
    *text = arena_copy(h->arena, *text, err);
    return text->p == NULL ? RC_LIMIT : RC_OK;
}

/* Rows of the docket outlive the run; the list of an event's members does not. */
static enum rc copy_event(struct daily_harvest *h, const struct event *e, struct event *out,
                          struct err *err)
{
    const struct observation **members;
    enum rc rc;

    *out = *e;
    rc = keep(h, &out->id, err);
    members = rc ? NULL : arena_array(h->arena, e->n_members + 1, sizeof(*members), err);
    if (members == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < e->n_members; i++)
        members[i] = e->members[i];
    out->members = members;
    return RC_OK;
}

enum rc daily_harvest_event(void *context, const struct event *e, struct err *err)
{
    struct daily_harvest *h = context;
    struct event *events =
        arena_grow(h->arena, h->events, h->n_events, &h->cap_events, sizeof(*events), err);
    enum rc rc;

    if (events == NULL)
        return RC_LIMIT;
    h->events = events;
    rc = copy_event(h, e, &events[h->n_events], err);
    if (!rc)
        h->n_events++;
    return rc;
}

static enum rc copy_texts(struct daily_harvest *h, struct verdict *v, struct err *err)
{
    struct span *texts[] = {&v->party,     &v->event,        &v->line,        &v->category,
                            &v->exemption, &v->line_version, &v->explanation, &v->place_text};
    enum rc rc = RC_OK;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && !rc; i++)
        rc = keep(h, texts[i], err);
    return rc;
}

static enum rc copy_inputs(struct daily_harvest *h, struct verdict *v, struct err *err)
{
    struct span *inputs = arena_array(h->arena, v->n_inputs + 1, sizeof(*inputs), err);
    enum rc rc = inputs == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < v->n_inputs && !rc; i++) {
        inputs[i] = v->inputs[i];
        rc = keep(h, &inputs[i], err);
    }
    v->inputs = inputs;
    return rc;
}

/* Words of states and notes are the judge's constants, or live only during the call. */
static enum rc copy_words(struct daily_harvest *h, const char **word, struct err *err)
{
    struct span copy;

    if (*word == NULL)
        return RC_OK;
    copy = arena_copy(h->arena, span_of(*word), err);
    *word = copy.p;
    return copy.p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc copy_rows(struct daily_harvest *h, struct verdict *v, struct err *err)
{
    struct event *e;
    struct item *item;

    if (v->of_event != NULL) {
        e = arena_alloc(h->arena, sizeof(*e), err);
        if (e == NULL || copy_event(h, v->of_event, e, err) != RC_OK)
            return RC_LIMIT;
        v->of_event = e;
    }
    if (v->of_item != NULL) {
        item = arena_alloc(h->arena, sizeof(*item), err);
        if (item == NULL)
            return RC_LIMIT;
        *item = *v->of_item;
        v->of_item = item;
    }
    return RC_OK;
}

enum rc daily_harvest_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct daily_harvest *h = context;
    struct daily_verdict *list =
        arena_grow(h->arena, h->verdicts, h->n_verdicts, &h->cap_verdicts, sizeof(*list), err);
    struct verdict copy = *v;
    enum rc rc = list == NULL ? RC_LIMIT : copy_texts(h, &copy, err);

    if (list != NULL)
        h->verdicts = list;
    if (!rc)
        rc = copy_inputs(h, &copy, err);
    if (!rc)
        rc = copy_words(h, &copy.state, err);
    if (!rc)
        rc = copy_words(h, &copy.reliability_note, err);
    if (!rc)
        rc = copy_rows(h, &copy, err);
    if (!rc)
        list[h->n_verdicts++] = (struct daily_verdict){.v = copy, .status = DAILY_MACHINE};
    return rc;
}

/* ---- what belongs to the period ---- */

bool daily_in(struct time_span period, int64_t at_ms)
{
    return at_ms >= period.t0_ms && at_ms < period.t1_ms;
}

bool daily_is_continuing(const struct daily_job *j, const struct verdict *v)
{
    return v->when.t0_ms < j->in->period.t0_ms && v->when.t1_ms >= j->in->period.t0_ms &&
           v->when.t0_ms != TIME_ALWAYS;
}

bool daily_counts(const struct daily_job *j, const struct daily_verdict *v)
{
    return v->status != DAILY_WITHDRAWN && daily_in(j->in->period, v->v.when.t0_ms);
}

static int order_i64(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* In the order of the agreement; two versions of a text lie anywhere in memory. */
static int order_terms(const struct verdict *a, const struct verdict *b)
{
    ptrdiff_t at_a = a->term - a->agreement->terms, at_b = b->term - b->agreement->terms;
    int order = span_cmp(a->agreement->id, b->agreement->id);

    if (order == 0)
        order = (at_a > at_b) - (at_a < at_b);
    return order != 0 ? order : span_cmp(a->term->id, b->term->id);
}

/* By time, term, event, what it rests on and what it says; the entry's id is the last resort. */
static int order_verdicts(const void *left, const void *right)
{
    const struct daily_verdict *a = *(const struct daily_verdict *const *)left;
    const struct daily_verdict *b = *(const struct daily_verdict *const *)right;
    int order = order_i64(a->v.when.t0_ms, b->v.when.t0_ms);
    size_t n = a->v.n_inputs < b->v.n_inputs ? a->v.n_inputs : b->v.n_inputs;

    if (order == 0)
        order = order_terms(&a->v, &b->v);
    if (order == 0)
        order = span_cmp(a->v.event, b->v.event);
    for (size_t i = 0; i < n && order == 0; i++)
        order = span_cmp(a->v.inputs[i], b->v.inputs[i]);
    if (order == 0)
        order = order_i64((int64_t)a->v.n_inputs, (int64_t)b->v.n_inputs);
    if (order == 0)
        order = span_cmp(a->v.category, b->v.category);
    if (order == 0)
        order = span_cmp(a->v.party, b->v.party);
    if (order == 0)
        order = span_cmp(a->v.explanation, b->v.explanation);
    if (order == 0)
        order = (int)a->status - (int)b->status;
    return order != 0 ? order : span_cmp(a->id, b->id);
}

static int order_events(const void *left, const void *right)
{
    const struct event *a = *(const struct event *const *)left;
    const struct event *b = *(const struct event *const *)right;
    int order = order_i64(a->when.t0_ms, b->when.t0_ms);

    return order != 0 ? order : span_cmp(a->id, b->id);
}

static enum rc gather_verdicts(struct daily_job *j, struct err *err)
{
    const struct daily_input *in = j->in;

    j->verdicts = arena_array(j->arena, in->n_verdicts + 1, sizeof(struct daily_verdict *), err);
    j->owed = arena_array(j->arena, in->n_verdicts + 1, sizeof(struct daily_verdict *), err);
    if (j->verdicts == NULL || j->owed == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < in->n_verdicts; i++) {
        const struct verdict *v = &in->verdicts[i].v;

        if (span_eq(v->agreement->id, j->agreement->id) &&
            (daily_in(in->period, v->when.t0_ms) || daily_is_continuing(j, v)))
            j->verdicts[j->n_verdicts++] = &in->verdicts[i];
        if (daily_is_owed(v->term->kind))
            j->owed[j->n_owed++] = &in->verdicts[i];
    }
    if (j->n_verdicts > 0)
        qsort(j->verdicts, j->n_verdicts, sizeof(struct daily_verdict *), order_verdicts);
    if (j->n_owed > 0)
        qsort(j->owed, j->n_owed, sizeof(struct daily_verdict *), order_verdicts);
    return RC_OK;
}

static enum rc gather_events(struct daily_job *j, struct err *err)
{
    const struct daily_input *in = j->in;

    j->events = arena_array(j->arena, in->n_events + 1, sizeof(struct event *), err);
    if (j->events == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < in->n_events; i++) {
        int64_t at_ms = in->events[i].when.t0_ms;

        if (daily_in(in->period, at_ms) || daily_in(in->before, at_ms))
            j->events[j->n_events++] = &in->events[i];
    }
    if (j->n_events > 0)
        qsort(j->events, j->n_events, sizeof(struct event *), order_events);
    return RC_OK;
}

/* ---- the other lists ---- */

static int order_incidents(const void *left, const void *right)
{
    const struct daily_incident *a = *(const struct daily_incident *const *)left;
    const struct daily_incident *b = *(const struct daily_incident *const *)right;
    int order = b->severity - a->severity;

    if (order == 0)
        order = order_i64(a->when.t0_ms, b->when.t0_ms);
    return order != 0 ? order : span_cmp(a->id, b->id);
}

static int order_corrigenda(const void *left, const void *right)
{
    const struct daily_corrigendum *a = *(const struct daily_corrigendum *const *)left;
    const struct daily_corrigendum *b = *(const struct daily_corrigendum *const *)right;
    int order = order_i64(a->at_ms, b->at_ms);

    if (order == 0)
        order = span_cmp(a->report, b->report);
    if (order == 0)
        order = span_cmp(a->was, b->was);
    return order != 0 ? order : span_cmp(a->is, b->is);
}

static enum rc gather_lists(struct daily_job *j, struct err *err)
{
    const struct daily_input *in = j->in;

    j->incidents = arena_array(j->arena, in->n_incidents + 1, sizeof(void *), err);
    j->corrigenda = arena_array(j->arena, in->n_corrigenda + 1, sizeof(void *), err);
    if (j->incidents == NULL || j->corrigenda == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < in->n_incidents; i++) {
        if (daily_in(in->period, in->incidents[i].when.t0_ms))
            j->incidents[j->n_incidents++] = &in->incidents[i];
    }
    for (size_t i = 0; i < in->n_corrigenda; i++)
        j->corrigenda[i] = &in->corrigenda[i];
    if (j->n_incidents > 0)
        qsort(j->incidents, j->n_incidents, sizeof(void *), order_incidents);
    if (in->n_corrigenda > 0)
        qsort(j->corrigenda, in->n_corrigenda, sizeof(void *), order_corrigenda);
    return RC_OK;
}

enum rc daily_gather(struct daily_job *j, struct err *err)
{
    enum rc rc = gather_verdicts(j, err);

    if (!rc)
        rc = gather_events(j, err);
    if (!rc)
        rc = gather_lists(j, err);
    if (rc)
        return rc;
    table_init(&j->event_ix, j->arena);
    for (uint32_t i = 0; i < j->n_events && !rc; i++) {
        rc = table_add(&j->event_ix, j->events[i]->id, i, err);
        if (rc == RC_CONFLICT)
            rc = err_set(err, RC_CONFLICT, "the event \"%.*s\" is given twice",
                         SPAN_ARG(j->events[i]->id));
    }
    return rc;
}
