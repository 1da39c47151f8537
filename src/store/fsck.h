/* SPDX-License-Identifier: Apache-2.0 */
/* fsck.h: what the parts of the check share. */
#pragma once

#include "store/db.h"

struct fsck {
    struct store *s;
    enum rc (*take)(void *to, struct span fault, struct err *err);
    void *to;
    struct fsck_count count;
    struct sha256_digest root; /* of the leaves that the entries give */
    uint64_t key_mix;          /* over all cards: what the tables of keys must add up to */
};

/** Report one fault. */
MUST_USE enum rc fsck_fault(struct fsck *f, struct err *err, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/** A part could not be read to its end: one fault more, unless `take` refused. */
MUST_USE enum rc fsck_broken(struct fsck *f, const char *what, enum rc rc, struct err *err);

/** Entries against their commitments, ids, labels, batches and tiles. */
MUST_USE enum rc fsck_entries(struct fsck *f, struct err *err);
/** Cards against the entries that they are of. */
MUST_USE enum rc fsck_cards(struct fsck *f, struct err *err);
/** Keys against the cards, which were checked before; runs, their pieces and chunks. */
MUST_USE enum rc fsck_keys(struct fsck *f, struct err *err);

/** One number of a key and a seq; their sum does not depend on the order. */
uint64_t fsck_mix(const uint8_t key[16], uint64_t seq);
