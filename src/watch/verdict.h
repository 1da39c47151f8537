/* SPDX-License-Identifier: Apache-2.0 */
/* verdict.h: what a term says about something that happened, with every number it rests on. */
#pragma once

#include "base/json.h"
#include "watch/docket.h"

enum verdict_word {
    VERDICT_VIOLATION,
    VERDICT_INDETERMINATE,
    VERDICT_EXEMPT,
    VERDICT_PENDING,
    VERDICT_NEEDS_ASSESSMENT,
    VERDICT_COMPLIANT,
    VERDICT_NOT_APPLICABLE,
    VERDICT_WORD_COUNT
};

/* A physical occurrence: observations that may be the same one, with the bounds of their number. */
struct event {
    struct span id; /* UUIDv8 of its members */
    const struct observation *const *members;
    size_t n_members;
    enum phenomenon phenomenon;
    struct count count; /* recorded: sum over members */
    struct time_span when;
    const struct observation *best; /* the best located member: its place is the event's */
    bool is_reported;               /* every member is a reported row */
};

/* Empty spans, NANs, has_x == false and NULLs are left out of the output. */
struct verdict {
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    enum verdict_word word;
    double p;
    struct span party; /* a party's id, "undetermined" or "both"; empty where none is meant */
    const struct span *inputs; /* ids of the rows it rests on, sorted */
    size_t n_inputs;
    struct span event;     /* event id */
    struct time_span when; /* t0_ms TIME_ALWAYS: at no time (a term that is not judged) */
    struct count count;    /* where has_count */
    bool has_count, has_place;
    double distance_m, threshold_m, sigma_m;
    struct span line, line_version;
    struct span category;
    double p_category;
    const char *state; /* return, missing, reported, beyond_lines_outside_storage, … */
    struct span exemption;
    int severity;                 /* 0: the default of the term's kind */
    const char *reliability_note; /* "B2", printed beside p; NULL: none */
    struct span explanation;
    struct geo_pos place; /* where has_place, for maps; not in the verdict's JSON when the row's
                             place is an area */
    struct span place_text;
    /* The row itself, for the tables and symbols of reports; NULL where it rests on another kind of
     * row. A judge sets what it has at hand; the output of the contract never needs them. */
    const struct event *of_event;             /* ceasefire */
    const struct observation *of_observation; /* one sighting, crossing or flight */
    const struct item *of_item;               /* the item of that sighting */
    const struct impediment *of_impediment;   /* freedom of movement */
    /* ids of rows that the words suggest, but that it does not rest on */
    const struct span *mentions;
    size_t n_mentions;
    size_t of_limit;  /* of a ceiling: which, from 1 */
    bool may_mention; /* one row more might have been suggested, had there been one */
    bool is_of_input; /* a ceiling under which nothing was seen: of all of the input's time */
};

const char *verdict_name(enum verdict_word w);
/** violation if p >= c, compliant if p <= 1 - c, else indeterminate. */
enum verdict_word verdict_of_p(double p, double confidence);
/** The same where p is only known to lie between two bounds. */
enum verdict_word verdict_of_bounds(double p_min, double p_max, double confidence);

/* What a receipt states: who computed it, from which text, as known when. */
struct receipt {
    struct span engine; /* "aasc 0.1.0" */
    struct sha256_digest pact;
    int64_t as_of_ms; /* TIME_NEVER: all of the input; TIME_ALWAYS: left out */
};

/** in  r  NULL: without a receipt, to compare what two verdicts say */
MUST_USE enum rc verdict_json(const struct verdict *v, const struct receipt *r, struct arena *a,
                              struct json *out, struct err *err);
MUST_USE enum rc event_json(const struct event *e, const struct receipt *r, struct arena *a,
                            struct json *out, struct err *err);

/* Where verdicts and events go as they are made. What they point to lives only during the call. */
struct verdict_sink {
    void *context;
    enum rc (*verdict)(void *context, const struct verdict *v, struct err *err);
    enum rc (*event)(void *context, const struct event *e, struct err *err);
};
