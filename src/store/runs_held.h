/* SPDX-License-Identifier: Apache-2.0 */
/* runs_held.h: the pieces of runs, their filters, and all of them in a writer's memory. Of no use
 * but to runs.c. */
#pragma once

#include "store/runs.h"

/* What key_piece says of a chunk. */
struct fence {
    uint8_t first[16];
    int64_t chunk;
};

struct run_piece {
    struct fence fence;
    struct run_filter filter;
};

struct run_piece run_piece_of(int64_t chunk, const struct run_pair *pairs, size_t n);

/* Where nothing is held, these do nothing. */
MUST_USE enum rc held_open(struct store *s, int64_t run, struct err *err);
void held_drop(struct store *s, int64_t run);
/** Put a piece at the end of a run. */
void held_push(struct store *s, int64_t run, const struct run_piece *piece);
/** Put another piece in the place of a run's first one; NULL: none. */
void held_cut(struct store *s, int64_t run, const struct run_piece *piece);

/**
 * The next chunk that may hold a key.
 *
 * in     *at  0 at first
 * out    false: there is none
 */
bool held_next(struct store *s, const uint8_t key[16], size_t *at, int64_t *run, int64_t *chunk);
