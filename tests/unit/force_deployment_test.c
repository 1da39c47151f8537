/* SPDX-License-Identifier: Apache-2.0 */
/* Who of a force is there, and what contributors have sent and promised. */
#include "watch_rows.h"

#include "force/contingent.h"

#define ROW(rest) "{\"kind\":\"deployment\",\"from\":\"2026-10-01T00:00Z\"," rest "}"

static void start(struct rows *r, const char *const *rows)
{
    rows_start(r, NULL);
    for (size_t i = 0; rows[i] != NULL; i++)
        rows_add(r, rows[i]);
    rows_close(r, TIME_NEVER);
}

static struct deployment_ask ask_of(const struct rows *r, const char *at)
{
    return (struct deployment_ask){.docket = &r->docket, .at_ms = at_ms(at)};
}

/* The instant of coming counts, that of leaving does not; pledged ones never. */
static void who_is_there_is_there_from_coming_to_leaving(void **state)
{
    static const char *const rows[] = {
        ROW("\"id\":\"a\",\"contributor\":\"usa\",\"personnel\":40,\"until\":\"2026-10-10T12:"
            "00Z\""),
        ROW("\"id\":\"b\",\"contributor\":\"can\",\"personnel\":{\"min\":0,\"max\":9}"),
        ROW("\"id\":\"c\",\"contributor\":\"fra\",\"personnel\":900,\"pledged\":true"),
        ROW("\"id\":\"d\",\"contributor\":\"ind\""),
        ROW("\"id\":\"e\",\"contributor\":\"kor\",\"personnel\":0"),
        ROW("\"id\":\"f\",\"contributor\":\"jpn\",\"personnel\":7,\"of\":\"other\""),
        NULL,
    };
    static const struct {
        const char *at, *of, *who;
        enum pact_tri is_there;
        uint64_t lo, hi;
    } cases[] = {
        {"2026-09-30T23:59:59.999Z", "", "usa", PACT_NO, 0, 0},
        {"2026-10-01T00:00:00Z", "", "usa", PACT_YES, 40, 40},
        {"2026-10-10T11:59:59.999Z", "", "usa", PACT_YES, 40, 40},
        {"2026-10-10T12:00:00Z", "", "usa", PACT_NO, 0, 0},
        {"2026-10-05T00:00:00Z", "", "can", PACT_MAYBE, 0, 9},
        {"2026-10-05T00:00:00Z", "", "fra", PACT_NO, 0, 0},
        {"2026-10-05T00:00:00Z", "", "ind", PACT_YES, 1, BAND_OPEN},
        {"2026-10-05T00:00:00Z", "", "kor", PACT_NO, 0, 0},
        {"2026-10-05T00:00:00Z", "", "jpn", PACT_YES, 7, 7},
        {"2026-10-05T00:00:00Z", "aasc", "jpn", PACT_NO, 0, 0},
        {"2026-10-05T00:00:00Z", "aasc", "usa", PACT_YES, 40, 40},
        {"2026-10-05T00:00:00Z", "", "", PACT_YES, 48, BAND_OPEN},
    };
    struct rows r;

    (void)state;
    start(&r, rows);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct deployment_ask ask = ask_of(&r, cases[i].at);
        struct band b;

        ask.of = span_of(cases[i].of);
        b = deployment_strength(&ask, span_of(cases[i].who), span_none());
        assert_int_equal(deployment_present(&ask, span_of(cases[i].who)), cases[i].is_there);
        assert_true(b.lo == cases[i].lo && b.hi == cases[i].hi);
    }
    rows_end(&r);
}

static void sectors_name_who_is_mixed_in_them(void **state)
{
    static const char *const rows[] = {
        ROW("\"id\":\"a\",\"contributor\":\"usa\",\"personnel\":40,\"sectors\":[\"north\","
            "\"north\"]"),
        ROW("\"id\":\"b\",\"contributor\":\"ind\",\"personnel\":{\"about\":10},\"sectors\":["
            "\"north\",\"south\"]"),
        ROW("\"id\":\"c\",\"contributor\":\"usa\",\"personnel\":2,\"sectors\":[\"north\"]"),
        ROW("\"id\":\"d\",\"contributor\":\"pol\",\"personnel\":{\"at_least\":1}"),
        ROW("\"id\":\"e\",\"contributor\":\"fra\",\"personnel\":5,\"sectors\":[\"south\"],"
            "\"pledged\":true"),
        NULL,
    };
    struct deployment_sector *s = NULL;
    struct deployment_ask ask;
    struct err err = {0};
    struct rows r;
    size_t n = 0;

    (void)state;
    start(&r, rows);
    ask = ask_of(&r, "2026-10-05T00:00:00Z");
    assert_ok(deployment_sectors(&ask, &r.arena, &s, &n, &err));
    assert_int_equal(n, 3);
    assert_span(s[0].name, "");
    assert_true(s[0].strength.lo == 1 && s[0].strength.hi == BAND_OPEN);
    assert_span(s[1].name, "north");
    assert_true(s[1].strength.lo == 50 && s[1].strength.hi == 54);
    assert_int_equal(s[1].n_contributors, 2);
    assert_span(s[1].contributors[0], "ind");
    assert_span(s[1].contributors[1], "usa");
    assert_span(s[2].name, "south");
    assert_int_equal(s[2].n_contributors, 1);
    rows_end(&r);
}

static void contingents_carry_readiness_and_caveats(void **state)
{
    static const char *const rows[] = {
        ROW("\"id\":\"a\",\"contributor\":\"usa\",\"contingent\":\"1\",\"personnel\":40,\"notice_"
            "h\":6,"
            "\"caveats\":[\"tripwire\",\"border_patrol\"],\"until\":\"2026-11-01T00:00Z\""),
        ROW("\"id\":\"b\",\"contributor\":\"usa\",\"contingent\":\"1\",\"personnel\":5,\"notice_"
            "h\":2,"
            "\"caveats\":[\"tripwire\"],\"tasks\":[\"monitoring\",\"tripwire\"],\"until\":\"2026-"
            "10-20T00:00Z\""),
        ROW("\"id\":\"c\",\"contributor\":\"usa\",\"contingent\":\"2\",\"personnel\":300,"
            "\"pledged\":true,"
            "\"notice_h\":72"),
        ROW("\"id\":\"d\",\"contributor\":\"can\",\"personnel\":1,\"caveats\":[\"tripwire\"],"
            "\"tasks\":"
            "[\"monitoring\"]"),
        ROW("\"id\":\"e\",\"contributor\":\"fra\",\"personnel\":1,\"until\":\"2026-10-04T00:00Z\""),
        NULL,
    };
    struct contingent *c = NULL;
    struct deployment_ask ask;
    struct err err = {0};
    struct rows r;
    size_t n = 0;

    (void)state;
    start(&r, rows);
    ask = ask_of(&r, "2026-10-05T00:00:00Z");
    assert_ok(contingents_at(&ask, &r.arena, &c, &n, &err));
    assert_int_equal(n, 3);
    assert_span(c[0].contributor, "can");
    assert_int_equal(c[0].refused.n, 0);
    assert_false(c[0].has_notice);
    assert_true(c[0].until_ms == TIME_NEVER);
    assert_span(c[1].name, "1");
    assert_true(c[1].deployed.lo == 45 && c[1].deployed.hi == 45 && c[1].pledged.hi == 0);
    assert_true(c[1].notice_least_h == 2 && c[1].notice_most_h == 6);
    assert_int_equal(c[1].n_caveats, 2);
    assert_span(c[1].caveats[0], "border_patrol");
    assert_span(c[1].refused, "tripwire");
    assert_true(c[1].until_ms == at_ms("2026-10-20T00:00:00Z"));
    assert_span(c[2].name, "2");
    assert_true(c[2].deployed.hi == 0 && c[2].pledged.lo == 300 && !c[2].has_notice);
    rows_end(&r);
}

static void ranges_are_told_as_they_are(void **state)
{
    static const struct {
        struct band b;
        const char *text;
    } cases[] = {
        {{0, 0}, "0"},
        {{12, 12}, "12"},
        {{10, 14}, "10 to 14"},
        {{3, BAND_OPEN}, "at least 3"},
    };
    const struct count open = {2, COUNT_INFINITE, 2}, two = {1, 2, 1};
    struct band b = {0, 0};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf text;

        buf_init(&text, 64);
        band_put(&text, cases[i].b);
        assert_span(buf_span(&text), cases[i].text);
        buf_release(&text);
    }
    band_add_perhaps(&b, two);
    assert_true(b.lo == 0 && b.hi == 2);
    band_add(&b, open);
    assert_true(b.lo == 2 && b.hi == BAND_OPEN);
    band_add(&b, two); /* what is open stays open */
    assert_true(b.lo == 3 && b.hi == BAND_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_there_is_there_from_coming_to_leaving),
        cmocka_unit_test(sectors_name_who_is_mixed_in_them),
        cmocka_unit_test(contingents_carry_readiness_and_caveats),
        cmocka_unit_test(ranges_are_told_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
