/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_verdict_act.c: `aasc verdict confirm`, `contest` and `withdraw`: what people say of a
 * verdict. Each is an entry of its own; the verdict is never changed. */
#include "cmd/act.h"

#include "store/store.h"

enum option { ACT_NOTE, ACT_PARTY, ACT_BY, ACT_OPTION_COUNT };

static const struct option_row options[ACT_OPTION_COUNT] = {
    [ACT_NOTE] = {"note", OPTION_TEXT, "TEXT", NULL, "why, in words"},
    [ACT_PARTY] = {"party", OPTION_TEXT, "PARTY", NULL, "who contests it"},
    [ACT_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage, or no verdict"},
    {STATUS_ABSENT, "no such mission or entry"},
    {STATUS_CONFLICT, "a later verdict has replaced it; the roster does not let the author"},
};

/* What the three commands differ in. */
struct verb {
    const char *name;
    enum entry_kind kind;
    enum right right;
    const char *may; /* "confirm verdicts" */
    bool needs_note, needs_party;
    bool is_for_replaced; /* may also be said of a verdict that a later one has replaced */
};

static const struct verb confirm = {
    "confirm", ENTRY_CONFIRMATION, RIGHT_CONFIRM, "confirm verdicts", false, false, false};
static const struct verb contest = {"contest", ENTRY_CONTEST, RIGHT_MARK, "contest verdicts",
                                    true,      true,          true};
static const struct verb withdraw = {
    "withdraw", ENTRY_WITHDRAWAL, RIGHT_CONFIRM, "withdraw verdicts", true, false, true};

static enum rc check_usage(const struct verb *v, const struct command_line *line, struct err *err)
{
    if (v->needs_note && !command_has(line, ACT_NOTE))
        return err_set(err, RC_INPUT, "--note is missing: why it is to be said");
    if (v->needs_party && !command_has(line, ACT_PARTY))
        return err_set(err, RC_INPUT, "--party is missing: who contests it");
    if (!v->needs_party && command_has(line, ACT_PARTY))
        return err_set(err, RC_INPUT, "--party goes with aasc verdict contest");
    return RC_OK;
}

static enum rc check_party(const struct mission *m, struct span party, struct err *err)
{
    for (size_t i = 0; i < m->model.n_agreements; i++)
        if (pact_party_find(&m->model.agreements[i], party) != PACT_NONE)
            return RC_OK;
    return party.n == 0 ? RC_OK
                        : err_set(err, RC_UNKNOWN, "--party %.*s: no agreement has such a party",
                                  SPAN_ARG(party));
}

static enum rc check_verdict(const struct verb *v, const struct store_entry *e, struct err *err)
{
    if (e->kind != ENTRY_VERDICT)
        return err_set(err, RC_INPUT, "this entry is no verdict: its kind is %s",
                       entry_kind_name(e->kind));
    if (e->is_superseded && !v->is_for_replaced)
        return err_set(err, RC_CONFLICT,
                       "a later verdict has replaced this one; look at it anew: aasc verdict list");
    return RC_OK;
}

static enum rc body_of(const struct act *a, const struct command_line *line, struct json *out,
                       struct arena *arena, struct err *err)
{
    enum rc rc = json_set(out, "by", json_text(a->author->name), arena, err);

    if (!rc && command_has(line, ACT_NOTE))
        rc = json_set(out, "note", json_text(command_value(line, ACT_NOTE)), arena, err);
    if (!rc && command_has(line, ACT_PARTY))
        rc = json_set(out, "party", json_text(command_value(line, ACT_PARTY)), arena, err);
    return rc;
}

static enum rc say(const struct verb *v, struct act *a, const struct command_line *line,
                   struct uuid *id, struct err *err)
{
    struct json body = json_object();
    struct store_entry e;
    struct span about;
    struct buf text;
    enum rc rc = act_find(a, line->operands[1], &e, err);

    if (!rc)
        rc = check_verdict(v, &e, err);
    if (!rc)
        rc = act_check_right(a, v->right, v->may, err);
    if (!rc)
        rc = check_party(&a->m, command_value(line, ACT_PARTY), err);
    if (!rc)
        rc = body_of(a, line, &body, &a->arena, err);
    if (rc)
        return rc;
    buf_init(&text, 64);
    uuid_put(&text, &e.id);
    about = arena_copy(&a->arena, buf_span(&text), err);
    buf_release(&text);
    rc = about.p == NULL ? RC_LIMIT : json_set(&body, "verdict", json_text(about), &a->arena, err);
    return rc ? rc
              : act_put(a,
                        &(struct act_entry){
                            .kind = v->kind, .body = &body, .label = e.label, .about = &e.id},
                        id, err);
}

static int run_verb(const struct verb *v, const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct err err = {0};
    struct uuid id;
    int status = STATUS_OK;
    enum rc rc = check_usage(v, line, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    rc = act_open(&a, line->operands[0], v->name, command_value(line, ACT_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = say(v, &a, line, &id, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        act_print(&a, &id);
    act_close(&a);
    return status;
}

static int run_confirm(const struct command_line *line)
{
    return run_verb(&confirm, line);
}

static int run_contest(const struct command_line *line)
{
    return run_verb(&contest, line);
}

static int run_withdraw(const struct command_line *line)
{
    return run_verb(&withdraw, line);
}

#define VERB(v, s, d, f)                                                                           \
    {                                                                                              \
        .noun = "verdict", .verb = (v), .operands = "DIR ID", .min_operands = 2,                   \
        .max_operands = 2, .summary = (s), .description = (d), .options = options,                 \
        .n_options = ACT_OPTION_COUNT, .exits = exits,                                             \
        .n_exits = sizeof(exits) / sizeof(exits[0]), .run = (f)                                    \
    }

const struct command command_verdict_confirm =
    VERB("confirm", "confirm a machine's verdict as an officer",
         "Says that an officer has looked at the verdict and stands by it: only then reports state "
         "it as the mission's. Where the mission has a roster, the author needs the right confirm.",
         run_confirm);
const struct command command_verdict_contest = VERB(
    "contest", "note that a party contests a verdict",
    "Says that a party contests the verdict, and why. It stays, and both are told.", run_contest);
const struct command command_verdict_withdraw =
    VERB("withdraw", "take a verdict back",
         "Says that the mission no longer stands by the verdict, and why. It is not deleted: views "
         "and reports tell that it was withdrawn.",
         run_withdraw);
