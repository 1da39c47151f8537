/* SPDX-License-Identifier: Apache-2.0 */
/* fsck.h: a mission's directory checked file by file: what the record pins, what can be computed
 * again, what only its owner may read. */
#pragma once

#include "base/arena.h"
#include "base/span.h"

/* What was looked at, and what was wrong. */
struct fsck_found {
    uint64_t n_entries, n_files, n_faults;
    bool is_backup; /* it has neither keys/ nor head/ */
};

/* Who is told of each fault: one line that names the file or entry and what is wrong with it. */
struct fsck_hearer {
    void *context;
    enum rc (*fault)(void *context, struct span fault, struct err *err);
};

/**
 * Check record.db, mission.pact, pacts/, blobs/, head/ and keys/. Goes on after each fault.
 *
 * fails  RC_ABSENT: no mission there; else only what the hearer returns
 */
MUST_USE enum rc fsck_mission(const char *folder, const struct fsck_hearer *hearer,
                              struct fsck_found *out, struct err *err);
/** Only that mission.pact and pacts/ are what the record pins: of a copy of a mission. */
MUST_USE enum rc fsck_settings(const char *folder, const struct fsck_hearer *hearer,
                               struct fsck_found *out, struct err *err);
