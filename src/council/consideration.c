/* SPDX-License-Identifier: Apache-2.0 */
#include "council/consideration.h"

#define WHY_BYTES_MAX ((size_t)64 << 10)

static const char *const names[] = {"unknown", "not_met", "partly", "met"};

const char *assessment_name(enum assessment a)
{
    return names[a];
}

/* --- posture --------------------------------------------------------------------------------- */

static void add(struct posture_part *p, const struct sighted *s)
{
    if (s->p_near <= 1 - POSTURE_SURE)
        return;
    p->n++;
    p->most = p->most > INT64_MAX - s->most ? INT64_MAX : p->most + s->most;
    if (s->is_known && s->p_near >= POSTURE_SURE && s->least > p->least)
        p->least = s->least;
}

struct posture posture_of(const struct sighted *all, size_t n, int64_t span_ms, int64_t at_ms)
{
    struct posture p = {.trend = POSTURE_UNKNOWN};

    for (size_t i = 0; i < n; i++) {
        if (all[i].at_ms > at_ms || all[i].at_ms <= at_ms - span_ms)
            continue;
        add(all[i].at_ms <= at_ms - span_ms / 2 ? &p.before : &p.after, &all[i]);
    }
    if (p.before.n > 0 && p.after.n > 0) /* where nobody saw anything, nobody may have looked */
        p.trend = p.after.least > p.before.most   ? POSTURE_RISING
                  : p.after.most < p.before.least ? POSTURE_FALLING
                                                  : POSTURE_SIMILAR;
    return p;
}

static void put_part(struct buf *b, const struct posture_part *p)
{
    buf_printf(b, "%zu %s of %lld to ", p->n, p->n == 1 ? "sighting" : "sightings",
               (long long)p->least);
    if (p->most == INT64_MAX)
        buf_puts(b, "any number");
    else
        buf_printf(b, "%lld", (long long)p->most);
}

static void judge_forces(const struct posture *p, struct considered *out, struct buf *why)
{
    static const char *const trends[] = {"no trend can be told: in one half nobody saw any",
                                         "similar, or it cannot be told", "rising", "falling"};

    buf_puts(why, "in the first half of the time ");
    put_part(why, &p->before);
    buf_puts(why, ", in the second ");
    put_part(why, &p->after);
    buf_printf(why, ": %s", trends[p->trend]);
    out->is = p->trend == POSTURE_RISING    ? ASSESSED_NOT_MET
              : p->trend == POSTURE_FALLING ? ASSESSED_PARTLY
                                            : ASSESSED_UNKNOWN;
}

/* --- registers ------------------------------------------------------------------------------- */

static bool concerns(const struct chamber_item *i, struct span state)
{
    for (size_t k = 0; k < i->n_states; k++)
        if (span_eq(i->states[k], state))
            return true;
    return false;
}

static void judge_instrument(const struct chamber *h, struct span state, struct span title,
                             int64_t at_ms, struct considered *out, struct buf *why)
{
    out->is = ASSESSED_NOT_MET;
    buf_printf(why, "no instrument \"%.*s\" by %.*s is on the record", SPAN_ARG(title),
               SPAN_ARG(state));
    for (size_t i = 0; i < h->n_items; i++) {
        const struct chamber_item *x = &h->items[i];

        if (!x->is_instrument || x->from_ms > at_ms || !concerns(x, state) ||
            !span_eq(x->title, title))
            continue;
        buf_clear(why);
        out->by = x->entry;
        if (x->until_ms > at_ms) {
            out->is = ASSESSED_MET;
            buf_puts(why, "in force since ");
            time_put_instant(why, x->from_ms);
            return;
        }
        buf_puts(why, "no longer in force since ");
        time_put_instant(why, x->until_ms);
    }
}

static void judge_register(const struct chamber *h, struct span party, int64_t at_ms,
                           struct considered *out, struct buf *why)
{
    size_t n = 0, n_open = 0;

    for (size_t i = 0; i < h->n_items; i++) {
        const struct chamber_item *x = &h->items[i];

        if (x->is_instrument || x->from_ms > at_ms || (party.n > 0 && !concerns(x, party)))
            continue;
        n++;
        if (x->until_ms > at_ms) {
            buf_printf(why, "%sopen: %.*s", n_open++ > 0 ? "; " : "", SPAN_ARG(x->title));
            out->by = x->entry;
        }
    }
    out->is = n == 0        ? ASSESSED_UNKNOWN
              : n_open == 0 ? ASSESSED_MET
              : n_open < n  ? ASSESSED_PARTLY
                            : ASSESSED_NOT_MET;
    if (n == 0)
        buf_puts(why, "nobody has entered a dispute into the register");
    else
        buf_printf(why, "%s%zu of %zu settled", n_open > 0 ? "; " : "", n - n_open, n);
}

enum rc consideration_judge(const struct chamber *h, const struct consideration_ask *ask,
                            struct arena *a, struct considered *out, struct err *err)
{
    const struct charter_consideration *c = ask->of;
    struct considered made = {.is = ASSESSED_UNKNOWN};
    struct buf why;
    enum rc rc;

    buf_init(&why, WHY_BYTES_MAX);
    if (c->indicator == CHARTER_FORCES_WITHIN)
        judge_forces(ask->posture, &made, &why);
    else if (c->indicator == CHARTER_INSTRUMENT)
        judge_instrument(h, h->g->parties[ask->candidate->party].id, c->text, ask->at_ms, &made,
                         &why);
    else
        judge_register(h, c->party == CHARTER_NONE ? span_none() : h->g->parties[c->party].id,
                       ask->at_ms, &made, &why);
    rc = buf_check(&why, err);
    made.why = arena_copy(a, buf_span(&why), err);
    buf_release(&why);
    if (!rc && made.why.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        *out = made;
    return rc;
}
