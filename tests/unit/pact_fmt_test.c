/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "pact/pact.h"

#define TEXT_MAX ((size_t)MIB)

static const struct {
    const char *text, *layout;
} rows[] = {
    {"pact 1", "pact 1\n"},
    {"pact 1\n\n\n\nagreement x {\n\n\ntitle \"y\"\n\n}\n\n\n",
     "pact 1\n\nagreement x {\n  title \"y\"\n}\n"},
    {"a   b ,c,   d;e", "a b, c, d\ne\n"},
    {"a { b; c }", "a { b; c }\n"},
    {"a {b;c;}", "a { b; c }\n"},
    {"a { }", "a {}\n"},
    {"a {\n}", "a {\n}\n"},
    {"a { b { c }\nd }", "a {\n  b { c }\n  d\n}\n"},
    {"a { b\n c }", "a {\n  b\n  c\n}\n"},
    {"a {\n b; c; # said\n}", "a {\n  b\n  c  # said\n}\n"},
    {"# one\n\n\n# two\na\n# end", "# one\n\n# two\na\n# end\n"},
    {"a # trail   \nb", "a  # trail\nb\n"},
    {"a { # open\nb\n# last\n}", "a {  # open\n  b\n  # last\n}\n"},
    {"a b,\nc,\n      d", "a b,\n    c,\n    d\n"},
    {"a b, # why\nc", "a b,  # why\n    c\n"},
    {"a b, # why\n# and\nc", "a b,  # why\n    # and\n    c\n"},
    {"x {\na b,\nc\n}", "x {\n  a b,\n      c\n}\n"},
    {"a \"\"\"x\n  y\"\"\"   z", "a \"\"\"x\n  y\"\"\" z\n"},
    {"a { b } c { d }", "a { b } c { d }\n"},
    {"\tpact 1\r\na\r\n", "pact 1\na\n"},
    {"a >=5 km", "a >= 5 km\n"},
    /* a block of one line that does not fit */
    {"term t ceasefire { ref \"a rather long reference to a paragraph\"; binds north, south; "
     "prohibits "
     "fire }",
     "term t ceasefire {\n  ref \"a rather long reference to a paragraph\"\n  binds north, south\n"
     "  prohibits fire\n}\n"},
    /* one hundred columns fit */
    {"term t ceasefire { ref \"a rather long reference to some paragraph\"; binds north; prohibits "
     "fire an }",
     "term t ceasefire { ref \"a rather long reference to some paragraph\"; binds north; prohibits "
     "fire an }\n"},
};

static void every_text_has_one_layout(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena a;
        struct buf once, twice;
        struct pact_diags diags;
        struct err err = {0};

        arena_init(&a, 16 * MIB);
        buf_init(&once, TEXT_MAX);
        buf_init(&twice, TEXT_MAX);
        assert_ok(pact_format(span_of(rows[i].text), &a, &once, &diags, &err));
        if (!span_is(buf_span(&once), rows[i].layout))
            fail_msg("%s\nis laid out as\n%s", rows[i].text, once.p);
        assert_ok(pact_format(buf_span(&once), &a, &twice, &diags, &err));
        if (!span_eq(buf_span(&once), buf_span(&twice)))
            fail_msg("laid out twice:\n%s", twice.p);
        buf_release(&once);
        buf_release(&twice);
        arena_release(&a);
    }
}

static void what_cannot_be_read_is_not_laid_out(void **state)
{
    struct arena a;
    struct buf out;
    struct pact_diags diags;
    struct err err = {0};

    (void)state;
    arena_init(&a, 16 * MIB);
    buf_init(&out, TEXT_MAX);
    assert_int_equal(pact_format(SPAN("a {\n b"), &a, &out, &diags, &err), RC_INPUT);
    assert_int_equal(diags.n_errors, 1);
    assert_int_equal(out.n, 0);
    /* what it means is not asked */
    assert_ok(pact_format(SPAN("nonsense 5 ; more"), &a, &out, &diags, &err));
    assert_span(buf_span(&out), "nonsense 5\nmore\n");
    buf_release(&out);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_has_one_layout),
        cmocka_unit_test(what_cannot_be_read_is_not_laid_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
