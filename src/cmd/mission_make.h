/* SPDX-License-Identifier: Apache-2.0 */
/* mission_make.h: a new mission directory, whole or not at all. */
#pragma once

#include "cmd/mission.h"

/* What `aasc init` was asked for. */
struct mission_plan {
    const char *folder;
    const char *first_pact;
    const char *const *pacts; /* further ones */
    size_t n_pacts;
    struct span label;
    struct span origin; /* empty: the folder's name */
    const char *roster, *gazetteer, *equipment;
    struct span map; /* "LAT,LON"; empty: none */
    bool trusts_reported, is_quiet;
};

/**
 * Make it beside its place and move it there when it is whole: a crash leaves FOLDER.making, which
 * the next call takes away.
 *
 * fails  RC_CONFLICT: the folder is there, or another init makes it now; RC_INPUT; RC_ABSENT;
 *        RC_IO
 */
MUST_USE enum rc mission_make(const struct mission_plan *plan, struct err *err);
