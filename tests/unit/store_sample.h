/* SPDX-License-Identifier: Apache-2.0 */
/* store_sample.h: entries, cards and derived entries for tests of the store: many, varied, and the
 * same on every run. */
#pragma once

#include "folder.h"
#include "random.h"

#include "store/store.h"

#include <string.h>

#define SAMPLE_AUTHOR  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define SAMPLE_DAY0_MS 1594339200000LL /* 2020-07-10 */

static const struct salt sample_secret = {{1, 2, 3}};

/* Items for store_append, and what they point to, in one arena. */
struct sample {
    struct arena arena;
    uint64_t seed;
    struct entry *entries;
    struct card *cards;
    struct derived *derived;
    struct store_item *items;
    size_t n, cap;
};

static inline void sample_start(struct sample *s, size_t cap)
{
    struct err err = {0};

    *s = (struct sample){.seed = 11, .cap = cap};
    arena_init(&s->arena, 1024 * MIB);
    s->entries = arena_array(&s->arena, cap, sizeof(*s->entries), &err);
    s->cards = arena_array(&s->arena, cap, sizeof(*s->cards), &err);
    s->derived = arena_array(&s->arena, cap, sizeof(*s->derived), &err);
    s->items = arena_array(&s->arena, cap, sizeof(*s->items), &err);
    assert_non_null(s->items);
}

static inline void sample_end(struct sample *s)
{
    arena_release(&s->arena);
}

static inline struct uuid sample_id(struct sample *s, int64_t at_ms)
{
    uint8_t random[10];

    for (size_t i = 0; i < sizeof(random); i++)
        random[i] = (uint8_t)next_random(&s->seed);
    return uuid7_of(at_ms, random);
}

/* A new item of a kind with a body of so many bytes; its bytes are made by sample_write. */
static inline struct store_item *sample_add(struct sample *s, enum entry_kind kind,
                                            const char *label, size_t n_body)
{
    struct err err = {0};
    struct entry *e = &s->entries[s->n];
    struct store_item *item = &s->items[s->n++];
    char *body;

    assert_true(s->n <= s->cap);
    n_body = n_body < 8 ? 8 : n_body;
    body = arena_alloc(&s->arena, n_body + 1, &err);
    assert_non_null(body);
    memset(body, 'x', n_body);
    memcpy(body, "{\"a\":\"", 6);
    memcpy(body + n_body - 2, "\"}", 2);
    *e = (struct entry){.kind = kind,
                        .id = sample_id(s, SAMPLE_DAY0_MS + (int64_t)s->n),
                        .author = SPAN(SAMPLE_AUTHOR),
                        .when = {SAMPLE_DAY0_MS, SAMPLE_DAY0_MS},
                        .label = span_of(label),
                        .body = {body, n_body}};
    *item = (struct store_item){.entry = e};
    for (size_t i = 0; i < sizeof(item->salt.b); i++)
        item->salt.b[i] = (uint8_t)next_random(&s->seed);
    return item;
}

/* The entry's bytes, once it says all that it is to say. */
static inline void sample_write(struct sample *s, struct store_item *item)
{
    struct err err = {0};
    struct buf b;

    buf_init(&b, ENTRY_BYTES_MAX);
    assert_ok(entry_write(&b, item->entry, &err));
    item->bytes = arena_copy(&s->arena, buf_span(&b), &err);
    assert_non_null(item->bytes.p);
    buf_release(&b);
}

/* Coarse, so that boxes touch and edges coincide. */
static inline double sample_degrees(struct sample *s, double low, double high)
{
    return low + (high - low) * (double)random_below(&s->seed, 65) / 64;
}

static inline void sample_card(struct sample *s, struct card *c)
{
    static const int64_t lengths_ms[] = {0,          MS_PER_MIN,      10 * MS_PER_MIN, MS_PER_H,
                                         MS_PER_DAY, 30 * MS_PER_DAY, 900 * MS_PER_DAY};
    struct err err = {0};
    uint64_t *serials;
    uint32_t key = random_below(&s->seed, 2000), what = random_below(&s->seed, 100);

    *c = (struct card){.kind = (enum row_kind)(what < 80 ? 0 : random_below(&s->seed, 16)),
                       .has_replaces = what % 10 == 3,
                       .from_ms = SAMPLE_DAY0_MS + (int64_t)random_below(&s->seed, 40) * MS_PER_H,
                       .source = random_below(&s->seed, 5),
                       .is_countable = what % 3 == 0,
                       .has_items = what % 4 == 0};
    memcpy(c->key.b, &key, sizeof(key));
    key = random_below(&s->seed, 2000);
    if (c->has_replaces)
        memcpy(c->replaces.b, &key, sizeof(key));
    c->to_ms = c->from_ms + lengths_ms[random_below(&s->seed, 7)];
    if (what == 99)
        c->to_ms = TIME_NEVER;
    if (what == 98)
        c->from_ms = TIME_ALWAYS;
    c->at_ms = c->from_ms;
    c->has_place = what % 7 != 0;
    if (c->has_place) {
        double size = random_below(&s->seed, 4) * 0.25;

        c->box.south_deg = sample_degrees(s, 47, 49);
        c->box.west_deg = sample_degrees(s, 36, 39);
        c->box.north_deg = c->box.south_deg + size;
        c->box.east_deg = c->box.west_deg + size;
        if (what == 50) {
            c->box.west_deg = 179;
            c->box.east_deg = -179;
        }
        c->middle = (struct geo_pos){c->box.south_deg, c->box.west_deg};
    }
    if (what % 11 != 0)
        return;
    serials = arena_array(&s->arena, 2, sizeof(*serials), &err);
    serials[0] = 1 + random_below(&s->seed, 50);
    serials[1] = serials[0] + 1;
    c->serials = serials;
    c->n_serials = 2;
}

/* n observations with cards, written. */
static inline void sample_observations(struct sample *s, size_t n, size_t n_body)
{
    static const char *const labels[] = {"PUBLIC", "RESTRICTED//REL est,lva", "SECRET//C humint"};

    for (size_t i = 0; i < n; i++) {
        struct store_item *item =
            sample_add(s, ENTRY_OBSERVATION, labels[random_below(&s->seed, 3)], n_body);
        struct card *c = &s->cards[s->n - 1];

        sample_card(s, c);
        item->card = c;
        sample_write(s, item);
    }
}

/* n events, verdicts, incidents and duties over what is there already, some in place of others. */
static inline void sample_derive(struct sample *s, size_t n)
{
    static const enum entry_kind kinds[] = {ENTRY_VERDICT, ENTRY_VERDICT, ENTRY_VERDICT,
                                            ENTRY_EVENT,   ENTRY_DUTY,    ENTRY_INCIDENT};
    static const char *const terms[] = {"minsk/ceasefire", "minsk/withdrawal", "minsk/storage"};
    static const int64_t lengths_ms[] = {0, MS_PER_H, 3 * MS_PER_DAY, 1000 * MS_PER_DAY};
    struct err err = {0};

    for (size_t i = 0; i < n; i++) {
        enum entry_kind kind = kinds[random_below(&s->seed, 6)];
        struct store_item *item =
            sample_add(s, kind, random_below(&s->seed, 4) == 0 ? "SECRET" : "PUBLIC", 40);
        struct entry *e = &s->entries[s->n - 1];
        struct derived *d = &s->derived[s->n - 1];
        struct uuid *inputs = arena_array(&s->arena, 2, sizeof(*inputs), &err);
        uint64_t *names = arena_array(&s->arena, 2, sizeof(*names), &err);
        size_t n_before = s->n - 1;

        e->when.t0_ms = SAMPLE_DAY0_MS + (int64_t)random_below(&s->seed, 96) * MS_PER_H;
        e->when.t1_ms = e->when.t0_ms + lengths_ms[random_below(&s->seed, 4)];
        inputs[0] = s->entries[random_below(&s->seed, (uint32_t)n_before)].id;
        inputs[1] = s->entries[random_below(&s->seed, (uint32_t)n_before)].id;
        e->n_inputs = uuid_cmp(&inputs[0], &inputs[1]) < 0 ? 2 : 1;
        e->inputs = inputs;
        names[0] = 1 + random_below(&s->seed, 40);
        names[1] = names[0] + 1;
        *d = (struct derived){.is_current = random_below(&s->seed, 8) != 0,
                              .names = names,
                              .n_names = 2,
                              .word = (uint8_t)random_below(&s->seed, 7),
                              .severity = (uint8_t)random_below(&s->seed, 5)};
        d->sense.b[0] = (uint8_t)i;
        if (kind == ENTRY_VERDICT) {
            d->term = span_of(terms[random_below(&s->seed, 3)]);
            d->party = SPAN("armed formations");
            d->has_place = random_below(&s->seed, 4) != 0;
            d->place.lat_deg = sample_degrees(s, 47, 49);
            d->place.lon_deg = sample_degrees(s, 36, 39);
        }
        if (random_below(&s->seed, 4) == 0 && s->entries[n_before - 1].kind == kind) {
            e->has_supersedes = true;
            e->supersedes = s->entries[n_before - 1].id;
        }
        item->derived = d;
        sample_write(s, item);
    }
}

/* The batch over items [from, from + n) as a file of its author would be, without a signature. */
static inline struct store_batch sample_batch(const struct sample *s, size_t from, size_t n,
                                              int64_t recorded_at_ms)
{
    struct store_batch b = {.origin = BATCH_DERIVED, .recorded_at_ms = recorded_at_ms};
    struct merkle_frontier f;

    for (size_t i = 0; i < sizeof(b.author); i++)
        b.author[i] = (uint8_t)i;
    merkle_frontier_init(&f);
    for (size_t i = 0; i < n; i++) {
        struct sha256_digest leaf = merkle_leaf(s->items[from + i].bytes);

        merkle_frontier_add(&f, &leaf);
    }
    b.root = merkle_frontier_root(&f);
    return b;
}

/* One batch in one step. */
static inline enum rc sample_append(const struct sample *s, struct store *store, size_t from,
                                    size_t n, int64_t recorded_at_ms, struct err *err)
{
    struct store_batch b = sample_batch(s, from, n, recorded_at_ms);
    uint64_t first = 0;
    enum rc rc = store_begin(store, err);

    if (!rc)
        rc = store_append(store, &b, s->items + from, n, &first, err);
    if (!rc)
        rc = store_commit(store, err);
    store_rollback(store);
    return rc;
}

/* The root over the leaves of the first n items. */
static inline struct sha256_digest sample_root(const struct sample *s, size_t n)
{
    struct merkle_frontier f;

    merkle_frontier_init(&f);
    for (size_t i = 0; i < n; i++) {
        struct sha256_digest c = entry_commitment(&s->items[i].salt, s->items[i].bytes);
        struct sha256_digest leaf = merkle_leaf((struct span){(const char *)c.b, sizeof(c.b)});

        merkle_frontier_add(&f, &leaf);
    }
    return merkle_frontier_root(&f);
}

static inline struct store *sample_store(const struct folder *f)
{
    struct err err = {0};
    struct store *store = NULL;

    assert_ok(store_create(folder_at(f, "record.db"), &sample_secret, &err));
    assert_ok(store_open(folder_at(f, "record.db"), STORE_WRITE, "test", &store, &err));
    return store;
}

static inline struct store *sample_reader(const struct folder *f)
{
    struct err err = {0};
    struct store *store = NULL;

    assert_ok(store_open(folder_at(f, "record.db"), STORE_READ, "test", &store, &err));
    return store;
}
