/* SPDX-License-Identifier: Apache-2.0 */
/* The one writer: what is there is not written again, what contradicts is refused, batches are
 * signed, nothing is signed behind the highest head, and a step is whole or not there. */
#include "store_office.h"

static uint64_t size_of(struct office *o)
{
    struct merkle_head at;
    struct err err = {0};

    assert_ok(store_head(desk_store(o->desk), &at, &err));
    return at.size;
}

static void what_is_there_is_not_written_again(void **state)
{
    struct office o;
    struct err err = {0};
    uint64_t size;

    (void)state;
    office_start(&o);
    add(&o, "a", 1, 0, "");
    add(&o, "b", 1, 1, "");
    add(&o, "a", 1, 0, "");
    assert_ok(append(&o, &err));
    assert_int_equal(o.result.n_appended, 2);
    assert_int_equal(o.result.n_repeated, 1);
    assert_true(o.result.n_derived >= 2); /* two shots in the valley are two violations */
    size = size_of(&o);
    add(&o, "b", 1, 1, "");
    assert_ok(append(&o, &err));
    assert_int_equal(o.result.n_repeated, 1);
    assert_int_equal(size_of(&o), size);
    office_end(&o);
}

/* Of two in one input the one is taken that the docket would keep, in whatever order they came. */
static void contradictions_are_refused(void **state)
{
    struct office o;
    struct err err = {0};
    uint64_t size;

    (void)state;
    for (int order = 0; order < 2; order++) {
        office_start(&o);
        add(&o, "a", order == 0 ? 1 : 2, 0,
            order == 0 ? ",\"recorded_at\":\"2026-10-15T00:00:00Z\""
                       : ",\"recorded_at\":\"2026-10-16T00:00:00Z\"");
        add(&o, "a", order == 0 ? 2 : 1, 0,
            order == 0 ? ",\"recorded_at\":\"2026-10-16T00:00:00Z\""
                       : ",\"recorded_at\":\"2026-10-15T00:00:00Z\"");
        assert_ok(append(&o, &err));
        assert_int_equal(o.result.n_appended, 1);
        assert_int_equal(o.n_refused, 1);
        assert_non_null(strstr(o.refused, "id \"a\" of source \"p1\" stands in"));
        size = size_of(&o);
        add(&o, "a", 3, 0, ",\"recorded_at\":\"2026-10-15T00:00:01Z\"");
        assert_ok(append(&o, &err));
        assert_int_equal(o.n_refused, 1);
        assert_int_equal(o.n_outdone, 0);
        assert_non_null(strstr(o.refused, "the record, entry "));
        assert_int_equal(size_of(&o), size);
        add(&o, "a", 3, 0, ",\"recorded_at\":\"2026-10-17T00:00:00Z\",\"supersedes\":\"a\"");
        assert_ok(append(&o, &err));
        assert_int_equal(o.result.n_appended, 1);
        assert_int_equal(o.n_refused, 0);
        office_end(&o);
    }
}

static enum rc check_batch(void *to, const struct store_batch *b, struct err *err)
{
    struct office *o = to;
    const struct ed25519_key *key = b->origin == BATCH_DERIVED
                                        ? &desk_keys(o->desk)->engine.pair.public_key
                                        : &desk_keys(o->desk)->desk.pair.public_key;
    struct ed25519_signature signature;
    struct store_entry e;
    struct buf statement;

    assert_memory_equal(b->author, key->b, sizeof(b->author));
    assert_true(b->has_signature);
    memcpy(signature.b, b->signature, sizeof(signature.b));
    buf_init(&statement, 1024);
    entry_batch_statement(&statement, b->n, &b->root);
    assert_int_equal(store_entry_by_seq(desk_store(o->desk), b->first_seq, &o->arena, &e, err),
                     RC_OK);
    if (b->origin == BATCH_SINGLE)
        assert_true(ed25519_verify(key, e.bytes, &signature));
    else
        assert_true(ed25519_verify(key, buf_span(&statement), &signature));
    buf_release(&statement);
    o->result.n_appended++;
    return RC_OK;
}

static void each_batch_is_signed_by_its_author(void **state)
{
    struct office o;
    struct err err = {0};

    (void)state;
    office_start(&o);
    add(&o, "a", 1, 0, "");
    add(&o, "b", 1, 1, "");
    assert_ok(append(&o, &err));
    add(&o, "c", 1, 2, "");
    assert_ok(append(&o, &err));
    o.result.n_appended = 0;
    assert_ok(store_batches(desk_store(o.desk), 0, UINT64_MAX, check_batch, &o, &err));
    assert_true(o.result.n_appended >= 4); /* two of ours, and what the engine says of each */
    office_end(&o);
}

static void the_head_is_signed_once_and_kept_twice(void **state)
{
    struct office o;
    struct store_checkpoint c;
    struct span file;
    struct err err = {0};

    (void)state;
    office_start(&o);
    assert_false(desk_head(o.desk)->is_there);
    add(&o, "a", 1, 0, "");
    assert_ok(append(&o, &err));
    assert_ok(desk_seal(o.desk, NOW_MS, &err));
    assert_int_equal(desk_head(o.desk)->at.size, size_of(&o));
    assert_ok(disk_read(folder_at(&o.folder, "head/checkpoint"), 4096, &o.arena, &file, &err));
    assert_ok(store_checkpoint_below(desk_store(o.desk), UINT64_MAX, &o.arena, &c, &err));
    assert_true(span_eq(file, c.note));
    assert_ok(desk_seal(o.desk, NOW_MS + 1, &err));
    assert_ok(store_checkpoint_below(desk_store(o.desk), UINT64_MAX, &o.arena, &c, &err));
    assert_int_equal(c.recorded_at_ms, NOW_MS); /* nothing new: nothing was signed */
    office_end(&o);
}

/* A crash between the commit and the head, and one between the head and the record's checkpoint. */
static void what_was_cut_short_is_signed_by_the_next(void **state)
{
    struct office o;
    struct err err = {0};
    uint64_t size;

    (void)state;
    office_start(&o);
    add(&o, "a", 1, 0, "");
    assert_ok(append(&o, &err));
    size = size_of(&o);
    office_close(&o);
    office_open(&o);
    assert_false(desk_head(o.desk)->is_there);
    assert_ok(desk_seal(o.desk, NOW_MS, &err));
    assert_int_equal(desk_head(o.desk)->at.size, size);
    office_end(&o);
}

static void a_record_behind_its_head_is_not_signed_on(void **state)
{
    struct office o;
    struct disk_path kept;
    struct err err = {0};

    (void)state;
    office_start(&o);
    add(&o, "a", 1, 0, "");
    assert_ok(append(&o, &err));
    assert_ok(desk_seal(o.desk, NOW_MS, &err));
    assert_int_equal(desk_reconcile(o.desk, NOW_MS, &kept, &err), RC_CONFLICT);
    assert_ok(store_backup(desk_store(o.desk), folder_at(&o.folder, "old.db"), &err));
    add(&o, "b", 1, 1, "");
    assert_ok(append(&o, &err));
    assert_ok(desk_seal(o.desk, NOW_MS, &err));
    office_close(&o);
    assert_int_equal(rename(folder_at(&o.folder, "old.db"), folder_at(&o.folder, "record.db")), 0);
    assert_int_equal(office_try(&o, STORE_WRITE, false, &err), RC_CONFLICT);
    assert_note("aasc log reconcile");
    assert_int_equal(office_try(&o, STORE_READ, false, &err), RC_OK); /* reading goes on */
    desk_close(o.desk);
    assert_ok(office_try(&o, STORE_WRITE, true, &err));
    assert_int_equal(desk_seal(o.desk, NOW_MS, &err), RC_CONFLICT);
    assert_ok(desk_reconcile(o.desk, NOW_MS, &kept, &err));
    assert_true(disk_is_there(kept.text));
    assert_ok(desk_seal(o.desk, NOW_MS, &err));
    desk_close(o.desk);
    office_open(&o);
    office_end(&o);
}

/* The n-th allocation fails, for every n: the step is whole or not there, and the next one goes on.
 */
static void a_step_that_fails_leaves_nothing(void **state)
{
    struct office o;
    struct err err = {0};
    bool has_failed = false;

    (void)state;
    office_start(&o);
    for (long n = 1;; n += 7) {
        uint64_t before = size_of(&o);
        enum rc rc;
        char id[32];

        (void)snprintf(id, sizeof(id), "x%ld", n);
        add(&o, id, 1, (int)(n % 60), "");
        arena_fail_at(n);
        rc = append(&o, &err);
        arena_fail_at(0);
        if (rc == RC_OK)
            break;
        has_failed = true;
        assert_int_equal(rc, RC_LIMIT);
        assert_int_equal(size_of(&o), before);
        if (n > 3000)
            fail_msg("it never succeeds");
    }
    assert_true(has_failed);
    assert_ok(desk_seal(o.desk, NOW_MS, &err));
    office_end(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_is_not_written_again),
        cmocka_unit_test(contradictions_are_refused),
        cmocka_unit_test(each_batch_is_signed_by_its_author),
        cmocka_unit_test(the_head_is_signed_once_and_kept_twice),
        cmocka_unit_test(what_was_cut_short_is_signed_by_the_next),
        cmocka_unit_test(a_record_behind_its_head_is_not_signed_on),
        cmocka_unit_test(a_step_that_fails_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
