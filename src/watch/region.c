/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/region.h"

#include <math.h>

/* A degree of latitude is nowhere shorter. */
#define DEGREE_MIN_M 110574.0
/* Of the meridian, at the equator: nowhere does the ellipsoid bend more. */
#define RADIUS_MIN_M 6335439.0
/* A sector wider than this half is taken as the whole disc. */
#define SECTOR_HALF_MAX_DEG 90.0
#define ARC_STEPS           8
#define RING_MAX            (2 * (ARC_STEPS + 1))

/* A flat outline around some origin: east and north in metres. */
struct flat {
    double x, y;
};
struct outline {
    struct flat at[RING_MAX];
    size_t n;
};

static double radians(double deg)
{
    return deg * (M_PI / 180);
}

/* Half the angle that a sector takes: stated, or three sigma of the bearing. */
static double half_deg(const struct place_sector *s)
{
    return s->bearing_sigma_deg > 0 ? REGION_SIGMAS * s->bearing_sigma_deg : s->half_width_deg;
}

/* The disc around a sector: at the middle of its range where it is narrow. */
static void sector_disc(const struct place_sector *s, struct region *out)
{
    double half = half_deg(s), middle_m = (s->range_min_m + s->range_max_m) / 2;
    double c = cos(radians(half)), far_m = s->range_max_m, near_m = s->range_min_m;

    if (half > SECTOR_HALF_MAX_DEG) {
        out->centre = s->from;
        out->radius_m = far_m;
        return;
    }
    out->centre = geo_move(s->from, s->centre_deg, middle_m);
    /* the law of cosines to the four corners and the two middles of the arcs */
    out->radius_m =
        fmax(sqrt(fmax(far_m * far_m + middle_m * middle_m - 2 * far_m * middle_m * c,
                       near_m * near_m + middle_m * middle_m - 2 * near_m * middle_m * c)),
             far_m - middle_m);
}

static void box_disc(struct geo_box box, struct region *out)
{
    double width_deg = box.east_deg - box.west_deg, height_deg = box.north_deg - box.south_deg;
    struct geo_pos corner = {box.south_deg, box.west_deg};

    if (width_deg < 0)
        width_deg += 360;
    out->centre.lat_deg = box.south_deg + height_deg / 2;
    out->centre.lon_deg = remainder(box.west_deg + width_deg / 2, 360);
    if (width_deg > 90 || height_deg > 90) { /* corners are no longer what is farthest */
        out->radius_m = INFINITY;
        return;
    }
    if (fabs(box.north_deg) < fabs(box.south_deg))
        out->radius_m = geo_distance_m(out->centre, (struct geo_pos){box.north_deg, box.west_deg});
    else
        out->radius_m = geo_distance_m(out->centre, corner);
    /* the sides of a box bulge: a margin of a hundredth covers what the corners leave out */
    out->radius_m *= 1.01;
}

static void track_disc(const struct place *p, struct region *out)
{
    for (size_t i = 0; i < p->u.track.n; i++)
        out->radius_m = fmax(out->radius_m, geo_distance_m(p->at, p->u.track.fixes[i].at));
}

bool region_make(const struct place *p, const struct geo_area *zone, struct region *out)
{
    struct region r = {.centre = p->at, .margin_m = REGION_SIGMAS * p->sigma_m, .place = p};

    if (p->is_centroid)
        return false;
    switch (p->form) {
    case PLACE_NONE:
        return false;
    case PLACE_POINT:
        break;
    case PLACE_SECTOR:
        sector_disc(p->u.sector, &r);
        r.margin_m = REGION_SIGMAS * p->u.sector->from_sigma_m;
        break;
    case PLACE_TRACK:
        track_disc(p, &r);
        break;
    case PLACE_ZONE:
    case PLACE_GEOMETRY:
        r.area = p->form == PLACE_ZONE ? zone : p->u.area;
        if (r.area == NULL)
            return false;
        box_disc(geo_area_box(r.area), &r);
        break;
    }
    *out = r;
    return true;
}

static bool is_shaped_sector(const struct region *r)
{
    return r->place->form == PLACE_SECTOR && half_deg(r->place->u.sector) <= SECTOR_HALF_MAX_DEG;
}

static struct flat polar(struct flat origin, double bearing_deg, double range_m)
{
    return (struct flat){origin.x + range_m * sin(radians(bearing_deg)),
                         origin.y + range_m * cos(radians(bearing_deg))};
}

/* A sector as a closed ring: the far arc clockwise, the near arc back. The far chords are drawn
 * out so that the ring holds the whole sector. */
static void outline_of(const struct place_sector *s, struct flat origin, struct outline *out)
{
    double half = half_deg(s), step = 2 * half / ARC_STEPS;
    double far_m = s->range_max_m / cos(radians(step / 2));

    out->n = 0;
    for (int i = 0; i <= ARC_STEPS; i++)
        out->at[out->n++] = polar(origin, s->centre_deg - half + i * step, far_m);
    for (int i = ARC_STEPS; i >= 0; i--)
        out->at[out->n++] =
            polar(origin, s->centre_deg - half + i * step, s->range_min_m * cos(radians(step / 2)));
}

static double point_segment_m(struct flat p, struct flat a, struct flat b)
{
    double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;

    t = fmin(fmax(t, 0), 1);
    return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static bool ring_holds(const struct outline *o, struct flat p)
{
    bool is_in = false;

    for (size_t i = 0, k = o->n - 1; i < o->n; k = i++) {
        const struct flat *a = &o->at[i], *b = &o->at[k];

        if ((a->y > p.y) != (b->y > p.y) &&
            p.x < (b->x - a->x) * (p.y - a->y) / (b->y - a->y) + a->x)
            is_in = !is_in;
    }
    return is_in;
}

static double point_ring_m(const struct outline *o, struct flat p)
{
    double least = INFINITY;

    if (ring_holds(o, p))
        return 0;
    for (size_t i = 0, k = o->n - 1; i < o->n; k = i++)
        least = fmin(least, point_segment_m(p, o->at[k], o->at[i]));
    return least;
}

static double cross(struct flat a, struct flat b, struct flat c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool segments_cross(struct flat a, struct flat b, struct flat c, struct flat d)
{
    return (cross(a, b, c) > 0) != (cross(a, b, d) > 0) &&
           (cross(c, d, a) > 0) != (cross(c, d, b) > 0);
}

static bool rings_cross(const struct outline *a, const struct outline *b)
{
    for (size_t i = 0, k = a->n - 1; i < a->n; k = i++)
        for (size_t m = 0, n = b->n - 1; m < b->n; n = m++)
            if (segments_cross(a->at[k], a->at[i], b->at[n], b->at[m]))
                return true;
    return false;
}

/* Rings that do not cross are nearest at a vertex of one of them, or one holds the other. */
static double ring_ring_m(const struct outline *a, const struct outline *b)
{
    double least = INFINITY;

    if (rings_cross(a, b))
        return 0;
    for (size_t i = 0; i < a->n; i++)
        least = fmin(least, point_ring_m(b, a->at[i]));
    for (size_t i = 0; i < b->n; i++)
        least = fmin(least, point_ring_m(a, b->at[i]));
    return least;
}

/* Where `p` lies on the flat map around `origin` (azimuthal equidistant). */
static struct flat flatten(struct geo_pos origin, struct geo_pos p)
{
    return polar((struct flat){0}, geo_azimuth_deg(origin, p), geo_distance_m(origin, p));
}

/* `a` is a shaped sector. */
static bool sector_meets(const struct region *a, const struct region *b, double margin_m)
{
    const struct place_sector *s = a->place->u.sector;
    struct outline mine, theirs;

    outline_of(s, (struct flat){0}, &mine);
    if (!is_shaped_sector(b))
        return point_ring_m(&mine, flatten(s->from, b->centre)) <= margin_m + b->radius_m;
    outline_of(b->place->u.sector, flatten(s->from, b->place->u.sector->from), &theirs);
    return ring_ring_m(&mine, &theirs) <= margin_m;
}

/* Less than the distance of two positions, for a quick no: the difference in latitude, and the
 * haversine's part that is due to longitude, on a sphere of the least radius of curvature. */
static double least_distance_m(struct geo_pos a, struct geo_pos b)
{
    double lat_m = fabs(a.lat_deg - b.lat_deg) * DEGREE_MIN_M;
    double poleward = radians(fmax(fabs(a.lat_deg), fabs(b.lat_deg)));

    return fmax(lat_m,
                2 * RADIUS_MIN_M * cos(poleward) * fabs(sin(radians(a.lon_deg - b.lon_deg) / 2)));
}

bool region_meets(const struct region *a, const struct region *b)
{
    double margin_m = a->margin_m + b->margin_m;
    double reach_m = a->radius_m + b->radius_m + margin_m;

    if (least_distance_m(a->centre, b->centre) > reach_m)
        return false;
    if (reach_m < INFINITY && geo_distance_m(a->centre, b->centre) > reach_m)
        return false;
    if (a->area != NULL && b->area != NULL)
        return true;
    if (a->area != NULL)
        return geo_area_signed_m(a->area, b->centre) >= -(b->radius_m + margin_m);
    if (b->area != NULL)
        return geo_area_signed_m(b->area, a->centre) >= -(a->radius_m + margin_m);
    if (is_shaped_sector(a))
        return sector_meets(a, b, margin_m);
    if (is_shaped_sector(b))
        return sector_meets(b, a, margin_m);
    return true;
}

void region_distance(const struct region *r, struct geo_pos from, double *least_m, double *most_m)
{
    double d = geo_distance_m(from, r->centre), reach_m = r->radius_m + r->margin_m;

    *least_m = fmax(d - reach_m, 0);
    *most_m = d + reach_m;
}
