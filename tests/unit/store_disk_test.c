/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

static void a_file_is_replaced_whole(void **state)
{
    struct folder f;
    struct arena a;
    struct span text;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(disk_replace(folder_at(&f, "x"), SPAN("first"), DISK_OPEN, &err));
    assert_ok(disk_replace(folder_at(&f, "x"), SPAN("second"), DISK_SECRET, &err));
    assert_ok(disk_read(folder_at(&f, "x"), 100, &a, &text, &err));
    assert_span(text, "second");
    assert_int_equal(folder_mode(&f, "x"), 0600);
    assert_false(disk_is_there(folder_at(&f, "x.new")));
    arena_release(&a);
    folder_end(&f);
}

/* What a crash leaves beside a file is no hindrance, and never the file. */
static void a_replacement_that_was_cut_short_is_forgotten(void **state)
{
    struct folder f;
    struct arena a;
    struct span text;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    folder_put(&f, "x", "old");
    folder_put(&f, "x.new", "ha");
    assert_ok(disk_read(folder_at(&f, "x"), 100, &a, &text, &err));
    assert_span(text, "old");
    assert_ok(disk_replace(folder_at(&f, "x"), SPAN("new"), DISK_OPEN, &err));
    assert_ok(disk_read(folder_at(&f, "x"), 100, &a, &text, &err));
    assert_span(text, "new");
    arena_release(&a);
    folder_end(&f);
}

static void what_is_there_is_not_made_again(void **state)
{
    struct folder f;
    struct arena a;
    struct span text;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(disk_create(folder_at(&f, "x"), SPAN("mine"), DISK_SECRET, &err));
    assert_int_equal(disk_create(folder_at(&f, "x"), SPAN("yours"), DISK_SECRET, &err),
                     RC_CONFLICT);
    assert_ok(disk_read(folder_at(&f, "x"), 100, &a, &text, &err));
    assert_span(text, "mine");
    assert_ok(disk_make_folder(folder_at(&f, "d"), DISK_SECRET, &err));
    assert_int_equal(folder_mode(&f, "d"), 0700);
    assert_int_equal(disk_make_folder(folder_at(&f, "d"), DISK_OPEN, &err), RC_CONFLICT);
    arena_release(&a);
    folder_end(&f);
}

static void what_cannot_be_read_says_why(void **state)
{
    struct folder f;
    struct arena a;
    struct span text = SPAN("untouched");
    struct sha256_digest hash;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    folder_put(&f, "x", "12345");
    assert_int_equal(disk_read(folder_at(&f, "none"), 100, &a, &text, &err), RC_ABSENT);
    assert_note("none");
    assert_int_equal(disk_read(f.path, 100, &a, &text, &err), RC_IO);
    assert_note("no regular file");
    assert_int_equal(disk_read(folder_at(&f, "x"), 4, &a, &text, &err), RC_LIMIT);
    assert_int_equal(disk_hash(folder_at(&f, "none"), &hash, NULL, &err), RC_ABSENT);
    assert_span(text, "untouched");
    assert_ok(disk_read(folder_at(&f, "x"), 5, &a, &text, &err));
    arena_release(&a);
    folder_end(&f);
}

static void a_file_is_hashed_in_pieces(void **state)
{
    static char block[65536];
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072};
    struct err err = {0};

    (void)state;
    memset(block, 'x', sizeof(block));
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct folder f;
        struct sha256_digest got, want;
        struct sha256_stream s;
        uint64_t n = 0;
        FILE *to;

        folder_start(&f);
        to = fopen(folder_at(&f, "x"), "wb");
        assert_non_null(to);
        sha256_init(&s);
        for (size_t left = sizes[i]; left > 0;) {
            size_t now = left < sizeof(block) ? left : sizeof(block);

            assert_int_equal(fwrite(block, 1, now, to), now);
            sha256_add(&s, (struct span){block, now});
            left -= now;
        }
        assert_int_equal(fclose(to), 0);
        want = sha256_finish(&s);
        assert_ok(disk_hash(folder_at(&f, "x"), &got, &n, &err));
        assert_memory_equal(got.b, want.b, 32);
        assert_int_equal(n, sizes[i]);
        folder_end(&f);
    }
}

struct seen {
    size_t n;
    char names[8][64];
    bool odd[8];
};

static enum rc see(void *to, const struct disk_entry *e, struct err *err)
{
    struct seen *s = to;

    (void)err;
    (void)snprintf(s->names[s->n], sizeof(s->names[0]), "%s", e->name);
    s->odd[s->n++] = e->is_odd;
    return RC_OK;
}

static void a_walk_is_in_order_and_follows_no_link(void **state)
{
    struct folder f;
    struct seen s = {0};
    struct err err = {0};

    (void)state;
    folder_start(&f);
    assert_ok(disk_make_folder(folder_at(&f, "b"), DISK_OPEN, &err));
    folder_put(&f, "b/2", "x");
    folder_put(&f, "b/1", "x");
    folder_put(&f, "a", "x");
    assert_int_equal(symlink("/etc", folder_at(&f, "c")), 0);
    assert_ok(disk_walk(f.path, see, &s, &err));
    assert_int_equal(s.n, 4);
    assert_string_equal(s.names[0], "a");
    assert_string_equal(s.names[1], "b/1");
    assert_string_equal(s.names[2], "b/2");
    assert_string_equal(s.names[3], "c");
    assert_true(s.odd[3] && !s.odd[0]);
    assert_ok(disk_remove_tree(f.path, &err));
    assert_false(disk_is_there(f.path));
    assert_true(disk_is_there("/etc"));
    assert_ok(disk_remove_tree(f.path, &err));
}

static void a_folder_without_permission_is_told(void **state)
{
    struct folder f;
    struct err err = {0};

    (void)state;
    if (geteuid() == 0) {
        print_message("SKIPPED: root is refused nothing\n");
        skip();
    }
    folder_start(&f);
    assert_int_equal(chmod(f.path, 0500), 0);
    assert_int_equal(disk_replace(folder_at(&f, "x"), SPAN("y"), DISK_OPEN, &err), RC_IO);
    assert_note("ermission");
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_replaced_whole),
        cmocka_unit_test(a_replacement_that_was_cut_short_is_forgotten),
        cmocka_unit_test(what_is_there_is_not_made_again),
        cmocka_unit_test(what_cannot_be_read_says_why),
        cmocka_unit_test(a_file_is_hashed_in_pieces),
        cmocka_unit_test(a_walk_is_in_order_and_follows_no_link),
        cmocka_unit_test(a_folder_without_permission_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
