/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

static struct world w;

/* Artillery 15 km, rocket launchers 25 km from line L; complete an hour after WORLD_T0. */
static const struct pact_distance distances[] = {
    {.what = {.form = PACT_SELECT_CLASS, .word = {"artillery", 9}}, .distance_m = 15000},
    {.what = {.form = PACT_SELECT_CLASS, .word = {"mlrs", 4}}, .distance_m = 25000},
};
#define DEADLINE_S 3600.0

static struct pact_term *add_term(const char *id)
{
    struct pact_term *t = world_term(&w, id, PACT_WITHDRAWAL);

    t->u.withdrawal = (struct pact_withdrawal){.line = 0,
                                               .distances = distances,
                                               .n_distances = 2,
                                               .start_ms = TIME_ALWAYS,
                                               .complete_ms = WORLD_T0 + 3600000};
    return t;
}

static int open_world(void **state)
{
    (void)state;
    world_open(&w);
    (void)add_term("2");
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
    world_open(&w);
    (void)add_term("2");
}

/* The one verdict of the one row. */
static const struct verdict *judged(void)
{
    world_judge(&w);
    if (w.n_verdicts != 1)
        fail_msg("%zu verdicts: %s", w.n_verdicts, w.printed.p);
    return &w.verdicts[0];
}

static void assert_verdict(const struct verdict *v, enum verdict_word word, const char *state,
                           const char *what)
{
    bool is_state =
        state == NULL ? v->state == NULL : v->state != NULL && strcmp(v->state, state) == 0;

    if (v->word != word || !is_state)
        fail_msg("%s: %s, state %s, p %f: %.*s", what, verdict_name(v->word),
                 v->state == NULL ? "none" : v->state, v->p, SPAN_ARG(v->explanation));
}

/* Side and distance, both sides of each threshold. West is A's. */
static void distance_rows(void **state)
{
    static const struct {
        const char *what, *actor, *class_name;
        double east_m, sigma_m;
        enum verdict_word word;
        double distance_m;
    } rows[] = {
        {"inside", "A", "artillery", -14990, 0, VERDICT_VIOLATION, 14990},
        {"beyond", "A", "artillery", -15010, 0, VERDICT_COMPLIANT, 15010},
        {"the other class reaches farther", "A", "mlrs", -15010, 0, VERDICT_VIOLATION, 15010},
        {"and has its own end", "A", "mlrs", -25010, 0, VERDICT_COMPLIANT, 25010},
        {"on the other side", "A", "artillery", 20000, 0, VERDICT_VIOLATION, -20000},
        {"the other party's own side", "B", "artillery", 20000, 0, VERDICT_COMPLIANT, 20000},
        {"the other party inside", "B", "artillery", 12000, 0, VERDICT_VIOLATION, 12000},
        {"the other party across", "B", "artillery", -20000, 0, VERDICT_VIOLATION, -20000},
        {"nobody knows whose: no sign", "", "artillery", 20000, 0, VERDICT_COMPLIANT, 20000},
        {"nobody knows whose, inside", "", "artillery", 14990, 0, VERDICT_VIOLATION, 14990},
        {"nobody knows whose, inside west", "", "artillery", -14990, 0, VERDICT_VIOLATION, 14990},
        {"both", "both", "artillery", -14990, 0, VERDICT_VIOLATION, 14990},
        {"certain with sigma", "A", "artillery", -14588, 250, VERDICT_VIOLATION, 14588},
        {"not certain with sigma", "A", "artillery", -14590, 250, VERDICT_INDETERMINATE, 14590},
        {"not certain, beyond", "A", "artillery", -15410, 250, VERDICT_INDETERMINATE, 15410},
        {"certain, beyond", "A", "artillery", -15413, 250, VERDICT_COMPLIANT, 15413},
        {"a guarantor", "G", "artillery", -1000, 0, VERDICT_NOT_APPLICABLE, NAN},
        {"the observer", "smm", "artillery", -1000, 0, VERDICT_NOT_APPLICABLE, NAN},
        {"another class", "A", "truck", -1000, 0, VERDICT_NOT_APPLICABLE, NAN},
        {"class unknown, inside", "A", "", -1000, 0, VERDICT_INDETERMINATE, 1000},
        {"class unknown, beyond every distance", "A", "", -25010, 0, VERDICT_COMPLIANT, 25010},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct verdict *v;

        again();
        world_add(&w,
                  world_sighting(&w, DEADLINE_S, world_point(rows[i].east_m, 0, rows[i].sigma_m),
                                 rows[i].actor, world_class(&w, rows[i].class_name, NAN)));
        v = judged();
        assert_verdict(v, rows[i].word,
                       rows[i].word == VERDICT_VIOLATION || rows[i].word == VERDICT_INDETERMINATE
                           ? "in_violation_of_lines"
                           : NULL,
                       rows[i].what);
        assert_span(v->party, *rows[i].actor == '\0' ? "undetermined" : rows[i].actor);
        if (isnan(rows[i].distance_m) != isnan(v->distance_m) ||
            fabs(v->distance_m - rows[i].distance_m) > 1)
            fail_msg("%s: %f m, not %f m", rows[i].what, v->distance_m, rows[i].distance_m);
    }
}

/* Of a line that names others, whoever is bound; and of nobody known. */
static void a_stated_side_takes_the_place_of_the_own(void **state)
{
    static const struct {
        enum geo_side side;
        const char *actor;
        double east_m;
        enum verdict_word word;
        double distance_m;
    } rows[] = {
        {GEO_RIGHT, "A", 15010, VERDICT_COMPLIANT, 15010},
        {GEO_RIGHT, "A", 14990, VERDICT_VIOLATION, 14990},
        {GEO_RIGHT, "A", -20000, VERDICT_VIOLATION, -20000},
        {GEO_RIGHT, "", -20000, VERDICT_VIOLATION, -20000},
        {GEO_LEFT, "B", -15010, VERDICT_COMPLIANT, 15010},
        {GEO_LEFT, "B", 20000, VERDICT_VIOLATION, -20000},
        {GEO_BOTH_SIDES, "A", 15010, VERDICT_COMPLIANT, 15010},
        {GEO_BOTH_SIDES, "A", 14990, VERDICT_VIOLATION, 14990},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct verdict *v;

        again();
        w.terms[0].u.withdrawal.has_side = true;
        w.terms[0].u.withdrawal.side = rows[i].side;
        world_add(&w, world_sighting(&w, DEADLINE_S, world_point(rows[i].east_m, 0, 0),
                                     rows[i].actor, world_class(&w, "artillery", NAN)));
        v = judged();
        if (v->word != rows[i].word || fabs(v->distance_m - rows[i].distance_m) > 1)
            fail_msg("row %zu: %s at %f m", i, verdict_name(v->word), v->distance_m);
    }
}

/* To be behind the line is a demand too. */
static void a_distance_of_nothing_demands_the_own_side(void **state)
{
    static const struct pact_distance behind = {
        .what = {.form = PACT_SELECT_CLASS, .word = {"artillery", 9}}, .distance_m = 0};
    static const double east_m[] = {-10, 10};
    static const enum verdict_word words[] = {VERDICT_COMPLIANT, VERDICT_VIOLATION};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        again();
        w.terms[0].u.withdrawal.distances = &behind;
        w.terms[0].u.withdrawal.n_distances = 1;
        world_add(&w, world_sighting(&w, DEADLINE_S, world_point(east_m[i], 0, 0), "A",
                                     world_class(&w, "artillery", NAN)));
        assert_int_equal(judged()->word, words[i]);
    }
}

static void line_accuracy_adds_in_quadrature(void **state)
{
    const struct verdict *v;

    (void)state;
    w.lines[0].accuracy_m = 400;
    world_add(&w, world_sighting(&w, DEADLINE_S, world_point(-14500, 0, 300), "A",
                                 world_class(&w, "artillery", NAN)));
    v = judged();
    assert_near(v->sigma_m, 500, 1e-9);
    assert_near(v->p, 0.841345, 1e-3);
    assert_verdict(v, VERDICT_INDETERMINATE, "in_violation_of_lines", "quadrature");
    assert_span(v->line, "L");
    assert_span(v->line_version, "adopted");
    assert_near(v->threshold_m, 15000, 1e-9);
}

/* pitfall 37: one thing under two rules: the strictest governs and all are named. */
static void strictest_of_several_categories_governs(void **state)
{
    static const struct pact_distance two[] = {
        {.what = {.form = PACT_SELECT_CLASS, .word = {"mortar", 6}}, .distance_m = 15000},
        {.what = {.form = PACT_SELECT_CATEGORY, .ix = 0, .word = {"heavy", 5}},
         .distance_m = 25000},
    };
    static const struct span mortar[] = {{"mortar", 6}};
    static const struct pact_bound bound[] = {{PACT_GE, 100}};
    const struct verdict *v;

    (void)state;
    w.categories[0] = (struct pact_category){.id = SPAN("heavy"),
                                             .classes = mortar,
                                             .n_classes = 1,
                                             .calibre_mm = bound,
                                             .n_calibre = 1};
    w.agreement.n_categories = 1;
    w.terms[0].u.withdrawal.distances = two;
    world_add(&w, world_sighting(&w, DEADLINE_S, world_point(-20000, 0, 0), "A",
                                 world_class(&w, "mortar", 120)));
    v = judged();
    assert_verdict(v, VERDICT_VIOLATION, "in_violation_of_lines", "both rules");
    assert_span(v->category, "heavy");
    assert_near(v->threshold_m, 25000, 0);
    assert_non_null(strstr(v->explanation.p, "mortar 15000.0 m, heavy 25000.0 m"));
}

/* A distribution over types: the mass inside the category is p. */
static void distribution_over_types(void **state)
{
    static const struct {
        double p_artillery;
        enum verdict_word word;
    } rows[] = {{0.95, VERDICT_VIOLATION},
                {0.94, VERDICT_INDETERMINATE},
                {0.06, VERDICT_INDETERMINATE},
                {0.05, VERDICT_COMPLIANT}};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct item_guess guesses[2];
        struct item item;
        const struct verdict *v;

        again();
        item = world_class(&w, "artillery", NAN);
        guesses[0] = item.guesses[0];
        guesses[0].p = rows[i].p_artillery;
        guesses[1] = world_class(&w, "truck", NAN).guesses[0];
        guesses[1].p = 1 - rows[i].p_artillery;
        item.guesses = guesses;
        item.n_guesses = 2;
        world_add(&w, world_sighting(&w, DEADLINE_S, world_point(-1000, 0, 0), "A", item));
        v = judged();
        assert_int_equal(v->word, rows[i].word);
        assert_near(v->p, rows[i].p_artillery, 1e-12);
        assert_near(v->p_category, rows[i].p_artillery, 1e-12);
    }
}

static void deadline_rows(void **state)
{
    static const struct {
        const char *what;
        double t0_s, t1_s, east_m;
        enum verdict_word word;
        const char *state;
    } rows[] = {
        {"before the deadline", 3599.999, 3599.999, -1000, VERDICT_PENDING, "pending"},
        {"at the deadline it is over", 3600, 3600, -1000, VERDICT_VIOLATION,
         "in_violation_of_lines"},
        {"beyond before the deadline", 0, 0, -16000, VERDICT_COMPLIANT, NULL},
        {"nine tenths before", 2700, 3700, -1000, VERDICT_INDETERMINATE, "in_violation_of_lines"},
        {"almost all before", 1700, 3700, -1000, VERDICT_PENDING, "pending"},
        {"almost all after", 3598, 3700, -1000, VERDICT_VIOLATION, "in_violation_of_lines"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;

        again();
        o = world_sighting(&w, rows[i].t0_s, world_point(rows[i].east_m, 0, 0), "A",
                           world_class(&w, "artillery", NAN));
        o.when.t1_ms = WORLD_T0 + (int64_t)(rows[i].t1_s * 1000);
        world_add(&w, o);
        assert_verdict(judged(), rows[i].word, rows[i].state, rows[i].what);
    }
}

static void outside_force_is_not_applicable(void **state)
{
    (void)state;
    w.terms[0].from_ms = WORLD_T0 + 7200000;
    w.terms[0].until_ms = WORLD_T0 + 9000000;
    world_add(&w, world_sighting(&w, 7199.999, world_point(-1000, 0, 0), "A",
                                 world_class(&w, "artillery", NAN)));
    world_add(&w, world_sighting(&w, 7200, world_point(-1000, 0, 0), "A",
                                 world_class(&w, "artillery", NAN)));
    world_add(&w, world_sighting(&w, 8999.999, world_point(-1000, 0, 0), "A",
                                 world_class(&w, "artillery", NAN)));
    world_add(&w, world_sighting(&w, 9000, world_point(-1000, 0, 0), "A",
                                 world_class(&w, "artillery", NAN)));
    world_judge(&w);
    assert_int_equal(w.verdicts[0].word, VERDICT_NOT_APPLICABLE);
    assert_int_equal(w.verdicts[1].word, VERDICT_VIOLATION);
    assert_int_equal(w.verdicts[2].word, VERDICT_VIOLATION);
    assert_int_equal(w.verdicts[3].word, VERDICT_NOT_APPLICABLE);
}

/* Two sightings of one serial; the second is what is judged here. */
static void return_rows(void **state)
{
    static const struct {
        const char *what, *serial, *actor;
        double first_m, first_sigma_m, second_m, second_s;
        enum verdict_word word;
        const char *state;
    } rows[] = {
        {"back inside before the deadline", "7", "A", -16000, 0, -14000, 100, VERDICT_VIOLATION,
         "return"},
        {"another serial", "8", "A", -16000, 0, -14000, 100, VERDICT_PENDING, "pending"},
        {"no serial", "", "A", -16000, 0, -14000, 100, VERDICT_PENDING, "pending"},
        {"another party's", "7", "B", -16000, 0, 14000, 100, VERDICT_PENDING, "pending"},
        {"never certainly beyond", "7", "A", -15100, 500, -14000, 100, VERDICT_PENDING, "pending"},
        {"never beyond", "7", "A", -14500, 0, -14000, 100, VERDICT_PENDING, "pending"},
        {"not certainly back", "7", "A", -16000, 0, -15000.5, 100, VERDICT_COMPLIANT, NULL},
        {"after the deadline it is the other state", "7", "A", -16000, 0, -14000, 3600,
         VERDICT_VIOLATION, "in_violation_of_lines"},
        {"at the same time it cannot have come back", "7", "A", -16000, 0, -14000, 0,
         VERDICT_PENDING, "pending"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct item item;
        struct observation second;

        again();
        item = world_class(&w, "artillery", NAN);
        item.serial = SPAN("7");
        world_add(&w, world_sighting(&w, 0, world_point(rows[i].first_m, 0, rows[i].first_sigma_m),
                                     "A", item));
        item.serial = span_of(rows[i].serial);
        second = world_sighting(&w, rows[i].second_s, world_point(rows[i].second_m, 0, 0),
                                rows[i].actor, item);
        second.head.id = SPAN("second");
        world_add(&w, second);
        world_judge(&w);
        assert_int_equal(w.n_verdicts, 2);
        assert_verdict(&w.verdicts[1], rows[i].word, rows[i].state, rows[i].what);
    }
}

/* Where it was only reported to have been proves no return, unless reports are trusted. */
static void a_reported_row_proves_no_return(void **state)
{
    (void)state;
    for (int trusts = 0; trusts < 2; trusts++) {
        struct item item;
        struct observation reported, seen;

        again();
        item = world_class(&w, "artillery", NAN);
        item.serial = SPAN("7");
        reported = world_sighting(&w, 0, world_point(-16000, 0, 0), "A", item);
        reported.is_reported = true;
        world_add(&w, reported);
        seen = world_sighting(&w, 100, world_point(-14000, 0, 0), "A", item);
        seen.head.id = SPAN("seen");
        world_add(&w, seen);
        w.options.trusts_reported = trusts;
        world_judge(&w);
        assert_verdict(&w.verdicts[1], trusts ? VERDICT_VIOLATION : VERDICT_PENDING,
                       trusts ? "return" : "pending", "a reported row");
    }
}

/* A track is one thing: beyond, then inside, is a return without any serial. */
static void track_that_returns(void **state)
{
    static const double outward[] = {-14000, -14900, -16000}, back[] = {-14000, -16000, -14000};
    const double *const rows[] = {outward, back};
    static const char *const states[] = {"pending", "return"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct place_fix fixes[3];
        struct place track = {.form = PLACE_TRACK, .has_sigma = true, .sigma_m = 10};

        again();
        for (size_t k = 0; k < 3; k++)
            fixes[k] =
                (struct place_fix){WORLD_T0 + (int64_t)k * 60000, world_at(rows[i][k], 0), NAN};
        track.at = fixes[0].at;
        track.u.track.fixes = fixes;
        track.u.track.n = 3;
        world_add(&w, world_sighting(&w, 0, track, "A", world_class(&w, "artillery", NAN)));
        assert_verdict(judged(), i == 0 ? VERDICT_PENDING : VERDICT_VIOLATION, states[i],
                       "a track");
    }
}

static void moving_away_during_a_stage_is_compliant(void **state)
{
    static const struct {
        const char *to;
        enum item_state item_state;
        enum verdict_word word;
    } rows[] = {{"W", STATE_MOVING, VERDICT_COMPLIANT},
                {"E", STATE_MOVING, VERDICT_PENDING},
                {"W", STATE_STATIONARY, VERDICT_PENDING},
                {"NW", STATE_UNSTATED, VERDICT_COMPLIANT}};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct observation_more more = {.movement_to = span_of(rows[i].to)};
        struct item item;
        struct observation o;

        again();
        item = world_class(&w, "artillery", NAN);
        item.state = rows[i].item_state;
        o = world_sighting(&w, 0, world_point(-14000, 0, 0), "A", item);
        o.more = &more;
        world_add(&w, o);
        assert_int_equal(judged()->word, rows[i].word);
    }
}

/* Tanks of sector 1 first, everything everywhere later. */
static void stages_have_their_own_deadlines(void **state)
{
    static const struct pact_selector artillery = {.form = PACT_SELECT_CLASS,
                                                   .word = {"artillery", 9}};
    static const struct pact_selector mlrs = {.form = PACT_SELECT_CLASS, .word = {"mlrs", 4}};
    static const struct {
        const char *what, *class_name;
        double at_s, north_m;
        enum verdict_word word;
    } rows[] = {
        {"before stage 1", "artillery", 99, 5000, VERDICT_PENDING},
        {"after stage 1, in its sector", "artillery", 100, 5000, VERDICT_VIOLATION},
        {"after stage 1, in another sector", "artillery", 100, -5000, VERDICT_PENDING},
        {"after stage 1, another class", "mlrs", 100, 5000, VERDICT_PENDING},
        {"after stage 2", "mlrs", 200, 5000, VERDICT_VIOLATION},
        {"after the last stage, outside its areas", "artillery", 200, -5000, VERDICT_VIOLATION},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pact_stage stages[2] = {
            {.number = 1, .what = &artillery, .n_what = 1, .complete_ms = WORLD_T0 + 100000},
            {.number = 2,
             .what = &mlrs,
             .n_what = 1,
             .area = PACT_NONE,
             .complete_ms = WORLD_T0 + 200000}};

        again();
        stages[0].area = world_area(&w, "north", world_box(&w, -20000, 0, 20000, 20000));
        w.terms[0].u.withdrawal.complete_ms = TIME_ALWAYS;
        w.terms[0].u.withdrawal.stages = stages;
        w.terms[0].u.withdrawal.n_stages = 2;
        world_add(&w, world_sighting(&w, rows[i].at_s, world_point(-1000, rows[i].north_m, 0), "A",
                                     world_class(&w, rows[i].class_name, NAN)));
        assert_verdict(judged(), rows[i].word,
                       rows[i].word == VERDICT_PENDING ? "pending" : "in_violation_of_lines",
                       rows[i].what);
    }
}

/* A is measured from L, B from M: who it was decides, so that nobody is at most indeterminate. */
static void different_lines_and_an_unknown_actor(void **state)
{
    static const uint32_t a[] = {0}, b[] = {1};
    struct pact_term *second;

    (void)state;
    second = add_term("2.b");
    w.terms[0].binds = a;
    w.terms[0].n_binds = 1;
    second->binds = b;
    second->n_binds = 1;
    second->u.withdrawal.line = 1;
    world_add(&w, world_sighting(&w, DEADLINE_S, world_point(5000, 0, 0), "",
                                 world_class(&w, "artillery", NAN)));
    world_add(&w, world_sighting(&w, DEADLINE_S, world_point(5000, 0, 0), "A",
                                 world_class(&w, "artillery", NAN)));
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 4);
    assert_int_equal(w.verdicts[0].word, VERDICT_INDETERMINATE);
    assert_near(w.verdicts[0].p, 1, 1e-9);
    assert_int_equal(w.verdicts[1].word, VERDICT_VIOLATION);
    assert_int_equal(w.verdicts[2].word, VERDICT_INDETERMINATE);
    assert_int_equal(w.verdicts[3].word, VERDICT_NOT_APPLICABLE);
}

/* On 21:30 the line moves 10 km east: -9 km is 9 km before and 19 km after. */
static void line_versions_hold_at_their_time(void **state)
{
    static const struct {
        const char *what;
        double t0_s, t1_s;
        enum verdict_word word;
        const char *version;
    } rows[] = {
        {"before", 5399.999, 5399.999, VERDICT_VIOLATION, "adopted"},
        {"from the instant on", 5400, 5400, VERDICT_COMPLIANT, "v2"},
        {"across: the verdict differs", 5000, 6000, VERDICT_INDETERMINATE, "v2"},
        {"across, but early", 4000, 5500, VERDICT_INDETERMINATE, "adopted"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct row row;
        struct observation o;
        const struct verdict *v;

        again();
        memset(&row, 0, sizeof(row));
        row.kind = ROW_LINE_VERSION;
        row.u.line_version = (struct line_version){.head = {.id = SPAN("v2")},
                                                   .line = SPAN("L"),
                                                   .geometry = world_line(&w, 10000),
                                                   .valid_from_ms = WORLD_T0 + 5400000,
                                                   .accuracy_m = NAN};
        world_add_row(&w, &row, &row.u.line_version.head);
        o = world_sighting(&w, rows[i].t0_s, world_point(-9000, 0, 0), "A",
                           world_class(&w, "artillery", NAN));
        o.when.t1_ms = WORLD_T0 + (int64_t)(rows[i].t1_s * 1000);
        world_add(&w, o);
        v = judged();
        if (v->word != rows[i].word || !span_is(v->line_version, rows[i].version))
            fail_msg("%s: %.*s", rows[i].what, SPAN_ARG(v->explanation));
    }
}

static void places_that_are_none(void **state)
{
    struct place oblast = world_point(-1000, 0, 0);

    (void)state;
    oblast.is_centroid = true;
    world_add(&w, world_sighting(&w, DEADLINE_S, oblast, "A", world_class(&w, "artillery", NAN)));
    world_add(&w, world_sighting(&w, DEADLINE_S + 1, (struct place){0}, "A",
                                 world_class(&w, "artillery", NAN)));
    world_judge(&w);
    assert_int_equal(w.verdicts[0].word, VERDICT_INDETERMINATE);
    assert_true(isnan(w.verdicts[0].p));
    assert_non_null(strstr(w.verdicts[0].explanation.p, "never judged as a place"));
    assert_int_equal(w.verdicts[1].word, VERDICT_INDETERMINATE);
    assert_non_null(strstr(w.verdicts[1].explanation.p, "no place was stated"));
}

/* A term with areas of its own says nothing outside them. */
static void areas_of_the_term_narrow_it(void **state)
{
    static const struct {
        double north_m, sigma_m;
        enum verdict_word word;
    } rows[] = {{5000, 0, VERDICT_VIOLATION},
                {-5000, 0, VERDICT_COMPLIANT},
                {0, 200, VERDICT_INDETERMINATE}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        uint32_t north;

        again();
        north = world_area(&w, "north", world_box(&w, -20000, 0, 20000, 20000));
        w.terms[0].where = &north;
        w.terms[0].n_where = 1;
        world_add(&w, world_sighting(&w, DEADLINE_S,
                                     world_point(-1000, rows[i].north_m, rows[i].sigma_m), "A",
                                     world_class(&w, "artillery", NAN)));
        assert_int_equal(judged()->word, rows[i].word);
    }
}

static void sectors_are_spread(void **state)
{
    /* from 10 km west of the line, 4 to 6 km westwards: 14 to 16 km away, about half inside */
    struct place_sector s = {
        .centre_deg = 270, .half_width_deg = 11.25, .range_min_m = 4000, .range_max_m = 6000};
    struct place p;
    const struct verdict *v;

    (void)state;
    s.from = world_at(-10000, 0);
    p = (struct place){.form = PLACE_SECTOR, .at = world_at(-15000, 0), .u.sector = &s};
    world_add(&w, world_sighting(&w, DEADLINE_S, p, "A", world_class(&w, "artillery", NAN)));
    v = judged();
    assert_verdict(v, VERDICT_INDETERMINATE, "in_violation_of_lines", "a sector");
    assert_near(v->p, 0.47, 0.05);
}

static void wrecks_are_no_weapons(void **state)
{
    static const enum item_state states[] = {STATE_WRECK, STATE_DUMMY, STATE_ABANDONED};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct item item;

        again();
        item = world_class(&w, "artillery", NAN);
        item.state = states[i];
        world_add(&w, world_sighting(&w, DEADLINE_S, world_point(-1000, 0, 0), "A", item));
        assert_int_equal(judged()->word, i < 2 ? VERDICT_NOT_APPLICABLE : VERDICT_VIOLATION);
    }
}

static void a_sighting_without_items_may_be_anything(void **state)
{
    (void)state;
    world_add(
        &w, world_observation(&w, "p", DEADLINE_S, world_point(-1000, 0, 0), PHEN_WEAPON_SIGHTING));
    assert_verdict(judged(), VERDICT_INDETERMINATE, "in_violation_of_lines", "no items");
}

static void reported_rows_are_at_most_indeterminate(void **state)
{
    struct observation o = world_sighting(&w, DEADLINE_S, world_point(-1000, 0, 0), "A",
                                          world_class(&w, "artillery", NAN));

    (void)state;
    o.is_reported = true;
    world_add(&w, o);
    assert_verdict(judged(), VERDICT_INDETERMINATE, "reported", "reported");
    assert_near(w.verdicts[0].p, 1, 0);
    assert_int_equal(w.tally.all.reported, 1);
    assert_int_equal(w.tally.all.n[VERDICT_VIOLATION], 0);
}

static void trusted_reports_are_judged(void **state)
{
    struct observation o = world_sighting(&w, DEADLINE_S, world_point(-1000, 0, 0), "A",
                                          world_class(&w, "artillery", NAN));

    (void)state;
    o.is_reported = true;
    world_add(&w, o);
    w.options.trusts_reported = true;
    assert_verdict(judged(), VERDICT_VIOLATION, "in_violation_of_lines", "trusted");
}

static void words_that_set_the_deadline_need_people(void **state)
{
    (void)state;
    w.terms[0].u.withdrawal.complete_ms = TIME_ALWAYS;
    w.terms[0].u.withdrawal.complete_note = SPAN("milestone 2.1 + 5 d");
    world_add(&w, world_sighting(&w, 0, world_point(-1000, 0, 0), "A",
                                 world_class(&w, "artillery", NAN)));
    assert_int_equal(judged()->word, VERDICT_NEEDS_ASSESSMENT);
}

static void add_site(double east_m)
{
    struct row row;

    memset(&row, 0, sizeof(row));
    row.kind = ROW_SITE;
    row.u.site = (struct site){.head = {.id = SPAN("s1")},
                               .place = {.form = PLACE_GEOMETRY, .hae_m = NAN},
                               .party = SPAN("A"),
                               .type = SITE_STORAGE};
    row.u.site.place.u.area = world_box(&w, east_m - 500, -500, east_m + 500, 500);
    world_add_row(&w, &row, &row.u.site.head);
}

static void add_visit(double at_s, enum access access)
{
    struct row row;
    int64_t at_ms = WORLD_T0 + (int64_t)(at_s * 1000);

    memset(&row, 0, sizeof(row));
    row.kind = ROW_VISIT;
    row.u.visit = (struct visit){.head = {.id = SPAN("visit"), .recorded_at_ms = at_ms},
                                 .site = SPAN("s1"),
                                 .when = {at_ms, at_ms},
                                 .access = access};
    world_add_row(&w, &row, &row.u.visit.head);
}

/* States that reports keep apart: beyond the line is not yet in storage. */
static void storage_states(void **state)
{
    static const struct {
        const char *what;
        double east_m;
        int visit; /* -1: none, else enum access */
        enum verdict_word word;
        const char *state;
    } rows[] = {
        {"in the site", -20000, -1, VERDICT_COMPLIANT, NULL},
        {"in the site, seen", -20000, ACCESS_FULL, VERDICT_COMPLIANT, NULL},
        {"in the site, denied", -20000, ACCESS_DENIED, VERDICT_INDETERMINATE,
         "not_verifiable_as_withdrawn"},
        {"beyond, in no site", -22000, -1, VERDICT_COMPLIANT, "beyond_lines_outside_storage"},
        {"inside the distance", -14000, -1, VERDICT_VIOLATION, "in_violation_of_lines"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        again();
        (void)world_term(&w, "store", PACT_STORAGE);
        w.options.only_term = SPAN("2");
        add_site(-20000);
        if (rows[i].visit >= 0)
            add_visit(100, (enum access)rows[i].visit);
        world_add(&w, world_sighting(&w, DEADLINE_S, world_point(rows[i].east_m, 0, 0), "A",
                                     world_class(&w, "artillery", NAN)));
        assert_verdict(judged(), rows[i].word, rows[i].state, rows[i].what);
    }
}

static void several_items_give_several_verdicts(void **state)
{
    struct item items[3] = {world_class(&w, "artillery", NAN), world_class(&w, "mlrs", NAN),
                            world_class(&w, "truck", NAN)};
    struct observation o = world_sighting(&w, DEADLINE_S, world_point(-20000, 0, 0), "A", items[0]);

    (void)state;
    items[1].n = (struct count){4, 6, 5};
    o.items = items;
    o.n_items = 3;
    world_add(&w, o);
    world_judge(&w);
    assert_int_equal(w.n_verdicts, 3);
    assert_int_equal(w.verdicts[0].word, VERDICT_COMPLIANT);
    assert_int_equal(w.verdicts[1].word, VERDICT_VIOLATION);
    assert_int_equal(w.verdicts[1].count.max, 6);
    assert_int_equal(w.verdicts[2].word, VERDICT_NOT_APPLICABLE);
    assert_int_equal(w.tally.all.count.min, 4);
}

/* A wider error never makes certain what was not: along one line, with the category known. */
static void wider_sigma_never_adds_certainty(void **state)
{
    uint32_t seed = 7;

    (void)state;
    for (int i = 0; i < 60; i++) {
        bool was_uncertain = false;
        double east_m;
        const char *actor;

        seed = seed * 1664525 + 1013904223;
        east_m = (double)(seed >> 8) / 16777216 * 60000 - 30000;
        actor = seed & 64 ? "A" : seed & 32 ? "" : "B";
        for (double sigma_m = 0; sigma_m < 40000; sigma_m = sigma_m * 1.7 + 40) {
            enum verdict_word word;

            again();
            world_add(&w, world_sighting(&w, DEADLINE_S, world_point(east_m, 0, sigma_m), actor,
                                         world_class(&w, "artillery", NAN)));
            word = judged()->word;
            if (was_uncertain)
                assert_int_equal(word, VERDICT_INDETERMINATE);
            was_uncertain = word == VERDICT_INDETERMINATE;
        }
    }
}

static void explanation_states_every_number(void **state)
{
    struct observation o = world_sighting(&w, DEADLINE_S, world_point(-11820.4, 0, 250), "A",
                                          world_class(&w, "artillery", 122));

    (void)state;
    o.reliability = 'B';
    o.credibility = '2';
    world_add(&w, o);
    assert_span(judged()->explanation,
                "1 x artillery 122 mm of A at 48.49989, 37.84005: 11820.4 m from line L (version "
                "adopted), on its own side; sigma 250.0 m. Must keep: artillery 15000.0 m. p "
                "1.0000; a violation from 0.95 on. Nothing exempts it. Source grade B2.");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(distance_rows),
        TEST(a_stated_side_takes_the_place_of_the_own),
        TEST(a_distance_of_nothing_demands_the_own_side),
        TEST(line_accuracy_adds_in_quadrature),
        TEST(strictest_of_several_categories_governs),
        TEST(distribution_over_types),
        TEST(deadline_rows),
        TEST(outside_force_is_not_applicable),
        TEST(return_rows),
        TEST(a_reported_row_proves_no_return),
        TEST(track_that_returns),
        TEST(moving_away_during_a_stage_is_compliant),
        TEST(stages_have_their_own_deadlines),
        TEST(different_lines_and_an_unknown_actor),
        TEST(line_versions_hold_at_their_time),
        TEST(places_that_are_none),
        TEST(areas_of_the_term_narrow_it),
        TEST(sectors_are_spread),
        TEST(wrecks_are_no_weapons),
        TEST(a_sighting_without_items_may_be_anything),
        TEST(reported_rows_are_at_most_indeterminate),
        TEST(trusted_reports_are_judged),
        TEST(words_that_set_the_deadline_need_people),
        TEST(storage_states),
        TEST(several_items_give_several_verdicts),
        TEST(wider_sigma_never_adds_certainty),
        TEST(explanation_states_every_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
