/* SPDX-License-Identifier: Apache-2.0 */
/* What must be shown: declarations and what is found, inspections, milestones and what must come
 * before them, exchanges. */
#include "check.h"

#include "watch_owed.h"

#define UNTIL(at) "{'kind':'impediment','impediment':'delay','time':'" at "'}\n"
#define DECLARED(id, at, more)                                                                     \
    "{'kind':'declaration','id':'" id "','by':'a','at':'2026-06-01','received_at':'" at "'" more   \
    "}\n"
#define FOUND(at, more) "{'kind':'verification','id':'v','of':'a','at':'" at "'" more "}\n"
#define ASKED(at)                                                                                  \
    "{'kind':'complaint','id':'q','by':'o','about':'v','claim':'why','received_at':'" at "'}\n"
#define REPLY(at)                                                                                  \
    "{'kind':'reply','id':'r','by':'a','about':'q','claim':'so','received_at':'" at "'}\n"

/* Europe/Kyiv: 24:00 of 10 July is 21:00 of that day in UTC. */
static const struct owed_case declarations[] = {
    {"before the day is over", "binds a; due 2026-07-10", DECLARED("d", "2026-07-10T20:59:59Z", ""),
     "compliant - a 2026-07-10T20:59:59Z; compliant - a 2026-07-10T20:59:59Z"},
    {"when it is over", "binds a; due 2026-07-10", DECLARED("d", "2026-07-10T21:00:00Z", ""),
     "violation late a 2026-07-10T21:00:00Z; compliant - a 2026-07-10T21:00:00Z"},
    {"not due yet", "binds a; due 2026-07-10", UNTIL("2026-07-10T20:59:59.999Z"),
     "pending due a 2026-07-10T20:59:59.999Z"},
    {"none came", "binds a; due 2026-07-10", UNTIL("2026-07-10T21:00:00Z"),
     "violation missing a 2026-07-10T21:00:00Z"},
    {"every half year", "binds a; every 6 months",
     DECLARED("d", "2026-01-31T10:00:00Z", "") DECLARED("e", "2026-07-31T20:59:59Z", ""),
     "compliant - a 2026-07-31T20:59:59Z; pending due a 2027-01-31T21:59:59.999Z; compliant - a "
     "2026-01-31T10:00:00Z; compliant - a 2026-07-31T20:59:59Z"},
    {"a word of the content is not there", "binds a; due 2026-07-10; content personnel, items",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'personnel':5"),
     "compliant - a 2026-07-01T00:00:00Z; violation incomplete a 2026-07-01T00:00:00Z"},
    {"within the tolerance", "binds a; due 2026-07-10; subject personnel; tolerance 0.1",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'personnel':1000")
         FOUND("2026-07-05T00:00:00Z", ",'personnel':1100"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; compliant - a "
     "2026-07-05T00:00:00Z"},
    {"one beyond it: to be asked", "binds a; due 2026-07-10; subject personnel; tolerance 0.1",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'personnel':1000")
         FOUND("2026-07-05T00:00:00Z", ",'personnel':1101"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; pending discrepancy "
     "a 2026-07-05T00:00:00Z"},
    {"it may be within", "binds a; due 2026-07-10; subject personnel; tolerance 0.1",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'personnel':1000")
         FOUND("2026-07-05T00:00:00Z", ",'personnel':{'min':1000,'max':1200}"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; indeterminate - a "
     "2026-07-05T00:00:00Z"},
    {"asked, and the time runs", "binds a; due 2026-07-10; subject tank; reply-period 7 d",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':10}]")
         FOUND("2026-07-05T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':12}]")
             ASKED("2026-07-06T10:00:00Z") UNTIL("2026-07-13T20:59:59.999Z"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; pending discrepancy "
     "a 2026-07-05T00:00:00Z"},
    {"asked, and the time is over", "binds a; due 2026-07-10; subject tank; reply-period 7 d",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':10}]")
         FOUND("2026-07-05T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':12}]")
             ASKED("2026-07-06T10:00:00Z") UNTIL("2026-07-13T21:00:00Z"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; violation "
     "discrepancy a 2026-07-05T00:00:00Z"},
    {"a reply is for people", "binds a; due 2026-07-10; subject tank; reply-period 7 d",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':10}]")
         FOUND("2026-07-05T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':12}]")
             ASKED("2026-07-06T10:00:00Z") REPLY("2026-07-08T10:00:00Z") UNTIL("2026-07-20"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; needs_assessment "
     "explained a 2026-07-05T00:00:00Z"},
    {"what is of another kind makes no difference", "binds a; due 2026-07-10; subject tank",
     DECLARED("d", "2026-07-01T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':10}]")
         FOUND("2026-07-05T00:00:00Z", ",'items':[{'class':'main_battle_tank','n':10},"
                                       "{'class':'mortar','n':99}]"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-01T00:00:00Z; compliant - a "
     "2026-07-05T00:00:00Z"},
};

static void a_declaration_is_due_complete_and_true(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(declarations) / sizeof(declarations[0]); i++)
        owed_try("declaration", &declarations[i]);
}

#define ASK(id, at) "{'kind':'inspection','id':'" id "','by':'o','of':'a','requested_at':'" at "'"
#define THERE(at)   ",'arrived_at':'" at "'"
#define DENIED      ",'access':'denied'"
#define END         "}\n"
#define INSPECT     "binds a; by o; quota passive 1 per 1 years; arrive within 36 h of request"

static const struct owed_case inspections[] = {
    {"at the last moment", INSPECT,
     ASK("i", "2026-07-01T00:00:00Z") THERE("2026-07-02T12:00:00Z") END,
     "compliant - a 2026-07-02T12:00:00Z; compliant - undetermined 2026-07-02T12:00:00Z"},
    {"a moment later", INSPECT, ASK("i", "2026-07-01T00:00:00Z") THERE("2026-07-02T12:00:01Z") END,
     "compliant - a 2026-07-02T12:00:01Z; violation late undetermined "
     "2026-07-02T12:00:00.001Z/2026-07-02T12:00:01Z"},
    {"on the way", INSPECT, ASK("i", "2026-07-01T00:00:00Z") END UNTIL("2026-07-02T12:00:00Z"),
     "pending due undetermined 2026-07-02T12:00:00Z"},
    {"never there", INSPECT, ASK("i", "2026-07-01T00:00:00Z") END UNTIL("2026-07-02T12:00:00.001Z"),
     "violation overdue undetermined 2026-07-02T12:00:00.001Z"},
    {"refused", INSPECT, ASK("i", "2026-07-01T00:00:00Z") DENIED END,
     "violation denied a 2026-07-01T00:00:00Z"},
    {"refused on a ground that counts", INSPECT "; denial force_majeure",
     ASK("i", "2026-07-01T00:00:00Z") DENIED ",'ground':'force_majeure'" END,
     "compliant denied a 2026-07-01T00:00:00Z"},
    {"and on one that does not", INSPECT "; denial force_majeure",
     ASK("i", "2026-07-01T00:00:00Z") DENIED ",'ground':'holiday'" END,
     "violation denied a 2026-07-01T00:00:00Z"},
    {"the quota is used up for a year", INSPECT,
     ASK("i", "2026-07-01T00:00:00Z") THERE("2026-07-01T10:00:00Z")
         END ASK("k", "2027-07-01T20:00:00Z") DENIED END,
     "compliant - a 2026-07-01T10:00:00Z; compliant - undetermined 2026-07-01T10:00:00Z; compliant "
     "denied a 2027-07-01T20:00:00Z"},
    {"and then no longer", INSPECT,
     ASK("i", "2026-07-01T00:00:00Z") THERE("2026-07-01T10:00:00Z")
         END ASK("k", "2027-07-01T21:00:00Z") DENIED END,
     "compliant - a 2026-07-01T10:00:00Z; compliant - undetermined 2026-07-01T10:00:00Z; violation "
     "denied a 2027-07-01T21:00:00Z"},
    {"a refused one uses up nothing", INSPECT,
     ASK("i", "2026-07-01T00:00:00Z") DENIED END ASK("k", "2026-07-02T00:00:00Z") DENIED END,
     "violation denied a 2026-07-01T00:00:00Z; violation denied a 2026-07-02T00:00:00Z"},
    {"more than an inspector may make", "binds a; by o; quota active 1 per 30 d",
     ASK("i", "2026-07-01T00:00:00Z") THERE("2026-07-01T10:00:00Z")
         END ASK("k", "2026-07-02T00:00:00Z") THERE("2026-07-02T10:00:00Z") END,
     "compliant - a 2026-07-01T10:00:00Z; violation over_quota o 2026-07-02T00:00:00Z; compliant - "
     "a 2026-07-02T10:00:00Z"},
    {"longer than they may stay", "binds a; by o; duration <= 48 h",
     ASK("i", "2026-07-01T00:00:00Z") THERE("2026-07-01T10:00:00Z") ",'left_at':"
                                                                    "'2026-07-03T10:00:01Z'" END,
     "compliant - a 2026-07-01T10:00:00Z; violation too_long o "
     "2026-07-03T10:00:00.001Z/2026-07-03T10:00:01Z"},
    {"who may not inspect", INSPECT,
     "{'kind':'inspection','by':'b','of':'a','requested_at':'2026-07-01T00:00:00Z'}",
     "not_applicable - a 2026-07-01T00:00:00Z"},
};

static void an_inspection_has_quotas_hours_and_grounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(inspections) / sizeof(inspections[0]); i++)
        owed_try("inspection", &inspections[i]);
}

/* D is 15 February 2015; D+90d ends at 24:00 of 16 May, 21:00 of that day in UTC. */
#define DONE(id, at, n)                                                                            \
    "{'kind':'progress','id':'" id "','by':'a','registry':'ddr','at':'" at "','done':" n           \
    ",'of':1000}\n"
#define HALF "binds a; registry ddr; milestone D+90d 0.5"

static const struct owed_case milestones[] = {
    {"met before the day is over", HALF, DONE("p", "2015-05-16T20:59:59Z", "500"),
     "compliant met a 2015-05-16T20:59:59Z"},
    {"one too few", HALF, DONE("p", "2015-05-16T20:59:59Z", "499") UNTIL("2015-05-17T00:00:00Z"),
     "violation late a 2015-05-16T21:00:00Z"},
    {"met when it is over", HALF,
     DONE("p", "2015-05-01T00:00:00Z", "499") DONE("q", "2015-05-16T21:00:00Z", "500"),
     "violation late a 2015-05-16T21:00:00Z"},
    {"met days later", HALF,
     DONE("p", "2015-05-01T00:00:00Z", "499") DONE("q", "2015-05-20T00:00:00Z", "500"),
     "violation late a 2015-05-16T21:00:00Z/2015-05-20T00:00:00Z"},
    {"nobody knows whether it was", HALF,
     DONE("p", "2015-05-01T00:00:00Z", "{'min':400,'max':600}") UNTIL("2015-05-17T00:00:00Z"),
     "indeterminate late a 2015-05-16T21:00:00Z"},
    {"nothing is on record", HALF, UNTIL("2015-05-17T00:00:00Z"),
     "indeterminate late a 2015-05-16T21:00:00Z"},
    {"not due, and not begun", HALF, UNTIL("2015-05-16T20:59:59Z"),
     "pending not_due a 2015-05-16T20:59:59.999Z"},
    {"not due, and begun", HALF, DONE("p", "2015-05-01T00:00:00Z", "100"),
     "pending on_track a 2015-05-16T20:59:59.999Z"},
    {"verified counts, declared does not", HALF "; basis verified",
     DONE("p", "2015-05-01T00:00:00Z", "500") UNTIL("2015-05-17T00:00:00Z"),
     "indeterminate late a 2015-05-16T21:00:00Z"},
    {"against the declared strength", HALF "; basis declared_strength",
     "{'kind':'declaration','by':'a','at':'2015-03-01','received_at':'2015-03-01','personnel':2000}"
     "\n" DONE("p", "2015-05-01T00:00:00Z", "999") UNTIL("2015-05-17T00:00:00Z"),
     "violation late a 2015-05-16T21:00:00Z"},
    {"just that", HALF "; basis declared_strength",
     "{'kind':'declaration','by':'a','at':'2015-03-01','received_at':'2015-03-01','personnel':2000}"
     "\n" DONE("p", "2015-05-01T00:00:00Z", "1000"),
     "compliant met a 2015-05-01T00:00:00Z"},
    {"which nobody declared", HALF "; basis declared_strength",
     DONE("p", "2015-05-01T00:00:00Z", "999") UNTIL("2015-05-17T00:00:00Z"),
     "indeterminate late a 2015-05-16T21:00:00Z"},
    {"blocked by what must come before", HALF "; requires base",
     DONE("p", "2015-05-01T00:00:00Z",
          "400") "{'kind':'progress','by':'a','term':'base','at':'2015-05-01','done':9,'of':10}"
                 "\n" UNTIL("2015-05-17T00:00:00Z"),
     "pending blocked a 2015-05-16T21:00:00Z"},
    {"no longer blocked", HALF "; requires base",
     DONE("p", "2015-05-01T00:00:00Z",
          "400") "{'kind':'progress','by':'a','term':'base','at':'2015-05-01','done':10,'of':10}"
                 "\n" UNTIL("2015-05-17T00:00:00Z"),
     "violation late a 2015-05-16T21:00:00Z"},
    {"nothing says whether it is blocked", HALF "; requires base",
     DONE("p", "2015-05-01T00:00:00Z", "400") UNTIL("2015-05-17T00:00:00Z"),
     "indeterminate blocked a 2015-05-16T21:00:00Z"},
    {"step by step: the other has come as far", HALF "; concurrent base",
     DONE("p", "2015-05-01T00:00:00Z",
          "400") "{'kind':'progress','by':'a','term':'base','at':'2015-05-01','done':5,'of':10}"
                 "\n" UNTIL("2015-05-17T00:00:00Z"),
     "violation late a 2015-05-16T21:00:00Z"},
    {"and has not", HALF "; concurrent base",
     DONE("p", "2015-05-01T00:00:00Z",
          "400") "{'kind':'progress','by':'a','term':'base','at':'2015-05-01','done':4,'of':10}"
                 "\n" UNTIL("2015-05-17T00:00:00Z"),
     "pending blocked a 2015-05-16T21:00:00Z"},
};

static void a_milestone_is_met_late_or_blocked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(milestones) / sizeof(milestones[0]); i++)
        owed_try("milestone", &milestones[i]);
    for (size_t i = 0; i < 3; i++)
        owed_try("demobilisation", &milestones[i]);
}

#define FREED(id, who, at, n)                                                                      \
    "{'kind':'progress','id':'" id "','by':'" who "','registry':'held','at':'" at "','done':" n    \
    ",'of':20}\n"
#define EXCHANGE(how) "binds a, b; registry held; principle " how "; complete by 2015-05-16"

static const struct owed_case exchanges[] = {
    {"all, and all but one", EXCHANGE("all_for_all"),
     FREED("p", "a", "2015-05-16T20:00:00Z", "20") FREED("q", "b", "2015-05-16T20:00:00Z", "19")
         UNTIL("2015-05-17T00:00:00Z"),
     "compliant met a 2015-05-16T21:00:00Z; violation late b 2015-05-16T21:00:00Z"},
    {"there is time", EXCHANGE("all_for_all"),
     FREED("p", "a", "2015-05-16T20:00:00Z", "20") FREED("q", "b", "2015-05-16T20:00:00Z", "19"),
     "compliant met a 2015-05-16T20:00:00Z; pending due b 2015-05-16T20:00:00Z"},
    {"one for one", EXCHANGE("one_for_one"),
     FREED("p", "a", "2015-05-16T20:00:00Z", "12") FREED("q", "b", "2015-05-16T20:00:00Z", "11")
         UNTIL("2015-05-17T00:00:00Z"),
     "compliant met a 2015-05-16T21:00:00Z; violation late b 2015-05-16T21:00:00Z"},
    {"nothing is known of one", EXCHANGE("all_for_all"),
     FREED("p", "a", "2015-05-16T20:00:00Z", "20") UNTIL("2015-05-17T00:00:00Z"),
     "compliant met a 2015-05-16T21:00:00Z; indeterminate late b 2015-05-16T21:00:00Z"},
    {"the end hangs on another term",
     "binds a; registry held; principle lists; complete by milestone base + 5 d",
     FREED("p", "a", "2015-05-16T20:00:00Z", "19"), "needs_assessment - a 2015-05-16T20:00:00Z"},
};

static void an_exchange_is_complete_by_its_day(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(exchanges) / sizeof(exchanges[0]); i++)
        owed_try("exchange", &exchanges[i]);
}

static void the_words_have_the_share_and_the_row(void **state)
{
    struct owed o;

    (void)state;
    owed_open(&o, "milestone", HALF);
    world_rows(&o.world, DONE("p", "2015-05-01T00:00:00Z", "{'about':300}") UNTIL("2015-06-01"));
    world_judge(&o.world);
    assert_says(world_only(&o.world),
                "a owes 50 % before 2015-05-16T21:00:00Z; 24.0 to 36.0 % (row "
                "p: 240 to 360 of 1000). Late.");
    assert_int_equal(world_only(&o.world)->severity, 2);
    owed_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_declaration_is_due_complete_and_true),
        cmocka_unit_test(an_inspection_has_quotas_hours_and_grounds),
        cmocka_unit_test(a_milestone_is_met_late_or_blocked),
        cmocka_unit_test(an_exchange_is_complete_by_its_day),
        cmocka_unit_test(the_words_have_the_share_and_the_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
