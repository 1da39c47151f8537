/* SPDX-License-Identifier: Apache-2.0 */
/* withdrawal_due.c: which deadline holds for a thing in a place, and whether it was over. */
#include <math.h>

#include "watch/chance.h"
#include "watch/withdrawal.h"

static struct chance due_by(const struct withdrawing *x, const struct sighting *s, int64_t end_ms)
{
    const struct pact_term *t = x->run->term;
    double p = chance_within(s->row->when, (double)s->row->clock_sigma_s,
                             end_ms > t->from_ms ? end_ms : t->from_ms, t->until_ms);

    return (struct chance){p, p};
}

static bool stage_is_for(const struct withdrawing *x, const struct pact_stage *stage,
                         const struct item *item)
{
    for (size_t i = 0; i < stage->n_what; i++) {
        struct match_mass m = term_match_item(x->run, &stage->what[i], item);

        if (m.sure + m.open > 0)
            return true;
    }
    return stage->n_what == 0;
}

/* One stage's deadline holds where its area does; where that cannot be judged it may. */
static struct chance due_by_stage(struct withdrawing *x, const struct sighting *s,
                                  const struct pact_stage *stage)
{
    struct chance due = due_by(x, s, stage->complete_ms);
    struct ground_chance c = {0, 1};

    if (stage->area == PACT_NONE || due.max <= 0)
        return due;
    if (ground_within(x->run->ground, &stage->area, 1, &s->row->place, s->row->when, &c, NULL) !=
        RC_OK)
        c = (struct ground_chance){0, 1};
    return (struct chance){due.min * c.p_min, due.max * c.p_max};
}

void withdrawal_find_due(struct withdrawing *x, struct sighting *s)
{
    int64_t last_ms = x->w->complete_ms;
    bool has_stage = false;

    s->hangs_on_words = x->w->complete_ms == TIME_ALWAYS && x->w->complete_note.n > 0;
    s->due = (struct chance){0, 0};
    for (size_t i = 0; i < x->w->n_stages; i++) {
        const struct pact_stage *stage = &x->w->stages[i];
        struct chance due;

        if (x->w->complete_ms == TIME_ALWAYS && stage->complete_ms > last_ms)
            last_ms = stage->complete_ms;
        if (!stage_is_for(x, stage, s->item))
            continue;
        due = due_by_stage(x, s, stage);
        /* how the areas of stages lie to each other is not known: bounds of a union */
        s->due.min = fmax(s->due.min, due.min);
        s->due.max = fmin(1, s->due.max + due.max);
        has_stage = true;
    }
    if (!has_stage || last_ms != TIME_ALWAYS) {
        struct chance due = due_by(x, s, last_ms);

        s->due.min = fmax(s->due.min, due.min);
        s->due.max = fmax(s->due.max, due.max);
    }
}
