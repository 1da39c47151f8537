/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/cosignature.h"
#include "record/note.h"

#define DASH "\xE2\x80\x94 "
#define BODY "a note\n\nof two parts\n"

static struct arena arena;
static struct buf text;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 16 * MIB);
    buf_init(&text, 4 * MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    buf_release(&text);
    return 0;
}

/* Parse and verify in one, for rows. */
static enum rc check(struct span bytes, const struct verifier_key *keys, size_t n_keys,
                     struct note_verdict *v, struct err *err)
{
    struct note n;
    enum rc rc = note_parse(bytes, &arena, &n, err);

    return rc ? rc : note_verify(&n, keys, n_keys, v, err);
}

static void a_note_is_signed_and_verified(void **state)
{
    struct signer_key s = made_signer("aasc.example/log", KEY_ED25519, 1);
    struct verifier_key k = signer_key_public(&s);
    struct note_verdict v;
    struct err err = {0};
    struct note n;

    (void)state;
    note_put_text(&text, SPAN(BODY));
    note_put_signed(&text, SPAN(BODY), &s);
    assert_ok(note_parse(buf_span(&text), &arena, &n, &err));
    assert_span(n.text, BODY);
    assert_int_equal(n.n_signatures, 1);
    assert_span(n.signatures[0].name, "aasc.example/log");
    assert_int_equal(n.signatures[0].key_id, k.id);
    assert_ok(note_verify(&n, &k, 1, &v, &err));
    assert_int_equal(v.n_keys, 1);
    assert_ptr_equal(v.by[0], &k);
    assert_true(note_is_signed_by(&n, &v, &k));
}

static void every_flipped_bit_is_refused(void **state)
{
    struct signer_key s = made_signer("aasc.example/log", KEY_ED25519, 1);
    struct verifier_key k = signer_key_public(&s);
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    note_put_text(&text, SPAN(BODY));
    note_put_signed(&text, SPAN(BODY), &s);
    for (size_t bit = 0; bit < text.n * 8; bit++) {
        text.p[bit / 8] = (char)(text.p[bit / 8] ^ (1 << bit % 8));
        if (check(buf_span(&text), &k, 1, &v, &err) == RC_OK)
            fail_msg("bit %zu can be flipped", bit);
        text.p[bit / 8] = (char)(text.p[bit / 8] ^ (1 << bit % 8));
        arena_reset(&arena);
    }
    assert_ok(check(buf_span(&text), &k, 1, &v, &err));
}

static void what_is_no_note_is_refused(void **state)
{
    static const struct {
        const char *bytes, *note;
    } rows[] = {
        {"", "does not end in a line end"},
        {"text", "does not end in a line end"},
        {"text\n", "no empty line"},
        {"text\n" DASH "n AAAAAAA=\n", "no empty line"},
        {"text\n\n", "no signature behind"},
        {"\n", "no empty line"},
        {"text\n\n" DASH "n AAAAAAA=", "does not end in a line end"},
        {"text\n\n" DASH "n AAAAAAA=\n\n", "no signature behind"},
        {"text\n\n- n AAAAAAA=\n", "em dash"},
        {"text\n\n\xE2\x80\x94n AAAAAAA=\n", "em dash"},
        {"text\n\n" DASH " AAAAAAA=\n", "name is empty"},
        {"text\n\n" DASH "n+m AAAAAAA=\n", "'+'"},
        {"text\n\n" DASH "n\xC2\xA0m AAAAAAA=\n", "blank"},
        {"text\n\n" DASH "n  AAAAAAA=\n", "base64"},
        {"text\n\n" DASH "n AAAAAAA= \n", "base64"},
        {"text\n\n" DASH "n AAAAAAB=\n", "spare bits"},
        {"text\n\n" DASH "n\n", "no key id"},
        {"text\n\n" DASH "n AAAAAA==\n", "4 bytes are no key id"},
        {"text\n\n" DASH "n AAAA\n", "3 bytes are no key id"},
        {"text\r\n\r\n" DASH "n AAAAAAA=\r\n", "control character 0x0d"},
        {"te\txt\n\n" DASH "n AAAAAAA=\n", "control character 0x09"},
        {"te\xFFxt\n\n" DASH "n AAAAAAA=\n", "not UTF-8"},
        {"text\n\n" DASH "n AAAAAAA=\nmore\n", "signature 2"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct note n = {.n_signatures = 77};
        struct err err = {0};

        if (note_parse(span_of(rows[i].bytes), &arena, &n, &err) != RC_INPUT)
            fail_msg("row %zu was read", i);
        assert_note(rows[i].note);
        assert_int_equal(n.n_signatures, 77);
    }
}

static void characters_below_a_blank_are_refused(void **state)
{
    struct err err = {0};

    (void)state;
    for (int c = 0; c < 0x80; c++) {
        char line[] = "a?\n";

        line[1] = (char)c;
        assert_int_equal(note_check_text((struct span){line, 3}, &err),
                         c < 0x20 && c != '\n' ? RC_INPUT : RC_OK);
    }
}

static void a_nul_byte_is_no_end(void **state)
{
    struct note n;
    struct err err = {0};

    (void)state;
    assert_int_equal(note_parse(SPAN("te\0xt\n\n" DASH "n AAAAAAA=\n"), &arena, &n, &err),
                     RC_INPUT);
    assert_note("control character 0x00");
}

/* A text that holds what looks like signatures ends at the last empty line only. */
static void the_last_empty_line_splits(void **state)
{
    struct note n;
    struct err err = {0};

    (void)state;
    assert_ok(
        note_parse(SPAN("a\n\n" DASH "n AAAAAAA=\n\n" DASH "m AAAAAAE=\n"), &arena, &n, &err));
    assert_span(n.text, "a\n\n" DASH "n AAAAAAA=\n");
    assert_int_equal(n.n_signatures, 1);
    assert_span(n.signatures[0].name, "m");
    assert_ok(note_parse(SPAN("\n\n" DASH "m AAAAAAE=\n"), &arena, &n, &err));
    assert_span(n.text, "\n");
}

static void many_signatures_are_read_and_a_flood_refused(void **state)
{
    struct signer_key s = made_signer("log", KEY_ED25519, 1);
    struct verifier_key k = signer_key_public(&s);
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    note_put_text(&text, SPAN(BODY));
    for (size_t i = 1; i < NOTE_SIGNATURES_MAX; i++)
        note_put_signature(&text, SPAN("stranger"), (uint32_t)i, SPAN("x"));
    note_put_signed(&text, SPAN(BODY), &s);
    assert_true(NOTE_SIGNATURES_MAX >= 16);
    assert_ok(check(buf_span(&text), &k, 1, &v, &err));
    assert_ptr_equal(v.by[NOTE_SIGNATURES_MAX - 1], &k);
    note_put_signature(&text, SPAN("stranger"), 0, SPAN("x"));
    assert_int_equal(check(buf_span(&text), &k, 1, &v, &err), RC_LIMIT);
    assert_note("101 signatures; at most 100");
}

static void too_long_a_note_is_refused(void **state)
{
    struct note n;
    struct err err = {0};

    (void)state;
    while (text.n < NOTE_BYTES_MAX + 1)
        buf_putc(&text, '\n');
    assert_int_equal(note_parse(buf_span(&text), &arena, &n, &err), RC_LIMIT);
}

/* Same name and another id, or the same id and another name: both are strangers. */
static void a_stranger_is_ignored_and_alone_is_not_enough(void **state)
{
    struct signer_key s = made_signer("log", KEY_ED25519, 1);
    struct signer_key other = made_signer("log", KEY_ED25519, 2);
    struct verifier_key k = signer_key_public(&s);
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    note_put_text(&text, SPAN(BODY));
    note_put_signed(&text, SPAN(BODY), &other);
    note_put_signature(&text, SPAN("gol"), k.id, SPAN("not checked"));
    assert_int_equal(check(buf_span(&text), &k, 1, &v, &err), RC_CONFLICT);
    assert_note("none of the keys that are trusted has signed");
    note_put_signed(&text, SPAN(BODY), &s);
    assert_ok(check(buf_span(&text), &k, 1, &v, &err));
    assert_int_equal(v.n_keys, 1);
    assert_null(v.by[0]);
    assert_null(v.by[1]);
    assert_ptr_equal(v.by[2], &k);
}

static void a_known_key_that_fails_rejects_the_note(void **state)
{
    struct signer_key a = made_signer("a", KEY_ED25519, 1), b = made_signer("b", KEY_ED25519, 2);
    struct verifier_key keys[2] = {signer_key_public(&a), signer_key_public(&b)};
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    note_put_text(&text, SPAN(BODY));
    note_put_signed(&text, SPAN(BODY), &a);
    note_put_signed(&text, SPAN("another text\n"), &b);
    assert_ok(check(buf_span(&text), keys, 1, &v, &err));
    assert_int_equal(check(buf_span(&text), keys, 2, &v, &err), RC_CONFLICT);
    assert_note("the signature of b");
    assert_int_equal(check(buf_span(&text), keys + 1, 1, &v, &err), RC_CONFLICT);
}

static void a_signature_of_another_length_is_wrong(void **state)
{
    struct signer_key s = made_signer("log", KEY_ED25519, 1);
    struct verifier_key k = signer_key_public(&s);
    struct ed25519_signature good = ed25519_sign(&s.pair, SPAN(BODY));
    char longer[65] = {0};
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    memcpy(longer, good.b, 64);
    for (size_t n = 1; n <= 65; n++) {
        buf_clear(&text);
        note_put_text(&text, SPAN(BODY));
        note_put_signature(&text, s.name, s.id, (struct span){longer, n});
        assert_int_equal(check(buf_span(&text), &k, 1, &v, &err), n == 64 ? RC_OK : RC_CONFLICT);
    }
}

static void one_key_that_signs_twice_counts_once(void **state)
{
    struct signer_key s = made_signer("log", KEY_ED25519, 1);
    struct verifier_key k = signer_key_public(&s);
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    note_put_text(&text, SPAN(BODY));
    note_put_signed(&text, SPAN(BODY), &s);
    note_put_signed(&text, SPAN(BODY), &s);
    assert_ok(check(buf_span(&text), &k, 1, &v, &err));
    assert_int_equal(v.n_keys, 1);
    note_put_signed(&text, SPAN("other\n"), &s);
    assert_int_equal(check(buf_span(&text), &k, 1, &v, &err), RC_CONFLICT);
}

static void cosignatures_carry_their_time(void **state)
{
    struct signer_key log = made_signer("log", KEY_ED25519, 1);
    struct signer_key w = made_signer("witness", KEY_COSIGNATURE, 2);
    struct verifier_key keys[2] = {signer_key_public(&log), signer_key_public(&w)};
    static const uint64_t times_s[] = {0, 1, 1700000000, UINT64_MAX};
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(times_s) / sizeof(*times_s); i++) {
        struct note_verdict v;
        struct note n;

        buf_clear(&text);
        note_put_text(&text, SPAN(BODY));
        note_put_signed(&text, SPAN(BODY), &log);
        cosignature_put(&text, SPAN(BODY), times_s[i], &w);
        assert_ok(note_parse(buf_span(&text), &arena, &n, &err));
        assert_ok(note_verify(&n, keys, 2, &v, &err));
        assert_int_equal(v.n_keys, 2);
        assert_true(cosignature_time_s(n.signatures[1].bytes) == times_s[i]);
        assert_int_equal(cosignature_time_s(n.signatures[0].bytes), 0);
    }
}

/* Word for word, and unsigned to the end. */
static void a_cosignature_is_over_time_and_text(void **state)
{
    struct signer_key w = made_signer("witness", KEY_COSIGNATURE, 2);
    struct ed25519_signature want =
        ed25519_sign(&w.pair, SPAN("cosignature/v1\ntime 18446744073709551615\n" BODY));
    struct err err = {0};
    struct note n;

    (void)state;
    note_put_text(&text, SPAN(BODY));
    cosignature_put(&text, SPAN(BODY), UINT64_MAX, &w);
    assert_ok(note_parse(buf_span(&text), &arena, &n, &err));
    assert_int_equal(n.signatures[0].bytes.n, COSIGNATURE_BYTES);
    assert_memory_equal(n.signatures[0].bytes.p, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
    assert_memory_equal(n.signatures[0].bytes.p + 8, want.b, sizeof(want.b));
}

/* The same Ed25519 key with another type is another key: a log cannot be a witness of itself. */
static void types_are_kept_apart(void **state)
{
    struct signer_key log = made_signer("log", KEY_ED25519, 1);
    struct signer_key w = made_signer("log", KEY_COSIGNATURE, 1);
    struct verifier_key key = signer_key_public(&log), witness = signer_key_public(&w);
    struct ed25519_signature plain = ed25519_sign(&log.pair, SPAN(BODY));
    char stamped[COSIGNATURE_BYTES] = {0};
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    assert_int_not_equal(key.id, witness.id);
    note_put_text(&text, SPAN(BODY));
    cosignature_put(&text, SPAN(BODY), 1700000000, &w);
    assert_int_equal(check(buf_span(&text), &key, 1, &v, &err), RC_CONFLICT);
    assert_ok(check(buf_span(&text), &witness, 1, &v, &err));
    /* the plain signature, put where a cosignature should be */
    memcpy(stamped + 8, plain.b, 64);
    buf_clear(&text);
    note_put_text(&text, SPAN(BODY));
    note_put_signature(&text, witness.name, witness.id, (struct span){stamped, sizeof(stamped)});
    assert_int_equal(check(buf_span(&text), &witness, 1, &v, &err), RC_CONFLICT);
}

static void an_ml_dsa_cosignature_is_passed_over(void **state)
{
    struct signer_key log = made_signer("log", KEY_ED25519, 1);
    static char bytes[2428], public_key[1312];
    struct verifier_key keys[2];
    struct note_verdict v;
    struct err err = {0};

    (void)state;
    keys[0] = signer_key_public(&log);
    keys[1] = (struct verifier_key){.name = SPAN("pq"),
                                    .kind = key_kind_find(KEY_COSIGNATURE_ML_DSA),
                                    .public_key = {public_key, sizeof(public_key)}};
    keys[1].id = key_id(keys[1].name, keys[1].kind, keys[1].public_key);
    verifier_key_put(&text, &keys[1]);
    assert_ok(verifier_key_read(buf_span(&text), &arena, &keys[1], &err));
    buf_clear(&text);
    note_put_text(&text, SPAN(BODY));
    note_put_signature(&text, keys[1].name, keys[1].id, (struct span){bytes, sizeof(bytes)});
    assert_int_equal(check(buf_span(&text), keys, 2, &v, &err), RC_CONFLICT);
    note_put_signed(&text, SPAN(BODY), &log);
    assert_ok(check(buf_span(&text), keys, 2, &v, &err));
    assert_int_equal(v.n_keys, 1);
}

/* Published notes, and which of their lines are of keys that we hold. */
static void public_notes_verify(void **state)
{
    static const struct {
        const char *file;
        size_t n_signatures, n_keys;
    } rows[] = {
        {"peterneumann.note", 2, 2},
        {"c2sp-signed-note-example.note", 1, 1},
        {"geomys-test-log-1.checkpoint", 1, 1},
        {"sumdb-3935567.checkpoint", 1, 1},
        {"sumdb-6476701.checkpoint", 1, 1},
        {"sumdb-15067302.checkpoint", 1, 1},
        {"sumdb-15368405.checkpoint", 1, 1},
        {"sumdb-19777102.checkpoint", 1, 1},
        {"sumdb-28891140.checkpoint", 1, 1},
        {"sumdb-35225469.checkpoint", 1, 1},
        {"sumdb-52544510.checkpoint", 1, 1},
        {"sumdb-65209736.checkpoint", 1, 1},
        {"rekor2025-1-412115.checkpoint", 1, 1},
        {"rekor2025-1-34356369.checkpoint", 1, 1},
        {"rekor2025-1-139911860.checkpoint", 2, 2},
        /* its first line is an RFC 6962 tree head of a key that is in no list: passed over */
        {"arche2025h1-1432088532.checkpoint", 6, 5},
    };
    const struct verifier_key *keys;
    struct err err = {0};
    size_t n_keys;

    (void)state;
    need_vectors();
    assert_ok(
        verifier_keys_read(tlog_file("public/keys.vkeys", &arena), &arena, &keys, &n_keys, &err));
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct note_verdict v;
        struct span bytes;
        struct note n;
        char path[100];

        (void)snprintf(path, sizeof(path), "public/%s", rows[i].file);
        bytes = tlog_file(path, &arena);
        assert_ok(note_parse(bytes, &arena, &n, &err));
        assert_int_equal(n.n_signatures, rows[i].n_signatures);
        if (note_verify(&n, keys, n_keys, &v, &err) != RC_OK)
            fail_msg("%s: %s", rows[i].file, err.note);
        assert_int_equal(v.n_keys, rows[i].n_keys);
        ((char *)(uintptr_t)bytes.p)[2] ^= 1;
        assert_ok(note_parse(bytes, &arena, &n, &err));
        assert_int_equal(note_verify(&n, keys, n_keys, &v, &err), RC_CONFLICT);
    }
}

static void the_arena_may_be_full(void **state)
{
    struct signer_key s = made_signer("log", KEY_ED25519, 1);
    struct err err = {0};
    struct note n;
    long k = 1;

    (void)state;
    note_put_text(&text, SPAN(BODY));
    note_put_signed(&text, SPAN(BODY), &s);
    for (;; k++) {
        enum rc rc;

        arena_fail_at(k);
        rc = note_parse(buf_span(&text), &arena, &n, &err);
        arena_fail_at(0);
        if (rc == RC_OK)
            break;
        assert_int_equal(rc, RC_LIMIT);
    }
    assert_int_equal(k, 3);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_note_is_signed_and_verified),
        TEST(every_flipped_bit_is_refused),
        TEST(what_is_no_note_is_refused),
        TEST(characters_below_a_blank_are_refused),
        TEST(a_nul_byte_is_no_end),
        TEST(the_last_empty_line_splits),
        TEST(many_signatures_are_read_and_a_flood_refused),
        TEST(too_long_a_note_is_refused),
        TEST(a_stranger_is_ignored_and_alone_is_not_enough),
        TEST(a_known_key_that_fails_rejects_the_note),
        TEST(a_signature_of_another_length_is_wrong),
        TEST(one_key_that_signs_twice_counts_once),
        TEST(cosignatures_carry_their_time),
        TEST(a_cosignature_is_over_time_and_text),
        TEST(types_are_kept_apart),
        TEST(an_ml_dsa_cosignature_is_passed_over),
        TEST(public_notes_verify),
        TEST(the_arena_may_be_full),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
