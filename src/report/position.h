/* SPDX-License-Identifier: Apache-2.0 */
/* position.h: whether a verdict or an event may be shown as a point, and how well it is known.
 * Pure.
 */
#pragma once

#include "watch/verdict.h"

/** Nowhere, or known only as an area. */
bool position_is_area(const struct place *p);
/**
 * Its position, for points and for the best point of a sector or track; NULL where only an area is
 * known: the middle of an area would be taken for a place.
 */
const struct geo_pos *position_of_verdict(const struct verdict *v);
/** The place of the row it rests on; NULL where it rests on several, or on a site. */
const struct place *position_row(const struct verdict *v);
/**
 * Error of that point, one standard deviation per axis, the line's own not in it; 0 for a sector,
 * whose error is its form.
 */
double position_sigma_m(const struct verdict *v);
const struct geo_pos *position_of_event(const struct event *e);
