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

/* One term: cells[bucket * n_parties + party]; NULL where nothing fell into it. */
struct timeline_row {
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    struct timeline_cell *cells;
};

/* While verdicts pass: cells of the finest unit that still has room. */
struct timeline_entry {
    int64_t bucket;
    uint32_t row, party;
    struct timeline_cell cell;
};

/* Read freely after timeline_close. Buckets follow the wall clock: the hour that happens twice in
 * autumn is one bucket, the one that is missing in spring stays empty. */
struct timeline {
    const struct zone *zone;
    enum timeline_unit unit;
    int64_t first; /* the first bucket, in units of its own */
    size_t n_buckets;
    uint32_t n_parties;
    struct timeline_row *rows; /* of all terms, in the order of the file */
    size_t n_rows;
    struct arena *arena;
    struct timeline_entry *entries;
    size_t n_entries;
    uint32_t *slots; /* open addressing: index + 1, 0 free */
};

MUST_USE enum rc timeline_open(struct timeline *t, const struct pact_model *model,
                               uint32_t n_parties, struct arena *a, struct err *err);
/** in  row  the term's place in the file; only violations and indeterminate verdicts are taken */
void timeline_add(struct timeline *t, size_t row, uint32_t party, const struct verdict *v);
/**
 * Choose the finest unit that needs at most TIMELINE_BUCKETS_MAX buckets.
 *
 * in     input  the span of the whole input: shown where verdicts fill a good part of it
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc timeline_close(struct timeline *t, struct time_span input, struct err *err);
/** The instant at which a bucket begins; n_buckets gives the end of the last. */
int64_t timeline_start_ms(const struct timeline *t, size_t bucket);
