/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_place.h: from where something was fired, worked out for one reader: pieces from a file,
 * the line of the agreement as it stood then from the record. */
#pragma once

#include "cmd/reading.h"
#include "inquiry/origin_read.h"
#include "watch/ground.h"

/* Read freely; lives as long as the reading. */
struct inquiry_place {
    struct origin_ask ask;
    struct origin origin;
    const struct pact_agreement *agreement;
    uint32_t line;
    struct ground_line held; /* as it stood at the time */
    double left;             /* how likely the origin is left of it */
};

/** fails  as origin_read, with the file's name, and origin_combine; RC_UNKNOWN, RC_INPUT: the line
 */
MUST_USE enum rc inquiry_place(struct reading *r, const char *path, struct inquiry_place *out,
                               struct err *err);
/** Who holds the ground on a side of the line. */
struct span inquiry_place_party(const struct inquiry_place *p, bool is_left);
