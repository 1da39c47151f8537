/* SPDX-License-Identifier: Apache-2.0 */
/* Ballots to an outcome: both sides of each threshold, who counts for what, and a real roll call.
 */
#include "council_vote.h"

#include "base/csv.h"
#include "shared.h"

static const struct {
    size_t n_seats;
    const char *majority, *quorum, *floor;
    const char *flags; /* A: abstention counts as no; R: parties recused; Va: a has a veto; Pa: a is
                          a party; Wa5: a has 5 votes */
    const char *ballots;
    enum council_outcome want;
} rows[] = {
    /* exactly two thirds pass; one less does not */
    {3, "2/3", "", "", "", "a+ b+ c-", COUNCIL_ADOPTED},
    {12, "2/3", "", "", "", "a+ b+ c+ d+ e+ f+ g+ h+ i- j- k- l-", COUNCIL_ADOPTED},
    {12, "2/3", "", "", "", "a+ b+ c+ d+ e+ f+ g+ h- i- j- k- l-", COUNCIL_NOT_ADOPTED},
    {5, "2/3", "", "", "", "a+ b+ c+ d- e-", COUNCIL_NOT_ADOPTED},
    /* 0.667 is more than two thirds */
    {3, "667/1000", "", "", "", "a+ b+ c-", COUNCIL_NOT_ADOPTED},
    {3, "666/1000", "", "", "", "a+ b+ c-", COUNCIL_ADOPTED},
    {3, "1", "", "", "", "a+ b+ c+", COUNCIL_ADOPTED},
    {3, "1", "", "", "", "a+ b+ c-", COUNCIL_NOT_ADOPTED},
    /* a tie is not adopted, by whatever rule; nor is what nobody voted on */
    {4, "simple", "", "", "", "a+ b+ c- d-", COUNCIL_NOT_ADOPTED},
    {4, "simple", "", "", "", "a+ b+ c-", COUNCIL_ADOPTED},
    {4, "1/2", "", "", "", "a+ b+ c- d-", COUNCIL_NOT_ADOPTED},
    {5, "1/2", "", "", "", "a+ b+ c+ d- e-", COUNCIL_ADOPTED},
    {4, "simple", "", "", "", "", COUNCIL_NOT_ADOPTED},
    {4, "consensus", "", "", "", "", COUNCIL_NOT_ADOPTED},
    {4, "consensus", "", "", "", "a0 b0 c0 d0", COUNCIL_NOT_ADOPTED},
    /* abstentions: ignored, or as no */
    {5, "simple", "", "", "", "a+ b0 c0 d0 e0", COUNCIL_ADOPTED},
    {5, "simple", "", "", "A", "a+ b0 c0 d0 e0", COUNCIL_NOT_ADOPTED},
    {5, "simple", "", "", "A", "a+ b+ c+ d0 e0", COUNCIL_ADOPTED},
    {4, "simple", "", "", "A", "a+ b+ c0 d0", COUNCIL_NOT_ADOPTED},
    {5, "2/3", "", "", "", "a+ b+ c- d0 e0", COUNCIL_ADOPTED},
    {5, "2/3", "", "", "A", "a+ b+ c- d0 e0", COUNCIL_NOT_ADOPTED},
    {5, "consensus", "", "", "", "a+ b0 c0", COUNCIL_ADOPTED},
    {5, "consensus", "", "", "A", "a+ b0 c0", COUNCIL_NOT_ADOPTED},
    /* quorum: abstaining and recused members are present, absent ones are not */
    {4, "simple", "1/2", "", "", "a+ b+", COUNCIL_ADOPTED},
    {4, "simple", "1/2", "", "", "a+", COUNCIL_NOT_ADOPTED},
    {4, "simple", "1/2", "", "", "a+ b0", COUNCIL_ADOPTED},
    {4, "simple", "1/2", "", "", "a+ b!", COUNCIL_ADOPTED},
    {5, "simple", "1/2", "", "", "a+ b+", COUNCIL_NOT_ADOPTED},
    {5, "simple", "1/2", "", "RPe", "a+ b+", COUNCIL_ADOPTED}, /* e is present, and recused */
    {5, "simple", "1/2", "", "Pe", "a+ b+", COUNCIL_NOT_ADOPTED},
    {3, "simple", "1", "", "", "a+ b+", COUNCIL_NOT_ADOPTED},
    {3, "simple", "1", "", "", "a+ b+ c-", COUNCIL_ADOPTED},
    /* a floor: of the electorate, absent and recused members too */
    {14, "2/3", "1/2", "1/3", "", "a+ b0 c0 d0 e0 f0 g0 h0 i0 j0 k0 l0 m0 n0", COUNCIL_NOT_ADOPTED},
    {14, "2/3", "1/2", "", "", "a+ b0 c0 d0 e0 f0 g0 h0 i0 j0 k0 l0 m0 n0", COUNCIL_ADOPTED},
    {14, "2/3", "1/2", "1/3", "", "a+ b+ c+ d+ e0 f0 g0", COUNCIL_NOT_ADOPTED},
    {14, "2/3", "1/2", "1/3", "", "a+ b+ c+ d+ e+ f0 g0", COUNCIL_ADOPTED},
    {15, "2/3", "", "1/3", "", "a+ b+ c+ d+ e+", COUNCIL_ADOPTED},
    {13, "2/3", "", "1/3", "RPm", "a+ b+ c+ d+", COUNCIL_NOT_ADOPTED}, /* 4 of 13, not of 12 */
    /* recusal: a party's ballot counts as none where the rule says so */
    {3, "simple", "", "", "RPa", "a- b+", COUNCIL_ADOPTED},
    {3, "simple", "", "", "Pa", "a- b+", COUNCIL_NOT_ADOPTED},
    {3, "2/3", "", "", "RPa", "a+ b+ c-", COUNCIL_NOT_ADOPTED},
    {3, "simple", "", "", "", "a! b+", COUNCIL_ADOPTED},
    /* a veto is a no: no abstention, no absence, and none of a recused member */
    {5, "simple", "", "", "Va", "a- b+ c+ d+ e+", COUNCIL_NOT_ADOPTED},
    {5, "simple", "", "", "Va", "a0 b+ c+ d+ e+", COUNCIL_ADOPTED},
    {5, "simple", "", "", "Va", "b+ c+ d+ e+", COUNCIL_ADOPTED},
    {5, "simple", "", "", "Va RPa", "a- b+ c+ d+ e+", COUNCIL_ADOPTED},
    {5, "simple", "", "", "Va Pa", "a- b+ c+ d+ e+", COUNCIL_NOT_ADOPTED},
    {5, "simple", "", "", "Va", "a+ b- c-", COUNCIL_NOT_ADOPTED}, /* and gives no more */
    /* weights: a majority and a floor count votes, a quorum counts members */
    {3, "simple", "", "", "Wa3", "a+ b- c-", COUNCIL_ADOPTED},
    {3, "simple", "", "", "Wa2", "a+ b- c-", COUNCIL_NOT_ADOPTED},
    {4, "2/3", "", "", "Wa4", "a+ b- c-", COUNCIL_ADOPTED},
    {4, "2/3", "", "", "Wa4", "a+ b- c- d-", COUNCIL_NOT_ADOPTED},
    {5, "simple", "1/2", "", "Wa9", "a+", COUNCIL_NOT_ADOPTED},
    {3, "simple", "", "2/3", "Wa4", "a+", COUNCIL_ADOPTED},
    {3, "simple", "", "2/3", "Wa3", "a+", COUNCIL_NOT_ADOPTED},
    {3, "simple", "", "", "Wa0", "a+", COUNCIL_NOT_ADOPTED},
    {3, "simple", "", "", "Wa0", "a- b+", COUNCIL_ADOPTED},
    /* consensus counts members, whatever they weigh */
    {4, "consensus", "", "", "", "a+ b+ c+", COUNCIL_ADOPTED},
    {4, "consensus", "", "", "", "a+ b+ c+ d-", COUNCIL_NOT_ADOPTED},
    {4, "minus 1", "", "", "", "a+ b+ c+ d-", COUNCIL_ADOPTED},
    {4, "minus 1", "", "", "", "a+ b+ c- d-", COUNCIL_NOT_ADOPTED},
    {5, "minus 2", "", "", "", "a+ b+ c+ d- e-", COUNCIL_ADOPTED},
    {6, "minus 2", "", "", "", "a+ b+ c+ d- e- f-", COUNCIL_NOT_ADOPTED},
    {4, "minus 1", "", "", "Wd2", "a+ b+ c+ d-", COUNCIL_ADOPTED},
    {4, "minus 1", "", "", "Wd3", "a+ b+ c+ d-", COUNCIL_NOT_ADOPTED}, /* a tie of votes */
    {4, "minus 1", "", "", "A", "a+ b+ c0 d-", COUNCIL_NOT_ADOPTED},
    {4, "minus 1", "", "", "RPd", "a+ b+ c- d-", COUNCIL_ADOPTED},
};

static void set_flags(struct vote_bench *b, const char *flags)
{
    for (const char *p = flags; *p != '\0'; p++) {
        struct council_seat *s = &b->seats[p[1] >= 'a' ? p[1] - 'a' : 0];

        if (*p == 'A')
            b->vote.rule.abstention_is_no = true;
        else if (*p == 'R')
            b->vote.rule.recuses_parties = true;
        else if (*p == 'V')
            s->has_veto = true;
        else if (*p == 'P')
            s->is_party = true;
        else if (*p == 'W')
            s->votes = p[2] - '0';
        if (strchr("VPW", *p) != NULL)
            p += *p == 'W' ? 2 : 1;
    }
}

static void both_sides_of_each_threshold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct vote_bench b;

        vote_init(&b, rows[i].n_seats);
        vote_majority(&b, rows[i].majority);
        b.vote.rule.quorum = vote_share(rows[i].quorum);
        b.vote.rule.floor = vote_share(rows[i].floor);
        set_flags(&b, rows[i].flags);
        vote_cast(&b, rows[i].ballots);
        if (vote_count(&b, 2000) != rows[i].want) {
            struct buf text;

            buf_init(&text, 4096);
            council_tally_put(&text, &b.vote, &b.tally);
            fail_msg("row %zu, %s of %zu with \"%s\": %s\n%s", i, rows[i].majority, rows[i].n_seats,
                     rows[i].flags, rows[i].ballots, text.p);
        }
        arena_release(&b.arena);
    }
}

/* Every count of up to 9 members, against the two multiplications that the text means. */
static void fractions_are_exact_for_every_count(void **state)
{
    static const int64_t fractions[][2] = {{1, 2}, {3, 5}, {2, 3}, {3, 4}, {9, 10}, {1, 1}};

    (void)state;
    for (size_t f = 0; f < sizeof(fractions) / sizeof(fractions[0]); f++)
        for (int yes = 0; yes <= 9; yes++)
            for (int no = 0; yes + no <= 9; no++) {
                int64_t num = fractions[f][0], den = fractions[f][1];
                bool want = yes != no && yes * den >= num * (yes + no);
                struct vote_bench b;

                vote_init(&b, 9);
                b.vote.rule.majority = CHARTER_FRACTION;
                b.vote.rule.fraction = (struct rational){.num = num, .den = den};
                for (int i = 0; i < yes + no; i++)
                    b.ballots[b.n_ballots++] =
                        (struct council_ballot){.seat = (uint32_t)i,
                                                .choice = i < yes ? COUNCIL_YES : COUNCIL_NO,
                                                .sequence = 1,
                                                .received_ms = 1000};
                assert_int_equal(vote_count(&b, 2000),
                                 want ? COUNCIL_ADOPTED : COUNCIL_NOT_ADOPTED);
                arena_release(&b.arena);
            }
}

static struct council_ballot ballot(uint32_t seat, char choice, int64_t sequence, int64_t at_ms)
{
    return (struct council_ballot){
        .seat = seat, .choice = vote_choice(choice), .sequence = sequence, .received_ms = at_ms};
}

static void ballots_count_by_receipt_and_sequence(void **state)
{
    static const struct {
        struct council_ballot ballots[3];
        size_t n;
        enum council_choice want; /* of seat 0 */
        size_t n_late;
    } cases[] = {
        {{{0, COUNCIL_YES, 1, 1000}}, 1, COUNCIL_YES, 0},
        {{{0, COUNCIL_YES, 1, 1999}}, 1, COUNCIL_YES, 0},
        {{{0, COUNCIL_YES, 1, 2000}}, 1, COUNCIL_ABSENT, 1}, /* at the close is too late */
        {{{0, COUNCIL_YES, 1, 999}}, 1, COUNCIL_ABSENT, 0},  /* before it opened */
        /* the highest sequence stands, in whatever order they came */
        {{{0, COUNCIL_YES, 1, 1100}, {0, COUNCIL_NO, 2, 1200}}, 2, COUNCIL_NO, 0},
        {{{0, COUNCIL_NO, 2, 1100}, {0, COUNCIL_YES, 1, 1200}}, 2, COUNCIL_NO, 0},
        {{{0, COUNCIL_YES, 1, 1100}, {0, COUNCIL_NO, 2, 2000}}, 2, COUNCIL_YES, 1},
        {{{0, COUNCIL_YES, 7, 1100}, {0, COUNCIL_YES, 7, 1200}}, 2, COUNCIL_YES, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vote_bench b;

        vote_init(&b, 2);
        memcpy(b.ballots, cases[i].ballots, sizeof(cases[i].ballots));
        b.n_ballots = cases[i].n;
        (void)vote_count(&b, 2000);
        if (b.tally.choices[0] != cases[i].want || b.tally.n_late != cases[i].n_late)
            fail_msg("case %zu: %s, %zu late", i, council_choice_name(b.tally.choices[0]),
                     b.tally.n_late);
        arena_release(&b.arena);
    }
}

static void what_contradicts_itself_is_refused(void **state)
{
    struct vote_bench b;
    struct err err = {0};

    (void)state;
    vote_init(&b, 2);
    b.ballots[0] = ballot(0, '+', 3, 1100);
    b.ballots[1] = ballot(0, '-', 3, 1200);
    assert_int_equal(council_tally(&b.vote, b.ballots, 2, 2000, &b.arena, &b.tally, &err),
                     RC_CONFLICT);
    assert_note("a signed two ballots of sequence 3");
    for (int64_t other = 2; other <= 4; other += 2) { /* wherever one that replaces them came */
        b.ballots[1] = ballot(0, '+', other, 1150);
        b.ballots[2] = ballot(0, '-', 3, 1200);
        assert_int_equal(council_tally(&b.vote, b.ballots, 3, 2000, &b.arena, &b.tally, &err),
                         RC_CONFLICT);
        b.ballots[2].received_ms = 2000; /* too late to contradict anything */
        assert_ok(council_tally(&b.vote, b.ballots, 3, 2000, &b.arena, &b.tally, &err));
    }
    b.ballots[1] = ballot(2, '-', 1, 1200);
    assert_int_equal(council_tally(&b.vote, b.ballots, 2, 2000, &b.arena, &b.tally, &err),
                     RC_RANGE);
    arena_release(&b.arena);
}

static void a_vote_is_open_until_its_close(void **state)
{
    struct vote_bench b;

    (void)state;
    vote_init(&b, 3);
    vote_cast(&b, "a+ b+ c+");
    assert_int_equal(vote_count(&b, 1999), COUNCIL_OPEN);
    assert_int_equal(b.tally.n_tests, 0);
    assert_int_equal(vote_count(&b, 2000), COUNCIL_ADOPTED);
    arena_release(&b.arena);
}

/* Opened at 1000, silence until 1300, close at 2000; the fallback is a simple majority of 5. */
static void silence_is_broken_by_time_of_receipt(void **state)
{
    static const struct {
        const char *label;
        struct council_ballot ballots[4];
        size_t n;
        int64_t at_ms;
        bool reservation, recuses;
        enum council_silence silence;
        enum council_outcome want;
    } cases[] = {
        {"nobody spoke", {{0}}, 0, 1300, false, false, COUNCIL_KEPT, COUNCIL_ADOPTED},
        {"it still runs", {{0}}, 0, 1299, false, false, COUNCIL_SILENCE_RUNS, COUNCIL_OPEN},
        {"in the last millisecond",
         {{1, COUNCIL_NO, 1, 1299}},
         1,
         2000,
         false,
         false,
         COUNCIL_BROKEN,
         COUNCIL_NOT_ADOPTED},
        {"at the end, too late",
         {{1, COUNCIL_NO, 1, 1300}},
         1,
         2000,
         false,
         false,
         COUNCIL_KEPT,
         COUNCIL_ADOPTED},
        {"broken, and open until the close",
         {{1, COUNCIL_NO, 1, 1299}},
         1,
         1999,
         false,
         false,
         COUNCIL_BROKEN,
         COUNCIL_OPEN},
        {"the fallback votes",
         {{1, COUNCIL_NO, 1, 1100}, {2, COUNCIL_YES, 1, 1400}, {3, COUNCIL_YES, 1, 1500}},
         3,
         2000,
         false,
         false,
         COUNCIL_BROKEN,
         COUNCIL_ADOPTED},
        {"what was broken stays broken",
         {{1, COUNCIL_NO, 1, 1100}, {1, COUNCIL_YES, 2, 1200}},
         2,
         2000,
         false,
         false,
         COUNCIL_BROKEN,
         COUNCIL_ADOPTED},
        {"a yes breaks nothing",
         {{1, COUNCIL_YES, 1, 1100}},
         1,
         1300,
         false,
         false,
         COUNCIL_KEPT,
         COUNCIL_ADOPTED},
        {"an abstention neither",
         {{1, COUNCIL_ABSTAIN, 1, 1100}},
         1,
         1300,
         false,
         false,
         COUNCIL_KEPT,
         COUNCIL_ADOPTED},
        {"unless reservations break it",
         {{1, COUNCIL_ABSTAIN, 1, 1100}},
         1,
         2000,
         true,
         false,
         COUNCIL_BROKEN,
         COUNCIL_NOT_ADOPTED},
        {"a party that is recused cannot",
         {{0, COUNCIL_NO, 1, 1100}},
         1,
         1300,
         false,
         true,
         COUNCIL_KEPT,
         COUNCIL_ADOPTED},
        {"one that is not recused can",
         {{0, COUNCIL_NO, 1, 1100}},
         1,
         2000,
         false,
         false,
         COUNCIL_BROKEN,
         COUNCIL_NOT_ADOPTED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vote_bench b;

        vote_init(&b, 5);
        b.seats[0].is_party = true;
        b.vote.rule.silence_ms = 300;
        b.vote.rule.reservation_breaks = cases[i].reservation;
        b.vote.rule.silence_recuses = cases[i].recuses;
        memcpy(b.ballots, cases[i].ballots, sizeof(cases[i].ballots));
        b.n_ballots = cases[i].n;
        if (vote_count(&b, cases[i].at_ms) != cases[i].want || b.tally.silence != cases[i].silence)
            fail_msg("%s: %s, silence %d", cases[i].label, council_outcome_name(b.tally.outcome),
                     (int)b.tally.silence);
        arena_release(&b.arena);
    }
}

static void the_first_objection_is_named(void **state)
{
    struct vote_bench b;

    (void)state;
    vote_init(&b, 3);
    b.vote.rule.silence_ms = 300;
    b.ballots[0] = ballot(2, '-', 1, 1200);
    b.ballots[1] = ballot(1, '-', 1, 1100);
    b.n_ballots = 2;
    (void)vote_count(&b, 1250);
    assert_int_equal(b.tally.broken_by, 1);
    assert_int_equal(b.tally.broken_ms, 1100);
    arena_release(&b.arena);
}

/* Two of three states, and three fifths of the people: a has 60 of 100, b and c 20 each. */
static void every_joint_rule_must_adopt(void **state)
{
    static const struct {
        const char *ballots;
        enum council_outcome want;
    } votes[] = {
        {"a+ b+ c-", COUNCIL_ADOPTED},     {"a+ b- c-", COUNCIL_NOT_ADOPTED},
        {"a- b+ c+", COUNCIL_NOT_ADOPTED}, {"a+ b0 c-", COUNCIL_NOT_ADOPTED},
        {"a+ b+ c+", COUNCIL_ADOPTED},     {"a+", COUNCIL_ADOPTED},
    };
    static const int64_t people[3] = {60, 20, 20};
    struct council_seat seats[3];
    struct council_joint joint;
    struct vote_bench b;

    (void)state;
    for (size_t i = 0; i < sizeof(votes) / sizeof(votes[0]); i++) {
        vote_init(&b, 3);
        vote_majority(&b, "2/3");
        vote_join(&b, &joint, seats, people);
        joint.rule.fraction = vote_share("3/5");
        joint.rule.abstention_is_no = true;
        assert_int_equal(council_vote_check(&b.vote, &b.err), RC_OK);
        vote_cast(&b, votes[i].ballots);
        if (vote_count(&b, 2000) != votes[i].want)
            fail_msg("%s", votes[i].ballots);
        arena_release(&b.arena);
    }
}

/* Who is recused, whose no is enough and what quorum there is, is that of each rule. */
static void a_joint_rule_counts_by_its_own_words(void **state)
{
    static const char want[] =
        "electorate: 3 members with 3 votes: 2 yes, 1 no, 0 abstain, 0 recused, 0 absent\n"
        "majority: 2 yes against 1 no: met\n"
        "quorum by people: members present, recused ones included: 3 of 3 = 1, at least 1 is "
        "needed: met\n"
        "majority by people: 120 yes against 0 no: met\n"
        "floor by people: yes votes of the whole electorate: 120 of 180 = 2/3, at least 2/3 is "
        "needed: met\n"
        "veto by people: none of the 1 who could: met\n"
        "outcome: adopted\n";
    static const int64_t people[3] = {60, 60, 60};
    struct council_seat seats[3];
    struct council_joint joint;
    struct vote_bench b;
    struct buf text;

    (void)state;
    vote_init(&b, 3);
    b.seats[2].is_party = true;
    vote_join(&b, &joint, seats, people);
    joint.rule.quorum = vote_share("1");
    joint.rule.floor = vote_share("2/3");
    joint.rule.recuses_parties = true;
    seats[2].has_veto = true; /* recused there, so that its no is none */
    vote_cast(&b, "a+ b+ c-");
    assert_int_equal(vote_count(&b, 2000), COUNCIL_ADOPTED);
    buf_init(&text, 4096);
    council_tally_put(&text, &b.vote, &b.tally);
    assert_string_equal(text.p, want);
    joint.rule.recuses_parties = false;
    assert_int_equal(vote_count(&b, 2000), COUNCIL_NOT_ADOPTED);
    buf_release(&text);
    arena_release(&b.arena);
}

static void the_arithmetic_is_shown(void **state)
{
    static const char want[] =
        "electorate: 14 members with 14 votes: 8 yes, 4 no, 1 abstain, 0 recused, 1 absent\n"
        "quorum: members present, recused ones included: 13 of 14 = 13/14, at least 1/2 is "
        "needed: met\n"
        "majority: 8 yes against 4 no: 8 of 12 = 2/3, at least 2/3 is needed: met\n"
        "floor: yes votes of the whole electorate: 8 of 14 = 4/7, at least 1/3 is needed: met\n"
        "veto: no of l: not met\n"
        "outcome: not_adopted\n";
    struct vote_bench b;
    struct buf text;

    (void)state;
    vote_init(&b, 14);
    vote_majority(&b, "2/3");
    b.vote.rule.quorum = vote_share("1/2");
    b.vote.rule.floor = vote_share("1/3");
    b.seats[11].has_veto = true;
    vote_cast(&b, "a+ b+ c+ d+ e+ f+ g+ h+ i- j- k- l- m0");
    (void)vote_count(&b, 2000);
    buf_init(&text, 4096);
    council_tally_put(&text, &b.vote, &b.tally);
    assert_string_equal(text.p, want);
    buf_release(&text);
    arena_release(&b.arena);
}

static void votes_that_are_none_are_refused(void **state)
{
    struct vote_bench b;
    struct err err = {0};

    (void)state;
#define REFUSED(change, code, words)                                                               \
    do {                                                                                           \
        vote_init(&b, 3);                                                                          \
        change;                                                                                    \
        assert_int_equal(council_vote_check(&b.vote, &err), code);                                 \
        assert_note(words);                                                                        \
        arena_release(&b.arena);                                                                   \
    } while (0)
    REFUSED(b.vote.n_seats = 0, RC_RANGE, "an electorate of 0");
    REFUSED(b.vote.closes_ms = 1000, RC_RANGE, "closes before it opens");
    REFUSED(b.vote.rule.silence_ms = 1001, RC_RANGE, "before the silence ends");
    REFUSED(b.vote.rule.majority = CHARTER_SILENT, RC_INPUT, "needs a fallback");
    REFUSED(vote_majority(&b, "49/100"), RC_RANGE, "from 1/2 to 1");
    REFUSED(vote_majority(&b, "3/2"), RC_RANGE, "from 1/2 to 1");
    REFUSED(b.vote.rule.quorum = vote_share("3/2"), RC_RANGE, "a quorum and a floor");
    REFUSED(b.vote.rule.floor = vote_share("-1/2"), RC_RANGE, "a quorum and a floor");
    REFUSED(b.seats[1].votes = -1, RC_RANGE, "b has -1 votes");
    REFUSED(b.seats[1].member = b.seats[0].member, RC_CONFLICT, "a stands in the electorate twice");
    vote_init(&b, 3);
    b.vote.rule.silence_ms = 1000;
    assert_ok(council_vote_check(&b.vote, &err));
    arena_release(&b.arena);
}

/* --- the General Assembly, 27 March 2014, resolution 68/262 --------------------------------- */

#define UN_MEMBERS 193

static enum council_choice choice_of(struct span word)
{
    enum council_choice out = COUNCIL_ABSENT;
    struct err err = {0};

    assert_ok(council_choice_find(word, &out, &err));
    return out;
}

static void a_real_roll_call_is_counted(void **state)
{
    static const struct {
        const char *majority, *floor;
        bool abstention_is_no;
        enum council_outcome want;
    } cases[] = {
        {"simple", "", false, COUNCIL_ADOPTED},
        {"2/3", "", false, COUNCIL_ADOPTED}, /* Article 18: of members present and voting */
        {"100/111", "", false, COUNCIL_ADOPTED},
        {"101/111", "", false, COUNCIL_NOT_ADOPTED},
        {"2/3", "", true, COUNCIL_NOT_ADOPTED},
        {"100/169", "", true, COUNCIL_ADOPTED},
        {"simple", "100/193", false, COUNCIL_ADOPTED},
        {"simple", "101/193", false, COUNCIL_NOT_ADOPTED},
        {"simple", "2/3", false, COUNCIL_NOT_ADOPTED},
        {"minus 9", "", false, COUNCIL_NOT_ADOPTED},
    };
    struct span text = shared_file("votes/unga_68_262.csv");
    static struct council_seat seats[UN_MEMBERS];
    static struct council_ballot ballots[UN_MEMBERS];
    struct council_vote v;
    struct council_tally t;
    struct csv_record row;
    struct err err = {0};
    struct arena a;
    struct csv csv;
    uint32_t n = 0;

    (void)state;
    arena_init(&a, MIB);
    csv_init(&csv, text, ',', 1000, 10, &a);
    assert_ok(csv_next(&csv, &a, &row, &err)); /* the header */
    while (csv_next(&csv, &a, &row, &err) == RC_OK) {
        assert_int_equal(row.n, 6);
        seats[n] = (struct council_seat){
            .member = row.cells[3], .votes = 1, .has_veto = false, .is_party = false};
        ballots[n] = (struct council_ballot){
            .seat = n, .choice = choice_of(row.cells[5]), .sequence = 1, .received_ms = 1};
        n++;
    }
    assert_int_equal(n, 169);
    for (uint32_t i = n; i < UN_MEMBERS; i++) /* who did not vote */
        seats[i] = (struct council_seat){
            .member = arena_printf(&a, &err, "absent %u", i), .votes = 1, .has_veto = false};
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vote_bench b;

        vote_init(&b, 1);
        vote_majority(&b, cases[i].majority);
        v = b.vote;
        v.seats = seats;
        v.n_seats = UN_MEMBERS;
        v.opens_ms = 0;
        v.rule.floor = vote_share(cases[i].floor);
        v.rule.abstention_is_no = cases[i].abstention_is_no;
        assert_ok(council_vote_check(&v, &err));
        assert_ok(council_tally(&v, ballots, n, 2000, &a, &t, &err));
        assert_int_equal(t.by[COUNCIL_YES].members, 100);
        assert_int_equal(t.by[COUNCIL_NO].members, 11);
        assert_int_equal(t.by[COUNCIL_ABSTAIN].members, 58);
        assert_int_equal(t.by[COUNCIL_ABSENT].members, 24);
        if (t.outcome != cases[i].want)
            fail_msg("%s: %s", cases[i].majority, council_outcome_name(t.outcome));
        arena_release(&b.arena);
    }
    arena_release(&a);
    free((void *)text.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_of_each_threshold),
        cmocka_unit_test(fractions_are_exact_for_every_count),
        cmocka_unit_test(ballots_count_by_receipt_and_sequence),
        cmocka_unit_test(what_contradicts_itself_is_refused),
        cmocka_unit_test(a_vote_is_open_until_its_close),
        cmocka_unit_test(silence_is_broken_by_time_of_receipt),
        cmocka_unit_test(the_first_objection_is_named),
        cmocka_unit_test(every_joint_rule_must_adopt),
        cmocka_unit_test(a_joint_rule_counts_by_its_own_words),
        cmocka_unit_test(the_arithmetic_is_shown),
        cmocka_unit_test(votes_that_are_none_are_refused),
        cmocka_unit_test(a_real_roll_call_is_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
