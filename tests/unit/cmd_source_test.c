/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "cmd/source.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A scratch folder per test, with a file, a folder and a pipe in it. */
struct scratch {
    char folder[64];
    struct arena arena;
};

static void put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    static struct scratch s;

    (void)snprintf(s.folder, sizeof(s.folder), "/tmp/aasc-source-XXXXXX");
    if (mkdtemp(s.folder) == NULL || chdir(s.folder) != 0)
        return -1;
    arena_init(&s.arena, 4 * MIB);
    put_file("a.txt", "abc");
    put_file("empty", "");
    if (mkdir("geo", 0700) != 0 || mkfifo("pipe", 0600) != 0)
        return -1;
    put_file("geo/line.geojson", "{}");
    *state = &s;
    return 0;
}

static int tear_down(void **state)
{
    struct scratch *s = *state;

    arena_release(&s->arena);
    (void)unlink("a.txt");
    (void)unlink("empty");
    (void)unlink("pipe");
    (void)unlink("geo/line.geojson");
    (void)rmdir("geo");
    (void)unsetenv("TZDIR");
    return chdir("/") || rmdir(s->folder);
}

static void whole_files_are_read_up_to_a_limit(void **state)
{
    struct scratch *s = *state;
    struct span text;
    struct err err = {0};

    assert_ok(source_read("a.txt", 3, &s->arena, &text, &err));
    assert_span(text, "abc");
    assert_int_equal(source_read("a.txt", 2, &s->arena, &text, &err), RC_LIMIT);
    assert_note("a.txt: is 3 bytes long; at most 2");
    assert_ok(source_read("empty", 3, &s->arena, &text, &err));
    assert_int_equal(text.n, 0);
}

static void what_is_no_file_is_named(void **state)
{
    static const struct {
        const char *path;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"nowhere", RC_ABSENT, "nowhere: cannot be read: No such file"},
        {"a.txt/x", RC_ABSENT, "Not a directory"},
        {"geo", RC_IO, "geo: is a folder"},
        {"pipe", RC_IO, "pipe: is a pipe"},
        {"/dev/zero", RC_IO, "/dev/zero: is a device"},
    };
    struct scratch *s = *state;
    struct span text = SPAN("untouched");

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};

        assert_int_equal(source_read(rows[i].path, MIB, &s->arena, &text, &err), rows[i].rc);
        assert_note(rows[i].note);
        assert_span(text, "untouched");
    }
}

static void data_files_are_mapped(void **state)
{
    struct source_map m;
    struct err err = {0};

    (void)state;
    assert_ok(source_map("a.txt", &m, &err));
    assert_span(m.bytes, "abc");
    assert_non_null(m.mapped);
    source_unmap(&m);
    assert_ok(source_map("empty", &m, &err));
    assert_int_equal(m.bytes.n, 0);
    source_unmap(&m);
    assert_int_equal(source_map("geo", &m, &err), RC_IO);
    assert_note("is a folder");
    assert_int_equal(source_map("/dev/zero", &m, &err), RC_IO);
    assert_note("is a device");
}

static void a_pipe_is_read_to_its_end(void **state)
{
    struct source_map m;
    struct err err = {0};
    int fds[2];
    char name[32];

    (void)state;
    assert_int_equal(pipe(fds), 0);
    assert_int_equal(write(fds[1], "through a pipe", 14), 14);
    assert_int_equal(close(fds[1]), 0);
    (void)snprintf(name, sizeof(name), "/dev/fd/%d", fds[0]);
    assert_ok(source_map(name, &m, &err));
    assert_span(m.bytes, "through a pipe");
    source_unmap(&m);
    (void)close(fds[0]);
}

static void names_beside_a_pact_stay_inside_its_folder(void **state)
{
    static const struct {
        const char *name;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"geo/line.geojson", RC_OK, ""},
        {"geo/none.geojson", RC_ABSENT, "geo/none.geojson"},
        {"../a.txt", RC_INPUT, "leaves the pact's folder"},
        {"geo/../../a.txt", RC_INPUT, "leaves the pact's folder"},
        {"geo/..", RC_INPUT, "leaves the pact's folder"},
        {"/etc/passwd", RC_INPUT, "relative to the pact's folder"},
        {"https://example.org/x", RC_INPUT, "over the network"},
        {"", RC_INPUT, "empty file name"},
        {"geo", RC_IO, "is a folder"},
    };
    struct scratch *s = *state;
    struct source_folder folder;
    struct files files;
    char pact[128];

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};
        struct span text;

        (void)snprintf(pact, sizeof(pact), "%s/x.pact", s->folder);
        assert_ok(source_folder_of(i % 2 == 0 ? pact : "x.pact", &folder, &err));
        files = source_files(&folder);
        assert_int_equal(files.read(files.context, span_of(rows[i].name), &s->arena, &text, &err),
                         rows[i].rc);
        assert_note(rows[i].note);
    }
}

static void a_name_may_hold_two_dots_that_are_no_step_up(void **state)
{
    struct scratch *s = *state;
    struct source_folder folder;
    struct files files;
    struct span text;
    struct err err = {0};

    assert_ok(source_folder_of("x.pact", &folder, &err));
    files = source_files(&folder);
    put_file("a..b", "fine");
    assert_ok(files.read(files.context, SPAN("a..b"), &s->arena, &text, &err));
    assert_span(text, "fine");
    assert_int_equal(
        files.read(files.context, (struct span){.p = "a\0b", .n = 3}, &s->arena, &text, &err),
        RC_INPUT);
    assert_note("NUL byte");
    assert_int_equal(unlink("a..b"), 0);
}

static void zones_come_from_their_folder_only(void **state)
{
    static const char *const bad[] = {"../a.txt", "a..b", "/etc/passwd", "", "Europe/", "x.y"};
    struct scratch *s = *state;
    struct files zones = source_zones();
    struct span text;
    struct err err = {0};

    assert_int_equal(setenv("TZDIR", s->folder, 1), 0);
    assert_int_equal(rename("a.txt", "a"), 0);
    assert_ok(zones.read(zones.context, SPAN("a"), &s->arena, &text, &err));
    assert_span(text, "abc");
    assert_int_equal(rename("a", "a.txt"), 0);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(zones.read(zones.context, span_of(bad[i]), &s->arena, &text, &err),
                         RC_INPUT);
        assert_note("no name of a time zone");
    }
    assert_int_equal(zones.read(zones.context, SPAN("Europe/Kviy"), &s->arena, &text, &err),
                     RC_ABSENT);
    assert_note("there is no time zone \"Europe/Kviy\"");
}

static void the_version_of_the_zones_is_found(void **state)
{
    static const struct {
        const char *file, *text, *version;
    } rows[] = {
        {"tzdata.zi", "# version 2026f\n# rest", "2026f"},
        {"tzdata.zi", "nothing", "unknown"},
        {"+VERSION", "2025b\n", "2025b"},
        {"+VERSION", "", "unknown"},
    };
    struct scratch *s = *state;
    struct buf b;

    assert_int_equal(setenv("TZDIR", s->folder, 1), 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        put_file(rows[i].file, rows[i].text);
        buf_init(&b, 64);
        source_zones_version(&b);
        assert_span(buf_span(&b), rows[i].version);
        buf_release(&b);
        assert_int_equal(unlink(rows[i].file), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_files_are_read_up_to_a_limit),
        cmocka_unit_test(what_is_no_file_is_named),
        cmocka_unit_test(data_files_are_mapped),
        cmocka_unit_test(a_pipe_is_read_to_its_end),
        cmocka_unit_test(names_beside_a_pact_stay_inside_its_folder),
        cmocka_unit_test(a_name_may_hold_two_dots_that_are_no_step_up),
        cmocka_unit_test(zones_come_from_their_folder_only),
        cmocka_unit_test(the_version_of_the_zones_is_found),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
