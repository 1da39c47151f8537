/* SPDX-License-Identifier: Apache-2.0 */
/* make_observations.c: writes N observations around the Minsk lines, for measuring.
 *
 * The same arguments give the same bytes everywhere: the generator is fixed, the arithmetic is in
 * integers but for one scaling, and nothing is read. Of ten rows six are explosions and bursts,
 * three are sightings of real types, one is a UAV or troops, at times in no order; one in four
 * tells of the same thing as the row before it, from another post: nearly everything breaks a term.
 *
 *     --ordered      times ascend, as in a stream
 *     --breaches P   P of 100 rows are those above; the others tell of what no term forbids
 *     --ndjson       the rows of docs/formats/observation.md; else CSV, by bench/observations.map
 *
 *     make_observations [OPTIONS] [N] > FILE        N from 1 to 100000000, default 1000000 */
#include "base/num.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define N(array)     ((uint32_t)(sizeof(array) / sizeof((array)[0])))
#define ROWS_DEFAULT 1000000
#define ROWS_MAX     100000000
#define SEED         0x4141534332303135ULL
#define FIRST_DAY    16481 /* 2015-02-15, in days since 1970 */
#define DAYS         2511  /* to 2021-12-31 */
#define MICRO        1000000.0
#define SPREAD_LAT   400000 /* how far off the line, 1e-6 degree: about 45 km */
#define SPREAD_LON   600000

/* A coarse run of the line of contact, 1e-6 degree: where to be, not what to judge. */
static const struct {
    int32_t lat, lon;
} course[] = {
    {47100000, 37820000}, {47320000, 37830000}, {47540000, 37860000}, {47740000, 37630000},
    {47940000, 37530000}, {48090000, 37740000}, {48270000, 37940000}, {48400000, 38030000},
    {48420000, 38280000}, {48550000, 38440000}, {48680000, 38570000}, {48740000, 38860000},
    {48660000, 39020000}, {48740000, 39260000}, {48650000, 39480000}, {48590000, 39700000},
};

static const char *const models[] = {
    "2S1",    "2S3",  "2S19", "D-30", "D-20",  "2A36",     "2A65",          "MT-12",
    "BM-21",  "T-64", "T-72", "T-80", "BMP-2", "BTR-80",   "MT-LB",         "ZU-23-2",
    "Uragan", "2B11", "2B14", "9K33", "9K35",  "Tochka-U", "120 mm mortar", "BRDM-2",
};

static const char *const uavs[] = {"Orlan-10", "Forpost", "Leleka-100", "DJI Mavic"};

/* What may stand anywhere. */
static const char *const carriers[] = {"BTR-80", "MT-LB", "BRDM-2", "BMP-2"};
static const char *const quiet[] = {"checkpoint", "convoy", "troop_movement", "military_presence",
                                    "mine_marking"};

static const char *const sides[] = {"ua", "orlo", ""};
static const char *const details[] = {"outgoing", "impact", "undetermined"};
static const int sigmas_m[] = {10, 50, 100, 250, 500, 1000};

/* splitmix64: Steele, Lea, Flood 2014 */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15ULL;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static uint32_t below(uint64_t *state, uint32_t n)
{
    return (uint32_t)((draw(state) >> 32) * n >> 32);
}

/* Sum of three: near the line more often than far from it. */
static int32_t spread(uint64_t *state, int32_t most)
{
    int32_t sum = 0;

    for (int i = 0; i < 3; i++)
        sum += (int32_t)below(state, (uint32_t)(2 * most / 3)) - most / 3;
    return sum;
}

/* "yyyy-mm-ddThh:mm:ssZ" of a day since 1970 and a second; Howard Hinnant's civil_from_days */
static void put_time(char out[64], int32_t day, uint32_t second)
{
    int32_t z = day + 719468;
    int32_t era = z / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    int32_t year = yoe + era * 400 + (month <= 2);

    (void)snprintf(out, 64, "%04d-%02d-%02dT%02u:%02u:%02uZ", year, month,
                   doy - (153 * mp + 2) / 5 + 1, second / 3600, second / 60 % 60, second % 60);
}

/* What was seen, heard or recorded. */
struct what {
    const char *sense, *phenomenon, *detail, *party, *model;
    uint32_t count;
};

/* Draws stand in statements of their own, since the order of arguments is the compiler's to choose.
 */
static struct what draw_what(uint64_t *state)
{
    uint32_t kind = below(state, 100);
    const char *side = sides[below(state, N(sides))];
    uint32_t which = below(state, UINT32_MAX);
    uint32_t some = below(state, 20);

    if (kind < 45)
        return (struct what){"heard", "explosion", details[which % N(details)],
                             "",      "",          1 + some % 6};
    if (kind < 60)
        return (struct what){"recorded", "burst", "", "", "", 1 + some};
    if (kind < 90)
        return (struct what){"saw", "weapon_sighting",         "",
                             side,  models[which % N(models)], 1 + some % 4};
    if (kind < 95)
        return (struct what){"saw", "uav", "", side, uavs[which % N(uavs)], 1};
    return (struct what){"saw", "troop_sighting", "", side, "", 1 + some % 12};
}

/* What no term of examples/minsk forbids. */
static struct what draw_calm(uint64_t *state)
{
    uint32_t kind = below(state, 100);
    const char *side = sides[below(state, 2)];
    uint32_t which = below(state, UINT32_MAX);

    if (kind < 40)
        return (struct what){"saw", "weapon_sighting", "", side, carriers[which % N(carriers)], 1};
    return (struct what){"saw", quiet[which % N(quiet)], "", side, "", 1};
}

/* A place near the line, 1e-6 degree. */
static void draw_place(uint64_t *state, int32_t *lat, int32_t *lon)
{
    uint32_t at = below(state, N(course) - 1);
    int32_t along = (int32_t)below(state, 1000);

    *lat = course[at].lat + (course[at + 1].lat - course[at].lat) / 1000 * along;
    *lon = course[at].lon + (course[at + 1].lon - course[at].lon) / 1000 * along;
    *lat += spread(state, SPREAD_LAT);
    *lon += spread(state, SPREAD_LON);
}

/* ---- rows ---- */

struct options {
    int64_t n, breaches;
    bool is_ordered, is_ndjson;
};

struct row {
    uint64_t id;
    char time[64];
    uint32_t source;
    int32_t lat, lon; /* 1e-6 degree */
    int sigma_m;
    struct what what;
};

static int put_csv(const struct row *r)
{
    const struct what *w = &r->what;

    return printf("%" PRIu64 ",post-%02" PRIu32 ",%s,%.5f,%.5f,%d,%s,%s,%s,%" PRIu32 ",%s,%s\n",
                  r->id, r->source, r->time, r->lat / MICRO, r->lon / MICRO, r->sigma_m, w->sense,
                  w->phenomenon, w->detail, w->count, w->party, w->model);
}

static int put_ndjson(const struct row *r)
{
    const struct what *w = &r->what;
    char items[64] = "", detail[64] = "", party[32] = "";

    if (w->model[0] != '\0')
        (void)snprintf(items, sizeof(items), ",\"items\":[{\"model\":\"%s\"}]", w->model);
    if (w->detail[0] != '\0')
        (void)snprintf(detail, sizeof(detail), ",\"detail\":\"%s\"", w->detail);
    if (w->party[0] != '\0')
        (void)snprintf(party, sizeof(party), ",\"party\":\"%s\"", w->party);
    return printf("{\"id\":\"%" PRIu64 "\",\"source\":\"post-%02" PRIu32
                  "\",\"time\":\"%s\",\"place\":{\"lat\":%.5f,\"lon\":%.5f,\"sigma_m\":%d},"
                  "\"sense\":\"%s\",\"phenomenon\":\"%s\",\"count\":%" PRIu32 "%s%s%s}\n",
                  r->id, r->source, r->time, r->lat / MICRO, r->lon / MICRO, r->sigma_m, w->sense,
                  w->phenomenon, w->count, detail, party, items);
}

/* A row at a time of its own; of an ordered stream that of its place in it. */
static void draw_row(uint64_t *state, const struct options *o, uint64_t i, struct row *r)
{
    uint64_t day = below(state, DAYS), second = below(state, 86400);
    bool is_breach = below(state, 100) < (uint32_t)o->breaches;

    if (o->is_ordered) {
        uint64_t at_s = (i - 1) * DAYS * 86400 / (uint64_t)o->n;

        day = at_s / 86400;
        second = at_s % 86400;
    }
    put_time(r->time, FIRST_DAY + (int32_t)day, (uint32_t)second);
    draw_place(state, &r->lat, &r->lon);
    r->what = is_breach ? draw_what(state) : draw_calm(state);
}

static int write_rows(const struct options *o)
{
    uint64_t state = SEED;
    struct row r = {.id = 0};

    if (!o->is_ndjson)
        puts("id,source,time,lat,lon,sigma_m,sense,phenomenon,detail,count,party,model");
    for (int64_t i = 1; i <= o->n; i++) {
        bool is_heard_twice = r.id > 0 && below(&state, 4) == 0;

        r.id = (uint64_t)i;
        r.source = below(&state, 40);
        r.sigma_m = sigmas_m[below(&state, N(sigmas_m))];
        if (!is_heard_twice) /* else the thing of the row before, by another post */
            draw_row(&state, o, r.id, &r);
        if ((o->is_ndjson ? put_ndjson(&r) : put_csv(&r)) < 0)
            return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

static bool read_number(const char *text, int64_t least, int64_t most, int64_t *out)
{
    struct err err = {0};

    return text != NULL && num_parse_i64(span_of(text), out, &err) == RC_OK && *out >= least &&
           *out <= most;
}

static bool read_options(int argc, char **argv, struct options *o)
{
    bool ok = true;

    for (int i = 1; i < argc && ok; i++) {
        if (strcmp(argv[i], "--ordered") == 0)
            o->is_ordered = true;
        else if (strcmp(argv[i], "--ndjson") == 0)
            o->is_ndjson = true;
        else if (strcmp(argv[i], "--breaches") == 0)
            ok = read_number(argv[++i], 0, 100, &o->breaches);
        else
            ok = read_number(argv[i], 1, ROWS_MAX, &o->n);
    }
    return ok;
}

int main(int argc, char **argv)
{
    struct options o = {.n = ROWS_DEFAULT, .breaches = 100};

    if (!read_options(argc, argv, &o)) {
        (void)fprintf(stderr,
                      "usage: make_observations [--ordered] [--breaches P] [--ndjson] "
                      "[N] > FILE   (N from 1 to %d)\n",
                      ROWS_MAX);
        return 2;
    }
    if (write_rows(&o) != 0) {
        (void)fputs("make_observations: the output could not be written\n", stderr);
        return 1;
    }
    return 0;
}
