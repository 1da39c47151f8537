/* SPDX-License-Identifier: Apache-2.0 */
/* What is promised again and again, and on request: by whom, by when, and who is late. */
#include "check.h"

#include "watch_owed.h"

/* A row of no duty that tells how far the input's time reaches. */
#define UNTIL(at) "{'kind':'impediment','impediment':'delay','time':'" at "'}\n"
#define DONE(id, at)                                                                               \
    "{'kind':'duty_done','id':'" id "','by':'o','duty':'visit','completed_at':'" at "'}\n"
#define WITH(id, at, who)                                                                          \
    "{'kind':'duty_done','id':'" id "','by':'o','duty':'visit','completed_at':'" at                \
    "','with':[" who "]}\n"
#define EVERY "binds o; duty visit; every "

/* Europe/Kyiv: 24:00 of 16 July is 21:00 of that day in UTC. */
static const struct owed_case periodic[] = {
    {"the last minute of the fifteenth day", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") DONE("d2", "2026-07-16T20:59:59.999Z"),
     "compliant - o 2026-07-16T20:59:59.999Z; pending due o 2026-07-31T20:59:59.999Z"},
    {"the first of the sixteenth", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") DONE("d2", "2026-07-16T21:00:00Z"),
     "violation late o 2026-07-16T21:00:00Z; pending due o 2026-08-01T20:59:59.999Z"},
    {"three days late", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") DONE("d2", "2026-07-19T10:00:00Z"),
     "violation late o 2026-07-16T21:00:00Z/2026-07-19T10:00:00Z; pending due o "
     "2026-08-03T20:59:59.999Z"},
    {"the input ends in the last minute", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") UNTIL("2026-07-16T20:59:59.999Z"),
     "pending due o 2026-07-16T20:59:59.999Z"},
    {"the input goes beyond it", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") UNTIL("2026-07-16T21:00:00Z"),
     "violation overdue o 2026-07-16T21:00:00Z"},
    {"a day late when clocks go back: 25 hours", EVERY "1 d",
     DONE("d1", "2026-10-24T09:00:00Z") DONE("d2", "2026-10-25T21:59:59Z"),
     "compliant - o 2026-10-25T21:59:59Z; pending due o 2026-10-26T21:59:59.999Z"},
    {"and not one moment later", EVERY "1 d",
     DONE("d1", "2026-10-24T09:00:00Z") DONE("d2", "2026-10-25T22:00:00Z"),
     "violation late o 2026-10-25T22:00:00Z; pending due o 2026-10-27T21:59:59.999Z"},
    {"hours do not stretch with the clocks", EVERY "24 h",
     DONE("d1", "2026-10-24T09:00:00Z") DONE("d2", "2026-10-25T09:00:00Z")
         DONE("d3", "2026-10-26T09:00:00.001Z"),
     "compliant - o 2026-10-25T09:00:00Z; violation late o 2026-10-26T09:00:00.001Z; "
     "pending due o 2026-10-27T09:00:00.001Z"},
    {"a day short when clocks go forward", EVERY "1 d",
     DONE("d1", "2026-03-28T10:00:00Z") DONE("d2", "2026-03-29T20:59:59.999Z")
         DONE("d3", "2026-03-30T21:00:00Z"),
     "compliant - o 2026-03-29T20:59:59.999Z; violation late o 2026-03-30T21:00:00Z; pending due "
     "o 2026-04-01T20:59:59.999Z"},
    {"a month ends where its days do", EVERY "6 months",
     DONE("d1", "2026-08-31T10:00:00Z") UNTIL("2027-02-28T21:59:59.999Z"),
     "pending due o 2027-02-28T21:59:59.999Z"},
    {"and is over then", EVERY "6 months",
     DONE("d1", "2026-08-31T10:00:00Z") UNTIL("2027-02-28T22:00:00Z"),
     "violation overdue o 2027-02-28T22:00:00Z"},
    {"from the day that it is in force", EVERY "15 d; from 2026-07-01",
     UNTIL("2026-07-16T21:00:00Z"), "violation overdue o 2026-07-16T21:00:00Z"},
    {"what was done before that sets no clock", EVERY "15 d; from 2026-07-01",
     DONE("d1", "2026-06-30T10:00:00Z") UNTIL("2026-07-16T20:59:59Z"),
     "pending due o 2026-07-16T20:59:59.999Z"},
    {"nothing is due after its end", EVERY "15 d; from 2026-07-01; until 2026-07-10",
     UNTIL("2026-09-01T00:00:00Z"), ""},
    {"the clock's start is missing", EVERY "15 d", UNTIL("2026-07-16T21:00:00Z"),
     "indeterminate - o -"},
    {"another's duty, and another duty", EVERY "15 d",
     "{'kind':'duty_done','by':'a','duty':'visit','completed_at':'2026-07-01'}\n"
     "{'kind':'duty_done','by':'o','duty':'patrol','completed_at':'2026-07-01'}",
     "indeterminate - o -"},
    {"completed some time in two days, of which one is too late", EVERY "24 h",
     DONE("d1", "2026-07-01T00:00:00Z") DONE("d2", "2026-07-01T12:00:00Z/2026-07-02T12:00:00Z"),
     "indeterminate late o 2026-07-02T00:00:00.001Z/2026-07-02T12:00:00Z; pending due o "
     "2026-07-02T12:00:00Z"},
    {"each party has a clock", "binds a, b; duty visit; every 15 d; from 2026-07-01",
     "{'kind':'duty_done','id':'x','by':'a','duty':'visit','completed_at':'2026-07-10T00:00:00Z'}"
     "\n" UNTIL("2026-07-20T00:00:00Z"),
     "compliant - a 2026-07-10T00:00:00Z; pending due a 2026-07-25T20:59:59.999Z; violation "
     "overdue b 2026-07-16T21:00:00Z"},
    {"with each a clock", EVERY "24 h; with a, b",
     WITH("d1", "2026-07-01T00:00:00Z", "'a','b'") WITH("d2", "2026-07-02T00:00:00Z", "'a'"),
     "compliant - o 2026-07-02T00:00:00Z; pending due o 2026-07-03T00:00:00Z; pending due o "
     "2026-07-02T00:00:00Z"},
    {"with whom is not said", EVERY "24 h; with a",
     WITH("d1", "2026-07-01T00:00:00Z", "'a'") DONE("d2", "2026-07-01T20:00:00Z")
         UNTIL("2026-07-03T00:00:00Z"),
     "indeterminate overdue o 2026-07-02T00:00:00.001Z"},
    {"the parties agreed to let it be", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") "{'kind':'derogation','id':'n','term':'t','agreed_by':['a',"
                                        "'b'],'exempt':true,'for':"
                                        "'2026-07-10/2026-08-01'}\n" UNTIL("2026-07-20T00:00:00Z"),
     "exempt overdue o 2026-07-16T21:00:00Z"},
    {"only one of them did", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") "{'kind':'derogation','id':'n','term':'t','agreed_by':['a']"
                                        ",'exempt':true,'for':"
                                        "'2026-07-10/2026-08-01'}\n" UNTIL("2026-07-20T00:00:00Z"),
     "violation overdue o 2026-07-16T21:00:00Z"},
    {"leave to do something releases nobody from a duty", EVERY "15 d",
     DONE("d1", "2026-07-01T10:00:00Z") "{'kind':'permit','holder':'o','for':'2026-07-10/"
                                        "2026-08-01'}\n" UNTIL("2026-07-20T00:00:00Z"),
     "violation overdue o 2026-07-16T21:00:00Z"},
    {"a report that left one out", EVERY "15 d; report-to a, b",
     "{'kind':'duty_done','id':'d','by':'o','duty':'visit','completed_at':'2026-07-01T00:00:00Z',"
     "'reported_to':['a']}\n"
     "{'kind':'duty_done','id':'e','by':'o','duty':'visit','completed_at':'2026-07-02T00:00:00Z',"
     "'reported_to':['b','a']}\n",
     "compliant - o 2026-07-02T00:00:00Z; pending due o 2026-07-17T20:59:59.999Z; violation "
     "not_reported o 2026-07-01T00:00:00Z"},
};

static void a_periodic_duty_runs_from_the_last_completed_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(periodic) / sizeof(periodic[0]); i++)
        owed_try("periodic_duty", &periodic[i]);
}

#define ASKED(id, at)                                                                              \
    "{'kind':'request','id':'" id "','by':'a','duty':'visit','received_at':'" at "'}\n"
#define ANSWER(id, at, to)                                                                         \
    "{'kind':'duty_done','id':'" id "','by':'o','duty':'visit','completed_at':'" at                \
    "','request':'" to "'}\n"
#define WITHIN "binds o; duty visit; requested-by a, b; within "

static const struct owed_case requested[] = {
    {"at the last moment", WITHIN "48 h",
     ASKED("q", "2026-07-01T10:00:00Z") ANSWER("d", "2026-07-03T10:00:00Z", "q"),
     "compliant - o 2026-07-03T10:00:00Z"},
    {"a moment later", WITHIN "48 h",
     ASKED("q", "2026-07-01T10:00:00Z") ANSWER("d", "2026-07-03T10:00:01Z", "q"),
     "violation late o 2026-07-03T10:00:00.001Z/2026-07-03T10:00:01Z"},
    {"not due yet", WITHIN "48 h", ASKED("q", "2026-07-01T10:00:00Z") UNTIL("2026-07-03T10:00:00Z"),
     "pending due o 2026-07-03T10:00:00Z"},
    {"never done", WITHIN "48 h",
     ASKED("q", "2026-07-01T10:00:00Z") UNTIL("2026-07-03T10:00:00.001Z"),
     "violation overdue o 2026-07-03T10:00:00.001Z"},
    {"48 hours over the night when clocks go forward", WITHIN "48 h",
     ASKED("q", "2026-03-28T10:00:00Z") ANSWER("d", "2026-03-30T10:00:00Z", "q"),
     "compliant - o 2026-03-30T10:00:00Z"},
    {"two days over that night end an hour earlier", WITHIN "2 d",
     ASKED("q", "2026-03-28T10:00:00Z") ANSWER("d", "2026-03-30T21:00:00Z", "q"),
     "violation late o 2026-03-30T21:00:00Z"},
    {"one that names no request may be the answer", WITHIN "48 h",
     ASKED("q", "2026-07-01T10:00:00Z") DONE("d", "2026-07-02T10:00:00Z")
         UNTIL("2026-07-05T00:00:00Z"),
     "indeterminate overdue o 2026-07-03T10:00:00.001Z"},
    {"one before the request is none", WITHIN "48 h",
     ASKED("q", "2026-07-01T10:00:00Z") DONE("d", "2026-07-01T09:59:59Z")
         UNTIL("2026-07-05T00:00:00Z"),
     "violation overdue o 2026-07-03T10:00:00.001Z"},
    {"who may not ask", WITHIN "48 h",
     "{'kind':'request','id':'q','by':'x','duty':'visit','received_at':'2026-07-01T10:00:00Z'}",
     "not_applicable - o 2026-07-01T10:00:00Z"},
    {"somebody else was asked", WITHIN "48 h",
     "{'kind':'request','by':'a','to':'b','duty':'visit','received_at':'2026-07-01T10:00:00Z'}",
     ""},
    {"received in one of two hours, done in between", WITHIN "1 h",
     ASKED("q", "2026-07-01T10:00:00Z/2026-07-01T12:00:00Z")
         ANSWER("d", "2026-07-01T12:00:00Z", "q"),
     "indeterminate late o 2026-07-01T11:00:00.001Z/2026-07-01T12:00:00Z"},
};

static void a_request_starts_a_clock_at_its_receipt(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(requested) / sizeof(requested[0]); i++)
        owed_try("on_request_duty", &requested[i]);
}

static void the_words_have_the_rows_and_the_day(void **state)
{
    struct owed o;

    (void)state;
    owed_open(&o, "periodic_duty", EVERY "15 d; from 2026-06-20");
    world_rows(&o.world, DONE("d1", "2026-07-01T10:00:00Z") UNTIL("2026-08-01T00:00:00Z"));
    world_judge(&o.world);
    assert_int_equal(o.world.n_verdicts, 2);
    assert_says(&o.world.verdicts[0],
                "visit by o, completed 2026-07-01T10:00:00Z (row d1), in time. "
                "The term is in force since 2026-06-19T21:00:00Z; no more "
                "than 15 calendar days may pass: due by 24:00 of 2026-07-05 "
                "(Europe/Kyiv).");
    assert_says(&o.world.verdicts[1],
                "visit by o: overdue, and not done since. The one before was completed "
                "2026-07-01T10:00:00Z (row d1); no more than 15 calendar days may pass: due by "
                "24:00 of 2026-07-16 (Europe/Kyiv).");
    assert_int_equal(o.world.verdicts[1].n_inputs, 1);
    assert_int_equal(o.world.verdicts[1].severity, 1);
    assert_true(o.world.tally.wake_ms == TIME_NEVER);
    owed_close(&o);
}

/* The instant as of which it is judged is the time that counts, whatever came in by then. */
static void as_of_is_the_time_that_counts(void **state)
{
    static const struct {
        int64_t as_of_ms;
        const char *told;
    } rows[] = {
        {1784235599999, "pending due o 2026-07-16T20:59:59.999Z"},
        {1784235600000, "violation overdue o 2026-07-16T21:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct verdict_sink sink;
        struct err err = {0};
        struct owed o;

        owed_open(&o, "periodic_duty", EVERY "15 d");
        sink = (struct verdict_sink){&o.world, world_take_verdict, world_take_event};
        world_rows(&o.world, DONE("d1", "2026-07-01T10:00:00Z"));
        assert_ok(docket_close(&o.world.docket, rows[i].as_of_ms, &err));
        assert_ok(judge_run(&o.world.model, &o.world.docket, &o.world.options, &sink,
                            &o.world.arena, &o.world.tally, &err));
        owed_expect(&o, "as of", rows[i].told);
        owed_close(&o);
    }
}

/* A charter's own terms bind the community, and a lapse of its own is told as a party's is. */
static void the_community_is_judged_by_its_own_terms(void **state)
{
    struct owed o;

    (void)state;
    frame_init(&o.bench);
    frame_good(&o.bench,
               "}\ncharter league {\n timezone \"UTC\"\n member usa, pol, est\n"
               "class east { pol, est }\n force {\n term c periodic_duty { ref \"1\"; duty check; "
               "with class east; every 24 h; from 2026-07-01T00:00 }\n }");
    owed_begin(&o);
    o.world.options.only_term = SPAN("c");
    world_rows(&o.world, "{'kind':'duty_done','id':'d','by':'league','duty':'check','with':['pol'],"
                         "'completed_at':'2026-07-01T20:00:00Z'}\n" UNTIL("2026-07-02T12:00:00Z"));
    world_judge(&o.world);
    owed_expect(&o, "charter",
                "compliant - league 2026-07-01T20:00:00Z; pending due league 2026-07-02T20:00:00Z; "
                "violation overdue league 2026-07-02T00:00:00.001Z");
    owed_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_periodic_duty_runs_from_the_last_completed_one),
        cmocka_unit_test(a_request_starts_a_clock_at_its_receipt),
        cmocka_unit_test(the_words_have_the_rows_and_the_day),
        cmocka_unit_test(as_of_is_the_time_that_counts),
        cmocka_unit_test(the_community_is_judged_by_its_own_terms),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
