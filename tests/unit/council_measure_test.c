/* SPDX-License-Identifier: Apache-2.0 */
/* The life of a measure: what may follow on what, when its review is due, and what restarts it. */
#include "check.h"
#include "council/measure.h"

#include <string.h>

/* "p" proposed, "a" adopted, "x" rejected, "b" begun, "t" task, "v" evidence, "r" review, "c"
 * continued, "s" stand down without a vote, "S" with one, "e" ended; one a second. */
static enum rc play(struct measure *m, const char *events, struct arena *a, struct err *err)
{
    static const char letters[] = "paxbtvrcSe";
    enum rc rc = RC_OK;

    for (int64_t i = 0; events[i] != '\0' && !rc; i++) {
        char letter = events[i] == 's' ? 'S' : events[i];
        struct measure_news n = {.event = (enum measure_event)(strchr(letters, letter) - letters),
                                 .at_ms = (i + 1) * MS_PER_S,
                                 .what = SPAN("patrols"),
                                 .who = SPAN("pol"),
                                 .due_ms = TIME_NEVER,
                                 .is_voted = events[i] == 'S'};

        rc = measure_take(m, &n, a, err);
    }
    return rc;
}

static struct measure begin(bool needs_vote, bool needs_vote_to_end)
{
    return (struct measure){.kind = MEASURE_STATION_COMBAT_FORCES,
                            .needs_vote = needs_vote,
                            .needs_vote_to_end = needs_vote_to_end,
                            .review = {.unit = PERIOD_DAYS, .n = 90},
                            .life = LIFE_NONE};
}

static void a_measure_goes_where_it_may(void **state)
{
    static const struct {
        const char *events;
        bool needs_vote, needs_vote_to_end;
        const char *life; /* NULL: the last event is refused */
        const char *words;
    } rows[] = {
        {"p", true, true, "proposed", ""},
        {"pp", true, true, NULL, "proposed cannot be said to be proposed; what can follow: adopt"},
        {"b", true, true, NULL, "not proposed cannot be said to be begun; what can follow: prop"},
        {"pb", false, false, "active", ""},
        {"pb", true, false, NULL, "begins when members have adopted it"},
        {"pab", true, false, "active", ""},
        {"pa", true, false, "voted", ""},
        {"px", true, false, "ended", ""},
        {"pxb", true, false, NULL, "nothing follows on its end"},
        {"pabr", true, false, "under_review", ""},
        {"pabrc", true, false, "active", ""},
        {"pabc", true, false, NULL, "evidence, review, stand_down"},
        {"pabs", true, true, NULL, "stands down by a vote"},
        {"pabS", true, true, "standing_down", ""},
        {"pabs", true, false, "standing_down", ""},
        {"pabrS", true, true, "standing_down", ""},
        {"pabSe", true, true, "ended", ""},
        {"pabe", true, true, NULL, "active cannot be said to be ended"},
        {"pae", true, true, "ended", ""},
        {"pe", true, true, "ended", ""},
        {"pv", true, true, NULL, "proposed cannot be said to be evidence"},
        {"pabv", true, true, "active", ""},
        {"ptatbtrtStetx", true, true, NULL, "ended"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct measure m = begin(rows[i].needs_vote, rows[i].needs_vote_to_end);
        struct err err = {0};
        struct arena a;
        enum rc rc;

        arena_init(&a, MIB);
        rc = play(&m, rows[i].events, &a, &err);
        if (rows[i].life == NULL ? rc != RC_CONFLICT || strstr(err.note, rows[i].words) == NULL
                                 : rc != RC_OK || strcmp(measure_life_name(m.life), rows[i].life))
            fail_msg("%s: %s, %s", rows[i].events, measure_life_name(m.life), err.note);
        arena_release(&a);
    }
}

static void tasks_are_shown_one_by_one(void **state)
{
    struct measure m = begin(false, false);
    struct measure_news n = {
        .event = EVENT_EVIDENCE, .at_ms = 9000, .task = 2, .due_ms = TIME_NEVER};
    struct measure_news task = {
        .event = EVENT_TASK, .what = SPAN("bridges"), .due_ms = 100000, .is_voted = false};
    struct err err = {0};
    struct measure_view v;
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    assert_ok(play(&m, "pbt", &a, &err));
    assert_int_equal(measure_take(&m, &n, &a, &err), RC_ABSENT);
    assert_ok(measure_take(&m, &task, &a, &err));
    v = measure_look(&m, zone_utc(), false, 100000);
    assert_int_equal(v.n_tasks_open, 2);
    assert_int_equal(v.n_tasks_overdue, 0); /* the instant itself is in time */
    v = measure_look(&m, zone_utc(), false, 100001);
    assert_int_equal(v.n_tasks_overdue, 1);
    assert_ok(measure_take(&m, &n, &a, &err));
    v = measure_look(&m, zone_utc(), false, 100001);
    assert_int_equal(v.n_tasks_open, 1);
    assert_int_equal(v.n_tasks_overdue, 0);
    assert_true(m.tasks[1].is_shown);
    assert_false(m.tasks[0].is_shown);
    task.what = span_none();
    assert_int_equal(measure_take(&m, &task, &a, &err), RC_INPUT);
    arena_release(&a);
}

/* Begun at 00:00:02 on 1 January 1970: its review is in time until 24:00 of 1 April. */
static void a_review_is_due_and_restarts(void **state)
{
    static const int64_t end_ms = 91 * MS_PER_DAY;
    struct measure m = begin(false, false);
    struct measure_news go_on = {.event = EVENT_REVIEW, .at_ms = 10 * MS_PER_DAY};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    assert_int_equal(measure_look(&m, zone_utc(), false, 0).review_due_ms, TIME_NEVER);
    assert_ok(play(&m, "pb", &a, &err));
    assert_int_equal(measure_look(&m, zone_utc(), false, 0).review_due_ms, end_ms - 1);
    assert_false(measure_look(&m, zone_utc(), false, end_ms - 1).is_review_overdue);
    assert_true(measure_look(&m, zone_utc(), false, end_ms).is_review_overdue);
    measure_restart(&m, 5 * MS_PER_DAY);
    assert_int_equal(measure_look(&m, zone_utc(), false, 0).review_due_ms,
                     end_ms + 5 * MS_PER_DAY - 1);
    measure_restart(&m, 4 * MS_PER_DAY); /* what is older restarts nothing */
    assert_int_equal(m.clock_ms, 5 * MS_PER_DAY);
    assert_ok(measure_take(&m, &go_on, &a, &err));
    go_on.event = EVENT_CONTINUED;
    assert_ok(measure_take(&m, &go_on, &a, &err));
    assert_int_equal(measure_look(&m, zone_utc(), false, 0).review_due_ms,
                     end_ms + 10 * MS_PER_DAY - 1);
    go_on = (struct measure_news){.event = EVENT_STAND_DOWN, .at_ms = 11 * MS_PER_DAY};
    assert_ok(measure_take(&m, &go_on, &a, &err));
    assert_int_equal(measure_look(&m, zone_utc(), false, 0).review_due_ms, TIME_NEVER);
    measure_restart(&m, 20 * MS_PER_DAY); /* what stands down is not under way */
    assert_int_equal(m.clock_ms, 10 * MS_PER_DAY);
    arena_release(&a);
}

static void what_must_hold_blocks_what_was_adopted(void **state)
{
    static const struct {
        const char *events, *life;
    } rows[] = {{"p", "proposed"},   {"pa", "blocked"},         {"pab", "blocked"},
                {"pabr", "blocked"}, {"pabs", "standing_down"}, {"pabse", "ended"}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct measure m = begin(true, false);
        struct err err = {0};
        struct arena a;

        arena_init(&a, MIB);
        assert_ok(play(&m, rows[i].events, &a, &err));
        assert_string_equal(measure_life_name(measure_look(&m, zone_utc(), true, 0).life),
                            rows[i].life);
        arena_release(&a);
    }
}

static void words_are_known(void **state)
{
    enum measure_event e;
    struct err err = {0};

    (void)state;
    for (int i = 0; i < EVENT_COUNT; i++) {
        assert_ok(measure_event_find(span_of(measure_event_name((enum measure_event)i)), &e, &err));
        assert_int_equal(e, i);
    }
    assert_int_equal(measure_event_find(SPAN("begin"), &e, &err), RC_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_measure_goes_where_it_may),
        cmocka_unit_test(tasks_are_shown_one_by_one),
        cmocka_unit_test(a_review_is_due_and_restarts),
        cmocka_unit_test(what_must_hold_blocks_what_was_adopted),
        cmocka_unit_test(words_are_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
