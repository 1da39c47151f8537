/* SPDX-License-Identifier: Apache-2.0 */
/* council_posture.h: the forces of a candidate near a line, from the rows of a record that a reader
 * may see: what council/consideration.h weighs. */
#pragma once

#include "cmd/council_chamber.h"
#include "council/consideration.h"

/**
 * The posture that an indicator CHARTER_FORCES_WITHIN asks for.
 *
 * Rows that saw forces of the candidate, or of nobody known, at a place; how near by the distance
 * to the line, with the errors of both. What has no point is left out. fails  RC_LIMIT: more rows
 * than fit memory
 */
MUST_USE enum rc council_posture(const struct council_view *v, const struct council_room *room,
                                 const struct charter_candidate *k,
                                 const struct charter_consideration *c, int64_t at_ms,
                                 struct posture *out, struct err *err);
