/* SPDX-License-Identifier: Apache-2.0 */
/* page_verdicts.c: the verdicts themselves, the gravest first, each with what it rests on. */
#include "report/page_parts.h"

#include <math.h>

#include "report/escape.h"
#include "report/words.h"

static const char *const severity_words[] = {"",         "administrative", "minor",
                                             "moderate", "serious",        "grave"};

static void put_tags(struct buf *b, const struct verdict *v)
{
    buf_printf(b, "<span class=\"tag %s\">", v->word == VERDICT_VIOLATION ? "full" : "open");
    words_plain(b, verdict_name(v->word));
    buf_puts(b, "</span>");
    if (v->severity >= 1 && v->severity <= 5)
        buf_printf(b, "<span class=\"tag\">severity %d, %s</span>", v->severity,
                   severity_words[v->severity]);
}

static void put_head(struct buf *b, const struct page *p, const struct grave *g)
{
    buf_puts(b, "<h4>");
    put_tags(b, &g->v);
    buf_puts(b, "Term ");
    escape_html(b, g->v.term->id);
    buf_puts(b, " ");
    words_plain(b, pact_kind_name(g->v.term->kind));
    if (g->v.term->ref.n > 0) {
        buf_puts(b, ", ");
        escape_html(b, g->v.term->ref);
    }
    if (grave_text(g, GRAVE_PARTY).n > 0) {
        buf_puts(b, ": ");
        page_put_party(b, p, parties_find(&p->findings->parties, grave_text(g, GRAVE_PARTY)));
    }
    buf_puts(b, "</h4>\n");
}

/* Facts stand behind each other with a dot between them. */
struct facts {
    struct buf *b;
    struct buf one;
    bool has_any;
};

static void end_fact(struct facts *f)
{
    if (f->one.n > 0) {
        buf_puts(f->b, f->has_any ? " \xC2\xB7 " : "");
        escape_html(f->b, buf_span(&f->one));
        f->has_any = true;
    }
    buf_clear(&f->one);
}

static void put_numbers(struct facts *f, const struct verdict *v)
{
    if (isfinite(v->p)) {
        buf_puts(&f->one, "p ");
        words_p(&f->one, v->p);
        end_fact(f);
    }
    if (v->has_count && v->count.max != 1) {
        buf_puts(&f->one, "number ");
        words_count(&f->one, v->count);
        end_fact(f);
    }
    if (isfinite(v->distance_m)) {
        words_metres(&f->one, v->distance_m);
        if (isfinite(v->sigma_m) && v->sigma_m > 0) {
            buf_puts(&f->one, " \xC2\xB1 ");
            words_metres(&f->one, v->sigma_m);
        }
        if (isfinite(v->threshold_m)) {
            buf_puts(&f->one, " against ");
            words_metres(&f->one, v->threshold_m);
        }
        end_fact(f);
    }
}

static void put_text_fact(struct facts *f, const char *name, struct span text)
{
    if (text.n == 0)
        return;
    buf_puts(&f->one, name);
    buf_put(&f->one, text);
    end_fact(f);
}

static void put_facts(struct buf *b, const struct grave *g)
{
    struct facts f = {.b = b};

    buf_init(&f.one, (size_t)1 << 16);
    buf_puts(b, "<p class=\"facts-line\">");
    words_span(&f.one, g->v.agreement->zone, g->v.when);
    end_fact(&f);
    if (g->v.has_place)
        words_place(&f.one, grave_text(g, GRAVE_PLACE), g->v.place);
    else
        buf_put(&f.one, grave_text(g, GRAVE_PLACE));
    end_fact(&f);
    put_text_fact(&f, "", grave_text(g, GRAVE_CATEGORY));
    put_text_fact(&f, "state ", grave_text(g, GRAVE_STATE));
    put_numbers(&f, &g->v);
    put_text_fact(&f, "line ", grave_text(g, GRAVE_LINE));
    put_text_fact(&f, "exempt by ", grave_text(g, GRAVE_EXEMPTION));
    put_text_fact(&f, "source ", grave_text(g, GRAVE_GRADE));
    buf_puts(b, "</p>\n");
    buf_release(&f.one);
}

static void put_verdict(struct buf *b, const struct page *p, const struct grave *g)
{
    buf_printf(b, "<li class=\"%s\">", g->v.word == VERDICT_VIOLATION ? "violation" : "open");
    put_head(b, p, g);
    put_facts(b, g);
    if (grave_text(g, GRAVE_EXPLANATION).n > 0) {
        buf_puts(b, "<p class=\"why\">");
        escape_html(b, grave_text(g, GRAVE_EXPLANATION));
        buf_puts(b, "</p>\n");
    }
    if (grave_text(g, GRAVE_INPUTS).n > 0) {
        buf_puts(b, "<p class=\"ids\">rests on ");
        escape_html(b, grave_text(g, GRAVE_INPUTS));
        buf_puts(b, "</p>\n");
    }
    buf_puts(b, "</li>\n");
}

static void put_list(struct buf *b, const struct page *p, const struct gravest *list,
                     const char *title)
{
    if (list->n == 0)
        return;
    buf_printf(b, "<h3>%s</h3>\n", title);
    if (list->n < list->n_seen) {
        buf_puts(b, "<p>The gravest ");
        words_number(b, list->n);
        buf_puts(b, " of ");
        words_number(b, list->n_seen);
        buf_puts(b, "; all of them are in <code>verdicts.csv</code>, <code>verdicts.ndjson</code> "
                    "and <code>verdicts.geojson</code> beside this page.</p>\n");
    }
    buf_puts(b, "<ol class=\"verdicts\">\n");
    for (size_t i = 0; i < list->n; i++)
        put_verdict(b, p, &list->items[i]);
    buf_puts(b, "</ol>\n");
}

void page_put_verdicts(struct buf *b, const struct page *p)
{
    const struct findings *f = p->findings;

    buf_puts(b, "<section aria-labelledby=\"verdicts\"><h2 id=\"verdicts\">Verdicts</h2>\n");
    if (f->violations.n == 0)
        buf_puts(b, "<p>No violation was found in what was observed. What could not be seen is "
                    "said <a href=\"#coverage\">below</a>.</p>\n");
    put_list(b, p, &f->violations, "Violations, the gravest first");
    put_list(b, p, &f->undecided, "Indeterminate: the observations do not decide");
    put_list(b, p, &f->others, "Pending, exempt, and for people to assess");
    buf_puts(b, "</section>\n");
}
