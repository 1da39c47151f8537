/* SPDX-License-Identifier: Apache-2.0 */
/* mission_rows.h: rows of a mission's record as one reader may know them, as a docket. */
#pragma once

#include "cmd/mission.h"
#include "mission/gather.h"

struct mission_rows_ask {
    struct mission *m;
    const struct visible *visible; /* NULL: the mission itself */
    uint64_t below_seq;
    struct shelf_query rows; /* which are asked for */
    uint64_t kinds;          /* bits of row kinds: of these the docket has all that were read */
};

/**
 * Read them.
 *
 * out    *out lives as long as `own`
 * fails  as gather_ask and gather_docket
 */
MUST_USE enum rc mission_rows(const struct mission_rows_ask *ask, struct arena *own,
                              struct gathered *out, struct err *err);
