/* SPDX-License-Identifier: Apache-2.0 */
/* dossier.h: one inquiry as its entries on the record tell it, to whoever may read them. Pure: the
 * bodies are docs/formats/inquiry.md; entries come in one by one, in the order of the record. */
#pragma once

#include "base/json.h"
#include "inquiry/finding.h"
#include "record/entry.h"

#define DOSSIER_CONCERNED_MAX 8
#define DOSSIER_CUSTODY_MAX   32

/* An entry as it comes: body parsed, and where it stands. */
struct dossier_entry {
    const struct entry *entry;
    int64_t recorded_at_ms;
    uint64_t order; /* of the record: later is larger; told to nobody */
};

struct dossier_custody {
    struct span from, to, when, seal;
};

struct dossier_exhibit {
    struct uuid id;
    struct span id_text, label;
    struct span title, file, sha256, source, lineage;
    struct span method, result; /* of a technical analysis */
    char reliability;           /* A..F */
    char credibility;           /* 1..6: kept beside it, moves nothing */
    bool is_missing;            /* not held: what is looked for */
    const struct dossier_custody *custody;
    size_t n_custody;
    int64_t bytes;
    int64_t recorded_at_ms;
};

/* An analyst has decided, and nobody can read what: the hash of a salted text. */
struct dossier_commitment {
    enum link link;
    struct span exhibit, by, author, sha256;
    uint64_t order;
};

struct dossier_assessment {
    enum link link;
    struct span exhibit, by, author;
    struct span label;
    enum ledger_form form;
    const double *values; /* by hypothesis of the link */
    double anyway;
    struct span method;
    struct span sha256; /* of its salted text, as it was committed to */
    uint64_t order;
    bool is_independent; /* committed to before anybody's became readable */
};

struct dossier_reply {
    struct span party;
    struct span question, answer; /* answer empty: silence, which is recorded and proves nothing */
    bool is_silent;
    int64_t recorded_at_ms;
};

struct dossier_finding {
    struct uuid id;
    enum link link;
    struct span hypothesis, statement, standard, label;
    struct span likelihood, confidence; /* as declared */
    struct span reasons;
    const struct json *body;
    int64_t recorded_at_ms;
};

struct dossier_set {
    struct hypothesis *items;
    size_t n;
};

/* Read freely. Lists are in the order of the record. */
struct dossier {
    struct arena *arena;
    struct uuid id;
    struct span id_text, label, by;
    struct span title, terms, incident; /* incident: an entry's id; may be empty */
    int64_t opened_at_ms, due_ms, reply_until_ms;
    struct span concerned[DOSSIER_CONCERNED_MAX];
    size_t n_concerned;
    struct finding_member panel[FINDING_MEMBERS_MAX];
    size_t n_panel;
    struct dossier_set sets[LINK_COUNT]; /* n 0: not asked */
    struct dossier_exhibit *exhibits;
    size_t n_exhibits, cap_exhibits;
    struct dossier_commitment *commitments;
    size_t n_commitments, cap_commitments;
    struct dossier_assessment *assessments;
    size_t n_assessments, cap_assessments;
    struct dossier_reply *replies;
    size_t n_replies, cap_replies;
    struct dossier_finding *findings;
    size_t n_findings, cap_findings;
};

/**
 * Read the body of what opens an inquiry.
 *
 * fails  RC_INPUT, RC_UNKNOWN, RC_RANGE, RC_CONFLICT, RC_LIMIT: with the member that is wrong; a
 *        panel that is not valid, a set that is not exhaustive, or a due date before the reply is
 *        over are refused here, so that no such inquiry comes on the record
 */
MUST_USE enum rc dossier_open(struct dossier *d, const struct json *body, struct arena *a,
                              struct err *err);
/** The same of its entry on the record. */
MUST_USE enum rc dossier_begin(struct dossier *d, const struct dossier_entry *e, struct arena *a,
                               struct err *err);
/**
 * Take an entry; what belongs to another inquiry, or to an exhibit that is not there, is passed
 * over.
 *
 * fails  RC_INPUT, …: a body that cannot be read; RC_LIMIT
 */
MUST_USE enum rc dossier_take(struct dossier *d, const struct dossier_entry *e, struct err *err);
/** When all were taken: which assessments are independent. */
void dossier_settle(struct dossier *d);

/** NULL: there is none of that id. */
const struct dossier_exhibit *dossier_exhibit(const struct dossier *d, struct span id);
/** The member of the panel of that name, or n_panel. */
size_t dossier_member(const struct dossier *d, struct span name);

/**
 * Whether no later finding of the same hypothesis at the same link is there for this reader.
 *
 * Editions for audiences are recorded before the finding on all exhibits: each reader is told the
 * fullest one.
 */
bool dossier_is_last(const struct dossier *d, size_t finding);

/* ---- checks of what is about to be said ---- */

/** An exhibit's body: its two letters, its hash, its lineage. */
MUST_USE enum rc dossier_read_exhibit(const struct json *body, struct arena *a,
                                      struct dossier_exhibit *out, struct err *err);
/** An assessment: a value for every hypothesis of its link, as chances or as ratios. */
MUST_USE enum rc dossier_read_assessment(const struct dossier *d, const struct json *body,
                                         struct dossier_assessment *out, struct err *err);
/**
 * The hash by which an analyst commits to a text before anybody may read it.
 *
 * in  salt  nobody can guess; text  canonical JSON of the assessment
 */
struct sha256_digest dossier_seal(const struct sha256_digest *salt, struct span text);

/* ---- what follows ---- */

/* Which labels count: for an audience, those that it may read. */
struct dossier_filter {
    void *context;
    bool (*may)(void *context, struct span label);
};
/** The ledger of a link from what passes a filter (NULL: everything); lives as long as `a`. */
MUST_USE enum rc dossier_ledger(const struct dossier *d, enum link l,
                                const struct dossier_filter *filter, struct arena *a,
                                struct ledger *out, struct err *err);
