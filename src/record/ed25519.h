/* SPDX-License-Identifier: Apache-2.0 */
/* ed25519.h: signatures of RFC 8032 with the one rule of who signed: libsodium's strict one.
 *
 * It refuses keys of small order, points that are not written in their one form and scalars beyond
 * the order: two nodes never disagree (tests/unit/record_ed25519_test.c: 43 of 914 edge cases are
 * accepted, each as listed). Keys are made from seeds that the caller draws. */
#pragma once

#include "base/err.h"
#include "base/span.h"

#define ED25519_KEY_BYTES       32
#define ED25519_SEED_BYTES      32
#define ED25519_SIGNATURE_BYTES 64

struct ed25519_key {
    uint8_t b[ED25519_KEY_BYTES];
};

struct ed25519_signature {
    uint8_t b[ED25519_SIGNATURE_BYTES];
};

/* Who may sign. Wipe it when it has done its work. */
struct ed25519_pair {
    struct ed25519_key public_key;
    uint8_t secret[64]; /* seed || public key, as libsodium wants it */
};

/** The pair of a seed of ED25519_SEED_BYTES: the same seed gives the same pair. */
void ed25519_pair_init(struct ed25519_pair *p, const uint8_t *seed);
/** Overwrite secret bytes, here or anywhere, in a way that no compiler leaves out. */
void ed25519_wipe(void *secret, size_t n);

/** Deterministic: the same pair and message give the same signature. */
struct ed25519_signature ed25519_sign(const struct ed25519_pair *p, struct span message);
bool ed25519_verify(const struct ed25519_key *key, struct span message,
                    const struct ed25519_signature *signature);
