/* SPDX-License-Identifier: Apache-2.0 */
/* shape_check.c: validity by GEOS, told in words that lead to the place. Nothing is repaired. */
#include <geos_c.h>
#include <math.h>

#include "geo/shape.h"

enum stage { STAGE_RING, STAGE_POLYGON, STAGE_AREA };

/* What GEOS says, at which stage, and what we say. Texts of GEOS 3.11, TopologyValidationError. */
static const struct {
    enum stage stage;
    const char *reason, *words, *right;
} phrases[] = {
    {STAGE_RING, "Self-intersection", "crosses itself", "a ring must not meet itself"},
    {STAGE_RING, "Ring Self-intersection", "touches itself", "a ring must not meet itself"},
    {STAGE_RING, "Too few", "has too few different positions", "an area has at least three"},
    {STAGE_POLYGON, "Hole lies outside", "has a hole outside its outer ring",
     "holes lie inside the first ring"},
    {STAGE_POLYGON, "Holes are nested", "has a hole inside another hole",
     "write an island as a polygon of its own"},
    {STAGE_POLYGON, "Interior is disconnected", "is cut apart by its holes",
     "write the parts as polygons of their own"},
    {STAGE_POLYGON, "Self-intersection", "has two rings that cross or share an edge",
     "rings may touch in single points only"},
    {STAGE_AREA, "Nested shells", "lies inside another polygon", "parts must not overlap"},
    {STAGE_AREA, "Self-intersection", "overlaps another polygon or shares an edge with it",
     "parts may touch in single points only; join them"},
};

#define N_PHRASES (sizeof(phrases) / sizeof(phrases[0]))

struct place {
    enum stage stage;
    size_t polygon, ring; /* from 0 */
};

static enum rc tell(struct place where, const char *reason, struct geo_pos near, struct err *err)
{
    char what[64] = "the area";
    const char *words = reason, *right = "an area is a simple feature (RFC 7946, OGC 06-103r4)";

    for (size_t i = 0; i < N_PHRASES; i++)
        if (phrases[i].stage == where.stage &&
            strncmp(reason, phrases[i].reason, strlen(phrases[i].reason)) == 0) {
            words = phrases[i].words;
            right = phrases[i].right;
            break;
        }
    if (where.stage == STAGE_RING)
        snprintf(what, sizeof(what), "ring %zu of polygon %zu", where.ring + 1, where.polygon + 1);
    else if (where.stage == STAGE_POLYGON)
        snprintf(what, sizeof(what), "polygon %zu", where.polygon + 1);
    else
        snprintf(what, sizeof(what), "a polygon of the area");
    return err_set(err, RC_INPUT, "%s %s near %.4f %c %.4f %c; %s", what, words, fabs(near.lat_deg),
                   near.lat_deg < 0 ? 'S' : 'N', fabs(shape_lon(near.lon_deg)),
                   shape_lon(near.lon_deg) < 0 ? 'W' : 'E', right);
}

static struct geo_pos position_of(GEOSContextHandle_t geos, const GEOSGeometry *point)
{
    struct geo_pos p = {NAN, NAN};

    if (point != NULL && GEOSGeomGetX_r(geos, point, &p.lon_deg) == 1)
        (void)GEOSGeomGetY_r(geos, point, &p.lat_deg);
    return p;
}

static enum rc judge(GEOSContextHandle_t geos, const GEOSGeometry *g, struct place where,
                     struct err *err)
{
    char *reason = NULL;
    GEOSGeometry *near = NULL;
    enum rc rc = RC_OK;

    switch (g == NULL ? 2 : GEOSisValidDetail_r(geos, g, 0, &reason, &near)) {
    case 1:
        break;
    case 0:
        rc = tell(where, reason == NULL ? "is not valid" : reason, position_of(geos, near), err);
        break;
    default:
        rc = err_set(err, RC_LIMIT, "GEOS could not examine polygon %zu", where.polygon + 1);
    }
    GEOSFree_r(geos, reason);
    GEOSGeom_destroy_r(geos, near);
    return rc;
}

static GEOSGeometry *build_ring(GEOSContextHandle_t geos, const struct shape_ring *ring)
{
    GEOSCoordSequence *s = GEOSCoordSeq_create_r(geos, (unsigned)ring->n, 2);

    for (size_t i = 0; s != NULL && i < ring->n; i++)
        (void)GEOSCoordSeq_setXY_r(geos, s, (unsigned)i, ring->at[i].lon_deg, ring->at[i].lat_deg);
    return s == NULL ? NULL : GEOSGeom_createLinearRing_r(geos, s); /* the ring owns s */
}

/* A polygon of the first n rings, with the others' place kept in `holes`. */
static GEOSGeometry *build_polygon(GEOSContextHandle_t geos, const struct shape_ring *rings,
                                   size_t n, GEOSGeometry **holes)
{
    GEOSGeometry *shell = build_ring(geos, &rings[0]);
    bool is_whole = shell != NULL;

    for (size_t r = 1; r < n; r++) {
        holes[r - 1] = build_ring(geos, &rings[r]);
        is_whole = is_whole && holes[r - 1] != NULL;
    }
    if (is_whole)
        return GEOSGeom_createPolygon_r(geos, shell, holes, (unsigned)(n - 1)); /* owns all */
    GEOSGeom_destroy_r(geos, shell);
    for (size_t r = 1; r < n; r++)
        GEOSGeom_destroy_r(geos, holes[r - 1]);
    return NULL;
}

static enum rc judge_rings(GEOSContextHandle_t geos, const struct shape *shape, size_t p,
                           struct err *err)
{
    const struct shape_polygon *polygon = &shape->polygons[p];
    enum rc rc = RC_OK;

    for (size_t r = 0; r < polygon->n_rings && rc == RC_OK; r++) {
        GEOSGeometry *g = build_polygon(geos, &polygon->rings[r], 1, NULL);

        rc = judge(geos, g, (struct place){STAGE_RING, p, r}, err);
        GEOSGeom_destroy_r(geos, g);
    }
    return rc;
}

/* From the small to the large, so that the first fault found is the one that can be named best. */
static enum rc judge_shape(GEOSContextHandle_t geos, const struct shape *shape,
                           GEOSGeometry **holes, GEOSGeometry **parts, struct err *err)
{
    GEOSGeometry *whole;
    size_t n = 0;
    enum rc rc = RC_OK;

    for (size_t p = 0; p < shape->n_polygons && rc == RC_OK; p++) {
        rc = judge_rings(geos, shape, p, err);
        if (rc)
            break;
        parts[n] = build_polygon(geos, shape->polygons[p].rings, shape->polygons[p].n_rings, holes);
        rc = judge(geos, parts[n], (struct place){STAGE_POLYGON, p, 0}, err);
        n += parts[n] != NULL;
    }
    if (rc == RC_OK && n > 1) {
        whole = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, (unsigned)n);
        if (whole != NULL)
            n = 0; /* it owns the parts */
        rc = judge(geos, whole, (struct place){STAGE_AREA, 0, 0}, err);
        GEOSGeom_destroy_r(geos, whole);
    }
    for (size_t p = 0; p < n; p++)
        GEOSGeom_destroy_r(geos, parts[p]);
    return rc;
}

enum rc shape_check(const struct shape *shape, struct arena *a, struct err *err)
{
    size_t n_holes_max = 0;
    GEOSGeometry **holes, **parts;
    GEOSContextHandle_t geos;
    enum rc rc;

    for (size_t p = 0; p < shape->n_polygons; p++)
        if (shape->polygons[p].n_rings > n_holes_max)
            n_holes_max = shape->polygons[p].n_rings;
    holes = arena_array(a, n_holes_max, sizeof(GEOSGeometry *), err);
    parts = arena_array(a, shape->n_polygons, sizeof(GEOSGeometry *), err);
    if (holes == NULL || parts == NULL)
        return RC_LIMIT;
    geos = GEOS_init_r();
    rc = judge_shape(geos, shape, holes, parts, err);
    GEOS_finish_r(geos);
    return rc;
}
