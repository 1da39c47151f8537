/* SPDX-License-Identifier: Apache-2.0 */
/* ledger_wants.c: what evidence would tell most: the expected gain of looking for something that is
 * not held, whether it is then found or not. */
#include <math.h>
#include <stdlib.h>

#include "inquiry/ledger_inside.h"

static double entropy_bits(const double *p, size_t n)
{
    double sum = 0;

    for (size_t k = 0; k < n; k++)
        if (p[k] > 0)
            sum -= p[k] * log2(p[k]);
    return sum;
}

/* How likely each hypothesis makes it that the thing is found and rightly reported: the mean over
 * the analysts. Ratios say nothing of that; false where one was entered as ratios. */
static bool chances_of(const struct book *b, const struct book_exhibit *x, double *out)
{
    double rho = ledger_rho(x->exhibit->reliability, 0);

    for (size_t k = 0; k < b->n_hypotheses; k++)
        out[k] = 0;
    for (size_t i = 0; i < x->n_entries; i++) {
        const struct ledger_entry *e = x->entries[i].entry;
        double best = 0;

        if (e->form != LEDGER_CHANCES)
            return false;
        for (size_t k = 0; k < b->n_hypotheses; k++)
            best = fmax(best, e->values[k]);
        for (size_t k = 0; k < b->n_hypotheses; k++)
            out[k] += (rho * e->values[k] + (1 - rho) * (isnan(e->anyway) ? best : e->anyway)) /
                      (double)x->n_entries;
    }
    return x->n_entries > 0;
}

/* Bayes for one outcome; an outcome that cannot be leaves the posterior. out: how likely it is */
static double update(const struct book *b, const double *posterior, const double *chance,
                     bool found, double *out)
{
    double all = 0;

    for (size_t k = 0; k < b->n_hypotheses; k++) {
        out[k] = posterior[k] * (found ? chance[k] : 1 - chance[k]);
        all += out[k];
    }
    for (size_t k = 0; k < b->n_hypotheses; k++)
        out[k] = all > 0 ? out[k] / all : posterior[k];
    return all;
}

static enum rc put_want(const struct book *b, const struct book_exhibit *x, const double *posterior,
                        const double *chance, struct ledger_want *out, struct err *err)
{
    size_t n = b->n_hypotheses;
    double *found = arena_array(b->arena, n, sizeof(double), err);
    double *absent = arena_array(b->arena, n, sizeof(double), err);
    double p, q;

    if (found == NULL || absent == NULL)
        return RC_LIMIT;
    p = update(b, posterior, chance, true, found);
    q = update(b, posterior, chance, false, absent);
    *out = (struct ledger_want){
        .exhibit = x->exhibit, .p_found = p, .if_found = found, .if_absent = absent};
    out->gain_bits = fmax(0, entropy_bits(posterior, n) - p * entropy_bits(found, n) -
                                 q * entropy_bits(absent, n));
    return RC_OK;
}

static int want_order(const void *a, const void *b)
{
    const struct ledger_want *x = a, *y = b;

    if (x->is_of_counted_lineage != y->is_of_counted_lineage)
        return x->is_of_counted_lineage ? 1 : -1;
    if (x->gain_bits < y->gain_bits || x->gain_bits > y->gain_bits)
        return x->gain_bits > y->gain_bits ? -1 : 1;
    return span_cmp(x->exhibit->id, y->exhibit->id);
}

enum rc book_wants(const struct book *b, const double *posterior, const size_t *chosen,
                   struct ledger_weight *out, struct err *err)
{
    struct ledger_want *wants = arena_array(b->arena, b->n_exhibits + 1, sizeof(*wants), err);
    double chance[HYPOTHESES_MAX] = {0};
    enum rc rc = wants == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < b->n_exhibits && !rc; i++) {
        const struct book_exhibit *x = &b->exhibits[i];

        if (!x->exhibit->is_missing || !chances_of(b, x, chance))
            continue;
        rc = put_want(b, x, posterior, chance, &wants[out->n_wants], err);
        if (!rc)
            wants[out->n_wants++].is_of_counted_lineage = chosen[x->lineage] != SIZE_MAX;
    }
    out->wants = wants;
    if (!rc && out->n_wants > 1)
        qsort(wants, out->n_wants, sizeof(*wants), want_order);
    return rc;
}
