/* SPDX-License-Identifier: Apache-2.0 */
/* erasures.h: what the record says is erased, is erased. One way for all of it: an entry of kind
 * `erasure` is appended, then this does what such entries name, now and whenever the mission is
 * opened for writing: after a crash, and after a restored backup has brought something back.
 *
 * What was named is also kept in head/erased, outside the record and its backups: a record that was
 * restored from before an erasure does not know of it. */
#pragma once

#include "store/store.h"

#define ERASURES_FILE "erased" /* in head/ */

struct erasures_place {
    const char *keys, *head, *blobs; /* folders of the mission */
};

struct erasures_count {
    uint64_t n_entries, n_keys, n_files; /* that were there and are gone now */
};

/**
 * Drop every key, the bytes and salt of every entry, and every imported file that is named. Of
 * entries only those that somebody put in: observations and exhibits.
 *
 * fails  RC_INPUT: head/erased or an erasure entry is damaged; RC_IO; RC_LIMIT
 */
MUST_USE enum rc erasures_apply(struct store *s, const struct erasures_place *at,
                                struct erasures_count *out, struct err *err);
/** Whether a person was erased here. in: person  their sealed_person_hash */
MUST_USE enum rc erasures_has_person(const char *head, const struct sha256_digest *person,
                                     bool *out, struct err *err);
