/* SPDX-License-Identifier: Apache-2.0 */
/* roster.h: who is a reader: members and people, what they are cleared for, what they may do.
 *
 * The only source of clearances: never a request, a token or a certificate by itself. A document of
 * its own (docs/formats/roster.md), of which each version is an entry that two people signed. */
#pragma once

#include "base/arena.h"
#include "base/time.h"
#include "record/ed25519.h"
#include "record/reader.h"

#define ROSTER_SCHEMA     "aasc/roster/1"
#define ROSTER_BYTES_MAX  ((size_t)1024 * 1024)
#define ROSTER_PEOPLE_MAX 4096
#define ROSTER_KEYS_MAX   16 /* of one person */
/* Numbers of policies: of a mission without a roster, and of one with. A label of the one is none
 * of the other. */
#define ROSTER_POLICY_SOLE 1
#define ROSTER_POLICY      2
/* How long an emergency release may last where the roster does not say, and at most. */
#define ROSTER_EMERGENCY_H     72
#define ROSTER_EMERGENCY_H_MAX 720

/* What somebody is cleared for. A member without rights reads nothing. */
struct roster_grant {
    uint8_t level;
    uint64_t compartments;
    int64_t from_ms, until_ms;
    uint32_t rights; /* of enum right */
};

struct roster_person {
    struct span id;
    uint8_t member;
    struct roster_grant grant; /* never more than the member's, but in time */
    const struct ed25519_key *keys;
    size_t n_keys;
};

struct roster {
    uint32_t version; /* 1, 2, …: each follows on the one before; 0: roster_sole */
    struct label_policy policy;
    struct member_set leave; /* whose ORCON entries the engine may derive from */
    int64_t emergency_ms;    /* how long an emergency release may last */
    struct roster_grant grants[LABEL_MEMBERS_MAX]; /* by the policy's members */
    const struct roster_person *people;            /* by id, in byte order */
    size_t n_people;
};

/**
 * Read a roster; blanks and the order of members do not matter.
 *
 * out    people lie in the arena
 * fails  RC_INPUT, RC_UNKNOWN, RC_RANGE, RC_CONFLICT with line, column and the nearest word;
 *        RC_RANGE also where a person has more than their member; RC_LIMIT
 */
MUST_USE enum rc roster_read(struct span text, struct arena *a, struct roster *out,
                             struct err *err);
/** Append its one canonical text, which roster_read gives back. fails  RC_LIMIT */
MUST_USE enum rc roster_put(struct buf *b, const struct roster *r, struct arena *a,
                            struct err *err);
/**
 * The roster of a mission that has none: one member of its own, "mission", with every right, who
 * reads everything; labels without REL are for it alone. A first roster closes to its readers what
 * was written under this one: the mission's people release what they want to share.
 */
MUST_USE enum rc roster_sole(struct roster *out, struct err *err);

/**
 * The reader that "MEMBER" or "MEMBER:LEVEL" names; LEVEL can lower, never raise.
 *
 * fails  RC_UNKNOWN, with the nearest member or level; RC_ABSENT: the roster gives it nothing;
 *        RC_RANGE: a level above the roster's
 */
MUST_USE enum rc roster_reader(const struct roster *r, struct span name, struct reader *out,
                               struct err *err);
/** The reader that a person is: what both the person and the member have. */
struct reader roster_person_reader(const struct roster *r, const struct roster_person *p);
/** NULL where there is none of that id. */
const struct roster_person *roster_person_find(const struct roster *r, struct span id);
/** The person whose key this is; NULL where it is nobody's. */
const struct roster_person *roster_person_of_key(const struct roster *r,
                                                 const struct ed25519_key *key);

/* Keys whose signatures over an entry were verified. */
struct signers {
    const struct ed25519_key *keys;
    size_t n;
};

/** Whether one of the signers is this person. */
bool signers_have(const struct signers *s, const struct roster_person *p);

/**
 * Whether a roster may follow on another: it is the next version, two different people of the old
 * one who may change it signed it, every word of labels keeps its meaning, and at least two people
 * can change the new one. The first, which follows on roster_sole, is signed by its own people.
 *
 * in     at_ms  when it was recorded
 * fails  RC_CONFLICT: not the next version, or a word would change its meaning; RC_RANGE: not
 *        signed by two people who may
 */
MUST_USE enum rc roster_change_check(const struct roster *old, const struct roster *new_roster,
                                     const struct signers *s, int64_t at_ms, struct err *err);
