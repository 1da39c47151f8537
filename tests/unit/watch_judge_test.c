/* SPDX-License-Identifier: Apache-2.0 */
/* From the text of a pact and lines of observations to the lines that come out. */
#include "pact_sources.h"
#include "random.h"
#include "watch_rows.h"

#include "watch/judge.h"

#define LINES_MAX 512

/* A pact, rows, and what came out as text. */
struct trial {
    struct pact_bench bench;
    struct rows rows;
    struct judge_options options;
    struct tally tally;
    struct receipt receipt;
    struct buf out;
    size_t n_verdicts;
    enum rc sink_says;
};

static struct trial t;

static enum rc print_json(struct json *v, enum rc rc, struct arena *a)
{
    if (rc == RC_OK) {
        json_write(&t.out, v);
        buf_putc(&t.out, '\n');
    }
    arena_release(a);
    return rc != RC_OK ? rc : t.sink_says;
}

static enum rc take_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct arena a;
    struct json j;

    (void)context;
    t.n_verdicts++;
    arena_init(&a, MIB);
    return print_json(&j, verdict_json(v, &t.receipt, &a, &j, err), &a);
}

static enum rc take_event(void *context, const struct event *e, struct err *err)
{
    struct arena a;
    struct json j;

    (void)context;
    arena_init(&a, MIB);
    return print_json(&j, event_json(e, &t.receipt, &a, &j, err), &a);
}

static const char river[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"id\":\"river\",\"geometry\":{\"type\":\"LineString\","
    "\"coordinates\":[[38,48],[38,49]]}},"
    "{\"type\":\"Feature\",\"id\":\"valley\",\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[37,48],[39,48],[39,49],[37,49],[37,48]]]}}]}";
static const struct made_file made[] = {{"geo/river.geojson", river}, {NULL, NULL}};

static const char pact_text[] =
    "pact 1\n"
    "agreement test {\n"
    "  title \"A test\"\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2020-07-01T00:00\n"
    "  party west { name \"West\" }\n"
    "  party east { name \"East\" }\n"
    "  observer smm { name \"Monitors\" }\n"
    "  line river { geometry \"geo/river.geojson#river\"; left west; right east; accuracy 50 m; "
    "versioned yes }\n"
    "  area valley { geometry \"geo/river.geojson#valley\" }\n"
    "  area belt { buffer river 5 km both-sides }\n"
    "  category heavy { class artillery; calibre >= 100 mm }\n"
    "  term 1 ceasefire { ref \"Art 1\"; binds west, east; where area valley; from D; "
    "prohibits fire }\n"
    "  term 2 withdrawal { ref \"Art 2\"; binds west, east; from line river; distance heavy 15 km; "
    "complete by D+9d }\n"
    "  term 3 exclusion_zone { ref \"Art 3\"; binds west, east; where area belt; "
    "prohibits heavy, personnel; except observer smm; except permit }\n"
    "  term 4 foreign_forces { ref \"Art 4\"; binds west, east; "
    "prohibits mercenary }\n"
    "}\n";

static void start(struct span text)
{
    const struct observe_world world = {0};

    t = (struct trial){0};
    bench_init(&t.bench, AASC_ROOT "/examples/kalmius");
    t.bench.files.made = made;
    if (bench_load(&t.bench, text) != RC_OK) {
        bench_print(&t.bench);
        fail_msg("the test's own pact: %s", t.bench.err.note);
    }
    rows_start(&t.rows, &world);
    t.rows.observe.world = (struct observe_world){.zone = t.bench.model->agreements[0].zone,
                                                  .equipment = t.bench.equipment,
                                                  .model = t.bench.model};
    t.receipt = (struct receipt){SPAN("aasc test"), t.bench.model->hash, TIME_NEVER};
    buf_init(&t.out, 64 * MIB);
    t.options.wants_all = true;
    t.options.wants_events = true;
}

static int begin(void **state)
{
    (void)state;
    start(SPAN(pact_text));
    return 0;
}

static int end(void **state)
{
    (void)state;
    buf_release(&t.out);
    rows_end(&t.rows);
    arena_release(&t.bench.arena);
    t = (struct trial){0};
    return 0;
}

static enum rc judge(struct err *err)
{
    struct verdict_sink sink = {NULL, take_verdict, take_event};

    return judge_run(t.bench.model, &t.rows.docket, &t.options, &sink, &t.bench.arena, &t.tally,
                     err);
}

static void judge_all(int64_t as_of_ms)
{
    struct err err = {0};

    rows_close(&t.rows, as_of_ms);
    assert_ok(judge(&err));
}

static void assert_out(const char *words)
{
    if (t.out.p == NULL || strstr(t.out.p, words) == NULL)
        fail_msg("%s\nis not in\n%s", words, t.out.p);
}

/* A gun at 15 km less 100 m, 250 m of error beside the line's 50 m: every number of the contract.
 */
static void a_verdict_has_every_member_of_the_contract(void **state)
{
    (void)state;
    rows_add(&t.rows, "{\"id\":\"obs-b\",\"source\":\"u3\",\"time\":\"2020-07-12T10:00:00Z\","
                      "\"place\":{\"lat\":48.5,\"lon\":37.85,\"sigma_m\":250},\"sense\":\"saw\","
                      "\"phenomenon\":\"weapon_sighting\",\"party\":\"west\","
                      "\"items\":[{\"model\":\"2S1\",\"n\":2}],\"reliability\":\"B\","
                      "\"credibility\":\"2\"}");
    t.options.only_term = SPAN("2");
    judge_all(TIME_NEVER);
    assert_int_equal(t.n_verdicts, 1);
    assert_out("\"agreement\":\"test\",\"category\":\"heavy\",\"count\":{\"max\":2,\"min\":2},"
               "\"distance_m\":11085.2,\"explanation\":\"2 x 2S1 of west at 48.50000, 37.85000: "
               "11085.2 m from line river (version adopted), on its own side; sigma 250.0 m, line "
               "50.0 m, together 255.0 m. Must keep: heavy 15000.0 m. p 1.0000; a violation from "
               "0.95 on. Nothing exempts it. Source grade B2.\",\"grade\":\"B2\","
               "\"inputs\":[\"obs-b\"],\"kind\":\"verdict\",\"line\":\"river\","
               "\"line_version\":\"adopted\",\"p\":1,\"p_category\":1,\"party\":\"west\","
               "\"place\":{\"lat\":48.5,\"lon\":37.85},\"receipt\":{\"as_of\":\"all\","
               "\"engine\":\"aasc test\",\"pact\":\"sha256:");
    assert_out("\"ref\":\"Art 2\",\"severity\":3,\"sigma_m\":255,"
               "\"state\":\"in_violation_of_lines\",\"term\":\"2\",\"threshold_m\":15000,"
               "\"time\":\"2020-07-12T10:00:00Z\",\"verdict\":\"violation\"}");
}

/* "by D+9d" ends at 24:00 of 10 July in Kyiv: 21:00Z. Calendar days, not elapsed hours. */
static void deadline_of_calendar_days(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        char row[512];

        (void)snprintf(row, sizeof(row),
                       "{\"id\":\"o%d\",\"time\":\"%s\",\"place\":{\"lat\":48.5,\"lon\":37.9},"
                       "\"phenomenon\":\"weapon_sighting\",\"party\":\"west\","
                       "\"items\":[{\"class\":\"artillery\",\"calibre_mm\":122}]}",
                       i, i == 0 ? "2020-07-10T20:59:59.999Z" : "2020-07-10T21:00:00Z");
        rows_add(&t.rows, row);
    }
    t.options.only_term = SPAN("2");
    judge_all(TIME_NEVER);
    assert_int_equal(t.tally.all.n[VERDICT_PENDING], 1);
    assert_int_equal(t.tally.all.n[VERDICT_VIOLATION], 1);
}

/* D is 00:00 in Kyiv, 21:00Z the day before; the day of the tally is local too. */
static void d_day_is_local(void **state)
{
    (void)state;
    rows_add(&t.rows, "{\"id\":\"a\",\"time\":\"2020-06-30T20:59:59Z\",\"phenomenon\":\"shot\","
                      "\"place\":{\"lat\":48.5,\"lon\":38}}");
    rows_add(&t.rows, "{\"id\":\"b\",\"time\":\"2020-06-30T21:00:00Z\",\"phenomenon\":\"shot\","
                      "\"place\":{\"lat\":48.5,\"lon\":38}}");
    t.options.only_term = SPAN("1");
    judge_all(TIME_NEVER);
    assert_int_equal(t.tally.all.n[VERDICT_NOT_APPLICABLE], 1);
    assert_int_equal(t.tally.all.n[VERDICT_VIOLATION], 1);
    assert_int_equal(t.tally.n_days, 2);
    assert_int_equal(t.tally.days[1].date, time_days(2020, 7, 1));
    assert_int_equal(t.tally.days[1].verdicts.n[VERDICT_VIOLATION], 1);
}

static void summary_of_the_contract(void **state)
{
    struct err err = {0};
    struct json v;

    (void)state;
    rows_add(&t.rows, "{\"id\":\"a\",\"source\":\"c1\",\"time\":\"2020-07-02T10:00:00Z\","
                      "\"phenomenon\":\"explosion\",\"count\":3,\"party\":\"west\","
                      "\"place\":{\"lat\":48.5,\"lon\":38.5,\"sigma_m\":50}}");
    rows_add(&t.rows, "{\"id\":\"b\",\"source\":\"c2\",\"time\":\"2020-07-02T10:00:00Z\","
                      "\"phenomenon\":\"explosion\",\"count\":{\"min\":2,\"max\":4},"
                      "\"place\":{\"lat\":48.5,\"lon\":38.5,\"sigma_m\":50}}");
    rows_add(&t.rows, "{\"kind\":\"impediment\",\"id\":\"i\",\"time\":\"2020-07-02T11:00:00Z\","
                      "\"place\":{\"lat\":48.5,\"lon\":38},\"impediment\":\"denial\","
                      "\"party\":\"east\"}");
    judge_all(TIME_NEVER);
    assert_ok(tally_json(&t.tally, 3, 1, &t.bench.arena, &v, &err));
    buf_clear(&t.out);
    json_write(&t.out, &v);
    assert_string_equal(
        t.out.p,
        "{\"as_recorded\":5,\"by_day\":{\"2020-07-02\":{\"count\":{\"max\":7,\"min\":3},"
        "\"indeterminate\":0,\"violation\":1}},\"by_party\":{\"west\":{\"count\":{\"max\":7,"
        "\"min\":3},\"indeterminate\":0,\"violation\":1}},\"by_term\":{\"1\":{\"count\":{\"max\":7,"
        "\"min\":3},\"indeterminate\":0,\"violation\":1},\"4\":{\"indeterminate\":0,"
        "\"needs_assessment\":1,\"violation\":0}},\"counts\":{\"explosion\":{\"max\":7,"
        "\"min\":3}},\"coverage\":{\"belt\":0,\"valley\":0},\"events\":1,"
        "\"impediments\":{\"denial\":1},\"kind\":\"summary\",\"read\":3,\"rejected\":1,"
        "\"verdicts\":{\"indeterminate\":0,\"needs_assessment\":1,\"violation\":1}}");
}

static void kinds_that_people_judge(void **state)
{
    (void)state;
    t.options.only_term = SPAN("4");
    judge_all(TIME_NEVER);
    assert_int_equal(t.n_verdicts, 1);
    assert_out("\"verdict\":\"needs_assessment\"");
    assert_out("Terms of kind foreign_forces are read and checked, but not judged by machine");
}

static void a_permit_exempts_until_it_is_revoked(void **state)
{
    (void)state;
    rows_add(&t.rows, "{\"kind\":\"permit\",\"id\":\"p-1\",\"holder\":\"west\",\"scope\":\"3\","
                      "\"area\":\"belt\",\"for\":\"2020-07-02T00:00:00Z/2020-07-09T00:00:00Z\","
                      "\"revoked_at\":\"2020-07-05T00:00:00Z\"}");
    for (int day = 4; day <= 5; day++) {
        char row[512];

        (void)snprintf(row, sizeof(row),
                       "{\"id\":\"o%d\",\"time\":\"2020-07-0%dT00:00:00Z\",\"party\":\"west\","
                       "\"place\":{\"lat\":48.5,\"lon\":38.01,\"sigma_m\":20},"
                       "\"phenomenon\":\"troop_sighting\",\"count\":{\"about\":30}}",
                       day, day);
        rows_add(&t.rows, row);
    }
    t.options.only_term = SPAN("3");
    judge_all(TIME_NEVER);
    assert_int_equal(t.tally.all.n[VERDICT_EXEMPT], 1);
    assert_int_equal(t.tally.all.n[VERDICT_VIOLATION], 1);
    assert_out("\"exemption\":\"p-1\"");
    assert_out("24 to 36 x troop_sighting of west, under \\\"personnel\\\"");
}

/* What became known later is not judged as of before: the verdict changes with the knowledge. */
static void late_knowledge(void **state)
{
    static const char row[] = "{\"id\":\"a\",\"source\":\"c1\",\"time\":\"2020-07-02T10:00:00Z\","
                              "\"phenomenon\":\"explosion\",\"recorded_at\":\"%s\",%s"
                              "\"place\":{\"lat\":48.5,\"lon\":%s,\"sigma_m\":50}}";
    int64_t before_ms;
    char text[512];
    struct err err = {0};

    (void)state;
    assert_ok(time_parse_instant(SPAN("2020-07-03T00:00:00Z"), &before_ms, &err));
    for (int i = 0; i < 2; i++) {
        (void)end(NULL);
        (void)begin(NULL);
        t.options.only_term = SPAN("1");
        (void)snprintf(text, sizeof(text), row, "2020-07-02T12:00:00Z", "", "38.5");
        rows_add(&t.rows, text);
        (void)snprintf(text, sizeof(text), row, "2020-07-04T12:00:00Z", "\"supersedes\":\"a\",",
                       "39.5");
        rows_add(&t.rows, text);
        judge_all(i == 0 ? before_ms : TIME_NEVER);
        assert_int_equal(t.n_verdicts, 1);
        assert_int_equal(t.tally.all.n[i == 0 ? VERDICT_VIOLATION : VERDICT_COMPLIANT], 1);
    }
}

/* ---- the invented night, whole ---- */

static struct span night[LINES_MAX];

/* The lines of the example's observations, comments left out. */
static size_t read_night(void)
{
    struct span text = bench_read(&t.bench, "examples/kalmius", "night.ndjson"), line;
    size_t n = 0;

    while ((line = span_cut(&text, '\n')).p != NULL)
        if (span_trim(line).n > 0) {
            assert_true(n < LINES_MAX);
            night[n++] = line;
        }
    return n;
}

/* The pact's text must live as long as its model: it stands in an arena of its own. */
static struct pact_bench texts;

static void start_night(void)
{
    arena_release(&texts.arena);
    bench_init(&texts, AASC_ROOT "/examples/kalmius");
    start(bench_read(&texts, "examples/kalmius", "kalmius.pact"));
}

/* A line that the example has on purpose to be refused is left out here too. */
static void add_line(struct span line)
{
    struct observe *o = &t.rows.observe;
    struct err err = {0};
    struct json v;
    struct row row;

    arena_reset(&t.rows.scratch);
    if (json_parse(line, &t.rows.scratch, &v, &err) != RC_OK)
        return;
    if (observation_read(o, &v, (struct observe_where){.row = 1}, &row, &err) == RC_OK)
        assert_ok(docket_add(&t.rows.docket, &row, &err));
}

/* The night in some order, each line as often as `times`; the text lives until the next start. */
static struct span judge_night(uint64_t seed, int times)
{
    size_t n;

    start_night();
    n = read_night();
    for (size_t i = n; seed != 0 && i > 1; i--) {
        size_t k = random_below(&seed, (uint32_t)i);
        struct span kept = night[i - 1];

        night[i - 1] = night[k];
        night[k] = kept;
    }
    for (int round = 0; round < times; round++)
        for (size_t i = 0; i < n; i++)
            add_line(night[i]);
    judge_all(TIME_NEVER);
    return buf_span(&t.out);
}

static void order_and_repetition_change_no_byte(void **state)
{
    struct arena kept;
    struct span first;
    struct err err = {0};

    (void)state;
    (void)end(NULL);
    arena_init(&kept, 64 * MIB);
    first = arena_copy(&kept, judge_night(0, 1), &err);
    assert_true(t.tally.all.n[VERDICT_VIOLATION] > 10);
    for (uint64_t seed = 0; seed < 12; seed++) {
        (void)end(NULL);
        if (!span_eq(judge_night(seed, seed % 3 == 2 ? 2 : 1), first))
            fail_msg("order %d gives other bytes", (int)seed);
    }
    arena_release(&kept);
}

/* Any allocation may be the one that meets the ceiling: a code and a note, never a crash. */
static void memory_may_end_anywhere(void **state)
{
    enum rc rc = RC_LIMIT;
    struct err err = {0};
    long n = 0;

    (void)state;
    (void)end(NULL);
    start_night();
    {
        size_t n_lines = read_night();

        for (size_t i = 0; i < n_lines; i++)
            add_line(night[i]);
    }
    rows_close(&t.rows, TIME_NEVER);
    while (rc == RC_LIMIT) {
        buf_clear(&t.out);
        arena_fail_at(++n);
        rc = judge(&err);
        arena_fail_at(0);
        n += n / 30; /* not every one of thousands */
    }
    assert_ok(rc);
    assert_true(n > 50);
}

static void a_misspelt_term_is_named(void **state)
{
    struct err err = {0};

    (void)state;
    t.options.only_term = SPAN("22");
    rows_close(&t.rows, TIME_NEVER);
    assert_int_equal(judge(&err), RC_ABSENT);
    assert_note("there is no term \"22\"; the nearest is \"2\"");
}

static void a_misspelt_party_is_named(void **state)
{
    struct err err = {0};

    (void)state;
    t.options.only_party = SPAN("wset");
    rows_close(&t.rows, TIME_NEVER);
    assert_int_equal(judge(&err), RC_ABSENT);
    assert_note("there is no party \"wset\"");
}

static void what_the_sink_says_ends_the_run(void **state)
{
    struct err err = {0};

    (void)state;
    rows_add(&t.rows, "{\"id\":\"a\",\"time\":\"2020-07-02T10:00:00Z\",\"phenomenon\":\"shot\","
                      "\"place\":{\"lat\":48.5,\"lon\":38}}");
    rows_close(&t.rows, TIME_NEVER);
    t.sink_says = RC_IO;
    assert_int_equal(judge(&err), RC_IO);
}

static int release_texts(void **state)
{
    (void)state;
    arena_release(&texts.arena);
    return 0;
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(a_verdict_has_every_member_of_the_contract),
        TEST(deadline_of_calendar_days),
        TEST(d_day_is_local),
        TEST(summary_of_the_contract),
        TEST(kinds_that_people_judge),
        TEST(a_permit_exempts_until_it_is_revoked),
        TEST(late_knowledge),
        TEST(order_and_repetition_change_no_byte),
        TEST(memory_may_end_anywhere),
        TEST(a_misspelt_term_is_named),
        TEST(a_misspelt_party_is_named),
        TEST(what_the_sink_says_ends_the_run),
    };

    return cmocka_run_group_tests(tests, NULL, release_texts);
}
