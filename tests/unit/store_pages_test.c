/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"
#include "raw.h"

#include <fcntl.h>

#define PAGE_BYTES 4096

static const char make_sql[] =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, text BLOB);"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
    "INSERT INTO t (text) SELECT randomblob(1000) FROM n";

static void make(const struct folder *f, bool has_sums)
{
    sqlite3 *db = NULL;

    assert_int_equal(pages_prepare(), SQLITE_OK);
    assert_int_equal(sqlite3_open_v2(folder_at(f, "r.db"), &db,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, PAGES_VFS),
                     SQLITE_OK);
    if (has_sums)
        assert_int_equal(pages_reserve(db, true), SQLITE_OK);
    raw_run(db, "PRAGMA page_size = 4096");
    raw_run(db, make_sql);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* SQLite's code for reading all of it. */
static int read_all(const struct folder *f, bool refuses)
{
    sqlite3 *db = raw_open(folder_at(f, "r.db"));
    int code;

    pages_refuse(db, refuses);
    (void)sqlite3_extended_result_codes(db, 1);
    code = sqlite3_exec(db, "SELECT sum(length(text)), max(text) FROM t", NULL, NULL, NULL);
    (void)sqlite3_close(db);
    return code;
}

struct found {
    uint64_t pages[4];
    size_t n;
};

static enum rc take(void *to, uint64_t page, uint32_t page_bytes, struct err *err)
{
    struct found *found = to;

    (void)err;
    assert_int_equal(page_bytes, PAGE_BYTES);
    assert_true(found->n < 4);
    found->pages[found->n++] = page;
    return RC_OK;
}

static struct found check(const struct folder *f, bool *has_sums)
{
    struct found found = {.n = 0};
    struct err err = {0};

    assert_ok(pages_check(folder_at(f, "r.db"), has_sums, take, &found, &err));
    return found;
}

static void swap_bytes(const struct folder *f, long a, long b, size_t n)
{
    static uint8_t x[PAGE_BYTES], y[PAGE_BYTES];
    int fd = open(folder_at(f, "r.db"), O_RDWR);

    assert_true(fd >= 0);
    assert_int_equal(pread(fd, x, n, a), n);
    assert_int_equal(pread(fd, y, n, b), n);
    assert_int_equal(pwrite(fd, y, n, a), n);
    assert_int_equal(pwrite(fd, x, n, b), n);
    assert_int_equal(close(fd), 0);
}

static void flip(const struct folder *f, long at)
{
    uint8_t c;
    int fd = open(folder_at(f, "r.db"), O_RDWR);

    assert_true(fd >= 0);
    assert_int_equal(pread(fd, &c, 1, at), 1);
    c ^= 1;
    assert_int_equal(pwrite(fd, &c, 1, at), 1);
    assert_int_equal(close(fd), 0);
}

static void what_is_whole_is_read(void **state)
{
    struct folder f;
    bool has_sums = false;

    (void)state;
    folder_start(&f);
    make(&f, true);
    assert_int_equal(read_all(&f, true), SQLITE_OK);
    assert_int_equal(check(&f, &has_sums).n, 0);
    assert_true(has_sums);
    folder_end(&f);
}

/* The first and last byte of a page, of the sum, and one in between. */
static void a_changed_byte_is_refused_and_named(void **state)
{
    static const long in_page[] = {0, 2000, PAGE_BYTES - PAGES_SUM_BYTES - 1,
                                   PAGE_BYTES - PAGES_SUM_BYTES, PAGE_BYTES - 1};
    struct folder f;
    bool has_sums;

    (void)state;
    folder_start(&f);
    make(&f, true);
    for (size_t i = 0; i < sizeof(in_page) / sizeof(*in_page); i++) {
        struct found found;

        flip(&f, 10 * PAGE_BYTES + in_page[i]);
        found = check(&f, &has_sums);
        assert_int_equal(found.n, 1);
        assert_int_equal(found.pages[0], 11);
        assert_int_equal(read_all(&f, true), SQLITE_IOERR_DATA);
        flip(&f, 10 * PAGE_BYTES + in_page[i]);
    }
    flip(&f, 10 * PAGE_BYTES + PAGE_BYTES - 1); /* the tables do not mind the sum */
    assert_int_equal(read_all(&f, false), SQLITE_OK);
    folder_end(&f);
}

static void pages_that_change_places_are_named(void **state)
{
    struct folder f;
    struct found found;
    bool has_sums;

    (void)state;
    folder_start(&f);
    make(&f, true);
    swap_bytes(&f, 20 * PAGE_BYTES, 30 * PAGE_BYTES, PAGE_BYTES);
    found = check(&f, &has_sums);
    assert_int_equal(found.n, 2);
    assert_int_equal(found.pages[0], 21);
    assert_int_equal(found.pages[1], 31);
    assert_int_equal(read_all(&f, true), SQLITE_IOERR_DATA);
    folder_end(&f);
}

/* As an earlier format left it; then it gets room, and nothing of it is lost. */
static void a_file_without_sums_is_read_and_given_room(void **state)
{
    struct folder f;
    bool has_sums = true;
    sqlite3 *db;

    (void)state;
    folder_start(&f);
    make(&f, false);
    assert_int_equal(read_all(&f, true), SQLITE_OK);
    assert_int_equal(check(&f, &has_sums).n, 0);
    assert_false(has_sums);
    db = raw_open(folder_at(&f, "r.db"));
    assert_int_equal(pages_reserve(db, false), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(read_all(&f, true), SQLITE_OK);
    assert_int_equal(check(&f, &has_sums).n, 0);
    assert_true(has_sums);
    flip(&f, 10 * PAGE_BYTES + 7);
    assert_int_equal(check(&f, &has_sums).n, 1);
    folder_end(&f);
}

/* A page that stands in the log is read from there: a copy that was cut short is no damage. */
static void pages_of_the_log_are_left_out(void **state)
{
    struct folder f;
    bool has_sums;
    sqlite3 *db;

    (void)state;
    folder_start(&f);
    make(&f, true);
    db = raw_open(folder_at(&f, "r.db"));
    raw_run(db, "PRAGMA journal_mode = WAL; UPDATE t SET text = zeroblob(1000)");
    flip(&f, 10 * PAGE_BYTES + 7);
    assert_int_equal(check(&f, &has_sums).n, 0);
    raw_run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
    assert_int_equal(check(&f, &has_sums).n, 0); /* copied over it */
    flip(&f, 10 * PAGE_BYTES + 7);
    assert_int_equal(check(&f, &has_sums).n, 1);
    (void)sqlite3_close(db);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_whole_is_read),
        cmocka_unit_test(a_changed_byte_is_refused_and_named),
        cmocka_unit_test(pages_that_change_places_are_named),
        cmocka_unit_test(a_file_without_sums_is_read_and_given_room),
        cmocka_unit_test(pages_of_the_log_are_left_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
