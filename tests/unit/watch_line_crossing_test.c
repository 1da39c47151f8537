/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

/* Forces of A (left of the line, west) and B (right) must not cross it. */
static struct pact_term *open_term(struct world *w)
{
    static struct pact_selector forces;
    struct pact_term *t;

    world_open(w);
    t = world_term(w, "10", PACT_LINE_CROSSING);
    forces = world_word(PACT_WORD_MILITARY_FORCES, "military_forces");
    t->prohibits = &forces;
    t->n_prohibits = 1;
    t->u.crossing = (struct pact_line_crossing){.line = 0, .k_sigma = 1.645};
    return t;
}

/* A convoy's track, a minute a fix, at metres east of the line. */
static void drive(struct world *w, const double *east_m, size_t n, double sigma_m, const char *more)
{
    struct err err = {0};
    struct span fixes = {0};

    for (size_t i = 0; i < n; i++) {
        struct geo_pos p = world_at(east_m[i], 0);

        fixes = arena_printf(&w->arena, &err, "%.*s%s['2020-07-10T20:%02zu:00Z',%.7f,%.7f,100]",
                             (int)fixes.n, fixes.n == 0 ? "" : fixes.p, i == 0 ? "" : ",", i,
                             p.lat_deg, p.lon_deg);
        assert_non_null(fixes.p);
    }
    world_row(w,
              "{'id':'t1','source':'radar','time':'2020-07-10T20:00:00Z/2020-07-10T20:%02zu:00Z',"
              "'place':{'track':[%.*s],'sigma_m':%.1f},'phenomenon':'weapon_sighting'%s}",
              n - 1, (int)fixes.n, fixes.p, sigma_m, more);
}

static void a_track_crosses_with_a_sure_fix_on_either_side(void **state)
{
    static const struct {
        const char *name;
        double east_m[5];
        size_t n;
        enum verdict_word word;
        const char *state;
    } rows[] = {
        {"far on both sides", {-500, 500}, 2, VERDICT_VIOLATION, "crossed"},
        {"just k sigma", {-164.6, 164.6}, 2, VERDICT_VIOLATION, "crossed"},
        {"just less", {-164.4, 164.4}, 2, VERDICT_INDETERMINATE, "crossed"},
        {"one noisy fix", {-500, -500, 90, -500}, 4, VERDICT_INDETERMINATE, "crossed"},
        {"along the line", {-500, -300, -500}, 3, VERDICT_COMPLIANT, NULL},
        {"there and back", {-500, 500, -500}, 3, VERDICT_VIOLATION, "crossed"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;

        (void)open_term(&w);
        drive(&w, rows[i].east_m, rows[i].n, 100, ""); /* of nobody known */
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        if (rows[i].state == NULL)
            assert_null(world_only(&w)->state);
        else
            assert_string_equal(world_only(&w)->state, rows[i].state);
        assert_span(world_only(&w)->party, "undetermined");
        if (rows[i].word == VERDICT_COMPLIANT) /* it stayed west: the side on which it is */
            assert_says(world_only(&w), "500.0 m on the left side of line L (sigma");
        world_close(&w);
    }
}

static void the_line_is_as_sure_as_it_was_drawn(void **state)
{
    static const struct {
        double accuracy_m;
        enum verdict_word word;
    } rows[] = {{0, VERDICT_VIOLATION}, {300, VERDICT_INDETERMINATE}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;

        (void)open_term(&w);
        w.lines[0].accuracy_m = rows[i].accuracy_m;
        drive(&w, (double[]){-400, 400}, 2, 100, "");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, "accuracy");
        world_close(&w);
    }
}

static void more_sigma_than_the_confidence_asks_for_may_be_agreed(void **state)
{
    static const struct {
        double k_sigma;
        enum verdict_word word;
    } rows[] = {{1.645, VERDICT_VIOLATION}, {1.9, VERDICT_VIOLATION}, {2.1, VERDICT_INDETERMINATE}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.crossing.k_sigma = rows[i].k_sigma;
        drive(&w, (double[]){-200, 200}, 2, 100, "");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, "k sigma");
        world_close(&w);
    }
}

static void direction_is_that_of_the_digitised_line(void **state)
{
    static const struct {
        enum pact_direction direction;
        double from_m, to_m;
        enum verdict_word word;
    } rows[] = {
        {PACT_LEFT_TO_RIGHT, -500, 500, VERDICT_VIOLATION},
        {PACT_LEFT_TO_RIGHT, 500, -500, VERDICT_COMPLIANT},
        {PACT_RIGHT_TO_LEFT, 500, -500, VERDICT_VIOLATION},
        {PACT_RIGHT_TO_LEFT, -500, 500, VERDICT_COMPLIANT},
        {PACT_ANY_DIRECTION, 500, -500, VERDICT_VIOLATION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.crossing.direction = rows[i].direction;
        drive(&w, (double[]){rows[i].from_m, rows[i].to_m}, 2, 10, "");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, "direction");
        world_close(&w);
    }
}

static void who_is_found_on_the_other_side_has_crossed(void **state)
{
    static const struct {
        const char *name;
        double east_m;
        const char *members;
        enum pact_direction direction;
        enum verdict_word word;
        double distance_m;
    } rows[] = {
        {"A beyond", 200, "'party':'A','phenomenon':'troop_sighting'", PACT_ANY_DIRECTION,
         VERDICT_VIOLATION, -200},
        {"A perhaps beyond", 100, "'party':'A','phenomenon':'troop_sighting'", PACT_ANY_DIRECTION,
         VERDICT_INDETERMINATE, -100},
        {"A at home", -200, "'party':'A','phenomenon':'troop_sighting'", PACT_ANY_DIRECTION,
         VERDICT_COMPLIANT, 200},
        {"B beyond", -200, "'party':'B','phenomenon':'troop_sighting'", PACT_ANY_DIRECTION,
         VERDICT_VIOLATION, -200},
        {"B beyond, other direction", -200, "'party':'B','phenomenon':'troop_sighting'",
         PACT_LEFT_TO_RIGHT, VERDICT_NOT_APPLICABLE, 0},
        {"nobody known", 200, "'phenomenon':'troop_sighting'", PACT_ANY_DIRECTION,
         VERDICT_NOT_APPLICABLE, 0},
        {"nobody known, said to cross", 200, "'phenomenon':'crossing'", PACT_ANY_DIRECTION,
         VERDICT_INDETERMINATE, -200},
        {"said to cross, at home", -100,
         "'party':'A','phenomenon':'crossing','items':[{'class':'truck'}]", PACT_ANY_DIRECTION,
         VERDICT_INDETERMINATE, 100},
        {"said to cross, elsewhere", -5000,
         "'party':'A','phenomenon':'crossing','items':[{'class':'truck'}]", PACT_ANY_DIRECTION,
         VERDICT_COMPLIANT, 5000},
        {"an aircraft", 200, "'party':'A','phenomenon':'uav'", PACT_ANY_DIRECTION,
         VERDICT_WORD_COUNT, 0},
        {"a guarantor's", 200, "'party':'G','phenomenon':'troop_sighting'", PACT_ANY_DIRECTION,
         VERDICT_NOT_APPLICABLE, 0},
        {"a wreck", 200,
         "'party':'A','phenomenon':'weapon_sighting','items':[{'class':'truck','state':'wreck'}]",
         PACT_ANY_DIRECTION, VERDICT_WORD_COUNT, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos p = world_at(rows[i].east_m, 0);
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.crossing.direction = rows[i].direction;
        world_row(&w,
                  "{'id':'o1','time':'2020-07-10T20:00:00Z',%s,"
                  "'place':{'lat':%.7f,'lon':%.7f,'sigma_m':100}}",
                  rows[i].members, p.lat_deg, p.lon_deg);
        world_judge(&w);
        if (rows[i].word == VERDICT_WORD_COUNT) {
            assert_int_equal(w.n_verdicts, 0);
        } else {
            assert_word(world_only(&w), rows[i].word, rows[i].name);
            if (rows[i].word != VERDICT_NOT_APPLICABLE)
                assert_float_equal((float)world_only(&w)->distance_m, (float)rows[i].distance_m, 1);
        }
        world_close(&w);
    }
}

static void two_sightings_of_one_serial_are_two_fixes(void **state)
{
    static const struct {
        const char *second;
        enum verdict_word word;
        size_t n;
    } rows[] = {{"77", VERDICT_VIOLATION, 1}, {"78", VERDICT_NOT_APPLICABLE, 2}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;

        (void)open_term(&w);
        for (int k = 0; k < 2; k++) {
            struct geo_pos p = world_at(k == 0 ? -800 : 800, 0);

            world_row(&w,
                      "{'id':'o%d','time':'2020-07-10T2%d:00:00Z','place':{'lat':%.6f,'lon':%.6f,"
                      "'sigma_m':50},'phenomenon':'weapon_sighting',"
                      "'items':[{'class':'truck','serial':'%s'}]}",
                      k, k, p.lat_deg, p.lon_deg, k == 0 ? "77" : rows[i].second);
        }
        world_judge(&w);
        assert_int_equal(w.n_verdicts, rows[i].n);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].second);
        world_close(&w);
    }
}

/* What is vague besides takes nothing from what was seen: nor what was only reported. */
static void a_vague_third_fix_takes_nothing_away(void **state)
{
    static const struct {
        const char *third;
        size_t n;
    } rows[] = {{"'place':{'lat':48.5,'lon':38.0,'centroid':true}", 1},
                {"'place':{'lat':48.5,'lon':38.0,'sigma_m':50},'reported':true", 2}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;

        (void)open_term(&w);
        for (int k = 0; k < 2; k++) {
            struct geo_pos p = world_at(k == 0 ? -800 : 800, 0);

            world_row(&w,
                      "{'id':'o%d','time':'2020-07-10T2%d:00:00Z','place':{'lat':%.6f,'lon':%.6f,"
                      "'sigma_m':50},'phenomenon':'weapon_sighting',"
                      "'items':[{'class':'truck','serial':'77'}]}",
                      k, k, p.lat_deg, p.lon_deg);
        }
        world_row(&w,
                  "{'id':'o2','time':'2020-07-10T22:00:00Z',%s,'phenomenon':'weapon_sighting',"
                  "'items':[{'class':'truck','serial':'77'}]}",
                  rows[i].third);
        world_judge(&w);
        assert_int_equal(w.n_verdicts, rows[i].n);
        assert_word(&w.verdicts[0], VERDICT_VIOLATION, rows[i].third);
        assert_null(strstr(w.verdicts[0].explanation.p, "At most"));
        world_close(&w);
    }
}

static void permits_and_excepted_areas_cover_the_fix_beyond(void **state)
{
    static const struct {
        const char *permit;
        bool excepts_area;
        enum verdict_word word;
        const char *exemption;
    } rows[] = {
        {"'holder':'A','scope':'10'", false, VERDICT_EXEMPT, "p1"},
        {"'holder':'B','scope':'10'", false, VERDICT_VIOLATION, ""},
        {"'holder':'A','scope':'10','revoked_at':'2020-07-10T19:00:00Z'", false, VERDICT_VIOLATION,
         ""},
        {"'holder':'B','scope':'10'", true, VERDICT_EXEMPT, "except area"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pact_exception area = {.form = PACT_EXCEPT_AREA, .text = SPAN("except area")};
        struct world w;
        struct pact_term *t = open_term(&w);

        area.ix = world_area(&w, "quneitra", world_box(&w, 100, -2000, 3000, 2000));
        t->exceptions = &area;
        t->n_exceptions = rows[i].excepts_area ? 1 : 0;
        world_row(&w,
                  "{'kind':'permit','id':'p1',%s,"
                  "'for':'2020-07-10T00:00:00Z/2020-07-11T00:00:00Z'}",
                  rows[i].permit);
        drive(&w, (double[]){-1000, 1000}, 2, 10, ",'party':'A'");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].permit);
        if (rows[i].word == VERDICT_EXEMPT)
            assert_span(world_only(&w)->exemption, rows[i].exemption);
        world_close(&w);
    }
}

static void the_version_of_the_day_decides(void **state)
{
    static const struct {
        const char *name, *valid_from, *time;
        enum verdict_word word;
    } rows[] = {
        {"before it moved", "2020-07-10T21:00:00Z", "2020-07-10T20:00:00Z", VERDICT_VIOLATION},
        {"after it moved", "2020-07-10T19:00:00Z", "2020-07-10T20:00:00Z", VERDICT_COMPLIANT},
        {"as it moved", "2020-07-10T20:30:00Z", "2020-07-10T20:00:00Z/2020-07-10T21:00:00Z",
         VERDICT_INDETERMINATE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos p = world_at(2000, 0), moved = world_at(5000, 0);
        struct world w;

        (void)open_term(&w);
        world_row(&w,
                  "{'kind':'line_version','id':'L2','line':'L','valid_from':'%s','geometry':"
                  "{'type':'LineString','coordinates':[[%.6f,48.2],[%.6f,48.8]]}}",
                  rows[i].valid_from, moved.lon_deg, moved.lon_deg);
        world_row(&w,
                  "{'id':'o1','time':'%s','phenomenon':'troop_sighting','party':'A',"
                  "'place':{'lat':%.6f,'lon':%.6f,'sigma_m':10}}",
                  rows[i].time, p.lat_deg, p.lon_deg);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        world_close(&w);
    }
}

static void a_wide_place_counts_for_its_share(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    world_rows(&w, "{'id':'o1','time':'2020-07-10T20:00:00Z','phenomenon':'troop_sighting',"
                   "'party':'A','place':{'from':{'lat':48.5,'lon':38.0},'compass':'N',"
                   "'range_m':[1000,2000]}}");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_INDETERMINATE, "half of a sector");
    assert_float_equal((float)world_only(&w)->p, 0.5F, 0.01F);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_track_crosses_with_a_sure_fix_on_either_side),
        cmocka_unit_test(the_line_is_as_sure_as_it_was_drawn),
        cmocka_unit_test(more_sigma_than_the_confidence_asks_for_may_be_agreed),
        cmocka_unit_test(direction_is_that_of_the_digitised_line),
        cmocka_unit_test(who_is_found_on_the_other_side_has_crossed),
        cmocka_unit_test(two_sightings_of_one_serial_are_two_fixes),
        cmocka_unit_test(a_vague_third_fix_takes_nothing_away),
        cmocka_unit_test(permits_and_excepted_areas_cover_the_fix_beyond),
        cmocka_unit_test(the_version_of_the_day_decides),
        cmocka_unit_test(a_wide_place_counts_for_its_share),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
