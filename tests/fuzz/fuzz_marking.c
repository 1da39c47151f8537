/* SPDX-License-Identifier: Apache-2.0 */
/* Markings: a STANAG 4774 label that is read is written so that it reads back as the same, and
 * opens to nobody whose name does not stand in the text. */
#include "fuzz.h"

#include "record/marking.h"

static const char *const members[] = {"est", "lva", "ltu", "ukr", "usa", NULL};
static struct label_policy policy;

static void make_policy(void)
{
    struct member_set all = {0};
    enum rc rc = label_policy_init(&policy, 1, SPAN("aasc"), NULL);

    rc = rc ? rc : label_policy_add_usual_levels(&policy, NULL);
    rc = rc ? rc : label_policy_add(&policy, LABEL_COMPARTMENT, SPAN("intel"), NULL);
    for (unsigned i = 0; !rc && members[i] != NULL; i++) {
        rc = label_policy_add(&policy, LABEL_MEMBER, span_of(members[i]), NULL);
        member_set_add(&all, i);
    }
    rc = rc ? rc : label_policy_add_everybody(&policy, &all, NULL);
    policy.audience = all;
    MUST(rc == RC_OK, "code %d", (int)rc);
}

static bool has_word(struct span text, struct span word)
{
    for (size_t i = 0; i + word.n <= text.n; i++)
        if (span_eq_nocase(span_sub(text, i, word.n), word))
            return true;
    return false;
}

static void check_named(struct span text, const struct label *l)
{
    for (unsigned i = 0; members[i] != NULL; i++)
        if (member_set_has(&l->releasable, i))
            MUST(has_word(text, span_of(members[i])), "%s is not named", members[i]);
}

static void check_rewriting(const struct label *l)
{
    struct buf b;
    struct label again;
    struct err err = {0};

    buf_init(&b, MARKING_BYTES_MAX);
    MUST(marking_put_4774(&b, &policy, l, 0, &err) == RC_OK, "%s", err.note);
    MUST(marking_read_4774(&policy, buf_span(&b), &again, &err) == RC_OK, "%s: %s", b.p, err.note);
    MUST(label_eq(l, &again), "%s", b.p);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct label l;
    struct err err = {0};

    if (policy.number == 0)
        make_policy();
    if (marking_read_4774(&policy, fuzz_span(data, size), &l, &err) == RC_OK) {
        check_named(fuzz_span(data, size), &l);
        check_rewriting(&l);
    } else {
        MUST(err.note[0] != '\0', "refused without a word");
    }
    return 0;
}
