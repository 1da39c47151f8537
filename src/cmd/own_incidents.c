/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/own_incidents.h"

#include "cmd/releases.h"

#include "cmd/mission_versions.h"
#include "cmd/sense.h"
#include "mission/survey.h"

#define SCRATCH_BYTES_MAX ((size_t)16 << 20)
#define SURVEY_BYTES_MAX  ((size_t)4 << 30)
#define PARTIES_MAX       16

struct finding {
    const struct own_view *view;
    struct arena *a;
    struct arena scratch;
    struct table withdrawn; /* senses */
    struct deed *deeds;
    size_t n, cap;
};

/* ---- what people withdrew ---- */

static bool is_withdrawn(const struct store_verdict *v)
{
    for (size_t i = 0; i < v->n_marks; i++)
        if (v->marks[i].kind == ENTRY_WITHDRAWAL)
            return true;
    return false;
}

static enum rc take_withdrawn(void *to, const struct store_verdict *v, struct err *err)
{
    struct finding *f = to;
    struct sha256_digest sense;
    struct entry e;
    struct json body;
    struct span key;
    enum rc rc;

    if (v->entry.is_erased || !is_withdrawn(v))
        return RC_OK;
    arena_reset(&f->scratch);
    rc = entry_read(v->entry.bytes, &f->scratch, &e, err);
    if (!rc)
        rc = json_parse(e.body, &f->scratch, &body, err);
    if (!rc)
        rc = sense_of(&body, &f->scratch, &sense, err);
    if (rc)
        return rc;
    key = arena_copy(f->a, (struct span){(const char *)sense.b, sizeof(sense.b)}, err);
    if (key.p == NULL)
        return RC_LIMIT;
    rc = table_add(&f->withdrawn, key, 0, err);
    return rc == RC_CONFLICT ? RC_OK : rc;
}

static enum rc find_withdrawn(struct finding *f, struct err *err)
{
    const struct store_verdict_query q = {
        .below_seq = f->view->below_seq, .with_superseded = true, .visible = f->view->visible};

    table_init(&f->withdrawn, f->a);
    return store_verdicts(desk_store(f->view->m->desk), &q, take_withdrawn, f, err);
}

/* ---- acts ---- */

static enum rc keep_deed(struct finding *f, const struct verdict *v,
                         const struct sha256_digest *sense, struct err *err)
{
    struct deed *deeds = arena_grow(f->a, f->deeds, f->n, &f->cap, sizeof(*deeds), err);
    struct span party = arena_copy(f->a, v->party, err);

    if (deeds == NULL || (party.p == NULL && v->party.n > 0))
        return RC_LIMIT;
    f->deeds = deeds;
    deeds[f->n++] = (struct deed){.id = sense_id(sense),
                                  .agreement = v->agreement->id,
                                  .term = v->term->id,
                                  .kind = v->term->kind,
                                  .when = v->when,
                                  .place = v->place,
                                  .party = party,
                                  .severity = (uint8_t)v->severity,
                                  .n_least = v->has_count ? v->count.min : 1,
                                  .has_place = v->has_place};
    return RC_OK;
}

static enum rc hear(void *context, const struct verdict *v, struct err *err)
{
    struct finding *f = context;
    struct sha256_digest sense;
    struct json said;
    enum rc rc;

    if (v->word != VERDICT_VIOLATION || v->when.t0_ms == TIME_ALWAYS)
        return RC_OK;
    arena_reset(&f->scratch);
    rc = verdict_json(v, NULL, &f->scratch, &said, err);
    if (!rc)
        rc = sense_of(&said, &f->scratch, &sense, err);
    if (rc || table_find(&f->withdrawn, (struct span){(const char *)sense.b, sizeof(sense.b)}) !=
                  TABLE_ABSENT)
        return rc;
    return keep_deed(f, v, &sense, err);
}

static enum rc find_deeds(struct finding *f, struct err *err)
{
    struct mission *m = f->view->m;
    struct versions in_force;
    const struct releases_when when = {f->view->below_seq, f->view->is_then};
    struct shelf shelf;
    const struct judge_options how = {.trusts_reported = m->setup.trusts_reported,
                                      .no_suggestions = true};
    const struct survey all = {.from = {.shelf = &shelf,
                                        .world = mission_world(m),
                                        .zone = mission_zone,
                                        .zone_context = &m->zones,
                                        .below_seq = f->view->below_seq,
                                        .visible = f->view->visible},
                               .versions = &in_force,
                               .rows_max = SURVEY_ROWS_MAX,
                               .memory_max = SURVEY_BYTES_MAX};
    struct verdict_sink sink = {.context = f, .verdict = hear};
    enum rc rc = mission_versions_at(m, f->view->below_seq, &in_force, err);

    if (!rc)
        rc = released_shelf(m, f->view->visible, &when, f->a, &shelf, err);
    return rc ? rc : survey_judge(&all, &how, &sink, err);
}

/* ---- incidents ---- */

static enum rc put_parties(struct finding *f, const struct deed *const *acts,
                           struct own_incident *to, struct err *err)
{
    struct span *parties = arena_array(f->a, PARTIES_MAX, sizeof(*parties), err);

    if (parties == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < to->n_verdicts && to->n_parties < PARTIES_MAX; i++) {
        size_t k = to->n_parties;

        while (k > 0 && !span_eq(parties[k - 1], acts[i]->party))
            k--;
        if (k == 0 && acts[i]->party.n > 0)
            parties[to->n_parties++] = acts[i]->party;
    }
    to->parties = parties;
    return RC_OK;
}

/* Acts of one root stand in order of time; `next` leads from each to the one after it. */
static enum rc sum_up(struct finding *f, const uint32_t *next, uint32_t first,
                      struct own_incident *to, struct err *err)
{
    const struct deed **acts;
    size_t n = 1;

    for (uint32_t i = first; next[i] != 0; i = next[i])
        n++;
    acts = arena_array(f->a, n, sizeof(*acts), err);
    if (acts == NULL)
        return RC_LIMIT;
    *to = (struct own_incident){.id = f->deeds[first].id, .n_verdicts = n};
    for (size_t i = 0; i < n; i++, first = next[first])
        acts[i] = &f->deeds[first];
    to->of = incident_of(acts, n);
    return put_parties(f, acts, to, err);
}

static enum rc group(struct finding *f, struct own_incident **out, size_t *n, struct err *err)
{
    const struct incident_rule rule = {f->view->m->setup.incident_gap_ms,
                                       f->view->m->setup.incident_reach_m};
    uint32_t *root = arena_array(f->a, f->n + 1, sizeof(*root), err);
    uint32_t *next = arena_array(f->a, f->n + 1, sizeof(*next), err);
    uint32_t *last = arena_array(f->a, f->n + 1, sizeof(*last), err);
    struct own_incident *found = arena_array(f->a, f->n + 1, sizeof(*found), err);
    enum rc rc = root == NULL || next == NULL || last == NULL || found == NULL ? RC_LIMIT : RC_OK;

    if (!rc && f->n > 0)
        rc = incident_group(&rule, f->deeds, f->n, f->a, root, err);
    for (uint32_t i = 0; i < f->n && !rc; i++) {
        if (root[i] != i)
            next[last[root[i]]] = i;
        last[root[i]] = i;
    }
    *n = 0;
    for (uint32_t i = 0; i < f->n && !rc; i++)
        if (root[i] == i)
            rc = sum_up(f, next, i, &found[(*n)++], err);
    *out = found;
    return rc;
}

enum rc own_violations(const struct own_view *view, struct arena *a, struct deed **out, size_t *n,
                       struct err *err)
{
    struct finding f = {.view = view, .a = a};
    enum rc rc;

    arena_init(&f.scratch, SCRATCH_BYTES_MAX);
    rc = find_withdrawn(&f, err);
    if (!rc)
        rc = find_deeds(&f, err);
    arena_release(&f.scratch);
    *out = f.deeds;
    *n = f.n;
    return rc;
}

enum rc own_incidents(const struct own_view *view, struct arena *a, struct own_incident **out,
                      size_t *n, struct err *err)
{
    struct finding f = {.view = view, .a = a};
    enum rc rc = own_violations(view, a, &f.deeds, &f.n, err);

    return rc ? rc : group(&f, out, n, err);
}

enum rc own_incident_find(const struct own_view *view, const char *id, struct arena *a,
                          struct own_incident *out, struct err *err)
{
    struct own_incident *all = NULL;
    struct uuid wanted;
    size_t n = 0;
    enum rc rc = uuid_read(span_of(id), &wanted, err);

    if (!rc)
        rc = own_incidents(view, a, &all, &n, err);
    for (size_t i = 0; i < n && !rc; i++)
        if (uuid_cmp(&all[i].id, &wanted) == 0) {
            *out = all[i];
            return RC_OK;
        }
    return rc ? rc
              : err_set(err, RC_ABSENT,
                        "%.60s: this audience has no such incident: aasc incident list --as "
                        "prints its own",
                        id);
}
