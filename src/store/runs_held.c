/* SPDX-License-Identifier: Apache-2.0 */
#include "store/runs_held.h"

#include <assert.h>
#include <string.h>

#define FILTER_HASHES 8
/* Fewer look-ups than that are made in the tables. */
#define HOLD_KEYS_MIN 1024
/* Of one run: some 100 million keys. What is larger is looked up in the tables. */
#define HELD_BYTES_MAX ((size_t)256 << 20)
#define HELD_ARENA_MAX ((size_t)1 << 20)
#define NO_PIECE       SIZE_MAX

/* ---- filters ---- */

/* Two numbers of a key, of which all its places in a filter are made. */
struct places {
    uint32_t at, step;
};

static struct places places_of(const uint8_t key[16])
{
    uint64_t high, low;

    memcpy(&high, key, 8);
    memcpy(&low, key + 8, 8);
    high = (high ^ low >> 31 ^ low << 33) * UINT64_C(0x9E3779B97F4A7C15);
    high = (high ^ high >> 32) * UINT64_C(0xBF58476D1CE4E5B9);
    high ^= high >> 29;
    return (struct places){.at = (uint32_t)high, .step = (uint32_t)(high >> 32) | 1};
}

static uint32_t next_bit(struct places *p)
{
    p->at += p->step;
    return (uint32_t)((uint64_t)p->at * (RUN_PAIRS * RUN_BITS) >> 32);
}

bool run_filter_has(const struct run_filter *f, const uint8_t key[16])
{
    struct places p = places_of(key);

    for (int i = 0; i < FILTER_HASHES; i++) {
        uint32_t bit = next_bit(&p);

        if ((f->b[bit / 8] >> bit % 8 & 1) == 0)
            return false;
    }
    return true;
}

static struct run_filter filter_of(const struct run_pair *pairs, size_t n)
{
    struct run_filter f = {{0}};

    for (size_t i = 0; i < n; i++) {
        struct places p = places_of(pairs[i].key);

        for (int k = 0; k < FILTER_HASHES; k++) {
            uint32_t bit = next_bit(&p);

            f.b[bit / 8] |= (uint8_t)(1 << bit % 8);
        }
    }
    return f;
}

struct run_piece run_piece_of(int64_t chunk, const struct run_pair *pairs, size_t n)
{
    struct run_piece piece = {.fence.chunk = chunk, .filter = filter_of(pairs, n)};

    memcpy(piece.fence.first, pairs[0].key, sizeof(piece.fence.first));
    return piece;
}

/* ---- pieces in memory ---- */

/* Fences apart from filters: they are searched, and then lie close together. */
struct held_run {
    int64_t run;
    struct buf fences;  /* struct fence each */
    struct buf filters; /* struct run_filter each */
    size_t from;        /* the first that is still there */
    size_t last;        /* the one that was asked last: keys come in order */
};

static struct fence *fences_of(const struct held_run *r, size_t *n)
{
    *n = r->fences.n / sizeof(struct fence);
    return (struct fence *)(void *)r->fences.p;
}

static struct run_filter *filters_of(const struct held_run *r)
{
    return (struct run_filter *)(void *)r->filters.p;
}

static void release_run(struct held_run *r)
{
    buf_release(&r->fences);
    buf_release(&r->filters);
}

void runs_forget(struct store *s)
{
    for (size_t i = 0; i < s->held.n; i++)
        release_run(&s->held.runs[i]);
    arena_release(&s->held.arena);
    s->held = (struct held_runs){.has = false};
}

static struct held_run *held_run_of(struct store *s, int64_t run)
{
    for (size_t i = 0; i < s->held.n; i++)
        if (s->held.runs[i].run == run)
            return &s->held.runs[i];
    return NULL;
}

enum rc held_open(struct store *s, int64_t run, struct err *err)
{
    struct held_runs *h = &s->held;
    struct held_run *more;

    if (!h->has || held_run_of(s, run) != NULL)
        return RC_OK;
    more = arena_grow(&h->arena, h->runs, h->n, &h->cap, sizeof(*more), err);
    if (more == NULL)
        return RC_LIMIT;
    h->runs = more;
    more[h->n] = (struct held_run){.run = run};
    buf_init(&more[h->n].fences, HELD_BYTES_MAX);
    buf_init(&more[h->n++].filters, HELD_BYTES_MAX);
    return RC_OK;
}

void held_drop(struct store *s, int64_t run)
{
    struct held_run *r = held_run_of(s, run);

    if (r == NULL)
        return;
    release_run(r);
    *r = s->held.runs[--s->held.n];
}

/* A run too large for memory: from now on everything is looked up in the tables. */
void held_push(struct store *s, int64_t run, const struct run_piece *piece)
{
    struct held_run *r = held_run_of(s, run);

    if (r == NULL)
        return;
    buf_put(&r->fences, (struct span){.p = (const char *)&piece->fence, .n = sizeof(piece->fence)});
    buf_put(&r->filters,
            (struct span){.p = (const char *)&piece->filter, .n = sizeof(piece->filter)});
    if (!r->fences.is_full && !r->filters.is_full)
        return;
    runs_forget(s);
    s->held.is_too_large = true;
}

static enum rc hold_all_runs(struct store *s, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT run FROM key_run ORDER BY run", &q, err);

    while (rc == RC_OK && (rc = db_step(s, q, err)) == RC_OK)
        rc = held_open(s, sqlite3_column_int64(q, 0), err);
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}

static enum rc hold_all_pieces(struct store *s, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc =
        db_take(s, "SELECT run, first, chunk, filter FROM key_piece ORDER BY run, first", &q, err);

    while (rc == RC_OK && (rc = db_step(s, q, err)) == RC_OK) {
        struct run_piece piece = {.fence.chunk = sqlite3_column_int64(q, 2)};

        rc = db_bytes(q, 1, piece.fence.first, sizeof(piece.fence.first), err);
        if (!rc)
            rc = db_bytes(q, 3, piece.filter.b, sizeof(piece.filter.b), err);
        if (!rc)
            held_push(s, sqlite3_column_int64(q, 0), &piece);
    }
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}

/* Only a writer's: what others write behind a reader's back would be missed. */
enum rc runs_hold(struct store *s, size_t n_keys, struct err *err)
{
    int64_t n_small = 0;
    enum rc rc;

    if (!store_mode_writes(s->mode) || s->held.has || s->held.is_too_large ||
        n_keys < HOLD_KEYS_MIN)
        return RC_OK;
    rc = db_number(s, "SELECT count(*) FROM card_key", 0, &n_small, err);
    if (rc)
        return rc;
    s->held.has = true;
    s->held.has_small = n_small > 0;
    arena_init(&s->held.arena, HELD_ARENA_MAX);
    rc = hold_all_runs(s, err);
    if (!rc)
        rc = hold_all_pieces(s, err);
    if (rc)
        runs_forget(s);
    return rc;
}

void held_cut(struct store *s, int64_t run, const struct run_piece *piece)
{
    struct held_run *r = held_run_of(s, run);
    struct fence *fences;
    size_t n;

    if (r == NULL)
        return;
    fences = fences_of(r, &n);
    assert(fences != NULL && r->from < n);
    if (piece == NULL) {
        r->from++;
        return;
    }
    assert(fences[r->from].chunk == piece->fence.chunk);
    fences[r->from] = piece->fence;
    filters_of(r)[r->from] = piece->filter;
}

/* ---- looking for a key ---- */

static bool is_after(const struct fence *f, const uint8_t key[16])
{
    return memcmp(f->first, key, 16) > 0;
}

/* The last piece that does not begin after a key. From where the last key was the steps get longer,
 * then shorter: keys that come in order find theirs next to it. */
static size_t piece_for(struct held_run *r, const uint8_t key[16])
{
    size_t n, low, high, step = 1;
    const struct fence *fences = fences_of(r, &n);

    if (r->from == n || is_after(&fences[r->from], key))
        return NO_PIECE;
    low = r->last >= r->from && r->last < n && !is_after(&fences[r->last], key) ? r->last : r->from;
    for (high = low + 1; high < n && !is_after(&fences[high], key); high += step) {
        low = high;
        step *= 2;
    }
    high = high < n ? high : n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        if (is_after(&fences[middle], key))
            high = middle;
        else
            low = middle;
    }
    r->last = low;
    return low;
}

bool held_next(struct store *s, const uint8_t key[16], size_t *at, int64_t *run, int64_t *chunk)
{
    while (*at < s->held.n) {
        struct held_run *r = &s->held.runs[(*at)++];
        size_t i = piece_for(r, key), n;

        if (i == NO_PIECE || !run_filter_has(&filters_of(r)[i], key))
            continue;
        *run = r->run;
        *chunk = fences_of(r, &n)[i].chunk;
        return true;
    }
    return false;
}
