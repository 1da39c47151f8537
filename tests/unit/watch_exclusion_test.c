/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

static struct world w;
static struct pact_term *term;

#define WORD_SELECTOR(w_, text)                                                                    \
    {                                                                                              \
        .form = PACT_SELECT_WORD, .fixed = (w_), .word = {(text), sizeof(text) - 1 }               \
    }
static const struct pact_selector personnel = WORD_SELECTOR(PACT_WORD_PERSONNEL, "personnel");
static const struct pact_selector equipment = WORD_SELECTOR(PACT_WORD_EQUIPMENT, "equipment");
static const struct pact_selector forces =
    WORD_SELECTOR(PACT_WORD_MILITARY_FORCES, "military_forces");
static const struct pact_selector fire = WORD_SELECTOR(PACT_WORD_FIRE, "fire");
static const struct pact_selector tank = {.form = PACT_SELECT_CLASS,
                                          .word = {"main_battle_tank", 16}};

static void begin(const struct pact_selector *what)
{
    static uint32_t zone;

    world_open(&w);
    term = world_term(&w, "3", PACT_EXCLUSION_ZONE);
    zone = world_area(&w, "zone", world_box(&w, -2000, -2000, 2000, 2000));
    term->where = &zone;
    term->n_where = 1;
    term->prohibits = what;
    term->n_prohibits = what == NULL ? 0 : 1;
    term->prohibits_all = what == NULL;
}

static int open_world(void **state)
{
    (void)state;
    begin(&tank);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* What is seen against what is prohibited; `word` -1: no verdict at all. */
static void what_is_prohibited(void **state)
{
    static const struct {
        const char *what;
        const struct pact_selector *prohibited; /* NULL: all */
        enum phenomenon phenomenon;
        const char *class_name; /* NULL: no item */
        int word;
    } rows[] = {
        {"a tank", &tank, PHEN_WEAPON_SIGHTING, "main_battle_tank", VERDICT_VIOLATION},
        {"a gun is no tank", &tank, PHEN_WEAPON_SIGHTING, "artillery", VERDICT_NOT_APPLICABLE},
        {"a thing of unknown class", &tank, PHEN_WEAPON_SIGHTING, "", VERDICT_INDETERMINATE},
        {"weapons of no stated kind", &tank, PHEN_WEAPON_SIGHTING, NULL, VERDICT_INDETERMINATE},
        {"troops are no tank", &tank, PHEN_TROOP_SIGHTING, NULL, -1},
        {"troops", &personnel, PHEN_TROOP_SIGHTING, NULL, VERDICT_VIOLATION},
        {"presence", &personnel, PHEN_MILITARY_PRESENCE, NULL, VERDICT_VIOLATION},
        {"a convoy may be anybody's", &forces, PHEN_CONVOY, NULL, VERDICT_INDETERMINATE},
        {"forces are troops", &forces, PHEN_TROOP_SIGHTING, NULL, VERDICT_VIOLATION},
        {"forces are tanks", &forces, PHEN_WEAPON_SIGHTING, "main_battle_tank", VERDICT_VIOLATION},
        {"equipment is a truck", &equipment, PHEN_CONVOY, "truck", VERDICT_VIOLATION},
        {"all: a tank", NULL, PHEN_WEAPON_SIGHTING, "main_battle_tank", VERDICT_VIOLATION},
        {"all: troops", NULL, PHEN_TROOP_SIGHTING, NULL, VERDICT_VIOLATION},
        {"all: fire is no presence", NULL, PHEN_SHOT, NULL, -1},
        {"fire", &fire, PHEN_SHOT, NULL, VERDICT_VIOLATION},
        {"a controlled detonation is no fire", &fire, PHEN_CONTROLLED_DETONATION, NULL,
         VERDICT_NOT_APPLICABLE},
        {"fire is no tank", &tank, PHEN_SHOT, NULL, -1},
        {"damage is no presence", NULL, PHEN_DAMAGE, NULL, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;

        world_close(&w);
        begin(rows[i].prohibited);
        o = world_observation(&w, "patrol", 0, world_point(0, 0, 0), rows[i].phenomenon);
        if (rows[i].class_name != NULL)
            o = world_sighting(&w, 0, world_point(0, 0, 0), "",
                               world_class(&w, rows[i].class_name, NAN));
        o.phenomenon = rows[i].phenomenon;
        world_add(&w, o);
        world_judge(&w);
        if (w.n_verdicts != (rows[i].word < 0 ? 0 : 1))
            fail_msg("%s: %zu verdicts", rows[i].what, w.n_verdicts);
        if (rows[i].word >= 0 && (int)w.verdicts[0].word != rows[i].word)
            fail_msg("%s: %s: %.*s", rows[i].what, verdict_name(w.verdicts[0].word),
                     SPAN_ARG(w.verdicts[0].explanation));
    }
}

static void both_sides_of_the_boundary(void **state)
{
    static const struct {
        double east_m, sigma_m;
        enum verdict_word word;
    } rows[] = {{1995, 0, VERDICT_VIOLATION},       {2005, 0, VERDICT_COMPLIANT},
                {1830, 100, VERDICT_VIOLATION},     {1840, 100, VERDICT_INDETERMINATE},
                {2160, 100, VERDICT_INDETERMINATE}, {2170, 100, VERDICT_COMPLIANT}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        world_close(&w);
        begin(&tank);
        world_add(&w, world_sighting(&w, 0, world_point(rows[i].east_m, 0, rows[i].sigma_m), "A",
                                     world_class(&w, "main_battle_tank", 125)));
        world_judge(&w);
        if (w.verdicts[0].word != rows[i].word)
            fail_msg("%f: %.*s", rows[i].east_m, SPAN_ARG(w.verdicts[0].explanation));
    }
}

/* Inside a convex area the mass only sinks as sigma grows, outside it stays below one half: what
 * was not certain never becomes a violation. (It may become compliant: a small area holds hardly
 * anything of a large error.) */
static void wider_sigma_never_makes_a_violation(void **state)
{
    uint32_t seed = 11;

    (void)state;
    for (int i = 0; i < 80; i++) {
        bool was_uncertain = false;
        double east_m, north_m;

        seed = seed * 1664525 + 1013904223;
        east_m = (double)(seed >> 8) / 16777216 * 6000 - 3000;
        seed = seed * 1664525 + 1013904223;
        north_m = (double)(seed >> 8) / 16777216 * 6000 - 3000;
        for (double sigma_m = 0; sigma_m < 20000; sigma_m = sigma_m * 1.9 + 25) {
            world_close(&w);
            begin(&tank);
            world_add(&w, world_sighting(&w, 0, world_point(east_m, north_m, sigma_m), "A",
                                         world_class(&w, "main_battle_tank", 125)));
            world_judge(&w);
            if (was_uncertain && w.verdicts[0].word == VERDICT_VIOLATION)
                fail_msg("%f, %f, sigma %f", east_m, north_m, sigma_m);
            was_uncertain = was_uncertain || w.verdicts[0].word != VERDICT_VIOLATION;
        }
    }
}

static void item_and_people_of_one_row(void **state)
{
    struct observation o;

    (void)state;
    world_close(&w);
    begin(&forces);
    o = world_sighting(&w, 0, world_point(0, 0, 0), "B", world_class(&w, "main_battle_tank", 125));
    o.phenomenon = PHEN_TROOP_SIGHTING;
    o.count = (struct count){30, 40, 35};
    world_add(&w, o);
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 2);
    assert_int_equal(w.verdicts[0].count.max, 1);
    assert_int_equal(w.verdicts[1].count.max, 40);
}

static void observers_and_police(void **state)
{
    static const struct pact_exception exceptions[] = {
        {.form = PACT_EXCEPT_OBSERVER, .ix = 3, .text = {"observer smm", 12}},
        {.form = PACT_EXCEPT_POLICE, .text = {"police of comparable size", 25}},
    };
    static const struct {
        const char *what, *actor, *class_name;
        double east_m;
        enum verdict_word word;
    } rows[] = {
        {"a tank is no police", "A", "main_battle_tank", 0, VERDICT_VIOLATION},
        {"a truck may be", "A", "truck", 0, VERDICT_NEEDS_ASSESSMENT},
        {"troops may be", "A", NULL, 0, VERDICT_NEEDS_ASSESSMENT},
        {"outside nobody asks", "A", "truck", 5000, VERDICT_COMPLIANT},
        {"the observer's own", "smm", "truck", 0, VERDICT_EXEMPT},
        {"the guarantor is not bound", "G", "truck", 0, VERDICT_NOT_APPLICABLE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;

        world_close(&w);
        begin(&forces);
        term->exceptions = exceptions;
        term->n_exceptions = 2;
        o = world_sighting(
            &w, 0, world_point(rows[i].east_m, 0, 0), rows[i].actor,
            world_class(&w, rows[i].class_name == NULL ? "" : rows[i].class_name, NAN));
        if (rows[i].class_name == NULL) {
            o.n_items = 0;
            o.phenomenon = PHEN_TROOP_SIGHTING;
        }
        world_add(&w, o);
        world_judge(&w);
        if (w.verdicts[0].word != rows[i].word)
            fail_msg("%s: %.*s", rows[i].what, SPAN_ARG(w.verdicts[0].explanation));
    }
}

/* A transit of at most 15 minutes: a track shows one, a sighting does not. */
static void transit_rows(void **state)
{
    static const struct {
        const char *what;
        double minutes[5];
        double east_m[5];
        enum verdict_word word;
    } rows[] = {
        {"through in 10", {0, 2, 7, 10, 12}, {-3000, -1000, 0, 3000, 4000}, VERDICT_COMPLIANT},
        {"inside for 20", {0, 2, 10, 22, 30}, {-3000, -1000, 0, 1000, 4000}, VERDICT_VIOLATION},
        {"between", {0, 10, 15, 24, 40}, {-3000, -1000, 0, 3000, 4000}, VERDICT_INDETERMINATE},
        {"seen first inside", {0, 2, 7, 10, 12}, {0, -1000, 0, 3000, 4000}, VERDICT_INDETERMINATE},
        {"never inside", {0, 2, 7, 10, 12}, {3000, 3000, 3000, 3000, 4000}, VERDICT_COMPLIANT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct place_fix fixes[5];
        struct place track = {.form = PLACE_TRACK, .has_sigma = true, .sigma_m = 5};

        world_close(&w);
        begin(&tank);
        term->u.exclusion.transit_ms = 15 * 60000;
        for (size_t k = 0; k < 5; k++)
            fixes[k] = (struct place_fix){WORLD_T0 + (int64_t)(rows[i].minutes[k] * 60000),
                                          world_at(rows[i].east_m[k], 0), NAN};
        track.at = fixes[0].at;
        track.u.track.fixes = fixes;
        track.u.track.n = 5;
        world_add(&w, world_sighting(&w, 0, track, "A", world_class(&w, "main_battle_tank", 125)));
        world_judge(&w);
        if (w.verdicts[0].word != rows[i].word)
            fail_msg("%s: %.*s", rows[i].what, SPAN_ARG(w.verdicts[0].explanation));
    }
}

static void what_stands_is_in_no_transit(void **state)
{
    static const enum item_state states[] = {STATE_MOVING, STATE_STATIONARY};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct item item;

        world_close(&w);
        begin(&tank);
        term->u.exclusion.transit_ms = 15 * 60000;
        item = world_class(&w, "main_battle_tank", 125);
        item.state = states[i];
        world_add(&w, world_sighting(&w, 0, world_point(0, 0, 0), "A", item));
        world_judge(&w);
        assert_int_equal(w.verdicts[0].word, i == 0 ? VERDICT_INDETERMINATE : VERDICT_VIOLATION);
    }
}

static void fire_counts_fused_events(void **state)
{
    (void)state;
    world_close(&w);
    begin(&fire);
    world_add(&w, world_observation(&w, "cam-1", 0, world_point(0, 0, 50), PHEN_BURST));
    world_add(&w, world_observation(&w, "cam-2", 0, world_point(0, 0, 50), PHEN_BURST));
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 1);
    assert_int_equal(w.verdicts[0].count.min, 1);
    assert_int_equal(w.verdicts[0].count.max, 2);
    assert_int_equal(w.verdicts[0].n_inputs, 2);
}

static void wreck_is_no_presence(void **state)
{
    struct item item = world_class(&w, "main_battle_tank", 125);

    (void)state;
    item.state = STATE_WRECK;
    world_add(&w, world_sighting(&w, 0, world_point(0, 0, 0), "A", item));
    world_judge(&w);
    assert_int_equal(w.verdicts[0].word, VERDICT_NOT_APPLICABLE);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(what_is_prohibited),
        TEST(both_sides_of_the_boundary),
        TEST(wider_sigma_never_makes_a_violation),
        TEST(item_and_people_of_one_row),
        TEST(observers_and_police),
        TEST(transit_rows),
        TEST(what_stands_is_in_no_transit),
        TEST(fire_counts_fused_events),
        TEST(wreck_is_no_presence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
