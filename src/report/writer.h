/* SPDX-License-Identifier: Apache-2.0 */
/* writer.h: bytes to a file or to standard output, and a folder of files that appear whole or not
 * at all.
 *
 * Only this module of src/report touches the file system. */
#pragma once

#include <stdio.h>

#include "base/err.h"
#include "base/span.h"

#define WRITER_NAME_MAX 64

struct writer {
    FILE *f; /* NULL: not open */
    char name[WRITER_NAME_MAX];
    bool is_borrowed; /* standard output: not ours to close */
};

/** Write to a stream that is open already; `name` is for messages. */
struct writer writer_over(FILE *f, const char *name);
/** fails RC_IO: the disk is full, the pipe closed, …, with the name */
MUST_USE enum rc writer_put(struct writer *w, struct span s, struct err *err);
MUST_USE enum rc writer_puts(struct writer *w, const char *text, struct err *err);

#define FOLDER_FILES_MAX 24

/* An output folder. Files are written under temporary names and renamed together at the end. */
struct folder {
    int fd;
    const char *path; /* the caller's, for messages */
    bool is_new;      /* made by us: taken away again when nothing comes of it */
    struct writer files[FOLDER_FILES_MAX];
    size_t n_files;
};

/**
 * Make or open an output folder.
 *
 * fails  RC_CONFLICT: it holds something and no marker (".aasc-judge") says that it is an earlier
 *        output; RC_ABSENT: its parent does not exist; RC_IO: it cannot be written
 */
MUST_USE enum rc folder_open(struct folder *d, const char *path, struct err *err);
/** A new file in it, by its final name. fails RC_IO */
MUST_USE enum rc folder_file(struct folder *d, const char *name, struct writer **out,
                             struct err *err);
/**
 * Bring every file safely to disk, then give all their names; files of an earlier output are
 * replaced one by one, the last added last. Closes the folder.
 *
 * fails  RC_IO: nothing was renamed, unless the renaming itself failed
 */
MUST_USE enum rc folder_commit(struct folder *d, struct err *err);
/** Take the temporary files away and close; harmless after folder_commit. */
void folder_abandon(struct folder *d);
