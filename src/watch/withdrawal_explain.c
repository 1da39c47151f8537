/* SPDX-License-Identifier: Apache-2.0 */
/* withdrawal_explain.c: a withdrawal verdict in words. */
#include <math.h>

#include "watch/withdrawal.h"

static void explain_categories(struct withdrawing *x, const struct sighting *s)
{
    struct buf *b = x->run->text;
    bool has_one = false;

    for (size_t i = 0; i < x->w->n_distances; i++) {
        const struct pact_distance *d = &x->w->distances[i];
        struct match_mass m = term_match_item(x->run, &d->what, s->item);

        if (m.sure + m.open <= 0)
            continue;
        buf_printf(b, "%s%.*s%s ", has_one ? ", " : " Must keep: ", SPAN_ARG(d->what.word),
                   m.sure > 0 ? "" : " (perhaps)");
        explain_metres(b, d->distance_m);
        has_one = true;
    }
    buf_puts(b, has_one ? "." : "");
}

static const char *side_words(const struct withdrawing *x, const struct sighting *s)
{
    if (s->side == OWN_UNKNOWN)
        return "on either side";
    return s->j.v.distance_m < 0 ? "beyond it, on the other side"
           : x->w->has_side      ? "on the side that counts"
                                 : "on its own side";
}

static void explain_state(struct withdrawing *x, const struct sighting *s)
{
    struct buf *b = x->run->text;

    if (s->j.v.word == VERDICT_PENDING)
        buf_puts(b, " Pending: the withdrawal need not be complete yet.");
    else if (s->j.v.state != NULL && span_is(span_of(s->j.v.state), "return"))
        buf_puts(b, " Return: it had been seen beyond the line before.");
    else if (s->j.v.state != NULL && span_is(span_of(s->j.v.state), "moving_away"))
        buf_puts(b, " It moves away from the line, as the stage demands.");
    else if (s->kept_at == KEPT_OUTSIDE)
        buf_puts(b, " It stands beyond the line, but in no declared storage site.");
    else if (s->kept_at == KEPT_UNVERIFIED)
        buf_printf(b,
                   " It stands in site %.*s, to which the last visit was denied: it cannot be "
                   "verified as withdrawn.",
                   SPAN_ARG(s->site));
    if (s->hangs_on_words)
        buf_printf(b, " Whether the deadline \"%.*s\" is over is for people to judge.",
                   SPAN_ARG(x->w->complete_note));
    if (x->w->start_condition.n > 0)
        buf_printf(b, " The condition \"%.*s\" is taken as met.", SPAN_ARG(x->w->start_condition));
}

void withdrawal_explain(struct withdrawing *x, const struct sighting *s)
{
    struct buf *b = x->run->text;
    const struct place *p = &s->row->place;

    explain_count(b, s->j.v.count);
    buf_puts(b, " x ");
    explain_item(b, s->item);
    explain_whose(b, s->j.v.party);
    buf_puts(b, " at ");
    explain_place(b, p);
    if (s->is_placed) {
        buf_puts(b, ": ");
        explain_metres(b, fabs(s->j.v.distance_m));
        buf_printf(b, " from line %.*s (version %.*s), %s; ", SPAN_ARG(s->j.v.line),
                   SPAN_ARG(s->j.v.line_version), side_words(x, s));
        explain_sigma(b, p, s->measure.sigma_m, s->measure.line.accuracy_m);
    }
    buf_putc(b, '.');
    explain_categories(x, s);
    explain_state(x, s);
}
