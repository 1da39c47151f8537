/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_propose.c: `aasc council propose`: open a vote: the rule, the electorate as it is
 * now, what must hold beside the votes. */
#include "cmd/act.h"
#include "cmd/council_case.h"
#include "council/electorate.h"

#include <string.h>

enum {
    PROPOSE_TITLE,
    PROPOSE_TEXT,
    PROPOSE_CHARTER,
    PROPOSE_RULE,
    PROPOSE_ADMITS,
    PROPOSE_CLOSES,
    PROPOSE_PARTIES,
    PROPOSE_NEEDS,
    PROPOSE_CONSULTED,
    PROPOSE_LABEL,
    PROPOSE_BY,
    PROPOSE_OUT,
    PROPOSE_OPTION_COUNT
};

struct proposing {
    struct act a;
    const struct command_line *line;
    const struct pact_agreement *g;
    const struct charter_candidate *candidate; /* NULL: nobody is admitted */
    struct council_call call;
    struct proposal p;
    struct span text; /* canonical */
    struct span label;
};

/* --- the rule and the electorate ------------------------------------------------------------- */

static enum rc find_candidate(struct proposing *x, struct err *err)
{
    const struct charter *c = x->g->charter;
    struct span id = command_value(x->line, PROPOSE_ADMITS);

    for (size_t i = 0; i < c->n_candidates && id.n > 0; i++)
        if (span_eq(x->g->parties[c->candidates[i].party].id, id))
            x->candidate = &c->candidates[i];
    if (id.n > 0 && x->candidate == NULL)
        return err_set(err, RC_ABSENT, "--admits: the charter has no candidate %.*s", SPAN_ARG(id));
    return RC_OK;
}

/* A candidate is admitted by the rule that the charter names, and by no other. */
static enum rc find_rule(struct proposing *x, struct err *err)
{
    const struct charter *c = x->g->charter;
    struct span id = command_value(x->line, PROPOSE_RULE);

    x->call.rule = x->candidate != NULL ? x->candidate->admit_by : charter_rule_find(c, id);
    if (x->call.rule == CHARTER_NONE && id.n == 0)
        return err_set(err, RC_INPUT, "--rule is missing: a rule of the charter");
    if (x->call.rule == CHARTER_NONE)
        return err_set(err, RC_ABSENT, "--rule: the charter has no rule %.*s", SPAN_ARG(id));
    if (id.n > 0 && !span_eq(id, c->rules[x->call.rule].id))
        return err_set(err, RC_CONFLICT, "--rule: the charter admits by %.*s",
                       SPAN_ARG(c->rules[x->call.rule].id));
    return RC_OK;
}

static enum rc find_parties(struct proposing *x, struct err *err)
{
    struct span rest = command_value(x->line, PROPOSE_PARTIES);
    struct span *out = arena_array(&x->a.arena, rest.n + 1, sizeof(*out), err);

    if (out == NULL)
        return RC_LIMIT;
    while (rest.n > 0) {
        struct span id = span_trim(span_cut(&rest, ','));

        if (charter_member_find(x->g->charter, id) == CHARTER_NONE)
            return err_set(err, RC_ABSENT, "--parties: %.*s is no member of the charter",
                           SPAN_ARG(id));
        out[x->call.n_parties++] = id;
    }
    x->call.parties = out;
    return RC_OK;
}

/* Whoever the roster lets vote for the member now. */
static enum rc voters_of(struct proposing *x, struct span member, struct proposal_voters *out,
                         struct err *err)
{
    const struct roster *r = &x->a.m.labels->roster;

    out->keys = arena_array(&x->a.arena, PROPOSAL_VOTERS_MAX, sizeof(*out->keys), err);
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
    enum rc rc = council_vote_open(x->g->charter, &x->call, &x->a.arena, &x->p.vote, err);
    size_t n_with_keys = 0;

    if (rc)
        return rc;
    voters = arena_array(&x->a.arena, x->p.vote.n_seats, sizeof(*voters), err);
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

static enum rc add_need(struct proposing *x, struct proposal_need need, struct err *err)
{
    if (x->p.n_needs == PROPOSAL_NEEDS_MAX)
        return err_set(err, RC_LIMIT, "more than %d preconditions", PROPOSAL_NEEDS_MAX);
    for (size_t i = 0; i < x->p.n_needs; i++)
        if (x->p.needs[i].kind == need.kind && span_eq(x->p.needs[i].of, need.of))
            return RC_OK;
    x->p.needs[x->p.n_needs++] = need;
    return RC_OK;
}

/* The consultation of a class closes at 24:00 of the local day on which its days are over, or when
 * its hours are. */
static enum rc add_consultation(struct proposing *x, const struct charter_consultation *c,
                                struct err *err)
{
    struct proposal_need need = {.kind = PROPOSAL_CONSULTATION,
                                 .of = x->g->charter->classes[c->whom].id,
                                 .has_until = command_has(x->line, PROPOSE_CONSULTED)};
    struct civil day;
    int64_t opened_ms = 0;
    enum rc rc = RC_OK;

    if (need.has_until)
        rc = time_parse_instant(command_value(x->line, PROPOSE_CONSULTED), &opened_ms, err);
    if (rc)
        return err_prefix(err, rc, "--consulted: ");
    need.until_ms = opened_ms + c->time_ms;
    if (c->days >= 0) {
        time_from_days(zone_date(x->g->zone, opened_ms) + c->days + 1, &day);
        need.until_ms = zone_day_start(x->g->zone, day.year, day.month, day.day);
    }
    return add_need(x, need, err);
}

/* What the charter asks for before a candidate is voted about. */
static enum rc add_admission(struct proposing *x, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < x->candidate->n_eligible && !rc; i++)
        rc = add_need(x,
                      (struct proposal_need){.kind = PROPOSAL_FINDING,
                                             .of = x->candidate->eligible[i].finding,
                                             .has_until = false},
                      err);
    for (size_t i = 0; i < x->candidate->n_consultations && !rc; i++)
        if (!x->candidate->consultations[i].is_at_adoption)
            rc = add_consultation(x, &x->candidate->consultations[i], err);
    return rc;
}

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

    x->p.needs = arena_array(&x->a.arena, PROPOSAL_NEEDS_MAX, sizeof(*x->p.needs), err);
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
            rc = add_need(x, need, err);
        if (rc)
            return err_prefix(err, rc, "--needs: ");
    }
    return x->candidate == NULL ? rc : add_admission(x, err);
}

/* --- the document ---------------------------------------------------------------------------- */

static enum rc add_checkpoint(struct proposing *x, struct err *err)
{
    const struct head *h = desk_head(x->a.m.desk);

    if (!h->is_there)
        return err_set(err, RC_CONFLICT, "the log has no signed head yet");
    x->p.origin = desk_keys(x->a.m.desk)->node.name;
    x->p.size = h->at.size;
    x->p.root = h->at.root;
    return RC_OK;
}

static enum rc make(struct proposing *x, struct err *err)
{
    enum rc rc = council_charter(&x->a.m, command_value(x->line, PROPOSE_CHARTER), &x->g, err);

    x->call.opens_ms = mission_now_ms() / MS_PER_S * MS_PER_S;
    if (!rc)
        rc = time_parse_instant(command_value(x->line, PROPOSE_CLOSES), &x->call.closes_ms, err);
    if (!rc)
        rc = find_candidate(x, err);
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
        x->p.pact = x->a.m.model.hash;
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
    rc = proposal_put(&b, &x->p, &x->a.arena, err);
    x->text = arena_copy(&x->a.arena, buf_span(&b), err);
    buf_release(&b);
    if (!rc && x->text.p == NULL)
        rc = RC_LIMIT;
    return rc ? rc : proposal_read(x->text, &x->a.arena, &read, &digests, err);
}

static enum rc put(struct proposing *x, struct uuid *id, struct err *err)
{
    struct json body;
    enum rc rc = act_check_right(&x->a, RIGHT_DRAFT, "draft proposals", err);

    if (!rc && x->a.m.setup.roster.n == 0)
        rc = err_set(err, RC_CONFLICT,
                     "who may vote for whom stands in the roster, and this mission has none");
    if (!rc)
        rc = council_check_file(x->line->values[PROPOSE_OUT], err);
    if (!rc)
        rc = make(x, err);
    if (!rc)
        rc = write_text(x, err);
    x->label = x->a.m.label;
    if (!rc && command_has(x->line, PROPOSE_LABEL))
        rc = labels_canonical(x->a.m.labels, command_value(x->line, PROPOSE_LABEL), &x->a.m.arena,
                              &x->label, err);
    if (!rc)
        rc = json_parse(x->text, &x->a.arena, &body, err);
    if (!rc)
        rc = act_put(&x->a,
                     &(struct act_entry){.kind = ENTRY_PROPOSAL, .body = &body, .label = x->label},
                     id, err);
    if (!rc && command_has(x->line, PROPOSE_OUT))
        rc = council_put_file(x->line->values[PROPOSE_OUT], x->text, err);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct proposing x; /* large; there is one per process */
    struct err err = {0};
    struct uuid id;
    int status = STATUS_OK;
    enum rc rc = RC_OK;

    if (!command_has(line, PROPOSE_TITLE))
        rc = err_set(&err, RC_INPUT, "--title is missing: what is proposed");
    if (!rc && !command_has(line, PROPOSE_CLOSES))
        rc = err_set(&err, RC_INPUT, "--closes is missing: until when ballots are taken");
    if (rc)
        return command_usage_fault(line->command, &err);
    x.line = line;
    rc = act_open(&x.a, line->operands[0], "council propose", command_value(line, PROPOSE_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = put(&x, &id, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        act_print(&x.a, &id);
    act_close(&x.a);
    return status;
}

static const struct option_row options[PROPOSE_OPTION_COUNT] = {
    [PROPOSE_TITLE] = {"title", OPTION_TEXT, "TEXT", NULL, "what is proposed"},
    [PROPOSE_TEXT] = {"text", OPTION_TEXT, "TEXT", NULL, "its words"},
    [PROPOSE_CHARTER] = {"charter", OPTION_TEXT, "NAME", NULL, "where the mission has several"},
    [PROPOSE_RULE] = {"rule", OPTION_TEXT, "RULE", NULL, "a rule of the charter"},
    [PROPOSE_ADMITS] = {"admits", OPTION_TEXT, "STATE", NULL,
                        "the candidate that would be admitted, by the charter's rule for it"},
    [PROPOSE_CLOSES] = {"closes", OPTION_TEXT, "INSTANT", NULL,
                        "until when ballots are taken, as 2027-01-01T00:00:00Z"},
    [PROPOSE_PARTIES] = {"parties", OPTION_TEXT, "MEMBERS", NULL,
                         "parties to the dispute, with commas"},
    [PROPOSE_NEEDS] = {"needs", OPTION_TEXT, "LIST", NULL,
                       "preconditions, with commas: consent:STATE, contributor:STATE, "
                       "finding:NAME, mandate:TASK, defence:NAME"},
    [PROPOSE_CONSULTED] = {"consulted", OPTION_TEXT, "INSTANT", NULL,
                           "when the consultations that the charter asks for were opened"},
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
        "deadline, what must hold beside the votes, and the log's signed head. It opens at once.",
    .options = options,
    .n_options = PROPOSE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
