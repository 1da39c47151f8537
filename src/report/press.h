/* SPDX-License-Identifier: Apache-2.0 */
/* press.h: what the files that print a document share: the page in hand and text on it. Lengths are
 * points. Only document_pdf.c and its parts include it. */
#pragma once

#include <pango/pangocairo.h>

#include "report/document.h"
#include "report/ink.h"

#define PRESS_SHORT     595.276 /* A4 */
#define PRESS_LONG      841.890
#define PRESS_MARGIN    51.0
#define PRESS_TOP       58.0
#define PRESS_BOTTOM    58.0
#define PRESS_PAGES_MAX 5000
#define PRESS_LEADING   1.25 /* height of a line in sizes of its letters */

struct press {
    cairo_surface_t *surface;
    cairo_t *cr;
    const struct document *doc;
    struct buf *text;  /* what is printed next, made harmless */
    double y;          /* where the next thing goes */
    bool is_wide;      /* this page lies on its long side */
    bool wants_wide;   /* the next ones do */
    int page, n_pages; /* n_pages 0: they are still being counted */
};

struct press_style {
    double size;
    bool is_strong, is_italic;
    struct ink_colour colour;
    enum ink_anchor anchor; /* within its width */
};

double press_width(const struct press *p);  /* of what is printed */
double press_bottom(const struct press *p); /* where it must end */
/** Finish the page in hand, if there is one, and begin the next. */
void press_turn(struct press *p);
/** Begin a new page unless so much room is left, or the page is new. */
void press_need(struct press *p, double h);

/** Lay text out in a width; < 0: in one line. To be given back by g_object_unref. */
PangoLayout *press_layout(struct press *p, const struct press_style *style, struct span text,
                          double width);
double press_height(PangoLayout *layout);
/**
 * Print lines [from, …) of a layout at x, y while they end at or above `bottom`.
 *
 * out  *h  how much they took; returns the first line that is left, or the number of lines
 */
int press_lines(struct press *p, PangoLayout *layout, int from, double x, double y, double bottom,
                double *h);
/** A paragraph from y on, over as many pages as it takes. */
void press_paragraph(struct press *p, const struct press_style *style, struct span text,
                     double indent, double after);

/* document_pdf_sheet.c */
void press_sheet(struct press *p, const struct sheet *s);
