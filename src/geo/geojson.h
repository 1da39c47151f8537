/* SPDX-License-Identifier: Apache-2.0 */
/* geojson.h: GeoJSON geometries (RFC 7946) out of JSON values; longitude first only here. */
#pragma once

#include "base/json.h"
#include "geo/area.h"

enum geojson_type {
    GEOJSON_NONE, /* "geometry": null */
    GEOJSON_POINT,
    GEOJSON_LINE,    /* LineString, MultiLineString */
    GEOJSON_POLYGON, /* Polygon, MultiPolygon */
    GEOJSON_MIXED,   /* MultiPoint, or a GeometryCollection of several types */
};

/* The members that its type says are set; a GeometryCollection of one type is that type. */
struct geojson_geometry {
    enum geojson_type type;
    struct geo_pos point;
    double hae_m; /* NAN where there is no third number */
    struct geo_run *runs;
    size_t n_runs;
    struct geo_polygon *polygons;
    size_t n_polygons;
};

/**
 * Read a geometry. Third and further coordinates are accepted; a legacy `crs` other than WGS 84
 * (CRS84, EPSG:4326) is refused by geojson_check_crs.
 *
 * fails  RC_INPUT: not a geometry; RC_RANGE: a coordinate out of range, saying which
 */
MUST_USE enum rc geojson_read(const struct json *v, struct arena *a, struct geojson_geometry *out,
                              struct err *err);
MUST_USE enum rc geojson_check_crs(const struct json *root, struct err *err);

/**
 * The one feature that `fragment` names: its `id`, else properties.id, else properties.name.
 *
 * An empty fragment names the only feature, or the bare geometry.
 * fails  RC_ABSENT: none (with the nearest name); RC_CONFLICT: several
 */
MUST_USE enum rc geojson_feature(const struct json *root, struct span fragment,
                                 const struct json **out, struct err *err);
