/* SPDX-License-Identifier: Apache-2.0 */
#include "record/log_verify.h"

#include <string.h>

#define SCRATCH_BYTES_MAX (BUNDLE_BYTES_MAX + ((size_t)1 << 20))

/* The tile at the right edge of a level, as it follows from the entries. */
struct edge {
    struct sha256_digest hashes[TILE_WIDTH];
    unsigned n;
    uint64_t index;
};

/* One verification at work. */
struct check {
    const struct log_directory *directory;
    struct tile_reader reader; /* with the first scratch arena */
    struct arena scratch, other;
    struct edge edges[TILE_LEVELS];
    struct log_findings found;
};

static enum rc refuse(const struct tile *t, struct err *err, const char *what)
{
    struct buf path;

    buf_init(&path, TILE_PATH_MAX);
    tile_put_path(&path, t);
    (void)err_set(err, RC_CONFLICT, "%s: %s", path.p, what);
    buf_release(&path);
    return RC_CONFLICT;
}

/* A file that should be there and is not is a fault of the log, as a wrong one is. */
static enum rc read_tile(struct check *c, const struct tile *t, struct span *out, struct err *err)
{
    enum rc rc = tile_read(&c->reader, t, out, err);

    if (rc == RC_ABSENT)
        return refuse(t, err, "the file is missing");
    return rc == RC_INPUT ? RC_CONFLICT : rc;
}

/* Which hash of a tile is wrong; at the bottom either of two files may be the changed one. */
static enum rc refuse_hash(const struct tile *t, unsigned i, struct err *err)
{
    uint64_t at = t->index * TILE_WIDTH + i;
    struct tile bundle = *t;
    struct buf what;

    buf_init(&what, ERR_NOTE_MAX);
    if (t->level == 0) {
        bundle.is_bundle = true;
        buf_printf(&what, "its hash %u is not that of entry %llu in ", i, (unsigned long long)at);
        tile_put_path(&what, &bundle);
        buf_puts(&what, ": one of the two files was changed");
    } else {
        buf_printf(&what, "its hash %u is not that of tile %llu of the level below", i,
                   (unsigned long long)at);
    }
    (void)refuse(t, err, what.p);
    buf_release(&what);
    return RC_CONFLICT;
}

/* Compare a tile's file with the hashes that the entries give. */
static enum rc check_tile(struct check *c, const struct tile *t, const struct edge *e,
                          struct err *err)
{
    struct span bytes;
    enum rc rc = read_tile(c, t, &bytes, err);

    if (rc)
        return rc;
    c->found.n_tiles++;
    for (unsigned i = 0; i < t->width; i++)
        if (memcmp(bytes.p + (size_t)i * SHA256_BYTES, e->hashes[i].b, SHA256_BYTES) != 0)
            return refuse_hash(t, i, err);
    return RC_OK;
}

/* Append a leaf hash; each tile that it fills is compared, and its root goes one level up. */
static enum rc push(struct check *c, struct sha256_digest hash, struct err *err)
{
    for (unsigned level = 0; level < TILE_LEVELS; level++) {
        struct edge *e = &c->edges[level];
        struct tile t = {.level = level, .index = e->index, .width = TILE_WIDTH};
        enum rc rc;

        e->hashes[e->n++] = hash;
        if (e->n < TILE_WIDTH)
            return RC_OK;
        rc = check_tile(c, &t, e, err);
        if (rc)
            return rc;
        hash =
            tile_fold((struct span){.p = (const char *)e->hashes, .n = TILE_BYTES}, 0, TILE_WIDTH);
        e->n = 0;
        e->index++;
    }
    return RC_OK; /* 256^8 leaves are beyond MERKLE_SIZE_MAX */
}

/* The leaf hashes of a bundle, which must hold exactly as many entries as it is wide. */
static enum rc hash_bundle(const struct tile *t, struct span bytes, struct sha256_digest *out,
                           struct err *err)
{
    struct span rest = bytes, entry;

    for (unsigned i = 0; i < t->width; i++) {
        enum rc rc = bundle_next(&rest, &entry, err);

        if (rc == RC_END)
            return refuse(t, err, "it has fewer entries than its name says");
        if (rc)
            return refuse(t, err, "it ends within an entry");
        out[i] = merkle_leaf(entry);
    }
    if (rest.n > 0)
        return refuse(t, err, "there are bytes behind its last entry");
    return RC_OK;
}

static enum rc check_bundles(struct check *c, struct err *err)
{
    uint64_t size = c->found.head.checkpoint.head.size;
    struct sha256_digest leaves[TILE_WIDTH];
    enum rc rc = RC_OK;
    struct tile t;

    for (uint64_t i = 0; rc == RC_OK && tile_of_size(size, 0, i, &t); i++) {
        struct span bytes;

        t.is_bundle = true;
        rc = read_tile(c, &t, &bytes, err);
        if (rc == RC_OK)
            rc = hash_bundle(&t, bytes, leaves, err);
        for (unsigned k = 0; k < t.width && rc == RC_OK; k++)
            rc = push(c, leaves[k], err);
        c->found.n_bundles++;
    }
    return rc;
}

/* What is left at the right edge are the partial tiles. */
static enum rc check_partials(struct check *c, struct err *err)
{
    for (unsigned level = 0; level < TILE_LEVELS; level++) {
        const struct edge *e = &c->edges[level];
        struct tile t = {.level = level, .index = e->index, .width = e->n};
        enum rc rc = e->n > 0 ? check_tile(c, &t, e, err) : RC_OK;

        if (rc)
            return rc;
    }
    return RC_OK;
}

/* The edges hold the peaks of the tree: bit k of an edge's width is a peak of 2^k hashes. */
static enum rc check_root(struct check *c, struct err *err)
{
    const struct merkle_head *head = &c->found.head.checkpoint.head;
    struct merkle_frontier f;
    struct sha256_digest root;

    merkle_frontier_init(&f);
    f.size = head->size;
    for (unsigned level = 0; level < TILE_LEVELS; level++) {
        const struct edge *e = &c->edges[level];
        struct span bytes = {.p = (const char *)e->hashes, .n = TILE_BYTES};

        for (unsigned k = 0; k < TILE_HEIGHT; k++)
            if ((e->n >> k & 1) != 0)
                f.peaks[level * TILE_HEIGHT + k] =
                    tile_fold(bytes, e->n >> (k + 1) << (k + 1), 1U << k);
    }
    root = merkle_frontier_root(&f);
    if (!merkle_digest_eq(&root, &head->root))
        return err_set(err, RC_CONFLICT,
                       "checkpoint: the %llu entries and tiles agree with one another, but not "
                       "with the root that was signed",
                       (unsigned long long)head->size);
    return RC_OK;
}

/* Bytes of the first `n` hashes or entries of a tile. */
static size_t prefix_bytes(const struct tile *t, struct span bytes, unsigned n)
{
    struct span rest = bytes, entry;
    struct err ignored;

    if (!t->is_bundle)
        return (size_t)n * SHA256_BYTES;
    for (unsigned i = 0; i < n; i++)
        if (bundle_next(&rest, &entry, &ignored) != RC_OK)
            return SIZE_MAX; /* a torn one equals nothing */
    return bytes.n - rest.n;
}

/* A tile of another size must say the same as far as both go. */
static enum rc check_other_size(struct check *c, const struct tile *other, const struct tile *ours,
                                struct err *err)
{
    struct tile_reader reader = c->reader;
    unsigned n = other->width < ours->width ? other->width : ours->width;
    struct span a, b;
    size_t n_a, n_b;
    enum rc rc = read_tile(c, ours, &a, err);

    if (rc)
        return rc;
    reader.scratch = &c->other;
    rc = tile_read(&reader, other, &b, err);
    if (rc)
        return rc == RC_INPUT ? RC_CONFLICT : rc;
    n_a = prefix_bytes(ours, a, n);
    n_b = prefix_bytes(other, b, n);
    if (n_a != n_b || n_a > a.n || n_b > b.n || memcmp(a.p, b.p, n_a) != 0)
        return refuse(other, err, "it contradicts the tile of the checkpoint's size");
    if (other->width == n && other->is_bundle && n_b != b.n)
        return refuse(other, err, "there are bytes behind its last entry");
    return RC_OK;
}

static enum rc visit_file(void *context, struct span name, struct err *err)
{
    struct check *c = context;
    struct err ignored;
    struct tile t, ours;
    bool has_ours;

    if (span_is(name, "checkpoint"))
        return RC_OK;
    if (tile_read_path(name, &t, &ignored) != RC_OK) {
        c->found.n_foreign++;
        return RC_OK;
    }
    has_ours = tile_of_size(c->found.head.checkpoint.head.size, t.level, t.index, &ours);
    if (has_ours && ours.width == t.width)
        return RC_OK; /* compared already */
    if (has_ours && t.width < ours.width)
        c->found.n_older++;
    else
        c->found.n_beyond++;
    ours.is_bundle = t.is_bundle;
    return has_ours ? check_other_size(c, &t, &ours, err) : RC_OK;
}

static enum rc open_head(struct check *c, const struct log_trust *trust, struct arena *a,
                         struct err *err)
{
    const struct files *files = &c->directory->files;
    struct span bytes;
    enum rc rc = files->read(files->context, SPAN("checkpoint"), a, &bytes, err);

    if (rc)
        return rc;
    rc = checkpoint_open(bytes, trust, a, &c->found.head, err);
    return rc ? err_prefix(err, rc, "checkpoint: ") : RC_OK;
}

static enum rc run(struct check *c, struct err *err)
{
    struct log_visitor visitor = {.context = c, .visit = visit_file};
    enum rc rc;

    c->reader = (struct tile_reader){.files = c->directory->files,
                                     .size = c->found.head.checkpoint.head.size,
                                     .scratch = &c->scratch};
    rc = check_bundles(c, err);
    if (rc == RC_OK)
        rc = check_partials(c, err);
    if (rc == RC_OK)
        rc = check_root(c, err);
    if (rc == RC_OK && c->directory->each != NULL)
        rc = c->directory->each(c->directory->files.context, &visitor, err);
    return rc;
}

enum rc log_verify_directory(const struct log_directory *d, const struct log_trust *trust,
                             struct arena *a, struct log_findings *out, struct err *err)
{
    struct check *c = arena_alloc(a, sizeof(*c), err);
    enum rc rc;

    if (c == NULL)
        return RC_LIMIT;
    c->directory = d;
    arena_init(&c->scratch, SCRATCH_BYTES_MAX);
    arena_init(&c->other, SCRATCH_BYTES_MAX);
    rc = open_head(c, trust, a, err);
    if (rc == RC_OK)
        rc = run(c, err);
    if (rc == RC_OK)
        *out = c->found;
    arena_release(&c->scratch);
    arena_release(&c->other);
    return rc;
}

/* The root over the first leaves, from the tiles that were verified. */
static enum rc root_at(const struct log_directory *d, const struct log_findings *f, uint64_t size,
                       struct sha256_digest *out, struct err *err)
{
    struct arena scratch;
    struct tile_reader reader = {
        .files = d->files, .size = f->head.checkpoint.head.size, .scratch = &scratch};
    struct merkle_source source = tile_reader_source(&reader);
    struct merkle_frontier edge;
    enum rc rc;

    arena_init(&scratch, SCRATCH_BYTES_MAX);
    rc = merkle_frontier_load(&source, size, &edge, err);
    if (rc == RC_OK)
        *out = merkle_frontier_root(&edge);
    arena_release(&scratch);
    return rc;
}

enum rc log_check_earlier(const struct log_directory *d, const struct log_findings *f,
                          const struct checkpoint *earlier, struct err *err)
{
    const struct checkpoint *now = &f->head.checkpoint;
    struct sha256_digest root;
    enum rc rc;

    if (!span_eq(earlier->origin, now->origin))
        return err_set(err, RC_CONFLICT, "the earlier checkpoint is of another log: %.*s",
                       SPAN_ARG(earlier->origin));
    if (earlier->head.size > now->head.size)
        return err_set(err, RC_CONFLICT,
                       "the log's key signed %llu entries earlier, and the directory has %llu: "
                       "it is behind",
                       (unsigned long long)earlier->head.size, (unsigned long long)now->head.size);
    rc = root_at(d, f, earlier->head.size, &root, err);
    if (rc)
        return rc;
    if (!merkle_digest_eq(&root, &earlier->head.root))
        return err_set(
            err, RC_CONFLICT,
            "the first %llu entries are not those that the log's key signed earlier: its "
            "history was rewritten; keep both checkpoints",
            (unsigned long long)earlier->head.size);
    return RC_OK;
}

enum log_file log_file_of(struct span file)
{
    if (fork_is_named(file))
        return LOG_FILE_FORK;
    return tlog_proof_is_named(file) ? LOG_FILE_PROOF : LOG_FILE_CHECKPOINT;
}
