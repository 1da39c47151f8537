/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

static struct pact_term *open_term(struct world *w, bool by_serial)
{
    struct pact_term *t;

    world_open(w);
    t = world_term(w, "store", PACT_STORAGE);
    t->u.storage = (struct pact_storage){
        .by_serial = by_serial, .removal_notice_ms = 48 * MS_PER_H, .access = 3};
    return t;
}

#define GUN(serial) "{'class':'artillery','calibre_mm':122,'serial':'" serial "'}"

static void declare_three(struct world *w)
{
    world_rows(w, "{'kind':'inventory','id':'inv1','site':'depot','by':'A',"
                  "'at':'2020-07-01T00:00:00Z','items':[" GUN("a") "," GUN("b") "," GUN("c") "]}");
}

static void visit(struct world *w, int day, const char *members)
{
    world_row(w,
              "{'kind':'visit','id':'v%d','site':'depot','by':'smm',"
              "'time':'2020-07-%02dT10:00:00Z',%s}",
              day, day, members);
}

static void one_visit_is_one_verdict_with_an_interval(void **state)
{
    static const struct {
        const char *visit;
        enum verdict_word word;
        const char *state;
        uint32_t min, max;
    } rows[] = {
        {"'access':'full','seen':[" GUN("a") "," GUN("b") "," GUN("c") "]", VERDICT_COMPLIANT, NULL,
         0, 0},
        {"'access':'full','seen':[" GUN("a") "," GUN("b") "]", VERDICT_VIOLATION, "missing", 1, 1},
        {"'access':'full','seen':[" GUN("a") "],'unreadable':1", VERDICT_VIOLATION, "missing", 1,
         2},
        {"'access':'full','seen':[" GUN("a") "],'unreadable':2", VERDICT_INDETERMINATE, "missing",
         0, 2},
        {"'access':'full','seen':[" GUN("a") "],'unreadable':5", VERDICT_INDETERMINATE, "missing",
         0, 2},
        {"'access':'full','seen':[" GUN("a") ",{'class':'artillery','calibre_mm':122}]",
         VERDICT_VIOLATION, "missing", 1, 2},
        {"'access':'full','seen':[" GUN("a") ",{'class':'artillery','calibre_mm':122}],"
                                             "'unreadable':1",
         VERDICT_VIOLATION, "missing", 1, 2}, /* the nameless one is the unreadable one */
        {"'access':'full'", VERDICT_VIOLATION, "missing", 3, 3},
        {"'access':'denied'", VERDICT_INDETERMINATE, "could_not_verify", 0, 3},
        {"'access':'partial','seen':[" GUN("a") "]", VERDICT_INDETERMINATE, "could_not_verify", 0,
         2},
        {"'access':'partial','seen':[" GUN("a") "," GUN("b") "," GUN("c") "]", VERDICT_COMPLIANT,
         NULL, 0, 0},
        {"'access':'full','seen':[" GUN("a") "],'not_shown':2", VERDICT_INDETERMINATE,
         "could_not_verify", 0, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        const struct verdict *v;

        (void)open_term(&w, true);
        declare_three(&w);
        visit(&w, 10, rows[i].visit);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].visit);
        if (v->count.min != rows[i].min || v->count.max != rows[i].max)
            fail_msg("%s: %u to %u", rows[i].visit, v->count.min, v->count.max);
        if (rows[i].state == NULL)
            assert_null(v->state);
        else
            assert_string_equal(v->state, rows[i].state);
        assert_span(v->party, "A");
        world_close(&w);
    }
}

static void what_was_not_shown_stands_beside_what_is_missing(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w, true);
    declare_three(&w);
    visit(&w, 10, "'access':'partial','seen':[],'not_shown':1");
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 2);
    assert_word(&w.verdicts[0], VERDICT_VIOLATION, "missing");
    assert_int_equal(w.verdicts[0].count.min, 2);
    assert_int_equal(w.verdicts[0].count.max, 3);
    assert_word(&w.verdicts[1], VERDICT_INDETERMINATE, "not shown");
    assert_string_equal(w.verdicts[1].state, "could_not_verify");
    assert_int_equal(w.verdicts[1].count.max, 1);
    world_close(&w);
}

static void candidates_are_listed_and_sightings_only_suggested(void **state)
{
    struct world w;
    const struct verdict *v;

    (void)state;
    (void)open_term(&w, true);
    declare_three(&w);
    visit(&w, 10, "'access':'full','seen':[" GUN("a") "]");
    world_rows(
        &w,
        "{'id':'o1','time':'2020-07-09T10:00:00Z','place':" AT_MIDDLE
        ",'phenomenon':'weapon_sighting','items':[" GUN(
            "c") "]}\n"
                 "{'id':'o2','time':'2020-07-09T11:00:00Z','place':" AT_MIDDLE
                 ",'phenomenon':'weapon_sighting','items':[{'class':'artillery','calibre_mm':122}]}"
                 "\n"
                 "{'id':'o3','time':'2020-07-09T11:00:00Z','place':" AT_MIDDLE
                 ",'phenomenon':'weapon_sighting','items':[{'class':'mortar','calibre_mm':122}]}\n"
                 "{'id':'o4','time':'2020-06-09T11:00:00Z','place':" AT_MIDDLE
                 ",'phenomenon':'weapon_sighting','items':[{'class':'artillery'}]}\n"
                 "{'id':'o5','time':'2020-07-09T12:00:00Z','place':" AT_MIDDLE
                 ",'phenomenon':'weapon_sighting','party':'B',"
                 "'items':[{'class':'artillery','calibre_mm':122}]}");
    world_judge(&w);
    v = world_only(&w);
    assert_int_equal(v->count.min, 2);
    assert_says(v, "artillery 122 mm no. b");
    assert_says(v, "artillery 122 mm no. c");
    assert_says(v, "A candidate's serial was seen elsewhere: o1.");
    assert_says(v, "Perhaps one of them, not linked: o2.");
    assert_null(strstr(v->explanation.p, "o3"));
    assert_null(strstr(v->explanation.p, "o4"));
    assert_null(strstr(v->explanation.p, "o5")); /* the other party's */
    assert_int_equal(v->n_inputs, 2);
    world_close(&w);
}

#define NOTICE(id, received, span, items)                                                          \
    "{'kind':'notification','id':'" id "','by':'A','about':'removal','received_at':'" received     \
    "','for':'" span "','items':[" items "]}"

static void notices_count_when_complete_and_in_time(void **state)
{
    static const struct {
        const char *name, *notice;
        enum verdict_word word;
        const char *state;
        uint32_t min, max;
    } rows[] = {
        {"48 h before",
         NOTICE("n1", "2020-07-07T08:00:00Z", "2020-07-09T08:00:00Z/2020-07-12T00:00:00Z",
                GUN("b") "," GUN("c")),
         VERDICT_COMPLIANT, "notified_absent", 2, 2},
        {"a second less",
         NOTICE("n1", "2020-07-07T08:00:01Z", "2020-07-09T08:00:00Z/2020-07-12T00:00:00Z",
                GUN("b") "," GUN("c")),
         VERDICT_VIOLATION, "missing", 2, 2},
        {"one of two",
         NOTICE("n1", "2020-07-01T08:00:00Z", "2020-07-09T08:00:00Z/2020-07-12T00:00:00Z",
                GUN("b")),
         VERDICT_VIOLATION, "missing", 1, 1},
        {"should be back",
         NOTICE("n1", "2020-07-01T08:00:00Z", "2020-07-05T08:00:00Z/2020-07-10T09:00:00Z",
                GUN("b") "," GUN("c")),
         VERDICT_VIOLATION, "missing", 2, 2},
        {"by type",
         NOTICE("n1", "2020-07-01T08:00:00Z", "2020-07-09T08:00:00Z/2020-07-12T00:00:00Z",
                "{'class':'artillery','calibre_mm':122,'n':1}," GUN("b")),
         VERDICT_COMPLIANT, "notified_absent", 2, 2},
        {"incomplete",
         "{'kind':'notification','id':'n1','by':'A','about':'removal','complete':false,"
         "'received_at':'2020-07-01T08:00:00Z','items':[" GUN("b") "," GUN("c") "]}",
         VERDICT_VIOLATION, "missing", 2, 2},
        {"for good, at least 48 h before",
         "{'kind':'notification','id':'n1','by':'A','about':'removal',"
         "'received_at':'2020-07-08T10:00:00Z','items':[" GUN("b") "," GUN("c") "]}",
         VERDICT_COMPLIANT, "notified_absent", 2, 2},
        {"the other party's",
         "{'kind':'notification','id':'n1','by':'B','about':'removal',"
         "'received_at':'2020-07-01T08:00:00Z','items':[" GUN("b") "," GUN("c") "]}",
         VERDICT_VIOLATION, "missing", 2, 2},
        {"about something else",
         "{'kind':'notification','id':'n1','by':'A','about':'exercise',"
         "'received_at':'2020-07-01T08:00:00Z','items':[" GUN("b") "," GUN("c") "]}",
         VERDICT_VIOLATION, "missing", 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        const struct verdict *v;

        (void)open_term(&w, true);
        declare_three(&w);
        visit(&w, 10, "'access':'full','seen':[" GUN("a") "]");
        world_rows(&w, rows[i].notice);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].name);
        assert_string_equal(v->state, rows[i].state);
        if (v->count.min != rows[i].min || v->count.max != rows[i].max)
            fail_msg("%s: %u to %u", rows[i].name, v->count.min, v->count.max);
        world_close(&w);
    }
}

static void a_late_notice_is_said_to_be_late(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w, true);
    declare_three(&w);
    visit(&w, 10, "'access':'full','seen':[" GUN("a") "," GUN("b") "]");
    world_rows(&w, NOTICE("n1", "2020-07-08T14:00:00Z", "2020-07-09T08:00:00Z/2020-07-12T00:00:00Z",
                          GUN("c")));
    world_judge(&w);
    assert_says(world_only(&w), "Notice n1 came 30 h too late");
    world_close(&w);
}

static void missing_again_is_one_violation_that_goes_on(void **state)
{
    struct world w;
    const struct verdict *v;

    (void)state;
    (void)open_term(&w, true);
    declare_three(&w);
    visit(&w, 10, "'access':'full','seen':[" GUN("a") "," GUN("b") "]");
    visit(&w, 12, "'access':'denied'");
    visit(&w, 14, "'access':'full','seen':[" GUN("a") "]");
    visit(&w, 16, "'access':'full','seen':[" GUN("a") "," GUN("b") "," GUN("c") "]");
    visit(&w, 18, "'access':'full','seen':[" GUN("a") "," GUN("b") "]");
    visit(&w, 20, "'access':'full','seen':[" GUN("b") "," GUN("c") "]");
    world_judge(&w);
    assert_int_equal(world_count(&w, VERDICT_VIOLATION), 3);
    v = &w.verdicts[0]; /* c from the 10th to the 14th, and b at the end of it */
    assert_word(v, VERDICT_VIOLATION, "10 to 14 July");
    assert_int_equal(v->when.t1_ms - v->when.t0_ms, 4 * MS_PER_DAY);
    assert_int_equal(v->count.min, 2);
    assert_int_equal(v->n_inputs, 3); /* two visits and the inventory */
    assert_says(v, "again missing at 2 visits");
    assert_word(&w.verdicts[1], VERDICT_INDETERMINATE, "denied");
    assert_word(&w.verdicts[2], VERDICT_COMPLIANT, "all there");
    assert_word(&w.verdicts[3], VERDICT_VIOLATION, "c again, after it was back");
    assert_word(&w.verdicts[4], VERDICT_VIOLATION, "a instead of c");
    world_close(&w);
}

static void the_inventory_of_the_day_of_the_visit_counts(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w, true);
    declare_three(&w);
    world_rows(&w, "{'kind':'inventory','id':'inv2','site':'depot','by':'A',"
                   "'at':'2020-07-10T10:00:00Z','items':[" GUN(
                       "a") "]}\n"
                            "{'kind':'inventory','id':'inv3','site':'depot','by':'A',"
                            "'at':'2020-07-10T10:00:01Z','items':[" GUN("x") "]}");
    visit(&w, 10, "'access':'full','seen':[" GUN("a") "]");
    visit(&w, 11, "'access':'full','seen':[" GUN("a") "]");
    world_judge(&w);
    assert_word(&w.verdicts[0], VERDICT_COMPLIANT, "at that second");
    assert_word(&w.verdicts[1], VERDICT_VIOLATION, "a day later");
    assert_says(&w.verdicts[1], "artillery 122 mm no. x");
    world_close(&w);
}

static void types_are_counted_where_serials_are_not_agreed(void **state)
{
    static const struct {
        const char *seen;
        enum verdict_word word;
        uint32_t min, max;
    } rows[] = {
        {"{'class':'artillery','n':4}", VERDICT_COMPLIANT, 0, 0},
        {"{'class':'artillery','n':3}", VERDICT_VIOLATION, 1, 1},
        {"{'class':'artillery','n':3},{'class':'mortar'}", VERDICT_VIOLATION, 1, 1},
        {"{'class':'artillery','n':3},[{'class':'mortar','p':0.5},{'class':'artillery','p':0.5}]",
         VERDICT_INDETERMINATE, 0, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        const struct verdict *v;

        (void)open_term(&w, false);
        world_rows(&w, "{'kind':'inventory','id':'inv1','site':'depot','by':'A',"
                       "'at':'2020-07-01T00:00:00Z','items':[{'class':'artillery','n':4}]}");
        world_row(&w,
                  "{'kind':'visit','id':'v1','site':'depot','time':'2020-07-10T10:00:00Z',"
                  "'access':'full','seen':[%s]}",
                  rows[i].seen);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].seen);
        assert_int_equal(v->count.min, rows[i].min);
        assert_int_equal(v->count.max, rows[i].max);
        world_close(&w);
    }
}

static void what_is_lacking_is_named(void **state)
{
    static const struct span listed[] = {{"depot", 5}};
    static const struct {
        const char *name, *rows;
        bool lists;
        enum verdict_word word;
        const char *says;
    } rows[] = {
        {"nothing at all", "", false, VERDICT_INDETERMINATE, "No inventory of a bound party"},
        {"a guarantor's store",
         "{'kind':'inventory','site':'x','by':'G','at':'2020-07-01T00:00:00Z','items':[]}", false,
         VERDICT_INDETERMINATE, "No inventory of a bound party"},
        {"not visited",
         "{'kind':'inventory','site':'x','by':'A','at':'2020-07-01T00:00:00Z','items':[]}", false,
         VERDICT_INDETERMINATE, "no visit to it"},
        {"listed, not declared", "", true, VERDICT_INDETERMINATE, "No inventory of store depot"},
        {"visited, not declared",
         "{'kind':'visit','site':'depot','time':'2020-07-10T10:00:00Z','access':'full'}", true,
         VERDICT_INDETERMINATE, "at or before the visit"},
        {"another store visited",
         "{'kind':'visit','site':'y','time':'2020-07-10T10:00:00Z','access':'full'}", true,
         VERDICT_INDETERMINATE, "No inventory of store depot"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = open_term(&w, true);

        t->u.storage.sites = listed;
        t->u.storage.n_sites = rows[i].lists ? 1 : 0;
        world_rows(&w, rows[i].rows);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        assert_says(world_only(&w), rows[i].says);
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_visit_is_one_verdict_with_an_interval),
        cmocka_unit_test(what_was_not_shown_stands_beside_what_is_missing),
        cmocka_unit_test(candidates_are_listed_and_sightings_only_suggested),
        cmocka_unit_test(notices_count_when_complete_and_in_time),
        cmocka_unit_test(a_late_notice_is_said_to_be_late),
        cmocka_unit_test(missing_again_is_one_violation_that_goes_on),
        cmocka_unit_test(the_inventory_of_the_day_of_the_visit_counts),
        cmocka_unit_test(types_are_counted_where_serials_are_not_agreed),
        cmocka_unit_test(what_is_lacking_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
