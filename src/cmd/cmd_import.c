/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_import.c: `aasc import`: files of rows into the record of a mission. */
#include "cmd/import.h"

#include <string.h>

static const char *const format_words[] = {"ndjson", "ucdp",  "firms", "geojson", "csv",
                                           "acled",  "viina", "smm",   NULL};

static const struct option_row options[IMPORT_OPTION_COUNT] = {
    [IMPORT_FORMAT] = {"format", OPTION_WORD, "FORMAT", format_words,
                       "read every FILE as ndjson, ucdp, firms, geojson or csv; left out: by the "
                       "file's ending, then by how it begins"},
    [IMPORT_MAP] = {"map", OPTION_FILE, "FILE", NULL,
                    "the mapping from the columns of a csv FILE to members of observations"},
    [IMPORT_ZONE] = {"zone", OPTION_TEXT, "ZONE", NULL,
                     "read local times in this time zone instead of the agreement's"},
    [IMPORT_BY] = {"by", OPTION_TEXT, "NAME", NULL,
                   "sign with the key of this author; left out: with that of the node's desk"},
    [IMPORT_STRICT] = {"strict", OPTION_FLAG, NULL, NULL, "exit 2 when any row was refused"},
    [IMPORT_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print what was done as one line of JSON"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the rows are on the record, acknowledged"},
    {STATUS_USAGE, "usage, a bad mission; with --strict: a row was refused"},
    {STATUS_ABSENT, "no such mission; nothing could be read"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "another program writes, or the record is behind its signed head"},
};

static const struct example_row examples[] = {
    {"aasc import kalmius examples/kalmius/night.ndjson", "A night of observations."},
    {"aasc import kalmius examples/kalmius/camera.csv --map examples/kalmius/camera.map",
     "The log of a camera."},
};

static const char description[] =
    "Appends the rows of files to the record: signed in batches, judged as they come in, and "
    "acknowledged when the new head is signed and on the disk. The file as it came is kept in "
    "blobs/ under its SHA-256, and so are the rows that were refused.\n"
    "\n"
    "The same row again is not written again: a file may be imported twice, and an import that "
    "was cut short is finished by giving it again. Of rows of one source and id that say different "
    "things the one that was recorded first counts, whichever comes first: a row behind it is "
    "refused, unless it says which one it supersedes; one before it is taken, and the other is "
    "contradicted. FILE may be - for standard input.";

static int run(const struct command_line *line)
{
    static struct import import; /* large; there is one per process */
    struct err err = {0};
    size_t n_stdin = 0;
    int status;
    enum rc rc;

    for (size_t i = 1; i < line->n_operands; i++)
        n_stdin += strcmp(line->operands[i], "-") == 0;
    if (n_stdin > 1) {
        (void)err_set(&err, RC_INPUT, "standard input (-) can be read once only");
        return command_usage_fault(line->command, &err);
    }
    rc = import_open(&import, line, &err);
    if (!rc)
        rc = import_run(&import, &err);
    status = rc ? mission_fail(rc, &err) : import_status(&import);
    import_close(&import);
    return status;
}

const struct command command_import = {
    .noun = "import",
    .operands = "DIR FILE…",
    .min_operands = 2,
    .max_operands = SIZE_MAX,
    .summary = "append files of observations to a mission's record",
    .description = description,
    .options = options,
    .n_options = IMPORT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
