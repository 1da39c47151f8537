/* SPDX-License-Identifier: Apache-2.0 */
/* mission_pins.h: the files of a mission against what its record says of them. */
#pragma once

#include "cmd/mission.h"

/**
 * Refuse agreements that are not those of the record: their verdicts would rest on a text that
 * nobody agreed to. A record without entries (of an init) has nothing to say.
 *
 * fails  RC_CONFLICT: which file, and what it should be
 */
MUST_USE enum rc mission_check_pacts(struct mission *m, struct err *err);
/** Put mission.pact on the record where it was edited since. To be called by a writer. */
MUST_USE enum rc mission_note_setup(struct mission *m, struct err *err);
