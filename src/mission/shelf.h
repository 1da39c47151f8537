/* SPDX-License-Identifier: Apache-2.0 */
/* shelf.h: how the fold and the views ask for what is on the record. The store implements it over
 * its tables, tests over an array: so src/mission does no I/O. */
#pragma once

#include "record/entry.h"
#include "watch/docket.h"

/* What the store keeps beside an observation's bytes, so that the rows that a judgement needs are
 * found again. Computed by row_card (mission/card.h), never by the store. */
#define CARD_SERIALS_MAX 64
struct card {
    enum row_kind kind;
    uint8_t key[16];        /* of kind, source and id: the same row again, or a contradiction */
    uint8_t content[16];    /* row_head.hash */
    int64_t from_ms, to_ms; /* the time in which it can touch others, clock and sound included;
                               TIME_ALWAYS..TIME_NEVER: always (a permit without an end) */
    int64_t at_ms;          /* beginning of its time: what lists are ordered by */
    bool has_place;
    struct geo_box box;                 /* around its region, errors included */
    struct geo_pos middle;              /* what the space-and-time index takes */
    uint64_t serials[CARD_SERIALS_MAX]; /* hashes of items' serials, sorted, each once */
    uint32_t n_serials;
    uint64_t subject;  /* hash of what it is about: a site, sensor, line, entry; 0: nothing */
    bool is_countable; /* joins events (phenomenon_is_countable) */
    bool has_items;
};

/* One row as it lies on the shelf; spans live during the call only. */
struct shelf_row {
    uint64_t seq; /* index of its leaf: never shown to a reader */
    struct uuid id;
    struct span bytes; /* the entry's */
    uint32_t label;    /* number of its label's text */
    int64_t recorded_at_ms;
};

/* All that is stated must hold. */
struct shelf_query {
    uint64_t below_seq; /* as of: only entries before it; UINT64_MAX: all */
    uint32_t row_kinds; /* bit 1u << enum row_kind */
    bool has_span;
    struct time_span span; /* card.from_ms..to_ms meets it, ends included */
    bool has_box;
    struct geo_box box;      /* card.box meets it; rows without a place are left out */
    const uint64_t *serials; /* any of these; NULL: whatever */
    size_t n_serials;
    bool only_countable;
    bool only_with_items;
    const struct visible *visible; /* what the reader may see; NULL: the mission itself */
};

/* A verdict on the shelf: the newest of its line of supersession below `below_seq`. */
struct shelf_verdict {
    uint64_t seq;
    struct uuid id;
    struct span bytes;
    struct span term; /* "agreement/term" */
    struct time_span when;
    struct sha256_digest sense; /* of the body without its receipt: whether it says the same */
};

struct shelf {
    void *context;
    /** Rows in order of seq; stops at the first failure of `take`. */
    enum rc (*rows)(void *context, const struct shelf_query *q,
                    enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                    void *to, struct err *err);
    /** Current verdicts of a term whose time meets the span (or that rest on one of `inputs`). */
    enum rc (*verdicts)(void *context, struct span term, struct time_span span, uint64_t below_seq,
                        enum rc (*take)(void *to, const struct shelf_verdict *v, struct err *err),
                        void *to, struct err *err);
    /** One entry by its id. fails  RC_ABSENT */
    enum rc (*entry)(void *context, const struct uuid *id, struct arena *a, struct shelf_row *out,
                     struct err *err);
};
