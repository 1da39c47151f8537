/* SPDX-License-Identifier: Apache-2.0 */
/* fold_ceiling.c: ceilings are about what is there at one time. A step judges the chains of sights
 * that it touches, and, where nothing on the record counts under a limit, the one verdict on all of
 * its time. */
#include <stdlib.h>

#include "mission/chain.h"
#include "mission/fold_inside.h"
#include "mission/input.h"

#define SEEN_BYTES_MAX ((size_t)512 * 1024 * 1024)
/* Coverage so far beyond a chain cannot meet it. */
#define COVERAGE_SPARE_MS MS_PER_H
/* Parts of the record in which something that counts is looked for. */
#define SEARCH_ROWS_MAX 5000

struct ceiling_term {
    struct sights_of of;
    struct span name;
    size_t pact;
    uint8_t *heads; /* enum said_heads by limit */
};

struct ceilings {
    struct ceiling_term *items;
    size_t n;
};

static size_t count_terms(const struct fold *f)
{
    size_t n = 0;

    for (size_t i = 0; i < f->options.n_pacts; i++) {
        const struct pact_model *m = f->options.pacts[i].model;

        for (size_t k = 0; k < m->n_agreements; k++)
            for (size_t t = 0; t < m->agreements[k].n_terms; t++)
                n += m->agreements[k].terms[t].kind == PACT_CEILING;
    }
    return n;
}

static enum rc add_terms(struct fold *f, struct ceilings *c, size_t pact, struct err *err)
{
    const struct pact_model *m = f->options.pacts[pact].model;

    for (size_t k = 0; k < m->n_agreements; k++)
        for (size_t t = 0; t < m->agreements[k].n_terms; t++) {
            const struct pact_agreement *g = &m->agreements[k];
            struct ceiling_term *x = &c->items[c->n];

            if (g->terms[t].kind != PACT_CEILING)
                continue;
            *x = (struct ceiling_term){.of = {m, g, &g->terms[t]},
                                       .name = said_term(&f->terms[pact], g, &g->terms[t]),
                                       .pact = pact};
            x->heads = arena_alloc(f->arena, g->terms[t].u.ceiling.n_limits + 1, err);
            if (x->heads == NULL)
                return RC_LIMIT;
            c->n++;
        }
    return RC_OK;
}

enum rc fold_open_ceilings(struct fold *f, struct err *err)
{
    size_t n = count_terms(f);
    struct ceilings *c = arena_alloc(f->arena, sizeof(*c), err);
    enum rc rc = RC_OK;

    if (n == 0)
        return RC_OK;
    if (c == NULL)
        return RC_LIMIT;
    c->items = arena_array(f->arena, n, sizeof(*c->items), err);
    if (c->items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < f->options.n_pacts && rc == RC_OK; i++)
        rc = add_terms(f, c, i, err);
    if (rc == RC_OK)
        f->ceilings = c;
    return rc;
}

/* ---- coverage ---- */

void fold_drop_seen(struct fold *f)
{
    if (f->has_seen)
        gather_close(&f->seen);
    f->has_seen = false;
    arena_release(&f->seen_arena);
}

enum rc fold_load_seen(struct fold *f, uint64_t below_seq, struct err *err)
{
    struct gather_source from = fold_source(f, NULL);
    enum rc rc;

    if (f->has_seen || f->ceilings == NULL)
        return RC_OK;
    arena_init(&f->seen_arena, SEEN_BYTES_MAX);
    from.below_seq = below_seq;
    rc = gather_open(&f->seen, &from, &f->seen_arena, &f->rules_scratch, err);
    if (rc)
        return rc;
    f->has_seen = true;
    f->seen.has_kin = true;
    rc = gather_ask(&f->seen, (struct shelf_query){.row_kinds = 1u << ROW_COVERAGE}, err);
    if (rc)
        fold_drop_seen(f);
    return rc;
}

/* Coverage of a time, and whatever corrects it, of whichever time. */
static enum rc keep_seen(const struct fold *f, struct gather *g, struct time_span hull,
                         struct err *err)
{
    size_t next = g->n;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < f->seen.n && rc == RC_OK; i++) {
        struct held *h = f->seen.items[i];

        if (h->card.from_ms <= hull.t1_ms && h->card.to_ms >= hull.t0_ms)
            rc = gather_keep(g, h, err);
    }
    for (; next < g->n && rc == RC_OK; next++) {
        const struct card *c = &g->items[next]->card;
        const struct card_key keys[2] = {c->key, c->replaces};

        for (size_t k = 0; k < (c->has_replaces ? 2u : 1u); k++)
            for (const struct kin *kin = gather_kin(&f->seen, &keys[k]); kin != NULL && rc == RC_OK;
                 kin = kin->next)
                if (!gather_has(g, kin->held->seq))
                    rc = gather_keep(g, kin->held, err);
    }
    return rc;
}

/* ---- one chain ---- */

/* By this name the verdicts on all of the input's time are found. */
static uint64_t input_name(const struct ceiling_term *t)
{
    return ~card_hash(t->name);
}

static bool is_among(const struct diff *d, const struct uuid *id)
{
    for (size_t i = 0; i < d->n_stood; i++)
        if (uuid_cmp(&d->stood[i].id, id) == 0)
            return true;
    return false;
}

static bool has_term(const struct fold *f, size_t pact, struct span name)
{
    for (size_t i = 0; i < f->ceilings->n; i++)
        if (f->ceilings->items[i].pact == pact && span_eq(f->ceilings->items[i].name, name))
            return true;
    return false;
}

/* Whether what is said of that time is this version's matter: it is in force then, or the one that
 * is has no such ceiling, so that what stands is taken back by whoever comes first. */
static bool is_matter_of(const struct fold *f, const struct ceiling_term *t, struct time_span when)
{
    size_t pact = fold_pact_of(f, when);

    return pact == t->pact || !has_term(f, pact, t->name);
}

/* What stands about a time: about a chain, or (is_of_input) about all of the input's. */
static enum rc ask_about(struct diff *d, const struct ceiling_term *t, const struct pass *p,
                         struct err *err)
{
    uint64_t name = input_name(t);
    struct diff whole = *d;
    size_t n = 0;
    enum rc rc = diff_ask(
        &whole,
        (struct shelf_ask){.kind = ENTRY_VERDICT, .term = t->name, .names = &name, .n_names = 1},
        err);

    for (size_t i = 0; i < whole.n_stood && rc == RC_OK && p->is_of_input; i++) {
        struct span time = {0};
        struct time_span when = whole.stood[i].when;

        rc = diff_member(d, &whole.stood[i], "time", &time, err);
        if (time.n == 0) /* it is filed at some time, but about none */
            when = (struct time_span){TIME_ALWAYS, TIME_ALWAYS};
        if (is_matter_of(d->f, t, when))
            whole.stood[n++] = whole.stood[i];
    }
    if (rc || p->is_of_input) {
        whole.n_stood = n;
        *d = whole;
        return rc;
    }
    rc = diff_ask(d,
                  (struct shelf_ask){
                      .kind = ENTRY_VERDICT, .term = t->name, .has_span = true, .span = p->hull},
                  err);
    for (size_t i = 0; i < d->n_stood && rc == RC_OK; i++)
        if (!is_among(&whole, &d->stood[i].id) && is_matter_of(d->f, t, d->stood[i].when))
            d->stood[n++] = d->stood[i];
    d->n_stood = n;
    return rc;
}

static struct time_span wider(struct time_span s, int64_t by_ms)
{
    struct time_span out;

    if (__builtin_sub_overflow(s.t0_ms, by_ms, &out.t0_ms))
        out.t0_ms = TIME_ALWAYS;
    if (__builtin_add_overflow(s.t1_ms, by_ms, &out.t1_ms))
        out.t1_ms = TIME_NEVER;
    return out;
}

static enum rc judge_chain(struct fold *f, struct ceiling_term *t, struct time_span *hull,
                           struct err *err)
{
    const struct gather_source from = fold_source(f, &f->rules);
    struct pass p = {.f = f,
                     .arena = &f->chain,
                     .kinds = 1u << PACT_CEILING,
                     .only = &t->of,
                     .input = {1, 0},
                     .heads = t->heads};
    struct diff d = {.f = f, .arena = &f->chain, .kinds = 1u << PACT_CEILING};
    struct gather g;
    enum rc rc;

    arena_reset(&f->chain);
    rc = gather_open(&g, &from, &f->chain, &f->scratch, err);
    if (rc)
        return rc;
    rc = chain_gather(&g, &t->of, &f->chain, hull, err);
    p.hull = *hull;
    if (rc == RC_OK)
        rc = keep_seen(f, &g, wider(*hull, COVERAGE_SPARE_MS), err);
    if (rc == RC_OK)
        rc = gather_docket(&g, GATHER_RULES | GATHER_OTHERS | 1u << ROW_COVERAGE, &f->chain,
                           &p.rows, err);
    if (rc == RC_OK)
        rc = ask_about(&d, t, &p, err);
    if (rc == RC_OK)
        rc = pass_settle(&p, &d, err);
    f->cost.n_read += g.n_read;
    gather_close(&g);
    return rc;
}

/* ---- where nothing counts ---- */

/* What stands says of some limits whether anything counts under them. */
static enum rc recall_heads(struct fold *f, struct ceiling_term *t, struct err *err)
{
    const struct pass p = {.hull = {TIME_ALWAYS, TIME_NEVER}};
    struct diff d = {.f = f, .arena = &f->chain, .kinds = 1u << PACT_CEILING};
    const struct pact_ceiling *of = &t->of.term->u.ceiling;
    enum rc rc = ask_about(&d, t, &p, err);

    for (size_t i = 0; i < d.n_stood && rc == RC_OK; i++) {
        struct span category = {0};

        if (!d.stood[i].is_current)
            continue;
        rc = diff_member(&d, &d.stood[i], "category", &category, err);
        /* a limit with an exception has a longer name: it is found by looking */
        for (size_t k = 0; k < of->n_limits && category.n > 0; k++)
            if (of->limits[k].what.except == NULL && span_eq(of->limits[k].what.word, category))
                t->heads[k] = SAID_SEEN;
    }
    return rc;
}

static bool is_known(const struct ceiling_term *t)
{
    for (size_t i = 0; i < t->of.term->u.ceiling.n_limits; i++)
        if (t->heads[i] == SAID_UNKNOWN)
            return false;
    return true;
}

struct searching {
    size_t n;
};

static enum rc count_row(void *to, const struct shelf_row *row, struct err *err)
{
    struct searching *s = to;

    (void)row;
    (void)err;
    return ++s->n > SEARCH_ROWS_MAX ? RC_END : RC_OK;
}

static enum rc search_part(struct fold *f, struct ceiling_term *t, struct time_span span,
                           struct err *err)
{
    const struct shelf_query q = {.row_kinds = 1u << ROW_OBSERVATION,
                                  .has_span = true,
                                  .span = span,
                                  .only_with_items = true};
    const struct gather_source from = fold_source(f, &f->rules);
    struct pass p = {.f = f,
                     .arena = &f->chain,
                     .kinds = 1u << PACT_CEILING,
                     .only = &t->of,
                     .input = {1, 0},
                     .hull = {TIME_ALWAYS, TIME_NEVER},
                     .heads = t->heads};
    struct said *said;
    struct gather g;
    size_t n;
    enum rc rc;

    arena_reset(&f->chain);
    rc = gather_open(&g, &from, &f->chain, &f->scratch, err);
    if (rc)
        return rc;
    g.is_far = true;
    rc = gather_ask(&g, q, err);
    if (rc == RC_OK)
        rc = gather_spread(&g, err);
    if (rc == RC_OK)
        rc = gather_docket(&g, GATHER_RULES | GATHER_OTHERS, &f->chain, &p.rows, err);
    if (rc == RC_OK)
        rc = pass_say_all(&p, &said, &n, err);
    gather_close(&g);
    return rc;
}

/* Halves a span until a part fits, and stops when something was found under every limit. */
static enum rc search(struct fold *f, struct ceiling_term *t, struct time_span span,
                      struct err *err)
{
    const struct shelf_query q = {.below_seq = f->below_seq,
                                  .row_kinds = 1u << ROW_OBSERVATION,
                                  .has_span = true,
                                  .span = span,
                                  .only_with_items = true};
    int64_t middle_ms = span.t0_ms + (span.t1_ms - span.t0_ms) / 2;
    struct searching s = {0};
    enum rc rc = is_known(t) ? RC_OK : f->shelf->rows(f->shelf->context, &q, count_row, &s, err);

    if (is_known(t) || (rc != RC_OK && rc != RC_END))
        return rc;
    if (rc == RC_OK || span.t0_ms == span.t1_ms)
        return search_part(f, t, span, err);
    rc = search(f, t, (struct time_span){span.t0_ms, middle_ms}, err);
    return rc != RC_OK ? rc : search(f, t, (struct time_span){middle_ms + 1, span.t1_ms}, err);
}

/* Whatever is not known after all was looked at counts nowhere. */
static enum rc find_heads(struct fold *f, struct ceiling_term *t, struct time_span input,
                          struct err *err)
{
    enum rc rc = RC_OK;

    if (is_known(t))
        return RC_OK;
    arena_reset(&f->chain);
    rc = recall_heads(f, t, err);
    if (rc == RC_OK && !is_known(t))
        rc = input.t0_ms <= input.t1_ms ? search(f, t, input, err) : RC_OK;
    for (size_t i = 0; i < t->of.term->u.ceiling.n_limits && rc == RC_OK; i++)
        if (t->heads[i] == SAID_UNKNOWN)
            t->heads[i] = SAID_UNSEEN;
    return rc;
}

static enum rc judge_input(struct fold *f, struct ceiling_term *t, struct time_span input,
                           struct err *err)
{
    const struct gather_source from = fold_source(f, &f->rules);
    struct pass p = {.f = f,
                     .arena = &f->chain,
                     .kinds = 1u << PACT_CEILING,
                     .only = &t->of,
                     .input = input,
                     .hull = {TIME_ALWAYS, TIME_NEVER},
                     .is_of_input = true,
                     .heads = t->heads};
    struct diff d = {.f = f, .arena = &f->chain, .kinds = 1u << PACT_CEILING};
    struct gather g;
    enum rc rc;

    arena_reset(&f->chain);
    rc = gather_open(&g, &from, &f->chain, &f->scratch, err);
    if (rc)
        return rc;
    rc = keep_seen(f, &g, (struct time_span){TIME_ALWAYS, TIME_NEVER}, err);
    if (rc == RC_OK)
        rc = gather_docket(&g, GATHER_RULES | 1u << ROW_COVERAGE, &f->chain, &p.rows, err);
    if (rc == RC_OK)
        rc = ask_about(&d, t, &p, err);
    if (rc == RC_OK)
        rc = pass_settle(&p, &d, err);
    gather_close(&g);
    return rc;
}

/* ---- what a step touches ---- */

/* Times around which chains are judged. */
struct seeds {
    struct time_span *items;
    size_t n;
};

static int seed_cmp(const void *left, const void *right)
{
    const struct time_span *a = left, *b = right;

    return a->t0_ms != b->t0_ms ? (a->t0_ms < b->t0_ms ? -1 : 1)
                                : (a->t1_ms > b->t1_ms) - (a->t1_ms < b->t1_ms);
}

static void forget_heads(struct ceiling_term *t)
{
    for (size_t k = 0; k < t->of.term->u.ceiling.n_limits; k++)
        t->heads[k] = SAID_UNKNOWN;
}

/* Rows of a step, and which of them stand. */
struct brought {
    const struct gather *g;
    const struct gathered *rows;
    bool *stands; /* by place in `rows` */
};

static enum rc find_standing(struct brought *b, struct arena *a, struct err *err)
{
    const struct docket *d = &b->rows->docket;

    b->stands = arena_array(a, b->rows->n + 1, sizeof(*b->stands), err);
    for (size_t i = 0; b->stands != NULL && i < d->n_observations; i++)
        b->stands[d->observations[i].head.row - 1] = true;
    return b->stands == NULL ? RC_LIMIT : RC_OK;
}

/* What no longer stands, or stands elsewhere than before, may have counted. */
static void seed_gone(const struct fold *f, struct ceiling_term *t, const struct brought *b,
                      struct seeds *out)
{
    for (size_t i = 0; i < b->rows->n; i++) {
        const struct held *h = b->rows->items[i];

        if (h->row.kind != ROW_OBSERVATION || !h->card.has_items)
            continue;
        if (b->stands[i] && !(h->is_touched && h->seq < f->from_seq))
            continue;
        out->items[out->n++] = h->row.u.observation.when;
        forget_heads(t);
    }
    for (size_t i = 0; i < b->g->n; i++) {
        const struct held *h = b->g->items[i];

        if (!h->is_ghost || h->row.kind != ROW_OBSERVATION || !h->card.has_items)
            continue;
        out->items[out->n++] = h->row.u.observation.when;
        forget_heads(t);
    }
}

static enum rc find_seeds(struct fold *f, struct ceiling_term *t, const struct brought *b,
                          struct seeds *out, struct err *err)
{
    struct sights sights;
    enum rc rc = sights_find(&t->of, &b->rows->docket, &f->chain, &sights, err);

    if (rc)
        return rc;
    for (size_t i = 0; i < sights.n; i++)
        if (sights.items[i].observation != NULL &&
            b->rows->items[sights.items[i].head->row - 1]->seq >= f->from_seq)
            out->items[out->n++] = sights.items[i].when;
    seed_gone(f, t, b, out);
    return RC_OK;
}

static enum rc judge_seeds(struct fold *f, struct ceiling_term *t, struct seeds *seeds,
                           struct err *err)
{
    struct time_span done = {1, 0};
    enum rc rc = RC_OK;

    if (seeds->n > 1)
        qsort(seeds->items, seeds->n, sizeof(*seeds->items), seed_cmp);
    for (size_t i = 0; i < seeds->n && rc == RC_OK; i++) {
        struct time_span hull = seeds->items[i];

        if (done.t0_ms <= hull.t0_ms && hull.t1_ms <= done.t1_ms)
            continue;
        rc = judge_chain(f, t, &hull, err);
        done = hull;
    }
    return rc;
}

static enum rc judge_term(struct fold *f, struct ceiling_term *t, const struct brought *b,
                          const struct fold_recount *again, struct err *err)
{
    struct seeds seeds = {0};
    size_t n_most = 2 + (b == NULL ? 0 : 2 * b->rows->n + b->g->n);
    enum rc rc = RC_OK;

    arena_reset(&f->chain);
    seeds.items = arena_array(&f->step, n_most, sizeof(*seeds.items), err);
    if (seeds.items == NULL)
        return RC_LIMIT;
    if (b != NULL)
        rc = find_seeds(f, t, b, &seeds, err);
    if (again->rules.t0_ms <= again->rules.t1_ms) {
        seeds.items[seeds.n++] = again->rules;
        forget_heads(t);
    }
    if (again->seen.t0_ms <= again->seen.t1_ms)
        seeds.items[seeds.n++] = again->seen;
    return rc != RC_OK ? rc : judge_seeds(f, t, &seeds, err);
}

enum rc fold_judge_ceilings(struct fold *f, const struct gather *g, const struct gathered *rows,
                            const struct fold_recount *again, struct err *err)
{
    const struct gather_source from = fold_source(f, &f->rules);
    struct brought b = {.g = g, .rows = rows};
    struct time_span input = {1, 0};
    enum rc rc;

    if (f->ceilings == NULL)
        return RC_OK;
    rc = input_span(&from, &f->chain, &f->scratch, &input, err);
    if (rc == RC_OK && g != NULL)
        rc = find_standing(&b, &f->step, err);
    for (size_t i = 0; i < f->ceilings->n && rc == RC_OK; i++) {
        struct ceiling_term *t = &f->ceilings->items[i];

        rc = judge_term(f, t, g == NULL ? NULL : &b, again, err);
        if (rc == RC_OK)
            rc = find_heads(f, t, input, err);
        if (rc == RC_OK)
            rc = judge_input(f, t, input, err);
    }
    return rc;
}
