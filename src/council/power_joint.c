/* SPDX-License-Identifier: Apache-2.0 */
/* power_joint.c: power where several rules must adopt together, or members have more votes than a
 * table holds. No table of votes holds several sums at once, so every coalition is looked at: the
 * seats are cut into two halves, and each subset of the one is held against all subsets of the
 * other in straight runs of comparisons.
 *
 * What is counted is how many coalitions win, by size, with and without each seat: as more yes
 * never makes a proposal fail, a seat swings as often as it stands in a winning coalition for which
 * there is none without it. */
#include "council/power_inside.h"

#include <string.h>

/* A sum for the votes of each rule, one for the size, one for the vetoes of each rule. */
#define SUMS_MAX (2 * (1 + COUNCIL_JOINT_MAX) + 1)

/* Subsets of some seats: sums[d][subset], and how many seats each has. */
struct half {
    size_t first, n_seats, n;
    int32_t *sums[SUMS_MAX];
    uint32_t *starts; /* of n_seats + 2: the low half lies by size, each from here */
    uint32_t *subset; /* which seats, as bits from `first` */
};

struct joint_game {
    const struct council_vote *v;
    int32_t least[SUMS_MAX]; /* of each sum, to win */
    int32_t *weights[SUMS_MAX];
    size_t n_sums;
    struct half low, high;
    int32_t *is_won;  /* of a run of low subsets */
    uint32_t *of_low; /* by size of the high subset, and low subset: winning pairs */
    uint64_t total[COUNCIL_POWER_SEATS_MAX + 1]; /* winning coalitions by size */
};

/* --- sums that must reach something ---------------------------------------------------------- */

static enum rc add_sum(struct joint_game *g, int64_t least, struct arena *a, struct err *err)
{
    int32_t *weights = arena_array(a, g->v->n_seats, sizeof(*weights), err);

    if (weights == NULL)
        return RC_LIMIT;
    g->least[g->n_sums] = (int32_t)least;
    g->weights[g->n_sums++] = weights;
    return RC_OK;
}

static enum rc add_rule(struct joint_game *g, const struct council_rule *r,
                        const struct council_seat *seats, int64_t *least_size, struct arena *a,
                        struct err *err)
{
    struct power_need need = power_need_of(r, seats, g->v->n_seats);
    enum rc rc;

    if (need.all >= INT32_MAX)
        return err_set(err, RC_UNSUPPORTED,
                       "more than %d votes in all; power is counted exactly for so many at most",
                       INT32_MAX - 1);
    if (need.least_size > *least_size)
        *least_size = need.least_size;
    rc = add_sum(g, need.least, a, err);
    for (size_t i = 0; i < g->v->n_seats && !rc; i++)
        g->weights[g->n_sums - 1][i] = (int32_t)seats[i].votes;
    if (rc || need.n_vetoes == 0)
        return rc;
    rc = add_sum(g, (int64_t)need.n_vetoes, a, err);
    for (size_t i = 0; i < g->v->n_seats && !rc; i++)
        g->weights[g->n_sums - 1][i] = seats[i].has_veto;
    return rc;
}

static enum rc add_rules(struct joint_game *g, struct arena *a, struct err *err)
{
    int64_t least_size = 0;
    enum rc rc = add_rule(g, &g->v->rule, g->v->seats, &least_size, a, err);

    for (size_t i = 0; i < g->v->n_joint && !rc; i++)
        rc = add_rule(g, &g->v->joint[i].rule, g->v->joint[i].seats, &least_size, a, err);
    if (rc || least_size == 0)
        return rc;
    rc = add_sum(g, least_size, a, err);
    for (size_t i = 0; i < g->v->n_seats && !rc; i++)
        g->weights[g->n_sums - 1][i] = 1;
    return rc;
}

/* --- halves ---------------------------------------------------------------------------------- */

static uint32_t bits(uint32_t subset)
{
    return (uint32_t)__builtin_popcount(subset);
}

/* Subsets by size, so that those of one size are one run. */
static void order_subsets(struct half *h)
{
    for (uint32_t s = 0; s < h->n; s++)
        h->starts[bits(s) + 1]++;
    for (size_t i = 0; i <= h->n_seats; i++)
        h->starts[i + 1] += h->starts[i];
    for (uint32_t s = 0; s < h->n; s++)
        h->subset[h->starts[bits(s)]++] = s;
    for (size_t i = h->n_seats + 1; i > 0; i--)
        h->starts[i] = h->starts[i - 1];
    h->starts[0] = 0;
}

static void sum_up(const struct joint_game *g, struct half *h, size_t d)
{
    for (size_t k = 0; k < h->n; k++) {
        int32_t sum = 0;

        for (size_t i = 0; i < h->n_seats; i++)
            if (h->subset[k] >> i & 1)
                sum += g->weights[d][h->first + i];
        h->sums[d][k] = sum;
    }
}

static enum rc make_half(const struct joint_game *g, struct half *h, size_t first, size_t n_seats,
                         struct arena *a, struct err *err)
{
    h->first = first;
    h->n_seats = n_seats;
    h->n = (size_t)1 << n_seats;
    h->starts = arena_array(a, n_seats + 2, sizeof(*h->starts), err);
    h->subset = arena_array(a, h->n, sizeof(*h->subset), err);
    if (h->starts == NULL || h->subset == NULL)
        return RC_LIMIT;
    order_subsets(h);
    for (size_t d = 0; d < g->n_sums; d++) {
        h->sums[d] = arena_array(a, h->n, sizeof(*h->sums[d]), err);
        if (h->sums[d] == NULL)
            return RC_LIMIT;
        sum_up(g, h, d);
    }
    return RC_OK;
}

/* --- every coalition ------------------------------------------------------------------------- */

/* Which low subsets win beside one high subset. */
static void compare(struct joint_game *g, size_t high)
{
    const size_t n = g->low.n;
    int32_t *restrict won = g->is_won;

    for (size_t d = 0; d < g->n_sums; d++) {
        const int32_t *restrict sums = g->low.sums[d];
        const int32_t wanted = g->least[d] - g->high.sums[d][high];

        if (d == 0)
            for (size_t k = 0; k < n; k++)
                won[k] = sums[k] >= wanted;
        else
            for (size_t k = 0; k < n; k++)
                won[k] &= sums[k] >= wanted;
    }
}

/* Add the winning coalitions of one high subset to all in which its seats stand. */
static void add_high(struct joint_game *g, size_t high,
                     uint64_t (*with)[COUNCIL_POWER_SEATS_MAX + 1])
{
    uint32_t subset = g->high.subset[high], size = bits(subset);
    uint32_t *restrict of_low = g->of_low + size * g->low.n;
    const int32_t *restrict won = g->is_won;

    for (size_t s = 0; s <= g->low.n_seats; s++) {
        uint32_t n_won = 0;

        for (size_t k = g->low.starts[s]; k < g->low.starts[s + 1]; k++)
            n_won += (uint32_t)won[k];
        g->total[size + s] += n_won;
        for (size_t i = 0; i < g->high.n_seats; i++)
            if (subset >> i & 1)
                with[g->high.first + i][size + s] += n_won;
    }
    for (size_t k = 0; k < g->low.n; k++)
        of_low[k] += (uint32_t)won[k];
}

static void add_low(struct joint_game *g, uint64_t (*with)[COUNCIL_POWER_SEATS_MAX + 1])
{
    for (size_t size = 0; size <= g->high.n_seats; size++)
        for (size_t k = 0; k < g->low.n; k++) {
            uint32_t subset = g->low.subset[k];

            for (size_t i = 0; i < g->low.n_seats; i++)
                if (subset >> i & 1)
                    with[g->low.first + i][size + bits(subset)] += g->of_low[size * g->low.n + k];
        }
}

static enum rc count(struct joint_game *g, struct arena *a,
                     uint64_t (*with)[COUNCIL_POWER_SEATS_MAX + 1], struct err *err)
{
    size_t n = g->v->n_seats, n_low = n / 2;
    enum rc rc = make_half(g, &g->low, 0, n_low, a, err);

    if (!rc)
        rc = make_half(g, &g->high, n_low, n - n_low, a, err);
    g->is_won = arena_array(a, (size_t)1 << n_low, sizeof(*g->is_won), err);
    g->of_low = arena_array(a, (n - n_low + 1) << n_low, sizeof(*g->of_low), err);
    if (rc || g->is_won == NULL || g->of_low == NULL)
        return RC_LIMIT;
    for (size_t high = 0; high < g->high.n; high++) {
        compare(g, high);
        add_high(g, high, with);
    }
    add_low(g, with);
    return RC_OK;
}

enum rc power_joint_count(const struct council_vote *v, struct arena *a,
                          struct power_swings *swings, bool *can_adopt, bool *wins_without,
                          struct err *err)
{
    struct joint_game g = {.v = v};
    size_t n = v->n_seats;
    uint64_t(*with)[COUNCIL_POWER_SEATS_MAX + 1] = arena_array(a, n, sizeof(*with), err);
    enum rc rc;

    if (n > COUNCIL_POWER_LOOKED_MAX)
        return err_set(err, RC_UNSUPPORTED,
                       "%zu members; power under joint rules is counted exactly for at most %d", n,
                       COUNCIL_POWER_LOOKED_MAX);
    rc = with == NULL ? RC_LIMIT : add_rules(&g, a, err);
    if (!rc)
        rc = count(&g, a, with, err);
    if (rc)
        return rc;
    *can_adopt = g.total[n] > 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t s = 0; s < n; s++)
            swings[i].by_size[s] = with[i][s + 1] - (g.total[s] - with[i][s]);
        /* all seats but this one: of the coalitions that lack one, those that lack it */
        wins_without[i] = g.total[n - 1] > with[i][n - 1];
    }
    return RC_OK;
}
