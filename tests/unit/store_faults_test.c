/* SPDX-License-Identifier: Apache-2.0 */
/* A disk that fails: the n-th write, sync or truncation of a small import, for every n. */
#include "store_sample.h"

#include <errno.h>
#include <sqlite3.h>

/* ---- a file system that fails when it is told to ---- */

enum fault_mode {
    FAULT_WRITE, /* an error of the device */
    FAULT_SHORT, /* half of the bytes, then an error */
    FAULT_FULL,  /* no room */
    FAULT_SYNC,  /* only syncs are counted */
    FAULT_OTHER, /* only truncations and deletions are counted */
    FAULT_MODES
};

static struct {
    sqlite3_vfs *real;
    enum fault_mode mode;
    long n;          /* calls of that kind until it fails; 0: never */
    long count;      /* calls so far */
    bool is_lasting; /* everything fails from then on: the process is as good as dead */
    bool has_failed;
} disk;

struct faulty_file {
    sqlite3_file base;
    sqlite3_file *real;
};

static sqlite3_file *real_of(sqlite3_file *f)
{
    return ((struct faulty_file *)(void *)f)->real;
}

static bool fails(bool is_counted)
{
    if (disk.has_failed && disk.is_lasting)
        return true;
    if (!is_counted || disk.has_failed)
        return false;
    disk.count++;
    if (disk.n == 0 || disk.count != disk.n)
        return false;
    disk.has_failed = true;
    return true;
}

static int f_close(sqlite3_file *f)
{
    return real_of(f)->pMethods->xClose(real_of(f));
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    bool is_first = !disk.has_failed;

    if (!fails(disk.mode <= FAULT_FULL))
        return real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
    if (disk.mode == FAULT_FULL) {
        errno = ENOSPC;
        return SQLITE_FULL;
    }
    if (disk.mode == FAULT_SHORT && is_first)
        (void)real_of(f)->pMethods->xWrite(real_of(f), p, n / 2, at);
    errno = EIO;
    return SQLITE_IOERR_WRITE;
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    errno = EIO;
    return fails(disk.mode == FAULT_OTHER) ? SQLITE_IOERR_TRUNCATE
                                           : real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
    errno = EIO;
    return fails(disk.mode == FAULT_SYNC) ? SQLITE_IOERR_FSYNC
                                          : real_of(f)->pMethods->xSync(real_of(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int f_lock(sqlite3_file *f, int lock)
{
    return real_of(f)->pMethods->xLock(real_of(f), lock);
}

static int f_unlock(sqlite3_file *f, int lock)
{
    return real_of(f)->pMethods->xUnlock(real_of(f), lock);
}

static int f_check(sqlite3_file *f, int *out)
{
    return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
    return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int f_device(sqlite3_file *f)
{
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int f_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
    return real_of(f)->pMethods->xShmMap(real_of(f), region, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
    real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int f_shm_unmap(sqlite3_file *f, int is_deleted)
{
    return real_of(f)->pMethods->xShmUnmap(real_of(f), is_deleted);
}

static const sqlite3_io_methods methods = {.iVersion = 2,
                                           .xClose = f_close,
                                           .xRead = f_read,
                                           .xWrite = f_write,
                                           .xTruncate = f_truncate,
                                           .xSync = f_sync,
                                           .xFileSize = f_size,
                                           .xLock = f_lock,
                                           .xUnlock = f_unlock,
                                           .xCheckReservedLock = f_check,
                                           .xFileControl = f_control,
                                           .xSectorSize = f_sector,
                                           .xDeviceCharacteristics = f_device,
                                           .xShmMap = f_shm_map,
                                           .xShmLock = f_shm_lock,
                                           .xShmBarrier = f_shm_barrier,
                                           .xShmUnmap = f_shm_unmap};

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out_flags)
{
    struct faulty_file *ff = (struct faulty_file *)(void *)f;
    int code;

    (void)vfs;
    ff->real = (sqlite3_file *)(void *)(ff + 1);
    ff->base.pMethods = NULL;
    code = disk.real->xOpen(disk.real, name, ff->real, flags, out_flags);
    if (code == SQLITE_OK)
        ff->base.pMethods = &methods;
    return code;
}

static int v_delete(sqlite3_vfs *vfs, const char *name, int is_synced)
{
    (void)vfs;
    errno = EIO;
    return fails(disk.mode == FAULT_OTHER) ? SQLITE_IOERR_DELETE
                                           : disk.real->xDelete(disk.real, name, is_synced);
}

static int disk_start(void **state)
{
    static sqlite3_vfs faulty;

    (void)state;
    disk.real = sqlite3_vfs_find(NULL);
    faulty = *disk.real;
    faulty.zName = "faulty";
    faulty.szOsFile = (int)sizeof(struct faulty_file) + disk.real->szOsFile;
    faulty.xOpen = v_open;
    faulty.xDelete = v_delete;
    return sqlite3_vfs_register(&faulty, 1) == SQLITE_OK ? 0 : -1;
}

static void disk_set(enum fault_mode mode, long n, bool is_lasting)
{
    disk.mode = mode;
    disk.n = n;
    disk.count = 0;
    disk.is_lasting = is_lasting;
    disk.has_failed = false;
}

/* ---- the import ---- */

static const size_t steps[] = {1, 12, 3, 60};
#define N_STEPS (sizeof(steps) / sizeof(*steps))
#define N_ALL   76

/* Steps until one fails: how many entries were acknowledged. A step that failed is told as such,
 * and nothing more is taken. */
static size_t import(const struct folder *f, const struct sample *s, size_t *n_tried)
{
    struct store *store = NULL;
    struct err err = {0};
    size_t at = 0;

    *n_tried = 0;
    if (store_open(folder_at(f, "record.db"), STORE_WRITE, "import", &store, &err) != RC_OK)
        return 0;
    for (size_t i = 0; i < N_STEPS; at += steps[i++]) {
        enum rc rc;

        *n_tried = at + steps[i];
        rc = sample_append(s, store, at, steps[i], 0, &err);
        if (rc == RC_OK)
            continue;
        assert_true(disk.has_failed);
        assert_int_equal(rc, RC_IO);
        assert_note(disk.mode == FAULT_FULL ? "full" : "Input/output error");
        assert_int_equal(store_begin(store, &err), RC_IO);
        assert_note("open it again");
        break;
    }
    store_close(store);
    return at;
}

/* Everything acknowledged is there, whole steps only, and all of it holds. */
static void check_after(const struct folder *f, const struct sample *s, size_t acknowledged,
                        size_t tried)
{
    struct faults faults = {.n = 0};
    struct fsck_count count;
    struct merkle_head head;
    struct store *store = NULL;
    struct sha256_digest root;
    struct err err = {0};

    disk_set(FAULT_WRITE, 0, false);
    assert_ok(store_open(folder_at(f, "record.db"), STORE_WRITE, "after", &store, &err));
    assert_ok(store_head(store, &head, &err));
    if (head.size != acknowledged && head.size != tried)
        fail_msg("%llu entries; %zu were acknowledged, %zu tried", (unsigned long long)head.size,
                 acknowledged, tried);
    root = sample_root(s, head.size);
    assert_memory_equal(root.b, head.root.b, sizeof(root.b));
    assert_ok(store_fsck(store, faults_take, &faults, &count, &err));
    if (faults.n > 0)
        fail_msg("%s", faults.text[0]);
    assert_int_equal(count.n_entries, head.size);
    /* and it goes on from there */
    if (head.size < N_ALL)
        assert_ok(sample_append(s, store, head.size, N_ALL - head.size, 0, &err));
    store_close(store);
}

static void put_file(const struct folder *f, struct span bytes)
{
    FILE *to = fopen(folder_at(f, "record.db"), "wb");

    assert_non_null(to);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, to), bytes.n);
    assert_int_equal(fclose(to), 0);
    (void)unlink(folder_at(f, "record.db-wal"));
    (void)unlink(folder_at(f, "record.db-shm"));
}

static struct span get_file(const struct folder *f)
{
    FILE *from = fopen(folder_at(f, "record.db"), "rb");
    struct span s;
    char *p;

    assert_non_null(from);
    (void)fseek(from, 0, SEEK_END);
    s.n = (size_t)ftell(from);
    (void)fseek(from, 0, SEEK_SET);
    p = malloc(s.n);
    assert_int_equal(fread(p, 1, s.n, from), s.n);
    (void)fclose(from);
    s.p = p;
    return s;
}

static void every_fault_of_an_import_is_survived(void **state)
{
    struct folder f;
    struct sample s;
    struct span empty;
    size_t tried = 0, acknowledged;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    sample_start(&s, N_ALL);
    sample_observations(&s, 60, 30);
    sample_derive(&s, 16);
    disk_set(FAULT_WRITE, 0, false);
    assert_ok(store_create(folder_at(&f, "record.db"), &sample_secret, &err));
    empty = get_file(&f);
    for (int mode = 0; mode < FAULT_MODES; mode++) {
        long total;
        size_t n_lost = 0;

        put_file(&f, empty);
        disk_set((enum fault_mode)mode, 0, false);
        assert_int_equal(import(&f, &s, &tried), N_ALL);
        total = disk.count;
        for (long n = 1; n <= total; n++)
            for (int lasting = 0; lasting < 2; lasting++) {
                if (mode <= FAULT_FULL && lasting != (int)(n % 2)) /* each is slow */
                    continue;
                put_file(&f, empty);
                disk_set((enum fault_mode)mode, n, lasting != 0);
                acknowledged = import(&f, &s, &tried);
                n_lost += acknowledged < N_ALL;
                check_after(&f, &s, acknowledged, tried);
            }
        print_message("mode %d: %ld places, %zu times a step failed\n", mode, total, n_lost);
        assert_true(total >= (mode == FAULT_OTHER ? 1 : mode == FAULT_SYNC ? 5 : 50));
        assert_true(mode == FAULT_OTHER || n_lost > 0);
    }
    free((char *)(uintptr_t)empty.p);
    sample_end(&s);
    folder_end(&f);
}

static void a_record_that_was_not_made_whole_is_not_there(void **state)
{
    struct folder f;
    struct err err = {0};
    struct store *store = NULL;
    long total;

    (void)state;
    folder_start(&f);
    for (int mode = 0; mode < FAULT_OTHER; mode++) {
        disk_set((enum fault_mode)mode, 0, false);
        assert_ok(store_create(folder_at(&f, "record.db"), &sample_secret, &err));
        total = disk.count;
        for (long n = 1; n <= total; n++) {
            enum rc rc;

            assert_int_equal(unlink(folder_at(&f, "record.db")), 0);
            disk_set((enum fault_mode)mode, n, false);
            rc = store_create(folder_at(&f, "record.db"), &sample_secret, &err);
            disk_set(FAULT_WRITE, 0, false);
            if (rc != RC_OK) {
                assert_int_equal(rc, RC_IO);
                assert_int_equal(access(folder_at(&f, "record.db"), F_OK), -1);
                assert_ok(store_create(folder_at(&f, "record.db"), &sample_secret, &err));
            }
            assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err));
            store_close(store);
        }
        assert_int_equal(unlink(folder_at(&f, "record.db")), 0);
    }
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_of_an_import_is_survived),
        cmocka_unit_test(a_record_that_was_not_made_whole_is_not_there),
    };

    return cmocka_run_group_tests(tests, disk_start, NULL);
}
