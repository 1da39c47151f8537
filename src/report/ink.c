/* SPDX-License-Identifier: Apache-2.0 */
#include "report/ink.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>

#define FONT         "DejaVu Sans"
#define TEXT_MAX     400
#define PATTERN_STEP 3.6
#define HALO_WIDTH   3.0

static const struct ink_style styles[INK_STYLES] = {
    {{0.106, 0.498, 0.475}, INK_SOLID, "teal, solid"},
    {{0.725, 0.478, 0.039}, INK_DIAGONAL, "ochre, diagonal stripes"},
    {{0.435, 0.298, 0.608}, INK_DOTS, "violet, dots"},
    {{0.373, 0.478, 0.118}, INK_HORIZONTAL, "olive, horizontal stripes"},
    {{0.478, 0.294, 0.165}, INK_CROSS, "brown, cross-hatched"},
    {{0.651, 0.239, 0.471}, INK_VERTICAL, "plum, vertical stripes"},
    {{0.275, 0.349, 0.420}, INK_BACK_DIAGONAL, "slate, back-diagonal stripes"},
    {{0.600, 0.420, 0.300}, INK_SPARSE_DOTS, "tan, sparse dots"},
};

static const struct ink_style unnamed[] = {
    {{0.33, 0.34, 0.36}, INK_DOTS, "dark grey, dots"},
    {{0.20, 0.20, 0.20}, INK_CROSS, "black, cross-hatched"},
    {{0.60, 0.60, 0.60}, INK_SOLID, "light grey, solid"},
};

struct ink_style ink_style(uint32_t party, uint32_t n_named)
{
    if (party >= n_named)
        return unnamed[(party - n_named) % (sizeof(unnamed) / sizeof(unnamed[0]))];
    return styles[party % INK_STYLES];
}

void ink_css(struct ink_colour c, char out[8])
{
    (void)snprintf(out, 8, "#%02x%02x%02x", (unsigned)lround(c.r * 255) & 0xFFU,
                   (unsigned)lround(c.g * 255) & 0xFFU, (unsigned)lround(c.b * 255) & 0xFFU);
}

void ink_set(cairo_t *cr, struct ink_colour c, double alpha)
{
    cairo_set_source_rgba(cr, c.r, c.g, c.b, alpha);
}

/* ---- patterns: strokes clipped to the path, so that they stay vectors on every surface ---- */

static double floor_to(double v, double step)
{
    return floor(v / step) * step;
}

/* Lines start at multiples of the step, so that patterns of neighbours join. */
static void add_diagonals(cairo_t *cr, const struct ink_box *b, int slope)
{
    double step = PATTERN_STEP * 1.4;
    double from = slope > 0 ? b->x - b->h : b->x;
    double first = floor_to(from - slope * b->y, step) + slope * b->y;

    for (double x = first; x < b->x + b->w + b->h; x += step) {
        cairo_move_to(cr, x, b->y);
        cairo_line_to(cr, x + slope * b->h, b->y + b->h);
    }
}

static void add_horizontals(cairo_t *cr, const struct ink_box *b)
{
    for (double y = floor_to(b->y, PATTERN_STEP); y < b->y + b->h; y += PATTERN_STEP) {
        cairo_move_to(cr, b->x, y);
        cairo_line_to(cr, b->x + b->w, y);
    }
}

static void add_verticals(cairo_t *cr, const struct ink_box *b)
{
    for (double x = floor_to(b->x, PATTERN_STEP); x < b->x + b->w; x += PATTERN_STEP) {
        cairo_move_to(cr, x, b->y);
        cairo_line_to(cr, x, b->y + b->h);
    }
}

/* Zero-length strokes with round caps are dots. */
static void add_dots(cairo_t *cr, const struct ink_box *b, double step)
{
    for (double y = floor_to(b->y, step); y < b->y + b->h + step; y += step) {
        double shift = fmod(floor(y / step), 2) != 0 ? step / 2 : 0;

        for (double x = floor_to(b->x, step) + shift; x < b->x + b->w + step; x += step) {
            cairo_move_to(cr, x, y);
            cairo_close_path(cr);
        }
    }
}

static void add_pattern(cairo_t *cr, enum ink_pattern pattern, const struct ink_box *b)
{
    switch (pattern) {
    case INK_SOLID:
        break;
    case INK_DIAGONAL:
        add_diagonals(cr, b, -1);
        break;
    case INK_BACK_DIAGONAL:
        add_diagonals(cr, b, 1);
        break;
    case INK_HORIZONTAL:
        add_horizontals(cr, b);
        break;
    case INK_VERTICAL:
        add_verticals(cr, b);
        break;
    case INK_CROSS:
        add_horizontals(cr, b);
        add_verticals(cr, b);
        break;
    case INK_DOTS:
        add_dots(cr, b, PATTERN_STEP);
        break;
    case INK_SPARSE_DOTS:
        add_dots(cr, b, PATTERN_STEP * 1.6);
        break;
    }
}

static void stroke_pattern(cairo_t *cr, const struct ink_style *style, const struct ink_box *b)
{
    bool is_dots = style->pattern == INK_DOTS || style->pattern == INK_SPARSE_DOTS;

    cairo_set_line_cap(cr, is_dots ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_line_width(cr, is_dots ? 1.7 : 1.5);
    add_pattern(cr, style->pattern, b);
    cairo_stroke(cr);
}

void ink_fill(cairo_t *cr, const struct ink_style *style)
{
    cairo_path_t *path = cairo_copy_path(cr);
    double x0, y0, x1, y1;

    cairo_path_extents(cr, &x0, &y0, &x1, &y1);
    if (style->pattern == INK_SOLID) {
        ink_set(cr, style->colour, 1);
        cairo_fill(cr);
    } else {
        struct ink_box b = {x0, y0, x1 - x0, y1 - y0};

        cairo_set_source_rgb(cr, 1, 1, 1);
        cairo_fill_preserve(cr);
        ink_set(cr, style->colour, 0.22);
        cairo_fill_preserve(cr);
        cairo_save(cr);
        cairo_clip(cr);
        ink_set(cr, style->colour, 1);
        stroke_pattern(cr, style, &b);
        cairo_restore(cr);
    }
    cairo_append_path(cr, path);
    cairo_path_destroy(path);
    ink_set(cr, style->colour, 1);
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
}

void ink_wash(cairo_t *cr, struct ink_colour c)
{
    const double dash[] = {2.5, 2.5};

    ink_set(cr, c, 0.13);
    cairo_fill_preserve(cr);
    ink_set(cr, c, 0.75);
    cairo_set_dash(cr, dash, 2, 0);
    cairo_set_line_width(cr, 0.9);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

void ink_hollow(cairo_t *cr, const struct ink_style *style)
{
    cairo_set_source_rgba(cr, 1, 1, 1, 0.85);
    cairo_fill_preserve(cr);
    ink_set(cr, style->colour, 0.85);
    cairo_set_line_width(cr, 1.1);
    cairo_stroke(cr);
}

/* ---- text ---- */

/* A line of text at most; what is no UTF-8 is left out by the caller. */
static PangoLayout *lay_out(cairo_t *cr, const struct ink_text *how, struct span text)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_from_string(FONT);

    pango_font_description_set_absolute_size(font, how->size * PANGO_SCALE);
    if (how->is_strong)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (how->is_italic)
        pango_font_description_set_style(font, PANGO_STYLE_OBLIQUE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_text(layout, text.p, (int)(text.n < TEXT_MAX ? text.n : TEXT_MAX));
    pango_font_description_free(font);
    return layout;
}

static struct ink_box box_of(PangoLayout *layout, const struct ink_text *how, double x, double y)
{
    PangoRectangle r;
    double w, h;

    pango_layout_get_extents(layout, NULL, &r);
    w = (double)r.width / PANGO_SCALE;
    h = (double)r.height / PANGO_SCALE;
    if (how->anchor == INK_MIDDLE)
        x -= w / 2;
    else if (how->anchor == INK_RIGHT)
        x -= w;
    return (struct ink_box){x, y - h / 2, w, h};
}

struct ink_box ink_measure(cairo_t *cr, const struct ink_text *how, double x, double y,
                           struct span text)
{
    PangoLayout *layout = lay_out(cr, how, text);
    struct ink_box b = box_of(layout, how, x, y);

    g_object_unref(layout);
    return b;
}

void ink_put(cairo_t *cr, const struct ink_text *how, double x, double y, struct span text)
{
    PangoLayout *layout = lay_out(cr, how, text);
    struct ink_box b = box_of(layout, how, x, y);

    if (how->has_halo) {
        cairo_move_to(cr, b.x, b.y);
        pango_cairo_layout_path(cr, layout);
        ink_set(cr, INK_PAPER, 0.9);
        cairo_set_line_width(cr, HALO_WIDTH);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cr);
    }
    ink_set(cr, how->colour, 1);
    cairo_move_to(cr, b.x, b.y);
    pango_cairo_show_layout(cr, layout);
    g_object_unref(layout);
}
