/* SPDX-License-Identifier: Apache-2.0 */
/* swap.c: a flow from what came to what had gone, made greater path by path (Ford and Fulkerson,
 * the shortest path first). Pieces are served in turn, so that a later one never takes from an
 * earlier. */
#include "watch/swap.h"

#include <math.h>

/* Calibres are stated in whole millimetres or tenths of them. */
#define CALIBRE_EPS_MM 0.05
/* Beyond any number of pieces; sums of two do not overflow. */
#define MANY (INT64_MAX / 4)

/* ---- what is the same ---- */

static struct span class_of(const struct pact_thing *t)
{
    return t->type != NULL ? t->type->class_name : t->class_name;
}

static double calibre_of(const struct pact_thing *t)
{
    return t->type != NULL && !isnan(t->type->calibre_mm) ? t->type->calibre_mm : t->calibre_mm;
}

static enum pact_tri of_bool(bool is)
{
    return is ? PACT_YES : PACT_NO;
}

static enum pact_tri same_class(const struct item_guess *a, const struct item_guess *b)
{
    struct span one = class_of(&a->thing), other = class_of(&b->thing);

    return one.n == 0 || other.n == 0 ? PACT_MAYBE : of_bool(span_eq(one, other));
}

/* Models that the table does not know are the same where they are written the same. */
static enum pact_tri same_model(const struct item_guess *a, const struct item_guess *b)
{
    if (a->thing.type != NULL && b->thing.type != NULL)
        return of_bool(a->thing.type == b->thing.type);
    if (a->model.n > 0 && b->model.n > 0)
        return a->thing.type == NULL && b->thing.type == NULL && span_eq(a->model, b->model)
                   ? PACT_YES
                   : PACT_MAYBE;
    return same_class(a, b) == PACT_NO ? PACT_NO : PACT_MAYBE;
}

static enum pact_tri same_calibre(const struct item_guess *a, const struct item_guess *b)
{
    double one = calibre_of(&a->thing), other = calibre_of(&b->thing);

    if (isnan(one) || isnan(other))
        return PACT_MAYBE;
    return of_bool(fabs(one - other) < CALIBRE_EPS_MM);
}

static enum pact_tri both(enum pact_tri a, enum pact_tri b)
{
    if (a == PACT_NO || b == PACT_NO)
        return PACT_NO;
    return a == PACT_YES && b == PACT_YES ? PACT_YES : PACT_MAYBE;
}

static enum pact_tri same_guess(const struct item_guess *a, const struct item_guess *b,
                                struct swap_rule rule)
{
    enum pact_tri out = PACT_YES;

    if (rule.type)
        out = both(out, same_class(a, b));
    if (rule.model)
        out = both(out, same_model(a, b));
    if (rule.calibre)
        out = both(out, same_calibre(a, b));
    return out;
}

enum pact_tri swap_is_same(const struct item *a, const struct item *b, struct swap_rule rule)
{
    bool has_yes = false, has_no = false;

    for (uint32_t i = 0; i < a->n_guesses; i++)
        for (uint32_t k = 0; k < b->n_guesses; k++) {
            enum pact_tri is = same_guess(&a->guesses[i], &b->guesses[k], rule);

            has_yes = has_yes || is != PACT_NO;
            has_no = has_no || is != PACT_YES;
        }
    return !has_yes ? PACT_NO : !has_no ? PACT_YES : PACT_MAYBE;
}

/* ---- the flow ---- */

struct flow {
    const struct swap_list *in, *out;
    uint8_t *fits; /* by piece that came and piece that went */
    int64_t *used; /* the same: how many of the one stand for the other */
    int64_t *room; /* by piece that went: how many are not used */
    size_t *queue; /* pieces that came, as a search reaches them */
    size_t *over;  /* by piece that came: the one that went over which it was reached */
    size_t *from;  /* by piece that went: the one that came from which it was reached */
    bool *is_in_seen, *is_out_seen;
};

static bool fits(const struct swap_piece *in, const struct swap_piece *out, struct swap_rule rule,
                 enum swap_mode mode)
{
    enum pact_tri same;

    if (mode == SWAP_SURE ? out->when.t1_ms > in->when.t0_ms : out->when.t0_ms > in->when.t1_ms)
        return false;
    same = swap_is_same(in->item, out->item, rule);
    return mode == SWAP_SURE ? same == PACT_YES : same != PACT_NO;
}

static bool make_arrays(struct flow *f, struct arena *a, struct err *err)
{
    size_t n_pairs = f->in->n * f->out->n;

    f->fits = arena_array(a, n_pairs, sizeof(*f->fits), err);
    f->used = arena_array(a, n_pairs, sizeof(*f->used), err);
    f->room = arena_array(a, f->out->n, sizeof(*f->room), err);
    f->queue = arena_array(a, f->in->n, sizeof(*f->queue), err);
    f->over = arena_array(a, f->in->n, sizeof(*f->over), err);
    f->from = arena_array(a, f->out->n, sizeof(*f->from), err);
    f->is_in_seen = arena_array(a, f->in->n, sizeof(*f->is_in_seen), err);
    f->is_out_seen = arena_array(a, f->out->n, sizeof(*f->is_out_seen), err);
    return f->fits != NULL && f->used != NULL && f->room != NULL && f->queue != NULL &&
           f->over != NULL && f->from != NULL && f->is_in_seen != NULL && f->is_out_seen != NULL;
}

/* Those that came and hold some of a piece that went: they may do with another. */
static void reach_holders(struct flow *f, size_t out, size_t *n_queue)
{
    for (size_t w = 0; w < f->in->n; w++) {
        if (f->is_in_seen[w] || f->used[w * f->out->n + out] == 0)
            continue;
        f->is_in_seen[w] = true;
        f->over[w] = out;
        f->queue[(*n_queue)++] = w;
    }
}

/* The piece that went with room for one that came, by the shortest path; n: there is none. */
static size_t find_room(struct flow *f, size_t start)
{
    size_t n_queue = 1;

    memset(f->is_in_seen, 0, f->in->n * sizeof(*f->is_in_seen));
    memset(f->is_out_seen, 0, f->out->n * sizeof(*f->is_out_seen));
    f->queue[0] = start;
    f->is_in_seen[start] = true;
    for (size_t i = 0; i < n_queue; i++)
        for (size_t o = 0; o < f->out->n; o++) {
            if (f->is_out_seen[o] || !f->fits[f->queue[i] * f->out->n + o])
                continue;
            f->is_out_seen[o] = true;
            f->from[o] = f->queue[i];
            if (f->room[o] > 0)
                return o;
            reach_holders(f, o, &n_queue);
        }
    return f->out->n;
}

/* As much as the path carries, at most `want`; it is moved along it. */
static int64_t move(struct flow *f, size_t start, size_t end, int64_t want)
{
    int64_t n = want < f->room[end] ? want : f->room[end];

    for (size_t u = f->from[end]; u != start; u = f->from[f->over[u]]) {
        int64_t held = f->used[u * f->out->n + f->over[u]];

        n = held < n ? held : n;
    }
    f->room[end] -= n;
    f->used[f->from[end] * f->out->n + end] += n;
    for (size_t u = f->from[end]; u != start; u = f->from[f->over[u]]) {
        f->used[u * f->out->n + f->over[u]] -= n;
        f->used[f->from[f->over[u]] * f->out->n + f->over[u]] += n;
    }
    return n;
}

static int64_t at_most(int64_t n)
{
    return n < MANY ? n : MANY;
}

enum rc swap_match(const struct swap_list *in, const struct swap_list *out, struct swap_rule rule,
                   enum swap_mode mode, struct arena *a, int64_t *left, struct err *err)
{
    struct flow f = {.in = in, .out = out};

    if (out->n > 0 && in->n > SWAP_PAIRS_MAX / out->n)
        return err_set(err, RC_LIMIT,
                       "%zu pieces that came and %zu that went are too many to match", in->n,
                       out->n);
    if (!make_arrays(&f, a, err))
        return RC_LIMIT;
    for (size_t i = 0; i < in->n; i++)
        for (size_t o = 0; o < out->n; o++)
            f.fits[i * out->n + o] = fits(&in->items[i], &out->items[o], rule, mode);
    for (size_t o = 0; o < out->n; o++)
        f.room[o] = at_most(mode == SWAP_SURE ? out->items[o].lo : out->items[o].hi);
    for (size_t i = 0; i < in->n; i++) {
        size_t end;

        left[i] = at_most(mode == SWAP_SURE ? in->items[i].hi : in->items[i].lo);
        while (left[i] > 0 && (end = find_room(&f, i)) < out->n)
            left[i] -= move(&f, i, end, left[i]);
    }
    return RC_OK;
}
