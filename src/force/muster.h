/* SPDX-License-Identifier: Apache-2.0 */
/* muster.h: the lines of a register, found by what they are called. Pure.
 *
 * A register is folded from rows as they come; which line a row belongs to is a matter of up to
 * three names. Lines are numbered in the order in which they first came: registers sort by names
 * afterwards. */
#pragma once

#include "base/table.h"

struct muster {
    struct table table;
    size_t n;
};

void muster_init(struct muster *m, struct arena *a);
/**
 * The number of the line that these names have; a new one is m->n before the call.
 *
 * in     a, b, c  unused ones are empty
 * fails  RC_LIMIT
 */
MUST_USE enum rc muster_find(struct muster *m, struct span a, struct span b, struct span c,
                             size_t *out, struct err *err);
