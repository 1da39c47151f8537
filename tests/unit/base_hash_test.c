/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/hash.h"

#include <string.h>

static struct buf text;

static int setup(void **state)
{
    (void)state;
    buf_init(&text, MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    buf_release(&text);
    return 0;
}

static const char *hex_of(struct sha256_digest d)
{
    buf_clear(&text);
    sha256_put_hex(&text, &d);
    return text.p;
}

/* FIPS 180-4 and its examples */
static void digests_are_those_of_the_standard(void **state)
{
    static const struct {
        const char *data, *hex;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_string_equal(hex_of(sha256(span_of(rows[i].data))), rows[i].hex);
}

static void pieces_give_the_digest_of_the_whole(void **state)
{
    static char million[1000000];

    (void)state;
    memset(million, 'a', sizeof(million));
    assert_string_equal(hex_of(sha256((struct span){million, sizeof(million)})),
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    for (size_t piece = 1; piece < 5000; piece = piece * 3 + 1) {
        struct span rest = {million, sizeof(million)};
        struct sha256_stream s;

        sha256_init(&s);
        while (rest.n > 0) {
            sha256_add(&s, span_sub(rest, 0, piece));
            sha256_add(&s, (struct span){0});
            rest = span_from(rest, piece);
        }
        assert_string_equal(hex_of(sha256_finish(&s)),
                            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

static void an_identifier_is_a_uuid_of_version_8(void **state)
{
    struct sha256_digest d = sha256(SPAN("abc"));

    (void)state;
    uuid8_put(&text, &d);
    assert_string_equal(text.p, "ba7816bf-8f01-8fea-8141-40de5dae2223");
}

static void version_and_variant_hold_for_all_bits(void **state)
{
    struct sha256_digest d;

    (void)state;
    memset(&d, 0, sizeof(d));
    uuid8_put(&text, &d);
    buf_putc(&text, ' ');
    memset(&d, 0xFF, sizeof(d));
    uuid8_put(&text, &d);
    assert_string_equal(text.p, "00000000-0000-8000-8000-000000000000 "
                                "ffffffff-ffff-8fff-bfff-ffffffffffff");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(digests_are_those_of_the_standard),
        TEST(pieces_give_the_digest_of_the_whole),
        TEST(an_identifier_is_a_uuid_of_version_8),
        TEST(version_and_variant_hold_for_all_bits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
