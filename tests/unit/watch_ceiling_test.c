/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

#define HOURS(n) ((n)*MS_PER_H)

static const uint32_t only_a[] = {0};
static const uint32_t zone_ix[] = {0};

/* Not more than `n` tanks of A in a box of 40 km east of the line, within 24 h. */
static struct pact_term *limit_tanks(struct world *w, int64_t n)
{
    static struct pact_limit limits[2];
    struct pact_term *t;

    world_open(w);
    world_add_category(w, "tank", "main_battle_tank");
    world_area(w, "zone", world_box(w, 0, -20000, 40000, 20000));
    t = world_term(w, "1", PACT_CEILING);
    limits[0] = (struct pact_limit){.what = world_category(w, "tank"), .op = PACT_LE, .n = n};
    t->binds = only_a;
    t->n_binds = 1;
    t->where = zone_ix;
    t->n_where = 1;
    t->u.ceiling = (struct pact_ceiling){.limits = limits,
                                         .n_limits = 1,
                                         .simultaneity_ms = HOURS(24),
                                         .coverage_min = 0.9,
                                         .v_tracked_mps = 50 / 3.6,
                                         .v_wheeled_mps = 80 / 3.6,
                                         .verified_by = PACT_NONE};
    return t;
}

/* `n` tanks of A, seen at minute `at_min` after 20:00, `east_m` east of the line. */
static void see(struct world *w, const char *id, int at_min, double east_m, const char *n,
                const char *more)
{
    struct geo_pos p = world_at(east_m, 0);

    world_row(w,
              "{'id':'%s','source':'patrol','time':'2020-07-10T%02d:%02d:00Z','place':{'lat':%.7f,"
              "'lon':%.7f,'sigma_m':10},'phenomenon':'weapon_sighting','sense':'saw','party':'A',"
              "'items':[{'class':'main_battle_tank','n':%s%s}]}",
              id, 20 + at_min / 60, at_min % 60, p.lat_deg, p.lon_deg, n, more);
}

static void cover(struct world *w, double fraction)
{
    world_row(w,
              "{'kind':'coverage','source':'uav-1','area':'zone',"
              "'time':'2020-07-10T00:00:00Z/2020-07-11T12:00:00Z','fraction':%.3f}",
              fraction);
}

static void number_decides_on_both_sides_of_the_limit(void **state)
{
    static const struct {
        const char *name;
        const char *n;
        double coverage;
        enum verdict_word word;
        uint32_t min, max;
    } rows[] = {
        {"one more", "4", 0.95, VERDICT_VIOLATION, 4, 4},
        {"as many", "3", 0.95, VERDICT_COMPLIANT, 3, 3},
        {"as many, unseen", "3", 0, VERDICT_INDETERMINATE, 3, 3},
        {"as many, just seen", "3", 0.9, VERDICT_COMPLIANT, 3, 3},
        {"as many, just not seen", "3", 0.899, VERDICT_INDETERMINATE, 3, 3},
        {"one more, unseen", "4", 0, VERDICT_VIOLATION, 4, 4},
        {"perhaps more", "{'min':3,'max':5}", 0.95, VERDICT_INDETERMINATE, 3, 5},
        {"at least as many", "{'at_least':3}", 0.95, VERDICT_INDETERMINATE, 3, COUNT_INFINITE},
        {"at least one more", "{'at_least':4}", 0.95, VERDICT_VIOLATION, 4, COUNT_INFINITE},
        {"about four", "{'about':4}", 0.95, VERDICT_VIOLATION, 4, 4},
        {"about three", "{'about':3}", 0.95, VERDICT_COMPLIANT, 3, 3},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        const struct verdict *v;

        (void)limit_tanks(&w, 3);
        see(&w, "s1", 0, 20000, rows[i].n, "");
        if (rows[i].coverage > 0)
            cover(&w, rows[i].coverage);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].name);
        assert_int_equal(v->count.min, rows[i].min);
        assert_int_equal(v->count.max, rows[i].max);
        assert_span(v->category, "tank");
        assert_span(v->party, "A");
        world_close(&w);
    }
}

static void one_tank_seen_twice_is_one_unless_it_cannot_be(void **state)
{
    /* 50 km/h: 25 km take half an hour */
    static const struct {
        const char *name;
        int second_min;
        const char *serial;
        enum verdict_word word;
        uint32_t min;
    } rows[] = {
        {"it may have driven", 31, "", VERDICT_INDETERMINATE, 1},
        {"it cannot have driven", 29, "", VERDICT_VIOLATION, 2},
        {"another serial", 600, ",'serial':'102'", VERDICT_VIOLATION, 2},
        {"the same serial", 1, ",'serial':'101'", VERDICT_INDETERMINATE, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        bool is_named = rows[i].serial[0] != '\0';

        (void)limit_tanks(&w, 1);
        see(&w, "s1", 0, 5000, "1", is_named ? ",'serial':'101'" : "");
        see(&w, "s2", rows[i].second_min % 180, 30000, "1", rows[i].serial);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        assert_int_equal(world_only(&w)->count.min, rows[i].min);
        assert_int_equal(world_only(&w)->n_inputs, 2);
        world_close(&w);
    }
}

static void place_and_category_must_be_sure_to_count_at_least(void **state)
{
    static const struct {
        const char *name;
        double east_m;
        const char *items;
        uint32_t min, max;
    } rows[] = {
        {"well inside", 20000, "[{'class':'main_battle_tank','n':2}]", 2, 2},
        {"on the edge", 0, "[{'class':'main_battle_tank','n':2}]", 0, 2},
        {"two sigma in", 200, "[{'class':'main_battle_tank','n':2}]", 2, 2},
        {"two sigma out", -200, "[{'class':'main_battle_tank','n':2}]", 0, 0},
        {"a doubtful type", 20000,
         "[[{'class':'main_battle_tank','p':0.9},{'class':'artillery','p':0.1}]]", 0, 1},
        {"hardly doubtful", 20000,
         "[[{'class':'main_battle_tank','p':0.96},{'class':'artillery','p':0.04}]]", 1, 1},
        {"hardly a tank", 20000,
         "[[{'class':'main_battle_tank','p':0.04},{'class':'artillery','p':0.96}]]", 0, 0},
        {"a dummy", 20000, "[{'class':'main_battle_tank','n':2,'state':'dummy'}]", 0, 0},
        {"a wreck", 20000, "[{'class':'main_battle_tank','n':2,'state':'wreck'}]", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct geo_pos p = world_at(rows[i].east_m, 0);
        const struct verdict *v;

        (void)limit_tanks(&w, 0);
        world_row(&w,
                  "{'id':'s1','time':'2020-07-10T20:00:00Z','place':{'lat':%.7f,'lon':%.7f,"
                  "'sigma_m':100},'phenomenon':'weapon_sighting','party':'A','items':%s}",
                  p.lat_deg, p.lon_deg, rows[i].items);
        world_judge(&w);
        v = world_only(&w);
        if (v->count.min != rows[i].min || v->count.max != rows[i].max)
            fail_msg("%s: %u to %u", rows[i].name, v->count.min, v->count.max);
        assert_word(v, rows[i].min > 0 ? VERDICT_VIOLATION : VERDICT_INDETERMINATE, rows[i].name);
        world_close(&w);
    }
}

static void actors_decide_whose_it_is(void **state)
{
    static const struct {
        const char *actor;
        bool binds_both;
        enum verdict_word word;
        const char *party;
        size_t n;
    } rows[] = {
        {"'party':'A',", false, VERDICT_VIOLATION, "A", 1},
        {"", false, VERDICT_VIOLATION, "undetermined", 1},
        {"'party':'B',", false, VERDICT_INDETERMINATE, "A", 1}, /* nothing of A's was seen */
        {"'party':'B',", true, VERDICT_INDETERMINATE, "A", 2},
        {"", true, VERDICT_INDETERMINATE, "A", 3}, /* and the parties together: see below */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        static const uint32_t both[] = {0, 1};
        struct world w;
        struct pact_term *t = limit_tanks(&w, 1);
        struct geo_pos p = world_at(20000, 0);

        if (rows[i].binds_both) {
            t->binds = both;
            t->n_binds = 2;
        }
        world_row(&w,
                  "{'id':'s1','time':'2020-07-10T20:00:00Z','place':{'lat':%.7f,'lon':%.7f},"
                  "'phenomenon':'weapon_sighting',%s'items':[{'class':'main_battle_tank','n':3}]}",
                  p.lat_deg, p.lon_deg, rows[i].actor);
        world_judge(&w);
        if (w.n_verdicts != rows[i].n)
            fail_msg("row %zu: %zu verdicts\n%s", i, w.n_verdicts, w.printed.p);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].actor);
        assert_span(w.verdicts[0].party, rows[i].party);
        world_close(&w);
    }
}

/* Three tanks of nobody known, two parties, one allowed to each: somebody has too many. */
static void what_nobody_is_known_for_counts_against_all_together(void **state)
{
    static const struct {
        const char *n;
        size_t n_violations;
    } rows[] = {{"2", 0}, {"3", 1}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        static const uint32_t both[] = {0, 1};
        struct world w;
        struct pact_term *t = limit_tanks(&w, 1);
        struct geo_pos p = world_at(20000, 0);

        t->binds = both;
        t->n_binds = 2;
        world_row(&w,
                  "{'id':'s1','time':'2020-07-10T20:00:00Z','place':{'lat':%.7f,'lon':%.7f},"
                  "'phenomenon':'weapon_sighting','items':[{'class':'main_battle_tank','n':%s}]}",
                  p.lat_deg, p.lon_deg, rows[i].n);
        world_judge(&w);
        assert_int_equal(world_count(&w, VERDICT_VIOLATION), rows[i].n_violations);
        if (rows[i].n_violations == 1)
            assert_span(w.verdicts[2].party, "undetermined");
        world_close(&w);
    }
}

static void derogation_counts_when_all_agreed_and_it_spans_the_window(void **state)
{
    static const struct {
        const char *name, *agreed, *span, *change;
        enum verdict_word word;
    } rows[] = {
        {"agreed", "'A','B'", "2020-07-10T00:00:00Z/2020-07-12T00:00:00Z",
         "{'category':'tank','by':2}", VERDICT_COMPLIANT},
        {"a bare number", "'A','B'", "2020-07-10T00:00:00Z/2020-07-12T00:00:00Z", "2",
         VERDICT_COMPLIANT},
        {"not enough", "'A','B'", "2020-07-10T00:00:00Z/2020-07-12T00:00:00Z", "1",
         VERDICT_VIOLATION},
        {"one party alone", "'A'", "2020-07-10T00:00:00Z/2020-07-12T00:00:00Z", "2",
         VERDICT_VIOLATION},
        {"ends within the window", "'A','B'", "2020-07-10T00:00:00Z/2020-07-10T20:00:00Z", "2",
         VERDICT_VIOLATION},
        {"another category", "'A','B'", "2020-07-10T00:00:00Z/2020-07-12T00:00:00Z",
         "{'category':'arty','by':2}", VERDICT_VIOLATION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;

        (void)limit_tanks(&w, 1);
        see(&w, "s1", 0, 20000, "2", "");
        see(&w, "s2", 10, 38000, "1", "");
        cover(&w, 1);
        world_row(&w,
                  "{'kind':'derogation','id':'d1','term':'1','agreed_by':[%s],'for':'%s',"
                  "'limit_change':%s}",
                  rows[i].agreed, rows[i].span, rows[i].change);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        world_close(&w);
    }
}

static void nothing_seen_is_compliant_only_where_it_was_looked_for(void **state)
{
    static const struct {
        double coverage;
        enum verdict_word word;
        const char *says;
    } rows[] = {{0, VERDICT_INDETERMINATE, "No coverage is declared"},
                {0.5, VERDICT_INDETERMINATE, "0.50"},
                {1, VERDICT_COMPLIANT, "No sighting of tank"}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct world w;

        (void)limit_tanks(&w, 3);
        if (rows[i].coverage > 0)
            cover(&w, rows[i].coverage);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].says);
        assert_says(world_only(&w), rows[i].says);
        assert_int_equal(world_only(&w)->count.max, 0);
        world_close(&w);
    }
}

/* Five sightings, six hours apart, all over the limit: overlapping windows say it once. */
static void like_windows_are_one_verdict_with_the_worst_numbers(void **state)
{
    struct world w;
    const struct verdict *v;

    (void)state;
    (void)limit_tanks(&w, 2);
    for (int i = 0; i < 5; i++)
        world_row(&w,
                  "{'id':'s%d','time':'2020-07-1%dT%02d:00:00Z','place':{'lat':48.5,'lon':38.3},"
                  "'phenomenon':'weapon_sighting','party':'A',"
                  "'items':[{'class':'main_battle_tank','n':%d}]}",
                  i, i < 3 ? 0 : 1, (i < 3 ? 12 : -12) + i * 4, i == 3 ? 7 : 3);
    /* and one a week later: its own */
    world_row(&w, "{'id':'s9','time':'2020-07-18T12:00:00Z','place':{'lat':48.5,'lon':38.3},"
                  "'phenomenon':'weapon_sighting','party':'A',"
                  "'items':[{'class':'main_battle_tank','n':3}]}");
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 2);
    v = &w.verdicts[0];
    assert_word(v, VERDICT_VIOLATION, "the week");
    assert_int_equal(v->count.min, 7);
    assert_true(v->when.t1_ms - v->when.t0_ms <= HOURS(24));
    assert_span(w.verdicts[1].inputs[0], "s9");
    world_close(&w);
}

static void reported_rows_join_no_least_number_unless_trusted(void **state)
{
    (void)state;
    for (int trusted = 0; trusted < 2; trusted++) {
        struct world w;

        (void)limit_tanks(&w, 1);
        w.options.trusts_reported = trusted != 0;
        world_row(&w, "{'id':'s1','time':'2020-07-10T20:00:00Z','place':{'lat':48.5,'lon':38.3},"
                      "'phenomenon':'weapon_sighting','party':'A','reported':true,"
                      "'items':[{'class':'main_battle_tank','n':5}]}");
        world_judge(&w);
        assert_word(world_only(&w), trusted ? VERDICT_VIOLATION : VERDICT_INDETERMINATE, "trust");
        if (!trusted)
            assert_string_equal(world_only(&w)->state, "reported");
        world_close(&w);
    }
}

static void people_and_units(void **state)
{
    static struct pact_limit limits[2];
    struct world w;
    struct pact_term *t = limit_tanks(&w, 0);

    (void)state;
    limits[0] = (struct pact_limit){
        .what = world_word(PACT_WORD_PERSONNEL, "personnel"), .op = PACT_LE, .n = 600};
    limits[1] = (struct pact_limit){
        .what = {.form = PACT_SELECT_UNIT, .word = SPAN("brigade")}, .op = PACT_LE, .n = 2};
    t->u.ceiling.limits = limits;
    t->u.ceiling.n_limits = 2;
    world_row(&w, "{'id':'s1','time':'2020-07-10T20:00:00Z','place':{'lat':48.5,'lon':38.1},"
                  "'phenomenon':'troop_sighting','party':'A','count':{'about':500}}");
    world_row(&w, "{'kind':'activity','id':'x1','activity':'exercise','by':'A',"
                  "'time':'2020-07-10T20:00:00Z','place':{'lat':48.5,'lon':38.4},'personnel':300}");
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 2);
    assert_word(&w.verdicts[0], VERDICT_NEEDS_ASSESSMENT, "brigades");
    assert_word(&w.verdicts[1], VERDICT_VIOLATION, "people");
    assert_int_equal(w.verdicts[1].count.min, 700);
    assert_int_equal(w.verdicts[1].count.max, 900);
    world_close(&w);
}

static void permits_and_exempting_derogations_take_things_out(void **state)
{
    struct world w;

    (void)state;
    (void)limit_tanks(&w, 1);
    see(&w, "s1", 0, 20000, "4", "");
    cover(&w, 1);
    world_rows(&w, "{'kind':'permit','id':'p1','source':'jmc','holder':'A','scope':'1',"
                   "'for':'2020-07-10T00:00:00Z/2020-07-11T00:00:00Z'}");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_EXEMPT, "permit");
    assert_span(world_only(&w)->exemption, "p1");
    world_close(&w);
}

static void transit_must_be_excluded_before_a_thing_counts(void **state)
{
    static const struct {
        const char *name;
        const char *between;
        const char *first;
        enum verdict_word word;
    } rows[] = {
        {"never seen elsewhere", "38.3", "", VERDICT_VIOLATION},
        {"was outside meanwhile", "37.5", "", VERDICT_INDETERMINATE},
        {"was at first only reported", "38.3", ",'reported':true", VERDICT_INDETERMINATE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = limit_tanks(&w, 0);

        t->u.ceiling.transit_ms = 7 * MS_PER_DAY;
        for (int day = 1; day < 10; day += 4)
            world_row(&w,
                      "{'id':'s%d','time':'2020-07-%02dT20:00:00Z','place':{'lat':48.5,'lon':%s},"
                      "'phenomenon':'weapon_sighting','party':'A',"
                      "'items':[{'class':'main_battle_tank','serial':'77'}]%s}",
                      day, day, day == 5 ? rows[i].between : "38.3", day == 1 ? rows[i].first : "");
        world_judge(&w);
        assert_word(&w.verdicts[w.n_verdicts - 1], rows[i].word, rows[i].name);
        world_close(&w);
    }
}

static void only_the_verifier_can_call_it_compliant(void **state)
{
    static const struct {
        const char *source;
        enum verdict_word word;
    } rows[] = {{"smm-cam-1", VERDICT_COMPLIANT},
                {"cam-1", VERDICT_COMPLIANT},
                {"A-post", VERDICT_INDETERMINATE}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        struct pact_term *t = limit_tanks(&w, 3);

        t->u.ceiling.verified_by = 3;
        world_row(&w,
                  "{'kind':'coverage','source':'%s','area':'zone',"
                  "'time':'2020-07-10T00:00:00Z/2020-07-11T12:00:00Z','fraction':1}",
                  rows[i].source);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].source);
        world_close(&w);
    }
}

static void order_of_rows_changes_no_byte(void **state)
{
    struct world w[2];

    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        (void)limit_tanks(&w[turn], 2);
        for (int k = 0; k < 12; k++) {
            int i = turn == 0 ? k : 11 - k;
            char id[8];

            (void)snprintf(id, sizeof(id), "s%d", i);
            see(&w[turn], id, i * 13, 2000 + 3000 * (i * 7 % 12), i % 3 == 0 ? "2" : "1", "");
        }
        world_judge(&w[turn]);
    }
    assert_int_equal(w[0].printed.n, w[1].printed.n);
    assert_memory_equal(w[0].printed.p, w[1].printed.p, w[0].printed.n);
    assert_int_equal(world_count(&w[0], VERDICT_VIOLATION), 1);
    world_close(&w[0]);
    world_close(&w[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_decides_on_both_sides_of_the_limit),
        cmocka_unit_test(one_tank_seen_twice_is_one_unless_it_cannot_be),
        cmocka_unit_test(place_and_category_must_be_sure_to_count_at_least),
        cmocka_unit_test(actors_decide_whose_it_is),
        cmocka_unit_test(what_nobody_is_known_for_counts_against_all_together),
        cmocka_unit_test(derogation_counts_when_all_agreed_and_it_spans_the_window),
        cmocka_unit_test(nothing_seen_is_compliant_only_where_it_was_looked_for),
        cmocka_unit_test(like_windows_are_one_verdict_with_the_worst_numbers),
        cmocka_unit_test(reported_rows_join_no_least_number_unless_trusted),
        cmocka_unit_test(people_and_units),
        cmocka_unit_test(permits_and_exempting_derogations_take_things_out),
        cmocka_unit_test(transit_must_be_excluded_before_a_thing_counts),
        cmocka_unit_test(only_the_verifier_can_call_it_compliant),
        cmocka_unit_test(order_of_rows_changes_no_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
