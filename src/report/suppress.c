/* SPDX-License-Identifier: Apache-2.0 */
/* suppress.c: which numbers to hide. Source: the cell suppression problem on two-way tables is one
 * of flows in a network (Cox 1980; Fischetti and Salazar 1999): every row and column, the one of
 * sums included, is a node, every number joins its row and its column. Counting sums negatively,
 * every node adds up to 0; so another table that fits differs by cycles along which +1 and -1 take
 * turns, and a number is safe if one such cycle of hidden numbers leads through it. */
#include "report/suppress.h"

#include <string.h>

#define UNREACHED UINT64_MAX
#define NODES_MAX (2 * (SUPPRESS_SIDE_MAX + 1))

/* A search from one column to one row: rows are nodes 0.., columns behind them. */
struct search {
    const struct suppressed *t;
    size_t skip; /* the number that is to become safe: the cycle closes through it */
    uint64_t cost[NODES_MAX];
    size_t from[NODES_MAX]; /* the number that was used to get there */
    bool is_done[NODES_MAX];
};

static bool is_sum_row(const struct suppressed *t, size_t cell)
{
    return cell / t->n_columns == t->n_rows - 1;
}

static bool is_sum_column(const struct suppressed *t, size_t cell)
{
    return cell % t->n_columns == t->n_columns - 1;
}

/* Sums of rows and columns count negatively, the sum of all positively. */
static bool is_negative(const struct suppressed *t, size_t cell)
{
    return is_sum_row(t, cell) != is_sum_column(t, cell);
}

/* Whether a number could be one larger, or one smaller and still not 0, in its counted sign. */
static bool may_move(const struct suppressed *t, size_t cell, bool up)
{
    if (t->cells[cell] == 0)
        return false;
    return up != is_negative(t, cell) || t->cells[cell] >= 2;
}

/* What it costs to hide a number as well: people who are lost from the table; sums are dear. */
static uint64_t price(const struct suppressed *t, size_t cell)
{
    uint64_t sums = (uint64_t)is_sum_row(t, cell) + (uint64_t)is_sum_column(t, cell);

    if (t->is_hidden[cell])
        return 0;
    return 1 + t->cells[cell] + sums * ((uint64_t)1 << 40);
}

static size_t nearest(const struct search *s, size_t n_nodes)
{
    size_t best = n_nodes;

    for (size_t i = 0; i < n_nodes; i++) {
        if (!s->is_done[i] && s->cost[i] != UNREACHED &&
            (best == n_nodes || s->cost[i] < s->cost[best]))
            best = i;
    }
    return best;
}

static void step(struct search *s, size_t node, size_t other, size_t cell, bool up)
{
    uint64_t cost;

    if (cell == s->skip || !may_move(s->t, cell, up))
        return;
    cost = s->cost[node] + price(s->t, cell);
    if (cost < s->cost[other]) {
        s->cost[other] = cost;
        s->from[other] = cell;
    }
}

/* From a row one goes along a number that grows, from a column along one that shrinks. */
static void step_all(struct search *s, size_t node)
{
    const struct suppressed *t = s->t;

    if (node < t->n_rows) {
        for (size_t c = 0; c < t->n_columns; c++)
            step(s, node, t->n_rows + c, node * t->n_columns + c, true);
    } else {
        size_t c = node - t->n_rows;

        for (size_t r = 0; r < t->n_rows; r++)
            step(s, node, r, r * t->n_columns + c, false);
    }
}

/* The cheapest way between two nodes; UNREACHED where there is none. */
static uint64_t find_way(struct search *s, size_t begin, size_t end)
{
    size_t n_nodes = s->t->n_rows + s->t->n_columns, node;

    memset(s->is_done, 0, sizeof(s->is_done));
    for (size_t i = 0; i < n_nodes; i++)
        s->cost[i] = UNREACHED;
    s->cost[begin] = 0;
    while ((node = nearest(s, n_nodes)) != n_nodes && node != end) {
        s->is_done[node] = true;
        step_all(s, node);
    }
    return s->cost[end];
}

/* The way that lets a number move: it grows and the way leads from its column back to its row, or
 * it shrinks and the way leads from its row to its column. */
static uint64_t find_cycle(struct search *s, size_t cell, bool up)
{
    size_t row = cell / s->t->n_columns, column = s->t->n_rows + cell % s->t->n_columns;

    s->skip = cell;
    if (!may_move(s->t, cell, up))
        return UNREACHED;
    return up ? find_way(s, column, row) : find_way(s, row, column);
}

static void hide_cycle(struct suppressed *t, const struct search *s, size_t cell, bool up)
{
    size_t row = cell / t->n_columns, column = t->n_rows + cell % t->n_columns;
    size_t begin = up ? column : row, node = up ? row : column;

    while (node != begin) {
        size_t used = s->from[node];

        t->is_hidden[used] = true;
        node = node < t->n_rows ? t->n_rows + used % t->n_columns : used / t->n_columns;
    }
}

/* Make one small number safe. A way always exists: its row's sum, the sum of all and its column's
 * sum make a cycle with it, and all of them can grow. */
static void protect(struct suppressed *t, size_t cell)
{
    struct search up = {.t = t}, down = {.t = t};
    uint64_t cost_up = find_cycle(&up, cell, true), cost_down = find_cycle(&down, cell, false);

    if (cost_up == UNREACHED && cost_down == UNREACHED)
        return;
    if (cost_up <= cost_down)
        hide_cycle(t, &up, cell, true);
    else
        hide_cycle(t, &down, cell, false);
}

static enum rc make_table(const uint32_t *cells, size_t n_rows, size_t n_columns, struct arena *a,
                          struct suppressed *t, struct err *err)
{
    size_t w = n_columns + 1, n = (n_rows + 1) * w;

    *t = (struct suppressed){.n_rows = n_rows + 1, .n_columns = w};
    t->cells = arena_array(a, n, sizeof(*t->cells), err);
    t->is_hidden = arena_array(a, n, sizeof(*t->is_hidden), err);
    t->is_small = arena_array(a, n, sizeof(*t->is_small), err);
    if (t->cells == NULL || t->is_hidden == NULL || t->is_small == NULL)
        return RC_LIMIT;
    for (size_t r = 0; r < n_rows; r++) {
        for (size_t c = 0; c < n_columns; c++) {
            uint64_t value = cells[r * n_columns + c];

            t->cells[r * w + c] = value;
            t->cells[r * w + n_columns] += value;
            t->cells[n_rows * w + c] += value;
            t->cells[n_rows * w + n_columns] += value;
        }
    }
    return RC_OK;
}

enum rc suppress_small(const uint32_t *cells, size_t n_rows, size_t n_columns, uint32_t k,
                       struct arena *a, struct suppressed *out, struct err *err)
{
    struct suppressed t;
    size_t n;
    enum rc rc;

    if (n_rows < 1 || n_columns < 1 || n_rows > SUPPRESS_SIDE_MAX || n_columns > SUPPRESS_SIDE_MAX)
        return err_set(err, RC_RANGE,
                       "a table of %zu rows and %zu columns; 1 to %d of each are right", n_rows,
                       n_columns, SUPPRESS_SIDE_MAX);
    rc = make_table(cells, n_rows, n_columns, a, &t, err);
    if (rc)
        return rc;
    n = t.n_rows * t.n_columns;
    for (size_t i = 0; i < n; i++)
        t.is_hidden[i] = t.is_small[i] = t.cells[i] > 0 && t.cells[i] < k;
    for (size_t i = 0; i < n; i++) {
        if (t.is_small[i])
            protect(&t, i);
    }
    *out = t;
    return RC_OK;
}
