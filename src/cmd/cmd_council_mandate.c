/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_mandate.c: `aasc council mandate`: the active mandate, whose consent it stands on,
 * when it ends, and whether it lets a task be done. */
#include "cmd/council_answer.h"
#include "council/mandate.h"

enum { MANDATE_AT, MANDATE_JSON, MANDATE_CHARTER, MANDATE_AS_OF, MANDATE_AS, MANDATE_OPTION_COUNT };

static struct span task_of(const struct council_answer *q)
{
    return q->r.line->n_operands > 1 ? span_of(q->r.line->operands[1]) : span_none();
}

/* --- words ----------------------------------------------------------------------------------- */

static void put_names(struct buf *b, const char *what, const struct span *names, size_t n)
{
    buf_puts(b, what);
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s%.*s", i == 0 ? "" : ", ", SPAN_ARG(names[i]));
    buf_putc(b, '\n');
}

static void put_consents(struct council_answer *q, const struct mandate_standing *m)
{
    for (size_t i = 0; m->of != NULL && i < m->of->n_consents; i++) {
        const struct charter_consent *c = &m->of->consents[i];

        buf_printf(&q->b, "consent %.*s: ", SPAN_ARG(q->room.g->parties[c->party].id));
        consent_put(&q->b, &m->consents[i], q->room.g->zone, q->at_ms);
        if (m->consents[i].by.n > 0)
            buf_printf(&q->b, " (entry %.*s)", SPAN_ARG(m->consents[i].by));
        if (c->notice.unit != PERIOD_NONE && m->consents[i].state == CONSENT_GIVEN) {
            buf_puts(&q->b, "; notice ");
            period_put(&q->b, c->notice);
        }
        buf_putc(&q->b, '\n');
    }
}

static void put_words(struct council_answer *q, const struct mandate_standing *m)
{
    mandate_put(&q->b, &q->room.chamber, m, q->at_ms);
    buf_putc(&q->b, '\n');
    if (m->of == NULL)
        return;
    buf_printf(&q->b, "mode: %s%s%.*s\n",
               m->of->is_by_consent ? "host_consent" : "unga_implementation_force",
               m->of->authority.n > 0 ? "; authority: " : "", SPAN_ARG(m->of->authority));
    if (m->by.n > 0)
        buf_printf(&q->b, "active by decision %.*s\n", SPAN_ARG(m->by));
    put_names(&q->b, "tasks: ", m->of->tasks, m->of->n_tasks);
    put_consents(q, m);
    if (mandate_is_ending(&q->room.chamber, m, q->at_ms)) {
        buf_puts(&q->b, "warning: it ends at ");
        time_put_instant(&q->b, m->last_ms + 1);
        buf_puts(&q->b, " (");
        consent_put_left(&q->b, q->room.g->zone, q->at_ms, m->last_ms);
        buf_puts(&q->b, m->last_ms == m->term_last_ms ? "): its term; a decision can renew it\n"
                                                      : "): consent was withdrawn\n");
    }
}

/* --- JSON ------------------------------------------------------------------------------------ */

static const char *const state_names[] = {"none", "not_begun", "expired", "no_consent", "in_force"};
static const char *const consent_names[] = {"never", "given", "notice", "ended"};

static enum rc consents_json(struct council_answer *q, const struct mandate_standing *m,
                             struct json *out, struct err *err)
{
    struct arena *a = &q->r.arena;
    enum rc rc = RC_OK;

    *out = json_array();
    for (size_t i = 0; m->of != NULL && i < m->of->n_consents && !rc; i++) {
        const struct consent_standing *c = &m->consents[i];
        struct span state = q->room.g->parties[m->of->consents[i].party].id;
        struct json o = json_object();

        rc = json_set(&o, "state", json_text(state), a, err);
        if (!rc)
            rc = json_set(&o, "consent", json_str(consent_names[c->state]), a, err);
        if (!rc && c->state != CONSENT_NEVER)
            rc = council_set_instant(&o, "given", c->given_ms, a, err);
        if (!rc && c->withdrawn_ms != TIME_NEVER)
            rc = council_set_instant(&o, "withdrawn", c->withdrawn_ms, a, err);
        if (!rc && c->withdrawn_ms != TIME_NEVER)
            rc = council_set_instant(&o, "until", c->last_ms + 1, a, err);
        if (!rc && c->by.n > 0)
            rc = json_set(&o, "entry", json_text(c->by), a, err);
        if (!rc)
            rc = json_push(out, o, a, err);
    }
    return rc;
}

static enum rc tasks_json(struct council_answer *q, const struct mandate_standing *m,
                          struct json *out, struct err *err)
{
    enum rc rc = RC_OK;

    *out = json_array();
    for (size_t i = 0; m->of != NULL && i < m->of->n_tasks && !rc; i++)
        rc = json_push(out, json_text(m->of->tasks[i]), &q->r.arena, err);
    return rc;
}

static enum rc put_object(struct council_answer *q, const struct mandate_standing *m,
                          struct err *err)
{
    struct json o = json_object(), consents = json_null(), tasks = json_null();
    struct arena *a = &q->r.arena;
    enum rc rc = consents_json(q, m, &consents, err);

    if (!rc)
        rc = tasks_json(q, m, &tasks, err);
    if (!rc)
        rc = json_set(&o, "kind", json_str("mandate"), a, err);
    if (!rc && m->of != NULL)
        rc = json_set(&o, "mandate", json_text(m->of->id), a, err);
    if (!rc)
        rc = json_set(&o, "state", json_str(state_names[m->state]), a, err);
    if (!rc)
        rc = council_set_instant(&o, "at", q->at_ms, a, err);
    if (!rc && m->state == MANDATE_IN_FORCE && m->last_ms < TIME_MAX_MS)
        rc = council_set_instant(&o, "until", m->last_ms + 1, a, err);
    if (!rc)
        rc = json_set(&o, "ends_soon", json_bool(mandate_is_ending(&q->room.chamber, m, q->at_ms)),
                      a, err);
    if (!rc)
        rc = json_set(&o, "tasks", tasks, a, err);
    if (!rc)
        rc = json_set(&o, "consents", consents, a, err);
    if (!rc && task_of(q).n > 0)
        rc = json_set(&o, "task", json_text(task_of(q)), a, err);
    if (!rc && task_of(q).n > 0)
        rc = json_set(&o, "lawful", json_bool(q->status == STATUS_OK), a, err);
    return rc ? rc : council_put_json(q, &o, err);
}

/* --- the answer ------------------------------------------------------------------------------ */

static enum rc work(struct council_answer *q, struct err *err)
{
    struct span task = task_of(q);
    struct mandate_standing m;
    struct buf why;
    enum rc rc = mandate_at(&q->room.chamber, q->at_ms, &q->r.arena, &m, err);

    if (rc)
        return rc;
    buf_init(&why, 8192);
    if (m.state != MANDATE_IN_FORCE)
        q->status = STATUS_FOUND;
    if (task.n > 0 && !mandate_lets(&q->room.chamber, &m, task, q->at_ms, &why))
        q->status = STATUS_FOUND;
    if (q->wants_json)
        rc = put_object(q, &m, err);
    else
        put_words(q, &m);
    if (!q->wants_json && task.n > 0)
        buf_printf(&q->b, "task %.*s: %s: %.*s\n", SPAN_ARG(task),
                   q->status == STATUS_OK ? "lawful" : "refused", (int)why.n, why.p);
    buf_release(&why);
    return rc;
}

static int run(const struct command_line *line)
{
    static const struct council_question question = {.as_of = MANDATE_AS_OF,
                                                     .as = MANDATE_AS,
                                                     .charter = MANDATE_CHARTER,
                                                     .at = MANDATE_AT,
                                                     .json = MANDATE_JSON,
                                                     .work = work};

    return council_answer(line, &question);
}

static const struct option_row options[MANDATE_OPTION_COUNT] = {
    [MANDATE_AT] = COUNCIL_AT_ROW,           [MANDATE_JSON] = COUNCIL_JSON_ROW,
    [MANDATE_CHARTER] = COUNCIL_CHARTER_ROW, [MANDATE_AS_OF] = READING_AS_OF_ROW,
    [MANDATE_AS] = READING_AS_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "a mandate is in force, and names TASK"},
    {STATUS_FOUND, "no mandate is in force, or TASK is outside of it"},
    {STATUS_USAGE, "usage, a bad time"},
    {STATUS_ABSENT, "no such mission or charter"},
};
static const struct example_row examples[] = {
    {"aasc council mandate mission tripwire", "Whether the task is lawful now, and why."},
};

const struct command command_council_mandate = {
    .noun = "council",
    .verb = "mandate",
    .operands = "DIR [TASK]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = "print the mandate in force, or judge a task by it",
    .description =
        "Prints the active mandate: the charter's, or the one that a decision made active since; "
        "its tasks, its term, and the consents that it stands on, from what States declared "
        "(aasc council hear). A withdrawn consent holds until its notice is over. From 90 days "
        "before it ends on, a warning says so. Whatever a mandate does not name is refused.",
    .options = options,
    .n_options = MANDATE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
