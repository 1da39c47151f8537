/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/fsck_inside.h"

#include "cmd/log_audit.h"
#include "cmd/mission.h"
#include "store/blobs.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define ARENA_BYTES_MAX   ((size_t)256 << 20)
#define SCRATCH_BYTES_MAX ((size_t)64 << 20)

enum rc checking_fault(struct checking *c, struct err *err, const char *fmt, ...)
{
    char text[DISK_PATH_MAX + 1024];
    va_list args;
    int n;

    va_start(args, fmt);
    n = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    return checking_hear(c, (struct span){.p = text, .n = n < 0 ? 0 : strlen(text)}, err);
}

enum rc checking_hear(void *context, struct span fault, struct err *err)
{
    struct checking *c = context;

    c->found.n_faults++;
    return c->hearer->fault(c->hearer->context, fault, err);
}

enum rc checking_note(struct checking *c, enum rc rc, const struct err *note, struct err *err)
{
    return rc == RC_OK ? RC_OK : checking_hear(c, span_of(note->note), err);
}

bool checking_path(struct checking *c, const char *name, struct disk_path *out)
{
    return disk_join(c->folder, name, out, NULL) == RC_OK;
}

/* ---- record.db ---- */

static enum rc open_record(struct checking *c, struct err *err)
{
    struct disk_path path;
    struct err note = {0};
    enum rc rc = disk_join(c->folder, MISSION_RECORD, &path, &note);

    if (!rc)
        rc = store_open(path.text, STORE_LOOK, "fsck", &c->store, &note);
    if (!rc)
        rc = store_snapshot_begin(c->store, &note);
    return checking_note(c, rc, &note, err);
}

/* Signatures are looked at where all that they stand on is whole. */
static enum rc audit(struct checking *c, struct err *err)
{
    struct log_audited *found = arena_alloc(&c->arena, sizeof(*found), err);
    struct err note = {0};
    enum rc rc;

    if (found == NULL)
        return RC_LIMIT;
    if (c->trust.n_logs == 0)
        return checking_fault(c, err, "%s/%s: states no key of its log", c->folder, MISSION_RECORD);
    rc = log_audit(c->store, &c->trust, NULL, &c->arena, found, &note);
    if (rc == RC_ABSENT)
        rc = RC_OK; /* nothing was signed yet: a crash in the first moment */
    return rc == RC_OK ? RC_OK
                       : checking_fault(c, err, "%s/%s: %s", c->folder, MISSION_RECORD, note.note);
}

/* The record's own faults, under the name of its file. */
static enum rc hear_record(void *context, struct span fault, struct err *err)
{
    struct checking *c = context;
    struct span prefix = SPAN(MISSION_RECORD ": ");

    if (span_starts(fault, prefix))
        fault = span_from(fault, prefix.n);
    return checking_fault(c, err, "%s/%s: %.*s", c->folder, MISSION_RECORD, (int)fault.n, fault.p);
}

static enum rc check_record(struct checking *c, struct err *err)
{
    struct fsck_count count = {0};
    struct err note = {0};
    uint64_t n_before = c->found.n_faults;
    enum rc rc = store_fsck(c->store, hear_record, c, &count, err);

    if (rc)
        return rc;
    c->found.n_entries = count.n_entries;
    rc = log_keys_read(c->store, &c->arena, &c->keys, &note);
    if (!rc)
        rc = log_keys_trust(&c->keys, NULL, NULL, &c->arena, &c->trust, &note);
    if (rc)
        return checking_note(c, rc, &note, err);
    return c->found.n_faults == n_before ? audit(c, err) : RC_OK;
}

/* ---- blobs/ ---- */

struct blobs {
    struct checking *c;
    const char *folder;
};

/* A file that rows came from was kept; an erasure may have dropped it, and says so. */
static enum rc take_batch(void *to, const struct store_batch *b, struct err *err)
{
    struct blobs *look = to;
    struct disk_path path;

    if (!b->has_blob || blobs_has(look->folder, &b->blob) || checking_is_erased(look->c, &b->blob))
        return RC_OK;
    if (blobs_path(look->folder, &b->blob, &path, NULL) != RC_OK)
        return RC_OK;
    return checking_fault(look->c, err, "%s: is missing: the entries %llu to %llu came from it",
                          path.text, (unsigned long long)b->first_seq,
                          (unsigned long long)(b->first_seq + b->n - 1));
}

static enum rc count_file(void *to, const struct disk_entry *e, struct err *err)
{
    (void)e;
    (void)err;
    ++*(uint64_t *)to;
    return RC_OK;
}

static enum rc check_blobs(struct checking *c, struct err *err)
{
    struct disk_path path;
    struct blobs look = {.c = c, .folder = path.text};
    struct err note = {0};
    enum rc rc;

    if (!checking_path(c, MISSION_BLOBS, &path))
        return RC_OK;
    if (!disk_is_folder(path.text))
        return checking_fault(c, err, "%s: is missing", path.text);
    rc = disk_walk(path.text, count_file, &c->found.n_files, &note);
    if (rc)
        return checking_note(c, rc, &note, err);
    rc = blobs_check(path.text, checking_hear, c, err);
    if (!rc && c->store != NULL)
        rc = store_batches(c->store, 0, UINT64_MAX, take_batch, &look, err);
    return rc;
}

/* ---- the whole ---- */

static enum rc begin(struct checking *c, const char *folder, const struct fsck_hearer *hearer,
                     struct err *err)
{
    struct disk_path setup, record;

    *c = (struct checking){.folder = folder, .hearer = hearer};
    arena_init(&c->arena, ARENA_BYTES_MAX);
    arena_init(&c->scratch, SCRATCH_BYTES_MAX);
    if (!disk_is_folder(folder))
        return err_set(err, RC_ABSENT, "%s: there is no such directory", folder);
    if (!checking_path(c, MISSION_SETUP, &setup) || !checking_path(c, MISSION_RECORD, &record))
        return err_set(err, RC_LIMIT, "%s: the path is too long", folder);
    if (!disk_is_there(setup.text) && !disk_is_there(record.text))
        return err_set(err, RC_ABSENT, "%s: is no mission: there is neither %s nor %s in it",
                       folder, MISSION_SETUP, MISSION_RECORD);
    return RC_OK;
}

static void end(struct checking *c, struct fsck_found *out)
{
    if (c->store != NULL)
        store_snapshot_end(c->store);
    store_close(c->store);
    arena_release(&c->scratch);
    arena_release(&c->arena);
    *out = c->found;
}

static bool has_folder(struct checking *c, const char *name)
{
    struct disk_path path;

    return checking_path(c, name, &path) && disk_is_there(path.text);
}

static enum rc check_all(struct checking *c, struct err *err)
{
    enum rc rc = open_record(c, err);

    checking_read_erased(c);
    c->found.n_files++;
    if (!rc && c->store != NULL)
        rc = check_record(c, err);
    if (!rc && c->store != NULL)
        rc = checking_pins(c, err);
    if (!rc && c->store != NULL)
        rc = checking_releases(c, err);
    if (!rc)
        rc = check_blobs(c, err);
    c->found.is_backup = !has_folder(c, MISSION_KEYS) && !has_folder(c, MISSION_HEAD);
    if (!rc && !c->found.is_backup)
        rc = checking_head(c, err);
    return rc || c->found.is_backup ? rc : checking_keys(c, err);
}

enum rc fsck_mission(const char *folder, const struct fsck_hearer *hearer, struct fsck_found *out,
                     struct err *err)
{
    struct checking c;
    enum rc rc = begin(&c, folder, hearer, err);

    if (!rc)
        rc = check_all(&c, err);
    end(&c, out);
    return rc;
}

enum rc fsck_settings(const char *folder, const struct fsck_hearer *hearer, struct fsck_found *out,
                      struct err *err)
{
    struct checking c;
    enum rc rc = begin(&c, folder, hearer, err);

    if (!rc)
        rc = open_record(&c, err);
    if (!rc && c.store != NULL)
        rc = checking_pins(&c, err);
    end(&c, out);
    return rc;
}
