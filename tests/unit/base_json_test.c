/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/json.h"

#include <string.h>

static struct arena arena;
static struct buf text;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 256 * MIB);
    buf_init(&text, 64 * MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    buf_release(&text);
    return 0;
}

static struct json parsed(struct span s)
{
    struct err err = {0};
    struct json v = {0};

    assert_ok(json_parse(s, &arena, &v, &err));
    return v;
}

static const char *canonical(const struct json *v)
{
    buf_clear(&text);
    json_write(&text, v);
    return text.p;
}

static void values_are_read_and_written_canonically(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"null", "null"},
        {" true ", "true"},
        {"\tfalse\r\n", "false"},
        {"0", "0"},
        {"-0", "0"},
        {"-0.0", "0"},
        {"1.0", "1"},
        {"1e2", "100"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "9223372036854776000"},
        {"1e21", "1e+21"},
        {"\"\"", "\"\""},
        {"\"a\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\\u007f\"",
         "\"aA/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\x7f\""},
        {"\"\\u0000\"", "\"\\u0000\""},
        {"\"\\u20ac\\ud83d\\ude00\"", "\"\xE2\x82\xAC\xF0\x9F\x98\x80\""},
        {"\"\\uD83D\\uDE00\"", "\"\xF0\x9F\x98\x80\""},
        {"[]", "[]"},
        {"[ ]", "[]"},
        {"{ }", "{}"},
        {"[1, [2,[3]] ,{}]", "[1,[2,[3]],{}]"},
        {"{\"b\":1, \"a\" : 2}", "{\"a\":2,\"b\":1}"},
        /* RFC 8785, 3.2.2 */
        {"{\"numbers\":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"
         "\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
         "\"literals\":[null,true,false]}",
         "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
         "\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"},
        /* RFC 8785, 3.2.3: the order is that of UTF-16 */
        {"{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,"
         "\"\\u00f6\":7}",
         "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"\xC3\xB6\":7,\"\xE2\x82\xAC\":1,"
         "\"\xF0\x9F\x98\x80\":5,\"\xEF\xAC\xB3\":3}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct json v = parsed(span_of(rows[i].in));

        assert_string_equal(canonical(&v), rows[i].out);
        v = parsed(span_of(rows[i].out));
        assert_string_equal(canonical(&v), rows[i].out);
    }
}

static void malformed_texts_are_refused_with_their_place(void **state)
{
    static const struct {
        const char *in, *note;
    } rows[] = {
        {"", "byte 0 (line 1, column 1): the text ends here; a value belongs here"},
        {"  ", "byte 2"},
        {"nul", "only true, false and null"},
        {"True", "'T' cannot stand here"},
        {"truex", "nothing belongs behind the value"},
        {"1 2", "byte 2 (line 1, column 3): '2' cannot stand here; nothing belongs behind"},
        {"{}{}", "nothing belongs behind"},
        {"[1,]", "byte 3 (line 1, column 4): no comma belongs before"},
        {"{\"a\":1,}", "no comma belongs before"},
        {"[,1]", "',' cannot stand here"},
        {"[1 2]", "a comma or ]"},
        {"[1}", "a comma or ]"},
        {"{\"a\":1]", "a comma or }"},
        {"[", "the text ends here"},
        {"[1", "the text ends here; a comma or ]"},
        {"{", "the text ends here; a member's name"},
        {"{a:1}", "a member's name in double quotes"},
        {"{'a':1}", "''' cannot stand here"},
        {"{\"a\" 1}", "a colon belongs"},
        {"{\"a\":}", "a JSON value belongs here"},
        {"{\"a\"", "a colon belongs"},
        {"// x\n1", "'/' cannot stand here"},
        {"01", "needless 0"},
        {"-01", "needless 0"},
        {"00", "needless 0"},
        {"+1", "'+' cannot stand here"},
        {"-", "a digit belongs behind the minus"},
        {"-x", "byte 1 (line 1, column 2): 'x' cannot stand here; a digit"},
        {".5", "'.' cannot stand here"},
        {"5.", "digits belong on both sides"},
        {"1.e5", "digits belong on both sides"},
        {"1e", "digits belong on both sides"},
        {"1e+", "digits belong on both sides"},
        {"NaN", "'N' cannot stand here"},
        {"0x10", "'x' cannot stand here"},
        {"\"", "byte 0 (line 1, column 1): this string has no closing quote"},
        {"\"a\\", "no closing quote"},
        {"\"a\\\"", "no closing quote"},
        {"\"\\x\"", "no such escape"},
        {"\"\\", "no closing quote"},
        {"\"\\\xD0\x96\"", "no such escape"},
        {"\"\\u12\"", "four hexadecimal digits"},
        {"\"\\u12g4\"", "byte 1 (line 1, column 2): \\u takes four hexadecimal digits"},
        {"\"\\ud800\"", "a high surrogate needs"},
        {"\"\\ud800x\"", "a high surrogate needs"},
        {"\"\\ud800\\u0041\"", "a high surrogate needs"},
        {"\"\\ud800\\ud800\"", "a high surrogate needs"},
        {"\"\\udc00\"", "a low surrogate needs"},
        {"\"a\nb\"", "byte 2 (line 1, column 3): a control character"},
        {"\"a\tb\"", "a control character"},
        {"\"\xFF\"", "not UTF-8"},
        {"\"\xC0\x80\"", "not UTF-8"},
        {"\"\xC3\"", "not UTF-8"},
        {"\"\xE2\x82\"", "not UTF-8"},
        {"\"\xED\xA0\x80\"", "not UTF-8"},
        {"\"\xF4\x90\x80\x80\"", "not UTF-8"},
        {"\"\xD0\x96\xD0", "not UTF-8"},
        {"\xEF\xBB\xBF{}", "byte order mark"},
        {"\x01", "byte 0x01 cannot stand here"},
        {"\xC2\xA0"
         "1",
         "byte 0xC2"},
        {"{\"a\":1,\"a\":1}", "\"a\" stands here for the second time"},
        {"{\"a\":1,\"\\u0061\":1}", "\"a\" stands here for the second time"},
        {"{\"\":1,\"\":1}", "for the second time"},
        {"[\n  1,\n  \"\xD0\x96\xD0\x96\" x]", "byte 16 (line 3, column 8): 'x'"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        struct json v = {.type = JSON_INT, .u.i = 99};

        if (json_parse(span_of(rows[i].in), &arena, &v, &err) != RC_INPUT)
            fail_msg("accepted: %s (%s)", rows[i].in, err.note);
        assert_int_equal(v.u.i, 99);
        assert_note(rows[i].note);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values_are_read_and_written_canonically, setup, teardown),
        cmocka_unit_test_setup_teardown(malformed_texts_are_refused_with_their_place, setup,
                                        teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
