/* SPDX-License-Identifier: Apache-2.0 */
/* term_exclusion_zone.c: what must not be in an area at all: things by item, people by sighting,
 * fire by event. No counting: one presence is enough. */
#include "watch/judging.h"
#include "watch/presence.h"

#include <math.h>

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

static bool is_word(const struct pact_selector *s, enum pact_word word)
{
    return s->form == PACT_SELECT_WORD && s->fixed == word;
}

/* Presence in the air of which nobody said what it is may be civilian, whatever prohibits forces.
 */
static struct match_mass match(const struct term_run *run, const struct pact_selector *s,
                               const struct presence *p)
{
    struct match_mass m = presence_match(run, s, p);

    if (p->item == NULL && presence_flies(p) &&
        (is_word(s, PACT_WORD_EQUIPMENT) || is_word(s, PACT_WORD_MILITARY_FORCES)))
        return (struct match_mass){0, m.sure + m.open};
    return m;
}

/* An item may fall under several words, by several of its types: the types are added up. */
static struct fit fit_item(const struct term_run *run, const struct presence *p)
{
    const struct pact_term *t = run->term;
    struct fit f = {0};

    for (uint32_t i = 0; i < p->item->n_guesses; i++) {
        struct item_guess alone = p->item->guesses[i];
        const struct item one = {.guesses = &alone, .n_guesses = 1};
        struct presence guess = *p;
        struct match_mass most = {t->prohibits_all, 0};

        alone.p = 1;
        guess.item = &one;
        for (size_t k = 0; k < t->n_prohibits && most.sure < 1; k++) {
            struct match_mass m = match(run, &t->prohibits[k], &guess);

            most.open = fmax(most.open, m.open);
            most.sure = m.sure;
            if (f.word.n == 0 && m.sure + m.open > 0)
                f.word = t->prohibits[k].word;
        }
        f.mass.sure += p->item->guesses[i].p * most.sure;
        f.mass.open += most.sure < 1 ? p->item->guesses[i].p * most.open : 0;
    }
    return f;
}

/* People, and things of which only the phenomenon is known. */
static struct fit fit_unnamed(const struct term_run *run, const struct presence *p)
{
    const struct pact_term *t = run->term;
    struct fit f = {0};

    if (t->prohibits_all)
        f.mass = p->is_people || p->phenomenon == PHEN_WEAPON_SIGHTING ? (struct match_mass){1, 0}
                                                                       : (struct match_mass){0, 1};
    for (size_t i = 0; i < t->n_prohibits && f.mass.sure < 1; i++) {
        struct match_mass m = match(run, &t->prohibits[i], p);

        if (m.sure + m.open <= 0 || (m.sure < 1 && f.mass.open > 0))
            continue;
        f.mass = m;
        f.word = t->prohibits[i].word;
    }
    return f;
}

/* Markings and duds show mines where the term prohibits those. */
static struct fit fit_mines(const struct term_run *run, enum phenomenon phenomenon)
{
    struct fit f = {0};

    for (size_t i = 0; i < run->term->n_prohibits; i++)
        if (is_word(&run->term->prohibits[i], PACT_WORD_MINES)) {
            f.mass.sure = phenomenon == PHEN_MINE_MARKING;
            f.mass.open = phenomenon == PHEN_UXO;
            f.word = run->term->prohibits[i].word;
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
    explain_whose(b, j->v.party);
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
        return judging_not_bound(run, j, err);
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

static enum rc judge_shown(struct term_run *run, const struct observation *o,
                           const struct presence *p, struct err *err)
{
    struct judging j = judging_of(run, o, p->item);
    struct fit f = p->item != NULL ? fit_item(run, p) : fit_unnamed(run, p);

    j.v.count = p->n;
    if (p->item != NULL && !judging_is_weapon(p->item))
        return judging_not_applicable(run, &j, "a wreck or a dummy is no weapon", err);
    if (p->item == NULL && f.mass.sure + f.mass.open <= 0)
        return RC_OK; /* people where only weapons are prohibited: nothing to say */
    return judge_presence(run, &j, &f, (double)o->clock_sigma_s, err);
}

static enum rc judge_sighting(struct term_run *run, const struct observation *o, struct err *err)
{
    size_t n = presence_count(o);
    struct fit mines = fit_mines(run, o->phenomenon);
    enum rc rc = RC_OK;

    for (size_t i = 0; i < n && rc == RC_OK; i++) {
        struct presence p = presence_at(o, i);

        rc = judge_shown(run, o, &p, err);
    }
    if (rc == RC_OK && mines.mass.sure + mines.mass.open > 0) {
        struct judging j = judging_of(run, o, NULL);

        rc = judge_presence(run, &j, &mines, (double)o->clock_sigma_s, err);
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
        } else {
            rc = judge_sighting(run, o, err);
        }
    }
    return rc;
}
