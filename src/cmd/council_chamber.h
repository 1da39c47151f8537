/* SPDX-License-Identifier: Apache-2.0 */
/* council_chamber.h: what decisions rest on, read from a mission's record as a reader may see it:
 * fills src/council/chamber.h. */
#pragma once

#include "cmd/council_case.h"
#include "cmd/reading.h"
#include "council/chamber.h"

struct act; /* cmd/act.h */

/* Who reads, how far, and by what was agreed for which instant. */
struct council_view {
    struct mission *m;
    const struct versions *in_force; /* as known below that seq */
    const struct visible *visible;   /* NULL: the mission itself */
    uint64_t below_seq;
    int64_t at_ms; /* the charter is the one in force then */
};

/* Read freely; lives as long as the arena. */
struct council_room {
    const struct pact_agreement *g; /* the charter */
    struct chamber chamber;
    struct council_cases cases;
};

/** For somebody who writes: all of the record, now. */
struct council_view council_view_of(struct act *a);
/** For somebody who reads: as far as that reader may, at the instant that was asked for or now. */
struct council_view council_view_as(struct reading *r);

/**
 * Everything that concerns a charter.
 *
 * Signatures of declarations are verified again, with the roster that was in force; ballots of
 * decisions are counted again.
 * in     charter  its id; empty: the only one
 * fails  RC_ABSENT: no such charter; RC_CONFLICT: an entry is not what it claims; RC_LIMIT
 */
MUST_USE enum rc council_room_read(const struct council_view *v, struct span charter,
                                   struct arena *a, struct council_room *out, struct err *err);

/* By what it is asked who signed. */
struct council_signing {
    const struct mission *m;
    const struct roster *roster; /* in force at that time */
    int64_t at_ms;
};
/**
 * Read what a State signed, and check that it is for this mission's log and that somebody signed
 * whom the roster lets vote for that State then.
 *
 * out    spans of *out point into the arena
 * fails  RC_INPUT: no signed declaration; RC_CONFLICT: for another log, or signed by nobody of it
 */
MUST_USE enum rc council_word_open(const struct council_signing *by, struct span bytes,
                                   struct arena *a, struct word *out, struct err *err);
