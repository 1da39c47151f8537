/* SPDX-License-Identifier: Apache-2.0 */
/* proposal.h: what is put to the vote, as a document of its own (docs/formats/council.md): whoever
 * holds it can sign a ballot, verify one and count, without the mission and its charter. */
#pragma once

#include "base/hash.h"
#include "base/json.h"
#include "council/rule.h"
#include "record/fields.h"
#include "record/key.h"

#define PROPOSAL_SCHEMA     "aasc/proposal/1"
#define PROPOSAL_BYTES_MAX  ((size_t)512 * 1024)
#define PROPOSAL_TEXT_MAX   65536
#define PROPOSAL_NEEDS_MAX  64
#define PROPOSAL_VOTERS_MAX 32 /* of one seat */
#define PROPOSAL_NAMES_MAX  64 /* tasks, or entries, of an effect */

/* Adopted is one thing, executable another: what must hold beside the votes. */
enum proposal_need_kind {
    PROPOSAL_CONSENT,      /* of a host; a vote does not replace it, nor does its recusal */
    PROPOSAL_CONTRIBUTOR,  /* takes part */
    PROPOSAL_CONSULTATION, /* was over when the vote opened */
    PROPOSAL_FINDING,      /* was adopted */
    PROPOSAL_MANDATE,      /* covers the task */
    PROPOSAL_DEFENCE,      /* the charter obliges members to it */
    PROPOSAL_NEED_COUNT
};

struct proposal_need {
    enum proposal_need_kind kind;
    struct span of;   /* a State, a class, a finding, a task, a measure */
    bool has_until;   /* of a consultation: it was opened */
    int64_t until_ms; /* … and is over at this instant */
};

/* What is otherwise once a decision is executable: it needs no further act of anybody. */
enum proposal_effect_kind {
    EFFECT_NOTHING,       /* the text says what is done */
    EFFECT_ADMISSION,     /* of a candidate */
    EFFECT_SUSPENSION,    /* of a member */
    EFFECT_REINSTATEMENT, /* of a suspended one */
    EFFECT_FOUND,         /* a finding is adopted */
    EFFECT_RETRACTION,    /* … and is so no longer */
    EFFECT_MANDATE,       /* is the active one from then on; of the active one: renewed */
    EFFECT_MISSION,       /* another one, with tasks of its own */
    EFFECT_MEASURE,       /* of a ladder: LADDER.STEP */
    EFFECT_STAND_DOWN,    /* of a measure that was adopted: its entry */
    EFFECT_KIND_COUNT
};

struct proposal_effect {
    enum proposal_effect_kind kind;
    struct span of;           /* a State, a finding, a mandate, a mission, a measure */
    struct span standard;     /* of a finding: the one that it reaches */
    struct span agreement;    /* of a mission: that it judges; empty: none */
    const struct span *tasks; /* of a mission */
    size_t n_tasks;
    const struct span *basis; /* of a finding: entries that it rests on */
    size_t n_basis;
};

/* Who may sign for a seat: verifier keys, named as the roster names people. */
struct proposal_voters {
    struct verifier_key *keys;
    size_t n;
};

struct proposal {
    struct span title, text;
    struct span charter;       /* its id */
    struct sha256_digest pact; /* of the file that holds the charter */
    struct council_vote vote;
    const struct proposal_voters *voters; /* of each seat */
    struct proposal_need *needs;
    size_t n_needs;
    struct proposal_effect effect;
    /* the log's head when it was made */
    struct span origin;
    uint64_t size;
    struct sha256_digest root;
};

/* What ballots name: SHA-256 of canonical JSON. */
struct proposal_digests {
    struct sha256_digest proposal;   /* of the whole document */
    struct sha256_digest rule;       /* of its member `rule` */
    struct sha256_digest electorate; /* of its member `electorate` */
};

const char *proposal_need_name(enum proposal_need_kind kind);
/** fails  RC_UNKNOWN */
MUST_USE enum rc proposal_need_find(struct span word, enum proposal_need_kind *out,
                                    struct err *err);
const char *proposal_effect_name(enum proposal_effect_kind kind);
/** Whose own case it is: that State has no vote in it, whatever the rule says; empty: nobody's. */
struct span proposal_effect_subject(const struct proposal_effect *e);
/** As the member of a proposal. in: an effect that is not EFFECT_NOTHING */
MUST_USE enum rc proposal_effect_json(const struct proposal_effect *e, struct arena *a,
                                      struct json *out, struct err *err);
/** fails  RC_INPUT, RC_UNKNOWN, with line and column */
MUST_USE enum rc proposal_effect_read(const struct fields *f, const struct json *v, struct arena *a,
                                      struct proposal_effect *out);
/** Append the canonical text. fails  RC_LIMIT */
MUST_USE enum rc proposal_put(struct buf *b, const struct proposal *p, struct arena *a,
                              struct err *err);
/**
 * Read one, of which every member is known and which is a vote (council_vote_check).
 *
 * out    spans lie in the arena or point into `text`; the digests are of the canonical text
 * fails  RC_INPUT, RC_UNKNOWN, RC_RANGE, RC_CONFLICT, RC_LIMIT, with line and column
 */
MUST_USE enum rc proposal_read(struct span text, struct arena *a, struct proposal *out,
                               struct proposal_digests *digests, struct err *err);
