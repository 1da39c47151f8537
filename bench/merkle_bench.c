/* SPDX-License-Identifier: Apache-2.0 */
/* The tree of a log, made again from its commitments, and its proofs; beside it the bare hashing of
 * as many blocks, below which no tree of this kind can come. */
#include "bench.h"

#include "base/num.h"
#include "record/merkle.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#undef sha256_init
#undef sha256_digest

#define LEAVES_DEFAULT 10000000
#define LEAVES_MAX     100000000
#define CHUNK          4096
#define PROOFS         100000

struct work {
    struct sha256_digest *commitments, *leaves;
    size_t n;
    struct merkle_head head;
    const struct merkle_tree *tree;
};

/* As the store does it: commitments in, the right edge and the root out. */
static void rebuild(struct work *w)
{
    struct sha256_digest leaves[CHUNK];
    struct merkle_frontier f;

    merkle_frontier_init(&f);
    for (size_t at = 0; at < w->n; at += CHUNK) {
        size_t n = w->n - at < CHUNK ? w->n - at : CHUNK;

        merkle_leaves(w->commitments + at, n, leaves);
        for (size_t i = 0; i < n; i++)
            merkle_frontier_add(&f, &leaves[i]);
    }
    w->head = merkle_frontier_head(&f);
}

/* One block of 33 bytes and one of 65 for each leaf. */
static void hash_only(struct work *w)
{
    uint8_t bytes[65] = {0};

    for (size_t i = 0; i < 2 * w->n; i++) {
        struct sha256_ctx c;

        nettle_sha256_init(&c);
        nettle_sha256_update(&c, i % 2 == 0 ? 33 : 65, bytes);
        nettle_sha256_digest(&c, SHA256_BYTES, bytes + 1);
    }
    memcpy(w->head.root.b, bytes, SHA256_BYTES);
}

static void prove(struct work *w)
{
    struct merkle_tree tree = *w->tree;
    struct merkle_source source = merkle_tree_source(&tree);
    struct err err;

    for (size_t i = 0; i < PROOFS; i++) {
        uint64_t index = i * UINT64_C(2654435761) % w->n;
        struct merkle_proof p;

        if (merkle_prove_inclusion(&source, w->n, index, &p, &err) != RC_OK ||
            merkle_check_inclusion(&w->head, index, &w->leaves[index], &p, &err) != RC_OK)
            exit(1);
    }
}

static void measure(const char *name, struct work *w, size_t n_rows, void (*run)(struct work *w))
{
    double best = 0;

    for (int i = 0; i < BENCH_ROUNDS; i++) {
        double start = bench_cpu_s(), took;

        run(w);
        took = bench_cpu_s() - start;
        if (i == 0 || took < best)
            best = took;
    }
    bench_print(name, best, n_rows, n_rows * SHA256_BYTES);
}

int main(int argc, char **argv)
{
    int64_t n = LEAVES_DEFAULT;
    struct merkle_tree tree;
    struct work w = {.n = 0};
    struct err err = {{0}};
    struct arena a;

    if (argc > 1 && (num_parse_i64(span_of(argv[1]), &n, &err) || n < 1 || n > LEAVES_MAX)) {
        (void)fprintf(stderr, "usage: merkle_bench [LEAVES], 1 to %d\n", LEAVES_MAX);
        return 2;
    }
    arena_init(&a, SIZE_MAX);
    w.n = (size_t)n;
    w.commitments = arena_array(&a, w.n, sizeof(*w.commitments), &err);
    w.leaves = arena_array(&a, w.n, sizeof(*w.leaves), &err);
    for (size_t i = 0; i < w.n; i++)
        memcpy(w.commitments[i].b, &i, sizeof(i));
    (void)printf("%zu leaves, best of %d\n", w.n, BENCH_ROUNDS);
    measure("bare hashing of as many blocks", &w, w.n, hash_only);
    measure("tree made again", &w, w.n, rebuild);
    merkle_leaves(w.commitments, w.n, w.leaves);
    if (merkle_tree_build(w.leaves, w.n, &a, &tree, &err) != RC_OK)
        return 1;
    w.tree = &tree;
    measure("inclusion proved and checked", &w, PROOFS, prove);
    arena_release(&a);
    return 0;
}
