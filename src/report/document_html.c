/* SPDX-License-Identifier: Apache-2.0 */
/* document_html.c: a report as one page that needs nothing beside it: no script, no other file, no
 * network; printed, it has the same foot as the PDF. */
#include "report/document.h"
#include "report/escape.h"
#include "report/page_parts.h"
#include "report/words.h"

static const char report_style[] =
    "h3.sheet{margin:22px 0 2px}\n"
    "main ul{padding-left:20px;margin:10px 0}main li{margin:0 0 7px;max-width:80ch}\n"
    "p{margin:8px 0;max-width:80ch}p.note,li.note{color:var(--soft);font-size:14px}\n"
    "td{overflow-wrap:break-word;max-width:26em}thead th,thead th.n{white-space:normal}\n"
    "caption{color:var(--ink);font-weight:600}\n"
    "p.tnote{font-size:13px;color:var(--soft);margin:2px 0 18px;max-width:none}\n"
    "header h1{overflow-wrap:anywhere}footer p{max-width:none;overflow-wrap:anywhere}\n"
    "@media print{@page{size:A4;margin:17mm 15mm 19mm}table{font-size:8pt;break-inside:auto}"
    "thead{display:table-header-group}tr{break-inside:avoid}th,td{padding:3px 4px}"
    "h2,h3,caption{break-after:avoid}section.annex{break-before:page;page:annex}"
    "@page annex{size:A4 landscape}footer{display:none}}\n";

/* ---- the foot of printed pages, inside a string of the style sheet ---- */

static void put_css_string(struct buf *b, struct span text)
{
    uint32_t c;
    size_t n;

    buf_putc(b, '"');
    while ((n = span_code_point(text, &c)) > 0) {
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            c == ' ' || c == '-' || c == '.' || c == ':')
            buf_putc(b, (char)c);
        else
            buf_printf(b, "\\%06x", (unsigned)c);
        text = span_from(text, n);
    }
    buf_putc(b, '"');
}

/* "page {page} of {pages}" with counters where the numbers stand. */
static void put_page_counter(struct buf *b, const struct phrases *p)
{
    static const char mark_page[] = "\x01", mark_pages[] = "\x02";
    struct buf text;
    struct span rest, part;

    buf_init(&text, 4096);
    SAY(p, &text, PAGE, span_of(mark_page), span_of(mark_pages));
    rest = buf_span(&text);
    while (rest.n > 0) {
        size_t n = 0;

        while (n < rest.n && rest.p[n] != mark_page[0] && rest.p[n] != mark_pages[0])
            n++;
        part = span_sub(rest, 0, n);
        if (part.n > 0)
            put_css_string(b, part);
        if (n < rest.n)
            buf_puts(b, rest.p[n] == mark_page[0] ? " counter(page) " : " counter(pages) ");
        rest = span_from(rest, n < rest.n ? n + 1 : n);
    }
    buf_release(&text);
}

static void put_print_foot(struct buf *b, const struct document *doc)
{
    buf_puts(b, "<style>@media print{@page{@top-left{font:7pt 'DejaVu Sans',sans-serif;content:");
    put_css_string(b, doc->kicker);
    buf_puts(b, "}@bottom-left{font:6pt 'DejaVu Sans',sans-serif;width:80%;content:");
    put_css_string(b, doc->foot);
    buf_puts(b, "}@bottom-right{font:7pt 'DejaVu Sans',sans-serif;width:20%;content:");
    put_page_counter(b, doc->phrases);
    buf_puts(b, "}}}</style>\n");
}

/* ---- the head ---- */

static void put_beginning(struct buf *b, const struct document *doc)
{
    buf_puts(b, "<!DOCTYPE html>\n<html lang=\"");
    escape_html(b, doc->language);
    buf_puts(b, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'\">\n<title>");
    escape_html(b, doc->title);
    buf_puts(b, "</title>\n");
    page_put_style(b);
    buf_puts(b, "<style>\n");
    buf_puts(b, report_style);
    buf_puts(b, "</style>\n");
    put_print_foot(b, doc);
    buf_puts(b, "</head>\n<body>\n<header>\n<p class=\"kicker\">");
    escape_html(b, doc->kicker);
    buf_puts(b, "</p>\n<h1>");
    escape_html(b, doc->title);
    buf_puts(b, "</h1>\n<dl class=\"facts\">\n");
    for (size_t i = 0; i < doc->n_facts; i++) {
        buf_puts(b, "<dt>");
        escape_html(b, doc->facts[i].label);
        buf_puts(b, "</dt><dd>");
        escape_html(b, doc->facts[i].value);
        buf_puts(b, "</dd>\n");
    }
    buf_puts(b, "</dl>\n</header>\n<main>\n");
}

/* ---- tables ---- */

static void put_heads(struct buf *b, const struct sheet *s)
{
    buf_puts(b, "<thead><tr>");
    for (size_t i = 0; i < s->n_columns; i++) {
        if (s->columns[i].use == COLUMN_DATA)
            continue;
        buf_puts(b,
                 s->columns[i].is_number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        escape_html(b, s->columns[i].head);
        buf_puts(b, "</th>");
    }
    buf_puts(b, "</tr></thead>\n");
}

static void put_row(struct buf *b, const struct sheet *s, size_t row)
{
    buf_puts(b, "<tr>");
    for (size_t i = 0; i < s->n_columns; i++) {
        if (s->columns[i].use == COLUMN_DATA)
            continue;
        buf_puts(b, s->columns[i].is_number ? "<td class=\"n\">" : "<td>");
        escape_html(b, s->cells[row * s->n_columns + i]);
        buf_puts(b, "</td>");
    }
    buf_puts(b, "</tr>\n");
}

static void put_left_out(struct buf *b, const struct document *doc, const struct sheet *s)
{
    struct buf shown, all, file, line;

    if (s->n_rows <= doc->rows_shown_max)
        return;
    buf_init(&shown, 64);
    buf_init(&all, 64);
    buf_init(&file, 256);
    buf_init(&line, 4096);
    words_number(&shown, doc->rows_shown_max);
    words_number(&all, s->n_rows);
    buf_printf(&file, "%s.csv", s->key);
    SAY(doc->phrases, &line, ROWS_LEFT_OUT, buf_span(&shown), buf_span(&all), buf_span(&file));
    buf_puts(b, "<p class=\"tnote\">");
    escape_html(b, buf_span(&line));
    buf_puts(b, "</p>\n");
    buf_release(&shown);
    buf_release(&all);
    buf_release(&file);
    buf_release(&line);
}

static void put_sheet(struct buf *b, const struct document *doc, const struct sheet *s)
{
    size_t n = s->n_rows < doc->rows_shown_max ? s->n_rows : doc->rows_shown_max;

    buf_puts(b, "<div class=\"scroll\" tabindex=\"0\"><table><caption>");
    escape_html(b, s->title);
    buf_puts(b, "</caption>");
    put_heads(b, s);
    buf_puts(b, "<tbody>\n");
    for (size_t row = 0; row < n; row++)
        put_row(b, s, row);
    buf_puts(b, "</tbody></table></div>\n");
    put_left_out(b, doc, s);
    if (s->note.n > 0) {
        buf_puts(b, "<p class=\"tnote\">");
        escape_html(b, s->note);
        buf_puts(b, "</p>\n");
    }
}

/* ---- blocks ---- */

static enum rc put_figure(struct buf *b, const struct block *block, size_t ix, struct err *err)
{
    char prefix[32];
    enum rc rc;

    (void)snprintf(prefix, sizeof(prefix), "f%zu-", ix);
    buf_puts(b, "<figure><div class=\"scroll\" tabindex=\"0\">");
    rc = svg_put(b, &block->drawing, prefix, block->alternative, err);
    buf_puts(b, "</div><figcaption>");
    escape_html(b, block->text);
    buf_puts(b, "</figcaption></figure>\n");
    return rc;
}

static void put_section(struct buf *b, const struct block *block, bool is_open)
{
    buf_puts(b, is_open ? "</section>\n" : "");
    buf_printf(b, "<section%s aria-labelledby=\"%s\"><h2 id=\"%s\">",
               block->kind == BLOCK_ANNEX ? " class=\"annex\"" : "", block->key, block->key);
    if (block->number > 0)
        buf_printf(b, "%u. ", block->number);
    escape_html(b, block->text);
    buf_puts(b, "</h2>\n");
}

static void put_text(struct buf *b, const char *open, struct span text, const char *close)
{
    buf_puts(b, open);
    escape_html(b, text);
    buf_puts(b, close);
}

static enum rc put_block(struct buf *b, const struct document *doc, size_t ix, bool has_section,
                         struct err *err)
{
    const struct block *block = &doc->blocks[ix];

    switch (block->kind) {
    case BLOCK_SECTION:
    case BLOCK_ANNEX:
        put_section(b, block, has_section);
        break;
    case BLOCK_HEADING:
        put_text(b, "<h3>", block->text, "</h3>\n");
        break;
    case BLOCK_TEXT:
        put_text(b, "<p>", block->text, "</p>\n");
        break;
    case BLOCK_NOTE:
        put_text(b, "<p class=\"note\">", block->text, "</p>\n");
        break;
    case BLOCK_BULLET:
        put_text(b, "<li>", block->text, "</li>\n");
        break;
    case BLOCK_SHEET:
        put_sheet(b, doc, block->sheet);
        break;
    case BLOCK_FIGURE:
        return put_figure(b, block, ix, err);
    }
    return RC_OK;
}

enum rc document_put_html(struct buf *b, const struct document *doc, struct err *err)
{
    bool has_section = false, has_list = false;
    enum rc rc = RC_OK;

    put_beginning(b, doc);
    for (size_t i = 0; i < doc->n_blocks && !rc; i++) {
        bool is_bullet = doc->blocks[i].kind == BLOCK_BULLET;

        if (is_bullet != has_list)
            buf_puts(b, is_bullet ? "<ul>\n" : "</ul>\n");
        has_list = is_bullet;
        rc = put_block(b, doc, i, has_section, err);
        has_section |= doc->blocks[i].kind == BLOCK_SECTION || doc->blocks[i].kind == BLOCK_ANNEX;
    }
    buf_puts(b, has_list ? "</ul>\n" : "");
    buf_puts(b, has_section ? "</section>\n" : "");
    buf_puts(b, "</main>\n<footer><p>");
    escape_html(b, doc->foot);
    buf_puts(b, "</p></footer>\n</body>\n</html>\n");
    return rc ? rc : buf_check(b, err);
}
