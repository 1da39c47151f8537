/* SPDX-License-Identifier: Apache-2.0 */
/* schema.h: which statements a pact may hold. One table drives the checking, the canonical JSON in
 * both directions, the JSON schema, the reference in docs/formats/pact.md and what `explain` says.
 *
 * A pattern lists what follows the keyword, separated by blanks:
 *   word           that word itself
 *   name=word      that word; the JSON member `name` is true where it stands
 *   name:type      a value; its JSON member is `name`. Types: types.h
 *   name:{a|b}     one of these words
 *   :type          the only value of the statement: the statement's JSON is the value itself
 *   name:( … )     a group of the same, an object in JSON
 *   [ … ]          may be left out
 * A value or a group with a comma, & or | behind it is a list, whose items stand with "," "and" or
 * "or" between them; in JSON it is an array. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "pact/model.h"

/* A block, by what opens it. Terms have one for each kind, in the order of enum pact_kind. */
enum schema_scope {
    SCOPE_FILE,
    SCOPE_AGREEMENT,
    SCOPE_CHARTER,
    SCOPE_PARTY,
    SCOPE_LINE,
    SCOPE_AREA,
    SCOPE_CATEGORY,
    SCOPE_CLASS,
    SCOPE_RULE,
    SCOPE_CANDIDATE,
    SCOPE_CONSIDER,
    SCOPE_MANDATE,
    SCOPE_FORCE,
    SCOPE_MISSION,
    SCOPE_LADDER,
    SCOPE_STEP,
    SCOPE_QUIET,
    SCOPE_KIND,                                 /* the first kind of term */
    SCOPE_COUNT = SCOPE_KIND + PACT_KIND_COUNT, /* of those of a pact */
    SCOPE_SETUP = SCOPE_COUNT,                  /* a file of its own: mission.pact */
    SCOPE_ALL,
    SCOPE_BY_KIND = SCOPE_ALL, /* of a row: the scope of the kind that the statement names */
    SCOPE_NONE,                /* of a row: no block */
};

enum schema_flag {
    ROW_REQUIRED = 1,
    ROW_MANY = 2,      /* may be repeated; an array in JSON, an item a statement */
    ROW_JOIN = 4,      /* may be repeated; its list goes on, one array in JSON */
    ROW_MAY_BLOCK = 8, /* the block may be left out */
    ROW_NO_JSON = 16,  /* expanded before JSON is made (`like`) */
    ROW_BARE = 32,     /* the statement has no keyword of its own (the members of a class) */
};

struct schema_row {
    uint64_t scopes; /* where it may stand: bits of enum schema_scope */
    const char *keyword;
    const char *pattern;
    const char *member; /* in JSON; of the length of time that a unit's ending is added to */
    unsigned flags;
    enum schema_scope child;
    const char *help; /* one sentence: what it says, and how it is judged */
};

#define SCOPE_BIT(scope) (UINT64_C(1) << (scope))
#define KIND_BIT(kind)   SCOPE_BIT(SCOPE_KIND + (kind))
#define KIND_BITS        (((UINT64_C(1) << PACT_KIND_COUNT) - 1) << SCOPE_KIND)

/* The table in parts; each ends with a row without pattern. */
extern const struct schema_row schema_frame[];
extern const struct schema_row schema_terms[];
extern const struct schema_row schema_kinds[];
extern const struct schema_row schema_duties[];
extern const struct schema_row schema_charter[];
extern const struct schema_row schema_setup[];

/* Walk the rows of a scope in their order. */
struct schema_walk {
    uint64_t scopes;
    size_t part;
    const struct schema_row *next;
};
struct schema_walk schema_rows(enum schema_scope scope);
const struct schema_row *schema_next(struct schema_walk *w);

/** Whether some row of the scope has this keyword. */
bool schema_has_keyword(enum schema_scope scope, struct span keyword);
/** The scope that a keyword belongs to instead, or SCOPE_NONE: for messages. */
enum schema_scope schema_elsewhere(struct span keyword);
/** The nearest keyword of a scope; NULL where none is near. */
const char *schema_nearest(enum schema_scope scope, struct span keyword);
/** "an agreement", "a ceasefire term". */
const char *schema_scope_name(enum schema_scope scope);
bool schema_scope_is_kind(enum schema_scope scope);

/* One element of a pattern. */
enum pattern_form {
    PATTERN_WORD,
    PATTERN_FLAG,
    PATTERN_VALUE,
    PATTERN_GROUP, /* up to PATTERN_GROUP_END */
    PATTERN_GROUP_END,
    PATTERN_OPEN, /* what may be left out, up to PATTERN_CLOSE */
    PATTERN_CLOSE,
    PATTERN_END,
};

struct pattern_element {
    enum pattern_form form;
    struct span name; /* empty: the statement's only value */
    struct span word; /* the word, or the type */
    char list;        /* ',' '&' '|', or 0 */
};

/** The element at *p, which moves behind it. */
struct pattern_element pattern_next(const char **p);
/** Behind the element that closes the one just read: of a group or of what may be left out. */
const char *pattern_skip(const char *p);
/** The list mark of a group whose inside begins at `p`. */
char pattern_group_list(const char *p);
/** Whether the pattern has anything but words of its own: else its JSON is true. */
bool pattern_has_values(const char *p);
/** Whether the pattern has one unnamed value. */
bool pattern_is_single(const char *p);
