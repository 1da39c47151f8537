/* SPDX-License-Identifier: Apache-2.0 */
/* record_log.h: a made log with its entries, tiles and proofs, for the tests of evidence, witness
 * and verification. */
#pragma once

#include "record_check.h"

#include "record/checkpoint.h"
#include "record/entry.h"
#include "record/evidence.h"
#include "record/tile.h"

#define MADE_ORIGIN    "aasc.example/made"
#define MADE_FILES_MAX 800

struct made_file {
    struct span name, bytes;
};

struct made_log {
    uint64_t size;
    struct sha256_digest *commitments, *leaves;
    struct merkle_tree tree;
    struct signer_key signer;
    struct verifier_key key;
    struct log_trust trust;
    struct made_file files[MADE_FILES_MAX];
    size_t n_files;
};

static inline struct salt made_salt(uint64_t i)
{
    struct sha256_digest d = digest_of(i + 1000000);
    struct salt s;

    memcpy(s.b, d.b, sizeof(s.b));
    return s;
}

/* Entry i, by the author of seed byte 50. */
static inline struct span made_entry(uint64_t i, struct arena *a)
{
    static struct signer_key author;
    struct err err = {0};
    struct buf b;
    struct span s;

    if (author.kind == NULL) /* once: a made log has many entries */
        author = made_signer("author", KEY_ED25519, 50);
    buf_init(&b, 1000);
    buf_puts(&b, "{\"author\":\"");
    base64_put(&b, (struct span){(const char *)author.pair.public_key.b, 32});
    buf_printf(&b,
               "\",\"body\":{\"n\":%llu},\"id\":\"018f0000-0000-7000-8000-000000000001\","
               "\"kind\":\"observation\",\"label\":\"PUBLIC\",\"schema\":\"aasc/entry/1\","
               "\"time\":\"2020-07-10T20:05:10Z\"}",
               (unsigned long long)i);
    s = arena_copy(a, buf_span(&b), &err);
    buf_release(&b);
    return s;
}

/* The signed checkpoint of the first `size` entries. */
static inline struct span made_checkpoint(const struct made_log *m, uint64_t size, struct arena *a)
{
    struct checkpoint c = {.origin = SPAN(MADE_ORIGIN),
                           .head = {size, merkle_root(m->leaves, size)}};
    struct err err = {0};
    struct buf b;
    struct span s;

    buf_init(&b, MIB);
    assert_ok(checkpoint_sign(&b, &c, &m->signer, &err));
    s = arena_copy(a, buf_span(&b), &err);
    buf_release(&b);
    return s;
}

static inline void made_put_file(struct made_log *m, struct span name, struct span bytes,
                                 struct arena *a)
{
    struct err err = {0};

    assert_true(m->n_files < MADE_FILES_MAX);
    m->files[m->n_files].name = arena_copy(a, name, &err);
    m->files[m->n_files++].bytes = arena_copy(a, bytes, &err);
}

static inline struct made_file *made_find(struct made_log *m, const char *name)
{
    for (size_t i = 0; i < m->n_files; i++)
        if (span_is(m->files[i].name, name))
            return &m->files[i];
    fail_msg("there is no %s", name);
    return NULL;
}

/* The files of the first `size` entries, as a writer makes them. */
static inline void made_write(struct made_log *m, uint64_t size, struct arena *a)
{
    struct err err = {0};
    struct tile_walk w;
    struct tile t;
    struct buf b, path;

    buf_init(&b, MIB);
    buf_init(&path, 100);
    tile_walk_init(&w, size);
    while (tile_walk_next(&w, &t)) {
        buf_clear(&b);
        buf_clear(&path);
        tile_put_path(&path, &t);
        for (unsigned i = 0; i < t.width; i++) {
            uint64_t at = t.index * 256 + i;

            if (t.is_bundle)
                assert_ok(bundle_put(&b, (struct span){(char *)m->commitments[at].b, 32}, &err));
            else
                buf_put(&b, (struct span){(const char *)m->tree.level[8 * t.level][at].b, 32});
        }
        made_put_file(m, buf_span(&path), buf_span(&b), a);
    }
    buf_release(&b);
    buf_release(&path);
}

/* A log of `size` entries without files. */
static inline struct made_log *made_log(uint64_t size, struct arena *a)
{
    struct err err = {0};
    struct made_log *m = arena_alloc(a, sizeof(*m), &err);

    assert_non_null(m);
    m->size = size;
    m->commitments = arena_array(a, size + 1, sizeof(*m->commitments), &err);
    m->leaves = arena_array(a, size + 1, sizeof(*m->leaves), &err);
    for (uint64_t i = 0; i < size; i++) {
        struct salt salt = made_salt(i);

        m->commitments[i] = entry_commitment(&salt, made_entry(i, a));
    }
    merkle_leaves(m->commitments, size, m->leaves);
    assert_ok(merkle_tree_build(m->leaves, size, a, &m->tree, &err));
    m->signer = made_signer(MADE_ORIGIN, KEY_ED25519, 1);
    m->key = signer_key_public(&m->signer);
    m->trust = (struct log_trust){.logs = &m->key, .n_logs = 1};
    return m;
}

/* The proof file of entry i, with the evidence given. */
static inline struct span made_proof(struct made_log *m, uint64_t i, const struct evidence *e,
                                     struct arena *a)
{
    struct merkle_source source = merkle_tree_source(&m->tree);
    struct tlog_proof p = {.has_extra = e != NULL, .index = i};
    struct err err = {0};
    struct buf extra, b;
    struct span s;

    buf_init(&extra, 4 * MIB);
    buf_init(&b, 8 * MIB);
    if (e != NULL)
        assert_ok(evidence_put(&extra, e, &err));
    p.extra = buf_span(&extra);
    p.checkpoint = made_checkpoint(m, m->size, a);
    assert_ok(merkle_prove_inclusion(&source, m->size, i, &p.path, &err));
    tlog_proof_put(&b, &p);
    s = arena_copy(a, buf_span(&b), &err);
    buf_release(&extra);
    buf_release(&b);
    return s;
}

/* The evidence of entry i, signed alone. */
static inline struct evidence made_evidence(uint64_t i, struct arena *a)
{
    struct signer_key author = made_signer("author", KEY_ED25519, 50);
    struct evidence e = {.is_released = true, .salt = made_salt(i), .entry = made_entry(i, a)};

    e.author.key = author.pair.public_key;
    e.author.signature = ed25519_sign(&author.pair, e.entry);
    return e;
}

/* … signed in a batch of `n` entries that begins at entry `first`. */
static inline struct evidence made_batch_evidence(uint64_t i, uint64_t first, uint64_t n,
                                                  struct arena *a)
{
    struct signer_key author = made_signer("author", KEY_ED25519, 50);
    struct evidence e = made_evidence(i, a);
    struct err err = {0};
    struct sha256_digest *leaves = arena_array(a, n, sizeof(*leaves), &err), root;
    struct merkle_source source;
    struct merkle_tree tree;
    struct buf b;

    for (uint64_t k = 0; k < n; k++)
        leaves[k] = merkle_leaf(made_entry(first + k, a));
    assert_ok(merkle_tree_build(leaves, n, a, &tree, &err));
    source = merkle_tree_source(&tree);
    root = merkle_root(leaves, n);
    buf_init(&b, 1000);
    entry_batch_statement(&b, n, &root);
    e.author.is_batch = true;
    e.author.place = (struct merkle_place){.size = n, .index = i - first};
    e.author.signature = ed25519_sign(&author.pair, buf_span(&b));
    assert_ok(merkle_prove_inclusion(&source, n, i - first, &e.author.path, &err));
    buf_release(&b);
    return e;
}
