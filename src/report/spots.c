/* SPDX-License-Identifier: Apache-2.0 */
#include "report/spots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/position.h"

#define SLOTS        (4 * SPOTS_MAX)
#define CELLS        400.0
#define CELL_MIN_DEG 1e-4 /* about 10 m */
#define MIN_COS      0.05

static const char *const symbol_names[SPOT_SYMBOL_COUNT] = {
    [SPOT_FIRE] = "fire",
    [SPOT_WEAPON] = "weapons or forces",
    [SPOT_AIR] = "aircraft",
    [SPOT_CROSSING] = "crossing of a line",
    [SPOT_IMPEDIMENT] = "impediment",
    [SPOT_SITE] = "storage or site",
    [SPOT_OTHER] = "other",
};

const char *spot_symbol_name(enum spot_symbol symbol)
{
    return symbol_names[symbol];
}

enum rc spots_open(struct spots *s, struct geo_box box, struct arena *a, struct err *err)
{
    struct spots out = {.box = box};
    double middle = (box.south_deg + box.north_deg) / 2;
    double squeeze = fmax(cos(middle * M_PI / 180), MIN_COS);
    double width = box.east_deg - box.west_deg;

    if (width < 0)
        width += 360;
    out.cell_lat_deg =
        fmax(fmax(box.north_deg - box.south_deg, width * squeeze) / CELLS, CELL_MIN_DEG);
    out.cell_lon_deg = out.cell_lat_deg / squeeze;
    out.items = arena_array(a, SPOTS_MAX, sizeof(*out.items), err);
    out.slots = arena_array(a, SLOTS, sizeof(*out.slots), err);
    if (out.items == NULL || out.slots == NULL)
        return RC_LIMIT;
    *s = out;
    return RC_OK;
}

/* Sightings are told apart by what was seen, everything else by the kind of its term. */
static enum spot_symbol symbol_of(const struct verdict *v)
{
    if (v->of_event != NULL && phenomenon_is_fire(v->of_event->phenomenon))
        return SPOT_FIRE;
    switch ((int)v->term->kind) {
    case PACT_CEASEFIRE:
    case PACT_RETURN_FIRE:
        return SPOT_FIRE;
    case PACT_WITHDRAWAL:
    case PACT_EXCLUSION_ZONE:
    case PACT_CEILING:
        return SPOT_WEAPON;
    case PACT_NO_FLY:
        return SPOT_AIR;
    case PACT_LINE_CROSSING:
        return SPOT_CROSSING;
    case PACT_FREEDOM_OF_MOVEMENT:
        return SPOT_IMPEDIMENT;
    case PACT_STORAGE:
    case PACT_CANTONMENT:
        return SPOT_SITE;
    default:
        return SPOT_OTHER;
    }
}

static uint64_t mix(uint64_t h, uint64_t v)
{
    h ^= v + 0x9E3779B97F4A7C15ULL + (h << 6) + (h >> 2);
    return h;
}

static bool is_same(const struct spot *a, const struct spot *b)
{
    return a->x == b->x && a->y == b->y && a->symbol == b->symbol && a->party == b->party &&
           a->is_violation == b->is_violation;
}

/* The spot of this key, made where there is none yet; NULL when all are taken. */
static struct spot *spot_of(struct spots *s, const struct spot *key)
{
    uint64_t h = mix((uint64_t)(uint32_t)key->x << 32 | (uint32_t)key->y,
                     (uint64_t)key->symbol << 8 | key->party << 1 | key->is_violation);
    size_t at = (size_t)(h * 0x9E3779B97F4A7C15ULL >> 40) % SLOTS;

    while (s->slots[at] != 0) {
        struct spot *found = &s->items[s->slots[at] - 1];

        if (is_same(found, key))
            return found;
        at = (at + 1) % SLOTS;
    }
    if (s->n == SPOTS_MAX)
        return NULL;
    s->items[s->n] = *key;
    s->slots[at] = (uint32_t)++s->n;
    return &s->items[s->n - 1];
}

static void set_label(struct spot *to, struct span text)
{
    size_t n = text.n < SPOT_LABEL_MAX ? text.n : SPOT_LABEL_MAX - 1;

    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    memcpy(to->label, text.p, n);
    to->label[n] = '\0';
}

/* Longitude counted eastwards from the box, so that its mean holds across the antimeridian. */
static double unwrap(const struct spots *s, double lon_deg)
{
    return lon_deg < s->box.west_deg - 180 ? lon_deg + 360 : lon_deg;
}

void spots_add(struct spots *s, uint32_t party, const struct verdict *v)
{
    struct spot key = {.party = party, .is_violation = v->word == VERDICT_VIOLATION};
    struct spot *found;
    const struct geo_pos *at = position_of_verdict(v);
    double lon_deg;

    if (v->word != VERDICT_VIOLATION && v->word != VERDICT_INDETERMINATE)
        return;
    if (at == NULL) {
        s->n_nowhere++;
        return;
    }
    lon_deg = unwrap(s, at->lon_deg);
    key.symbol = symbol_of(v);
    key.x = (int32_t)floor((lon_deg - s->box.west_deg) / s->cell_lon_deg);
    key.y = (int32_t)floor((at->lat_deg - s->box.south_deg) / s->cell_lat_deg);
    found = spot_of(s, &key);
    if (found == NULL) {
        s->n_dropped++;
        return;
    }
    if (found->n == 0 && v->place_text.n > 0)
        set_label(found, v->place_text);
    found->n++;
    found->lat_sum += at->lat_deg;
    found->lon_sum += lon_deg;
    if (isfinite(v->sigma_m) && v->sigma_m > found->sigma_m)
        found->sigma_m = v->sigma_m;
    if (v->severity > found->severity)
        found->severity = v->severity;
}

static int order_spots(const void *left, const void *right)
{
    const struct spot *a = left, *b = right;

    if (a->is_violation != b->is_violation)
        return a->is_violation ? 1 : -1;
    if (a->severity != b->severity)
        return a->severity < b->severity ? -1 : 1;
    if (a->y != b->y)
        return a->y > b->y ? -1 : 1;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    if (a->symbol != b->symbol)
        return a->symbol < b->symbol ? -1 : 1;
    return a->party < b->party ? -1 : a->party > b->party;
}

void spots_sort(struct spots *s)
{
    qsort(s->items, s->n, sizeof(*s->items), order_spots);
}

struct geo_pos spot_at(const struct spot *s)
{
    return (struct geo_pos){.lat_deg = s->lat_sum / (double)s->n,
                            .lon_deg = s->lon_sum / (double)s->n};
}
