/* SPDX-License-Identifier: Apache-2.0 */
/* lock.h: who writes a record: a lock file beside it, given back by the system when its holder
 * ends, however it ends. */
#pragma once

#include "base/arena.h"

/**
 * Become the writer of the record at `path` (…/record.db; the lock is …/record.lock).
 *
 * in   what  the command, for whoever comes second
 * out  *fd   held until lock_release; *left_by what the last holder wrote there, where it did not
 *            release it in order (in `a`); else empty
 * fails  RC_CONFLICT: held, with the holder's process id and command; RC_IO
 */
MUST_USE enum rc lock_take(const char *path, const char *what, struct arena *a, int *fd,
                           struct span *left_by, struct err *err);
/** `in_order`: nothing is left to be said to the next one. */
void lock_release(int fd, bool in_order);
/** Keep writers out while a disk is read that cannot tell of them; -1 where that cannot be. */
int lock_share(const char *path);
