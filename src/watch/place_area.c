/* SPDX-License-Identifier: Apache-2.0 */
/* place_area.c: areas and lines in rows: an id of the agreement, or a GeoJSON geometry. */
#include "watch/reading.h"

#include "geo/geojson.h"

#include <math.h>

static const struct geo_area *find_area(const struct pact_model *m, struct span id, bool *is_known)
{
    *is_known = false;
    for (size_t i = 0; i < m->n_agreements; i++) {
        uint32_t ix = pact_area_find(&m->agreements[i], id);

        if (ix == PACT_NONE)
            continue;
        *is_known = true;
        return m->agreements[i].areas[ix].geometry;
    }
    return NULL;
}

/* The nearest area's id, for a message; an empty span: none is near. */
static struct span nearest_area(const struct pact_model *m, struct span id)
{
    struct span best = {0};
    size_t least = id.n / 3 + 2;

    for (size_t i = 0; i < m->n_agreements; i++)
        for (size_t k = 0; k < m->agreements[i].n_areas; k++) {
            struct span name = m->agreements[i].areas[k].id;
            size_t d = span_edit_distance(id, name);

            if (d < least) {
                least = d;
                best = name;
            }
        }
    return best;
}

static struct geo_pos box_middle(const struct geo_area *area)
{
    struct geo_box b = geo_area_box(area);
    double width_deg = b.east_deg - b.west_deg;

    if (width_deg < 0)
        width_deg += 360;
    width_deg = b.west_deg + width_deg / 2;
    return (struct geo_pos){(b.south_deg + b.north_deg) / 2,
                            width_deg > 180 ? width_deg - 360 : width_deg};
}

static enum rc read_zone(struct observe *o, struct span id, struct place *out, struct err *err)
{
    const struct pact_model *m = o->world.model;
    const struct geo_area *area = NULL;
    bool is_known = true;

    if (id.n == 0)
        return err_set(err, RC_INPUT, "is empty; the id of an area of the agreement");
    if (m != NULL)
        area = find_area(m, id, &is_known);
    if (!is_known) {
        struct span near = nearest_area(m, id);

        return err_set(err, RC_UNKNOWN, "the agreement has no area \"%.*s\"%s%.*s%s", SPAN_ARG(id),
                       near.n == 0 ? "" : "; did you mean \"", SPAN_ARG(near),
                       near.n == 0 ? "" : "\"?");
    }
    out->form = PLACE_ZONE;
    if (area != NULL)
        out->at = box_middle(area);
    return reading_intern(o, id, &out->u.zone, err);
}

enum rc place_read_area(struct observe *o, const struct json *v, struct place *out, struct err *err)
{
    struct geojson_geometry g;
    struct span id;
    enum rc rc;

    *out = (struct place){.hae_m = NAN};
    if (v->type == JSON_STRING) {
        rc = reading_text(v, &id, err);
        return rc != RC_OK ? rc : read_zone(o, id, out, err);
    }
    rc = geojson_read(v, o->arena, &g, err);
    if (rc)
        return rc;
    if (g.type != GEOJSON_POLYGON)
        return err_set(err, RC_INPUT, "must be the id of an area, or a Polygon or MultiPolygon");
    rc = geo_area_polygons(g.polygons, g.n_polygons, o->arena, &out->u.area, err);
    if (rc)
        return rc;
    out->form = PLACE_GEOMETRY;
    out->at = box_middle(out->u.area);
    return RC_OK;
}

enum rc place_read_line(struct observe *o, const struct json *v, const struct geo_line **out,
                        struct err *err)
{
    struct geojson_geometry g;
    enum rc rc = geojson_read(v, o->arena, &g, err);

    if (rc)
        return rc;
    if (g.type != GEOJSON_LINE)
        return err_set(err, RC_INPUT, "must be a LineString or MultiLineString");
    return geo_line_make(g.runs, g.n_runs, o->arena, out, err);
}
