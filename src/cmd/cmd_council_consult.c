/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_consult.c: `aasc council consult`: open a consultation of a class of members, which
 * ends by time alone. */
#include "cmd/act.h"
#include "cmd/council_chamber.h"
#include "council/admission.h"

#include <stdlib.h>

enum { CONSULT_ABOUT, CONSULT_CHARTER, CONSULT_LABEL, CONSULT_BY, CONSULT_OPTION_COUNT };

struct consulting {
    struct act *a;
    const struct command_line *line;
    struct council_room room;
    const struct charter_class *whom;
    const struct charter_consultation *wanted;
    struct chamber_consultation c;
};

/* The charter says who is consulted about whom, and for how long; nobody else does. */
static enum rc find(struct consulting *x, struct err *err)
{
    const struct charter *c = x->room.g->charter;
    struct span class_name = span_of(x->line->operands[1]);
    uint32_t whom = charter_class_find(c, class_name);
    const struct charter_candidate *k =
        candidate_find(x->room.g, command_value(x->line, CONSULT_ABOUT));

    if (whom == CHARTER_NONE)
        return err_set(err, RC_ABSENT, "the charter has no class %.*s", SPAN_ARG(class_name));
    if (k == NULL)
        return err_set(err, RC_ABSENT, "--about: the charter has no candidate %.*s",
                       SPAN_ARG(command_value(x->line, CONSULT_ABOUT)));
    x->whom = &c->classes[whom];
    for (size_t i = 0; i < k->n_consultations; i++)
        if (k->consultations[i].whom == whom && !k->consultations[i].is_at_adoption)
            x->wanted = &k->consultations[i];
    if (x->wanted == NULL)
        return err_set(err, RC_ABSENT,
                       "the charter asks for no consultation of %.*s before a vote on %.*s",
                       SPAN_ARG(class_name), SPAN_ARG(command_value(x->line, CONSULT_ABOUT)));
    return RC_OK;
}

/* A second one would only move the end that everybody has been told. */
static enum rc check_open(const struct consulting *x, struct err *err)
{
    const struct chamber_consultation *old =
        consultation_find(&x->room.chamber, x->c.whom, x->c.about, x->c.opened_ms);
    struct buf b;
    enum rc rc = RC_OK;

    if (old == NULL || old->until_ms <= x->c.opened_ms)
        return RC_OK;
    buf_init(&b, 4096);
    consultation_put(&b, &x->room.chamber, old, x->c.opened_ms);
    rc = err_set(err, RC_CONFLICT, "there is one already: %.*s", (int)b.n, b.p);
    buf_release(&b);
    return rc;
}

static enum rc lay_out(struct consulting *x, struct err *err)
{
    struct span *members = arena_array(&x->a->arena, x->whom->n_members + 1, sizeof(*members), err);
    struct charter now;
    enum rc rc;

    if (members == NULL)
        return RC_LIMIT;
    x->c = (struct chamber_consultation){.whom = x->whom->id,
                                         .about = command_value(x->line, CONSULT_ABOUT),
                                         .members = members,
                                         .opened_ms = mission_now_ms() / MS_PER_S * MS_PER_S};
    x->c.until_ms = consultation_until(x->wanted, x->room.g->zone, x->c.opened_ms);
    rc = chamber_charter(&x->room.chamber, x->c.opened_ms, &x->a->arena, &now, err);
    for (size_t i = 0; i < x->whom->n_members && !rc; i++) {
        const struct charter_member *m = &now.members[x->whom->members[i]];

        if (charter_standing_at(m, x->c.opened_ms) == CHARTER_MEMBER)
            members[x->c.n_members++] = m->id;
    }
    return rc ? rc : check_open(x, err);
}

static enum rc set_instant(struct consulting *x, struct json *body, const char *name, int64_t at_ms,
                           struct err *err)
{
    struct span text;
    struct buf b;

    buf_init(&b, 64);
    time_put_instant(&b, at_ms);
    text = arena_copy(&x->a->arena, buf_span(&b), err);
    buf_release(&b);
    return text.p == NULL ? RC_LIMIT : json_set(body, name, json_text(text), &x->a->arena, err);
}

static enum rc body_of(struct consulting *x, struct json *body, struct err *err)
{
    struct json members = json_array();
    struct arena *a = &x->a->arena;
    enum rc rc = RC_OK;

    *body = json_object();
    for (size_t i = 0; i < x->c.n_members && !rc; i++)
        rc = json_push(&members, json_text(x->c.members[i]), a, err);
    if (!rc)
        rc = json_set(body, "says", json_str("consultation"), a, err);
    if (!rc)
        rc = json_set(body, "charter", json_text(x->room.g->id), a, err);
    if (!rc)
        rc = json_set(body, "with", json_text(x->c.whom), a, err);
    if (!rc)
        rc = json_set(body, "about", json_text(x->c.about), a, err);
    if (!rc)
        rc = json_set(body, "members", members, a, err);
    if (!rc)
        rc = set_instant(x, body, "opened", x->c.opened_ms, err);
    return rc ? rc : set_instant(x, body, "until", x->c.until_ms, err);
}

static enum rc put(struct consulting *x, struct uuid *id, struct err *err)
{
    const struct council_view v = council_view_of(x->a);
    struct act_entry e = {.kind = ENTRY_DECLARATION, .label = x->a->m.label};
    struct json body;
    enum rc rc = act_check_right(x->a, RIGHT_DRAFT, "open consultations", err);

    if (!rc)
        rc = council_room_read(&v, command_value(x->line, CONSULT_CHARTER), &x->a->arena, &x->room,
                               err);
    if (!rc)
        rc = find(x, err);
    if (!rc)
        rc = lay_out(x, err);
    if (!rc && command_has(x->line, CONSULT_LABEL))
        rc = labels_canonical(x->a->m.labels, command_value(x->line, CONSULT_LABEL), &x->a->m.arena,
                              &e.label, err);
    if (!rc)
        rc = body_of(x, &body, err);
    e.body = &body;
    return rc ? rc : act_put(x->a, &e, id, err);
}

static void print(struct consulting *x, const struct uuid *id)
{
    struct buf b;

    act_print(x->a, id);
    buf_init(&b, (size_t)64 << 10);
    buf_printf(&b, "consultation of %.*s about %.*s: ", SPAN_ARG(x->c.whom), SPAN_ARG(x->c.about));
    consultation_put(&b, &x->room.chamber, &x->c, x->c.opened_ms);
    (void)printf("%.*s\n", (int)b.n, b.p);
    buf_release(&b);
}

static enum rc consult(struct act *a, const struct command_line *line, struct err *err)
{
    static struct consulting x; /* large; there is one per process */
    struct uuid id;
    enum rc rc;

    x.a = a;
    x.line = line;
    rc = put(&x, &id, err);
    if (!rc)
        print(&x, &id);
    return rc;
}

static int run(const struct command_line *line)
{
    struct err err = {0};

    if (command_has(line, CONSULT_ABOUT))
        return act_run(line, "council consult", CONSULT_BY, consult);
    (void)err_set(&err, RC_INPUT, "--about is missing: the candidate that it is about");
    return command_usage_fault(line->command, &err);
}

static const struct option_row options[CONSULT_OPTION_COUNT] = {
    [CONSULT_ABOUT] = {"about", OPTION_TEXT, "STATE", NULL, "the candidate that it is about"},
    [CONSULT_CHARTER] = {"charter", OPTION_TEXT, "NAME", NULL, "where the mission has several"},
    [CONSULT_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL, "who may read it"},
    [CONSULT_BY] = ACT_BY_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "it is open, and on the record"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission, class or candidate; the charter asks for none"},
    {STATUS_CONFLICT, "one is open already; the roster does not let the author"},
};
static const struct example_row examples[] = {
    {"aasc council consult mission nato_east --about rus",
     "Open the consultation that the charter asks for before a vote on rus."},
};

const struct command command_council_consult = {
    .noun = "council",
    .verb = "consult",
    .operands = "DIR CLASS",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "open a consultation of a class of members",
    .description =
        "Opens the consultation that the charter asks for before a candidate is voted about. It "
        "runs from now by the desk's clock for as long as the charter says, its days to 24:00 of "
        "the last one in the charter's zone, and ends by time alone: while it is open no vote on "
        "that candidate can be opened, whoever has spoken; once it is over, silence is no veto. "
        "Members speak in it with aasc council hear.",
    .options = options,
    .n_options = CONSULT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
