/* SPDX-License-Identifier: Apache-2.0 */
#include "report/rows.h"

#include <math.h>

#include "base/num.h"
#include "report/columns.h"
#include "report/position.h"

#define LINE_BYTES_MAX ((size_t)4 << 20)
#define SCRATCH_BYTES  ((size_t)16 << 20)

/* ---- CSV ---- */

static void put_csv_head(struct buf *b, const struct column *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s%s", i == 0 ? "" : ",", columns[i].name);
    buf_puts(b, "\n");
}

static void put_csv(struct rows *r, const struct column *columns, size_t n, const void *row)
{
    const struct column_row from = {.row = row, .receipt = r->receipt, .value = &r->value};

    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&r->line, ',');
        column_put_csv(&columns[i], &from, &r->line);
    }
    buf_puts(&r->line, "\n");
}

/* ---- GeoJSON ---- */

static void put_position(struct buf *b, struct geo_pos p)
{
    buf_puts(b, "{\"type\":\"Point\",\"coordinates\":[");
    num_put_f64(b, round(p.lon_deg * 1e7) / 1e7 + 0.0);
    buf_putc(b, ',');
    num_put_f64(b, round(p.lat_deg * 1e7) / 1e7 + 0.0);
    buf_puts(b, "]}");
}

/* Every feature has every property, null where it does not apply: readers then agree on types. */
static void put_feature(struct rows *r, const struct column *columns, size_t n, const void *row,
                        const struct geo_pos *at)
{
    const struct column_row from = {.row = row, .receipt = r->receipt, .value = &r->value};

    buf_puts(&r->line, r->n_rows == 0 ? "" : ",\n");
    buf_puts(&r->line, "{\"type\":\"Feature\",\"geometry\":");
    if (at == NULL)
        buf_puts(&r->line, "null");
    else
        put_position(&r->line, *at);
    buf_puts(&r->line, ",\"properties\":{");
    for (size_t i = 0; i < n; i++) {
        buf_printf(&r->line, "%s\"%s\":", i == 0 ? "" : ",", columns[i].name);
        column_put_json(&columns[i], &from, &r->line);
    }
    buf_puts(&r->line, "}}");
}

/* ---- NDJSON ---- */

static void put_json(struct rows *r, const struct json *v)
{
    json_write(&r->line, v);
    buf_putc(&r->line, '\n');
    arena_reset(&r->scratch);
}

/* ---- what callers use ---- */

static enum rc flush_line(struct rows *r, struct err *err)
{
    enum rc rc = buf_check(&r->line, err);

    if (!rc)
        rc = writer_put(r->to, buf_span(&r->line), err);
    buf_clear(&r->line);
    return rc;
}

enum rc rows_open(struct rows *r, struct err *err)
{
    size_t n;
    const struct column *columns =
        r->noun == ROWS_EVENTS ? columns_of_event(&n) : columns_of_verdict(&n);

    buf_init(&r->line, LINE_BYTES_MAX);
    buf_init(&r->value, LINE_BYTES_MAX);
    arena_init(&r->scratch, SCRATCH_BYTES);
    if (r->form == ROWS_CSV)
        put_csv_head(&r->line, columns, n);
    if (r->form == ROWS_GEOJSON)
        buf_puts(&r->line, "{\"type\":\"FeatureCollection\",\"features\":[\n");
    return flush_line(r, err);
}

/* One thing in the table of its noun; `json` is made for NDJSON alone. */
struct one_row {
    const struct column *columns;
    size_t n_columns;
    const void *of;
    const struct geo_pos *at;
    struct json json;
};

static enum rc put_row(struct rows *r, const struct one_row *row, struct err *err)
{
    switch (r->form) {
    case ROWS_CSV:
        put_csv(r, row->columns, row->n_columns, row->of);
        break;
    case ROWS_GEOJSON:
        put_feature(r, row->columns, row->n_columns, row->of, row->at);
        break;
    case ROWS_NDJSON:
        put_json(r, &row->json);
        break;
    }
    r->n_rows++;
    return flush_line(r, err);
}

enum rc rows_verdict(struct rows *r, const struct verdict *v, struct err *err)
{
    struct one_row row = {.of = v, .at = position_of_verdict(v)};
    enum rc rc = RC_OK;

    row.columns = columns_of_verdict(&row.n_columns);
    if (r->form == ROWS_NDJSON)
        rc = verdict_json(v, r->receipt, &r->scratch, &row.json, err);
    return rc ? rc : put_row(r, &row, err);
}

enum rc rows_event(struct rows *r, const struct event *e, struct err *err)
{
    struct one_row row = {.of = e, .at = position_of_event(e)};
    enum rc rc = RC_OK;

    row.columns = columns_of_event(&row.n_columns);
    if (r->form == ROWS_NDJSON)
        rc = event_json(e, r->receipt, &r->scratch, &row.json, err);
    return rc ? rc : put_row(r, &row, err);
}

enum rc rows_close(struct rows *r, struct err *err)
{
    return r->form == ROWS_GEOJSON ? writer_puts(r->to, "\n]}\n", err) : RC_OK;
}

void rows_release(struct rows *r)
{
    buf_release(&r->line);
    buf_release(&r->value);
    arena_release(&r->scratch);
}
