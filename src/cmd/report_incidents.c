/* SPDX-License-Identifier: Apache-2.0 */
/* report_incidents.c: violations grouped into incidents for one audience, by the rule of the
 * mission (mission/incident.h), and the spot reports that were due for them. */
#include "mission/incident.h"

#include <string.h>

#include "base/num.h"
#include "cmd/own_incidents.h"
#include "cmd/report_job.h"
#include "cmd/sense.h"
#include "report/words.h"

/* ---- grouping ---- */

/* The violations that stand, as the rule takes them. */
struct deeds {
    struct deed *items;
    uint32_t *root;
    size_t n;
};

/* A label is of no use here: in its place stands which verdict of the harvest this is. */
static enum rc put_deed(struct report_job *j, struct deeds *to, size_t i, struct err *err)
{
    const struct verdict *v = &j->harvest.verdicts[i].v;
    struct deed *d = &to->items[to->n];
    struct sha256_digest sense;

    memcpy(sense.b, j->senses[i].p, sizeof(sense.b));
    *d = (struct deed){.agreement = v->agreement->id,
                       .term = v->term->id,
                       .kind = v->term->kind,
                       .when = v->when,
                       .place = v->place,
                       .party = v->party,
                       .label = arena_printf(&j->arena, err, "%zu", i),
                       .severity = (uint8_t)v->severity,
                       .has_place = v->has_place};
    if (d->label.p == NULL)
        return RC_LIMIT;
    d->id = sense_id(&sense); /* the same for everybody who sees it */
    to->n++;
    return RC_OK;
}

static size_t verdict_of(const struct deed *d)
{
    int64_t i = 0;

    (void)!num_parse_i64(d->label, &i, NULL);
    return (size_t)i;
}

static enum rc group(struct report_job *j, struct deeds *out, struct err *err)
{
    const struct incident_rule rule = {j->m.setup.incident_gap_ms, j->m.setup.incident_reach_m};
    size_t n = j->harvest.n_verdicts;
    enum rc rc = RC_OK;

    *out = (struct deeds){.items = arena_array(&j->arena, n + 1, sizeof(*out->items), err),
                          .root = arena_array(&j->arena, n + 1, sizeof(*out->root), err)};
    if (out->items == NULL || out->root == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n && !rc; i++) {
        const struct daily_verdict *v = &j->harvest.verdicts[i];

        if (v->v.word == VERDICT_VIOLATION && v->status != DAILY_WITHDRAWN &&
            v->v.when.t0_ms != TIME_ALWAYS &&
            span_eq(v->v.agreement->id, j->m.model.agreements[j->agreement].id))
            rc = put_deed(j, out, i, err);
    }
    return rc ? rc : incident_group(&rule, out->items, out->n, &j->arena, out->root, err);
}

/* The incident of one root, summed up. */
static enum rc sum_up(struct report_job *j, const struct deeds *deeds, uint32_t root,
                      struct daily_incident *out, struct err *err)
{
    const struct deed **acts = arena_array(&j->arena, deeds->n, sizeof(*acts), err);
    uint32_t *verdicts = arena_array(&j->arena, deeds->n, sizeof(*verdicts), err);
    struct incident whole;
    const struct verdict *gravest;
    size_t n = 0;
    struct buf id;

    if (acts == NULL || verdicts == NULL)
        return RC_LIMIT;
    for (size_t i = root; i < deeds->n; i++) {
        if (deeds->root[i] != root)
            continue;
        acts[n] = &deeds->items[i];
        verdicts[n++] = (uint32_t)verdict_of(&deeds->items[i]);
    }
    whole = incident_of(acts, n);
    gravest = &j->harvest.verdicts[verdict_of(whole.gravest)].v;
    buf_init(&id, 64);
    uuid_put(&id, &acts[0]->id);
    *out = (struct daily_incident){.id = arena_copy(&j->arena, buf_span(&id), err),
                                   .type = span_of(whole.type),
                                   .when = whole.when,
                                   .place = gravest->place_text,
                                   .has_at = gravest->has_place,
                                   .at = gravest->place,
                                   .severity = whole.severity,
                                   .verdicts = verdicts,
                                   .n_verdicts = n};
    buf_release(&id);
    return out->id.p == NULL ? RC_LIMIT : RC_OK;
}

/* ---- spot reports that were due ---- */

struct due {
    const struct report_job *j;
    const struct daily_incident *incident;
    int64_t issued_at_ms; /* TIME_NEVER: none was issued */
};

/* Whether a spot report was made of this very incident, as its audience has it. */
static bool is_named(const struct daily_incident *in, const struct entry *e)
{
    struct arena scratch;
    struct json body;
    bool is_it;

    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    is_it = json_parse(e->body, &scratch, &body, NULL) == RC_OK &&
            span_eq(json_get_text(&body, "incident"), in->id);
    arena_release(&scratch);
    return is_it;
}

/* Whether an entry rests on any of an incident's verdicts. */
static bool holds(const struct report_job *j, const struct daily_incident *in,
                  const struct entry *e)
{
    for (size_t i = 0; i < in->n_verdicts; i++) {
        struct span have = j->harvest.verdicts[in->verdicts[i]].id;
        struct uuid id;

        if (have.n == 0 || uuid_read(have, &id, NULL) != RC_OK)
            continue;
        for (size_t k = 0; k < e->n_inputs; k++) {
            if (uuid_cmp(&id, &e->inputs[k]) == 0)
                return true;
        }
    }
    return false;
}

static void take_spot(void *to, const struct entry *e, int64_t issued_at_ms)
{
    struct due *d = to;

    if (issued_at_ms < d->issued_at_ms && (is_named(d->incident, e) || holds(d->j, d->incident, e)))
        d->issued_at_ms = issued_at_ms;
}

static enum phrase state_of(const struct report_job *j, const struct due *d, int64_t due_ms)
{
    if (d->issued_at_ms != TIME_NEVER)
        return d->issued_at_ms <= due_ms ? PHRASE_DUTY_MET : PHRASE_DUTY_MET_LATE;
    return j->checkpoint.recorded_at_ms > due_ms ? PHRASE_DUTY_LATE : PHRASE_DUTY_OPEN;
}

static enum rc put_duty(struct report_job *j, const struct daily_incident *in,
                        struct daily_duty *out, struct err *err)
{
    struct due d = {.j = j, .incident = in, .issued_at_ms = TIME_NEVER};
    int64_t due_ms = in->when.t1_ms + INCIDENT_SPOT_MS;
    enum phrase state;
    struct span when;
    struct buf text;
    enum rc rc = report_spots(j, take_spot, &d, err);

    if (rc)
        return rc;
    state = state_of(j, &d, due_ms);
    buf_init(&text, 4096);
    phrases_span(&j->phrases, j->m.model.agreements[j->agreement].zone, in->when, &text);
    when = arena_copy(&j->arena, buf_span(&text), err);
    buf_clear(&text);
    SAY(&j->phrases, &text, DUTY_SPOT, when);
    *out = (struct daily_duty){
        .term = arena_copy(&j->arena, buf_span(&text), err),
        .state = j->phrases.text[state],
        .last_done_ms = d.issued_at_ms == TIME_NEVER ? TIME_ALWAYS : d.issued_at_ms,
        .due_ms = due_ms,
        .is_late = state == PHRASE_DUTY_LATE || state == PHRASE_DUTY_MET_LATE,
    };
    buf_release(&text);
    return when.p == NULL || out->term.p == NULL ? RC_LIMIT : RC_OK;
}

/* Duties of the incidents that begin in the period. */
static enum rc put_duties(struct report_job *j, const struct daily_incident *incidents, size_t n,
                          struct err *err)
{
    struct daily_duty *duties = arena_array(&j->arena, n + 1, sizeof(*duties), err);
    enum rc rc = duties == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < n && !rc; i++) {
        if (incidents[i].severity >= INCIDENT_SPOT_SEVERITY &&
            incidents[i].when.t0_ms >= j->ask.when.t0_ms &&
            incidents[i].when.t0_ms < j->ask.when.t1_ms)
            rc = put_duty(j, &incidents[i], &duties[j->in.n_duties++], err);
    }
    j->in.duties = duties;
    return rc;
}

enum rc report_incidents(struct report_job *j, struct err *err)
{
    struct deeds deeds;
    struct daily_incident *items;
    size_t n = 0;
    enum rc rc = group(j, &deeds, err);

    if (rc)
        return rc;
    items = arena_array(&j->arena, deeds.n + 1, sizeof(*items), err);
    if (items == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < deeds.n && !rc; i++) {
        if (deeds.root[i] == i)
            rc = sum_up(j, &deeds, i, &items[n++], err);
    }
    j->in.incidents = items;
    j->in.n_incidents = n;
    return rc ? rc : put_duties(j, items, n, err);
}

/* ---- one incident ---- */

/* Ids on their way into the entry of a report. */
struct ids {
    struct report_job *j;
    struct uuid *items;
    size_t n, cap;
};

static enum rc add_id(struct ids *to, const struct uuid *id, struct err *err)
{
    struct uuid *items = arena_grow(&to->j->arena, to->items, to->n, &to->cap, sizeof(*items), err);
    size_t at = to->n;

    if (items == NULL)
        return RC_LIMIT;
    to->items = items;
    while (at > 0 && uuid_cmp(&items[at - 1], id) > 0)
        at--;
    if (at > 0 && uuid_cmp(&items[at - 1], id) == 0)
        return RC_OK;
    for (size_t i = to->n; i > at; i--)
        items[i] = items[i - 1];
    items[at] = *id;
    to->n++;
    return RC_OK;
}

static enum rc take_duty(void *to, const struct shelf_derived *d, struct err *err)
{
    return add_id(to, &d->id, err);
}

enum rc report_incident_inputs(struct report_job *j, const struct uuid **out, size_t *n,
                               struct err *err)
{
    struct shelf shelf = store_shelf(desk_store(j->m.desk));
    const struct shelf_ask q = {.kind = ENTRY_DUTY,
                                .below_seq = j->checkpoint.size,
                                .inputs = &j->incident_id,
                                .n_inputs = 1,
                                .by_line = true,
                                .visible = j->visible};
    struct ids ids = {.j = j};
    enum rc rc = shelf.derived(shelf.context, &q, take_duty, &ids, err);

    for (size_t i = 0; i < j->incident->n_verdicts && !rc; i++) {
        struct span text = j->harvest.verdicts[j->incident->verdicts[i]].id;
        struct uuid id;

        if (text.n > 0 && uuid_read(text, &id, NULL) == RC_OK)
            rc = add_id(&ids, &id, err);
    }
    *out = ids.items;
    *n = ids.n;
    return rc;
}

/* A verdict by itself is an incident of one. */
static enum rc one_verdict(struct report_job *j, const struct entry *e, struct span id,
                           struct daily_incident *out, struct err *err)
{
    uint32_t *which = arena_alloc(&j->arena, sizeof(*which), err);

    if (which == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < j->harvest.n_verdicts; i++) {
        const struct verdict *v = &j->harvest.verdicts[i].v;

        if (!span_eq(j->harvest.verdicts[i].id, id))
            continue;
        *which = i;
        *out = (struct daily_incident){.id = id,
                                       .type = v->term->id,
                                       .when = e->when,
                                       .place = v->place_text,
                                       .has_at = v->has_place,
                                       .at = v->place,
                                       .severity = v->severity,
                                       .verdicts = which,
                                       .n_verdicts = 1};
        return RC_OK;
    }
    return err_set(err, RC_ABSENT, "%.*s: what this audience sees gives no such verdict (any more)",
                   SPAN_ARG(id));
}

enum rc report_incident_of(struct report_job *j, const struct entry *e, struct daily_incident *out,
                           struct err *err)
{
    struct span id;
    struct buf text;

    buf_init(&text, 64);
    uuid_put(&text, &e->id);
    id = arena_copy(&j->arena, buf_span(&text), err);
    buf_release(&text);
    if (id.p == NULL)
        return RC_LIMIT;
    if (e->kind == ENTRY_VERDICT)
        return one_verdict(j, e, id, out, err);
    for (size_t i = 0; i < j->in.n_incidents; i++) {
        if (!holds(j, &j->in.incidents[i], e))
            continue;
        *out = j->in.incidents[i];
        out->id = id;
        return RC_OK;
    }
    return err_set(err, RC_ABSENT,
                   "%.*s: what this audience sees gives no such incident (any more)", SPAN_ARG(id));
}

enum rc report_incident_find(struct report_job *j, const char *id, struct store_entry *out,
                             struct entry *entry, struct err *err)
{
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (!rc)
        rc = store_entry_by_id(desk_store(j->m.desk), &uuid, j->checkpoint.size, j->visible,
                               &j->arena, out, err);
    if (rc == RC_ABSENT)
        return err_set(err, rc, "%.60s: there is no such incident", id);
    if (rc)
        return rc;
    if (out->kind != ENTRY_INCIDENT && out->kind != ENTRY_VERDICT)
        return err_set(err, RC_INPUT,
                       "%.60s is no incident: its kind is %s; give an incident or a verdict", id,
                       entry_kind_name(out->kind));
    if (out->is_erased)
        return err_set(err, RC_ABSENT, "%.60s: its bytes were erased", id);
    return entry_read(out->bytes, &j->arena, entry, err);
}

enum rc report_own_incident(struct report_job *j, const char *id, struct time_span *when,
                            struct err *err)
{
    const struct own_view view = {&j->m, j->visible, j->checkpoint.size, true};
    struct own_incident found;
    enum rc rc = own_incident_find(&view, id, &j->arena, &found, err);

    if (rc)
        return rc;
    j->incident_id = found.id;
    *when = found.of.when;
    return RC_OK;
}

enum rc report_own_incident_of(struct report_job *j, struct daily_incident *out, struct err *err)
{
    struct buf text;
    bool is_found = false;

    buf_init(&text, 64);
    uuid_put(&text, &j->incident_id);
    for (size_t i = 0; i < j->in.n_incidents && !is_found; i++) {
        is_found = span_eq(j->in.incidents[i].id, buf_span(&text));
        if (is_found)
            *out = j->in.incidents[i];
    }
    buf_release(&text);
    return is_found
               ? RC_OK
               : err_set(err, RC_ABSENT, "the incident is of another agreement than the report");
}
