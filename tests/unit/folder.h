/* SPDX-License-Identifier: Apache-2.0 */
/* folder.h: a scratch folder for a test, and small files in it. */
#pragma once

#include "check.h"

#include "store/disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[64];
};

static inline void folder_start(struct folder *f)
{
    (void)snprintf(f->path, sizeof(f->path), "/tmp/aasc-test-XXXXXX");
    assert_non_null(mkdtemp(f->path));
}

static inline void folder_end(struct folder *f)
{
    struct err err = {0};

    (void)chmod(f->path, 0700);
    assert_ok(disk_remove_tree(f->path, &err));
}

/* "folder/name"; good until the next call but one. */
static inline const char *folder_at(const struct folder *f, const char *name)
{
    static struct disk_path paths[2];
    static unsigned at;
    struct disk_path *p = &paths[at++ % 2];
    struct err err = {0};

    assert_ok(disk_join(f->path, name, p, &err));
    return p->text;
}

static inline void folder_put(const struct folder *f, const char *name, const char *text)
{
    FILE *to = fopen(folder_at(f, name), "wb");

    assert_non_null(to);
    assert_int_equal(fwrite(text, 1, strlen(text), to), strlen(text));
    assert_int_equal(fclose(to), 0);
}

static inline unsigned folder_mode(const struct folder *f, const char *name)
{
    struct stat st;

    assert_int_equal(stat(folder_at(f, name), &st), 0);
    return (unsigned)st.st_mode & 07777U;
}

/* The faults that a check hands out. */
struct faults {
    size_t n;
    char text[16][ERR_NOTE_MAX];
};

static inline enum rc faults_take(void *to, struct span fault, struct err *err)
{
    struct faults *f = to;

    (void)err;
    if (f->n < 16)
        (void)snprintf(f->text[f->n], ERR_NOTE_MAX, "%.*s", (int)fault.n, fault.p);
    f->n++;
    return RC_OK;
}
