/* SPDX-License-Identifier: Apache-2.0 */
/* make_observations.c: writes N observations around the Minsk lines as CSV, for measuring.
 *
 * The same N gives the same bytes everywhere: the generator is fixed, the arithmetic is in integers
 * but for one scaling, and nothing is read. Of ten rows six are explosions and bursts, three are
 * sightings of real types, one is a UAV or troops; one in four tells of the same thing as the row
 * before it, from another post. bench/observations.map says what the columns are.
 *
 *     make_observations [N] > observations.csv        N from 1 to 100000000, default 1000000 */
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
static void put_time(char out[32], int32_t day, uint32_t second)
{
    int32_t z = day + 719468;
    int32_t era = z / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    int32_t year = yoe + era * 400 + (month <= 2);

    (void)snprintf(out, 32, "%04d-%02d-%02dT%02u:%02u:%02uZ", year, month,
                   doy - (153 * mp + 2) / 5 + 1, second / 3600, second / 60 % 60, second % 60);
}

/* What was seen, heard or recorded: the cells from sense to model. Draws stand in statements of
 * their own, since the order of arguments is the compiler's to choose. */
static void put_what(uint64_t *state, char *out, size_t size)
{
    uint32_t kind = below(state, 100);
    const char *side = sides[below(state, N(sides))];
    uint32_t which = below(state, UINT32_MAX);
    uint32_t some = below(state, 20);

    if (kind < 45)
        (void)snprintf(out, size, "heard,explosion,%s,%u,,", details[which % N(details)],
                       1 + some % 6);
    else if (kind < 60)
        (void)snprintf(out, size, "recorded,burst,,%u,,", 1 + some);
    else if (kind < 90)
        (void)snprintf(out, size, "saw,weapon_sighting,,%u,%s,%s", 1 + some % 4, side,
                       models[which % N(models)]);
    else if (kind < 95)
        (void)snprintf(out, size, "saw,uav,,1,%s,%s", side, uavs[which % N(uavs)]);
    else
        (void)snprintf(out, size, "saw,troop_sighting,,%u,%s,", 1 + some % 12, side);
}

/* A place near the line, 1e-6 degree. */
static void put_place(uint64_t *state, char *out, size_t size)
{
    uint32_t at = below(state, N(course) - 1);
    int32_t along = (int32_t)below(state, 1000);
    int32_t lat = course[at].lat + (course[at + 1].lat - course[at].lat) / 1000 * along;
    int32_t lon = course[at].lon + (course[at + 1].lon - course[at].lon) / 1000 * along;

    lat += spread(state, SPREAD_LAT);
    lon += spread(state, SPREAD_LON);
    (void)snprintf(out, size, "%.5f,%.5f", lat / MICRO, lon / MICRO);
}

static int write_rows(uint64_t n)
{
    uint64_t state = SEED;
    char when[32], where[32], what[96];

    puts("id,source,time,lat,lon,sigma_m,sense,phenomenon,detail,count,party,model");
    for (uint64_t i = 1; i <= n; i++) {
        uint32_t source = below(&state, 40);
        int32_t day = FIRST_DAY + (int32_t)below(&state, DAYS);
        uint32_t second = below(&state, 86400);
        bool is_heard_twice = i > 1 && below(&state, 4) == 0;
        int sigma_m = sigmas_m[below(&state, N(sigmas_m))];

        if (!is_heard_twice) { /* else at the time and place of the row before, by another post */
            put_time(when, day, second);
            put_place(&state, where, sizeof(where));
            put_what(&state, what, sizeof(what));
        }
        if (printf("%" PRIu64 ",post-%02" PRIu32 ",%s,%s,%d,%s\n", i, source, when, where, sigma_m,
                   what) < 0)
            return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    int64_t n = ROWS_DEFAULT;
    struct err err;
    bool ok = argc < 2;

    if (argc == 2)
        ok = num_parse_i64(span_of(argv[1]), &n, &err) == RC_OK && n >= 1 && n <= ROWS_MAX;
    if (!ok) {
        (void)fprintf(stderr, "usage: make_observations [N] > FILE   (N from 1 to %d)\n", ROWS_MAX);
        return 2;
    }
    if (write_rows((uint64_t)n) != 0) {
        (void)fputs("make_observations: the output could not be written\n", stderr);
        return 1;
    }
    return 0;
}
