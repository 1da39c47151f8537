/* SPDX-License-Identifier: Apache-2.0 */
/* disk_walk.c: folders with all that is in them: walked, removed. */
#include "store/disk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX        32
#define FOLDER_BYTES_MAX ((size_t)64 << 20) /* names of one folder */
#define FOLDER_NAMES_MAX 1000000

struct names {
    const char **items;
    size_t n, cap;
};

static enum rc refuse(const char *path, struct err *err)
{
    int number = errno;

    return err_set(err, number == ENOENT ? RC_ABSENT : RC_IO, "%s: cannot be read: %s", path,
                   strerror(number));
}

static int name_cmp(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum rc add_name(struct names *to, const char *name, struct arena *a, struct err *err)
{
    struct span copy;
    const char **items;

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return RC_OK;
    if (to->n >= FOLDER_NAMES_MAX)
        return err_set(err, RC_LIMIT, "more than %d names in a folder", FOLDER_NAMES_MAX);
    copy = arena_copy(a, span_of(name), err);
    items = arena_grow(a, to->items, to->n, &to->cap, sizeof(*items), err);
    if (copy.p == NULL || items == NULL)
        return RC_LIMIT;
    to->items = items;
    to->items[to->n++] = copy.p;
    return RC_OK;
}

static enum rc list_folder(const char *path, struct arena *a, struct names *out, struct err *err)
{
    DIR *dir = opendir(path);
    const struct dirent *e;
    enum rc rc = RC_OK;

    if (dir == NULL)
        return refuse(path, err);
    for (errno = 0; rc == RC_OK && (e = readdir(dir)) != NULL; errno = 0)
        rc = add_name(out, e->d_name, a, err);
    if (rc == RC_OK && errno != 0)
        rc = refuse(path, err);
    (void)closedir(dir);
    if (rc == RC_OK && out->n > 1)
        qsort(out->items, out->n, sizeof(*out->items), name_cmp);
    return rc;
}

struct walk {
    enum rc (*take)(void *to, const struct disk_entry *e, struct err *err);
    void *to;
    size_t n_root; /* bytes of the folder's path and its slash */
    bool removes;
};

static enum rc walk_folder(const struct walk *w, const char *path, unsigned depth, struct err *err);

static enum rc walk_one(const struct walk *w, const char *path, unsigned depth, struct err *err)
{
    struct stat st;

    if (lstat(path, &st) != 0)
        return refuse(path, err);
    if (S_ISDIR(st.st_mode))
        return walk_folder(w, path, depth + 1, err);
    if (w->removes)
        return unlink(path) == 0 ? RC_OK : refuse(path, err);
    return w->take(w->to,
                   &(struct disk_entry){.name = path + w->n_root,
                                        .path = path,
                                        .is_odd = !S_ISREG(st.st_mode),
                                        .mode = st.st_mode & 07777U,
                                        .n_bytes = (uint64_t)st.st_size},
                   err);
}

static enum rc walk_folder(const struct walk *w, const char *path, unsigned depth, struct err *err)
{
    struct names names = {0};
    struct disk_path each;
    struct arena a;
    enum rc rc;

    if (depth > DEPTH_MAX)
        return err_set(err, RC_LIMIT, "%s: folders deeper than %d", path, DEPTH_MAX);
    arena_init(&a, FOLDER_BYTES_MAX);
    rc = list_folder(path, &a, &names, err);
    for (size_t i = 0; i < names.n && rc == RC_OK; i++) {
        rc = disk_join(path, names.items[i], &each, err);
        if (rc == RC_OK)
            rc = walk_one(w, each.text, depth, err);
    }
    arena_release(&a);
    if (rc == RC_OK && w->removes && rmdir(path) != 0)
        rc = refuse(path, err);
    return rc;
}

enum rc disk_walk(const char *folder,
                  enum rc (*take)(void *to, const struct disk_entry *e, struct err *err), void *to,
                  struct err *err)
{
    const struct walk w = {.take = take, .to = to, .n_root = strlen(folder) + 1};

    return walk_folder(&w, folder, 0, err);
}

enum rc disk_remove_tree(const char *folder, struct err *err)
{
    const struct walk w = {.removes = true};

    return disk_is_there(folder) ? walk_folder(&w, folder, 0, err) : RC_OK;
}
