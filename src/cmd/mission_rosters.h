/* SPDX-License-Identifier: Apache-2.0 */
/* mission_rosters.h: the versions of its roster that a mission's record brings. Who may read is
 * asked of the last one; what an entry's label meant, of any: labels keep their meaning. */
#pragma once

#include "cmd/mission.h"
#include "record/statement.h"

/* A roster in force from an entry on. */
struct mission_roster {
    uint64_t seq; /* of its entry; of the first, which mission.pact names: no matter */
    struct mission_labels *labels;
    struct span label; /* the default one, as that roster spells it */
};

/**
 * Read the rosters of the record behind the first one: m->labels and m->label become those of the
 * last.
 *
 * Each is checked against the one before it: a record by whose rosters nobody may go on opens for
 * nobody.
 * fails  RC_CONFLICT: a version that two people did not sign, or that does not follow
 */
MUST_USE enum rc mission_find_rosters(struct mission *m, struct store *s, struct err *err);
/** Whether a roster's file is a signed statement; else it is the JSON itself. */
bool mission_is_signed(struct span text);
/** Refuse what is no roster (RC_INPUT), or was signed for another mission than `origin` names
 * (RC_CONFLICT). */
MUST_USE enum rc mission_check_statement(const struct statement *s, struct span origin,
                                         struct err *err);
/** The one that was in force at a size of the record. */
const struct mission_roster *mission_roster_at(const struct mission *m, uint64_t below_seq);
/** For desk_options.adapt: labels are derived by the roster that was in force. */
bool mission_adapt(void *context, uint64_t below_seq, struct fold_options *o);

/**
 * Read a signed version and check that it may follow on the one in force at an instant.
 *
 * out    *labels lies in the mission's arena
 * fails  RC_INPUT: no signed roster; RC_CONFLICT, RC_RANGE: as roster_change_check; RC_CONFLICT:
 *        signed for another mission
 */
MUST_USE enum rc mission_check_roster(struct mission *m, const struct mission_labels *old,
                                      const struct statement *s, int64_t at_ms,
                                      struct mission_labels **labels, struct err *err);
