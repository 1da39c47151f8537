/* SPDX-License-Identifier: Apache-2.0 */
/* encoding.h: texts of one byte a character into UTF-8. Which encoding it is, a mapping file
 * states; it is never guessed. */
#pragma once

#include "base/arena.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_LATIN1,       /* ISO 8859-1 */
    ENCODING_WINDOWS_1251, /* Cyrillic */
    ENCODING_WINDOWS_1252, /* Western */
    ENCODING_COUNT
};

/** fails RC_UNKNOWN: none of that name, with the list */
MUST_USE enum rc encoding_find(struct span name, enum encoding *out, struct err *err);
/**
 * A text in UTF-8.
 *
 * out    points into `s` where it is UTF-8 already, into `a` where it was rewritten
 * fails  RC_INPUT: a byte that has no meaning in the encoding, saying where
 */
MUST_USE enum rc encoding_decode(enum encoding e, struct span s, struct arena *a, struct span *out,
                                 struct err *err);
