/* SPDX-License-Identifier: Apache-2.0 */
/* waiver.h: a member's signed statement that it decides on a finding without seeing the exhibits
 * that are not releasable to it. */
#pragma once

#include "cmd/act.h"

/**
 * Put one on the record: a person of the roster who votes for that member has signed it.
 *
 * fails  RC_INPUT: no waiver; RC_ABSENT: no such inquiry or hypothesis; RC_CONFLICT: nobody who
 *        votes for that member signed it, or it is there already
 */
MUST_USE enum rc waiver_take(struct act *a, struct span note, struct err *err);
