/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c: which format a file has, and the way of its rows into the docket. */
#include "feed/reader.h"

#include "base/hash.h"

#include <assert.h>

/* What a file's columns and templates may take; and one row with all that is made of it. */
#define FILE_BYTES_MAX ((size_t)256 * 1024 * 1024)
/* How often progress is told. */
#define PROGRESS_ROWS 4096

/* In the order in which contents are looked at: a feature is an object too. */
static const struct feed_format *const formats[] = {
    &feed_geojson, &feed_ndjson, &feed_ucdp, &feed_firms, &feed_csv,
};
#define N_FORMATS (sizeof(formats) / sizeof(formats[0]))

static const char *const names[] = {"ndjson", "ucdp", "firms", "geojson", "csv", NULL};
static const char *const later[] = {"acled", "viina", "smm", NULL};

const char *const *feed_format_names(void)
{
    return names;
}

const char *feed_format_name(const struct feed_format *f)
{
    return f->name;
}

enum rc feed_format_find(struct span name, const struct feed_format **out, struct err *err)
{
    const char *near;

    for (size_t i = 0; i < N_FORMATS; i++)
        if (span_is(name, formats[i]->name)) {
            *out = formats[i];
            return RC_OK;
        }
    for (size_t i = 0; later[i] != NULL; i++)
        if (span_is(name, later[i]))
            return err_set(err, RC_UNSUPPORTED,
                           "format \"%s\" comes later; until then: csv with a mapping file",
                           later[i]);
    near = span_nearest(name, names);
    return err_set(err, RC_UNKNOWN, "no format \"%.*s\"%s%s%s; ndjson, ucdp, firms, geojson or csv",
                   SPAN_ARG(name), near == NULL ? "" : "; did you mean \"",
                   near == NULL ? "" : near, near == NULL ? "" : "\"?");
}

static bool has_ending(struct span name, const char *ending)
{
    size_t n = strlen(ending);

    return name.n >= n && span_eq_nocase(span_from(name, name.n - n), span_of(ending));
}

/* A mark at the beginning tells an encoding; only UTF-8 is read as it stands. */
static enum rc strip_mark(struct span *text, struct err *err)
{
    static const struct {
        struct span mark;
        const char *encoding;
    } marks[] = {
        {{"\xff\xfe\0\0", 4}, "UTF-32"},
        {{"\0\0\xfe\xff", 4}, "UTF-32"},
        {{"\xff\xfe", 2}, "UTF-16"},
        {{"\xfe\xff", 2}, "UTF-16"},
    };

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (span_starts(*text, marks[i].mark))
            return err_set(err, RC_INPUT, "the file is %s; save it as UTF-8", marks[i].encoding);
    if (span_starts(*text, SPAN("\xef\xbb\xbf")))
        *text = span_from(*text, 3);
    return RC_OK;
}

static const struct feed_format *by_ending(struct span name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        for (size_t k = 0; formats[i]->endings[k] != NULL; k++)
            if (has_ending(name, formats[i]->endings[k]))
                return formats[i];
    return NULL;
}

static const struct feed_format *by_content(struct span head)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (formats[i]->sniff(head))
            return formats[i];
    return NULL;
}

enum rc feed_detect(const struct feed_input *in, const struct feed_settings *settings,
                    const struct feed_format **out, struct err *err)
{
    const struct feed_format *found = by_ending(in->name);
    bool is_table = found == &feed_csv;
    struct span text = in->bytes;
    enum rc rc = strip_mark(&text, err);

    if (rc)
        return rc;
    /* the ending .csv says table: which one, the header says, unless its user maps it */
    if (found == NULL || (is_table && settings->map.p == NULL))
        found = by_content(span_sub(text, 0, FEED_HEAD_BYTES));
    if (found == NULL && settings->map.p != NULL)
        found = &feed_csv;
    if (found != NULL) {
        *out = found;
        return RC_OK;
    }
    if (is_table)
        return err_set(err, RC_INPUT,
                       "the header is not that of UCDP GED or FIRMS: any other table "
                       "needs a mapping file");
    return err_set(err, RC_INPUT,
                   "neither the name's ending nor the first bytes tell the format; state it: "
                   "ndjson, ucdp, firms, geojson or csv");
}

/* One file on its way into the docket. */
struct pass {
    struct feed_reader reader;
    const struct feed_format *format;
    struct observe *observe;
    struct docket *docket;
    const struct feed_sink *sink;
    struct feed_total *total;
    uint32_t file;
    size_t skipped; /* bytes of the mark ahead of reader.text */
};

static struct span raw_of(const struct pass *p, const struct feed_row *row)
{
    return span_sub(span_sub(p->reader.text, row->at, row->n_bytes), 0, OBSERVE_ROW_BYTES_MAX);
}

static void refuse(struct pass *p, const struct feed_row *row, struct span column,
                   const struct err *why)
{
    const struct feed_reject reject = {
        .file = p->reader.name,
        .row = p->reader.row,
        .column = column,
        .reason = why->note,
        .raw = raw_of(p, row),
    };

    p->total->n_rejected++;
    if (p->sink != NULL && p->sink->reject != NULL)
        p->sink->reject(p->sink->context, &reject);
}

/* A ceiling may be the row's own (too deep, too many) or the run's: then there is little left. */
static bool is_full(const struct arena *a)
{
    return a->max_bytes - a->used_bytes < a->max_bytes / 16;
}

static enum rc hand_out(struct pass *p, const struct feed_row *from, const struct row *row,
                        struct err *err)
{
    const struct feed_taken taken = {
        .row = row,
        .value = &from->value,
        .zone = p->observe->world.zone,
        .file = p->reader.name,
        .number = p->reader.row,
        .raw = raw_of(p, from),
    };

    if (p->sink == NULL || p->sink->row == NULL)
        return docket_add(p->docket, row, err);
    return p->sink->row(p->sink->context, &taken, err);
}

/* RC_OK: taken or refused, go on; RC_END: no more; else the run is over. */
static enum rc take_row(struct pass *p, struct err *err)
{
    struct feed_row from = {0};
    struct observe_where where;
    struct err why;
    struct row row;
    enum rc rc;

    why.note[0] = '\0'; /* the rest of it need not be cleared for every row */
    rc = p->format->next(&p->reader, &from, &why);
    if (rc == RC_END)
        return rc;
    p->total->n_rows++;
    if (rc) {
        refuse(p, &from, from.column, &why);
        return RC_OK;
    }
    where = (struct observe_where){p->file, p->reader.row, (uint32_t)from.n_bytes,
                                   from.at + p->skipped};
    rc = observation_read(p->observe, &from.value, where, &row, &why);
    if (rc == RC_OK)
        return hand_out(p, &from, &row, err);
    if (rc == RC_LIMIT && is_full(p->observe->arena))
        return err_set(err, rc, "%s", why.note);
    refuse(p, &from,
           p->format->column == NULL ? p->observe->fault.member
                                     : p->format->column(&p->reader, p->observe->fault.member),
           &why);
    return RC_OK;
}

static enum rc take_rows(struct pass *p, struct err *err)
{
    enum rc rc = RC_OK;

    for (uint64_t n = 0; rc == RC_OK; n++) {
        arena_reset(p->reader.scratch);
        rc = take_row(p, err);
        if (n % PROGRESS_ROWS == 0 && p->sink != NULL && p->sink->progress != NULL)
            p->sink->progress(p->sink->context,
                              (double)p->reader.pos / (double)(p->reader.text.n + 1));
    }
    return rc == RC_END ? RC_OK : rc;
}

enum rc feed_read(const struct feed_input *in, const struct feed_settings *settings,
                  struct observe *o, struct docket *d, const struct feed_sink *sink,
                  struct feed_total *total, struct err *err)
{
    struct pass p = {.observe = o, .docket = d, .sink = sink, .total = total};
    const struct zone *zone = o->world.zone;
    struct arena file_arena;
    enum rc rc = RC_OK;

    assert(d != NULL || (sink != NULL && sink->row != NULL));
    arena_init(&file_arena, FILE_BYTES_MAX);
    p.reader = (struct feed_reader){.text = in->bytes,
                                    .a = &file_arena,
                                    .scratch = o->scratch,
                                    .observe = o,
                                    .settings = settings,
                                    .name = in->name};
    if (d != NULL)
        rc = docket_add_file(d, in->name, sha256(in->bytes), &p.file, err);
    if (rc)
        goto out;
    rc = strip_mark(&p.reader.text, err);
    if (rc)
        goto out;
    p.skipped = in->bytes.n - p.reader.text.n;
    p.format = settings->format;
    if (p.format == NULL)
        rc = feed_detect(in, settings, &p.format, err);
    assert(rc != RC_OK || p.format != NULL);
    if (rc == RC_OK)
        rc = p.format->open(&p.reader, err);
    if (p.reader.zone != NULL)
        o->world.zone = p.reader.zone;
    if (rc == RC_OK)
        rc = take_rows(&p, err);
out:
    o->world.zone = zone;
    arena_release(&file_arena);
    if (rc)
        return err_prefix(err, rc, "%.*s: ", SPAN_ARG(in->name));
    return RC_OK;
}

void feed_report_conflicts(const struct docket *d, const struct feed_input *inputs, size_t n,
                           const struct feed_sink *sink, struct feed_total *total)
{
    for (size_t i = 0; i < d->n_conflicts; i++) {
        const struct docket_conflict *c = &d->conflicts[i];
        struct feed_reject reject = {.row = c->row, .column = SPAN("id"), .reason = c->note.p};

        total->n_rejected++;
        if (sink == NULL || sink->reject == NULL)
            continue;
        assert(c->file < n && c->file < d->n_files);
        reject.file = docket_file(d, c->file)->name;
        reject.raw =
            span_sub(span_sub(inputs[c->file].bytes, c->at, c->n_bytes), 0, OBSERVE_ROW_BYTES_MAX);
        sink->reject(sink->context, &reject);
    }
}
