/* SPDX-License-Identifier: Apache-2.0 */
/* Proportions of what parties hold: exact on both sides of a part, as of each day that is declared.
 */
#include "check.h"

#include "watch_owed.h"

#define HELD(id, who, at, n)                                                                       \
    "{'kind':'declaration','id':'" id "','by':'" who "','at':'" at "','received_at':'" at          \
    "','items':[{'class':'main_battle_tank','n':" n "}]}\n"
#define FOUND(id, of, by, at, n)                                                                   \
    "{'kind':'verification','id':'" id "','of':'" of "','by':'" by "','at':'" at                   \
    "','items':[{'class':'main_battle_tank','n':" n "}]}\n"
#define UNTIL(at)        "{'kind':'impediment','impediment':'delay','time':'" at "'}\n"
#define DAY              "2026-07-01T00:00:00Z"
#define LATER            "2026-09-01T00:00:00Z"
#define FIVE_TO_TWO      "binds a, b; category tank; ratio 5:2"
#define BOTH(one, other) one DAY "; " other DAY

static const struct owed_case cases[] = {
    {"just the parts", FIVE_TO_TWO, HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200"),
     BOTH("compliant - a ", "compliant - b ")},
    {"one more than the part", FIVE_TO_TWO, HELD("x", "a", DAY, "501") HELD("y", "b", DAY, "200"),
     BOTH("violation above_part a ", "compliant - b ")},
    {"the other has one less", FIVE_TO_TWO, HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "199"),
     BOTH("violation above_part a ", "compliant - b ")},
    {"parts that no decimal has: 1/3 of 999999999", "binds a, b; category tank; ratio 1:2",
     HELD("x", "a", DAY, "333333333") HELD("y", "b", DAY, "666666666"),
     BOTH("compliant - a ", "compliant - b ")},
    {"and one of them more", "binds a, b; category tank; ratio 1:2",
     HELD("x", "a", DAY, "333333334") HELD("y", "b", DAY, "666666666"),
     BOTH("violation above_part a ", "compliant - b ")},
    {"nobody holds any", FIVE_TO_TWO, HELD("x", "a", DAY, "0") HELD("y", "b", DAY, "0"),
     BOTH("compliant - a ", "compliant - b ")},
    {"the most that it may be is within", FIVE_TO_TWO,
     HELD("x", "a", DAY, "{'min':400,'max':500}") HELD("y", "b", DAY, "200"),
     BOTH("compliant - a ", "indeterminate - b ")},
    {"one more makes it open", FIVE_TO_TWO,
     HELD("x", "a", DAY, "{'min':400,'max':501}") HELD("y", "b", DAY, "160"),
     BOTH("indeterminate - a ", "compliant - b ")},
    {"nothing is known of the other", FIVE_TO_TWO, HELD("x", "a", DAY, "500"),
     BOTH("indeterminate - a ", "indeterminate - b ")},
    {"what was found takes the place of what was declared", FIVE_TO_TWO,
     HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200")
         FOUND("v", "a", "o", "2026-07-02T00:00:00Z", "501"),
     BOTH("violation above_part a ", "compliant - b ")},
    {"but not of what is declared later", FIVE_TO_TWO,
     HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200") HELD("z", "a", LATER, "500")
         FOUND("v", "a", "o", "2026-09-01T00:00:00Z", "501"),
     BOTH("compliant - a ", "compliant - b ") "; violation above_part a " LATER
                                              "; compliant - b " LATER},
    {"nor where somebody else is to verify", FIVE_TO_TWO "; verified-by o",
     HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200")
         FOUND("v", "a", "b", "2026-07-02T00:00:00Z", "501"),
     BOTH("compliant - a ", "compliant - b ")},
    {"of what was declared first: less of one is no more of the other",
     FIVE_TO_TWO "; baseline declaration base",
     HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200") HELD("z", "b", LATER, "100"),
     BOTH("compliant - a ", "compliant - b ") "; compliant - a " LATER "; compliant - b " LATER},
    {"and one more than that part", FIVE_TO_TWO "; baseline declaration base",
     HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200") HELD("z", "a", LATER, "501"),
     BOTH("compliant - a ", "compliant - b ") "; violation above_part a " LATER
                                              "; compliant - b " LATER},
    {"a start in words is for people", FIVE_TO_TWO "; baseline \"of 1995\"",
     HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200"),
     BOTH("needs_assessment - a ", "needs_assessment - b ")},
    {"the end is 24:00 of its day in Kyiv", FIVE_TO_TWO "; complete by 2026-07-31",
     HELD("x", "a", "2026-07-31T20:59:59Z", "501") HELD("y", "b", "2026-07-31T20:59:59Z", "200"),
     "pending above_part a 2026-07-31T20:59:59Z; compliant - b 2026-07-31T20:59:59Z"},
    {"and then it is one", FIVE_TO_TWO "; complete by 2026-07-31",
     HELD("x", "a", "2026-07-31T21:00:00Z", "501") HELD("y", "b", "2026-07-31T21:00:00Z", "200"),
     "violation above_part a 2026-07-31T21:00:00Z; compliant - b 2026-07-31T21:00:00Z"},
    {"who does not declare then is not known", FIVE_TO_TWO "; complete by 2026-07-31",
     HELD("x", "a", LATER, "500") HELD("y", "b", DAY, "200"),
     "pending - a " DAY "; pending - b " DAY "; compliant - a " LATER "; compliant - b " LATER
     "; indeterminate - b 2026-07-31T21:00:00Z"},
};

static void a_party_holds_no_more_than_its_part(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        owed_try("ratio", &cases[i]);
}

static void three_parties_and_each_category_for_itself(void **state)
{
    struct owed_case c = {"5:2:2", "binds a, b, o; category tank, artillery; ratio 5:2:2",
                          HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "200")
                              HELD("z", "o", DAY, "200"),
                          "compliant - a " DAY "; compliant - b " DAY "; compliant - o " DAY
                          "; compliant - a " DAY "; compliant - b " DAY "; compliant - o " DAY};

    (void)state;
    owed_try("ratio", &c);
    c.rows = HELD("x", "a", DAY, "500") HELD("y", "b", DAY, "201") HELD("z", "o", DAY, "199");
    c.told = "compliant - a " DAY "; violation above_part b " DAY "; compliant - o " DAY
             "; compliant - a " DAY "; compliant - b " DAY "; compliant - o " DAY;
    owed_try("ratio", &c);
}

static void the_words_have_every_number(void **state)
{
    struct owed o;

    (void)state;
    owed_open(&o, "ratio", FIVE_TO_TWO);
    world_rows(&o.world, HELD("x", "a", DAY, "501") HELD("y", "b", DAY, "200")
                             FOUND("v", "b", "o", LATER, "199"));
    world_judge(&o.world);
    assert_says(&o.world.verdicts[0], "tank as of 2026-07-01T00:00:00Z: a 501 (declared, x), b 199 "
                                      "(found, v). The part of a is 5 of 7 of what all hold.");
    assert_int_equal(o.world.verdicts[0].severity, 3);
    assert_int_equal(o.world.verdicts[0].n_inputs, 3);
    owed_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_party_holds_no_more_than_its_part),
        cmocka_unit_test(three_parties_and_each_category_for_itself),
        cmocka_unit_test(the_words_have_every_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
