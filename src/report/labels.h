/* SPDX-License-Identifier: Apache-2.0 */
/* labels.h: names on a drawing that do not cover each other: the first to come has the place. */
#pragma once

#include "report/ink.h"

#define LABELS_MAX 512

struct labels {
    struct ink_box sheet; /* nothing is put outside */
    struct ink_box taken[LABELS_MAX];
    size_t n;
};

/** Keep ground free of labels: a symbol's box. */
void labels_reserve(struct labels *l, struct ink_box box);
/** Put text beside the mark `at`, where there is room: right, left, above, below; with INK_MIDDLE
 * on its middle, where that is free. */
bool labels_put(struct labels *l, cairo_t *cr, const struct ink_text *how, const struct ink_box *at,
                struct span text);
