/* SPDX-License-Identifier: Apache-2.0 */
/* What is owed over time is judged by the record as by one judging of all rows, in whatever order
 * and steps they come: also where nothing but time makes a duty late. */
#include <string.h>

#include "mission_world.h"

#define ROWS_MAX 200
#define TEXT_MAX 400

static struct mission m;
static char texts[ROWS_MAX][TEXT_MAX];
static const char *order[ROWS_MAX];
static size_t n_texts;
static uint64_t dice;

static int unload(void **state)
{
    (void)state;
    mission_unload(&m);
    return 0;
}

static uint32_t roll(uint32_t n)
{
    return random_below(&dice, n);
}

static const char *hour(int64_t at_ms)
{
    static char ring[4][40];
    static unsigned next;
    char *room = ring[next++ % 4];
    struct buf b;

    buf_init(&b, 64);
    time_put_instant(&b, at_ms);
    (void)snprintf(room, sizeof(ring[0]), "%.*s", (int)b.n, b.p);
    buf_release(&b);
    return room;
}

/* What time is told by: sightings beside rows of what is owed. */
struct maker {
    const char *head, *time, *until;
};

/* 120 days of June to September 1974. */
static const struct maker undof_rows[] = {
    {"\"kind\":\"duty_done\",\"by\":\"undof\",\"duty\":\"inspection\",\"reported_to\":"
     "[\"israel\",\"syria\"],\"id\":\"r",
     "completed_at", NULL},
    {"\"kind\":\"duty_done\",\"by\":\"undof\",\"duty\":\"inspection\",\"request\":\"q3\","
     "\"reported_to\":[\"syria\"],\"id\":\"r",
     "completed_at", NULL},
    {"\"kind\":\"request\",\"by\":\"syria\",\"duty\":\"inspection\",\"id\":\"q", "received_at",
     NULL},
    {"\"phenomenon\":\"burst\",\"place\":{\"lat\":33.1,\"lon\":35.85},\"id\":\"r", "time", NULL},
    {"\"kind\":\"complaint\",\"by\":\"syria\",\"about\":\"q3\",\"claim\":\"late\",\"id\":\"r",
     "received_at", NULL},
    {"\"kind\":\"deployment\",\"contributor\":\"aut\",\"personnel\":600,\"id\":\"r", "from",
     "until"},
    {"\"kind\":\"deployment\",\"contributor\":\"per\",\"personnel\":{\"min\":300,\"max\":400},"
     "\"id\":\"r",
     "from", "until"},
    {"\"kind\":\"deployment\",\"contributor\":\"fra\",\"pledged\":false,\"id\":\"r", "from",
     "until"},
    {"\"kind\":\"mandate\",\"authority\":\"unsc\",\"id\":\"r", "from", "until"},
    {"\"kind\":\"consent\",\"by\":\"syria\",\"id\":\"r", "given_at", "revoked_at"},
    {"\"kind\":\"consent\",\"by\":\"israel\",\"id\":\"r", "given_at", "revoked_at"},
};

/* 200 days from June 2027 on. */
static const struct maker aasc_rows[] = {
    {"\"kind\":\"route\",\"from\":\"pol\",\"to\":\"kharkiv\",\"path\":\"rail\",\"hours\":30,\"id\":"
     "\"r",
     "since", "until"},
    {"\"kind\":\"route\",\"from\":\"pol\",\"to\":\"kharkiv\",\"path\":\"road\",\"hours\":20,\"id\":"
     "\"r",
     "since", "until"},
    {"\"kind\":\"progress\",\"by\":\"rus\",\"registry\":\"ddr\",\"done\":400,\"id\":\"r", "at",
     NULL},
    {"\"kind\":\"progress\",\"by\":\"ukr\",\"registry\":\"ddr\",\"done\":700,\"of\":900,\"id\":\"r",
     "at", NULL},
    {"\"kind\":\"declaration\",\"by\":\"rus\",\"at\":\"2027-06-01\",\"personnel\":1000,\"id\":\"r",
     "received_at", NULL},
    {"\"kind\":\"inspection\",\"by\":\"aasc\",\"of\":\"rus\",\"id\":\"r", "requested_at",
     "arrived_at"},
    {"\"kind\":\"inspection\",\"by\":\"aasc\",\"of\":\"ukr\",\"access\":\"denied\",\"id\":\"r",
     "requested_at", NULL},
    {"\"phenomenon\":\"burst\",\"place\":{\"lat\":49.1,\"lon\":37.85},\"id\":\"r", "time", NULL},
    {"\"kind\":\"deployment\",\"contributor\":\"usa\",\"personnel\":2900,\"sectors\":[\"kharkiv\"],"
     "\"id\":\"r",
     "from", "until"},
    {"\"kind\":\"deployment\",\"contributor\":\"ind\",\"post\":\"commander\",\"sectors\":[\"UA-"
     "63\",\"kharkiv\"],\"id\":\"r",
     "from", "until"},
    {"\"kind\":\"duty_done\",\"by\":\"aasc\",\"duty\":\"exercise\",\"id\":\"r", "completed_at",
     NULL},
};

/* 200 days from January 2027 on. */
#define TANKS(n) "\"items\":[{\"class\":\"main_battle_tank\",\"n\":" n "}],\"id\":\"r"
#define FIRE(party)                                                                                \
    "\"phenomenon\":\"burst\",\"party\":\"" party "\",\"place\":{\"lat\":44,\"lon\":18},\"id\":"   \
    "\"r"
#define FOUND(what, party, when)                                                                   \
    "\"kind\":\"finding\",\"finds\":\"" what "\",\"party\":\"" party "\",\"for\":\"" when          \
    "\",\"id\":\"r"
static const struct maker limits_rows[] = {
    {"\"kind\":\"declaration\",\"by\":\"east\",\"received_at\":\"2027-03-01\"," TANKS("500"), "at",
     NULL},
    {"\"kind\":\"declaration\",\"by\":\"north\",\"received_at\":\"2027-04-01\"," TANKS("200"), "at",
     NULL},
    {"\"kind\":\"declaration\",\"by\":\"south\",\"received_at\":\"2027-05-01\"," TANKS("201"), "at",
     NULL},
    {"\"kind\":\"verification\",\"of\":\"south\",\"by\":\"mission\"," TANKS("199"), "at", NULL},
    {"\"kind\":\"activity\",\"by\":\"east\",\"activity\":\"rotation\",\"personnel\":15000,\"id\":"
     "\"r",
     "time", NULL},
    {"\"kind\":\"activity\",\"activity\":\"rotation\",\"personnel\":9000,\"id\":\"r", "time", NULL},
    {"\"kind\":\"activity\",\"by\":\"north\",\"activity\":\"exercise\",\"personnel\":{\"about\":"
     "44000},"
     "\"id\":\"r",
     "time", NULL},
    {"\"kind\":\"transfer\",\"from\":\"south\",\"to\":\"smelter\"," TANKS("3"), "time", NULL},
    {"\"kind\":\"transfer\",\"from\":\"maker\",\"to\":\"south\",\"port\":\"Bar\"," TANKS("2"),
     "time", NULL},
    {"\"kind\":\"transfer\",\"to\":\"south\"," TANKS("{\"min\":1,\"max\":2}"), "time", NULL},
    {"\"kind\":\"notification\",\"by\":\"south\",\"about\":\"replacement\",\"id\":\"r",
     "received_at", NULL},
    {"\"kind\":\"derogation\",\"term\":\"3\",\"limit_change\":5000,\"agreed_by\":[\"east\","
     "\"north\","
     "\"south\"],\"id\":\"r",
     "for", NULL},
    {"\"kind\":\"impediment\",\"impediment\":\"delay\",\"id\":\"r", "time", NULL},
    {FIRE("east"), "time", NULL},
    {FIRE("east"), "time", NULL},
    {FIRE("north"), "time", NULL},
    {FOUND("offensive", "north", "2027-02-01/2027-05-01"), "adopted_at", NULL},
    {FOUND("order_issued", "east", "2027-01-15/2027-06-01"), "adopted_at", NULL},
    {FOUND("coordination_failed", "east", "2027-01-15/2027-06-01"), "adopted_at", NULL},
    {"\"kind\":\"notification\",\"by\":\"east\",\"about\":\"return_fire\",\"id\":\"r",
     "received_at", NULL},
};

static const struct maker *makers;
static uint32_t n_makers, n_days;
static int64_t day0_ms;

static void put_row(unsigned id)
{
    const struct maker *k = &makers[roll(n_makers)];
    int64_t at_ms = day0_ms + (int64_t)roll(n_days * 24) * MS_PER_H;
    char until[80] = "";

    if (k->until != NULL && roll(2) == 0)
        (void)snprintf(until, sizeof(until), ",\"%s\":\"%s\"", k->until,
                       hour(at_ms + (int64_t)(1 + roll(40)) * MS_PER_DAY));
    (void)snprintf(texts[n_texts], TEXT_MAX, "{%s%u\",\"%s\":\"%s\"%s}", k->head, id, k->time,
                   hour(at_ms), until);
    order[n_texts] = texts[n_texts];
    n_texts++;
}

static int load_rows(const char *folder, const char *file, const struct maker *rows, size_t n)
{
    mission_load(&m, folder, file);
    makers = rows;
    n_makers = (uint32_t)n;
    return 0;
}

static int load(void **state)
{
    (void)state;
    n_days = 120;
    day0_ms = 141000000000LL;
    return load_rows("undof-1974", "undof.pact", undof_rows,
                     sizeof(undof_rows) / sizeof(undof_rows[0]));
}

static int load_aasc(void **state)
{
    (void)state;
    n_days = 200;
    day0_ms = 1811797200000LL;
    return load_rows("aasc", "aasc.pact", aasc_rows, sizeof(aasc_rows) / sizeof(aasc_rows[0]));
}

static int load_limits(void **state)
{
    (void)state;
    n_days = 200;
    day0_ms = 1798761600000LL;
    return load_rows("limits", "limits.pact", limits_rows,
                     sizeof(limits_rows) / sizeof(limits_rows[0]));
}

static void shuffle(void)
{
    for (size_t i = n_texts; i > 1; i--) {
        size_t k = roll((uint32_t)i);
        const char *swap = order[i - 1];

        order[i - 1] = order[k];
        order[k] = swap;
    }
}

static void feed(size_t step_max)
{
    for (size_t i = 0, step; i < n_texts; i += step) {
        step = 1 + roll((uint32_t)step_max);
        if (step > n_texts - i)
            step = n_texts - i;
        mission_step(&m, &order[i], step);
    }
}

static size_t compare(void)
{
    struct arena a;
    struct lines record = {&a, NULL, 0, 0}, batch = {&a, NULL, 0, 0};
    size_t n;

    arena_init(&a, 512 * MIB);
    mission_lines(&m, &record);
    batch_lines(&m, order, n_texts, &batch);
    lines_compare(&record, &batch);
    n = batch.n;
    record = batch = (struct lines){&a, NULL, 0, 0};
    mission_incidents(&m, &record);
    expected_incidents(&m, &batch);
    lines_compare(&record, &batch);
    arena_release(&a);
    return n;
}

static void any_order_and_steps_give_what_one_judging_says(void **state)
{
    size_t n = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        dice = seed;
        n_texts = 0;
        for (unsigned i = 0; i < 16 + 8 * seed; i++)
            put_row(i);
        for (int round = 0; round < 3; round++) {
            mission_begin(&m);
            shuffle();
            feed(round == 0 ? 1 : round == 1 ? 7 : n_texts);
            n += compare();
            mission_end(&m);
        }
    }
    assert_true(n > 100);
}

/* The verdicts of one term that stand, by their words. */
static size_t standing(const char *words)
{
    struct arena a;
    struct lines l = {&a, NULL, 0, 0};
    size_t n = 0;

    arena_init(&a, 64 * MIB);
    mission_lines(&m, &l);
    for (size_t i = 0; i < l.n; i++)
        n += strstr(l.items[i].p, words) != NULL;
    arena_release(&a);
    return n;
}

static void step(const char *text)
{
    mission_step(&m, &text, 1);
}

/* No row of the duty's comes; only a sighting later than it was due. */
static void time_alone_makes_a_duty_late(void **state)
{
    struct err err = {0};

    (void)state;
    for (int reopens = 0; reopens < 2; reopens++) {
        mission_begin(&m);
        step("{\"kind\":\"duty_done\",\"id\":\"d\",\"by\":\"undof\",\"duty\":\"inspection\","
             "\"completed_at\":\"1974-07-01T10:00:00Z\"}");
        step("{\"id\":\"o1\",\"time\":\"1974-07-16T20:30:00Z\",\"phenomenon\":\"burst\","
             "\"place\":{\"lat\":33.1,\"lon\":35.85}}");
        assert_int_equal(standing("\"overdue\""), 0);
        if (reopens != 0) {
            fold_close(m.fold);
            assert_ok(fold_open(&m.shelf.shelf, &m.options, &m.arena, &m.fold, &err));
        }
        step("{\"id\":\"o2\",\"time\":\"1974-07-16T22:00:00Z\",\"phenomenon\":\"burst\","
             "\"place\":{\"lat\":33.1,\"lon\":35.85}}");
        assert_int_equal(standing("\"overdue\""), 1);
        step("{\"kind\":\"duty_done\",\"id\":\"e\",\"by\":\"undof\",\"duty\":\"inspection\","
             "\"completed_at\":\"1974-07-16T12:00:00Z\"}");
        assert_int_equal(standing("\"overdue\""), 0);
        mission_end(&m);
    }
}

/* While nothing becomes late, a sighting calls for no judging of duties. */
static void time_within_what_is_due_judges_no_duty(void **state)
{
    size_t within, beyond;

    (void)state;
    mission_begin(&m);
    step("{\"kind\":\"duty_done\",\"id\":\"d\",\"by\":\"undof\",\"duty\":\"inspection\","
         "\"completed_at\":\"1974-07-01T10:00:00Z\"}");
    step("{\"id\":\"o1\",\"time\":\"1974-07-16T20:30:00Z\",\"phenomenon\":\"uxo\","
         "\"place\":{\"lat\":33.1,\"lon\":35.85}}");
    within = m.cost.n_judged;
    step("{\"id\":\"o2\",\"time\":\"1974-07-16T21:30:00Z\",\"phenomenon\":\"uxo\","
         "\"place\":{\"lat\":33.1,\"lon\":35.85}}");
    beyond = m.cost.n_judged;
    step("{\"id\":\"o3\",\"time\":\"1974-07-17T21:30:00Z\",\"phenomenon\":\"uxo\","
         "\"place\":{\"lat\":33.1,\"lon\":35.85}}");
    assert_true(within < beyond && m.cost.n_judged == within);
    mission_end(&m);
}

#define FINDING(id, what, party)                                                                   \
    "{\"kind\":\"finding\",\"id\":\"" id "\",\"finds\":\"" what "\",\"party\":\"" party            \
    "\",\"for\":\"2027-02-01/2027-05-01\",\"adopted_at\":\"2027-06-01\"}"

/* The fire is on the record before anything is found of it; each of what it takes comes last once.
 * What is exempt is no standing word: the violation goes. */
static void what_a_panel_finds_later_permits_fire(void **state)
{
    static const char *const rows[] = {
        "{\"phenomenon\":\"burst\",\"id\":\"s\",\"time\":\"2027-03-01T12:00:00Z\",\"party\":"
        "\"east\","
        "\"place\":{\"lat\":44,\"lon\":18}}",
        ("{\"kind\":\"notification\",\"id\":\"n\",\"by\":\"east\",\"about\":\"return_fire\","
         "\"received_at\":\"2027-02-10T00:00:00Z\"}"),
        FINDING("f1", "offensive", "north"),
        FINDING("f2", "order_issued", "east"),
        FINDING("f3", "coordination_failed", "east"),
    };
    const size_t n = sizeof(rows) / sizeof(rows[0]);

    (void)state;
    for (size_t last = 1; last < n; last++) {
        mission_begin(&m);
        for (size_t i = 0; i < n; i++) {
            if (i == last)
                continue;
            step(rows[i]);
            assert_int_equal(standing("\"verdict\":\"violation\""), 1);
        }
        step(rows[last]);
        assert_int_equal(standing("\"verdict\":\"violation\""), 0);
        mission_end(&m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_and_steps_give_what_one_judging_says),
        cmocka_unit_test(time_alone_makes_a_duty_late),
        cmocka_unit_test(time_within_what_is_due_judges_no_duty),
    };

    const struct CMUnitTest of_charter[] = {
        cmocka_unit_test(any_order_and_steps_give_what_one_judging_says),
    };

    const struct CMUnitTest of_limits[] = {
        cmocka_unit_test(any_order_and_steps_give_what_one_judging_says),
        cmocka_unit_test(what_a_panel_finds_later_permits_fire),
    };

    return cmocka_run_group_tests(tests, load, unload) +
           cmocka_run_group_tests(of_charter, load_aasc, unload) +
           cmocka_run_group_tests(of_limits, load_limits, unload);
}
