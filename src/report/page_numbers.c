/* SPDX-License-Identifier: Apache-2.0 */
/* page_numbers.c: the top of the page: what was judged, what came out, by term, party and day. */
#include "report/page_parts.h"

#include "report/escape.h"
#include "report/ink.h"
#include "report/words.h"

#define DASH "\xE2\x80\x94"

void page_put_text(struct buf *b, struct span text)
{
    if (text.n == 0)
        buf_puts(b, DASH);
    else
        escape_html(b, text);
}

/* The patterns of the drawings, in so few strokes that they fit a line of text. */
static const char *pattern_strokes(enum ink_pattern pattern)
{
    switch (pattern) {
    case INK_SOLID:
        return "M0 6h18";
    case INK_DIAGONAL:
        return "M-3 12L9 0M3 12L15 0M9 12L21 0";
    case INK_BACK_DIAGONAL:
        return "M-3 0L9 12M3 0L15 12M9 0L21 12";
    case INK_HORIZONTAL:
        return "M0 2.5h18M0 6h18M0 9.5h18";
    case INK_VERTICAL:
        return "M3 0v12M7 0v12M11 0v12M15 0v12";
    case INK_CROSS:
        return "M0 3h18M0 9h18M4 0v12M9 0v12M14 0v12";
    case INK_DOTS:
        return "M3 3h.1M9 3h.1M15 3h.1M6 6h.1M12 6h.1M3 9h.1M9 9h.1M15 9h.1";
    case INK_SPARSE_DOTS:
        return "M4 4h.1M13 4h.1M9 8.5h.1";
    }
    return "";
}

void page_put_party(struct buf *b, const struct page *p, uint32_t party)
{
    const struct parties *all = &p->findings->parties;
    struct ink_style style = ink_style(party, all->n_named);
    char colour[8];

    if (all->id[party].n == 0) {
        buf_puts(b, DASH);
        return;
    }
    ink_css(style.colour, colour);
    buf_printf(b,
               "<span class=\"party\"><svg viewBox=\"0 0 18 12\" aria-hidden=\"true\">"
               "<rect x=\".5\" y=\".5\" width=\"17\" height=\"11\" fill=\"#fff\" stroke=\"%s\"/>"
               "<path d=\"%s\" stroke=\"%s\" stroke-width=\"%s\" stroke-linecap=\"%s\"/></svg>",
               colour, pattern_strokes(style.pattern), colour,
               style.pattern == INK_SOLID ? "11" : "1.8",
               style.pattern == INK_SOLID ? "butt" : "round");
    escape_html(b, all->name[party]);
    buf_puts(b, "</span>");
}

/* ---- head ---- */

static void put_fact(struct buf *b, const char *name, struct buf *value)
{
    buf_printf(b, "<dt>%s</dt><dd>", name);
    page_put_text(b, buf_span(value));
    buf_puts(b, "</dd>\n");
    buf_clear(value);
}

static bool has_span(const struct page *p)
{
    return p->tally->span.t0_ms != 0 || p->tally->span.t1_ms != 0;
}

static void put_period(struct buf *b, const struct page *p, struct buf *text)
{
    const struct zone *z = pact_home_zone(p->model);
    struct time_span span = p->tally->span;

    if (!has_span(p))
        return;
    words_span(text, z, span);
    buf_puts(text, " (");
    buf_put(text, zone_name(z));
    buf_puts(text, ")");
    put_fact(b, "Observed, local time", text);
    words_span(text, zone_utc(), span);
    put_fact(b, "Observed, UTC", text);
    words_duration(text, span.t1_ms - span.t0_ms);
    put_fact(b, "Length", text);
}

static void put_files(struct buf *b, const struct page *p, struct buf *text)
{
    for (size_t i = 0; i < p->n_files; i++) {
        buf_puts(text, i == 0 ? "" : ", ");
        buf_put(text, p->files[i]);
    }
    put_fact(b, "Files", text);
}

static void put_receipt(struct buf *b, const struct page *p, struct buf *text)
{
    if (p->receipt->as_of_ms == TIME_NEVER)
        buf_puts(text, "all of the input");
    else
        time_put_instant(text, p->receipt->as_of_ms);
    put_fact(b, "As known", text);
    buf_puts(text, "sha256:");
    sha256_put_hex(text, &p->receipt->pact);
    put_fact(b, "Agreement text", text);
    buf_put(text, p->receipt->engine);
    buf_puts(text, ", tzdata ");
    buf_put(text, p->zones_version);
    put_fact(b, "Engine", text);
}

void page_put_head(struct buf *b, const struct page *p)
{
    struct buf text;

    buf_init(&text, PAGE_BYTES_MAX);
    buf_puts(b, "<header>\n<p class=\"kicker\">Judged by machine, not yet a finding</p>\n");
    for (size_t i = 0; i < p->model->n_agreements; i++) {
        const struct pact_agreement *g = &p->model->agreements[i];

        buf_puts(b, "<h1>");
        page_put_text(b, g->title.n > 0 ? g->title : g->id);
        buf_puts(b, "</h1>\n");
    }
    buf_puts(b, "<dl class=\"facts\">\n");
    put_period(b, p, &text);
    put_files(b, p, &text);
    put_receipt(b, p, &text);
    buf_puts(b, "</dl>\n</header>\n");
    buf_release(&text);
}

/* ---- tiles ---- */

static void put_tile(struct buf *b, const char *class_name, struct buf *number, const char *words)
{
    buf_printf(b, "<li%s><b>", class_name);
    escape_html(b, buf_span(number));
    buf_printf(b, "</b><span>%s</span></li>\n", words);
    buf_clear(number);
}

static void put_word_tiles(struct buf *b, const struct page *p, struct buf *text)
{
    static const struct {
        enum verdict_word word;
        const char *words;
    } tiles[] = {
        {VERDICT_INDETERMINATE, "indeterminate: shown, never counted"},
        {VERDICT_PENDING, "pending: the deadline is not over"},
        {VERDICT_EXEMPT, "exempt"},
        {VERDICT_NEEDS_ASSESSMENT, "for people to assess"},
        {VERDICT_COMPLIANT, "compliant"},
    };

    for (size_t i = 0; i < sizeof(tiles) / sizeof(tiles[0]); i++) {
        if (i > 0 && p->tally->all.n[tiles[i].word] == 0)
            continue;
        words_number(text, p->tally->all.n[tiles[i].word]);
        put_tile(b, "", text, tiles[i].words);
    }
    if (p->tally->all.reported > 0) {
        words_number(text, p->tally->all.reported);
        put_tile(b, "", text, "of the indeterminate: rest on reported rows only");
    }
}

static void put_tiles(struct buf *b, const struct page *p)
{
    const struct tally_verdicts *all = &p->tally->all;
    struct buf text;

    buf_init(&text, 256);
    buf_puts(b, "<ul class=\"tiles\">\n");
    words_number(&text, all->n[VERDICT_VIOLATION]);
    put_tile(b, " class=\"main\"", &text,
             all->n[VERDICT_VIOLATION] == 1 ? "violation" : "violations");
    put_word_tiles(b, p, &text);
    words_number(&text, p->n_read);
    put_tile(b, "", &text, "rows read");
    words_number(&text, p->rejects->n);
    put_tile(b, "", &text, p->rejects->n == 1 ? "row refused" : "rows refused");
    buf_puts(b, "</ul>\n");
    buf_release(&text);
}

/* ---- what was counted ---- */

static void put_range_cell(struct buf *b, struct tally_range r)
{
    buf_puts(b, "<td class=\"n\">");
    words_range(b, r);
    buf_puts(b, "</td>");
}

static void put_number_cell(struct buf *b, uint64_t n)
{
    buf_puts(b, n == 0 ? "<td class=\"n none\">" : "<td class=\"n\">");
    words_number(b, n);
    buf_puts(b, "</td>");
}

static void put_classes(struct buf *b, const struct page *p)
{
    if (p->tally->n_events == 0)
        return;
    buf_puts(b, "<div class=\"scroll\" tabindex=\"0\"><table><caption>What happened, counted as "
                "least\xE2\x80\x93most: one explosion heard by two sensors is one at least and two "
                "at most</caption><thead><tr><th scope=\"col\">Phenomenon</th>"
                "<th scope=\"col\" class=\"n\">Number</th></tr></thead><tbody>\n");
    for (int i = 0; i < PHEN_COUNT; i++) {
        if (p->tally->classes[i].max == 0)
            continue;
        buf_puts(b, "<tr><th scope=\"row\">");
        words_plain(b, vocab_word(VOCAB_PHENOMENON, i));
        buf_puts(b, "</th>");
        put_range_cell(b, p->tally->classes[i]);
        buf_puts(b, "</tr>\n");
    }
    buf_puts(b, "<tr><th scope=\"row\">All sensors added up, as recorded</th>");
    put_number_cell(b, p->tally->as_recorded);
    buf_puts(b, "</tr>\n</tbody></table></div>\n");
}

void page_put_numbers(struct buf *b, const struct page *p)
{
    buf_puts(b, "<section aria-labelledby=\"numbers\"><h2 id=\"numbers\">In numbers</h2>\n");
    if (p->trusts_reported)
        buf_puts(b, "<p><strong>Reported rows were judged like observations "
                    "(--trust-reported).</strong></p>\n");
    put_tiles(b, p);
    put_classes(b, p);
    buf_puts(b, "</section>\n");
}

/* ---- by term and party ---- */

static bool has_words(const struct tally_verdicts *v)
{
    for (int i = 0; i < VERDICT_COMPLIANT; i++) {
        if (v->n[i] > 0)
            return true;
    }
    return false;
}

/* Rows of one term stand together: its cell spans them. */
static size_t rows_of_term(const struct findings *f, size_t first)
{
    size_t n = 0;

    for (size_t i = first; i < f->n_rows && f->rows[i].term == f->rows[first].term; i++)
        n += has_words(&f->rows[i].verdicts);
    return n;
}

static void put_term_cells(struct buf *b, const struct pact_term *t, size_t n_rows)
{
    buf_printf(b, "<th scope=\"rowgroup\" rowspan=\"%zu\">", n_rows);
    escape_html(b, t->id);
    buf_printf(b, "</th><td rowspan=\"%zu\">", n_rows);
    words_plain(b, pact_kind_name(t->kind));
    buf_puts(b, "<br><span class=\"facts-line\">");
    page_put_text(b, t->ref);
    buf_puts(b, "</span></td>");
}

/* What is neither a violation nor undecided: few words, mostly none. */
static void put_other_cell(struct buf *b, const struct tally_verdicts *v)
{
    static const struct {
        enum verdict_word word;
        const char *name;
    } others[] = {{VERDICT_PENDING, " pending"},
                  {VERDICT_EXEMPT, " exempt"},
                  {VERDICT_NEEDS_ASSESSMENT, " for people to assess"}};
    bool has_any = false;

    buf_puts(b, "<td>");
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (v->n[others[i].word] == 0)
            continue;
        buf_puts(b, has_any ? ", " : "");
        words_number(b, v->n[others[i].word]);
        buf_puts(b, others[i].name);
        has_any = true;
    }
    buf_puts(b, "</td>");
}

static void put_party_cells(struct buf *b, const struct page *p, const struct finding_row *r)
{
    const struct tally_verdicts *v = &r->verdicts;

    buf_puts(b, "<td>");
    page_put_party(b, p, r->party);
    buf_puts(b, "</td>");
    put_number_cell(b, v->n[VERDICT_VIOLATION]);
    if (v->n[VERDICT_VIOLATION] > 0 && v->count.max > 0)
        put_range_cell(b, v->count);
    else
        buf_puts(b, "<td class=\"n none\">" DASH "</td>");
    put_number_cell(b, v->n[VERDICT_INDETERMINATE]);
    put_other_cell(b, v);
}

static void put_term_rows(struct buf *b, const struct page *p)
{
    const struct findings *f = p->findings;
    const struct pact_term *last = NULL;

    for (size_t i = 0; i < f->n_rows; i++) {
        if (!has_words(&f->rows[i].verdicts))
            continue;
        buf_puts(b, "<tr>");
        if (f->rows[i].term != last)
            put_term_cells(b, f->rows[i].term, rows_of_term(f, i));
        last = f->rows[i].term;
        put_party_cells(b, p, &f->rows[i]);
        buf_puts(b, "</tr>\n");
    }
}

void page_put_terms(struct buf *b, const struct page *p)
{
    buf_puts(b, "<section aria-labelledby=\"terms\"><h2 id=\"terms\">By term and party</h2>\n"
                "<div class=\"scroll\" tabindex=\"0\"><table><caption>Terms in the order of the "
                "agreement; what is indeterminate stands beside the violations and is not part of "
                "them</caption><thead><tr><th scope=\"col\">Term</th>"
                "<th scope=\"col\">Kind and paragraph</th><th scope=\"col\">Party</th>"
                "<th scope=\"col\" class=\"n\">Violations</th>"
                "<th scope=\"col\" class=\"n\">Counting</th>"
                "<th scope=\"col\" class=\"n\">Indeterminate</th>"
                "<th scope=\"col\">Other</th></tr></thead><tbody>\n");
    put_term_rows(b, p);
    buf_puts(b, "</tbody></table></div>\n</section>\n");
}

/* ---- by day: what the timeline shows, for those who cannot see it ---- */

void page_put_days(struct buf *b, const struct page *p)
{
    buf_puts(b, "<details><summary>The same by day, as a table</summary><div class=\"scroll\" "
                "tabindex=\"0\"><table><caption>Local days</caption><thead><tr>"
                "<th scope=\"col\">Day</th><th scope=\"col\" class=\"n\">Violations</th>"
                "<th scope=\"col\" class=\"n\">Fire, least\xE2\x80\x93most</th>"
                "<th scope=\"col\" class=\"n\">Indeterminate</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < p->tally->n_days; i++) {
        const struct tally_day *d = &p->tally->days[i];
        struct civil c;

        time_from_days(d->date, &c);
        buf_printf(b, "<tr><th scope=\"row\">%04d-%02d-%02d</th>", c.year, c.month, c.day);
        put_number_cell(b, d->verdicts.n[VERDICT_VIOLATION]);
        put_range_cell(b, findings_fire(p->findings, d->date, d->date));
        put_number_cell(b, d->verdicts.n[VERDICT_INDETERMINATE]);
        buf_puts(b, "</tr>\n");
    }
    buf_puts(b, "</tbody></table></div></details>\n");
}
