/* SPDX-License-Identifier: Apache-2.0 */
/* geojson_rows.c: features as rows: FeatureCollections and sequences of features (RFC 7946, RFC
 * 8142, and one to a line without separators).
 *
 * Properties that are members of the row's kind are these members; `time`, or `start` and `end`,
 * is when; the geometry is where. What else an observation's properties say is kept as attributes.
 * A line is no place: it is refused, but for a line_version. */
#include "feed/json_scan.h"
#include "feed/reader.h"

#include "geo/geojson.h"

#include <math.h>

struct geojson_state {
    bool is_in_collection;
    struct json_scan features;
    size_t
        ends_at; /* of the collection; 0: it was cut short, or what follows was refused already */
};

/* "type": "FeatureCollection" or "Feature" near the beginning. */
static bool sniff(struct span head)
{
    const struct span key = SPAN("\"type\"");

    for (size_t at = 0; at + key.n < head.n; at++) {
        size_t value;

        at += span_find(span_from(head, at), '"');
        if (!span_starts(span_from(head, at), key))
            continue;
        value = json_scan_blanks(head, at + key.n);
        if (value >= head.n || head.p[value] != ':')
            continue;
        value = json_scan_blanks(head, value + 1);
        if (span_starts(span_from(head, value), SPAN("\"Feature")))
            return true;
    }
    return false;
}

static enum rc check_crs(struct span text, struct arena *a, struct err *err)
{
    struct json root = json_object(), crs;
    enum rc rc = json_parse(text, a, &crs, err);

    if (rc == RC_OK)
        rc = json_set(&root, "crs", crs, a, err);
    return rc != RC_OK ? rc : geojson_check_crs(&root, err);
}

/* What the root object is, found without reading its features. */
struct root {
    bool is_collection;
    size_t features_at; /* SIZE_MAX: none */
    size_t ends_at;     /* 0: cut short */
};

/* A file that was cut short ends inside its features: those ahead of the cut are still read. */
static enum rc scan_members(struct feed_reader *r, size_t at, struct root *out, struct err *err)
{
    struct json_scan members;
    struct span name = {0}, value;
    enum rc rc = json_scan_open(&members, r->text, at, '{', err);

    *out = (struct root){.features_at = SIZE_MAX};
    while (rc == RC_OK && (rc = json_scan_next(&members, &name, &value, err)) == RC_OK) {
        if (span_is(name, "\"features\"") && out->features_at != SIZE_MAX)
            return err_set(err, RC_INPUT, "\"features\" stands here for the second time");
        if (span_is(name, "\"type\""))
            out->is_collection = span_is(value, "\"FeatureCollection\"");
        if (span_is(name, "\"features\""))
            out->features_at = (size_t)(value.p - r->text.p);
        if (span_is(name, "\"crs\""))
            rc = check_crs(value, r->a, err);
    }
    if (rc == RC_INPUT && span_is(name, "\"features\"") && out->features_at == SIZE_MAX) {
        out->is_collection = true;
        out->features_at = members.at;
        return RC_OK;
    }
    out->ends_at = members.at;
    return rc == RC_END ? RC_OK : rc;
}

static enum rc scan_root(struct feed_reader *r, struct geojson_state *g, size_t at, struct err *err)
{
    struct root root;
    enum rc rc = scan_members(r, at, &root, err);

    if (rc == RC_OK && root.is_collection && root.features_at == SIZE_MAX)
        return err_set(err, RC_INPUT, "the FeatureCollection has no \"features\"");
    if (rc != RC_OK || !root.is_collection)
        return rc; /* a feature, or the first of several, is where the reader stands */
    rc = json_scan_open(&g->features, r->text, root.features_at, '[', err);
    g->is_in_collection = rc == RC_OK;
    g->ends_at = root.ends_at;
    r->pos = root.features_at;
    return rc;
}

/* Records that are marked, or a file that calls itself a sequence: then a broken first one costs no
 * more than itself. */
static bool is_sequence(const struct feed_reader *r)
{
    const size_t n = sizeof(".geojsonl") - 1;
    struct span ending = span_from(r->name, r->name.n > n ? r->name.n - n : 0);

    return span_starts(r->text, SPAN("\x1e")) || span_eq_nocase(ending, SPAN(".geojsonl")) ||
           span_eq_nocase(ending, SPAN(".geojsons"));
}

static enum rc open(struct feed_reader *r, struct err *err)
{
    struct geojson_state *g = arena_alloc(r->a, sizeof(*g), err);
    size_t at = json_scan_blanks(r->text, 0);

    if (g == NULL)
        return RC_LIMIT;
    r->state = g;
    r->pos = at;
    if (at == r->text.n)
        return RC_OK; /* no features: none are read */
    if (r->text.p[at] != '{')
        return err_set(err, RC_INPUT, "GeoJSON begins with '{'");
    if (is_sequence(r))
        return RC_OK;
    return scan_root(r, g, at, err);
}

/* The text of the next feature of a sequence. One that is never closed costs its line. */
static enum rc next_in_sequence(struct feed_reader *r, struct span *out, struct err *err)
{
    size_t at = json_scan_blanks(r->text, r->pos);
    enum rc rc;

    if (at >= r->text.n)
        return RC_END;
    rc = json_scan_value(r->text, at, out, err);
    if (rc == RC_OK && out->p[0] != '{')
        rc = err_set(err, RC_INPUT, "byte %zu: a feature begins with '{'", at);
    if (rc)
        *out = span_sub(r->text, at, span_find(span_from(r->text, at), '\n'));
    r->pos = at + (out->n == 0 ? 1 : out->n);
    return rc;
}

/* What stands behind the collection is no part of it, and not dropped without a word. */
static enum rc refuse_rest(struct feed_reader *r, struct span *out, struct err *err)
{
    struct geojson_state *g = r->state;
    size_t at = json_scan_blanks(r->text, g->ends_at);

    if (g->ends_at == 0 || at >= r->text.n)
        return RC_END;
    g->ends_at = 0;
    r->pos = r->text.n;
    *out = span_from(r->text, at);
    return err_set(err, RC_INPUT,
                   "byte %zu: nothing belongs behind a FeatureCollection; a file holds one, or "
                   "features one to a line",
                   at);
}

static enum rc next_text(struct feed_reader *r, struct span *out, struct err *err)
{
    struct geojson_state *g = r->state;
    struct span name;
    enum rc rc;

    if (!g->is_in_collection)
        return next_in_sequence(r, out, err);
    if (g->features.close == '\0')
        return refuse_rest(r, out, err);
    rc = json_scan_next(&g->features, &name, out, err);
    if (rc == RC_OK) {
        r->pos = g->features.at;
        return RC_OK;
    }
    g->features.close = '\0'; /* the end, or nothing behind can be told apart */
    if (rc == RC_END)
        return refuse_rest(r, out, err);
    g->ends_at = 0;
    *out = span_from(r->text, g->features.at);
    r->pos = r->text.n;
    return rc;
}

static const char *const point_members[] = {"sigma_m", "ce50_m",   "ce90_m",
                                            "ce95_m",  "centroid", NULL};

/* A feature on its way to being a row. */
struct feature {
    const struct json *properties; /* NULL: none */
    enum row_kind kind;
    struct geojson_geometry geometry;
    bool is_point;  /* … which becomes the place */
    bool has_start; /* … and no time: `start` and `end` become it */
    struct json *row;
    struct arena *a;
};

static enum rc set(const struct feature *f, const char *name, struct json value, struct err *err)
{
    return json_set(f->row, name, value, f->a, err);
}

/* What the properties state under a name; null states nothing. */
static const struct json *property(const struct feature *f, const char *name)
{
    const struct json *v = f->properties == NULL ? NULL : json_get(f->properties, name);

    return v == NULL || v->type == JSON_NULL ? NULL : v;
}

static enum rc put_point(const struct feature *f, struct err *err)
{
    struct json place = json_object();
    enum rc rc = json_set(&place, "lat", json_real(f->geometry.point.lat_deg), f->a, err);

    if (rc == RC_OK)
        rc = json_set(&place, "lon", json_real(f->geometry.point.lon_deg), f->a, err);
    if (rc == RC_OK && !isnan(f->geometry.hae_m))
        rc = json_set(&place, "hae_m", json_real(f->geometry.hae_m), f->a, err);
    for (size_t i = 0; point_members[i] != NULL && rc == RC_OK; i++) {
        const struct json *v = property(f, point_members[i]);

        if (v != NULL)
            rc = json_set(&place, point_members[i], *v, f->a, err);
    }
    return rc != RC_OK ? rc : set(f, "place", place, err);
}

static bool takes(const struct feature *f, const char *member)
{
    return member_find(f->kind, span_of(member)) != NULL;
}

static enum rc put_area(const struct feature *f, const struct json *geometry, struct err *err)
{
    struct json place = json_object();
    enum rc rc;

    if (takes(f, "area"))
        return set(f, "area", *geometry, err);
    rc = json_set(&place, "area", *geometry, f->a, err);
    return rc != RC_OK ? rc : set(f, "place", place, err);
}

static enum rc refuse_form(const struct feature *f, const char *form, struct err *err)
{
    const char *wanted = takes(f, "area")       ? "a Polygon is its area"
                         : takes(f, "geometry") ? "a LineString is wanted"
                                                : "write null";

    return err_set(err, RC_INPUT, "geometry: %s takes no %s; %s",
                   vocab_word(VOCAB_KIND, (int)f->kind), form, wanted);
}

static enum rc put_geometry(const struct feature *f, const struct json *geometry, struct err *err)
{
    switch (f->geometry.type) {
    case GEOJSON_NONE:
        return RC_OK;
    case GEOJSON_POINT:
        return takes(f, "place") ? put_point(f, err) : refuse_form(f, "point", err);
    case GEOJSON_POLYGON:
        return takes(f, "place") || takes(f, "area") ? put_area(f, geometry, err)
                                                     : refuse_form(f, "polygon", err);
    case GEOJSON_LINE:
        if (f->kind == ROW_LINE_VERSION)
            return set(f, "geometry", *geometry, err);
        return err_set(err, RC_INPUT,
                       "geometry: a line is neither a place nor an area; a track has times: "
                       "{\"track\": [[time, lat, lon], …]}");
    case GEOJSON_MIXED:
        break;
    }
    return err_set(err, RC_INPUT,
                   "geometry: several positions or several types are no one place; split the "
                   "feature");
}

/* What the geometry or the time of the row is made of; of another feature it is a property like any
 * other. */
static bool is_taken_elsewhere(const struct feature *f, struct span name)
{
    if (span_is(name, "kind"))
        return true;
    if (span_is(name, "start") || span_is(name, "end"))
        return f->has_start;
    for (size_t i = 0; point_members[i] != NULL && f->is_point; i++)
        if (span_is(name, point_members[i]))
            return true;
    return false;
}

/* A member of the row's kind; a `place` that is words is somebody else's property, and so are
 * `attributes` that are no object. */
static bool is_member(const struct feature *f, const struct json_member *m)
{
    const struct member *known = member_find(f->kind, m->name);

    return known != NULL && !span_is(m->name, "attributes") &&
           !((known->type == MEMBER_PLACE || known->type == MEMBER_ITEMS) &&
             m->value.type == JSON_STRING);
}

static enum rc put_properties(const struct feature *f, struct err *err)
{
    struct json attributes = json_object();
    const struct json *own = json_get(f->properties, "attributes");
    bool keeps = f->kind == ROW_OBSERVATION;
    enum rc rc = RC_OK;

    if (keeps && own != NULL && own->type == JSON_OBJECT)
        attributes = *own;
    for (size_t i = 0; i < f->properties->u.object.n && rc == RC_OK; i++) {
        const struct json_member *m = &f->properties->u.object.members[i];
        struct span name = arena_copy(f->a, m->name, err);

        if (name.p == NULL)
            return RC_LIMIT;
        if (is_taken_elsewhere(f, m->name) ||
            (keeps && &m->value == own && (own->type == JSON_OBJECT || own->type == JSON_NULL)))
            continue;
        if (is_member(f, m) || !keeps) /* another kind's unknown member is refused by its reader */
            rc = set(f, name.p, m->value, err);
        else
            rc = json_set(&attributes, name.p, m->value, f->a, err);
    }
    if (rc == RC_OK && keeps && attributes.u.object.n > 0)
        rc = set(f, "attributes", attributes, err);
    return rc;
}

static enum rc put_times(const struct feature *f, struct err *err)
{
    const struct json *start = property(f, "start"), *end = property(f, "end");
    struct span text;

    if (!f->has_start)
        return RC_OK;
    if (start->type != JSON_STRING || (end != NULL && end->type != JSON_STRING))
        return err_set(err, RC_INPUT, "%s: a time must be text in quotes",
                       start->type != JSON_STRING ? "start" : "end");
    text = start->u.text;
    if (end != NULL) {
        text = arena_printf(f->a, err, "%.*s/%.*s", SPAN_ARG(start->u.text), SPAN_ARG(end->u.text));
        if (text.p == NULL)
            return RC_LIMIT;
    }
    return set(f, "time", json_text(text), err);
}

/* The feature's id is the row's where the properties have none; either may be a whole number. */
static enum rc put_id(const struct feature *f, const struct json *id, struct err *err)
{
    const struct json *own = property(f, "id");
    struct span text;

    if (own != NULL)
        id = own;
    if (id == NULL || id->type != JSON_INT)
        return id == NULL ? RC_OK : set(f, "id", *id, err);
    text = arena_printf(f->a, err, "%lld", (long long)id->u.i);
    return text.p == NULL ? RC_LIMIT : set(f, "id", json_text(text), err);
}

static enum rc read_kind(struct feature *f, struct err *err)
{
    const struct json *kind = property(f, "kind");
    int value = ROW_OBSERVATION;
    enum rc rc = RC_OK;

    if (kind != NULL && kind->type == JSON_STRING)
        rc = vocab_find(VOCAB_KIND, kind->u.text, &value, err);
    else if (kind != NULL)
        rc = err_set(err, RC_INPUT, "must be a word, not %s", json_type_name(kind->type));
    if (rc)
        return err_prefix(err, rc, "kind: ");
    f->kind = (enum row_kind)value;
    return set(f, "kind", json_str(vocab_word(VOCAB_KIND, value)), err);
}

/* Properties that say themselves where it is need no geometry. */
static bool has_ground(const struct feature *f)
{
    const struct json *place = property(f, "place");

    return (place != NULL && place->type != JSON_STRING) ||
           (takes(f, "area") && property(f, "area") != NULL) ||
           (takes(f, "geometry") && property(f, "geometry") != NULL);
}

static enum rc read_geometry(struct feature *f, const struct json *geometry, struct err *err)
{
    enum rc rc;

    if (geometry == NULL || geometry->type == JSON_NULL || has_ground(f))
        return RC_OK;
    rc = geojson_read(geometry, f->a, &f->geometry, err);
    f->is_point = rc == RC_OK && f->geometry.type == GEOJSON_POINT;
    return rc != RC_OK ? err_prefix(err, rc, "geometry: ") : RC_OK;
}

static enum rc put_feature(struct feature *f, const struct json *v, struct err *err)
{
    const struct json *properties = json_get(v, "properties"), *geometry = json_get(v, "geometry");
    enum rc rc;

    if (properties != NULL && properties->type == JSON_OBJECT)
        f->properties = properties;
    else if (properties != NULL && properties->type != JSON_NULL)
        return err_set(err, RC_INPUT, "properties: must be an object, not %s",
                       json_type_name(properties->type));
    if ((rc = read_kind(f, err)) != RC_OK || (rc = read_geometry(f, geometry, err)) != RC_OK)
        return rc;
    f->has_start = property(f, "start") != NULL && property(f, "time") == NULL && takes(f, "time");
    if (f->properties != NULL &&
        ((rc = put_properties(f, err)) != RC_OK || (rc = put_times(f, err)) != RC_OK))
        return rc;
    rc = put_id(f, json_get(v, "id"), err);
    return rc != RC_OK ? rc : put_geometry(f, geometry, err);
}

static enum rc next(struct feed_reader *r, struct feed_row *out, struct err *err)
{
    struct feature f = {.row = &out->value, .a = r->scratch};
    struct span text = {0};
    const struct json *type;
    struct json v;
    enum rc rc = next_text(r, &text, err);

    if (rc == RC_END)
        return rc;
    r->row++;
    out->at = text.n == 0 ? r->text.n : (size_t)(text.p - r->text.p);
    out->n_bytes = text.n;
    if (rc)
        return rc;
    if (text.n > OBSERVE_ROW_BYTES_MAX)
        return err_set(err, RC_RANGE, "the feature is %zu bytes long; one row has at most %zu",
                       text.n, OBSERVE_ROW_BYTES_MAX);
    rc = json_parse(text, r->scratch, &v, err);
    if (rc)
        return rc;
    type = json_get(&v, "type");
    if (type == NULL || type->type != JSON_STRING || !span_is(type->u.text, "Feature"))
        return err_set(err, RC_INPUT, "type: must be \"Feature\"");
    out->value = json_object();
    return put_feature(&f, &v, err);
}

static struct span column_of(const struct feed_reader *r, struct span member)
{
    (void)r;
    return member;
}

const struct feed_format feed_geojson = {
    .name = "geojson",
    .endings = {".geojson", ".geojsonl", ".geojsons"},
    .sniff = sniff,
    .open = open,
    .next = next,
    .column = column_of,
};
