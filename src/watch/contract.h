/* SPDX-License-Identifier: Apache-2.0 */
/* contract.h: the contract of what goes in, written out from the tables that the reader uses: so a
 * document cannot say something else. */
#pragma once

#include "base/buf.h"

/** The members of every kind and the words of every list, as Markdown. */
void contract_put_markdown(struct buf *b);
/** A JSON Schema (draft 2020-12) of one row. It is as strict as a schema can be: what depends on an
 * agreement, on a zone or on two members at once is said by the reader alone. */
void contract_put_schema(struct buf *b);
