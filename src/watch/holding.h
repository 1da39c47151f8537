/* SPDX-License-Identifier: Apache-2.0 */
/* holding.h: how many of something a list of items, or a declaration, states: bounds with what is
 * certainly meant, and with all that may be. */
#pragma once

#include "watch/force.h"

/** How many of some items a selector means: surely (with the term's confidence), and at most. */
struct force_band holding_items(const struct term_run *run, const struct item *items,
                                uint32_t n_items, const struct pact_selector *s);
/** The same of what a party declares or was found to hold, its people where these are meant. */
struct force_band holding_of(const struct term_run *run, const struct declaration *d,
                             const struct pact_selector *s);
/** Whether a declaration speaks of that at all: of people, or of any things. */
bool holding_is_stated(const struct declaration *d, const struct pact_selector *s);
