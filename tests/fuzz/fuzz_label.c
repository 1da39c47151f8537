/* SPDX-License-Identifier: Apache-2.0 */
/* Labels: what is read is printed in one spelling that reads back as the same; joins stay above. */
#include "fuzz.h"

#include "record/label.h"

static struct label_policy policy;

static void make_policy(void)
{
    static const char *const members[] = {"est", "lva", "ltu", "ukr", "usa", NULL};
    static const char *const compartments[] = {"medical", "intel", NULL};
    struct member_set all = {0};
    enum rc rc = label_policy_init(&policy, 1, SPAN("aasc"), NULL);

    rc = rc ? rc : label_policy_add_usual_levels(&policy, NULL);
    for (size_t i = 0; !rc && compartments[i] != NULL; i++)
        rc = label_policy_add(&policy, LABEL_COMPARTMENT, span_of(compartments[i]), NULL);
    for (unsigned i = 0; !rc && members[i] != NULL; i++) {
        rc = label_policy_add(&policy, LABEL_MEMBER, span_of(members[i]), NULL);
        member_set_add(&all, i);
        if (!rc && i >= 2)
            rc = label_policy_add_everybody(&policy, &all, NULL);
    }
    MUST(rc == RC_OK, "code %d", (int)rc);
}

static void check_spelling(const struct label *l)
{
    struct buf once, twice;
    struct label again;
    struct err err = {0};

    buf_init(&once, LABEL_TEXT_MAX);
    buf_init(&twice, LABEL_TEXT_MAX);
    label_put(&once, &policy, l);
    MUST(label_parse(&policy, buf_span(&once), &again, &err) == RC_OK, "%s: %s", once.p, err.note);
    MUST(label_eq(l, &again), "%s", once.p);
    label_put(&twice, &policy, &again);
    MUST(span_eq(buf_span(&once), buf_span(&twice)), "%s became %s", once.p, twice.p);
    buf_release(&once);
    buf_release(&twice);
}

static void check_join(const struct label *a, const struct label *b)
{
    struct label both;
    struct err err = {0};

    if (label_join(&policy, a, b, &both, &err) == RC_OK)
        MUST(label_le(a, &both) && label_le(b, &both), "a join below its inputs");
    else
        MUST(err.note[0] != '\0', "refused without a word");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = fuzz_span(data, size);
    struct span first = span_cut(&text, '\n');
    struct label a, b;
    struct err err = {0};

    if (policy.number == 0)
        make_policy();
    if (label_parse(&policy, first, &a, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return 0;
    }
    check_spelling(&a);
    if (label_parse(&policy, text, &b, &err) == RC_OK)
        check_join(&a, &b);
    return 0;
}
