/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_report_spot.c: `aasc report spot`: what is known of one incident, on one page. */
#include <string.h>

#include "cmd/report_job.h"
#include "report/spot.h"

enum option {
    SPOT_FOR,
    SPOT_OUT,
    SPOT_DRAFTER,
    SPOT_APPROVER,
    SPOT_AS_OF,
    SPOT_PHRASES,
    SPOT_OPTION_COUNT
};

static const struct option_row options[SPOT_OPTION_COUNT] = {
    [SPOT_FOR] = {"for", OPTION_TEXT, "AUDIENCE", NULL,
                  "whose edition: MEMBER[:LEVEL], or a level; left out: the mission's own"},
    [SPOT_OUT] = {"out", OPTION_FOLDER, "DIR", NULL,
                  "the folder for the files; left out: one that is called like the report"},
    [SPOT_DRAFTER] = {"drafter", OPTION_TEXT, "NAME", NULL,
                      "who wrote it; with --approver it is published"},
    [SPOT_APPROVER] = {"approver", OPTION_TEXT, "NAME", NULL,
                       "who approved it: another person than the drafter"},
    [SPOT_AS_OF] = {"as-of", OPTION_TEXT, "TIME", NULL,
                    "from the newest checkpoint by this time (a date means its end), or of at "
                    "most so many entries"},
    [SPOT_PHRASES] = REPORT_PHRASES_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the report was made"},
    {STATUS_USAGE, "usage, a bad mission, drafter and approver are not two people"},
    {STATUS_ABSENT, "no such mission, checkpoint or incident"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "another program writes, or the report is published already"},
};

static const struct example_row examples[] = {
    {"aasc report spot kalmius 8f14e45f-ceea-867a-9c1d-0242ac120002 --out spot",
     "An incident, or one verdict by its id as verdict list prints it."},
    {"aasc report spot kalmius 36722a8d-b2c8-8c7a-a32e-9d3c5a0e9a64 --for PUBLIC",
     "An edition: of an incident by the id that report daily --for PUBLIC lists it under."},
};

static const char description[] =
    "Makes a report of at most 400 words on one incident: when and where, what was seen, heard or "
    "recorded, who says that it breaks the agreement, and what could be observed in the hours "
    "around it. It names neither an author nor a motive. Its forms, its audience and its two "
    "people are those of aasc report daily.\n"
    "\n"
    "An edition for an audience is of an incident that this audience has itself: grouped anew from "
    "what it sees, under the id that incident list --as and its daily report in JSON give.";

static enum rc read_options(const struct command_line *line, struct report_ask *ask,
                            struct err *err)
{
    *ask = (struct report_ask){.audience = command_value(line, SPOT_FOR),
                               .as_of = command_value(line, SPOT_AS_OF),
                               .drafter = span_trim(command_value(line, SPOT_DRAFTER)),
                               .approver = span_trim(command_value(line, SPOT_APPROVER)),
                               .issued_at_ms = TIME_NEVER,
                               .size = UINT64_MAX,
                               .phrases = command_value(line, SPOT_PHRASES)};
    return report_check_pair(ask, err);
}

/* The mission's own edition: of an incident or a verdict on the record. */
static enum rc read_stored(struct report_job *j, const char *id, struct daily_incident *out,
                           struct err *err)
{
    struct store_entry found;
    struct entry entry;
    enum rc rc = report_incident_find(j, id, &found, &entry, err);

    if (rc)
        return rc;
    j->ask.when = spot_period(entry.when);
    j->ask.before = (struct time_span){j->ask.when.t0_ms, j->ask.when.t0_ms};
    j->incident_id = entry.id;
    rc = report_read(j, err);
    return rc ? rc : report_incident_of(j, &entry, out, err);
}

/* An audience's: of an incident that it has itself. */
static enum rc read_own(struct report_job *j, const char *id, struct daily_incident *out,
                        struct err *err)
{
    struct time_span when;
    enum rc rc = report_own_incident(j, id, &when, err);

    if (rc)
        return rc;
    j->ask.when = spot_period(when);
    j->ask.before = (struct time_span){j->ask.when.t0_ms, j->ask.when.t0_ms};
    rc = report_read(j, err);
    return rc ? rc : report_own_incident_of(j, out, err);
}

static enum rc make(struct report_job *j, const struct command_line *line, struct err *err)
{
    static struct daily_incident incident;
    const char *id = line->operands[1];
    enum rc rc = RC_OK;

    if (j->ask.audience.n > 0)
        rc = report_audience(j, err);
    else
        report_for_mission(j);
    if (!rc)
        rc = report_check_people(j, err);
    if (j->ask.drafter.n > 0)
        j->ask.issued_at_ms = mission_now_ms() / MS_PER_S * MS_PER_S;
    if (!rc)
        rc = j->visible == NULL ? read_stored(j, id, &incident, err)
                                : read_own(j, id, &incident, err);
    j->incident = &incident;
    if (!rc)
        rc = spot_make(&j->in, &incident, &j->arena, &j->daily, err);
    j->is_made = rc == RC_OK;
    return rc;
}

static int run(const struct command_line *line)
{
    static struct report_job j; /* large; there is one per process */
    struct err err = {0};
    int status;
    enum rc rc = read_options(line, &j.ask, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    rc = report_open(&j, line->operands[0], j.ask.drafter.n > 0 ? MISSION_WRITE : MISSION_READ,
                     &err);
    if (!rc)
        rc = make(&j, line, &err);
    if (!rc)
        rc = report_finish(&j, "spot", command_value(line, SPOT_OUT), &err);
    status = rc ? mission_fail(rc, &err) : STATUS_OK;
    report_close(&j);
    return status;
}

const struct command command_report_spot = {
    .noun = "report",
    .verb = "spot",
    .operands = "DIR INCIDENT",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "make the report of one incident",
    .description = description,
    .options = options,
    .n_options = SPOT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
