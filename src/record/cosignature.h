/* SPDX-License-Identifier: Apache-2.0 */
/* cosignature.h: a witness's word that it saw a checkpoint at a time (C2SP tlog-cosignature, type
 * 0x04).
 *
 * The signature is 8 bytes of Unix seconds, big-endian, and an Ed25519 signature over
 * "cosignature/v1\ntime <seconds>\n" and the whole text of the note. A witness has a key of its own
 * for this. ML-DSA-44 cosignatures (0x06) are read and passed over. */
#pragma once

#include "record/key.h"

#define COSIGNATURE_BYTES (8 + ED25519_SIGNATURE_BYTES)

/** in: signature of COSIGNATURE_BYTES, without key id; a key of KEY_COSIGNATURE */
bool cosignature_verify(const struct verifier_key *key, struct span text, struct span signature);
/** Unix seconds that a signature states; 0 where its length is wrong. Believe it once verified. */
uint64_t cosignature_time_s(struct span signature);
/**
 * Cosign a note's text and put the signature's line.
 *
 * in  key  of KEY_COSIGNATURE; time_s  Unix seconds: when it was seen
 */
void cosignature_put(struct buf *b, struct span text, uint64_t time_s,
                     const struct signer_key *key);
