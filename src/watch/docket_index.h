/* SPDX-License-Identifier: Apache-2.0 */
/* docket_index.h: what docket.c and docket_settle.c share; nobody else includes it. */
#pragma once

#include "watch/docket.h"

/* A row is found by its content. */
struct docket_slot {
    uint32_t tag; /* of the hash */
    uint32_t kind : 6;
    uint32_t row : 26; /* index + 1; 0: empty */
};

struct docket_index {
    struct docket_slot *slots;
    size_t n_slots, n_used;
    size_t caps[ROW_KIND_COUNT];
    size_t files_cap, conflicts_cap;
    bool is_closed;
};

/* Where struct docket keeps the rows of a kind. */
struct docket_list {
    size_t rows_at, n_at; /* offsets of the array and of its length */
    size_t bytes;         /* of one row */
    size_t time_at;       /* offset of the instant that rows are sorted by */
};
extern const struct docket_list docket_lists[ROW_KIND_COUNT];

void **docket_rows(struct docket *d, enum row_kind kind);
size_t *docket_count(struct docket *d, enum row_kind kind);
struct row_head *docket_head(struct docket *d, enum row_kind kind, size_t i);

/** By source, id and content. */
int docket_head_cmp(const struct row_head *a, const struct row_head *b);

/** Drop from a kind what is not known yet, superseded or refused; the rest moves together. */
MUST_USE enum rc docket_settle(struct docket *d, enum row_kind kind, struct arena *scratch,
                               struct err *err);
void docket_sort_conflicts(struct docket *d);
