/* SPDX-License-Identifier: Apache-2.0 */
/* releasable.h: what a finding is worth to voters who do not all read the same: it is weighed on
 * the exhibits that every one of them may read. Pure. */
#pragma once

#include "inquiry/dossier.h"

/* Who will vote, and what may be read there. */
struct releasable_voter {
    struct span member;
    bool has_waived; /* by a signed statement: decides without seeing the rest */
    struct dossier_filter may;
};

struct releasable_ask {
    const struct dossier *dossier;
    enum link link;
    struct span hypothesis;
    const struct releasable_voter *voters;
    size_t n_voters;
    const struct finding_standard *standards;
    size_t n_standards;
};

struct releasable {
    size_t cap;           /* the highest standard that it reaches so; FINDING_NONE: none */
    const bool *is_short; /* of each voter: has not waived, and may not read all that counts */
    size_t n_short;
};

/**
 * Weigh a hypothesis on what every voter may read who has not waived. Nobody at all: on everything.
 *
 * fails  RC_UNKNOWN: the link has no such hypothesis; as dossier_ledger, ledger_weigh
 */
MUST_USE enum rc releasable_cap(const struct releasable_ask *ask, struct arena *a,
                                struct releasable *out, struct err *err);
