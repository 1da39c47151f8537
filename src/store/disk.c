/* SPDX-License-Identifier: Apache-2.0 */
#include "store/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH_BLOCK_BYTES 65536

static enum rc refuse(const char *path, const char *what, struct err *err)
{
    int number = errno;
    enum rc rc = number == ENOENT || number == ENOTDIR     ? RC_ABSENT
                 : number == EEXIST || number == ENOTEMPTY ? RC_CONFLICT
                                                           : RC_IO;

    return err_set(err, rc, "%s: cannot be %s: %s", path, what, strerror(number));
}

enum rc disk_join(const char *folder, const char *name, struct disk_path *out, struct err *err)
{
    struct disk_path made;
    int n = snprintf(made.text, sizeof(made.text), "%s/%s", folder, name);

    if (n < 0 || (size_t)n >= sizeof(made.text))
        return err_set(err, RC_LIMIT, "%.60s…: a path of more than %d bytes", folder,
                       DISK_PATH_MAX - 1);
    *out = made;
    return RC_OK;
}

bool disk_is_there(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

bool disk_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* ---- reading ---- */

static enum rc open_regular(const char *path, int *fd, struct stat *st, struct err *err)
{
    int f = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    enum rc rc = RC_OK;

    if (f < 0)
        return refuse(path, "read", err);
    if (fstat(f, st) != 0)
        rc = refuse(path, "read", err);
    else if (!S_ISREG(st->st_mode))
        rc = err_set(err, RC_IO, "%s: is no regular file", path);
    if (rc)
        (void)close(f);
    else
        *fd = f;
    return rc;
}

/* Up to `n` bytes; fewer only at the end of the file. */
static enum rc read_some(int fd, const char *path, char *to, size_t n, size_t *got, struct err *err)
{
    size_t at = 0;

    while (at < n) {
        ssize_t r = read(fd, to + at, n - at);

        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return refuse(path, "read", err);
        if (r == 0)
            break;
        at += (size_t)r;
    }
    *got = at;
    return RC_OK;
}

enum rc disk_read(const char *path, size_t max_bytes, struct arena *a, struct span *out,
                  struct err *err)
{
    struct stat st = {0};
    size_t got = 0;
    char *text;
    int fd = -1;
    enum rc rc = open_regular(path, &fd, &st, err);

    if (rc)
        return rc;
    if ((uint64_t)st.st_size > max_bytes) {
        rc = err_set(err, RC_LIMIT, "%s: is %lld bytes long; at most %zu are read", path,
                     (long long)st.st_size, max_bytes);
        goto out;
    }
    text = arena_alloc(a, (size_t)st.st_size + 1, err);
    rc = text == NULL ? RC_LIMIT : read_some(fd, path, text, (size_t)st.st_size, &got, err);
    if (!rc)
        *out = (struct span){.p = text, .n = got};
out:
    (void)close(fd);
    return rc;
}

enum rc disk_hash(const char *path, struct sha256_digest *out, uint64_t *n_bytes, struct err *err)
{
    char block[HASH_BLOCK_BYTES];
    struct sha256_stream hash;
    struct stat st = {0};
    uint64_t n = 0;
    size_t got = 0;
    int fd = -1;
    enum rc rc = open_regular(path, &fd, &st, err);

    if (rc)
        return rc;
    sha256_init(&hash);
    do {
        rc = read_some(fd, path, block, sizeof(block), &got, err);
        if (!rc)
            sha256_add(&hash, (struct span){.p = block, .n = got});
        n += rc ? 0 : got;
    } while (!rc && got == sizeof(block));
    (void)close(fd);
    if (rc)
        return rc;
    *out = sha256_finish(&hash);
    if (n_bytes != NULL)
        *n_bytes = n;
    return RC_OK;
}

/* ---- writing ---- */

static enum rc write_all(int fd, const char *path, struct span bytes, struct err *err)
{
    size_t at = 0;

    while (at < bytes.n) {
        ssize_t w = write(fd, bytes.p + at, bytes.n - at);

        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return refuse(path, "written", err);
        at += (size_t)w;
    }
    if (fsync(fd) != 0)
        return refuse(path, "made durable", err);
    return RC_OK;
}

/* A new file with its bytes on the disk; on failure there is none. */
static enum rc write_new(const char *path, struct span bytes, enum disk_mode mode, struct err *err)
{
    mode_t bits = mode == DISK_SECRET ? 0600 : 0644;
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, bits);
    enum rc rc;

    if (fd < 0)
        return refuse(path, "made", err);
    rc = fchmod(fd, bits) == 0 ? write_all(fd, path, bytes, err) : refuse(path, "made", err);
    if (close(fd) != 0 && !rc)
        rc = refuse(path, "written", err);
    if (rc)
        (void)unlink(path);
    return rc;
}

static enum rc sync_parent(const char *path, struct err *err)
{
    struct disk_path folder;
    const char *slash = strrchr(path, '/');
    size_t n = slash == NULL ? 0 : (size_t)(slash - path);

    if (n >= sizeof(folder.text))
        return err_set(err, RC_LIMIT, "a path of more than %d bytes", DISK_PATH_MAX - 1);
    if (slash == NULL)
        return disk_sync_folder(".", err);
    if (n == 0)
        return disk_sync_folder("/", err);
    memcpy(folder.text, path, n);
    folder.text[n] = '\0';
    return disk_sync_folder(folder.text, err);
}

enum rc disk_replace(const char *path, struct span bytes, enum disk_mode mode, struct err *err)
{
    struct disk_path beside;
    int n = snprintf(beside.text, sizeof(beside.text), "%s%s", path, DISK_BESIDE);
    enum rc rc;

    if (n < 0 || (size_t)n >= sizeof(beside.text))
        return err_set(err, RC_LIMIT, "%.60s…: a path of more than %d bytes", path,
                       DISK_PATH_MAX - 1);
    (void)unlink(beside.text); /* what a crash left; writers are held apart by the store's lock */
    rc = write_new(beside.text, bytes, mode, err);
    if (rc)
        return rc;
    if (rename(beside.text, path) != 0) {
        rc = refuse(path, "replaced", err);
        (void)unlink(beside.text);
        return rc;
    }
    return sync_parent(path, err);
}

enum rc disk_create(const char *path, struct span bytes, enum disk_mode mode, struct err *err)
{
    enum rc rc = write_new(path, bytes, mode, err);

    return rc ? rc : sync_parent(path, err);
}

enum rc disk_make_folder(const char *path, enum disk_mode mode, struct err *err)
{
    mode_t bits = mode == DISK_SECRET ? 0700 : 0755;

    if (mkdir(path, bits) != 0)
        return refuse(path, "made", err);
    if (chmod(path, bits) != 0)
        return refuse(path, "made", err);
    return sync_parent(path, err);
}

enum rc disk_sync_folder(const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum rc rc = RC_OK;

    if (fd < 0)
        return refuse(path, "made durable", err);
    /* some file systems cannot: then the rename itself is all there is */
    if (fsync(fd) != 0 && errno != EINVAL && errno != ENOSYS)
        rc = refuse(path, "made durable", err);
    (void)close(fd);
    return rc;
}
