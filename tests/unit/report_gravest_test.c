/* SPDX-License-Identifier: Apache-2.0 */
#include "report_sample.h"

#include "report/gravest.h"

static void fill(struct gravest *g, size_t cap, struct arena *a)
{
    struct err err = {0};

    arena_init(a, 16 * MIB);
    assert_ok(gravest_open(g, cap, a, &err));
}

static void severity_then_time_then_order_of_arrival(void **state)
{
    static const struct {
        int severity;
        int64_t at_ms;
        const char *name;
    } rows[] = {
        {3, 50, "d"}, {5, 90, "b"}, {5, 10, "a"}, {3, 50, "e"}, {4, 5, "c"}, {1, 1, "f"},
    };
    struct gravest g;
    struct arena a;

    (void)state;
    fill(&g, 10, &a);
    for (size_t i = 0; i < 6; i++) {
        struct verdict v = sample_verdict(0, rows[i].at_ms);

        v.severity = rows[i].severity;
        v.place_text = span_of(rows[i].name);
        gravest_add(&g, &v);
    }
    gravest_sort(&g);
    assert_int_equal(g.n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(grave_text(&g.items[i], GRAVE_PLACE).p[0], (int)('a' + (int)i));
    gravest_release(&g);
    arena_release(&a);
}

static void the_probable_come_first_among_the_undecided(void **state)
{
    struct gravest g;
    struct arena a;

    (void)state;
    fill(&g, 2, &a);
    for (int i = 0; i < 5; i++) {
        struct verdict v = sample_verdict(0, 100 - i);

        v.word = VERDICT_INDETERMINATE;
        v.p = 0.1 * ((i * 3) % 5);
        gravest_add(&g, &v);
    }
    gravest_sort(&g);
    assert_int_equal(g.n, 2);
    assert_int_equal(g.n_seen, 5);
    assert_true(g.items[0].v.p > 0.39 && g.items[1].v.p > 0.29 && g.items[1].v.p < 0.31);
    gravest_release(&g);
    arena_release(&a);
}

/* Whatever passes, the list is what sorting everything would have put first. */
static void a_bounded_list_keeps_what_a_full_one_has_in_front(void **state)
{
    struct gravest few, all;
    struct arena a, b;
    uint64_t seed = 7;

    (void)state;
    fill(&few, 20, &a);
    fill(&all, GRAVEST_MAX, &b);
    for (int i = 0; i < GRAVEST_MAX; i++) {
        struct verdict v;

        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        v = sample_verdict(0, (int64_t)(seed >> 40) % 50);
        v.severity = 1 + (int)(seed >> 33) % 5;
        gravest_add(&few, &v);
        gravest_add(&all, &v);
    }
    gravest_sort(&few);
    gravest_sort(&all);
    assert_int_equal(few.n, 20);
    assert_int_equal(all.n, GRAVEST_MAX);
    for (size_t i = 0; i < few.n; i++)
        assert_int_equal(few.items[i].seq, all.items[i].seq);
    gravest_release(&few);
    gravest_release(&all);
    arena_release(&a);
    arena_release(&b);
}

static void texts_are_copies_and_bounded(void **state)
{
    char place[] = "near the bridge", long_text[2 * GRAVEST_TEXT_MAX];
    struct span inputs[GRAVEST_INPUTS_MAX + 3];
    struct verdict v = sample_verdict(1, 0);
    struct gravest g;
    struct arena a;

    (void)state;
    fill(&g, 1, &a);
    memset(long_text, 'x', sizeof(long_text));
    for (size_t i = 0; i < GRAVEST_INPUTS_MAX + 3; i++)
        inputs[i] = SPAN("id");
    v.inputs = inputs;
    v.n_inputs = GRAVEST_INPUTS_MAX + 3;
    v.place_text = span_of(place);
    v.explanation = (struct span){long_text, sizeof(long_text)};
    gravest_add(&g, &v);
    memset(place, '#', sizeof(place) - 1);
    assert_span(grave_text(&g.items[0], GRAVE_PLACE), "near the bridge");
    assert_int_equal(grave_text(&g.items[0], GRAVE_EXPLANATION).n, GRAVEST_TEXT_MAX);
    assert_non_null(strstr(g.items[0].text.p, "id and 3 more"));
    assert_null(g.items[0].v.inputs);
    assert_int_equal(grave_text(&g.items[0], GRAVE_EXEMPTION).n, 0);
    gravest_release(&g);
    arena_release(&a);
}

static void what_was_seen_is_said_in_a_word(void **state)
{
    const struct item_guess guesses[] = {{.model = SPAN("2S1"), .p = 0.7},
                                         {.model = SPAN("2S3"), .p = 0.3}};
    const struct item sure = {.guesses = guesses, .n_guesses = 1};
    const struct item unsure = {.guesses = guesses, .n_guesses = 2};
    const struct event event = {.phenomenon = PHEN_PROJECTILE_IN_FLIGHT};
    const struct impediment impediment = {.impediment = IMPEDE_MINES_UXO};
    struct verdict rows[6];
    static const char *const words[] = {
        "projectile in flight", "mines uxo", "2S1", "2S1?", "heavy", "missing"};
    struct gravest g;
    struct arena a;

    (void)state;
    for (size_t i = 0; i < 6; i++)
        rows[i] = sample_verdict(0, (int64_t)i);
    rows[0].of_event = &event;
    rows[1].of_impediment = &impediment;
    rows[2].of_item = &sure;
    rows[3].of_item = &unsure;
    rows[4].category = SPAN("heavy");
    rows[5].state = "missing";
    fill(&g, 6, &a);
    for (size_t i = 0; i < 6; i++)
        gravest_add(&g, &rows[i]);
    gravest_sort(&g);
    for (size_t i = 0; i < 6; i++)
        assert_span(grave_text(&g.items[i], GRAVE_WHAT), words[i]);
    gravest_release(&g);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(severity_then_time_then_order_of_arrival),
        cmocka_unit_test(the_probable_come_first_among_the_undecided),
        cmocka_unit_test(a_bounded_list_keeps_what_a_full_one_has_in_front),
        cmocka_unit_test(texts_are_copies_and_bounded),
        cmocka_unit_test(what_was_seen_is_said_in_a_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
