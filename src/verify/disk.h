/* SPDX-License-Identifier: Apache-2.0 */
/* disk.h: the files that aasc-verify reads: one by its path, or all of a directory of tiles. */
#pragma once

#include "record/log_verify.h"

#define DISK_PATH_MAX  4096
#define DISK_DEPTH_MAX 16 /* folders inside one another */

/** Whether a path names a folder. */
bool disk_is_folder(const char *path);

/**
 * Read a whole regular file.
 *
 * fails  RC_ABSENT: there is none; RC_IO: unreadable, or no regular file; RC_LIMIT: longer than the
 *        arena allows; the note names the path
 */
MUST_USE enum rc disk_read(const char *path, struct arena *a, struct span *out, struct err *err);

/** The directory of a log; `folder` must outlive it. */
struct log_directory disk_directory(const char *folder);
