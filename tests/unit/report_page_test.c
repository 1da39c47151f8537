/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a run: well formed, alone, the same twice, and deaf to markup in what was reported.
 */
#include "check.h"
#include "watch_world.h"

#include "report/page.h"

#define HOSTILE   "<script>\"x\" & 'y'</script>"
#define DEPTH_MAX 64
#define IDS_MAX   4096

/* A run of two terms on the line of watch_world.h, with names that would break a page. */
struct bench {
    struct world w;
    struct findings findings;
    struct phrases phrases;
    struct tally tally;
    struct tables tables;
    struct rejects rejects;
    struct receipt receipt;
    struct span file;
    struct page page;
};

static void open_bench(struct bench *b)
{
    struct err err = {0};

    *b = (struct bench){.file = SPAN(HOSTILE),
                        .receipt = {.engine = SPAN("aasc test"), .as_of_ms = TIME_NEVER}};
    world_open(&b->w);
    b->w.agreement.title = SPAN("Title " HOSTILE);
    b->w.parties[0].name = SPAN("A " HOSTILE);
    (void)world_term(&b->w, "1", PACT_CEASEFIRE);
    (void)world_term(&b->w, "2", PACT_WITHDRAWAL);
    b->w.terms[0].ref = SPAN("Article " HOSTILE);
    assert_ok(docket_close(&b->w.docket, TIME_NEVER, &err));
    assert_ok(findings_open(&b->findings, &b->w.model, &b->w.docket, &b->w.arena, &err));
    assert_ok(phrases_read(phrases_builtin_text(), &b->w.arena, &b->phrases, &err));
    b->findings.phrases = &b->phrases;
    assert_ok(tally_open(&b->tally, &b->w.model, &b->w.arena, &err));
    tally_add_docket(&b->tally, &b->w.docket);
    for (int i = 0; i < TABLE_COUNT; i++)
        buf_init(&b->tables.html[i], MIB);
    b->page = (struct page){.model = &b->w.model,
                            .docket = &b->w.docket,
                            .tally = &b->tally,
                            .findings = &b->findings,
                            .tables = &b->tables,
                            .rejects = &b->rejects,
                            .receipt = &b->receipt,
                            .zones_version = SPAN("2026a"),
                            .files = &b->file,
                            .n_files = 1};
}

static void close_bench(struct bench *b)
{
    findings_release(&b->findings);
    for (int i = 0; i < TABLE_COUNT; i++)
        buf_release(&b->tables.html[i]);
    buf_release(&b->w.printed);
    arena_release(&b->w.arena);
}

static void add_verdict(struct bench *b, size_t term, enum verdict_word word, const char *party)
{
    struct verdict v = {.agreement = &b->w.agreement,
                        .term = &b->w.terms[term],
                        .word = word,
                        .p = word == VERDICT_VIOLATION ? 1 : 0.5,
                        .party = span_of(party),
                        .when = {WORLD_T0, WORLD_T0},
                        .distance_m = NAN,
                        .threshold_m = NAN,
                        .sigma_m = NAN,
                        .p_category = NAN,
                        .severity = 3,
                        .has_place = true,
                        .place = world_at(500, 300.0 * (double)term),
                        .place_text = SPAN(HOSTILE),
                        .explanation = SPAN("because " HOSTILE)};
    struct err err = {0};

    assert_ok(findings_add(&b->findings, &v, &err));
    assert_ok(tally_add_verdict(&b->tally, term, &v, false, &err));
}

/* Two violations, one undecided, one refused row. */
static void fill(struct bench *b)
{
    add_verdict(b, 0, VERDICT_VIOLATION, "undetermined");
    add_verdict(b, 1, VERDICT_VIOLATION, "A");
    add_verdict(b, 1, VERDICT_INDETERMINATE, "B");
    b->rejects.n = b->rejects.n_first = 1;
    b->rejects.first[0] = (struct reject){
        .file = b->file, .row = 7, .column = SPAN(HOSTILE), .reason = SPAN("no " HOSTILE)};
}

static struct span put_page(struct bench *b, struct buf *out)
{
    struct err err = {0};

    assert_ok(findings_close(&b->findings, &err));
    buf_init(out, PAGE_BYTES_MAX);
    assert_ok(page_put(out, &b->page, &err));
    return buf_span(out);
}

static const char *find(struct span text, const char *words)
{
    size_t n = strlen(words);

    for (size_t i = 0; i + n <= text.n; i++) {
        if (memcmp(text.p + i, words, n) == 0)
            return text.p + i;
    }
    return NULL;
}

static struct span name_of(struct span tag)
{
    size_t n = 0;

    while (n < tag.n && tag.p[n] != ' ' && tag.p[n] != '/' && tag.p[n] != '\n')
        n++;
    return span_sub(tag, 0, n);
}

static bool is_void(struct span tag)
{
    struct span name = name_of(tag);

    return tag.p[tag.n - 1] == '/' || tag.p[0] == '!' || span_is(name, "meta") ||
           span_is(name, "br");
}

/* Every tag is closed in turn; attributes hold no > here. Returns how many there were. */
static size_t check_tags(struct span page)
{
    struct span open[DEPTH_MAX];
    size_t depth = 0, n = 0;

    for (size_t i = 0; i < page.n; i++) {
        struct span tag;

        if (page.p[i] != '<')
            continue;
        tag = span_from(page, i + 1);
        tag = span_sub(tag, 0, span_find(tag, '>'));
        assert_true(tag.n > 0);
        n++;
        i += tag.n;
        if (is_void(tag))
            continue;
        if (tag.p[0] != '/') {
            assert_true(depth < DEPTH_MAX);
            open[depth++] = name_of(tag);
            continue;
        }
        assert_true(depth > 0);
        if (!span_eq(open[--depth], span_from(tag, 1)))
            fail_msg("<%.*s> is closed by <%.*s>", SPAN_ARG(open[depth]), SPAN_ARG(tag));
    }
    assert_int_equal(depth, 0);
    return n;
}

/* The values of an attribute, in the order of the page. */
static size_t values_of(struct span page, const char *attribute, struct span *out)
{
    struct span rest = page;
    const char *hit;
    size_t n = 0;

    while ((hit = find(rest, attribute)) != NULL) {
        rest = span_from(rest, (size_t)(hit - rest.p) + strlen(attribute));
        assert_true(n < IDS_MAX);
        out[n++] = span_sub(rest, 0, span_find(rest, '"'));
    }
    return n;
}

static void every_tag_is_closed_in_turn(void **state)
{
    struct bench b;
    struct buf text;

    (void)state;
    open_bench(&b);
    fill(&b);
    assert_true(check_tags(put_page(&b, &text)) > 200);
    buf_release(&text);
    close_bench(&b);
}

static void nothing_reported_becomes_markup(void **state)
{
    static const char *const wanted[] = {
        "<h1>Title &lt;script&gt;", "because &lt;script&gt;", "Article &lt;script&gt;",
        "no &lt;script&gt;",        "A &lt;script&gt;",
    };
    struct bench b;
    struct span page;
    struct buf text;

    (void)state;
    open_bench(&b);
    fill(&b);
    page = put_page(&b, &text);
    assert_null(find(page, "<script"));
    assert_null(find(page, "\"x\""));
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (find(page, wanted[i]) == NULL)
            fail_msg("the page lacks %s", wanted[i]);
    }
    buf_release(&text);
    close_bench(&b);
}

/* Whatever is referred to is an id of the page itself, and every id is there once. */
static void the_page_needs_nothing_beside_it(void **state)
{
    static struct span ids[IDS_MAX], refs[IDS_MAX];
    struct bench b;
    struct span page;
    struct buf text;
    size_t n_ids, n_refs;

    (void)state;
    open_bench(&b);
    fill(&b);
    page = put_page(&b, &text);
    assert_null(find(page, " src="));
    assert_null(find(page, "@import"));
    assert_null(find(page, "url(http"));
    assert_null(find(page, "<link"));
    n_ids = values_of(page, " id=\"", ids);
    assert_true(n_ids > 10);
    for (size_t i = 0; i < n_ids; i++) {
        for (size_t k = i + 1; k < n_ids; k++)
            assert_false(span_eq(ids[i], ids[k]));
    }
    n_refs = values_of(page, "href=\"", refs);
    assert_true(n_refs > 0);
    for (size_t i = 0; i < n_refs; i++) {
        size_t k = 0;

        assert_int_equal(refs[i].p[0], '#');
        while (k < n_ids && !span_eq(ids[k], span_from(refs[i], 1)))
            k++;
        if (k == n_ids)
            fail_msg("%.*s leads nowhere", SPAN_ARG(refs[i]));
    }
    buf_release(&text);
    close_bench(&b);
}

static void the_same_run_gives_the_same_page(void **state)
{
    struct buf text[2];
    struct bench b[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        open_bench(&b[i]);
        fill(&b[i]);
        (void)put_page(&b[i], &text[i]);
    }
    assert_true(span_eq(buf_span(&text[0]), buf_span(&text[1])));
    for (int i = 0; i < 2; i++) {
        buf_release(&text[i]);
        close_bench(&b[i]);
    }
}

static void a_quiet_run_says_so(void **state)
{
    struct bench b;
    struct span page;
    struct buf text;

    (void)state;
    open_bench(&b);
    page = put_page(&b, &text);
    (void)check_tags(page);
    assert_non_null(find(page, "No violation was found"));
    assert_non_null(find(page, "id=\"map\"")); /* the agreement's line */
    assert_null(find(page, "id=\"time\""));    /* no verdict has a time */
    assert_null(find(page, "id=\"rejects\""));
    assert_non_null(find(page, "all of the input"));
    buf_release(&text);
    close_bench(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tag_is_closed_in_turn),
        cmocka_unit_test(nothing_reported_becomes_markup),
        cmocka_unit_test(the_page_needs_nothing_beside_it),
        cmocka_unit_test(the_same_run_gives_the_same_page),
        cmocka_unit_test(a_quiet_run_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
