/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_propose.c: `aasc council propose`: open a vote: the rule, the electorate as it is
 * now, what must hold beside the votes. */
#include "cmd/act.h"
#include "cmd/council_effect.h"
#include "council/electorate.h"

#include <string.h>

enum {
    PROPOSE_TITLE,
    PROPOSE_TEXT,
    PROPOSE_CHARTER,
    PROPOSE_RULE,
    PROPOSE_ADMITS,
    PROPOSE_EFFECT,
    PROPOSE_STANDARD,
    PROPOSE_BASIS,
    PROPOSE_TASKS,
    PROPOSE_AGREEMENT,
    PROPOSE_CLOSES,
    PROPOSE_PARTIES,
    PROPOSE_NEEDS,
    PROPOSE_LABEL,
    PROPOSE_BY,
    PROPOSE_OUT,
    PROPOSE_OPTION_COUNT
};

struct proposing {
    struct act *a;
    const struct command_line *line;
    struct council_room room;
    const struct pact_agreement *g;
    struct charter now; /* with its members of this instant */
    struct council_call call;
    struct proposal p;
    struct span text; /* canonical */
    struct span label;
};

/* --- the rule and the electorate ------------------------------------------------------------- */

static enum rc find_effect(struct proposing *x, struct err *err)
{
    const struct effect_ask ask = {.effect = command_value(x->line, PROPOSE_EFFECT),
                                   .admits = command_value(x->line, PROPOSE_ADMITS),
                                   .standard = command_value(x->line, PROPOSE_STANDARD),
                                   .basis = command_value(x->line, PROPOSE_BASIS),
                                   .agreement = command_value(x->line, PROPOSE_AGREEMENT),
                                   .tasks = command_value(x->line, PROPOSE_TASKS)};

    return council_effect_read(x->a, &ask, &x->room, &x->now, &x->p.effect, err);
}

/* What the charter says how to vote about is voted by that rule, and by no other. */
static enum rc find_rule(struct proposing *x, struct err *err)
{
    const struct charter *c = x->g->charter;
    struct span id = command_value(x->line, PROPOSE_RULE);
    uint32_t own = council_effect_rule(x->g, &x->p.effect);

    x->call.rule = own != CHARTER_NONE ? own : charter_rule_find(c, id);
    if (x->call.rule == CHARTER_NONE && id.n == 0)
        return err_set(err, RC_INPUT, "--rule is missing: a rule of the charter");
    if (x->call.rule == CHARTER_NONE)
        return err_set(err, RC_ABSENT, "--rule: the charter has no rule %.*s", SPAN_ARG(id));
    if (id.n > 0 && !span_eq(id, c->rules[x->call.rule].id))
        return err_set(err, RC_CONFLICT, "--rule: the charter has this voted by %.*s",
                       SPAN_ARG(c->rules[x->call.rule].id));
    return RC_OK;
}

static enum rc find_parties(struct proposing *x, struct err *err)
{
    struct span rest = command_value(x->line, PROPOSE_PARTIES);
    struct span *out = arena_array(&x->a->arena, rest.n + 2, sizeof(*out), err);

    if (out == NULL)
        return RC_LIMIT;
    while (rest.n > 0) {
        struct span id = span_trim(span_cut(&rest, ','));

        if (charter_member_find(&x->now, id) == CHARTER_NONE)
            return err_set(err, RC_ABSENT, "--parties: %.*s is no member of the charter",
                           SPAN_ARG(id));
        out[x->call.n_parties++] = id;
    }
    if (proposal_effect_subject(&x->p.effect).n > 0)
        out[x->call.n_parties++] = proposal_effect_subject(&x->p.effect);
    x->call.parties = out;
    return RC_OK;
}

/* Whoever the roster lets vote for the member now. */
static enum rc voters_of(struct proposing *x, struct span member, struct proposal_voters *out,
                         struct err *err)
{
    const struct roster *r = &x->a->m.labels->roster;

    out->keys = arena_array(&x->a->arena, PROPOSAL_VOTERS_MAX, sizeof(*out->keys), err);
    if (out->keys == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < r->n_people; i++) {
        const struct roster_person *p = &r->people[i];
        struct reader reader = roster_person_reader(r, p);
        const char *whose = label_policy_word(&r->policy, LABEL_MEMBER, p->member);

        if (!span_is(member, whose) || !reader_has(&reader, RIGHT_VOTE, x->call.opens_ms))
            continue;
        for (size_t k = 0; k < p->n_keys; k++) {
            if (out->n == PROPOSAL_VOTERS_MAX)
                return err_set(err, RC_LIMIT, "%.*s has more than %d keys that vote",
                               SPAN_ARG(member), PROPOSAL_VOTERS_MAX);
            out->keys[out->n++] = verifier_key_of(p->id, KEY_ED25519, &p->keys[k]);
        }
    }
    return RC_OK;
}

static enum rc open_vote(struct proposing *x, struct err *err)
{
    struct proposal_voters *voters;
    enum rc rc = council_vote_open(&x->now, &x->call, &x->a->arena, &x->p.vote, err);
    size_t n_with_keys = 0;

    if (rc)
        return rc;
    if (proposal_effect_subject(&x->p.effect).n > 0) { /* nobody votes in its own case */
        x->p.vote.rule.recuses_parties = true;
        x->p.vote.rule.silence_recuses = x->p.vote.rule.silence_ms > 0;
    }
    voters = arena_array(&x->a->arena, x->p.vote.n_seats, sizeof(*voters), err);
    if (voters == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < x->p.vote.n_seats && !rc; i++) {
        rc = voters_of(x, x->p.vote.seats[i].member, &voters[i], err);
        n_with_keys += voters[i].n > 0;
    }
    x->p.voters = voters;
    if (!rc && n_with_keys == 0)
        rc = err_set(err, RC_CONFLICT,
                     "the roster lets nobody vote for any member now; give a person of each member "
                     "the right vote, and a key");
    return rc;
}

/* --- preconditions --------------------------------------------------------------------------- */

static enum rc check_need(const struct proposing *x, const struct proposal_need *n, struct err *err)
{
    bool is_party = pact_party_find(x->g, n->of) != PACT_NONE;

    if (n->kind == PROPOSAL_CONSULTATION)
        return err_set(err, RC_INPUT,
                       "consultations are those that the charter asks for before it admits "
                       "somebody: --admits");
    if ((n->kind == PROPOSAL_CONSENT || n->kind == PROPOSAL_CONTRIBUTOR) && !is_party)
        return err_set(err, RC_ABSENT, "the charter knows no State %.*s", SPAN_ARG(n->of));
    return RC_OK;
}

/* "consent:ukr, mandate:tripwire" */
static enum rc add_needs(struct proposing *x, struct err *err)
{
    struct span rest = command_value(x->line, PROPOSE_NEEDS);
    enum rc rc = RC_OK;

    x->p.needs = arena_array(&x->a->arena, PROPOSAL_NEEDS_MAX, sizeof(*x->p.needs), err);
    if (x->p.needs == NULL)
        return RC_LIMIT;
    while (rest.n > 0 && !rc) {
        struct span word = span_trim(span_cut(&rest, ',')), kind = span_cut(&word, ':');
        struct proposal_need need = {.of = word, .has_until = false};

        rc = proposal_need_find(kind, &need.kind, err);
        if (!rc && word.n == 0)
            rc = err_set(err, RC_INPUT, "%.*s: of whom or what? write %.*s:NAME", SPAN_ARG(kind),
                         SPAN_ARG(kind));
        if (!rc)
            rc = check_need(x, &need, err);
        if (!rc)
            rc = council_add_need(&x->p, need, err);
        if (rc)
            return err_prefix(err, rc, "--needs: ");
    }
    return rc ? rc : council_effect_needs(&x->room, &x->p.effect, x->call.opens_ms, &x->p, err);
}

/* --- the document ---------------------------------------------------------------------------- */

static enum rc add_checkpoint(struct proposing *x, struct err *err)
{
    const struct head *h = desk_head(x->a->m.desk);

    if (!h->is_there)
        return err_set(err, RC_CONFLICT, "the log has no signed head yet");
    x->p.origin = desk_keys(x->a->m.desk)->node.name;
    x->p.size = h->at.size;
    x->p.root = h->at.root;
    return RC_OK;
}

static enum rc make(struct proposing *x, struct err *err)
{
    const struct council_view v = council_view_of(x->a);
    enum rc rc =
        council_room_read(&v, command_value(x->line, PROPOSE_CHARTER), &x->a->arena, &x->room, err);

    x->g = x->room.g;
    x->call.opens_ms = mission_now_ms() / MS_PER_S * MS_PER_S;
    if (!rc)
        rc = chamber_charter(&x->room.chamber, x->call.opens_ms, &x->a->arena, &x->now, err);
    if (!rc)
        rc = time_parse_instant(command_value(x->line, PROPOSE_CLOSES), &x->call.closes_ms, err);
    if (!rc)
        rc = find_effect(x, err);
    if (!rc)
        rc = find_rule(x, err);
    if (!rc)
        rc = find_parties(x, err);
    if (!rc)
        rc = open_vote(x, err);
    if (!rc)
        rc = add_needs(x, err);
    if (!rc)
        rc = add_checkpoint(x, err);
    x->p.title = command_value(x->line, PROPOSE_TITLE);
    x->p.text =
        command_has(x->line, PROPOSE_TEXT) ? command_value(x->line, PROPOSE_TEXT) : SPAN("");
    if (!rc) {
        x->p.charter = x->g->id;
        x->p.pact = x->a->m.model.hash;
    }
    return rc;
}

/* The canonical text, read again: what is put on the record is what every reader accepts. */
static enum rc write_text(struct proposing *x, struct err *err)
{
    struct proposal_digests digests;
    struct proposal read;
    struct buf b;
    enum rc rc;

    buf_init(&b, PROPOSAL_BYTES_MAX);
    rc = proposal_put(&b, &x->p, &x->a->arena, err);
    x->text = arena_copy(&x->a->arena, buf_span(&b), err);
    buf_release(&b);
    if (!rc && x->text.p == NULL)
        rc = RC_LIMIT;
    return rc ? rc : proposal_read(x->text, &x->a->arena, &read, &digests, err);
}

static enum rc put(struct proposing *x, struct uuid *id, struct err *err)
{
    struct json body;
    enum rc rc = act_check_right(x->a, RIGHT_DRAFT, "draft proposals", err);

    if (!rc && x->a->m.setup.roster.n == 0)
        rc = err_set(err, RC_CONFLICT,
                     "who may vote for whom stands in the roster, and this mission has none");
    if (!rc)
        rc = council_check_file(x->line->values[PROPOSE_OUT], err);
    if (!rc)
        rc = make(x, err);
    if (!rc)
        rc = write_text(x, err);
    x->label = x->a->m.label;
    if (!rc && command_has(x->line, PROPOSE_LABEL))
        rc = labels_canonical(x->a->m.labels, command_value(x->line, PROPOSE_LABEL), &x->a->m.arena,
                              &x->label, err);
    if (!rc)
        rc = json_parse(x->text, &x->a->arena, &body, err);
    if (!rc)
        rc = act_put(x->a,
                     &(struct act_entry){.kind = ENTRY_PROPOSAL, .body = &body, .label = x->label},
                     id, err);
    if (!rc && command_has(x->line, PROPOSE_OUT))
        rc = council_put_file(x->line->values[PROPOSE_OUT], x->text, err);
    return rc;
}

static enum rc propose(struct act *a, const struct command_line *line, struct err *err)
{
    static struct proposing x; /* large; there is one per process */
    struct uuid id;
    enum rc rc;

    x.a = a;
    x.line = line;
    rc = put(&x, &id, err);
    if (!rc)
        act_print(a, &id);
    return rc;
}

static int run(const struct command_line *line)
{
    struct err err = {0};
    enum rc rc = RC_OK;

    if (!command_has(line, PROPOSE_TITLE))
        rc = err_set(&err, RC_INPUT, "--title is missing: what is proposed");
    if (!rc && !command_has(line, PROPOSE_CLOSES))
        rc = err_set(&err, RC_INPUT, "--closes is missing: until when ballots are taken");
    return rc ? command_usage_fault(line->command, &err)
              : act_run(line, "council propose", PROPOSE_BY, propose);
}

static const struct option_row options[PROPOSE_OPTION_COUNT] = {
    [PROPOSE_TITLE] = {"title", OPTION_TEXT, "TEXT", NULL, "what is proposed"},
    [PROPOSE_TEXT] = {"text", OPTION_TEXT, "TEXT", NULL, "its words"},
    [PROPOSE_CHARTER] = {"charter", OPTION_TEXT, "NAME", NULL, "where the mission has several"},
    [PROPOSE_RULE] = {"rule", OPTION_TEXT, "RULE", NULL, "a rule of the charter"},
    [PROPOSE_ADMITS] = {"admits", OPTION_TEXT, "STATE", NULL,
                        "the candidate that would be admitted: --effect admission:STATE"},
    [PROPOSE_EFFECT] = {"effect", OPTION_TEXT, "KIND:NAME", NULL,
                        "what it brings about: admission:STATE, suspension:STATE, "
                        "reinstatement:STATE, finding:NAME, retraction:NAME, mandate:NAME, "
                        "mission:NAME, measure:LADDER.STEP, stand-down:MEASURE"},
    [PROPOSE_STANDARD] = {"standard", OPTION_TEXT, "NAME", NULL,
                          "of a finding: the standard of proof that it reaches"},
    [PROPOSE_BASIS] = {"basis", OPTION_TEXT, "ENTRIES", NULL,
                       "of a finding: the entries that it rests on, with commas"},
    [PROPOSE_TASKS] = {"tasks", OPTION_TEXT, "TASKS", NULL,
                       "of a mission: its mandate, with commas"},
    [PROPOSE_AGREEMENT] = {"agreement", OPTION_TEXT, "NAME", NULL,
                           "of a mission: the agreement that it judges, if any"},
    [PROPOSE_CLOSES] = {"closes", OPTION_TEXT, "INSTANT", NULL,
                        "until when ballots are taken, as 2027-01-01T00:00:00Z"},
    [PROPOSE_PARTIES] = {"parties", OPTION_TEXT, "MEMBERS", NULL,
                         "parties to the dispute, with commas"},
    [PROPOSE_NEEDS] = {"needs", OPTION_TEXT, "LIST", NULL,
                       "preconditions, with commas: consent:STATE, contributor:STATE, "
                       "finding:NAME, mandate:TASK, defence:NAME"},
    [PROPOSE_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL, "who may read it"},
    [PROPOSE_BY] = ACT_BY_ROW,
    [PROPOSE_OUT] = {"out", OPTION_FILE, "FILE", NULL, "the proposal as a file for delegates"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "the vote is open"},
    {STATUS_USAGE, "usage, a bad time"},
    {STATUS_ABSENT, "no such mission, charter, rule, candidate or member"},
    {STATUS_CONFLICT, "the roster does not let the author, or lets nobody vote"},
};
static const struct example_row examples[] = {
    {"aasc council propose mission --title \"Admit\" --admits rus --closes 2027-03-01T12:00:00Z "
     "--out admission.json",
     "Open a vote."},
};

const struct command command_council_propose = {
    .noun = "council",
    .verb = "propose",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "open a vote",
    .description =
        "Puts a proposal on the record: the rule of the charter, the electorate as it is now with "
        "the keys that vote for each member (people of the roster with the right to vote), the "
        "deadline, what must hold beside the votes, and the log's signed head. It opens at once.\n"
        "\n"
        "What it brings about (--effect) is voted by the rule that the charter has for it: a "
        "candidate's for its admission and a finding's for its adoption; members are suspended by "
        "the rule that members are admitted by, mandates changed by the one that adds missions. "
        "The State whose own case it is has no vote in it. An admission is refused while a finding "
        "is missing, or a consultation that the charter asks for is still open.",
    .options = options,
    .n_options = PROPOSE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
