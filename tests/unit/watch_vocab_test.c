/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/docket.h"

#include <string.h>

static void every_word_is_found_under_its_number(void **state)
{
    struct err err = {0};

    (void)state;
    for (int list = 0; list < VOCAB_COUNT; list++) {
        const char *const *words = vocab_words((enum vocab_list)list);

        assert_true(vocab_name((enum vocab_list)list)[0] != '\0');
        assert_non_null(words[0]);
        for (size_t i = 0; words[i] != NULL; i++) {
            int value = -1;

            assert_ok(vocab_find((enum vocab_list)list, span_of(words[i]), &value, &err));
            assert_string_equal(vocab_word((enum vocab_list)list, value), words[i]);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(words[k], words[i]);
        }
    }
}

/* The lists are as long as their enums: nothing was added to one of the two only. */
static void lists_and_numbers_go_together(void **state)
{
    static const struct {
        enum vocab_list list;
        int count;
        bool has_unstated;
    } cases[] = {
        {VOCAB_KIND, ROW_KIND_COUNT, false},   {VOCAB_PHENOMENON, PHEN_COUNT, false},
        {VOCAB_SENSE, SENSE_COUNT, true},      {VOCAB_DETAIL, DETAIL_COUNT, false},
        {VOCAB_ITEM_STATE, STATE_COUNT, true}, {VOCAB_IMPEDIMENT, IMPEDE_COUNT, false},
        {VOCAB_ACCESS, ACCESS_COUNT, false},   {VOCAB_SITE_TYPE, SITE_COUNT, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int n = cases[i].has_unstated ? 1 : 0;

        while (vocab_words(cases[i].list)[n - (cases[i].has_unstated ? 1 : 0)] != NULL)
            n++;
        assert_int_equal(n, cases[i].count);
        if (cases[i].has_unstated)
            assert_string_equal(vocab_word(cases[i].list, 0), "");
    }
}

static void other_words_are_refused_with_the_nearest(void **state)
{
    static const struct {
        enum vocab_list list;
        const char *word, *words;
    } cases[] = {
        {VOCAB_PHENOMENON, "explosions", "did you mean \"explosion\""},
        {VOCAB_PHENOMENON, "Explosion", "did you mean \"explosion\""},
        {VOCAB_PHENOMENON, "earthquake", "the words are: explosion, projectile_in_flight"},
        {VOCAB_SENSE, "", "the words are: saw, heard, recorded, told, found_traces"},
        {VOCAB_IMPEDIMENT, "denied", "did you mean \"denial\""},
        {VOCAB_SITE_TYPE, "depot", "the words are: storage, assembly, cantonment, headquarters"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct err err = {0};
        int value = -1;

        assert_int_equal(vocab_find(cases[i].list, span_of(cases[i].word), &value, &err),
                         RC_UNKNOWN);
        assert_int_equal(value, -1);
        assert_note(cases[i].words);
    }
}

/* Fire in the sense of a ceasefire, and what reports count. */
static void phenomena_have_their_class(void **state)
{
    static const struct {
        enum phenomenon p;
        bool is_fire, is_countable;
    } cases[] = {
        {PHEN_EXPLOSION, true, true},
        {PHEN_BURST, true, true},
        {PHEN_SHOT, true, true},
        {PHEN_PROJECTILE_IN_FLIGHT, true, true},
        {PHEN_ILLUMINATION_FLARE, true, true},
        {PHEN_MUZZLE_FLASH, true, true},
        {PHEN_USE_OF_FORCE, true, true},
        {PHEN_CONTROLLED_DETONATION, false, true},
        {PHEN_UNCONTROLLED_EXPLOSION, false, true},
        {PHEN_LIVE_FIRE_EXERCISE, false, false},
        {PHEN_THERMAL_ANOMALY, false, false},
        {PHEN_CRATER, false, false},
        {PHEN_WEAPON_SIGHTING, false, false},
        {PHEN_UAV, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(phenomenon_is_fire(cases[i].p), cases[i].is_fire);
        assert_int_equal(phenomenon_is_countable(cases[i].p), cases[i].is_countable);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_found_under_its_number),
        cmocka_unit_test(lists_and_numbers_go_together),
        cmocka_unit_test(other_words_are_refused_with_the_nearest),
        cmocka_unit_test(phenomena_have_their_class),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
