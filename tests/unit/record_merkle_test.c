/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/merkle.h"

#define ALL_PAIRS_MAX 70
#define LEAVES_MAX    5000

static struct sha256_digest leaves[LEAVES_MAX];
static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64 * MIB);
    for (size_t i = 0; i < LEAVES_MAX; i++)
        leaves[i] = digest_of(i);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

/* RFC 6962, 2.1, word for word: slow and recursive, written apart from what it checks. */
static struct sha256_digest root_by_the_book(const struct sha256_digest *leaf, size_t n)
{
    struct sha256_digest left, right;
    size_t k = 1;

    if (n == 0)
        return sha256(SPAN(""));
    if (n == 1)
        return leaf[0];
    while (k * 2 < n)
        k *= 2;
    left = root_by_the_book(leaf, k);
    right = root_by_the_book(leaf + k, n - k);
    return merkle_node(&left, &right);
}

/* PATH(m, D[n]) of RFC 6962, 2.1.1 */
static void path_by_the_book(size_t m, const struct sha256_digest *leaf, size_t n,
                             struct merkle_proof *p)
{
    size_t k = 1;

    if (n == 1)
        return;
    while (k * 2 < n)
        k *= 2;
    if (m < k) {
        path_by_the_book(m, leaf, k, p);
        p->hashes[p->n++] = root_by_the_book(leaf + k, n - k);
    } else {
        path_by_the_book(m - k, leaf + k, n - k, p);
        p->hashes[p->n++] = root_by_the_book(leaf, k);
    }
}

/* SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2 */
static void subproof_by_the_book(size_t m, const struct sha256_digest *leaf, size_t n, bool b,
                                 struct merkle_proof *p)
{
    size_t k = 1;

    if (m == n) {
        if (!b)
            p->hashes[p->n++] = root_by_the_book(leaf, n);
        return;
    }
    while (k * 2 < n)
        k *= 2;
    if (m <= k) {
        subproof_by_the_book(m, leaf, k, b, p);
        p->hashes[p->n++] = root_by_the_book(leaf + k, n - k);
    } else {
        subproof_by_the_book(m - k, leaf + k, n - k, false, p);
        p->hashes[p->n++] = root_by_the_book(leaf, k);
    }
}

static void assert_same_proof(const struct merkle_proof *a, const struct merkle_proof *b)
{
    assert_int_equal(a->n, b->n);
    for (size_t i = 0; i < a->n; i++)
        assert_true(merkle_digest_eq(&a->hashes[i], &b->hashes[i]));
}

static struct merkle_tree built(size_t n)
{
    struct merkle_tree t;
    struct err err = {0};

    assert_ok(merkle_tree_build(leaves, n, &arena, &t, &err));
    return t;
}

static void the_empty_tree_is_the_hash_of_nothing(void **state)
{
    struct sha256_digest empty = merkle_empty();
    struct merkle_frontier f;
    struct sha256_digest root;
    struct buf b;

    (void)state;
    buf_init(&b, 100);
    sha256_put_hex(&b, &empty);
    assert_span(buf_span(&b), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    buf_release(&b);
    merkle_frontier_init(&f);
    root = merkle_frontier_root(&f);
    assert_true(merkle_digest_eq(&root, &empty));
}

static void leaves_of_commitments_are_leaves(void **state)
{
    struct sha256_digest out[100];

    (void)state;
    merkle_leaves(leaves, 100, out);
    for (size_t i = 0; i < 100; i++) {
        struct sha256_digest d = merkle_leaf((struct span){(const char *)leaves[i].b, 32});

        assert_true(merkle_digest_eq(&d, &out[i]));
    }
}

static void a_frontier_has_the_root_of_the_book_at_every_size(void **state)
{
    struct merkle_frontier f;

    (void)state;
    merkle_frontier_init(&f);
    for (size_t n = 0; n <= 600; n++) {
        struct sha256_digest book = root_by_the_book(leaves, n);
        struct sha256_digest root = merkle_frontier_root(&f);
        struct sha256_digest array = merkle_root(leaves, n);

        assert_true(merkle_digest_eq(&root, &book));
        assert_true(merkle_digest_eq(&array, &book));
        merkle_frontier_add(&f, &leaves[n]);
    }
}

static void a_stored_tree_is_taken_up_where_it_ended(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 300; n++) {
        struct merkle_tree t = built(n);
        struct merkle_source s = merkle_tree_source(&t);
        struct sha256_digest root, book = root_by_the_book(leaves, n + 7);
        struct merkle_frontier f;
        struct err err = {0};

        assert_ok(merkle_frontier_load(&s, n, &f, &err));
        for (size_t i = n; i < n + 7; i++)
            merkle_frontier_add(&f, &leaves[i]);
        root = merkle_frontier_root(&f);
        assert_true(merkle_digest_eq(&root, &book));
    }
}

static void proofs_are_those_of_the_book_for_all_pairs(void **state)
{
    struct err err = {0};

    (void)state;
    for (size_t n = 1; n <= ALL_PAIRS_MAX; n++) {
        struct merkle_tree t = built(n);
        struct merkle_source s = merkle_tree_source(&t);
        struct merkle_head head = {n, root_by_the_book(leaves, n)};

        for (size_t i = 0; i < n; i++) {
            struct merkle_proof p, book = {.n = 0};

            path_by_the_book(i, leaves, n, &book);
            assert_ok(merkle_prove_inclusion(&s, n, i, &p, &err));
            assert_same_proof(&p, &book);
            assert_ok(merkle_check_inclusion(&head, i, &leaves[i], &p, &err));
        }
        for (size_t m = 1; m <= n; m++) {
            struct merkle_head older = {m, root_by_the_book(leaves, m)};
            struct merkle_proof p, book = {.n = 0};

            subproof_by_the_book(m, leaves, n, true, &book);
            assert_ok(merkle_prove_consistency(&s, m, n, &p, &err));
            assert_same_proof(&p, &book);
            assert_ok(merkle_check_consistency(&older, &head, &p, &err));
        }
    }
}

/* A source may have more than the size that is proved: tiles that grew on. */
static void a_larger_source_proves_a_smaller_size(void **state)
{
    struct merkle_tree t = built(4096);
    struct merkle_source s = merkle_tree_source(&t);
    uint64_t seed = 6962;
    struct err err = {0};

    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t n = 1 + random_below(&seed, 4096), i = random_below(&seed, (uint32_t)n);
        struct merkle_head head = {n, merkle_root(leaves, n)};
        struct merkle_head older = {i + 1, merkle_root(leaves, i + 1)};
        struct merkle_proof p;

        assert_ok(merkle_prove_inclusion(&s, n, i, &p, &err));
        assert_ok(merkle_check_inclusion(&head, i, &leaves[i], &p, &err));
        assert_int_equal(merkle_check_inclusion(&head, i, &leaves[i + 1], &p, &err), RC_CONFLICT);
        assert_ok(merkle_prove_consistency(&s, i + 1, n, &p, &err));
        assert_ok(merkle_check_consistency(&older, &head, &p, &err));
    }
}

static void every_flipped_bit_of_a_proof_is_refused(void **state)
{
    static const size_t sizes[] = {2, 3, 7, 8, 21, 33, 70, 1000};
    struct err err = {0};

    (void)state;
    for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
        size_t n = sizes[k];
        struct merkle_tree t = built(n);
        struct merkle_source s = merkle_tree_source(&t);
        struct merkle_head head = {n, merkle_root(leaves, n)};

        for (size_t i = 0; i < n; i += 1 + n / 9) {
            struct merkle_head older = {i + 1, merkle_root(leaves, i + 1)};
            struct merkle_proof in, co;

            assert_ok(merkle_prove_inclusion(&s, n, i, &in, &err));
            assert_ok(merkle_prove_consistency(&s, i + 1, n, &co, &err));
            for (size_t bit = 0; bit < in.n * 256; bit++) {
                in.hashes[bit / 256].b[bit / 8 % 32] ^= (uint8_t)(1U << bit % 8);
                assert_int_equal(merkle_check_inclusion(&head, i, &leaves[i], &in, &err),
                                 RC_CONFLICT);
                in.hashes[bit / 256].b[bit / 8 % 32] ^= (uint8_t)(1U << bit % 8);
            }
            for (size_t bit = 0; bit < co.n * 256; bit++) {
                co.hashes[bit / 256].b[bit / 8 % 32] ^= (uint8_t)(1U << bit % 8);
                assert_int_equal(merkle_check_consistency(&older, &head, &co, &err), RC_CONFLICT);
                co.hashes[bit / 256].b[bit / 8 % 32] ^= (uint8_t)(1U << bit % 8);
            }
        }
    }
}

/* Any index or size that is not the proof's own is refused: RFC 6962 paths show both. */
static void a_proof_shows_its_own_index_and_size_only(void **state)
{
    struct err err = {0};

    (void)state;
    for (size_t n = 1; n <= 40; n++) {
        struct merkle_tree t = built(n);
        struct merkle_source s = merkle_tree_source(&t);

        for (size_t i = 0; i < n; i++) {
            struct merkle_proof p;

            assert_ok(merkle_prove_inclusion(&s, n, i, &p, &err));
            for (size_t j = 0; j <= n + 1; j++) {
                struct merkle_head head = {n, merkle_root(leaves, n)};

                if (j != i)
                    assert_int_equal(merkle_check_inclusion(&head, j, &leaves[i], &p, &err),
                                     RC_CONFLICT);
            }
        }
    }
}

static void lengths_at_the_ends_are_refused(void **state)
{
    struct merkle_head head = {UINT64_MAX, {{0}}}, older = {UINT64_MAX - 1, {{0}}};
    struct merkle_head none = {0, merkle_empty()};
    struct merkle_proof p = {.n = 0};
    struct merkle_tree t = built(5);
    struct merkle_source s = merkle_tree_source(&t);
    struct merkle_frontier f;
    struct err err = {0};

    (void)state;
    assert_int_equal(merkle_check_inclusion(&head, UINT64_MAX, &leaves[0], &p, &err), RC_CONFLICT);
    for (p.n = 0; p.n <= MERKLE_PROOF_MAX; p.n++) {
        memset(p.hashes, 0, sizeof(p.hashes));
        assert_int_equal(merkle_check_inclusion(&head, 0, &leaves[0], &p, &err), RC_CONFLICT);
        assert_int_equal(merkle_check_inclusion(&head, UINT64_MAX - 1, &leaves[0], &p, &err),
                         RC_CONFLICT);
        assert_int_equal(merkle_check_consistency(&older, &head, &p, &err), RC_CONFLICT);
    }
    p.n = 0;
    assert_int_equal(merkle_check_consistency(&none, &head, &p, &err), RC_CONFLICT);
    assert_int_equal(merkle_check_inclusion(&none, 0, &leaves[0], &p, &err), RC_CONFLICT);
    assert_int_equal(merkle_prove_inclusion(&s, 5, 5, &p, &err), RC_RANGE);
    assert_note("no leaf 5");
    assert_int_equal(merkle_prove_inclusion(&s, UINT64_MAX, 0, &p, &err), RC_RANGE);
    assert_int_equal(merkle_prove_consistency(&s, 0, 5, &p, &err), RC_RANGE);
    assert_int_equal(merkle_prove_consistency(&s, 6, 5, &p, &err), RC_RANGE);
    assert_int_equal(merkle_prove_inclusion(&s, 6, 0, &p, &err), RC_ABSENT);
    assert_note("no complete subtree");
    assert_int_equal(merkle_frontier_load(&s, UINT64_MAX, &f, &err), RC_RANGE);
    assert_int_equal(merkle_frontier_load(&s, 6, &f, &err), RC_ABSENT);
}

/* The vectors of transparency-dev/merkle. */

struct counts {
    size_t n_accepted, n_refused, n_wrong;
};

/* "don't care" placeholders of other lengths stand for hashes; an empty one is no hash. */
static bool read_hash(const struct json *v, struct sha256_digest *out)
{
    uint8_t bytes[100];
    struct err err = {0};
    size_t n = 0;

    if (v == NULL || base64_read(v->u.text, bytes, &n, &err) != RC_OK || n == 0 || n > 32)
        return false;
    memset(out, 0, sizeof(*out));
    memcpy(out->b, bytes, n);
    return true;
}

static bool read_proof(const struct json *v, struct merkle_proof *out)
{
    out->n = 0;
    for (size_t i = 0; v != NULL && v->type == JSON_ARRAY && i < v->u.array.n; i++)
        if (out->n == MERKLE_PROOF_MAX || !read_hash(&v->u.array.items[i], &out->hashes[out->n++]))
            return false;
    return true;
}

static uint64_t read_size(const struct json *v)
{
    return v->type == JSON_INT ? (uint64_t)v->u.i : UINT64_MAX; /* 2^64 - 1 is a real to JSON */
}

static struct json vector_of(const char *path)
{
    struct err err = {0};
    struct json v;

    arena_reset(&arena);
    assert_ok(json_parse(vector_file(path, &arena), &arena, &v, &err));
    return v;
}

static void count(const char *path, const struct json *v, bool is_accepted, struct counts *c)
{
    if (is_accepted == (json_get(v, "wantErr")->type == JSON_TRUE)) {
        print_message("%s: %s\n", path, is_accepted ? "accepted" : "refused");
        c->n_wrong++;
    }
    c->n_accepted += is_accepted;
    c->n_refused += !is_accepted;
}

static void inclusion_vector(const char *path, void *context)
{
    struct json v = vector_of(path);
    struct merkle_head head = {read_size(json_get(&v, "treeSize")), {{0}}};
    struct sha256_digest leaf;
    struct merkle_proof p;
    struct err err = {0};
    bool is_read = read_hash(json_get(&v, "root"), &head.root) &&
                   read_hash(json_get(&v, "leafHash"), &leaf) &&
                   read_proof(json_get(&v, "proof"), &p);

    count(path, &v,
          is_read && merkle_check_inclusion(&head, read_size(json_get(&v, "leafIdx")), &leaf, &p,
                                            &err) == RC_OK,
          context);
}

static void consistency_vector(const char *path, void *context)
{
    struct json v = vector_of(path);
    struct merkle_head older = {read_size(json_get(&v, "size1")), {{0}}};
    struct merkle_head newer = {read_size(json_get(&v, "size2")), {{0}}};
    struct merkle_proof p;
    struct err err = {0};
    bool is_read = read_hash(json_get(&v, "root1"), &older.root) &&
                   read_hash(json_get(&v, "root2"), &newer.root) &&
                   read_proof(json_get(&v, "proof"), &p);

    count(path, &v, is_read && merkle_check_consistency(&older, &newer, &p, &err) == RC_OK,
          context);
}

static void inclusion_vectors_are_judged_as_they_say(void **state)
{
    struct counts c = {0, 0, 0};

    (void)state;
    need_vectors();
    assert_int_equal(for_each_json(TLOG "merkle/testdata/inclusion", inclusion_vector, &c), 98);
    assert_int_equal(c.n_wrong, 0);
    assert_int_equal(c.n_refused, 92);
    assert_int_equal(c.n_accepted, 6);
}

static void consistency_vectors_are_judged_as_they_say(void **state)
{
    struct counts c = {0, 0, 0};

    (void)state;
    need_vectors();
    assert_int_equal(for_each_json(TLOG "merkle/testdata/consistency", consistency_vector, &c), 98);
    assert_int_equal(c.n_wrong, 0);
    assert_int_equal(c.n_refused, 92);
    assert_int_equal(c.n_accepted, 6);
}

static void from_hex(struct span hex, uint8_t *out)
{
    for (size_t i = 0; i < hex.n / 2; i++) {
        char two[3] = {hex.p[2 * i], hex.p[2 * i + 1], '\0'};

        out[i] = (uint8_t)strtoul(two, NULL, 16);
    }
}

static void assert_hex_proof(const struct json *want, const struct merkle_proof *got)
{
    assert_int_equal(want->u.array.n, got->n);
    for (size_t i = 0; i < got->n; i++) {
        struct sha256_digest d;

        from_hex(want->u.array.items[i].u.text, d.b);
        assert_true(merkle_digest_eq(&d, &got->hashes[i]));
    }
}

/* The tree of eight leaves that the authors of RFC 6962 published, with all of its proofs. */
static void the_reference_tree_is_ours(void **state)
{
    struct sha256_digest leaf[8], root;
    const struct json *list;
    struct merkle_tree t;
    struct merkle_source s;
    struct merkle_proof p;
    struct err err = {0};
    struct json v;

    (void)state;
    need_vectors();
    v = vector_of(TLOG "public/rfc6962-reference-tree.json");
    list = json_get(&v, "leaves");
    for (size_t i = 0; i < 8; i++) {
        struct span hex = list->u.array.items[i].u.text;
        uint8_t bytes[16];

        from_hex(hex, bytes);
        leaf[i] = merkle_leaf((struct span){(const char *)bytes, hex.n / 2});
    }
    list = json_get(&v, "roots");
    assert_int_equal(list->u.array.n, 9);
    for (size_t n = 0; n <= 8; n++) {
        struct sha256_digest got = merkle_root(leaf, n);

        from_hex(list->u.array.items[n].u.text, root.b);
        assert_true(merkle_digest_eq(&got, &root));
    }
    assert_ok(merkle_tree_build(leaf, 8, &arena, &t, &err));
    s = merkle_tree_source(&t);
    list = json_get(&v, "inclusion");
    assert_int_equal(list->u.array.n, 36);
    for (size_t i = 0; i < list->u.array.n; i++) {
        const struct json *row = &list->u.array.items[i];

        assert_ok(merkle_prove_inclusion(&s, read_size(json_get(row, "size")),
                                         read_size(json_get(row, "index")), &p, &err));
        assert_hex_proof(json_get(row, "proof"), &p);
    }
    list = json_get(&v, "consistency");
    assert_int_equal(list->u.array.n, 36);
    for (size_t i = 0; i < list->u.array.n; i++) {
        const struct json *row = &list->u.array.items[i];

        assert_ok(merkle_prove_consistency(&s, read_size(json_get(row, "size1")),
                                           read_size(json_get(row, "size2")), &p, &err));
        assert_hex_proof(json_get(row, "proof"), &p);
    }
}

/* A real proof out of a log of 412,115 leaves. */
static void a_proof_of_a_public_log_holds(void **state)
{
    struct counts c = {0, 0, 0};

    (void)state;
    need_vectors();
    inclusion_vector(TLOG "public/rekor-inclusion-412114.json", &c);
    assert_int_equal(c.n_accepted, 1);
    assert_int_equal(c.n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_empty_tree_is_the_hash_of_nothing),
        cmocka_unit_test(leaves_of_commitments_are_leaves),
        cmocka_unit_test(a_frontier_has_the_root_of_the_book_at_every_size),
        cmocka_unit_test(a_stored_tree_is_taken_up_where_it_ended),
        cmocka_unit_test(proofs_are_those_of_the_book_for_all_pairs),
        cmocka_unit_test(a_larger_source_proves_a_smaller_size),
        cmocka_unit_test(every_flipped_bit_of_a_proof_is_refused),
        cmocka_unit_test(a_proof_shows_its_own_index_and_size_only),
        cmocka_unit_test(lengths_at_the_ends_are_refused),
        cmocka_unit_test(inclusion_vectors_are_judged_as_they_say),
        cmocka_unit_test(consistency_vectors_are_judged_as_they_say),
        cmocka_unit_test(the_reference_tree_is_ours),
        cmocka_unit_test(a_proof_of_a_public_log_holds),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
