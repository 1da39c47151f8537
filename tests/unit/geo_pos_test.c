/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "geo/earth.h"
#include "geo/pos.h"

static void positions_out_of_range_are_refused_with_the_reason(void **state)
{
    static const struct {
        struct geo_pos p;
        enum rc rc;
        const char *words;
    } rows[] = {
        {{90, 180}, RC_OK, ""},
        {{-90, -180}, RC_OK, ""},
        {{90.0000001, 0}, RC_RANGE, "latitude 90.0000001 is not in [-90, 90]"},
        {{137.2, 48.5}, RC_RANGE, "latitude 137.2 is not in [-90, 90]; are latitude and longitude"},
        {{137.2, 95.0}, RC_RANGE, "latitude 137.2 is not in [-90, 90]"},
        {{48.5, 180.5}, RC_RANGE, "longitude 180.5 is not in [-180, 180]"},
        {{48.5, -181}, RC_RANGE, "longitude -181"},
        {{NAN, 0}, RC_RANGE, "the latitude is not a number"},
        {{0, NAN}, RC_RANGE, "the longitude is not a number"},
        {{0, INFINITY}, RC_RANGE, "the longitude is not a number"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};

        assert_int_equal(geo_pos_check(rows[i].p, &err), rows[i].rc);
        assert_note(rows[i].words);
    }
    assert_int_equal(geo_pos_check((struct geo_pos){91, 0}, NULL), RC_RANGE);
}

static void swapping_is_not_suggested_where_it_would_not_help(void **state)
{
    struct err err = {0};

    (void)state;
    assert_int_equal(geo_pos_check((struct geo_pos){137.2, 95}, &err), RC_RANGE);
    assert_null(strstr(err.note, "swapped"));
}

/* The figures of GeodSolve -i -p 6 (GeographicLib 2.1.2). */
static void distances_and_azimuths_are_those_of_geodsolve(void **state)
{
    static const struct {
        struct geo_pos a, b;
        double azimuth_deg, range_m;
    } rows[] = {
        {{48.5, 37.0}, {48.5, 38.0}, 89.62551795346, 73900.884664},
        {{48.5, 37.0}, {49.5, 37.0}, 0.0, 111209.734274},
        {{48.5, 37.0}, {48.5, 36.0}, 270.37448204654, 73900.884664},
        {{0, 0}, {0.5, 179.5}, 25.67187286829, 19936288.578965},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_near(geo_distance_m(rows[i].a, rows[i].b), rows[i].range_m, 2e-6);
        assert_near(geo_azimuth_deg(rows[i].a, rows[i].b), rows[i].azimuth_deg, 1e-8);
    }
}

static void moving_there_and_measuring_back_agree(void **state)
{
    const struct geo_pos from = {48.5, 179.9};

    (void)state;
    for (int bearing = 0; bearing < 360; bearing += 7) {
        struct geo_pos to = geo_move(from, bearing, 25000);
        struct err err = {0};

        assert_ok(geo_pos_check(to, &err));
        assert_near(geo_distance_m(from, to), 25000, 1e-6);
        assert_near(geo_azimuth_deg(from, to), bearing, 1e-9);
    }
}

static void arcs_from_chords_are_geodesics_to_the_millimetre(void **state)
{
    static const double lats[] = {-89.9, -60, -5, 0, 30, 48.5, 75, 89};
    double worst_m = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(lats) / sizeof(lats[0]); i++)
        for (int bearing = 0; bearing < 360; bearing += 5)
            for (double range_m = 0.01; range_m < EARTH_ARC_MAX_M; range_m *= 1.7) {
                struct geo_pos a = {lats[i], 12}, b = geo_move(a, bearing, range_m);
                double arc_m = earth_arc_m(earth_point(a), earth_point(b));

                worst_m = fmax(worst_m, fabs(arc_m - range_m));
            }
    print_message("worst error of an arc up to %g km: %.3g mm\n", EARTH_ARC_MAX_M / 1e3,
                  worst_m * 1e3);
    assert_true(worst_m < 1e-3);
    assert_true(earth_arc_m(earth_point((struct geo_pos){1, 2}),
                            earth_point((struct geo_pos){1, 2})) == 0.0);
}

static void earth_centred_points_come_back(void **state)
{
    (void)state;
    for (int lat = -90; lat <= 90; lat += 6)
        for (int lon = -174; lon <= 180; lon += 6) {
            struct geo_pos p = {lat, lon}, q = earth_pos(earth_point(p));

            assert_true(geo_distance_m(p, q) < 1e-7);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_out_of_range_are_refused_with_the_reason),
        cmocka_unit_test(swapping_is_not_suggested_where_it_would_not_help),
        cmocka_unit_test(distances_and_azimuths_are_those_of_geodsolve),
        cmocka_unit_test(moving_there_and_measuring_back_agree),
        cmocka_unit_test(arcs_from_chords_are_geodesics_to_the_millimetre),
        cmocka_unit_test(earth_centred_points_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
