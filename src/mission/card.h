/* SPDX-License-Identifier: Apache-2.0 */
/* card.h: what the store keeps beside a row's bytes, so that the rows that a judgement needs are
 * found again: when and where it can touch others, by what serials, under which key. */
#pragma once

#include "watch/docket.h"

/* Of a kind, source and id: the same row again, or a contradiction. */
struct card_key {
    uint8_t b[16];
};

struct card {
    enum row_kind kind;
    struct card_key key;
    bool has_replaces;
    struct card_key replaces; /* the key of the row that its `supersedes` names */
    uint8_t content[16];      /* row_head.hash */
    int64_t from_ms, to_ms;   /* the time in which it can touch others, clock and sound included;
                                 TIME_ALWAYS..TIME_NEVER: always (a permit without an end) */
    int64_t at_ms, until_ms;  /* its own time: what lists are ordered by */
    bool has_place;
    struct geo_box box;      /* around its region, errors included */
    struct geo_pos middle;   /* what a space-and-time index takes */
    uint64_t source;         /* hash of its source; of a sensor, of its own id; 0: none */
    uint64_t subject;        /* hash of what it is about: a site, sensor, line, row; 0: nothing */
    bool is_countable;       /* joins events (phenomenon_is_countable) */
    bool has_items;          /* shows something present, which a ceiling may count */
    const uint64_t *serials; /* hashes of items' serials, sorted, each once */
    uint32_t n_serials;
};

/**
 * A row's card.
 *
 * in     model   names the areas that places may be given by
 *        sensor  that its source names, as far as known: an observation that states no place or
 *                clock has the sensor's; NULL: none
 * out    serials live as long as `a`
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc card_of(const struct pact_model *model, const struct sensor *sensor,
                         const struct row *row, struct arena *a, struct card *out, struct err *err);

struct card_key card_key_of(enum row_kind kind, struct span source, struct span id);
/** What card.source, .subject and .serials hold of a text; never 0. */
uint64_t card_hash(struct span text);

/** Make a card of a row reach as far as another of the same row does. */
void card_widen(struct card *c, const struct card *more);

bool card_boxes_meet(const struct geo_box *a, const struct geo_box *b);
/** The box around both. */
struct geo_box card_box_join(const struct geo_box *a, const struct geo_box *b);
