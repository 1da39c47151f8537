/* SPDX-License-Identifier: Apache-2.0 */
/* bearing.h: a measured direction as the azimuth, true, from a crater to the gun. What is measured
 * in other ways is converted only where it is said how; nothing is assumed. */
#pragma once

#include "base/buf.h"

enum bearing_unit {
    BEARING_DEG,     /* 360 to the circle */
    BEARING_MIL6400, /* NATO */
    BEARING_MIL6000, /* Russian; 1600 is 96 degrees, not 90 */
};
enum bearing_north {
    BEARING_TRUE,
    BEARING_MAGNETIC, /* the declination must be stated */
    BEARING_GRID,     /* the convergence must be stated */
};
enum bearing_sense {
    BEARING_TO_GUN, /* from the crater to the gun */
    BEARING_FLIGHT, /* where the projectile flew: the opposite */
};
/* What crater analysis can do: standard deviations of 5, 10 and 15 degrees by soil, fuze and angle
 * of fall. A smaller one is not believed. */
enum bearing_quality {
    BEARING_GOOD,
    BEARING_FAIR,
    BEARING_POOR,
};

/* As it was written down. */
struct bearing_reading {
    double value, sigma; /* in the unit; sigma NAN: that of the quality */
    enum bearing_unit unit;
    enum bearing_north north;
    double correction_deg; /* east positive, added: declination or convergence; NAN: not stated */
    enum bearing_sense sense;
    enum bearing_quality quality;
};

struct bearing {
    double azimuth_deg; /* true, to the gun, [0, 360) */
    double sigma_deg;
    bool is_widened; /* a smaller sigma was stated than the quality allows */
};

/** "deg", "mil6400", "mil6000"; "mil" alone is refused: it may be either.
 * fails  RC_UNKNOWN */
MUST_USE enum rc bearing_unit_find(struct span word, enum bearing_unit *out, struct err *err);
/** "true", "magnetic", "grid". */
MUST_USE enum rc bearing_north_find(struct span word, enum bearing_north *out, struct err *err);
/** "to_gun", "flight". */
MUST_USE enum rc bearing_sense_find(struct span word, enum bearing_sense *out, struct err *err);
/** "good", "fair", "poor". */
MUST_USE enum rc bearing_quality_find(struct span word, enum bearing_quality *out, struct err *err);

/**
 * Convert.
 *
 * fails  RC_RANGE: a value outside [0, a full circle], a sigma that is not above 0; RC_INPUT:
 *        magnetic or grid north without its correction, true north with one
 */
MUST_USE enum rc bearing_of(const struct bearing_reading *r, struct bearing *out, struct err *err);
/** What was measured and what was made of it, in words: nothing is converted silently. */
void bearing_put(struct buf *b, const struct bearing_reading *r, const struct bearing *made);
