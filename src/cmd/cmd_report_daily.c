/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_report_daily.c: `aasc report daily`: the report of a period for an audience, as a draft, as
 * published, or made again. */
#include <string.h>

#include "cmd/report_job.h"

enum option {
    DAILY_PERIOD,
    DAILY_FOR,
    DAILY_OUT,
    DAILY_AGREEMENT,
    DAILY_DRAFTER,
    DAILY_APPROVER,
    DAILY_AGAIN,
    DAILY_AS_OF,
    DAILY_PHRASES,
    DAILY_OPTION_COUNT
};

static const struct option_row options[DAILY_OPTION_COUNT] = {
    [DAILY_PERIOD] = {"period", OPTION_TEXT, "DAY|FROM/TO", NULL,
                      "the local day of the agreement, or where the period begins and ends"},
    [DAILY_FOR] =
        {"for", OPTION_TEXT, "AUDIENCE", NULL,
         "whose edition: a member (MEMBER[:LEVEL]), or a level (PUBLIC): everybody who is "
         "cleared for it"},
    [DAILY_OUT] = {"out", OPTION_FOLDER, "DIR", NULL,
                   "the folder for the files; left out: one that is called like the report"},
    [DAILY_AGREEMENT] = {"agreement", OPTION_TEXT, "ID", NULL,
                         "the agreement it is about; left out: the mission's first"},
    [DAILY_DRAFTER] = {"drafter", OPTION_TEXT, "NAME", NULL,
                       "who wrote it; with --approver it is published"},
    [DAILY_APPROVER] = {"approver", OPTION_TEXT, "NAME", NULL,
                        "who approved it: another person than the drafter"},
    [DAILY_AGAIN] = {"again", OPTION_TEXT, "ID", NULL,
                     "make a published report again from its checkpoint, and compare"},
    [DAILY_AS_OF] = {"as-of", OPTION_TEXT, "TIME", NULL,
                     "from the newest checkpoint by this time (a date means its end), or of at "
                     "most so many entries"},
    [DAILY_PHRASES] = REPORT_PHRASES_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the report was made"},
    {STATUS_FOUND, "--again: the report is not the one that was published"},
    {STATUS_USAGE, "usage, a bad mission, drafter and approver are not two people"},
    {STATUS_ABSENT, "no such mission, checkpoint or report"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "another program writes, the report is published already, or what it is made "
                      "from cannot stand in one document"},
};

static const struct example_row examples[] = {
    {"aasc report daily kalmius --period 2026-10-14 --for PUBLIC --out draft",
     "A draft of the public edition."},
    {"aasc report daily kalmius --period 2026-10-14 --for PUBLIC --drafter duty-officer --approver "
     "chief-of-mission",
     "The same, published: its hash is on the record."},
    {"aasc report daily kalmius --again DR-kalmius-2026-287 --for PUBLIC --out again",
     "The published report once more, byte for byte."},
};

static const char description[] =
    "Makes the report of a period as HTML, PDF, JSON, GeoJSON and one CSV per table, from what its "
    "audience may see of the record as of a checkpoint. Nothing in it comes from a clock but the "
    "time of issue of a published report, so the same checkpoint gives the same bytes.\n"
    "\n"
    "Without a drafter and an approver it is a draft and says so on every page. With both, who "
    "must "
    "be two people, it is published: its entry keeps what it stands on and the hash of SHA256SUMS, "
    "by which every copy can be checked. A published report is never changed; what was wrong with "
    "it stands in the next one as a corrigendum.";

/* ---- what is asked for ---- */

static enum rc read_options(const struct command_line *line, struct report_ask *ask,
                            struct err *err)
{
    *ask = (struct report_ask){.period = command_value(line, DAILY_PERIOD),
                               .audience = command_value(line, DAILY_FOR),
                               .as_of = command_value(line, DAILY_AS_OF),
                               .agreement = command_value(line, DAILY_AGREEMENT),
                               .drafter = span_trim(command_value(line, DAILY_DRAFTER)),
                               .approver = span_trim(command_value(line, DAILY_APPROVER)),
                               .issued_at_ms = TIME_NEVER,
                               .size = UINT64_MAX,
                               .phrases = command_value(line, DAILY_PHRASES)};
    if (ask->audience.n == 0)
        return err_set(err, RC_INPUT, "--for is missing: whose edition is it? as in --for PUBLIC");
    if (command_has(line, DAILY_AGAIN)) {
        if (ask->period.n + ask->as_of.n + ask->drafter.n + ask->approver.n > 0)
            return err_set(err, RC_INPUT,
                           "--again takes the period, the checkpoint and the people from the "
                           "published report: give it --for and --out only");
        return RC_OK;
    }
    if (ask->period.n == 0)
        return err_set(err, RC_INPUT, "--period is missing, as in --period 2026-10-14");
    return report_check_pair(ask, err);
}

/* ---- a published report ---- */

static enum rc read_instants(const struct json *body, const char *name, struct time_span *out,
                             struct err *err)
{
    const struct json *v = json_get(body, name);

    if (v == NULL || v->type != JSON_STRING)
        return err_set(err, RC_INPUT, "the report's entry has no \"%s\"", name);
    return zone_read_span(zone_utc(), v->u.text, out, NULL, err);
}

/* Everything that the bytes depend on comes from the entry. */
static enum rc recall(struct report_job *j, struct span id, struct span *sums, struct err *err)
{
    const struct json *checkpoint, *size;
    struct time_span issued = {0};
    struct span text;
    struct json body;
    enum rc rc = report_find(j, id, &text, NULL, err);

    if (!rc)
        rc = json_parse(text, &j->arena, &body, err);
    if (!rc)
        rc = read_instants(&body, "period", &j->ask.when, err);
    if (!rc)
        rc = read_instants(&body, "previous", &j->ask.before, err);
    if (!rc)
        rc = read_instants(&body, "issued_at", &issued, err);
    if (rc)
        return rc;
    checkpoint = json_get(&body, "checkpoint");
    size = checkpoint == NULL ? NULL : json_get(checkpoint, "size");
    if (size == NULL || size->type != JSON_INT)
        return err_set(err, RC_INPUT, "the report's entry has no checkpoint");
    j->ask.issued_at_ms = issued.t0_ms;
    j->ask.drafter = json_get_text(&body, "drafter");
    j->ask.approver = json_get_text(&body, "approver");
    *sums = json_get_text(&body, "sums");
    rc = report_check_phrases(j, json_get_text(&body, "phrases"), err);
    if (rc)
        return rc;
    return store_checkpoint_at(desk_store(j->m.desk), (uint64_t)size->u.i, &j->arena,
                               &j->checkpoint, err);
}

static bool is_same(const struct report_files *f, struct span sums)
{
    struct sha256_digest d = sha256(buf_span(&f->sums));
    struct buf hex;
    bool same;

    buf_init(&hex, 128);
    sha256_put_hex(&hex, &d);
    same = span_eq(buf_span(&hex), sums);
    buf_release(&hex);
    return same;
}

/* ---- the work ---- */

static enum rc make(struct report_job *j, const struct command_line *line, struct span *sums,
                    struct err *err)
{
    const struct zone *z;
    enum rc rc = report_audience(j, err);

    if (!rc)
        rc = report_check_people(j, err);
    if (rc)
        return rc;
    z = j->m.model.agreements[j->agreement].zone;
    if (command_has(line, DAILY_AGAIN)) {
        rc = recall(j, command_value(line, DAILY_AGAIN), sums, err);
    } else {
        rc = report_period(z, j->ask.period, &j->ask.when, &j->ask.before, err);
        if (!rc && j->ask.drafter.n > 0)
            j->ask.issued_at_ms = mission_now_ms() / MS_PER_S * MS_PER_S;
    }
    if (!rc)
        rc = report_read(j, err);
    if (!rc)
        rc = daily_make(&j->in, &j->arena, &j->daily, err);
    j->is_made = rc == RC_OK;
    return rc;
}

static int finish_again(struct report_job *j, struct span out, struct span sums, struct err *err)
{
    static struct report_files files; /* large */
    struct span folder = report_folder(j, out);
    int status = STATUS_OK;
    enum rc rc = report_print(j, &files, err);

    if (!rc)
        rc = report_write(&files, folder.p, err);
    if (!rc && is_same(&files, sums)) {
        report_say(j, folder, "the bytes that were published");
    } else if (!rc) {
        command_say("%.*s: these are not the bytes that were published: another version of the "
                    "program, its libraries or fonts, or of the agreement's files",
                    SPAN_ARG(j->daily.doc.id));
        status = STATUS_FOUND;
    }
    report_files_release(&files);
    return rc ? mission_fail(rc, err) : status;
}

static int finish(struct report_job *j, const struct command_line *line, struct span sums,
                  struct err *err)
{
    struct span out = command_value(line, DAILY_OUT);
    enum rc rc;

    if (command_has(line, DAILY_AGAIN))
        return finish_again(j, out, sums, err);
    rc = report_finish(j, "daily", out, err);
    return rc ? mission_fail(rc, err) : STATUS_OK;
}

static int run(const struct command_line *line)
{
    static struct report_job j; /* large; there is one per process */
    struct span sums = span_none();
    struct err err = {0};
    int status;
    enum rc rc = read_options(line, &j.ask, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    rc = report_open(&j, line->operands[0], j.ask.drafter.n > 0 ? MISSION_WRITE : MISSION_READ,
                     &err);
    if (!rc)
        rc = make(&j, line, &sums, &err);
    status = rc ? mission_fail(rc, &err) : finish(&j, line, sums, &err);
    report_close(&j);
    return status;
}

const struct command command_report_daily = {
    .noun = "report",
    .verb = "daily",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "make the report of a day for an audience",
    .description = description,
    .options = options,
    .n_options = DAILY_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
