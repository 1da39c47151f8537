/* SPDX-License-Identifier: Apache-2.0 */
#include "report_sample.h"

#include "report/seen.h"

static const struct pact_area areas[] = {{.id = {"valley", 6}}, {.id = {"bridge", 6}}};

static struct coverage seen(const char *area, int64_t from_h, int64_t to_h, double fraction)
{
    return (struct coverage){
        .area = {.form = PLACE_ZONE, .u.zone = span_of(area)},
        .when = {from_h * MS_PER_H, to_h * MS_PER_H},
        .fraction = fraction,
    };
}

/* The share of "valley" that the rows add up to. */
static struct seen_area look(struct coverage *rows, size_t n, struct arena *a)
{
    const struct pact_agreement g = {.areas = areas, .n_areas = 2};
    const struct pact_model m = {.agreements = &g, .n_agreements = 1};
    const struct docket d = {.coverages = rows, .n_coverages = n};
    struct seen_area *out;
    size_t n_out;
    struct err err = {0};

    arena_init(a, MIB);
    assert_ok(seen_areas(&m, &d, a, &out, &n_out, &err));
    assert_int_equal(n_out, 2);
    assert_span(out[1].area, "bridge");
    assert_false(out[1].is_declared);
    return out[0];
}

static void shares_are_joined_and_averaged_over_the_declared_time(void **state)
{
    static const struct {
        struct {
            int64_t from_h, to_h;
            double fraction;
        } rows[4];
        size_t n;
        double share;
        int64_t hull_h;
    } cases[] = {
        {{{0, 10, 0.5}}, 1, 0.5, 10},
        {{{0, 10, 1.0}}, 1, 1.0, 10},
        {{{0, 10, 0.0}}, 1, 0.0, 10},
        {{{0, 10, 0.5}, {0, 10, 0.5}}, 2, 0.75, 10},
        {{{0, 10, 0.55}, {0, 10, 0.1}}, 2, 0.595, 10},
        {{{0, 5, 0.5}, {5, 10, 1.0}}, 2, 0.75, 10},
        {{{0, 2, 1.0}, {8, 10, 1.0}}, 2, 0.4, 10},
        {{{0, 10, 0.5}, {5, 10, 1.0}}, 2, 0.75, 10},
        {{{0, 10, 1.0}, {2, 4, 1.0}, {3, 5, 0.5}}, 3, 1.0, 10},
        {{{0, 4, 0.2}, {0, 4, 0.2}, {0, 4, 0.2}, {0, 4, 0.2}}, 4, 0.5904, 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct coverage rows[4];
        struct arena a;
        struct seen_area out;

        for (size_t k = 0; k < cases[i].n; k++)
            rows[k] = seen("valley", cases[i].rows[k].from_h, cases[i].rows[k].to_h,
                           cases[i].rows[k].fraction);
        out = look(rows, cases[i].n, &a);
        assert_true(out.is_declared);
        assert_true(fabs(out.share - cases[i].share) < 1e-9);
        assert_int_equal(out.hull.t1_ms - out.hull.t0_ms, cases[i].hull_h * MS_PER_H);
        arena_release(&a);
    }
}

static void what_is_not_declared_is_not_zero(void **state)
{
    struct arena a;
    struct seen_area out = look(NULL, 0, &a);

    (void)state;
    assert_false(out.is_declared);
    arena_release(&a);
}

static void an_instant_covers_nothing(void **state)
{
    struct coverage rows[] = {seen("valley", 3, 3, 1)};
    struct arena a;
    struct seen_area out = look(rows, 1, &a);

    (void)state;
    assert_false(out.is_declared);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_joined_and_averaged_over_the_declared_time),
        cmocka_unit_test(what_is_not_declared_is_not_zero),
        cmocka_unit_test(an_instant_covers_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
