/* SPDX-License-Identifier: Apache-2.0 */
/* types_part.h: what the two halves of the table of types share. */
#pragma once

#include "pact/types.h"

extern const struct type_row type_quantities[];

/** Say that something else than `wanted` stands at the cursor; returns false. */
bool type_refuse(const struct cursor *c, const char *wanted, struct err *why);
bool type_is_word(const struct token *t);
/** Whether `s` can stand without quotes. */
bool type_is_bare(struct span s);
enum rc type_put_word(const struct json *v, const char *ending, struct buf *b, struct err *err);
