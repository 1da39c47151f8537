/* SPDX-License-Identifier: Apache-2.0 */
/* escape.h: text from outside made harmless inside HTML and CSV. Pure. */
#pragma once

#include "base/buf.h"

/**
 * Append text for HTML, inside an element or a double-quoted attribute.
 *
 * Bytes that are no UTF-8, and controls other than tab and newline, become U+FFFD; bidirectional
 * controls are shown as their code point, so that a name cannot turn a line around.
 */
void escape_html(struct buf *b, struct span text);

/** The same for paper: neither controls nor text that turns a line around, but no entities. */
void escape_print(struct buf *b, struct span text);

/** Append one CSV field (RFC 4180): quoted where it holds a comma, a quote, a line end or blanks at
 * an end; nothing is changed or dropped. */
void escape_csv(struct buf *b, struct span text);
