/* SPDX-License-Identifier: Apache-2.0 */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PATH_BYTES_MAX   4096
#define HOLDER_BYTES_MAX 256

static void put_path(char out[PATH_BYTES_MAX], const char *path)
{
    size_t n = strlen(path);
    bool is_db = n > 3 && strcmp(path + n - 3, ".db") == 0;

    (void)snprintf(out, PATH_BYTES_MAX, "%.*s.lock", (int)(is_db ? n - 3 : n), path);
}

/* "<process id> <command>" without its newline; empty where it cannot be read. */
static void read_holder(int fd, char out[HOLDER_BYTES_MAX])
{
    ssize_t n = pread(fd, out, HOLDER_BYTES_MAX - 1, 0);

    out[n > 0 ? n : 0] = '\0';
    out[strcspn(out, "\n")] = '\0';
}

static enum rc refuse(int fd, const char *path, struct err *err)
{
    char holder[HOLDER_BYTES_MAX];

    read_holder(fd, holder);
    if (holder[0] == '\0')
        return err_set(err, RC_CONFLICT,
                       "%s is being read by a program that may not write beside it; wait for it",
                       path);
    return err_set(err, RC_CONFLICT,
                   "%s is held by process %s; one program writes at a time: wait for it, or read",
                   path, holder);
}

static enum rc write_holder(int fd, const char *path, const char *what, struct err *err)
{
    char holder[HOLDER_BYTES_MAX];
    int n = snprintf(holder, sizeof(holder), "%ld %.200s\n", (long)getpid(), what);

    if (ftruncate(fd, 0) != 0 || pwrite(fd, holder, (size_t)n, 0) != n)
        return err_set(err, RC_IO, "the lock of %s cannot be written: %s", path, strerror(errno));
    return RC_OK;
}

enum rc lock_take(const char *path, const char *what, struct arena *a, int *fd,
                  struct span *left_by, struct err *err)
{
    char name[PATH_BYTES_MAX], holder[HOLDER_BYTES_MAX];
    struct span left = span_none();
    enum rc rc = RC_OK;
    int f;

    put_path(name, path);
    f = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (f < 0)
        return err_set(err, RC_IO, "%s cannot be made, so nothing can be written: %s", name,
                       strerror(errno));
    if (flock(f, LOCK_EX | LOCK_NB) != 0) {
        rc = errno == EWOULDBLOCK
                 ? refuse(f, path, err)
                 : err_set(err, RC_IO, "%s cannot be locked: %s", name, strerror(errno));
        goto out;
    }
    read_holder(f, holder);
    if (holder[0] != '\0') {
        left = arena_copy(a, span_of(holder), err);
        if (left.p == NULL) {
            rc = RC_LIMIT;
            goto out;
        }
    }
    rc = write_holder(f, path, what, err);
    if (rc)
        goto out;
    *fd = f;
    *left_by = left;
    f = -1;
out:
    if (f >= 0)
        (void)close(f);
    return rc;
}

void lock_release(int fd, bool in_order)
{
    if (fd < 0)
        return;
    /* where that fails, the next writer is told of a crash that was none: no harm */
    if (in_order && ftruncate(fd, 0) != 0)
        (void)fsync(fd);
    (void)close(fd);
}

int lock_share(const char *path)
{
    char name[PATH_BYTES_MAX];
    int f;

    put_path(name, path);
    f = open(name, O_RDONLY | O_CLOEXEC);
    if (f >= 0 && flock(f, LOCK_SH | LOCK_NB) != 0) {
        (void)close(f);
        f = -1;
    }
    return f;
}
