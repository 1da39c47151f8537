/* SPDX-License-Identifier: Apache-2.0 */
/* base64.h: base64 of RFC 4648 §4, with padding, in the one form that each byte string has. */
#pragma once

#include "base/buf.h"

/** Bytes that a text of `n_chars` may hold at most: the room that base64_read wants. */
#define BASE64_BYTES(n_chars) ((n_chars) / 4 * 3)

void base64_put(struct buf *b, struct span bytes);

/**
 * Read one text; blanks, line ends, missing padding and spare bits that are not zero are refused,
 * so that two different texts never mean the same bytes.
 *
 * in     out  room for BASE64_BYTES(text.n)
 * out    *n   the bytes written; on failure the content of `out` means nothing
 * fails  RC_INPUT
 */
MUST_USE enum rc base64_read(struct span text, uint8_t *out, size_t *n, struct err *err);

/** Read a text that must hold exactly `n` bytes. fails RC_INPUT */
MUST_USE enum rc base64_read_exact(struct span text, uint8_t *out, size_t n, struct err *err);
