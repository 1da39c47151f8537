/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "watch/explain.h"
#include "watch/verdict.h"

static struct arena arena;
static struct buf out;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, MIB);
    buf_init(&out, MIB);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    buf_release(&out);
    arena_release(&arena);
    return 0;
}

static const struct pact_term term = {.id = {"2.west", 6}, .ref = {"Art 2", 5}};
static const struct pact_agreement agreement = {.id = {"test", 4}};
static const struct receipt receipt = {.engine = {"aasc 0", 6}, .as_of_ms = 0};

static const char *print(const struct verdict *v)
{
    struct err err = {0};
    struct json j;

    assert_ok(verdict_json(v, &receipt, &arena, &j, &err));
    buf_clear(&out);
    json_write(&out, &j);
    return out.p;
}

/* Members that do not apply are left out, not null. */
static void an_empty_verdict_has_few_members(void **state)
{
    struct verdict v = {.agreement = &agreement,
                        .term = &term,
                        .word = VERDICT_NEEDS_ASSESSMENT,
                        .p = NAN,
                        .distance_m = NAN,
                        .threshold_m = NAN,
                        .sigma_m = NAN,
                        .p_category = NAN,
                        .when = {TIME_ALWAYS, TIME_ALWAYS}};

    (void)state;
    assert_string_equal(
        print(&v),
        "{\"agreement\":\"test\",\"inputs\":[],\"kind\":\"verdict\",\"receipt\":{\"as_of\":"
        "\"1970-01-01T00:00:00Z\",\"engine\":\"aasc 0\",\"pact\":\"sha256:"
        "0000000000000000000000000000000000000000000000000000000000000000\"},\"ref\":\"Art 2\","
        "\"term\":\"2.west\",\"verdict\":\"needs_assessment\"}");
}

static void numbers_are_rounded_and_open_counts_null(void **state)
{
    struct verdict v = {.agreement = &agreement,
                        .term = &term,
                        .word = VERDICT_VIOLATION,
                        .p = 0.99912345678,
                        .distance_m = -0.04,
                        .threshold_m = 15000,
                        .sigma_m = 250.06,
                        .p_category = 1,
                        .has_count = true,
                        .count = {8, COUNT_INFINITE, 8}};

    (void)state;
    (void)print(&v);
    assert_non_null(strstr(out.p, "\"p\":0.999123,"));
    assert_non_null(strstr(out.p, "\"distance_m\":0,"));
    assert_non_null(strstr(out.p, "\"sigma_m\":250.1,"));
    assert_non_null(strstr(out.p, "\"count\":{\"max\":null,\"min\":8}"));
    assert_non_null(strstr(out.p, "\"time\":\"1970-01-01T00:00:00Z\""));
}

static void an_area_has_no_position(void **state)
{
    static const enum place_form forms[] = {PLACE_POINT, PLACE_SECTOR, PLACE_ZONE, PLACE_GEOMETRY};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const struct observation o = {.place = {.form = forms[i]}};
        struct verdict v = {.agreement = &agreement,
                            .term = &term,
                            .has_place = true,
                            .place = {48.5, 38},
                            .of_observation = &o};

        assert_true((strstr(print(&v), "\"place\":{\"lat\":48.5,\"lon\":38}") != NULL) == (i < 2));
    }
}

static void events_of_the_contract(void **state)
{
    const struct observation a = {.head = {.id = SPAN("a")}}, b = {.head = {.id = SPAN("b")}};
    const struct observation *const members[] = {&a, &b};
    struct event e = {.id = SPAN("e"),
                      .members = members,
                      .n_members = 2,
                      .phenomenon = PHEN_EXPLOSION,
                      .count = {1, 2, 2},
                      .when = {0, 1500}};
    struct err err = {0};
    struct json j;

    (void)state;
    assert_ok(event_json(&e, &receipt, &arena, &j, &err));
    json_write(&out, &j);
    assert_non_null(strstr(out.p, "{\"as_recorded\":2,\"count\":{\"max\":2,\"min\":1},\"id\":\"e\","
                                  "\"kind\":\"event\",\"members\":[\"a\",\"b\"],"
                                  "\"phenomenon\":\"explosion\","));
    assert_non_null(strstr(out.p, "\"time\":\"1970-01-01T00:00:00Z/1970-01-01T00:00:01.500Z\""));
}

static void grades(void **state)
{
    static const struct {
        char letter, digit;
        const char *grade;
    } rows[] = {{'B', '2', "B2"}, {'F', '6', "F6"}, {'A', 0, "A"}, {0, '3', "3"}, {0, 0, NULL}};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        const struct observation o = {.reliability = rows[i].letter, .credibility = rows[i].digit};
        const char *grade = explain_grade_of(&o);

        if (rows[i].grade == NULL)
            assert_null(grade);
        else
            assert_string_equal(grade, rows[i].grade);
    }
}

static void outcomes_say_what_is_uncertain(void **state)
{
    static const struct {
        struct explain_parts parts;
        const char *text;
    } rows[] = {
        {{1, 1, 1, 1, 1, 1, 1, false}, "p 1.0000; a violation from 0.95 on."},
        {{0.5, 0.5, 1, 1, 1, 0.5, 0.5, false},
         "p 0.5000 (place 0.5000); a violation from 0.95 on."},
        {{1, 1, 0.7, 1, 0.5, 0.35, 0.5, false},
         "p 0.4250, between 0.3500 and 0.5000 (category 0.7000 to 1.0000, time 0.5000); a "
         "violation "
         "from 0.95 on."},
        {{0, 1, 0.7, 0.7, 1, 0, 0.7, true},
         "No p is given, since its place cannot be judged (category 0.7000); a violation from 0.95 "
         "on."},
        {{0, 1, 1, 1, 0, 0, 0, true},
         "p 0.0000 (place 0.0000 to 1.0000, time 0.0000); a violation from 0.95 on."},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        buf_clear(&out);
        explain_outcome(&out, &rows[i].parts, 0.95);
        assert_string_equal(out.p, rows[i].text);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, finish)
    const struct CMUnitTest tests[] = {
        TEST(an_empty_verdict_has_few_members),
        TEST(numbers_are_rounded_and_open_counts_null),
        TEST(an_area_has_no_position),
        TEST(events_of_the_contract),
        TEST(grades),
        TEST(outcomes_say_what_is_uncertain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
