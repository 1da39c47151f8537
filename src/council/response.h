/* SPDX-License-Identifier: Apache-2.0 */
/* response.h: what people said and did about one incident, as entries of the record tell it: how it
 * is graded, alerts, acts of the commander, declared responses, waivers, measures. Pure: the bodies
 * are docs/formats/ladder.md; entries come in one by one, in the order of the record. */
#pragma once

#include "base/json.h"
#include "council/ladder.h"
#include "record/entry.h"

#define DECLARES_GRADE        "incident-graded"
#define DECLARES_ACT          "incident-act"
#define DECLARES_ALERT        "incident-alert"
#define DECLARES_ACKNOWLEDGED "incident-alert-acknowledged"
#define DECLARES_RESPONSE     "incident-response"
#define DECLARES_WAIVER       "waiver"

/* What a commander does, and what is held: each is recorded whatever the ladder says. */
enum response_does {
    DOES_SELF_DEFENCE,
    DOES_EVACUATION,
    DOES_RAPID_REACTION, /* it is called */
    DOES_SESSION,        /* the emergency session is held */
    DOES_WITHDRAWAL,     /* the withdrawal was verified: a line of `until quiet` */
    DOES_COUNT
};

struct response_entry {
    const struct entry *entry;
    int64_t recorded_at_ms;
};

struct response_grade {
    struct ladder_grade says; /* fields that are empty (severity 0) are not stated */
    struct span by, note;
};

struct response_act {
    enum response_does does;
    int64_t at_ms; /* when it was done, as its author says */
    struct span by, note;
};

struct response_told {
    struct span member;
    bool is_acknowledgement; /* by the member; else the alert to it */
    int64_t at_ms;
};

struct response_said {
    struct span member, words;
    int64_t at_ms;
};

struct response_waiver {
    struct span member, inquiry, hypothesis;
    enum link link;
    int64_t at_ms;
};

struct response_news {
    struct measure_news says;
    struct span by, decision;
};

struct response_measure {
    struct span id, ladder, step, by;
    enum charter_measure kind;
    struct span proposal; /* the vote about it; empty: none was named */
    struct span responsible, area, terms;
    int64_t at_ms;
    struct response_news *news;
    size_t n_news, cap_news;
};

/* Read freely. Lists are in the order of the record. */
struct response {
    struct arena *arena;
    struct span incident; /* the id that statements name: of its first version */
    struct response_grade *grades;
    size_t n_grades, cap_grades;
    struct response_act *acts;
    size_t n_acts, cap_acts;
    struct response_told *told;
    size_t n_told, cap_told;
    struct response_said *said;
    size_t n_said, cap_said;
    struct response_waiver *waivers; /* of any inquiry */
    size_t n_waivers, cap_waivers;
    struct response_measure *measures;
    size_t n_measures, cap_measures;
};

/** "self_defence", … */
const char *response_does_name(enum response_does d);
/** fails  RC_UNKNOWN, with the words that are known */
MUST_USE enum rc response_does_find(struct span word, enum response_does *out, struct err *err);
/** in  incident  an id's text; it and the arena outlive the response */
void response_init(struct response *r, struct span incident, struct arena *a);
/**
 * Take an entry of kind declaration or measure; what is about another incident is passed over.
 *
 * fails  RC_INPUT, …: a body of these that cannot be read; RC_LIMIT
 */
MUST_USE enum rc response_take(struct response *r, const struct response_entry *e, struct err *err);
/**
 * What the incident is held to be over time: what people state stands over what the engine says.
 *
 * in     engine  in order of time; may be none
 * fails  RC_LIMIT
 */
MUST_USE enum rc response_grades(const struct response *r, const struct ladder_grade *engine,
                                 size_t n_engine, struct arena *a, const struct ladder_grade **out,
                                 size_t *n, struct err *err);
/**
 * The life of a measure from what was said of it. What this reader may not follow, since an entry
 * in between is not for them, is passed over.
 *
 * in     step      of the charter; NULL: it has no such step any more
 *        outcome   of the vote about it, as far as it is counted
 * fails  RC_LIMIT
 */
MUST_USE enum rc response_life(const struct response_measure *m, const struct ladder_step *step,
                               enum ladder_ballot outcome, struct arena *a, struct measure *out,
                               struct err *err);

/* ---- waivers ---- */

#define WAIVER_BYTES_MAX ((size_t)8192)

/** Append the text that a delegate signs: which finding, for whom, and what it means. */
void waiver_put_text(struct buf *b, const struct response_waiver *w);
/** Read it back. fails  RC_INPUT: no waiver */
MUST_USE enum rc waiver_read_text(struct span text, struct response_waiver *out, struct err *err);
