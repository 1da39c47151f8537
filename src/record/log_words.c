/* SPDX-License-Identifier: Apache-2.0 */
/* log_words.c: what log_verify.h found, in words: what was proved, and nothing more. */
#include "record/log_verify.h"

#include "base/base64.h"
#include "base/time.h"

static void put_digest(struct buf *b, const struct sha256_digest *d)
{
    base64_put(b, (struct span){.p = (const char *)d->b, .n = SHA256_BYTES});
}

static void put_count(struct buf *b, uint64_t n, const char *one, const char *many)
{
    buf_printf(b, "%llu %s", (unsigned long long)n, n == 1 ? one : many);
}

/* Unix seconds; beyond the calendar's years the number itself. */
static void put_time(struct buf *b, uint64_t time_s)
{
    if (time_s > (uint64_t)TIME_MAX_MS / MS_PER_S)
        buf_printf(b, "second %llu", (unsigned long long)time_s);
    else
        time_put_instant(b, (int64_t)time_s * MS_PER_S);
}

void log_put_head(struct buf *b, const struct checkpoint_opened *c)
{
    buf_printf(b, "log      %.*s\n", SPAN_ARG(c->checkpoint.origin));
    buf_printf(b, "size     %llu\nroot     ", (unsigned long long)c->checkpoint.head.size);
    put_digest(b, &c->checkpoint.head.root);
    buf_printf(b, "\nsigned   by %.*s (key %08x)\n", SPAN_ARG(c->log->name), c->log->id);
    for (size_t i = 0; i < c->n_cosigners; i++) {
        buf_printf(b, "cosigned by %.*s (key %08x) at ", SPAN_ARG(c->cosigners[i].key->name),
                   c->cosigners[i].key->id);
        put_time(b, c->cosigners[i].time_s);
        buf_putc(b, '\n');
    }
}

void log_put_limit(struct buf *b, const struct checkpoint_opened *c)
{
    if (c->n_cosigners == 0) {
        buf_puts(b, "No trusted cosigner has signed this checkpoint: the log is tamper-evident to "
                    "holders of an earlier checkpoint, and nothing more.\n");
        return;
    }
    buf_puts(b, c->n_cosigners == 1 ? "The cosigner says" : "Each cosigner says");
    buf_puts(b, " that it saw this checkpoint at that time. The log is tamper-evident to ");
    buf_puts(b, c->n_cosigners == 1 ? "it" : "them");
    buf_puts(b, " and to holders of an earlier checkpoint, and nothing more.\n");
}

void log_put_checkpoint(struct buf *b, const struct checkpoint_opened *c)
{
    buf_puts(b, "verified: a signed checkpoint\n");
    log_put_head(b, c);
    buf_puts(b, "The log's key signed this size and root. No entry was looked at.\n");
    log_put_limit(b, c);
}

static void put_other_files(struct buf *b, const struct log_findings *f)
{
    if (f->n_older > 0) {
        put_count(b, f->n_older, "partial tile or bundle of a smaller size agrees",
                  "partial tiles and bundles of smaller sizes agree");
        buf_puts(b, " with them.\n");
    }
    if (f->n_beyond > 0) {
        put_count(b, f->n_beyond, "tile or bundle goes", "tiles and bundles go");
        buf_puts(b, " beyond the checkpoint's size; what is beyond it was not judged.\n");
    }
    if (f->n_foreign > 0) {
        put_count(b, f->n_foreign, "other file is", "other files are");
        buf_puts(b, " no part of a log and not looked at.\n");
    }
}

void log_put_directory(struct buf *b, const struct log_findings *f)
{
    buf_puts(b, "verified: a log, every entry of it\n");
    log_put_head(b, &f->head);
    put_count(b, f->n_bundles, "bundle", "bundles");
    buf_puts(b, " and ");
    put_count(b, f->n_tiles, "tile", "tiles");
    buf_puts(b, " are all there and give the root that the log's key signed.\n");
    put_other_files(b, f);
    log_put_limit(b, &f->head);
}

static void put_entry_words(struct buf *b, const struct evidence_opened *e)
{
    const struct evidence_author *a = &e->evidence.author;

    buf_puts(b, "author   ");
    base64_put(b, (struct span){.p = (const char *)a->key.b, .n = sizeof(a->key.b)});
    buf_puts(b, "\nThe author's key signed exactly these ");
    put_count(b, e->entry.n, "byte", "bytes");
    if (a->is_batch) {
        buf_printf(b, ", as entry %llu (from 0) of a batch of ",
                   (unsigned long long)a->place.index);
        put_count(b, a->place.size, "entry", "entries");
    }
    buf_puts(b, "; the log's key signed a tree that holds them.\n");
}

void log_put_earlier(struct buf *b, const struct checkpoint *earlier)
{
    buf_puts(b, "It begins with the ");
    put_count(b, earlier->head.size, "entry", "entries");
    buf_puts(b, " of the earlier checkpoint: since then none of them was removed, moved or "
                "rewritten.\n");
}

void log_put_evidence(struct buf *b, const struct evidence_opened *e)
{
    static const char *const titles[] = {
        [EVIDENCE_ENTRY] = "an entry is in the log",
        [EVIDENCE_COMMITMENT] = "a commitment is in the log",
        [EVIDENCE_DATA] = "the data is in the log",
    };

    buf_printf(b, "verified: %s\n", titles[e->shows]);
    log_put_head(b, &e->head);
    buf_printf(b, "index    %llu\n", (unsigned long long)e->index);
    switch (e->shows) {
    case EVIDENCE_ENTRY:
        put_entry_words(b, e);
        break;
    case EVIDENCE_COMMITMENT:
        buf_puts(b, "Something that this file does not disclose is in the log at that place.\n");
        break;
    case EVIDENCE_DATA:
        buf_puts(b, "The data handed over is that of the leaf at that place.\n");
        break;
    }
    log_put_limit(b, &e->head);
}

void log_put_fork(struct buf *b, const struct fork_opened *f)
{
    buf_puts(b, "verified: a fork\n");
    for (size_t i = 0; i < 2; i++)
        log_put_head(b, &f->heads[i]);
    buf_puts(b,
             "Whoever holds the log's key signed two different histories of one size. This shows "
             "neither who that was nor which of the two is true.\n");
}
