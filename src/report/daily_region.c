/* SPDX-License-Identifier: Apache-2.0 */
/* daily_region.c: what was counted where, how well it could be seen, and whether two periods may be
 * compared. */
#include <assert.h>

#include "report/daily_parts.h"

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

void daily_add_range(struct tally_range *to, struct tally_range more)
{
    to->min = add(to->min, more.min);
    to->max = add(to->max, more.max);
}

struct tally_range daily_range(struct count n)
{
    return (struct tally_range){n.min, n.max == COUNT_INFINITE ? UINT64_MAX : n.max};
}

/* ---- the rules of comparison ---- */

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* a / a_len > b / b_len, exactly: by cross products, as long division leaves no rest of its own. */
static bool is_greater_rate(uint64_t a, uint64_t a_len, uint64_t b, uint64_t b_len)
{
    uint64_t a_whole, b_whole;

    assert(a_len > 0 && b_len > 0); /* daily_make refuses empty periods */
    a_whole = a / a_len;
    b_whole = b / b_len;
    if (a_whole != b_whole)
        return a_whole > b_whole;
    /* rests are below their lengths, and whole minutes of at most DAILY_PERIOD_MAX_MS multiply */
    return (a % a_len) * b_len > (b % b_len) * a_len;
}

enum daily_trend daily_trend_of(struct tally_range now, int64_t now_ms, struct tally_range before,
                                int64_t before_ms)
{
    int64_t common = common_divisor(now_ms, before_ms);
    uint64_t now_len = (uint64_t)(now_ms / common), before_len = (uint64_t)(before_ms / common);

    if (before.max != UINT64_MAX && is_greater_rate(now.min, now_len, before.max, before_len))
        return DAILY_MORE;
    if (now.max != UINT64_MAX && is_greater_rate(before.min, before_len, now.max, now_len))
        return DAILY_FEWER;
    return DAILY_SIMILAR;
}

bool daily_is_equal_cover(const struct daily_cover *a, const struct daily_cover *b)
{
    double apart = a->mean - b->mean;

    return a->is_declared && b->is_declared && apart <= DAILY_COVERAGE_TOLERANCE + 1e-9 &&
           -apart <= DAILY_COVERAGE_TOLERANCE + 1e-9;
}

/* ---- coverage ---- */

static bool is_declared(const struct daily_job *j, uint32_t area, struct time_span when)
{
    const struct docket *d = j->in->docket;

    for (size_t i = 0; i < d->n_coverages; i++) {
        const struct coverage *c = &d->coverages[i];

        if (c->area.form == PLACE_ZONE && area != PACT_NONE &&
            span_eq(c->area.u.zone, j->agreement->areas[area].id) && c->when.t0_ms < when.t1_ms &&
            c->when.t1_ms > when.t0_ms)
            return true;
    }
    return false;
}

static double unseen_hours(const struct coverage_steps *s, struct time_span when)
{
    double hours = 0;

    for (int64_t at_ms = when.t0_ms; at_ms < when.t1_ms; at_ms += MS_PER_H) {
        int64_t end_ms = at_ms + MS_PER_H < when.t1_ms ? at_ms + MS_PER_H : when.t1_ms;

        if (coverage_mean(s, (struct time_span){at_ms, end_ms}) <= 0)
            hours += (double)(end_ms - at_ms) / (double)MS_PER_H;
    }
    return hours;
}

enum rc daily_cover_of(struct daily_job *j, uint32_t area, struct time_span when,
                       struct daily_cover *out, struct err *err)
{
    const struct coverage_view view = {.agreement = j->agreement,
                                       .docket = j->in->docket,
                                       .ground = j->ground,
                                       .verifier = PACT_NONE};
    int64_t middle_ms = when.t0_ms + (when.t1_ms - when.t0_ms) / 2;
    const struct coverage_steps *steps;
    enum rc rc;

    *out = (struct daily_cover){0};
    if (when.t1_ms <= when.t0_ms)
        return RC_OK;
    if (area == PACT_NONE)
        rc = coverage_of_everywhere(&view, j->arena, &steps, err);
    else
        rc = coverage_of_area(&view, area, middle_ms, j->arena, &steps, err);
    if (rc)
        return rc;
    out->mean = coverage_mean(steps, when);
    out->least = coverage_least(steps, (struct time_span){when.t0_ms, when.t1_ms - 1});
    out->unseen_h = unseen_hours(steps, when);
    out->is_declared = out->mean > 0 || is_declared(j, area, when);
    return RC_OK;
}

/* ---- regions ---- */

static struct span area_name(const struct pact_agreement *g, uint32_t area)
{
    struct span id = g->areas[area].id;
    size_t hash = span_find(id, '#');

    return hash < id.n ? span_from(id, hash + 1) : id;
}

/* Which areas terms are about: bit 0 of a ceasefire, bit 1 of any other. */
static enum rc mark_areas(const struct daily_job *j, unsigned char **out, struct err *err)
{
    const struct pact_agreement *g = j->agreement;
    unsigned char *marks = arena_alloc(j->arena, g->n_areas + 1, err);

    if (marks == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < g->n_terms; i++) {
        for (size_t k = 0; k < g->terms[i].n_where; k++)
            marks[g->terms[i].where[k]] |= g->terms[i].kind == PACT_CEASEFIRE ? 1 : 2;
    }
    *out = marks;
    return RC_OK;
}

static enum rc list_areas(struct daily_job *j, struct err *err)
{
    const struct pact_agreement *g = j->agreement;
    struct daily *d = j->out;
    unsigned char *marks;
    enum rc rc = mark_areas(j, &marks, err);

    if (rc)
        return rc;
    d->regions = arena_array(j->arena, g->n_areas + 1, sizeof(*d->regions), err);
    d->areas = arena_array(j->arena, g->n_areas + 1, sizeof(*d->areas), err);
    if (d->regions == NULL || d->areas == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < g->n_areas; i++) {
        if ((marks[i] & 1) != 0)
            d->regions[d->n_regions++] = (struct daily_region){.area = i, .name = area_name(g, i)};
        else if (marks[i] != 0)
            d->areas[d->n_areas++] = (struct daily_area){.area = i, .name = area_name(g, i)};
    }
    d->regions[d->n_regions] = (struct daily_region){
        .area = PACT_NONE,
        .name = draft_label(&j->draft, d->n_regions == 0 ? PHRASE_REGION_ALL : PHRASE_REGION_REST),
    };
    d->n_regions++;
    return RC_OK;
}

bool daily_lies_in(struct daily_job *j, uint32_t area, const struct place *p, struct time_span when)
{
    struct ground_chance chance;
    struct err ignored = {0};

    if (ground_within(j->ground, &area, 1, p, when, &chance, &ignored) != RC_OK)
        return false;
    return chance.p_min + chance.p_max >= 1;
}

static uint32_t region_of_place(struct daily_job *j, const struct place *p, struct time_span when)
{
    const struct daily *d = j->out;
    uint32_t last = (uint32_t)d->n_regions - 1;

    for (uint32_t i = 0; i < last; i++) {
        if (daily_lies_in(j, d->regions[i].area, p, when))
            return i;
    }
    return last;
}

uint32_t daily_region_of(struct daily_job *j, const struct verdict *v)
{
    uint32_t at = v->event.n > 0 ? table_find(&j->event_ix, v->event) : TABLE_ABSENT;
    const struct observation *o = v->of_event != NULL ? v->of_event->best : v->of_observation;

    if (at != TABLE_ABSENT)
        return j->event_regions[at];
    if (o != NULL)
        return region_of_place(j, &o->place, v->when);
    if (v->of_impediment != NULL)
        return region_of_place(j, &v->of_impediment->place, v->when);
    return (uint32_t)j->out->n_regions - 1;
}

/* ---- counting ---- */

static void count_event(struct daily_job *j, const struct event *e, uint32_t region)
{
    struct daily_class *c = &j->out->regions[region].classes[e->phenomenon];
    bool is_now = daily_in(j->in->period, e->when.t0_ms);
    unsigned senses = 0;

    for (size_t i = 0; i < e->n_members; i++)
        senses |= 1U << e->members[i]->sense;
    if (e->is_reported || senses == 1U << SENSE_TOLD) {
        if (is_now)
            daily_add_range(&c->told, daily_range(e->count));
        return;
    }
    if (is_now)
        c->senses |= senses;
    daily_add_range(is_now ? &c->now : &c->before, daily_range(e->count));
}

static enum rc count_events(struct daily_job *j, struct err *err)
{
    j->event_regions = arena_array(j->arena, j->n_events + 1, sizeof(*j->event_regions), err);
    if (j->event_regions == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < j->n_events; i++) {
        const struct event *e = j->events[i];

        j->event_regions[i] = e->best == NULL ? (uint32_t)j->out->n_regions - 1
                                              : region_of_place(j, &e->best->place, e->when);
        count_event(j, e, j->event_regions[i]);
    }
    return RC_OK;
}

static void add_sum(struct daily_sum *to, const struct verdict *v)
{
    to->n++;
    if (v->has_count)
        daily_add_range(&to->count, daily_range(v->count));
}

static void count_in_region(struct daily_job *j, const struct daily_verdict *v)
{
    struct daily_region *r = &j->out->regions[daily_region_of(j, &v->v)];
    struct daily_class *c;

    if (v->v.of_event == NULL)
        return;
    c = &r->classes[v->v.of_event->phenomenon];
    if (v->v.word == VERDICT_INDETERMINATE) {
        c->n_undecided++;
        return;
    }
    add_sum(&c->violations[v->status], &v->v);
    if (v->v.severity > r->severity)
        r->severity = v->v.severity;
}

static void count_in_areas(struct daily_job *j, const struct daily_verdict *v)
{
    for (size_t i = 0; i < j->out->n_areas; i++) {
        struct daily_area *a = &j->out->areas[i];
        bool is_its_own = false;

        for (size_t k = 0; k < v->v.term->n_where; k++)
            is_its_own |= v->v.term->where[k] == a->area;
        if (!is_its_own)
            continue;
        if (v->v.word == VERDICT_VIOLATION)
            a->n_verdicts[v->status]++;
        else
            a->n_undecided++;
    }
}

static void count_verdicts(struct daily_job *j)
{
    struct daily *d = j->out;

    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct daily_verdict *v = j->verdicts[i];

        if (v->v.word != VERDICT_VIOLATION && v->v.word != VERDICT_INDETERMINATE)
            continue;
        if (daily_is_continuing(j, &v->v)) {
            d->n_continuing++;
            continue;
        }
        if (v->v.word == VERDICT_VIOLATION)
            add_sum(&d->violations[v->status], &v->v);
        if (!daily_counts(j, v))
            continue;
        d->n_undecided += v->v.word == VERDICT_INDETERMINATE;
        if (v->v.term->kind == PACT_CEASEFIRE)
            count_in_region(j, v);
        count_in_areas(j, v);
    }
}

/* Rows that may show somebody's presence in an area, fire included. */
static void count_observations(struct daily_job *j)
{
    const struct docket *d = j->in->docket;

    for (size_t i = 0; i < d->n_observations; i++) {
        const struct observation *o = &d->observations[i];

        if (!daily_in(j->in->period, o->when.t0_ms))
            continue;
        for (size_t k = 0; k < j->out->n_areas; k++)
            j->out->areas[k].n_observations +=
                daily_lies_in(j, j->out->areas[k].area, &o->place, o->when);
    }
}

static enum rc look(struct daily_job *j, struct err *err)
{
    struct daily *d = j->out;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_regions && !rc; i++) {
        struct daily_region *r = &d->regions[i];

        rc = daily_cover_of(j, r->area, j->in->period, &r->now, err);
        if (!rc)
            rc = daily_cover_of(j, r->area, j->in->before, &r->before, err);
        r->is_compared =
            j->in->before.t1_ms > j->in->before.t0_ms && daily_is_equal_cover(&r->now, &r->before);
    }
    for (size_t i = 0; i < d->n_areas && !rc; i++)
        rc = daily_cover_of(j, d->areas[i].area, j->in->period, &d->areas[i].now, err);
    return rc;
}

enum rc daily_look_around(struct daily_job *j, struct err *err)
{
    enum rc rc = list_areas(j, err);

    if (!rc)
        rc = look(j, err);
    if (!rc)
        rc = count_events(j, err);
    if (rc)
        return rc;
    count_verdicts(j);
    count_observations(j);
    return RC_OK;
}
