/* SPDX-License-Identifier: Apache-2.0 */
/* fault_shim.c: preloaded into a program under test; makes its n-th system call of a class fail.
 *
 *   FAULT=write:17        the 17th write, pwrite or writev fails with ENOSPC
 *   FAULT=short:17        … writes half of what was asked for
 *   FAULT=sync:3          the 3rd fsync or fdatasync fails with EIO
 *   FAULT=rename:1        the first rename fails with EIO
 *   FAULT=alloc:200       the 200th malloc, calloc or realloc finds no memory
 *   FAULT=kill:17         the process is killed in place of its 17th write, sync or rename
 *   FAULT_COUNTS=FILE     at the end, append how many calls of each class there were
 *
 * Calls on descriptors 0 to 2 are left alone: a test reads what the program prints. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum fault_class {
    FAULT_WRITE,
    FAULT_SHORT,
    FAULT_SYNC,
    FAULT_RENAME,
    FAULT_ALLOC,
    FAULT_KILL,
    FAULT_CLASSES
};

static const char *const class_names[FAULT_CLASSES] = {"write",  "short", "sync",
                                                       "rename", "alloc", "kill"};
static atomic_long n_calls[FAULT_CLASSES];
static enum fault_class chosen = FAULT_CLASSES;
static long chosen_at;

/* dlsym itself allocates: while it does, allocations come from here. */
static _Alignas(16) char early[64 * 1024];
static size_t n_early;
static bool is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof(early);
}

static void *next_of(const char *name)
{
    void *f = dlsym(RTLD_NEXT, name);

    if (f == NULL)
        abort();
    return f;
}

/* `next` is the function that would have been called without us. */
#define NEXT(name)                                                                                 \
    static __typeof__(&name) next;                                                                 \
    if (next == NULL)                                                                              \
    *(void **)&next = next_of(#name)

__attribute__((constructor)) static void read_environment(void)
{
    const char *text = getenv("FAULT");
    const char *colon = text == NULL ? NULL : strchr(text, ':');

    for (int i = 0; colon != NULL && i < FAULT_CLASSES; i++) {
        if (strncmp(text, class_names[i], (size_t)(colon - text)) == 0 &&
            class_names[i][colon - text] == '\0') {
            chosen = (enum fault_class)i;
            chosen_at = strtol(colon + 1, NULL, 10);
        }
    }
}

__attribute__((destructor)) static void write_counts(void)
{
    const char *path = getenv("FAULT_COUNTS");
    FILE *f = path == NULL ? NULL : fopen(path, "a");

    chosen = FAULT_CLASSES;
    if (f == NULL)
        return;
    for (int i = 0; i < FAULT_CLASSES; i++)
        (void)fprintf(f, "%s %ld\n", class_names[i], atomic_load(&n_calls[i]));
    (void)fclose(f);
}

/* Counts a call; true where it is the one to fail. */
static bool strikes(enum fault_class c)
{
    long n = atomic_fetch_add(&n_calls[c], 1) + 1;

    return chosen == c && n == chosen_at;
}

static void count_for_kill(void)
{
    if (strikes(FAULT_KILL))
        (void)raise(SIGKILL);
}

/* -1 with errno set, or 0: go on with *n bytes. */
static int strike_write(int fd, size_t *n)
{
    if (fd <= 2)
        return 0;
    count_for_kill();
    if (strikes(FAULT_WRITE)) {
        errno = ENOSPC;
        return -1;
    }
    if (strikes(FAULT_SHORT) && *n > 1)
        *n /= 2;
    return 0;
}

ssize_t write(int fd, const void *p, size_t n)
{
    NEXT(write);
    return strike_write(fd, &n) != 0 ? -1 : next(fd, p, n);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    NEXT(pwrite);
    return strike_write(fd, &n) != 0 ? -1 : next(fd, p, n, at);
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    NEXT(pwrite64);
    return strike_write(fd, &n) != 0 ? -1 : next(fd, p, n, at);
}

ssize_t writev(int fd, const struct iovec *parts, int n_parts)
{
    size_t n = 1;
    NEXT(writev);
    return strike_write(fd, &n) != 0 ? -1 : next(fd, parts, n_parts);
}

static int strike_sync(void)
{
    count_for_kill();
    if (!strikes(FAULT_SYNC))
        return 0;
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    NEXT(fsync);
    return strike_sync() != 0 ? -1 : next(fd);
}

int fdatasync(int fd)
{
    NEXT(fdatasync);
    return strike_sync() != 0 ? -1 : next(fd);
}

static int strike_rename(void)
{
    count_for_kill();
    if (!strikes(FAULT_RENAME))
        return 0;
    errno = EIO;
    return -1;
}

int rename(const char *from, const char *to)
{
    NEXT(rename);
    return strike_rename() != 0 ? -1 : next(from, to);
}

int renameat(int from_at, const char *from, int to_at, const char *to)
{
    NEXT(renameat);
    return strike_rename() != 0 ? -1 : next(from_at, from, to_at, to);
}

/* ---- memory ---- */

static void *take_early(size_t n)
{
    void *p = early + n_early;

    n = (n + 15) / 16 * 16;
    if (n > sizeof(early) - n_early)
        return NULL;
    n_early += n;
    return p;
}

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);

static bool find_memory(void)
{
    static bool is_searching;

    if (real_free != NULL)
        return true;
    if (is_searching)
        return false;
    is_searching = true;
    *(void **)&real_malloc = next_of("malloc");
    *(void **)&real_calloc = next_of("calloc");
    *(void **)&real_realloc = next_of("realloc");
    *(void **)&real_free = next_of("free");
    return true;
}

static bool strike_memory(void)
{
    if (!strikes(FAULT_ALLOC))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t n)
{
    if (!find_memory())
        return take_early(n);
    return strike_memory() ? NULL : real_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    if (!find_memory())
        return take_early(n * size);
    return strike_memory() ? NULL : real_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    if (!find_memory() || is_early(p)) {
        void *moved = malloc(n);

        if (moved != NULL && p != NULL)
            memcpy(moved, p, n);
        return moved;
    }
    return strike_memory() ? NULL : real_realloc(p, n);
}

void free(void *p)
{
    if (p != NULL && !is_early(p) && find_memory())
        real_free(p);
}
