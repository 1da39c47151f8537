/* SPDX-License-Identifier: Apache-2.0 */
#include "report/rejects.h"

#include "report/escape.h"

#define LINE_BYTES_MAX ((size_t)8 << 20)

enum rc rejects_open(struct rejects *r, struct writer *csv, struct arena *a, struct err *err)
{
    *r = (struct rejects){.csv = csv, .arena = a};
    return csv == NULL ? RC_OK : writer_puts(csv, "file,row,column,reason,raw\n", err);
}

static enum rc keep(struct rejects *r, const struct reject *one, struct err *err)
{
    struct reject *to = &r->first[r->n_first];

    to->file = arena_copy(r->arena, one->file, err);
    to->column = arena_copy(r->arena, one->column, err);
    to->reason = arena_copy(r->arena, one->reason, err);
    to->row = one->row;
    if (to->file.p == NULL || to->column.p == NULL || to->reason.p == NULL)
        return RC_LIMIT;
    r->n_first++;
    return RC_OK;
}

static enum rc write_line(struct rejects *r, const struct reject *one, struct span raw,
                          struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, LINE_BYTES_MAX);
    escape_csv(&b, one->file);
    if (one->row > 0)
        buf_printf(&b, ",%u,", one->row);
    else
        buf_puts(&b, ",,");
    escape_csv(&b, one->column);
    buf_putc(&b, ',');
    escape_csv(&b, one->reason);
    buf_putc(&b, ',');
    escape_csv(&b, raw);
    buf_putc(&b, '\n');
    rc = buf_check(&b, err);
    if (!rc)
        rc = writer_put(r->csv, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

enum rc rejects_add(struct rejects *r, const struct reject *one, struct span raw, struct err *err)
{
    enum rc rc = RC_OK;

    r->n++;
    if (r->n_first < REJECTS_KEPT)
        rc = keep(r, one, err);
    if (!rc && r->csv != NULL)
        rc = write_line(r, one, raw, err);
    return rc;
}

void reject_put(struct buf *b, const struct reject *r)
{
    bool is_said = span_starts(r->reason, r->column) && r->reason.n > r->column.n &&
                   r->reason.p[r->column.n] == ':';

    if (r->column.n > 0 && !is_said) {
        buf_put(b, r->column);
        buf_puts(b, ": ");
    }
    buf_put(b, r->reason);
}
