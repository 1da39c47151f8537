/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, steps, snapshots and the log of the store. */
#include "store_sample.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

static void what_was_acknowledged_is_there_again(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store;
    struct arena a;
    struct err err = {0};
    uint64_t seq = 0;

    (void)state;
    folder_start(&f);
    sample_start(&s, 3000);
    sample_observations(&s, 3000, 300);
    arena_init(&a, 64 * MIB);
    store = sample_store(&f);
    assert_int_equal(store_recovered(store).n, 0);
    assert_memory_equal(store_secret(store).b, sample_secret.b, sizeof(sample_secret.b));
    /* sizes around tiles of 256 and blocks of 256 */
    static const size_t ends[] = {1, 2, 255, 256, 257, 511, 512, 1000, 2560, 3000};

    for (size_t i = 0, from = 0; i < sizeof(ends) / sizeof(*ends); from = ends[i++]) {
        struct merkle_head head;
        struct sha256_digest root = sample_root(&s, ends[i]);

        assert_ok(sample_append(&s, store, from, ends[i] - from, (int64_t)i, &err));
        assert_ok(store_head(store, &head, &err));
        assert_int_equal(head.size, ends[i]);
        assert_memory_equal(head.root.b, root.b, sizeof(root.b));
        if (i % 3 == 0) { /* also when it is taken up again */
            store_close(store);
            assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "test", &store, &err));
            assert_int_equal(store_recovered(store).n, 0);
        }
    }
    for (size_t i = 0; i < s.n; i += 7) {
        struct store_entry e;

        assert_ok(store_entry_by_id(store, &s.entries[i].id, UINT64_MAX, NULL, &a, &e, &err));
        assert_int_equal(e.seq, i);
        assert_true(span_eq(e.bytes, s.items[i].bytes));
        assert_true(span_eq(e.label, s.entries[i].label));
        assert_memory_equal(e.salt.b, s.items[i].salt.b, sizeof(e.salt.b));
        assert_int_equal(e.kind, ENTRY_OBSERVATION);
    }
    assert_int_equal(store_entry_by_seq(store, 3000, &a, &(struct store_entry){0}, &err),
                     RC_ABSENT);
    assert_ok(store_size_at(store, 2, &seq, &err));
    assert_int_equal(seq, 255);
    assert_ok(store_size_at(store, -1, &seq, &err));
    assert_int_equal(seq, 0);
    assert_ok(store_size_at(store, INT64_MAX, &seq, &err));
    assert_int_equal(seq, 3000);
    store_close(store);
    arena_release(&a);
    sample_end(&s);
    folder_end(&f);
}

static void proofs_at_every_size_hold(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store;
    struct merkle_source source;
    struct err err = {0};
    uint64_t seed = 5;

    (void)state;
    folder_start(&f);
    sample_start(&s, 1400);
    sample_observations(&s, 1400, 10);
    store = sample_store(&f);
    assert_ok(sample_append(&s, store, 0, 700, 0, &err));
    assert_ok(sample_append(&s, store, 700, 700, 0, &err));
    store_close(store);
    store = sample_reader(&f);
    source = store_tree(store);
    for (int i = 0; i < 300; i++) {
        uint64_t size = 1 + random_below(&seed, 1400), at = random_below(&seed, (uint32_t)size);
        struct merkle_head head = {size, sample_root(&s, size)};
        struct sha256_digest c, leaf;
        struct merkle_proof p;

        assert_ok(store_commitments(store, at, 1, &c, &err));
        leaf = merkle_leaf((struct span){(const char *)c.b, sizeof(c.b)});
        assert_ok(merkle_prove_inclusion(&source, size, at, &p, &err));
        assert_ok(merkle_check_inclusion(&head, at, &leaf, &p, &err));
    }
    {
        struct sha256_digest c[8], tile[256];
        size_t n = 0;

        assert_int_equal(store_commitments(store, 1396, 5, c, &err), RC_ABSENT);
        assert_ok(store_tile(store, 0, 4, tile, &n, &err));
        assert_int_equal(n, 256);
        assert_ok(store_tile(store, 0, 5, tile, &n, &err));
        assert_int_equal(n, 1400 - 5 * 256);
        assert_ok(store_tile(store, 1, 0, tile, &n, &err));
        assert_int_equal(n, 5);
        assert_int_equal(store_tile(store, 0, 6, tile, &n, &err), RC_ABSENT);
        assert_int_equal(store_tile(store, 9, 0, tile, &n, &err), RC_ABSENT);
    }
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

static void a_step_is_whole_or_not_at_all(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store, *reader;
    struct store_batch b;
    struct merkle_head head;
    struct err err = {0};
    uint64_t first = 0, folded = 9;

    (void)state;
    folder_start(&f);
    sample_start(&s, 700);
    sample_observations(&s, 700, 50);
    store = sample_store(&f);
    assert_ok(sample_append(&s, store, 0, 300, 10, &err));
    assert_int_equal(store_append(store, &b, s.items, 1, &first, &err), RC_CONFLICT);
    assert_note("none is open");
    assert_int_equal(store_commit(store, &err), RC_CONFLICT);

    /* rolled back: labels, tree and entries are as before; the same goes in again */
    b = sample_batch(&s, 300, 400, 5);
    assert_ok(store_begin(store, &err));
    assert_ok(store_append(store, &b, s.items + 300, 400, &first, &err));
    assert_int_equal(b.recorded_at_ms, 10); /* time on the record does not run backwards */
    assert_ok(store_fold_put(store, 700, &err));
    assert_ok(store_head(store, &head, &err));
    assert_int_equal(head.size, 700);
    reader = sample_reader(&f);
    assert_ok(store_head(reader, &head, &err));
    assert_int_equal(head.size, 300);
    store_rollback(store);
    assert_ok(store_head(store, &head, &err));
    assert_int_equal(head.size, 300);
    assert_ok(store_fold_get(store, &folded, &err));
    assert_int_equal(folded, 0);

    /* an id twice spoils its step, and only that */
    b = sample_batch(&s, 299, 2, 20);
    assert_ok(store_begin(store, &err));
    assert_int_equal(store_append(store, &b, s.items + 299, 2, &first, &err), RC_CONFLICT);
    assert_note("is on the record already");
    assert_int_equal(store_commit(store, &err), RC_CONFLICT);

    /* a snapshot stays what it was */
    assert_ok(store_snapshot_begin(reader, &err));
    assert_ok(store_begin(store, &err));
    b = sample_batch(&s, 300, 400, 20);
    assert_ok(store_append(store, &b, s.items + 300, 400, &first, &err));
    assert_int_equal(first, 300);
    assert_ok(store_fold_put(store, 500, &err));
    assert_ok(store_commit(store, &err));
    assert_ok(store_head(reader, &head, &err));
    assert_int_equal(head.size, 300);
    store_snapshot_end(reader);
    assert_ok(store_head(reader, &head, &err));
    assert_int_equal(head.size, 700);
    assert_ok(store_fold_get(reader, &folded, &err));
    assert_int_equal(folded, 500);
    assert_int_equal(store_begin(reader, &err), RC_CONFLICT);
    store_close(reader);
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

static void the_second_writer_is_told_who_the_first_is(void **state)
{
    struct folder f;
    struct store *store, *second = NULL;
    struct err err = {0};
    char pid[32];
    int status = 0;
    pid_t child;

    (void)state;
    folder_start(&f);
    store = sample_store(&f);
    assert_int_equal(store_open(folder_at(&f, "record.db"), STORE_WRITE, "second", &second, &err),
                     RC_CONFLICT);
    (void)snprintf(pid, sizeof(pid), "process %ld test", (long)getpid());
    assert_note(pid);
    assert_null(second);
    child = fork(); /* also from another process */
    if (child == 0) {
        enum rc rc = store_open(folder_at(&f, "record.db"), STORE_WRITE, "x", &second, &err);

        _exit(rc == RC_CONFLICT && strstr(err.note, pid) != NULL ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    second = sample_reader(&f); /* who reads may */
    store_close(second);
    store_close(store);
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "second", &second, &err));
    store_close(second);
    folder_end(&f);
}

static void a_writer_that_was_killed_loses_nothing(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store;
    struct merkle_head head;
    struct sha256_digest root;
    struct err err = {0};
    int status = 0;
    pid_t child;

    (void)state;
    folder_start(&f);
    sample_start(&s, 500);
    sample_observations(&s, 500, 50);
    store = sample_store(&f);
    store_close(store);
    child = fork();
    if (child == 0) { /* two steps acknowledged, one not */
        struct store_batch b = sample_batch(&s, 400, 100, 0);
        uint64_t first;

        if (store_open(folder_at(&f, "record.db"), STORE_WRITE, "import x.csv", &store, &err) ||
            sample_append(&s, store, 0, 100, 0, &err) ||
            sample_append(&s, store, 100, 300, 0, &err) || store_begin(store, &err) ||
            store_append(store, &b, s.items + 400, 100, &first, &err))
            _exit(1);
        (void)kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "test", &store, &err));
    assert_true(store_recovered(store).n > 0);
    assert_non_null(strstr(store_recovered(store).p, "import x.csv"));
    assert_non_null(strstr(store_recovered(store).p, "400 entries"));
    root = sample_root(&s, 400);
    assert_ok(store_head(store, &head, &err));
    assert_int_equal(head.size, 400);
    assert_memory_equal(head.root.b, root.b, sizeof(root.b));
    assert_ok(sample_append(&s, store, 400, 100, 0, &err));
    store_close(store);
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "test", &store, &err));
    assert_int_equal(store_recovered(store).n, 0); /* said once */
    store_close(store);
    sample_end(&s);
    folder_end(&f);
}

static void what_is_no_record_is_refused(void **state)
{
    struct folder f;
    struct store *store = NULL;
    struct err err = {0};
    sqlite3 *db = NULL;

    (void)state;
    folder_start(&f);
    for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
        assert_int_equal(
            store_open(folder_at(&f, "none.db"), (enum store_mode)mode, "t", &store, &err),
            RC_ABSENT);
        folder_put(&f, "text.db", "a text of some length, but no record of any mission at all");
        assert_int_equal(
            store_open(folder_at(&f, "text.db"), (enum store_mode)mode, "t", &store, &err),
            RC_INPUT);
        assert_note("no record");
    }
    assert_int_equal(sqlite3_open(folder_at(&f, "other.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(store_open(folder_at(&f, "other.db"), STORE_READ, "t", &store, &err),
                     RC_INPUT);
    assert_int_equal(store_create(folder_at(&f, "other.db"), &sample_secret, &err), RC_CONFLICT);
    assert_int_equal(store_create(folder_at(&f, "no/such/x.db"), &sample_secret, &err), RC_IO);
    assert_note("No such file");
    assert_null(store);
    folder_end(&f);
}

static void a_read_only_disk_is_read(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store;
    struct merkle_head head;
    struct err err = {0};

    (void)state;
    if (geteuid() == 0)
        print_message("as root, no folder is read-only: only half of this is tested\n");
    folder_start(&f);
    sample_start(&s, 300);
    sample_observations(&s, 300, 50);
    store = sample_store(&f);
    assert_ok(sample_append(&s, store, 0, 300, 0, &err));
    store_close(store);
    assert_int_equal(chmod(folder_at(&f, "record.db"), 0400), 0);
    assert_int_equal(chmod(f.path, 0500), 0);
    store = sample_reader(&f);
    assert_ok(store_head(store, &head, &err));
    assert_int_equal(head.size, 300);
    store_close(store);
    if (geteuid() != 0) {
        assert_int_equal(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err),
                         RC_IO);
        assert_note("ermission denied");
    }
    sample_end(&s);
    folder_end(&f);
}

static enum rc count_checkpoint(void *to, const struct store_checkpoint *c, struct err *err)
{
    size_t *n = to;

    (void)err;
    assert_true(c->note.n > 0);
    return ++*n == 3 ? RC_END : RC_OK;
}

static void checkpoints_say_what_the_tree_was(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store;
    struct store_checkpoint c = {.note = SPAN("a note"), .recorded_at_ms = 7}, got;
    struct arena a;
    struct err err = {0};
    size_t n = 0;

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    sample_start(&s, 600);
    sample_observations(&s, 600, 50);
    store = sample_store(&f);
    assert_ok(sample_append(&s, store, 0, 600, 0, &err));
    assert_ok(store_begin(store, &err));
    for (c.size = 0; c.size <= 600; c.size += 100) {
        c.root = sample_root(&s, c.size);
        assert_ok(store_checkpoint_put(store, &c, &err));
    }
    c.size = 601;
    assert_int_equal(store_checkpoint_put(store, &c, &err), RC_RANGE);
    c.size = 299;
    assert_int_equal(store_checkpoint_put(store, &c, &err), RC_CONFLICT);
    c.size = 300;
    c.root = sample_root(&s, 300);
    c.note = SPAN("a note with a cosignature");
    assert_ok(store_checkpoint_put(store, &c, &err));
    assert_ok(store_commit(store, &err));
    assert_ok(store_checkpoint_at(store, 300, &a, &got, &err));
    assert_span(got.note, "a note with a cosignature");
    assert_int_equal(got.recorded_at_ms, 7);
    assert_int_equal(store_checkpoint_at(store, 301, &a, &got, &err), RC_ABSENT);
    assert_ok(store_checkpoint_below(store, 399, &a, &got, &err));
    assert_int_equal(got.size, 300);
    assert_ok(store_checkpoint_below(store, UINT64_MAX, &a, &got, &err));
    assert_int_equal(got.size, 600);
    assert_ok(store_checkpoints(store, count_checkpoint, &n, &err));
    assert_int_equal(n, 3);
    store_close(store);
    arena_release(&a);
    sample_end(&s);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_acknowledged_is_there_again),
        cmocka_unit_test(proofs_at_every_size_hold),
        cmocka_unit_test(a_step_is_whole_or_not_at_all),
        cmocka_unit_test(the_second_writer_is_told_who_the_first_is),
        cmocka_unit_test(a_writer_that_was_killed_loses_nothing),
        cmocka_unit_test(what_is_no_record_is_refused),
        cmocka_unit_test(a_read_only_disk_is_read),
        cmocka_unit_test(checkpoints_say_what_the_tree_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
