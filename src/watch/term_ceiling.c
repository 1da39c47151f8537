/* SPDX-License-Identifier: Apache-2.0 */
/* term_ceiling.c: `limit category <= n`: how many are present at one time. Counts through
 * headcount.c; judges each window, and says one thing for every run of like windows. */
#include <assert.h>
#include <math.h>

#include "watch/ceiling.h"
#include "watch/coverage.h"
#include "watch/sights.h"

static const enum verdict_word words[] = {
    [WHY_OVER] = VERDICT_VIOLATION,
    [WHY_TRANSIT] = VERDICT_INDETERMINATE,
    [WHY_JUDGEMENT] = VERDICT_NEEDS_ASSESSMENT,
    [WHY_REPORTED] = VERDICT_VIOLATION,
    [WHY_EXEMPT] = VERDICT_EXEMPT,
    [WHY_MAYBE] = VERDICT_INDETERMINATE,
    [WHY_UNSEEN] = VERDICT_INDETERMINATE,
    [WHY_UNDER] = VERDICT_COMPLIANT,
};

#define TAG(t)       (1u << (t))
#define TAGS_AT_MOST (HEAD_ALL & ~TAG(HEAD_EXEMPT))

/* Coverage of one area in one shape. */
struct seen_area {
    struct seen_area *next;
    uint32_t area; /* PACT_NONE: everywhere */
    const struct geo_area *shape;
    const struct coverage_steps *steps;
};

struct ceiling {
    struct term_run *run;
    const struct pact_ceiling *of;
    struct sights sights;
    struct subject *subjects;
    size_t n_subjects;
    struct seen_area *seen;
    struct stretch *stretches;
    size_t n_stretches, cap_stretches;
    struct time_span input;
};

/* ---- whom it binds ---- */

static uint64_t group_bit(size_t i)
{
    return UINT64_C(1) << (i < SIGHTS_UNKNOWN ? i : SIGHTS_UNKNOWN);
}

/* One party: what nobody is known for counts against it. Several: each by itself, and together,
 * where as many times the limit is passed by whomever. */
static enum rc make_subjects(struct ceiling *c, struct err *err)
{
    const struct pact_term *t = c->run->term;
    size_t n = t->n_binds < SIGHTS_UNKNOWN ? t->n_binds : SIGHTS_UNKNOWN;

    c->subjects = arena_array(c->run->arena, n + 1, sizeof(*c->subjects), err);
    if (c->subjects == NULL)
        return RC_LIMIT;
    for (size_t i = 0; n > 1 && i < n; i++)
        c->subjects[c->n_subjects++] =
            (struct subject){.sure_groups = group_bit(i),
                             .may_groups = group_bit(i) | group_bit(SIGHTS_UNKNOWN),
                             .party = c->run->agreement->parties[t->binds[i]].id,
                             .factor = 1};
    c->subjects[c->n_subjects++] = (struct subject){
        .sure_groups = UINT64_MAX,
        .may_groups = UINT64_MAX,
        .party = n == 1 ? c->run->agreement->parties[t->binds[0]].id : SPAN("undetermined"),
        .factor = n > 1 ? t->n_binds : 1};
    return RC_OK;
}

static bool is_pool(const struct subject *s)
{
    return s->factor > 1;
}

/* ---- the limit ---- */

/* A derogation names a limit by its category, or (empty) the only one; `arty except x` is another
 * limit than `arty`. */
static bool changes(const struct ceiling *c, const struct pact_limit *limit,
                    const struct derogation *d)
{
    struct span name = d->change.category;

    if (!d->has_change || !span_eq(d->term, c->run->term->id))
        return false;
    if (name.n == 0)
        return c->of->n_limits == 1;
    if (!span_starts(name, limit->what.word))
        return false;
    name = span_trim(span_from(name, limit->what.word.n));
    if (limit->what.except == NULL)
        return name.n == 0;
    return span_starts(name, SPAN("except ")) &&
           span_eq(span_trim(span_from(name, sizeof("except"))), limit->what.except->word);
}

static int64_t add_clamped(int64_t a, int64_t b)
{
    int64_t sum;

    if (__builtin_add_overflow(a, b, &sum))
        return b > 0 ? INT64_MAX : INT64_MIN;
    return sum;
}

static struct cap cap_in(const struct ceiling *c, const struct pact_limit *limit,
                         struct time_span hull)
{
    const struct docket *d = c->run->docket;
    int64_t n = limit->op == PACT_LT ? add_clamped(limit->n, -1) : limit->n;
    struct cap cap = {0};

    for (size_t i = 0; i < d->n_derogations; i++) {
        const struct derogation *x = &d->derogations[i];

        if (!changes(c, limit, x) || x->span.t0_ms > hull.t0_ms || x->span.t1_ms < hull.t1_ms)
            continue;
        if (!term_derogation_holds(c->run->agreement, x)) {
            cap.unagreed = x->head.id;
            continue;
        }
        n = add_clamped(n, x->change.by);
        cap.derogation = x->head.id;
    }
    cap.n = n > 0 ? (uint64_t)n : 0;
    return cap;
}

/* ---- what could be seen ---- */

static enum rc steps_of(struct ceiling *c, uint32_t area, int64_t at_ms,
                        const struct coverage_steps **out, struct err *err)
{
    struct term_run *run = c->run;
    const struct coverage_view view = {run->agreement, run->docket, run->ground,
                                       c->of->verified_by};
    const struct geo_area *shape =
        area == PACT_NONE ? NULL : ground_area_at(run->ground, area, at_ms);
    struct seen_area *made;
    enum rc rc;

    for (made = c->seen; made != NULL; made = made->next)
        if (made->area == area && made->shape == shape) {
            *out = made->steps;
            return RC_OK;
        }
    made = arena_alloc(run->arena, sizeof(*made), err);
    if (made == NULL)
        return RC_LIMIT;
    *made = (struct seen_area){.next = c->seen, .area = area, .shape = shape};
    rc = area == PACT_NONE ? coverage_of_everywhere(&view, run->arena, &made->steps, err)
                           : coverage_of_area(&view, area, at_ms, run->arena, &made->steps, err);
    if (rc == RC_OK) {
        c->seen = made;
        *out = made->steps;
    }
    return rc;
}

/* The least seen of the term's areas. */
static enum rc seen_share(struct ceiling *c, struct time_span hull, double *out, struct err *err)
{
    const struct pact_term *t = c->run->term;
    const struct coverage_steps *steps = NULL;
    int64_t at_ms = hull.t0_ms + (hull.t1_ms - hull.t0_ms) / 2;
    double least = 1;

    for (size_t i = 0; i < t->n_where || i == 0; i++) {
        enum rc rc = steps_of(c, t->n_where > 0 ? t->where[i] : PACT_NONE, at_ms, &steps, err);

        if (rc)
            return rc;
        least = fmin(least, coverage_least(steps, hull));
    }
    *out = least;
    return RC_OK;
}

/* ---- one window ---- */

/* A count that some tag would push over the limit. */
static const struct step {
    enum head_tag tag;
    uint32_t tags;
    enum why why;
} steps_over[] = {
    {HEAD_COUNTS, TAG(HEAD_COUNTS), WHY_OVER},
    {HEAD_TRANSIT, TAG(HEAD_COUNTS) | TAG(HEAD_TRANSIT), WHY_TRANSIT},
    {HEAD_JUDGEMENT, TAG(HEAD_COUNTS) | TAG(HEAD_TRANSIT) | TAG(HEAD_JUDGEMENT), WHY_JUDGEMENT},
    {HEAD_REPORTED, TAG(HEAD_COUNTS) | TAG(HEAD_REPORTED), WHY_REPORTED},
    {HEAD_EXEMPT, TAG(HEAD_COUNTS) | TAG(HEAD_EXEMPT), WHY_EXEMPT},
};

/* Whether the count passes the limit, and with what; what counts without doubt is in f either
 * way. */
static bool is_over(struct headcount *h, const struct subject *s, struct finding *f)
{
    for (size_t i = 0; i < sizeof(steps_over) / sizeof(steps_over[0]); i++) {
        const struct step *step = &steps_over[i];
        struct headcount_least least;

        if (i > 0 && headcount_most(h, (struct head_choice){s->sure_groups, TAG(step->tag)}) == 0)
            continue;
        if (step->why == WHY_EXEMPT && f->most > f->cap.n)
            continue; /* what is not exempt may be too much already */
        least = headcount_least(h, (struct head_choice){s->sure_groups, step->tags}, f->cap.n);
        if (i > 0 && least.n <= f->cap.n)
            continue;
        f->least = least.n;
        f->is_exact = least.is_exact;
        f->p = least.p;
        if (least.n > f->cap.n) {
            f->why = step->why;
            return true;
        }
    }
    return false;
}

/* Only what one party is known for is laid at its door. */
static struct span party_of(struct headcount *h, const struct subject *s, const struct finding *f)
{
    const struct head_choice own = {group_bit(0), TAG(HEAD_COUNTS)};

    if (f->why != WHY_OVER || s->sure_groups != UINT64_MAX || is_pool(s))
        return s->party;
    if (headcount_least(h, own, f->cap.n).n > f->cap.n)
        return s->party;
    return SPAN("undetermined");
}

/* The first reason of its kind in the window, else the derogation. */
static struct span exemption_in(const struct stretch *at, const struct finding *f)
{
    enum head_tag tag = f->why == WHY_EXEMPT ? HEAD_EXEMPT : HEAD_JUDGEMENT;

    if (f->why != WHY_EXEMPT && f->why != WHY_JUDGEMENT)
        return f->cap.derogation;
    for (size_t i = 0; i < at->n_heads; i++)
        if (at->heads[i].tag == tag && ((at->subject->may_groups >> at->heads[i].group) & 1) != 0 &&
            at->heads[i].when.t1_ms >= f->hull.t0_ms && at->heads[i].when.t0_ms <= f->hull.t1_ms)
            return at->heads[i].exemption;
    return (struct span){0};
}

static enum rc judge_window(struct ceiling *c, struct headcount *h, const struct stretch *at,
                            struct finding *f, struct err *err)
{
    const struct subject *s = at->subject;
    enum rc rc = RC_OK;

    assert(s != NULL);
    f->cap = cap_in(c, &c->of->limits[at->limit], f->hull);
    if (__builtin_mul_overflow(f->cap.n, s->factor, &f->cap.n))
        f->cap.n = UINT64_MAX;
    f->is_exact = true;
    f->p = f->coverage = NAN;
    if (h != NULL) {
        f->most = headcount_most(h, (struct head_choice){s->may_groups, TAGS_AT_MOST});
        if (!is_over(h, s, f))
            f->why = f->most > f->cap.n ? WHY_MAYBE : WHY_UNDER;
    } else {
        f->why = WHY_UNDER;
    }
    if (f->why == WHY_UNDER) {
        f->coverage = 0;
        if (f->hull.t0_ms != TIME_ALWAYS)
            rc = seen_share(c, f->hull, &f->coverage, err);
        f->why = f->coverage >= c->of->coverage_min ? WHY_UNDER : WHY_UNSEEN;
        f->p = f->why == WHY_UNDER ? 0 : NAN;
    }
    f->party = h != NULL ? party_of(h, s, f) : s->party;
    f->exemption = exemption_in(at, f);
    return rc;
}

/* ---- runs of windows ---- */

static bool says_the_same(const struct stretch *s, const struct finding *f)
{
    const struct finding *w = &s->worst;

    return w->why == f->why && w->cap.n == f->cap.n && span_eq(w->party, f->party) &&
           span_eq(w->exemption, f->exemption) && span_eq(w->cap.unagreed, f->cap.unagreed) &&
           f->hull.t0_ms <= s->span.t1_ms;
}

static bool is_worse(const struct finding *a, const struct finding *b)
{
    if (a->least != b->least)
        return a->least > b->least;
    if (a->most != b->most)
        return a->most > b->most;
    return a->coverage < b->coverage; /* false where not asked */
}

static enum rc close_stretch(struct ceiling *c, struct stretch *s, struct err *err)
{
    struct stretch *more;

    if (s->n_windows == 0)
        return RC_OK;
    more = arena_grow(c->run->arena, c->stretches, c->n_stretches, &c->cap_stretches, sizeof(*more),
                      err);
    if (more == NULL)
        return RC_LIMIT;
    c->stretches = more;
    c->stretches[c->n_stretches++] = *s;
    s->n_windows = 0;
    return RC_OK;
}

static enum rc join(struct ceiling *c, struct stretch *s, const struct finding *f, struct err *err)
{
    enum rc rc = RC_OK;

    if (s->n_windows > 0 && !says_the_same(s, f))
        rc = close_stretch(c, s, err);
    if (rc)
        return rc;
    if (s->n_windows++ == 0) {
        s->worst = *f;
        s->span = f->hull;
        return RC_OK;
    }
    if (f->hull.t1_ms > s->span.t1_ms)
        s->span.t1_ms = f->hull.t1_ms;
    if (is_worse(f, &s->worst))
        s->worst = *f;
    return RC_OK;
}

/* All subjects in one window. The parties together are named only where none is by itself. */
static enum rc judge_subjects(struct ceiling *c, struct headcount *h, struct time_span hull,
                              struct stretch *open, struct err *err)
{
    bool is_named = false;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < c->n_subjects && rc == RC_OK; i++) {
        struct finding f = {.hull = hull};

        rc = judge_window(c, h, &open[i], &f, err);
        if (rc)
            return rc;
        if (is_pool(open[i].subject) && (f.why != WHY_OVER || is_named))
            continue;
        is_named = is_named || f.why == WHY_OVER;
        rc = join(c, &open[i], &f, err);
    }
    return rc;
}

static enum rc judge_limit(struct ceiling *c, uint32_t limit, struct err *err)
{
    struct stretch *open = arena_array(c->run->arena, c->n_subjects, sizeof(*open), err);
    struct headcount *h = NULL;
    struct time_span hull;
    struct head *heads = NULL;
    size_t n = 0;
    enum rc rc = open == NULL ? RC_LIMIT : RC_OK;

    if (rc == RC_OK)
        rc = sights_heads(&c->sights, &c->of->limits[limit], &heads, &n, err);
    if (rc == RC_OK && n > 0)
        rc = headcount_open(heads, n, c->of->simultaneity_ms, c->run->arena, &h, err);
    for (size_t i = 0; i < c->n_subjects && rc == RC_OK; i++)
        open[i] = (struct stretch){
            .limit = limit, .subject = &c->subjects[i], .count = h, .heads = heads, .n_heads = n};
    if (rc == RC_OK && h == NULL)
        rc = judge_subjects(c, NULL, c->input, open, err);
    while (rc == RC_OK && h != NULL && headcount_next(h, &hull))
        rc = judge_subjects(c, h, hull, open, err);
    for (size_t i = 0; i < c->n_subjects && rc == RC_OK; i++)
        rc = close_stretch(c, &open[i], err);
    return rc;
}

/* ---- verdicts ---- */

static int stretch_cmp(const void *left, const void *right)
{
    const struct stretch *a = left, *b = right;

    if (a->span.t0_ms != b->span.t0_ms)
        return a->span.t0_ms < b->span.t0_ms ? -1 : 1;
    if (a->limit != b->limit)
        return a->limit < b->limit ? -1 : 1;
    return (a->subject > b->subject) - (a->subject < b->subject);
}

/* The ids of the rows of the worst window, each once, and of the derogation. */
static enum rc put_inputs(struct term_run *run, const struct stretch *s, struct verdict *v,
                          struct err *err)
{
    const struct head_choice who = {s->subject->may_groups, HEAD_ALL};
    uint32_t *members = arena_array(run->scratch, s->n_heads, sizeof(*members), err);
    struct span *ids = arena_array(run->scratch, s->n_heads + 1, sizeof(*ids), err);
    size_t n = 0, n_once = 0;

    if (members == NULL || ids == NULL)
        return RC_LIMIT;
    if (s->count != NULL)
        n = headcount_members(s->count, s->worst.hull, who, members);
    for (size_t i = 0; i < n; i++)
        ids[i] = s->heads[members[i]].row;
    if (s->worst.cap.derogation.n > 0)
        ids[n++] = s->worst.cap.derogation;
    if (n > 1)
        qsort(ids, n, sizeof(*ids), span_order);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !span_eq(ids[i], ids[n_once - 1]))
            ids[n_once++] = ids[i];
    v->inputs = ids;
    v->n_inputs = n_once;
    return RC_OK;
}

static uint32_t as_count(uint64_t n)
{
    return n < COUNT_INFINITE ? (uint32_t)n : COUNT_INFINITE;
}

static struct span category_of(struct term_run *run, const struct pact_selector *s, struct err *err)
{
    if (s->except == NULL)
        return s->word;
    return arena_printf(run->scratch, err, "%.*s except %.*s", SPAN_ARG(s->word),
                        SPAN_ARG(s->except->word));
}

static enum rc emit(struct ceiling *c, const struct stretch *s, struct err *err)
{
    struct term_run *run = c->run;
    const struct finding *f = &s->worst;
    struct verdict v = term_verdict(run);
    enum rc rc = RC_OK;

    v.word = words[f->why];
    v.p = f->p;
    v.party = f->party;
    v.when = s->span;
    v.has_count = true;
    v.count = (struct count){as_count(f->least), as_count(f->most), as_count(f->least)};
    v.category = category_of(run, &c->of->limits[s->limit].what, err);
    v.exemption = f->exemption;
    v.is_of_input = s->count == NULL;
    v.of_limit = s->limit + 1;
    if (v.category.p == NULL)
        return RC_LIMIT;
    if (term_wants(run, v.word)) {
        rc = put_inputs(run, s, &v, err);
        ceiling_explain(run, s);
    }
    if (rc)
        return rc;
    return term_emit(run, &v, f->why == WHY_REPORTED, err);
}

/* Brigades and battalions are no things that a sighting counts. */
static enum rc assess_units(struct term_run *run, const struct pact_limit *limit, struct err *err)
{
    struct verdict v = term_verdict(run);

    v.word = VERDICT_NEEDS_ASSESSMENT;
    v.category = limit->what.word;
    buf_printf(run->text,
               "The limit on units (%.*s) is not counted by machine: sightings show vehicles and "
               "people, and only people can tell which formation they belong to.",
               SPAN_ARG(limit->what.word));
    return term_emit(run, &v, false, err);
}

/* The time that the input speaks of, as far as the term is in force: of sightings and other
 * happenings, or, where there is none, of declared coverage. */
static bool input_span(const struct term_run *run, struct time_span *out)
{
    struct time_span s = run->tally->span;
    const struct docket *d = run->docket;
    bool is_empty = s.t0_ms == 0 && s.t1_ms == 0;

    for (size_t i = 0; is_empty && i < d->n_coverages; i++) {
        const struct time_span *when = &d->coverages[i].when;

        s.t0_ms = i == 0 || when->t0_ms < s.t0_ms ? when->t0_ms : s.t0_ms;
        s.t1_ms = i == 0 || when->t1_ms > s.t1_ms ? when->t1_ms : s.t1_ms;
    }
    if (is_empty && d->n_coverages == 0) {
        *out = (struct time_span){TIME_ALWAYS, TIME_ALWAYS};
        return true;
    }
    if (s.t0_ms < run->term->from_ms)
        s.t0_ms = run->term->from_ms;
    if (s.t1_ms >= run->term->until_ms)
        s.t1_ms = run->term->until_ms - 1;
    *out = s;
    return s.t0_ms <= s.t1_ms;
}

static enum rc not_in_force(struct term_run *run, struct err *err)
{
    struct verdict v = term_verdict(run);

    v.word = VERDICT_NOT_APPLICABLE;
    buf_puts(run->text, "The term was not in force at any time that the input speaks of.");
    return term_emit(run, &v, false, err);
}

enum rc term_ceiling(struct term_run *run, struct err *err)
{
    struct ceiling c = {.run = run, .of = &run->term->u.ceiling};
    enum rc rc = RC_OK;

    if (!input_span(run, &c.input))
        return not_in_force(run, err);
    rc = make_subjects(&c, err);
    if (rc == RC_OK)
        rc = sights_gather(run, &c.sights, err);
    for (uint32_t i = 0; i < c.of->n_limits && rc == RC_OK; i++) {
        if (c.of->limits[i].what.form == PACT_SELECT_UNIT)
            rc = assess_units(run, &c.of->limits[i], err);
        else
            rc = judge_limit(&c, i, err);
    }
    if (c.n_stretches > 1)
        qsort(c.stretches, c.n_stretches, sizeof(*c.stretches), stretch_cmp);
    for (size_t i = 0; i < c.n_stretches && rc == RC_OK; i++)
        rc = emit(&c, &c.stretches[i], err);
    return rc;
}
