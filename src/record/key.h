/* SPDX-License-Identifier: Apache-2.0 */
/* key.h: the keys of signed notes as text: who is believed (verifier keys), who signs (signer
 * keys).
 *
 * Verifier key: name+key id in 8 hexadecimal digits+base64(type || public key).
 * Signer key:   PRIVATE+KEY+name+key id+base64(type || seed), as golang.org/x/mod/sumdb/note. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "record/ed25519.h"

#define KEY_NAME_MAX 255  /* bytes */
#define KEY_TEXT_MAX 4096 /* bytes of a verifier key's text; ML-DSA-44 needs about 2,000 */
#define KEYS_MAX     1024 /* keys of one list */

/* The byte before the public key; the numbers are the format's. */
enum key_type {
    KEY_ED25519 = 0x01,
    KEY_ECDSA = 0x02,
    KEY_COSIGNATURE = 0x04,        /* Ed25519 over a time and a note */
    KEY_TREE_HEAD = 0x05,          /* RFC 6962 tree head */
    KEY_COSIGNATURE_ML_DSA = 0x06, /* ML-DSA-44 */
};

/* What is known of a type: its row of the one table. */
struct key_kind {
    const char *name;
    size_t public_bytes;    /* 0: not fixed */
    size_t signature_bytes; /* 0: not fixed */
    enum key_type type;
    bool is_id_of_key_only; /* id = SHA-256(public key), not of name, type and key */
    bool is_verified;       /* false: read, kept, and skipped when signatures are counted */
};

/** The row of a type, NULL for one that is in no list. */
const struct key_kind *key_kind_find(unsigned type);

struct verifier_key {
    struct span name;
    uint32_t id;
    const struct key_kind *kind;
    struct span public_key; /* bytes */
};

/** Whether a name may stand in a note: not empty, UTF-8, no Unicode space, no '+', no control. */
MUST_USE enum rc key_check_name(struct span name, struct err *err);

/** The key id that name, type and public key give. */
uint32_t key_id(struct span name, const struct key_kind *kind, struct span public_key);

/** A verifier key of 32 bytes (KEY_ED25519, KEY_COSIGNATURE); points to both arguments. */
struct verifier_key verifier_key_of(struct span name, enum key_type type,
                                    const struct ed25519_key *key);

/**
 * Read one; blanks around it are allowed.
 *
 * out    name and key lie in the arena
 * fails  RC_INPUT: not of that form, or the id is not that of name and key; RC_UNSUPPORTED: a type
 *        that is in no list
 */
MUST_USE enum rc verifier_key_read(struct span text, struct arena *a, struct verifier_key *out,
                                   struct err *err);
/** Without a line end. */
void verifier_key_put(struct buf *b, const struct verifier_key *key);

/**
 * Read a list, one key a line; empty lines and lines that begin with '#' are passed over.
 *
 * fails  as verifier_key_read, with the line's number; RC_INPUT: no key at all, or one twice;
 *        RC_LIMIT: more than KEYS_MAX
 */
MUST_USE enum rc verifier_keys_read(struct span text, struct arena *a,
                                    const struct verifier_key **out, size_t *n, struct err *err);

/* Secret: signer_key_wipe it when it has done its work. */
struct signer_key {
    struct span name;
    uint32_t id;
    const struct key_kind *kind;
    struct ed25519_pair pair;
};

/** A signer of KEY_ED25519 or KEY_COSIGNATURE from a seed of ED25519_SEED_BYTES; points to `name`.
 */
struct signer_key signer_key_of(struct span name, enum key_type type, const uint8_t *seed);
/** Read one; blanks around it are allowed. out: the name points into `text`. fails as above */
MUST_USE enum rc signer_key_read(struct span text, struct signer_key *out, struct err *err);
/** Without a line end. The text is as secret as the key. */
void signer_key_put(struct buf *b, const struct signer_key *key);
void signer_key_wipe(struct signer_key *key);
/** Who is to be believed for what this one signs; points to it. */
struct verifier_key signer_key_public(const struct signer_key *key);
