/* SPDX-License-Identifier: Apache-2.0 */
/* explain_measured.c: how the kinds that judge numbers over time decide. */
#include "pact/explain.h"

static void put_parts(const struct explainer *e)
{
    const struct pact_ratio *r = &e->t->u.ratio;

    for (size_t i = 0; i < r->n_parts && i < e->t->n_binds; i++) {
        buf_printf(e->b, "%s%lld to ", i == 0 ? "" : ", ", (long long)r->parts[i]);
        explain_party(e, e->t->binds[i]);
    }
}

static void put_verifier(const struct explainer *e, uint32_t verified_by)
{
    if (verified_by == PACT_NONE)
        return;
    buf_puts(e->b, "  Only what is of ");
    explain_party(e, verified_by);
    buf_puts(e->b, " counts as verified.\n");
}

void explain_ratio(const struct explainer *e)
{
    const struct pact_ratio *r = &e->t->u.ratio;

    for (size_t i = 0; i < r->n_categories; i++) {
        buf_puts(e->b, i == 0 ? "  Of each of these for itself: " : ", ");
        explain_selector(e, &r->categories[i]);
    }
    buf_puts(e->b, ", as ");
    put_parts(e);
    buf_printf(e->b,
               ". No party may hold more than its part of %s; holding less is no violation.\n",
               r->has_baseline ? "what all of them declared first" : "what all of them hold");
    buf_puts(e->b, "  Looked at as of every day that a declaration of a bound party is of; what "
                   "was verified after it and before the next one takes its place. Exact: nothing "
                   "is rounded.\n");
    put_verifier(e, r->verified_by);
    if (r->baseline_words.n > 0)
        buf_printf(e->b, "  What it starts from is in words, which people assess: %.*s.\n",
                   SPAN_ARG(r->baseline_words));
    if (r->complete_ms != TIME_ALWAYS) {
        buf_puts(e->b, "  Pending before ");
        explain_end(e, r->complete_ms);
        buf_puts(e->b, "; who has declared nothing as of then, or later, leaves it "
                       "indeterminate.\n");
    }
    if (r->complete_note.n > 0)
        buf_printf(e->b, "  Its end hangs on another term, which people assess: %.*s.\n",
                   SPAN_ARG(r->complete_note));
}

void explain_rate_limit(const struct explainer *e)
{
    const struct pact_rate_limit *r = &e->t->u.rate;

    for (size_t i = 0; i < r->n_limits; i++) {
        const struct pact_rate *l = &r->limits[i];

        buf_printf(e->b, "  Of %s%.*s%s: %s %lld ", l->has_what ? "all taking part in " : "",
                   SPAN_ARG(l->activity), l->has_what ? "" : " by each bound party",
                   explain_op(l->op), (long long)l->n);
        if (l->has_what)
            explain_selector(e, &l->what);
        buf_puts(e->b, l->has_what ? " in " : "in ");
        period_put(e->b, l->per);
        buf_puts(e->b, ".\n");
    }
    if (r->n_counts > 0) {
        buf_puts(e->b, "  Only those count that have ");
        explain_thresholds(e, r->counts, r->n_counts);
        buf_puts(e->b, ".\n");
    }
    buf_puts(e->b, r->is_calendar ? "  Windows follow the calendar of the agreement's zone"
                                  : "  The window slides: looked at as it ends with each");
    buf_puts(e->b, "; an activity counts when it starts. Of a rotation everybody counts who takes "
                   "part. Whose is not known may be anybody's.\n");
    put_verifier(e, r->verified_by);
}

void explain_replacement(const struct explainer *e)
{
    const struct pact_replacement *r = &e->t->u.replacement;

    for (size_t i = 0; i < r->n_categories; i++) {
        buf_puts(e->b, i == 0 ? "  Of each of these for itself: " : ", ");
        explain_selector(e, &r->categories[i]);
    }
    buf_puts(e->b, ".\n  Each piece that a bound party takes in (rows of kind transfer) needs one "
                   "that went out no later, of the same ");
    buf_printf(e->b, "%s%s%s", r->same_type ? "class" : "",
               r->same_model ? r->same_type ? " and model" : "model" : "",
               r->same_calibre ? r->same_type || r->same_model ? " and calibre" : "calibre" : "");
    buf_puts(e->b, "; what went out counts once, for the earliest that came in.\n");
    if (r->same_effectiveness)
        buf_puts(e->b, "  Another model in place of one that went out is for people to assess: "
                       "whether it is as effective.\n");
    if (r->ports.n > 0) {
        buf_puts(e->b, "  It comes in through one of: ");
        explain_names(e, &r->ports);
        buf_puts(e->b, ".\n");
    }
    if (r->notice.unit != PERIOD_NONE) {
        buf_puts(e->b, "  A complete notification must have been received ");
        period_put(e->b, r->notice);
        buf_puts(e->b, " before.\n");
    }
    put_verifier(e, r->verified_by);
}

void explain_return_fire(const struct explainer *e)
{
    static const char *const words[] = {"the other side has attacked",
                                        "competent leadership has ordered it",
                                        "the coordination mechanism was tried and failed",
                                        "it is proportionate", "it is self-defence"};
    const struct pact_return_fire *f = &e->t->u.return_fire;

    buf_puts(e->b, "  Fire by a bound party is no violation of ");
    if (f->under.n > 0)
        buf_printf(e->b, "term %.*s", SPAN_ARG(f->under));
    else
        buf_puts(e->b, "a ceasefire");
    buf_puts(e->b, " when it is found, for that time and place, of each:\n");
    for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if ((f->conditions >> i & 1U) != 0)
            buf_printf(e->b, "  - %s\n", words[i]);
    buf_puts(e->b, "  Found is what rows of kind finding state that a panel has adopted");
    if (f->standard.n > 0)
        buf_printf(e->b, ", by the standard %.*s or a higher one", SPAN_ARG(f->standard));
    buf_puts(e->b, "; the machine finds nothing itself. Any that is missing leaves an ordinary "
                   "violation; a party's claim changes nothing.\n");
    if (f->notify.n > 0) {
        buf_puts(e->b, "  Notified no later than it began (a notification about return_fire): ");
        explain_names(e, &f->notify);
        buf_puts(e->b, ".\n");
    }
}
