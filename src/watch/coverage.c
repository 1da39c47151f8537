/* SPDX-License-Identifier: Apache-2.0 */
/* coverage.c: coverage rows as a step function of time. */
#include "watch/coverage.h"

#include <math.h>

/* Gaps that come from writing an end as the last second before the next beginning. */
#define GAP_MS 1000
/* Rows looked at in all pieces of time together; what is left then counts as unseen. */
#define WORK_MAX 200000000u
/* A grid over the box of a band: at most GRID × GRID positions are tried. */
#define GRID 48
/* Of the positions found, evenly, at most so many are kept. */
#define SAMPLES_MAX 512

/* Which positions of the area a row covers, as bits. */
#define SAMPLE_WORDS (SAMPLES_MAX / 64)
struct samples {
    uint64_t word[SAMPLE_WORDS];
};

/* One row that covers some of the area, for as long as it says. */
struct look {
    struct time_span when;
    struct span source;
    double fraction;
    const struct samples *covers; /* NULL: all of the area */
};

/* The share from `from_ms` until the next step. */
struct step {
    int64_t from_ms;
    double share;
};

struct coverage_steps {
    const struct step *steps;
    size_t n;
};

/* What an area of the agreement covers, found out once for all rows that name it. */
struct zone_look {
    bool is_known, all;
    const struct samples *covers;
};

/* What is being worked out. */
struct survey {
    const struct coverage_view *view;
    struct arena *arena;
    uint32_t area;
    const struct geo_area *ground; /* NULL: everywhere */
    int64_t at_ms;
    struct geo_pos *samples;
    size_t n_samples;
    struct look *looks;
    size_t n_looks;
    struct zone_look *zones; /* by area of the agreement */
};

bool coverage_is_own_source(const struct pact_agreement *g, uint32_t observer, struct span source)
{
    static const char separators[] = {'-', '_', '.', ':', '/'};
    struct span id = g->parties[observer].id;

    if (!span_starts(source, id))
        return false;
    return source.n == id.n || memchr(separators, source.p[id.n], sizeof(separators)) != NULL;
}

/* With one observer every source is its own unless it bears a party's name. */
static bool counts_for(const struct coverage_view *view, struct span source)
{
    const struct pact_agreement *g = view->agreement;

    if (view->verifier == PACT_NONE || coverage_is_own_source(g, view->verifier, source))
        return true;
    for (uint32_t i = 0; i < g->n_parties; i++)
        if (i != view->verifier && coverage_is_own_source(g, i, source))
            return false;
    return true;
}

/* ---- which part of the area a row covers ---- */

/* Bands have no outline to sample: a grid over their box is tried. */
static enum rc sample_box(struct survey *s, struct err *err)
{
    struct geo_box box = geo_area_box(s->ground);
    double width_deg = box.east_deg - box.west_deg;

    if (width_deg < 0)
        width_deg += 360;
    s->samples = arena_array(s->arena, (size_t)GRID * GRID, sizeof(*s->samples), err);
    if (s->samples == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < (size_t)GRID * GRID; i++) {
        size_t row = i / GRID, column = i % GRID;
        double north = ((double)row + 0.5) / GRID, east = ((double)column + 0.5) / GRID;
        struct geo_pos p = {box.south_deg + north * (box.north_deg - box.south_deg),
                            box.west_deg + east * width_deg};

        if (p.lon_deg > 180)
            p.lon_deg -= 360;
        if (geo_area_contains(s->ground, p))
            s->samples[s->n_samples++] = p;
    }
    return RC_OK;
}

static bool is_endless(const struct survey *s)
{
    return s->view->agreement->areas[s->area].form == PACT_AREA_SIDE;
}

/* Evenly, so that what is kept stands for the area as all of them did. */
static void keep_some(struct survey *s)
{
    if (s->n_samples <= SAMPLES_MAX)
        return;
    for (size_t i = 0; i < SAMPLES_MAX; i++)
        s->samples[i] = s->samples[i * s->n_samples / SAMPLES_MAX];
    s->n_samples = SAMPLES_MAX;
}

static enum rc sample(struct survey *s, struct err *err)
{
    enum rc rc =
        geo_area_sample(s->ground, COVERAGE_SAMPLES, s->arena, &s->samples, &s->n_samples, err);

    if (!rc && s->n_samples == 0)
        rc = sample_box(s, err);
    if (!rc)
        keep_some(s);
    return rc;
}

/* What of the area lies inside another: *covers is NULL where nothing or (*all) everything does. */
static enum rc compare(struct survey *s, const struct geo_area *seen, struct zone_look *out,
                       struct err *err)
{
    size_t n_in = 0;
    struct samples *covers;
    enum rc rc = RC_OK;

    out->is_known = true;
    if (seen == NULL || is_endless(s))
        return RC_OK;
    if (s->samples == NULL)
        rc = sample(s, err);
    if (rc)
        return rc;
    covers = arena_alloc(s->arena, sizeof(*covers), err);
    if (covers == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->n_samples; i++)
        if (geo_area_contains(seen, s->samples[i])) {
            covers->word[i / 64] |= UINT64_C(1) << (i % 64);
            n_in++;
        }
    out->all = s->n_samples > 0 && n_in == s->n_samples;
    if (n_in > 0 && !out->all)
        out->covers = covers;
    return RC_OK;
}

/* Everywhere is covered only by what says no area; an area also by others, as far as they reach. */
static enum rc compare_row(struct survey *s, const struct place *p, struct zone_look *out,
                           struct err *err)
{
    uint32_t ix;
    enum rc rc = RC_OK;

    *out = (struct zone_look){.all = p->form == PLACE_NONE};
    if (out->all || s->ground == NULL)
        return RC_OK;
    if (p->form == PLACE_GEOMETRY)
        return compare(s, p->u.area, out, err);
    if (p->form != PLACE_ZONE)
        return RC_OK;
    ix = pact_area_find(s->view->agreement, p->u.zone);
    if (ix == PACT_NONE)
        return RC_OK;
    if (ix == s->area)
        s->zones[ix] = (struct zone_look){.is_known = true, .all = true};
    if (!s->zones[ix].is_known)
        rc = compare(s, ground_area_at(s->view->ground, ix, s->at_ms), &s->zones[ix], err);
    *out = s->zones[ix];
    return rc;
}

static enum rc take_row(struct survey *s, const struct coverage *row, struct err *err)
{
    struct zone_look z;
    enum rc rc = compare_row(s, &row->area, &z, err);

    if (rc || (!z.all && z.covers == NULL))
        return rc;
    s->looks[s->n_looks++] = (struct look){.when = row->when,
                                           .source = row->head.source,
                                           .fraction = fmin(fmax(row->fraction, 0), 1),
                                           .covers = z.all ? NULL : z.covers};
    return RC_OK;
}

static int look_cmp(const void *left, const void *right)
{
    const struct look *a = left, *b = right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    return span_cmp(a->source, b->source);
}

static enum rc gather(struct survey *s, struct err *err)
{
    const struct docket *d = s->view->docket;
    enum rc rc = RC_OK;

    s->looks = arena_array(s->arena, d->n_coverages, sizeof(*s->looks), err);
    s->zones = arena_array(s->arena, s->view->agreement->n_areas, sizeof(*s->zones), err);
    if (s->looks == NULL || s->zones == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_coverages && rc == RC_OK; i++)
        if (counts_for(s->view, d->coverages[i].head.source))
            rc = take_row(s, &d->coverages[i], err);
    if (s->n_looks > 1)
        qsort(s->looks, s->n_looks, sizeof(*s->looks), look_cmp);
    return rc;
}

/* ---- the share of one piece of time ---- */

/* The rows at work, by source, so that one source counts once. */
static int source_cmp(const void *left, const void *right)
{
    const struct look *a = *(const struct look *const *)left;
    const struct look *b = *(const struct look *const *)right;

    return span_cmp(a->source, b->source);
}

/* 1 − Π(1 − f) at one sample (or everywhere, where all rows cover all); an empty source is one of
 * its own. */
static double share_at(const struct look *const *on, size_t n, size_t at)
{
    double unseen = 1, best = 0;

    for (size_t i = 0; i < n; i++) {
        const struct samples *c = on[i]->covers;
        bool is_there = c == NULL || ((c->word[at / 64] >> (at % 64)) & 1) != 0;

        if (i > 0 && (on[i]->source.n == 0 || !span_eq(on[i]->source, on[i - 1]->source))) {
            unseen *= 1 - best;
            best = 0;
        }
        if (is_there && on[i]->fraction > best)
            best = on[i]->fraction;
    }
    return 1 - unseen * (1 - best);
}

static double share_of(const struct look **on, size_t n, size_t n_samples)
{
    bool is_partial = false;
    double sum = 0;

    if (n == 0)
        return 0;
    qsort(on, n, sizeof(*on), source_cmp);
    for (size_t i = 0; i < n; i++)
        is_partial = is_partial || on[i]->covers != NULL;
    if (!is_partial)
        return share_at(on, n, 0);
    for (size_t i = 0; i < n_samples; i++)
        sum += share_at(on, n, i);
    return sum / (double)n_samples;
}

static int time_cmp(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

/* All beginnings and ends, each once. */
static int64_t *cuts_of(const struct survey *s, size_t *n, struct err *err)
{
    int64_t *at = arena_array(s->arena, 2 * s->n_looks, sizeof(*at), err);
    size_t n_once = 0;

    if (at == NULL)
        return NULL;
    for (size_t i = 0; i < s->n_looks; i++) {
        at[2 * i] = s->looks[i].when.t0_ms;
        at[2 * i + 1] = s->looks[i].when.t1_ms;
    }
    if (s->n_looks > 0)
        qsort(at, 2 * s->n_looks, sizeof(*at), time_cmp);
    for (size_t i = 0; i < 2 * s->n_looks; i++)
        if (i == 0 || at[i] != at[n_once - 1])
            at[n_once++] = at[i];
    *n = n_once;
    return at;
}

/* The rows in force between two cuts, kept from piece to piece. */
struct sweep {
    const struct look **on;
    const struct look **sorted; /* the same, for share_of */
    size_t n_on, next;
    uint64_t work;
};

static void advance(struct sweep *w, const struct survey *s, int64_t at_ms)
{
    size_t kept = 0;

    for (size_t i = 0; i < w->n_on; i++)
        if (w->on[i]->when.t1_ms > at_ms)
            w->on[kept++] = w->on[i];
    w->n_on = kept;
    for (; w->next < s->n_looks && s->looks[w->next].when.t0_ms <= at_ms; w->next++)
        if (s->looks[w->next].when.t1_ms > at_ms)
            w->on[w->n_on++] = &s->looks[w->next];
}

static enum rc sweep_over(const struct survey *s, struct coverage_steps *out, struct err *err)
{
    size_t n_cuts = 0;
    const int64_t *cuts = cuts_of(s, &n_cuts, err);
    struct step *steps = arena_array(s->arena, n_cuts, sizeof(*steps), err);
    struct sweep w = {.on = arena_array(s->arena, s->n_looks, sizeof(struct look *), err),
                      .sorted = arena_array(s->arena, s->n_looks, sizeof(struct look *), err)};

    if (cuts == NULL || steps == NULL || w.on == NULL || w.sorted == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n_cuts; i++) {
        advance(&w, s, cuts[i]);
        steps[i].from_ms = cuts[i];
        w.work += w.n_on * (s->n_samples + 1);
        if (w.n_on == 0 || w.work > WORK_MAX)
            continue;
        memcpy(w.sorted, w.on, w.n_on * sizeof(*w.on));
        steps[i].share = share_of(w.sorted, w.n_on, s->n_samples);
    }
    out->steps = steps;
    out->n = n_cuts;
    return RC_OK;
}

static enum rc run_survey(struct survey *s, const struct coverage_steps **out, struct err *err)
{
    struct coverage_steps *made = arena_alloc(s->arena, sizeof(*made), err);
    enum rc rc = made == NULL ? RC_LIMIT : gather(s, err);

    if (rc == RC_OK)
        rc = sweep_over(s, made, err);
    if (rc)
        return rc;
    *out = made;
    return RC_OK;
}

enum rc coverage_of_area(const struct coverage_view *view, uint32_t area, int64_t at_ms,
                         struct arena *a, const struct coverage_steps **out, struct err *err)
{
    struct survey s = {.view = view,
                       .arena = a,
                       .area = area,
                       .at_ms = at_ms,
                       .ground = ground_area_at(view->ground, area, at_ms)};

    return run_survey(&s, out, err);
}

enum rc coverage_of_everywhere(const struct coverage_view *view, struct arena *a,
                               const struct coverage_steps **out, struct err *err)
{
    struct survey s = {.view = view, .arena = a, .area = PACT_NONE};

    return run_survey(&s, out, err);
}

/* ---- questions ---- */

/* The last step that begins at or before an instant, or n. */
static size_t step_at(const struct coverage_steps *s, int64_t at_ms)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (s->steps[middle].from_ms <= at_ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? s->n : low - 1;
}

/* Rows are closed intervals: at a cut, what ends and what begins both count. */
static double share_of_instant(const struct coverage_steps *s, int64_t at_ms)
{
    size_t i = step_at(s, at_ms);

    if (i == s->n)
        return 0;
    if (s->steps[i].from_ms == at_ms && i > 0)
        return fmax(s->steps[i].share, s->steps[i - 1].share);
    return s->steps[i].share;
}

double coverage_least(const struct coverage_steps *s, struct time_span when)
{
    int64_t length_ms = when.t1_ms - when.t0_ms;
    size_t i = step_at(s, when.t0_ms);
    double least = 1;

    if (length_ms <= GAP_MS)
        return share_of_instant(s, when.t0_ms);
    if (i == s->n)
        return 0;
    for (; i < s->n && s->steps[i].from_ms < when.t1_ms; i++) {
        int64_t from_ms = s->steps[i].from_ms, to_ms = when.t1_ms;

        if (from_ms < when.t0_ms)
            from_ms = when.t0_ms;
        if (i + 1 < s->n && s->steps[i + 1].from_ms < to_ms)
            to_ms = s->steps[i + 1].from_ms;
        if (to_ms - from_ms > GAP_MS)
            least = fmin(least, s->steps[i].share);
    }
    return least;
}

double coverage_mean(const struct coverage_steps *s, struct time_span when)
{
    double sum = 0;

    if (when.t1_ms <= when.t0_ms)
        return share_of_instant(s, when.t0_ms);
    for (size_t i = 0; i < s->n && s->steps[i].from_ms < when.t1_ms; i++) {
        int64_t from_ms = s->steps[i].from_ms, to_ms = when.t1_ms;

        if (from_ms < when.t0_ms)
            from_ms = when.t0_ms;
        if (i + 1 < s->n && s->steps[i + 1].from_ms < to_ms)
            to_ms = s->steps[i + 1].from_ms;
        if (to_ms > from_ms)
            sum += s->steps[i].share * (double)(to_ms - from_ms);
    }
    return sum / (double)(when.t1_ms - when.t0_ms);
}

enum rc coverage_tally(const struct coverage_view *view, struct time_span span,
                       struct arena *scratch, struct tally_area *areas, size_t n_areas,
                       struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < n_areas && rc == RC_OK; i++) {
        const struct coverage_steps *steps = NULL;

        if (areas[i].agreement != view->agreement || view->docket->n_coverages == 0)
            continue;
        rc = coverage_of_area(view, pact_area_find(view->agreement, areas[i].area),
                              span.t0_ms + (span.t1_ms - span.t0_ms) / 2, scratch, &steps, err);
        if (rc == RC_OK)
            areas[i].coverage = coverage_mean(steps, span);
        arena_reset(scratch);
    }
    return rc;
}
