/* SPDX-License-Identifier: Apache-2.0 */
/* reading.h: what observe.c and the readers of values share; nobody else includes it. */
#pragma once

#include "watch/observe.h"

/** A copy of a text that lives with the docket. */
MUST_USE enum rc reading_keep(struct observe *o, struct span s, struct span *out, struct err *err);
/** The one copy of a text that many rows share. */
MUST_USE enum rc reading_intern(struct observe *o, struct span s, struct span *out,
                                struct err *err);
/** A text that is no more than text: no control characters. */
MUST_USE enum rc reading_text(const struct json *v, struct span *out, struct err *err);
/** A number within limits. */
MUST_USE enum rc reading_number(const struct json *v, double min, double max, double *out,
                                struct err *err);
/** A time in the reader's zone; *is_ambiguous may be NULL. */
MUST_USE enum rc reading_time(const struct observe *o, const struct json *v, struct time_span *out,
                              bool *is_ambiguous, struct err *err);
/* Far above any count of anything, and below COUNT_INFINITE with a fifth added. */
#define COUNT_STATED_MAX 1000000000LL
MUST_USE enum rc reading_count(const struct json *v, struct count *out, struct err *err);
/** Refuse a member that is not in a NULL-ended list, with the nearest that is. */
MUST_USE enum rc reading_only(const struct json *v, const char *const *names, const char *what,
                              struct err *err);
/**
 * Refuse an id that no agreement has, with the nearest that one has; without a model none is known
 * to be wrong.
 *
 * in     id_at  an agreement's i-th id; empty behind the last one
 */
MUST_USE enum rc reading_known_id(const struct observe *o, struct span id, const char *what,
                                  struct span (*id_at)(const struct pact_agreement *, size_t),
                                  struct err *err);
/** The member's value, NULL where it is missing or null. */
const struct json *reading_get(const struct json *v, const char *name);

/** Refuse a position that would lie in the agreement's ground with latitude and longitude
 * exchanged. */
MUST_USE enum rc place_check_swap(const struct observe *o, struct geo_pos p, struct err *err);
MUST_USE enum rc place_read(struct observe *o, const struct json *v, struct place *out,
                            struct err *err);
/** An area's id or a GeoJSON geometry of polygons. */
MUST_USE enum rc place_read_area(struct observe *o, const struct json *v, struct place *out,
                                 struct err *err);
MUST_USE enum rc place_read_line(struct observe *o, const struct json *v,
                                 const struct geo_line **out, struct err *err);
MUST_USE enum rc items_read(struct observe *o, const struct json *v, const struct item **out,
                            uint32_t *n, struct err *err);

/** What a member that is left out means. in: row  its kind is set */
void row_put_defaults(struct row *row);
/**
 * What can be checked of a row of the force's registers only when all its members are there; the
 * other kinds have checks of their own.
 *
 * out    *member  whose fault it is; untouched where there is none
 */
MUST_USE enum rc row_check_register(const struct row *row, const char **member, struct err *err);

/* A value of a member's type into the row (`to`, `too` are where the member's offsets point). */
MUST_USE enum rc member_read(struct observe *o, const struct member *m, const struct json *v,
                             void *to, void *too, struct err *err);
