/* SPDX-License-Identifier: Apache-2.0 */
/* statement.h: what people sign, each with a key of their own, on machines of their own: a version
 * of the roster, what a State declares, what is released. A signed note (note.h) of two lines: what
 * it is and for which log, and the canonical JSON of it. Who signed is asked of a roster: names on
 * the lines of signatures are anybody's to choose. Pure. */
#pragma once

#include "record/note.h"
#include "record/roster.h"

#define STATEMENT_DECLARATION_SCHEMA "aasc/declaration/1" /* council/word.h */
#define STATEMENT_RELEASE_SCHEMA     "aasc/release/1"     /* record/release_text.h */

enum statement_kind {
    STATEMENT_ROSTER,
    STATEMENT_DECLARATION,
    STATEMENT_RELEASE,
    STATEMENT_KIND_COUNT
};

/** "roster", "declaration", "release" */
const char *statement_kind_word(enum statement_kind kind);

/* Spans point into what was read. */
struct statement {
    enum statement_kind kind;
    struct span origin; /* the name of the mission's log: signed for this one, and no other */
    struct span body;   /* canonical JSON */
    struct note note;
};

/**
 * Append the text that is signed: "aasc/statement/1 KIND ORIGIN", and the JSON.
 *
 * in     body  JSON of that kind's schema, in any order and spacing
 * fails  RC_INPUT: no JSON of a known schema; RC_LIMIT
 */
MUST_USE enum rc statement_put_text(struct buf *b, struct span origin, struct span body,
                                    struct arena *a, struct err *err);
/** fails  RC_INPUT: no signed note, or none of that form; RC_LIMIT */
MUST_USE enum rc statement_read(struct span bytes, struct arena *a, struct statement *out,
                                struct err *err);
/**
 * The keys of a roster's people that signed it, each once; other signatures count for nothing.
 *
 * fails  RC_CONFLICT: a signature of such a key is wrong
 */
MUST_USE enum rc statement_signers(const struct statement *s, const struct roster *r,
                                   struct arena *a, struct signers *out, struct err *err);
