/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_backup.c: `aasc backup`: a copy of a mission that is whole. */
#include "cmd/backup.h"
#include "cmd/command.h"

enum option { BACKUP_KEYS, BACKUP_OPTION_COUNT };

static const struct option_row options[BACKUP_OPTION_COUNT] = {
    [BACKUP_KEYS] = {"with-keys", OPTION_FLAG, NULL, NULL,
                     "also copy keys/: whoever has the copy can then sign as this node"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "OUT holds the mission as it was at one moment"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission, or OUT's parent is missing"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "OUT is there already, or the mission is damaged"},
};

static const struct example_row examples[] = {
    {"aasc backup kalmius /mnt/disk/kalmius-monday", "A copy, while others import."},
};

static const char description[] =
    "Copies mission.pact, pacts/, the record and blobs/ to a new directory, as they were at one "
    "moment, while others go on writing; checks the copy; and gives it its name when it is whole. "
    "keys/ is left out unless --with-keys is given, so that a lost backup signs nothing; keys of "
    "persons are never in it, so that who was erased does not come back with it.\n"
    "\n"
    "head/ is never in it: it says how far this node has ever signed, and a backup that brought "
    "its own would sign a second history. To restore, take record.db-wal and record.db-shm "
    "of the lost record away, put the files of the copy in the place of the lost ones, and leave "
    "head/ and keys/ as they are. Where the record then is behind the "
    "signed head, nothing is signed and aasc log reconcile says what can be done.";

static int run(const struct command_line *line)
{
    struct backup_made made;
    struct err err = {0};
    enum rc rc = backup_mission(line->operands[0], line->operands[1],
                                command_has(line, BACKUP_KEYS), &made, &err);

    if (rc)
        return command_fail(rc, &err);
    if (!line->terminal.is_quiet)
        (void)printf("%s: %llu entries, %llu blobs%s\n", line->operands[1],
                     (unsigned long long)made.n_entries, (unsigned long long)made.n_blobs,
                     command_has(line, BACKUP_KEYS) ? ", and the node's keys" : "");
    return STATUS_OK;
}

const struct command command_backup = {
    .noun = "backup",
    .operands = "DIR OUT",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "copy a mission while others work on it",
    .description = description,
    .options = options,
    .n_options = BACKUP_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
