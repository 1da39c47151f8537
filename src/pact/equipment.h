/* SPDX-License-Identifier: Apache-2.0 */
/* equipment.h: the table of real equipment types: names, classes, calibres, ranges, look-alikes.
 *
 * The text form is docs/formats/equipment.md; data/equipment.tsv is built into the program, and a
 * user may add a table of his own. Pure: the bytes come from the caller. */
#pragma once

#include "base/arena.h"

struct equipment;

/* One type. Empty spans and NANs are "not known". Borrowed from the table. */
struct equipment_type {
    struct span model; /* the canonical name */
    struct span class_name;
    double calibre_mm;
    double range_min_m;
    double range_max_m;
    struct span mobility; /* tracked, wheeled, towed, … */
    const struct span *aliases;
    size_t n_aliases;
    const struct span *look_alikes; /* canonical names */
    size_t n_look_alikes;
};

/** The text of the table that is built into the program. */
struct span equipment_builtin_text(void);
/**
 * Read one or more tables; a later table replaces a model of the same name.
 *
 * fails  RC_INPUT, RC_CONFLICT (an alias of two types), RC_UNKNOWN (a class that is in no list):
 *        with "line N, column name: …"
 */
MUST_USE enum rc equipment_read(const struct span *texts, size_t n, struct arena *a,
                                const struct equipment **out, struct err *err);
/** By any name, with case, spaces and hyphens folded; index and name together are one. NULL:
 * unknown. */
const struct equipment_type *equipment_find(const struct equipment *e, struct span name);
/** Every type, in the order of the tables. */
const struct equipment_type *equipment_types(const struct equipment *e, size_t *n);
/** The closed list of classes, NULL-ended. */
const char *const *equipment_classes(void);
bool equipment_is_class(const struct equipment *e, struct span word);
/** The nearest known model or class, for a message; NULL where none is near. */
const char *equipment_nearest(const struct equipment *e, struct span word);
