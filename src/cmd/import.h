/* SPDX-License-Identifier: Apache-2.0 */
/* import.h: one run of `aasc import`: files into batches, batches into the record. */
#pragma once

#include "cmd/intake.h"
#include "report/rejects.h"
#include "store/blobs.h"

enum import_option {
    IMPORT_FORMAT,
    IMPORT_MAP,
    IMPORT_ZONE,
    IMPORT_BY,
    IMPORT_STRICT,
    IMPORT_JSON,
    IMPORT_OPTION_COUNT
};

struct import {
    const struct command_line *line;
    struct mission m;
    struct intake in;
    bool has_intake;
    struct signer_key author;
    struct feed_settings settings;
    struct files zones;
    struct feed_total total; /* of all files */
    uint64_t n_rejected, n_files_refused;
    uint64_t n_outdone; /* entries that rows of these files contradict, and stand before */
    struct progress progress;

    /* of the file being read */
    const char *path;
    struct span name;
    struct sha256_digest hash;
    uint64_t n_bytes;
    struct rejects rejects;
    struct arena rejects_arena; /* of its own: another thread may be using the mission's */
    FILE *rejects_file;
    struct writer rejects_writer;
    struct disk_path rejects_path;
    struct err sink_err; /* the first fault of a callback that cannot return one */
    enum rc sink_rc;
};

MUST_USE enum rc import_open(struct import *im, const struct command_line *line, struct err *err);
/** Read, append and acknowledge every file; print what was done. */
MUST_USE enum rc import_run(struct import *im, struct err *err);
int import_status(const struct import *im);
void import_close(struct import *im);
