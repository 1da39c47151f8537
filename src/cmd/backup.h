/* SPDX-License-Identifier: Apache-2.0 */
/* backup.h: a mission copied while others work on it: whole and of one moment, or not at all. */
#pragma once

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct backup_made {
    uint64_t n_entries, n_blobs;
};

/**
 * Copy mission.pact, pacts/, record.db and blobs/ to a new directory; never head/.
 *
 * Made beside its place and moved there when it is whole and was checked: a crash leaves
 * TO.making, which the next call takes away.
 * in     with_keys  also keys/: who has the copy can then sign as this node
 * fails  RC_ABSENT: no mission; RC_CONFLICT: `to` is there, or the mission is damaged; RC_IO
 */
MUST_USE enum rc backup_mission(const char *folder, const char *to, bool with_keys,
                                struct backup_made *out, struct err *err);
