/* SPDX-License-Identifier: Apache-2.0 */
/* zone.h: a time zone of the IANA database, read from TZif bytes (RFC 8536) that the caller
 * supplies. */
#pragma once

#include "base/arena.h"
#include "base/time.h"

struct zone;

enum zone_fit {
    ZONE_UNIQUE,
    ZONE_AMBIGUOUS,   /* clocks went back: the wall time happened twice */
    ZONE_NONEXISTENT, /* clocks went forward: it never happened */
};

/** Coordinated universal time, which needs no file. */
const struct zone *zone_utc(void);

/**
 * Read a TZif file of version 2 or later, with its footer for times after the last transition.
 *
 * in     name  the IANA name, kept for messages
 * fails  RC_INPUT: not TZif, cut short, or counts that do not fit
 */
MUST_USE enum rc zone_parse(struct span name, struct span tzif, struct arena *a,
                            const struct zone **out, struct err *err);

struct span zone_name(const struct zone *z);
/** Offset from UTC in force at an instant, in ms, positive east; *abbrev ("EEST") may be NULL. */
int64_t zone_offset_ms(const struct zone *z, int64_t at_ms, struct span *abbrev);
void zone_civil(const struct zone *z, int64_t at_ms, struct civil *out);

/**
 * The instant(s) at which a wall clock in the zone shows `c`.
 *
 * out  UNIQUE: t0 == t1; AMBIGUOUS: the first and the second reading; NONEXISTENT: both are the
 *      instant of the jump
 */
enum zone_fit zone_instant(const struct zone *z, const struct civil *c, struct time_span *out);
/** The first instant of a local calendar date (24:00 of the day before). */
int64_t zone_day_start(const struct zone *z, int year, int month, int day);
/** The local calendar date of an instant, in days since 1970-01-01: differences are calendar days.
 */
int64_t zone_date(const struct zone *z, int64_t at_ms);

/**
 * Read a time as agreements and observers write it: an instant, a local time in `z`, a date (the
 * whole local day), or an interval "a/b" of these.
 *
 * out    *is_ambiguous (may be NULL) when a local time had two readings: the span covers both
 * fails  RC_INPUT, RC_RANGE as time_parse; RC_RANGE: a local time that does not exist, or b < a
 */
MUST_USE enum rc zone_read_span(const struct zone *z, struct span s, struct time_span *out,
                                bool *is_ambiguous, struct err *err);
