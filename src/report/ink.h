/* SPDX-License-Identifier: Apache-2.0 */
/* ink.h: colours, patterns and text on any cairo surface. Draws; knows nothing of what it means.
 *
 * Every style is told apart by its pattern as well as its colour, and none is red or blue: parties
 * to an agreement are neither friend nor foe, and many readers see no colours. */
#pragma once

#include <cairo.h>

#include "base/span.h"

#define INK_STYLES 8 /* styles repeat behind that */

struct ink_colour {
    double r, g, b;
};

#define INK_BLACK  ((struct ink_colour){0.12, 0.13, 0.14})
#define INK_GREY   ((struct ink_colour){0.42, 0.43, 0.45})
#define INK_FAINT  ((struct ink_colour){0.80, 0.80, 0.78})
#define INK_PAPER  ((struct ink_colour){0.985, 0.98, 0.965})
#define INK_GROUND ((struct ink_colour){0.955, 0.95, 0.93})

enum ink_pattern {
    INK_SOLID,
    INK_DIAGONAL,
    INK_DOTS,
    INK_HORIZONTAL,
    INK_CROSS,
    INK_VERTICAL,
    INK_BACK_DIAGONAL,
    INK_SPARSE_DOTS,
};

struct ink_style {
    struct ink_colour colour;
    enum ink_pattern pattern;
    const char *name; /* for text alternatives: "teal, solid" */
};

/** in  party, n_named  a row of struct parties; rows behind the named ones are grey or black */
struct ink_style ink_style(uint32_t party, uint32_t n_named);
/** The CSS colour "#rrggbb". */
void ink_css(struct ink_colour c, char out[8]);

void ink_set(cairo_t *cr, struct ink_colour c, double alpha);
/** Fill the current path with a style and outline it; the path is consumed. */
void ink_fill(cairo_t *cr, const struct ink_style *style);
/** Outline the current path as "not decided": paper inside, the style's colour around. */
void ink_hollow(cairo_t *cr, const struct ink_style *style);

/** Tint the current path lightly, dashed around: where something may be; the path is consumed. */
void ink_wash(cairo_t *cr, struct ink_colour c);

enum ink_anchor { INK_LEFT, INK_MIDDLE, INK_RIGHT };

struct ink_text {
    double size;            /* in units of the drawing */
    enum ink_anchor anchor; /* what of the text stands at x */
    bool is_strong, is_italic, has_halo;
    struct ink_colour colour;
};

struct ink_box {
    double x, y, w, h;
};

/** How much room text takes when drawn at x, y (y is the middle of its height). */
struct ink_box ink_measure(cairo_t *cr, const struct ink_text *how, double x, double y,
                           struct span text);
void ink_put(cairo_t *cr, const struct ink_text *how, double x, double y, struct span text);
