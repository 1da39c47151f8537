/* SPDX-License-Identifier: Apache-2.0 */
#include "report/map_ground.h"

#include <math.h>

#define HATCH_STEP  9.0 /* between strokes */
#define HATCH_PROBE 3.0 /* along a stroke */
#define AREAS_MAX   24
#define SIDE_GAP    24.0 /* of a party's name from its line */
#define NAME_TRIES  9
#define NAME_GRID   26

static const struct ink_colour hatch_colour = {0.55, 0.52, 0.46};

/* ---- extent ---- */

static void add_run(struct map_extent *e, const struct geo_run *run)
{
    for (size_t i = 0; i < run->n; i++)
        map_extent_add(e, run->at[i]);
}

static void add_agreement(struct map_extent *e, const struct pact_agreement *g)
{
    for (size_t i = 0; i < g->n_lines; i++) {
        const struct geo_run *runs;
        size_t n = geo_line_runs(g->lines[i].geometry, &runs);

        for (size_t k = 0; k < n; k++)
            add_run(e, &runs[k]);
    }
    for (size_t i = 0; i < g->n_areas; i++) {
        const struct geo_polygon *polygons;
        size_t n = geo_area_outline(g->areas[i].geometry, &polygons);

        for (size_t k = 0; k < n; k++)
            add_run(e, &polygons[k].rings[0]);
    }
}

struct map_extent map_ground_extent(const struct pact_model *model)
{
    struct map_extent e = {0};

    for (size_t i = 0; i < model->n_agreements; i++)
        add_agreement(&e, &model->agreements[i]);
    return e;
}

void map_ground_add_feet(struct map_extent *e, const struct pact_model *model)
{
    struct geo_pos middle = {.lat_deg = (e->south_deg + e->north_deg) / 2,
                             .lon_deg = e->lon_ref_deg + (e->west_deg + e->east_deg) / 2};

    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_lines; k++)
            map_extent_add(e, geo_line_nearest(g->lines[k].geometry, middle).foot);
    }
}

/* ---- areas ---- */

static void trace(cairo_t *cr, const struct map_frame *f, const struct geo_run *run)
{
    cairo_new_sub_path(cr);
    for (size_t i = 0; i < run->n; i++) {
        double x, y;

        map_project(f, run->at[i], &x, &y);
        cairo_line_to(cr, x, y);
    }
}

static void outline(cairo_t *cr, const struct map_frame *f, const struct geo_area *area)
{
    const struct geo_polygon *polygons;
    size_t n = geo_area_outline(area, &polygons);

    cairo_new_path(cr);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < polygons[i].n_rings; k++) {
            trace(cr, f, &polygons[i].rings[k]);
            cairo_close_path(cr);
        }
    }
    ink_set(cr, hatch_colour, 0.95);
    cairo_set_line_width(cr, 1.1);
    cairo_stroke(cr);
}

static bool is_in(const struct map_frame *f, const struct geo_area *area, double x, double y)
{
    return map_shows(f, x, y) && geo_area_contains(area, map_unproject(f, x, y));
}

/* One slanted stroke: only where the area is. Asking the area itself draws every form alike, also
 * those that have no outline. */
static void hatch_stroke(cairo_t *cr, const struct map_frame *f, const struct geo_area *area,
                         const struct ink_box *from)
{
    double steps = f->sheet.h / fabs(from->h) / HATCH_PROBE;
    bool is_down = false;

    for (int i = 0; i <= (int)steps + 1; i++) {
        double x = from->x + i * from->w * HATCH_PROBE, y = from->y + i * from->h * HATCH_PROBE;
        bool now = is_in(f, area, x, y);

        if (now && !is_down)
            cairo_move_to(cr, x, y);
        else if (!now && is_down)
            cairo_line_to(cr, x - from->w * HATCH_PROBE, y - from->h * HATCH_PROBE);
        is_down = now;
    }
    if (is_down)
        cairo_line_to(cr, from->x + ((int)steps + 1) * from->w * HATCH_PROBE,
                      from->y + ((int)steps + 1) * from->h * HATCH_PROBE);
}

/* Areas are told apart by the slant of their strokes. */
static void hatch(cairo_t *cr, const struct map_frame *f, const struct geo_area *area, size_t ix)
{
    static const double slants[][2] = {
        {0.5, 0.866}, {-0.5, 0.866}, {0.866, 0.5}, {-0.866, 0.5}, {0, 1}};
    const double *slant = slants[ix % (sizeof(slants) / sizeof(slants[0]))];
    double reach = f->sheet.h * fabs(slant[0] / slant[1]);

    cairo_new_path(cr);
    for (double x = f->sheet.x - reach; x < f->sheet.x + f->sheet.w + reach;
         x += HATCH_STEP / slant[1]) {
        struct ink_box from = {x, f->sheet.y, slant[0], slant[1]};

        hatch_stroke(cr, f, area, &from);
    }
    ink_set(cr, hatch_colour, 0.4);
    cairo_set_line_width(cr, 0.6);
    cairo_stroke(cr);
}

/* ---- lines ---- */

static void trace_line(cairo_t *cr, const struct map_frame *f, const struct geo_line *line)
{
    const struct geo_run *runs;
    size_t n = geo_line_runs(line, &runs);

    cairo_new_path(cr);
    for (size_t i = 0; i < n; i++)
        trace(cr, f, &runs[i]);
}

/* All bands lie below all lines: one line's band must not cover another line. */
static void draw_band(cairo_t *cr, const struct map_frame *f, const struct pact_line *line)
{
    double error = 2 * map_units(f, line->accuracy_m);

    trace_line(cr, f, line->geometry);
    cairo_set_line_width(cr, fmax(error, 4.6));
    cairo_set_source_rgba(cr, 1, 1, 1, 0.8);
    cairo_stroke_preserve(cr);
    if (error > 3) {
        ink_set(cr, INK_GREY, 0.28);
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void draw_line(cairo_t *cr, const struct map_frame *f, const struct pact_line *line,
                      size_t ix)
{
    static const double dashes[][2] = {{0, 0}, {9, 4}, {3, 3}, {12, 3}};
    const double *dash = dashes[ix % (sizeof(dashes) / sizeof(dashes[0]))];

    trace_line(cr, f, line->geometry);
    if (dash[0] > 0)
        cairo_set_dash(cr, dash, 2, 0);
    cairo_set_line_width(cr, 2.2);
    ink_set(cr, INK_BLACK, 1);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

static void draw_lines(cairo_t *cr, const struct map_frame *f, const struct pact_model *model)
{
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
    for (size_t i = 0; i < model->n_agreements; i++) {
        for (size_t k = 0; k < model->agreements[i].n_lines; k++)
            draw_band(cr, f, &model->agreements[i].lines[k]);
    }
    for (size_t i = 0; i < model->n_agreements; i++) {
        for (size_t k = 0; k < model->agreements[i].n_lines; k++)
            draw_line(cr, f, &model->agreements[i].lines[k], k);
    }
}

void map_ground_draw(cairo_t *cr, const struct map_frame *f, const struct pact_model *model)
{
    size_t n_areas = 0;

    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_areas && n_areas < AREAS_MAX; k++, n_areas++) {
            hatch(cr, f, g->areas[k].geometry, n_areas);
            outline(cr, f, g->areas[k].geometry);
        }
    }
    draw_lines(cr, f, model);
}

/* ---- names ---- */

/* Points of a line that lie on the sheet, numbered along it. */
struct along {
    double x, y;   /* the point asked for */
    double dx, dy; /* direction of the line there, length 1 */
    double n;      /* length on the sheet */
};

/* Walk the pieces of the line that begin on the sheet; `at` in drawing units from its beginning,
 * or less than 0 to measure only. */
static struct along walk(const struct map_frame *f, const struct geo_line *line, double at)
{
    struct along out = {0};
    const struct geo_run *runs;
    size_t n = geo_line_runs(line, &runs);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k + 1 < runs[i].n; k++) {
            double x0, y0, x1, y1, length;

            map_project(f, runs[i].at[k], &x0, &y0);
            map_project(f, runs[i].at[k + 1], &x1, &y1);
            length = hypot(x1 - x0, y1 - y0);
            if (length <= 0 || !map_shows(f, x0, y0) || !map_shows(f, x1, y1))
                continue;
            if (at >= out.n && at < out.n + length) {
                double share = (at - out.n) / length;

                out.x = x0 + share * (x1 - x0);
                out.y = y0 + share * (y1 - y0);
                out.dx = (x1 - x0) / length;
                out.dy = (y1 - y0) / length;
            }
            out.n += length;
        }
    }
    return out;
}

/* The drawing's y points down: left of the direction (dx, dy) is (dy, -dx). */
static void name_side(cairo_t *cr, struct labels *labels, const struct along *at, int sign,
                      struct span name)
{
    const struct ink_text how = {
        .size = 11, .anchor = INK_MIDDLE, .is_italic = true, .colour = INK_GREY, .has_halo = true};
    double gap = SIDE_GAP + fabs(at->dy) * ink_measure(cr, &how, 0, 0, name).w / 2;
    struct ink_box where = {at->x + sign * at->dy * gap, at->y - sign * at->dx * gap, 0, 0};

    (void)labels_put(labels, cr, &how, &where, name);
}

static void name_sides(cairo_t *cr, const struct map_frame *f, const struct pact_agreement *g,
                       const struct pact_line *line, struct labels *labels)
{
    double n = walk(f, line->geometry, -1).n;
    struct along at = walk(f, line->geometry, n * 0.22);

    if (n < 120)
        return;
    if (line->left != PACT_NONE)
        name_side(cr, labels, &at, 1, g->parties[line->left].name);
    if (line->right != PACT_NONE)
        name_side(cr, labels, &at, -1, g->parties[line->right].name);
}

static void name_line(cairo_t *cr, const struct map_frame *f, const struct pact_line *line,
                      struct labels *labels)
{
    const struct ink_text how = {
        .size = 11.5, .is_strong = true, .colour = INK_BLACK, .has_halo = true};
    double n = walk(f, line->geometry, -1).n;

    for (int i = 0; i < NAME_TRIES && n > 0; i++) {
        int away = (i + 1) / 2;
        double share = 0.5 + (i % 2 == 0 ? 1 : -1) * 0.05 * away;
        struct along at = walk(f, line->geometry, n * share);
        struct ink_box where = {at.x, at.y, 5, 5};

        if (labels_put(labels, cr, &how, &where, line->id))
            return;
    }
}

/* How good a place is for an area's name: in no other area, then far from every line. */
static double quality(const struct map_frame *f, const struct pact_agreement *g, size_t ix,
                      double x, double y)
{
    struct geo_pos p = map_unproject(f, x, y);
    double near = f->sheet.h / 6;

    for (size_t i = 0; i < g->n_lines; i++)
        near = fmin(near, map_units(f, geo_line_nearest(g->lines[i].geometry, p).distance_m));
    for (size_t i = 0; i < g->n_areas && i < AREAS_MAX; i++) {
        if (i != ix && geo_area_contains(g->areas[i].geometry, p))
            near -= f->sheet.h;
    }
    return near - 0.15 * hypot(x - f->sheet.x - f->sheet.w / 2, y - f->sheet.y - f->sheet.h / 2);
}

/* The best place of a coarse grid over the sheet; false: the area is too small to be hit. */
static bool find_inside(const struct map_frame *f, const struct pact_agreement *g, size_t ix,
                        struct ink_box *at)
{
    double best = -INFINITY;

    for (int v = 2; v < NAME_GRID - 1; v++) {
        for (int u = 2; u < NAME_GRID - 1; u++) {
            double x = f->sheet.x + u * f->sheet.w / NAME_GRID;
            double y = f->sheet.y + v * f->sheet.h / NAME_GRID;
            double now;

            if (!is_in(f, g->areas[ix].geometry, x, y))
                continue;
            now = quality(f, g, ix, x, y);
            if (now > best) {
                best = now;
                at->x = x;
                at->y = y;
            }
        }
    }
    return best > -INFINITY;
}

/* Of a reference to a part of a file, the part: the path is too long for a map. */
static struct span short_name(struct span id)
{
    size_t hash = span_find(id, '#');

    return hash + 1 < id.n ? span_from(id, hash + 1) : id;
}

static void name_area(cairo_t *cr, const struct map_frame *f, const struct pact_agreement *g,
                      size_t ix, struct labels *labels)
{
    const struct ink_text how = {
        .size = 10.5, .is_italic = true, .colour = {0.38, 0.35, 0.30}, .has_halo = true};
    const struct geo_polygon *polygons;
    struct ink_box at = {0};

    if (geo_area_outline(g->areas[ix].geometry, &polygons) > 0)
        map_project(f, polygons[0].rings[0].at[0], &at.x, &at.y);
    if (find_inside(f, g, ix, &at) || map_shows(f, at.x, at.y))
        (void)labels_put(labels, cr, &how, &at, short_name(g->areas[ix].id));
}

void map_ground_names(cairo_t *cr, const struct map_frame *f, const struct pact_model *model,
                      struct labels *labels)
{
    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_lines; k++) {
            name_line(cr, f, &g->lines[k], labels);
            name_sides(cr, f, g, &g->lines[k], labels);
        }
        for (size_t k = 0; k < g->n_areas && k < AREAS_MAX; k++)
            name_area(cr, f, g, k, labels);
    }
}
