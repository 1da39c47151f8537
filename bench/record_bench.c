/* SPDX-License-Identifier: Apache-2.0 */
/* record_bench.c: what a mission's record costs once it is there: to open it, to ask for the
 * violations of a day in an area, to verify all of it, and to take one observation after another.
 *
 * usage: record_bench MISSION [SINGLES]       (of aasc import; bench/mission.sh makes one)
 * Appends SINGLES observations (500), each signed alone and acknowledged. */
#include "bench.h"

#include "base/json.h"
#include "cmd/intake.h"
#include "random.h"
#include "record/ed25519.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define ASKED_DAYS  200
#define FIRST_DAY   16481 /* as make_observations has it: 2015-02-15 … */
#define N_DAYS      2511  /* … 2021-12-31 */
#define SINGLES_MAX 100000
#define SYNCS       100

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
    (void)fprintf(stderr, "record_bench: %s\n", err->note);
    exit(1);
}

static int by_value(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

static void print_spread(const char *name, double *ms, size_t n)
{
    qsort(ms, n, sizeof(*ms), by_value);
    (void)printf("%-40s median %7.2f ms, 95 %% %7.2f ms, most %7.2f ms (of %zu)\n", name, ms[n / 2],
                 ms[n * 95 / 100], ms[n - 1], n);
}

/* ---- questions ---- */

static enum rc count_verdict(void *to, const struct store_verdict *v, struct err *err)
{
    size_t *n = to;

    (void)v;
    (void)err;
    ++*n;
    return RC_OK;
}

/* Days and places drawn, an area of 0.5 by 0.5 degrees: 55 by 37 km. */
static void ask_days(struct mission *m)
{
    static double ms[ASKED_DAYS];
    struct err err = {0};
    uint64_t seed = 7;
    size_t n = 0;

    for (size_t i = 0; i < ASKED_DAYS; i++) {
        int64_t day = FIRST_DAY + (int64_t)random_below(&seed, N_DAYS);
        double south = 47.5 + (double)random_below(&seed, 1000) * 1e-3;
        double west = 37.5 + (double)random_below(&seed, 2000) * 1e-3;
        const struct store_verdict_query q = {
            .below_seq = UINT64_MAX,
            .has_span = true,
            .span = {day * MS_PER_DAY, (day + 1) * MS_PER_DAY - 1},
            .has_box = true,
            .box = {south, west, south + 0.5, west + 0.5},
            .words = 1u << VERDICT_VIOLATION,
        };
        double t = wall_s();

        must(store_verdicts(desk_store(m->desk), &q, count_verdict, &n, &err), &err);
        ms[i] = (wall_s() - t) * 1e3;
    }
    print_spread("violations of a day in an area", ms, ASKED_DAYS);
    (void)printf("%-40s %.1f found each\n", "", (double)n / ASKED_DAYS);
}

/* ---- verifying ---- */

/* One pass: leaves of the batch at hand, and the frontier of the tree. */
struct audit {
    struct store *s;
    struct store_batch batch;
    bool has_batch;
    struct merkle_frontier in_batch, tree;
    uint64_t n, n_batches, n_faults;
};

static void check_batch(struct audit *a, struct span only)
{
    struct sha256_digest root = merkle_frontier_root(&a->in_batch);
    struct ed25519_key key;
    struct ed25519_signature signature;
    struct buf statement;

    memcpy(key.b, a->batch.author, sizeof(key.b));
    memcpy(signature.b, a->batch.signature, sizeof(signature.b));
    buf_init(&statement, 256);
    entry_batch_statement(&statement, a->batch.n, &root);
    if (!merkle_digest_eq(&root, &a->batch.root) ||
        !ed25519_verify(&key, a->batch.origin == BATCH_SINGLE ? only : buf_span(&statement),
                        &signature))
        a->n_faults++;
    buf_release(&statement);
    a->n_batches++;
}

static enum rc audit_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct audit *a = to;
    struct sha256_digest commitment = entry_commitment(&e->salt, e->bytes), leaf;
    enum rc rc = RC_OK;

    if (!a->has_batch || e->seq >= a->batch.first_seq + a->batch.n) {
        rc = store_batch_of(a->s, e->seq, &a->batch, err);
        a->has_batch = true;
        merkle_frontier_init(&a->in_batch);
    }
    leaf = merkle_leaf(e->bytes);
    merkle_frontier_add(&a->in_batch, &leaf);
    if (!merkle_digest_eq(&commitment, &e->commitment))
        a->n_faults++;
    leaf = merkle_leaf((struct span){(const char *)commitment.b, sizeof(commitment.b)});
    merkle_frontier_add(&a->tree, &leaf);
    a->n++;
    if (rc == RC_OK && e->seq + 1 == a->batch.first_seq + a->batch.n)
        check_batch(a, e->bytes);
    return rc;
}

static void verify(struct mission *m)
{
    struct store_entry_query q = {.below_seq = UINT64_MAX};
    struct audit a = {.s = desk_store(m->desk)};
    struct merkle_head head;
    struct sha256_digest root;
    struct err err = {0};
    double t = wall_s(), cpu = bench_cpu_s();

    merkle_frontier_init(&a.tree);
    must(store_snapshot_begin(a.s, &err), &err);
    must(store_head(a.s, &head, &err), &err);
    must(store_entries(a.s, &q, audit_entry, &a, &err), &err);
    store_snapshot_end(a.s);
    root = merkle_frontier_root(&a.tree);
    t = wall_s() - t;
    cpu = bench_cpu_s() - cpu;
    if (a.n_faults > 0 || head.size != a.n || !merkle_digest_eq(&root, &head.root)) {
        (void)fprintf(stderr, "record_bench: the record does not verify\n");
        exit(1);
    }
    (void)printf("%-40s %.2f s: %.0f entries/s; processor %.2f s: %.0f/s (%llu entries, %llu "
                 "batches)\n",
                 "verify bytes, salts, signatures, tree", t, (double)a.n / t, cpu,
                 (double)a.n / cpu, (unsigned long long)a.n, (unsigned long long)a.n_batches);
}

/* ---- one at a time ---- */

static void observe_one(struct intake *in, uint64_t run, size_t number, struct arena *a,
                        struct err *err)
{
    struct feed_taken from = {.file = SPAN("bench"), .number = 1};
    bool is_refused = false;
    struct json value;
    struct row row;
    struct span text;

    arena_reset(a);
    text = arena_printf(a, err,
                        "{\"id\":\"%llu-%zu\",\"source\":\"bench\",\"time\":\"2021-06-%02zuT%02zu:"
                        "%02zu:00Z\",\"place\":{\"lat\":48.%04zu,\"lon\":37.9,\"sigma_m\":50},"
                        "\"sense\":\"saw\",\"phenomenon\":\"weapon_sighting\",\"party\":\"ua\","
                        "\"items\":[{\"model\":\"2S1\"}]}",
                        (unsigned long long)run, number, 1 + number % 28, number / 28 % 24,
                        number / 672 % 60, number % 10000);
    must(json_parse(text, a, &value, err), err);
    must(observation_read(in->observe, &value, (struct observe_where){0}, &row, err), err);
    from.row = &row;
    from.value = &value;
    must(intake_row(in, &from, &is_refused, err), err);
    must(intake_flush(in, err), err);
    must(desk_seal(in->m->desk, mission_now_ms(), err), err);
}

static void observe_singles(struct mission *m, size_t n)
{
    static double ms[SINGLES_MAX];
    static struct intake in;
    struct err err = {0};
    struct arena a;

    arena_init(&a, (size_t)1 << 20);
    must(intake_open(&in, m, &desk_keys(m->desk)->desk, &err), &err);
    for (size_t i = 0; i < n; i++) {
        double t = wall_s();

        observe_one(&in, (uint64_t)mission_now_ms(), i, &a, &err);
        ms[i] = (wall_s() - t) * 1e3;
    }
    print_spread("one observation, acknowledged", ms, n);
    (void)printf("%-40s %llu derived entries\n", "", (unsigned long long)in.result.n_derived);
    intake_close(&in);
    arena_release(&a);
}

/* What one durable write costs here whatever is written: an observation needs four of them. */
static void sync_alone(const struct mission *m)
{
    static double ms[SYNCS];
    struct disk_path path;
    struct err err = {0};
    char page[4096] = {0};
    int fd;

    must(mission_path(m, "bench.tmp", &path, &err), &err);
    fd = open(path.text, O_WRONLY | O_CREAT | O_EXCL, 0600);
    for (size_t i = 0; i < SYNCS && fd >= 0; i++) {
        double t = wall_s();

        if (write(fd, page, sizeof(page)) != (ssize_t)sizeof(page) || fdatasync(fd) != 0)
            (void)fputs("record_bench: a page could not be written\n", stderr);
        ms[i] = (wall_s() - t) * 1e3;
    }
    (void)close(fd);
    (void)unlink(path.text);
    print_spread("one page written and synced", ms, SYNCS);
}

int main(int argc, char **argv)
{
    static struct mission m; /* large */
    size_t n = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 500;
    struct err err = {0};
    struct rusage use;
    double t = wall_s(), loaded;

    if (argc < 2 || n < 1 || n > SINGLES_MAX) {
        (void)fputs("usage: record_bench MISSION [SINGLES]\n", stderr);
        return 2;
    }
    must(mission_load(&m, argv[1], true, &err), &err);
    loaded = wall_s();
    must(mission_attach(&m, MISSION_WRITE, "bench", true, &err), &err);
    (void)printf("%-40s %.1f ms (of it pact and tables %.1f ms)\n", "open", (wall_s() - t) * 1e3,
                 (loaded - t) * 1e3);
    ask_days(&m);
    sync_alone(&m);
    observe_singles(&m, n);
    verify(&m);
    mission_close(&m);
    (void)getrusage(RUSAGE_SELF, &use);
    (void)printf("%-40s %.0f MiB\n", "most memory", (double)use.ru_maxrss / 1024);
    return 0;
}
