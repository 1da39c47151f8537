/* SPDX-License-Identifier: Apache-2.0 */
/* runs.h: the index over rows' keys: which entry was the first of a key.
 *
 * Keys of small appends go into the table card_key, a B-tree that never grows beyond RUN_MIN rows.
 * What comes by the thousand, and that table when it is full, becomes a run: pairs sorted by key,
 * in chunks of a page each. RUN_FAN runs of a level are merged into one of the next, a part with
 * every append that is bounded by the append's own size. At any time each pair lies in one place
 * only. A chunk has a piece: its first key, and a filter that knows nearly every key that is not
 * in it. A writer that asks for many keys keeps the pieces in memory. */
#pragma once

#include "store/db.h"

#define RUN_MIN   4096
#define RUN_FAN   4
#define RUN_PAIRS 336 /* of a chunk: one page of 8 KiB */
#define RUN_BITS  16  /* of a filter, for each pair that a chunk can hold */

/* A pair as it lies in a chunk: this very layout, little-endian. */
struct run_pair {
    uint8_t key[16];
    uint64_t seq;
};

struct run_filter {
    uint8_t b[RUN_PAIRS * RUN_BITS / 8];
};

struct run_chunk {
    int64_t chunk; /* its number */
    size_t n;
    struct run_pair pairs[RUN_PAIRS];
};

/** The first entry of a key, where there is one. */
MUST_USE enum rc runs_find(struct store *s, const uint8_t key[16], bool *is_there, uint64_t *seq,
                           struct err *err);
/** So many keys will be looked up: where that pays, the pieces come into memory. */
MUST_USE enum rc runs_hold(struct store *s, size_t n_keys, struct err *err);
/** Let go of the pieces: the tables have been changed by others, or a step was taken back. */
void runs_forget(struct store *s);

/** File pairs, sorted by key, each key once and none of them there yet. */
MUST_USE enum rc runs_add(struct store *s, const struct run_pair *pairs, size_t n, struct err *err);
/** Nothing where there is no such pair. No copy of the key is left behind, in filters neither. */
MUST_USE enum rc runs_remove(struct store *s, const uint8_t key[16], uint64_t seq, struct err *err);
/** Make a run of what formats before 3 kept in card_key. */
MUST_USE enum rc runs_take_over(struct store *s, struct err *err);

/* ---- for runs_merge.c and fsck_keys.c ---- */

/** fails  RC_INPUT: damaged */
MUST_USE enum rc runs_read(struct store *s, int64_t chunk, struct run_chunk *out, struct err *err);
/** Put a new chunk at the end of a run. */
MUST_USE enum rc runs_push(struct store *s, int64_t run, const struct run_pair *pairs, size_t n,
                           struct err *err);
/** Take the first `n` pairs away from the first chunk of a run; when none is left, the chunk. */
MUST_USE enum rc runs_cut(struct store *s, int64_t run, const struct run_chunk *c, size_t n,
                          struct err *err);
/** State a run; `into` is the one that it is being merged into, 0: none. */
MUST_USE enum rc runs_put(struct store *s, int64_t run, int64_t level, int64_t into,
                          struct err *err);
/** Forget a run that has no chunks. */
MUST_USE enum rc runs_drop(struct store *s, int64_t run, struct err *err);
/** The first chunk of a run. fails RC_END: there is none */
MUST_USE enum rc runs_front(struct store *s, int64_t run, struct run_chunk *out, struct err *err);
/** Whether a filter may know a key; false: it is not there. */
bool run_filter_has(const struct run_filter *f, const uint8_t key[16]);
/** Merge at most so many pairs, what is small first. */
MUST_USE enum rc runs_merge(struct store *s, size_t n_pairs, struct err *err);
