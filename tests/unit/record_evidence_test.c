/* SPDX-License-Identifier: Apache-2.0 */
#include "record_log.h"

static struct arena arena;
static struct buf text;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 128 * MIB);
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

static enum rc verify(const struct made_log *m, struct span proof, struct span beside,
                      struct evidence_opened *out, struct err *err)
{
    struct evidence_file f = {.proof = proof, .beside = beside};

    return evidence_verify(&f, &m->trust, &arena, out, err);
}

static void an_entry_signed_alone_is_proved(void **state)
{
    struct made_log *m = made_log(20, &arena);
    struct err err = {0};

    (void)state;
    for (uint64_t i = 0; i < 20; i++) {
        struct evidence e = made_evidence(i, &arena);
        struct evidence_opened o;

        assert_ok(verify(m, made_proof(m, i, &e, &arena), span_none(), &o, &err));
        assert_int_equal(o.shows, EVIDENCE_ENTRY);
        assert_int_equal(o.index, i);
        assert_int_equal(o.head.checkpoint.head.size, 20);
        assert_true(span_eq(o.entry, e.entry));
    }
}

static void an_entry_of_a_batch_is_proved(void **state)
{
    struct made_log *m = made_log(30, &arena);
    struct err err = {0};

    (void)state;
    for (uint64_t n = 1; n <= 9; n++) {
        for (uint64_t k = 0; k < n; k++) {
            struct evidence e = made_batch_evidence(5 + k, 5, n, &arena);
            struct evidence_opened o;

            assert_ok(verify(m, made_proof(m, 5 + k, &e, &arena), span_none(), &o, &err));
            assert_true(o.evidence.author.is_batch);
            assert_int_equal(o.evidence.author.place.index, k);
        }
    }
}

static void every_flipped_bit_of_a_proof_is_refused(void **state)
{
    struct made_log *m = made_log(7, &arena);
    struct evidence alone = made_evidence(3, &arena);
    struct evidence batch = made_batch_evidence(3, 2, 5, &arena);
    struct span files[2] = {made_proof(m, 3, &alone, &arena), made_proof(m, 3, &batch, &arena)};
    struct evidence_opened o;
    struct err err = {0};
    struct arena kept = arena;

    (void)state;
    arena_init(&arena, 16 * MIB);
    for (size_t f = 0; f < 2; f++) {
        char *p = (char *)(uintptr_t)files[f].p;

        for (size_t bit = 0; bit < files[f].n * 8; bit++) {
            p[bit / 8] = (char)(p[bit / 8] ^ (1 << bit % 8));
            if (verify(m, files[f], span_none(), &o, &err) == RC_OK)
                fail_msg("file %zu: bit %zu of byte %zu can be flipped", f, bit % 8, bit / 8);
            p[bit / 8] = (char)(p[bit / 8] ^ (1 << bit % 8));
            arena_reset(&arena);
        }
        assert_ok(verify(m, files[f], span_none(), &o, &err));
    }
    arena_release(&arena);
    arena = kept;
}

static void the_entry_may_come_beside_the_file(void **state)
{
    struct made_log *m = made_log(9, &arena);
    struct evidence e = made_evidence(4, &arena);
    struct span whole = made_proof(m, 4, &e, &arena), entry = e.entry, proof;
    struct evidence_opened o;
    struct err err = {0};

    (void)state;
    e.entry = span_none();
    proof = made_proof(m, 4, &e, &arena);
    assert_int_equal(verify(m, proof, span_none(), &o, &err), RC_INPUT);
    assert_note("hand over the entry's bytes");
    assert_ok(verify(m, proof, entry, &o, &err));
    assert_true(span_eq(o.entry, entry));
    assert_int_equal(verify(m, proof, made_entry(5, &arena), &o, &err), RC_CONFLICT);
    assert_ok(verify(m, whole, entry, &o, &err));
    assert_int_equal(verify(m, whole, made_entry(5, &arena), &o, &err), RC_CONFLICT);
    assert_note("not the one in the file");
}

static void what_is_not_so_is_named(void **state)
{
    struct made_log *m = made_log(9, &arena);
    struct signer_key stranger = made_signer("x", KEY_ED25519, 51);
    struct evidence_opened o;
    struct evidence e;
    struct err err = {0};

    (void)state;
    /* signed by somebody whom the entry does not name */
    e = made_evidence(4, &arena);
    e.author.key = stranger.pair.public_key;
    e.author.signature = ed25519_sign(&stranger.pair, e.entry);
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    assert_note("names another author");
    /* the author's signature of another entry */
    e = made_evidence(4, &arena);
    e.author.signature = made_evidence(5, &arena).author.signature;
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    assert_note("signature is not over this entry");
    /* a true entry of that author at another place of the log */
    e = made_evidence(4, &arena);
    assert_int_equal(verify(m, made_proof(m, 5, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    assert_note("does not lead from leaf 5 to the root");
    /* another salt */
    e.salt = made_salt(5);
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    assert_note("does not lead from leaf 4");
    /* a place in the batch that is another's, and a size that is not the batch's */
    e = made_batch_evidence(4, 2, 6, &arena);
    e.author.place.index = 3;
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    assert_note("not over a batch that holds this entry");
    e = made_batch_evidence(4, 2, 6, &arena);
    e.author.place.size = 5;
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    e.author.place.size = 1000000;
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
    assert_note("the entry's path in its batch: the proof has");
    /* a batch's signature is not one over an entry, nor the other way round */
    e = made_batch_evidence(4, 4, 1, &arena);
    e.author.is_batch = false;
    assert_int_equal(verify(m, made_proof(m, 4, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
}

static void a_commitment_discloses_nothing(void **state)
{
    struct made_log *m = made_log(9, &arena);
    struct evidence e = {.is_released = false, .commitment = m->commitments[6]};
    struct span proof = made_proof(m, 6, &e, &arena);
    struct evidence_opened o;
    struct err err = {0};

    (void)state;
    assert_ok(verify(m, proof, span_none(), &o, &err));
    assert_int_equal(o.shows, EVIDENCE_COMMITMENT);
    assert_int_equal(verify(m, proof, made_entry(6, &arena), &o, &err), RC_CONFLICT);
    assert_note("holds no salt");
    e.commitment = m->commitments[5];
    assert_int_equal(verify(m, made_proof(m, 6, &e, &arena), span_none(), &o, &err), RC_CONFLICT);
}

static void evidence_is_written_as_canonical_json(void **state)
{
    struct evidence rows[4];
    struct err err = {0};

    (void)state;
    rows[0] = made_evidence(1, &arena);
    rows[1] = made_batch_evidence(4, 2, 6, &arena);
    rows[2] = rows[1];
    rows[2].entry = span_none();
    rows[3] = (struct evidence){.is_released = false, .commitment = digest_of(3)};
    for (size_t i = 0; i < 4; i++) {
        struct evidence again;
        struct span written;
        struct json v;

        buf_clear(&text);
        assert_ok(evidence_put(&text, &rows[i], &err));
        written = arena_copy(&arena, buf_span(&text), &err);
        assert_ok(json_parse(written, &arena, &v, &err));
        buf_clear(&text);
        json_write(&text, &v);
        assert_true(span_eq(buf_span(&text), written));
        assert_ok(evidence_read(written, &arena, &again, &err));
        buf_clear(&text);
        assert_ok(evidence_put(&text, &again, &err));
        assert_true(span_eq(buf_span(&text), written));
    }
}

#define K32 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define S64                                                                                        \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
#define REST "\"salt\":\"" K32 "\",\"schema\":\"aasc/evidence/1\",\"signature\":\"" S64 "\"}"

static void evidence_that_is_none_is_refused(void **state)
{
    static const struct {
        const char *text, *note;
    } rows[] = {
        {"", "byte 0"},
        {"[]", "no object"},
        {"{}", "\"schema\" must be a string"},
        {"{\"schema\":1}", "\"schema\" must be a string"},
        {"{\"schema\":\"aasc/evidence/2\"}", "not aasc/evidence/1"},
        {"{\"schema\":\"aasc/evidence/1\"}", "\"author\" must be a string"},
        {"{\"schema\":\"aasc/evidence/1\",\"commitment\":\"AAAA\"}", "3 bytes"},
        {"{\"schema\":\"aasc/evidence/1\",\"commitment\":\"" K32 "\",\"salt\":\"" K32 "\"}",
         "no member \"salt\""},
        {"{\"author\":\"" K32 "\",\"colour\":1," REST, "no member \"colour\""},
        {"{\"author\":\"AAAA\"," REST, "\"author\": 3 bytes in base64; there must be 32"},
        {"{\"author\":\"" K32 "\",\"batch\":[]," REST, "\"batch\" must be an object"},
        {"{\"author\":\"" K32 "\",\"batch\":{}," REST, "\"index\" must be a count"},
        {"{\"author\":\"" K32 "\",\"batch\":{\"index\":-1,\"path\":[],\"size\":1}," REST,
         "\"index\" must be a count"},
        {"{\"author\":\"" K32 "\",\"batch\":{\"index\":0,\"path\":[],\"size\":1.5}," REST,
         "\"size\" must be a count"},
        {"{\"author\":\"" K32 "\",\"batch\":{\"index\":0,\"path\":[1],\"size\":1}," REST,
         "hash 1 of \"path\""},
        {"{\"author\":\"" K32 "\",\"batch\":{\"index\":0,\"path\":\"\",\"size\":1}," REST,
         "must be a list"},
        {"{\"author\":\"" K32 "\",\"batch\":{\"index\":0,\"paths\":[],\"size\":1}," REST,
         "no member \"paths\""},
        {"{\"author\":\"" K32 "\",\"entry\":\"A\"," REST, "\"entry\": base64"},
        {"{\"author\":\"" K32 "\",\"entry\":null," REST, "\"entry\" must be a string"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct evidence e;
        struct err err = {0};

        if (evidence_read(span_of(rows[i].text), &arena, &e, &err) == RC_OK)
            fail_msg("%s was read", rows[i].text);
        assert_note(rows[i].note);
    }
}

static void a_proof_file_comes_back_as_it_was(void **state)
{
    struct made_log *m = made_log(100, &arena);
    struct err err = {0};

    (void)state;
    for (uint64_t i = 0; i < 100; i += 9) {
        struct evidence e = made_evidence(i, &arena);
        struct span file = made_proof(m, i, i % 2 == 0 ? &e : NULL, &arena);
        struct tlog_proof p;

        assert_true(tlog_proof_is_named(file));
        assert_ok(tlog_proof_read(file, &arena, &p, &err));
        assert_int_equal(p.index, i);
        buf_clear(&text);
        tlog_proof_put(&text, &p);
        assert_true(span_eq(buf_span(&text), file));
    }
}

#define V1 "c2sp.org/tlog-proof@v1\n"

static void what_is_no_proof_file_is_refused(void **state)
{
    static const struct {
        const char *text, *note;
    } rows[] = {
        {"", "begins with the line"},
        {"c2sp.org/tlog-proof@v1", "begins with the line"},
        {"c2sp.org/tlog-proof@v2\nindex 0\n\nx\n", "begins with the line"},
        {V1, "\"index <n>\" is wanted"},
        {V1 "extra !\nindex 0\n\nx\n", "\"extra\""},
        {V1 "index 0\nextra AAAA\n\nx\n", "hash 1 of the proof"},
        {V1 "index 00\n\nx\n", "\"index\""},
        {V1 "index -1\n\nx\n", "\"index\""},
        {V1 "index 9223372036854775807\n\nx\n", "is more than 9223372036854775806"},
        {V1 "index 0\n", "no empty line"},
        {V1 "index 0\n" K32 "\n", "no empty line"},
        {V1 "index 0\nAAAA\n\nx\n", "hash 1 of the proof: 3 bytes"},
        {V1 "index 0\n\n", "no checkpoint behind"},
        {V1 "index 0 \n\nx\n", "\"index\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct tlog_proof p;
        struct err err = {0};

        if (tlog_proof_read(span_of(rows[i].text), &arena, &p, &err) == RC_OK)
            fail_msg("row %zu was read", i);
        assert_note(rows[i].note);
    }
}

static void too_long_a_path_is_refused(void **state)
{
    struct tlog_proof p;
    struct err err = {0};

    (void)state;
    buf_puts(&text, V1 "index 0\n");
    for (size_t i = 0; i < MERKLE_PROOF_MAX; i++)
        buf_puts(&text, K32 "\n");
    buf_puts(&text, "\nx\n");
    assert_ok(tlog_proof_read(buf_span(&text), &arena, &p, &err));
    assert_int_equal(p.path.n, MERKLE_PROOF_MAX);
    text.n -= 3;
    buf_puts(&text, K32 "\n\nx\n");
    assert_int_equal(tlog_proof_read(buf_span(&text), &arena, &p, &err), RC_LIMIT);
    assert_note("more than 64 hashes");
}

/* A published proof out of a public log, with its leaf's data beside it. */
static void a_public_proof_verifies(void **state)
{
    uint8_t *data;
    struct verifier_key key = {.id = 0};
    struct log_trust trust = {.logs = &key, .n_logs = 1};
    const struct verifier_key *keys;
    struct evidence_opened o;
    struct evidence_file f;
    struct err err = {0};
    size_t n_keys, n;
    struct span base64;
    struct json v;

    (void)state;
    need_vectors();
    assert_ok(
        verifier_keys_read(tlog_file("public/keys.vkeys", &arena), &arena, &keys, &n_keys, &err));
    for (size_t i = 0; i < n_keys; i++)
        if (span_is(keys[i].name, "log2025-1.rekor.sigstore.dev"))
            key = keys[i];
    assert_ok(
        json_parse(tlog_file("public/rekor-inclusion-412114.json", &arena), &arena, &v, &err));
    base64 = json_get(&v, "leaf_data_b64")->u.text;
    data = arena_alloc(&arena, base64.n, &err);
    assert_ok(base64_read(base64, data, &n, &err));
    f.proof = tlog_file("public/rekor-412114.tlog-proof", &arena);
    f.beside = (struct span){(const char *)data, n};
    assert_ok(evidence_verify(&f, &trust, &arena, &o, &err));
    assert_int_equal(o.shows, EVIDENCE_DATA);
    assert_int_equal(o.index, 412114);
    data[0] ^= 1;
    assert_int_equal(evidence_verify(&f, &trust, &arena, &o, &err), RC_CONFLICT);
    f.beside = span_none();
    assert_int_equal(evidence_verify(&f, &trust, &arena, &o, &err), RC_INPUT);
    assert_note("hand over the data of the leaf");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_entry_signed_alone_is_proved),
        TEST(an_entry_of_a_batch_is_proved),
        TEST(every_flipped_bit_of_a_proof_is_refused),
        TEST(the_entry_may_come_beside_the_file),
        TEST(what_is_not_so_is_named),
        TEST(a_commitment_discloses_nothing),
        TEST(evidence_is_written_as_canonical_json),
        TEST(evidence_that_is_none_is_refused),
        TEST(a_proof_file_comes_back_as_it_was),
        TEST(what_is_no_proof_file_is_refused),
        TEST(too_long_a_path_is_refused),
        TEST(a_public_proof_verifies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
