/* SPDX-License-Identifier: Apache-2.0 */
/* selector.h: what names and comparisons in statements mean: parts that the kinds of terms share.
 */
#pragma once

#include "base/span.h"

#define PACT_NONE UINT32_MAX /* an index that names nothing */

/* Names in `prohibits`, `limit`, `threshold` … resolve in this order. */
enum pact_selector_form {
    PACT_SELECT_CATEGORY, /* ix: agreement->categories */
    PACT_SELECT_CLASS,    /* word: an equipment class */
    PACT_SELECT_WORD,     /* fixed: enum pact_word */
    PACT_SELECT_MODEL,    /* word: a model's canonical name */
    PACT_SELECT_UNIT,     /* word: brigade, battalion, … (`limit unit brigade`) */
};

/* The fixed words. */
enum pact_word {
    PACT_WORD_PERSONNEL,
    PACT_WORD_EQUIPMENT,         /* any military equipment */
    PACT_WORD_FIRE,              /* any phenomenon of class fire */
    PACT_WORD_MILITARY_ACTION,   /* fire, and any military activity */
    PACT_WORD_MILITARY_FORCES,   /* personnel or equipment of armed forces */
    PACT_WORD_MILITARY_AIRCRAFT, /* every aircraft of armed forces, crewed or not */
    PACT_WORD_COMBAT_AIRCRAFT,   /* combat aircraft and attack helicopters */
    PACT_WORD_AIRCRAFT,          /* anything that flies */
    PACT_WORD_UAV,
    PACT_WORD_FOREIGN_UAV, /* a UAV that is not the observer's */
    PACT_WORD_MINES,
    PACT_WORD_ACTIVITY, /* one of the activities of status_quo and activity_ban: `word` names it */
    PACT_WORD_COUNT
};

struct pact_selector {
    enum pact_selector_form form;
    uint32_t ix;
    enum pact_word fixed;
    struct span word;                   /* as written in the file */
    bool says_any;                      /* `fire any` */
    const struct pact_selector *except; /* `limit arty except arty_short`; NULL without */
};

enum pact_op { PACT_GE, PACT_LE, PACT_GT, PACT_LT, PACT_EQ, PACT_NE };

/* Names that a statement lists, or the members of a class. */
struct pact_names {
    const struct span *items;
    size_t n;
};

struct pact_threshold {
    struct pact_selector what;
    enum pact_op op; /* PACT_GE or PACT_GT */
    int64_t n;
};
