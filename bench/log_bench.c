/* SPDX-License-Identifier: Apache-2.0 */
/* log_bench.c: how fast a record is verified, exported and proved.
 *
 * usage: log_bench FOLDER [MILLIONS [BATCH]]
 * Entries of about 450 bytes, signed in batches of BATCH (1,000), each batch a head of its own
 * every hundred. FOLDER must not hold a record; it is left there. */
#include "bench.h"

#include "base/base64.h"
#include "cmd/log_audit.h"
#include "cmd/log_export.h"
#include "cmd/log_prove.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define BATCH_MAX 16384
#define ORIGIN    "bench.example/log"
#define DAY0_MS   1577836800000LL

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

struct bench {
    struct store *store;
    struct signer_key node, author;
    char author_text[64];
    struct arena arena;
    struct entry entries[BATCH_MAX];
    struct store_item items[BATCH_MAX];
    struct sha256_digest leaves[BATCH_MAX];
    uint64_t n;
    size_t n_bytes;
};

static void make_entry(struct bench *b, size_t i)
{
    struct entry *e = &b->entries[i];
    uint64_t seq = b->n + i;
    uint8_t random[10] = {0};
    struct err err = {{0}};
    struct buf text;

    memcpy(random, &seq, sizeof(seq));
    *e = (struct entry){.kind = ENTRY_OBSERVATION,
                        .id = uuid7_of(DAY0_MS + (int64_t)seq, random),
                        .author = span_of(b->author_text),
                        .when = {DAY0_MS, DAY0_MS},
                        .label = SPAN("aasc:RESTRICTED//REL ALL@1"),
                        .body = SPAN("{\"count\":3,\"id\":\"p1-000001\",\"kind\":\"observation\","
                                     "\"phenomenon\":\"explosion\",\"place\":{\"lat\":48.01234,"
                                     "\"lon\":37.81234,\"sigma_m\":120},\"source\":\"post-17\","
                                     "\"time\":\"2020-01-01T00:00:00Z\"}")};
    b->items[i] = (struct store_item){.entry = e};
    memcpy(b->items[i].salt.b, &seq, sizeof(seq));
    buf_init(&text, ENTRY_BYTES_MAX);
    must(entry_write(&text, e, &err), &err);
    b->items[i].bytes = arena_copy(&b->arena, buf_span(&text), &err);
    b->leaves[i] = merkle_leaf(b->items[i].bytes);
    b->n_bytes += text.n;
    buf_release(&text);
}

static void append(struct bench *b, size_t n)
{
    struct store_batch batch = {.origin = BATCH_AUTHORED, .has_signature = true};
    struct ed25519_signature signature;
    struct err err = {{0}};
    struct buf statement;
    uint64_t first = 0;

    arena_reset(&b->arena);
    for (size_t i = 0; i < n; i++)
        make_entry(b, i);
    batch.root = merkle_root(b->leaves, n);
    buf_init(&statement, 256);
    entry_batch_statement(&statement, n, &batch.root);
    signature = ed25519_sign(&b->author.pair, buf_span(&statement));
    buf_release(&statement);
    memcpy(batch.signature, signature.b, sizeof(batch.signature));
    memcpy(batch.author, b->author.pair.public_key.b, sizeof(batch.author));
    must(store_append(b->store, &batch, b->items, n, &first, &err), &err);
    b->n += n;
}

static void seal(struct bench *b)
{
    struct checkpoint text = {.origin = SPAN(ORIGIN)};
    struct store_checkpoint c = {.size = 0};
    struct err err = {{0}};
    struct buf note;

    must(store_head(b->store, &text.head, &err), &err);
    buf_init(&note, NOTE_BYTES_MAX);
    must(checkpoint_sign(&note, &text, &b->node, &err), &err);
    c.size = text.head.size;
    c.root = text.head.root;
    c.note = buf_span(&note);
    must(store_checkpoint_put(b->store, &c, &err), &err);
    buf_release(&note);
}

static void fill(struct bench *b, uint64_t n, size_t batch)
{
    struct err err = {{0}};

    while (b->n < n) {
        must(store_begin(b->store, &err), &err);
        for (size_t i = 0; i < 100 && b->n < n; i++)
            append(b, batch);
        must(store_commit(b->store, &err), &err);
        must(store_begin(b->store, &err), &err);
        seal(b);
        must(store_commit(b->store, &err), &err);
    }
}

static void prove_some(struct bench *b, struct arena *a)
{
    struct log_files files;
    struct err err = {{0}};
    double start;
    size_t n = 200;

    must(log_files_open(&files, b->store, a, &err), &err);
    start = wall_s();
    for (size_t i = 0; i < n; i++) {
        struct store_entry e;
        struct buf proof;

        buf_init(&proof, TLOG_PROOF_BYTES_MAX);
        must(store_entry_by_seq(b->store, b->n / n * i, a, &e, &err), &err);
        must(log_prove(&files, &e, false, &proof, &err), &err);
        buf_release(&proof);
    }
    bench_print("prove", wall_s() - start, n, 0);
}

static void measure(struct bench *b, const char *folder)
{
    static struct log_audited found;
    struct verifier_key log = signer_key_public(&b->node);
    const struct log_trust trust = {.logs = &log, .n_logs = 1};
    struct log_exported done;
    struct log_files files;
    struct err err = {{0}};
    struct arena a;
    char out[4096];
    double start = wall_s(), start_cpu = bench_cpu_s();

    arena_init(&a, (size_t)256 << 20);
    must(log_audit(b->store, &trust, NULL, &a, &found, &err), &err);
    bench_print("verify a record", wall_s() - start, b->n, b->n_bytes);
    bench_print("  of it processor time", bench_cpu_s() - start_cpu, b->n, b->n_bytes);
    (void)printf("  %llu batches, %llu heads, %llu tiles\n", (unsigned long long)found.n_batches,
                 (unsigned long long)found.n_checkpoints, (unsigned long long)found.tree.n_tiles);
    (void)snprintf(out, sizeof(out), "%s/export", folder);
    must(log_files_open(&files, b->store, &a, &err), &err);
    start = wall_s();
    must(log_export(&files, &trust, out, &done, &err), &err);
    bench_print("export", wall_s() - start, b->n, b->n * 34);
    prove_some(b, &a);
    arena_release(&a);
}

int main(int argc, char **argv)
{
    static struct bench b;
    const struct salt secret = {{7}};
    double millions = argc > 2 ? strtod(argv[2], NULL) : 1;
    size_t batch = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 1000;
    uint8_t seed[ED25519_SEED_BYTES] = {1};
    struct err err = {{0}};
    struct rusage usage;
    struct buf text;
    char path[4096];
    double start;

    if (argc < 2 || batch < 2 || batch > BATCH_MAX) {
        (void)fprintf(stderr, "usage: log_bench FOLDER [MILLIONS [BATCH]]\n");
        return 2;
    }
    arena_init(&b.arena, (size_t)256 << 20);
    b.node = signer_key_of(SPAN(ORIGIN), KEY_ED25519, seed);
    b.author = signer_key_of(SPAN("desk"), KEY_ED25519, seed);
    buf_init(&text, 64);
    base64_put(&text, (struct span){(const char *)b.author.pair.public_key.b, 32});
    (void)snprintf(b.author_text, sizeof(b.author_text), "%s", text.p);
    buf_release(&text);
    (void)snprintf(path, sizeof(path), "%s/record.db", argv[1]);
    must(store_create(path, &secret, &err), &err);
    must(store_open(path, STORE_WRITE, "bench", &b.store, &err), &err);
    start = wall_s();
    fill(&b, (uint64_t)(millions * 1e6), batch);
    bench_print("append signed batches", wall_s() - start, b.n, b.n_bytes);
    measure(&b, argv[1]);
    store_close(b.store);
    (void)getrusage(RUSAGE_SELF, &usage);
    (void)printf("peak memory %ld MiB\n", usage.ru_maxrss / 1024);
    arena_release(&b.arena);
    return 0;
}
