/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/log_export.h"

#include "store/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRATCH_BYTES_MAX ((size_t)4 << 20)
#define CHECKPOINT        "checkpoint"

struct export
{
    struct log_files *files;
    const char *folder;
    uint64_t covered; /* leaves that the checkpoint of an earlier export covers */
    struct log_exported done;
    struct arena scratch;
};

/* ---- what is there ---- */

static enum rc refuse_foreign(const struct export *x, struct err *err)
{
    return err_set(err, RC_CONFLICT,
                   "%s: is there and holds no export of this log; name a new directory", x->folder);
}

static enum rc count_any(void *to, const struct disk_entry *e, struct err *err)
{
    size_t *n = to;

    (void)err;
    *n += strncmp(e->name, "tile/", 5) != 0; /* of an export that was cut short */
    return RC_OK;
}

/* Our tree at the size of the earlier export must be what was exported then. */
static enum rc check_earlier(struct export *x, const struct checkpoint *c, struct err *err)
{
    struct merkle_source tree = store_tree(x->files->store);
    struct merkle_frontier edge;
    struct sha256_digest root;
    enum rc rc;

    if (c->head.size > x->files->head.size)
        return err_set(err, RC_CONFLICT,
                       "%s: holds the log at %llu entries, and the record has %llu: it is behind "
                       "what was published",
                       x->folder, (unsigned long long)c->head.size,
                       (unsigned long long)x->files->head.size);
    rc = merkle_frontier_load(&tree, c->head.size, &edge, err);
    if (rc)
        return rc;
    root = merkle_frontier_root(&edge);
    if (!merkle_digest_eq(&root, &c->head.root))
        return err_set(err, RC_CONFLICT,
                       "%s: holds another history of this log: keep its checkpoint, it is the "
                       "proof; nothing was written",
                       x->folder);
    x->covered = c->head.size;
    return RC_OK;
}

static enum rc look_earlier(struct export *x, const struct log_trust *log, struct err *err)
{
    struct checkpoint_opened earlier;
    struct disk_path path;
    struct span note;
    size_t n_other = 0;
    enum rc rc = disk_join(x->folder, CHECKPOINT, &path, err);

    if (rc || !disk_is_there(x->folder))
        return rc;
    if (!disk_is_folder(x->folder))
        return refuse_foreign(x, err);
    if (!disk_is_there(path.text)) {
        rc = disk_walk(x->folder, count_any, &n_other, err);
        return rc == RC_OK && n_other > 0 ? refuse_foreign(x, err) : rc;
    }
    rc = disk_read(path.text, NOTE_BYTES_MAX, &x->scratch, &note, err);
    if (!rc)
        rc = checkpoint_open(note, log, &x->scratch, &earlier, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", path.text);
    return check_earlier(x, &earlier.checkpoint, err);
}

/* ---- writing ---- */

/* The folders of a name, one after the other. */
static enum rc make_folders(struct disk_path *path, size_t from, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = from; !rc && path->text[i] != '\0'; i++) {
        if (path->text[i] != '/')
            continue;
        path->text[i] = '\0';
        if (mkdir(path->text, 0755) != 0 && errno != EEXIST)
            rc = err_set(err, RC_IO, "%s: cannot be made: %s", path->text, strerror(errno));
        path->text[i] = '/';
    }
    return rc;
}

/* Not made durable one by one: the disk is asked once, before the checkpoint is written. */
static enum rc write_file(const char *path, struct span bytes, struct err *err)
{
    int f = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool is_written = f >= 0;

    for (size_t at = 0; is_written && at < bytes.n;) {
        ssize_t n = write(f, bytes.p + at, bytes.n - at);

        if (n < 0 && errno == EINTR)
            continue;
        is_written = n > 0;
        at += n > 0 ? (size_t)n : 0;
    }
    if (f >= 0 && close(f) != 0)
        is_written = false;
    return is_written ? RC_OK
                      : err_set(err, RC_IO, "%s: cannot be written: %s", path, strerror(errno));
}

/* Whether the earlier export's checkpoint covers a tile: then it was on the disk before. */
static bool is_covered(const struct export *x, const struct tile *t)
{
    struct tile theirs;

    return tile_of_size(x->covered, t->level, t->index, &theirs) && theirs.width >= t->width;
}

static enum rc put_tile(struct export *x, const struct tile *t, struct disk_path *path,
                        struct err *err)
{
    struct span bytes, there = span_none();
    enum rc rc = log_files_tile(x->files, t, &x->scratch, &bytes, err);

    if (rc)
        return rc;
    if (is_covered(x, t)) {
        rc = disk_read(path->text, BUNDLE_BYTES_MAX, &x->scratch, &there, err);
        if (rc == RC_OK && !span_eq(there, bytes))
            return err_set(err, RC_CONFLICT,
                           "%s: was changed since it was exported; take it away to have it written "
                           "again",
                           path->text);
        if (rc != RC_ABSENT) {
            x->done.n_kept++;
            return rc;
        }
    }
    rc = make_folders(path, strlen(x->folder) + 1, err);
    if (!rc)
        rc = write_file(path->text, bytes, err);
    x->done.n_written++;
    return rc;
}

static enum rc put_tiles(struct export *x, struct err *err)
{
    struct tile_walk walk;
    struct disk_path path;
    struct tile t;
    struct buf name;
    enum rc rc = RC_OK;

    buf_init(&name, TILE_PATH_MAX);
    tile_walk_init(&walk, x->files->head.size);
    while (!rc && tile_walk_next(&walk, &t)) {
        arena_reset(&x->scratch);
        buf_clear(&name);
        tile_put_path(&name, &t);
        rc = disk_join(x->folder, name.p, &path, err);
        if (!rc)
            rc = put_tile(x, &t, &path, err);
    }
    buf_release(&name);
    return rc;
}

static enum rc put_checkpoint(struct export *x, struct err *err)
{
    struct disk_path path;
    enum rc rc = disk_join(x->folder, CHECKPOINT, &path, err);

    sync();
    return rc ? rc : disk_replace(path.text, x->files->head.note, DISK_OPEN, err);
}

enum rc log_export(struct log_files *f, const struct log_trust *log, const char *folder,
                   struct log_exported *out, struct err *err)
{
    struct export x = {.files = f, .folder = folder};
    enum rc rc;

    arena_init(&x.scratch, SCRATCH_BYTES_MAX);
    rc = look_earlier(&x, log, err);
    if (!rc && mkdir(folder, 0755) != 0 && errno != EEXIST)
        rc = err_set(err, errno == ENOENT ? RC_ABSENT : RC_IO, "%s: cannot be made: %s", folder,
                     strerror(errno));
    if (!rc)
        rc = put_tiles(&x, err);
    if (!rc)
        rc = put_checkpoint(&x, err);
    if (!rc)
        *out = x.done;
    arena_release(&x.scratch);
    return rc;
}
