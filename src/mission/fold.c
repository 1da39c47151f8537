/* SPDX-License-Identifier: Apache-2.0 */
/* fold.c: a step: which entries are rows, what rows they take away, and what all that calls for. */
#include "mission/fold_inside.h"

#include <stdlib.h>
#include <string.h>

#define RULES_BYTES_MAX   ((size_t)512 * 1024 * 1024)
#define SCRATCH_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* ---- opening ---- */

const struct pact_model *fold_known(const struct fold *f)
{
    return f->options.known != NULL ? f->options.known
                                    : f->options.pacts[f->options.n_pacts - 1].model;
}

struct gather_source fold_source(const struct fold *f, const struct gather *base)
{
    const struct fold_pact *last = &f->options.pacts[f->options.n_pacts - 1];

    return (struct gather_source){
        .shelf = f->shelf,
        .world = {.zone = pact_home_zone(fold_known(f)),
                  .equipment = last->equipment,
                  .gazetteer = f->options.gazetteer,
                  .model = fold_known(f)},
        .zone = f->options.zone,
        .zone_context = f->options.zone_context,
        .below_seq = f->below_seq,
        .base = base,
    };
}

size_t fold_pact_of(const struct fold *f, struct time_span when)
{
    for (size_t i = f->options.n_pacts; i-- > 1;)
        if (fold_pact_counts(f->options.pacts, f->options.n_pacts, i, when))
            return i;
    return 0;
}

const struct json *fold_receipt(const struct fold *f, struct time_span when)
{
    return &f->terms[fold_pact_of(f, when)].receipt;
}

enum pact_kind fold_kind_under(const struct fold *f, size_t pact, struct span term)
{
    const struct pact_model *m = f->options.pacts[pact].model;

    for (size_t k = 0; k < m->n_agreements; k++)
        for (size_t t = 0; t < m->agreements[k].n_terms; t++)
            if (span_eq(said_term(&f->terms[pact], &m->agreements[k], &m->agreements[k].terms[t]),
                        term))
                return m->agreements[k].terms[t].kind;
    return PACT_KIND_COUNT;
}

enum pact_kind fold_kind_of(const struct fold *f, struct span term, struct time_span when)
{
    enum pact_kind kind = fold_kind_under(f, fold_pact_of(f, when), term);

    for (size_t i = f->options.n_pacts; i-- > 0 && kind == PACT_KIND_COUNT;)
        kind = fold_kind_under(f, i, term);
    return kind;
}

enum rc fold_open(const struct shelf *shelf, const struct fold_options *options, struct arena *a,
                  struct fold **out, struct err *err)
{
    struct fold *f = arena_alloc(a, sizeof(*f), err);
    enum rc rc = RC_OK;

    if (f == NULL)
        return RC_LIMIT;
    if (options->n_pacts == 0)
        return err_set(err, RC_INPUT, "a mission judges by an agreement: there is none");
    f->shelf = shelf;
    f->options = *options;
    f->arena = a;
    f->join = (struct join){.options = &f->options, .arena = a};
    f->is_whole_due = true;
    f->hinted_ms = TIME_NEVER;
    f->wake_ms = fold_has_owed(f) ? TIME_ALWAYS : TIME_NEVER;
    f->told_ms = TIME_ALWAYS;
    f->terms = arena_array(a, options->n_pacts, sizeof(*f->terms), err);
    if (f->terms == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < options->n_pacts && rc == RC_OK; i++)
        rc = said_terms_open(&options->pacts[i], options->engine, a, &f->terms[i], err);
    if (rc)
        return rc;
    arena_init(&f->rules_arena, RULES_BYTES_MAX);
    arena_init(&f->rules_scratch, SCRATCH_BYTES_MAX);
    arena_init(&f->step, options->memory_max);
    arena_init(&f->work, options->memory_max);
    arena_init(&f->chain, options->memory_max);
    arena_init(&f->scratch, SCRATCH_BYTES_MAX);
    rc = fold_open_ceilings(f, err);
    if (rc == RC_OK)
        *out = f;
    return rc;
}

static void drop_rules(struct fold *f)
{
    if (f->has_rules)
        gather_close(&f->rules);
    f->has_rules = false;
    arena_release(&f->rules_arena);
}

void fold_close(struct fold *f)
{
    if (f == NULL)
        return;
    drop_rules(f);
    fold_drop_seen(f);
    arena_release(&f->chain);
    arena_release(&f->rules_scratch);
    arena_release(&f->step);
    arena_release(&f->work);
    arena_release(&f->scratch);
}

struct fold_cost fold_cost(const struct fold *f)
{
    return f->cost;
}

/* Everything that is judged by, below the step: its own rows are added one by one. */
static enum rc load_rules(struct fold *f, uint64_t below_seq, struct err *err)
{
    struct gather_source from = fold_source(f, NULL);
    enum rc rc;

    if (f->has_rules)
        return RC_OK;
    from.below_seq = below_seq;
    rc = gather_open(&f->rules, &from, &f->rules_arena, &f->rules_scratch, err);
    if (rc)
        return rc;
    f->has_rules = true;
    f->rules.has_kin = true;
    rc =
        gather_ask(&f->rules, (struct shelf_query){.row_kinds = GATHER_RULES | GATHER_OTHERS}, err);
    if (rc)
        drop_rules(f);
    return rc;
}

enum rc fold_card_widen(struct fold *f, const struct row *row, struct arena *a, struct card *card,
                        struct err *err)
{
    enum rc rc = load_rules(f, UINT64_MAX, err);

    if (rc || row->kind != ROW_OBSERVATION)
        return rc;
    return card_by_sensors(card, fold_known(f), &f->rules, row, a, err);
}

enum rc fold_card(struct fold *f, const struct row *row, struct arena *a, struct card *out,
                  struct err *err)
{
    enum rc rc = card_of(fold_known(f), NULL, row, a, out, err);

    return rc != RC_OK ? rc : fold_card_widen(f, row, a, out, err);
}

/* ---- what a step brings ---- */

/* What its entries call for. */
struct calls {
    struct gather *g;       /* observations */
    struct time_span again; /* t0 > t1: no span is judged again */
    struct fold_recount recount;
    bool reloads_rules;
    uint64_t *sensors; /* card_hash of those that came */
    size_t n_sensors, cap_sensors;
    uint64_t *names; /* of what claims are about */
    size_t n_names, cap_names;
};

static void widen(struct time_span *to, struct time_span by)
{
    if (to->t0_ms > to->t1_ms) {
        *to = by;
        return;
    }
    to->t0_ms = by.t0_ms < to->t0_ms ? by.t0_ms : to->t0_ms;
    to->t1_ms = by.t1_ms > to->t1_ms ? by.t1_ms : to->t1_ms;
}

static enum rc push(struct fold *f, uint64_t **list, size_t *n, size_t *cap, uint64_t value,
                    struct err *err)
{
    uint64_t *more = arena_grow(&f->step, *list, *n, cap, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    *list = more;
    more[(*n)++] = value;
    return RC_OK;
}

/* A visit tells of its site until the next one does. */
static struct time_span span_of_visit(const struct fold *f, const struct visit *v)
{
    struct time_span s = {v->when.t0_ms, TIME_NEVER};

    for (size_t i = 0; i < f->rules.n; i++) {
        const struct row *row = &f->rules.items[i]->row;

        if (row->kind == ROW_VISIT && span_eq(row->u.visit.site, v->site) &&
            row->u.visit.when.t0_ms > s.t0_ms && row->u.visit.when.t0_ms < s.t1_ms)
            s.t1_ms = row->u.visit.when.t0_ms;
    }
    return s;
}

static bool is_register(enum row_kind kind)
{
    return (GATHER_REGISTERS >> kind & 1u) != 0;
}

/* Which observations a row of another kind is about. */
static enum rc call_for(struct fold *f, struct calls *c, const struct held *h, struct err *err)
{
    const struct row *row = &h->row;

    f->is_whole_due = f->is_whole_due || (row->kind != ROW_COVERAGE && !is_register(row->kind));
    switch (row->kind) {
    case ROW_SENSOR:
        return push(f, &c->sensors, &c->n_sensors, &c->cap_sensors, h->card.source, err);
    case ROW_COMPLAINT:
    case ROW_REPLY:
        return push(f, &c->names, &c->n_names, &c->cap_names, h->card.subject, err);
    case ROW_VISIT:
        widen(&c->again, span_of_visit(f, &row->u.visit));
        break;
    case ROW_SITE:
        widen(&c->again, (struct time_span){h->card.from_ms, h->card.to_ms});
        break;
    case ROW_PERMIT:
    case ROW_FINDING:
    case ROW_DEROGATION:
    case ROW_NOTIFICATION:
    case ROW_LINE_VERSION:
        widen(&c->again, (struct time_span){h->card.from_ms, h->card.to_ms});
        widen(&c->recount.rules, (struct time_span){h->card.from_ms, h->card.to_ms});
        break;
    case ROW_ACTIVITY:
        widen(&c->recount.rules, (struct time_span){h->card.from_ms, h->card.to_ms});
        break;
    case ROW_COVERAGE:
        widen(&c->recount.seen, (struct time_span){h->card.from_ms, h->card.to_ms});
        break;
    case ROW_OBSERVATION:
    case ROW_IMPEDIMENT:
    case ROW_BASELINE:
    case ROW_TRANSFER:
    case ROW_INVENTORY:
    case ROW_DUTY_DONE:
    case ROW_REQUEST:
    case ROW_DEPLOYMENT:
    case ROW_MANDATE:
    case ROW_CONSENT:
    case ROW_DECLARATION:
    case ROW_VERIFICATION:
    case ROW_INSPECTION:
    case ROW_PROGRESS:
    case ROW_ROUTE:
    case ROW_CHANNEL:
    case ROW_COURSE:
    case ROW_DEMOB:
    case ROW_PATROL:
    case ROW_KIND_COUNT:
        break;
    }
    return RC_OK;
}

static bool is_rule(enum row_kind kind)
{
    return ((GATHER_RULES | GATHER_OTHERS) >> kind & 1u) != 0;
}

/* A row of another kind that corrects one, or contradicts it, takes that one's reach with it, and
 * that of what that one corrected: with a correction gone, what it replaced stands again. */
static enum rc call_for_kin(struct fold *f, struct calls *c, const struct gather *in,
                            struct held *h, struct err *err)
{
    struct held **list = arena_array(&f->step, in->n + 1, sizeof(struct held *), err);
    size_t n = 1;
    enum rc rc = RC_OK;

    if (list == NULL)
        return RC_LIMIT;
    list[0] = h;
    h->called = f->below_seq;
    for (size_t i = 0; i < n && rc == RC_OK; i++) {
        const struct card_key keys[2] = {list[i]->card.key, list[i]->card.replaces};

        rc = call_for(f, c, list[i], err);
        for (size_t k = 0; k < (list[i]->card.has_replaces ? 2u : 1u); k++)
            for (const struct kin *kin = gather_kin(in, &keys[k]); kin != NULL; kin = kin->next) {
                if (kin->held->called == f->below_seq)
                    continue;
                kin->held->called = f->below_seq;
                list[n++] = kin->held;
            }
    }
    return rc;
}

/* What an entry supersedes stood until now. */
static enum rc take_ghost(struct fold *f, struct calls *c, const struct uuid *id, struct err *err)
{
    struct shelf_row was;
    struct held *h = NULL;
    enum rc rc = f->shelf->entry(f->shelf->context, id, &f->work, &was, err);

    if (rc == RC_ABSENT)
        return RC_OK; /* of another record, or no row at all */
    if (rc == RC_OK)
        rc = gather_add(c->g, &was, NULL, &h, err);
    if (rc || h == NULL)
        return rc;
    h->is_ghost = true;
    if (h->row.kind == ROW_OBSERVATION)
        return RC_OK;
    c->reloads_rules = true;
    return call_for(f, c, h, err);
}

/* An incident by hand holds its verdicts from now on: those that held them are made anew. */
static enum rc take_pins(struct fold *f, const struct fold_entry *e, struct err *err)
{
    struct entry entry;
    enum rc rc = e->at.bytes.n == 0 ? RC_OK : entry_read(e->at.bytes, &f->work, &entry, err);

    if (rc || e->at.bytes.n == 0 || entry.kind != ENTRY_INCIDENT)
        return rc;
    for (size_t i = 0; i < entry.n_inputs && rc == RC_OK; i++)
        rc = fold_add_news(f, &(struct news){.id = entry.inputs[i], .is_pinned = true}, err);
    return rc;
}

static enum rc take_entry(struct fold *f, struct calls *c, const struct fold_entry *e,
                          struct err *err)
{
    const struct gather_given given = {e->row, e->card};
    struct gather *to = NULL;
    struct held *h = NULL, *kept = NULL;
    enum rc rc = RC_OK;

    if (e->has_supersedes)
        rc = take_ghost(f, c, &e->supersedes, err);
    if (rc == RC_OK)
        rc = gather_add(c->g, &e->at, e->row == NULL ? NULL : &given, &h, err);
    if (rc == RC_OK && h == NULL)
        return take_pins(f, e, err);
    if (rc)
        return rc;
    if (is_rule(h->row.kind))
        to = &f->rules;
    else if (h->row.kind == ROW_COVERAGE && f->has_seen)
        to = &f->seen;
    if (to == NULL)
        return RC_OK;
    rc = gather_add(to, &e->at, NULL, &kept, err);
    if (rc || kept == NULL)
        return rc;
    return call_for_kin(f, c, to, kept, err);
}

/* ---- what sensors and claims call for ---- */

/* Observations of a sensor that came after them are filed anew, and judged again. */
static enum rc ask_sensors(struct fold *f, struct calls *c, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < c->n_sensors && rc == RC_OK; i++) {
        const struct shelf_query q = {
            .row_kinds = 1u << ROW_OBSERVATION, .has_source = true, .source = c->sensors[i]};
        size_t from = c->g->n;

        rc = gather_ask(c->g, q, err);
        for (size_t k = from; k < c->g->n; k++)
            c->g->items[k]->is_touched = true;
        for (size_t k = from; k < c->g->n && rc == RC_OK; k++)
            rc = f->shelf->refile(f->shelf->context, c->g->items[k]->seq, &c->g->items[k]->card,
                                  err);
    }
    return rc;
}

/* Own rows of the step were filed before its sensors were known. */
static enum rc refile_own(struct fold *f, struct calls *c, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < c->g->n && c->n_sensors > 0 && rc == RC_OK; i++) {
        struct held *h = c->g->items[i];

        if (h->row.kind != ROW_OBSERVATION || h->is_ghost || h->seq < f->from_seq)
            continue;
        rc = card_by_sensors(&h->card, fold_known(f), &f->rules, &h->row, &f->work, err);
        if (rc == RC_OK)
            rc = f->shelf->refile(f->shelf->context, h->seq, &h->card, err);
    }
    return rc;
}

struct rest_on {
    struct fold *f;
    struct calls *c;
};

static enum rc take_rows_of(void *to, const struct shelf_derived *d, struct err *err)
{
    struct rest_on *r = to;
    struct fold *f = r->f;
    struct entry e;
    enum rc rc = entry_read(d->bytes, &f->work, &e, err);

    for (size_t i = 0; i < e.n_inputs && rc == RC_OK; i++) {
        struct shelf_row row;
        struct held *h;

        rc = f->shelf->entry(f->shelf->context, &e.inputs[i], &f->work, &row, err);
        if (rc == RC_OK)
            rc = gather_add(r->c->g, &row, NULL, &h, err);
        else if (rc == RC_ABSENT)
            rc = RC_OK;
    }
    return rc;
}

/* Claims stand in the explanations of the verdicts on what they are about. */
static enum rc ask_claims(struct fold *f, struct calls *c, struct err *err)
{
    const struct shelf_ask q = {
        .kind = ENTRY_VERDICT, .below_seq = f->below_seq, .names = c->names, .n_names = c->n_names};
    struct rest_on r = {f, c};

    if (c->n_names == 0)
        return RC_OK;
    return f->shelf->derived(f->shelf->context, &q, take_rows_of, &r, err);
}

/* ---- a step ---- */

static enum rc begin_step(struct fold *f, uint64_t from_seq, uint64_t below_seq,
                          const struct fold_sink *sink, struct err *err)
{
    enum rc rc;

    arena_reset(&f->step);
    arena_reset(&f->work);
    f->cost = (struct fold_cost){0};
    f->from_seq = from_seq;
    f->below_seq = below_seq;
    f->sink = sink;
    f->news = NULL;
    f->n_news = f->cap_news = 0;
    table_init(&f->made, &f->step);
    table_init(&f->ended, &f->step);
    rc = load_rules(f, from_seq, err);
    if (rc == RC_OK)
        rc = fold_load_seen(f, from_seq, err);
    if (rc == RC_OK && !f->is_begun)
        rc = fold_find_whole_due(f, err);
    f->is_begun = f->is_begun || rc == RC_OK;
    return rc;
}

/* Sightings that may show what is missing from a store; and where some stand no longer, any may. */
static void call_for_stores(struct fold *f, const struct gather *g, const struct gathered *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++)
        n += rows->items[i]->row.kind == ROW_OBSERVATION;
    if (n > rows->docket.n_observations && f->hinted_ms != TIME_ALWAYS)
        f->is_whole_due = true;
    for (size_t i = 0; i < g->n; i++)
        if (g->items[i]->seq >= f->from_seq || g->items[i]->is_ghost || g->items[i]->is_touched)
            fold_call_whole(f, g->items[i]);
}

static enum rc judge_step(struct fold *f, struct calls *c, struct err *err)
{
    struct gathered rows;
    bool has_rows;
    enum rc rc = RC_OK;

    if (c->reloads_rules) {
        drop_rules(f);
        fold_drop_seen(f);
        rc = load_rules(f, f->below_seq, err);
    }
    if (rc == RC_OK)
        rc = fold_load_seen(f, f->below_seq, err);
    if (rc == RC_OK)
        rc = refile_own(f, c, err);
    if (rc == RC_OK)
        rc = ask_sensors(f, c, err);
    if (rc == RC_OK)
        rc = ask_claims(f, c, err);
    has_rows = c->g->n > 0;
    if (rc == RC_OK && has_rows)
        rc = fold_judge_local(f, c->g, &rows, err);
    if (rc == RC_OK && has_rows)
        call_for_stores(f, c->g, &rows);
    if (rc == RC_OK)
        rc = fold_judge_ceilings(f, has_rows ? c->g : NULL, &rows, &c->recount, err);
    if (rc == RC_OK && c->again.t0_ms <= c->again.t1_ms)
        rc = fold_judge_span(f, c->again, err);
    if (rc == RC_OK)
        rc = fold_find_wake(f, err);
    if (rc == RC_OK && f->is_whole_due)
        rc = fold_judge_whole(f, err);
    return rc != RC_OK ? rc : fold_judge_incidents(f, err);
}

enum rc fold_step(struct fold *f, const struct fold_entry *entries, size_t n, uint64_t below_seq,
                  const struct fold_sink *sink, struct err *err)
{
    struct gather g = {0};
    struct calls c = {.g = &g, .again = {1, 0}, .recount = {{1, 0}, {1, 0}}};
    struct gather_source from;
    enum rc rc = begin_step(f, n > 0 ? entries[0].at.seq : below_seq, below_seq, sink, err);

    if (rc)
        return rc;
    from = fold_source(f, &f->rules);
    rc = gather_open(&g, &from, &f->work, &f->scratch, err);
    for (size_t i = 0; i < n && rc == RC_OK; i++)
        rc = take_entry(f, &c, &entries[i], err);
    if (rc == RC_OK)
        rc = judge_step(f, &c, err);
    gather_close(&g);
    if (rc) { /* what was read may hold half a step */
        drop_rules(f);
        fold_drop_seen(f);
    }
    return rc;
}

enum rc fold_rejudge(struct fold *f, struct time_span span, uint64_t below_seq,
                     const struct fold_sink *sink, struct err *err)
{
    const struct fold_recount again = {span, {1, 0}};
    enum rc rc = begin_step(f, below_seq, below_seq, sink, err);

    if (rc == RC_OK)
        rc = fold_refile_areas(f, err);
    if (rc == RC_OK)
        rc = fold_judge_ceilings(f, NULL, NULL, &again, err);
    if (rc == RC_OK)
        rc = fold_judge_span(f, span, err);
    if (rc == RC_OK)
        rc = fold_judge_whole(f, err);
    if (rc == RC_OK)
        rc = fold_judge_incidents(f, err);
    if (rc) {
        drop_rules(f);
        fold_drop_seen(f);
    }
    return rc;
}
