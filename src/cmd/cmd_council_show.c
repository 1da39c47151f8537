/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_show.c: `aasc council show` and `aasc council tally`: votes on a mission's record,
 * and a vote in a file counted again. */
#include "cmd/council_case.h"
#include "cmd/log_keys.h"
#include "cmd/reading.h"
#include "report/writer.h"

#define TEXT_BYTES_MAX  ((size_t)4 << 20)
#define ARENA_BYTES_MAX ((size_t)256 << 20)

/* --- show ------------------------------------------------------------------------------------ */

enum { SHOW_PROPOSAL, SHOW_AS_OF, SHOW_AS, SHOW_OPTION_COUNT };

/* The preconditions as the last decision has them. */
static enum rc needs_of(const struct council_case *c, struct arena *a,
                        const struct account_need **out, struct err *err)
{
    struct account_need *needs = arena_array(a, PROPOSAL_NEEDS_MAX, sizeof(*needs), err);
    const struct json *list;
    struct json body;
    enum rc rc;

    *out = NULL;
    if (needs == NULL)
        return RC_LIMIT;
    if (!c->is_decided)
        return RC_OK;
    rc = json_parse(c->decision_body, a, &body, err);
    if (rc)
        return rc;
    list = json_get(&body, "preconditions");
    for (size_t i = 0;
         list != NULL && list->type == JSON_ARRAY && i < list->u.array.n && i < PROPOSAL_NEEDS_MAX;
         i++) {
        const struct json *met = json_get(&list->u.array.items[i], "met");

        needs[i] = (struct account_need){.is_met = met != NULL && met->type == JSON_TRUE,
                                         .why = json_get_text(&list->u.array.items[i], "why"),
                                         .by = json_get_text(&list->u.array.items[i], "by")};
    }
    *out = needs;
    return RC_OK;
}

static void put_state(struct buf *b, const struct council_case *c,
                      const struct account_opened *opened)
{
    uuid_put(b, &c->id);
    buf_printf(b, "  %s", council_outcome_name(opened->tally.outcome));
    if (opened->tally.outcome != COUNCIL_OPEN)
        buf_puts(b, !c->is_decided                             ? ", not closed yet"
                    : opened->is_executable                    ? ", executable"
                    : opened->tally.outcome == COUNCIL_ADOPTED ? ", not executable"
                                                               : "");
    buf_puts(b, "  closes ");
    time_put_instant(b, c->proposal.vote.closes_ms);
    buf_printf(b, "  %zu ballots  %.*s\n", c->n_ballots, SPAN_ARG(c->proposal.title));
}

static enum rc show(struct reading *r, struct buf *b, struct err *err)
{
    const char *wanted = r->line->n_operands > 1 ? r->line->operands[1] : NULL;
    struct council_cases all;
    struct council_case *one = NULL;
    enum rc rc = council_cases_read(desk_store(r->m.desk), r->who.visible, r->below_seq, &r->arena,
                                    &all, err);

    if (!rc && wanted != NULL)
        rc = council_case_find(&all, wanted, &one, err);
    if (!rc && one != NULL && command_has(r->line, SHOW_PROPOSAL)) {
        buf_put(b, one->text);
        return RC_OK;
    }
    for (size_t i = 0; i < all.n && !rc; i++) {
        struct council_case *c = &all.items[i];
        const struct account_need *needs = NULL;
        struct account_opened opened;

        if (one != NULL && c != one)
            continue;
        rc = needs_of(c, &r->arena, &needs, err);
        if (!rc)
            rc = council_case_count(c, NULL, needs, mission_now_ms(), &r->arena, &opened, err);
        if (!rc && one == NULL)
            put_state(b, c, &opened);
        if (!rc && one != NULL)
            account_put_words(b, &opened);
    }
    if (!rc && all.n == 0)
        buf_puts(b, "there is no proposal\n");
    return rc;
}

static int run_show(const struct command_line *line)
{
    static struct reading r; /* large; there is one per process */
    struct writer out = writer_over(stdout, "standard output");
    struct err err = {0};
    struct buf b;
    enum rc rc = reading_open(&r, line, SHOW_AS_OF, SHOW_AS, &err);
    int status;

    buf_init(&b, TEXT_BYTES_MAX);
    if (!rc)
        rc = show(&r, &b, &err);
    if (!rc)
        rc = writer_put(&out, buf_span(&b), &err);
    status = rc ? mission_fail(rc, &err) : STATUS_OK;
    buf_release(&b);
    reading_close(&r);
    return status;
}

static const struct option_row show_options[SHOW_OPTION_COUNT] = {
    [SHOW_PROPOSAL] = {"proposal", OPTION_FLAG, NULL, NULL,
                       "print the proposal itself: the file that delegates sign for"},
    [SHOW_AS_OF] = READING_AS_OF_ROW,
    [SHOW_AS] = READING_AS_ROW,
};
static const struct exit_row show_exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "a bad mission"},
    {STATUS_ABSENT, "no such mission or proposal"},
};

const struct command command_council_show = {
    .noun = "council",
    .verb = "show",
    .operands = "DIR [PROPOSAL]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = "print the votes of a mission, or how one stands",
    .description =
        "Prints the votes on the record, or of one its ballots counted as of now by its rule, with "
        "the preconditions of the last decision.",
    .options = show_options,
    .n_options = SHOW_OPTION_COUNT,
    .exits = show_exits,
    .n_exits = sizeof(show_exits) / sizeof(show_exits[0]),
    .run = run_show,
};

/* --- tally ----------------------------------------------------------------------------------- */

enum { TALLY_KEY, TALLY_OPTION_COUNT };

static enum rc tally(const struct command_line *line, struct arena *a, struct buf *b,
                     struct err *err)
{
    const struct verifier_key *keys = NULL;
    struct account_opened opened;
    struct span text = {0};
    size_t n = 0;
    enum rc rc = source_read(line->operands[0], ACCOUNT_BYTES_MAX, a, &text, err);

    if (!rc && command_has(line, TALLY_KEY))
        rc = log_keys_given(line->values[TALLY_KEY], KEY_ED25519, a, &keys, &n, err);
    if (!rc)
        rc = account_open(text, keys, n, a, &opened, err);
    if (!rc)
        account_put_words(b, &opened);
    return rc;
}

static int run_tally(const struct command_line *line)
{
    struct writer out = writer_over(stdout, "standard output");
    struct err err = {0};
    struct arena a;
    struct buf b;
    enum rc rc;

    arena_init(&a, ARENA_BYTES_MAX);
    buf_init(&b, TEXT_BYTES_MAX);
    rc = tally(line, &a, &b, &err);
    if (!rc)
        rc = writer_put(&out, buf_span(&b), &err);
    buf_release(&b);
    arena_release(&a);
    return rc ? command_fail(rc, &err) : STATUS_OK;
}

static const struct option_row tally_options[TALLY_OPTION_COUNT] = {
    [TALLY_KEY] = {"key", OPTION_TEXT, "KEY", NULL,
                   "the log's key, or a file of such keys: receipts are verified too"},
};
static const struct exit_row tally_exits[] = {
    {STATUS_OK, "the ballots give what the file states"},
    {STATUS_USAGE, "usage, or a file that is no vote"},
    {STATUS_ABSENT, "no such file"},
    {STATUS_CONFLICT, "a signature is wrong, or the ballots give another decision"},
};

const struct command command_council_tally = {
    .noun = "council",
    .verb = "tally",
    .operands = "FILE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "count a vote again from its file",
    .description = "Verifies every ballot of a file that aasc council close wrote, counts them "
                   "again, and compares with the decision that the file states. aasc-verify does "
                   "the same with nothing of a mission.",
    .options = tally_options,
    .n_options = TALLY_OPTION_COUNT,
    .exits = tally_exits,
    .n_exits = sizeof(tally_exits) / sizeof(tally_exits[0]),
    .run = run_tally,
};
