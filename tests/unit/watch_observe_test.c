/* SPDX-License-Identifier: Apache-2.0 */
#include "watch_rows.h"

#define O "\"time\":\"2020-07-10T20:05:10Z\",\"phenomenon\":\"explosion\""

static void what_is_left_out_has_its_meaning(void **state)
{
    struct rows r;
    struct row row;
    const struct observation *o = &row.u.observation;

    (void)state;
    rows_start(&r, NULL);
    row = rows_read(&r, "{" O "}");
    assert_int_equal(row.kind, ROW_OBSERVATION);
    assert_int_equal(o->when.t0_ms, at_ms("2020-07-10T20:05:10Z"));
    assert_int_equal(o->when.t1_ms, o->when.t0_ms);
    assert_int_equal(o->head.recorded_at_ms, o->when.t1_ms);
    assert_int_equal(o->head.id.n, 36); /* made from the content */
    assert_int_equal(o->place.form, PLACE_NONE);
    assert_int_equal(o->actor.form, ACTOR_UNDETERMINED);
    assert_int_equal(o->sense, SENSE_UNSTATED);
    assert_int_equal(o->detail, DETAIL_UNDETERMINED);
    assert_true(o->count.min == 1 && o->count.max == 1 && o->count.recorded == 1);
    assert_true(o->temperature_c == 15.0F);
    assert_true(isnan(o->clock_sigma_s)); /* until the docket knows the sensor */
    assert_true(o->reliability == 0 && o->credibility == 0 && !o->is_reported);
    assert_null(o->more);
    row = rows_read(&r, "{\"time\":\"2020-07-10T20:00:00Z/2020-07-10T21:00:00Z\","
                        "\"items\":[{\"model\":\"2S1\"}],\"place\":{\"lat\":48.5,\"lon\":37.9}}");
    assert_int_equal(o->phenomenon, PHEN_WEAPON_SIGHTING);
    assert_int_equal(o->head.recorded_at_ms, at_ms("2020-07-10T21:00:00Z"));
    assert_true(o->place.sigma_m == 0 && !o->place.has_sigma);
    assert_true(o->items[0].n.min == 1 && o->items[0].n.max == 1);
    rows_end(&r);
}

static void every_member_of_an_observation_is_read(void **state)
{
    struct rows r;
    struct row row;
    const struct observation *o = &row.u.observation;

    (void)state;
    rows_start(&r, NULL);
    row = rows_read(
        &r, "{\"kind\":\"observation\",\"id\":\"a\",\"source\":\"cam-1\",\"label\":\"RESTRICTED\","
            "\"recorded_at\":\"2020-07-11T06:00:00Z\",\"supersedes\":\"b\"," O
            ",\"place\":{\"lat\":48.5,\"lon\":37.95,\"sigma_m\":100,\"hae_m\":210},"
            "\"sense\":\"heard\",\"detail\":\"airburst\",\"count\":{\"about\":30},\"party\":\"A\","
            "\"items\":[{\"class\":\"artillery\",\"calibre_mm\":122,\"n\":2,\"serial\":\"x1\","
            "\"state\":\"moving\"}],\"weapon\":\"howitzer\",\"movement\":{\"from\":\"W\","
            "\"to\":\"E\"},\"temperature_c\":-10,\"reliability\":\"B\",\"credibility\":2,"
            "\"lineage\":\"x\",\"narrative\":\"heard\\nfrom afar\",\"attributes\":{\"b\":1,"
            "\"a\":[true]},\"reported\":true,\"clock_sigma_s\":1.5}");
    assert_span(o->head.id, "a");
    assert_span(o->head.source, "cam-1");
    assert_span(o->head.label, "RESTRICTED");
    assert_span(o->head.supersedes, "b");
    assert_int_equal(o->head.recorded_at_ms, at_ms("2020-07-11T06:00:00Z"));
    assert_int_equal(o->sense, SENSE_HEARD);
    assert_int_equal(o->detail, DETAIL_AIRBURST);
    assert_true(o->count.min == 24 && o->count.max == 36 && o->count.recorded == 30);
    assert_int_equal(o->actor.form, ACTOR_PARTY);
    assert_span(o->actor.party, "A");
    assert_true(o->temperature_c == -10.0F && o->clock_sigma_s == 1.5F && o->is_reported);
    assert_true(o->reliability == 'B' && o->credibility == '2');
    assert_int_equal(o->n_items, 1);
    assert_int_equal(o->items[0].state, STATE_MOVING);
    assert_span(o->items[0].serial, "x1");
    assert_int_equal(o->items[0].n.min, 2);
    assert_span(o->items[0].guesses[0].thing.class_name, "artillery");
    assert_true(o->items[0].guesses[0].thing.calibre_mm == 122 && o->items[0].guesses[0].p == 1);
    assert_true(o->place.hae_m == 210 && o->place.has_sigma && o->place.sigma_m == 100);
    assert_non_null(o->more);
    assert_span(o->more->weapon, "howitzer");
    assert_span(o->more->movement_from, "W");
    assert_span(o->more->movement_to, "E");
    assert_span(o->more->lineage, "x");
    assert_span(o->more->narrative, "heard\nfrom afar");
    assert_span(o->more->attributes, "{\"a\":[true],\"b\":1}");
    rows_end(&r);
}

static void counts_become_intervals(void **state)
{
    static const struct {
        const char *text;
        uint32_t min, max, recorded;
    } cases[] = {
        {"4", 4, 4, 4},
        {"4.0", 4, 4, 4},
        {"0", 0, 0, 0},
        {"{\"min\":4,\"max\":6}", 4, 6, 4},
        {"{\"min\":8,\"max\":null}", 8, COUNT_INFINITE, 8},
        {"{\"about\":30}", 24, 36, 30},
        {"{\"about\":1}", 1, 1, 1},
        {"{\"about\":2}", 2, 2, 2},
        {"{\"about\":3}", 3, 3, 3},
        {"{\"about\":4}", 4, 4, 4},
        {"{\"about\":5}", 4, 6, 5},
        {"{\"about\":6}", 5, 7, 6},
        {"{\"about\":0}", 0, 0, 0},
        {"{\"about\":1000000000}", 800000000, 1200000000, 1000000000},
        {"{\"at_least\":8}", 8, COUNT_INFINITE, 8},
        {"{\"unknown\":true}", 1, COUNT_INFINITE, 1},
    };
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[256];
        struct count c;

        (void)snprintf(text, sizeof(text), "{" O ",\"count\":%s}", cases[i].text);
        c = rows_read(&r, text).u.observation.count;
        if (c.min != cases[i].min || c.max != cases[i].max || c.recorded != cases[i].recorded)
            fail_msg("%s gave %u..%u (%u)", cases[i].text, c.min, c.max, c.recorded);
    }
    rows_end(&r);
}

/* Each with the words that help its author. */
static void bad_rows_are_refused_with_what_would_be_right(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"[]", "must be an object"},
        {"{\"kind\":\"observatoin\"}", "did you mean \"observation\""},
        {"{\"kind\":7}", "kind: must be a word"},
        {"{" O ",\"phenomena\":1}", "no member \"phenomena\"; did you mean \"phenomenon\""},
        {"{" O ",\"xyzzy\":null}", "no member \"xyzzy\""},
        {"{\"phenomenon\":\"explosion\"}", "time: missing"},
        {"{\"time\":\"2020-07-10T20:05:10Z\"}", "phenomenon: missing"},
        {"{\"time\":null,\"phenomenon\":\"shot\"}", "time: missing"},
        {"{\"time\":\"2020-07-10T20:05:10Z\",\"phenomenon\":\"explosoin\"}",
         "\"explosoin\" is not a phenomenon; did you mean \"explosion\""},
        {"{\"time\":\"2020-02-30T20:05:10Z\",\"phenomenon\":\"shot\"}", "time: "},
        {"{\"time\":\"10.07.2020 20:05\",\"phenomenon\":\"shot\"}", "time: "},
        {"{\"time\":1594411510,\"phenomenon\":\"shot\"}", "2020-07-10T20:05:10Z"},
        {"{\"time\":\"2020-07-10T21:00:00Z/2020-07-10T20:00:00Z\",\"phenomenon\":\"shot\"}",
         "ends before it begins"},
        {"{" O ",\"count\":-1}", "count: -1 lies outside"},
        {"{" O ",\"count\":1.5}", "count: 1.5 is no whole number"},
        {"{" O ",\"count\":\"4\"}", "count: must be a whole number, not a string"},
        {"{" O ",\"count\":{\"min\":6,\"max\":4}}", "lies below the minimum"},
        {"{" O ",\"count\":{\"min\":6}}", "needs both"},
        {"{" O ",\"count\":{\"abuot\":6}}", "did you mean \"about\""},
        {"{" O ",\"count\":{\"about\":6,\"at_least\":2}}", "a count is 4"},
        {"{" O ",\"count\":{}}", "a count is 4"},
        {"{" O ",\"count\":{\"unknown\":false}}", "must be true"},
        {"{" O ",\"count\":1e18}", "lies outside"},
        {"{" O ",\"sense\":\"seen\"}", "sense: "},
        {"{" O ",\"detail\":\"outgoin\"}", "did you mean \"outgoing\""},
        {"{" O ",\"reliability\":\"G\"}", "reliability: must be A to F"},
        {"{" O ",\"reliability\":\"AB\"}", "reliability: must be A to F"},
        {"{" O ",\"reliability\":\"\"}", "reliability: must be A to F"},
        {"{" O ",\"credibility\":7}", "credibility: must be 1 to 6"},
        {"{" O ",\"temperature_c\":200}", "outside -90 to 70"},
        {"{" O ",\"temperature_c\":\"warm\"}", "must be a number"},
        {"{" O ",\"clock_sigma_s\":-1}", "outside"},
        {"{" O ",\"reported\":1}", "must be true or false"},
        {"{" O ",\"source\":\"\"}", "source: is empty"},
        {"{" O ",\"id\":7}", "id: must be text"},
        {"{" O ",\"id\":\"a\\u0000b\"}", "control character 0x00 at byte 1"},
        {"{" O ",\"movement\":{\"form\":\"W\"}}", "did you mean \"from\""},
        {"{" O ",\"items\":7}", "items: must be a list"},
        {"{" O ",\"items\":[{\"modle\":\"2S1\"}]}", "did you mean \"model\""},
        {"{" O ",\"items\":[{\"model\":\"2S1\",\"state\":\"loadde\"}]}", "did you mean \"loaded\""},
        {"{" O ",\"items\":[[{\"model\":\"2S1\",\"p\":0.8},{\"model\":\"2S3\",\"p\":0.3}]]}",
         "sum to 1.1"},
        {"{" O ",\"items\":[[{\"model\":\"2S1\",\"p\":0.8},{\"model\":\"2S3\"}]]}", "p: missing"},
        {"{" O ",\"items\":[[]]}", "1 to 64 types"},
        {"{" O ",\"items\":[{\"model\":\"2S1\",\"calibre_mm\":-5}]}", "calibre_mm: "},
        {"{\"kind\":\"sensor\"}", "id: missing"},
        {"{\"kind\":\"sensor\",\"id\":\"s\",\"type\":\"camrea\"}", "did you mean \"camera\""},
        {"{\"kind\":\"coverage\",\"area\":\"z\",\"time\":\"2020-07-10\"}", "fraction: missing"},
        {"{\"kind\":\"coverage\",\"area\":\"z\",\"time\":\"2020-07-10\",\"fraction\":90}",
         "outside 0 to 1"},
        {"{\"kind\":\"impediment\",\"time\":\"2020-07-10\"}", "impediment: missing"},
        {"{\"kind\":\"impediment\",\"time\":\"2020-07-10T10:00Z\",\"impediment\":\"denail\"}",
         "did you mean \"denial\""},
        {"{\"kind\":\"impediment\",\"until\":\"2020-07-10T09:00Z\",\"time\":\"2020-07-10T10:00Z\","
         "\"impediment\":\"delay\"}",
         "until: lies before"},
        {"{\"kind\":\"derogation\",\"term\":\"3\",\"agreed_by\":[\"A\"],\"for\":\"2020-07-10\"}",
         "limit_change: missing"},
        {"{\"kind\":\"derogation\",\"term\":\"3\",\"agreed_by\":\"A\",\"for\":\"2020-07-10\","
         "\"exempt\":true}",
         "agreed_by: must be a list"},
        {"{\"kind\":\"derogation\",\"term\":\"3\",\"agreed_by\":[\"A\"],\"for\":\"2020-07-10\","
         "\"limit_change\":\"ten\"}",
         "limit_change: by: must be a whole number"},
        {"{\"kind\":\"site\",\"id\":\"s\",\"place\":{\"lat\":1,\"lon\":2},\"area\":\"z\"}",
         "one of the two"},
        {"{\"kind\":\"visit\",\"site\":\"s\",\"time\":\"2020-07-10\",\"access\":\"ful\"}",
         "did you mean \"full\""},
        {"{\"kind\":\"notification\",\"by\":\"A\",\"about\":\"exercise\"}", "received_at: missing"},
        {"{\"kind\":\"notification\",\"by\":\"A\",\"about\":\"exersise\"}",
         "did you mean \"exercise\""},
        {"{\"kind\":\"line_version\",\"line\":\"l\",\"valid_from\":\"2020-07-10\",\"geometry\":"
         "{\"type\":\"Point\",\"coordinates\":[37,48]}}",
         "geometry: must be a LineString"},
        {"{\"kind\":\"complaint\",\"by\":\"A\",\"received_at\":\"2020-07-10\"}", "claim: missing"},
        {"{\"kind\":\"sensor\"}", "id: missing; a sensor is named by its id"},
    };
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_refused(&r, cases[i].text, cases[i].words);
    rows_end(&r);
}

static void the_fault_names_its_member(void **state)
{
    /* faults that show only when all members are there */
    static const struct {
        const char *text, *member;
    } together[] = {
        {"{\"kind\":\"impediment\",\"impediment\":\"denial\",\"time\":\"2020-07-11\","
         "\"until\":\"2020-07-10\"}",
         "until"},
        {"{\"kind\":\"derogation\",\"term\":\"1\",\"agreed_by\":[\"A\"],\"for\":\"2020-07-10\"}",
         "limit_change"},
        {"{\"kind\":\"site\",\"id\":\"s\",\"place\":{\"lat\":1,\"lon\":2},\"area\":\"z\"}", "area"},
        {"{\"kind\":\"site\"}", "id"},
    };
    struct rows r;
    struct row row;
    struct err err = {0};

    (void)state;
    rows_start(&r, NULL);
    assert_int_equal(rows_try(&r, "{" O ",\"detail\":\"x\"}", &row, &err), RC_UNKNOWN);
    assert_span(r.observe.fault.member, "detail");
    assert_int_equal(rows_try(&r, "{\"phenomenon\":\"shot\"}", &row, &err), RC_INPUT);
    assert_span(r.observe.fault.member, "time");
    for (size_t i = 0; i < sizeof(together) / sizeof(together[0]); i++) {
        assert_int_not_equal(rows_try(&r, together[i].text, &row, &err), RC_OK);
        assert_true(span_is(r.observe.fault.member, together[i].member));
        assert_true(span_starts(span_of(err.note), span_of(together[i].member)));
    }
    rows_end(&r);
}

static bool is_same(const char *a, const char *b)
{
    struct rows r;
    struct row x, y;
    bool is;

    rows_start(&r, NULL);
    x = rows_read(&r, a);
    y = rows_read(&r, b);
    is = memcmp(x.u.observation.head.hash, y.u.observation.head.hash, 16) == 0;
    if (is)
        assert_true(span_eq(x.u.observation.head.id, y.u.observation.head.id));
    rows_end(&r);
    return is;
}

static void the_hash_is_of_the_content_not_of_its_spelling(void **state)
{
    (void)state;
    assert_true(is_same("{" O ",\"count\":2}", "{ \"count\" : 2.0 , " O "}"));
    assert_true(is_same("{" O "}", "{" O ",\"kind\":\"observation\"}"));
    assert_true(is_same("{" O "}", "{" O ",\"party\":null}"));
    assert_true(is_same("{" O ",\"party\":\"A\"}", "{" O ",\"party\":\"\\u0041\"}"));
    assert_false(is_same("{" O "}", "{" O ",\"party\":\"A\"}"));
    assert_false(is_same("{" O ",\"source\":\"a\"}", "{" O ",\"source\":\"b\"}"));
    assert_false(is_same("{\"kind\":\"complaint\",\"by\":\"A\",\"claim\":\"x\","
                         "\"received_at\":\"2020-07-10\"}",
                         "{\"kind\":\"reply\",\"by\":\"A\",\"claim\":\"x\","
                         "\"received_at\":\"2020-07-10\"}"));
}

static void a_distribution_leaves_the_rest_to_the_unknown(void **state)
{
    struct rows r;
    struct row row;
    const struct observation *o = &row.u.observation;
    double sum = 0;

    (void)state;
    rows_start(&r, NULL);
    row = rows_read(&r, "{" O ",\"items\":[[{\"model\":\"2S1\",\"p\":0.7,\"n\":3},"
                        "{\"model\":\"2S3\",\"p\":0.3}],{\"model\":\"T-72\"}]}");
    assert_int_equal(o->n_items, 2);
    assert_int_equal(o->items[0].n_guesses, 2);
    assert_int_equal(o->items[0].n.min, 3);
    assert_int_equal(o->items[1].n_guesses, 1);
    /* the same without the inner list: all have shares, so it is one item */
    row = rows_read(&r, "{" O ",\"items\":[{\"model\":\"2S1\",\"p\":0.7},"
                        "{\"model\":\"2S3\",\"p\":0.2}]}");
    assert_int_equal(o->n_items, 1);
    assert_int_equal(o->items[0].n_guesses, 3);
    assert_span(o->items[0].guesses[2].model, "");
    assert_true(isnan(o->items[0].guesses[2].thing.calibre_mm));
    for (uint32_t i = 0; i < 3; i++)
        sum += o->items[0].guesses[i].p;
    assert_true(fabs(sum - 1) < 1e-12);
    /* one object is one item, and one share alone leaves a rest */
    row = rows_read(&r, "{" O ",\"items\":{\"model\":\"2S1\",\"p\":0.6}}");
    assert_int_equal(o->items[0].n_guesses, 2);
    rows_end(&r);
}

/* Kyiv: clocks went forward on 29 March 2020 at 03:00 and back on 25 October at 04:00. */
static void local_times_follow_the_zone(void **state)
{
    struct arena a;
    struct err err = {0};
    const struct zone *kyiv = NULL;
    char bytes[8192];
    size_t n = 0;
    FILE *f = fopen("/usr/share/zoneinfo/Europe/Kiev", "rb");
    struct observe_world world = {0};
    struct rows r;
    struct row row;
    const struct observation *o = &row.u.observation;

    (void)state;
    if (f != NULL) {
        n = fread(bytes, 1, sizeof(bytes), f);
        (void)fclose(f);
    }
    if (n == 0) {
        print_message("no time zone database: local times are not tested\n");
        skip();
    }
    arena_init(&a, MIB);
    assert_ok(zone_parse(SPAN("Europe/Kyiv"), (struct span){bytes, n}, &a, &kyiv, &err));
    world.zone = kyiv;
    rows_start(&r, &world);
    row = rows_read(&r, "{\"time\":\"2020-07-10T20:05:10\",\"phenomenon\":\"shot\"}");
    assert_int_equal(o->when.t0_ms, at_ms("2020-07-10T17:05:10Z"));
    assert_false(o->is_ambiguous_time);
    row = rows_read(&r, "{\"time\":\"2020-10-25T03:30:00\",\"phenomenon\":\"shot\"}");
    assert_int_equal(o->when.t0_ms, at_ms("2020-10-25T00:30:00Z"));
    assert_int_equal(o->when.t1_ms, at_ms("2020-10-25T01:30:00Z"));
    assert_true(o->is_ambiguous_time);
    assert_refused(&r, "{\"time\":\"2020-03-29T03:30:00\",\"phenomenon\":\"shot\"}", "time: ");
    /* a date is the whole local day */
    row = rows_read(&r, "{\"time\":\"2020-07-10\",\"phenomenon\":\"shot\"}");
    assert_int_equal(o->when.t0_ms, at_ms("2020-07-09T21:00:00Z"));
    rows_end(&r);
    /* without a zone a time needs its offset */
    world.zone = NULL;
    rows_start(&r, &world);
    assert_refused(&r, "{\"time\":\"2020-07-10T20:05:10\",\"phenomenon\":\"shot\"}", "time: ");
    rows_end(&r);
    arena_release(&a);
}

static void every_kind_is_read(void **state)
{
    struct rows r;
    struct row row;

    (void)state;
    rows_start(&r, NULL);
    row =
        rows_read(&r, "{\"kind\":\"sensor\",\"id\":\"cam\",\"type\":\"camera\",\"place\":{\"lat\":"
                      "48,\"lon\":37},\"clock_sigma_s\":2,\"reliability\":\"A\"}");
    assert_span(row.u.sensor.type, "camera");
    assert_true(row.u.sensor.clock_sigma_s == 2.0F && row.u.sensor.reliability == 'A');
    assert_int_equal(row.u.sensor.head.recorded_at_ms, TIME_ALWAYS);

    row = rows_read(&r, "{\"kind\":\"coverage\",\"source\":\"cam\",\"area\":\"z1\",\"time\":"
                        "\"2020-07-10T00:00Z/2020-07-11T00:00Z\",\"fraction\":0.6}");
    assert_int_equal(row.u.coverage.area.form, PLACE_ZONE);
    assert_span(row.u.coverage.area.u.zone, "z1");
    assert_true(row.u.coverage.fraction == 0.6);

    row = rows_read(&r, "{\"kind\":\"impediment\",\"until\":\"2020-07-10T10:40Z\",\"time\":"
                        "\"2020-07-10T10:00Z\",\"place\":{\"lat\":48,\"lon\":37},\"party\":"
                        "\"both\",\"impediment\":\"mines_uxo\",\"means\":\"patrol\",\"resolved\":"
                        "true,\"standing\":true,\"reason\":\"mines\"}");
    assert_int_equal(row.u.impediment.actor.form, ACTOR_BOTH);
    assert_int_equal(row.u.impediment.when.t1_ms - row.u.impediment.when.t0_ms, 40 * MS_PER_MIN);
    assert_true(row.u.impediment.has_until && row.u.impediment.resolved);
    assert_true(row.u.impediment.standing);
    assert_span(row.u.impediment.means, "patrol");

    row = rows_read(&r, "{\"kind\":\"notification\",\"by\":\"A\",\"about\":\"exercise\","
                        "\"received_at\":\"2020-05-01T09:00Z\",\"sent_at\":\"2020-04-30T09:00Z\","
                        "\"for\":\"2020-07-01/2020-07-10\",\"area\":\"z1\",\"command\":\"1 corps\","
                        "\"personnel\":{\"about\":9000},\"items\":[{\"class\":\"artillery\",\"n\":"
                        "20}],\"complete\":false}");
    assert_int_equal(row.u.notification.head.recorded_at_ms, at_ms("2020-05-01T09:00:00Z"));
    assert_true(row.u.notification.has_span && row.u.notification.has_personnel);
    assert_int_equal(row.u.notification.personnel.max, 10800);
    assert_false(row.u.notification.complete);
    assert_span(row.u.notification.command, "1 corps");

    row = rows_read(&r, "{\"kind\":\"activity\",\"activity\":\"exercise\",\"alert\":true,\"by\":"
                        "\"A\",\"time\":\"2020-07-01/2020-07-03\",\"command\":{\"id\":\"1 corps\","
                        "\"p\":0.8},\"observers_invited\":true}");
    assert_true(row.u.activity.alert && row.u.activity.observers_invited);
    assert_true(row.u.activity.command_p == 0.8 && !row.u.activity.has_personnel);

    row = rows_read(&r, "{\"kind\":\"derogation\",\"term\":\"5\",\"agreed_by\":[\"A\",\"B\"],"
                        "\"for\":\"2020-07-01/2020-07-10\",\"limit_change\":{\"category\":\"tank\","
                        "\"by\":10}}");
    assert_int_equal(row.u.derogation.n_agreed_by, 2);
    assert_span(row.u.derogation.agreed_by[1], "B");
    assert_true(row.u.derogation.has_change && row.u.derogation.change.by == 10);
    assert_span(row.u.derogation.change.category, "tank");
    assert_int_equal(row.u.derogation.head.recorded_at_ms, at_ms("2020-07-01T00:00:00Z"));
    row = rows_read(&r, "{\"kind\":\"derogation\",\"term\":\"5\",\"agreed_by\":[],\"for\":"
                        "\"2020-07-01\",\"limit_change\":-3}");
    assert_true(row.u.derogation.change.by == -3 && row.u.derogation.change.category.n == 0);

    row = rows_read(&r,
                    "{\"kind\":\"permit\",\"holder\":\"A\",\"area\":\"z1\",\"for\":\"2020-07-01\","
                    "\"revoked_at\":\"2020-07-01T12:00Z\"}");
    assert_span(row.u.permit.scope, "all");
    assert_int_equal(row.u.permit.revoked_at_ms, at_ms("2020-07-01T12:00:00Z"));

    row = rows_read(&r, "{\"kind\":\"site\",\"id\":\"s1\",\"place\":{\"lat\":48,\"lon\":37},"
                        "\"party\":\"A\",\"type\":\"storage\"}");
    assert_int_equal(row.u.site.type, SITE_STORAGE);
    row = rows_read(&r, "{\"kind\":\"site\",\"id\":\"s1\",\"area\":\"z1\"}");
    assert_int_equal(row.u.site.place.form, PLACE_ZONE);

    row = rows_read(&r, "{\"kind\":\"baseline\",\"area\":\"z1\",\"at\":\"2020-07-01\",\"features\":"
                        "[{\"x\":1}]}");
    assert_span(row.u.baseline.features, "[{\"x\":1}]");

    row =
        rows_read(&r, "{\"kind\":\"transfer\",\"time\":\"2020-07-01\",\"from\":\"A\",\"to\":\"B\","
                      "\"items\":[{\"model\":\"2S1\"}],\"inspected\":true}");
    assert_span(row.u.transfer.to, "B");
    assert_true(row.u.transfer.inspected && row.u.transfer.n_items == 1);

    row =
        rows_read(&r, "{\"kind\":\"inventory\",\"site\":\"s1\",\"by\":\"A\",\"at\":\"2020-07-01\","
                      "\"items\":[{\"model\":\"2S1\",\"serial\":\"1\"},{\"model\":\"2S1\","
                      "\"serial\":\"2\"}]}");
    assert_int_equal(row.u.inventory.n_items, 2);
    assert_ptr_equal(row.u.inventory.items[0].guesses, row.u.inventory.items[1].guesses);

    row =
        rows_read(&r, "{\"kind\":\"visit\",\"site\":\"s1\",\"time\":\"2020-07-02T10:00Z\",\"seen\":"
                      "[{\"serial\":\"1\"}],\"unreadable\":1,\"not_shown\":{\"at_least\":1}}");
    assert_int_equal(row.u.visit.access, ACCESS_FULL);
    assert_int_equal(row.u.visit.unreadable.max, 1);
    assert_int_equal(row.u.visit.not_shown.max, COUNT_INFINITE);
    assert_span(row.u.visit.seen[0].serial, "1");

    row = rows_read(&r, "{\"kind\":\"line_version\",\"line\":\"actual\",\"geometry\":{\"type\":"
                        "\"LineString\",\"coordinates\":[[37,48],[38,48]]},\"valid_from\":"
                        "\"2020-07-01\",\"accuracy_m\":500}");
    assert_non_null(row.u.line_version.geometry);
    assert_true(row.u.line_version.accuracy_m == 500);

    row = rows_read(&r, "{\"kind\":\"reply\",\"by\":\"B\",\"about\":\"c1\",\"claim\":\"not us\","
                        "\"received_at\":\"2020-07-05T00:00Z\"}");
    assert_true(row.u.claim.is_reply);
    assert_span(row.u.claim.text, "not us");
    rows_end(&r);
}

/* What an agreement itself calls an activity is a word, beside the closed list. */
static void an_agreements_own_words_are_taken(void **state)
{
    const struct span means[] = {SPAN("drone")};
    const struct pact_term terms[] = {
        {.kind = PACT_NOTIFICATION, .u.notification.activity = SPAN("relocation")},
        {.kind = PACT_FREEDOM_OF_MOVEMENT, .u.freedom = {.means = means, .n_means = 1}},
    };
    const struct pact_agreement agreement = {.id = SPAN("x"), .terms = terms, .n_terms = 2};
    const struct pact_model model = {.agreements = &agreement, .n_agreements = 1};
    const struct observe_world world = {.zone = zone_utc(), .model = &model};
    struct rows r;

    (void)state;
    rows_start(&r, &world);
    assert_span(
        rows_read(&r, "{\"kind\":\"activity\",\"activity\":\"relocation\",\"time\":\"2020-07-01\"}")
            .u.activity.activity,
        "relocation");
    assert_span(rows_read(&r,
                          "{\"kind\":\"impediment\",\"impediment\":\"delay\",\"means\":\"drone\","
                          "\"time\":\"2020-07-01\"}")
                    .u.impediment.means,
                "drone");
    assert_refused(&r, "{\"kind\":\"activity\",\"activity\":\"drone\",\"time\":\"2020-07-01\"}",
                   "is not an activity");
    assert_refused(
        &r,
        "{\"kind\":\"derogation\",\"term\":\"9\",\"agreed_by\":[],\"exempt\":true,\"for\":"
        "\"2020-07-01\"}",
        "the agreement has no term \"9\"");
    rows_end(&r);
}

/* Whatever allocation fails, the row is refused with a note, never half read. */
static void failing_memory_is_a_normal_failure(void **state)
{
    struct err err = {0};
    long n;

    (void)state;
    for (n = 1; n < 200; n++) {
        struct rows r;
        struct json v;
        struct row row = {.kind = ROW_KIND_COUNT};
        enum rc rc;

        rows_start(&r, NULL);
        assert_ok(
            json_parse(SPAN("{" O ",\"source\":\"s\",\"narrative\":\"n\",\"items\":[[{\"model\":"
                            "\"2S1\",\"p\":0.5}]],\"place\":{\"from\":{\"lat\":48,\"lon\":37},"
                            "\"compass\":\"N\",\"range_m\":[1,2]}}"),
                       &r.scratch, &v, &err));
        err = (struct err){0};
        arena_fail_at(n);
        rc = observation_read(&r.observe, &v, (struct observe_where){0}, &row, &err);
        arena_fail_at(0);
        rows_end(&r);
        if (rc == RC_OK)
            break;
        assert_int_equal(rc, RC_LIMIT);
        assert_int_equal(row.kind, ROW_KIND_COUNT);
        assert_note("bytes of memory");
    }
    assert_in_range(n, 5, 199);
}

static void an_observation_is_small(void **state)
{
    (void)state;
    assert_in_range(sizeof(struct observation), 1, 320);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_out_has_its_meaning),
        cmocka_unit_test(every_member_of_an_observation_is_read),
        cmocka_unit_test(counts_become_intervals),
        cmocka_unit_test(bad_rows_are_refused_with_what_would_be_right),
        cmocka_unit_test(the_fault_names_its_member),
        cmocka_unit_test(the_hash_is_of_the_content_not_of_its_spelling),
        cmocka_unit_test(a_distribution_leaves_the_rest_to_the_unknown),
        cmocka_unit_test(local_times_follow_the_zone),
        cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(an_agreements_own_words_are_taken),
        cmocka_unit_test(failing_memory_is_a_normal_failure),
        cmocka_unit_test(an_observation_is_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
