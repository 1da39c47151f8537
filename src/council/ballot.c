/* SPDX-License-Identifier: Apache-2.0 */
#include "council/ballot.h"

#include "base/base64.h"
#include "base/num.h"
#include "base/time.h"

#include <inttypes.h>

#define BALLOT_HEAD  "aasc/ballot/1"
#define RECEIPT_HEAD "aasc/receipt/1"

static void put_digest(struct buf *b, const char *name, const struct sha256_digest *d)
{
    buf_printf(b, "%s sha256:", name);
    sha256_put_hex(b, d);
    buf_putc(b, '\n');
}

void ballot_put_text(struct buf *b, const struct proposal *p, const struct proposal_digests *d,
                     const struct ballot *says)
{
    buf_puts(b, BALLOT_HEAD "\n");
    put_digest(b, "proposal", &d->proposal);
    put_digest(b, "rule", &d->rule);
    put_digest(b, "electorate", &d->electorate);
    buf_printf(b, "checkpoint %" PRIu64 " ", p->size);
    base64_put(b, (struct span){.p = (const char *)p->root.b, .n = sizeof(p->root.b)});
    buf_printf(b, "\nmember %.*s\nsequence %" PRId64 "\nchoice %s\n", SPAN_ARG(says->member),
               says->sequence, council_choice_name(says->choice));
}

/* --- reading --------------------------------------------------------------------------------- */

/* The value of the next line, which must begin with `name`. */
static bool next_line(struct span *rest, const char *name, struct span *out)
{
    struct span line = span_cut(rest, '\n'), key = span_of(name);

    if (!span_starts(line, key) || line.n <= key.n || line.p[key.n] != ' ')
        return false;
    *out = span_from(line, key.n + 1);
    return true;
}

static enum rc read_lines(struct span text, struct ballot *out, struct err *err)
{
    static const char *const names[4] = {"proposal", "rule", "electorate", "checkpoint"};
    struct span rest = text, unused, sequence = {0}, choice = {0};
    bool ok = span_is(span_cut(&rest, '\n'), BALLOT_HEAD);
    enum rc rc;

    for (int i = 0; i < 4 && ok; i++)
        ok = next_line(&rest, names[i], &unused); /* compared as a whole below */
    ok = ok && next_line(&rest, "member", &out->member) &&
         next_line(&rest, "sequence", &sequence) && next_line(&rest, "choice", &choice);
    if (!ok)
        return err_set(err, RC_INPUT,
                       "no ballot: after \"" BALLOT_HEAD "\" the lines proposal, rule, electorate, "
                       "checkpoint, member, sequence and choice are wanted");
    rc = num_parse_i64(sequence, &out->sequence, err);
    if (!rc && (out->sequence < 1 || out->sequence > BALLOT_SEQUENCE_MAX))
        rc = err_set(err, RC_RANGE, "a sequence is 1 to %d", BALLOT_SEQUENCE_MAX);
    return rc ? rc : council_choice_find(choice, &out->choice, err);
}

/* The text as it must be: what differs is named. */
static enum rc compare(struct span text, const struct proposal *p, const struct proposal_digests *d,
                       const struct ballot *says, struct err *err)
{
    struct span have = text, want;
    enum rc rc = RC_OK;
    struct buf b;

    buf_init(&b, BALLOT_BYTES_MAX);
    ballot_put_text(&b, p, d, says);
    want = buf_span(&b);
    while (!rc && (have.n > 0 || want.n > 0)) {
        struct span h = span_cut(&have, '\n'), w = span_cut(&want, '\n');

        if (!span_eq(h, w))
            rc = err_set(err, RC_CONFLICT,
                         "the ballot is not for this vote: \"%.*s\" stands where \"%.*s\" is "
                         "wanted",
                         SPAN_ARG(h), SPAN_ARG(w));
    }
    buf_release(&b);
    return rc;
}

enum rc ballot_open(struct span note, const struct proposal *p, const struct proposal_digests *d,
                    struct arena *a, struct ballot_opened *out, struct err *err)
{
    struct ballot_opened opened = {.seat = 0};
    struct note_verdict verdict;
    struct note n;
    enum rc rc = note_parse(note, a, &n, err);

    if (!rc)
        rc = read_lines(n.text, &opened.says, err);
    if (!rc)
        rc = compare(n.text, p, d, &opened.says, err);
    if (rc)
        return rc;
    opened.seat = council_seat_find(&p->vote, opened.says.member);
    if (opened.seat == UINT32_MAX)
        return err_set(err, RC_CONFLICT,
                       "%.*s is not in the electorate, which was taken when the vote opened",
                       SPAN_ARG(opened.says.member));
    rc = note_verify(&n, p->voters[opened.seat].keys, p->voters[opened.seat].n, &verdict, err);
    if (rc)
        return err_prefix(err, rc, "%.*s: ", SPAN_ARG(opened.says.member));
    for (size_t i = 0; i < n.n_signatures && opened.by == NULL; i++)
        opened.by = verdict.by[i];
    *out = opened;
    return RC_OK;
}

/* --- receipts -------------------------------------------------------------------------------- */

void receipt_put_text(struct buf *b, const struct proposal_digests *d, struct span note,
                      const struct ballot *says, int64_t received_ms)
{
    struct sha256_digest ballot = sha256(note);

    buf_puts(b, RECEIPT_HEAD "\n");
    put_digest(b, "proposal", &d->proposal);
    put_digest(b, "ballot", &ballot);
    buf_printf(b, "member %.*s\nsequence %" PRId64 "\nreceived ", SPAN_ARG(says->member),
               says->sequence);
    time_put_instant(b, received_ms);
    buf_putc(b, '\n');
}

enum rc receipt_check(struct span receipt, struct span text, const struct verifier_key *keys,
                      size_t n_keys, struct arena *a, struct err *err)
{
    struct note_verdict verdict;
    struct note n;
    enum rc rc = note_parse(receipt, a, &n, err);

    if (!rc && !span_eq(n.text, text))
        rc = err_set(err, RC_CONFLICT, "the receipt is of another ballot, or of another time");
    if (!rc)
        rc = note_verify(&n, keys, n_keys, &verdict, err);
    return rc ? err_prefix(err, rc, "receipt: ") : RC_OK;
}
