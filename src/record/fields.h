/* SPDX-License-Identifier: Apache-2.0 */
/* fields.h: the members of a JSON document, asked for one by one; every fault with its place.
 *
 * For documents in which whatever is not understood refuses the whole. */
#pragma once

#include "base/json.h"

struct fields {
    struct span text; /* that the values were read from */
    const char *what; /* "roster": stands before every note */
    struct err *err;
};

/** Put "roster: line 3, column 7: name: " before the note that was written; returns `rc`. */
enum rc fields_fault(const struct fields *f, const struct json *v, enum rc rc, const char *name);
/** "name: wanted is wanted, not a string". */
enum rc fields_wrong_type(const struct fields *f, const struct json *v, const char *name,
                          const char *wanted);

/** An object with none but these members (NULL-ended). fails RC_INPUT; RC_UNKNOWN: the nearest */
MUST_USE enum rc fields_known(const struct fields *f, const struct json *v, const char *name,
                              const char *const *members);
/** A member that must be there. fails RC_INPUT */
MUST_USE enum rc fields_required(const struct fields *f, const struct json *v, const char *name,
                                 const struct json **out);
/** A string that must be there. fails RC_INPUT */
MUST_USE enum rc fields_text(const struct fields *f, const struct json *v, const char *name,
                             struct span *out);
/** The same of one line, without a byte that steers a terminal: it is printed among lines that are
 * the program's own. fails RC_INPUT */
MUST_USE enum rc fields_line(const struct fields *f, const struct json *v, const char *name,
                             struct span *out);

/* These leave *out as it is where the member is left out. */

/** A list; NULL stays. fails RC_INPUT */
MUST_USE enum rc fields_list(const struct fields *f, const struct json *v, const char *name,
                             const struct json **out);
/** A whole number. fails RC_RANGE: none, or below least or above most */
MUST_USE enum rc fields_integer(const struct fields *f, const struct json *v, const char *name,
                                const int64_t bounds[2], int64_t *out);
/** An RFC 3339 instant. fails RC_INPUT, RC_RANGE */
MUST_USE enum rc fields_instant(const struct fields *f, const struct json *v, const char *name,
                                int64_t *out_ms);
/** Set one, in UTC; its text lives as long as `a`. fails RC_LIMIT */
MUST_USE enum rc fields_put_instant(struct json *to, const char *name, int64_t at_ms,
                                    struct arena *a, struct err *err);
