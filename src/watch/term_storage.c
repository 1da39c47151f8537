/* SPDX-License-Identifier: Apache-2.0 */
/* term_storage.c: what visits to declared stores find. Per visit one verdict; what is missing again
 * at the next visit is one violation that goes on. */
#include <math.h>

#include "watch/storage.h"

static const struct place nowhere = {.form = PLACE_NONE};

static const struct {
    enum verdict_word word;
    const char *state;
    double p;
} outcomes[] = {
    [STORE_ALL_THERE] = {VERDICT_COMPLIANT, NULL, 0},
    [STORE_NOTIFIED] = {VERDICT_COMPLIANT, "notified_absent", 0},
    [STORE_MISSING] = {VERDICT_VIOLATION, "missing", 1},
    [STORE_MAYBE] = {VERDICT_INDETERMINATE, "missing", NAN},
    [STORE_UNVERIFIED] = {VERDICT_INDETERMINATE, "could_not_verify", NAN},
    [STORE_NO_INVENTORY] = {VERDICT_INDETERMINATE, NULL, NAN},
    [STORE_NOT_VISITED] = {VERDICT_INDETERMINATE, NULL, NAN},
    [STORE_NO_INPUT] = {VERDICT_INDETERMINATE, NULL, NAN},
    [STORE_NOT_IN_FORCE] = {VERDICT_NOT_APPLICABLE, NULL, NAN},
};

struct storage {
    struct term_run *run;
    const struct pact_storage *of;
    struct store *stores;
    size_t n_stores;
    struct store_finding *findings;
    size_t n_findings, cap_findings;
};

/* ---- which stores ---- */

static struct span party_of(const struct docket *d, const struct store *s)
{
    for (size_t i = 0; i < d->n_sites; i++)
        if (span_eq(d->sites[i].head.id, s->id) && d->sites[i].party.n > 0)
            return d->sites[i].party;
    for (size_t i = s->n_inventories; i-- > 0;)
        if (s->inventories[i]->by.n > 0)
            return s->inventories[i]->by;
    return (struct span){0};
}

static const struct place *place_of(const struct docket *d, struct span id)
{
    for (size_t i = 0; i < d->n_sites; i++)
        if (span_eq(d->sites[i].head.id, id))
            return &d->sites[i].place;
    return &nowhere;
}

static int inventory_cmp(const void *left, const void *right)
{
    const struct inventory *a = *(const struct inventory *const *)left;
    const struct inventory *b = *(const struct inventory *const *)right;

    if (a->at_ms != b->at_ms)
        return a->at_ms < b->at_ms ? -1 : 1;
    return (a > b) - (a < b); /* of one array, in the docket's order */
}

static int visit_cmp(const void *left, const void *right)
{
    const struct visit *a = *(const struct visit *const *)left;
    const struct visit *b = *(const struct visit *const *)right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    return (a > b) - (a < b);
}

/* Only as much room as its own rows need: there may be thousands of stores. */
static enum rc make_room(const struct storage *st, struct store *s, struct err *err)
{
    const struct docket *d = st->run->docket;
    size_t n_inventories = 0, n_visits = 0;

    for (size_t i = 0; i < d->n_inventories; i++)
        n_inventories += span_eq(d->inventories[i].site, s->id);
    for (size_t i = 0; i < d->n_visits; i++)
        n_visits += span_eq(d->visits[i].site, s->id);
    s->inventories = arena_array(st->run->arena, n_inventories, sizeof(struct inventory *), err);
    s->visits = arena_array(st->run->arena, n_visits, sizeof(struct visit *), err);
    return s->inventories == NULL || s->visits == NULL ? RC_LIMIT : RC_OK;
}

static enum rc open_store(const struct storage *st, struct span id, struct store *out,
                          struct err *err)
{
    const struct docket *d = st->run->docket;
    struct store s = {.id = id, .place = place_of(d, id)};
    enum rc rc = make_room(st, &s, err);

    if (rc)
        return rc;
    for (size_t i = 0; i < d->n_inventories; i++)
        if (span_eq(d->inventories[i].site, id))
            s.inventories[s.n_inventories++] = &d->inventories[i];
    for (size_t i = 0; i < d->n_visits; i++)
        if (span_eq(d->visits[i].site, id))
            s.visits[s.n_visits++] = &d->visits[i];
    if (s.n_inventories > 1)
        qsort(s.inventories, s.n_inventories, sizeof(struct inventory *), inventory_cmp);
    if (s.n_visits > 1)
        qsort(s.visits, s.n_visits, sizeof(struct visit *), visit_cmp);
    s.party = party_of(d, &s);
    *out = s;
    return RC_OK;
}

/* A listed store is meant whoever owns it; a declared one only where its owner is bound. */
static bool is_meant(const struct storage *st, const struct store *s)
{
    if (st->of->n_sites > 0)
        return true;
    return s->n_inventories > 0 &&
           (s->party.n == 0 ||
            pact_term_binds(st->run->term, pact_party_find(st->run->agreement, s->party)));
}

static enum rc find_stores(struct storage *st, struct err *err)
{
    const struct docket *d = st->run->docket;
    size_t n = st->of->n_sites > 0 ? st->of->n_sites : d->n_inventories;
    struct span *ids = arena_array(st->run->arena, n, sizeof(*ids), err);
    enum rc rc = RC_OK;

    st->stores = arena_array(st->run->arena, n, sizeof(*st->stores), err);
    if (ids == NULL || st->stores == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        ids[i] = st->of->n_sites > 0 ? st->of->sites[i] : d->inventories[i].site;
    if (n > 1)
        qsort(ids, n, sizeof(*ids), span_order);
    for (size_t i = 0; i < n && rc == RC_OK; i++) {
        if (i > 0 && span_eq(ids[i], ids[i - 1]))
            continue;
        rc = open_store(st, ids[i], &st->stores[st->n_stores], err);
        if (rc == RC_OK && is_meant(st, &st->stores[st->n_stores]))
            st->n_stores++;
    }
    return rc;
}

static bool is_only_store(const struct storage *st, const struct store *s)
{
    size_t n = 0;

    for (size_t i = 0; i < st->n_stores; i++)
        n += span_eq(st->stores[i].party, s->party);
    return n == 1;
}

/* ---- one visit ---- */

static const struct inventory *current_inventory(const struct store *s, int64_t at_ms)
{
    const struct inventory *latest = NULL;

    for (size_t i = 0; i < s->n_inventories && s->inventories[i]->at_ms <= at_ms; i++)
        latest = s->inventories[i];
    return latest;
}

static uint64_t less(uint64_t a, uint64_t b)
{
    return a > b ? a - b : 0;
}

static uint32_t as_count(uint64_t n)
{
    return n < COUNT_INFINITE ? (uint32_t)n : COUNT_INFINITE;
}

/* unmatched − unreadable to unmatched; what was not shown cannot be called missing either. Things
 * seen without a serial are what `unreadable` counts, or more of them: the greater number holds. */
static void settle(struct store_finding *f)
{
    const struct stock_account *a = &f->account;
    const struct visit *v = f->visit;
    bool is_closed = v->access == ACCESS_PARTIAL && v->not_shown.max == 0;
    uint64_t least = less(a->missing_min_read, v->unreadable.max);

    if (a->missing_min < least)
        least = a->missing_min;
    least = is_closed ? 0 : less(least, v->not_shown.max);
    f->missing = (struct count){as_count(least), as_count(a->missing_max), as_count(least)};
    if (a->missing_max == 0)
        f->state = a->notified > 0 ? STORE_NOTIFIED : STORE_ALL_THERE;
    else if (least > 0)
        f->state = STORE_MISSING;
    else if (v->access == ACCESS_PARTIAL || v->not_shown.max > 0)
        f->state = STORE_UNVERIFIED;
    else
        f->state = STORE_MAYBE;
    if (f->state == STORE_NOTIFIED)
        f->missing =
            (struct count){as_count(a->notified), as_count(a->notified), as_count(a->notified)};
}

static enum rc add_input(struct term_run *run, struct store_finding *f, struct span id,
                         struct err *err)
{
    struct span *more =
        arena_grow(run->arena, f->inputs, f->n_inputs, &f->cap_inputs, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    f->inputs = more;
    f->inputs[f->n_inputs++] = id;
    return RC_OK;
}

static enum rc add_inputs(struct term_run *run, struct store_finding *f, struct err *err)
{
    enum rc rc = add_input(run, f, f->visit->head.id, err);

    if (rc == RC_OK && f->inventory != NULL)
        rc = add_input(run, f, f->inventory->head.id, err);
    for (size_t i = 0; i < f->notices.n_ids && rc == RC_OK; i++)
        rc = add_input(run, f, f->notices.ids[i], err);
    return rc;
}

static bool is_in_force(const struct pact_term *t, struct time_span when)
{
    return when.t1_ms >= t->from_ms && when.t0_ms < t->until_ms;
}

/* The whole store where nobody was let in. */
static void settle_denied(struct store_finding *f)
{
    uint64_t n = 0;

    for (uint32_t i = 0; i < f->inventory->n_items; i++)
        n += f->inventory->items[i].n.max;
    f->state = STORE_UNVERIFIED;
    f->missing = (struct count){0, as_count(n), 0};
}

static enum rc judge_visit(struct storage *st, const struct store *s, const struct visit *v,
                           struct store_finding *out, struct err *err)
{
    struct store_finding f = {.store = s, .visit = v, .when = v->when, .n_visits = 1};
    enum rc rc = RC_OK;

    f.inventory = current_inventory(s, v->when.t0_ms);
    if (!is_in_force(st->run->term, v->when)) {
        f.state = STORE_NOT_IN_FORCE;
    } else if (f.inventory == NULL) {
        f.state = STORE_NO_INVENTORY;
    } else if (v->access == ACCESS_DENIED) {
        settle_denied(&f);
    } else {
        rc = store_notices_at(st->run, s, is_only_store(st, s), v, f.inventory, &f.notices, err);
        if (rc == RC_OK)
            rc = stock_compare((struct stock_list){f.inventory->items, f.inventory->n_items},
                               (struct stock_list){v->seen, v->n_seen}, f.notices.removed,
                               st->of->by_serial, st->run->arena, &f.account, err);
        if (rc == RC_OK)
            settle(&f);
    }
    if (rc == RC_OK)
        rc = add_inputs(st->run, &f, err);
    if (rc == RC_OK)
        *out = f;
    return rc;
}

/* ---- visit after visit ---- */

static bool is_same_gap(const struct stock_gap *a, const struct stock_gap *b)
{
    const struct item_guess *x = a->item->guesses, *y = b->item->guesses;

    if (a->item->serial.n > 0 || b->item->serial.n > 0)
        return span_eq(span_trim(a->item->serial), span_trim(b->item->serial));
    if (a->item->n_guesses == 0 || b->item->n_guesses == 0)
        return a->item->n_guesses == b->item->n_guesses;
    if (x->thing.type != NULL || y->thing.type != NULL)
        return x->thing.type == y->thing.type;
    return span_eq(x->model, y->model) && span_eq(x->thing.class_name, y->thing.class_name);
}

/* What may be missing at both visits. */
static size_t keep_common(struct stock_gap *open, size_t n, const struct stock_account *a)
{
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < a->n_gaps; k++)
            if (is_same_gap(&open[i], &a->gaps[k])) {
                open[n_kept++] = open[i];
                break;
            }
    return n_kept;
}

static enum rc put(struct storage *st, const struct store_finding *f, struct err *err)
{
    struct store_finding *more = arena_grow(st->run->arena, st->findings, st->n_findings,
                                            &st->cap_findings, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    st->findings = more;
    st->findings[st->n_findings++] = *f;
    return RC_OK;
}

/* Missing again: the same violation, longer, with the numbers of its worst visit. */
static enum rc go_on(struct storage *st, struct store_finding *before,
                     const struct store_finding *f, struct err *err)
{
    enum rc rc = RC_OK;

    if (f->when.t1_ms > before->when.t1_ms)
        before->when.t1_ms = f->when.t1_ms;
    if (f->missing.min > before->missing.min)
        before->missing.min = before->missing.recorded = f->missing.min;
    if (f->missing.max > before->missing.max)
        before->missing.max = f->missing.max;
    before->account = f->account;
    before->notices = f->notices;
    before->inventory = f->inventory;
    before->visit = f->visit;
    before->n_visits++;
    for (size_t i = 0; i < f->n_inputs && rc == RC_OK; i++)
        rc = add_input(st->run, before, f->inputs[i], err);
    return rc;
}

/* What was not shown beside what is certainly missing: a verdict of its own. */
static enum rc put_not_shown(struct storage *st, const struct store_finding *f, struct err *err)
{
    struct store_finding rest = *f;

    if (f->state != STORE_MISSING || f->visit->not_shown.max == 0)
        return RC_OK;
    rest.state = STORE_UNVERIFIED;
    rest.missing = f->visit->not_shown;
    return put(st, &rest, err);
}

static enum rc judge_store(struct storage *st, const struct store *s, struct err *err)
{
    struct stock_gap *open = NULL;
    size_t n_open = 0, begun = SIZE_MAX;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->n_visits && rc == RC_OK; i++) {
        struct store_finding f;

        rc = judge_visit(st, s, s->visits[i], &f, err);
        if (rc)
            return rc;
        if (f.visit->access != ACCESS_DENIED && f.inventory != NULL)
            n_open = keep_common(open, n_open, &f.account);
        if (f.state == STORE_MISSING && n_open > 0)
            rc = go_on(st, &st->findings[begun], &f, err);
        else
            rc = put(st, &f, err);
        if (rc == RC_OK && f.state == STORE_MISSING) {
            begun = n_open > 0 ? begun : st->n_findings - 1;
            open = arena_array(st->run->arena, f.account.n_gaps, sizeof(*open), err);
            if (open == NULL)
                return RC_LIMIT;
            memcpy(open, f.account.gaps, f.account.n_gaps * sizeof(*open));
            n_open = f.account.n_gaps;
            rc = put_not_shown(st, &f, err);
        }
    }
    return rc;
}

/* ---- what is not there to be judged ---- */

static enum rc put_without_visit(struct storage *st, const struct store *s, struct err *err)
{
    const struct inventory *inv =
        s->n_inventories > 0 ? s->inventories[s->n_inventories - 1] : NULL;
    struct store_finding f = {.state = inv != NULL ? STORE_NOT_VISITED : STORE_NO_INVENTORY,
                              .store = s,
                              .when = {TIME_ALWAYS, TIME_ALWAYS},
                              .inventory = inv};
    enum rc rc = RC_OK;

    if (inv != NULL) {
        f.when = (struct time_span){inv->at_ms, inv->at_ms};
        rc = add_input(st->run, &f, inv->head.id, err);
    }
    return rc == RC_OK ? put(st, &f, err) : rc;
}

static enum rc judge_all(struct storage *st, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < st->n_stores && rc == RC_OK; i++)
        rc = st->stores[i].n_visits > 0 ? judge_store(st, &st->stores[i], err)
                                        : put_without_visit(st, &st->stores[i], err);
    if (rc == RC_OK && st->n_stores == 0)
        rc = put(
            st,
            &(struct store_finding){.state = STORE_NO_INPUT, .when = {TIME_ALWAYS, TIME_ALWAYS}},
            err);
    return rc;
}

/* ---- verdicts ---- */

static int finding_cmp(const void *left, const void *right)
{
    const struct store_finding *a = left, *b = right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    if (a->store != b->store)
        return a->store < b->store ? -1 : 1;
    return (int)a->state - (int)b->state;
}

static void sort_inputs(struct store_finding *f)
{
    size_t n_once = 0;

    if (f->n_inputs > 1)
        qsort(f->inputs, f->n_inputs, sizeof(*f->inputs), span_order);
    for (size_t i = 0; i < f->n_inputs; i++)
        if (n_once == 0 || !span_eq(f->inputs[i], f->inputs[n_once - 1]))
            f->inputs[n_once++] = f->inputs[i];
    f->n_inputs = n_once;
}

/* A derogation or a permit for the whole store. */
static void exempt(struct term_run *run, const struct store_finding *f, struct verdict *v)
{
    const struct act act = {
        .actor = {.form = f->store->party.n > 0 ? ACTOR_PARTY : ACTOR_UNDETERMINED,
                  .party = f->store->party},
        .when = f->when,
        .place = f->store->place,
        .phenomenon = PHEN_WEAPON_SIGHTING};
    struct span name = {0};

    switch (term_exempt(run, &act, &name)) {
    case EXEMPT_YES:
        v->word = VERDICT_EXEMPT;
        break;
    case EXEMPT_JUDGEMENT:
        v->word = VERDICT_NEEDS_ASSESSMENT;
        break;
    case EXEMPT_MAYBE:
        v->word = VERDICT_INDETERMINATE;
        break;
    case EXEMPT_NOT:
        return;
    }
    v->exemption = name;
}

static enum rc emit(struct storage *st, struct store_finding *f, struct err *err)
{
    struct term_run *run = st->run;
    struct verdict v = term_verdict(run);

    v.word = outcomes[f->state].word;
    v.state = outcomes[f->state].state;
    v.p = outcomes[f->state].p;
    v.when = f->when;
    sort_inputs(f);
    v.inputs = f->inputs;
    v.n_inputs = f->n_inputs;
    if (f->store != NULL) {
        v.party = f->store->party.n > 0 ? f->store->party : SPAN("undetermined");
        v.has_place = f->store->place->form != PLACE_NONE;
        v.place = f->store->place->at;
        v.place_text = f->store->place->text;
    }
    if (f->visit != NULL && f->inventory != NULL && f->state != STORE_NOT_IN_FORCE) {
        v.has_count = true;
        v.count = f->missing;
    }
    if (f->store != NULL && f->state == STORE_MISSING)
        exempt(run, f, &v);
    if (term_wants(run, v.word))
        store_explain(run, f);
    v.mentions = f->mentions;
    v.n_mentions = f->n_mentions;
    v.may_mention = f->may_mention;
    return term_emit(run, &v, false, err);
}

enum rc term_storage(struct term_run *run, struct err *err)
{
    struct storage st = {.run = run, .of = &run->term->u.storage};
    enum rc rc = find_stores(&st, err);

    if (rc == RC_OK)
        rc = judge_all(&st, err);
    if (rc == RC_OK && st.n_findings > 1)
        qsort(st.findings, st.n_findings, sizeof(*st.findings), finding_cmp);
    for (size_t i = 0; i < st.n_findings && rc == RC_OK; i++)
        rc = emit(&st, &st.findings[i], err);
    return rc;
}
