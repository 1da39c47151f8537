/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/council_posture.h"

#include "cmd/mission_rows.h"
#include "watch/chance.h"

#include <math.h>

#define ROWS_BYTES_MAX ((size_t)1 << 30)

struct looking {
    const struct council_view *v;
    const struct charter_consideration *c;
    const struct pact_line *line;
    struct span party;
    struct time_span when;
    struct sighted *all;
    size_t n;
};

static bool shows_forces(enum phenomenon p)
{
    return p == PHEN_WEAPON_SIGHTING || p == PHEN_MILITARY_PRESENCE || p == PHEN_TROOP_SIGHTING ||
           p == PHEN_TROOP_MOVEMENT || p == PHEN_CONVOY;
}

static void add_count(struct sighted *s, const struct count *c)
{
    s->least += c->min;
    s->most =
        c->max == COUNT_INFINITE || s->most == INT64_MAX ? INT64_MAX : s->most + (int64_t)c->max;
}

/* Things where any are listed, else whoever was seen. */
static void count(struct sighted *s, const struct observation *o)
{
    for (uint32_t i = 0; i < o->n_items; i++)
        add_count(s, &o->items[i].n);
    if (o->n_items == 0)
        add_count(s, &o->count);
}

static double near(const struct looking *l, const struct place *p)
{
    struct geo_nearest n = geo_line_nearest(l->line->geometry, p->at);

    return chance_below(n.distance_m, l->c->within_m, hypot(p->sigma_m, l->line->accuracy_m));
}

static void look_at(struct looking *l, const struct observation *o)
{
    bool is_own = o->actor.form == ACTOR_BOTH ||
                  (o->actor.form == ACTOR_PARTY && span_eq(o->actor.party, l->party));
    struct sighted s = {.at_ms = o->when.t1_ms, .is_known = is_own && !o->is_reported};

    if (!shows_forces(o->phenomenon) || (o->actor.form == ACTOR_PARTY && !is_own) ||
        o->place.form != PLACE_POINT || o->place.is_centroid)
        return;
    count(&s, o);
    s.p_near = near(l, &o->place);
    l->all[l->n++] = s;
}

static enum rc look(struct looking *l, struct arena *own, struct err *err)
{
    const struct mission_rows_ask ask = {
        .m = l->v->m,
        .visible = l->v->visible,
        .below_seq = l->v->below_seq,
        .rows = {.row_kinds = 1U << ROW_OBSERVATION, .has_span = true, .span = l->when}};
    struct gathered rows;
    enum rc rc = mission_rows(&ask, own, &rows, err);

    if (rc)
        return rc;
    l->all = arena_array(own, rows.docket.n_observations + 1, sizeof(*l->all), err);
    if (l->all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < rows.docket.n_observations; i++)
        look_at(l, &rows.docket.observations[i]);
    return RC_OK;
}

enum rc council_posture(const struct council_view *v, const struct council_room *room,
                        const struct charter_candidate *k, const struct charter_consideration *c,
                        int64_t at_ms, struct posture *out, struct err *err)
{
    struct looking l = {.v = v,
                        .c = c,
                        .line = &room->g->lines[c->line],
                        .party = room->g->parties[k->party].id,
                        .when = {at_ms - c->trend_ms, at_ms}};
    struct arena own;
    enum rc rc;

    arena_init(&own, ROWS_BYTES_MAX);
    rc = look(&l, &own, err);
    if (!rc)
        *out = posture_of(l.all, l.n, c->trend_ms, at_ms);
    arena_release(&own);
    return rc;
}
