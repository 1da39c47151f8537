/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include "store/keys.h"

#define ORIGIN SPAN("example.org/kalmius")

static void keys_are_made_once_and_read_again(void **state)
{
    struct folder f;
    struct arena a;
    struct keys k, again;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(keys_make(folder_at(&f, "keys"), ORIGIN, &err));
    assert_int_equal(folder_mode(&f, "keys"), 0700);
    assert_int_equal(folder_mode(&f, "keys/node.key"), 0600);
    assert_int_equal(folder_mode(&f, "keys/secret"), 0600);
    assert_int_equal(keys_make(folder_at(&f, "keys"), ORIGIN, &err), RC_CONFLICT);
    assert_ok(keys_open(folder_at(&f, "keys"), ORIGIN, &a, &k, &err));
    assert_ok(keys_open(folder_at(&f, "keys"), ORIGIN, &a, &again, &err));
    assert_memory_equal(&k.node.pair, &again.node.pair, sizeof(k.node.pair));
    assert_memory_equal(&k.secret, &again.secret, sizeof(k.secret));
    assert_memory_not_equal(&k.node.pair, &k.engine.pair, sizeof(k.node.pair));
    assert_memory_not_equal(&k.desk.pair, &k.engine.pair, sizeof(k.node.pair));
    assert_span(k.node.name, "example.org/kalmius");
    keys_wipe(&k);
    keys_wipe(&again);
    for (size_t i = 0; i < sizeof(k); i++)
        assert_int_equal(((const unsigned char *)&k)[i], 0);
    arena_release(&a);
    folder_end(&f);
}

static void keys_of_another_log_are_refused(void **state)
{
    struct folder f;
    struct arena a;
    struct keys k;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(keys_make(folder_at(&f, "keys"), ORIGIN, &err));
    assert_int_equal(keys_open(folder_at(&f, "keys"), SPAN("other"), &a, &k, &err), RC_CONFLICT);
    assert_note("not of \"other\"");
    assert_int_equal(keys_open(folder_at(&f, "none"), ORIGIN, &a, &k, &err), RC_ABSENT);
    assert_int_equal(keys_make(folder_at(&f, "bad"), SPAN("a b"), &err), RC_INPUT);
    arena_release(&a);
    folder_end(&f);
}

static void what_others_may_read_is_no_secret(void **state)
{
    static const struct {
        const char *name;
        mode_t mode;
    } rows[] = {{"keys", 0750}, {"keys/secret", 0640}, {"keys/node.key", 0604}};
    struct folder f;
    struct arena a;
    struct keys k;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(keys_make(folder_at(&f, "keys"), ORIGIN, &err));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct faults faults = {0};
        unsigned was = folder_mode(&f, rows[i].name);

        assert_int_equal(chmod(folder_at(&f, rows[i].name), rows[i].mode), 0);
        assert_int_equal(keys_open(folder_at(&f, "keys"), ORIGIN, &a, &k, &err), RC_CONFLICT);
        assert_note(rows[i].name);
        assert_note("chmod");
        assert_ok(keys_check_modes(folder_at(&f, "keys"), faults_take, &faults, &err));
        assert_int_equal(faults.n, 1);
        assert_non_null(strstr(faults.text[0], rows[i].name));
        assert_int_equal(chmod(folder_at(&f, rows[i].name), (mode_t)was), 0);
    }
    assert_ok(keys_open(folder_at(&f, "keys"), ORIGIN, &a, &k, &err));
    keys_wipe(&k);
    arena_release(&a);
    folder_end(&f);
}

static void damaged_files_are_named(void **state)
{
    static const struct {
        const char *name, *text, *says;
    } rows[] = {
        {"keys/secret", "", "32 bytes"},
        {"keys/secret", "AAAA", "32 bytes"},
        {"keys/node.key", "", "node.key"},
        {"keys/engine.key", "PRIVATE+KEY+engine+00000000+AAAA", "engine.key"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct folder f;
        struct arena a;
        struct keys k;
        struct err err = {0};

        folder_start(&f);
        arena_init(&a, MIB);
        assert_ok(keys_make(folder_at(&f, "keys"), ORIGIN, &err));
        folder_put(&f, rows[i].name, rows[i].text);
        assert_int_not_equal(keys_open(folder_at(&f, "keys"), ORIGIN, &a, &k, &err), RC_OK);
        assert_note(rows[i].says);
        arena_release(&a);
        folder_end(&f);
    }
}

static void authors_have_keys_of_their_own(void **state)
{
    static const char *const refused[] = {"",      "A",    "-a",       "a b", "a/b",
                                          "../up", "a\nb", "\xc3\xa9", ".a"};
    struct folder f;
    struct arena a;
    struct signer_key k, again;
    struct span author;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    assert_ok(keys_make(folder_at(&f, "keys"), ORIGIN, &err));
    assert_int_equal(keys_open_author(folder_at(&f, "keys"), SPAN("eva"), &a, &k, &err), RC_ABSENT);
    assert_note("aasc key new");
    assert_ok(keys_make_author(folder_at(&f, "keys"), SPAN("eva"), &a, &k, &err));
    assert_int_equal(folder_mode(&f, "keys/by-eva.key"), 0600);
    assert_int_equal(keys_make_author(folder_at(&f, "keys"), SPAN("eva"), &a, &again, &err),
                     RC_CONFLICT);
    assert_ok(keys_open_author(folder_at(&f, "keys"), SPAN("eva"), &a, &again, &err));
    assert_memory_equal(&k.pair, &again.pair, sizeof(k.pair));
    assert_ok(keys_author(&k, &a, &author, &err));
    assert_int_equal(author.n, 44);
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        assert_int_equal(
            keys_make_author(folder_at(&f, "keys"), span_of(refused[i]), &a, &again, &err),
            RC_INPUT);
    signer_key_wipe(&k);
    signer_key_wipe(&again);
    arena_release(&a);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_made_once_and_read_again),
        cmocka_unit_test(keys_of_another_log_are_refused),
        cmocka_unit_test(what_others_may_read_is_no_secret),
        cmocka_unit_test(damaged_files_are_named),
        cmocka_unit_test(authors_have_keys_of_their_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
