/* SPDX-License-Identifier: Apache-2.0 */
#include "feed_check.h"

#include <math.h>

static void map_with(struct feeding *f, const char *mapping)
{
    f->settings.map = span_of(mapping);
    f->settings.map_name = SPAN("m.json");
}

static void columns_become_members(void **state)
{
    struct feeding f;
    const struct observation *o;

    (void)state;
    feeding_start(&f, NULL);
    map_with(
        &f,
        "{\"separator\":\";\",\"decimal\":\",\",\"constants\":{\"source\":\"post 7\",\"sense\":"
        "\"heard\",\"place\":{\"sigma_m\":50}},\"fields\":{\"id\":\"nr\",\"time\":{\"columns\":"
        "[\"day\",\"hour\"],\"format\":\"%d.%m.%Y %H:%M\"},\"place.lat\":\"lat\",\"place.lon\":"
        "\"LON\",\"count\":\"n\",\"phenomenon\":{\"column\":\"what\",\"words\":{\"wybuch\":"
        "\"explosion\"},\"other\":\"shot\"},\"items.model\":\"weapon\",\"items.n\":\"pieces\","
        "\"credibility\":\"cred\",\"party\":{\"column\":\"side\",\"if_empty\":\"undetermined\"},"
        "\"reported\":\"rep\"},\"attributes\":[\"note\"]}");
    feeding_read(&f, "a.csv",
                 "nr;day;hour;lat;lon;n;what;weapon;pieces;cred;side;rep;note;unused\n"
                 "1;10.07.2020;23:05;48,5;37,95;4;wybuch;2S1;2;3;A;yes;\"a; b\";x\n"
                 "2;11.07.2020;00:05;;;;trzask;;;;;0;;\n");
    feeding_close(&f);
    assert_int_equal(f.n_rejects, 0);
    assert_int_equal(f.docket.n_observations, 2);
    o = &f.docket.observations[0];
    assert_span(o->head.id, "1");
    assert_span(o->head.source, "post 7");
    assert_int_equal(o->sense, SENSE_HEARD);
    assert_int_equal(o->phenomenon, PHEN_EXPLOSION);
    assert_true(o->place.at.lat_deg == 48.5 && o->place.at.lon_deg == 37.95);
    assert_true(o->place.sigma_m == 50);
    assert_int_equal(o->count.min, 4);
    assert_span(o->items[0].guesses[0].model, "2S1");
    assert_int_equal(o->items[0].n.min, 2);
    assert_true(o->credibility == '3' && o->is_reported);
    assert_span(o->actor.party, "A");
    assert_span(o->more->attributes, "{\"note\":\"a; b\"}");
    o = &f.docket.observations[1]; /* what is empty is left out, the constants around it too */
    assert_int_equal(o->place.form, PLACE_NONE);
    assert_int_equal(o->n_items, 0);
    assert_int_equal(o->count.min, 1);
    assert_int_equal(o->phenomenon, PHEN_SHOT);
    assert_int_equal(o->actor.form, ACTOR_UNDETERMINED);
    assert_false(o->is_reported);
    assert_null(o->more);
    feeding_end(&f);
}

/* The same content by hand and by table is the same observation. */
static void a_mapped_row_equals_the_row_written_out(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    map_with(
        &f,
        "{\"constants\":{\"source\":\"s\",\"place\":{\"sigma_m\":50}},\"fields\":{\"id\":\"id\","
        "\"time\":\"t\",\"place.lat\":\"lat\",\"place.lon\":\"lon\",\"place.hae_m\":\"h\","
        "\"phenomenon\":\"p\"}}");
    feeding_read(&f, "a.csv", "id,t,lat,lon,h,p\n1,2020-07-10T20:05:10Z,48.50,37.9,,shot\n");
    feeding_read(&f, "a.ndjson",
                 "{\"id\":\"1\",\"source\":\"s\",\"time\":\"2020-07-10T20:05:10Z\","
                 "\"phenomenon\":\"shot\",\"place\":{\"lon\":37.9,\"lat\":48.5,"
                 "\"sigma_m\":50}}");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    assert_int_equal(f.docket.n_duplicates, 1);
    assert_int_equal(f.n_rejects, 0);
    feeding_end(&f);
}

static void places_of_every_form_fit_into_columns(void **state)
{
    static const struct {
        const char *fields, *header, *row;
        enum place_form form;
    } cases[] = {
        {"\"place.mgrs\":\"a\"", "a", "37U DQ 123 456", PLACE_POINT},
        {"\"place.from.lat\":\"a\",\"place.from.lon\":\"b\",\"place.compass\":\"c\",\"place.range_"
         "m.min\":\"d\",\"place.range_m.max\":\"e\"",
         "a,b,c,d,e", "48,37,ENE,2000,4000", PLACE_SECTOR},
        {"\"place.from.mgrs\":\"a\",\"place.bearing_deg\":\"b\",\"place.bearing_sigma_deg\":\"c\","
         "\"place.range_m\":\"d\"",
         "a,b,c,d", "37U DQ 123 456,45,3,2500", PLACE_SECTOR},
        {"\"place.area\":\"a\"", "a", "zone-1", PLACE_ZONE},
        {"\"place.from.lat\":\"a\",\"place.from.lon\":\"b\",\"place.compass\":\"c\",\"place.range_"
         "m.min\":\"d\",\"place.range_m.max\":\"e\"",
         "a,b,c,d,e", ",,,,", PLACE_NONE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char mapping[1024], text[512];

        feeding_start(&f, NULL);
        (void)snprintf(mapping, sizeof(mapping),
                       "{\"constants\":{\"phenomenon\":\"shot\"},\"fields\":{\"time\":\"t\",%s}}",
                       cases[i].fields);
        (void)snprintf(text, sizeof(text), "t,%s\n2020-07-10T20:05:10Z,%s\n", cases[i].header,
                       cases[i].row);
        map_with(&f, mapping);
        feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        if (f.n_rejects > 0)
            fail_msg("%s: %s", cases[i].row, f.rejects[0].reason);
        assert_int_equal(f.docket.observations[0].place.form, cases[i].form);
        feeding_end(&f);
    }
}

static void intervals_have_two_columns(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    map_with(&f, "{\"constants\":{\"phenomenon\":\"shot\"},\"fields\":{\"time\":{\"column\":\"a\","
                 "\"format\":\"%Y%m%d\"},\"time.to\":{\"column\":\"b\",\"format\":\"%d/%m/%Y\"},"
                 "\"id\":\"id\"}}");
    feeding_read(&f, "a.csv",
                 "id,a,b\n1,20200710,12/07/2020\n2,20200710,\n3,20200710,01/07/2020\n");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 2);
    /* days end at the same instant before midnight */
    assert_span(f.docket.observations[1].head.id, "2");
    assert_int_equal(f.docket.observations[0].when.t1_ms - f.docket.observations[1].when.t1_ms,
                     2 * MS_PER_DAY);
    assert_reject(&f, 0, 4, "a", "ends before it begins");
    feeding_end(&f);
}

static void other_encodings_are_read_where_they_are_stated(void **state)
{
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    map_with(&f,
             "{\"encoding\":\"windows-1251\",\"constants\":{\"phenomenon\":\"shot\"},\"fields\":{"
             "\"time\":\"\xd1\x87\xd0\xb0\xd1\x81\",\"narrative\":\"n\"}}"); /* "час" in UTF-8 */
    feeding_read(&f, "a.csv",
                 "\xf7\xe0\xf1,n\n2020-07-10T20:05:10Z,\xc0\xe2\xe4\xb3\xbf\xe2\xea\xe0\n"
                 "2020-07-10T20:05:11Z,\x98\n");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 1);
    assert_span(f.docket.observations[0].more->narrative, "Авдіївка");
    assert_reject(&f, 0, 3, "", "means nothing in windows-1251");
    feeding_end(&f);
}

static void bad_cells_are_refused_with_their_column(void **state)
{
    static const struct {
        const char *row, *column, *words;
    } cases[] = {
        {"10.07.2020,48,37,2,shot,", "T", "time: "},
        {"2020-07-10 20:05Z,48.5.1,37,2,shot,", "lat", "place.lat: "},
        {"2020-07-10 20:05Z,NaN,37,2,shot,", "lat", "place.lat: "},
        {"2020-07-10 20:05Z,\"48,5\",37,2,shot,", "lat", "place.lat: "},
        {"2020-07-10 20:05Z,95,37,2,shot,", "lat", "place: "},
        {"2020-07-10 20:05Z,48,,2,shot,", "lat", "place: lon: missing"},
        {"2020-07-10 20:05Z,48,37,2.5,shot,", "n", "count: 2.5 is no whole number"},
        {"2020-07-10 20:05Z,48,37,about 5,shot,", "n", "count: "},
        {"2020-07-10 20:05Z,48,37,2,shoot,", "what", "did you mean \"shot\""},
        {"2020-07-10 20:05Z,48,37,2,shot,maybe", "r", "neither true nor false"},
        {"2020-07-10 20:05Z,48,37,2,shot", "", "5 columns where the header has 6"},
        {"2020-07-10 20:05Z,48,37,2,\"shot,", "", "never closed"},
        {"2020-07-10 20:05Z,48,37,2,\"shot\"x,", "", "behind a closing quote"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;
        char text[512];

        feeding_start(&f, NULL);
        map_with(
            &f, "{\"fields\":{\"time\":\"T\",\"place.lat\":\"lat\",\"place.lon\":\"lon\",\"count\":"
                "\"n\",\"phenomenon\":\"what\",\"reported\":\"r\"}}");
        (void)snprintf(text, sizeof(text),
                       "T,lat,lon,n,what,r\n2020-07-10 20:04Z,48,37,1,shot,\n%s", cases[i].row);
        feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        assert_int_equal(f.docket.n_observations, 1);
        assert_reject(&f, 0, 3, cases[i].column, cases[i].words);
        assert_string_equal(f.rejects[0].raw, cases[i].row);
        feeding_end(&f);
    }
}

static void mappings_that_cannot_be_right_are_refused(void **state)
{
    static const struct {
        const char *mapping, *words;
    } cases[] = {
        {"", "m.json: "},
        {"[]", "must be an object"},
        {"{}", "fields: must be an object"},
        {"{\"fields\":{}}", "fields: must be an object"},
        {"{\"feilds\":{}}", "did you mean \"fields\""},
        {"{\"fields\":{\"tiem\":\"a\"}}", "no member \"tiem\""},
        {"{\"fields\":{\"place.lta\":\"a\"}}", "did you mean \".lat\""},
        {"{\"fields\":{\"place\":\"a\"}}", "a place has no such part"},
        {"{\"fields\":{\"attributes\":\"a\"}}", "does not fit into a column"},
        {"{\"fields\":{\"time\":7}}", "name of a column"},
        {"{\"fields\":{\"time\":{\"colunm\":\"a\"}}}", "did you mean \"column\""},
        {"{\"fields\":{\"time\":{}}}", "column: missing"},
        {"{\"fields\":{\"time\":{\"columns\":[]}}}", "1 to 4 names"},
        {"{\"fields\":{\"time\":{\"column\":\"a\",\"format\":\"%y\"}}}", "%y is not read"},
        {"{\"fields\":{\"count\":{\"column\":\"a\",\"format\":\"%Y\"}}}", "for times only"},
        {"{\"fields\":{\"time\":\"zzz\"}}", "no column \"zzz\""},
        {"{\"fields\":{\"time.to\":\"a\"}}", "needs a field \"time\""},
        {"{\"fields\":{\"time\":\"a\",\"count\":\"a\",\"count.min\":\"a\"}}",
         "as a whole and in parts"},
        {"{\"constants\":{\"count\":3},\"fields\":{\"count.min\":\"a\"}}",
         "as a whole and in parts"},
        {"{\"constants\":{\"items\":[{\"n\":1}]},\"fields\":{\"items.model\":\"a\"}}",
         "as a whole and in parts"},
        {"{\"constants\":{\"kind\":\"sensr\"},\"fields\":{\"time\":\"a\"}}",
         "did you mean \"sensor\""},
        {"{\"constants\":{\"sorce\":\"x\"},\"fields\":{\"time\":\"a\"}}", "no member \"sorce\""},
        {"{\"separator\":\"ab\",\"fields\":{\"time\":\"a\"}}", "one character"},
        {"{\"separator\":\"\\\"\",\"fields\":{\"time\":\"a\"}}", "one character"},
        {"{\"decimal\":\"_\",\"fields\":{\"time\":\"a\"}}", "decimal"},
        {"{\"encoding\":\"koi8-r\",\"fields\":{\"time\":\"a\"}}", "windows-1251"},
        {"{\"zone\":\"Europe/Kyiv\",\"fields\":{\"time\":\"a\"}}", "no time zones"},
        {"{\"attributes\":[\"zzz\"],\"fields\":{\"time\":\"a\"}}", "no column \"zzz\""},
        {"{\"constants\":{\"kind\":\"sensor\"},\"attributes\":\"*\",\"fields\":{\"id\":\"a\"}}",
         "only observations"},
        {"{\"fields\":{\"time\":{\"column\":\"a\",\"words\":[]}}}", "words: must be an object"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct feeding f;

        feeding_start(&f, NULL);
        map_with(&f, cases[i].mapping);
        if (feeding_try(&f, "a.csv", SPAN("a,b\n1,2\n")) == RC_OK)
            fail_msg("was taken: %s", cases[i].mapping);
        if (strstr(f.err.note, cases[i].words) == NULL)
            fail_msg("%s: %s", cases[i].mapping, f.err.note);
        feeding_end(&f);
    }
}

static void tables_that_cannot_be_right_are_refused(void **state)
{
    static const struct {
        const char *table, *words;
    } cases[] = {
        {"", "empty"},
        {"\n\n", "empty"},
        {"a,a\n1,2\n", "column \"a\" twice"},
        {"a,\"b\n1,2\n", "header: a quote is opened"},
        {"a\rb\r", "CR alone"},
        {"\xe4,a\n", "not UTF-8"},
        {"b,c\n", "no column \"a\""},
    };
    size_t n = 1000000;
    char *wide = malloc(n + 2);
    struct feeding f;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        feeding_start(&f, NULL);
        map_with(&f, "{\"fields\":{\"time\":\"a\"}}");
        if (feeding_try(&f, "a.csv", span_of(cases[i].table)) == RC_OK)
            fail_msg("was taken: %s", cases[i].table);
        if (strstr(f.err.note, cases[i].words) == NULL)
            fail_msg("%s: %s", cases[i].table, f.err.note);
        feeding_end(&f);
    }
    memset(wide, ',', n);
    wide[n] = '\n';
    feeding_start(&f, NULL);
    map_with(&f, "{\"fields\":{\"time\":\"a\"}}");
    assert_int_equal(feeding_try(&f, "a.csv", (struct span){wide, n + 1}), RC_RANGE);
    assert_non_null(strstr(f.err.note, "1000001 columns; at most 10000"));
    feeding_end(&f);
    free(wide);
}

static enum rc read_zone(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    char path[256];
    char *p = arena_alloc(a, 65536, err);
    FILE *file;

    (void)context;
    (void)snprintf(path, sizeof(path), "/usr/share/zoneinfo/%.*s", SPAN_ARG(name));
    file = fopen(path, "rb");
    if (file == NULL)
        return err_set(err, RC_ABSENT, "no zone");
    *out = (struct span){p, fread(p, 1, 65536, file)};
    (void)fclose(file);
    return RC_OK;
}

/* The zone of a mapping holds for its file only. */
static void local_times_are_the_files_own(void **state)
{
    const struct files zones = {.read = read_zone};
    struct feeding f;

    (void)state;
    feeding_start(&f, NULL);
    f.settings.zones = &zones;
    map_with(
        &f,
        "{\"zone\":\"Europe/Kiev\",\"constants\":{\"phenomenon\":\"shot\"},\"fields\":{\"time\":"
        "\"t\",\"id\":\"id\"}}");
    if (feeding_try(&f, "a.csv",
                    SPAN("id,t\n1,2020-07-10T20:05:10\n2,2020-03-29T03:30:00\n"
                         "3,2020-10-25T03:30:00\n4,2020-07-10T20:05:10+01:00\n")) == RC_ABSENT) {
        print_message("skipped: no time zone database\n");
        skip();
    }
    feeding_read(&f, "b.ndjson",
                 "{\"id\":\"5\",\"phenomenon\":\"shot\",\"time\":\"2020-07-10T20:05:10\"}");
    feeding_close(&f);
    assert_int_equal(f.docket.n_observations, 4);
    assert_reject(&f, 0, 3, "t", "time: ");
    assert_span(f.docket.observations[0].head.id, "1"); /* 17:05 UTC */
    assert_span(f.docket.observations[1].head.id, "4"); /* 19:05 UTC */
    assert_span(f.docket.observations[2].head.id, "5"); /* 20:05 UTC: the reader's own zone */
    assert_true(f.docket.observations[3].is_ambiguous_time);
    feeding_end(&f);
}

/* Read in any order and as often as one likes, the closed docket is the same. */
static void order_and_repetition_change_nothing(void **state)
{
    static const char *const mapping = "{\"constants\":{\"source\":\"s\"},\"fields\":{\"id\":"
                                       "\"id\",\"time\":\"t\",\"phenomenon\":\"p\","
                                       "\"count\":\"n\"}}";
    static const char *const rows[] = {
        "1,2020-07-10T20:05:10Z,shot,1\n",     "2,2020-07-10T20:05:10Z,shot,2\n",
        "1,2020-07-10T20:05:10Z,burst,3\n",    "4,2020-07-09T20:05:10Z,shot,4\n",
        "5,2020-07-11T20:05:10Z,nonsense,5\n",
    };
    static const int orders[][5] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}};
    uint8_t first[3][16];

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        struct feeding f;
        char text[1024] = "id,t,p,n\n";

        feeding_start(&f, NULL);
        map_with(&f, mapping);
        for (size_t i = 0; i < 5; i++)
            (void)snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s",
                           rows[orders[k][i]]);
        for (size_t i = 0; i <= k; i++)
            feeding_read(&f, "a.csv", text);
        feeding_close(&f);
        assert_int_equal(f.docket.n_observations, 3);
        assert_int_equal(f.docket.n_read, 3);
        assert_int_equal(f.docket.n_conflicts, 1);
        for (size_t i = 0; i < 3; i++) {
            if (k == 0)
                memcpy(first[i], f.docket.observations[i].head.hash, 16);
            assert_memory_equal(first[i], f.docket.observations[i].head.hash, 16);
        }
        feeding_end(&f);
    }
}

static void failing_memory_is_a_normal_failure(void **state)
{
    long n;

    (void)state;
    for (n = 1; n < 500; n++) {
        struct feeding f;
        enum rc rc;

        feeding_start(&f, NULL);
        map_with(
            &f,
            "{\"constants\":{\"source\":\"s\"},\"fields\":{\"id\":\"id\",\"time\":{\"columns\":["
            "\"d\",\"t\"],\"format\":\"%Y-%m-%d "
            "%H:%M\"},\"phenomenon\":{\"column\":\"p\",\"words\":{"
            "\"x\":\"shot\"}},\"place.lat\":\"a\",\"place.lon\":\"b\"},\"attributes\":\"*\"}");
        arena_fail_at(n);
        rc = feeding_try(&f, "a.csv",
                         SPAN("id,d,t,p,a,b,c\n1,2020-07-10,10:00,x,48,37,\"q\"\"\"\n"));
        arena_fail_at(0);
        if (rc == RC_OK && f.n_rejects == 0 && f.docket.n_observations == 1) {
            feeding_end(&f);
            break;
        }
        assert_true(rc == RC_LIMIT || f.n_rejects == 1);
        feeding_end(&f);
    }
    assert_in_range(n, 20, 499);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_become_members),
        cmocka_unit_test(a_mapped_row_equals_the_row_written_out),
        cmocka_unit_test(places_of_every_form_fit_into_columns),
        cmocka_unit_test(intervals_have_two_columns),
        cmocka_unit_test(other_encodings_are_read_where_they_are_stated),
        cmocka_unit_test(bad_cells_are_refused_with_their_column),
        cmocka_unit_test(mappings_that_cannot_be_right_are_refused),
        cmocka_unit_test(tables_that_cannot_be_right_are_refused),
        cmocka_unit_test(local_times_are_the_files_own),
        cmocka_unit_test(order_and_repetition_change_nothing),
        cmocka_unit_test(failing_memory_is_a_normal_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
