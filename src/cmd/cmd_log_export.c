/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_export.c: `aasc log export`: the log as a static directory. */
#include "cmd/log_export.h"
#include "cmd/log_job.h"

enum option { EXPORT_AS, EXPORT_OPTION_COUNT };

static const struct option_row options[EXPORT_OPTION_COUNT] = {
    [EXPORT_AS] = LOG_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "OUT holds the log at its newest signed head"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission, nothing signed yet, or OUT's parent is missing"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "OUT holds something else, or another history; this reader may not"},
};

static const struct example_row examples[] = {
    {"aasc log export kalmius public", "The log for a web server, or for a disk to hand over."},
    {"aasc-verify kalmius.vkey public", "What anybody does with it."},
};

static const char description[] =
    "Writes checkpoint, tile/ and tile/entries/ as the tlog-tiles standard has them, at the size "
    "of "
    "the newest signed head. Entries are their salted commitments, so that the directory can be "
    "given to anybody: it tells how many entries there are, and nothing of what they say.\n"
    "\n"
    "OUT is a new directory, or an earlier export of the same log, which is brought up to date: "
    "what it holds is never changed, so that it can be served while it grows.";

static enum rc export_log(struct log_job *j, struct err *err)
{
    struct checkpoint_opened head;
    struct log_exported done;
    struct log_trust trust;
    enum rc rc = log_keys_trust(&j->keys, NULL, NULL, &j->arena, &trust, err);

    if (!rc)
        rc = log_job_head(j, &trust, &head, err);
    if (!rc)
        rc = log_export(&j->files, &trust, j->line->operands[1], &done, err);
    if (!rc && !j->line->terminal.is_quiet)
        (void)printf("%s: %llu entries; %llu tiles and bundles written, %llu there already\n",
                     j->line->operands[1], (unsigned long long)head.checkpoint.head.size,
                     (unsigned long long)done.n_written, (unsigned long long)done.n_kept);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct log_job job; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = log_job_open(&job, line, line->values[EXPORT_AS], &err);

    if (!rc)
        rc = export_log(&job, &err);
    log_job_close(&job);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_log_export = {
    .noun = "log",
    .verb = "export",
    .operands = "DIR OUT",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "write the log as a directory that others verify",
    .description = description,
    .options = options,
    .n_options = EXPORT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
