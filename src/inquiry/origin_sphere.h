/* SPDX-License-Identifier: Apache-2.0 */
/* origin_sphere.h: all pieces along a ray from the impact, on the sphere that is curved as the
 * Earth is there: some products a cell where geodesics take microseconds. For origin.c. */
#pragma once

#include "inquiry/origin_fit.h"

/* How far from the impact all cells and all places of pieces may lie. */
#define SPHERE_MAX_M 500e3

/* A place that looks in a direction: a point's sine of distance ahead of it and to its right are
 * these times the point. Axes: up at the impact, north and east there. */
struct sphere_eye {
    double ahead[3], right[3];
};

struct sphere {
    const struct fit *fit;
    double radius_m;
    struct sphere_eye from[ORIGIN_PIECES_MAX], other[ORIGIN_PIECES_MAX];
    size_t n; /* steps of a ray */
    double sine[ORIGIN_SIDE], cosine[ORIGIN_SIDE], blur_m2[ORIGIN_SIDE];
};

/**
 * Place all pieces. Distance and azimuth from the impact, and the azimuth back, are those of
 * geodesics.
 *
 * out  false: something lies beyond SPHERE_MAX_M, or cells may, which end at `far_m`
 */
bool sphere_open(struct sphere *s, const struct fit *f, double far_m);
/** The steps of all rays: at most ORIGIN_SIDE ranges, and what widens the errors at each. */
void sphere_steps(struct sphere *s, const double *r_m, const double *blur_m, size_t n);
/**
 * As fit_log says it of each step along a ray, but for geodesics.
 *
 * Where all is within 200 km, distances are off by less than 5 mm and azimuths by 5e-6 degrees; up
 * to SPHERE_MAX_M by 0.1 m and 5e-5 degrees (tests/unit/inquiry_origin_sphere_test.c; measured 1.5
 * mm and 2e-6 degrees, 0.06 m and 2e-5 degrees).
 */
void sphere_ray(const struct sphere *s, double az_deg, double *log_likelihood);
