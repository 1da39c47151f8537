/* SPDX-License-Identifier: Apache-2.0 */
/* sights.h: the rows that show something a ceiling counts, and what of them counts under one limit.
 *
 * Looks at each row once a term; the limits share place, time and actor. */
#pragma once

#include "watch/headcount.h"
#include "watch/presence.h"

/* Groups of heads: the term's bound parties by their place in `binds`, the last for whoever is not
 * known (and for what is said of both). Parties beyond fall in with the unknown. */
#define SIGHTS_UNKNOWN (HEAD_GROUPS - 1)

/* A row that shows something present, where and when it applies. */
struct sight {
    const struct observation *observation; /* or … */
    const struct activity *activity;       /* … an activity, by its personnel and items */
    const struct row_head *head;
    const struct place *place;
    struct time_span when;
    struct actor actor;
    double clock_sigma_s;
    double p_min, p_max; /* in the term's areas, while in force */
    bool is_reported;
    uint8_t group;
    const struct distinct_spot *spots;
    uint32_t n_spots;
};

struct sights {
    struct term_run *run;
    struct sight *items;
    size_t n;
};

/**
 * Everything of a bound or unknown party that a limit of the term (a ceiling) may count.
 *
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc sights_gather(struct term_run *run, struct sights *out, struct err *err);
/* A ceiling that nobody is judging. */
struct sights_of {
    const struct pact_model *model;
    const struct pact_agreement *agreement;
    const struct pact_term *term;
};
/** Its sights in a docket; they live as long as `a`. */
MUST_USE enum rc sights_find(const struct sights_of *of, const struct docket *docket,
                             struct arena *a, struct sights *out, struct err *err);
/** What counts under one limit, and as what. */
MUST_USE enum rc sights_heads(struct sights *s, const struct pact_limit *limit, struct head **out,
                              size_t *n, struct err *err);
