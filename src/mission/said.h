/* SPDX-License-Identifier: Apache-2.0 */
/* said.h: what a judging said about the rows in hand, kept until it is compared with what the
 * record says: a list of events and verdicts with their texts, inputs and labels. */
#pragma once

#include "mission/fold.h"
#include "mission/gather.h"
#include "mission/join.h"
#include "watch/judge.h"
#include "watch/sights.h"

/* One event or verdict. */
struct said {
    enum entry_kind kind;
    enum verdict_word word;
    struct span term;           /* "agreement/term"; empty: an event */
    struct span body;           /* canonical, with its receipt */
    struct sha256_digest sense; /* of the body without its receipt; under a later version of the
                                   agreements, of that and the version */
    struct time_span when;
    struct span party;
    uint8_t severity;
    bool has_place;
    bool is_placed; /* its body has the place: it is no area's middle */
    struct geo_pos place;
    const struct uuid *inputs; /* sorted, each once */
    size_t n_inputs;
    const struct uuid *acts; /* of these the rows that it is about, not what they are judged by */
    size_t n_acts;
    const uint64_t *names;
    size_t n_names;
    struct span label;
    bool is_of_input; /* verdict.is_of_input */
    bool may_mention; /* verdict.may_mention */
    bool mentions;    /* it suggests rows, or might */
    bool is_done;
};

/* By the term of a model, made once. */
struct said_terms {
    const struct pact_model *model;
    bool is_first;       /* in force from the beginning */
    struct span *names;  /* "agreement/term" of every term, agreement after agreement */
    size_t *first;       /* of each agreement's terms */
    struct json receipt; /* of bodies made under this model */
};
MUST_USE enum rc said_terms_open(const struct fold_pact *pact, struct span engine, struct arena *a,
                                 struct said_terms *out, struct err *err);
/** The name of a term; the spans live as long as the terms. */
struct span said_term(const struct said_terms *t, const struct pact_agreement *g,
                      const struct pact_term *term);

/* What is known of a ceiling's limit. */
enum said_heads {
    SAID_UNKNOWN,
    SAID_UNSEEN, /* nothing on the record counts under it */
    SAID_SEEN,
};

/* Which of what is said is kept. */
enum said_words {
    SAID_STANDING, /* violation and indeterminate; events of several members */
    SAID_ALL,
};

/* A list being filled by a judging. Read `items` freely. */
struct saying {
    struct arena *arena, *scratch;
    const struct said_terms *terms;
    const struct gathered *rows;
    struct join *join;
    enum said_words words;
    const struct fold_pact *pacts; /* only what counts by pacts[pact] … */
    size_t n_pacts, pact;
    struct time_span hull; /* … and whose time meets this; what has no time always does */
    const struct sights_of *only;
    bool is_of_input; /* only verdicts on ceilings under which nothing was seen; else no such */
    uint8_t *heads;   /* by limit: set to SAID_SEEN where something was counted; NULL: no matter */
    struct said *items;
    size_t n, cap;
    size_t n_heard; /* verdicts and events, kept or not */
    struct said_index *index;
};

/** in  rows  the docket that will be judged, closed */
MUST_USE enum rc saying_open(struct saying *s, struct err *err);
/** What judge_run gets. */
struct verdict_sink saying_sink(struct saying *s);
