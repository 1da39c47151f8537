/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "inquiry/hypothesis.h"

/* A good set of which every row of the table below breaks one thing. */
static struct hypothesis good[] = {
    {.id = {"a", 1},
     .statement = {"x", 1},
     .role = HYPOTHESIS_PLAIN,
     .prior = 0.5,
     .reason = {"y", 1},
     .mode = MODE_DIRECT_ORGAN,
     .party = {"a", 1}},
    {.id = {"b", 1},
     .statement = {"x", 1},
     .role = HYPOTHESIS_OTHER,
     .prior = 0.25,
     .reason = {"y", 1},
     .mode = MODE_NONE,
     .party = {"", 0}},
    {.id = {"c", 1},
     .statement = {"x", 1},
     .role = HYPOTHESIS_FALSE_FLAG,
     .prior = 0.125,
     .reason = {"y", 1},
     .mode = MODE_NONE,
     .party = {"", 0}},
    {.id = {"d", 1},
     .statement = {"x", 1},
     .role = HYPOTHESIS_ROGUE,
     .prior = 0.125,
     .reason = {"y", 1},
     .mode = MODE_NONE,
     .party = {"", 0}},
};
#define N 4

static void a_set_must_be_exhaustive(void **state)
{
    static const struct {
        enum link link;
        size_t at;
        enum hypothesis_role role;
        double prior;
        const char *id;
        enum rc rc;
        const char *note;
    } rows[] = {
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.5, "a", RC_OK, ""},
        {LINK_PARTY, 1, HYPOTHESIS_PLAIN, 0.25, "b", RC_INPUT, "0 hypotheses have the role other"},
        {LINK_PARTY, 0, HYPOTHESIS_OTHER, 0.5, "a", RC_INPUT, "2 hypotheses have the role other"},
        {LINK_ORIGIN, 2, HYPOTHESIS_PLAIN, 0.125, "c", RC_INPUT, "false_flag"},
        {LINK_ORIGIN, 3, HYPOTHESIS_PLAIN, 0.125, "d", RC_OK, ""},
        {LINK_PERPETRATOR, 3, HYPOTHESIS_PLAIN, 0.125, "d", RC_OK, ""},
        {LINK_PARTY, 3, HYPOTHESIS_PLAIN, 0.125, "d", RC_INPUT, "rogue"},
        {LINK_RESPONSIBILITY, 3, HYPOTHESIS_PLAIN, 0.125, "d", RC_INPUT, "rogue"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.51, "a", RC_RANGE, "sum to 1.01"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.5000005, "a", RC_OK, ""},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.500002, "a", RC_RANGE, "sum"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.0, "a", RC_RANGE, "between 0 and 1"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 1.0, "a", RC_RANGE, "between 0 and 1"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.0 / 0.0, "a", RC_RANGE, "between 0 and 1"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.5, "b", RC_CONFLICT, "given twice"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.5, "a b", RC_INPUT, "its id must be"},
        {LINK_PARTY, 0, HYPOTHESIS_PLAIN, 0.5, "", RC_INPUT, "its id must be"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hypothesis set[N];
        struct err err = {0};

        memcpy(set, good, sizeof(set));
        set[rows[i].at].role = rows[i].role;
        set[rows[i].at].prior = rows[i].prior;
        set[rows[i].at].id = span_of(rows[i].id);
        if (hypothesis_check_set(rows[i].link, set, N, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].note);
    }
}

static void a_reason_and_a_statement_are_needed(void **state)
{
    struct hypothesis set[N];
    struct err err = {0};

    (void)state;
    memcpy(set, good, sizeof(set));
    set[2].reason = span_none();
    assert_int_equal(hypothesis_check_set(LINK_ORIGIN, set, N, &err), RC_INPUT);
    assert_note("reason");
    set[2].reason = SPAN("because");
    set[2].statement = span_none();
    assert_int_equal(hypothesis_check_set(LINK_ORIGIN, set, N, &err), RC_INPUT);
    assert_note("says nothing");
}

static void a_set_has_bounds(void **state)
{
    struct hypothesis set[HYPOTHESES_MAX + 1] = {0};
    struct err err = {0};

    (void)state;
    assert_int_equal(hypothesis_check_set(LINK_ORIGIN, good, 2, &err), RC_INPUT);
    assert_note("has 3 or more");
    assert_int_equal(hypothesis_check_set(LINK_ORIGIN, set, HYPOTHESES_MAX + 1, &err), RC_LIMIT);
}

static void words_are_found(void **state)
{
    struct err err = {0};
    enum link l = LINK_COUNT;
    enum mode m = MODE_COUNT;
    enum hypothesis_role r = HYPOTHESIS_PLAIN;

    (void)state;
    for (int i = 0; i < LINK_COUNT; i++) {
        assert_ok(link_find(span_of(link_name((enum link)i)), &l, &err));
        assert_int_equal(l, i);
    }
    for (int i = 0; i < MODE_COUNT; i++) {
        assert_ok(mode_find(span_of(mode_name((enum mode)i)), &m, &err));
        assert_int_equal(m, i);
    }
    assert_ok(hypothesis_role_find(SPAN("false_flag"), &r, &err));
    assert_int_equal(r, HYPOTHESIS_FALSE_FLAG);
    assert_int_equal(link_find(SPAN("orgin"), &l, &err), RC_UNKNOWN);
    assert_note("origin");
    assert_int_equal(hypothesis_find(good, N, SPAN("c")), 2);
    assert_int_equal(hypothesis_find(good, N, SPAN("z")), N);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_must_be_exhaustive),
        cmocka_unit_test(a_reason_and_a_statement_are_needed),
        cmocka_unit_test(a_set_has_bounds),
        cmocka_unit_test(words_are_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
