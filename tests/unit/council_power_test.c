/* SPDX-License-Identifier: Apache-2.0 */
/* Indices of power against published values, and against the tally itself: every coalition of many
 * small games is put to the vote. */
#include "council_vote.h"

#include "council/power_inside.h"
#include "random.h"

static void measure(struct vote_bench *b, struct council_power *out)
{
    struct err err = {0};

    assert_ok(council_vote_check(&b->vote, &err));
    assert_ok(council_power_of(&b->vote, &b->arena, out, &err));
}

static void assert_fraction(struct council_fraction f, unsigned num, unsigned den)
{
    if (f.num * den != f.den * num)
        fail_msg("%.6f is not %u/%u", council_fraction_f64(f), num, den);
}

/* The Council of the European Economic Community, 1958: 4, 4, 4, 2, 2, 1 votes, 12 of 17 decide.
 * Source: D. S. Felsenthal and M. Machover, The Measurement of Voting Power (1998), table 5.3.3:
 * Banzhaf 0.2381, 0.1429, 0; Shapley and Shubik 0.2333, 0.15, 0. */
static void the_council_of_1958_is_as_published(void **state)
{
    static const int64_t votes[] = {4, 4, 4, 2, 2, 1};
    static const unsigned swings[] = {10, 10, 10, 6, 6, 0};
    static const unsigned sixtieths[] = {14, 14, 14, 9, 9, 0};
    struct council_power p;
    struct vote_bench b;

    (void)state;
    vote_init(&b, 6);
    vote_majority(&b, "12/17");
    for (size_t i = 0; i < 6; i++)
        b.seats[i].votes = votes[i];
    measure(&b, &p);
    assert_int_equal(p.swings, 42);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(p.seats[i].swings, swings[i]);
        assert_fraction(p.seats[i].banzhaf, swings[i], 42);
        assert_fraction(p.seats[i].shapley, sixtieths[i], 60);
    }
    assert_int_equal(p.n_idle, 1);
    assert_true(p.seats[5].is_idle);
    assert_int_equal(p.n_blocking, 0);
    arena_release(&b.arena);
}

/* The same council from 1973: 10, 10, 10, 10, 5, 5, 3, 3, 2 votes, 41 of 58 decide. Source: as
 * above: Banzhaf 0.167, 0.091, 0.066, 0.016. */
static void the_council_of_1973_is_as_published(void **state)
{
    static const int64_t votes[] = {10, 10, 10, 10, 5, 5, 3, 3, 2};
    static const double banzhaf[] = {0.167, 0.167, 0.167, 0.167, 0.091, 0.091, 0.066, 0.066, 0.016};
    struct council_power p;
    struct vote_bench b;

    (void)state;
    vote_init(&b, 9);
    vote_majority(&b, "41/58");
    for (size_t i = 0; i < 9; i++)
        b.seats[i].votes = votes[i];
    measure(&b, &p);
    for (size_t i = 0; i < 9; i++)
        assert_near(council_fraction_f64(p.seats[i].banzhaf), banzhaf[i], 0.0005);
    arena_release(&b.arena);
}

/* The Security Council, Article 27(3): 9 of 15 with the concurring votes of five. Sources: A. D.
 * Taylor and A. M. Pacelli, Mathematics and Politics (2008): Shapley and Shubik 421/2145 = 0.19627
 * and 4/2145 = 0.00186; Banzhaf 848/5080 = 0.1669 and 84/5080 = 0.0165. */
static void the_security_council_is_as_published(void **state)
{
    struct council_power p;
    struct vote_bench b;

    (void)state;
    vote_init(&b, 15);
    b.vote.rule.floor = vote_share("9/15");
    for (size_t i = 0; i < 5; i++)
        b.seats[i].has_veto = true;
    measure(&b, &p);
    for (size_t i = 0; i < 15; i++) {
        bool is_permanent = i < 5;

        assert_fraction(p.seats[i].shapley, is_permanent ? 421 : 4, 2145);
        assert_fraction(p.seats[i].banzhaf, is_permanent ? 848 : 84, 5080);
        assert_int_equal(p.seats[i].swings, is_permanent ? 848 : 84);
        assert_int_equal(p.seats[i].is_blocking, is_permanent);
    }
    assert_near(council_fraction_f64(p.seats[0].shapley), 0.19627, 0.000005);
    assert_int_equal(p.n_blocking, 5);
    assert_int_equal(p.n_idle, 0);
    arena_release(&b.arena);
}

/* --- against the tally ----------------------------------------------------------------------- */

static bool coalition_wins(struct vote_bench *b, unsigned coalition)
{
    for (uint32_t i = 0; i < b->vote.n_seats; i++)
        b->ballots[i] =
            (struct council_ballot){.seat = i,
                                    .choice = coalition >> i & 1 ? COUNCIL_YES : COUNCIL_NO,
                                    .sequence = 1,
                                    .received_ms = 1500};
    b->n_ballots = b->vote.n_seats;
    return vote_count(b, 2000) == COUNCIL_ADOPTED;
}

static double factorial(unsigned n)
{
    double out = 1;

    for (unsigned i = 2; i <= n; i++)
        out *= i;
    return out;
}

static void compare(struct vote_bench *b)
{
    static bool won[1U << 8];
    unsigned n = (unsigned)b->vote.n_seats;
    struct council_power p;

    for (unsigned s = 0; s < 1U << n; s++)
        won[s] = coalition_wins(b, s);
    measure(b, &p);
    assert_int_equal(p.can_adopt, won[(1U << n) - 1]);
    for (unsigned i = 0; i < n; i++) {
        int64_t swings = 0;
        double shapley = 0;
        bool is_needed = won[(1U << n) - 1];

        for (unsigned s = 0; s < 1U << n; s++) {
            unsigned size = (unsigned)__builtin_popcount(s);

            if ((s >> i & 1) != 0)
                continue;
            is_needed = is_needed && !won[s];
            if (won[s] || !won[s | 1U << i])
                continue;
            swings++;
            shapley += factorial(size) * factorial(n - 1 - size) / factorial(n);
        }
        assert_int_equal(p.seats[i].swings, swings);
        assert_near(council_fraction_f64(p.seats[i].shapley), shapley, 1e-12);
        assert_int_equal(p.seats[i].is_idle, swings == 0);
        assert_int_equal(p.seats[i].is_blocking, is_needed);
    }
}

static void every_coalition_is_as_the_tally_counts_it(void **state)
{
    static const char *const majorities[] = {"simple", "1/2",       "2/3",     "5/7",
                                             "1",      "consensus", "minus 1", "minus 3"};
    static const char *const floors[] = {"", "", "1/3", "3/5", "9/10", "1"};
    uint64_t r = 20;

    (void)state;
    for (int round = 0; round < 400; round++) {
        struct vote_bench b;

        vote_init(&b, 1 + random_below(&r, 7));
        vote_majority(&b, majorities[random_below(&r, 8)]);
        b.vote.rule.floor = vote_share(floors[random_below(&r, 6)]);
        b.vote.rule.quorum = vote_share("1/2"); /* all are present: met whatever it is */
        for (size_t i = 0; i < b.vote.n_seats; i++) {
            b.seats[i].votes = (int64_t)random_below(&r, 5);
            b.seats[i].has_veto = random_below(&r, 5) == 0;
        }
        compare(&b);
        arena_release(&b.arena);
    }
}

/* Two or three rules that must adopt together, each with its own votes and vetoes. */
static void so_it_is_of_joint_rules(void **state)
{
    static const char *const majorities[] = {"simple", "2/3", "5/7", "consensus", "minus 2"};
    uint64_t r = 27;

    (void)state;
    for (int round = 0; round < 300; round++) {
        struct council_joint joint[2];
        struct council_seat seats[2][8];
        struct vote_bench b;

        vote_init(&b, 1 + random_below(&r, 7));
        for (size_t k = 0; k < 2; k++) {
            vote_majority(&b, majorities[random_below(&r, 5)]);
            joint[k] = (struct council_joint){.rule = b.vote.rule, .seats = seats[k]};
            for (size_t i = 0; i < b.vote.n_seats; i++) {
                seats[k][i] = b.seats[i];
                seats[k][i].votes = (int64_t)random_below(&r, 9);
                seats[k][i].has_veto = random_below(&r, 9) == 0;
            }
        }
        vote_majority(&b, majorities[random_below(&r, 5)]);
        b.vote.joint = joint;
        b.vote.n_joint = 1 + random_below(&r, 2);
        compare(&b);
        arena_release(&b.arena);
    }
}

/* The Council of the European Union of 27 under the Treaty of Nice: 255 of 345 votes, 14 members
 * and 62 of 100 of the people (thousands on 1 January 2006, Eurostat). Banzhaf indices as
 * published: D. S. Felsenthal and M. Machover, Analysis of QM rules in the draft constitution for
 * Europe (Social Choice and Welfare 23, 2004): 7.78 % of 29 votes, 7.42 % of 27, 4.26 % of 14, 0.94
 * % of 3. */
static void the_council_of_27_is_as_published(void **state)
{
    static const int64_t votes[27] = {29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10,
                                      10, 10, 7,  7,  7,  7,  7,  4,  4,  4,  4,  4,  3};
    static const int64_t people[27] = {82438, 62886, 60422, 58752, 43758, 38157, 21610,
                                       16334, 11125, 10570, 10511, 10251, 10077, 9048,
                                       8266,  7719,  5427,  5389,  5256,  4209,  3403,
                                       2295,  2003,  1345,  766,   460,   404};
    static char names[27];
    static struct council_seat seats[3][27];
    struct council_joint joint[2];
    struct council_power p;
    struct vote_bench b;

    (void)state;
    vote_init(&b, 1);
    b.arena.max_bytes = 64 * MIB;
    for (size_t i = 0; i < 27; i++) {
        names[i] = (char)('A' + i);
        seats[0][i] = (struct council_seat){
            .member = {.p = &names[i], .n = 1}, .votes = votes[i], .has_veto = false};
        seats[1][i] = seats[2][i] = seats[0][i];
        seats[1][i].votes = 1;
        seats[2][i].votes = people[i];
    }
    vote_majority(&b, "14/27");
    joint[0] = (struct council_joint){.rule = b.vote.rule, .seats = seats[1]};
    vote_majority(&b, "62/100");
    joint[1] = (struct council_joint){.rule = b.vote.rule, .seats = seats[2]};
    vote_majority(&b, "255/345");
    b.vote.seats = seats[0];
    b.vote.n_seats = 27;
    b.vote.joint = joint;
    b.vote.n_joint = 2;
    measure(&b, &p);
    assert_near(council_fraction_f64(p.seats[0].banzhaf), 0.0778, 0.0001);
    assert_near(council_fraction_f64(p.seats[4].banzhaf), 0.0742, 0.0001);
    assert_near(council_fraction_f64(p.seats[6].banzhaf), 0.0426, 0.0001);
    assert_near(council_fraction_f64(p.seats[26].banzhaf), 0.0094, 0.0001);
    assert_int_equal(p.n_idle, 0);
    assert_int_equal(p.n_blocking, 0);
    arena_release(&b.arena);
}

/* --- bounds ---------------------------------------------------------------------------------- */

static void large_games_are_exact_up_to_the_bound(void **state)
{
    static struct council_seat seats[COUNCIL_POWER_SEATS_MAX + 1];
    static char names[COUNCIL_POWER_SEATS_MAX + 1];
    struct council_joint joint;
    struct council_power p;
    struct vote_bench b;
    struct err err = {0};

    (void)state;
    vote_init(&b, 1);
    joint = (struct council_joint){.rule = b.vote.rule, .seats = seats};
    b.arena.max_bytes = 64 * MIB;
    for (size_t i = 0; i < COUNCIL_POWER_SEATS_MAX + 1; i++) {
        names[i] = (char)('!' + i);
        seats[i] = (struct council_seat){
            .member = {.p = &names[i], .n = 1}, .votes = 1, .has_veto = false, .is_party = false};
    }
    b.vote.seats = seats;
    b.vote.n_seats = COUNCIL_POWER_SEATS_MAX;
    measure(&b, &p);
    for (size_t i = 0; i < p.n; i++) {
        assert_fraction(p.seats[i].shapley, 1, 60);
        assert_fraction(p.seats[i].banzhaf, 1, 60);
        assert_true(p.seats[i].swings == INT64_C(59132290782430712)); /* 59 choose 30 */
    }
    seats[0].votes = COUNCIL_POWER_VOTES_MAX - 59;
    seats[0].has_veto = true;
    measure(&b, &p);
    assert_fraction(p.seats[0].shapley, 1, 1);
    assert_int_equal(p.n_idle, 59);
    seats[0].votes = 40;
    seats[0].has_veto = false;
    measure(&b, &p);
    assert_near(council_fraction_f64(p.seats[0].shapley) +
                    59 * council_fraction_f64(p.seats[1].shapley),
                1, 1e-14);
    assert_true(p.seats[0].swings > p.seats[1].swings);
    seats[0].votes = COUNCIL_POWER_VOTES_MAX - 58;
    assert_int_equal(council_power_of(&b.vote, &b.arena, &p, &err), RC_UNSUPPORTED);
    assert_note("more than 20000 votes");
    seats[0].votes = 1;
    b.vote.n_seats++;
    assert_int_equal(council_power_of(&b.vote, &b.arena, &p, &err), RC_UNSUPPORTED);
    assert_note("61 members");
    b.vote.joint = &joint;
    b.vote.n_joint = 1;
    b.vote.n_seats = COUNCIL_POWER_LOOKED_MAX + 1;
    assert_int_equal(council_power_of(&b.vote, &b.arena, &p, &err), RC_UNSUPPORTED);
    assert_note("31 members; power under joint rules");
    b.vote.n_seats = 2;
    seats[0].votes = INT32_MAX;
    assert_int_equal(council_power_of(&b.vote, &b.arena, &p, &err), RC_UNSUPPORTED);
    assert_note("more than 2147483646 votes");
    arena_release(&b.arena);
}

static void what_can_never_be_adopted_is_said(void **state)
{
    struct council_power p;
    struct vote_bench b;

    (void)state;
    vote_init(&b, 3);
    for (size_t i = 0; i < 3; i++)
        b.seats[i].votes = 0;
    measure(&b, &p);
    assert_false(p.can_adopt);
    assert_int_equal(p.n_idle, 3);
    assert_int_equal(p.n_blocking, 0);
    assert_fraction(p.seats[0].banzhaf, 0, 1);
    arena_release(&b.arena);
}

static void fractions_are_printed_whole(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 200);
    council_fraction_put(&b, (struct council_fraction){.num = 421, .den = 2145});
    buf_putc(&b, ' ');
    council_fraction_put(&b, (struct council_fraction){.num = 0, .den = 1});
    buf_putc(&b, ' ');
    council_fraction_put(&b, (struct council_fraction){.num = 1, .den = (council_wide)1 << 100});
    assert_string_equal(b.p, "421/2145 0 1/1267650600228229401496703205376");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_council_of_1958_is_as_published),
        cmocka_unit_test(the_council_of_1973_is_as_published),
        cmocka_unit_test(the_security_council_is_as_published),
        cmocka_unit_test(every_coalition_is_as_the_tally_counts_it),
        cmocka_unit_test(so_it_is_of_joint_rules),
        cmocka_unit_test(the_council_of_27_is_as_published),
        cmocka_unit_test(large_games_are_exact_up_to_the_bound),
        cmocka_unit_test(what_can_never_be_adopted_is_said),
        cmocka_unit_test(fractions_are_printed_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
