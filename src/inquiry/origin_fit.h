/* SPDX-License-Identifier: Apache-2.0 */
/* origin_fit.h: how well one place agrees with the pieces of evidence. For origin.c. */
#pragma once

#include "inquiry/origin.h"

/* Nearer than this two places are one. */
#define FIT_SAME_M 1.0
/* A bearing whose error is wider says nothing: that of an even circle. No compass is better than
 * the least. */
#define FIT_SIGMA_MAX_DEG 104.0
#define FIT_SIGMA_MIN_DEG 1e-6

struct fit {
    struct geo_pos impact;
    const struct origin_piece *pieces;
    size_t n;
    bool is_at[ORIGIN_PIECES_MAX]; /* seen from the impact itself: set by fit_open */
};

/* A place, also as it is seen from the impact. */
struct fit_cell {
    struct geo_pos at;
    double az_deg, r_m;
    double blur_m; /* widens every error: while a narrow mass is sought on a wide grid */
};

/** Check the pieces. fails  RC_INPUT, RC_RANGE, RC_LIMIT, with the piece's name */
MUST_USE enum rc fit_open(struct fit *f, struct err *err);
/**
 * Log-likelihood of a place by geodesics, but for a constant; -INFINITY where a ring excludes it.
 * What origin_sphere.h does for whole rays.
 */
double fit_log(const struct fit *f, const struct fit_cell *c);
/** Of a ring around another place than the impact, so far from it: 0 well inside. */
double fit_ring_log(const struct origin_piece *p, double away_m, double blur_m);
/** How many standard deviations piece `i` is off at a place; 0 for rings. */
double fit_misfit(const struct fit *f, size_t i, struct geo_pos at);
