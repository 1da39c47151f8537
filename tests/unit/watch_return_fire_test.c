/* SPDX-License-Identifier: Apache-2.0 */
/* Fire in return: no violation of a ceasefire where people have found all that is asked for, and an
 * ordinary one where anything is missing. */
#include "check.h"

#include "watch_owed.h"

#define SHOT                                                                                       \
    "{'id':'s','time':'2026-07-01T12:00:00Z','phenomenon':'burst','party':'a',"                    \
    "'place':{'lat':48.5,'lon':37.5}}\n"
#define AROUND "2026-07-01T11:00:00Z/2026-07-01T13:00:00Z"
#define FOUND(id, what, who, when, more)                                                           \
    "{'kind':'finding','id':'" id "','finds':'" what "','party':'" who "','for':'" when            \
    "','adopted_at':'2026-08-01T00:00:00Z'" more "}\n"
#define ATTACK FOUND("f1", "offensive", "b", AROUND, "")
#define ORDER  FOUND("f2", "order_issued", "a", AROUND, "")
#define TOLD(at)                                                                                   \
    "{'kind':'notification','id':'n','by':'a','about':'return_fire','received_at':'" at "'}\n"
#define TERM "binds a, b; permits fire when offensive and order_issued; notify o; under base"

static const struct {
    const char *name, *rows;
    enum verdict_word ceasefire, permission;
} cases[] = {
    {"all is found and told", SHOT ATTACK ORDER TOLD("2026-07-01T12:00:00Z"), VERDICT_EXEMPT,
     VERDICT_COMPLIANT},
    {"told a moment late", SHOT ATTACK ORDER TOLD("2026-07-01T12:00:00.001Z"), VERDICT_VIOLATION,
     VERDICT_NOT_APPLICABLE},
    {"nothing is found", SHOT TOLD("2026-07-01T12:00:00Z"), VERDICT_VIOLATION,
     VERDICT_NOT_APPLICABLE},
    {"no order is found", SHOT ATTACK TOLD("2026-07-01T12:00:00Z"), VERDICT_VIOLATION,
     VERDICT_NOT_APPLICABLE},
    {"the attack was its own",
     SHOT FOUND("f1", "offensive", "a", AROUND, "") ORDER TOLD("2026-07-01T12:00:00Z"),
     VERDICT_VIOLATION, VERDICT_NOT_APPLICABLE},
    {"the order was the other's",
     SHOT ATTACK FOUND("f2", "order_issued", "b", AROUND, "") TOLD("2026-07-01T12:00:00Z"),
     VERDICT_VIOLATION, VERDICT_NOT_APPLICABLE},
    {"the attack was over",
     SHOT FOUND("f1", "offensive", "b", "2026-07-01T10:00:00Z/2026-07-01T11:59:59Z", "")
         ORDER TOLD("2026-07-01T12:00:00Z"),
     VERDICT_VIOLATION, VERDICT_NOT_APPLICABLE},
    {"the attack ended at that instant",
     SHOT FOUND("f1", "offensive", "b", "2026-07-01T10:00:00Z/2026-07-01T12:00:00Z", "")
         ORDER TOLD("2026-07-01T12:00:00Z"),
     VERDICT_EXEMPT, VERDICT_COMPLIANT},
    {"a claim is no finding",
     SHOT ORDER TOLD("2026-07-01T12:00:00Z") "{'kind':'complaint','by':'a','about':'s','claim':"
                                             "'attacked','received_at':'2026-07-02'}",
     VERDICT_VIOLATION, VERDICT_NOT_APPLICABLE},
};

static const struct verdict *judge(struct owed *o, const char *rows, const char *only)
{
    owed_open(o, "return_fire", TERM);
    o->world.options.only_term = span_of(only);
    world_rows(&o->world, rows);
    world_judge(&o->world);
    return world_only(&o->world);
}

static void fire_in_return_needs_every_finding(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct owed o;

        assert_word(judge(&o, cases[i].rows, "base"), cases[i].ceasefire, cases[i].name);
        owed_close(&o);
        assert_word(judge(&o, cases[i].rows, "t"), cases[i].permission, cases[i].name);
        owed_close(&o);
    }
}

/* Ranks are the charter's: a finding counts from the standard on that the term asks for. */
#define BY(standard) ",'standard':'" standard "'"
static const struct {
    const char *name, *attack;
    enum verdict_word ceasefire;
} standards[] = {
    {"by the standard that is asked for", BY("clear"), VERDICT_EXEMPT},
    {"by a higher one", BY("beyond"), VERDICT_EXEMPT},
    {"by a lower one", BY("weak"), VERDICT_VIOLATION},
    {"by one that the charter does not know", BY("surely"), VERDICT_VIOLATION},
    {"by none that is stated", "", VERDICT_VIOLATION},
};

static void a_finding_counts_from_a_standard_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(standards) / sizeof(standards[0]); i++) {
        struct owed o;
        char rows[4096];

        frame_init(&o.bench);
        frame_good(&o.bench,
                   " term t return_fire { ref \"1\"; standard clear\n " TERM " }\n"
                   "}\ncharter league {\n timezone \"UTC\"\n member usa, pol\n"
                   " standard weak rank 1 score >= 0.4\n standard clear rank 2 score >= 0.7\n"
                   " standard beyond rank 3 score >= 0.9\n");
        owed_begin(&o);
        o.world.options.only_term = SPAN("base");
        (void)snprintf(rows, sizeof(rows),
                       "%s{'kind':'finding','id':'f1','finds':'offensive','party':'b','for':'%s',"
                       "'adopted_at':'2026-08-01T00:00:00Z'%s}\n%s",
                       SHOT, AROUND, standards[i].attack,
                       FOUND("f2", "order_issued", "a", AROUND, BY("beyond"))
                           TOLD("2026-07-01T12:00:00Z"));
        world_rows(&o.world, rows);
        world_judge(&o.world);
        assert_word(world_only(&o.world), standards[i].ceasefire, standards[i].name);
        owed_close(&o);
    }
}

/* Who may read the verdict is decided by what it rests on. */
static void the_findings_are_inputs(void **state)
{
    struct owed o;
    const struct verdict *v = judge(&o, SHOT ATTACK ORDER TOLD("2026-07-01T12:00:00Z"), "base");

    (void)state;
    assert_int_equal(v->n_inputs, 4);
    assert_says(v, "Fire in return is permitted by term t where this is found.");
    owed_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fire_in_return_needs_every_finding),
        cmocka_unit_test(a_finding_counts_from_a_standard_on),
        cmocka_unit_test(the_findings_are_inputs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
