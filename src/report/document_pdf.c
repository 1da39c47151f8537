/* SPDX-License-Identifier: Apache-2.0 */
/* document_pdf.c: a report on paper: A4, a head and a foot on every page, drawings as vectors. It
 * is printed twice, once into nothing to count its pages. The same document gives the same bytes:
 * the time of making is the document's own. */
#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#include "base/time.h"
#include "report/escape.h"
#include "report/press.h"

#define FONT          "DejaVu Sans"
#define TEXT_SIZE     9.2
#define TEXT_MAX      ((size_t)1 << 20)
#define FACT_LABEL_W  112.0
#define BULLET_INDENT 12.0
#define FIGURE_LEAST  0.7
#define FIGURE_ROOM   0.86 /* of a page: what a drawing may take, its caption besides */

static const struct press_style body = {.size = TEXT_SIZE, .colour = {0.12, 0.13, 0.14}};
static const struct press_style fact = {.size = 8.2, .colour = {0.12, 0.13, 0.14}};
static const struct press_style soft = {.size = 8.2, .colour = {0.36, 0.37, 0.39}};
static const struct press_style tiny = {.size = 6.2, .colour = {0.36, 0.37, 0.39}};
static const struct press_style tiny_right = {
    .size = 6.8, .colour = {0.36, 0.37, 0.39}, .anchor = INK_RIGHT};
static const struct press_style running = {
    .size = 7.2, .is_strong = true, .colour = {0.36, 0.37, 0.39}};
static const struct press_style title = {
    .size = 19, .is_strong = true, .colour = {0.12, 0.13, 0.14}};
static const struct press_style section = {
    .size = 12.5, .is_strong = true, .colour = {0.12, 0.13, 0.14}};
static const struct press_style heading = {
    .size = 10, .is_strong = true, .colour = {0.12, 0.13, 0.14}};

/* ---- pages ---- */

double press_width(const struct press *p)
{
    return (p->is_wide ? PRESS_LONG : PRESS_SHORT) - 2 * PRESS_MARGIN;
}

double press_bottom(const struct press *p)
{
    return (p->is_wide ? PRESS_SHORT : PRESS_LONG) - PRESS_BOTTOM;
}

static void rule(struct press *p, double y, double line_w)
{
    ink_set(p->cr, INK_BLACK, 1);
    cairo_set_line_width(p->cr, line_w);
    cairo_move_to(p->cr, PRESS_MARGIN, y);
    cairo_line_to(p->cr, PRESS_MARGIN + press_width(p), y);
    cairo_stroke(p->cr);
}

static void put_at(struct press *p, const struct press_style *style, struct span text, double x,
                   double y, double width)
{
    PangoLayout *layout = press_layout(p, style, text, width);
    double h;

    (void)press_lines(p, layout, 0, x, y, y + 1000, &h);
    g_object_unref(layout);
}

/* The label stands on every page, whatever becomes of the others. */
static void put_running(struct press *p)
{
    double w = press_width(p), foot_y = press_bottom(p) + 12;
    struct buf page, pages, line;

    put_at(p, &running, p->doc->kicker, PRESS_MARGIN, 30, w * 0.7);
    put_at(p, &tiny_right, p->doc->id, PRESS_MARGIN + w * 0.7, 30, w * 0.3);
    rule(p, foot_y - 3, 0.4);
    put_at(p, &tiny, p->doc->foot, PRESS_MARGIN, foot_y, w - 76);
    buf_init(&page, 16);
    buf_init(&pages, 16);
    buf_init(&line, 256);
    buf_printf(&page, "%d", p->page);
    buf_printf(&pages, "%d", p->n_pages);
    SAY(p->doc->phrases, &line, PAGE, buf_span(&page), buf_span(&pages));
    put_at(p, &tiny_right, buf_span(&line), PRESS_MARGIN + w - 70, foot_y, 70);
    buf_release(&page);
    buf_release(&pages);
    buf_release(&line);
}

void press_turn(struct press *p)
{
    if (p->page > 0)
        cairo_show_page(p->cr);
    p->page++;
    p->is_wide = p->wants_wide;
    if (p->is_wide)
        cairo_pdf_surface_set_size(p->surface, PRESS_LONG, PRESS_SHORT);
    else
        cairo_pdf_surface_set_size(p->surface, PRESS_SHORT, PRESS_LONG);
    put_running(p);
    p->y = PRESS_TOP;
}

void press_need(struct press *p, double h)
{
    if (p->y > PRESS_TOP && p->y + h > press_bottom(p))
        press_turn(p);
}

/* ---- text ---- */

PangoLayout *press_layout(struct press *p, const struct press_style *style, struct span text,
                          double width)
{
    PangoLayout *layout = pango_cairo_create_layout(p->cr);
    PangoContext *context = pango_layout_get_context(layout);
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    cairo_font_options_t *options = cairo_font_options_create();

    /* letters stand where their outlines say, whatever the screens of this machine want */
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    if (style->is_strong)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (style->is_italic)
        pango_font_description_set_style(font, PANGO_STYLE_OBLIQUE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    buf_clear(p->text);
    escape_print(p->text, text);
    pango_layout_set_text(layout, p->text->n == 0 ? "" : p->text->p, (int)p->text->n);
    /* layouts remember no colour: lines are drawn in what is set when they are drawn */
    if (width >= 0) {
        pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        if (style->anchor == INK_RIGHT)
            pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    }
    ink_set(p->cr, style->colour, 1);
    return layout;
}

double press_height(PangoLayout *layout)
{
    PangoRectangle r;

    pango_layout_get_extents(layout, NULL, &r);
    return (double)r.height / PANGO_SCALE;
}

int press_lines(struct press *p, PangoLayout *layout, int from, double x, double y, double bottom,
                double *h)
{
    PangoLayoutIter *it = pango_layout_get_iter(layout);
    double first = -1;
    int line = 0;

    *h = 0;
    do {
        PangoRectangle r;
        double top, end;

        if (line < from) {
            line++;
            continue;
        }
        pango_layout_iter_get_line_extents(it, NULL, &r);
        top = (double)r.y / PANGO_SCALE;
        end = (double)(r.y + r.height) / PANGO_SCALE;
        first = first < 0 ? top : first;
        if (y + end - first > bottom + 0.01)
            break;
        cairo_move_to(p->cr, x + (double)r.x / PANGO_SCALE,
                      y - first + (double)pango_layout_iter_get_baseline(it) / PANGO_SCALE);
        pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(it));
        *h = end - first;
        line++;
    } while (pango_layout_iter_next_line(it));
    pango_layout_iter_free(it);
    return line;
}

/* Two lines at least stay together at either side of a page's end, where there are so many. */
void press_paragraph(struct press *p, const struct press_style *style, struct span text,
                     double indent, double after)
{
    PangoLayout *layout = press_layout(p, style, text, press_width(p) - indent);
    int n = pango_layout_get_line_count(layout), line = 0;
    double h, two = 2 * style->size * PRESS_LEADING;

    press_need(p, n <= 3 ? press_height(layout) : two);
    while (line < n) {
        ink_set(p->cr, style->colour, 1);
        line = press_lines(p, layout, line, PRESS_MARGIN + indent, p->y, press_bottom(p), &h);
        p->y += h;
        if (line < n)
            press_turn(p);
    }
    p->y += after;
    g_object_unref(layout);
}

/* ---- blocks ---- */

static void put_facts(struct press *p)
{
    for (size_t i = 0; i < p->doc->n_facts; i++) {
        const struct fact *f = &p->doc->facts[i];
        PangoLayout *label = press_layout(p, &soft, f->label, FACT_LABEL_W - 8);
        PangoLayout *value = press_layout(p, &fact, f->value, press_width(p) - FACT_LABEL_W);
        double h_label, h_value = press_height(value), ignored;

        press_need(p, h_value);
        ink_set(p->cr, soft.colour, 1);
        (void)press_lines(p, label, 0, PRESS_MARGIN, p->y + 0.8, press_bottom(p), &h_label);
        ink_set(p->cr, fact.colour, 1);
        (void)press_lines(p, value, 0, PRESS_MARGIN + FACT_LABEL_W, p->y, press_bottom(p),
                          &ignored);
        p->y += fmax(h_label, h_value) + 2.5;
        g_object_unref(label);
        g_object_unref(value);
    }
}

static void put_outline(struct press *p, struct span text)
{
    char where[64];

    if (p->n_pages == 0)
        return;
    (void)snprintf(where, sizeof(where), "page=%d pos=[%d %d]", p->page, (int)PRESS_MARGIN,
                   (int)p->y);
    buf_clear(p->text);
    escape_print(p->text, text);
    (void)cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, p->text->p, where, 0);
}

/* What must stand below a heading on its page. */
static double wanted_below(const struct block *next)
{
    if (next == NULL)
        return 0;
    return next->kind == BLOCK_SHEET ? 100 : next->kind == BLOCK_FIGURE ? 0 : 40;
}

static void put_section(struct press *p, const struct block *b, const struct block *next)
{
    struct buf line;

    buf_init(&line, TEXT_MAX);
    if (b->number > 0)
        buf_printf(&line, "%u. ", b->number);
    buf_put(&line, b->text);
    p->wants_wide = b->kind == BLOCK_ANNEX;
    if (p->wants_wide != p->is_wide)
        press_turn(p);
    press_need(p, 38 + wanted_below(next)); /* a heading keeps what it heads */
    if (p->y > PRESS_TOP)
        p->y += 12;
    put_outline(p, buf_span(&line));
    rule(p, p->y, 1);
    p->y += 5;
    press_paragraph(p, &section, buf_span(&line), 0, 5);
    buf_release(&line);
}

static void put_figure(struct press *p, const struct block *b)
{
    double room = press_bottom(p) - PRESS_TOP, w = press_width(p);
    double scale = fmin(w / b->drawing.width, room * FIGURE_ROOM / b->drawing.height);
    PangoLayout *caption = press_layout(p, &soft, b->text, w);
    double left = press_bottom(p) - p->y - press_height(caption) - 8;
    double h = b->drawing.height * scale;

    /* rather a little smaller than half a page of nothing */
    if (h > left && left >= h * FIGURE_LEAST) {
        scale *= left / h;
        h = left;
    }
    press_need(p, h + press_height(caption) + 8);
    cairo_save(p->cr);
    cairo_translate(p->cr, PRESS_MARGIN, p->y);
    cairo_scale(p->cr, scale, scale);
    cairo_rectangle(p->cr, 0, 0, b->drawing.width, b->drawing.height);
    cairo_clip(p->cr);
    b->drawing.draw(p->cr, b->drawing.context);
    cairo_restore(p->cr);
    cairo_new_path(p->cr);
    p->y += h + 4;
    g_object_unref(caption);
    press_paragraph(p, &soft, b->text, 0, 10);
}

static void put_bullet(struct press *p, const struct block *b)
{
    press_need(p, 2 * body.size * PRESS_LEADING);
    put_at(p, &body, SPAN("\xE2\x80\xA2"), PRESS_MARGIN + 2, p->y, 10);
    press_paragraph(p, &body, b->text, BULLET_INDENT, 4);
}

static void put_block(struct press *p, const struct block *b, const struct block *next)
{
    switch (b->kind) {
    case BLOCK_SECTION:
    case BLOCK_ANNEX:
        put_section(p, b, next);
        break;
    case BLOCK_HEADING:
        press_need(p, 48);
        p->y += 6;
        press_paragraph(p, &heading, b->text, 0, 4);
        break;
    case BLOCK_TEXT:
        press_paragraph(p, &body, b->text, 0, 5);
        break;
    case BLOCK_NOTE:
        press_paragraph(p, &soft, b->text, 0, 5);
        break;
    case BLOCK_BULLET:
        put_bullet(p, b);
        break;
    case BLOCK_SHEET:
        press_sheet(p, b->sheet);
        break;
    case BLOCK_FIGURE:
        put_figure(p, b);
        break;
    }
}

static void print_all(struct press *p)
{
    press_turn(p);
    press_paragraph(p, &title, p->doc->title, 0, 8);
    put_facts(p);
    for (size_t i = 0; i < p->doc->n_blocks && p->page < PRESS_PAGES_MAX; i++)
        put_block(p, &p->doc->blocks[i], i + 1 < p->doc->n_blocks ? &p->doc->blocks[i + 1] : NULL);
    cairo_show_page(p->cr);
}

/* ---- the file ---- */

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned int n)
{
    struct buf *b = closure;

    if (b == NULL)
        return CAIRO_STATUS_SUCCESS;
    buf_put(b, (struct span){.p = (const char *)data, .n = n});
    return b->is_full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* What the file says of itself: nothing of this comes from a clock or a system. */
static void put_metadata(struct press *p)
{
    struct buf at;

    buf_init(&at, 64);
    time_put_instant(&at, p->doc->created_at_ms - p->doc->created_at_ms % MS_PER_S);
    buf_clear(p->text);
    escape_print(p->text, p->doc->title);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, p->text->p);
    buf_clear(p->text);
    escape_print(p->text, p->doc->kicker);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_SUBJECT, p->text->p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, at.p);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, at.p);
    buf_release(&at);
}

/* in  n_pages  0: only count them; out  returns how many there are */
static enum rc print(const struct document *doc, struct buf *to, int *n_pages, struct err *err)
{
    struct buf text;
    struct press p = {.doc = doc, .text = &text, .n_pages = *n_pages};
    cairo_status_t status;

    buf_init(&text, TEXT_MAX);
    p.surface = cairo_pdf_surface_create_for_stream(collect, to, PRESS_SHORT, PRESS_LONG);
    p.cr = cairo_create(p.surface);
    if (to != NULL)
        put_metadata(&p);
    print_all(&p);
    cairo_surface_finish(p.surface);
    status = cairo_status(p.cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(p.surface);
    *n_pages = p.page;
    cairo_destroy(p.cr);
    cairo_surface_destroy(p.surface);
    buf_release(&text);
    if (to != NULL && to->is_full)
        return buf_check(to, err);
    if (status != CAIRO_STATUS_SUCCESS)
        return err_set(err, RC_IO, "the report could not be printed: %s",
                       cairo_status_to_string(status));
    return RC_OK;
}

enum rc document_put_pdf(struct buf *b, const struct document *doc, struct err *err)
{
    int n_pages = 0;
    enum rc rc = print(doc, NULL, &n_pages, err);

    if (!rc && n_pages >= PRESS_PAGES_MAX)
        rc = err_set(err, RC_LIMIT, "the report has more than %d pages", PRESS_PAGES_MAX);
    return rc ? rc : print(doc, b, &n_pages, err);
}
