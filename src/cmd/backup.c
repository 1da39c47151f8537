/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/backup.h"

#include "cmd/fsck.h"
#include "cmd/mission.h"
#include "store/blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAKING      ".making"
#define PIECE_BYTES 65536
#define WALKS_MAX   100

struct copying {
    const char *folder;
    struct disk_path to;  /* TO.making */
    const char *part;     /* what is copied: "pacts", "blobs", "keys" */
    enum disk_mode mode;  /* of its files */
    bool only_hash_names; /* leaves out what a writer is just writing */
    struct backup_made made;
    uint64_t n_copied;
};

/* ---- one file ---- */

static enum rc refuse(const char *path, struct err *err)
{
    return err_set(err, errno == ENOENT ? RC_ABSENT : RC_IO, "%s: %s", path, strerror(errno));
}

static bool write_all(int f, const char *bytes, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t put = write(f, bytes + at, n - at);

        if (put < 0 && errno != EINTR)
            return false;
        at += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static enum rc pour(int in, int out, const char *from, const char *to, struct err *err)
{
    char piece[PIECE_BYTES];

    for (;;) {
        ssize_t n = read(in, piece, sizeof(piece));

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return refuse(from, err);
        if (n == 0)
            return fsync(out) == 0 ? RC_OK : refuse(to, err);
        if (!write_all(out, piece, (size_t)n))
            return refuse(to, err);
    }
}

static enum rc copy_file(const char *from, const char *to, enum disk_mode mode, struct err *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW), out = -1;
    enum rc rc = RC_OK;

    if (in < 0)
        rc = refuse(from, err);
    if (!rc) {
        out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode == DISK_SECRET ? 0600 : 0644);
        rc = out < 0 ? refuse(to, err) : pour(in, out, from, to, err);
    }
    if (in >= 0)
        (void)close(in);
    if (out >= 0 && close(out) != 0 && !rc)
        rc = refuse(to, err);
    return rc;
}

/* The folders of a name below `n_root` bytes of a path. */
static enum rc make_folders(struct disk_path *path, size_t n_root, enum disk_mode mode,
                            struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = n_root + 1; !rc && path->text[i] != '\0'; i++) {
        if (path->text[i] != '/')
            continue;
        path->text[i] = '\0';
        if (!disk_is_folder(path->text))
            rc = disk_make_folder(path->text, mode, err);
        path->text[i] = '/';
    }
    return rc;
}

/* ---- folders ---- */

static bool is_hash_name(const char *name)
{
    return strlen(name) == 64 && strspn(name, "0123456789abcdef") == 64;
}

static enum rc take_file(void *to, const struct disk_entry *e, struct err *err)
{
    struct copying *c = to;
    struct disk_path folder, path;
    enum rc rc;

    if (e->is_odd || (c->only_hash_names && !is_hash_name(e->name)) ||
        (c->mode == DISK_SECRET && strncmp(e->name, "persons/", 8) == 0)) /* erased is erased */
        return RC_OK;
    rc = disk_join(c->to.text, c->part, &folder, err);
    if (!rc)
        rc = disk_join(folder.text, e->name, &path, err);
    if (rc || (c->only_hash_names && disk_is_there(path.text)))
        return rc;
    rc = make_folders(&path, strlen(folder.text), c->mode, err);
    if (!rc)
        rc = copy_file(e->path, path.text, c->mode, err);
    c->n_copied += rc == RC_OK;
    return rc;
}

static enum rc copy_folder(struct copying *c, const char *part, enum disk_mode mode,
                           struct err *err)
{
    struct disk_path from, to;
    enum rc rc = disk_join(c->folder, part, &from, err);

    c->part = part;
    c->mode = mode;
    c->n_copied = 0;
    if (!rc)
        rc = disk_join(c->to.text, part, &to, err);
    if (!rc)
        rc = disk_make_folder(to.text, mode, err);
    if (!rc)
        rc = disk_walk(from.text, take_file, c, err);
    /* a writer's half-made file may be gone before it is looked at: then look again */
    for (size_t i = 0; i < WALKS_MAX && rc == RC_ABSENT && c->only_hash_names; i++)
        rc = disk_walk(from.text, take_file, c, err);
    return rc ? rc : disk_sync_folder(to.text, err);
}

static enum rc copy_setup(struct copying *c, struct err *err)
{
    struct disk_path from, to;
    enum rc rc = disk_join(c->folder, MISSION_SETUP, &from, err);

    if (!rc)
        rc = disk_join(c->to.text, MISSION_SETUP, &to, err);
    if (!rc)
        rc = copy_file(from.text, to.text, DISK_OPEN, err);
    return rc ? rc : copy_folder(c, MISSION_PACTS, DISK_OPEN, err);
}

/* ---- the record ---- */

static enum rc count_entries(const char *path, uint64_t *n, struct err *err)
{
    struct store *copy = NULL;
    struct merkle_head head = {0};
    enum rc rc = store_open(path, STORE_READ, "backup", &copy, err);

    if (!rc)
        rc = store_head(copy, &head, err);
    if (!rc)
        *n = head.size;
    store_close(copy);
    return rc;
}

static enum rc copy_record(struct copying *c, struct err *err)
{
    struct disk_path from, to;
    struct store *s = NULL;
    enum rc rc = disk_join(c->folder, MISSION_RECORD, &from, err);

    if (!rc)
        rc = disk_join(c->to.text, MISSION_RECORD, &to, err);
    if (!rc)
        rc = store_open(from.text, STORE_READ, "backup", &s, err);
    if (!rc)
        rc = store_backup(s, to.text, err);
    store_close(s);
    return rc ? rc : count_entries(to.text, &c->made.n_entries, err);
}

/* ---- the whole ---- */

static enum rc hear(void *context, struct span fault, struct err *err)
{
    (void)context;
    return err_set(
        err, RC_CONFLICT,
        "the copy is not whole: %.*s; where the mission was just changed, make it again; "
        "else aasc fsck says more",
        SPAN_ARG(fault));
}

static enum rc check_copy(struct copying *c, struct err *err)
{
    const struct fsck_hearer hearer = {.fault = hear};
    struct fsck_found found;
    struct disk_path blobs;
    enum rc rc = disk_join(c->to.text, MISSION_BLOBS, &blobs, err);

    if (!rc)
        rc = fsck_settings(c->to.text, &hearer, &found, err);
    return rc ? rc : blobs_check(blobs.text, hear, NULL, err);
}

/* What reading the copy has left beside it. */
static enum rc sweep(struct copying *c, struct err *err)
{
    static const char *const rest[] = {MISSION_RECORD "-wal", MISSION_RECORD "-shm", "record.lock"};
    struct disk_path path;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]) && !rc; i++) {
        rc = disk_join(c->to.text, rest[i], &path, err);
        if (!rc && unlink(path.text) != 0 && errno != ENOENT)
            rc = refuse(path.text, err);
    }
    return rc;
}

/* Settings first and blobs last: what an entry of the copied record names was there before it. */
static enum rc copy_all(struct copying *c, bool with_keys, struct err *err)
{
    enum rc rc = disk_make_folder(c->to.text, DISK_SECRET, err);

    if (!rc)
        rc = copy_setup(c, err);
    if (!rc)
        rc = copy_record(c, err);
    c->only_hash_names = true;
    if (!rc)
        rc = copy_folder(c, MISSION_BLOBS, DISK_OPEN, err);
    c->made.n_blobs = c->n_copied;
    c->only_hash_names = false;
    if (!rc && with_keys)
        rc = copy_folder(c, MISSION_KEYS, DISK_SECRET, err);
    if (!rc)
        rc = check_copy(c, err);
    return rc ? rc : sweep(c, err);
}

static enum rc settle(struct copying *c, const char *to, struct err *err)
{
    enum rc rc = disk_sync_folder(c->to.text, err);

    if (!rc && rename(c->to.text, to) != 0)
        rc = err_set(err, errno == EEXIST || errno == ENOTEMPTY ? RC_CONFLICT : RC_IO,
                     "%s: cannot be made: %s", to, strerror(errno));
    return rc;
}

static enum rc plan(struct copying *c, const char *to, struct err *err)
{
    size_t n = strlen(to);
    struct disk_path setup;
    enum rc rc = disk_join(c->folder, MISSION_SETUP, &setup, err);

    while (n > 1 && to[n - 1] == '/')
        n--;
    if (n + sizeof(MAKING) > sizeof(c->to.text))
        return err_set(err, RC_LIMIT, "a path of more than %d bytes", DISK_PATH_MAX - 1);
    (void)snprintf(c->to.text, sizeof(c->to.text), "%.*s%s", (int)n, to, MAKING);
    if (!rc && !disk_is_there(setup.text))
        rc = err_set(err, RC_ABSENT, "%s: is no mission: there is no %s in it", c->folder,
                     MISSION_SETUP);
    if (!rc && disk_is_there(to))
        rc = err_set(err, RC_CONFLICT, "%s: is there already; name a new directory", to);
    return rc ? rc : disk_remove_tree(c->to.text, err);
}

enum rc backup_mission(const char *folder, const char *to, bool with_keys, struct backup_made *out,
                       struct err *err)
{
    struct copying c = {.folder = folder};
    enum rc rc = plan(&c, to, err);

    if (rc)
        return rc;
    rc = copy_all(&c, with_keys, err);
    if (!rc)
        rc = settle(&c, to, err);
    if (rc)
        (void)!disk_remove_tree(c.to.text, NULL);
    else
        *out = c.made;
    return rc;
}
