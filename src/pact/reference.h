/* SPDX-License-Identifier: Apache-2.0 */
/* reference.h: what the table of the language says, for documents: the JSON schema and the
 * reference of docs/formats/pact.md. */
#pragma once

#include "base/buf.h"

/** The JSON schema (draft 2020-12) of canonical JSON, indented for people. */
MUST_USE enum rc reference_put_schema(struct buf *b, struct err *err);
/** Markdown tables: blocks with their statements, types, fixed words. */
void reference_put(struct buf *b);
