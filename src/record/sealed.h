/* SPDX-License-Identifier: Apache-2.0 */
/* sealed.h: what is said about a person, readable only with that person's key, so that dropping one
 * key of 32 bytes erases it wherever the entry was copied to (docs/formats/entry.md).
 *
 * Boxes are XChaCha20-Poly1305 of libsodium. A box is bound to its entry's id and to its person: in
 * another entry, or under another name, it does not open. Pure: keys and nonces come in. */
#pragma once

#include "record/entry.h"

#define SEALED_KEY_BYTES   32
#define SEALED_NONCE_BYTES 24
#define SEALED_BOXES_MAX   64
#define SEALED_TEXT_MAX    ((size_t)64 * 1024) /* bytes of one text */
#define SEALED_PERSON_MAX  64                  /* bytes of a pseudonym */
/* Texts are filled up to a multiple of this, so that a box tells little about their length. */
#define SEALED_BLOCK 256

/* Wipe it when it has done its work (ed25519_wipe). */
struct sealed_key {
    uint8_t b[SEALED_KEY_BYTES];
};

struct sealed_nonce {
    uint8_t b[SEALED_NONCE_BYTES]; /* random, and never used twice with one key */
};

struct sealed_box {
    struct span person; /* a pseudonym */
    struct sealed_nonce nonce;
    struct span bytes; /* text and tag, encrypted */
};

struct sealed {
    const struct sealed_box *boxes;
    size_t n;
};

/** A pseudonym: small letters, digits, '-', '_' and '.', the first a letter or digit. fails
 * RC_INPUT
 */
MUST_USE enum rc sealed_check_person(struct span person, struct err *err);
/** What erasures name a person by: SHA-256("aasc/person/v1" ‖ 0x00 ‖ pseudonym). */
struct sha256_digest sealed_person_hash(struct span person);

/**
 * Encrypt a text for one entry.
 *
 * in     box    `person` and `nonce` are set
 *        entry  the id of the entry that will hold the box
 * out    box->bytes  in the arena
 * fails  RC_INPUT: no pseudonym, or an empty text; RC_LIMIT: beyond SEALED_TEXT_MAX
 */
MUST_USE enum rc sealed_seal(struct sealed_box *box, const struct uuid *entry,
                             const struct sealed_key *key, struct span text, struct arena *a,
                             struct err *err);
/**
 * Append the text of a box that stands in this entry.
 *
 * fails  RC_CONFLICT: another key, another entry, another person, or changed bytes: which of them
 *        cannot be told; RC_LIMIT: `text` is full
 */
MUST_USE enum rc sealed_open(const struct sealed_box *box, const struct uuid *entry,
                             const struct sealed_key *key, struct buf *text, struct err *err);

/** Put boxes into the body of an entry as its member "sealed". */
MUST_USE enum rc sealed_set(struct json *body, const struct sealed *s, struct arena *a,
                            struct err *err);
/**
 * The boxes of an entry's body; none where it has no member "sealed".
 *
 * fails  RC_INPUT, RC_UNKNOWN: the member is not as docs/formats/entry.md has it; RC_LIMIT: more
 *        than SEALED_BOXES_MAX, or a longer box than a text of SEALED_TEXT_MAX makes
 */
MUST_USE enum rc sealed_read(const struct json *body, struct arena *a, struct sealed *out,
                             struct err *err);
