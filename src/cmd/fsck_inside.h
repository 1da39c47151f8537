/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_inside.h: what the parts of the check share. */
#pragma once

#include "cmd/fsck.h"
#include "cmd/log_keys.h"
#include "store/disk.h"

struct checking {
    const char *folder;
    const struct fsck_hearer *hearer;
    struct fsck_found found;
    struct store *store; /* NULL: it could not be opened */
    struct log_keys keys;
    struct log_trust trust; /* the log's keys that the record states */
    struct span erased;     /* the text of head/erased; p == NULL: there is none */
    bool is_reconciled;     /* a head was given up here */
    struct arena arena;
    struct arena scratch; /* emptied by whoever uses it */
};

/** Tell of a fault. fails  what the hearer returns */
MUST_USE enum rc checking_fault(struct checking *c, struct err *err, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/** One fault where `rc` is a failure: its note. */
MUST_USE enum rc checking_note(struct checking *c, enum rc rc, const struct err *note,
                               struct err *err);
/** The hook of checks that tell their faults as lines; its context is the struct checking. */
enum rc checking_hear(void *context, struct span fault, struct err *err);
/** "folder/name"; paths are short enough, or told as a fault: then false. */
bool checking_path(struct checking *c, const char *name, struct disk_path *out);

/** mission.pact and pacts/ against the entries that pin them. */
MUST_USE enum rc checking_pins(struct checking *c, struct err *err);
/** head/ against the record. */
MUST_USE enum rc checking_head(struct checking *c, struct err *err);
/** Read head/erased, and whether a head was given up. */
void checking_read_erased(struct checking *c);
/** Whether an erasure or head/erased names a file of blobs/: then it is gone for a reason. */
bool checking_is_erased(struct checking *c, const struct sha256_digest *blob);
/** Releases: that each still holds, by its signatures and the roster of its time. Of a mission too
 * damaged to open the other faults say so. */
MUST_USE enum rc checking_releases(struct checking *c, struct err *err);
/** keys/: modes, bytes, and that they are the keys that the record states. */
MUST_USE enum rc checking_keys(struct checking *c, struct err *err);
