/* SPDX-License-Identifier: Apache-2.0 */
/* The documents that are made from the table of the language are those that are shipped; and the
 * table keeps the promises that its readers rely on. */
#include "pact_sources.h"

#include "base/json.h"
#include "pact/node.h"
#include "pact/reference.h"

#define TEXT_MAX (4 * MIB)

static void the_schema_that_is_shipped_is_current(void **state)
{
    struct pact_bench b;
    struct buf made;
    struct json v;
    struct err err = {0};

    (void)state;
    bench_init(&b, "");
    buf_init(&made, TEXT_MAX);
    assert_ok(reference_put_schema(&made, &err));
    assert_ok(json_parse(span_trim(buf_span(&made)), &b.arena, &v, &err));
    if (!span_eq(buf_span(&made), bench_read(&b, "docs/formats", "pact.schema.json")))
        fail_msg("docs/formats/pact.schema.json is old; run: aasc pact schema > "
                 "docs/formats/pact.schema.json");
    buf_release(&made);
    arena_release(&b.arena);
}

static void the_reference_that_is_shipped_is_current(void **state)
{
    struct span begin = SPAN("<!-- reference: begin -->\n"), end = SPAN("<!-- reference: end -->");
    struct pact_bench b;
    struct buf made;
    struct span text;
    size_t at = 0, stop;

    (void)state;
    bench_init(&b, "");
    buf_init(&made, TEXT_MAX);
    reference_put(&made);
    text = bench_read(&b, "docs/formats", "pact.md");
    while (at < text.n && !span_starts(span_from(text, at), begin))
        at++;
    assert_true(at < text.n);
    at += begin.n;
    for (stop = at; stop < text.n && !span_starts(span_from(text, stop), end);)
        stop++;
    if (!span_eq(buf_span(&made), span_sub(text, at, stop - at)))
        fail_msg("the tables of docs/formats/pact.md are old; put the output of aasc pact schema "
                 "--reference between their marks");
    buf_release(&made);
    arena_release(&b.arena);
}

static void check_pattern(const struct schema_row *row)
{
    const char *p = row->pattern;
    int open = 0, group = 0;

    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END)
            break;
        open += (e.form == PATTERN_OPEN) - (e.form == PATTERN_CLOSE);
        group += (e.form == PATTERN_GROUP) - (e.form == PATTERN_GROUP_END);
        assert_true(open >= 0 && open <= 1 && group >= 0 && group <= 1);
        if (e.form == PATTERN_VALUE && e.word.p[0] != '{' &&
            span_is(span_of(type_find(e.word)->name), "{}"))
            fail_msg("%s: no type is called %.*s", row->keyword, SPAN_ARG(e.word));
    }
    assert_int_equal(open, 0);
    assert_int_equal(group, 0);
}

static void every_row_is_well_formed(void **state)
{
    (void)state;
    for (int scope = 0; scope < SCOPE_COUNT; scope++) {
        struct schema_walk w = schema_rows((enum schema_scope)scope);
        const struct schema_row *row;
        size_t n = 0;

        while ((row = schema_next(&w)) != NULL) {
            size_t help = strlen(row->help);

            n++;
            check_pattern(row);
            assert_true(help > 5 && row->help[help - 1] != '.');
            assert_true(row->member[0] != '\0');
            /* what may be repeated is an array: a list that goes on has one unnamed value */
            if ((row->flags & ROW_JOIN) != 0)
                assert_true(pattern_is_single(row->pattern));
            assert_int_not_equal(row->flags & (ROW_MANY | ROW_JOIN), ROW_MANY | ROW_JOIN);
        }
        assert_true(n > 0);
        assert_non_null(schema_scope_name((enum schema_scope)scope));
    }
}

/* Forms of one statement that share a member must agree on whether it is an array. */
static void forms_of_a_member_agree(void **state)
{
    (void)state;
    for (int scope = 0; scope < SCOPE_COUNT; scope++) {
        struct schema_walk w = schema_rows((enum schema_scope)scope);
        const struct schema_row *row, *other;

        while ((row = schema_next(&w)) != NULL) {
            struct schema_walk again = schema_rows((enum schema_scope)scope);

            while ((other = schema_next(&again)) != NULL)
                if (strcmp(row->member, other->member) == 0 &&
                    (row->flags & (ROW_MANY | ROW_JOIN)) != (other->flags & (ROW_MANY | ROW_JOIN)))
                    fail_msg("%s and %s share %s", row->pattern, other->pattern, row->member);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schema_that_is_shipped_is_current),
        cmocka_unit_test(the_reference_that_is_shipped_is_current),
        cmocka_unit_test(every_row_is_well_formed),
        cmocka_unit_test(forms_of_a_member_agree),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
