/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chart.h"

#include <math.h>

#include "report/ink.h"
#include "report/words.h"

#define LEFT        214.0 /* room for the names of terms */
#define RIGHT       14.0
#define TOP         10.0
#define BAR_H       38.0
#define BELOW_H     14.0
#define ROW_H       68.0
#define STRIP_H     16.0
#define AXIS_H      44.0
#define AXIS_ROW    12.0
#define LEGEND_H    24.0
#define BAR_MAX     30.0
#define AXIS_LABELS 10

/* ---- what to draw ---- */

/* The seen share of a bucket gets one more source: 1 - (1 - a)(1 - b). */
static void add_coverage(struct chart_strip *s, const struct timeline *t, const struct coverage *c)
{
    for (size_t i = 0; i < t->n_buckets; i++) {
        int64_t from = timeline_start_ms(t, i), to = timeline_start_ms(t, i + 1);
        int64_t begin = c->when.t0_ms > from ? c->when.t0_ms : from;
        int64_t end = c->when.t1_ms < to ? c->when.t1_ms : to;

        if (end > begin)
            s->seen[i] = 1 - (1 - s->seen[i]) *
                                 (1 - c->fraction * (double)(end - begin) / (double)(to - from));
    }
}

static void plan_strips(struct chart *c, const struct docket *d)
{
    struct span elsewhere = c->findings->phrases->text[PHRASE_CHART_ELSEWHERE];

    for (size_t i = 0; i < d->n_coverages; i++) {
        const struct coverage *cover = &d->coverages[i];
        struct span area = cover->area.form == PLACE_ZONE ? cover->area.u.zone : elsewhere;
        size_t k = 0;

        while (k < c->n_strips && !span_eq(c->strips[k].area, area))
            k++;
        if (k == CHART_STRIPS_MAX)
            continue;
        if (k == c->n_strips)
            c->strips[c->n_strips++] = (struct chart_strip){.area = area};
        add_coverage(&c->strips[k], &c->findings->timeline, cover);
    }
}

bool chart_plan(struct chart *c, const struct findings *f, const struct docket *d)
{
    *c = (struct chart){.findings = f};
    for (size_t i = 0; i < f->timeline.n_rows; i++) {
        if (f->timeline.rows[i].cells == NULL)
            continue;
        if (c->n_rows == CHART_ROWS_MAX)
            c->n_left_out++;
        else
            c->rows[c->n_rows++] = i;
    }
    plan_strips(c, d);
    c->strips_y = TOP + (double)c->n_rows * ROW_H + (c->n_strips > 0 ? 8 : 0);
    c->axis_y = c->strips_y + (double)c->n_strips * STRIP_H;
    c->height = c->axis_y + AXIS_H + LEGEND_H;
    return c->n_rows > 0;
}

/* ---- geometry ---- */

static double bucket_w(const struct chart *c)
{
    return (CHART_WIDTH - LEFT - RIGHT) / (double)c->findings->timeline.n_buckets;
}

static double bucket_x(const struct chart *c, size_t bucket)
{
    return LEFT + (double)bucket * bucket_w(c);
}

/* One bucket of one term, its parties added up. */
struct total {
    uint64_t min, max;
    bool is_open; /* nobody knows how many: "at least" */
    uint64_t n_violations, n_indeterminate;
};

static struct total total_of(const struct timeline *t, size_t row, size_t bucket)
{
    struct total sum = {0};

    for (uint32_t p = 0; p < t->n_parties; p++) {
        const struct timeline_cell *cell = &t->rows[row].cells[bucket * t->n_parties + p];

        sum.min += cell->min;
        sum.is_open |= cell->max == UINT64_MAX;
        sum.max += cell->max == UINT64_MAX ? cell->min : cell->max;
        sum.n_violations += cell->n_violations;
        sum.n_indeterminate += cell->n_indeterminate;
    }
    return sum;
}

/* The whole row: sums, and the greatest bucket for its scale. */
static struct total total_of_row(const struct timeline *t, size_t row, struct total *most)
{
    struct total sum = {0};

    *most = (struct total){.max = 1, .n_indeterminate = 1};
    for (size_t i = 0; i < t->n_buckets; i++) {
        struct total one = total_of(t, row, i);

        sum.min += one.min;
        sum.max += one.max;
        sum.is_open |= one.is_open;
        sum.n_violations += one.n_violations;
        sum.n_indeterminate += one.n_indeterminate;
        if (one.max > most->max)
            most->max = one.max;
        if (one.n_indeterminate > most->n_indeterminate)
            most->n_indeterminate = one.n_indeterminate;
    }
    return sum;
}

/* ---- bars ---- */

static void draw_hollow(cairo_t *cr, const struct ink_box *bar)
{
    cairo_rectangle(cr, bar->x, bar->y, bar->w, bar->h);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_fill_preserve(cr);
    ink_set(cr, INK_GREY, 1);
    cairo_set_line_width(cr, 0.8);
    cairo_stroke(cr);
}

/* Filled from the baseline up to the least number, party upon party; hollow from there on. */
static void draw_bar(cairo_t *cr, const struct chart *c, size_t row, size_t bucket, double base,
                     uint64_t most)
{
    const struct timeline *t = &c->findings->timeline;
    struct total sum = total_of(t, row, bucket);
    double w = fmin(bucket_w(c) * 0.82, BAR_MAX), unit = BAR_H / (double)most, y = base;
    double x = bucket_x(c, bucket) + (bucket_w(c) - w) / 2;

    if (sum.max > sum.min || sum.is_open) {
        double h = (double)(sum.max - sum.min) * unit;
        struct ink_box open = {x, base - (double)sum.max * unit, w, fmax(h, sum.is_open ? 3 : 0)};

        draw_hollow(cr, &open);
    }
    for (uint32_t p = 0; p < t->n_parties; p++) {
        const struct timeline_cell *cell = &t->rows[row].cells[bucket * t->n_parties + p];
        struct ink_style style = ink_style(p, c->findings->parties.n_named);
        double h = (double)cell->min * unit;

        if (cell->min == 0)
            continue;
        y -= h;
        cairo_rectangle(cr, x, y, w, h);
        ink_fill(cr, &style);
    }
}

static void draw_below(cairo_t *cr, const struct chart *c, size_t row, size_t bucket, double base,
                       uint64_t most)
{
    struct total sum = total_of(&c->findings->timeline, row, bucket);
    double w = fmin(bucket_w(c) * 0.82, BAR_MAX);
    double x = bucket_x(c, bucket) + (bucket_w(c) - w) / 2;

    if (sum.n_indeterminate == 0)
        return;
    cairo_rectangle(cr, x, base + 1.5, w,
                    fmax((double)sum.n_indeterminate / (double)most * BELOW_H, 2));
    ink_set(cr, INK_FAINT, 1);
    cairo_fill(cr);
}

/* ---- words beside a row ---- */

static void put_clipped(cairo_t *cr, const struct ink_text *how, double y, struct buf *text)
{
    cairo_save(cr);
    cairo_rectangle(cr, 0, y - 12, LEFT - 26, 24);
    cairo_clip(cr);
    ink_put(cr, how, 2, y, buf_span(text));
    cairo_restore(cr);
    buf_clear(text);
}

static void put_sums(const struct chart *c, struct buf *text, const struct total *sum)
{
    const struct phrases *p = c->findings->phrases;
    struct buf violations, range;

    if (sum->n_violations == 0) {
        phrases_number_of(p, 0, "violation", text);
        return;
    }
    buf_init(&violations, 256);
    buf_init(&range, 256);
    phrases_number_of(p, sum->n_violations, "violation", &violations);
    phrases_range(p, (struct tally_range){sum->min, sum->is_open ? UINT64_MAX : sum->max}, &range);
    SAY(p, text, CHART_COUNTING, buf_span(&violations), buf_span(&range));
    buf_release(&range);
    buf_release(&violations);
}

static void put_undecided(const struct chart *c, struct buf *text, const struct total *sum)
{
    struct buf n;

    buf_init(&n, 64);
    words_number(&n, sum->n_indeterminate);
    SAY(c->findings->phrases, text, CHART_UNDECIDED, buf_span(&n));
    buf_release(&n);
}

static void draw_names(cairo_t *cr, const struct chart *c, size_t row, double base,
                       const struct total *sum)
{
    const struct timeline_row *r = &c->findings->timeline.rows[row];
    struct ink_text how = {.size = 12, .is_strong = true, .colour = INK_BLACK};
    struct buf text;

    buf_init(&text, 4096);
    buf_put(&text, r->term->id);
    buf_putc(&text, ' ');
    phrases_word(c->findings->phrases, pact_kind_name(r->term->kind), &text);
    put_clipped(cr, &how, base - BAR_H + 6, &text);
    how = (struct ink_text){.size = 10, .colour = INK_GREY};
    buf_put(&text, r->term->ref);
    put_clipped(cr, &how, base - BAR_H + 21, &text);
    how.colour = INK_BLACK;
    put_sums(c, &text, sum);
    put_clipped(cr, &how, base - BAR_H + 35, &text);
    if (sum->n_indeterminate > 0) {
        put_undecided(c, &text, sum);
        how.colour = INK_GREY;
        put_clipped(cr, &how, base - BAR_H + 49, &text);
    }
    buf_release(&text);
}

static void draw_scale(cairo_t *cr, double base, uint64_t most)
{
    const struct ink_text how = {.size = 9, .anchor = INK_RIGHT, .colour = INK_GREY};
    struct buf text;

    buf_init(&text, 64);
    words_number(&text, most);
    ink_put(cr, &how, LEFT - 6, base - BAR_H, buf_span(&text));
    ink_put(cr, &how, LEFT - 6, base, SPAN("0"));
    buf_release(&text);
    cairo_move_to(cr, LEFT - 3, base - BAR_H);
    cairo_line_to(cr, CHART_WIDTH - RIGHT, base - BAR_H);
    ink_set(cr, INK_FAINT, 0.6);
    cairo_set_line_width(cr, 0.7);
    cairo_stroke(cr);
    cairo_move_to(cr, LEFT - 3, base);
    cairo_line_to(cr, CHART_WIDTH - RIGHT, base);
    ink_set(cr, INK_GREY, 1);
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
}

static void draw_row(cairo_t *cr, const struct chart *c, size_t i)
{
    const struct timeline *t = &c->findings->timeline;
    double base = TOP + (double)i * ROW_H + BAR_H + 6;
    struct total most, sum = total_of_row(t, c->rows[i], &most);

    draw_scale(cr, base, most.max);
    draw_names(cr, c, c->rows[i], base, &sum);
    for (size_t b = 0; b < t->n_buckets; b++) {
        draw_bar(cr, c, c->rows[i], b, base, most.max);
        draw_below(cr, c, c->rows[i], b, base, most.n_indeterminate);
    }
}

/* ---- what could be seen ---- */

static void draw_strip(cairo_t *cr, const struct chart *c, size_t i, double y)
{
    const struct chart_strip *s = &c->strips[i];
    const struct ink_text how = {.size = 10, .colour = INK_GREY};
    struct buf text;

    buf_init(&text, 4096);
    SAY(c->findings->phrases, &text, CHART_SEEN, s->area);
    put_clipped(cr, &how, y + STRIP_H / 2, &text);
    buf_release(&text);
    for (size_t b = 0; b < c->findings->timeline.n_buckets; b++) {
        cairo_rectangle(cr, bucket_x(c, b), y + 2, bucket_w(c), STRIP_H - 5);
        cairo_set_source_rgba(cr, 0.30, 0.33, 0.30, 0.75 * s->seen[b]);
        cairo_fill(cr);
    }
    cairo_rectangle(cr, LEFT, y + 2, CHART_WIDTH - LEFT - RIGHT, STRIP_H - 5);
    ink_set(cr, INK_GREY, 0.8);
    cairo_set_line_width(cr, 0.6);
    cairo_stroke(cr);
}

/* ---- axis ---- */

/* Dates where a day begins, else the time of day; true: the latter. */
static bool put_tick(struct buf *b, const struct timeline *t, int64_t at_ms)
{
    struct civil c;

    zone_civil(t->zone, at_ms, &c);
    if (t->unit == TIMELINE_YEAR)
        buf_printf(b, "%04d", c.year);
    else if (t->unit == TIMELINE_MONTH)
        buf_printf(b, "%04d-%02d", c.year, c.month);
    else if (t->unit == TIMELINE_DAY || t->unit == TIMELINE_WEEK || c.hour == 0)
        words_date(b, t->zone, at_ms);
    else {
        words_time(b, t->zone, at_ms);
        return true;
    }
    return false;
}

/* So many buckets between labels that at most AXIS_LABELS stand there; hours keep step with days,
 * months with years. */
static size_t stride_of(const struct timeline *t)
{
    static const size_t strides[TIMELINE_UNIT_COUNT][8] = {
        [TIMELINE_HOUR] = {1, 2, 3, 6, 12, 24, 48, 0},
        [TIMELINE_THREE_HOURS] = {1, 2, 4, 8, 16, 24, 0},
        [TIMELINE_DAY] = {1, 2, 7, 14, 28, 0},
        [TIMELINE_WEEK] = {1, 2, 4, 8, 13, 0},
        [TIMELINE_MONTH] = {1, 2, 3, 6, 12, 0},
        [TIMELINE_YEAR] = {1, 2, 5, 10, 20, 0},
    };
    const size_t *s = strides[t->unit];

    while (s[1] != 0 && t->n_buckets / *s >= AXIS_LABELS)
        s++;
    return *s;
}

/* A first label that is a time has its date below: beside it, it would run into the next. */
static void draw_tick(cairo_t *cr, const struct chart *c, size_t bucket, bool is_first)
{
    const struct timeline *t = &c->findings->timeline;
    const struct ink_text how = {.size = 10, .anchor = INK_MIDDLE, .colour = INK_BLACK};
    double x = bucket_x(c, bucket), y = c->axis_y;
    int64_t at_ms = timeline_start_ms(t, bucket);
    struct buf text;

    cairo_move_to(cr, x, TOP);
    cairo_line_to(cr, x, y + 4);
    ink_set(cr, INK_GREY, 0.22);
    cairo_set_line_width(cr, 0.8);
    cairo_stroke(cr);
    buf_init(&text, 64);
    is_first &= put_tick(&text, t, at_ms);
    if (x < CHART_WIDTH - RIGHT - 24)
        ink_put(cr, &how, x, y + AXIS_ROW, buf_span(&text));
    if (is_first) {
        buf_clear(&text);
        words_date(&text, t->zone, at_ms);
        ink_put(cr, &how, x, y + 2 * AXIS_ROW, buf_span(&text));
    }
    buf_release(&text);
}

static void draw_axis(cairo_t *cr, const struct chart *c)
{
    const struct timeline *t = &c->findings->timeline;
    const struct ink_text how = {.size = 10, .colour = INK_GREY};
    size_t stride = stride_of(t);
    size_t first = (size_t)(((int64_t)stride - t->first % (int64_t)stride) % (int64_t)stride);
    struct buf text;

    for (size_t b = first; b < t->n_buckets; b += stride)
        draw_tick(cr, c, b, b == first);
    buf_init(&text, 256);
    SAY0(c->findings->phrases, &text, CHART_LOCAL);
    put_clipped(cr, &how, c->axis_y + AXIS_ROW, &text);
    buf_put(&text, zone_name(t->zone));
    put_clipped(cr, &how, c->axis_y + 2 * AXIS_ROW, &text);
    buf_release(&text);
}

/* ---- legend ---- */

static bool has_party(const struct chart *c, uint32_t party)
{
    const struct timeline *t = &c->findings->timeline;

    for (size_t i = 0; i < c->n_rows; i++) {
        for (size_t b = 0; b < t->n_buckets; b++) {
            if (t->rows[c->rows[i]].cells[b * t->n_parties + party].n_violations > 0)
                return true;
        }
    }
    return false;
}

static double put_key(cairo_t *cr, double x, double y, struct span words)
{
    const struct ink_text how = {.size = 10.5, .colour = INK_BLACK};

    ink_put(cr, &how, x + 22, y, words);
    return x + ink_measure(cr, &how, 0, 0, words).w + 42;
}

static void draw_legend(cairo_t *cr, const struct chart *c, double y)
{
    double x = LEFT;

    for (uint32_t p = 0; p < c->findings->parties.n; p++) {
        struct ink_style style = ink_style(p, c->findings->parties.n_named);

        if (!has_party(c, p))
            continue;
        cairo_rectangle(cr, x, y - 5.5, 16, 11);
        ink_fill(cr, &style);
        x = put_key(cr, x, y, phrases_party(c->findings->phrases, &c->findings->parties, p));
    }
    draw_hollow(cr, &(struct ink_box){x, y - 5.5, 16, 11});
    x = put_key(cr, x, y, c->findings->phrases->text[PHRASE_CHART_UP_TO]);
    cairo_rectangle(cr, x, y - 5.5, 16, 11);
    ink_set(cr, INK_FAINT, 1);
    cairo_fill(cr);
    (void)put_key(cr, x, y, c->findings->phrases->text[PHRASE_CHART_NOT_ADDED]);
}

static void draw(cairo_t *cr, const void *context)
{
    const struct chart *c = context;

    draw_axis(cr, c);
    for (size_t i = 0; i < c->n_rows; i++)
        draw_row(cr, c, i);
    for (size_t i = 0; i < c->n_strips; i++)
        draw_strip(cr, c, i, c->strips_y + (double)i * STRIP_H);
    draw_legend(cr, c, c->axis_y + AXIS_H);
}

struct drawing chart_drawing(const struct chart *c)
{
    return (struct drawing){.context = c, .width = CHART_WIDTH, .height = c->height, .draw = draw};
}

static void put_term_words(struct buf *b, const struct chart *c, size_t row)
{
    const struct timeline *t = &c->findings->timeline;
    struct total most, sum = total_of_row(t, row, &most);
    struct buf violations, undecided;

    buf_init(&violations, 512);
    buf_init(&undecided, 256);
    put_sums(c, &violations, &sum);
    put_undecided(c, &undecided, &sum);
    buf_putc(b, ' ');
    SAY(c->findings->phrases, b, CHART_WORDS_TERM, t->rows[row].term->id, buf_span(&violations),
        buf_span(&undecided));
    buf_release(&undecided);
    buf_release(&violations);
}

struct span chart_unit_word(const struct findings *f)
{
    static const enum phrase words[TIMELINE_UNIT_COUNT] = {
        [TIMELINE_HOUR] = PHRASE_UNIT_HOUR,   [TIMELINE_THREE_HOURS] = PHRASE_UNIT_THREE_HOURS,
        [TIMELINE_DAY] = PHRASE_UNIT_DAY,     [TIMELINE_WEEK] = PHRASE_UNIT_WEEK,
        [TIMELINE_MONTH] = PHRASE_UNIT_MONTH, [TIMELINE_YEAR] = PHRASE_UNIT_YEAR,
    };

    return f->phrases->text[words[f->timeline.unit]];
}

void chart_put_words(struct buf *b, const struct chart *c)
{
    const struct phrases *p = c->findings->phrases;

    SAY(p, b, CHART_WORDS, chart_unit_word(c->findings));
    for (size_t i = 0; i < c->n_rows; i++)
        put_term_words(b, c, c->rows[i]);
}
