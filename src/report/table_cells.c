/* SPDX-License-Identifier: Apache-2.0 */
#include "report/table_cells.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "geo/mgrs.h"
#include "report/position.h"
#include "report/words.h"

#define SIDE_SIGMAS 2.0

static const struct zone *zone_of(const struct table_source *r)
{
    return r->v != NULL ? r->v->agreement->zone : pact_home_zone(r->model);
}

/* What is known only as an area gets no cell: its middle would be taken for a place. */
static void put_mgrs(struct buf *b, const struct place *p)
{
    if (!position_is_area(p))
        mgrs_put(b, p->at, 2);
    else if (p->text.n == 0 && p->form == PLACE_ZONE)
        buf_put(b, p->u.zone);
    else
        buf_put(b, p->text);
}

/* ---- who saw it ---- */

static const struct observation *best_of(const struct table_source *r)
{
    if (r->v->of_event != NULL)
        return r->v->of_event->best;
    return r->v->of_observation;
}

static const struct sensor *sensor_of(const struct docket *d, struct span source)
{
    for (size_t i = 0; i < d->n_sensors && source.n > 0; i++) {
        if (span_eq(d->sensors[i].head.id, source))
            return &d->sensors[i];
    }
    return NULL;
}

static void put_observer_place(struct buf *b, const struct table_source *r)
{
    const struct observation *o = best_of(r);
    const struct sensor *s = o == NULL ? NULL : sensor_of(r->docket, o->head.source);

    if (o != NULL && o->place.form == PLACE_SECTOR)
        mgrs_put(b, o->place.u.sector->from, 2);
    else if (s != NULL && s->place.form != PLACE_NONE)
        put_mgrs(b, &s->place);
    else if (o != NULL)
        buf_put(b, o->head.source);
}

static void put_place_mgrs(struct buf *b, const struct table_source *r)
{
    const struct geo_pos *at = position_of_verdict(r->v);
    const struct place *row = position_row(r->v);

    if (at != NULL)
        mgrs_put(b, *at, 2);
    else if (row != NULL)
        put_mgrs(b, row);
    else
        buf_put(b, r->v->place_text);
}

static void put_place(struct buf *b, const struct table_source *r)
{
    if (r->v->place_text.n > 0)
        buf_put(b, r->v->place_text);
    else
        put_place_mgrs(b, r);
}

static void put_senses(struct buf *b, const struct table_source *r)
{
    const struct event *e = r->v->of_event;
    unsigned seen = 0;

    for (size_t i = 0; e != NULL && i < e->n_members; i++)
        seen |= 1U << e->members[i]->sense;
    if (e == NULL && r->v->of_observation != NULL)
        seen = 1U << r->v->of_observation->sense;
    for (int s = 0; s < SENSE_COUNT; s++) {
        if ((seen & 1U << s) == 0)
            continue;
        if ((seen & ((1U << s) - 1)) != 0)
            buf_putc(b, '/');
        words_plain(b, vocab_word(VOCAB_SENSE, s));
    }
}

static void put_seen_by(struct buf *b, const struct table_source *r)
{
    const struct observation *o = best_of(r);
    const struct sensor *s = o == NULL ? NULL : sensor_of(r->docket, o->head.source);

    if (o != NULL)
        buf_put(b, o->head.source);
    if (s != NULL && s->type.n > 0)
        buf_printf(b, " (%.*s)", SPAN_ARG(s->type));
}

/* ---- what ---- */

static void put_min(struct buf *b, const struct table_source *r)
{
    if (r->v->has_count)
        num_put_i64(b, r->v->count.min);
}

static void put_max(struct buf *b, const struct table_source *r)
{
    if (r->v->has_count && r->v->count.max != COUNT_INFINITE)
        num_put_i64(b, r->v->count.max);
}

static void put_count(struct buf *b, const struct table_source *r)
{
    if (r->v->has_count)
        words_count(b, r->v->count);
}

static void put_phenomenon(struct buf *b, const struct table_source *r)
{
    const struct observation *o = best_of(r);

    if (r->v->of_event != NULL)
        words_plain(b, vocab_word(VOCAB_PHENOMENON, (int)r->v->of_event->phenomenon));
    else if (o != NULL)
        words_plain(b, vocab_word(VOCAB_PHENOMENON, (int)o->phenomenon));
}

static void put_detail(struct buf *b, const struct table_source *r)
{
    const struct observation *o = best_of(r);

    if (o != NULL)
        words_plain(b, vocab_word(VOCAB_DETAIL, (int)o->detail));
}

static void put_guess(struct buf *b, const struct item_guess *g)
{
    if (g->model.n > 0) {
        buf_put(b, g->model);
    } else {
        buf_put(b, g->thing.class_name);
        if (isfinite(g->thing.calibre_mm)) {
            buf_putc(b, ' ');
            num_put_f64(b, g->thing.calibre_mm);
            buf_puts(b, " mm");
        }
    }
    if (g->p < 1) {
        buf_puts(b, " (");
        num_put_fixed(b, g->p, 2);
        buf_putc(b, ')');
    }
}

static void put_item(struct buf *b, const struct item *item)
{
    for (uint32_t i = 0; i < item->n_guesses; i++) {
        if (i > 0)
            buf_puts(b, " / ");
        put_guess(b, &item->guesses[i]);
    }
}

static void put_weapon(struct buf *b, const struct table_source *r)
{
    const struct observation *o = best_of(r);

    if (o == NULL)
        return;
    if (o->more != NULL && o->more->weapon.n > 0)
        buf_put(b, o->more->weapon);
    else if (o->n_items > 0)
        put_item(b, &o->items[0]);
}

static void put_type(struct buf *b, const struct table_source *r)
{
    if (r->v->of_item != NULL)
        put_item(b, r->v->of_item);
    else
        buf_put(b, r->v->category);
}

/* ---- when and where ---- */

static void put_date(struct buf *b, const struct table_source *r)
{
    words_date(b, zone_of(r), r->v != NULL ? r->v->when.t0_ms : r->impediment->when.t0_ms);
}

static void put_time(struct buf *b, const struct table_source *r)
{
    struct time_span when = r->v != NULL ? r->v->when : r->impediment->when;

    words_time(b, zone_of(r), when.t0_ms);
    if (when.t1_ms <= when.t0_ms || when.t1_ms > TIME_MAX_MS)
        return;
    buf_puts(b, " to ");
    if (zone_date(zone_of(r), when.t0_ms) != zone_date(zone_of(r), when.t1_ms)) {
        words_date(b, zone_of(r), when.t1_ms);
        buf_putc(b, ' ');
    }
    words_time(b, zone_of(r), when.t1_ms);
}

/* The line that tells sides apart: the one the verdict was measured from, else the first with a
 * party on both sides. */
static uint32_t line_of_sides(const struct verdict *v)
{
    const struct pact_agreement *g = v->agreement;
    uint32_t named = v->line.n > 0 ? pact_line_find(g, v->line) : PACT_NONE;

    if (named != PACT_NONE)
        return named;
    for (uint32_t i = 0; i < g->n_lines; i++) {
        if (g->lines[i].left != PACT_NONE && g->lines[i].right != PACT_NONE)
            return i;
    }
    return PACT_NONE;
}

/* Where it may have been: a sector spread out, else its point with its error. */
static bool spread(const struct table_source *r)
{
    const struct geo_pos *at = position_of_verdict(r->v);
    const struct place *row = position_row(r->v);
    struct err err = {0};

    if (at == NULL)
        return false;
    if (row != NULL && row->form == PLACE_SECTOR)
        return place_cloud(row, NULL, r->cloud, &err) == RC_OK;
    r->cloud->n = 1;
    r->cloud->at[0] = *at;
    r->cloud->sigma_m = position_sigma_m(r->v);
    return true;
}

/* The party on whose side all of it lies; PACT_NONE where the line may run through it. */
static uint32_t side_of(const struct pact_line *line, const struct ground_line *now,
                        const struct cloud *c)
{
    double margin_m = SIDE_SIGMAS * hypot(c->sigma_m, now->accuracy_m);
    uint32_t found = PACT_NONE;

    for (size_t i = 0; i < c->n; i++) {
        struct geo_nearest near = geo_line_nearest(now->geometry, c->at[i]);
        uint32_t party = near.signed_left_m > 0 ? line->left : line->right;

        if (near.distance_m <= margin_m || (i > 0 && party != found))
            return PACT_NONE;
        found = party;
    }
    return found;
}

/* Whose side of the line it lies on; nothing where that is not sure. */
static void put_control_area(struct buf *b, const struct table_source *r)
{
    const struct verdict *v = r->v;
    uint32_t line = line_of_sides(v), party;
    struct ground *ground = r->grounds[v->agreement - r->model->agreements];
    struct ground_line now;

    if (line == PACT_NONE || v->when.t0_ms == TIME_ALWAYS || !spread(r))
        return;
    now = ground_line(ground, line, ground_line_at(ground, line, v->when.t0_ms));
    party = side_of(&v->agreement->lines[line], &now, r->cloud);
    if (party != PACT_NONE)
        buf_put(b, v->agreement->parties[party].id);
}

static void put_distance(struct buf *b, const struct table_source *r)
{
    if (!isfinite(r->v->distance_m))
        return;
    words_metres(b, r->v->distance_m);
    if (isfinite(r->v->sigma_m) && r->v->sigma_m > 0) {
        buf_puts(b, " \xC2\xB1 ");
        words_metres(b, r->v->sigma_m);
    }
}

static void put_distance_m(struct buf *b, const struct table_source *r)
{
    if (isfinite(r->v->distance_m))
        num_put_fixed(b, r->v->distance_m, 0);
}

static void put_sigma_m(struct buf *b, const struct table_source *r)
{
    if (isfinite(r->v->sigma_m))
        num_put_fixed(b, r->v->sigma_m, 0);
}

/* ---- what is said about it ---- */

static void put_event(struct buf *b, const struct table_source *r)
{
    buf_put(b, r->v->event);
}

static void put_term(struct buf *b, const struct table_source *r)
{
    buf_put(b, r->v->term->id);
}

static void put_verdict(struct buf *b, const struct table_source *r)
{
    words_plain(b, verdict_name(r->v->word));
}

static void put_p(struct buf *b, const struct table_source *r)
{
    words_p(b, r->v->p);
}

static void put_party(struct buf *b, const struct table_source *r)
{
    buf_put(b, r->v->party);
}

static void put_grade(struct buf *b, const struct table_source *r)
{
    const struct observation *o = best_of(r);

    if (r->v->reliability_note != NULL) {
        buf_puts(b, r->v->reliability_note);
        return;
    }
    if (o != NULL && o->reliability != 0)
        buf_putc(b, o->reliability);
    if (o != NULL && o->credibility != 0)
        buf_putc(b, o->credibility);
}

static void put_state(struct buf *b, const struct table_source *r)
{
    static const struct {
        const char *state, *words;
    } fixed[] = {
        {"beyond_lines_outside_storage", "beyond lines outside storage"},
        {"could_not_verify", "not verifiable as withdrawn"},
        {"missing", "missing"},
        {"again_missing", "again missing"},
        {"return", "returned: in violation of lines"},
    };
    const char *state = r->v->state;

    /* the table must not say "in violation" of what is not decided */
    if (r->v->word == VERDICT_INDETERMINATE)
        buf_puts(b, state == NULL ? "not decided" : "not decided: ");
    for (size_t i = 0; state != NULL && i < sizeof(fixed) / sizeof(fixed[0]); i++) {
        if (strcmp(fixed[i].state, state) == 0) {
            buf_puts(b, fixed[i].words);
            return;
        }
    }
    if (state != NULL)
        words_plain(b, state);
    else if (r->v->word != VERDICT_INDETERMINATE)
        words_plain(b, verdict_name(r->v->word));
}

/* ---- impediments ---- */

static void impede_duration(struct buf *b, const struct table_source *r)
{
    const struct impediment *im = r->impediment;

    if (im->has_until && im->when.t1_ms > im->when.t0_ms)
        words_duration(b, im->when.t1_ms - im->when.t0_ms);
}

static void impede_place(struct buf *b, const struct table_source *r)
{
    const struct place *p = &r->impediment->place;

    if (p->text.n > 0)
        buf_put(b, p->text);
    else
        put_mgrs(b, p);
}

static void impede_party(struct buf *b, const struct table_source *r)
{
    switch (r->impediment->actor.form) {
    case ACTOR_PARTY:
        buf_put(b, r->impediment->actor.party);
        break;
    case ACTOR_BOTH:
        buf_puts(b, "both");
        break;
    case ACTOR_UNDETERMINED:
        buf_puts(b, "undetermined");
        break;
    }
}

static void impede_kind(struct buf *b, const struct table_source *r)
{
    words_plain(b, vocab_word(VOCAB_IMPEDIMENT, (int)r->impediment->impediment));
}

static void impede_reason(struct buf *b, const struct table_source *r)
{
    buf_put(b, r->impediment->reason);
}

static void impede_means(struct buf *b, const struct table_source *r)
{
    buf_put(b, r->impediment->means);
}

static void impede_resolved(struct buf *b, const struct table_source *r)
{
    buf_puts(b, r->impediment->resolved ? "yes" : "no");
}

static void impede_standing(struct buf *b, const struct table_source *r)
{
    buf_puts(b, r->impediment->standing ? "yes" : "no");
}

static void impede_id(struct buf *b, const struct table_source *r)
{
    buf_put(b, r->impediment->head.id);
}

/* No row of the input can say so yet: the mission's own notes will. */
static void not_recorded(struct buf *b, const struct table_source *r)
{
    (void)b;
    (void)r;
}

/* ---- the tables ---- */

static const struct table_column ceasefire[] = {
    {"observation_place", "Observed from", put_observer_place},
    {"event_location", "Location", put_place},
    {"means", "Means", put_senses},
    {"no_min", NULL, put_min},
    {"no_max", NULL, put_max},
    {"no", "No.", put_count},
    {"observation", "Observation", put_phenomenon},
    {"description", "Description", put_detail},
    {"weapon", "Weapon", put_weapon},
    {"date", "Date", put_date},
    {"time", "Time", put_time},
    {"control_area", "Control area", put_control_area},
    {"event_id", NULL, put_event},
    {"term", "Term", put_term},
    {"party", "Party", put_party},
    {"verdict", "Verdict", put_verdict},
    {"p", "p", put_p},
    {"source_grade", "Grade", put_grade},
};

static const struct table_column weapons[] = {
    {"date", "Date", put_date},
    {"time", "Time", put_time},
    {"no", "No.", put_count},
    {"type", "Type", put_type},
    {"place_mgrs_1km", "Place (MGRS, 1 km)", put_place_mgrs},
    {"control_area", "Control area", put_control_area},
    {"distance", "Distance to line", put_distance},
    {"distance_m", NULL, put_distance_m},
    {"sigma_m", NULL, put_sigma_m},
    {"seen_by", "Seen by", put_seen_by},
    {"state", "State", put_state},
    {"term", "Term", put_term},
    {"party", "Party", put_party},
    {"verdict", "Verdict", put_verdict},
    {"p", "p", put_p},
};

static const struct table_column movement[] = {
    {"date", "Date", put_date},
    {"time", "Time", put_time},
    {"duration", "Duration", impede_duration},
    {"place", "Place", impede_place},
    {"party", "Personnel of", impede_party},
    {"kind", "Kind", impede_kind},
    {"reason_given", "Reason given", impede_reason},
    {"means", "Means", impede_means},
    {"resolved", "Resolved", impede_resolved},
    {"reported_to_joint_centre", "Reported to joint centre", not_recorded},
    {"standing", NULL, impede_standing},
    {"id", NULL, impede_id},
};

const struct table_column *table_columns(enum table_which which, size_t *n)
{
    static const struct {
        const struct table_column *columns;
        size_t n;
    } all[TABLE_COUNT] = {
        [TABLE_CEASEFIRE] = {ceasefire, sizeof(ceasefire) / sizeof(ceasefire[0])},
        [TABLE_WEAPONS] = {weapons, sizeof(weapons) / sizeof(weapons[0])},
        [TABLE_MOVEMENT] = {movement, sizeof(movement) / sizeof(movement[0])},
        [TABLE_STANDING] = {movement, sizeof(movement) / sizeof(movement[0])},
    };

    *n = all[which].n;
    return all[which].columns;
}
