/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/exercise.h"

#include <assert.h>
#include <math.h>

#include "watch/apart.h"

/* Steps of one search for the largest part that is at one time; exact for dozens of activities. */
#define STEPS 100000

/* ---- what belongs together ---- */

static bool overlap(struct time_span a, struct time_span b)
{
    return a.t0_ms <= b.t1_ms && b.t0_ms <= a.t1_ms;
}

/* An unstated command may be any. */
static enum pact_tri same_command(const struct activity *a, const struct activity *b)
{
    if (a->command.n == 0 || b->command.n == 0)
        return PACT_MAYBE;
    return span_eq(a->command, b->command) ? PACT_YES : PACT_NO;
}

static enum pact_tri belongs(struct term_run *run, const struct activity *a,
                             const struct activity *b)
{
    const struct pact_notification *n = &run->term->u.notification;
    enum pact_tri command = same_command(a, b), near;

    if (!n->aggregates_command || command == PACT_NO || !overlap(a->when, b->when))
        return PACT_NO;
    near = apart_within(run, &a->place, &b->place, a->when.t0_ms, n->aggregate_m);
    if (command == PACT_YES || near == PACT_NO)
        return near;
    return PACT_MAYBE;
}

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static bool is_meant(const struct term_run *run, const struct activity *a)
{
    const struct pact_term *t = run->term;
    struct actor by = {.form = a->by.n > 0 ? ACTOR_PARTY : ACTOR_UNDETERMINED, .party = a->by};
    uint32_t party;

    return span_eq(a->activity, t->u.notification.activity) && a->when.t1_ms >= t->from_ms &&
           a->when.t0_ms < t->until_ms && term_bound(run, by, &party) != BOUND_NOT;
}

/* Components of what certainly belongs together. */
static void join_all(const struct exercises *x, uint32_t *parent)
{
    for (uint32_t i = 0; i < x->n_all; i++)
        parent[i] = i;
    for (uint32_t i = 0; i < x->n_all; i++)
        for (uint32_t k = 0; k < i; k++)
            if (root_of(parent, i) != root_of(parent, k) &&
                belongs(x->run, x->all[i], x->all[k]) == PACT_YES)
                parent[root_of(parent, i)] = root_of(parent, k);
}

static enum rc group(struct exercises *x, struct err *err)
{
    struct arena *a = x->run->arena;
    uint32_t n = (uint32_t)x->n_all;
    uint32_t *parent = arena_array(a, n, sizeof(*parent), err);
    uint32_t *number = arena_array(a, n, sizeof(*number), err); /* of a root's exercise, from 1 */
    const struct activity **parts = arena_array(a, n, sizeof(struct activity *), err);

    x->items = arena_array(a, n, sizeof(*x->items), err);
    if (parent == NULL || number == NULL || parts == NULL || x->items == NULL)
        return RC_LIMIT;
    join_all(x, parent);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *of_root = &number[root_of(parent, i)];

        if (*of_root == 0)
            *of_root = (uint32_t)++x->n;
        x->items[*of_root - 1].n_parts++;
    }
    for (size_t i = 0; i < x->n; i++) {
        x->items[i].parts = parts;
        parts += x->items[i].n_parts;
        x->items[i].n_parts = 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct exercise *e = &x->items[number[root_of(parent, i)] - 1];

        e->parts[e->n_parts++] = x->all[i];
    }
    return RC_OK;
}

enum rc exercises_find(struct term_run *run, struct exercises *out, struct err *err)
{
    const struct docket *d = run->docket;
    struct exercises x = {.run = run};
    enum rc rc;

    x.all = arena_array(run->arena, d->n_activities, sizeof(struct activity *), err);
    x.graph = arena_alloc(run->arena, sizeof(*x.graph), err);
    if (x.all == NULL || x.graph == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_activities; i++)
        if (is_meant(run, &d->activities[i]))
            x.all[x.n_all++] = &d->activities[i];
    rc = clique_work_make(run->arena, &x.work, err);
    if (rc == RC_OK)
        rc = group(&x, err);
    if (rc == RC_OK)
        *out = x;
    return rc;
}

struct time_span exercise_span(const struct activity *const *parts, size_t n)
{
    struct time_span s = parts[0]->when;

    for (size_t i = 1; i < n; i++) {
        s.t0_ms = parts[i]->when.t0_ms < s.t0_ms ? parts[i]->when.t0_ms : s.t0_ms;
        s.t1_ms = parts[i]->when.t1_ms > s.t1_ms ? parts[i]->when.t1_ms : s.t1_ms;
    }
    return s;
}

/* ---- how much it is ---- */

struct amount {
    uint64_t min, max; /* UINT64_MAX: open */
};

static uint64_t sum_up(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static struct amount amount_of(struct count n)
{
    return (struct amount){n.min, n.max == COUNT_INFINITE ? UINT64_MAX : n.max};
}

/* What was not stated was not seen, unless nothing was stated at all. */
static struct amount count_part(const struct term_run *run, const struct activity *a,
                                const struct pact_selector *what)
{
    double c = run->term->confidence;
    struct amount sum = {0, 0};

    if (!a->has_personnel && a->n_items == 0)
        return (struct amount){0, UINT64_MAX};
    if (what->form == PACT_SELECT_WORD && what->fixed == PACT_WORD_PERSONNEL)
        return a->has_personnel ? amount_of(a->personnel) : sum;
    for (uint32_t i = 0; i < a->n_items; i++) {
        struct match_mass m = term_match_item(run, what, &a->items[i]);
        struct amount n = amount_of(a->items[i].n);

        if (m.sure >= c)
            sum.min = sum_up(sum.min, n.min);
        if (m.sure + m.open > 1 - c)
            sum.max = sum_up(sum.max, n.max);
    }
    return sum;
}

static bool is_reached(const struct pact_threshold *t, uint64_t n)
{
    uint64_t limit;

    assert(t != NULL);
    limit = t->n < 0 ? 0 : (uint64_t)t->n;
    return t->op == PACT_GT ? n > limit : n >= limit;
}

/* One question: an exercise, and one of the thresholds. */
struct question {
    const struct exercises *x;
    const struct exercise *e;
    const struct pact_threshold *by;
    uint32_t n; /* parts that are searched */
};

static uint64_t least_of(const struct question *q, uint32_t i)
{
    return count_part(q->x->run, q->e->parts[i], &q->by->what).min;
}

/* Parts that are joined to each other, in the graph; the rest of it is left as it was. */
static void draw(const struct question *q)
{
    struct clique_graph *g = q->x->graph;

    memset(g, 0, sizeof(*g));
    for (uint32_t i = 0; i < q->n; i++)
        for (uint32_t k = 0; k < i; k++)
            if (belongs(q->x->run, q->e->parts[i], q->e->parts[k]) == PACT_YES)
                clique_join(g, i, k);
}

/* The heaviest group at one time among the parts whose command is known at least so well. */
static struct clique heaviest(const struct question *q, double least_p)
{
    struct clique_set among = {{0}};
    struct clique found;
    uint64_t steps = STEPS;

    for (uint32_t i = 0; i < q->n; i++) {
        uint64_t n = least_of(q, i);

        q->x->graph->weight[i] = n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
        if (n > 0 && q->e->parts[i]->command_p >= least_p)
            clique_set_add(&among, i);
    }
    clique_heaviest(q->x->graph, &among, q->x->work, &steps, &found);
    return found;
}

/* Takes out what is not needed, the least sure first; one alone needs no common command. */
static double prune(const struct question *q, struct clique *c)
{
    double p = 1;
    uint32_t n_left = 0;

    for (;;) {
        uint32_t least = CLIQUE_MAX;

        for (uint32_t i = 0; i < q->n; i++)
            if (clique_set_has(&c->members, i) && is_reached(q->by, c->weight - least_of(q, i)) &&
                (least == CLIQUE_MAX || q->e->parts[i]->command_p < q->e->parts[least]->command_p))
                least = i;
        if (least == CLIQUE_MAX)
            break;
        clique_set_drop(&c->members, least);
        c->weight -= least_of(q, least);
    }
    for (uint32_t i = 0; i < q->n; i++)
        if (clique_set_has(&c->members, i)) {
            p *= q->e->parts[i]->command_p;
            n_left++;
        }
    return n_left > 1 ? p : 1;
}

static enum rc keep(const struct question *q, const struct clique *c, double p, struct reached *out,
                    struct err *err)
{
    const struct activity **parts =
        arena_array(q->x->run->arena, q->n, sizeof(struct activity *), err);

    if (parts == NULL)
        return RC_LIMIT;
    out->p = p;
    out->by = q->by;
    out->parts = parts;
    out->n_parts = 0;
    for (uint32_t i = 0; i < q->n; i++)
        if (clique_set_has(&c->members, i))
            parts[out->n_parts++] = q->e->parts[i];
    out->least = c->weight;
    return RC_OK;
}

/* One part may be enough by itself, whatever is known of its command. */
static bool reaches_alone(const struct question *q, struct clique *c)
{
    for (uint32_t i = 0; i < q->n; i++)
        if (is_reached(q->by, least_of(q, i))) {
            *c = (struct clique){.weight = least_of(q, i)};
            clique_set_add(&c->members, i);
            return true;
        }
    return false;
}

/* From what is known best down to what is known least, until it is enough. */
static enum rc reach_surely(const struct question *q, struct reached *out, struct err *err)
{
    double level = INFINITY;
    struct clique c;

    if (reaches_alone(q, &c))
        return keep(q, &c, 1, out, err);
    for (uint32_t round = 0; round < q->n; round++) {
        double next = -1;

        for (uint32_t i = 0; i < q->n; i++)
            if (q->e->parts[i]->command_p < level)
                next = fmax(next, q->e->parts[i]->command_p);
        if (next < 0)
            break;
        level = next;
        c = heaviest(q, level);
        if (c.weight > out->least)
            out->least = c.weight;
        if (is_reached(q->by, c.weight)) {
            double p = prune(q, &c);

            return keep(q, &c, p, out, err);
        }
    }
    return RC_OK;
}

/* Everything that is of it, and everything that may be. */
static uint64_t most_of(const struct question *q)
{
    const struct exercises *x = q->x;
    uint64_t sum = 0;

    for (size_t i = 0; i < q->e->n_parts; i++)
        sum = sum_up(sum, count_part(x->run, q->e->parts[i], &q->by->what).max);
    for (size_t i = 0; i < x->n_all; i++) {
        bool may_belong = false, is_part = false;

        for (size_t k = 0; k < q->e->n_parts && !is_part; k++) {
            is_part = q->e->parts[k] == x->all[i];
            may_belong =
                may_belong || (!is_part && belongs(x->run, x->all[i], q->e->parts[k]) != PACT_NO);
        }
        if (may_belong && !is_part)
            sum = sum_up(sum, count_part(x->run, x->all[i], &q->by->what).max);
    }
    return sum;
}

static bool is_better(const struct reached *a, const struct reached *b)
{
    if (a->p > b->p || b->by == NULL)
        return true;
    return a->p >= b->p && a->is_possible && !b->is_possible;
}

enum rc exercise_reaches(const struct exercises *x, const struct exercise *e,
                         const struct pact_threshold *thresholds, size_t n, struct reached *out,
                         struct err *err)
{
    const struct reached nothing = {.parts = e->parts, .n_parts = e->n_parts};
    struct reached best = nothing;
    struct question q = {.x = x, .e = e};

    best.p = n == 0 ? 1 : 0;
    q.n = e->n_parts < CLIQUE_MAX ? (uint32_t)e->n_parts : CLIQUE_MAX;
    if (n > 0)
        draw(&q);
    for (size_t i = 0; i < n; i++) {
        struct reached r = nothing;
        enum rc rc;

        q.by = r.by = &thresholds[i];
        rc = reach_surely(&q, &r, err);
        if (rc)
            return rc;
        r.most = most_of(&q);
        r.is_possible = r.p <= 0 && is_reached(q.by, r.most);
        if (is_better(&r, &best))
            best = r;
    }
    *out = best;
    return RC_OK;
}
