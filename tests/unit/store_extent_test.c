/* SPDX-License-Identifier: Apache-2.0 */
/* From when to when rows go, against reading every one of them. */
#include "raw.h"
#include "store_sample.h"

#include "record/visible.h"

#include <sqlite3.h>

#define N_ROWS 1500

struct world {
    struct folder folder;
    struct sample s;
    struct store *store;
    uint64_t seed;
    struct arena arena;
    const struct visible *visible; /* of a reader who may read PUBLIC only */
};

/* A row happens somewhere within its card; a notification's was received at another time. */
static void give_time(struct world *w, size_t i)
{
    int64_t slack_ms = random_below(&w->seed, 3) * 7 * MS_PER_MIN;
    struct card *c = &w->s.cards[i];
    struct entry *e = &w->s.entries[i];

    c->from_ms = SAMPLE_DAY0_MS + (int64_t)random_below(&w->seed, 400) * MS_PER_H;
    c->to_ms = c->from_ms + (int64_t)random_below(&w->seed, 4) * 5 * MS_PER_H;
    e->when = (struct time_span){c->from_ms, c->to_ms};
    c->from_ms -= slack_ms;
    c->to_ms += slack_ms * (int64_t)random_below(&w->seed, 2);
    if (c->kind == ROW_SITE)
        e->when = (struct time_span){c->from_ms = TIME_ALWAYS, c->to_ms = TIME_NEVER};
    if (c->kind == ROW_NOTIFICATION)
        e->when.t0_ms = e->when.t1_ms =
            SAMPLE_DAY0_MS + ((int64_t)random_below(&w->seed, 61) - 20) * MS_PER_DAY;
    sample_write(&w->s, &w->s.items[i]);
}

static void make_visible(struct world *w)
{
    struct reader r = {.rights = RIGHT_SEE};
    struct label_policy policy;
    struct err err = {0};

    assert_ok(label_policy_init(&policy, 1, SPAN("test"), &err));
    assert_ok(label_policy_add_usual_levels(&policy, &err));
    assert_ok(label_policy_add(&policy, LABEL_MEMBER, SPAN("est"), &err));
    member_set_add(&policy.audience, 0);
    r.clearance = (struct clearance){.policy = 1, .from_ms = 0, .until_ms = INT64_MAX};
    assert_ok(store_visible(w->store, &policy, &r, 1, &w->arena, &w->visible, &err));
}

/* Batches of all sizes; some rows stand in the place of others, before and after them. */
static void world_start(struct world *w, uint64_t seed)
{
    static const size_t sizes[] = {1, 300, 3, 1, 440, 1, 256, 498};
    struct err err = {0};

    *w = (struct world){.seed = seed};
    folder_start(&w->folder);
    arena_init(&w->arena, 16 * MIB);
    sample_start(&w->s, N_ROWS);
    w->s.seed = seed;
    sample_observations(&w->s, N_ROWS, 20);
    for (size_t i = 0; i < N_ROWS; i++) {
        size_t old = random_below(&w->seed, N_ROWS);

        if (i % 3 == 0 && old != i) {
            w->s.entries[i].has_supersedes = true;
            w->s.entries[i].supersedes = w->s.entries[old].id;
        }
        give_time(w, i);
    }
    w->store = sample_store(&w->folder);
    for (size_t i = 0, at = 0; i < sizeof(sizes) / sizeof(*sizes); at += sizes[i++])
        assert_ok(sample_append(&w->s, w->store, at, sizes[i], 0, &err));
    make_visible(w);
}

static void world_end(struct world *w)
{
    store_close(w->store);
    arena_release(&w->arena);
    sample_end(&w->s);
    folder_end(&w->folder);
}

struct hull {
    struct time_span found;
    struct arena arena;
};

static enum rc widen(void *to, const struct shelf_row *row, struct err *err)
{
    struct hull *h = to;
    struct entry e;
    enum rc rc;

    arena_reset(&h->arena);
    rc = entry_read(row->bytes, &h->arena, &e, err);
    if (rc)
        return rc;
    h->found.t0_ms = e.when.t0_ms < h->found.t0_ms ? e.when.t0_ms : h->found.t0_ms;
    h->found.t1_ms = e.when.t1_ms > h->found.t1_ms ? e.when.t1_ms : h->found.t1_ms;
    return RC_OK;
}

/* How often both ends were told. */
static size_t check(struct world *w, const struct shelf_query *q)
{
    struct hull h = {.found = {TIME_NEVER, TIME_ALWAYS}};
    struct time_span got = {7, 3};
    struct shelf shelf = store_shelf(w->store);
    struct err err = {0};

    arena_init(&h.arena, MIB);
    assert_ok(shelf.rows(shelf.context, q, widen, &h, &err));
    assert_ok(shelf.extent(shelf.context, q, &got, &err));
    arena_release(&h.arena);
    if (h.found.t0_ms > h.found.t1_ms) { /* untouched where there are none */
        assert_int_equal(got.t0_ms, 7);
        assert_int_equal(got.t1_ms, 3);
        return 0;
    }
    assert_int_equal(got.t0_ms, h.found.t0_ms);
    assert_int_equal(got.t1_ms, h.found.t1_ms);
    return 1;
}

static struct shelf_query random_query(struct world *w)
{
    uint32_t what = (uint32_t)next_random(&w->seed);
    struct shelf_query q = {
        .below_seq = (what & 1) != 0 ? random_below(&w->seed, N_ROWS + 1) : UINT64_MAX,
        .row_kinds = (what & 6) == 0   ? ROW_BIT(random_below(&w->seed, ROW_KIND_COUNT))
                     : (what & 6) == 2 ? next_random(&w->seed) & ROW_BITS_ALL
                                       : 1,
        .has_span = (what & 0x30) == 0,
        .has_source = (what & 0xC0) == 0,
        .source = random_below(&w->seed, 5),
        .only_countable = (what & 0x300) == 0,
        .only_with_items = (what & 0xC00) == 0,
        .visible = (what & 0x1000) != 0 ? w->visible : NULL};

    q.span.t0_ms = SAMPLE_DAY0_MS + (int64_t)random_below(&w->seed, 400) * MS_PER_H;
    q.span.t1_ms = q.span.t0_ms + MS_PER_DAY;
    return q;
}

static void check_many(struct world *w, int n)
{
    size_t n_found = 0;

    for (int i = 0; i < n; i++) {
        struct shelf_query q = random_query(w);

        n_found += check(w, &q);
    }
    assert_true(n_found > (size_t)n / 2);
}

static void extents_are_those_of_all_rows(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct world w;

        world_start(&w, seed);
        check_many(&w, 150);
        world_end(&w);
    }
}

/* The first and the last go, again and again; in between cards are filed anew. */
static void extents_follow_what_is_erased(void **state)
{
    const struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = 1};
    struct world w;
    struct err err = {0};
    size_t n_erased = 0;

    (void)state;
    world_start(&w, 9);
    assert_ok(store_begin(w.store, &err));
    for (int round = 0; round < 40; round++) {
        struct shelf shelf = store_shelf(w.store);
        struct time_span x = {0, 0};
        size_t moved = random_below(&w.seed, 700);

        if (n_erased == 0 || w.s.cards[moved].kind != 0)
            moved = 1;
        assert_ok(shelf.extent(shelf.context, &q, &x, &err));
        for (size_t i = 700; i < N_ROWS; i++)
            if (w.s.entries[i].when.t0_ms == x.t0_ms || w.s.entries[i].when.t1_ms == x.t1_ms) {
                assert_ok(store_erase(w.store, i, &err));
                w.s.entries[i].when = (struct time_span){1, 1};
                n_erased++;
            }
        w.s.cards[moved].from_ms -= 3 * MS_PER_DAY; /* wider than its row */
        w.s.cards[moved].to_ms += 3 * MS_PER_DAY;
        assert_ok(shelf.refile(shelf.context, moved, &w.s.cards[moved], &err));
        assert_int_equal(check(&w, &q), 1);
    }
    assert_ok(store_commit(w.store, &err));
    assert_true(n_erased > 5);
    check_many(&w, 100);
    world_end(&w);
}

static void run_sql(const struct folder *f, const char *sql)
{
    sqlite3 *db = raw_open(folder_at(f, "record.db"));

    raw_run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Of a long record in order of time only its ends are read: what lies between is spoilt here. */
static void only_the_ends_are_read(void **state)
{
    const struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = 1};
    struct folder f;
    struct sample s;
    struct store *store;
    struct shelf shelf;
    struct time_span got = {0, 0};
    struct err err = {0};

    (void)state;
    folder_start(&f);
    store = sample_store(&f);
    sample_start(&s, 5000);
    sample_observations(&s, 5000, 8);
    for (size_t i = 0; i < 5000; i++) {
        struct card *c = &s.cards[i];
        int64_t at_ms = SAMPLE_DAY0_MS + (int64_t)i * MS_PER_MIN;

        c->kind = ROW_OBSERVATION;
        c->from_ms = at_ms - 30000;
        c->to_ms = at_ms + 30000;
        s.entries[i].when = (struct time_span){at_ms, at_ms};
        sample_write(&s, &s.items[i]);
    }
    for (size_t i = 0; i < 5000; i += 100)
        assert_ok(sample_append(&s, store, i, 100, 0, &err));
    store_close(store);
    run_sql(&f, "UPDATE card SET rows = zeroblob(3) WHERE block NOT IN (1, 50); UPDATE entry SET "
                "bytes = x'00' WHERE seq BETWEEN 3 AND 4996");
    store = sample_reader(&f);
    shelf = store_shelf(store);
    assert_ok(shelf.extent(shelf.context, &q, &got, &err));
    assert_int_equal(got.t0_ms, SAMPLE_DAY0_MS);
    assert_int_equal(got.t1_ms, SAMPLE_DAY0_MS + 4999 * MS_PER_MIN);
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extents_are_those_of_all_rows),
        cmocka_unit_test(extents_follow_what_is_erased),
        cmocka_unit_test(only_the_ends_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
