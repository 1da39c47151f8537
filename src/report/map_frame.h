/* SPDX-License-Identifier: Apache-2.0 */
/* map_frame.h: the sheet of a map: what ground it shows, where a position falls on it, graticule,
 * scale bar, north arrow. Equirectangular about the middle latitude: true to scale there, within 2
 * % over 3 degrees of latitude. */
#pragma once

#include "geo/area.h"
#include "report/ink.h"

struct map_frame {
    struct ink_box sheet; /* where ground is shown, in units of the drawing */
    struct geo_box ground;
    double lat0_deg, lon0_deg; /* the middle of the sheet */
    double x_per_deg, y_per_deg;
};

/* Ground that a map should show, gathered position by position; longitudes relative to the first.
 */
struct map_extent {
    bool has_any;
    double lon_ref_deg;
    double south_deg, north_deg, west_deg, east_deg;
};

void map_extent_add(struct map_extent *e, struct geo_pos p);
void map_extent_join(struct map_extent *e, const struct map_extent *other);
/** Its diagonal on the ground. */
double map_extent_m(const struct map_extent *e);

/** Fit the extent, with a margin, into a sheet `width` wide; the height follows within bounds. */
struct map_frame map_frame_fit(const struct map_extent *e, double width);
void map_project(const struct map_frame *f, struct geo_pos p, double *x, double *y);
struct geo_pos map_unproject(const struct map_frame *f, double x, double y);
/** Units of the drawing for a distance on the ground. */
double map_units(const struct map_frame *f, double m);
bool map_shows(const struct map_frame *f, double x, double y);

void map_draw_graticule(cairo_t *cr, const struct map_frame *f);
/** Frame, degrees along it, scale bar and north arrow: drawn last. */
void map_draw_border(cairo_t *cr, const struct map_frame *f);
