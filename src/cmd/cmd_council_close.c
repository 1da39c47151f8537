/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_close.c: `aasc council close`: count the ballots when the vote is over, and say which
 * preconditions hold: adopted is one thing, executable another. */
#include "cmd/act.h"
#include "cmd/council_case.h"

#include <stdlib.h>
#include <string.h>

enum { CLOSE_MET, CLOSE_BY, CLOSE_OUT, CLOSE_OPTION_COUNT };

struct closing {
    struct act a;
    const struct command_line *line;
    struct council_case *c;
    const struct charter *charter;
    struct account_need needs[PROPOSAL_NEEDS_MAX];
    struct uuid inputs[PROPOSAL_NEEDS_MAX];
    size_t n_inputs;
    int64_t now_ms;
    struct account_opened opened;
};

/* --- preconditions --------------------------------------------------------------------------- */

/* "consent:ukr=ENTRY, …": the entry that shows it; empty: none was named. */
static struct span shown_by(const struct closing *x, const struct proposal_need *n)
{
    struct span rest = command_value(x->line, CLOSE_MET);

    while (rest.n > 0) {
        struct span word = span_trim(span_cut(&rest, ',')), key = span_cut(&word, '=');
        struct span kind = span_cut(&key, ':');

        if (span_is(kind, proposal_need_name(n->kind)) && span_eq(key, n->of))
            return word;
    }
    return span_none();
}

static enum rc judge_shown(struct closing *x, const struct proposal_need *n,
                           struct account_need *out, struct err *err)
{
    struct span id = shown_by(x, n);
    struct store_entry e;
    enum rc rc;

    if (id.n == 0) {
        out->why =
            n->kind == PROPOSAL_CONSENT
                ? SPAN("no entry of the record was named that shows the consent; a vote does "
                       "not replace it")
                : SPAN("no entry of the record was named that shows it");
        return RC_OK;
    }
    id = arena_copy(&x->a.arena, id, err);
    if (id.p == NULL)
        return RC_LIMIT;
    rc = act_find(&x->a, id.p, &e, err);
    if (rc)
        return err_prefix(err, rc, "--met %s:%.*s: ", proposal_need_name(n->kind), SPAN_ARG(n->of));
    if (e.is_erased || e.is_superseded || x->n_inputs == PROPOSAL_NEEDS_MAX) {
        out->why = SPAN("the entry that was named was erased or replaced");
        return RC_OK;
    }
    x->inputs[x->n_inputs++] = e.id;
    out->is_met = true;
    out->why = arena_printf(&x->a.arena, err, "shown by entry %.*s", SPAN_ARG(id));
    return out->why.p == NULL ? RC_LIMIT : RC_OK;
}

static void judge_consultation(const struct closing *x, const struct proposal_need *n,
                               struct account_need *out)
{
    out->is_met = n->has_until && n->until_ms <= x->c->proposal.vote.opens_ms;
    out->why = out->is_met    ? SPAN("it was over when the vote opened; silence is no veto")
               : n->has_until ? SPAN("the vote opened before the consultation was over")
                              : SPAN("no consultation was opened before the vote");
}

static void judge_mandate(const struct closing *x, const struct proposal_need *n,
                          struct account_need *out)
{
    const struct charter_mandate *m =
        x->charter->active == CHARTER_NONE ? NULL : &x->charter->mandates[x->charter->active];

    out->is_met = m != NULL && x->now_ms >= m->from_ms && charter_mandate_covers(m, n->of);
    out->why = out->is_met              ? SPAN("the active mandate covers it")
               : m == NULL              ? SPAN("no mandate is active")
               : x->now_ms < m->from_ms ? SPAN("the active mandate has not begun")
                                        : SPAN("the active mandate does not cover it");
}

static enum rc judge_need(struct closing *x, const struct proposal_need *n,
                          struct account_need *out, struct err *err)
{
    *out = (struct account_need){.is_met = false};
    switch (n->kind) {
    case PROPOSAL_CONSULTATION:
        judge_consultation(x, n, out);
        return RC_OK;
    case PROPOSAL_MANDATE:
        judge_mandate(x, n, out);
        return RC_OK;
    case PROPOSAL_DEFENCE:
        out->is_met = x->charter->has_collective_defence;
        out->why = out->is_met ? SPAN("the charter obliges members to it")
                               : SPAN("the charter obliges nobody to collective defence; each "
                                      "member decides for itself");
        return RC_OK;
    case PROPOSAL_CONSENT:
    case PROPOSAL_CONTRIBUTOR:
    case PROPOSAL_FINDING:
    case PROPOSAL_NEED_COUNT:
        break;
    }
    return judge_shown(x, n, out, err);
}

/* What is named in --met and is no precondition would be lost without a word. */
static enum rc check_met(const struct closing *x, struct err *err)
{
    struct span rest = command_value(x->line, CLOSE_MET);

    while (rest.n > 0) {
        struct span word = span_trim(span_cut(&rest, ',')), key = span_cut(&word, '=');
        struct span name = key, kind = span_cut(&name, ':');
        bool is_there = false;

        for (size_t i = 0; i < x->c->proposal.n_needs; i++)
            is_there =
                is_there || (span_is(kind, proposal_need_name(x->c->proposal.needs[i].kind)) &&
                             span_eq(name, x->c->proposal.needs[i].of));
        if (!is_there || word.n == 0)
            return err_set(err, RC_INPUT,
                           "--met: %.*s: write KIND:NAME=ENTRY of a precondition of the proposal",
                           SPAN_ARG(key));
    }
    return RC_OK;
}

/* --- counting -------------------------------------------------------------------------------- */

static enum rc find(struct closing *x, struct err *err)
{
    const struct pact_agreement *g = NULL;
    struct council_cases cases;
    enum rc rc = council_cases_read(desk_store(x->a.m.desk), NULL, &x->a.arena, &cases, err);

    if (!rc)
        rc = council_case_find(&cases, x->line->operands[1], &x->c, err);
    if (!rc)
        rc = council_charter(&x->a.m, x->c->proposal.charter, &g, err);
    if (!rc)
        x->charter = g->charter;
    return rc ? rc : check_met(x, err);
}

static enum rc count(struct closing *x, struct err *err)
{
    const struct verifier_key log = signer_key_public(&desk_keys(x->a.m.desk)->node);
    enum rc rc = RC_OK;
    struct buf at;

    for (size_t i = 0; i < x->c->proposal.n_needs && !rc; i++)
        rc = judge_need(x, &x->c->proposal.needs[i], &x->needs[i], err);
    if (!rc)
        rc = council_case_count(x->c, &log, x->needs, x->now_ms, &x->a.arena, &x->opened, err);
    if (rc || x->opened.tally.outcome != COUNCIL_OPEN)
        return rc;
    buf_init(&at, 64);
    time_put_instant(&at, x->opened.tally.decided_ms);
    rc = err_set(err, RC_CONFLICT, "the vote is open until %s; it is counted then", at.p);
    buf_release(&at);
    return rc;
}

/* --- the decision ---------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    return uuid_cmp(a, b);
}

/* The proposal, its ballots and what shows the preconditions, sorted, each once. */
static enum rc inputs_of(struct closing *x, const struct uuid **out, size_t *n, struct err *err)
{
    size_t all = 1 + x->c->n_ballots + x->n_inputs;
    struct uuid *ids = arena_array(&x->a.arena, all, sizeof(*ids), err);

    if (ids == NULL)
        return RC_LIMIT;
    ids[0] = x->c->id;
    if (x->c->n_ballots > 0)
        memcpy(ids + 1, x->c->ballot_ids, x->c->n_ballots * sizeof(*ids));
    memcpy(ids + 1 + x->c->n_ballots, x->inputs, x->n_inputs * sizeof(*ids));
    qsort(ids, all, sizeof(*ids), by_id);
    *n = 0;
    for (size_t i = 0; i < all; i++)
        if (*n == 0 || uuid_cmp(&ids[*n - 1], &ids[i]) != 0)
            ids[(*n)++] = ids[i];
    *out = ids;
    return RC_OK;
}

static enum rc put(struct closing *x, struct uuid *id, struct err *err)
{
    struct act_entry e = {.kind = ENTRY_DECISION, .label = x->c->label};
    struct span proposal = {0};
    struct json body;
    enum rc rc = account_decision(&x->opened, &x->a.arena, &body, err);

    if (!rc)
        rc = council_id_text(&x->c->id, &x->a.arena, &proposal, err);
    if (!rc)
        rc = json_set(&body, "proposal", json_text(proposal), &x->a.arena, err);
    if (!rc)
        rc = inputs_of(x, &e.inputs, &e.n_inputs, err);
    e.body = &body;
    e.supersedes = x->c->is_decided ? &x->c->decision : NULL;
    return rc ? rc : act_put(&x->a, &e, id, err);
}

static enum rc put_file(struct closing *x, struct err *err)
{
    struct buf b;
    enum rc rc;

    if (!command_has(x->line, CLOSE_OUT))
        return RC_OK;
    buf_init(&b, ACCOUNT_BYTES_MAX);
    rc = account_put(&b, &x->opened, &x->a.arena, err);
    if (!rc)
        rc = council_put_file(x->line->values[CLOSE_OUT], buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static void print(struct closing *x, const struct uuid *id)
{
    struct buf b;

    act_print(&x->a, id);
    buf_init(&b, (size_t)1 << 20);
    account_put_words(&b, &x->opened);
    (void)fwrite(b.p, 1, b.n, stdout);
    buf_release(&b);
}

static int run(const struct command_line *line)
{
    static struct closing x; /* large; there is one per process */
    struct err err = {0};
    struct uuid id;
    int status = STATUS_OK;
    enum rc rc;

    x.line = line;
    rc = act_open(&x.a, line->operands[0], "council close", command_value(line, CLOSE_BY),
                  line->terminal.is_quiet, &err);
    x.now_ms = mission_now_ms() / MS_PER_S * MS_PER_S;
    if (!rc)
        rc = act_check_right(&x.a, RIGHT_APPROVE, "close votes", &err);
    if (!rc)
        rc = council_check_file(line->values[CLOSE_OUT], &err);
    if (!rc)
        rc = find(&x, &err);
    if (!rc)
        rc = count(&x, &err);
    if (!rc)
        rc = put(&x, &id, &err);
    if (!rc)
        print(&x, &id);
    if (!rc)
        rc = put_file(&x, &err);
    if (rc)
        status = mission_fail(rc, &err);
    act_close(&x.a);
    return status;
}

static const struct option_row options[CLOSE_OPTION_COUNT] = {
    [CLOSE_MET] = {"met", OPTION_TEXT, "LIST", NULL,
                   "entries that show preconditions, with commas: consent:STATE=ENTRY, "
                   "contributor:STATE=ENTRY, finding:NAME=ENTRY"},
    [CLOSE_BY] = ACT_BY_ROW,
    [CLOSE_OUT] = {"out", OPTION_FILE, "FILE", NULL,
                   "the whole vote as a file, which aasc-verify counts again"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "the decision is on the record"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission, proposal or entry"},
    {STATUS_CONFLICT, "the vote is still open; the roster does not let the author"},
};
static const struct example_row examples[] = {
    {"aasc council close mission 019a3c54-6d80-7000-8000-0123456789ab --out vote.json",
     "Count, and hand the vote out."},
};

const struct command command_council_close = {
    .noun = "council",
    .verb = "close",
    .operands = "DIR PROPOSAL",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "count a vote that is over",
    .description =
        "Verifies every ballot and receipt again, counts them by the proposal's rule, and puts the "
        "decision on the record with its arithmetic. Adopted is one thing, executable another: "
        "each precondition is met or unmet, and why. Where one is met later, closing again "
        "replaces the decision.",
    .options = options,
    .n_options = CLOSE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
