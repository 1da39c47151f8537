/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inquiry_report.c: `aasc inquiry report`: the report of an inquiry as HTML, PDF and JSON, from
 * what one reader may read of it. */
#include "cmd/inquiry_job.h"
#include "cmd/inquiry_place.h"
#include "cmd/ladder_job.h"
#include "report/inquiry_json.h"
#include "report/inquiry_report.h"
#include "report/map_density.h"
#include "report/writer.h"

#define LINE_BYTES_MAX ((size_t)1 << 20)

enum option { REPORT_OUT, REPORT_ORIGIN, REPORT_AS_OF, REPORT_AS, REPORT_OPTION_COUNT };

static const struct option_row options[REPORT_OPTION_COUNT] = {
    [REPORT_OUT] = {"out", OPTION_FOLDER, "DIR", NULL, "the folder for the files"},
    [REPORT_ORIGIN] = {"origin", OPTION_FILE, "FILE", NULL,
                       "pieces as aasc inquiry origin takes them: their map and numbers go in"},
    [REPORT_AS_OF] = READING_AS_OF_ROW,
    [REPORT_AS] = READING_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the report was made"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission or inquiry"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "the folder holds something else"},
};

/* Read, weighed, worked out. */
struct job {
    struct reading *r;
    struct dossier dossier;
    struct ledger_weight weights[LINK_COUNT];
    struct phrases phrases;
    struct entry incident;
    struct inquiry_place place;
    struct inquiry_origin origin;
    struct density_map map;
    struct buf words;
    struct inquiry_report_input in;
};

/* What the record says of the incident, where this reader is told of it. */
static enum rc find_incident(struct job *j, struct err *err)
{
    struct store_entry e;
    struct span id = j->dossier.incident;
    struct span kept;
    enum rc rc;

    if (id.n == 0)
        return RC_OK;
    kept = arena_copy(&j->r->arena, id, err);
    if (kept.p == NULL)
        return RC_LIMIT;
    rc = reading_entry(j->r, kept.p, &e, err);
    if (rc == RC_ABSENT || (!rc && e.is_erased))
        return RC_OK;
    if (!rc)
        rc = entry_read(e.bytes, &j->r->arena, &j->incident, err);
    if (!rc)
        j->in.incident = &j->incident;
    return rc;
}

static enum rc find_place(struct job *j, const char *path, struct err *err)
{
    struct inquiry_place *p = &j->place;
    enum rc rc = inquiry_place(j->r, path, p, err);

    if (rc)
        return rc;
    density_map_plan(&j->map, &p->origin, &j->r->m.model);
    density_map_put_words(&j->words, &p->origin);
    j->origin = (struct inquiry_origin){
        .ask = &p->ask,
        .origin = &p->origin,
        .parties = {inquiry_place_party(p, true), inquiry_place_party(p, false)},
        .line = p->agreement->lines[p->line].id,
        .left = p->left,
        .line_sigma_m = p->held.accuracy_m,
        .map = density_map_drawing(&j->map),
        .alternative = buf_span(&j->words),
    };
    j->in.origin = &j->origin;
    return RC_OK;
}

/* How many entries the log has is for those alone who may see it. */
static enum rc find_checkpoint(struct job *j, struct err *err)
{
    struct store_checkpoint c;
    struct span text;
    struct buf b;
    enum rc rc;

    if (labels_check_log(&j->r->who, NULL) != RC_OK)
        return RC_OK;
    rc = store_checkpoint_below(desk_store(j->r->m.desk), j->r->below_seq, &j->r->arena, &c, err);
    if (rc == RC_ABSENT)
        return RC_OK;
    if (rc)
        return rc;
    buf_init(&b, 256);
    buf_printf(&b, "%llu entries, root ", (unsigned long long)c.size);
    sha256_put_hex(&b, &c.root);
    text = arena_copy(&j->r->arena, buf_span(&b), err);
    buf_release(&b);
    j->in.checkpoint = text;
    return text.p == NULL ? RC_LIMIT : RC_OK;
}

/* ---- steps ---- */

static bool is_on_offer(enum ladder_state s)
{
    return s != STEP_CLOSED && s != STEP_WAITS && s != STEP_LACKS;
}

/* "probing_attack, step economic: its condition holds", or what it lacks. */
static struct span step_words(struct job *j, const struct ladder_view *l,
                              const struct ladder_step_view *s, struct err *err)
{
    struct span text;
    struct buf b;

    buf_init(&b, LINE_BYTES_MAX);
    buf_printf(&b, "%.*s, step %.*s: ", SPAN_ARG(l->ladder->id), SPAN_ARG(s->step->id));
    buf_puts(&b, is_on_offer(s->state) ? "its condition holds" : "not available");
    for (size_t i = 0; i < s->n_items; i++)
        if (s->items[i].is_bar) {
            buf_puts(&b, is_on_offer(s->state) ? "; before it begins: " : "; ");
            buf_put(&b, s->items[i].what);
        }
    text = arena_copy(&j->r->arena, buf_span(&b), err);
    buf_release(&b);
    return text;
}

static enum rc add_steps(struct job *j, const struct ladder_job *l, struct err *err)
{
    const struct charter *c = l->g->charter;
    struct span *all;
    size_t n = 0;

    for (size_t i = 0; i < c->n_ladders; i++)
        n += c->ladders[i].n_steps;
    all = arena_array(&j->r->arena, n + 1, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->n_ladders; i++)
        for (size_t k = 0; k < c->ladders[i].n_steps && l->views[i].is_open; k++) {
            all[j->in.n_steps] = step_words(j, &l->views[i], &l->views[i].steps[k], err);
            if (all[j->in.n_steps++].p == NULL)
                return RC_LIMIT;
        }
    j->in.steps = all;
    return RC_OK;
}

/* As of what the inquiry last found, so that the report says nothing of when it was made. */
static enum rc find_steps(struct job *j, struct err *err)
{
    static struct ladder_job l; /* large; there is one per process */
    const struct dossier *d = &j->dossier;
    struct council_view ask = {.m = &j->r->m,
                               .in_force = &j->r->in_force,
                               .below_seq = j->r->below_seq,
                               .visible = j->r->who.visible,
                               .at_ms = d->opened_at_ms};
    struct span id = arena_copy(&j->r->arena, d->incident, err);
    enum rc rc;

    if (d->incident.n == 0)
        return RC_OK;
    if (id.p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_findings; i++)
        if (d->findings[i].recorded_at_ms > ask.at_ms)
            ask.at_ms = d->findings[i].recorded_at_ms;
    rc = ladder_job_load(&ask, id.p, &j->r->arena, &l, err);
    /* a verdict, an incident that this reader is told nothing of, no charter or several */
    if (rc == RC_ABSENT || rc == RC_CONFLICT || (!rc && l.g == NULL))
        return RC_OK;
    return rc ? rc : add_steps(j, &l, err);
}

static enum rc gather_input(struct job *j, struct err *err)
{
    const struct command_line *line = j->r->line;
    const struct inquiry_view view = inquiry_view_as(j->r);
    enum rc rc = inquiry_load(&view, line->operands[1], &j->r->arena, &j->dossier, err);

    j->in = (struct inquiry_report_input){.dossier = &j->dossier,
                                          .weights = j->weights,
                                          .phrases = &j->phrases,
                                          .zone = pact_home_zone(&j->r->m.model),
                                          .engine = SPAN("aasc " AASC_VERSION)};
    j->in.zone_name = zone_name(j->in.zone);
    if (!rc)
        rc = inquiry_weigh(&j->dossier, &j->r->arena, j->weights, err);
    if (!rc)
        rc = phrases_read(phrases_builtin_text(), &j->r->arena, &j->phrases, err);
    /* a mission without a charter has no word for a score: that is told as no standard */
    if (!rc && inquiry_standards(&j->r->m, &j->r->arena, &j->in.standards, &j->in.n_standards,
                                 NULL) != RC_OK)
        j->in.n_standards = 0;
    if (!rc)
        rc = find_incident(j, err);
    if (!rc && command_has(line, REPORT_ORIGIN))
        rc = find_place(j, line->values[REPORT_ORIGIN], err);
    if (!rc)
        rc = find_steps(j, err);
    return rc ? rc : find_checkpoint(j, err);
}

/* ---- files ---- */

enum form { FORM_HTML, FORM_PDF, FORM_JSON, FORM_COUNT };

static enum rc print_form(struct job *j, enum form form, const struct document *doc, struct buf *b,
                          struct err *err)
{
    struct json made;
    enum rc rc;

    switch (form) {
    case FORM_HTML:
        return document_put_html(b, doc, err);
    case FORM_PDF:
        return document_put_pdf(b, doc, err);
    case FORM_JSON:
    case FORM_COUNT:
        break;
    }
    rc = inquiry_json(&j->dossier, j->weights, &j->r->arena, &made, err);
    if (rc)
        return rc;
    json_write(b, &made);
    buf_putc(b, '\n');
    return buf_check(b, err);
}

static enum rc write_forms(struct job *j, const struct document *doc, const char *path,
                           struct err *err)
{
    static const char *const names[FORM_COUNT] = {"report.html", "report.pdf", "report.json"};
    struct folder to;
    enum rc rc = folder_open(&to, path, err);

    if (rc)
        return rc;
    for (int form = 0; form < FORM_COUNT && !rc; form++) {
        struct writer *w;
        struct buf b;

        buf_init(&b, DOCUMENT_BYTES_MAX);
        rc = print_form(j, (enum form)form, doc, &b, err);
        if (!rc)
            rc = folder_file(&to, names[form], &w, err);
        if (!rc)
            rc = writer_put(w, buf_span(&b), err);
        buf_release(&b);
    }
    if (!rc)
        rc = folder_commit(&to, err);
    folder_abandon(&to);
    return rc;
}

static enum rc make(struct job *j, struct err *err)
{
    struct document doc;
    struct buf text;
    enum rc rc;

    buf_init(&text, LINE_BYTES_MAX);
    buf_init(&j->words, LINE_BYTES_MAX);
    rc = gather_input(j, err);
    if (!rc)
        rc = inquiry_report_make(&j->in, &text, &j->r->arena, &doc, err);
    if (!rc)
        rc = write_forms(j, &doc, j->r->line->values[REPORT_OUT], err);
    if (!rc)
        (void)printf("%.*s: report.html, report.pdf, report.json in %s\n", SPAN_ARG(doc.id),
                     j->r->line->values[REPORT_OUT]);
    buf_release(&j->words);
    buf_release(&text);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct reading r; /* large; there is one per process */
    static struct job j;
    struct err err = {0};
    enum rc rc = RC_OK;

    if (!command_has(line, REPORT_OUT))
        rc = err_set(&err, RC_INPUT, "--out is missing: the folder for the files");
    if (rc)
        return command_usage_fault(line->command, &err);
    j.r = &r;
    rc = reading_open(&r, line, REPORT_AS_OF, REPORT_AS, &err);
    if (!rc)
        rc = make(&j, &err);
    reading_close(&r);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_inquiry_report = {
    .noun = "inquiry",
    .verb = "report",
    .operands = "DIR INQUIRY",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "make the report of an inquiry",
    .description =
        "A summary of one sentence a link, what happened, sources and replies, technical analyses "
        "with the map of the origin, the hypotheses with what each exhibit says and what each "
        "lineage is worth, findings with dissents, findings not made and why, terms violated, and "
        "the exhibits with hashes and custody; as HTML, PDF and JSON. With --as it is the edition "
        "of that reader, weighed on what that reader may read: nothing tells that there is more. "
        "It changes nothing on the record.",
    .options = options,
    .n_options = REPORT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
