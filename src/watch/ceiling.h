/* SPDX-License-Identifier: Apache-2.0 */
/* ceiling.h: what judging a ceiling finds, and the words for it. For term_ceiling.c and
 * ceiling_explain.c. */
#pragma once

#include "watch/headcount.h"
#include "watch/term.h"

/* What a window's verdict rests on; with it the word, and the words, are settled. */
enum why {
    WHY_OVER,      /* provably more than allowed */
    WHY_TRANSIT,   /* the same, unless some are passing through, which is allowed */
    WHY_JUDGEMENT, /* the same, if people say that an exception does not mean them */
    WHY_REPORTED,  /* the same, if what was only reported is counted */
    WHY_EXEMPT,    /* the same, but for what is exempt */
    WHY_MAYBE,     /* not provably more, but possibly */
    WHY_UNSEEN,    /* not even possibly more of what was seen, but too little was seen */
    WHY_UNDER,     /* not more, and enough was seen to say so */
};

/* Whose things are counted together, against how many times the limit. */
struct subject {
    uint64_t sure_groups; /* certainly its own */
    uint64_t may_groups;  /* those and what may be */
    struct span party;
    uint64_t factor;
};

/* A limit as derogations leave it in one window. */
struct cap {
    uint64_t n;
    struct span derogation; /* that changed it */
    struct span unagreed;   /* that would have, had all parties agreed */
};

struct finding {
    enum why why;
    struct time_span hull;
    uint64_t least, most;
    bool is_exact;
    double p;
    double coverage; /* NAN: not asked */
    struct cap cap;
    struct span party, exemption;
};

/* Overlapping windows that say the same. */
struct stretch {
    struct finding worst;
    struct time_span span;
    size_t n_windows;
    uint32_t limit; /* index */
    const struct subject *subject;
    const struct headcount *count; /* NULL: nothing was seen */
    const struct head *heads;
    size_t n_heads;
};

/** Why, with every number; appends to the run's text. */
void ceiling_explain(struct term_run *run, const struct stretch *s);
