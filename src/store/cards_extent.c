/* SPDX-License-Identifier: Apache-2.0 */
/* cards_extent.c: from when to when the rows of a query go.
 *
 * A card never begins after its row, nor ends before it (but one kind's, see is_beyond). So blocks
 * are gone through from the earliest beginning on (and from the latest end back), and entries are
 * read, until the next block begins after the earliest row that was found: mostly the first block,
 * and in it the few rows whose clocks leave it open which one was first. */
#include "store/cards.h"

#include <assert.h>
#include <stdlib.h>

#define SCRATCH_BYTES_MAX ((size_t)16 << 20)

/* One of the two ends. Times of the late one stand negated (bit by bit, which every one survives):
 * so the least is looked for at both. */
struct edge {
    struct store *s;
    const struct shelf_query *q;
    bool is_late;
    int64_t found;
    struct arena scratch;
};

/* Whether nothing that lies behind a card can widen what was found. A notification's card has the
 * time that it is of, its entry the one at which it was received: all of them are read. */
static bool is_beyond(const struct edge *e, int kind, int64_t at)
{
    return at >= e->found && kind != ROW_NOTIFICATION;
}

static int64_t turned(const struct edge *e, int64_t early_ms, int64_t late_ms)
{
    return e->is_late ? ~late_ms : early_ms;
}

static enum rc take_row(void *to, const struct shelf_row *row, struct err *err)
{
    struct edge *e = to;
    struct entry entry;
    int64_t at;
    enum rc rc;

    arena_reset(&e->scratch);
    rc = entry_read(row->bytes, &e->scratch, &entry, err);
    if (rc)
        return rc;
    at = turned(e, entry.when.t0_ms, entry.when.t1_ms);
    e->found = at < e->found ? at : e->found;
    return RC_OK;
}

static int by_beginning(const void *a, const void *b)
{
    const struct card_row *x = a, *y = b;

    return (x->from_ms > y->from_ms) - (x->from_ms < y->from_ms);
}

static int by_end(const void *a, const void *b)
{
    const struct card_row *x = a, *y = b;

    return (x->to_ms < y->to_ms) - (x->to_ms > y->to_ms);
}

static enum rc look_through(struct edge *e, int64_t block, struct err *err)
{
    struct card_row rows[CARD_BLOCK];
    size_t n = 0;
    enum rc rc = cards_read(e->s, block, rows, &n, err);

    if (rc)
        return rc;
    qsort(rows, n, sizeof(*rows), e->is_late ? by_end : by_beginning);
    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        if (is_beyond(e, rows[i].kind, turned(e, rows[i].from_ms, rows[i].to_ms)))
            break;
        if (cards_meet(&rows[i], e->q))
            rc = cards_take(e->s, e->q, &rows[i], take_row, e, err);
    }
    return rc;
}

#define SQL_EARLY                                                                                  \
    "SELECT block, from_ms, to_ms FROM card INDEXED BY card_begin WHERE kind = ? AND first_seq "   \
    "< ? ORDER BY from_ms"
#define SQL_LATE                                                                                   \
    "SELECT block, from_ms, to_ms FROM card INDEXED BY card_end WHERE kind = ? AND first_seq < ? " \
    "ORDER BY to_ms DESC"

static enum rc look_at_kind(struct edge *e, int kind, struct err *err)
{
    uint64_t below = e->q->below_seq;
    sqlite3_stmt *q = NULL;
    enum rc rc = e->is_late ? db_take(e->s, SQL_LATE, &q, err) : db_take(e->s, SQL_EARLY, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int(q, 1, kind);
    (void)sqlite3_bind_int64(q, 2, below > INT64_MAX ? INT64_MAX : (int64_t)below);
    while ((rc = db_step(e->s, q, err)) == RC_OK) {
        if (is_beyond(e, kind, turned(e, sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2))))
            break;
        rc = look_through(e, sqlite3_column_int64(q, 0), err);
        if (rc)
            break;
    }
    db_give(e->s, q);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc find_edge(struct edge *e, struct err *err)
{
    enum rc rc = RC_OK;

    e->found = INT64_MAX;
    arena_init(&e->scratch, SCRATCH_BYTES_MAX);
    for (int kind = 0; kind < ROW_KIND_COUNT && rc == RC_OK; kind++)
        if ((e->q->row_kinds >> kind & 1) != 0)
            rc = look_at_kind(e, kind, err);
    arena_release(&e->scratch);
    return rc;
}

enum rc cards_extent(void *context, const struct shelf_query *q, struct time_span *out,
                     struct err *err)
{
    struct edge early = {.s = context, .q = q}, late = {.s = context, .q = q, .is_late = true};
    enum rc rc = find_edge(&early, err);

    assert(q->keys == NULL && q->serials == NULL);
    if (!rc)
        rc = find_edge(&late, err);
    if (!rc && early.found <= ~late.found)
        *out = (struct time_span){early.found, ~late.found};
    return rc;
}
