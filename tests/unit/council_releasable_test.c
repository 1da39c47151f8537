/* SPDX-License-Identifier: Apache-2.0 */
/* What a finding is worth to voters who read different things: two exhibits of two lineages, of
 * which "closed" is read by some alone. */
#include "check.h"
#include "council/releasable.h"

#include <math.h>

static bool reads_all(void *context, struct span label)
{
    (void)context;
    (void)label;
    return true;
}

static bool reads_open(void *context, struct span label)
{
    (void)context;
    return span_is(label, "open");
}

static bool reads_nothing(void *context, struct span label)
{
    (void)context;
    (void)label;
    return false;
}

static struct releasable_voter voter_of(char letter)
{
    struct releasable_voter v = {.member = SPAN("m"), .has_waived = letter == 'w'};

    v.may.may = letter == 'a' ? reads_all : letter == 'n' ? reads_nothing : reads_open;
    return v;
}

/* "a" reads all, "o" what is open, "n" nothing, "w" what is open and has waived. */
static enum rc cap(const char *voters, const char *hypothesis, struct releasable *out,
                   struct arena *a)
{
    static const double values[] = {9, 1, 1, 1};
    const struct hypothesis set[] = {
        {.id = SPAN("h"), .role = HYPOTHESIS_PLAIN, .mode = MODE_DIRECT_ORGAN, .prior = 0.4},
        {.id = SPAN("r"), .role = HYPOTHESIS_ROGUE, .mode = MODE_NONE, .prior = 0.2},
        {.id = SPAN("f"), .role = HYPOTHESIS_FALSE_FLAG, .mode = MODE_NONE, .prior = 0.2},
        {.id = SPAN("o"), .role = HYPOTHESIS_OTHER, .mode = MODE_NONE, .prior = 0.2},
    };
    const struct finding_standard standards[] = {
        {.name = SPAN("reasonable_suspicion"), .rank = 1, .score = {.num = 2, .den = 5}},
        {.name = SPAN("grounds"), .rank = 2, .score = {.num = 7, .den = 10}},
    };
    struct dossier_exhibit exhibits[2] = {
        {.id_text = SPAN("x"), .label = SPAN("open"), .lineage = SPAN("1"), .reliability = 'A'},
        {.id_text = SPAN("y"), .label = SPAN("closed"), .lineage = SPAN("2"), .reliability = 'A'},
    };
    struct dossier_assessment said[4];
    struct releasable_voter all[8];
    struct dossier d = {.arena = a, .exhibits = exhibits, .n_exhibits = 2, .assessments = said};
    struct releasable_ask ask = {.dossier = &d,
                                 .link = LINK_RESPONSIBILITY,
                                 .hypothesis = span_of(hypothesis),
                                 .voters = all,
                                 .standards = standards,
                                 .n_standards = 2};
    struct err err = {0};

    d.sets[LINK_RESPONSIBILITY] = (struct dossier_set){.items = (struct hypothesis *)set, .n = 4};
    for (size_t i = 0; i < 4; i++)
        said[d.n_assessments++] = (struct dossier_assessment){.link = LINK_RESPONSIBILITY,
                                                              .exhibit = exhibits[i / 2].id_text,
                                                              .by = i % 2 ? SPAN("b") : SPAN("c"),
                                                              .label = exhibits[i / 2].label,
                                                              .form = LEDGER_RATIOS,
                                                              .values = values,
                                                              .anyway = NAN,
                                                              .is_independent = true};
    for (; voters[ask.n_voters] != '\0'; ask.n_voters++)
        all[ask.n_voters] = voter_of(voters[ask.n_voters]);
    return releasable_cap(&ask, a, out, &err);
}

static void all_must_read_what_counts(void **state)
{
    static const struct {
        const char *voters;
        size_t cap, n_short;
    } rows[] = {
        {"", 1, 0},    {"a", 1, 0},  {"aa", 1, 0}, {"ao", 0, 1}, {"oo", 0, 2}, {"aw", 1, 0},
        {"aow", 0, 1}, {"ww", 1, 0}, {"ow", 0, 1}, {"w", 1, 0},  {"an", 0, 1}, {"wn", 0, 1},
    };
    struct releasable got;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena a;

        arena_init(&a, 4 * MIB);
        if (cap(rows[i].voters, "h", &got, &a) != RC_OK || got.cap != rows[i].cap ||
            got.n_short != rows[i].n_short)
            fail_msg("%s: standard %zu, %zu short", rows[i].voters, got.cap, got.n_short);
        for (size_t k = 0; rows[i].voters[k] != '\0'; k++)
            assert_int_equal(got.is_short[k], rows[i].voters[k] == 'o' || rows[i].voters[k] == 'n');
        arena_release(&a);
    }
}

static void what_is_no_hypothesis_is_refused(void **state)
{
    struct releasable got;
    struct arena a;

    (void)state;
    arena_init(&a, 4 * MIB);
    assert_int_equal(cap("a", "nothing", &got, &a), RC_UNKNOWN);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_must_read_what_counts),
        cmocka_unit_test(what_is_no_hypothesis_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
