/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_keys.c: the tables of keys against the cards, and every run's order and filters. */
#include "store/fsck.h"
#include "store/runs.h"

#include <string.h>

uint64_t fsck_mix(const uint8_t key[16], uint64_t seq)
{
    uint64_t high, low;

    memcpy(&high, key, 8);
    memcpy(&low, key + 8, 8);
    /* odd multipliers: a change of any one of the three changes the number */
    return high * UINT64_C(0x9E3779B97F4A7C15) + (low ^ low >> 29) * UINT64_C(0xBF58476D1CE4E5B9) +
           (seq + 1) * UINT64_C(0x94D049BB133111EB);
}

struct walk {
    struct fsck *f;
    uint64_t mix;
    int64_t run; /* of the chunk before */
    uint8_t last[16];
    int64_t n_pieces;
};

/* Everything that a look-up takes for granted; NULL: it is so. */
static const char *fault_in(const struct walk *w, sqlite3_stmt *q, const struct run_chunk *c)
{
    struct span first = db_span(q, 2), filter = db_span(q, 3);
    struct run_filter f;

    if (first.n != 16 || memcmp(first.p, c->pairs[0].key, 16) != 0)
        return "it does not begin with what its piece says";
    if (filter.n != sizeof(f.b))
        return "its filter has another size";
    memcpy(f.b, filter.p, sizeof(f.b));
    for (size_t i = 0; i < c->n; i++) {
        const uint8_t *before = i > 0 ? c->pairs[i - 1].key : w->last;
        bool has_before = i > 0 || w->run == sqlite3_column_int64(q, 0);

        if (has_before && memcmp(before, c->pairs[i].key, 16) >= 0)
            return "its keys are not in order";
        if (!run_filter_has(&f, c->pairs[i].key))
            return "its filter does not know a key";
    }
    return sqlite3_column_type(q, 4) == SQLITE_NULL ? "its run is not there" : NULL;
}

static enum rc check_chunk(struct walk *w, sqlite3_stmt *q, struct err *err)
{
    int64_t run = sqlite3_column_int64(q, 0), chunk = sqlite3_column_int64(q, 1);
    struct err note = {0};
    struct run_chunk c;
    const char *fault;

    w->n_pieces++;
    if (runs_read(w->f->s, chunk, &c, &note) != RC_OK)
        return fsck_fault(w->f, err, "%s", note.note);
    fault = fault_in(w, q, &c);
    for (size_t i = 0; i < c.n; i++)
        w->mix += fsck_mix(c.pairs[i].key, c.pairs[i].seq);
    w->run = run;
    memcpy(w->last, c.pairs[c.n - 1].key, sizeof(w->last));
    if (fault == NULL)
        return RC_OK;
    return fsck_fault(w->f, err, "record.db: table key_chunk (chunk %lld of run %lld): %s",
                      (long long)chunk, (long long)run, fault);
}

static enum rc check_chunks(struct walk *w, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc taken = RC_OK;
    enum rc rc = db_take(w->f->s,
                         "SELECT p.run, p.chunk, p.first, p.filter, r.run FROM key_piece AS p "
                         "LEFT JOIN key_run AS r ON r.run = p.run ORDER BY p.run, p.first",
                         &q, err);

    while (rc == RC_OK && taken == RC_OK && (rc = db_step(w->f->s, q, err)) == RC_OK)
        taken = check_chunk(w, q, err);
    db_give(w->f->s, q);
    return taken ? taken : fsck_broken(w->f, "key_piece", rc, err);
}

/* Chunks without a piece, and runs merged into one that is not there, would be lost. */
static enum rc check_whole(const struct walk *w, struct err *err)
{
    int64_t n_chunks = 0, n_astray = 0;
    enum rc rc = db_number(w->f->s, "SELECT count(*) FROM key_chunk", 0, &n_chunks, err);

    if (!rc)
        rc = db_number(w->f->s,
                       "SELECT count(*) FROM key_run AS r LEFT JOIN key_run AS x ON x.run = "
                       "r.into_run WHERE r.into_run <> 0 AND x.level IS NOT r.level + 1",
                       0, &n_astray, err);
    if (rc)
        return fsck_broken(w->f, "key_run", rc, err);
    if (n_chunks != w->n_pieces)
        rc = fsck_fault(w->f, err, "record.db: table key_chunk: there are %lld, not %lld",
                        (long long)n_chunks, (long long)w->n_pieces);
    if (!rc && n_astray > 0)
        rc = fsck_fault(w->f, err, "record.db: table key_run: %lld lead nowhere",
                        (long long)n_astray);
    return rc;
}

static enum rc mix_rows(struct walk *w, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(w->f->s,
                         "SELECT key, seq FROM card_key UNION ALL "
                         "SELECT key, seq FROM card_more WHERE NOT is_replaces",
                         &q, err);

    while (rc == RC_OK && (rc = db_step(w->f->s, q, err)) == RC_OK) {
        struct span key = db_span(q, 0);

        if (key.n == 16)
            w->mix += fsck_mix((const uint8_t *)key.p, (uint64_t)sqlite3_column_int64(q, 1));
    }
    db_give(w->f->s, q);
    return fsck_broken(w->f, "card_key", rc, err);
}

enum rc fsck_keys(struct fsck *f, struct err *err)
{
    struct walk w = {.f = f};
    uint64_t n_before = f->count.n_faults;
    enum rc rc = check_chunks(&w, err);

    if (!rc)
        rc = check_whole(&w, err);
    if (!rc)
        rc = mix_rows(&w, err);
    if (rc || f->count.n_faults != n_before || w.mix == f->key_mix)
        return rc;
    return fsck_fault(f, err,
                      "record.db: tables card_key and key_chunk do not hold the cards' keys");
}
