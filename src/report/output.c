/* SPDX-License-Identifier: Apache-2.0 */
#include "report/output.h"

static const struct {
    const char *name;
    enum rows_form form;
    enum rows_noun noun;
} files[OUTPUT_ROWS] = {
    {"verdicts.ndjson", ROWS_NDJSON, ROWS_VERDICTS},
    {"verdicts.csv", ROWS_CSV, ROWS_VERDICTS},
    {"verdicts.geojson", ROWS_GEOJSON, ROWS_VERDICTS},
    {"events.ndjson", ROWS_NDJSON, ROWS_EVENTS},
    {"events.csv", ROWS_CSV, ROWS_EVENTS},
};

enum rc output_open(struct output *o, const char *path, struct err *err)
{
    enum rc rc;

    *o = (struct output){.folder = {.fd = -1}};
    rc = folder_open(&o->folder, path, err);
    return rc ? rc : folder_file(&o->folder, "rejects.csv", &o->rejects, err);
}

enum rc output_begin(struct output *o, const struct pact_model *model, const struct docket *d,
                     const struct receipt *receipt, struct arena *a, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < OUTPUT_ROWS && !rc; i++) {
        struct rows *r = &o->rows[i];

        *r = (struct rows){.form = files[i].form, .noun = files[i].noun, .receipt = receipt};
        rc = folder_file(&o->folder, files[i].name, &r->to, err);
        if (!rc)
            rc = rows_open(r, err);
        o->n_rows = i + 1;
    }
    if (!rc) {
        o->has_tables = true;
        rc = tables_open(&o->tables, model, d, &o->folder, a, err);
    }
    return rc;
}

enum rc output_verdict(struct output *o, const struct verdict *v, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < OUTPUT_ROWS && !rc; i++) {
        if (o->rows[i].noun == ROWS_VERDICTS)
            rc = rows_verdict(&o->rows[i], v, err);
    }
    return rc ? rc : tables_verdict(&o->tables, v, err);
}

enum rc output_state(struct output *o, const struct verdict *v, struct err *err)
{
    return tables_verdict(&o->tables, v, err);
}

enum rc output_event(struct output *o, const struct event *e, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < OUTPUT_ROWS && !rc; i++) {
        if (o->rows[i].noun == ROWS_EVENTS)
            rc = rows_event(&o->rows[i], e, err);
    }
    return rc;
}

/* ---- the end ---- */

static enum rc write_file(struct output *o, const char *name, struct buf *text, struct err *err)
{
    struct writer *w;
    enum rc rc = folder_file(&o->folder, name, &w, err);

    return rc ? rc : writer_put(w, buf_span(text), err);
}

static enum rc write_summary(struct output *o, const struct json *summary, struct err *err)
{
    struct buf text;
    enum rc rc;

    buf_init(&text, PAGE_BYTES_MAX);
    json_write(&text, summary);
    buf_putc(&text, '\n');
    rc = buf_check(&text, err);
    if (!rc)
        rc = write_file(o, "summary.json", &text, err);
    buf_release(&text);
    return rc;
}

static enum rc write_page(struct output *o, struct page *page, struct err *err)
{
    struct buf text;
    enum rc rc;

    page->tables = &o->tables;
    buf_init(&text, PAGE_BYTES_MAX);
    rc = page_put(&text, page, err);
    if (!rc)
        rc = write_file(o, "index.html", &text, err);
    buf_release(&text);
    return rc;
}

enum rc output_finish(struct output *o, struct page *page, const struct json *summary,
                      struct err *err)
{
    enum rc rc = tables_impediments(&o->tables, err);

    for (size_t i = 0; i < OUTPUT_ROWS && !rc; i++)
        rc = rows_close(&o->rows[i], err);
    if (!rc)
        rc = write_summary(o, summary, err);
    if (!rc)
        rc = write_page(o, page, err);
    return rc ? rc : folder_commit(&o->folder, err);
}

void output_close(struct output *o)
{
    for (size_t i = 0; i < o->n_rows; i++)
        rows_release(&o->rows[i]);
    if (o->has_tables)
        tables_release(&o->tables);
    folder_abandon(&o->folder);
}
