/* SPDX-License-Identifier: Apache-2.0 */
/* Files that mean harm: too large, too deep, cut anywhere, broken anywhere; and memory that ends at
 * every place. Nothing may crash, and every refusal must say why. */
#include "pact_frame.h"

#include "pact/diag.h"

#define BIG ((size_t)1024 * 1024)

static const char whole[] =
    "pact 1\n"
    "charter c {\n"
    "  timezone \"UTC\"\n"
    "  member usa, can\n"
    "  class nato { usa }\n"
    "  rule r { majority 2/3 }\n"
    "  mandate m { mode host_consent; tasks a, b }\n"
    "  active mandate m\n"
    "  force { term t reach { ref \"1\"; from class nato; to each deployment; within 24 h } }\n"
    "  ladder l { ref \"1\"; on incident severity grave; step 1 s { measure demarche; by r; until "
    "quiet "
    "{ no_violation severity >= serious in x for 60 d; then vote stand_down by r } } }\n"
    "}\n"
    "agreement c {\n" /* the name of the charter beside it is free */
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2015-02-15T00:00\n"
    "  party a { name \"Ж\" }\n"
    "  line l { geometry \"l.geojson\"; left a; accuracy 1 km }\n"
    "  area z { buffer l 15 km both-sides }\n"
    "  category k { class artillery; calibre >= 100 mm; except model \"2S1\" }\n"
    "  term 1 withdrawal { ref \"1\"; binds a; from line l; zone-width k 50 km; share 1/2; "
    "complete by "
    "D+14d; stage 1 k, tank in area \"p.geojson\" complete by D+9d }\n"
    "  term 2 withdrawal { like 1; ref \"2\" }\n"
    "  category tank { class main_battle_tank }\n"
    "}\n";

static void the_sound_file_is_sound(void **state)
{
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    if (bench_load(&b, span_of(whole)) != RC_OK) {
        bench_print(&b);
        fail_msg("%s", b.err.note);
    }
    arena_release(&b.arena);
}

static void a_file_cut_anywhere_is_refused_or_whole(void **state)
{
    struct pact_bench b;
    struct span text = span_of(whole);

    (void)state;
    frame_init(&b);
    for (size_t n = 0; n < text.n; n++) {
        struct pact_bench cut;
        char *copy;

        bench_init(&cut, "/nonexistent");
        cut.files.made = frame_files;
        copy = arena_alloc(&cut.arena, n + 1, &cut.err); /* so that a sanitizer sees the end */
        assert_non_null(copy);
        memcpy(copy, text.p, n);
        if (bench_load(&cut, (struct span){.p = copy, .n = n}) != RC_OK)
            assert_true(cut.diags.n_errors > 0);
        arena_release(&cut.arena);
        n += n % 7; /* not every byte: some hundred cuts are enough */
    }
    arena_release(&b.arena);
}

static void a_byte_changed_anywhere_never_crashes(void **state)
{
    static const char instead[] = {'\0', '{', '}', '"', '\n', ',', '\xFF', '9', '#'};
    char text[sizeof(whole)];

    (void)state;
    for (size_t at = 0; at < sizeof(whole) - 1; at += 3) {
        struct pact_bench b;

        frame_init(&b);
        memcpy(text, whole, sizeof(whole));
        text[at] = instead[at % sizeof(instead)];
        if (bench_load(&b, (struct span){.p = text, .n = sizeof(whole) - 1}) != RC_OK)
            assert_true(b.diags.n_errors > 0);
        arena_release(&b.arena);
    }
}

static void memory_may_end_at_any_place(void **state)
{
    size_t n_ended = 0;

    (void)state;
    for (long n = 1;; n++) {
        struct pact_bench b;
        struct buf json;
        enum rc rc;

        frame_init(&b);
        arena_fail_at(n);
        rc = bench_load(&b, span_of(whole));
        arena_fail_at(0);
        if (rc == RC_OK) {
            buf_init(&json, BIG);
            assert_int_equal(pact_put_json(b.pact, &json, &b.err), RC_OK);
            buf_release(&json);
            arena_release(&b.arena);
            break;
        }
        if (rc != RC_LIMIT)
            fail_msg("allocation %ld: code %d: %s", n, (int)rc, b.err.note);
        assert_true(strstr(b.err.note, "memory") != NULL);
        arena_release(&b.arena);
        n_ended++;
    }
    assert_true(n_ended > 100);
}

/* The text repeated up to a size, in an agreement. */
static void fill(struct buf *b, const char *head, const char *piece, const char *tail, size_t size)
{
    buf_clear(b);
    buf_puts(b, head);
    while (b->n + strlen(piece) + strlen(tail) <= size)
        buf_puts(b, piece);
    buf_puts(b, tail);
}

static void a_mebibyte_of_anything_is_read_or_refused(void **state)
{
    static const struct {
        const char *head, *piece, *tail;
    } rows[] = {
        {"", ";", ""},
        {"", "\n", ""},
        {"", "{", ""},
        {"", "}", ""},
        {"", "a{", ""},
        {"", "a\n", ""},
        {"", ",", ""},
        {"a ", "b,", ""},
        {"a ", "b ", ""},
        {"", "#\n", ""},
        {"\"", "x", ""},
        {"\"\"\"", "\"\"\n", ""},
        {"", "\\", ""},
        {"", "\xD0\x96", ""},
        {"", "\xE2\x80\x8B", ""},
        {"", "9", ""},
        {"", "1/", ""},
        {"", "D+", ""},
        {"pact 1\nagreement x {\n", "title \"t\"\n", "}\n"},
        {"pact 1\nagreement x {\n", "party p { }\n", "}\n"},
        {"pact 1\nagreement x {\n", "term t ceasefire { like t }\n", "}\n"},
        {"pact 1\nagreement x {\n", "nonsense\n", "}\n"},
        {"pact 1\nagreement x {\nparty a { }\nterm t ceasefire { ref \"1\"; prohibits fire; binds "
         "a",
         ",a", " }\n}\n"},
    };
    struct buf text;

    (void)state;
    buf_init(&text, 2 * BIG);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pact_bench b;
        enum rc rc;

        fill(&text, rows[i].head, rows[i].piece, rows[i].tail, BIG);
        frame_init(&b);
        rc = bench_load(&b, buf_span(&text));
        if (rc == RC_INPUT)
            assert_true(b.diags.n_errors > 0 && b.diags.n_errors <= DIAG_ERRORS_MAX);
        else
            assert_true(rc == RC_OK || rc == RC_LIMIT);
        arena_release(&b.arena);
    }
    buf_release(&text);
}

static void many_names_are_found_quickly(void **state)
{
    struct pact_bench b;
    struct buf text;

    (void)state;
    frame_init(&b);
    buf_init(&text, BIG);
    buf_puts(&text, "pact 1\nagreement x {\ntimezone \"UTC\"\n");
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "party p%d\n", i);
    buf_puts(&text, "term t ceasefire { ref \"1\"; prohibits fire; binds p0");
    for (int i = 1; i < 20000; i++)
        buf_printf(&text, ", p%d", i);
    buf_puts(&text, " }\n}\n");
    assert_int_equal(bench_load(&b, buf_span(&text)), RC_OK);
    assert_int_equal(b.model->agreements[0].terms[0].n_binds, 20000);
    buf_release(&text);
    arena_release(&b.arena);
}

/* Every settlement of a country is one file. */
static void an_area_of_many_features_is_read(void **state)
{
    enum { FEATURES = 20000 };
    struct made_file files[] = {{"many.geojson", NULL}, {NULL, NULL}};
    struct pact_bench b;
    struct buf text;

    (void)state;
    bench_init(&b, "/nonexistent");
    buf_init(&text, 16 * BIG);
    for (int i = 0; i < FEATURES; i++) {
        double west = 10 + i * 0.001, east = west + 0.0005;

        buf_printf(&text,
                   "%s{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
                   "\"coordinates\":[[[%.4f,48],[%.4f,48],[%.4f,48.1],[%.4f,48]]]}}",
                   i == 0 ? "{\"type\":\"FeatureCollection\",\"features\":[" : ",", west, east,
                   east, west);
    }
    buf_puts(&text, "]}");
    files[0].text = text.p;
    b.files.made = files;
    if (bench_load(&b, SPAN("pact 1\nagreement t { timezone \"UTC\"\narea z { geometry "
                            "\"many.geojson\" }\n}\n")) != RC_OK)
        fail_msg("%s", b.err.note);
    buf_release(&text);
    arena_release(&b.arena);
}

static void more_than_a_mebibyte_is_refused(void **state)
{
    struct pact_bench b;
    struct buf text;

    (void)state;
    buf_init(&text, 2 * BIG);
    fill(&text, "pact 1\nagreement x { timezone \"UTC\"\n", "# a comment that fills a line\n", "}",
         BIG);
    while (text.n < BIG)
        buf_putc(&text, '\n');
    frame_init(&b);
    assert_int_equal(bench_load(&b, buf_span(&text)), RC_OK);
    buf_putc(&text, '\n');
    assert_int_equal(bench_load(&b, buf_span(&text)), RC_LIMIT);
    buf_release(&text);
    arena_release(&b.arena);
}

static void faults_are_told_in_order_and_at_most_fifty(void **state)
{
    struct pact_bench b;
    char text[FRAME_MAX] = "";
    size_t n = 0;

    (void)state;
    frame_init(&b);
    for (int i = 0; i < 80; i++)
        n += (size_t)snprintf(text + n, sizeof(text) - n, "titel%d \"x\"\n", i);
    assert_int_equal(frame_load(&b, text), RC_INPUT);
    assert_int_equal(b.diags.n_errors, DIAG_ERRORS_MAX);
    for (size_t i = 1; i < b.diags.n; i++)
        assert_true(b.diags.items[i].line > b.diags.items[i - 1].line);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sound_file_is_sound),
        cmocka_unit_test(a_file_cut_anywhere_is_refused_or_whole),
        cmocka_unit_test(a_byte_changed_anywhere_never_crashes),
        cmocka_unit_test(memory_may_end_at_any_place),
        cmocka_unit_test(a_mebibyte_of_anything_is_read_or_refused),
        cmocka_unit_test(many_names_are_found_quickly),
        cmocka_unit_test(an_area_of_many_features_is_read),
        cmocka_unit_test(more_than_a_mebibyte_is_refused),
        cmocka_unit_test(faults_are_told_in_order_and_at_most_fifty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
