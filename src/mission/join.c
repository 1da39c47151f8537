/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/join.h"

#include <stdlib.h>

/* Sets of labels that are remembered. */
#define KNOWN_MAX 512

struct join_known {
    struct join_known *next;
    struct span *labels; /* sorted */
    size_t n;
    struct span joined;
};

static bool is_same_set(const struct join_known *k, const struct span *labels, size_t n)
{
    bool same = k->n == n;

    for (size_t i = 0; i < n && same; i++)
        same = span_eq(k->labels[i], labels[i]);
    return same;
}

static enum rc work_out(struct join *j, const struct span *labels, size_t n, struct arena *a,
                        struct span *out, struct err *err)
{
    const struct fold_options *o = j->options;
    struct err why = {0};
    enum rc rc;

    *out = n == 1 ? labels[0] : o->sealed_label;
    if (o->join == NULL)
        return RC_OK;
    rc = o->join(o->join_context, labels, n, a, out, &why);
    if (rc == RC_CONFLICT)
        *out = o->sealed_label;
    else if (rc)
        return err_set(err, rc, "%s", why.note);
    return RC_OK;
}

static enum rc remember(struct join *j, const struct span *labels, size_t n, struct span *joined,
                        struct err *err)
{
    struct join_known *k = arena_alloc(j->arena, sizeof(*k), err);

    if (k == NULL)
        return RC_LIMIT;
    k->labels = arena_array(j->arena, n, sizeof(*k->labels), err);
    if (k->labels == NULL)
        return RC_LIMIT;
    for (k->n = 0; k->n < n; k->n++) {
        k->labels[k->n] = arena_copy(j->arena, labels[k->n], err);
        if (k->labels[k->n].p == NULL)
            return RC_LIMIT;
    }
    k->joined = arena_copy(j->arena, *joined, err);
    if (k->joined.p == NULL)
        return RC_LIMIT;
    *joined = k->joined;
    k->next = j->known;
    j->known = k;
    j->n_known++;
    return RC_OK;
}

enum rc join_labels(struct join *j, const struct span *labels, size_t n, struct arena *a,
                    struct span *out, struct err *err)
{
    struct span *set = arena_array(a, n, sizeof(*set), err), joined = {0};
    size_t n_once = 0;
    enum rc rc;

    if (set == NULL)
        return RC_LIMIT;
    if (n == 0) {
        *out = j->options->base_label;
        return RC_OK;
    }
    for (size_t i = 0; i < n; i++)
        if (n_once == 0 || !span_eq(labels[i], set[n_once - 1]))
            set[n_once++] = labels[i];
    if (n_once > 1)
        qsort(set, n_once, sizeof(*set), span_order);
    n = n_once;
    n_once = 0;
    for (size_t i = 0; i < n; i++)
        if (i == 0 || !span_eq(set[i], set[n_once - 1]))
            set[n_once++] = set[i];
    for (const struct join_known *k = j->known; k != NULL; k = k->next)
        if (is_same_set(k, set, n_once)) {
            *out = k->joined;
            return RC_OK;
        }
    rc = work_out(j, set, n_once, a, &joined, err);
    if (rc == RC_OK && j->n_known < KNOWN_MAX)
        rc = remember(j, set, n_once, &joined, err);
    if (rc == RC_OK)
        *out = joined;
    return rc;
}
