/* SPDX-License-Identifier: Apache-2.0 */
/* feed_bench: rows of files into a closed docket. feed_bench TABLE.csv MAPPING.json [MORE…]
 *
 * Prints what cutting the table into cells alone costs, then all of it, and what stands in memory.
 */
#include "bench.h"

#include "base/csv.h"
#include "feed/feed.h"
#include "pact/equipment.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define MIB ((size_t)1024 * 1024)

static struct span whole(const char *path)
{
    FILE *f = fopen(path, "rb");
    long n;
    char *p;

    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (n = ftell(f)) < 0) {
        (void)fprintf(stderr, "feed_bench: %s cannot be read\n", path);
        exit(2);
    }
    rewind(f);
    p = malloc((size_t)n + 1);
    if (p == NULL || fread(p, 1, (size_t)n, f) != (size_t)n)
        exit(2);
    (void)fclose(f);
    return (struct span){p, (size_t)n};
}

static void cut(struct span text)
{
    struct arena a, scratch;
    struct csv_record r;
    struct csv csv;
    size_t n = 0;
    double from = bench_cpu_s();

    arena_init(&a, 64 * MIB);
    arena_init(&scratch, 64 * MIB);
    csv_init(&csv, text, ',', MIB, 1000, &a);
    while (csv_next(&csv, &scratch, &r, NULL) != RC_END) {
        n++;
        arena_reset(&scratch);
    }
    bench_print("cells", bench_cpu_s() - from, n, text.n);
    arena_release(&a);
    arena_release(&scratch);
}

static void refuse(void *context, const struct feed_reject *r)
{
    size_t *n = context;

    if ((*n)++ < 3)
        (void)fprintf(stderr, "row %u: %s\n", r->row, r->reason);
}

static void check(enum rc rc, const struct err *err)
{
    if (rc == RC_OK)
        return;
    (void)fprintf(stderr, "feed_bench: %s\n", err->note);
    exit(2);
}

static void feed(struct span text, struct span map, const char *name)
{
    struct arena a, scratch;
    struct observe_world world = {.zone = zone_utc()};
    struct feed_settings settings = {.map = map, .map_name = SPAN("the mapping")};
    const struct feed_input in = {span_of(name), text};
    struct span table = equipment_builtin_text();
    size_t n_refused = 0;
    struct feed_sink sink = {.context = &n_refused, .reject = refuse};
    struct feed_total total = {0};
    struct observe o;
    struct docket d;
    struct err err = {0};
    struct rusage used;
    double from, read;

    arena_init(&a, 8192 * MIB);
    arena_init(&scratch, 64 * MIB);
    check(equipment_read(&table, 1, &a, &world.equipment, &err), &err);
    from = bench_cpu_s();
    check(docket_open(&d, &a, &err), &err);
    observe_init(&o, &world, &a, &scratch);
    check(feed_read(&in, &settings, &o, &d, &sink, &total, &err), &err);
    read = bench_cpu_s();
    bench_print("read into the docket", read - from, d.n_read, text.n);
    check(docket_close(&d, TIME_NEVER, &err), &err);
    bench_print("close", bench_cpu_s() - read, d.n_read, text.n);
    (void)getrusage(RUSAGE_SELF, &used);
    (void)printf("%zu rows, %zu refused; %zu MiB in the docket, %ld MiB at most\n", d.n_read,
                 n_refused, a.used_bytes / MIB, used.ru_maxrss / 1024);
    observe_release(&o);
    arena_release(&a);
    arena_release(&scratch);
}

int main(int argc, char **argv)
{
    struct span text, map = {0};

    if (argc < 2) {
        (void)fprintf(stderr, "feed_bench TABLE [MAPPING]\n");
        return 2;
    }
    text = whole(argv[1]);
    if (argc > 2)
        map = whole(argv[2]);
    cut(text);
    feed(text, map, argv[1]);
    return 0;
}
