/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_missions.c: `aasc council missions`: the other missions that decisions created, each
 * with a mandate of its own. */
#include "cmd/council_answer.h"

enum { ASK_AT, ASK_JSON, ASK_CHARTER, ASK_AS_OF, ASK_AS, ASK_OPTION_COUNT };

static struct span operand(const struct council_answer *q, size_t i)
{
    return q->r.line->n_operands > i ? span_of(q->r.line->operands[i]) : span_none();
}

static bool names(const struct chamber_decision *d, struct span task)
{
    for (size_t i = 0; i < d->effect.n_tasks; i++)
        if (span_eq(d->effect.tasks[i], task))
            return true;
    return false;
}

static void put_words(struct council_answer *q, const struct chamber_decision *d)
{
    struct span task = operand(q, 2);

    buf_printf(&q->b, "%.*s: since ", SPAN_ARG(d->effect.of));
    time_put_instant(&q->b, d->at_ms);
    buf_printf(&q->b, " by decision %.*s, rule %.*s\n", SPAN_ARG(d->entry), SPAN_ARG(d->rule));
    if (d->effect.agreement.n > 0)
        buf_printf(&q->b, "it judges the agreement %.*s\n", SPAN_ARG(d->effect.agreement));
    else
        buf_puts(&q->b, "it judges no agreement: tasks, incidents and reports\n");
    buf_puts(&q->b, "tasks: ");
    for (size_t i = 0; i < d->effect.n_tasks; i++)
        buf_printf(&q->b, "%s%.*s", i == 0 ? "" : ", ", SPAN_ARG(d->effect.tasks[i]));
    buf_putc(&q->b, '\n');
    if (task.n > 0)
        buf_printf(&q->b, "task %.*s: %s\n", SPAN_ARG(task),
                   names(d, task) ? "lawful" : "refused: its mandate does not name it");
}

static enum rc put_object(struct council_answer *q, const struct chamber_decision *d,
                          struct err *err)
{
    struct json o = json_object(), tasks = json_array();
    struct arena *a = &q->r.arena;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->effect.n_tasks && !rc; i++)
        rc = json_push(&tasks, json_text(d->effect.tasks[i]), a, err);
    if (!rc)
        rc = json_set(&o, "kind", json_str("mission"), a, err);
    if (!rc)
        rc = json_set(&o, "mission", json_text(d->effect.of), a, err);
    if (!rc)
        rc = council_set_instant(&o, "from", d->at_ms, a, err);
    if (!rc)
        rc = json_set(&o, "decision", json_text(d->entry), a, err);
    if (!rc && d->effect.agreement.n > 0)
        rc = json_set(&o, "agreement", json_text(d->effect.agreement), a, err);
    if (!rc)
        rc = json_set(&o, "tasks", tasks, a, err);
    if (!rc && operand(q, 2).n > 0)
        rc = json_set(&o, "lawful", json_bool(names(d, operand(q, 2))), a, err);
    return rc ? rc : council_put_json(q, &o, err);
}

static enum rc work(struct council_answer *q, struct err *err)
{
    struct span wanted = operand(q, 1), task = operand(q, 2);
    const struct chamber *h = &q->room.chamber;
    enum rc rc = RC_OK;
    size_t n = 0;

    for (size_t i = 0; i < h->n_decisions && !rc; i++) {
        const struct chamber_decision *d = &h->decisions[i];

        if (d->effect.kind != EFFECT_MISSION || d->at_ms > q->at_ms ||
            (wanted.n > 0 && !span_eq(d->effect.of, wanted)))
            continue;
        n++;
        if (task.n > 0 && !names(d, task))
            q->status = STATUS_FOUND;
        if (q->wants_json)
            rc = put_object(q, d, err);
        else
            put_words(q, d);
    }
    if (!rc && n == 0 && wanted.n > 0)
        return err_set(err, RC_ABSENT, "no decision created a mission %.*s", SPAN_ARG(wanted));
    if (!rc && n == 0 && !q->wants_json)
        buf_puts(&q->b, "no decision created another mission\n");
    return rc;
}

static int run(const struct command_line *line)
{
    static const struct council_question question = {.as_of = ASK_AS_OF,
                                                     .as = ASK_AS,
                                                     .charter = ASK_CHARTER,
                                                     .at = ASK_AT,
                                                     .json = ASK_JSON,
                                                     .work = work};

    return council_answer(line, &question);
}

static const struct option_row options[ASK_OPTION_COUNT] = {
    [ASK_AT] = COUNCIL_AT_ROW,           [ASK_JSON] = COUNCIL_JSON_ROW,
    [ASK_CHARTER] = COUNCIL_CHARTER_ROW, [ASK_AS_OF] = READING_AS_OF_ROW,
    [ASK_AS] = READING_AS_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "printed; TASK is lawful"},
    {STATUS_FOUND, "TASK is outside of the mission's mandate"},
    {STATUS_USAGE, "usage, a bad time"},
    {STATUS_ABSENT, "no such mission directory, charter or mission"},
};

const struct command command_council_missions = {
    .noun = "council",
    .verb = "missions",
    .operands = "DIR [NAME [TASK]]",
    .min_operands = 1,
    .max_operands = 3,
    .summary = "print the other missions that members elected",
    .description =
        "Prints the missions that decisions created (aasc council propose --effect mission:NAME "
        "--tasks TASKS), each with the mandate that members gave it: its tasks, and the agreement "
        "that it judges, if any. Whatever a mandate does not name is refused.",
    .options = options,
    .n_options = ASK_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
