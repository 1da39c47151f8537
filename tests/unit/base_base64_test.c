/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/base64.h"
#include "random.h"

#include <string.h>

/* RFC 4648, section 10 */
static const struct {
    const char *bytes, *text;
} vectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {"\xfb\xff\xbf", "+/+/"},
};

static void texts_are_those_of_the_standard(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 100);
    for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
        uint8_t bytes[100];
        struct err err = {0};
        size_t n = 99;

        buf_clear(&b);
        base64_put(&b, span_of(vectors[i].bytes));
        assert_span(buf_span(&b), vectors[i].text);
        assert_ok(base64_read(span_of(vectors[i].text), bytes, &n, &err));
        assert_int_equal(n, strlen(vectors[i].bytes));
        assert_memory_equal(bytes, vectors[i].bytes, n);
    }
    buf_release(&b);
}

/* Each would read as bytes that another text already means. */
static void a_text_that_is_not_the_one_form_is_refused(void **state)
{
    static const struct {
        const char *text, *note;
    } rows[] = {
        {"Z", "groups of four"},
        {"Zg", "groups of four"},
        {"Zg=", "groups of four"},
        {"Zg===", "groups of four"},
        {"Zh==", "spare bits"},
        {"Zm9=", "spare bits"},
        {"====", "no digit"},
        {"Z===", "no digit"},
        {"Zg==Zg==", "no digit"},
        {"Zm9v\n", "groups of four"},
        {"Zm\n9v===", "no digit"},
        {"Zm9-", "no digit"},
        {"Zm9_", "no digit"},
        {" Zm9", "no digit"},
        {"Zm9v    ", "no digit"},
        {"\xC3\xA4Zm", "no digit"},
        {"Zm9vYmFyA", "groups of four"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        uint8_t bytes[100];
        struct err err = {0};
        size_t n = 77;

        if (base64_read(span_of(rows[i].text), bytes, &n, &err) != RC_INPUT)
            fail_msg("\"%s\" was read", rows[i].text);
        assert_note(rows[i].note);
        assert_int_equal(n, 77);
    }
}

static void an_exact_length_is_exact(void **state)
{
    uint8_t bytes[33];
    struct err err = {0};

    (void)state;
    assert_ok(base64_read_exact(SPAN("Zm9vYg=="), bytes, 4, &err));
    assert_ok(base64_read_exact(SPAN(""), bytes, 0, &err));
    assert_int_equal(base64_read_exact(SPAN("Zm9vYg=="), bytes, 3, &err), RC_INPUT);
    assert_note("4 bytes in base64; there must be 3");
    assert_int_equal(base64_read_exact(SPAN("Zm9vYg=="), bytes, 5, &err), RC_INPUT);
    assert_int_equal(base64_read_exact(SPAN(""), bytes, 32, &err), RC_INPUT);
    assert_int_equal(base64_read_exact(SPAN("Zm9vY"), bytes, 4, &err), RC_INPUT);
    assert_note("groups of four");
}

static void any_bytes_come_back(void **state)
{
    uint64_t seed = 64;
    struct buf b;

    (void)state;
    buf_init(&b, 1000);
    for (int round = 0; round < 2000; round++) {
        uint8_t bytes[200], again[BASE64_BYTES(272)];
        size_t n = random_below(&seed, sizeof(bytes)), n_again;
        struct err err = {0};

        for (size_t i = 0; i < n; i++)
            bytes[i] = (uint8_t)next_random(&seed);
        buf_clear(&b);
        base64_put(&b, (struct span){(const char *)bytes, n});
        assert_int_equal(b.n, (n + 2) / 3 * 4);
        assert_ok(base64_read(buf_span(&b), again, &n_again, &err));
        assert_int_equal(n_again, n);
        assert_memory_equal(again, bytes, n);
        assert_ok(base64_read_exact(buf_span(&b), again, n, &err));
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_those_of_the_standard),
        cmocka_unit_test(a_text_that_is_not_the_one_form_is_refused),
        cmocka_unit_test(an_exact_length_is_exact),
        cmocka_unit_test(any_bytes_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
