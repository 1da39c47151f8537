/* SPDX-License-Identifier: Apache-2.0 */
/* desk_inside.h: what the desk's own files share. Of no use to others. */
#pragma once

#include "store/desk.h"

#define DESK_ARENA_MAX   ((size_t)64 << 20)  /* of a desk */
#define DESK_STEP_MAX    ((size_t)512 << 20) /* of one step: cards, keys, rows read again */
#define DESK_DERIVED_MAX ((size_t)256 << 20) /* derived entries of one step, as bytes */

struct desk {
    struct desk_options options;
    struct arena arena; /* paths, keys' names, the fold */
    struct store *store;
    struct shelf shelf;
    struct keys keys;
    bool has_keys;
    bool is_behind; /* nothing may be signed, so nothing may be appended */
    struct fold *fold;
    struct version_list versions; /* empty: options.fold has what was agreed */
    struct versions in_force;     /* what the fold was opened with */
    uint64_t versions_below;      /* … as known at this size of the record */
    struct head head;
    struct arena head_arena; /* its note */
    struct buf recovered;
    struct disk_path head_folder;
    struct arena step; /* of one append */
};

/**
 * Open the fold with the versions that are known below a seq, unless it has them.
 *
 * out    *since_ms  from when on they say something else than those before; TIME_NEVER: they are
 *                   the same. NULL: no matter
 */
MUST_USE enum rc desk_follow_versions(struct desk *d, uint64_t below_seq, int64_t *since_ms,
                                      struct err *err);
/* What a fold hands out, kept until the step's derived entries are all there: they are one batch,
 * signed once. */
struct derived_list {
    struct arena arena;
    struct derived *items;
    size_t n, cap;
};
/** A fold_sink's; in: context  a struct derived_list */
MUST_USE enum rc desk_keep_derived(void *context, const struct derived *d, struct err *err);

/** Append what the fold hands out behind `first_seq + n`, and note how far it is folded. */
MUST_USE enum rc desk_fold_step(struct desk *d, const struct fold_entry *entries, size_t n,
                                int64_t now_ms, const struct desk_sink *sink, uint64_t *n_derived,
                                struct err *err);
/** Leave out of a batch what is on the record already; refuse what contradicts it. */
MUST_USE enum rc desk_sift(struct desk *d, struct desk_batch *b, const struct desk_sink *sink,
                           struct desk_result *out, struct err *err);
