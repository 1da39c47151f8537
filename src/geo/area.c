/* SPDX-License-Identifier: Apache-2.0 */
/* area.c: what an area is and who answers for it: slabs.c in or out, path.c distances, mass.c
 * probabilities. */
#include "geo/area.h"

#include <math.h>

#include "geo/mass.h"
#include "geo/shape.h"
#include "geo/slabs.h"

/* Bands are closed: distances are right to this, and so much outside is still inside. */
#define BAND_SLACK_M 1e-3
/* The smallest radius of curvature that the ellipsoid has (along the meridian, at the equator):
 * dividing by it makes boxes too large, never too small. */
#define RADIUS_MIN_M (EARTH_A_M * (1.0 - EARTH_E2))
/* Below it an error of position is none: positions are rounded to a centimetre. */
#define SIGMA_MIN_M 1e-6

enum area_kind { AREA_POLYGONS, AREA_BAND };

struct geo_area {
    enum area_kind kind;
    struct geo_box box;
    const struct slabs *slabs;
    const struct path *boundary; /* NULL where there is none: the whole Earth */
    const struct geo_polygon *outline;
    size_t n_outline;
    struct shape shape;
    struct band band;
};

/* ---- polygons ---- */

/* As it was written, but closed. */
static enum rc copy_ring(const struct geo_run *from, struct arena *a, struct geo_run *out,
                         struct err *err)
{
    struct geo_pos *at = arena_array(a, from->n + 1, sizeof(*at), err);
    bool is_closed = geo_pos_is_same(from->at[from->n - 1], from->at[0]);

    if (at == NULL)
        return RC_LIMIT;
    memcpy(at, from->at, from->n * sizeof(*at));
    at[from->n] = at[0];
    *out = (struct geo_run){at, is_closed ? from->n : from->n + 1};
    return RC_OK;
}

static struct geo_polygon *copy_outline(const struct geo_polygon *polygons, size_t n,
                                        struct arena *a, struct err *err)
{
    struct geo_polygon *copy = arena_array(a, n, sizeof(*copy), err);

    if (copy == NULL)
        return NULL;
    for (size_t p = 0; p < n; p++) {
        struct geo_run *rings = arena_array(a, polygons[p].n_rings, sizeof(*rings), err);

        if (rings == NULL)
            return NULL;
        copy[p] = (struct geo_polygon){rings, polygons[p].n_rings};
        for (size_t r = 0; r < polygons[p].n_rings; r++)
            if (copy_ring(&polygons[p].rings[r], a, &rings[r], err) != RC_OK)
                return NULL;
    }
    return copy;
}

static struct geo_box box_of(double south_deg, double west_deg, double north_deg, double east_deg)
{
    if (!(east_deg - west_deg < 360.0))
        return (struct geo_box){south_deg, -180.0, north_deg, 180.0};
    return (struct geo_box){south_deg, shape_lon(west_deg), north_deg, shape_lon(east_deg)};
}

static enum rc build(struct geo_area *area, struct arena *a, struct err *err)
{
    struct geo_run *runs;
    size_t n_runs;
    enum rc rc = slabs_make(&area->shape, a, &area->slabs, err);

    if (rc)
        return rc;
    rc = shape_boundary(&area->shape, a, &runs, &n_runs, err);
    if (rc)
        return rc;
    return path_make(runs, n_runs, PATH_STRAIGHT, a, &area->boundary, err);
}

enum rc geo_area_polygons(const struct geo_polygon *polygons, size_t n, struct arena *a,
                          const struct geo_area **out, struct err *err)
{
    struct geo_area *area = arena_alloc(a, sizeof(*area), err);
    enum rc rc;

    if (area == NULL)
        return RC_LIMIT;
    area->kind = AREA_POLYGONS;
    rc = shape_make(polygons, n, a, &area->shape, err);
    if (rc)
        return rc;
    rc = shape_check(&area->shape, a, err);
    if (rc)
        return rc;
    area->box = box_of(area->shape.south_deg, area->shape.west_deg, area->shape.north_deg,
                       area->shape.east_deg);
    area->outline = copy_outline(polygons, n, a, err);
    area->n_outline = n;
    if (area->outline == NULL)
        return RC_LIMIT;
    rc = build(area, a, err);
    if (rc)
        return rc;
    *out = area;
    return RC_OK;
}

/* ---- bands ---- */

struct reach {
    double south_deg, west_deg, north_deg, east_deg, last_lon_deg;
};

static void stretch(struct reach *r, struct geo_pos p, bool is_first)
{
    double lon_deg = p.lon_deg;

    if (!is_first)
        lon_deg += 360.0 * round((r->last_lon_deg - lon_deg) / 360.0);
    r->last_lon_deg = lon_deg;
    r->south_deg = is_first ? p.lat_deg : fmin(r->south_deg, p.lat_deg);
    r->north_deg = is_first ? p.lat_deg : fmax(r->north_deg, p.lat_deg);
    r->west_deg = is_first ? lon_deg : fmin(r->west_deg, lon_deg);
    r->east_deg = is_first ? lon_deg : fmax(r->east_deg, lon_deg);
}

static struct geo_box box_around(const struct path *line, double margin_m)
{
    struct reach r = {0};
    double margin_deg = EARTH_DEG((margin_m + 1.0) / RADIUS_MIN_M);
    double widest, width_deg;

    for (size_t i = 0; i <= line->n_pieces; i++)
        stretch(&r, earth_pos(line->at[i]), i == 0);
    r.south_deg = fmax(-90.0, r.south_deg - margin_deg);
    r.north_deg = fmin(90.0, r.north_deg + margin_deg);
    if (r.south_deg <= -90.0 || r.north_deg >= 90.0)
        return (struct geo_box){r.south_deg, -180.0, r.north_deg, 180.0};
    /* a circle is widest a little poleward of its centre: by the sine rule, sin(margin)/cos(lat) */
    widest = fmax(fabs(r.south_deg), fabs(r.north_deg));
    width_deg = EARTH_DEG(asin(fmin(1.0, sin(EARTH_RAD(margin_deg)) / cos(EARTH_RAD(widest)))));
    return box_of(r.south_deg, r.west_deg - width_deg, r.north_deg, r.east_deg + width_deg);
}

static enum rc make_band(struct band band, struct arena *a, const struct geo_area **out,
                         struct err *err)
{
    struct geo_area *area = arena_alloc(a, sizeof(*area), err);

    if (area == NULL)
        return RC_LIMIT;
    area->kind = AREA_BAND;
    area->band = band;
    area->box = isinf(band.to_m) ? (struct geo_box){-90.0, -180.0, 90.0, 180.0}
                                 : box_around(band.line, band.to_m);
    *out = area;
    return RC_OK;
}

enum rc geo_area_band(const struct geo_line *line, enum geo_side side, double from_m, double to_m,
                      struct arena *a, const struct geo_area **out, struct err *err)
{
    if (!(from_m >= 0.0 && from_m < to_m && isfinite(to_m)))
        return err_set(err, RC_RANGE,
                       "a band from %g m to %g m; the first distance is at least 0 and less than "
                       "the second",
                       from_m, to_m);
    return make_band((struct band){geo_line_path(line), side, from_m, to_m}, a, out, err);
}

enum rc geo_area_side(const struct geo_line *line, enum geo_side side, struct arena *a,
                      const struct geo_area **out, struct err *err)
{
    return make_band((struct band){geo_line_path(line), side, 0.0, INFINITY}, a, out, err);
}

static bool band_contains(const struct band *band, struct geo_pos p)
{
    struct path_hit hit;
    double d;

    if (!path_nearest_within(band->line, p, band->to_m + 1.0, &hit))
        return false;
    d = band->side == GEO_LEFT    ? hit.left_m
        : band->side == GEO_RIGHT ? -hit.left_m
                                  : hit.distance_m;
    return d >= band->from_m - BAND_SLACK_M && d <= band->to_m + BAND_SLACK_M;
}

/* Beyond an end, a band of one side is cut off by the end segment's extension. Positive inside;
 * off_axis_m is positive on the band's side. */
static double signed_beyond_end(const struct band *band, double distance_m, double off_axis_m)
{
    double along_m = sqrt(fmax(0.0, distance_m * distance_m - off_axis_m * off_axis_m));
    double radial_m = band->to_m - distance_m, past_m;

    if (band->from_m > 0.0)
        radial_m = fmin(radial_m, distance_m - band->from_m);
    if (off_axis_m >= 0.0)
        return fmin(radial_m, off_axis_m);
    past_m = fmax(0.0, fmax(band->from_m - along_m, along_m - band->to_m));
    return -hypot(off_axis_m, past_m);
}

static double band_signed_m(const struct band *band, struct geo_pos p)
{
    struct path_hit hit;
    double d;

    path_nearest(band->line, p, &hit);
    if (band->side == GEO_BOTH_SIDES) {
        d = band->to_m - hit.distance_m;
        return band->from_m > 0.0 ? fmin(d, hit.distance_m - band->from_m) : d;
    }
    if (hit.is_beyond_end)
        return signed_beyond_end(band, hit.distance_m,
                                 band->side == GEO_RIGHT ? -hit.off_axis_m : hit.off_axis_m);
    d = band->side == GEO_RIGHT ? -hit.left_m : hit.left_m;
    return fmin(d - band->from_m, band->to_m - d);
}

/* ---- questions ---- */

bool geo_area_contains(const struct geo_area *area, struct geo_pos p)
{
    return area->kind == AREA_POLYGONS ? slabs_contain(area->slabs, p)
                                       : band_contains(&area->band, p);
}

double geo_area_signed_m(const struct geo_area *area, struct geo_pos p)
{
    struct path_hit hit;

    if (area->kind == AREA_BAND)
        return band_signed_m(&area->band, p);
    if (area->boundary == NULL)
        return INFINITY;
    path_nearest(area->boundary, p, &hit);
    return slabs_contain(area->slabs, p) ? hit.distance_m : -hit.distance_m;
}

double geo_area_mass(const struct geo_area *area, struct geo_pos p, double sigma_m)
{
    bool is_inside;

    if (area->kind == AREA_BAND && sigma_m > SIGMA_MIN_M)
        return mass_of_band(&area->band, p, sigma_m);
    is_inside = geo_area_contains(area, p);
    if (!(sigma_m > SIGMA_MIN_M) || area->boundary == NULL)
        return is_inside ? 1.0 : 0.0;
    return mass_of_polygons(area->boundary, is_inside, p, sigma_m);
}

struct geo_box geo_area_box(const struct geo_area *area)
{
    return area->box;
}

size_t geo_area_outline(const struct geo_area *area, const struct geo_polygon **out)
{
    *out = area->outline;
    return area->n_outline;
}

const struct shape *geo_area_shape(const struct geo_area *area)
{
    return &area->shape;
}
