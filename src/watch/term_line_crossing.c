/* SPDX-License-Identifier: Apache-2.0 */
/* term_line_crossing.c: people and vehicles that cross a line: seen on one side and later on the
 * other, each far enough from the line, or of a party that holds one side and found on the other.
 * One noisy fix is indeterminate. What flies is for no_fly terms, unless this one names it. */
#include <math.h>

#include "watch/chance.h"
#include "watch/trail.h"

/* A sighting of a crossing is of this line where it is so near, errors aside. */
#define NEAR_LINE_M 1000.0
#define NEAR_SIGMAS 3.0

struct bounds {
    double min, max;
};

/* One fix, as it lies to the line. */
struct mark {
    struct bounds on[2]; /* by GEO_LEFT, GEO_RIGHT: there, while in force */
    double left_m, sigma_m, line_m;
    struct span version;
};

/* A way over the line, or a place beyond it, and how likely that is. */
struct way {
    struct bounds p;
    enum geo_side to;
    size_t fix; /* where it shows: the fix beyond */
    const char *state;
};

struct crossing {
    struct term_run *run;
    const struct pact_line_crossing *of;
    struct judging j;
    struct span word;
    struct match_mass mass;
    struct mark *marks;
    size_t n;
    const char *doubt; /* why a fix cannot be judged; NULL: it can */
    struct way best;
    struct place at; /* of the fix where it shows */
    struct time_span when;
};

static enum pact_direction direction_to(enum geo_side to)
{
    return to == GEO_RIGHT ? PACT_LEFT_TO_RIGHT : PACT_RIGHT_TO_LEFT;
}

static bool is_prohibited(const struct crossing *c, enum geo_side to)
{
    return c->of->direction == PACT_ANY_DIRECTION || c->of->direction == direction_to(to);
}

/* ---- fixes ---- */

static enum rc mark_fix(struct crossing *c, struct trail_step *s, struct err *err)
{
    struct mark *m = &c->marks[s->number];
    double p_time = term_p_time(c->run, s->when, s->clock_sigma_s);
    struct bounds where = {1, 1};
    struct side_chance left, right;
    struct err why = {0};
    enum rc rc =
        ground_where(c->run->ground, c->run->term, &s->at, s->when, &where.min, &where.max, &why);

    if (rc == RC_OK)
        rc = side_of_line(c->run, c->of->line, GEO_LEFT, &s->at, s->when, &left, &why);
    if (rc == RC_OK)
        rc = side_of_line(c->run, c->of->line, GEO_RIGHT, &s->at, s->when, &right, &why);
    if (rc == RC_ABSENT) {
        struct span kept = arena_copy(c->run->scratch, span_of(why.note), err);

        c->doubt = kept.p;
        m->on[GEO_LEFT] = m->on[GEO_RIGHT] = (struct bounds){0, p_time};
        m->left_m = m->sigma_m = NAN;
        return kept.p == NULL ? RC_LIMIT : RC_OK;
    }
    if (rc)
        return err_set(err, rc, "%s", why.note);
    m->on[GEO_LEFT] =
        (struct bounds){left.p_min * where.min * p_time, left.p_max * where.max * p_time};
    m->on[GEO_RIGHT] =
        (struct bounds){right.p_min * where.min * p_time, right.p_max * where.max * p_time};
    m->left_m = left.signed_m;
    m->sigma_m = left.sigma_m;
    m->line_m = left.line_m;
    m->version = left.version;
    return RC_OK;
}

static enum rc mark_fixes(struct crossing *c, const struct trail *t, struct err *err)
{
    struct trail_step s = {0};
    enum rc rc = RC_OK;

    c->n = trail_fixes(t);
    c->marks = arena_array(c->run->scratch, c->n, sizeof(*c->marks), err);
    if (c->marks == NULL)
        return RC_LIMIT;
    while (rc == RC_OK && trail_next(t, &s))
        rc = mark_fix(c, &s, err);
    return rc;
}

/* ---- ways ---- */

static void keep(struct crossing *c, struct way w)
{
    if (c->best.state == NULL || w.p.min + w.p.max > c->best.p.min + c->best.p.max)
        c->best = w;
}

/* On one side, and at a later fix on the other: as likely as the less likely of the two. */
static void find_crossings(struct crossing *c, enum geo_side to)
{
    enum geo_side from = side_across(to);
    struct bounds before = {0, 0};

    for (size_t i = 0; i < c->n; i++) {
        const struct mark *m = &c->marks[i];

        if (i > 0)
            keep(c, (struct way){
                        .p = {fmin(before.min, m->on[to].min), fmin(before.max, m->on[to].max)},
                        .to = to,
                        .fix = i,
                        .state = "crossed"});
        before =
            (struct bounds){fmax(before.min, m->on[from].min), fmax(before.max, m->on[from].max)};
    }
}

/* Who holds one side has crossed when it is found on the other. */
static void find_beyond(struct crossing *c, enum geo_side to)
{
    for (size_t i = 0; i < c->n; i++)
        keep(c, (struct way){.p = c->marks[i].on[to], .to = to, .fix = i, .state = "found_beyond"});
}

static bool is_at_line(const struct mark *m)
{
    return isnan(m->left_m) || fabs(m->left_m) <= NEAR_LINE_M + NEAR_SIGMAS * m->sigma_m;
}

/* The row says that somebody crossed, but one position does not show it. */
static void find_stated(struct crossing *c, enum geo_side own)
{
    if (c->j.row->phenomenon != PHEN_CROSSING || c->n != 1 || !is_at_line(&c->marks[0]))
        return;
    for (int to = GEO_LEFT; to <= GEO_RIGHT; to++)
        if (is_prohibited(c, (enum geo_side)to) && own != (enum geo_side)to)
            keep(c, (struct way){.p = {c->marks[0].on[to].min, 1},
                                 .to = (enum geo_side)to,
                                 .state = "stated"});
}

static enum geo_side own_side(const struct crossing *c)
{
    uint32_t party;

    if (term_bound(c->run, c->j.act.actor, &party) != BOUND_YES)
        return GEO_BOTH_SIDES;
    return side_of_party(c->run->agreement, c->of->line, party);
}

/* What can be held against it; false: one position of somebody whose side is not known. */
static bool find_ways(struct crossing *c)
{
    enum geo_side own = own_side(c), across = side_across(own);

    for (int to = GEO_LEFT; to <= GEO_RIGHT && c->n > 1; to++)
        if (is_prohibited(c, (enum geo_side)to))
            find_crossings(c, (enum geo_side)to);
    if (c->best.state != NULL && c->best.p.min >= c->run->term->confidence)
        return true; /* seen to cross: more than being found there */
    if (own != GEO_BOTH_SIDES && is_prohibited(c, across))
        find_beyond(c, across);
    find_stated(c, own);
    return c->best.state != NULL;
}

/* ---- verdict ---- */

/* Each fix k sigma from the line: where that asks for more than the confidence does. */
static void settle(struct crossing *c)
{
    struct judging *j = &c->j;
    double needed = chance_normal(c->of->k_sigma);

    j->parts.p_place_min = c->best.p.min;
    j->parts.p_place_max = c->best.p.max;
    j->parts.p_category_min = fmin(c->mass.sure, 1);
    j->parts.p_category_max = fmin(c->mass.sure + c->mass.open, 1);
    if (c->best.p.min < needed && c->best.p.min >= c->run->term->confidence)
        j->cap = "not every fix is as many sigma from the line as the term asks for";
    if (c->doubt != NULL && c->best.p.min < c->run->term->confidence) {
        j->cap = c->doubt; /* else other fixes say enough */
        j->parts.is_unplaced = true;
    }
    j->act.place = &c->at;
    j->act.when = c->when;
    judging_settle(c->run, j);
}

static void put_numbers(struct crossing *c)
{
    struct verdict *v = &c->j.v;
    const struct mark *m = &c->marks[c->best.fix];

    v->category = c->word;
    v->p_category = c->mass.sure;
    v->state = c->best.state;
    v->line = c->run->agreement->lines[c->of->line].id;
    v->line_version = m->version;
    v->distance_m = c->best.to == GEO_LEFT ? -m->left_m : m->left_m;
    v->sigma_m = m->sigma_m;
    v->threshold_m = c->of->k_sigma * m->sigma_m;
    v->has_place = c->at.form != PLACE_NONE;
    v->place = c->at.at;
}

static void put_what(struct crossing *c, struct buf *b)
{
    explain_count(b, c->j.v.count);
    buf_puts(b, " x ");
    if (c->j.act.item != NULL)
        explain_item(b, c->j.act.item);
    else
        buf_puts(b, vocab_word(VOCAB_PHENOMENON, (int)c->j.act.phenomenon));
}

static void explain_crossing(struct crossing *c)
{
    struct buf *b = c->run->text;
    const struct verdict *v = &c->j.v;
    bool is_beyond = v->distance_m <= 0;

    put_what(c, b);
    if (c->best.fix > 0 || span_is(span_of(c->best.state), "crossed"))
        buf_printf(b, ", %zu fixes,", c->n);
    buf_printf(b, " at ");
    explain_place(b, &c->at);
    if (!isnan(v->distance_m)) {
        buf_puts(b, ": ");
        explain_metres(b, fabs(v->distance_m));
        buf_printf(b, " on the %s side of line %.*s",
                   (c->best.to == GEO_LEFT) == is_beyond ? "left" : "right", SPAN_ARG(v->line));
        if (v->state != NULL)
            buf_puts(b, is_beyond ? ", beyond it" : ", short of it");
        buf_puts(b, " (");
        explain_sigma(b, &c->at, v->sigma_m, c->marks[c->best.fix].line_m);
        buf_puts(b, "; needed are ");
        explain_metres(b, v->threshold_m);
        buf_puts(b, ")");
    }
    buf_puts(b, ".");
    if (span_is(span_of(c->best.state), "crossed") && v->state != NULL)
        buf_puts(b, " It was on the other side before.");
    else if (span_is(span_of(c->best.state), "stated"))
        buf_puts(b, " A crossing was seen, but one position does not show it.");
}

static enum rc judge_trail(struct crossing *c, const struct trail *t, struct err *err)
{
    struct term_run *run = c->run;
    struct trail_step s = {0};
    enum rc rc;

    if (!judging_is_about(run, &c->j))
        return judging_not_bound(run, &c->j, err);
    if (!trail_is_in_force(run, t))
        return judging_not_applicable(run, &c->j, "the term was not in force", err);
    rc = mark_fixes(c, t, err);
    if (rc)
        return rc;
    if (!find_ways(c))
        return judging_not_applicable(
            run, &c->j, "one position of somebody whose side of the line is not known", err);
    while (trail_next(t, &s) && s.number < c->best.fix)
        ;
    c->at = s.at;
    c->when = s.when;
    put_numbers(c);
    settle(c);
    if (c->j.v.word == VERDICT_COMPLIANT)
        c->j.v.state = NULL; /* the likeliest way over the line was none */
    if (term_wants(run, c->j.v.word))
        explain_crossing(c);
    return judging_emit(run, &c->j, err);
}

/* Forces and equipment in general mean what goes on the ground here. */
static bool is_for_no_fly(const struct term_run *run, const struct presence *p)
{
    const struct pact_term *t = run->term;

    if (!presence_flies(p))
        return false;
    for (size_t i = 0; i < t->n_prohibits; i++) {
        const struct pact_selector *s = &t->prohibits[i];
        bool is_general = s->form == PACT_SELECT_WORD && (s->fixed == PACT_WORD_MILITARY_FORCES ||
                                                          s->fixed == PACT_WORD_EQUIPMENT ||
                                                          s->fixed == PACT_WORD_MILITARY_ACTION);
        struct match_mass m = presence_match(run, s, p);

        if (!is_general && m.sure + m.open > 0)
            return false;
    }
    return true;
}

/* A term that names nothing means everything. */
static struct match_mass match(const struct term_run *run, const struct presence *p,
                               struct span *word)
{
    if (run->term->n_prohibits == 0)
        return (struct match_mass){.sure = 1};
    return presence_match_term(run, p, word);
}

static enum rc judge(struct term_run *run, const struct trail *t, struct err *err)
{
    struct presence shown = presence_at(t->rows[0], t->shown);
    struct crossing c = {
        .run = run, .of = &run->term->u.crossing, .j = judging_of(run, t->rows[0], shown.item)};
    enum rc rc = trail_put_inputs(run, t, &c.j, err);

    if (rc)
        return rc;
    c.j.v.count = shown.n;
    c.j.is_reported = trail_is_reported(t);
    c.mass = match(run, &shown, &c.word);
    if (c.mass.sure + c.mass.open <= 0)
        return judging_not_applicable(run, &c.j, "nothing that the term prohibits", err);
    return judge_trail(&c, t, err);
}

enum rc term_line_crossing(struct term_run *run, struct err *err)
{
    const struct docket *d = run->docket;
    struct trails trails;
    enum rc rc = RC_OK;

    trails_init(&trails, run);
    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++) {
        const struct observation *o = &d->observations[i];
        size_t n = presence_count(o);

        for (size_t k = 0; k < n && rc == RC_OK; k++) {
            struct presence p = presence_at(o, k);

            if (p.n.max > 0 && !is_for_no_fly(run, &p))
                rc = trails_add(&trails, o, k, &p, err);
        }
    }
    for (size_t i = 0; i < trails.n && rc == RC_OK; i++)
        rc = judge(run, trails.items[i], err);
    return rc;
}
