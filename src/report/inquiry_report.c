/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_report.c: head, summary, what happened, sources, analyses, findings. The tables of the
 * weighing are in inquiry_tables.c. */
#include "report/inquiry_report.h"

#include "base/zone.h"
#include "report/inquiry_parts.h"

#define ROWS_SHOWN_MAX 400

/* ---- parts that all use ---- */

void inquiry_section(struct inquiry_draft *w, const char *key, const char *head)
{
    buf_puts(w->draft.line, head);
    draft_block(&w->draft, BLOCK_SECTION, key, ++w->n_sections);
}

void inquiry_text(struct inquiry_draft *w, enum block_kind kind, const char *before,
                  struct span text, const char *after)
{
    buf_puts(w->draft.line, before);
    buf_put(w->draft.line, text);
    buf_puts(w->draft.line, after);
    draft_block(&w->draft, kind, "inquiry", 0);
}

void inquiry_put_time(struct inquiry_draft *w, int64_t at_ms)
{
    const struct inquiry_report_input *in = w->in;
    struct civil c;

    time_put_instant(w->draft.line, at_ms);
    zone_civil(in->zone, at_ms, &c);
    buf_printf(w->draft.line, " (%04d-%02d-%02d %02d:%02d ", c.year, c.month, c.day, c.hour,
               c.minute);
    buf_put(w->draft.line, in->zone_name);
    buf_putc(w->draft.line, ')');
}

const struct finding_standard *inquiry_cap(const struct inquiry_draft *w, enum link l)
{
    const struct ledger_weight *weight = &w->in->weights[l];
    size_t cap = finding_cap(weight, weight->leading, w->in->standards, w->in->n_standards, NULL);

    return cap == FINDING_NONE ? NULL : &w->in->standards[cap];
}

/* The last finding of a link for this audience; NULL: none. */
static const struct dossier_finding *finding_of(const struct inquiry_draft *w, enum link l)
{
    const struct dossier *d = w->in->dossier;
    const struct dossier_finding *found = NULL;

    for (size_t i = 0; i < d->n_findings; i++)
        if (d->findings[i].link == l && dossier_is_last(d, i))
            found = &d->findings[i];
    return found;
}

/* ---- the head ---- */

static void fact(struct inquiry_draft *w, const char *key, const char *label)
{
    struct span value = draft_keep(&w->draft);

    if (value.n > 0)
        draft_fact(&w->draft, key, span_of(label), value);
}

static void put_people(struct inquiry_draft *w)
{
    const struct dossier *d = w->in->dossier;

    for (size_t i = 0; i < d->n_panel; i++) {
        buf_puts(w->draft.line, i > 0 ? "; " : "");
        buf_put(w->draft.line, d->panel[i].name);
        buf_puts(w->draft.line, " (");
        buf_put(w->draft.line, d->panel[i].nationality);
        buf_putc(w->draft.line, ')');
    }
    fact(w, "panel", "Panel");
    for (size_t i = 0; i < d->n_concerned; i++) {
        buf_puts(w->draft.line, i > 0 ? ", " : "");
        buf_put(w->draft.line, d->concerned[i]);
    }
    fact(w, "concerned", "Parties concerned");
}

static void put_head(struct inquiry_draft *w)
{
    const struct dossier *d = w->in->dossier;
    struct document *doc = w->draft.doc;

    buf_puts(w->draft.line, "IR-");
    buf_put(w->draft.line, span_sub(d->id_text, 24, 12));
    doc->id = draft_keep(&w->draft);
    doc->title = d->title;
    doc->kicker = SPAN("Report of an inquiry");
    buf_put(w->draft.line, d->id_text);
    fact(w, "inquiry", "Inquiry");
    buf_put(w->draft.line, d->label);
    fact(w, "label", "Label of the inquiry");
    buf_put(w->draft.line, d->terms);
    fact(w, "terms", "Terms of reference");
    put_people(w);
    inquiry_put_time(w, d->opened_at_ms);
    fact(w, "opened", "Opened");
    inquiry_put_time(w, d->reply_until_ms);
    fact(w, "reply_until", "Parties could reply until");
    inquiry_put_time(w, d->due_ms);
    fact(w, "due", "Due");
    buf_put(w->draft.line, w->in->checkpoint);
    fact(w, "checkpoint", "Log checkpoint");
    buf_put(w->draft.line, w->in->engine);
    fact(w, "engine", "Made by");
    doc->foot = doc->title;
}

/* ---- 1, 6, 7: findings ---- */

static void put_summary(struct inquiry_draft *w)
{
    inquiry_section(w, "summary", "Summary");
    for (int l = 0; l < LINK_COUNT; l++) {
        const struct dossier_finding *f = finding_of(w, (enum link)l);

        if (w->in->dossier->sets[l].n == 0)
            continue;
        buf_printf(w->draft.line, "%s: ", link_name((enum link)l));
        if (f == NULL) {
            buf_puts(w->draft.line, "no finding is made.");
        } else {
            buf_puts(w->draft.line, "the panel finds, to the standard of ");
            finding_put_standard(w->draft.line, f->standard);
            buf_puts(w->draft.line, ", that ");
            buf_put(w->draft.line, f->statement);
            buf_putc(w->draft.line, '.');
        }
        draft_block(&w->draft, BLOCK_BULLET, "summary", 0);
    }
    inquiry_text(w, BLOCK_NOTE,
                 "Each link stands by itself: whose ground it came from is not which unit did it, "
                 "and a unit is not a State.",
                 SPAN(""), "");
}

static void put_dissents(struct inquiry_draft *w, const struct dossier_finding *f)
{
    const struct json *votes = json_get(f->body, "votes");

    for (size_t i = 0; votes != NULL && votes->type == JSON_ARRAY && i < votes->u.array.n; i++) {
        struct span dissent = json_get_text(&votes->u.array.items[i], "dissent");

        buf_put(w->draft.line, json_get_text(&votes->u.array.items[i], "name"));
        buf_puts(w->draft.line, ": ");
        buf_put(w->draft.line, json_get_text(&votes->u.array.items[i], "vote"));
        if (dissent.n > 0) {
            buf_puts(w->draft.line, ". Dissent: ");
            buf_put(w->draft.line, dissent);
        }
        draft_block(&w->draft, BLOCK_BULLET, "vote", 0);
    }
}

static void put_alternatives(struct inquiry_draft *w, const struct dossier_finding *f)
{
    const struct json *given = json_get(f->body, "alternatives");

    for (size_t i = 0; given != NULL && given->type == JSON_OBJECT && i < given->u.object.n; i++) {
        const struct json_member *m = &given->u.object.members[i];

        if (m->value.type != JSON_STRING)
            continue;
        buf_puts(w->draft.line, "Alternative ");
        buf_put(w->draft.line, m->name);
        buf_puts(w->draft.line, ": ");
        buf_put(w->draft.line, m->value.u.text);
        draft_block(&w->draft, BLOCK_BULLET, "alternative", 0);
    }
}

static void put_finding(struct inquiry_draft *w, const struct dossier_finding *f)
{
    inquiry_text(w, BLOCK_HEADING, link_name(f->link), SPAN(""), "");
    inquiry_text(w, BLOCK_TEXT, "", f->likelihood, "");
    inquiry_text(w, BLOCK_TEXT, "", f->confidence, "");
    inquiry_text(w, BLOCK_TEXT, "Reasons: ", f->reasons, "");
    put_alternatives(w, f);
    put_dissents(w, f);
}

static void put_findings(struct inquiry_draft *w)
{
    size_t n = 0;

    inquiry_section(w, "findings", "Findings");
    for (int l = 0; l < LINK_COUNT; l++) {
        const struct dossier_finding *f = finding_of(w, (enum link)l);

        n += f != NULL;
        if (f != NULL)
            put_finding(w, f);
    }
    if (n == 0)
        inquiry_text(w, BLOCK_TEXT, "The panel has made no finding.", SPAN(""), "");
}

static void put_not_found(struct inquiry_draft *w)
{
    inquiry_section(w, "not_found", "Findings not made, and why");
    for (int l = 0; l < LINK_COUNT; l++) {
        const struct dossier_set *set = &w->in->dossier->sets[l];
        const struct ledger_weight *weight = &w->in->weights[l];

        if (finding_of(w, (enum link)l) != NULL)
            continue;
        buf_printf(w->draft.line, "%s: ", link_name((enum link)l));
        if (set->n == 0) {
            buf_puts(w->draft.line, "not asked.");
        } else {
            buf_puts(w->draft.line, "none was declared. ");
            finding_put_likelihood(w->draft.line, weight, &set->items[weight->leading],
                                   weight->leading, inquiry_cap(w, (enum link)l));
            buf_putc(w->draft.line, ' ');
            finding_put_confidence(w->draft.line, weight, weight->leading,
                                   inquiry_cap(w, (enum link)l));
        }
        draft_block(&w->draft, BLOCK_BULLET, "not_found", 0);
    }
}

/* ---- 2, 3, 4: what happened, who was asked, how it was looked at ---- */

static void put_incident(struct inquiry_draft *w)
{
    const struct entry *e = w->in->incident;

    inquiry_section(w, "happened", "What happened");
    if (e == NULL) {
        inquiry_text(w, BLOCK_TEXT, "No incident is named for this edition.", SPAN(""), "");
        return;
    }
    buf_puts(w->draft.line, "From ");
    inquiry_put_time(w, e->when.t0_ms);
    buf_puts(w->draft.line, " to ");
    inquiry_put_time(w, e->when.t1_ms);
    buf_puts(w->draft.line, ", as the record's ");
    buf_puts(w->draft.line, entry_kind_name(e->kind));
    buf_putc(w->draft.line, ' ');
    buf_put(w->draft.line, w->in->dossier->incident);
    buf_puts(w->draft.line, " has it.");
    draft_block(&w->draft, BLOCK_TEXT, "incident", 0);
}

static void put_sources(struct inquiry_draft *w)
{
    const struct dossier *d = w->in->dossier;

    inquiry_section(w, "sources", "Sources and replies");
    if (d->n_replies == 0)
        inquiry_text(w, BLOCK_TEXT, "No reply of a party is recorded.", SPAN(""), "");
    for (size_t i = 0; i < d->n_replies; i++) {
        const struct dossier_reply *r = &d->replies[i];

        buf_put(w->draft.line, r->party);
        buf_puts(w->draft.line, " was asked: ");
        buf_put(w->draft.line, r->question);
        buf_puts(w->draft.line,
                 r->is_silent ? " It did not answer; that is no evidence." : " It answered: ");
        buf_put(w->draft.line, r->answer);
        draft_block(&w->draft, BLOCK_BULLET, "reply", 0);
    }
}

static void put_origin(struct inquiry_draft *w, const struct inquiry_origin *o)
{
    inquiry_text(w, BLOCK_HEADING, "Origin on the ground", SPAN(""), "");
    for (size_t i = 0; i < o->ask->n; i++) {
        buf_put(w->draft.line, o->ask->pieces[i].exhibit);
        buf_puts(w->draft.line, ": ");
        buf_put(w->draft.line, o->ask->words[i]);
        draft_block(&w->draft, BLOCK_BULLET, "piece", 0);
    }
    buf_puts(w->draft.line, "It lies in ground that ");
    buf_put(w->draft.line, o->parties[0]);
    buf_printf(w->draft.line, " held at that time with probability %.2f, that ", o->left);
    buf_put(w->draft.line, o->parties[1]);
    buf_printf(w->draft.line, " held with %.2f, by the line ", 1 - o->left);
    buf_put(w->draft.line, o->line);
    buf_printf(w->draft.line, " ± %.0f m. Whose ground it was says nothing of who fired.",
               o->line_sigma_m);
    draft_block(&w->draft, BLOCK_TEXT, "origin", 0);
    draft_figure(&w->draft, o->map, SPAN("Where it came from, as a density"), o->alternative);
}

static void put_analyses(struct inquiry_draft *w)
{
    const struct dossier *d = w->in->dossier;
    size_t n = 0;

    inquiry_section(w, "analyses", "Technical analyses");
    for (size_t i = 0; i < d->n_exhibits; i++) {
        const struct dossier_exhibit *x = &d->exhibits[i];

        if (x->method.n == 0)
            continue;
        n++;
        buf_put(w->draft.line, x->title);
        buf_puts(w->draft.line, ": ");
        buf_put(w->draft.line, x->method);
        buf_puts(w->draft.line, x->result.n > 0 ? ". Result: " : "");
        buf_put(w->draft.line, x->result);
        draft_block(&w->draft, BLOCK_BULLET, "analysis", 0);
    }
    if (w->in->origin != NULL)
        put_origin(w, w->in->origin);
    else if (n == 0)
        inquiry_text(w, BLOCK_TEXT, "None is recorded.", SPAN(""), "");
}

/* ---- 8, 9 ---- */

static void put_terms(struct inquiry_draft *w)
{
    struct json body;
    const struct json *terms = NULL;

    inquiry_section(w, "terms", "Terms violated");
    if (w->in->incident != NULL &&
        json_parse(w->in->incident->body, w->draft.arena, &body, NULL) == RC_OK)
        terms = json_get(&body, "terms");
    if (terms == NULL || terms->type != JSON_ARRAY || terms->u.array.n == 0) {
        inquiry_text(w, BLOCK_TEXT, "None is stated with the incident.", SPAN(""), "");
        return;
    }
    for (size_t i = 0; i < terms->u.array.n; i++)
        if (terms->u.array.items[i].type == JSON_STRING)
            inquiry_text(w, BLOCK_BULLET, "", terms->u.array.items[i].u.text, "");
}

static void put_steps(struct inquiry_draft *w)
{
    inquiry_section(w, "steps", "Steps that become available");
    inquiry_text(w, BLOCK_TEXT,
                 "A statement of fact, and no recommendation. Conditions are judged on what every "
                 "eligible voter may read.",
                 SPAN(""), "");
    for (size_t i = 0; i < w->in->n_steps; i++)
        inquiry_text(w, BLOCK_BULLET, "", w->in->steps[i], "");
    if (w->in->n_steps == 0)
        inquiry_text(w, BLOCK_TEXT, "The incident opens no ladder.", SPAN(""), "");
}

/* When what it tells was last added to: no clock is read. */
static int64_t last_change(const struct dossier *d)
{
    int64_t last = d->opened_at_ms;

    for (size_t i = 0; i < d->n_exhibits; i++)
        last = d->exhibits[i].recorded_at_ms > last ? d->exhibits[i].recorded_at_ms : last;
    for (size_t i = 0; i < d->n_replies; i++)
        last = d->replies[i].recorded_at_ms > last ? d->replies[i].recorded_at_ms : last;
    for (size_t i = 0; i < d->n_findings; i++)
        last = d->findings[i].recorded_at_ms > last ? d->findings[i].recorded_at_ms : last;
    return last;
}

enum rc inquiry_report_make(const struct inquiry_report_input *in, struct buf *line,
                            struct arena *a, struct document *out, struct err *err)
{
    struct inquiry_draft w = {.in = in, .n_sections = 0};

    *out = (struct document){.phrases = in->phrases,
                             .language = SPAN("en"),
                             .created_at_ms = last_change(in->dossier),
                             .rows_shown_max = ROWS_SHOWN_MAX};
    w.draft = (struct draft){
        .doc = out, .phrases = in->phrases, .arena = a, .line = line, .rc = RC_OK, .err = err};
    put_head(&w);
    put_summary(&w);
    put_incident(&w);
    put_sources(&w);
    put_analyses(&w);
    inquiry_put_weighing(&w);
    put_findings(&w);
    put_not_found(&w);
    put_terms(&w);
    put_steps(&w);
    inquiry_put_exhibits(&w);
    return w.draft.rc;
}
