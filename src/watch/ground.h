/* SPDX-License-Identifier: Apache-2.0 */
/* ground.h: an agreement's lines and areas as they stood at a time, line versions applied. */
#pragma once

#include "watch/docket.h"

struct ground;

struct ground_line {
    const struct geo_line *geometry;
    double accuracy_m;
    struct span version; /* id of the line_version row; "adopted" for the pact's own geometry */
};

MUST_USE enum rc ground_open(const struct pact_agreement *g, const struct docket *d,
                             struct arena *a, struct ground **out, struct err *err);

/**
 * How many versions of a line hold within a span: a judge asks each and compares.
 *
 * Versions are numbered from 0 in the order of their validity; [*first, *first + n) touch the span.
 */
size_t ground_line_versions(const struct ground *gr, uint32_t line, struct time_span when,
                            size_t *first);
struct ground_line ground_line(const struct ground *gr, uint32_t line, size_t version);
/** The version at one instant: the event's midpoint. */
size_t ground_line_at(const struct ground *gr, uint32_t line, int64_t at_ms);

/**
 * An area at an instant, derived areas made from the line versions of that instant.
 *
 * out  NULL where these versions enclose nothing (lines that cross)
 */
const struct geo_area *ground_area_at(struct ground *gr, uint32_t area, int64_t at_ms);
/** Line accuracy that adds to a position's error in a derived area; 0 for geometry of its own. */
double ground_area_sigma_m(struct ground *gr, uint32_t area, int64_t at_ms);

/** RC_ABSENT, with the reason, for what is never judged as a place: nowhere, or a centroid. */
MUST_USE enum rc ground_judgeable(const struct place *p, struct err *err);

/* They differ only where line versions change within the time. */
struct ground_chance {
    double p_min, p_max;
};
/** Probability that a place lies in any of some areas (none: 1); as ground_where. */
MUST_USE enum rc ground_within(struct ground *gr, const uint32_t *areas, size_t n_areas,
                               const struct place *p, struct time_span when,
                               struct ground_chance *out, struct err *err);
/** The same for an area that a row brings along (a permit's). */
MUST_USE enum rc ground_within_area(struct ground *gr, const struct geo_area *area,
                                    const struct place *p, struct time_span when, double *out,
                                    struct err *err);

/**
 * Probability that a place lies in any of a term's areas at an instant (no areas: 1).
 *
 * Sigma of the place and of the area's line in quadrature; a sector or area is spread
 * (place_cloud); of a track, the fix that is most likely inside. A place that names one of the
 * areas is inside. Where several areas each hold a part of the error, their union is integrated
 * over 1024 positions (within 0.01).
 * out    *p_min, *p_max differ only where line versions change within `when`
 * fails  RC_ABSENT: the place cannot be judged (nowhere stated, a centroid), with the reason
 */
MUST_USE enum rc ground_where(struct ground *gr, const struct pact_term *t, const struct place *p,
                              struct time_span when, double *p_min, double *p_max, struct err *err);
