/* SPDX-License-Identifier: Apache-2.0 */
/* storage_explain.c: a store's verdict in words for a watch officer. Decides nothing; suggests what
 * may have been seen elsewhere, and never links it. */
#include "watch/distinct.h"
#include "watch/explain.h"
#include "watch/presence.h"
#include "watch/storage.h"

/* Longer lists end in "and n more". */
#define CANDIDATES_MAX 20

static void put_gap(struct buf *b, const struct stock_gap *g)
{
    if (g->item->serial.n == 0)
        buf_printf(b, "%u x ", (unsigned)g->n);
    explain_item(b, g->item);
}

static void put_candidates(struct buf *b, const struct stock_account *a)
{
    size_t n = a->n_gaps < CANDIDATES_MAX ? a->n_gaps : CANDIDATES_MAX;

    for (size_t i = 0; i < n; i++) {
        buf_puts(b, i == 0 ? " Candidates: " : ", ");
        put_gap(b, &a->gaps[i]);
    }
    if (a->n_gaps > n)
        buf_printf(b, " and %zu more", a->n_gaps - n);
    if (n > 0)
        buf_puts(b, ".");
}

static void put_u64(struct buf *b, uint64_t n)
{
    buf_printf(b, "%llu", (unsigned long long)n);
}

/* "Declared 5 (inventory i1 of …): 3 there, 1 notified as removed; 1 unreadable." */
static void put_account(struct buf *b, const struct store_finding *f)
{
    const struct stock_account *a = &f->account;

    buf_puts(b, " Declared ");
    put_u64(b, a->declared_max);
    buf_printf(b, " (inventory %.*s of ", SPAN_ARG(f->inventory->head.id));
    time_put_instant(b, f->inventory->at_ms);
    buf_puts(b, "): ");
    put_u64(b, a->present);
    buf_puts(b, " there, ");
    put_u64(b, a->notified);
    buf_puts(b, " notified as removed");
    if (f->visit->unreadable.max > 0) {
        buf_puts(b, ", ");
        explain_count(b, f->visit->unreadable);
        buf_puts(b, " unreadable");
    }
    if (f->visit->not_shown.max > 0) {
        buf_puts(b, ", ");
        explain_count(b, f->visit->not_shown);
        buf_puts(b, " not shown");
    }
    buf_puts(b, ".");
}

static void put_notices(struct buf *b, const struct store_finding *f)
{
    const struct store_notices *n = &f->notices;

    if (n->late.n > 0)
        buf_printf(b, " Notice %.*s came %.4g h too late and does not count.", SPAN_ARG(n->late),
                   (double)n->late_by_ms / (double)MS_PER_H);
    if (n->incomplete.n > 0)
        buf_printf(b, " Notice %.*s is not complete and does not count.", SPAN_ARG(n->incomplete));
}

/* What a row's item has to do with a gap: 2 the serial, 1 perhaps the kind, 0 nothing. */
static int likeness(const struct item *item, const struct stock_account *a)
{
    int most = 0;

    for (size_t i = 0; i < a->n_gaps && most < 2; i++) {
        const struct item *gap = a->gaps[i].item;

        if (item->serial.n > 0 && gap->serial.n > 0) {
            if (span_eq(span_trim(item->serial), span_trim(gap->serial)))
                most = 2;
        } else if (item->serial.n == 0 && distinct_kinds_agree(item->guesses, item->n_guesses,
                                                               gap->guesses, gap->n_guesses)) {
            most = 1;
        }
    }
    return most;
}

/* A thing without a number that is known to be another party's is no suggestion. */
static int likeness_of_row(const struct observation *o, const struct store_finding *f)
{
    const struct stock_account *a = &f->account;
    bool is_anothers = o->actor.form == ACTOR_PARTY && f->store->party.n > 0 &&
                       !span_eq(o->actor.party, f->store->party);
    int most = 0;

    if (o->n_items == 0 || presence_count(o) == 0)
        return 0;
    for (uint32_t i = 0; i < o->n_items && most < 2; i++) {
        int found = likeness(&o->items[i], a);

        most = found > most ? found : most;
    }
    return most == 1 && is_anothers ? 0 : most;
}

/* Rows since the inventory, identified ones first, each kind in order of time. */
static void put_suggestions(struct term_run *run, struct store_finding *f)
{
    const struct docket *d = run->docket;
    struct buf *b = run->text;

    if (run->options->no_suggestions)
        return;
    for (int wanted = 2; wanted > 0; wanted--)
        for (size_t i = 0; i < d->n_observations && f->n_mentions < STORE_MENTIONS_MAX; i++) {
            const struct observation *o = &d->observations[i];

            if (o->when.t1_ms < f->inventory->at_ms || o->n_items == 0 ||
                likeness_of_row(o, f) != wanted)
                continue;
            buf_printf(b,
                       wanted == 2 ? " A candidate's serial was seen elsewhere: %.*s."
                                   : " Perhaps one of them, not linked: %.*s.",
                       SPAN_ARG(o->head.id));
            f->mentions[f->n_mentions++] = o->head.id;
        }
    f->may_mention = f->n_mentions < STORE_MENTIONS_MAX;
}

static void put_missing(struct term_run *run, struct store_finding *f)
{
    struct buf *b = run->text;

    explain_count(b, f->missing);
    buf_printf(b, "%s missing from store %.*s at the visit of ",
               f->n_visits > 1 ? " (at worst)" : "", SPAN_ARG(f->store->id));
    time_put_instant(b, f->visit->when.t0_ms);
    if (f->n_visits > 1) {
        buf_printf(b, ", again missing at %u visits since ", (unsigned)f->n_visits);
        time_put_instant(b, f->when.t0_ms);
        buf_puts(b, ": one violation that goes on");
    }
    buf_puts(b, ".");
    put_account(b, f);
    put_candidates(b, &f->account);
    put_notices(b, f);
    put_suggestions(run, f);
}

static void put_unverified(struct term_run *run, const struct store_finding *f)
{
    static const char *const words[] = {[ACCESS_FULL] = "not everything was shown",
                                        [ACCESS_PARTIAL] = "access was partial",
                                        [ACCESS_DENIED] = "access was denied"};
    struct buf *b = run->text;

    buf_printf(b, "Store %.*s could not be verified: %s; up to ", SPAN_ARG(f->store->id),
               words[f->visit->access]);
    put_u64(b, f->missing.max);
    buf_puts(b, " of the declared items were not seen. It is an impediment too.");
    if (f->visit->access == ACCESS_DENIED)
        return;
    put_account(b, f);
    put_candidates(b, &f->account);
    put_notices(b, f);
}

static void put_all_there(struct buf *b, const struct store_finding *f)
{
    buf_printf(b, "Everything declared for store %.*s was there%s.", SPAN_ARG(f->store->id),
               f->state == STORE_NOTIFIED ? " or notified as removed in time" : "");
    put_account(b, f);
}

void store_explain(struct term_run *run, struct store_finding *f)
{
    struct buf *b = run->text;

    switch (f->state) {
    case STORE_ALL_THERE:
    case STORE_NOTIFIED:
        put_all_there(b, f);
        break;
    case STORE_MISSING:
    case STORE_MAYBE:
        put_missing(run, f);
        break;
    case STORE_UNVERIFIED:
        put_unverified(run, f);
        break;
    case STORE_NO_INVENTORY:
        buf_printf(b, "No inventory of store %.*s is declared%s: there is nothing to compare with.",
                   SPAN_ARG(f->store->id), f->visit == NULL ? "" : " at or before the visit");
        break;
    case STORE_NOT_VISITED:
        buf_printf(b, "Store %.*s is declared, but no visit to it is in the input.",
                   SPAN_ARG(f->store->id));
        break;
    case STORE_NO_INPUT:
        buf_puts(b, "No inventory of a bound party's store is in the input.");
        break;
    case STORE_NOT_IN_FORCE:
        buf_puts(b, "The term was not in force at the visit.");
        break;
    }
}
