/* SPDX-License-Identifier: Apache-2.0 */
/* usage.h: how statements are written, for messages and documents. */
#pragma once

#include "pact/schema.h"
#include "pact/types.h"

/** How a statement is written: "start by DAY". */
void usage_put(const struct schema_row *row, struct buf *b);
/** Complain that a statement has none of its forms; `why` is the fault of the likeliest one. */
void usage_complain(const struct tree_stmt *s, enum schema_scope scope, struct diag_list *d,
                    struct src_pos at, const char *why);
/** Complain that a block has no such statement. */
void usage_complain_keyword(const struct tree_stmt *s, enum schema_scope scope,
                            struct diag_list *d);
