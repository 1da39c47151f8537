/* SPDX-License-Identifier: Apache-2.0 */
/* presence.c: phenomena as things that are somewhere. Tables; no judging. */
#include "watch/presence.h"

#include <math.h>

/* What a phenomenon shows beside its items. */
enum shows {
    SHOWS_NOTHING, /* fire and traces: what they name is not there */
    SHOWS_ITEMS,   /* only what it lists */
    SHOWS_THING,   /* a thing, even where it lists none */
    SHOWS_PEOPLE,  /* so many people, beside what it lists */
};

static const enum shows shows_of[PHEN_COUNT] = {
    [PHEN_WEAPON_SIGHTING] = SHOWS_THING,
    [PHEN_MILITARY_PRESENCE] = SHOWS_PEOPLE,
    [PHEN_TROOP_SIGHTING] = SHOWS_PEOPLE,
    [PHEN_TROOP_MOVEMENT] = SHOWS_PEOPLE,
    [PHEN_CONVOY] = SHOWS_THING,
    [PHEN_AIRCRAFT] = SHOWS_THING,
    [PHEN_UAV] = SHOWS_THING,
    [PHEN_CROSSING] = SHOWS_THING,
    [PHEN_LIVE_FIRE_EXERCISE] = SHOWS_ITEMS,
    [PHEN_TRENCH_OR_FORTIFICATION] = SHOWS_ITEMS,
    [PHEN_CHECKPOINT] = SHOWS_ITEMS,
    [PHEN_JAMMING] = SHOWS_ITEMS,
};

#define GUESS(word)                                                                                \
    {                                                                                              \
        .thing = {.class_name = {word, sizeof(word) - 1}, .calibre_mm = NAN, .range_m = NAN},      \
        .p = 1                                                                                     \
    }

/* What is known of an unnamed thing: a UAV is one, an aircraft is crewed, others may be anything.
 * Each guess is possible, none more likely than another. */
static const struct item_guess any_uav[] = {GUESS("uav")};
static const struct item_guess any_crewed[] = {
    GUESS("combat_aircraft"),    GUESS("attack_helicopter"), GUESS("helicopter"),
    GUESS("transport_aircraft"), GUESS("trainer_aircraft"),  GUESS("special_mission_aircraft"),
};
static const struct item_guess anything[] = {GUESS("")};

static const struct item_guess *unnamed_guesses(enum phenomenon phenomenon, uint32_t *n)
{
    *n = 1;
    if (phenomenon == PHEN_UAV)
        return any_uav;
    if (phenomenon != PHEN_AIRCRAFT)
        return anything;
    *n = sizeof(any_crewed) / sizeof(any_crewed[0]);
    return any_crewed;
}

static bool is_one(struct count n)
{
    return n.min == 1 && n.max == 1;
}

/* Where only items are listed, a count of 1 that nobody wrote is not one soldier. */
static bool has_people(const struct observation *o)
{
    if (shows_of[o->phenomenon] != SHOWS_PEOPLE)
        return false;
    return o->phenomenon != PHEN_MILITARY_PRESENCE || o->n_items == 0 || !is_one(o->count);
}

size_t presence_count(const struct observation *o)
{
    enum shows shows = shows_of[o->phenomenon];

    if (shows == SHOWS_NOTHING || o->sense == SENSE_FOUND_TRACES)
        return 0;
    if (shows == SHOWS_THING && o->n_items == 0)
        return 1;
    return o->n_items + (has_people(o) ? 1 : 0);
}

struct presence presence_at(const struct observation *o, size_t i)
{
    struct presence p = {.phenomenon = o->phenomenon, .actor = o->actor, .n = o->count};

    if (i >= o->n_items) {
        p.is_people = has_people(o);
        return p;
    }
    p.item = &o->items[i];
    if (o->n_items > 1 || has_people(o) || !is_one(p.item->n))
        p.n = p.item->n;
    if (p.item->state == STATE_DUMMY || p.item->state == STATE_WRECK)
        p.n = (struct count){0};
    return p;
}

const struct item_guess *presence_guesses(const struct presence *p, uint32_t *n)
{
    *n = 0;
    if (p->is_people)
        return NULL;
    if (p->item == NULL)
        return unnamed_guesses(p->phenomenon, n);
    *n = p->item->n_guesses;
    return p->item->guesses;
}

bool presence_flies(const struct presence *p)
{
    const struct pact_selector aircraft = {.form = PACT_SELECT_WORD, .fixed = PACT_WORD_AIRCRAFT};
    uint32_t n;
    const struct item_guess *g = presence_guesses(p, &n);

    if (p->phenomenon == PHEN_AIRCRAFT || p->phenomenon == PHEN_UAV)
        return true;
    for (uint32_t i = 0; i < n; i++)
        if (g[i].p > 0 && pact_selector_match(NULL, &aircraft, &g[i].thing) == PACT_YES)
            return true;
    return false;
}

static bool is_word(const struct pact_selector *s, enum pact_word word)
{
    return s->form == PACT_SELECT_WORD && s->fixed == word;
}

/* Nobody wrote what it was: certain only where everything that it may be is meant. */
static struct match_mass match_unnamed(const struct term_run *run, const struct pact_selector *s,
                                       const struct presence *p)
{
    uint32_t n, n_in = 0, n_open = 0;
    const struct item_guess *g = unnamed_guesses(p->phenomenon, &n);

    if (p->phenomenon == PHEN_WEAPON_SIGHTING &&
        (is_word(s, PACT_WORD_EQUIPMENT) || is_word(s, PACT_WORD_MILITARY_FORCES)))
        return (struct match_mass){.sure = 1};
    for (uint32_t i = 0; i < n; i++) {
        enum pact_tri match = pact_selector_match(run->agreement, s, &g[i].thing);

        n_in += match == PACT_YES;
        n_open += match == PACT_MAYBE;
    }
    if (n_in + n_open == 0)
        return (struct match_mass){0};
    /* of forces nobody named, an unknown aircraft may be a civilian one */
    if (n_in == n &&
        !(is_word(s, PACT_WORD_MILITARY_AIRCRAFT) && p->actor.form == ACTOR_UNDETERMINED))
        return (struct match_mass){.sure = 1};
    return (struct match_mass){.open = 1};
}

static bool is_observers(const struct term_run *run, struct actor actor)
{
    uint32_t ix = PACT_NONE;

    if (actor.form == ACTOR_PARTY)
        ix = pact_party_find(run->agreement, actor.party);
    return ix != PACT_NONE && run->agreement->parties[ix].is_observer;
}

struct match_mass presence_match(const struct term_run *run, const struct pact_selector *s,
                                 const struct presence *p)
{
    if (p->is_people) {
        bool is_meant = is_word(s, PACT_WORD_PERSONNEL) || is_word(s, PACT_WORD_MILITARY_FORCES);

        return (struct match_mass){.sure = is_meant ? 1 : 0};
    }
    if (is_word(s, PACT_WORD_FOREIGN_UAV) && is_observers(run, p->actor))
        return (struct match_mass){0};
    if (p->item == NULL)
        return match_unnamed(run, s, p);
    return term_match_item(run, s, p->item);
}

struct match_mass presence_match_term(const struct term_run *run, const struct presence *p,
                                      struct span *word)
{
    const struct pact_term *t = run->term;
    struct match_mass best = {0};

    if (t->prohibits_all) {
        *word = SPAN("all");
        return (struct match_mass){.sure = 1};
    }
    for (size_t i = 0; i < t->n_prohibits; i++) {
        struct match_mass m = presence_match(run, &t->prohibits[i], p);

        if (m.sure + m.open <= 0 || m.sure < best.sure ||
            (m.sure <= best.sure && m.open <= best.open))
            continue;
        best = m;
        *word = t->prohibits[i].word;
    }
    return best;
}
