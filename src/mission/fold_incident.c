/* SPDX-License-Identifier: Apache-2.0 */
/* fold_incident.c: violations that came or went in a step, the incidents that they belong to now,
 * and what is due because of them. A version of an incident names the verdicts that it adds and
 * drops; what it holds is the sum over its line. */
#include "mission/fold_incident.h"

#include <stdlib.h>

/* Versions that one incident may have: a limit to walks, not a number that is reached. */
#define LINE_MAX 100000
/* A body's place is rounded; what it is filed under is not. */
#define PLACE_SLACK_M 1.0

static struct span id_key(const struct uuid *id)
{
    return (struct span){(const char *)id->b, sizeof(id->b)};
}

int incident_id_cmp(const void *left, const void *right)
{
    return uuid_cmp(left, right);
}

static enum rc push_id(struct gathering *g, struct uuid **list, size_t *n, size_t *cap,
                       const struct uuid *id, struct err *err)
{
    struct uuid *more = arena_grow(g->arena, *list, *n, cap, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    *list = more;
    more[(*n)++] = *id;
    return RC_OK;
}

/* ---- acts ---- */

static enum rc note_known(struct gathering *g, const struct uuid *id, struct err *err)
{
    struct span key = arena_copy(g->arena, id_key(id), err);
    enum rc rc = key.p == NULL ? RC_LIMIT : table_add(&g->known, key, 1, err);

    return rc == RC_CONFLICT ? RC_OK : rc;
}

static bool is_known(const struct gathering *g, const struct uuid *id)
{
    return table_find(&g->known, id_key(id)) != TABLE_ABSENT;
}

static enum rc add_deed(struct gathering *g, struct deed x, struct err *err)
{
    struct deed *more =
        arena_grow(g->arena, g->deeds, g->n_deeds, &g->cap_deeds, sizeof(*more), err);
    size_t slash = span_find(x.term, '/');

    if (more == NULL)
        return RC_LIMIT;
    g->deeds = more;
    x.agreement = span_sub(x.term, 0, slash);
    x.kind = fold_kind_of(g->f, x.term, x.when);
    g->deeds[g->n_deeds++] = x;
    return note_known(g, &x.id, err);
}

static enum rc add_new(struct gathering *g, const struct news *n, struct err *err)
{
    return add_deed(g,
                    (struct deed){.id = n->id,
                                  .term = n->term,
                                  .when = n->when,
                                  .place = n->place,
                                  .party = n->party,
                                  .label = n->label,
                                  .severity = n->severity,
                                  .has_place = n->has_place,
                                  .is_new = true},
                    err);
}

/* The name of the term that a verdict is about; empty where the body is none. */
static enum rc read_term(struct gathering *g, const struct json *body, struct span *out,
                         struct err *err)
{
    const struct json *agreement = json_get(body, "agreement"), *term = json_get(body, "term");

    *out = (struct span){0};
    if (agreement == NULL || agreement->type != JSON_STRING || term == NULL ||
        term->type != JSON_STRING)
        return RC_OK;
    *out = arena_printf(&g->f->scratch, err, "%.*s/%.*s", SPAN_ARG(agreement->u.text),
                        SPAN_ARG(term->u.text));
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static void read_place(const struct json *body, struct deed *out)
{
    const struct json *place = json_get(body, "place"), *lat, *lon;

    lat = place == NULL ? NULL : json_get(place, "lat");
    lon = place == NULL ? NULL : json_get(place, "lon");
    out->has_place = lat != NULL && lon != NULL && json_number(lat, &out->place.lat_deg) &&
                     json_number(lon, &out->place.lon_deg);
}

/* What a deed holds on to, out of the scratch that it was read in. */
static enum rc keep_deed(struct gathering *g, struct deed *x, struct err *err)
{
    struct span *texts[] = {&x->label, &x->party, &x->term};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (texts[i]->n == 0)
            continue;
        *texts[i] = arena_copy(g->arena, *texts[i], err);
        if (texts[i]->p == NULL)
            return RC_LIMIT;
    }
    return RC_OK;
}

/* A verdict on the record, read in the scratch; *out is no deed where it is no violation. */
static enum rc read_deed(struct gathering *g, struct span bytes, struct deed *out,
                         bool *is_violation, struct err *err)
{
    const struct json *word, *party, *severity;
    struct arena *scratch = &g->f->scratch;
    struct json body;
    struct entry e;
    struct span kept = arena_copy(scratch, bytes, err);
    enum rc rc = kept.p == NULL ? RC_LIMIT : entry_read(kept, scratch, &e, err);

    if (rc == RC_OK)
        rc = json_parse(e.body, scratch, &body, err);
    if (rc)
        return rc;
    *out = (struct deed){.id = e.id, .when = e.when, .label = e.label};
    word = json_get(&body, "verdict");
    party = json_get(&body, "party");
    severity = json_get(&body, "severity");
    read_place(&body, out);
    if (party != NULL && party->type == JSON_STRING)
        out->party = party->u.text;
    if (severity != NULL && severity->type == JSON_INT)
        out->severity = (uint8_t)severity->u.i;
    rc = read_term(g, &body, &out->term, err);
    *is_violation = out->term.n > 0 && word != NULL && word->type == JSON_STRING &&
                    span_is(word->u.text, verdict_name(VERDICT_VIOLATION));
    return rc;
}

/* What a question about verdicts is asked for: those near an act of the wave, or all. */
struct asking {
    struct gathering *g;
    const uint32_t *wave; /* acts by the beginning of their time; deeds move as they become more */
    size_t n;             /* 0: whatever it is */
    int64_t longest_ms;   /* of an act of the wave */
};

/* The first act of the wave that begins at or after an instant. */
static size_t first_from(const struct asking *q, int64_t at_ms)
{
    size_t low = 0, high = q->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (q->g->deeds[q->wave[middle]].when.t0_ms < at_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether an act joins one of the wave; only those are looked at whose time can meet it. */
static bool joins_wave(const struct asking *q, const struct incident_rule *rule, struct deed x)
{
    bool has_agreement = x.agreement.p != NULL, joins = false;

    for (size_t i = first_from(q, x.when.t0_ms - rule->gap_ms - q->longest_ms); i < q->n; i++) {
        const struct deed *near = &q->g->deeds[q->wave[i]];

        if (near->when.t0_ms - rule->gap_ms > x.when.t1_ms || joins)
            break;
        if (!has_agreement)
            x.agreement = near->agreement; /* not known before it is read */
        joins = incident_joins(rule, near, &x);
    }
    return joins;
}

/* Whether it is worth reading: most verdicts of the hours around are not. */
static bool may_be_near(const struct asking *q, const struct shelf_derived *d)
{
    struct deed x = {.when = d->when, .place = d->place, .has_place = d->has_place};
    struct incident_rule rule = q->g->rule;

    if (q->n == 0)
        return true;
    rule.reach_m += PLACE_SLACK_M;
    return d->word == VERDICT_VIOLATION && d->has_place && joins_wave(q, &rule, x);
}

static enum rc weigh_deed(const struct asking *q, const struct shelf_derived *d, struct err *err)
{
    struct gathering *g = q->g;
    struct deed x;
    bool is_violation = false;
    enum rc rc;

    if (!d->is_current || is_known(g, &d->id) ||
        table_find(&g->f->ended, id_key(&d->id)) != TABLE_ABSENT || !may_be_near(q, d))
        return RC_OK;
    rc = read_deed(g, d->bytes, &x, &is_violation, err);
    if (rc || !is_violation)
        return rc;
    x.agreement = span_sub(x.term, 0, span_find(x.term, '/'));
    if (q->n > 0 && !joins_wave(q, &g->rule, x))
        return RC_OK;
    rc = keep_deed(g, &x, err);
    return rc ? rc : add_deed(g, x, err);
}

static enum rc take_deed(void *to, const struct shelf_derived *d, struct err *err)
{
    const struct asking *q = to;

    arena_reset(&q->g->f->scratch);
    return weigh_deed(q, d, err);
}

static enum rc ask_span(struct gathering *g, struct asking *q, struct time_span span,
                        struct err *err)
{
    const struct shelf *shelf = g->f->shelf;
    const struct shelf_ask ask = {
        .kind = ENTRY_VERDICT, .below_seq = g->f->below_seq, .has_span = true, .span = span};

    return shelf->derived(shelf->context, &ask, take_deed, q, err);
}

/* An act of the wave and when it began. */
struct began {
    int64_t t0_ms;
    uint32_t act;
};

static int began_cmp(const void *left, const void *right)
{
    const struct began *a = left, *b = right;

    if (a->t0_ms != b->t0_ms)
        return a->t0_ms < b->t0_ms ? -1 : 1;
    return (a->act > b->act) - (a->act < b->act);
}

/* The acts [from, to) that have a place, by time. */
static enum rc order_wave(struct gathering *g, size_t from, size_t to, struct asking *out,
                          struct err *err)
{
    struct began *order = arena_array(g->arena, to - from, sizeof(*order), err);
    uint32_t *wave = arena_array(g->arena, to - from, sizeof(*wave), err);
    struct asking q = {.g = g, .wave = wave};

    if (order == NULL || wave == NULL)
        return RC_LIMIT;
    for (size_t i = from; i < to; i++) {
        const struct time_span *when = &g->deeds[i].when;

        if (!g->deeds[i].has_place)
            continue;
        order[q.n++] = (struct began){when->t0_ms, (uint32_t)i};
        if (when->t1_ms - when->t0_ms > q.longest_ms)
            q.longest_ms = when->t1_ms - when->t0_ms;
    }
    if (q.n > 1)
        qsort(order, q.n, sizeof(*order), began_cmp);
    for (size_t i = 0; i < q.n; i++)
        wave[i] = order[i].act;
    *out = q;
    return RC_OK;
}

static struct time_span around(const struct asking *q, size_t i)
{
    const struct time_span *when = &q->g->deeds[q->wave[i]].when;

    return (struct time_span){when->t0_ms - q->g->rule.gap_ms, when->t1_ms + q->g->rule.gap_ms};
}

/* Verdicts around a wave of acts, stretch of time by stretch of time. */
static enum rc ask_around(struct gathering *g, size_t from, size_t to, struct err *err)
{
    struct asking q;
    enum rc rc = order_wave(g, from, to, &q, err);

    for (size_t i = 0; rc == RC_OK && i < q.n;) {
        struct time_span s = around(&q, i++);

        for (; i < q.n && around(&q, i).t0_ms <= s.t1_ms; i++)
            s.t1_ms = around(&q, i).t1_ms > s.t1_ms ? around(&q, i).t1_ms : s.t1_ms;
        rc = ask_span(g, &q, s, err);
    }
    return rc;
}

/* ---- incidents that there are ---- */

static enum rc read_dropped(struct gathering *g, struct span text, struct uuid **list, size_t *n,
                            struct err *err)
{
    const struct json *dropped;
    struct json body;
    size_t cap = 0;
    enum rc rc = json_parse(text, g->arena, &body, err);

    *list = NULL;
    *n = 0;
    dropped = rc == RC_OK ? json_get(&body, "dropped") : NULL;
    if (dropped == NULL || dropped->type != JSON_ARRAY)
        return rc;
    for (size_t i = 0; i < dropped->u.array.n && rc == RC_OK; i++) {
        struct uuid id;

        rc = uuid_read(dropped->u.array.items[i].u.text, &id, err);
        if (rc == RC_OK)
            rc = push_id(g, list, n, &cap, &id, err);
    }
    return rc;
}

bool incident_has_id(const struct uuid *sorted, size_t n, const struct uuid *id)
{
    return n > 0 && bsearch(id, sorted, n, sizeof(*sorted), incident_id_cmp) != NULL;
}

/* From the newest version back: what a later one dropped an earlier one has added in vain. */
static enum rc add_version(struct gathering *g, struct whole *w, const struct entry *e,
                           struct uuid **dropped, size_t *n_dropped, struct err *err)
{
    struct uuid *here = NULL;
    size_t n_here = 0, cap = *n_dropped;
    enum rc rc = push_id(g, &w->line, &w->n_line, &w->cap_line, &e->id, err);

    for (size_t i = 0; i < e->n_inputs && rc == RC_OK; i++)
        if (!incident_has_id(*dropped, *n_dropped, &e->inputs[i]))
            rc = push_id(g, &w->members, &w->n_members, &w->cap_members, &e->inputs[i], err);
    if (rc == RC_OK)
        rc = read_dropped(g, e->body, &here, &n_here, err);
    for (size_t i = 0; i < n_here && rc == RC_OK; i++)
        rc = push_id(g, dropped, n_dropped, &cap, &here[i], err);
    if (rc == RC_OK && n_here > 0)
        qsort(*dropped, *n_dropped, sizeof(**dropped), incident_id_cmp);
    return rc;
}

static enum rc read_whole(struct gathering *g, struct whole *w, struct err *err)
{
    const struct shelf *shelf = g->f->shelf;
    struct span bytes = w->bytes;
    struct uuid *dropped = NULL;
    size_t n_dropped = 0;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < LINE_MAX && bytes.n > 0 && rc == RC_OK; i++) {
        struct shelf_row before;
        struct entry e;

        rc = entry_read(bytes, g->arena, &e, err);
        if (rc)
            return rc;
        if (i == 0)
            w->is_by_hand = !span_eq(e.author, g->f->options.author);
        rc = add_version(g, w, &e, &dropped, &n_dropped, err);
        bytes = (struct span){0};
        if (rc == RC_OK && e.has_supersedes &&
            shelf->entry(shelf->context, &e.supersedes, g->arena, &before, err) == RC_OK)
            bytes = arena_copy(g->arena, before.bytes, err);
    }
    if (w->n_members > 1)
        qsort(w->members, w->n_members, sizeof(*w->members), incident_id_cmp);
    return rc;
}

static enum rc take_whole(void *to, const struct shelf_derived *d, struct err *err)
{
    struct gathering *g = to;
    struct whole *more;
    struct whole w = {.seq = d->seq, .id = d->id, .sense = d->sense};

    struct span key;
    enum rc rc;

    if (!d->is_current || table_find(&g->whole_ids, id_key(&d->id)) != TABLE_ABSENT)
        return RC_OK;
    key = arena_copy(g->arena, id_key(&d->id), err);
    rc = key.p == NULL ? RC_LIMIT : table_add(&g->whole_ids, key, 1, err);
    if (rc)
        return rc;
    more = arena_grow(g->arena, g->wholes, g->n_wholes, &g->cap_wholes, sizeof(*more), err);
    w.bytes = arena_copy(g->arena, d->bytes, err);
    if (more == NULL || w.bytes.p == NULL)
        return RC_LIMIT;
    g->wholes = more;
    g->wholes[g->n_wholes++] = w;
    return RC_OK;
}

/* Incidents that hold any of some verdicts, then the other verdicts that they hold. */
static enum rc ask_wholes(struct gathering *g, const struct uuid *ids, size_t n, struct err *err)
{
    const struct shelf *shelf = g->f->shelf;
    const struct shelf_ask q = {.kind = ENTRY_INCIDENT,
                                .below_seq = g->f->below_seq,
                                .inputs = ids,
                                .n_inputs = n,
                                .by_line = true};
    size_t from = g->n_wholes;
    enum rc rc = n == 0 ? RC_OK : shelf->derived(shelf->context, &q, take_whole, g, err);

    for (size_t i = from; i < g->n_wholes && rc == RC_OK; i++)
        rc = read_whole(g, &g->wholes[i], err);
    return rc;
}

static enum rc add_member(struct gathering *g, const struct uuid *id, struct err *err)
{
    const struct shelf *shelf = g->f->shelf;
    struct asking q = {.g = g};
    struct shelf_row row;
    enum rc rc;

    if (is_known(g, id))
        return RC_OK;
    arena_reset(&g->f->scratch); /* of each member only what a deed is stays: they may be many */
    rc = shelf->entry(shelf->context, id, &g->f->scratch, &row, err);
    if (rc || row.bytes.n == 0)
        return rc == RC_ABSENT ? RC_OK : rc;
    return weigh_deed(
        &q, &(struct shelf_derived){.id = *id, .bytes = row.bytes, .is_current = true}, err);
}

/* Members of an incident that lost one may no longer hang together: all are looked at. */
static enum rc add_members(struct gathering *g, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < g->n_wholes && rc == RC_OK; i++)
        for (size_t k = 0; k < g->wholes[i].n_members && rc == RC_OK; k++)
            rc = add_member(g, &g->wholes[i].members[k], err);
    return rc;
}

/* Acts, what is near them, the incidents that hold them and what else these hold, until nothing is
 * new. */
static enum rc spread(struct gathering *g, struct err *err)
{
    size_t done = 0;
    enum rc rc = ask_wholes(g, g->gone, g->n_gone, err);

    if (rc == RC_OK)
        rc = add_members(g, err);
    while (done < g->n_deeds && rc == RC_OK) {
        size_t from = done, to = g->n_deeds, n = 0;
        struct uuid *ids;

        done = to;
        rc = ask_around(g, from, to, err);
        ids = arena_array(g->arena, g->n_deeds, sizeof(*ids), err);
        if (ids == NULL)
            return RC_LIMIT;
        for (size_t i = from; i < g->n_deeds; i++)
            if (!g->deeds[i].is_new)
                ids[n++] = g->deeds[i].id;
        if (rc == RC_OK)
            rc = ask_wholes(g, ids, n, err);
        if (rc == RC_OK)
            rc = add_members(g, err);
    }
    return rc;
}

enum rc fold_judge_incidents(struct fold *f, struct err *err)
{
    struct gathering g = {.f = f,
                          .arena = &f->chain,
                          .rule = {f->options.incident_gap_ms, f->options.incident_reach_m}};
    enum rc rc = RC_OK;

    if (f->n_news == 0)
        return RC_OK;
    arena_reset(&f->chain);
    table_init(&g.known, &f->chain);
    table_init(&g.whole_ids, &f->chain);
    for (size_t i = 0; i < f->n_news && rc == RC_OK; i++) {
        const struct news *n = &f->news[i];

        if (n->is_violation) {
            rc = add_new(&g, n, err);
            continue;
        }
        rc = n->is_pinned ? RC_OK : note_known(&g, &n->id, err);
        if (rc == RC_OK)
            rc = push_id(&g, &g.gone, &g.n_gone, &g.cap_gone, &n->id, err);
    }
    if (rc == RC_OK)
        rc = spread(&g, err);
    return rc != RC_OK ? rc : incidents_settle(&g, err);
}
