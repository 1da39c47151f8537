/* SPDX-License-Identifier: Apache-2.0 */
/* versions.h: which version of its agreements a mission judges an act by, as far as its record
 * knows of them at some size. Pure. */
#pragma once

#include "mission/fold.h"
#include "watch/judge.h"

/* A version of a file of agreements, as an entry of the record brings it. */
struct version {
    uint32_t file; /* which of the mission's files it is a version of */
    const struct pact_model *model;
    int64_t from_ms; /* TIME_ALWAYS: the one that the mission began with; each file has one */
    uint64_t seq;    /* of its entry; of first ones no matter */
};

struct version_list {
    const struct version *items; /* the first ones, then the others by seq */
    size_t n;
};

/* What was agreed, as known at some size of the record. */
struct versions {
    const struct fold_pact *pacts; /* for fold_options: each a slice of known.agreements */
    size_t n_pacts;
    struct pact_model known; /* all of them, the newest first: whatever rows may name; its hash is
                                that of the last that comes into force */
    size_t n_known;          /* versions of the list */
};

/**
 * Lay out what is in force when: from its `from_ms` on a version takes the place of all earlier
 * entries' versions of its file, also of those that would come into force later.
 *
 * in     below_seq  versions of entries from there on are not known yet
 * out    lives as long as the arena and the models
 * fails  RC_CONFLICT: at some time two agreements would have one name; RC_LIMIT
 */
MUST_USE enum rc versions_lay_out(const struct version_list *list, uint64_t below_seq,
                                  struct arena *a, struct versions *out, struct err *err);

/** The one whose agreement this is. in: agreement  of v->known */
const struct fold_pact *versions_of(const struct versions *v,
                                    const struct pact_agreement *agreement);
/** The one in force at an instant. */
const struct fold_pact *versions_at(const struct versions *v, int64_t at_ms);

/**
 * Judge a docket: the sink gets what judge_run says under each version, each event and verdict by
 * the one in force at the middle of its time. Versions come one after another, the oldest first.
 */
MUST_USE enum rc versions_judge(const struct versions *v, const struct docket *docket,
                                const struct judge_options *options, struct verdict_sink *sink,
                                struct arena *a, struct err *err);
