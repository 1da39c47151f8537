/* SPDX-License-Identifier: Apache-2.0 */
/* Daily reports: the rules of counting and comparing, each from both sides; what may be said and
 * what not; the invented night as a whole. */
#include "report_daily.h"

#include <math.h>
#include <stdlib.h>

static struct report_bench b;

static int end(void **state)
{
    (void)state;
    report_end(&b);
    return 0;
}

static struct buf text_of_report(void)
{
    struct buf out;

    buf_init(&out, 8 * MIB);
    report_text(&b, &out);
    return out;
}

static bool says(const char *words)
{
    struct buf text = text_of_report();
    bool found = strstr(text.p, words) != NULL;

    buf_release(&text);
    return found;
}

#define assert_says(words)                                                                         \
    do {                                                                                           \
        if (!says(words))                                                                          \
            fail_msg("the report does not say \"%s\"", (words));                                   \
    } while (0)
#define assert_says_not(words)                                                                     \
    do {                                                                                           \
        if (says(words))                                                                           \
            fail_msg("the report says \"%s\"", (words));                                           \
    } while (0)

/* ---- a small pact, for rows of the tests' own ---- */

static const char valley[] =
    "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"id\":\"river\","
    "\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[38,48],[38,49]]}},"
    "{\"type\":\"Feature\",\"id\":\"valley\",\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[37,48],[39,48],[39,49],[37,49],[37,48]]]}},"
    "{\"type\":\"Feature\",\"id\":\"hill\",\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[37,49.1],[39,49.1],[39,49.5],[37,49.5],[37,49.1]]]}}]}";
static const struct made_file made[] = {{"v.geojson", valley}, {NULL, NULL}};

static const char pact_text[] =
    "pact 1\n"
    "agreement small {\n"
    "  title \"A small agreement\"\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2020-01-01T00:00\n"
    "  party west { name \"West\" }\n"
    "  party east { name \"East\" }\n"
    "  observer smm { name \"Monitors\" }\n"
    "  line river { geometry \"v.geojson#river\"; left west; right east; accuracy 50 m }\n"
    "  area valley { geometry \"v.geojson#valley\" }\n"
    "  area hill { geometry \"v.geojson#hill\" }\n"
    "  term 1 ceasefire { ref \"Art 1\"; binds west, east; where area valley; from D; "
    "prohibits fire }\n"
    "  term 2 exclusion_zone { ref \"Art 2\"; binds west, east; where area hill; "
    "prohibits personnel }\n"
    "}\n";

/* The local day of Kyiv that begins on a date, and the one before. */
static void set_day(int year, int month, int day)
{
    const struct zone *z = b.pact.model->agreements[0].zone;
    struct civil before;

    time_from_days(time_days(year, month, day) - 1, &before);
    b.in.period.t0_ms = zone_day_start(z, year, month, day);
    b.in.before = (struct time_span){zone_day_start(z, before.year, before.month, before.day),
                                     b.in.period.t0_ms};
    time_from_days(time_days(year, month, day) + 1, &before);
    b.in.period.t1_ms = zone_day_start(z, before.year, before.month, before.day);
}

static void begin_small(void)
{
    report_start(&b, SPAN(pact_text), made);
    set_day(2020, 7, 10);
}

/* An explosion in the valley at a UTC time, `n` of them. */
static void add_fire(const char *id, const char *at, int n)
{
    char row[512];

    (void)snprintf(row, sizeof(row),
                   "{\"id\":\"%s\",\"source\":\"cam\",\"time\":\"%s\",\"sense\":\"recorded\","
                   "\"phenomenon\":\"explosion\",\"count\":%d,"
                   "\"place\":{\"lat\":48.51234,\"lon\":38.54321,\"sigma_m\":50}}",
                   id, at, n);
    rows_add(&b.rows, row);
}

static void add_cover(const char *area, const char *from, const char *to, double fraction)
{
    char row[512];

    (void)snprintf(row, sizeof(row),
                   "{\"kind\":\"coverage\",\"source\":\"cam\",\"area\":\"%s\",\"time\":\"%s/%s\","
                   "\"fraction\":%.4f}",
                   area, from, to, fraction);
    rows_add(&b.rows, row);
}

static void make(void)
{
    report_judge(&b);
    report_make(&b);
}

/* ---- the rules of comparison ---- */

static void rates_are_told_apart_only_where_they_do_not_meet(void **state)
{
    const int64_t h = MS_PER_H;
    static const uint64_t open = UINT64_MAX;
    const struct {
        struct tally_range now;
        int64_t now_ms;
        struct tally_range before;
        int64_t before_ms;
        enum daily_trend want;
    } cases[] = {
        {{5, 9}, 24 * h, {1, 4}, 24 * h, DAILY_MORE},
        {{4, 9}, 24 * h, {1, 4}, 24 * h, DAILY_SIMILAR}, /* they touch */
        {{1, 4}, 24 * h, {5, 9}, 24 * h, DAILY_FEWER},
        {{1, 5}, 24 * h, {5, 9}, 24 * h, DAILY_SIMILAR},
        {{0, 0}, 24 * h, {0, 0}, 24 * h, DAILY_SIMILAR},
        {{0, 0}, 24 * h, {1, 1}, 24 * h, DAILY_FEWER},
        /* the same number in a day of 23 hours is a higher rate than in one of 24 or 25 */
        {{24, 24}, 23 * h, {24, 24}, 24 * h, DAILY_MORE},
        {{24, 24}, 25 * h, {24, 24}, 24 * h, DAILY_FEWER},
        {{25, 25}, 25 * h, {24, 24}, 24 * h, DAILY_SIMILAR},
        {{23, 23}, 23 * h, {24, 24}, 24 * h, DAILY_SIMILAR},
        /* an open end reaches everything above */
        {{3, open}, 24 * h, {5, 9}, 24 * h, DAILY_SIMILAR},
        {{10, open}, 24 * h, {5, 9}, 24 * h, DAILY_MORE},
        {{3, 4}, 24 * h, {5, open}, 24 * h, DAILY_FEWER},
        {{9, 9}, 24 * h, {5, open}, 24 * h, DAILY_SIMILAR},
        /* no rounding: one more in 10^15, over periods that share no length but a minute */
        {{1000000000000001, 1000000000000001},
         24 * h,
         {1000000000000000, 1000000000000000},
         24 * h,
         DAILY_MORE},
        {{575999, 575999},
         575999 * MS_PER_MIN,
         {576000, 576000},
         576000 * MS_PER_MIN,
         DAILY_SIMILAR},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (daily_trend_of(cases[i].now, cases[i].now_ms, cases[i].before, cases[i].before_ms) !=
            cases[i].want)
            fail_msg("case %zu", i);
    }
}

static void coverage_is_equal_within_the_tolerance(void **state)
{
    static const struct {
        bool has_a, has_b;
        double a, b;
        bool want;
    } cases[] = {
        {true, true, 0.5, 0.5, true},      {true, true, 0.50, 0.55, true},
        {true, true, 0.55, 0.50, true},    {true, true, 0.50, 0.5501, false},
        {true, true, 0.5501, 0.50, false}, {true, false, 0, 0, false},
        {false, true, 0, 0, false},        {false, false, 0, 0, false},
        {true, true, 0, 0, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct daily_cover one = {.is_declared = cases[i].has_a, .mean = cases[i].a};
        const struct daily_cover two = {.is_declared = cases[i].has_b, .mean = cases[i].b};

        assert_int_equal(daily_is_equal_cover(&one, &two), cases[i].want);
    }
}

/* 5 explosions after 2: "more" where both days were seen alike, nothing where they were not. */
static void days_are_compared_only_where_they_were_seen_alike(void **state)
{
    static const double seen[] = {0.6, 0.7};

    (void)state;
    for (int i = 0; i < 2; i++) {
        begin_small();
        add_cover("valley", "2020-07-09T00:00", "2020-07-10T00:00", 0.6);
        add_cover("valley", "2020-07-10T00:00", "2020-07-11T00:00", seen[i]);
        add_fire("a", "2020-07-09T10:00:00Z", 2);
        add_fire("b", "2020-07-10T10:00:00Z", 5);
        make();
        assert_int_equal(b.daily.regions[0].is_compared, i == 0);
        assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].now.min, 5);
        assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].before.max, 2);
        if (i == 0) {
            assert_says("In valley the mission recorded 5 explosions (previous period 2: more); "
                        "60 % of it");
        } else {
            assert_says("In valley the mission recorded 5 explosions; 70 % of it");
            assert_says("Not compared with the previous period");
        }
        if (i == 0)
            report_end(&b);
    }
}

/* ---- the period ---- */

static void a_period_takes_its_first_instant_and_not_its_last(void **state)
{
    (void)state;
    begin_small(); /* from 21:00Z to 21:00Z: Kyiv in summer */
    add_fire("before", "2020-07-09T20:59:59.999Z", 1);
    add_fire("first", "2020-07-09T21:00:00Z", 10);
    add_fire("last", "2020-07-10T20:59:59.999Z", 100);
    add_fire("after", "2020-07-10T21:00:00Z", 1000);
    make();
    assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].now.min, 110);
    assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].before.min, 1);
    assert_int_equal(b.daily.violations[DAILY_MACHINE].n, 2);
    assert_int_equal(report_sheet(&b, "table1")->n_rows, 2);
}

/* What lasts over midnight is counted once, on its first day, and listed on both. */
static void what_lasts_over_midnight_is_counted_on_its_first_day(void **state)
{
    (void)state;
    begin_small();
    add_fire("x", "2020-07-09T20:50:00Z/2020-07-09T21:10:00Z", 7);
    make();
    assert_int_equal(b.daily.n_continuing, 1);
    assert_int_equal(b.daily.violations[DAILY_MACHINE].n, 0);
    assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].now.max, 0);
    assert_int_equal(report_sheet(&b, "table1")->n_rows, 1);
    assert_span(report_cell(report_sheet(&b, "table1"), 0, "continuing"), "yes");
    assert_says("counted in the report of their first day: 1.");
    set_day(2020, 7, 9);
    report_make(&b);
    assert_int_equal(b.daily.n_continuing, 0);
    assert_int_equal(b.daily.violations[DAILY_MACHINE].n, 1);
    assert_span(report_cell(report_sheet(&b, "table1"), 0, "continuing"), "no");
}

static struct span fact(const char *label)
{
    for (size_t i = 0; i < b.daily.doc.n_facts; i++) {
        if (span_is(b.daily.doc.facts[i].label, label))
            return b.daily.doc.facts[i].value;
    }
    fail_msg("the head has no \"%s\"", label);
    return span_none();
}

/* In Kyiv clocks change, in Qyzylorda they do not. */
static void days_of_23_and_25_hours_say_so(void **state)
{
    static const struct {
        int month, day;
        const char *length, *utc;
    } cases[] = {
        {3, 29, "23 h", "2020-03-28 22:00 to 2020-03-29 21:00"},
        {10, 25, "25 h", "2020-10-24 21:00 to 2020-10-25 22:00"},
        {7, 10, "24 h", "2020-07-09 21:00 to 2020-07-10 21:00"},
    };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        begin_small();
        set_day(2020, cases[i].month, cases[i].day);
        make();
        assert_span(fact("Length"), cases[i].length);
        assert_span(fact("Period, UTC"), cases[i].utc);
        report_end(&b);
    }
    report_night(&b);
    b.in.period.t0_ms = zone_day_start(b.pact.model->agreements[0].zone, 2026, 3, 29);
    b.in.period.t1_ms = zone_day_start(b.pact.model->agreements[0].zone, 2026, 3, 30);
    b.in.before = (struct time_span){0, 0};
    report_make(&b);
    assert_span(fact("Length"), "24 h");
    assert_span(fact("Period, UTC"), "2026-03-28 19:00 to 2026-03-29 19:00");
}

static void the_number_and_year_make_the_id(void **state)
{
    struct buf id;

    (void)state;
    begin_small();
    set_day(2021, 1, 1); /* begins in 2020 by UTC */
    b.in.head.number = 7;
    make();
    assert_span(b.daily.doc.id, "DR-small-2021-007");
    buf_init(&id, 100);
    b.in.head.number = 1234;
    daily_put_id(&id, &b.in);
    assert_span(buf_span(&id), "DR-small-2021-1234");
    buf_release(&id);
}

/* ---- what is refused ---- */

static void what_makes_no_report_is_refused(void **state)
{
    struct daily out;
    struct err err = {0};
    struct daily_input in;
    static const uint32_t none[] = {7};
    static const struct daily_incident wrong = {.id = {"i1", 2}, .verdicts = none, .n_verdicts = 1};

    (void)state;
    begin_small();
    report_judge(&b);
    in = b.in;
    in.head.approver = SPAN(" duty-officer ");
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("two people");
    in.head.approver = span_none();
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("approver");
    in = b.in;
    in.period.t1_ms = in.period.t0_ms;
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("period");
    in = b.in;
    in.period.t1_ms = in.period.t0_ms + DAILY_PERIOD_MAX_MS + MS_PER_MIN;
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("400 days");
    in = b.in;
    in.period.t0_ms += 1;
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("whole minutes");
    in = b.in;
    in.before.t1_ms += MS_PER_MIN;
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("previous period");
    in = b.in;
    in.incidents = &wrong;
    in.n_incidents = 1;
    assert_int_equal(daily_make(&in, &b.arena, &out, &err), RC_RANGE);
    assert_note("i1");
    report_make(&b); /* and the rest is right */
}

/* Past the ceiling of its arena a report is a limit, wherever that is met. */
static void a_full_arena_is_a_limit(void **state)
{
    long n = 1;

    (void)state;
    begin_small();
    add_fire("a", "2020-07-10T10:00:00Z", 3);
    report_judge(&b);
    for (;; n += 7) {
        struct daily out;
        struct err err = {0};
        enum rc rc;

        arena_fail_at(n);
        rc = daily_make(&b.in, &b.arena, &out, &err);
        arena_fail_at(0);
        if (rc == RC_OK) {
            daily_release(&out);
            break;
        }
        assert_int_equal(rc, RC_LIMIT);
    }
    assert_true(n > 100);
}

/* ---- who says so ---- */

static void set_status(size_t i, enum daily_status status)
{
    struct daily_verdict *v = &b.harvest.verdicts[i];

    v->status = status;
}

static void machine_and_confirmed_verdicts_are_counted_apart(void **state)
{
    (void)state;
    begin_small();
    add_fire("a", "2020-07-10T10:00:00Z", 1);
    add_fire("b", "2020-07-10T11:00:00Z", 20);
    add_fire("c", "2020-07-10T12:00:00Z", 300);
    add_fire("d", "2020-07-10T13:00:00Z", 4000);
    report_judge(&b);
    assert_int_equal(b.in.n_verdicts, 4);
    for (size_t i = 0; i < b.in.n_verdicts; i++) {
        const struct verdict *v = &b.in.verdicts[i].v;

        if (v->has_count && v->count.min == 20)
            set_status(i, DAILY_CONFIRMED);
        if (v->has_count && v->count.min == 300)
            set_status(i, DAILY_CONTESTED);
        if (v->has_count && v->count.min == 4000)
            set_status(i, DAILY_WITHDRAWN);
    }
    report_make(&b);
    assert_int_equal(b.daily.violations[DAILY_MACHINE].count.min, 1);
    assert_int_equal(b.daily.violations[DAILY_CONFIRMED].count.min, 20);
    assert_int_equal(b.daily.violations[DAILY_CONTESTED].count.min, 300);
    assert_int_equal(b.daily.violations[DAILY_WITHDRAWN].n, 1);
    /* what the mission recorded stays recorded, whoever took back the verdict */
    assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].now.min, 4321);
    assert_int_equal(b.daily.regions[0].classes[PHEN_EXPLOSION].violations[DAILY_WITHDRAWN].n, 0);
    assert_says("Violations confirmed by the mission: 1. Assessed by the engine alone and not "
                "stated as the mission\xE2\x80\x99s: 1; contested by a party: 1; withdrawn and not "
                "counted: 1.");
    assert_says("recorded 20 explosions. The mission assessed this as a violation of Art 1.");
    assert_says(
        "recorded 1 explosion. The engine assessed this as a violation of Art 1; no officer "
        "has confirmed it yet.");
    assert_says("recorded 300 explosions. The engine assessed this as a violation of Art 1; a "
                "party contests it.");
    assert_says_not("recorded 4,000 explosions. ");
}

/* Nobody of the mission noticed it: it is told apart and adds to nothing. */
static void what_was_only_told_is_told_apart(void **state)
{
    (void)state;
    begin_small();
    rows_add(&b.rows, "{\"id\":\"t\",\"source\":\"shop\",\"time\":\"2020-07-10T10:00:00Z\","
                      "\"sense\":\"told\",\"phenomenon\":\"burst\",\"count\":9,"
                      "\"place\":{\"lat\":48.5,\"lon\":38.5,\"sigma_m\":50}}");
    make();
    assert_int_equal(b.daily.regions[0].classes[PHEN_BURST].now.max, 0);
    assert_int_equal(b.daily.regions[0].classes[PHEN_BURST].told.max, 9);
    assert_says("In valley the mission saw, heard and recorded no fire");
    assert_says("It was told of 9 bursts; nobody of the mission saw, heard or recorded that.");
}

/* ---- nothing is never said alone ---- */

static void nothing_stands_beside_what_could_be_seen(void **state)
{
    size_t n = 0;

    (void)state;
    begin_small();
    add_cover("valley", "2020-07-10T00:00", "2020-07-10T12:00", 0.5);
    make();
    for (size_t i = 0; i < b.daily.doc.n_blocks; i++) {
        const char *key = b.daily.doc.blocks[i].key, *dot = strrchr(key, '.');

        if (dot == NULL || strcmp(dot, ".nothing") != 0 || strncmp(key, "region", 6) == 0 ||
            strcmp(key, "s9.nothing") == 0 || strcmp(key, "s10.nothing") == 0 ||
            strcmp(key, "s11.nothing") == 0)
            continue;
        n++;
        assert_string_equal(b.daily.doc.blocks[i + 1].key, "cover.list");
    }
    assert_int_equal(n, 6); /* sections 2 and 4 to 8 */
    assert_says("In valley the mission saw, heard and recorded no fire; 25 % of it could be "
                "observed on average, at the least 0 %.");
    assert_says("hill: not stated");
    assert_near(b.daily.regions[0].now.unseen_h, 12, 1e-9);
    assert_near(b.daily.regions[0].now.mean, 0.25, 1e-9);
}

static void an_empty_day_has_every_section(void **state)
{
    uint32_t next = 1;

    (void)state;
    begin_small();
    make();
    for (size_t i = 0; i < b.daily.doc.n_blocks; i++) {
        if (b.daily.doc.blocks[i].kind == BLOCK_SECTION)
            assert_int_equal(b.daily.doc.blocks[i].number, next++);
    }
    assert_int_equal(next, 15);
    assert_says("nobody stated what could be observed there");
    assert_says("No figures were submitted");
    for (int i = 1; i <= 4; i++) {
        char key[16];

        (void)snprintf(key, sizeof(key), "table%d", i);
        assert_non_null(report_sheet(&b, key));
        assert_int_equal(report_sheet(&b, key)->n_rows, 0);
    }
}

/* ---- what a public edition keeps to itself ---- */

static void put_everything(struct buf *out, struct span *pdf_begin)
{
    struct err err = {0};

    assert_ok(daily_put_json(out, &b.daily, &err));
    assert_ok(daily_put_geojson(out, &b.daily, &err));
    assert_ok(document_put_html(out, &b.daily.doc, &err));
    for (size_t i = 0; i < b.daily.n_sheets; i++)
        sheet_put_csv(out, b.daily.sheets[i]);
    pdf_begin->n = out->n;
    assert_ok(document_put_pdf(out, &b.daily.doc, &err));
    *pdf_begin = span_from(buf_span(out), pdf_begin->n);
}

static bool holds(const struct buf *text, const char *words)
{
    struct span rest = buf_span(text);

    for (size_t n = strlen(words); rest.n >= n; rest = span_from(rest, 1)) {
        if (memcmp(rest.p, words, n) == 0)
            return true;
    }
    return false;
}

static void a_public_edition_tells_squares_of_a_kilometre(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct span pdf;
        struct buf out;

        begin_small();
        b.in.head.is_public = i == 0;
        rows_add(&b.rows,
                 "{\"id\":\"s\",\"source\":\"agent-orange\",\"time\":\"2020-07-10T10:00:00Z\","
                 "\"sense\":\"saw\",\"phenomenon\":\"explosion\","
                 "\"place\":{\"mgrs\":\"37U DP 12345 67891\"}}");
        make();
        buf_init(&out, DOCUMENT_BYTES_MAX);
        put_everything(&out, &pdf);
        assert_int_equal(holds(&out, "agent-orange"), i == 1);
        assert_int_equal(holds(&out, "12345 67891"), i == 1);
        assert_int_equal(holds(&out, "37U DP 12 67"), i == 0);
        assert_int_equal(holds(&out, "\"grid_m\":1000"), i == 0);
        buf_release(&out);
        if (i == 0)
            report_end(&b);
    }
}

/* Who did it is a finding, and there is none: parties stand only where their own people stood in
 * the way, and where their side of the line is. */
static void no_party_is_accused(void **state)
{
    struct buf json;
    struct err err = {0};

    (void)state;
    report_night(&b);
    report_make(&b);
    for (size_t i = 0; i < b.daily.doc.n_blocks; i++) {
        const struct block *block = &b.daily.doc.blocks[i];
        struct buf text;

        if (block->kind == BLOCK_FIGURE || block->text.n == 0)
            continue;
        buf_init(&text, MIB);
        buf_put(&text, block->text);
        if (strstr(text.p, "north") != NULL || strstr(text.p, "south") != NULL ||
            strstr(text.p, "Republic") != NULL)
            fail_msg("a party is named: %s", text.p);
        buf_release(&text);
    }
    buf_init(&json, 8 * MIB);
    assert_ok(daily_put_geojson(&json, &b.daily, &err));
    assert_false(holds(&json, "north") || holds(&json, "south") || holds(&json, "party"));
    buf_release(&json);
}

/* ---- people ---- */

static void small_numbers_of_people_are_hidden_with_what_reveals_them(void **state)
{
    static const struct span rows[] = {{"schools", 7}, {"papers", 6}};
    static const struct span columns[] = {{"A", 1}, {"B", 1}};
    static const uint32_t cells[] = {4, 19, 12, 57};
    static const struct daily_aggregate table = {.title = {"Complaints", 10},
                                                 .rows = rows,
                                                 .columns = columns,
                                                 .n_rows = 2,
                                                 .n_columns = 2,
                                                 .cells = cells};
    const struct sheet *s;
    struct buf out;
    struct span pdf;

    (void)state;
    begin_small();
    b.in.aggregates = &table;
    b.in.n_aggregates = 1;
    make();
    s = report_sheet(&b, "people1");
    assert_non_null(s);
    assert_int_equal(s->n_rows, 3);
    assert_span(report_cell(s, 0, "n1"), "(small)");
    assert_span(report_cell(s, 0, "n2"), "(small)");
    assert_span(report_cell(s, 1, "n1"), "(small)");
    assert_span(report_cell(s, 1, "n2"), "(small)");
    assert_span(report_cell(s, 0, "all"), "23");
    assert_span(report_cell(s, 2, "all"), "92");
    buf_init(&out, DOCUMENT_BYTES_MAX);
    put_everything(&out, &pdf);
    assert_false(holds(&out, ">19<") || holds(&out, "\"57\""));
    buf_release(&out);
}

/* ---- the lists ---- */

static void corrigenda_and_duties_stand_in_the_report(void **state)
{
    static const struct daily_corrigendum fixes[] = {{{"DR-small-2020-012", 17},
                                                      {"5 explosions", 12},
                                                      {"7 explosions", 12},
                                                      {"a late camera", 13},
                                                      1594375200000}};
    static const struct daily_duty duties[] = {{.term = {"inspect", 7},
                                                .state = {"late", 4},
                                                .last_done_ms = TIME_ALWAYS,
                                                .due_ms = 1594375200000,
                                                .is_late = true},
                                               {.term = {"liaison", 7},
                                                .state = {"met", 3},
                                                .last_done_ms = 1594375200000,
                                                .due_ms = TIME_NEVER}};
    const struct sheet *s;

    (void)state;
    begin_small();
    b.in.corrigenda = fixes;
    b.in.n_corrigenda = 1;
    b.in.duties = duties;
    b.in.n_duties = 2;
    make();
    assert_says("DR-small-2020-012: instead of \xE2\x80\x9C"
                "5 explosions\xE2\x80\x9D read "
                "\xE2\x80\x9C"
                "7 explosions\xE2\x80\x9D. Cause: a late camera. Recorded "
                "2020-07-10 13:00.");
    assert_says("Duties of the mission on the record: 2, of which late: 1 (table 4).");
    s = report_sheet(&b, "table4");
    assert_int_equal(s->n_rows, 2);
    assert_span(report_cell(s, 0, "last_done"), "N/K");
    assert_span(report_cell(s, 0, "due"), "2020-07-10 13:00");
    assert_span(report_cell(s, 1, "due"), "N/K");
}

/* What is owed over time: every row is told from its day on, and its want is said in words. */
static const char owed_text[] =
    "pact 1\n"
    "agreement owed {\n"
    "  title \"An agreement\"\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2020-07-01T00:00\n"
    "  party west { name \"West\" }\n"
    "  party east { name \"East\" }\n"
    "  observer smm { name \"Monitors\" }\n"
    "  term check periodic_duty { ref \"1\"; binds smm; duty check; every 2 d; from D }\n"
    "  term tell periodic_duty { ref \"2\"; binds west; duty tell; every 2 d; from D }\n"
    "  term size composition { ref \"3\"; binds smm; personnel >= 100 }\n"
    "  term arms milestone { ref \"4\"; binds west, east; milestone D+5d 1/2; "
    "registry ddr }\n"
    "}\n";

#define CHECKED(id, at)                                                                            \
    "{\"kind\":\"duty_done\",\"id\":\"" id "\",\"by\":\"smm\",\"duty\":\"check\","                 \
    "\"completed_at\":\"" at "\"}"
#define DEPLOYED(id, who, n, from, until)                                                          \
    "{\"kind\":\"deployment\",\"id\":\"" id "\",\"contributor\":\"" who "\",\"personnel\":" n      \
    ",\"from\":\"" from "\",\"until\":\"" until "\"}"
#define MADE(id, by, at, n)                                                                        \
    "{\"kind\":\"progress\",\"id\":\"" id "\",\"by\":\"" by "\",\"registry\":\"ddr\",\"at\":\"" at \
    "\",\"done\":" n ",\"of\":100}"

#define HEARD                                                                                      \
    "{\"id\":\"o\",\"time\":\"2020-07-10T20:00:00Z\",\"phenomenon\":\"explosion\","                \
    "\"sense\":\"heard\"}"

static void what_is_owed_stands_in_the_report(void **state)
{
    static const char *const rows[] = {
        CHECKED("c1", "2020-07-02T09:00:00Z"),
        CHECKED("c2", "2020-07-08T09:00:00Z"),
        DEPLOYED("d1", "pol", "60", "2020-07-01T00:00:00Z", "2020-07-20T00:00:00Z"),
        DEPLOYED("d2", "fra", "50", "2020-07-01T00:00:00Z", "2020-07-09T00:00:00Z"),
        DEPLOYED("d3", "pol", "10", "2020-07-01T00:00:00Z", "2020-07-20T00:00:00Z"),
        MADE("p1", "west", "2020-07-03T00:00:00Z", "20"),
        MADE("p2", "west", "2020-07-04T00:00:00Z", "70"),
        HEARD,
    };
    const struct sheet *s;

    (void)state;
    report_start(&b, SPAN(owed_text), made);
    set_day(2020, 7, 10);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        rows_add(&b.rows, rows[i]);
    make();
    assert_says("2020-07-04 03:00: met (arms: compliant, p 0; engine only).");
    assert_says("2020-07-07 00:00: late (arms: could not determine; engine only).");
    s = report_sheet(&b, "progress");
    assert_non_null(s);
    assert_int_equal(s->n_rows, 1); /* the last one of a party */
    assert_span(report_cell(s, 0, "done"), "70");
    assert_span(report_cell(s, 0, "of_all"), "100");
    assert_says("Deployed with smm at the end of the period, as the rows of deployments say: 70 "
                "people; contributors: 1.");
    assert_says("2020-07-10 00:00: strength (size: violation, p 1; engine only).");
    assert_says("Duties of the mission on the record: 1, of which late: 0 (table 4).");
    s = report_sheet(&b, "table4"); /* of the party's own duty nothing */
    assert_int_equal(s->n_rows, 1);
    assert_span(report_cell(s, 0, "term"), "check");
    assert_span(report_cell(s, 0, "last_done"), "2020-07-08 12:00");
    assert_span(report_cell(s, 0, "state"), "not yet due");
    assert_says("overdue (tell: violation, p 1; engine only)");
}

/* The same without any row: what is wanting is named, and nothing is told that nobody knows. */
static void what_nobody_recorded_of_it_is_said(void **state)
{
    (void)state;
    report_start(&b, SPAN(owed_text), made);
    set_day(2020, 7, 10);
    make();
    assert_says("No row of progress is on the record: how far anybody has come cannot be said.");
    assert_says("No row of a deployment with smm is on the record: how strong it is cannot be "
                "said.");
    assert_says("Not judged, a row that it needs is not on the record (size: could not determine");
    assert_says("No duty of the mission is on the record.");
    assert_int_equal(report_sheet(&b, "table4")->n_rows, 0);
}

/* A standing restriction counts on its first day and is listed apart on every later one. */
static void standing_restrictions_stand_apart(void **state)
{
    (void)state;
    for (int day = 10; day <= 11; day++) {
        begin_small();
        set_day(2020, 7, day);
        rows_add(&b.rows,
                 "{\"kind\":\"impediment\",\"id\":\"i\",\"time\":\"2020-07-10T06:00:00Z\","
                 "\"place\":{\"lat\":48.5,\"lon\":38.5,\"sigma_m\":9},\"party\":\"west\","
                 "\"impediment\":\"regular_restriction\",\"standing\":true,\"means\":\"patrol\"}");
        make();
        assert_int_equal(report_sheet(&b, "table3")->n_rows, 0);
        assert_int_equal(report_sheet(&b, "table3_standing")->n_rows, 1);
        assert_span(report_cell(report_sheet(&b, "table3_standing"), 0, "personnel_of"), "west");
        assert_int_equal(report_sheet(&b, "movement_by_kind") != NULL, day == 10);
        report_end(&b);
    }
    begin_small();
}

/* ---- the invented night ---- */

static void the_night_is_told_whole(void **state)
{
    const struct sheet *s;

    (void)state;
    report_night(&b);
    report_make(&b);
    assert_span(b.daily.doc.title, "Daily report DR-kalmius-2026-014");
    assert_int_equal(b.daily.n_undecided, 13);
    assert_int_equal(b.daily.violations[DAILY_MACHINE].n, 24); /* without the camera's own file */
    assert_says("the mission heard 3\xE2\x80\x93"
                "5 explosions. The engine assessed this as a "
                "violation of Article 1");
    assert_says("the mission heard and recorded 12\xE2\x80\x93"
                "15 explosions");
    assert_says("It was told of 0\xE2\x80\x93"
                "4 explosions");
    assert_says("art.4.n: the text says at no time");
    s = report_sheet(&b, "table1");
    assert_int_equal(s->n_rows, 9);
    assert_span(report_cell(s, 0, "no_min"), "3");
    assert_span(report_cell(s, 0, "no_max"), "5");
    assert_span(report_cell(s, 0, "event_location"), "42T WS 69 16");
    assert_int_equal(report_sheet(&b, "table2")->n_rows, 25);
    assert_int_equal(report_sheet(&b, "table3")->n_rows, 6);
    assert_int_equal(report_sheet(&b, "table3_standing")->n_rows, 1);
    assert_int_equal(report_sheet(&b, "visits")->n_rows, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_told_apart_only_where_they_do_not_meet),
        cmocka_unit_test(coverage_is_equal_within_the_tolerance),
        cmocka_unit_test_teardown(days_are_compared_only_where_they_were_seen_alike, end),
        cmocka_unit_test_teardown(a_period_takes_its_first_instant_and_not_its_last, end),
        cmocka_unit_test_teardown(what_lasts_over_midnight_is_counted_on_its_first_day, end),
        cmocka_unit_test_teardown(days_of_23_and_25_hours_say_so, end),
        cmocka_unit_test_teardown(the_number_and_year_make_the_id, end),
        cmocka_unit_test_teardown(what_makes_no_report_is_refused, end),
        cmocka_unit_test_teardown(a_full_arena_is_a_limit, end),
        cmocka_unit_test_teardown(machine_and_confirmed_verdicts_are_counted_apart, end),
        cmocka_unit_test_teardown(what_was_only_told_is_told_apart, end),
        cmocka_unit_test_teardown(nothing_stands_beside_what_could_be_seen, end),
        cmocka_unit_test_teardown(an_empty_day_has_every_section, end),
        cmocka_unit_test_teardown(a_public_edition_tells_squares_of_a_kilometre, end),
        cmocka_unit_test_teardown(no_party_is_accused, end),
        cmocka_unit_test_teardown(small_numbers_of_people_are_hidden_with_what_reveals_them, end),
        cmocka_unit_test_teardown(corrigenda_and_duties_stand_in_the_report, end),
        cmocka_unit_test_teardown(what_is_owed_stands_in_the_report, end),
        cmocka_unit_test_teardown(what_nobody_recorded_of_it_is_said, end),
        cmocka_unit_test_teardown(standing_restrictions_stand_apart, end),
        cmocka_unit_test_teardown(the_night_is_told_whole, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
