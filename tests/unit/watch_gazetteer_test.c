/* SPDX-License-Identifier: Apache-2.0 */
#include "shared.h"
#include "watch_rows.h"

#include "watch/gazetteer.h"

#define TABLE                                                                                      \
    "name,lat,lng,country,admin1_name,alt_names\n"                                                 \
    "Avdiivka,48.139,37.748,UA,Donetsk,Авдіївка;Avdeevka\n"                                \
    "Khrustalnyi,48.13,38.93,UA,Luhansk,Krasnyi Luch\n"                                            \
    "Ivanivka,48.2,38.9,UA,Luhansk,\n"                                                             \
    "Ivanivka,47.5,37.2,UA,Donetsk,\n"                                                             \
    "\"Twin, the\",1,2,XX,,\n"                                                                     \
    "Twice,3,4,UA,,\nTwice,3,4,UA,,\n"

static void names_lead_to_one_place(void **state)
{
    static const struct {
        const char *name;
        double lat_deg; /* 0: refused */
        const char *words;
    } cases[] = {
        {"Avdiivka", 48.139, NULL},
        {" avdiivka ", 48.139, NULL},
        {"Авдіївка", 48.139, NULL},
        {"AVDEEVKA", 48.139, NULL},
        {"Krasnyi Luch", 48.13, NULL},
        {"Ivanivka, Donetsk", 47.5, NULL},
        {"Ivanivka,luhansk", 48.2, NULL},
        {"Twin, the", 1, NULL},
        {"Twice", 3, NULL}, /* one place that stands in the table twice */
        {"Ivanivka", 0, "several places"},
        {"Ivanivka, UA", 0, "several places"},
        {"Ivanivka, Kharkiv", 0, "no \"Ivanivka, Kharkiv\""},
        {"Avdivka", 0, "did you mean \"Avdiivka\""},
        {"Zzz", 0, "no \"Zzz\""},
        {"", 0, "no \"\""},
        {",", 0, "no \",\""},
    };
    const struct gazetteer *g = NULL;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    assert_ok(gazetteer_read(SPAN(TABLE), &a, &g, &err));
    assert_int_equal(gazetteer_count(g), 7);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct geo_pos at = {0};
        enum rc rc = gazetteer_find(g, span_of(cases[i].name), &at, &err);

        if ((rc == RC_OK) != (cases[i].words == NULL))
            fail_msg("%s: %d %s", cases[i].name, (int)rc, err.note);
        if (rc == RC_OK)
            assert_true(at.lat_deg == cases[i].lat_deg);
        else
            assert_note(cases[i].words);
    }
    arena_release(&a);
}

static void bad_tables_are_refused_with_their_row(void **state)
{
    static const struct {
        const char *table, *words;
    } cases[] = {
        {"", "empty"},
        {"place,lat,lon\n", "no column \"name\""},
        {"name,x,y\n", "no column \"lat\""},
        {"name,lat,lon\nA,1\n", "row 2: has 2 columns"},
        {"name,lat,lon\nA,1,2\n,1,2\n", "row 3: has no name"},
        {"name,lat,lon\nA,north,2\n", "row 2: "},
        {"name,lat,lon\nA,91,2\n", "row 2: "},
        {"name,lat,lon\nA,\"1,2\n", "row 2: "},
        {"name,lat,lon\n\xc0,1,2\n", "not UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct gazetteer *g = NULL;
        struct arena a;
        struct err err = {0};

        arena_init(&a, MIB);
        if (gazetteer_read(span_of(cases[i].table), &a, &g, &err) == RC_OK)
            fail_msg("was taken: %s", cases[i].table);
        assert_note(cases[i].words);
        arena_release(&a);
    }
}

/* "4 km SE of X" is measured from the table's position. */
static void offsets_are_measured_from_the_named_place(void **state)
{
    struct observe_world world = {.zone = zone_utc()};
    const struct gazetteer *g = NULL;
    struct arena a;
    struct err err = {0};
    struct rows r;
    struct place p;

    (void)state;
    arena_init(&a, MIB);
    assert_ok(gazetteer_read(SPAN(TABLE), &a, &g, &err));
    world.gazetteer = g;
    rows_start(&r, &world);
#define NEAR(members_)                                                                             \
    "{\"time\":\"2020-07-10\",\"phenomenon\":\"shot\",\"place\":{\"near\":" members_ "}}"
    p = rows_read(&r, NEAR("\"Avdiivka\",\"sigma_m\":500")).u.observation.place;
    assert_int_equal(p.form, PLACE_POINT);
    assert_true(p.at.lat_deg == 48.139 && p.sigma_m == 500);
    assert_span(p.text, "Avdiivka");
    p = rows_read(&r, NEAR("\"Avdiivka\",\"offset_m\":4000,\"compass\":\"SE\""))
            .u.observation.place;
    assert_int_equal(p.form, PLACE_SECTOR);
    assert_true(p.u.sector->centre_deg == 135 && p.u.sector->half_width_deg == 22.5);
    assert_true(p.u.sector->range_min_m == 4000 && p.u.sector->range_max_m == 4000);
    assert_true(fabs(geo_distance_m((struct geo_pos){48.139, 37.748}, p.at) - 4000) < 0.01);
    assert_span(p.text, "4 km SE of Avdiivka"); /* the name alone would be another place */
    p = rows_read(&r, NEAR("\"Avdiivka\",\"offset_m\":[500,1500],\"bearing_deg\":95"))
            .u.observation.place;
    assert_span(p.text, "0.5 to 1.5 km at 95\xC2\xB0 from Avdiivka");
    p = rows_read(&r,
                  "{\"time\":\"2020-07-10\",\"phenomenon\":\"shot\",\"place\":{\"from\":{\"near\":"
                  "\"Avdiivka\"},\"compass\":\"E\",\"range_m\":[1000,2000]}}")
            .u.observation.place;
    assert_true(p.u.sector->from.lat_deg == 48.139);
    assert_refused(&r, NEAR("\"Ivanivka\""), "several places");
    assert_refused(&r, NEAR("\"Avdiivka\",\"offset_m\":4000"), "compass: missing");
    assert_refused(&r, NEAR("\"Avdiivka\",\"compass\":\"E\""), "offset_m: missing");
    rows_end(&r);
    arena_release(&a);
}

static void the_real_table_of_places_is_read(void **state)
{
    struct span text = shared_file("geo/places_region.csv");
    const struct gazetteer *g = NULL;
    struct geo_pos at;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, 64 * MIB);
    assert_ok(gazetteer_read(text, &a, &g, &err));
    assert_int_equal(gazetteer_count(g), 17489);
    assert_ok(gazetteer_find(g, SPAN("Indura"), &at, &err));
    assert_true(at.lat_deg == 53.4605 && at.lon_deg == 23.8823);
    arena_release(&a);
    free((char *)(uintptr_t)text.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_to_one_place),
        cmocka_unit_test(bad_tables_are_refused_with_their_row),
        cmocka_unit_test(offsets_are_measured_from_the_named_place),
        cmocka_unit_test(the_real_table_of_places_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
