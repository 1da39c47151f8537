/* SPDX-License-Identifier: Apache-2.0 */
#include "record/witness.h"

#include <assert.h>

#include "record/cosignature.h"
#include "record/decimal.h"
#include "record/proof_lines.h"

#define ARENA_BYTES_MAX ((size_t)8 << 20)

enum rc witness_request_read(struct span body, struct witness_request *out, struct err *err)
{
    struct witness_request r = {.old_size = 0};
    struct span rest = body, line;
    enum rc rc;

    if (body.n > WITNESS_REQUEST_MAX)
        return err_set(err, RC_LIMIT, "a request of %zu bytes; at most %zu", body.n,
                       (size_t)WITNESS_REQUEST_MAX);
    line = span_cut(&rest, '\n');
    if (!span_starts(line, SPAN("old ")))
        return err_set(err, RC_INPUT, "a request begins with a line \"old <size>\"");
    rc = decimal_read(span_from(line, sizeof("old ") - 1), MERKLE_SIZE_MAX, &r.old_size, err);
    if (rc)
        return err_prefix(err, rc, "the line \"old\": ");
    rc = proof_lines_cut(&rest, WITNESS_PROOF_MAX, &r.proof, err);
    if (rc)
        return rc;
    r.checkpoint = rest;
    *out = r;
    return RC_OK;
}

void witness_request_put(struct buf *b, const struct witness_request *r)
{
    buf_printf(b, "old %llu\n", (unsigned long long)r->old_size);
    proof_lines_put(b, &r->proof);
    buf_put(b, r->checkpoint);
}

static const struct witness_log *find_log(const struct witness *w, struct span origin)
{
    for (size_t i = 0; i < w->n_logs; i++)
        if (span_eq(w->logs[i].origin, origin))
            return &w->logs[i];
    return NULL;
}

/* From what is stored to what is asked for. From nothing, nothing is proved: the first head is
 * taken as it is, and the empty tree has one root. */
static enum rc check_growth(const struct merkle_head *stored, const struct merkle_head *asked,
                            const struct merkle_proof *proof, struct err *err)
{
    struct merkle_head empty = {.size = 0, .root = merkle_empty()};

    if (stored->size > 0)
        return merkle_check_consistency(stored, asked, proof, err);
    if (proof->n > 0)
        return err_set(err, RC_CONFLICT,
                       "from size 0 there is nothing to prove; the proof has %zu "
                       "hashes",
                       proof->n);
    if (asked->size == 0 && !merkle_digest_eq(&asked->root, &empty.root))
        return err_set(err, RC_CONFLICT, "this is not the root of the empty tree");
    return RC_OK;
}

/* The request, taken apart as far as it goes. */
struct asked {
    struct witness_request request;
    struct note note;
    struct checkpoint checkpoint;
    const struct witness_log *log;
};

static enum witness_status read_asked(const struct witness *w, struct span request, struct arena *a,
                                      struct asked *out, struct err *err)
{
    struct checkpoint_opened opened;
    struct log_trust trust;
    enum rc rc = witness_request_read(request, &out->request, err);

    if (rc == RC_OK)
        rc = note_parse(out->request.checkpoint, a, &out->note, err);
    if (rc == RC_OK)
        rc = checkpoint_read(out->note.text, &out->checkpoint, err);
    if (rc)
        return WITNESS_BAD_REQUEST;
    out->log = find_log(w, out->checkpoint.origin);
    if (out->log == NULL) {
        (void)err_set(err, RC_UNKNOWN, "the log \"%.*s\" is not witnessed here",
                      SPAN_ARG(out->checkpoint.origin));
        return WITNESS_UNKNOWN_LOG;
    }
    trust = (struct log_trust){.logs = out->log->keys, .n_logs = out->log->n_keys};
    rc = checkpoint_open(out->request.checkpoint, &trust, a, &opened, err);
    return rc ? WITNESS_FORBIDDEN : WITNESS_OK;
}

static enum witness_status judge(const struct asked *q, struct err *err)
{
    const struct merkle_head *stored = &q->log->latest, *asked = &q->checkpoint.head;

    if (q->request.old_size > asked->size) {
        (void)err_set(err, RC_RANGE, "the old size is beyond the size of the checkpoint");
        return WITNESS_BAD_REQUEST;
    }
    if (q->request.old_size != stored->size)
        return WITNESS_CONFLICT;
    return check_growth(stored, asked, &q->request.proof, err) ? WITNESS_REFUSED : WITNESS_OK;
}

static void put_body(struct buf *body, const struct asked *q, enum witness_status status,
                     const struct err *err)
{
    if (status == WITNESS_CONFLICT)
        buf_printf(body, "%llu\n", (unsigned long long)q->log->latest.size);
    else
        buf_printf(body, "%s\n", err->note);
}

void witness_add_checkpoint(const struct witness *w, struct span request, uint64_t now_s,
                            struct buf *body, struct witness_answer *out)
{
    struct asked q = {.log = NULL};
    struct err err = {{0}};
    struct arena a;

    assert(w->key->kind->type == KEY_COSIGNATURE);
    arena_init(&a, ARENA_BYTES_MAX);
    *out = (struct witness_answer){.content_type = "text/plain; charset=utf-8"};
    out->status = read_asked(w, request, &a, &q, &err);
    if (out->status == WITNESS_OK)
        out->status = judge(&q, &err);
    if (out->status == WITNESS_CONFLICT)
        out->content_type = "text/x.tlog.size";
    if (out->status == WITNESS_OK) {
        out->log = q.log;
        out->latest = q.checkpoint.head;
        cosignature_put(body, q.note.text, now_s, w->key);
    } else {
        put_body(body, &q, out->status, &err);
    }
    arena_release(&a);
}
