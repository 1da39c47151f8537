/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.c: grades, bounds, and the entries of a ledger brought into an order of their own. */
#include "inquiry/ledger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "inquiry/ledger_inside.h"

/* No manual puts numbers to the Admiralty letters: these are a policy, stated in docs/decisions. */
static const struct {
    char letter;
    double rho[LEDGER_STEPS];
} grades[] = {
    {'A', {0.85, 0.95, LEDGER_RHO_MAX}}, {'B', {0.70, 0.85, 0.95}}, {'C', {0.50, 0.70, 0.85}},
    {'D', {0.20, 0.50, 0.70}},           {'E', {0.00, 0.20, 0.50}}, {'F', {0.20, 0.50, 0.95}},
};

double ledger_rho(char reliability, int step)
{
    for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++)
        if (grades[i].letter == reliability && step >= -1 && step <= 1)
            return grades[i].rho[step + 1];
    return 0;
}

static double largest(const double *values, size_t n)
{
    double most = values[0];

    for (size_t i = 1; i < n; i++)
        most = fmax(most, values[i]);
    return most;
}

void ledger_bound(const struct ledger_entry *e, size_t n_hypotheses, double rho, double *out)
{
    double best = largest(e->values, n_hypotheses), top = 0;
    double anyway = isnan(e->anyway) ? best : e->anyway;

    rho = fmin(rho, LEDGER_RHO_MAX);
    for (size_t i = 0; i < n_hypotheses; i++) {
        out[i] = e->form == LEDGER_CHANCES ? rho * e->values[i] + (1 - rho) * anyway
                                           : e->values[i] / best;
        top = fmax(top, out[i]);
    }
    for (size_t i = 0; i < n_hypotheses; i++)
        out[i] = log(fmax(out[i] / top, 1 - rho));
}

bool book_is_assessed(const struct book_exhibit *x)
{
    return x->n_entries >= LEDGER_ANALYSTS_MIN;
}

double book_strength(const double *row, size_t n)
{
    double low = row[0], high = row[0];

    for (size_t i = 1; i < n; i++) {
        low = fmin(low, row[i]);
        high = fmax(high, row[i]);
    }
    return high - low;
}

/* ---- reading what was handed in ---- */

static enum rc check_values(const struct ledger_entry *e, size_t n, struct err *err)
{
    bool has_any = false;

    for (size_t i = 0; i < n; i++) {
        double v = e->values[i];

        if (!(v >= 0 && isfinite(v)) || (e->form == LEDGER_CHANCES && v > 1))
            return err_set(err, RC_INPUT, "exhibit %.*s, %.*s: value %zu must be %s",
                           SPAN_ARG(e->exhibit), SPAN_ARG(e->analyst), i + 1,
                           e->form == LEDGER_CHANCES ? "a probability from 0 to 1"
                                                     : "a finite ratio, 0 or more");
        has_any |= v > 0;
    }
    if (!has_any)
        return err_set(err, RC_INPUT,
                       "exhibit %.*s, %.*s: no hypothesis allows for it; then a hypothesis is "
                       "missing from the set",
                       SPAN_ARG(e->exhibit), SPAN_ARG(e->analyst));
    if (!isnan(e->anyway) && !(e->anyway > 0 && e->anyway <= 1))
        return err_set(err, RC_INPUT,
                       "exhibit %.*s, %.*s: anyway must lie above 0 and be at most 1",
                       SPAN_ARG(e->exhibit), SPAN_ARG(e->analyst));
    return RC_OK;
}

static int exhibit_order(const void *a, const void *b)
{
    return span_cmp(((const struct book_exhibit *)a)->exhibit->id,
                    ((const struct book_exhibit *)b)->exhibit->id);
}

static int entry_order(const void *a, const void *b)
{
    const struct ledger_entry *x = ((const struct book_entry *)a)->entry;
    const struct ledger_entry *y = ((const struct book_entry *)b)->entry;
    int c = span_cmp(x->exhibit, y->exhibit);

    return c != 0 ? c : span_cmp(x->analyst, y->analyst);
}

/* Sorts names and keeps each once. */
static size_t names_once(struct span *names, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(names, n, sizeof(*names), span_order);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || !span_eq(names[kept - 1], names[i]))
            names[kept++] = names[i];
    return kept;
}

static size_t name_find(const struct span *names, size_t n, struct span name)
{
    const struct span *at = n == 0 ? NULL : bsearch(&name, names, n, sizeof(*names), span_order);

    return at == NULL ? SIZE_MAX : (size_t)(at - names);
}

static enum rc take_exhibits(struct book *b, struct err *err)
{
    const struct ledger *l = b->ledger;
    enum rc rc = RC_OK;

    b->exhibits = arena_array(b->arena, l->n_exhibits + 1, sizeof(*b->exhibits), err);
    b->lineages = arena_array(b->arena, l->n_exhibits + 1, sizeof(*b->lineages), err);
    if (b->exhibits == NULL || b->lineages == NULL)
        return RC_LIMIT;
    b->n_exhibits = l->n_exhibits;
    for (size_t i = 0; i < l->n_exhibits && !rc; i++) {
        const struct ledger_exhibit *x = &l->exhibits[i];

        b->exhibits[i].exhibit = x;
        b->lineages[i] = x->lineage;
        if (x->reliability < 'A' || x->reliability > 'F')
            rc = err_set(err, RC_INPUT, "exhibit %.*s: its reliability must be a letter A to F",
                         SPAN_ARG(x->id));
    }
    if (rc)
        return rc;
    if (b->n_exhibits > 1)
        qsort(b->exhibits, b->n_exhibits, sizeof(*b->exhibits), exhibit_order);
    b->n_lineages = names_once(b->lineages, b->n_exhibits);
    for (size_t i = 0; i < b->n_exhibits; i++) {
        struct book_exhibit *x = &b->exhibits[i];

        x->lineage = name_find(b->lineages, b->n_lineages, x->exhibit->lineage);
        if (i > 0 && span_eq(b->exhibits[i - 1].exhibit->id, x->exhibit->id))
            return err_set(err, RC_CONFLICT, "exhibit %.*s is given twice",
                           SPAN_ARG(x->exhibit->id));
    }
    return RC_OK;
}

static enum rc take_analysts(struct book *b, struct err *err)
{
    const struct ledger *l = b->ledger;

    b->entries = arena_array(b->arena, l->n_entries + 1, sizeof(*b->entries), err);
    b->analysts = arena_array(b->arena, l->n_entries + 1, sizeof(*b->analysts), err);
    if (b->entries == NULL || b->analysts == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < l->n_entries; i++) {
        b->entries[i].entry = &l->entries[i];
        b->analysts[i] = l->entries[i].analyst;
    }
    if (l->n_entries > 1)
        qsort(b->entries, l->n_entries, sizeof(*b->entries), entry_order);
    b->n_analysts = names_once(b->analysts, l->n_entries);
    if (b->n_analysts > LEDGER_ANALYSTS_MAX)
        return err_set(err, RC_LIMIT, "%zu analysts; at most %d", b->n_analysts,
                       LEDGER_ANALYSTS_MAX);
    return RC_OK;
}

static struct book_exhibit *exhibit_of(const struct book *b, struct span id)
{
    const struct ledger_exhibit wanted = {.id = id, .lineage = id, .reliability = 'F'};
    const struct book_exhibit key = {.exhibit = &wanted};

    return b->n_exhibits == 0
               ? NULL
               : bsearch(&key, b->exhibits, b->n_exhibits, sizeof(key), exhibit_order);
}

static enum rc bound_all(const struct book *b, struct book_entry *e, char reliability,
                         struct err *err)
{
    for (int step = 0; step < LEDGER_STEPS; step++) {
        e->log_ratio[step] = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);
        if (e->log_ratio[step] == NULL)
            return RC_LIMIT;
        ledger_bound(e->entry, b->n_hypotheses, ledger_rho(reliability, step - 1),
                     e->log_ratio[step]);
    }
    return RC_OK;
}

static enum rc take_entry(struct book *b, struct book_entry *e, struct err *err)
{
    struct book_exhibit *x = exhibit_of(b, e->entry->exhibit);
    enum rc rc;

    if (x == NULL)
        return err_set(err, RC_ABSENT, "an entry of %.*s is for exhibit %.*s, which is not there",
                       SPAN_ARG(e->entry->analyst), SPAN_ARG(e->entry->exhibit));
    if (x->n_entries > 0 && span_eq(e[-1].entry->analyst, e->entry->analyst))
        return err_set(err, RC_CONFLICT, "%.*s has two entries for exhibit %.*s",
                       SPAN_ARG(e->entry->analyst), SPAN_ARG(e->entry->exhibit));
    rc = check_values(e->entry, b->n_hypotheses, err);
    if (rc)
        return rc;
    if (x->n_entries++ == 0)
        x->entries = e;
    e->analyst = name_find(b->analysts, b->n_analysts, e->entry->analyst);
    return bound_all(b, e, x->exhibit->reliability, err);
}

static enum rc take_means(const struct book *b, struct book_exhibit *x, struct err *err)
{
    for (int step = 0; step < LEDGER_STEPS; step++) {
        x->mean[step] = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);
        if (x->mean[step] == NULL)
            return RC_LIMIT;
        for (size_t k = 0; k < b->n_hypotheses && x->n_entries > 0; k++) {
            for (size_t i = 0; i < x->n_entries; i++)
                x->mean[step][k] += x->entries[i].log_ratio[step][k];
            x->mean[step][k] /= (double)x->n_entries;
        }
    }
    return RC_OK;
}

static enum rc check_size(const struct ledger *l, struct err *err)
{
    if (l->n_hypotheses == 0 || l->n_hypotheses > HYPOTHESES_MAX)
        return err_set(err, RC_LIMIT, "%zu hypotheses; 1 to %d can be weighed", l->n_hypotheses,
                       HYPOTHESES_MAX);
    if (l->n_exhibits > LEDGER_EXHIBITS_MAX)
        return err_set(err, RC_LIMIT, "%zu exhibits; at most %d", l->n_exhibits,
                       LEDGER_EXHIBITS_MAX);
    if (l->n_entries > (size_t)LEDGER_EXHIBITS_MAX * LEDGER_ANALYSTS_MAX)
        return err_set(err, RC_LIMIT, "%zu entries; at most %d", l->n_entries,
                       LEDGER_EXHIBITS_MAX * LEDGER_ANALYSTS_MAX);
    return RC_OK;
}

enum rc book_open(struct book *b, const struct ledger *l, struct arena *a, struct err *err)
{
    enum rc rc = check_size(l, err);

    *b = (struct book){.arena = a, .ledger = l, .n_hypotheses = l->n_hypotheses};
    while (b->other < l->n_hypotheses && l->hypotheses[b->other].role != HYPOTHESIS_OTHER)
        b->other++;
    if (!rc && b->other == l->n_hypotheses)
        rc = err_set(err, RC_INPUT, "the hypotheses leave out other_unknown");
    if (!rc)
        rc = take_exhibits(b, err);
    if (!rc)
        rc = take_analysts(b, err);
    for (size_t i = 0; i < l->n_entries && !rc; i++)
        rc = take_entry(b, &b->entries[i], err);
    for (size_t i = 0; i < b->n_exhibits && !rc; i++)
        rc = take_means(b, &b->exhibits[i], err);
    return rc;
}
