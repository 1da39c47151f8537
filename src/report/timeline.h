/* SPDX-License-Identifier: Apache-2.0 */
/* timeline.h: verdicts in buckets of local time, per term and party, for the chart. Pure. */
#pragma once

#include "base/zone.h"
#include "report/parties.h"
#include "watch/verdict.h"

#define TIMELINE_BUCKETS_MAX 120

enum timeline_unit {
    TIMELINE_HOUR,
    TIMELINE_THREE_HOURS,
    TIMELINE_DAY,
    TIMELINE_WEEK,
    TIMELINE_MONTH,
    TIMELINE_YEAR,
    TIMELINE_UNIT_COUNT
};

/* One bucket of one party: what violations count, and how many verdicts are undecided. */
struct timeline_cell {
    uint64_t min, max; /* max UINT64_MAX: open */
    uint32_t n_violations;
    uint32_t n_indeterminate;
};

/* One term: cells[bucket * n_parties + party]; NULL while nothing fell into it. */
struct timeline_row {
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    struct timeline_cell *cells;
};

/* Read freely. */
struct timeline {
    const struct zone *zone;
    enum timeline_unit unit;
    struct time_span span;
    int64_t first; /* the first bucket, in units of its own: hours, days, months, years */
    size_t n_buckets;
    uint32_t n_parties;
    struct timeline_row *rows; /* of all terms, in the order of the file */
    size_t n_rows;
    uint64_t n_outside; /* verdicts whose time lies outside the span of the input */
    struct arena *arena;
};

/** The finest unit that needs at most TIMELINE_BUCKETS_MAX buckets for the span. */
MUST_USE enum rc timeline_open(struct timeline *t, const struct pact_model *model,
                               uint32_t n_parties, struct time_span span, struct arena *a,
                               struct err *err);
/** in  row  the term's place in the file; only violations and indeterminate verdicts are taken */
MUST_USE enum rc timeline_add(struct timeline *t, size_t row, uint32_t party,
                              const struct verdict *v, struct err *err);
/** The instant at which a bucket begins; n_buckets gives the end of the last. */
int64_t timeline_start_ms(const struct timeline *t, size_t bucket);
/** "hour", "day", … */
const char *timeline_unit_name(enum timeline_unit unit);
