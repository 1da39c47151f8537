/* SPDX-License-Identifier: Apache-2.0 */
/* What a posterior is worth: of all hypotheses that are given 0.7, seven of ten must be true.
 * Sources are simulated that report as their grade says, and sources that are a grade worse. */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "inquiry/ledger.h"
#include "random.h"

#define INCIDENTS    100000
#define HYPOTHESES   4
#define SOURCES_MAX  8
#define ANALYSTS     2
#define BINS         20
#define BIN_LEAST    5000
#define BIN_OFF_MOST 0.02
#define S(lit)                                                                                     \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

struct bin {
    size_t n, n_true;
    double sum;
};

/* One incident: its truth, and what sources say of it. */
struct incident {
    struct hypothesis set[HYPOTHESES];
    size_t truth;
    struct ledger_exhibit exhibits[2 * SOURCES_MAX];
    size_t n_exhibits;
    double values[2 * SOURCES_MAX][HYPOTHESES];
    struct ledger_entry entries[2 * SOURCES_MAX * ANALYSTS];
    size_t n_entries;
};

static const struct span ids[2 * SOURCES_MAX] = {
    S("e0"), S("e1"), S("e2"), S("e3"), S("e4"), S("e5"), S("e6"), S("e7"),
    S("e8"), S("e9"), S("ea"), S("eb"), S("ec"), S("ed"), S("ee"), S("ef")};
static const struct span analysts[ANALYSTS] = {S("ann"), S("bo")};

static double unit(uint64_t *seed)
{
    return (double)(next_random(seed) >> 11) * 0x1p-53;
}

static void draw_truth(struct incident *x, uint64_t *seed)
{
    static const double priors[HYPOTHESES] = {0.45, 0.3, 0.1, 0.15};
    double at = unit(seed);

    for (size_t k = 0; k < HYPOTHESES; k++)
        x->set[k] = (struct hypothesis){.id = ids[k],
                                        .statement = S("x"),
                                        .role = k == 3   ? HYPOTHESIS_OTHER
                                                : k == 2 ? HYPOTHESIS_FALSE_FLAG
                                                         : HYPOTHESIS_PLAIN,
                                        .party = S(""),
                                        .mode = MODE_NONE,
                                        .prior = priors[k],
                                        .reason = S("y")};
    x->truth = 0;
    while (x->truth < HYPOTHESES - 1 && at >= priors[x->truth]) {
        at -= priors[x->truth];
        x->truth++;
    }
}

static void add_exhibit(struct incident *x, size_t lineage, char grade, const double *chances,
                        double anyway)
{
    size_t e = x->n_exhibits++;

    memcpy(x->values[e], chances, sizeof(x->values[e]));
    x->exhibits[e] = (struct ledger_exhibit){
        .id = ids[e], .lineage = ids[lineage], .reliability = grade, .is_missing = false};
    for (size_t i = 0; i < ANALYSTS; i++)
        x->entries[x->n_entries++] =
            (struct ledger_entry){ids[e], analysts[i], LEDGER_CHANCES, x->values[e], anyway};
}

/* A source says what it would say of the truth if it is right about what happened, else anything;
 * that it says nothing is evidence as well. Chances lie as far apart as no ratio meets the bound of
 * a report, which would make the figure too careful on purpose: with u = 1/2 that is
 * (1/2 - rho*h) / (1/2 + rho*h) >= 1 - rho. */
static void ask_source(struct incident *x, size_t i, int worse, uint64_t *seed)
{
    char grade = "AAABBCDE"[random_below(seed, 8)];
    double chances[HYPOTHESES], anyway = 0.5;
    double half = 0.5 / (2 - ledger_rho(grade, 0));
    bool is_right = unit(seed) < ledger_rho(grade, -worse), says;

    for (size_t k = 0; k < HYPOTHESES; k++)
        chances[k] = 0.5 + half * (2 * unit(seed) - 1);
    says = unit(seed) < (is_right ? chances[x->truth] : anyway);
    for (size_t k = 0; k < HYPOTHESES && !says; k++)
        chances[k] = 1 - chances[k];
    add_exhibit(x, i, grade, chances, anyway);
    if (random_below(seed, 3) == 0) /* … and is copied by somebody */
        add_exhibit(x, i, grade, chances, anyway);
}

/* All posteriors of one incident, each into its bin. */
static void play(int worse, uint64_t *seed, struct arena *a, struct bin *bins)
{
    struct incident x = {.n_exhibits = 0, .n_entries = 0};
    size_t n_sources = 1 + random_below(seed, SOURCES_MAX);
    struct ledger_weight w;
    struct ledger l;
    struct err err = {0};

    draw_truth(&x, seed);
    for (size_t i = 0; i < n_sources; i++)
        ask_source(&x, i, worse, seed);
    l = (struct ledger){x.set, HYPOTHESES, x.exhibits, x.n_exhibits, x.entries, x.n_entries};
    assert_ok(ledger_weigh(&l, a, &w, &err));
    for (size_t k = 0; k < HYPOTHESES; k++) {
        struct bin *b = &bins[(size_t)fmin(w.posterior[k] * BINS, BINS - 1)];

        b->n++;
        b->n_true += k == x.truth;
        b->sum += w.posterior[k];
    }
}

/* The worst difference, of bins that hold enough, between what was given and how often it was so.
 */
static double simulate(int worse, struct bin *bins)
{
    uint64_t seed = 20270601;
    double worst = 0;
    struct arena a;

    memset(bins, 0, BINS * sizeof(*bins));
    for (size_t i = 0; i < INCIDENTS; i++) {
        arena_init(&a, MIB);
        play(worse, &seed, &a, bins);
        arena_release(&a);
    }
    for (size_t i = 0; i < BINS; i++) {
        double given = bins[i].sum / (double)bins[i].n;
        double was = (double)bins[i].n_true / (double)bins[i].n;

        if (bins[i].n < BIN_LEAST)
            continue;
        print_message("given %.3f, true of %6zu: %.3f\n", given, bins[i].n, was);
        worst = fmax(worst, fabs(given - was));
    }
    return worst;
}

static void what_is_given_is_how_often_it_is_so(void **state)
{
    struct bin bins[BINS];
    double worst = simulate(0, bins);
    size_t n_full = 0;

    (void)state;
    for (size_t i = 0; i < BINS; i++)
        n_full += bins[i].n >= BIN_LEAST;
    print_message("%zu bins of %d and more, the worst off by %.4f\n", n_full, BIN_LEAST, worst);
    assert_true(n_full >= 15);
    assert_true(worst <= BIN_OFF_MOST);
}

/* Sources graded better than they are make the figure too sure: at the top it is true less often
 * than it says, at the bottom more often. The range over a grade down and up is there for that. */
static void sources_graded_too_well_make_it_too_sure(void **state)
{
    struct bin bins[BINS];
    double worst = simulate(1, bins), top = 0;

    (void)state;
    print_message("every source a grade worse than graded: the worst bin off by %.4f\n", worst);
    for (size_t i = BINS / 2; i < BINS; i++)
        if (bins[i].n >= BIN_LEAST)
            top = bins[i].sum / (double)bins[i].n - (double)bins[i].n_true / (double)bins[i].n;
    assert_true(worst > BIN_OFF_MOST);
    assert_true(top > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_given_is_how_often_it_is_so),
        cmocka_unit_test(sources_graded_too_well_make_it_too_sure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
