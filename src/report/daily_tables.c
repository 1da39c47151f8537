/* SPDX-License-Identifier: Apache-2.0 */
/* daily_tables.c: tables 1 to 4 of a daily report, with the columns that monitoring missions have
 * used for years; what a program wants beside them stands in columns of its own. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "geo/mgrs.h"
#include "report/daily_parts.h"
#include "report/position.h"
#include "report/words.h"

#define WORD_BYTES_MAX 400 /* of one word of a vocabulary, in any language */

#define ID_SHOWN 8 /* bytes of an event's id in print */

/* One row: of a verdict, an impediment or a duty. */
struct cell_source {
    struct daily_job *j;
    const struct daily_verdict *v;
    const struct impediment *im;
    const struct daily_duty *duty;
};

struct cell_column {
    const char *key;
    enum phrase head;
    enum column_use use;
    bool is_number;
    void (*put)(const struct cell_source *r, struct buf *b);
};

/* A cell that the tables of `aasc judge` print as well. */
static void put_shared(const struct cell_source *r, struct buf *b, enum table_which which,
                       const char *name)
{
    struct table_source from = r->j->cells;
    size_t n;
    const struct table_column *columns = table_columns(which, &n);

    from.v = r->v == NULL ? NULL : &r->v->v;
    from.impediment = r->im;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(columns[i].csv, name) == 0)
            columns[i].put(b, &from);
    }
}

static void put_word(const struct cell_source *r, struct buf *b, const char *word)
{
    phrases_word(r->j->draft.phrases, word, b);
}

static const struct observation *best_of(const struct cell_source *r)
{
    return r->v->v.of_event != NULL ? r->v->v.of_event->best : r->v->v.of_observation;
}

static struct time_span when_of(const struct cell_source *r)
{
    return r->v != NULL ? r->v->v.when : r->im->when;
}

/* ---- cells of verdicts ---- */

/* Without a known position of the observer the cell would be the name of a source. */
static void put_seen_from(const struct cell_source *r, struct buf *b)
{
    const struct observation *o = best_of(r);
    size_t before = b->n;

    put_shared(r, b, TABLE_CEASEFIRE, "observation_place");
    if (o == NULL || !r->j->in->head.is_public ||
        !span_eq(span_from(buf_span(b), before), o->head.source))
        return;
    b->n = before;
    daily_put_source(r->j, o->head.source);
}

static void put_location(const struct cell_source *r, struct buf *b)
{
    (void)b;
    daily_put_verdict_place(r->j, &r->v->v);
}

static void put_cell_1km(const struct cell_source *r, struct buf *b)
{
    const struct geo_pos *at = position_of_verdict(&r->v->v);
    const struct place *row = position_row(&r->v->v);

    if (at != NULL)
        mgrs_put(b, *at, 2);
    else if (row != NULL && row->form == PLACE_ZONE)
        buf_put(b, row->u.zone);
}

static void put_means(const struct cell_source *r, struct buf *b)
{
    (void)b;
    if (daily_senses_of(&r->v->v) != 0)
        daily_put_senses(r->j, daily_senses_of(&r->v->v));
}

static void put_count(const struct cell_source *r, struct buf *b)
{
    if (r->v->v.has_count)
        phrases_count(r->j->draft.phrases, r->v->v.count, b);
}

static void put_min(const struct cell_source *r, struct buf *b)
{
    if (r->v->v.has_count)
        num_put_i64(b, r->v->v.count.min);
}

/* An open end stays empty: no number stands for it. */
static void put_max(const struct cell_source *r, struct buf *b)
{
    if (r->v->v.has_count && r->v->v.count.max != COUNT_INFINITE)
        num_put_i64(b, r->v->v.count.max);
}

static void put_noticed(const struct cell_source *r, struct buf *b)
{
    const struct observation *o = best_of(r);

    if (o != NULL)
        phrases_noun(r->j->draft.phrases, vocab_word(VOCAB_PHENOMENON, (int)o->phenomenon), true,
                     b);
}

static void put_detail(const struct cell_source *r, struct buf *b)
{
    const struct observation *o = best_of(r);

    if (o != NULL)
        put_word(r, b, vocab_word(VOCAB_DETAIL, (int)o->detail));
}

static void put_weapon(const struct cell_source *r, struct buf *b)
{
    put_shared(r, b, TABLE_CEASEFIRE, "weapon");
}

static void put_when(const struct cell_source *r, struct buf *b)
{
    phrases_span(r->j->draft.phrases, r->j->zone, when_of(r), b);
}

static void put_date(const struct cell_source *r, struct buf *b)
{
    words_date(b, r->j->zone, when_of(r).t0_ms);
}

static void put_start(const struct cell_source *r, struct buf *b)
{
    time_put_instant(b, when_of(r).t0_ms);
}

static void put_end(const struct cell_source *r, struct buf *b)
{
    time_put_instant(b, when_of(r).t1_ms);
}

static void put_control_area(const struct cell_source *r, struct buf *b)
{
    put_shared(r, b, TABLE_CEASEFIRE, "control_area");
}

static void put_event_short(const struct cell_source *r, struct buf *b)
{
    buf_put(b, span_sub(r->v->v.event, 0, ID_SHOWN));
}

static void put_event(const struct cell_source *r, struct buf *b)
{
    buf_put(b, r->v->v.event);
}

static void put_assessment(const struct cell_source *r, struct buf *b)
{
    (void)b;
    daily_put_assessment(r->j, r->v);
}

static void put_term(const struct cell_source *r, struct buf *b)
{
    buf_put(b, r->v->v.term->id);
}

static void put_verdict(const struct cell_source *r, struct buf *b)
{
    buf_puts(b, verdict_name(r->v->v.word));
}

static void put_p(const struct cell_source *r, struct buf *b)
{
    if (isfinite(r->v->v.p))
        num_put_f64(b, r->v->v.p);
}

static void put_status(const struct cell_source *r, struct buf *b)
{
    static const char *const words[DAILY_STATUS_COUNT] = {"machine", "confirmed", "contested",
                                                          "withdrawn"};

    buf_puts(b, words[r->v->status]);
}

static void put_continuing(const struct cell_source *r, struct buf *b)
{
    buf_puts(b, daily_is_continuing(r->j, &r->v->v) ? "yes" : "no");
}

static void put_grade(const struct cell_source *r, struct buf *b)
{
    put_shared(r, b, TABLE_CEASEFIRE, "source_grade");
}

static void put_type(const struct cell_source *r, struct buf *b)
{
    const struct verdict *v = &r->v->v;

    if (v->of_item != NULL)
        daily_put_item(r->j, v->of_item);
    else if (v->category.n > 0)
        buf_put(b, v->category);
    else if (v->of_observation != NULL)
        phrases_noun(r->j->draft.phrases,
                     vocab_word(VOCAB_PHENOMENON, (int)v->of_observation->phenomenon), false, b);
    else
        put_word(r, b, pact_kind_name(v->term->kind));
}

static void put_distance(const struct cell_source *r, struct buf *b)
{
    put_shared(r, b, TABLE_WEAPONS, "distance");
}

static void put_distance_m(const struct cell_source *r, struct buf *b)
{
    put_shared(r, b, TABLE_WEAPONS, "distance_m");
}

static void put_sigma_m(const struct cell_source *r, struct buf *b)
{
    put_shared(r, b, TABLE_WEAPONS, "sigma_m");
}

static void put_seen_by(const struct cell_source *r, struct buf *b)
{
    const struct observation *o = best_of(r);

    (void)b;
    if (o != NULL)
        daily_put_source(r->j, o->head.source);
}

/* No table says "in violation" of what is not decided. */
static void put_undecided(const struct cell_source *r, struct buf *b, const char *state)
{
    struct buf words;

    buf_init(&words, WORD_BYTES_MAX);
    put_word(r, &words, state);
    SAY(r->j->draft.phrases, b, T2_UNDECIDED, buf_span(&words));
    buf_release(&words);
}

/* The state that the term gives, then what the verdict is and who says so. */
static void put_state(const struct cell_source *r, struct buf *b)
{
    if (r->v->v.state != NULL) {
        if (r->v->v.word == VERDICT_INDETERMINATE)
            put_undecided(r, b, r->v->v.state);
        else
            put_word(r, b, r->v->v.state);
        buf_puts(b, "; ");
    }
    daily_put_assessment(r->j, r->v);
}

static void put_state_word(const struct cell_source *r, struct buf *b)
{
    if (r->v->v.state != NULL)
        buf_puts(b, r->v->v.state);
}

/* ---- cells of impediments ---- */

static void im_when(const struct cell_source *r, struct buf *b)
{
    phrases_span(r->j->draft.phrases, r->j->zone, r->im->when, b);
    if (r->im->has_until && r->im->when.t1_ms > r->im->when.t0_ms) {
        buf_puts(b, "; ");
        phrases_duration(r->j->draft.phrases, r->im->when.t1_ms - r->im->when.t0_ms, b);
    }
}

static void im_duration(const struct cell_source *r, struct buf *b)
{
    if (r->im->has_until)
        num_put_i64(b, (r->im->when.t1_ms - r->im->when.t0_ms) / MS_PER_MIN);
}

static void im_place(const struct cell_source *r, struct buf *b)
{
    (void)b;
    daily_put_place(r->j, &r->im->place);
}

static void im_party(const struct cell_source *r, struct buf *b)
{
    switch (r->im->actor.form) {
    case ACTOR_PARTY:
        buf_put(b, r->im->actor.party);
        break;
    case ACTOR_BOTH:
        put_word(r, b, "both");
        break;
    case ACTOR_UNDETERMINED:
        put_word(r, b, "undetermined");
        break;
    }
}

static void im_kind(const struct cell_source *r, struct buf *b)
{
    put_word(r, b, vocab_word(VOCAB_IMPEDIMENT, (int)r->im->impediment));
}

static void im_reason(const struct cell_source *r, struct buf *b)
{
    buf_put(b, r->im->reason);
}

static void im_means(const struct cell_source *r, struct buf *b)
{
    buf_put(b, r->im->means);
}

static void im_resolved(const struct cell_source *r, struct buf *b)
{
    put_word(r, b, r->im->resolved ? "yes" : "no");
}

/* No row can say so yet: N/K, as the columns demand. */
static void im_reported(const struct cell_source *r, struct buf *b)
{
    (void)r;
    (void)b;
}

/* ---- cells of duties ---- */

static void duty_term(const struct cell_source *r, struct buf *b)
{
    buf_put(b, r->duty->term);
}

static void duty_done(const struct cell_source *r, struct buf *b)
{
    phrases_span(r->j->draft.phrases, r->j->zone,
                 (struct time_span){r->duty->last_done_ms, r->duty->last_done_ms}, b);
}

static void duty_due(const struct cell_source *r, struct buf *b)
{
    phrases_span(r->j->draft.phrases, r->j->zone,
                 (struct time_span){r->duty->due_ms, r->duty->due_ms}, b);
}

static void duty_state(const struct cell_source *r, struct buf *b)
{
    buf_put(b, r->duty->state);
}

/* ---- the columns ---- */

static const struct cell_column ceasefire[] = {
    {"observation_place", PHRASE_T1_FROM, COLUMN_BOTH, false, put_seen_from},
    {"event_location", PHRASE_T1_WHERE, COLUMN_BOTH, false, put_location},
    {"means", PHRASE_T1_MEANS, COLUMN_BOTH, false, put_means},
    {"no", PHRASE_T1_NO, COLUMN_PRINT, true, put_count},
    {"no_min", PHRASE_T1_NO, COLUMN_DATA, true, put_min},
    {"no_max", PHRASE_T1_NO, COLUMN_DATA, true, put_max},
    {"observation", PHRASE_T1_WHAT, COLUMN_BOTH, false, put_noticed},
    {"description", PHRASE_T1_DETAIL, COLUMN_BOTH, false, put_detail},
    {"weapon", PHRASE_T1_WEAPON, COLUMN_BOTH, false, put_weapon},
    {"date_time", PHRASE_T1_WHEN, COLUMN_BOTH, false, put_when},
    {"start_utc", PHRASE_T1_WHEN, COLUMN_DATA, false, put_start},
    {"end_utc", PHRASE_T1_WHEN, COLUMN_DATA, false, put_end},
    {"control_area", PHRASE_T1_CONTROL, COLUMN_BOTH, false, put_control_area},
    {"event", PHRASE_T1_EVENT, COLUMN_PRINT, false, put_event_short},
    {"event_id", PHRASE_T1_EVENT, COLUMN_DATA, false, put_event},
    {"assessment", PHRASE_T1_TERM, COLUMN_PRINT, false, put_assessment},
    {"term", PHRASE_T1_TERM, COLUMN_DATA, false, put_term},
    {"verdict", PHRASE_T1_TERM, COLUMN_DATA, false, put_verdict},
    {"p", PHRASE_T1_TERM, COLUMN_DATA, true, put_p},
    {"status", PHRASE_T1_TERM, COLUMN_DATA, false, put_status},
    {"continuing", PHRASE_T1_TERM, COLUMN_DATA, false, put_continuing},
    {"source_grade", PHRASE_T1_GRADE, COLUMN_BOTH, false, put_grade},
};

static const struct cell_column weapons[] = {
    {"date", PHRASE_T2_DATE, COLUMN_BOTH, false, put_date},
    {"start_utc", PHRASE_T2_DATE, COLUMN_DATA, false, put_start},
    {"end_utc", PHRASE_T2_DATE, COLUMN_DATA, false, put_end},
    {"no", PHRASE_T2_NO, COLUMN_PRINT, true, put_count},
    {"no_min", PHRASE_T2_NO, COLUMN_DATA, true, put_min},
    {"no_max", PHRASE_T2_NO, COLUMN_DATA, true, put_max},
    {"type", PHRASE_T2_TYPE, COLUMN_BOTH, false, put_type},
    {"place_mgrs_1km", PHRASE_T2_PLACE, COLUMN_BOTH, false, put_cell_1km},
    {"control_area", PHRASE_T2_CONTROL, COLUMN_BOTH, false, put_control_area},
    {"distance", PHRASE_T2_DISTANCE, COLUMN_PRINT, true, put_distance},
    {"distance_m", PHRASE_T2_DISTANCE, COLUMN_DATA, true, put_distance_m},
    {"sigma_m", PHRASE_T2_DISTANCE, COLUMN_DATA, true, put_sigma_m},
    {"seen_by", PHRASE_T2_SEEN_BY, COLUMN_BOTH, false, put_seen_by},
    {"state_and_assessment", PHRASE_T2_STATE, COLUMN_PRINT, false, put_state},
    {"state", PHRASE_T2_STATE, COLUMN_DATA, false, put_state_word},
    {"term", PHRASE_T2_STATE, COLUMN_DATA, false, put_term},
    {"verdict", PHRASE_T2_STATE, COLUMN_DATA, false, put_verdict},
    {"p", PHRASE_T2_STATE, COLUMN_DATA, true, put_p},
    {"status", PHRASE_T2_STATE, COLUMN_DATA, false, put_status},
    {"continuing", PHRASE_T2_STATE, COLUMN_DATA, false, put_continuing},
};

static const struct cell_column movement[] = {
    {"date_time_duration", PHRASE_T3_WHEN, COLUMN_PRINT, false, im_when},
    {"start_utc", PHRASE_T3_WHEN, COLUMN_DATA, false, put_start},
    {"end_utc", PHRASE_T3_WHEN, COLUMN_DATA, false, put_end},
    {"duration_min", PHRASE_T3_WHEN, COLUMN_DATA, true, im_duration},
    {"place", PHRASE_T3_PLACE, COLUMN_BOTH, false, im_place},
    {"personnel_of", PHRASE_T3_PARTY, COLUMN_BOTH, false, im_party},
    {"kind", PHRASE_T3_KIND, COLUMN_BOTH, false, im_kind},
    {"reason_given", PHRASE_T3_REASON, COLUMN_BOTH, false, im_reason},
    {"means", PHRASE_T3_MEANS, COLUMN_BOTH, false, im_means},
    {"resolved", PHRASE_T3_RESOLVED, COLUMN_BOTH, false, im_resolved},
    {"reported_to_joint_centre", PHRASE_T3_REPORTED, COLUMN_BOTH, false, im_reported},
};

static const struct cell_column duties[] = {
    {"term", PHRASE_T4_TERM, COLUMN_BOTH, false, duty_term},
    {"last_done", PHRASE_T4_DONE, COLUMN_BOTH, false, duty_done},
    {"due", PHRASE_T4_DUE, COLUMN_BOTH, false, duty_due},
    {"state", PHRASE_T4_STATE, COLUMN_BOTH, false, duty_state},
};

#define N_OF(columns) (sizeof(columns) / sizeof((columns)[0]))

static const struct {
    const char *key;
    enum phrase title, note;
    const struct cell_column *columns;
    size_t n_columns;
} about[] = {
    [DAILY_CEASEFIRE] = {"table1", PHRASE_T1_TITLE, PHRASE_T1_NOTE, ceasefire, N_OF(ceasefire)},
    [DAILY_WEAPONS] = {"table2", PHRASE_T2_TITLE, PHRASE_T2_NOTE, weapons, N_OF(weapons)},
    [DAILY_MOVEMENT] = {"table3", PHRASE_T3_TITLE, PHRASE_T3_NOTE, movement, N_OF(movement)},
    [DAILY_DUTIES] = {"table4", PHRASE_T4_TITLE, PHRASE_T4_NOTE, duties, N_OF(duties)},
    [DAILY_TABLES] = {"table3_standing", PHRASE_T3_STANDING, PHRASE_T3_STANDING_NOTE, movement,
                      N_OF(movement)},
};

static struct sheet *open_sheet(struct daily_job *j, size_t which)
{
    size_t n = about[which].n_columns;
    struct sheet_column *columns = arena_array(j->arena, n, sizeof(*columns), j->draft.err);
    struct sheet *s = columns == NULL ? NULL : draft_sheet(&j->draft, about[which].key, columns, n);

    if (columns == NULL && j->draft.rc == RC_OK)
        j->draft.rc = RC_LIMIT;
    if (s == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const struct cell_column *c = &about[which].columns[i];

        columns[i] = (struct sheet_column){.key = c->key,
                                           .head = draft_label(&j->draft, c->head),
                                           .use = c->use,
                                           .is_number = c->is_number};
    }
    s->title = draft_label(&j->draft, about[which].title);
    s->note = draft_label(&j->draft, about[which].note);
    return s;
}

/* What is not known is printed as such; in columns for programs it is empty. */
static void put_row(struct sheet *s, size_t which, const struct cell_source *r)
{
    struct draft *d = &r->j->draft;

    for (size_t i = 0; i < about[which].n_columns; i++) {
        about[which].columns[i].put(r, d->line);
        if (d->line->n == 0 && about[which].columns[i].use != COLUMN_DATA)
            buf_put(d->line, draft_label(d, PHRASE_NOT_KNOWN));
        draft_cell(d, s);
    }
}

static bool is_about_weapons(const struct verdict *v)
{
    return v->of_item != NULL || v->term->kind == PACT_WITHDRAWAL ||
           v->term->kind == PACT_EXCLUSION_ZONE || v->term->kind == PACT_CEILING ||
           v->term->kind == PACT_STORAGE;
}

/* Of what is compliant, only weapons beyond the lines that are not where they were to be kept. */
static bool is_tabled(const struct verdict *v, enum daily_table which)
{
    bool is_fire = v->of_event != NULL || v->term->kind == PACT_CEASEFIRE;

    if (v->word != VERDICT_VIOLATION && v->word != VERDICT_INDETERMINATE &&
        v->word != VERDICT_PENDING &&
        !(v->word == VERDICT_COMPLIANT && v->term->kind == PACT_WITHDRAWAL && v->state != NULL))
        return false;
    return which == DAILY_CEASEFIRE ? is_fire : !is_fire && is_about_weapons(v);
}

static void put_verdicts(struct daily_job *j, struct sheet *s, enum daily_table which)
{
    for (size_t i = 0; i < j->n_verdicts; i++) {
        if (is_tabled(&j->verdicts[i]->v, which))
            put_row(s, which, &(struct cell_source){.j = j, .v = j->verdicts[i]});
    }
}

static bool is_open_in(const struct daily_job *j, const struct impediment *im)
{
    return im->when.t0_ms < j->in->period.t1_ms && im->when.t1_ms >= j->in->period.t0_ms;
}

/* A standing restriction is counted on its first day and listed apart on all of them. */
static void put_impediments(struct daily_job *j, struct sheet *s, bool standing)
{
    const struct docket *d = j->in->docket;

    for (size_t i = 0; i < d->n_impediments; i++) {
        const struct impediment *im = &d->impediments[i];
        bool is_listed =
            standing ? im->when.t0_ms < j->in->period.t1_ms && (!im->resolved || is_open_in(j, im))
                     : daily_in(j->in->period, im->when.t0_ms);

        if (im->standing == standing && is_listed)
            put_row(s, standing ? DAILY_TABLES : DAILY_MOVEMENT,
                    &(struct cell_source){.j = j, .im = im});
    }
}

static void put_duties(struct daily_job *j, struct sheet *s)
{
    for (size_t i = 0; i < j->n_duties; i++)
        put_row(s, DAILY_DUTIES, &(struct cell_source){.j = j, .duty = j->duties[i]});
}

struct sheet *daily_table(struct daily_job *j, enum daily_table which)
{
    struct sheet *s = open_sheet(j, which);

    if (s == NULL)
        return NULL;
    switch (which) {
    case DAILY_CEASEFIRE:
    case DAILY_WEAPONS:
        put_verdicts(j, s, which);
        break;
    case DAILY_MOVEMENT:
        put_impediments(j, s, false);
        break;
    case DAILY_DUTIES:
        put_duties(j, s);
        break;
    }
    return s;
}

struct sheet *daily_table_standing(struct daily_job *j)
{
    struct sheet *s = open_sheet(j, DAILY_TABLES);

    if (s != NULL)
        put_impediments(j, s, true);
    return s;
}
