/* SPDX-License-Identifier: Apache-2.0 */
/* hash.h: SHA-256 (nettle) and the identifiers that are made from it. */
#pragma once

#include "base/buf.h"
#include "base/span.h"

#define SHA256_BYTES 32

struct sha256_digest {
    uint8_t b[SHA256_BYTES];
};

struct sha256_digest sha256(struct span data);
/* For data in pieces (a large file): init, add, finish. */
struct sha256_stream {
    _Alignas(16) unsigned char state[256];
};
void sha256_init(struct sha256_stream *s);
void sha256_add(struct sha256_stream *s, struct span data);
struct sha256_digest sha256_finish(struct sha256_stream *s);

/** 64 lower-case hexadecimal digits. */
void sha256_put_hex(struct buf *b, const struct sha256_digest *d);
/** A UUIDv8 (RFC 9562) whose free bits are the digest's first ones: for what is derived from bytes.
 */
void uuid8_put(struct buf *b, const struct sha256_digest *d);
