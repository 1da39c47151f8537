/* SPDX-License-Identifier: Apache-2.0 */
/* summary.c: what a watch officer reads on the terminal: what was found, the gravest first, what is
 * undecided beside it, what could be seen at all. */
#include "cmd/summary.h"

#include "cmd/grid.h"
#include "report/words.h"

#define GRAVEST_PRINTED 8
#define REJECTS_PRINTED 5
#define TEXT_BYTES      ((size_t)64 << 10)
#define SCRATCH_BYTES   ((size_t)64 << 20)
#define DASH            "\xE2\x80\x93"
#define DOT             " \xC2\xB7 "

static void put_styled(struct summary *s, enum style style, const char *text)
{
    terminal_put(s->t, s->b, style, span_of(text));
}

void summary_end(struct summary *s, size_t indent)
{
    struct buf clean;

    buf_init(&clean, TEXT_BYTES * 4);
    text_put_clean(&clean, buf_span(&s->text));
    for (size_t i = 0; i < indent; i++)
        buf_putc(s->b, ' ');
    help_put_wrapped(s->b, buf_span(&clean), indent, (size_t)s->t->columns);
    buf_release(&clean);
    buf_clear(&s->text);
}

void summary_title(struct summary *s, const char *title)
{
    buf_putc(s->b, '\n');
    put_styled(s, STYLE_STRONG, title);
    buf_putc(s->b, '\n');
}

static bool has_span(const struct tally *t)
{
    return t->span.t0_ms != 0 || t->span.t1_ms != 0;
}

/* ---- head ---- */

static void put_period(struct summary *s)
{
    const struct tally *t = &s->job->tally;
    const struct zone *z = pact_home_zone(s->job->model);

    if (!has_span(t))
        return;
    words_span(&s->text, z, t->span);
    buf_puts(&s->text, ", ");
    buf_put(&s->text, zone_name(z));
    if (t->span.t1_ms > t->span.t0_ms) {
        buf_puts(&s->text, " (");
        words_duration(&s->text, t->span.t1_ms - t->span.t0_ms);
        buf_puts(&s->text, ")");
    }
    summary_end(s, 0);
}

static void put_counts(struct summary *s)
{
    words_noun(&s->text, s->job->n_read, "row read", "rows read");
    buf_puts(&s->text, ", ");
    words_number(&s->text, s->job->rejects.n);
    buf_puts(&s->text, " refused" DOT);
    words_noun(&s->text, s->job->tally.n_events, "event", "events");
    buf_puts(&s->text, DOT "pact ");
    sha256_put_hex(&s->text, &s->job->receipt.pact);
    s->text.n -= 2 * SHA256_BYTES - 12; /* the first digits name it; all are in the receipts */
    s->text.p[s->text.n] = '\0';
    buf_puts(&s->text, DOT);
    buf_put(&s->text, s->job->receipt.engine);
    summary_end(s, 0);
}

static void put_head(struct summary *s)
{
    for (size_t i = 0; i < s->job->model->n_agreements; i++) {
        const struct pact_agreement *g = &s->job->model->agreements[i];

        terminal_put(s->t, s->b, STYLE_STRONG, g->title.n > 0 ? g->title : g->id);
        buf_putc(s->b, '\n');
    }
    put_period(s);
    put_counts(s);
    if (s->job->as_of_ms != TIME_NEVER) {
        buf_puts(&s->text, "As known at ");
        time_put_instant(&s->text, s->job->as_of_ms);
        buf_puts(&s->text, "; ");
        words_noun(&s->text, s->job->docket.n_later, "row", "rows");
        buf_puts(&s->text, " came later.");
        summary_end(s, 0);
    }
    if (command_has(s->job->line, JUDGE_TRUST)) {
        buf_puts(&s->text, "Reported rows are judged like observations (--trust-reported).");
        summary_end(s, 0);
    }
}

/* ---- by term and party: a line for the term, one for each party below it ---- */

static const struct grid_column term_columns[] = {
    {GRID_LEFT, true},
    {GRID_RIGHT, false},
    {GRID_RIGHT, false},
    {GRID_RIGHT, false},
};
#define TERM_COLUMNS (sizeof(term_columns) / sizeof(term_columns[0]))

void summary_set_number(struct grid *g, struct grid_cell *cell, uint64_t n, enum style style)
{
    struct buf text;

    buf_init(&text, 64);
    if (n == 0)
        buf_puts(&text, DASH);
    else
        words_number(&text, n);
    grid_take(g, cell, n == 0 ? STYLE_FAINT : style, &text);
    buf_release(&text);
}

static void set_range(struct grid *g, struct grid_cell *cell, const struct tally_verdicts *v)
{
    struct buf text;

    if (v->n[VERDICT_VIOLATION] == 0 || v->count.max == 0) {
        grid_set(g, cell, STYLE_FAINT, "%s", DASH);
        return;
    }
    buf_init(&text, 64);
    words_range(&text, v->count);
    grid_take(g, cell, STYLE_PLAIN, &text);
    buf_release(&text);
}

static void add_term_head(struct summary *s, struct grid *g, const struct pact_term *t)
{
    struct grid_cell *row = grid_row(g);

    buf_put(&s->text, t->id);
    buf_puts(&s->text, "  ");
    words_plain(&s->text, pact_kind_name(t->kind));
    if (t->ref.n > 0) {
        buf_puts(&s->text, ", ");
        buf_put(&s->text, t->ref);
    }
    grid_take(g, row, STYLE_STRONG, &s->text);
}

static void add_party_row(struct summary *s, struct grid *g, const struct finding_row *r)
{
    struct span party = s->job->findings.parties.id[r->party];
    struct grid_cell *row = grid_row(g);

    if (row == NULL)
        return;
    grid_set(g, &row[0], STYLE_PLAIN, "  %.*s", SPAN_ARG(party.n > 0 ? party : SPAN(DASH)));
    summary_set_number(g, &row[1], r->verdicts.n[VERDICT_VIOLATION], STYLE_ALARM);
    set_range(g, &row[2], &r->verdicts);
    summary_set_number(g, &row[3], r->verdicts.n[VERDICT_INDETERMINATE], STYLE_WARN);
}

static bool is_worth_a_row(const struct finding_row *r)
{
    return r->verdicts.n[VERDICT_VIOLATION] > 0 || r->verdicts.n[VERDICT_INDETERMINATE] > 0;
}

static void put_terms(struct summary *s)
{
    static const char *const heads[TERM_COLUMNS] = {"By term and party", "violations", "counting",
                                                    "indeterminate"};
    struct grid g = {.arena = &s->arena, .columns = term_columns, .n_columns = TERM_COLUMNS};
    struct grid_cell *row = grid_row(&g);
    const struct pact_term *last = NULL;

    for (size_t i = 0; i < TERM_COLUMNS && row != NULL; i++)
        row[i] = (struct grid_cell){span_of(heads[i]), i == 0 ? STYLE_STRONG : STYLE_FAINT};
    for (size_t i = 0; i < s->job->findings.n_rows; i++) {
        const struct finding_row *r = &s->job->findings.rows[i];

        if (!is_worth_a_row(r))
            continue;
        if (r->term != last)
            add_term_head(s, &g, r->term);
        add_party_row(s, &g, r);
        last = r->term;
    }
    if (last == NULL)
        return;
    buf_putc(s->b, '\n');
    grid_put(&g, s->t, 0, s->b);
}

/* ---- the headline ---- */

static void put_number(struct summary *s, uint64_t n, enum style style, const char *words)
{
    words_number(&s->text, n);
    buf_puts(&s->text, words);
    terminal_put(s->t, s->b, n > 0 ? style : STYLE_PLAIN, buf_span(&s->text));
    buf_clear(&s->text);
}

/* What is neither: on a line of its own, as none of it says that the agreement was broken. */
static void put_others(struct summary *s)
{
    static const struct {
        enum verdict_word word;
        const char *name;
    } others[] = {{VERDICT_PENDING, " pending"},
                  {VERDICT_EXEMPT, " exempt"},
                  {VERDICT_NEEDS_ASSESSMENT, " for people to assess"}};
    const struct tally_verdicts *all = &s->job->tally.all;
    bool has_any = false;

    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
        if (all->n[others[i].word] == 0)
            continue;
        buf_puts(s->b, has_any ? ", " : "");
        put_number(s, all->n[others[i].word], STYLE_PLAIN, others[i].name);
        has_any = true;
    }
    if (has_any)
        buf_putc(s->b, '\n');
    if (all->reported > 0)
        put_number(s, all->reported, STYLE_PLAIN,
                   all->reported == 1 ? " indeterminate rests on reported rows only\n"
                                      : " indeterminate rest on reported rows only\n");
}

static void put_headline(struct summary *s)
{
    const struct tally_verdicts *all = &s->job->tally.all;
    uint64_t n = all->n[VERDICT_VIOLATION];

    buf_putc(s->b, '\n');
    if (n == 0)
        put_styled(s, STYLE_GOOD, "no violation in what was observed");
    else
        put_number(s, n, STYLE_ALARM, n == 1 ? " violation" : " violations");
    buf_puts(s->b, ", ");
    put_number(s, all->n[VERDICT_INDETERMINATE], STYLE_WARN, " indeterminate");
    buf_putc(s->b, '\n');
    put_others(s);
}

/* ---- the gravest ---- */

static const char *const severity_words[] = {"",         "administrative", "minor",
                                             "moderate", "serious",        "grave"};

/* Severity, when, what, term, party, where. */
static const struct grid_column grave_columns[] = {
    {GRID_LEFT, false}, {GRID_LEFT, false}, {GRID_LEFT, true},
    {GRID_LEFT, true},  {GRID_LEFT, true},  {GRID_LEFT, true},
};
#define GRAVE_COLUMNS (sizeof(grave_columns) / sizeof(grave_columns[0]))

static void add_grave_row(struct summary *s, struct grid *g, const struct grave *grave)
{
    const struct verdict *v = &grave->v;
    struct grid_cell *row = grid_row(g);

    if (row == NULL)
        return;
    if (v->severity >= 1 && v->severity <= 5)
        grid_set(g, &row[0], v->severity >= 4 ? STYLE_ALARM : STYLE_PLAIN, "%d %s", v->severity,
                 severity_words[v->severity]);
    words_date(&s->text, v->agreement->zone, v->when.t0_ms);
    buf_putc(&s->text, ' ');
    words_time(&s->text, v->agreement->zone, v->when.t0_ms - v->when.t0_ms % MS_PER_MIN);
    row[1].text = arena_copy(g->arena, span_from(buf_span(&s->text), s->skips_year ? 5 : 0), NULL);
    buf_clear(&s->text);
    if (v->has_count && v->count.max != 1) {
        words_count(&s->text, v->count);
        buf_putc(&s->text, ' ');
    }
    buf_put(&s->text, grave_text(grave, GRAVE_WHAT));
    grid_take(g, &row[2], STYLE_PLAIN, &s->text);
    row[3].text = v->term->id;
    row[4].text = grave_text(grave, GRAVE_PARTY);
    buf_put(&s->text, grave_text(grave, GRAVE_PLACE));
    if (s->text.n == 0 && v->has_place)
        words_cell(&s->text, v->place);
    grid_take(g, &row[5], STYLE_PLAIN, &s->text);
}

static void put_gravest(struct summary *s)
{
    const struct gravest *list = &s->job->findings.violations;
    size_t n = list->n < GRAVEST_PRINTED ? list->n : GRAVEST_PRINTED;
    struct grid g = {.arena = &s->arena, .columns = grave_columns, .n_columns = GRAVE_COLUMNS};

    if (n == 0)
        return;
    summary_title(s, "The gravest");
    for (size_t i = 0; i < n; i++)
        add_grave_row(s, &g, &list->items[i]);
    grid_put(&g, s->t, 2, s->b);
    if (n < list->n_seen) {
        words_noun(&s->text, list->n_seen - n, "more violation", "more violations");
        buf_puts(&s->text, ": --json prints them all, --out DIR writes them.");
        summary_end(s, 2);
    }
}

/* ---- rejects ---- */

static void put_rejects(struct summary *s)
{
    const struct rejects *r = &s->job->rejects;
    size_t n = r->n_first < REJECTS_PRINTED ? r->n_first : REJECTS_PRINTED;

    if (r->n == 0)
        return;
    words_noun(&s->text, r->n, "row refused", "rows refused");
    summary_title(s, s->text.p);
    buf_clear(&s->text);
    for (size_t i = 0; i < n; i++) {
        buf_put(&s->text, r->first[i].file);
        if (r->first[i].row > 0)
            buf_printf(&s->text, ":%u", r->first[i].row);
        buf_puts(&s->text, ": ");
        reject_put(&s->text, &r->first[i]);
        summary_end(s, 2);
    }
    if (s->job->has_output)
        buf_printf(&s->text, "All of them with their raw text: %s/rejects.csv",
                   s->job->line->values[JUDGE_OUT]);
    else if (n < r->n)
        buf_puts(&s->text, "--out DIR writes all of them to rejects.csv");
    if (s->text.n > 0)
        summary_end(s, 2);
}

static void put_results(struct summary *s)
{
    put_headline(s);
    put_terms(s);
    put_gravest(s);
    summary_put_days(s);
    summary_put_counted(s);
}

void summary_put(struct buf *b, const struct judge_job *job)
{
    const struct time_span span = job->tally.span;
    struct summary s = {.job = job,
                        .t = &job->line->terminal,
                        .b = b,
                        .skips_year = span.t1_ms - span.t0_ms < 365 * MS_PER_DAY};

    buf_init(&s.text, TEXT_BYTES);
    arena_init(&s.arena, SCRATCH_BYTES);
    put_head(&s);
    if (job->n_read > 0) /* without a row there is nothing that "no violation" could mean */
        put_results(&s);
    put_rejects(&s);
    if (job->has_output) {
        buf_printf(&s.text, "Written: %s/index.html, with map, timeline and tables.",
                   job->line->values[JUDGE_OUT]);
        buf_putc(b, '\n');
        summary_end(&s, 0);
    }
    buf_puts(b, "\n");
    buf_puts(&s.text, "Machine verdicts are not findings. aasc pact explain shows how a term is "
                      "judged.");
    summary_end(&s, 0);
    arena_release(&s.arena);
    buf_release(&s.text);
}
