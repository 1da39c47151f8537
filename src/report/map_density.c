/* SPDX-License-Identifier: Apache-2.0 */
/* map_density.c: regions of a quarter, half, three quarters and 95 % of the probability, each
 * lighter than the one inside it. Cells are joined to blocks, and blocks along a ray to strips, so
 * that the drawing stays small. */
#include "report/map_density.h"

#include <math.h>

#define WIDTH       860.0
#define WEDGE       2 /* cells of a block across … */
#define BLOCK       4 /* … and along a ray */
#define LEGEND_H    44.0
#define CROSS       6.0
#define SWATCH      16.0
#define SWATCH_STEP 130.0

static const struct {
    double within, alpha;
    const char *words;
} steps[] = {{0.25, 0.62, "25 % within"},
             {0.50, 0.44, "50 % within"},
             {0.75, 0.28, "75 % within"},
             {0.95, 0.14, "95 % within"}};
#define N_STEPS (sizeof(steps) / sizeof(steps[0]))
static const struct ink_colour density_colour = {0.35, 0.17, 0.42};

/* The step of a block by the mean over its cells; N_STEPS: outside all. */
static size_t step_of(const struct origin *o, size_t azimuth, size_t range)
{
    double sum = 0;
    size_t s = 0;

    for (size_t i = 0; i < WEDGE; i++)
        for (size_t k = 0; k < BLOCK; k++)
            sum += o->cells[(azimuth * WEDGE + i) * o->n_ranges + range * BLOCK + k].within;
    while (s < N_STEPS && sum / (WEDGE * BLOCK) > steps[s].within)
        s++;
    return s;
}

static struct geo_pos corner(const struct origin *o, size_t azimuth, size_t range)
{
    return geo_move(o->impact, o->azimuth0_deg + o->azimuth_step_deg * WEDGE * (double)azimuth,
                    o->range0_m + o->range_step_m * BLOCK * (double)range);
}

static void line_to(cairo_t *cr, const struct map_frame *f, struct geo_pos p)
{
    double x, y;

    map_project(f, p, &x, &y);
    cairo_line_to(cr, x, y);
}

static void draw_strip(cairo_t *cr, const struct density_map *m, size_t azimuth, size_t from,
                       size_t to)
{
    cairo_new_path(cr);
    line_to(cr, &m->frame, corner(m->origin, azimuth, from));
    line_to(cr, &m->frame, corner(m->origin, azimuth, to));
    line_to(cr, &m->frame, corner(m->origin, azimuth + 1, to));
    line_to(cr, &m->frame, corner(m->origin, azimuth + 1, from));
    cairo_close_path(cr);
    cairo_fill(cr);
}

static void draw_density(cairo_t *cr, const struct density_map *m)
{
    const struct origin *o = m->origin;
    size_t n_ranges = o->n_ranges / BLOCK;

    for (size_t i = 0; i < o->n_azimuths / WEDGE; i++)
        for (size_t from = 0, to; from < n_ranges; from = to) {
            size_t s = step_of(o, i, from);

            for (to = from + 1; to < n_ranges && step_of(o, i, to) == s;)
                to++;
            if (s == N_STEPS)
                continue;
            ink_set(cr, density_colour, steps[s].alpha);
            draw_strip(cr, m, i, from, to);
        }
}

static void draw_impact(cairo_t *cr, const struct density_map *m)
{
    const struct ink_text how = {
        .size = 10, .is_strong = true, .has_halo = true, .colour = INK_BLACK};
    double x, y;

    map_project(&m->frame, m->origin->impact, &x, &y);
    cairo_new_path(cr);
    cairo_move_to(cr, x - CROSS, y - CROSS);
    cairo_line_to(cr, x + CROSS, y + CROSS);
    cairo_move_to(cr, x - CROSS, y + CROSS);
    cairo_line_to(cr, x + CROSS, y - CROSS);
    ink_set(cr, INK_BLACK, 1);
    cairo_set_line_width(cr, 2);
    cairo_stroke(cr);
    ink_put(cr, &how, x + CROSS + 3, y, SPAN("impact"));
}

static void draw_legend(cairo_t *cr, const struct density_map *m)
{
    const struct ink_text how = {.size = 10, .colour = INK_BLACK};
    double x = m->frame.sheet.x, y = m->frame.sheet.y + m->frame.sheet.h + 26;

    for (size_t s = 0; s < N_STEPS; s++) {
        cairo_rectangle(cr, x, y, SWATCH, SWATCH);
        ink_set(cr, density_colour, steps[s].alpha);
        cairo_fill(cr);
        ink_put(cr, &how, x + SWATCH + 5, y + SWATCH / 2, span_of(steps[s].words));
        x += SWATCH_STEP;
    }
}

static void draw(cairo_t *cr, const void *context)
{
    const struct density_map *m = context;
    struct labels labels = {.sheet = m->frame.sheet};

    map_draw_graticule(cr, &m->frame);
    cairo_save(cr);
    cairo_rectangle(cr, m->frame.sheet.x, m->frame.sheet.y, m->frame.sheet.w, m->frame.sheet.h);
    cairo_clip(cr);
    map_ground_draw(cr, &m->frame, m->model);
    draw_density(cr, m);
    draw_impact(cr, m);
    map_ground_names(cr, &m->frame, m->model, &labels);
    cairo_restore(cr);
    map_draw_border(cr, &m->frame);
    draw_legend(cr, m);
}

void density_map_plan(struct density_map *m, const struct origin *o, const struct pact_model *model)
{
    struct map_extent e = {0};

    map_extent_add(&e, o->impact);
    for (size_t i = 0; i < o->n_azimuths * o->n_ranges; i++)
        if (o->cells[i].within <= steps[N_STEPS - 1].within)
            map_extent_add(&e, o->cells[i].at);
    map_ground_add_feet(&e, model);
    *m = (struct density_map){.origin = o, .model = model, .frame = map_frame_fit(&e, WIDTH)};
}

struct drawing density_map_drawing(const struct density_map *m)
{
    return (struct drawing){.context = m,
                            .width = WIDTH,
                            .height = m->frame.sheet.y + m->frame.sheet.h + 26 + LEGEND_H,
                            .draw = draw};
}

void density_map_put_words(struct buf *b, const struct origin *o)
{
    buf_printf(
        b,
        "Map of where it came from as a density around the impact, marked with a cross. Half "
        "of the probability lies within %.3g square kilometres, nine tenths within %.3g.",
        o->half_km2, o->nine_tenths_km2);
}
