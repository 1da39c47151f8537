/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in any order and any steps leave what one judging of them all says. */
#include "mission_world.h"

#define ROWS_MAX 400
#define TEXT_MAX 600

static struct mission m;
static char texts[ROWS_MAX][TEXT_MAX];
static const char *order[ROWS_MAX];
static size_t n_texts;

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

/* ---- rows by chance ---- */

static uint64_t dice;

static uint32_t roll(uint32_t n)
{
    return random_below(&dice, n);
}

static const char *one_of(const char *const *words, uint32_t n)
{
    return words[roll(n)];
}

#define DAY0_MS 1790640000000LL /* 2026-09-29T00:00Z: two days before the withdrawal's end */

/* Texts of instants in a ring: a few are in use at a time. */
static const char *at(int64_t ms)
{
    static char ring[16][32];
    static unsigned next;
    struct buf b;
    char *room = ring[next++ % 16];

    buf_init(&b, 64);
    time_put_instant(&b, ms);
    (void)snprintf(room, sizeof(ring[0]), "%.*s", (int)b.n, b.p);
    buf_release(&b);
    return room;
}

/* Some minute of four days; now and then an interval. */
static const char *a_time(void)
{
    static char room[80];
    int64_t t0 = DAY0_MS + (int64_t)roll(4 * 1440) * MS_PER_MIN;
    int64_t t1 = t0 + (roll(3) == 0 ? (int64_t)roll(60) * MS_PER_MIN : 0);

    (void)snprintf(room, sizeof(room), "%s/%s", at(t0), at(t1));
    return room;
}

static const char *const parties[] = {"\"north\"", "\"south\"", "\"undetermined\"", "\"kmm\""};

static void put(const char *text)
{
    assert_true(n_texts < ROWS_MAX);
    (void)snprintf(texts[n_texts], TEXT_MAX, "%s", text);
    order[n_texts] = texts[n_texts];
    n_texts++;
}

/* ---- kinds of rows ---- */

static const char *const sources[] = {"patrol-1", "patrol-2", "acoustic-1", "uav-3", "sat-7"};

static bool is_correcting;

/* An id of its own; some correct, contradict or repeat one that came before. */
static const char *an_id(void)
{
    static char room[128];
    static unsigned next;
    const char *source = one_of(sources, is_correcting ? 2 : 5);
    uint32_t kind = roll(is_correcting ? 3 : 20);

    if (n_texts == 0)
        next = 0;
    next++;
    if (kind == 0 && next > 5)
        (void)snprintf(
            room, sizeof(room), "\"id\":\"r-%u\",\"source\":\"%s\",\"supersedes\":\"r-%u\"",
            is_correcting && roll(2) == 0 ? 1 + roll(next) : next, source, 1 + roll(next));
    else if (kind == 1 && next > 5)
        (void)snprintf(room, sizeof(room),
                       "\"id\":\"r-%u\",\"source\":\"%s\",\"recorded_at\":\"%s\"",
                       1 + roll(next - 1), source, at(DAY0_MS + (int64_t)roll(240) * MS_PER_H));
    else
        (void)snprintf(room, sizeof(room), "\"id\":\"r-%u\",\"source\":\"%s\"", next, source);
    return room;
}

static double between(double low, double high)
{
    return low + (high - low) * (double)roll(100000) / 100000;
}

static void put_fire(void)
{
    static const char *const whats[] = {"explosion", "burst", "shot", "live_fire_exercise"};
    static const char *const details[] = {"undetermined", "impact", "outgoing"};
    double lat = 46.1 + 0.06 * roll(3), lon = 69.9 + 0.1 * roll(3);
    char text[TEXT_MAX];
    const char *id = an_id();

    if (roll(3) == 0)
        (void)snprintf(text, sizeof(text),
                       "{%s,\"time\":\"%s\",\"sense\":\"heard\",\"phenomenon\":\"%s\",\"count\":%u,"
                       "\"place\":{\"from\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":20},"
                       "\"compass\":\"N\",\"range_m\":[1000,%u]}}",
                       id, a_time(), one_of(whats, 2), 1 + roll(9), lat, lon, 2000 + roll(4000));
    else
        (void)snprintf(text, sizeof(text),
                       "{%s,\"time\":\"%s\",\"phenomenon\":\"%s\",\"detail\":\"%s\",\"party\":%s%s,"
                       "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":%u}}",
                       id, a_time(), one_of(whats, 4), one_of(details, 3), one_of(parties, 4),
                       roll(2) == 0 ? ",\"clock_sigma_s\":40" : "", lat + between(-0.01, 0.01),
                       lon + between(-0.01, 0.01), roll(2000));
    put(text);
}

static void put_weapon(void)
{
    static const char *const models[] = {"T-72", "2S1", "D-30", "BM-21", "MT-LB"};
    char text[TEXT_MAX], serial[48] = "";

    if (roll(2) == 0)
        (void)snprintf(serial, sizeof(serial), ",\"serial\":\"S-%u\"", roll(8));
    (void)snprintf(text, sizeof(text),
                   "{%s,\"time\":\"%s\",\"phenomenon\":\"weapon_sighting\",\"party\":%s,"
                   "\"items\":[{\"model\":\"%s\",\"n\":1%s}],"
                   "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":%u}}",
                   an_id(), a_time(), one_of(parties, 3), one_of(models, 5), serial,
                   between(45.75, 46.6), between(69.4, 70.6), 10 + roll(400));
    put(text);
}

/* Where tanks and guns are limited; crowds of them, so that limits are passed. */
static void put_limited(void)
{
    static const char *const models[] = {"T-72", "2S1", "D-30"};
    char text[TEXT_MAX], serial[48] = "";
    bool is_north = roll(2) == 0;

    if (roll(4) == 0)
        (void)snprintf(serial, sizeof(serial), ",\"serial\":\"L-%u\"", roll(6));
    (void)snprintf(text, sizeof(text),
                   "{%s,\"time\":\"%s\",\"phenomenon\":\"weapon_sighting\",\"party\":%s%s,"
                   "\"items\":[{\"model\":\"%s\",\"n\":%u%s}],"
                   "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":%u}}",
                   an_id(), a_time(), roll(5) == 0 ? "\"undetermined\"" : parties[is_north ? 0 : 1],
                   roll(6) == 0 ? ",\"reported\":true" : "", one_of(models, 3),
                   serial[0] != 0 ? 1 : 1 + roll(4), serial,
                   is_north ? between(46.40, 46.52) : between(45.85, 45.97), between(69.7, 70.3),
                   10 + roll(400));
    put(text);
}

static void put_coverage(void)
{
    static const char *const areas[] = {"limit-n", "limit-s", "valley"};
    char text[TEXT_MAX];
    int64_t t0 = DAY0_MS + (int64_t)roll(4 * 24) * MS_PER_H;

    (void)snprintf(
        text, sizeof(text),
        "{\"kind\":\"coverage\",%s,\"area\":\"%s\",\"time\":\"%s/%s\",\"fraction\":0.%u}", an_id(),
        one_of(areas, 3), at(t0), at(t0 + (int64_t)(1 + roll(30)) * MS_PER_H), 80 + roll(20));
    put(text);
}

static void put_flight(void)
{
    char text[TEXT_MAX];
    double lat = between(46.0, 46.4), lon = between(69.5, 70.5);
    int64_t t0 = DAY0_MS + (int64_t)roll(4 * 1440) * MS_PER_MIN;

    if (roll(2) == 0)
        (void)snprintf(
            text, sizeof(text),
            "{%s,\"time\":\"%s\",\"phenomenon\":\"uav\",\"party\":%s,"
            "\"place\":{\"sigma_m\":50,\"track\":[[\"%s\",%.4f,%.4f],[\"%s\",%.4f,%.4f]]}}",
            an_id(), at(t0), one_of(parties, 4), at(t0), lat, lon, at(t0 + MS_PER_MIN), lat + 0.02,
            lon);
    else
        (void)snprintf(text, sizeof(text),
                       "{%s,\"time\":\"%s\",\"phenomenon\":\"uav\",\"party\":%s,"
                       "\"items\":[{\"class\":\"uav\",\"n\":1,\"serial\":\"U-%u\"}],"
                       "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":50}}",
                       an_id(), a_time(), one_of(parties, 4), roll(4), lat, lon);
    put(text);
}

static void put_people(void)
{
    char text[TEXT_MAX];

    (void)snprintf(text, sizeof(text),
                   "{%s,\"time\":\"%s\",\"phenomenon\":\"%s\",\"party\":%s,\"count\":%u,"
                   "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":30}}",
                   an_id(), a_time(), roll(2) == 0 ? "troop_sighting" : "crossing",
                   one_of(parties, 4), 1 + roll(5), between(46.15, 46.19), between(69.95, 70.0));
    put(text);
}

static void put_impediment(void)
{
    static const char *const kinds[] = {"denial", "delay", "regular_restriction", "jamming"};
    char text[TEXT_MAX];

    (void)snprintf(text, sizeof(text),
                   "{\"kind\":\"impediment\",%s,\"time\":\"%s\",\"impediment\":\"%s\","
                   "\"party\":%s,\"resolved\":%s,"
                   "\"place\":{\"lat\":%.3f,\"lon\":%.3f,\"sigma_m\":30}}",
                   an_id(), a_time(), one_of(kinds, 4), one_of(parties, 3),
                   roll(2) == 0 ? "true" : "false", 46.1 + 0.1 * roll(2), 70.0 + 0.1 * roll(2));
    put(text);
}

static void put_store(void)
{
    static const char *const access[] = {"full", "partial", "denied"};
    char text[TEXT_MAX];
    const char *id = an_id();

    if (roll(3) == 0)
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"inventory\",%s,\"site\":\"store-%u\",\"by\":%s,\"at\":\"%s\","
                       "\"items\":[{\"model\":\"D-30\",\"serial\":\"S-%u\"},"
                       "{\"model\":\"D-30\",\"serial\":\"S-%u\"}]}",
                       id, roll(2), one_of(parties, 2), at(DAY0_MS - (int64_t)roll(5) * MS_PER_DAY),
                       roll(4), 4 + roll(4));
    else
        (void)snprintf(
            text, sizeof(text),
            "{\"kind\":\"visit\",%s,\"site\":\"store-%u\",\"by\":\"kmm\",\"time\":\"%s\","
            "\"access\":\"%s\",\"seen\":[{\"model\":\"D-30\",\"serial\":\"S-%u\"}]}",
            id, roll(2), a_time(), one_of(access, 3), roll(8));
    put(text);
}

static void put_rule(void)
{
    char text[TEXT_MAX];
    const char *id = an_id();

    switch (roll(8)) {
    case 0:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"permit\",%s,\"holder\":%s,\"scope\":\"all\",\"for\":\"%s\"}",
                       id, one_of(parties, 2), a_time());
        break;
    case 1:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"derogation\",%s,\"term\":\"art.1\",\"exempt\":true,"
                       "\"agreed_by\":[\"north\",\"south\"],\"for\":\"%s\"}",
                       id, a_time());
        break;
    case 7:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"derogation\",%s,\"term\":\"art.4.n\",\"agreed_by\":[\"north\","
                       "\"south\"],\"limit_change\":{\"category\":\"tank\",\"by\":%u},"
                       "\"for\":\"%s/%s\"}",
                       id, 1 + roll(3), at(DAY0_MS), at(DAY0_MS + (int64_t)roll(96) * MS_PER_H));
        break;
    case 2:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"notification\",%s,\"by\":%s,\"about\":\"exercise\","
                       "\"received_at\":\"%s\"}",
                       id, one_of(parties, 2), at(DAY0_MS - (int64_t)roll(20) * MS_PER_DAY));
        break;
    case 3:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"activity\",%s,\"activity\":\"exercise\",\"by\":%s,"
                       "\"time\":\"%s\",\"personnel\":%u}",
                       id, one_of(parties, 2), a_time(), 800 + roll(600));
        break;
    case 4:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"line_version\",%s,\"line\":\"river\",\"valid_from\":\"%s\","
                       "\"accuracy_m\":%u,\"geometry\":{\"type\":\"LineString\",\"coordinates\":"
                       "[[69.3,%.3f],[70.72,%.3f]]}}",
                       id, at(DAY0_MS + (int64_t)roll(4 * 1440) * MS_PER_MIN), 50 + roll(400),
                       between(46.15, 46.25), between(46.15, 46.25));
        break;
    case 5:
        (void)snprintf(text, sizeof(text),
                       "{\"kind\":\"complaint\",%s,\"by\":%s,\"about\":\"r-%u\","
                       "\"claim\":\"it was not us\",\"received_at\":\"%s\"}",
                       id, one_of(parties, 2), 1 + roll(100), at(DAY0_MS + 5 * MS_PER_DAY));
        break;
    default:
        (void)snprintf(
            text, sizeof(text),
            "{\"kind\":\"site\",\"id\":\"store-%u\",\"source\":\"registry-%u\",\"party\":%s,"
            "\"type\":\"storage\",\"place\":{\"lat\":45.9,\"lon\":%.1f,\"sigma_m\":10}}",
            roll(2), roll(3), one_of(parties, 2), 69.5 + roll(2));
    }
    put(text);
}

static void put_sensor(void)
{
    char text[TEXT_MAX];

    (void)snprintf(text, sizeof(text),
                   "{\"kind\":\"sensor\",\"id\":\"%s\",\"type\":\"patrol\",\"clock_sigma_s\":%u,"
                   "\"reliability\":\"B\",\"place\":{\"lat\":46.12,\"lon\":70.1,\"sigma_m\":5}}",
                   one_of(sources, 5), roll(90));
    put(text);
}

static void (*const makers[])(void) = {
    put_fire,   put_fire,       put_fire,    put_fire,    put_weapon,
    put_weapon, put_flight,     put_people,  put_store,   put_rule,
    put_rule,   put_impediment, put_limited, put_limited, put_coverage,
};
#define N_MAKERS    15
#define N_UNLIMITED 12 /* without what ceilings count */

static void make_rows(uint64_t seed, size_t n, uint32_t n_makers)
{
    dice = seed;
    n_texts = 0;
    while (n_texts < n) {
        makers[roll(n_makers)]();
        if (roll(25) == 0)
            put(texts[roll((uint32_t)n_texts)]); /* the very same row again */
        if (roll(60) == 0)
            put_sensor();
    }
}

static void shuffle(void)
{
    for (size_t i = n_texts; i > 1; i--) {
        size_t k = roll((uint32_t)i);
        const char *kept = order[i - 1];

        order[i - 1] = order[k];
        order[k] = kept;
    }
}

/* ---- properties ---- */

static void feed(size_t step_max)
{
    for (size_t i = 0, step; i < n_texts; i += step) {
        step = 1 + roll((uint32_t)step_max);
        if (step > n_texts - i)
            step = n_texts - i;
        mission_step(&m, &order[i], step);
    }
}

static void compare(void)
{
    struct arena a;
    struct lines record = {&a, NULL, 0, 0}, batch = {&a, NULL, 0, 0};

    arena_init(&a, 1024 * MIB);
    mission_lines(&m, &record);
    batch_lines(&m, order, n_texts, &batch);
    lines_compare(&record, &batch);
    record = batch = (struct lines){&a, NULL, 0, 0};
    mission_incidents(&m, &record);
    expected_incidents(&m, &batch);
    lines_compare(&record, &batch);
    arena_release(&a);
}

static void try_orders(uint64_t seed, size_t n, uint32_t n_makers)
{
    make_rows(seed, n, n_makers);
    for (int round = 0; round < 3; round++) {
        mission_begin(&m);
        shuffle();
        feed(round == 0 ? 1 : round == 1 ? 20 : n_texts);
        compare();
        mission_end(&m);
    }
}

static void any_order_and_steps_give_what_one_judging_says(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++)
        try_orders(seed, 60 + seed * 9, N_MAKERS);
}

/* Where nothing counts under a limit, one verdict speaks of all of the time. */
static void a_limit_under_which_nothing_counts_is_judged_too(void **state)
{
    (void)state;
    for (uint64_t seed = 101; seed <= 108; seed++)
        try_orders(seed, 40, N_UNLIMITED);
}

/* Few ids: whatever is corrected was there. */
static void corrections_of_all_kinds_are_followed(void **state)
{
    (void)state;
    for (uint64_t seed = 201; seed <= 208; seed++) {
        is_correcting = true;
        try_orders(seed, 120, N_MAKERS);
        is_correcting = false;
    }
}

/* ---- the same bytes, and only what is touched ---- */

static struct span all_bytes(struct arena *a)
{
    struct err err = {0};
    struct span out;
    struct buf b;

    buf_init(&b, 64 * MIB);
    for (size_t i = 0; i < m.shelf.n; i++) {
        buf_put(&b, m.shelf.items[i].bytes);
        buf_putc(&b, '\n');
    }
    out = arena_copy(a, buf_span(&b), &err);
    buf_release(&b);
    return out;
}

static void feed_evenly(size_t step, bool reopens)
{
    struct err err = {0};

    for (size_t i = 0; i < n_texts; i += step) {
        if (reopens) {
            fold_close(m.fold);
            assert_ok(fold_open(&m.shelf.shelf, &m.options, &m.arena, &m.fold, &err));
        }
        mission_step(&m, &order[i], n_texts - i < step ? n_texts - i : step);
    }
}

static void the_same_steps_give_the_same_bytes(void **state)
{
    struct arena a;
    struct span first;

    (void)state;
    arena_init(&a, 256 * MIB);
    make_rows(42, 200, N_MAKERS);
    mission_begin(&m);
    feed_evenly(7, false);
    first = all_bytes(&a);
    mission_end(&m);
    for (int reopens = 0; reopens < 2; reopens++) {
        struct span again;

        mission_begin(&m);
        feed_evenly(7, reopens);
        again = all_bytes(&a);
        mission_end(&m);
        if (!span_eq(first, again))
            fail_msg("a rebuild (%d) differs", reopens);
    }
    arena_release(&a);
}

static void nothing_new_says_nothing(void **state)
{
    size_t n_handed;

    (void)state;
    make_rows(43, 150, N_MAKERS);
    mission_begin(&m);
    feed(30);
    n_handed = m.n_handed;
    mission_judge(&m, NULL, 0);
    assert_int_equal(m.n_handed, n_handed);
    mission_end(&m);
}

static const struct filed *last_of(enum entry_kind kind)
{
    for (size_t i = m.shelf.n; i-- > 0;)
        if (m.shelf.items[i].entry.kind == kind &&
            (kind != ENTRY_VERDICT || span_is(m.shelf.items[i].term, "kalmius/art.1")))
            return &m.shelf.items[i];
    fail_msg("there is no entry of kind %s", entry_kind_name(kind));
    return NULL;
}

/* One explosion in ten minutes and two kilometres each, none of which touch. */
static const char *a_lone_explosion(size_t i, const char *source)
{
    static char room[TEXT_MAX];

    (void)snprintf(room, sizeof(room),
                   "{\"source\":\"%s\",\"time\":\"%s\",\"phenomenon\":\"explosion\",\"count\":1,"
                   "\"clock_sigma_s\":1,\"reliability\":\"B\","
                   "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":20}}",
                   source, at(DAY0_MS + (int64_t)(i % 700) * 10 * MS_PER_MIN),
                   46.0 + 0.05 * (double)(i / 700), 70.0);
    return room;
}

static void a_step_judges_only_its_neighbours(void **state)
{
    const char *one[1];
    const size_t n = 5000;

    (void)state;
    mission_begin(&m);
    for (size_t i = 0; i < n; i += 500) {
        struct fold_entry entries[500];

        for (size_t k = 0; k < 500; k++)
            entries[k] = mission_file(&m, a_lone_explosion(i + k, "patrol-1"), SPAN("PUBLIC"));
        mission_judge(&m, entries, 500);
        assert_int_equal(m.cost.n_read, 0); /* nothing of what was there is read again */
    }
    one[0] = a_lone_explosion(1234, "patrol-2");
    mission_step(&m, one, 1);
    assert_int_equal(m.cost.n_rows, 2);
    assert_in_range(m.cost.n_read, 1, 20); /* of the same minute, along the valley */
    assert_in_range(m.cost.n_compared, 1, 2);
    assert_non_null(last_of(ENTRY_EVENT));
    mission_end(&m);
}

/* ---- what is taken back ---- */

static const char explosion[] =
    "{\"id\":\"e-1\",\"source\":\"patrol-1\",\"time\":\"2026-10-01T10:00:00Z\",\"phenomenon\":"
    "\"explosion\",\"count\":1,\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":20}}";

static void step_over(const struct filed *over, enum entry_kind kind, const char *text)
{
    struct entry e = {.kind = kind,
                      .id = mission_id(&m),
                      .author = SPAN(SHELF_NOBODY),
                      .label = SPAN("PUBLIC"),
                      .body = span_of(text),
                      .has_supersedes = true,
                      .supersedes = over->entry.id};
    struct fold_entry step = {.has_supersedes = true, .supersedes = e.supersedes};

    step.at = shelf_row_of(&m.shelf, shelf_file(&m.shelf, &e, NULL, NULL));
    mission_judge(&m, &step, 1);
}

static void a_withdrawn_row_takes_its_verdict_along(void **state)
{
    const char *const one[] = {explosion};
    const struct filed *v;
    struct lines lines = {&m.arena, NULL, 0, 0};

    (void)state;
    mission_begin(&m);
    mission_step(&m, one, 1);
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_VIOLATION);
    step_over(&m.shelf.items[0], ENTRY_WITHDRAWAL, "{}");
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_NOT_APPLICABLE);
    assert_false(v->is_current);
    assert_non_null(strstr(v->entry.body.p, "\"taken_back\":true"));
    /* and again: the line of supersession goes on */
    mission_step(&m, one, 1);
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_VIOLATION);
    mission_lines(&m, &lines);
    assert_in_range(lines.n, 1, 20);
    mission_end(&m);
}

static void what_becomes_exempt_is_superseded_by_that_word(void **state)
{
    const char *const one[] = {
        "{\"id\":\"e-1\",\"source\":\"patrol-1\",\"time\":\"2026-10-01T10:00:00Z\",\"phenomenon\":"
        "\"explosion\",\"party\":\"north\",\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":20}}"};
    const char *const permit[] = {
        "{\"kind\":\"permit\",\"id\":\"p-1\",\"source\":\"desk\",\"holder\":\"north\",\"scope\":"
        "\"art.1\",\"for\":\"2026-10-01T00:00:00Z/2026-10-02T00:00:00Z\"}"};
    const struct filed *v, *was;

    (void)state;
    mission_begin(&m);
    mission_step(&m, one, 1);
    was = last_of(ENTRY_VERDICT);
    mission_step(&m, permit, 1);
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_EXEMPT);
    assert_true(v->is_current && v->entry.has_supersedes);
    assert_int_equal(v->entry.n_inputs, 2); /* the row and the permit */
    assert_true(was->over != UINT64_MAX || v > was);
    /* the permit is withdrawn: the violation stands again, in the same line */
    for (size_t i = 0; i < m.shelf.n; i++)
        if (m.shelf.items[i].is_row && m.shelf.items[i].card.kind == ROW_PERMIT) {
            step_over(&m.shelf.items[i], ENTRY_WITHDRAWAL, "{}");
            break;
        }
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_VIOLATION);
    assert_true(v->entry.has_supersedes);
    mission_end(&m);
}

/* ---- labels ---- */

static enum rc join_words(void *context, const struct span *labels, size_t n, struct arena *a,
                          struct span *out, struct err *err)
{
    (void)context;
    *out = arena_copy(a, labels[0], err);
    for (size_t i = 0; i < n; i++)
        if (span_is(labels[i], "ORCON"))
            return err_set(err, RC_CONFLICT, "its originator must be asked");
    for (size_t i = 1; i < n; i++)
        *out = arena_printf(a, err, "%.*s+%.*s", SPAN_ARG(*out), SPAN_ARG(labels[i]));
    return RC_OK;
}

/* Two sensors hear one explosion; the labels of both rows and of the sensor's own are joined. */
static void check_label(const char *first, const char *second, const char *joined)
{
    struct fold_entry e;

    m.options.join = join_words;
    mission_begin(&m);
    e = mission_file(&m, explosion, span_of(first));
    mission_judge(&m, &e, 1);
    e = mission_file(
        &m,
        "{\"id\":\"e-2\",\"source\":\"patrol-2\",\"time\":\"2026-10-01T10:00:00Z\","
        "\"phenomenon\":\"explosion\",\"count\":1,\"place\":{\"lat\":46.2,\"lon\":70.0,"
        "\"sigma_m\":20}}",
        span_of(second));
    mission_judge(&m, &e, 1);
    assert_span(last_of(ENTRY_EVENT)->entry.label, joined);
    assert_span(last_of(ENTRY_VERDICT)->entry.label, joined);
    mission_end(&m);
    m.options.join = NULL;
}

static void a_verdict_bears_the_join_of_its_inputs(void **state)
{
    (void)state;
    check_label("PUBLIC", "PUBLIC", "PUBLIC");
    check_label("PUBLIC", "SECRET", "PUBLIC+SECRET");
    check_label("SECRET", "PUBLIC", "PUBLIC+SECRET");
    check_label("PUBLIC", "ORCON", "SEALED");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_and_steps_give_what_one_judging_says),
        cmocka_unit_test(a_limit_under_which_nothing_counts_is_judged_too),
        cmocka_unit_test(corrections_of_all_kinds_are_followed),
        cmocka_unit_test(the_same_steps_give_the_same_bytes),
        cmocka_unit_test(nothing_new_says_nothing),
        cmocka_unit_test(a_step_judges_only_its_neighbours),
        cmocka_unit_test(a_withdrawn_row_takes_its_verdict_along),
        cmocka_unit_test(what_becomes_exempt_is_superseded_by_that_word),
        cmocka_unit_test(a_verdict_bears_the_join_of_its_inputs),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
