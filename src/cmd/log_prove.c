/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/log_prove.h"

#include <string.h>

#define ARENA_BYTES_MAX ((size_t)64 << 20)

/* Leaf hashes of a batch's entries, for the path to its root. */
struct leaves {
    struct sha256_digest *items;
    size_t n;
};

static enum rc take_leaf(void *to, const struct store_entry *e, struct err *err)
{
    struct leaves *l = to;

    if (e->is_erased)
        return err_set(err, RC_CONFLICT,
                       "an entry of its batch was erased, so that the batch's signed root can no "
                       "longer be computed and the author not be shown; --commitment proves that "
                       "the entry is in the log");
    l->items[l->n++] = merkle_leaf(e->bytes);
    return RC_OK;
}

static enum rc prove_batch(struct store *s, const struct store_batch *b, uint64_t seq,
                           struct arena *a, struct evidence_author *out, struct err *err)
{
    const struct store_entry_query q = {.from_seq = b->first_seq, .below_seq = b->first_seq + b->n};
    struct merkle_tree tree;
    struct merkle_source source;
    struct leaves l = {.items = arena_array(a, (size_t)b->n, sizeof(*l.items), err)};
    enum rc rc;

    if (l.items == NULL)
        return RC_LIMIT;
    rc = store_entries(s, &q, take_leaf, &l, err);
    if (!rc && l.n != b->n)
        rc = err_set(err, RC_INPUT, "the record is damaged: its batch is not whole; aasc fsck");
    if (!rc)
        rc = merkle_tree_build(l.items, l.n, a, &tree, err);
    if (rc)
        return rc;
    source = merkle_tree_source(&tree);
    out->is_batch = true;
    out->place = (struct merkle_place){.size = b->n, .index = seq - b->first_seq};
    return merkle_prove_inclusion(&source, b->n, seq - b->first_seq, &out->path, err);
}

static enum rc release(struct store *s, const struct store_entry *e, struct arena *a,
                       struct evidence *out, struct err *err)
{
    struct store_batch b;
    enum rc rc;

    if (e->is_erased)
        return err_set(err, RC_ABSENT,
                       "the entry's bytes were erased; --commitment proves that it is in the log");
    rc = store_batch_of(s, e->seq, &b, err);
    if (!rc && !b.has_signature)
        rc = err_set(err, RC_CONFLICT,
                     "its author has not signed it; --commitment proves that it "
                     "is in the log");
    if (rc)
        return rc;
    *out = (struct evidence){.is_released = true, .salt = e->salt, .entry = e->bytes};
    memcpy(out->author.key.b, b.author, sizeof(out->author.key.b));
    memcpy(out->author.signature.b, b.signature, sizeof(out->author.signature.b));
    return b.origin == BATCH_SINGLE ? RC_OK : prove_batch(s, &b, e->seq, a, &out->author, err);
}

static enum rc build(struct log_files *f, const struct store_entry *e, const struct evidence *what,
                     struct buf *out, struct err *err)
{
    struct merkle_source tree = store_tree(f->store);
    struct tlog_proof proof = {.has_extra = true, .index = e->seq, .checkpoint = f->head.note};
    struct buf extra;
    enum rc rc;

    buf_init(&extra, TLOG_PROOF_BYTES_MAX);
    rc = evidence_put(&extra, what, err);
    if (!rc)
        rc = merkle_prove_inclusion(&tree, f->head.size, e->seq, &proof.path, err);
    proof.extra = buf_span(&extra);
    if (!rc) {
        tlog_proof_put(out, &proof);
        rc = buf_check(out, err);
    }
    buf_release(&extra);
    return rc;
}

enum rc log_prove(struct log_files *f, const struct store_entry *e, bool is_withheld,
                  struct buf *out, struct err *err)
{
    struct evidence what = {.is_released = false, .commitment = e->commitment};
    struct arena a;
    enum rc rc = RC_OK;

    if (e->seq >= f->head.size)
        return err_set(err, RC_CONFLICT,
                       "no signed head holds this entry yet; the next command that writes signs "
                       "one");
    arena_init(&a, ARENA_BYTES_MAX);
    if (!is_withheld)
        rc = release(f->store, e, &a, &what, err);
    if (!rc)
        rc = build(f, e, &what, out, err);
    arena_release(&a);
    return rc;
}
