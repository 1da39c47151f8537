/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/key.h"

#define NEUMANN "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
/* of the tests of golang.org/x/mod/sumdb/note */
#define NEUMANN_SECRET                                                                             \
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"

static struct arena arena;
static struct buf text;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, MIB);
    buf_init(&text, MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    buf_release(&text);
    return 0;
}

static void a_verifier_key_is_read_and_written(void **state)
{
    struct verifier_key k;
    struct err err = {0};

    (void)state;
    assert_ok(verifier_key_read(SPAN(" " NEUMANN "\n"), &arena, &k, &err));
    assert_span(k.name, "PeterNeumann");
    assert_int_equal(k.id, 0xc74f20a3);
    assert_int_equal(k.kind->type, KEY_ED25519);
    assert_int_equal(k.public_key.n, 32);
    verifier_key_put(&text, &k);
    assert_span(buf_span(&text), NEUMANN);
}

/* The base64 may hold '+': the first two cut, no other. */
static void a_plus_in_the_base64_cuts_nothing(void **state)
{
    uint8_t seed[32] = {0};
    size_t n_with_plus = 0;
    struct err err = {0};

    (void)state;
    for (unsigned i = 0; i < 200; i++) {
        struct signer_key s;
        struct verifier_key k, again;

        seed[0] = (uint8_t)i;
        s = signer_key_of(SPAN("aasc.example/log"), KEY_ED25519, seed);
        k = signer_key_public(&s);
        buf_clear(&text);
        verifier_key_put(&text, &k);
        n_with_plus += span_find(span_from(buf_span(&text), 26), '+') < text.n - 26;
        assert_ok(verifier_key_read(buf_span(&text), &arena, &again, &err));
        assert_int_equal(again.id, k.id);
        assert_memory_equal(again.public_key.p, k.public_key.p, 32);
    }
    assert_true(n_with_plus > 20);
}

static void a_key_that_is_none_is_refused(void **state)
{
    static const struct {
        const char *text, *note;
        enum rc rc;
    } rows[] = {
        {"", "name+id+base64", RC_INPUT},
        {"PeterNeumann", "name+id+base64", RC_INPUT},
        {"PeterNeumann+c74f20a3", "name+id+base64", RC_INPUT},
        {"+c74f20a3+ARpc", "name is empty", RC_INPUT},
        {"Peter Neumann+c74f20a3+ARpc", "holds a blank", RC_INPUT},
        {"Peter\xC2\xA0Neumann+c74f20a3+ARpc", "holds a blank", RC_INPUT},
        {"Peter\xE3\x80\x80Neumann+c74f20a3+ARpc", "holds a blank", RC_INPUT},
        {"Peter\tNeumann+c74f20a3+ARpc", "control character", RC_INPUT},
        {"Peter\xFFNeumann+c74f20a3+ARpc", "not UTF-8", RC_INPUT},
        {"PeterNeumann+C74F20A3+ARpc", "8 lower-case", RC_INPUT},
        {"PeterNeumann+c74f20a+ARpc", "8 lower-case", RC_INPUT},
        {"PeterNeumann+c74f20a3b+ARpc", "8 lower-case", RC_INPUT},
        {"PeterNeumann+c74f20ag+ARpc", "8 lower-case", RC_INPUT},
        {"PeterNeumann+c74f20a3+ARpc!", "groups of four", RC_INPUT},
        {"PeterNeumann+c74f20a3+AR!c", "no digit of base64", RC_INPUT},
        {"PeterNeumann+c74f20a3+", "no bytes", RC_INPUT},
        {"PeterNeumann+c74f20a3+AQ==", "no bytes", RC_INPUT},
        {"PeterNeumann+c74f20a3+ARpc", "has 32 bytes, not 2", RC_INPUT},
        {"PeterNeumann+c74f20a3+Axpc", "type is 0x03", RC_UNSUPPORTED},
        {"PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
         "name and key give c74f20a3", RC_INPUT},
        {"PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "a letter is wrong",
         RC_INPUT},
        {NEUMANN_SECRET, "secret key", RC_INPUT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct verifier_key k = {.id = 77};
        struct err err = {0};
        enum rc rc = verifier_key_read(span_of(rows[i].text), &arena, &k, &err);

        if (rc != rows[i].rc)
            fail_msg("\"%s\": %d, not %d", rows[i].text, rc, rows[i].rc);
        assert_note(rows[i].note);
        assert_int_equal(k.id, 77);
    }
}

static void too_long_a_key_or_name_is_refused(void **state)
{
    struct verifier_key k;
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i <= KEY_TEXT_MAX; i++)
        buf_putc(&text, 'a');
    assert_int_equal(verifier_key_read(buf_span(&text), &arena, &k, &err), RC_LIMIT);
    assert_ok(key_check_name(span_sub(buf_span(&text), 0, KEY_NAME_MAX), &err));
    assert_int_equal(key_check_name(span_sub(buf_span(&text), 0, KEY_NAME_MAX + 1), &err),
                     RC_LIMIT);
}

/* Of ECDSA keys the id is the hash of the key alone; of all others of name, type and key. */
static void ids_follow_the_type(void **state)
{
    static const struct {
        unsigned type;
        bool is_of_key_only;
    } rows[] = {{1, false}, {2, true}, {4, false}, {5, false}, {6, false}};
    struct span key = SPAN("0123456789abcdef0123456789abcdef");

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct key_kind *kind = key_kind_find(rows[i].type);
        char data[200];
        struct sha256_digest d;
        int n = snprintf(data, sizeof(data), "name\n%c%.*s", (char)rows[i].type, SPAN_ARG(key));

        assert_non_null(kind);
        d = rows[i].is_of_key_only ? sha256(key) : sha256((struct span){data, (size_t)n});
        assert_int_equal(key_id(SPAN("name"), kind, key), (uint32_t)d.b[0] << 24 |
                                                              (uint32_t)d.b[1] << 16 |
                                                              (uint32_t)d.b[2] << 8 | d.b[3]);
    }
    assert_null(key_kind_find(0));
    assert_null(key_kind_find(3));
    assert_null(key_kind_find(0xFF));
}

static void a_list_of_keys_is_read(void **state)
{
    const struct verifier_key *keys;
    struct err err = {0};
    size_t n = 0;

    (void)state;
    assert_ok(
        verifier_keys_read(SPAN("# two\n\n" NEUMANN "\n"
                                "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"),
                           &arena, &keys, &n, &err));
    assert_int_equal(n, 2);
    assert_span(keys[1].name, "EnochRoot");
    assert_int_equal(verifier_keys_read(SPAN("\n" NEUMANN "\nnone\n"), &arena, &keys, &n, &err),
                     RC_INPUT);
    assert_note("line 3: a key is written");
    assert_int_equal(verifier_keys_read(SPAN(NEUMANN "\n" NEUMANN), &arena, &keys, &n, &err),
                     RC_INPUT);
    assert_note("line 2: the key stands in the list already");
    assert_int_equal(verifier_keys_read(SPAN("# none\n"), &arena, &keys, &n, &err), RC_INPUT);
    assert_note("there is no key");
    assert_int_equal(n, 2);
}

static void public_keys_are_read_and_bad_ones_refused(void **state)
{
    const struct verifier_key *keys;
    struct err err = {0};
    struct span bad;
    size_t n, n_bad = 0;

    (void)state;
    need_vectors();
    assert_ok(verifier_keys_read(tlog_file("public/keys.vkeys", &arena), &arena, &keys, &n, &err));
    assert_int_equal(n, 15);
    for (size_t i = 0; i < n; i++)
        assert_true(keys[i].kind->is_verified);
    bad = tlog_file("public/bad.vkeys", &arena);
    while (bad.n > 0) {
        struct span line = span_cut(&bad, '\n');
        struct verifier_key k;

        if (line.n == 0)
            continue;
        if (verifier_key_read(line, &arena, &k, &err) == RC_OK)
            fail_msg("%.*s was read", SPAN_ARG(line));
        n_bad++;
    }
    assert_int_equal(n_bad, 5);
}

static void a_signer_key_is_the_one_of_its_public_key(void **state)
{
    struct signer_key s;
    struct verifier_key k;
    struct err err = {0};

    (void)state;
    assert_ok(signer_key_read(SPAN(NEUMANN_SECRET "\n"), &s, &err));
    k = signer_key_public(&s);
    verifier_key_put(&text, &k);
    assert_span(buf_span(&text), NEUMANN);
    buf_clear(&text);
    signer_key_put(&text, &s);
    assert_span(buf_span(&text), NEUMANN_SECRET);
    signer_key_wipe(&s);
    assert_null(s.name.p);
}

static void a_signer_key_that_is_none_is_refused_without_its_text(void **state)
{
    static const struct {
        const char *text, *note;
    } rows[] = {
        {"", "begins with PRIVATE+KEY+"},
        {NEUMANN, "begins with PRIVATE+KEY+"},
        {"PRIVATE+KEY+", "name is empty"},
        {"PRIVATE+KEY+PeterNeumann+c74f20a3", "length of a type and a seed"},
        {"PRIVATE+KEY+PeterNeumann+c74f20a4+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
         "id is not that"},
        {"PRIVATE+KEY+PeterNeumann+C74F20A3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
         "id is not that"},
        {"PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDF",
         "length of a type"},
        {"PRIVATE+KEY+PeterNeumann+c74f20a3+BoEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
         "type is 0x06"},
        {"PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKD!z",
         "no digit"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct signer_key s;
        struct err err = {0};

        if (signer_key_read(span_of(rows[i].text), &s, &err) == RC_OK)
            fail_msg("\"%s\" was read", rows[i].text);
        assert_note(rows[i].note);
        assert_null(strstr(err.note, "FALVFGyNh"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_verifier_key_is_read_and_written, setup, teardown),
        cmocka_unit_test_setup_teardown(a_plus_in_the_base64_cuts_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_that_is_none_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(too_long_a_key_or_name_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(ids_follow_the_type, setup, teardown),
        cmocka_unit_test_setup_teardown(a_list_of_keys_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(public_keys_are_read_and_bad_ones_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_signer_key_is_the_one_of_its_public_key, setup, teardown),
        cmocka_unit_test_setup_teardown(a_signer_key_that_is_none_is_refused_without_its_text,
                                        setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
