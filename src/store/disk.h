/* SPDX-License-Identifier: Apache-2.0 */
/* disk.h: small files of a mission directory, written so that a crash at any moment leaves the old
 * one or the new one; folders; hashes of files. What the system refuses is RC_IO with its words and
 * the path; what is not there is RC_ABSENT. */
#pragma once

#include "base/arena.h"
#include "base/hash.h"

#define DISK_PATH_MAX 4096

/* A path that was put together; NUL-ended. */
struct disk_path {
    char text[DISK_PATH_MAX];
};

/** "folder/name". fails RC_LIMIT */
MUST_USE enum rc disk_join(const char *folder, const char *name, struct disk_path *out,
                           struct err *err);

/** Read a regular file of at most `max_bytes`, NUL-ended behind its end. */
MUST_USE enum rc disk_read(const char *path, size_t max_bytes, struct arena *a, struct span *out,
                           struct err *err);
/** SHA-256 of a regular file of any size. out: `n_bytes` may be NULL */
MUST_USE enum rc disk_hash(const char *path, struct sha256_digest *out, uint64_t *n_bytes,
                           struct err *err);

/* What a file or folder is made with; the umask is not asked. */
enum disk_mode {
    DISK_OPEN,   /* 0644, folders 0755 */
    DISK_SECRET, /* 0600, folders 0700 */
};

/**
 * Replace a file: written beside it, made durable, renamed, and the folder made durable.
 *
 * Other programs see the old bytes or the new ones, and so does the next start after a crash.
 */
MUST_USE enum rc disk_replace(const char *path, struct span bytes, enum disk_mode mode,
                              struct err *err);
/* What a replacement is called until it is whole. */
#define DISK_BESIDE ".new"
/** Make a file that is not there yet. fails RC_CONFLICT: it is; its bytes are not looked at */
MUST_USE enum rc disk_create(const char *path, struct span bytes, enum disk_mode mode,
                             struct err *err);
/** fails RC_CONFLICT: there is something of that name */
MUST_USE enum rc disk_make_folder(const char *path, enum disk_mode mode, struct err *err);
/** Make what stands in a folder durable: names of files that were made, renamed, removed. */
MUST_USE enum rc disk_sync_folder(const char *path, struct err *err);
/** Whether anything of that name is there. */
bool disk_is_there(const char *path);
bool disk_is_folder(const char *path);

/**
 * Walk the regular files of a folder and its folders, by name in byte order.
 *
 * Links and whatever is neither file nor folder are handed out with `is_odd`, and not followed.
 * out  `name` is relative to the folder; what `take` returns ends the walk
 */
struct disk_entry {
    const char *name, *path;
    bool is_odd;
    unsigned mode; /* permission bits */
    uint64_t n_bytes;
};
MUST_USE enum rc disk_walk(const char *folder,
                           enum rc (*take)(void *to, const struct disk_entry *e, struct err *err),
                           void *to, struct err *err);
/** Remove a folder with all that is in it. RC_OK where there is none. */
MUST_USE enum rc disk_remove_tree(const char *folder, struct err *err);
