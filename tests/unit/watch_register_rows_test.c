/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the force's registers: what they are read as, and what is refused of them. */
#include "watch_rows.h"

#include <math.h>

static void rows_of_the_registers_are_read(void **state)
{
    struct rows r;
    struct row row;

    (void)state;
    rows_start(&r, NULL);
    row = rows_read(&r, "{\"kind\":\"channel\",\"channel\":\"rrf\",\"with\":\"pol\",\"at\":"
                        "\"2026-10-14T08:00Z\",\"result\":\"unanswered\",\"every_h\":24}");
    assert_int_equal(row.u.channel.result, CHANNEL_UNANSWERED);
    assert_true(row.u.channel.every_h == 24);
    assert_int_equal(row.u.channel.head.recorded_at_ms, at_ms("2026-10-14T08:00:00Z"));
    row = rows_read(&r, "{\"kind\":\"channel\",\"channel\":\"rrf\",\"at\":\"2026-10-14T08:00Z\","
                        "\"result\":\"opened\"}");
    assert_true(isnan(row.u.channel.every_h));

    row = rows_read(&r, "{\"kind\":\"course\",\"by\":\"can\",\"to\":\"ukr\",\"service\":\"police\","
                        "\"subject\":\"forensics\",\"from\":\"2026-10-01\",\"trainees\":20}");
    assert_span(row.u.course.service, "police");
    assert_int_equal(row.u.course.until_ms, TIME_NEVER);
    assert_true(row.u.course.has_trainees && !row.u.course.has_completed);

    row = rows_read(&r, "{\"kind\":\"demob\",\"person\":\"d-17\",\"stage\":\"disarmed\",\"at\":"
                        "\"2026-10-14T08:00Z\",\"child\":true,\"same_as\":\"d-3\"}");
    assert_int_equal(row.u.demob.stage, DEMOB_DISARMED);
    assert_true(row.u.demob.is_child);
    assert_span(row.u.demob.same_as, "d-3");

    row =
        rows_read(&r, "{\"kind\":\"patrol\",\"patrol\":\"p-1\",\"event\":\"planned\",\"at\":"
                      "\"2026-10-13T18:00Z\",\"team\":[\"a-1\",\"a-2\"],\"leaves_at\":"
                      "\"2026-10-14T06:00Z\",\"returns_at\":\"2026-10-14T18:00Z\",\"check_in_min\":"
                      "60,\"watch\":\"duty\",\"route\":[\"x\",\"y\",\"x\"]}");
    assert_int_equal(row.u.patrol.n_team, 2);
    assert_int_equal(row.u.patrol.n_route, 3);
    assert_true(row.u.patrol.check_in_min == 60 && row.u.patrol.grace_min == 0);
    row = rows_read(&r, "{\"kind\":\"patrol\",\"patrol\":\"p-1\",\"event\":\"headcount\",\"at\":"
                        "\"2026-10-14T12:00Z\",\"accounted\":[\"a-2\"]}");
    assert_true(isnan(row.u.patrol.check_in_min));
    assert_span(row.u.patrol.accounted[0], "a-2");

    row = rows_read(&r, "{\"kind\":\"transfer\",\"time\":\"2026-10-14\",\"site\":\"s1\",\"person\":"
                        "\"d-17\",\"items\":[{\"class\":\"mortar\"}],\"serviceable\":1}");
    assert_span(row.u.transfer.site, "s1");
    assert_true(row.u.transfer.has_serviceable);
    row = rows_read(&r, "{\"kind\":\"deployment\",\"contributor\":\"can\",\"from\":\"2026-10-01\","
                        "\"contingent\":\"canbat\",\"caveats\":[\"tripwire\"],\"notice_h\":6}");
    assert_span(row.u.deployment.caveats[0], "tripwire");
    assert_true(row.u.deployment.notice_h == 6);
    row =
        rows_read(&r, "{\"kind\":\"deployment\",\"contributor\":\"can\",\"from\":\"2026-10-01\"}");
    assert_true(isnan(row.u.deployment.notice_h));
    rows_end(&r);
}

#define PATROL "{\"kind\":\"patrol\",\"patrol\":\"p\",\"at\":\"2026-10-14T00:00Z\",\"event\":"
#define PLAN   PATROL "\"planned\",\"leaves_at\":\"2026-10-14T06:00Z\",\"returns_at\":\"2026-10-14T"
#define DEMOB                                                                                      \
    "{\"kind\":\"demob\",\"at\":\"2026-10-14T00:00Z\",\"stage\":\"registered\",\"person\":"
#define COURSE                                                                                     \
    "{\"kind\":\"course\",\"by\":\"can\",\"to\":\"ukr\",\"service\":\"army\",\"subject\":\"s\","   \
    "\"from\":\"2026-10-14T08:00Z\","

/* From both sides of what is allowed. */
static void bad_rows_of_registers_are_refused(void **state)
{
    static const struct {
        const char *row, *note; /* NULL: taken */
    } cases[] = {
        {PLAN "18:00Z\",\"team\":[\"a\",\"b\"]}", NULL},
        {PLAN "18:00Z\"}", "team: missing"},
        {PLAN "18:00Z\",\"team\":[]}", "team: missing"},
        {PLAN "18:00Z\",\"team\":[\"a\",\"a\"]}", "\"a\" stands there twice"},
        {PLAN "18:00Z\",\"team\":[\"Ivan Petrov\"]}", "team: \"Ivan Petrov\" is no pseudonym"},
        {PLAN "06:00:00.001Z\",\"team\":[\"a\"]}", NULL},
        {PLAN "06:00Z\",\"team\":[\"a\"]}", "returns_at: is not after"},
        {PLAN "18:00Z\",\"team\":[\"a\"],\"accounted\":[\"a\"]}", "accounted: stands in a plan"},
        {PLAN "18:00Z\",\"team\":[\"a\"],\"check_in_min\":0.5}", "check_in_min: "},
        {PATROL "\"planned\",\"team\":[\"a\"]}", "leaves_at: missing"},
        {PATROL "\"departed\"}", NULL},
        {PATROL "\"departed\",\"team\":[\"a\"]}", "team: belongs to the plan"},
        {PATROL "\"departed\",\"grace_min\":5}", "grace_min: belongs to the plan"},
        {PATROL "\"departed\",\"accounted\":[\"a\"]}", "accounted: belongs to a headcount"},
        {PATROL "\"returned\",\"accounted\":[\"a\"]}", NULL},
        {PATROL "\"headcount\",\"accounted\":[\"a\",\"a\"]}", "stands there twice"},
        {PATROL "\"vanished\"}", "is not what is told of a patrol"},
        {DEMOB "\"d-1\"}", NULL},
        {DEMOB "\"D-1\"}", "person: \"D-1\" is no pseudonym"},
        {DEMOB "\"d-1\",\"same_as\":\"d-1\"}", "same_as: is the person itself"},
        {DEMOB "\"d-1\",\"same_as\":\"D\"}", "same_as: \"D\" is no pseudonym"},
        {"{\"kind\":\"transfer\",\"time\":\"2026-10-14\",\"person\":\"A B\"}", "person: "},
        {COURSE "\"until\":\"2026-10-14T08:00:00.001Z\"}", NULL},
        {COURSE "\"until\":\"2026-10-14T08:00Z\"}", "until: is not after"},
        {COURSE "\"trainees\":{\"min\":3,\"max\":5},\"completed\":5}", NULL},
        {COURSE "\"trainees\":{\"min\":3,\"max\":5},\"completed\":6}", "completed: is more than"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct rows r;

        rows_start(&r, NULL);
        if (cases[i].note == NULL)
            (void)rows_read(&r, cases[i].row);
        else
            assert_refused(&r, cases[i].row, cases[i].note);
        rows_end(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_the_registers_are_read),
        cmocka_unit_test(bad_rows_of_registers_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
