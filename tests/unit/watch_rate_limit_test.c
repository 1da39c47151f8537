/* SPDX-License-Identifier: Apache-2.0 */
/* At most so many within a window: both sides of each limit and of each window's ends. */
#include "check.h"

#include "watch_owed.h"

#define DID(id, what, by, at, n)                                                                   \
    "{'kind':'activity','id':'" id "','activity':'" what "','by':'" by "','time':'" at             \
    "','personnel':" n "}\n"
#define ROTATED(id, at, n)   DID(id, "rotation", "a", at, n)
#define EXERCISED(id, at, n) DID(id, "exercise", "a", at, n)
#define MONTHLY(window)      "binds a; limit rotation <= 35000 per 1 months; window " window

/* Europe/Kyiv: 31 July ends at 21:00 of that day in UTC. */
static const struct owed_case cases[] = {
    {"just the limit", MONTHLY("calendar"),
     ROTATED("p", "2026-07-01T00:00:00Z", "20000") ROTATED("q", "2026-07-31T20:59:59Z", "15000"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-31T20:59:59Z"},
    {"one more", MONTHLY("calendar"),
     ROTATED("p", "2026-07-01T00:00:00Z", "20000") ROTATED("q", "2026-07-31T20:59:59Z", "15001"),
     "compliant - a 2026-07-01T00:00:00Z; violation over_limit a 2026-07-31T20:59:59Z"},
    {"in the next month of Kyiv", MONTHLY("calendar"),
     ROTATED("p", "2026-07-01T00:00:00Z", "20000") ROTATED("q", "2026-07-31T21:00:00Z", "15001"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-31T21:00:00Z"},
    {"a month that slides, on its last date", MONTHLY("sliding"),
     ROTATED("p", "2026-07-15T10:00:00Z", "20000") ROTATED("q", "2026-08-14T20:59:59Z", "15001"),
     "compliant - a 2026-07-15T10:00:00Z; violation over_limit a 2026-08-14T20:59:59Z"},
    {"and on the date after it", MONTHLY("sliding"),
     ROTATED("p", "2026-07-15T10:00:00Z", "20000") ROTATED("q", "2026-08-14T21:00:00Z", "15001"),
     "compliant - a 2026-07-15T10:00:00Z; compliant - a 2026-08-14T21:00:00Z"},
    {"fewer than", "binds a; limit rotation < 100 per 1 months; window calendar",
     ROTATED("p", "2026-07-01T00:00:00Z", "99") ROTATED("q", "2026-07-02T00:00:00Z", "1"),
     "compliant - a 2026-07-01T00:00:00Z; violation over_limit a 2026-07-02T00:00:00Z"},
    {"it may be over", MONTHLY("calendar"),
     ROTATED("p", "2026-07-01T00:00:00Z", "{'min':30000,'max':35001}"),
     "indeterminate - a 2026-07-01T00:00:00Z"},
    {"how many is not stated", MONTHLY("calendar"),
     "{'kind':'activity','activity':'rotation','by':'a','time':'2026-07-01T00:00:00Z'}",
     "indeterminate - a 2026-07-01T00:00:00Z"},
    {"whose is not stated", MONTHLY("calendar"),
     "{'kind':'activity','activity':'rotation','personnel':35001,'time':'2026-07-01T00:00:00Z'}",
     "indeterminate - a 2026-07-01T00:00:00Z"},
    {"another's counts not", MONTHLY("calendar"),
     DID("p", "rotation", "b", "2026-07-01T00:00:00Z", "35001"), ""},
    {"one in three years",
     "binds a; limit exercise <= 1 per 3 years; window sliding; counts "
     "personnel > 40000",
     EXERCISED("p", "2026-07-01T10:00:00Z", "40001") EXERCISED("q", "2027-07-01T10:00:00Z", "40000")
         EXERCISED("r", "2029-06-30T10:00:00Z", "40001"),
     "compliant - a 2026-07-01T10:00:00Z; violation over_limit a 2029-06-30T10:00:00Z"},
    {"and one after them",
     "binds a; limit exercise <= 1 per 3 years; window sliding; counts "
     "personnel > 40000",
     EXERCISED("p", "2026-07-01T10:00:00Z", "40001")
         EXERCISED("r", "2029-07-01T10:00:00Z", "40001"),
     "compliant - a 2026-07-01T10:00:00Z; compliant - a 2029-07-01T10:00:00Z"},
    {"about so many may not count",
     "binds a; limit exercise <= 0 per 1 years; window calendar; "
     "counts personnel > 40000",
     EXERCISED("p", "2026-07-01T10:00:00Z", "{'about':40000}"),
     "indeterminate - a 2026-07-01T10:00:00Z"},
    {"several years follow the calendar from where the term begins",
     "binds a; from 2026-07-01; limit exercise <= 1 per 3 years; window calendar",
     EXERCISED("p", "2028-12-31T21:59:59Z", "9") EXERCISED("q", "2028-12-31T22:00:00Z", "9"),
     "compliant - a 2028-12-31T21:59:59Z; compliant - a 2028-12-31T22:00:00Z"},
    {"hours", "binds a; limit exercise <= 1 per 48 h; window sliding",
     EXERCISED("p", "2026-07-01T00:00:00Z", "9") EXERCISED("q", "2026-07-02T23:59:59.999Z", "9"),
     "compliant - a 2026-07-01T00:00:00Z; violation over_limit a 2026-07-02T23:59:59.999Z"},
    {"and the first that is beyond them", "binds a; limit exercise <= 1 per 48 h; window sliding",
     EXERCISED("p", "2026-07-01T00:00:00Z", "9") EXERCISED("q", "2026-07-03T00:00:00Z", "9"),
     "compliant - a 2026-07-01T00:00:00Z; compliant - a 2026-07-03T00:00:00Z"},
    {"of one instant the last tells", "binds a; limit exercise <= 1 per 1 d; window calendar",
     EXERCISED("p", "2026-07-01T00:00:00Z", "9") EXERCISED("q", "2026-07-01T00:00:00Z", "8"),
     "violation over_limit a 2026-07-01T00:00:00Z"},
    {"weeks begin on Mondays", "binds a; limit exercise <= 1 per 7 d; window calendar",
     EXERCISED("p", "2026-07-05T20:59:59Z", "9") EXERCISED("q", "2026-07-05T21:00:00Z", "9")
         EXERCISED("r", "2026-07-12T20:59:59Z", "9"),
     "compliant - a 2026-07-05T20:59:59Z; compliant - a 2026-07-05T21:00:00Z; violation over_limit "
     "a 2026-07-12T20:59:59Z"},
    {"things that take part", "binds a; limit tank of exercise <= 10 per 1 months; window calendar",
     "{'kind':'activity','id':'p','activity':'exercise','by':'a','time':'2026-07-01T00:00:00Z',"
     "'items':[{'class':'main_battle_tank','n':11},{'class':'mortar','n':90}]}",
     "violation over_limit a 2026-07-01T00:00:00Z"},
    {"people of any activity",
     "binds a; limit personnel of activity <= 10 per 1 months; window calendar",
     EXERCISED("p", "2026-07-01T00:00:00Z", "6") ROTATED("q", "2026-07-02T00:00:00Z", "5"),
     "compliant - a 2026-07-01T00:00:00Z; violation over_limit a 2026-07-02T00:00:00Z"},
    {"what all agreed to allow", MONTHLY("calendar"),
     ROTATED("p", "2026-07-01T00:00:00Z", "36000") "{'kind':'derogation','id':'x','term':'t',"
                                                   "'agreed_by':['a','b'],'limit_change':1000,'for'"
                                                   ":'2026-07-01/2026-07-31'}",
     "compliant - a 2026-07-01T00:00:00Z"},
    {"and not what one did", MONTHLY("calendar"),
     ROTATED("p", "2026-07-01T00:00:00Z", "36000") "{'kind':'derogation','id':'x','term':'t',"
                                                   "'agreed_by':['a'],'limit_change':1000,'for'"
                                                   ":'2026-07-01/2026-07-31'}",
     "violation over_limit a 2026-07-01T00:00:00Z"},
    {"only what the verifier saw", MONTHLY("calendar") "; verified-by o",
     "{'kind':'activity','id':'p','source':'o-1','activity':'rotation','by':'a','personnel':35000,"
     "'time':'2026-07-01T00:00:00Z'}\n"
     "{'kind':'activity','id':'q','source':'b','activity':'rotation','by':'a','personnel':1,"
     "'time':'2026-07-02T00:00:00Z'}",
     "compliant - a 2026-07-01T00:00:00Z"},
    {"what no row can state", "binds a; limit cups <= 1 per 1 d; window calendar", "",
     "indeterminate -  -"},
};

static void within_a_window_there_are_at_most_so_many(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        owed_try("rate_limit", &cases[i]);
}

static void the_words_have_sum_window_and_limit(void **state)
{
    struct owed o;

    (void)state;
    owed_open(&o, "rate_limit", MONTHLY("sliding"));
    world_rows(&o.world, ROTATED("p", "2026-07-15T10:00:00Z", "20000")
                             ROTATED("q", "2026-08-14T10:00:00Z", "15001"));
    world_judge(&o.world);
    assert_says(&o.world.verdicts[1],
                "a: 35001 people in 2 rows of rotation within 1 month until this "
                "one began; allowed: at most 35000.");
    assert_int_equal(o.world.verdicts[1].n_inputs, 2);
    owed_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(within_a_window_there_are_at_most_so_many),
        cmocka_unit_test(the_words_have_sum_window_and_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
