/* SPDX-License-Identifier: Apache-2.0 */
/* shelf.h: how the fold and the views ask for what is on the record. The store implements it over
 * its tables, tests over an array: so src/mission does no I/O. */
#pragma once

#include "mission/card.h"
#include "record/entry.h"

/* One row as it lies on the shelf; spans live during the call only. */
struct shelf_row {
    uint64_t seq; /* index of its leaf: never shown to a reader */
    struct uuid id;
    struct span bytes; /* the entry's; empty: erased */
    struct span label; /* the text in the entry */
    bool is_alone;     /* no other row has its key, replaces it or is replaced by it; false where
                          that is not known: it only spares looking */
};

/* All that is stated must hold. Left out are rows that an entry before `below_seq` supersedes (a
 * correction, a withdrawal: the entry's own `supersedes`) and those whose bytes were erased. */
struct shelf_query {
    uint64_t below_seq; /* as of: only entries before it; UINT64_MAX: all */
    uint64_t row_kinds; /* ROW_BIT of each */
    bool has_span;
    struct time_span span; /* card.from_ms..to_ms meets it, ends included */
    bool has_box;
    struct geo_box box;      /* card.box meets it; rows without a place are left out */
    const uint64_t *serials; /* any of these; NULL: whatever */
    size_t n_serials;
    const struct card_key *keys; /* card.key or card.replaces is any of these; NULL: whatever */
    size_t n_keys;
    bool has_source;
    uint64_t source; /* card.source; asked seldom: need not be indexed */
    bool only_countable;
    bool only_with_items;
    const struct visible *visible; /* what the reader may see; NULL: the mission itself */
};

/* Of derived entries (and incidents by hand); all that is stated must hold. */
struct shelf_ask {
    enum entry_kind kind; /* event, verdict, incident, duty */
    uint64_t below_seq;
    struct span term; /* "agreement/term"; empty: every one */
    bool has_span;
    struct time_span span;     /* the entry's time meets it, ends included */
    const struct uuid *inputs; /* rests on any of these; NULL: whatever */
    size_t n_inputs;
    bool by_line; /* `inputs` of those that it superseded count too: what an incident holds */
    const uint64_t *names; /* derived.names has any of these; NULL: whatever */
    size_t n_names;
    const struct visible *visible; /* NULL: the mission itself */
};

/* A derived entry on the shelf: the newest of its line of supersession below `below_seq`. */
struct shelf_derived {
    uint64_t seq;
    struct uuid id;
    struct span bytes;
    struct span term; /* of verdicts: "agreement/term" */
    struct time_span when;
    struct sha256_digest sense; /* of the body without its receipt: whether it says the same */
    bool is_current;            /* false: it only takes back what it supersedes */
    uint8_t word;               /* as it was filed */
    bool has_place;
    struct geo_pos place;
};

struct shelf {
    void *context;
    /** Rows in order of seq, each once; stops at the first failure of `take` and returns it. */
    enum rc (*rows)(void *context, const struct shelf_query *q,
                    enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                    void *to, struct err *err);
    /** Derived entries in order of seq, each once; those that another one of their kind supersedes
     * are left out. */
    enum rc (*derived)(void *context, const struct shelf_ask *q,
                       enum rc (*take)(void *to, const struct shelf_derived *d, struct err *err),
                       void *to, struct err *err);
    /** From the earliest card.at_ms to the latest card.until_ms of the rows of a query; untouched
     * where there are none. Keys and serials are not asked for. */
    enum rc (*extent)(void *context, const struct shelf_query *q, struct time_span *out,
                      struct err *err);
    /** One entry by its id; of an erased one the bytes are empty. fails  RC_ABSENT */
    enum rc (*entry)(void *context, const struct uuid *id, struct arena *a, struct shelf_row *out,
                     struct err *err);
    /** A row's card has changed: a sensor that came later says where and how exactly it saw. */
    enum rc (*refile)(void *context, uint64_t seq, const struct card *card, struct err *err);
};
