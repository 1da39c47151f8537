/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include "store/persons.h"

static const char *file_at(const struct folder *f, const char *person)
{
    static char name[160];
    struct sha256_digest hash = sealed_person_hash(span_of(person));
    struct buf hex;

    buf_init(&hex, 128);
    sha256_put_hex(&hex, &hash);
    (void)snprintf(name, sizeof(name), "keys/persons/%s", hex.p);
    buf_release(&hex);
    return folder_at(f, name);
}

static void start(struct folder *f)
{
    struct err err = {0};

    folder_start(f);
    assert_ok(disk_make_folder(folder_at(f, "keys"), DISK_SECRET, &err));
}

static void a_key_is_drawn_once_and_read_again(void **state)
{
    struct sealed_key one, again, other;
    struct folder f;
    struct err err = {0};

    (void)state;
    start(&f);
    assert_int_equal(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &one, &err), RC_ABSENT);
    assert_ok(persons_add(folder_at(&f, "keys"), SPAN("w-1"), &err));
    assert_ok(persons_add(folder_at(&f, "keys"), SPAN("w-2"), &err));
    assert_int_equal(persons_add(folder_at(&f, "keys"), SPAN("w-1"), &err), RC_CONFLICT);
    assert_note("has a key");
    assert_ok(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &one, &err));
    assert_ok(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &again, &err));
    assert_ok(persons_key(folder_at(&f, "keys"), SPAN("w-2"), &other, &err));
    assert_memory_equal(&one, &again, sizeof(one));
    assert_memory_not_equal(&one, &other, sizeof(one));
    assert_int_equal(folder_mode(&f, "keys/persons"), 0700);
    assert_int_equal(access(file_at(&f, "w-1"), F_OK), 0);
    folder_end(&f);
}

static void names_that_are_no_pseudonyms(void **state)
{
    static const char *const rows[] = {"", "../secret", "Ann", "a b", "/etc/passwd"};
    struct sealed_key key;
    struct folder f;
    struct err err = {0};

    (void)state;
    start(&f);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_equal(persons_add(folder_at(&f, "keys"), span_of(rows[i]), &err), RC_INPUT);
        assert_int_equal(persons_key(folder_at(&f, "keys"), span_of(rows[i]), &key, &err),
                         RC_INPUT);
    }
    assert_false(disk_is_there(folder_at(&f, "keys/persons")));
    folder_end(&f);
}

static void damaged_files_say_so(void **state)
{
    static const char *const rows[] = {"", "x\n", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                                       "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n",
                                       "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8?\n"};
    struct sealed_key key = {{5}};
    struct folder f;
    struct err err = {0};

    (void)state;
    start(&f);
    assert_ok(persons_add(folder_at(&f, "keys"), SPAN("w-1"), &err));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_ok(disk_replace(file_at(&f, "w-1"), span_of(rows[i]), DISK_SECRET, &err));
        assert_int_equal(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &key, &err), RC_INPUT);
        assert_note("32 bytes");
        assert_int_equal(key.b[0], 5);
    }
    assert_ok(disk_replace(file_at(&f, "w-1"),
                           SPAN("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"), DISK_SECRET,
                           &err));
    assert_ok(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &key, &err));
    assert_int_equal(key.b[31], 31);
    assert_int_equal(chmod(file_at(&f, "w-1"), 0640), 0);
    assert_int_equal(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &key, &err), RC_CONFLICT);
    assert_note("chmod 600");
    assert_int_equal(unlink(file_at(&f, "w-1")), 0);
    assert_int_equal(symlink("/etc/passwd", file_at(&f, "w-1")), 0);
    assert_int_equal(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &key, &err), RC_IO);
    assert_int_equal(unlink(file_at(&f, "w-1")), 0);
    assert_int_equal(mkfifo(file_at(&f, "w-1"), 0600), 0);
    assert_int_equal(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &key, &err), RC_CONFLICT);
    assert_note("no regular file");
    folder_end(&f);
}

/* A second name for the same file shows what was done to its bytes before it went. */
static void a_dropped_key_is_overwritten(void **state)
{
    const struct sha256_digest one = sealed_person_hash(SPAN("w-1"));
    struct sealed_key key;
    struct folder f;
    struct arena a;
    struct span text;
    struct err err = {0};

    (void)state;
    start(&f);
    arena_init(&a, MIB);
    assert_ok(persons_add(folder_at(&f, "keys"), SPAN("w-1"), &err));
    assert_ok(persons_add(folder_at(&f, "keys"), SPAN("w-2"), &err));
    assert_int_equal(link(file_at(&f, "w-1"), folder_at(&f, "copy")), 0);
    assert_ok(persons_drop(folder_at(&f, "keys"), &one, &err));
    assert_false(persons_has(folder_at(&f, "keys"), &one));
    assert_ok(disk_read(folder_at(&f, "copy"), MIB, &a, &text, &err));
    assert_int_equal(text.n, 45);
    for (size_t i = 0; i < text.n; i++)
        assert_int_equal(text.p[i], 0);
    assert_int_equal(persons_key(folder_at(&f, "keys"), SPAN("w-1"), &key, &err), RC_ABSENT);
    assert_ok(persons_key(folder_at(&f, "keys"), SPAN("w-2"), &key, &err));
    assert_ok(persons_drop(folder_at(&f, "keys"), &one, &err)); /* again: nothing */
    arena_release(&a);
    folder_end(&f);
}

static void a_key_that_cannot_be_dropped_is_told(void **state)
{
    const struct sha256_digest one = sealed_person_hash(SPAN("w-1"));
    struct folder f;
    struct err err = {0};

    (void)state;
    start(&f);
    assert_ok(disk_make_folder(folder_at(&f, "keys/persons"), DISK_SECRET, &err));
    assert_int_equal(mkdir(file_at(&f, "w-1"), 0700), 0);
    assert_int_equal(persons_drop(folder_at(&f, "keys"), &one, &err), RC_IO);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_drawn_once_and_read_again),
        cmocka_unit_test(names_that_are_no_pseudonyms),
        cmocka_unit_test(damaged_files_say_so),
        cmocka_unit_test(a_dropped_key_is_overwritten),
        cmocka_unit_test(a_key_that_cannot_be_dropped_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
