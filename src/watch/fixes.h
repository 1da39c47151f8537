/* SPDX-License-Identifier: Apache-2.0 */
/* fixes.h: where one row had something, fix by fix: those of a track, or its one place; and how
 * likely a place lies on one side of a line. */
#pragma once

#include "watch/term.h"

size_t fixes_count(const struct observation *o);
/** The i-th: a place that is no track, and its time (the row's, where there is one place). */
void fixes_at(const struct observation *o, size_t i, struct place *place, struct time_span *when);

/* How a place lies to a line, in the versions that hold within its time. */
struct side_chance {
    double p_min, p_max; /* that it is on the side asked for; they differ between versions */
    double signed_m;     /* distance, positive on that side; of the middle of the place */
    double sigma_m;      /* of the position and the line … */
    double line_m;       /* … of which the line's part */
    struct span version;
};
/**
 * Probability Φ(d/σ) of being on a side of a line; spread over sectors and areas. On the line is on
 * neither side. The version at the middle of the time gives distance and sigma.
 *
 * in     side  GEO_LEFT or GEO_RIGHT
 * fails  RC_ABSENT: the place cannot be judged, with the reason
 */
MUST_USE enum rc side_of_line(struct term_run *run, uint32_t line, enum geo_side side,
                              const struct place *p, struct time_span when, struct side_chance *out,
                              struct err *err);
/** The side of a line that a party holds, as the agreement says; GEO_BOTH_SIDES: it does not. */
enum geo_side side_of_party(const struct pact_agreement *g, uint32_t line, uint32_t party);
enum geo_side side_across(enum geo_side side);
