/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_close.c: `aasc council close`: count the ballots when the vote is over, and say which
 * preconditions hold: adopted is one thing, executable another. */
#include "cmd/act.h"
#include "cmd/council_chamber.h"
#include "council/precondition.h"

#include <stdlib.h>
#include <string.h>

enum { CLOSE_BY, CLOSE_OUT, CLOSE_OPTION_COUNT };

struct closing {
    struct act a;
    const struct command_line *line;
    struct council_case *c;
    struct council_room room;
    struct account_need needs[PROPOSAL_NEEDS_MAX];
    struct uuid inputs[PROPOSAL_NEEDS_MAX];
    size_t n_inputs;
    int64_t now_ms;
    struct account_opened opened;
};

/* --- preconditions --------------------------------------------------------------------------- */

static enum rc judge_needs(struct closing *x, struct err *err)
{
    struct precondition_case c = {.n_tasks = 0};
    enum rc rc = council_case_about(x->c, &x->a.arena, &c, err);

    for (size_t i = 0; i < x->c->proposal.n_needs && !rc; i++) {
        struct precondition found = {.is_met = false};

        rc = precondition_judge(&x->room.chamber, &x->c->proposal.needs[i], &c, x->now_ms,
                                &x->a.arena, &found, err);
        if (!rc && found.by.n > 0)
            rc = uuid_read(found.by, &x->inputs[x->n_inputs++], err);
        x->needs[i] =
            (struct account_need){.is_met = found.is_met, .why = found.why, .by = found.by};
    }
    return rc;
}

/* --- counting -------------------------------------------------------------------------------- */

static enum rc find(struct closing *x, struct err *err)
{
    const struct council_view v = council_view_of(&x->a);
    struct council_cases cases;
    enum rc rc =
        council_cases_read(desk_store(x->a.m.desk), NULL, UINT64_MAX, &x->a.arena, &cases, err);

    if (!rc)
        rc = council_case_find(&cases, x->line->operands[1], &x->c, err);
    return rc ? rc : council_room_read(&v, x->c->proposal.charter, &x->a.arena, &x->room, err);
}

static enum rc count(struct closing *x, struct err *err)
{
    const struct verifier_key log = signer_key_public(&desk_keys(x->a.m.desk)->node);
    enum rc rc = judge_needs(x, err);
    struct buf at;

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
        "each precondition is judged by what the record has now, met or unmet, and why, and by "
        "which entry. Where one is met later, closing again replaces the decision. What a decision "
        "brings about, such as an admission, is in force from the first closing on that finds it "
        "executable.",
    .options = options,
    .n_options = CLOSE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
