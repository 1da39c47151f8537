/* SPDX-License-Identifier: Apache-2.0 */
#include "report/inquiry_json.h"

/* Values being built: nothing needs to be checked until the end. */
struct make {
    const struct dossier *d;
    struct arena *arena;
    enum rc rc;
    struct err *err;
};

static void set(struct make *m, struct json *to, const char *name, struct json value)
{
    if (m->rc == RC_OK)
        m->rc = json_set(to, name, value, m->arena, m->err);
}

static void push(struct make *m, struct json *to, struct json value)
{
    if (m->rc == RC_OK)
        m->rc = json_push(to, value, m->arena, m->err);
}

static void set_text(struct make *m, struct json *to, const char *name, struct span text)
{
    if (text.n > 0)
        set(m, to, name, json_text(text));
}

static void set_time(struct make *m, struct json *to, const char *name, int64_t at_ms)
{
    struct buf b;
    struct span text;

    buf_init(&b, 64);
    time_put_instant(&b, at_ms);
    text = arena_copy(m->arena, buf_span(&b), m->err);
    buf_release(&b);
    if (text.p == NULL)
        m->rc = RC_LIMIT;
    set_text(m, to, name, text);
}

/* One number for each hypothesis, by its id. */
static struct json by_hypothesis(struct make *m, const struct dossier_set *s, const double *values)
{
    struct json out = json_array();

    for (size_t k = 0; k < s->n; k++)
        push(m, &out, json_real(values[k]));
    return out;
}

static void put_hypotheses(struct make *m, const struct dossier_set *s,
                           const struct ledger_weight *w, struct json *to)
{
    struct json list = json_array();

    for (size_t k = 0; k < s->n; k++) {
        const struct hypothesis *h = &s->items[k];
        struct json one = json_object();

        set_text(m, &one, "id", h->id);
        set_text(m, &one, "statement", h->statement);
        set(m, &one, "role", json_str(hypothesis_role_name(h->role)));
        set_text(m, &one, "party", h->party);
        set_text(m, &one, "reason", h->reason);
        set(m, &one, "prior", json_real(h->prior));
        set(m, &one, "posterior", json_real(w->posterior[k]));
        set(m, &one, "low", json_real(w->low[k]));
        set(m, &one, "high", json_real(w->high[k]));
        push(m, &list, one);
    }
    set(m, to, "hypotheses", list);
}

static void put_lines(struct make *m, const struct dossier_set *s, const struct ledger_weight *w,
                      struct json *to)
{
    struct json list = json_array(), lineages = json_array();

    for (size_t i = 0; i < w->n_lines; i++) {
        const struct ledger_line *line = &w->lines[i];
        struct json one = json_object();

        set_text(m, &one, "exhibit", line->exhibit->id);
        set(m, &one, "analysts", json_int((int64_t)line->n_analysts));
        set(m, &one, "counted", json_bool(line->is_counted));
        set(m, &one, "log_ratio", by_hypothesis(m, s, line->log_ratio));
        set(m, &one, "log_ratio_low", by_hypothesis(m, s, line->low));
        set(m, &one, "log_ratio_high", by_hypothesis(m, s, line->high));
        push(m, &list, one);
    }
    set(m, to, "matrix", list);
    for (size_t i = 0; i < w->n_lineages; i++) {
        struct json one = json_object();

        set_text(m, &one, "lineage", w->lineages[i].id);
        set_text(m, &one, "strongest", w->lineages[i].exhibit->id);
        set(m, &one, "posterior_without", by_hypothesis(m, s, w->lineages[i].without));
        push(m, &lineages, one);
    }
    set(m, to, "lineages", lineages);
}

static void put_wants(struct make *m, const struct dossier_set *s, const struct ledger_weight *w,
                      struct json *to)
{
    struct json list = json_array();

    for (size_t i = 0; i < w->n_wants; i++) {
        const struct ledger_want *want = &w->wants[i];
        struct json one = json_object();

        set_text(m, &one, "exhibit", want->exhibit->id);
        set(m, &one, "gain_bits", json_real(want->gain_bits));
        set(m, &one, "p_found", json_real(want->p_found));
        set(m, &one, "posterior_found", by_hypothesis(m, s, want->if_found));
        set(m, &one, "posterior_absent", by_hypothesis(m, s, want->if_absent));
        push(m, &list, one);
    }
    set(m, to, "missing", list);
}

static void put_links(struct make *m, const struct ledger_weight *weights, struct json *to)
{
    struct json links = json_object();

    for (int l = 0; l < LINK_COUNT; l++) {
        struct json one = json_object();

        if (weights[l].posterior == NULL)
            continue;
        put_hypotheses(m, &m->d->sets[l], &weights[l], &one);
        put_lines(m, &m->d->sets[l], &weights[l], &one);
        put_wants(m, &m->d->sets[l], &weights[l], &one);
        set(m, &links, link_name((enum link)l), one);
    }
    set(m, to, "links", links);
}

static void put_custody(struct make *m, const struct dossier_exhibit *x, struct json *to)
{
    struct json list = json_array();

    for (size_t i = 0; i < x->n_custody; i++) {
        struct json one = json_object();

        set_text(m, &one, "from", x->custody[i].from);
        set_text(m, &one, "to", x->custody[i].to);
        set_text(m, &one, "when", x->custody[i].when);
        set_text(m, &one, "seal", x->custody[i].seal);
        push(m, &list, one);
    }
    if (x->n_custody > 0)
        set(m, to, "custody", list);
}

static void put_exhibits(struct make *m, struct json *to)
{
    struct json list = json_array();

    for (size_t i = 0; i < m->d->n_exhibits; i++) {
        const struct dossier_exhibit *x = &m->d->exhibits[i];
        struct json one = json_object();

        set_text(m, &one, "id", x->id_text);
        set_text(m, &one, "label", x->label);
        set_text(m, &one, "title", x->title);
        set_text(m, &one, "source", x->source);
        set_text(m, &one, "lineage", x->lineage);
        set(m, &one, "reliability", json_text((struct span){&x->reliability, 1}));
        set(m, &one, "credibility", json_text((struct span){&x->credibility, 1}));
        set(m, &one, "missing", json_bool(x->is_missing));
        set_text(m, &one, "file", x->file);
        set_text(m, &one, "sha256", x->sha256);
        set_text(m, &one, "method", x->method);
        set_text(m, &one, "result", x->result);
        put_custody(m, x, &one);
        push(m, &list, one);
    }
    set(m, to, "exhibits", list);
}

static void put_people(struct make *m, struct json *to)
{
    struct json panel = json_array(), concerned = json_array(), replies = json_array();

    for (size_t i = 0; i < m->d->n_panel; i++) {
        struct json one = json_object();

        set_text(m, &one, "name", m->d->panel[i].name);
        set_text(m, &one, "nationality", m->d->panel[i].nationality);
        push(m, &panel, one);
    }
    for (size_t i = 0; i < m->d->n_concerned; i++)
        push(m, &concerned, json_text(m->d->concerned[i]));
    for (size_t i = 0; i < m->d->n_replies; i++) {
        struct json one = json_object();

        set_text(m, &one, "party", m->d->replies[i].party);
        set_text(m, &one, "question", m->d->replies[i].question);
        set_text(m, &one, "answer", m->d->replies[i].answer);
        set(m, &one, "silent", json_bool(m->d->replies[i].is_silent));
        push(m, &replies, one);
    }
    set(m, to, "panel", panel);
    set(m, to, "concerned", concerned);
    set(m, to, "replies", replies);
}

static void put_findings(struct make *m, struct json *to)
{
    struct json list = json_array();

    for (size_t i = 0; i < m->d->n_findings; i++)
        if (dossier_is_last(m->d, i))
            push(m, &list, *m->d->findings[i].body);
    set(m, to, "findings", list);
}

enum rc inquiry_json(const struct dossier *d, const struct ledger_weight *weights, struct arena *a,
                     struct json *out, struct err *err)
{
    struct make m = {.d = d, .arena = a, .rc = RC_OK, .err = err};
    struct json made = json_object();

    set(&m, &made, "schema", json_str("aasc/inquiry/1"));
    set_text(&m, &made, "id", d->id_text);
    set_text(&m, &made, "label", d->label);
    set_text(&m, &made, "title", d->title);
    set_text(&m, &made, "terms", d->terms);
    set_text(&m, &made, "incident", d->incident);
    set_time(&m, &made, "opened", d->opened_at_ms);
    set_time(&m, &made, "reply_until", d->reply_until_ms);
    set_time(&m, &made, "due", d->due_ms);
    put_people(&m, &made);
    put_exhibits(&m, &made);
    put_links(&m, weights, &made);
    put_findings(&m, &made);
    if (m.rc == RC_OK)
        *out = made;
    return m.rc;
}
