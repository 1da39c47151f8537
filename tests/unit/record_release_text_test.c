/* SPDX-License-Identifier: Apache-2.0 */
/* What people sign who release something: read to the last member, or refused with what is wrong.
 */
#include "check.h"
#include "record/release_text.h"

#define ID     "018f0000-0000-7000-8000-000000000001"
#define HEAD   "{\"schema\":\"aasc/release/1\",\"source\":\"" ID "\",\"label\":\"PUBLIC\","
#define ROW    HEAD "\"kind\":\"observation\",\"body\":{\"count\":1},\"reason\":\"asked\","
#define PEOPLE "\"drafter\":\"d\",\"approver\":\"a\"}"

static enum rc read_text(const char *text, struct release_text *out, struct err *err)
{
    static struct arena a;

    arena_release(&a);
    arena_init(&a, 1 << 20);
    return release_text_read(span_of(text), &a, out, err);
}

static void each_member_is_read(void **state)
{
    struct release_text t;
    struct err err = {0};

    (void)state;
    assert_ok(read_text(ROW PEOPLE, &t, &err));
    assert_int_equal(t.kind, ENTRY_OBSERVATION);
    assert_int_equal(t.source.b[15], 1);
    assert_span(t.label, "PUBLIC");
    assert_span(t.reason, "asked");
    assert_span(t.drafter, "d");
    assert_span(t.approver, "a");
    assert_int_equal(t.releaser.n, 0);
    assert_true(t.until_ms == TIME_NEVER);
    assert_non_null(json_get(&t.body, "count"));
    assert_ok(read_text(ROW "\"releaser\":\"r\",\"until\":\"1970-01-01T00:00:01Z\"}", &t, &err));
    assert_span(t.releaser, "r");
    assert_int_equal(t.until_ms, 1000);
    assert_int_equal(t.drafter.n, 0);
}

static void what_is_wrong_is_named(void **state)
{
    static const struct {
        const char *text, *note;
    } rows[] = {
        {"[]", "release"},
        {"{\"schema\":\"aasc/release/2\"}", "aasc/release/2 is not"},
        {ROW "\"approver\":\"a\"}", "drafter"},
        {ROW "\"drafter\":\"d\"}", "approver"},
        {ROW "\"drafter\":\"d\",\"approver\":\"a\",\"more\":1}", "more"},
        {ROW "\"drafter\":\"d\",\"approver\":\"a\",\"releaser\":\"r\"}", "not both"},
        {ROW "\"releaser\":\"r\"}", "\"until\" is missing"},
        {ROW "\"until\":\"1970-01-01T00:00:01Z\"}", "releaser"},
        {ROW "\"releaser\":\"r\",\"until\":\"soon\"}", "until"},
        {HEAD "\"kind\":\"verdict\",\"body\":{},\"reason\":\"x\"," PEOPLE,
         "verdict is not released"},
        {HEAD "\"kind\":\"roster\",\"body\":{},\"reason\":\"x\"," PEOPLE, "roster is not released"},
        {HEAD "\"kind\":\"observations\",\"body\":{},\"reason\":\"x\"," PEOPLE, "observation"},
        {HEAD "\"kind\":\"exhibit\",\"body\":[],\"reason\":\"x\"," PEOPLE, "body: an object"},
        {HEAD "\"kind\":\"exhibit\",\"body\":{},\"reason\":\"\"," PEOPLE, "reason"},
        {HEAD "\"kind\":\"exhibit\",\"body\":{}," PEOPLE, "reason"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct release_text t;
        struct err err = {0};

        if (read_text(rows[i].text, &t, &err) == RC_OK || strstr(err.note, rows[i].note) == NULL)
            fail_msg("%s: \"%s\" wanted, got \"%s\"", rows[i].text, rows[i].note, err.note);
    }
}

/* A copy says what was signed, in one spelling. */
static void the_copy_says_it_again(void **state)
{
    struct release_text t;
    struct json body;
    struct arena a;
    struct buf b;
    struct err err = {0};

    (void)state;
    arena_init(&a, 1 << 20);
    buf_init(&b, 4096);
    assert_ok(read_text(ROW "\"zone\":\"Europe/Kyiv\",\"time\":\"autumn\"," PEOPLE, &t, &err));
    assert_ok(release_copy_body(&t, &a, &body, &err));
    json_write(&b, &body);
    assert_span(buf_span(&b), "{\"body\":{\"count\":1},\"of\":\"observation\",\"says\":\"copy\","
                              "\"time\":\"autumn\",\"zone\":\"Europe/Kyiv\"}");
    buf_release(&b);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_member_is_read),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(the_copy_says_it_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
