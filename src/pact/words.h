/* SPDX-License-Identifier: Apache-2.0 */
/* words.h: the words that have a meaning of their own in terms: personnel, fire, mine_laying, … */
#pragma once

#include "pact/model.h"

/** False where the word is none of them. */
bool word_find(struct span word, enum pact_word *out);
/** All of them, NULL-ended. */
const char *const *word_names(void);
/** The nearest fixed word; NULL where none is near. */
const char *word_nearest(struct span word);
