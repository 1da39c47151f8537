/* SPDX-License-Identifier: Apache-2.0 */
/* Which violations are one incident, and what the record says of it as it grows, joins, splits, is
 * put together by hand, and what is due because of it. */
#include "mission_world.h"

#include "mission/incident.h"

static struct mission m;

static int load(void **state)
{
    (void)state;
    mission_load(&m, "kalmius", "kalmius.pact");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    mission_unload(&m);
    return 0;
}

/* ---- which are one ---- */

static struct deed deed_at(double lat_deg, int64_t at_min)
{
    return (struct deed){.agreement = SPAN("kalmius"),
                         .term = SPAN("kalmius/art.1"),
                         .kind = PACT_CEASEFIRE,
                         .when = {at_min * MS_PER_MIN, at_min * MS_PER_MIN},
                         .place = {lat_deg, 70},
                         .has_place = true,
                         .party = SPAN("north"),
                         .severity = 3};
}

static void both_sides_of_gap_and_reach(void **state)
{
    const struct incident_rule rule = {60 * MS_PER_MIN, 1000};
    struct deed a = deed_at(46, 0), near = deed_at(46.00899, 60), far = deed_at(46.00901, 60);
    struct deed late = deed_at(46, 61), other = deed_at(46, 0), nowhere = deed_at(46, 0);

    (void)state;
    assert_true(incident_joins(&rule, &a, &a));
    assert_true(incident_joins(&rule, &a, &near)); /* 999.3 m */
    assert_false(incident_joins(&rule, &a, &far)); /* 1001.5 m */
    assert_false(incident_joins(&rule, &a, &late));
    assert_false(incident_joins(&rule, &late, &a));
    late.when.t0_ms -= MS_PER_MIN;
    assert_true(incident_joins(&rule, &a, &late));
    other.agreement = SPAN("another");
    assert_false(incident_joins(&rule, &a, &other));
    nowhere.has_place = false;
    assert_false(incident_joins(&rule, &nowhere, &nowhere));
}

static void types_and_severities(void **state)
{
    struct deed fire = deed_at(46, 0), answer = deed_at(46, 1), crossing = deed_at(46, 2);
    struct deed flight = deed_at(46, 3), door = deed_at(46, 4), gun = deed_at(46, 5);
    const struct {
        const struct deed *deeds[3];
        size_t n;
        const char *type;
        uint8_t severity;
    } rows[] = {
        {{&fire}, 1, NULL, 3},
        {{&fire, &answer}, 2, "ceasefire_exchange", 4},
        {{&gun}, 1, NULL, 3},
        {{&crossing}, 1, "incursion", 3},
        {{&crossing, &flight}, 2, "incursion", 3},
        {{&flight, &door}, 2, "airspace", 3},
        {{&door}, 1, "obstruction", 3},
        {{&fire, &crossing}, 2, "incursion", 4},
        {{&fire, &answer, &crossing}, 3, "ceasefire_exchange", 5},
    };

    (void)state;
    answer.party = SPAN("south");
    answer.severity = 4;
    crossing.kind = PACT_LINE_CROSSING;
    flight.kind = PACT_NO_FLY;
    door.kind = PACT_FREEDOM_OF_MOVEMENT;
    gun.kind = PACT_WITHDRAWAL;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct incident in = incident_of(rows[i].deeds, rows[i].n);

        if ((in.type == NULL) != (rows[i].type == NULL) ||
            (in.type != NULL && strcmp(in.type, rows[i].type) != 0))
            fail_msg("row %zu: %s", i, in.type);
        assert_int_equal(in.severity, rows[i].severity);
    }
    answer.severity = 5;
    assert_int_equal(incident_of((const struct deed *[]){&answer, &crossing}, 2).severity, 5);
}

/* Distances on the plane never decide otherwise than the geodesic. */
static void reach_is_that_of_the_geodesic(void **state)
{
    uint64_t random = 11;

    (void)state;
    for (int i = 0; i < 200000; i++) {
        const struct incident_rule rule = {MS_PER_H, 1 + random_below(&random, 60000)};
        double lat = -89 + 0.0001 * random_below(&random, 1780000);
        double near = 0.00002 * (double)rule.reach_m / 1.8;
        struct deed a = deed_at(lat, 0), b = deed_at(lat, 0);

        a.place.lon_deg = -180 + 0.0001 * random_below(&random, 3600000);
        b.place.lat_deg += near * (random_below(&random, 2001) / 1000.0 - 1);
        b.place.lon_deg =
            remainder(a.place.lon_deg + near * (random_below(&random, 8001) / 1000.0 - 4), 360);
        if (b.place.lat_deg > 90 || b.place.lat_deg < -90)
            continue;
        assert_int_equal(incident_joins(&rule, &a, &b),
                         geo_distance_m(a.place, b.place) <= rule.reach_m);
    }
}

/* Groups do not depend on the order in which deeds come. */
static void groups_are_the_closure_of_joining(void **state)
{
    const struct incident_rule rule = {30 * MS_PER_MIN, 2000};
    uint64_t random = 5;

    (void)state;
    for (int round = 0; round < 200; round++) {
        struct deed deeds[40];
        uint32_t root[40];
        struct arena a;
        struct err err = {0};
        size_t n = 2 + random_below(&random, 38);

        arena_init(&a, MIB);
        for (size_t i = 0; i < n; i++) {
            deeds[i] = deed_at(46 + 0.001 * random_below(&random, 200), random_below(&random, 600));
            deeds[i].id.b[0] = (uint8_t)i;
            deeds[i].when.t1_ms += random_below(&random, 4) == 0 ? 45 * MS_PER_MIN : 0;
        }
        assert_ok(incident_group(&rule, deeds, n, &a, root, &err));
        for (size_t i = 0; i < n; i++) {
            bool has_other = false, has_joined = false;

            assert_true(root[i] <= i && root[root[i]] == root[i]);
            for (size_t k = 0; k < n; k++) {
                bool joins = k != i && incident_joins(&rule, &deeds[i], &deeds[k]);

                if (joins)
                    assert_int_equal(root[i], root[k]);
                has_other = has_other || (k != i && root[k] == root[i]);
                has_joined = has_joined || joins;
            }
            assert_int_equal(has_other, has_joined);
        }
        arena_release(&a);
    }
}

/* ---- on the record ---- */

static struct fold_entry file_explosion(const char *id, int minute, double lat_deg)
{
    char text[512];

    (void)snprintf(
        text, sizeof(text),
        "{\"id\":\"%s\",\"source\":\"patrol-1\",\"time\":\"2026-10-01T%02d:%02d:00Z\","
        "\"phenomenon\":\"explosion\",\"count\":1,\"reliability\":\"B\",\"clock_sigma_s\":1,"
        "\"place\":{\"lat\":%.4f,\"lon\":70.0,\"sigma_m\":20}}",
        id, minute / 60, minute % 60, lat_deg);
    return mission_file(&m, text, SPAN("PUBLIC"));
}

static void explode(const char *id, int minute, double lat_deg)
{
    struct fold_entry e = file_explosion(id, minute, lat_deg);

    mission_judge(&m, &e, 1);
}

static size_t count(enum entry_kind kind, const struct filed **last)
{
    size_t n = 0;

    for (size_t i = 0; i < m.shelf.n; i++) {
        const struct filed *x = &m.shelf.items[i];

        if (x->entry.kind != kind || x->over != UINT64_MAX || !x->is_current)
            continue;
        *last = x;
        n++;
    }
    return n;
}

static void assert_holds(const struct filed *x, const char *words)
{
    if (strstr(x->bytes.p, words) == NULL)
        fail_msg("lacks %s: %s", words, x->bytes.p);
}

static void an_incident_grows_and_two_are_joined(void **state)
{
    const struct filed *in = NULL, *duty = NULL, *first;

    (void)state;
    mission_begin(&m); /* one hour, 3 km */
    explode("e-1", 600, 46.2);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 1);
    assert_holds(in, "\"severity\":4");
    assert_int_equal(count(ENTRY_DUTY, &duty), 1);
    assert_holds(duty, "\"due\":\"2026-10-01T12:00:00Z\"");
    explode("e-2", 630, 46.21);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 1);
    assert_holds(in, "\"verdicts\":2");
    assert_true(in->entry.has_supersedes && in->entry.n_inputs == 1);
    assert_int_equal(count(ENTRY_DUTY, &duty), 1); /* still the one */
    explode("e-3", 630, 46.26);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 2);
    assert_int_equal(count(ENTRY_DUTY, &duty), 2);
    explode("e-4", 640, 46.235); /* 2.8 km to either */
    assert_int_equal(count(ENTRY_INCIDENT, &in), 1);
    assert_holds(in, "\"verdicts\":4");
    assert_int_equal(in->entry.n_inputs, 2); /* the new one, and that of the incident it swallows */
    first = shelf_find(&m.shelf, &in->entry.supersedes);
    assert_holds(first, "\"verdicts\":2");
    mission_end(&m);
}

static void withdraw(size_t seq)
{
    struct entry e = {.kind = ENTRY_WITHDRAWAL,
                      .id = mission_id(&m),
                      .author = SPAN(SHELF_NOBODY),
                      .label = SPAN("PUBLIC"),
                      .body = SPAN("{}"),
                      .has_supersedes = true,
                      .supersedes = m.shelf.items[seq].entry.id};
    struct fold_entry step = {.has_supersedes = true, .supersedes = e.supersedes};

    step.at = shelf_row_of(&m.shelf, shelf_file(&m.shelf, &e, NULL, NULL));
    mission_judge(&m, &step, 1);
}

static void an_incident_splits_and_ends(void **state)
{
    const struct filed *in = NULL;
    struct fold_entry bridge, left, right;

    (void)state;
    mission_begin(&m);
    bridge = file_explosion("e-1", 600, 46.2);
    mission_judge(&m, &bridge, 1);
    left = file_explosion("e-2", 610, 46.22);
    mission_judge(&m, &left, 1);
    right = file_explosion("e-3", 620, 46.18);
    mission_judge(&m, &right, 1);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 1);
    assert_holds(in, "\"verdicts\":3");
    withdraw(bridge.at.seq);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 2);
    withdraw(left.at.seq);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 1);
    withdraw(right.at.seq);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 0);
    mission_end(&m);
}

static void what_people_put_together_stays(void **state)
{
    static const char key[] = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";
    const struct filed *in = NULL;
    struct uuid pins[2];
    size_t n = 0;
    struct entry e = {.kind = ENTRY_INCIDENT, .label = SPAN("PUBLIC"), .body = SPAN("{}")};
    struct fold_entry step = {0};

    (void)state;
    mission_begin(&m);
    explode("e-1", 600, 46.2);
    explode("e-2", 605, 46.2);
    explode("e-3", 900, 46.3);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 2);
    for (size_t i = 0; i < m.shelf.n; i++)
        if (span_is(m.shelf.items[i].term, "kalmius/art.1") &&
            (strstr(m.shelf.items[i].bytes.p, "\"e-1\"") != NULL ||
             strstr(m.shelf.items[i].bytes.p, "\"e-3\"") != NULL))
            pins[n++] = m.shelf.items[i].entry.id;
    assert_int_equal(n, 2);
    qsort(pins, 2, sizeof(pins[0]), (int (*)(const void *, const void *))uuid_cmp);
    e.id = mission_id(&m);
    e.author = span_of(key);
    e.inputs = pins;
    e.n_inputs = 2;
    step.at = shelf_row_of(&m.shelf, shelf_file(&m.shelf, &e, NULL, NULL));
    m.shelf.items[step.at.seq].is_current = true;
    mission_judge(&m, &step, 1);
    assert_int_equal(count(ENTRY_INCIDENT, &in), 2); /* by hand, and that of e-2 */
    assert_holds(in, "\"verdicts\":1");
    explode("e-4", 602, 46.2); /* joins e-2, not what is pinned */
    assert_int_equal(count(ENTRY_INCIDENT, &in), 2);
    assert_holds(in, "\"verdicts\":2");
    mission_end(&m);
}

/* A step that joins an incident looks at all that it holds, and keeps little of each: in 3 MiB
 * there is room for 1200 deeds, not for 1200 entries that have been read. */
static void a_long_incident_needs_little_memory(void **state)
{
    enum { N_STEPS = 12, IN_STEP = 100 };
    const size_t memory_max = m.options.memory_max;
    const struct filed *in = NULL;

    (void)state;
    m.options.memory_max = 3 * MIB;
    mission_begin(&m);
    for (int i = 0; i < N_STEPS; i++) {
        struct fold_entry step[IN_STEP];

        for (int k = 0; k < IN_STEP; k++) {
            char id[16];

            (void)snprintf(id, sizeof(id), "e-%d", i * IN_STEP + k);
            step[k] = file_explosion(id, i * IN_STEP + k, 46.2 + (k % 2 ? 0.01 : 0));
        }
        mission_judge(&m, step, IN_STEP);
    }
    assert_int_equal(count(ENTRY_INCIDENT, &in), 1);
    assert_holds(in, "\"verdicts\":1200");
    mission_end(&m);
    m.options.memory_max = memory_max;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_sides_of_gap_and_reach),
        cmocka_unit_test(types_and_severities),
        cmocka_unit_test(reach_is_that_of_the_geodesic),
        cmocka_unit_test(groups_are_the_closure_of_joining),
        cmocka_unit_test(an_incident_grows_and_two_are_joined),
        cmocka_unit_test(an_incident_splits_and_ends),
        cmocka_unit_test(what_people_put_together_stays),
        cmocka_unit_test(a_long_incident_needs_little_memory),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
