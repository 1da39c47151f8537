/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_days.c: named days, calendar days and hours to instants, in the agreement's zone. */
#include "pact/resolve.h"

#define ZONE_TEXT_MAX 400
#define DAYS_MAX      1000 /* of a block; they may count from one another */

/* Answers for one expression: what to complain of stands in `why`. */
static bool evaluate(struct resolver *r, const struct day *d, struct moment *out, struct err *why);

void resolve_zone(struct resolver *r)
{
    const struct node *n = node_next(r->top, "timezone", NULL);
    struct span name, bytes;
    struct err err = {0};
    const struct zone *zone = NULL;
    enum rc rc;

    r->g->zone = zone_utc();
    if (n == NULL) {
        diag_warn(r->diags, node_id_at(r->top->owner),
                  "no timezone is stated, so local times are read as UTC; write: timezone "
                  "\"Europe/Kyiv\"");
        return;
    }
    name = n->value.u.text;
    if (span_is(name, "UTC"))
        return;
    rc = (*r->from->zones.read)(r->from->zones.context, name, r->arena, &bytes, &err);
    if (!rc)
        rc = zone_parse(name, bytes, r->arena, &zone, &err);
    if (rc)
        resolve_fault(r, n->captures[0].at, (struct span){0}, rc, &err);
    else
        r->g->zone = zone;
}

/* One reading, or a message that says which ones there are. */
static bool one_reading(struct resolver *r, const struct civil *c, int64_t *out_ms, struct err *why)
{
    struct time_span s;
    struct buf b;

    switch (zone_instant(r->g->zone, c, &s)) {
    case ZONE_UNIQUE:
        *out_ms = s.t0_ms;
        return true;
    case ZONE_NONEXISTENT:
        (void)err_set(
            why, RC_RANGE,
            "clocks in %.*s were put forward over this local time, so it never was; write "
            "a time that was, or an instant with its offset",
            SPAN_ARG(zone_name(r->g->zone)));
        return false;
    case ZONE_AMBIGUOUS:
        break;
    }
    buf_init(&b, ZONE_TEXT_MAX);
    time_put_instant(&b, s.t0_ms);
    buf_puts(&b, " or ");
    time_put_instant(&b, s.t1_ms);
    (void)err_set(why, RC_RANGE,
                  "clocks in %.*s were put back over this local time, so it was twice; write the "
                  "instant that is meant: %.*s",
                  SPAN_ARG(zone_name(r->g->zone)), (int)b.n, b.p);
    buf_release(&b);
    return false;
}

static bool find_day(struct resolver *r, struct span name, struct moment *out, struct err *why)
{
    const struct node *node = node_find(r->top, "days", name);
    struct named_day *nd = NULL;
    struct day d;

    for (size_t i = 0; i < r->n_days; i++)
        if (r->days[i].node == node)
            nd = &r->days[i];
    if (nd == NULL) {
        struct span near = node_nearest(r->top, "days", name);

        (void)err_set(why, RC_ABSENT, "%.*s names no day%s%.*s; write: day %.*s 2015-02-15T00:00",
                      SPAN_ARG(name), near.n > 0 ? "; did you mean " : "", SPAN_ARG(near),
                      SPAN_ARG(name));
        return false;
    }
    if (nd->state == DAY_IN_WORK) {
        (void)err_set(why, RC_INPUT,
                      "the days count from one another in a circle; one of them "
                      "needs a date");
        return false;
    }
    if (nd->state == DAY_UNKNOWN) {
        const struct capture *at = node_capture(nd->node, "at");
        struct err own = {0};

        nd->state = DAY_IN_WORK;
        nd->state =
            day_parse(at->value.u.text, &d, &own) == RC_OK && evaluate(r, &d, &nd->moment, &own)
                ? DAY_KNOWN
                : DAY_BAD;
        if (nd->state == DAY_BAD && own.note[0] != '\0')
            diag_error(r->diags, at->at, "%s", own.note);
    }
    *out = nd->moment;
    if (nd->state == DAY_BAD) /* its own statement has the message */
        (void)err_set(why, RC_INPUT, "%s", "");
    return nd->state == DAY_KNOWN;
}

/* `n` calendar days on, at the same time of day by the clocks there. */
static bool add_days(struct resolver *r, int64_t n, struct moment *m, struct err *why)
{
    struct civil c, date;

    zone_civil(r->g->zone, m->at_ms, &c);
    m->date += n;
    if (m->date < time_days(1, 1, 2) || m->date > time_days(9999, 12, 30)) {
        (void)err_set(why, RC_RANGE, "this day lies outside the years 1 to 9999");
        return false;
    }
    time_from_days(m->date, &date);
    m->is_exact = false;
    if (c.hour == 0 && c.minute == 0 &&
        c.ms == 0) { /* the day's beginning, which there always is */
        m->at_ms = zone_day_start(r->g->zone, date.year, date.month, date.day);
        return true;
    }
    c.year = date.year;
    c.month = date.month;
    c.day = date.day;
    return one_reading(r, &c, &m->at_ms, why);
}

static bool evaluate_base(struct resolver *r, const struct day *d, struct moment *out,
                          struct err *why)
{
    struct moment m = {.is_exact = false};

    if (d->name.n > 0)
        return find_day(r, d->name, out, why);
    if (d->form == TIME_DATE) {
        m.at_ms = zone_day_start(r->g->zone, d->civil.year, d->civil.month, d->civil.day);
        m.date = time_days(d->civil.year, d->civil.month, d->civil.day);
    } else {
        m.is_exact = true;
        m.at_ms = time_as_utc_ms(&d->civil) - d->offset_min * MS_PER_MIN;
        if (d->form == TIME_LOCAL && !one_reading(r, &d->civil, &m.at_ms, why))
            return false;
        m.date = zone_date(r->g->zone, m.at_ms);
    }
    *out = m;
    return true;
}

static bool evaluate(struct resolver *r, const struct day *d, struct moment *out, struct err *why)
{
    struct moment m;

    if (!evaluate_base(r, d, &m, why))
        return false;
    if (d->unit == DAY_DAYS && !add_days(r, d->n, &m, why))
        return false;
    if (d->unit == DAY_HOURS || d->unit == DAY_MINUTES) {
        m.at_ms += d->n * (d->unit == DAY_HOURS ? MS_PER_H : MS_PER_MIN);
        if (m.at_ms < TIME_MIN_MS + MS_PER_DAY || m.at_ms > TIME_MAX_MS - MS_PER_DAY) {
            (void)err_set(why, RC_RANGE, "this instant lies outside the years 1 to 9999");
            return false;
        }
        m.date = zone_date(r->g->zone, m.at_ms);
        m.is_exact = true;
    }
    *out = m;
    return true;
}

/* A named day is a day, even where its definition has an hour: day D itself is day 0. */
static bool evaluate_capture(struct resolver *r, const struct capture *c, struct moment *out)
{
    struct err why = {0};
    struct day d;

    if (day_parse(c->value.u.text, &d, &why) == RC_OK && evaluate(r, &d, out, &why)) {
        if (d.name.n > 0 && d.unit == DAY_NO_OFFSET)
            out->is_exact = false;
        return true;
    }
    if (why.note[0] != '\0')
        diag_error(r->diags, c->at, "%s", why.note);
    return false;
}

bool resolve_instant(struct resolver *r, const struct capture *c, int64_t *out_ms)
{
    struct moment m;

    if (!evaluate_capture(r, c, &m))
        return false;
    *out_ms = m.at_ms;
    return true;
}

bool resolve_deadline(struct resolver *r, const struct capture *c, int64_t *out_ms)
{
    struct moment m;
    struct civil next;

    if (!evaluate_capture(r, c, &m))
        return false;
    *out_ms = m.at_ms;
    if (m.is_exact)
        return true;
    time_from_days(m.date + 1, &next);
    *out_ms = zone_day_start(r->g->zone, next.year, next.month, next.day);
    return true;
}

void resolve_days(struct resolver *r)
{
    const struct node *n = NULL;
    size_t count = 0;

    r->n_days = 0;
    while ((n = node_next(r->top, "days", n)) != NULL)
        if (++count > DAYS_MAX) {
            diag_error(r->diags, node_at(n), "more than %d days are named; nothing needs that",
                       DAYS_MAX);
            return;
        }
    r->days = resolve_array(r, count, sizeof(*r->days));
    if (r->days == NULL)
        return;
    while ((n = node_next(r->top, "days", n)) != NULL)
        r->days[r->n_days++] = (struct named_day){.node = n};
    for (size_t i = 0; i < r->n_days; i++) {
        struct moment m;
        struct err why = {0};

        (void)find_day(r, node_id(r->days[i].node), &m, &why);
    }
}
