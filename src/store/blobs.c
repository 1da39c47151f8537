/* SPDX-License-Identifier: Apache-2.0 */
#include "store/blobs.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define NAME_CHARS 64

enum rc blobs_path(const char *folder, const struct sha256_digest *hash, struct disk_path *out,
                   struct err *err)
{
    struct buf name;
    enum rc rc;

    buf_init(&name, NAME_CHARS + 1);
    sha256_put_hex(&name, hash);
    rc = disk_join(folder, name.p, out, err);
    buf_release(&name);
    return rc;
}

bool blobs_has(const char *folder, const struct sha256_digest *hash)
{
    struct disk_path path;

    return blobs_path(folder, hash, &path, NULL) == RC_OK && disk_is_there(path.text);
}

enum rc blobs_put(const char *folder, struct span bytes, struct sha256_digest *out, struct err *err)
{
    struct sha256_digest hash = sha256(bytes);
    struct disk_path path;
    enum rc rc = blobs_path(folder, &hash, &path, err);

    /* under its name a file is whole: it is renamed to it */
    if (!rc && !disk_is_there(path.text))
        rc = disk_replace(path.text, bytes, DISK_OPEN, err);
    if (!rc)
        *out = hash;
    return rc;
}

enum rc blobs_drop(const char *folder, const struct sha256_digest *hash, struct err *err)
{
    struct disk_path path;
    enum rc rc = blobs_path(folder, hash, &path, err);

    if (rc)
        return rc;
    if (unlink(path.text) != 0 && errno != ENOENT)
        return err_set(err, RC_IO, "%s: cannot be removed: %s", path.text, strerror(errno));
    return disk_sync_folder(folder, err);
}

static bool is_left(const char *name)
{
    size_t n = strlen(name);

    return n == NAME_CHARS + sizeof(DISK_BESIDE) - 1 &&
           strspn(name, "0123456789abcdef") == NAME_CHARS &&
           strcmp(name + NAME_CHARS, DISK_BESIDE) == 0;
}

enum rc blobs_sweep(const char *folder, struct err *err)
{
    DIR *dir = opendir(folder);
    const struct dirent *e;
    enum rc rc = RC_OK;

    if (dir == NULL)
        return errno == ENOENT
                   ? RC_OK
                   : err_set(err, RC_IO, "%s: cannot be read: %s", folder, strerror(errno));
    while (!rc && (e = readdir(dir)) != NULL)
        if (is_left(e->d_name) && unlinkat(dirfd(dir), e->d_name, 0) != 0)
            rc = err_set(err, RC_IO, "%s/%s: cannot be removed: %s", folder, e->d_name,
                         strerror(errno));
    (void)closedir(dir);
    return rc;
}

struct check {
    enum rc (*take)(void *to, struct span fault, struct err *err);
    void *to;
};

static bool is_hash_name(const char *name)
{
    return strlen(name) == NAME_CHARS && strspn(name, "0123456789abcdef") == NAME_CHARS;
}

static bool bytes_have_name(const struct disk_entry *e, struct err *why)
{
    struct sha256_digest hash;
    struct buf name;
    bool same;

    if (disk_hash(e->path, &hash, NULL, why))
        return false;
    buf_init(&name, NAME_CHARS + 1);
    sha256_put_hex(&name, &hash);
    same = strcmp(name.p, e->name) == 0;
    buf_release(&name);
    if (!same)
        (void)err_set(why, RC_CONFLICT, "%s: its bytes are not those of its name", e->path);
    return same;
}

static enum rc check_entry(void *context, const struct disk_entry *e, struct err *err)
{
    const struct check *c = context;
    struct err why = {0};

    if (e->is_odd || !is_hash_name(e->name))
        (void)err_set(&why, RC_CONFLICT,
                      "%s: does not belong here: files are named by the "
                      "SHA-256 of their bytes",
                      e->path);
    else if (bytes_have_name(e, &why))
        return RC_OK;
    return c->take(c->to, span_of(why.note), err);
}

enum rc blobs_check(const char *folder,
                    enum rc (*take)(void *to, struct span fault, struct err *err), void *to,
                    struct err *err)
{
    struct check c = {take, to};

    return disk_walk(folder, check_entry, &c, err);
}
