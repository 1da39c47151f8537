/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>

#include "geo/normal.h"

static void phi_is_the_tables(void **state)
{
    static const struct {
        double x, p;
    } rows[] = {
        {0, 0.5},
        {1, 0.8413447460685429},
        {-1, 0.15865525393145705},
        {1.6448536269514722, 0.95},
        {-1.959963984540054, 0.025},
        {-8, 6.220960574271786e-16},
        {40, 1},
        {-40, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_near(normal_below(rows[i].x), rows[i].p, 1e-15);
    assert_true(normal_below(INFINITY) == 1 && normal_below(-INFINITY) == 0);
}

/* The defining integral, by the midpoint rule. */
static double integrated(double h, double a)
{
    double sum = 0;
    const int n = 20000;

    for (int i = 0; i < n; i++) {
        double u = a * (i + 0.5) / n;

        sum += exp(-0.5 * h * h * (1 + u * u)) / (1 + u * u);
    }
    return sum * a / n / (2 * M_PI);
}

static void owen_t_is_its_integral(void **state)
{
    static const double hs[] = {0, 1e-9, 0.01, 0.3, 1, 2, 3.7, 6, 8.4};
    static const double as[] = {0, 1e-6, 0.1, 0.5, 0.99, 1, 1.01, 2, 7, 30};

    (void)state;
    for (size_t i = 0; i < sizeof(hs) / sizeof(hs[0]); i++)
        for (size_t k = 0; k < sizeof(as) / sizeof(as[0]); k++) {
            assert_near(normal_owen_t(hs[i], as[k]), integrated(hs[i], as[k]), 1e-8);
            assert_near(normal_owen_t(-hs[i], as[k]), normal_owen_t(hs[i], as[k]), 0);
            assert_near(normal_owen_t(hs[i], -as[k]), -normal_owen_t(hs[i], as[k]), 0);
        }
}

static void owen_t_has_its_known_values(void **state)
{
    (void)state;
    /* T(0, a) = atan(a) / 2π; T(h, 1) = Φ(h) Φ(-h) / 2; T(h, ∞) = Φ(-|h|) / 2 */
    assert_near(normal_owen_t(0, 5), atan(5) / (2 * M_PI), 1e-9);
    for (double h = 0.1; h < 8; h += 0.3) {
        assert_near(normal_owen_t(h, 1), 0.5 * normal_below(h) * normal_below(-h), 1e-9);
        assert_near(normal_owen_t(h, INFINITY), 0.5 * normal_below(-h), 1e-9);
        assert_near(normal_owen_t(h, 1e300), 0.5 * normal_below(-h), 1e-9);
    }
    assert_near(normal_owen_t(1e9, 3), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phi_is_the_tables),
        cmocka_unit_test(owen_t_is_its_integral),
        cmocka_unit_test(owen_t_has_its_known_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
