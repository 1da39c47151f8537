/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_incident_say.c: `aasc incident grade`, `act`, `alert` and `respond`: what people say and do
 * about an incident. Each is an entry of its own, and none waits on a step. */
#include "cmd/inquiry_job.h"
#include "cmd/ladder_job.h"

/* ---- what all of them share ---- */

/* One statement on its way. */
struct saying {
    struct act *act;
    const struct command_line *line;
    struct ladder_job job;
    struct json body;
};

static enum rc load(struct saying *s, struct err *err)
{
    const struct council_view ask = council_view_of(s->act);

    return ladder_job_load(&ask, s->line->operands[1], &s->act->arena, &s->job, err);
}

/* The members that every statement has. */
static enum rc head(struct saying *s, const char *declares, struct err *err)
{
    struct arena *a = &s->act->arena;
    enum rc rc;

    s->body = json_object();
    rc = json_set(&s->body, "declares", json_str(declares), a, err);
    if (!rc)
        rc = json_set(&s->body, "by", json_text(s->act->author->name), a, err);
    if (!rc)
        rc = json_set(&s->body, "incident", json_text(s->job.incident.id), a, err);
    if (!rc)
        rc = json_set(&s->body, "version", json_text(s->job.incident.newest), a, err);
    return rc;
}

static enum rc begin(struct saying *s, const char *declares, struct err *err)
{
    enum rc rc = load(s, err);

    return rc ? rc : head(s, declares, err);
}

static enum rc set(struct saying *s, const char *name, struct span text, struct err *err)
{
    return text.n == 0 ? RC_OK : json_set(&s->body, name, json_text(text), &s->act->arena, err);
}

static enum rc put(struct saying *s, struct span label, struct err *err)
{
    struct act_entry e = {.kind = ENTRY_DECLARATION,
                          .body = &s->body,
                          .inputs = &s->job.incident.entry,
                          .n_inputs = 1};
    struct uuid id;
    enum rc rc = inquiry_label(s->act, label, s->job.incident.label, &e.label, err);

    if (!rc)
        rc = act_put(s->act, &e, &id, err);
    if (!rc)
        inquiry_print("declaration", &id);
    return rc;
}

/* The instant of an option, or of now; in the past, as what is to come was not done. */
static enum rc set_at(struct saying *s, unsigned option, struct err *err)
{
    int64_t at_ms = 0;
    enum rc rc;

    if (!command_has(s->line, option))
        return RC_OK;
    rc = time_parse_instant(command_value(s->line, option), &at_ms, err);
    if (!rc && at_ms > mission_now_ms())
        rc = err_set(err, RC_RANGE, "is yet to come; what was done is stated");
    if (rc)
        return err_prefix(err, rc, "--at: ");
    return set(s, "at", command_value(s->line, option), err);
}

static enum rc check_member(const struct saying *s, struct span member, struct err *err)
{
    uint32_t ix;

    if (s->job.g == NULL)
        return err_set(err, RC_ABSENT, "the mission has no charter, and so no members");
    ix = charter_member_find(s->job.g->charter, member);
    if (ix == CHARTER_NONE)
        return err_set(err, RC_ABSENT, "%.*s is no member of the charter", SPAN_ARG(member));
    if (charter_standing_at(&s->job.g->charter->members[ix], s->job.ask.at_ms) != CHARTER_MEMBER)
        return err_set(err, RC_CONFLICT, "%.*s is no member now", SPAN_ARG(member));
    return RC_OK;
}

/* Where the mission has a roster, only its own people speak for a member. */
static enum rc check_speaks_for(const struct saying *s, struct span member, struct err *err)
{
    const struct roster *r = &s->act->m.labels->roster;
    const struct roster_person *p;

    if (r->version == 0)
        return RC_OK;
    p = roster_person_of_key(r, &s->act->author->pair.public_key);
    if (p != NULL && span_is(member, label_policy_word(&r->policy, LABEL_MEMBER, p->member)))
        return RC_OK;
    return err_set(err, RC_CONFLICT, "the roster does not let \"%.*s\" speak for %.*s",
                   SPAN_ARG(s->act->author->name), SPAN_ARG(member));
}

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission, incident or member"},
    {STATUS_CONFLICT, "a label is too open; the roster does not let the author"},
};

/* ---- grade ---- */

enum grade_option {
    GRADE_TYPE,
    GRADE_AGAINST,
    GRADE_CLASS,
    GRADE_SEVERITY,
    GRADE_NOTE,
    GRADE_LABEL,
    GRADE_BY,
    GRADE_OPTION_COUNT
};

static const char *const types[] = {
    "ceasefire_exchange", "attack_on_personnel",    "incursion",   "detention",
    "airspace",           "shelling_of_settlement", "obstruction", NULL};
static const char *const againsts[] = {"personnel", "civilians", "equipment", NULL};
static const char *const severities[] = {"administrative", "minor", "moderate",
                                         "serious",        "grave", NULL};

static enum rc set_classes(struct saying *s, struct err *err)
{
    struct span rest = command_value(s->line, GRADE_CLASS);
    struct json list = json_array();
    enum rc rc = RC_OK;

    if (rest.n == 0)
        return RC_OK;
    while (rest.n > 0 && !rc)
        rc = json_push(&list, json_text(span_trim(span_cut(&rest, ','))), &s->act->arena, err);
    return rc ? rc : json_set(&s->body, "classes", list, &s->act->arena, err);
}

static enum rc grade(struct act *a, const struct command_line *line, struct err *err)
{
    static struct saying s; /* large; there is one per process */
    int severity = ladder_severity(command_value(line, GRADE_SEVERITY));
    enum rc rc = act_check_right(a, RIGHT_CONFIRM, "grade incidents", err);

    s.act = a;
    s.line = line;
    if (!rc && !command_has(line, GRADE_TYPE) && !command_has(line, GRADE_AGAINST) &&
        !command_has(line, GRADE_CLASS) && severity == 0)
        rc = err_set(err, RC_INPUT,
                     "a grade says something: --type, --against, --class, "
                     "--severity");
    if (!rc)
        rc = begin(&s, DECLARES_GRADE, err);
    if (!rc)
        rc = set(&s, "type", command_value(line, GRADE_TYPE), err);
    if (!rc)
        rc = set(&s, "against", command_value(line, GRADE_AGAINST), err);
    if (!rc)
        rc = set_classes(&s, err);
    if (!rc && severity > 0)
        rc = json_set(&s.body, "severity", json_int(severity), &a->arena, err);
    if (!rc)
        rc = set(&s, "note", command_value(line, GRADE_NOTE), err);
    return rc ? rc : put(&s, command_value(line, GRADE_LABEL), err);
}

static int run_grade(const struct command_line *line)
{
    return act_run(line, "incident grade", GRADE_BY, grade);
}

#define NOTE_ROW                                                                                   \
    {                                                                                              \
        "note", OPTION_TEXT, "TEXT", NULL, "in words"                                              \
    }
#define LABEL_ROW                                                                                  \
    {                                                                                              \
        "label", OPTION_TEXT, "LABEL", NULL, "who may read it; left out: that of the incident"     \
    }
#define AT_ROW                                                                                     \
    {                                                                                              \
        "at", OPTION_TEXT, "INSTANT", NULL, "when it was done; left out: now"                      \
    }

static const struct option_row grade_options[GRADE_OPTION_COUNT] = {
    [GRADE_TYPE] = {"type", OPTION_WORD, "TYPE", types, "what it was"},
    [GRADE_AGAINST] = {"against", OPTION_WORD, "WHOM", againsts, "against whom or what"},
    [GRADE_CLASS] = {"class", OPTION_TEXT, "LIST", NULL,
                     "of those that it was against, with commas: trainer, monitor"},
    [GRADE_SEVERITY] = {"severity", OPTION_WORD, "SEVERITY", severities, "how grave"},
    [GRADE_NOTE] = NOTE_ROW,
    [GRADE_LABEL] = LABEL_ROW,
    [GRADE_BY] = ACT_BY_ROW,
};
static const struct example_row grade_examples[] = {
    {"aasc incident grade mission 019a3c54-6d80-7000-8000-0123456789ab --type attack_on_personnel "
     "--against personnel --class trainer --severity grave",
     "Open the ladder for attacks on trainers."},
};

const struct command command_incident_grade = {
    .noun = "incident",
    .verb = "grade",
    .operands = "DIR ID",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "say what an incident is held to be",
    .description =
        "States type, severity and whom it was against; what is stated stands over what the engine "
        "says, until it is stated anew. Grading opens the ladders of the charter, and a grade that "
        "is another one restarts every clock.",
    .options = grade_options,
    .n_options = GRADE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = grade_examples,
    .n_examples = 1,
    .run = run_grade,
};

/* ---- act ---- */

enum act_option { ACT_DOES, ACT_AT, ACT_NOTE, ACT_LABEL, ACT_BY, ACT_OPTION_COUNT };

/* Neither step nor right is asked for: an entry is signed, and whoever acts for the safety of
 * people must not be kept from saying so. What is no such act needs its right. */
static enum rc do_act(struct act *a, const struct command_line *line, struct err *err)
{
    static struct saying s; /* large; there is one per process */
    enum response_does does = DOES_COUNT;
    enum rc rc = response_does_find(command_value(line, ACT_DOES), &does, err);

    s.act = a;
    s.line = line;
    if (rc)
        return err_prefix(err, rc, "--does: ");
    if (does == DOES_SESSION || does == DOES_WITHDRAWAL)
        rc = act_check_right(a, RIGHT_CONFIRM, "state this", err);
    if (!rc)
        rc = begin(&s, DECLARES_ACT, err);
    if (!rc)
        rc = set(&s, "does", command_value(line, ACT_DOES), err);
    if (!rc)
        rc = set_at(&s, ACT_AT, err);
    if (!rc)
        rc = set(&s, "note", command_value(line, ACT_NOTE), err);
    return rc ? rc : put(&s, command_value(line, ACT_LABEL), err);
}

static int run_act(const struct command_line *line)
{
    return act_run(line, "incident act", ACT_BY, do_act);
}

static const char *const does_words[] = {"self_defence", "evacuation",          "rapid_reaction",
                                         "session",      "withdrawal_verified", NULL};
static const struct option_row act_options[ACT_OPTION_COUNT] = {
    [ACT_DOES] = {"does", OPTION_WORD, "WHAT", does_words, "what was done"},
    [ACT_AT] = AT_ROW,
    [ACT_NOTE] = NOTE_ROW,
    [ACT_LABEL] = LABEL_ROW,
    [ACT_BY] = ACT_BY_ROW,
};

const struct command command_incident_act = {
    .noun = "incident",
    .verb = "act",
    .operands = "DIR ID",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "record what was done about an incident",
    .description =
        "Records the commander's self-defence, evacuation or call for rapid reaction, whatever the "
        "ladder says: these wait on nothing. Also that the emergency session was held, and that a "
        "withdrawal was verified.",
    .options = act_options,
    .n_options = ACT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_act,
};

/* ---- alert ---- */

enum alert_option { ALERT_TO, ALERT_ANSWER, ALERT_AT, ALERT_LABEL, ALERT_BY, ALERT_OPTION_COUNT };

static enum rc check_one(struct saying *s, struct span member, struct err *err)
{
    enum rc rc = check_member(s, member, err);

    return rc || !command_has(s->line, ALERT_ANSWER) ? rc : check_speaks_for(s, member, err);
}

static enum rc put_one(struct saying *s, struct span member, struct err *err)
{
    bool is_answer = command_has(s->line, ALERT_ANSWER);
    enum rc rc = head(s, is_answer ? DECLARES_ACKNOWLEDGED : DECLARES_ALERT, err);

    if (!rc)
        rc = set(s, "member", member, err);
    if (!rc)
        rc = set_at(s, ALERT_AT, err);
    return rc ? rc : put(s, command_value(s->line, ALERT_LABEL), err);
}

static enum rc each(struct saying *s,
                    enum rc (*work)(struct saying *s, struct span member, struct err *err),
                    struct err *err)
{
    struct span rest = command_value(s->line, ALERT_TO);
    enum rc rc = RC_OK;

    while (rest.n > 0 && !rc)
        rc = (*work)(s, span_trim(span_cut(&rest, ',')), err);
    return rc;
}

/* All are checked before the first is put: what was refused is refused whole. */
static enum rc alert(struct act *a, const struct command_line *line, struct err *err)
{
    static struct saying s; /* large; there is one per process */
    enum rc rc = RC_OK;

    s.act = a;
    s.line = line;
    if (!command_has(line, ALERT_TO))
        return err_set(err, RC_INPUT, "--to is missing: the members, with commas");
    if (!command_has(line, ALERT_ANSWER))
        rc = act_check_right(a, RIGHT_CONFIRM, "send alerts", err);
    if (!rc)
        rc = load(&s, err);
    if (!rc)
        rc = each(&s, check_one, err);
    return rc ? rc : each(&s, put_one, err);
}

static int run_alert(const struct command_line *line)
{
    return act_run(line, "incident alert", ALERT_BY, alert);
}

static const struct option_row alert_options[ALERT_OPTION_COUNT] = {
    [ALERT_TO] = {"to", OPTION_TEXT, "MEMBERS", NULL, "who was told, with commas"},
    [ALERT_ANSWER] = {"acknowledged", OPTION_FLAG, NULL, NULL,
                      "they acknowledge it; said by their own people"},
    [ALERT_AT] = AT_ROW,
    [ALERT_LABEL] = LABEL_ROW,
    [ALERT_BY] = ACT_BY_ROW,
};

const struct command command_incident_alert = {
    .noun = "incident",
    .verb = "alert",
    .operands = "DIR ID",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "record that members were alerted, or acknowledged it",
    .description = "Puts on the record who was told of an incident and when, and who acknowledged "
                   "it. aasc incident show names everybody who was not, or too late. The alert "
                   "itself goes by other means.",
    .options = alert_options,
    .n_options = ALERT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_alert,
};

/* ---- respond ---- */

enum respond_option { RESPOND_FOR, RESPOND_TEXT, RESPOND_LABEL, RESPOND_BY, RESPOND_OPTION_COUNT };

static enum rc respond(struct act *a, const struct command_line *line, struct err *err)
{
    static struct saying s; /* large; there is one per process */
    struct span member = command_value(line, RESPOND_FOR);
    enum rc rc = RC_OK;

    s.act = a;
    s.line = line;
    if (member.n == 0 || !command_has(line, RESPOND_TEXT))
        rc = err_set(err, RC_INPUT, "--member and --response: who declares what");
    if (!rc)
        rc = begin(&s, DECLARES_RESPONSE, err);
    if (!rc)
        rc = check_member(&s, member, err);
    if (!rc)
        rc = check_speaks_for(&s, member, err);
    if (!rc)
        rc = set(&s, "member", member, err);
    if (!rc)
        rc = set(&s, "response", command_value(line, RESPOND_TEXT), err);
    return rc ? rc : put(&s, command_value(line, RESPOND_LABEL), err);
}

static int run_respond(const struct command_line *line)
{
    return act_run(line, "incident respond", RESPOND_BY, respond);
}

static const struct option_row respond_options[RESPOND_OPTION_COUNT] = {
    [RESPOND_FOR] = {"member", OPTION_TEXT, "MEMBER", NULL, "whose response it is"},
    [RESPOND_TEXT] = {"response", OPTION_TEXT, "TEXT", NULL, "what this State will do"},
    [RESPOND_LABEL] = LABEL_ROW,
    [RESPOND_BY] = ACT_BY_ROW,
};

const struct command command_incident_respond = {
    .noun = "incident",
    .verb = "respond",
    .operands = "DIR ID",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "declare a State's own response",
    .description = "Records what one State declares that it will do. Each decides for itself: no "
                   "response is automatic, and who declares none is not late.",
    .options = respond_options,
    .n_options = RESPOND_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_respond,
};
