/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/explain.h"

#include <math.h>

#include "base/num.h"

#define METRE_DIGITS  1
#define P_DIGITS      4
#define DEGREE_DIGITS 5
/* Two probabilities that print alike are one. */
#define P_SAME 5e-5

static void begin(struct buf *b)
{
    if (b->n > 0)
        buf_putc(b, ' ');
}

void explain_metres(struct buf *b, double m)
{
    num_put_fixed(b, m, METRE_DIGITS);
    buf_puts(b, " m");
}

void explain_p(struct buf *b, double p)
{
    num_put_fixed(b, p, P_DIGITS);
}

void explain_count(struct buf *b, struct count c)
{
    if (c.max == COUNT_INFINITE)
        buf_printf(b, "at least %u", (unsigned)c.min);
    else if (c.min == c.max)
        buf_printf(b, "%u", (unsigned)c.min);
    else
        buf_printf(b, "%u to %u", (unsigned)c.min, (unsigned)c.max);
}

/* Forms whose error is a normal around a position; the others have their own shape. */
static bool has_sigma_form(const struct place *p)
{
    return p->form == PLACE_POINT || p->form == PLACE_TRACK;
}

void explain_sigma(struct buf *b, const struct place *p, double sigma_m, double line_m)
{
    if (p->is_centroid)
        buf_puts(b, "it stands for a whole district");
    else if (has_sigma_form(p) && !p->has_sigma)
        buf_puts(b, "no sigma was stated: 0 m is assumed");
    else if (has_sigma_form(p)) {
        buf_puts(b, "sigma ");
        explain_metres(b, p->sigma_m);
    } else {
        buf_puts(b, "spread over the reported area");
    }
    if (line_m <= 0)
        return;
    buf_puts(b, ", line ");
    explain_metres(b, line_m);
    buf_puts(b, ", together ");
    explain_metres(b, sigma_m);
}

void explain_place(struct buf *b, const struct place *p)
{
    if (p->text.n > 0) {
        buf_printf(b, "%.*s", SPAN_ARG(p->text));
        return;
    }
    switch (p->form) {
    case PLACE_NONE:
        buf_puts(b, "an unstated place");
        return;
    case PLACE_ZONE:
        buf_printf(b, "area %.*s", SPAN_ARG(p->u.zone));
        return;
    case PLACE_POINT:
    case PLACE_SECTOR:
    case PLACE_GEOMETRY:
    case PLACE_TRACK:
        break;
    }
    num_put_fixed(b, p->at.lat_deg, DEGREE_DIGITS);
    buf_puts(b, ", ");
    num_put_fixed(b, p->at.lon_deg, DEGREE_DIGITS);
}

static void put_guess(struct buf *b, const struct item_guess *g)
{
    if (g->model.n > 0)
        buf_printf(b, "%.*s", SPAN_ARG(g->model));
    else if (g->thing.type != NULL)
        buf_printf(b, "%.*s", SPAN_ARG(g->thing.type->model));
    else if (g->thing.class_name.n > 0)
        buf_printf(b, "%.*s", SPAN_ARG(g->thing.class_name));
    else
        buf_puts(b, "an unknown thing");
    if (g->model.n == 0 && !isnan(g->thing.calibre_mm)) {
        buf_putc(b, ' ');
        num_put_f64(b, g->thing.calibre_mm);
        buf_puts(b, " mm");
    }
}

void explain_item(struct buf *b, const struct item *item)
{
    for (uint32_t i = 0; i < item->n_guesses; i++) {
        buf_puts(b, i == 0 ? "" : " or ");
        put_guess(b, &item->guesses[i]);
        if (item->n_guesses > 1) {
            buf_putc(b, ' ');
            num_put_fixed(b, item->guesses[i].p, 2);
        }
    }
    if (item->serial.n > 0)
        buf_printf(b, " no. %.*s", SPAN_ARG(item->serial));
    if (item->state != STATE_UNSTATED)
        buf_printf(b, " (%s)", vocab_word(VOCAB_ITEM_STATE, (int)item->state));
}

void explain_whose(struct buf *b, struct span party)
{
    if (span_is(party, "undetermined"))
        buf_puts(b, " (party not known)");
    else
        buf_printf(b, " of %.*s", SPAN_ARG(party));
}

/* "place 0.9991" or "place 0.2000 to 0.9000"; what is certain is left out. */
static bool put_part(struct buf *b, const char *name, double min, double max, bool has_before)
{
    if (min >= 1)
        return has_before;
    buf_printf(b, "%s%s ", has_before ? ", " : " (", name);
    explain_p(b, min);
    if (max - min > P_SAME) {
        buf_puts(b, " to ");
        explain_p(b, max);
    }
    return true;
}

double explain_p_of(const struct explain_parts *parts)
{
    if (parts->is_unplaced && parts->p_max - parts->p_min > P_SAME)
        return NAN;
    return (parts->p_min + parts->p_max) / 2;
}

/* "p 0.5000, between 0.2000 and 0.8000 (place 0.2000 to 0.8000"; whether a part was named. */
static bool put_p(struct buf *b, const struct explain_parts *parts)
{
    double p = explain_p_of(parts);

    if (isnan(p)) {
        buf_puts(b, "No p is given, since its place cannot be judged");
        return false;
    }
    buf_puts(b, "p ");
    explain_p(b, p);
    if (parts->p_max - parts->p_min > P_SAME) {
        buf_puts(b, ", between ");
        explain_p(b, parts->p_min);
        buf_puts(b, " and ");
        explain_p(b, parts->p_max);
    }
    return put_part(b, "place", parts->p_place_min, parts->p_place_max, false);
}

void explain_outcome(struct buf *b, const struct explain_parts *parts, double confidence)
{
    bool has_part;

    begin(b);
    has_part = put_p(b, parts);
    has_part = put_part(b, "category", parts->p_category_min, parts->p_category_max, has_part);
    has_part = put_part(b, "time", parts->p_time, parts->p_time, has_part);
    buf_puts(b, has_part ? "); " : "; ");
    buf_puts(b, "a violation from ");
    num_put_f64(b, confidence);
    buf_puts(b, " on.");
}

void explain_exemption(struct buf *b, enum exemption e, struct span exemption)
{
    begin(b);
    switch (e) {
    case EXEMPT_YES:
        buf_printf(b, "Exempt by \"%.*s\".", SPAN_ARG(exemption));
        return;
    case EXEMPT_MAYBE:
        buf_printf(b, "\"%.*s\" covers only a part of where or when it may have been.",
                   SPAN_ARG(exemption));
        return;
    case EXEMPT_JUDGEMENT:
        buf_printf(b, "Whether the exception \"%.*s\" applies is for people to judge.",
                   SPAN_ARG(exemption));
        return;
    case EXEMPT_NOT:
        break;
    }
    if (exemption.n > 0)
        buf_printf(b, "Not every party has agreed to \"%.*s\": it exempts nothing.",
                   SPAN_ARG(exemption));
    else
        buf_puts(b, "Nothing exempts it.");
}

const char *explain_grade_of(const struct observation *o)
{
    static const char grades[7][7][3] = {
        {"", "1", "2", "3", "4", "5", "6"},        {"A", "A1", "A2", "A3", "A4", "A5", "A6"},
        {"B", "B1", "B2", "B3", "B4", "B5", "B6"}, {"C", "C1", "C2", "C3", "C4", "C5", "C6"},
        {"D", "D1", "D2", "D3", "D4", "D5", "D6"}, {"E", "E1", "E2", "E3", "E4", "E5", "E6"},
        {"F", "F1", "F2", "F3", "F4", "F5", "F6"}};
    int letter = o->reliability >= 'A' && o->reliability <= 'F' ? o->reliability - 'A' + 1 : 0;
    int digit = o->credibility >= '1' && o->credibility <= '6' ? o->credibility - '0' : 0;

    return letter == 0 && digit == 0 ? NULL : grades[letter][digit];
}

void explain_grade(struct buf *b, const struct observation *o)
{
    const char *grade = explain_grade_of(o);

    if (grade == NULL)
        return;
    begin(b);
    buf_printf(b, "Source grade %s.", grade);
}

void explain_time(struct buf *b, const struct observation *o)
{
    if (!o->is_ambiguous_time)
        return;
    begin(b);
    buf_puts(b, "The local time has two readings: the span covers both.");
}

void explain_claims(struct buf *b, const struct docket *d, struct span id)
{
    for (size_t i = 0; i < d->n_claims; i++) {
        const struct claim *c = &d->claims[i];

        if (!span_eq(c->about, id))
            continue;
        begin(b);
        buf_printf(b, "%.*s %s \"%.*s\": recorded, it exempts nothing.", SPAN_ARG(c->by),
                   c->is_reply ? "replies" : "claims", SPAN_ARG(c->text));
    }
}
