/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_vote.c: `aasc council vote`: a ballot, signed where the delegate's key is. Reads the
 * proposal and the key, and touches no mission: the ballot is carried as a file. */
#include "base/num.h"
#include "cmd/council_case.h"
#include "report/writer.h"

#include <inttypes.h>

enum { VOTE_MEMBER, VOTE_CHOICE, VOTE_SEQUENCE, VOTE_KEYS, VOTE_BY, VOTE_OUT, VOTE_OPTION_COUNT };

#define ARENA_BYTES_MAX ((size_t)16 << 20)

struct voting {
    const struct command_line *line;
    struct arena arena;
    struct proposal proposal;
    struct proposal_digests digests;
    struct ballot says;
    struct signer_key key;
    struct buf text, note;
};

static enum rc read_options(struct voting *v, struct err *err)
{
    static const int needed[] = {VOTE_MEMBER, VOTE_CHOICE, VOTE_KEYS, VOTE_BY};
    enum rc rc;

    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
        if (!command_has(v->line, (unsigned)needed[i]))
            return err_set(err, RC_INPUT, "--%s is missing",
                           v->line->command->options[needed[i]].name);
    v->says.member = command_value(v->line, VOTE_MEMBER);
    v->says.sequence = 1;
    rc = council_choice_find(command_value(v->line, VOTE_CHOICE), &v->says.choice, err);
    if (rc)
        return err_prefix(err, rc, "--choice: ");
    if (!command_has(v->line, VOTE_SEQUENCE))
        return RC_OK;
    rc = num_parse_i64(command_value(v->line, VOTE_SEQUENCE), &v->says.sequence, err);
    if (!rc && (v->says.sequence < 1 || v->says.sequence > BALLOT_SEQUENCE_MAX))
        rc = err_set(err, RC_RANGE, "1 to %d", BALLOT_SEQUENCE_MAX);
    return rc ? err_prefix(err, rc, "--sequence: ") : RC_OK;
}

/* The key must be one that the proposal gives to that member; it signs by the name there. */
static enum rc check_key(struct voting *v, struct err *err)
{
    uint32_t seat = council_seat_find(&v->proposal.vote, v->says.member);
    struct verifier_key own = signer_key_public(&v->key);
    const struct proposal_voters *voters;

    if (seat == UINT32_MAX)
        return err_set(err, RC_ABSENT, "%.*s is not in the electorate of this proposal",
                       SPAN_ARG(v->says.member));
    voters = &v->proposal.voters[seat];
    for (size_t i = 0; i < voters->n; i++)
        if (voters->keys[i].id == own.id && span_eq(voters->keys[i].name, own.name))
            return RC_OK;
    return err_set(err, RC_CONFLICT,
                   "the key of %.*s is none of those that sign for %.*s in this proposal",
                   SPAN_ARG(own.name), SPAN_ARG(v->says.member));
}

static enum rc sign(struct voting *v, struct err *err)
{
    struct span text = {0};
    enum rc rc = source_read(v->line->operands[0], PROPOSAL_BYTES_MAX, &v->arena, &text, err);

    if (!rc)
        rc = proposal_read(text, &v->arena, &v->proposal, &v->digests, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", v->line->operands[0]);
    rc = keys_open_author(v->line->values[VOTE_KEYS], command_value(v->line, VOTE_BY), &v->arena,
                          &v->key, err);
    if (!rc)
        rc = check_key(v, err);
    if (rc)
        return rc;
    ballot_put_text(&v->text, &v->proposal, &v->digests, &v->says);
    note_put_text(&v->note, buf_span(&v->text));
    note_put_signed(&v->note, buf_span(&v->text), &v->key);
    rc = buf_check(&v->text, err);
    return rc ? rc : buf_check(&v->note, err);
}

/* What is signed, with what the digests stand for; on standard error, as the ballot itself may go
 * to standard output. */
static void show(const struct voting *v)
{
    const struct council_vote *vote = &v->proposal.vote;
    struct buf b;

    buf_init(&b, PROPOSAL_BYTES_MAX * 4); /* a byte may become three */
    buf_printf(&b, "proposal: %.*s\n", SPAN_ARG(v->proposal.title));
    text_put_clean(&b, v->proposal.text);
    buf_printf(&b, "\nrule: %.*s, majority ", SPAN_ARG(vote->rule.id));
    council_majority_put(&b, &vote->rule);
    buf_printf(&b, "; electorate: %zu members\nopen: ", vote->n_seats);
    time_put_instant(&b, vote->opens_ms);
    buf_puts(&b, " to ");
    time_put_instant(&b, vote->closes_ms);
    buf_puts(&b, "\nsigned:\n");
    buf_put(&b, buf_span(&v->text));
    (void)fwrite(b.p, 1, b.n, stderr);
    buf_release(&b);
}

static enum rc put(const struct voting *v, struct err *err)
{
    struct writer out = writer_over(stdout, "standard output");

    if (command_has(v->line, VOTE_OUT))
        return council_put_file(v->line->values[VOTE_OUT], buf_span(&v->note), err);
    return writer_put(&out, buf_span(&v->note), err);
}

static int run(const struct command_line *line)
{
    struct voting v = {.line = line};
    struct err err = {0};
    enum rc rc = read_options(&v, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    arena_init(&v.arena, ARENA_BYTES_MAX);
    buf_init(&v.text, BALLOT_BYTES_MAX);
    buf_init(&v.note, BALLOT_BYTES_MAX);
    rc = sign(&v, &err);
    signer_key_wipe(&v.key);
    if (!rc && !line->terminal.is_quiet)
        show(&v);
    if (!rc)
        rc = put(&v, &err);
    buf_release(&v.note);
    buf_release(&v.text);
    arena_release(&v.arena);
    return rc ? command_fail(rc, &err) : STATUS_OK;
}

static const char *const choices[] = {"yes", "no", "abstain", "recused", NULL};
static const struct option_row options[VOTE_OPTION_COUNT] = {
    [VOTE_MEMBER] = {"member", OPTION_TEXT, "MEMBER", NULL, "for whom"},
    [VOTE_CHOICE] = {"choice", OPTION_WORD, "CHOICE", choices, "what the ballot says"},
    [VOTE_SEQUENCE] =
        {"sequence", OPTION_TEXT, "N", NULL,
         "1 where not given; a higher one replaces an earlier ballot until the close"},
    [VOTE_KEYS] = {"keys", OPTION_FOLDER, "FOLDER", NULL, "the folder that holds the key"},
    [VOTE_BY] = {"by", OPTION_TEXT, "NAME", NULL, "whose key signs"},
    [VOTE_OUT] = {"out", OPTION_FILE, "FILE", NULL,
                  "where the ballot goes; standard output where not given"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "the ballot is signed"},
    {STATUS_USAGE, "usage, or a file that is no proposal"},
    {STATUS_ABSENT, "no such file, key or member"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "the key does not sign for that member; the file is there already"},
};
static const struct example_row examples[] = {
    {"aasc council vote admission.json --member est --choice yes --keys ~/keys --by k.tamm --out "
     "est.ballot",
     "A ballot that is then carried to the mission."},
};

const struct command command_council_vote = {
    .noun = "council",
    .verb = "vote",
    .operands = "PROPOSAL",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "sign a ballot on the delegate's own machine",
    .description =
        "Signs a ballot for a proposal with a delegate's key and shows what is signed: the "
        "digests of the proposal, its rule and its electorate, the log's head, the member, the "
        "sequence and the choice. No mission is needed: the ballot is a file, to be taken by aasc "
        "council take.",
    .options = options,
    .n_options = VOTE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
