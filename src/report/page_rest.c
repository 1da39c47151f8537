/* SPDX-License-Identifier: Apache-2.0 */
/* page_rest.c: tables 1 to 3, what could be seen, refused rows, assumptions, how to read it all. */
#include "report/page_parts.h"

#include "report/escape.h"
#include "report/words.h"

/* ---- tables ---- */

static void put_cameras(struct buf *b, const struct page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->docket->n_sensors; i++) {
        if (!span_is(p->docket->sensors[i].type, "camera"))
            continue;
        buf_puts(b, n++ == 0 ? " Cameras: " : ", ");
        escape_html(b, p->docket->sensors[i].head.id);
    }
    buf_puts(b, n == 0 ? " No camera was declared."
                       : "; when they worked is said under what "
                         "could be seen.");
}

static void put_table(struct buf *b, const struct page *p, enum table_which which)
{
    uint64_t n = p->tables->n_rows[which];

    if (n == 0 && which == TABLE_STANDING)
        return;
    buf_printf(b, "<h3>%s</h3>\n", table_title(which));
    if (n == 0) {
        buf_puts(b, "<p>No row.</p>\n");
        return;
    }
    buf_puts(b, "<div class=\"scroll\" tabindex=\"0\"><table><caption>");
    if (n > TABLES_HTML_ROWS) {
        buf_printf(b, "The first %d of ", TABLES_HTML_ROWS);
        words_number(b, n);
        buf_printf(b, " rows; all are in <code>%s</code>. ", table_file(which));
    }
    buf_puts(b, table_footer(which));
    if (which == TABLE_CEASEFIRE)
        put_cameras(b, p);
    buf_puts(b, "</caption><thead><tr>");
    table_put_heads(b, which);
    buf_puts(b, "</tr></thead><tbody>\n");
    buf_put(b, buf_span(&p->tables->html[which]));
    buf_puts(b, "</tbody></table></div>\n");
}

void page_put_tables(struct buf *b, const struct page *p)
{
    buf_puts(b, "<section aria-labelledby=\"tables\"><h2 id=\"tables\">Tables</h2>\n");
    for (int i = 0; i < TABLE_COUNT; i++)
        put_table(b, p, (enum table_which)i);
    buf_puts(b, "</section>\n");
}

/* ---- coverage ---- */

static void put_area_row(struct buf *b, const struct page *p, const struct seen_area *a)
{
    buf_puts(b, "<tr><th scope=\"row\">");
    escape_html(b, a->area);
    if (a->is_declared) {
        buf_printf(b, "</th><td class=\"n\">%.0f %%</td><td>", a->share * 100);
        words_span(b, pact_home_zone(p->model), a->hull);
        buf_puts(b, "</td><td></td></tr>\n");
    } else {
        buf_puts(b, "</th><td class=\"n none\">none</td><td></td><td>no coverage was declared: "
                    "that nothing was reported from here says nothing</td></tr>\n");
    }
}

void page_put_coverage(struct buf *b, const struct page *p)
{
    buf_puts(b, "<section aria-labelledby=\"coverage\"><h2 id=\"coverage\">What could be seen</h2>"
                "\n");
    if (p->findings->n_seen == 0) {
        buf_puts(b, "<p>The agreement names no area, so no coverage can be stated: that nothing "
                    "was reported from a place says nothing about it.</p>\n</section>\n");
        return;
    }
    buf_puts(b, "<div class=\"scroll\" tabindex=\"0\"><table><caption>Share of each area, over the "
                "declared time, that the sources say they covered, sources joined; before and "
                "after it nothing was declared</caption><thead><tr><th scope=\"col\">Area</th>"
                "<th scope=\"col\" class=\"n\">Seen</th><th scope=\"col\">Declared for (local "
                "time)</th><th scope=\"col\">What that means</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < p->findings->n_seen; i++)
        put_area_row(b, p, &p->findings->seen[i]);
    buf_puts(b, "</tbody></table></div>\n</section>\n");
}

/* ---- rejects ---- */

void page_put_rejects(struct buf *b, const struct page *p)
{
    const struct rejects *r = p->rejects;

    if (r->n == 0)
        return;
    buf_puts(b, "<section aria-labelledby=\"rejects\"><h2 id=\"rejects\">Rows that were refused"
                "</h2>\n<div class=\"scroll\" tabindex=\"0\"><table><caption>");
    if (r->n_first < r->n) {
        buf_puts(b, "The first ");
        words_number(b, r->n_first);
        buf_puts(b, " of ");
        words_number(b, r->n);
        buf_puts(b, ". ");
    }
    buf_puts(b, "With their raw text in <code>rejects.csv</code></caption><thead><tr>"
                "<th scope=\"col\">File</th><th scope=\"col\" class=\"n\">Row</th>"
                "<th scope=\"col\">Column</th><th scope=\"col\">Reason</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < r->n_first; i++) {
        buf_puts(b, "<tr><td>");
        escape_html(b, r->first[i].file);
        buf_puts(b, "</td><td class=\"n\">");
        if (r->first[i].row > 0)
            buf_printf(b, "%u", r->first[i].row);
        else
            buf_puts(b, "all");
        buf_puts(b, "</td><td>");
        page_put_text(b, r->first[i].column);
        buf_puts(b, "</td><td>");
        escape_html(b, r->first[i].reason);
        buf_puts(b, "</td></tr>\n");
    }
    buf_puts(b, "</tbody></table></div>\n</section>\n");
}

/* ---- assumptions ---- */

static void put_term_assumptions(struct buf *b, const struct pact_term *t)
{
    for (size_t i = 0; i < t->n_assumptions; i++) {
        buf_puts(b, "<li><b>");
        escape_html(b, t->id);
        buf_puts(b, "</b>: ");
        escape_html(b, t->assumptions[i]);
        buf_puts(b, "</li>\n");
    }
    for (size_t i = 0; i < t->n_judgements; i++) {
        buf_puts(b, "<li><b>");
        escape_html(b, t->id);
        buf_puts(b, "</b>: only people can apply \xE2\x80\x9C");
        escape_html(b, t->judgements[i]);
        buf_puts(b, "\xE2\x80\x9D</li>\n");
    }
}

static size_t count_assumptions(const struct page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->tally->n_terms; i++)
        n += p->tally->terms[i].term->n_assumptions + p->tally->terms[i].term->n_judgements;
    return n;
}

void page_put_assumptions(struct buf *b, const struct page *p)
{
    if (count_assumptions(p) == 0)
        return;
    buf_puts(b, "<section aria-labelledby=\"assumptions\"><h2 id=\"assumptions\">Assumptions</h2>\n"
                "<p>What the text of the agreement does not say and its file had to assume:</p>\n"
                "<ul>\n");
    for (size_t i = 0; i < p->tally->n_terms; i++)
        put_term_assumptions(b, p->tally->terms[i].term);
    buf_puts(b, "</ul>\n</section>\n");
}

/* ---- how to read it ---- */

void page_put_reading(struct buf *b, const struct page *p)
{
    (void)p;
    buf_puts(
        b,
        "<section aria-labelledby=\"reading\"><h2 id=\"reading\">How to read this page</h2>\n<ul>\n"
        "<li>A <b>verdict</b> is what a machine makes of observations and the words of one term. "
        "It is not a finding: nobody has confirmed it, and it says nothing about who ordered what "
        "or why.</li>\n"
        "<li><b>Violation</b>: the probability p that the term was broken reaches the term's "
        "confidence. <b>Indeterminate</b>: it lies between; such verdicts are shown and never "
        "counted. <b>Pending</b>: the deadline is not over. <b>Exempt</b>: a permit or a joint "
        "consent covers it.</li>\n"
        "<li><b>Numbers are least\xE2\x80\x93most.</b> The same explosion heard twice is one at "
        "least and two at most.</li>\n"
        "<li><b>Reported</b> rows come from public event files; nobody of the mission saw them, so "
        "they never make a violation by themselves.</li>\n"
        "<li>A party is named where an observation names it. <b>Undetermined</b> is the commonest "
        "honest answer. The side on which something lies is not who did it.</li>\n"
        "<li>Parties have neutral colours and patterns; no colour or symbol here means friend or "
        "foe.</li>\n"
        "<li>Beside this page: <code>verdicts</code> and <code>events</code> as NDJSON, CSV and "
        "GeoJSON, the tables as CSV, <code>rejects.csv</code> and <code>summary.json</code>.</li>\n"
        "</ul>\n</section>\n");
}
