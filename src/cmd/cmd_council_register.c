/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_register.c: `aasc council register`: instruments and disputes, as the council keeps
 * them for its considerations. */
#include "cmd/act.h"
#include "cmd/council_chamber.h"

static const char *const kinds[] = {"instrument", "dispute", "ended", NULL};

enum {
    REGISTER_STATES,
    REGISTER_TITLE,
    REGISTER_ENDS,
    REGISTER_AT,
    REGISTER_CHARTER,
    REGISTER_LABEL,
    REGISTER_BY,
    REGISTER_OPTION_COUNT
};

struct registering {
    struct act *a;
    const struct command_line *line;
    struct council_room room;
    const char *kind;
    struct json body;
};

static enum rc set(struct registering *x, const char *name, struct span text, struct err *err)
{
    return json_set(&x->body, name, json_text(text), &x->a->arena, err);
}

static enum rc set_states(struct registering *x, struct err *err)
{
    struct span rest = command_value(x->line, REGISTER_STATES);
    struct json list = json_array();
    size_t n = 0;
    enum rc rc = RC_OK;

    while (rest.n > 0 && !rc) {
        struct span id = span_trim(span_cut(&rest, ','));

        if (pact_party_find(x->room.g, id) == PACT_NONE)
            return err_set(err, RC_ABSENT, "--states: the charter knows no State %.*s",
                           SPAN_ARG(id));
        rc = json_push(&list, json_text(id), &x->a->arena, err);
        n++;
    }
    if (!rc && n == 0)
        rc = err_set(err, RC_INPUT, "--states is missing: whose it is, with commas");
    return rc ? rc : json_set(&x->body, "states", list, &x->a->arena, err);
}

/* What ends stands in the register, and goes on until now. */
static enum rc set_end(struct registering *x, struct err *err)
{
    struct span id = command_value(x->line, REGISTER_ENDS);

    for (size_t i = 0; i < x->room.chamber.n_items; i++) {
        const struct chamber_item *item = &x->room.chamber.items[i];

        if (!span_eq(item->entry, id))
            continue;
        if (item->until_ms != TIME_NEVER)
            return err_set(err, RC_CONFLICT, "%.*s has ended already", SPAN_ARG(id));
        return set(x, "ends", id, err);
    }
    return err_set(err, RC_ABSENT, "--ends: %.*s: there is no such instrument or dispute",
                   SPAN_ARG(id));
}

static enum rc set_at(struct registering *x, struct err *err)
{
    int64_t now_ms = mission_now_ms() / MS_PER_S * MS_PER_S, at_ms = now_ms;
    struct span text;
    struct buf b;
    enum rc rc = RC_OK;

    if (command_has(x->line, REGISTER_AT))
        rc = time_parse_instant(command_value(x->line, REGISTER_AT), &at_ms, err);
    if (!rc && at_ms > now_ms)
        rc = err_set(err, RC_RANGE, "it is to come; the register has what happened");
    if (rc)
        return err_prefix(err, rc, "--at: ");
    buf_init(&b, 64);
    time_put_instant(&b, at_ms);
    text = arena_copy(&x->a->arena, buf_span(&b), err);
    buf_release(&b);
    return text.p == NULL ? RC_LIMIT : set(x, "at", text, err);
}

static enum rc body_of(struct registering *x, struct err *err)
{
    enum rc rc;

    x->body = json_object();
    rc = set(x, "says", span_of(x->kind), err);
    if (!rc)
        rc = set(x, "charter", x->room.g->id, err);
    if (!rc)
        rc = set_at(x, err);
    if (!rc && command_has(x->line, REGISTER_TITLE))
        rc = set(x, "title", command_value(x->line, REGISTER_TITLE), err);
    if (rc)
        return rc;
    return x->kind == kinds[2] ? set_end(x, err) : set_states(x, err);
}

static enum rc put(struct registering *x, struct uuid *id, struct err *err)
{
    const struct council_view v = council_view_of(x->a);
    struct act_entry e = {.kind = ENTRY_DECLARATION, .label = x->a->m.label};
    enum rc rc = act_check_right(x->a, RIGHT_DRAFT, "keep the council's registers", err);

    if (!rc)
        rc = council_room_read(&v, command_value(x->line, REGISTER_CHARTER), &x->a->arena, &x->room,
                               err);
    if (!rc && command_has(x->line, REGISTER_LABEL))
        rc = labels_canonical(x->a->m.labels, command_value(x->line, REGISTER_LABEL),
                              &x->a->m.arena, &e.label, err);
    if (!rc)
        rc = body_of(x, err);
    e.body = &x->body;
    return rc ? rc : act_put(x->a, &e, id, err);
}

static enum rc find_kind(const struct command_line *line, const char **kind, struct err *err)
{
    bool has_title = command_has(line, REGISTER_TITLE);

    for (size_t i = 0; kinds[i] != NULL && *kind == NULL; i++)
        if (span_is(span_of(line->operands[1]), kinds[i]))
            *kind = kinds[i];
    if (*kind == NULL)
        return err_set(err, RC_INPUT, "%s: write instrument, dispute or ended", line->operands[1]);
    if (*kind != kinds[2] && !has_title)
        return err_set(err, RC_INPUT, "--title is missing: what it is called");
    if ((*kind == kinds[2]) != command_has(line, REGISTER_ENDS))
        return err_set(err, RC_INPUT, "--ends names what has ended, and stands nowhere else");
    if (*kind == kinds[2] && (has_title || command_has(line, REGISTER_STATES)))
        return err_set(err, RC_INPUT, "what ends has a title and States already");
    return RC_OK;
}

static enum rc put_item(struct act *a, const struct command_line *line, struct err *err)
{
    static struct registering x; /* large; there is one per process */
    struct uuid id;
    enum rc rc;

    x.a = a;
    x.line = line;
    rc = find_kind(line, &x.kind, err);
    if (!rc)
        rc = put(&x, &id, err);
    if (!rc)
        act_print(a, &id);
    return rc;
}

static int run(const struct command_line *line)
{
    const char *kind = NULL;
    struct err err = {0};

    return find_kind(line, &kind, &err) ? command_usage_fault(line->command, &err)
                                        : act_run(line, "council register", REGISTER_BY, put_item);
}

static const struct option_row options[REGISTER_OPTION_COUNT] = {
    [REGISTER_STATES] = {"states", OPTION_TEXT, "STATES", NULL,
                         "who made the instrument, or is in dispute, with commas"},
    [REGISTER_TITLE] = {"title", OPTION_TEXT, "TEXT", NULL,
                        "of an instrument: as the charter's indicator has it"},
    [REGISTER_ENDS] = {"ends", OPTION_TEXT, "ENTRY", NULL,
                       "of ended: the instrument that was withdrawn, the dispute that was settled"},
    [REGISTER_AT] = {"at", OPTION_TEXT, "INSTANT", NULL, "when it happened; left out: now"},
    [REGISTER_CHARTER] = {"charter", OPTION_TEXT, "NAME", NULL, "where the mission has several"},
    [REGISTER_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL, "who may read it"},
    [REGISTER_BY] = ACT_BY_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record"},
    {STATUS_USAGE, "usage, a bad time"},
    {STATUS_ABSENT, "no such mission, charter, State or entry"},
    {STATUS_CONFLICT, "it has ended already; the roster does not let the author"},
};
static const struct example_row examples[] = {
    {"aasc council register mission dispute --states rus,ukr --title \"the strait\"",
     "Enter a dispute."},
};

const struct command command_council_register = {
    .noun = "council",
    .verb = "register",
    .operands = "DIR KIND",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "enter an instrument or a dispute, or its end",
    .description = "Keeps what the considerations of a charter ask for (aasc council candidate): "
                   "KIND is instrument (a State recognises, renounces, accedes), dispute (between "
                   "States), or ended. They inform votes and gate nothing.",
    .options = options,
    .n_options = REGISTER_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
