/* SPDX-License-Identifier: Apache-2.0 */
/* coverage.h: how much of an area could be seen when, as the coverage rows declare it.
 *
 * The seen share at an instant is 1 − Π(1 − f) over the sources that cover it, averaged over the
 * area; of several rows of one source the best counts. Nothing declared is 0. */
#pragma once

#include "watch/term.h"

/* Whose seeing is asked about. */
struct coverage_view {
    const struct pact_agreement *agreement;
    const struct docket *docket;
    struct ground *ground;
    uint32_t verifier; /* an observer: rows of sources that are known to be another's do not
                          count; PACT_NONE: everybody's do */
};

/* The seen share of one area over all time, a step function. */
struct coverage_steps;

/**
 * Work out an area's coverage, its outline as it stands at `at_ms`.
 *
 * An area is compared with a row's geometry at about COVERAGE_SAMPLES positions; a side of a line,
 * which has no end, is covered only by rows that name it.
 * fails  RC_LIMIT: the arena is full
 */
#define COVERAGE_SAMPLES 400
MUST_USE enum rc coverage_of_area(const struct coverage_view *view, uint32_t area, int64_t at_ms,
                                  struct arena *a, const struct coverage_steps **out,
                                  struct err *err);
/** The same for everywhere: only rows without an area cover that. */
MUST_USE enum rc coverage_of_everywhere(const struct coverage_view *view, struct arena *a,
                                        const struct coverage_steps **out, struct err *err);
/** The least share within a span, so that one unseen hour shows; gaps of up to a second between
 * two declared times ("to 11:59:59", "from 12:00:00") are none. */
double coverage_least(const struct coverage_steps *s, struct time_span when);
/** The mean over a span, for reports. */
double coverage_mean(const struct coverage_steps *s, struct time_span when);

/** Whether a source is an observer's own: its id, alone or in front of one of "-_.:/". */
bool coverage_is_own_source(const struct pact_agreement *g, uint32_t observer, struct span source);

/** Fill in the coverage of the rows of `areas` that belong to the view's agreement. */
MUST_USE enum rc coverage_tally(const struct coverage_view *view, struct time_span span,
                                struct arena *scratch, struct tally_area *areas, size_t n_areas,
                                struct err *err);
