/* SPDX-License-Identifier: Apache-2.0 */
#include "record_log.h"

#include "record/cosignature.h"
#include "record/witness.h"

#define NOW_S 1700000000

static struct arena arena;
static struct buf body;
static struct made_log *made;
static struct signer_key witness_key;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64 * MIB);
    buf_init(&body, 4 * MIB);
    made = made_log(40, &arena);
    witness_key = made_signer("witness.example/w", KEY_COSIGNATURE, 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    buf_release(&body);
    return 0;
}

static struct merkle_head head_of(uint64_t size)
{
    return (struct merkle_head){size, merkle_root(made->leaves, size)};
}

/* "old", a proof from `proof_from`, and a note. */
static struct span request(uint64_t old, uint64_t proof_from, uint64_t size, struct span note)
{
    struct merkle_source source = merkle_tree_source(&made->tree);
    struct witness_request r = {.old_size = old, .checkpoint = note};
    struct err err = {0};
    struct span s;
    struct buf b;

    buf_init(&b, MIB);
    if (proof_from > 0 && proof_from < size)
        assert_ok(merkle_prove_consistency(&source, proof_from, size, &r.proof, &err));
    witness_request_put(&b, &r);
    s = arena_copy(&arena, buf_span(&b), &err);
    buf_release(&b);
    return s;
}

/* The answer of a witness that stored the head of `stored` leaves. */
static struct witness_answer ask(uint64_t stored, struct span req)
{
    struct witness_log log = {.origin = SPAN(MADE_ORIGIN), .keys = &made->key, .n_keys = 1};
    struct witness w = {.logs = &log, .n_logs = 1, .key = &witness_key};
    struct witness_answer answer;

    if (stored > 0)
        log.latest = head_of(stored);
    buf_clear(&body);
    witness_add_checkpoint(&w, req, NOW_S, &body, &answer);
    if (answer.status == WITNESS_OK)
        assert_ptr_equal(answer.log, &log);
    else
        assert_null(answer.log);
    return answer;
}

/* A checkpoint with any head, signed by the log. */
static struct span note_of(struct merkle_head head)
{
    struct checkpoint c = {.origin = SPAN(MADE_ORIGIN), .head = head};
    struct err err = {0};
    struct span s;
    struct buf b;

    buf_init(&b, MIB);
    assert_ok(checkpoint_sign(&b, &c, &made->signer, &err));
    s = arena_copy(&arena, buf_span(&b), &err);
    buf_release(&b);
    return s;
}

/* The table of answers (docs/formats/log.md). */
static void answers_are_those_of_the_table(void **state)
{
    static const struct {
        const char *what;
        uint64_t stored, old, proof_from, size;
        enum witness_status status;
        const char *body; /* of all but 200: what it holds */
    } rows[] = {
        {"first sight", 0, 0, 0, 12, WITNESS_OK, NULL},
        {"first sight of an empty log", 0, 0, 0, 0, WITNESS_OK, NULL},
        {"growth", 5, 5, 5, 12, WITNESS_OK, NULL},
        {"growth from a power of two", 8, 8, 8, 12, WITNESS_OK, NULL},
        {"the same head again", 12, 12, 12, 12, WITNESS_OK, NULL},
        {"old beyond the checkpoint", 5, 13, 0, 12, WITNESS_BAD_REQUEST, "beyond the size"},
        {"old beyond the checkpoint, as stored", 13, 13, 0, 12, WITNESS_BAD_REQUEST,
         "beyond the size"},
        {"another old than is stored", 6, 5, 5, 12, WITNESS_CONFLICT, "6\n"},
        {"old 0, to learn what is stored", 6, 0, 0, 12, WITNESS_CONFLICT, "6\n"},
        {"old where nothing is stored", 0, 5, 5, 12, WITNESS_CONFLICT, "0\n"},
        {"a proof where old is 0", 0, 0, 5, 12, WITNESS_REFUSED, "nothing to prove"},
        {"a proof from another size", 5, 5, 6, 12, WITNESS_REFUSED, "the proof"},
        {"no proof", 5, 5, 0, 12, WITNESS_REFUSED, "the proof has 0 hashes"},
        {"a proof of nothing", 12, 12, 5, 12, WITNESS_REFUSED, "the proof"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct span req =
            request(rows[i].old, rows[i].proof_from, rows[i].size, note_of(head_of(rows[i].size)));
        struct witness_answer answer = ask(rows[i].stored, req);

        if (answer.status != rows[i].status)
            fail_msg("%s: %d, not %d: %s", rows[i].what, (int)answer.status, (int)rows[i].status,
                     body.p);
        if (rows[i].body != NULL && strstr(body.p, rows[i].body) == NULL)
            fail_msg("%s: %s", rows[i].what, body.p);
        if (answer.status == WITNESS_CONFLICT) {
            assert_string_equal(body.p, rows[i].body);
            assert_string_equal(answer.content_type, "text/x.tlog.size");
        } else {
            assert_string_equal(answer.content_type, "text/plain; charset=utf-8");
        }
        if (answer.status == WITNESS_OK) {
            struct merkle_head want = head_of(rows[i].size);

            assert_true(answer.latest.size == want.size);
            assert_true(merkle_digest_eq(&answer.latest.root, &want.root));
        }
    }
}

static void the_answer_is_a_cosignature_of_the_checkpoint(void **state)
{
    struct verifier_key key = signer_key_public(&witness_key);
    struct log_trust trust = {&made->key, 1, &key, 1};
    struct span note = note_of(head_of(12));
    struct checkpoint_opened o;
    struct err err = {0};
    struct buf both;

    (void)state;
    assert_int_equal(ask(5, request(5, 5, 12, note)).status, WITNESS_OK);
    buf_init(&both, MIB);
    buf_put(&both, note);
    buf_put(&both, buf_span(&body));
    assert_ok(checkpoint_open(buf_span(&both), &trust, &arena, &o, &err));
    assert_int_equal(o.n_cosigners, 1);
    assert_true(o.cosigners[0].time_s == NOW_S);
    buf_release(&both);
}

static void another_root_is_refused(void **state)
{
    struct merkle_head other = {12, digest_of(1)}, empty = {0, digest_of(1)};

    (void)state;
    assert_int_equal(ask(12, request(12, 12, 12, note_of(other))).status, WITNESS_REFUSED);
    assert_non_null(strstr(body.p, "different roots"));
    assert_int_equal(ask(5, request(5, 5, 12, note_of(other))).status, WITNESS_REFUSED);
    assert_non_null(strstr(body.p, "does not lead to the newer root"));
    assert_int_equal(ask(0, request(0, 0, 0, note_of(empty))).status, WITNESS_REFUSED);
    assert_non_null(strstr(body.p, "root of the empty tree"));
}

static void an_unknown_log_is_not_found(void **state)
{
    struct signer_key other = made_signer("other.example", KEY_ED25519, 9);
    struct checkpoint c = {.origin = SPAN("other.example"), .head = head_of(12)};
    struct err err = {0};
    struct buf b;

    (void)state;
    buf_init(&b, MIB);
    assert_ok(checkpoint_sign(&b, &c, &other, &err));
    assert_int_equal(ask(5, request(5, 5, 12, buf_span(&b))).status, WITNESS_UNKNOWN_LOG);
    buf_release(&b);
}

static struct span note_text(struct span bytes)
{
    struct err err = {0};
    struct note n;

    assert_ok(note_parse(bytes, &arena, &n, &err));
    return arena_copy(&arena, n.text, &err);
}

/* No signature of a trusted key, and one that is wrong. */
static void a_bad_signature_is_forbidden(void **state)
{
    struct signer_key twin = made_signer(MADE_ORIGIN, KEY_ED25519, 9);
    struct checkpoint c = {.origin = SPAN(MADE_ORIGIN), .head = head_of(12)};
    struct err err = {0};
    struct span note;
    struct buf b;

    (void)state;
    buf_init(&b, MIB);
    assert_ok(checkpoint_sign(&b, &c, &twin, &err));
    assert_int_equal(ask(5, request(5, 5, 12, buf_span(&b))).status, WITNESS_FORBIDDEN);
    /* the right key beside the twin is enough */
    note_put_signed(&b, note_text(buf_span(&b)), &made->signer);
    assert_int_equal(ask(5, request(5, 5, 12, buf_span(&b))).status, WITNESS_OK);
    buf_release(&b);
    note = note_of(head_of(12));
    ((char *)(uintptr_t)note.p)[strlen(MADE_ORIGIN) + 1] = '9'; /* 12 leaves become 92 */
    assert_int_equal(ask(5, request(5, 5, 12, note)).status, WITNESS_FORBIDDEN);
    assert_non_null(strstr(body.p, "is wrong"));
}

#define K32 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static void a_malformed_request_is_bad(void **state)
{
    static const char *const rows[] = {
        "",
        "old",
        "old 5",
        "old 5\n",
        "new 5\n\nx\n",
        "old  5\n\nx\n",
        "old 05\n\nx\n",
        "old -1\n\nx\n",
        "old 9223372036854775808\n\nx\n",
        "old 5\nAAAA\n\nx\n",
        "old 5\n" K32 "\n",
        "old 5\n" K32 "\n\n",
        "old 5\n" K32 "\nx\n\n",
        "old 5\n\nno note\n",
        "old 5\n\nno checkpoint\n\n\xE2\x80\x94 x AAAAAAA=\n",
        "old 5\r\n\r\n" MADE_ORIGIN "\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct witness_answer answer = ask(5, span_of(rows[i]));

        if (answer.status != WITNESS_BAD_REQUEST)
            fail_msg("row %zu: %d", i, (int)answer.status);
        assert_true(body.n > 1 && body.p[body.n - 1] == '\n');
    }
}

static void sixty_three_hashes_are_the_most(void **state)
{
    struct witness_request r;
    struct err err = {0};

    (void)state;
    buf_puts(&body, "old 5\n");
    for (size_t i = 0; i < 63; i++)
        buf_puts(&body, K32 "\n");
    buf_puts(&body, "\nx\n");
    assert_ok(witness_request_read(buf_span(&body), &r, &err));
    assert_int_equal(r.proof.n, 63);
    body.n -= 3;
    buf_puts(&body, K32 "\n\nx\n");
    assert_int_equal(witness_request_read(buf_span(&body), &r, &err), RC_LIMIT);
    assert_note("more than 63 hashes");
}

/* A log that grows in any steps is followed by a witness that knows nothing else. */
static void a_witness_follows_a_growing_log(void **state)
{
    uint64_t seed = 12, stored = 0;

    (void)state;
    while (stored < 40) {
        uint64_t next = stored + random_below(&seed, 6);
        struct witness_answer answer;

        if (next > 40)
            next = 40;
        answer = ask(stored, request(stored, stored, next, note_of(head_of(next))));
        assert_int_equal(answer.status, WITNESS_OK);
        assert_true(answer.latest.size == next);
        stored = next;
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_are_those_of_the_table),  TEST(the_answer_is_a_cosignature_of_the_checkpoint),
        TEST(another_root_is_refused),         TEST(an_unknown_log_is_not_found),
        TEST(a_bad_signature_is_forbidden),    TEST(a_malformed_request_is_bad),
        TEST(sixty_three_hashes_are_the_most), TEST(a_witness_follows_a_growing_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
