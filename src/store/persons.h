/* SPDX-License-Identifier: Apache-2.0 */
/* persons.h: the keys of persons, each in a file of its own that only its owner may read, so that
 * one can be dropped: keys/persons/<hash of the pseudonym>. Never part of a backup: what is erased
 * must not come back with one. `keys` is the folder of all keys. */
#pragma once

#include "record/sealed.h"
#include "store/disk.h"

#define PERSONS_FOLDER "persons" /* in keys/ */

/** Draw and keep the key of a person. fails RC_INPUT: no pseudonym; RC_CONFLICT: there is one */
MUST_USE enum rc persons_add(const char *keys, struct span person, struct err *err);
/** Whether there is one. in: person  the sealed_person_hash */
bool persons_has(const char *keys, const struct sha256_digest *person);
/**
 * out    to be wiped (ed25519_wipe)
 * fails  RC_INPUT: no pseudonym, or a damaged file; RC_ABSENT; RC_CONFLICT: a file that others may
 *        read
 */
MUST_USE enum rc persons_key(const char *keys, struct span person, struct sealed_key *out,
                             struct err *err);
/**
 * Overwrite and remove the key of the person with this sealed_person_hash. RC_OK where there is
 * none.
 *
 * What a disk keeps of overwritten blocks (flash, snapshots) is beyond this program: SECURITY.md.
 */
MUST_USE enum rc persons_drop(const char *keys, const struct sha256_digest *person,
                              struct err *err);
