/* SPDX-License-Identifier: Apache-2.0 */
#include "verify/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum rc refuse(const char *path, int error, struct err *err)
{
    enum rc rc = error == ENOENT || error == ENOTDIR ? RC_ABSENT : RC_IO;

    return err_set(err, rc, "%s: %s", path, strerror(error));
}

bool disk_is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

/* All `n` bytes; a file that was cut meanwhile is no file to verify. */
static enum rc read_bytes(int fd, const char *path, char *p, size_t n, struct err *err)
{
    for (size_t at = 0; at < n;) {
        ssize_t got = read(fd, p + at, n - at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse(path, errno, err);
        if (got == 0)
            return err_set(err, RC_IO, "%s: it cannot be read to its end", path);
        at += (size_t)got;
    }
    return RC_OK;
}

static enum rc read_open(int fd, const char *path, struct arena *a, struct span *out,
                         struct err *err)
{
    struct stat s;
    enum rc rc;
    char *p;

    if (fstat(fd, &s) != 0)
        return refuse(path, errno, err);
    if (!S_ISREG(s.st_mode))
        return err_set(err, RC_IO, "%s: it is no regular file", path);
    p = arena_alloc(a, (size_t)s.st_size + 1, err);
    if (p == NULL)
        return err_prefix(err, RC_LIMIT, "%s: ", path);
    rc = read_bytes(fd, path, p, (size_t)s.st_size, err);
    if (rc == RC_OK)
        *out = (struct span){.p = p, .n = (size_t)s.st_size};
    return rc;
}

/* Without waiting: whoever made the directory may have put a pipe there that nobody writes to. */
enum rc disk_read(const char *path, struct arena *a, struct span *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    enum rc rc;

    if (fd < 0)
        return refuse(path, errno, err);
    rc = read_open(fd, path, a, out, err);
    (void)close(fd);
    return rc;
}

/* "folder/name", or a note that it is too long. */
static enum rc join(const char *folder, struct span name, char *path, struct err *err)
{
    int n = snprintf(path, DISK_PATH_MAX, "%s/%.*s", folder, (int)name.n, name.p);

    if (n < 0 || n >= DISK_PATH_MAX)
        return err_set(err, RC_LIMIT, "%s: a path of more than %d bytes", folder, DISK_PATH_MAX);
    return RC_OK;
}

static enum rc read_name(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    char path[DISK_PATH_MAX];
    enum rc rc = join(context, name, path, err);

    return rc ? rc : disk_read(path, a, out, err);
}

/* A folder that is walked; `path` begins with the directory's own path of `n_root` bytes. */
struct walk {
    const struct log_visitor *visitor;
    size_t n_root;
    unsigned depth;
};

static enum rc walk_folder(const struct walk *w, const char *folder, struct err *err);

/* A file is told, a folder walked; links to folders are not followed, so that none is a circle. */
static enum rc walk_one(const struct walk *w, const char *path, struct err *err)
{
    struct walk deeper = *w;
    struct stat s;

    if (lstat(path, &s) != 0)
        return refuse(path, errno, err);
    if (!S_ISDIR(s.st_mode))
        return w->visitor->visit(w->visitor->context, span_of(path + w->n_root + 1), err);
    if (++deeper.depth > DISK_DEPTH_MAX)
        return err_set(err, RC_LIMIT, "%s: more than %d folders inside one another", path,
                       DISK_DEPTH_MAX);
    return walk_folder(&deeper, path, err);
}

static enum rc walk_folder(const struct walk *w, const char *folder, struct err *err)
{
    DIR *d = opendir(folder);
    enum rc rc = RC_OK;

    if (d == NULL)
        return refuse(folder, errno, err);
    while (rc == RC_OK) {
        const struct dirent *e = readdir(d);
        char path[DISK_PATH_MAX];

        if (e == NULL)
            break;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        rc = join(folder, span_of(e->d_name), path, err);
        if (rc == RC_OK)
            rc = walk_one(w, path, err);
    }
    (void)closedir(d);
    return rc;
}

static enum rc each(void *context, const struct log_visitor *visitor, struct err *err)
{
    const char *folder = context;
    struct walk w = {.visitor = visitor, .n_root = strlen(folder)};

    return walk_folder(&w, folder, err);
}

struct log_directory disk_directory(const char *folder)
{
    /* the interface hands its context back as it was given, and nothing writes to it */
    union {
        const char *given;
        void *context;
    } folder_of = {.given = folder};

    return (struct log_directory){.files = {.context = folder_of.context, .read = read_name},
                                  .each = each};
}
