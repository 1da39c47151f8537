/* SPDX-License-Identifier: Apache-2.0 */
#include "report/columns.h"

#include <math.h>

#include "base/num.h"
#include "report/escape.h"
#include "report/position.h"

static bool put_span(struct buf *b, struct span s)
{
    buf_put(b, s);
    return s.n > 0;
}

static bool put_words(struct buf *b, const char *text)
{
    return put_span(b, span_of(text));
}

/* Rounded as the NDJSON is: no last bit of a library's sine reaches the output. */
static bool put_rounded(struct buf *b, double v, double unit)
{
    if (!isfinite(v))
        return false;
    v = round(v * unit) / unit;
    num_put_f64(b, v == 0 ? 0 : v); /* never -0 */
    return true;
}

static bool put_share(struct buf *b, double p)
{
    return put_rounded(b, p, 1e6);
}

static bool put_metres(struct buf *b, double m)
{
    return put_rounded(b, m, 10);
}

static bool put_lat(struct buf *b, const struct geo_pos *p)
{
    return p != NULL && put_rounded(b, p->lat_deg, 1e7);
}

static bool put_lon(struct buf *b, const struct geo_pos *p)
{
    return p != NULL && put_rounded(b, p->lon_deg, 1e7);
}

static bool put_integer(struct buf *b, uint64_t v)
{
    buf_printf(b, "%llu", (unsigned long long)v);
    return true;
}

static bool put_max(struct buf *b, uint32_t max)
{
    return max == COUNT_INFINITE ? false : put_integer(b, max);
}

static bool put_instant(struct buf *b, int64_t at_ms)
{
    if (at_ms < TIME_MIN_MS || at_ms > TIME_MAX_MS)
        return false;
    time_put_instant(b, at_ms);
    return true;
}

/* ---- verdicts ---- */

#define VERDICT_GETTER(name)                                                                       \
    static bool verdict_##name(struct buf *b, const void *row, const struct receipt *r)

#define VERDICT_FIELD(name, expression)                                                            \
    VERDICT_GETTER(name)                                                                           \
    {                                                                                              \
        const struct verdict *v = row;                                                             \
                                                                                                   \
        (void)r;                                                                                   \
        return expression;                                                                         \
    }

VERDICT_FIELD(agreement, put_span(b, v->agreement->id))
VERDICT_FIELD(term, put_span(b, v->term->id))
VERDICT_FIELD(kind, put_words(b, pact_kind_name(v->term->kind)))
VERDICT_FIELD(ref, put_span(b, v->term->ref))
VERDICT_FIELD(word, put_words(b, verdict_name(v->word)))
VERDICT_FIELD(p, put_share(b, v->p))
VERDICT_FIELD(party, put_span(b, v->party))
VERDICT_FIELD(severity, v->severity > 0 ? put_integer(b, (uint64_t)v->severity) : false)
VERDICT_FIELD(start, put_instant(b, v->when.t0_ms))
VERDICT_FIELD(end, put_instant(b, v->when.t1_ms))
VERDICT_FIELD(count_min, v->has_count ? put_integer(b, v->count.min) : false)
VERDICT_FIELD(count_max, v->has_count ? put_max(b, v->count.max) : false)
VERDICT_FIELD(lat, put_lat(b, position_of_verdict(v)))
VERDICT_FIELD(lon, put_lon(b, position_of_verdict(v)))
VERDICT_FIELD(place, put_span(b, v->place_text))
VERDICT_FIELD(distance_m, put_metres(b, v->distance_m))
VERDICT_FIELD(threshold_m, put_metres(b, v->threshold_m))
VERDICT_FIELD(sigma_m, put_metres(b, v->sigma_m))
VERDICT_FIELD(line, put_span(b, v->line))
VERDICT_FIELD(line_version, put_span(b, v->line_version))
VERDICT_FIELD(category, put_span(b, v->category))
VERDICT_FIELD(p_category, put_share(b, v->p_category))
VERDICT_FIELD(state, put_words(b, v->state))
VERDICT_FIELD(exemption, put_span(b, v->exemption))
VERDICT_FIELD(grade, put_words(b, v->reliability_note))
VERDICT_FIELD(event, put_span(b, v->event))
VERDICT_FIELD(explanation, put_span(b, v->explanation))

VERDICT_GETTER(inputs)
{
    const struct verdict *v = row;

    (void)r;
    for (size_t i = 0; i < v->n_inputs; i++) {
        if (i > 0)
            buf_putc(b, ' ');
        buf_put(b, v->inputs[i]);
    }
    return v->n_inputs > 0;
}

static bool receipt_engine(struct buf *b, const void *row, const struct receipt *r)
{
    (void)row;
    return put_span(b, r->engine);
}

static bool receipt_pact(struct buf *b, const void *row, const struct receipt *r)
{
    (void)row;
    buf_puts(b, "sha256:");
    sha256_put_hex(b, &r->pact);
    return true;
}

static bool receipt_as_of(struct buf *b, const void *row, const struct receipt *r)
{
    (void)row;
    return r->as_of_ms == TIME_NEVER ? put_words(b, "all") : put_instant(b, r->as_of_ms);
}

static const struct column verdict_columns[] = {
    {"agreement", COLUMN_TEXT, verdict_agreement},
    {"term", COLUMN_TEXT, verdict_term},
    {"term_kind", COLUMN_TEXT, verdict_kind},
    {"ref", COLUMN_TEXT, verdict_ref},
    {"verdict", COLUMN_TEXT, verdict_word},
    {"p", COLUMN_NUMBER, verdict_p},
    {"party", COLUMN_TEXT, verdict_party},
    {"severity", COLUMN_NUMBER, verdict_severity},
    {"start", COLUMN_TEXT, verdict_start},
    {"end", COLUMN_TEXT, verdict_end},
    {"count_min", COLUMN_NUMBER, verdict_count_min},
    {"count_max", COLUMN_NUMBER, verdict_count_max},
    {"lat", COLUMN_NUMBER, verdict_lat},
    {"lon", COLUMN_NUMBER, verdict_lon},
    {"place", COLUMN_TEXT, verdict_place},
    {"distance_m", COLUMN_NUMBER, verdict_distance_m},
    {"threshold_m", COLUMN_NUMBER, verdict_threshold_m},
    {"sigma_m", COLUMN_NUMBER, verdict_sigma_m},
    {"line", COLUMN_TEXT, verdict_line},
    {"line_version", COLUMN_TEXT, verdict_line_version},
    {"category", COLUMN_TEXT, verdict_category},
    {"p_category", COLUMN_NUMBER, verdict_p_category},
    {"state", COLUMN_TEXT, verdict_state},
    {"exemption", COLUMN_TEXT, verdict_exemption},
    {"source_grade", COLUMN_TEXT, verdict_grade},
    {"event", COLUMN_TEXT, verdict_event},
    {"inputs", COLUMN_TEXT, verdict_inputs},
    {"explanation", COLUMN_TEXT, verdict_explanation},
    {"engine", COLUMN_TEXT, receipt_engine},
    {"pact", COLUMN_TEXT, receipt_pact},
    {"as_of", COLUMN_TEXT, receipt_as_of},
};

const struct column *columns_of_verdict(size_t *n)
{
    *n = sizeof(verdict_columns) / sizeof(verdict_columns[0]);
    return verdict_columns;
}

/* ---- events ---- */

#define EVENT_FIELD(name, expression)                                                              \
    static bool event_##name(struct buf *b, const void *row, const struct receipt *r)              \
    {                                                                                              \
        const struct event *e = row;                                                               \
                                                                                                   \
        (void)r;                                                                                   \
        return expression;                                                                         \
    }

static const struct place *best_place(const struct event *e)
{
    return e->best == NULL || e->best->place.form == PLACE_NONE ? NULL : &e->best->place;
}

EVENT_FIELD(id, put_span(b, e->id))
EVENT_FIELD(phenomenon, put_words(b, vocab_word(VOCAB_PHENOMENON, (int)e->phenomenon)))
EVENT_FIELD(start, put_instant(b, e->when.t0_ms))
EVENT_FIELD(end, put_instant(b, e->when.t1_ms))
EVENT_FIELD(count_min, put_integer(b, e->count.min))
EVENT_FIELD(count_max, put_max(b, e->count.max))
EVENT_FIELD(recorded, put_integer(b, e->count.recorded))
EVENT_FIELD(lat, put_lat(b, position_of_event(e)))
EVENT_FIELD(lon, put_lon(b, position_of_event(e)))
EVENT_FIELD(place, best_place(e) != NULL ? put_span(b, best_place(e)->text) : false)
EVENT_FIELD(reported, put_words(b, e->is_reported ? "true" : "false"))

static bool event_members(struct buf *b, const void *row, const struct receipt *r)
{
    const struct event *e = row;

    (void)r;
    for (size_t i = 0; i < e->n_members; i++) {
        if (i > 0)
            buf_putc(b, ' ');
        buf_put(b, e->members[i]->head.id);
    }
    return e->n_members > 0;
}

static const struct column event_columns[] = {
    {"event", COLUMN_TEXT, event_id},
    {"phenomenon", COLUMN_TEXT, event_phenomenon},
    {"start", COLUMN_TEXT, event_start},
    {"end", COLUMN_TEXT, event_end},
    {"count_min", COLUMN_NUMBER, event_count_min},
    {"count_max", COLUMN_NUMBER, event_count_max},
    {"as_recorded", COLUMN_NUMBER, event_recorded},
    {"lat", COLUMN_NUMBER, event_lat},
    {"lon", COLUMN_NUMBER, event_lon},
    {"place", COLUMN_TEXT, event_place},
    {"reported", COLUMN_BOOLEAN, event_reported},
    {"members", COLUMN_TEXT, event_members},
    {"engine", COLUMN_TEXT, receipt_engine},
    {"pact", COLUMN_TEXT, receipt_pact},
    {"as_of", COLUMN_TEXT, receipt_as_of},
};

const struct column *columns_of_event(size_t *n)
{
    *n = sizeof(event_columns) / sizeof(event_columns[0]);
    return event_columns;
}

/* ---- writing ---- */

void column_put_csv(const struct column *c, const struct column_row *from, struct buf *b)
{
    buf_clear(from->value);
    if (c->get(from->value, from->row, from->receipt))
        escape_csv(b, buf_span(from->value));
}

void column_put_json(const struct column *c, const struct column_row *from, struct buf *b)
{
    buf_clear(from->value);
    if (!c->get(from->value, from->row, from->receipt))
        buf_puts(b, "null");
    else if (c->type == COLUMN_TEXT)
        json_write_string(b, buf_span(from->value));
    else
        buf_put(b, buf_span(from->value));
}
