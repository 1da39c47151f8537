/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "feed/json_scan.h"

#include <string.h>

static void values_end_where_they_end(void **state)
{
    static const struct {
        const char *text, *value; /* NULL: refused */
    } cases[] = {
        {"7", "7"},
        {"-1.5e3,", "-1.5e3"},
        {"true]", "true"},
        {"\"a\" ", "\"a\""},
        {"\"a\\\"b\" ", "\"a\\\"b\""},
        {"\"a\\\\\" ", "\"a\\\\\""},
        {"\"a\\\\\\\"\" ", "\"a\\\\\\\"\""},
        {"\"\"", "\"\""},
        {"{}x", "{}"},
        {"{\"a\":[1,{\"b\":\"}]\"}]} ,", "{\"a\":[1,{\"b\":\"}]\"}]}"},
        {"[\"\\\"]\"]", "[\"\\\"]\"]"},
        {"", NULL},
        {",", NULL},
        {"\"a", NULL},
        {"\"a\\\"", NULL},
        {"{\"a\":1", NULL},
        {"[[[", NULL},
        {"{\"a", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct span value = {0};
        struct err err = {0};
        enum rc rc = json_scan_value(span_of(cases[i].text), 0, &value, &err);

        if (cases[i].value == NULL) {
            if (rc != RC_INPUT)
                fail_msg("%s gave %.*s", cases[i].text, SPAN_ARG(value));
            continue;
        }
        assert_ok(rc);
        assert_span(value, cases[i].value);
    }
}

/* Names and values of all members, '|' behind each; '!' where it is not JSON. */
static const char *walk(const char *text, char bracket)
{
    static char out[1024];
    struct json_scan s;
    struct span name, value;
    size_t n = 0;
    enum rc rc =
        json_scan_open(&s, span_of(text), json_scan_blanks(span_of(text), 0), bracket, NULL);

    while (rc == RC_OK && (rc = json_scan_next(&s, &name, &value, NULL)) == RC_OK)
        n += (size_t)snprintf(out + n, sizeof(out) - n, "%.*s%s%.*s|", SPAN_ARG(name),
                              name.n > 0 ? "=" : "", SPAN_ARG(value));
    (void)snprintf(out + n, sizeof(out) - n, "%s", rc == RC_END ? "" : "!");
    return out;
}

static void members_and_items_are_walked(void **state)
{
    static const struct {
        const char *text;
        char bracket;
        const char *walked;
    } cases[] = {
        {"{}", '{', ""},
        {" { } ", '{', ""},
        {"{\"a\":1,\"b\":[2,3]}", '{', "\"a\"=1|\"b\"=[2,3]|"},
        {"\x1e{ \"a\" : 1 , \"b\" : {} }\n", '{', "\"a\"=1|\"b\"={}|"},
        {"[1,\"x\",{}]", '[', "1|\"x\"|{}|"},
        {"[1 2]", '[', "1|!"},
        {"[1,]", '[', "1|!"},
        {"[1", '[', "1|!"},
        {"{\"a\" 1}", '{', "!"},
        {"{\"a\":}", '{', "!"},
        {"{\"a\":1,", '{', "\"a\"=1|!"},
        {"[1]", '{', "!"},
        {"", '{', "!"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(walk(cases[i].text, cases[i].bracket), cases[i].walked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_end_where_they_end),
        cmocka_unit_test(members_and_items_are_walked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
