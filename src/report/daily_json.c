/* SPDX-License-Identifier: Apache-2.0 */
/* daily_json.c: the report for programs: one JSON object with its numbers, its sections as they are
 * printed and its tables; and one GeoJSON with where things happened (docs/formats/report.md). */
#include <math.h>

#include "base/num.h"
#include "report/daily_parts.h"
#include "report/position.h"
#include "report/words.h"

#define SCHEMA         "aasc/report/1"
#define DEGREES_DIGITS 5 /* about 1 m */

/* A comma before every member but the first. */
struct list {
    struct buf *b;
    bool has_any;
};

static void comma(struct list *l)
{
    if (l->has_any)
        buf_putc(l->b, ',');
    l->has_any = true;
}

static void put_name(struct list *l, const char *name)
{
    comma(l);
    json_write_string(l->b, span_of(name));
    buf_putc(l->b, ':');
}

static void put_string(struct list *l, const char *name, struct span text)
{
    put_name(l, name);
    json_write_string(l->b, text);
}

static void put_number(struct list *l, const char *name, uint64_t n)
{
    put_name(l, name);
    buf_printf(l->b, "%llu", (unsigned long long)n);
}

static void put_real(struct list *l, const char *name, double v)
{
    put_name(l, name);
    num_put_f64(l->b, v);
}

/* An open end is null: no number stands for it. */
static void put_range(struct list *l, const char *name, struct tally_range r)
{
    put_name(l, name);
    buf_printf(l->b, "{\"min\":%llu,\"max\":", (unsigned long long)r.min);
    if (r.max == UINT64_MAX)
        buf_puts(l->b, "null}");
    else
        buf_printf(l->b, "%llu}", (unsigned long long)r.max);
}

static void put_instant(struct list *l, const char *name, int64_t at_ms)
{
    put_name(l, name);
    buf_putc(l->b, '"');
    time_put_instant(l->b, at_ms);
    buf_putc(l->b, '"');
}

static void put_hash(struct list *l, const char *name, const struct sha256_digest *d)
{
    put_name(l, name);
    buf_putc(l->b, '"');
    sha256_put_hex(l->b, d);
    buf_putc(l->b, '"');
}

/* ---- the head ---- */

static void put_earlier(struct list *l, const struct daily_head *h)
{
    put_name(l, "earlier_pacts");
    buf_putc(l->b, '[');
    for (size_t i = 0; i < h->n_earlier; i++) {
        struct list one = {.b = l->b};

        buf_puts(l->b, i > 0 ? ",{" : "{");
        put_hash(&one, "pact", &h->earlier[i].pact);
        put_instant(&one, "until", h->earlier[i].until_ms);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, ']');
}

static void put_head(struct list *l, const struct daily *d)
{
    const struct daily_head *h = &d->in->head;

    put_string(l, "schema", SPAN(SCHEMA));
    put_string(l, "id", d->doc.id);
    put_string(l, "language", d->doc.language);
    put_string(l, "issuer", h->issuer);
    put_string(l, "agreement", d->agreement->id);
    put_instant(l, "start", d->in->period.t0_ms);
    put_instant(l, "end", d->in->period.t1_ms);
    put_string(l, "timezone", zone_name(d->agreement->zone));
    put_real(l, "hours", (double)(d->in->period.t1_ms - d->in->period.t0_ms) / (double)MS_PER_H);
    if (d->in->before.t1_ms > d->in->before.t0_ms) {
        put_instant(l, "previous_start", d->in->before.t0_ms);
        put_instant(l, "previous_end", d->in->before.t1_ms);
    }
    put_instant(l, "issued_at", h->issued_at_ms);
    if (h->as_known_ms != TIME_NEVER)
        put_instant(l, "as_known_at", h->as_known_ms);
    put_string(l, "audience", h->audience);
    put_string(l, "label", h->label);
    put_number(l, "checkpoint_size", h->checkpoint_size);
    put_hash(l, "checkpoint_root", &h->checkpoint_root);
    put_hash(l, "pact", &h->pact);
    if (h->n_earlier > 0)
        put_earlier(l, h);
    put_string(l, "engine", h->engine);
    put_name(l, "draft");
    buf_puts(l->b, h->is_draft ? "true" : "false");
    if (h->is_draft)
        return;
    put_string(l, "drafter", h->drafter);
    put_string(l, "approver", h->approver);
}

/* ---- numbers ---- */

static const char *const statuses[DAILY_STATUS_COUNT] = {"machine", "confirmed", "contested",
                                                         "withdrawn"};

static void put_sums(struct list *l, const struct daily_sum sums[DAILY_STATUS_COUNT])
{
    struct list inner = {.b = l->b};

    put_name(l, "violations");
    buf_putc(l->b, '{');
    for (int i = 0; i < DAILY_STATUS_COUNT; i++) {
        struct list one = {.b = l->b};

        put_name(&inner, statuses[i]);
        buf_putc(l->b, '{');
        put_number(&one, "n", sums[i].n);
        put_range(&one, "count", sums[i].count);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, '}');
}

static void put_cover(struct list *l, const char *name, const struct daily_cover *c)
{
    struct list inner = {.b = l->b};

    put_name(l, name);
    if (!c->is_declared) {
        buf_puts(l->b, "null");
        return;
    }
    buf_putc(l->b, '{');
    put_real(&inner, "mean", c->mean);
    put_real(&inner, "least", c->least);
    put_real(&inner, "unseen_hours", c->unseen_h);
    buf_putc(l->b, '}');
}

static bool has_any(const struct daily_class *c)
{
    uint64_t n = c->now.max | c->before.max | c->told.max | c->n_undecided;

    for (int i = 0; i < DAILY_STATUS_COUNT; i++)
        n |= c->violations[i].n;
    return n > 0;
}

static const char *trend_of(const struct daily *d, const struct daily_region *r,
                            const struct daily_class *c)
{
    static const char *const words[] = {
        [DAILY_SIMILAR] = "similar", [DAILY_MORE] = "more", [DAILY_FEWER] = "fewer"};
    struct time_span now = d->in->period, before = d->in->before;

    if (!r->is_compared)
        return "not_compared";
    return words[daily_trend_of(c->now, now.t1_ms - now.t0_ms, c->before,
                                before.t1_ms - before.t0_ms)];
}

static void put_classes(struct list *l, const struct daily *d, const struct daily_region *r)
{
    struct list classes = {.b = l->b};

    put_name(l, "classes");
    buf_putc(l->b, '[');
    for (int i = 0; i < PHEN_COUNT; i++) {
        const struct daily_class *c = &r->classes[i];
        struct list one = {.b = l->b};

        if (!has_any(c))
            continue;
        comma(&classes);
        buf_putc(l->b, '{');
        put_string(&one, "class", span_of(vocab_word(VOCAB_PHENOMENON, i)));
        put_range(&one, "noticed", c->now);
        put_range(&one, "previous", c->before);
        put_string(&one, "trend", span_of(trend_of(d, r, c)));
        put_range(&one, "told", c->told);
        put_sums(&one, c->violations);
        put_number(&one, "undecided", c->n_undecided);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, ']');
}

static void put_regions(struct list *l, const struct daily *d)
{
    struct list regions = {.b = l->b};

    put_name(l, "regions");
    buf_putc(l->b, '[');
    for (size_t i = 0; i < d->n_regions; i++) {
        const struct daily_region *r = &d->regions[i];
        struct list one = {.b = l->b};

        comma(&regions);
        buf_putc(l->b, '{');
        if (r->area != PACT_NONE)
            put_string(&one, "area", d->agreement->areas[r->area].id);
        put_string(&one, "name", r->name);
        put_cover(&one, "coverage", &r->now);
        put_cover(&one, "previous_coverage", &r->before);
        put_classes(&one, d, r);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, ']');
}

static void put_areas(struct list *l, const struct daily *d)
{
    struct list areas = {.b = l->b};

    put_name(l, "areas");
    buf_putc(l->b, '[');
    for (size_t i = 0; i < d->n_areas; i++) {
        struct list one = {.b = l->b};

        comma(&areas);
        buf_putc(l->b, '{');
        put_string(&one, "area", d->agreement->areas[d->areas[i].area].id);
        put_number(&one, "observations", d->areas[i].n_observations);
        put_cover(&one, "coverage", &d->areas[i].now);
        put_number(&one, "undecided", d->areas[i].n_undecided);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, ']');
}

static void put_totals(struct list *l, const struct daily *d)
{
    struct list one = {.b = l->b};

    put_name(l, "totals");
    buf_putc(l->b, '{');
    put_sums(&one, d->violations);
    put_number(&one, "undecided", d->n_undecided);
    put_number(&one, "continuing", d->n_continuing);
    buf_putc(l->b, '}');
}

/* Of those that begin in the period: `report spot --for` makes a report of one. */
static void put_incidents(struct list *l, const struct daily *d)
{
    const struct daily_input *in = d->in;
    struct list incidents = {.b = l->b};

    put_name(l, "incidents");
    buf_putc(l->b, '[');
    for (size_t i = 0; i < in->n_incidents; i++) {
        const struct daily_incident *one = &in->incidents[i];
        struct list of = {.b = l->b};

        if (one->when.t0_ms < in->period.t0_ms || one->when.t0_ms >= in->period.t1_ms)
            continue;
        comma(&incidents);
        buf_putc(l->b, '{');
        put_string(&of, "id", one->id);
        if (one->type.n > 0)
            put_string(&of, "kind", one->type);
        put_instant(&of, "start", one->when.t0_ms);
        put_instant(&of, "end", one->when.t1_ms);
        put_number(&of, "severity", (uint64_t)one->severity);
        put_number(&of, "verdicts", one->n_verdicts);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, ']');
}

/* ---- text and tables ---- */

static const char *const kinds[] = {
    [BLOCK_SECTION] = "section", [BLOCK_ANNEX] = "annex",   [BLOCK_HEADING] = "heading",
    [BLOCK_TEXT] = "text",       [BLOCK_BULLET] = "bullet", [BLOCK_NOTE] = "note",
    [BLOCK_SHEET] = "table",     [BLOCK_FIGURE] = "figure",
};

static void put_blocks(struct list *l, const struct document *doc)
{
    struct list blocks = {.b = l->b};

    put_name(l, "text");
    buf_putc(l->b, '[');
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const struct block *block = &doc->blocks[i];
        struct list one = {.b = l->b};

        comma(&blocks);
        buf_putc(l->b, '{');
        put_string(&one, "type", span_of(kinds[block->kind]));
        put_string(&one, "key", span_of(block->key));
        if (block->number > 0)
            put_number(&one, "number", block->number);
        if (block->text.n > 0)
            put_string(&one, "text", block->text);
        if (block->alternative.n > 0)
            put_string(&one, "alternative", block->alternative);
        buf_putc(l->b, '}');
    }
    buf_putc(l->b, ']');
}

static void put_row(struct buf *b, const struct sheet *s, size_t row)
{
    struct list one = {.b = b};

    buf_putc(b, '{');
    for (size_t i = 0; i < s->n_columns; i++) {
        if (s->columns[i].use != COLUMN_PRINT)
            put_string(&one, s->columns[i].key, s->cells[row * s->n_columns + i]);
    }
    buf_putc(b, '}');
}

static void put_tables(struct list *l, const struct daily *d)
{
    struct list tables = {.b = l->b};

    put_name(l, "tables");
    buf_putc(l->b, '[');
    for (size_t i = 0; i < d->n_sheets; i++) {
        const struct sheet *s = d->sheets[i];
        struct list one = {.b = l->b}, rows = {.b = l->b};

        comma(&tables);
        buf_putc(l->b, '{');
        put_string(&one, "key", span_of(s->key));
        put_string(&one, "title", s->title);
        put_name(&one, "rows");
        buf_putc(l->b, '[');
        for (size_t row = 0; row < s->n_rows; row++) {
            comma(&rows);
            put_row(l->b, s, row);
        }
        buf_puts(l->b, "]}");
    }
    buf_putc(l->b, ']');
}

enum rc daily_put_json(struct buf *b, const struct daily *d, struct err *err)
{
    struct list l = {.b = b};

    buf_putc(b, '{');
    put_head(&l, d);
    put_totals(&l, d);
    put_regions(&l, d);
    put_areas(&l, d);
    put_incidents(&l, d);
    put_blocks(&l, &d->doc);
    put_tables(&l, d);
    buf_puts(b, "}\n");
    return buf_check(b, err);
}

/* ---- GeoJSON ---- */

static void put_degrees(struct buf *b, struct geo_pos at)
{
    buf_putc(b, '[');
    num_put_fixed(b, at.lon_deg, DEGREES_DIGITS);
    buf_putc(b, ',');
    num_put_fixed(b, at.lat_deg, DEGREES_DIGITS);
    buf_putc(b, ']');
}

static void put_feature(struct buf *b, const struct daily_job *j, const struct daily_verdict *v)
{
    const struct geo_pos *at = position_of_verdict(&v->v);
    struct list one = {.b = b};

    buf_puts(b, "{\"type\":\"Feature\",\"geometry\":");
    if (at == NULL) {
        buf_puts(b, "null");
    } else {
        buf_puts(b, "{\"type\":\"Point\",\"coordinates\":");
        put_degrees(b, daily_shown_at(j, *at));
        buf_putc(b, '}');
    }
    buf_puts(b, ",\"properties\":{");
    put_string(&one, "term", v->v.term->id);
    put_string(&one, "verdict", span_of(verdict_name(v->v.word)));
    put_string(&one, "status", span_of(statuses[v->status]));
    if (isfinite(v->v.p))
        put_real(&one, "p", v->v.p);
    put_instant(&one, "start", v->v.when.t0_ms);
    put_instant(&one, "end", v->v.when.t1_ms);
    if (v->v.of_event != NULL) {
        put_string(&one, "class",
                   span_of(vocab_word(VOCAB_PHENOMENON, (int)v->v.of_event->phenomenon)));
        put_string(&one, "event", v->v.event);
    }
    if (v->v.has_count)
        put_range(&one, "count", daily_range(v->v.count));
    put_number(&one, "severity", (uint64_t)v->v.severity);
    if (at != NULL && j->in->head.is_public)
        put_number(&one, "grid_m", 1000);
    buf_puts(b, "}}");
}

enum rc daily_put_geojson(struct buf *b, const struct daily *d, struct err *err)
{
    struct daily_job j = {.in = d->in, .agreement = d->agreement, .arena = d->arena};
    struct list features = {.b = b};
    enum rc rc = daily_gather(&j, err);

    if (rc)
        return rc;
    buf_puts(b, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < j.n_verdicts; i++) {
        const struct daily_verdict *v = j.verdicts[i];

        if (!daily_counts(&j, v) ||
            (v->v.word != VERDICT_VIOLATION && v->v.word != VERDICT_INDETERMINATE))
            continue;
        comma(&features);
        buf_putc(b, '\n');
        put_feature(b, &j, v);
    }
    buf_puts(b, "\n]}\n");
    return buf_check(b, err);
}
