/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/log_job.h"

#include <stdio.h>

#define ARENA_BYTES_MAX ((size_t)256 << 20)

static enum rc look(struct log_job *j, const char *as, struct err *err)
{
    enum rc rc = labels_audience(j->m.labels, span_of(as), mission_now_ms(), &j->who, err);

    if (!rc)
        rc = labels_check_log(&j->who, err);
    if (!rc)
        rc = store_snapshot_begin(j->store, err);
    if (rc)
        return rc;
    j->has_snapshot = true;
    rc = labels_look(&j->who, j->store, &j->m.arena, err);
    if (!rc)
        rc = log_keys_read(j->store, &j->arena, &j->keys, err);
    return rc ? rc : log_files_open(&j->files, j->store, &j->arena, err);
}

enum rc log_job_open(struct log_job *j, const struct command_line *line, const char *as,
                     struct err *err)
{
    enum rc rc;

    *j = (struct log_job){.line = line};
    arena_init(&j->arena, ARENA_BYTES_MAX);
    rc = mission_load_settings(&j->m, line->operands[0], err);
    if (!rc)
        rc = mission_attach(&j->m, MISSION_READ, "log", true, err);
    if (rc)
        return rc;
    j->store = desk_store(j->m.desk);
    return look(j, as, err);
}

void log_job_close(struct log_job *j)
{
    if (j->has_snapshot)
        store_snapshot_end(j->store);
    mission_close(&j->m);
    arena_release(&j->arena);
}

enum rc log_job_head(struct log_job *j, const struct log_trust *trust,
                     struct checkpoint_opened *out, struct err *err)
{
    enum rc rc = checkpoint_open(j->files.head.note, trust, &j->arena, out, err);

    return rc ? err_prefix(err, rc, "%s: the newest signed head: ", j->m.folder) : RC_OK;
}

enum rc log_print(struct buf *words, struct err *err)
{
    enum rc rc = buf_check(words, err);

    if (!rc && words->n > 0 && fwrite(words->p, 1, words->n, stdout) != words->n)
        rc = err_set(err, RC_IO, "standard output cannot be written");
    buf_release(words);
    return rc;
}
