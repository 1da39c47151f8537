/* SPDX-License-Identifier: Apache-2.0 */
/* fold.h: entries in, derived entries out. Pure and deterministic: the same entries in the same
 * order and steps give the same bytes, live, late, replayed or rebuilt. */
#pragma once

#include "mission/shelf.h"
#include "pact/model.h"

/* What a derived entry is filed under: the store's indexes come from here. */
struct derived {
    struct entry entry;
    struct span bytes;
    struct salt salt;
    struct sha256_digest sense; /* of the body without its receipt */
    bool is_current;            /* false: it only takes back what it supersedes */
    /* of verdicts */
    struct span term; /* "agreement/term"; empty: no verdict */
    uint8_t word, severity;
    struct span party;
    bool has_place;
    struct geo_pos place;
    const uint64_t *names; /* card_hash of the row ids and the event id that it cites */
    size_t n_names;
};

/* An agreement as it was in force from some time on. */
struct fold_pact {
    const struct pact_model *model;
    const struct equipment *equipment;
    int64_t from_ms; /* TIME_ALWAYS: from the beginning */
};

/** [t0, t1) in which pacts[i] is in force: until the next one is. Empty: never. */
struct time_span fold_pact_span(const struct fold_pact *pacts, size_t n, size_t i);
/** Whether what happened then is judged by pacts[i]: it is in force at the middle of that time;
 * what is at no time is judged by the last one. */
bool fold_pact_counts(const struct fold_pact *pacts, size_t n, size_t i, struct time_span when);

struct fold_options {
    const struct fold_pact *pacts; /* by from_ms; at least one */
    size_t n_pacts;
    const struct pact_model *known;    /* all of them: what rows may name; NULL: the last one */
    const struct gazetteer *gazetteer; /* NULL: no place can be named */
    struct span author;                /* the engine's public key, base64 */
    struct salt secret;                /* of the mission: salts of derived entries */
    struct span engine;                /* "aasc 0.1.0" */
    bool trusts_reported;
    int64_t incident_gap_ms;  /* violations so near in time … */
    double incident_reach_m;  /* … and in place are one incident */
    size_t memory_max;        /* of one step */
    struct span base_label;   /* of what rests on no row at all */
    struct span sealed_label; /* readable by nobody: of what must not be derived from its inputs */
    /** The label of what is derived from these; fails RC_CONFLICT: it may not be, or nobody could
     * read it (then `sealed_label`). NULL: labels must all be the same text */
    enum rc (*join)(void *context, const struct span *labels, size_t n, struct arena *a,
                    struct span *out, struct err *err);
    void *join_context;
    /** The zone of local times by name, as entries state it. NULL: the agreement's alone */
    enum rc (*zone)(void *context, struct span name, const struct zone **out, struct err *err);
    void *zone_context;
};

/* An entry that a step brings. The shelf has it already. */
struct fold_entry {
    struct shelf_row at;
    bool has_supersedes; /* the entry's own: a correction, or a withdrawal, of that entry */
    struct uuid supersedes;
    const struct row *row;   /* of an observation: as observation_read gave it; lives during the
                                step; NULL: read from the bytes */
    const struct card *card; /* of that row, as it was filed; NULL: made anew */
};

/* What a step cost, for benchmarks and tests: not part of the record. */
struct fold_cost {
    size_t n_rows;     /* in hand, new ones included */
    size_t n_read;     /* of these, read from the shelf */
    size_t n_judged;   /* verdicts that were made, whatever their word */
    size_t n_compared; /* pairs that fusion looked at */
};

struct fold;

/** in  a  as long as the fold lives; options, models and shelf stay the caller's */
MUST_USE enum rc fold_open(const struct shelf *shelf, const struct fold_options *options,
                           struct arena *a, struct fold **out, struct err *err);
void fold_close(struct fold *f);

/** The card of a row that is about to be filed: with what is known of its sensor. */
MUST_USE enum rc fold_card(struct fold *f, const struct row *row, struct arena *a, struct card *out,
                           struct err *err);
/** The same, of a card that card_of made without a sensor. */
MUST_USE enum rc fold_card_widen(struct fold *f, const struct row *row, struct arena *a,
                                 struct card *card, struct err *err);

/* Gets derived entries in the order in which they are to be appended; spans live during the call.
 */
struct fold_sink {
    void *context;
    enum rc (*take)(void *context, const struct derived *d, struct err *err);
};

/**
 * Judge what some entries touch, and only that, and hand out what is new: events of several
 * members, verdicts that are violations or indeterminate or supersede one, incidents, duties.
 * Current verdicts that are said again, word for word, stay.
 *
 * in     entries  in order of seq, each once, of any authored kind; the shelf has all entries
 *                 below `below_seq`, and these are the last of them
 * fails  RC_LIMIT: what they touch does not fit memory_max; what the shelf and the sink return
 */
MUST_USE enum rc fold_step(struct fold *f, const struct fold_entry *entries, size_t n,
                           uint64_t below_seq, const struct fold_sink *sink, struct err *err);
/**
 * Judge everything again whose time meets a span: a new version of an agreement covers it.
 *
 * To be called on a fold that was opened with that version. What stands under another one is
 * superseded also where it says the same: its receipt names the wrong text.
 * fails  as fold_step
 */
MUST_USE enum rc fold_rejudge(struct fold *f, struct time_span span, uint64_t below_seq,
                              const struct fold_sink *sink, struct err *err);
struct fold_cost fold_cost(const struct fold *f);
