/* SPDX-License-Identifier: Apache-2.0 */
/* observe.h: one JSON object of the contract (docs/formats/observation.md) becomes one row.
 *
 * Whatever the file was, each row comes by here: so a column of a table and a member of a line mean
 * the same, and the same content has the same hash. */
#pragma once

#include "base/json.h"
#include "base/table.h"
#include "watch/docket.h"
#include "watch/gazetteer.h"

/* What a row may refer to; each may be missing. */
struct observe_world {
    const struct zone *zone;           /* of local times; NULL: a time needs an offset */
    const struct equipment *equipment; /* NULL: every model is unknown, every class is taken */
    const struct gazetteer *gazetteer; /* NULL: no place can be named */
    const struct pact_model *model;    /* NULL: ids of areas, lines and terms are not checked */
};

/* What went wrong last: which member of the row, for the column of a reject. */
struct observe_fault {
    struct span member; /* "place"; empty: the row as a whole */
    uint32_t at;        /* byte of the JSON text */
};

/* Read `fault` after a failure; the rest is observe.c's. */
struct observe {
    struct observe_world world;
    struct arena *arena;   /* of the docket: what rows point to */
    struct arena *scratch; /* emptied by the caller between rows */
    struct observe_fault fault;
    struct geo_box box; /* around the agreements' lines and areas */
    bool has_box;
    struct buf text; /* canonical content */
    struct table words;
    struct span *word_list;
    size_t n_words, words_cap;
    struct table guesses;
    const struct item_guess **guess_list;
    size_t n_guesses, guesses_cap;
    char *tail; /* room for texts, without the arena's alignment */
    size_t n_tail;
};

/* The longest row: content beyond it is refused. */
#define OBSERVE_ROW_BYTES_MAX ((size_t)1024 * 1024)

void observe_init(struct observe *o, const struct observe_world *world, struct arena *arena,
                  struct arena *scratch);
void observe_release(struct observe *o);

/**
 * Read one row: every member known, required ones there, values inside their limits.
 *
 * Members that are null count as left out. `where` is taken over into the row's head.
 * fails  RC_INPUT, RC_RANGE, RC_UNKNOWN, RC_ABSENT, RC_CONFLICT: the row is refused, with
 *        "member: what is wrong; what would be right" and o->fault; RC_LIMIT: so it is where the
 *        row is too large, and the run is over where the arena is full (arena_is_full)
 */
struct observe_where {
    uint32_t file, row, n_bytes;
    uint64_t at;
};
MUST_USE enum rc observation_read(struct observe *o, const struct json *v,
                                  struct observe_where where, struct row *out, struct err *err);

/* The members of each kind, for documents, schemas and mapping files. */
enum member_type {
    MEMBER_TEXT,
    MEMBER_NAME,      /* a text that many rows share */
    MEMBER_WORD,      /* of a closed list, kept as its number */
    MEMBER_LIST_WORD, /* of a closed list, kept as text */
    MEMBER_LETTER,    /* one of a few characters */
    MEMBER_FLAG,
    MEMBER_REAL,
    MEMBER_FLOAT,
    MEMBER_INTERVAL,
    MEMBER_WHEN,    /* an interval, noting a local time that happened twice */
    MEMBER_INSTANT, /* a span's beginning where less is known */
    MEMBER_KNOWN,   /* … or its end: when something was known for sure */
    MEMBER_UNTIL,   /* the end of the interval that `time` begins */
    MEMBER_PLACE,
    MEMBER_AREA, /* an area's id or a geometry, without a place around it */
    MEMBER_COUNT,
    MEMBER_ACTOR,
    MEMBER_ITEMS,
    MEMBER_JSON,
    MEMBER_LINE, /* a GeoJSON LineString */
    MEMBER_LINE_ID,
    MEMBER_TERM_ID,
    MEMBER_NAMES,
    MEMBER_MOVEMENT,
    MEMBER_COMMAND,
    MEMBER_LIMIT_CHANGE,
    MEMBER_TYPE_COUNT
};

struct member {
    const char *name;
    enum member_type type;
    size_t at;     /* offset in the row's struct, or in struct observation_more */
    size_t at_too; /* offset of a second value (has_x, n_x), 0: none */
    int list;      /* enum vocab_list of words */
    bool is_required;
    bool is_in_more;
    double min, max;     /* of numbers */
    const char *letters; /* of MEMBER_LETTER */
    const char *help;
};

struct member_kind {
    const struct member *members;
    size_t n_members;
    size_t known_at;         /* offset of what recorded_at defaults to; MEMBER_ALWAYS_KNOWN */
    const char *known;       /* … in words */
    const char *required[2]; /* common members that this kind cannot do without */
    const char *help;
};
#define MEMBER_ALWAYS_KNOWN SIZE_MAX

const struct member_kind *member_kind(enum row_kind kind);
/** The members that all kinds have. */
const struct member *member_common(size_t *n);
/** Whatever its kind has of that name, common ones too; NULL: none. */
const struct member *member_find(enum row_kind kind, struct span name);
/** "a place", "a number": what a member's value must be, for messages and documents. */
const char *member_type_name(enum member_type type);
