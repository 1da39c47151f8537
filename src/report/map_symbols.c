/* SPDX-License-Identifier: Apache-2.0 */
#include "report/map_symbols.h"

#include <math.h>

#define LEGEND_ROW 19.0
#define RADIUS     6.4

double map_symbol_radius(uint64_t n)
{
    return RADIUS + 1.6 * log10((double)(n == 0 ? 1 : n)) * 1.6;
}

/* ---- outlines about (0, 0), from -1 to 1 ---- */

static void add_polygon(cairo_t *cr, const double (*at)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        cairo_line_to(cr, at[i][0], at[i][1]);
    cairo_close_path(cr);
}

static void outline_fire(cairo_t *cr)
{
    for (int i = 0; i < 16; i++) {
        double r = i % 2 == 0 ? 1.25 : 0.62, a = i * M_PI / 8;

        cairo_line_to(cr, r * sin(a), -r * cos(a));
    }
    cairo_close_path(cr);
}

static void outline_weapon(cairo_t *cr)
{
    cairo_rectangle(cr, -0.92, -0.92, 1.84, 1.84);
}

static void outline_air(cairo_t *cr)
{
    static const double at[][2] = {{0, -1.2}, {1.15, 0.9}, {0, 0.45}, {-1.15, 0.9}};

    add_polygon(cr, at, 4);
}

static void outline_crossing(cairo_t *cr)
{
    static const double at[][2] = {{-1.2, -0.45}, {0.1, -0.45}, {0.1, -1.1}, {1.25, 0},
                                   {0.1, 1.1},    {0.1, 0.45},  {-1.2, 0.45}};

    add_polygon(cr, at, 7);
}

static void outline_impediment(cairo_t *cr)
{
    static const double at[][2] = {{-0.5, -1.15}, {0.5, -1.15}, {1.15, -0.5}, {1.15, 0.5},
                                   {0.5, 1.15},   {-0.5, 1.15}, {-1.15, 0.5}, {-1.15, -0.5}};

    add_polygon(cr, at, 8);
}

static void outline_site(cairo_t *cr)
{
    static const double at[][2] = {{0, -1.25}, {1.15, -0.2}, {1.15, 1}, {-1.15, 1}, {-1.15, -0.2}};

    add_polygon(cr, at, 5);
}

static void outline_other(cairo_t *cr)
{
    cairo_arc(cr, 0, 0, 1, 0, 2 * M_PI);
    cairo_close_path(cr);
}

static void (*const outlines[SPOT_SYMBOL_COUNT])(cairo_t *) = {
    [SPOT_FIRE] = outline_fire,
    [SPOT_WEAPON] = outline_weapon,
    [SPOT_AIR] = outline_air,
    [SPOT_CROSSING] = outline_crossing,
    [SPOT_IMPEDIMENT] = outline_impediment,
    [SPOT_SITE] = outline_site,
    [SPOT_OTHER] = outline_other,
};

/* The bar of a "no entry" sign: an octagon alone looks like a circle when it is small. */
static void draw_bar(cairo_t *cr, const struct ink_box *at)
{
    cairo_rectangle(cr, at->x - at->w * 0.62, at->y - at->w * 0.2, at->w * 1.24, at->w * 0.4);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_fill_preserve(cr);
    ink_set(cr, INK_BLACK, 0.8);
    cairo_set_line_width(cr, 0.7);
    cairo_stroke(cr);
}

void map_symbol_draw(cairo_t *cr, enum spot_symbol symbol, bool is_violation,
                     const struct ink_style *style, const struct ink_box *at)
{
    cairo_matrix_t straight;

    cairo_get_matrix(cr, &straight);
    cairo_new_path(cr);
    cairo_translate(cr, at->x, at->y);
    cairo_scale(cr, at->w, at->w);
    outlines[symbol](cr);
    cairo_set_matrix(cr, &straight);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
    if (is_violation)
        ink_fill(cr, style);
    else
        ink_hollow(cr, style);
    if (symbol == SPOT_IMPEDIMENT)
        draw_bar(cr, at);
}

static const enum phrase symbol_names[SPOT_SYMBOL_COUNT] = {
    [SPOT_FIRE] = PHRASE_MAP_FIRE,
    [SPOT_WEAPON] = PHRASE_MAP_WEAPON,
    [SPOT_AIR] = PHRASE_MAP_AIR,
    [SPOT_CROSSING] = PHRASE_MAP_CROSSING,
    [SPOT_IMPEDIMENT] = PHRASE_MAP_IMPEDIMENT,
    [SPOT_SITE] = PHRASE_MAP_SITE,
    [SPOT_OTHER] = PHRASE_MAP_OTHER,
};

/* ---- legend: entries flow from left to right and wrap ---- */

struct flow {
    cairo_t *cr; /* NULL: only measured */
    cairo_t *ruler;
    struct ink_box room;
    double x, y;
};

static const struct ink_text legend_text = {
    .size = 10.5, .anchor = INK_LEFT, .colour = {0.12, 0.13, 0.14}};

static const struct ink_text number_text = {
    .size = 10, .anchor = INK_MIDDLE, .is_strong = true, .colour = {0.12, 0.13, 0.14}};

static void new_row(struct flow *f)
{
    if (f->x > f->room.x) {
        f->x = f->room.x;
        f->y += LEGEND_ROW;
    }
}

/* Room for a mark and its words; returns where the mark's middle stands. */
static struct ink_box next_entry(struct flow *f, struct span words)
{
    double w = ink_measure(f->ruler, &legend_text, 0, 0, words).w + 40;
    struct ink_box mark;

    if (f->x + w > f->room.x + f->room.w)
        new_row(f);
    mark = (struct ink_box){f->x + 9, f->y + LEGEND_ROW / 2, RADIUS, RADIUS};
    if (f->cr != NULL)
        ink_put(f->cr, &legend_text, f->x + 21, mark.y, words);
    f->x += w;
    return mark;
}

static void put_symbols(struct flow *f, const struct map_legend *l)
{
    const struct ink_style plain = {{0.35, 0.36, 0.38}, INK_SOLID, ""};

    for (int s = 0; s < SPOT_SYMBOL_COUNT; s++) {
        struct ink_box mark;

        if (!l->has_symbol[s])
            continue;
        mark = next_entry(f, l->phrases->text[symbol_names[s]]);
        if (f->cr != NULL)
            map_symbol_draw(f->cr, (enum spot_symbol)s, true, &plain, &mark);
    }
    new_row(f);
}

static void put_parties(struct flow *f, const struct map_legend *l)
{
    for (uint32_t i = 0; i < l->parties->n; i++) {
        struct ink_style style = ink_style(i, l->parties->n_named);
        struct ink_box mark;

        if (!l->has_party[i])
            continue;
        mark = next_entry(f, phrases_party(l->phrases, l->parties, i));
        if (f->cr == NULL)
            continue;
        cairo_rectangle(f->cr, mark.x - 8, mark.y - 5.5, 16, 11);
        ink_fill(f->cr, &style);
    }
    new_row(f);
}

static void put_circle(cairo_t *cr, const struct ink_box *at)
{
    const double dash[] = {2.5, 2.5};

    cairo_new_path(cr); /* the words before left a point */
    cairo_arc(cr, at->x, at->y, 7, 0, 2 * M_PI);
    ink_set(cr, INK_GREY, 1);
    cairo_set_dash(cr, dash, 2, 0);
    cairo_set_line_width(cr, 0.9);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static void put_wedge(cairo_t *cr, const struct ink_box *at)
{
    const double from = -0.75 * M_PI, to = -0.25 * M_PI;

    cairo_new_path(cr);
    cairo_arc(cr, at->x, at->y + 8, 15, from, to);
    cairo_arc_negative(cr, at->x, at->y + 8, 6, to, from);
    cairo_close_path(cr);
    ink_wash(cr, INK_GREY);
}

static void put_words(struct flow *f, const struct map_legend *l)
{
    const struct ink_style plain = {{0.35, 0.36, 0.38}, INK_SOLID, ""};
    struct ink_box mark;

    if (l->has_violation) {
        mark = next_entry(f, l->phrases->text[PHRASE_MAP_VIOLATION]);
        if (f->cr != NULL)
            map_symbol_draw(f->cr, SPOT_OTHER, true, &plain, &mark);
    }
    if (l->has_undecided) {
        mark = next_entry(f, l->phrases->text[PHRASE_MAP_UNDECIDED]);
        if (f->cr != NULL)
            map_symbol_draw(f->cr, SPOT_OTHER, false, &plain, &mark);
    }
    if (l->has_sigma) {
        mark = next_entry(f, l->phrases->text[PHRASE_MAP_CIRCLE]);
        if (f->cr != NULL)
            put_circle(f->cr, &mark);
    }
    if (l->has_sector) {
        mark = next_entry(f, l->phrases->text[PHRASE_MAP_WEDGE]);
        if (f->cr != NULL)
            put_wedge(f->cr, &mark);
    }
    if (l->has_many) {
        mark = next_entry(f, l->phrases->text[PHRASE_MAP_MANY]);
        if (f->cr != NULL)
            ink_put(f->cr, &number_text, mark.x, mark.y, SPAN("2"));
    }
    new_row(f);
}

double map_legend_draw(cairo_t *cr, const struct map_legend *l, const struct ink_box *room)
{
    cairo_surface_t *none = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
    cairo_t *ruler = cairo_create(none);
    struct flow f = {.cr = cr, .ruler = ruler, .room = *room, .x = room->x, .y = room->y};

    put_words(&f, l);
    put_symbols(&f, l);
    put_parties(&f, l);
    cairo_destroy(ruler);
    cairo_surface_destroy(none);
    return f.y - room->y;
}
