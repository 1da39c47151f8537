/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/spells.h"

#include <math.h>
#include <stdlib.h>

#define TEXT_MAX ((size_t)16 * 1024)

enum rc spells_add(struct spells *s, int64_t at_ms, struct err *err)
{
    const struct pact_term *t = s->run->term;
    int64_t *more;

    if (at_ms < t->from_ms)
        at_ms = t->from_ms;
    if (at_ms >= t->until_ms || at_ms >= TIME_MAX_MS)
        return RC_OK;
    more = arena_grow(s->run->arena, s->at_ms, s->n, &s->cap, sizeof(*more), err);
    if (more == NULL)
        return RC_LIMIT;
    s->at_ms = more;
    more[s->n++] = at_ms;
    return RC_OK;
}

enum rc spells_add_day(struct spells *s, int64_t at_ms, struct err *err)
{
    const struct zone *z = s->run->agreement->zone;
    int64_t date;
    enum rc rc = RC_OK;

    if (at_ms <= TIME_MIN_MS + 2 * MS_PER_DAY || at_ms >= TIME_MAX_MS - 3 * MS_PER_DAY)
        return RC_OK;
    date = zone_date(z, at_ms);
    for (int64_t i = 0; i < 2 && rc == RC_OK; i++) {
        struct civil c;

        time_from_days(date + i, &c);
        rc = spells_add(s, zone_day_start(z, c.year, c.month, c.day), err);
    }
    return rc;
}

static int at_cmp(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

static void sort_once(struct spells *s)
{
    size_t n = 0;

    if (s->n > 1)
        qsort(s->at_ms, s->n, sizeof(*s->at_ms), at_cmp);
    for (size_t i = 0; i < s->n; i++)
        if (i == 0 || s->at_ms[i] != s->at_ms[n - 1])
            s->at_ms[n++] = s->at_ms[i];
    s->n = n;
}

/* What one verdict in the making rests on: rows of all its spells, each once in the end. */
struct held {
    struct spell spell;
    struct span text;
    const struct row_head **rows;
    size_t n, cap;
};

static bool is_same(const struct held *h, const struct spell *x)
{
    return h->spell.word == x->word && h->spell.state == x->state &&
           span_eq(h->text, buf_span(x->text));
}

static enum rc hold_rows(const struct spells *s, struct held *h, const struct spell *x,
                         struct err *err)
{
    for (size_t i = 0; i < x->n_inputs; i++) {
        const struct row_head **more =
            arena_grow(s->run->arena, h->rows, h->n, &h->cap, sizeof(*more), err);

        if (more == NULL)
            return RC_LIMIT;
        h->rows = more;
        more[h->n++] = x->inputs[i];
    }
    return RC_OK;
}

static enum rc put_inputs(const struct term_run *run, const struct held *h, struct verdict *v,
                          struct err *err)
{
    struct span *ids = arena_array(run->scratch, h->n, sizeof(*ids), err);

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < h->n; i++)
        ids[i] = h->rows[i]->id;
    if (h->n > 1)
        qsort(ids, h->n, sizeof(*ids), span_order);
    for (size_t i = 0; i < h->n; i++)
        if (i == 0 || ids[i].p != ids[v->n_inputs - 1].p)
            ids[v->n_inputs++] = ids[i];
    v->inputs = ids;
    return RC_OK;
}

/* One that ended, or that goes on (until TIME_NEVER). */
static enum rc tell(struct spells *s, const struct held *h, struct err *err)
{
    const struct spell *x = &h->spell;
    bool goes_on = x->span.t1_ms == TIME_NEVER;
    struct time_span when = {x->span.t0_ms, goes_on ? x->span.t0_ms : x->span.t1_ms};
    struct verdict v;
    enum rc rc;

    if (x->word == VERDICT_WORD_COUNT)
        return RC_OK;
    rc = owed_verdict(s->run, s->party, when, NULL, &v, err);
    if (rc == RC_OK)
        rc = put_inputs(s->run, h, &v, err);
    if (rc)
        return rc;
    v.word = x->word;
    v.p = x->p;
    v.state = x->state;
    owed_exempt(s->run, &v);
    if (term_wants(s->run, v.word)) {
        buf_puts(s->run->text, goes_on ? "Since " : "From ");
        time_put_instant(s->run->text, when.t0_ms);
        if (!goes_on) {
            buf_puts(s->run->text, " to ");
            time_put_instant(s->run->text, when.t1_ms);
        }
        buf_puts(s->run->text, ": ");
        buf_put(s->run->text, h->text);
    }
    return owed_emit(s->run, &v, err);
}

/* The spells that have begun: how many of the changes there are. */
static size_t count_begun(const struct spells *s)
{
    int64_t now_ms;
    size_t n = 0;

    if (!owed_now(s->run, &now_ms))
        return s->n;
    while (n < s->n && s->at_ms[n] <= now_ms)
        n++;
    if (n < s->n)
        owed_wake(s->run, s->at_ms[n] - 1);
    return n;
}

/* When a state ends, as far as it has: one that a change ahead of now will end goes on. */
static int64_t end_of(const struct spells *s, size_t i, size_t n_begun)
{
    int64_t now_ms, until_ms = s->run->term->until_ms;

    if (i + 1 < n_begun)
        return s->at_ms[i + 1] - 1;
    if (until_ms == TIME_NEVER || !owed_now(s->run, &now_ms))
        return TIME_NEVER;
    if (now_ms < until_ms)
        owed_wake(s->run, until_ms - 1);
    return now_ms < until_ms ? TIME_NEVER : until_ms - 1;
}

static enum rc begin(struct spells *s, struct held *h, const struct spell *x, struct err *err)
{
    *h = (struct held){.spell = *x, .text = arena_copy(s->run->arena, buf_span(x->text), err)};
    return h->text.p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc judge_spells(struct spells *s, struct buf *text,
                            enum rc (*look)(void *context, struct spell *out, struct err *err),
                            void *context, struct err *err)
{
    size_t n_begun = count_begun(s);
    struct held h = {.spell.word = VERDICT_WORD_COUNT};
    enum rc rc = RC_OK;

    for (size_t i = 0; i < n_begun && rc == RC_OK; i++) {
        int64_t next_ms = i + 1 < s->n ? s->at_ms[i + 1] - 1 : TIME_NEVER;
        struct spell x = {
            .span = {s->at_ms[i], next_ms}, .word = VERDICT_WORD_COUNT, .p = NAN, .text = text};

        buf_clear(text);
        rc = look(context, &x, err);
        x.span.t1_ms = end_of(s, i, n_begun);
        if (rc == RC_OK && !is_same(&h, &x)) {
            rc = tell(s, &h, err);
            if (rc == RC_OK)
                rc = begin(s, &h, &x, err);
        }
        h.spell.span.t1_ms = x.span.t1_ms;
        if (rc == RC_OK)
            rc = hold_rows(s, &h, &x, err);
    }
    return rc != RC_OK ? rc : tell(s, &h, err);
}

enum rc spells_judge(struct spells *s,
                     enum rc (*look)(void *context, struct spell *out, struct err *err),
                     void *context, struct err *err)
{
    struct buf text;
    enum rc rc;

    sort_once(s);
    buf_init(&text, TEXT_MAX);
    rc = judge_spells(s, &text, look, context, err);
    buf_release(&text);
    return rc;
}

enum rc spells_missing(struct term_run *run, struct span party, const char *what, struct err *err)
{
    struct verdict v;
    enum rc rc =
        owed_verdict(run, party, (struct time_span){TIME_ALWAYS, TIME_ALWAYS}, NULL, &v, err);

    if (rc)
        return rc;
    v.word = VERDICT_INDETERMINATE;
    buf_printf(run->text, "Not judged: %s.", what);
    return owed_emit(run, &v, err);
}
