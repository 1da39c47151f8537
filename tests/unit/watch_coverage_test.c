/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch_world.h"

#include "watch_duties.h"

#include "watch/coverage.h"

#define HOUR(n) (WORLD_T0 + (n)*MS_PER_H) /* after 20:00 */

struct survey {
    struct world w;
    struct ground *ground;
    struct coverage_view view;
};

/* Area 0 "zone": a box of 40 by 40 km; 1 "west", its western half; 2 "strip", a band along L. */
static void open_survey(struct survey *s)
{
    struct err err = {0};

    world_open(&s->w);
    (void)world_area(&s->w, "zone", world_box(&s->w, 0, -20000, 40000, 20000));
    (void)world_area(&s->w, "west", world_box(&s->w, 0, -20000, 20000, 20000));
    s->w.areas[2] = (struct pact_area){
        .id = SPAN("strip"), .form = PACT_AREA_BAND, .side = GEO_RIGHT, .to_m = 5000};
    assert_ok(geo_area_band(s->w.lines[0].geometry, GEO_RIGHT, 0, 5000, &s->w.arena,
                            &s->w.areas[2].geometry, &err));
    s->w.areas[3] =
        (struct pact_area){.id = SPAN("east"), .form = PACT_AREA_SIDE, .side = GEO_RIGHT};
    assert_ok(geo_area_side(s->w.lines[0].geometry, GEO_RIGHT, &s->w.arena, &s->w.areas[3].geometry,
                            &err));
    s->w.agreement.n_areas = 4;
}

static void close_rows(struct survey *s)
{
    struct err err = {0};

    assert_ok(docket_close(&s->w.docket, TIME_NEVER, &err));
    assert_ok(ground_open(&s->w.agreement, &s->w.docket, &s->w.arena, &s->ground, &err));
    s->view =
        (struct coverage_view){&s->w.agreement, &s->w.docket, s->ground, .verifier = PACT_NONE};
}

/* `fraction` of `area`, seen by `source` from hour to hour after 20:00. */
static void declare(struct survey *s, const char *source, const char *area, double from_h,
                    double to_h, double fraction)
{
    struct buf b;

    buf_init(&b, 200);
    time_put_span(&b, (struct time_span){WORLD_T0 + (int64_t)(from_h * (double)MS_PER_H),
                                         WORLD_T0 + (int64_t)(to_h * (double)MS_PER_H)});
    world_row(&s->w, "{'kind':'coverage','source':'%s','area':'%s','time':'%s','fraction':%.3f}",
              source, area, b.p, fraction);
    buf_release(&b);
}

static const struct coverage_steps *steps_of(struct survey *s, uint32_t area)
{
    const struct coverage_steps *steps = NULL;
    struct err err = {0};

    assert_ok(coverage_of_area(&s->view, area, WORLD_T0, &s->w.arena, &steps, &err));
    return steps;
}

static void sources_join_and_one_source_counts_once(void **state)
{
    struct survey s;
    const struct coverage_steps *steps;

    (void)state;
    open_survey(&s);
    declare(&s, "cam-1", "zone", 0, 2, 0.5);
    declare(&s, "cam-2", "zone", 1, 3, 0.8);
    declare(&s, "cam-1", "zone", 1, 2, 0.2); /* of one source the best counts */
    close_rows(&s);
    steps = steps_of(&s, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(0), HOUR(1)}), 0.5, 1e-12);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(1), HOUR(2)}), 0.9, 1e-12);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(2), HOUR(3)}), 0.8, 1e-12);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(0), HOUR(3)}), 0.5, 1e-12);
    assert_float_equal(coverage_mean(steps, (struct time_span){HOUR(0), HOUR(3)}),
                       (0.5 + 0.9 + 0.8) / 3, 1e-12);
    world_close(&s.w);
}

static void what_is_not_declared_is_not_seen(void **state)
{
    struct survey s;
    const struct coverage_steps *steps;

    (void)state;
    open_survey(&s);
    declare(&s, "cam-1", "zone", 0, 2, 1);
    declare(&s, "cam-1", "zone", 3, 4, 1);
    close_rows(&s);
    steps = steps_of(&s, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(0), HOUR(2)}), 1, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(0), HOUR(4)}), 0, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(-1), HOUR(1)}), 0, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(3), HOUR(5)}), 0, 0);
    assert_float_equal(coverage_mean(steps, (struct time_span){HOUR(0), HOUR(4)}), 0.75, 1e-12);
    /* instants; both ends are closed */
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(2), HOUR(2)}), 1, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(2) + 1, HOUR(2) + 1}), 0, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(4), HOUR(4)}), 1, 0);
    assert_float_equal(coverage_least(steps, (struct time_span){HOUR(9), HOUR(9)}), 0, 0);
    world_close(&s.w);
}

static void a_gap_of_a_second_is_a_way_of_writing_an_end(void **state)
{
    static const struct {
        double second_from_h;
        double least;
    } rows[] = {{2 + 1.0 / 3600, 0.7}, {2 + 1.1 / 3600, 0}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct survey s;

        open_survey(&s);
        declare(&s, "cam-1", "zone", 0, 2, 0.7);
        declare(&s, "cam-1", "zone", rows[i].second_from_h, 4, 0.7);
        close_rows(&s);
        assert_float_equal(coverage_least(steps_of(&s, 0), (struct time_span){HOUR(0), HOUR(4)}),
                           rows[i].least, 1e-12);
        world_close(&s.w);
    }
}

static void parts_of_an_area_count_for_their_share(void **state)
{
    const struct time_span hour = {HOUR(0), HOUR(1)};
    struct survey s;

    (void)state;
    open_survey(&s);
    declare(&s, "cam-1", "west", 0, 1, 1);
    declare(&s, "cam-2", "zone", 0, 1, 0.5);
    close_rows(&s);
    assert_float_equal(coverage_least(steps_of(&s, 0), hour), 0.5 * 1 + 0.5 * 0.5, 0.02);
    assert_float_equal(coverage_least(steps_of(&s, 1), hour), 1, 0);
    /* 40 of its 60 km lie in the boxes; either end is a quarter of a disc: 200 / (300 + 12.5 pi) */
    assert_float_equal(coverage_least(steps_of(&s, 2), hour), 0.5895F, 0.02);
    /* a side of a line has no end: nothing but its own name covers it */
    assert_float_equal(coverage_least(steps_of(&s, 3), hour), 0, 0);
    world_close(&s.w);
}

static void a_geometry_of_its_own_covers_what_it_encloses(void **state)
{
    struct survey s;

    (void)state;
    open_survey(&s);
    world_rows(&s.w, "{'kind':'coverage','source':'sat','area':{'type':'Polygon','coordinates':"
                     "[[[37,48],[39,48],[39,49],[37,49],[37,48]]]},"
                     "'time':'2020-07-10T20:00:00Z/2020-07-10T21:00:00Z','fraction':0.6}");
    declare(&s, "cam", "east", 0, 1, 0.5);
    close_rows(&s);
    assert_float_equal(coverage_least(steps_of(&s, 1), (struct time_span){HOUR(0), HOUR(1)}), 0.8,
                       1e-12);
    assert_float_equal(coverage_least(steps_of(&s, 3), (struct time_span){HOUR(0), HOUR(1)}), 0.5,
                       1e-12);
    world_close(&s.w);
}

static void a_verifier_is_known_by_the_names_of_its_sources(void **state)
{
    static const struct {
        const char *source;
        bool is_own;
    } rows[] = {{"smm", true},   {"smm-uav-1", true}, {"smm.cam", true},
                {"smmx", false}, {"uav-1", false},    {"A", false}};
    struct world w;

    (void)state;
    world_open(&w);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(coverage_is_own_source(&w.agreement, 3, span_of(rows[i].source)),
                         rows[i].is_own);
    world_close(&w);
}

static void tally_gets_the_mean_of_every_area(void **state)
{
    struct survey s;
    struct tally_area areas[2];
    struct arena scratch;
    struct err err = {0};

    (void)state;
    open_survey(&s);
    declare(&s, "cam-1", "zone", 0, 1, 0.5);
    close_rows(&s);
    areas[0] = (struct tally_area){.agreement = &s.w.agreement, .area = SPAN("zone")};
    areas[1] = (struct tally_area){.agreement = &s.w.agreement, .area = SPAN("east")};
    arena_init(&scratch, 64 * MIB);
    assert_ok(
        coverage_tally(&s.view, (struct time_span){HOUR(0), HOUR(2)}, &scratch, areas, 2, &err));
    assert_float_equal(areas[0].coverage, 0.25, 1e-12);
    assert_float_equal(areas[1].coverage, 0, 0);
    arena_release(&scratch);
    world_close(&s.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_join_and_one_source_counts_once),
        cmocka_unit_test(what_is_not_declared_is_not_seen),
        cmocka_unit_test(a_gap_of_a_second_is_a_way_of_writing_an_end),
        cmocka_unit_test(parts_of_an_area_count_for_their_share),
        cmocka_unit_test(a_geometry_of_its_own_covers_what_it_encloses),
        cmocka_unit_test(a_verifier_is_known_by_the_names_of_its_sources),
        cmocka_unit_test(tally_gets_the_mean_of_every_area),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
