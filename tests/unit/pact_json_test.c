/* SPDX-License-Identifier: Apache-2.0 */
/* The canonical JSON: one form for every unit and fraction; and what is no JSON of a pact. */
#include "pact_frame.h"

#include "base/json.h"

#define TEXT_MAX ((size_t)MIB)
#define TERM(members)                                                                              \
    "{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"terms\":[{\"id\":\"t\",\"kind\":"              \
    "\"ceasefire\","                                                                               \
    "\"ref\":\"r\",\"binds\":[\"a\"]," members "}]}]}"

/* The JSON of the term "t" that a test wrote. */
static void term_json(struct pact_bench *b, const char *statements, struct buf *out)
{
    const struct json *blocks, *terms;
    struct json file;
    struct buf all;
    struct err err = {0};

    frame_good(b, statements);
    buf_init(&all, TEXT_MAX);
    assert_ok(pact_put_json(b->pact, &all, &err));
    assert_ok(json_parse(buf_span(&all), &b->arena, &file, &err));
    blocks = json_get(&file, "blocks");
    terms = json_get(&blocks->u.array.items[0], "terms");
    buf_clear(out);
    for (size_t i = 0; i < terms->u.array.n; i++)
        if (span_is(json_get(&terms->u.array.items[i], "id")->u.text, "t"))
            json_write(out, &terms->u.array.items[i]);
    buf_release(&all);
}

static void one_form_for_every_statement(void **state)
{
    static const struct {
        const char *statements, *json;
    } rows[] = {
        {"term t withdrawal { ref \"r\"; binds a; from line l; zone-width heavy 50 km\n"
         "zone-width tank 140 km; share 0.5 }",
         "{\"binds\":[\"a\"],\"from\":{\"line\":\"l\"},\"id\":\"t\",\"kind\":\"withdrawal\","
         "\"limits\":[{\"category\":\"heavy\",\"zone_width_m\":50000},{\"category\":\"tank\","
         "\"zone_width_m\":140000}],\"ref\":\"r\",\"share\":\"1/2\"}"},
        {"term t withdrawal { from line l; binds a, b; ref \"r\"; distance tank 0.5 km; start by "
         "D+0d; complete by milestone base + 5 d }",
         "{\"binds\":[\"a\",\"b\"],\"complete_by\":{\"milestone\":\"base\",\"plus_d\":5},\"from\":{"
         "\"line\":\"l\"},\"id\":\"t\",\"kind\":\"withdrawal\",\"limits\":[{\"category\":\"tank\","
         "\"distance_m\":500}],\"ref\":\"r\",\"start_by\":\"D+0d\"}"},
        {"term t ceiling { ref \"r\"; binds a; where area z; limit unit brigade <= 2; limit heavy "
         "except tank < 1; simultaneity 90 min; coverage >= 0.90; confidence 1.0 }",
         "{\"binds\":[\"a\"],\"confidence\":\"1\",\"coverage_min\":\"9/10\",\"id\":\"t\",\"kind\":"
         "\"ceiling\",\"limits\":[{\"n\":2,\"op\":\"<=\",\"unit\":\"brigade\"},{\"category\":"
         "\"heavy\",\"except\":\"tank\",\"n\":1,\"op\":\"<\"}],\"ref\":\"r\",\"simultaneity_ms\":"
         "5400000,\"where\":[\"z\"]}"},
        {"term t ceasefire { ref \"r\"; binds a; from 2015-03-01T10:00+02:00; until 2016-01-01; "
         "prohibits fire any, tank; severity 5; unless x record; except permit; except observer o "
         "}",
         "{\"binds\":[\"a\"],\"except\":[{\"permit\":true},{\"observers\":[\"o\"]}],\"id\":\"t\","
         "\"in_force_from\":\"2015-03-01T08:00Z\",\"in_force_until\":\"2016-01-01\",\"kind\":"
         "\"ceasefire\",\"prohibits\":[{\"any\":true,\"what\":\"fire\"},{\"what\":\"tank\"}],"
         "\"ref\":\"r\",\"severity\":\"grave\",\"unless\":[\"x\"]}"},
        {"term t exclusion_zone { ref \"r\"; binds a; where area z; prohibits all; transit <= 0.5 "
         "h; "
         "requires quiet 7 d verified-by o }",
         "{\"binds\":[\"a\"],\"id\":\"t\",\"kind\":\"exclusion_zone\",\"prohibits_all\":true,"
         "\"ref\":\"r\",\"requires\":{\"quiet_d\":7,\"verified_by\":\"o\"},\"transit_ms\":"
         "1800000,"
         "\"where\":[\"z\"]}"},
        {"term t storage { ref \"r\"; binds a; sites declared; match serial; removal notice 48 h }",
         "{\"binds\":[\"a\"],\"id\":\"t\",\"kind\":\"storage\",\"match\":\"serial\",\"ref\":\"r\","
         "\"removal_notice_ms\":172800000,\"sites_declared\":true}"},
        {"term t consent_mandate { ref \"r\"; binds o; authority unsc; term 3 years; renewable no "
         "}",
         "{\"authority\":\"unsc\",\"binds\":[\"o\"],\"id\":\"t\",\"kind\":\"consent_mandate\","
         "\"ref\":\"r\",\"renewable\":false,\"term_months\":36}"},
        {"term t notification { ref \"r\"; binds a; activity exercise; threshold personnel >= 9000 "
         "or "
         "tank > 250; notice 42 calendar_days }",
         "{\"activity\":\"exercise\",\"binds\":[\"a\"],\"id\":\"t\",\"kind\":\"notification\","
         "\"notice_d\":42,\"ref\":\"r\",\"thresholds\":[{\"category\":\"personnel\",\"n\":9000,"
         "\"op\":\">=\"},{\"category\":\"tank\",\"n\":250,\"op\":\">\"}]}"},
        {"term t milestone { ref \"r\"; binds a; milestone D+90d 0.3; milestone D+150d 1.0; note "
         "\"Ж \\\"q\\\"\"; assumption \"s\" }",
         "{\"assumptions\":[\"s\"],\"binds\":[\"a\"],\"id\":\"t\",\"kind\":\"milestone\","
         "\"milestones\":[{\"by\":\"D+90d\",\"fraction\":\"3/10\"},{\"by\":\"D+150d\",\"fraction\":"
         "\"1\"}],\"notes\":[\"Ж \\\"q\\\"\"],\"ref\":\"r\"}"},
        {"term u ceiling { ref \"r\"; binds a; where area z; limit tank <= 1 }\n"
         "term t ceiling { like u; binds b }",
         "{\"binds\":[\"b\"],\"id\":\"t\",\"kind\":\"ceiling\",\"limits\":[{\"category\":\"tank\","
         "\"n\":1,\"op\":\"<=\"}],\"ref\":\"r\",\"where\":[\"z\"]}"},
    };
    struct pact_bench b;
    struct buf json;

    (void)state;
    frame_init(&b);
    buf_init(&json, TEXT_MAX);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        term_json(&b, rows[i].statements, &json);
        if (!span_is(buf_span(&json), rows[i].json))
            fail_msg("%s\nis %s\nnot %s", rows[i].statements, json.p, rows[i].json);
    }
    buf_release(&json);
    arena_release(&b.arena);
}

/* What means the same has the same JSON, whatever its form. */
static void the_same_meaning_has_the_same_json(void **state)
{
    static const char *const pairs[][2] = {
        {"distance tank 15 km", "distance tank 15000 m"},
        {"distance tank 15 km", "distance tank 15000000 mm"},
        {"distance tank 0.25 km", "distance tank 250.0 m"},
        {"distance tank 1 km; confidence 0.95", "distance tank 1 km; confidence 19/20"},
        {"distance tank 1 km; confidence 4/6", "confidence 2/3\ndistance tank 1 km"},
        {"distance tank 1 km; complete by D+120min", "distance tank 1 km; complete by D+2h"},
        {"distance tank 1 km; complete by milestone base + 1 d",
         "distance tank 1 km; complete by milestone base + 1 calendar_days"},
        {"distance tank 1 km; severity 4", "distance tank 1 km; severity serious # a comment\n"},
        {"distance tank 1 km; quote \"a\nb\"", "distance tank 1 km; quote \"a\\nb\""},
        {"distance tank 1 km; from 2015-01-01T00:00:00Z",
         "distance tank 1 km; from 2015-01-01T02:00+02:00"},
        {"distance tank 1 km; where area z; where area \"p.geojson\"",
         "distance tank 1 km; where area z, \"p.geojson\""},
    };
    struct pact_bench b;
    struct buf first, second;

    (void)state;
    frame_init(&b);
    buf_init(&first, TEXT_MAX);
    buf_init(&second, TEXT_MAX);
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        char text[2][500];

        for (int k = 0; k < 2; k++)
            (void)snprintf(text[k], sizeof(text[k]),
                           "term t withdrawal { ref \"r\"; binds a; from line l; %s }",
                           pairs[i][k]);
        if (i == 8) /* a text of several lines for the first */
            (void)snprintf(
                text[0], sizeof(text[0]),
                "term t withdrawal { ref \"r\"; binds a; from line l; distance tank 1 km; "
                "quote \"\"\"a\nb\"\"\" }");
        term_json(&b, text[0], &first);
        term_json(&b, text[1], &second);
        if (!span_eq(buf_span(&first), buf_span(&second)))
            fail_msg("%s\n%s\n%s", pairs[i][0], first.p, second.p);
    }
    buf_release(&first);
    buf_release(&second);
    arena_release(&b.arena);
}

static void json_of_no_pact_is_refused(void **state)
{
    static const struct {
        const char *json, *words;
    } rows[] = {
        {"", "byte"},
        {"{", "byte"},
        {"[]", "an array stands where an object belongs"},
        {"{\"pact\":2,\"blocks\":[]}", "2"},
        {"{\"pact\":1}", "no agreement"},
        {"{\"pact\":1,\"blocks\":{}}", "blocks: an object stands where an array belongs"},
        {"{\"pact\":1,\"block\":[]}", "block is no member of a pact file"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"titel\":\"y\"}]}",
         "blocks[0]: titel is no member of an agreement"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"title\":5}]}", "blocks[0].title"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x y\"}]}", "no word of a pact"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\\n}\"}]}", "no word of a pact"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"days\":[{\"id\":\"D\",\"at\":\"2015 ; "
         "title "
         "x\"}]}]}",
         "cannot stand here"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"days\":[{\"id\":\"D\"}]}]}",
         "blocks[0].days[0]: an object has not the form of: day NAME DAY"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"lines\":[{\"id\":\"l\",\"accuracy_m\":-1,"
         "\"geometry\":{\"file\":\"l\"}}]}]}",
         "below zero"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"lines\":[{\"id\":\"l\",\"accuracy_m\":"
         "1e300,"
         "\"geometry\":{\"file\":\"l\"}}]}]}",
         "accuracy_m"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"lines\":[{\"id\":\"l\"}]}]}",
         "lacks geometry"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"terms\":[{\"id\":\"t\",\"kind\":\"truce\"}"
         "]}]}",
         "kind"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"terms\":[{\"id\":\"t\",\"kind\":"
         "\"ceasefire\"}]}"
         "]}",
         "lacks ref"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"terms\":[{\"id\":\"t\",\"kind\":"
         "\"ceasefire\","
         "\"ref\":\"r\",\"prohibits\":[]}]}]}",
         "something in it"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"terms\":[{\"id\":\"t\",\"kind\":"
         "\"ceasefire\","
         "\"ref\":\"r\",\"domains\":[\"space\"]}]}]}",
         "not known here"},
        /* nothing is dropped or altered in silence */
        {TERM("\"prohibits\":[{\"what\":\"fire\",\"anny\":true}]"),
         "blocks[0].terms[0].prohibits[0].anny: this member belongs nowhere"},
        {TERM("\"prohibits\":[{\"what\":\"fire\",\"any\":false}]"),
         "any: this member belongs nowhere"},
        {TERM("\"prohibits\":[{\"what\":\"fire\"}],\"except\":[{\"permit\":false}]"), "except[0]"},
        {TERM("\"prohibits\":[{\"what\":\"fire\"}],\"confidence\":\"0.95\""),
         "confidence: \"0.95\" is not in canonical form; write \"19/20\""},
        {TERM("\"prohibits\":[{\"what\":\"fire\"}],\"in_force_from\":\"2015-01-01T02:00+02:00\""),
         "write \"2015-01-01T00:00Z\""},
        {TERM("\"prohibits\":[{\"what\":\"fire\"}],\"where\":[{\"file\":\"a\",\"hash\":\"b\"}]"),
         "where[0].hash: this member"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"terms\":[{\"id\":\"t\",\"kind\":"
         "\"periodic_duty\",\"ref\":\"r\",\"binds\":[\"a\"],\"duty\":\"d\",\"every_ms\":3600000,"
         "\"every_d\":1}]}]}",
         "every_d: this member belongs nowhere"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"title\":\"a\\u202eb\"}]}", "U+202E"},
        {"{\"pact\":1,\"blocks\":[{\"agreement\":\"x\",\"title\":\"a\\u0000b\"}]}", "U+0000"},
    };
    struct arena a;
    struct buf out;

    (void)state;
    arena_init(&a, 64 * MIB);
    buf_init(&out, TEXT_MAX);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};
        enum rc rc = pact_from_json(span_of(rows[i].json), &a, &out, &err);

        if (rc == RC_OK || strstr(err.note, rows[i].words) == NULL)
            fail_msg("%s: code %d: %s", rows[i].json, (int)rc, err.note);
    }
    buf_release(&out);
    arena_release(&a);
}

static void json_in_another_order_gives_the_same_text(void **state)
{
    static const char one[] =
        "{\"blocks\":[{\"agreement\":\"x\",\"days\":[{\"at\":\"2015-01-01\",\"id\":"
        "\"D\"}],\"title\":\"t\"}],\"pact\":1}";
    static const char two[] = " {\n\"pact\" : 1, \"blocks\" : [ {\"title\":\"\\u0074\", \"days\": "
                              "[{\"id\":\"D\",\"at\":\"2015-01-01\"}], \"agreement\":\"x\"} ] } ";
    struct arena a;
    struct buf first, second;
    struct err err = {0};

    (void)state;
    arena_init(&a, 64 * MIB);
    buf_init(&first, TEXT_MAX);
    buf_init(&second, TEXT_MAX);
    assert_ok(pact_from_json(span_of(one), &a, &first, &err));
    assert_ok(pact_from_json(span_of(two), &a, &second, &err));
    assert_true(span_eq(buf_span(&first), buf_span(&second)));
    assert_span(buf_span(&first), "pact 1\nagreement x {\n  title \"t\"\n  day D 2015-01-01\n}\n");
    buf_release(&first);
    buf_release(&second);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_form_for_every_statement),
        cmocka_unit_test(the_same_meaning_has_the_same_json),
        cmocka_unit_test(json_of_no_pact_is_refused),
        cmocka_unit_test(json_in_another_order_gives_the_same_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
