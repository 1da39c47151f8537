/* SPDX-License-Identifier: Apache-2.0 */
#include "store/derived.h"

#include "store/names.h"
#include "store/sees.h"

#include <stdlib.h>
#include <string.h>

#define SEQS_BYTES_MAX ((size_t)1024 * 1024 * 1024)

bool derived_is_kind(enum entry_kind kind)
{
    return kind == ENTRY_EVENT || kind == ENTRY_VERDICT || kind == ENTRY_INCIDENT ||
           kind == ENTRY_DUTY;
}

/* ---- filing ---- */

static enum rc put_row(struct store *s, uint64_t seq, const struct entry *e,
                       const struct derived *d, struct err *err)
{
    uint32_t term = 0;
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = RC_OK;

    if (d->term.n > 0)
        rc = names_number(s, &s->terms, d->term, &term, err);
    if (!rc)
        rc = db_take(s,
                     "INSERT INTO derived (seq, kind, class, from_ms, to_ms, is_current, sense, "
                     "term, word, severity, party, lat, lon, names, sum) VALUES (?, ?, ?, ?, ?, "
                     "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     &q, err);
    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, (int64_t)seq);
    row_int(&row, e->kind);
    row_int(&row, span_class(e->when.t0_ms, e->when.t1_ms));
    row_int(&row, e->when.t0_ms);
    row_int(&row, e->when.t1_ms);
    row_int(&row, d->is_current);
    row_blob(&row, d->sense.b, sizeof(d->sense.b));
    if (d->term.n > 0)
        row_int(&row, term);
    else
        row_null(&row);
    row_int(&row, d->word);
    row_int(&row, d->severity);
    row_text(&row, d->party);
    if (d->has_place) {
        row_real(&row, d->place.lat_deg);
        row_real(&row, d->place.lon_deg);
    } else {
        row_null(&row);
        row_null(&row);
    }
    row_blob(&row, d->names, d->n_names * sizeof(*d->names));
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc put_inputs(struct store *s, uint64_t seq, const struct entry *e, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(
        s, "INSERT OR REPLACE INTO derived_input (input, seq, sum) VALUES (?, ?, ?)", &q, err);

    for (size_t i = 0; rc == RC_OK && i < e->n_inputs; i++) {
        struct db_row row = db_row(q);

        row_blob(&row, e->inputs[i].b, sizeof(e->inputs[i].b));
        row_int(&row, (int64_t)seq);
        row_sum(&row);
        rc = db_run(s, q, err);
    }
    db_give(s, q);
    return rc;
}

static enum rc put_names(struct store *s, uint64_t seq, const struct derived *d, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "INSERT OR REPLACE INTO derived_name (name, seq, sum) VALUES (?, ?, ?)",
                         &q, err);

    for (size_t i = 0; rc == RC_OK && i < d->n_names; i++) {
        struct db_row row = db_row(q);

        row_int(&row, (int64_t)d->names[i]);
        row_int(&row, (int64_t)seq);
        row_sum(&row);
        rc = db_run(s, q, err);
    }
    db_give(s, q);
    return rc;
}

enum rc derived_add(struct store *s, uint64_t seq, const struct entry *e, const struct derived *d,
                    struct err *err)
{
    static const struct derived by_hand = {.is_current = true};
    enum rc rc;

    if (d == NULL)
        d = &by_hand;
    rc = put_row(s, seq, e, d, err);
    if (!rc)
        rc = put_inputs(s, seq, e, err);
    return rc ? rc : put_names(s, seq, d, err);
}

enum rc mark_add(struct store *s, const struct uuid *target, uint64_t seq, enum entry_kind kind,
                 struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(
        s, "INSERT OR REPLACE INTO mark (target, seq, kind, sum) VALUES (?, ?, ?, ?)", &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_blob(&row, target->b, sizeof(target->b));
    row_int(&row, (int64_t)seq);
    row_int(&row, kind);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc read_names(struct span blob, struct arena *a, struct derived *out, struct err *err)
{
    uint64_t *names = arena_array(a, blob.n / sizeof(*names), sizeof(*names), err);

    if (names == NULL)
        return RC_LIMIT;
    if (blob.n > 0)
        memcpy(names, blob.p, blob.n / sizeof(*names) * sizeof(*names));
    out->names = names;
    out->n_names = blob.n / sizeof(*names);
    return RC_OK;
}

#define SQL_ROW                                                                                    \
    "SELECT seq, kind, class, from_ms, to_ms, is_current, sense, term, word, severity, party, "    \
    "lat, lon, names, sum FROM derived WHERE seq = ?"
enum {
    ROW_CURRENT = 5,
    ROW_SENSE,
    ROW_TERM,
    ROW_WORD,
    ROW_SEVERITY,
    ROW_PARTY,
    ROW_LAT,
    ROW_LON,
    ROW_NAMES
};

static enum rc read_derived(struct store *s, sqlite3_stmt *q, struct arena *a, struct derived *out,
                            struct err *err)
{
    struct span term = span_none();
    enum rc rc = db_bytes(q, ROW_SENSE, out->sense.b, sizeof(out->sense.b), err);

    out->is_current = sqlite3_column_int(q, ROW_CURRENT) != 0;
    out->word = (uint8_t)sqlite3_column_int(q, ROW_WORD);
    out->severity = (uint8_t)sqlite3_column_int(q, ROW_SEVERITY);
    out->has_place = sqlite3_column_type(q, ROW_LAT) != SQLITE_NULL;
    out->place =
        (struct geo_pos){sqlite3_column_double(q, ROW_LAT), sqlite3_column_double(q, ROW_LON)};
    if (!rc && sqlite3_column_type(q, ROW_TERM) != SQLITE_NULL)
        rc = names_text(s, &s->terms, sqlite3_column_int64(q, ROW_TERM), &term, err);
    if (rc)
        return rc;
    out->term = arena_copy(a, term, err);
    out->party = arena_copy(a, db_span(q, ROW_PARTY), err);
    if (out->term.p == NULL || out->party.p == NULL)
        return RC_LIMIT;
    return read_names(db_span(q, ROW_NAMES), a, out, err);
}

enum rc store_derived_row(struct store *s, uint64_t seq, struct arena *a, struct derived *out,
                          struct err *err)
{
    struct derived found = {.is_current = false};
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, SQL_ROW, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    rc = db_step(s, q, err);
    if (rc == RC_END)
        rc = err_set(err, RC_ABSENT, "the record is damaged: table derived lacks an entry");
    else if (!rc && !db_sum_holds(q))
        rc = err_set(err, RC_INPUT, "the record is damaged: a row of table derived; aasc fsck");
    if (!rc)
        rc = read_derived(s, q, a, &found, err);
    db_give(s, q);
    if (!rc)
        *out = found;
    return rc;
}

/* ---- finding ---- */

/* Candidates are gathered by one index, put in order, and held against every condition. */
struct search {
    struct store *s;
    const struct shelf_ask *ask;
    int64_t term; /* number of ask->term; -1: no such term on the record */
    struct buf seqs;
    enum rc (*take)(void *to, const struct shelf_derived *d, struct err *err);
    void *to;
    enum rc taken;
};

#define RANGES                                                                                     \
    "WITH ranges(class, low, high) AS (VALUES (0,?1,?2),(1,?3,?4),(2,?5,?6),(3,?7,?8),(4,?9,?10)," \
    "(5,?11,?12)) SELECT d.seq FROM ranges CROSS JOIN derived AS d WHERE d.class = ranges.class "  \
    "AND d.from_ms BETWEEN ranges.low AND ranges.high AND d.to_ms >= ?13 AND d.seq < ?14 "
#define SQL_BY_KIND RANGES "AND d.kind = ?15"
#define SQL_BY_TERM RANGES "AND d.term = ?15"

static void bind_ranges(sqlite3_stmt *q, struct time_span span, uint64_t below_seq)
{
    for (int class = 0; class < SPAN_CLASSES; class ++) {
        int64_t low, high;

        span_class_range(class, span, &low, &high);
        (void)sqlite3_bind_int64(q, 1 + 2 * class, low);
        (void)sqlite3_bind_int64(q, 2 + 2 * class, high);
    }
    (void)sqlite3_bind_int64(q, 13, span.t0_ms);
    (void)sqlite3_bind_int64(q, 14, below_seq > INT64_MAX ? INT64_MAX : (int64_t)below_seq);
}

static enum rc gather(struct search *f, sqlite3_stmt *q, struct err *err)
{
    enum rc rc;

    while ((rc = db_step(f->s, q, err)) == RC_OK) {
        int64_t seq = sqlite3_column_int64(q, 0);

        buf_put(&f->seqs, (struct span){.p = (const char *)&seq, .n = sizeof(seq)});
        rc = buf_check(&f->seqs, err);
        if (rc)
            break;
    }
    (void)sqlite3_reset(q);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc by_time(struct search *f, struct err *err)
{
    struct time_span all = {INT64_MIN, INT64_MAX};
    bool has_term = f->ask->term.n > 0;
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s, has_term ? SQL_BY_TERM : SQL_BY_KIND, &q, err);

    if (rc)
        return rc;
    bind_ranges(q, f->ask->has_span ? f->ask->span : all, f->ask->below_seq);
    (void)sqlite3_bind_int64(q, 15, has_term ? f->term : (int64_t)f->ask->kind);
    rc = gather(f, q, err);
    db_give(f->s, q);
    return rc;
}

/* What supersedes a candidate stands on what that stands on: its line is followed to the end. */
static enum rc follow_lines(struct search *f, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s,
                         "SELECT superseded_by FROM entry WHERE seq = ? AND superseded_by IS NOT "
                         "NULL AND superseded_by < ?",
                         &q, err);

    /* each newer version is a candidate in turn, put behind those that there are */
    for (size_t at = 0; rc == RC_OK && at < f->seqs.n; at += sizeof(int64_t)) {
        int64_t seq;

        memcpy(&seq, f->seqs.p + at, sizeof(seq));
        (void)sqlite3_bind_int64(q, 1, seq);
        (void)sqlite3_bind_int64(
            q, 2, f->ask->below_seq > INT64_MAX ? INT64_MAX : (int64_t)f->ask->below_seq);
        rc = gather(f, q, err);
    }
    db_give(f->s, q);
    return rc;
}

static enum rc by_inputs(struct search *f, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s, "SELECT seq FROM derived_input WHERE input = ?", &q, err);

    for (size_t i = 0; rc == RC_OK && i < f->ask->n_inputs; i++) {
        (void)sqlite3_bind_blob(q, 1, f->ask->inputs[i].b, sizeof(f->ask->inputs[i].b),
                                SQLITE_STATIC);
        rc = gather(f, q, err);
    }
    db_give(f->s, q);
    return rc == RC_OK && f->ask->by_line ? follow_lines(f, err) : rc;
}

static enum rc by_names(struct search *f, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s, "SELECT seq FROM derived_name WHERE name = ?", &q, err);

    for (size_t i = 0; rc == RC_OK && i < f->ask->n_names; i++) {
        (void)sqlite3_bind_int64(q, 1, (int64_t)f->ask->names[i]);
        rc = gather(f, q, err);
    }
    db_give(f->s, q);
    return rc;
}

static int by_value(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static bool holds_name(struct span names, const uint64_t *wanted, size_t n)
{
    for (size_t at = 0; at + sizeof(uint64_t) <= names.n; at += sizeof(uint64_t)) {
        uint64_t name;

        memcpy(&name, names.p + at, sizeof(name));
        for (size_t i = 0; i < n; i++)
            if (wanted[i] == name)
                return true;
    }
    return false;
}

enum {
    COL_KIND,
    COL_FROM,
    COL_TO,
    COL_CURRENT,
    COL_SENSE,
    COL_TERM,
    COL_NAMES,
    COL_ID,
    COL_LABEL,
    COL_BY,
    COL_BYTES,
    COL_WORD,
    COL_LAT,
    COL_LON
};
#define SQL_ONE                                                                                    \
    "SELECT d.kind, d.from_ms, d.to_ms, d.is_current, d.sense, d.term, d.names, e.id, e.label, "   \
    "e.superseded_by, e.bytes, d.word, d.lat, d.lon FROM derived AS d JOIN entry AS e ON e.seq = " \
    "d.seq WHERE d.seq = ?"

static bool meets(const struct search *f, sqlite3_stmt *q)
{
    const struct shelf_ask *a = f->ask;

    return sqlite3_column_int64(q, COL_KIND) == (int64_t)a->kind &&
           sees(f->s, a->visible, sqlite3_column_int64(q, COL_LABEL)) &&
           (sqlite3_column_type(q, COL_BY) == SQLITE_NULL ||
            (uint64_t)sqlite3_column_int64(q, COL_BY) >= a->below_seq) &&
           (!a->has_span || (sqlite3_column_int64(q, COL_FROM) <= a->span.t1_ms &&
                             sqlite3_column_int64(q, COL_TO) >= a->span.t0_ms)) &&
           (a->term.n == 0 || (sqlite3_column_type(q, COL_TERM) != SQLITE_NULL &&
                               sqlite3_column_int64(q, COL_TERM) == f->term)) &&
           (a->names == NULL || holds_name(db_span(q, COL_NAMES), a->names, a->n_names));
}

static enum rc hand_out(struct search *f, int64_t seq, sqlite3_stmt *q, struct err *err)
{
    struct shelf_derived d = {.seq = (uint64_t)seq,
                              .when = {.t0_ms = sqlite3_column_int64(q, COL_FROM),
                                       .t1_ms = sqlite3_column_int64(q, COL_TO)},
                              .is_current = sqlite3_column_int(q, COL_CURRENT) != 0,
                              .bytes = db_span(q, COL_BYTES),
                              .word = (uint8_t)sqlite3_column_int(q, COL_WORD)};
    enum rc rc = db_bytes(q, COL_ID, d.id.b, sizeof(d.id.b), err);

    if (!rc)
        rc = db_bytes(q, COL_SENSE, d.sense.b, sizeof(d.sense.b), err);
    if (!rc && sqlite3_column_type(q, COL_TERM) != SQLITE_NULL)
        rc = names_text(f->s, &f->s->terms, sqlite3_column_int64(q, COL_TERM), &d.term, err);
    if (rc)
        return rc;
    d.has_place = sqlite3_column_type(q, COL_LAT) != SQLITE_NULL;
    d.place =
        (struct geo_pos){sqlite3_column_double(q, COL_LAT), sqlite3_column_double(q, COL_LON)};
    f->taken = f->take(f->to, &d, err);
    return f->taken;
}

/* Where names gave the candidates, the inputs asked for must hold too. */
static enum rc input_meets(struct search *f, int64_t seq, bool *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s, "SELECT 1 FROM derived_input WHERE input = ? AND seq = ?", &q, err);

    *out = false;
    for (size_t i = 0; rc == RC_OK && !*out && i < f->ask->n_inputs; i++) {
        (void)sqlite3_bind_blob(q, 1, f->ask->inputs[i].b, sizeof(f->ask->inputs[i].b),
                                SQLITE_STATIC);
        (void)sqlite3_bind_int64(q, 2, seq);
        rc = db_step(f->s, q, err);
        *out = rc == RC_OK;
        (void)sqlite3_reset(q);
        if (rc == RC_END)
            rc = RC_OK;
    }
    db_give(f->s, q);
    return rc;
}

static enum rc try_one(struct search *f, int64_t seq, struct err *err)
{
    bool is_met = true;
    sqlite3_stmt *q = NULL;
    enum rc rc = RC_OK;

    if (f->ask->inputs != NULL && f->ask->names != NULL)
        rc = input_meets(f, seq, &is_met, err);
    if (rc || !is_met)
        return rc;
    rc = db_take(f->s, SQL_ONE, &q, err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, seq);
    rc = db_step(f->s, q, err);
    if (!rc && meets(f, q))
        rc = hand_out(f, seq, q, err);
    else if (rc == RC_END)
        rc = RC_OK;
    db_give(f->s, q);
    return rc;
}

static enum rc try_all(struct search *f, struct err *err)
{
    size_t n = f->seqs.n / sizeof(int64_t);
    int64_t *seqs = (int64_t *)(void *)f->seqs.p;
    enum rc rc = RC_OK;

    if (n > 1)
        qsort(seqs, n, sizeof(*seqs), by_value);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        if ((i == 0 || seqs[i] != seqs[i - 1]) && (uint64_t)seqs[i] < f->ask->below_seq)
            rc = try_one(f, seqs[i], err);
    return rc;
}

enum rc derived_query(void *context, const struct shelf_ask *q,
                      enum rc (*take)(void *to, const struct shelf_derived *d, struct err *err),
                      void *to, struct err *err)
{
    struct search f = {.s = context, .ask = q, .term = -1, .take = take, .to = to};
    enum rc rc = RC_OK;

    if (q->term.n > 0) {
        rc = names_find(f.s, &f.s->terms, q->term, &f.term, err);
        if (rc || f.term < 0)
            return rc;
    }
    buf_init(&f.seqs, SEQS_BYTES_MAX);
    if (q->names != NULL)
        rc = by_names(&f, err);
    else
        rc = q->inputs != NULL ? by_inputs(&f, err) : by_time(&f, err);
    if (!rc)
        rc = try_all(&f, err);
    buf_release(&f.seqs);
    return f.taken ? f.taken : rc;
}
