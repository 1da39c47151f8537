/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/import.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define TABLE_BYTES_MAX ((size_t)512 << 20)
#define REJECTS_NAME    "rejects.csv.new" /* until it has its hash for a name */
#define REJECTS_PRINTED 5
#define LINE_BYTES_MAX  ((size_t)1 << 16)
/* The first of those refused, kept for messages: the file has all of them. */
#define REJECTS_BYTES_MAX ((size_t)64 << 20)

/* ---- opening ---- */

static enum rc open_settings(struct import *im, struct err *err)
{
    const char *map = im->line->values[IMPORT_MAP];
    enum rc rc = RC_OK;

    im->zones = source_zones();
    im->settings.zones = &im->zones;
    if (command_has(im->line, IMPORT_FORMAT))
        rc = feed_format_find(command_value(im->line, IMPORT_FORMAT), &im->settings.format, err);
    if (!rc && map != NULL) {
        im->settings.map_name = span_of(map);
        rc = source_read(map, TABLE_BYTES_MAX, &im->m.arena, &im->settings.map, err);
    }
    if (!rc && command_has(im->line, IMPORT_ZONE))
        rc = load_zone(command_value(im->line, IMPORT_ZONE), &im->m.arena,
                       &im->in.observe->world.zone, err);
    return rc;
}

static void take_conflict(void *context, const struct desk_item *item, struct span why);
static void take_outdone(void *context, const struct desk_item *item, const struct uuid *was);

enum rc import_open(struct import *im, const struct command_line *line, struct err *err)
{
    const struct signer_key *author;
    enum rc rc;

    *im = (struct import){.line = line};
    arena_init(&im->rejects_arena, REJECTS_BYTES_MAX);
    rc = mission_open(&im->m, line->operands[0], MISSION_WRITE, "import", line->terminal.is_quiet,
                      err);
    if (!rc)
        rc = mission_author(&im->m, command_value(line, IMPORT_BY), &im->author, &author, err);
    if (!rc) {
        rc = intake_open(&im->in, &im->m, author, err);
        im->has_intake = true;
        im->in.context = im;
        im->in.refused = take_conflict;
        im->in.outdid = take_outdone;
    }
    return rc ? rc : open_settings(im, err);
}

void import_close(struct import *im)
{
    if (im->has_intake)
        intake_close(&im->in);
    signer_key_wipe(&im->author);
    arena_release(&im->rejects_arena);
    mission_close(&im->m);
}

/* ---- rows that are refused ---- */

static enum rc open_rejects(struct import *im, struct err *err)
{
    enum rc rc = mission_path(&im->m, REJECTS_NAME, &im->rejects_path, err);

    if (rc)
        return rc;
    im->rejects_file = fopen(im->rejects_path.text, "w+b");
    if (im->rejects_file == NULL)
        return err_set(err, RC_IO, "%s: cannot be made: %s", im->rejects_path.text,
                       strerror(errno));
    im->rejects_writer = writer_over(im->rejects_file, "rejects.csv");
    arena_reset(&im->rejects_arena);
    return rejects_open(&im->rejects, &im->rejects_writer, &im->rejects_arena, err);
}

/* Under its hash among the blobs; none where nothing was refused. */
static enum rc keep_rejects(struct import *im, struct sha256_digest *out, struct err *err)
{
    struct disk_path blobs, to;
    bool is_whole = fflush(im->rejects_file) == 0 && fsync(fileno(im->rejects_file)) == 0;
    enum rc rc = is_whole ? RC_OK
                          : err_set(err, RC_IO, "%s: cannot be written: %s", im->rejects_path.text,
                                    strerror(errno));

    (void)fclose(im->rejects_file);
    im->rejects_file = NULL;
    if (!rc && im->rejects.n > 0)
        rc = disk_hash(im->rejects_path.text, out, NULL, err);
    if (!rc && im->rejects.n > 0)
        rc = mission_path(&im->m, MISSION_BLOBS, &blobs, err);
    if (!rc && im->rejects.n > 0)
        rc = blobs_path(blobs.text, out, &to, err);
    if (!rc && im->rejects.n > 0 && rename(im->rejects_path.text, to.text) != 0)
        rc = err_set(err, RC_IO, "%s: cannot be made: %s", to.text, strerror(errno));
    if (!rc && im->rejects.n > 0)
        rc = disk_sync_folder(blobs.text, err);
    (void)unlink(im->rejects_path.text);
    return rc;
}

static void add_reject(struct import *im, const struct reject *r, struct span raw)
{
    struct buf text;

    if (im->sink_rc)
        return;
    im->sink_rc = rejects_add(&im->rejects, r, raw, &im->sink_err);
    im->n_rejected++;
    progress_end(&im->progress);
    if (im->line->terminal.is_quiet || im->rejects.n > REJECTS_PRINTED)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    reject_put(&text, r);
    command_say("%.*s:%u: %s", SPAN_ARG(r->file), r->row, text.p);
    buf_release(&text);
}

static void take_reject(void *context, const struct feed_reject *from)
{
    const struct reject r = {.file = from->file,
                             .row = from->row,
                             .column = from->column,
                             .reason = span_of(from->reason)};

    add_reject(context, &r, from->raw);
}

static void take_conflict(void *context, const struct desk_item *item, struct span why)
{
    const struct reject r = {
        .file = item->file, .row = item->number, .column = SPAN("id"), .reason = why};

    add_reject(context, &r, item->raw);
}

/* Taken, and not refused: but what the record said until now no longer counts. */
static void take_outdone(void *context, const struct desk_item *item, const struct uuid *was)
{
    struct import *im = context;
    struct buf text;

    progress_end(&im->progress);
    if (im->line->terminal.is_quiet || im->n_outdone++ >= REJECTS_PRINTED)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    uuid_put(&text, was);
    command_say("%.*s:%u: id: id \"%.*s\" stands in the record, entry %s, with other content, but "
                "this row stands before that one: this one is judged",
                SPAN_ARG(item->file), item->number, SPAN_ARG(item->row->u.observation.head.id),
                text.p);
    buf_release(&text);
}

/* ---- one file ---- */

static enum rc take_row(void *context, const struct feed_taken *row, struct err *err)
{
    struct import *im = context;
    bool is_refused = false;
    struct err why = {0};
    enum rc rc = intake_row(&im->in, row, &is_refused, &why);

    if (is_refused) {
        const struct reject r = {.file = row->file,
                                 .row = row->number,
                                 .column = SPAN("label"),
                                 .reason = span_of(why.note)};

        add_reject(im, &r, row->raw);
        rc = RC_OK;
    }
    if (im->sink_rc) {
        *err = im->sink_err;
        return im->sink_rc;
    }
    if (rc) {
        *err = why;
        im->sink_rc = rc; /* the record's fault, not the file's */
        im->sink_err = why;
    }
    return rc;
}

static void take_progress(void *context, double share)
{
    struct import *im = context;

    progress_step(&im->progress, share);
}

/* A file that cannot be read at all costs no other one. */
static void refuse_file(struct import *im, const struct err *why)
{
    progress_end(&im->progress);
    command_say("%s", why->note);
    im->n_files_refused++;
}

static enum rc read_rows(struct import *im, struct span bytes, bool *is_refused, struct err *err)
{
    const struct feed_input in = {.name = im->name, .bytes = bytes};
    const struct feed_sink sink = {
        .context = im, .row = take_row, .reject = take_reject, .progress = take_progress};
    struct err why = {0};
    enum rc rc;

    progress_start(&im->progress, &im->line->terminal, "importing");
    rc = feed_read(&in, &im->settings, im->in.observe, NULL, &sink, &im->total, &why);
    progress_end(&im->progress);
    if (im->sink_rc) {
        *err = im->sink_err;
        return im->sink_rc;
    }
    if (rc) {
        refuse_file(im, &why);
        *is_refused = true;
    }
    return intake_flush(&im->in, err);
}

/* ---- the entry about a file ---- */

struct search {
    struct span needle;
    bool is_found;
};

static enum rc look_for(void *to, const struct store_entry *e, struct err *err)
{
    struct search *s = to;

    (void)err;
    for (size_t i = 0; i + s->needle.n <= e->bytes.n && !s->is_found; i++)
        s->is_found = memcmp(e->bytes.p + i, s->needle.p, s->needle.n) == 0;
    return s->is_found ? RC_END : RC_OK;
}

/* Whether an entry about these very bytes is there: then one without news is none. */
static enum rc is_noted(struct import *im, struct span hash, bool *out, struct err *err)
{
    struct search s = {.needle = hash};
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_IMPORT};
    enum rc rc = store_entries(desk_store(im->m.desk), &q, look_for, &s, err);

    *out = s.is_found;
    return rc == RC_END ? RC_OK : rc;
}

static enum rc hex_of(const struct sha256_digest *hash, struct arena *a, struct span *out,
                      struct err *err)
{
    struct buf b;

    buf_init(&b, 128);
    sha256_put_hex(&b, hash);
    *out = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc put_counts(struct json *body, const struct import *im,
                          const struct desk_result *before, uint64_t n_rows, struct arena *a,
                          struct err *err)
{
    const struct {
        const char *name;
        uint64_t n;
    } rows[] = {
        {"bytes", im->n_bytes},
        {"rows", n_rows},
        {"taken", im->in.result.n_appended - before->n_appended},
        {"repeated", im->in.result.n_repeated - before->n_repeated},
        {"refused", im->rejects.n},
    };
    enum rc rc = RC_OK;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !rc; i++)
        rc = json_set(body, rows[i].name, json_int((int64_t)rows[i].n), a, err);
    return rc;
}

static enum rc note_import(struct import *im, const struct desk_result *before, uint64_t n_rows,
                           const struct sha256_digest *rejects, struct err *err)
{
    struct arena *a = &im->in.batch.arena;
    int64_t now_ms = mission_now_ms();
    struct entry e = {.kind = ENTRY_IMPORT, .when = {now_ms, now_ms}};
    struct json body = json_object();
    struct span hash, text = {0};
    bool noted = false;
    struct buf b;
    enum rc rc = hex_of(&im->hash, a, &hash, err);

    if (!rc)
        rc = is_noted(im, hash, &noted, err);
    if (rc || (noted && im->in.result.n_appended == before->n_appended))
        return rc;
    rc = intake_label(&im->in, &e.label, err);
    if (!rc)
        rc = put_counts(&body, im, before, n_rows, a, err);
    if (!rc)
        rc = json_set(&body, "name", json_text(im->name), a, err);
    if (!rc)
        rc = json_set(&body, "sha256", json_text(hash), a, err);
    if (!rc && im->rejects.n > 0)
        rc = hex_of(rejects, a, &text, err);
    if (!rc && im->rejects.n > 0)
        rc = json_set(&body, "rejects", json_text(text), a, err);
    buf_init(&b, LINE_BYTES_MAX);
    json_write(&b, &body);
    e.body = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (!rc && e.body.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = intake_entry(&im->in, &e, NULL, NULL, err);
    return rc ? rc : intake_flush(&im->in, err);
}

/* The name of a file as others may read it: without the folders of whoever imported it. */
static struct span name_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return span_of(slash == NULL ? path : slash + 1);
}

static enum rc import_bytes(struct import *im, struct span bytes, struct err *err)
{
    const struct desk_result before = im->in.result;
    uint64_t n_rows_before = im->total.n_rows;
    struct sha256_digest rejects = {{0}};
    struct disk_path blobs;
    bool is_refused = false;
    enum rc rc = mission_path(&im->m, MISSION_BLOBS, &blobs, err);

    im->n_bytes = bytes.n;
    intake_forget_labels(&im->in);
    if (!rc)
        rc = blobs_put(blobs.text, bytes, &im->hash, err);
    if (!rc)
        rc = open_rejects(im, err);
    if (rc)
        return rc;
    im->in.batch.has_blob = true;
    im->in.batch.blob = im->hash;
    rc = read_rows(im, bytes, &is_refused, err);
    if (rc && im->rejects_file != NULL) {
        (void)fclose(im->rejects_file);
        (void)unlink(im->rejects_path.text);
    } else if (!rc) {
        rc = keep_rejects(im, &rejects, err);
    }
    im->in.batch.has_blob = false;
    if (!rc && !is_refused)
        rc = note_import(im, &before, im->total.n_rows - n_rows_before, &rejects, err);
    return rc ? rc : desk_seal(im->m.desk, mission_now_ms(), err);
}

static enum rc import_file(struct import *im, const char *path, struct err *err)
{
    struct source_map map;
    struct err why = {0};
    enum rc rc = source_map(path, &map, &why);

    im->path = path;
    im->name = strcmp(path, "-") == 0 ? SPAN("standard input") : name_of(path);
    if (rc) {
        refuse_file(im, &why);
        return RC_OK;
    }
    rc = import_bytes(im, map.bytes, err);
    source_unmap(&map);
    return rc;
}

/* ---- what was done ---- */

static void put_done(const struct import *im, struct buf *b)
{
    const struct desk_result *r = &im->in.result;
    struct buf of;

    buf_init(&of, LINE_BYTES_MAX);
    intake_put_count(&of, &im->in.count);
    buf_printf(b, "%s: %llu rows read, %llu taken, %llu there already, %llu refused", im->m.folder,
               (unsigned long long)im->total.n_rows,
               (unsigned long long)(im->in.n_taken - r->n_repeated - r->n_refused),
               (unsigned long long)r->n_repeated, (unsigned long long)im->n_rejected);
    if (r->n_outdone > 0)
        buf_printf(b, "; %llu on the record contradicted", (unsigned long long)r->n_outdone);
    buf_putc(b, '\n');
    if (of.n > 0)
        buf_printf(b, "judged: %s\n", of.p);
    buf_printf(b, "head:   %llu entries, signed\n",
               (unsigned long long)desk_head(im->m.desk)->at.size);
    buf_release(&of);
}

static enum rc put_json(const struct import *im, struct buf *b, struct err *err)
{
    const struct desk_result *r = &im->in.result;
    struct json line = json_object(), verdicts = json_object();
    const struct {
        const char *name;
        uint64_t n;
    } rows[] = {
        {"read", im->total.n_rows},     {"taken", im->in.n_taken - r->n_repeated - r->n_refused},
        {"repeated", r->n_repeated},    {"rejected", im->n_rejected},
        {"derived", r->n_derived},      {"size", desk_head(im->m.desk)->at.size},
        {"contradicted", r->n_outdone},
    };
    struct arena a;
    enum rc rc = RC_OK;

    arena_init(&a, LINE_BYTES_MAX);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !rc; i++)
        rc = json_set(&line, rows[i].name, json_int((int64_t)rows[i].n), &a, err);
    for (int w = 0; w < VERDICT_WORD_COUNT && !rc; w++)
        if (im->in.count.n_verdicts[w] > 0)
            rc = json_set(&verdicts, verdict_name((enum verdict_word)w),
                          json_int((int64_t)im->in.count.n_verdicts[w]), &a, err);
    if (!rc)
        rc = json_set(&line, "verdicts", verdicts, &a, err);
    if (!rc)
        rc = json_set(&line, "kind", json_str("import"), &a, err);
    if (!rc)
        json_write(b, &line);
    buf_putc(b, '\n');
    arena_release(&a);
    return rc;
}

enum rc import_run(struct import *im, struct err *err)
{
    struct buf b;
    enum rc rc = RC_OK;

    for (size_t i = 1; i < im->line->n_operands && !rc; i++)
        rc = import_file(im, im->line->operands[i], err);
    if (rc)
        return rc;
    buf_init(&b, LINE_BYTES_MAX);
    if (command_has(im->line, IMPORT_JSON))
        rc = put_json(im, &b, err);
    else
        put_done(im, &b);
    if (!rc)
        (void)fwrite(b.p, 1, b.n, stdout);
    buf_release(&b);
    return rc;
}

int import_status(const struct import *im)
{
    if (im->n_rejected + im->n_files_refused > 0 && command_has(im->line, IMPORT_STRICT))
        return STATUS_USAGE;
    if (im->in.n_taken == 0) {
        command_say("nothing could be read: no row of the input was taken");
        return STATUS_ABSENT;
    }
    return STATUS_OK;
}
