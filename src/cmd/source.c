/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define ZONES_FOLDER   "/usr/share/zoneinfo"
#define ZONE_BYTES_MAX ((size_t)1 << 20)
#define ZONE_NAME_MAX  64
#define FILE_BYTES_MAX ((size_t)512 << 20) /* a geometry beside a pact */
#define PIPE_WAIT_MS   5000

static enum rc refuse_errno(const char *path, struct err *err)
{
    enum rc rc = errno == ENOENT || errno == ENOTDIR ? RC_ABSENT : RC_IO;

    return err_set(err, rc, "%s: cannot be read: %s", path, strerror(errno));
}

/* Opening never waits: a pipe without a writer would hold the program for ever. */
static enum rc open_looked(const char *path, int *fd, struct stat *st, struct err *err)
{
    int f = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

    if (f < 0)
        return refuse_errno(path, err);
    if (fstat(f, st) != 0) {
        enum rc rc = refuse_errno(path, err);
        (void)close(f);
        return rc;
    }
    *fd = f;
    return RC_OK;
}

static enum rc refuse_form(const char *path, mode_t mode, struct err *err)
{
    if (S_ISDIR(mode))
        return err_set(err, RC_IO, "%s: is a folder; name the file in it", path);
    if (S_ISFIFO(mode))
        return err_set(err, RC_IO, "%s: is a pipe; a regular file is needed here", path);
    return err_set(err, RC_IO, "%s: is a device; give a file, or - for standard input", path);
}

/* Read exactly the file's `n` bytes; shorter only where somebody cut it meanwhile. */
static enum rc read_bytes(int fd, const char *path, char *to, size_t n, size_t *got,
                          struct err *err)
{
    size_t at = 0;

    while (at < n) {
        ssize_t r = read(fd, to + at, n - at);

        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return refuse_errno(path, err);
        if (r == 0)
            break;
        at += (size_t)r;
    }
    *got = at;
    return RC_OK;
}

enum rc source_read(const char *path, size_t max_bytes, struct arena *a, struct span *out,
                    struct err *err)
{
    int fd = -1;
    struct stat st = {0};
    size_t got = 0;
    char *text;
    enum rc rc = open_looked(path, &fd, &st, err);

    if (rc)
        return rc;
    if (!S_ISREG(st.st_mode)) {
        rc = refuse_form(path, st.st_mode, err);
        goto out;
    }
    if ((uint64_t)st.st_size > max_bytes) {
        rc = err_set(err, RC_LIMIT, "%s: is %lld bytes long; at most %zu are read", path,
                     (long long)st.st_size, max_bytes);
        goto out;
    }
    text = arena_alloc(a, (size_t)st.st_size + 1, err);
    if (text == NULL) {
        rc = err_prefix(err, RC_LIMIT, "%s: ", path);
        goto out;
    }
    rc = read_bytes(fd, path, text, (size_t)st.st_size, &got, err);
    if (rc)
        goto out;
    *out = (struct span){.p = text, .n = got};
out:
    (void)close(fd);
    return rc;
}

/* ---- large files ---- */

static void on_bus_error(int signal_no)
{
    static const char note[] = "aasc: a data file was cut short while it was being read; try "
                               "again when nobody writes to it\n";

    (void)signal_no;
    if (write(STDERR_FILENO, note, sizeof(note) - 1) < 0)
        _exit(75);
    _exit(75);
}

static enum rc map_file(int fd, const char *path, const struct stat *st, struct source_map *out,
                        struct err *err)
{
    struct sigaction action = {.sa_handler = on_bus_error};
    size_t n = (size_t)st->st_size;
    void *p;

    if (n == 0) {
        *out = (struct source_map){.bytes = SPAN("")};
        return RC_OK;
    }
    p = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return refuse_errno(path, err);
    (void)posix_madvise(p, n, POSIX_MADV_SEQUENTIAL);
    (void)sigaction(SIGBUS, &action, NULL);
    *out = (struct source_map){.bytes = {.p = p, .n = n}, .mapped = p, .mapped_bytes = n};
    return RC_OK;
}

/* Wait for the first byte or the end; the pipe was opened without waiting for its writer. */
static enum rc await_writer(int fd, const char *path, struct err *err)
{
    struct pollfd look = {.fd = fd, .events = POLLIN};
    int flags = fcntl(fd, F_GETFL);

    if (poll(&look, 1, PIPE_WAIT_MS) == 0)
        return err_set(err, RC_IO, "%s: is a pipe to which nobody has written for %d s", path,
                       PIPE_WAIT_MS / 1000);
    if (flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) != 0)
        return refuse_errno(path, err);
    return RC_OK;
}

/* Address space for the longest stream is set aside at once; memory is taken only as bytes arrive,
 * and nothing is copied when it grows. */
static enum rc read_stream(int fd, const char *path, struct source_map *out, struct err *err)
{
    char *text = mmap(NULL, SOURCE_STREAM_MAX, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    struct source_map found = {.mapped = text, .mapped_bytes = SOURCE_STREAM_MAX};
    size_t n = 0;
    enum rc rc;

    if (text == MAP_FAILED)
        return refuse_errno(path, err);
    rc = read_bytes(fd, path, text, SOURCE_STREAM_MAX, &n, err);
    if (!rc && n == SOURCE_STREAM_MAX)
        rc = err_set(err, RC_LIMIT, "%s: a stream of %zu bytes or more; give it as a file", path,
                     SOURCE_STREAM_MAX);
    if (rc) {
        source_unmap(&found);
        return rc;
    }
    found.bytes = (struct span){.p = text, .n = n};
    *out = found;
    return RC_OK;
}

static enum rc map_standard_input(struct source_map *out, struct err *err)
{
    const char *name = "standard input";
    struct stat st = {0};

    if (fstat(STDIN_FILENO, &st) != 0)
        return refuse_errno(name, err);
    if (S_ISDIR(st.st_mode))
        return refuse_form(name, st.st_mode, err);
    if (S_ISREG(st.st_mode) && lseek(STDIN_FILENO, 0, SEEK_CUR) == 0)
        return map_file(STDIN_FILENO, name, &st, out, err);
    return read_stream(STDIN_FILENO, name, out, err);
}

enum rc source_map(const char *path, struct source_map *out, struct err *err)
{
    int fd = -1;
    struct stat st = {0};
    enum rc rc;

    if (strcmp(path, "-") == 0)
        return map_standard_input(out, err);
    rc = open_looked(path, &fd, &st, err);
    if (rc)
        return rc;
    if (S_ISREG(st.st_mode)) {
        rc = map_file(fd, path, &st, out, err);
    } else if (S_ISFIFO(st.st_mode)) {
        rc = await_writer(fd, path, err);
        if (!rc)
            rc = read_stream(fd, path, out, err);
    } else {
        rc = refuse_form(path, st.st_mode, err);
    }
    (void)close(fd);
    return rc;
}

void source_unmap(struct source_map *m)
{
    if (m->mapped != NULL)
        (void)munmap(m->mapped, m->mapped_bytes);
    *m = (struct source_map){0};
}

uint64_t source_size(const char *path)
{
    struct stat st = {0};

    return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
}

/* ---- the files beside a pact ---- */

enum rc source_folder_of(const char *pact_path, struct source_folder *out, struct err *err)
{
    const char *slash = strrchr(pact_path, '/');
    size_t n = slash == NULL ? 0 : (size_t)(slash - pact_path);

    if (n >= sizeof(out->path))
        return err_set(err, RC_LIMIT, "%.60s…: a path of more than %d bytes", pact_path,
                       SOURCE_PATH_MAX - 1);
    if (slash == NULL) {
        memcpy(out->path, ".", 2);
    } else if (n == 0) {
        memcpy(out->path, "/", 2);
    } else {
        memcpy(out->path, pact_path, n);
        out->path[n] = '\0';
    }
    out->max_bytes = FILE_BYTES_MAX;
    return RC_OK;
}

static bool has_step_up(struct span name)
{
    struct span rest = name;

    while (rest.n > 0) {
        if (span_is(span_cut(&rest, '/'), ".."))
            return true;
    }
    return false;
}

static bool has_scheme(struct span name)
{
    size_t colon = span_find(name, ':');

    return colon > 1 && colon + 2 < name.n && name.p[colon + 1] == '/' && name.p[colon + 2] == '/';
}

/* What a name that somebody else wrote may not do. */
static enum rc check_name(struct span name, struct err *err)
{
    if (name.n == 0)
        return err_set(err, RC_INPUT, "an empty file name");
    if (memchr(name.p, '\0', name.n) != NULL)
        return err_set(err, RC_INPUT, "a file name with a NUL byte");
    if (has_scheme(name))
        return err_set(err, RC_INPUT,
                       "\"%.*s\": nothing is fetched over the network; put the file "
                       "beside the pact",
                       SPAN_ARG(name));
    if (name.p[0] == '/')
        return err_set(err, RC_INPUT, "\"%.*s\": file names are relative to the pact's folder",
                       SPAN_ARG(name));
    if (has_step_up(name))
        return err_set(err, RC_INPUT,
                       "\"%.*s\": \"..\" leaves the pact's folder; put the file "
                       "inside it",
                       SPAN_ARG(name));
    return RC_OK;
}

static enum rc read_beside(const char *folder, struct span name, size_t max_bytes, struct arena *a,
                           struct span *out, struct err *err)
{
    char path[SOURCE_PATH_MAX];
    int n = snprintf(path, sizeof(path), "%s/%.*s", folder, (int)name.n, name.p);

    if (n < 0 || (size_t)n >= sizeof(path))
        return err_set(err, RC_LIMIT, "\"%.*s\": a path of more than %d bytes", SPAN_ARG(name),
                       SOURCE_PATH_MAX - 1);
    return source_read(path, max_bytes, a, out, err);
}

static enum rc read_from_folder(void *context, struct span name, struct arena *a, struct span *out,
                                struct err *err)
{
    const struct source_folder *folder = context;
    enum rc rc = name.n < SOURCE_PATH_MAX
                     ? check_name(name, err)
                     : err_set(err, RC_LIMIT, "a file name of %zu bytes", name.n);

    return rc ? rc : read_beside(folder->path, name, folder->max_bytes, a, out, err);
}

struct files source_files(struct source_folder *folder)
{
    return (struct files){.context = folder, .read = read_from_folder};
}

/* ---- time zones ---- */

static const char *zones_folder(void)
{
    const char *folder = getenv("TZDIR");

    return folder != NULL && folder[0] == '/' ? folder : ZONES_FOLDER;
}

static bool is_zone_byte(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '+' || c == '-' || c == '/';
}

/* Names of the database hold no dot, so that no name can leave the folder. */
static bool is_zone_name(struct span name)
{
    if (name.n == 0 || name.n > ZONE_NAME_MAX || name.p[0] == '/' || name.p[name.n - 1] == '/')
        return false;
    for (size_t i = 0; i < name.n; i++) {
        if (!is_zone_byte(name.p[i]))
            return false;
    }
    return true;
}

static enum rc read_zone(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    enum rc rc;

    (void)context;
    if (!is_zone_name(name))
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is no name of a time zone; write it as in \"Europe/Kyiv\"",
                       SPAN_ARG(name));
    rc = read_beside(zones_folder(), name, ZONE_BYTES_MAX, a, out, err);
    if (rc == RC_ABSENT)
        return err_set(err, RC_ABSENT,
                       "there is no time zone \"%.*s\" in %s; write it as in \"Europe/Kyiv\" "
                       "(Debian: the package tzdata)",
                       SPAN_ARG(name), zones_folder());
    return rc;
}

struct files source_zones(void)
{
    return (struct files){.read = read_zone};
}

/* tzdata.zi begins with "# version 2026f"; other packagings keep the bare word in +VERSION. */
void source_zones_version(struct buf *out)
{
    struct arena a;
    struct span text = {0}, word = {0};

    arena_init(&a, 4 * ZONE_BYTES_MAX);
    if (read_beside(zones_folder(), SPAN("tzdata.zi"), ZONE_BYTES_MAX, &a, &text, NULL) == RC_OK &&
        span_starts(text, SPAN("# version ")))
        word = span_trim(span_sub(text, 10, span_find(text, '\n') - 10));
    else if (read_beside(zones_folder(), SPAN("+VERSION"), ZONE_BYTES_MAX, &a, &text, NULL) ==
             RC_OK)
        word = span_trim(span_sub(text, 0, span_find(text, '\n')));
    if (word.n == 0 || word.n > 16)
        word = SPAN("unknown");
    buf_put(out, word);
    arena_release(&a);
}
