/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>

#include "watch/chance.h"
#include "watch/verdict.h"

static void distance_rows(void **state)
{
    static const struct {
        double d_m, limit_m, sigma_m, p;
    } rows[] = {
        {14999.9, 15000, 0, 1},       {15000, 15000, 0, 0},
        {15000.1, 15000, 0, 0},       {15000, 15000, 250, 0.5},
        {14500, 15000, 250, 0.97725}, {15500, 15000, 250, 0.02275},
        {-40000, 15000, 250, 1},      {14588.79, 15000, 250, 0.95},
        {1e6, 15000, 1, 0},           {15000 - 411.2, 15000, 250, 0.95},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_near(chance_below(rows[i].d_m, rows[i].limit_m, rows[i].sigma_m), rows[i].p, 1e-4);
}

static void time_rows(void **state)
{
    static const struct {
        const char *what;
        int64_t t0, t1;
        double sigma_s;
        int64_t from, until;
        double p;
    } rows[] = {
        {"equal to from is in force", 5000, 5000, 0, 5000, TIME_NEVER, 1},
        {"a millisecond before is not", 4999, 4999, 0, 5000, TIME_NEVER, 0},
        {"until is exclusive", 5000, 5000, 0, TIME_ALWAYS, 5000, 0},
        {"a millisecond before until is in force", 4999, 4999, 0, TIME_ALWAYS, 5000, 1},
        {"no bounds", -5, 900, 4, TIME_ALWAYS, TIME_NEVER, 1},
        {"overlap share", 1000, 5000, 0, 4000, TIME_NEVER, 0.25},
        {"overlap share on both ends", 0, 10000, 0, 2000, 7000, 0.5},
        {"span that ends at from", 1000, 5000, 0, 5000, TIME_NEVER, 0},
        {"span that begins at from", 5000, 9000, 0, 5000, TIME_NEVER, 1},
        {"clock error at from", 5000, 5000, 2, 5000, TIME_NEVER, 0.5},
        {"one sigma before from", 3000, 3000, 2, 5000, TIME_NEVER, 0.158655},
        {"years before from", 0, 0, 2, 100000000, TIME_NEVER, 0},
        {"years after from", 100000000, 100000000, 2, 0, TIME_NEVER, 1},
        {"even span and clock error, symmetric", 0, 10000, 3, 5000, TIME_NEVER, 0.5},
        {"even span, small clock error", 0, 10000, 0.001, 7500, TIME_NEVER, 0.25},
        {"short span, large clock error", 0, 1, 1000, 1000, TIME_NEVER, 0.4996},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        double p = chance_within((struct time_span){rows[i].t0, rows[i].t1}, rows[i].sigma_s,
                                 rows[i].from, rows[i].until);

        if (fabs(p - rows[i].p) > 1e-4)
            fail_msg("%s: %f, not %f", rows[i].what, p, rows[i].p);
    }
}

/* The closed form for a span with clock error must be the mean of instants. */
static void span_is_the_mean_of_its_instants(void **state)
{
    (void)state;
    for (int sigma_s = 1; sigma_s < 2000000; sigma_s *= 7) {
        double sum = 0;
        double p = chance_within((struct time_span){-20000, 70000}, sigma_s, 1000, 31000);

        for (int i = 0; i < 9000; i++)
            sum += chance_within((struct time_span){-19995 + 10 * i, -19995 + 10 * i}, sigma_s,
                                 1000, 31000);
        assert_near(p, sum / 9000, 1e-5);
    }
}

static void words_of_probabilities(void **state)
{
    (void)state;
    assert_int_equal(verdict_of_p(0.95, 0.95), VERDICT_VIOLATION);
    assert_int_equal(verdict_of_p(0.9499, 0.95), VERDICT_INDETERMINATE);
    assert_int_equal(verdict_of_p(0.0501, 0.95), VERDICT_INDETERMINATE);
    assert_int_equal(verdict_of_p(0.05, 0.95), VERDICT_COMPLIANT);
    assert_int_equal(verdict_of_p(0.1 * 3, 0.3), VERDICT_VIOLATION);
    assert_int_equal(verdict_of_bounds(0.9, 1, 0.95), VERDICT_INDETERMINATE);
    assert_int_equal(verdict_of_bounds(0, 0.06, 0.95), VERDICT_INDETERMINATE);
    assert_int_equal(verdict_of_bounds(0, 0.04, 0.95), VERDICT_COMPLIANT);
    assert_int_equal(verdict_of_bounds(0.96, 1, 0.95), VERDICT_VIOLATION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_rows),
        cmocka_unit_test(time_rows),
        cmocka_unit_test(span_is_the_mean_of_its_instants),
        cmocka_unit_test(words_of_probabilities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
