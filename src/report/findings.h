/* SPDX-License-Identifier: Apache-2.0 */
/* findings.h: what the summary and the page print of a run, gathered while verdicts pass: numbers
 * by term and party, the gravest ones, the timeline, the places. Bounded memory; pure. */
#pragma once

#include "report/gravest.h"
#include "report/parties.h"
#include "report/phrases.h"
#include "report/seen.h"
#include "report/spots.h"
#include "report/timeline.h"
#include "watch/tally.h"

/* A term and a party that it has verdicts about. */
struct finding_row {
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    uint32_t term_ix; /* among all terms of the file */
    uint32_t party;   /* of parties */
    struct tally_verdicts verdicts;
};

/* A local day: what violations of ceasefires count. Numbers of other terms are of other things
 * (men, guns, visits) and no sum of theirs. */
struct finding_day {
    int64_t date; /* days since 1970-01-01 */
    struct tally_range fire;
};

/* Read freely. */
struct findings {
    const struct pact_model *model;
    const struct phrases *phrases; /* of the drawings: set by whoever opened them */
    struct parties parties;
    uint32_t *first_term; /* per agreement, its first term's place among all */
    struct finding_row *rows;
    size_t n_rows, cap_rows;
    struct finding_day *days; /* by date */
    size_t n_days, cap_days;
    struct gravest violations, undecided, others; /* others: pending, exempt, to be assessed */
    struct timeline timeline;
    struct spots spots;
    struct time_span input; /* of all rows; 0, 0: none has a time */
    struct seen_area *seen;
    size_t n_seen;
    struct arena *arena;
};

/** Look over the docket for its span and extent, and make room. */
MUST_USE enum rc findings_open(struct findings *f, const struct pact_model *model,
                               const struct docket *d, struct arena *a, struct err *err);
MUST_USE enum rc findings_add(struct findings *f, const struct verdict *v, struct err *err);
/** Bring everything into the order of print. fails RC_LIMIT */
MUST_USE enum rc findings_close(struct findings *f, struct err *err);
void findings_release(struct findings *f);

/** What ceasefire violations count on the days [first, last]; 0, 0 where there was none. */
struct tally_range findings_fire(const struct findings *f, int64_t first, int64_t last);
/** A term's place among all terms of the file. */
uint32_t findings_term_ix(const struct findings *f, const struct pact_agreement *g,
                          const struct pact_term *t);
