/* SPDX-License-Identifier: Apache-2.0 */
/* geo_bench: positions against an area and a line, ours beside GEOS and PROJ. geo_bench [POSITIONS]
 *
 * GEOS's prepared geometries answer in the plane of degrees: for in or out that is the same
 * question, for distances it is an easier one. PROJ's geodesics, tried on every segment, are the
 * truth that ours are compared with. */
#include "bench.h"

#include <geodesic.h>
#include <geos_c.h>
#include <math.h>

#include "random.h"

#include "base/num.h"
#include "geo/area.h"

#define POSITIONS_DEFAULT 1000000
#define POSITIONS_MAX     10000000
#define RING_VERTICES     10000
#define LINE_VERTICES     2000
#define TRUTH_POSITIONS   20
#define GOLDEN            0.61803398874989485

struct scene {
    struct arena arena;
    struct geo_pos *ring, *run, *at;
    size_t n;
    const struct geo_area *area;
    const struct geo_line *line;
    GEOSContextHandle_t geos;
    GEOSGeometry *geos_area, *geos_line;
    const GEOSPreparedGeometry *prepared_area, *prepared_line;
};

static double uniform(uint64_t *seed, double low, double high)
{
    return low + (high - low) * (double)(next_random(seed) >> 11) * 0x1p-53;
}

static void fill(struct scene *s)
{
    uint64_t seed = 1974;
    double bearing_deg = 60;

    for (size_t i = 0; i < RING_VERTICES; i++) {
        double angle = 2 * M_PI * (double)i / RING_VERTICES;
        double radius_deg = 1 + 0.3 * sin(40 * angle) + uniform(&seed, 0, 0.02);

        s->ring[i] =
            (struct geo_pos){48 + radius_deg * sin(angle), 37 + 1.5 * radius_deg * cos(angle)};
    }
    s->ring[RING_VERTICES] = s->ring[0];
    s->run[0] = (struct geo_pos){47, 36};
    for (size_t i = 1; i < LINE_VERTICES; i++) {
        bearing_deg = fmin(150, fmax(-30, bearing_deg + uniform(&seed, -50, 50)));
        s->run[i] = geo_move(s->run[i - 1], bearing_deg, 250);
    }
    for (size_t i = 0; i < s->n; i++)
        s->at[i] = (struct geo_pos){uniform(&seed, 46, 50), uniform(&seed, 35, 39)};
}

static GEOSCoordSequence *sequence(const struct scene *s, const struct geo_pos *at, unsigned n)
{
    GEOSCoordSequence *c = GEOSCoordSeq_create_r(s->geos, n, 2);

    for (unsigned i = 0; i < n; i++)
        (void)GEOSCoordSeq_setXY_r(s->geos, c, i, at[i].lon_deg, at[i].lat_deg);
    return c;
}

static enum rc scene_make(struct scene *s, size_t n, struct err *err)
{
    struct geo_run ring, run;
    enum rc rc;

    arena_init(&s->arena, (size_t)1 << 31);
    s->n = n;
    s->ring = arena_array(&s->arena, RING_VERTICES + 1, sizeof(*s->ring), err);
    s->run = arena_array(&s->arena, LINE_VERTICES, sizeof(*s->run), err);
    s->at = arena_array(&s->arena, n, sizeof(*s->at), err);
    if (s->ring == NULL || s->run == NULL || s->at == NULL)
        return RC_LIMIT;
    fill(s);
    ring = (struct geo_run){s->ring, RING_VERTICES + 1};
    run = (struct geo_run){s->run, LINE_VERTICES};
    rc = geo_area_polygons(&(struct geo_polygon){&ring, 1}, 1, &s->arena, &s->area, err);
    if (rc)
        return rc;
    s->geos = GEOS_init_r();
    s->geos_area = GEOSGeom_createPolygon_r(
        s->geos, GEOSGeom_createLinearRing_r(s->geos, sequence(s, s->ring, RING_VERTICES + 1)),
        NULL, 0);
    s->geos_line = GEOSGeom_createLineString_r(s->geos, sequence(s, s->run, LINE_VERTICES));
    s->prepared_area = GEOSPrepare_r(s->geos, s->geos_area);
    s->prepared_line = GEOSPrepare_r(s->geos, s->geos_line);
    return geo_line_make(&run, 1, &s->arena, &s->line, err);
}

static void scene_release(struct scene *s)
{
    if (s->geos != NULL) {
        GEOSPreparedGeom_destroy_r(s->geos, s->prepared_area);
        GEOSPreparedGeom_destroy_r(s->geos, s->prepared_line);
        GEOSGeom_destroy_r(s->geos, s->geos_area);
        GEOSGeom_destroy_r(s->geos, s->geos_line);
        GEOS_finish_r(s->geos);
    }
    arena_release(&s->arena);
}

/* ---- the tasks: each gives a sum, so that nothing can be left out ---- */

static double inside_ours(const struct scene *s)
{
    double n = 0;

    for (size_t i = 0; i < s->n; i++)
        n += geo_area_contains(s->area, s->at[i]);
    return n;
}

static double inside_geos(const struct scene *s)
{
    double n = 0;

    for (size_t i = 0; i < s->n; i++) {
        GEOSGeometry *p = GEOSGeom_createPointFromXY_r(s->geos, s->at[i].lon_deg, s->at[i].lat_deg);

        n += GEOSPreparedIntersects_r(s->geos, s->prepared_area, p) == 1;
        GEOSGeom_destroy_r(s->geos, p);
    }
    return n;
}

static double distance_ours(const struct scene *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += geo_line_nearest(s->line, s->at[i]).distance_m;
    return sum;
}

static double distance_geos(const struct scene *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++) {
        GEOSGeometry *p = GEOSGeom_createPointFromXY_r(s->geos, s->at[i].lon_deg, s->at[i].lat_deg);
        double d = 0;

        (void)GEOSPreparedDistance_r(s->geos, s->prepared_line, p, &d);
        sum += d;
        GEOSGeom_destroy_r(s->geos, p);
    }
    return sum;
}

static double mass_200_m(const struct scene *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += geo_area_mass(s->area, s->at[i], 200);
    return sum;
}

static double mass_5_km(const struct scene *s)
{
    double sum = 0;

    for (size_t i = 0; i < s->n / 10; i++)
        sum += geo_area_mass(s->area, s->at[i], 5000);
    return sum;
}

static const struct task {
    const char *name;
    double (*run)(const struct scene *s);
    double share; /* of the positions */
} tasks[] = {
    {"inside 10,000 vertices, ours", inside_ours, 1},
    {"inside, GEOS prepared", inside_geos, 1},
    {"nearest of 2,000 vertices, ours", distance_ours, 1},
    {"nearest, GEOS prepared (planar)", distance_geos, 1},
    {"mass, sigma 200 m, ours", mass_200_m, 1},
    {"mass, sigma 5 km, ours", mass_5_km, 0.1},
};

static void time_task(const struct task *t, const struct scene *s)
{
    double best_s = INFINITY, sum = 0, n = (double)s->n * t->share;

    for (int round = 0; round < BENCH_ROUNDS; round++) {
        double began = bench_cpu_s();

        sum = t->run(s);
        best_s = fmin(best_s, bench_cpu_s() - began);
    }
    (void)printf("%-34s %8.3f s %8.2f M/s %9.0f ns each   (sum %.9g)\n", t->name, best_s,
                 n / best_s * 1e-6, best_s / n * 1e9, sum);
}

/* ---- the truth: golden section along every segment ---- */

static double to_segment(const struct geod_geodesic *g, struct geo_pos a, struct geo_pos b,
                         struct geo_pos p)
{
    struct geod_geodesicline l;
    double low = 0, high, d = 0;

    geod_inverseline(&l, g, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, 0);
    high = l.s13;
    while (high - low > 1e-3) {
        double s[2] = {high - (high - low) * GOLDEN, low + (high - low) * GOLDEN}, at[2];

        for (int i = 0; i < 2; i++) {
            struct geo_pos q;

            geod_position(&l, s[i], &q.lat_deg, &q.lon_deg, NULL);
            geod_inverse(g, p.lat_deg, p.lon_deg, q.lat_deg, q.lon_deg, &at[i], NULL, NULL);
        }
        if (at[0] < at[1])
            high = s[1];
        else
            low = s[0];
        d = fmin(at[0], at[1]);
    }
    return d;
}

static void compare_with_truth(const struct scene *s)
{
    struct geod_geodesic g;
    double worst_m = 0, began = bench_cpu_s();

    geod_init(&g, 6378137, 1 / 298.257223563);
    for (size_t i = 0; i < TRUTH_POSITIONS && i < s->n; i++) {
        double truth_m = INFINITY;

        for (size_t k = 1; k < LINE_VERTICES; k++)
            truth_m = fmin(truth_m, to_segment(&g, s->run[k - 1], s->run[k], s->at[i]));
        worst_m = fmax(worst_m, fabs(truth_m - geo_line_nearest(s->line, s->at[i]).distance_m));
    }
    (void)printf("nearest, PROJ on every segment: %.1f ms each; ours differs by at most %.3f mm\n",
                 (bench_cpu_s() - began) / TRUTH_POSITIONS * 1e3, worst_m * 1e3);
}

int main(int argc, char **argv)
{
    struct scene s = {0};
    struct err err = {0};
    int64_t n = POSITIONS_DEFAULT;
    enum rc rc = RC_OK;

    if (argc > 1)
        rc = num_parse_i64(span_of(argv[1]), &n, &err);
    if (rc || argc > 2 || n < TRUTH_POSITIONS || n > POSITIONS_MAX) {
        (void)fprintf(stderr, "usage: geo_bench [POSITIONS]   (%d to %d)\n", TRUTH_POSITIONS,
                      POSITIONS_MAX);
        return 2;
    }
    rc = scene_make(&s, (size_t)n, &err);
    if (rc == RC_OK) {
        for (size_t i = 0; i < sizeof(tasks) / sizeof(tasks[0]); i++)
            time_task(&tasks[i], &s);
        compare_with_truth(&s);
    } else {
        (void)fprintf(stderr, "geo_bench: %s\n", err.note);
    }
    scene_release(&s);
    return rc == RC_OK ? 0 : 1;
}
