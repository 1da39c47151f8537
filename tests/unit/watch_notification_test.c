/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

/* Exercises from 9000 people or 250 tanks on: 42 calendar days. */
static struct pact_term *open_term(struct world *w)
{
    static struct pact_threshold thresholds[2];
    struct pact_term *t;

    world_open(w);
    world_add_category(w, "tank", "main_battle_tank");
    t = world_term(w, "5", PACT_NOTIFICATION);
    thresholds[0] = (struct pact_threshold){
        .what = world_word(PACT_WORD_PERSONNEL, "personnel"), .op = PACT_GE, .n = 9000};
    thresholds[1] =
        (struct pact_threshold){.what = world_category(w, "tank"), .op = PACT_GE, .n = 250};
    t->u.notification = (struct pact_notification){.activity = SPAN("exercise"),
                                                   .thresholds = thresholds,
                                                   .n_thresholds = 2,
                                                   .notice_days = 42,
                                                   .aggregates_command = true,
                                                   .aggregate_m = 100000,
                                                   .alert_ms = 72 * MS_PER_H};
    return t;
}

/* 12 June to 20 June, by A; more members behind. */
static void exercise(struct world *w, const char *id, const char *members)
{
    world_row(w,
              "{'kind':'activity','id':'%s','activity':'exercise','by':'A',"
              "'time':'2020-06-12T06:00:00Z/2020-06-20T18:00:00Z','place':" AT_MIDDLE ",%s}",
              id, members);
}

static void notify(struct world *w, const char *received_at, const char *members)
{
    world_row(w,
              "{'kind':'notification','id':'n1','by':'A','about':'exercise','received_at':'%s',"
              "'for':'2020-06-12T00:00:00Z/2020-06-21T00:00:00Z'%s}",
              received_at, members);
}

static void a_threshold_reached_by_the_least_number_needs_a_notice(void **state)
{
    static const struct {
        const char *members;
        enum verdict_word word;
        const char *category;
    } rows[] = {
        {"'personnel':9000", VERDICT_VIOLATION, "personnel"},
        {"'personnel':8999", VERDICT_COMPLIANT, NULL},
        {"'personnel':{'about':9000}", VERDICT_INDETERMINATE, "personnel"},
        {"'personnel':{'about':11250}", VERDICT_VIOLATION, "personnel"},
        {"'personnel':{'at_least':9000}", VERDICT_VIOLATION, "personnel"},
        {"'personnel':100,'items':[{'class':'main_battle_tank','n':250}]", VERDICT_VIOLATION,
         "tank"},
        {"'personnel':100,'items':[{'class':'main_battle_tank','n':249}]", VERDICT_COMPLIANT, NULL},
        {"'items':[{'class':'main_battle_tank','n':249}]", VERDICT_COMPLIANT, NULL},
        {"'items':[[{'class':'main_battle_tank','p':0.8},{'class':'light_tank','p':0.2}]],"
         "'personnel':8999",
         VERDICT_COMPLIANT, NULL},
        {"'alert':false", VERDICT_INDETERMINATE, "personnel"}, /* nothing is known of its size */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;

        (void)open_term(&w);
        exercise(&w, "x1", rows[i].members);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].members);
        if (rows[i].category != NULL)
            assert_span(world_only(&w)->category, rows[i].category);
        if (rows[i].word == VERDICT_VIOLATION) {
            assert_string_equal(world_only(&w)->state, "missing");
            assert_span(world_only(&w)->party, "A");
        }
        world_close(&w);
    }
}

static void a_notice_counts_by_its_receipt_in_calendar_days(void **state)
{
    static const struct {
        const char *received_at, *members;
        enum verdict_word word;
        const char *state;
    } rows[] = {
        {"2020-05-01T23:59:59Z", "", VERDICT_COMPLIANT, NULL}, /* 42 dates before 12 June */
        {"2020-05-02T00:00:00Z", "", VERDICT_VIOLATION, "late"},
        {"2020-06-13T00:00:00Z", "", VERDICT_VIOLATION, "late"},
        {"2020-04-01T00:00:00Z", ",'complete':false", VERDICT_VIOLATION, "incomplete"},
        {"2020-05-10T00:00:00Z", ",'complete':false", VERDICT_VIOLATION, "incomplete"},
        {"2020-04-01T00:00:00Z", ",'command':'2nd corps'", VERDICT_VIOLATION, "missing"},
        {"2020-04-01T00:00:00Z", ",'command':'1st corps'", VERDICT_COMPLIANT, NULL},
        {"2020-04-01T00:00:00Z", ",'sent_at':'2020-03-01T00:00:00Z'", VERDICT_COMPLIANT, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        const struct verdict *v;

        (void)open_term(&w);
        exercise(&w, "x1", "'personnel':12000,'command':{'id':'1st corps','p':1}");
        notify(&w, rows[i].received_at, rows[i].members);
        world_judge(&w);
        v = world_only(&w);
        assert_word(v, rows[i].word, rows[i].received_at);
        if (rows[i].state == NULL)
            assert_null(v->state);
        else
            assert_string_equal(v->state, rows[i].state);
        world_close(&w);
    }
}

static void the_notice_must_be_about_this_exercise(void **state)
{
    static const struct {
        const char *name, *notice;
        enum verdict_word word;
    } rows[] = {
        {"another party",
         "'by':'B','about':'exercise','for':'2020-06-12T00:00:00Z/2020-06-21T00:00:00Z'",
         VERDICT_VIOLATION},
        {"about a movement",
         "'by':'A','about':'movement','for':'2020-06-12T00:00:00Z/2020-06-21T00:00:00Z'",
         VERDICT_VIOLATION},
        {"another month",
         "'by':'A','about':'exercise','for':'2020-07-12T00:00:00Z/2020-07-21T00:00:00Z'",
         VERDICT_VIOLATION},
        {"another region",
         "'by':'A','about':'exercise','area':{'type':'Polygon','coordinates':"
         "[[[41,48],[42,48],[42,49],[41,49],[41,48]]]}",
         VERDICT_VIOLATION},
        {"this region",
         "'by':'A','about':'exercise','area':{'type':'Polygon','coordinates':"
         "[[[37.5,48],[38.5,48],[38.5,49],[37.5,49],[37.5,48]]]}",
         VERDICT_COMPLIANT},
        {"no more than that", "'by':'A','about':'exercise'", VERDICT_COMPLIANT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;

        (void)open_term(&w);
        exercise(&w, "x1", "'personnel':12000");
        world_row(&w, "{'kind':'notification','id':'n1','received_at':'2020-01-01T00:00:00Z',%s}",
                  rows[i].notice);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].name);
        world_close(&w);
    }
}

static void content_that_the_term_asks_for_makes_a_notice_complete(void **state)
{
    static const struct span content[] = {{"command", 7}, {"personnel", 9}, {"weather", 7}};
    static const struct {
        const char *members;
        enum verdict_word word;
        const char *says;
    } rows[] = {
        {",'command':'c','personnel':12000", VERDICT_COMPLIANT, "n1"},
        {",'personnel':12000", VERDICT_VIOLATION, "(command)"},
        {",'command':'c'", VERDICT_VIOLATION, "(personnel)"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.notification.content = content;
        t->u.notification.n_content = 3;
        exercise(&w, "x1", "'personnel':12000");
        notify(&w, "2020-04-01T00:00:00Z", rows[i].members);
        world_judge(&w);
        assert_word(world_only(&w), rows[i].word, rows[i].members);
        assert_says(world_only(&w), rows[i].says);
        world_close(&w);
    }
}

/* Two activities of 5000: together they reach 9000. */
static void activities_of_one_command_are_added_up(void **state)
{
    static const struct {
        const char *name, *command[2], *time, *lat;
        size_t n;
        enum verdict_word word;
        double p;
    } rows[] = {
        {"one command",
         {"'c','p':1", "'c','p':1"},
         "2020-06-12T06:00:00Z/2020-06-14T00:00:00Z",
         "48.5",
         1,
         VERDICT_VIOLATION,
         1},
        {"most likely one",
         {"'c','p':0.98", "'c','p':0.98"},
         "2020-06-12T06:00:00Z/2020-06-14T00:00:00Z",
         "48.5",
         1,
         VERDICT_VIOLATION,
         0.9604},
        {"likely one",
         {"'c','p':0.9", "'c','p':1"},
         "2020-06-12T06:00:00Z/2020-06-14T00:00:00Z",
         "48.5",
         1,
         VERDICT_INDETERMINATE,
         0.9},
        {"two commands",
         {"'c','p':1", "'d','p':1"},
         "2020-06-12T06:00:00Z/2020-06-14T00:00:00Z",
         "48.5",
         2,
         VERDICT_COMPLIANT,
         0},
        {"touching",
         {"'c','p':1", "'c','p':1"},
         "2020-06-20T18:00:00Z/2020-06-24T00:00:00Z",
         "48.5",
         1,
         VERDICT_VIOLATION,
         1},
        {"one after the other",
         {"'c','p':1", "'c','p':1"},
         "2020-06-20T18:00:01Z/2020-06-24T00:00:00Z",
         "48.5",
         2,
         VERDICT_COMPLIANT,
         0},
        {"99 km apart",
         {"'c','p':1", "'c','p':1"},
         "2020-06-12T06:00:00Z/2020-06-14T00:00:00Z",
         "49.39",
         1,
         VERDICT_VIOLATION,
         1},
        {"101 km apart",
         {"'c','p':1", "'c','p':1"},
         "2020-06-12T06:00:00Z/2020-06-14T00:00:00Z",
         "49.41",
         2,
         VERDICT_COMPLIANT,
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;

        (void)open_term(&w);
        world_row(&w,
                  "{'kind':'activity','id':'x1','activity':'exercise','by':'A','personnel':5000,"
                  "'time':'2020-06-12T06:00:00Z/2020-06-20T18:00:00Z','place':" AT_MIDDLE
                  ",'command':{'id':%s}}",
                  rows[i].command[0]);
        world_row(&w,
                  "{'kind':'activity','id':'x2','activity':'exercise','by':'A','personnel':5000,"
                  "'time':'%s','place':{'lat':%s,'lon':38},'command':{'id':%s}}",
                  rows[i].time, rows[i].lat, rows[i].command[1]);
        world_judge(&w);
        if (w.n_verdicts != rows[i].n)
            fail_msg("%s: %zu verdicts", rows[i].name, w.n_verdicts);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].name);
        assert_float_equal((float)w.verdicts[0].p, (float)rows[i].p, 1e-6F);
        if (rows[i].n == 1)
            assert_int_equal(w.verdicts[0].n_inputs, 2);
        world_close(&w);
    }
}

static void only_what_is_needed_must_be_of_one_command(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    exercise(&w, "x1", "'personnel':9500,'command':{'id':'c','p':0.5}");
    exercise(&w, "x2", "'personnel':500,'command':{'id':'c','p':0.5}");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_VIOLATION, "one of them is enough");
    assert_float_equal((float)world_only(&w)->p, 1, 0);
    assert_int_equal(world_only(&w)->n_inputs, 1);
    world_close(&w);
}

static void an_unstated_command_leaves_it_open(void **state)
{
    struct world w;

    (void)state;
    (void)open_term(&w);
    exercise(&w, "x1", "'personnel':5000");
    exercise(&w, "x2", "'personnel':5000");
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 2);
    assert_int_equal(world_count(&w, VERDICT_INDETERMINATE), 2);
    assert_says(&w.verdicts[0], "at least 5000, at most 10000 personnel");
    world_close(&w);
}

/* a and c are not at one time: 3 × 4000 in a chain are at most 8000 at once. */
static void a_chain_is_not_one_activity(void **state)
{
    static const char *const times[] = {"2020-06-01T00:00:00Z/2020-06-05T00:00:00Z",
                                        "2020-06-04T00:00:00Z/2020-06-09T00:00:00Z",
                                        "2020-06-08T00:00:00Z/2020-06-12T00:00:00Z"};
    struct world w;

    (void)state;
    (void)open_term(&w);
    for (int i = 0; i < 3; i++)
        world_row(&w,
                  "{'kind':'activity','id':'x%d','activity':'exercise','by':'A','personnel':4000,"
                  "'time':'%s','place':" AT_MIDDLE ",'command':{'id':'c','p':1}}",
                  i, times[i]);
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_INDETERMINATE, "chain");
    assert_says(world_only(&w), "at least 8000, at most 12000 personnel");
    world_close(&w);
}

static void alerts_need_a_notice_at_the_start_and_observers_after_72_hours(void **state)
{
    static const struct {
        const char *name, *end, *received_at;
        bool invited;
        size_t n_violations;
        const char *state;
    } rows[] = {
        {"notified at the start, short", "2020-06-15T06:00:00Z", "2020-06-12T06:00:00Z", false, 0,
         NULL},
        {"notified a second later", "2020-06-15T06:00:00Z", "2020-06-12T06:00:01Z", false, 1,
         "late"},
        {"longer than 72 h", "2020-06-15T06:00:01Z", "2020-06-12T06:00:00Z", false, 1,
         "observers_not_invited"},
        {"longer, with observers", "2020-06-18T06:00:00Z", "2020-06-12T06:00:00Z", true, 0, NULL},
        {"neither", "2020-06-18T06:00:00Z", "2020-06-14T06:00:00Z", false, 2, "late"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct world w;
        size_t seen = 0;

        (void)open_term(&w);
        world_row(&w,
                  "{'kind':'activity','id':'x1','activity':'exercise','alert':true,'by':'A',"
                  "'time':'2020-06-12T06:00:00Z/%s','place':" AT_MIDDLE
                  ",'personnel':9000,'observers_invited':%s}",
                  rows[i].end, rows[i].invited ? "true" : "false");
        notify(&w, rows[i].received_at, "");
        world_judge(&w);
        if (world_count(&w, VERDICT_VIOLATION) != rows[i].n_violations)
            fail_msg("%s: %zu violations\n%s", rows[i].name, world_count(&w, VERDICT_VIOLATION),
                     w.printed.p);
        for (size_t k = 0; k < w.n_verdicts; k++) {
            const struct verdict *v = &w.verdicts[k];

            if (v->word != VERDICT_VIOLATION)
                continue;
            if (seen++ == 0)
                assert_string_equal(v->state, rows[i].state);
            if (strcmp(v->state, "observers_not_invited") == 0)
                assert_int_equal(v->when.t1_ms - v->when.t0_ms, i == 2 ? MS_PER_S : 3 * MS_PER_DAY);
        }
        world_close(&w);
    }
}

static void observers_have_thresholds_of_their_own(void **state)
{
    static const struct {
        const char *members;
        size_t n_verdicts;
    } rows[] = {{"'personnel':12999", 1},
                {"'personnel':13000", 2},
                {"'personnel':13000,'observers_invited':true", 1}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct pact_threshold observers = {
            .what = world_word(PACT_WORD_PERSONNEL, "personnel"), .op = PACT_GE, .n = 13000};
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.notification.observers = &observers;
        t->u.notification.n_observers = 1;
        exercise(&w, "x1", rows[i].members);
        notify(&w, "2020-04-01T00:00:00Z", "");
        world_judge(&w);
        assert_int_equal(w.n_verdicts, rows[i].n_verdicts);
        assert_int_equal(world_count(&w, VERDICT_VIOLATION), rows[i].n_verdicts - 1);
        world_close(&w);
    }
}

static void hours_are_elapsed_and_dates_are_local(void **state)
{
    struct world w;
    struct pact_term *t = open_term(&w);

    (void)state;
    t->u.notification.notice_days = -1;
    t->u.notification.notice_ms = 48 * MS_PER_H;
    exercise(&w, "x1", "'personnel':9000");
    notify(&w, "2020-06-10T06:00:00Z", "");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_COMPLIANT, "48 h");
    world_close(&w);

    t = open_term(&w);
    t->u.notification.notice_days = -1;
    t->u.notification.notice_ms = 48 * MS_PER_H;
    exercise(&w, "x1", "'personnel':9000");
    notify(&w, "2020-06-10T06:00:01Z", "");
    world_judge(&w);
    assert_word(world_only(&w), VERDICT_VIOLATION, "a second less");
    world_close(&w);
}

static void every_such_activity_where_no_threshold_is_agreed(void **state)
{
    static const struct {
        const char *by;
        size_t n;
        const char *party;
    } rows[] = {{"'by':'A',", 1, "A"}, {"", 1, "undetermined"}, {"'by':'G',", 0, NULL}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        struct pact_term *t = open_term(&w);

        t->u.notification.n_thresholds = 0;
        world_row(&w,
                  "{'kind':'activity','id':'x1','activity':'exercise',%s"
                  "'time':'2020-06-12T06:00:00Z','place':" AT_MIDDLE "}",
                  rows[i].by);
        world_rows(&w, "{'kind':'activity','id':'x2','activity':'movement','by':'A',"
                       "'time':'2020-06-12T06:00:00Z','place':" AT_MIDDLE "}");
        world_judge(&w);
        assert_int_equal(w.n_verdicts, rows[i].n);
        if (rows[i].n == 1) {
            assert_word(&w.verdicts[0], VERDICT_VIOLATION, rows[i].by);
            assert_span(w.verdicts[0].party, rows[i].party);
        }
        world_close(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_threshold_reached_by_the_least_number_needs_a_notice),
        cmocka_unit_test(a_notice_counts_by_its_receipt_in_calendar_days),
        cmocka_unit_test(the_notice_must_be_about_this_exercise),
        cmocka_unit_test(content_that_the_term_asks_for_makes_a_notice_complete),
        cmocka_unit_test(activities_of_one_command_are_added_up),
        cmocka_unit_test(only_what_is_needed_must_be_of_one_command),
        cmocka_unit_test(an_unstated_command_leaves_it_open),
        cmocka_unit_test(a_chain_is_not_one_activity),
        cmocka_unit_test(alerts_need_a_notice_at_the_start_and_observers_after_72_hours),
        cmocka_unit_test(observers_have_thresholds_of_their_own),
        cmocka_unit_test(hours_are_elapsed_and_dates_are_local),
        cmocka_unit_test(every_such_activity_where_no_threshold_is_agreed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
