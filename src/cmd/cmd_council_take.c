/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_take.c: `aasc council take`: a ballot onto the record, against a signed receipt. */
#include "cmd/act.h"
#include "cmd/council_case.h"
#include "cmd/waiver.h"
#include "report/writer.h"

#include <inttypes.h>

enum { TAKE_OUT, TAKE_OPTION_COUNT };

struct taking {
    struct act a;
    struct council_cases cases;
    struct council_case *found;
    struct span note;
    struct ballot_opened opened;
    int64_t received_ms;
    struct span receipt;
};

/* The vote that the ballot names by its digest. */
static enum rc find_case(struct taking *t, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < t->cases.n; i++) {
        struct council_case *c = &t->cases.items[i];
        struct buf line;
        bool is_it;

        buf_init(&line, 200);
        buf_puts(&line, "aasc/ballot/1\nproposal sha256:");
        sha256_put_hex(&line, &c->digests.proposal);
        buf_putc(&line, '\n');
        is_it = span_starts(t->note, buf_span(&line));
        buf_release(&line);
        if (!is_it)
            continue;
        t->found = c;
        return ballot_open(t->note, &c->proposal, &c->digests, &t->a.arena, &t->opened, err);
    }
    if (t->found == NULL)
        rc = err_set(err, RC_ABSENT, "this mission has no proposal that the ballot names");
    return rc;
}

/* Refused with the reason: before the opening, at the close and after it, and what does not replace
 * the ballot that stands. */
static enum rc check_time(const struct taking *t, struct err *err)
{
    const struct council_vote *v = &t->found->proposal.vote;
    struct buf at;
    enum rc rc = RC_OK;

    buf_init(&at, 64);
    time_put_instant(&at, t->received_ms < v->opens_ms ? v->opens_ms : v->closes_ms);
    if (t->received_ms < v->opens_ms)
        rc = err_set(err, RC_CONFLICT, "the vote opens at %s; nothing is taken before", at.p);
    else if (t->received_ms >= v->closes_ms || t->found->is_decided)
        rc = err_set(
            err, RC_CONFLICT,
            "the vote closed at %s; a ballot that is received then or later does not count", at.p);
    buf_release(&at);
    return rc;
}

static enum rc check_sequence(struct taking *t, struct err *err)
{
    for (size_t i = 0; i < t->found->n_ballots; i++) {
        struct ballot_opened old;
        enum rc rc = ballot_open(t->found->ballots[i].note, &t->found->proposal, &t->found->digests,
                                 &t->a.arena, &old, err);

        if (rc)
            return rc;
        if (old.seat == t->opened.seat && old.says.sequence >= t->opened.says.sequence)
            return err_set(err, RC_CONFLICT,
                           "a ballot of %.*s with sequence %" PRId64
                           " is there already; one that replaces it has a higher sequence",
                           SPAN_ARG(old.says.member), old.says.sequence);
    }
    return RC_OK;
}

static enum rc make_receipt(struct taking *t, struct err *err)
{
    struct buf text, note;
    enum rc rc;

    buf_init(&text, BALLOT_BYTES_MAX);
    buf_init(&note, BALLOT_BYTES_MAX);
    receipt_put_text(&text, &t->found->digests, t->note, &t->opened.says, t->received_ms);
    note_put_text(&note, buf_span(&text));
    note_put_signed(&note, buf_span(&text), &desk_keys(t->a.m.desk)->node);
    rc = buf_check(&note, err);
    t->receipt = arena_copy(&t->a.arena, buf_span(&note), err);
    buf_release(&note);
    buf_release(&text);
    return rc ? rc : t->receipt.p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc put_entry(struct taking *t, struct uuid *id, struct err *err)
{
    struct json body = json_object();
    struct arena *a = &t->a.arena;
    struct span proposal = {0}, received;
    struct buf at;
    enum rc rc = council_id_text(&t->found->id, a, &proposal, err);

    buf_init(&at, 64);
    time_put_instant(&at, t->received_ms);
    received = arena_copy(a, buf_span(&at), err);
    buf_release(&at);
    if (!rc && received.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = json_set(&body, "ballot", json_text(t->note), a, err);
    if (!rc)
        rc = json_set(&body, "proposal", json_text(proposal), a, err);
    if (!rc)
        rc = json_set(&body, "received", json_text(received), a, err);
    if (!rc)
        rc = json_set(&body, "receipt", json_text(t->receipt), a, err);
    return rc ? rc
              : act_put(&t->a,
                        &(struct act_entry){.kind = ENTRY_BALLOT,
                                            .body = &body,
                                            .label = t->found->label,
                                            .has_time = true,
                                            .when = {t->received_ms, t->received_ms}},
                        id, err);
}

static enum rc take(struct taking *t, const struct command_line *line, struct err *err)
{
    struct writer out = writer_over(stdout, "standard output");
    struct uuid id;
    enum rc rc = source_read(line->operands[1], BALLOT_BYTES_MAX, &t->a.arena, &t->note, err);

    if (!rc && span_starts(t->note, SPAN("aasc/waiver/1\n")))
        return waiver_take(&t->a, t->note, err);
    if (!rc)
        rc = council_check_file(line->values[TAKE_OUT], err);
    if (!rc)
        rc = council_cases_read(desk_store(t->a.m.desk), NULL, UINT64_MAX, &t->a.arena, &t->cases,
                                err);
    if (!rc)
        rc = find_case(t, err);
    if (!rc)
        rc = check_time(t, err);
    if (!rc)
        rc = check_sequence(t, err);
    if (!rc)
        rc = make_receipt(t, err);
    if (!rc)
        rc = put_entry(t, &id, err);
    if (rc)
        return rc;
    if (!command_has(line, TAKE_OUT))
        return writer_put(&out, t->receipt, err);
    act_print(&t->a, &id);
    return council_put_file(line->values[TAKE_OUT], t->receipt, err);
}

static int run(const struct command_line *line)
{
    static struct taking t; /* large; there is one per process */
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc = act_open(&t.a, line->operands[0], "council take", span_none(),
                          line->terminal.is_quiet, &err);

    t.received_ms = mission_now_ms(); /* after the lock, so that no decision comes in between */
    if (!rc)
        rc = take(&t, line, &err);
    if (rc)
        status = mission_fail(rc, &err);
    act_close(&t.a);
    return status;
}

static const struct option_row options[TAKE_OPTION_COUNT] = {
    [TAKE_OUT] = {"out", OPTION_FILE, "FILE", NULL,
                  "where the receipt goes; standard output where not given"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged, and the receipt is signed"},
    {STATUS_USAGE, "usage, or a file that is no ballot"},
    {STATUS_ABSENT, "no such mission, file or proposal"},
    {STATUS_CONFLICT, "refused: too late or too early, not signed for that member, or it replaces "
                      "nothing"},
};
static const struct example_row examples[] = {
    {"aasc council take mission est.ballot --out est.receipt", "A ballot that was carried here."},
};

const struct command command_council_take = {
    .noun = "council",
    .verb = "take",
    .operands = "DIR BALLOT",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "put a ballot on the record, against a receipt",
    .description =
        "Verifies a ballot, puts it on the record with the instant of its receipt, and signs a "
        "receipt with the log's key. A ballot of a higher sequence replaces an earlier one until "
        "the close. Refused, with the reason: what is received before the opening, at the close "
        "or later, is not signed for its member, or is for another vote. A waiver (aasc council "
        "waive) is taken the same way; it has no receipt.",
    .options = options,
    .n_options = TAKE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
