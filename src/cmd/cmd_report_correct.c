/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_report_correct.c: `aasc report correct`: what a published report got wrong; it becomes a
 * corrigendum in the next one, and the published report stays as it is. */
#include "cmd/report_job.h"

enum option { CORRECT_FOR, CORRECT_WAS, CORRECT_IS, CORRECT_CAUSE, CORRECT_OPTION_COUNT };

static const struct option_row options[CORRECT_OPTION_COUNT] = {
    [CORRECT_FOR] = {"for", OPTION_TEXT, "AUDIENCE", NULL, "whose edition of the report"},
    [CORRECT_WAS] = {"was", OPTION_TEXT, "TEXT", NULL, "what it says"},
    [CORRECT_IS] = {"is", OPTION_TEXT, "TEXT", NULL, "what is right"},
    [CORRECT_CAUSE] = {"cause", OPTION_TEXT, "TEXT", NULL, "why it was wrong"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the correction is on the record, acknowledged"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission or report"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "another program writes"},
};

static const struct example_row examples[] = {
    {"aasc report correct kalmius DR-kalmius-2026-287 --for PUBLIC --was '5 explosions' --is '7 "
     "explosions' --cause 'a camera was read a day late'",
     "Stands in the next public report under Corrigenda."},
};

static const char description[] =
    "Puts a correction of a published report on the record, with the report's own label. Reports "
    "are never changed: the next report of every audience that may read the correction has it as a "
    "corrigendum.";

static enum rc check(const struct command_line *line, struct err *err)
{
    for (unsigned i = 0; i < CORRECT_OPTION_COUNT; i++) {
        if (span_trim(command_value(line, i)).n == 0)
            return err_set(err, RC_INPUT, "--%s is missing", options[i].name);
        if (!span_is_utf8(command_value(line, i), NULL))
            return err_set(err, RC_INPUT, "--%s: the text is not UTF-8", options[i].name);
    }
    return RC_OK;
}

static enum rc make_body(struct report_job *j, const struct command_line *line, struct span *out,
                         struct err *err)
{
    struct json body = json_object();
    struct buf text;
    enum rc rc = json_set(&body, "report", json_str(line->operands[1]), &j->arena, err);

    for (unsigned i = CORRECT_WAS; i < CORRECT_OPTION_COUNT && !rc; i++)
        rc = json_set(&body, options[i].name, json_text(span_trim(command_value(line, i))),
                      &j->arena, err);
    if (!rc)
        rc = json_set(&body, "audience", json_text(j->ask.audience), &j->arena, err);
    if (rc)
        return rc;
    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, &body);
    rc = buf_check(&text, err);
    if (!rc)
        *out = arena_copy(&j->arena, buf_span(&text), err);
    buf_release(&text);
    return rc ? rc : out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc correct(struct report_job *j, const struct command_line *line, struct err *err)
{
    int64_t now_ms = mission_now_ms();
    struct entry e = {.kind = ENTRY_CORRECTION, .when = {now_ms, now_ms}};
    struct span ignored;
    enum rc rc = report_audience(j, err);

    if (!rc)
        rc = report_find(j, span_of(line->operands[1]), &ignored, &e.label, err);
    if (!rc)
        rc = make_body(j, line, &e.body, err);
    return rc ? rc : report_append(j, &e, err);
}

static int run(const struct command_line *line)
{
    static struct report_job j; /* large; there is one per process */
    struct err err = {0};
    int status;
    enum rc rc = check(line, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    j.ask = (struct report_ask){.audience = command_value(line, CORRECT_FOR), .size = UINT64_MAX};
    rc = report_open(&j, line->operands[0], MISSION_WRITE, &err);
    if (!rc)
        rc = correct(&j, line, &err);
    if (!rc)
        command_say("%s: a correction is on the record; it stands in the next report",
                    line->operands[1]);
    status = rc ? mission_fail(rc, &err) : STATUS_OK;
    report_close(&j);
    return status;
}

const struct command command_report_correct = {
    .noun = "report",
    .verb = "correct",
    .operands = "DIR REPORT",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "put a correction of a published report on the record",
    .description = description,
    .options = options,
    .n_options = CORRECT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
