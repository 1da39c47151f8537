/* SPDX-License-Identifier: Apache-2.0 */
/* gazetteer.h: names of places to positions, from a table that the user supplies.
 *
 * A name that stands for two places is no position: it must be qualified. */
#pragma once

#include "base/arena.h"
#include "geo/pos.h"

struct gazetteer;

/**
 * Read a table: CSV with a header naming `name`, `lat` and `lon` (also latitude, longitude, lng),
 * and where they stand `alt_names` (several, separated by ';' or '|'), `country`, `admin1`,
 * `admin1_name`; other columns are not used.
 *
 * fails  RC_INPUT: no such header, or a row that is no place, with "row N: …"; RC_RANGE; RC_LIMIT
 */
MUST_USE enum rc gazetteer_read(struct span text, struct arena *a, const struct gazetteer **out,
                                struct err *err);
size_t gazetteer_count(const struct gazetteer *g);
/**
 * The one place of a name, ASCII case folded; "Name, Qualifier" names one of several, the qualifier
 * being a country, a first-order unit or its name.
 *
 * fails  RC_ABSENT: no such name, with the nearest; RC_CONFLICT: several, with what tells them
 *        apart
 */
MUST_USE enum rc gazetteer_find(const struct gazetteer *g, struct span name, struct geo_pos *out,
                                struct err *err);
