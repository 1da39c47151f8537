/* SPDX-License-Identifier: Apache-2.0 */
/* source.h: bytes from the outside world: whole files, large files without copying them, the files
 * beside a pact, time zones. The only place of the program that opens files for reading. */
#pragma once

#include "base/buf.h"
#include "base/files.h"

#define SOURCE_PATH_MAX 4096

/**
 * Read a whole regular file.
 *
 * fails  RC_ABSENT: there is none; RC_IO: unreadable, a folder, a pipe, a device; RC_LIMIT: longer
 *        than `max_bytes`; the note names the path
 */
MUST_USE enum rc source_read(const char *path, size_t max_bytes, struct arena *a, struct span *out,
                             struct err *err);

/* The bytes of a data file: mapped where it is a file, read where it is a pipe. */
struct source_map {
    struct span bytes;
    void *mapped;
    size_t mapped_bytes;
};

#define SOURCE_STREAM_MAX ((size_t)2 << 30)

/**
 * The bytes of a data file of any size; "-" is standard input.
 *
 * A pipe is read to its end, up to SOURCE_STREAM_MAX; one that nobody writes to is refused after
 * some seconds. A file that is cut short by somebody else while
 * it is mapped ends the program with a message.
 * fails  as source_read
 */
MUST_USE enum rc source_map(const char *path, struct source_map *out, struct err *err);
void source_unmap(struct source_map *m);
/** Bytes of a regular file; 0 for anything else: for progress only. */
uint64_t source_size(const char *path);

/* The folder that a pact's file names are relative to. */
struct source_folder {
    char path[SOURCE_PATH_MAX];
    size_t max_bytes; /* of one file */
};

/**
 * Files beside a pact: names are relative to its folder and stay inside it.
 *
 * An absolute name, a ".." and a network address are refused, so that a pact from a stranger
 * cannot make the program read elsewhere; links that the user made himself are followed.
 */
MUST_USE enum rc source_folder_of(const char *pact_path, struct source_folder *out,
                                  struct err *err);
struct files source_files(struct source_folder *folder);

/* The folder of the time zone database: $TZDIR, else /usr/share/zoneinfo. */
struct files source_zones(void);
/** "2026f", or "unknown" where the database does not say. */
void source_zones_version(struct buf *out);
