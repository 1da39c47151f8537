/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "report/words.h"

#define assert_words(text, call)                                                                   \
    do {                                                                                           \
        struct buf b_;                                                                             \
        struct buf *b = &b_;                                                                       \
        buf_init(b, 4096);                                                                         \
        call;                                                                                      \
        assert_span(buf_span(b), text);                                                            \
        buf_release(b);                                                                            \
    } while (0)

#define DASH "\xE2\x80\x93"

static void numbers_are_grouped(void **state)
{
    (void)state;
    assert_words("0", words_number(b, 0));
    assert_words("999", words_number(b, 999));
    assert_words("1,000", words_number(b, 1000));
    assert_words("12,345,678", words_number(b, 12345678));
    assert_words("18,446,744,073,709,551,615", words_number(b, UINT64_MAX));
    assert_words("1 row", words_noun(b, 1, "row", "rows"));
    assert_words("0 rows", words_noun(b, 0, "row", "rows"));
}

static void counts_are_intervals(void **state)
{
    (void)state;
    assert_words("", words_count(b, (struct count){0, 0, 0}));
    assert_words("3", words_count(b, (struct count){3, 3, 3}));
    assert_words("3" DASH "5", words_count(b, (struct count){3, 5, 4}));
    assert_words("0" DASH "1", words_count(b, (struct count){0, 1, 0}));
    assert_words("8 or more", words_count(b, (struct count){8, COUNT_INFINITE, 8}));
    assert_words("1,200" DASH "1,300", words_range(b, (struct tally_range){1200, 1300}));
    assert_words("2 or more", words_range(b, (struct tally_range){2, UINT64_MAX}));
}

static void a_probability_is_never_rounded_to_certainty(void **state)
{
    static const struct {
        double p;
        const char *text;
    } rows[] = {
        {0, "0"},
        {1, "1"},
        {0.5, "0.50"},
        {0.42, "0.42"},
        {0.9, "0.90"},
        {0.95, "0.95"},
        {0.9904, "0.99"},
        {0.9905, "0.9905"},
        {0.9991, "0.9991"},
        {0.99991, "> 0.9999"},
        {0.999999999, "> 0.9999"},
        {0.0009, "0.0009"},
        {1e-9, "< 0.0001"},
        {0.005, "0.0050"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_words(rows[i].text, words_p(b, rows[i].p));
    assert_words("", words_p(b, NAN));
    for (double p = 0.0001; p < 1; p += 0.0001) {
        struct buf b;

        buf_init(&b, 64);
        words_p(&b, p);
        assert_false(span_is(buf_span(&b), "1.00"));
        assert_false(span_is(buf_span(&b), "0.00"));
        assert_false(span_is(buf_span(&b), "1.0000"));
        buf_release(&b);
    }
}

static void distances_have_sensible_units(void **state)
{
    (void)state;
    assert_words("0 m", words_metres(b, 0));
    assert_words("820 m", words_metres(b, 820.4));
    assert_words("-12 m", words_metres(b, -12));
    assert_words("1.0 km", words_metres(b, 1000));
    assert_words("11.8 km", words_metres(b, 11820.4));
    assert_words("-3.2 km", words_metres(b, -3210));
    assert_words("112 km", words_metres(b, 112499));
    assert_words("", words_metres(b, NAN));
    assert_words("", words_metres(b, INFINITY));
}

static void times_are_local_and_short(void **state)
{
    const struct zone *z = zone_utc();
    int64_t at = time_days(2020, 7, 10) * MS_PER_DAY + 20 * MS_PER_H + 5 * MS_PER_MIN;

    (void)state;
    assert_words("2020-07-10", words_date(b, z, at));
    assert_words("20:05", words_time(b, z, at));
    assert_words("20:05:10", words_time(b, z, at + 10000));
    assert_words("2020-07-10 20:05", words_span(b, z, (struct time_span){at, at}));
    assert_words("2020-07-10 20:05 to 20:35",
                 words_span(b, z, (struct time_span){at, at + 30 * MS_PER_MIN}));
    assert_words("2020-07-10 20:05 to 2020-07-11 00:05",
                 words_span(b, z, (struct time_span){at, at + 4 * MS_PER_H}));
    assert_words("2020-07-10 20:05", words_span(b, z, (struct time_span){at, TIME_NEVER}));
    assert_words("", words_span(b, z, (struct time_span){TIME_ALWAYS, at}));
}

static void durations_use_their_largest_units(void **state)
{
    (void)state;
    assert_words("0 s", words_duration(b, 0));
    assert_words("59 s", words_duration(b, 59999));
    assert_words("1 min", words_duration(b, MS_PER_MIN));
    assert_words("40 min", words_duration(b, 40 * MS_PER_MIN));
    assert_words("3 h 20 min", words_duration(b, 200 * MS_PER_MIN));
    assert_words("23 h", words_duration(b, 23 * MS_PER_H));
    assert_words("25 h", words_duration(b, 25 * MS_PER_H));
    assert_words("2 d", words_duration(b, 48 * MS_PER_H));
    assert_words("12 d", words_duration(b, 12 * MS_PER_DAY));
}

static void places_are_what_was_reported_else_a_cell_of_1_km(void **state)
{
    const struct geo_pos at = {48.2496, 37.95};

    (void)state;
    assert_words("4 km SE of X", words_place(b, SPAN("4 km SE of X"), at));
    assert_words("37U DP 22 44", words_place(b, SPAN(""), at));
    assert_words("37UDP2244", words_cell(b, at));
    assert_words("freedom of movement", words_plain(b, "freedom_of_movement"));
    assert_words("", words_plain(b, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_grouped),
        cmocka_unit_test(counts_are_intervals),
        cmocka_unit_test(a_probability_is_never_rounded_to_certainty),
        cmocka_unit_test(distances_have_sensible_units),
        cmocka_unit_test(times_are_local_and_short),
        cmocka_unit_test(durations_use_their_largest_units),
        cmocka_unit_test(places_are_what_was_reported_else_a_cell_of_1_km),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
