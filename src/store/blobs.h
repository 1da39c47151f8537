/* SPDX-License-Identifier: Apache-2.0 */
/* blobs.h: raw imports and exhibits as they came, each under the SHA-256 of its bytes. */
#pragma once

#include "store/disk.h"

/**
 * Keep bytes; what is there already is not written again.
 *
 * out    their hash
 * fails  RC_IO; durable when it returns RC_OK
 */
MUST_USE enum rc blobs_put(const char *folder, struct span bytes, struct sha256_digest *out,
                           struct err *err);
bool blobs_has(const char *folder, const struct sha256_digest *hash);
/** The file of a hash. */
MUST_USE enum rc blobs_path(const char *folder, const struct sha256_digest *hash,
                            struct disk_path *out, struct err *err);
/** Drop one: of an erasure. RC_OK where there is none. */
MUST_USE enum rc blobs_drop(const char *folder, const struct sha256_digest *hash, struct err *err);
/** Take away what writes left that were cut short; only the one writer may. RC_OK where there is no
 * folder */
MUST_USE enum rc blobs_sweep(const char *folder, struct err *err);
/** Name every file whose bytes are not those of its name, and whatever does not belong here. */
MUST_USE enum rc blobs_check(const char *folder,
                             enum rc (*take)(void *to, struct span fault, struct err *err),
                             void *to, struct err *err);
