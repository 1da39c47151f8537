/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/log_audit.h"

#include "base/base64.h"
#include "cmd/log_files.h"

#include <string.h>

#define SCRATCH_BYTES_MAX ((size_t)8 << 20)
#define AUTHOR_TEXT_MAX   64

/* The batch whose entries pass by. */
struct passing {
    struct store_batch batch;
    bool is_open;
    bool has_erased;
    struct merkle_frontier tree;  /* over its entries' bytes */
    char prefix[AUTHOR_TEXT_MAX]; /* how each of its entries begins: canonical JSON, author first */
    size_t n_prefix;
};

struct audit {
    struct log_files files;
    struct log_audited *found;
    const struct log_trust *trust;
    const struct log_audit_watch *watch;
    struct merkle_head head; /* of the record, signed or not */
    uint64_t next;           /* the entry that comes now */
    struct passing batch;
    struct sha256_digest commitments[TILE_WIDTH]; /* of the bundle that is read */
    size_t n_commitments;
    struct arena scratch;
};

static enum rc refuse(const struct audit *a, const char *what, struct err *err)
{
    return err_set(err, RC_CONFLICT, "entry %llu: %s", (unsigned long long)a->next, what);
}

/* ---- batches ---- */

static enum rc begin_batch(struct audit *a, struct err *err)
{
    struct passing *p = &a->batch;
    struct buf text;
    enum rc rc = store_batch_of(a->files.store, a->next, &p->batch, err);

    if (rc)
        return rc == RC_ABSENT ? refuse(a, "it is in no batch", err) : rc;
    if (p->batch.first_seq != a->next || p->batch.n == 0)
        return refuse(a, "the batches do not follow one another here", err);
    if (!p->batch.has_signature)
        return refuse(a, "its batch has no signature", err);
    p->is_open = true;
    p->has_erased = false;
    merkle_frontier_init(&p->tree);
    buf_init(&text, AUTHOR_TEXT_MAX);
    buf_puts(&text, "{\"author\":\"");
    base64_put(&text, (struct span){.p = (const char *)p->batch.author, .n = ED25519_KEY_BYTES});
    buf_puts(&text, "\",");
    rc = buf_check(&text, err);
    if (!rc) {
        p->n_prefix = text.n;
        memcpy(p->prefix, text.p, text.n);
    }
    buf_release(&text);
    return rc;
}

static void count_author(struct log_audited *f, const struct store_batch *b)
{
    size_t i = 0;

    while (i < f->n_authors && memcmp(f->authors[i].key.b, b->author, ED25519_KEY_BYTES) != 0)
        i++;
    if (i == LOG_AUDIT_AUTHORS_MAX) {
        f->n_other_authors += b->n;
        return;
    }
    if (i == f->n_authors) {
        f->n_authors++;
        f->authors[i] = (struct log_author){.n_entries = 0};
        memcpy(f->authors[i].key.b, b->author, ED25519_KEY_BYTES);
    }
    f->authors[i].n_entries += b->n;
}

static bool is_signed(const struct store_batch *b, struct span statement)
{
    struct ed25519_signature signature;
    struct ed25519_key key;

    memcpy(key.b, b->author, sizeof(key.b));
    memcpy(signature.b, b->signature, sizeof(signature.b));
    return ed25519_verify(&key, statement, &signature);
}

static enum rc refuse_batch(const struct store_batch *b, const char *what, struct err *err)
{
    return err_set(err, RC_CONFLICT, "the batch of entries %llu to %llu: %s",
                   (unsigned long long)b->first_seq, (unsigned long long)(b->first_seq + b->n - 1),
                   what);
}

/* A single entry was signed over its bytes, as it passed by. */
static enum rc end_batch(struct audit *a, struct err *err)
{
    const struct store_batch *b = &a->batch.batch;
    struct sha256_digest root = merkle_frontier_root(&a->batch.tree);
    struct buf statement;
    enum rc rc = RC_OK;

    a->batch.is_open = false;
    a->found->n_batches++;
    a->found->n_open += a->batch.has_erased;
    count_author(a->found, b);
    if (!a->batch.has_erased && !merkle_digest_eq(&root, &b->root))
        return refuse_batch(b, "its entries do not give the root that its author signed", err);
    if (b->origin == BATCH_SINGLE)
        return RC_OK;
    buf_init(&statement, 256);
    entry_batch_statement(&statement, b->n, &b->root);
    if (!is_signed(b, buf_span(&statement)))
        rc = refuse_batch(b, "the signature is not its author's", err);
    buf_release(&statement);
    return rc;
}

/* ---- entries ---- */

static enum rc check_entry(struct audit *a, const struct store_entry *e, struct err *err)
{
    struct sha256_digest commitment = entry_commitment(&e->salt, e->bytes);
    struct sha256_digest leaf = merkle_leaf(e->bytes);
    const struct passing *p = &a->batch;

    if (!merkle_digest_eq(&commitment, &e->commitment))
        return refuse(a, "its bytes and salt do not give the commitment that is its leaf", err);
    if (e->bytes.n < p->n_prefix || memcmp(e->bytes.p, p->prefix, p->n_prefix) != 0)
        return refuse(a, "it does not name the author who signed its batch", err);
    if (p->batch.origin == BATCH_SINGLE && !is_signed(&p->batch, e->bytes))
        return refuse(a, "the signature over its bytes is not its author's", err);
    merkle_frontier_add(&a->batch.tree, &leaf);
    return RC_OK;
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct audit *a = to;
    enum rc rc = RC_OK;

    if (e->seq != a->next)
        return refuse(a, "it is missing", err);
    if (!a->batch.is_open)
        rc = begin_batch(a, err);
    if (rc)
        return rc;
    a->found->n_entries++;
    if (e->is_erased) {
        a->found->n_erased++;
        a->batch.has_erased = true;
    } else {
        rc = check_entry(a, e, err);
    }
    if (rc)
        return rc;
    a->commitments[a->n_commitments++] = e->commitment;
    a->next++;
    return a->next == a->batch.batch.first_seq + a->batch.batch.n ? end_batch(a, err) : RC_OK;
}

/* The entries [next, next + n), n at most TILE_WIDTH. */
static enum rc pass_entries(struct audit *a, size_t n, struct err *err)
{
    const struct store_entry_query q = {.from_seq = a->next, .below_seq = a->next + n};
    enum rc rc;

    a->n_commitments = 0;
    rc = store_entries(a->files.store, &q, take_entry, a, err);
    if (!rc && a->n_commitments < n)
        rc = refuse(a, "it is missing", err);
    if (a->watch != NULL && a->head.size > 0)
        a->watch->step(a->watch->context, (double)a->next / (double)a->head.size);
    return rc;
}

/* ---- the tree ---- */

/* log_verify_directory asks for the bundles from the first to the last: the one pass. */
static enum rc read_name(void *context, struct span name, struct arena *arena, struct span *out,
                         struct err *err)
{
    struct audit *a = context;
    struct files files = log_files(&a->files);
    struct tile t;
    enum rc rc;

    if (tile_read_path(name, &t, NULL) != RC_OK || !t.is_bundle || t.index * TILE_WIDTH != a->next)
        return files.read(files.context, name, arena, out, err);
    rc = pass_entries(a, t.width, err);
    return rc ? rc : log_files_bundle(a->commitments, t.width, arena, out, err);
}

static enum rc check_rest(struct audit *a, struct err *err)
{
    uint64_t sealed = a->next;
    enum rc rc = RC_OK;

    while (!rc && a->next < a->head.size) {
        uint64_t left = a->head.size - a->next;

        rc = pass_entries(a, left < TILE_WIDTH ? (size_t)left : TILE_WIDTH, err);
    }
    if (!rc && a->batch.is_open)
        rc = refuse_batch(&a->batch.batch, "the record ends within it", err);
    a->found->n_unsealed = a->next - sealed;
    return rc;
}

/* ---- heads ---- */

/* Every head is that of one tree's first entries: so each is consistent with every other. */
static enum rc check_head(struct audit *a, const struct store_checkpoint *c, struct err *err)
{
    struct merkle_source tree = store_tree(a->files.store);
    struct checkpoint_opened opened;
    struct merkle_frontier edge;
    struct sha256_digest root;
    enum rc rc;

    arena_reset(&a->scratch);
    rc = checkpoint_open(c->note, a->trust, &a->scratch, &opened, err);
    if (!rc && opened.checkpoint.head.size != c->size)
        rc = err_set(err, RC_CONFLICT, "it is filed under another size");
    if (!rc && c->size > a->head.size)
        rc = err_set(err, RC_CONFLICT, "the record holds %llu entries: some were taken away",
                     (unsigned long long)a->head.size);
    if (!rc)
        rc = merkle_frontier_load(&tree, c->size, &edge, err);
    if (rc)
        return rc;
    root = merkle_frontier_root(&edge);
    if (!merkle_digest_eq(&root, &opened.checkpoint.head.root))
        return err_set(err, RC_CONFLICT,
                       "its root is not that of the record's first %llu entries: the log's key "
                       "signed another history",
                       (unsigned long long)c->size);
    a->found->n_checkpoints++;
    return RC_OK;
}

static enum rc take_head(void *to, const struct store_checkpoint *c, struct err *err)
{
    enum rc rc = check_head(to, c, err);

    return rc ? err_prefix(err, rc, "the checkpoint of %llu entries: ", (unsigned long long)c->size)
              : RC_OK;
}

static enum rc run(struct audit *a, struct arena *arena, struct err *err)
{
    const struct log_directory d = {.files = {.context = a, .read = read_name}};
    enum rc rc = store_head(a->files.store, &a->head, err);

    if (!rc)
        rc = log_verify_directory(&d, a->trust, arena, &a->found->tree, err);
    if (!rc)
        rc = check_rest(a, err);
    return rc ? rc : store_checkpoints(a->files.store, take_head, a, err);
}

enum rc log_audit(struct store *s, const struct log_trust *trust,
                  const struct log_audit_watch *watch, struct arena *arena, struct log_audited *out,
                  struct err *err)
{
    struct audit *a = arena_alloc(arena, sizeof(*a), err);
    enum rc rc;

    if (a == NULL)
        return RC_LIMIT;
    *out = (struct log_audited){.n_entries = 0};
    a->found = out;
    a->trust = trust;
    a->watch = watch;
    arena_init(&a->scratch, SCRATCH_BYTES_MAX);
    rc = log_files_open(&a->files, s, arena, err);
    if (!rc)
        rc = run(a, arena, err);
    arena_release(&a->scratch);
    return rc;
}
