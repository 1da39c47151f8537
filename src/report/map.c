/* SPDX-License-Identifier: Apache-2.0 */
#include "report/map.h"

#include <math.h>

#include "report/labels.h"
#include "report/map_ground.h"
#include "report/words.h"

#define NEAR_FACTOR  4.0 /* ground farther than so many times the verdicts' own is left out */
#define NEAR_MIN_M   15000.0
#define CE95         2.4477 /* radius of 95 % in units of sigma per axis */
#define BEARING_95   1.96   /* half of 95 % in units of sigma */
#define ARC_STEPS    16     /* to either side of a wedge's middle */
#define REACHES_MAX  300
#define NAMES_MAX    16
#define LEGEND_GAP   26.0
#define SPREAD_MAX   400 /* more symbols than that stand where they are */
#define SPREAD_STEPS 200
#define SPREAD_REACH 44.0 /* farther from its place no symbol goes */
#define GOLDEN_ANGLE 2.39996
#define LEADER_MIN   2.5

/* ---- what to show ---- */

static struct map_extent extent_of_spots(const struct spots *s)
{
    struct map_extent e = {0};

    for (size_t i = 0; i < s->n; i++)
        map_extent_add(&e, spot_at(&s->items[i]));
    return e;
}

/* The lines and areas wholly, where that does not make the verdicts a speck; else the verdicts and
 * the nearest point of every line. */
static struct map_extent choose_extent(const struct findings *f)
{
    struct map_extent e = extent_of_spots(&f->spots), ground = map_ground_extent(f->model);
    struct map_extent all = ground;
    double least_m = fmax(map_extent_m(&e), NEAR_MIN_M);

    map_extent_join(&all, &e);
    if (!e.has_any || map_extent_m(&all) <= NEAR_FACTOR * least_m)
        return all;
    map_ground_add_feet(&e, f->model);
    return e;
}

/* Drawn where its symbol is, shows beside it, and does not cover the sheet. */
static bool draws_reach(const struct map *m, const struct spot *p, double reach_m)
{
    double x, y, r = map_units(&m->frame, reach_m);

    map_project(&m->frame, spot_at(p), &x, &y);
    return map_shows(&m->frame, x, y) && r > map_symbol_radius(p->n) && r <= m->frame.sheet.w;
}

/* The gravest come last: of too many reaches, theirs are drawn. */
static size_t first_reach(const struct spots *s)
{
    return s->n > REACHES_MAX ? s->n - REACHES_MAX : 0;
}

static void plan_legend(struct map *m)
{
    const struct spots *s = &m->findings->spots;
    struct map_legend *l = &m->legend;

    l->parties = &m->findings->parties;
    l->phrases = m->findings->phrases;
    for (size_t i = 0; i < s->n; i++) {
        const struct spot *p = &s->items[i];
        double x, y;

        map_project(&m->frame, spot_at(p), &x, &y);
        if (!map_shows(&m->frame, x, y)) {
            m->n_outside += p->n;
            continue;
        }
        l->has_symbol[p->symbol] = true;
        l->has_party[p->party] = true;
        l->has_many |= p->n > 1;
        l->has_violation |= p->is_violation;
        l->has_undecided |= !p->is_violation;
        l->has_sigma |= draws_reach(m, p, p->sigma_m * CE95);
        l->has_sector |= p->sector != NULL && draws_reach(m, p, p->sector->range_max_m);
    }
}

static struct ink_box legend_room(const struct map *m)
{
    return (struct ink_box){m->frame.sheet.x, m->frame.sheet.y + m->frame.sheet.h + LEGEND_GAP,
                            m->frame.sheet.w, 0};
}

/* ---- symbols that would cover each other move apart ---- */

static void push_apart(struct map_mark *a, struct map_mark *b, double want, double angle)
{
    double dx = b->at_x - a->at_x, dy = b->at_y - a->at_y, d = hypot(dx, dy);

    if (d >= want)
        return;
    if (d < 0.01) {
        dx = cos(angle);
        dy = sin(angle);
        d = 1;
        want = 1;
    }
    a->at_x -= dx / d * (want - d) / 2;
    a->at_y -= dy / d * (want - d) / 2;
    b->at_x += dx / d * (want - d) / 2;
    b->at_y += dy / d * (want - d) / 2;
}

static void hold_back(struct map_mark *m)
{
    double d = hypot(m->at_x - m->x, m->at_y - m->y);

    if (d <= SPREAD_REACH)
        return;
    m->at_x = m->x + (m->at_x - m->x) / d * SPREAD_REACH;
    m->at_y = m->y + (m->at_y - m->y) / d * SPREAD_REACH;
}

static void spread(struct map *m)
{
    const struct spots *s = &m->findings->spots;

    for (int step = 0; step < SPREAD_STEPS && s->n <= SPREAD_MAX; step++) {
        for (size_t i = 0; i < s->n; i++) {
            for (size_t k = i + 1; k < s->n; k++)
                push_apart(&m->marks[i], &m->marks[k],
                           map_symbol_radius(s->items[i].n) + map_symbol_radius(s->items[k].n) +
                               2.5,
                           GOLDEN_ANGLE * (double)(i + k));
            hold_back(&m->marks[i]);
        }
    }
}

static enum rc place_marks(struct map *m, struct arena *a, struct err *err)
{
    const struct spots *s = &m->findings->spots;

    m->marks = arena_array(a, s->n + 1, sizeof(*m->marks), err);
    if (m->marks == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->n; i++) {
        map_project(&m->frame, spot_at(&s->items[i]), &m->marks[i].x, &m->marks[i].y);
        m->marks[i].at_x = m->marks[i].x;
        m->marks[i].at_y = m->marks[i].y;
    }
    spread(m);
    return RC_OK;
}

enum rc map_plan(struct map *m, const struct findings *f, struct arena *a, struct err *err)
{
    struct map_extent e = choose_extent(f);
    struct map out = {.findings = f};
    struct ink_box room;
    enum rc rc;

    if (!e.has_any)
        return err_set(err, RC_ABSENT, "there is nothing to draw on a map");
    out.frame = map_frame_fit(&e, MAP_WIDTH);
    rc = place_marks(&out, a, err);
    if (rc)
        return rc;
    plan_legend(&out);
    room = legend_room(&out);
    out.height = room.y + map_legend_draw(NULL, &out.legend, &room) + 4;
    *m = out;
    return RC_OK;
}

/* ---- drawing ---- */

static void draw_circles(cairo_t *cr, const struct map *m)
{
    const struct spots *s = &m->findings->spots;
    const double dash[] = {2.5, 2.5};

    cairo_set_dash(cr, dash, 2, 0);
    cairo_set_line_width(cr, 0.9);
    for (size_t i = first_reach(s); i < s->n; i++) {
        const struct spot *p = &s->items[i];
        struct ink_style style = ink_style(p->party, m->findings->parties.n_named);
        double x, y;

        if (!draws_reach(m, p, p->sigma_m * CE95))
            continue;
        map_project(&m->frame, spot_at(p), &x, &y);
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, map_units(&m->frame, p->sigma_m * CE95), 0, 2 * M_PI);
        ink_set(cr, style.colour, 0.75);
        cairo_stroke(cr);
    }
    cairo_set_dash(cr, NULL, 0, 0);
}

/* The arc of an annular sector, there or back. */
static void add_arc(cairo_t *cr, const struct map_frame *f, const struct place_sector *s,
                    double range_m, double half_deg)
{
    for (int i = -ARC_STEPS; i <= ARC_STEPS; i++) {
        double x, y;

        map_project(f, geo_move(s->from, s->centre_deg + half_deg * i / ARC_STEPS, range_m), &x,
                    &y);
        cairo_line_to(cr, x, y);
    }
}

/* A measured bearing has no edge: 95 % of it. */
static void draw_sectors(cairo_t *cr, const struct map *m)
{
    const struct spots *spots = &m->findings->spots;

    for (size_t i = first_reach(spots); i < spots->n; i++) {
        const struct spot *p = &spots->items[i];
        const struct place_sector *s = p->sector;
        double half_deg;

        if (s == NULL || !draws_reach(m, p, s->range_max_m))
            continue;
        half_deg = s->bearing_sigma_deg > 0 ? fmin(BEARING_95 * s->bearing_sigma_deg, 180)
                                            : s->half_width_deg;
        cairo_new_path(cr);
        add_arc(cr, &m->frame, s, s->range_max_m, half_deg);
        add_arc(cr, &m->frame, s, s->range_min_m, -half_deg);
        cairo_close_path(cr);
        ink_wash(cr, ink_style(p->party, m->findings->parties.n_named).colour);
    }
}

static void draw_number(cairo_t *cr, const struct ink_box *at, uint64_t n)
{
    struct ink_text how = {
        .size = 9, .anchor = INK_MIDDLE, .is_strong = true, .colour = INK_BLACK, .has_halo = true};
    struct buf text;

    buf_init(&text, 32);
    words_number(&text, n);
    ink_put(cr, &how, at->x, at->y + at->w + 5.5, buf_span(&text));
    buf_release(&text);
}

/* From the place to the symbol that had to stand beside it. */
static void draw_leader(cairo_t *cr, const struct map_mark *m)
{
    if (hypot(m->at_x - m->x, m->at_y - m->y) < LEADER_MIN)
        return;
    cairo_move_to(cr, m->x, m->y);
    cairo_line_to(cr, m->at_x, m->at_y);
    ink_set(cr, INK_BLACK, 0.7);
    cairo_set_line_width(cr, 0.7);
    cairo_stroke(cr);
    cairo_arc(cr, m->x, m->y, 1.3, 0, 2 * M_PI);
    cairo_fill(cr);
}

static void draw_spots(cairo_t *cr, const struct map *m, struct labels *labels)
{
    const struct spots *s = &m->findings->spots;

    for (size_t i = 0; i < s->n; i++) {
        if (map_shows(&m->frame, m->marks[i].x, m->marks[i].y))
            draw_leader(cr, &m->marks[i]);
    }
    for (size_t i = 0; i < s->n; i++) {
        const struct spot *p = &s->items[i];
        struct ink_style style = ink_style(p->party, m->findings->parties.n_named);
        double r = map_symbol_radius(p->n);
        struct ink_box at = {m->marks[i].at_x, m->marks[i].at_y, r, r};

        if (!map_shows(&m->frame, m->marks[i].x, m->marks[i].y))
            continue;
        map_symbol_draw(cr, p->symbol, p->is_violation, &style, &at);
        if (p->n > 1)
            draw_number(cr, &at, p->n);
        labels_reserve(labels, (struct ink_box){at.x - r, at.y - r, 2 * r, 2 * r});
    }
}

/* The gravest were drawn last: their names come first. */
static void draw_names(cairo_t *cr, const struct map *m, struct labels *labels)
{
    const struct ink_text how = {.size = 9.5, .colour = INK_BLACK, .has_halo = true};
    const struct spots *s = &m->findings->spots;
    size_t n_put = 0;

    for (size_t i = s->n; i-- > 0 && n_put < NAMES_MAX;) {
        double r = map_symbol_radius(s->items[i].n);
        struct ink_box at = {m->marks[i].at_x, m->marks[i].at_y, r, r};

        if (s->items[i].label[0] == '\0')
            continue;
        if (map_shows(&m->frame, at.x, at.y))
            n_put += labels_put(labels, cr, &how, &at, span_of(s->items[i].label));
    }
}

static void draw(cairo_t *cr, const void *context)
{
    const struct map *m = context;
    struct labels labels = {.sheet = m->frame.sheet};
    struct ink_box room = legend_room(m);

    map_draw_graticule(cr, &m->frame);
    cairo_save(cr);
    cairo_rectangle(cr, m->frame.sheet.x, m->frame.sheet.y, m->frame.sheet.w, m->frame.sheet.h);
    cairo_clip(cr);
    map_ground_draw(cr, &m->frame, m->findings->model);
    draw_sectors(cr, m);
    draw_circles(cr, m);
    draw_spots(cr, m, &labels);
    map_ground_names(cr, &m->frame, m->findings->model, &labels);
    draw_names(cr, m, &labels);
    cairo_restore(cr);
    map_draw_border(cr, &m->frame);
    (void)map_legend_draw(cr, &m->legend, &room);
}

struct drawing map_drawing(const struct map *m)
{
    return (struct drawing){.context = m, .width = MAP_WIDTH, .height = m->height, .draw = draw};
}

void map_put_words(struct buf *b, const struct map *m)
{
    const struct phrases *p = m->findings->phrases;
    const struct spots *s = &m->findings->spots;
    struct buf violations, undecided;
    uint64_t n[2] = {0};

    for (size_t i = 0; i < s->n; i++)
        n[s->items[i].is_violation] += s->items[i].n;
    buf_init(&violations, 256);
    buf_init(&undecided, 256);
    phrases_number_of(p, n[1], "violation", &violations);
    phrases_number_of(p, n[0], "indeterminate_verdict", &undecided);
    SAY(p, b, MAP_WORDS, buf_span(&violations), buf_span(&undecided));
    buf_release(&undecided);
    buf_release(&violations);
}
