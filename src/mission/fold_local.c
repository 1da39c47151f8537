/* SPDX-License-Identifier: Apache-2.0 */
/* fold_local.c: passes: what is in hand is judged, and compared with what stands on it. */
#include "mission/fold_inside.h"

#include <stdlib.h>
#include <string.h>

/* Observations of a span that are judged in one pass. */
#define PART_ROWS_MAX 20000

static enum rc judge_by(struct pass *p, size_t pact, struct saying *s, struct err *err)
{
    struct fold *f = p->f;
    const struct judge_options options = {.only_kinds = p->kinds,
                                          .only_term =
                                              p->only == NULL ? span_none() : p->only->term->id,
                                          .trusts_reported = f->options.trusts_reported,
                                          .wants_events = p->wants_events,
                                          .wants_all = s->words == SAID_ALL || p->heads != NULL,
                                          .is_partial = true,
                                          .input = p->input};
    struct verdict_sink sink = saying_sink(s);
    struct time_span in_force = fold_pact_span(f->options.pacts, f->options.n_pacts, pact);
    struct tally tally;
    enum rc rc;

    if (in_force.t0_ms >= in_force.t1_ms ||
        (p->only != NULL && p->only->model != f->options.pacts[pact].model))
        return RC_OK;
    s->terms = &f->terms[pact];
    s->pact = pact;
    rc = judge_run(f->options.pacts[pact].model, &p->rows.docket, &options, &sink, p->arena, &tally,
                   err);
    if (rc)
        return rc;
    f->cost.n_compared += tally.n_compared;
    p->wake_ms = tally.wake_ms < p->wake_ms ? tally.wake_ms : p->wake_ms;
    return RC_OK;
}

static enum rc say(struct pass *p, enum said_words words, struct said **out, size_t *n,
                   struct err *err)
{
    struct fold *f = p->f;
    struct saying s = {.arena = p->arena,
                       .scratch = &f->scratch,
                       .pacts = f->options.pacts,
                       .n_pacts = f->options.n_pacts,
                       .rows = &p->rows,
                       .join = &f->join,
                       .words = words,
                       .only = p->only,
                       .hull = p->hull,
                       .is_of_input = p->is_of_input,
                       .heads = p->heads};
    enum rc rc = saying_open(&s, err);

    p->wake_ms = TIME_NEVER;
    for (size_t i = 0; i < f->options.n_pacts && rc == RC_OK; i++)
        rc = judge_by(p, i, &s, err);
    f->cost.n_judged += s.n_heard;
    *out = s.items;
    *n = s.n;
    return rc;
}

enum rc pass_say(struct pass *p, struct said **out, size_t *n, struct err *err)
{
    return say(p, SAID_STANDING, out, n, err);
}

enum rc pass_say_all(void *context, struct said **out, size_t *n, struct err *err)
{
    return say(context, SAID_ALL, out, n, err);
}

enum rc pass_settle(struct pass *p, struct diff *d, struct err *err)
{
    enum rc rc = say(p, SAID_STANDING, &d->said, &d->n_said, err);

    d->again = pass_say_all;
    d->context = p;
    return rc != RC_OK ? rc : diff_settle(d, err);
}

/* ---- local kinds ---- */

/* Ids of what was on the record before, by which verdicts on it are found; labels of what is new
 * and takes something away. */
struct olds {
    struct uuid *ids;
    size_t n_ids;
    struct span *causes;
    size_t n_causes;
};

static bool replaces_something(const struct held *h)
{
    return h->card.has_replaces || h->is_ghost;
}

static int key_cmp(const void *left, const void *right)
{
    const struct held *a = *(const struct held *const *)left;
    const struct held *b = *(const struct held *const *)right;
    int order = memcmp(&a->card.key, &b->card.key, sizeof(a->card.key));

    return order != 0 ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

/* Of rows of one key a later one may stand before the others, and so take them away. */
static enum rc list_rivals(const struct gather *g, struct arena *a, struct olds *out,
                           struct err *err)
{
    const struct held **rows = arena_array(a, g->n, sizeof(struct held *), err);
    size_t n = 0;

    if (rows == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < g->n; i++)
        if (g->items[i]->row.kind == ROW_OBSERVATION && !g->items[i]->is_alone)
            rows[n++] = g->items[i];
    if (n > 1)
        qsort(rows, n, sizeof(*rows), key_cmp);
    for (size_t i = 1; i < n; i++)
        if (!replaces_something(rows[i]) &&
            memcmp(&rows[i]->card.key, &rows[i - 1]->card.key, sizeof(rows[i]->card.key)) == 0)
            out->causes[out->n_causes++] = rows[i]->label;
    return RC_OK;
}

static enum rc list_olds(const struct fold *f, const struct gather *g, struct arena *a,
                         struct olds *out, struct err *err)
{
    out->ids = arena_array(a, g->n, sizeof(*out->ids), err);
    out->causes = arena_array(a, g->n, sizeof(*out->causes), err);
    if (out->ids == NULL || out->causes == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < g->n; i++) {
        const struct held *h = g->items[i];

        if (h->row.kind != ROW_OBSERVATION)
            continue;
        if (h->seq < f->from_seq || h->is_ghost)
            out->ids[out->n_ids++] = h->id;
        if (replaces_something(h))
            out->causes[out->n_causes++] = h->label;
    }
    return list_rivals(g, a, out, err);
}

static enum rc ask_olds(struct diff *d, const struct olds *o, struct err *err)
{
    struct shelf_ask q = {.kind = ENTRY_EVENT, .inputs = o->ids, .n_inputs = o->n_ids};
    enum rc rc;

    if (o->n_ids == 0)
        return RC_OK;
    rc = diff_ask(d, q, err);
    q.kind = ENTRY_VERDICT;
    return rc != RC_OK ? rc : diff_ask(d, q, err);
}

enum rc fold_judge_local(struct fold *f, struct gather *g, struct gathered *rows, struct err *err)
{
    struct pass p = {.f = f,
                     .arena = &f->work,
                     .kinds = FOLD_LOCAL_KINDS,
                     .input = {1, 0},
                     .hull = {TIME_ALWAYS, TIME_NEVER},
                     .wants_events = true};
    struct diff d = {.f = f, .arena = &f->work, .kinds = FOLD_LOCAL_KINDS};
    struct olds olds = {0};
    enum rc rc = gather_spread(g, err);

    if (rc == RC_OK)
        rc = gather_docket(g, GATHER_RULES, &f->work, &p.rows, err);
    if (rc == RC_OK)
        rc = list_olds(f, g, &f->work, &olds, err);
    d.causes = olds.causes;
    d.n_causes = olds.n_causes;
    if (rc == RC_OK)
        rc = ask_olds(&d, &olds, err);
    if (rc == RC_OK)
        rc = pass_settle(&p, &d, err);
    f->cost.n_rows += g->n;
    f->cost.n_read += g->n_read;
    *rows = p.rows;
    return rc;
}

/* ---- a span ---- */

struct counting {
    size_t n;
};

static enum rc count_row(void *to, const struct shelf_row *row, struct err *err)
{
    struct counting *c = to;

    (void)row;
    (void)err;
    return ++c->n > PART_ROWS_MAX ? RC_END : RC_OK;
}

static enum rc judge_part(struct fold *f, struct time_span span, struct err *err)
{
    const struct shelf_query q = {
        .row_kinds = 1u << ROW_OBSERVATION, .has_span = true, .span = span};
    const struct gather_source from = fold_source(f, &f->rules);
    struct gathered rows;
    struct gather g;
    enum rc rc;

    arena_reset(&f->work);
    rc = gather_open(&g, &from, &f->work, &f->scratch, err);
    if (rc)
        return rc;
    rc = gather_ask(&g, q, err);
    if (rc == RC_OK && g.n > 0)
        rc = fold_judge_local(f, &g, &rows, err);
    gather_close(&g);
    return rc;
}

/* Halves a span until a part fits; depth: 64 halvings end in one millisecond. */
static enum rc judge_within(struct fold *f, struct time_span span, struct err *err)
{
    struct shelf_query q = {.below_seq = f->below_seq,
                            .row_kinds = 1u << ROW_OBSERVATION,
                            .has_span = true,
                            .span = span};
    int64_t middle_ms = span.t0_ms + (span.t1_ms - span.t0_ms) / 2;
    struct counting c = {0};
    enum rc rc = f->shelf->rows(f->shelf->context, &q, count_row, &c, err);

    if (rc != RC_OK && rc != RC_END)
        return rc;
    if (rc == RC_OK || span.t0_ms == span.t1_ms)
        return c.n == 0 ? RC_OK : judge_part(f, span, err);
    rc = judge_within(f, (struct time_span){span.t0_ms, middle_ms}, err);
    return rc != RC_OK ? rc : judge_within(f, (struct time_span){middle_ms + 1, span.t1_ms}, err);
}

enum rc fold_judge_span(struct fold *f, struct time_span span, struct err *err)
{
    const struct shelf_query q = {.below_seq = f->below_seq, .row_kinds = 1u << ROW_OBSERVATION};
    struct time_span extent = {1, 0};
    enum rc rc = f->shelf->extent(f->shelf->context, &q, &extent, err);

    if (rc || extent.t0_ms > extent.t1_ms)
        return rc;
    /* a card may reach farther than its row's own time; a verdict's time never does */
    if (span.t0_ms < extent.t0_ms)
        span.t0_ms = extent.t0_ms;
    if (span.t1_ms > extent.t1_ms)
        span.t1_ms = extent.t1_ms;
    return span.t0_ms > span.t1_ms ? RC_OK : judge_within(f, span, err);
}

/* ---- areas that moved ---- */

static enum rc refile_area(void *to, const struct shelf_row *row, struct err *err)
{
    struct gather *g = to;
    struct held *h = NULL;
    enum rc rc = gather_peek(g, row, &h, err);

    if (rc || h == NULL || h->row.u.observation.place.form != PLACE_ZONE)
        return rc;
    return gather_keep(g, h, err);
}

enum rc fold_refile_areas(struct fold *f, struct err *err)
{
    const struct shelf_query q = {.below_seq = f->below_seq, .row_kinds = 1u << ROW_OBSERVATION};
    const struct gather_source from = fold_source(f, &f->rules);
    struct gather g;
    enum rc rc;

    arena_reset(&f->work);
    rc = gather_open(&g, &from, &f->work, &f->scratch, err);
    if (rc)
        return rc;
    rc = f->shelf->rows(f->shelf->context, &q, refile_area, &g, err);
    for (size_t i = 0; i < g.n && rc == RC_OK; i++)
        rc = f->shelf->refile(f->shelf->context, g.items[i]->seq, &g.items[i]->card, err);
    gather_close(&g);
    return rc;
}
