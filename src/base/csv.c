/* SPDX-License-Identifier: Apache-2.0 */
#include "base/csv.h"

#include <string.h>

void csv_init(struct csv *c, struct span text, char separator, size_t row_bytes_max,
              size_t cells_max, struct arena *a)
{
    *c = (struct csv){.text = text,
                      .separator = separator,
                      .row_bytes_max = row_bytes_max,
                      .cells_max = cells_max,
                      .a = a};
}

/* Cells beyond the limit are only counted, so that the record's end is still found. */
static enum rc put_cell(struct csv *c, size_t n, struct span cell, struct err *err)
{
    struct span *cells;

    if (n >= c->cells_max)
        return RC_OK;
    cells = arena_grow(c->a, c->cells, n, &c->cells_cap, sizeof(*cells), err);
    if (cells == NULL)
        return RC_LIMIT;
    c->cells = cells;
    cells[n] = cell;
    return RC_OK;
}

/* A line without any quote: split at every separator. */
static enum rc split_plain(struct csv *c, struct span line, size_t *n, struct err *err)
{
    for (;;) {
        size_t at = span_find(line, c->separator);
        enum rc rc = put_cell(c, *n, (struct span){line.p, at}, err);

        if (rc)
            return rc;
        (*n)++;
        if (at == line.n)
            return RC_OK;
        line = span_from(line, at + 1);
    }
}

/* What stands between quotes, doubled ones made single. */
static enum rc undo_quotes(struct span inner, size_t n_doubled, struct arena *scratch,
                           struct span *out, struct err *err)
{
    char *p;
    size_t n = 0;

    *out = inner;
    if (n_doubled == 0)
        return RC_OK;
    p = arena_alloc(scratch, inner.n, err);
    if (p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < inner.n; i++) {
        p[n++] = inner.p[i];
        if (inner.p[i] == '"')
            i++; /* the second of the pair */
    }
    *out = (struct span){p, n};
    return RC_OK;
}

/* The quote that closes the cell whose opening one stands ahead of `s`; s.n: none does. */
static size_t closing_quote(struct span s, size_t *n_doubled)
{
    size_t at = 0;

    *n_doubled = 0;
    for (;;) {
        at += span_find(span_from(s, at), '"');
        if (at + 1 >= s.n || s.p[at + 1] != '"')
            return at;
        (*n_doubled)++;
        at += 2;
    }
}

/* Length of the plain cell at the front of `s`. */
static size_t plain_cell(const struct csv *c, struct span s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] != c->separator && s.p[n] != '\n')
        n++;
    return n;
}

static bool ends_line(struct span s)
{
    return s.n == 0 || s.p[0] == '\n' || (s.p[0] == '\r' && (s.n == 1 || s.p[1] == '\n'));
}

/* A quoted cell at the front of `s`; *used counts its quotes. */
static enum rc quoted_cell(const struct csv *c, struct span s, struct arena *scratch, size_t *used,
                           struct span *cell, struct err *err)
{
    size_t n_doubled;
    size_t close = closing_quote(span_from(s, 1), &n_doubled);
    struct span after;
    enum rc rc;

    if (close >= s.n - 1) {
        *used = s.n;
        return err_set(err, RC_INPUT,
                       "a quote is opened and never closed: the rest of the file is taken for this "
                       "row");
    }
    *used = close + 2;
    rc = undo_quotes(span_sub(s, 1, close), n_doubled, scratch, cell, err);
    if (rc)
        return rc;
    after = span_from(s, *used);
    if (!ends_line(after) && after.p[0] != c->separator)
        return err_set(err, RC_INPUT,
                       "text stands behind a closing quote; a quote inside a cell is doubled");
    return RC_OK;
}

static struct span without_cr(struct span s)
{
    if (s.n > 0 && s.p[s.n - 1] == '\r')
        s.n--;
    return s;
}

/* A record with quotes somewhere, cell by cell. *used: its bytes up to the line end. */
static enum rc split_quoted(struct csv *c, struct span rest, struct arena *scratch, size_t *n,
                            size_t *used, struct err *err)
{
    size_t at = 0;

    for (;;) {
        struct span s = span_from(rest, at), cell;
        size_t length;
        enum rc rc = RC_OK;

        if (s.n > 0 && s.p[0] == '"') {
            rc = quoted_cell(c, s, scratch, &length, &cell, err);
        } else {
            length = plain_cell(c, s);
            cell = (struct span){s.p, length};
            if (at + length == rest.n || rest.p[at + length] == '\n')
                cell = without_cr(cell);
        }
        at += length;
        *used = at;
        if (rc == RC_OK)
            rc = put_cell(c, *n, cell, err);
        if (rc)
            return rc;
        (*n)++;
        if (at >= rest.n || rest.p[at] != c->separator)
            return RC_OK;
        at++;
    }
}

/* Go behind the line end that follows a record of `used` bytes. */
static void step_over(struct csv *c, size_t used)
{
    struct span rest = span_from(c->text, c->pos + used);

    c->pos += used + span_find(rest, '\n') + 1;
    if (c->pos > c->text.n)
        c->pos = c->text.n;
}

static enum rc split(struct csv *c, struct span rest, struct arena *scratch, struct csv_record *out,
                     struct err *err)
{
    struct span line = span_sub(rest, 0, span_find(rest, '\n'));
    size_t used = line.n;
    enum rc rc = RC_OK;

    out->n = 0;
    if (line.n <= c->row_bytes_max && span_find(line, '"') == line.n)
        rc = split_plain(c, without_cr(line), &out->n, err);
    else if (span_find(line, '"') < line.n)
        rc = split_quoted(c, rest, scratch, &out->n, &used, err);
    step_over(c, used);
    return rc;
}

/* What makes a well-formed record too much. */
static enum rc check_size(const struct csv *c, const struct csv_record *r, struct err *err)
{
    if (r->n_bytes > c->row_bytes_max)
        return err_set(err, RC_RANGE, "the row is %zu bytes long; one row has at most %zu",
                       r->n_bytes, c->row_bytes_max);
    if (r->n > c->cells_max)
        return err_set(err, RC_RANGE, "the row has %zu columns; at most %zu are read", r->n,
                       c->cells_max);
    return RC_OK;
}

enum rc csv_next(struct csv *c, struct arena *scratch, struct csv_record *out, struct err *err)
{
    while (c->pos < c->text.n) {
        struct span rest = span_from(c->text, c->pos);
        size_t at = c->pos;
        enum rc rc;

        c->record++;
        if (ends_line(rest)) {
            step_over(c, 0);
            continue;
        }
        rc = split(c, rest, scratch, out, err);
        out->at = at;
        out->n_bytes = c->pos - at;
        if (out->n_bytes > 0 && c->text.p[c->pos - 1] == '\n')
            out->n_bytes--;
        out->n_bytes = without_cr(span_sub(c->text, at, out->n_bytes)).n;
        out->cells = c->cells;
        return rc != RC_OK ? rc : check_size(c, out, err);
    }
    return RC_END;
}
