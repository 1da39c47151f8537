/* SPDX-License-Identifier: Apache-2.0 */
#include "record/ed25519.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(crypto_sign_PUBLICKEYBYTES == ED25519_KEY_BYTES, "public key");
static_assert(crypto_sign_SEEDBYTES == ED25519_SEED_BYTES, "seed");
static_assert(crypto_sign_BYTES == ED25519_SIGNATURE_BYTES, "signature");
static_assert(crypto_sign_SECRETKEYBYTES == sizeof(((struct ed25519_pair *)0)->secret), "secret");

/* From any thread and as often as wanted: only the first call works, and it picks the fastest code
 * for this processor. It fails only where the system has no random source at all. */
static void start(void)
{
    int failed = sodium_init() < 0;

    assert(!failed);
    (void)failed;
}

void ed25519_pair_init(struct ed25519_pair *p, const uint8_t *seed)
{
    start();
    (void)crypto_sign_seed_keypair(p->public_key.b, p->secret, seed);
}

void ed25519_wipe(void *secret, size_t n)
{
    sodium_memzero(secret, n);
}

struct ed25519_signature ed25519_sign(const struct ed25519_pair *p, struct span message)
{
    struct ed25519_signature s;

    start();
    (void)crypto_sign_detached(s.b, NULL, (const unsigned char *)message.p, message.n, p->secret);
    return s;
}

bool ed25519_verify(const struct ed25519_key *key, struct span message,
                    const struct ed25519_signature *signature)
{
    start();
    return crypto_sign_verify_detached(signature->b, (const unsigned char *)message.p, message.n,
                                       key->b) == 0;
}
