/* SPDX-License-Identifier: Apache-2.0 */
/* names.h: texts that rows name by number: labels of entries, terms of verdicts. */
#pragma once

#include "store/db.h"

/** Read them all again: at the opening, and when a step that added some was rolled back. */
MUST_USE enum rc names_load(struct store *s, struct err *err);
void names_release(struct store *s);
/** The number of a text, which is added where it is new. */
MUST_USE enum rc names_number(struct store *s, struct names *names, struct span text, uint32_t *out,
                              struct err *err);
/** The number, or -1 where no row has that text. */
MUST_USE enum rc names_find(struct store *s, struct names *names, struct span text, int64_t *out,
                            struct err *err);
/** Lives as long as the store. fails RC_INPUT: no row has that number, the record is damaged */
MUST_USE enum rc names_text(struct store *s, struct names *names, int64_t number, struct span *out,
                            struct err *err);
