/* SPDX-License-Identifier: Apache-2.0 */
#include "report_sample.h"

#include "report/timeline.h"

#define N_PARTIES 4

/* Europe/Kyiv's rule of 2020 as a POSIX footer: a TZif file of version 2 with no transitions. */
static const struct zone *kyiv(struct arena *a)
{
    static const char head[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4";
    static const char block[] = "\0\0\x1C\x20\0\0EET\0";
    static const char footer[] = "\nEET-2EEST,M3.5.0/3,M10.5.0/4\n";
    static char file[256];
    const struct zone *z = NULL;
    struct err err = {0};
    size_t n = 0;

    memcpy(file + n, head, 44);
    n += 44;
    memcpy(file + n, block, 10);
    n += 10;
    memcpy(file + n, head, 44);
    n += 44;
    memcpy(file + n, block, 10);
    n += 10;
    memcpy(file + n, footer, sizeof(footer) - 1);
    n += sizeof(footer) - 1;
    assert_ok(zone_parse(SPAN("Europe/Kyiv"), (struct span){file, n}, a, &z, &err));
    return z;
}

static void open_timeline(struct timeline *t, const struct zone *z, struct arena *a)
{
    struct err err = {0};

    sample_agreement.zone = z;
    assert_ok(timeline_open(t, &sample_model, N_PARTIES, a, &err));
}

static void add(struct timeline *t, int64_t at_ms, uint32_t party)
{
    struct verdict v = sample_verdict(0, at_ms);

    timeline_add(t, 0, party, &v);
}

static int64_t at(int year, int month, int day, int hour)
{
    return time_days(year, month, day) * MS_PER_DAY + hour * MS_PER_H;
}

/* Everything that was added, over all buckets and parties of the first term. */
static struct timeline_cell sum_of(const struct timeline *t)
{
    struct timeline_cell sum = {0};

    for (size_t i = 0; t->rows[0].cells != NULL && i < t->n_buckets * t->n_parties; i++) {
        sum.min += t->rows[0].cells[i].min;
        sum.max += t->rows[0].cells[i].max;
        sum.n_violations += t->rows[0].cells[i].n_violations;
        sum.n_indeterminate += t->rows[0].cells[i].n_indeterminate;
    }
    return sum;
}

static void the_unit_is_the_finest_that_fits(void **state)
{
    static const struct {
        int64_t days;
        enum timeline_unit unit;
        size_t n_buckets;
    } rows[] = {
        {0, TIMELINE_HOUR, 1},         {4, TIMELINE_HOUR, 97},
        {5, TIMELINE_THREE_HOURS, 41}, {14, TIMELINE_THREE_HOURS, 113},
        {15, TIMELINE_DAY, 16},        {119, TIMELINE_DAY, 120},
        {120, TIMELINE_WEEK, 18},      {365 * 2, TIMELINE_WEEK, 105},
        {365 * 3, TIMELINE_MONTH, 37}, {365 * 50, TIMELINE_YEAR, 50},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct timeline t;
        struct arena a;
        struct err err = {0};
        int64_t from = at(2020, 1, 6, 12);

        arena_init(&a, 64 * MIB);
        open_timeline(&t, zone_utc(), &a);
        add(&t, from, 0);
        add(&t, from + rows[i].days * MS_PER_DAY, 1);
        assert_ok(timeline_close(&t, (struct time_span){0, 0}, &err));
        assert_int_equal(t.unit, rows[i].unit);
        assert_int_equal(t.n_buckets, rows[i].n_buckets);
        assert_int_equal(sum_of(&t).n_violations, 2);
        arena_release(&a);
    }
}

static void the_whole_input_is_shown_where_verdicts_fill_a_good_part_of_it(void **state)
{
    static const struct {
        int64_t input_h;
        size_t n_buckets;
    } rows[] = {{6, 7}, {29, 30}, {30, 10}, {500, 10}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct timeline t;
        struct arena a;
        struct err err = {0};
        int64_t from = at(2020, 7, 10, 0);

        arena_init(&a, 64 * MIB);
        open_timeline(&t, zone_utc(), &a);
        add(&t, from, 0);
        add(&t, from + (i == 0 ? 6 : 9) * MS_PER_H, 0);
        assert_ok(
            timeline_close(&t, (struct time_span){from, from + rows[i].input_h * MS_PER_H}, &err));
        assert_int_equal(t.n_buckets, rows[i].n_buckets);
        arena_release(&a);
    }
}

static void hours_follow_the_wall_clock_when_it_jumps(void **state)
{
    struct timeline t;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, 64 * MIB);
    /* 2020-10-25 in Kyiv: 04:00 EEST is followed by 03:00 EET: 00:30Z and 01:30Z are both 03:30 */
    open_timeline(&t, kyiv(&a), &a);
    add(&t, at(2020, 10, 25, 0) + 30 * MS_PER_MIN, 0);
    add(&t, at(2020, 10, 25, 1) + 30 * MS_PER_MIN, 0);
    add(&t, at(2020, 10, 25, 2), 0);
    assert_ok(timeline_close(&t, (struct time_span){0, 0}, &err));
    assert_int_equal(t.n_buckets, 2);
    assert_int_equal(t.rows[0].cells[0].n_violations, 2);
    assert_int_equal(timeline_start_ms(&t, 0), at(2020, 10, 25, 0));
    assert_int_equal(timeline_start_ms(&t, 1), at(2020, 10, 25, 2));
    /* 2020-03-29: 03:00 EET is followed by 04:00 EEST: the hour from 03:00 on stays empty */
    open_timeline(&t, kyiv(&a), &a);
    add(&t, at(2020, 3, 29, 0) + 30 * MS_PER_MIN, 0); /* 02:30 */
    add(&t, at(2020, 3, 29, 1) + 30 * MS_PER_MIN, 0); /* 04:30 */
    assert_ok(timeline_close(&t, (struct time_span){0, 0}, &err));
    assert_int_equal(t.n_buckets, 3);
    assert_int_equal(t.rows[0].cells[1 * N_PARTIES].n_violations, 0);
    assert_int_equal(t.rows[0].cells[2 * N_PARTIES].n_violations, 1);
    arena_release(&a);
}

static void days_are_local(void **state)
{
    struct timeline t;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, 64 * MIB);
    open_timeline(&t, kyiv(&a), &a);
    add(&t, at(2020, 7, 10, 20), 0); /* 23:00 */
    add(&t, at(2020, 7, 10, 21), 0); /* 00:00 of the next day */
    add(&t, at(2020, 8, 10, 0), 0);
    assert_ok(timeline_close(&t, (struct time_span){0, 0}, &err));
    assert_int_equal(t.unit, TIMELINE_DAY);
    assert_int_equal(t.rows[0].cells[0].n_violations, 1);
    assert_int_equal(t.rows[0].cells[N_PARTIES].n_violations, 1);
    assert_int_equal(timeline_start_ms(&t, 0), at(2020, 7, 9, 21));
    arena_release(&a);
}

static void violations_and_the_undecided_are_never_added(void **state)
{
    struct timeline t;
    struct arena a;
    struct err err = {0};
    struct verdict v = sample_verdict(0, 1000);

    (void)state;
    arena_init(&a, 64 * MIB);
    open_timeline(&t, zone_utc(), &a);
    v.has_count = true;
    v.count = (struct count){3, 5, 5};
    timeline_add(&t, 0, 1, &v);
    v.count = (struct count){2, COUNT_INFINITE, 2};
    timeline_add(&t, 0, 2, &v);
    v.word = VERDICT_INDETERMINATE;
    timeline_add(&t, 0, 1, &v);
    v.word = VERDICT_COMPLIANT;
    timeline_add(&t, 0, 1, &v);
    v.word = VERDICT_VIOLATION;
    v.when = (struct time_span){TIME_ALWAYS, TIME_NEVER};
    timeline_add(&t, 0, 1, &v);
    assert_ok(timeline_close(&t, (struct time_span){0, 0}, &err));
    assert_int_equal(t.rows[0].cells[1].min, 3);
    assert_int_equal(t.rows[0].cells[1].max, 5);
    assert_int_equal(t.rows[0].cells[1].n_indeterminate, 1);
    assert_int_equal(t.rows[0].cells[2].min, 2);
    assert_true(t.rows[0].cells[2].max == UINT64_MAX);
    assert_int_equal(sum_of(&t).n_violations, 2);
    assert_null(t.rows[1].cells);
    arena_release(&a);
}

/* More hours than there is room for: the unit grows while they come, and nothing is lost. */
static void memory_is_bounded_and_nothing_is_lost(void **state)
{
    struct timeline t;
    struct arena a;
    struct err err = {0};
    int64_t from = at(2010, 1, 1, 0);

    (void)state;
    arena_init(&a, 64 * MIB);
    open_timeline(&t, zone_utc(), &a);
    for (int64_t i = 0; i < 100000; i++)
        add(&t, from + i * MS_PER_H, (uint32_t)(i % 3));
    assert_ok(timeline_close(&t, (struct time_span){0, 0}, &err));
    assert_true(t.n_buckets <= TIMELINE_BUCKETS_MAX);
    assert_int_equal(sum_of(&t).n_violations, 100000);
    assert_int_equal(sum_of(&t).min, 100000);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_unit_is_the_finest_that_fits),
        cmocka_unit_test(the_whole_input_is_shown_where_verdicts_fill_a_good_part_of_it),
        cmocka_unit_test(hours_follow_the_wall_clock_when_it_jumps),
        cmocka_unit_test(days_are_local),
        cmocka_unit_test(violations_and_the_undecided_are_never_added),
        cmocka_unit_test(memory_is_bounded_and_nothing_is_lost),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
