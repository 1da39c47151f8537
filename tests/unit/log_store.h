/* SPDX-License-Identifier: Apache-2.0 */
/* log_store.h: a record that is signed as a mission's is, entry by entry and head by head, and
 * grows to any size. */
#pragma once

#include "folder.h"

#include "base/base64.h"
#include "record/checkpoint.h"
#include "record/entry.h"
#include "store/store.h"

#define LOG_ORIGIN "log.example/grown"

struct log_store {
    struct folder folder;
    struct store *store;
    struct signer_key node, author;
    struct verifier_key log;
    struct log_trust trust;
    char author_text[64];
    uint64_t n;
    uint64_t shift; /* 0; else other entries from here on */
};

static inline struct signer_key log_signer(const char *name, uint8_t seed_byte)
{
    uint8_t seed[ED25519_SEED_BYTES];

    memset(seed, seed_byte, sizeof(seed));
    return signer_key_of(span_of(name), KEY_ED25519, seed);
}

static inline void log_store_start(struct log_store *l)
{
    const struct salt secret = {{7}};
    struct err err = {0};
    struct buf b;

    *l = (struct log_store){.node = log_signer(LOG_ORIGIN, 1), .author = log_signer("desk", 2)};
    l->log = signer_key_public(&l->node);
    l->trust = (struct log_trust){.logs = &l->log, .n_logs = 1};
    buf_init(&b, 64);
    base64_put(&b, (struct span){(const char *)l->author.pair.public_key.b, 32});
    (void)snprintf(l->author_text, sizeof(l->author_text), "%s", b.p);
    buf_release(&b);
    folder_start(&l->folder);
    assert_ok(store_create(folder_at(&l->folder, "record.db"), &secret, &err));
    assert_ok(store_open(folder_at(&l->folder, "record.db"), STORE_WRITE, "test", &l->store, &err));
}

static inline void log_store_end(struct log_store *l)
{
    store_close(l->store);
    folder_end(&l->folder);
}

/* Entry `seq`, the same on every run. */
static inline void log_entry(const struct log_store *l, uint64_t seq, struct arena *a,
                             struct entry *e, struct store_item *item)
{
    uint8_t random[10] = {0};
    struct err err = {0};
    struct buf b;

    memcpy(random, &seq, sizeof(seq));
    *e = (struct entry){.kind = ENTRY_OBSERVATION,
                        .id = uuid7_of(1594339200000 + (int64_t)seq, random),
                        .author = span_of(l->author_text),
                        .when = {1594339200000, 1594339200000},
                        .label = SPAN("PUBLIC"),
                        .body = SPAN("{\"kind\":\"observation\"}")};
    *item = (struct store_item){.entry = e};
    memcpy(item->salt.b, &seq, sizeof(seq));
    buf_init(&b, ENTRY_BYTES_MAX);
    assert_ok(entry_write(&b, e, &err));
    item->bytes = arena_copy(a, buf_span(&b), &err);
    buf_release(&b);
}

static inline void log_sign(struct log_store *l, const struct store_item *items, size_t n,
                            struct arena *a, struct store_batch *out)
{
    struct ed25519_signature signature;
    struct sha256_digest *leaves;
    struct err err = {0};
    struct buf statement;

    *out = (struct store_batch){.origin = n == 1 ? BATCH_SINGLE : BATCH_AUTHORED,
                                .recorded_at_ms = 1594339200000,
                                .has_signature = true};
    leaves = arena_array(a, n, sizeof(*leaves), &err);
    for (size_t i = 0; i < n; i++)
        leaves[i] = merkle_leaf(items[i].bytes);
    out->root = merkle_root(leaves, n);
    buf_init(&statement, 256);
    entry_batch_statement(&statement, n, &out->root);
    signature = ed25519_sign(&l->author.pair, n == 1 ? items[0].bytes : buf_span(&statement));
    buf_release(&statement);
    memcpy(out->signature, signature.b, sizeof(out->signature));
    memcpy(out->author, l->author.pair.public_key.b, sizeof(out->author));
}

/* One signed batch in one step. */
static inline void log_append(struct log_store *l, size_t n)
{
    struct err err = {0};
    struct store_item *items;
    struct store_batch batch;
    struct entry *entries;
    struct arena a;
    uint64_t first = 0;

    arena_init(&a, 512 * MIB);
    items = arena_array(&a, n, sizeof(*items), &err);
    entries = arena_array(&a, n, sizeof(*entries), &err);
    for (size_t i = 0; i < n; i++)
        log_entry(l, l->n + l->shift + i, &a, &entries[i], &items[i]);
    log_sign(l, items, n, &a, &batch);
    assert_ok(store_begin(l->store, &err));
    assert_ok(store_append(l->store, &batch, items, n, &first, &err));
    assert_ok(store_commit(l->store, &err));
    assert_int_equal(first, l->n);
    l->n += n;
    arena_release(&a);
}

/* Up to a size, in batches that straddle bundles. */
static inline void log_grow(struct log_store *l, uint64_t size)
{
    while (l->n < size)
        log_append(l, (size_t)(size - l->n < 1000 ? size - l->n : 1000));
}

/* Sign the head as it is. */
static inline void log_seal(struct log_store *l)
{
    struct store_checkpoint c = {.recorded_at_ms = 1594339200000};
    struct checkpoint text = {.origin = SPAN(LOG_ORIGIN)};
    struct err err = {0};
    struct buf note;

    assert_ok(store_head(l->store, &text.head, &err));
    buf_init(&note, NOTE_BYTES_MAX);
    assert_ok(checkpoint_sign(&note, &text, &l->node, &err));
    c.size = text.head.size;
    c.root = text.head.root;
    c.note = buf_span(&note);
    assert_ok(store_begin(l->store, &err));
    assert_ok(store_checkpoint_put(l->store, &c, &err));
    assert_ok(store_commit(l->store, &err));
    buf_release(&note);
}
