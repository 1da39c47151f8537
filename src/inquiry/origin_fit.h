/* SPDX-License-Identifier: Apache-2.0 */
/* origin_fit.h: how well one place agrees with the pieces of evidence. For origin.c. */
#pragma once

#include "inquiry/origin.h"

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
/** Log-likelihood of a place, but for a constant; -INFINITY where a ring excludes it. */
double fit_log(const struct fit *f, const struct fit_cell *c);
/** How many standard deviations piece `i` is off at a place; 0 for rings. */
double fit_misfit(const struct fit *f, size_t i, struct geo_pos at);
