/* SPDX-License-Identifier: Apache-2.0 */
#include "record_log.h"

#include "record/log_verify.h"

static struct arena arena;
static struct buf text;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 512 * MIB);
    buf_init(&text, 4 * MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    buf_release(&text);
    return 0;
}

static enum rc read_made(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    const struct made_log *m = context;

    for (size_t i = 0; i < m->n_files; i++) {
        if (!span_eq(m->files[i].name, name))
            continue;
        *out = arena_copy(a, m->files[i].bytes, err);
        return out->p == NULL ? RC_LIMIT : RC_OK;
    }
    return err_set(err, RC_ABSENT, "%.*s is not there", SPAN_ARG(name));
}

static enum rc each_made(void *context, const struct log_visitor *visitor, struct err *err)
{
    const struct made_log *m = context;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < m->n_files && rc == RC_OK; i++)
        rc = visitor->visit(visitor->context, m->files[i].name, err);
    return rc;
}

/* A log with its directory. */
static struct made_log *written(uint64_t size)
{
    struct made_log *m = made_log(size, &arena);

    made_write(m, size, &arena);
    made_put_file(m, SPAN("checkpoint"), made_checkpoint(m, size, &arena), &arena);
    return m;
}

static enum rc verify(struct made_log *m, struct log_findings *f, struct err *err)
{
    struct log_directory d = {{m, read_made}, each_made};

    return log_verify_directory(&d, &m->trust, &arena, f, err);
}

static void a_directory_of_any_size_verifies(void **state)
{
    static const struct {
        uint64_t size, n_tiles, n_bundles;
    } rows[] = {{0, 0, 0},         {1, 1, 1},         {2, 1, 1},        {255, 1, 1}, {256, 2, 1},
                {257, 3, 2},       {300, 3, 2},       {511, 3, 2},      {512, 3, 2}, {1000, 5, 4},
                {65535, 257, 256}, {65536, 258, 256}, {65537, 259, 257}};
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct made_log *m = written(rows[i].size);
        struct log_findings f;

        assert_ok(verify(m, &f, &err));
        assert_true(f.head.checkpoint.head.size == rows[i].size);
        assert_int_equal(f.n_tiles, rows[i].n_tiles);
        assert_int_equal(f.n_bundles, rows[i].n_bundles);
        assert_int_equal(f.n_older + f.n_beyond + f.n_foreign, 0);
        arena_reset(&arena);
    }
}

/* Every file, a bit in every byte: the search ends with a note that names the file. */
static void any_changed_byte_of_any_file_is_found(void **state)
{
    static const uint64_t sizes[] = {3, 260, 513};
    struct err err = {0};

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        struct made_log *m = written(sizes[k]);
        struct arena made = arena;

        arena_init(&arena, 16 * MIB);
        for (size_t i = 0; i < m->n_files; i++) {
            struct made_file *f = &m->files[i];
            char *p = (char *)(uintptr_t)f->bytes.p;

            for (size_t at = 0; at < f->bytes.n; at += k == 0 ? 1 : 1 + f->bytes.n / 40) {
                char path[100];
                struct log_findings found;
                enum rc rc;

                p[at] = (char)(p[at] ^ 1 << at % 8);
                rc = verify(m, &found, &err);
                p[at] = (char)(p[at] ^ 1 << at % 8);
                arena_reset(&arena);
                (void)snprintf(path, sizeof(path), "%.*s", SPAN_ARG(f->name));
                if (rc == RC_OK)
                    fail_msg("byte %zu of %s can be changed", at, path);
                if (strstr(err.note, path) == NULL)
                    fail_msg("%s is not named: %s", path, err.note);
            }
        }
        arena_release(&arena);
        arena = made;
    }
}

static void any_missing_file_is_named(void **state)
{
    struct made_log *m = written(600);
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < m->n_files; i++) {
        struct span name = m->files[i].name;
        struct log_findings f;
        char path[100];
        enum rc rc;

        m->files[i].name = SPAN("gone");
        rc = verify(m, &f, &err);
        m->files[i].name = name;
        (void)snprintf(path, sizeof(path), "%.*s", SPAN_ARG(name));
        assert_int_equal(rc, span_is(name, "checkpoint") ? RC_ABSENT : RC_CONFLICT);
        assert_note(path);
    }
}

static void longer_and_shorter_files_are_named(void **state)
{
    static const char *const names[] = {"tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1",
                                        "tile/entries/000", "tile/entries/001.p/44"};
    struct made_log *m = written(300);
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct made_file *f = made_find(m, names[i]);
        struct span whole = f->bytes;
        struct log_findings found;

        f->bytes.n--;
        assert_int_equal(verify(m, &found, &err), RC_CONFLICT);
        assert_note(names[i]);
        buf_clear(&text);
        buf_put(&text, whole);
        buf_putc(&text, '\0');
        f->bytes = buf_span(&text);
        assert_int_equal(verify(m, &found, &err), RC_CONFLICT);
        assert_note(names[i]);
        f->bytes = span_none();
        assert_int_equal(verify(m, &found, &err), RC_CONFLICT);
        assert_note(names[i]);
        f->bytes = whole;
    }
}

/* A whole log made again over changed entries agrees with itself and not with the signature. */
static void a_log_that_was_made_again_is_refused(void **state)
{
    struct made_log *m = written(300), *other = made_log(301, &arena);
    struct log_findings f;
    struct err err = {0};

    (void)state;
    /* tiles and bundles of entries 1 .. 300 in place of 0 .. 299 */
    memmove(other->commitments, other->commitments + 1, 300 * sizeof(*other->commitments));
    merkle_leaves(other->commitments, 300, other->leaves);
    assert_ok(merkle_tree_build(other->leaves, 300, &arena, &other->tree, &err));
    made_write(other, 300, &arena);
    made_put_file(other, SPAN("checkpoint"), made_find(m, "checkpoint")->bytes, &arena);
    assert_int_equal(verify(other, &f, &err), RC_CONFLICT);
    assert_note("not with the root that was signed");
}

static void older_partials_must_agree(void **state)
{
    struct made_log *m = written(300);
    struct log_findings f;
    struct err err = {0};

    (void)state;
    made_write(m, 260, &arena);
    made_write(m, 100, &arena);
    made_put_file(m, SPAN("index.html"), SPAN("hello"), &arena);
    made_put_file(m, SPAN("tile/0/x"), SPAN("hello"), &arena);
    assert_ok(verify(m, &f, &err));
    /* tile/0/000.p/100, tile/0/001.p/4 and their bundles; tile/1/000.p/1 stands in both sizes */
    assert_int_equal(f.n_older, 4);
    assert_int_equal(f.n_foreign, 2);
    made_find(m, "tile/0/001.p/4")->bytes = SPAN("short");
    assert_int_equal(verify(m, &f, &err), RC_CONFLICT);
    assert_note("tile/0/001.p/4");
    made_find(m, "tile/0/001.p/4")->bytes = made_find(m, "tile/0/000")->bytes;
    made_find(m, "tile/0/001.p/4")->bytes.n = 128;
    assert_int_equal(verify(m, &f, &err), RC_CONFLICT);
    assert_note("tile/0/001.p/4: it contradicts the tile");
}

static void an_older_bundle_has_nothing_behind_it(void **state)
{
    struct made_log *m = written(9);
    struct made_file *f;
    struct log_findings found;
    struct err err = {0};

    (void)state;
    made_write(m, 4, &arena);
    f = made_find(m, "tile/entries/000.p/4");
    buf_put(&text, f->bytes);
    buf_puts(&text, "more");
    f->bytes = buf_span(&text);
    assert_int_equal(verify(m, &found, &err), RC_CONFLICT);
    assert_note("tile/entries/000.p/4: there are bytes behind its last entry");
    f->bytes.n -= 5;
    assert_int_equal(verify(m, &found, &err), RC_CONFLICT);
    assert_note("tile/entries/000.p/4: it contradicts");
}

static void every_older_partial_is_compared(void **state)
{
    struct made_log *m = written(9);
    struct log_findings f;
    struct err err = {0};

    (void)state;
    for (uint64_t n = 1; n < 9; n++)
        made_write(m, n, &arena);
    assert_ok(verify(m, &f, &err));
    assert_int_equal(f.n_older, 16);
    for (size_t i = 0; i < m->n_files; i++) {
        char *p = (char *)(uintptr_t)m->files[i].bytes.p;

        for (size_t at = 0; at < m->files[i].bytes.n; at += 7) {
            p[at] = (char)(p[at] ^ 4);
            if (verify(m, &f, &err) == RC_OK)
                fail_msg("byte %zu of %.*s can be changed", at, SPAN_ARG(m->files[i].name));
            p[at] = (char)(p[at] ^ 4);
        }
    }
}

/* The log grew after the checkpoint that is verified: full tiles stand where it has partial ones.
 */
static void tiles_beyond_the_checkpoint_must_agree_as_far_as_it_goes(void **state)
{
    struct made_log *m = made_log(700, &arena);
    struct log_findings f;
    struct err err = {0};

    (void)state;
    made_write(m, 700, &arena);
    made_put_file(m, SPAN("tile/1/000.p/1"), (struct span){(const char *)m->tree.level[8][0].b, 32},
                  &arena);
    made_put_file(m, SPAN("checkpoint"), made_checkpoint(m, 300, &arena), &arena);
    assert_ok(verify(m, &f, &err));
    assert_int_equal(f.head.checkpoint.head.size, 300);
    /* tile/0/001, 002.p/188, their bundles, tile/1/000.p/2 */
    assert_int_equal(f.n_beyond, 5);
    ((char *)(uintptr_t)made_find(m, "tile/0/001")->bytes.p)[0] ^= 1;
    assert_int_equal(verify(m, &f, &err), RC_CONFLICT);
    assert_note("tile/0/001");
    ((char *)(uintptr_t)made_find(m, "tile/0/001")->bytes.p)[0] ^= 1;
    ((char *)(uintptr_t)made_find(m, "tile/1/000.p/2")->bytes.p)[5] ^= 1;
    assert_int_equal(verify(m, &f, &err), RC_CONFLICT);
    assert_note("tile/1/000.p/2: it contradicts");
}

/* Whoever kept any earlier checkpoint sees whether the directory continues it. */
static void an_earlier_checkpoint_is_continued_or_not(void **state)
{
    struct made_log *m = written(700);
    struct log_directory d = {{m, read_made}, each_made};
    struct checkpoint c = {.origin = SPAN(MADE_ORIGIN)};
    struct log_findings f;
    struct err err = {0};

    (void)state;
    assert_ok(verify(m, &f, &err));
    for (uint64_t size = 0; size <= 700; size += size < 20 ? 1 : 17) {
        c.head = (struct merkle_head){size, merkle_root(m->leaves, size)};
        assert_ok(log_check_earlier(&d, &f, &c, &err));
        c.head.root.b[31] ^= 1;
        assert_int_equal(log_check_earlier(&d, &f, &c, &err), RC_CONFLICT);
        assert_note("its history was rewritten");
    }
    c.head = f.head.checkpoint.head;
    assert_ok(log_check_earlier(&d, &f, &c, &err));
    c.head.size = 701;
    assert_int_equal(log_check_earlier(&d, &f, &c, &err), RC_CONFLICT);
    assert_note("signed 701 entries earlier, and the directory has 700: it is behind");
    c.origin = SPAN("other");
    assert_int_equal(log_check_earlier(&d, &f, &c, &err), RC_CONFLICT);
    assert_note("of another log");
}

static void a_reader_that_fails_is_no_verdict(void **state)
{
    struct made_log *m = written(300);
    struct log_findings f;
    struct err err = {0};
    long k = 1;

    (void)state;
    for (;; k++) {
        enum rc rc;

        arena_fail_at(k);
        rc = verify(m, &f, &err);
        arena_fail_at(0);
        if (rc == RC_OK)
            break;
        assert_int_equal(rc, RC_LIMIT);
    }
    assert_true(k > 5);
}

static void words_say_what_was_proved(void **state)
{
    struct made_log *m = written(300);
    struct log_findings f;
    struct err err = {0};

    (void)state;
    assert_ok(verify(m, &f, &err));
    log_put_directory(&text, &f);
    assert_non_null(strstr(text.p, "verified: a log, every entry of it\n"));
    assert_non_null(strstr(text.p, "2 bundles and 3 tiles are all there"));
    assert_non_null(strstr(text.p,
                           "tamper-evident to holders of an earlier checkpoint, and nothing "
                           "more.\n"));
    assert_int_equal(log_file_of(SPAN("aasc/fork@v1\nx")), LOG_FILE_FORK);
    assert_int_equal(log_file_of(SPAN("c2sp.org/tlog-proof@v1\nx")), LOG_FILE_PROOF);
    assert_int_equal(log_file_of(SPAN("example.com/log\n")), LOG_FILE_CHECKPOINT);
}

/* The log that Tessera's authors made: every checkpoint of it over the one set of tiles. */

static enum rc read_shared(void *context, struct span name, struct arena *a, struct span *out,
                           struct err *err)
{
    const char *checkpoint = context;
    char path[1024];

    if (span_is(name, "checkpoint"))
        name = span_of(checkpoint);
    (void)snprintf(path, sizeof(path), TLOG "tessera/testdata/log/%.*s", SPAN_ARG(name));
    *out = vector_file(path, a);
    return out->p != NULL ? RC_OK : err_set(err, RC_ABSENT, "%.*s is not there", SPAN_ARG(name));
}

static void the_small_log_verifies_at_every_size(void **state)
{
    const struct verifier_key *keys;
    struct verifier_key key = {.id = 0};
    struct log_trust trust = {.logs = &key, .n_logs = 1};
    struct err err = {0};
    size_t n_keys;

    (void)state;
    need_vectors();
    assert_ok(
        verifier_keys_read(tlog_file("public/keys.vkeys", &arena), &arena, &keys, &n_keys, &err));
    for (size_t i = 0; i < n_keys; i++)
        if (span_is(keys[i].name, "example.com/log/testdata"))
            key = keys[i];
    for (int size = 0; size <= 15; size++) {
        char checkpoint[30];
        struct log_directory d = {{checkpoint, read_shared}, NULL};
        struct log_findings f;

        (void)snprintf(checkpoint, sizeof(checkpoint), "checkpoint.%d", size);
        assert_ok(log_verify_directory(&d, &trust, &arena, &f, &err));
        assert_int_equal(f.head.checkpoint.head.size, size);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_directory_of_any_size_verifies),
        TEST(any_changed_byte_of_any_file_is_found),
        TEST(any_missing_file_is_named),
        TEST(longer_and_shorter_files_are_named),
        TEST(a_log_that_was_made_again_is_refused),
        TEST(older_partials_must_agree),
        TEST(an_older_bundle_has_nothing_behind_it),
        TEST(every_older_partial_is_compared),
        TEST(tiles_beyond_the_checkpoint_must_agree_as_far_as_it_goes),
        TEST(an_earlier_checkpoint_is_continued_or_not),
        TEST(a_reader_that_fails_is_no_verdict),
        TEST(words_say_what_was_proved),
        TEST(the_small_log_verifies_at_every_size),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
