/* SPDX-License-Identifier: Apache-2.0 */
/* verdicts.c: verdicts for views and reports, with what was said about them later. */
#include "store/derived.h"
#include "store/entries.h"
#include "store/names.h"
#include "store/sees.h"

#include <string.h>

/* ---- marks ---- */

#define SQL_MARKS                                                                                  \
    "SELECT m.kind, m.seq, e.label FROM mark AS m JOIN entry AS e ON e.seq = m.seq "               \
    "WHERE m.target = ? AND m.seq < ? ORDER BY m.seq"

static int64_t bound(uint64_t seq)
{
    return seq > INT64_MAX ? INT64_MAX : (int64_t)seq;
}

struct mark_list {
    struct arena *arena; /* NULL: `items` has room for `cap`, the rest is left out */
    struct store_mark *items;
    size_t n, cap;
};

static enum rc add_mark(struct mark_list *list, struct store_mark m, struct err *err)
{
    if (list->arena != NULL) {
        struct store_mark *items =
            arena_grow(list->arena, list->items, list->n, &list->cap, sizeof(*items), err);

        if (items == NULL)
            return RC_LIMIT;
        list->items = items;
    }
    if (list->n < list->cap)
        list->items[list->n++] = m;
    return RC_OK;
}

static enum rc read_marks(struct store *s, const struct uuid *target, uint64_t below_seq,
                          const struct visible *visible, struct mark_list *list, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, SQL_MARKS, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, target->b, sizeof(target->b), SQLITE_STATIC);
    (void)sqlite3_bind_int64(q, 2, bound(below_seq));
    while ((rc = db_step(s, q, err)) == RC_OK) {
        struct store_mark m = {.kind = (enum entry_kind)sqlite3_column_int(q, 0),
                               .seq = (uint64_t)sqlite3_column_int64(q, 1)};

        if (sees(s, visible, sqlite3_column_int64(q, 2)))
            rc = add_mark(list, m, err);
        if (rc)
            break;
    }
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}

enum rc store_marks(struct store *s, uint64_t seq, uint64_t below_seq,
                    const struct visible *visible, struct arena *a, struct store_mark_list *out,
                    struct err *err)
{
    struct mark_list list = {.arena = a};
    sqlite3_stmt *q = NULL;
    struct uuid id = {{0}};
    enum rc rc = db_take(s, "SELECT id, label FROM entry WHERE seq = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, bound(seq));
    rc = db_step(s, q, err);
    if (rc == RC_END || (rc == RC_OK && !sees(s, visible, sqlite3_column_int64(q, 1))))
        rc = err_set(err, RC_ABSENT, "there is no such entry");
    if (!rc)
        rc = db_bytes(q, 0, id.b, sizeof(id.b), err);
    db_give(s, q);
    if (!rc)
        rc = read_marks(s, &id, below_seq, visible, &list, err);
    if (!rc)
        *out = (struct store_mark_list){list.items, list.n};
    return rc;
}

/* ---- verdicts ---- */

#define SQL_VERDICTS                                                                               \
    "WITH ranges(class, low, high) AS (VALUES (0,?1,?2),(1,?3,?4),(2,?5,?6),(3,?7,?8),(4,?9,?10)," \
    "(5,?11,?12)) SELECT d.seq FROM ranges CROSS JOIN derived AS d WHERE d.kind = ?13 AND "        \
    "d.class = ranges.class AND d.from_ms BETWEEN ranges.low AND ranges.high AND d.to_ms >= ?14 "  \
    "AND d.seq >= ?15 AND d.seq < ?16 AND (?17 = 0 OR ?17 >> d.word & 1) AND d.is_current "        \
    "AND (?18 = -1 OR d.term = ?18) AND (NOT ?19 OR (d.lat BETWEEN ?20 AND ?21 AND "               \
    "CASE WHEN ?22 <= ?23 THEN d.lon BETWEEN ?22 AND ?23 ELSE d.lon >= ?22 OR d.lon <= ?23 END)) " \
    "ORDER BY d.from_ms, d.seq"
#define SQL_VERDICT                                                                                \
    "SELECT e.seq, e.id, e.kind, e.label, e.superseded_by, e.commitment, e.salt, e.bytes, "        \
    "d.term, d.word, d.severity, d.party, d.from_ms, d.to_ms, d.lat, d.lon, d.sense "              \
    "FROM derived AS d JOIN entry AS e ON e.seq = d.seq WHERE d.seq = ?"
enum {
    COL_LABEL = 3,
    COL_BY = 4,
    COL_TERM = 8,
    COL_WORD,
    COL_SEVERITY,
    COL_PARTY,
    COL_FROM,
    COL_TO,
    COL_LAT,
    COL_LON,
    COL_SENSE
};

static void bind_verdicts(sqlite3_stmt *q, const struct store_verdict_query *ask, int64_t term)
{
    struct time_span span = ask->has_span ? ask->span : (struct time_span){INT64_MIN, INT64_MAX};

    for (int class = 0; class < SPAN_CLASSES; class ++) {
        int64_t low, high;

        span_class_range(class, span, &low, &high);
        (void)sqlite3_bind_int64(q, 1 + 2 * class, low);
        (void)sqlite3_bind_int64(q, 2 + 2 * class, high);
    }
    (void)sqlite3_bind_int64(q, 13, ENTRY_VERDICT);
    (void)sqlite3_bind_int64(q, 14, span.t0_ms);
    (void)sqlite3_bind_int64(q, 15, bound(ask->since_seq));
    (void)sqlite3_bind_int64(q, 16, bound(ask->below_seq));
    (void)sqlite3_bind_int64(q, 17, ask->words);
    (void)sqlite3_bind_int64(q, 18, term);
    (void)sqlite3_bind_int(q, 19, ask->has_box);
    (void)sqlite3_bind_double(q, 20, ask->box.south_deg);
    (void)sqlite3_bind_double(q, 21, ask->box.north_deg);
    (void)sqlite3_bind_double(q, 22, ask->box.west_deg);
    (void)sqlite3_bind_double(q, 23, ask->box.east_deg);
}

struct verdict_walk {
    struct store *s;
    const struct store_verdict_query *ask;
    struct entry_reader reader;
    enum rc (*take)(void *to, const struct store_verdict *v, struct err *err);
    void *to;
    enum rc taken;
};

static enum rc fill(struct verdict_walk *w, sqlite3_stmt *q, struct store_verdict *v,
                    struct err *err)
{
    struct mark_list marks = {.items = v->marks, .cap = STORE_MARKS_MAX};
    enum rc rc = entry_of_row(w->s, q, w->ask->below_seq, &w->reader, &v->entry, err);

    if (!rc && sqlite3_column_type(q, COL_TERM) != SQLITE_NULL)
        rc = names_text(w->s, &w->s->terms, sqlite3_column_int64(q, COL_TERM), &v->term, err);
    if (!rc)
        rc = db_bytes(q, COL_SENSE, v->sense.b, sizeof(v->sense.b), err);
    if (!rc)
        rc = read_marks(w->s, &v->entry.id, w->ask->below_seq, w->ask->visible, &marks, err);
    if (rc)
        return rc;
    v->n_marks = marks.n;
    v->word = (uint8_t)sqlite3_column_int(q, COL_WORD);
    v->severity = (uint8_t)sqlite3_column_int(q, COL_SEVERITY);
    v->party = db_span(q, COL_PARTY);
    v->when.t0_ms = sqlite3_column_int64(q, COL_FROM);
    v->when.t1_ms = sqlite3_column_int64(q, COL_TO);
    v->has_place = sqlite3_column_type(q, COL_LAT) != SQLITE_NULL;
    v->place.lat_deg = sqlite3_column_double(q, COL_LAT);
    v->place.lon_deg = sqlite3_column_double(q, COL_LON);
    return RC_OK;
}

static enum rc offer(struct verdict_walk *w, int64_t seq, struct err *err)
{
    struct store_verdict v = {.n_marks = 0};
    sqlite3_stmt *q = NULL;
    bool is_replaced;
    enum rc rc = db_take(w->s, SQL_VERDICT, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, seq);
    rc = db_step(w->s, q, err);
    if (rc)
        goto out;
    is_replaced = sqlite3_column_type(q, COL_BY) != SQLITE_NULL &&
                  (uint64_t)sqlite3_column_int64(q, COL_BY) < w->ask->below_seq;
    if (!sees(w->s, w->ask->visible, sqlite3_column_int64(q, COL_LABEL)) ||
        (is_replaced && !w->ask->with_superseded))
        goto out;
    rc = fill(w, q, &v, err);
    if (!rc)
        rc = w->taken = w->take(w->to, &v, err);
out:
    db_give(w->s, q);
    return rc == RC_END && !w->taken ? RC_OK : rc;
}

enum rc store_verdicts(struct store *s, const struct store_verdict_query *ask,
                       enum rc (*take)(void *to, const struct store_verdict *v, struct err *err),
                       void *to, struct err *err)
{
    struct verdict_walk w = {.s = s, .ask = ask, .take = take, .to = to};
    sqlite3_stmt *q = NULL;
    int64_t term = -1;
    enum rc rc = RC_OK;

    if (ask->term.n > 0) {
        rc = names_find(s, &s->terms, ask->term, &term, err);
        if (rc || term < 0)
            return rc;
    }
    rc = db_take(s, SQL_VERDICTS, &q, err);
    if (rc)
        return rc;
    bind_verdicts(q, ask, term);
    while ((rc = db_step(s, q, err)) == RC_OK) {
        rc = offer(&w, sqlite3_column_int64(q, 0), err);
        if (rc)
            break;
    }
    db_give(s, q);
    if (w.taken)
        return w.taken == RC_END ? RC_OK : w.taken;
    return rc == RC_END ? RC_OK : rc;
}
