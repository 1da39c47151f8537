/* SPDX-License-Identifier: Apache-2.0 */
/* What the shelf answers, against looking at every row in an array. */
#include "store_sample.h"

#include "store/cards.h"

#define N_ROWS 3000

/* Rows by seq, and what they should be. */
struct world {
    struct folder folder;
    struct sample s;
    struct store *store;
    uint64_t seed;
    uint64_t superseded_by[2 * N_ROWS]; /* UINT64_MAX: never */
    bool is_erased[2 * N_ROWS];
};

struct answer {
    size_t n;
    uint64_t seqs[2 * N_ROWS];
    const struct world *w;
};

static bool boxes_meet(const struct geo_box *a, const struct geo_box *b)
{
    double a_east = a->east_deg < a->west_deg ? a->east_deg + 360 : a->east_deg;
    double b_east = b->east_deg < b->west_deg ? b->east_deg + 360 : b->east_deg;

    if (a->north_deg < b->south_deg || b->north_deg < a->south_deg)
        return false;
    for (int turn = -1; turn <= 1; turn++)
        if (a->west_deg + turn * 360 <= b_east && b->west_deg <= a_east + turn * 360)
            return true;
    return false;
}

static bool has_serial(const struct card *c, const uint64_t *serials, size_t n)
{
    for (size_t i = 0; i < c->n_serials; i++)
        for (size_t k = 0; k < n; k++)
            if (c->serials[i] == serials[k])
                return true;
    return false;
}

static bool has_key(const struct card *c, const struct card_key *keys, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (memcmp(c->key.b, keys[k].b, 16) == 0 ||
            (c->has_replaces && memcmp(c->replaces.b, keys[k].b, 16) == 0))
            return true;
    return false;
}

static bool row_meets(const struct world *w, uint64_t seq, const struct shelf_query *q)
{
    const struct card *c = w->s.items[seq].card;

    return c != NULL && seq < q->below_seq && !w->is_erased[seq] &&
           w->superseded_by[seq] >= q->below_seq && (q->row_kinds >> c->kind & 1) != 0 &&
           (!q->has_span || (c->from_ms <= q->span.t1_ms && c->to_ms >= q->span.t0_ms)) &&
           (!q->has_box || (c->has_place && boxes_meet(&c->box, &q->box))) &&
           (!q->has_source || c->source == q->source) && (!q->only_countable || c->is_countable) &&
           (!q->only_with_items || c->has_items) &&
           (q->serials == NULL || has_serial(c, q->serials, q->n_serials)) &&
           (q->keys == NULL || has_key(c, q->keys, q->n_keys));
}

/* No other row shares the key, replaces it or is replaced by it. */
static bool is_alone(const struct world *w, uint64_t seq)
{
    const struct card *c = w->s.items[seq].card;

    for (size_t i = 0; i < w->s.n; i++)
        if (i != seq && w->s.items[i].card != NULL && !w->is_erased[i] &&
            has_key(w->s.items[i].card, &c->key, 1))
            return false;
    return !c->has_replaces;
}

static enum rc take_row(void *to, const struct shelf_row *row, struct err *err)
{
    struct answer *a = to;

    (void)err;
    assert_true(row->seq < a->w->s.n);
    assert_true(span_eq(row->bytes, a->w->s.items[row->seq].bytes));
    assert_true(span_eq(row->label, a->w->s.entries[row->seq].label));
    assert_int_equal(uuid_cmp(&row->id, &a->w->s.entries[row->seq].id), 0);
    if (row->is_alone && a->n % 16 == 0) /* slow to tell: some */
        assert_true(is_alone(a->w, row->seq));
    a->seqs[a->n++] = row->seq;
    return RC_OK;
}

static void check_query(struct world *w, const struct shelf_query *q)
{
    static struct answer got;
    struct shelf shelf = store_shelf(w->store);
    struct err err = {0};
    size_t at = 0;

    got.n = 0;
    got.w = w;
    assert_ok(shelf.rows(shelf.context, q, take_row, &got, &err));
    for (uint64_t seq = 0; seq < w->s.n; seq++) {
        if (!row_meets(w, seq, q))
            continue;
        if (at >= got.n || got.seqs[at] != seq)
            fail_msg("row %llu is left out or out of order", (unsigned long long)seq);
        at++;
    }
    assert_int_equal(at, got.n);
}

static struct geo_box random_box(struct world *w)
{
    struct geo_box b;

    b.south_deg = sample_degrees(&w->s, 46, 49);
    b.north_deg = b.south_deg + random_below(&w->seed, 4) * 0.5;
    b.west_deg = sample_degrees(&w->s, 35, 39);
    b.east_deg = b.west_deg + random_below(&w->seed, 4) * 0.5;
    if (random_below(&w->seed, 8) == 0) {
        b.west_deg = 170;
        b.east_deg = random_below(&w->seed, 2) == 0 ? -170 : 180;
    }
    return b;
}

static void random_query(struct world *w, struct shelf_query *q, uint64_t serials[3],
                         struct card_key keys[3])
{
    uint32_t what = (uint32_t)next_random(&w->seed);

    *q = (struct shelf_query){
        .below_seq = (what & 3) == 0 ? random_below(&w->seed, (uint32_t)w->s.n) : UINT64_MAX,
        .row_kinds = (what & 12) == 0 ? (uint32_t)next_random(&w->seed) : 1,
        .has_span = (what & 0x10) != 0,
        .has_box = (what & 0x20) != 0,
        .has_source = (what & 0x1C0) == 0,
        .source = random_below(&w->seed, 5),
        .only_countable = (what & 0x600) == 0,
        .only_with_items = (what & 0x1800) == 0};
    if (q->has_span) {
        q->span.t0_ms =
            SAMPLE_DAY0_MS + (int64_t)random_below(&w->seed, 60) * MS_PER_H - MS_PER_DAY;
        q->span.t1_ms = q->span.t0_ms + (int64_t)random_below(&w->seed, 8) * 30 * MS_PER_MIN;
    }
    if ((what & 0x2000) != 0 && random_below(&w->seed, 40) == 0)
        q->span = (struct time_span){TIME_ALWAYS, TIME_NEVER};
    if (q->has_box)
        q->box = random_box(w);
    for (size_t i = 0; i < 3; i++) {
        uint32_t key = random_below(&w->seed, 2000);

        serials[i] = 1 + random_below(&w->seed, 51);
        memcpy(keys[i].b, &key, sizeof(key));
    }
    if ((what & 0xC000) == 0) {
        q->serials = serials;
        q->n_serials = 1 + random_below(&w->seed, 3);
    }
    if ((what & 0x30000) == 0) {
        q->keys = keys;
        q->n_keys = 1 + random_below(&w->seed, 3);
    }
}

static void check_many(struct world *w, int n)
{
    for (int i = 0; i < n; i++) {
        struct shelf_query q;
        struct card_key keys[3] = {{{0}}, {{0}}, {{0}}};
        uint64_t serials[3];

        random_query(w, &q, serials, keys);
        check_query(w, &q);
    }
}

/* Batches of all sizes; some rows stand in the place of others, before and after them. */
static void world_start(struct world *w)
{
    static const size_t sizes[] = {1, 700, 3, 1, 900, 256, 512, 627};
    struct err err = {0};

    w->seed = 3;
    folder_start(&w->folder);
    sample_start(&w->s, 2 * N_ROWS);
    for (size_t i = 0; i < 2 * N_ROWS; i++)
        w->superseded_by[i] = UINT64_MAX;
    sample_observations(&w->s, N_ROWS, 60);
    for (size_t i = 0; i < 200; i++) {
        uint64_t by = random_below(&w->seed, N_ROWS), old = random_below(&w->seed, N_ROWS);

        if (by == old || w->s.entries[by].has_supersedes)
            continue;
        w->s.entries[by].has_supersedes = true;
        w->s.entries[by].supersedes = w->s.entries[old].id;
        sample_write(&w->s, &w->s.items[by]);
        if (by < w->superseded_by[old])
            w->superseded_by[old] = by;
    }
    w->store = sample_store(&w->folder);
    for (size_t i = 0, at = 0; i < sizeof(sizes) / sizeof(*sizes); at += sizes[i++])
        assert_ok(sample_append(&w->s, w->store, at, sizes[i], 0, &err));
}

static void world_end(struct world *w)
{
    store_close(w->store);
    sample_end(&w->s);
    folder_end(&w->folder);
}

static void rows_are_those_of_an_array(void **state)
{
    static struct world w;

    (void)state;
    world_start(&w);
    check_many(&w, 1500);
    world_end(&w);
}

static void rows_that_move_or_go_are_found_where_they_are(void **state)
{
    static struct world w;
    struct shelf shelf;
    struct err err = {0};

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    shelf = store_shelf(w.store);
    assert_ok(store_begin(w.store, &err));
    for (int i = 0; i < 150; i++) { /* some twice */
        uint64_t seq = random_below(&w.seed, N_ROWS);

        sample_card(&w.s, &w.s.cards[seq]);
        assert_ok(shelf.refile(shelf.context, seq, &w.s.cards[seq], &err));
    }
    for (int i = 0; i < 50; i++) {
        uint64_t seq = random_below(&w.seed, N_ROWS);

        assert_ok(store_erase(w.store, seq, &err));
        w.is_erased[seq] = true;
    }
    check_many(&w, 200); /* within the step */
    assert_ok(store_commit(w.store, &err));
    check_many(&w, 400);
    assert_int_equal(store_erase(w.store, 0, &err), RC_CONFLICT);
    assert_ok(store_begin(w.store, &err));
    assert_int_equal(store_erase(w.store, N_ROWS, &err), RC_ABSENT);
    assert_int_equal(shelf.refile(shelf.context, N_ROWS, &w.s.cards[0], &err), RC_ABSENT);
    world_end(&w);
}

static enum rc stop_at_three(void *to, const struct shelf_row *row, struct err *err)
{
    int *n = to;

    (void)row;
    return ++*n == 3 ? err_set(err, RC_LIMIT, "three") : RC_OK;
}

static enum rc end_at_three(void *to, const struct shelf_row *row, struct err *err)
{
    int *n = to;

    (void)row;
    (void)err;
    return ++*n == 3 ? RC_END : RC_OK;
}

static void the_first_failure_of_the_taker_is_the_answer(void **state)
{
    static struct world w;
    uint64_t serials[] = {1, 2, 3, 4, 5};
    struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = 1};
    struct shelf shelf;
    struct err err = {0};
    int n = 0;

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    shelf = store_shelf(w.store);
    for (int i = 0; i < 2; i++) {
        n = 0;
        assert_int_equal(shelf.rows(shelf.context, &q, stop_at_three, &n, &err), RC_LIMIT);
        assert_int_equal(n, 3);
        assert_note("three");
        n = 0;
        assert_int_equal(shelf.rows(shelf.context, &q, end_at_three, &n, &err), RC_END);
        assert_int_equal(n, 3);
        q.serials = serials;
        q.n_serials = 5;
    }
    world_end(&w);
}

static void an_entry_is_found_by_its_id(void **state)
{
    static struct world w;
    struct shelf shelf;
    struct shelf_row row = {.seq = 0};
    struct arena a;
    struct err err = {0};
    struct uuid none = {{1}};

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    arena_init(&a, MIB);
    shelf = store_shelf(w.store);
    assert_ok(shelf.entry(shelf.context, &w.s.entries[77].id, &a, &row, &err));
    assert_int_equal(row.seq, 77);
    assert_true(span_eq(row.bytes, w.s.items[77].bytes));
    assert_int_equal(shelf.entry(shelf.context, &none, &a, &row, &err), RC_ABSENT);
    assert_ok(store_begin(w.store, &err));
    assert_ok(store_erase(w.store, 77, &err));
    assert_ok(store_commit(w.store, &err));
    assert_ok(shelf.entry(shelf.context, &w.s.entries[77].id, &a, &row, &err));
    assert_int_equal(row.bytes.n, 0);
    arena_release(&a);
    world_end(&w);
}

static void near_places_have_near_keys(void **state)
{
    (void)state;
    assert_int_equal(cards_morton((struct geo_pos){-90, -180}), 0);
    assert_int_equal(cards_morton((struct geo_pos){90, 180}), (UINT64_C(1) << 44) - 1);
    assert_int_equal(cards_morton((struct geo_pos){-90, 180}), UINT64_C(0x55555555555));
    assert_int_equal(cards_morton((struct geo_pos){90, -180}), UINT64_C(0xAAAAAAAAAAA));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_those_of_an_array),
        cmocka_unit_test(rows_that_move_or_go_are_found_where_they_are),
        cmocka_unit_test(the_first_failure_of_the_taker_is_the_answer),
        cmocka_unit_test(an_entry_is_found_by_its_id),
        cmocka_unit_test(near_places_have_near_keys),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
