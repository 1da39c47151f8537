/* SPDX-License-Identifier: Apache-2.0 */
/* ledger_weigh.c: posteriors, their range, and what each lineage is worth. */
#include "inquiry/ledger.h"

#include <math.h>

#include "inquiry/ledger_inside.h"

/* Of two that are as strong as each other but for rounding, the lower id. */
#define STRENGTH_SLACK 1e-12

static const double *row_of(const struct book_exhibit *x, const struct book_look *look)
{
    if (look->analyst != LEDGER_MEAN)
        for (size_t i = 0; i < x->n_entries; i++)
            if (x->entries[i].analyst == look->analyst)
                return x->entries[i].log_ratio[look->step];
    return x->mean[look->step];
}

static size_t strongest(const struct book *b, const struct book_look *look, size_t lineage)
{
    size_t best = SIZE_MAX;
    double most = 0;

    for (size_t i = 0; i < b->n_exhibits; i++) {
        const struct book_exhibit *x = &b->exhibits[i];
        double strength;

        if (x->lineage != lineage || x->exhibit->is_missing || !book_is_assessed(x))
            continue;
        strength = book_strength(row_of(x, look), b->n_hypotheses);
        if (best == SIZE_MAX || strength > most + STRENGTH_SLACK) {
            best = i;
            most = strength;
        }
    }
    return best;
}

void book_sum(const struct book *b, const struct book_look *look, double *sum, size_t *chosen)
{
    for (size_t k = 0; k < b->n_hypotheses; k++)
        sum[k] = 0;
    for (size_t g = 0; g < b->n_lineages; g++) {
        size_t best = strongest(b, look, g);
        const double *row;

        if (chosen != NULL)
            chosen[g] = best;
        if (best == SIZE_MAX || g == look->without)
            continue;
        row = row_of(&b->exhibits[best], look);
        for (size_t k = 0; k < b->n_hypotheses; k++)
            sum[k] += row[k];
    }
}

void book_posterior(const struct book *b, const double *prior, const double *sum, double *out)
{
    double top = -INFINITY, all = 0;

    for (size_t k = 0; k < b->n_hypotheses; k++) {
        out[k] = log(prior[k]) + sum[k];
        top = fmax(top, out[k]);
    }
    for (size_t k = 0; k < b->n_hypotheses; k++) {
        out[k] = exp(out[k] - top);
        all += out[k];
    }
    for (size_t k = 0; k < b->n_hypotheses; k++)
        out[k] /= all;
}

/* The likeliest; of several the first. */
static size_t leading_of(const double *posterior, size_t n)
{
    size_t best = 0;

    for (size_t k = 1; k < n; k++)
        if (posterior[k] > posterior[best])
            best = k;
    return best;
}

/* ---- the range ---- */

struct range {
    const struct book *b;
    double *low, *high;
};

static void widen(const struct range *r, const double *prior, const double *sum)
{
    double p[HYPOTHESES_MAX] = {0};

    book_posterior(r->b, prior, sum, p);
    for (size_t k = 0; k < r->b->n_hypotheses; k++) {
        r->low[k] = fmin(r->low[k], p[k]);
        r->high[k] = fmax(r->high[k], p[k]);
    }
}

/* A factor on one weight is that factor on its odds against all others together. */
static void vary_priors(const struct range *r, const double *sum)
{
    const struct hypothesis *set = r->b->ledger->hypotheses;
    double prior[HYPOTHESES_MAX] = {0};

    for (size_t k = 0; k < r->b->n_hypotheses; k++)
        prior[k] = set[k].prior;
    widen(r, prior, sum);
    for (size_t k = 0; k < r->b->n_hypotheses; k++) {
        prior[k] = set[k].prior * 2;
        widen(r, prior, sum);
        prior[k] = set[k].prior / 2;
        widen(r, prior, sum);
        prior[k] = set[k].prior;
    }
}

static void vary_all(const struct range *r)
{
    double sum[HYPOTHESES_MAX] = {0};

    for (size_t step = 0; step < LEDGER_STEPS; step++)
        for (size_t i = 0; i <= r->b->n_analysts; i++) {
            struct book_look look = {.step = step,
                                     .analyst = i < r->b->n_analysts ? i : LEDGER_MEAN,
                                     .without = SIZE_MAX};

            book_sum(r->b, &look, sum, NULL);
            vary_priors(r, sum);
        }
}

/* ---- the matrix ---- */

static enum rc put_line(const struct book *b, const struct book_exhibit *x, struct ledger_line *out,
                        struct err *err)
{
    double *mid = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);
    double *low = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);
    double *high = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);

    if (mid == NULL || low == NULL || high == NULL)
        return RC_LIMIT;
    for (size_t k = 0; k < b->n_hypotheses; k++) {
        mid[k] = x->mean[LEDGER_POINT][k] - x->mean[LEDGER_POINT][b->other];
        low[k] = high[k] = mid[k];
        for (size_t i = 0; i < x->n_entries; i++) {
            const double *row = x->entries[i].log_ratio[LEDGER_POINT];

            low[k] = fmin(low[k], row[k] - row[b->other]);
            high[k] = fmax(high[k], row[k] - row[b->other]);
        }
    }
    *out = (struct ledger_line){
        .exhibit = x->exhibit,
        .n_analysts = x->n_entries,
        .log_ratio = mid,
        .low = low,
        .high = high,
        .strength = book_strength(x->mean[LEDGER_POINT], b->n_hypotheses),
    };
    return RC_OK;
}

static enum rc put_lines(const struct book *b, const size_t *chosen, struct ledger_weight *out,
                         struct err *err)
{
    struct ledger_line *lines = arena_array(b->arena, b->n_exhibits + 1, sizeof(*lines), err);
    enum rc rc = lines == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < b->n_exhibits && !rc; i++) {
        const struct book_exhibit *x = &b->exhibits[i];

        if (x->exhibit->is_missing)
            continue;
        rc = put_line(b, x, &lines[out->n_lines], err);
        if (!rc)
            lines[out->n_lines++].is_counted = chosen[x->lineage] == i;
    }
    out->lines = lines;
    return rc;
}

static enum rc put_lineages(const struct book *b, const double *prior, const size_t *chosen,
                            struct ledger_weight *out, struct err *err)
{
    struct ledger_lineage *all = arena_array(b->arena, b->n_lineages + 1, sizeof(*all), err);
    double sum[HYPOTHESES_MAX] = {0};

    if (all == NULL)
        return RC_LIMIT;
    out->lineages = all;
    for (size_t g = 0; g < b->n_lineages; g++) {
        struct book_look look = {.step = LEDGER_POINT, .analyst = LEDGER_MEAN, .without = g};
        double *without;

        if (chosen[g] == SIZE_MAX)
            continue;
        without = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);
        if (without == NULL)
            return RC_LIMIT;
        book_sum(b, &look, sum, NULL);
        book_posterior(b, prior, sum, without);
        all[out->n_lineages++] =
            (struct ledger_lineage){.id = b->lineages[g],
                                    .exhibit = b->exhibits[chosen[g]].exhibit,
                                    .without = without,
                                    .leading = leading_of(without, b->n_hypotheses)};
    }
    return RC_OK;
}

static enum rc weigh(const struct book *b, struct ledger_weight *out, struct err *err)
{
    struct book_look look = {.step = LEDGER_POINT, .analyst = LEDGER_MEAN, .without = SIZE_MAX};
    double *point = arena_array(b->arena, b->n_hypotheses, sizeof(double), err);
    struct range range = {b, arena_array(b->arena, b->n_hypotheses, sizeof(double), err),
                          arena_array(b->arena, b->n_hypotheses, sizeof(double), err)};
    size_t *chosen = arena_array(b->arena, b->n_lineages + 1, sizeof(*chosen), err);
    double sum[HYPOTHESES_MAX] = {0}, prior[HYPOTHESES_MAX] = {0};
    enum rc rc;

    if (point == NULL || range.low == NULL || range.high == NULL || chosen == NULL)
        return RC_LIMIT;
    for (size_t k = 0; k < b->n_hypotheses; k++)
        prior[k] = b->ledger->hypotheses[k].prior;
    book_sum(b, &look, sum, chosen);
    book_posterior(b, prior, sum, point);
    for (size_t k = 0; k < b->n_hypotheses; k++)
        range.low[k] = range.high[k] = point[k];
    out->leading = leading_of(point, b->n_hypotheses);
    vary_all(&range);
    out->posterior = point;
    out->low = range.low;
    out->high = range.high;
    rc = put_lines(b, chosen, out, err);
    if (!rc)
        rc = put_lineages(b, prior, chosen, out, err);
    return rc ? rc : book_wants(b, point, chosen, out, err);
}

enum rc ledger_weigh(const struct ledger *l, struct arena *a, struct ledger_weight *out,
                     struct err *err)
{
    struct ledger_weight made = {0};
    struct book b;
    enum rc rc = book_open(&b, l, a, err);

    if (!rc)
        rc = weigh(&b, &made, err);
    if (!rc)
        *out = made;
    return rc;
}
