/* SPDX-License-Identifier: Apache-2.0 */
/* desk_retell.h: what the engine said in a step, against what it says now that some of its inputs
 * were erased. Of no use beyond the desk.
 *
 * Where nothing was erased, both must be the same, place by place. Where something was, what is not
 * said again stands nevertheless if an erased entry may be why: if it rests on one, or on what
 * does, takes the place of such, or shares an input with it; if it was said when an erased entry
 * came, and takes another's place; if it tells of an earlier sighting. So does not stand what is
 * said now and was not said then, for the same reasons, or because nothing was said of a row that
 * came. Whatever else differs is a difference. It is not proven that what stands so is what the
 * engine said, only that whoever has the mission's secret wrote those bytes. */
#pragma once

#include "base/table.h"
#include "store/desk_inside.h"

/* An entry of the engine as it stands on the record. */
struct told {
    struct store_entry at;       /* spans live in the step's arena */
    struct entry entry;          /* of an erased one: without body and inputs */
    struct derived filed;        /* of one that is kept: what it is filed under */
    const struct derived *again; /* the same, said now; NULL: it is not said now */
    bool is_explained;           /* … because of what was erased */
};

/* Read `n_erased` freely. */
struct retelling {
    struct store *real;
    const struct salt *secret;
    struct arena arena;
    struct table doubtful; /* ids of what was erased, of what is kept because of it, and of what
                              that rests on; terms of what is kept and rests on nothing */
    size_t n_erased;
};

/* One step. */
struct retold {
    struct told *was;
    size_t n_was;
    const struct derived *is;
    size_t n_is;
    bool *is_answered;                /* by place in `is`: it stands, or is explained */
    const struct fold_entry *brought; /* the step's own entries */
    size_t n_brought;
    bool has_erased; /* some of these were */
    struct arena *arena;
};

void retelling_open(struct retelling *r, struct store *real, const struct salt *secret);
void retelling_close(struct retelling *r);
/** An entry whose bytes are gone. */
MUST_USE enum rc retelling_note_erased(struct retelling *r, const struct uuid *id, struct err *err);

/**
 * Compare a step.
 *
 * out    *was, *is  where it differs: what was said and is not, what is said and was not; the other
 *                   one NULL, and both NULL where nothing differs: then each of s->was has `again`,
 *                   or is explained and has `filed`
 */
MUST_USE enum rc retelling_compare(struct retelling *r, struct retold *s, const struct told **was,
                                   const struct derived **is, struct err *err);
