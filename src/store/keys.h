/* SPDX-License-Identifier: Apache-2.0 */
/* keys.h: the node's own keys, in files that only their owner may read. Draws its randomness from
 * libsodium; what is secret is wiped when it has done its work and never stands in a message. */
#pragma once

#include "record/entry.h"
#include "record/key.h"

#define KEYS_NAME_MAX 64 /* bytes of an author's name */

/* keys/node.key signs checkpoints, keys/engine.key what is derived, keys/desk.key what comes in
 * without an author of its own; keys/secret gives derived entries their salts. */
struct keys {
    struct signer_key node, engine, desk;
    struct salt secret;
};

/** Make the folder and all keys of a new mission. fails RC_CONFLICT: it is there; RC_IO */
MUST_USE enum rc keys_make(const char *folder, struct span origin, struct err *err);
/**
 * Read them; to be wiped with keys_wipe.
 *
 * fails  RC_CONFLICT: a file that others may read, or a key of another log; RC_ABSENT; RC_INPUT;
 *        RC_IO
 */
MUST_USE enum rc keys_open(const char *folder, struct span origin, struct arena *a,
                           struct keys *out, struct err *err);
void keys_wipe(struct keys *k);

/** An author's name: small letters, digits, '-', '_' and '.', the first a letter or digit. */
MUST_USE enum rc keys_check_name(struct span name, struct err *err);
/** Make the key of a person or device: keys/by-NAME.key. fails RC_CONFLICT: there is one */
MUST_USE enum rc keys_make_author(const char *folder, struct span name, struct arena *a,
                                  struct signer_key *out, struct err *err);
/** To be wiped with signer_key_wipe. fails RC_ABSENT: no such key on this node */
MUST_USE enum rc keys_open_author(const char *folder, struct span name, struct arena *a,
                                  struct signer_key *out, struct err *err);

/** Make a key in a file of its owner's own. fails RC_CONFLICT: it is there; RC_INPUT: no such name;
 * RC_IO */
MUST_USE enum rc keys_make_file(const char *path, struct span name, struct arena *a,
                                struct signer_key *out, struct err *err);
/** Read one; also keys/by-NAME.key of a mission. fails RC_CONFLICT: others may read it; RC_INPUT */
MUST_USE enum rc keys_open_file(const char *path, struct arena *a, struct signer_key *out,
                                struct err *err);

/** Name every file and folder here that others than its owner may read or write. */
MUST_USE enum rc keys_check_modes(const char *folder,
                                  enum rc (*take)(void *to, struct span fault, struct err *err),
                                  void *to, struct err *err);

/** Salts and ids of new entries: `n` random bytes. */
void keys_random(void *to, size_t n);
/** Base64 of a public key, as entries name their author; in the arena. */
MUST_USE enum rc keys_author(const struct signer_key *key, struct arena *a, struct span *out,
                             struct err *err);
