/* SPDX-License-Identifier: Apache-2.0 */
/* summary_days.c: violations by day, or by month or year where there are many days. */
#include "cmd/summary.h"

#include "report/words.h"

#define DAYS_PRINTED   14
#define MONTHS_PRINTED 36
#define BAR_COLUMNS    14
#define BLOCK          "\xE2\x96\x88"
#define DASH           "\xE2\x80\x93"

enum level { BY_YEAR, BY_MONTH, BY_DAY };

struct period {
    int year, month, day;          /* month 0: a year; day 0: a month */
    int64_t first_date, last_date; /* of its days that have verdicts */
    uint64_t n_violations, n_indeterminate;
};

static struct period period_of(int64_t date, enum level level)
{
    struct civil c;

    time_from_days(date, &c);
    return (struct period){
        .year = c.year,
        .month = level >= BY_MONTH ? c.month : 0,
        .day = level >= BY_DAY ? c.day : 0,
        .first_date = date,
    };
}

static bool is_same(const struct period *a, const struct period *b)
{
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* Days that the level puts together become one; returns how many there are. */
static size_t gather(const struct tally *t, enum level level, struct period *out)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n_days; i++) {
        const uint64_t *words = t->days[i].verdicts.n;
        struct period p = period_of(t->days[i].date, level);

        if (words[VERDICT_VIOLATION] == 0 && words[VERDICT_INDETERMINATE] == 0)
            continue;
        if (n == 0 || !is_same(&out[n - 1], &p))
            out[n++] = p;
        out[n - 1].last_date = t->days[i].date;
        out[n - 1].n_violations += words[VERDICT_VIOLATION];
        out[n - 1].n_indeterminate += words[VERDICT_INDETERMINATE];
    }
    return n;
}

static void set_name(struct grid *g, struct grid_cell *cell, const struct period *p)
{
    if (p->day > 0)
        grid_set(g, cell, STYLE_PLAIN, "  %04d-%02d-%02d", p->year, p->month, p->day);
    else if (p->month > 0)
        grid_set(g, cell, STYLE_PLAIN, "  %04d-%02d", p->year, p->month);
    else
        grid_set(g, cell, STYLE_PLAIN, "  %04d", p->year);
}

static void set_bar(struct grid *g, struct grid_cell *cell, uint64_t n, uint64_t most)
{
    struct buf bar;

    buf_init(&bar, 256);
    for (uint64_t i = 0; most > 0 && i < (n * BAR_COLUMNS + most - 1) / most; i++)
        buf_puts(&bar, BLOCK);
    grid_take(g, cell, STYLE_FAINT, &bar);
    buf_release(&bar);
}

static void add_row(struct summary *s, struct grid *g, const struct period *p, uint64_t most)
{
    struct tally_range fire = findings_fire(&s->job->findings, p->first_date, p->last_date);
    struct grid_cell *row = grid_row(g);

    if (row == NULL)
        return;
    set_name(g, &row[0], p);
    summary_set_number(g, &row[1], p->n_violations, STYLE_ALARM);
    if (fire.max > 0)
        words_range(&s->text, fire);
    else
        buf_puts(&s->text, DASH);
    grid_take(g, &row[2], fire.max > 0 ? STYLE_PLAIN : STYLE_FAINT, &s->text);
    summary_set_number(g, &row[3], p->n_indeterminate, STYLE_WARN);
    set_bar(g, &row[4], p->n_violations, most);
}

static const struct grid_column columns[] = {{GRID_LEFT, false},
                                             {GRID_RIGHT, false},
                                             {GRID_RIGHT, false},
                                             {GRID_RIGHT, false},
                                             {GRID_LEFT, false}};
#define N_COLUMNS (sizeof(columns) / sizeof(columns[0]))

static void add_heads(struct grid *g, enum level level)
{
    static const char *const titles[] = {
        [BY_YEAR] = "By year", [BY_MONTH] = "By month", [BY_DAY] = "By day"};
    static const char *const heads[] = {"violations", "fire", "indeterminate", ""};
    struct grid_cell *row = grid_row(g);

    grid_set(g, row, STYLE_STRONG, "%s", titles[level]);
    for (size_t i = 1; row != NULL && i < N_COLUMNS; i++)
        row[i] = (struct grid_cell){span_of(heads[i - 1]), STYLE_FAINT};
}

void summary_put_days(struct summary *s)
{
    const struct tally *t = &s->job->tally;
    struct period *all = arena_array(&s->arena, t->n_days + 1, sizeof(*all), NULL);
    struct grid g = {.arena = &s->arena, .columns = columns, .n_columns = N_COLUMNS};
    enum level level = BY_DAY;
    uint64_t most = 0;
    size_t n = all == NULL ? 0 : gather(t, level, all);

    if (n > DAYS_PRINTED)
        n = gather(t, level = BY_MONTH, all);
    if (n > MONTHS_PRINTED)
        n = gather(t, level = BY_YEAR, all);
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        most = all[i].n_violations > most ? all[i].n_violations : most;
    add_heads(&g, level);
    for (size_t i = 0; i < n; i++)
        add_row(s, &g, &all[i], most);
    buf_putc(s->b, '\n');
    grid_put(&g, s->t, 0, s->b);
}
