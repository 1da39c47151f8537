/* SPDX-License-Identifier: Apache-2.0 */
/* log_prove.h: evidence of one entry, for somebody who has the log's key and nothing else of ours.
 */
#pragma once

#include "cmd/log_files.h"
#include "record/evidence.h"

/**
 * The evidence file of an entry under the newest signed head.
 *
 * in     is_withheld  of the commitment alone: nothing of the entry
 * fails  RC_CONFLICT: no signed head holds it yet; or its author cannot be shown, as another entry
 *        of its batch was erased; RC_ABSENT: it was erased itself; what the store says
 */
MUST_USE enum rc log_prove(struct log_files *f, const struct store_entry *e, bool is_withheld,
                           struct buf *out, struct err *err);
