/* SPDX-License-Identifier: Apache-2.0 */
#include "pact_frame.h"

#include <math.h>

enum { NO = PACT_NO, YES = PACT_YES, MAYBE = PACT_MAYBE };

/* What is known of the thing: a model, or a class with figures (0: not known). */
static const struct {
    const char *category; /* the block of a category, or a word for `prohibits` */
    const char *model, *class_name;
    double calibre_mm, range_m;
    int answer;
} rows[] = {
    {"class artillery; calibre >= 100 mm", "2S1", NULL, 0, 0, YES},
    {"class artillery; calibre >= 100 mm", "D-44", NULL, 0, 0, NO}, /* 85 mm */
    {"class artillery; calibre >= 100 mm", "T-72", NULL, 0, 0, NO}, /* a tank's gun is none */
    {"class artillery; calibre >= 100 mm", NULL, "artillery", 122, 0, YES},
    {"class artillery; calibre >= 100 mm", NULL, "artillery", 100, 0, YES},
    {"class artillery; calibre > 100 mm", NULL, "artillery", 100, 0, NO},
    {"class artillery; calibre >= 100 mm", NULL, "artillery", 0, 0, MAYBE},
    {"class artillery; calibre >= 100 mm", NULL, NULL, 122, 0, MAYBE},
    {"class artillery; calibre >= 100 mm", NULL, NULL, 85, 0, NO},
    {"class artillery; calibre >= 100 mm", NULL, "mortar", 120, 0, NO},
    {"class artillery, mortar; calibre >= 100 mm", NULL, "mortar", 120, 0, YES},
    {"class antitank_gun; calibre >= 100 mm", "MT-12", NULL, 0, 0, YES}, /* exactly 100 */
    {"class antitank_gun; calibre > 100 mm", "MT-12", NULL, 0, 0, NO},
    {"class artillery; calibre >= 100 mm; calibre < 152 mm", NULL, "artillery", 122, 0, YES},
    {"class artillery; calibre >= 100 mm; calibre < 152 mm", NULL, "artillery", 152, 0, NO},
    {"class artillery; range > 20 km", NULL, "artillery", 0, 20000, NO},
    {"class artillery; range > 20 km", NULL, "artillery", 0, 20001, YES},
    {"class artillery; range > 20 km", NULL, "artillery", 0, 0, MAYBE},
    {"calibre >= 100 mm", "T-72", NULL, 0, 0, YES}, /* no class line: any class */
    {"calibre >= 100 mm", NULL, "truck", 0, 0, MAYBE},
    /* models */
    {"model \"9K57 Uragan\"", "BM-27", NULL, 0, 0, YES},
    {"model \"BM-27\"", "9K57 Uragan", NULL, 0, 0, YES},
    {"model \"9K57 Uragan\"", "BM-21", NULL, 0, 0, NO},
    {"model \"9K57 Uragan\"", NULL, "mlrs", 0, 0, MAYBE},
    {"model \"9K57 Uragan\"", NULL, "mlrs", 220, 0, MAYBE},
    {"model \"9K57 Uragan\"", NULL, "mlrs", 122, 0, NO}, /* of another bore */
    {"model \"9K57 Uragan\"", NULL, "artillery", 0, 0, NO},
    {"model \"9K57 Uragan\"", NULL, NULL, 0, 0, MAYBE},
    {"class artillery; calibre >= 100 mm; model \"D-44\"", "D-44", NULL, 0, 0, YES}, /* listed */
    /* exceptions */
    {"class mlrs; except model \"9K57 Uragan\"", "9K57 Uragan", NULL, 0, 0, NO},
    {"class mlrs; except model \"9K57 Uragan\"", "BM-21", NULL, 0, 0, YES},
    {"class mlrs; except model \"9K57 Uragan\"", NULL, "mlrs", 0, 0, MAYBE},
    {"class mlrs; except model \"9K57 Uragan\"", NULL, "mlrs", 122, 0, YES},
    {"class mlrs; except model \"9K57 Uragan\"; model \"9K57 Uragan\"", "9K57 Uragan", NULL, 0, 0,
     NO},
    {"class artillery", NULL, NULL, 0, 0, MAYBE},
};

static const struct {
    const char *word, *model, *class_name;
    int answer;
} word_rows[] = {
    {"equipment", "T-72", NULL, YES},
    {"equipment", NULL, "truck", YES},
    {"equipment", NULL, NULL, MAYBE},
    {"military_forces", "BM-21", NULL, YES},
    {"combat_aircraft", "Su-25", NULL, YES},
    {"combat_aircraft", "Mi-24", NULL, YES}, /* attack helicopters too */
    {"combat_aircraft", "Mi-8", NULL, NO},
    {"combat_aircraft", "Orlan-10", NULL, NO},
    {"military_aircraft", "Mi-8", NULL, YES},
    {"military_aircraft", "T-72", NULL, NO},
    {"uav", "Orlan-10", NULL, YES},
    {"uav", "Lancet", NULL, YES}, /* that do not return as well */
    {"foreign_uav", NULL, "uav", YES},
    {"aircraft", NULL, "helicopter", YES},
    {"personnel", "T-72", NULL, NO},
    {"fire", "T-72", NULL, NO},
    {"mines", "T-72", NULL, NO},
    {"main_battle_tank", "T-72", NULL, YES},
    {"main_battle_tank", NULL, NULL, MAYBE},
    {"\"T-72\"", "T-72B3", NULL, YES},
    {"\"T-72\"", "T-64", NULL, NO},
    {"\"T-72\"", NULL, "main_battle_tank", MAYBE},
};

static struct pact_thing thing_of(const struct pact_bench *b, const char *model,
                                  const char *class_name, double calibre_mm, double range_m)
{
    struct pact_thing t = {.class_name = span_of(class_name),
                           .calibre_mm = calibre_mm > 0 ? calibre_mm : NAN,
                           .range_m = range_m > 0 ? range_m : NAN};

    if (model != NULL) {
        t.type = equipment_find(b->equipment, span_of(model));
        assert_non_null(t.type);
    }
    return t;
}

static void categories_answer_yes_no_or_perhaps(void **state)
{
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct pact_agreement *g;
        struct pact_thing thing;
        char text[300];
        int answer;

        (void)snprintf(text, sizeof(text), "category c { %s }", rows[i].category);
        frame_good(&b, text);
        g = &b.model->agreements[0];
        thing =
            thing_of(&b, rows[i].model, rows[i].class_name, rows[i].calibre_mm, rows[i].range_m);
        answer = (int)pact_category_match(&g->categories[pact_category_find(g, SPAN("c"))], &thing);
        if (answer != rows[i].answer)
            fail_msg("row %zu: %s says %d", i, rows[i].category, answer);
    }
    arena_release(&b.arena);
}

static void words_answer_too(void **state)
{
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(word_rows) / sizeof(word_rows[0]); i++) {
        struct pact_thing thing;
        char text[300];
        int answer;

        (void)snprintf(text, sizeof(text),
                       "term t exclusion_zone { ref \"1\"; binds a; where area z; prohibits %s }",
                       word_rows[i].word);
        frame_good(&b, text);
        thing = thing_of(&b, word_rows[i].model, word_rows[i].class_name, 0, 0);
        answer = (int)pact_selector_match(&b.model->agreements[0],
                                          &frame_term(&b, "t")->prohibits[0], &thing);
        if (answer != word_rows[i].answer)
            fail_msg("row %zu: %s says %d", i, word_rows[i].word, answer);
    }
    arena_release(&b.arena);
}

static void an_exception_takes_out_what_it_means(void **state)
{
    struct pact_bench b;
    const struct pact_selector *s;
    struct pact_thing thing;

    (void)state;
    frame_init(&b);
    frame_good(
        &b,
        "category short { class artillery; calibre <= 122 mm }\n"
        "term t ceiling { ref \"1\"; binds a; where area z; limit artillery except short <= 0 }");
    s = &frame_term(&b, "t")->u.ceiling.limits[0].what;
    thing = thing_of(&b, "2S1", NULL, 0, 0);
    assert_int_equal(pact_selector_match(&b.model->agreements[0], s, &thing), PACT_NO);
    thing = thing_of(&b, "2S3", NULL, 0, 0);
    assert_int_equal(pact_selector_match(&b.model->agreements[0], s, &thing), PACT_YES);
    thing = thing_of(&b, NULL, "artillery", 0, 0);
    assert_int_equal(pact_selector_match(&b.model->agreements[0], s, &thing), PACT_MAYBE);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories_answer_yes_no_or_perhaps),
        cmocka_unit_test(words_answer_too),
        cmocka_unit_test(an_exception_takes_out_what_it_means),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
