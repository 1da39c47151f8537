/* SPDX-License-Identifier: Apache-2.0 */
/* ndjson.c: the contract's own form: one JSON object a line. */
#include "feed/reader.h"

static bool sniff(struct span head)
{
    return span_starts(span_trim(head), SPAN("{"));
}

static enum rc open(struct feed_reader *r, struct err *err)
{
    (void)r;
    (void)err;
    return RC_OK;
}

/* The next line that is not blank; its number is kept, blank lines counted. */
static bool next_line(struct feed_reader *r, struct span *out)
{
    while (r->pos < r->text.n) {
        struct span rest = span_from(r->text, r->pos);
        struct span line = span_sub(rest, 0, span_find(rest, '\n'));

        r->pos += line.n + 1;
        r->row++;
        *out = span_trim(line);
        if (out->n > 0)
            return true;
    }
    return false;
}

static enum rc next(struct feed_reader *r, struct feed_row *out, struct err *err)
{
    struct span line;

    if (!next_line(r, &line))
        return RC_END;
    out->at = (size_t)(line.p - r->text.p);
    out->n_bytes = line.n;
    if (line.n > OBSERVE_ROW_BYTES_MAX)
        return err_set(err, RC_RANGE, "the line is %zu bytes long; one row has at most %zu", line.n,
                       OBSERVE_ROW_BYTES_MAX);
    return json_parse(line, r->scratch, &out->value, err);
}

const struct feed_format feed_ndjson = {
    .name = "ndjson",
    .endings = {".ndjson", ".jsonl"},
    .sniff = sniff,
    .open = open,
    .next = next,
};
