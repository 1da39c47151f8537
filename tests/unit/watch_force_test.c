/* SPDX-License-Identifier: Apache-2.0 */
/* The force itself: who is in it, by whose leave, where; and the community's own lapses. */
#include "check.h"

#include "watch_owed.h"

#define UNTIL(at)        "{'kind':'impediment','impediment':'delay','time':'" at "'}\n"
#define UNIT(id, who, n) "{'kind':'deployment','id':'" id "','contributor':'" who "','personnel':" n
#define FROM(at)         ",'from':'" at "'"
#define TO(at)           ",'until':'" at "'"
#define END              "}\n"

/* Europe/Kyiv: days begin at 21:00Z in summer. */
static const struct owed_case compositions[] = {
    {"enough of them", "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "10") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"one too few", "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "9") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "violation contributor_missing o 2026-06-30T21:00:00Z"},
    {"it is not known", "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "{'min':9,'max':10}") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "indeterminate contributor_missing o 2026-06-30T21:00:00Z"},
    {"promised is not deployed", "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "10") FROM("2026-07-01") ",'pledged':true" END UNIT("e", "b", "1")
         FROM("2026-07-01") END UNTIL("2026-07-05"),
     "violation contributor_missing o 2026-06-30T21:00:00Z"},
    {"they leave at noon of the third", "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "10") FROM("2026-07-01") TO("2026-07-03T09:00:00Z") END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z/2026-07-02T20:59:59.999Z; indeterminate "
     "contributor_missing o 2026-07-02T21:00:00Z/2026-07-03T20:59:59.999Z; violation "
     "contributor_missing o 2026-07-03T21:00:00Z"},
    {"one comes as the other leaves", "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "10") FROM("2026-07-01") TO("2026-07-03T09:00:00Z") END UNIT("e", "a", "10")
         FROM("2026-07-03T09:00:00Z") END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"an hour of the day when clocks go back is part of that day",
     "binds o; requires contributor a personnel >= 10",
     UNIT("d", "a", "10") FROM("2026-10-24") TO("2026-10-25T22:00:00Z") END UNTIL("2026-10-30"),
     "compliant - o 2026-10-23T21:00:00Z/2026-10-25T21:59:59.999Z; violation contributor_missing o "
     "2026-10-25T22:00:00Z"},
    {"a share that is just met", "binds o; requires contributor a share >= 0.05",
     UNIT("d", "a", "5") FROM("2026-07-01") END UNIT("e", "b", "95") FROM("2026-07-01")
         END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"and one that is not", "binds o; requires contributor a share >= 0.05",
     UNIT("d", "a", "5") FROM("2026-07-01") END UNIT("e", "b", "96") FROM("2026-07-01")
         END UNTIL("2026-07-05"),
     "violation contributor_missing o 2026-06-30T21:00:00Z"},
    {"in each sector", "binds o; requires contributor a in each sector",
     UNIT("d", "a", "5") FROM("2026-07-01") ",'sectors':['n']" END UNIT("e", "b", "5")
         FROM("2026-07-01") ",'sectors':['s']" END UNTIL("2026-07-05"),
     "violation contributor_missing o 2026-06-30T21:00:00Z"},
    {"both sectors", "binds o; requires contributor a in each sector",
     UNIT("d", "a", "5") FROM("2026-07-01") ",'sectors':['n','s']" END UNIT("e", "b", "5")
         FROM("2026-07-01") ",'sectors':['s']" END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"no row names sectors", "binds o; requires contributor a in each sector",
     UNIT("d", "a", "5") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "indeterminate contributor_missing o 2026-06-30T21:00:00Z"},
    {"who may not contribute", "binds o; contributors exclude permanent_members_of_unsc",
     UNIT("d", "aut", "500") FROM("2026-07-01") END UNIT("e", "fra", "1")
         FROM("2026-07-03T09:00:00Z") TO("2026-07-03T10:00:00Z") END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z/2026-07-02T20:59:59.999Z; violation excluded_contributor "
     "o "
     "2026-07-02T21:00:00Z/2026-07-03T20:59:59.999Z; compliant - o 2026-07-03T21:00:00Z"},
    {"about 1250: 1125 is", "binds o; personnel about 1250",
     UNIT("d", "aut", "1125") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"1124 is not", "binds o; personnel about 1250",
     UNIT("d", "aut", "1124") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "violation strength o 2026-06-30T21:00:00Z"},
    {"1376 is not", "binds o; personnel about 1250",
     UNIT("d", "aut", "1376") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "violation strength o 2026-06-30T21:00:00Z"},
    {"1375 is", "binds o; personnel about 1250",
     UNIT("d", "aut", "1375") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"before anybody came, in force", "binds o; personnel >= 5; from 2026-07-01",
     UNIT("d", "aut", "5") FROM("2026-07-03") END UNTIL("2026-07-05"),
     "violation strength o 2026-06-30T21:00:00Z/2026-07-02T20:59:59.999Z; compliant - o "
     "2026-07-02T21:00:00Z"},
    {"what has not begun by now is not told", "binds o; personnel >= 5",
     UNIT("d", "aut", "5") FROM("2026-07-03") END UNIT("e", "aut", "5") FROM("2026-08-03")
         END UNTIL("2026-07-05"),
     "compliant - o 2026-07-02T21:00:00Z"},
    {"another's force", "binds o; personnel >= 5",
     UNIT("d", "aut", "5") FROM("2026-07-03") ",'of':'b'" END UNTIL("2026-07-05"),
     "indeterminate - o -"},
    {"nobody tells who is there", "binds o; personnel >= 5", UNTIL("2026-07-05"),
     "indeterminate - o -"},
};

static void a_composition_is_judged_by_who_is_deployed_each_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(compositions) / sizeof(compositions[0]); i++)
        owed_try("composition", &compositions[i]);
}

#define MANDATE(id, at)      "{'kind':'mandate','id':'" id "','authority':'unsc','from':'" at "'"
#define CONSENT(id, who, at) "{'kind':'consent','id':'" id "','by':'" who "','given_at':'" at "'"
#define LAWFUL               "binds o; authority unsc; term 6 months"

static const struct owed_case mandates[] = {
    {"renewed on its last day", LAWFUL,
     MANDATE("m", "2026-05-31") END MANDATE("n", "2026-11-30") END UNTIL("2027-01-01"),
     "compliant - o 2026-05-30T21:00:00Z/2026-11-29T21:59:59.999Z; compliant - o "
     "2026-11-29T22:00:00Z"},
    {"renewed a day late", LAWFUL,
     MANDATE("m", "2026-05-31") END MANDATE("n", "2026-12-02") END UNTIL("2027-01-01"),
     "compliant - o 2026-05-30T21:00:00Z/2026-11-30T21:59:59.999Z; violation no_mandate o "
     "2026-11-30T22:00:00Z/2026-12-01T21:59:59.999Z; compliant - o 2026-12-01T22:00:00Z"},
    {"renewed where it may not be", LAWFUL "; renewable no",
     MANDATE("m", "2026-05-31") END MANDATE("n", "2026-11-30") END UNTIL("2027-01-01"),
     "compliant - o 2026-05-30T21:00:00Z/2026-11-29T21:59:59.999Z; violation not_renewable o "
     "2026-11-29T22:00:00Z"},
    {"of another authority", LAWFUL,
     "{'kind':'mandate','authority':'unga','from':'2026-05-31'}\n" UNTIL("2027-01-01"),
     "indeterminate - o -"},
    {"nobody is deployed when it ends", LAWFUL,
     MANDATE("m", "2026-05-31") TO("2026-06-30T00:00:00Z") END UNIT("d", "aut", "5")
         FROM("2026-06-01T00:00:00Z") TO("2026-06-20T00:00:00Z") END UNTIL("2026-08-01"),
     "compliant - o 2026-06-01T00:00:00Z/2026-06-19T23:59:59.999Z"},
    {"consent and notice", LAWFUL "; consent a; notice 90 d",
     MANDATE("m", "2026-05-31") END CONSENT(
         "c", "a", "2026-05-31") ",'revoked_at':"
                                 "'2026-06-01T00:00:00Z'" END UNTIL("2026-08-30T21:00:00Z"),
     "compliant - o 2026-05-30T21:00:00Z; compliant - o "
     "2026-05-30T21:00:00Z/2026-05-31T23:59:59.999Z; compliant - o "
     "2026-06-01T00:00:00Z/2026-08-30T20:59:59.999Z; violation no_consent o 2026-08-30T21:00:00Z"},
    {"nobody's consent is on record", LAWFUL "; consent a",
     MANDATE("m", "2026-05-31") END UNTIL("2026-08-01"),
     "compliant - o 2026-05-30T21:00:00Z; indeterminate - o -"},
    {"Chapter VII stands without", "binds o; authority unsc_chapter_vii; consent a",
     "{'kind':'mandate','authority':'unsc_chapter_vii','from':'2026-05-31'}\n" UNTIL("2026-08-01"),
     "compliant - o 2026-05-30T21:00:00Z"},
    {"the General Assembly does not", "binds o; authority unga; consent a",
     "{'kind':'mandate','authority':'unga','from':'2026-05-31'}\n" CONSENT("c", "a", "2026-06-01")
         END UNTIL("2026-08-01"),
     "compliant - o 2026-05-30T21:00:00Z; violation no_consent o "
     "2026-05-30T21:00:00Z/2026-05-31T20:59:59.999Z; compliant - o 2026-05-31T21:00:00Z"},
    {"a task that is none", LAWFUL "; tasks patrol, liaison",
     MANDATE("m", "2026-05-31") END UNIT("d", "aut", "5")
         FROM("2026-06-01T00:00:00Z") ",'tasks':['patrol']" END UNIT("e", "aut", "5")
             FROM("2026-06-02T00:00:00Z") ",'tasks':['patrol','police']" END UNTIL("2026-08-01"),
     "compliant - o 2026-06-01T00:00:00Z; compliant - o "
     "2026-06-01T00:00:00Z/2026-06-01T23:59:59.999Z; violation task_outside_mandate o "
     "2026-06-02T00:00:00Z"},
};

static void a_presence_needs_a_mandate_consent_and_its_tasks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(mandates) / sizeof(mandates[0]); i++)
        owed_try("consent_mandate", &mandates[i]);
}

/* two.geojson: w at 37-37.2 E, e at 38-38.2 E, both 48-48.2 N. */
#define IN_W ",'place':{'lat':48.1,'lon':37.1,'sigma_m':10}"
#define IN_E ",'place':{'lat':48.1,'lon':38.1,'sigma_m':10}"

static const struct owed_case dispersions[] = {
    {"in both", "binds o; presence in >= 0.6 of area \"two.geojson\"",
     UNIT("d", "a", "5") FROM("2026-07-01") IN_W END UNIT("e", "a", "5") FROM("2026-07-01")
         IN_E END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"in one of two, where a half suffices", "binds o; presence in >= 0.5 of area \"two.geojson\"",
     UNIT("d", "a", "5") FROM("2026-07-01") IN_W END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"in one of two", "binds o; presence in >= 0.51 of area \"two.geojson\"",
     UNIT("d", "a", "5") FROM("2026-07-01") IN_W END UNTIL("2026-07-05"),
     "violation too_few_areas o 2026-06-30T21:00:00Z"},
    {"by the name of a feature", "binds o; presence in >= 1 of area \"two.geojson\"",
     UNIT("d", "a", "5") FROM("2026-07-01") ",'sectors':['w','e']" END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"nobody says where", "binds o; presence in >= 1 of area \"two.geojson\"",
     UNIT("d", "a", "5") FROM("2026-07-01") END UNTIL("2026-07-05"),
     "indeterminate too_few_areas o 2026-06-30T21:00:00Z"},
    {"gone for as long as it may be",
     "binds o; presence in >= 1 of area \"two.geojson\"; max-gap 3 d",
     UNIT("d", "a", "5") FROM("2026-07-01") IN_W END UNIT("e", "a", "5") FROM("2026-07-01")
         TO("2026-07-10T09:00:00Z") IN_E END UNTIL("2026-07-13T20:59:59Z"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"and a day longer", "binds o; presence in >= 1 of area \"two.geojson\"; max-gap 3 d",
     UNIT("d", "a", "5") FROM("2026-07-01") IN_W END UNIT("e", "a", "5") FROM("2026-07-01")
         TO("2026-07-10T09:00:00Z") IN_E END UNTIL("2026-07-13T21:00:00Z"),
     "compliant - o 2026-06-30T21:00:00Z/2026-07-13T20:59:59.999Z; violation too_few_areas o "
     "2026-07-13T21:00:00Z"},
};

static void a_force_is_spread_over_a_share_of_the_areas(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(dispersions) / sizeof(dispersions[0]); i++)
        owed_try("dispersion", &dispersions[i]);
}

/* axes.geojson: one line from 37 to 37.2 E along 48 N; 0.01 degrees are 1.1 km, 0.1 are 11 km. */
#define ON_AXIS  ",'place':{'lat':48.01,'lon':37.1,'sigma_m':10}"
#define OFF_AXIS ",'place':{'lat':48.1,'lon':37.1,'sigma_m':10}"
#define TRIP     "binds o; each axis \"axes.geojson\"; requires contributors a and >= 2 members; every "

static const struct owed_case tripwires[] = {
    {"two of them", TRIP "1 d",
     UNIT("d", "a", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "b", "5") FROM("2026-07-01")
         ON_AXIS END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z"},
    {"two units of one", TRIP "1 d",
     UNIT("d", "a", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "a", "6") FROM("2026-07-01")
         ON_AXIS END UNTIL("2026-07-05"),
     "violation gap o 2026-06-30T21:00:00Z"},
    {"two of others", TRIP "1 d",
     UNIT("d", "c", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "b", "6") FROM("2026-07-01")
         ON_AXIS END UNTIL("2026-07-05"),
     "violation gap o 2026-06-30T21:00:00Z"},
    {"one too far off", TRIP "1 d",
     UNIT("d", "a", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "b", "6") FROM("2026-07-01")
         OFF_AXIS END UNTIL("2026-07-05"),
     "violation gap o 2026-06-30T21:00:00Z"},
    {"one may be anywhere", TRIP "1 d",
     UNIT("d", "a", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "b", "6") FROM("2026-07-01")
         END UNTIL("2026-07-05"),
     "indeterminate gap o 2026-06-30T21:00:00Z"},
    {"gone on the third: that day it was there", TRIP "1 d",
     UNIT("d", "a", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "b", "5") FROM("2026-07-01")
         TO("2026-07-03T09:00:00Z") ON_AXIS END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z/2026-07-03T20:59:59.999Z; violation gap o "
     "2026-07-03T21:00:00Z"},
    {"looked at every second day", TRIP "2 d",
     UNIT("d", "a", "5") FROM("2026-07-01") ON_AXIS END UNIT("e", "b", "5") FROM("2026-07-01")
         TO("2026-07-03T09:00:00Z") ON_AXIS END UNTIL("2026-07-05"),
     "compliant - o 2026-06-30T21:00:00Z/2026-07-04T20:59:59.999Z; violation gap o "
     "2026-07-04T21:00:00Z"},
};

static void each_axis_has_its_contributors_each_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(tripwires) / sizeof(tripwires[0]); i++)
        owed_try("tripwire", &tripwires[i]);
}

static void the_commander_comes_from_where_the_charter_says(void **state)
{
    static const struct {
        const char *rows, *told;
    } rows[] = {
        {UNIT("d", "ind", "1") FROM("2026-07-01") ",'post':'commander'" END UNTIL("2026-07-05"),
         "compliant - league 2026-07-01T00:00:00Z"},
        {UNIT("d", "usa", "1") FROM("2026-07-01") ",'post':'commander'" END UNTIL("2026-07-05"),
         "violation commander league 2026-07-01T00:00:00Z"},
        {UNIT("d", "ind", "1") FROM("2026-07-01") END UNTIL("2026-07-05"),
         "indeterminate commander league 2026-07-01T00:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct owed o;

        frame_init(&o.bench);
        frame_good(&o.bench,
                   "}\ncharter league {\n timezone \"UTC\"\n member usa, pol, ind\n"
                   "class allied { usa, pol }\n force {\n term c composition { ref \"1\"; "
                   "commander nationality not in class allied }\n }");
        owed_begin(&o);
        o.world.options.only_term = SPAN("c");
        o.world.agreement.zone = zone_utc();
        world_rows(&o.world, rows[i].rows);
        world_judge(&o.world);
        owed_expect(&o, rows[i].rows, rows[i].told);
        owed_close(&o);
    }
}

static void the_words_have_the_numbers_and_the_rows(void **state)
{
    struct owed o;

    (void)state;
    owed_open(&o, "composition", "binds o; requires contributor a personnel >= 10 share >= 0.05");
    world_rows(&o.world, UNIT("d", "a", "{'about':10}") FROM("2026-07-01") END UNIT("e", "b", "300")
                             FROM("2026-07-01") END UNTIL("2026-07-05"));
    world_judge(&o.world);
    assert_says(
        world_only(&o.world),
        "Since 2026-06-30T21:00:00Z: a has 8 to 12 of 308 to 312 people; its share is 2.6 % "
        "to 3.8 %, at least 5.0 % is required.");
    assert_int_equal(world_only(&o.world)->n_inputs, 2);
    assert_int_equal(world_only(&o.world)->severity, 2);
    owed_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_composition_is_judged_by_who_is_deployed_each_day),
        cmocka_unit_test(a_presence_needs_a_mandate_consent_and_its_tasks),
        cmocka_unit_test(a_force_is_spread_over_a_share_of_the_areas),
        cmocka_unit_test(each_axis_has_its_contributors_each_day),
        cmocka_unit_test(the_commander_comes_from_where_the_charter_says),
        cmocka_unit_test(the_words_have_the_numbers_and_the_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
