/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/versions.h"

#include <stdlib.h>

/* ---- when each is in force ---- */

struct time_span fold_pact_span(const struct fold_pact *pacts, size_t n, size_t i)
{
    return (struct time_span){pacts[i].from_ms, i + 1 < n ? pacts[i + 1].from_ms : TIME_NEVER};
}

bool fold_pact_counts(const struct fold_pact *pacts, size_t n, size_t i, struct time_span when)
{
    struct time_span s = fold_pact_span(pacts, n, i);
    int64_t middle_ms;

    if (when.t0_ms == TIME_ALWAYS)
        return i + 1 == n;
    middle_ms = when.t0_ms + (int64_t)(((uint64_t)when.t1_ms - (uint64_t)when.t0_ms) / 2);
    return middle_ms >= s.t0_ms && middle_ms < s.t1_ms;
}

/* ---- laying out ---- */

/* Versions that are in force together from an instant on, by file. */
struct era {
    int64_t from_ms;
    const struct version **of_file;
    size_t n_files;
};

struct laying_out {
    const struct version_list *list;
    uint64_t below_seq;
    struct arena *arena;
    bool *is_used; /* by version: it is in force at some time */
    struct era *eras;
    size_t n_eras, n_files, n_known;
};

static bool is_known(const struct laying_out *l, size_t i)
{
    const struct version *v = &l->list->items[i];

    return v->from_ms == TIME_ALWAYS || v->seq < l->below_seq;
}

static int instant_cmp(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

/* The last entry's of those that have begun. */
static bool fill_era(struct laying_out *l, struct era *e)
{
    for (size_t i = 0; i < l->list->n; i++) {
        const struct version *v = &l->list->items[i];

        if (is_known(l, i) && v->from_ms <= e->from_ms)
            e->of_file[v->file] = v;
    }
    for (size_t k = 0; l->n_eras > 0 && k < e->n_files; k++)
        if (e->of_file[k] != l->eras[l->n_eras - 1].of_file[k])
            return true;
    return l->n_eras == 0;
}

static enum rc find_eras(struct laying_out *l, struct err *err)
{
    int64_t *cuts = arena_array(l->arena, l->list->n + 1, sizeof(*cuts), err);
    size_t n = 0;

    l->eras = arena_array(l->arena, l->list->n + 1, sizeof(*l->eras), err);
    l->is_used = arena_array(l->arena, l->list->n + 1, sizeof(*l->is_used), err);
    if (cuts == NULL || l->eras == NULL || l->is_used == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < l->list->n; i++) {
        if (!is_known(l, i))
            continue;
        cuts[n++] = l->list->items[i].from_ms;
        l->n_files =
            l->list->items[i].file + 1 > l->n_files ? l->list->items[i].file + 1u : l->n_files;
    }
    l->n_known = n;
    if (n > 1)
        qsort(cuts, n, sizeof(*cuts), instant_cmp);
    for (size_t i = 0; i < n; i++) {
        struct era e = {.from_ms = cuts[i], .n_files = l->n_files};

        e.of_file = arena_array(l->arena, l->n_files, sizeof(const struct version *), err);
        if (e.of_file == NULL)
            return RC_LIMIT;
        if (!fill_era(l, &e))
            continue;
        for (size_t k = 0; k < e.n_files; k++)
            l->is_used[e.of_file[k] - l->list->items] = true;
        l->eras[l->n_eras++] = e;
    }
    return RC_OK;
}

/* ---- slices ---- */

struct filling {
    struct pact_agreement *all;
    size_t at; /* slices come from the end: the oldest stands there */
    struct pact_model *models;
    struct fold_pact *pacts;
    size_t n;
};

static enum rc check_names(const struct pact_model *m, struct err *err)
{
    for (size_t i = 0; i < m->n_agreements; i++)
        for (size_t k = 0; k < i; k++)
            if (span_eq(m->agreements[i].id, m->agreements[k].id))
                return err_set(err, RC_CONFLICT,
                               "two agreements of one mission are called \"%.*s\"; their verdicts "
                               "could not be told apart",
                               SPAN_ARG(m->agreements[i].id));
    return RC_OK;
}

/* Several files are judged as one that holds them all. */
static enum rc add_pact(struct filling *f, const struct version *const *of, size_t n,
                        int64_t from_ms, struct err *err)
{
    struct pact_model *m = &f->models[f->n];
    struct sha256_stream hash;
    size_t n_agreements = 0, at;

    sha256_init(&hash);
    for (size_t i = 0; i < n; i++) {
        sha256_add(&hash, (struct span){(const char *)of[i]->model->hash.b, SHA256_BYTES});
        n_agreements += of[i]->model->n_agreements;
    }
    f->at -= n_agreements;
    at = f->at;
    *m = (struct pact_model){.agreements = &f->all[at],
                             .n_agreements = n_agreements,
                             .equipment = of[0]->model->equipment,
                             .hash = n == 1 ? of[0]->model->hash : sha256_finish(&hash)};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < of[i]->model->n_agreements; k++)
            f->all[at++] = of[i]->model->agreements[k];
    f->pacts[f->n++] =
        (struct fold_pact){.model = m, .equipment = m->equipment, .from_ms = from_ms};
    return check_names(m, err);
}

static size_t count_agreements(const struct laying_out *l)
{
    size_t n = 0;

    for (size_t i = 0; i < l->list->n; i++)
        n += l->list->items[i].model->n_agreements;
    for (size_t i = 0; i < l->n_eras; i++)
        for (size_t k = 0; k < l->n_files; k++)
            n += l->eras[i].of_file[k]->model->n_agreements;
    return n;
}

/* Versions that are in force at no time stand in front, for no time: what was said under them is
 * known by its terms, and taken back. */
static enum rc fill(struct laying_out *l, struct filling *f, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < l->list->n && !rc; i++) {
        const struct version *v = &l->list->items[i];

        if (is_known(l, i) && !l->is_used[i])
            rc = add_pact(f, &v, 1, TIME_ALWAYS, err);
    }
    for (size_t i = 0; i < l->n_eras && !rc; i++)
        rc = add_pact(f, l->eras[i].of_file, l->n_files, l->eras[i].from_ms, err);
    return rc;
}

enum rc versions_lay_out(const struct version_list *list, uint64_t below_seq, struct arena *a,
                         struct versions *out, struct err *err)
{
    struct laying_out l = {.list = list, .below_seq = below_seq, .arena = a};
    struct filling f = {.n = 0};
    size_t n_all;
    enum rc rc = find_eras(&l, err);

    if (rc)
        return rc;
    n_all = f.at = count_agreements(&l);
    f.all = arena_array(a, n_all + 1, sizeof(*f.all), err);
    f.models = arena_array(a, list->n + l.n_eras + 1, sizeof(*f.models), err);
    f.pacts = arena_array(a, list->n + l.n_eras + 1, sizeof(*f.pacts), err);
    if (f.all == NULL || f.models == NULL || f.pacts == NULL)
        return RC_LIMIT;
    rc = fill(&l, &f, err);
    if (rc)
        return rc;
    *out = (struct versions){.pacts = f.pacts, .n_pacts = f.n, .n_known = l.n_known};
    if (f.n > 0)
        out->known = *f.pacts[f.n - 1].model;
    out->known.n_agreements = n_all - f.at;
    return RC_OK;
}

/* ---- asking ---- */

const struct fold_pact *versions_of(const struct versions *v,
                                    const struct pact_agreement *agreement)
{
    for (size_t i = 0; i < v->n_pacts; i++) {
        const struct pact_model *m = v->pacts[i].model;

        if (agreement >= m->agreements && agreement < m->agreements + m->n_agreements)
            return &v->pacts[i];
    }
    return &v->pacts[v->n_pacts - 1];
}

const struct fold_pact *versions_at(const struct versions *v, int64_t at_ms)
{
    for (size_t i = v->n_pacts; i-- > 1;)
        if (v->pacts[i].from_ms <= at_ms)
            return &v->pacts[i];
    return &v->pacts[0];
}

/* ---- judging ---- */

/* Lets through what counts by one version. */
struct sieve {
    const struct versions *of;
    size_t i;
    struct verdict_sink *sink;
};

static enum rc sift_verdict(void *context, const struct verdict *v, struct err *err)
{
    const struct sieve *s = context;

    if (!fold_pact_counts(s->of->pacts, s->of->n_pacts, s->i, v->when))
        return RC_OK;
    return s->sink->verdict(s->sink->context, v, err);
}

static enum rc sift_event(void *context, const struct event *e, struct err *err)
{
    const struct sieve *s = context;

    if (!fold_pact_counts(s->of->pacts, s->of->n_pacts, s->i, e->when))
        return RC_OK;
    return s->sink->event(s->sink->context, e, err);
}

enum rc versions_judge(const struct versions *v, const struct docket *docket,
                       const struct judge_options *options, struct verdict_sink *sink,
                       struct arena *a, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < v->n_pacts && !rc; i++) {
        struct sieve s = {v, i, sink};
        struct verdict_sink sieve = {&s, sift_verdict, sift_event};
        struct time_span in_force = fold_pact_span(v->pacts, v->n_pacts, i);
        struct tally tally;

        if (in_force.t0_ms < in_force.t1_ms)
            rc = judge_run(v->pacts[i].model, docket, options, &sieve, a, &tally, err);
    }
    return rc;
}
