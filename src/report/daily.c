/* SPDX-License-Identifier: Apache-2.0 */
/* daily.c: from what is known of a period to the report's sections, in their fixed order. */
#include "report/daily.h"

#include "report/daily_parts.h"

/* ---- what every section does ---- */

void daily_section(struct daily_job *j, uint32_t number, const char *key, enum phrase title)
{
    buf_put(j->draft.line, draft_label(&j->draft, title));
    draft_block(&j->draft, BLOCK_SECTION, key, number);
}

struct sheet *daily_sheet(struct daily_job *j, const char *key, enum phrase title,
                          const struct daily_heading *heads, size_t n)
{
    struct sheet_column *columns = arena_array(j->arena, n, sizeof(*columns), j->draft.err);
    struct sheet *s = columns == NULL ? NULL : draft_sheet(&j->draft, key, columns, n);

    if (columns == NULL && j->draft.rc == RC_OK)
        j->draft.rc = RC_LIMIT;
    if (s == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        columns[i] = (struct sheet_column){.key = heads[i].key,
                                           .head = draft_label(&j->draft, heads[i].head),
                                           .is_number = heads[i].is_number};
    s->title = draft_label(&j->draft, title);
    return s;
}

void daily_text(struct daily_job *j, struct sheet *s, struct span text)
{
    buf_put(j->draft.line, text);
    draft_cell(&j->draft, s);
}

void daily_list_sheet(struct daily_job *j, struct sheet *s)
{
    if (s == NULL)
        return;
    if (j->out->n_sheets < DAILY_SHEETS_MAX)
        j->out->sheets[j->out->n_sheets++] = s;
    else if (j->draft.rc == RC_OK)
        j->draft.rc =
            err_set(j->draft.err, RC_LIMIT, "the report has more than %d tables", DAILY_SHEETS_MAX);
}

void daily_put_sheet(struct daily_job *j, struct sheet *s)
{
    draft_put_sheet(&j->draft, s);
    daily_list_sheet(j, s);
}

/* ---- making it ---- */

void daily_put_id(struct buf *b, const struct daily_input *in)
{
    const struct pact_agreement *g = &in->model->agreements[in->agreement];
    struct civil c;

    zone_civil(g->zone, in->period.t0_ms, &c);
    buf_puts(b, "DR-");
    buf_put(b, g->id);
    buf_printf(b, "-%04d-%03u", c.year, in->head.number);
}

static enum rc check_period(struct time_span p, const char *which, struct err *err)
{
    if (p.t1_ms <= p.t0_ms)
        return err_set(err, RC_RANGE, "%s ends before it begins, or at once; it must last", which);
    if (p.t1_ms - p.t0_ms > DAILY_PERIOD_MAX_MS)
        return err_set(err, RC_RANGE, "%s is longer than 400 days; make several reports", which);
    if (p.t0_ms % MS_PER_MIN != 0 || p.t1_ms % MS_PER_MIN != 0)
        return err_set(err, RC_RANGE, "%s must begin and end at whole minutes", which);
    return RC_OK;
}

static enum rc check_people(const struct daily_head *h, struct err *err)
{
    struct span drafter = span_trim(h->drafter), approver = span_trim(h->approver);

    if (h->is_draft && drafter.n == 0 && approver.n == 0)
        return RC_OK;
    if (drafter.n == 0 || approver.n == 0)
        return err_set(err, RC_RANGE, "a report names its %s; give both a drafter and an approver",
                       drafter.n == 0 ? "drafter" : "approver");
    if (span_eq(drafter, approver))
        return err_set(err, RC_RANGE,
                       "\"%.*s\" cannot both draft and approve a report; two people must",
                       SPAN_ARG(drafter));
    return RC_OK;
}

static enum rc check(const struct daily_input *in, struct err *err)
{
    enum rc rc = check_period(in->period, "the period", err);

    if (!rc && in->before.t0_ms != in->before.t1_ms)
        rc = check_period(in->before, "the previous period", err);
    if (!rc && in->before.t1_ms > in->period.t0_ms && in->before.t0_ms != in->before.t1_ms)
        rc = err_set(err, RC_RANGE, "the previous period must end before the period begins");
    if (!rc)
        rc = check_people(&in->head, err);
    for (size_t i = 0; i < in->n_incidents && !rc; i++) {
        for (size_t k = 0; k < in->incidents[i].n_verdicts && !rc; k++) {
            if (in->incidents[i].verdicts[k] >= in->n_verdicts)
                rc = err_set(err, RC_RANGE, "incident \"%.*s\" names a verdict that is not there",
                             SPAN_ARG(in->incidents[i].id));
        }
    }
    return rc;
}

static enum rc open_job(struct daily_job *j, struct err *err)
{
    const struct pact_model *model = j->in->model;
    struct ground **grounds = arena_array(j->arena, model->n_agreements, sizeof(*grounds), err);
    enum rc rc = grounds == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < model->n_agreements && !rc; i++)
        rc = ground_open(&model->agreements[i], j->in->docket, j->arena, &grounds[i], err);
    if (rc)
        return rc;
    j->out->grounds = grounds;
    j->ground = grounds[j->in->agreement];
    j->cells = (struct table_source){.model = model,
                                     .docket = j->in->docket,
                                     .grounds = grounds,
                                     .cloud = arena_alloc(j->arena, sizeof(struct cloud), err)};
    return j->cells.cloud == NULL ? RC_LIMIT : RC_OK;
}

static enum rc write_sections(struct daily_job *j, struct err *err)
{
    enum rc rc;

    daily_write_head(j);
    daily_write_summary(j);
    rc = daily_write_ceasefire(j, err);
    if (rc)
        return rc;
    daily_write_areas(j);
    daily_write_weapons(j);
    daily_write_casualties(j);
    daily_write_mines(j);
    daily_write_presence(j);
    daily_write_crossings(j);
    rc = daily_write_minorities(j, err);
    if (rc)
        return rc;
    daily_write_demobilisation(j);
    daily_write_movement(j);
    daily_write_notifications(j);
    daily_write_force(j);
    daily_write_corrigenda(j);
    daily_write_annex(j);
    return j->draft.rc;
}

enum rc daily_begin(struct daily_job *j, const struct daily_input *in, struct arena *a,
                    struct daily *out, struct err *err)
{
    enum rc rc = check(in, err);

    *j = (struct daily_job){.in = in, .out = out, .arena = a};
    if (rc)
        return rc;
    *out = (struct daily){.in = in, .arena = a, .agreement = &in->model->agreements[in->agreement]};
    buf_init(&out->line, DAILY_LINE_MAX);
    j->agreement = out->agreement;
    j->zone = out->agreement->zone;
    j->draft = (struct draft){
        .doc = &out->doc, .phrases = in->phrases, .arena = a, .line = &out->line, .err = err};
    out->doc.phrases = in->phrases;
    out->doc.language = draft_label(&j->draft, PHRASE_LANGUAGE);
    out->doc.created_at_ms = in->head.issued_at_ms;
    out->doc.rows_shown_max = DAILY_ROWS_SHOWN;
    rc = open_job(j, err);
    if (!rc)
        rc = daily_gather(j, err);
    if (!rc)
        rc = daily_gather_duties(j, err);
    if (!rc)
        rc = daily_look_around(j, err);
    if (rc)
        daily_release(out);
    return rc;
}

enum rc daily_make(const struct daily_input *in, struct arena *a, struct daily *out,
                   struct err *err)
{
    struct daily_job j;
    enum rc rc = daily_begin(&j, in, a, out, err);

    if (rc)
        return rc;
    rc = write_sections(&j, err);
    if (rc)
        daily_release(out);
    return rc;
}

void daily_release(struct daily *d)
{
    buf_release(&d->line);
}
