/* SPDX-License-Identifier: Apache-2.0 */
/* fold_inside.h: what the files of the fold share; nobody else includes it. */
#pragma once

#include "base/table.h"
#include "mission/fold.h"
#include "mission/said.h"
#include "watch/sights.h"

/* Kinds of terms that judge single acts and what chains of observations make of them: their
 * verdicts rest on rows that touch. The other kinds look across the whole record. */
#define FOLD_LOCAL_KINDS                                                                           \
    (1u << PACT_CEASEFIRE | 1u << PACT_WITHDRAWAL | 1u << PACT_EXCLUSION_ZONE |                    \
     1u << PACT_NO_FLY | 1u << PACT_LINE_CROSSING | 1u << PACT_RETURN_FIRE)
/* These look at rows of which there are few: they are judged anew as a whole. */
#define FOLD_WHOLE_KINDS                                                                           \
    (1u << PACT_STORAGE | 1u << PACT_NOTIFICATION | 1u << PACT_FREEDOM_OF_MOVEMENT |               \
     FOLD_OWED_KINDS)
/* Of these, those to which time alone makes a difference: what was owed is late. */
#define FOLD_OWED_KINDS                                                                            \
    (1u << PACT_PERIODIC_DUTY | 1u << PACT_ON_REQUEST_DUTY | 1u << PACT_COMPOSITION |              \
     1u << PACT_CONSENT_MANDATE | 1u << PACT_DISPERSION | 1u << PACT_TRIPWIRE |                    \
     1u << PACT_DECLARATION | 1u << PACT_INSPECTION | 1u << PACT_MILESTONE |                       \
     1u << PACT_DEMOBILISATION | 1u << PACT_EXCHANGE | 1u << PACT_REACH | 1u << PACT_RATIO |       \
     1u << PACT_RATE_LIMIT | 1u << PACT_REPLACEMENT)

/* A verdict that became so, or ceased to be, in this step: what incidents are made anew for. */
struct news {
    struct uuid id;
    struct span term;
    struct time_span when;
    struct geo_pos place;
    struct span party, label;
    uint8_t severity;
    bool has_place;
    bool is_pinned;    /* it was put into an incident by hand; the rest is empty */
    bool is_violation; /* false: it is one no longer, or never was */
};

struct fold {
    const struct shelf *shelf;
    struct fold_options options;
    struct arena *arena;
    struct said_terms *terms; /* by pact */
    struct join join;
    struct arena rules_arena, rules_scratch;
    struct gather rules; /* all rows but observations and coverage */
    bool has_rules;
    bool is_begun; /* a step has come by */
    int64_t
        hinted_ms;   /* later sightings are named by no verdict on a store; TIME_ALWAYS: none is */
    int64_t wake_ms; /* they are, too, when the input's time goes beyond this … */
    int64_t told_ms; /* … or ends before this, as when its last row turns out not to hold */
    bool is_whole_due; /* terms of whole kinds are to be judged */
    struct arena seen_arena;
    struct gather seen; /* coverage rows, which only ceilings ask for */
    bool has_seen;
    struct ceilings *ceilings; /* fold_ceiling.c's; NULL: no pact has one */
    struct fold_cost cost;

    /* of one step */
    struct arena step;    /* what was handed out */
    struct arena work;    /* of one pass; emptied between passes */
    struct arena chain;   /* of one ceiling's pass */
    struct arena scratch; /* of one row or verdict */
    uint64_t from_seq, below_seq;
    const struct fold_sink *sink;
    struct table made;  /* senses handed out */
    struct table ended; /* ids superseded */
    struct news *news;
    size_t n_news, cap_news;
};

/** What a gathering reads with under a pact. */
struct gather_source fold_source(const struct fold *f, const struct gather *base);
/** The kind that a term of that name had at that time; where the pact in force then has none, that
 * which it had in another. PACT_KIND_COUNT: no pact has it. */
enum pact_kind fold_kind_of(const struct fold *f, struct span term, struct time_span when);
/** Its kind in one of the pacts; PACT_KIND_COUNT: that has no such term. */
enum pact_kind fold_kind_under(const struct fold *f, size_t pact, struct span term);
/** Which pact judges what happened then. */
size_t fold_pact_of(const struct fold *f, struct time_span when);
/** All that rows may name. */
const struct pact_model *fold_known(const struct fold *f);
/** The receipt of what is said of that time. */
const struct json *fold_receipt(const struct fold *f, struct time_span when);

/* ---- fold_diff.c: what is said against what stands ---- */

/* A derived entry on the record. */
struct stood {
    uint64_t seq;
    enum entry_kind kind;
    struct uuid id;
    struct span bytes, term;
    struct time_span when;
    struct sha256_digest sense;
    bool is_current, is_done, is_open;
    /* read from the bytes where they are needed */
    const struct uuid *inputs;
    size_t n_inputs;
};

struct diff {
    struct fold *f;
    struct arena *arena; /* of the pass */
    struct said *said;
    size_t n_said;
    struct stood *stood;
    size_t n_stood, cap_stood;
    uint32_t kinds; /* of terms: verdicts on others are left alone */
    /** Everything, whatever its word: what has become of what stands no longer. */
    enum rc (*again)(void *context, struct said **out, size_t *n, struct err *err);
    void *context;
    const struct span *causes; /* labels of what took rows away */
    size_t n_causes;
};

/** Take what stands and answers a question. */
MUST_USE enum rc diff_ask(struct diff *d, struct shelf_ask q, struct err *err);
/** A text of a body; empty where there is none. */
MUST_USE enum rc diff_member(struct diff *d, const struct stood *s, const char *name,
                             struct span *out, struct err *err);
/** Hand out what is new, and take back what stands no longer. */
MUST_USE enum rc diff_settle(struct diff *d, struct err *err);
/** Hand out one entry; `over` NULL: it supersedes nothing. out  *id */
MUST_USE enum rc fold_file(struct fold *f, const struct said *what, const struct uuid *over,
                           bool is_current, struct uuid *id, struct err *err);

/** What a step brings for incidents; texts are copied. */
MUST_USE enum rc fold_add_news(struct fold *f, const struct news *n, struct err *err);

/* ---- passes ---- */

/* One pass over a docket: said once in the words that stand, and again in all where that is asked.
 */
struct pass {
    struct fold *f;
    struct arena *arena;
    struct gathered rows;
    uint32_t kinds;
    const struct sights_of *only; /* NULL: all terms of the kinds */
    struct time_span input;
    int64_t wake_ms;       /* out: the least of what was judged (tally.h) */
    struct time_span hull; /* only what meets it */
    bool wants_events;
    bool is_of_input; /* only verdicts on ceilings under which nothing was seen; else no such */
    uint8_t *heads;   /* of a ceiling: by limit, what is known; NULL: no matter */
};
MUST_USE enum rc pass_say(struct pass *p, struct said **out, size_t *n, struct err *err);
/** For diff.again, with the pass as context. */
MUST_USE enum rc pass_say_all(void *context, struct said **out, size_t *n, struct err *err);
/** Say, compare, hand out. `d` has asked for what stands. */
MUST_USE enum rc pass_settle(struct pass *p, struct diff *d, struct err *err);

/** Judge by the local kinds what is in hand and what it touches. out  *rows  what was judged */
MUST_USE enum rc fold_judge_local(struct fold *f, struct gather *g, struct gathered *rows,
                                  struct err *err);
/** The same for all observations of a span, in parts that fit. */
MUST_USE enum rc fold_judge_span(struct fold *f, struct time_span span, struct err *err);
/* Spans that ceilings count again; t0 > t1: none. */
struct fold_recount {
    struct time_span rules; /* of what exempts, changes limits, moves areas, or is an activity */
    struct time_span seen;  /* of coverage */
};
/** Judge what ceilings count: around what a step brings (g NULL: nothing), and over spans. */
MUST_USE enum rc fold_judge_ceilings(struct fold *f, const struct gather *g,
                                     const struct gathered *rows, const struct fold_recount *again,
                                     struct err *err);
MUST_USE enum rc fold_open_ceilings(struct fold *f, struct err *err);
/** Coverage below a seq, unless it is loaded; forget it. */
MUST_USE enum rc fold_load_seen(struct fold *f, uint64_t below_seq, struct err *err);
void fold_drop_seen(struct fold *f);
/** Make anew the incidents that the step's news are about, and open the duties that follow. */
MUST_USE enum rc fold_judge_incidents(struct fold *f, struct err *err);
/** File the observations anew whose place is an area: a version may have it elsewhere. */
MUST_USE enum rc fold_refile_areas(struct fold *f, struct err *err);
/** Judge the terms of whole kinds. */
MUST_USE enum rc fold_judge_whole(struct fold *f, struct err *err);
/** Whether they were never judged on this record. */
MUST_USE enum rc fold_find_whole_due(struct fold *f, struct err *err);
/** Whether any pact has terms of FOLD_OWED_KINDS. */
bool fold_has_owed(const struct fold *f);
/** They are due where the input's time has gone beyond what something is owed by. */
MUST_USE enum rc fold_find_wake(struct fold *f, struct err *err);
/** They are due where a sighting may be named as what is missing from a store. */
void fold_call_whole(struct fold *f, const struct held *h);
