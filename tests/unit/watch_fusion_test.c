/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "watch/fusion.h"
#include "watch_world.h"

static struct world w;

static int open_world(void **state)
{
    (void)state;
    world_open(&w);
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

static struct fusion fuse(void)
{
    struct fusion_options options = {0};
    struct fusion out = {0};
    struct err err = {0};

    assert_ok(docket_close(&w.docket, TIME_NEVER, &err));
    assert_ok(fusion_run(&w.model, &w.docket, &options, &w.arena, &out, &err));
    return out;
}

/* min and max over all events */
static void assert_totals(struct fusion f, size_t n_events, uint64_t min, uint64_t max)
{
    uint64_t lo = 0, hi = 0;

    for (size_t i = 0; i < f.n_events; i++) {
        lo += f.events[i].count.min;
        hi += f.events[i].count.max;
    }
    assert_int_equal(f.n_events, n_events);
    assert_int_equal(lo, min);
    assert_int_equal(hi, max);
}

/* One observation beside another: each row says what differs, and whether they may be the same. */
struct pair {
    const char *what;
    const char *source; /* of the second; the first is "cam-1" */
    double at_s, end_s, clock_sigma_s;
    double east_m, sigma_m;
    enum phenomenon phenomenon;
    enum detail detail; /* the first is an impact */
    bool is_same;
};

static const struct pair pairs[] = {
    {"the same", "cam-2", 0, 0, 0, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT, true},
    {"one sensor", "cam-1", 0, 0, 0, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT, false},
    {"undetermined goes with any", "cam-2", 0, 0, 0, 0, 0, PHEN_EXPLOSION, DETAIL_UNDETERMINED,
     true},
    {"outgoing is no impact", "cam-2", 0, 0, 0, 0, 0, PHEN_EXPLOSION, DETAIL_OUTGOING, false},
    {"another class", "cam-2", 0, 0, 0, 0, 0, PHEN_BURST, DETAIL_IMPACT, false},
    {"a second later", "cam-2", 1, 1, 0, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT, false},
    {"a millisecond later", "cam-2", 0.001, 1, 0, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT, false},
    {"within three sigma of both clocks", "cam-2", 4.2, 4.2, 1, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT,
     true},
    {"beyond three sigma of both clocks", "cam-2", 4.3, 4.3, 1, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT,
     false},
    {"a span that begins before", "cam-2", -600, 0, 0, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT, true},
    {"a span that ended before", "cam-2", -600, -1, 0, 0, 0, PHEN_EXPLOSION, DETAIL_IMPACT, false},
    {"a metre away without sigma", "cam-2", 0, 0, 0, 1, 0, PHEN_EXPLOSION, DETAIL_IMPACT, false},
    {"within the margins", "cam-2", 0, 0, 0, 599, 100, PHEN_EXPLOSION, DETAIL_IMPACT, true},
    {"beyond the margins", "cam-2", 0, 0, 0, 601, 100, PHEN_EXPLOSION, DETAIL_IMPACT, false},
};

static void pairs_of_observations(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        const struct pair *p = &pairs[i];
        struct observation first, second;
        struct fusion f;

        world_close(&w);
        world_open(&w);
        first = world_observation(&w, "cam-1", 0, world_point(0, 0, p->sigma_m), PHEN_EXPLOSION);
        first.detail = DETAIL_IMPACT;
        first.clock_sigma_s = (float)p->clock_sigma_s;
        second = world_observation(&w, p->source, p->at_s, world_point(p->east_m, 0, p->sigma_m),
                                   p->phenomenon);
        second.head.id = SPAN("second");
        second.when.t1_ms = WORLD_T0 + (int64_t)(p->end_s * 1000);
        second.detail = p->detail;
        second.clock_sigma_s = (float)p->clock_sigma_s;
        world_add(&w, first);
        world_add(&w, second);
        f = fuse();
        if (f.n_events != (p->is_same ? 1 : 2))
            fail_msg("%s: %zu events", p->what, f.n_events);
        assert_totals(f, p->is_same ? 1 : 2, p->is_same ? 1 : 2, 2);
    }
}

/* 12 explosions of one post between 20:10 and 20:40; a camera timed 3 of them and one at 20:50. */
static void aggregate_and_timed_ones(void **state)
{
    static const double camera_s[] = {700, 1000, 2300, 3000};
    struct observation post =
        world_observation(&w, "post", 600, world_point(0, 0, 50), PHEN_EXPLOSION);
    struct fusion f;

    (void)state;
    post.when.t1_ms = WORLD_T0 + 2400000;
    post.count = (struct count){12, 12, 12};
    world_add(&w, post);
    for (size_t i = 0; i < 4; i++)
        world_add(
            &w, world_observation(&w, "cam", camera_s[i], world_point(10, 0, 50), PHEN_EXPLOSION));
    f = fuse();
    assert_totals(f, 2, 12 + 1, 15 + 1);
    assert_int_equal(f.events[0].n_members, 4);
    assert_int_equal(f.events[0].count.recorded, 15);
    assert_int_equal(f.events[1].when.t0_ms, WORLD_T0 + 3000000);
}

/* The minimum of a component is the largest sum of one sensor. */
static void three_sensors(void **state)
{
    static const struct {
        const char *source;
        uint32_t n;
    } rows[] = {{"a", 3}, {"b", 1}, {"b", 1}, {"c", 4}, {"b", 3}};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        struct observation o =
            world_observation(&w, rows[i].source, 0, world_point(0, 0, 50), PHEN_BURST);

        o.count = (struct count){rows[i].n, rows[i].n, rows[i].n};
        world_add(&w, o);
    }
    assert_totals(fuse(), 1, 5, 12);
}

static void rows_without_source_are_sensors_of_their_own(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        world_add(&w, world_observation(&w, "", 0, world_point(0, 0, 50), PHEN_SHOT));
    assert_totals(fuse(), 1, 1, 3);
}

static void open_counts_stay_open(void **state)
{
    struct observation o = world_observation(&w, "a", 0, world_point(0, 0, 50), PHEN_SHOT);
    struct fusion f;

    (void)state;
    o.count = (struct count){8, COUNT_INFINITE, 8};
    world_add(&w, o);
    world_add(&w, world_observation(&w, "b", 0, world_point(0, 0, 50), PHEN_SHOT));
    f = fuse();
    assert_totals(f, 1, 8, COUNT_INFINITE);
    assert_int_equal(f.events[0].count.recorded, 9);
}

/* Reported rows join no minimum; alone they have none. */
static void reported_rows_join_no_minimum(void **state)
{
    struct observation o = world_observation(&w, "ucdp", 0, world_point(0, 0, 50), PHEN_SHOT);
    const struct fusion_options trusting = {.trusts_reported = true};
    struct err err = {0};
    struct fusion f;

    (void)state;
    o.is_reported = true;
    o.count = (struct count){5, 5, 5};
    world_add(&w, o);
    world_add(&w, world_observation(&w, "b", 0, world_point(0, 0, 50), PHEN_SHOT));
    o.head.id = SPAN("alone");
    o.when.t0_ms = o.when.t1_ms = WORLD_T0 + 1000000;
    world_add(&w, o);
    f = fuse();
    assert_totals(f, 2, 1, 11);
    assert_false(f.events[0].is_reported);
    assert_true(f.events[1].is_reported);
    assert_int_equal(f.events[1].count.min, 0);
    assert_ok(fusion_run(&w.model, &w.docket, &trusting, &w.arena, &f, &err));
    assert_totals(f, 2, 10, 11);
}

static void what_has_no_place_is_an_event_of_its_own(void **state)
{
    struct place oblast = world_point(0, 0, 30000);

    (void)state;
    oblast.is_centroid = true;
    world_add(&w, world_observation(&w, "a", 0, oblast, PHEN_SHOT));
    world_add(&w, world_observation(&w, "b", 0, (struct place){0}, PHEN_SHOT));
    world_add(&w, world_observation(&w, "c", 0, world_point(0, 0, 50), PHEN_SHOT));
    assert_totals(fuse(), 3, 3, 3);
}

static struct place sector(const struct place_sector *s)
{
    return (struct place){
        .form = PLACE_SECTOR,
        .at = geo_move(s->from, s->centre_deg, (s->range_min_m + s->range_max_m) / 2),
        .u.sector = s};
}

/* Heard 8 km away at 15 °C, a sound is 23.5 s old. */
static void sound_arrives_late(void **state)
{
    struct place_sector s = {.from = world_at(-8000, 0),
                             .centre_deg = 90,
                             .half_width_deg = 11.25,
                             .range_min_m = 7900,
                             .range_max_m = 8100};
    static const struct {
        double late_s;
        enum sense sense;
        bool is_named;
        float temperature_c;
        size_t n_events;
    } rows[] = {
        {23.5, SENSE_HEARD, false, 15, 1}, {23.5, SENSE_SAW, false, 15, 2},
        {23.5, SENSE_HEARD, true, 15, 2},  {0, SENSE_HEARD, false, 15, 2},
        {0, SENSE_HEARD, true, 15, 1},     {24.6, SENSE_HEARD, false, -10, 1},
        {24.6, SENSE_HEARD, false, 15, 2}, {23.1, SENSE_HEARD, false, 15, 2},
        {22.9, SENSE_HEARD, false, 30, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct observation o;
        struct fusion f;

        world_close(&w);
        world_open(&w);
        s.is_named = rows[i].is_named;
        o = world_observation(&w, "post", rows[i].late_s, sector(&s), PHEN_EXPLOSION);
        o.sense = rows[i].sense;
        o.temperature_c = rows[i].temperature_c;
        world_add(&w, o);
        world_add(&w, world_observation(&w, "cam", 0, world_point(0, 0, 20), PHEN_EXPLOSION));
        f = fuse();
        if (f.n_events != rows[i].n_events)
            fail_msg("row %zu: %zu events", i, f.n_events);
    }
}

/* The same from a sensor row's position, for a place that does not say where the observer stood. */
static void sound_from_a_sensor(void **state)
{
    struct row row;
    struct observation o;

    (void)state;
    memset(&row, 0, sizeof(row));
    row.kind = ROW_SENSOR;
    row.u.sensor = (struct sensor){
        .head = {.id = SPAN("mic")}, .place = world_point(-8000, 0, 10), .clock_sigma_s = NAN};
    world_add_row(&w, &row, &row.u.sensor.head);
    o = world_observation(&w, "mic", 23.5, world_point(0, 0, 20), PHEN_EXPLOSION);
    o.sense = SENSE_HEARD;
    world_add(&w, o);
    world_add(&w, world_observation(&w, "cam", 0, world_point(0, 0, 20), PHEN_EXPLOSION));
    assert_totals(fuse(), 1, 1, 2);
}

static uint32_t seed = 1;

static uint32_t draw(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

/* A crowd: some rows in a few minutes and kilometres, of several sources and reaches. */
static void add_crowd(size_t n, uint32_t n_sources, uint32_t span_s, uint32_t extent_m)
{
    static const char *const sources[] = {"s0", "s1", "s2", "s3", "s4", "s5", "s6", ""};

    for (size_t i = 0; i < n; i++) {
        struct observation o = world_observation(
            &w, sources[draw(n_sources)], draw(span_s),
            world_point(draw(extent_m), draw(extent_m), draw(8) == 0 ? draw(2000) : draw(40)),
            draw(6) == 0 ? PHEN_BURST : PHEN_EXPLOSION);

        o.detail = (enum detail)draw(DETAIL_COUNT);
        o.clock_sigma_s = (float)draw(3);
        if (draw(10) == 0)
            o.when.t1_ms += draw(600000);
        world_add(&w, o);
    }
}

static bool may_be_same(const struct observation *a, const struct observation *b)
{
    double wide_ms =
        3000 * sqrt(pow((double)a->clock_sigma_s, 2) + pow((double)b->clock_sigma_s, 2));

    if (span_eq(a->head.source, b->head.source) && a->head.source.n > 0)
        return false;
    if (a->phenomenon != b->phenomenon)
        return false;
    if (a->detail != b->detail && a->detail != DETAIL_UNDETERMINED &&
        b->detail != DETAIL_UNDETERMINED)
        return false;
    if ((double)(a->when.t0_ms - b->when.t1_ms) > wide_ms ||
        (double)(b->when.t0_ms - a->when.t1_ms) > wide_ms)
        return false;
    return geo_distance_m(a->place.at, b->place.at) <= 3 * (a->place.sigma_m + b->place.sigma_m);
}

/* Components by looking at every pair, as §2.3 of the field's rules has them. */
static void assert_as_all_pairs(const struct fusion *f)
{
    size_t n = w.docket.n_observations, n_components = 0;
    const struct observation *o = w.docket.observations;
    uint32_t *component = calloc(n, sizeof(*component));
    uint32_t *event = calloc(n, sizeof(*event));

    for (uint32_t i = 0; i < n; i++)
        component[i] = i;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < i; k++)
            if (component[i] != component[k] && may_be_same(&o[i], &o[k])) {
                uint32_t old = component[i], new = component[k];

                for (uint32_t m = 0; m < n; m++)
                    component[m] = component[m] == old ? new : component[m];
            }
    for (size_t i = 0; i < f->n_events; i++)
        for (size_t k = 0; k < f->events[i].n_members; k++)
            event[f->events[i].members[k] - o] = (uint32_t)i;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = 0;

        while (component[k] != component[i])
            k++;
        n_components += k == i;
        assert_int_equal(event[i], event[k]);
    }
    assert_int_equal(f->n_events, n_components);
    free(component);
    free(event);
}

static void crowds_are_as_all_pairs_say(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 24; round++) {
        struct fusion f;

        world_close(&w);
        world_open(&w);
        add_crowd(400, 1 + round % 8, round % 3 == 0 ? 60 : 3000, 100u << round % 9);
        f = fuse();
        assert_as_all_pairs(&f);
    }
}

static void order_does_not_matter(void **state)
{
    struct observation rows[300];
    struct fusion first, second;
    size_t n;

    (void)state;
    add_crowd(300, 8, 600, 3000);
    first = fuse();
    n = w.docket.n_observations;
    memcpy(rows, w.docket.observations, n * sizeof(*rows));
    {
        static struct world other;
        struct world kept = w;

        world_open(&w);
        for (size_t i = 0; i < n; i++)
            world_add(&w, rows[(i * 127) % n]);
        second = fuse();
        other = w;
        w = kept;
        assert_int_equal(first.n_events, second.n_events);
        for (size_t i = 0; i < first.n_events; i++) {
            assert_true(span_eq(first.events[i].id, second.events[i].id));
            assert_int_equal(first.events[i].count.min, second.events[i].count.min);
            assert_true(span_eq(first.events[i].best->head.id, second.events[i].best->head.id));
        }
        world_close(&other);
    }
}

/* A day on which everything happened in one town: few comparisons a row, whoever saw it. */
static void crowded_days_stay_cheap(void **state)
{
    static const struct {
        const char *what;
        uint32_t n_sources, extent_m;
    } rows[] = {
        {"one source, one place", 1, 1},  {"one source, one town", 1, 20000},
        {"two sources, one place", 2, 1}, {"two sources, one town", 2, 20000},
        {"many sources", 7, 20000},       {"no sources", 8, 20000},
    };
    static const char *const sources[] = {"s0", "s1", "s2", "s3", "s4", "s5", "s6", ""};
    const size_t n = 20000;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fusion f;

        world_close(&w);
        world_open(&w);
        for (size_t k = 0; k < n; k++) {
            struct observation o = world_observation(
                &w, sources[rows[i].n_sources == 8 ? 7 : draw(rows[i].n_sources)], 0,
                world_point(draw(rows[i].extent_m), draw(rows[i].extent_m), 30), PHEN_SHOT);

            o.when.t1_ms += MS_PER_DAY;
            world_add(&w, o);
        }
        f = fuse();
        if (f.n_compared > 60 * n)
            fail_msg("%s: %zu comparisons for %zu rows", rows[i].what, f.n_compared, n);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)
    const struct CMUnitTest tests[] = {
        TEST(pairs_of_observations),
        TEST(aggregate_and_timed_ones),
        TEST(three_sensors),
        TEST(rows_without_source_are_sensors_of_their_own),
        TEST(open_counts_stay_open),
        TEST(reported_rows_join_no_minimum),
        TEST(what_has_no_place_is_an_event_of_its_own),
        TEST(sound_arrives_late),
        TEST(sound_from_a_sensor),
        TEST(crowds_are_as_all_pairs_say),
        TEST(order_does_not_matter),
        TEST(crowded_days_stay_cheap),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
