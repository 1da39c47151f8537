/* SPDX-License-Identifier: Apache-2.0 */
/* daily_ceasefire.c: section 2, what was counted by region and class, and section 3, what was seen
 * in special areas beside what could be seen. */
#include <string.h>

#include "report/daily_parts.h"
#include "report/words.h"

#define PLACES_TOLD 5

/* ---- by region and class ---- */

static const struct daily_heading by_class[] = {
    {"region", PHRASE_C_REGION, false},      {"class", PHRASE_C_CLASS, false},
    {"noticed", PHRASE_C_NOTICED, true},     {"previous", PHRASE_C_PREVIOUS, true},
    {"compared", PHRASE_C_COMPARED, false},  {"confirmed", PHRASE_C_CONFIRMED, true},
    {"machine", PHRASE_C_MACHINE, true},     {"contested", PHRASE_C_CONTESTED, true},
    {"undecided", PHRASE_C_UNDECIDED, true}, {"told", PHRASE_C_TOLD, true},
};

/* "3 counting 5–9": verdicts, and what they count. */
static void put_sum(struct daily_job *j, struct sheet *s, const struct daily_sum *sum)
{
    words_number(j->draft.line, sum->n);
    if (sum->n > 0 && sum->count.max > 0) {
        buf_puts(j->draft.line, " (");
        phrases_range(j->draft.phrases, sum->count, j->draft.line);
        buf_putc(j->draft.line, ')');
    }
    draft_cell(&j->draft, s);
}

static void put_trend(struct daily_job *j, struct sheet *s, const struct daily_region *r,
                      const struct daily_class *c)
{
    static const enum phrase words[] = {[DAILY_SIMILAR] = PHRASE_TREND_SIMILAR,
                                        [DAILY_MORE] = PHRASE_TREND_MORE,
                                        [DAILY_FEWER] = PHRASE_TREND_FEWER};
    struct time_span now = j->in->period, before = j->in->before;
    enum phrase said = PHRASE_TREND_NONE;

    if (r->is_compared)
        said = words[daily_trend_of(c->now, now.t1_ms - now.t0_ms, c->before,
                                    before.t1_ms - before.t0_ms)];
    daily_text(j, s, draft_label(&j->draft, said));
}

static bool has_any(const struct daily_class *c)
{
    uint64_t n = c->now.max | c->before.max | c->told.max | c->n_undecided;

    for (int i = 0; i < DAILY_STATUS_COUNT; i++)
        n |= c->violations[i].n;
    return n > 0;
}

static void put_class(struct daily_job *j, struct sheet *s, const struct daily_region *r, int which)
{
    const struct daily_class *c = &r->classes[which];

    daily_text(j, s, r->name);
    phrases_noun(j->draft.phrases, vocab_word(VOCAB_PHENOMENON, which), false, j->draft.line);
    draft_cell(&j->draft, s);
    daily_text(j, s, draft_range(&j->draft, c->now.min, c->now.max));
    daily_text(j, s, draft_range(&j->draft, c->before.min, c->before.max));
    put_trend(j, s, r, c);
    put_sum(j, s, &c->violations[DAILY_CONFIRMED]);
    put_sum(j, s, &c->violations[DAILY_MACHINE]);
    put_sum(j, s, &c->violations[DAILY_CONTESTED]);
    daily_text(j, s, draft_number(&j->draft, c->n_undecided));
    daily_text(j, s, draft_range(&j->draft, c->told.min, c->told.max));
}

static struct sheet *make_by_class(struct daily_job *j)
{
    struct sheet *s = daily_sheet(j, "ceasefire_by_region", PHRASE_C_TITLE, by_class,
                                  sizeof(by_class) / sizeof(by_class[0]));

    if (s == NULL)
        return NULL;
    s->note = draft_label(&j->draft, PHRASE_C_NOTE);
    for (size_t r = 0; r < j->out->n_regions; r++) {
        for (int i = 0; i < PHEN_COUNT; i++) {
            if (has_any(&j->out->regions[r].classes[i]))
                put_class(j, s, &j->out->regions[r], i);
        }
    }
    return s;
}

/* ---- main locations ---- */

struct location {
    struct span name;
    struct tally_range n;
};

/* Few places hold most of a day: they are found by looking through those met so far. */
#define LOCATIONS_MAX 512

static void add_location(struct daily_job *j, struct location *list, size_t *n,
                         const struct event *e)
{
    struct span name;
    size_t i = 0;

    daily_put_place(j, &e->best->place);
    name = draft_keep(&j->draft);
    if (name.n == 0)
        return;
    while (i < *n && !span_eq(list[i].name, name))
        i++;
    if (i == LOCATIONS_MAX)
        return;
    if (i == *n)
        list[(*n)++] = (struct location){.name = name};
    daily_add_range(&list[i].n, daily_range(e->count));
}

static bool is_more(const struct location *a, const struct location *b)
{
    if (a->n.min != b->n.min)
        return a->n.min > b->n.min;
    if (a->n.max != b->n.max)
        return a->n.max > b->n.max;
    return span_cmp(a->name, b->name) < 0;
}

static void write_locations(struct daily_job *j)
{
    struct location *list = arena_array(j->arena, LOCATIONS_MAX, sizeof(*list), j->draft.err);
    struct span text = span_none();
    size_t n = 0;

    if (list == NULL) {
        j->draft.rc = RC_LIMIT;
        return;
    }
    for (size_t i = 0; i < j->n_events; i++) {
        const struct event *e = j->events[i];

        if (e->best != NULL && !e->is_reported && daily_in(j->in->period, e->when.t0_ms) &&
            phenomenon_is_fire(e->phenomenon))
            add_location(j, list, &n, e);
    }
    for (size_t told = 0; told < PLACES_TOLD && told < n; told++) {
        size_t best = told;
        struct location swap;

        for (size_t i = told + 1; i < n; i++)
            best = is_more(&list[i], &list[best]) ? i : best;
        swap = list[told];
        list[told] = list[best];
        list[best] = swap;
        buf_put(j->draft.line, text);
        buf_puts(j->draft.line, told == 0 ? "" : "; ");
        buf_put(j->draft.line, list[told].name);
        buf_puts(j->draft.line, ": ");
        phrases_range(j->draft.phrases, list[told].n, j->draft.line);
        text = draft_keep(&j->draft);
    }
    if (n > 0)
        WRITE(&j->draft, BLOCK_TEXT, LOCATIONS, text);
}

/* ---- exercises and windows of silence ---- */

static void write_exercises(struct daily_job *j)
{
    const struct docket *d = j->in->docket;
    uint64_t n = 0, n_banned = 0;

    for (size_t i = 0; i < d->n_observations; i++)
        n += d->observations[i].phenomenon == PHEN_LIVE_FIRE_EXERCISE &&
             daily_in(j->in->period, d->observations[i].when.t0_ms);
    if (n == 0)
        return;
    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct verdict *v = &j->verdicts[i]->v;
        const struct observation *o = v->of_event != NULL ? v->of_event->best : v->of_observation;

        n_banned += o != NULL && o->phenomenon == PHEN_LIVE_FIRE_EXERCISE &&
                    v->word == VERDICT_VIOLATION && daily_counts(j, j->verdicts[i]);
    }
    {
        struct span all = draft_number(&j->draft, n), banned = draft_number(&j->draft, n_banned);

        WRITE(&j->draft, BLOCK_TEXT, EXERCISES, all, banned);
    }
}

static bool is_exempt_fire(const struct daily_job *j, const struct daily_verdict *v)
{
    return v->v.word == VERDICT_EXEMPT && v->v.term->kind == PACT_CEASEFIRE &&
           v->v.of_event != NULL && phenomenon_is_fire(v->v.of_event->phenomenon) &&
           v->status != DAILY_WITHDRAWN && daily_in(j->in->period, v->v.when.t0_ms);
}

/* An event is told of once, and not where another term has it as a violation. */
static bool is_told_otherwise(const struct daily_job *j, size_t ix)
{
    const struct daily_verdict *all = j->in->verdicts;

    for (size_t i = 0; i < j->in->n_verdicts; i++) {
        if (i == ix || all[i].v.of_event == NULL ||
            !span_eq(all[i].v.of_event->id, all[ix].v.of_event->id))
            continue;
        if ((i < ix && is_exempt_fire(j, &all[i])) ||
            (all[i].v.word == VERDICT_VIOLATION && all[i].status != DAILY_WITHDRAWN))
            return true;
    }
    return false;
}

/* What is noticed and exempt stands in no column of violations: said, so that the table adds up. */
static void write_exempt(struct daily_job *j)
{
    struct tally_range n = {0};
    struct span said;

    for (size_t i = 0; i < j->in->n_verdicts; i++)
        if (is_exempt_fire(j, &j->in->verdicts[i]) && !is_told_otherwise(j, i))
            daily_add_range(&n, daily_range(j->in->verdicts[i].v.of_event->count));
    if (n.max == 0)
        return;
    said = draft_range(&j->draft, n.min, n.max);
    WRITE(&j->draft, BLOCK_TEXT, EXEMPT_FIRE, said);
}

static bool is_ceasefire_term(const struct daily_job *j, struct span id)
{
    uint32_t at = pact_term_find(j->agreement, id);

    return at != PACT_NONE && j->agreement->terms[at].kind == PACT_CEASEFIRE;
}

static void write_silence(struct daily_job *j)
{
    const struct docket *d = j->in->docket;

    for (size_t i = 0; i < d->n_derogations; i++) {
        const struct derogation *g = &d->derogations[i];
        struct span when;

        if (!is_ceasefire_term(j, g->term) || g->span.t0_ms >= j->in->period.t1_ms ||
            g->span.t1_ms < j->in->period.t0_ms)
            continue;
        daily_put_when(j, g->span);
        when = draft_keep(&j->draft);
        WRITE(&j->draft, BLOCK_BULLET, SILENCE, when, g->term);
    }
}

enum rc daily_write_ceasefire(struct daily_job *j, struct err *err)
{
    struct sheet *s;

    daily_section(j, 2, "ceasefire", PHRASE_S2_TITLE);
    s = make_by_class(j);
    if (s != NULL && s->n_rows > 0) {
        daily_put_sheet(j, s);
        write_locations(j);
    } else {
        WRITE0(&j->draft, BLOCK_TEXT, CEASEFIRE_NOTHING);
        daily_write_seen(j);
    }
    write_exempt(j);
    write_exercises(j);
    write_silence(j);
    return daily_write_figures(j, err);
}

/* ---- section 3: what was seen and what could be seen ---- */

static const struct daily_heading by_area[] = {
    {"area", PHRASE_A_AREA, false},           {"observations", PHRASE_A_SEEN, true},
    {"confirmed", PHRASE_C_CONFIRMED, true},  {"machine", PHRASE_C_MACHINE, true},
    {"undecided", PHRASE_C_UNDECIDED, true},  {"coverage_mean", PHRASE_A_MEAN, true},
    {"coverage_least", PHRASE_A_LEAST, true}, {"unseen_hours", PHRASE_A_UNSEEN, true},
    {"sources", PHRASE_A_SOURCES, false},
};

/* Each source that says it covered the area in the period, once. */
static void put_watchers(struct daily_job *j, uint32_t area)
{
    const struct docket *d = j->in->docket;
    struct buf *b = j->draft.line;
    size_t begin = b->n;

    for (size_t i = 0; i < d->n_coverages && area != PACT_NONE; i++) {
        const struct coverage *c = &d->coverages[i];
        bool is_first = true;

        if (c->area.form != PLACE_ZONE || !span_eq(c->area.u.zone, j->agreement->areas[area].id) ||
            c->when.t0_ms >= j->in->period.t1_ms || c->when.t1_ms <= j->in->period.t0_ms)
            continue;
        for (size_t k = 0; k < i; k++)
            is_first &= !(d->coverages[k].area.form == PLACE_ZONE &&
                          span_eq(d->coverages[k].area.u.zone, c->area.u.zone) &&
                          span_eq(d->coverages[k].head.source, c->head.source) &&
                          d->coverages[k].when.t0_ms < j->in->period.t1_ms &&
                          d->coverages[k].when.t1_ms > j->in->period.t0_ms);
        if (!is_first)
            continue;
        if (b->n > begin)
            buf_puts(b, ", ");
        daily_put_source(j, c->head.source);
    }
}

static void put_cover(struct daily_job *j, struct sheet *s, const struct daily_cover *c,
                      uint32_t area)
{
    struct span none = draft_label(&j->draft, PHRASE_COVER_NONE);

    daily_text(j, s, c->is_declared ? daily_share(j, c->mean) : none);
    daily_text(j, s, c->is_declared ? daily_share(j, c->least) : span_none());
    buf_printf(j->draft.line, "%.1f", c->unseen_h);
    draft_cell(&j->draft, s);
    put_watchers(j, area);
    if (j->draft.line->n == 0 && c->is_declared)
        buf_put(j->draft.line, draft_label(&j->draft, PHRASE_NOT_KNOWN));
    draft_cell(&j->draft, s);
}

static void put_area(struct daily_job *j, struct sheet *s, const struct daily_area *a)
{
    daily_text(j, s, a->name);
    daily_text(j, s, draft_number(&j->draft, a->n_observations));
    daily_text(j, s, draft_number(&j->draft, a->n_verdicts[DAILY_CONFIRMED]));
    daily_text(
        j, s,
        draft_number(&j->draft, a->n_verdicts[DAILY_MACHINE] + a->n_verdicts[DAILY_CONTESTED]));
    daily_text(j, s, draft_number(&j->draft, a->n_undecided));
    put_cover(j, s, &a->now, a->area);
}

void daily_write_areas(struct daily_job *j)
{
    struct sheet *s;

    daily_section(j, 3, "areas", PHRASE_S3_TITLE);
    if (j->out->n_areas == 0) {
        WRITE0(&j->draft, BLOCK_TEXT, AREAS_NONE);
        return;
    }
    s = daily_sheet(j, "areas", PHRASE_A_TITLE, by_area, sizeof(by_area) / sizeof(by_area[0]));
    if (s == NULL)
        return;
    s->note = draft_label(&j->draft, PHRASE_A_NOTE);
    for (size_t i = 0; i < j->out->n_areas; i++)
        put_area(j, s, &j->out->areas[i]);
    daily_put_sheet(j, s);
}

/* ---- what stands beside every nought ---- */

void daily_write_seen(struct daily_job *j)
{
    struct span list = span_none();

    for (size_t i = 0; i < j->out->n_regions + j->out->n_areas; i++) {
        bool is_region = i < j->out->n_regions;
        size_t k = is_region ? i : i - j->out->n_regions;
        struct span name = is_region ? j->out->regions[k].name : j->out->areas[k].name;
        const struct daily_cover *c = is_region ? &j->out->regions[k].now : &j->out->areas[k].now;

        if (is_region && j->out->regions[k].area == PACT_NONE && j->out->n_regions > 1)
            continue;
        buf_put(j->draft.line, list);
        buf_puts(j->draft.line, list.n == 0 ? "" : "; ");
        list = draft_keep(&j->draft);
        {
            struct span cover = daily_cover_short(j, c);

            buf_put(j->draft.line, list);
            buf_put(j->draft.line, name);
            buf_puts(j->draft.line, ": ");
            buf_put(j->draft.line, cover);
            list = draft_keep(&j->draft);
        }
    }
    WRITE(&j->draft, BLOCK_NOTE, COULD_BE_SEEN, list);
}
