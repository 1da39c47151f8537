/* SPDX-License-Identifier: Apache-2.0 */
/* Who belongs, who may be voted about, and what members should weigh: from a record, at an instant.
 */
#include "chamber_world.h"
#include "council/consideration.h"
#include "council/electorate.h"

/* --- members over time ----------------------------------------------------------------------- */

static void decisions_and_notices_change_the_electorate_from_then_on(void **state)
{
    static const struct {
        const char *at, *want;
    } rows[] = {
        {"2027-03-31T23:59:59.999Z", "est lva pol ukr usa "},
        {"2027-04-01T00:00:00Z", "est lva pol ukr usa rus "},
        {"2027-05-01T00:00:00Z", "est lva pol ukr usa "}, /* rus is suspended */
        {"2027-05-31T23:59:59.999Z", "est lva pol ukr usa "},
        {"2027-06-01T00:00:00Z", "est lva pol ukr usa rus "},
        {"2027-07-01T00:00:00Z", "est pol ukr usa rus "}, /* lva left at once */
        {"2027-08-31T23:59:59.999Z", "est pol ukr usa rus "},
        {"2027-09-01T00:00:00Z", "est pol ukr rus "}, /* usa, when it had said */
        {"2027-10-01T00:00:00Z", "est pol ukr rus lva "},
    };
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_open(&w);
    decide(&w, EFFECT_ADMISSION, "rus", "2027-04-01T00:00:00Z");
    decide(&w, EFFECT_SUSPENSION, "rus", "2027-05-01T00:00:00Z");
    decide(&w, EFFECT_ADMISSION, "rus", "2027-05-02T00:00:00Z"); /* is no reinstatement */
    decide(&w, EFFECT_REINSTATEMENT, "rus", "2027-06-01T00:00:00Z");
    decide(&w, EFFECT_ADMISSION, "lva", "2027-10-01T00:00:00Z");
    say(&w, "lva", WORD_LEAVES, "2027-07-01T00:00:00Z");
    say(&w, "usa", WORD_LEAVES, "2027-08-01T00:00:00Z")->leaves_ms = at_of("2027-09-01T00:00:00Z");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct council_call call = {.rule = 0, .opens_ms = at_of(rows[i].at)};
        struct charter now;
        struct council_vote v;
        struct buf b;

        call.closes_ms = call.opens_ms + MS_PER_DAY;
        assert_ok(chamber_charter(&w.h, call.opens_ms, &w.b.arena, &now, &err));
        assert_ok(council_vote_open(&now, &call, &w.b.arena, &v, &err));
        buf_init(&b, 400);
        for (size_t k = 0; k < v.n_seats; k++)
            buf_printf(&b, "%.*s ", SPAN_ARG(v.seats[k].member));
        if (strcmp(b.p, rows[i].want) != 0)
            fail_msg("at %s: %s", rows[i].at, b.p);
        buf_release(&b);
    }
    world_close(&w);
}

/* --- admission ------------------------------------------------------------------------------- */

static void a_finding_stands_by_the_rule_and_the_standard_of_the_charter(void **state)
{
    static const struct {
        const char *rule, *standard;
        bool is_met;
        const char *why;
    } rows[] = {
        {"important", "suspicion", false, "the charter wants grounds"},
        {"important", "grounds", true, "by rule important"},
        {"important", "convincing", true, "at the standard convincing"},
        {"ordinary", "convincing", false, "the charter wants important"},
        {"important", "unheard_of", false, "the charter wants grounds"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct chamber_world w;
        struct chamber_decision *d;
        const struct charter_finding *f;
        struct buf b;

        world_open(&w);
        f = &w.h.g->charter->candidates[0].eligible[0];
        d = decide(&w, EFFECT_FOUND, "leadership.departed", "2027-02-01T00:00:00Z");
        d->rule = span_of(rows[i].rule);
        d->effect.standard = span_of(rows[i].standard);
        buf_init(&b, 1000);
        if ((finding_at(&w.h, f, at_of("2027-03-01T00:00:00Z"), &b) == d) != rows[i].is_met ||
            strstr(b.p, rows[i].why) == NULL)
            fail_msg("row %zu: %s", i, b.p);
        assert_null(finding_at(&w.h, f, at_of("2027-01-31T23:59:59Z"), &b));
        decide(&w, EFFECT_RETRACTION, "leadership.departed", "2027-03-01T00:00:00Z");
        assert_null(finding_at(&w.h, f, at_of("2027-03-01T00:00:00Z"), &b));
        buf_release(&b);
        world_close(&w);
    }
}

static void a_candidate_goes_from_not_eligible_to_admitted(void **state)
{
    static const struct {
        const char *at;
        enum candidate_vote vote;
        enum candidate_status want;
        const char *refusal; /* of a vote that would open then; NULL: it may */
    } rows[] = {
        {"2027-01-15T00:00:00Z", VOTE_NONE, CANDIDATE_NOT_ELIGIBLE, "leadership.departed"},
        {"2027-02-01T00:00:00Z", VOTE_NONE, CANDIDATE_NOT_ELIGIBLE, "successor.safe"},
        {"2027-02-02T00:00:00Z", VOTE_NONE, CANDIDATE_ELIGIBLE, "was not opened"},
        {"2027-02-03T00:00:00Z", VOTE_NONE, CANDIDATE_APPLIED, "was not opened"},
        {"2027-03-01T10:00:00Z", VOTE_NONE, CANDIDATE_CONSULTING, "est has not spoken"},
        {"2027-03-31T20:59:59.999Z", VOTE_NONE, CANDIDATE_CONSULTING, "ends today"},
        {"2027-03-31T21:00:00Z", VOTE_NONE, CANDIDATE_APPLIED, NULL},
        {"2027-04-01T00:00:00Z", VOTE_OPEN, CANDIDATE_VOTING, NULL},
        {"2027-04-01T00:00:00Z", VOTE_NOT_ADOPTED, CANDIDATE_REJECTED, NULL},
        {"2027-04-01T00:00:00Z", VOTE_ADOPTED, CANDIDATE_DEFERRED, NULL},
        {"2027-05-01T00:00:00Z", VOTE_ADOPTED, CANDIDATE_ADMITTED, "a member already"},
        {"2027-06-01T00:00:00Z", VOTE_ADOPTED, CANDIDATE_ADMITTED, "a member already"},
    };
    const struct span est[] = {SPAN("est")};
    const struct charter_candidate *k;
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_open(&w);
    k = candidate_find(w.h.g, SPAN("rus"));
    assert_non_null(k);
    assert_null(candidate_find(w.h.g, SPAN("usa")));
    decide(&w, EFFECT_FOUND, "leadership.departed", "2027-02-01T00:00:00Z");
    decide(&w, EFFECT_FOUND, "successor.safe", "2027-02-02T00:00:00Z");
    decide(&w, EFFECT_ADMISSION, "rus", "2027-05-01T00:00:00Z");
    decide(&w, EFFECT_SUSPENSION, "rus", "2027-06-01T00:00:00Z");
    say(&w, "rus", WORD_APPLIES, "2027-02-03T00:00:00Z");
    w.consultations[w.h.n_consultations++] =
        (struct chamber_consultation){.entry = SPAN("c"),
                                      .whom = SPAN("east"),
                                      .about = SPAN("rus"),
                                      .members = est,
                                      .n_members = 1,
                                      .opened_ms = at_of("2027-03-01T10:00:00Z")};
    w.consultations[0].until_ms =
        consultation_until(&k->consultations[0], w.h.g->zone, w.consultations[0].opened_ms);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        enum candidate_status got = CANDIDATE_ELIGIBLE;
        enum rc rc;

        assert_ok(
            candidate_status_at(&w.h, k, rows[i].vote, at_of(rows[i].at), &w.b.arena, &got, &err));
        if (got != rows[i].want)
            fail_msg("row %zu: %s", i, candidate_status_name(got));
        rc = admission_check(&w.h, k, at_of(rows[i].at), &w.b.arena, &err);
        assert_int_equal(rc, rows[i].refusal == NULL ? RC_OK : RC_CONFLICT);
        if (rows[i].refusal != NULL)
            assert_note(rows[i].refusal);
    }
    world_close(&w);
}

/* --- considerations -------------------------------------------------------------------------- */

/* One year to 1 January 2028; its second half begins behind noon of 2 July. */
static void a_trend_is_told_where_intervals_do_not_overlap(void **state)
{
    static const struct {
        struct {
            int day; /* before the end */
            int least, most;
            double p_near;
        } seen[4];
        enum posture_trend want;
    } rows[] = {
        {{{300, 100, 100, 1}, {20, 101, 101, 1}}, POSTURE_RISING},
        {{{300, 100, 100, 1}, {20, 100, 100, 1}}, POSTURE_SIMILAR},
        {{{300, 100, 100, 1}, {20, 99, 99, 1}}, POSTURE_FALLING},
        {{{300, 100, 100, 1}, {20, 40, 40, 1}, {30, 60, 60, 1}}, POSTURE_SIMILAR},
        {{{300, 100, 100, 1}, {20, 101, 101, 0.9}}, POSTURE_SIMILAR}, /* perhaps not near */
        {{{300, 100, 100, 1}, {20, 101, 101, 0.05}}, POSTURE_UNKNOWN},
        {{{300, 100, 100, 1}}, POSTURE_UNKNOWN}, /* nobody may have looked */
        {{{20, 100, 100, 1}}, POSTURE_UNKNOWN},
        {{{365, 9, 9, 1}, {20, 100, 100, 1}}, POSTURE_UNKNOWN}, /* not in the year */
        {{{364, 9, 9, 1}, {20, 100, 100, 1}}, POSTURE_RISING},
    };
    int64_t end_ms = at_of("2028-01-01T00:00:00Z");

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct sighted all[4];
        size_t n = 0;

        for (size_t k = 0; k < 4 && rows[i].seen[k].most > 0; k++)
            all[n++] = (struct sighted){.at_ms = end_ms - rows[i].seen[k].day * MS_PER_DAY,
                                        .least = rows[i].seen[k].least,
                                        .most = rows[i].seen[k].most,
                                        .p_near = rows[i].seen[k].p_near,
                                        .is_known = true};
        if (posture_of(all, n, 365 * MS_PER_DAY, end_ms).trend != rows[i].want)
            fail_msg("row %zu: %d", i, (int)posture_of(all, n, 365 * MS_PER_DAY, end_ms).trend);
    }
}

static void registers_are_assessed_at_the_instant(void **state)
{
    const struct span rus[] = {SPAN("rus")};
    static const struct {
        enum charter_indicator indicator;
        const char *at;
        enum assessment want;
    } rows[] = {
        {CHARTER_INSTRUMENT, "2027-02-28T23:59:59Z", ASSESSED_NOT_MET},
        {CHARTER_INSTRUMENT, "2027-03-01T00:00:00Z", ASSESSED_MET},
        {CHARTER_INSTRUMENT, "2027-06-01T00:00:00Z", ASSESSED_NOT_MET},
        {CHARTER_REGISTRY, "2027-02-28T23:59:59Z", ASSESSED_UNKNOWN},
        {CHARTER_REGISTRY, "2027-03-01T00:00:00Z", ASSESSED_NOT_MET},
        {CHARTER_REGISTRY, "2027-06-01T00:00:00Z", ASSESSED_PARTLY},
        {CHARTER_REGISTRY, "2027-07-01T00:00:00Z", ASSESSED_MET},
    };
    struct chamber_item items[3];
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_open(&w);
    for (size_t i = 0; i < 3; i++)
        items[i] = (struct chamber_item){
            .entry = SPAN("i"),
            .is_instrument = i == 0,
            .title = SPAN("recognition"),
            .states = rus,
            .n_states = 1,
            .from_ms = at_of("2027-03-01T00:00:00Z"),
            .until_ms = at_of(i < 2 ? "2027-06-01T00:00:00Z" : "2027-07-01T00:00:00Z")};
    w.h.items = items;
    w.h.n_items = 3;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct charter_consideration c = {
            .indicator = rows[i].indicator, .text = SPAN("recognition"), .party = CHARTER_NONE};
        struct considered got;

        assert_ok(consideration_judge(
            &w.h,
            &(struct consideration_ask){.candidate = &w.h.g->charter->candidates[0],
                                        .of = &c,
                                        .posture = NULL,
                                        .at_ms = at_of(rows[i].at)},
            &w.b.arena, &got, &err));
        if (got.is != rows[i].want)
            fail_msg("row %zu: %s: %.*s", i, assessment_name(got.is), SPAN_ARG(got.why));
    }
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decisions_and_notices_change_the_electorate_from_then_on),
        cmocka_unit_test(a_finding_stands_by_the_rule_and_the_standard_of_the_charter),
        cmocka_unit_test(a_candidate_goes_from_not_eligible_to_admitted),
        cmocka_unit_test(a_trend_is_told_where_intervals_do_not_overlap),
        cmocka_unit_test(registers_are_assessed_at_the_instant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
