/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold beside the votes, judged from the record: each kind from both sides. */
#include "chamber_world.h"

static const char digest[] = "sha256:1";

/* A record in which everything holds at noon of 1 April 2027. */
static void world_full(struct chamber_world *w)
{
    struct span *east;

    world_open(w);
    east = arena_array(&w->b.arena, 3, sizeof(*east), NULL);
    assert_non_null(east);
    east[0] = SPAN("est");
    east[1] = SPAN("lva");
    east[2] = SPAN("pol");
    say(w, "ukr", WORD_CONSENTS, "2027-01-02T08:00:00Z")->mandate = SPAN("aasc");
    say(w, "ukr", WORD_CONSENTS, "2027-03-31T12:00:00Z")->proposal = span_of(digest);
    w->present[w->h.n_present++] =
        (struct chamber_presence){.entry = SPAN("p"),
                                  .contributor = SPAN("usa"),
                                  .from_ms = at_of("2027-03-01T00:00:00Z"),
                                  .until_ms = at_of("2027-05-01T00:00:00Z")};
    w->consultations[w->h.n_consultations++] =
        (struct chamber_consultation){.entry = SPAN("c"),
                                      .whom = SPAN("east"),
                                      .about = SPAN("rus"),
                                      .members = east,
                                      .n_members = 3,
                                      .opened_ms = at_of("2027-03-01T10:00:00Z"),
                                      .until_ms = at_of("2027-03-31T21:00:00Z")};
    decide(w, EFFECT_FOUND, "leadership.departed", "2027-02-01T00:00:00Z");
}

static void each_is_met_or_not_by_the_record_at_the_instant(void **state)
{
    static const struct {
        enum proposal_need_kind kind;
        const char *of, *at;
        bool is_measure, is_met;
        const char *why, *by;
    } rows[] = {
        {PROPOSAL_CONSENT, "ukr", "2027-03-31T11:59:59.999Z", false, false, "never given", ""},
        {PROPOSAL_CONSENT, "ukr", "2027-03-31T12:00:00Z", false, true, "stands since", "w"},
        {PROPOSAL_CONSENT, "usa", "2027-04-01T12:00:00Z", false, false, "a vote does not", ""},
        {PROPOSAL_CONTRIBUTOR, "usa", "2027-02-28T23:59:59.999Z", false, false, "no row", ""},
        {PROPOSAL_CONTRIBUTOR, "usa", "2027-03-01T00:00:00Z", false, true, "deployed since", "p"},
        {PROPOSAL_CONTRIBUTOR, "usa", "2027-04-30T23:59:59.999Z", false, true, "deployed", "p"},
        {PROPOSAL_CONTRIBUTOR, "usa", "2027-05-01T00:00:00Z", false, false, "the last were", "p"},
        {PROPOSAL_CONTRIBUTOR, "est", "2027-04-01T12:00:00Z", false, false, "no row", ""},
        {PROPOSAL_MANDATE, "patrol", "2027-01-02T07:59:59Z", false, false, "never given", ""},
        {PROPOSAL_MANDATE, "patrol", "2027-04-01T12:00:00Z", false, true, "names patrol", ""},
        {PROPOSAL_MANDATE, "combat", "2027-04-01T12:00:00Z", false, false, "not name combat", ""},
        {PROPOSAL_MANDATE, "combat", "2027-04-01T12:00:00Z", true, true, "of a ladder", "w"},
        {PROPOSAL_MANDATE, "combat", "2027-03-30T12:00:00Z", true, false, "never given", ""},
        {PROPOSAL_FINDING, "leadership.departed", "2027-01-31T23:59:59Z", false, false, "no", ""},
        {PROPOSAL_FINDING, "leadership.departed", "2027-02-01T00:00:00Z", false, true, "by rule",
         "d"},
        {PROPOSAL_FINDING, "successor.safe", "2027-04-01T12:00:00Z", false, false, "no", ""},
        {PROPOSAL_FINDING, "elsewhere", "2027-04-01T12:00:00Z", false, false, "no decision", ""},
        {PROPOSAL_DEFENCE, "automatic", "2027-04-01T12:00:00Z", true, false, "obliges nobody", ""},
    };
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_full(&w);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct proposal_need n = {.kind = rows[i].kind, .of = span_of(rows[i].of)};
        const struct precondition_case c = {
            .proposal = span_of(digest), .is_measure = rows[i].is_measure, .opened_ms = TIME_NEVER};
        struct precondition got;

        assert_ok(precondition_judge(&w.h, &n, &c, at_of(rows[i].at), &w.b.arena, &got, &err));
        if (got.is_met != rows[i].is_met || strstr(got.why.p, rows[i].why) == NULL ||
            !span_is(got.by, rows[i].by))
            fail_msg("row %zu: %s: %.*s (%.*s)", i, got.is_met ? "met" : "unmet", SPAN_ARG(got.why),
                     SPAN_ARG(got.by));
    }
    world_close(&w);
}

/* What is still open when the vote opens voids it, however long the vote lasts. */
static void a_consultation_is_over_when_the_vote_opens_or_not_at_all(void **state)
{
    static const struct {
        const char *opened, *about;
        bool is_met;
        const char *why;
    } rows[] = {
        {"2027-03-31T21:00:00Z", "rus", true, "est, pol had not spoken, which is no veto"},
        {"2027-03-31T20:59:59.999Z", "rus", false, "(ends today); est, pol have not spoken"},
        {"2027-03-10T12:00:00Z", "rus", false, "(21 days left); est, pol have not spoken"},
        {"2027-03-02T12:00:00Z", "rus", false, "(29 days left); est, lva, pol have not spoken"},
        {"2027-03-01T09:59:59Z", "rus", false, "no consultation was opened"},
        {"2027-03-31T21:00:00Z", "ukr", false, "no consultation was opened"},
    };
    const struct proposal_need n = {.kind = PROPOSAL_CONSULTATION, .of = SPAN("east")};
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_full(&w);
    say(&w, "lva", WORD_SPEAKS, "2027-03-05T12:00:00Z")->consultation = SPAN("c");
    say(&w, "est", WORD_SPEAKS, "2027-03-31T21:00:00Z")->consultation = SPAN("c"); /* too late */
    say(&w, "pol", WORD_SPEAKS, "2027-03-05T12:00:00Z")->consultation = SPAN("another");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct precondition_case c = {.proposal = span_of(digest),
                                            .subject = span_of(rows[i].about),
                                            .opened_ms = at_of(rows[i].opened)};
        struct precondition got;

        assert_ok(precondition_judge(&w.h, &n, &c, at_of("2027-06-01T00:00:00Z"), &w.b.arena, &got,
                                     &err));
        if (got.is_met != rows[i].is_met || strstr(got.why.p, rows[i].why) == NULL)
            fail_msg("row %zu: %s: %.*s", i, got.is_met ? "met" : "unmet", SPAN_ARG(got.why));
    }
    world_close(&w);
}

/* The host's general consent is one to what the mandate names, and to nothing else. */
static void consent_to_the_mandate_covers_its_tasks_alone(void **state)
{
    const struct span inside[] = {SPAN("patrol"), SPAN("training")};
    const struct span outside[] = {SPAN("patrol"), SPAN("combat")};
    const struct proposal_need n = {.kind = PROPOSAL_CONSENT, .of = SPAN("ukr")};
    struct chamber_world w;
    struct precondition got;
    struct err err = {0};
    struct precondition_case c = {.proposal = SPAN("sha256:2"), .opened_ms = TIME_NEVER};

    (void)state;
    world_full(&w);
    assert_ok(
        precondition_judge(&w.h, &n, &c, at_of("2027-04-01T12:00:00Z"), &w.b.arena, &got, &err));
    assert_false(got.is_met); /* it needs no task */
    c.tasks = inside;
    c.n_tasks = 2;
    assert_ok(
        precondition_judge(&w.h, &n, &c, at_of("2027-04-01T12:00:00Z"), &w.b.arena, &got, &err));
    assert_true(got.is_met);
    c.tasks = outside;
    assert_ok(
        precondition_judge(&w.h, &n, &c, at_of("2027-04-01T12:00:00Z"), &w.b.arena, &got, &err));
    assert_false(got.is_met);
    c.n_tasks = 0;
    c.mandate = SPAN("aasc"); /* it makes that mandate active */
    assert_ok(
        precondition_judge(&w.h, &n, &c, at_of("2027-04-01T12:00:00Z"), &w.b.arena, &got, &err));
    assert_true(got.is_met);
    c.mandate = SPAN("unga");
    assert_ok(
        precondition_judge(&w.h, &n, &c, at_of("2027-04-01T12:00:00Z"), &w.b.arena, &got, &err));
    assert_false(got.is_met);
    world_close(&w);
}

static void a_mandate_has_its_clocks(void **state)
{
    static const struct {
        const char *at, *mandate;
        enum mandate_state state;
        bool is_ending;
    } rows[] = {
        {"2027-01-02T07:59:59Z", "aasc", MANDATE_NO_CONSENT, false},
        {"2027-01-02T08:00:00Z", "aasc", MANDATE_IN_FORCE, false},
        {"2027-05-03T23:59:59Z", "aasc", MANDATE_IN_FORCE, false},
        {"2027-05-04T08:00:00Z", "unga", MANDATE_IN_FORCE, false},
        {"2027-08-05T20:59:59Z", "unga", MANDATE_IN_FORCE, false},
        {"2027-08-05T21:00:00Z", "unga", MANDATE_IN_FORCE, true}, /* 90 local days before */
        {"2027-11-04T21:59:59.999Z", "unga", MANDATE_IN_FORCE, true},
        {"2027-11-04T22:00:00Z", "unga", MANDATE_EXPIRED, false},
        {"2027-11-20T00:00:00Z", "aasc", MANDATE_IN_FORCE, false},
    };
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_full(&w);
    say(&w, "ukr", WORD_CONSENTS, "2027-04-02T08:00:00Z")->mandate = SPAN("unga");
    decide(&w, EFFECT_MANDATE, "unga", "2027-05-04T08:00:00Z");
    decide(&w, EFFECT_MANDATE, "aasc", "2027-11-20T00:00:00Z");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct mandate_standing m;

        assert_ok(mandate_at(&w.h, at_of(rows[i].at), &w.b.arena, &m, &err));
        assert_span(m.of->id, rows[i].mandate);
        if (m.state != rows[i].state ||
            mandate_is_ending(&w.h, &m, at_of(rows[i].at)) != rows[i].is_ending)
            fail_msg("at %s: state %d", rows[i].at, (int)m.state);
    }
    world_close(&w);
}

/* Renewed before its end, each new term follows on the one before. */
static void a_renewal_follows_on_the_term(void **state)
{
    struct mandate_standing m;
    struct chamber_world w;
    struct err err = {0};

    (void)state;
    world_full(&w);
    say(&w, "ukr", WORD_CONSENTS, "2027-04-02T08:00:00Z")->mandate = SPAN("unga");
    decide(&w, EFFECT_MANDATE, "unga", "2027-05-04T08:00:00Z");
    decide(&w, EFFECT_MANDATE, "unga", "2027-10-01T00:00:00Z");
    decide(&w, EFFECT_MANDATE, "unga", "2027-10-02T00:00:00Z");
    assert_ok(mandate_at(&w.h, at_of("2027-10-01T12:00:00Z"), &w.b.arena, &m, &err));
    assert_int_equal(m.last_ms, at_of("2028-05-04T21:00:00Z") - 1);
    assert_ok(mandate_at(&w.h, at_of("2027-10-02T12:00:00Z"), &w.b.arena, &m, &err));
    assert_int_equal(m.last_ms, at_of("2028-11-04T22:00:00Z") - 1);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_met_or_not_by_the_record_at_the_instant),
        cmocka_unit_test(a_consultation_is_over_when_the_vote_opens_or_not_at_all),
        cmocka_unit_test(consent_to_the_mandate_covers_its_tasks_alone),
        cmocka_unit_test(a_mandate_has_its_clocks),
        cmocka_unit_test(a_renewal_follows_on_the_term),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
