/* SPDX-License-Identifier: Apache-2.0 */
/* swap.h: what came in against what had gone out before, piece for piece: of each that came, how
 * many have no counterpart. Pure; knows no term. */
#pragma once

#include "watch/observation.h"

/* Pieces of one item of one transfer; `lo` to `hi` of them. */
struct swap_piece {
    const struct transfer *of;
    const struct item *item;
    int64_t lo, hi;
    struct time_span when; /* it happened at some instant of it */
};

/* In what the two must be equal; at least one is set. */
struct swap_rule {
    bool type; /* the class of equipment */
    bool model;
    bool calibre;
};

/** Whether two things are equal in that; MAYBE where what would decide it is not known. */
enum pact_tri swap_is_same(const struct item *a, const struct item *b, struct swap_rule rule);

/* What a counterpart is. */
enum swap_mode {
    SWAP_POSSIBLE, /* whatever may be one: as few as possible came, as many as possible went */
    SWAP_SURE,     /* only what certainly is: as many as possible came, as few as possible went */
};

struct swap_list {
    struct swap_piece *items;
    size_t n;
};

/* More pairs than this are not matched. */
#define SWAP_PAIRS_MAX ((size_t)1 << 20)
/**
 * Match what came with what had gone, as much of it as can be, those that came earlier first.
 *
 * A counterpart went no later than its piece came, and is used once. The greatest matching for
 * the pieces up to each one: no other choice leaves one of them less without a counterpart.
 * in     in  in the order of time
 * out    left  by piece that came: how many have none
 * fails  RC_LIMIT: more than SWAP_PAIRS_MAX pairs, or the arena is full
 */
MUST_USE enum rc swap_match(const struct swap_list *in, const struct swap_list *out,
                            struct swap_rule rule, enum swap_mode mode, struct arena *a,
                            int64_t *left, struct err *err);
