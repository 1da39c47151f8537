/* SPDX-License-Identifier: Apache-2.0 */
/* term_no_fly.c: whatever flies where it must not. A flight enters when it is inside at so many
 * consecutive fixes (`dwell`); fewer are at most indeterminate. */
#include <math.h>

#include "watch/chance.h"
#include "watch/coverage.h"
#include "watch/trail.h"

/* How far a height above the ellipsoid may be from one above the sea (EGM2008: -107 to 86 m) and
 * above the ground (from the Dead Sea's shore, 430 m below it, to 8849 m), without a model of
 * either: datum = hae + [low, high]. */
static const struct {
    double low_m, high_m;
} datum_shift[] = {
    [PACT_DATUM_AMSL] = {-86, 107},
    [PACT_DATUM_AGL] = {-86 - 8849, 107 + 430},
    [PACT_DATUM_HAE] = {0, 0},
};

struct flying {
    struct term_run *run;
    const struct pact_no_fly *of;
    struct trails flights;
};

struct chance {
    double min, max;
};

/* One fix and how likely it is where nobody may fly. */
struct fix {
    struct place at;
    struct time_span when;
    struct chance inside;
    bool has_line; /* a line decides: how it lies to that */
    uint32_t line;
    struct side_chance side;
};

/* Everything worked out about one flight. */
struct passage {
    struct judging j;
    struct flying *flying;
    struct span word; /* the selector it falls under */
    struct match_mass mass;
    size_t n_fixes;
    struct chance run; /* inside at `dwell` consecutive fixes: the best such run */
    struct fix best;   /* the fix that is most likely inside */
    const char *doubt; /* why a fix cannot be judged; NULL: it can */
    bool is_unplaced;  /* because of its place */
    const char *whose; /* why the actor leaves it open; NULL: it does not */
};

/* ---- one fix ---- */

/* Share of heights inside, the datum's uncertainty as bounds; closed at both ends. */
static struct chance height_chance(const struct pact_no_fly *n, double hae_m, double sigma_m)
{
    double floor_m = n->floor_m <= 0 ? -INFINITY : n->floor_m; /* whatever is in the air */
    double at_m[3], p[3];

    if (isinf(floor_m) && isinf(n->ceiling_m))
        return (struct chance){1, 1};
    if (isnan(hae_m))
        return (struct chance){0, 1};
    at_m[0] = hae_m + datum_shift[n->datum].low_m;
    at_m[1] = hae_m + datum_shift[n->datum].high_m;
    at_m[2] = isinf(floor_m)        ? at_m[0]
              : isinf(n->ceiling_m) ? at_m[1]
                                    : (floor_m + n->ceiling_m) / 2;
    at_m[2] = fmin(fmax(at_m[2], at_m[0]), at_m[1]); /* the height that is most inside */
    for (int i = 0; i < 3; i++)
        p[i] = fmax(0, 1 - chance_below(at_m[i], floor_m, sigma_m) -
                           chance_below(n->ceiling_m, at_m[i], sigma_m));
    return (struct chance){fmin(p[0], p[1]), p[2]};
}

/* The line that a party must stay behind: the one that names it, else by the order of `binds`. */
static uint32_t own_line(const struct term_run *run, uint32_t party)
{
    const uint32_t *lines = run->term->u.no_fly.beyond_own;
    bool names[2];

    for (int i = 0; i < 2; i++)
        names[i] = lines[i] != PACT_NONE &&
                   side_of_party(run->agreement, lines[i], party) != GEO_BOTH_SIDES;
    if (names[0] != names[1])
        return lines[names[0] ? 0 : 1];
    for (size_t i = 0; i < run->term->n_binds && i < 2; i++)
        if (run->term->binds[i] == party)
            return lines[i];
    return lines[0];
}

static enum rc beyond_line(struct passage *p, uint32_t party, struct fix *f, struct chance *out,
                           struct err *err)
{
    struct term_run *run = p->flying->run;
    uint32_t line = own_line(run, party);
    enum geo_side own =
        line == PACT_NONE ? GEO_BOTH_SIDES : side_of_party(run->agreement, line, party);
    enum rc rc;

    *out = (struct chance){0, 1};
    if (own == GEO_BOTH_SIDES) {
        p->doubt = "the agreement does not say which side of the line is whose";
        return RC_OK;
    }
    rc = side_of_line(run, line, side_across(own), &f->at, f->when, &f->side, err);
    if (rc)
        return rc;
    f->has_line = true;
    f->line = line;
    *out = (struct chance){f->side.p_min, f->side.p_max};
    return RC_OK;
}

/* Whose line it is hangs on who it is: nobody known may be at home. */
static enum rc beyond_own(struct passage *p, struct fix *f, struct chance *out, struct err *err)
{
    struct term_run *run = p->flying->run;
    uint32_t party = PACT_NONE;
    double most = 0;

    *out = (struct chance){1, 1};
    if (run->term->u.no_fly.beyond_own[0] == PACT_NONE)
        return RC_OK;
    if (term_bound(run, p->j.act.actor, &party) == BOUND_YES)
        return beyond_line(p, party, f, out, err);
    p->whose = "each party has its own line, and whose it was is not known";
    for (size_t i = 0; i < run->term->n_binds; i++) {
        enum rc rc = beyond_line(p, run->term->binds[i], f, out, err);

        if (rc)
            return rc;
        most = fmax(most, out->max);
    }
    *out = (struct chance){0, most};
    f->has_line = false;
    return RC_OK;
}

/* Place, height, line and time of one fix together. */
static enum rc judge_fix(struct passage *p, struct fix *f, double clock_s, struct err *err)
{
    struct term_run *run = p->flying->run;
    struct chance height = height_chance(p->flying->of, f->at.hae_m, f->at.sigma_m);
    struct chance place = {0, 0}, line = {1, 1};
    double p_time = term_p_time(run, f->when, clock_s);
    struct err why = {0};
    enum rc rc = RC_OK;

    if (p_time > 0)
        rc = ground_where(run->ground, run->term, &f->at, f->when, &place.min, &place.max, &why);
    if (rc == RC_OK && place.max > 0)
        rc = beyond_own(p, f, &line, &why);
    if (rc == RC_ABSENT) {
        struct span kept = arena_copy(run->scratch, span_of(why.note), err);

        place = (struct chance){0, 1};
        p->doubt = kept.p;
        p->is_unplaced = true;
        rc = kept.p == NULL ? RC_LIMIT : RC_OK;
    } else if (rc) {
        (void)err_set(err, rc, "%s", why.note);
    }
    f->inside = (struct chance){place.min * height.min * line.min * p_time,
                                place.max * height.max * line.max * p_time};
    return rc;
}

/* ---- all fixes ---- */

/* The greatest of all least values of `width` neighbours, in one pass: in blocks of that width, the
 * least so far from the left (in place) and from the right (`from_right`). */
static double best_run(double *value, double *from_right, size_t n, size_t width)
{
    double best = 0;

    if (width == 0 || width > n)
        return 0;
    for (size_t i = n; i-- > 0;)
        from_right[i] =
            (i + 1) % width == 0 || i + 1 == n ? value[i] : fmin(value[i], from_right[i + 1]);
    for (size_t i = 1; i < n; i++)
        if (i % width != 0)
            value[i] = fmin(value[i], value[i - 1]);
    for (size_t i = 0; i + width <= n; i++)
        best = fmax(best, fmin(from_right[i], value[i + width - 1]));
    return best;
}

static enum rc judge_fixes(struct passage *p, const struct trail *t, struct err *err)
{
    struct arena *a = p->flying->run->scratch;
    size_t n = trail_fixes(t), dwell = (size_t)p->flying->of->dwell_fixes;
    double *min = arena_array(a, n, sizeof(*min), err), *max = arena_array(a, n, sizeof(*max), err);
    double *room = arena_array(a, n, sizeof(*room), err);
    struct trail_step s = {0};

    if (min == NULL || max == NULL || room == NULL)
        return RC_LIMIT;
    p->n_fixes = n;
    while (trail_next(t, &s)) {
        struct fix fix = {.at = s.at, .when = s.when};
        enum rc rc = judge_fix(p, &fix, s.clock_sigma_s, err);

        if (rc)
            return rc;
        min[s.number] = fix.inside.min;
        max[s.number] = fix.inside.max;
        if (s.number == 0 ||
            fix.inside.min + fix.inside.max > p->best.inside.min + p->best.inside.max)
            p->best = fix;
    }
    p->run = (struct chance){best_run(min, room, n, dwell), best_run(max, room, n, dwell)};
    return RC_OK;
}

/* ---- verdicts ---- */

/* A row without a party whose source is an observer's own aircraft may be that aircraft's track. */
static bool may_be_observers(const struct term_run *run, const struct observation *o)
{
    const struct pact_agreement *g = run->agreement;
    bool is_uav = false, is_own = false;

    if (o->actor.form != ACTOR_UNDETERMINED || o->place.form != PLACE_TRACK)
        return false;
    for (size_t i = 0; i < run->docket->n_sensors && !is_uav; i++)
        is_uav = span_eq(run->docket->sensors[i].head.id, o->head.source) &&
                 span_is(run->docket->sensors[i].type, "uav");
    for (uint32_t i = 0; i < g->n_parties && is_uav && !is_own; i++)
        is_own = g->parties[i].is_observer && coverage_is_own_source(g, i, o->head.source);
    return is_own;
}

/* Which chance counts, and what stands against more than `indeterminate`. */
static void settle(struct passage *p)
{
    struct judging *j = &p->j;
    double c = p->flying->run->term->confidence;
    bool is_run = p->run.max * (p->mass.sure + p->mass.open) > 1 - c;
    struct chance counts = is_run ? p->run : p->best.inside;

    j->parts.p_place_min = counts.min;
    j->parts.p_place_max = counts.max;
    j->parts.p_category_min = fmin(p->mass.sure, 1);
    j->parts.p_category_max = fmin(p->mass.sure + p->mass.open, 1);
    if (!is_run)
        j->cap = "it was inside at fewer consecutive fixes than the term asks for";
    if (p->doubt != NULL && counts.min < c) { /* else other fixes say enough */
        j->cap = p->doubt;
        j->parts.is_unplaced = p->is_unplaced;
    }
    if (p->whose != NULL)
        j->cap = p->whose;
    if (may_be_observers(p->flying->run, j->row))
        j->cap = "its source is an observer's own aircraft, whose track it may be";
    j->act.place = &p->best.at;
    j->act.when = p->best.when;
    judging_settle(p->flying->run, j);
}

static void put_height(struct buf *b, const struct pact_no_fly *n, double hae_m)
{
    static const char *const datums[] = {[PACT_DATUM_AMSL] = "above the sea",
                                         [PACT_DATUM_AGL] = "above the ground",
                                         [PACT_DATUM_HAE] = "above the ellipsoid"};

    if (isinf(n->floor_m) && isinf(n->ceiling_m))
        return;
    buf_puts(b, " Height ");
    if (isnan(hae_m))
        buf_puts(b, "not stated");
    else
        explain_metres(b, hae_m);
    buf_printf(b, " above the ellipsoid; the term is about ");
    if (isfinite(n->floor_m)) {
        buf_puts(b, "from ");
        explain_metres(b, n->floor_m);
    }
    if (isfinite(n->ceiling_m)) {
        buf_puts(b, isfinite(n->floor_m) ? " to " : "up to ");
        explain_metres(b, n->ceiling_m);
    }
    buf_printf(b, " %s%s.", datums[n->datum],
               n->datum == PACT_DATUM_HAE || (n->floor_m <= 0 && isinf(n->ceiling_m))
                   ? ""
                   : ", compared with all that the difference between the two can be");
}

static void explain_flight(const struct passage *p)
{
    const struct pact_no_fly *of = p->flying->of;
    const struct judging *j = &p->j;
    struct buf *b = p->flying->run->text;

    explain_count(b, j->v.count);
    buf_puts(b, " x ");
    if (j->act.item != NULL)
        explain_item(b, j->act.item);
    else
        buf_puts(b, vocab_word(VOCAB_PHENOMENON, (int)j->act.phenomenon));
    buf_printf(b, " (%.*s), %zu fix%s, %lld consecutive ones needed; most surely inside at ",
               SPAN_ARG(p->word), p->n_fixes, p->n_fixes == 1 ? "" : "es",
               (long long)of->dwell_fixes);
    explain_place(b, &p->best.at);
    buf_puts(b, " (");
    explain_sigma(b, &p->best.at, p->best.has_line ? p->best.side.sigma_m : p->best.at.sigma_m,
                  p->best.has_line ? p->best.side.line_m : 0);
    buf_puts(b, ") at ");
    time_put_span(b, p->best.when);
    buf_puts(b, ".");
    if (p->best.has_line) {
        buf_puts(b, p->best.side.signed_m >= 0 ? " Beyond its own line by "
                                               : " Short of its own line by ");
        explain_metres(b, fabs(p->best.side.signed_m));
        buf_puts(b, ".");
    }
    put_height(b, of, p->best.at.hae_m);
}

static void put_numbers(struct passage *p)
{
    struct term_run *run = p->flying->run;
    struct verdict *v = &p->j.v;

    v->category = p->word;
    v->p_category = p->mass.sure;
    v->has_place = p->best.at.form != PLACE_NONE;
    v->place = p->best.at.at;
    if (!p->best.has_line)
        return;
    v->distance_m = -p->best.side.signed_m;
    v->sigma_m = p->best.side.sigma_m;
    v->line = run->agreement->lines[p->best.line].id;
    v->line_version = p->best.side.version;
}

static enum rc judge_flight(struct flying *x, const struct trail *t, struct err *err)
{
    struct term_run *run = x->run;
    struct presence shown = presence_at(t->rows[0], t->shown);
    struct passage p = {.flying = x, .j = judging_of(run, t->rows[0], shown.item)};
    enum rc rc = trail_put_inputs(run, t, &p.j, err);

    if (rc)
        return rc;
    p.j.v.count = shown.n;
    p.j.is_reported = trail_is_reported(t);
    p.mass = presence_match_term(run, &shown, &p.word);
    if (p.mass.sure + p.mass.open <= 0)
        return judging_not_applicable(run, &p.j, "nothing that the term prohibits", err);
    if (!judging_is_about(run, &p.j))
        return judging_not_bound(run, &p.j, err);
    if (!trail_is_in_force(run, t))
        return judging_not_applicable(run, &p.j, "the term was not in force", err);
    rc = judge_fixes(&p, t, err);
    if (rc)
        return rc;
    put_numbers(&p);
    settle(&p);
    if (term_wants(run, p.j.v.word))
        explain_flight(&p);
    return judging_emit(run, &p.j, err);
}

enum rc term_no_fly(struct term_run *run, struct err *err)
{
    struct flying x = {.run = run, .of = &run->term->u.no_fly};
    const struct docket *d = run->docket;
    enum rc rc = RC_OK;

    trails_init(&x.flights, run);
    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++) {
        const struct observation *o = &d->observations[i];
        size_t n = presence_count(o);

        for (size_t k = 0; k < n && rc == RC_OK; k++) {
            struct presence p = presence_at(o, k);

            if (presence_flies(&p) && p.n.max > 0)
                rc = trails_add(&x.flights, o, k, &p, err);
        }
    }
    for (size_t i = 0; i < x.flights.n && rc == RC_OK; i++)
        rc = judge_flight(&x, x.flights.items[i], err);
    return rc;
}
