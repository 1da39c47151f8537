/* SPDX-License-Identifier: Apache-2.0 */
#include "report/page.h"

#include "report/chart.h"
#include "report/escape.h"
#include "report/map.h"
#include "report/page_parts.h"
#include "report/words.h"

#define WORDS_BYTES_MAX ((size_t)64 << 10)

static void put_map_caption(struct buf *b, const struct map *m)
{
    const struct spots *s = &m->findings->spots;

    buf_puts(b, "Lines and areas as adopted; the grey band along a line is twice its error. No "
                "base map: nothing is drawn but what was agreed and seen.");
    if (m->n_outside > 0) {
        buf_putc(b, ' ');
        words_noun(b, m->n_outside, "verdict lies", "verdicts lie");
        buf_puts(b, " beyond the sheet.");
    }
    if (s->n_nowhere > 0) {
        buf_putc(b, ' ');
        words_noun(b, s->n_nowhere, "verdict has", "verdicts have");
        buf_puts(b, " no place.");
    }
}

static enum rc put_map(struct buf *b, const struct page *p, struct err *err)
{
    struct map m;
    struct drawing d;
    struct buf words;
    enum rc rc = map_plan(&m, p->findings, p->findings->arena, err);

    if (rc == RC_ABSENT)
        return RC_OK;
    if (rc)
        return rc;
    d = map_drawing(&m);
    buf_init(&words, WORDS_BYTES_MAX);
    map_put_words(&words, &m);
    buf_puts(b, "<section aria-labelledby=\"map\"><h2 id=\"map\">Where</h2>\n<figure>"
                "<div class=\"scroll\" tabindex=\"0\">");
    rc = svg_put(b, &d, "m", buf_span(&words), err);
    buf_puts(b, "</div><figcaption>");
    put_map_caption(b, &m);
    buf_puts(b, "</figcaption></figure>\n</section>\n");
    buf_release(&words);
    return rc;
}

static enum rc put_chart(struct buf *b, const struct page *p, struct err *err)
{
    struct chart c;
    struct drawing d;
    struct buf words;
    enum rc rc;

    if (!chart_plan(&c, p->findings, p->docket))
        return RC_OK;
    d = chart_drawing(&c);
    buf_init(&words, WORDS_BYTES_MAX);
    chart_put_words(&words, &c);
    buf_puts(b, "<section aria-labelledby=\"time\"><h2 id=\"time\">When</h2>\n<figure>"
                "<div class=\"scroll\" tabindex=\"0\">");
    rc = svg_put(b, &d, "t", buf_span(&words), err);
    buf_printf(
        b,
        "</div><figcaption>One bar per %.*s. Filled: the least number that violations count; "
        "hollow: up to the greatest. Below the line: indeterminate verdicts. At the bottom: "
        "the darker, the more of an area was declared as covered.",
        SPAN_ARG(chart_unit_word(p->findings)));
    if (c.n_left_out > 0)
        buf_printf(b, " %zu more terms are in the table above.", c.n_left_out);
    buf_puts(b, "</figcaption></figure>\n");
    page_put_days(b, p);
    buf_puts(b, "</section>\n");
    buf_release(&words);
    return rc;
}

static void put_beginning(struct buf *b, const struct page *p)
{
    buf_puts(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'\">\n<title>");
    for (size_t i = 0; i < p->model->n_agreements; i++) {
        buf_puts(b, i == 0 ? "" : "; ");
        escape_html(b, p->model->agreements[i].title.n > 0 ? p->model->agreements[i].title
                                                           : p->model->agreements[i].id);
    }
    buf_puts(b, ": judged</title>\n");
    page_put_style(b);
    buf_puts(b, "</head>\n<body>\n");
}

enum rc page_put(struct buf *b, const struct page *p, struct err *err)
{
    enum rc rc;

    put_beginning(b, p);
    page_put_head(b, p);
    buf_puts(b, "<main>\n");
    page_put_numbers(b, p);
    page_put_terms(b, p);
    rc = put_map(b, p, err);
    if (!rc)
        rc = put_chart(b, p, err);
    if (rc)
        return rc;
    page_put_verdicts(b, p);
    page_put_tables(b, p);
    page_put_coverage(b, p);
    page_put_rejects(b, p);
    page_put_assumptions(b, p);
    page_put_reading(b, p);
    buf_puts(b, "</main>\n<footer><p>Made by ");
    escape_html(b, p->receipt->engine);
    buf_puts(b, ". The same pact and the same files give the same page, byte for byte.</p>"
                "</footer>\n</body>\n</html>\n");
    return buf_check(b, err);
}
