/* SPDX-License-Identifier: Apache-2.0 */
/* compass.h: compass words as sectors: one or two letters ±22.5°, three letters ±11.25°. */
#pragma once

#include "base/err.h"
#include "base/span.h"

/** fails RC_UNKNOWN: not one of the 16 points (N, NNE, NE, …; any case). */
MUST_USE enum rc compass_sector(struct span word, double *centre_deg, double *half_width_deg,
                                struct err *err);
/** The nearest of the 16 points, for words about a bearing. */
const char *compass_word(double bearing_deg);
