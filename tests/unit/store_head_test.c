/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include "store/head.h"

#define N_LEAVES 7

/* A log of seven leaves with its key. */
struct log {
    struct folder folder;
    struct arena arena;
    struct signer_key key;
    struct verifier_key verifier;
    struct sha256_digest leaves[N_LEAVES];
    struct merkle_tree tree;
    struct merkle_source source;
};

static void log_start(struct log *l)
{
    uint8_t seed[ED25519_SEED_BYTES] = {7};
    struct err err = {0};

    folder_start(&l->folder);
    arena_init(&l->arena, 64 * MIB);
    l->key = signer_key_of(SPAN("example.org/log"), KEY_ED25519, seed);
    l->verifier = signer_key_public(&l->key);
    for (size_t i = 0; i < N_LEAVES; i++) {
        char byte = (char)('a' + i);

        l->leaves[i] = merkle_leaf((struct span){&byte, 1});
    }
    assert_ok(merkle_tree_build(l->leaves, N_LEAVES, &l->arena, &l->tree, &err));
    l->source = merkle_tree_source(&l->tree);
}

static void log_end(struct log *l)
{
    arena_release(&l->arena);
    folder_end(&l->folder);
}

static struct merkle_head head_of(const struct log *l, size_t n)
{
    return (struct merkle_head){.size = n, .root = merkle_root(l->leaves, n)};
}

static void publish(struct log *l, const struct merkle_head *at)
{
    struct buf note;
    struct err err = {0};

    buf_init(&note, NOTE_BYTES_MAX);
    assert_ok(head_sign(&l->key, at, &note, &err));
    assert_ok(head_publish(l->folder.path, buf_span(&note), &err));
    buf_release(&note);
}

static void a_head_is_read_as_it_was_signed(void **state)
{
    struct log l;
    struct head h;
    struct merkle_head at;
    struct err err = {0};

    (void)state;
    log_start(&l);
    assert_ok(head_read(l.folder.path, &l.verifier, &l.arena, &h, &err));
    assert_false(h.is_there);
    at = head_of(&l, 5);
    publish(&l, &at);
    assert_ok(head_read(l.folder.path, &l.verifier, &l.arena, &h, &err));
    assert_true(h.is_there);
    assert_int_equal(h.at.size, 5);
    assert_memory_equal(h.at.root.b, at.root.b, 32);
    log_end(&l);
}

/* Both sides of the threshold: one leaf less, the same, one more; and another root. */
static void a_record_fits_where_the_head_is_its_beginning(void **state)
{
    struct log l;
    struct head h;
    enum head_fit fit;
    struct merkle_head at, have;
    struct err err = {0};

    (void)state;
    log_start(&l);
    at = head_of(&l, 5);
    publish(&l, &at);
    assert_ok(head_read(l.folder.path, &l.verifier, &l.arena, &h, &err));
    for (size_t n = 0; n <= N_LEAVES; n++) {
        have = n == 0 ? (struct merkle_head){.root = merkle_empty()} : head_of(&l, n);
        assert_ok(head_compare(&h, &have, &l.source, &fit, &err));
        assert_int_equal(fit, n < 5 ? HEAD_BEHIND : HEAD_FITS);
    }
    h.at.root.b[31] ^= 1;
    have = head_of(&l, 5);
    assert_ok(head_compare(&h, &have, &l.source, &fit, &err));
    assert_int_equal(fit, HEAD_SPLIT);
    have = head_of(&l, 7);
    assert_ok(head_compare(&h, &have, &l.source, &fit, &err));
    assert_int_equal(fit, HEAD_SPLIT);
    h.is_there = false;
    assert_ok(head_compare(&h, &have, &l.source, &fit, &err));
    assert_int_equal(fit, HEAD_FITS);
    log_end(&l);
}

static void what_this_node_did_not_sign_is_no_head(void **state)
{
    struct log l;
    struct head h;
    struct merkle_head at;
    struct err err = {0};
    uint8_t seed[ED25519_SEED_BYTES] = {8};
    struct signer_key other = signer_key_of(SPAN("example.org/log"), KEY_ED25519, seed);
    struct span text;
    char *copy;

    (void)state;
    log_start(&l);
    at = head_of(&l, 3);
    publish(&l, &at);
    assert_ok(disk_read(folder_at(&l.folder, "checkpoint"), 4096, &l.arena, &text, &err));
    copy = arena_alloc(&l.arena, text.n + 1, &err);
    assert_non_null(copy);
    for (size_t i = 0; i < text.n; i++) { /* no byte of it can be another */
        memcpy(copy, text.p, text.n);
        copy[i] = (char)(copy[i] == '0' ? '1' : '0');
        if (copy[i] == text.p[i])
            continue;
        folder_put(&l.folder, "checkpoint", copy);
        assert_int_not_equal(head_read(l.folder.path, &l.verifier, &l.arena, &h, &err), RC_OK);
        assert_note("checkpoint");
    }
    l.key = other;
    publish(&l, &at);
    assert_int_equal(head_read(l.folder.path, &l.verifier, &l.arena, &h, &err), RC_CONFLICT);
    assert_int_equal(head_read("/nowhere/at/all", &l.verifier, &l.arena, &h, &err), RC_ABSENT);
    log_end(&l);
}

static void a_head_that_is_given_up_is_kept(void **state)
{
    struct log l;
    struct head h;
    struct disk_path kept;
    struct span text;
    struct merkle_head at;
    struct err err = {0};

    (void)state;
    log_start(&l);
    at = head_of(&l, 5);
    publish(&l, &at);
    assert_ok(head_read(l.folder.path, &l.verifier, &l.arena, &h, &err));
    assert_ok(head_set_aside(l.folder.path, &h, &kept, &err));
    assert_non_null(strstr(kept.text, "given-up-5-"));
    assert_ok(disk_read(kept.text, 4096, &l.arena, &text, &err));
    assert_true(span_eq(text, h.note));
    log_end(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_read_as_it_was_signed),
        cmocka_unit_test(a_record_fits_where_the_head_is_its_beginning),
        cmocka_unit_test(what_this_node_did_not_sign_is_no_head),
        cmocka_unit_test(a_head_that_is_given_up_is_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
