/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_judge.c: `aasc judge`: what may be asked of it, and in which order it is done. The work is in
 * judge_input.c (reading), judge_results.c (where verdicts go) and summary.c (the terminal). */
#include "cmd/judge_job.h"

#include "feed/feed.h"

#include <string.h>

#define LIST_COLUMNS 80

static const char *const format_words[] = {"ndjson", "ucdp",  "firms", "geojson", "csv",
                                           "acled",  "viina", "smm",   NULL};

static const struct option_row options[JUDGE_OPTION_COUNT] = {
    [JUDGE_FORMAT] = {"format", OPTION_WORD, "FORMAT", format_words,
                      "read every FILE as ndjson, ucdp, firms, geojson or csv; left out: by the "
                      "file's ending, then by how it begins"},
    [JUDGE_MAP] = {"map", OPTION_FILE, "FILE", NULL,
                   "the mapping from the columns of a csv FILE to members of observations"},
    [JUDGE_ZONE] = {"zone", OPTION_TEXT, "ZONE", NULL,
                    "read local times in this time zone instead of the agreement's"},
    [JUDGE_GAZETTEER] = {"gazetteer", OPTION_FILE, "FILE", NULL,
                         "a table of names and positions for places given as \"near\""},
    [JUDGE_EQUIPMENT] = {"equipment", OPTION_FILE, "FILE", NULL,
                         "a table of equipment types beside the one that is built in"},
    [JUDGE_AS_OF] = {"as-of", OPTION_TEXT, "TIME", NULL,
                     "judge only what was recorded by this time; a date means its end"},
    [JUDGE_ONLY] = {"only", OPTION_TEXT, "TERM", NULL, "judge this term alone"},
    [JUDGE_PARTY] = {"party", OPTION_TEXT, "PARTY", NULL,
                     "only what concerns this party; \"undetermined\" and \"both\" stay"},
    [JUDGE_TRUST] = {"trust-reported", OPTION_FLAG, NULL, NULL,
                     "judge rows of public event files like observations, and say so"},
    [JUDGE_STRICT] = {"strict", OPTION_FLAG, NULL, NULL, "exit 2 when any row was refused"},
    [JUDGE_JSON] = {"json", OPTION_FLAG, NULL, NULL,
                    "print verdicts as NDJSON, the summary as the last line"},
    [JUDGE_CSV] = {"csv", OPTION_FLAG, NULL, NULL, "print verdicts as CSV"},
    [JUDGE_GEOJSON] = {"geojson", OPTION_FLAG, NULL, NULL,
                       "print verdicts as a GeoJSON FeatureCollection"},
    [JUDGE_ALL] = {"all", OPTION_FLAG, NULL, NULL,
                   "also give the verdicts that are compliant or not_applicable"},
    [JUDGE_EVENTS] = {"events", OPTION_FLAG, NULL, NULL,
                      "with --json: print the events that were counted, too"},
    [JUDGE_OUT] = {"out", OPTION_FOLDER, "DIR", NULL,
                   "write verdicts, events, tables 1 to 3, rejects.csv, summary.json and "
                   "index.html with map and timeline into this folder"},
    [JUDGE_LIST] = {"list", OPTION_FLAG, NULL, NULL,
                    "print the words that observations are written in, and stop"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "no violation"},
    {STATUS_FOUND, "violations"},
    {STATUS_USAGE, "usage, a bad pact; with --strict: a row was refused"},
    {STATUS_ABSENT, "nothing could be read"},
    {STATUS_DENIED, "the results could not be written: no permission, a full disk"},
};

static const struct example_row examples[] = {
    {"aasc judge examples/kalmius/kalmius.pact examples/kalmius/night.ndjson",
     "A summary of one night on the terminal."},
    {"aasc judge examples/kalmius/kalmius.pact examples/kalmius/night.ndjson --out out",
     "The same, and out/index.html with map, timeline and tables."},
    {"aasc judge examples/kalmius/kalmius.pact examples/kalmius/night.ndjson --only art.1 --json",
     "The verdicts of one term, for other programs."},
};

static const char description[] =
    "Judges files of observations against an agreement: no server, no set-up. Every verdict names "
    "its paragraph, its numbers and how sure it is. What the observations do not decide is "
    "indeterminate: shown, never counted.\n"
    "\n"
    "FILE may be - for standard input. The order of files and rows never matters, and a file given "
    "twice changes nothing. A row that cannot be read is refused with its file, row, column and "
    "reason, and costs no other row.\n"
    "\n"
    "Without --json, --csv or --geojson a summary is printed: violations by term, party and day, "
    "what is indeterminate beside them, what could be seen, and the rows that were refused.";

/* ---- --list ---- */

static void put_list(struct buf *b, const char *name, const char *const *words)
{
    struct buf line;

    buf_init(&line, HELP_BYTES_MAX);
    for (size_t i = 0; words[i] != NULL; i++)
        buf_printf(&line, "%s%s", i == 0 ? "" : " ", words[i]);
    buf_printf(b, "%s\n    ", name);
    help_put_wrapped(b, buf_span(&line), 4, LIST_COLUMNS);
    buf_putc(b, '\n');
    buf_release(&line);
}

static int print_lists(void)
{
    struct buf b;

    buf_init(&b, HELP_BYTES_MAX);
    for (int i = 0; i < VOCAB_COUNT; i++)
        put_list(&b, vocab_name((enum vocab_list)i), vocab_words((enum vocab_list)i));
    put_list(&b, "format", feed_format_names());
    (void)fputs(b.p, stdout);
    buf_release(&b);
    return STATUS_OK;
}

/* ---- what goes together ---- */

static enum rc check_usage(const struct command_line *line, struct err *err)
{
    int n_prints = command_has(line, JUDGE_JSON) + command_has(line, JUDGE_CSV) +
                   command_has(line, JUDGE_GEOJSON);
    size_t n_stdin = 0;

    for (size_t i = 1; i < line->n_operands; i++)
        n_stdin += strcmp(line->operands[i], "-") == 0;
    if (line->n_operands < 2)
        return err_set(err, RC_INPUT, "%s is missing: aasc judge PACT FILE…",
                       line->n_operands == 0 ? "the agreement" : "a file of observations");
    if (n_prints > 1)
        return err_set(err, RC_INPUT, "--json, --csv and --geojson: one of them at a time");
    if (command_has(line, JUDGE_EVENTS) && !command_has(line, JUDGE_JSON))
        return err_set(err, RC_INPUT, "--events goes with --json; --out writes events anyway");
    if (strcmp(line->operands[0], "-") == 0)
        return err_set(err, RC_INPUT,
                       "the agreement must be a file: its geometry stands beside it");
    if (n_stdin > 1)
        return err_set(err, RC_INPUT, "standard input (-) can be read once only");
    return RC_OK;
}

/* ---- the run ---- */

/* A verdict of the process: rows that were refused do not change it, unless --strict. */
static int status_of(const struct judge_job *job)
{
    if (job->rejects.n > 0 && command_has(job->line, JUDGE_STRICT))
        return STATUS_USAGE;
    if (job->n_read == 0)
        return STATUS_ABSENT;
    return job->tally.all.n[VERDICT_VIOLATION] > 0 ? STATUS_FOUND : STATUS_OK;
}

/* Results that cannot be written are the system's fault; everything else that stops a run is for
 * the user to mend. */
static int fail(const struct judge_job *job, enum rc rc, const struct err *err)
{
    bool is_writing = job->has_output || job->has_findings;
    int status = command_fail(rc, err);

    return rc == RC_IO && is_writing ? status : STATUS_USAGE;
}

static int judge(struct judge_job *job)
{
    struct err err = {0};
    enum rc rc = judge_job_read(job, &err);

    if (!rc)
        rc = judge_job_run(job, &err);
    if (rc)
        return fail(job, rc, &err);
    if (job->n_read == 0)
        command_say("nothing could be read: no row of the input was taken");
    return status_of(job);
}

static int run(const struct command_line *line)
{
    static struct judge_job job; /* large; there is one per process */
    struct err err = {0};
    int status;
    enum rc rc;

    if (command_has(line, JUDGE_LIST))
        return print_lists();
    rc = check_usage(line, &err);
    if (rc)
        return command_usage_fault(line->command, &err);
    rc = judge_job_open(&job, line, &err);
    if (rc && err.note[0] == '\0')
        status = STATUS_USAGE; /* the messages about the pact said it all */
    else
        status = rc ? fail(&job, rc, &err) : judge(&job);
    judge_job_close(&job);
    return status;
}

const struct command command_judge = {
    .noun = "judge",
    .operands = "PACT FILE…",
    .min_operands = 0,
    .max_operands = SIZE_MAX,
    .summary = "judge files of observations against an agreement",
    .description = description,
    .options = options,
    .n_options = JUDGE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
