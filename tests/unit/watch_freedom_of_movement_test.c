/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

/* Free movement for the observer smm; waits from 15 min on; by patrol, uav and camera. */
static struct pact_term *open_term(struct world *w)
{
    static const struct span means[] = {{"patrol", 6}, {"uav", 3}, {"camera", 6}};
    struct pact_term *t;

    world_open(w);
    t = world_term(w, "3", PACT_FREEDOM_OF_MOVEMENT);
    t->u.freedom = (struct pact_freedom){
        .beneficiary = 3, .means = means, .n_means = 3, .delay_ms = 15 * MS_PER_MIN};
    return t;
}

#define IMPEDED                                                                                    \
    "{'kind':'impediment','id':'i1','time':'2020-07-10T10:00:00Z','place':" AT_MIDDLE ","

static void each_impediment_is_judged_by_its_kind(void **state)
{
    static const struct {
        const char *members;
        enum verdict_word word;
        const char *party, *state;
    } rows[] = {
        {"'party':'A','impediment':'denial'", VERDICT_VIOLATION, "A", "denial"},
        {"'impediment':'denial'", VERDICT_VIOLATION, "undetermined", "denial"},
        {"'party':'both','impediment':'mines_uxo'", VERDICT_VIOLATION, "both", "mines_uxo"},
        {"'party':'G','impediment':'denial'", VERDICT_NOT_APPLICABLE, "G", "denial"},
        {"'party':'A','impediment':'delay','until':'2020-07-10T10:15:00Z'", VERDICT_VIOLATION, "A",
         "delay"},
        {"'party':'A','impediment':'delay','until':'2020-07-10T10:14:59Z'", VERDICT_COMPLIANT, "A",
         "recorded"},
        {"'party':'A','impediment':'delay'", VERDICT_INDETERMINATE, "A", "delay"},
        {"'party':'A','impediment':'denial','resolved':true,'until':'2020-07-10T10:10:00Z'",
         VERDICT_COMPLIANT, "A", "recorded"},
        {"'party':'A','impediment':'denial','resolved':true,'until':'2020-07-10T10:30:00Z'",
         VERDICT_VIOLATION, "A", "denial"},
        {"'party':'A','impediment':'denial','until':'2020-07-10T10:10:00Z'", VERDICT_VIOLATION, "A",
         "denial"},
        {"'party':'A','impediment':'threat_or_violence','until':'2020-07-10T10:01:00Z'",
         VERDICT_VIOLATION, "A", "threat_or_violence"},
        {"'impediment':'jamming'", VERDICT_VIOLATION, "undetermined", "jamming"},
        {"'party':'A','impediment':'jamming'", VERDICT_VIOLATION, "A", "jamming"},
        {"'party':'A','impediment':'probable_jamming'", VERDICT_VIOLATION, "undetermined",
         "probable_jamming"},
        {"'party':'B','impediment':'small_arms_at_uav'", VERDICT_VIOLATION, "B",
         "small_arms_at_uav"},
        {"'party':'B','impediment':'denial','means':'uav'", VERDICT_VIOLATION, "B", "denial"},
        {"'party':'B','impediment':'denial','means':'satellite'", VERDICT_NOT_APPLICABLE, "B",
         "denial"},
        {"'party':'B','impediment':'denial','source':'smm-1'", VERDICT_VIOLATION, "B", "denial"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        const struct verdict *v;

        (void)open_term(&w);
        world_row(&w, IMPEDED "%s}", rows[i].members);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].members);
        assert_span(v->party, rows[i].party);
        if (rows[i].word != VERDICT_NOT_APPLICABLE)
            assert_string_equal(v->state, rows[i].state);
        assert_span(v->inputs[0], "i1");
        world_close(&w);
    }
}

static void interference_from_nowhere_is_nobodys(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    world_rows(&w, "{'kind':'impediment','time':'2020-07-10T10:00:00Z','party':'A',"
                   "'impediment':'jamming'}");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_VIOLATION, "jamming");
    assert_span(world_only(&w)->party, "undetermined");
    assert_says(world_only(&w), "No emitter is located");
    world_close(&w);
}

static void a_standing_restriction_counts_on_its_first_day(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    for (int day = 1; day <= 3; day++)
        world_row(&w,
                  "{'kind':'impediment','id':'i%d','time':'2020-07-%02dT10:00:00Z','party':'A',"
                  "'place':{'lat':48.5,'lon':38.00%d},'impediment':'regular_restriction'}",
                  day, day, day);
    /* elsewhere, and another party's: their own */
    world_rows(&w, "{'kind':'impediment','id':'i8','time':'2020-07-03T11:00:00Z','party':'A',"
                   "'place':{'lat':48.6,'lon':38.0},'impediment':'denial','standing':true}\n"
                   "{'kind':'impediment','id':'i9','time':'2020-07-03T12:00:00Z','party':'B',"
                   "'place':{'lat':48.5,'lon':38.0},'impediment':'regular_restriction'}");
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 5);
    assert_int_equal(world_count(&w, VERDICT_VIOLATION), 3);
    assert_word(&w.verdicts[0], VERDICT_VIOLATION, "first day");
    assert_word(&w.verdicts[1], VERDICT_NOT_APPLICABLE, "second day");
    assert_string_equal(w.verdicts[1].state, "listed");
    assert_says(&w.verdicts[1], "(i1)");
    world_close(&w);
}

static void what_was_lifted_begins_anew(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    for (int day = 1; day <= 3; day++)
        world_row(&w,
                  "{'kind':'impediment','id':'i%d','time':'2020-07-%02dT10:00:00Z','party':'A',"
                  "'place':" AT_MIDDLE ",'impediment':'regular_restriction','resolved':%s}",
                  day, day, day == 2 ? "true" : "false");
    world_judge(&w);
    assert_word(&w.verdicts[0], VERDICT_VIOLATION, "first day");
    assert_word(&w.verdicts[1], VERDICT_NOT_APPLICABLE, "lifted on the second");
    assert_word(&w.verdicts[2], VERDICT_VIOLATION, "again on the third");
    world_close(&w);
}

static void a_shut_store_is_an_impediment_unless_a_row_says_so_already(void **state)
{
    static const struct {
        const char *visit, *row;
        size_t n;
        const char *state;
    } rows[] = {
        {"'access':'denied'", NULL, 1, "denial"},
        {"'access':'partial'", NULL, 1, "conditional_access"},
        {"'access':'full','not_shown':2", NULL, 1, "conditional_access"},
        {"'access':'full'", NULL, 0, NULL},
        {"'access':'denied'",
         "{'kind':'impediment','id':'i1','time':'2020-07-10T10:05:00Z','party':'A',"
         "'impediment':'denial'}",
         1, "denial"},
        {"'access':'denied'",
         "{'kind':'impediment','id':'i1','time':'2020-07-10T15:05:00Z','party':'A',"
         "'impediment':'denial'}",
         2, "denial"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;

        (void)open_term(&w);
        world_row(&w,
                  "{'kind':'visit','id':'v1','site':'depot','by':'smm',"
                  "'time':'2020-07-10T10:00:00Z/2020-07-10T11:00:00Z',%s}",
                  rows[i].visit);
        if (rows[i].row != NULL)
            world_rows(&w, rows[i].row);
        world_judge(&w);
        if (w.n_verdicts != rows[i].n)
            fail_msg("row %zu: %zu verdicts", i, w.n_verdicts);
        if (rows[i].n > 0) {
            assert_word(&w.verdicts[0], VERDICT_VIOLATION, rows[i].visit);
            assert_string_equal(w.verdicts[0].state, rows[i].state);
            assert_span(w.verdicts[0].party, rows[i].row == NULL ? "undetermined"
                                             : i == 4            ? "A"
                                                                 : "undetermined");
        }
        world_close(&w);
    }
}

static void place_and_time_bound_the_term(void **state)
{
    static const struct {
        const char *name, *row;
        enum verdict_word word;
    } rows[] = {
        {"inside", "'time':'2020-07-10T10:00:00Z','place':{'lat':48.5,'lon':38.2}",
         VERDICT_VIOLATION},
        {"outside", "'time':'2020-07-10T10:00:00Z','place':{'lat':48.5,'lon':37.8}",
         VERDICT_COMPLIANT},
        {"nowhere", "'time':'2020-07-10T10:00:00Z'", VERDICT_INDETERMINATE},
        {"before", "'time':'2020-07-08T23:59:59Z','place':{'lat':48.5,'lon':38.2}",
         VERDICT_NOT_APPLICABLE},
        {"at once", "'time':'2020-07-09T00:00:00Z','place':{'lat':48.5,'lon':38.2}",
         VERDICT_VIOLATION},
        {"began before, goes on",
         "'time':'2020-07-08T20:00:00Z','until':'2020-07-09T04:00:00Z',"
         "'place':{'lat':48.5,'lon':38.2}",
         VERDICT_VIOLATION},
        {"after", "'time':'2020-07-12T00:00:00Z','place':{'lat':48.5,'lon':38.2}",
         VERDICT_NOT_APPLICABLE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        static const uint32_t where[] = {0};
        struct world w;
        struct pact_term *t = open_term(&w);

        world_area(&w, "zone", world_box(&w, 0, -20000, 40000, 20000));
        t->where = where;
        t->n_where = 1;
        t->from_ms = WORLD_T0 - 44 * MS_PER_H; /* 9 July 00:00 */
        t->until_ms = WORLD_T0 + 28 * MS_PER_H;
        world_row(&w, "{'kind':'impediment','party':'A','impediment':'denial',%s}", rows[i].row);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        world_close(&w);
    }
}

static void claims_change_nothing_and_agreed_permits_do(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    world_rows(&w, IMPEDED "'party':'A','impediment':'denial','reason':'demining'}");
    world_rows(&w, "{'kind':'reply','id':'r1','by':'A','about':'i1','claim':'for their safety',"
                   "'received_at':'2020-07-11T00:00:00Z'}");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_VIOLATION, "reply");
    assert_says(world_only(&w), "for their safety");
    assert_says(world_only(&w), "demining");
    world_close(&w);

    (void)open_term(&w);
    world_rows(&w, IMPEDED "'party':'A','impediment':'denial'}");
    world_rows(&w, "{'kind':'permit','id':'p1','holder':'A','scope':'3',"
                   "'for':'2020-07-10T00:00:00Z/2020-07-11T00:00:00Z'}");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_EXEMPT, "permit");
    assert_span(world_only(&w)->exemption, "p1");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_impediment_is_judged_by_its_kind),
        cmocka_unit_test(interference_from_nowhere_is_nobodys),
        cmocka_unit_test(a_standing_restriction_counts_on_its_first_day),
        cmocka_unit_test(what_was_lifted_begins_anew),
        cmocka_unit_test(a_shut_store_is_an_impediment_unless_a_row_says_so_already),
        cmocka_unit_test(place_and_time_bound_the_term),
        cmocka_unit_test(claims_change_nothing_and_agreed_permits_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
