/* SPDX-License-Identifier: Apache-2.0 */
/* store_bench.c: how fast entries go onto the disk and are found again.
 *
 * usage: store_bench FOLDER [MILLIONS [KEYS]]
 * Entries of about 450 bytes with cards, in batches of 10,000, each batch durable: time runs on in
 * one district, some 27,000 a day. KEYS "time" lets keys grow with time, else they are random. */
#include "bench.h"

#include "store/store.h"

#include "random.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define BATCH   10000
#define STEP_MS 3200 /* 27,000 a day */
#define DAY0_MS 1577836800000LL
#define BODY    200
#define N_KEYS  16384
#define AUTHOR  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

static double wall_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void must(enum rc rc, const struct err *err)
{
    if (rc == RC_OK)
        return;
    (void)fprintf(stderr, "%s\n", err->note);
    exit(1);
}

struct batch {
    struct entry entries[BATCH];
    struct card cards[BATCH];
    struct store_item items[BATCH];
    struct buf bytes;
    struct sha256_digest root;
};

static void make_card(struct card *c, int64_t at_ms, uint64_t *seed, bool is_ordered)
{
    *c = (struct card){.kind = ROW_OBSERVATION,
                       .from_ms = at_ms - 30000,
                       .to_ms = at_ms + 30000,
                       .at_ms = at_ms,
                       .has_place = true,
                       .source = random_below(seed, 20) + 1,
                       .is_countable = true};
    c->middle.lat_deg = 47 + random_below(seed, 2000000) * 1e-6;
    c->middle.lon_deg = 36 + random_below(seed, 3000000) * 1e-6;
    c->box = (struct geo_box){c->middle.lat_deg - 0.01, c->middle.lon_deg - 0.01,
                              c->middle.lat_deg + 0.01, c->middle.lon_deg + 0.01};
    for (size_t i = 0; i < sizeof(c->key.b); i++)
        c->key.b[i] = (uint8_t)next_random(seed);
    for (size_t i = 0; is_ordered && i < 8; i++)
        c->key.b[i] = (uint8_t)((uint64_t)at_ms >> (56 - 8 * i));
}

static void make_batch(struct batch *b, size_t number, uint64_t *seed, bool is_ordered)
{
    static char body[BODY + 1];
    struct err err = {0};
    size_t at = 0;

    memset(body, 'x', BODY);
    memcpy(body, "{\"a\":\"", 6);
    memcpy(body + BODY - 2, "\"}", 2);
    buf_clear(&b->bytes);
    for (size_t i = 0; i < BATCH; i++) {
        int64_t at_ms = DAY0_MS + (int64_t)(number * BATCH + i) * STEP_MS;
        uint64_t random[2] = {next_random(seed), next_random(seed)};

        b->entries[i] =
            (struct entry){.kind = ENTRY_OBSERVATION,
                           .id = uuid7_of(DAY0_MS + (int64_t)number, (const uint8_t *)random),
                           .author = SPAN(AUTHOR),
                           .when = {at_ms, at_ms},
                           .label = SPAN("PUBLIC"),
                           .body = {body, BODY}};
        must(entry_write(&b->bytes, &b->entries[i], &err), &err);
        make_card(&b->cards[i], at_ms, seed, is_ordered);
        b->items[i] = (struct store_item){.entry = &b->entries[i], .card = &b->cards[i]};
        b->items[i].bytes.n = b->bytes.n - at;
        memcpy(b->items[i].salt.b, random, sizeof(random));
        at = b->bytes.n;
    }
    at = 0;
    for (size_t i = 0; i < BATCH; i++) {
        b->items[i].bytes.p = b->bytes.p + at;
        at += b->items[i].bytes.n;
    }
}

static enum rc count_row(void *to, const struct shelf_row *row, struct err *err)
{
    size_t *n = to;

    (void)row;
    (void)err;
    ++*n;
    return RC_OK;
}

static void ask(struct store *s, const char *name, const struct shelf_query *q)
{
    struct shelf shelf = store_shelf(s);
    struct err err = {0};
    size_t n = 0;
    double t = wall_s(), cpu = bench_cpu_s();

    must(shelf.rows(shelf.context, q, count_row, &n, &err), &err);
    (void)printf("%-32s %8.2f ms, %8.2f of the processor %8zu rows\n", name, (wall_s() - t) * 1e3,
                 (bench_cpu_s() - cpu) * 1e3, n);
}

static int by_key(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct card_key));
}

/* Keys that are not there, as many as an import asks for at once: the first time the writer loads
 * what it keeps of them in memory. */
static void ask_keys(struct store *s, uint64_t *seed)
{
    static struct card_key keys[N_KEYS];
    struct shelf_query q = {
        .below_seq = UINT64_MAX, .row_kinds = 1, .keys = keys, .n_keys = N_KEYS};

    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < N_KEYS; i++)
            for (size_t k = 0; k < sizeof(keys[i].b); k++)
                keys[i].b[k] = (uint8_t)next_random(seed);
        qsort(keys, N_KEYS, sizeof(*keys), by_key);
        ask(s, round == 0 ? "new keys, the first time" : "new keys", &q);
    }
}

/* Each by itself, from the tables. */
static void ask_key(struct store *s, uint64_t *seed)
{
    struct card_key key;
    struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = 1, .keys = &key, .n_keys = 1};
    struct shelf shelf = store_shelf(s);
    struct err err = {0};
    size_t n = 0;
    double cpu = bench_cpu_s();

    for (int i = 0; i < 1000; i++) {
        for (size_t k = 0; k < sizeof(key.b); k++)
            key.b[k] = (uint8_t)next_random(seed);
        must(shelf.rows(shelf.context, &q, count_row, &n, &err), &err);
    }
    (void)printf("%-32s %8.4f ms of the processor %8zu rows\n", "one key", bench_cpu_s() - cpu, n);
}

int main(int argc, char **argv)
{
    static struct batch b;
    size_t n = (size_t)(argc > 2 ? strtoul(argv[2], NULL, 10) : 1) * 1000000;
    bool is_ordered = argc > 3 && strcmp(argv[3], "time") == 0;
    struct salt secret = {{0}};
    struct store *s = NULL;
    struct err err = {0};
    struct rusage use;
    char path[4096];
    uint64_t seed = 1;
    double wall = 0, cpu = 0, slowest = 0, t;

    if (argc < 2)
        return 2;
    (void)snprintf(path, sizeof(path), "%s/record.db", argv[1]);
    must(store_create(path, &secret, &err), &err);
    must(store_open(path, STORE_WRITE, "bench", &s, &err), &err);
    buf_init(&b.bytes, (size_t)64 * 1024 * 1024);
    for (size_t i = 0; i < n / BATCH; i++) {
        struct store_batch batch = {.origin = BATCH_AUTHORED, .recorded_at_ms = (int64_t)i};
        double t0, c0;
        uint64_t first;

        make_batch(&b, i, &seed, is_ordered);
        t0 = wall_s();
        c0 = bench_cpu_s();
        must(store_begin(s, &err), &err);
        must(store_append(s, &batch, b.items, BATCH, &first, &err), &err);
        must(store_commit(s, &err), &err);
        t0 = wall_s() - t0;
        wall += t0;
        cpu += bench_cpu_s() - c0;
        slowest = t0 > slowest ? t0 : slowest;
        if ((i + 1) % 100 == 0)
            (void)printf("%zu: %.0f rows/s\n", (i + 1) * BATCH, (double)((i + 1) * BATCH) / wall);
    }
    bench_print("append, durable: wall", wall, n, b.bytes.n * (n / BATCH));
    bench_print("append: this processor", cpu, n, b.bytes.n * (n / BATCH));
    (void)printf("%-32s %8.1f ms\n", "slowest batch", slowest * 1e3);
    t = wall_s();
    store_close(s);
    (void)printf("%-32s %8.1f ms\n", "close", (wall_s() - t) * 1e3);
    t = wall_s();
    must(store_open(path, STORE_WRITE, "bench", &s, &err), &err);
    (void)printf("%-32s %8.1f ms\n", "open", (wall_s() - t) * 1e3);
    {
        int64_t middle = DAY0_MS + (int64_t)(n / 2) * STEP_MS;
        struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = 1, .has_span = true};

        q.span = (struct time_span){middle, middle + MS_PER_DAY};
        ask(s, "a day", &q);
        q.has_box = true;
        q.box = (struct geo_box){48, 37, 48.2, 37.2};
        ask(s, "a day in an area", &q);
        q.span.t1_ms = middle + MS_PER_H;
        ask(s, "an hour in an area", &q);
        q.has_span = false;
        ask(s, "an area, ever", &q);
    }
    ask_keys(s, &seed);
    store_close(s);
    must(store_open(path, STORE_READ, "bench", &s, &err), &err);
    ask_key(s, &seed);
    store_close(s);
    (void)getrusage(RUSAGE_SELF, &use);
    (void)printf("%-32s %8.1f MiB\n", "memory", (double)use.ru_maxrss / 1024);
    return 0;
}
