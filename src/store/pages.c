/* SPDX-License-Identifier: Apache-2.0 */
/* pages.c: the layer; https://www.sqlite.org/vfs.html says what each function is to do, and
 * https://www.sqlite.org/fileformat2.html where a header states page size and spare bytes. */
#include "store/pages.h"

#include "base/arena.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define SUM_START UINT64_C(0xCBF29CE484222325)
#define SUM_PRIME UINT64_C(0x100000001B3)

#define HEADER_BYTES      100
#define AT_PAGE_SIZE      16
#define AT_SPARE          20
#define PAGE_MIN          512
#define PAGE_MAX          65536
#define OP_REFUSE         0x61617363 /* of sqlite3_file_control: ours */
#define LOCK_AT           UINT64_C(0x40000000)
#define LOG_HEAD_BYTES    32 /* of the log of writes (its format: section 4 of fileformat2) */
#define LOG_SALTS         16
#define FRAME_HEAD_BYTES  24
#define FRAME_SALTS       8
#define SALTS_BYTES       8
#define LOGGED_BYTES_MAX  ((size_t)512 << 20)
#define READS_MAX         5
#define FILE_VERSION_MINE 3 /* of sqlite3_io_methods: with shared memory and fetch */

/* A database file: SQLite's own file stands behind it in the same memory. */
struct page_file {
    sqlite3_file base;
    uint32_t page_bytes; /* 0: not known yet, or a file without sums */
    bool is_lenient;
};

/* ---- sums ---- */

static uint32_t page_bytes_of(const uint8_t *header)
{
    uint32_t n = (uint32_t)header[AT_PAGE_SIZE] << 8 | header[AT_PAGE_SIZE + 1];

    n = n == 1 ? PAGE_MAX : n; /* the one size that does not fit */
    return n >= PAGE_MIN && (n & (n - 1)) == 0 && header[AT_SPARE] == PAGES_SUM_BYTES ? n : 0;
}

/* FNV-1a by words: each step is one to one, so one changed word always changes the sum; the place
 * goes in, so that pages cannot change places. */
static uint64_t sum_of(const uint8_t *page, uint32_t n, uint64_t at)
{
    uint64_t sum = (SUM_START ^ at) * SUM_PRIME, word;

    for (uint32_t i = 0; i + PAGES_SUM_BYTES < n; i += (uint32_t)sizeof(word)) {
        memcpy(&word, page + i, sizeof(word));
        sum = (sum ^ word) * SUM_PRIME;
        sum ^= sum >> 32; /* high bits come down again */
    }
    return sum;
}

/* What was made room for and never written: SQLite knows by itself that it is no page of a tree. */
static bool is_blank(const uint8_t *page, uint32_t n)
{
    return page[0] == 0 && memcmp(page, page + 1, n - 1) == 0;
}

static bool holds(const uint8_t *page, uint32_t n, uint64_t at)
{
    uint64_t sum = sum_of(page, n, at);

    return memcmp(page + n - PAGES_SUM_BYTES, &sum, sizeof(sum)) == 0 || is_blank(page, n);
}

/* ---- one file ---- */

static sqlite3_file *behind(sqlite3_file *f)
{
    return (sqlite3_file *)((struct page_file *)f + 1);
}

static int file_close(sqlite3_file *f)
{
    return behind(f)->pMethods->xClose(behind(f));
}

static int file_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    struct page_file *p = (struct page_file *)f;
    int code = behind(f)->pMethods->xRead(behind(f), to, n, at);

    if (code != SQLITE_OK)
        return code;
    if (at == 0 && n >= HEADER_BYTES)
        p->page_bytes = page_bytes_of(to);
    if (p->page_bytes == 0 || (uint32_t)n != p->page_bytes || p->is_lenient ||
        holds(to, p->page_bytes, (uint64_t)at))
        return SQLITE_OK;
    sqlite3_log(SQLITE_IOERR_DATA, "page %lld has another sum", (long long)at / p->page_bytes + 1);
    return SQLITE_IOERR_DATA;
}

/* The last bytes of a page are spare: SQLite neither reads nor minds them. */
static int write_page(sqlite3_file *f, const uint8_t *from, uint32_t n, sqlite3_int64 at)
{
    uint64_t sum = sum_of(from, n, (uint64_t)at);
    uint8_t page[PAGE_MAX];

    memcpy(page, from, n - PAGES_SUM_BYTES); /* what is handed over is SQLite's own */
    memcpy(page + n - PAGES_SUM_BYTES, &sum, sizeof(sum));
    return behind(f)->pMethods->xWrite(behind(f), page, (int)n, at);
}

static int file_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    struct page_file *p = (struct page_file *)f;

    if (at == 0 && n >= HEADER_BYTES)
        p->page_bytes = page_bytes_of(from);
    if (p->page_bytes != 0 && (uint32_t)n == p->page_bytes)
        return write_page(f, from, p->page_bytes, at);
    return behind(f)->pMethods->xWrite(behind(f), from, n, at);
}

static int file_control(sqlite3_file *f, int op, void *arg)
{
    struct page_file *p = (struct page_file *)f;

    if (op == OP_REFUSE) {
        p->is_lenient = !*(const bool *)arg;
        return SQLITE_OK;
    }
    return behind(f)->pMethods->xFileControl(behind(f), op, arg);
}

/* ---- what is handed on as it is ---- */

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    return behind(f)->pMethods->xTruncate(behind(f), size);
}

static int file_sync(sqlite3_file *f, int flags)
{
    return behind(f)->pMethods->xSync(behind(f), flags);
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return behind(f)->pMethods->xFileSize(behind(f), size);
}

static int file_lock(sqlite3_file *f, int lock)
{
    return behind(f)->pMethods->xLock(behind(f), lock);
}

static int file_unlock(sqlite3_file *f, int lock)
{
    return behind(f)->pMethods->xUnlock(behind(f), lock);
}

static int file_is_reserved(sqlite3_file *f, int *out)
{
    return behind(f)->pMethods->xCheckReservedLock(behind(f), out);
}

static int file_sector(sqlite3_file *f)
{
    return behind(f)->pMethods->xSectorSize(behind(f));
}

static int file_traits(sqlite3_file *f)
{
    return behind(f)->pMethods->xDeviceCharacteristics(behind(f));
}

static int file_shm_map(sqlite3_file *f, int region, int n, int extends, void volatile **out)
{
    return behind(f)->pMethods->xShmMap(behind(f), region, n, extends, out);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return behind(f)->pMethods->xShmLock(behind(f), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
    behind(f)->pMethods->xShmBarrier(behind(f));
}

static int file_shm_unmap(sqlite3_file *f, int deletes)
{
    return behind(f)->pMethods->xShmUnmap(behind(f), deletes);
}

/* Nothing is mapped: what is read goes through file_read. */
static int file_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **out)
{
    (void)f;
    (void)at;
    (void)n;
    *out = NULL;
    return SQLITE_OK;
}

static int file_unfetch(sqlite3_file *f, sqlite3_int64 at, void *page)
{
    (void)f;
    (void)at;
    (void)page;
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = FILE_VERSION_MINE,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
    .xFetch = file_fetch,
    .xUnfetch = file_unfetch,
};

/* ---- the layer ---- */

/* Logs and scratch files are SQLite's alone: they have sums of their own, or outlive nothing. */
static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    sqlite3_vfs *own = vfs->pAppData;
    struct page_file *p = (struct page_file *)f;
    int code;

    if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
        return own->xOpen(own, name, f, flags, out);
    *p = (struct page_file){.page_bytes = 0};
    code = own->xOpen(own, name, behind(f), flags, out);
    if (code == SQLITE_OK)
        p->base.pMethods = &methods;
    return code;
}

static sqlite3_vfs layer;
static int prepared;

static void prepare(void)
{
    sqlite3_vfs *own = sqlite3_vfs_find(NULL);

    assert(own != NULL); /* every system that is built for has one */
    layer = *own;        /* all else is the system's own */
    layer.pNext = NULL;
    layer.zName = PAGES_VFS;
    layer.szOsFile = (int)sizeof(struct page_file) + own->szOsFile;
    layer.pAppData = own;
    layer.xOpen = open_file;
    prepared = sqlite3_vfs_register(&layer, 0);
}

int pages_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    (void)pthread_once(&once, prepare);
    return prepared;
}

int pages_reserve(sqlite3 *db, bool is_new)
{
    int n = PAGES_SUM_BYTES;
    int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &n);

    if (code != SQLITE_OK || is_new || n == PAGES_SUM_BYTES)
        return code;
    return sqlite3_exec(db, "VACUUM", NULL, NULL, NULL);
}

void pages_refuse(sqlite3 *db, bool refuses)
{
    (void)sqlite3_file_control(db, "main", OP_REFUSE, &refuses);
}

/* ---- the file itself ---- */

static bool read_at(int fd, uint8_t *to, uint32_t n, uint64_t at)
{
    for (uint32_t have = 0; have < n;) {
        ssize_t got = pread(fd, to + have, n - have, (off_t)(at + have));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        have += (uint32_t)got;
    }
    return true;
}

/* A page that is being written by somebody else may be read half old, half new: it is read again.
 */
static bool is_whole(int fd, uint8_t *page, uint32_t n, uint64_t at)
{
    for (int i = 0; i < READS_MAX; i++)
        if (holds(page, n, at) || !read_at(fd, page, n, at))
            return true;
    return false;
}

/* SQLite locks bytes of this page and never writes it. */
static bool is_lock_page(uint64_t at, uint32_t n)
{
    return at <= LOCK_AT && LOCK_AT < at + n;
}

/* ---- pages that the log of writes has ---- */

struct logged {
    struct arena arena;
    uint8_t *bits; /* by page; NULL: none */
    uint64_t n;
};

static uint32_t big_endian(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool is_logged(const struct logged *l, uint64_t page)
{
    return page < l->n && l->bits != NULL && (l->bits[page / 8] >> page % 8 & 1) != 0;
}

/* Frames of the log's present round bear its header's salts. */
static void read_frames(struct logged *l, int fd, uint32_t page_bytes)
{
    uint8_t head[LOG_HEAD_BYTES], frame[FRAME_HEAD_BYTES];
    uint64_t step = FRAME_HEAD_BYTES + (uint64_t)page_bytes;

    if (!read_at(fd, head, sizeof(head), 0))
        return;
    for (uint64_t at = sizeof(head); read_at(fd, frame, sizeof(frame), at); at += step) {
        uint32_t page = big_endian(frame);

        if (memcmp(frame + FRAME_SALTS, head + LOG_SALTS, SALTS_BYTES) != 0)
            break;
        if (page < l->n)
            l->bits[page / 8] |= (uint8_t)(1 << page % 8);
    }
}

static enum rc load_logged(struct logged *l, const char *path, int fd, uint32_t page_bytes,
                           struct err *err)
{
    struct span name = arena_printf(&l->arena, err, "%s-wal", path);
    off_t end = lseek(fd, 0, SEEK_END);
    int log = name.p == NULL ? -1 : open(name.p, O_RDONLY | O_CLOEXEC);

    if (name.p == NULL)
        return RC_LIMIT;
    if (log < 0)
        return RC_OK; /* there is none */
    l->n = (uint64_t)end / page_bytes + 2;
    l->bits = arena_alloc(&l->arena, (size_t)(l->n / 8 + 1), err);
    if (l->bits != NULL)
        read_frames(l, log, page_bytes);
    (void)close(log);
    return l->bits == NULL ? RC_LIMIT : RC_OK;
}

/* ---- all of them ---- */

enum rc pages_check(const char *path, bool *has_sums,
                    enum rc (*take)(void *to, uint64_t page, uint32_t page_bytes, struct err *err),
                    void *to, struct err *err)
{
    struct logged logged = {.n = 0};
    uint8_t page[PAGE_MAX];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    uint32_t n;
    enum rc rc = RC_OK;

    if (fd < 0)
        return err_set(err, errno == ENOENT ? RC_ABSENT : RC_IO, "%s: %s", path, strerror(errno));
    n = read_at(fd, page, HEADER_BYTES, 0) ? page_bytes_of(page) : 0;
    *has_sums = n > 0;
    arena_init(&logged.arena, LOGGED_BYTES_MAX);
    if (n > 0)
        rc = load_logged(&logged, path, fd, n, err);
    for (uint64_t at = 0; rc == RC_OK && n > 0 && read_at(fd, page, n, at); at += n)
        if (!is_lock_page(at, n) && !is_logged(&logged, at / n + 1) && !is_whole(fd, page, n, at))
            rc = take(to, at / n + 1, n, err);
    arena_release(&logged.arena);
    (void)close(fd);
    return rc;
}
