/* SPDX-License-Identifier: Apache-2.0 */
#include "council/power_inside.h"

#include <inttypes.h>
#include <string.h>

/* How many sets of seats have a size and a number of votes: rows by size, `width` votes each. */
struct coalitions {
    uint64_t *n;
    size_t sizes, width;
};

struct game {
    const struct council_vote *v;
    struct power_need need;
    struct coalitions others; /* sets of seats without a veto */
    struct coalitions rest;   /* … that leave out one seat */
};

/* --- fractions ------------------------------------------------------------------------------- */

static struct council_fraction fraction_of(council_wide num, council_wide den)
{
    council_wide a = num, b = den;

    while (b != 0) {
        council_wide rest = a % b;

        a = b;
        b = rest;
    }
    return (struct council_fraction){.num = num / a, .den = den / a};
}

double council_fraction_f64(struct council_fraction f)
{
    return (double)f.num / (double)f.den;
}

static void put_wide(struct buf *b, council_wide v)
{
    char digits[40];
    size_t at = sizeof(digits);

    do {
        digits[--at] = (char)('0' + (int)(v % 10));
        v /= 10;
    } while (v > 0);
    buf_put(b, (struct span){.p = &digits[at], .n = sizeof(digits) - at});
}

void council_fraction_put(struct buf *b, struct council_fraction f)
{
    put_wide(b, f.num);
    if (f.den == 1)
        return;
    buf_putc(b, '/');
    put_wide(b, f.den);
}

/* --- what wins ------------------------------------------------------------------------------- */

/* What the tally asks of votes alone; it holds for all larger numbers too. */
static bool votes_win(const struct council_rule *r, int64_t votes, int64_t all)
{
    struct rational share;

    if (votes == all - votes || rational_make(votes, all, &share, NULL) != RC_OK)
        return false;
    if (rational_cmp(share, r->floor) < 0)
        return false;
    return r->majority == CHARTER_FRACTION ? rational_cmp(share, r->fraction) >= 0
                                           : votes > all - votes;
}

static bool wins(const struct game *g, size_t size, int64_t votes)
{
    return (int64_t)size >= g->need.least_size && votes >= g->need.least;
}

struct power_need power_need_of(const struct council_rule *r, const struct council_seat *seats,
                                size_t n)
{
    struct power_need need = {.least_size = 0};
    int64_t lost = -1;

    for (size_t i = 0; i < n; i++) {
        need.all += seats[i].votes;
        need.n_vetoes += seats[i].has_veto;
        need.veto_votes += seats[i].has_veto ? seats[i].votes : 0;
    }
    need.least = need.all + 1;
    while (need.least - lost > 1) { /* halving between what loses and what wins */
        int64_t votes = lost + (need.least - lost) / 2;

        if (votes_win(r, votes, need.all))
            need.least = votes;
        else
            lost = votes;
    }
    if (r->majority == CHARTER_CONSENSUS)
        need.least_size = (int64_t)n - r->minus;
    return need;
}

/* --- counting coalitions --------------------------------------------------------------------- */

static uint64_t *cell(const struct coalitions *c, size_t size, int64_t votes)
{
    return &c->n[size * c->width + (size_t)votes];
}

static enum rc make_table(struct coalitions *c, const struct game *g, struct arena *a,
                          struct err *err)
{
    c->sizes = g->v->n_seats + 1;
    c->width = (size_t)g->need.all + 1;
    c->n = arena_array(a, c->sizes * c->width, sizeof(*c->n), err);
    if (c->n == NULL)
        return RC_LIMIT;
    *cell(c, 0, 0) = 1;
    return RC_OK;
}

/* Each set so far once more, with the new seat: from the largest down, so that none has it twice.
 */
static void add_seat(struct coalitions *c, int64_t votes)
{
    for (size_t size = c->sizes - 1; size > 0; size--)
        for (int64_t w = (int64_t)c->width - 1; w >= votes; w--)
            *cell(c, size, w) += *cell(c, size - 1, w - votes);
}

/* The sets without a seat: those of all less those that have it. */
static void leave_out(struct coalitions *out, const struct coalitions *from, int64_t votes)
{
    memcpy(out->n, from->n, from->sizes * from->width * sizeof(*from->n));
    for (size_t size = 1; size < out->sizes; size++)
        for (int64_t w = votes; w < (int64_t)out->width; w++)
            *cell(out, size, w) -= *cell(out, size - 1, w - votes);
}

static enum rc fill(struct game *g, struct arena *a, struct err *err)
{
    enum rc rc = make_table(&g->others, g, a, err);

    if (!rc)
        rc = make_table(&g->rest, g, a, err);
    for (size_t i = 0; i < g->v->n_seats && !rc; i++)
        if (!g->v->seats[i].has_veto)
            add_seat(&g->others, g->v->seats[i].votes);
    return rc;
}

/* --- indices --------------------------------------------------------------------------------- */

/* Swings of a seat by the size of the coalition that it joins. A coalition that lacks another
 * seat with a veto loses with it too, so only those count that hold all the others. */
static void count_swings(struct game *g, size_t seat, uint64_t by_size[COUNCIL_POWER_SEATS_MAX])
{
    const struct council_seat *s = &g->v->seats[seat];
    const struct coalitions *c = &g->others;
    size_t base = g->need.n_vetoes - s->has_veto;
    int64_t base_votes = g->need.veto_votes - (s->has_veto ? s->votes : 0);

    if (!s->has_veto) {
        leave_out(&g->rest, &g->others, s->votes);
        c = &g->rest;
    }
    for (size_t size = 0; base + size < g->v->n_seats; size++)
        for (int64_t w = 0; w + base_votes + s->votes <= g->need.all; w++) {
            bool is_won = !s->has_veto && wins(g, base + size, base_votes + w);

            if (!is_won && wins(g, base + size + 1, base_votes + w + s->votes))
                by_size[base + size] += *cell(c, size, w);
        }
}

static council_wide choose(size_t n, size_t k)
{
    council_wide out = 1;

    for (size_t i = 1; i <= k; i++)
        out = out * (n - k + i) / i;
    return out;
}

static council_wide common_multiple(size_t n)
{
    council_wide out = 1;

    for (size_t i = 2; i <= n; i++)
        out *= fraction_of(out, i).den; /* what i has beyond the divisors of out */
    return out;
}

/* Of all n! orders, those in which the seat turns a coalition of size s into a winning one:
 * 1 / (n * C(n - 1, s)) for each; lcm(1..n) is a multiple of every such denominator. */
static struct council_fraction shapley_of(size_t n, const uint64_t *by_size)
{
    council_wide den = common_multiple(n), num = 0;

    for (size_t s = 0; s < n; s++)
        num += den / ((council_wide)n * choose(n - 1, s)) * by_size[s];
    return fraction_of(num, den);
}

static int64_t votes_of_all(const struct council_vote *v)
{
    int64_t all = 0;

    for (size_t i = 0; i < v->n_seats && all <= COUNCIL_POWER_VOTES_MAX; i++)
        all += v->seats[i].votes;
    return all;
}

/* Several rules, or votes that no table holds, of members few enough to look at each coalition. */
static bool is_looked_through(const struct council_vote *v)
{
    return v->n_joint > 0 ||
           (v->n_seats <= COUNCIL_POWER_LOOKED_MAX && votes_of_all(v) > COUNCIL_POWER_VOTES_MAX);
}

static enum rc check_bounds(const struct council_vote *v, struct err *err)
{
    if (v->n_seats > COUNCIL_POWER_SEATS_MAX)
        return err_set(err, RC_UNSUPPORTED, "%zu members; power is counted exactly for at most %d",
                       v->n_seats, COUNCIL_POWER_SEATS_MAX);
    if (votes_of_all(v) > COUNCIL_POWER_VOTES_MAX)
        return err_set(
            err, RC_UNSUPPORTED,
            "more than %d votes in all; power of more than %d members is counted exactly "
            "for so many at most",
            COUNCIL_POWER_VOTES_MAX, COUNCIL_POWER_LOOKED_MAX);
    return RC_OK;
}

/* One rule alone: by size and votes of coalitions. */
static enum rc count_one(const struct council_vote *v, struct arena *a, struct power_swings *swings,
                         bool *can_adopt, bool *wins_without, struct err *err)
{
    size_t n = v->n_seats;
    struct game g = {.v = v, .need = power_need_of(&v->rule, v->seats, n)};
    enum rc rc = check_bounds(v, err);

    if (!rc)
        rc = fill(&g, a, err);
    if (rc)
        return rc;
    *can_adopt = wins(&g, n, g.need.all);
    for (size_t i = 0; i < n; i++) {
        const struct council_seat *s = &v->seats[i];

        count_swings(&g, i, swings[i].by_size);
        wins_without[i] = !s->has_veto && wins(&g, n - 1, g.need.all - s->votes);
    }
    return RC_OK;
}

/* --- the whole ------------------------------------------------------------------------------- */

static void measure(struct council_power *p, const struct power_swings *swings, bool wins_without,
                    struct council_influence *out)
{
    for (size_t i = 0; i < p->n; i++)
        out->swings += (int64_t)swings->by_size[i];
    out->shapley = shapley_of(p->n, swings->by_size);
    out->is_idle = out->swings == 0;
    out->is_blocking = p->can_adopt && !wins_without;
    p->swings += out->swings;
    p->n_idle += out->is_idle;
    p->n_blocking += out->is_blocking;
}

enum rc council_power_of(const struct council_vote *v, struct arena *a, struct council_power *out,
                         struct err *err)
{
    struct council_power p = {.n = v->n_seats};
    struct council_influence *seats = arena_array(a, p.n, sizeof(*seats), err);
    struct power_swings *swings = arena_array(a, p.n, sizeof(*swings), err);
    bool *wins_without = arena_array(a, p.n, sizeof(*wins_without), err);
    enum rc rc;

    if (seats == NULL || swings == NULL || wins_without == NULL)
        return RC_LIMIT;
    rc = (is_looked_through(v) ? power_joint_count : count_one)(v, a, swings, &p.can_adopt,
                                                                wins_without, err);
    if (rc)
        return rc;
    p.seats = seats;
    for (size_t i = 0; i < p.n; i++)
        measure(&p, &swings[i], wins_without[i], &seats[i]);
    for (size_t i = 0; i < p.n; i++)
        seats[i].banzhaf =
            fraction_of((council_wide)seats[i].swings, p.swings == 0 ? 1 : (council_wide)p.swings);
    *out = p;
    return RC_OK;
}
