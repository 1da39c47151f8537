/* SPDX-License-Identifier: Apache-2.0 */
/* Where an incident stands on the ladders of the shipped charter, from both sides of each
 * threshold: what opens a step, what is missing for it, who must act and by when. */
#include "pact_sources.h"

#include "council/ladder.h"

#include <string.h>

#define PROBING 0
#define RENEWED 1
#define T0      INT64_C(1800000000000) /* 2027-01-15T08:00:00Z */

static const struct span people[] = {{.p = "trainer", .n = 7}, {.p = "visitor", .n = 7}};

struct world {
    struct pact_bench b;
    struct ladder_case c;
    const struct ladder_view *views;
    struct ladder_grade grades[4];
    struct ladder_finding findings[4];
    struct ladder_measure measures[4];
};

static void world_init(struct world *w)
{
    char folder[1024];

    memset(w, 0, sizeof(*w));
    (void)snprintf(folder, sizeof(folder), "%s/examples/aasc", AASC_ROOT);
    bench_init(&w->b, folder);
    if (bench_load(&w->b, bench_read(&w->b, "examples/aasc", "aasc.pact")) != RC_OK) {
        bench_print(&w->b);
        fail();
    }
    w->grades[0] = (struct ladder_grade){.from_ms = T0,
                                         .type = SPAN("attack_on_personnel"),
                                         .against = SPAN("personnel"),
                                         .classes = people,
                                         .n_classes = 1,
                                         .severity = 4};
    w->c = (struct ladder_case){.charter = w->b.model->agreements[0].charter,
                                .zone = w->b.model->agreements[0].zone,
                                .grades = w->grades,
                                .n_grades = 1,
                                .findings = w->findings,
                                .measures = w->measures,
                                .report_ms = TIME_NEVER};
}

static const struct ladder_step_view *look(struct world *w, size_t ladder, const char *step,
                                           int64_t at_ms)
{
    const struct charter_ladder *l = &w->c.charter->ladders[ladder];
    struct err err = {0};

    assert_ok(ladder_look(&w->c, at_ms, &w->b.arena, &w->views, &err));
    for (size_t i = 0; i < l->n_steps; i++)
        if (span_is(l->steps[i].id, step))
            return &w->views[ladder].steps[i];
    fail_msg("no step %s", step);
    return NULL;
}

static const char *state_at(struct world *w, size_t ladder, const char *step, int64_t at_ms)
{
    return ladder_state_name(look(w, ladder, step, at_ms)->state);
}

/* The first item that says so; NULL: there is none. */
static const struct ladder_item *item_of(const struct ladder_step_view *s, const char *words)
{
    for (size_t i = 0; i < s->n_items; i++) {
        char text[2000];

        (void)snprintf(text, sizeof(text), "%.*s", (int)s->items[i].what.n, s->items[i].what.p);
        if (strstr(text, words) != NULL)
            return &s->items[i];
    }
    return NULL;
}

static void only_what_the_incident_is_opens_a_ladder(void **state)
{
    const struct {
        struct ladder_grade grade;
        bool opens[2];
    } rows[] = {
        {{.against = SPAN("personnel"), .classes = people, .n_classes = 1}, {true, false}},
        {{.against = SPAN("personnel"), .classes = people, .n_classes = 2}, {true, false}},
        {{.against = SPAN("personnel"), .classes = people + 1, .n_classes = 1}, {false, false}},
        {{.against = SPAN("personnel")}, {false, false}},
        {{.against = SPAN("civilians"), .classes = people, .n_classes = 1}, {false, false}},
        {{.type = SPAN("incursion"), .severity = 5}, {false, true}},
        {{.type = SPAN("incursion"), .severity = 4}, {false, false}},
        {{.type = SPAN("incursion"), .severity = 0}, {false, false}},
        {{.type = SPAN("airspace"), .severity = 5}, {false, false}},
        {{.type = SPAN("incursion"),
          .severity = 5,
          .against = SPAN("personnel"),
          .classes = people,
          .n_classes = 1},
         {true, true}},
    };
    struct world w;

    (void)state;
    world_init(&w);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (size_t k = 0; k < 2; k++)
            if (ladder_is_opened_by(&w.c.charter->ladders[k], &rows[i].grade) != rows[i].opens[k])
                fail_msg("row %zu, ladder %zu", i, k);
    assert_string_equal(state_at(&w, RENEWED, "alert", T0), "closed");
    w.c.n_grades = 0; /* not graded at all */
    assert_string_equal(state_at(&w, PROBING, "protect", T0), "closed");
    arena_release(&w.b.arena);
}

static struct ladder_finding finding_of(struct span party, enum mode mode, int64_t rank,
                                        int64_t common)
{
    struct ladder_common on = {.rank = common,
                               .lacking = common < rank ? SPAN("lva") : span_none()};

    return (struct ladder_finding){.link = LINK_RESPONSIBILITY,
                                   .hypothesis = SPAN("h"),
                                   .party = party,
                                   .mode = mode,
                                   .rank = rank,
                                   .common = {on, on},
                                   .since_ms = T0 + MS_PER_DAY};
}

static void steps_open_each_on_its_own_condition(void **state)
{
    static const struct {
        const char *party;
        enum mode mode;
        int64_t rank, common; /* 3 reasonable grounds, 4 clear and convincing */
        const char *economic, *combat;
        const char *words; /* of what combat lacks */
    } rows[] = {
        {"rus", MODE_DIRECT_ORGAN, 4, 4, "available", "available", NULL},
        {"rus", MODE_DIRECT_ORGAN, 5, 5, "available", "available", NULL},
        {"rus", MODE_DIRECT_ORGAN, 3, 3, "available", "not available", "reasonable_grounds only"},
        {"rus", MODE_DIRECT_ORGAN, 2, 2, "not available", "not available", "_probabilities only"},
        {"rus", MODE_AIDED, 5, 5, "available", "not available", "a finding that rus answers"},
        {"rus", MODE_FAILED_TO_PREVENT, 5, 5, "not available", "not available", "a finding that"},
        {"rus", MODE_NONE, 5, 5, "not available", "not available", "a finding that rus answers"},
        {"ukr", MODE_DIRECT_ORGAN, 5, 5, "not available", "not available", "a finding that rus"},
        {"rus", MODE_DIRECT_ORGAN, 5, 4, "available", "available", NULL},
        {"rus", MODE_DIRECT_ORGAN, 5, 3, "available", "not available", "it reaches reasonable_gr"},
        {"rus", MODE_DIRECT_ORGAN, 5, 2, "not available", "not available", "may waive by a signed"},
        {"rus", MODE_DIRECT_ORGAN, 5, LADDER_RANK_NONE, "not available", "not available",
         "it reaches no standard"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct ladder_step_view *combat;
        int64_t at_ms = T0 + 2 * MS_PER_DAY;
        struct world w;

        world_init(&w);
        w.findings[0] =
            finding_of(span_of(rows[i].party), rows[i].mode, rows[i].rank, rows[i].common);
        w.c.n_findings = 1;
        if (strcmp(state_at(&w, PROBING, "economic", at_ms), rows[i].economic) != 0 ||
            strcmp(state_at(&w, PROBING, "combat", at_ms), rows[i].combat) != 0)
            fail_msg("row %zu", i);
        /* whatever these lack, the others stand where they stand */
        assert_string_equal(state_at(&w, PROBING, "protect", at_ms), "available");
        combat = look(&w, PROBING, "combat", at_ms);
        if (rows[i].words != NULL && item_of(combat, rows[i].words) == NULL)
            fail_msg("row %zu: not told", i);
        assert_int_equal(combat->since_ms, rows[i].words == NULL ? T0 + MS_PER_DAY : TIME_NEVER);
        assert_non_null(item_of(combat, "the consent of ukr"));
        arena_release(&w.b.arena);
    }
}

static void who_lacks_exhibits_is_named(void **state)
{
    const struct ladder_step_view *s;
    struct world w;

    (void)state;
    world_init(&w);
    w.findings[0] = finding_of(SPAN("rus"), MODE_DIRECT_ORGAN, 5, 2);
    /* [true]: where the rule recuses parties, as `important` does, another set of voters reads */
    w.findings[0].common[true] = (struct ladder_common){.rank = 3, .lacking = SPAN("est")};
    w.c.n_findings = 1;
    s = look(&w, PROBING, "combat", T0);
    assert_span(item_of(s, "every eligible voter")->who, "est");
    assert_string_equal(state_at(&w, PROBING, "economic", T0), "available");
    arena_release(&w.b.arena);
}

static void the_last_instant_is_in_time(void **state)
{
    const struct ladder_item *i;
    struct world w;

    (void)state;
    world_init(&w);
    i = item_of(look(&w, PROBING, "protect", T0 + MS_PER_H), "reinforce_posture");
    assert_int_equal(i->by_ms, T0 + MS_PER_H);
    assert_span(i->who, "the commander");
    assert_false(i->is_overdue);
    assert_false(i->is_bar);
    assert_true(
        item_of(look(&w, PROBING, "protect", T0 + MS_PER_H + 1), "reinforce_posture")->is_overdue);
    arena_release(&w.b.arena);
}

static void a_regrade_restarts_every_clock(void **state)
{
    struct world w;

    (void)state;
    world_init(&w);
    w.grades[1] = w.grades[0];
    w.grades[1].from_ms = T0 + MS_PER_DAY; /* the same again: nothing restarts */
    w.c.n_grades = 2;
    assert_int_equal(look(&w, PROBING, "protect", T0)->due_ms, T0 + MS_PER_H);
    assert_false(w.views[PROBING].was_regraded);
    w.grades[1].severity = 5;
    assert_int_equal(look(&w, PROBING, "protect", T0)->due_ms, T0 + MS_PER_DAY + MS_PER_H);
    assert_true(w.views[PROBING].was_regraded);
    w.measures[0] = (struct ladder_measure){.id = SPAN("m"),
                                            .ladder = SPAN("probing_attack"),
                                            .step = SPAN("economic"),
                                            .life = {.kind = MEASURE_ECONOMIC_MEASURES,
                                                     .review = {.unit = PERIOD_DAYS, .n = 90},
                                                     .life = LIFE_ACTIVE,
                                                     .clock_ms = T0}};
    w.c.n_measures = 1;
    assert_int_equal(item_of(look(&w, PROBING, "economic", T0), "its review")->by_ms,
                     period_last_ms(w.c.zone, T0 + MS_PER_DAY,
                                    (struct pact_period){.unit = PERIOD_DAYS, .n = 90}));
    w.grades[1].classes = people + 1; /* graded down: what began goes on, what did not is closed */
    assert_string_equal(state_at(&w, PROBING, "protect", T0), "closed");
    assert_string_equal(state_at(&w, PROBING, "economic", T0), "blocked");
    w.grades[0].n_classes = 0; /* opened by the second grade alone: that is no regrade */
    w.grades[1].classes = people;
    (void)look(&w, PROBING, "protect", T0);
    assert_true(w.views[PROBING].is_open);
    assert_false(w.views[PROBING].was_regraded);
    arena_release(&w.b.arena);
}

static void a_measure_carries_its_step(void **state)
{
    static const struct {
        enum measure_life life;
        enum ladder_ballot take;
        bool has_consent, has_contributor, has_finding;
        const char *state, *words;
    } rows[] = {
        {LIFE_PROPOSED, BALLOT_NONE, false, false, true, "proposed", "a vote on it; none is open"},
        {LIFE_PROPOSED, BALLOT_OPEN, false, false, true, "proposed", "is open: ballots"},
        {LIFE_PROPOSED, BALLOT_UNCOUNTED, false, false, true, "proposed", "not counted"},
        {LIFE_VOTED, BALLOT_ADOPTED, true, true, true, "decided", NULL},
        {LIFE_VOTED, BALLOT_ADOPTED, false, true, true, "blocked", "the consent of ukr"},
        {LIFE_VOTED, BALLOT_ADOPTED, true, false, true, "blocked", "that usa takes part"},
        {LIFE_VOTED, BALLOT_ADOPTED, true, true, false, "blocked", "a finding that rus"},
        {LIFE_ACTIVE, BALLOT_ADOPTED, true, true, true, "runs", "its review"},
        {LIFE_ACTIVE, BALLOT_ADOPTED, false, true, true, "blocked", "the consent of ukr"},
        {LIFE_UNDER_REVIEW, BALLOT_ADOPTED, true, true, true, "runs", "its review"},
        {LIFE_STANDING_DOWN, BALLOT_ADOPTED, false, true, true, "standing down", "its end"},
        {LIFE_ENDED, BALLOT_ADOPTED, true, true, true, "done", NULL},
        {LIFE_ENDED, BALLOT_ADOPTED, true, true, false, "not available", "a finding that rus"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ladder_shown shown[] = {
            {.ladder = SPAN("probing_attack"),
             .step = SPAN("combat"),
             .kind = LADDER_CONSENT,
             .of = SPAN("ukr"),
             .is_met = rows[i].has_consent},
            {.ladder = SPAN("probing_attack"),
             .step = SPAN("combat"),
             .kind = LADDER_CONTRIBUTOR,
             .of = SPAN("usa"),
             .is_met = rows[i].has_contributor},
        };
        const struct ladder_step_view *s;
        struct world w;

        world_init(&w);
        w.findings[0] = finding_of(SPAN("rus"), MODE_DIRECT_ORGAN, 4, 4);
        w.c.n_findings = rows[i].has_finding;
        w.c.shown = shown;
        w.c.n_shown = 2;
        w.measures[0] = (struct ladder_measure){
            .id = SPAN("m"),
            .ladder = SPAN("probing_attack"),
            .step = SPAN("combat"),
            .life = {.kind = MEASURE_STATION_COMBAT_FORCES,
                     .needs_vote = true,
                     .review = {.unit = PERIOD_DAYS, .n = 90},
                     .life = rows[i].life,
                     .clock_ms = T0},
            .take = {.is = rows[i].take, .closes_ms = T0 + MS_PER_DAY, .id = SPAN("p")}};
        w.c.n_measures = 1;
        s = look(&w, PROBING, "combat", T0);
        if (strcmp(ladder_state_name(s->state), rows[i].state) != 0 ||
            (rows[i].words != NULL && item_of(s, rows[i].words) == NULL))
            fail_msg("row %zu: %s", i, ladder_state_name(s->state));
        assert_string_equal(
            measure_life_name(
                ladder_measure_look(&w.c, &w.views[PROBING], &w.measures[0], T0).life),
            s->state == STEP_BLOCKED ? "blocked" : measure_life_name(rows[i].life));
        arena_release(&w.b.arena);
    }
}

static void aggression_waits_for_no_attribution(void **state)
{
    struct ladder_addressee told[] = {
        {.who = SPAN("usa"), .sent_ms = TIME_NEVER, .acknowledged_ms = TIME_NEVER},
        {.who = SPAN("pol"), .is_liaison = true, .sent_ms = T0, .acknowledged_ms = T0},
    };
    struct ladder_response said[] = {{.member = SPAN("usa"), .at_ms = TIME_NEVER},
                                     {.member = SPAN("pol"), .at_ms = T0}};
    const struct ladder_step_view *s;
    struct ladder_deed deed;
    struct world w;

    (void)state;
    world_init(&w);
    w.grades[0] = (struct ladder_grade){.from_ms = T0, .type = SPAN("incursion"), .severity = 5};
    w.c.addressees = told;
    w.c.n_addressees = 2;
    w.c.responses = said;
    w.c.n_responses = 2;
    s = look(&w, RENEWED, "alert", T0 + MS_PER_H);
    assert_string_equal(ladder_state_name(s->state), "runs"); /* the liaison was told */
    assert_int_equal(s->n_items, 1);
    assert_false(item_of(s, "the alert to usa")->is_overdue);
    assert_true(item_of(look(&w, RENEWED, "alert", T0 + MS_PER_H + 1), "to usa")->is_overdue);
    told[0].sent_ms = T0 + MS_PER_H;
    s = look(&w, RENEWED, "alert", T0 + MS_PER_H);
    assert_string_equal(ladder_state_name(s->state), "done");
    assert_span(item_of(s, "not acknowledged")->who, "usa");
    assert_null(item_of(s, "too late"));
    told[0].sent_ms = T0 + MS_PER_H + 1;
    told[0].acknowledged_ms = T0 + MS_PER_H + 2;
    s = look(&w, RENEWED, "alert", T0 + 2 * MS_PER_H);
    assert_non_null(item_of(s, "too late"));
    assert_null(item_of(s, "not acknowledged"));

    s = look(&w, RENEWED, "session", T0);
    assert_string_equal(ladder_state_name(s->state), "runs"); /* nobody has to open it */
    assert_int_equal(item_of(s, "to be held")->by_ms, T0 + 6 * MS_PER_H);
    deed = (struct ladder_deed){.kind = MEASURE_EMERGENCY_SESSION, .at_ms = T0 + MS_PER_H};
    w.c.deeds = &deed;
    w.c.n_deeds = 1;
    assert_string_equal(state_at(&w, RENEWED, "session", T0), "done");
    deed.kind = MEASURE_EVACUATE; /* the commander did not ask */
    s = look(&w, RENEWED, "protect", T0);
    assert_null(item_of(s, "evacuate"));
    assert_non_null(item_of(s, "call_rapid_reaction"));

    s = look(&w, RENEWED, "responses", T0);
    assert_string_equal(ladder_state_name(s->state), "runs");
    assert_int_equal(s->n_items, 1);
    assert_span(s->items[0].who, "usa");
    assert_int_equal(s->items[0].by_ms, TIME_NEVER);
    assert_false(s->items[0].is_bar); /* silence is no fault */
    said[0].at_ms = T0;
    assert_string_equal(state_at(&w, RENEWED, "responses", T0), "done");
    arena_release(&w.b.arena);
}

static void an_inquiry_is_opened_and_reports(void **state)
{
    struct ladder_deed opened = {.kind = MEASURE_OPEN_INVESTIGATION, .at_ms = T0 + MS_PER_DAY};
    const struct ladder_step_view *s;
    struct world w;

    (void)state;
    world_init(&w);
    s = look(&w, PROBING, "inquire", T0);
    assert_string_equal(ladder_state_name(s->state), "available");
    assert_non_null(item_of(s, "is to be opened"));
    w.c.deeds = &opened;
    w.c.n_deeds = 1;
    s = look(&w, PROBING, "inquire", T0);
    assert_string_equal(ladder_state_name(s->state), "runs");
    /* within 14 d of 15 January: until 24:00 of the 29th */
    assert_int_equal(item_of(s, "the report")->by_ms, T0 - 8 * MS_PER_H + 15 * MS_PER_DAY - 1);
    w.c.report_ms = T0 + 3 * MS_PER_DAY;
    assert_string_equal(state_at(&w, PROBING, "inquire", T0), "done");
    arena_release(&w.b.arena);
}

static void quiet_opens_a_vote_and_ends_nothing(void **state)
{
    struct quiet_ground ground = {.is_known = true};
    struct quiet_case quiet = {.grounds = &ground, .begin_ms = T0, .responsible = SPAN("rus")};
    const struct ladder_step_view *s;
    struct world w;

    (void)state;
    world_init(&w);
    quiet.until = w.c.charter->ladders[PROBING].steps[3].quiet;
    quiet.zone = w.c.zone;
    w.measures[0] = (struct ladder_measure){
        .id = SPAN("m"),
        .ladder = SPAN("probing_attack"),
        .step = SPAN("combat"),
        .life = {.kind = MEASURE_STATION_COMBAT_FORCES, .life = LIFE_ACTIVE, .clock_ms = T0},
        .quiet = &quiet};
    w.c.n_measures = 1;
    s = look(&w, PROBING, "combat", T0 + 60 * MS_PER_DAY);
    assert_non_null(item_of(s, "that the withdrawal was verified is not shown"));
    quiet.has_withdrawal = true;
    quiet.withdrawal_ms = T0;
    assert_null(item_of(look(&w, PROBING, "combat", T0 + 60 * MS_PER_DAY - 1), "it is quiet"));
    s = look(&w, PROBING, "combat", T0 + 60 * MS_PER_DAY);
    assert_non_null(item_of(s, "stand_down may be voted by ordinary"));
    assert_string_equal(ladder_state_name(s->state), "blocked"); /* and still stands */
    arena_release(&w.b.arena);
}

static void a_step_waits_only_where_it_says_after(void **state)
{
    static const char text[] =
        "pact 1\ncharter c { timezone \"UTC\"; member usa; rule r { majority simple }\n"
        "ladder l { ref \"1\"; on incident\n"
        "step 2 b { measure demarche; by r; after a }\n"
        "step 1 a { measure reinforce_posture; by commander } } }\n";
    struct world w;

    (void)state;
    world_init(&w);
    if (bench_load(&w.b, span_of(text)) != RC_OK) {
        bench_print(&w.b);
        fail();
    }
    w.c.charter = w.b.model->agreements[0].charter;
    assert_string_equal(state_at(&w, 0, "b", T0), "waits");
    assert_non_null(item_of(look(&w, 0, "b", T0), "the step a has not begun"));
    w.measures[0] =
        (struct ladder_measure){.id = SPAN("m"),
                                .ladder = SPAN("l"),
                                .step = SPAN("a"),
                                .life = {.kind = MEASURE_REINFORCE_POSTURE, .life = LIFE_PROPOSED}};
    w.c.n_measures = 1;
    assert_string_equal(state_at(&w, 0, "b", T0), "waits");
    w.measures[0].life.life = LIFE_ACTIVE;
    assert_string_equal(state_at(&w, 0, "b", T0), "available");
    arena_release(&w.b.arena);
}

static void a_full_arena_is_said(void **state)
{
    enum rc rc = RC_LIMIT;
    struct world w;
    long n;

    (void)state;
    world_init(&w);
    for (n = 1; rc == RC_LIMIT && n < 1000; n++) {
        struct err err = {0};

        arena_fail_at(n);
        rc = ladder_look(&w.c, T0, &w.b.arena, &w.views, &err);
        arena_fail_at(0);
        if (rc != RC_OK && (rc != RC_LIMIT || err.note[0] == '\0'))
            fail_msg("the %ldth allocation: %d", n, (int)rc);
    }
    assert_int_equal(rc, RC_OK);
    assert_true(n > 10);
    arena_release(&w.b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_the_incident_is_opens_a_ladder),
        cmocka_unit_test(steps_open_each_on_its_own_condition),
        cmocka_unit_test(who_lacks_exhibits_is_named),
        cmocka_unit_test(the_last_instant_is_in_time),
        cmocka_unit_test(a_regrade_restarts_every_clock),
        cmocka_unit_test(a_measure_carries_its_step),
        cmocka_unit_test(aggression_waits_for_no_attribution),
        cmocka_unit_test(an_inquiry_is_opened_and_reports),
        cmocka_unit_test(quiet_opens_a_vote_and_ends_nothing),
        cmocka_unit_test(a_step_waits_only_where_it_says_after),
        cmocka_unit_test(a_full_arena_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
