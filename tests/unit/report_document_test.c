/* SPDX-License-Identifier: Apache-2.0 */
/* Reports on paper and on a page: nothing is clipped, heads stand on every page, any script and any
 * length of word wraps, two processes print the same bytes. What poppler reads back is compared. */
#include "report_daily.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/num.h"

#define PRINT_ONCE "AASC_TEST_PRINT_TO" /* set: print the night there and end */

static struct report_bench b;
static struct arena arena;
static struct phrases phrases;
static struct document doc;
static struct buf line;
static struct draft draft;
static struct err err;

static int begin(void **state)
{
    (void)state;
    err = (struct err){0};
    arena_init(&arena, 256 * MIB);
    buf_init(&line, MIB);
    assert_ok(phrases_read(phrases_builtin_text(), &arena, &phrases, &err));
    doc = (struct document){.phrases = &phrases,
                            .language = SPAN("en"),
                            .id = SPAN("DR-test-2026-001"),
                            .title = SPAN("Daily report DR-test-2026-001"),
                            .kicker = SPAN("Test mission \xC2\xB7 PUBLIC"),
                            .foot = SPAN("DR-test-2026-001, checkpoint 12"),
                            .created_at_ms = at_ms("2026-10-15T09:30:00Z"),
                            .rows_shown_max = 400};
    draft = (struct draft){
        .doc = &doc, .phrases = &phrases, .arena = &arena, .line = &line, .err = &err};
    return 0;
}

static int end(void **state)
{
    (void)state;
    buf_release(&line);
    arena_release(&arena);
    return 0;
}

/* ---- what poppler says of a file ---- */

static bool has_poppler(void)
{
    return system("command -v pdftotext >/dev/null 2>&1 && command -v pdfinfo >/dev/null 2>&1") ==
           0;
}

#define need_poppler()                                                                             \
    do {                                                                                           \
        if (!has_poppler()) {                                                                      \
            print_message("SKIPPED: pdftotext and pdfinfo are not here (poppler-utils)\n");        \
            skip();                                                                                \
        }                                                                                          \
    } while (0)

/* The output of a program that reads the PDF as "FILE" of its command. */
static void ask(const struct buf *pdf, const char *before, const char *after, struct buf *out)
{
    char path[] = "/tmp/aasc-print-XXXXXX", command[256], chunk[4096];
    int fd = mkstemp(path);
    size_t n;
    FILE *f;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, pdf->p, pdf->n), (ssize_t)pdf->n);
    (void)close(fd);
    (void)snprintf(command, sizeof(command), "%s %s %s", before, path, after);
    f = popen(command, "r");
    assert_non_null(f);
    while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
        buf_put(out, (struct span){chunk, n});
    assert_int_equal(pclose(f), 0);
    (void)unlink(path);
}

static double number_behind(const char *at, const char *name)
{
    double v = 0;
    const char *found = strstr(at, name);
    struct span text;

    assert_non_null(found);
    text = span_of(found + strlen(name));
    text.n = span_find(text, '"');
    assert_ok(num_parse_f64(text, &v, &err));
    return v;
}

/* Every word lies within its page's margins; returns how many there are. */
static size_t check_boxes(const struct buf *pdf)
{
    struct buf out;
    size_t n = 0;
    double w = 0, h = 0;

    buf_init(&out, 64 * MIB);
    ask(pdf, "pdftotext -bbox", "-", &out);
    for (const char *at = out.p; (at = strchr(at, '<')) != NULL; at++) {
        if (strncmp(at, "<page ", 6) == 0) {
            w = number_behind(at, "width=\"");
            h = number_behind(at, "height=\"");
        }
        if (strncmp(at, "<word ", 6) != 0)
            continue;
        n++;
        if (number_behind(at, "xMin=\"") < 50 || number_behind(at, "xMax=\"") > w - 50 ||
            number_behind(at, "yMin=\"") < 25 || number_behind(at, "yMax=\"") > h - 25)
            fail_msg("a word stands beyond its page: %.160s", at);
    }
    buf_release(&out);
    return n;
}

static size_t count_of(const struct buf *text, const char *words)
{
    size_t n = 0;

    for (const char *at = text->p; at != NULL && (at = strstr(at, words)) != NULL; at++)
        n++;
    return n;
}

/* ---- tables ---- */

static const struct sheet_column columns[] = {
    {"when", {"Headwhen", 8}, COLUMN_BOTH, false},  {"no", {"Headnumber", 10}, COLUMN_BOTH, true},
    {"id", {"Headhidden", 10}, COLUMN_DATA, false}, {"what", {"Headwhat", 8}, COLUMN_BOTH, false},
    {"who", {"Headwho", 7}, COLUMN_PRINT, false},
};

static struct sheet *make_table(size_t n_rows, const char *what)
{
    struct sheet *s = draft_sheet(&draft, "things", columns, 5);

    assert_non_null(s);
    s->title = SPAN("Things");
    s->note = SPAN("A note below.");
    for (size_t row = 0; row < n_rows; row++) {
        buf_printf(&line, "2026-10-15 row%zu", row);
        draft_cell(&draft, s);
        buf_printf(&line, "%zu,%03zu", row + 1, row);
        draft_cell(&draft, s);
        buf_puts(&line, "hidden");
        draft_cell(&draft, s);
        buf_puts(&line, what);
        draft_cell(&draft, s);
        buf_puts(&line, "somebody");
        draft_cell(&draft, s);
    }
    return s;
}

static void print_doc(struct buf *pdf)
{
    assert_int_equal(draft.rc, RC_OK);
    buf_init(pdf, DOCUMENT_BYTES_MAX);
    assert_ok(document_put_pdf(pdf, &doc, &err));
}

static void heads_stand_on_every_page_of_a_table(void **state)
{
    static const char what[] = "something that was seen and takes a line or two of its column, as "
                               "cells of tables do in every mission";
    struct buf pdf, text;
    size_t n_pages, n_heads;

    (void)state;
    need_poppler();
    for (int wide = 0; wide < 2; wide++) {
        (void)end(NULL);
        (void)begin(NULL);
        if (wide) {
            buf_puts(&line, "Annex");
            draft_block(&draft, BLOCK_ANNEX, "annex", 0);
        }
        draft_put_sheet(&draft, make_table(200, what));
        print_doc(&pdf);
        buf_init(&text, 8 * MIB);
        ask(&pdf, "pdftotext -layout", "-", &text);
        n_pages = count_of(&text, "\f");
        n_heads = count_of(&text, "Headwhen");
        assert_true(n_pages > 4);
        assert_int_equal(n_heads, wide ? n_pages - 1 : n_pages); /* the title has its page */
        assert_int_equal(count_of(&text, "hidden"), 0);
        assert_int_equal(count_of(&text, "row199"), 1);
        assert_int_equal(count_of(&text, "somebody"), 200); /* no row is split or lost */
        assert_true(check_boxes(&pdf) > 2000);
        buf_release(&text);
        buf_release(&pdf);
    }
}

static void a_row_higher_than_a_page_goes_on_over_pages(void **state)
{
    struct buf pdf, text, what;

    (void)state;
    need_poppler();
    buf_init(&what, MIB);
    for (int i = 0; i < 6000; i++)
        buf_printf(&what, "word%d ", i);
    draft_put_sheet(&draft, make_table(2, what.p));
    print_doc(&pdf);
    buf_init(&text, 8 * MIB);
    ask(&pdf, "pdftotext", "-", &text);
    assert_int_equal(count_of(&text, "word5999"), 2);
    assert_int_equal(count_of(&text, "word3000"), 2);
    assert_true(check_boxes(&pdf) > 12000);
    buf_release(&what);
    buf_release(&text);
    buf_release(&pdf);
}

static void long_words_and_any_script_wrap(void **state)
{
    static const char cyrillic[] =
        "\xD0\x90\xD0\xB2\xD0\xB4\xD1\x96\xD1\x97\xD0\xB2\xD0\xBA\xD0\xB0"; /* Avdiivka */
    struct buf pdf, text, what;

    (void)state;
    need_poppler();
    buf_init(&what, MIB);
    for (int i = 0; i < 40; i++)
        buf_puts(&what, cyrillic);
    for (int i = 0; i < 900; i++)
        buf_putc(&what, (char)('a' + i % 26));
    buf_put(&line, buf_span(&what));
    draft_block(&draft, BLOCK_TEXT, "text", 0);
    buf_put(&line, buf_span(&what));
    draft_block(&draft, BLOCK_BULLET, "bullet", 0);
    buf_put(&line, buf_span(&what));
    draft_fact(&draft, "fact", SPAN("A fact"), draft_keep(&draft));
    draft_put_sheet(&draft, make_table(3, what.p));
    doc.title = buf_span(&what);
    print_doc(&pdf);
    assert_true(check_boxes(&pdf) > 50);
    buf_init(&text, 8 * MIB);
    ask(&pdf, "pdftotext", "-", &text);
    assert_true(count_of(&text, cyrillic) > 20);
    buf_release(&what);
    buf_release(&text);
    buf_release(&pdf);
}

static void rows_beyond_the_limit_are_named(void **state)
{
    struct buf pdf, text;

    (void)state;
    need_poppler();
    doc.rows_shown_max = 20;
    draft_put_sheet(&draft, make_table(21, "x"));
    print_doc(&pdf);
    buf_init(&text, 8 * MIB);
    ask(&pdf, "pdftotext", "-", &text);
    assert_int_equal(count_of(&text, "20 of 21 rows are shown; all are in things.csv."), 1);
    assert_int_equal(count_of(&text, "row20"), 0);
    assert_ok(document_put_html(&text, &doc, &err));
    assert_int_equal(count_of(&text, "20 of 21 rows are shown; all are in things.csv."), 2);
    buf_release(&text);
    buf_release(&pdf);
}

static void tables_for_programs_have_their_own_columns(void **state)
{
    struct buf csv;

    (void)state;
    buf_init(&csv, MIB);
    sheet_put_csv(&csv, make_table(2, "a \"b\", c"));
    assert_span(buf_span(&csv), "when,no,id,what\n"
                                "2026-10-15 row0,1000,hidden,\"a \"\"b\"\", c\"\n"
                                "2026-10-15 row1,2001,hidden,\"a \"\"b\"\", c\"\n");
    buf_release(&csv);
}

/* ---- pages ---- */

static void pages_are_numbered_and_dated_by_the_report(void **state)
{
    struct buf pdf, text;
    char words[64];

    (void)state;
    need_poppler();
    for (int i = 0; i < 150; i++) {
        buf_printf(&line, "Paragraph %d of a report that goes on for some pages.", i);
        draft_block(&draft, BLOCK_TEXT, "text", 0);
    }
    print_doc(&pdf);
    buf_init(&text, 8 * MIB);
    ask(&pdf, "pdftotext", "-", &text);
    for (int page = 1; page <= 4; page++) {
        (void)snprintf(words, sizeof(words), "page %d of 4", page);
        assert_int_equal(count_of(&text, words), 1);
    }
    assert_int_equal(count_of(&text, "PUBLIC"), 4); /* the label, on every page */
    assert_int_equal(count_of(&text, "checkpoint 12"), 4);
    buf_clear(&text);
    ask(&pdf, "TZ=UTC pdfinfo -isodates", "", &text);
    assert_int_equal(count_of(&text, "2026-10-15T09:30:00"), 2); /* made and changed */
    assert_int_equal(count_of(&text, "Daily report DR-test-2026-001"), 1);
    buf_release(&text);
    buf_release(&pdf);
}

/* A heading never stands last on its page. */
static void a_heading_keeps_what_it_heads(void **state)
{
    (void)state;
    need_poppler();
    for (int lines = 30; lines < 62; lines++) {
        struct buf pdf, text;
        const char *head, *page;

        (void)end(NULL);
        (void)begin(NULL);
        for (int i = 0; i < lines; i++) {
            buf_puts(&line, "Filler.");
            draft_block(&draft, BLOCK_NOTE, "note", 0);
        }
        buf_puts(&line, "Theheading");
        draft_block(&draft, BLOCK_SECTION, "section", 1);
        draft_put_sheet(&draft, make_table(3, "x"));
        print_doc(&pdf);
        buf_init(&text, 8 * MIB);
        ask(&pdf, "pdftotext -layout", "-", &text);
        head = strstr(text.p, "Theheading");
        assert_non_null(head);
        page = strchr(head, '\f');
        assert_true(strstr(head, "row0") < page);
        buf_release(&text);
        buf_release(&pdf);
    }
}

static void text_from_outside_is_harmless(void **state)
{
    static const char evil[] = "<script>alert(1)</script> \xE2\x80\xAE"
                               "drawkcab \x01";
    struct buf html, pdf;

    (void)state;
    buf_puts(&line, evil);
    draft_block(&draft, BLOCK_TEXT, "text", 0);
    draft_put_sheet(&draft, make_table(1, evil));
    doc.kicker = SPAN("\"}</style><script>");
    buf_init(&html, MIB);
    assert_ok(document_put_html(&html, &doc, &err));
    assert_int_equal(count_of(&html, "<script>"), 0);
    assert_int_equal(count_of(&html, "</style><script>"), 0);
    assert_int_equal(count_of(&html, "[U+202E]"), 2);
    assert_int_equal(count_of(&html, "http://") + count_of(&html, "https://"), 0);
    print_doc(&pdf);
    buf_release(&html);
    buf_release(&pdf);
}

static void a_buffer_that_is_too_small_is_a_limit(void **state)
{
    struct buf small;

    (void)state;
    draft_put_sheet(&draft, make_table(5, "x"));
    buf_init(&small, 100);
    assert_int_equal(document_put_pdf(&small, &doc, &err), RC_LIMIT);
    buf_clear(&small);
    assert_int_equal(document_put_html(&small, &doc, &err), RC_LIMIT);
    buf_release(&small);
}

/* ---- the invented night ---- */

static void print_night(struct buf *out)
{
    report_night(&b);
    report_make(&b);
    buf_init(out, DOCUMENT_BYTES_MAX);
    assert_ok(document_put_pdf(out, &b.daily.doc, &err));
    assert_ok(document_put_html(out, &b.daily.doc, &err));
    assert_ok(daily_put_json(out, &b.daily, &err));
    assert_ok(daily_put_geojson(out, &b.daily, &err));
}

static void nothing_of_the_night_is_clipped(void **state)
{
    struct buf pdf;

    (void)state;
    need_poppler();
    report_night(&b);
    report_make(&b);
    buf_init(&pdf, DOCUMENT_BYTES_MAX);
    assert_ok(document_put_pdf(&pdf, &b.daily.doc, &err));
    assert_true(check_boxes(&pdf) > 1500);
    buf_release(&pdf);
    report_end(&b);
}

/* In whatever order lists come, the report is the same. */
static void the_order_of_lists_changes_nothing(void **state)
{
    struct buf first, second;

    (void)state;
    print_night(&first);
    for (size_t i = 0, k = b.harvest.n_verdicts; i + 1 < k; i++) {
        struct daily_verdict swap = b.harvest.verdicts[i];

        b.harvest.verdicts[i] = b.harvest.verdicts[--k];
        b.harvest.verdicts[k] = swap;
    }
    for (size_t i = 0, k = b.harvest.n_events; i + 1 < k; i++) {
        struct event swap = b.harvest.events[i];

        b.harvest.events[i] = b.harvest.events[--k];
        b.harvest.events[k] = swap;
    }
    report_make(&b);
    buf_init(&second, DOCUMENT_BYTES_MAX);
    assert_ok(document_put_pdf(&second, &b.daily.doc, &err));
    assert_ok(document_put_html(&second, &b.daily.doc, &err));
    assert_ok(daily_put_json(&second, &b.daily, &err));
    assert_ok(daily_put_geojson(&second, &b.daily, &err));
    assert_true(span_eq(buf_span(&first), buf_span(&second)));
    buf_release(&first);
    buf_release(&second);
    report_end(&b);
}

/* Another process, at another time and with another layout of memory, prints the same. */
static void two_processes_print_the_same_bytes(void **state)
{
    char path[] = "/tmp/aasc-other-XXXXXX", command[256], chunk[4096];
    int fd = mkstemp(path);
    struct buf mine, other;
    size_t n;
    FILE *f;

    (void)state;
    assert_true(fd >= 0);
    (void)close(fd);
    (void)snprintf(command, sizeof(command),
                   "LC_ALL=C TZ=Asia/Tokyo " PRINT_ONCE "=%s /proc/%d/exe", path, (int)getpid());
    assert_int_equal(system(command), 0);
    print_night(&mine);
    buf_init(&other, DOCUMENT_BYTES_MAX);
    f = fopen(path, "rb");
    assert_non_null(f);
    while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
        buf_put(&other, (struct span){chunk, n});
    (void)fclose(f);
    (void)unlink(path);
    assert_true(mine.n > 100000);
    assert_int_equal(mine.n, other.n);
    assert_memory_equal(mine.p, other.p, mine.n);
    buf_release(&mine);
    buf_release(&other);
    report_end(&b);
}

static int print_once(const char *path)
{
    struct buf out;
    FILE *f = fopen(path, "wb");

    print_night(&out);
    if (f == NULL || fwrite(out.p, 1, out.n, f) != out.n || fclose(f) != 0)
        return 1;
    buf_release(&out);
    report_end(&b);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(heads_stand_on_every_page_of_a_table, begin, end),
        cmocka_unit_test_setup_teardown(a_row_higher_than_a_page_goes_on_over_pages, begin, end),
        cmocka_unit_test_setup_teardown(long_words_and_any_script_wrap, begin, end),
        cmocka_unit_test_setup_teardown(rows_beyond_the_limit_are_named, begin, end),
        cmocka_unit_test_setup_teardown(tables_for_programs_have_their_own_columns, begin, end),
        cmocka_unit_test_setup_teardown(pages_are_numbered_and_dated_by_the_report, begin, end),
        cmocka_unit_test_setup_teardown(a_heading_keeps_what_it_heads, begin, end),
        cmocka_unit_test_setup_teardown(text_from_outside_is_harmless, begin, end),
        cmocka_unit_test_setup_teardown(a_buffer_that_is_too_small_is_a_limit, begin, end),
        cmocka_unit_test(nothing_of_the_night_is_clipped),
        cmocka_unit_test(the_order_of_lists_changes_nothing),
        cmocka_unit_test(two_processes_print_the_same_bytes),
    };
    const char *path = getenv(PRINT_ONCE);

    if (path != NULL)
        return print_once(path);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
