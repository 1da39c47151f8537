/* SPDX-License-Identifier: Apache-2.0 */
/* Tables taken over from a record that was made anew of the same entries. */
#include "raw.h"
#include "store_sample.h"

#include <sqlite3.h>

#define N_ENTRIES 300

static void make(const struct folder *f, const char *name, const struct sample *s, size_t n)
{
    struct store *store = NULL;
    struct err err = {0};

    assert_ok(store_create(folder_at(f, name), &sample_secret, &err));
    assert_ok(store_open(folder_at(f, name), STORE_WRITE, "test", &store, &err));
    for (size_t from = 0; from < n; from += 100)
        assert_ok(sample_append(s, store, from, 100, SAMPLE_DAY0_MS, &err));
    store_close(store);
}

static void write_sql(const struct folder *f, const char *name, const char *sql)
{
    sqlite3 *db = raw_open(folder_at(f, name));

    raw_run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static enum rc count_fault(void *to, struct span fault, struct err *err)
{
    (void)fault;
    (void)err;
    ++*(size_t *)to;
    return RC_OK;
}

static size_t faults_of(struct store *store)
{
    struct fsck_count count;
    struct err err = {0};
    size_t n = 0;

    assert_ok(store_fsck(store, count_fault, &n, &count, &err));
    return n;
}

static enum rc count_row(void *to, const struct shelf_row *row, struct err *err)
{
    (void)row;
    (void)err;
    ++*(size_t *)to;
    return RC_OK;
}

static size_t rows_of(struct store *store)
{
    const struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = ROW_BITS_ALL};
    struct shelf shelf = store_shelf(store);
    struct err err = {0};
    size_t n = 0;

    assert_ok(shelf.rows(shelf.context, &q, count_row, &n, &err));
    return n;
}

static const char *const damages[] = {
    "DELETE FROM card",
    "DELETE FROM card_key",
    "UPDATE card_key SET seq = seq + 1",
    "DELETE FROM card_serial; DELETE FROM card_more",
    "UPDATE entry SET block = NULL",
    "UPDATE card SET flags = 255",
    "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE place = 0",
};

static void test_damage_is_put_right(void **state)
{
    struct sample s;
    struct err err = {0};

    (void)state;
    sample_start(&s, N_ENTRIES);
    sample_observations(&s, N_ENTRIES, 100);
    for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
        struct store *store = NULL;
        struct folder f;
        size_t n_rows;

        folder_start(&f);
        make(&f, "anew.db", &s, N_ENTRIES);
        make(&f, "record.db", &s, N_ENTRIES);
        assert_ok(store_open(folder_at(&f, "anew.db"), STORE_READ, "test", &store, &err));
        n_rows = rows_of(store);
        store_close(store);
        write_sql(&f, "record.db", damages[i]);
        assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "test", &store, &err));
        assert_true(faults_of(store) > 0);
        assert_ok(store_adopt(store, folder_at(&f, "anew.db"), &err));
        assert_int_equal(faults_of(store), 0);
        assert_int_equal(rows_of(store), n_rows);
        store_close(store);
        folder_end(&f);
    }
    sample_end(&s);
}

/* Of a record with another head nothing is taken, and the writer goes on. */
static void test_another_head(void **state)
{
    struct store *store = NULL;
    struct folder f;
    struct sample s;
    struct err err = {0};
    size_t n_rows;

    (void)state;
    sample_start(&s, N_ENTRIES);
    sample_observations(&s, N_ENTRIES, 100);
    folder_start(&f);
    make(&f, "anew.db", &s, N_ENTRIES - 100);
    make(&f, "record.db", &s, N_ENTRIES - 200);
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "test", &store, &err));
    n_rows = rows_of(store);
    assert_int_equal(store_adopt(store, folder_at(&f, "anew.db"), &err), RC_CONFLICT);
    assert_note("another head");
    assert_int_equal(rows_of(store), n_rows);
    assert_int_equal(faults_of(store), 0);
    assert_ok(sample_append(&s, store, 100, 100, SAMPLE_DAY0_MS, &err));
    assert_ok(store_adopt(store, folder_at(&f, "anew.db"), &err));
    assert_ok(sample_append(&s, store, 200, 100, SAMPLE_DAY0_MS, &err));
    assert_int_equal(faults_of(store), 0);
    store_close(store);
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_READ, "test", &store, &err));
    assert_int_equal(store_adopt(store, folder_at(&f, "anew.db"), &err), RC_CONFLICT);
    store_close(store);
    folder_end(&f);
    sample_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damage_is_put_right),
        cmocka_unit_test(test_another_head),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
