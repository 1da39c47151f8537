/* SPDX-License-Identifier: Apache-2.0 */
/* explain_words.c: lengths, times, places and equipment in words. */
#include <math.h>

#include "base/num.h"
#include "pact/explain.h"

#define COLUMNS_MAX 100
#define HANGING     2 /* columns by which the second line of a paragraph is set in */

static size_t columns(struct span s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static void wrap_line(struct buf *out, struct span line)
{
    size_t indent = 0, column;

    while (indent < line.n && line.p[indent] == ' ')
        indent++;
    buf_put(out, span_sub(line, 0, indent));
    line = span_from(line, indent);
    column = indent;
    while (line.n > 0) {
        struct span word = span_cut(&line, ' ');

        if (column > indent && column + 1 + columns(word) > COLUMNS_MAX) {
            buf_printf(out, "\n%*s", (int)indent + HANGING, "");
            column = indent + HANGING;
        } else if (column > indent) {
            buf_putc(out, ' ');
            column++;
        }
        buf_put(out, word);
        column += columns(word);
    }
    buf_putc(out, '\n');
}

void explain_wrap(struct buf *out, struct span text)
{
    while (text.n > 0)
        wrap_line(out, span_cut(&text, '\n'));
}

static void put_number(struct buf *b, double v)
{
    num_put_f64(b, v);
}

void explain_length(struct buf *b, double v_m)
{
    bool is_km = fabs(v_m) >= 1000;

    put_number(b, is_km ? v_m / 1000 : v_m);
    buf_puts(b, is_km ? " km" : " m");
}

void explain_duration(struct buf *b, int64_t ms)
{
    if (ms % MS_PER_H == 0)
        buf_printf(b, "%lld h", (long long)(ms / MS_PER_H));
    else
        buf_printf(b, "%lld min", (long long)(ms / MS_PER_MIN));
}

static void put_local(const struct explainer *e, const struct civil *c, int64_t at_ms)
{
    struct span abbrev = {0};

    (void)zone_offset_ms(e->g->zone, at_ms, &abbrev);
    buf_printf(e->b, "%04d-%02d-%02d %.*s", c->year, c->month, c->day, SPAN_ARG(abbrev));
}

void explain_instant(const struct explainer *e, int64_t at_ms)
{
    struct civil c;

    time_put_instant(e->b, at_ms);
    zone_civil(e->g->zone, at_ms, &c);
    buf_printf(e->b, " (%02d:%02d of ", c.hour, c.minute);
    put_local(e, &c, at_ms);
    buf_puts(e->b, ")");
}

void explain_end(const struct explainer *e, int64_t at_ms)
{
    struct civil c;

    zone_civil(e->g->zone, at_ms, &c);
    if (c.hour != 0 || c.minute != 0 || c.ms != 0) {
        explain_instant(e, at_ms);
        return;
    }
    time_put_instant(e->b, at_ms);
    zone_civil(e->g->zone, at_ms - 1, &c);
    buf_puts(e->b, " (24:00 of ");
    put_local(e, &c, at_ms - 1);
    buf_puts(e->b, ")");
}

void explain_party(const struct explainer *e, uint32_t party)
{
    const struct pact_party *p;

    if (party == PACT_NONE) {
        buf_puts(e->b, "nobody");
        return;
    }
    p = &e->g->parties[party];
    buf_put(e->b, p->id);
    if (!span_eq(p->id, p->name)) {
        buf_puts(e->b, " (");
        buf_put(e->b, p->name);
        buf_putc(e->b, ')');
    }
}

void explain_line(const struct explainer *e, uint32_t line)
{
    const struct pact_line *l = &e->g->lines[line];

    buf_puts(e->b, "line ");
    buf_put(e->b, l->id);
    buf_puts(e->b, " (");
    buf_put(e->b, l->source);
    buf_puts(e->b, ", one standard deviation ");
    explain_length(e->b, l->accuracy_m);
    buf_puts(e->b, l->is_versioned ? ", later versions come with the input)" : ")");
}

static const char *side_words(enum geo_side side)
{
    return side == GEO_LEFT ? "the left side" : side == GEO_RIGHT ? "the right side" : "both sides";
}

static struct span line_id(const struct explainer *e, uint32_t line)
{
    return line == PACT_NONE ? span_none() : e->g->lines[line].id;
}

void explain_area(const struct explainer *e, uint32_t area)
{
    const struct pact_area *a = &e->g->areas[area];

    buf_put(e->b, a->id);
    switch (a->form) {
    case PACT_AREA_GEOMETRY:
        if (!span_eq(a->id, a->source)) {
            buf_puts(e->b, " (");
            buf_put(e->b, a->source);
            buf_putc(e->b, ')');
        }
        return;
    case PACT_AREA_BUFFER:
    case PACT_AREA_BAND:
        buf_puts(e->b, " (from ");
        explain_length(e->b, a->from_m);
        buf_puts(e->b, " to ");
        explain_length(e->b, a->to_m);
        buf_printf(e->b, " on %s of line %.*s)", side_words(a->side),
                   SPAN_ARG(line_id(e, a->line[0])));
        return;
    case PACT_AREA_BETWEEN:
        buf_printf(e->b, " (between the lines %.*s and %.*s)", SPAN_ARG(line_id(e, a->line[0])),
                   SPAN_ARG(line_id(e, a->line[1])));
        return;
    case PACT_AREA_SIDE:
        buf_printf(e->b, " (%s of line %.*s)", side_words(a->side),
                   SPAN_ARG(line_id(e, a->line[0])));
        return;
    }
}

void explain_selector(const struct explainer *e, const struct pact_selector *s)
{
    if (s->form == PACT_SELECT_UNIT)
        buf_puts(e->b, "units of the size ");
    buf_put(e->b, s->word);
    if (s->except != NULL) {
        buf_puts(e->b, " but not ");
        explain_selector(e, s->except);
    }
}

const char *explain_op(enum pact_op op)
{
    static const char *const words[] = {
        [PACT_GE] = "at least",   [PACT_LE] = "at most", [PACT_GT] = "more than",
        [PACT_LT] = "fewer than", [PACT_EQ] = "exactly", [PACT_NE] = "other than",
    };

    return words[op];
}

static size_t put_matching(const struct explainer *e, const struct pact_selector *s,
                           enum pact_tri answer, const char *title)
{
    size_t n = 0, found = 0;
    const struct equipment_type *types = equipment_types(e->model->equipment, &n);

    for (size_t i = 0; i < n; i++) {
        struct pact_thing thing = {.type = &types[i], .calibre_mm = NAN, .range_m = NAN};

        if (pact_selector_match(e->g, s, &thing) != answer)
            continue;
        if (found++ == 0) {
            buf_puts(e->b, "  ");
            explain_selector(e, s);
            buf_puts(e->b, title);
        } else {
            buf_puts(e->b, ", ");
        }
        buf_put(e->b, types[i].model);
    }
    buf_puts(e->b, found > 0 ? "\n" : "");
    return found;
}

void explain_types(const struct explainer *e, const struct pact_selector *s)
{
    size_t yes, maybe;

    if (s->form == PACT_SELECT_UNIT)
        return;
    yes = put_matching(e, s, PACT_YES, ": ");
    maybe = put_matching(e, s, PACT_MAYBE, ", perhaps (a figure is not known): ");
    if (yes + maybe > 0)
        return;
    buf_puts(e->b, "  ");
    explain_selector(e, s);
    buf_puts(e->b, ": no type of equipment\n");
}
