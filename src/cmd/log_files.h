/* SPDX-License-Identifier: Apache-2.0 */
/* log_files.h: the log of a record under the names of a static directory (C2SP tlog-tiles): so that
 * what verifies a directory verifies a record, and an export copies the one to the other. */
#pragma once

#include "record/tile.h"
#include "store/store.h"

/* A record's log up to its newest signed head. Read freely. */
struct log_files {
    struct store *store;
    struct store_checkpoint head; /* the newest that is signed */
};

/**
 * Find the newest signed head.
 *
 * out    the note lies in the arena
 * fails  RC_ABSENT: nothing was signed yet
 */
MUST_USE enum rc log_files_open(struct log_files *f, struct store *s, struct arena *a,
                                struct err *err);
/** `checkpoint`, tiles and bundles by name; `f` must outlive it. */
struct files log_files(struct log_files *f);
/** The bytes of one tile or bundle; fails RC_ABSENT: the record does not reach so far */
MUST_USE enum rc log_files_tile(const struct log_files *f, const struct tile *t, struct arena *a,
                                struct span *out, struct err *err);
/** A bundle of entries' commitments. */
MUST_USE enum rc log_files_bundle(const struct sha256_digest *commitments, size_t n,
                                  struct arena *a, struct span *out, struct err *err);
