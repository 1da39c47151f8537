/* SPDX-License-Identifier: Apache-2.0 */
/* What the sphere says of a ray against geodesics to every cell of it. */
#include "check.h"

#include <math.h>

#include "inquiry/origin_sphere.h"

#define S(lit)                                                                                     \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }
#define STEPS  40
#define TRIALS 60

/* Numbers in [0, 1) that fill it evenly, the same on every machine; several sequences. */
static double even(size_t i, size_t sequence)
{
    static const double steps[] = {0.6180339887498949, 0.7548776662466927, 0.5698402909980532,
                                   0.8191725133961645};

    return fmod(0.5 + steps[sequence] * (double)(i + 1), 1);
}

static const double latitudes_deg[] = {0, 46.16, -71.5, 89.9};

static struct geo_pos impact_of(size_t trial)
{
    return (struct geo_pos){latitudes_deg[trial % 4], 179.9};
}

/* Ranges from the impact out to far_m, the first few of them near it. */
static void make_steps(double far_m, double blur_m, double *r_m, double *blurs_m)
{
    for (size_t k = 0; k < STEPS; k++) {
        r_m[k] = far_m * pow(((double)k + 0.5) / STEPS, 2);
        blurs_m[k] = blur_m;
    }
}

static struct origin_piece piece_at(enum origin_kind kind, struct geo_pos at)
{
    return (struct origin_piece){.kind = kind,
                                 .exhibit = S("x"),
                                 .from = at,
                                 .azimuth_sigma_deg = 1,
                                 .range_sigma_m = 1,
                                 .max_m = 1,
                                 .other = at};
}

static struct fit fit_of(struct geo_pos impact, const struct origin_piece *pieces, size_t n)
{
    struct fit f = {.impact = impact, .pieces = pieces, .n = n, .is_at = {false}};
    struct err err = {0};

    assert_ok(fit_open(&f, &err));
    return f;
}

struct worst {
    double distance_m, azimuth_deg;
};

/* With a sigma of 1 the square root of twice the log-likelihood is the distance, or the angle. */
static void compare_place(size_t trial, double far_m, struct worst *w)
{
    struct geo_pos impact = impact_of(trial);
    struct geo_pos place = geo_move(impact, 360 * even(trial, 0), far_m * even(trial, 1));
    double az_deg = 360 * even(trial, 2), r_m[STEPS], blur_m[STEPS], logs[STEPS];

    make_steps(far_m, 0, r_m, blur_m);
    for (int is_angle = 0; is_angle < 2; is_angle++) {
        struct origin_piece p = piece_at(is_angle ? ORIGIN_BEARING : ORIGIN_SOUND, place);
        struct fit f = fit_of(impact, &p, 1);
        struct sphere s;

        assert_true(sphere_open(&s, &f, far_m));
        sphere_steps(&s, r_m, blur_m, STEPS);
        sphere_ray(&s, az_deg, logs);
        for (size_t k = 0; k < STEPS; k++) {
            struct geo_pos at = geo_move(impact, az_deg, r_m[k]);
            double away_m = geo_distance_m(place, at), got = sqrt(-2 * logs[k]);

            if (!is_angle)
                w->distance_m = fmax(w->distance_m, fabs(got - away_m));
            else if (away_m > 1)
                w->azimuth_deg = fmax(w->azimuth_deg,
                                      fabs(got - fabs(remainder(geo_azimuth_deg(place, at), 360))));
        }
    }
}

static void distances_and_azimuths_are_those_of_geodesics(void **state)
{
    static const struct {
        double far_m, distance_m, azimuth_deg;
    } rows[] = {
        {20e3, 0.001, 0.000005},
        {100e3, 0.001, 0.000005},
        {200e3, 0.005, 0.000005},
        {SPHERE_MAX_M, 0.1, 0.00005},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct worst w = {0, 0};

        for (size_t t = 0; t < TRIALS; t++)
            compare_place(t, rows[i].far_m, &w);
        print_message("all within %3.0f km: distances off by %.5f m at most, azimuths by %.7f°\n",
                      rows[i].far_m / 1000, w.distance_m, w.azimuth_deg);
        assert_true(w.distance_m < rows[i].distance_m);
        assert_true(w.azimuth_deg < rows[i].azimuth_deg);
    }
}

/* Every kind, at the impact and elsewhere, of a gun on the ray; so many bearings that logarithms
 * are taken in between. */
static size_t make_pieces(size_t trial, double far_m, struct origin_piece *out)
{
    struct geo_pos impact = impact_of(trial);
    struct geo_pos gun = geo_move(impact, 360 * even(trial, 2), far_m * even(trial, 3));

    for (size_t i = 0; i < 24; i++) {
        struct geo_pos at =
            geo_move(impact, 360 * even(trial + i, 0), far_m / 3 * even(trial + i, 1));
        struct origin_piece *p = &out[i];

        *p = piece_at(i < 12 ? ORIGIN_BEARING : (enum origin_kind)(i % 5), i % 6 ? at : impact);
        p->other = geo_move(at, 77, far_m / 4);
        p->from_sigma_m = far_m * (0.002 + 0.02 * even(i, 2));
        p->azimuth_deg = geo_azimuth_deg(p->from, gun);
        p->azimuth_sigma_deg = 3 + 60 * even(i, 1);
        p->max_m = far_m;
        p->range_sigma_m = 0.02 * far_m;
        p->range_m = geo_distance_m(p->from, gun);
        if (p->kind == ORIGIN_LAG)
            p->range_m -= geo_distance_m(p->other, gun);
        if (p->kind == ORIGIN_POINT)
            p->from = gun;
    }
    return 24;
}

/* How many steps of a ray could be compared. */
static size_t compare_sums(size_t trial, double far_m, double blurred_m, double *worst)
{
    struct geo_pos impact = impact_of(trial);
    struct origin_piece pieces[ORIGIN_PIECES_MAX];
    struct fit f = fit_of(impact, pieces, make_pieces(trial, far_m, pieces));
    double az_deg = 360 * even(trial, 2), r_m[STEPS], blur_m[STEPS], logs[STEPS];
    struct sphere s;
    size_t n = 0;

    make_steps(far_m, blurred_m, r_m, blur_m);
    assert_true(sphere_open(&s, &f, far_m));
    sphere_steps(&s, r_m, blur_m, STEPS);
    sphere_ray(&s, az_deg, logs);
    for (size_t k = 0; k < STEPS; k++) {
        struct fit_cell c = {geo_move(impact, az_deg, r_m[k]), az_deg, r_m[k], blur_m[k]};
        double want = fit_log(&f, &c);

        /* nothing is left of what lies 700 down */
        if (want > -700 && ++n)
            *worst = fmax(*worst, fabs(logs[k] - want));
        else
            assert_true(logs[k] < -699);
    }
    return n;
}

static void all_kinds_add_up_as_by_geodesics(void **state)
{
    static const double far_m[] = {3e3, 20e3, 100e3, 200e3}, blurs_m[] = {0, 400};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        double worst = 0;
        size_t n = 0;

        for (size_t t = 0; t < 2 * TRIALS; t++)
            n += compare_sums(t, far_m[i], blurs_m[t % 2], &worst);
        print_message(
            "24 pieces, all within %3.0f km: log-likelihoods of %zu cells off by %.6f at most\n",
            far_m[i] / 1000, n, worst);
        assert_true(n > 500);
        assert_true(worst < 0.0002);
    }
}

static void what_is_too_far_is_left_to_geodesics(void **state)
{
    static const struct {
        double cells_m, from_m, other_m;
        bool is_near;
    } rows[] = {
        {499e3, 499e3, 499e3, true},
        {501e3, 1e3, 1e3, false},
        {1e3, 501e3, 499e3, false},
        {1e3, 499e3, 501e3, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos impact = impact_of(1);
        struct origin_piece p = piece_at(ORIGIN_LAG, geo_move(impact, 30, rows[i].from_m));
        struct fit f;
        struct sphere s;

        p.other = geo_move(impact, 30, rows[i].other_m);
        f = fit_of(impact, &p, 1);
        assert_int_equal(sphere_open(&s, &f, rows[i].cells_m), rows[i].is_near);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_and_azimuths_are_those_of_geodesics),
        cmocka_unit_test(all_kinds_add_up_as_by_geodesics),
        cmocka_unit_test(what_is_too_far_is_left_to_geodesics),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
