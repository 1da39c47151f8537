/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/apart.h"

#include <math.h>

#include "watch/chance.h"
#include "watch/region.h"

/* A place as a position or as polygons; neither: known by a disc only. */
struct shape {
    const struct place *place;
    const struct geo_area *area;
    bool is_point;
};

static struct shape shape_of(struct term_run *run, const struct place *p, int64_t at_ms)
{
    const struct geo_polygon *polygons;
    struct shape s = {.place = p, .is_point = p->form == PLACE_POINT && !p->is_centroid};
    uint32_t ix;

    if (p->form == PLACE_GEOMETRY)
        s.area = p->u.area;
    if (p->form == PLACE_ZONE) {
        ix = pact_area_find(run->agreement, p->u.zone);
        s.area = ix == PACT_NONE ? NULL : ground_area_at(run->ground, ix, at_ms);
    }
    if (s.area != NULL && geo_area_outline(s.area, &polygons) == 0)
        s.area = NULL; /* a band has no vertices */
    return s;
}

static double to_area_m(const struct geo_area *area, struct geo_pos p)
{
    return fmax(0, -geo_area_signed_m(area, p));
}

/* From the vertices of one area to another, which may hold them. */
static double from_vertices_m(const struct geo_area *of, const struct geo_area *to)
{
    const struct geo_polygon *polygons;
    size_t n = geo_area_outline(of, &polygons);
    double least = INFINITY;

    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < polygons[i].n_rings; r++)
            for (size_t k = 0; k < polygons[i].rings[r].n && least > 0; k++)
                least = fmin(least, to_area_m(to, polygons[i].rings[r].at[k]));
    return least;
}

static double gap_m(const struct shape *a, const struct shape *b)
{
    if (a->is_point && b->is_point)
        return geo_distance_m(a->place->at, b->place->at);
    if (a->is_point)
        return to_area_m(b->area, a->place->at);
    if (b->is_point)
        return to_area_m(a->area, b->place->at);
    return fmin(from_vertices_m(a->area, b->area), from_vertices_m(b->area, a->area));
}

/* What is known by discs alone: near at their farthest, or far at their nearest. */
static enum pact_tri discs_within(const struct shape *a, const struct shape *b, double limit_m)
{
    struct region ra, rb;
    double d_m, reach_m;

    if (!region_make(a->place, a->area, &ra) || !region_make(b->place, b->area, &rb))
        return PACT_MAYBE;
    d_m = geo_distance_m(ra.centre, rb.centre);
    reach_m = ra.radius_m + rb.radius_m + ra.margin_m + rb.margin_m;
    if (d_m + reach_m <= limit_m)
        return PACT_YES;
    return d_m - reach_m > limit_m ? PACT_NO : PACT_MAYBE;
}

enum pact_tri apart_within(struct term_run *run, const struct place *a, const struct place *b,
                           int64_t at_ms, double limit_m)
{
    struct shape sa = shape_of(run, a, at_ms), sb = shape_of(run, b, at_ms);
    double p, d_m;

    if ((!sa.is_point && sa.area == NULL) || (!sb.is_point && sb.area == NULL))
        return discs_within(&sa, &sb, limit_m);
    d_m = gap_m(&sa, &sb);
    p = d_m <= limit_m ? 1 - chance_below(limit_m, d_m, hypot(a->sigma_m, b->sigma_m))
                       : chance_below(d_m, limit_m, hypot(a->sigma_m, b->sigma_m));
    if (p >= run->term->confidence)
        return PACT_YES;
    return p <= 1 - run->term->confidence ? PACT_NO : PACT_MAYBE;
}
