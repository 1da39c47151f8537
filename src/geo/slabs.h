/* SPDX-License-Identifier: Apache-2.0 */
/* slabs.h: exact in or out of polygons: edges in integers of 1e-7 degree, sorted into slabs of
 * latitude. For src/geo only.
 *
 * No floating point decides a side: positions are rounded to 1e-7 degree (1 cm), then everything is
 * exact. Boundaries are closed. */
#pragma once

#include "geo/shape.h"

struct slabs;

/** fails RC_LIMIT: the arena is full */
MUST_USE enum rc slabs_make(const struct shape *shape, struct arena *a, const struct slabs **out,
                            struct err *err);
/** Inside by the even-odd rule, or on an edge. */
bool slabs_contain(const struct slabs *slabs, struct geo_pos p);
