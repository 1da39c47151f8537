/* SPDX-License-Identifier: Apache-2.0 */
/* term_exclusion_zone.c: what must not be in an area at all: things by item, people by sighting,
 * fire by event. No counting: one presence is enough. */
#include "watch/judging.h"

#include <math.h>

#define WORD_BIT(w) (1u << (w))

/* What a row without items says by its phenomenon alone: which fixed words it certainly falls
 * under, and which it may. Troops are forces; a convoy may be anybody's. */
static const struct {
    uint32_t sure, open;
} presence[PHEN_COUNT] = {
    [PHEN_TROOP_SIGHTING] = {WORD_BIT(PACT_WORD_PERSONNEL) | WORD_BIT(PACT_WORD_MILITARY_FORCES),
                             0},
    [PHEN_TROOP_MOVEMENT] = {WORD_BIT(PACT_WORD_PERSONNEL) | WORD_BIT(PACT_WORD_MILITARY_FORCES),
                             WORD_BIT(PACT_WORD_EQUIPMENT)},
    [PHEN_MILITARY_PRESENCE] = {WORD_BIT(PACT_WORD_PERSONNEL) | WORD_BIT(PACT_WORD_MILITARY_FORCES),
                                WORD_BIT(PACT_WORD_EQUIPMENT)},
    [PHEN_WEAPON_SIGHTING] = {WORD_BIT(PACT_WORD_EQUIPMENT) | WORD_BIT(PACT_WORD_MILITARY_FORCES),
                              0},
    [PHEN_CONVOY] = {0, WORD_BIT(PACT_WORD_PERSONNEL) | WORD_BIT(PACT_WORD_EQUIPMENT) |
                            WORD_BIT(PACT_WORD_MILITARY_FORCES)},
    [PHEN_CHECKPOINT] = {0, WORD_BIT(PACT_WORD_PERSONNEL) | WORD_BIT(PACT_WORD_MILITARY_FORCES)},
    [PHEN_AIRCRAFT] = {WORD_BIT(PACT_WORD_AIRCRAFT),
                       WORD_BIT(PACT_WORD_MILITARY_AIRCRAFT) | WORD_BIT(PACT_WORD_COMBAT_AIRCRAFT)},
    [PHEN_UAV] = {WORD_BIT(PACT_WORD_AIRCRAFT) | WORD_BIT(PACT_WORD_UAV) |
                      WORD_BIT(PACT_WORD_FOREIGN_UAV),
                  WORD_BIT(PACT_WORD_MILITARY_AIRCRAFT)},
    [PHEN_MINE_MARKING] = {WORD_BIT(PACT_WORD_MINES), 0},
    [PHEN_UXO] = {0, WORD_BIT(PACT_WORD_MINES)},
};

/* Which of a term's words fit, and how surely. */
struct fit {
    struct match_mass mass;
    struct span word; /* the first that fits */
};

static bool is_act(const struct pact_selector *s)
{
    return s->form == PACT_SELECT_WORD &&
           (s->fixed == PACT_WORD_FIRE || s->fixed == PACT_WORD_MILITARY_ACTION);
}

static bool prohibits_fire(const struct pact_term *t)
{
    for (size_t i = 0; i < t->n_prohibits; i++)
        if (is_act(&t->prohibits[i]))
            return true;
    return false;
}

static enum pact_tri guess_match(const struct term_run *run, const struct item_guess *g,
                                 struct span *word)
{
    const struct pact_term *t = run->term;
    enum pact_tri best = t->prohibits_all ? PACT_YES : PACT_NO;

    for (size_t i = 0; i < t->n_prohibits && best != PACT_YES; i++) {
        enum pact_tri m = pact_selector_match(run->agreement, &t->prohibits[i], &g->thing);

        if (m == PACT_NO || (m == PACT_MAYBE && best == PACT_MAYBE))
            continue;
        best = m;
        if (word->n == 0)
            *word = t->prohibits[i].word;
    }
    return best;
}

static struct fit fit_item(const struct term_run *run, const struct item *item)
{
    struct fit f = {0};

    for (uint32_t i = 0; i < item->n_guesses; i++) {
        enum pact_tri m = guess_match(run, &item->guesses[i], &f.word);

        if (m == PACT_YES)
            f.mass.sure += item->guesses[i].p;
        else if (m == PACT_MAYBE)
            f.mass.open += item->guesses[i].p;
    }
    return f;
}

/* A sighting of weapons without items may be of any category. */
static enum pact_tri phenomenon_match(const struct pact_selector *s, enum phenomenon p)
{
    if (s->form != PACT_SELECT_WORD)
        return p == PHEN_WEAPON_SIGHTING ? PACT_MAYBE : PACT_NO;
    if (presence[p].sure & WORD_BIT(s->fixed))
        return PACT_YES;
    return presence[p].open & WORD_BIT(s->fixed) ? PACT_MAYBE : PACT_NO;
}

static struct fit fit_phenomenon(const struct term_run *run, enum phenomenon p)
{
    const struct pact_term *t = run->term;
    bool is_presence = (presence[p].sure | presence[p].open) != 0;
    struct fit f = {0};

    if (t->prohibits_all && is_presence)
        f.mass.sure = presence[p].sure != 0;
    if (t->prohibits_all && is_presence)
        f.mass.open = presence[p].sure == 0;
    for (size_t i = 0; i < t->n_prohibits && f.mass.sure < 1; i++) {
        enum pact_tri m = phenomenon_match(&t->prohibits[i], p);

        if (m == PACT_NO || (m == PACT_MAYBE && f.mass.open > 0))
            continue;
        f.mass = (struct match_mass){m == PACT_YES, m == PACT_MAYBE};
        f.word = t->prohibits[i].word;
    }
    return f;
}

/* ---- transit ---- */

/* How long a track stayed inside: at least between the first and last fix of its longest stay, at
 * most between the fixes before and after. */
struct stay {
    double least_ms, most_ms;
};

static bool fix_is_inside(struct term_run *run, const struct place *track, size_t i)
{
    const struct place_fix *fix = &track->u.track.fixes[i];
    const struct place p = {
        .form = PLACE_POINT, .has_sigma = true, .at = fix->at, .sigma_m = track->sigma_m};
    double min, max;

    if (ground_where(run->ground, run->term, &p, (struct time_span){fix->at_ms, fix->at_ms}, &min,
                     &max, NULL) != RC_OK)
        return false;
    return min + max >= 1;
}

static struct stay longest_stay(struct term_run *run, const struct place *track)
{
    const struct place_fix *fixes = track->u.track.fixes;
    size_t n = track->u.track.n, end;
    struct stay longest = {0, 0};

    for (size_t i = 0; i < n; i = end + 1) {
        struct stay s;

        end = i;
        if (!fix_is_inside(run, track, i))
            continue;
        while (end + 1 < n && fix_is_inside(run, track, end + 1))
            end++;
        s.least_ms = (double)(fixes[end].at_ms - fixes[i].at_ms);
        s.most_ms =
            i == 0 || end + 1 == n ? INFINITY : (double)(fixes[end + 1].at_ms - fixes[i - 1].at_ms);
        longest.least_ms = fmax(longest.least_ms, s.least_ms);
        longest.most_ms = fmax(longest.most_ms, s.most_ms);
    }
    return longest;
}

static bool is_staying(const struct item *item)
{
    return item != NULL && (item->state == STATE_STATIONARY ||
                            item->state == STATE_FIRING_POSITION || item->state == STATE_ABANDONED);
}

/* A short stay is allowed: a track may show one, an instant's sighting shows neither. */
static void judge_transit(struct term_run *run, struct judging *j)
{
    double allowed_ms = (double)run->term->u.exclusion.transit_ms;
    struct stay s;

    if (allowed_ms <= 0 || is_staying(j->act.item))
        return;
    if (j->act.place->form != PLACE_TRACK) {
        j->cap = "how long it stayed is not known, and a short transit is allowed";
        return;
    }
    s = longest_stay(run, j->act.place);
    if (s.most_ms <= allowed_ms) {
        j->parts.p_place_min = j->parts.p_place_max = 0;
        j->v.state = "transit";
    } else if (s.least_ms <= allowed_ms) {
        j->cap = "it may have stayed no longer than a transit is allowed to take";
    }
}

/* ---- verdicts ---- */

static void explain_presence(struct term_run *run, const struct judging *j, const struct fit *f)
{
    struct buf *b = run->text;

    explain_count(b, j->v.count);
    buf_puts(b, " x ");
    if (j->act.item != NULL)
        explain_item(b, j->act.item);
    else
        buf_puts(b, vocab_word(VOCAB_PHENOMENON, (int)j->act.phenomenon));
    if (f->word.n > 0)
        buf_printf(b, ", under \"%.*s\"", SPAN_ARG(f->word));
    buf_puts(b, ", at ");
    explain_place(b, j->act.place);
    if (j->act.place->form != PLACE_NONE) {
        buf_puts(b, " (");
        explain_sigma(b, j->act.place, j->act.place->sigma_m, 0);
        buf_putc(b, ')');
    }
    buf_putc(b, '.');
    if (run->term->u.exclusion.transit_ms > 0 && j->v.state != NULL)
        buf_puts(b, " It passed within the time that a transit is allowed.");
    if (run->term->u.exclusion.quiet_condition.n > 0)
        buf_printf(b, " The condition \"%.*s\" is taken as met.",
                   SPAN_ARG(run->term->u.exclusion.quiet_condition));
}

/* What all three sorts of presence go through once it is known how well they fit. */
static enum rc judge_presence(struct term_run *run, struct judging *j, const struct fit *f,
                              double clock_s, struct err *err)
{
    enum rc rc;

    j->parts.p_category_min = f->mass.sure;
    j->parts.p_category_max = f->mass.sure + f->mass.open;
    j->parts.p_time = term_p_time(run, j->act.when, clock_s);
    j->v.category = f->word;
    j->v.p_category = f->mass.sure;
    if (f->mass.sure + f->mass.open <= 0)
        return judging_not_applicable(run, j, "nothing that the term prohibits", err);
    if (!judging_is_about(run, j))
        return judging_not_applicable(run, j, "the actor is not bound by the term", err);
    if (j->parts.p_time <= 0)
        return judging_not_applicable(run, j, "the term was not in force", err);
    rc = judging_place(run, j, err);
    if (rc)
        return rc;
    if (j->cap == NULL)
        judge_transit(run, j);
    judging_settle(run, j);
    if (term_wants(run, j->v.word))
        explain_presence(run, j, f);
    return judging_emit(run, j, err);
}

static enum rc judge_sighting(struct term_run *run, const struct observation *o, struct err *err)
{
    double clock_s = (double)o->clock_sigma_s;
    enum rc rc = RC_OK;

    for (uint32_t i = 0; i < o->n_items && rc == RC_OK; i++) {
        struct judging j = judging_of(run, o, &o->items[i]);
        struct fit f = fit_item(run, &o->items[i]);

        if (judging_is_weapon(&o->items[i]))
            rc = judge_presence(run, &j, &f, clock_s, err);
        else
            rc = judging_not_applicable(run, &j, "a wreck or a dummy is no weapon", err);
    }
    if (rc == RC_OK &&
        (o->n_items == 0 || presence[o->phenomenon].sure & WORD_BIT(PACT_WORD_PERSONNEL))) {
        struct judging j = judging_of(run, o, NULL);
        struct fit f = fit_phenomenon(run, o->phenomenon);

        if (f.mass.sure + f.mass.open > 0)
            rc = judge_presence(run, &j, &f, clock_s, err);
    }
    return rc;
}

static enum rc judge_fire(struct term_run *run, const struct event *e, struct err *err)
{
    struct judging j = judging_of(run, e->best, NULL);
    struct fit f = {.mass = {phenomenon_is_fire(e->phenomenon), 0}, .word = SPAN("fire")};
    enum rc rc = judging_use_event(run, &j, e, err);

    if (rc)
        return rc;
    return judge_presence(run, &j, &f, judging_clock_sigma_s(e), err);
}

enum rc term_exclusion_zone(struct term_run *run, struct err *err)
{
    const struct docket *d = run->docket;
    bool has_fire = prohibits_fire(run->term);
    size_t next = 0;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_observations && rc == RC_OK; i++) {
        const struct observation *o = &d->observations[i];

        if (phenomenon_is_countable(o->phenomenon)) {
            if (next < run->n_events && run->events[next].members[0] == o) {
                if (has_fire)
                    rc = judge_fire(run, &run->events[next], err);
                next++;
            }
        } else if (o->n_items > 0 ||
                   (presence[o->phenomenon].sure | presence[o->phenomenon].open)) {
            rc = judge_sighting(run, o, err);
        }
    }
    return rc;
}
