/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "pact/setup.h"

#define MEMORY ((size_t)4 << 20)

static const char whole[] = "# a mission\n"
                            "mission 1\n"
                            "origin \"example.org/kalmius\"\n"
                            "pact \"pacts/kalmius/kalmius.pact\"\n"
                            "pact \"pacts/charter/charter.pact\"\n"
                            "label \"PUBLIC\"\n"
                            "roster \"roster.json\"; gazetteer \"pacts/gazetteer.csv\"\n"
                            "equipment \"pacts/own.tsv\"\n"
                            "listen \"127.0.0.1:8040\"\n"
                            "map \"48.5, 37.95\" zoom 9\n"
                            "units nautical\n"
                            "incident gap 90 min reach 2 km\n"
                            "trust-reported yes\n";

static void every_statement_is_read(void **state)
{
    struct arena a;
    struct setup s;
    struct pact_diags diags;
    struct err err = {0};

    (void)state;
    arena_init(&a, MEMORY);
    assert_int_equal(setup_read(span_of(whole), &a, &s, &diags, &err), RC_OK);
    assert_span(s.origin, "example.org/kalmius");
    assert_int_equal(s.n_pacts, 2);
    assert_span(s.pacts[0], "pacts/kalmius/kalmius.pact");
    assert_span(s.pacts[1], "pacts/charter/charter.pact");
    assert_span(s.label, "PUBLIC");
    assert_span(s.roster, "roster.json");
    assert_span(s.gazetteer, "pacts/gazetteer.csv");
    assert_span(s.equipment, "pacts/own.tsv");
    assert_int_equal(s.n_listens, 1);
    assert_true(s.has_map && s.map_at.lat_deg == 48.5 && s.map_at.lon_deg == 37.95);
    assert_int_equal(s.map_zoom, 9);
    assert_true(s.is_nautical && s.trusts_reported);
    assert_int_equal(s.incident_gap_ms, 90 * MS_PER_MIN);
    assert_true(s.incident_reach_m == 2000);
    arena_release(&a);
}

static void what_is_left_out_has_a_default(void **state)
{
    struct arena a;
    struct setup s;
    struct pact_diags diags;
    struct err err = {0};

    (void)state;
    arena_init(&a, MEMORY);
    assert_int_equal(setup_read(SPAN("mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\n"), &a, &s,
                                &diags, &err),
                     RC_OK);
    assert_int_equal(s.roster.n + s.gazetteer.n + s.equipment.n + s.n_listens, 0);
    assert_false(s.has_map || s.is_nautical || s.trusts_reported);
    assert_int_equal(s.incident_gap_ms, SETUP_INCIDENT_GAP_MS);
    assert_true(s.incident_reach_m == SETUP_INCIDENT_REACH_M);
    arena_release(&a);
}

/* Each is the whole text with one thing wrong; the message stands at its line and column. */
static void faults_say_where_and_what_would_be_right(void **state)
{
    static const struct {
        const char *text;
        unsigned line, column;
        const char *says;
    } rows[] = {
        {"", 1, 1, "mission"},
        {"origin \"a\"\nmission 1\npact \"p\"\nlabel \"L\"\n", 1, 1, "write: mission 1"},
        {"mission 2\norigin \"a\"\npact \"p\"\nlabel \"L\"\n", 1, 9, "1"},
        {"mission 1\npact \"p\"\nlabel \"L\"\n", 1, 1, "origin"},
        {"mission 1\norigin \"a\"\nlabel \"L\"\n", 1, 1, "pact"},
        {"mission 1\norigin \"a\"\npact \"p\"\n", 1, 1, "lacks label"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \" \"\n", 4, 7, "the default label is empty"},
        {"mission 1\norigin \"a b\"\npact \"p\"\nlabel \"L\"\n", 2, 8, "no blank"},
        {"mission 1\norigin \"a+b\"\npact \"p\"\nlabel \"L\"\n", 2, 8, "no +"},
        {"mission 1\norigin \"\"\npact \"p\"\nlabel \"L\"\n", 2, 8, "1 to 200 bytes"},
        {"mission 1\norigin \"a\"\npact \"/p\"\nlabel \"L\"\n", 3, 6, "relative"},
        {"mission 1\norigin \"a\"\npact \"x/../../p\"\nlabel \"L\"\n", 3, 6, "without .."},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nlabel \"M\"\n", 5, 1, "label"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nlisten\n", 5, 7, "listen"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nlisen \"x\"\n", 5, 1, "listen"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nmap \"91, 0\"\n", 5, 5, "91"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nmap \"9, 0\" zoom 23\n", 5, 5, "zoom"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nmap \"9 0\"\n", 5, 5, "no position"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nunits miles\n", 5, 7, "metric"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nincident gap 6 km reach 5 km\n", 5, 14,
         "h"},
        {"mission 1\norigin \"a\"\npact \"p\"\nlabel \"L\"\nterm 1 ceasefire {}\n", 5, 1, "term"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena a;
        struct setup s = {0};
        struct pact_diags diags;
        struct err err = {0};

        arena_init(&a, MEMORY);
        assert_int_equal(setup_read(span_of(rows[i].text), &a, &s, &diags, &err), RC_INPUT);
        assert_true(diags.n_errors > 0);
        if (diags.items[0].line != rows[i].line || diags.items[0].column != rows[i].column ||
            strstr(diags.items[0].text.p, rows[i].says) == NULL)
            fail_msg("row %zu: %u:%u: %s", i, diags.items[0].line, diags.items[0].column,
                     diags.items[0].text.p);
        assert_int_equal(s.origin.n, 0); /* untouched */
        arena_release(&a);
    }
}

static void what_is_written_is_read_again(void **state)
{
    static const struct span pacts[] = {{"pacts/a/a.pact", 14}, {"pacts/b/b.pact", 14}};
    static const struct span listens[] = {{"127.0.0.1:1", 11}};
    const struct setup s = {.origin = SPAN("x/y"),
                            .label = SPAN("RESTRICTED REL kmm"),
                            .pacts = pacts,
                            .n_pacts = 2,
                            .roster = SPAN("roster.json"),
                            .gazetteer = SPAN("pacts/g.csv"),
                            .equipment = SPAN("pacts/e.tsv"),
                            .listens = listens,
                            .n_listens = 1,
                            .has_map = true,
                            .is_nautical = true,
                            .trusts_reported = true,
                            .map_at = {-12.25, -99.5},
                            .map_zoom = 3,
                            .incident_gap_ms = 5 * MS_PER_H,
                            .incident_reach_m = 1234.5};
    struct buf first, second;
    struct arena a;
    struct setup back;
    struct pact_diags diags;
    struct err err = {0};

    (void)state;
    arena_init(&a, MEMORY);
    buf_init(&first, SETUP_BYTES_MAX);
    buf_init(&second, SETUP_BYTES_MAX);
    setup_put(&first, &s);
    if (setup_read(buf_span(&first), &a, &back, &diags, &err) != RC_OK)
        fail_msg("%s: %.*s", first.p, SPAN_ARG(diags.items[0].text));
    setup_put(&second, &back);
    assert_string_equal(first.p, second.p);
    assert_span(back.label, "RESTRICTED REL kmm");
    assert_true(back.map_at.lon_deg == -99.5 && back.incident_reach_m == 1234.5);
    buf_release(&first);
    buf_release(&second);
    arena_release(&a);
}

static void hostile_bytes_are_refused(void **state)
{
    struct arena a;
    struct setup s;
    struct pact_diags diags;
    struct err err = {0};
    char *large;

    (void)state;
    arena_init(&a, MEMORY);
    assert_int_equal(setup_read(SPAN("mission 1\0\n"), &a, &s, &diags, &err), RC_INPUT);
    assert_int_equal(setup_read(SPAN("\xff\xfe"), &a, &s, &diags, &err), RC_INPUT);
    assert_int_equal(setup_read(SPAN("{{{{{{{{{{"), &a, &s, &diags, &err), RC_INPUT);
    large = arena_alloc(&a, SETUP_BYTES_MAX + 1, &err);
    assert_non_null(large);
    memset(large, '\n', SETUP_BYTES_MAX + 1);
    assert_int_equal(setup_read((struct span){large, SETUP_BYTES_MAX + 1}, &a, &s, &diags, &err),
                     RC_LIMIT);
    arena_release(&a);
}

/* A full arena is told as such for every allocation. */
static void too_little_memory_is_a_limit(void **state)
{
    (void)state;
    for (long n = 1;; n++) {
        struct arena a;
        struct setup s;
        struct pact_diags diags;
        struct err err = {0};
        enum rc rc;

        arena_init(&a, MEMORY);
        arena_fail_at(n);
        rc = setup_read(span_of(whole), &a, &s, &diags, &err);
        arena_fail_at(0);
        arena_release(&a);
        if (rc == RC_OK) {
            assert_true(n > 10);
            break;
        }
        assert_int_equal(rc, RC_LIMIT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_is_read),
        cmocka_unit_test(what_is_left_out_has_a_default),
        cmocka_unit_test(faults_say_where_and_what_would_be_right),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(hostile_bytes_are_refused),
        cmocka_unit_test(too_little_memory_is_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
