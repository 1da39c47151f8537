/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_incident_show.c: `aasc incident show`: where an incident stands on the ladders, what is
 * available, what is missing, who must act by when. */
#include "cmd/ladder_job.h"
#include "cmd/reading.h"
#include "report/writer.h"

#define TEXT_BYTES_MAX ((size_t)16 << 20)

enum option { SHOW_JSON, SHOW_AS_OF, SHOW_AS, SHOW_OPTION_COUNT };

static enum rc show(struct reading *r, struct buf *b, struct err *err)
{
    struct council_view ask = council_view_as(r);
    static struct ladder_job j; /* large; there is one per process */
    struct json v;
    enum rc rc;

    if (r->as_of_ms == TIME_NEVER)
        ask.at_ms = ask.at_ms / MS_PER_S * MS_PER_S;
    rc = ladder_job_load(&ask, r->line->operands[1], &r->arena, &j, err);
    if (!rc && !command_has(r->line, SHOW_JSON))
        ladder_put(b, &j);
    if (rc || !command_has(r->line, SHOW_JSON))
        return rc ? rc : buf_check(b, err);
    rc = ladder_json(&j, &v, err);
    if (rc)
        return rc;
    json_write(b, &v);
    buf_putc(b, '\n');
    return buf_check(b, err);
}

static int run(const struct command_line *line)
{
    static struct reading r; /* large; there is one per process */
    struct writer out = writer_over(stdout, "standard output");
    struct err err = {0};
    struct buf b;
    int status;
    enum rc rc = reading_open(&r, line, SHOW_AS_OF, SHOW_AS, &err);

    buf_init(&b, TEXT_BYTES_MAX);
    if (!rc)
        rc = show(&r, &b, &err);
    if (!rc)
        rc = writer_put(&out, buf_span(&b), &err);
    status = rc ? mission_fail(rc, &err) : STATUS_OK;
    buf_release(&b);
    reading_close(&r);
    return status;
}

static const struct option_row options[SHOW_OPTION_COUNT] = {
    [SHOW_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print one JSON object"},
    [SHOW_AS_OF] = READING_AS_OF_ROW,
    [SHOW_AS] = READING_AS_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission or incident"},
    {STATUS_CONFLICT, "the mission has several charters"},
};

const struct command command_incident_show = {
    .noun = "incident",
    .verb = "show",
    .operands = "DIR ID",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "print where an incident stands on the ladders",
    .description =
        "Prints how the incident is graded, and of each ladder of the charter which steps are "
        "open, what each lacks, who must act and by when. A step that asks for a finding is judged "
        "on the exhibits that every eligible voter may read; --as prints what that reader may know "
        "of it. Tension is shown with its coverage, and triggers nothing.",
    .options = options,
    .n_options = SHOW_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
