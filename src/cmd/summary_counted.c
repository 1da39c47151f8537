/* SPDX-License-Identifier: Apache-2.0 */
/* summary_counted.c: the part of the summary that stands whatever the verdicts are: what was
 * counted, what was read beside it, what was impeded, what could be seen at all. */
#include "cmd/summary.h"

#include "report/words.h"

#define DASH "\xE2\x80\x93"

static void put_classes(struct summary *s)
{
    const struct tally *t = &s->job->tally;
    bool has_any = false;

    if (t->n_events == 0)
        return;
    for (int i = 0; i < PHEN_COUNT; i++) {
        if (t->classes[i].max == 0)
            continue;
        buf_puts(&s->text, has_any ? ", " : "");
        words_plain(&s->text, vocab_word(VOCAB_PHENOMENON, i));
        buf_putc(&s->text, ' ');
        words_range(&s->text, t->classes[i]);
        has_any = true;
    }
    buf_puts(&s->text, "; all sensors added up, as recorded: ");
    words_number(&s->text, t->as_recorded);
    summary_title(s, "Counted, least" DASH "most");
    summary_end(s, 2);
}

/* Rows that are no occurrence to count: sightings, and what no term takes for fire. */
static void put_uncounted(struct summary *s)
{
    const struct docket *d = &s->job->docket;
    uint64_t n[PHEN_COUNT] = {0};

    for (size_t i = 0; i < d->n_observations; i++)
        n[d->observations[i].phenomenon]++;
    for (int i = 0; i < PHEN_COUNT; i++) {
        if (n[i] == 0 || phenomenon_is_countable((enum phenomenon)i))
            continue;
        buf_puts(&s->text, s->text.n == 0 ? "" : ", ");
        words_plain(&s->text, vocab_word(VOCAB_PHENOMENON, i));
        buf_putc(&s->text, ' ');
        words_number(&s->text, n[i]);
    }
    if (n[PHEN_THERMAL_ANOMALY] > 0)
        buf_puts(&s->text, ": heat of any cause, which no term takes for fire");
    if (s->text.n == 0)
        return;
    summary_title(s, "Read, and in no count");
    summary_end(s, 2);
}

static void put_impediments(struct summary *s)
{
    const struct tally *t = &s->job->tally;
    uint64_t n = 0;

    for (int i = 0; i < IMPEDE_COUNT; i++) {
        if (t->impediments[i] == 0)
            continue;
        buf_puts(&s->text, n == 0 ? "" : ", ");
        words_plain(&s->text, vocab_word(VOCAB_IMPEDIMENT, i));
        buf_putc(&s->text, ' ');
        words_number(&s->text, t->impediments[i]);
        n += t->impediments[i];
    }
    if (n == 0)
        return;
    if (t->standing_impediments > 0) {
        buf_puts(&s->text, "; ");
        words_number(&s->text, t->standing_impediments);
        buf_puts(&s->text, " of them standing");
    }
    summary_title(s, "Impediments");
    summary_end(s, 2);
}

static void put_declared(struct summary *s, const struct seen_area *area)
{
    buf_put(&s->text, area->area);
    buf_printf(&s->text, " %.0f %%, ", area->share * 100);
    words_span(&s->text, pact_home_zone(s->job->model), area->hull);
    summary_end(s, 2);
}

static void put_seen(struct summary *s)
{
    const struct findings *f = &s->job->findings;
    size_t n_blind = 0;

    summary_title(s, "What could be seen, as declared");
    for (size_t i = 0; i < f->n_seen; i++) {
        if (f->seen[i].is_declared)
            put_declared(s, &f->seen[i]);
    }
    for (size_t i = 0; i < f->n_seen; i++) {
        if (f->seen[i].is_declared)
            continue;
        buf_puts(&s->text, n_blind++ == 0 ? "Nothing is declared for " : ", ");
        buf_put(&s->text, f->seen[i].area);
    }
    if (n_blind > 0)
        buf_puts(&s->text, ": that nothing was reported from there says nothing.");
    else if (f->n_seen == 0)
        buf_puts(&s->text,
                 "Nothing: that nothing was reported from a place says nothing about it.");
    if (s->text.n > 0)
        summary_end(s, 2);
}

void summary_put_counted(struct summary *s)
{
    put_classes(s);
    put_uncounted(s);
    put_impediments(s);
    put_seen(s);
}
