/* SPDX-License-Identifier: Apache-2.0 */
/* What the shipped table says: every name leads to its own type, look-alikes name one another, and
 * the types that agreements turn on have the class, calibre and range that decide them. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "pact/equipment.h"

#define TABLE_ARENA (16 * MIB)
#define TYPES_LEAST 300

static const struct equipment *table(struct arena *a)
{
    struct span text = equipment_builtin_text();
    const struct equipment *e = NULL;
    struct err err = {0};

    arena_init(a, TABLE_ARENA);
    assert_ok(equipment_read(&text, 1, a, &e, &err));
    return e;
}

static bool names(const struct equipment_type *t, struct span model)
{
    for (size_t i = 0; i < t->n_look_alikes; i++)
        if (span_eq(t->look_alikes[i], model))
            return true;
    return false;
}

/* One line of the table, looked up by each of its names. */
static void check_line(const struct equipment *e, struct span line)
{
    struct span model = span_cut(&line, '\t');
    const struct equipment_type *t = equipment_find(e, model);

    if (t == NULL || !span_eq(t->model, model))
        fail_msg("%.*s is not found by its own name", SPAN_ARG(model));
    for (size_t i = 0; i < t->n_aliases; i++)
        if (equipment_find(e, t->aliases[i]) != t)
            fail_msg("%.*s does not lead to %.*s", SPAN_ARG(t->aliases[i]), SPAN_ARG(model));
    for (size_t i = 0; i < t->n_look_alikes; i++)
        if (!names(equipment_find(e, t->look_alikes[i]), model))
            fail_msg("%.*s looks like %.*s, but not the other way round", SPAN_ARG(model),
                     SPAN_ARG(t->look_alikes[i]));
}

static void every_name_leads_to_its_own_type(void **state)
{
    struct arena a;
    const struct equipment *e = table(&a);
    struct span text = equipment_builtin_text();
    size_t n_lines = 0;

    (void)state;
    while (text.p != NULL) {
        struct span line = span_cut(&text, '\n');

        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (n_lines++ > 0) /* the first is the header */
            check_line(e, line);
    }
    assert_true(n_lines > TYPES_LEAST);
    arena_release(&a);
}

static void different_names_of_a_type_are_one_type(void **state)
{
    static const char *const rows[][6] = {
        {"9K57 Uragan", "9K57", "Uragan", "BM-27", "bm 27 uragan", "9k57uragan"},
        {"9K515 Tornado-S", "9K515", "Tornado-S", "tornado s", "9K515Tornado-S", "TORNADO-S"},
        {"9K58 Smerch", "9K58", "Smerch", "BM-30", "BM-30 Smerch", "smerch"},
        {"9K79-1 Tochka-U", "9K79-1", "Tochka-U", "tochka u", "9K791", "TOCHKA-U"},
        {"9K79 Tochka", "9K79", "Tochka", "SS-21", "SS-21 Scarab", "scarab"},
        {"BM-21 Grad", "BM-21", "Grad", "9K51", "9K51 Grad", "bm21"},
        {"9K35 Strela-10", "9K35", "Strela-10", "SA-13", "SA-13 Gopher", "strela10"},
        {"S-75 Dvina", "S-75", "SA-2", "Guideline", "SA-2 Guideline", "dvina"},
        {"2S1 Gvozdika", "2S1", "Gvozdika", "2s1 gvozdika", "GVOZDIKA", "2 S 1"},
    };
    struct arena a;
    const struct equipment *e = table(&a);

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (size_t k = 0; k < 6; k++) {
            const struct equipment_type *t = equipment_find(e, span_of(rows[i][k]));

            if (t == NULL || !span_is(t->model, rows[i][0]))
                fail_msg("\"%s\" does not lead to %s", rows[i][k], rows[i][0]);
        }
    arena_release(&a);
}

static void types_that_agreements_turn_on_are_as_agreements_need_them(void **state)
{
    static const struct {
        const char *name, *class_name;
        double calibre_mm, range_max_m; /* 0: not asked */
        const char *mobility;
    } rows[] = {
        {"MT-12", "antitank_gun", 100, 8200, "towed"}, /* exactly 100 mm */
        {"2S1", "artillery", 122, 15200, "tracked"},
        {"2S3", "artillery", 152, 18500, "tracked"},
        {"2S5", "artillery", 152, 28400, "tracked"},
        {"2S7", "artillery", 203, 37500, "tracked"},
        {"2S19", "artillery", 152, 24700, "tracked"},
        {"D-30", "artillery", 122, 15300, "towed"},
        {"D-20", "artillery", 152, 17400, "towed"},
        {"2A36", "artillery", 152, 28400, "towed"},
        {"2A65", "artillery", 152, 24700, "towed"},
        {"M777", "artillery", 155, 24700, "towed"},
        {"M109", "artillery", 155, 0, "tracked"},
        {"CAESAR", "artillery", 155, 0, "wheeled"},
        {"HIMARS", "mlrs", 227, 0, "wheeled"},
        {"Grad", "mlrs", 122, 20400, "wheeled"},
        {"Uragan", "mlrs", 220, 35000, "wheeled"},
        {"Smerch", "mlrs", 300, 70000, "wheeled"},
        {"Tornado-S", "mlrs", 300, 120000, "wheeled"},
        {"Tochka-U", "surface_to_surface_missile", 0, 120000, "wheeled"},
        {"120 mm mortar", "mortar", 120, 0, "portable"},
        {"82 mm mortar", "mortar", 82, 0, "portable"},
        {"T-64", "main_battle_tank", 125, 0, "tracked"},
        {"T-72", "main_battle_tank", 125, 0, "tracked"},
        {"T-80", "main_battle_tank", 125, 0, "tracked"},
        {"T-90", "main_battle_tank", 125, 0, "tracked"},
        {"T-55", "main_battle_tank", 100, 0, "tracked"},
        {"T-62", "main_battle_tank", 115, 0, "tracked"},
        {"Leopard", "main_battle_tank", 0, 0, "tracked"},
        {"Abrams", "main_battle_tank", 120, 0, "tracked"},
        {"Centurion", "main_battle_tank", 105, 0, "tracked"},
        {"Shot", "main_battle_tank", 105, 0, "tracked"},
        {"MT-LB", "armoured_personnel_carrier", 0, 0, "tracked"},
        {"BTR-70", "armoured_personnel_carrier", 0, 0, "wheeled"},
        {"BTR-80", "armoured_personnel_carrier", 0, 0, "wheeled"},
        {"BRDM-2", "armoured_vehicle", 0, 0, "wheeled"},
        {"BMP-1", "infantry_fighting_vehicle", 73, 0, "tracked"},
        {"BMP-2", "infantry_fighting_vehicle", 30, 0, "tracked"},
        {"BMP-3", "infantry_fighting_vehicle", 100, 0, "tracked"}, /* 100 mm, and no artillery */
        {"S-300", "surface_to_air_missile", 0, 75000, "wheeled"},
        {"Buk", "surface_to_air_missile", 0, 35000, "tracked"},
        {"Strela-10", "surface_to_air_missile", 0, 5000, "tracked"},
        {"Osa", "surface_to_air_missile", 0, 9000, "wheeled"},
        {"Tor", "surface_to_air_missile", 0, 12000, "tracked"},
        {"SA-2", "surface_to_air_missile", 0, 34000, "static"},
        {"SA-3", "surface_to_air_missile", 0, 25000, "static"},
        {"SA-6", "surface_to_air_missile", 0, 24000, "tracked"},
        {"SA-8", "surface_to_air_missile", 0, 9000, "wheeled"},
        {"ZU-23-2", "anti_aircraft_gun", 23, 2500, "towed"},
        {"Su-24", "combat_aircraft", 0, 0, "fixed_wing"},
        {"Su-25", "combat_aircraft", 0, 0, "fixed_wing"},
        {"Su-27", "combat_aircraft", 0, 0, "fixed_wing"},
        {"Su-30", "combat_aircraft", 0, 0, "fixed_wing"},
        {"Su-34", "combat_aircraft", 0, 0, "fixed_wing"},
        {"MiG-29", "combat_aircraft", 0, 0, "fixed_wing"},
        {"Mi-24", "attack_helicopter", 0, 0, "rotary_wing"},
        {"Ka-52", "attack_helicopter", 0, 0, "rotary_wing"},
        {"Mi-8", "helicopter", 0, 0, "rotary_wing"},
        {"Orlan-10", "uav", 0, 0, "fixed_wing"},
        {"TB2", "uav", 0, 0, "fixed_wing"},
    };
    struct arena a;
    const struct equipment *e = table(&a);

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct equipment_type *t = equipment_find(e, span_of(rows[i].name));

        if (t == NULL)
            fail_msg("%s is not in the table", rows[i].name);
        assert_span(t->class_name, rows[i].class_name);
        assert_span(t->mobility, rows[i].mobility);
        if (rows[i].calibre_mm > 0)
            assert_near(t->calibre_mm, rows[i].calibre_mm, 0);
        if (rows[i].range_max_m > 0)
            assert_near(t->range_max_m, rows[i].range_max_m, 0);
    }
    arena_release(&a);
}

/* A name that fits several types must not silently mean one of them. */
static void names_of_families_leave_open_what_differs(void **state)
{
    struct arena a;
    const struct equipment *e = table(&a);

    (void)state;
    assert_true(isnan(equipment_find(e, SPAN("Leopard"))->calibre_mm));
    assert_true(isnan(equipment_find(e, SPAN("152 mm howitzer"))->range_max_m));
    assert_null(equipment_find(e, SPAN("BMP")));
    assert_null(equipment_find(e, SPAN("Tornado")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_name_leads_to_its_own_type),
        cmocka_unit_test(different_names_of_a_type_are_one_type),
        cmocka_unit_test(types_that_agreements_turn_on_are_as_agreements_need_them),
        cmocka_unit_test(names_of_families_leave_open_what_differs),
    };

    return cmocka_run_group_tests_name("the shipped equipment table", tests, NULL, NULL);
}
