/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/writer.h"

static char scratch[64];

static int set_up(void **state)
{
    (void)state;
    (void)snprintf(scratch, sizeof(scratch), "/tmp/aasc-writer-XXXXXX");
    return mkdtemp(scratch) == NULL || chdir(scratch) != 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    char command[128];

    (void)state;
    (void)snprintf(command, sizeof(command), "rm -rf %s", scratch);
    return chdir("/") != 0 || system(command) != 0 ? -1 : 0;
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static void put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void assert_file(const char *path, const char *text)
{
    char got[256] = "";
    FILE *f = fopen(path, "r");

    assert_non_null(f);
    got[fread(got, 1, sizeof(got) - 1, f)] = '\0';
    assert_int_equal(fclose(f), 0);
    assert_string_equal(got, text);
}

/* Two files with this text, open. */
static void begin(struct folder *d, const char *path, const char *text)
{
    struct writer *w;
    struct err err = {0};

    assert_ok(folder_open(d, path, &err));
    assert_ok(folder_file(d, "a.csv", &w, &err));
    assert_ok(writer_puts(w, text, &err));
    assert_ok(folder_file(d, "b.csv", &w, &err));
    assert_ok(writer_puts(w, text, &err));
}

static void files_appear_together_at_the_end(void **state)
{
    struct folder d;
    struct err err = {0};

    (void)state;
    begin(&d, "new", "one\n");
    assert_false(is_there("new/a.csv"));
    assert_ok(folder_commit(&d, &err));
    assert_file("new/a.csv", "one\n");
    assert_file("new/b.csv", "one\n");
    assert_false(is_there("new/.tmp-a.csv"));
    folder_abandon(&d);
    assert_file("new/a.csv", "one\n");
}

static void an_earlier_output_is_replaced_only_when_all_is_well(void **state)
{
    struct folder d;
    struct err err = {0};

    (void)state;
    begin(&d, "again", "old\n");
    assert_ok(folder_commit(&d, &err));
    begin(&d, "again", "half\n");
    folder_abandon(&d);
    assert_file("again/a.csv", "old\n");
    assert_false(is_there("again/.tmp-a.csv"));
    begin(&d, "again", "new\n");
    assert_ok(folder_commit(&d, &err));
    assert_file("again/a.csv", "new\n");
}

static void a_new_folder_goes_when_nothing_comes_of_it(void **state)
{
    struct folder d;

    (void)state;
    begin(&d, "vain", "x");
    folder_abandon(&d);
    assert_false(is_there("vain"));
}

static void a_folder_that_is_not_ours_is_left_alone(void **state)
{
    struct folder d;
    struct err err = {0};

    (void)state;
    assert_int_equal(mkdir("mine", 0700), 0);
    put_file("mine/letter", "dear");
    assert_int_equal(folder_open(&d, "mine", &err), RC_CONFLICT);
    assert_note("mine: holds files that are no output");
    assert_file("mine/letter", "dear");
    assert_false(is_there("mine/.aasc-judge"));
    assert_int_equal(folder_open(&d, "no/parent", &err), RC_ABSENT);
    assert_note("parent folder");
    assert_int_equal(folder_open(&d, "mine/letter", &err), RC_IO);
    assert_note("mine/letter");
}

static void links_in_the_place_of_our_files_are_not_followed(void **state)
{
    struct folder d;
    struct writer *w;
    struct err err = {0};

    (void)state;
    put_file("precious", "keep me");
    begin(&d, "linked", "x");
    assert_ok(folder_commit(&d, &err));
    assert_int_equal(symlink("../precious", "linked/.tmp-a.csv"), 0);
    assert_ok(folder_open(&d, "linked", &err));
    assert_int_equal(folder_file(&d, "a.csv", &w, &err), RC_IO);
    assert_note("linked/a.csv");
    folder_abandon(&d);
    assert_file("precious", "keep me");
}

static void a_full_disk_is_told_and_nothing_is_renamed(void **state)
{
    struct folder d;
    struct err err = {0};

    (void)state;
    begin(&d, "full", "old\n");
    assert_ok(folder_commit(&d, &err));
    begin(&d, "full", "new\n");
    /* the second file's bytes end on a device without room */
    assert_int_equal(dup2(open("/dev/full", O_WRONLY), fileno(d.files[1].f)), fileno(d.files[1].f));
    assert_int_equal(folder_commit(&d, &err), RC_IO);
    assert_note("full/b.csv: cannot be written: No space left");
    assert_file("full/a.csv", "old\n");
    assert_file("full/b.csv", "old\n");
    assert_false(is_there("full/.tmp-a.csv"));
}

static void a_borrowed_stream_tells_its_fault(void **state)
{
    FILE *f = fopen("/dev/full", "w");
    struct writer w = writer_over(f, "standard output");
    struct err err = {0};
    enum rc rc = RC_OK;

    (void)state;
    assert_int_equal(setvbuf(f, NULL, _IONBF, 0), 0);
    rc = writer_puts(&w, "text", &err);
    assert_int_equal(rc, RC_IO);
    assert_note("standard output: cannot be written: No space left");
    assert_ok(writer_puts(&w, "", &err));
    (void)fclose(f);
}

static void too_many_files_are_a_limit(void **state)
{
    struct folder d;
    struct writer *w;
    struct err err = {0};
    char name[16];

    (void)state;
    assert_ok(folder_open(&d, "many", &err));
    for (int i = 0; i < FOLDER_FILES_MAX; i++) {
        (void)snprintf(name, sizeof(name), "f%d", i);
        assert_ok(folder_file(&d, name, &w, &err));
    }
    assert_int_equal(folder_file(&d, "one-more", &w, &err), RC_LIMIT);
    folder_abandon(&d);
    assert_false(is_there("many"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_appear_together_at_the_end),
        cmocka_unit_test(an_earlier_output_is_replaced_only_when_all_is_well),
        cmocka_unit_test(a_new_folder_goes_when_nothing_comes_of_it),
        cmocka_unit_test(a_folder_that_is_not_ours_is_left_alone),
        cmocka_unit_test(links_in_the_place_of_our_files_are_not_followed),
        cmocka_unit_test(a_full_disk_is_told_and_nothing_is_renamed),
        cmocka_unit_test(a_borrowed_stream_tells_its_fault),
        cmocka_unit_test(too_many_files_are_a_limit),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
