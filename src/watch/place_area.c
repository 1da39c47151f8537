/* SPDX-License-Identifier: Apache-2.0 */
/* place_area.c: areas and lines in rows: an id of the agreement, or a GeoJSON geometry. */
#include "watch/reading.h"

#include "geo/geojson.h"

#include <math.h>

static const struct geo_area *find_area(const struct pact_model *m, struct span id)
{
    for (size_t i = 0; i < m->n_agreements; i++) {
        uint32_t ix = pact_area_find(&m->agreements[i], id);

        if (ix != PACT_NONE)
            return m->agreements[i].areas[ix].geometry;
    }
    return NULL;
}

static struct span area_id(const struct pact_agreement *g, size_t i)
{
    return i < g->n_areas ? g->areas[i].id : span_none();
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
    const struct geo_area *area;
    enum rc rc;

    if (id.n == 0)
        return err_set(err, RC_INPUT, "is empty; the id of an area of the agreement");
    rc = reading_known_id(o, id, "area", area_id, err);
    if (rc)
        return rc;
    area = o->world.model == NULL ? NULL : find_area(o->world.model, id);
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
    return place_check_swap(o, out->at, err);
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
    rc = place_check_swap(o, g.runs[0].at[g.runs[0].n / 2], err);
    if (rc)
        return rc;
    return geo_line_make(g.runs, g.n_runs, o->arena, out, err);
}
