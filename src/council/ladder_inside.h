/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_inside.h: what ladder.c (conditions) and ladder_kinds.c (what each measure asks for)
 * share. */
#pragma once

#include "council/ladder.h"

/* One step on its way. */
struct ladder_looking {
    const struct ladder_case *c;
    const struct ladder_view *view; /* its ladder; earlier steps are there already */
    const struct ladder_step *step;
    int64_t at_ms;
    struct arena *arena;
    struct err *err;
    enum rc rc;
    struct ladder_step_view out;
    struct ladder_item *items;
    size_t cap;
};

/** Something that must come first, and who can bring it. */
void ladder_bar(struct ladder_looking *k, struct span who, struct span what);
/** Something that is due, or may be done. in  by_ms  TIME_NEVER: no time is set */
void ladder_due(struct ladder_looking *k, struct span who, int64_t by_ms, struct span what);
bool ladder_is_mine(const struct ladder_looking *k, const struct ladder_measure *m);
/** How far one of the step's measures is; adds what is missing for it. */
enum ladder_state ladder_look_at_kind(struct ladder_looking *k, enum charter_measure kind);
