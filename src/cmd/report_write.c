/* SPDX-License-Identifier: Apache-2.0 */
/* report_write.c: a made report as files and as an entry: what it stands on, who answers for it,
 * and the hash by which anybody can tell that a copy is the published one. */
#include <string.h>

#include "cmd/report_job.h"

#define SUMS_FILE      "SHA256SUMS"
#define SUMS_BYTES_MAX ((size_t)64 << 10)

/* ---- files ---- */

static struct buf *add_file(struct report_files *f, const char *stem, const char *ending,
                            struct err *err)
{
    struct report_file *one = &f->items[f->n];

    if (f->n == REPORT_FILES_MAX) {
        (void)err_set(err, RC_LIMIT, "the report has more than %d files", REPORT_FILES_MAX);
        return NULL;
    }
    (void)snprintf(one->name, sizeof(one->name), "%s%s", stem, ending);
    buf_init(&one->text, DOCUMENT_BYTES_MAX);
    f->n++;
    return &one->text;
}

static enum rc print_forms(struct report_job *j, struct report_files *f, struct err *err)
{
    struct buf *b = add_file(f, "report", ".html", err);
    enum rc rc = document_put_html(b, &j->daily.doc, err);

    if (rc)
        return rc;
    b = add_file(f, "report", ".pdf", err);
    rc = document_put_pdf(b, &j->daily.doc, err);
    if (rc)
        return rc;
    b = add_file(f, "report", ".json", err);
    rc = daily_put_json(b, &j->daily, err);
    if (rc)
        return rc;
    b = add_file(f, "report", ".geojson", err);
    return daily_put_geojson(b, &j->daily, err);
}

static enum rc print_tables(struct report_job *j, struct report_files *f, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < j->daily.n_sheets && !rc; i++) {
        struct buf *b = add_file(f, j->daily.sheets[i]->key, ".csv", err);

        if (b == NULL)
            return RC_LIMIT;
        sheet_put_csv(b, j->daily.sheets[i]);
        rc = buf_check(b, err);
    }
    return rc;
}

/* In the order of names, so that nothing depends on the order of making. */
static enum rc put_sums(struct report_files *f, struct err *err)
{
    size_t order[REPORT_FILES_MAX] = {0};

    for (size_t i = 0; i < f->n; i++) {
        size_t k = i;

        for (; k > 0 && strcmp(f->items[order[k - 1]].name, f->items[i].name) > 0; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    for (size_t i = 0; i < f->n; i++) {
        struct sha256_digest d = sha256(buf_span(&f->items[order[i]].text));

        sha256_put_hex(&f->sums, &d);
        buf_printf(&f->sums, "  %s\n", f->items[order[i]].name);
    }
    return buf_check(&f->sums, err);
}

enum rc report_print(struct report_job *j, struct report_files *out, struct err *err)
{
    enum rc rc;

    out->n = 0;
    buf_init(&out->sums, SUMS_BYTES_MAX);
    rc = print_forms(j, out, err);
    if (!rc)
        rc = print_tables(j, out, err);
    return rc ? rc : put_sums(out, err);
}

void report_files_release(struct report_files *f)
{
    for (size_t i = 0; i < f->n; i++)
        buf_release(&f->items[i].text);
    buf_release(&f->sums);
    f->n = 0;
}

static enum rc write_one(struct folder *to, const char *name, struct span text, struct err *err)
{
    struct writer *w;
    enum rc rc = folder_file(to, name, &w, err);

    return rc ? rc : writer_put(w, text, err);
}

enum rc report_write(const struct report_files *f, const char *folder, struct err *err)
{
    struct folder to;
    enum rc rc = folder_open(&to, folder, err);

    if (rc)
        return rc;
    for (size_t i = 0; i < f->n && !rc; i++)
        rc = write_one(&to, f->items[i].name, buf_span(&f->items[i].text), err);
    if (!rc)
        rc = write_one(&to, SUMS_FILE, buf_span(&f->sums), err);
    if (!rc)
        rc = folder_commit(&to, err);
    folder_abandon(&to);
    return rc;
}

/* ---- the entry ---- */

/* Members of the body; texts live in the report's arena. */
struct body {
    struct report_job *j;
    struct json to;
    enum rc rc;
    struct err *err;
};

static void put_text(struct body *b, const char *name, struct span text)
{
    if (b->rc == RC_OK)
        b->rc = json_set(&b->to, name, json_text(text), &b->j->arena, b->err);
}

static struct span kept(struct body *b, struct buf *text)
{
    struct span out = arena_copy(&b->j->arena, buf_span(text), b->err);

    if (out.p == NULL)
        b->rc = RC_LIMIT;
    buf_clear(text);
    return out;
}

static void put_time(struct body *b, const char *name, struct time_span when, struct buf *text)
{
    time_put_span(text, when);
    put_text(b, name, kept(b, text));
}

static void put_checkpoint(struct body *b, struct buf *text)
{
    struct json c = json_object();

    sha256_put_hex(text, &b->j->checkpoint.root);
    if (b->rc == RC_OK)
        b->rc = json_set(&c, "root", json_text(kept(b, text)), &b->j->arena, b->err);
    if (b->rc == RC_OK)
        b->rc =
            json_set(&c, "size", json_int((int64_t)b->j->checkpoint.size), &b->j->arena, b->err);
    if (b->rc == RC_OK)
        b->rc = json_set(&b->to, "checkpoint", c, &b->j->arena, b->err);
}

static enum rc make_body(struct report_job *j, const char *kind, const struct report_files *f,
                         struct span *out, struct err *err)
{
    struct body b = {.j = j, .to = json_object(), .err = err};
    struct sha256_digest sums = sha256(buf_span(&f->sums));
    struct time_span issued = {j->in.head.issued_at_ms, j->in.head.issued_at_ms};
    struct buf text;

    buf_init(&text, SUMS_BYTES_MAX);
    put_text(&b, "report", span_of(kind));
    put_text(&b, "id", j->daily.doc.id);
    put_text(&b, "agreement", j->daily.agreement->id);
    put_text(&b, "audience", j->ask.audience);
    if (j->phrases_hash.n > 0)
        put_text(&b, "phrases", j->phrases_hash);
    if (j->incident != NULL)
        put_text(&b, "incident", j->incident->id);
    put_time(&b, "period", j->in.period, &text);
    put_time(&b, "previous", j->in.before, &text);
    put_time(&b, "issued_at", issued, &text);
    put_text(&b, "drafter", j->in.head.drafter);
    put_text(&b, "approver", j->in.head.approver);
    put_text(&b, "engine", j->in.head.engine);
    put_checkpoint(&b, &text);
    sha256_put_hex(&text, &sums);
    put_text(&b, "sums", kept(&b, &text));
    if (b.rc == RC_OK) {
        json_write(&text, &b.to);
        *out = kept(&b, &text);
    }
    buf_release(&text);
    return b.rc;
}

enum rc report_append(struct report_job *j, const struct entry *e, struct err *err)
{
    struct desk_result result = {0};
    struct desk_batch batch;
    enum rc rc;

    desk_batch_init(&batch);
    rc = desk_batch_author(&batch, &desk_keys(j->m.desk)->desk, err);
    if (!rc)
        rc = desk_batch_add(&batch, e, NULL, mission_now_ms(), NULL, err);
    if (!rc)
        rc = desk_append(j->m.desk, &batch, mission_now_ms(), NULL, &result, err);
    if (!rc)
        rc = desk_seal(j->m.desk, mission_now_ms(), err);
    desk_batch_release(&batch);
    return rc;
}

enum rc report_publish(struct report_job *j, const char *kind, const struct report_files *f,
                       struct err *err)
{
    struct entry e = {.kind = ENTRY_REPORT,
                      .when = {j->in.head.issued_at_ms, j->in.head.issued_at_ms},
                      .label = j->label};
    enum rc rc = make_body(j, kind, f, &e.body, err);

    if (!rc && j->incident != NULL)
        rc = report_incident_inputs(j, &e.inputs, &e.n_inputs, err);
    return rc ? rc : report_append(j, &e, err);
}
