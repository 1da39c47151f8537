/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that are handed out instead of kept: what an import writes is what a docket would hold. */
#include "feed_check.h"

#define ROWS_MAX 64

struct taken {
    struct feeding f;
    struct observe again; /* reads what was handed out, as the record will */
    struct arena arena, scratch, row_arena;
    struct buf text;
    uint8_t hashes[ROWS_MAX][16];
    uint32_t numbers[ROWS_MAX];
    size_t n, stop_after;
    bool empties;
};

static void head_of(const struct row *r, uint8_t out[16])
{
    memcpy(out, r->u.observation.head.hash, 16); /* all kinds begin with their head */
}

static enum rc take(void *context, const struct feed_taken *row, struct err *err)
{
    struct taken *t = context;
    struct json v;
    struct row back;
    uint8_t hash[16];

    head_of(row->row, t->hashes[t->n]);
    t->numbers[t->n++] = row->number;
    if (t->n == t->stop_after)
        return err_set(err, RC_IO, "the disk is full");
    buf_clear(&t->text);
    json_write(&t->text, row->value);
    arena_reset(&t->scratch);
    assert_int_equal(json_parse(buf_span(&t->text), &t->scratch, &v, err), RC_OK);
    t->again.world.zone = row->zone;
    if (observation_read(&t->again, &v, (struct observe_where){0}, &back, err))
        fail_msg("%s: %s", t->text.p, err->note);
    head_of(&back, hash);
    assert_memory_equal(hash, t->hashes[t->n - 1], 16);
    if (t->empties) {
        const struct observe_world world = t->f.observe.world;

        observe_release(&t->f.observe);
        arena_reset(&t->row_arena);
        observe_init(&t->f.observe, &world, &t->row_arena, &t->f.scratch);
    }
    return RC_OK;
}

static void start(struct taken *t)
{
    const struct observe_world utc = {.zone = zone_utc()};

    memset(t, 0, sizeof(*t));
    feeding_start(&t->f, NULL);
    t->f.sink.context = t;
    t->f.sink.reject = NULL;
    t->f.sink.row = take;
    arena_init(&t->arena, 64 * MIB);
    arena_init(&t->scratch, 64 * MIB);
    arena_init(&t->row_arena, 64 * MIB);
    observe_init(&t->again, &utc, &t->arena, &t->scratch);
    buf_init(&t->text, MIB);
}

static void end(struct taken *t)
{
    buf_release(&t->text);
    observe_release(&t->again);
    arena_release(&t->row_arena);
    arena_release(&t->scratch);
    arena_release(&t->arena);
    feeding_end(&t->f);
}

static const struct {
    const char *name, *text;
    size_t n_rows, n_rejected;
} files[] = {
    {"a.ndjson",
     "{\"time\":\"2020-07-10T20:05:10Z\",\"place\":{\"lat\":48.5,\"lon\":37.950,\"sigma_m\":1e2},"
     "\"phenomenon\":\"explosion\",\"count\":{\"about\":30},\"source\":\"cam\",\"id\":\"o1\"}\n"
     "nonsense\n"
     "{\"kind\":\"coverage\",\"source\":\"cam\",\"area\":\"west\",\"fraction\":0.5,"
     "\"time\":\"2020-07-10T20:05/2020-07-10T21:05\"}\n"
     "{\"kind\":\"sensor\",\"id\":\"cam\",\"type\":\"camera\",\"place\":null}\n",
     3, 1},
    {"b.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"
     "{\"type\":\"Point\",\"coordinates\":[37.5,48.25]},\"properties\":{\"time\":"
     "\"2020-07-10T20:05:10Z\",\"phenomenon\":\"burst\",\"colour\":\"red\"}}]}",
     1, 0},
};

static void what_is_handed_out_reads_back_the_same(void **state)
{
    (void)state;
    for (int empties = 0; empties < 2; empties++)
        for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
            struct taken t;

            start(&t);
            t.empties = empties == 1;
            feeding_read(&t.f, files[i].name, files[i].text);
            assert_int_equal(t.n, files[i].n_rows);
            assert_int_equal(t.f.total.n_rejected, files[i].n_rejected);
            assert_int_equal(t.f.docket.n_observations, 0);
            end(&t);
        }
}

static void the_number_is_that_of_the_file(void **state)
{
    struct taken t;

    (void)state;
    start(&t);
    feeding_read(&t.f, files[0].name, files[0].text);
    assert_int_equal(t.numbers[0], 1);
    assert_int_equal(t.numbers[1], 3);
    assert_int_equal(t.numbers[2], 4);
    end(&t);
}

static void a_failure_ends_the_reading(void **state)
{
    struct taken t;

    (void)state;
    start(&t);
    t.stop_after = 2;
    assert_int_equal(feeding_try(&t.f, files[0].name, span_of(files[0].text)), RC_IO);
    assert_int_equal(t.n, 2);
    assert_non_null(strstr(t.f.err.note, "the disk is full"));
    end(&t);
}

static void no_docket_is_needed(void **state)
{
    struct taken t;
    struct feed_input in = {span_of(files[0].name), span_of(files[0].text)};

    (void)state;
    start(&t);
    assert_int_equal(
        feed_read(&in, &t.f.settings, &t.f.observe, NULL, &t.f.sink, &t.f.total, &t.f.err), RC_OK);
    assert_int_equal(t.n, 3);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_handed_out_reads_back_the_same),
        cmocka_unit_test(the_number_is_that_of_the_file),
        cmocka_unit_test(a_failure_ends_the_reading),
        cmocka_unit_test(no_docket_is_needed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
