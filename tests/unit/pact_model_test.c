/* SPDX-License-Identifier: Apache-2.0 */
/* What a judge reads is what the file says: instants, distances, areas, defaults, copies. */
#include "pact_frame.h"

#include <math.h>

#define T(kind, body) "term t " kind " { ref \"1\"; binds a; " body " }"

/* An instant of a Kyiv wall clock, written by hand as UTC. */
static int64_t utc(const char *text)
{
    int64_t ms = 0;
    struct err err = {0};

    assert_ok(time_parse_instant(span_of(text), &ms, &err));
    return ms;
}

static void days_become_instants_of_the_agreements_zone(void **state)
{
    static const struct {
        const char *day, *instant;
    } rows[] = {
        {"D", "2015-02-14T22:00:00Z"}, /* 00:00 in Kyiv is 22:00 the day before */
        {"D+1d", "2015-02-15T22:00:00Z"},
        {"D-1d", "2015-02-13T22:00:00Z"},
        {"D+48h", "2015-02-16T22:00:00Z"},
        {"D+90min", "2015-02-14T23:30:00Z"},
        {"D+60d", "2015-04-15T21:00:00Z"},   /* summer time by then: still midnight there */
        {"D+1440h", "2015-04-15T22:00:00Z"}, /* elapsed hours are not calendar days */
        {"2015-07-01", "2015-06-30T21:00:00Z"},
        {"2015-07-01T12:30", "2015-07-01T09:30:00Z"},
        {"2015-07-01T12:30:15.5", "2015-07-01T09:30:15.500Z"},
        {"2015-07-01T12:30Z", "2015-07-01T12:30:00Z"},
        {"2015-07-01T12:30+02:00", "2015-07-01T10:30:00Z"},
        {"2015-07-01T12:30+02:00+15d", "2015-07-16T10:30:00Z"},
        {"2015-10-24T12:00+1d", "2015-10-25T10:00:00Z"}, /* the day that has 25 hours */
        {"2015-10-24T12:00+24h", "2015-10-25T09:00:00Z"},
        {"2016-02-28+1d", "2016-02-28T22:00:00Z"},
        {"2015-10-25T03:30+03:00", "2015-10-25T00:30:00Z"}, /* which of the two was said */
    };
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[300];

        (void)snprintf(text, sizeof(text), T("ceasefire", "prohibits fire; from %s"), rows[i].day);
        frame_good(&b, text);
        if (frame_term(&b, "t")->from_ms != utc(rows[i].instant))
            fail_msg("%s is not %s", rows[i].day, rows[i].instant);
    }
    arena_release(&b.arena);
}

static void a_deadline_ends_with_its_day(void **state)
{
    static const struct {
        const char *day, *end;
    } rows[] = {
        {"D", "2015-02-15T22:00:00Z"}, /* day D itself is day 0, to its 24:00 */
        {"D+0d", "2015-02-15T22:00:00Z"},
        {"D+14d", "2015-03-01T22:00:00Z"},
        {"2015-02-20", "2015-02-20T22:00:00Z"},
        {"2015-03-28", "2015-03-28T22:00:00Z"},
        {"2015-03-29", "2015-03-29T21:00:00Z"}, /* a day of 23 hours */
        {"2015-10-25", "2015-10-25T22:00:00Z"}, /* a day of 25 hours */
        {"D+48h", "2015-02-16T22:00:00Z"},      /* hours are exact */
        {"2015-02-20T12:00", "2015-02-20T10:00:00Z"},
        {"2015-02-20T12:00+1d", "2015-02-21T22:00:00Z"},
        {"2015-10-03+15d", "2015-10-18T21:00:00Z"},
    };
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[300];

        (void)snprintf(text, sizeof(text),
                       T("withdrawal", "from line l; distance tank 1 km; complete by %s"),
                       rows[i].day);
        frame_good(&b, text);
        if (frame_term(&b, "t")->u.withdrawal.complete_ms != utc(rows[i].end))
            fail_msg("by %s does not end at %s", rows[i].day, rows[i].end);
    }
    arena_release(&b.arena);
}

static void times_without_a_zone_are_utc_with_a_warning(void **state)
{
    static const char text[] =
        "pact 1\nagreement x { day D 2015-02-15\nparty a { }\n"
        "term t ceasefire { ref \"1\"; binds a; from D; prohibits fire } }\n";
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    assert_int_equal(bench_load(&b, span_of(text)), RC_OK);
    assert_int_equal(b.diags.n, 1);
    assert_int_equal(b.diags.n_errors, 0);
    assert_int_equal(b.diags.items[0].severity, PACT_WARNING);
    assert_int_equal(frame_term(&b, "t")->from_ms, utc("2015-02-15T00:00:00Z"));
    arena_release(&b.arena);
}

static void a_width_is_shared_and_a_distance_is_not(void **state)
{
    struct pact_bench b;
    const struct pact_withdrawal *w;

    (void)state;
    frame_init(&b);
    frame_good(&b, T("withdrawal", "from line l; zone-width heavy 50 km; zone-width tank 70 km; "
                                   "share 1/2; distance \"BM-21\" 9 km; start by D; stage 2 tank "
                                   "in area z complete by D+9d"));
    w = &frame_term(&b, "t")->u.withdrawal;
    assert_int_equal(w->n_distances, 3);
    assert_true(w->distances[0].distance_m == 25000 && w->distances[0].zone_width_m == 50000);
    assert_true(w->distances[1].distance_m == 35000 && w->distances[1].zone_width_m == 70000);
    assert_true(w->distances[2].distance_m == 9000 && w->distances[2].zone_width_m == 0);
    assert_int_equal(w->distances[0].what.form, PACT_SELECT_CATEGORY);
    assert_int_equal(w->distances[2].what.form, PACT_SELECT_MODEL);
    assert_span(w->distances[2].what.word, "BM-21 Grad");
    assert_int_equal(w->start_ms, utc("2015-02-15T22:00:00Z"));
    assert_int_equal(w->complete_ms, TIME_ALWAYS);
    assert_int_equal(w->n_stages, 1);
    assert_int_equal(w->stages[0].number, 2);
    assert_int_equal(w->stages[0].area, pact_area_find(&b.model->agreements[0], SPAN("z")));
    assert_int_equal(w->stages[0].complete_ms, utc("2015-02-24T22:00:00Z"));
    arena_release(&b.arena);
}

static void what_is_left_out_has_its_default(void **state)
{
    struct pact_bench b;
    const struct pact_term *t;

    (void)state;
    frame_init(&b);
    frame_good(&b, T("ceiling", "where area z; limit tank <= 7"));
    t = frame_term(&b, "t");
    assert_true(t->confidence == 0.95);
    assert_int_equal(t->severity, 0);
    assert_int_equal(t->from_ms, TIME_ALWAYS);
    assert_int_equal(t->until_ms, TIME_NEVER);
    assert_int_equal(t->u.ceiling.simultaneity_ms, 24 * MS_PER_H);
    assert_true(t->u.ceiling.coverage_min == 0.9);
    assert_true(fabs(t->u.ceiling.v_tracked_mps - 50 / 3.6) < 1e-9);
    assert_true(fabs(t->u.ceiling.v_wheeled_mps - 80 / 3.6) < 1e-9);
    assert_int_equal(t->u.ceiling.verified_by, PACT_NONE);

    frame_good(&b, T("no_fly", "where area z; prohibits uav"));
    t = frame_term(&b, "t");
    assert_true(isinf(t->u.no_fly.floor_m) && isinf(t->u.no_fly.ceiling_m));
    assert_int_equal(t->u.no_fly.dwell_fixes, 2);
    assert_int_equal(t->u.no_fly.beyond_own[0], PACT_NONE);

    frame_good(&b, T("line_crossing", "line m; prohibits military_forces"));
    t = frame_term(&b, "t");
    assert_true(t->u.crossing.k_sigma == 1.645);
    assert_int_equal(t->u.crossing.direction, PACT_ANY_DIRECTION);
    assert_int_equal(t->u.crossing.line, 1);

    frame_good(&b, T("notification", "activity exercise; notice 42 calendar_days"));
    t = frame_term(&b, "t");
    assert_int_equal(t->u.notification.notice_days, 42);
    assert_true(t->u.notification.aggregate_m == 100000);
    assert_false(t->u.notification.aggregates_command);
    assert_int_equal(t->u.notification.alert_ms, 72 * MS_PER_H);

    frame_good(&b, T("storage", "sites declared"));
    t = frame_term(&b, "t");
    assert_true(t->u.storage.by_serial);
    assert_int_equal(t->u.storage.n_sites, 0);
    arena_release(&b.arena);
}

static void what_is_written_replaces_the_default(void **state)
{
    struct pact_bench b;
    const struct pact_term *t;

    (void)state;
    frame_init(&b);
    frame_good(&b,
               T("ceiling", "where area z; limit unit brigade < 3; limit heavy except tank <= 0; "
                            "simultaneity 12 h; coverage >= 3/4; speed wheeled 10 m/s; "
                            "verified-by o; exempt transit <= 7 d; confidence 9/10; severity 4"));
    t = frame_term(&b, "t");
    assert_true(t->confidence == 0.9);
    assert_int_equal(t->severity, 4);
    assert_int_equal(t->u.ceiling.limits[0].what.form, PACT_SELECT_UNIT);
    assert_int_equal(t->u.ceiling.limits[0].op, PACT_LT);
    assert_span(t->u.ceiling.limits[1].what.except->word, "tank");
    assert_int_equal(t->u.ceiling.simultaneity_ms, 12 * MS_PER_H);
    assert_true(t->u.ceiling.coverage_min == 0.75);
    assert_true(t->u.ceiling.v_wheeled_mps == 10);
    assert_span(b.model->agreements[0].parties[t->u.ceiling.verified_by].id, "o");
    assert_int_equal(t->u.ceiling.transit_ms, 7 * MS_PER_DAY);

    frame_good(&b,
               T("notification", "activity exercise; notice 48 h; threshold personnel >= 9000 or "
                                 "tank > 250; aggregate common_command within 50 km; observers "
                                 "personnel >= 13000; alert observers after 24 h; content area"));
    t = frame_term(&b, "t");
    assert_int_equal(t->u.notification.notice_days, -1);
    assert_int_equal(t->u.notification.notice_ms, 48 * MS_PER_H);
    assert_int_equal(t->u.notification.n_thresholds, 2);
    assert_int_equal(t->u.notification.thresholds[1].op, PACT_GT);
    assert_int_equal(t->u.notification.thresholds[1].n, 250);
    assert_true(t->u.notification.aggregates_command);
    assert_true(t->u.notification.aggregate_m == 50000);
    assert_int_equal(t->u.notification.n_observers, 1);
    assert_int_equal(t->u.notification.alert_ms, 24 * MS_PER_H);
    assert_span(t->u.notification.content[0], "area");
    arena_release(&b.arena);
}

static void names_resolve_in_their_order(void **state)
{
    static const struct {
        const char *name;
        enum pact_selector_form form;
    } rows[] = {
        {"tank", PACT_SELECT_CATEGORY},    {"artillery", PACT_SELECT_CLASS},
        {"mortar", PACT_SELECT_CATEGORY}, /* a category of that name goes before the class */
        {"personnel", PACT_SELECT_WORD},   {"combat_aircraft", PACT_SELECT_WORD},
        {"mine_laying", PACT_SELECT_WORD}, {"\"9K57 Uragan\"", PACT_SELECT_MODEL},
        {"Uragan", PACT_SELECT_MODEL},     {"BM-27", PACT_SELECT_MODEL},
    };
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[300];
        const struct pact_selector *s;

        (void)snprintf(text, sizeof(text),
                       "category mortar { class mlrs }\n" T("exclusion_zone",
                                                            "where area z; prohibits %s any"),
                       rows[i].name);
        frame_good(&b, text);
        s = &frame_term(&b, "t")->prohibits[0];
        if (s->form != rows[i].form)
            fail_msg("%s is form %d", rows[i].name, (int)s->form);
        assert_true(s->says_any);
        if (s->form == PACT_SELECT_MODEL)
            assert_span(s->word, "9K57 Uragan");
    }
    arena_release(&b.arena);
}

static void any_makes_exercises_count(void **state)
{
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    frame_good(&b, T("ceasefire", "prohibits fire any"));
    assert_true(frame_term(&b, "t")->u.ceasefire.exercises_count);
    frame_good(&b, T("ceasefire", "prohibits fire; domains air"));
    assert_false(frame_term(&b, "t")->u.ceasefire.exercises_count);
    assert_true(frame_term(&b, "t")->u.ceasefire.has_domains);
    assert_true(frame_term(&b, "t")->u.ceasefire.air);
    assert_false(frame_term(&b, "t")->u.ceasefire.land);
    frame_good(&b, T("ceasefire", "prohibits fire"));
    assert_true(frame_term(&b, "t")->u.ceasefire.land);
    arena_release(&b.arena);
}

static void exceptions_keep_their_form(void **state)
{
    static const enum pact_exception_form forms[] = {
        PACT_EXCEPT_OBSERVER, PACT_EXCEPT_PERMIT, PACT_EXCEPT_AREA,  PACT_EXCEPT_POLICE,
        PACT_EXCEPT_SELECTOR, PACT_EXCEPT_TEXT,   PACT_EXCEPT_CLAIM,
    };
    struct pact_bench b;
    const struct pact_term *t;

    (void)state;
    frame_init(&b);
    frame_good(&b,
               T("exclusion_zone", "where area z; prohibits all; except observer o; except permit; "
                                   "except area \"two.geojson#w\"; except police \"few\"; except "
                                   "tank; except \"in need\"; unless training_claimed record"));
    t = frame_term(&b, "t");
    assert_true(t->prohibits_all);
    assert_int_equal(t->n_exceptions, 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(t->exceptions[i].form, forms[i]);
    assert_span(b.model->agreements[0].parties[t->exceptions[0].ix].id, "o");
    assert_span(b.model->agreements[0].areas[t->exceptions[2].ix].id, "two.geojson#w");
    assert_span(t->exceptions[3].text, "except police \"few\"");
    assert_span(t->exceptions[5].text, "in need");
    assert_span(t->exceptions[6].text, "training_claimed");
    assert_int_equal(t->n_judgements, 2);
    assert_span(t->judgements[1], "in need");
    arena_release(&b.arena);
}

static void like_copies_and_what_is_written_replaces_its_keyword(void **state)
{
    struct pact_bench b;
    const struct pact_term *t;

    (void)state;
    frame_init(&b);
    frame_good(
        &b, "term x ceiling { ref \"1\"; binds a; where area z; limit tank <= 1; limit heavy <= 2; "
            "simultaneity 12 h }\n"
            "term y ceiling { like x; binds b }\n"
            "term v ceiling { like y; limit personnel <= 3; ref \"2\" }\n");
    t = frame_term(&b, "y");
    assert_span(t->ref, "1");
    assert_int_equal(t->binds[0], 1);
    assert_int_equal(t->u.ceiling.n_limits, 2);
    t = frame_term(&b, "v"); /* through y, from x */
    assert_span(t->ref, "2");
    assert_int_equal(t->binds[0], 1);
    assert_int_equal(t->n_binds, 1);
    assert_int_equal(t->u.ceiling.n_limits, 1);
    assert_int_equal(t->u.ceiling.limits[0].n, 3);
    assert_int_equal(t->u.ceiling.simultaneity_ms, 12 * MS_PER_H);
    arena_release(&b.arena);
}

static void areas_are_where_the_file_says(void **state)
{
    static const struct {
        const char *area;
        double lat, lon;
        bool inside;
    } rows[] = {
        /* line l runs north along 37 E: a stands left, to the west; 1 km is 0.0134 degrees */
        {"buffer l 1 km both-sides", 48.5, 37.010, true},
        {"buffer l 1 km both-sides", 48.5, 36.990, true},
        {"buffer l 1 km both-sides", 48.5, 37.020, false},
        {"buffer l 1 km b-side", 48.5, 37.010, true},
        {"buffer l 1 km b-side", 48.5, 36.990, false},
        {"band l a-side 1 km 2 km", 48.5, 36.980, true},
        {"band l a-side 1 km 2 km", 48.5, 36.990, false},
        {"band l a-side 1 km 2 km", 48.5, 37.020, false},
        {"between l m", 48.5, 37.5, true},
        {"between l m", 48.5, 36.9, false},
        {"side l right-side", 48.5, 37.1, true},
        {"side l right-side", 48.5, 36.9, false},
        {"side l a-side", 48.5, 36.9, true},
        {"geometry \"p.geojson\"", 48.5, 37.5, true},
        {"geometry \"p.geojson\"", 48.5, 38.5, false},
        {"geometry \"two.geojson\"", 48.1, 37.1, true}, /* all features of the file */
        {"geometry \"two.geojson\"", 48.1, 38.1, true},
        {"geometry \"two.geojson#w\"", 48.1, 38.1, false},
    };
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[300];
        const struct pact_agreement *g;

        (void)snprintf(text, sizeof(text), "area y { %s }", rows[i].area);
        frame_good(&b, text);
        g = &b.model->agreements[0];
        if (geo_area_contains(g->areas[pact_area_find(g, SPAN("y"))].geometry,
                              (struct geo_pos){rows[i].lat, rows[i].lon}) != rows[i].inside)
            fail_msg("%s at %g %g", rows[i].area, rows[i].lat, rows[i].lon);
    }
    arena_release(&b.arena);
}

static void one_file_in_place_is_one_area(void **state)
{
    struct pact_bench b;
    const struct pact_agreement *g;

    (void)state;
    frame_init(&b);
    frame_good(
        &b, "term s ceasefire { ref \"1\"; binds a; where area \"p.geojson\"; prohibits fire }\n"
            "term t ceasefire { ref \"1\"; binds a; where area \"p.geojson\", z; prohibits fire }");
    g = &b.model->agreements[0];
    assert_int_equal(g->n_areas, 2);
    assert_int_equal(frame_term(&b, "s")->where[0], frame_term(&b, "t")->where[0]);
    assert_span(g->areas[frame_term(&b, "t")->where[1]].id, "z");
    arena_release(&b.arena);
}

static void a_pinned_hash_must_be_that_of_the_file(void **state)
{
    struct pact_bench b;
    struct buf text;
    struct sha256_digest d;

    (void)state;
    frame_init(&b);
    d = sha256(span_of(frame_files[2].text));
    buf_init(&text, FRAME_MAX);
    buf_puts(&text, "area y { geometry \"p.geojson\" sha256 \"");
    sha256_put_hex(&text, &d);
    buf_puts(&text, "\" }");
    frame_good(&b, text.p);
    buf_release(&text);
    arena_release(&b.arena);
}

static void the_hash_covers_the_geometry(void **state)
{
    struct made_file files[2] = {{"l.geojson", "{\"type\":\"LineString\",\"coordinates\":[[37,48],"
                                               "[37,49]]}"},
                                 {NULL, NULL}};
    static const char text[] = "pact 1\nagreement x { timezone \"UTC\"\nline l { geometry "
                               "\"l.geojson\" } }\n";
    struct sha256_digest before;
    struct pact_bench b;

    (void)state;
    bench_init(&b, "/nonexistent");
    b.files.made = files;
    assert_int_equal(bench_load(&b, span_of(text)), RC_OK);
    before = b.model->hash;
    files[0].text = "{\"type\":\"LineString\",\"coordinates\":[[37,48],[37,49.1]]}";
    assert_int_equal(bench_load(&b, span_of(text)), RC_OK);
    assert_memory_not_equal(&before, &b.model->hash, sizeof(before));
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_become_instants_of_the_agreements_zone),
        cmocka_unit_test(a_deadline_ends_with_its_day),
        cmocka_unit_test(times_without_a_zone_are_utc_with_a_warning),
        cmocka_unit_test(a_width_is_shared_and_a_distance_is_not),
        cmocka_unit_test(what_is_left_out_has_its_default),
        cmocka_unit_test(what_is_written_replaces_the_default),
        cmocka_unit_test(names_resolve_in_their_order),
        cmocka_unit_test(any_makes_exercises_count),
        cmocka_unit_test(exceptions_keep_their_form),
        cmocka_unit_test(like_copies_and_what_is_written_replaces_its_keyword),
        cmocka_unit_test(areas_are_where_the_file_says),
        cmocka_unit_test(one_file_in_place_is_one_area),
        cmocka_unit_test(a_pinned_hash_must_be_that_of_the_file),
        cmocka_unit_test(the_hash_covers_the_geometry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
