/* SPDX-License-Identifier: Apache-2.0 */
/* gather.c: rows from the shelf into hand, each once, and from there into a docket. What else they
 * call for is gather_spread.c's. */
#include "mission/gather.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_FIRST 64

enum rc gather_open(struct gather *g, const struct gather_source *from, struct arena *a,
                    struct arena *scratch, struct err *err)
{
    *g = (struct gather){.from = *from, .arena = a, .scratch = scratch, .n_slots = SLOTS_FIRST};
    g->slots = arena_array(a, g->n_slots, sizeof(*g->slots), err);
    if (g->slots == NULL)
        return RC_LIMIT;
    observe_init(&g->observe, &from->world, a, scratch);
    return RC_OK;
}

void gather_close(struct gather *g)
{
    if (g->slots != NULL)
        observe_release(&g->observe);
    g->slots = NULL;
}

/* ---- each once ---- */

static size_t slot_of(const struct gather *g, uint64_t seq)
{
    size_t at = (seq * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (g->n_slots - 1);

    while (g->slots[at] != 0 && g->items[g->slots[at] - 1]->seq != seq)
        at = (at + 1) & (g->n_slots - 1);
    return at;
}

bool gather_has(const struct gather *g, uint64_t seq)
{
    return g->slots[slot_of(g, seq)] != 0;
}

static enum rc grow_slots(struct gather *g, struct err *err)
{
    uint32_t *more;

    if (g->n * 2 < g->n_slots)
        return RC_OK;
    more = arena_array(g->arena, g->n_slots * 2, sizeof(*more), err);
    if (more == NULL)
        return RC_LIMIT;
    g->slots = more;
    g->n_slots *= 2;
    for (size_t i = 0; i < g->n; i++)
        g->slots[slot_of(g, g->items[i]->seq)] = (uint32_t)i + 1;
    return RC_OK;
}

static struct span key_span(const struct card_key *key)
{
    return (struct span){(const char *)key->b, sizeof(key->b)};
}

const struct kin *gather_kin(const struct gather *g, const struct card_key *key)
{
    uint32_t at = g->n_kin == 0 ? TABLE_ABSENT : table_find(&g->kin_table, key_span(key));

    return at == TABLE_ABSENT ? NULL : g->kin[at];
}

static enum rc add_kin(struct gather *g, struct held *h, const struct card_key *key,
                       struct err *err)
{
    struct kin *made = arena_alloc(g->arena, sizeof(*made), err);
    const struct kin **more =
        arena_grow(g->arena, g->kin, g->n_kin, &g->cap_kin, sizeof(struct kin *), err);
    uint32_t at;

    if (made == NULL || more == NULL)
        return RC_LIMIT;
    if (g->n_kin == 0)
        table_init(&g->kin_table, g->arena);
    g->kin = more;
    at = table_find(&g->kin_table, key_span(key));
    *made = (struct kin){h, at == TABLE_ABSENT ? NULL : g->kin[at]};
    if (at != TABLE_ABSENT) {
        g->kin[at] = made;
        return RC_OK;
    }
    g->kin[g->n_kin] = made;
    return table_add(&g->kin_table, key_span(key), (uint32_t)g->n_kin++, err);
}

enum rc gather_keep(struct gather *g, struct held *h, struct err *err)
{
    struct held **more = arena_grow(g->arena, g->items, g->n, &g->cap, sizeof(struct held *), err);

    if (more == NULL || grow_slots(g, err) != RC_OK)
        return RC_LIMIT;
    if (h->row.kind == ROW_SENSOR) {
        uint32_t *sensors =
            arena_grow(g->arena, g->sensors, g->n_sensors, &g->cap_sensors, sizeof(*sensors), err);

        if (sensors == NULL)
            return RC_LIMIT;
        g->sensors = sensors;
        sensors[g->n_sensors++] = (uint32_t)g->n;
    }
    if (g->has_kin && add_kin(g, h, &h->card.key, err) != RC_OK)
        return RC_LIMIT;
    if (g->has_kin && h->card.has_replaces && add_kin(g, h, &h->card.replaces, err) != RC_OK)
        return RC_LIMIT;
    g->items = more;
    g->slots[slot_of(g, h->seq)] = (uint32_t)g->n + 1;
    g->items[g->n++] = h;
    return RC_OK;
}

/* ---- reading ---- */

/* An entry was checked when it came in: here only its body and zone are looked at. */
static enum rc read_row(struct gather *g, const struct shelf_row *at, struct row *out, bool *is_row,
                        struct err *err)
{
    const struct json *body, *zone, *kind;
    struct json entry;
    enum rc rc;

    arena_reset(g->scratch);
    rc = json_parse(at->bytes, g->scratch, &entry, err);
    if (rc)
        return rc;
    body = json_get(&entry, "body");
    zone = json_get(&entry, "zone");
    kind = json_get(&entry, "kind");
    *is_row = body != NULL && kind != NULL && kind->type == JSON_STRING &&
              span_is(kind->u.text, "observation");
    if (!*is_row)
        return RC_OK;
    g->observe.world.zone = g->from.world.zone;
    if (zone != NULL && zone->type == JSON_STRING && g->from.zone != NULL)
        rc = g->from.zone(g->from.zone_context, zone->u.text, &g->observe.world.zone, err);
    if (rc == RC_OK)
        rc = observation_read(&g->observe, body, (struct observe_where){0}, out, err);
    return rc;
}

/* Whether a sensor can say what an observation does not. */
static bool needs_sensor(const struct row *row)
{
    const struct observation *o = &row->u.observation;

    return row->kind == ROW_OBSERVATION && o->head.source.n > 0 &&
           (o->place.form == PLACE_NONE || isnan(o->clock_sigma_s) || o->sense == SENSE_HEARD);
}

/* Of several rows of one sensor any may hold. */
enum rc card_by_sensors(struct card *c, const struct pact_model *model, const struct gather *in,
                        const struct row *row, struct arena *a, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < in->n_sensors && needs_sensor(row) && rc == RC_OK; i++) {
        const struct sensor *s = &in->items[in->sensors[i]]->row.u.sensor;
        struct card wide;

        if (!span_eq(s->head.id, row->u.observation.head.source))
            continue;
        rc = card_of(model, s, row, a, &wide, err);
        if (rc == RC_OK)
            card_widen(c, &wide);
    }
    return rc;
}

static enum rc make_card(struct gather *g, struct held *h, struct err *err)
{
    const struct gather *base = g->from.base != NULL ? g->from.base : g;
    enum rc rc = card_of(g->from.world.model, NULL, &h->row, g->arena, &h->card, err);

    if (rc)
        return rc;
    return card_by_sensors(&h->card, g->from.world.model, base, &h->row, g->arena, err);
}

/* Labels are mostly one and the same. */
static enum rc keep_label(struct gather *g, struct span label, struct span *out, struct err *err)
{
    for (size_t i = g->n; i > 0 && i + 4 > g->n; i--)
        if (span_eq(g->items[i - 1]->label, label)) {
            *out = g->items[i - 1]->label;
            return RC_OK;
        }
    *out = arena_copy(g->arena, label, err);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

/* Reads a row without taking it; *out NULL: the entry holds none. */
static enum rc make_held(struct gather *g, const struct shelf_row *at,
                         const struct gather_given *given, struct held **out, struct err *err)
{
    struct held *h;
    bool is_row = true;
    enum rc rc = RC_OK;

    *out = NULL;
    if (given == NULL && at->bytes.n == 0)
        return RC_OK;
    h = arena_alloc(g->arena, sizeof(*h), err);
    if (h == NULL)
        return RC_LIMIT;
    h->seq = at->seq;
    h->id = at->id;
    h->is_alone = at->is_alone;
    if (given != NULL)
        h->row = *given->row;
    else
        rc = read_row(g, at, &h->row, &is_row, err);
    if (rc || !is_row)
        return rc;
    rc = keep_label(g, at->label, &h->label, err);
    if (given != NULL && given->card != NULL)
        h->card = *given->card;
    else if (rc == RC_OK)
        rc = make_card(g, h, err);
    if (rc == RC_OK)
        *out = h;
    return rc;
}

enum rc gather_peek(struct gather *g, const struct shelf_row *at, struct held **out,
                    struct err *err)
{
    return make_held(g, at, NULL, out, err);
}

enum rc gather_add(struct gather *g, const struct shelf_row *at, const struct gather_given *given,
                   struct held **out, struct err *err)
{
    struct held *h = NULL;
    enum rc rc = gather_has(g, at->seq) ? RC_OK : make_held(g, at, given, &h, err);

    if (rc == RC_OK && h != NULL)
        rc = gather_keep(g, h, err);
    *out = rc == RC_OK ? h : NULL;
    return rc;
}

static enum rc take_row(void *to, const struct shelf_row *at, struct err *err)
{
    struct gather *g = to;
    struct held *h;

    if (gather_has(g, at->seq))
        return RC_OK;
    g->n_read++;
    return gather_add(g, at, NULL, &h, err);
}

enum rc gather_ask(struct gather *g, struct shelf_query q, struct err *err)
{
    q.below_seq = g->from.below_seq;
    q.visible = g->from.visible;
    return g->from.shelf->rows(g->from.shelf->context, &q, take_row, g, err);
}

/* ---- into a docket ---- */

static int seq_cmp(const void *left, const void *right)
{
    const struct held *a = *(const struct held *const *)left;
    const struct held *b = *(const struct held *const *)right;

    return (a->seq > b->seq) - (a->seq < b->seq);
}

static void pick(const struct gather *g, uint64_t kinds, struct gathered *to)
{
    for (size_t i = 0; i < g->n; i++)
        if (!g->items[i]->is_ghost && (kinds >> g->items[i]->row.kind & 1u) != 0)
            to->items[to->n++] = g->items[i];
}

enum rc gather_docket(const struct gather *g, uint64_t kinds, struct arena *a, struct gathered *out,
                      struct err *err)
{
    const struct gather *base = g->from.base;
    struct gathered made = {.n = 0};
    enum rc rc = docket_open(&made.docket, a, err);

    made.items = arena_array(a, g->n + (base == NULL ? 0 : base->n), sizeof(struct held *), err);
    if (rc || made.items == NULL)
        return RC_LIMIT;
    pick(g, kinds | ROW_BIT(ROW_OBSERVATION), &made);
    if (base != NULL)
        pick(base, kinds, &made);
    /* of a row that is there twice the earlier entry is cited, however it came to hand */
    if (made.n > 1)
        qsort(made.items, made.n, sizeof(struct held *), seq_cmp);
    for (size_t i = 0; i < made.n && rc == RC_OK; i++) {
        struct row row = made.items[i]->row;

        row.u.observation.head.file = 0;
        row.u.observation.head.row = (uint32_t)i + 1;
        rc = docket_add(&made.docket, &row, err);
    }
    if (rc == RC_OK)
        rc = docket_close(&made.docket, TIME_NEVER, err);
    if (rc == RC_OK)
        *out = made;
    return rc;
}
