/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/term.h"
#include "watch_world.h"

static struct world w;
static struct pact_term *term;
static struct term_run run;
static uint32_t zone;

static int open_world(void **state)
{
    (void)state;
    world_open(&w);
    term = world_term(&w, "3", PACT_EXCLUSION_ZONE);
    zone = world_area(&w, "zone", world_box(&w, -2000, -2000, 2000, 2000));
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* A tank of A at the middle at WORLD_T0 .. + long_s. */
static struct act act_of_a(const struct place *place, double long_s)
{
    return (struct act){.actor = {ACTOR_PARTY, SPAN("A")},
                        .source = SPAN("cam"),
                        .when = {WORLD_T0, WORLD_T0 + (int64_t)(long_s * 1000)},
                        .place = place,
                        .phenomenon = PHEN_WEAPON_SIGHTING};
}

static enum exemption exempt(const struct act *act, struct span *name)
{
    struct err err = {0};

    assert_ok(docket_close(&w.docket, TIME_NEVER, &err));
    run = (struct term_run){.model = &w.model,
                            .agreement = &w.agreement,
                            .term = term,
                            .docket = &w.docket,
                            .options = &w.options,
                            .arena = &w.arena};
    assert_ok(ground_open(&w.agreement, &w.docket, &w.arena, &run.ground, &err));
    return term_exempt(&run, act, name);
}

static struct time_span around(double before_s, double after_s)
{
    return (struct time_span){WORLD_T0 - (int64_t)(before_s * 1000),
                              WORLD_T0 + (int64_t)(after_s * 1000)};
}

static void permit_rows(void **state)
{
    static const struct {
        const char *what, *holder, *scope, *area;
        double before_s, after_s, revoked_s; /* revoked_s 0: never */
        double east_m, sigma_m, long_s;
        enum exemption expected;
    } rows[] = {
        {"covers it", "A", "3", "", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"covers everything", "A", "all", "", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"without a scope", "A", "", "", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"by kind", "A", "exclusion_zone", "", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"by phenomenon", "A", "weapon_sighting", "", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"of another scope", "A", "4", "", 10, 10, 0, 0, 0, 0, EXEMPT_NOT},
        {"of another holder", "B", "all", "", 10, 10, 0, 0, 0, 0, EXEMPT_NOT},
        {"of the source", "cam", "all", "", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"over before", "A", "all", "", 10, -0.001, 0, 0, 0, 0, EXEMPT_NOT},
        {"until that instant", "A", "all", "", 10, 0, 0, 0, 0, 0, EXEMPT_YES},
        {"begins after", "A", "all", "", -0.001, 10, 0, 0, 0, 0, EXEMPT_NOT},
        {"covers a part of the time", "A", "all", "", 10, 10, 0, 0, 0, 20, EXEMPT_MAYBE},
        {"revoked later", "A", "all", "", 10, 10, 1, 0, 0, 0, EXEMPT_YES},
        {"revoked before", "A", "all", "", 10, 10, -1, 0, 0, 0, EXEMPT_NOT},
        {"revoked within the time", "A", "all", "", 10, 30, 5, 0, 0, 20, EXEMPT_MAYBE},
        {"in its area", "A", "all", "zone", 10, 10, 0, 0, 0, 0, EXEMPT_YES},
        {"outside its area", "A", "all", "zone", 10, 10, 0, 3000, 0, 0, EXEMPT_NOT},
        {"at the edge of its area", "A", "all", "zone", 10, 10, 0, 2000, 100, 0, EXEMPT_MAYBE},
        {"of an area that is none", "A", "all", "nowhere", 10, 10, 0, 0, 0, 0, EXEMPT_NOT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct place place;
        struct act act;
        struct span name = {0};
        struct row row;
        enum exemption e;

        (void)close_world(NULL);
        (void)open_world(NULL);
        place = world_point(rows[i].east_m, 0, rows[i].sigma_m);
        memset(&row, 0, sizeof(row));
        row.kind = ROW_PERMIT;
        row.u.permit = (struct permit){.head = {.id = SPAN("p-1")},
                                       .holder = span_of(rows[i].holder),
                                       .scope = span_of(rows[i].scope),
                                       .span = around(rows[i].before_s, rows[i].after_s),
                                       .revoked_at_ms = TIME_NEVER};
        if (rows[i].revoked_s < 0 || rows[i].revoked_s > 0)
            row.u.permit.revoked_at_ms = WORLD_T0 + (int64_t)(rows[i].revoked_s * 1000);
        if (*rows[i].area != '\0')
            row.u.permit.area = (struct place){.form = PLACE_ZONE, .u.zone = span_of(rows[i].area)};
        world_add_row(&w, &row, &row.u.permit.head);
        act = act_of_a(&place, rows[i].long_s);
        e = exempt(&act, &name);
        if (e != rows[i].expected)
            fail_msg("%s: %d", rows[i].what, (int)e);
        if (e != EXEMPT_NOT)
            assert_span(name, "p-1");
    }
}

static void nobody_holds_no_permit(void **state)
{
    struct place place = world_point(0, 0, 0);
    struct act act = act_of_a(&place, 0);
    struct span name = {0};
    struct row row;

    (void)state;
    memset(&row, 0, sizeof(row));
    row.kind = ROW_PERMIT;
    row.u.permit = (struct permit){.head = {.id = SPAN("p-1")},
                                   .holder = SPAN("A"),
                                   .span = around(10, 10),
                                   .revoked_at_ms = TIME_NEVER};
    world_add_row(&w, &row, &row.u.permit.head);
    act.actor = (struct actor){.form = ACTOR_UNDETERMINED};
    assert_int_equal(exempt(&act, &name), EXEMPT_NOT);
}

static void derogation_rows(void **state)
{
    static const struct span all[] = {{"A", 1}, {"B", 1}}, one[] = {{"A", 1}},
                             wrong[] = {{"A", 1}, {"G", 1}, {"smm", 3}};
    static const struct {
        const char *what, *term;
        const struct span *agreed_by;
        uint32_t n;
        bool exempt;
        enum exemption expected;
        const char *name;
    } rows[] = {
        {"agreed by all parties", "3", all, 2, true, EXEMPT_YES, "d-1"},
        {"of another term", "4", all, 2, true, EXEMPT_NOT, ""},
        {"agreed by one", "3", one, 1, true, EXEMPT_NOT, "d-1"},
        {"a guarantor is no party", "3", wrong, 3, true, EXEMPT_NOT, "d-1"},
        {"a change of a limit exempts nothing", "3", all, 2, false, EXEMPT_NOT, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct place place;
        struct act act;
        struct span name = {0};
        struct row row;
        enum exemption e;

        (void)close_world(NULL);
        (void)open_world(NULL);
        place = world_point(0, 0, 0);
        memset(&row, 0, sizeof(row));
        row.kind = ROW_DEROGATION;
        row.u.derogation = (struct derogation){.head = {.id = SPAN("d-1")},
                                               .term = span_of(rows[i].term),
                                               .agreed_by = rows[i].agreed_by,
                                               .n_agreed_by = rows[i].n,
                                               .span = around(10, 10),
                                               .has_change = !rows[i].exempt,
                                               .exempt = rows[i].exempt};
        world_add_row(&w, &row, &row.u.derogation.head);
        act = act_of_a(&place, 0);
        e = exempt(&act, &name);
        if (e != rows[i].expected || !span_is(name, rows[i].name))
            fail_msg("%s: %d, \"%.*s\"", rows[i].what, (int)e, SPAN_ARG(name));
    }
}

/* A notice exempts the activity it announced, when it came before. */
static void notification_rows(void **state)
{
    static const struct {
        const char *what, *about, *by;
        double received_s;
        bool complete;
        enum exemption expected;
    } rows[] = {
        {"announced", "live_fire_exercise", "A", -100, true, EXEMPT_YES},
        {"about something else", "movement", "A", -100, true, EXEMPT_NOT},
        {"by the other party", "live_fire_exercise", "B", -100, true, EXEMPT_NOT},
        {"received after", "live_fire_exercise", "A", 1, true, EXEMPT_NOT},
        {"not complete", "live_fire_exercise", "A", -100, false, EXEMPT_NOT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct place place;
        struct act act;
        struct span name = {0};
        struct row row;

        (void)close_world(NULL);
        (void)open_world(NULL);
        place = world_point(0, 0, 0);
        memset(&row, 0, sizeof(row));
        row.kind = ROW_NOTIFICATION;
        row.u.notification =
            (struct notification){.head = {.id = SPAN("n-1")},
                                  .by = span_of(rows[i].by),
                                  .about = span_of(rows[i].about),
                                  .received_at_ms = WORLD_T0 + (int64_t)(rows[i].received_s * 1000),
                                  .has_span = true,
                                  .span = around(10, 10),
                                  .complete = rows[i].complete};
        world_add_row(&w, &row, &row.u.notification.head);
        act = act_of_a(&place, 0);
        act.activity = SPAN("live_fire_exercise");
        if (exempt(&act, &name) != rows[i].expected)
            fail_msg("%s", rows[i].what);
    }
}

static void areas_and_things_that_are_excepted(void **state)
{
    static const struct pact_selector truck = {.form = PACT_SELECT_CLASS, .word = {"truck", 5}};
    const struct pact_exception exceptions[] = {
        {.form = PACT_EXCEPT_AREA, .ix = zone, .text = SPAN("area zone")},
        {.form = PACT_EXCEPT_SELECTOR, .selector = truck, .text = SPAN("truck")},
        {.form = PACT_EXCEPT_CLAIM, .text = SPAN("self_defence_claimed")},
    };
    static const struct {
        double east_m;
        const char *class_name;
        enum exemption expected;
        const char *name;
    } rows[] = {
        {0, "mlrs", EXEMPT_YES, "area zone"}, {2000, "mlrs", EXEMPT_MAYBE, "area zone"},
        {4000, "mlrs", EXEMPT_NOT, ""},       {4000, "truck", EXEMPT_YES, "truck"},
        {4000, "", EXEMPT_MAYBE, "truck"},
    };

    (void)state;
    term->exceptions = exceptions;
    term->n_exceptions = 3;
    {
        struct place nowhere = {0};
        struct act act = act_of_a(&nowhere, 0);
        struct span name = {0};

        assert_int_equal(exempt(&act, &name), EXEMPT_MAYBE);
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct place place = world_point(rows[i].east_m, 0, 50);
        struct item item = world_class(&w, rows[i].class_name, NAN);
        struct act act = act_of_a(&place, 0);
        struct span name = {0};

        act.item = &item;
        assert_int_equal(term_exempt(&run, &act, &name), rows[i].expected);
        assert_true(span_is(name, rows[i].name));
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(permit_rows),
        TEST(nobody_holds_no_permit),
        TEST(derogation_rows),
        TEST(notification_rows),
        TEST(areas_and_things_that_are_excepted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
