/* SPDX-License-Identifier: Apache-2.0 */
/* mission_versions.h: the versions of its agreements that a mission's record brings. */
#pragma once

#include "cmd/mission.h"

/**
 * The versions that mission.pact and the entries of the record name, their texts loaded.
 *
 * in     context  the mission, with m->versions holding the first ones; gets the others too
 * fails  RC_CONFLICT: a text is not the one that its entry pins; RC_ABSENT: it is gone
 */
MUST_USE enum rc mission_find_versions(void *context, struct store *s, struct version_list *out,
                                       struct err *err);
/** What was agreed as known below a size of the record, in the mission's arena. */
MUST_USE enum rc mission_versions_at(struct mission *m, uint64_t below_seq, struct versions *out,
                                     struct err *err);

/** How many versions of a file of setup.pacts there are. */
size_t mission_count_versions(const struct mission *m, uint32_t file);
/** "pacts/kalmius@2": the folder of the nth version of a file. */
MUST_USE enum rc mission_version_folder(struct mission *m, uint32_t file, size_t number,
                                        struct span *out, struct err *err);
/** Take away what an adoption that was cut short has left: a text that no entry names. */
MUST_USE enum rc mission_clear_version(struct mission *m, uint32_t file, bool is_quiet,
                                       struct err *err);
