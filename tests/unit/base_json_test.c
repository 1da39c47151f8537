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
        {"\"a b\"", "\"a b\""},
        /* all that UTF-16 puts behind surrogates */
        {"{\"\\uffff\":1,\"\\ue000\":2,\"\\ud800\\udc00\":3,\"\\udbff\\udfff\":4,\"\\ud7ff\":5}",
         "{\"\xED\x9F\xBF\":5,\"\xF0\x90\x80\x80\":3,\"\xF4\x8F\xBF\xBF\":4,\"\xEE\x80\x80\":2,"
         "\"\xEF\xBF\xBF\":1}"},
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

/* `opening` n times, then `closing` n times */
static struct span nested(struct buf *b, const char *opening, const char *closing, size_t n)
{
    buf_clear(b);
    for (size_t i = 0; i < n; i++)
        buf_puts(b, opening);
    for (size_t i = 0; i < n; i++)
        buf_puts(b, closing);
    return buf_span(b);
}

static void depth_has_a_limit(void **state)
{
    struct buf b;
    struct err err = {0};
    struct json v = {0};

    (void)state;
    buf_init(&b, 64 * MIB);
    assert_ok(json_parse(nested(&b, "[", "]", JSON_DEPTH_MAX), &arena, &v, &err));
    assert_int_equal(json_parse(nested(&b, "[", "]", JSON_DEPTH_MAX + 1), &arena, &v, &err),
                     RC_LIMIT);
    assert_note("byte 64 (line 1, column 65): deeper than 64 brackets");
    assert_int_equal(json_parse(nested(&b, "{\"a\":", "}", JSON_DEPTH_MAX + 1), &arena, &v, &err),
                     RC_LIMIT);
    assert_int_equal(json_parse(nested(&b, "[", "]", 4000000), &arena, &v, &err), RC_LIMIT);
    buf_release(&b);
}

static void numbers_beyond_the_doubles_are_refused(void **state)
{
    struct err err = {0};
    struct json v = {0};

    (void)state;
    assert_int_equal(json_parse(SPAN("[1e308, -1e309]"), &arena, &v, &err), RC_RANGE);
    assert_note("byte 8 (line 1, column 9): this number is too large");
    v = parsed(SPAN("[1e-999, -1e308]"));
    assert_true(v.u.array.items[0].u.r == 0);
}

static void types_and_places_are_kept(void **state)
{
    static const struct {
        enum json_type type;
        uint32_t at;
        const char *name;
    } rows[] = {
        {JSON_NULL, 1, "null"},       {JSON_TRUE, 7, "true"},
        {JSON_FALSE, 12, "false"},    {JSON_INT, 18, "a whole number"},
        {JSON_REAL, 21, "a number"},  {JSON_STRING, 25, "a string"},
        {JSON_ARRAY, 29, "an array"}, {JSON_OBJECT, 32, "an object"},
        {JSON_REAL, 35, "a number"},  {JSON_INT, 39, "a whole number"},
    };
    struct json v = parsed(SPAN("[null, true,false,-5,1.0,\"x\",[],{}, 1e2,12]"));

    (void)state;
    assert_int_equal(v.u.array.n, sizeof(rows) / sizeof(*rows));
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_int_equal(v.u.array.items[i].type, rows[i].type);
        assert_int_equal(v.u.array.items[i].at, rows[i].at + (i >= 8 ? 1 : 0));
        assert_string_equal(json_type_name(v.u.array.items[i].type), rows[i].name);
    }
}

static void no_text_at_all_is_refused(void **state)
{
    struct err err = {0};
    struct json v = {0};

    (void)state;
    assert_int_equal(json_parse((struct span){0}, &arena, &v, &err), RC_INPUT);
    assert_note("byte 0 (line 1, column 1): the text ends here");
}

static void strings_without_escapes_are_not_copied(void **state)
{
    struct span s = SPAN("{\"long enough to need no copy\":\"\xD0\x96 plain\",\"b\":\"x\\ny\"}");
    struct json v = parsed(s);
    const struct json *plain = json_get(&v, "long enough to need no copy");
    const struct json *escaped = json_get(&v, "b");

    (void)state;
    assert_true(plain->u.text.p > s.p && plain->u.text.p < s.p + s.n);
    assert_span(plain->u.text, "\xD0\x96 plain");
    assert_false(escaped->u.text.p > s.p && escaped->u.text.p < s.p + s.n);
    assert_span(escaped->u.text, "x\ny");
}

/* Every byte at every place of the eight that are scanned together. */
static void strings_end_at_any_place(void **state)
{
    char in[64];

    (void)state;
    for (size_t length = 0; length < 24; length++)
        for (size_t at = 0; at < length; at++)
            for (int c = 1; c < 256; c++) {
                struct err err = {0};
                struct json v = {0};
                bool is_plain = c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
                enum rc rc;

                memset(in, 'a', sizeof(in));
                in[0] = in[length + 1] = '"';
                in[1 + at] = (char)c;
                rc = json_parse((struct span){in, length + 2}, &arena, &v, &err);
                if ((rc == RC_OK) != is_plain || (!rc && v.u.text.n != length))
                    fail_msg("byte 0x%02X at %zu of %zu: %s", (unsigned)c, at, length, err.note);
            }
}

static void members_are_found(void **state)
{
    struct json v = parsed(SPAN("{\"a\":1,\"ab\":2.5,\"\":3,\"t\":\"x\"}"));
    double r = 0;

    (void)state;
    assert_int_equal(json_get(&v, "a")->u.i, 1);
    assert_true(json_get_text(&v, "a").p == NULL); /* no text */
    assert_true(json_get_text(&v, "none").p == NULL);
    assert_true(span_is(json_get_text(&v, "t"), "x"));
    assert_true(json_get_text(NULL, "a").p == NULL);
    assert_int_equal(json_get(&v, "")->u.i, 3);
    assert_null(json_get(&v, "abc"));
    assert_null(json_get(json_get(&v, "a"), "a"));
    assert_null(json_get(json_get(&v, "none"), "a"));
    assert_true(json_number(json_get(&v, "a"), &r) && r == 1);
    assert_true(json_number(json_get(&v, "ab"), &r) && r == 2.5);
    assert_false(json_number(&v, &r));
    assert_false(json_number(json_get(&v, "none"), &r));
    assert_true(r == 2.5); /* untouched */
}

static void values_are_built(void **state)
{
    struct err err = {0};
    struct json list = json_array(), o = json_object();

    (void)state;
    for (int i = 0; i < 20; i++)
        assert_ok(json_push(&list, json_int(i), &arena, &err));
    assert_ok(json_set(&o, "z", json_null(), &arena, &err));
    assert_ok(json_set(&o, "list", list, &arena, &err));
    assert_ok(json_set(&o, "yes", json_bool(true), &arena, &err));
    assert_ok(json_set(&o, "no", json_bool(false), &arena, &err));
    assert_ok(json_set(&o, "z", json_str("replaced"), &arena, &err));
    assert_ok(json_set(&o, "r", json_real(0.5), &arena, &err));
    assert_ok(json_set(&o, "t", json_text(SPAN("x\"")), &arena, &err));
    assert_string_equal(canonical(&o),
                        "{\"list\":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19],"
                        "\"no\":false,\"r\":0.5,\"t\":\"x\\\"\",\"yes\":true,\"z\":\"replaced\"}");
}

static void what_was_read_can_be_built_on(void **state)
{
    struct err err = {0};
    struct json v = parsed(SPAN("{\"list\":[1],\"b\":2}"));
    struct json list = *json_get(&v, "list");

    (void)state;
    assert_ok(json_push(&list, json_int(2), &arena, &err));
    assert_ok(json_set(&v, "list", list, &arena, &err));
    assert_ok(json_set(&v, "a", json_int(0), &arena, &err));
    assert_string_equal(canonical(&v), "{\"a\":0,\"b\":2,\"list\":[1,2]}");
}

/* n names in an order that is neither sorted nor reversed */
static struct span many_members(struct buf *b, uint32_t n, const char *last)
{
    buf_clear(b);
    buf_putc(b, '{');
    for (uint32_t i = 0; i < n; i++)
        buf_printf(b, "\"n%u\":%u,", i * 2654435761U, i);
    buf_printf(b, "\"%s\":0}", last);
    return buf_span(b);
}

static void many_members_cost_no_square(void **state)
{
    struct err err = {0};
    struct json v = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 64 * MIB);
    assert_ok(json_parse(many_members(&b, 300000, "last"), &arena, &v, &err));
    assert_int_equal(v.u.object.n, 300001);
    json_write(&text, &v);
    assert_ok(buf_check(&text, &err));
    assert_true(text.n > 4500000);
    buf_release(&b);
}

/* Few members are compared in pairs, many are sorted. */
static void duplicates_are_found_in_objects_of_any_size(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, MIB);
    for (uint32_t n = 1; n < 300; n += n < 40 ? 1 : 37) {
        struct err err = {0};
        struct json v = {0};
        char twice[16];

        assert_ok(json_parse(many_members(&b, n, "last"), &arena, &v, &err));
        (void)snprintf(twice, sizeof(twice), "n%u", (n / 2) * 2654435761U);
        assert_int_equal(json_parse(many_members(&b, n, twice), &arena, &v, &err), RC_INPUT);
        assert_note("stands here for the second time");
        assert_note(twice);
    }
    buf_release(&b);
}

static void the_first_of_several_duplicates_is_named(void **state)
{
    struct err err = {0};
    struct json v = {0};
    struct buf b;

    (void)state;
    buf_init(&b, MIB);
    buf_puts(&b, "{\"y\":0,\"x\":0,");
    for (int i = 0; i < 30; i++)
        buf_printf(&b, "\"n%d\":0,", i);
    buf_puts(&b, "\n\"x\":1,\"y\":1}");
    assert_int_equal(json_parse(buf_span(&b), &arena, &v, &err), RC_INPUT);
    assert_note("\"x\" stands here");
    assert_note("(line 2, column 5)");
    buf_release(&b);
}

static void a_full_arena_is_told(void **state)
{
    struct span s = SPAN("{\"a\":[1,2,{\"b\":\"x\\ny\"}],\"c\":[[]]}");
    enum rc rc = RC_LIMIT;
    long n = 0;

    (void)state;
    while (rc == RC_LIMIT) {
        struct err err = {0};
        struct json v = {.type = JSON_INT, .u.i = 99};

        arena_fail_at(++n);
        rc = json_parse(s, &arena, &v, &err);
        arena_fail_at(0);
        assert_int_equal(rc == RC_OK, v.type == JSON_OBJECT);
        if (rc)
            assert_note("bytes of memory");
    }
    assert_int_equal(rc, RC_OK);
    assert_int_equal(n, 6);
}

/* Values that wait for their bracket count against the ceiling too. */
static void waiting_values_have_a_ceiling(void **state)
{
    struct arena small;
    struct err err = {0};
    struct json v = {0};
    struct buf b;

    (void)state;
    arena_init(&small, 100000);
    buf_init(&b, MIB);
    buf_putc(&b, '[');
    for (int i = 0; i < 100000; i++)
        buf_puts(&b, "0,");
    assert_int_equal(json_parse(buf_span(&b), &small, &v, &err), RC_LIMIT);
    assert_note("more values than the memory");
    buf_release(&b);
    arena_release(&small);
}

static void arrays_take_no_more_than_they_hold(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 64 * MIB);
    buf_putc(&b, '[');
    for (int i = 0; i < 99999; i++)
        buf_puts(&b, "[37.95,48.5],");
    buf_puts(&b, "0]");
    (void)parsed(buf_span(&b));
    assert_true(arena.used_bytes == 100000 * sizeof(struct json) + 99999 * 2 * sizeof(struct json));
    buf_release(&b);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(values_are_read_and_written_canonically),
        TEST(malformed_texts_are_refused_with_their_place),
        TEST(depth_has_a_limit),
        TEST(numbers_beyond_the_doubles_are_refused),
        TEST(types_and_places_are_kept),
        TEST(no_text_at_all_is_refused),
        TEST(strings_without_escapes_are_not_copied),
        TEST(strings_end_at_any_place),
        TEST(members_are_found),
        TEST(values_are_built),
        TEST(what_was_read_can_be_built_on),
        TEST(many_members_cost_no_square),
        TEST(duplicates_are_found_in_objects_of_any_size),
        TEST(the_first_of_several_duplicates_is_named),
        TEST(a_full_arena_is_told),
        TEST(waiting_values_have_a_ceiling),
        TEST(arrays_take_no_more_than_they_hold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
