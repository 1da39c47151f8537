/* SPDX-License-Identifier: Apache-2.0 */
/* visible.h: which labels a reader may read: the set that the store puts in front of every query.
 *
 * Distinct labels are few (some hundreds) where entries are millions: each text is parsed once,
 * a reader's set is made once a query, and a row costs one bit to test. */
#pragma once

#include "base/table.h"
#include "record/reader.h"

/* Distinct texts of one record: a flood of spellings is refused before it fills the memory. */
#define LABEL_TEXTS_MAX 65536
#define LABEL_ABSENT    TABLE_ABSENT

/* A text as it came, and what it says. */
struct label_row {
    struct span text;
    bool is_parsed; /* false: nobody but the mission itself sees what bears it */
    struct label label;
    struct span canonical; /* its one spelling; of one that is not parsed, the text */
};

/* Labels by number, from 0 in the order in which they were added; read `rows` and `n` freely. */
struct label_table {
    struct arena *arena;
    struct table ids;
    struct label_row *rows;
    size_t n, cap;
};

/** in  a  of its own: it lives as long as the table and holds every text once */
void label_table_init(struct label_table *t, struct arena *a);
/**
 * The number of a text, which is read on its first appearance with the policy as it then stands.
 *
 * Add canonical texts (label_put) where a policy may change while the record lives: ALL without a
 * version means whoever is a member when it is read.
 * in     p      NULL: no policy is known, nothing can be read
 * fails  RC_LIMIT: more than LABEL_TEXTS_MAX, a text beyond LABEL_TEXT_MAX, or the arena is full;
 *        a text that cannot be read is no failure
 */
MUST_USE enum rc label_table_add(struct label_table *t, const struct label_policy *p,
                                 struct span text, uint32_t *out, struct err *err);
/**
 * The one spelling of a text, which entries and tables should keep.
 *
 * out    lives as long as the table
 * fails  as label_parse for a text that cannot be read, and as label_table_add
 */
MUST_USE enum rc label_table_canonical(struct label_table *t, const struct label_policy *p,
                                       struct span text, struct span *out, struct err *err);
/** The number of a text, or LABEL_ABSENT. */
uint32_t label_table_find(const struct label_table *t, struct span text);

/* What one reader sees at one instant. A table may grow meanwhile: what is new is not in it. */
struct visible {
    const struct label_table *table;
    bool is_everything; /* the mission itself */
    const uint64_t *bits;
    size_t n;
};

/** fails  RC_LIMIT: the arena is full */
MUST_USE enum rc visible_of(const struct label_table *t, const struct reader *r, int64_t at_ms,
                            struct arena *a, struct visible *out, struct err *err);
/** By number; LABEL_ABSENT and what was added since are not seen. */
bool visible_has(const struct visible *v, uint32_t label);
/** By text; one that the table does not have is not seen. */
bool visible_has_text(const struct visible *v, struct span label);
/** True where both show the same labels: then answers may be shared, and caches hit. */
bool visible_eq(const struct visible *a, const struct visible *b);

/* What label_join_texts works with: the fold's hook (mission/fold.h) hands it back. */
struct label_joiner {
    struct label_table *table;
    const struct label_policy *policy;
    /* members whose ORCON entries the engine may derive from: their leave stands in the roster */
    struct member_set leave;
};

/**
 * The label of what the engine derives from inputs with these labels.
 *
 * in     context  a struct label_joiner
 * out    one spelling, in the arena or the table
 * fails  RC_CONFLICT: an input is ORCON of an originator who gave no leave, cannot be read, or
 *        nobody could read the join; RC_INPUT: no input; RC_LIMIT
 */
MUST_USE enum rc label_join_texts(void *context, const struct span *labels, size_t n,
                                  struct arena *a, struct span *out, struct err *err);
