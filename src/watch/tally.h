/* SPDX-License-Identifier: Apache-2.0 */
/* tally.h: the numbers of a run: what the summary line and every head of a report print. */
#pragma once

#include "watch/verdict.h"

/* Sums saturate at UINT64_MAX; max UINT64_MAX: open. */
struct tally_range {
    uint64_t min, max;
};

struct tally_verdicts {
    uint64_t n[VERDICT_WORD_COUNT];
    uint64_t reported;        /* indeterminate only because the row is a reported one */
    struct tally_range count; /* of the violations, added up; that of a ceiling is one */
};

struct tally_term {
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    struct tally_verdicts verdicts;
};

struct tally_party {
    struct span party;
    struct tally_verdicts verdicts;
};

/* Local calendar days of the first agreement, in order. */
struct tally_day {
    int64_t date; /* days since 1970-01-01 */
    struct tally_verdicts verdicts;
};

struct tally_area {
    const struct pact_agreement *agreement;
    struct span area;
    double coverage; /* seen share over the span of the input; 0: none declared */
};

struct tally {
    struct arena *arena;
    const struct zone *zone; /* of the days */
    uint64_t n_events;
    size_t n_compared; /* pairs that fusion looked at */
    struct tally_range classes[PHEN_COUNT];
    uint64_t as_recorded;
    uint64_t impediments[IMPEDE_COUNT];
    uint64_t standing_impediments;
    struct tally_verdicts all;
    struct tally_term *terms;
    size_t n_terms;
    struct tally_party *parties;
    size_t n_parties, cap_parties;
    struct tally_day *days;
    size_t n_days, cap_days, last_day;
    struct tally_area *areas;
    size_t n_areas;
    struct time_span span; /* of the input */
    int64_t wake_ms;       /* input that goes beyond this may have the same rows judged otherwise:
                              what is owed by then is late; TIME_NEVER: no such */
};

/** An empty tally with a row per term and area of the model. */
MUST_USE enum rc tally_open(struct tally *t, const struct pact_model *model, struct arena *a,
                            struct err *err);
void tally_add_event(struct tally *t, const struct event *e);
/** What a docket holds beside verdicts: impediments and the span of its rows. */
void tally_add_docket(struct tally *t, const struct docket *d);
/** in  term_ix  the term's row in `terms`; is_reported  its word is due to that alone */
MUST_USE enum rc tally_add_verdict(struct tally *t, size_t term_ix, const struct verdict *v,
                                   bool is_reported, struct err *err);

/**
 * The summary object of the contract.
 *
 * in  n_read, n_rejected  as the feed counted them
 */
MUST_USE enum rc tally_json(const struct tally *t, uint64_t n_read, uint64_t n_rejected,
                            struct arena *a, struct json *out, struct err *err);
