/* SPDX-License-Identifier: Apache-2.0 */
/* Areas and lines of any shape, at the antimeridian and the poles too: built or refused with a
 * reason; what is built holds its own vertices and answers sensibly.
 *
 * The first byte chooses a place and a scale; then each position is two bytes, and two values of
 * the first of them end a ring or a polygon. */
#include "fuzz.h"

#include "geo/area.h"

#include <math.h>

#define POSITIONS_MAX  32
#define LONG_EDGES_MAX 8 /* of a degree or more each */
#define ASKED_MAX      8 /* so that long edges do not make a slow harness */
#define RING_ENDS      127
#define POLYGON_ENDS   126
#define POSITIONS_STEP 2

static const struct geo_pos places[] = {{48, 37}, {0, 0},     {0, 180},  {0, -180},
                                        {90, 0},  {-90, 180}, {84, 179}, {-80, -179}};
static const double scales_deg[] = {1e-7, 1e-9, 1e-3, 0.05, 1e-5, 1.5, 1e-2, 30};

struct input {
    struct geo_pos at[POSITIONS_MAX];
    struct geo_run rings[POSITIONS_MAX + 2];
    struct geo_polygon polygons[POSITIONS_MAX + 2];
    size_t n, n_rings, n_polygons;
};

static double clamp(double v, double limit)
{
    return v < -limit ? -limit : v > limit ? limit : v;
}

static void end_ring(struct input *in)
{
    struct geo_run *ring = &in->rings[in->n_rings];

    if (&in->at[in->n] == ring->at)
        return;
    ring->n = (size_t)(&in->at[in->n] - ring->at);
    in->polygons[in->n_polygons].n_rings++;
    in->rings[++in->n_rings].at = &in->at[in->n];
}

static void end_polygon(struct input *in)
{
    end_ring(in);
    if (in->polygons[in->n_polygons].n_rings == 0)
        return;
    in->polygons[++in->n_polygons].rings = &in->rings[in->n_rings];
}

static void read_input(struct input *in, const uint8_t *data, size_t size)
{
    struct geo_pos base = places[data[0] % 8];
    double scale_deg = scales_deg[data[0] / 8 % 8];
    size_t max = scale_deg < 1 ? POSITIONS_MAX : LONG_EDGES_MAX;

    in->rings[0].at = in->at;
    in->polygons[0].rings = in->rings;
    for (size_t i = 1; i + 1 < size && in->n < max; i += POSITIONS_STEP) {
        int8_t north = (int8_t)data[i], east = (int8_t)data[i + 1];

        if (north == RING_ENDS)
            end_ring(in);
        else if (north == POLYGON_ENDS)
            end_polygon(in);
        else
            in->at[in->n++] = (struct geo_pos){clamp(base.lat_deg + north * scale_deg, 90),
                                               clamp(base.lon_deg + east * scale_deg, 180)};
    }
    end_polygon(in);
}

static bool is_in_box(struct geo_box b, struct geo_pos p)
{
    bool is_in_lon = b.west_deg <= b.east_deg ? p.lon_deg >= b.west_deg && p.lon_deg <= b.east_deg
                                              : p.lon_deg >= b.west_deg || p.lon_deg <= b.east_deg;

    /* at a pole, and on the antimeridian, a position has more names than one */
    return p.lat_deg >= b.south_deg && p.lat_deg <= b.north_deg &&
           (is_in_lon || fabs(p.lat_deg) == 90 || fabs(p.lon_deg) == 180);
}

static void ask(const struct geo_area *area, struct geo_pos p)
{
    bool is_in = geo_area_contains(area, p);
    double signed_m = geo_area_signed_m(area, p);

    /* a boundary is closed, and exact to a centimetre or two */
    MUST((signed_m >= 0) == is_in || fabs(signed_m) < 0.05, "%g N %g E: %g m", p.lat_deg, p.lon_deg,
         signed_m);
    MUST(!is_in || is_in_box(geo_area_box(area), p), "%.17g N %.17g E", p.lat_deg, p.lon_deg);
    for (double sigma_m = 0; sigma_m < 1e7; sigma_m = sigma_m * 1000 + 0.5) {
        double mass = geo_area_mass(area, p, sigma_m);

        MUST(mass >= 0 && mass <= 1, "%g N %g E, sigma %g m: %g", p.lat_deg, p.lon_deg, sigma_m,
             mass);
        if (sigma_m > 1 && fabs(signed_m) > 7 * sigma_m)
            MUST(fabs(mass - is_in) < 1e-3, "%g N %g E, sigma %g m: %g", p.lat_deg, p.lon_deg,
                 sigma_m, mass);
    }
}

static void try_area(const struct input *in, struct arena *a)
{
    const struct geo_area *area = NULL;
    struct geo_pos *sample = NULL;
    size_t n = 0;
    struct err err = {0};

    if (geo_area_polygons(in->polygons, in->n_polygons, a, &area, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    for (size_t i = 0; i < in->n; i++)
        MUST(geo_area_contains(area, in->at[i]), "vertex %zu", i);
    for (size_t i = 0; i < in->n && i < ASKED_MAX; i++) {
        ask(area, in->at[i]);
        ask(area, (struct geo_pos){in->at[i].lat_deg, in->at[(i + 1) % in->n].lon_deg});
    }
    if (geo_area_sample(area, 10, a, &sample, &n, &err) == RC_OK)
        for (size_t i = 0; i < n; i++)
            MUST(geo_area_contains(area, sample[i]), "sample %zu", i);
}

static void try_line(const struct input *in, struct arena *a)
{
    const struct geo_line *line = NULL;
    const struct geo_area *band = NULL, *left = NULL;
    struct err err = {0};

    if (geo_line_make(in->rings, in->n_rings, a, &line, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    if (geo_area_band(line, GEO_BOTH_SIDES, 10, 20000, a, &band, &err) != RC_OK ||
        geo_area_side(line, GEO_LEFT, a, &left, &err) != RC_OK)
        return;
    for (size_t i = 0; i < in->n && i < ASKED_MAX; i++) {
        struct geo_pos p = {in->at[i].lat_deg, in->at[(i + 1) % in->n].lon_deg};
        struct geo_nearest near = geo_line_nearest(line, in->at[i]);

        MUST(near.distance_m < 0.02, "vertex %zu: %g m", i, near.distance_m);
        near = geo_line_nearest(line, p);
        MUST(fabs(near.signed_left_m) == near.distance_m, "%g", near.signed_left_m);
        MUST(geo_pos_check(near.foot, &err) == RC_OK, "%s", err.note);
        ask(band, p);
        (void)geo_area_signed_m(left, p);
    }
}

static void try_between(const struct input *in, struct arena *a)
{
    const struct geo_line *one = NULL, *two = NULL;
    const struct geo_area *area = NULL;
    struct err err = {0};

    if (in->n_rings < 2 || geo_line_make(&in->rings[0], 1, a, &one, &err) != RC_OK ||
        geo_line_make(&in->rings[1], 1, a, &two, &err) != RC_OK)
        return;
    if (geo_area_between(one, two, a, &area, &err) != RC_OK)
        MUST(err.note[0] != '\0', "refused without a word");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {0};
    struct arena a;

    if (size < 2)
        return 0;
    read_input(&in, data, size);
    arena_init(&a, FUZZ_ARENA_MAX);
    try_area(&in, &a);
    try_line(&in, &a);
    try_between(&in, &a);
    arena_release(&a);
    return 0;
}
