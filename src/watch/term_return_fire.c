/* SPDX-License-Identifier: Apache-2.0 */
/* term_return_fire.c: whether fire by a bound party was permitted: one verdict for each event,
 * never a violation of its own. What it makes of a ceasefire stands with the ceasefire's verdict.
 */
#include "watch/judging.h"

#include <math.h>

static void put_words(struct term_run *run, const struct judging *j, const struct licence *l)
{
    struct buf *b = run->text;

    buf_printf(b, "%s", vocab_word(VOCAB_PHENOMENON, (int)j->act.phenomenon));
    explain_whose(b, j->v.party);
    buf_puts(b, l->is == EXEMPT_YES ? ": permitted"
                                    : ": it may be permitted, by what is not "
                                      "certainly for its time and place");
    for (size_t i = 0; i < l->n_rows; i++)
        buf_printf(b, "%s%.*s", i == 0 ? " (" : ", ", SPAN_ARG(l->rows[i]->id));
    buf_puts(b, l->n_rows > 0 ? ")." : ".");
}

static enum rc judge_event(struct term_run *run, const struct event *e, struct err *err)
{
    struct judging j = judging_of(run, e->best, NULL);
    struct licence l;
    struct span why;
    enum rc rc = judging_use_event(run, &j, e, err);

    if (rc)
        return rc;
    if (!phenomenon_is_fire(e->phenomenon))
        return judging_not_applicable(run, &j, "this is no fire", err);
    l = licence_of(run, &j.act, run->term);
    if (l.is == EXEMPT_NOT) {
        why = arena_printf(run->scratch, err, "it is not permitted: it lacks %.*s",
                           SPAN_ARG(l.lacks));
        return why.p == NULL ? RC_LIMIT : judging_not_applicable(run, &j, why.p, err);
    }
    rc = licence_inputs(run, &j.v, &l, err);
    if (rc)
        return rc;
    j.v.word = l.is == EXEMPT_YES ? VERDICT_COMPLIANT : VERDICT_INDETERMINATE;
    j.v.state = l.is == EXEMPT_YES ? "permitted" : NULL;
    j.v.p = l.is == EXEMPT_YES ? 0 : NAN;
    if (term_wants(run, j.v.word))
        put_words(run, &j, &l);
    return term_emit(run, &j.v, j.is_reported, err);
}

enum rc term_return_fire(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->n_events && rc == RC_OK; i++)
        rc = judge_event(run, &run->events[i], err);
    return rc;
}
