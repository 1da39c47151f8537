/* SPDX-License-Identifier: Apache-2.0 */
#include "force/deployment.h"

#include "force/muster.h"

bool deployment_is_there(const struct deployment_ask *ask, const struct deployment *d)
{
    return !d->pledged && d->from_ms <= ask->at_ms && d->until_ms > ask->at_ms &&
           (ask->of.n == 0 || d->of.n == 0 || span_eq(d->of, ask->of));
}

static bool has_name(const struct span *names, uint32_t n, struct span name)
{
    for (uint32_t i = 0; i < n; i++)
        if (span_eq(names[i], name))
            return true;
    return false;
}

struct band deployment_strength(const struct deployment_ask *ask, struct span contributor,
                                struct span sector)
{
    struct band out = {0, 0};

    for (size_t i = 0; i < ask->docket->n_deployments; i++) {
        const struct deployment *d = &ask->docket->deployments[i];

        if (deployment_is_there(ask, d) &&
            (contributor.n == 0 || span_eq(d->contributor, contributor)) &&
            (sector.n == 0 || has_name(d->sectors, d->n_sectors, sector)))
            band_add(&out, d->personnel);
    }
    return out;
}

enum pact_tri deployment_present(const struct deployment_ask *ask, struct span contributor)
{
    struct band b = deployment_strength(ask, contributor, span_none());

    if (b.lo > 0)
        return PACT_YES;
    return b.hi > 0 ? PACT_MAYBE : PACT_NO;
}

struct span deployment_refused(const struct deployment *d)
{
    for (uint32_t i = 0; i < d->n_tasks; i++)
        if (has_name(d->caveats, d->n_caveats, d->tasks[i]))
            return d->tasks[i];
    return span_none();
}

/* ---- sectors ---- */

/* One contributor's people in one sector. */
struct share {
    struct span sector, contributor;
    struct band strength;
};

struct sharing {
    struct arena *arena;
    struct muster muster;
    struct share *items;
    size_t n, cap;
};

static enum rc add_share(struct sharing *s, const struct deployment *d, struct span sector,
                         struct err *err)
{
    size_t at = 0;
    enum rc rc = muster_find(&s->muster, sector, d->contributor, span_none(), &at, err);

    if (rc)
        return rc;
    if (at == s->n) {
        struct share *items = arena_grow(s->arena, s->items, s->n, &s->cap, sizeof(*items), err);

        if (items == NULL)
            return RC_LIMIT;
        s->items = items;
        items[s->n++] = (struct share){sector, d->contributor, {0, 0}};
    }
    band_add(&s->items[at].strength, d->personnel);
    return RC_OK;
}

static int by_sector(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    int order = span_cmp(a->sector, b->sector);

    return order != 0 ? order : span_cmp(a->contributor, b->contributor);
}

static void join(struct band *to, struct band b)
{
    to->lo += b.lo;
    to->hi = b.hi == BAND_OPEN || to->hi == BAND_OPEN ? BAND_OPEN : to->hi + b.hi;
}

/* Shares in order become sectors: those of one stand side by side. */
static enum rc make_sectors(const struct sharing *s, struct deployment_sector **out, size_t *n,
                            struct err *err)
{
    struct deployment_sector *sectors = arena_array(s->arena, s->n, sizeof(*sectors), err);
    struct span *names = arena_array(s->arena, s->n, sizeof(*names), err);
    size_t n_made = 0;

    if (sectors == NULL || names == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->n; i++) {
        names[i] = s->items[i].contributor;
        if (i == 0 || !span_eq(s->items[i].sector, s->items[i - 1].sector))
            sectors[n_made++] = (struct deployment_sector){
                .name = s->items[i].sector, .strength = {0, 0}, .contributors = &names[i]};
        join(&sectors[n_made - 1].strength, s->items[i].strength);
        sectors[n_made - 1].n_contributors++;
    }
    *out = sectors;
    *n = n_made;
    return RC_OK;
}

enum rc deployment_sectors(const struct deployment_ask *ask, struct arena *a,
                           struct deployment_sector **out, size_t *n, struct err *err)
{
    struct sharing s = {.arena = a};
    enum rc rc = RC_OK;

    muster_init(&s.muster, a);
    for (size_t i = 0; i < ask->docket->n_deployments && !rc; i++) {
        const struct deployment *d = &ask->docket->deployments[i];

        if (!deployment_is_there(ask, d))
            continue;
        if (d->n_sectors == 0)
            rc = add_share(&s, d, span_none(), err);
        for (uint32_t k = 0; k < d->n_sectors && !rc; k++)
            if (!has_name(d->sectors, k, d->sectors[k])) /* named twice is there once */
                rc = add_share(&s, d, d->sectors[k], err);
    }
    if (rc)
        return rc;
    if (s.n > 1)
        qsort(s.items, s.n, sizeof(*s.items), by_sector);
    return make_sectors(&s, out, n, err);
}
