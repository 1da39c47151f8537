/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_measure.c: `aasc measure propose` and what is said of a measure from then on: begun, tasks,
 * evidence, reviews, standing down, its end. What cannot follow is refused. */
#include "base/num.h"
#include "cmd/inquiry_job.h"
#include "cmd/ladder_job.h"

#include <string.h>

enum option {
    M_LADDER,
    M_STEP,
    M_KIND,
    M_PROPOSAL,
    M_RESPONSIBLE,
    M_AREA,
    M_WHAT,
    M_WHO,
    M_DUE,
    M_TASK,
    M_DECISION,
    M_LABEL,
    M_BY
};

/* Each verb has some of the options; they are known by name, whichever row they stand in. */
#define M_LABEL_ROW                                                                                \
    {                                                                                              \
        "label", OPTION_TEXT, "LABEL", NULL, "who may read it"                                     \
    }
static const char *const names[] = {
    [M_LADDER] = "ladder",
    [M_STEP] = "step",
    [M_KIND] = "kind",
    [M_PROPOSAL] = "proposal",
    [M_RESPONSIBLE] = "responsible",
    [M_AREA] = "area",
    [M_WHAT] = "what",
    [M_WHO] = "who",
    [M_DUE] = "due",
    [M_TASK] = "task",
    [M_DECISION] = "decision",
    [M_LABEL] = "label",
    [M_BY] = "by",
};

/* COMMAND_OPTIONS_MAX: the verb has no such option. */
static unsigned row_of(const struct command_line *line, enum option o)
{
    for (unsigned i = 0; i < line->command->n_options; i++)
        if (strcmp(line->command->options[i].name, names[o]) == 0)
            return i;
    return COMMAND_OPTIONS_MAX;
}

/* As it was typed; NULL: not given. */
static const char *given(const struct command_line *line, enum option o)
{
    unsigned row = row_of(line, o);

    return row < COMMAND_OPTIONS_MAX ? line->values[row] : NULL;
}

static struct span value_of(const struct command_line *line, enum option o)
{
    const char *text = given(line, o);

    return text != NULL ? span_of(text) : span_none();
}

static enum rc set(struct act *a, struct json *body, const char *name, struct span text,
                   struct err *err)
{
    return text.n == 0 ? RC_OK : json_set(body, name, json_text(text), &a->arena, err);
}

/* ---- propose ---- */

/* One proposal on its way. */
struct proposing {
    struct act *a;
    const struct command_line *line;
    struct ladder_job j;
    const struct charter_ladder *ladder;
    const struct ladder_step_view *step;
    enum charter_measure kind;
    struct json body;
};

static enum rc find_step(struct proposing *p, struct err *err)
{
    struct span ladder = value_of(p->line, M_LADDER), step = value_of(p->line, M_STEP);
    uint32_t ix;

    if (p->j.g == NULL)
        return err_set(err, RC_ABSENT, "the mission has no charter, and so no ladder");
    ix = charter_ladder_find(p->j.g->charter, ladder);
    if (ix == CHARTER_NONE)
        return err_set(err, RC_ABSENT, "--ladder: the charter has no ladder %.*s",
                       SPAN_ARG(ladder));
    p->ladder = &p->j.g->charter->ladders[ix];
    for (size_t i = 0; i < p->ladder->n_steps; i++)
        if (span_eq(p->ladder->steps[i].id, step))
            p->step = &p->j.views[ix].steps[i];
    return p->step != NULL ? RC_OK
                           : err_set(err, RC_ABSENT, "--step: the ladder %.*s has no step %.*s",
                                     SPAN_ARG(ladder), SPAN_ARG(step));
}

static enum rc find_kind(struct proposing *p, struct err *err)
{
    const struct ladder_step *s = p->step->step;
    enum rc rc;

    p->kind = s->measures[0];
    if (given(p->line, M_KIND) == NULL)
        return s->n_measures == 1
                   ? RC_OK
                   : err_set(err, RC_INPUT, "--kind is missing: the step has several measures");
    rc = charter_measure_find(value_of(p->line, M_KIND), &p->kind, err);
    for (size_t i = 0; i < s->n_measures && !rc; i++)
        if (s->measures[i] == p->kind)
            return RC_OK;
    return rc ? err_prefix(err, rc, "--kind: ")
              : err_set(err, RC_CONFLICT, "--kind: the step %.*s does not have %s", SPAN_ARG(s->id),
                        charter_measure_name(p->kind));
}

/* What the step lacks is told; safety of people waits on nothing, not even on this. */
static enum rc check_open(const struct proposing *p, struct err *err)
{
    const struct ladder_step_view *v = p->step;
    struct span what = span_none();

    if (charter_measure_is_safety(p->kind))
        return RC_OK;
    for (size_t i = 0; i < v->n_items && what.n == 0; i++)
        if (v->items[i].is_bar)
            what = v->items[i].what;
    if (v->state == STEP_CLOSED || v->state == STEP_WAITS || v->state == STEP_LACKS)
        return err_set(err, RC_CONFLICT, "the step %.*s is %s%s%.*s", SPAN_ARG(v->step->id),
                       ladder_state_name(v->state), what.n > 0 ? ": " : "", SPAN_ARG(what));
    return RC_OK;
}

/* What members voted about is this step, so that its rule and what it requires stood before them.
 */
static enum rc check_effect(const struct proposing *p, const struct council_case *c,
                            struct err *err)
{
    const struct proposal_effect *e = &c->proposal.effect;
    struct span wanted = arena_printf(&p->a->arena, err, "%.*s.%.*s", SPAN_ARG(p->ladder->id),
                                      SPAN_ARG(p->step->step->id));

    if (wanted.p == NULL)
        return RC_LIMIT;
    return e->kind == EFFECT_MEASURE && span_eq(e->of, wanted)
               ? RC_OK
               : err_set(err, RC_CONFLICT,
                         "this vote is not about the step; one about it is opened with --effect "
                         "measure:%.*s",
                         SPAN_ARG(wanted));
}

/* The vote is by the rule of the step, and by no other. */
static enum rc check_vote(struct proposing *p, struct err *err)
{
    const struct ladder_step *s = p->step->step;
    struct council_case *c = NULL;
    enum rc rc;

    if (given(p->line, M_PROPOSAL) == NULL)
        return s->decider != DECIDER_VOTE
                   ? RC_OK
                   : err_set(err, RC_INPUT, "--proposal is missing: members vote about this step");
    rc = council_case_find(&p->j.room.cases, given(p->line, M_PROPOSAL), &c, err);
    if (!rc && s->decider == DECIDER_VOTE &&
        !span_eq(c->proposal.vote.rule.id, p->j.g->charter->rules[s->rule].id))
        rc = err_set(err, RC_CONFLICT, "the step is voted by the rule %.*s, this by %.*s",
                     SPAN_ARG(p->j.g->charter->rules[s->rule].id),
                     SPAN_ARG(c->proposal.vote.rule.id));
    if (!rc && s->decider == DECIDER_VOTE)
        rc = check_effect(p, c, err);
    return rc ? err_prefix(err, rc, "--proposal: ") : RC_OK;
}

static enum rc set_responsible(struct proposing *p, struct err *err)
{
    struct span rest = value_of(p->line, M_RESPONSIBLE);
    struct json list = json_array();
    enum rc rc = RC_OK;

    if (rest.n == 0)
        return RC_OK;
    while (rest.n > 0 && !rc) {
        struct span member = span_trim(span_cut(&rest, ','));

        if (charter_member_find(p->j.g->charter, member) == CHARTER_NONE)
            return err_set(err, RC_ABSENT, "--responsible: %.*s is no member of the charter",
                           SPAN_ARG(member));
        rc = json_push(&list, json_text(member), &p->a->arena, err);
    }
    return rc ? rc : json_set(&p->body, "responsible", list, &p->a->arena, err);
}

static enum rc fill(struct proposing *p, struct err *err)
{
    const struct {
        const char *name;
        struct span text;
    } members[] = {
        {"says", SPAN("proposed")},
        {"by", p->a->author->name},
        {"incident", p->j.incident.id},
        {"ladder", p->ladder->id},
        {"step", p->step->step->id},
        {"kind", span_of(charter_measure_name(p->kind))},
        {"proposal", value_of(p->line, M_PROPOSAL)},
        {"area", value_of(p->line, M_AREA)},
        {"terms", value_of(p->line, M_WHAT)},
    };
    enum rc rc = RC_OK;

    p->body = json_object();
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !rc; i++)
        rc = set(p->a, &p->body, members[i].name, members[i].text, err);
    return rc ? rc : set_responsible(p, err);
}

static enum rc propose(struct act *a, const struct command_line *line, struct err *err)
{
    static struct proposing p; /* large; there is one per process */
    const struct council_view ask = council_view_of(a);
    struct act_entry e = {.kind = ENTRY_MEASURE, .n_inputs = 1};
    struct uuid id;
    enum rc rc = act_check_right(a, RIGHT_DRAFT, "propose measures", err);

    p.a = a;
    p.line = line;
    if (!rc)
        rc = ladder_job_load(&ask, line->operands[1], &a->arena, &p.j, err);
    if (!rc)
        rc = find_step(&p, err);
    if (!rc)
        rc = find_kind(&p, err);
    if (!rc)
        rc = check_open(&p, err);
    if (!rc)
        rc = check_vote(&p, err);
    if (!rc)
        rc = fill(&p, err);
    if (!rc)
        rc = inquiry_label(a, value_of(line, M_LABEL), p.j.incident.label, &e.label, err);
    e.body = &p.body;
    e.inputs = &p.j.incident.entry;
    if (!rc)
        rc = act_put(a, &e, &id, err);
    if (!rc)
        inquiry_print("measure", &id);
    return rc;
}

/* ---- what is said of one ---- */

/* The verbs, and what each says. */
static const struct verb {
    const char *verb;
    enum measure_event event;
    enum right right;
} verbs[] = {
    {"begin", EVENT_BEGUN, RIGHT_APPROVE},        {"task", EVENT_TASK, RIGHT_DRAFT},
    {"evidence", EVENT_EVIDENCE, RIGHT_MARK},     {"review", EVENT_REVIEW, RIGHT_DRAFT},
    {"continue", EVENT_CONTINUED, RIGHT_APPROVE}, {"stand-down", EVENT_STAND_DOWN, RIGHT_APPROVE},
    {"end", EVENT_ENDED, RIGHT_APPROVE},
};

/* One word about a measure on its way. */
struct telling {
    struct act *a;
    const struct command_line *line;
    const struct verb *verb;
    struct ladder_job j;
    size_t ix;
    struct measure_news news;
    struct json body;
    struct uuid id; /* of the measure */
};

static enum rc read_news(struct telling *t, struct err *err)
{
    struct measure_news *n = &t->news;
    enum rc rc = RC_OK;

    *n = (struct measure_news){.event = t->verb->event,
                               .at_ms = mission_now_ms(),
                               .what = value_of(t->line, M_WHAT),
                               .who = value_of(t->line, M_WHO),
                               .due_ms = TIME_NEVER};
    if (given(t->line, M_DUE) != NULL)
        rc = time_parse_instant(value_of(t->line, M_DUE), &n->due_ms, err);
    if (rc)
        return err_prefix(err, rc, "--due: ");
    if (given(t->line, M_TASK) != NULL)
        rc = num_parse_i64(value_of(t->line, M_TASK), &n->task, err);
    return rc ? err_prefix(err, rc, "--task: ") : RC_OK;
}

/* Adopted is one thing, executable another; and what blocks it is told. */
static enum rc check_free(const struct telling *t, struct err *err)
{
    const struct ladder_view *v = ladder_job_view(&t->j, &t->j.said.measures[t->ix]);
    struct span what = SPAN("something that must hold does not");

    if (v == NULL ||
        ladder_measure_look(&t->j.c, v, &t->j.c.measures[t->ix], t->j.ask.at_ms).life !=
            LIFE_BLOCKED)
        return RC_OK;
    for (size_t i = 0; i < v->ladder->n_steps; i++)
        for (size_t k = 0; k < v->steps[i].n_items; k++)
            if (span_eq(v->steps[i].step->id, t->j.c.measures[t->ix].step) &&
                v->steps[i].items[k].is_bar) {
                what = v->steps[i].items[k].what;
                break;
            }
    return err_set(err, RC_CONFLICT, "the measure is blocked: %.*s", SPAN_ARG(what));
}

/* By the rule of the step, or once it is quiet by the one after `then`. */
static enum rc check_stand_down(struct telling *t, struct err *err)
{
    const struct ladder_measure *m = &t->j.c.measures[t->ix];
    const struct ladder_step *step = ladder_job_step(&t->j, &t->j.said.measures[t->ix]);
    const struct charter *c = t->j.g->charter;
    struct council_case *found = NULL;
    struct quiet_view q = {.is_met = false};
    struct ladder_ballot_state state = {.is = BALLOT_NONE};
    struct span rule;
    enum rc rc;

    if (given(t->line, M_DECISION) == NULL || step == NULL)
        return RC_OK; /* the machine asks for it where it is needed */
    rc = council_case_find(&t->j.room.cases, given(t->line, M_DECISION), &found, err);
    if (!rc)
        rc = ladder_job_ballot(&t->j, found, &state, err);
    if (!rc && m->quiet != NULL)
        rc = quiet_look(m->quiet, t->j.ask.at_ms, t->j.a, &q, err);
    if (rc)
        return err_prefix(err, rc, "--decision: ");
    if (state.is != BALLOT_ADOPTED)
        return err_set(err, RC_CONFLICT, "--decision: the vote is not closed, or did not adopt it");
    rule = found->proposal.vote.rule.id;
    if (found->proposal.effect.kind != EFFECT_STAND_DOWN ||
        !span_eq(found->proposal.effect.of, m->id))
        return err_set(err, RC_CONFLICT,
                       "--decision: this vote is not about ending the measure; one about it is "
                       "opened with --effect stand-down:%.*s",
                       SPAN_ARG(m->id));
    if ((step->rule != CHARTER_NONE && span_eq(rule, c->rules[step->rule].id)) ||
        (q.is_met && step->quiet->rule != CHARTER_NONE &&
         span_eq(rule, c->rules[step->quiet->rule].id))) {
        t->news.is_voted = true;
        return RC_OK;
    }
    return err_set(err, RC_CONFLICT, "--decision: the rule %.*s ends it %s", SPAN_ARG(rule),
                   q.is_met ? "not"
                            : "when it is quiet, and it is not; before that it takes the "
                              "rule of the step");
}

static enum rc check(struct telling *t, struct err *err)
{
    struct measure life = t->j.c.measures[t->ix].life;
    enum rc rc = RC_OK;

    if (t->verb->event == EVENT_BEGUN)
        rc = check_free(t, err);
    if (!rc && t->verb->event == EVENT_STAND_DOWN)
        rc = check_stand_down(t, err);
    return rc ? rc : measure_take(&life, &t->news, t->j.a, err);
}

static enum rc fill_news(struct telling *t, struct err *err)
{
    const struct {
        const char *name;
        struct span text;
    } members[] = {
        {"says", span_of(measure_event_name(t->verb->event))},
        {"by", t->a->author->name},
        {"measure", t->j.said.measures[t->ix].id},
        {"what", value_of(t->line, M_WHAT)},
        {"who", value_of(t->line, M_WHO)},
        {"due", value_of(t->line, M_DUE)},
        {"decision", t->news.is_voted ? value_of(t->line, M_DECISION) : span_none()},
    };
    enum rc rc = RC_OK;

    t->body = json_object();
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !rc; i++)
        rc = set(t->a, &t->body, members[i].name, members[i].text, err);
    if (!rc && t->news.task > 0)
        rc = json_set(&t->body, "task", json_int(t->news.task), &t->a->arena, err);
    return rc;
}

static const struct verb *verb_of(const char *word)
{
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
        if (span_is(span_of(word), verbs[i].verb))
            return &verbs[i];
    return NULL;
}

static enum rc tell(struct act *a, const struct command_line *line, struct err *err)
{
    static struct telling t; /* large; there is one per process */
    const struct council_view ask = council_view_of(a);
    struct act_entry e = {.kind = ENTRY_MEASURE, .n_inputs = 1};
    struct store_entry about = {.seq = 0};
    struct uuid id;
    enum rc rc;

    t.a = a;
    t.line = line;
    t.verb = verb_of(line->command->verb);
    rc = act_check_right(a, t.verb->right, "say this of a measure", err);
    if (!rc)
        rc = ladder_job_load_measure(&ask, line->operands[1], &a->arena, &t.j, &t.ix, err);
    if (!rc)
        rc = act_find(a, line->operands[1], &about, err);
    if (!rc)
        rc = read_news(&t, err);
    if (!rc)
        rc = check(&t, err);
    if (!rc)
        rc = fill_news(&t, err);
    if (!rc)
        rc = inquiry_label(a, value_of(line, M_LABEL), about.label, &e.label, err);
    if (rc)
        return rc;
    t.id = about.id;
    e.body = &t.body;
    e.inputs = &t.id;
    rc = act_put(a, &e, &id, err);
    if (!rc)
        inquiry_print(measure_event_name(t.verb->event), &id);
    return rc;
}

/* ---- the rows ---- */

static int run_propose(const struct command_line *line)
{
    return act_run(line, "measure propose", row_of(line, M_BY), propose);
}

static int run_tell(const struct command_line *line)
{
    return act_run(line, "measure", row_of(line, M_BY), tell);
}

static const struct option_row propose_options[] = {
    {"ladder", OPTION_TEXT, "LADDER", NULL, "of the charter, which the incident has opened"},
    {"step", OPTION_TEXT, "STEP", NULL, "of that ladder"},
    {"kind", OPTION_TEXT, "MEASURE", NULL, "which, where the step has several"},
    {"proposal", OPTION_TEXT, "ID", NULL,
     "the vote about it: aasc council propose --effect measure:LADDER.STEP"},
    {"responsible", OPTION_TEXT, "MEMBERS", NULL, "who carries it out, with commas"},
    {"area", OPTION_TEXT, "AREA", NULL, "where, which until quiet calls the sector"},
    {"what", OPTION_TEXT, "TEXT", NULL, "its terms, in words"},
    M_LABEL_ROW,
    ACT_BY_ROW,
};
static const struct option_row task_options[] = {
    {"what", OPTION_TEXT, "TEXT", NULL, "what is to be done"},
    {"who", OPTION_TEXT, "MEMBER", NULL, "whose task it is"},
    {"due", OPTION_TEXT, "INSTANT", NULL, "by when"},
    M_LABEL_ROW,
    ACT_BY_ROW,
};
static const struct option_row evidence_options[] = {
    {"what", OPTION_TEXT, "TEXT", NULL, "what was done, and what shows it"},
    {"task", OPTION_TEXT, "N", NULL, "the number of the task, from 1; left out: the whole measure"},
    M_LABEL_ROW,
    ACT_BY_ROW,
};
static const struct option_row stand_down_options[] = {
    {"decision", OPTION_TEXT, "ID", NULL,
     "the vote that adopted it: aasc council propose --effect stand-down:MEASURE"},
    {"what", OPTION_TEXT, "TEXT", NULL, "why, in words"},
    M_LABEL_ROW,
    ACT_BY_ROW,
};
static const struct option_row word_options[] = {
    {"what", OPTION_TEXT, "TEXT", NULL, "in words: how, why"},
    M_LABEL_ROW,
    ACT_BY_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission, incident, step, vote, measure or task"},
    {STATUS_CONFLICT, "it cannot follow on where the measure is; it is blocked; the roster does "
                      "not let the author"},
};

#define MEASURE_COMMAND(name, word, words, of, does, rows, is_run)                                 \
    const struct command command_measure_##name = {                                                \
        .noun = "measure",                                                                         \
        .verb = (word),                                                                            \
        .operands = (of),                                                                          \
        .min_operands = 2,                                                                         \
        .max_operands = 2,                                                                         \
        .summary = (words),                                                                        \
        .description = (does),                                                                     \
        .options = (rows),                                                                         \
        .n_options = sizeof(rows) / sizeof((rows)[0]),                                             \
        .exits = exits,                                                                            \
        .n_exits = sizeof(exits) / sizeof(exits[0]),                                               \
        .run = (is_run),                                                                           \
    }

MEASURE_COMMAND(propose, "propose", "propose a measure that answers an incident", "DIR INCIDENT",
                "Proposes what a step of a ladder foresees. Refused, with what is missing, where "
                "the step is not open; a step that members vote about needs its vote.",
                propose_options, run_propose);
MEASURE_COMMAND(begin, "begin", "say that a measure has begun", "DIR MEASURE",
                "Refused where members have not adopted it, or something that must hold does not.",
                word_options, run_tell);
MEASURE_COMMAND(task, "task", "give a task of a measure", "DIR MEASURE",
                "States what is to be done, by whom and by when.", task_options, run_tell);
MEASURE_COMMAND(evidence, "evidence", "record evidence of a measure's execution", "DIR MEASURE",
                "States what shows that the measure, or one task of it, was carried out.",
                evidence_options, run_tell);
MEASURE_COMMAND(review, "review", "open the review of a measure", "DIR MEASURE",
                "It stays under way while it is reviewed.", word_options, run_tell);
MEASURE_COMMAND(continue, "continue", "close the review of a measure: it goes on", "DIR MEASURE",
                "The next review is due so long after this.", word_options, run_tell);
MEASURE_COMMAND(stand_down, "stand-down", "stand a measure down", "DIR MEASURE",
                "What members voted, or what has an until quiet, stands down by a vote: by the "
                "rule of the step at any time, by the one after then once it is quiet.",
                stand_down_options, run_tell);
MEASURE_COMMAND(end, "end", "say that a measure has ended", "DIR MEASURE",
                "Of one that stood down, or that was never begun.", word_options, run_tell);
