/* SPDX-License-Identifier: Apache-2.0 */
/* gravest.h: the gravest verdicts of a run, copied, so that millions can pass and a page still
 * names those that matter. Bounded memory. */
#pragma once

#include "watch/verdict.h"

#define GRAVEST_MAX        200
#define GRAVEST_INPUTS_MAX 12   /* ids that are kept of one verdict */
#define GRAVEST_TEXT_MAX   6000 /* bytes that are kept of one explanation */

/* The texts of a kept verdict. */
enum grave_text {
    GRAVE_PARTY,
    GRAVE_WHAT, /* what was seen or done, in a word or two */
    GRAVE_CATEGORY,
    GRAVE_STATE,
    GRAVE_EXEMPTION,
    GRAVE_LINE,
    GRAVE_LINE_VERSION,
    GRAVE_PLACE,
    GRAVE_EVENT,
    GRAVE_GRADE,
    GRAVE_INPUTS,
    GRAVE_EXPLANATION,
    GRAVE_TEXT_COUNT
};

/* One kept verdict: `v` has its numbers, term and agreement; its texts are read by grave_text. */
struct grave {
    struct verdict v;
    uint64_t seq; /* in the order in which verdicts came */
    struct buf text;
    struct {
        size_t at, n;
    } texts[GRAVE_TEXT_COUNT];
};

/* The order of gravity: severity; for what is undecided the higher probability; then the earlier;
 * then as the judge emitted them, which is the same every time. Read `n_seen` freely. */
struct gravest {
    struct grave *items;
    size_t n, cap; /* cap <= GRAVEST_MAX */
    uint64_t n_seen;
};

MUST_USE enum rc gravest_open(struct gravest *g, size_t cap, struct arena *a, struct err *err);
void gravest_add(struct gravest *g, const struct verdict *v);
/** Put the kept ones in order, the gravest first; nothing may be added afterwards. */
void gravest_sort(struct gravest *g);
void gravest_release(struct gravest *g);

struct span grave_text(const struct grave *g, enum grave_text which);
