/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_fsck.c: `aasc fsck`: whether anything in a mission's directory was changed. */
#include "cmd/command.h"
#include "cmd/fsck.h"

#define LINE_BYTES_MAX ((size_t)1 << 16)

static const struct exit_row exits[] = {
    {STATUS_OK, "everything is as it was written"},
    {STATUS_FOUND, "something was changed, is missing or does not belong here"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission"},
};

static const struct example_row examples[] = {
    {"aasc fsck kalmius", "Name every file and entry that was changed."},
};

static const char description[] =
    "Computes again whatever can be, and compares: every entry's commitment, leaf, batch and "
    "signature, every tile, signed head, index and label of record.db and the structure of the "
    "file; mission.pact, the agreements, their geometry and the tables against the hashes that "
    "entries pin; blobs/ against their names; head/ against the record; keys/ against the keys "
    "that "
    "the record states, and who may read them. Each fault is one line on standard output that "
    "names what was changed.\n"
    "\n"
    "It changes nothing itself. A record that was damaged is put right from a backup; derived "
    "tables are made again by aasc rebuild.";

static enum rc print_fault(void *context, struct span fault, struct err *err)
{
    struct buf b;
    bool is_printed;

    (void)context;
    buf_init(&b, LINE_BYTES_MAX);
    text_put_clean(&b, fault);
    is_printed = fwrite(b.p, 1, b.n, stdout) == b.n && putchar('\n') != EOF;
    buf_release(&b);
    return is_printed ? RC_OK : err_set(err, RC_IO, "standard output cannot be written");
}

static void print_count(const char *folder, const struct fsck_found *f)
{
    if (f->is_backup)
        (void)printf("%s: holds neither keys/ nor head/: a backup, which nothing signs for\n",
                     folder);
    (void)printf("%s: %llu entries, %llu files: ", folder, (unsigned long long)f->n_entries,
                 (unsigned long long)f->n_files);
    if (f->n_faults == 0)
        (void)puts("nothing is wrong");
    else
        (void)printf("%llu %s\n", (unsigned long long)f->n_faults,
                     f->n_faults == 1 ? "fault" : "faults");
}

static int run(const struct command_line *line)
{
    const struct fsck_hearer hearer = {.fault = print_fault};
    struct fsck_found found = {0};
    struct err err = {0};
    enum rc rc = fsck_mission(line->operands[0], &hearer, &found, &err);

    if (rc)
        return command_fail(rc, &err);
    if (!line->terminal.is_quiet)
        print_count(line->operands[0], &found);
    return found.n_faults == 0 ? STATUS_OK : STATUS_FOUND;
}

const struct command command_fsck = {
    .noun = "fsck",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "name every changed file and entry of a mission",
    .description = description,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
