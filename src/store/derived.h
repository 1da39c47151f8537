/* SPDX-License-Identifier: Apache-2.0 */
/* derived.h: events, verdicts, incidents and duties by time, term, input and name; and what was
 * said about an entry later. */
#pragma once

#include "store/db.h"

bool derived_is_kind(enum entry_kind kind);
/** File an entry under its own time and inputs, and what the fold says of it (NULL: nothing). */
MUST_USE enum rc derived_add(struct store *s, uint64_t seq, const struct entry *e,
                             const struct derived *d, struct err *err);
/** An entry is about another one. */
MUST_USE enum rc mark_add(struct store *s, const struct uuid *target, uint64_t seq,
                          enum entry_kind kind, struct err *err);

/** shelf.derived */
MUST_USE enum rc derived_query(void *context, const struct shelf_ask *q,
                               enum rc (*take)(void *to, const struct shelf_derived *d,
                                               struct err *err),
                               void *to, struct err *err);
