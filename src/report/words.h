/* SPDX-License-Identifier: Apache-2.0 */
/* words.h: numbers, times and places as people read them, the same in every report. Pure. */
#pragma once

#include "base/zone.h"
#include "report/parties.h"
#include "watch/tally.h"

/** "3", "3–5", "8 or more"; nothing where both are 0. */
void words_count(struct buf *b, struct count n);
/** The same for sums; max UINT64_MAX is open. */
void words_range(struct buf *b, struct tally_range r);
/** 12,345 with thin grouping by commas. */
void words_number(struct buf *b, uint64_t n);
/** "820 m", "11.8 km", "-3.2 km"; nothing where it is not finite. */
void words_metres(struct buf *b, double m);
/** "0.42", "0.9991", "> 0.9999", "< 0.0001"; never rounded to certainty. */
void words_p(struct buf *b, double p);
/** Local date: 2020-07-10. */
void words_date(struct buf *b, const struct zone *z, int64_t at_ms);
/** Local time of day: 23:05, 23:05:10. */
void words_time(struct buf *b, const struct zone *z, int64_t at_ms);
/** "2020-07-10 23:05", "2020-07-10 23:05 to 23:10"; nothing for a span without bounds. */
void words_span(struct buf *b, const struct zone *z, struct time_span when);
/** A span of time in its largest sensible units: "40 min", "3 h 20 min", "12 d". */
void words_duration(struct buf *b, int64_t ms);
/** A place's text as reported, else its MGRS cell of 1 km. */
void words_place(struct buf *b, struct span text, struct geo_pos at);
/** The MGRS cell of 1 km, without blanks: where every column counts. */
void words_cell(struct buf *b, struct geo_pos at);
/** "needs assessment" for needs_assessment: words of the vocabularies, for people. */
void words_plain(struct buf *b, const char *word);
/** "1 violation", "2 violations": a number and its noun. */
void words_noun(struct buf *b, uint64_t n, const char *one, const char *many);
