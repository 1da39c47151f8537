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
    /* of verdicts */
    struct span term; /* "agreement/term"; empty: no verdict */
    struct sha256_digest sense;
    uint8_t word, severity;
    struct span party;
    bool has_place;
    struct geo_pos place;
    bool is_current; /* false: it only takes back what it supersedes */
};

struct fold_options {
    struct span author; /* the engine's public key, base64 */
    struct salt secret; /* of the mission: salts of derived entries */
    struct span engine; /* "aasc 0.1.0" */
    bool trusts_reported;
    int64_t incident_gap_ms; /* violations so near in time … */
    double incident_reach_m; /* … and in place are one incident */
    size_t memory_max;       /* of one step */
};

struct fold;

/** in  a  as long as the fold lives; the model and the world stay the caller's */
MUST_USE enum rc fold_open(const struct pact_model *model, const struct shelf *shelf,
                           const struct fold_options *options, struct arena *a, struct fold **out,
                           struct err *err);

/**
 * Judge what the entries [from_seq, to_seq) touch, and only that, and hand out what is new: events
 * of several members, verdicts that are violations or indeterminate or supersede one, incidents,
 * duties. Current verdicts that are said again, word for word, stay.
 *
 * `take` gets them in the order in which they are to be appended; spans live during the call only.
 */
MUST_USE enum rc fold_step(struct fold *f, uint64_t from_seq, uint64_t to_seq,
                           enum rc (*take)(void *to, const struct derived *d, struct err *err),
                           void *to, struct err *err);
