/* SPDX-License-Identifier: Apache-2.0 */
/* daily_words.c: numbers, places and things as the report says them. Everything is appended to the
 * draft's line. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "geo/mgrs.h"
#include "report/daily_parts.h"
#include "report/position.h"
#include "report/words.h"

#define PUBLIC_DIGITS 2 /* of MGRS: 1 km */
#define OWN_DIGITS    3 /* 100 m */

static const struct phrases *phrases_of(const struct daily_job *j)
{
    return j->draft.phrases;
}

static struct buf *line_of(struct daily_job *j)
{
    return j->draft.line;
}

/* ---- when ---- */

void daily_put_when(struct daily_job *j, struct time_span when)
{
    phrases_span(phrases_of(j), j->zone, when, line_of(j));
}

void daily_put_at(struct daily_job *j, int64_t at_ms)
{
    phrases_span(phrases_of(j), j->zone, (struct time_span){at_ms, at_ms}, line_of(j));
}

/* ---- where ---- */

struct geo_pos daily_shown_at(const struct daily_job *j, struct geo_pos at)
{
    struct geo_pos centre = at;
    struct err ignored = {0};
    struct buf cell;
    double side_m;

    if (!j->in->head.is_public)
        return at;
    buf_init(&cell, 64);
    mgrs_put(&cell, at, PUBLIC_DIGITS);
    if (mgrs_parse(buf_span(&cell), &centre, &side_m, &ignored) != RC_OK)
        centre = (struct geo_pos){.lat_deg = round(at.lat_deg * 100) / 100,
                                  .lon_deg = round(at.lon_deg * 100) / 100};
    buf_release(&cell);
    return centre;
}

void daily_put_place_at(struct daily_job *j, struct span text, const struct geo_pos *at)
{
    bool is_public = j->in->head.is_public;

    if (!is_public && text.n > 0)
        buf_put(line_of(j), text);
    else if (at != NULL)
        mgrs_put(line_of(j), *at, is_public ? PUBLIC_DIGITS : OWN_DIGITS);
}

/* What is known as an area gets no cell: its middle would be taken for a place. */
void daily_put_place(struct daily_job *j, const struct place *p)
{
    if (p->form == PLACE_ZONE)
        buf_put(line_of(j), p->u.zone);
    else
        daily_put_place_at(j, p->text, position_is_area(p) ? NULL : &p->at);
}

void daily_put_verdict_place(struct daily_job *j, const struct verdict *v)
{
    const struct place *row = position_row(v);

    if (row != NULL && position_is_area(row))
        daily_put_place(j, row);
    else
        daily_put_place_at(j, v->place_text, position_of_verdict(v));
}

/* ---- who saw what ---- */

unsigned daily_senses_of(const struct verdict *v)
{
    unsigned senses = 0;

    for (size_t i = 0; v->of_event != NULL && i < v->of_event->n_members; i++)
        senses |= 1U << v->of_event->members[i]->sense;
    if (v->of_event == NULL && v->of_observation != NULL)
        senses = 1U << v->of_observation->sense;
    return senses & ~(1U << SENSE_UNSTATED);
}

void daily_put_senses(struct daily_job *j, unsigned senses)
{
    unsigned rest = senses & ~(1U << SENSE_UNSTATED);
    struct span list = span_none(), item;

    if (rest == 0)
        rest = 1U << SENSE_RECORDED;
    for (int s = 0; s < SENSE_COUNT; s++) {
        if ((rest & 1U << s) == 0)
            continue;
        rest &= ~(1U << s);
        phrases_word(phrases_of(j), vocab_word(VOCAB_SENSE, s), line_of(j));
        item = draft_keep(&j->draft);
        if (list.n == 0)
            buf_put(line_of(j), item);
        else if (rest == 0)
            SAY(phrases_of(j), line_of(j), LIST_LAST, list, item);
        else
            SAY(phrases_of(j), line_of(j), LIST_MORE, list, item);
        if (rest != 0)
            list = draft_keep(&j->draft);
    }
}

void daily_put_counted(struct daily_job *j, enum phenomenon what, struct tally_range n)
{
    phrases_range(phrases_of(j), n, line_of(j));
    buf_putc(line_of(j), ' ');
    phrases_noun(phrases_of(j), vocab_word(VOCAB_PHENOMENON, (int)what), n.min == 1 && n.max == 1,
                 line_of(j));
}

void daily_put_item(struct daily_job *j, const struct item *item)
{
    for (uint32_t i = 0; i < item->n_guesses; i++) {
        const struct item_guess *g = &item->guesses[i];

        buf_puts(line_of(j), i == 0 ? "" : " / ");
        if (g->model.n > 0)
            buf_put(line_of(j), g->model);
        else
            for (size_t k = 0; k < g->thing.class_name.n; k++)
                buf_putc(line_of(j),
                         g->thing.class_name.p[k] == '_' ? ' ' : g->thing.class_name.p[k]);
        if (g->model.n == 0 && isfinite(g->thing.calibre_mm)) {
            buf_putc(line_of(j), ' ');
            num_put_f64(line_of(j), g->thing.calibre_mm);
            buf_puts(line_of(j), " mm");
        }
        if (g->p < 1) {
            buf_puts(line_of(j), " (");
            num_put_fixed(line_of(j), g->p, 2);
            buf_putc(line_of(j), ')');
        }
    }
}

void daily_put_items(struct daily_job *j, const struct item *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_puts(line_of(j), i == 0 ? "" : ", ");
        phrases_count(phrases_of(j), items[i].n, line_of(j));
        buf_puts(line_of(j), " \xC3\x97 ");
        daily_put_item(j, &items[i]);
    }
}

void daily_put_what(struct daily_job *j, const struct verdict *v)
{
    const struct observation *o = v->of_observation;
    const struct tally_range one = {1, 1};

    if (v->of_event != NULL) {
        daily_put_counted(j, v->of_event->phenomenon, daily_range(v->count));
    } else if (v->of_item != NULL) {
        daily_put_items(j, v->of_item, 1);
    } else if (v->of_impediment != NULL) {
        phrases_word(phrases_of(j), vocab_word(VOCAB_IMPEDIMENT, (int)v->of_impediment->impediment),
                     line_of(j));
    } else if (o != NULL && o->n_items > 0) {
        daily_put_items(j, o->items, o->n_items);
    } else if (o != NULL) {
        daily_put_counted(j, o->phenomenon, v->has_count ? daily_range(v->count) : one);
    } else if (v->category.n > 0 && v->has_count) {
        phrases_count(phrases_of(j), v->count, line_of(j));
        buf_puts(line_of(j), " \xC3\x97 ");
        buf_put(line_of(j), v->category);
    } else {
        phrases_word(phrases_of(j), v->state != NULL ? v->state : pact_kind_name(v->term->kind),
                     line_of(j));
        if (v->has_count && v->count.max > 0) {
            buf_puts(line_of(j), ": ");
            phrases_count(phrases_of(j), v->count, line_of(j));
        }
    }
}

static const struct sensor *sensor_of(const struct docket *d, struct span source)
{
    for (size_t i = 0; i < d->n_sensors && source.n > 0; i++) {
        if (span_eq(d->sensors[i].head.id, source))
            return &d->sensors[i];
    }
    return NULL;
}

void daily_put_source(struct daily_job *j, struct span source)
{
    const struct sensor *s;

    if (!j->in->head.is_public) {
        buf_put(line_of(j), source);
        return;
    }
    s = sensor_of(j->in->docket, source);
    if (s != NULL)
        buf_put(line_of(j), s->type);
}

/* ---- what is said of it ---- */

struct span daily_status_word(const struct daily_job *j, enum daily_status status)
{
    static const enum phrase words[DAILY_STATUS_COUNT] = {
        [DAILY_MACHINE] = PHRASE_STATUS_MACHINE,
        [DAILY_CONFIRMED] = PHRASE_STATUS_CONFIRMED,
        [DAILY_CONTESTED] = PHRASE_STATUS_CONTESTED,
        [DAILY_WITHDRAWN] = PHRASE_STATUS_WITHDRAWN,
    };

    return draft_label(&j->draft, words[status]);
}

void daily_put_assessment(struct daily_job *j, const struct daily_verdict *v)
{
    struct buf *b = line_of(j);

    buf_put(b, v->v.term->id);
    buf_puts(b, ": ");
    phrases_word(phrases_of(j), verdict_name(v->v.word), b);
    if (isfinite(v->v.p)) {
        buf_puts(b, ", p ");
        words_p(b, v->v.p);
    }
    buf_puts(b, "; ");
    buf_put(b, daily_status_word(j, v->status));
    if (daily_is_continuing(j, &v->v)) {
        buf_puts(b, "; ");
        buf_put(b, draft_label(&j->draft, PHRASE_CONTINUING));
    }
}

/* ---- coverage ---- */

/* Never rounded to all or nothing. */
struct span daily_share(struct daily_job *j, double share)
{
    struct buf *b = line_of(j);
    double percent = share * 100;

    if (percent > 0 && percent < 0.5)
        buf_puts(b, "< 1 %");
    else if (percent >= 99.5 && percent < 100)
        buf_puts(b, "> 99 %");
    else
        buf_printf(b, "%.0f %%", percent);
    return draft_keep(&j->draft);
}

struct span daily_cover_short(struct daily_job *j, const struct daily_cover *c)
{
    struct span mean, least;

    if (!c->is_declared)
        return draft_label(&j->draft, PHRASE_COVER_SHORT_NONE);
    mean = daily_share(j, c->mean);
    least = daily_share(j, c->least);
    SAY(phrases_of(j), line_of(j), COVER_SHORT, mean, least);
    return draft_keep(&j->draft);
}

struct span daily_cover_words(struct daily_job *j, const struct daily_cover *c)
{
    struct span mean, least;

    if (!c->is_declared)
        return draft_label(&j->draft, PHRASE_COVER_NONE);
    mean = daily_share(j, c->mean);
    least = daily_share(j, c->least);
    SAY(phrases_of(j), line_of(j), COVER, mean, least);
    return draft_keep(&j->draft);
}
