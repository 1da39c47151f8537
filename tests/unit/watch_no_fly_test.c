/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

static const uint32_t zone_ix[] = {0};

/* No UAV in a box of 40 km east of the line, two consecutive fixes. */
static struct pact_term *open_term(struct world *w)
{
    static struct pact_selector uav;
    struct pact_term *t;

    world_open(w);
    world_area(w, "zone", world_box(w, 0, -20000, 40000, 20000));
    t = world_term(w, "7", PACT_NO_FLY);
    uav = world_word(PACT_WORD_UAV, "uav");
    t->prohibits = &uav;
    t->n_prohibits = 1;
    t->where = zone_ix;
    t->n_where = 1;
    t->u.no_fly = (struct pact_no_fly){.beyond_own = {PACT_NONE, PACT_NONE},
                                       .floor_m = -INFINITY,
                                       .ceiling_m = INFINITY,
                                       .datum = PACT_DATUM_AGL,
                                       .dwell_fixes = 2};
    return t;
}

/* A track a minute a fix from 20:00, at metres east of the line; more members behind. */
static void fly(struct world *w, const double *east_m, size_t n, double sigma_m, double hae_m,
                const char *more)
{
    struct err err = {0};
    struct span fixes = {0};

    for (size_t i = 0; i < n; i++) {
        struct geo_pos p = world_at(east_m[i], 0);

        fixes = arena_printf(&w->arena, &err, "%.*s%s['2020-07-10T20:%02zu:00Z',%.7f,%.7f,%.1f]",
                             (int)fixes.n, fixes.n == 0 ? "" : fixes.p, i == 0 ? "" : ",", i,
                             p.lat_deg, p.lon_deg, hae_m);
        assert_non_null(fixes.p);
    }
    world_row(w,
              "{'id':'t1','source':'radar','time':'2020-07-10T20:00:00Z/2020-07-10T20:%02zu:00Z',"
              "'place':{'track':[%.*s],'sigma_m':%.1f},'phenomenon':'uav'%s}",
              n - 1, (int)fixes.n, fixes.p, sigma_m, more);
}

static void a_flight_enters_with_consecutive_fixes(void **state)
{
    static const struct {
        const char *name;
        int64_t dwell;
        double east_m[6];
        size_t n;
        enum verdict_word word;
    } rows[] = {
        {"two inside", 2, {-5000, 5000, 5000, -5000}, 4, VERDICT_VIOLATION},
        {"one inside", 2, {-5000, 5000, -5000}, 3, VERDICT_INDETERMINATE},
        {"two, but apart", 2, {5000, -5000, 5000}, 3, VERDICT_INDETERMINATE},
        {"none inside", 2, {-5000, -5000, -5000}, 3, VERDICT_COMPLIANT},
        {"one, and one is enough", 1, {-5000, 5000, -5000}, 3, VERDICT_VIOLATION},
        {"two, and three are needed", 3, {-5000, 5000, 5000, -5000}, 4, VERDICT_INDETERMINATE},
        {"three", 3, {-5000, 5000, 5000, 5000, -5000}, 5, VERDICT_VIOLATION},
        {"a single fix", 2, {5000}, 1, VERDICT_INDETERMINATE},
        {"two just inside", 2, {165, 165}, 2, VERDICT_VIOLATION}, /* 1.65 sigma */
        {"one a little less so", 2, {165, 164, -900}, 3, VERDICT_INDETERMINATE},
        {"two just outside", 2, {-165, -165}, 2, VERDICT_COMPLIANT},
        {"two perhaps outside", 2, {-164, -164}, 2, VERDICT_INDETERMINATE},
        {"on the edge", 2, {0, 0}, 2, VERDICT_INDETERMINATE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.no_fly.dwell_fixes = rows[i].dwell;
        fly(&w, rows[i].east_m, rows[i].n, 100, 500, ",'party':'B'");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        assert_span(world_only(&w)->party, "B");
        world_close(&w);
    }
}

static void single_positions_of_one_serial_are_one_flight(void **state)
{
    static const struct {
        const char *serial[2];
        size_t n;
        enum verdict_word word;
    } rows[] = {{{"ua-7", "ua-7"}, 1, VERDICT_VIOLATION},
                {{"ua-7", "ua-8"}, 2, VERDICT_INDETERMINATE}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;

        (void)open_term(&w);
        for (int k = 0; k < 2; k++)
            world_row(&w,
                      "{'id':'o%d','time':'2020-07-10T20:0%d:00Z','place':{'lat':48.5,'lon':38.2},"
                      "'phenomenon':'uav','party':'A','items':[{'class':'uav','serial':'%s'}]}",
                      k, k, rows[i].serial[k]);
        world_judge(&w);
        assert_int_equal(w.n_verdicts, rows[i].n);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].serial[1]);
        assert_int_equal(w.verdicts[0].n_inputs, i == 0 ? 2 : 1);
        world_close(&w);
    }
}

/* What is vague besides takes nothing from what was seen: nor what was only reported. */
static void a_vague_third_fix_takes_nothing_away(void **state)
{
    static const struct {
        const char *third;
        size_t n;
    } rows[] = {{"'place':{'lat':48.5,'lon':38.2,'centroid':true}", 1},
                {"'place':{'lat':48.5,'lon':38.2},'reported':true", 2}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;

        (void)open_term(&w);
        for (int k = 0; k < 3; k++)
            world_row(&w,
                      "{'id':'o%d','time':'2020-07-10T20:0%d:00Z',%s,"
                      "'phenomenon':'uav','party':'A','items':[{'class':'uav','serial':'7'}]}",
                      k, k, k < 2 ? "'place':{'lat':48.5,'lon':38.2}" : rows[i].third);
        world_judge(&w);
        assert_int_equal(w.n_verdicts, rows[i].n);
        assert_word(&w.verdicts[0], VERDICT_VIOLATION, rows[i].third);
        assert_null(strstr(w.verdicts[0].explanation.p, "At most"));
        world_close(&w);
    }
}

static void height_counts_in_its_datum(void **state)
{
    static const struct {
        const char *name;
        enum pact_datum datum;
        double floor_m, ceiling_m, hae_m;
        enum verdict_word word;
    } rows[] = {
        {"floor 0", PACT_DATUM_AGL, 0, INFINITY, 30, VERDICT_VIOLATION},
        {"between", PACT_DATUM_HAE, 100, 3000, 500, VERDICT_VIOLATION},
        {"at the floor", PACT_DATUM_HAE, 500, 3000, 500, VERDICT_VIOLATION},
        {"below the floor", PACT_DATUM_HAE, 501, 3000, 500, VERDICT_COMPLIANT},
        {"at the ceiling", PACT_DATUM_HAE, 0, 500, 500, VERDICT_VIOLATION},
        {"above the ceiling", PACT_DATUM_HAE, 0, 499, 500, VERDICT_COMPLIANT},
        {"well below the sea-level ceiling", PACT_DATUM_AMSL, 0, 700, 500, VERDICT_VIOLATION},
        {"perhaps below it", PACT_DATUM_AMSL, 0, 550, 500, VERDICT_INDETERMINATE},
        {"well above it", PACT_DATUM_AMSL, 0, 400, 500, VERDICT_COMPLIANT},
        {"ground not known", PACT_DATUM_AGL, 100, 3000, 500, VERDICT_INDETERMINATE},
        {"surely below the ground's ceiling", PACT_DATUM_AGL, 0, 3000, 500, VERDICT_VIOLATION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.no_fly.datum = rows[i].datum;
        t->u.no_fly.floor_m = rows[i].floor_m;
        t->u.no_fly.ceiling_m = rows[i].ceiling_m;
        fly(&w, (double[]){5000, 6000}, 2, 0, rows[i].hae_m, ",'party':'B'");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        world_close(&w);
    }
}

static void an_unstated_height_is_anywhere_above_a_floor(void **state)
{
    static const struct {
        double floor_m;
        enum verdict_word word;
    } rows[] = {{0, VERDICT_VIOLATION}, {100, VERDICT_INDETERMINATE}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.no_fly.floor_m = rows[i].floor_m;
        t->u.no_fly.dwell_fixes = 1;
        world_rows(&w, "{'id':'o1','time':'2020-07-10T20:00:00Z','place':{'lat':48.5,'lon':38.2},"
                       "'phenomenon':'uav','party':'A'}");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, "height");
        world_close(&w);
    }
}

static void kinds_and_actors_are_those_of_the_term(void **state)
{
    static const struct {
        const char *name;
        enum pact_word word;
        const char *row;
        bool excepts_smm;
        enum verdict_word expected;
        const char *party;
    } rows[] = {
        {"nobody known", PACT_WORD_UAV, "'phenomenon':'uav'", true, VERDICT_VIOLATION,
         "undetermined"},
        {"the observer's own, excepted", PACT_WORD_UAV, "'phenomenon':'uav','party':'smm'", true,
         VERDICT_EXEMPT, "smm"},
        {"the observer's own, not bound", PACT_WORD_UAV, "'phenomenon':'uav','party':'smm'", false,
         VERDICT_NOT_APPLICABLE, "smm"},
        {"a foreign UAV", PACT_WORD_FOREIGN_UAV, "'phenomenon':'uav'", false, VERDICT_VIOLATION,
         "undetermined"},
        {"not foreign", PACT_WORD_FOREIGN_UAV, "'phenomenon':'uav','party':'smm'", false,
         VERDICT_NOT_APPLICABLE, "smm"},
        {"an aircraft is no UAV", PACT_WORD_UAV, "'phenomenon':'aircraft','party':'A'", false,
         VERDICT_NOT_APPLICABLE, "A"},
        {"an aircraft of a party's forces", PACT_WORD_MILITARY_AIRCRAFT,
         "'phenomenon':'aircraft','party':'A'", false, VERDICT_VIOLATION, "A"},
        {"an aircraft of nobody known", PACT_WORD_MILITARY_AIRCRAFT, "'phenomenon':'aircraft'",
         false, VERDICT_INDETERMINATE, "undetermined"},
        {"an aircraft that may fight", PACT_WORD_COMBAT_AIRCRAFT,
         "'phenomenon':'aircraft','party':'A'", false, VERDICT_INDETERMINATE, "A"},
        {"one that does", PACT_WORD_COMBAT_AIRCRAFT,
         "'phenomenon':'aircraft','party':'A','items':[{'class':'attack_helicopter'}]", false,
         VERDICT_VIOLATION, "A"},
        {"one that does not", PACT_WORD_COMBAT_AIRCRAFT,
         "'phenomenon':'aircraft','party':'A','items':[{'class':'transport_aircraft'}]", false,
         VERDICT_NOT_APPLICABLE, "A"},
        {"one that probably does", PACT_WORD_COMBAT_AIRCRAFT,
         "'phenomenon':'aircraft','party':'A','items':[[{'class':'combat_aircraft','p':0.8},"
         "{'class':'trainer_aircraft','p':0.2}]]",
         false, VERDICT_INDETERMINATE, "A"},
        {"a guarantor's", PACT_WORD_UAV, "'phenomenon':'uav','party':'G'", false,
         VERDICT_NOT_APPLICABLE, "G"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        static const struct pact_exception smm = {
            .form = PACT_EXCEPT_OBSERVER, .ix = 3, .text = {"except observer smm", 19}};
        struct pact_selector what = world_word(rows[i].word, "what");
        struct world w;
        struct pact_term *t = open_term(&w);

        t->prohibits = &what;
        t->exceptions = &smm;
        t->n_exceptions = rows[i].excepts_smm ? 1 : 0;
        t->u.no_fly.dwell_fixes = 1;
        world_row(&w,
                  "{'id':'o1','time':'2020-07-10T20:00:00Z','place':{'lat':48.5,'lon':38.2},%s}",
                  rows[i].row);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].expected, rows[i].name);
        assert_span(world_only(&w)->party, rows[i].party);
        world_close(&w);
    }
}

static void the_track_of_the_observers_own_aircraft_is_not_held_against_anybody(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    world_rows(&w, "{'kind':'sensor','id':'smm-uav-1','type':'uav'}");
    fly(&w, (double[]){5000, 6000}, 2, 10, 500, ",'attributes':{}");
    world_rows(&w, "{'id':'t2','source':'smm-uav-1',"
                   "'time':'2020-07-10T20:00:00Z/2020-07-10T20:01:00Z','phenomenon':'uav',"
                   "'place':{'track':[['2020-07-10T20:00:00Z',48.5,38.2,300],"
                   "['2020-07-10T20:01:00Z',48.5,38.2,300]]}}");
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 2);
    for (size_t i = 0; i < 2; i++)
        assert_word(&w.verdicts[i],
                    span_is(w.verdicts[i].inputs[0], "t2") ? VERDICT_INDETERMINATE
                                                           : VERDICT_VIOLATION,
                    "whose track");
    world_close(&w);
}

/* A on the left (west) of L must not fly east of it, B not west of M. */
static void beyond_its_own_line_each_party_by_its_own(void **state)
{
    static const struct {
        const char *name, *party;
        double east_m;
        enum verdict_word word;
        const char *line;
        double distance_m;
    } rows[] = {
        {"A beyond L", ",'party':'A'", 500, VERDICT_VIOLATION, "L", -500},
        {"A at home", ",'party':'A'", -500, VERDICT_COMPLIANT, "L", 500},
        {"B beyond M", ",'party':'B'", 9500, VERDICT_VIOLATION, "M", -500},
        {"B at home", ",'party':'B'", 10500, VERDICT_COMPLIANT, "M", 500},
        {"A near L", ",'party':'A'", 100, VERDICT_INDETERMINATE, "L", -100},
        {"nobody known, between", "", 5000, VERDICT_INDETERMINATE, NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = open_term(&w);
        const struct verdict *v;

        t->n_where = 0;
        t->u.no_fly.beyond_own[0] = 0;
        t->u.no_fly.beyond_own[1] = 1;
        fly(&w, (double[]){rows[i].east_m, rows[i].east_m}, 2, 100, 500, rows[i].party);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].name);
        if (rows[i].line != NULL) {
            assert_span(v->line, rows[i].line);
            assert_float_equal((float)v->distance_m, (float)rows[i].distance_m, 1);
        }
        world_close(&w);
    }
}

static void reported_flights_and_times_out_of_force(void **state)
{
    struct world w;
    struct pact_term *t = open_term(&w);

    (void)state;
    fly(&w, (double[]){5000, 6000}, 2, 10, 500, ",'party':'A','reported':true");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_INDETERMINATE, "reported");
    assert_string_equal(world_only(&w)->state, "reported");
    world_close(&w);

    t = open_term(&w);
    t->until_ms = WORLD_T0;
    fly(&w, (double[]){5000, 6000}, 2, 10, 500, ",'party':'A'");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_NOT_APPLICABLE, "after");
    world_close(&w);

    t = open_term(&w);
    t->from_ms = WORLD_T0 + MS_PER_MIN; /* only the second fix is in force */
    fly(&w, (double[]){5000, 6000}, 2, 10, 500, ",'party':'A'");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_INDETERMINATE, "half of it");
    world_close(&w);
}

static void a_permit_must_cover_the_fix_inside(void **state)
{
    static const struct {
        const char *area;
        enum verdict_word word;
    } rows[] = {{"'area':'zone',", VERDICT_EXEMPT}, {"'area':'else',", VERDICT_VIOLATION}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;

        (void)open_term(&w);
        world_area(&w, "else", world_box(&w, -40000, -20000, -10000, 20000));
        world_row(&w,
                  "{'kind':'permit','id':'p1','holder':'A','scope':'uav',%s"
                  "'for':'2020-07-10T00:00:00Z/2020-07-11T00:00:00Z'}",
                  rows[i].area);
        fly(&w, (double[]){-20000, 5000, 6000, -20000}, 4, 10, 500, ",'party':'A'");
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].area);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flight_enters_with_consecutive_fixes),
        cmocka_unit_test(single_positions_of_one_serial_are_one_flight),
        cmocka_unit_test(a_vague_third_fix_takes_nothing_away),
        cmocka_unit_test(height_counts_in_its_datum),
        cmocka_unit_test(an_unstated_height_is_anywhere_above_a_floor),
        cmocka_unit_test(kinds_and_actors_are_those_of_the_term),
        cmocka_unit_test(the_track_of_the_observers_own_aircraft_is_not_held_against_anybody),
        cmocka_unit_test(beyond_its_own_line_each_party_by_its_own),
        cmocka_unit_test(reported_flights_and_times_out_of_force),
        cmocka_unit_test(a_permit_must_cover_the_fix_inside),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
