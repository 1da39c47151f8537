/* SPDX-License-Identifier: Apache-2.0 */
/* Whether help would be there in time: by the shortest way, in the ways that count. */
#include "check.h"

#include "watch_owed.h"

#define UNTIL(at) "{'kind':'impediment','impediment':'delay','time':'" at "'}\n"
#define WAY(from, to, path, hours)                                                                 \
    "{'kind':'route','from':'" from "','to':'" to "','path':'" path "','hours':" hours "}\n"
#define THERE                                                                                      \
    "{'kind':'deployment','id':'d','contributor':'ind','from':'2026-07-01T00:00Z','sectors':['s']" \
    "}\n"
#define READY                                                                                      \
    "{'kind':'deployment','id':'h','contributor':'pol','post':'reaction','from':'2026-07-01T00:"   \
    "00Z',"                                                                                        \
    "'until':'2026-07-04T00:00Z','sectors':['depot']}\n"

static const struct {
    const char *name, *rows, *told;
} cases[] = {
    {"just in time", THERE WAY("pol", "s", "road", "24"),
     "compliant - league 2026-07-01T00:00:00Z"},
    {"a little too far", THERE WAY("pol", "s", "road", "24.1"),
     "violation too_far league 2026-07-01T00:00:00Z"},
    {"over two ways", THERE WAY("pol", "m", "road", "10") WAY("m", "s", "rail", "14"),
     "compliant - league 2026-07-01T00:00:00Z"},
    {"the shorter of two",
     THERE WAY("pol", "s", "road", "30") WAY("pol", "m", "road", "1") WAY("s", "m", "air", "2"),
     "compliant - league 2026-07-01T00:00:00Z"},
    {"a way of another kind", THERE WAY("pol", "s", "road", "30") WAY("pol", "s", "sea", "2"),
     "violation too_far league 2026-07-01T00:00:00Z"},
    {"only the other way",
     THERE "{'kind':'route','from':'s','to':'pol','path':'road','hours':2,"
           "'one_way':true}\n",
     "violation unreachable league 2026-07-01T00:00:00Z"},
    {"somebody else could", THERE WAY("usa", "s", "road", "2"),
     "violation unreachable league 2026-07-01T00:00:00Z"},
    {"it may take longer",
     THERE "{'kind':'route','from':'pol','to':'s','path':'road','hours':20,'hours_most':25}\n",
     "indeterminate too_far league 2026-07-01T00:00:00Z"},
    {"nobody tells how", THERE WAY("pol", "m", "road", "2"),
     "indeterminate too_far league 2026-07-01T00:00:00Z"},
    {"no route at all", THERE, "indeterminate - league -"},
    {"who is held ready near by, as long as they are",
     THERE READY WAY("pol", "s", "road", "30") WAY("depot", "s", "road", "3"),
     "compliant - league 2026-07-01T00:00:00Z/2026-07-03T23:59:59.999Z; violation too_far league "
     "2026-07-04T00:00:00Z"},
    {"a bridge that is down",
     THERE "{'kind':'route','from':'pol','to':'s','path':'road','hours':2,'until':'2026-07-03T00:"
           "00Z'}\n" WAY("pol", "s", "rail", "40"),
     "compliant - league 2026-07-01T00:00:00Z/2026-07-02T23:59:59.999Z; violation too_far league "
     "2026-07-03T00:00:00Z"},
};

static void each_deployment_is_reached_by_the_shortest_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct owed o;

        frame_init(&o.bench);
        frame_good(&o.bench, "}\ncharter league {\n timezone \"UTC\"\n member usa, pol, ind\n"
                             "class east { pol }\n force {\n term c reach { ref \"1\"; from class "
                             "east; to each deployment; within 24 h; path road, rail, air }\n }");
        owed_begin(&o);
        o.world.options.only_term = SPAN("c");
        world_rows(&o.world, cases[i].rows);
        world_rows(&o.world, UNTIL("2026-07-10T00:00:00Z"));
        world_judge(&o.world);
        owed_expect(&o, cases[i].name, cases[i].told);
        if (i == 2)
            assert_says(world_only(&o.world),
                        "Deployment d (ind) is reached in 24 h; 24 h are allowed.");
        owed_close(&o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_deployment_is_reached_by_the_shortest_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
