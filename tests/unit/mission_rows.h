/* SPDX-License-Identifier: Apache-2.0 */
/* mission_rows.h: rows by chance around the Kalmius: fire heard and seen by several sensors,
 * weapons and flights with serials, crowds under ceilings, stores, notices, lines that move; late,
 * repeated, contradicting and correcting ones. */
#pragma once

#include "mission_world.h"

#define ROWS_MAX 400
#define TEXT_MAX 600

static char texts[ROWS_MAX][TEXT_MAX];
static const char *order[ROWS_MAX];
static size_t n_texts;

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
#define N_FIRES     4
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
