/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "inquiry/finding.h"

#define S(lit)                                                                                     \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

static const struct finding_standard standards[] = {
    {S("reasonable_suspicion"), 1, false, {2, 5}},
    {S("balance_of_probabilities"), 2, true, {1, 2}},
    {S("reasonable_grounds"), 3, false, {7, 10}},
    {S("clear_and_convincing"), 4, false, {9, 10}},
};
#define N_STANDARDS 4

static const struct hypothesis set[] = {
    {S("north"), S("it came from ground held by north"), HYPOTHESIS_PLAIN, S("north"), MODE_NONE,
     0.4, S("r")},
    {S("other"), S("it came from elsewhere"), HYPOTHESIS_OTHER, S(""), MODE_NONE, 0.4, S("r")},
    {S("flag"), S("it was fired so that north is blamed"), HYPOTHESIS_FALSE_FLAG, S(""), MODE_NONE,
     0.2, S("r")},
};

/* A weighing as ledger_weigh would have it: `n` lineages, each taking the score down to `without`.
 */
struct made {
    double posterior[3], low[3], high[3], without[4][3];
    struct ledger_lineage lineages[4];
    struct ledger_weight w;
};

static void weigh(struct made *m, double score, size_t n, double without)
{
    memset(m, 0, sizeof(*m));
    for (size_t k = 0; k < 3; k++) {
        m->posterior[k] = k == 0 ? score : (1 - score) / 2;
        m->low[k] = m->posterior[k] / 2;
        m->high[k] = (1 + m->posterior[k]) / 2;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < 3; k++)
            m->without[i][k] = k == 0 ? without : (1 - without) / 2;
        m->lineages[i] = (struct ledger_lineage){.id = S("crater analysis"),
                                                 .without = m->without[i],
                                                 .leading = without > (1 - without) / 2 ? 0 : 1};
    }
    m->w = (struct ledger_weight){.posterior = m->posterior,
                                  .low = m->low,
                                  .high = m->high,
                                  .leading = 0,
                                  .lineages = m->lineages,
                                  .n_lineages = n};
}

static void the_score_caps_the_standard(void **state)
{
    static const struct {
        double score;
        size_t n;
        double without;
        size_t cap, n_lineages;
    } rows[] = {
        {0.95, 2, 0.5, 3, 2},
        {0.90, 2, 0.5, 3, 2}, /* exactly nine tenths pass */
        {0.8999, 2, 0.5, 2, 2},
        {0.70, 2, 0.5, 2, 2},
        {0.6999, 2, 0.5, 1, 2},
        {0.5001, 2, 0.4, 1, 2},
        {0.50, 2, 0.4, 0, 2}, /* exactly a half is not more than a half */
        {0.40, 2, 0.3, 0, 2},
        {0.3999, 2, 0.3, FINDING_NONE, 2},
        /* fewer than two lineages: suspicion is the most, whatever the score */
        {0.99, 1, 0.5, 0, 1},
        {0.99, 0, 0.5, 0, 0},
        {0.30, 1, 0.2, FINDING_NONE, 1},
        /* a lineage that speaks against it does not carry it */
        {0.95, 2, 0.97, 0, 0},
        {0.95, 2, 0.95, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct made m;
        size_t n = 99;

        weigh(&m, rows[i].score, rows[i].n, rows[i].without);
        if (finding_cap(&m.w, 0, standards, N_STANDARDS, &n) != rows[i].cap)
            fail_msg("row %zu", i);
        assert_int_equal(n, rows[i].n_lineages);
    }
}

/* A charter that calls none so: the lowest by rank, wherever it stands. */
static void without_the_name_the_lowest_rank_is_the_least(void **state)
{
    static const struct finding_standard others[] = {{S("sure"), 5, false, {9, 10}},
                                                     {S("hint"), -2, false, {1, 10}},
                                                     {S("likely"), 3, false, {1, 2}}};
    struct made m;

    (void)state;
    weigh(&m, 0.99, 1, 0.5);
    assert_int_equal(finding_cap(&m.w, 0, others, 3, NULL), 1);
    weigh(&m, 0.99, 2, 0.5);
    assert_int_equal(finding_cap(&m.w, 0, others, 3, NULL), 0);
    assert_int_equal(finding_cap(&m.w, 0, others, 0, NULL), FINDING_NONE);
}

static const struct finding_member panel[] = {{S("ann"), S("fin"), FINDING_FOR, S("")},
                                              {S("bo"), S("ind"), FINDING_FOR, S("")},
                                              {S("cy"), S("kor"), FINDING_AGAINST, S("too soon")}};
static const struct span concerned[] = {S("north"), S("south")};
static const struct finding_alternative answers[] = {
    {S("other"), S("nothing points there")}, {S("flag"), S("needs the north's ammunition")}};

static struct finding_ask good(const struct made *m)
{
    return (struct finding_ask){.link = LINK_ORIGIN,
                                .set = set,
                                .n_set = 3,
                                .hypothesis = S("north"),
                                .standard = S("reasonable_grounds"),
                                .reasons = S("the craters and the sound agree"),
                                .weight = &m->w,
                                .standards = standards,
                                .n_standards = N_STANDARDS,
                                .members = panel,
                                .n_members = 3,
                                .concerned = concerned,
                                .n_concerned = 2,
                                .alternatives = answers,
                                .n_alternatives = 2,
                                .reply_until_ms = 1000,
                                .at_ms = 1000};
}

enum change {
    NOTHING,
    OTHER,
    ONE_LINEAGE,
    ONE_LINEAGE_SUSPICION,
    SCORE,
    EARLY,
    EARLY_URGENT,
    ALTERNATIVE,
    EMPTY_ANSWER,
    NATIONAL,
    TWICE,
    ALONE,
    VOTES,
    HALF,
    REASONS
};

static void change(struct finding_ask *ask, struct made *m, struct finding_member *members,
                   struct finding_alternative *given, enum change what)
{
    switch (what) {
    case NOTHING:
        break;
    case OTHER:
        ask->hypothesis = SPAN("other");
        ask->standard = SPAN("reasonable_suspicion");
        given[0].hypothesis = SPAN("north");
        m->posterior[1] = 0.8;
        break;
    case ONE_LINEAGE:
        m->w.n_lineages = 1;
        break;
    case ONE_LINEAGE_SUSPICION:
        m->w.n_lineages = 1;
        ask->standard = SPAN("reasonable_suspicion");
        break;
    case SCORE:
        ask->standard = SPAN("clear_and_convincing");
        break;
    case EARLY:
        ask->at_ms = 999;
        break;
    case EARLY_URGENT:
        ask->at_ms = 999;
        ask->is_urgent = true;
        break;
    case ALTERNATIVE:
        ask->n_alternatives = 1;
        break;
    case EMPTY_ANSWER:
        given[1].answer = SPAN("  ");
        break;
    case NATIONAL:
        members[2].nationality = SPAN("NORTH");
        break;
    case TWICE:
        members[2].name = SPAN("ann");
        break;
    case ALONE:
        ask->n_members = 1;
        break;
    case VOTES:
        members[1].vote = FINDING_ABSTAINED;
        break;
    case HALF:
        ask->n_members = 2;
        members[1].vote = FINDING_AGAINST;
        break;
    case REASONS:
        ask->reasons = SPAN(" ");
        break;
    }
}

static void every_condition_stands_by_itself(void **state)
{
    static const struct {
        enum change what;
        unsigned bars;
        const char *says;
    } rows[] = {
        {NOTHING, 0, ""},
        {OTHER, BAR_UNKNOWN, "is no finding"},
        {ONE_LINEAGE, BAR_LINEAGES, "1 independent lineages"},
        {ONE_LINEAGE_SUSPICION, 0, ""},
        {SCORE, BAR_SCORE, "at most reasonable grounds"},
        {EARLY, BAR_REPLY, "may still reply"},
        {EARLY_URGENT, 0, ""},
        {ALTERNATIVE, BAR_ALTERNATIVES, "alternative flag"},
        {EMPTY_ANSWER, BAR_ALTERNATIVES, "alternative flag"},
        {NATIONAL, BAR_PANEL, "cy is a national of NORTH"},
        {TWICE, BAR_PANEL, "ann is on it twice"},
        {ALONE, BAR_PANEL, "fewer than two"},
        {VOTES, BAR_VOTES, "not more than half"},
        {HALF, BAR_VOTES, "not more than half"},
        {REASONS, BAR_REASONS, "no reasons"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct finding_member members[3];
        struct finding_alternative given[2];
        struct finding_check c = {.bars = ~0u};
        struct finding_ask ask;
        struct err err = {0};
        struct arena a;
        struct made m;
        struct buf b;

        arena_init(&a, MIB);
        buf_init(&b, 4096);
        memcpy(members, panel, sizeof(members));
        memcpy(given, answers, sizeof(given));
        weigh(&m, 0.85, 2, 0.6);
        ask = good(&m);
        ask.members = members;
        ask.alternatives = given;
        change(&ask, &m, members, given, rows[i].what);
        assert_ok(finding_check(&ask, &a, &c, &err));
        finding_put_bars(&b, &ask, &c);
        buf_putc(&b, '\0');
        if (c.bars != rows[i].bars)
            fail_msg("row %zu: %#x: %s", i, c.bars, b.p);
        if (strstr(b.p, rows[i].says) == NULL)
            fail_msg("row %zu: %s", i, b.p);
        assert_true((c.bars == 0) == (b.n == 1));
        buf_release(&b);
        arena_release(&a);
    }
}

static void what_is_not_there_is_refused(void **state)
{
    static const struct finding_standard twice[] = {{S("a"), 1, false, {1, 2}},
                                                    {S("b"), 1, false, {2, 3}}};
    struct finding_check c = {0};
    struct err err = {0};
    struct finding_ask ask;
    struct arena a;
    struct made m;

    (void)state;
    arena_init(&a, MIB);
    weigh(&m, 0.85, 2, 0.6);
    ask = good(&m);
    ask.hypothesis = SPAN("west");
    assert_int_equal(finding_check(&ask, &a, &c, &err), RC_UNKNOWN);
    ask = good(&m);
    ask.standard = SPAN("certainty");
    assert_int_equal(finding_check(&ask, &a, &c, &err), RC_UNKNOWN);
    ask = good(&m);
    ask.n_standards = 0;
    assert_int_equal(finding_check(&ask, &a, &c, &err), RC_INPUT);
    ask.standards = twice;
    ask.n_standards = 2;
    assert_int_equal(finding_check(&ask, &a, &c, &err), RC_CONFLICT);
    arena_release(&a);
}

static void confidence_is_another_question_than_likelihood(void **state)
{
    static const struct {
        double score, without, low;
        size_t n;
        size_t standard;
        enum finding_confidence want;
    } rows[] = {
        {0.95, 0.75, 0.72, 3, 2, CONFIDENCE_HIGH},
        {0.95, 0.75, 0.72, 2, 2, CONFIDENCE_MODERATE}, /* a third lineage is missing */
        {0.95, 0.69, 0.72, 3, 2, CONFIDENCE_MODERATE}, /* one lineage carries the standard */
        {0.95, 0.75, 0.69, 3, 2, CONFIDENCE_MODERATE}, /* its range does not reach it */
        {0.95, 0.30, 0.72, 2, 2, CONFIDENCE_LOW},      /* another would be likelier */
        {0.95, 0.75, 0.72, 1, 2, CONFIDENCE_LOW},
        {0.95, 0.75, 0.72, 3, FINDING_NONE, CONFIDENCE_LOW},
        /* unlikely, and surely so: high confidence in a low standard */
        {0.45, 0.42, 0.41, 3, 0, CONFIDENCE_HIGH},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct finding_standard *s =
            rows[i].standard == FINDING_NONE ? NULL : &standards[rows[i].standard];
        struct made m;

        weigh(&m, rows[i].score, rows[i].n, rows[i].without);
        m.low[0] = rows[i].low;
        if (finding_confidence_of(&m.w, 0, s) != rows[i].want)
            fail_msg("row %zu", i);
    }
}

static void likelihood_and_confidence_are_two_sentences(void **state)
{
    struct made m;
    struct buf b;

    (void)state;
    buf_init(&b, 4096);
    weigh(&m, 0.95, 2, 0.61);
    finding_put_likelihood(&b, &m.w, &set[0], 0, &standards[3]);
    assert_span(buf_span(&b),
                "Likelihood: clear and convincing, with a score of 0.95, that it came "
                "from ground held by north.");
    buf_clear(&b);
    finding_put_confidence(&b, &m.w, 0, &standards[3]);
    assert_span(
        buf_span(&b),
        "Confidence: moderate, as 2 independent lineages speak for it and the score may lie "
        "from 0.47 to 0.97; it falls to 0.61 without crater analysis.");
    buf_clear(&b);
    weigh(&m, 0.2, 0, 0);
    finding_put_likelihood(&b, &m.w, &set[0], 0, NULL);
    finding_put_confidence(&b, &m.w, 0, NULL);
    assert_span(
        buf_span(&b),
        "Likelihood: no standard is reached, with a score of 0.20, that it came from ground "
        "held by north.Confidence: low, as 0 independent lineages speak for it and the score "
        "may lie from 0.10 to 0.60.");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_score_caps_the_standard),
        cmocka_unit_test(without_the_name_the_lowest_rank_is_the_least),
        cmocka_unit_test(every_condition_stands_by_itself),
        cmocka_unit_test(what_is_not_there_is_refused),
        cmocka_unit_test(confidence_is_another_question_than_likelihood),
        cmocka_unit_test(likelihood_and_confidence_are_two_sentences),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
