/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_ground.c: what an incident's ladder is judged on beside what people say: violations that
 * stand, how much was seen, who contributes. */
#include "cmd/ladder_job.h"
#include "cmd/mission_files.h"
#include "cmd/mission_rows.h"
#include "cmd/own_incidents.h"

#include "watch/coverage.h"
#include "watch/ground.h"

#define TENSIONS_MAX 8
#define DAYS_MAX     36600

/* ---- rows ---- */

static enum rc read_rows(struct ladder_job *j, struct err *err)
{
    static const uint32_t kinds = GATHER_RULES | 1U << ROW_COVERAGE | 1U << ROW_DEPLOYMENT;
    const struct mission_rows_ask ask = {.m = j->ask.m,
                                         .visible = j->ask.visible,
                                         .below_seq = j->ask.below_seq,
                                         .rows = {.row_kinds = kinds},
                                         .kinds = kinds};

    return mission_rows(&ask, j->a, &j->rows, err);
}

/* ---- violations ---- */

static bool is_withdrawn(const struct store_verdict *v)
{
    for (size_t i = 0; i < v->n_marks; i++)
        if (v->marks[i].kind == ENTRY_WITHDRAWAL)
            return true;
    return false;
}

static int64_t least_of(const struct store_verdict *v)
{
    const struct json *min;
    struct arena scratch;
    struct entry read;
    struct json body;
    int64_t n = 1;

    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    if (mission_read_body(&v->entry, &scratch, &read, &body, NULL) == RC_OK) {
        min = json_get(json_get(&body, "count"), "min");
        n = min != NULL && min->type == JSON_INT ? min->u.i : 1;
    }
    arena_release(&scratch);
    return n;
}

static enum rc take_violation(void *to, const struct store_verdict *v, struct err *err)
{
    struct ladder_job *j = to;
    struct deed *all;

    if (v->entry.is_erased || is_withdrawn(v))
        return RC_OK;
    all = arena_grow(j->a, j->violations, j->n_violations, &j->cap_violations, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    j->violations = all;
    all[j->n_violations] = (struct deed){.when = v->when,
                                         .place = v->place,
                                         .party = arena_copy(j->a, v->party, err),
                                         .severity = v->severity,
                                         .n_least = least_of(v),
                                         .has_place = v->has_place};
    j->n_violations++;
    return RC_OK;
}

enum rc ladder_job_ground(struct ladder_job *j, struct err *err)
{
    const struct own_view view = {j->ask.m, j->ask.visible, j->ask.below_seq, false};
    const struct store_verdict_query q = {.below_seq = j->ask.below_seq,
                                          .words = 1U << VERDICT_VIOLATION};
    enum rc rc = read_rows(j, err);

    if (rc)
        return rc;
    if (j->ask.visible != NULL) /* what the engine said rests on what this reader may not see */
        return own_violations(&view, j->a, &j->violations, &j->n_violations, err);
    return store_verdicts(desk_store(j->ask.m->desk), &q, take_violation, j, err);
}

/* ---- an area ---- */

/* An area of an agreement as it stands; everywhere where `g` is NULL. */
struct where {
    const struct pact_agreement *g;
    struct ground *ground;
    uint32_t area;
};

/* False: no agreement knows it. An empty name, `anywhere`: everywhere. */
static enum rc find_where(struct ladder_job *j, struct span name, struct where *out, bool *is_known,
                          struct err *err)
{
    const struct pact_model *m = &j->ask.m->model;

    *out = (struct where){.g = NULL, .area = PACT_NONE};
    *is_known = name.n == 0 || span_is(name, "anywhere");
    for (size_t i = 0; i < m->n_agreements && !*is_known; i++) {
        uint32_t area = pact_area_find(&m->agreements[i], name);

        if (area == PACT_NONE)
            continue;
        *is_known = true;
        out->g = &m->agreements[i];
        out->area = area;
        return ground_open(out->g, &j->rows.docket, j->a, &out->ground, err);
    }
    return RC_OK;
}

static bool is_there(const struct where *w, const struct deed *d)
{
    const struct geo_area *area;

    if (w->g == NULL)
        return true;
    area = d->has_place ? ground_area_at(w->ground, w->area, d->when.t1_ms) : NULL;
    return area != NULL && geo_area_contains(area, d->place);
}

static enum rc add_violations(const struct ladder_job *j, const struct where *w,
                              struct quiet_ground *out, struct err *err)
{
    struct quiet_violation *all = arena_array(j->a, j->n_violations + 1, sizeof(*all), err);

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < j->n_violations; i++)
        if (is_there(w, &j->violations[i]))
            all[out->n_violations++] =
                (struct quiet_violation){.at_ms = j->violations[i].when.t1_ms,
                                         .severity = j->violations[i].severity,
                                         .party = j->violations[i].party,
                                         .n_least = j->violations[i].n_least};
    out->violations = all;
    return RC_OK;
}

static enum rc steps_of(struct ladder_job *j, const struct where *w,
                        const struct coverage_steps **out, struct err *err)
{
    const struct pact_model *m = &j->ask.m->model;
    struct coverage_view view = {
        .agreement = w->g, .docket = &j->rows.docket, .ground = w->ground, .verifier = PACT_NONE};

    for (size_t i = 0; i < m->n_agreements && view.agreement == NULL; i++)
        if (!m->agreements[i].is_charter || i + 1 == m->n_agreements)
            view.agreement = &m->agreements[i];
    if (w->g != NULL)
        return coverage_of_area(&view, w->area, j->ask.at_ms, j->a, out, err);
    if (view.ground == NULL) {
        enum rc rc = ground_open(view.agreement, &j->rows.docket, j->a, &view.ground, err);

        if (rc)
            return rc;
    }
    return coverage_of_everywhere(&view, j->a, out, err);
}

static int64_t day_start(const struct zone *z, int64_t date)
{
    struct civil c;

    time_from_days(date, &c);
    return zone_day_start(z, c.year, c.month, c.day);
}

/* The zone of the agreement whose ground it is. */
static const struct zone *zone_of(const struct ladder_job *j, const struct where *w)
{
    return w->g != NULL ? w->g->zone : pact_home_zone(&j->ask.m->model);
}

static enum rc add_days(struct ladder_job *j, const struct where *w, int64_t from_ms,
                        struct quiet_ground *out, struct err *err)
{
    const struct zone *z = zone_of(j, w);
    int64_t date = zone_date(z, from_ms), last = zone_date(z, j->ask.at_ms);
    const struct coverage_steps *steps = NULL;
    struct quiet_day *all;
    enum rc rc = steps_of(j, w, &steps, err);

    if (last - date > DAYS_MAX)
        date = last - DAYS_MAX;
    all =
        rc || last < date ? NULL : arena_array(j->a, (size_t)(last - date) + 1, sizeof(*all), err);
    if (rc || all == NULL)
        return rc || last < date ? rc : RC_LIMIT;
    for (; date < last; date++)
        all[out->n_days++] = (struct quiet_day){
            .date = date,
            .share = coverage_mean(steps,
                                   (struct time_span){day_start(z, date), day_start(z, date + 1)})};
    out->days = all;
    return RC_OK;
}

/* ---- quiet ---- */

static struct span party_of(const struct ladder_step *step)
{
    for (size_t i = 0; i < step->n_whens; i++)
        if (step->whens[i].is_responsibility)
            return step->whens[i].party;
    return span_none();
}

static int64_t first_date_ms(const struct ladder_job *j)
{
    int64_t from_ms = j->incident.when.t1_ms;

    for (size_t i = 0; i < j->n_violations; i++)
        if (j->violations[i].when.t1_ms < from_ms)
            from_ms = j->violations[i].when.t1_ms;
    return from_ms;
}

enum rc ladder_job_quiet(struct ladder_job *j, const struct response_measure *m,
                         const struct ladder_step *step, const struct quiet_case **out,
                         struct err *err)
{
    const struct ladder_quiet *until = step->quiet;
    struct quiet_ground *grounds = arena_array(j->a, until->n_calms + 1, sizeof(*grounds), err);
    struct quiet_case *c = arena_alloc(j->a, sizeof(*c), err);
    enum rc rc = grounds == NULL || c == NULL ? RC_LIMIT : RC_OK;

    if (rc)
        return rc;
    *c = (struct quiet_case){.until = until,
                             .zone = pact_home_zone(&j->ask.m->model),
                             .grounds = grounds,
                             .responsible = party_of(step),
                             .begin_ms =
                                 j->incident.n_engine > 0 ? j->incident.when.t1_ms : m->at_ms};
    for (size_t i = 0; i < j->said.n_acts; i++)
        if (j->said.acts[i].does == DOES_WITHDRAWAL) {
            c->has_withdrawal = true;
            c->withdrawal_ms = j->said.acts[i].at_ms;
        }
    for (size_t i = 0; i < until->n_calms && !rc; i++) {
        struct span name =
            span_is(until->calms[i].where, "sector") ? m->area : until->calms[i].where;
        struct where w;

        rc = find_where(j, name, &w, &grounds[i].is_known, err);
        if (!rc)
            rc = add_violations(j, &w, &grounds[i], err);
        if (!rc && until->has_coverage_min)
            rc = add_days(j, &w, first_date_ms(j), &grounds[i], err);
    }
    *out = c;
    return rc;
}

/* ---- who is alerted ---- */

static enum rc add_addressee(struct ladder_job *j, struct span who, bool is_liaison, size_t *cap,
                             struct err *err)
{
    struct ladder_addressee t = {
        .who = who, .is_liaison = is_liaison, .sent_ms = TIME_NEVER, .acknowledged_ms = TIME_NEVER};
    struct ladder_addressee *all = (struct ladder_addressee *)j->c.addressees;

    for (size_t i = 0; i < j->c.n_addressees; i++)
        if (all[i].is_liaison == is_liaison && span_eq(all[i].who, who))
            return RC_OK;
    all = arena_grow(j->a, all, j->c.n_addressees, cap, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < j->said.n_told; i++) {
        const struct response_told *told = &j->said.told[i];
        int64_t *to = told->is_acknowledgement ? &t.acknowledged_ms : &t.sent_ms;

        if (span_eq(told->member, who) && told->at_ms < *to)
            *to = told->at_ms;
    }
    j->c.addressees = all;
    all[j->c.n_addressees++] = t;
    return RC_OK;
}

/* Those who have people there; where no deployment is on the record, every member: nobody is left
 * out because a row is missing. */
static enum rc add_contributors(struct ladder_job *j, size_t *cap, struct err *err)
{
    const struct docket *d = &j->rows.docket;
    const struct charter *c = j->g->charter;
    int64_t at_ms = j->ask.at_ms;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_deployments && !rc; i++)
        if (!d->deployments[i].pledged && d->deployments[i].contributor.n > 0 &&
            d->deployments[i].from_ms <= at_ms && at_ms < d->deployments[i].until_ms)
            rc = add_addressee(j, d->deployments[i].contributor, false, cap, err);
    for (size_t i = 0; i < c->n_members && !rc && d->n_deployments == 0; i++)
        if (charter_standing_at(&c->members[i], at_ms) == CHARTER_MEMBER)
            rc = add_addressee(j, c->members[i].id, false, cap, err);
    return rc;
}

enum rc ladder_job_addressees(struct ladder_job *j, struct err *err)
{
    size_t cap = 0;
    enum rc rc = add_contributors(j, &cap, err);

    for (size_t i = 0; i < j->g->n_terms && !rc; i++) {
        const struct pact_term *t = &j->g->terms[i];

        if (t->kind != PACT_PERIODIC_DUTY || !span_starts(t->u.duty.duty, SPAN("liaison")))
            continue;
        for (size_t k = 0; k < t->u.duty.with.n && !rc; k++)
            rc = add_addressee(j, t->u.duty.with.items[k], true, &cap, err);
    }
    return rc;
}

/* ---- tension ---- */

static enum rc add_tension(struct ladder_job *j, const struct where *w, struct span name,
                           struct ladder_tension *out, struct err *err)
{
    struct quiet_ground ground = {.is_known = true};
    const struct coverage_steps *steps = NULL;
    enum rc rc = add_violations(j, w, &ground, err);

    if (!rc)
        rc = steps_of(j, w, &steps, err);
    if (rc)
        return rc;
    *out = (struct ladder_tension){
        .area = name,
        .index = tension_of(ground.violations, ground.n_violations, j->ask.at_ms),
        .seen = coverage_mean(
            steps, (struct time_span){j->ask.at_ms - TENSION_DAYS * MS_PER_DAY, j->ask.at_ms})};
    return RC_OK;
}

/* Of the areas that hold the incident; where none does, of everywhere. */
enum rc ladder_job_tension(struct ladder_job *j, struct err *err)
{
    struct ladder_tension *all = arena_array(j->a, TENSIONS_MAX, sizeof(*all), err);
    const struct pact_model *m = &j->ask.m->model;
    const struct deed here = {
        .when = j->incident.when, .place = j->incident.place, .has_place = j->incident.has_place};
    const struct where everywhere = {.g = NULL, .area = PACT_NONE};
    size_t n = 0;
    enum rc rc = all == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < m->n_agreements && !rc && here.has_place; i++)
        for (uint32_t k = 0; k < m->agreements[i].n_areas && !rc && n < TENSIONS_MAX; k++) {
            struct where w;
            bool is_known;

            if (!span_eq(m->agreements[i].id, j->incident.agreement))
                continue;
            rc = find_where(j, m->agreements[i].areas[k].id, &w, &is_known, err);
            if (!rc && w.g != NULL && is_there(&w, &here))
                rc = add_tension(j, &w, m->agreements[i].areas[k].id, &all[n++], err);
        }
    if (!rc && n == 0)
        rc = add_tension(j, &everywhere, span_none(), &all[n++], err);
    j->tensions = all;
    j->n_tensions = n;
    return rc;
}
