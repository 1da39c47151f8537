/* SPDX-License-Identifier: Apache-2.0 */
#include "force/contingent.h"

#include "force/muster.h"

#include <math.h>

/* A line while rows come: its caveats grow. */
struct line {
    struct contingent made;
    struct span *caveats;
    size_t cap;
};

struct folding {
    const struct deployment_ask *ask;
    struct arena *arena;
    struct muster muster;
    struct line *lines;
    size_t n, cap;
};

static enum rc line_of(struct folding *f, const struct deployment *d, struct line **out,
                       struct err *err)
{
    size_t at = 0;
    enum rc rc = muster_find(&f->muster, d->contributor, d->contingent, span_none(), &at, err);

    if (rc)
        return rc;
    if (at == f->n) {
        struct line *lines = arena_grow(f->arena, f->lines, f->n, &f->cap, sizeof(*lines), err);

        if (lines == NULL)
            return RC_LIMIT;
        f->lines = lines;
        lines[f->n++] = (struct line){
            .made = {.contributor = d->contributor, .name = d->contingent, .until_ms = TIME_NEVER}};
    }
    *out = &f->lines[at];
    return RC_OK;
}

static enum rc add_caveat(struct folding *f, struct line *l, struct span task, struct err *err)
{
    struct span *more;

    for (size_t i = 0; i < l->made.n_caveats; i++)
        if (span_eq(l->caveats[i], task))
            return RC_OK;
    more = arena_grow(f->arena, l->caveats, l->made.n_caveats, &l->cap, sizeof(*more), err);
    if (more == NULL)
        return RC_LIMIT;
    l->caveats = more;
    more[l->made.n_caveats++] = task;
    return RC_OK;
}

static void add_notice(struct contingent *c, float notice_h)
{
    if (isnan(notice_h))
        return;
    if (!c->has_notice || notice_h < c->notice_least_h)
        c->notice_least_h = notice_h;
    if (!c->has_notice || notice_h > c->notice_most_h)
        c->notice_most_h = notice_h;
    c->has_notice = true;
}

static enum rc add_present(struct folding *f, struct line *l, const struct deployment *d,
                           struct err *err)
{
    struct contingent *c = &l->made;
    enum rc rc = RC_OK;

    band_add(&c->deployed, d->personnel);
    add_notice(c, d->notice_h);
    if (d->until_ms < c->until_ms)
        c->until_ms = d->until_ms;
    if (c->refused.n == 0)
        c->refused = deployment_refused(d);
    for (uint32_t i = 0; i < d->n_caveats && !rc; i++)
        rc = add_caveat(f, l, d->caveats[i], err);
    return rc;
}

/* A pledge is a row like any other, but for its flag. */
static bool is_pledged_for(const struct deployment_ask *ask, const struct deployment *d)
{
    struct deployment kept = *d;

    kept.pledged = false;
    return d->pledged && deployment_is_there(ask, &kept);
}

static enum rc add_row(struct folding *f, const struct deployment *d, struct err *err)
{
    bool is_there = deployment_is_there(f->ask, d);
    struct line *l = NULL;
    enum rc rc;

    if (!is_there && !is_pledged_for(f->ask, d))
        return RC_OK;
    rc = line_of(f, d, &l, err);
    if (rc)
        return rc;
    l->made.n_rows++;
    if (is_there)
        return add_present(f, l, d, err);
    band_add(&l->made.pledged, d->personnel);
    return RC_OK;
}

static int by_name(const void *left, const void *right)
{
    const struct contingent *a = left, *b = right;
    int order = span_cmp(a->contributor, b->contributor);

    return order != 0 ? order : span_cmp(a->name, b->name);
}

enum rc contingents_at(const struct deployment_ask *ask, struct arena *a, struct contingent **out,
                       size_t *n, struct err *err)
{
    struct folding f = {.ask = ask, .arena = a};
    struct contingent *made;
    enum rc rc = RC_OK;

    muster_init(&f.muster, a);
    for (size_t i = 0; i < ask->docket->n_deployments && !rc; i++)
        rc = add_row(&f, &ask->docket->deployments[i], err);
    if (rc)
        return rc;
    made = arena_array(a, f.n, sizeof(*made), err);
    if (made == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < f.n; i++) {
        made[i] = f.lines[i].made;
        made[i].caveats = f.lines[i].caveats;
        if (made[i].n_caveats > 1)
            qsort(f.lines[i].caveats, made[i].n_caveats, sizeof(struct span), span_order);
    }
    if (f.n > 1)
        qsort(made, f.n, sizeof(*made), by_name);
    *out = made;
    *n = f.n;
    return RC_OK;
}
