/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include "store/blobs.h"

static void bytes_are_kept_under_their_hash(void **state)
{
    struct folder f;
    struct arena a;
    struct sha256_digest hash, again, other = {{0}};
    struct disk_path path;
    struct span text;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(blobs_put(f.path, SPAN("some rows\n"), &hash, &err));
    assert_ok(blobs_put(f.path, SPAN("some rows\n"), &again, &err));
    assert_memory_equal(hash.b, again.b, 32);
    assert_true(blobs_has(f.path, &hash));
    assert_false(blobs_has(f.path, &other));
    assert_ok(blobs_path(f.path, &hash, &path, &err));
    assert_ok(disk_read(path.text, 100, &a, &text, &err));
    assert_span(text, "some rows\n");
    assert_ok(blobs_drop(f.path, &hash, &err));
    assert_false(blobs_has(f.path, &hash));
    assert_ok(blobs_drop(f.path, &hash, &err));
    arena_release(&a);
    folder_end(&f);
}

static void every_changed_file_is_named(void **state)
{
    struct folder f;
    struct faults faults = {0};
    struct sha256_digest hash;
    struct disk_path path;
    struct err err = {0};
    FILE *to;

    (void)state;
    folder_start(&f);
    assert_ok(blobs_put(f.path, SPAN("one"), &hash, &err));
    assert_ok(blobs_put(f.path, SPAN("two"), &hash, &err));
    assert_ok(blobs_check(f.path, faults_take, &faults, &err));
    assert_int_equal(faults.n, 0);
    assert_ok(blobs_path(f.path, &hash, &path, &err));
    to = fopen(path.text, "r+b");
    assert_non_null(to);
    assert_int_equal(fputc('T', to), 'T');
    assert_int_equal(fclose(to), 0);
    folder_put(&f, "notes.txt", "not a blob");
    assert_ok(blobs_check(f.path, faults_take, &faults, &err));
    assert_int_equal(faults.n, 2);
    assert_non_null(strstr(faults.text[0], path.text));
    assert_non_null(strstr(faults.text[1], "notes.txt"));
    folder_end(&f);
}

/* A write that was cut short leaves a file beside the name; nothing else is anybody's to take. */
static void what_was_cut_short_is_taken_away(void **state)
{
    static const struct {
        const char *name;
        bool is_left;
    } cases[] = {
        {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.new", true},
        {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false},
        {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde.new", false},
        {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF.new", false},
        {"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.old", false},
        {"notes.new", false},
    };
    struct folder f;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        folder_put(&f, cases[i].name, "half of");
    assert_ok(blobs_sweep(f.path, &err));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (disk_is_there(folder_at(&f, cases[i].name)) == cases[i].is_left)
            fail_msg("%s: %s", cases[i].name, cases[i].is_left ? "still there" : "gone");
    assert_ok(blobs_sweep(folder_at(&f, "nowhere"), &err));
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_kept_under_their_hash),
        cmocka_unit_test(every_changed_file_is_named),
        cmocka_unit_test(what_was_cut_short_is_taken_away),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
