/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/tally.h"
#include "watch_world.h"

static struct world w;
static struct tally t;

static int open_world(void **state)
{
    struct err err = {0};

    (void)state;
    world_open(&w);
    (void)world_term(&w, "1", PACT_CEASEFIRE);
    (void)world_term(&w, "2", PACT_WITHDRAWAL);
    (void)world_term(&w, "3", PACT_CEILING);
    return tally_open(&t, &w.model, &w.arena, &err) != RC_OK;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* A verdict so many days after the first of January 1970. */
static void add(size_t term_ix, enum verdict_word word, const char *party, int64_t day,
                struct count count)
{
    struct verdict v = {.word = word,
                        .party = span_of(party),
                        .when = {day * MS_PER_DAY + 5, day * MS_PER_DAY + 5},
                        .has_count = true,
                        .count = count};
    struct err err = {0};

    assert_ok(tally_add_verdict(&t, term_ix, &v, false, &err));
}

static void ranges_add_and_stay_open(void **state)
{
    (void)state;
    add(0, VERDICT_VIOLATION, "A", 1, (struct count){3, 5, 3});
    add(0, VERDICT_VIOLATION, "A", 1, (struct count){1, 1, 1});
    assert_int_equal(t.all.count.min, 4);
    assert_int_equal(t.all.count.max, 6);
    add(0, VERDICT_VIOLATION, "A", 1, (struct count){8, COUNT_INFINITE, 8});
    add(0, VERDICT_VIOLATION, "A", 1, (struct count){1, 1, 1});
    assert_int_equal(t.all.count.min, 13);
    assert_true(t.all.count.max == UINT64_MAX);
}

/* 1,200 soldiers where 1,000 may be are no 1,200 breaches. */
static void a_strength_is_one_breach(void **state)
{
    (void)state;
    add(2, VERDICT_VIOLATION, "A", 1, (struct count){1200, 1300, 1200});
    assert_int_equal(t.all.count.min, 1);
    assert_int_equal(t.terms[2].verdicts.count.max, 1);
}

static void only_violations_count(void **state)
{
    (void)state;
    add(0, VERDICT_INDETERMINATE, "A", 1, (struct count){3, 5, 3});
    add(0, VERDICT_COMPLIANT, "A", 1, (struct count){3, 5, 3});
    assert_int_equal(t.all.count.max, 0);
    assert_int_equal(t.all.n[VERDICT_INDETERMINATE], 1);
}

static void rows_of_terms_parties_and_days(void **state)
{
    static const int64_t days[] = {7, 3, 7, 100, -2, 3};

    (void)state;
    for (size_t i = 0; i < 6; i++)
        add(i % 2, VERDICT_VIOLATION, i < 4 ? "A" : "undetermined", days[i],
            (struct count){1, 1, 1});
    assert_int_equal(t.n_days, 4);
    for (size_t i = 1; i < t.n_days; i++)
        assert_true(t.days[i - 1].date < t.days[i].date);
    assert_int_equal(t.days[0].date, -2);
    assert_int_equal(t.days[1].verdicts.n[VERDICT_VIOLATION], 2);
    assert_int_equal(t.n_parties, 2);
    assert_int_equal(t.parties[0].verdicts.n[VERDICT_VIOLATION], 4);
    assert_int_equal(t.terms[0].verdicts.n[VERDICT_VIOLATION], 3);
    assert_int_equal(t.terms[1].verdicts.n[VERDICT_VIOLATION], 3);
}

static void what_has_no_time_is_of_no_day(void **state)
{
    struct verdict v = {.word = VERDICT_NEEDS_ASSESSMENT, .when = {TIME_ALWAYS, TIME_ALWAYS}};
    struct err err = {0};

    (void)state;
    assert_ok(tally_add_verdict(&t, 0, &v, false, &err));
    assert_int_equal(t.n_days, 0);
    assert_int_equal(t.n_parties, 0);
    assert_int_equal(t.all.n[VERDICT_NEEDS_ASSESSMENT], 1);
}

static void events_add_by_class(void **state)
{
    struct event e = {.phenomenon = PHEN_BURST, .count = {2, 4, 3}};

    (void)state;
    tally_add_event(&t, &e);
    e.count.max = COUNT_INFINITE;
    tally_add_event(&t, &e);
    e.phenomenon = PHEN_SHOT;
    tally_add_event(&t, &e);
    assert_int_equal(t.n_events, 3);
    assert_int_equal(t.as_recorded, 9);
    assert_int_equal(t.classes[PHEN_BURST].min, 4);
    assert_true(t.classes[PHEN_BURST].max == UINT64_MAX);
    assert_int_equal(t.classes[PHEN_SHOT].min, 2);
}

static void open_maxima_print_as_null(void **state)
{
    struct event e = {.phenomenon = PHEN_BURST, .count = {2, COUNT_INFINITE, 3}};
    struct json v;
    struct buf b;
    struct err err = {0};

    (void)state;
    tally_add_event(&t, &e);
    assert_ok(tally_json(&t, 1, 0, &w.arena, &v, &err));
    buf_init(&b, MIB);
    json_write(&b, &v);
    assert_non_null(strstr(b.p, "\"counts\":{\"burst\":{\"max\":null,\"min\":2}}"));
    buf_release(&b);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(ranges_add_and_stay_open),      TEST(a_strength_is_one_breach),
        TEST(only_violations_count),         TEST(rows_of_terms_parties_and_days),
        TEST(what_has_no_time_is_of_no_day), TEST(events_add_by_class),
        TEST(open_maxima_print_as_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
