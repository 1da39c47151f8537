/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include "store/backfill.h"

#include <sys/stat.h>

#define PAGE_BYTES  512
#define ROWS_A_PAGE 4 /* of 100 bytes: a step of n pages has at least as many rows */

/* A database with a log of writes, and a copier beside it. */
struct bench {
    struct folder folder;
    struct disk_path path;
    sqlite3 *db;
    struct backfill backfill;
};

static void run(sqlite3 *db, const char *sql)
{
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static void bench_start(struct bench *b)
{
    struct err err = {0};

    folder_start(&b->folder);
    assert_ok(disk_join(b->folder.path, "record.db", &b->path, &err));
    assert_int_equal(sqlite3_open(b->path.text, &b->db), SQLITE_OK);
    run(b->db, "PRAGMA page_size = 512; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
               "CREATE TABLE t (id INTEGER PRIMARY KEY, text BLOB)");
    backfill_open(&b->backfill, b->path.text, b->db);
}

static void bench_end(struct bench *b)
{
    backfill_close(&b->backfill);
    assert_int_equal(sqlite3_close(b->db), SQLITE_OK);
    folder_end(&b->folder);
}

/* One commit of at least so many pages. */
static void write_pages(struct bench *b, int n)
{
    char sql[256];

    (void)snprintf(sql, sizeof(sql),
                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                   "INSERT INTO t (text) SELECT zeroblob(100) FROM n",
                   n * ROWS_A_PAGE);
    run(b->db, sql);
}

static long size_of(const struct bench *b)
{
    struct stat st;

    assert_int_equal(stat(b->path.text, &st), 0);
    return (long)st.st_size;
}

static void a_short_log_is_left_alone(void **state)
{
    struct bench b;
    long before;

    (void)state;
    bench_start(&b);
    before = size_of(&b);
    write_pages(&b, 100);
    assert_int_equal(backfill_after_commit(&b.backfill, b.db), SQLITE_OK);
    assert_true(relay_is_idle(&b.backfill.relay));
    assert_int_equal(size_of(&b), before);
    bench_end(&b);
}

static void a_long_log_is_copied_and_begins_anew(void **state)
{
    struct bench b;

    (void)state;
    bench_start(&b);
    write_pages(&b, BACKFILL_PAGES);
    assert_true(b.backfill.n_pages >= BACKFILL_PAGES);
    assert_int_equal(backfill_after_commit(&b.backfill, b.db), SQLITE_OK);
    relay_wait(&b.backfill.relay);
    assert_int_equal(b.backfill.code, SQLITE_OK);
    assert_true(size_of(&b) >= (long)BACKFILL_PAGES * PAGE_BYTES);
    write_pages(&b, 1);
    assert_true(b.backfill.n_pages < 100);
    bench_end(&b);
}

/* However fast commits follow one another, the log stays below a bound and what they say is there.
 */
static void a_writer_in_haste_waits(void **state)
{
    int n_most = 0;
    struct bench b;
    sqlite3_stmt *q;

    (void)state;
    bench_start(&b);
    for (int i = 0; i < 24; i++) {
        write_pages(&b, BACKFILL_PAGES / 2);
        n_most = b.backfill.n_pages > n_most ? b.backfill.n_pages : n_most;
        assert_int_equal(backfill_after_commit(&b.backfill, b.db), SQLITE_OK);
    }
    assert_true(n_most < BACKFILL_PAGES_MAX + 2 * BACKFILL_PAGES);
    assert_int_equal(sqlite3_prepare_v2(b.db, "SELECT count(*) FROM t", -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(q, 0), 24 * BACKFILL_PAGES / 2 * ROWS_A_PAGE);
    (void)sqlite3_finalize(q);
    bench_end(&b);
}

static void a_fault_of_the_copier_is_told_once(void **state)
{
    struct bench b;

    (void)state;
    bench_start(&b);
    b.backfill.path = "/nonexistent/record.db";
    write_pages(&b, BACKFILL_PAGES);
    assert_int_equal(backfill_after_commit(&b.backfill, b.db), SQLITE_OK);
    relay_wait(&b.backfill.relay);
    write_pages(&b, 1);
    assert_int_equal(backfill_after_commit(&b.backfill, b.db), SQLITE_CANTOPEN);
    assert_int_equal(backfill_after_commit(&b.backfill, b.db), SQLITE_OK);
    bench_end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_log_is_left_alone),
        cmocka_unit_test(a_long_log_is_copied_and_begins_anew),
        cmocka_unit_test(a_writer_in_haste_waits),
        cmocka_unit_test(a_fault_of_the_copier_is_told_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
