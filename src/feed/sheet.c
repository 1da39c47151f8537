/* SPDX-License-Identifier: Apache-2.0 */
#include "feed/sheet.h"

#include "base/table.h"

static enum rc decode_cells(struct sheet *s, const struct csv_record *r, struct arena *a,
                            struct span *cells, struct err *err)
{
    for (size_t i = 0; i < r->n; i++) {
        enum rc rc = encoding_decode(s->encoding, r->cells[i], a, &cells[i], err);

        if (rc)
            return i < s->n ? err_prefix(err, rc, "column \"%.*s\": ", SPAN_ARG(s->names[i]))
                            : err_prefix(err, rc, "column %zu: ", i + 1);
    }
    return RC_OK;
}

/* Two columns of one name could not be told apart; columns without a name are not used. */
static enum rc check_names(const struct sheet *s, struct arena *a, struct err *err)
{
    struct table seen;

    table_init(&seen, a);
    for (size_t i = 0; i < s->n; i++) {
        enum rc rc = s->names[i].n == 0 ? RC_OK : table_add(&seen, s->names[i], (uint32_t)i, err);

        if (rc == RC_CONFLICT)
            return err_set(err, RC_INPUT, "the header names column \"%.*s\" twice",
                           SPAN_ARG(s->names[i]));
        if (rc)
            return rc;
    }
    return RC_OK;
}

enum rc sheet_open(struct sheet *s, struct feed_reader *r, char separator, enum encoding encoding,
                   struct err *err)
{
    struct csv_record header = {0};
    enum rc rc;

    *s = (struct sheet){.encoding = encoding};
    csv_init(&s->csv, r->text, separator, OBSERVE_ROW_BYTES_MAX, SHEET_COLUMNS_MAX, r->a);
    rc = csv_next(&s->csv, r->a, &header, err);
    if (rc == RC_END)
        return err_set(err, RC_INPUT, "the file is empty; a table begins with a header");
    if (rc)
        return err_prefix(err, rc, "header: ");
    if (s->csv.pos >= r->text.n && span_find(span_trim(r->text), '\r') < span_trim(r->text).n)
        return err_set(err, RC_INPUT, "lines end in CR alone; save the table with LF or CRLF");
    s->names = arena_array(r->a, header.n, sizeof(*s->names), err);
    s->cells = arena_array(r->a, header.n, sizeof(*s->cells), err);
    if (s->names == NULL || s->cells == NULL)
        return RC_LIMIT;
    rc = decode_cells(s, &header, r->a, s->names, err);
    if (rc)
        return err_prefix(err, rc, "header: ");
    s->n = header.n;
    for (size_t i = 0; i < s->n; i++)
        s->names[i] = span_trim(s->names[i]);
    r->pos = s->csv.pos;
    return check_names(s, r->a, err);
}

size_t sheet_column(const struct sheet *s, struct span name)
{
    for (size_t i = 0; i < s->n; i++)
        if (span_eq_nocase(s->names[i], name))
            return i;
    return SIZE_MAX;
}

enum rc sheet_next(struct sheet *s, struct feed_reader *r, struct feed_row *out, struct err *err)
{
    struct csv_record record = {0};
    enum rc rc = csv_next(&s->csv, r->scratch, &record, err);

    r->pos = s->csv.pos;
    if (rc == RC_END)
        return rc;
    r->row = s->csv.record;
    out->at = record.at;
    out->n_bytes = record.n_bytes;
    if (rc)
        return rc;
    if (record.n != s->n)
        return err_set(err, RC_INPUT, "the row has %zu columns where the header has %zu", record.n,
                       s->n);
    return decode_cells(s, &record, r->scratch, s->cells, err);
}

bool sheet_has_columns(struct span head, const char *const *names)
{
    struct span line = span_sub(head, 0, span_find(head, '\n'));
    struct csv_record header = {0};
    struct arena a;
    struct csv csv;
    bool has_all = false;

    arena_init(&a, FEED_HEAD_BYTES * 16);
    csv_init(&csv, line, ',', FEED_HEAD_BYTES, SHEET_COLUMNS_MAX, &a);
    if (csv_next(&csv, &a, &header, NULL) != RC_OK)
        goto out;
    has_all = true;
    for (size_t k = 0; names[k] != NULL && has_all; k++) {
        size_t i = 0;

        while (i < header.n && !span_eq_nocase(span_trim(header.cells[i]), span_of(names[k])))
            i++;
        has_all = i < header.n;
    }
out:
    arena_release(&a);
    return has_all;
}

enum rc sheet_attributes(const struct sheet *s, const bool *is_left_out, struct arena *a,
                         struct json *out, struct err *err)
{
    struct json_member *members = arena_array(a, s->n, sizeof(*members), err);

    if (members == NULL)
        return RC_LIMIT;
    *out = json_object();
    out->u.object.members = members;
    for (size_t i = 0; i < s->n; i++) {
        struct span cell = span_trim(s->cells[i]);

        if (cell.n > 0 && s->names[i].n > 0 && !is_left_out[i])
            members[out->u.object.n++] = (struct json_member){s->names[i], json_text(cell)};
    }
    out->u.object.cap = s->n;
    return RC_OK;
}
