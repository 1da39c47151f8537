/* SPDX-License-Identifier: Apache-2.0 */
/* log_keys.h: whose signatures are believed: the keys that a record states of itself, and those
 * that a user names. */
#pragma once

#include "cmd/command.h"
#include "record/checkpoint.h"
#include "store/store.h"

/* A key that an entry of the record brought into use. */
struct log_key {
    struct span role; /* log, engine, desk, author, … */
    struct span text; /* the verifier key's */
    struct verifier_key key;
};

struct log_keys {
    struct log_key *items;
    size_t n, cap;
};

/** All, in the order of their entries. fails  RC_INPUT: an entry of a key that states none */
MUST_USE enum rc log_keys_read(struct store *s, struct arena *a, struct log_keys *out,
                               struct err *err);
/** The name that the record gives to a public key; empty: none. */
struct span log_keys_name(const struct log_keys *keys, const struct ed25519_key *key);

/**
 * Read a verifier key, or a file of them, one a line.
 *
 * fails  RC_INPUT: no such key, or one of another type; RC_ABSENT, RC_IO: the file
 */
MUST_USE enum rc log_keys_given(const char *word, enum key_type type, struct arena *a,
                                const struct verifier_key **out, size_t *n, struct err *err);

/**
 * Whom a command believes: --key and --cosigner; without --key the keys of the log that the record
 * itself states.
 *
 * in     stated  may be NULL: then --key must be there
 */
MUST_USE enum rc log_keys_trust(const struct log_keys *stated, const char *key,
                                const char *cosigner, struct arena *a, struct log_trust *out,
                                struct err *err);
