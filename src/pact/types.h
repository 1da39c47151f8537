/* SPDX-License-Identifier: Apache-2.0 */
/* types.h: the types of values in a statement: how each is read, what it is in JSON, how it is
 * written again. One row a type. */
#pragma once

#include "base/json.h"
#include "pact/tree.h"

#define TYPE_NAME_MAX 100 /* bytes of a name that a statement gives */

/* What reading a value may ask for. */
struct type_context {
    struct arena *arena;
    const struct equipment *equipment; /* NULL: names of models are not asked for */
    bool *is_full;                     /* set where the arena was full: no fault of the file */
};

/* The arguments of a statement, and how far they are read. */
struct cursor {
    const struct tree_arg *args;
    size_t n, at;
    struct src_pos end; /* behind the last one */
};

struct type_value {
    struct json json;
    const char *ending; /* of lengths of time: "_ms", "_d", "_months"; else "" */
};

/* What the value names, if anything. */
enum type_ref {
    REF_NONE,
    REF_PARTY,
    REF_LINE,
    REF_AREA, /* a word names one; else it is a file */
    REF_TERM,
    REF_STANDARD,
    REF_RULE,
    REF_CLASS,
    REF_MANDATE,
    REF_STEP,
    REF_SELECTOR,
    REF_NEW, /* gives a name to what the statement defines */
};

struct type_row {
    const char *name;
    const char *placeholder; /* in usage: LENGTH */
    const char *what;        /* "a length such as 15 km" */
    enum type_ref ref;
    bool is_time; /* the member's name gets an ending */
    bool (*read)(struct cursor *c, const struct type_context *x, struct type_value *out,
                 struct err *why);
    enum rc (*put)(const struct json *v, const char *ending, struct buf *b, struct err *err);
    const char *schema; /* JSON schema of the value, or of each ending's */
};

/** The type of that name; a set of words in braces is the type of words. Never NULL. */
const struct type_row *type_find(struct span name);
/** The named types in parts, each ending with a row without name; NULL behind the last part. */
const struct type_row *type_rows(size_t part);
/** The endings of lengths of time, NULL-ended. */
const char *const *type_endings(void);
/** Whether `word` is one of the words of "{a|b}". */
bool type_set_has(struct span set, struct span word);
/** The nearest of those words, copied to `out`; empty where none is near. */
struct span type_set_nearest(struct span set, struct span word);
/** The next word of a set; *rest begins as the whole. False at the end. */
bool type_set_next(struct span *rest, struct span *word);

/* The token at the cursor, or NULL at the end. */
const struct token *cursor_token(const struct cursor *c);
