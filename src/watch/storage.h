/* SPDX-License-Identifier: Apache-2.0 */
/* storage.h: what visits to a store find, and the words for it. For term_storage.c,
 * storage_notice.c and storage_explain.c. */
#pragma once

#include "watch/stock.h"
#include "watch/term.h"

/* A store that the term means. */
struct store {
    struct span id;
    struct span party;                    /* whose store; empty: not stated */
    const struct place *place;            /* PLACE_NONE where no site row says */
    const struct inventory **inventories; /* by date */
    size_t n_inventories;
    const struct visit **visits; /* by time */
    size_t n_visits;
};

/* What a visit found. */
enum store_state {
    STORE_ALL_THERE,
    STORE_NOTIFIED,     /* what is absent was notified in time */
    STORE_MISSING,      /* certainly something */
    STORE_MAYBE,        /* something, unless it is what could not be read */
    STORE_UNVERIFIED,   /* not shown, or nobody was let in */
    STORE_NO_INVENTORY, /* nothing to compare with */
    STORE_NOT_VISITED,
    STORE_NO_INPUT, /* no store at all */
    STORE_NOT_IN_FORCE,
};

/* Removal notices about one visit. */
struct store_notices {
    struct stock_list removed;
    const struct span *ids; /* of those that count */
    size_t n_ids;
    struct span late; /* id of one that came too late; empty: none */
    int64_t late_by_ms;
    struct span incomplete; /* id of one that was */
};

#define STORE_MENTIONS_MAX 3
struct store_finding {
    enum store_state state;
    const struct store *store; /* NULL: of no store */
    struct time_span when;
    const struct inventory *inventory;
    const struct visit *visit; /* the last of them */
    struct stock_account account;
    struct store_notices notices;
    struct count missing;
    struct span *inputs; /* of all its visits */
    size_t n_inputs, cap_inputs;
    uint32_t n_visits;                        /* at which it was missing */
    struct span mentions[STORE_MENTIONS_MAX]; /* rows that the words suggest; store_explain's */
    uint32_t n_mentions;
    bool may_mention; /* a row more could have been suggested */
};

/**
 * The removal notices that count at a visit: by the owner of the store, complete, received at least
 * the term's notice before the removal began, the visit within their time.
 *
 * A notice names the store by its area (the store's id as a zone, or an area around the store), or
 * by serials of its inventory, or, where the party has one store, by coming from that party.
 */
MUST_USE enum rc store_notices_at(struct term_run *run, const struct store *s, bool is_only_store,
                                  const struct visit *v, const struct inventory *inv,
                                  struct store_notices *out, struct err *err);
/** Why, with every number; appends to the run's text, and notes which rows it suggests. */
void store_explain(struct term_run *run, struct store_finding *f);
