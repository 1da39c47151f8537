/* SPDX-License-Identifier: Apache-2.0 */
/* mission_files.h: the files that a pact stands on, and the entries that pin their hashes. */
#pragma once

#include "cmd/mission.h"

#define MISSION_FILES_MAX 256

/* Names relative to the pact's folder: the pact itself is not among them. */
struct pact_files {
    struct span names[MISSION_FILES_MAX];
    size_t n;
    struct sha256_digest hash; /* of the pact's canonical JSON */
    const struct pact_model *model;
};

/** Load a pact and list the geometry that it names. As load_pact; messages are printed. */
MUST_USE enum rc mission_pact_files(const char *path, const char *equipment, bool is_quiet,
                                    struct arena *a, struct pact_files *out, struct err *err);

/* ---- copies ---- */

/** The last part of a path. */
struct span mission_file_name(const char *path);
/** Refuse names that mission.pact cannot hold between quotes. */
MUST_USE enum rc mission_check_name(struct span name, struct err *err);
/** Copy a file to `name` below a folder; the folders in between are made. */
MUST_USE enum rc mission_copy_in(const char *folder, const char *from, const char *name,
                                 struct arena *a, struct err *err);
/** Copy a pact and its geometry to `into` below a folder. */
MUST_USE enum rc mission_copy_pact(const char *folder, const char *pact, struct span into,
                                   const struct pact_files *files, struct arena *a,
                                   struct err *err);

/* ---- bodies ---- */

/** Read the body of an entry of the record, copied into the arena, as is what *entry points to. */
MUST_USE enum rc mission_read_body(const struct store_entry *e, struct arena *a,
                                   struct entry *entry, struct json *body, struct err *err);
/** The body of a `pact` entry: the agreement's names, its hash, its files with theirs. */
MUST_USE enum rc mission_pact_body(const struct mission *m, struct span name, struct arena *a,
                                   struct span *out, struct err *err);
/* From when on a text is a version of another one. */
struct mission_version_of {
    struct span file; /* of mission.pact */
    size_t number;    /* 2 for the one after the first */
    int64_t from_ms;
};
/** The same of a version that is adopted later. */
MUST_USE enum rc mission_version_body(const struct mission *m, struct span name,
                                      const struct mission_version_of *of, struct arena *a,
                                      struct span *out, struct err *err);
/** The body of a `mission` entry: mission.pact as it is, the tables with their hashes. */
MUST_USE enum rc mission_body(const struct mission *m, struct arena *a, struct span *out,
                              struct err *err);
/** The body of a `key` entry. */
MUST_USE enum rc mission_key_body(const struct signer_key *key, const char *role, struct arena *a,
                                  struct span *out, struct err *err);
/** Canonical text of a value, in the arena. */
MUST_USE enum rc mission_text(const struct json *v, struct arena *a, struct span *out,
                              struct err *err);
