/* SPDX-License-Identifier: Apache-2.0 */
/* A record of every earlier format is brought up to date, whole; of a newer one nothing is taken.
 */
#include "store_sample.h"

#include "store/migrations.h"

/* Back to what a program of format 1 left behind: the log alone. */
static const char *const undo[] = {
    "DROP TABLE card; DROP TABLE card_key; DROP TABLE card_more; DROP TABLE card_serial;"
    "DROP TABLE term; DROP TABLE derived; DROP TABLE derived_input; DROP TABLE derived_name;"
    "DROP TABLE mark; PRAGMA user_version = 1",
};

static void run_sql(const struct folder *f, const char *sql)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(folder_at(f, "record.db"), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void make(const struct folder *f, struct sample *s)
{
    struct store *store = sample_store(f);
    struct err err = {0};

    sample_start(s, 320);
    for (size_t i = 0; i < 300; i++)
        sample_write(s, sample_add(s, ENTRY_OBSERVATION, "PUBLIC", 20));
    sample_observations(s, 20, 20); /* these have cards, which format 1 did not know */
    assert_ok(sample_append(s, store, 0, 300, 0, &err));
    store_close(store);
}

static void every_earlier_format_is_brought_up_to_date(void **state)
{
    struct err err = {0};

    (void)state;
    assert_int_equal(sizeof(undo) / sizeof(*undo), (size_t)migrations_newest() - 1);
    for (int format = 1; format < migrations_newest(); format++) {
        struct folder f;
        struct sample s;
        struct store *store = NULL;
        struct faults faults = {.n = 0};
        struct fsck_count count;
        struct merkle_head head;

        folder_start(&f);
        make(&f, &s);
        for (int i = migrations_newest() - 1; i >= format; i--)
            run_sql(&f, undo[i - 1]);
        assert_int_equal(store_open(folder_at(&f, "record.db"), STORE_READ, "t", &store, &err),
                         RC_UNSUPPORTED);
        assert_note("older format 1");
        assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err));
        assert_ok(store_head(store, &head, &err));
        assert_int_equal(head.size, 300);
        assert_ok(sample_append(&s, store, 300, 20, 0, &err)); /* the new tables take rows */
        assert_ok(store_fsck(store, faults_take, &faults, &count, &err));
        if (faults.n > 0)
            fail_msg("%s", faults.text[0]);
        assert_int_equal(count.n_entries, 320);
        store_close(store);
        store = sample_reader(&f);
        store_close(store);
        sample_end(&s);
        folder_end(&f);
    }
}

static void a_newer_format_is_refused(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store = NULL;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    make(&f, &s);
    run_sql(&f, "PRAGMA user_version = 99");
    for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
        assert_int_equal(
            store_open(folder_at(&f, "record.db"), (enum store_mode)mode, "t", &store, &err),
            RC_UNSUPPORTED);
        assert_note("has format 99");
        assert_note("use a newer one");
    }
    sample_end(&s);
    folder_end(&f);
}

/* A step that cannot be made whole leaves the record as it was. */
static void a_step_that_fails_changes_nothing(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store = NULL;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    make(&f, &s);
    run_sql(&f, undo[0]);
    run_sql(&f, "CREATE TABLE mark (x)"); /* in the way of the last table of the step */
    assert_int_equal(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err), RC_IO);
    assert_note("bringing the record to format 2");
    assert_note("mark already exists");
    run_sql(&f, "DROP TABLE mark");
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err));
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_earlier_format_is_brought_up_to_date),
        cmocka_unit_test(a_newer_format_is_refused),
        cmocka_unit_test(a_step_that_fails_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
