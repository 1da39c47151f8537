/* SPDX-License-Identifier: Apache-2.0 */
/* text_check.h: what characters a pact may be written in: a name that looks like another one is an
 * attack. */
#pragma once

#include "pact/diag.h"

/**
 * Complain of bytes that are not UTF-8, of characters that are invisible or turn the direction of
 * reading, and of text that is not in Unicode's normal form C.
 *
 * out  false where nothing else can be done with the text: it is not UTF-8
 */
bool text_check(struct span text, struct diag_list *d);
