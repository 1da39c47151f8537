/* SPDX-License-Identifier: Apache-2.0 */
#include "feed_check.h"

static void good_rows_stand_beside_bad_ones(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    feeding_read(&f, "a.ndjson",
                 "{\"time\":\"2020-07-10T20:05:10Z\",\"place\":{\"lat\":48.5,\"lon\":37.95,"
                 "\"sigma_m\":100},\"sense\":\"heard\",\"phenomenon\":\"explosion\",\"count\":2,"
                 "\"source\":\"cam\",\"id\":\"o1\"}\n"
                 "\n"
                 "{\"time\":\"2020-07-10T20:05:10Z\",\"phenomenom\":\"explosion\"}\n"
                 "{\"time\":\n"
                 "{\"id\":\"o2\",\"time\":\"2020-07-10T20:06:00Z\",\"phenomenon\":\"shot\"}");
    feeding_close(&f);
    assert_int_equal(f.total.n_rows, 4);
    assert_int_equal(f.total.n_rejected, 2);
    assert_int_equal(f.docket.n_observations, 2);
    assert_span(f.docket.observations[0].head.id, "o1");
    assert_int_equal(f.docket.observations[0].count.min, 2);
    assert_int_equal(f.docket.observations[1].head.row, 5);
    assert_reject(&f, 0, 3, "phenomenom", "did you mean \"phenomenon\"");
    assert_reject(&f, 1, 4, "", "byte");
    feeding_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_rows_stand_beside_bad_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
