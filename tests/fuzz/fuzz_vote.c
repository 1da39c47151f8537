/* SPDX-License-Identifier: Apache-2.0 */
/* Files of votes: whatever is accepted is written in one text that is accepted again and gives the
 * same decision. */
#include "fuzz.h"

#include "council/account.h"

/* Written once with all its members, a proposal is one text. */
static void check_proposal(struct span text, struct arena *a)
{
    struct proposal_digests d;
    struct proposal p;
    struct err err = {0};
    struct buf once, twice;

    if (proposal_read(text, a, &p, &d, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    buf_init(&once, FUZZ_ARENA_MAX);
    buf_init(&twice, FUZZ_ARENA_MAX);
    MUST(proposal_put(&once, &p, a, &err) == RC_OK, "%s", err.note);
    MUST(proposal_read(buf_span(&once), a, &p, &d, &err) == RC_OK, "%s: %s", once.p, err.note);
    MUST(proposal_put(&twice, &p, a, &err) == RC_OK, "%s", err.note);
    MUST(span_eq(buf_span(&once), buf_span(&twice)), "%s became %s", once.p, twice.p);
    buf_release(&once);
    buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct account_opened opened, again;
    struct err err = {0};
    struct buf b;
    struct arena a;

    arena_init(&a, FUZZ_ARENA_MAX);
    buf_init(&b, FUZZ_ARENA_MAX);
    if (account_open(fuzz_span(data, size), NULL, 0, &a, &opened, &err) == RC_OK) {
        MUST(account_put(&b, &opened, &a, &err) == RC_OK, "%s", err.note);
        MUST(account_open(buf_span(&b), NULL, 0, &a, &again, &err) == RC_OK, "%s: %s", b.p,
             err.note);
        MUST(again.tally.outcome == opened.tally.outcome, "another outcome");
    } else {
        MUST(err.note[0] != '\0', "refused without a word");
    }
    check_proposal(fuzz_span(data, size), &a);
    buf_release(&b);
    arena_release(&a);
    return 0;
}
