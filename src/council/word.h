/* SPDX-License-Identifier: Apache-2.0 */
/* word.h: what a State declares to a community beside its ballots: that it consents or withdraws
 * its consent, what it says when it is consulted, that it applies or leaves. People of that State
 * sign it (record/statement.h); docs/formats/council.md has its members. Pure. */
#pragma once

#include "base/arena.h"
#include "base/json.h"
#include "base/time.h"
#include "record/statement.h"

#define WORD_TEXT_MAX     16384
#define WORD_SEQUENCE_MAX 1000000

enum word_says {
    WORD_CONSENTS,  /* to a mandate, or to what a proposal would do */
    WORD_WITHDRAWS, /* that consent: the notice runs from its receipt */
    WORD_SPEAKS,    /* in a consultation */
    WORD_APPLIES,   /* for admission */
    WORD_LEAVES,    /* the community, at once or at an instant */
    WORD_SAYS_COUNT
};

/* Spans point into what was read. */
struct word {
    enum word_says says;
    struct span state;    /* whose */
    int64_t sequence;     /* from 1: each State counts its own, so that none is handed in twice */
    struct span mandate;  /* of a consent and its withdrawal: this, or … */
    struct span proposal; /* … the digest of a proposal, "sha256:…" */
    struct span consultation; /* the entry of one, of what is said in it */
    struct span text;         /* its words; may be empty but in a consultation */
    int64_t leaves_ms;        /* of WORD_LEAVES; TIME_ALWAYS: when it is received */
    /* as the record has it */
    struct span entry;   /* its id */
    int64_t received_ms; /* by the desk's clock */
};

const char *word_says_name(enum word_says says);
/**
 * Read one, of which every member is known and belongs to what it says.
 *
 * fails  RC_INPUT, RC_UNKNOWN, RC_RANGE, with line and column
 */
MUST_USE enum rc word_read(struct span text, struct arena *a, struct word *out, struct err *err);
