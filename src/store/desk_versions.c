/* SPDX-License-Identifier: Apache-2.0 */
/* desk_versions.c: the fold judges by what was agreed as far as the record goes: an entry that
 * brings a version has it opened anew. */
#include "store/desk_inside.h"

#include <string.h>

static bool is_known(const struct version *v, uint64_t below_seq)
{
    return v->from_ms == TIME_ALWAYS || v->seq < below_seq;
}

/* The earliest instant from which what is known at two sizes differs. */
static int64_t first_change_ms(const struct version_list *l, uint64_t was, uint64_t is)
{
    int64_t since_ms = TIME_NEVER;

    for (size_t i = 0; i < l->n; i++)
        if (is_known(&l->items[i], was) != is_known(&l->items[i], is) &&
            l->items[i].from_ms < since_ms)
            since_ms = l->items[i].from_ms;
    return since_ms;
}

static enum rc lay_out(struct desk *d, uint64_t below_seq, struct err *err)
{
    struct desk_options *o = &d->options;
    enum rc rc = versions_lay_out(&d->versions, below_seq, &d->arena, &d->in_force, err);

    if (rc)
        return rc;
    o->fold.pacts = d->in_force.pacts;
    o->fold.n_pacts = d->in_force.n_pacts;
    o->fold.known = &d->in_force.known;
    o->world.model = &d->in_force.known;
    return RC_OK;
}

enum rc desk_follow_versions(struct desk *d, uint64_t below_seq, int64_t *since_ms, struct err *err)
{
    int64_t change_ms = first_change_ms(&d->versions, d->versions_below, below_seq);
    const struct desk_options *o = &d->options;
    bool is_adapted =
        o->adapt != NULL && o->adapt(o->versions_context, below_seq, &d->options.fold);
    enum rc rc = RC_OK;

    if (since_ms != NULL)
        *since_ms = change_ms;
    if (d->fold != NULL && change_ms == TIME_NEVER && !is_adapted) {
        d->versions_below = below_seq;
        return RC_OK;
    }
    if (d->fold != NULL)
        fold_close(d->fold);
    d->fold = NULL;
    if (d->versions.n > 0 && (change_ms != TIME_NEVER || d->in_force.n_pacts == 0))
        rc = lay_out(d, below_seq, err);
    if (!rc)
        rc = fold_open(&d->shelf, &d->options.fold, &d->arena, &d->fold, err);
    if (!rc)
        d->versions_below = below_seq;
    return rc;
}

enum rc desk_bring_version(struct desk *d, const struct version *v, struct err *err)
{
    size_t n = d->versions.n;
    struct version *items = arena_array(&d->arena, n + 1, sizeof(*items), err);
    struct merkle_head at;
    enum rc rc = items == NULL ? RC_LIMIT : store_head(d->store, &at, err);

    if (rc)
        return rc;
    if (n > 0)
        memcpy(items, d->versions.items, n * sizeof(*items));
    items[n] = *v;
    items[n].seq = at.size;
    d->versions = (struct version_list){items, n + 1};
    return RC_OK;
}
