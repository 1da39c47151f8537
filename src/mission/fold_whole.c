/* SPDX-License-Identifier: Apache-2.0 */
/* fold_whole.c: terms that look at rows of which there are few: judged as a whole. What is missing
 * from a store may have been seen somewhere: the first sightings since the inventory that may show
 * it are read for its verdict's words, and a later one has them said anew. */
#include "mission/fold_inside.h"
#include "mission/hints.h"
#include "mission/input.h"
#include "watch/distinct.h"
#include "watch/presence.h"

/* ---- which terms ---- */

static enum rc ask_term(struct diff *d, struct span term, struct err *err)
{
    return diff_ask(d, (struct shelf_ask){.kind = ENTRY_VERDICT, .term = term}, err);
}

/* All terms of some kinds, of whichever pact, each name once. */
static enum rc ask_terms(struct diff *d, struct err *err)
{
    const struct fold *f = d->f;
    struct table asked;
    enum rc rc = RC_OK;

    table_init(&asked, &d->f->work);
    for (size_t i = 0; i < f->options.n_pacts; i++) {
        const struct pact_model *m = f->options.pacts[i].model;

        for (size_t k = 0; k < m->n_agreements; k++)
            for (size_t t = 0; t < m->agreements[k].n_terms && rc == RC_OK; t++) {
                const struct pact_term *term = &m->agreements[k].terms[t];
                struct span name = said_term(&f->terms[i], &m->agreements[k], term);

                if ((d->kinds >> term->kind & 1u) == 0)
                    continue;
                rc = table_add(&asked, name, 0, err);
                if (rc == RC_OK)
                    rc = ask_term(d, name, err);
                else if (rc == RC_CONFLICT)
                    rc = RC_OK;
            }
    }
    return rc;
}

static enum rc take_any(void *to, const struct shelf_derived *d, struct err *err)
{
    bool *is_there = to;

    (void)d;
    (void)err;
    *is_there = true;
    return RC_OK;
}

/* A record on which such a term has spoken was judged by them: only rows of theirs change that. */
enum rc fold_find_whole_due(struct fold *f, struct err *err)
{
    bool is_there = false;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < f->options.n_pacts && !is_there; i++) {
        const struct pact_model *m = f->options.pacts[i].model;

        for (size_t k = 0; k < m->n_agreements; k++)
            for (size_t t = 0; t < m->agreements[k].n_terms && rc == RC_OK && !is_there; t++) {
                const struct pact_term *term = &m->agreements[k].terms[t];
                const struct shelf_ask q = {.kind = ENTRY_VERDICT,
                                            .below_seq = f->below_seq,
                                            .term =
                                                said_term(&f->terms[i], &m->agreements[k], term)};

                if ((FOLD_WHOLE_KINDS >> term->kind & 1u) != 0)
                    rc = f->shelf->derived(f->shelf->context, &q, take_any, &is_there, err);
            }
    }
    f->is_whole_due = !is_there;
    return rc;
}

bool fold_has_owed(const struct fold *f)
{
    for (size_t i = 0; i < f->options.n_pacts; i++) {
        const struct pact_model *m = f->options.pacts[i].model;

        for (size_t k = 0; k < m->n_agreements; k++)
            for (size_t t = 0; t < m->agreements[k].n_terms; t++)
                if ((FOLD_OWED_KINDS >> m->agreements[k].terms[t].kind & 1u) != 0)
                    return true;
    }
    return false;
}

/* The time of the input, by which what is owed is late or not; t0 > t1 where there is none. */
static enum rc find_input(struct fold *f, struct time_span *out, struct err *err)
{
    const struct gather_source from = fold_source(f, &f->rules);

    *out = (struct time_span){1, 0};
    return input_span(&from, &f->chain, &f->scratch, out, err);
}

enum rc fold_find_wake(struct fold *f, struct err *err)
{
    struct time_span input;
    enum rc rc;

    if (f->is_whole_due || !fold_has_owed(f))
        return RC_OK;
    rc = find_input(f, &input, err);
    f->is_whole_due = rc == RC_OK && input.t0_ms <= input.t1_ms &&
                      (input.t1_ms > f->wake_ms || input.t1_ms < f->told_ms);
    return rc;
}

/* ---- what may have been seen ---- */

static bool fits_stock(const struct fold *f, const struct item *item, bool *by_serial)
{
    for (size_t i = 0; i < f->rules.n; i++) {
        const struct inventory *inv = &f->rules.items[i]->row.u.inventory;

        for (uint32_t k = 0; f->rules.items[i]->row.kind == ROW_INVENTORY && k < inv->n_items;
             k++) {
            const struct item *gap = &inv->items[k];

            *by_serial = item->serial.n > 0 && gap->serial.n > 0 &&
                         span_eq(span_trim(item->serial), span_trim(gap->serial));
            if (*by_serial ||
                (item->serial.n == 0 && distinct_kinds_agree(item->guesses, item->n_guesses,
                                                             gap->guesses, gap->n_guesses)))
                return true;
        }
    }
    return false;
}

void fold_call_whole(struct fold *f, const struct held *h)
{
    const struct observation *o = &h->row.u.observation;
    bool takes_away = h->is_ghost || h->card.has_replaces;

    if (h->row.kind != ROW_OBSERVATION || !h->card.has_items || f->hinted_ms == TIME_ALWAYS)
        return;
    for (uint32_t i = 0; i < o->n_items && !f->is_whole_due; i++) {
        bool by_serial = false;

        if (takes_away || !fits_stock(f, &o->items[i], &by_serial))
            f->is_whole_due = takes_away;
        else
            f->is_whole_due = by_serial || o->when.t0_ms <= f->hinted_ms;
    }
}

/* ---- judging ---- */

struct hinting {
    const struct said *items;
    size_t n;
};

/* Whether any verdict names sightings, and whether one could name more. */
static void look_at(const struct hinting *h, bool *names, bool *lacks)
{
    *names = *lacks = false;
    for (size_t i = 0; i < h->n; i++) {
        *names = *names || h->items[i].mentions;
        *lacks = *lacks || h->items[i].may_mention;
    }
}

/* Says it with the sightings until a time. */
static enum rc say_until(struct pass *p, struct gather *g, const struct hints *s, int64_t until_ms,
                         struct hinting *out, struct err *err)
{
    const struct gather_source from = fold_source(p->f, &p->f->rules);
    struct said *said = NULL;
    enum rc rc;

    gather_close(g);
    arena_reset(p->arena);
    rc = gather_open(g, &from, p->arena, &p->f->scratch, err);
    if (rc)
        return rc;
    if (until_ms > s->from_ms)
        rc = hints_gather(s, g, until_ms, err);
    if (rc == RC_OK)
        rc = gather_docket(g, GATHER_RULES | GATHER_OTHERS, p->arena, &p->rows, err);
    if (rc == RC_OK)
        rc = pass_say(p, &said, &out->n, err);
    out->items = said;
    return rc;
}

/* As many sightings as the verdicts name at most, or all that there are. */
static enum rc say_with_sightings(struct pass *p, struct gather *g, const struct hints *s,
                                  struct hinting *out, struct err *err)
{
    const struct shelf_query q = {.below_seq = p->f->below_seq, .row_kinds = 1u << ROW_OBSERVATION};
    struct time_span extent = {TIME_ALWAYS, TIME_ALWAYS};
    int64_t until_ms = s->from_ms;
    bool names = false, lacks = false;
    enum rc rc = p->f->shelf->extent(p->f->shelf->context, &q, &extent, err);

    if (rc == RC_OK)
        rc = say_until(p, g, s, until_ms, out, err);
    if (rc == RC_OK)
        look_at(out, &names, &lacks);
    while (rc == RC_OK && names && lacks && s->from_ms != TIME_NEVER) {
        until_ms = hints_next(s, until_ms);
        rc = say_until(p, g, s, until_ms, out, err);
        if (rc == RC_OK)
            look_at(out, &names, &lacks);
        if (until_ms >= extent.t1_ms)
            break;
    }
    p->f->hinted_ms = !names ? TIME_ALWAYS : lacks ? TIME_NEVER : hints_next(s, until_ms);
    return rc;
}

enum rc fold_judge_whole(struct fold *f, struct err *err)
{
    struct pass p = {.f = f,
                     .arena = &f->work,
                     .kinds = FOLD_WHOLE_KINDS,
                     .input = {1, 0},
                     .hull = {TIME_ALWAYS, TIME_NEVER}};
    struct diff d = {.f = f, .arena = &f->work, .kinds = FOLD_WHOLE_KINDS};
    struct hinting said = {0};
    struct gather g = {0};
    struct hints stock;
    enum rc rc;

    rc = fold_has_owed(f) ? find_input(f, &p.input, err) : RC_OK;
    arena_reset(&f->chain);
    if (rc == RC_OK)
        rc = hints_open(&f->rules, &f->chain, &stock, err);
    if (rc == RC_OK)
        rc = say_with_sightings(&p, &g, &stock, &said, err);
    if (rc == RC_OK)
        rc = ask_terms(&d, err);
    if (rc == RC_OK)
        rc = pass_settle(&p, &d, err);
    gather_close(&g);
    if (rc == RC_OK && fold_has_owed(f)) {
        f->wake_ms = p.wake_ms;
        f->told_ms = p.input.t1_ms;
    }
    f->is_whole_due = f->is_whole_due && rc != RC_OK;
    return rc;
}
