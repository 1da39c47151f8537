/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "inquiry/bearing.h"

static void readings_become_azimuths_to_the_gun(void **state)
{
    static const struct {
        struct bearing_reading r;
        double azimuth_deg, sigma_deg;
        bool is_widened;
    } rows[] = {
        {{90, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_FAIR}, 90, 12, false},
        /* 1600 mil is a quarter of the circle in one army and 96 degrees in the other */
        {{1600, NAN, BEARING_MIL6400, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_GOOD},
         90,
         5,
         false},
        {{1600, NAN, BEARING_MIL6000, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_GOOD},
         96,
         5,
         false},
        /* where it flew is away from the gun */
        {{90, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_FLIGHT, BEARING_FAIR}, 270, 12, false},
        {{270, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_FLIGHT, BEARING_FAIR}, 90, 12, false},
        {{180, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_FLIGHT, BEARING_FAIR}, 0, 12, false},
        /* declination east is added */
        {{356, 12, BEARING_DEG, BEARING_MAGNETIC, 8.5, BEARING_TO_GUN, BEARING_FAIR},
         4.5,
         12,
         false},
        {{2, 12, BEARING_DEG, BEARING_MAGNETIC, -8.5, BEARING_TO_GUN, BEARING_FAIR},
         353.5,
         12,
         false},
        {{10, 12, BEARING_DEG, BEARING_GRID, 1.25, BEARING_TO_GUN, BEARING_FAIR}, 11.25, 12, false},
        {{3200, 320, BEARING_MIL6400, BEARING_MAGNETIC, 8, BEARING_FLIGHT, BEARING_GOOD},
         8,
         18,
         false},
        /* a crater tells no more than its quality allows */
        {{90, 5, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_GOOD}, 90, 5, false},
        {{90, 4.9, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_GOOD}, 90, 5, true},
        {{90, 5, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_POOR}, 90, 15, true},
        {{360, NAN, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_POOR}, 0, 15, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bearing made = {0};
        struct err err = {0};

        assert_ok(bearing_of(&rows[i].r, &made, &err));
        assert_near(made.azimuth_deg, rows[i].azimuth_deg, 1e-9);
        assert_near(made.sigma_deg, rows[i].sigma_deg, 1e-9);
        assert_int_equal(made.is_widened, rows[i].is_widened);
    }
}

static void what_is_not_stated_is_not_assumed(void **state)
{
    static const struct {
        struct bearing_reading r;
        enum rc rc;
        const char *note;
    } rows[] = {
        {{90, 12, BEARING_DEG, BEARING_MAGNETIC, NAN, BEARING_TO_GUN, BEARING_FAIR},
         RC_INPUT,
         "declination"},
        {{90, 12, BEARING_DEG, BEARING_GRID, NAN, BEARING_TO_GUN, BEARING_FAIR},
         RC_INPUT,
         "convergence"},
        {{90, 12, BEARING_DEG, BEARING_TRUE, 8, BEARING_TO_GUN, BEARING_FAIR},
         RC_INPUT,
         "which north"},
        {{90, 12, BEARING_DEG, BEARING_MAGNETIC, 61, BEARING_TO_GUN, BEARING_FAIR},
         RC_RANGE,
         "within 60"},
        {{360.1, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_FAIR},
         RC_RANGE,
         "0 to 360"},
        {{6001, 12, BEARING_MIL6000, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_FAIR},
         RC_RANGE,
         "0 to 6000"},
        {{-1, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_FAIR}, RC_RANGE, "0 to"},
        {{NAN, 12, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_FAIR}, RC_RANGE, "0 to"},
        {{90, 0, BEARING_DEG, BEARING_TRUE, NAN, BEARING_TO_GUN, BEARING_FAIR}, RC_RANGE, "sigma"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct bearing made = {0};
        struct err err = {0};

        assert_int_equal(bearing_of(&rows[i].r, &made, &err), rows[i].rc);
        assert_note(rows[i].note);
    }
}

static void words_are_found_and_a_bare_mil_is_refused(void **state)
{
    enum bearing_unit u = BEARING_DEG;
    enum bearing_north n = BEARING_TRUE;
    enum bearing_sense s = BEARING_TO_GUN;
    enum bearing_quality q = BEARING_GOOD;
    struct err err = {0};

    (void)state;
    assert_ok(bearing_unit_find(SPAN("mil6000"), &u, &err));
    assert_int_equal(u, BEARING_MIL6000);
    assert_int_equal(bearing_unit_find(SPAN("mil"), &u, &err), RC_UNKNOWN);
    assert_note("mil6400 or mil6000");
    assert_int_equal(bearing_unit_find(SPAN("grad"), &u, &err), RC_UNKNOWN);
    assert_note("deg, mil6400, mil6000");
    assert_ok(bearing_north_find(SPAN("magnetic"), &n, &err));
    assert_int_equal(n, BEARING_MAGNETIC);
    assert_ok(bearing_sense_find(SPAN("flight"), &s, &err));
    assert_int_equal(s, BEARING_FLIGHT);
    assert_int_equal(bearing_sense_find(SPAN("from_north"), &s, &err), RC_UNKNOWN);
    assert_ok(bearing_quality_find(SPAN("poor"), &q, &err));
    assert_int_equal(q, BEARING_POOR);
}

static void nothing_is_converted_silently(void **state)
{
    struct bearing_reading r = {4800,           100,         BEARING_MIL6000, BEARING_MAGNETIC, 8,
                                BEARING_FLIGHT, BEARING_FAIR};
    struct bearing made = {0};
    struct err err = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1024);
    assert_ok(bearing_of(&r, &made, &err));
    bearing_put(&b, &r, &made);
    assert_span(buf_span(&b),
                "measured 4800 mil6000 from magnetic north (declination +8.0°), as the direction "
                "of flight: the gun lies at 116.0° ± 10.0° true (a smaller error was stated than a "
                "crater of fair quality allows)");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readings_become_azimuths_to_the_gun),
        cmocka_unit_test(what_is_not_stated_is_not_assumed),
        cmocka_unit_test(words_are_found_and_a_bare_mil_is_refused),
        cmocka_unit_test(nothing_is_converted_silently),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
