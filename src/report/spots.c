/* SPDX-License-Identifier: Apache-2.0 */
#include "report/spots.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/position.h"

#define SLOTS        (4 * SPOTS_MAX)
#define CELLS        400.0
#define CELL_MIN_DEG 1e-4 /* about 10 m */
#define CELL_MAX_DEG 400.0
#define MIN_COS      0.05

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

/* The slot that holds the spot of this key, or the free one where it belongs. */
static uint32_t *slot_of(struct spots *s, const struct spot *key)
{
    uint64_t h = mix((uint64_t)(uint32_t)key->x << 32 | (uint32_t)key->y,
                     (uint64_t)key->symbol << 8 | key->party << 1 | key->is_violation);
    size_t at = (size_t)(h * 0x9E3779B97F4A7C15ULL >> 40) % SLOTS;

    while (s->slots[at] != 0 && !is_same(&s->items[s->slots[at] - 1], key))
        at = (at + 1) % SLOTS;
    return &s->slots[at];
}

/* What `from` says is said by `to` as well; the label stays with the one that came first. */
static void join(struct spot *to, const struct spot *from)
{
    to->n += from->n;
    to->lat_sum += from->lat_sum;
    to->lon_sum += from->lon_sum;
    if (from->sigma_m > to->sigma_m)
        to->sigma_m = from->sigma_m;
    if (from->severity > to->severity)
        to->severity = from->severity;
    if (from->sector != to->sector)
        to->sector = NULL;
}

/* false: no room for another symbol. */
static bool add_spot(struct spots *s, const struct spot *one)
{
    uint32_t *slot = slot_of(s, one);

    if (*slot != 0) {
        join(&s->items[*slot - 1], one);
        return true;
    }
    if (s->n == SPOTS_MAX)
        return false;
    s->items[s->n] = *one;
    *slot = (uint32_t)++s->n;
    return true;
}

/* Four cells become one: symbols that fall together are joined. */
static void coarsen(struct spots *s)
{
    size_t n = s->n;

    s->cell_lat_deg *= 2;
    s->cell_lon_deg *= 2;
    s->n = 0;
    memset(s->slots, 0, SLOTS * sizeof(*s->slots));
    for (size_t i = 0; i < n; i++) {
        struct spot one = s->items[i];

        one.x = (int32_t)floor(one.x / 2.0);
        one.y = (int32_t)floor(one.y / 2.0);
        (void)add_spot(s, &one); /* fewer than before: there is room */
    }
}

static void set_label(struct spot *to, struct span text)
{
    size_t n = text.n < SPOT_LABEL_MAX ? text.n : SPOT_LABEL_MAX - 1;

    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
        n--;
    if (n > 0)
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
    const struct geo_pos *at = position_of_verdict(v);
    const struct place *row = position_row(v);
    struct spot one = {.party = party,
                       .is_violation = v->word == VERDICT_VIOLATION,
                       .severity = v->severity,
                       .n = 1};

    if (v->word != VERDICT_VIOLATION && v->word != VERDICT_INDETERMINATE)
        return;
    if (at == NULL) {
        s->n_nowhere++;
        return;
    }
    one.symbol = symbol_of(v);
    one.lat_sum = at->lat_deg;
    one.lon_sum = unwrap(s, at->lon_deg);
    one.sigma_m = position_sigma_m(v);
    if (row != NULL && row->form == PLACE_SECTOR)
        one.sector = row->u.sector;
    set_label(&one, v->place_text);
    do {
        one.x = (int32_t)floor((one.lon_sum - s->box.west_deg) / s->cell_lon_deg);
        one.y = (int32_t)floor((at->lat_deg - s->box.south_deg) / s->cell_lat_deg);
        if (add_spot(s, &one))
            return;
        coarsen(s);
    } while (s->cell_lat_deg < CELL_MAX_DEG);
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

void spots_close(struct spots *s)
{
    while (s->n > SPOTS_DRAWN && s->cell_lat_deg < CELL_MAX_DEG)
        coarsen(s);
    qsort(s->items, s->n, sizeof(*s->items), order_spots);
}

struct geo_pos spot_at(const struct spot *s)
{
    return (struct geo_pos){.lat_deg = s->lat_sum / (double)s->n,
                            .lon_deg = s->lon_sum / (double)s->n};
}
