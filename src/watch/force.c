/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/force.h"

#include <math.h>

enum rc force_open(struct term_run *run, struct span party, struct force *out, struct err *err)
{
    const struct docket *d = run->docket;
    struct force f = {.run = run, .party = party};

    f.items = arena_array(run->arena, d->n_deployments, sizeof(*f.items), err);
    if (f.items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_deployments; i++) {
        const struct deployment *one = &d->deployments[i];

        if (!one->pledged && (one->of.n == 0 || span_eq(one->of, party)))
            f.items[f.n++] = one;
    }
    *out = f;
    return RC_OK;
}

static bool names_sector(const struct deployment *d, struct span sector)
{
    for (uint32_t i = 0; i < d->n_sectors; i++)
        if (span_eq(d->sectors[i], sector))
            return true;
    return false;
}

static enum pact_tri find_where(const struct force *f, const struct deployment *d,
                                const struct pact_part *part)
{
    double p = 0;

    if (names_sector(d, part->id))
        return PACT_YES;
    if (d->place.form == PLACE_NONE)
        return d->n_sectors > 0 ? PACT_NO : PACT_MAYBE;
    if (ground_within_area(f->run->ground, part->area, &d->place,
                           (struct time_span){d->from_ms, d->from_ms}, &p, NULL) != RC_OK)
        return PACT_MAYBE;
    if (p >= f->run->term->confidence)
        return PACT_YES;
    return p <= 1 - f->run->term->confidence ? PACT_NO : PACT_MAYBE;
}

enum rc force_locate(struct force *f, const struct pact_parts *parts, struct err *err)
{
    f->parts = parts;
    f->where = arena_array(f->run->arena, f->n * parts->n, sizeof(*f->where), err);
    if (f->where == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < parts->n; k++)
            f->where[i * parts->n + k] = (uint8_t)find_where(f, f->items[i], &parts->items[k]);
    return RC_OK;
}

enum pact_tri force_where(const struct force *f, size_t item, size_t part)
{
    return (enum pact_tri)f->where[item * f->parts->n + part];
}

enum rc force_changes(const struct force *f, struct spells *s, struct err *err)
{
    enum rc rc = f->run->term->from_ms == TIME_ALWAYS
                     ? RC_OK
                     : spells_add_day(s, f->run->term->from_ms, err);

    for (size_t i = 0; i < f->n && rc == RC_OK; i++) {
        rc = spells_add_day(s, f->items[i]->from_ms, err);
        if (rc == RC_OK)
            rc = spells_add_day(s, f->items[i]->until_ms, err);
    }
    return rc;
}

bool force_is_there(const struct deployment *d, struct time_span when)
{
    return d->from_ms <= when.t1_ms && d->until_ms > when.t0_ms;
}

static int64_t add(int64_t a, int64_t b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

static struct force_band sum_at(const struct force *f, int64_t at_ms, struct span contributor,
                                struct span sector)
{
    struct force_band out = {0, 0};

    for (size_t i = 0; i < f->n; i++) {
        const struct deployment *d = f->items[i];

        if (!force_is_there(d, (struct time_span){at_ms, at_ms}) ||
            (contributor.n > 0 && !span_eq(d->contributor, contributor)) ||
            (sector.n > 0 && !names_sector(d, sector)))
            continue;
        out.lo = add(out.lo, d->personnel.min);
        out.hi = d->personnel.max == COUNT_INFINITE ? INT64_MAX : add(out.hi, d->personnel.max);
    }
    return out;
}

static void widen_by(struct force_band *b, struct force_band more)
{
    b->lo = more.lo < b->lo ? more.lo : b->lo;
    b->hi = more.hi > b->hi ? more.hi : b->hi;
}

struct force_band force_sum(const struct force *f, struct time_span when, struct span contributor,
                            struct span sector)
{
    struct force_band out = sum_at(f, when.t0_ms, contributor, sector);

    for (size_t i = 0; i < f->n; i++) {
        const struct deployment *d = f->items[i];

        if (d->from_ms > when.t0_ms && d->from_ms <= when.t1_ms)
            widen_by(&out, sum_at(f, d->from_ms, contributor, sector));
        if (d->until_ms != TIME_NEVER && d->until_ms > when.t0_ms && d->until_ms <= when.t1_ms)
            widen_by(&out, sum_at(f, d->until_ms, contributor, sector));
    }
    return out;
}

static bool holds(int64_t a, enum pact_op op, int64_t n)
{
    switch (op) {
    case PACT_GE:
        return a >= n;
    case PACT_LE:
        return a <= n;
    case PACT_GT:
        return a > n;
    case PACT_LT:
        return a < n;
    case PACT_EQ:
    case PACT_NE:
        break;
    }
    return (a == n) == (op == PACT_EQ);
}

enum pact_tri force_compare(struct force_band b, enum pact_op op, int64_t n)
{
    bool lo = holds(b.lo, op, n), hi = holds(b.hi, op, n);
    bool is_inside = b.lo < n && n < b.hi; /* between ends that are alike lies one that is not */

    if (lo != hi || (is_inside && (op == PACT_EQ || op == PACT_NE)))
        return PACT_MAYBE;
    return lo ? PACT_YES : PACT_NO;
}

void force_put_band(struct buf *b, struct force_band band)
{
    if (band.hi == INT64_MAX)
        buf_puts(b, "at least ");
    buf_printf(b, "%lld", (long long)band.lo);
    if (band.hi != INT64_MAX && band.hi != band.lo)
        buf_printf(b, " to %lld", (long long)band.hi);
}

enum rc force_inputs(const struct force *f, struct spell *out, struct err *err)
{
    const struct row_head **heads = arena_array(f->run->arena, f->n, sizeof(*heads), err);

    if (heads == NULL)
        return RC_LIMIT;
    out->inputs = heads;
    for (size_t i = 0; i < f->n; i++)
        if (force_is_there(f->items[i], out->span))
            heads[out->n_inputs++] = &f->items[i]->head;
    return RC_OK;
}

void force_settle(struct spell *out, enum pact_tri is_met, const char *state)
{
    static const enum verdict_word words[] = {[PACT_NO] = VERDICT_VIOLATION,
                                              [PACT_YES] = VERDICT_COMPLIANT,
                                              [PACT_MAYBE] = VERDICT_INDETERMINATE};

    out->word = words[is_met];
    out->p = is_met == PACT_MAYBE ? NAN : is_met == PACT_NO;
    out->state = is_met == PACT_YES ? NULL : state;
}
