/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_cards.c: cards and derived rows against the entries that they are of. */
#include "store/cards.h"
#include "store/derived.h"
#include "store/fsck.h"

static enum rc check_card(struct fsck *f, int64_t block, const struct card_row *card,
                          struct err *err)
{
    int64_t stated = -1;
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(f->s, "SELECT coalesce(block, 0) FROM entry WHERE seq = ?", &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)card->seq);
    rc = db_step(f->s, q, err);
    if (rc == RC_OK)
        stated = sqlite3_column_int64(q, 0);
    db_give(f->s, q);
    f->key_mix += fsck_mix(card->key, card->seq);
    if (rc && rc != RC_END)
        return fsck_broken(f, "entry", rc, err);
    if (stated == block)
        return RC_OK;
    return fsck_fault(f, err, "card of entry at leaf %llu: it lies in block %lld, not %lld",
                      (unsigned long long)card->seq, (long long)block, (long long)stated);
}

static enum rc check_block(struct fsck *f, int64_t block, int64_t *n_cards, struct err *err)
{
    struct card_row rows[CARD_BLOCK];
    struct err note = {0};
    size_t n = 0;
    enum rc rc = cards_read(f->s, block, rows, &n, &note);

    if (rc)
        return fsck_fault(f, err, "%s", note.note);
    *n_cards += (int64_t)n;
    for (size_t i = 0; rc == RC_OK && i < n; i++)
        rc = check_card(f, block, &rows[i], err);
    return rc;
}

/* Every derived entry, and nothing else, is filed as one. */
static enum rc check_derived(struct fsck *f, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc taken = RC_OK;
    enum rc rc = db_take(f->s,
                         "SELECT e.seq FROM entry AS e LEFT JOIN derived AS d ON d.seq = e.seq "
                         "WHERE e.kind IN (?1, ?2, ?3, ?4) AND e.kind <> 0 AND "
                         "(d.seq IS NULL OR d.kind <> e.kind) UNION ALL SELECT d.seq FROM derived "
                         "AS d LEFT JOIN entry AS e ON e.seq = d.seq WHERE e.seq IS NULL",
                         &q, err);

    if (rc)
        return fsck_broken(f, "derived", rc, err);
    (void)sqlite3_bind_int(q, 1, ENTRY_EVENT);
    (void)sqlite3_bind_int(q, 2, ENTRY_VERDICT);
    (void)sqlite3_bind_int(q, 3, ENTRY_INCIDENT);
    (void)sqlite3_bind_int(q, 4, ENTRY_DUTY);
    while (taken == RC_OK && (rc = db_step(f->s, q, err)) == RC_OK)
        taken = fsck_fault(f, err, "derived entry at leaf %lld: it is not filed as what it is",
                           (long long)sqlite3_column_int64(q, 0));
    db_give(f->s, q);
    return taken ? taken : fsck_broken(f, "derived", rc, err);
}

enum rc fsck_cards(struct fsck *f, struct err *err)
{
    int64_t n_cards = 0, n_stated = 0;
    sqlite3_stmt *q = NULL;
    enum rc taken = RC_OK;
    enum rc rc = db_take(f->s, "SELECT block FROM card ORDER BY block", &q, err);

    while (rc == RC_OK && taken == RC_OK && (rc = db_step(f->s, q, err)) == RC_OK)
        taken = check_block(f, sqlite3_column_int64(q, 0), &n_cards, err);
    db_give(f->s, q);
    if (!taken)
        taken = fsck_broken(f, "card", rc, err);
    if (!taken)
        taken = fsck_broken(f, "entry",
                            db_number(f->s, "SELECT count(*) FROM entry WHERE block IS NOT NULL", 0,
                                      &n_stated, err),
                            err);
    if (!taken && n_cards != n_stated)
        taken = fsck_fault(f, err, "cards: there are %lld; entries state %lld", (long long)n_cards,
                           (long long)n_stated);
    return taken ? taken : check_derived(f, err);
}
