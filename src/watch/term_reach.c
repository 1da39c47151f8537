/* SPDX-License-Identifier: Apache-2.0 */
/* term_reach.c: whether help would be with each deployment in time: the shortest way over a table
 * of travel times or a network of corridors, from those who must help. */
#include "base/num.h"
#include "watch/force.h"
#include "watch/ways.h"

#include <math.h>

struct looking {
    const struct force *f;
    const struct pact_reach *of;
    const struct ways *ways;
    const struct deployment *to;
};

/* Who is held ready elsewhere needs no help; who commands is with those who do. */
static bool is_helper(const struct looking *l, const struct deployment *d)
{
    return d->post == POST_REACTION && owed_names(&l->of->from, d->contributor);
}

static void start_at(const struct looking *l, struct span name, double *hours)
{
    size_t at = ways_find(l->ways, name);

    if (at != SIZE_MAX)
        hours[at] = 0;
}

/* Hours to every place, from the helpers' own names and from where they are held ready. */
static enum rc spread(const struct looking *l, int64_t at_ms, bool is_most, double **out,
                      struct err *err)
{
    double *hours = arena_array(l->ways->arena, l->ways->n, sizeof(*hours), err);

    if (hours == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < l->ways->n; i++)
        hours[i] = INFINITY;
    for (size_t i = 0; i < l->of->from.n; i++)
        start_at(l, l->of->from.items[i], hours);
    for (size_t i = 0; i < l->f->n; i++) {
        const struct deployment *d = l->f->items[i];

        if (!is_helper(l, d) || !force_is_there(d, (struct time_span){at_ms, at_ms}))
            continue;
        start_at(l, d->head.id, hours);
        for (uint32_t k = 0; k < d->n_sectors; k++)
            start_at(l, d->sectors[k], hours);
    }
    *out = hours;
    return ways_spread(l->ways, at_ms, is_most, hours, err);
}

/* The nearest of a deployment's names; *is_named: some route has one. */
static double hours_to(const struct looking *l, const double *hours, bool *is_named)
{
    double out = INFINITY;
    size_t at = ways_find(l->ways, l->to->head.id);

    *is_named = at != SIZE_MAX;
    if (at != SIZE_MAX)
        out = hours[at];
    for (uint32_t k = 0; k < l->to->n_sectors; k++) {
        at = ways_find(l->ways, l->to->sectors[k]);
        *is_named = *is_named || at != SIZE_MAX;
        if (at != SIZE_MAX && hours[at] < out)
            out = hours[at];
    }
    return out;
}

static void put_hours(struct buf *b, double least, double most)
{
    num_put_f64(b, least);
    if (most > least && most < INFINITY) {
        buf_puts(b, " to ");
        num_put_f64(b, most);
    }
    buf_puts(b, most < INFINITY ? " h" : " h, and perhaps by no way");
}

static enum rc look(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    double *least = NULL, *most = NULL, limit_h, least_h, most_h;
    bool is_named;
    enum pact_tri is_met;
    enum rc rc;

    if (!force_is_there(l->to, (struct time_span){out->span.t0_ms, out->span.t0_ms}))
        return RC_OK;
    rc = spread(l, out->span.t0_ms, false, &least, err);
    if (rc == RC_OK)
        rc = spread(l, out->span.t0_ms, true, &most, err);
    if (rc)
        return rc;
    limit_h = (double)l->of->within_ms / (double)MS_PER_H;
    least_h = hours_to(l, least, &is_named);
    most_h = hours_to(l, most, &is_named);
    is_met = most_h <= limit_h ? PACT_YES : least_h > limit_h ? PACT_NO : PACT_MAYBE;
    buf_printf(out->text, "Deployment %.*s (%.*s) ", SPAN_ARG(l->to->head.id),
               SPAN_ARG(l->to->contributor));
    if (!is_named) {
        buf_puts(out->text, "is named by no row of kind route: how it is reached is missing.");
        is_met = PACT_MAYBE;
    } else if (least_h < INFINITY) {
        buf_puts(out->text, "is reached in ");
        put_hours(out->text, least_h, most_h);
        buf_puts(out->text, "; ");
        num_put_f64(out->text, limit_h);
        buf_puts(out->text, " h are allowed.");
    } else {
        buf_puts(out->text, "is reached by no way that counts.");
    }
    force_settle(out, is_met, least_h < INFINITY || !is_named ? "too_far" : "unreachable");
    return force_inputs(l->f, out, err);
}

static enum rc judge_one(struct looking *l, struct err *err)
{
    struct spells s = {.run = l->f->run, .party = l->f->party};
    const struct docket *d = l->f->run->docket;
    enum rc rc = spells_add(&s, l->to->from_ms, err);

    if (rc == RC_OK)
        rc = spells_add(&s, l->to->until_ms, err);
    for (size_t i = 0; i < l->f->n && rc == RC_OK; i++) {
        if (!is_helper(l, l->f->items[i]))
            continue;
        rc = spells_add(&s, l->f->items[i]->from_ms, err);
        if (rc == RC_OK)
            rc = spells_add(&s, l->f->items[i]->until_ms, err);
    }
    for (size_t i = 0; i < d->n_routes && rc == RC_OK; i++) {
        if (d->routes[i].from_ms != TIME_ALWAYS)
            rc = spells_add(&s, d->routes[i].from_ms, err);
        if (rc == RC_OK)
            rc = spells_add(&s, d->routes[i].until_ms, err);
    }
    return rc != RC_OK ? rc : spells_judge(&s, look, l, err);
}

static enum rc judge_force(struct looking *l, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < l->f->n && rc == RC_OK; i++) {
        l->to = l->f->items[i];
        if (!is_helper(l, l->to))
            rc = judge_one(l, err);
    }
    return rc;
}

enum rc term_reach(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct span party = run->agreement->parties[run->term->binds[i]].id;
        struct looking l = {.of = &run->term->u.reach};
        struct force f;
        struct ways ways;

        rc = force_open(run, party, &f, err);
        if (rc == RC_OK)
            rc = ways_open(run->docket, &l.of->paths, run->arena, &ways, err);
        if (rc)
            return rc;
        l.f = &f;
        l.ways = &ways;
        if (f.n == 0 || ways.n == 0)
            rc = spells_missing(run, party,
                                f.n == 0 ? "no row of kind deployment tells where anybody is"
                                         : "no row of kind route tells how anybody is reached",
                                err);
        else
            rc = judge_force(&l, err);
    }
    return rc;
}
