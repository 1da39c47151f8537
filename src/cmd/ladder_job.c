/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/ladder_job.h"

#include "cmd/inquiry_job.h"
#include "cmd/mission_files.h"
#include "cmd/own_incidents.h"

#define VERSIONS_MAX 65536

/* ---- the incident ---- */

static enum rc add_id(struct ladder_job *j, const struct uuid *id, struct err *err)
{
    struct span *ids = arena_grow(j->a, j->ids, j->n_ids, &j->cap_ids, sizeof(*ids), err);
    enum rc rc;

    if (ids == NULL)
        return RC_LIMIT;
    j->ids = ids;
    rc = council_id_text(id, j->a, &ids[j->n_ids], err);
    if (!rc)
        j->n_ids++;
    return rc;
}

static bool is_named(const struct ladder_job *j, struct span id)
{
    for (size_t i = 0; i < j->n_ids; i++)
        if (span_eq(j->ids[i], id))
            return true;
    return false;
}

static void read_place(const struct json *body, struct ladder_incident *out)
{
    const struct json *place = json_get(body, "place");

    out->has_place = json_number(json_get(place, "lat"), &out->place.lat_deg) &&
                     json_number(json_get(place, "lon"), &out->place.lon_deg);
}

/* One version of it: what it says stands until the next one. */
static enum rc take_version(struct ladder_job *j, const struct store_entry *e,
                            struct ladder_grade *engine, struct err *err)
{
    struct ladder_incident *i = &j->incident;
    const struct json *severity;
    struct entry read;
    struct json body;
    enum rc rc = mission_read_body(e, j->a, &read, &body, err);

    if (!rc)
        rc = add_id(j, &e->id, err);
    if (rc)
        return rc;
    severity = json_get(&body, "severity");
    i->newest = j->ids[j->n_ids - 1];
    i->entry = e->id;
    i->label = arena_copy(j->a, e->label, err);
    i->is_taken_back = json_get(&body, "taken_back") != NULL;
    i->title = json_get_text(&body, "title");
    i->type = json_get_text(&body, "type");
    i->agreement = json_get_text(&body, "agreement");
    i->severity = severity != NULL && severity->type == JSON_INT ? (int)severity->u.i : 0;
    i->when = read.when;
    read_place(&body, i);
    engine[i->n_engine++] = (struct ladder_grade){
        .from_ms = e->recorded_at_ms, .type = i->type, .severity = i->severity};
    return i->label.p == NULL ? RC_LIMIT : RC_OK;
}

/* The first version: what stands in place of nothing. */
static enum rc find_first(struct ladder_job *j, struct store_entry *e, size_t *n, struct err *err)
{
    struct store *s = desk_store(j->ask.m->desk);
    enum rc rc = RC_OK;

    for (*n = 1; *n < VERSIONS_MAX && !rc; ++*n) {
        struct store_entry before;
        struct entry read;

        rc = entry_read(e->bytes, j->a, &read, err);
        if (rc || !read.has_supersedes)
            return rc;
        rc = store_entry_by_id(s, &read.supersedes, j->ask.below_seq, NULL, j->a, &before, err);
        if (rc || before.kind != ENTRY_INCIDENT)
            return rc;
        *e = before;
    }
    return rc;
}

static enum rc follow(struct ladder_job *j, struct store_entry *e, struct err *err)
{
    struct store *s = desk_store(j->ask.m->desk);
    size_t n = 1, cap = 0;
    struct ladder_grade *engine = NULL;
    enum rc rc = find_first(j, e, &n, err);

    while (!rc) {
        struct ladder_grade *grown =
            arena_grow(j->a, engine, j->incident.n_engine, &cap, sizeof(*engine), err);
        struct store_entry next;

        if (grown == NULL)
            return RC_LIMIT;
        engine = grown;
        j->incident.engine = engine;
        rc = take_version(j, e, engine, err);
        if (rc || !e->is_superseded || e->superseded_by >= j->ask.below_seq)
            break;
        rc = store_entry_by_seq(s, e->superseded_by, j->a, &next, err);
        if (rc || next.kind != ENTRY_INCIDENT)
            break;
        *e = next;
    }
    if (!rc)
        j->incident.id = j->ids[0];
    return rc;
}

static enum rc absent(const char *id, struct err *err)
{
    return err_set(err, RC_ABSENT, "%.60s: there is no such incident", id);
}

/* For the mission: by the entry of any version. */
static enum rc find_entry(struct ladder_job *j, const char *id, struct err *err)
{
    struct store_entry e;
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (rc)
        return rc;
    rc =
        store_entry_by_id(desk_store(j->ask.m->desk), &uuid, j->ask.below_seq, NULL, j->a, &e, err);
    if (rc == RC_ABSENT || (!rc && (e.kind != ENTRY_INCIDENT || e.is_erased)))
        return absent(id, err);
    return rc ? rc : follow(j, &e, err);
}

/* For anybody else: one of their own. */
static enum rc find_own(struct ladder_job *j, const char *id, struct err *err)
{
    const struct own_view view = {j->ask.m, j->ask.visible, j->ask.below_seq, false};
    struct ladder_grade *engine = arena_array(j->a, 1, sizeof(*engine), err);
    struct ladder_incident *i = &j->incident;
    struct own_incident own;
    enum rc rc = engine == NULL ? RC_LIMIT : own_incident_find(&view, id, j->a, &own, err);

    if (rc == RC_ABSENT)
        return absent(id, err);
    if (rc)
        return rc;
    i->type = own.of.type == NULL ? span_none() : span_of(own.of.type);
    i->agreement = own.of.agreement;
    i->severity = own.of.severity;
    i->when = own.of.when;
    i->has_place = own.of.gravest->has_place;
    i->place = own.of.gravest->place;
    /* nobody put it on the record as such: what is due counts from its end */
    engine[0] = (struct ladder_grade){
        .from_ms = own.of.when.t1_ms, .type = i->type, .severity = i->severity};
    i->engine = engine;
    i->n_engine = 1;
    return RC_OK;
}

/* ---- what was said ---- */

static enum rc add_inquiry(struct ladder_job *j, const struct entry *read, int64_t recorded_ms,
                           struct err *err)
{
    struct span *ids;
    int64_t *opened;
    struct json body;
    enum rc rc = json_parse(read->body, j->a, &body, err);

    if (rc || !span_is(json_get_text(&body, "says"), "opened") ||
        !is_named(j, json_get_text(&body, "incident")))
        return rc;
    ids = arena_grow(j->a, j->inquiries, j->n_inquiries, &j->cap_inquiries, sizeof(*ids), err);
    opened = arena_grow(j->a, j->inquiry_opened_ms, j->n_inquiries, &j->cap_opened, sizeof(*opened),
                        err);
    if (ids == NULL || opened == NULL)
        return RC_LIMIT;
    j->inquiries = ids;
    j->inquiry_opened_ms = opened;
    opened[j->n_inquiries] = recorded_ms;
    rc = council_id_text(&read->id, j->a, &ids[j->n_inquiries], err);
    if (!rc)
        j->n_inquiries++;
    return rc;
}

/* What statements call it beside the id that they all share: the version that was looked at. */
static enum rc add_version(struct ladder_job *j, const struct entry *read, struct err *err)
{
    struct json body;
    struct uuid id;
    enum rc rc = json_parse(read->body, j->a, &body, err);
    struct span version = json_get_text(&body, "version");

    if (rc || version.n == 0 || !span_eq(json_get_text(&body, "incident"), j->incident.id) ||
        is_named(j, version) || uuid_read(version, &id, NULL) != RC_OK)
        return rc;
    return add_id(j, &id, err);
}

static enum rc take(void *to, const struct store_entry *e, struct err *err)
{
    struct ladder_job *j = to;
    const struct inquiry_view view = {desk_store(j->ask.m->desk), j->ask.below_seq, j->ask.visible};
    struct response_entry one = {.recorded_at_ms = e->recorded_at_ms};
    struct span bytes;
    struct entry read;
    enum rc rc;

    if (inquiry_is_gone(&view, e))
        return RC_OK;
    bytes = arena_copy(j->a, e->bytes, err);
    rc = bytes.p == NULL ? RC_LIMIT : entry_read(bytes, j->a, &read, err);
    if (rc)
        return rc;
    one.entry = &read;
    if (e->kind == ENTRY_INQUIRY)
        return add_inquiry(j, &read, e->recorded_at_ms, err);
    rc = e->kind == ENTRY_DECLARATION ? add_version(j, &read, err) : RC_OK;
    return rc ? rc : response_take(&j->said, &one, err);
}

static enum rc scan(struct ladder_job *j, uint32_t kinds, struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = j->ask.below_seq, .kinds = kinds, .visible = j->ask.visible};

    return store_entries(desk_store(j->ask.m->desk), &q, take, j, err);
}

static bool is_spoken_of(const struct ladder_job *j)
{
    return j->said.n_grades + j->said.n_acts + j->said.n_told + j->said.n_said +
               j->said.n_measures >
           0;
}

/* Another reader knows an incident of the mission by what they may read about it, or has one of
 * their own. */
static enum rc find(struct ladder_job *j, const char *id, struct err *err)
{
    struct uuid uuid;
    enum rc rc =
        j->ask.visible == NULL ? find_entry(j, id, err) : uuid_read(span_of(id), &uuid, err);

    if (!rc && j->ask.visible != NULL) {
        rc = add_id(j, &uuid, err);
        if (!rc)
            j->incident.id = j->ids[0];
    }
    if (rc)
        return rc;
    response_init(&j->said, j->incident.id, j->a);
    rc = scan(j, 1U << ENTRY_DECLARATION | 1U << ENTRY_MEASURE, err);
    if (!rc)
        rc = scan(j, 1U << ENTRY_INQUIRY, err);
    if (!rc && j->ask.visible != NULL && !is_spoken_of(j))
        rc = find_own(j, id, err);
    return rc;
}

/* ---- measures ---- */

static const struct charter_ladder *ladder_of(const struct ladder_job *j, struct span id)
{
    uint32_t ix = j->g == NULL ? CHARTER_NONE : charter_ladder_find(j->g->charter, id);

    return ix == CHARTER_NONE ? NULL : &j->g->charter->ladders[ix];
}

const struct ladder_step *ladder_job_step(const struct ladder_job *j,
                                          const struct response_measure *m)
{
    const struct charter_ladder *l = ladder_of(j, m->ladder);

    for (size_t i = 0; l != NULL && i < l->n_steps; i++)
        if (span_eq(l->steps[i].id, m->step))
            return &l->steps[i];
    return NULL;
}

const struct ladder_view *ladder_job_view(const struct ladder_job *j,
                                          const struct response_measure *m)
{
    for (size_t i = 0; j->views != NULL && i < j->g->charter->n_ladders; i++)
        if (span_eq(j->views[i].ladder->id, m->ladder))
            return &j->views[i];
    return NULL;
}

enum rc ladder_job_ballot(struct ladder_job *j, const struct council_case *found,
                          struct ladder_ballot_state *out, struct err *err)
{
    struct account_opened opened;
    enum rc rc = council_case_count(found, NULL, NULL, j->ask.at_ms, j->a, &opened, err);

    if (rc)
        return rc;
    out->closes_ms = found->proposal.vote.closes_ms;
    out->is = opened.tally.outcome == COUNCIL_OPEN      ? BALLOT_OPEN
              : !found->is_decided                      ? BALLOT_UNCOUNTED
              : opened.tally.outcome == COUNCIL_ADOPTED ? BALLOT_ADOPTED
                                                        : BALLOT_REJECTED;
    return RC_OK;
}

static enum rc add_measure(struct ladder_job *j, const struct response_measure *m,
                           struct ladder_measure *out, struct err *err)
{
    const struct ladder_step *step = ladder_job_step(j, m);
    const struct council_case *found = NULL;
    enum rc rc = ladder_job_case(j, m, &found, err);

    *out = (struct ladder_measure){.id = m->id,
                                   .ladder = m->ladder,
                                   .step = m->step,
                                   .responsible = m->responsible,
                                   .take = {.is = BALLOT_NONE, .id = m->proposal}};
    if (!rc && found != NULL)
        rc = ladder_job_ballot(j, found, &out->take, err);
    if (!rc)
        rc = response_life(m, step, out->take.is, j->a, &out->life, err);
    if (!rc && step != NULL && step->quiet != NULL)
        rc = ladder_job_quiet(j, m, step, &out->quiet, err);
    return rc;
}

static enum rc add_measures(struct ladder_job *j, struct err *err)
{
    struct ladder_measure *all = arena_array(j->a, j->said.n_measures + 1, sizeof(*all), err);
    enum rc rc = all == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < j->said.n_measures && !rc; i++)
        rc = add_measure(j, &j->said.measures[i], &all[i], err);
    j->c.measures = all;
    j->c.n_measures = j->said.n_measures;
    return rc;
}

/* ---- the case ---- */

static const enum charter_measure measure_of_deed[DOES_COUNT] = {
    [DOES_SELF_DEFENCE] = MEASURE_COUNT,
    [DOES_EVACUATION] = MEASURE_EVACUATE,
    [DOES_RAPID_REACTION] = MEASURE_CALL_RAPID_REACTION,
    [DOES_SESSION] = MEASURE_EMERGENCY_SESSION,
    [DOES_WITHDRAWAL] = MEASURE_COUNT,
};

static enum rc add_deeds(struct ladder_job *j, struct err *err)
{
    struct ladder_deed *all =
        arena_array(j->a, j->said.n_acts + j->n_inquiries + 1, sizeof(*all), err);
    size_t n = 0;

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < j->said.n_acts; i++)
        if (measure_of_deed[j->said.acts[i].does] != MEASURE_COUNT)
            all[n++] = (struct ladder_deed){.kind = measure_of_deed[j->said.acts[i].does],
                                            .at_ms = j->said.acts[i].at_ms};
    for (size_t i = 0; i < j->n_inquiries; i++)
        all[n++] = (struct ladder_deed){.kind = MEASURE_OPEN_INVESTIGATION,
                                        .at_ms = j->inquiry_opened_ms[i]};
    j->c.deeds = all;
    j->c.n_deeds = n;
    return RC_OK;
}

static enum rc add_responses(struct ladder_job *j, struct err *err)
{
    const struct charter *c = j->g->charter;
    struct ladder_response *all = arena_array(j->a, c->n_members + 1, sizeof(*all), err);
    size_t n = 0;

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->n_members; i++) {
        if (charter_standing_at(&c->members[i], j->ask.at_ms) != CHARTER_MEMBER)
            continue;
        all[n] = (struct ladder_response){.member = c->members[i].id, .at_ms = TIME_NEVER};
        for (size_t k = 0; k < j->said.n_said; k++)
            if (span_eq(j->said.said[k].member, c->members[i].id))
                all[n].at_ms = j->said.said[k].at_ms;
        n++;
    }
    j->c.responses = all;
    j->c.n_responses = n;
    return RC_OK;
}

/* Who votes, is alerted and declares is who is a member then: decisions admit and suspend, and
 * States leave. */
static enum rc find_members(struct ladder_job *j, struct err *err)
{
    struct pact_agreement *g = arena_alloc(j->a, sizeof(*g), err);
    struct charter *now = arena_alloc(j->a, sizeof(*now), err);
    enum rc rc = g == NULL || now == NULL ? RC_LIMIT : RC_OK;

    if (!rc)
        rc = council_room_read(&j->ask, j->g->id, j->a, &j->room, err);
    if (!rc)
        rc = chamber_charter(&j->room.chamber, j->ask.at_ms, j->a, now, err);
    if (rc)
        return rc;
    *g = *j->g;
    g->charter = now;
    j->g = g;
    return RC_OK;
}

static enum rc look(struct ladder_job *j, struct err *err)
{
    enum rc rc = find_members(j, err);

    if (rc)
        return rc;
    j->c =
        (struct ladder_case){.charter = j->g->charter, .zone = j->g->zone, .report_ms = TIME_NEVER};
    rc = response_grades(&j->said, j->incident.engine, j->incident.n_engine, j->a, &j->c.grades,
                         &j->c.n_grades, err);
    if (!rc)
        rc = ladder_job_findings(j, err);
    if (!rc)
        rc = add_deeds(j, err);
    if (!rc)
        rc = add_responses(j, err);
    if (!rc)
        rc = ladder_job_addressees(j, err);
    if (!rc)
        rc = add_measures(j, err);
    if (!rc)
        rc = ladder_job_needs(j, err);
    return rc ? rc : ladder_look(&j->c, j->ask.at_ms, j->a, &j->views, err);
}

static enum rc find_charter(struct ladder_job *j, struct err *err)
{
    enum rc rc = council_charter(j->ask.in_force, j->ask.at_ms, span_none(), &j->g, err);

    return rc == RC_ABSENT ? RC_OK : rc; /* an incident can be shown without one */
}

enum rc ladder_job_load(const struct council_view *ask, const char *id, struct arena *a,
                        struct ladder_job *out, struct err *err)
{
    enum rc rc;

    *out = (struct ladder_job){.ask = *ask, .a = a};
    rc = find_charter(out, err);
    if (!rc)
        rc = find(out, id, err);
    if (!rc)
        rc = ladder_job_ground(out, err);
    if (!rc && out->g != NULL)
        rc = look(out, err);
    return rc ? rc : ladder_job_tension(out, err);
}

/* ---- by a measure ---- */

enum rc ladder_job_load_measure(const struct council_view *ask, const char *id, struct arena *a,
                                struct ladder_job *out, size_t *ix, struct err *err)
{
    struct span incident, bytes;
    struct store_entry e;
    struct entry read;
    struct json body;
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (rc)
        return rc;
    rc = store_entry_by_id(desk_store(ask->m->desk), &uuid, ask->below_seq, ask->visible, a, &e,
                           err);
    if (rc == RC_ABSENT || (!rc && (e.kind != ENTRY_MEASURE || e.is_erased)))
        return err_set(err, RC_ABSENT, "%.60s: there is no such measure", id);
    bytes = rc ? span_none() : arena_copy(a, e.bytes, err);
    if (!rc)
        rc = bytes.p == NULL ? RC_LIMIT : entry_read(bytes, a, &read, err);
    if (!rc)
        rc = json_parse(read.body, a, &body, err);
    if (!rc) {
        incident = arena_copy(a, json_get_text(&body, "incident"), err);
        if (incident.p == NULL || incident.n == 0)
            return err_set(err, RC_ABSENT, "%.60s: there is no such measure", id);
        rc = ladder_job_load(ask, incident.p, a, out, err);
    }
    for (*ix = 0; !rc && *ix < out->said.n_measures; ++*ix)
        if (span_eq(out->said.measures[*ix].id, span_of(id)))
            return RC_OK;
    return rc ? rc : err_set(err, RC_ABSENT, "%.60s: there is no such measure", id);
}
