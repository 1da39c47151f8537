/* SPDX-License-Identifier: Apache-2.0 */
/* cards.c: filing cards; cards_query.c finds them. */
#include "store/cards.h"
#include "store/runs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "blocks are little-endian");
static_assert(sizeof(struct card_row) == 88, "the layout of docs/formats/store.md");

#define MORTON_BITS  22
#define NO_DAY_LATER ((int64_t)1 << 19)

/* ---- their order ---- */

static uint64_t spread_bits(uint64_t v)
{
    v &= 0x3FFFFF;
    v = (v | v << 16) & UINT64_C(0x0000FFFF0000FFFF);
    v = (v | v << 8) & UINT64_C(0x00FF00FF00FF00FF);
    v = (v | v << 4) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    v = (v | v << 2) & UINT64_C(0x3333333333333333);
    return (v | v << 1) & UINT64_C(0x5555555555555555);
}

uint64_t cards_morton(struct geo_pos p)
{
    double cells = (double)(1 << MORTON_BITS) - 1;

    return spread_bits((uint64_t)((p.lat_deg + 90) / 180 * cells)) << 1 |
           spread_bits((uint64_t)((p.lon_deg + 180) / 360 * cells));
}

/* Kind 6 bits, class 3, day 20, place 35: what goes into one block stands side by side. */
static uint64_t order_of(const struct card *c)
{
    int64_t day = c->from_ms / MS_PER_DAY;
    uint64_t place = c->has_place ? cards_morton(c->middle) >> 9 : 0;

    if (day > NO_DAY_LATER - 1)
        day = NO_DAY_LATER - 1;
    if (day < -NO_DAY_LATER)
        day = -NO_DAY_LATER;
    return (uint64_t)c->kind << 58 | (uint64_t)span_class(c->from_ms, c->to_ms) << 55 |
           (uint64_t)(day + NO_DAY_LATER) << 35 | place;
}

static int by_order(const void *a, const void *b)
{
    const struct card_at *x = a, *y = b;

    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* ---- blocks ---- */

static void pack(const struct card_at *at, struct card_row *row)
{
    const struct card *c = at->card;

    *row = (struct card_row){
        .seq = at->seq,
        .from_ms = c->from_ms,
        .to_ms = c->to_ms,
        .source = c->source,
        .n_serials = c->n_serials,
        .kind = (uint8_t)c->kind,
        .flags = (uint8_t)((c->has_place ? CARD_HAS_PLACE : 0) |
                           (c->is_countable ? CARD_IS_COUNTABLE : 0) |
                           (c->has_items ? CARD_HAS_ITEMS : 0) |
                           (c->has_replaces ? CARD_HAS_REPLACES : 0)),
    };
    if (c->has_place) {
        row->south_deg = c->box.south_deg;
        row->west_deg = c->box.west_deg;
        row->north_deg = c->box.north_deg;
        row->east_deg = c->box.east_deg;
    }
    memcpy(row->key, c->key.b, sizeof(row->key));
}

/* What stands over a block: times, flags and box of all that is in it. */
struct block_head {
    int64_t from_ms, to_ms;
    int flags;
    struct geo_box box;
};

static struct block_head head_of(const struct card_row *rows, size_t n)
{
    struct block_head h = {
        .from_ms = INT64_MAX,
        .to_ms = INT64_MIN,
        .box = {.south_deg = 91, .west_deg = 181, .north_deg = -91, .east_deg = -181}};

    for (size_t i = 0; i < n; i++) {
        const struct card_row *r = &rows[i];
        bool is_cut = r->east_deg < r->west_deg; /* across the antimeridian: all around */

        h.from_ms = r->from_ms < h.from_ms ? r->from_ms : h.from_ms;
        h.to_ms = r->to_ms > h.to_ms ? r->to_ms : h.to_ms;
        h.flags |= r->flags;
        if ((r->flags & CARD_HAS_PLACE) == 0)
            continue;
        h.box.south_deg = r->south_deg < h.box.south_deg ? r->south_deg : h.box.south_deg;
        h.box.north_deg = r->north_deg > h.box.north_deg ? r->north_deg : h.box.north_deg;
        h.box.west_deg = is_cut                         ? -180
                         : r->west_deg < h.box.west_deg ? r->west_deg
                                                        : h.box.west_deg;
        h.box.east_deg = is_cut ? 180 : r->east_deg > h.box.east_deg ? r->east_deg : h.box.east_deg;
    }
    return h;
}

/* `block` 0: a new one. */
static enum rc put_block(struct store *s, int64_t block, uint64_t first_seq,
                         const struct card_row *rows, size_t n, struct err *err)
{
    struct block_head h = head_of(rows, n);
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s,
                         "INSERT OR REPLACE INTO card (block, first_seq, kind, class, from_ms, "
                         "to_ms, flags, south, west, north, east, rows, sum) VALUES (?, ?, ?, ?, "
                         "?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, block);
    row_int(&row, (int64_t)first_seq);
    row_int(&row, rows[0].kind);
    row_int(&row, span_class(h.from_ms, h.to_ms));
    row_int(&row, h.from_ms);
    row_int(&row, h.to_ms);
    row_int(&row, h.flags);
    row_real(&row, h.box.south_deg);
    row_real(&row, h.box.west_deg);
    row_real(&row, h.box.north_deg);
    row_real(&row, h.box.east_deg);
    row_blob(&row, rows, n * sizeof(*rows));
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

static enum rc add_blocks(struct store *s, uint64_t first_seq, struct card_at *cards, size_t n,
                          struct err *err)
{
    struct card_row rows[CARD_BLOCK];
    int64_t block = 0;
    enum rc rc = db_number(s, "SELECT max(block) FROM card", 0, &block, err);

    for (size_t at = 0, n_rows; rc == RC_OK && at < n; at += n_rows) {
        block++;
        for (n_rows = 0; n_rows < CARD_BLOCK && at + n_rows < n; n_rows++) {
            struct card_at *c = &cards[at + n_rows];

            if (c->order >> 55 != cards[at].order >> 55)
                break; /* another kind, or another length of time */
            pack(c, &rows[n_rows]);
            c->block = block;
        }
        rc = put_block(s, block, first_seq, rows, n_rows, err);
    }
    return rc;
}

/* ---- keys and serials ---- */

static int by_key(const void *a, const void *b)
{
    const struct card_at *x = a, *y = b;
    int c = memcmp(x->card->key.b, y->card->key.b, sizeof(x->card->key.b));

    if (c != 0)
        return c;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static enum rc add_more(struct store *s, const struct card_key *key, uint64_t seq, bool is_replaces,
                        struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc = db_take(s,
                         "INSERT OR REPLACE INTO card_more (key, seq, is_replaces, sum) VALUES "
                         "(?, ?, ?, ?)",
                         &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_blob(&row, key->b, sizeof(key->b));
    row_int(&row, (int64_t)seq);
    row_int(&row, is_replaces);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

/* The first row of a key stands in the runs, any other in card_more: so that a row of which there
 * is no other is known as such without a look-up. */
static enum rc add_key(struct store *s, const struct card_at *at, const struct card_at *before,
                       struct err *err)
{
    const struct card *c = at->card;
    struct run_pair pair = {.seq = at->seq};
    uint64_t unused = 0;
    bool is_there = before != NULL && memcmp(before->card->key.b, c->key.b, sizeof(c->key.b)) == 0;
    enum rc rc = is_there ? RC_OK : runs_find(s, c->key.b, &is_there, &unused, err);

    if (!rc && is_there)
        rc = add_more(s, &c->key, at->seq, false, err);
    if (!rc && c->has_replaces)
        rc = add_more(s, &c->replaces, at->seq, true, err);
    if (rc || is_there)
        return rc;
    memcpy(pair.key, c->key.b, sizeof(pair.key));
    buf_put(&s->fresh, (struct span){.p = (const char *)&pair, .n = sizeof(pair)});
    return buf_check(&s->fresh, err);
}

static enum rc add_keys(struct store *s, struct card_at *cards, size_t n, struct err *err)
{
    enum rc rc = runs_hold(s, n, err);

    buf_clear(&s->fresh);
    qsort(cards, n, sizeof(*cards), by_key);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = add_key(s, &cards[i], i == 0 ? NULL : &cards[i - 1], err);
    if (rc || s->fresh.n == 0)
        return rc;
    return runs_add(s, (const struct run_pair *)(const void *)s->fresh.p,
                    s->fresh.n / sizeof(struct run_pair), err);
}

static enum rc add_serials(struct store *s, const struct card_at *at, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = RC_OK;

    if (at->card->n_serials == 0)
        return RC_OK;
    rc = db_take(s, "INSERT OR REPLACE INTO card_serial (serial, seq, sum) VALUES (?, ?, ?)", &q,
                 err);
    for (uint32_t i = 0; rc == RC_OK && i < at->card->n_serials; i++) {
        struct db_row row = db_row(q);

        row_int(&row, (int64_t)at->card->serials[i]);
        row_int(&row, (int64_t)at->seq);
        row_sum(&row);
        rc = db_run(s, q, err);
    }
    db_give(s, q);
    return rc;
}

static enum rc add_cards(struct store *s, uint64_t first_seq, struct card_at *cards, size_t n,
                         struct err *err)
{
    enum rc rc;

    for (size_t i = 0; i < n; i++)
        cards[i].order = order_of(cards[i].card);
    qsort(cards, n, sizeof(*cards), by_order);
    rc = add_blocks(s, first_seq, cards, n, err);
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = add_serials(s, &cards[i], err);
    return rc;
}

enum rc cards_add(struct store *s, uint64_t first_seq, struct card_at *cards, size_t n,
                  struct err *err)
{
    enum rc rc = n == 0 ? RC_OK : add_cards(s, first_seq, cards, n, err);

    return rc || n == 0 ? rc : add_keys(s, cards, n, err);
}

/* ---- taking away ---- */

enum rc cards_read(struct store *s, int64_t block, struct card_row out[CARD_BLOCK], size_t *n,
                   struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct span rows;
    enum rc rc = db_take(s, "SELECT rows FROM card WHERE block = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, block);
    rc = db_step(s, q, err);
    if (rc && rc != RC_END)
        goto out;
    rows = rc == RC_END ? span_none() : db_span(q, 0);
    rc = RC_OK;
    if (rows.n == 0 || rows.n % sizeof(*out) != 0 || rows.n > CARD_BLOCK * sizeof(*out)) {
        rc = err_set(err, RC_INPUT,
                     "the record is damaged: block %lld of cards; aasc fsck says more",
                     (long long)block);
        goto out;
    }
    memcpy(out, rows.p, rows.n);
    *n = rows.n / sizeof(*out);
out:
    db_give(s, q);
    return rc;
}

/* Seldom: this and the next look through their whole, small tables. */
static enum rc remove_keys(struct store *s, const struct card_row *row, struct err *err)
{
    enum rc rc = runs_remove(s, row->key, row->seq, err);

    return rc ? rc : db_run_with(s, "DELETE FROM card_more WHERE seq = ?", (int64_t)row->seq, err);
}

static enum rc remove_serials(struct store *s, const struct card_row *row, struct err *err)
{
    if (row->n_serials == 0)
        return RC_OK;
    return db_run_with(s, "DELETE FROM card_serial WHERE seq = ?", (int64_t)row->seq, err);
}

/* Cards of one append have its first seq, also those that come to other blocks later: answers are
 * put in order append by append. */
static enum rc first_seq_of(struct store *s, uint64_t seq, uint64_t *out, struct err *err)
{
    struct store_batch b;
    enum rc rc = store_batch_of(s, seq, &b, err);

    if (!rc)
        *out = b.first_seq;
    return rc;
}

/* Out of its block, and its serials; not its keys. */
static enum rc take_out(struct store *s, uint64_t seq, int64_t block, struct card_row *gone,
                        struct err *err)
{
    struct card_row rows[CARD_BLOCK];
    uint64_t first_seq = 0;
    size_t n = 0, kept = 0;
    enum rc rc = cards_read(s, block, rows, &n, err);

    if (!rc)
        rc = first_seq_of(s, seq, &first_seq, err);
    if (rc)
        return rc;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].seq == seq)
            *gone = rows[i];
        else
            rows[kept++] = rows[i];
    }
    if (kept == n)
        return err_set(err, RC_INPUT, "the record is damaged: block %lld lacks a card; aasc fsck",
                       (long long)block);
    rc = kept == 0 ? db_run_with(s, "DELETE FROM card WHERE block = ?", block, err)
                   : put_block(s, block, first_seq, rows, kept, err);
    return rc ? rc : remove_serials(s, gone, err);
}

enum rc cards_remove(struct store *s, uint64_t seq, int64_t block, struct err *err)
{
    struct card_row gone;
    enum rc rc = take_out(s, seq, block, &gone, err);

    return rc ? rc : remove_keys(s, &gone, err);
}

static enum rc block_of(struct store *s, uint64_t seq, int64_t *block, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT block FROM entry WHERE seq = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)seq);
    rc = db_step(s, q, err);
    if (!rc)
        *block = sqlite3_column_int64(q, 0); /* NULL is 0: none */
    if (rc == RC_END)
        rc = err_set(err, RC_ABSENT, "there is no such entry");
    db_give(s, q);
    return rc;
}

/* A sensor that comes late has thousands of rows filed anew, whose keys stay what they were. */
static bool has_same_keys(const struct card_row *was, const struct card *is)
{
    return (was->flags & CARD_HAS_REPLACES) == 0 && !is->has_replaces &&
           memcmp(was->key, is->key.b, sizeof(was->key)) == 0;
}

static enum rc refile(struct store *s, struct card_at *at, int64_t block, struct err *err)
{
    struct card_row gone = {0};
    uint64_t first_seq = 0;
    bool is_same = false;
    enum rc rc = block == 0 ? RC_OK : take_out(s, at->seq, block, &gone, err);

    if (!rc && block != 0) {
        is_same = has_same_keys(&gone, at->card);
        rc = is_same ? RC_OK : remove_keys(s, &gone, err);
    }
    if (!rc)
        rc = first_seq_of(s, at->seq, &first_seq, err);
    if (!rc)
        rc = add_cards(s, first_seq, at, 1, err);
    return rc || is_same ? rc : add_keys(s, at, 1, err);
}

enum rc cards_refile(void *context, uint64_t seq, const struct card *card, struct err *err)
{
    struct store *s = context;
    struct card_at at = {.seq = seq, .card = card};
    sqlite3_stmt *q = NULL;
    int64_t block = 0;
    enum rc rc = store_writable(s, err);

    if (!rc)
        rc = block_of(s, seq, &block, err);
    if (!rc)
        rc = refile(s, &at, block, err);
    if (!rc)
        rc = db_take(s, "UPDATE entry SET block = ? WHERE seq = ?", &q, err);
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, at.block);
    (void)sqlite3_bind_int64(q, 2, (int64_t)seq);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}
