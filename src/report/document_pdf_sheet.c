/* SPDX-License-Identifier: Apache-2.0 */
/* document_pdf_sheet.c: tables on paper: columns as wide as their words, heads again on every page,
 * rows whole unless one is higher than a page. */
#include <math.h>

#include "report/press.h"
#include "report/words.h"

#define CELL_SIZE     7.0
#define PAD           3.0
#define NUMBER_GAP    7.0
#define COLUMNS_MAX   70
#define LOOKED_AT_MAX 120   /* rows that column widths are taken from */
#define WORD_MAX      110.0 /* longer words are broken */
#define NATURAL_MAX   260.0

static const struct press_style cell_style = {.size = CELL_SIZE, .colour = {0.12, 0.13, 0.14}};
static const struct press_style number_style = {
    .size = CELL_SIZE, .colour = {0.12, 0.13, 0.14}, .anchor = INK_RIGHT};
static const struct press_style head_style = {
    .size = CELL_SIZE, .is_strong = true, .colour = {0.12, 0.13, 0.14}};
static const struct press_style head_number_style = {
    .size = CELL_SIZE, .is_strong = true, .colour = {0.12, 0.13, 0.14}, .anchor = INK_RIGHT};
static const struct press_style caption_style = {
    .size = 8.6, .is_strong = true, .colour = {0.12, 0.13, 0.14}};
static const struct press_style note_style = {.size = 7.2, .colour = {0.36, 0.37, 0.39}};

/* The printed columns of a table, and how wide they are on this page. */
struct grid {
    const struct sheet *s;
    size_t columns[COLUMNS_MAX]; /* of the sheet */
    size_t n;
    double w[COLUMNS_MAX];
    double gap[COLUMNS_MAX]; /* more room before text that stands behind a number */
};

static double text_width(struct press *p, const struct press_style *style, struct span text)
{
    PangoLayout *layout = press_layout(p, style, text, -1);
    PangoRectangle r;

    pango_layout_get_extents(layout, NULL, &r);
    g_object_unref(layout);
    return (double)r.width / PANGO_SCALE + 0.5;
}

/* The widest word: what may not be broken as long as there is room. */
static double word_width(struct press *p, const struct press_style *style, struct span text)
{
    double widest = 0;
    struct span rest = text, word;

    while ((word = span_cut(&rest, ' ')).p != NULL) {
        if (word.n > 0)
            widest = fmax(widest, text_width(p, style, word));
    }
    return fmin(widest, WORD_MAX);
}

static struct span cell_of(const struct grid *g, size_t row, size_t column)
{
    return g->s->cells[row * g->s->n_columns + g->columns[column]];
}

/* Give every column its widest word, then share the rest by what would save lines. */
static void share_width(struct grid *g, const double *least, const double *natural, double room)
{
    double sum_least = 0, sum_wish = 0;

    for (size_t i = 0; i < g->n; i++) {
        sum_least += least[i];
        sum_wish += natural[i] - least[i];
    }
    for (size_t i = 0; i < g->n; i++) {
        if (sum_least >= room)
            g->w[i] = least[i] * room / sum_least;
        else if (sum_wish <= room - sum_least)
            g->w[i] = natural[i];
        else
            g->w[i] = least[i] + (natural[i] - least[i]) * (room - sum_least) / sum_wish;
    }
}

static void measure(struct press *p, struct grid *g, size_t n_rows)
{
    double least[COLUMNS_MAX], natural[COLUMNS_MAX];

    for (size_t i = 0; i < g->n; i++) {
        struct span head = g->s->columns[g->columns[i]].head;

        least[i] = word_width(p, &head_style, head);
        natural[i] = fmax(least[i], fmin(text_width(p, &head_style, head), 60));
        for (size_t row = 0; row < n_rows && row < LOOKED_AT_MAX; row++) {
            struct span text = cell_of(g, row, i);

            least[i] = fmax(least[i], word_width(p, &cell_style, text));
            natural[i] = fmax(natural[i], text_width(p, &cell_style, text));
        }
        g->gap[i] = i > 0 && g->s->columns[g->columns[i - 1]].is_number &&
                            !g->s->columns[g->columns[i]].is_number
                        ? NUMBER_GAP
                        : 0;
        natural[i] = fmax(least[i], fmin(natural[i], NATURAL_MAX)) + 2 * PAD + g->gap[i];
        least[i] += 2 * PAD + g->gap[i];
    }
    share_width(g, least, natural, press_width(p));
}

static double grid_width(const struct grid *g)
{
    double w = 0;

    for (size_t i = 0; i < g->n; i++)
        w += g->w[i];
    return w;
}

static void line_under(struct press *p, const struct grid *g, struct ink_colour c, double line_w)
{
    ink_set(p->cr, c, 1);
    cairo_set_line_width(p->cr, line_w);
    cairo_move_to(p->cr, PRESS_MARGIN, p->y);
    cairo_line_to(p->cr, PRESS_MARGIN + grid_width(g), p->y);
    cairo_stroke(p->cr);
}

/* ---- one row: its cells laid out, and how far each has been printed ---- */

struct sheet_row {
    PangoLayout *cells[COLUMNS_MAX];
    int line[COLUMNS_MAX];
    double h;
};

static void lay_out(struct press *p, const struct grid *g, size_t row, bool is_head,
                    struct sheet_row *out)
{
    out->h = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct sheet_column *c = &g->s->columns[g->columns[i]];
        const struct press_style *style = is_head ? c->is_number ? &head_number_style : &head_style
                                          : c->is_number ? &number_style
                                                         : &cell_style;

        out->cells[i] = press_layout(p, style, is_head ? c->head : cell_of(g, row, i),
                                     g->w[i] - 2 * PAD - g->gap[i]);
        out->line[i] = 0;
        out->h = fmax(out->h, press_height(out->cells[i]));
    }
    out->h += 2 * PAD;
}

static void let_go(const struct grid *g, struct sheet_row *r)
{
    for (size_t i = 0; i < g->n; i++)
        g_object_unref(r->cells[i]);
}

/* Print what fits above `bottom`; true: all of it was printed. */
static bool print_row(struct press *p, const struct grid *g, struct sheet_row *r, double bottom)
{
    double x = PRESS_MARGIN, most = 0;
    bool is_done = true;

    ink_set(p->cr, cell_style.colour, 1);
    for (size_t i = 0; i < g->n; i++) {
        double h = 0;

        if (r->line[i] < pango_layout_get_line_count(r->cells[i]))
            r->line[i] = press_lines(p, r->cells[i], r->line[i], x + PAD + g->gap[i], p->y + PAD,
                                     bottom - PAD, &h);
        is_done &= r->line[i] >= pango_layout_get_line_count(r->cells[i]);
        most = fmax(most, h);
        x += g->w[i];
    }
    p->y += most + 2 * PAD;
    return is_done;
}

static void print_head(struct press *p, const struct grid *g)
{
    struct sheet_row head;

    lay_out(p, g, 0, true, &head);
    (void)print_row(p, g, &head, press_bottom(p));
    let_go(g, &head);
    line_under(p, g, INK_BLACK, 0.9);
}

static double head_height(struct press *p, const struct grid *g)
{
    struct sheet_row head;

    lay_out(p, g, 0, true, &head);
    let_go(g, &head);
    return head.h;
}

static void turn(struct press *p, const struct grid *g)
{
    press_turn(p);
    print_head(p, g);
}

static void print_cells(struct press *p, const struct grid *g, size_t row)
{
    struct sheet_row r;

    lay_out(p, g, row, false, &r);
    /* a row stays whole unless no page could hold it */
    if (p->y + r.h > press_bottom(p) && (r.h <= press_bottom(p) - PRESS_TOP - head_height(p, g) ||
                                         p->y + 4 * CELL_SIZE > press_bottom(p)))
        turn(p, g);
    while (!print_row(p, g, &r, press_bottom(p)) && p->page < PRESS_PAGES_MAX)
        turn(p, g);
    let_go(g, &r);
    line_under(p, g, INK_FAINT, 0.4);
}

static void print_left_out(struct press *p, const struct sheet *s, size_t n_shown)
{
    struct buf shown, all, file, line;

    if (n_shown == s->n_rows)
        return;
    buf_init(&shown, 64);
    buf_init(&all, 64);
    buf_init(&file, 256);
    buf_init(&line, 4096);
    words_number(&shown, n_shown);
    words_number(&all, s->n_rows);
    buf_printf(&file, "%s.csv", s->key);
    SAY(p->doc->phrases, &line, ROWS_LEFT_OUT, buf_span(&shown), buf_span(&all), buf_span(&file));
    press_paragraph(p, &note_style, buf_span(&line), 0, 3);
    buf_release(&shown);
    buf_release(&all);
    buf_release(&file);
    buf_release(&line);
}

void press_sheet(struct press *p, const struct sheet *s)
{
    size_t n_rows = s->n_rows < p->doc->rows_shown_max ? s->n_rows : p->doc->rows_shown_max;
    struct grid g = {.s = s};
    struct sheet_row first;
    double first_h;

    for (size_t i = 0; i < s->n_columns && g.n < COLUMNS_MAX; i++) {
        if (s->columns[i].use != COLUMN_DATA)
            g.columns[g.n++] = i;
    }
    measure(p, &g, n_rows);
    lay_out(p, &g, 0, false, &first);
    first_h = fmin(first.h, 120);
    let_go(&g, &first);
    p->y += p->y > PRESS_TOP ? 4 : 0;
    press_need(p, 20 + head_height(p, &g) + first_h);
    press_paragraph(p, &caption_style, s->title, 0, 2);
    print_head(p, &g);
    for (size_t row = 0; row < n_rows; row++)
        print_cells(p, &g, row);
    p->y += 3;
    print_left_out(p, s, n_rows);
    if (s->note.n > 0)
        press_paragraph(p, &note_style, s->note, 0, 8);
    else
        p->y += 6;
}
