/* SPDX-License-Identifier: Apache-2.0 */
/* When it has been quiet for long enough: the same wall time so many dates on, what restarts it,
 * what stops it, and that no coverage is not quiet. */
#include "pact_sources.h"

#include "council/quiet.h"

#include <string.h>

static const char charter_text[] =
    "pact 1\n"
    "charter c {\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  member usa, ukr\n"
    "  rule ordinary { majority simple }\n"
    "  ladder l { ref \"1\"; on incident\n"
    "    step 1 a { measure demarche; by ordinary\n"
    "      until quiet { no_violation severity >= serious in anywhere for 60 d\n"
    "        then vote stand_down by ordinary } }\n"
    "    step 2 b { measure demarche; by ordinary\n"
    "      until quiet { no_violation severity > minor in anywhere for 3 d any party\n"
    "        coverage >= 0.5; then vote stand_down by ordinary } }\n"
    "    step 3 c { measure demarche; by ordinary\n"
    "      until quiet { withdrawal verified; then vote stand_down by ordinary } }\n"
    "    step 4 d { measure demarche; by ordinary\n"
    "      until quiet { no_violation severity >= serious in anywhere for 48 h\n"
    "        withdrawal verified; coverage >= 0.5; then vote stand_down by ordinary } }\n"
    "  }\n"
    "}\n";

struct world {
    struct pact_bench b;
    const struct pact_agreement *g;
    struct quiet_ground ground;
    struct quiet_case c;
};

static int64_t utc(const char *text)
{
    int64_t ms = 0;
    struct err err = {0};

    assert_ok(time_parse_instant(span_of(text), &ms, &err));
    return ms;
}

static void world_init(struct world *w, size_t step)
{
    memset(w, 0, sizeof(*w));
    bench_init(&w->b, "/nonexistent");
    if (bench_load(&w->b, span_of(charter_text)) != RC_OK) {
        bench_print(&w->b);
        fail();
    }
    w->g = &w->b.model->agreements[0];
    w->ground = (struct quiet_ground){.is_known = true};
    w->c = (struct quiet_case){.until = w->g->charter->ladders[0].steps[step].quiet,
                               .zone = w->g->zone,
                               .grounds = &w->ground,
                               .responsible = SPAN("rus"),
                               .begin_ms = utc("2027-01-01T00:00:00Z")};
}

static struct quiet_view look(struct world *w, const char *at)
{
    struct quiet_view v;
    struct err err = {0};

    assert_ok(quiet_look(&w->c, utc(at), &w->b.arena, &v, &err));
    return v;
}

/* Clocks go forward on 28 March 2027 in Kyiv: the same wall time is an hour earlier in UTC. */
static void quiet_comes_at_the_same_wall_time(void **state)
{
    static const struct {
        const char *last, *before, *at;
    } rows[] = {
        {"2027-02-01T10:30:00Z", "2027-04-02T09:29:59.999Z", "2027-04-02T09:30:00Z"},
        {"2027-01-10T22:00:00Z", "2027-03-11T21:59:59.999Z", "2027-03-11T22:00:00Z"},
        /* 03:30 does not exist on 28 March: the jump, 01:00Z */
        {"2027-01-27T01:30:00Z", "2027-03-28T00:59:59.999Z", "2027-03-28T01:00:00Z"},
        /* 03:30 comes twice on 31 October: the later one */
        {"2027-09-01T00:30:00Z", "2027-10-31T01:29:59.999Z", "2027-10-31T01:30:00Z"},
    };
    struct world w;

    (void)state;
    world_init(&w, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct quiet_violation last = {
            .at_ms = utc(rows[i].last), .severity = 4, .party = SPAN("rus"), .n_least = 1};

        w.ground.violations = &last;
        w.ground.n_violations = 1;
        if (look(&w, rows[i].before).is_met || !look(&w, rows[i].at).is_met)
            fail_msg("after %s", rows[i].last);
        assert_int_equal(look(&w, rows[i].before).due_ms, utc(rows[i].at));
        assert_true(look(&w, rows[i].at).lines[0].is_violation);
    }
    arena_release(&w.b.arena);
}

static void what_qualifies_restarts_it(void **state)
{
    static const struct {
        size_t step;
        int severity;
        const char *party;
        const char *responsible;
        bool restarts;
    } rows[] = {
        {0, 4, "rus", "rus", true},  {0, 3, "rus", "rus", false},
        {0, 5, "rus", "rus", true},  {0, 5, "ukr", "rus", false},
        {0, 5, "both", "rus", true}, {0, 5, "undetermined", "rus", false},
        {0, 5, "ukr", "", true},     {1, 3, "ukr", "rus", true},
        {1, 2, "rus", "rus", false}, {1, 3, "undetermined", "rus", true},
    };
    struct world w;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct quiet_violation v = {.at_ms = utc("2027-01-05T12:00:00Z"),
                                    .severity = rows[i].severity,
                                    .party = span_of(rows[i].party),
                                    .n_least = 1};

        world_init(&w, rows[i].step);
        w.c.responsible = span_of(rows[i].responsible);
        w.ground.violations = &v;
        w.ground.n_violations = 1;
        if (look(&w, "2027-01-05T12:00:00Z").lines[0].is_violation != rows[i].restarts)
            fail_msg("row %zu", i);
        assert_false(look(&w, "2027-01-05T11:59:59Z").lines[0].is_violation); /* not yet */
        arena_release(&w.b.arena);
    }
}

/* From 1 January, 02:00 in Kyiv: three dates are wanted. */
static void dates_that_were_not_seen_do_not_count(void **state)
{
    static const struct {
        const char
            *shares; /* of 1, 2, 3 … January: '+' enough, '-' too little, '.' none declared */
        int64_t unknown;
        const char *due;
    } rows[] = {
        {"+++", 0, "2027-01-04T00:00:00Z"},  {"+-+++", 1, "2027-01-05T00:00:00Z"},
        {"-+++", 1, "2027-01-05T00:00:00Z"}, {"+.+-+++", 2, "2027-01-06T00:00:00Z"},
        {"++", 0, "2027-01-04T00:00:00Z"},
    };
    struct world w;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct quiet_day days[16];
        size_t n = 0;
        int64_t at_ms;
        struct quiet_view v;
        struct err err = {0};

        world_init(&w, 1);
        for (int64_t k = 0; rows[i].shares[k] != '\0'; k++)
            if (rows[i].shares[k] != '.')
                days[n++] = (struct quiet_day){.date = time_days(2027, 1, 1) + k,
                                               .share = rows[i].shares[k] == '+' ? 0.5 : 0.49};
        w.ground.days = days;
        w.ground.n_days = n;
        /* asked on the day after the last one that is known */
        at_ms = utc("2027-01-01T00:00:00Z") + (int64_t)strlen(rows[i].shares) * MS_PER_DAY;
        assert_ok(quiet_look(&w.c, at_ms, &w.b.arena, &v, &err));
        if (v.lines[0].n_unknown != rows[i].unknown || v.lines[0].due_ms != utc(rows[i].due))
            fail_msg("%s: %lld unknown", rows[i].shares, (long long)v.lines[0].n_unknown);
        arena_release(&w.b.arena);
    }
    world_init(&w, 1); /* nothing was ever declared: the clock stands */
    assert_false(look(&w, "2036-01-01T00:00:00Z").is_met);
    assert_int_equal(look(&w, "2036-01-01T00:00:00Z").lines[0].n_seen, 0);
    arena_release(&w.b.arena);
    world_init(&w, 0); /* no least coverage is stated, so that none applies */
    assert_true(look(&w, "2027-03-02T00:00:00Z").is_met);
    assert_false(look(&w, "2027-03-01T23:59:59Z").is_met);
    w.ground.is_known = false; /* an area that nobody knows */
    assert_false(look(&w, "2036-01-01T00:00:00Z").is_met);
    arena_release(&w.b.arena);
}

static void all_lines_must_hold(void **state)
{
    struct quiet_day days[] = {{.date = time_days(2027, 1, 1), .share = 1},
                               {.date = time_days(2027, 1, 2), .share = 1},
                               {.date = time_days(2027, 1, 3), .share = 0.2}};
    struct world w;

    (void)state;
    world_init(&w, 2);
    assert_false(look(&w, "2036-01-01T00:00:00Z").is_met);
    assert_true(look(&w, "2036-01-01T00:00:00Z").lacks_withdrawal);
    w.c.has_withdrawal = true;
    w.c.withdrawal_ms = utc("2027-05-01T00:00:00Z");
    assert_false(look(&w, "2027-04-30T23:59:59.999Z").is_met);
    assert_true(look(&w, "2027-05-01T00:00:00Z").is_met);
    arena_release(&w.b.arena);
    world_init(&w, 3); /* 48 h by the clock, days of too little coverage put off */
    w.c.has_withdrawal = true;
    w.c.withdrawal_ms = utc("2027-01-01T00:00:00Z");
    w.ground.days = days;
    w.ground.n_days = 2;
    assert_false(look(&w, "2027-01-02T23:59:59.999Z").is_met);
    assert_true(look(&w, "2027-01-03T00:00:00Z").is_met);
    w.ground.n_days = 1;
    assert_false(look(&w, "2027-01-03T00:00:00Z").is_met);
    arena_release(&w.b.arena);
}

static void tension_is_a_sum_of_seven_days(void **state)
{
    static const int64_t weights[] = {0, 0, 1, 3, 10, 30, 0};
    int64_t now_ms = utc("2027-01-10T00:00:00Z");
    struct quiet_violation v[] = {
        {.at_ms = now_ms - 7 * MS_PER_DAY, .severity = 5, .party = SPAN(""), .n_least = 2},
        {.at_ms = now_ms - 7 * MS_PER_DAY - 1, .severity = 5, .party = SPAN(""), .n_least = 2},
        {.at_ms = now_ms - 1, .severity = 3, .party = SPAN(""), .n_least = 4},
        {.at_ms = now_ms, .severity = 5, .party = SPAN(""), .n_least = 1},
        {.at_ms = now_ms - 1, .severity = 1, .party = SPAN(""), .n_least = 100},
    };

    (void)state;
    for (int s = 0; s < 7; s++)
        assert_int_equal(tension_weight(s), weights[s]);
    assert_int_equal(tension_of(v, 5, now_ms), 60 + 12);
    v[2].n_least = INT64_MAX;
    assert_int_equal(tension_of(v, 5, now_ms), INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quiet_comes_at_the_same_wall_time),
        cmocka_unit_test(what_qualifies_restarts_it),
        cmocka_unit_test(dates_that_were_not_seen_do_not_count),
        cmocka_unit_test(all_lines_must_hold),
        cmocka_unit_test(tension_is_a_sum_of_seven_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
