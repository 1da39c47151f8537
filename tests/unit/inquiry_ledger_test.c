/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "inquiry/ledger.h"

#define S(text) ((struct span){(text), sizeof(text) - 1})

static const struct hypothesis two[] = {
    {.id = {"h", 1},
     .statement = {"x", 1},
     .role = HYPOTHESIS_PLAIN,
     .party = {"", 0},
     .mode = MODE_NONE,
     .prior = 0.5,
     .reason = {"y", 1}},
    {.id = {"o", 1},
     .statement = {"x", 1},
     .role = HYPOTHESIS_OTHER,
     .party = {"", 0},
     .mode = MODE_NONE,
     .prior = 0.5,
     .reason = {"y", 1}},
};

static void grades_are_bounded_and_in_order(void **state)
{
    static const char letters[] = "ABCDE";

    (void)state;
    for (size_t i = 0; i < 5; i++)
        for (int step = -1; step <= 1; step++) {
            double rho = ledger_rho(letters[i], step);

            assert_true(rho >= 0 && rho <= LEDGER_RHO_MAX);
            if (step < 1)
                assert_true(rho < ledger_rho(letters[i], step + 1));
            /* a grade up is the grade above, as graded */
            if (step == 1 && i > 0)
                assert_near(rho, ledger_rho(letters[i - 1], 0), 0);
            if (step == -1 && i < 4)
                assert_near(rho, ledger_rho(letters[i + 1], 0), 0);
        }
    /* F is unknown, not worst: anything from E to A */
    assert_near(ledger_rho('F', -1), ledger_rho('E', 0), 0);
    assert_near(ledger_rho('F', 1), ledger_rho('A', 0), 0);
    assert_true(ledger_rho('F', 0) > ledger_rho('E', 0));
    assert_near(ledger_rho('G', 0), 0, 0);
    assert_near(ledger_rho('A', 1), 0.98, 0);
}

static void reliability_bounds_a_report(void **state)
{
    static const struct {
        enum ledger_form form;
        double h, o, anyway, rho;
        double ratio; /* of h to o, computed by hand */
    } rows[] = {
        /* 0.95*0.9 + 0.05*0.9 = 0.9; 0.95*0.1 + 0.05*0.9 = 0.14 */
        {LEDGER_CHANCES, 0.9, 0.1, NAN, 0.95, 0.9 / 0.14},
        /* u stated: (0.9*0.9 + 0.1*0.5) / (0.9*0.3 + 0.1*0.5) */
        {LEDGER_CHANCES, 0.9, 0.3, 0.5, 0.9, 0.86 / 0.32},
        /* what excludes is worth no more than 1/(1-rho) */
        {LEDGER_CHANCES, 1.0, 0.0, NAN, 0.95, 20.0},
        /* … also where u is stated so small that the mixture alone would allow more */
        {LEDGER_CHANCES, 1.0, 0.0, 1e-9, 0.95, 20.0},
        {LEDGER_CHANCES, 0.02, 0.01, NAN, 0.95, 0.02 / 0.0105},
        {LEDGER_RATIOS, 3.0, 1.0, NAN, 0.7, 3.0},
        {LEDGER_RATIOS, 1.0, 0.3, NAN, 0.7, 1 / 0.3},
        {LEDGER_RATIOS, 1.0, 0.29, NAN, 0.7, 1 / 0.3},
        {LEDGER_RATIOS, 1000.0, 1.0, NAN, 0.85, 1 / 0.15},
        {LEDGER_RATIOS, 1.0, 1000.0, NAN, 0.85, 0.15},
        {LEDGER_RATIOS, 1e308, 1e-308, NAN, 0.98, 50.0},
        {LEDGER_RATIOS, 0.0, 5.0, NAN, 0.98, 0.02},
        /* rho is capped, whatever is handed in */
        {LEDGER_RATIOS, 1e6, 1.0, NAN, 1.0, 50.0},
        {LEDGER_RATIOS, 1e6, 1.0, NAN, 0.0, 1.0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double values[2] = {rows[i].h, rows[i].o}, out[2];
        struct ledger_entry e = {S("e"), S("a"), rows[i].form, values, rows[i].anyway};

        ledger_bound(&e, 2, rows[i].rho, out);
        assert_near(exp(out[0] - out[1]) / rows[i].ratio, 1, 1e-9);
        assert_true(out[0] <= 0 && out[1] <= 0);
    }
}

/* Three hypotheses: no pair may differ by more than 1/(1-rho), not only those with the reference.
 */
static void every_pair_is_bounded(void **state)
{
    double values[3] = {1000, 1, 0.001}, out[3];
    struct ledger_entry e = {S("e"), S("a"), LEDGER_RATIOS, values, NAN};

    (void)state;
    ledger_bound(&e, 3, 0.9, out);
    assert_near(exp(out[0] - out[2]), 10, 1e-9);
    assert_near(exp(out[0] - out[1]), 10, 1e-9);
}

struct one {
    struct ledger_exhibit exhibits[8];
    struct ledger_entry entries[32];
    double values[32][3];
    struct ledger l;
};

static void begin(struct one *o)
{
    memset(o, 0, sizeof(*o));
    o->l = (struct ledger){
        .hypotheses = two, .n_hypotheses = 2, .exhibits = o->exhibits, .entries = o->entries};
}

static void exhibit(struct one *o, struct span id, struct span lineage, char grade)
{
    o->exhibits[o->l.n_exhibits++] = (struct ledger_exhibit){id, lineage, grade, false};
}

static void ratio(struct one *o, struct span id, struct span analyst, double r)
{
    size_t i = o->l.n_entries++;

    o->values[i][0] = r;
    o->values[i][1] = 1;
    o->entries[i] = (struct ledger_entry){id, analyst, LEDGER_RATIOS, o->values[i], NAN};
}

static void both(struct one *o, struct span id, double r)
{
    ratio(o, id, S("ann"), r);
    ratio(o, id, S("bo"), r);
}

static struct ledger_weight weigh(const struct one *o, struct arena *a)
{
    struct ledger_weight w = {0};
    struct err err = {0};

    assert_ok(ledger_weigh(&o->l, a, &w, &err));
    return w;
}

static void analysts_spread_enters_the_range(void **state)
{
    struct arena a;
    struct one o;
    struct ledger_weight w;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    exhibit(&o, S("x"), S("x"), 'A');
    ratio(&o, S("x"), S("ann"), 4);
    ratio(&o, S("x"), S("bo"), 9);
    w = weigh(&o, &a);
    /* the geometric mean is 6 to 1; 4 at half the odds, 9 at twice (1/(1-rho) is 20 and 50) */
    assert_near(w.posterior[0], 6.0 / 7, 1e-12);
    assert_near(w.low[0], 2.0 / 3, 1e-12);
    assert_near(w.high[0], 18.0 / 19, 1e-12);
    assert_int_equal(w.n_lines, 1);
    assert_near(exp(w.lines[0].low[0]), 4, 1e-9);
    assert_near(exp(w.lines[0].high[0]), 9, 1e-9);
    assert_near(w.lines[0].log_ratio[1], 0, 0);
    arena_release(&a);
}

static void one_grade_of_reliability_enters_the_range(void **state)
{
    struct arena a;
    struct one o;
    struct ledger_weight w;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    exhibit(&o, S("x"), S("x"), 'C'); /* 0.70: at most 10/3; a grade down 2; a grade up 20/3 */
    both(&o, S("x"), 100);
    w = weigh(&o, &a);
    assert_near(w.posterior[0], 10.0 / 13, 1e-12);
    assert_near(w.low[0], 1.0 / 2, 1e-12);
    assert_near(w.high[0], 40.0 / 43, 1e-12);
    arena_release(&a);
}

static void each_prior_is_halved_and_doubled(void **state)
{
    struct hypothesis three[3];
    struct ledger l = {.hypotheses = three, .n_hypotheses = 3};
    struct ledger_weight w = {0};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    memcpy(three, two, sizeof(two));
    three[2] = two[0];
    for (size_t k = 0; k < 3; k++)
        three[k].prior = 1.0 / 3;
    assert_ok(ledger_weigh(&l, &a, &w, &err));
    for (size_t k = 0; k < 3; k++) {
        assert_near(w.posterior[k], 1.0 / 3, 1e-12);
        assert_near(w.low[k], 0.2, 1e-12);  /* its own halved: 1/2 to 2 */
        assert_near(w.high[k], 0.5, 1e-12); /* its own doubled: 2 to 2 */
    }
    arena_release(&a);
}

static void one_analyst_is_not_enough(void **state)
{
    struct arena a;
    struct one o;
    struct ledger_weight w;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    exhibit(&o, S("x"), S("x"), 'A');
    ratio(&o, S("x"), S("ann"), 19);
    w = weigh(&o, &a);
    assert_near(w.posterior[0], 0.5, 1e-12);
    assert_int_equal(w.n_lineages, 0);
    assert_false(w.lines[0].is_counted);
    ratio(&o, S("x"), S("bo"), 19);
    w = weigh(&o, &a);
    assert_near(w.posterior[0], 0.95, 1e-12);
    assert_int_equal(w.n_lineages, 1);
    arena_release(&a);
}

static void a_lineage_contributes_once(void **state)
{
    struct arena a;
    struct one o;
    struct ledger_weight w;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    exhibit(&o, S("video"), S("video"), 'A');
    exhibit(&o, S("post1"), S("video"), 'A');
    exhibit(&o, S("post2"), S("video"), 'A');
    exhibit(&o, S("crater"), S("crater"), 'A');
    both(&o, S("video"), 3);
    both(&o, S("post1"), 5); /* the strongest */
    both(&o, S("post2"), 0.25);
    both(&o, S("crater"), 2);
    w = weigh(&o, &a);
    assert_near(w.posterior[0], 10.0 / 11, 1e-12);
    assert_int_equal(w.n_lineages, 2);
    assert_span(w.lineages[0].id, "crater");
    assert_span(w.lineages[1].exhibit->id, "post1");
    assert_near(w.lineages[0].without[0], 5.0 / 6, 1e-12);
    assert_near(w.lineages[1].without[0], 2.0 / 3, 1e-12);
    /* strength has no sign: 1/6 is stronger than 5 */
    for (size_t i = 0; i < o.l.n_entries; i++)
        if (span_is(o.entries[i].exhibit, "post2"))
            o.values[i][0] = 1.0 / 6;
    w = weigh(&o, &a);
    assert_span(w.lineages[1].exhibit->id, "post2");
    assert_near(w.posterior[0], (2.0 / 6) / (1 + 2.0 / 6), 1e-12);
    arena_release(&a);
}

/* The mean decides which is the strongest; who differs chooses for himself, in the range. */
static void analysts_who_differ_choose_for_themselves(void **state)
{
    struct arena a;
    struct one o;
    struct ledger_weight w;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    exhibit(&o, S("p"), S("one"), 'A');
    exhibit(&o, S("q"), S("one"), 'A');
    ratio(&o, S("p"), S("ann"), 16);
    ratio(&o, S("p"), S("bo"), 1); /* mean 4 */
    both(&o, S("q"), 3);
    w = weigh(&o, &a);
    assert_near(w.posterior[0], 4.0 / 5, 1e-12);
    /* ann alone: 16 at twice the odds; bo alone: 3, not 1, at half */
    assert_near(w.high[0], 32.0 / 33, 1e-12);
    assert_near(w.low[0], 1.5 / 2.5, 1e-12);
    arena_release(&a);
}

static void what_is_missing_is_ranked(void **state)
{
    static double sure[2] = {1, 0}, vague[2] = {0.6, 0.4}, flat[2] = {0.5, 0.5};
    struct ledger_exhibit exhibits[] = {{S("vague"), S("v"), 'A', true},
                                        {S("sure"), S("s"), 'A', true},
                                        {S("flat"), S("f"), 'A', true}};
    struct ledger_entry entries[] = {{S("vague"), S("ann"), LEDGER_CHANCES, vague, NAN},
                                     {S("flat"), S("ann"), LEDGER_CHANCES, flat, NAN},
                                     {S("sure"), S("ann"), LEDGER_CHANCES, sure, NAN}};
    struct ledger l = {two, 2, exhibits, 3, entries, 3};
    struct ledger_weight w = {0};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    assert_ok(ledger_weigh(&l, &a, &w, &err));
    assert_near(w.posterior[0], 0.5, 1e-12); /* what is not held moves nothing */
    assert_int_equal(w.n_lines, 0);
    assert_int_equal(w.n_wants, 3);
    assert_span(w.wants[0].exhibit->id, "sure");
    assert_span(w.wants[1].exhibit->id, "vague");
    /* found: 1 against 0.05; absent: 0 against 0.95. H(1/21) = 0.276195 bits, at 0.525 */
    assert_near(w.wants[0].p_found, 0.525, 1e-12);
    assert_near(w.wants[0].if_found[0], 20.0 / 21, 1e-12);
    assert_near(w.wants[0].if_absent[0], 0, 1e-12);
    assert_near(w.wants[0].gain_bits, 1 - 0.525 * 0.2761954276, 1e-9);
    assert_near(w.wants[2].gain_bits, 0, 1e-12);
    arena_release(&a);
}

static void bad_entries_are_refused(void **state)
{
    static const struct {
        enum ledger_form form;
        double h, o, anyway;
        char grade;
        const char *exhibit;
        enum rc rc;
        const char *note;
    } rows[] = {
        {LEDGER_RATIOS, 2, 1, NAN, 'A', "x", RC_OK, ""},
        {LEDGER_RATIOS, -1, 1, NAN, 'A', "x", RC_INPUT, "a finite ratio"},
        {LEDGER_RATIOS, INFINITY, 1, NAN, 'A', "x", RC_INPUT, "a finite ratio"},
        {LEDGER_RATIOS, NAN, 1, NAN, 'A', "x", RC_INPUT, "a finite ratio"},
        {LEDGER_RATIOS, 0, 0, NAN, 'A', "x", RC_INPUT, "no hypothesis allows"},
        {LEDGER_CHANCES, 1.01, 1, NAN, 'A', "x", RC_INPUT, "probability"},
        {LEDGER_CHANCES, 1, 0, 0, 'A', "x", RC_INPUT, "anyway"},
        {LEDGER_CHANCES, 1, 0, 1, 'A', "x", RC_OK, ""},
        {LEDGER_CHANCES, 1, 0, 1.1, 'A', "x", RC_INPUT, "anyway"},
        {LEDGER_RATIOS, 2, 1, NAN, 'G', "x", RC_INPUT, "letter A to F"},
        {LEDGER_RATIOS, 2, 1, NAN, 'A', "y", RC_ABSENT, "is not there"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double values[2] = {rows[i].h, rows[i].o};
        struct ledger_exhibit x = {S("x"), S("x"), rows[i].grade, false};
        struct ledger_entry e = {span_of(rows[i].exhibit), S("ann"), rows[i].form, values,
                                 rows[i].anyway};
        struct ledger l = {two, 2, &x, 1, &e, 1};
        struct ledger_weight w = {0};
        struct err err = {0};
        struct arena a;

        arena_init(&a, MIB);
        if (ledger_weigh(&l, &a, &w, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].note);
        arena_release(&a);
    }
}

static void what_is_given_twice_is_refused(void **state)
{
    struct ledger_weight w = {0};
    struct err err = {0};
    struct arena a;
    struct one o;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    exhibit(&o, S("x"), S("x"), 'A');
    both(&o, S("x"), 2);
    ratio(&o, S("x"), S("ann"), 3);
    assert_int_equal(ledger_weigh(&o.l, &a, &w, &err), RC_CONFLICT);
    assert_note("two entries");
    o.l.n_entries--;
    exhibit(&o, S("x"), S("y"), 'B');
    assert_int_equal(ledger_weigh(&o.l, &a, &w, &err), RC_CONFLICT);
    assert_note("given twice");
    arena_release(&a);
}

/* ---- properties, on ledgers made at random ---- */

#define K        5
#define X        12
#define ANALYSTS 3

static uint64_t seed = 88172645463325252u;

static double uniform(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (double)(seed >> 11) / 9007199254740992.0;
}

struct many {
    struct hypothesis set[K];
    struct ledger_exhibit exhibits[X + 1];
    struct ledger_entry entries[(X + 1) * ANALYSTS];
    double values[(X + 1) * ANALYSTS][K];
    struct ledger l;
};

static const char ids[] = "abcdefghijklmnop";

static void make_random(struct many *m)
{
    double sum = 0;

    memset(m, 0, sizeof(*m));
    for (size_t k = 0; k < K; k++) {
        m->set[k] = (struct hypothesis){.id = {ids + k, 1},
                                        .role = HYPOTHESIS_PLAIN,
                                        .mode = MODE_NONE,
                                        .prior = 0.01 + uniform()};
        sum += m->set[k].prior;
    }
    m->set[2].role = HYPOTHESIS_OTHER;
    for (size_t k = 0; k < K; k++)
        m->set[k].prior /= sum;
    m->l = (struct ledger){m->set, K, m->exhibits, X, m->entries, 0};
    for (size_t x = 0; x < X; x++) {
        m->exhibits[x] = (struct ledger_exhibit){{ids + x, 1},
                                                 {ids + (size_t)(uniform() * 5), 1},
                                                 "ABCDEF"[(int)(uniform() * 6)],
                                                 false};
        for (size_t i = 0; i < ANALYSTS; i++) {
            size_t e = m->l.n_entries++;
            bool is_ratio = uniform() < 0.5;

            for (size_t k = 0; k < K; k++)
                m->values[e][k] = is_ratio ? exp(40 * (uniform() - 0.5)) : uniform();
            m->entries[e] = (struct ledger_entry){{ids + x, 1},
                                                  {ids + i, 1},
                                                  is_ratio ? LEDGER_RATIOS : LEDGER_CHANCES,
                                                  m->values[e],
                                                  NAN};
        }
    }
}

static void check_sums(const struct ledger_weight *w)
{
    double sum = 0;

    for (size_t k = 0; k < K; k++) {
        sum += w->posterior[k];
        assert_true(w->low[k] >= 0 && w->low[k] <= w->posterior[k]);
        assert_true(w->high[k] <= 1 && w->posterior[k] <= w->high[k]);
    }
    assert_near(sum, 1, 1e-12);
    for (size_t i = 0; i < w->n_lineages; i++) {
        sum = 0;
        for (size_t k = 0; k < K; k++)
            sum += w->lineages[i].without[k];
        assert_near(sum, 1, 1e-12);
    }
}

static void assert_same(const struct ledger_weight *a, const struct ledger_weight *b)
{
    assert_int_equal(a->n_lineages, b->n_lineages);
    assert_memory_equal(a->posterior, b->posterior, K * sizeof(double));
    assert_memory_equal(a->low, b->low, K * sizeof(double));
    assert_memory_equal(a->high, b->high, K * sizeof(double));
}

static void shuffle(struct many *m)
{
    for (size_t i = m->l.n_exhibits - 1; i > 0; i--) {
        size_t k = (size_t)(uniform() * (double)(i + 1));
        struct ledger_exhibit t = m->exhibits[i];

        m->exhibits[i] = m->exhibits[k];
        m->exhibits[k] = t;
    }
    for (size_t i = m->l.n_entries - 1; i > 0; i--) {
        size_t k = (size_t)(uniform() * (double)(i + 1));
        struct ledger_entry t = m->entries[i];

        m->entries[i] = m->entries[k];
        m->entries[k] = t;
    }
}

/* A copy of one exhibit under another id, behind all others, with the same entries. */
static void copy_exhibit(struct many *m, size_t x)
{
    size_t n = m->l.n_entries;

    m->exhibits[X] = m->exhibits[x];
    m->exhibits[X].id = (struct span){ids + X, 1};
    m->l.n_exhibits++;
    for (size_t i = 0; i < n; i++)
        if (span_eq(m->entries[i].exhibit, m->exhibits[x].id)) {
            m->entries[m->l.n_entries] = m->entries[i];
            m->entries[m->l.n_entries++].exhibit = m->exhibits[X].id;
        }
}

static void ledgers_keep_their_laws(void **state)
{
    static struct many m;
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    for (int round = 0; round < 200; round++) {
        struct ledger_weight before = {0}, after = {0};
        struct err err = {0};

        arena_reset(&a);
        make_random(&m);
        assert_ok(ledger_weigh(&m.l, &a, &before, &err));
        check_sums(&before);
        shuffle(&m);
        assert_ok(ledger_weigh(&m.l, &a, &after, &err));
        assert_same(&before, &after);
        copy_exhibit(&m, (size_t)(uniform() * X));
        assert_ok(ledger_weigh(&m.l, &a, &after, &err));
        assert_same(&before, &after);
    }
    arena_release(&a);
}

/* However many lineages say so, each is bounded: with n of grade A the odds are at most 20^n. */
static void no_ledger_passes_its_bound(void **state)
{
    struct arena a;
    struct one o;

    (void)state;
    arena_init(&a, MIB);
    begin(&o);
    for (size_t i = 0; i < 4; i++) {
        struct ledger_weight w;
        double odds = pow(20, (double)i + 1);

        exhibit(&o, (struct span){ids + i, 1}, (struct span){ids + i, 1}, 'A');
        both(&o, (struct span){ids + i, 1}, 1e300);
        w = weigh(&o, &a);
        assert_near(w.posterior[0], odds / (1 + odds), 1e-12);
        assert_near(w.posterior[0] + w.posterior[1], 1, 1e-15);
    }
    arena_release(&a);
}

static void too_much_is_refused(void **state)
{
    static struct hypothesis set[HYPOTHESES_MAX + 1];
    struct ledger l = {.hypotheses = set, .n_hypotheses = HYPOTHESES_MAX};
    struct ledger_weight w = {0};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    for (size_t k = 0; k <= HYPOTHESES_MAX; k++)
        set[k] = (struct hypothesis){.mode = MODE_NONE, .prior = 1.0 / HYPOTHESES_MAX};
    set[0].role = HYPOTHESIS_OTHER;
    assert_ok(ledger_weigh(&l, &a, &w, &err));
    l.n_hypotheses++;
    assert_int_equal(ledger_weigh(&l, &a, &w, &err), RC_LIMIT);
    l.n_hypotheses = 0;
    assert_int_equal(ledger_weigh(&l, &a, &w, &err), RC_LIMIT);
    arena_release(&a);
}

static void a_full_arena_is_told(void **state)
{
    struct one o;

    (void)state;
    begin(&o);
    exhibit(&o, S("x"), S("x"), 'A');
    both(&o, S("x"), 2);
    for (long n = 1;; n++) {
        struct ledger_weight w = {0};
        struct err err = {0};
        struct arena a;
        enum rc rc;

        arena_init(&a, MIB);
        arena_fail_at(n);
        rc = ledger_weigh(&o.l, &a, &w, &err);
        arena_fail_at(0);
        arena_release(&a);
        if (rc == RC_OK)
            break;
        assert_int_equal(rc, RC_LIMIT);
        assert_null(w.posterior);
        assert_true(n < 1000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grades_are_bounded_and_in_order),
        cmocka_unit_test(reliability_bounds_a_report),
        cmocka_unit_test(every_pair_is_bounded),
        cmocka_unit_test(analysts_spread_enters_the_range),
        cmocka_unit_test(one_grade_of_reliability_enters_the_range),
        cmocka_unit_test(each_prior_is_halved_and_doubled),
        cmocka_unit_test(one_analyst_is_not_enough),
        cmocka_unit_test(a_lineage_contributes_once),
        cmocka_unit_test(analysts_who_differ_choose_for_themselves),
        cmocka_unit_test(what_is_missing_is_ranked),
        cmocka_unit_test(bad_entries_are_refused),
        cmocka_unit_test(what_is_given_twice_is_refused),
        cmocka_unit_test(ledgers_keep_their_laws),
        cmocka_unit_test(no_ledger_passes_its_bound),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(a_full_arena_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
