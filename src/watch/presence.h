/* SPDX-License-Identifier: Apache-2.0 */
/* presence.h: what an observation shows to be there: its items, its people, or the thing that its
 * phenomenon alone names. For terms about what is somewhere, not about what happened. */
#pragma once

#include "watch/term.h"

/* One of the things that an observation shows. */
struct presence {
    const struct item *item; /* NULL: people, or nothing but the phenomenon is known */
    enum phenomenon phenomenon;
    struct actor actor;
    struct count n;
    bool is_people;
};

/**
 * How many presence_at() can give; 0 for fire, traces, and whatever else shows nothing present.
 *
 * Dummies and wrecks are given with a count of 0.
 */
size_t presence_count(const struct observation *o);
/**
 * The i-th. Of one item that is not counted itself, `count` of the row is the number; the people of
 * a sighting of troops are its `count`.
 */
struct presence presence_at(const struct observation *o, size_t i);
/** Mass inside a selector, also of people and of things known by their phenomenon only. */
struct match_mass presence_match(const struct term_run *run, const struct pact_selector *s,
                                 const struct presence *p);
/** The same for what a term prohibits: the selector that fits best, and its word; `all` fits. */
struct match_mass presence_match_term(const struct term_run *run, const struct presence *p,
                                      struct span *word);
/** Whether it is, or may be, in the air. */
bool presence_flies(const struct presence *p);
/** What it may be, for telling two apart; none of people. */
const struct item_guess *presence_guesses(const struct presence *p, uint32_t *n);
