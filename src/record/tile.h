/* SPDX-License-Identifier: Apache-2.0 */
/* tile.h: the tree as files (C2SP tlog-tiles): names of tiles and entry bundles, which of them a
 * tree of some size has, what is in them.
 *
 * Tile (L, N) holds the hashes of the subtrees (8 L, 256 N ...) of merkle.h: 256 of them, or the
 * 1..255 that exist so far ("partial"). A bundle N holds the data of the leaves 256 N ... */
#pragma once

#include "base/files.h"
#include "record/merkle.h"

#define TILE_WIDTH       256
#define TILE_HEIGHT      8 /* levels of the tree in one level of tiles */
#define TILE_BYTES       ((size_t)TILE_WIDTH * SHA256_BYTES)
#define TILE_LEVEL_MAX   63
#define TILE_LEVELS      8 /* levels of tiles of a tree of MERKLE_SIZE_MAX */
#define TILE_PATH_MAX    64
#define BUNDLE_ENTRY_MAX 65535
#define BUNDLE_BYTES_MAX ((size_t)TILE_WIDTH * (2 + BUNDLE_ENTRY_MAX))

struct tile {
    bool is_bundle; /* entries in place of hashes; then level is 0 */
    unsigned level; /* 0 .. TILE_LEVEL_MAX */
    uint64_t index;
    unsigned width; /* 1 .. TILE_WIDTH */
};

/** "tile/0/x001/x234/067", "tile/2/000.p/1", "tile/entries/273.p/112" */
void tile_put_path(struct buf *b, const struct tile *t);
/** Read such a path, in that one form. fails RC_INPUT, RC_RANGE */
MUST_USE enum rc tile_read_path(struct span path, struct tile *out, struct err *err);

/** Full tiles at a level of a tree of `size` leaves. */
uint64_t tile_full_count(uint64_t size, unsigned level);
/** Width of the partial tile behind them, 0 where there is none. */
unsigned tile_partial_width(uint64_t size, unsigned level);
/** Tile `index` of a level as a tree of `size` leaves has it; false where it has none. */
bool tile_of_size(uint64_t size, unsigned level, uint64_t index, struct tile *out);

/* All tiles and bundles of a tree, level by level, bundles last. */
struct tile_walk {
    uint64_t size;
    struct tile next;
};

void tile_walk_init(struct tile_walk *w, uint64_t size);
/** False behind the last. */
bool tile_walk_next(struct tile_walk *w, struct tile *out);

/** Hash of the subtree over hashes [first, first + n) of a tile, n a power of two. */
struct sha256_digest tile_fold(struct span tile_bytes, unsigned first, unsigned n);

/** Append one entry to a bundle. fails RC_LIMIT: longer than BUNDLE_ENTRY_MAX, or `b` is full */
MUST_USE enum rc bundle_put(struct buf *b, struct span data, struct err *err);
/**
 * Cut the next entry off the front of a bundle.
 *
 * fails  RC_END: there is none; RC_INPUT: the bundle ends within an entry
 */
MUST_USE enum rc bundle_next(struct span *rest, struct span *out, struct err *err);

/* Tiles read by name, for the proofs of merkle.h. Nothing in them is believed: what is proved must
 * be checked against a verified head. */
struct tile_reader {
    struct files files;
    uint64_t size;         /* of the tree whose tiles are read */
    struct arena *scratch; /* emptied at each tile */
};

/**
 * The bytes of a tile: `width` hashes, or a bundle.
 *
 * A partial tile that is gone, because the log grew, is read from the start of the full one.
 * out    lives until the scratch arena is emptied
 * fails  RC_ABSENT: the file is missing; RC_INPUT: its length is wrong; what the files say
 */
MUST_USE enum rc tile_read(const struct tile_reader *r, const struct tile *t, struct span *out,
                           struct err *err);
/** The complete subtrees of that tree; the reader must outlive the source. */
struct merkle_source tile_reader_source(struct tile_reader *r);
