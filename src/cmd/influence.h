/* SPDX-License-Identifier: Apache-2.0 */
/* influence.h: what a charter's rules make of its members, as warnings beside those of the pact. */
#pragma once

#include "cmd/load.h"

/**
 * Add a warning for each rule of a charter under which members have no influence, or can block
 * everything, or nothing is ever adopted.
 *
 * A silence procedure is not looked at, which anybody can break; nor are rules with more members or
 * votes than council/power.h counts exactly.
 * in     l  l->pact is there
 * fails  RC_LIMIT
 */
MUST_USE enum rc influence_warn(struct loaded *l, struct arena *a, struct err *err);
