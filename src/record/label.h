/* SPDX-License-Identifier: Apache-2.0 */
/* label.h: who may read an entry: levels, compartments, audiences, and the lattice that they make.
 *
 * Pure arithmetic over small numbers of one policy; knows no people and no entries. Whatever is
 * left out, unknown or zero denies: a label or a clearance of all zeroes opens nothing. Text form:
 * docs/formats/label.md. */
#pragma once

#include "base/buf.h"

/* Ceilings of one policy, over the whole life of a charter: words are added, never taken away, so
 * that every label ever written keeps its meaning. */
#define LABEL_LEVELS_MAX       16
#define LABEL_COMPARTMENTS_MAX 64
#define LABEL_MEMBERS_MAX      128
#define LABEL_EVERYBODY_MAX    64
#define LABEL_WORD_MAX         32
/* More than the longest label of the fullest policy. */
#define LABEL_TEXT_MAX 16384

/* A level, a compartment, a member: letters, digits, '_', '.', '-', the first a letter or '_'. */
struct label_word {
    char text[LABEL_WORD_MAX + 1];
};

struct member_set {
    uint64_t bits[LABEL_MEMBERS_MAX / 64];
};

/* What the words of labels mean. Made by label_policy_init and the adders; read freely. */
struct label_policy {
    uint16_t number; /* >= 1; no two policies that meet in one process share one */
    uint16_t n_levels, n_compartments, n_members, n_everybody;
    struct label_word id;
    struct label_word levels[LABEL_LEVELS_MAX]; /* lowest first */
    struct label_word compartments[LABEL_COMPARTMENTS_MAX];
    struct label_word members[LABEL_MEMBERS_MAX];
    /* [i] is what ALL@(i + 1) stands for: the members by version i + 1 of the charter */
    struct member_set everybody[LABEL_EVERYBODY_MAX];
    struct member_set audience; /* of a label that states no REL; empty: such a label is refused */
};

struct label {
    uint16_t policy; /* 0: none, readable by nobody */
    uint8_t level;
    bool is_orcon; /* nothing may be derived from it, quoted or passed on without the originators */
    uint64_t compartments; /* all are needed */
    struct member_set releasable;
    struct member_set originators;
};

/* What one reader may see, and when. `from_ms` <= instant < `until_ms`. */
struct clearance {
    uint16_t policy; /* 0: none, reads nothing */
    uint8_t level;
    uint8_t member;
    uint64_t compartments;
    int64_t from_ms, until_ms;
};

/* ---- sets of members ---- */

bool member_set_has(const struct member_set *s, unsigned member);
/** in  member  < LABEL_MEMBERS_MAX: asserts */
void member_set_add(struct member_set *s, unsigned member);
bool member_set_is_empty(const struct member_set *s);
bool member_set_eq(const struct member_set *a, const struct member_set *b);
/** a ⊆ b */
bool member_set_within(const struct member_set *a, const struct member_set *b);
struct member_set member_set_and(const struct member_set *a, const struct member_set *b);
struct member_set member_set_or(const struct member_set *a, const struct member_set *b);
/** In a, not in b. */
struct member_set member_set_less(const struct member_set *a, const struct member_set *b);

/* ---- the policy ---- */

/** An empty policy. fails RC_INPUT: `id` is no word (label_policy_add has the rule). */
MUST_USE enum rc label_policy_init(struct label_policy *out, uint16_t number, struct span id,
                                   struct err *err);

enum label_list {
    LABEL_LEVEL,
    LABEL_COMPARTMENT,
    LABEL_MEMBER,
};

/**
 * Append a word to a list; of levels each stands above those before it.
 *
 * fails  RC_INPUT: not a word, or one that labels use themselves (C, REL, ORCON, BY, ALL);
 *        RC_CONFLICT: in the list already, letter case folded; RC_LIMIT: the list is full
 */
MUST_USE enum rc label_policy_add(struct label_policy *p, enum label_list list, struct span word,
                                  struct err *err);
/** PUBLIC < RESTRICTED < CONFIDENTIAL < SECRET, for a charter that declares none. */
MUST_USE enum rc label_policy_add_usual_levels(struct label_policy *p, struct err *err);
/** The members by the next version of the charter. fails RC_INPUT: nobody, or no known member. */
MUST_USE enum rc label_policy_add_everybody(struct label_policy *p, const struct member_set *all,
                                            struct err *err);

/**
 * The number of a word, ASCII case folded.
 *
 * fails  RC_UNKNOWN, with the nearest word
 */
MUST_USE enum rc label_policy_find(const struct label_policy *p, enum label_list list,
                                   struct span word, unsigned *out, struct err *err);
/** The word of a number, for people; "?" for a number that is in no list. */
const char *label_policy_word(const struct label_policy *p, enum label_list list, unsigned i);
/** Members by name in byte order, with commas: "est,lva". */
void label_put_members(struct buf *b, const struct label_policy *p, const struct member_set *s);

/* ---- the lattice ---- */

/**
 * READ: the policy is known and the reader's, the level is at most the reader's, the reader has
 * every compartment, the reader's member is in the audience, and the clearance is current.
 */
bool label_may_read(const struct label *l, const struct clearance *c, int64_t at_ms);

bool label_eq(const struct label *a, const struct label *b);
/** The order: a is open to everybody that b is open to, and binds its reader to no more. */
bool label_le(const struct label *a, const struct label *b);
/** label_le(b, a). */
bool label_dominates(const struct label *a, const struct label *b);

/**
 * The label of what is derived from two inputs: their least upper bound.
 *
 * Commutative, associative, idempotent; readable by exactly those who may read both inputs.
 * fails  RC_CONFLICT: no member stands in both audiences, so that nobody could read it: the note
 *        offers the release procedure; RC_UNKNOWN: a label of no policy, or not of `p`
 */
MUST_USE enum rc label_join(const struct label_policy *p, const struct label *a,
                            const struct label *b, struct label *out, struct err *err);

/**
 * What a session writes dominates what it has read.
 *
 * fails  RC_CONFLICT, naming everything that `written` lacks, and the release procedure
 */
MUST_USE enum rc label_write_check(const struct label_policy *p, const struct label *written,
                                   const struct label *has_read, struct err *err);

/* ---- the text ---- */

/**
 * Read "[policy:]LEVEL[//C a,b][//REL x,y|ALL][//ORCON][//BY x]"; parts and lists in any order,
 * letter case folded.
 *
 * ALL alone is everybody by the charter's last version that `p` has: read a text once, with the
 * policy as it stood when the entry was recorded, and keep what label_put makes of it.
 * out    untouched on failure: whoever keeps a text that was refused shows it to nobody
 * fails  RC_INPUT: no label, or not of this form; RC_UNKNOWN: a word that the policy does not have,
 *        with the nearest; both with the column, counted in bytes from 1
 */
MUST_USE enum rc label_parse(const struct label_policy *p, struct span text, struct label *out,
                             struct err *err);
/** The one spelling: policy in front, parts in the order above, lists in byte order. */
void label_put(struct buf *b, const struct label_policy *p, const struct label *l);
/** The same without the policy, for pages that say elsewhere whose labels they show. */
void label_put_brief(struct buf *b, const struct label_policy *p, const struct label *l);
