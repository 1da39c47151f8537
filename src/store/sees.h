/* SPDX-License-Identifier: Apache-2.0 */
/* sees.h: the one question that stands before every row of an answer: may this reader read it? */
#pragma once

#include "record/visible.h"
#include "store/db.h"

/** By the number of a label. NULL is the mission itself, which sees everything. */
bool sees(struct store *s, const struct visible *v, int64_t label);
