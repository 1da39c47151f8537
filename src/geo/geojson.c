/* SPDX-License-Identifier: Apache-2.0 */
/* geojson.c: geometries out of GeoJSON. Structure is checked here; whether an area is valid is
 * geo_area_polygons's to say. */
#include "geo/geojson.h"

#include <math.h>

/* RFC 7946, 3.1.8 advises against collections in collections. */
#define COLLECTION_DEPTH_MAX 4

static const struct json *items_of(const struct json *v)
{
    return v->u.array.items;
}

static size_t length_of(const struct json *v)
{
    return v->u.array.n;
}

static bool is_array(const struct json *v)
{
    return v != NULL && v->type == JSON_ARRAY;
}

static const char *name_of(const struct json *v)
{
    return v == NULL ? "nothing" : json_type_name(v->type);
}

/* The member, or NULL; also of nothing at all. */
static const struct json *member(const struct json *v, const char *name)
{
    return v == NULL ? NULL : json_get(v, name);
}

static struct span text_of(const struct json *v)
{
    return v != NULL && v->type == JSON_STRING ? v->u.text : span_none();
}

/* ---- coordinates ---- */

static enum rc read_position(const struct json *v, struct geo_pos *out, double *hae_m,
                             struct err *err)
{
    double n[3] = {0.0, 0.0, NAN};
    enum rc rc;

    if (!is_array(v) || length_of(v) < 2)
        return err_set(err, RC_INPUT, "byte %u: %s where a position [longitude, latitude] belongs",
                       v->at, is_array(v) ? "a short array" : name_of(v));
    for (size_t i = 0; i < length_of(v); i++) {
        double ignored;

        if (!json_number(&items_of(v)[i], i < 3 ? &n[i] : &ignored))
            return err_set(err, RC_INPUT, "byte %u: %s in a position; it holds numbers only",
                           items_of(v)[i].at, name_of(&items_of(v)[i]));
    }
    *out = (struct geo_pos){.lat_deg = n[1], .lon_deg = n[0]};
    *hae_m = n[2];
    rc = geo_pos_check(*out, err);
    return rc ? err_prefix(err, rc, "byte %u: ", v->at) : RC_OK;
}

static enum rc read_run(const struct json *v, struct arena *a, struct geo_run *out, struct err *err)
{
    struct geo_pos *at;

    if (!is_array(v))
        return err_set(err, RC_INPUT, "byte %u: %s where an array of positions belongs", v->at,
                       name_of(v));
    at = arena_array(a, length_of(v), sizeof(*at), err);
    if (at == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < length_of(v); i++) {
        double ignored;
        enum rc rc = read_position(&items_of(v)[i], &at[i], &ignored, err);

        if (rc)
            return rc;
    }
    *out = (struct geo_run){at, length_of(v)};
    return RC_OK;
}

static enum rc read_line(const struct json *v, struct arena *a, struct geo_run *out,
                         struct err *err)
{
    enum rc rc = read_run(v, a, out, err);

    if (rc == RC_OK && out->n < 2)
        return err_set(err, RC_INPUT, "byte %u: a line of %zu position%s; it has at least two",
                       v->at, out->n, out->n == 1 ? "" : "s");
    return rc;
}

static enum rc read_ring(const struct json *v, struct arena *a, struct geo_run *out,
                         struct err *err)
{
    enum rc rc = read_run(v, a, out, err);

    if (rc)
        return rc;
    if (out->n < 4)
        return err_set(err, RC_INPUT,
                       "byte %u: a ring of %zu positions; it has at least four (RFC 7946, 3.1.6)",
                       v->at, out->n);
    if (!geo_pos_is_same(out->at[0], out->at[out->n - 1]))
        return err_set(err, RC_INPUT,
                       "byte %u: an open ring; its last position must repeat its first (RFC 7946, "
                       "3.1.6)",
                       v->at);
    return RC_OK;
}

static enum rc read_polygon(const struct json *v, struct arena *a, struct geo_polygon *out,
                            struct err *err)
{
    struct geo_run *rings;

    if (!is_array(v) || length_of(v) == 0)
        return err_set(err, RC_INPUT, "byte %u: %s where an array of rings belongs", v->at,
                       is_array(v) ? "an empty array" : name_of(v));
    rings = arena_array(a, length_of(v), sizeof(*rings), err);
    if (rings == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < length_of(v); i++) {
        enum rc rc = read_ring(&items_of(v)[i], a, &rings[i], err);

        if (rc)
            return rc;
    }
    *out = (struct geo_polygon){rings, length_of(v)};
    return RC_OK;
}

/* ---- geometries ---- */

struct reading {
    struct arena *arena;
    struct geojson_geometry *out;
    size_t n_points, cap_runs, cap_polygons;
    struct err *err;
};

static enum rc add_point(struct reading *r, const struct json *v)
{
    struct geo_pos ignored;
    double ignored_m;

    if (r->n_points++ == 0)
        return read_position(v, &r->out->point, &r->out->hae_m, r->err);
    return read_position(v, &ignored, &ignored_m, r->err); /* checked; several points are mixed */
}

static enum rc add_run(struct reading *r, const struct json *v)
{
    struct geojson_geometry *g = r->out;
    struct geo_run *runs =
        arena_grow(r->arena, g->runs, g->n_runs, &r->cap_runs, sizeof(*runs), r->err);

    if (runs == NULL)
        return RC_LIMIT;
    g->runs = runs;
    return read_line(v, r->arena, &g->runs[g->n_runs++], r->err);
}

static enum rc add_polygon(struct reading *r, const struct json *v)
{
    struct geojson_geometry *g = r->out;
    struct geo_polygon *polygons = arena_grow(r->arena, g->polygons, g->n_polygons,
                                              &r->cap_polygons, sizeof(*polygons), r->err);

    if (polygons == NULL)
        return RC_LIMIT;
    g->polygons = polygons;
    return read_polygon(v, r->arena, &g->polygons[g->n_polygons++], r->err);
}

static const struct {
    const char *name;
    bool is_multi;
    enum rc (*add)(struct reading *r, const struct json *v);
} geometry_types[] = {
    {"Point", false, add_point},        {"MultiPoint", true, add_point},
    {"LineString", false, add_run},     {"MultiLineString", true, add_run},
    {"Polygon", false, add_polygon},    {"MultiPolygon", true, add_polygon},
    {"GeometryCollection", true, NULL},
};

#define N_GEOMETRY_TYPES (sizeof(geometry_types) / sizeof(geometry_types[0]))

static enum rc refuse_type(const struct json *v, struct err *err)
{
    const char *names[N_GEOMETRY_TYPES + 1] = {NULL};
    const struct json *type = member(v, "type");
    const char *near;

    if (type == NULL || type->type != JSON_STRING)
        return err_set(err, RC_INPUT, "byte %u: a geometry without a \"type\"", v->at);
    for (size_t i = 0; i < N_GEOMETRY_TYPES; i++)
        names[i] = geometry_types[i].name;
    near = span_nearest(type->u.text, names);
    return err_set(err, RC_INPUT, "byte %u: \"%.*s\" is no type of geometry%s%s%s", type->at,
                   SPAN_ARG(type->u.text), near == NULL ? "" : "; did you mean ",
                   near == NULL ? "" : near, near == NULL ? "" : "?");
}

static enum rc read_coordinates(struct reading *r, const struct json *v, size_t type)
{
    const struct json *c = member(v, "coordinates");

    if (!is_array(c))
        return err_set(r->err, RC_INPUT,
                       "byte %u: %s where the array \"coordinates\" of a %s belongs", v->at,
                       name_of(c), geometry_types[type].name);
    if (length_of(c) == 0)
        return RC_OK; /* RFC 7946, 3.1: may be read as no geometry at all */
    if (!geometry_types[type].is_multi)
        return geometry_types[type].add(r, c);
    for (size_t i = 0; i < length_of(c); i++) {
        enum rc rc = geometry_types[type].add(r, &items_of(c)[i]);

        if (rc)
            return rc;
    }
    return RC_OK;
}

/* Recursion: collections in collections, COLLECTION_DEPTH_MAX deep. */
static enum rc read_into(struct reading *r, const struct json *v, int depth)
{
    struct span type = text_of(member(v, "type"));
    const struct json *parts = member(v, "geometries");
    size_t i = 0;

    if (v->type == JSON_NULL)
        return RC_OK;
    if (v->type != JSON_OBJECT)
        return err_set(r->err, RC_INPUT, "byte %u: %s where a geometry belongs", v->at, name_of(v));
    while (i < N_GEOMETRY_TYPES && !span_is(type, geometry_types[i].name))
        i++;
    if (i == N_GEOMETRY_TYPES)
        return refuse_type(v, r->err);
    if (geometry_types[i].add != NULL)
        return read_coordinates(r, v, i);
    if (!is_array(parts))
        return err_set(r->err, RC_INPUT, "byte %u: %s where the array \"geometries\" belongs",
                       v->at, name_of(parts));
    if (depth == COLLECTION_DEPTH_MAX)
        return err_set(r->err, RC_LIMIT, "byte %u: collections nested more than %d deep", v->at,
                       COLLECTION_DEPTH_MAX);
    for (i = 0; i < length_of(parts); i++) {
        enum rc rc = read_into(r, &items_of(parts)[i], depth + 1);

        if (rc)
            return rc;
    }
    return RC_OK;
}

static enum geojson_type type_of(const struct reading *r)
{
    int n_kinds = (r->n_points > 0) + (r->out->n_runs > 0) + (r->out->n_polygons > 0);

    if (n_kinds == 0)
        return GEOJSON_NONE;
    if (n_kinds > 1 || r->n_points > 1)
        return GEOJSON_MIXED;
    return r->n_points == 1 ? GEOJSON_POINT : r->out->n_runs > 0 ? GEOJSON_LINE : GEOJSON_POLYGON;
}

enum rc geojson_read(const struct json *v, struct arena *a, struct geojson_geometry *out,
                     struct err *err)
{
    struct geojson_geometry g = {.hae_m = NAN};
    struct reading r = {.arena = a, .out = &g, .err = err};
    enum rc rc;

    if (span_is(text_of(member(v, "type")), "Feature")) {
        const struct json *geometry = member(v, "geometry");

        if (geometry == NULL)
            return err_set(err, RC_INPUT, "byte %u: a feature without \"geometry\"", v->at);
        v = geometry;
    }
    rc = read_into(&r, v, 0);
    if (rc)
        return rc;
    g.type = type_of(&r);
    *out = g;
    return RC_OK;
}

/* ---- files ---- */

static bool ends_with(struct span s, const char *end)
{
    struct span tail = span_of(end);

    return s.n >= tail.n && span_eq_nocase(span_from(s, s.n - tail.n), tail);
}

/* CRS84 and EPSG:4326 in all their spellings; both are longitude first in GeoJSON. */
static bool is_wgs84(struct span name)
{
    static const char *const spellings[] = {"CRS84", "EPSG:4326", "EPSG::4326", "EPSG/0/4326"};

    for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
        if (ends_with(name, spellings[i]))
            return true;
    return false;
}

enum rc geojson_check_crs(const struct json *root, struct err *err)
{
    const struct json *crs = member(root, "crs");
    const struct json *name;

    if (crs == NULL || crs->type == JSON_NULL)
        return RC_OK;
    name = member(member(crs, "properties"), "name");
    if (is_wgs84(text_of(name)))
        return RC_OK;
    return err_set(err, RC_UNSUPPORTED,
                   "byte %u: the coordinates are in \"%.*s\"; only WGS 84 longitude and latitude "
                   "are read (RFC 7946, 4): transform the file first",
                   crs->at, SPAN_ARG(text_of(name)));
}

/* The members that can name a feature, in the order in which they are tried. */
static const struct {
    bool is_property;
    const char *member;
} namings[] = {{false, "id"}, {true, "id"}, {true, "name"}};

#define N_NAMINGS (sizeof(namings) / sizeof(namings[0]))

static const struct json *naming_of(const struct json *feature, size_t i)
{
    const struct json *in = namings[i].is_property ? member(feature, "properties") : feature;

    return member(in, namings[i].member);
}

static bool is_named(const struct json *name, struct span fragment)
{
    char digits[24];
    int n;

    if (name == NULL)
        return false;
    if (name->type == JSON_STRING)
        return span_eq(name->u.text, fragment);
    if (name->type != JSON_INT)
        return false;
    n = snprintf(digits, sizeof(digits), "%lld", (long long)name->u.i);
    return n > 0 && span_eq(fragment, (struct span){digits, (size_t)n});
}

struct features {
    const struct json *items;
    size_t n;
};

static enum rc none_is_named(struct features f, struct span fragment, struct err *err)
{
    struct span nearest = {0};
    size_t nearest_distance = SIZE_MAX;

    for (size_t i = 0; i < f.n; i++)
        for (size_t k = 0; k < N_NAMINGS; k++) {
            struct span name = text_of(naming_of(&f.items[i], k));
            size_t d = name.n == 0 ? SIZE_MAX : span_edit_distance(fragment, name);

            if (d < nearest_distance) {
                nearest_distance = d;
                nearest = name;
            }
        }
    if (nearest.n == 0)
        return err_set(err, RC_ABSENT, "no feature is named \"%.*s\" (by id or properties.name)",
                       SPAN_ARG(fragment));
    return err_set(err, RC_ABSENT, "no feature is named \"%.*s\"; the nearest is \"%.*s\"",
                   SPAN_ARG(fragment), SPAN_ARG(nearest));
}

static enum rc named_feature(struct features f, struct span fragment, const struct json **out,
                             struct err *err)
{
    for (size_t k = 0; k < N_NAMINGS; k++) {
        const struct json *found = NULL;
        size_t n = 0;

        for (size_t i = 0; i < f.n; i++)
            if (is_named(naming_of(&f.items[i], k), fragment)) {
                found = &f.items[i];
                n++;
            }
        if (n > 1)
            return err_set(err, RC_CONFLICT, "%zu features have the %s%s \"%.*s\"; it must be one",
                           n, namings[k].is_property ? "properties." : "", namings[k].member,
                           SPAN_ARG(fragment));
        if (n == 1) {
            *out = found;
            return RC_OK;
        }
    }
    return none_is_named(f, fragment, err);
}

static enum rc only_feature(struct features f, const struct json **out, struct err *err)
{
    if (f.n == 0)
        return err_set(err, RC_ABSENT, "the file holds no feature");
    if (f.n > 1)
        return err_set(err, RC_CONFLICT,
                       "the file holds %zu features; say which one by #id behind its name", f.n);
    *out = &f.items[0];
    return RC_OK;
}

enum rc geojson_feature(const struct json *root, struct span fragment, const struct json **out,
                        struct err *err)
{
    struct span type = text_of(member(root, "type"));
    const struct json *list = member(root, "features");
    struct features f = {0};

    if (span_is(type, "Feature")) {
        f = (struct features){root, 1};
    } else if (span_is(type, "FeatureCollection")) {
        if (!is_array(list))
            return err_set(err, RC_INPUT, "byte %u: a FeatureCollection without \"features\"",
                           root->at);
        f = (struct features){items_of(list), length_of(list)};
    } else if (type.n == 0) {
        return err_set(err, RC_INPUT, "byte %u: %s without \"type\"; GeoJSON is wanted", root->at,
                       name_of(root));
    } else if (fragment.n == 0) {
        *out = root; /* a bare geometry, which geojson_read judges */
        return RC_OK;
    }
    return fragment.n == 0 ? only_feature(f, out, err) : named_feature(f, fragment, out, err);
}
