/* SPDX-License-Identifier: Apache-2.0 */
/* table.h: names to numbers: an open hash table in an arena, safe from names chosen to collide. */
#pragma once

#include "base/arena.h"

#define TABLE_ABSENT UINT32_MAX

struct table_slot {
    struct span key;
    uint32_t value;
    uint32_t hash; /* 0: the slot is empty */
};

struct table {
    struct arena *arena;
    struct table_slot *slots;
    size_t n, n_slots;
};

void table_init(struct table *t, struct arena *a);
/**
 * Add a name. The key's bytes must outlive the table.
 *
 * fails  RC_CONFLICT: the name is there already (no note: the caller knows what it names);
 *        RC_LIMIT: the arena is full. On failure nothing is changed.
 */
MUST_USE enum rc table_add(struct table *t, struct span key, uint32_t value, struct err *err);
/** The number, or TABLE_ABSENT. */
uint32_t table_find(const struct table *t, struct span key);
