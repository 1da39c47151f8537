/* SPDX-License-Identifier: Apache-2.0 */
/* The cells of tables 1 to 3, one by one, against rows made by hand: the line L runs north, party A
 * holds the west of it and party B the east. */
#include "check.h"
#include "watch_world.h"

#include "report/table_cells.h"

#define LINE_ERROR_M 50.0

struct bench {
    struct world w;
    struct ground *ground;
    struct table_source source;
    struct cloud cloud;
};

static void open_bench(struct bench *b)
{
    struct err err = {0};

    world_open(&b->w);
    b->w.lines[0].accuracy_m = LINE_ERROR_M;
    (void)world_term(&b->w, "1", PACT_CEASEFIRE);
    (void)world_term(&b->w, "2", PACT_WITHDRAWAL);
    assert_ok(docket_close(&b->w.docket, TIME_NEVER, &err));
    assert_ok(ground_open(&b->w.agreement, &b->w.docket, &b->w.arena, &b->ground, &err));
    b->source = (struct table_source){
        .model = &b->w.model, .docket = &b->w.docket, .grounds = &b->ground, .cloud = &b->cloud};
}

/* A violation that rests on this observation, placed where it was best placed. */
static struct verdict verdict_on(const struct bench *b, size_t term, const struct observation *o)
{
    return (struct verdict){.agreement = &b->w.agreement,
                            .term = &b->w.terms[term],
                            .word = VERDICT_VIOLATION,
                            .p = 1,
                            .party = SPAN("undetermined"),
                            .when = o->when,
                            .distance_m = NAN,
                            .threshold_m = NAN,
                            .sigma_m = NAN,
                            .p_category = NAN,
                            .has_place = true,
                            .place = o->place.at,
                            .place_text = o->place.text,
                            .of_observation = o};
}

struct cell {
    const char *column, *text; /* "": not known */
};

static void assert_cell(const struct bench *b, enum table_which which, const char *column,
                        const char *text)
{
    size_t n;
    const struct table_column *columns = table_columns(which, &n);
    struct buf got;

    buf_init(&got, 4096);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(columns[i].csv, column) != 0)
            continue;
        columns[i].put(&got, &b->source);
        if (!span_is(buf_span(&got), text))
            fail_msg("%s: \"%.*s\", not \"%s\"", column, SPAN_ARG(buf_span(&got)), text);
        buf_release(&got);
        return;
    }
    fail_msg("there is no column %s", column);
}

static void assert_cells(const struct bench *b, enum table_which which, const struct cell *cells,
                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_cell(b, which, cells[i].column, cells[i].text);
}

#define ASSERT_CELLS(b, which, cells)                                                              \
    assert_cells(b, which, cells, sizeof(cells) / sizeof((cells)[0]))

/* ---- whose side ---- */

/* The error of the place and of the line in quadrature, twice: 2 * hypot(120, 50) = 260. */
static void the_side_of_a_point_is_said_beyond_twice_the_error(void **state)
{
    static const struct {
        double east_m, sigma_m;
        const char *side;
    } rows[] = {
        {-300, 120, "A"}, {300, 120, "B"}, {-220, 120, ""}, {220, 120, ""},
        {-120, 0, "A"},   {120, 0, "B"},   {90, 0, ""},     {-1500, 800, ""},
    };
    struct bench b;

    (void)state;
    open_bench(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o = world_observation(
            &b.w, "p", 0, world_point(rows[i].east_m, 0, rows[i].sigma_m), PHEN_EXPLOSION);
        struct verdict v = verdict_on(&b, 0, &o);

        b.source.v = &v;
        assert_cell(&b, TABLE_CEASEFIRE, "control_area", rows[i].side);
        assert_cell(&b, TABLE_WEAPONS, "control_area", rows[i].side);
    }
    world_close(&b.w);
}

/* A wedge of 2 to 4 km from an observer on A's side: its middle alone says nothing. */
static void the_side_of_a_sector_is_said_when_all_of_it_is_there(void **state)
{
    static const struct {
        double from_east_m, centre_deg;
        const char *side;
    } rows[] = {
        {-2500, 90, ""}, {-1000, 90, "B"}, {-2500, 270, "A"}, {-6000, 90, "A"}, {-5000, 75, "A"},
    };
    struct bench b;

    (void)state;
    open_bench(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct place_sector sector = {.from = world_at(rows[i].from_east_m, 0),
                                            .centre_deg = rows[i].centre_deg,
                                            .half_width_deg = 11.25,
                                            .range_min_m = 2000,
                                            .range_max_m = 4000};
        struct place place = {.form = PLACE_SECTOR,
                              .at = geo_move(sector.from, sector.centre_deg, 3162),
                              .u.sector = &sector};
        struct observation o = world_observation(&b.w, "p", 0, place, PHEN_EXPLOSION);
        struct verdict v = verdict_on(&b, 0, &o);

        b.source.v = &v;
        assert_cell(&b, TABLE_CEASEFIRE, "control_area", rows[i].side);
    }
    world_close(&b.w);
}

static void an_area_has_a_name_and_neither_cell_nor_side(void **state)
{
    struct bench b;
    struct place zone, centroid;
    struct observation o;
    struct verdict v;

    (void)state;
    open_bench(&b);
    zone = (struct place){
        .form = PLACE_ZONE, .at = world_at(-9000, 0), .u.zone = SPAN("security-zone")};
    o = world_observation(&b.w, "p", 0, zone, PHEN_EXPLOSION);
    v = verdict_on(&b, 0, &o);
    b.source.v = &v;
    assert_cell(&b, TABLE_CEASEFIRE, "event_location", "security-zone");
    assert_cell(&b, TABLE_WEAPONS, "place_mgrs_1km", "security-zone");
    assert_cell(&b, TABLE_CEASEFIRE, "control_area", "");
    centroid = world_point(-9000, 0, 40000);
    centroid.is_centroid = true;
    o = world_observation(&b.w, "p", 0, centroid, PHEN_EXPLOSION);
    v = verdict_on(&b, 0, &o);
    assert_cell(&b, TABLE_CEASEFIRE, "event_location", "");
    assert_cell(&b, TABLE_WEAPONS, "place_mgrs_1km", "");
    assert_cell(&b, TABLE_CEASEFIRE, "control_area", "");
    world_close(&b.w);
}

/* ---- table 1 ---- */

static void an_event_fills_its_row(void **state)
{
    static const struct cell want[] = {
        {"observation_place", "37U DP 16 72"},
        {"event_location", "37U DP 36 72"},
        {"means", "heard/recorded"},
        {"no_min", "3"},
        {"no_max", "5"},
        {"no", "3\xE2\x80\x93"
               "5"},
        {"observation", "explosion"},
        {"description", "impact"},
        {"weapon", "mortar"},
        {"date", "2020-07-10"},
        {"time", "20:00 to 20:01:30"},
        {"control_area", "B"},
        {"event_id", "e-1"},
        {"term", "1"},
        {"party", "undetermined"},
        {"verdict", "violation"},
        {"p", "0.97"},
        {"source_grade", "B2"},
    };
    static const struct observation_more more = {.weapon = {"mortar", 6}};
    static struct sensor camera = {.head = {.id = {"cam", 3}}, .type = {"camera", 6}};
    struct bench b;
    struct observation heard, recorded;
    const struct observation *members[2] = {&heard, &recorded};
    struct event e;
    struct verdict v;

    (void)state;
    open_bench(&b);
    camera.place = world_point(-10000, 0, 0);
    b.w.docket.sensors = &camera;
    b.w.docket.n_sensors = 1;
    recorded = world_observation(&b.w, "cam", 0, world_point(10000, 0, 100), PHEN_EXPLOSION);
    recorded.sense = SENSE_RECORDED;
    recorded.detail = DETAIL_IMPACT;
    recorded.more = &more;
    recorded.reliability = 'B';
    recorded.credibility = '2';
    heard = world_observation(&b.w, "p", 90, world_point(9000, 0, 500), PHEN_EXPLOSION);
    heard.sense = SENSE_HEARD;
    e = (struct event){.id = SPAN("e-1"),
                       .members = members,
                       .n_members = 2,
                       .phenomenon = PHEN_EXPLOSION,
                       .best = &recorded};
    v = verdict_on(&b, 0, &recorded);
    v.of_observation = NULL;
    v.of_event = &e;
    v.event = e.id;
    v.p = 0.97;
    v.has_count = true;
    v.count = (struct count){3, 5, 3};
    v.when.t1_ms = heard.when.t1_ms;
    b.source.v = &v;
    ASSERT_CELLS(&b, TABLE_CEASEFIRE, want);
    v.count.max = COUNT_INFINITE;
    assert_cell(&b, TABLE_CEASEFIRE, "no_max", "");
    assert_cell(&b, TABLE_CEASEFIRE, "no", "3 or more");
    world_close(&b.w);
}

/* ---- table 2 ---- */

static void a_weapon_fills_its_row(void **state)
{
    static const struct cell want[] = {
        {"date", "2020-07-10"},
        {"time", "20:00"},
        {"no", "2"},
        {"type", "artillery 122 mm"},
        {"place_mgrs_1km", "37U DP 16 72"},
        {"control_area", "A"},
        {"distance", "9.9 km \xC2\xB1 71 m"},
        {"distance_m", "9900"},
        {"sigma_m", "71"},
        {"seen_by", "patrol"},
        {"state", "in violation of lines"},
        {"term", "2"},
        {"party", "A"},
        {"verdict", "violation"},
        {"p", "1"},
    };
    struct bench b;
    struct item guns;
    struct observation o;
    struct verdict v;

    (void)state;
    open_bench(&b);
    guns = world_class(&b.w, "artillery", 122);
    o = world_sighting(&b.w, 0, world_point(-10000, 0, 50), "A", guns);
    v = verdict_on(&b, 1, &o);
    v.of_item = &guns;
    v.party = SPAN("A");
    v.has_count = true;
    v.count = (struct count){2, 2, 2};
    v.distance_m = 9900;
    v.sigma_m = 70.7;
    v.state = "in_violation_of_lines";
    b.source.v = &v;
    ASSERT_CELLS(&b, TABLE_WEAPONS, want);
    world_close(&b.w);
}

static void the_state_is_one_of_the_fixed_phrases(void **state)
{
    static const struct {
        enum verdict_word word;
        const char *state, *text;
    } rows[] = {
        {VERDICT_VIOLATION, "in_violation_of_lines", "in violation of lines"},
        {VERDICT_VIOLATION, "return", "returned: in violation of lines"},
        {VERDICT_COMPLIANT, "beyond_lines_outside_storage", "beyond lines outside storage"},
        {VERDICT_COMPLIANT, "not_verifiable_as_withdrawn", "not verifiable as withdrawn"},
        {VERDICT_INDETERMINATE, "could_not_verify", "not decided: not verifiable as withdrawn"},
        {VERDICT_INDETERMINATE, "in_violation_of_lines", "not decided: in violation of lines"},
        {VERDICT_INDETERMINATE, NULL, "not decided"},
        {VERDICT_VIOLATION, "missing", "missing"},
        {VERDICT_VIOLATION, "again_missing", "again missing"},
        {VERDICT_VIOLATION, NULL, "violation"},
        {VERDICT_PENDING, "pending", "pending"},
    };
    struct bench b;
    struct observation o;
    struct verdict v;

    (void)state;
    open_bench(&b);
    o = world_observation(&b.w, "p", 0, world_point(-10000, 0, 50), PHEN_WEAPON_SIGHTING);
    v = verdict_on(&b, 1, &o);
    b.source.v = &v;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        v.word = rows[i].word;
        v.state = rows[i].state;
        assert_cell(&b, TABLE_WEAPONS, "state", rows[i].text);
    }
    world_close(&b.w);
}

/* ---- table 3 ---- */

static void an_impediment_fills_its_row(void **state)
{
    static const struct cell want[] = {
        {"date", "2020-07-10"},
        {"time", "20:00 to 20:40"},
        {"duration", "40 min"},
        {"place", "37U DP 16 72"},
        {"party", "both"},
        {"kind", "threat or violence"},
        {"reason_given", "no officer"},
        {"means", "patrol"},
        {"resolved", "yes"},
        {"reported_to_joint_centre", ""},
        {"standing", "no"},
        {"id", "i-1"},
    };
    struct bench b;
    struct impediment im;

    (void)state;
    open_bench(&b);
    im = (struct impediment){.head = {.id = SPAN("i-1")},
                             .when = {WORLD_T0, WORLD_T0 + 40 * MS_PER_MIN},
                             .has_until = true,
                             .place = world_point(-10000, 0, 0),
                             .actor = {.form = ACTOR_BOTH},
                             .impediment = IMPEDE_THREAT_OR_VIOLENCE,
                             .means = SPAN("patrol"),
                             .resolved = true,
                             .reason = SPAN("no officer")};
    b.source.impediment = &im;
    ASSERT_CELLS(&b, TABLE_MOVEMENT, want);
    im.actor = (struct actor){.form = ACTOR_PARTY, .party = SPAN("B")};
    im.has_until = false;
    im.place = (struct place){.form = PLACE_ZONE, .u.zone = SPAN("bridge")};
    assert_cell(&b, TABLE_MOVEMENT, "party", "B");
    assert_cell(&b, TABLE_MOVEMENT, "duration", "");
    assert_cell(&b, TABLE_STANDING, "place", "bridge");
    world_close(&b.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_side_of_a_point_is_said_beyond_twice_the_error),
        cmocka_unit_test(the_side_of_a_sector_is_said_when_all_of_it_is_there),
        cmocka_unit_test(an_area_has_a_name_and_neither_cell_nor_side),
        cmocka_unit_test(an_event_fills_its_row),
        cmocka_unit_test(a_weapon_fills_its_row),
        cmocka_unit_test(the_state_is_one_of_the_fixed_phrases),
        cmocka_unit_test(an_impediment_fills_its_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
