/* SPDX-License-Identifier: Apache-2.0 */
/* cards_query.c: the rows that a judgement asks for, in the order in which they came.
 *
 * By time and place: blocks that may hold some are found by SQL, append by append, and looked
 * through here. By key or serial: the tables of these give the rows. Either way every condition is
 * then held against the card itself. */
#include "store/cards.h"
#include "store/names.h"
#include "store/runs.h"
#include "store/sees.h"

#include <stdlib.h>
#include <string.h>

#define SEQS_BYTES_MAX ((size_t)1024 * 1024 * 1024)

struct hunt {
    struct store *s;
    const struct shelf_query *q;
    struct buf seqs; /* uint64_t each, of the rows to be handed out next */
    bool has_twins;  /* whether any key has more than one row */
    enum rc (*take)(void *to, const struct shelf_row *row, struct err *err);
    void *to;
    enum rc taken; /* what `take` said last: its RC_END is not the end of a statement's rows */
};

/* ---- conditions ---- */

static bool box_meets(const struct card_row *r, const struct geo_box *box)
{
    struct geo_box own = {.south_deg = r->south_deg,
                          .west_deg = r->west_deg,
                          .north_deg = r->north_deg,
                          .east_deg = r->east_deg};

    return (r->flags & CARD_HAS_PLACE) != 0 && card_boxes_meet(&own, box);
}

bool cards_meet(const struct card_row *r, const struct shelf_query *q)
{
    return r->seq < q->below_seq && (q->row_kinds >> r->kind & 1) != 0 &&
           (!q->has_span || (r->from_ms <= q->span.t1_ms && r->to_ms >= q->span.t0_ms)) &&
           (!q->has_box || box_meets(r, &q->box)) && (!q->has_source || r->source == q->source) &&
           (!q->only_countable || (r->flags & CARD_IS_COUNTABLE) != 0) &&
           (!q->only_with_items || (r->flags & CARD_HAS_ITEMS) != 0);
}

/* ---- handing out ---- */

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static enum rc push_seq(struct hunt *h, uint64_t seq, struct err *err)
{
    buf_put(&h->seqs, (struct span){.p = (const char *)&seq, .n = sizeof(seq)});
    return buf_check(&h->seqs, err);
}

static enum rc has_twin(struct hunt *h, const uint8_t key[16], bool *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(h->s, "SELECT 1 FROM card_more WHERE key = ? LIMIT 1", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_blob(q, 1, key, 16, SQLITE_STATIC);
    rc = db_step(h->s, q, err);
    *out = rc == RC_OK;
    db_give(h->s, q);
    return rc == RC_END ? RC_OK : rc;
}

/* Whether an entry stands in its place. Of those who see but some entries only one that they see
 * counts: that there is another would be told by the row's absence. */
static enum rc is_replaced(struct hunt *h, sqlite3_stmt *entry, bool *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    int64_t by = sqlite3_column_int64(entry, 2);
    enum rc rc;

    *out = sqlite3_column_type(entry, 2) != SQLITE_NULL && (uint64_t)by < h->q->below_seq;
    if (!*out || h->q->visible == NULL || h->q->visible->is_everything)
        return RC_OK;
    rc = db_take(h->s, "SELECT label FROM entry WHERE seq = ?", &q, err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, by);
    rc = db_step(h->s, q, err);
    *out = rc == RC_OK && sees(h->s, h->q->visible, sqlite3_column_int64(q, 0));
    db_give(h->s, q);
    return rc == RC_END ? RC_OK : rc;
}

/* One row of the block, with the entry that it is of. */
static enum rc hand_out(struct hunt *h, const struct card_row *card, sqlite3_stmt *q,
                        struct err *err)
{
    struct shelf_row row = {.seq = card->seq, .is_alone = (card->flags & CARD_HAS_REPLACES) == 0};
    bool is_twin = false, has_other;
    enum rc rc;

    if (!sees(h->s, h->q->visible, sqlite3_column_int64(q, 1)))
        return RC_OK;
    rc = is_replaced(h, q, &has_other, err);
    if (rc || has_other)
        return rc;
    if (sqlite3_column_type(q, 3) == SQLITE_NULL)
        return RC_OK; /* erased */
    rc = db_bytes(q, 0, row.id.b, sizeof(row.id.b), err);
    if (!rc)
        rc = names_text(h->s, &h->s->labels, sqlite3_column_int64(q, 1), &row.label, err);
    if (!rc && row.is_alone && h->has_twins)
        rc = has_twin(h, card->key, &is_twin, err);
    if (rc)
        return rc;
    row.is_alone = row.is_alone && !is_twin;
    row.bytes = db_span(q, 3);
    h->taken = h->take(h->to, &row, err);
    return h->taken;
}

#define SQL_ENTRY "SELECT id, label, superseded_by, bytes, block FROM entry WHERE seq = ?"

static enum rc hand_out_card(struct hunt *h, const struct card_row *card, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(h->s, SQL_ENTRY, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)card->seq);
    rc = db_step(h->s, q, err);
    if (!rc)
        rc = hand_out(h, card, q, err);
    else if (rc == RC_END)
        rc = err_set(err, RC_INPUT, "the record is damaged: a card has no entry; aasc fsck");
    db_give(h->s, q);
    return rc;
}

enum rc cards_take(struct store *s, const struct shelf_query *q, const struct card_row *card,
                   enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                   void *to, struct err *err)
{
    struct hunt h = {.s = s, .q = q, .take = take, .to = to};

    return hand_out_card(&h, card, err);
}

/* ---- by time and place ---- */

/* The range of beginnings is one of the index; a box across the antimeridian goes all around. */
_Static_assert(ROW_KIND_COUNT <= 48, "the query below names each kind");
#define SQL_BLOCKS                                                                                 \
    "WITH kinds(kind) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),"     \
    "(14),(15),(16),(17),(18),(19),(20),(21),(22),(23),(24),(25),(26),(27),(28),(29),(30),(31),"   \
    "(32),(33),(34),(35),(36),(37),(38),(39),(40),(41),(42),(43),(44),(45),(46),(47)),"            \
    "ranges(class, low, high) AS (VALUES (0,?1,?2),(1,?3,?4),(2,?5,?6),(3,?7,?8),(4,?9,?10),"      \
    "(5,?11,?12)) "                                                                                \
    "SELECT card.block, card.first_seq FROM kinds CROSS JOIN ranges CROSS JOIN card "              \
    "WHERE (?13 >> kinds.kind & 1) AND card.kind = kinds.kind AND card.class = ranges.class "      \
    "AND card.from_ms BETWEEN ranges.low AND ranges.high AND card.to_ms >= ?14 "                   \
    "AND card.first_seq < ?15 AND card.north >= ?16 AND card.south <= ?17 AND card.east >= ?18 "   \
    "AND card.west <= ?19 AND (card.flags & ?20) = ?20 ORDER BY card.first_seq, card.block"

static void bind_blocks(sqlite3_stmt *q, const struct shelf_query *ask)
{
    struct time_span span = ask->has_span ? ask->span : (struct time_span){INT64_MIN, INT64_MAX};
    struct geo_box box = {-100, -400, 100, 400};
    int flags = (ask->only_countable ? CARD_IS_COUNTABLE : 0) |
                (ask->only_with_items ? CARD_HAS_ITEMS : 0) | (ask->has_box ? CARD_HAS_PLACE : 0);

    if (ask->has_box) {
        box = ask->box;
        if (box.east_deg < box.west_deg) {
            box.west_deg = -180;
            box.east_deg = 180;
        }
    }
    for (int class = 0; class < SPAN_CLASSES; class ++) {
        int64_t low, high;

        span_class_range(class, span, &low, &high);
        (void)sqlite3_bind_int64(q, 1 + 2 * class, low);
        (void)sqlite3_bind_int64(q, 2 + 2 * class, high);
    }
    (void)sqlite3_bind_int64(q, 13, (int64_t)ask->row_kinds);
    (void)sqlite3_bind_int64(q, 14, span.t0_ms);
    (void)sqlite3_bind_int64(q, 15,
                             ask->below_seq > INT64_MAX ? INT64_MAX : (int64_t)ask->below_seq);
    /* blocks without any place stand outside of every box, so the open box is wider than theirs */
    (void)sqlite3_bind_double(q, 16, box.south_deg);
    (void)sqlite3_bind_double(q, 17, box.north_deg);
    (void)sqlite3_bind_double(q, 18, box.west_deg);
    (void)sqlite3_bind_double(q, 19, box.east_deg);
    (void)sqlite3_bind_int64(q, 20, flags);
}

static int by_seq(const void *a, const void *b)
{
    const struct card_row *x = a, *y = b;

    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* What the blocks of one append have given, in order. */
static enum rc flush_cards(struct hunt *h, struct buf *found, struct err *err)
{
    struct card_row *cards = (struct card_row *)(void *)found->p;
    size_t n = found->n / sizeof(*cards);
    enum rc rc = h->taken;

    if (n > 1)
        qsort(cards, n, sizeof(*cards), by_seq);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = hand_out_card(h, &cards[i], err);
    buf_clear(found);
    return rc;
}

static enum rc look_through(struct hunt *h, int64_t block, struct buf *found, struct err *err)
{
    struct card_row rows[CARD_BLOCK];
    size_t n = 0;
    enum rc rc = cards_read(h->s, block, rows, &n, err);

    for (size_t i = 0; rc == RC_OK && i < n; i++)
        if (cards_meet(&rows[i], h->q))
            buf_put(found, (struct span){.p = (const char *)&rows[i], .n = sizeof(rows[i])});
    return rc ? rc : buf_check(found, err);
}

static enum rc hunt_blocks(struct hunt *h, struct err *err)
{
    int64_t append = -1;
    sqlite3_stmt *q = NULL;
    struct buf found;
    enum rc rc;

    buf_init(&found, SEQS_BYTES_MAX);
    rc = db_take(h->s, SQL_BLOCKS, &q, err);
    if (rc)
        goto out;
    bind_blocks(q, h->q);
    while ((rc = db_step(h->s, q, err)) == RC_OK) {
        if (sqlite3_column_int64(q, 1) != append)
            rc = flush_cards(h, &found, err);
        append = sqlite3_column_int64(q, 1);
        if (!rc)
            rc = look_through(h, sqlite3_column_int64(q, 0), &found, err);
        if (rc)
            break;
    }
    if (rc == RC_END)
        rc = flush_cards(h, &found, err);
out:
    db_give(h->s, q);
    buf_release(&found);
    return rc;
}

/* ---- by key and serial ---- */

static enum rc push_found(struct hunt *h, sqlite3_stmt *q, struct err *err)
{
    enum rc rc;

    while ((rc = db_step(h->s, q, err)) == RC_OK) {
        rc = push_seq(h, (uint64_t)sqlite3_column_int64(q, 0), err);
        if (rc)
            break;
    }
    (void)sqlite3_reset(q);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc push_key(struct hunt *h, sqlite3_stmt *more, const uint8_t key[16], struct err *err)
{
    uint64_t seq = 0;
    bool is_there = false;
    enum rc rc = runs_find(h->s, key, &is_there, &seq, err);

    if (!rc && is_there)
        rc = push_seq(h, seq, err);
    if (rc || !h->has_twins)
        return rc;
    (void)sqlite3_bind_blob(more, 1, key, 16, SQLITE_STATIC);
    return push_found(h, more, err);
}

static enum rc push_keys(struct hunt *h, struct err *err)
{
    sqlite3_stmt *more = NULL;
    enum rc rc = runs_hold(h->s, h->q->n_keys, err);

    if (!rc)
        rc = db_take(h->s, "SELECT seq FROM card_more WHERE key = ?", &more, err);
    for (size_t i = 0; rc == RC_OK && i < h->q->n_keys; i++)
        rc = push_key(h, more, h->q->keys[i].b, err);
    db_give(h->s, more);
    return rc;
}

static enum rc push_serials(struct hunt *h, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(h->s, "SELECT seq FROM card_serial WHERE serial = ?", &q, err);

    for (size_t i = 0; rc == RC_OK && i < h->q->n_serials; i++) {
        (void)sqlite3_bind_int64(q, 1, (int64_t)h->q->serials[i]);
        rc = push_found(h, q, err);
    }
    db_give(h->s, q);
    return rc;
}

/* Sorted, each once: the number that stays. */
static size_t settle(struct buf *seqs)
{
    uint64_t *v = (uint64_t *)(void *)seqs->p;
    size_t n = seqs->n / sizeof(*v), kept = 0;

    if (n == 0)
        return 0;
    qsort(v, n, sizeof(*v), by_value);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || v[i] != v[kept - 1])
            v[kept++] = v[i];
    seqs->n = kept * sizeof(*v);
    return kept;
}

/* Whether a row has one of the serials asked for, where keys gave the rows. */
static enum rc serial_meets(struct hunt *h, uint64_t seq, bool *out, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(h->s, "SELECT 1 FROM card_serial WHERE serial = ? AND seq = ?", &q, err);

    *out = false;
    for (size_t i = 0; rc == RC_OK && !*out && i < h->q->n_serials; i++) {
        (void)sqlite3_bind_int64(q, 1, (int64_t)h->q->serials[i]);
        (void)sqlite3_bind_int64(q, 2, (int64_t)seq);
        rc = db_step(h->s, q, err);
        *out = rc == RC_OK;
        (void)sqlite3_reset(q);
        if (rc == RC_END)
            rc = RC_OK;
    }
    db_give(h->s, q);
    return rc;
}

struct block_in_hand {
    int64_t block;
    size_t n;
    struct card_row rows[CARD_BLOCK];
};

static enum rc hunt_one(struct hunt *h, uint64_t seq, struct block_in_hand *b, struct err *err)
{
    sqlite3_stmt *q = NULL;
    int64_t block = 0;
    bool is_met = true;
    enum rc rc = db_take(h->s, SQL_ENTRY, &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    rc = db_step(h->s, q, err);
    if (rc == RC_OK)
        block = sqlite3_column_int64(q, 4);
    if (!rc && block != b->block && block != 0) {
        b->block = 0;
        rc = cards_read(h->s, block, b->rows, &b->n, err);
        b->block = rc ? 0 : block;
    }
    if (!rc && h->q->serials != NULL && h->q->keys != NULL)
        rc = serial_meets(h, seq, &is_met, err);
    for (size_t i = 0; rc == RC_OK && block != 0 && is_met && i < b->n; i++)
        if (b->rows[i].seq == seq && cards_meet(&b->rows[i], h->q))
            rc = hand_out(h, &b->rows[i], q, err);
    db_give(h->s, q);
    return rc == RC_END && !h->taken ? RC_OK : rc;
}

static enum rc hunt_names(struct hunt *h, struct err *err)
{
    struct block_in_hand b = {.block = 0};
    enum rc rc = h->q->keys != NULL ? push_keys(h, err) : push_serials(h, err);
    size_t n = rc ? 0 : settle(&h->seqs);

    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        uint64_t seq;

        memcpy(&seq, h->seqs.p + i * sizeof(seq), sizeof(seq));
        if (seq < h->q->below_seq)
            rc = hunt_one(h, seq, &b, err);
    }
    return rc;
}

enum rc cards_query(void *context, const struct shelf_query *q,
                    enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                    void *to, struct err *err)
{
    struct hunt h = {.s = context, .q = q, .take = take, .to = to};
    int64_t has = 0;
    enum rc rc = db_number(h.s, "SELECT 1 FROM card_more LIMIT 1", 0, &has, err);

    if (rc)
        return rc;
    h.has_twins = has != 0;
    buf_init(&h.seqs, SEQS_BYTES_MAX);
    rc = q->keys != NULL || q->serials != NULL ? hunt_names(&h, err) : hunt_blocks(&h, err);
    buf_release(&h.seqs);
    return h.taken ? h.taken : rc;
}
