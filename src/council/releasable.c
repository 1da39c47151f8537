/* SPDX-License-Identifier: Apache-2.0 */
#include "council/releasable.h"

static bool may_all(void *context, struct span label)
{
    const struct releasable_ask *ask = context;

    for (size_t i = 0; i < ask->n_voters; i++)
        if (!ask->voters[i].has_waived &&
            !(*ask->voters[i].may.may)(ask->voters[i].may.context, label))
            return false;
    return true;
}

/* Of exhibits that enough analysts have weighed at this link: the others count for nobody. */
static bool may_read_what_counts(const struct releasable_ask *ask, const struct releasable_voter *v,
                                 const struct ledger_weight *all)
{
    for (size_t i = 0; i < all->n_lines; i++) {
        const struct dossier_exhibit *x = dossier_exhibit(ask->dossier, all->lines[i].exhibit->id);

        if (x != NULL && all->lines[i].n_analysts >= LEDGER_ANALYSTS_MIN &&
            !(*v->may.may)(v->may.context, x->label))
            return false;
    }
    return true;
}

static enum rc find_short(const struct releasable_ask *ask, struct arena *a, struct releasable *out,
                          struct err *err)
{
    bool *is_short = arena_array(a, ask->n_voters + 1, sizeof(*is_short), err);
    struct ledger_weight all;
    struct ledger l;
    enum rc rc = is_short == NULL ? RC_LIMIT : RC_OK;

    if (!rc)
        rc = dossier_ledger(ask->dossier, ask->link, NULL, a, &l, err);
    if (!rc)
        rc = ledger_weigh(&l, a, &all, err);
    for (size_t i = 0; i < ask->n_voters && !rc; i++) {
        is_short[i] =
            !ask->voters[i].has_waived && !may_read_what_counts(ask, &ask->voters[i], &all);
        out->n_short += is_short[i];
    }
    out->is_short = is_short;
    return rc;
}

enum rc releasable_cap(const struct releasable_ask *ask, struct arena *a, struct releasable *out,
                       struct err *err)
{
    const struct dossier_set *set = &ask->dossier->sets[ask->link];
    size_t h = hypothesis_find(set->items, set->n, ask->hypothesis);
    struct releasable_ask context = *ask;
    const struct dossier_filter filter = {.context = &context, .may = may_all};
    struct releasable found = {.cap = FINDING_NONE};
    struct ledger_weight w;
    struct ledger l;
    enum rc rc;

    if (h == set->n)
        return err_set(err, RC_UNKNOWN, "%.*s is no hypothesis of the link %s",
                       SPAN_ARG(ask->hypothesis), link_name(ask->link));
    rc = find_short(ask, a, &found, err);
    if (!rc)
        rc = dossier_ledger(ask->dossier, ask->link, &filter, a, &l, err);
    if (!rc)
        rc = ledger_weigh(&l, a, &w, err);
    if (rc)
        return rc;
    found.cap = finding_cap(&w, h, ask->standards, ask->n_standards, NULL);
    *out = found;
    return RC_OK;
}
