/* SPDX-License-Identifier: Apache-2.0 */
#include "report/writer.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARKER      ".aasc-judge"
#define MARKER_TEXT "This folder is written by aasc judge --out; its files may be replaced.\n"
#define TEMP_PREFIX ".tmp-"

struct writer writer_over(FILE *f, const char *name)
{
    struct writer w = {.f = f, .is_borrowed = true};

    (void)snprintf(w.name, sizeof(w.name), "%s", name);
    return w;
}

static enum rc refuse_write(const char *name, struct err *err)
{
    return err_set(err, RC_IO, "%s: cannot be written: %s", name, strerror(errno));
}

enum rc writer_put(struct writer *w, struct span s, struct err *err)
{
    if (s.n > 0 && fwrite(s.p, 1, s.n, w->f) != s.n)
        return refuse_write(w->name, err);
    return RC_OK;
}

enum rc writer_puts(struct writer *w, const char *text, struct err *err)
{
    return writer_put(w, span_of(text), err);
}

/* ---- the folder ---- */

/* Anything but our own leftovers; *has_marker when an earlier output says so. */
static enum rc look_inside(const char *path, bool *is_empty, bool *has_marker, struct err *err)
{
    DIR *dir = opendir(path);
    const struct dirent *entry;

    if (dir == NULL)
        return err_set(err, RC_IO, "%s: cannot be read: %s", path, strerror(errno));
    *is_empty = true;
    *has_marker = false;
    while ((entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        *is_empty = false;
        if (strcmp(entry->d_name, MARKER) == 0)
            *has_marker = true;
    }
    (void)closedir(dir);
    return RC_OK;
}

static enum rc make_folder(const char *path, bool *is_new, struct err *err)
{
    if (mkdir(path, 0777) == 0) {
        *is_new = true;
        return RC_OK;
    }
    if (errno == EEXIST)
        return RC_OK;
    if (errno == ENOENT)
        return err_set(err, RC_ABSENT, "%s: its parent folder does not exist; make that first",
                       path);
    return err_set(err, RC_IO, "%s: cannot be made: %s", path, strerror(errno));
}

static enum rc write_marker(int fd, const char *path, struct err *err)
{
    int f = openat(fd, MARKER, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    ssize_t n;

    if (f < 0)
        return err_set(err, RC_IO, "%s: cannot be written: %s", path, strerror(errno));
    n = write(f, MARKER_TEXT, sizeof(MARKER_TEXT) - 1);
    if (close(f) != 0 || n != (ssize_t)sizeof(MARKER_TEXT) - 1)
        return err_set(err, RC_IO, "%s: cannot be written: %s", path, strerror(errno));
    return RC_OK;
}

enum rc folder_open(struct folder *d, const char *path, struct err *err)
{
    bool is_empty = false, has_marker = false;
    enum rc rc;

    *d = (struct folder){.fd = -1, .path = path};
    rc = make_folder(path, &d->is_new, err);
    if (rc)
        return rc;
    rc = look_inside(path, &is_empty, &has_marker, err);
    if (rc)
        return rc;
    if (!is_empty && !has_marker)
        return err_set(err, RC_CONFLICT,
                       "%s: holds files that are no output of aasc judge; name a new or an empty "
                       "folder",
                       path);
    d->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (d->fd < 0)
        return err_set(err, RC_IO, "%s: cannot be opened: %s", path, strerror(errno));
    rc = write_marker(d->fd, path, err);
    if (rc)
        folder_abandon(d);
    return rc;
}

static void temp_name(const char *name, char out[WRITER_NAME_MAX + sizeof(TEMP_PREFIX)])
{
    (void)snprintf(out, WRITER_NAME_MAX + sizeof(TEMP_PREFIX), TEMP_PREFIX "%s", name);
}

enum rc folder_file(struct folder *d, const char *name, struct writer **out, struct err *err)
{
    char temp[WRITER_NAME_MAX + sizeof(TEMP_PREFIX)];
    struct writer w = {0};
    int f;

    if (d->n_files == FOLDER_FILES_MAX || strlen(name) >= sizeof(w.name))
        return err_set(err, RC_LIMIT, "%s: more than %d files", d->path, FOLDER_FILES_MAX);
    temp_name(name, temp);
    f = openat(d->fd, temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (f < 0)
        return err_set(err, RC_IO, "%s/%s: cannot be made: %s", d->path, name, strerror(errno));
    w.f = fdopen(f, "w");
    if (w.f == NULL) {
        (void)close(f);
        return err_set(err, RC_IO, "%s/%s: cannot be made: %s", d->path, name, strerror(errno));
    }
    (void)snprintf(w.name, sizeof(w.name), "%s", name);
    d->files[d->n_files] = w;
    *out = &d->files[d->n_files++];
    return RC_OK;
}

/* Some file systems cannot sync; what was written is then as safe as they make it. */
static bool sync_file(FILE *f)
{
    return fflush(f) == 0 && (fsync(fileno(f)) == 0 || errno == EINVAL || errno == ENOTSUP);
}

static enum rc close_all(struct folder *d, struct err *err)
{
    for (size_t i = 0; i < d->n_files; i++) {
        struct writer *w = &d->files[i];
        FILE *f = w->f;
        bool is_safe = ferror(f) == 0 && sync_file(f);
        int why = errno;

        w->f = NULL;
        if (fclose(f) != 0 || !is_safe)
            return err_set(err, RC_IO, "%s/%s: cannot be written: %s", d->path, w->name,
                           strerror(is_safe ? errno : why));
    }
    return RC_OK;
}

enum rc folder_commit(struct folder *d, struct err *err)
{
    char temp[WRITER_NAME_MAX + sizeof(TEMP_PREFIX)];
    enum rc rc = close_all(d, err);

    for (size_t i = 0; i < d->n_files && !rc; i++) {
        temp_name(d->files[i].name, temp);
        if (renameat(d->fd, temp, d->fd, d->files[i].name) != 0)
            rc = err_set(err, RC_IO, "%s/%s: cannot be written: %s", d->path, d->files[i].name,
                         strerror(errno));
    }
    if (rc) {
        folder_abandon(d);
        return rc;
    }
    (void)close(d->fd);
    d->fd = -1;
    return RC_OK;
}

void folder_abandon(struct folder *d)
{
    char temp[WRITER_NAME_MAX + sizeof(TEMP_PREFIX)];

    if (d->fd < 0)
        return;
    for (size_t i = 0; i < d->n_files; i++) {
        if (d->files[i].f != NULL)
            (void)fclose(d->files[i].f);
        d->files[i].f = NULL;
        temp_name(d->files[i].name, temp);
        (void)unlinkat(d->fd, temp, 0);
    }
    if (d->is_new)
        (void)unlinkat(d->fd, MARKER, 0);
    (void)close(d->fd);
    d->fd = -1;
    if (d->is_new)
        (void)rmdir(d->path);
}
