/* SPDX-License-Identifier: Apache-2.0 */
/* force.h: who of a force is deployed when and where: sums over contributors, parts of the ground.
 */
#pragma once

#include "watch/spells.h"

struct force {
    struct term_run *run;
    struct span party;
    const struct deployment **items; /* deployed, not pledged, in the docket's order */
    size_t n;
    const struct pact_parts *parts;
    uint8_t *where; /* by item and part: enum pact_tri */
};

/** What of the docket belongs to a party's force. */
MUST_USE enum rc force_open(struct term_run *run, struct span party, struct force *out,
                            struct err *err);
/** Find out who is in which of some parts of the ground: by the name of a sector, or by the place
 * with the term's confidence; who states neither may be anywhere. */
MUST_USE enum rc force_locate(struct force *f, const struct pact_parts *parts, struct err *err);
enum pact_tri force_where(const struct force *f, size_t item, size_t part);
/** The changes of days on which anybody comes or goes; and the day the term comes into force. */
MUST_USE enum rc force_changes(const struct force *f, struct spells *s, struct err *err);

bool force_is_there(const struct deployment *d, struct time_span when);

/* A number of people; hi INT64_MAX: open. */
struct force_band {
    int64_t lo, hi;
};
/** The least and the most people at any instant of a span. in  contributor, sector  empty: any */
struct force_band force_sum(const struct force *f, struct time_span when, struct span contributor,
                            struct span sector);
/** Whether a number stands in a relation to another. */
enum pact_tri force_compare(struct force_band b, enum pact_op op, int64_t n);
void force_put_band(struct buf *b, struct force_band band);

/** All who are there, as what a spell rests on. */
MUST_USE enum rc force_inputs(const struct force *f, struct spell *out, struct err *err);
/** Word and p from whether a requirement is met; the state where it is not. */
void force_settle(struct spell *out, enum pact_tri is_met, const char *state);
