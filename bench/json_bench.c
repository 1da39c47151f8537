/* SPDX-License-Identifier: Apache-2.0 */
/* json_bench: reading and writing observation rows, ours beside jansson. json_bench [ROWS] */
#include "bench.h"

#include "oracle_jansson.h"
#include "random.h"

#include "base/json.h"
#include "base/num.h"

#define ROWS_DEFAULT  1000000
#define ROWS_MAX      10000000
#define ROW_BYTES_MAX 512
#define ARENA_MAX     ((size_t)16 * 1024 * 1024)

struct rows {
    struct buf text; /* one object a line */
    size_t n;
};

static void put_row(struct buf *b, uint64_t *seed, size_t i)
{
    static const char *const phenomena[] = {"explosion", "burst", "shot", "projectile_in_flight"};
    uint32_t second = random_below(seed, 86400);

    buf_printf(b, "{\"kind\":\"observation\",\"id\":\"obs-%zu\",\"source\":\"camera-%u\",", i,
               random_below(seed, 40));
    buf_printf(b, "\"time\":\"2020-07-%02uT%02u:%02u:%02uZ\",\"clock_sigma_s\":%u.5,",
               random_below(seed, 31) + 1, second / 3600, second / 60 % 60, second % 60,
               random_below(seed, 3));
    buf_printf(b, "\"place\":{\"lat\":48.%05u,\"lon\":37.%05u,\"sigma_m\":%u},",
               random_below(seed, 100000), random_below(seed, 100000), random_below(seed, 500));
    buf_printf(b, "\"sense\":\"heard\",\"phenomenon\":\"%s\",\"count\":{\"min\":%u,\"max\":%u},",
               phenomena[random_below(seed, 4)], random_below(seed, 5) + 1,
               random_below(seed, 5) + 6);
    buf_printf(b, "\"reliability\":\"B\",\"credibility\":%u,\"narrative\":\"", i % 6 > 0 ? 2U : 3U);
    buf_puts(b, "\xD0\xB2\xD0\xB8\xD0\xB1\xD1\x83\xD1\x85 SE of the camera\"}\n");
}

static void rows_make(struct rows *r, size_t n)
{
    uint64_t seed = 20200710;

    buf_init(&r->text, n * ROW_BYTES_MAX);
    r->n = n;
    for (size_t i = 0; i < n; i++)
        put_row(&r->text, &seed, i);
}

static void read_ours(const struct rows *r)
{
    struct span rest = buf_span(&r->text);
    struct arena a;
    struct err err = {0};

    arena_init(&a, ARENA_MAX);
    while (rest.n > 0) {
        struct json v;

        if (json_parse(span_cut(&rest, '\n'), &a, &v, &err)) {
            (void)fprintf(stderr, "json_bench: %s\n", err.note);
            exit(1);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

static struct oracle_jansson jansson;

static void read_jansson(const struct rows *r)
{
    struct span rest = buf_span(&r->text);

    while (rest.n > 0) {
        enum json_error_code code;
        json_t *v = oracle_jansson_read(&jansson, span_cut(&rest, '\n'), &code);

        if (v == NULL)
            exit(1);
        jansson.free(v);
    }
}

static void rewrite_ours(const struct rows *r)
{
    struct span rest = buf_span(&r->text);
    struct arena a;
    struct buf b;
    struct err err = {0};

    arena_init(&a, ARENA_MAX);
    buf_init(&b, ROW_BYTES_MAX);
    while (rest.n > 0) {
        struct json v;

        if (json_parse(span_cut(&rest, '\n'), &a, &v, &err))
            exit(1);
        buf_clear(&b);
        json_write(&b, &v);
        arena_reset(&a);
    }
    buf_release(&b);
    arena_release(&a);
}

static void rewrite_jansson(const struct rows *r)
{
    struct span rest = buf_span(&r->text);
    static char text[ROW_BYTES_MAX];

    while (rest.n > 0) {
        enum json_error_code code;
        json_t *v = oracle_jansson_read(&jansson, span_cut(&rest, '\n'), &code);

        if (v == NULL || jansson.dumpb(v, text, sizeof(text), JSON_COMPACT | JSON_SORT_KEYS) == 0)
            exit(1);
        jansson.free(v);
    }
}

static void measure(const char *name, const struct rows *r, void (*run)(const struct rows *r))
{
    double best = 0;

    for (int i = 0; i < BENCH_ROUNDS; i++) {
        double start = bench_cpu_s(), took;

        run(r);
        took = bench_cpu_s() - start;
        if (i == 0 || took < best)
            best = took;
    }
    bench_print(name, best, r->n, r->text.n);
}

int main(int argc, char **argv)
{
    int64_t n = ROWS_DEFAULT;
    struct rows rows;
    struct err err = {0};

    if (argc > 1 && (num_parse_i64(span_of(argv[1]), &n, &err) || n < 1 || n > ROWS_MAX)) {
        (void)fprintf(stderr, "usage: json_bench [ROWS], 1 to %d rows\n", ROWS_MAX);
        return 2;
    }
    if (!oracle_jansson_open(&jansson)) {
        (void)fprintf(stderr, "json_bench: libjansson.so.4 is not there\n");
        return 1;
    }
    rows_make(&rows, (size_t)n);
    (void)printf("%zu rows of %zu bytes, best of %d\n", rows.n, rows.text.n / rows.n, BENCH_ROUNDS);
    measure("read, aasc", &rows, read_ours);
    measure("read, jansson", &rows, read_jansson);
    measure("read and write canonically, aasc", &rows, rewrite_ours);
    measure("read and write sorted, jansson", &rows, rewrite_jansson);
    buf_release(&rows.text);
    return 0;
}
