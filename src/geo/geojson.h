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
 * Read a geometry, or the geometry of a feature.
 *
 * Rings must be closed (RFC 7946, 3.1.6); whether an area is valid is geo_area_polygons's to say.
 * A third coordinate is a height, further ones are accepted. Empty coordinates are no geometry.
 * fails  RC_INPUT: not a geometry, with the byte; RC_RANGE: a coordinate out of range, saying
 *        which; RC_LIMIT: collections nested too deep, or the arena is full
 */
MUST_USE enum rc geojson_read(const struct json *v, struct arena *a, struct geojson_geometry *out,
                              struct err *err);
/** fails RC_UNSUPPORTED: a legacy `crs` member that names anything but WGS 84 (CRS84, EPSG:4326).
 */
MUST_USE enum rc geojson_check_crs(const struct json *root, struct err *err);

/**
 * The one feature that `fragment` names: by `id`, else by properties.id, else by properties.name.
 *
 * An empty fragment names the only feature, or the bare geometry; geojson_read takes both. A number
 * as id is named by its digits.
 * fails  RC_INPUT: not GeoJSON; RC_ABSENT: none (with the nearest name); RC_CONFLICT: several
 */
MUST_USE enum rc geojson_feature(const struct json *root, struct span fragment,
                                 const struct json **out, struct err *err);
