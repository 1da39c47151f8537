/* SPDX-License-Identifier: Apache-2.0 */
/* cards.h: observations by time, place, key and serial.
 *
 * The cards of one append are sorted by kind, length of time, day and place (a Morton key), and
 * stored in blocks of up to CARD_BLOCK, each under the time and the box around it. One row of
 * SQLite for many cards keeps writing fast, and what was near in time and place is read at once. */
#pragma once

#include "store/db.h"

#define CARD_BLOCK 256

/* A card as it lies in a block: this very layout, little-endian. */
struct card_row {
    uint64_t seq;
    int64_t from_ms, to_ms;
    double south_deg, west_deg, north_deg, east_deg;
    uint64_t source;
    uint8_t key[16];
    uint32_t n_serials;
    uint8_t kind, flags;
    uint8_t zero[2];
};
enum { CARD_HAS_PLACE = 1, CARD_IS_COUNTABLE = 2, CARD_HAS_ITEMS = 4, CARD_HAS_REPLACES = 8 };

/* A card and the entry that it is of. */
struct card_at {
    uint64_t seq;
    const struct card *card;
    int64_t block;  /* out, of cards_add: where it lies */
    uint64_t order; /* cards_add's own */
};

/** File cards; they are sorted in place. `first_seq` is that of the append. */
MUST_USE enum rc cards_add(struct store *s, uint64_t first_seq, struct card_at *cards, size_t n,
                           struct err *err);
/** Forget the card of an entry: its keys, serials, and its row in the block. */
MUST_USE enum rc cards_remove(struct store *s, uint64_t seq, int64_t block, struct err *err);
/** Copy the rows of a block; *n at most CARD_BLOCK. fails RC_INPUT: damaged */
MUST_USE enum rc cards_read(struct store *s, int64_t block, struct card_row out[CARD_BLOCK],
                            size_t *n, struct err *err);

/** shelf.rows */
MUST_USE enum rc cards_query(void *context, const struct shelf_query *q,
                             enum rc (*take)(void *to, const struct shelf_row *row,
                                             struct err *err),
                             void *to, struct err *err);
/** shelf.extent */
MUST_USE enum rc cards_extent(void *context, const struct shelf_query *q, struct time_span *out,
                              struct err *err);
/** Whether a card is one that a query asks for, as far as it can tell: keys and serials are looked
 * up elsewhere. */
bool cards_meet(const struct card_row *r, const struct shelf_query *q);
/** Hand out one card's row, unless its entry is superseded, erased or not for this reader;
 * row.is_alone is not worked out. */
MUST_USE enum rc cards_take(struct store *s, const struct shelf_query *q,
                            const struct card_row *card,
                            enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                            void *to, struct err *err);
/** shelf.refile */
MUST_USE enum rc cards_refile(void *context, uint64_t seq, const struct card *card,
                              struct err *err);

/** 22 bits of each, interleaved: near places mostly have near keys. */
uint64_t cards_morton(struct geo_pos p);
