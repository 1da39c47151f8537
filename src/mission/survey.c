/* SPDX-License-Identifier: Apache-2.0 */
/* survey.c: one judging where that fits; else each term by the spans, or the whole, that its kind
 * looks at. Every pass hands on what begins in its span, so that the passes' verdicts, one after
 * another, are those of one judging in its order. */
#include "mission/survey.h"

#include "mission/hints.h"
#include "mission/input.h"

#define SCRATCH_BYTES_MAX ((size_t)64 * 1024 * 1024)
#define ALL_KINDS         ROW_BITS_ALL
/* Kinds of terms that judge observations, each in its time. */
#define SPAN_KINDS                                                                                 \
    (1u << PACT_CEASEFIRE | 1u << PACT_WITHDRAWAL | 1u << PACT_EXCLUSION_ZONE |                    \
     1u << PACT_NO_FLY | 1u << PACT_LINE_CROSSING)

struct surveying {
    const struct survey *of;
    const struct judge_options *options;
    struct verdict_sink *sink;
    struct arena rules_arena, part_arena, scratch;
    struct gather rules; /* what everything is judged by */
    bool has_rules;
    struct gather_source from; /* with these as its base */
    struct time_span input;    /* of observations and other happenings; t0 > t1: there are none */
    size_t version;
    const struct pact_model *model; /* of that version */
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    bool *has_sights; /* of a ceiling, by limit */
    size_t n_unseen;
    bool names, lacks; /* as fold_whole.c has it */
};

/* ---- spans ---- */

struct probe {
    size_t n, n_max;
};

static enum rc count_row(void *to, const struct shelf_row *row, struct err *err)
{
    struct probe *p = to;

    (void)row;
    (void)err;
    return p->n++ == p->n_max ? RC_END : RC_OK;
}

/* How many rows a query finds; one more than the maximum: more than that. */
static enum rc count(const struct survey *s, struct shelf_query q, size_t n_max, size_t *out,
                     struct err *err)
{
    struct probe p = {.n_max = n_max};
    enum rc rc;

    q.below_seq = s->from.below_seq;
    q.visible = s->from.visible;
    rc = s->from.shelf->rows(s->from.shelf->context, &q, count_row, &p, err);
    *out = p.n;
    return rc == RC_END ? RC_OK : rc;
}

/* The longest span from an instant on, by halves, in which so few rows are met beside those that
 * last through the instant anyway; at least that instant. */
static enum rc next_span(const struct surveying *x, int64_t t0_ms, int64_t *width_ms,
                         struct time_span *out, struct err *err)
{
    struct shelf_query q = {
        .row_kinds = 1u << ROW_OBSERVATION, .has_span = true, .span = {t0_ms, t0_ms}};
    int64_t left_ms = x->input.t1_ms - t0_ms;
    int64_t try_ms = *width_ms > left_ms / 2 ? left_ms : *width_ms * 2 + 1;
    size_t n_max, n;
    enum rc rc = count(x->of, q, SIZE_MAX, &n_max, err);

    n_max += x->of->rows_max;
    while (rc == RC_OK) {
        q.span.t1_ms = t0_ms + try_ms;
        rc = count(x->of, q, n_max, &n, err);
        if (n <= n_max || try_ms == 0)
            break;
        try_ms /= 2;
    }
    *width_ms = try_ms;
    *out = q.span;
    return rc;
}

/* ---- what passes the sieve ---- */

/* Terms of two agreements may have one id. */
static bool is_asked(const struct surveying *x, const struct verdict *v)
{
    return v->agreement == x->agreement && v->term == x->term;
}

/* Of a limit under which something counts anywhere nothing is said of all of the time. */
static enum rc pass_on(void *context, const struct verdict *v, struct err *err)
{
    const struct surveying *x = context;

    if (!is_asked(x, v) || (v->is_of_input && x->has_sights[v->of_limit - 1]) ||
        !fold_pact_counts(x->of->versions->pacts, x->of->versions->n_pacts, x->version, v->when))
        return RC_OK;
    return x->sink->verdict(x->sink->context, v, err);
}

static enum rc pass_event(void *context, const struct event *e, struct err *err)
{
    (void)context;
    (void)e;
    (void)err;
    return RC_OK;
}

static enum rc look_for_sights(void *context, const struct verdict *v, struct err *err)
{
    struct surveying *x = context;

    (void)err;
    if (!is_asked(x, v) || v->of_limit == 0 || v->is_of_input || x->has_sights[v->of_limit - 1])
        return RC_OK;
    x->has_sights[v->of_limit - 1] = true;
    x->n_unseen--;
    return RC_OK;
}

static enum rc look_for_hints(void *context, const struct verdict *v, struct err *err)
{
    struct surveying *x = context;

    (void)err;
    x->names = x->names || v->may_mention || v->n_mentions > 0;
    x->lacks = x->lacks || v->may_mention;
    return RC_OK;
}

/* ---- by spans ---- */

static struct judge_options options_of(const struct surveying *x)
{
    struct judge_options o = *x->options;

    o.only_term = x->term->id;
    o.only_kinds = 1u << x->term->kind;
    o.wants_events = false;
    return o;
}

static enum rc judge_span(struct surveying *x, struct time_span span, bool is_first,
                          struct verdict_sink *sink, struct err *err)
{
    const struct view_ask ask = {.span = span, .kinds = 1u << x->term->kind, .input = &x->input};
    const struct judge_options o = options_of(x);
    struct view v;
    enum rc rc;

    arena_release(&x->part_arena);
    rc = view_open(&x->from, &ask, &x->part_arena, &v, err);
    if (rc)
        return rc;
    v.is_with_rest = is_first;
    return view_judge(&v, x->model, &o, sink, &x->part_arena, err);
}

/* One pass over all spans; until all limits have sights, where these are looked for. */
static enum rc judge_spans(struct surveying *x, struct verdict_sink *sink, bool is_looking,
                           struct err *err)
{
    struct time_span span = {0, 0};
    int64_t t0_ms = x->input.t0_ms, width_ms = x->input.t1_ms - t0_ms;
    enum rc rc;

    if (x->input.t0_ms > x->input.t1_ms)
        return judge_span(x, span, true, sink, err);
    do {
        rc = next_span(x, t0_ms, &width_ms, &span, err);
        if (rc == RC_OK)
            rc = judge_span(x, span, t0_ms == x->input.t0_ms, sink, err);
        t0_ms = span.t1_ms + 1;
    } while (rc == RC_OK && t0_ms <= x->input.t1_ms && !(is_looking && x->n_unseen == 0));
    return rc;
}

/* What is said of a limit without sights hangs on all spans: so they are looked through first. */
static enum rc judge_ceiling(struct surveying *x, struct err *err)
{
    struct verdict_sink look = {x, look_for_sights, pass_event}, pass = {x, pass_on, pass_event};
    const size_t n = x->term->u.ceiling.n_limits;
    enum rc rc;

    x->has_sights = arena_array(&x->rules_arena, n + 1, sizeof(*x->has_sights), err);
    if (x->has_sights == NULL)
        return RC_LIMIT;
    x->n_unseen = n;
    rc = judge_spans(x, &look, true, err);
    return rc ? rc : judge_spans(x, &pass, false, err);
}

/* ---- as a whole ---- */

/* One judging of what is no matter of a span, with the sightings until a time. */
static enum rc judge_until(struct surveying *x, const struct hints *h, int64_t until_ms,
                           struct verdict_sink *sink, struct err *err)
{
    struct judge_options o = options_of(x);
    struct gather g = {0};
    struct gathered rows;
    struct tally tally;
    enum rc rc;

    arena_release(&x->part_arena);
    rc = gather_open(&g, &x->from, &x->part_arena, &x->scratch, err);
    if (rc)
        return rc;
    if (until_ms > h->from_ms)
        rc = hints_gather(h, &g, until_ms, err);
    if (rc == RC_OK)
        rc = gather_docket(&g, GATHER_RULES | VIEW_OTHERS, &x->part_arena, &rows, err);
    gather_close(&g);
    o.is_partial = true;
    o.input = x->input;
    if (rc == RC_OK)
        rc = judge_run(x->model, &rows.docket, &o, sink, &x->part_arena, &tally, err);
    return rc;
}

static enum rc judge_whole(struct surveying *x, struct err *err)
{
    struct verdict_sink look = {x, look_for_hints, pass_event}, pass = {x, pass_on, pass_event};
    struct hints h = {.from_ms = TIME_NEVER};
    int64_t until_ms;
    enum rc rc = RC_OK;

    if (x->term->kind == PACT_STORAGE && !x->options->no_suggestions)
        rc = hints_open(&x->rules, &x->rules_arena, &h, err);
    until_ms = h.from_ms;
    while (rc == RC_OK && h.from_ms != TIME_NEVER) {
        x->names = x->lacks = false;
        rc = judge_until(x, &h, until_ms, &look, err);
        if (!x->names || !x->lacks)
            break;
        /* the first look is without sightings, and the last instant may have one */
        if (until_ms > h.from_ms && until_ms >= x->input.t1_ms)
            break;
        until_ms = hints_next(&h, until_ms);
    }
    return rc ? rc : judge_until(x, &h, until_ms, &pass, err);
}

static enum rc judge_term(struct surveying *x, struct err *err)
{
    struct verdict_sink pass = {x, pass_on, pass_event};

    if ((SPAN_KINDS >> x->term->kind & 1u) != 0)
        return judge_spans(x, &pass, false, err);
    return x->term->kind == PACT_CEILING ? judge_ceiling(x, err) : judge_whole(x, err);
}

static bool is_wanted(const struct judge_options *o, const struct pact_term *t)
{
    if (o->only_kinds != 0 && (o->only_kinds >> t->kind & 1u) == 0)
        return false;
    return o->only_term.n == 0 || span_eq(o->only_term, t->id);
}

static enum rc judge_terms(struct surveying *x, struct err *err)
{
    const struct pact_model *m = x->model;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < m->n_agreements; i++)
        for (size_t k = 0; k < m->agreements[i].n_terms && rc == RC_OK; k++) {
            x->agreement = &m->agreements[i];
            x->term = &m->agreements[i].terms[k];
            if (is_wanted(x->options, x->term))
                rc = judge_term(x, err);
        }
    return rc;
}

/* ---- both ways ---- */

static enum rc judge_versions(struct surveying *x, struct err *err)
{
    const struct versions *v = x->of->versions;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < v->n_pacts && rc == RC_OK; i++) {
        struct time_span in_force = fold_pact_span(v->pacts, v->n_pacts, i);

        x->version = i;
        x->model = v->pacts[i].model;
        if (in_force.t0_ms < in_force.t1_ms)
            rc = judge_terms(x, err);
    }
    return rc;
}

static enum rc judge_parts(struct surveying *x, struct err *err)
{
    enum rc rc = gather_open(&x->rules, &x->of->from, &x->rules_arena, &x->scratch, err);

    if (rc)
        return rc;
    x->has_rules = true;
    x->from = x->of->from;
    x->from.base = &x->rules;
    rc = gather_ask(&x->rules, (struct shelf_query){.row_kinds = GATHER_RULES | VIEW_OTHERS}, err);
    return rc ? rc : judge_versions(x, err);
}

static enum rc judge_at_once(struct surveying *x, struct err *err)
{
    struct judge_options o = *x->options;
    struct verdict_sink sink = {x->sink->context, x->sink->verdict, pass_event};
    struct gather g;
    struct gathered rows;
    enum rc rc = gather_open(&g, &x->of->from, &x->part_arena, &x->scratch, err);

    if (rc)
        return rc;
    o.wants_events = false;
    o.is_partial =
        true; /* the time of the input is that of the rows as they lie, as the fold has it */
    o.input = x->input;
    rc = gather_ask(&g, (struct shelf_query){.row_kinds = ALL_KINDS}, err);
    if (rc == RC_OK)
        rc = gather_docket(&g, ALL_KINDS, &x->part_arena, &rows, err);
    gather_close(&g);
    if (rc == RC_OK)
        rc = versions_judge(x->of->versions, &rows.docket, &o, &sink, &x->part_arena, err);
    return rc;
}

enum rc survey_judge(const struct survey *s, const struct judge_options *options,
                     struct verdict_sink *sink, struct err *err)
{
    struct surveying x = {.of = s, .options = options, .sink = sink};
    size_t n;
    enum rc rc = count(s, (struct shelf_query){.row_kinds = ALL_KINDS}, s->rows_max, &n, err);

    if (rc)
        return rc;
    arena_init(&x.rules_arena, s->memory_max);
    arena_init(&x.part_arena, s->memory_max);
    arena_init(&x.scratch, SCRATCH_BYTES_MAX);
    x.input = (struct time_span){1, 0};
    rc = input_span(&s->from, &x.part_arena, &x.scratch, &x.input, err);
    arena_release(&x.part_arena);
    if (rc == RC_OK)
        rc = n <= s->rows_max ? judge_at_once(&x, err) : judge_parts(&x, err);
    if (x.has_rules)
        gather_close(&x.rules);
    arena_release(&x.scratch);
    arena_release(&x.part_arena);
    arena_release(&x.rules_arena);
    return rc;
}
