/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "geo/compass.h"

static void words_are_sectors_by_their_length(void **state)
{
    static const struct {
        const char *word;
        double centre_deg, half_width_deg;
    } rows[] = {
        {"N", 0, 22.5},       {"NNE", 22.5, 11.25},  {"NE", 45, 22.5},  {"ENE", 67.5, 11.25},
        {"E", 90, 22.5},      {"ESE", 112.5, 11.25}, {"SE", 135, 22.5}, {"SSE", 157.5, 11.25},
        {"S", 180, 22.5},     {"SSW", 202.5, 11.25}, {"SW", 225, 22.5}, {"WSW", 247.5, 11.25},
        {"W", 270, 22.5},     {"WNW", 292.5, 11.25}, {"NW", 315, 22.5}, {"NNW", 337.5, 11.25},
        {"ene", 67.5, 11.25}, {"Sw", 225, 22.5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double centre_deg = -1, half_width_deg = -1;
        struct err err = {0};

        assert_ok(compass_sector(span_of(rows[i].word), &centre_deg, &half_width_deg, &err));
        assert_near(centre_deg, rows[i].centre_deg, 0);
        assert_near(half_width_deg, rows[i].half_width_deg, 0);
    }
}

static void other_words_are_refused_and_leave_no_result(void **state)
{
    static const char *const words[] = {"", "X", "NN", "NNNE", "north", "N ", "NEE", "SWN"};

    (void)state;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        double centre_deg = -1, half_width_deg = -1;
        struct err err = {0};

        assert_int_equal(compass_sector(span_of(words[i]), &centre_deg, &half_width_deg, &err),
                         RC_UNKNOWN);
        assert_note("compass point");
        assert_true(centre_deg == -1 && half_width_deg == -1);
    }
}

static void bearings_become_the_nearest_word(void **state)
{
    static const struct {
        double bearing_deg;
        const char *word;
    } rows[] = {
        {0, "N"},      {11.24, "N"},   {11.26, "NNE"}, {45, "NE"},      {348.74, "NNW"},
        {348.76, "N"}, {360, "N"},     {-90, "W"},     {720 + 90, "E"}, {-1, "N"},
        {NAN, ""},     {INFINITY, ""}, {1e18, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *word = compass_word(rows[i].bearing_deg);

        assert_non_null(word);
        if (rows[i].word != NULL)
            assert_string_equal(word, rows[i].word);
    }
}

static void words_and_bearings_round_trip(void **state)
{
    (void)state;
    for (int i = 0; i < 16; i++) {
        double centre_deg = -1, half_width_deg;
        struct err err = {0};

        assert_ok(
            compass_sector(span_of(compass_word(22.5 * i)), &centre_deg, &half_width_deg, &err));
        assert_near(centre_deg, 22.5 * i, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_sectors_by_their_length),
        cmocka_unit_test(other_words_are_refused_and_leave_no_result),
        cmocka_unit_test(bearings_become_the_nearest_word),
        cmocka_unit_test(words_and_bearings_round_trip),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
