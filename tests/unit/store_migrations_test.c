/* SPDX-License-Identifier: Apache-2.0 */
/* A record of every earlier format is brought up to date, whole; of a newer one nothing is taken.
 */
#include "raw.h"
#include "store_sample.h"

#include "store/migrations.h"
#include "store/runs.h"

/* Back to what a program of an earlier format left behind; of format 1 it is the log alone. */
static const char *const undo[] = {
    "DROP TABLE card; DROP TABLE card_key; DROP TABLE card_more; DROP TABLE card_serial;"
    "DROP TABLE term; DROP TABLE derived; DROP TABLE derived_input; DROP TABLE derived_name;"
    "DROP TABLE mark; PRAGMA user_version = 1",
    ("DROP TABLE key_run; DROP TABLE key_piece; DROP TABLE key_chunk; DROP INDEX card_begin;"
     "DROP INDEX card_end; PRAGMA user_version = 2"),
    "PRAGMA user_version = 3",
};

static void run_sql(const struct folder *f, const char *sql)
{
    sqlite3 *db = raw_open(folder_at(f, "record.db"));

    raw_run(db, sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t number_of(const struct folder *f, const char *sql)
{
    sqlite3 *db = raw_open(folder_at(f, "record.db"));
    sqlite3_stmt *q = NULL;
    int64_t number;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    number = sqlite3_column_int64(q, 0);
    assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

/* Format 2 had all keys in one table. */
static void put_keys_back(const struct folder *f)
{
    sqlite3 *db = raw_open(folder_at(f, "record.db"));
    sqlite3_stmt *from = NULL, *to = NULL;

    assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT pairs FROM key_chunk", -1, &from, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO card_key VALUES (?, ?)", -1, &to, NULL),
                     SQLITE_OK);
    while (sqlite3_step(from) == SQLITE_ROW) {
        const struct run_pair *pairs = sqlite3_column_blob(from, 0);
        size_t n = (size_t)sqlite3_column_bytes(from, 0) / sizeof(*pairs);

        for (size_t i = 0; i < n; i++) {
            (void)sqlite3_bind_blob(to, 1, pairs[i].key, 16, SQLITE_STATIC);
            (void)sqlite3_bind_int64(to, 2, (int64_t)pairs[i].seq);
            assert_int_equal(sqlite3_step(to), SQLITE_DONE);
            (void)sqlite3_reset(to);
        }
    }
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_finalize(from);
    (void)sqlite3_finalize(to);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Every table and index of the record `old`, by what it was declared with: indexes come last. */
static void copy_tables(sqlite3 *to)
{
    sqlite3_stmt *q = NULL;

    assert_int_equal(
        sqlite3_prepare_v2(to,
                           "SELECT sql, CASE type WHEN 'table' THEN name END FROM "
                           "old.sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC",
                           -1, &q, NULL),
        SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        char sql[256];

        raw_run(to, (const char *)sqlite3_column_text(q, 0));
        if (sqlite3_column_type(q, 1) == SQLITE_NULL)
            continue;
        (void)snprintf(sql, sizeof(sql), "INSERT INTO main.%s SELECT * FROM old.%s",
                       sqlite3_column_text(q, 1), sqlite3_column_text(q, 1));
        raw_run(to, sql);
    }
    assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
}

/* Format 3 had pages without sums: the same tables in a file that knows of none. */
static void take_sums_away(const struct folder *f)
{
    sqlite3 *db = NULL;
    char sql[512];

    assert_int_equal(sqlite3_open(folder_at(f, "plain.db"), &db), SQLITE_OK);
    (void)snprintf(sql, sizeof(sql),
                   "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; "
                   "PRAGMA application_id = %d; ATTACH '%s' AS old",
                   STORE_APPLICATION, folder_at(f, "record.db"));
    raw_run(db, sql);
    copy_tables(db);
    raw_run(db, "DETACH old");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(rename(folder_at(f, "plain.db"), folder_at(f, "record.db")), 0);
}

static void step_back(const struct folder *f, int format)
{
    if (format == 3)
        take_sums_away(f);
    if (format == 2)
        put_keys_back(f);
    run_sql(f, undo[format - 1]);
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
        char older[32];

        folder_start(&f);
        make(&f, &s);
        for (int i = migrations_newest() - 1; i >= format; i--)
            step_back(&f, i);
        assert_int_equal(store_open(folder_at(&f, "record.db"), STORE_READ, "t", &store, &err),
                         RC_UNSUPPORTED);
        (void)snprintf(older, sizeof(older), "older format %d", format);
        assert_note(older);
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
    step_back(&f, 3);
    step_back(&f, 2);
    step_back(&f, 1);
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

/* ---- keys of format 2 ---- */

static void make_keys(const struct folder *f, struct sample *s, size_t n)
{
    struct store *store = sample_store(f);
    struct err err = {0};

    sample_start(s, n + 1);
    sample_observations(s, n, 8);
    for (uint32_t i = 0; i < n; i++) {
        s->cards[i].key = (struct card_key){{0}};
        s->cards[i].has_replaces = false;
        memcpy(s->cards[i].key.b + 4, &i, sizeof(i));
    }
    assert_ok(sample_append(s, store, 0, n, 0, &err));
    store_close(store);
}

static enum rc take_seq(void *to, const struct shelf_row *row, struct err *err)
{
    uint64_t *seq = to;

    (void)err;
    assert_int_equal(*seq, UINT64_MAX); /* one row */
    *seq = row->seq;
    return RC_OK;
}

static void keys_are_found(struct store *store, const struct sample *s, size_t n)
{
    struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = UINT32_MAX, .n_keys = 1};
    struct shelf shelf = store_shelf(store);
    struct err err = {0};

    for (size_t i = 0; i < n; i++) {
        uint64_t seq = UINT64_MAX;

        q.keys = &s->cards[i].key;
        assert_ok(shelf.rows(shelf.context, &q, take_seq, &seq, &err));
        assert_int_equal(seq, i);
    }
}

/* From RUN_MIN keys on they are a run; fewer stay where they are. */
static void keys_of_format_2_become_a_run(void **state)
{
    static const size_t counts[] = {1, RUN_MIN - 1, RUN_MIN, RUN_MIN + 1, 3 * RUN_MIN};

    (void)state;
    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
        size_t n = counts[i];
        struct folder f;
        struct sample s;
        struct store *store = NULL;
        struct faults faults = {.n = 0};
        struct fsck_count count;
        struct err err = {0};

        folder_start(&f);
        make_keys(&f, &s, n);
        step_back(&f, 2);
        assert_int_equal(number_of(&f, "SELECT count(*) FROM card_key"), n);
        assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err));
        keys_are_found(store, &s, n);
        assert_ok(store_fsck(store, faults_take, &faults, &count, &err));
        if (faults.n > 0)
            fail_msg("%zu: %s", n, faults.text[0]);
        store_close(store);
        assert_int_equal(number_of(&f, "SELECT count(*) FROM card_key"), n < RUN_MIN ? n : 0);
        assert_int_equal(number_of(&f, "SELECT count(*) FROM key_run"), n >= RUN_MIN);
        sample_end(&s);
        folder_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_earlier_format_is_brought_up_to_date),
        cmocka_unit_test(a_newer_format_is_refused),
        cmocka_unit_test(a_step_that_fails_changes_nothing),
        cmocka_unit_test(keys_of_format_2_become_a_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
