/* SPDX-License-Identifier: Apache-2.0 */
/* Keys in runs, against an array of them: while runs are made, merged, cut and taken back. */
#include "store_sample.h"

#include "store/runs.h"

#include <stdlib.h>

#define N_KEYS_MAX 420000

struct keys {
    struct folder folder;
    struct store *store;
    struct run_pair *pairs; /* by seq */
    uint8_t *is_gone;
    size_t n;
    uint64_t seed;
};

/* ---- a record of keys alone ---- */

static void keys_start(struct keys *k)
{
    struct err err = {0};

    *k = (struct keys){.seed = 5};
    folder_start(&k->folder);
    k->store = sample_store(&k->folder);
    k->pairs = calloc(N_KEYS_MAX, sizeof(*k->pairs));
    k->is_gone = calloc(N_KEYS_MAX, 1);
    assert_ok(store_begin(k->store, &err));
}

static void keys_reopen(struct keys *k)
{
    struct err err = {0};

    assert_ok(store_commit(k->store, &err));
    store_close(k->store);
    assert_ok(store_open(folder_at(&k->folder, "record.db"), STORE_WRITE, "test", &k->store, &err));
    assert_ok(store_begin(k->store, &err));
}

static void keys_end(struct keys *k)
{
    store_close(k->store);
    folder_end(&k->folder);
    free(k->pairs);
    free(k->is_gone);
}

static int by_key(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

/* Half of the keys lie together in groups, as those of a stream do. */
static void new_key(struct keys *k, uint8_t key[16])
{
    uint32_t group = random_below(&k->seed, 50);

    for (size_t i = 0; i < 16; i++)
        key[i] = (uint8_t)next_random(&k->seed);
    if (random_below(&k->seed, 2) == 0)
        memcpy(key, &group, sizeof(group));
}

static enum rc keys_add(struct keys *k, size_t n, struct err *err)
{
    struct run_pair *sorted = malloc(n * sizeof(*sorted));
    enum rc rc;

    assert_true(k->n + n <= N_KEYS_MAX);
    for (size_t i = 0; i < n; i++, k->n++) {
        new_key(k, k->pairs[k->n].key);
        k->pairs[k->n].seq = k->n;
        sorted[i] = k->pairs[k->n];
    }
    qsort(sorted, n, sizeof(*sorted), by_key);
    rc = runs_hold(k->store, n, err);
    if (!rc)
        rc = runs_add(k->store, sorted, n, err);
    free(sorted);
    return rc;
}

static void check_key(struct keys *k, const struct run_pair *pair, bool is_expected)
{
    struct err err = {0};
    uint64_t seq = UINT64_MAX;
    bool is_there = false;

    assert_ok(runs_find(k->store, pair->key, &is_there, &seq, &err));
    assert_int_equal(is_there, is_expected);
    if (is_expected)
        assert_int_equal(seq, pair->seq);
}

/* So many that are there and as many that are not, in order and out of it. */
static void check_some(struct keys *k, size_t n)
{
    size_t from = k->n > n ? random_below(&k->seed, (uint32_t)(k->n - n)) : 0;

    for (size_t i = 0; i < n && i < k->n; i++) {
        struct run_pair absent = {.seq = 0};
        size_t at = i % 2 == 0 ? from + i : random_below(&k->seed, (uint32_t)k->n);

        new_key(k, absent.key);
        check_key(k, &k->pairs[at], k->is_gone[at] == 0);
        check_key(k, &absent, false);
    }
}

static int64_t number_of(struct keys *k, const char *sql)
{
    struct err err = {0};
    int64_t number = -1;

    assert_ok(db_number(k->store, sql, -1, &number, &err));
    return number;
}

/* In memory and from the tables; each pair in one place. */
static void check_keys(struct keys *k, size_t n)
{
    struct err err = {0};
    int64_t n_gone = 0;

    for (size_t i = 0; i < k->n; i++)
        n_gone += k->is_gone[i];
    assert_int_equal(number_of(k, "SELECT (SELECT count(*) FROM card_key) + (SELECT "
                                  "coalesce(sum(length(pairs)), 0) / 24 FROM key_chunk)"),
                     (int64_t)k->n - n_gone);
    runs_forget(k->store);
    check_some(k, n);
    assert_ok(runs_hold(k->store, SIZE_MAX, &err));
    check_some(k, n);
}

/* ---- adding ---- */

static void keys_are_those_of_an_array(void **state)
{
    static const size_t sizes[] = {1,     3,     4092,  1,     RUN_MIN - 1, RUN_MIN, RUN_MIN,
                                   5000,  300,   9000,  16384, 20000,       1,       4095,
                                   65536, 65536, 16384, 65536, 65536,       5000,    RUN_MIN};
    struct keys k;
    struct err err = {0};
    size_t n_in_hand = 0;

    (void)state;
    keys_start(&k);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        assert_ok(keys_add(&k, sizes[i], &err));
        check_some(&k, 200); /* as the merge has left what is in memory */
        check_keys(&k, 100);
        n_in_hand += number_of(&k, "SELECT count(*) FROM key_run WHERE into_run <> 0") > 0;
        if (i % 4 == 0)
            keys_reopen(&k);
    }
    assert_true(n_in_hand > 0); /* some were only merged in part */
    assert_true(number_of(&k, "SELECT max(level) FROM key_run") >= 3);
    assert_true(number_of(&k, "SELECT count(*) FROM key_run") <= 3 * RUN_FAN);
    keys_end(&k);
}

/* What comes one by one is no run of its own. */
static void small_appends_wait_until_they_are_many(void **state)
{
    struct keys k;
    struct err err = {0};

    (void)state;
    keys_start(&k);
    for (size_t i = 0; i < RUN_MIN - 1; i++)
        assert_ok(keys_add(&k, 1, &err));
    assert_int_equal(number_of(&k, "SELECT count(*) FROM card_key"), RUN_MIN - 1);
    assert_int_equal(number_of(&k, "SELECT count(*) FROM key_run"), 0);
    check_keys(&k, 200);
    assert_ok(keys_add(&k, 1, &err));
    assert_int_equal(number_of(&k, "SELECT count(*) FROM card_key"), 0);
    assert_int_equal(number_of(&k, "SELECT count(*) FROM key_run"), 1);
    check_keys(&k, 200);
    assert_ok(keys_add(&k, 7, &err));
    assert_ok(keys_add(&k, RUN_MIN, &err)); /* takes them along */
    assert_int_equal(number_of(&k, "SELECT count(*) FROM card_key"), 0);
    assert_int_equal(number_of(&k, "SELECT count(*) FROM key_run"), 3);
    check_keys(&k, 200);
    keys_end(&k);
}

/* The work of an append is bounded by its own size: a large merge is spread over many. */
static void a_large_merge_is_spread(void **state)
{
    struct keys k;
    struct err err = {0};
    int64_t n_left = 0, n_before = -1;
    size_t n_steps = 0;

    (void)state;
    keys_start(&k);
    for (size_t i = 0; i < RUN_FAN; i++)
        assert_ok(keys_add(&k, 65536, &err));
    for (; n_steps < 50 && n_left != n_before; n_steps++) {
        n_before = n_left;
        n_left = number_of(&k, "SELECT coalesce(sum(length(c.pairs)), 0) / 24 FROM key_run AS r "
                               "JOIN key_piece AS p ON p.run = r.run JOIN key_chunk AS c ON "
                               "c.chunk = p.chunk WHERE r.into_run <> 0");
        if (n_steps > 0 && n_before > n_left)
            assert_true(n_before - n_left <= 8 * RUN_MIN + RUN_PAIRS);
        if (n_left == 0 && n_steps > 0)
            break;
        assert_ok(keys_add(&k, RUN_MIN, &err));
        check_keys(&k, 50);
    }
    assert_int_equal(n_left, 0);
    keys_end(&k);
}

static void a_step_taken_back_leaves_no_key(void **state)
{
    struct keys k;
    struct err err = {0};
    size_t n;

    (void)state;
    keys_start(&k);
    for (size_t i = 0; i < RUN_FAN - 1; i++)
        assert_ok(keys_add(&k, 5000, &err));
    assert_ok(store_commit(k.store, &err));
    n = k.n;
    assert_ok(store_begin(k.store, &err));
    assert_ok(keys_add(&k, 5000, &err)); /* and merges all */
    store_rollback(k.store);
    for (size_t i = n; i < k.n; i++)
        k.is_gone[i] = 1;
    check_some(&k, 500);
    check_keys(&k, 500);
    assert_int_equal(number_of(&k, "SELECT count(*) FROM key_run"), RUN_FAN - 1);
    keys_end(&k);
}

static void put_table(struct store *s, const char *sql, struct buf *out)
{
    sqlite3_stmt *q = NULL;

    assert_int_equal(sqlite3_prepare_v2(s->db, sql, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(q); i++)
            buf_put(out, db_span(q, i));
    assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
}

static void the_same_appends_make_the_same_runs(void **state)
{
    static const size_t sizes[] = {5000, 1, 65536, 7000, 12, 4096, 16384, 65536, 65536, 65536};
    struct buf dumps[2];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct keys k;
        struct err err = {0};

        buf_init(&dumps[i], 64 * MIB);
        keys_start(&k);
        for (size_t at = 0; at < sizeof(sizes) / sizeof(*sizes); at++) {
            assert_ok(keys_add(&k, sizes[at], &err));
            if (i == 1)
                keys_reopen(&k); /* what is in memory makes no difference */
        }
        put_table(k.store, "SELECT * FROM key_run", &dumps[i]);
        put_table(k.store, "SELECT * FROM key_piece", &dumps[i]);
        put_table(k.store, "SELECT * FROM key_chunk", &dumps[i]);
        put_table(k.store, "SELECT * FROM card_key", &dumps[i]);
        keys_end(&k);
    }
    assert_true(dumps[0].n > 24 * 290000);
    assert_true(span_eq(buf_span(&dumps[0]), buf_span(&dumps[1])));
    buf_release(&dumps[0]);
    buf_release(&dumps[1]);
}

/* Of keys that are not in a chunk its filter lets one in 1,700 through. */
static void filters_know_what_is_not_there(void **state)
{
    struct keys k;
    struct err err = {0};
    sqlite3_stmt *q = NULL;
    size_t n_asked = 0, n_through = 0;

    (void)state;
    keys_start(&k);
    assert_ok(keys_add(&k, 20 * RUN_PAIRS, &err));
    assert_ok(db_take(k.store, "SELECT filter FROM key_piece", &q, &err));
    while (db_step(k.store, q, &err) == RC_OK) {
        struct run_filter f;

        assert_ok(db_bytes(q, 0, f.b, sizeof(f.b), &err));
        for (size_t i = 0; i < 20000; i++, n_asked++) {
            uint8_t key[16];

            new_key(&k, key);
            n_through += run_filter_has(&f, key);
        }
    }
    db_give(k.store, q);
    assert_int_equal(n_asked, 400000);
    assert_in_range(n_through, n_asked / 2000, n_asked / 1500);
    keys_end(&k);
}

/* ---- taking away ---- */

static bool file_holds(const struct keys *k, const uint8_t key[16])
{
    FILE *from = fopen(folder_at(&k->folder, "record.db"), "rb");
    bool holds = false;
    char *p;
    long n;

    assert_non_null(from);
    (void)fseek(from, 0, SEEK_END);
    n = ftell(from);
    (void)fseek(from, 0, SEEK_SET);
    p = malloc((size_t)n);
    assert_int_equal(fread(p, 1, (size_t)n, from), (size_t)n);
    (void)fclose(from);
    for (long i = 0; i + 16 <= n && !holds; i++)
        holds = memcmp(p + i, key, 16) == 0;
    free(p);
    return holds;
}

static void remove_key(struct keys *k, size_t seq)
{
    struct err err = {0};

    assert_ok(runs_remove(k->store, k->pairs[seq].key, seq, &err));
    k->is_gone[seq] = 1;
    check_key(k, &k->pairs[seq], false);
}

static void keys_that_go_leave_nothing_behind(void **state)
{
    struct keys k;
    struct err err = {0};

    (void)state;
    keys_start(&k);
    assert_ok(keys_add(&k, 5000, &err));
    assert_ok(keys_add(&k, 100, &err)); /* these are in card_key */
    for (size_t i = 5000; i < 5005; i++)
        remove_key(&k, i);
    assert_ok(runs_remove(k.store, k.pairs[9].key, 10, &err)); /* another entry's */
    check_key(&k, &k.pairs[9], true);
    for (size_t i = 0; i < 50; i++)
        remove_key(&k, i * 7);
    /* whole chunks from the first key on */
    for (size_t i = 0; i < 2 * RUN_PAIRS + 5; i++) {
        struct run_chunk c;

        assert_ok(runs_front(k.store, 1, &c, &err));
        remove_key(&k, c.pairs[0].seq);
    }
    check_keys(&k, 500);
    runs_forget(k.store);
    assert_ok(runs_add(k.store, &k.pairs[7], 1, &err)); /* comes back */
    k.is_gone[7] = 0;
    check_keys(&k, 500);
    keys_reopen(&k);
    check_keys(&k, 500);
    assert_ok(store_commit(k.store, &err));
    assert_int_equal(
        sqlite3_wal_checkpoint_v2(k.store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < 2000; i += 7)
        assert_int_equal(file_holds(&k, k.pairs[i].key), k.is_gone[i] == 0);
    keys_end(&k);
}

/* ---- damage ---- */

static void damage_is_not_merged(void **state)
{
    struct keys k;
    struct err err = {0};

    (void)state;
    keys_start(&k);
    for (size_t i = 0; i < RUN_FAN - 1; i++)
        assert_ok(keys_add(&k, 5000, &err));
    assert_ok(
        db_exec(k.store, "UPDATE key_chunk SET pairs = zeroblob(240) WHERE chunk = 20", &err));
    assert_int_equal(keys_add(&k, 5000, &err), RC_INPUT);
    assert_note("chunk 20 of keys");
    keys_end(&k);
}

static const struct {
    const char *sql, *words;
} damages[] = {
    {"UPDATE key_chunk SET pairs = zeroblob(length(pairs)) WHERE chunk = 2", "key_chunk (chunk 2)"},
    {"UPDATE key_chunk SET pairs = zeroblob(3) WHERE chunk = 2", "chunk 2 of keys"},
    {"DELETE FROM key_chunk WHERE chunk = 2", "chunk 2 of keys"},
    {"UPDATE key_piece SET filter = zeroblob(672) WHERE chunk = 3", "does not know a key"},
    {"UPDATE key_piece SET filter = zeroblob(2) WHERE chunk = 3", "another size"},
    {"UPDATE key_piece SET first = zeroblob(16) WHERE chunk = 1", "its piece says"},
    {"DELETE FROM key_piece WHERE chunk = 4", "key_chunk: there are 15, not 14"},
    {"UPDATE key_piece SET sum = sum + 1 WHERE chunk = 1", "table key_piece"},
    {"DELETE FROM key_run", "its run is not there"},
    {"UPDATE key_run SET level = 1", "table key_run (run 1)"},
    {"UPDATE key_run SET into_run = 9", "lead nowhere"},
    {"DELETE FROM card_key", "do not hold the cards' keys"},
};

/* A record with cards, their keys in a run and in card_key. */
static struct store *make_record(struct folder *f, struct sample *s)
{
    struct err err = {0};
    struct store *store;

    folder_start(f);
    store = sample_store(f);
    sample_start(s, 5020);
    sample_observations(s, 5020, 8);
    for (uint32_t i = 0; i < 5020; i++)
        memcpy(s->cards[i].key.b + 4, &i, sizeof(i));
    assert_ok(sample_append(s, store, 0, 5000, 0, &err));
    assert_ok(sample_append(s, store, 5000, 20, 0, &err));
    return store;
}

static bool is_named(struct store *store, const char *words)
{
    struct faults faults = {.n = 0};
    struct fsck_count count;
    struct err err = {0};

    assert_ok(store_fsck(store, faults_take, &faults, &count, &err));
    if (words == NULL && faults.n > 0)
        print_message("%s\n", faults.text[0]);
    for (size_t i = 0; words != NULL && i < faults.n && i < 16; i++)
        if (strstr(faults.text[i], words) != NULL)
            return true;
    return words == NULL && faults.n == 0;
}

static void what_is_wrong_is_named(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store = make_record(&f, &s);
    struct err err = {0};

    (void)state;
    assert_true(is_named(store, NULL));
    for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
        assert_ok(store_begin(store, &err));
        assert_ok(db_exec(store, damages[i].sql, &err));
        if (!is_named(store, damages[i].words))
            fail_msg("%s", damages[i].sql);
        store_rollback(store);
    }
    assert_true(is_named(store, NULL));
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

/* Under sums that are right, the order of keys is checked itself. */
static void keys_out_of_order_are_named(void **state)
{
    static const struct run_pair wrong[] = {{{9}, 1}, {{8}, 2}};
    struct folder f;
    struct sample s;
    struct store *store = make_record(&f, &s);
    struct err err = {0};

    (void)state;
    assert_ok(store_begin(store, &err));
    assert_ok(runs_put(store, 7, 0, 0, &err));
    assert_ok(runs_push(store, 7, wrong, 2, &err));
    assert_true(is_named(store, "not in order"));
    store_rollback(store);
    assert_ok(store_begin(store, &err));
    assert_ok(runs_put(store, 7, 0, 0, &err));
    assert_ok(runs_push(store, 7, &wrong[1], 1, &err));
    assert_true(is_named(store, "do not hold the cards' keys"));
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

/* Made anew, a record's runs are taken over, and what was in memory is forgotten. */
static void runs_are_taken_over(void **state)
{
    struct folder f, g;
    struct sample s, t;
    struct store *store = make_record(&f, &s), *anew = make_record(&g, &t);
    struct err err = {0};

    (void)state;
    store_close(anew);
    assert_ok(
        db_exec(store, "DELETE FROM key_run; DELETE FROM key_piece; DELETE FROM key_chunk", &err));
    assert_ok(runs_hold(store, SIZE_MAX, &err));
    assert_ok(store_adopt(store, folder_at(&g, "record.db"), &err));
    assert_true(is_named(store, NULL));
    for (size_t i = 0; i < 5020; i += 3) {
        bool is_there = false;
        uint64_t seq = 0;

        assert_ok(runs_find(store, s.cards[i].key.b, &is_there, &seq, &err));
        assert_true(is_there);
        assert_int_equal(seq, i);
    }
    store_close(store);
    sample_end(&s);
    sample_end(&t);
    folder_end(&f);
    folder_end(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_those_of_an_array),
        cmocka_unit_test(small_appends_wait_until_they_are_many),
        cmocka_unit_test(a_large_merge_is_spread),
        cmocka_unit_test(a_step_taken_back_leaves_no_key),
        cmocka_unit_test(the_same_appends_make_the_same_runs),
        cmocka_unit_test(filters_know_what_is_not_there),
        cmocka_unit_test(keys_that_go_leave_nothing_behind),
        cmocka_unit_test(damage_is_not_merged),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(keys_out_of_order_are_named),
        cmocka_unit_test(runs_are_taken_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
