/* SPDX-License-Identifier: Apache-2.0 */
/* daily_seen.c: sections 4 to 8: weapons and stores, casualties and damage, mines, the military
 * among civilians, crossings. Where there was nothing, what could be seen stands beside it. */
#include "report/daily_parts.h"
#include "report/words.h"

/* ---- rows of what was noticed, whatever it was ---- */

static const struct daily_heading noticed[] = {
    {"when", PHRASE_N_WHEN, false},    {"place", PHRASE_N_PLACE, false},
    {"means", PHRASE_N_MEANS, false},  {"what", PHRASE_N_WHAT, false},
    {"number", PHRASE_N_NUMBER, true}, {"source", PHRASE_N_SOURCE, false},
    {"grade", PHRASE_N_GRADE, false},  {"standing", PHRASE_N_STANDING, false},
};

/* Seen by the mission's own, or only told: what nobody of the mission saw is not corroborated. */
static bool is_corroborated(const struct observation *o)
{
    return !o->is_reported &&
           (o->sense == SENSE_SAW || o->sense == SENSE_RECORDED || o->sense == SENSE_FOUND_TRACES);
}

static void put_noticed(struct daily_job *j, struct sheet *s, const struct observation *o)
{
    struct buf *b = j->draft.line;

    daily_put_when(j, o->when);
    draft_cell(&j->draft, s);
    daily_put_place(j, &o->place);
    draft_cell(&j->draft, s);
    daily_put_senses(j, 1U << o->sense);
    draft_cell(&j->draft, s);
    phrases_noun(j->draft.phrases, vocab_word(VOCAB_PHENOMENON, (int)o->phenomenon), true, b);
    if (o->n_items > 0) {
        buf_puts(b, ": ");
        daily_put_items(j, o->items, o->n_items);
    }
    draft_cell(&j->draft, s);
    phrases_range(j->draft.phrases, daily_range(o->count), b);
    draft_cell(&j->draft, s);
    daily_put_source(j, o->head.source);
    draft_cell(&j->draft, s);
    if (o->reliability != 0)
        buf_putc(b, o->reliability);
    if (o->credibility != 0)
        buf_putc(b, o->credibility);
    draft_cell(&j->draft, s);
    daily_text(
        j, s,
        draft_label(&j->draft, is_corroborated(o) ? PHRASE_CORROBORATED : PHRASE_NOT_CORROBORATED));
}

/* A section that lists every observation of some phenomena; false: there was none. */
static bool list_noticed(struct daily_job *j, const char *key, enum phrase title,
                         const enum phenomenon *which, size_t n_which)
{
    const struct docket *d = j->in->docket;
    struct sheet *s = daily_sheet(j, key, title, noticed, sizeof(noticed) / sizeof(noticed[0]));

    for (size_t i = 0; i < d->n_observations && s != NULL; i++) {
        const struct observation *o = &d->observations[i];

        for (size_t k = 0; k < n_which && daily_in(j->in->period, o->when.t0_ms); k++) {
            if (o->phenomenon == which[k])
                put_noticed(j, s, o);
        }
    }
    if (s == NULL || s->n_rows == 0)
        return false;
    daily_put_sheet(j, s);
    return true;
}

/* "Nothing" is never said without what could be seen. */
static void say_nothing(struct daily_job *j, enum phrase which)
{
    phrases_put(j->draft.phrases, which, NULL, j->draft.line);
    draft_block(&j->draft, BLOCK_TEXT, phrase_key(which), 0);
    daily_write_seen(j);
}

/* ---- 4: weapons ---- */

static const struct daily_heading visits[] = {
    {"site", PHRASE_V_SITE, false},
    {"visited", PHRASE_V_WHEN, false},
    {"by", PHRASE_V_BY, false},
    {"access", PHRASE_V_ACCESS, false},
    {"declared", PHRASE_V_DECLARED, true},
    {"seen", PHRASE_V_SEEN, true},
    {"unreadable", PHRASE_V_UNREADABLE, true},
    {"not_shown", PHRASE_V_NOT_SHOWN, true},
};

static struct tally_range sum_items(const struct item *items, size_t n)
{
    struct tally_range sum = {0};

    for (size_t i = 0; i < n; i++)
        daily_add_range(&sum, daily_range(items[i].n));
    return sum;
}

/* The newest inventory of a site before a visit. */
static const struct inventory *inventory_of(const struct docket *d, const struct visit *v)
{
    const struct inventory *found = NULL;

    for (size_t i = 0; i < d->n_inventories; i++) {
        const struct inventory *one = &d->inventories[i];

        if (span_eq(one->site, v->site) && one->at_ms <= v->when.t1_ms &&
            (found == NULL || one->at_ms > found->at_ms))
            found = one;
    }
    return found;
}

static void put_visit(struct daily_job *j, struct sheet *s, const struct visit *v)
{
    const struct inventory *declared = inventory_of(j->in->docket, v);
    struct buf *b = j->draft.line;

    daily_text(j, s, v->site);
    daily_put_when(j, v->when);
    draft_cell(&j->draft, s);
    daily_text(j, s, v->by);
    phrases_word(j->draft.phrases, vocab_word(VOCAB_ACCESS, (int)v->access), b);
    draft_cell(&j->draft, s);
    if (declared != NULL)
        phrases_range(j->draft.phrases, sum_items(declared->items, declared->n_items), b);
    else
        buf_put(b, draft_label(&j->draft, PHRASE_NOT_KNOWN));
    draft_cell(&j->draft, s);
    phrases_range(j->draft.phrases, sum_items(v->seen, v->n_seen), b);
    draft_cell(&j->draft, s);
    phrases_range(j->draft.phrases, daily_range(v->unreadable), b);
    draft_cell(&j->draft, s);
    phrases_range(j->draft.phrases, daily_range(v->not_shown), b);
    draft_cell(&j->draft, s);
}

static void write_visits(struct daily_job *j)
{
    const struct docket *d = j->in->docket;
    struct sheet *s =
        daily_sheet(j, "visits", PHRASE_V_TITLE, visits, sizeof(visits) / sizeof(visits[0]));

    for (size_t i = 0; i < d->n_visits && s != NULL; i++) {
        if (daily_in(j->in->period, d->visits[i].when.t0_ms))
            put_visit(j, s, &d->visits[i]);
    }
    if (s != NULL && s->n_rows > 0)
        daily_put_sheet(j, s);
    else
        WRITE0(&j->draft, BLOCK_TEXT, VISITS_NONE);
}

static bool is_of_weapons(enum pact_kind kind)
{
    return kind == PACT_WITHDRAWAL || kind == PACT_EXCLUSION_ZONE || kind == PACT_CEILING ||
           kind == PACT_STORAGE;
}

void daily_write_weapons(struct daily_job *j)
{
    const struct docket *d = j->in->docket;
    uint64_t n[DAILY_STATUS_COUNT] = {0}, n_undecided = 0, n_seen = 0;

    daily_section(j, 4, "weapons", PHRASE_S4_TITLE);
    for (size_t i = 0; i < d->n_observations; i++)
        n_seen += d->observations[i].n_items > 0 &&
                  daily_in(j->in->period, d->observations[i].when.t0_ms);
    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct daily_verdict *v = j->verdicts[i];

        if (!is_of_weapons(v->v.term->kind) || !daily_counts(j, v))
            continue;
        n[v->status] += v->v.word == VERDICT_VIOLATION;
        n_undecided += v->v.word == VERDICT_INDETERMINATE;
    }
    if (n_seen == 0 && n_undecided + n[0] + n[1] + n[2] == 0) {
        say_nothing(j, PHRASE_WEAPONS_NOTHING);
    } else {
        struct span seen = draft_number(&j->draft, n_seen);
        struct span confirmed = draft_number(&j->draft, n[DAILY_CONFIRMED]);
        struct span others = draft_number(&j->draft, n[DAILY_MACHINE] + n[DAILY_CONTESTED]);
        struct span undecided = draft_number(&j->draft, n_undecided);

        WRITE(&j->draft, BLOCK_TEXT, WEAPONS, seen, confirmed, others, undecided);
    }
    write_visits(j);
}

/* ---- 5 to 8 ---- */

void daily_write_casualties(struct daily_job *j)
{
    static const enum phenomenon which[] = {PHEN_CIVILIAN_CASUALTY, PHEN_DAMAGE, PHEN_CRATER};

    daily_section(j, 5, "casualties", PHRASE_S5_TITLE);
    if (list_noticed(j, "casualties", PHRASE_S5_SHEET, which, 3))
        WRITE0(&j->draft, BLOCK_NOTE, CORROBORATED_NOTE);
    else
        say_nothing(j, PHRASE_CASUALTIES_NOTHING);
}

static uint64_t count_impediments(const struct daily_job *j, enum impediment_kind kind)
{
    const struct docket *d = j->in->docket;
    uint64_t n = 0;

    for (size_t i = 0; i < d->n_impediments; i++)
        n += d->impediments[i].impediment == kind &&
             daily_in(j->in->period, d->impediments[i].when.t0_ms);
    return n;
}

void daily_write_mines(struct daily_job *j)
{
    static const enum phenomenon which[] = {PHEN_UXO, PHEN_MINE_MARKING,
                                            PHEN_CONTROLLED_DETONATION};
    uint64_t n_ways = count_impediments(j, IMPEDE_MINES_UXO);

    daily_section(j, 6, "mines", PHRASE_S6_TITLE);
    if (!list_noticed(j, "mines", PHRASE_S6_SHEET, which, 3) && n_ways == 0)
        say_nothing(j, PHRASE_MINES_NOTHING);
    if (n_ways > 0) {
        struct span n = draft_number(&j->draft, n_ways);

        WRITE(&j->draft, BLOCK_TEXT, MINES_WAYS, n);
    }
}

void daily_write_presence(struct daily_job *j)
{
    static const enum phenomenon which[] = {PHEN_MILITARY_PRESENCE,       PHEN_CHECKPOINT,
                                            PHEN_TRENCH_OR_FORTIFICATION, PHEN_TROOP_SIGHTING,
                                            PHEN_TROOP_MOVEMENT,          PHEN_CONVOY};

    daily_section(j, 7, "presence", PHRASE_S7_TITLE);
    if (!list_noticed(j, "presence", PHRASE_S7_SHEET, which, sizeof(which) / sizeof(which[0])))
        say_nothing(j, PHRASE_PRESENCE_NOTHING);
    else
        WRITE0(&j->draft, BLOCK_NOTE, PRESENCE_NOTE);
}

void daily_write_crossings(struct daily_job *j)
{
    static const enum phenomenon which[] = {PHEN_CROSSING};
    uint64_t n[DAILY_STATUS_COUNT] = {0}, n_undecided = 0;

    daily_section(j, 8, "crossings", PHRASE_S8_TITLE);
    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct daily_verdict *v = j->verdicts[i];

        if (v->v.term->kind != PACT_LINE_CROSSING || !daily_counts(j, v))
            continue;
        n[v->status] += v->v.word == VERDICT_VIOLATION;
        n_undecided += v->v.word == VERDICT_INDETERMINATE;
    }
    if (!list_noticed(j, "crossings", PHRASE_S8_SHEET, which, 1) &&
        n_undecided + n[0] + n[1] + n[2] == 0) {
        say_nothing(j, PHRASE_CROSSINGS_NOTHING);
        return;
    }
    {
        struct span confirmed = draft_number(&j->draft, n[DAILY_CONFIRMED]);
        struct span others = draft_number(&j->draft, n[DAILY_MACHINE] + n[DAILY_CONTESTED]);
        struct span undecided = draft_number(&j->draft, n_undecided);

        WRITE(&j->draft, BLOCK_TEXT, CROSSINGS, confirmed, others, undecided);
    }
}
