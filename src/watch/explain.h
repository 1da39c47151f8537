/* SPDX-License-Identifier: Apache-2.0 */
/* explain.h: the sentences that explanations are made of. Numbers with fixed decimals, never in
 * anybody's locale; each sentence ends with a full stop and has a blank before it where text
 * stands already. */
#pragma once

#include "base/buf.h"
#include "watch/term.h"

/* "11820.4 m" */
void explain_metres(struct buf *b, double m);
/* "0.9991" */
void explain_p(struct buf *b, double p);
/* "3", "3 to 5", "at least 8" */
void explain_count(struct buf *b, struct count c);
/** "sigma 250.0 m", with what it is made of, or that none was stated. */
void explain_sigma(struct buf *b, const struct place *p, double sigma_m, double line_m);
/** The position as it is meant to be read: as reported, else latitude and longitude. */
void explain_place(struct buf *b, const struct place *p);

/** "2S1", or "2S1 0.70 or 2S3 0.30", or "artillery 122 mm"; its state where that is stated. */
void explain_item(struct buf *b, const struct item *item);

/** " of A", " of both" or " (party not known)", as a verdict's party says. */
void explain_whose(struct buf *b, struct span party);

/* What a verdict's probability is made of. */
struct explain_parts {
    double p_place_min, p_place_max;
    double p_category_min, p_category_max;
    double p_time;
    double p_min, p_max;
    bool is_unplaced; /* where it was cannot be judged: what hangs on that has no p */
};
/* Nothing doubted yet: every part 1. */
#define EXPLAIN_CERTAIN                                                                            \
    {                                                                                              \
        .p_place_min = 1, .p_place_max = 1, .p_category_min = 1, .p_category_max = 1, .p_time = 1, \
        .p_min = 1, .p_max = 1                                                                     \
    }
/** The p of a verdict: the middle of what it may be; NAN where it hangs on an unjudged place. */
double explain_p_of(const struct explain_parts *parts);
/** "p 0.9991 (place 0.9991, category 1.0000): at least 0.95 is a violation." */
void explain_outcome(struct buf *b, const struct explain_parts *parts, double confidence);
/** What exempts it or does not; `exemption` as term_exempt gave it. */
void explain_exemption(struct buf *b, enum exemption e, struct span exemption);
/** "Source grade B2." where the row has one. */
void explain_grade(struct buf *b, const struct observation *o);
/** That a local time had two readings, where it had. */
void explain_time(struct buf *b, const struct observation *o);
/** Complaints and replies about a row or an event: recorded, never an exemption. */
void explain_claims(struct buf *b, const struct docket *d, struct span id);

/** "B2", or NULL where neither letter nor digit is stated; constant text. */
const char *explain_grade_of(const struct observation *o);
