/* SPDX-License-Identifier: Apache-2.0 */
#include "store/desk_inside.h"

#include "store/blobs.h"

#include <string.h>

#define RECOVERED_MAX 4096

struct store *desk_store(struct desk *d)
{
    return d->store;
}

const struct keys *desk_keys(const struct desk *d)
{
    return &d->keys;
}

struct span desk_recovered(const struct desk *d)
{
    return buf_span(&d->recovered);
}

const struct head *desk_head(const struct desk *d)
{
    return &d->head;
}

bool desk_is_behind(const struct desk *d)
{
    return d->is_behind;
}

/* ---- the head ---- */

static enum rc read_head(struct desk *d, struct err *err)
{
    struct verifier_key log = signer_key_public(&d->keys.node);

    arena_reset(&d->head_arena);
    return head_read(d->head_folder.text, &log, &d->head_arena, &d->head, err);
}

static enum rc refuse_behind(const struct desk *d, const struct merkle_head *have, struct err *err)
{
    return err_set(
        err, RC_CONFLICT,
        "%s: the record holds %llu entries, but a head of %llu was signed: it was restored from a "
        "backup, or entries were taken away. Nothing is signed, so that no two histories of one "
        "log are ever told. Put the missing record back; or, where it is lost for good: "
        "aasc log reconcile %s",
        d->options.folder, (unsigned long long)have->size, (unsigned long long)d->head.at.size,
        d->options.folder);
}

static enum rc refuse_split(const struct desk *d, struct err *err)
{
    return err_set(err, RC_CONFLICT,
                   "%s: the record's first %llu entries are not those whose head was signed: it is "
                   "another history. Nothing is signed; head/checkpoint is the proof. Put the "
                   "record that it was signed for back; aasc fsck says what was changed",
                   d->options.folder, (unsigned long long)d->head.at.size);
}

/* Whether what is on the disk may be signed on. */
static enum rc check_head(struct desk *d, struct err *err)
{
    struct merkle_source tree = store_tree(d->store);
    enum head_fit fit = HEAD_FITS;
    struct merkle_head have;
    enum rc rc = store_head(d->store, &have, err);

    if (!rc)
        rc = head_compare(&d->head, &have, &tree, &fit, err);
    if (rc || fit == HEAD_FITS)
        return rc;
    d->is_behind = true;
    if (d->options.is_signing_off)
        return RC_OK;
    return fit == HEAD_BEHIND ? refuse_behind(d, &have, err) : refuse_split(d, err);
}

static enum rc keep_checkpoint(struct desk *d, const struct merkle_head *at, struct span note,
                               int64_t now_ms, struct err *err)
{
    const struct store_checkpoint c = {
        .size = at->size, .root = at->root, .recorded_at_ms = now_ms, .note = note};
    enum rc rc = store_begin(d->store, err);

    if (rc)
        return rc;
    rc = store_checkpoint_put(d->store, &c, err);
    if (!rc)
        rc = store_commit(d->store, err);
    if (rc)
        store_rollback(d->store);
    return rc;
}

enum rc desk_seal(struct desk *d, int64_t now_ms, struct err *err)
{
    struct merkle_head at;
    struct buf note;
    enum rc rc = store_head(d->store, &at, err);

    if (rc)
        return rc;
    if (d->is_behind)
        return refuse_behind(d, &at, err);
    if (d->head.is_there && d->head.at.size == at.size)
        return RC_OK;
    buf_init(&note, NOTE_BYTES_MAX);
    rc = head_sign(&d->keys.node, &at, &note, err);
    if (!rc)
        rc = head_publish(d->head_folder.text, buf_span(&note), err);
    if (!rc)
        rc = keep_checkpoint(d, &at, buf_span(&note), now_ms, err);
    if (!rc)
        rc = read_head(d, err);
    buf_release(&note);
    return rc;
}

/* ---- catching up ---- */

/* Entries of one step that a crash or an older version left unfolded. */
struct catch_up {
    struct desk *d;
    struct fold_entry *entries;
    size_t n;
};

static enum rc take_unfolded(void *context, const struct store_entry *e, struct err *err)
{
    struct catch_up *c = context;
    struct fold_entry *to = &c->entries[c->n];
    struct entry read;
    enum rc rc;

    if (e->is_erased || entry_kind_is_derived(e->kind))
        return RC_OK;
    *to = (struct fold_entry){.at = {.seq = e->seq, .id = e->id}};
    to->at.bytes = arena_copy(&c->d->step, e->bytes, err);
    to->at.label = arena_copy(&c->d->step, e->label, err);
    if (to->at.bytes.p == NULL || to->at.label.p == NULL)
        return RC_LIMIT;
    rc = entry_read(to->at.bytes, &c->d->step, &read, err);
    if (rc)
        return rc;
    to->has_supersedes = read.has_supersedes;
    to->supersedes = read.supersedes;
    return ++c->n == DESK_BATCH_MAX ? RC_END : RC_OK;
}

static enum rc catch_up(struct desk *d, int64_t now_ms, struct err *err)
{
    struct catch_up c = {.d = d};
    struct store_entry_query q = {.below_seq = UINT64_MAX};
    struct merkle_head at;
    uint64_t n_derived = 0;
    enum rc rc = store_head(d->store, &at, err);

    if (!rc)
        rc = store_fold_get(d->store, &q.from_seq, err);
    if (rc || q.from_seq >= at.size)
        return rc;
    c.entries = arena_array(&d->step, DESK_BATCH_MAX, sizeof(*c.entries), err);
    if (c.entries == NULL)
        return RC_LIMIT;
    rc = store_begin(d->store, err);
    if (rc)
        return rc;
    rc = store_entries(d->store, &q, take_unfolded, &c, err);
    if (rc == RC_END)
        rc = RC_OK;
    if (!rc)
        rc = desk_fold_step(d, c.entries, c.n, now_ms, NULL, &n_derived, err);
    if (!rc)
        rc = store_commit(d->store, err);
    if (rc)
        store_rollback(d->store);
    else
        buf_printf(&d->recovered, "%s%zu entries were judged that an interrupted step had left",
                   d->recovered.n > 0 ? "; " : "", c.n);
    return rc;
}

/* ---- opening ---- */

static enum rc open_store(struct desk *d, struct err *err)
{
    struct disk_path path;
    enum rc rc = disk_join(d->options.folder, "record.db", &path, err);

    if (!rc)
        rc = store_open(path.text, d->options.mode, d->options.what, &d->store, err);
    if (rc)
        return rc;
    d->shelf = store_shelf(d->store);
    buf_put(&d->recovered, store_recovered(d->store));
    return RC_OK;
}

static enum rc open_keys(struct desk *d, struct err *err)
{
    struct disk_path folder;
    enum rc rc = disk_join(d->options.folder, "keys", &folder, err);

    if (!rc)
        rc = keys_open(folder.text, d->options.setup->origin, &d->arena, &d->keys, err);
    d->has_keys = rc == RC_OK;
    return rc;
}

static enum rc open_fold(struct desk *d, struct err *err)
{
    struct fold_options *o = &d->options.fold;
    enum rc rc = keys_author(&d->keys.engine, &d->arena, &o->author, err);

    uint64_t below_seq = 0;

    o->secret = d->keys.secret;
    if (!rc)
        rc = store_fold_get(d->store, &below_seq, err);
    return rc ? rc : desk_follow_versions(d, below_seq, NULL, err);
}

static enum rc find_versions(struct desk *d, struct err *err)
{
    const struct desk_options *o = &d->options;

    return o->find_versions == NULL
               ? RC_OK
               : o->find_versions(o->versions_context, d->store, &d->versions, err);
}

/* A restored backup, or a crash, may have left what the record says is erased. */
static enum rc erase_again(struct desk *d, struct err *err)
{
    struct erasures_count n = {0};
    struct disk_path blobs;
    enum rc rc = disk_join(d->options.folder, "blobs", &blobs, err);

    if (!rc)
        rc = blobs_sweep(blobs.text, err); /* they may hold what was erased since */
    if (!rc)
        rc = desk_erase(d, &n, err);
    if (!rc && n.n_entries + n.n_keys + n.n_files > 0)
        buf_printf(&d->recovered,
                   "%s%llu entries, %llu keys of persons and %llu files were erased again, as the "
                   "record or head/" ERASURES_FILE " says",
                   d->recovered.n > 0 ? "; " : "", (unsigned long long)n.n_entries,
                   (unsigned long long)n.n_keys, (unsigned long long)n.n_files);
    return rc;
}

static enum rc open_writer(struct desk *d, int64_t now_ms, struct err *err)
{
    enum rc rc = open_keys(d, err);

    if (!rc)
        rc = disk_join(d->options.folder, "head", &d->head_folder, err);
    if (!rc)
        head_tidy(d->head_folder.text);
    if (!rc)
        rc = read_head(d, err);
    if (!rc)
        rc = erase_again(d, err); /* also in a record that is behind its head: it was restored */
    if (!rc)
        rc = check_head(d, err);
    if (!rc)
        rc = open_fold(d, err);
    if (!rc && !d->is_behind)
        rc = catch_up(d, now_ms, err);
    return rc;
}

enum rc desk_open(const struct desk_options *o, int64_t now_ms, struct desk **out, struct err *err)
{
    struct arena a;
    struct desk *d;
    enum rc rc;

    arena_init(&a, DESK_ARENA_MAX);
    d = arena_alloc(&a, sizeof(*d), err);
    if (d == NULL)
        return RC_LIMIT;
    *d = (struct desk){.options = *o};
    d->arena = a;
    arena_init(&d->head_arena, NOTE_BYTES_MAX * 8);
    arena_init(&d->step, DESK_STEP_MAX);
    buf_init(&d->recovered, RECOVERED_MAX);
    rc = open_store(d, err);
    if (!rc)
        rc = find_versions(d, err);
    if (!rc && store_mode_writes(o->mode))
        rc = open_writer(d, now_ms, err);
    if (rc)
        desk_close(d);
    else
        *out = d;
    return rc;
}

void desk_close(struct desk *d)
{
    struct arena a;

    if (d == NULL)
        return;
    if (d->fold != NULL)
        fold_close(d->fold);
    store_close(d->store);
    if (d->has_keys)
        keys_wipe(&d->keys);
    ed25519_wipe(&d->options.fold.secret, sizeof(d->options.fold.secret));
    buf_release(&d->recovered);
    arena_release(&d->step);
    arena_release(&d->head_arena);
    a = d->arena; /* the desk lies in it */
    arena_release(&a);
}

enum rc desk_reconcile(struct desk *d, int64_t now_ms, struct disk_path *kept, struct err *err)
{
    enum rc rc;

    if (!d->is_behind)
        return err_set(err, RC_CONFLICT,
                       "the record is not behind its signed head: there is nothing to reconcile");
    rc = head_set_aside(d->head_folder.text, &d->head, kept, err);
    if (rc)
        return rc;
    d->is_behind = false;
    d->head = (struct head){.is_there = false};
    return catch_up(d, now_ms, err);
}

enum rc desk_erase(struct desk *d, struct erasures_count *out, struct err *err)
{
    struct disk_path keys, blobs;
    struct erasures_place at = {.head = d->head_folder.text};
    enum rc rc = disk_join(d->options.folder, "keys", &keys, err);

    if (!rc)
        rc = disk_join(d->options.folder, "blobs", &blobs, err);
    at.keys = keys.text;
    at.blobs = blobs.text;
    return rc ? rc : erasures_apply(d->store, &at, out, err);
}
