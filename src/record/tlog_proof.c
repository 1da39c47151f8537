/* SPDX-License-Identifier: Apache-2.0 */
#include "record/tlog_proof.h"

#include "base/base64.h"
#include "record/decimal.h"
#include "record/proof_lines.h"

bool tlog_proof_is_named(struct span file)
{
    return span_starts(file, SPAN(TLOG_PROOF_FIRST_LINE "\n"));
}

/* "extra <base64>", where it is there. */
static enum rc cut_extra(struct span *rest, struct arena *a, struct tlog_proof *p, struct err *err)
{
    struct span line;
    uint8_t *bytes;
    size_t n;
    enum rc rc;

    if (!span_starts(*rest, SPAN("extra ")))
        return RC_OK;
    line = span_from(span_cut(rest, '\n'), sizeof("extra ") - 1);
    bytes = arena_alloc(a, BASE64_BYTES(line.n) + 1, err);
    if (bytes == NULL)
        return RC_LIMIT;
    rc = base64_read(line, bytes, &n, err);
    if (rc)
        return err_prefix(err, rc, "the line \"extra\": ");
    p->has_extra = true;
    p->extra = (struct span){.p = (const char *)bytes, .n = n};
    return RC_OK;
}

static enum rc cut_index(struct span *rest, struct tlog_proof *p, struct err *err)
{
    struct span line = span_cut(rest, '\n');
    enum rc rc;

    if (!span_starts(line, SPAN("index ")))
        return err_set(err, RC_INPUT, "a line \"index <n>\" is wanted, not \"%.*s\"",
                       SPAN_ARG(line));
    rc = decimal_read(span_from(line, sizeof("index ") - 1), MERKLE_SIZE_MAX - 1, &p->index, err);
    return rc ? err_prefix(err, rc, "the line \"index\": ") : RC_OK;
}

enum rc tlog_proof_read(struct span file, struct arena *a, struct tlog_proof *out, struct err *err)
{
    struct tlog_proof p = {.has_extra = false};
    struct span rest = file;
    enum rc rc;

    if (file.n > TLOG_PROOF_BYTES_MAX)
        return err_set(err, RC_LIMIT, "a proof of %zu bytes; at most %zu", file.n,
                       TLOG_PROOF_BYTES_MAX);
    if (!tlog_proof_is_named(file))
        return err_set(err, RC_INPUT,
                       "a proof begins with the line " TLOG_PROOF_FIRST_LINE "; this does not");
    (void)span_cut(&rest, '\n');
    rc = cut_extra(&rest, a, &p, err);
    if (rc == RC_OK)
        rc = cut_index(&rest, &p, err);
    if (rc == RC_OK)
        rc = proof_lines_cut(&rest, MERKLE_PROOF_MAX, &p.path, err);
    if (rc)
        return rc;
    if (rest.n == 0)
        return err_set(err, RC_INPUT, "there is no checkpoint behind the proof");
    p.checkpoint = rest;
    *out = p;
    return RC_OK;
}

void tlog_proof_put(struct buf *b, const struct tlog_proof *p)
{
    buf_puts(b, TLOG_PROOF_FIRST_LINE "\n");
    if (p->has_extra) {
        buf_puts(b, "extra ");
        base64_put(b, p->extra);
        buf_putc(b, '\n');
    }
    buf_printf(b, "index %llu\n", (unsigned long long)p->index);
    proof_lines_put(b, &p->path);
    buf_put(b, p->checkpoint);
}
