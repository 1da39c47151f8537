/* SPDX-License-Identifier: Apache-2.0 */
/* clique.c: sets of vertices as bits, and the search. No domain, no memory but the caller's. */
#include "watch/clique.h"

/* One level of the search: its candidates in colour order, each with the weight that a clique
 * inside the candidates up to it cannot pass. */
struct level {
    uint16_t vertex[CLIQUE_MAX];
    uint64_t bound[CLIQUE_MAX];
    uint32_t n;
};

struct clique_work {
    struct level level[CLIQUE_MAX];
};

struct search {
    const struct clique_graph *graph;
    struct clique_work *work;
    uint64_t *steps;
    struct clique *best;
    struct clique_set chosen;
};

void clique_set_add(struct clique_set *s, uint32_t vertex)
{
    s->word[vertex / 64] |= UINT64_C(1) << (vertex % 64);
}

void clique_set_drop(struct clique_set *s, uint32_t vertex)
{
    s->word[vertex / 64] &= ~(UINT64_C(1) << (vertex % 64));
}

bool clique_set_has(const struct clique_set *s, uint32_t vertex)
{
    return (s->word[vertex / 64] >> (vertex % 64)) & 1;
}

bool clique_set_is_empty(const struct clique_set *s)
{
    uint64_t any = 0;

    for (uint32_t i = 0; i < CLIQUE_WORDS; i++)
        any |= s->word[i];
    return any == 0;
}

struct clique_set clique_set_and(const struct clique_set *a, const struct clique_set *b)
{
    struct clique_set both;

    for (uint32_t i = 0; i < CLIQUE_WORDS; i++)
        both.word[i] = a->word[i] & b->word[i];
    return both;
}

struct clique_set clique_set_or(const struct clique_set *a, const struct clique_set *b)
{
    struct clique_set either;

    for (uint32_t i = 0; i < CLIQUE_WORDS; i++)
        either.word[i] = a->word[i] | b->word[i];
    return either;
}

uint32_t clique_set_next(const struct clique_set *s, uint32_t from)
{
    if (from >= CLIQUE_MAX)
        return CLIQUE_MAX;
    uint32_t i = from / 64;
    uint64_t rest = s->word[i] >> (from % 64) << (from % 64);

    while (rest == 0) {
        if (++i == CLIQUE_WORDS)
            return CLIQUE_MAX;
        rest = s->word[i];
    }
    return i * 64 + (uint32_t)__builtin_ctzll(rest);
}

void clique_join(struct clique_graph *g, uint32_t a, uint32_t b)
{
    clique_set_add(&g->joined[a], b);
    clique_set_add(&g->joined[b], a);
}

enum rc clique_work_make(struct arena *a, struct clique_work **out, struct err *err)
{
    struct clique_work *made = arena_alloc(a, sizeof(*made), err);

    if (made == NULL)
        return RC_LIMIT;
    *out = made;
    return RC_OK;
}

static void drop_all(struct clique_set *s, const struct clique_set *gone)
{
    for (uint32_t i = 0; i < CLIQUE_WORDS; i++)
        s->word[i] &= ~gone->word[i];
}

/* Take one colour class (no two of it joined: at most one of it is in any clique) off `left`;
 * returns the heaviest weight in it. */
static uint64_t take_colour(const struct search *s, struct clique_set *left, struct level *to)
{
    struct clique_set open = *left;
    uint64_t heaviest = 0;

    for (uint32_t v = clique_set_next(&open, 0); v < CLIQUE_MAX; v = clique_set_next(&open, v)) {
        to->vertex[to->n++] = (uint16_t)v;
        if (s->graph->weight[v] > heaviest)
            heaviest = s->graph->weight[v];
        clique_set_drop(left, v);
        clique_set_drop(&open, v);
        drop_all(&open, &s->graph->joined[v]);
    }
    return heaviest;
}

static void colour(const struct search *s, const struct clique_set *candidates, struct level *to)
{
    struct clique_set left = *candidates;
    uint64_t bound = 0;

    to->n = 0;
    while (!clique_set_is_empty(&left)) {
        uint32_t first = to->n;

        bound += take_colour(s, &left, to);
        for (uint32_t i = first; i < to->n; i++)
            to->bound[i] = bound;
    }
}

/* Depth: one vertex a level, so at most CLIQUE_MAX. */
static void branch(struct search *s, struct clique_set candidates, uint32_t depth, uint64_t weight)
{
    struct level *here = &s->work->level[depth];

    colour(s, &candidates, here);
    for (uint32_t i = here->n; i-- > 0;) {
        uint32_t v = here->vertex[i];

        if (weight + here->bound[i] <= s->best->weight)
            return;
        if (*s->steps == 0) {
            s->best->is_exact = false;
            return;
        }
        --*s->steps;

        uint64_t with_v = weight + s->graph->weight[v];
        struct clique_set rest = clique_set_and(&candidates, &s->graph->joined[v]);

        clique_set_add(&s->chosen, v);
        if (with_v > s->best->weight) {
            s->best->weight = with_v;
            s->best->members = s->chosen;
        }
        if (!clique_set_is_empty(&rest))
            branch(s, rest, depth + 1, with_v);
        clique_set_drop(&s->chosen, v);
        clique_set_drop(&candidates, v);
    }
}

/* Any clique that nothing can be added to: what is left when no step is allowed, and a first bound
 * for the search. */
static void greedy(const struct clique_graph *g, const struct clique_set *among, struct clique *out)
{
    struct clique_set left = *among;

    while (!clique_set_is_empty(&left)) {
        uint32_t heaviest = clique_set_next(&left, 0);

        for (uint32_t v = heaviest; v < CLIQUE_MAX; v = clique_set_next(&left, v + 1))
            if (g->weight[v] > g->weight[heaviest])
                heaviest = v;
        clique_set_add(&out->members, heaviest);
        out->weight += g->weight[heaviest];
        left = clique_set_and(&left, &g->joined[heaviest]);
    }
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the search counts its steps there */
void clique_heaviest(const struct clique_graph *g, const struct clique_set *among,
                     struct clique_work *work, uint64_t *steps, struct clique *out)
{
    struct clique best = {.is_exact = true};
    uint64_t left = *steps;
    struct search s = {.graph = g, .work = work, .steps = &left, .best = &best};

    greedy(g, among, &best);
    branch(&s, *among, 0, 0);
    *steps = left;
    *out = best;
}
