/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/holding.h"

static bool is_people(const struct pact_selector *s)
{
    return s->form == PACT_SELECT_WORD && s->fixed == PACT_WORD_PERSONNEL;
}

struct force_band holding_items(const struct term_run *run, const struct item *items,
                                uint32_t n_items, const struct pact_selector *s)
{
    double c = run->term->confidence;
    struct force_band out = {0, 0};

    for (uint32_t i = 0; i < n_items; i++) {
        struct match_mass m = term_match_item(run, s, &items[i]);

        out.lo += m.sure >= c ? items[i].n.min : 0;
        if (m.sure + m.open <= 1 - c || out.hi == INT64_MAX)
            continue;
        out.hi = items[i].n.max == COUNT_INFINITE ? INT64_MAX : out.hi + items[i].n.max;
    }
    return out;
}

struct force_band holding_of(const struct term_run *run, const struct declaration *d,
                             const struct pact_selector *s)
{
    if (is_people(s))
        return (struct force_band){
            d->personnel.min, d->personnel.max == COUNT_INFINITE ? INT64_MAX : d->personnel.max};
    return holding_items(run, d->items, d->n_items, s);
}

bool holding_is_stated(const struct declaration *d, const struct pact_selector *s)
{
    return is_people(s) ? d->has_personnel : d->n_items > 0;
}
