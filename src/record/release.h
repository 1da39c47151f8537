/* SPDX-License-Identifier: Apache-2.0 */
/* release.h: how what a label closes is opened: never by changing the label, always by a copy.
 *
 * A release is a new, sanitised entry with a new salt and a label of its own, and an entry that
 * names both and bears the signatures. Checks only: the caller verifies signatures and writes.
 * Nothing here can be taken back: whoever has read a copy has it (RELEASE_CANNOT_RECALL). */
#pragma once

#include "record/entry.h"
#include "record/roster.h"

/* What every view that offers to end a release says. */
#define RELEASE_CANNOT_RECALL                                                                      \
    "ending a release hides the copy from now on; it cannot recall what was read, printed or "     \
    "passed on"

/**
 * Whether something may be derived from an entry: ORCON asks for the leave of every originator.
 *
 * fails  RC_CONFLICT, naming those who gave none
 */
MUST_USE enum rc label_may_derive(const struct label_policy *p, const struct label *l,
                                  const struct member_set *leave, struct err *err);

struct release {
    struct uuid source, copy; /* entries */
    struct label source_label, copy_label;
    /* of the source's author: whose signature is asked for where the label names no originator */
    struct member_set authors;
    struct span drafter, approver; /* people of the roster, by id */
    struct signers signers;        /* of the release entry, verified */
    int64_t at_ms;
};

/** Whose signatures a release of this needs: the originators, or the authors where none are named.
 */
struct member_set release_originators(const struct label *source, const struct member_set *authors);

/**
 * Whether a release is one: the copy is another entry with a label of the policy; drafter and
 * approver are two people with those rights who may read the source, and the drafter may mark; both
 * signed; and for every originator one of its people signed who may release.
 *
 * fails  RC_INPUT: no source, or the copy is the source; RC_UNKNOWN: a person or label that is not
 *        known; RC_RANGE: somebody may not, or has not signed: the note names everybody missing
 */
MUST_USE enum rc release_check(const struct roster *r, const struct release *release,
                               struct err *err);

struct emergency {
    struct uuid source, copy;
    struct label source_label, copy_label;
    struct member_set authors;
    struct span releaser; /* of the roster, with the right "emergency" */
    struct signers signers;
    int64_t at_ms, until_ms; /* the copy is shown from the one up to the other */
};

/**
 * Whether an emergency release is one: signed by a person with that right who may read the source,
 * for a time that ends within what the roster allows.
 *
 * out    to_tell  the originators, who are to be told
 * fails  as release_check
 */
MUST_USE enum rc emergency_check(const struct roster *r, const struct emergency *e,
                                 struct member_set *to_tell, struct err *err);
/** Whether the copy is shown at an instant: from `at_ms` up to, not at, `until_ms`. */
bool emergency_is_open(const struct emergency *e, int64_t at_ms);
