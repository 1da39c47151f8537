/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/ed25519.h"

#define N_EDGE_CASES 914

static uint8_t nibble(char c)
{
    return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static void from_hex(struct span hex, uint8_t *out, size_t n)
{
    assert_int_equal(hex.n, 2 * n);
    for (size_t i = 0; i < n; i++)
        out[i] = (uint8_t)(nibble(hex.p[2 * i]) << 4 | nibble(hex.p[2 * i + 1]));
}

/* RFC 8032, 7.1, tests 1 to 3 */
static void signatures_are_those_of_the_standard(void **state)
{
    static const struct {
        const char *seed, *key, *message, *signature;
    } rows[] = {
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701"
         "c"
         "f9b46bd25bf5f0595bbe24655141438e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d"
         "0"
         "f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
        {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
         "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f7609"
         "8"
         "4dc6594a7c15e9716ed28dc027beceea1ec40a"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        uint8_t seed[32], message[2];
        struct ed25519_key key;
        struct ed25519_signature want, got;
        struct ed25519_pair pair;
        struct span text = {(const char *)message, strlen(rows[i].message) / 2};

        from_hex(span_of(rows[i].seed), seed, 32);
        from_hex(span_of(rows[i].key), key.b, 32);
        from_hex(span_of(rows[i].message), message, text.n);
        from_hex(span_of(rows[i].signature), want.b, 64);
        ed25519_pair_init(&pair, seed);
        assert_memory_equal(pair.public_key.b, key.b, 32);
        got = ed25519_sign(&pair, text);
        assert_memory_equal(got.b, want.b, 64);
        assert_true(ed25519_verify(&key, text, &got));
    }
}

static void every_flipped_bit_is_refused(void **state)
{
    uint8_t seed[32] = {7};
    char message[] = "the line was crossed";
    struct span text = {message, sizeof(message) - 1};
    struct ed25519_signature s;
    struct ed25519_pair pair;

    (void)state;
    ed25519_pair_init(&pair, seed);
    s = ed25519_sign(&pair, text);
    assert_true(ed25519_verify(&pair.public_key, text, &s));
    for (size_t bit = 0; bit < 512; bit++) {
        s.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(ed25519_verify(&pair.public_key, text, &s));
        s.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    for (size_t bit = 0; bit < text.n * 8; bit++) {
        message[bit / 8] = (char)(message[bit / 8] ^ (1 << bit % 8));
        assert_false(ed25519_verify(&pair.public_key, text, &s));
        message[bit / 8] = (char)(message[bit / 8] ^ (1 << bit % 8));
    }
    for (size_t bit = 0; bit < 256; bit++) {
        pair.public_key.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_false(ed25519_verify(&pair.public_key, text, &s));
        pair.public_key.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    assert_true(ed25519_verify(&pair.public_key, text, &s));
}

static void a_secret_is_wiped(void **state)
{
    static const uint8_t nothing[sizeof(struct ed25519_pair)];
    uint8_t seed[32] = {9};
    struct ed25519_pair pair;

    (void)state;
    ed25519_pair_init(&pair, seed);
    assert_memory_not_equal(&pair, nothing, sizeof(pair));
    ed25519_wipe(&pair, sizeof(pair));
    assert_memory_equal(&pair, nothing, sizeof(pair));
}

/* Whether the edge case is accepted, and what the first column of the list says. */
static bool is_as_listed(const struct json *row, char listed, size_t *n_accepted)
{
    struct ed25519_signature s;
    struct ed25519_key key;
    bool is_accepted;

    from_hex(json_get(row, "key")->u.text, key.b, sizeof(key.b));
    from_hex(json_get(row, "sig")->u.text, s.b, sizeof(s.b));
    is_accepted = ed25519_verify(&key, json_get(row, "msg")->u.text, &s);
    *n_accepted += is_accepted;
    return is_accepted == (listed == '1');
}

/* The libsodium column; the other two are of libraries that accept more. */
static void edge_cases_are_judged_by_the_strict_rule(void **state)
{
    size_t n_accepted = 0;
    struct span verdicts;
    struct err err = {0};
    struct arena a;
    struct json v;

    (void)state;
    need_vectors();
    arena_init(&a, 64 * MIB);
    assert_ok(json_parse(tlog_file("ed25519/ed25519vectors.json", &a), &a, &v, &err));
    verdicts = tlog_file("ed25519/verdicts_libsodium_go119_node20.txt", &a);
    assert_int_equal(v.u.array.n, N_EDGE_CASES);
    for (size_t i = 0; i < N_EDGE_CASES; i++) {
        struct span line = span_cut(&verdicts, '\n');

        assert_int_equal(line.n, 5);
        if (!is_as_listed(&v.u.array.items[i], line.p[0], &n_accepted))
            fail_msg("case %zu is not judged as listed (%c)", i, line.p[0]);
    }
    assert_int_equal(n_accepted, 43);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_are_those_of_the_standard),
        cmocka_unit_test(every_flipped_bit_is_refused),
        cmocka_unit_test(a_secret_is_wiped),
        cmocka_unit_test(edge_cases_are_judged_by_the_strict_rule),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
