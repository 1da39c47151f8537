/* SPDX-License-Identifier: Apache-2.0 */
/* runs_merge.c: how runs come about and grow together. The same appends always make the same runs.
 */
#include "store/runs.h"

#include <string.h>

/* A pair is merged once on each level: with more than there are levels, merging keeps up with what
 * comes. 8 levels of runs are some 250 million keys. */
#define MERGED_PER_PAIR 8

/* ---- making a run ---- */

static int64_t level_of(size_t n)
{
    int64_t level = 0;

    for (size_t size = RUN_MIN; n / RUN_FAN >= size; size *= RUN_FAN)
        level++;
    return level;
}

static enum rc new_run(struct store *s, int64_t level, int64_t *run, struct err *err)
{
    int64_t last = 0;
    enum rc rc = db_number(s, "SELECT max(run) FROM key_run", 0, &last, err);

    *run = last + 1;
    return rc ? rc : runs_put(s, *run, level, 0, err);
}

static enum rc write_run(struct store *s, const struct run_pair *pairs, size_t n, struct err *err)
{
    int64_t run = 0;
    enum rc rc = new_run(s, level_of(n), &run, err);

    for (size_t at = 0, n_now; rc == RC_OK && at < n; at += n_now) {
        n_now = n - at < RUN_PAIRS ? n - at : RUN_PAIRS;
        rc = runs_push(s, run, pairs + at, n_now, err);
    }
    return rc;
}

/* ---- keys that came one by one ---- */

static enum rc add_small(struct store *s, const struct run_pair *pairs, size_t n, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "INSERT INTO card_key (key, seq) VALUES (?, ?)", &q, err);

    for (size_t i = 0; rc == RC_OK && i < n; i++) {
        (void)sqlite3_bind_blob(q, 1, pairs[i].key, sizeof(pairs[i].key), SQLITE_STATIC);
        (void)sqlite3_bind_int64(q, 2, (int64_t)pairs[i].seq);
        rc = db_run(s, q, err);
    }
    db_give(s, q);
    s->held.has_small = true;
    return rc;
}

/* Everything of card_key into a run, a chunk at a time. */
static enum rc copy_small(struct store *s, int64_t run, struct err *err)
{
    struct run_pair pairs[RUN_PAIRS];
    size_t n = 0;
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s, "SELECT key, seq FROM card_key ORDER BY key", &q, err);

    while (rc == RC_OK && (rc = db_step(s, q, err)) == RC_OK) {
        rc = db_bytes(q, 0, pairs[n].key, sizeof(pairs[n].key), err);
        pairs[n++].seq = (uint64_t)sqlite3_column_int64(q, 1);
        if (!rc && n == RUN_PAIRS) {
            rc = runs_push(s, run, pairs, n, err);
            n = 0;
        }
    }
    db_give(s, q);
    if (rc == RC_END)
        rc = n == 0 ? RC_OK : runs_push(s, run, pairs, n, err);
    return rc;
}

static enum rc spill_small(struct store *s, size_t n, struct err *err)
{
    int64_t run = 0;
    enum rc rc = n == 0 ? RC_OK : new_run(s, level_of(n), &run, err);

    if (!rc && n > 0)
        rc = copy_small(s, run, err);
    if (!rc && n > 0)
        rc = db_exec(s, "DELETE FROM card_key", err);
    if (!rc)
        s->held.has_small = false;
    return rc;
}

enum rc runs_take_over(struct store *s, struct err *err)
{
    int64_t n = 0;
    enum rc rc = db_number(s, "SELECT count(*) FROM card_key", 0, &n, err);

    return rc || n < RUN_MIN ? rc : spill_small(s, (size_t)n, err);
}

enum rc runs_add(struct store *s, const struct run_pair *pairs, size_t n, struct err *err)
{
    int64_t n_small = 0;
    size_t n_filed = 0;
    enum rc rc = n < RUN_MIN ? add_small(s, pairs, n, err) : RC_OK;

    if (!rc)
        rc = db_number(s, "SELECT count(*) FROM card_key", 0, &n_small, err);
    if (rc || (n < RUN_MIN && n_small < RUN_MIN))
        return rc;
    rc = spill_small(s, (size_t)n_small, err);
    n_filed = (size_t)n_small;
    if (!rc && n >= RUN_MIN) {
        rc = write_run(s, pairs, n, err);
        n_filed += n;
    }
    return rc ? rc : runs_merge(s, MERGED_PER_PAIR * n_filed, err);
}

/* ---- merging ---- */

struct source {
    int64_t run;
    size_t at; /* in the chunk: pairs before it are merged */
    struct run_chunk c;
};

struct merge {
    struct store *s;
    int64_t into;
    struct source from[RUN_FAN];
    size_t n_from; /* that have pairs left */
    struct run_pair out[RUN_PAIRS];
    size_t n_out;
};

/* The next chunk of a source; one that has none left is no run any more. */
static enum rc refill(struct merge *m, size_t i, struct err *err)
{
    struct source *from = &m->from[i];
    enum rc rc = runs_front(m->s, from->run, &from->c, err);

    from->at = 0;
    if (rc != RC_END)
        return rc;
    rc = runs_drop(m->s, from->run, err);
    if (i != --m->n_from)
        *from = m->from[m->n_from];
    return rc;
}

static size_t least(const struct merge *m)
{
    size_t best = 0;

    for (size_t i = 1; i < m->n_from; i++)
        if (memcmp(m->from[i].c.pairs[m->from[i].at].key,
                   m->from[best].c.pairs[m->from[best].at].key, 16) < 0)
            best = i;
    return best;
}

/* Fill one chunk of the run that is made. */
static enum rc merge_chunk(struct merge *m, struct err *err)
{
    enum rc rc = RC_OK;

    m->n_out = 0;
    while (rc == RC_OK && m->n_from > 0 && m->n_out < RUN_PAIRS) {
        size_t i = least(m);
        struct source *from = &m->from[i];

        m->out[m->n_out++] = from->c.pairs[from->at++];
        if (from->at < from->c.n)
            continue;
        rc = runs_cut(m->s, from->run, &from->c, from->c.n, err);
        if (!rc)
            rc = refill(m, i, err);
    }
    if (rc || m->n_out == 0)
        return rc;
    return runs_push(m->s, m->into, m->out, m->n_out, err);
}

/* What was taken from chunks is taken away from them: no pair lies in two places. */
static enum rc cut_sources(struct merge *m, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; rc == RC_OK && i < m->n_from; i++)
        if (m->from[i].at > 0)
            rc = runs_cut(m->s, m->from[i].run, &m->from[i].c, m->from[i].at, err);
    return rc;
}

static enum rc merge_into(struct merge *m, size_t *n_pairs, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = m->n_from; rc == RC_OK && i-- > 0;)
        rc = refill(m, i, err);
    while (rc == RC_OK && m->n_from > 0 && *n_pairs > 0) {
        rc = merge_chunk(m, err);
        *n_pairs -= m->n_out < *n_pairs ? m->n_out : *n_pairs;
    }
    return rc ? rc : cut_sources(m, err);
}

/* ---- what is merged ---- */

static enum rc take_sources(struct merge *m, const char *sql, int64_t level, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(m->s, sql, &q, err);

    m->n_from = 0;
    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, level);
    while (m->n_from < RUN_FAN && (rc = db_step(m->s, q, err)) == RC_OK) {
        m->from[m->n_from++].run = sqlite3_column_int64(q, 0);
        m->into = sqlite3_column_int64(q, 1);
    }
    db_give(m->s, q);
    return rc == RC_END ? RC_OK : rc;
}

/* Those that are being merged, or that could be: a run that is still made cannot. */
#define SQL_BEGUN "SELECT run, into_run FROM key_run WHERE level = ? AND into_run <> 0 ORDER BY run"
#define SQL_FREE                                                                                   \
    "SELECT run, 0 FROM key_run AS r WHERE level = ? AND into_run = 0 AND NOT EXISTS "             \
    "(SELECT 1 FROM key_run AS x WHERE x.into_run = r.run) ORDER BY run"

static enum rc begin_merge(struct merge *m, int64_t level, struct err *err)
{
    enum rc rc = take_sources(m, SQL_FREE, level, err);

    if (rc || m->n_from < RUN_FAN) {
        m->n_from = 0;
        return rc;
    }
    rc = new_run(m->s, level + 1, &m->into, err);
    for (size_t i = 0; rc == RC_OK && i < m->n_from; i++)
        rc = runs_put(m->s, m->from[i].run, level, m->into, err);
    return rc;
}

enum rc runs_merge(struct store *s, size_t n_pairs, struct err *err)
{
    struct merge m = {.s = s};
    int64_t top = 0;
    enum rc rc = db_number(s, "SELECT max(level) FROM key_run", -1, &top, err);

    for (int64_t level = 0; rc == RC_OK && level <= top && n_pairs > 0;) {
        rc = take_sources(&m, SQL_BEGUN, level, err);
        if (!rc && m.n_from == 0)
            rc = begin_merge(&m, level, err);
        if (!rc && m.n_from == 0) {
            level++;
            continue;
        }
        if (!rc)
            rc = merge_into(&m, &n_pairs, err);
        top = level == top ? level + 1 : top;
    }
    return rc;
}
