/* SPDX-License-Identifier: Apache-2.0 */
/* time.h: instants as UTC milliseconds, calendar dates, and RFC 3339 text. Proleptic Gregorian; no
 * leap seconds (":60" is refused). Years 0001 to 9999. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define TIME_MIN_MS (-62135596800000LL) /* 0001-01-01T00:00Z */
#define TIME_MAX_MS (253402300799999LL) /* 9999-12-31T23:59:59.999Z */
#define TIME_NEVER  INT64_MAX           /* an open end */
#define TIME_ALWAYS INT64_MIN           /* an open beginning */
#define MS_PER_S    1000LL
#define MS_PER_MIN  60000LL
#define MS_PER_H    3600000LL
#define MS_PER_DAY  86400000LL

/* A wall clock's reading, without a zone. */
struct civil {
    int year;   /* 1..9999 */
    int month;  /* 1..12 */
    int day;    /* 1..days of the month */
    int hour;   /* 0..23, or 24 with minute = ms = 0 */
    int minute; /* 0..59 */
    int ms;     /* 0..59999: seconds and milliseconds */
};

/* A closed interval of instants; one instant has t0 == t1. */
struct time_span {
    int64_t t0_ms;
    int64_t t1_ms;
};

/* What a text says about its zone. */
enum time_form {
    TIME_DATE,    /* 2020-07-10 */
    TIME_LOCAL,   /* 2020-07-10T20:05, 2020-07-10T20:05:10[.123] */
    TIME_INSTANT, /* … with Z or +02:00 */
};

/**
 * Read a date, a local time or an instant; 'T' (or 't', or one space) between date and time.
 *
 * Seconds may be left out; of a fraction of up to 9 digits the milliseconds are kept.
 * out    *out is the wall clock as written; *offset_min is 0 but for TIME_INSTANT
 * fails  RC_INPUT: not of that form; RC_RANGE: no such date or time (30 February, 25:00)
 */
MUST_USE enum rc time_parse(struct span s, struct civil *out, enum time_form *form, int *offset_min,
                            struct err *err);
/** Read an instant; a text without offset is refused. */
MUST_USE enum rc time_parse_instant(struct span s, int64_t *out_ms, struct err *err);

/** What time_parse read as TIME_INSTANT; `s` for the message. fails RC_RANGE: UTC year not 1..9999
 */
MUST_USE enum rc time_instant(struct span s, const struct civil *c, int offset_min, int64_t *out_ms,
                              struct err *err);

/** Days since 1970-01-01 of a calendar date, and back. */
int64_t time_days(int year, int month, int day);
void time_from_days(int64_t days, struct civil *out);
int time_days_in_month(int year, int month);

/** The wall clock read as if it were UTC. */
int64_t time_as_utc_ms(const struct civil *c);
void time_utc_civil(int64_t at_ms, struct civil *out);

/** RFC 3339 UTC, milliseconds only where there are any: 2020-07-10T20:05:10Z; an open end (and
 * whatever lies outside TIME_MIN_MS..TIME_MAX_MS) as "..". */
void time_put_instant(struct buf *b, int64_t at_ms);
/** An instant, or "a/b" where the ends differ. */
void time_put_span(struct buf *b, struct time_span s);
