/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/checkpoint.h"
#include "record/cosignature.h"
#include "record/fork.h"

#define ORIGIN "aasc.example/log"
#define ROOT0  "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

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

static void a_text_is_read_and_written(void **state)
{
    static const struct {
        const char *text, *extensions;
        uint64_t size;
    } rows[] = {
        {ORIGIN "\n0\n" ROOT0 "\n", "", 0},
        {"go.sum database tree\n15368405\n" ROOT0 "\n", "", 15368405},
        {ORIGIN "\n9223372036854775807\n" ROOT0 "\n", "", INT64_MAX},
        {ORIGIN "\n7\n" ROOT0 "\nTimestamp: 1\n 2\n", "Timestamp: 1\n 2\n", 7},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sha256_digest empty = merkle_empty();
        struct err err = {0};
        struct checkpoint c;

        assert_ok(checkpoint_read(span_of(rows[i].text), &c, &err));
        assert_true(c.head.size == rows[i].size);
        assert_true(merkle_digest_eq(&c.head.root, &empty));
        assert_span(c.extensions, rows[i].extensions);
        buf_clear(&text);
        checkpoint_put(&text, &c);
        assert_span(buf_span(&text), rows[i].text);
    }
}

static void a_text_that_is_no_checkpoint_is_refused(void **state)
{
    static const struct {
        const char *text, *note;
        enum rc rc;
    } rows[] = {
        {"", "must end in a line end", RC_INPUT},
        {"\n0\n" ROOT0 "\n", "origin (line 1) is empty", RC_INPUT},
        {ORIGIN "\n", "size (line 2)", RC_INPUT},
        {ORIGIN "\n0\n", "root (line 3)", RC_INPUT},
        {ORIGIN "\n0\n" ROOT0, "must end in a line end", RC_INPUT},
        {ORIGIN "\n\n" ROOT0 "\n", "size (line 2)", RC_INPUT},
        {ORIGIN "\n00\n" ROOT0 "\n", "leading zeros", RC_INPUT},
        {ORIGIN "\n01\n" ROOT0 "\n", "leading zeros", RC_INPUT},
        {ORIGIN "\n-1\n" ROOT0 "\n", "not a decimal", RC_INPUT},
        {ORIGIN "\n+1\n" ROOT0 "\n", "not a decimal", RC_INPUT},
        {ORIGIN "\n1 \n" ROOT0 "\n", "not a decimal", RC_INPUT},
        {ORIGIN "\n1e3\n" ROOT0 "\n", "not a decimal", RC_INPUT},
        {ORIGIN "\n9223372036854775808\n" ROOT0 "\n", "is more than 9223372036854775807", RC_RANGE},
        {ORIGIN "\n99999999999999999999999\n" ROOT0 "\n", "is more than", RC_RANGE},
        {ORIGIN "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n", "31 bytes in base64",
         RC_INPUT},
        {ORIGIN "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVV\n", "33 bytes in base64",
         RC_INPUT},
        {ORIGIN "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n", "groups of four", RC_INPUT},
        {ORIGIN "\n1\n" ROOT0 "\n\n", "empty line", RC_INPUT},
        {ORIGIN "\n1\n" ROOT0 "\nmore\n\nmore\n", "empty line", RC_INPUT},
        {ORIGIN "\r\n1\n" ROOT0 "\n", "control character", RC_INPUT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct checkpoint c = {.head = {.size = 77}};
        struct err err = {0};

        if (checkpoint_read(span_of(rows[i].text), &c, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].note);
        assert_int_equal(c.head.size, 77);
    }
}

/* A head of a made tree, signed and cosigned into `text`. */
static struct span signed_head(uint64_t size, uint64_t root, struct buf *b)
{
    struct signer_key log = made_signer(ORIGIN, KEY_ED25519, 1);
    struct checkpoint c = {.origin = SPAN(ORIGIN), .head = {size, digest_of(root)}};
    struct err err = {0};

    assert_ok(checkpoint_sign(b, &c, &log, &err));
    return buf_span(b);
}

static void cosign(struct buf *b, const char *name, uint8_t seed, uint64_t time_s)
{
    struct signer_key w = made_signer(name, KEY_COSIGNATURE, seed);
    struct err err = {0};
    struct note n;

    assert_ok(note_parse(buf_span(b), &arena, &n, &err));
    n.text = arena_copy(&arena, n.text, &err);
    cosignature_put(b, n.text, time_s, &w);
}

/* Our log and three witnesses. */
static const struct log_trust *trust(void)
{
    static struct verifier_key log, witnesses[3];
    static struct signer_key signers[4];
    static struct log_trust t;

    signers[0] = made_signer(ORIGIN, KEY_ED25519, 1);
    log = signer_key_public(&signers[0]);
    for (size_t i = 0; i < 3; i++) {
        static const char *const names[] = {"w1.example", "w2.example", "w3.example"};

        signers[1 + i] = made_signer(names[i], KEY_COSIGNATURE, (uint8_t)(10 + i));
        witnesses[i] = signer_key_public(&signers[1 + i]);
    }
    t = (struct log_trust){&log, 1, witnesses, 3};
    return &t;
}

static void a_checkpoint_is_opened_with_its_cosigners(void **state)
{
    struct checkpoint_opened o;
    struct err err = {0};

    (void)state;
    (void)signed_head(9, 1, &text);
    cosign(&text, "w1.example", 10, 1700000000);
    cosign(&text, "w3.example", 12, 1700000100);
    cosign(&text, "stranger.example", 13, 1700000200);
    assert_ok(checkpoint_open(buf_span(&text), trust(), &arena, &o, &err));
    assert_int_equal(o.checkpoint.head.size, 9);
    assert_span(o.log->name, ORIGIN);
    assert_int_equal(o.n_cosigners, 2);
    assert_span(o.cosigners[0].key->name, "w1.example");
    assert_true(o.cosigners[1].time_s == 1700000100);
}

/* A witness that signed at two times counts once, with the later one. */
static void a_witness_counts_once(void **state)
{
    struct checkpoint_opened o;
    struct err err = {0};

    (void)state;
    (void)signed_head(9, 1, &text);
    cosign(&text, "w1.example", 10, 1700000100);
    cosign(&text, "w1.example", 10, 1700000000);
    assert_ok(checkpoint_open(buf_span(&text), trust(), &arena, &o, &err));
    assert_int_equal(o.n_cosigners, 1);
    assert_true(o.cosigners[0].time_s == 1700000100);
    cosign(&text, "w1.example", 10, 1700000200);
    assert_ok(checkpoint_open(buf_span(&text), trust(), &arena, &o, &err));
    assert_int_equal(o.n_cosigners, 1);
    assert_true(o.cosigners[0].time_s == 1700000200);
}

static void one_key_under_two_names_counts_once(void **state)
{
    struct signer_key a = made_signer("a.example", KEY_COSIGNATURE, 10);
    struct signer_key b = made_signer("b.example", KEY_COSIGNATURE, 10);
    struct verifier_key twins[2] = {signer_key_public(&a), signer_key_public(&b)};
    struct log_trust t = *trust();
    struct checkpoint_opened o;
    struct err err = {0};

    (void)state;
    t.cosigners = twins;
    t.n_cosigners = 2;
    (void)signed_head(9, 1, &text);
    cosign(&text, "a.example", 10, 1700000000);
    cosign(&text, "b.example", 10, 1700000000);
    assert_ok(checkpoint_open(buf_span(&text), &t, &arena, &o, &err));
    assert_int_equal(o.n_cosigners, 1);
}

static void a_checkpoint_of_nobody_we_trust_is_refused(void **state)
{
    struct signer_key other = made_signer("other.example/log", KEY_ED25519, 1);
    struct verifier_key key = signer_key_public(&other);
    struct log_trust t = *trust();
    struct checkpoint_opened o;
    struct err err = {0};
    struct span body;

    (void)state;
    /* cosigned, but not by its log */
    body = SPAN(ORIGIN "\n9\n" ROOT0 "\n");
    note_put_text(&text, body);
    note_put_signature(&text, SPAN("x"), 1, SPAN("x"));
    cosign(&text, "w1.example", 10, 1);
    assert_int_equal(checkpoint_open(buf_span(&text), &t, &arena, &o, &err), RC_CONFLICT);
    assert_note("no trusted key whose name is the origin");
    /* signed by a log that is trusted, but of another origin */
    t.logs = &key;
    buf_clear(&text);
    note_put_text(&text, body);
    note_put_signed(&text, body, &other);
    assert_int_equal(checkpoint_open(buf_span(&text), &t, &arena, &o, &err), RC_CONFLICT);
    assert_note("no trusted key whose name is the origin");
    /* and by nobody */
    t.n_logs = t.n_cosigners = 0;
    assert_int_equal(checkpoint_open(buf_span(&text), &t, &arena, &o, &err), RC_CONFLICT);
    assert_note("none of the keys");
}

static void a_log_signs_its_own_origin_only(void **state)
{
    struct signer_key log = made_signer(ORIGIN, KEY_ED25519, 1);
    struct signer_key witness = made_signer(ORIGIN, KEY_COSIGNATURE, 1);
    struct checkpoint c = {.origin = SPAN("other"), .head = {9, digest_of(1)}};
    struct err err = {0};

    (void)state;
    assert_int_equal(checkpoint_sign(&text, &c, &log, &err), RC_INPUT);
    assert_note("is not the key of the log other");
    c.origin = SPAN(ORIGIN);
    assert_int_equal(checkpoint_sign(&text, &c, &witness, &err), RC_INPUT);
    c.extensions = SPAN("no line end");
    assert_int_equal(checkpoint_sign(&text, &c, &log, &err), RC_INPUT);
    assert_int_equal(text.n, 0);
    c.extensions = SPAN("one line\n");
    assert_ok(checkpoint_sign(&text, &c, &log, &err));
}

static void public_checkpoints_open(void **state)
{
    static const struct {
        const char *file, *origin;
        uint64_t size;
        size_t n_cosigners;
    } rows[] = {
        {"rekor2025-1-412115", "log2025-1.rekor.sigstore.dev", 412115, 0},
        {"rekor2025-1-34356369", "log2025-1.rekor.sigstore.dev", 34356369, 0},
        {"rekor2025-1-139911860", "log2025-1.rekor.sigstore.dev", 139911860, 1},
        {"geomys-test-log-1", "geomys.org/witness/test-log", 1, 0},
        {"arche2025h1-1432088532", "arche2025h1.staging.ct.transparency.dev", 1432088532, 4},
    };
    struct verifier_key logs[100], witnesses[100];
    struct log_trust t = {logs, 0, witnesses, 0};
    const struct verifier_key *keys;
    struct checkpoint_opened o;
    struct err err = {0};
    size_t n_keys;

    (void)state;
    need_vectors();
    assert_ok(
        verifier_keys_read(tlog_file("public/keys.vkeys", &arena), &arena, &keys, &n_keys, &err));
    for (size_t i = 0; i < n_keys; i++) {
        if (keys[i].kind->type == KEY_COSIGNATURE)
            witnesses[t.n_cosigners++] = keys[i];
        else
            logs[t.n_logs++] = keys[i];
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char path[100];

        (void)snprintf(path, sizeof(path), "public/%s.checkpoint", rows[i].file);
        if (checkpoint_open(tlog_file(path, &arena), &t, &arena, &o, &err) != RC_OK)
            fail_msg("%s: %s", path, err.note);
        assert_span(o.checkpoint.origin, rows[i].origin);
        assert_true(o.checkpoint.head.size == rows[i].size);
        assert_int_equal(o.n_cosigners, rows[i].n_cosigners);
    }
    /* its key is named after its host and not after its origin: a note, but no checkpoint of ours
     */
    assert_int_equal(
        checkpoint_open(tlog_file("public/sumdb-3935567.checkpoint", &arena), &t, &arena, &o, &err),
        RC_CONFLICT);
    assert_note("whose name is the origin \"go.sum database tree\"");
}

/* A cosigned head of a log whose key is not at hand still has a form. */
static void a_published_text_reads_without_its_key(void **state)
{
    struct checkpoint c;
    struct err err = {0};
    struct note n;

    (void)state;
    need_vectors();
    assert_ok(
        note_parse(tlog_file("public/sigsum-example-10.checkpoint", &arena), &arena, &n, &err));
    assert_ok(checkpoint_read(n.text, &c, &err));
    assert_int_equal(c.head.size, 10);
}

static void two_heads_are_compared(void **state)
{
    struct checkpoint a = {.origin = SPAN("a"), .head = {5, digest_of(1)}};
    struct checkpoint b = a;

    (void)state;
    assert_int_equal(checkpoint_compare(&a, &b), CHECKPOINT_EQUAL);
    b.extensions = SPAN("other words\n");
    assert_int_equal(checkpoint_compare(&a, &b), CHECKPOINT_EQUAL);
    b.head.root = digest_of(2);
    assert_int_equal(checkpoint_compare(&a, &b), CHECKPOINT_FORK);
    b.head.size = 6;
    assert_int_equal(checkpoint_compare(&a, &b), CHECKPOINT_BEFORE);
    assert_int_equal(checkpoint_compare(&b, &a), CHECKPOINT_AFTER);
    b = a;
    b.origin = SPAN("b");
    b.head.root = digest_of(2);
    assert_int_equal(checkpoint_compare(&a, &b), CHECKPOINT_OTHER_LOG);
}

/* A fork's file of two heads of sizes and roots, in `text`. */
static void put_fork(uint64_t size_a, uint64_t root_a, uint64_t size_b, uint64_t root_b)
{
    struct buf a, b;
    struct fork f;

    buf_init(&a, MIB);
    buf_init(&b, MIB);
    f.notes[0] = signed_head(size_a, root_a, &a);
    f.notes[1] = signed_head(size_b, root_b, &b);
    buf_clear(&text);
    fork_put(&text, &f);
    buf_release(&a);
    buf_release(&b);
}

static void a_fork_is_proved_by_its_file(void **state)
{
    struct fork_opened o;
    struct fork f;
    struct err err = {0};
    struct span first;

    (void)state;
    put_fork(5, 1, 5, 2);
    assert_true(fork_is_named(buf_span(&text)));
    first = arena_copy(&arena, buf_span(&text), &err);
    assert_ok(fork_read(first, &f, &err));
    assert_ok(fork_verify(&f, trust(), &arena, &o, &err));
    assert_int_equal(o.heads[0].checkpoint.head.size, 5);
    /* the same bytes whichever was found first */
    put_fork(5, 2, 5, 1);
    assert_true(span_eq(buf_span(&text), first));
}

static void every_flipped_bit_of_a_fork_is_refused(void **state)
{
    struct fork_opened o;
    struct err err = {0};

    (void)state;
    put_fork(5, 1, 5, 2);
    for (size_t bit = 0; bit < text.n * 8; bit++) {
        struct fork f;

        text.p[bit / 8] = (char)(text.p[bit / 8] ^ (1 << bit % 8));
        if (fork_read(buf_span(&text), &f, &err) == RC_OK &&
            fork_verify(&f, trust(), &arena, &o, &err) == RC_OK)
            fail_msg("bit %zu can be flipped", bit);
        text.p[bit / 8] = (char)(text.p[bit / 8] ^ (1 << bit % 8));
        arena_reset(&arena);
    }
}

static void heads_that_accuse_nobody_are_no_fork(void **state)
{
    static const struct {
        uint64_t size, root;
        const char *note;
    } rows[] = {{5, 1, "accuses nobody"}, {6, 1, "leaves"}, {6, 2, "only two roots of one size"}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct fork_opened o;
        struct err err = {0};
        struct fork f;

        put_fork(5, 1, rows[i].size, rows[i].root);
        assert_ok(fork_read(buf_span(&text), &f, &err));
        assert_int_equal(fork_verify(&f, trust(), &arena, &o, &err), RC_CONFLICT);
        assert_note("no fork");
        assert_note(rows[i].note);
    }
}

/* One head with the words of two witnesses, each in its own copy. */
static void one_head_cosigned_twice_accuses_nobody(void **state)
{
    struct fork_opened o;
    struct err err = {0};
    struct buf a, b;
    struct fork f;

    (void)state;
    buf_init(&a, MIB);
    buf_init(&b, MIB);
    (void)signed_head(5, 1, &a);
    (void)signed_head(5, 1, &b);
    cosign(&a, "w1.example", 10, 1700000000);
    cosign(&b, "w1.example", 10, 1700000999);
    f.notes[0] = buf_span(&a);
    f.notes[1] = buf_span(&b);
    assert_int_equal(fork_verify(&f, trust(), &arena, &o, &err), RC_CONFLICT);
    assert_note("cosigned twice, it accuses nobody");
    buf_release(&a);
    buf_release(&b);
}

static void a_fork_by_a_stranger_is_refused(void **state)
{
    struct log_trust none = *trust();
    struct fork_opened o;
    struct err err = {0};
    struct fork f;

    (void)state;
    put_fork(5, 1, 5, 2);
    none.n_logs = 0;
    assert_ok(fork_read(buf_span(&text), &f, &err));
    assert_int_equal(fork_verify(&f, &none, &arena, &o, &err), RC_CONFLICT);
    assert_note("the first checkpoint: none of the keys");
}

static void what_is_no_fork_file_is_refused(void **state)
{
    static const char *const rows[] = {
        "",
        "aasc/fork@v1",
        "aasc/fork@v1\n",
        "aasc/fork@v2\nfirst 1\nsecond 1\n\nab",
        "aasc/fork@v1\nfirst 1\nsecond 1\n",
        "aasc/fork@v1\nfirst 1\nsecond 1\n\na",
        "aasc/fork@v1\nfirst 1\nsecond 1\n\nabc",
        "aasc/fork@v1\nfirst 01\nsecond 1\n\nab",
        "aasc/fork@v1\nfirst 18446744073709551615\nsecond 3\n\nab",
        "aasc/fork@v1\nsecond 1\nfirst 1\n\nab",
        "aasc/fork@v1\nfirst 1\nsecond 1\nxab",
        "aasc/fork@v1\nfirst\nsecond 1\n\nab",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct err err = {0};
        struct fork f;

        if (fork_read(span_of(rows[i]), &f, &err) == RC_OK)
            fail_msg("\"%s\" was read", rows[i]);
        assert_true(err.note[0] != '\0');
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_text_is_read_and_written),
        TEST(a_text_that_is_no_checkpoint_is_refused),
        TEST(a_checkpoint_is_opened_with_its_cosigners),
        TEST(a_witness_counts_once),
        TEST(one_key_under_two_names_counts_once),
        TEST(a_checkpoint_of_nobody_we_trust_is_refused),
        TEST(a_log_signs_its_own_origin_only),
        TEST(public_checkpoints_open),
        TEST(a_published_text_reads_without_its_key),
        TEST(two_heads_are_compared),
        TEST(a_fork_is_proved_by_its_file),
        TEST(every_flipped_bit_of_a_fork_is_refused),
        TEST(heads_that_accuse_nobody_are_no_fork),
        TEST(one_head_cosigned_twice_accuses_nobody),
        TEST(a_fork_by_a_stranger_is_refused),
        TEST(what_is_no_fork_file_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
