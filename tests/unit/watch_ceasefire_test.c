/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

static struct world w;
static struct pact_term *term;

static void begin(void)
{
    uint32_t *where;
    struct err err = {0};

    world_open(&w);
    term = world_term(&w, "1", PACT_CEASEFIRE);
    where = arena_alloc(&w.arena, sizeof(*where), &err);
    *where = world_area(&w, "zone", world_box(&w, -20000, -20000, 20000, 20000));
    term->where = where;
    term->n_where = 1;
}

static int open_world(void **state)
{
    (void)state;
    begin();
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static void again(void)
{
    world_close(&w);
    begin();
}

static void assert_word(const struct verdict *v, enum verdict_word word, const char *what)
{
    if (v->word != word)
        fail_msg("%s: %s: %.*s", what, verdict_name(v->word), SPAN_ARG(v->explanation));
}

static void phenomena_and_places(void **state)
{
    static const struct {
        const char *what;
        enum phenomenon phenomenon;
        double east_m, sigma_m;
        enum verdict_word word;
        int severity;
    } rows[] = {
        {"an explosion", PHEN_EXPLOSION, 0, 0, VERDICT_VIOLATION, 4},
        {"a burst", PHEN_BURST, 0, 0, VERDICT_VIOLATION, 3},
        {"a shot", PHEN_SHOT, 0, 0, VERDICT_VIOLATION, 2},
        {"a projectile", PHEN_PROJECTILE_IN_FLIGHT, 0, 0, VERDICT_VIOLATION, 4},
        {"a flare", PHEN_ILLUMINATION_FLARE, 0, 0, VERDICT_VIOLATION, 2},
        {"a muzzle flash", PHEN_MUZZLE_FLASH, 0, 0, VERDICT_VIOLATION, 3},
        {"a controlled detonation", PHEN_CONTROLLED_DETONATION, 0, 0, VERDICT_NOT_APPLICABLE, 3},
        {"an uncontrolled explosion", PHEN_UNCONTROLLED_EXPLOSION, 0, 0, VERDICT_NOT_APPLICABLE, 3},
        {"just inside", PHEN_SHOT, 19990, 0, VERDICT_VIOLATION, 2},
        {"just outside", PHEN_SHOT, 20010, 0, VERDICT_COMPLIANT, 2},
        {"on the edge with an error", PHEN_SHOT, 20000, 300, VERDICT_INDETERMINATE, 2},
        {"inside by two sigma", PHEN_SHOT, 19400, 300, VERDICT_VIOLATION, 2},
        {"outside by two sigma", PHEN_SHOT, 20600, 300, VERDICT_COMPLIANT, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        again();
        world_add(&w,
                  world_observation(&w, "cam", 0, world_point(rows[i].east_m, 0, rows[i].sigma_m),
                                    rows[i].phenomenon));
        world_judge(&w);
        assert_int_equal(w.n_verdicts, 1);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].what);
        assert_int_equal(w.verdicts[0].severity, rows[i].severity);
        assert_span(w.verdicts[0].party, "undetermined");
    }
}

static void a_weapon_sighting_is_no_event(void **state)
{
    (void)state;
    world_add(&w,
              world_sighting(&w, 0, world_point(0, 0, 0), "A", world_class(&w, "artillery", 122)));
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 0);
    assert_int_equal(w.n_events, 0);
}

static void time_rows(void **state)
{
    static const struct {
        const char *what;
        double t0_s, t1_s, clock_s;
        enum verdict_word word;
        double p;
    } rows[] = {
        {"a millisecond before", -0.001, -0.001, 0, VERDICT_NOT_APPLICABLE, NAN},
        {"the instant of from", 0, 0, 0, VERDICT_VIOLATION, 1},
        {"half before", -60, 60, 0, VERDICT_INDETERMINATE, 0.5},
        {"almost all after", -1, 99, 0, VERDICT_VIOLATION, 0.99},
        {"almost all before", -99, 1, 0, VERDICT_COMPLIANT, 0.01},
        {"an uncertain clock at from", 0, 0, 5, VERDICT_INDETERMINATE, 0.5},
        {"an uncertain clock ten seconds after", 10, 10, 5, VERDICT_VIOLATION, 0.97725},
        {"at until", 1000, 1000, 0, VERDICT_NOT_APPLICABLE, NAN},
        {"a millisecond before until", 999.999, 999.999, 0, VERDICT_VIOLATION, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;

        again();
        term->from_ms = WORLD_T0;
        term->until_ms = WORLD_T0 + 1000000;
        o = world_observation(&w, "cam", rows[i].t0_s, world_point(0, 0, 0), PHEN_SHOT);
        o.when.t1_ms = WORLD_T0 + (int64_t)(rows[i].t1_s * 1000);
        o.clock_sigma_s = (float)rows[i].clock_s;
        world_add(&w, o);
        world_judge(&w);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].what);
        if (!isnan(rows[i].p))
            assert_near(w.verdicts[0].p, rows[i].p, 1e-4);
    }
}

static void actors_of_the_members(void **state)
{
    static const struct {
        const char *first, *second, *party;
    } rows[] = {{"A", "A", "A"},
                {"A", "", "A"},
                {"", "", "undetermined"},
                {"A", "B", "undetermined"},
                {"both", "", "both"}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *const actors[] = {rows[i].first, rows[i].second};

        again();
        for (size_t k = 0; k < 2; k++) {
            struct observation o = world_observation(&w, k == 0 ? "cam-1" : "cam-2", 0,
                                                     world_point(0, 0, 50), PHEN_SHOT);
            struct span actor = span_of(actors[k]);

            o.actor = (struct actor){.party = actor};
            if (actor.n > 0)
                o.actor.form = span_is(actor, "both") ? ACTOR_BOTH : ACTOR_PARTY;
            world_add(&w, o);
        }
        world_judge(&w);
        assert_int_equal(w.n_verdicts, 1);
        assert_int_equal(w.verdicts[0].word, VERDICT_VIOLATION);
        assert_true(span_is(w.verdicts[0].party, rows[i].party));
        assert_int_equal(w.verdicts[0].count.min, 1);
        assert_int_equal(w.verdicts[0].count.max, 2);
        assert_int_equal(w.verdicts[0].n_inputs, 2);
        assert_true(span_eq(w.verdicts[0].event, w.events[0].id));
    }
}

/* A report may add to a count; it neither places nor lays to anybody what was seen. */
static void reports_do_not_speak_for_what_was_seen(void **state)
{
    (void)state;
    for (int trusts = 0; trusts < 2; trusts++) {
        struct observation seen, reported;

        again();
        w.options.trusts_reported = trusts == 1;
        seen = world_observation(&w, "cam", 0, world_point(0, 0, 200), PHEN_SHOT);
        reported = world_observation(&w, "news", 0, world_point(100, 0, 10), PHEN_SHOT);
        reported.head.id = SPAN("reported");
        reported.is_reported = true;
        reported.actor = (struct actor){ACTOR_PARTY, SPAN("A")};
        world_add(&w, seen);
        world_add(&w, reported);
        world_judge(&w);
        assert_int_equal(w.n_verdicts, 1);
        assert_int_equal(w.verdicts[0].word, VERDICT_VIOLATION);
        assert_true(span_is(w.verdicts[0].party, trusts ? "A" : "undetermined"));
        assert_true(span_is(w.events[0].best->head.source, trusts ? "news" : "cam"));
        assert_int_equal(w.verdicts[0].count.max, 2);
    }
}

static void parties_that_are_not_bound(void **state)
{
    static const uint32_t only_b[] = {1};
    static const struct {
        const char *party;
        enum verdict_word word;
        const char *words;
    } rows[] = {
        {"A", VERDICT_NOT_APPLICABLE, "the actor is not bound by the term"},
        {"b", VERDICT_NOT_APPLICABLE, "the actor, b, is no party of the agreement"},
        {"B", VERDICT_VIOLATION, "a violation from"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;

        again();
        term->binds = only_b;
        term->n_binds = 1;
        o = world_observation(&w, "cam", 0, world_point(0, 0, 50), PHEN_SHOT);
        o.actor = (struct actor){ACTOR_PARTY, span_of(rows[i].party)};
        world_add(&w, o);
        world_judge(&w);
        assert_int_equal(w.verdicts[0].word, rows[i].word);
        assert_non_null(strstr(w.verdicts[0].explanation.p, rows[i].words));
    }
}

/* What was counted as none is no violation, and what may have been none is not one for sure. */
static void none_is_no_violation(void **state)
{
    static const struct {
        struct count count;
        enum verdict_word word;
    } rows[] = {
        {{0, 0, 0}, VERDICT_NOT_APPLICABLE},
        {{0, 3, 0}, VERDICT_INDETERMINATE},
        {{0, COUNT_INFINITE, 0}, VERDICT_INDETERMINATE},
        {{1, 3, 1}, VERDICT_VIOLATION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;

        again();
        o = world_observation(&w, "cam", 0, world_point(0, 0, 50), PHEN_EXPLOSION);
        o.count = rows[i].count;
        world_add(&w, o);
        world_judge(&w);
        assert_int_equal(w.n_verdicts, 1);
        assert_word(&w.verdicts[0], rows[i].word, "a count that begins at none");
    }
}

/* The best located member's place is the event's. */
static void best_member_places_the_event(void **state)
{
    (void)state;
    world_add(&w, world_observation(&w, "mic", 0, world_point(19500, 0, 2000), PHEN_EXPLOSION));
    world_add(&w, world_observation(&w, "cam", 0, world_point(20200, 0, 50), PHEN_EXPLOSION));
    world_judge(&w);
    assert_int_equal(w.n_events, 1);
    assert_int_equal(w.n_verdicts, 1);
    assert_int_equal(w.verdicts[0].word, VERDICT_COMPLIANT);
    assert_near(w.verdicts[0].place.lon_deg, world_at(20200, 0).lon_deg, 1e-9);
}

/* Exercises count where they are banned, or where the term says that any counts. */
static void exercise_rows(void **state)
{
    static const struct pact_selector exercise = {
        .form = PACT_SELECT_WORD, .fixed = PACT_WORD_ACTIVITY, .word = {"live_fire_exercise", 18}};
    static const struct {
        const char *what;
        double east_m, at_s;
        bool counts_everywhere;
        enum verdict_word word;
    } rows[] = {
        {"in the banned zone", 1000, 0, false, VERDICT_VIOLATION},
        {"outside it", 6000, 0, false, VERDICT_COMPLIANT},
        {"outside it, but any counts", 6000, 0, true, VERDICT_VIOLATION},
        {"in it before the ban", 1000, -1, false, VERDICT_COMPLIANT},
        {"outside the ceasefire", 25000, 0, true, VERDICT_COMPLIANT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pact_term *ban;
        uint32_t zone;

        again();
        zone = world_area(&w, "security", world_box(&w, -5000, -5000, 5000, 5000));
        ban = world_term(&w, "ban", PACT_ACTIVITY_BAN);
        ban->where = &zone;
        ban->n_where = 1;
        ban->from_ms = WORLD_T0;
        ban->prohibits = &exercise;
        ban->n_prohibits = 1;
        term->u.ceasefire.exercises_count = rows[i].counts_everywhere;
        w.options.only_term = SPAN("1");
        world_add(&w, world_observation(&w, "cam", rows[i].at_s, world_point(rows[i].east_m, 0, 50),
                                        PHEN_LIVE_FIRE_EXERCISE));
        world_judge(&w);
        assert_int_equal(w.n_verdicts, 1);
        assert_word(&w.verdicts[0], rows[i].word, rows[i].what);
        if (i == 1)
            assert_non_null(strstr(w.verdicts[0].explanation.p,
                                   "Assessed as live-fire exercise outside the security zone."));
    }
}

static void claims_are_recorded_and_exempt_nothing(void **state)
{
    struct row row;

    (void)state;
    world_add(&w, world_observation(&w, "cam", 0, world_point(0, 0, 0), PHEN_SHOT));
    memset(&row, 0, sizeof(row));
    row.kind = ROW_COMPLAINT;
    row.u.claim = (struct claim){.head = {.id = SPAN("c1")},
                                 .by = SPAN("A"),
                                 .about = SPAN("o1"),
                                 .text = SPAN("self-defence")};
    world_add_row(&w, &row, &row.u.claim.head);
    world_judge(&w);
    assert_int_equal(w.verdicts[0].word, VERDICT_VIOLATION);
    assert_non_null(strstr(w.verdicts[0].explanation.p,
                           "A claims \"self-defence\": recorded, it exempts nothing."));
}

static void no_place_needs_no_place_without_areas(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        again();
        if (i == 1)
            term->n_where = 0;
        world_add(&w, world_observation(&w, "cam", 0, (struct place){0}, PHEN_SHOT));
        world_judge(&w);
        assert_int_equal(w.verdicts[0].word, i == 0 ? VERDICT_INDETERMINATE : VERDICT_VIOLATION);
    }
}

static void reported_rows(void **state)
{
    struct observation o = world_observation(&w, "ucdp", 0, world_point(0, 0, 50), PHEN_SHOT);

    (void)state;
    o.is_reported = true;
    world_add(&w, o);
    o.place = world_point(25000, 0, 50);
    o.head.id = SPAN("far");
    o.when.t0_ms = o.when.t1_ms = WORLD_T0 + 1000;
    world_add(&w, o);
    world_judge(&w);
    assert_int_equal(w.verdicts[0].word, VERDICT_INDETERMINATE);
    assert_string_equal(w.verdicts[0].state, "reported");
    assert_near(w.verdicts[0].p, 1, 1e-9);
    assert_int_equal(w.verdicts[0].count.min, 0);
    assert_int_equal(w.verdicts[1].word, VERDICT_COMPLIANT);
    assert_int_equal(w.tally.all.reported, 1);
    assert_int_equal(w.tally.classes[PHEN_SHOT].min, 0);
    assert_int_equal(w.tally.classes[PHEN_SHOT].max, 2);
}

/* Nobody wants compliant verdicts: they are counted, not handed on. */
static void unwanted_verdicts_are_counted_only(void **state)
{
    (void)state;
    w.options.wants_all = false;
    world_add(&w, world_observation(&w, "cam", 0, world_point(25000, 0, 0), PHEN_SHOT));
    world_add(&w, world_observation(&w, "cam", 1, world_point(0, 0, 0), PHEN_SHOT));
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 1);
    assert_int_equal(w.tally.all.n[VERDICT_COMPLIANT], 1);
    assert_int_equal(w.tally.all.n[VERDICT_VIOLATION], 1);
}

static void only_a_party(void **state)
{
    static const char *const actors[] = {"A", "B", "", "both"};

    (void)state;
    w.options.only_party = SPAN("A");
    for (size_t i = 0; i < 4; i++) {
        struct observation o =
            world_observation(&w, "cam", (double)i, world_point(0, 0, 0), PHEN_SHOT);
        struct span actor = span_of(actors[i]);

        o.actor = (struct actor){.party = actor};
        if (actor.n > 0)
            o.actor.form = span_is(actor, "both") ? ACTOR_BOTH : ACTOR_PARTY;
        world_add(&w, o);
    }
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 3);
    assert_span(w.verdicts[0].party, "A");
    assert_span(w.verdicts[1].party, "undetermined");
    assert_span(w.verdicts[2].party, "both");
}

static void explanation_is_for_a_watch_officer(void **state)
{
    struct observation o = world_observation(&w, "cam", 0, world_point(0, 0, 100), PHEN_EXPLOSION);

    (void)state;
    o.count = (struct count){3, 5, 4};
    o.reliability = 'A';
    world_add(&w, o);
    world_judge(&w);
    assert_span(w.verdicts[0].explanation,
                "3 to 5 x explosion (party not known) from 1 observation, best placed at 48.50000, "
                "38.00000 (sigma "
                "100.0 m). p 1.0000; a violation from 0.95 on. Nothing exempts it. Source grade "
                "A.");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(phenomena_and_places),
        TEST(a_weapon_sighting_is_no_event),
        TEST(time_rows),
        TEST(actors_of_the_members),
        TEST(reports_do_not_speak_for_what_was_seen),
        TEST(parties_that_are_not_bound),
        TEST(none_is_no_violation),
        TEST(best_member_places_the_event),
        TEST(exercise_rows),
        TEST(claims_are_recorded_and_exempt_nothing),
        TEST(no_place_needs_no_place_without_areas),
        TEST(reported_rows),
        TEST(unwanted_verdicts_are_counted_only),
        TEST(only_a_party),
        TEST(explanation_is_for_a_watch_officer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
