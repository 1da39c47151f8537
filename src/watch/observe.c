/* SPDX-License-Identifier: Apache-2.0 */
/* observe.c: a row from its JSON object: the kind, its members by table, what left out means, and
 * the hash of the content. */
#include "watch/reading.h"

#include "base/hash.h"

#include <assert.h>
#include <math.h>

/* Shared texts beyond this many are no vocabulary of a file: they are kept one by one. */
#define WORDS_MAX  65536
#define TAIL_BYTES 65536
/* A kind with its common members has fewer; a row with more members than this is refused. */
#define ROW_MEMBERS_MAX 64
/* Positions this close around the agreement are not taken for swapped ones. */
#define BOX_MARGIN_DEG 2.0

static void widen(struct observe *o, struct geo_box b)
{
    if (!o->has_box) {
        o->box = b;
        o->has_box = true;
        return;
    }
    o->box.south_deg = fmin(o->box.south_deg, b.south_deg);
    o->box.west_deg = fmin(o->box.west_deg, b.west_deg);
    o->box.north_deg = fmax(o->box.north_deg, b.north_deg);
    o->box.east_deg = fmax(o->box.east_deg, b.east_deg);
}

static void widen_by_line(struct observe *o, const struct geo_line *line)
{
    const struct geo_run *runs = NULL;
    size_t n = line == NULL ? 0 : geo_line_runs(line, &runs);

    for (size_t r = 0; r < n; r++)
        for (size_t k = 0; k < runs[r].n; k++) {
            struct geo_pos p = runs[r].at[k];

            widen(o, (struct geo_box){p.lat_deg, p.lon_deg, p.lat_deg, p.lon_deg});
        }
}

/* The ground that the agreements speak of: lines, and areas with a geometry of their own (a side of
 * a line would be half the world). Across the antimeridian nothing is said about swapping. */
static void find_box(struct observe *o)
{
    const struct pact_model *m = o->world.model;

    for (size_t g = 0; m != NULL && g < m->n_agreements; g++) {
        const struct pact_agreement *agreement = &m->agreements[g];

        for (size_t i = 0; i < agreement->n_lines; i++)
            widen_by_line(o, agreement->lines[i].geometry);
        for (size_t i = 0; i < agreement->n_areas; i++)
            if (agreement->areas[i].form == PACT_AREA_GEOMETRY &&
                agreement->areas[i].geometry != NULL)
                widen(o, geo_area_box(agreement->areas[i].geometry));
    }
    o->box.south_deg -= BOX_MARGIN_DEG;
    o->box.west_deg -= BOX_MARGIN_DEG;
    o->box.north_deg += BOX_MARGIN_DEG;
    o->box.east_deg += BOX_MARGIN_DEG;
    if (o->box.west_deg > o->box.east_deg)
        o->has_box = false;
}

void observe_init(struct observe *o, const struct observe_world *world, struct arena *arena,
                  struct arena *scratch)
{
    *o = (struct observe){.world = *world, .arena = arena, .scratch = scratch};
    buf_init(&o->text, OBSERVE_ROW_BYTES_MAX);
    table_init(&o->words, arena);
    table_init(&o->guesses, arena);
    find_box(o);
}

void observe_release(struct observe *o)
{
    buf_release(&o->text);
}

enum rc reading_keep(struct observe *o, struct span s, struct span *out, struct err *err)
{
    if (s.n == 0) {
        *out = SPAN(""); /* there may be no room yet to point into */
        return RC_OK;
    }
    if (s.n > TAIL_BYTES / 8) {
        *out = arena_copy(o->arena, s, err);
        return out->p == NULL ? RC_LIMIT : RC_OK;
    }
    if (s.n > o->n_tail) {
        o->n_tail = 0;
        o->tail = arena_alloc(o->arena, TAIL_BYTES, err);
        if (o->tail == NULL)
            return RC_LIMIT;
        o->n_tail = TAIL_BYTES;
    }
    memcpy(o->tail, s.p, s.n);
    *out = (struct span){o->tail, s.n};
    o->tail += s.n;
    o->n_tail -= s.n;
    return RC_OK;
}

enum rc reading_intern(struct observe *o, struct span s, struct span *out, struct err *err)
{
    uint32_t at = table_find(&o->words, s);
    struct span *list;
    struct span kept;
    enum rc rc;

    if (at != TABLE_ABSENT) {
        *out = o->word_list[at];
        return RC_OK;
    }
    rc = reading_keep(o, s, &kept, err);
    if (rc || o->n_words >= WORDS_MAX)
        goto out;
    list = arena_grow(o->arena, o->word_list, o->n_words, &o->words_cap, sizeof(*list), err);
    if (list == NULL)
        return RC_LIMIT;
    o->word_list = list;
    rc = table_add(&o->words, kept, (uint32_t)o->n_words, err);
    if (rc)
        return rc;
    list[o->n_words++] = kept;
out:
    if (rc == RC_OK)
        *out = kept;
    return rc;
}

const struct json *reading_get(const struct json *v, const char *name)
{
    if (v->type != JSON_OBJECT)
        return NULL;
    for (size_t i = 0; i < v->u.object.n; i++) {
        const struct json_member *m = &v->u.object.members[i];

        if (m->name.n > 0 && m->name.p[0] == name[0] && span_is(m->name, name))
            return m->value.type == JSON_NULL ? NULL : &m->value;
    }
    return NULL;
}

static enum rc read_kind(const struct json *v, enum row_kind *out, struct err *err)
{
    const struct json *word = reading_get(v, "kind");
    int kind = ROW_OBSERVATION;
    enum rc rc = RC_OK;

    if (word != NULL && word->type != JSON_STRING)
        return err_set(err, RC_INPUT, "kind: must be a word, not %s", json_type_name(word->type));
    if (word != NULL)
        rc = vocab_find(VOCAB_KIND, word->u.text, &kind, err);
    if (rc)
        return err_prefix(err, rc, "kind: ");
    *out = (enum row_kind)kind;
    return RC_OK;
}

/* The nearest member of a kind, for a message; NULL: none is near. */
static const char *nearest_member(enum row_kind kind, struct span name)
{
    const struct member_kind *k = member_kind(kind);
    const char *names[ROW_MEMBERS_MAX];
    size_t n_common, n = 0;
    const struct member *common = member_common(&n_common);

    assert(k->n_members + n_common + 2 <= ROW_MEMBERS_MAX);
    for (size_t i = 0; i < k->n_members; i++)
        names[n++] = k->members[i].name;
    for (size_t i = 0; i < n_common; i++)
        names[n++] = common[i].name;
    names[n++] = "kind";
    names[n] = NULL;
    return span_nearest(name, names);
}

static enum rc refuse_member(enum row_kind kind, struct span name, struct err *err)
{
    const char *near = nearest_member(kind, name);
    const char *word = vocab_word(VOCAB_KIND, (int)kind);

    if (near != NULL)
        return err_set(err, RC_UNKNOWN, "%s has no member \"%.*s\"; did you mean \"%s\"?", word,
                       SPAN_ARG(name), near);
    return err_set(err, RC_UNKNOWN,
                   "%s has no member \"%.*s\"; what is to be kept but not judged belongs into "
                   "\"attributes\" of an observation",
                   word, SPAN_ARG(name));
}

/* A row being read: where values go, and which members were there. */
struct reading {
    struct observe *o;
    struct row *row;
    struct observation_more more;
    bool has_more;
    const struct json *object;
};

static enum rc read_member(struct reading *r, const struct json_member *from, struct err *err)
{
    const struct member *m = member_find(r->row->kind, from->name);
    char *base = (char *)&r->row->u;
    enum rc rc;

    if (m == NULL)
        return refuse_member(r->row->kind, from->name, err);
    if (m->is_in_more) {
        base = (char *)&r->more;
        r->has_more = true;
    }
    rc = member_read(r->o, m, &from->value, base + m->at,
                     m->at_too == 0 ? NULL : (char *)&r->row->u + m->at_too, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", m->name);
    return RC_OK;
}

static enum rc read_members(struct reading *r, struct err *err)
{
    const struct json *v = r->object;

    for (size_t i = 0; i < v->u.object.n; i++) {
        const struct json_member *m = &v->u.object.members[i];
        enum rc rc;

        if (span_is(m->name, "kind"))
            continue;
        /* an unknown member is refused whatever its value */
        if (m->value.type == JSON_NULL && member_find(r->row->kind, m->name) != NULL)
            continue;
        rc = read_member(r, m, err);
        if (rc) {
            r->o->fault = (struct observe_fault){m->name, m->value.at};
            return rc;
        }
    }
    return RC_OK;
}

/* A fault that shows only when all members are there: whose column it is, and its name ahead. */
static enum rc at_fault(struct reading *r, const char *name, enum rc rc, struct err *err)
{
    const struct json *v = reading_get(r->object, name);

    r->o->fault = (struct observe_fault){span_of(name), v == NULL ? r->object->at : v->at};
    return err_prefix(err, rc, "%s: ", name);
}

static enum rc need(struct reading *r, const char *name, struct err *err)
{
    const char *kind = vocab_word(VOCAB_KIND, (int)r->row->kind);
    const struct member *m = member_find(r->row->kind, span_of(name));
    enum rc rc;

    if (reading_get(r->object, name) != NULL)
        return RC_OK;
    if (span_is(span_of(name), "id")) /* what its help says of other kinds is not so here */
        rc = err_set(err, RC_INPUT, "missing; a %s is named by its id", kind);
    else
        rc = err_set(err, RC_INPUT, "missing; %s needs %s (%s)", kind, member_type_name(m->type),
                     m->help);
    return at_fault(r, name, rc, err);
}

static enum rc check_required(struct reading *r, struct err *err)
{
    const struct member_kind *k = member_kind(r->row->kind);
    enum rc rc = RC_OK;

    for (size_t i = 0; i < k->n_members && rc == RC_OK; i++)
        if (k->members[i].is_required)
            rc = need(r, k->members[i].name, err);
    for (size_t i = 0; i < 2 && k->required[i] != NULL && rc == RC_OK; i++)
        rc = need(r, k->required[i], err);
    return rc;
}

/* A track has times of its own; what is seen beside items is a sighting of them. */
static enum rc finish_observation(struct reading *r, struct err *err)
{
    struct observation *o = &r->row->u.observation;
    struct observation_more *kept;

    if (o->when.t0_ms == TIME_NEVER && o->place.form == PLACE_TRACK) {
        o->when.t0_ms = o->place.u.track.fixes[0].at_ms;
        o->when.t1_ms = o->place.u.track.fixes[o->place.u.track.n - 1].at_ms;
    }
    if (o->when.t0_ms == TIME_NEVER)
        return need(r, "time", err);
    if (o->phenomenon == PHEN_COUNT) {
        if (o->n_items == 0)
            return need(r, "phenomenon", err);
        o->phenomenon = PHEN_WEAPON_SIGHTING;
    }
    if (!r->has_more)
        return RC_OK;
    kept = arena_alloc(r->o->arena, sizeof(*kept), err);
    if (kept == NULL)
        return RC_LIMIT;
    *kept = r->more;
    o->more = kept;
    return RC_OK;
}

/* `until` may stand before `time` in the row, so that the two meet only here. */
static enum rc finish_impediment(struct reading *r, struct err *err)
{
    struct impediment *i = &r->row->u.impediment;
    struct time_span until;
    enum rc rc;

    if (!i->has_until)
        return RC_OK;
    rc = reading_time(r->o, reading_get(r->object, "until"), &until, NULL, err);
    if (rc == RC_OK && until.t1_ms < i->when.t0_ms)
        rc = err_set(err, RC_RANGE, "lies before the time at which it began");
    if (rc)
        return at_fault(r, "until", rc, err);
    i->when.t1_ms = until.t1_ms;
    return RC_OK;
}

static enum rc finish_site(struct reading *r, struct err *err)
{
    if (reading_get(r->object, "area") == NULL || reading_get(r->object, "place") == NULL)
        return RC_OK;
    return at_fault(r, "area", err_set(err, RC_INPUT, "stated beside \"place\"; one of the two"),
                    err);
}

/* What ends before it begins is a slip of the pen. */
static enum rc check_end(struct reading *r, const char *name, int64_t from_ms, int64_t until_ms,
                         struct err *err)
{
    if (until_ms > from_ms)
        return RC_OK;
    return at_fault(r, name,
                    err_set(err, RC_RANGE,
                            "is not after the beginning; state a later time, or leave it out where "
                            "nothing has ended"),
                    err);
}

static enum rc finish_deployment(struct reading *r, struct err *err)
{
    struct deployment *d = &r->row->u.deployment;

    if (!d->has_personnel && d->post == POST_COMMANDER)
        d->personnel = (struct count){1, 1, 1};
    return check_end(r, "until", d->from_ms, d->until_ms, err);
}

static enum rc finish_mandate(struct reading *r, struct err *err)
{
    return check_end(r, "until", r->row->u.mandate.from_ms, r->row->u.mandate.until_ms, err);
}

static enum rc finish_inspection(struct reading *r, struct err *err)
{
    const struct inspection *i = &r->row->u.inspection;

    if (i->arrived_at_ms != TIME_NEVER && i->arrived_at_ms < i->requested_at_ms)
        return at_fault(
            r, "arrived_at",
            err_set(err, RC_RANGE, "is before \"requested_at\"; nobody arrives before the request"),
            err);
    if (i->left_at_ms == TIME_NEVER)
        return RC_OK;
    if (i->arrived_at_ms == TIME_NEVER)
        return at_fault(r, "arrived_at",
                        err_set(err, RC_INPUT,
                                "missing; who left (left_at) had arrived: state "
                                "when"),
                        err);
    return check_end(r, "left_at", i->arrived_at_ms, i->left_at_ms, err);
}

static enum rc finish_progress(struct reading *r, struct err *err)
{
    const struct progress_made *p = &r->row->u.progress;

    if (p->has_total && (p->total.max == 0 || p->done.min > p->total.max))
        return at_fault(r, "of",
                        err_set(err, RC_RANGE,
                                "is less than \"done\", or none; it states how many there are "
                                "in all"),
                        err);
    if (r->row->u.progress.registry.n > 0 || r->row->u.progress.term.n > 0)
        return RC_OK;
    return at_fault(r, "registry",
                    err_set(err, RC_INPUT,
                            "missing; progress states of which registry, or of which term (term)"),
                    err);
}

static enum rc finish_route(struct reading *r, struct err *err)
{
    const struct route *w = &r->row->u.route;

    if (w->hours_most < w->hours)
        return at_fault(
            r, "hours_most",
            err_set(err, RC_RANGE, "is less than \"hours\", the least that the way takes"), err);
    return check_end(r, "until", w->from_ms, w->until_ms, err);
}

static enum rc finish_consent(struct reading *r, struct err *err)
{
    return check_end(r, "revoked_at", r->row->u.consent.given_at_ms,
                     r->row->u.consent.revoked_at_ms, err);
}

static enum rc finish_derogation(struct reading *r, struct err *err)
{
    const struct derogation *d = &r->row->u.derogation;

    if (d->has_change || d->exempt)
        return RC_OK;
    return at_fault(r, "limit_change",
                    err_set(err, RC_INPUT,
                            "missing; a derogation states how a limit changes, or \"exempt\": "
                            "true"),
                    err);
}

/* What can be checked only when all members are there; the other kinds need nothing. */
static enum rc finish(struct reading *r, struct err *err)
{
    static enum rc (*const finishers[ROW_KIND_COUNT])(struct reading *, struct err *) = {
        [ROW_OBSERVATION] = finish_observation,
        [ROW_IMPEDIMENT] = finish_impediment,
        [ROW_SITE] = finish_site,
        [ROW_DEROGATION] = finish_derogation,
        [ROW_DEPLOYMENT] = finish_deployment,
        [ROW_INSPECTION] = finish_inspection,
        [ROW_PROGRESS] = finish_progress,
        [ROW_ROUTE] = finish_route,
        [ROW_MANDATE] = finish_mandate,
        [ROW_CONSENT] = finish_consent,
    };

    const char *member = NULL;
    enum rc rc = row_check_register(r->row, &member, err);

    if (rc)
        return at_fault(r, member, rc, err);
    return finishers[r->row->kind] == NULL ? RC_OK : finishers[r->row->kind](r, err);
}

static void put_known_at(struct reading *r)
{
    struct row_head *head = &r->row->u.observation.head;
    size_t at = member_kind(r->row->kind)->known_at;

    if (reading_get(r->object, "recorded_at") != NULL)
        return;
    head->recorded_at_ms = TIME_ALWAYS;
    if (at != MEMBER_ALWAYS_KNOWN)
        memcpy(&head->recorded_at_ms, (const char *)&r->row->u + at, sizeof(int64_t));
}

/* The content is the kind and the members that are not null, in canonical JSON: order, blanks, and
 * a stated or left out "kind": "observation" make no difference. */
static enum rc put_hash(struct reading *r, struct err *err)
{
    struct row_head *head = &r->row->u.observation.head;
    struct json_member members[ROW_MEMBERS_MAX];
    struct json content = json_object();
    struct sha256_digest digest;

    assert(r->object->u.object.n <= ROW_MEMBERS_MAX); /* all are known, and each is there once */
    content.u.object.members = members;
    for (size_t i = 0; i < r->object->u.object.n; i++) {
        const struct json_member *m = &r->object->u.object.members[i];

        if (m->value.type != JSON_NULL && !span_is(m->name, "kind"))
            members[content.u.object.n++] = *m;
    }
    buf_clear(&r->o->text);
    buf_puts(&r->o->text, vocab_word(VOCAB_KIND, (int)r->row->kind));
    json_write(&r->o->text, &content);
    if (r->o->text.is_full)
        return err_set(err, RC_RANGE, "the row is longer than %zu bytes; split it",
                       OBSERVE_ROW_BYTES_MAX);
    digest = sha256(buf_span(&r->o->text));
    memcpy(head->hash, digest.b, sizeof(head->hash));
    if (head->id.n > 0)
        return RC_OK;
    buf_clear(&r->o->text);
    uuid8_put(&r->o->text, &digest);
    return reading_keep(r->o, buf_span(&r->o->text), &head->id, err);
}

enum rc observation_read(struct observe *o, const struct json *v, struct observe_where where,
                         struct row *out, struct err *err)
{
    struct row row = {0};
    struct reading r = {.o = o, .row = &row, .object = v};
    enum rc rc;

    o->fault = (struct observe_fault){0};
    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "a row must be an object, not %s", json_type_name(v->type));
    rc = read_kind(v, &row.kind, err);
    if (rc) {
        o->fault = (struct observe_fault){SPAN("kind"), v->at};
        return rc;
    }
    row_put_defaults(&row);
    if ((rc = read_members(&r, err)) != RC_OK || (rc = check_required(&r, err)) != RC_OK ||
        (rc = finish(&r, err)) != RC_OK)
        return rc;
    put_known_at(&r);
    row.u.observation.head.file = where.file;
    row.u.observation.head.row = where.row;
    row.u.observation.head.n_bytes = where.n_bytes;
    row.u.observation.head.at = where.at;
    rc = put_hash(&r, err);
    if (rc == RC_OK)
        *out = row;
    return rc;
}
