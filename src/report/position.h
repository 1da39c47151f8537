/* SPDX-License-Identifier: Apache-2.0 */
/* position.h: whether a verdict or an event may be shown as a point. Pure. */
#pragma once

#include "watch/verdict.h"

/**
 * Its position, for points and for the best point of a sector or track; NULL where only an area is
 * known: the middle of an area would be taken for a place.
 */
const struct geo_pos *position_of_verdict(const struct verdict *v);
const struct geo_pos *position_of_event(const struct event *e);
