/* SPDX-License-Identifier: Apache-2.0 */
/* pact_json.h: nodes to their JSON, and JSON back to the text of a pact. */
#pragma once

#include "pact/node.h"

/** The JSON of a block's statements (RFC 8785 orders its members when it is written). */
MUST_USE enum rc pact_json_block(const struct node_block *b, struct arena *a, struct json *out,
                                 struct err *err);
/**
 * The text of a file's JSON, statements in the order of the table.
 *
 * fails  RC_INPUT, RC_UNKNOWN: not the JSON of a pact, with the path of what is wrong
 */
MUST_USE enum rc pact_json_text(const struct json *v, struct buf *b, struct err *err);
