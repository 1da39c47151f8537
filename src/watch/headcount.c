/* SPDX-License-Identifier: Apache-2.0 */
/* headcount.c: a window that slides over sightings, and the sums and searches in it. Knows nothing
 * of terms. */
#include "watch/headcount.h"

#include <assert.h>

#include "watch/clique.h"

#define NO_SLOT UINT16_MAX
#define NO_HEAD UINT32_MAX

/* What is in the window, added up as sightings come and go; those with a serial are not in it. */
struct sums {
    uint64_t min, max;
    uint32_t n_open; /* with an open maximum */
};

struct pick {
    uint32_t n, head;
};

struct sure {
    double p;
    uint32_t n;
};

/* A set of distinct things that one question found, kept for when it is asked of a later window. */
#define HELD_MAX 8
struct held {
    struct head_choice who;
    uint32_t *heads;
    size_t n, n_fresh; /* members, and how many there were when it was last begun anew */
    size_t entered;    /* of by_end, so many had come in */
};

struct headcount {
    struct head *heads; /* by beginning */
    size_t n;
    struct arena *arena;
    int64_t window_ms;
    uint32_t *by_end; /* the same by end, without the long ones */
    size_t n_by_end;
    uint32_t *longs; /* longer than a window, by beginning */
    size_t n_longs;

    size_t next_start, next_leave, next_enter;
    bool is_long; /* the window at hand is a long sighting's own */
    struct time_span hull;
    uint32_t *active;   /* in no order */
    uint32_t *place_of; /* of a head in `active`; NO_HEAD: outside */
    size_t n_active;
    size_t n_named; /* of these, with a serial */
    struct sums sums[HEAD_GROUPS][HEAD_TAGS];

    uint32_t *stamp;      /* by identity: the question that last met it … */
    uint32_t *first_seat; /* … and where it met it */
    uint32_t question;
    uint32_t *chosen; /* of one question */
    struct pick *picks;
    struct sure *sures;
    struct held held[HELD_MAX];
    size_t n_held;

    struct clique_graph *graph; /* of the seated */
    struct clique_graph *merged;
    struct clique_work *work;
    uint32_t seated[CLIQUE_MAX]; /* NO_HEAD: free */
    uint16_t *slot_of;
    uint64_t steps_left, pairs_left;
};

static bool is_in(const struct head *head, struct head_choice who)
{
    return ((who.groups >> head->group) & 1) != 0 && ((who.tags >> head->tag) & 1) != 0;
}

static bool is_named(const struct head *head)
{
    return head->thing.identity != DISTINCT_UNNAMED;
}

static bool is_too_long(const struct headcount *h, const struct head *head)
{
    return head->when.t1_ms - head->when.t0_ms > h->window_ms;
}

/* ---- preparing ---- */

static int head_cmp(const void *left, const void *right)
{
    const struct head *a = left, *b = right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    if (a->when.t1_ms != b->when.t1_ms)
        return a->when.t1_ms < b->when.t1_ms ? -1 : 1;
    if (a->thing.sighting != b->thing.sighting)
        return a->thing.sighting < b->thing.sighting ? -1 : 1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

/* An end and whose it is, for sorting without a look at the heads. */
struct ending {
    int64_t t1_ms;
    uint32_t head;
};

static int ending_cmp(const void *left, const void *right)
{
    const struct ending *a = left, *b = right;

    if (a->t1_ms != b->t1_ms)
        return a->t1_ms < b->t1_ms ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

static enum rc sort_ends(struct headcount *h, struct arena *a, struct err *err)
{
    struct ending *ends = arena_array(a, h->n, sizeof(*ends), err);

    if (ends == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < h->n; i++)
        if (is_too_long(h, &h->heads[i]))
            h->longs[h->n_longs++] = i;
        else
            ends[h->n_by_end++] = (struct ending){h->heads[i].when.t1_ms, i};
    if (h->n_by_end > 1)
        qsort(ends, h->n_by_end, sizeof(*ends), ending_cmp);
    for (size_t i = 0; i < h->n_by_end; i++)
        h->by_end[i] = ends[i].head;
    return RC_OK;
}

static bool make_arrays(struct headcount *h, struct arena *a, struct err *err)
{
    uint32_t n_identities = 0;

    for (size_t i = 0; i < h->n; i++)
        if (is_named(&h->heads[i]) && h->heads[i].thing.identity >= n_identities)
            n_identities = h->heads[i].thing.identity + 1;
    h->by_end = arena_array(a, h->n, sizeof(*h->by_end), err);
    h->longs = arena_array(a, h->n, sizeof(*h->longs), err);
    h->active = arena_array(a, h->n, sizeof(*h->active), err);
    h->place_of = arena_array(a, h->n, sizeof(*h->place_of), err);
    h->chosen = arena_array(a, h->n, sizeof(*h->chosen), err);
    h->picks = arena_array(a, h->n, sizeof(*h->picks), err);
    h->sures = arena_array(a, h->n, sizeof(*h->sures), err);
    h->slot_of = arena_array(a, h->n, sizeof(*h->slot_of), err);
    h->stamp = arena_array(a, n_identities, sizeof(*h->stamp), err);
    h->first_seat = arena_array(a, n_identities, sizeof(*h->first_seat), err);
    h->graph = arena_alloc(a, sizeof(*h->graph), err);
    h->merged = arena_alloc(a, sizeof(*h->merged), err);
    return h->by_end != NULL && h->longs != NULL && h->active != NULL && h->place_of != NULL &&
           h->chosen != NULL && h->picks != NULL && h->sures != NULL && h->slot_of != NULL &&
           h->stamp != NULL && h->first_seat != NULL && h->graph != NULL && h->merged != NULL;
}

enum rc headcount_open(struct head *heads, size_t n, int64_t window_ms, struct arena *a,
                       struct headcount **out, struct err *err)
{
    struct headcount *h = arena_alloc(a, sizeof(*h), err);

    if (h == NULL)
        return RC_LIMIT;
    h->heads = heads;
    h->n = n;
    h->arena = a;
    h->window_ms = window_ms;
    h->steps_left = HEADCOUNT_STEPS_MAX;
    h->pairs_left = HEADCOUNT_PAIRS_MAX;
    if (n > 1)
        qsort(heads, n, sizeof(*heads), head_cmp);
    if (!make_arrays(h, a, err) || sort_ends(h, a, err) != RC_OK)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        h->place_of[i] = NO_HEAD;
        h->slot_of[i] = NO_SLOT;
    }
    for (size_t i = 0; i < CLIQUE_MAX; i++)
        h->seated[i] = NO_HEAD;
    if (clique_work_make(a, &h->work, err) != RC_OK)
        return RC_LIMIT;
    *out = h;
    return RC_OK;
}

/* ---- sliding ---- */

static void add_sums(struct headcount *h, const struct head *head, bool comes)
{
    struct sums *s = &h->sums[head->group][head->tag];
    uint64_t max = head->n.max == COUNT_INFINITE ? 0 : head->n.max;

    s->min += comes ? head->n.min : -(uint64_t)head->n.min;
    s->max += comes ? max : -max;
    if (head->n.max == COUNT_INFINITE)
        s->n_open += comes ? 1u : -1u;
}

static void enter(struct headcount *h, uint32_t i)
{
    h->place_of[i] = (uint32_t)h->n_active;
    h->active[h->n_active++] = i;
    if (is_named(&h->heads[i]))
        h->n_named++;
    else
        add_sums(h, &h->heads[i], true);
}

static void leave(struct headcount *h, uint32_t i)
{
    uint32_t place = h->place_of[i];

    if (place == NO_HEAD)
        return;
    h->active[place] = h->active[--h->n_active];
    h->place_of[h->active[place]] = place;
    h->place_of[i] = NO_HEAD;
    if (h->slot_of[i] != NO_SLOT)
        h->seated[h->slot_of[i]] = NO_HEAD;
    h->slot_of[i] = NO_SLOT;
    if (is_named(&h->heads[i]))
        h->n_named--;
    else
        add_sums(h, &h->heads[i], false);
}

/* Moves the window's beginning; whether anything new came in, without which it is not maximal. */
static bool slide_to(struct headcount *h, int64_t start_ms)
{
    bool is_new = false;

    for (; h->next_leave < h->n && h->heads[h->next_leave].when.t0_ms < start_ms; h->next_leave++)
        leave(h, (uint32_t)h->next_leave);
    for (; h->next_enter < h->n_by_end; h->next_enter++) {
        uint32_t i = h->by_end[h->next_enter];
        const struct time_span *when = &h->heads[i].when;

        if (when->t1_ms > start_ms + h->window_ms)
            break;
        if (when->t0_ms < start_ms)
            continue; /* it was in the window that began with it */
        enter(h, i);
        h->hull = (struct time_span){start_ms, when->t1_ms};
        is_new = true;
    }
    return is_new;
}

bool headcount_next(struct headcount *h, struct time_span *hull)
{
    while (h->next_start < h->n) {
        const struct head *first = &h->heads[h->next_start++];

        h->is_long = is_too_long(h, first);
        if (h->is_long)
            h->hull = first->when;
        else if (!slide_to(h, first->when.t0_ms))
            continue;
        *hull = h->hull;
        return true;
    }
    return false;
}

/* ---- at most ---- */

static uint64_t sum_up(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t max_of(const struct head *head)
{
    return head->n.max == COUNT_INFINITE ? UINT64_MAX : head->n.max;
}

/* Things of one serial are met once a question. */
static bool is_first_met(struct headcount *h, const struct head *head)
{
    uint32_t *stamp;

    if (!is_named(head))
        return true;
    stamp = &h->stamp[head->thing.identity];
    if (*stamp == h->question)
        return false;
    *stamp = h->question;
    return true;
}

static uint64_t most_unnamed(const struct headcount *h, struct head_choice who)
{
    uint64_t sum = 0;

    for (size_t g = 0; g < HEAD_GROUPS; g++)
        for (size_t t = 0; t < HEAD_TAGS; t++)
            if (((who.groups >> g) & 1) != 0 && ((who.tags >> t) & 1) != 0)
                sum = h->sums[g][t].n_open > 0 ? UINT64_MAX : sum_up(sum, h->sums[g][t].max);
    return sum;
}

uint64_t headcount_most(struct headcount *h, struct head_choice who)
{
    uint64_t sum = 0;

    h->question++;
    if (!h->is_long)
        sum = most_unnamed(h, who);
    for (size_t i = 0; i < h->n_active && !h->is_long && h->n_named > 0; i++) {
        const struct head *head = &h->heads[h->active[i]];

        if (is_named(head) && is_in(head, who) && is_first_met(h, head))
            sum = sum_up(sum, max_of(head));
    }
    for (size_t i = 0; i < h->n_longs; i++) {
        const struct head *head = &h->heads[h->longs[i]];

        if (head->when.t0_ms <= h->hull.t1_ms && head->when.t1_ms >= h->hull.t0_ms &&
            is_in(head, who) && is_first_met(h, head))
            sum = sum_up(sum, max_of(head));
    }
    return sum;
}

size_t headcount_members(const struct headcount *h, struct time_span hull, struct head_choice who,
                         uint32_t *out)
{
    size_t n = 0;

    for (uint32_t i = 0; i < h->n && h->heads[i].when.t0_ms <= hull.t1_ms; i++) {
        const struct head *head = &h->heads[i];
        bool is_within = hull.t1_ms - hull.t0_ms <= h->window_ms &&
                         head->when.t0_ms >= hull.t0_ms && head->when.t1_ms <= hull.t1_ms;
        bool touches = head->when.t1_ms >= hull.t0_ms;

        if (is_in(head, who) && (is_within || (touches && is_too_long(h, head))))
            out[n++] = i;
    }
    return n;
}

/* ---- at least ---- */

static bool counts_at_least(const struct head *head, struct head_choice who)
{
    return head->n.min > 0 && is_in(head, who);
}

static size_t choose(struct headcount *h, struct head_choice who)
{
    size_t n = 0;

    for (size_t i = 0; i < h->n_active; i++)
        if (counts_at_least(&h->heads[h->active[i]], who))
            h->chosen[n++] = h->active[i];
    return n;
}

/* A free slot, or one whose head is not asked about. */
static uint16_t slot_for(struct headcount *h, struct head_choice who)
{
    uint16_t taken = NO_SLOT;

    for (uint16_t s = 0; s < CLIQUE_MAX; s++) {
        if (h->seated[s] == NO_HEAD)
            return s;
        if (!counts_at_least(&h->heads[h->seated[s]], who))
            taken = s;
    }
    assert(taken != NO_SLOT); /* at most CLIQUE_MAX are asked about */
    h->slot_of[h->seated[taken]] = NO_SLOT;
    return taken;
}

static void seat(struct headcount *h, uint32_t head, struct head_choice who)
{
    uint16_t slot = slot_for(h, who);

    h->seated[slot] = head;
    h->slot_of[head] = slot;
    h->graph->weight[slot] = h->heads[head].n.min;
    for (uint16_t s = 0; s < CLIQUE_MAX; s++) {
        clique_set_drop(&h->graph->joined[s], slot);
        clique_set_drop(&h->graph->joined[slot], s);
        if (s != slot && h->seated[s] != NO_HEAD &&
            distinct_proven(&h->heads[head].thing, &h->heads[h->seated[s]].thing))
            clique_join(h->graph, s, slot);
    }
}

/* Of several sightings of one serial the first stays, and is distinct from whatever any of them is
 * distinct from. */
static const struct clique_graph *merge_named(struct headcount *h, size_t n,
                                              struct clique_set *among)
{
    struct clique_set merged = {{0}};

    h->question++;
    for (size_t i = 0; i < n && h->n_named > 0; i++) {
        const struct head *head = &h->heads[h->chosen[i]];
        uint16_t slot = h->slot_of[h->chosen[i]];

        if (is_named(head) && is_first_met(h, head)) {
            h->first_seat[head->thing.identity] = slot;
        } else if (is_named(head)) {
            uint32_t first = h->first_seat[head->thing.identity];

            if (clique_set_is_empty(&merged))
                *h->merged = *h->graph;
            clique_set_add(&merged, first);
            h->merged->joined[first] =
                clique_set_or(&h->merged->joined[first], &h->graph->joined[slot]);
            clique_set_drop(among, slot);
        }
    }
    if (clique_set_is_empty(&merged))
        return h->graph;
    for (uint32_t v = clique_set_next(&merged, 0); v < CLIQUE_MAX;
         v = clique_set_next(&merged, v + 1))
        for (uint32_t u = 0; u < CLIQUE_MAX; u++)
            if (clique_set_has(&h->merged->joined[v], u))
                clique_set_add(&h->merged->joined[u], v);
    return h->merged;
}

/* Leaves in `chosen` only what is in the clique. */
static size_t search(struct headcount *h, struct head_choice who, size_t n,
                     struct headcount_least *out)
{
    struct clique_set among = {{0}};
    uint64_t steps = HEADCOUNT_STEPS_PER_WINDOW;
    const struct clique_graph *graph;
    struct clique found;
    size_t n_found = 0;

    for (size_t i = 0; i < n; i++) {
        if (h->slot_of[h->chosen[i]] == NO_SLOT)
            seat(h, h->chosen[i], who);
        clique_set_add(&among, h->slot_of[h->chosen[i]]);
    }
    graph = merge_named(h, n, &among);
    if (steps > h->steps_left)
        steps = h->steps_left;
    h->steps_left -= steps;
    clique_heaviest(graph, &among, h->work, &steps, &found);
    h->steps_left += steps;
    for (size_t i = 0; i < n; i++)
        if (clique_set_has(&found.members, h->slot_of[h->chosen[i]]))
            h->chosen[n_found++] = h->chosen[i];
    out->n = found.weight;
    out->is_exact = found.is_exact;
    return n_found;
}

/* More things before fewer, then in order of time. */
static int pick_cmp(const void *left, const void *right)
{
    const struct pick *a = left, *b = right;

    if (a->n != b->n)
        return a->n > b->n ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

/* Adds a head if it is distinct from all that are held. */
static void hold(struct headcount *h, struct held *to, uint32_t i)
{
    for (size_t k = 0; k < to->n; k++) {
        if (h->pairs_left == 0)
            return;
        h->pairs_left--;
        if (!distinct_proven(&h->heads[i].thing, &h->heads[to->heads[k]].thing))
            return;
    }
    to->heads[to->n++] = i;
}

/* What an earlier window held of the same question; NULL: there is no room to keep one. */
static struct held *held_for(struct headcount *h, struct head_choice who, struct arena *a)
{
    struct held *new;

    for (size_t i = 0; i < h->n_held; i++)
        if (h->held[i].who.groups == who.groups && h->held[i].who.tags == who.tags)
            return &h->held[i];
    new = &h->held[h->n_held < HELD_MAX ? h->n_held : HELD_MAX - 1];
    if (h->n_held < HELD_MAX) {
        new->heads = arena_array(a, h->n, sizeof(*new->heads), NULL);
        if (new->heads == NULL)
            return NULL;
        h->n_held++;
    }
    new->who = who;
    new->n = new->n_fresh = 0;
    return new;
}

/* Begin anew: more things before fewer. */
static void hold_afresh(struct headcount *h, struct held *to, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h->picks[i] = (struct pick){h->heads[h->chosen[i]].n.min, h->chosen[i]};
    qsort(h->picks, n, sizeof(*h->picks), pick_cmp);
    to->n = 0;
    for (size_t i = 0; i < n; i++)
        hold(h, to, h->picks[i].head);
    to->n_fresh = to->n;
}

/* Go on with what is still there and what came in since. */
static void hold_on(struct headcount *h, struct held *to)
{
    size_t n_kept = 0;

    for (size_t i = 0; i < to->n; i++)
        if (h->place_of[to->heads[i]] != NO_HEAD)
            to->heads[n_kept++] = to->heads[i];
    to->n = n_kept;
    for (size_t i = to->entered; i < h->next_enter; i++)
        if (h->place_of[h->by_end[i]] != NO_HEAD &&
            counts_at_least(&h->heads[h->by_end[i]], to->who))
            hold(h, to, h->by_end[i]);
}

/* Too many for a search: one after the other, whatever is distinct from all that were taken. A set
 * that has lost a quarter of what it began with is begun anew. Leaves in `chosen` what it took. */
static size_t take_greedily(struct headcount *h, struct head_choice who, size_t n,
                            struct headcount_least *out)
{
    struct held *to = held_for(h, who, h->arena);

    if (to == NULL)
        return 0;
    if (to->n_fresh > 0)
        hold_on(h, to);
    if (4 * to->n <= 3 * to->n_fresh && h->pairs_left > 0)
        hold_afresh(h, to, n);
    to->entered = h->next_enter;
    for (size_t i = 0; i < to->n; i++) {
        h->chosen[i] = to->heads[i];
        out->n += h->heads[to->heads[i]].n.min;
    }
    return to->n;
}

static int surer_cmp(const void *left, const void *right)
{
    const struct sure *a = left, *b = right;

    return (a->p < b->p) - (a->p > b->p);
}

/* The probability of the one that passes the limit, the surest first. */
static double p_beyond(struct headcount *h, size_t n, uint64_t beyond)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++)
        h->sures[i] = (struct sure){h->heads[h->chosen[i]].p_sure, h->heads[h->chosen[i]].n.min};
    qsort(h->sures, n, sizeof(*h->sures), surer_cmp);
    for (size_t i = 0; i < n; i++) {
        sum += h->sures[i].n;
        if (sum > beyond)
            return h->sures[i].p;
    }
    return NAN;
}

struct headcount_least headcount_least(struct headcount *h, struct head_choice who, uint64_t beyond)
{
    struct headcount_least out = {.is_exact = true, .p = NAN};
    size_t n = h->is_long ? 0 : choose(h, who);

    if (n == 0)
        return out;
    if (n <= CLIQUE_MAX) {
        n = search(h, who, n, &out);
    } else {
        out.is_exact = false;
        n = take_greedily(h, who, n, &out);
    }
    if (out.n > beyond)
        out.p = p_beyond(h, n, beyond);
    return out;
}
