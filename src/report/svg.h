/* SPDX-License-Identifier: Apache-2.0 */
/* svg.h: a drawing as SVG that may stand inside a page: no prologue, ids of its own, a text
 * alternative. */
#pragma once

#include <cairo.h>

#include "base/buf.h"
#include "base/err.h"

#define SVG_BYTES_MAX ((size_t)32 << 20)

/* What can be drawn on any cairo surface. */
struct drawing {
    const void *context;
    double width, height;
    void (*draw)(cairo_t *cr, const void *context);
};

/**
 * Append the drawing as an <svg> element whose ids all begin with `prefix`.
 *
 * The same drawing gives the same bytes. in  title  the text alternative, escaped here
 * fails  RC_LIMIT: more than SVG_BYTES_MAX; RC_IO: cairo failed, with its words
 */
MUST_USE enum rc svg_put(struct buf *b, const struct drawing *d, const char *prefix,
                         struct span title, struct err *err);
