/* SPDX-License-Identifier: Apache-2.0 */
/* log_export.h: a log written as a static directory, to be served by any web server. */
#pragma once

#include "cmd/log_files.h"
#include "record/checkpoint.h"

struct log_exported {
    uint64_t n_written; /* tiles and bundles */
    uint64_t n_kept;    /* that were there already */
};

/**
 * Write checkpoint, tiles and bundles of the newest signed head below `folder`.
 *
 * A folder that holds an earlier export of the same log is brought up to date: what its checkpoint
 * covers is compared and must be the same, what is behind it may be what an export left that was
 * cut short, and is written anew. The checkpoint is written last, when all else is on the disk.
 * in     log  the key that signed the earlier export, too
 * fails  RC_CONFLICT: something else is there, or another history, or a longer one; RC_IO
 */
MUST_USE enum rc log_export(struct log_files *f, const struct log_trust *log, const char *folder,
                            struct log_exported *out, struct err *err);
