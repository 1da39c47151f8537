/* SPDX-License-Identifier: Apache-2.0 */
/* intake.h: rows on their way into a mission: each becomes an entry of a batch, batches are
 * appended as they fill up, so that memory stays bounded whatever comes. While one batch is
 * appended by a second thread, the next one is filled. */
#pragma once

#include "cmd/mission.h"
#include "feed/feed.h"
#include "store/relay.h"
#include "watch/verdict.h"

/* How many verdicts and other derived entries came of it. */
struct intake_count {
    uint64_t n_verdicts[VERDICT_WORD_COUNT]; /* as they stand now: those taken back are not in it */
    uint64_t n_events, n_incidents, n_duties;
};

/* A row of which there is something to say, until its batch is through: that the record refused it,
 * and why; or that it stands before one on the record. */
struct intake_note {
    const struct desk_item *item;
    struct span why; /* empty: it was taken */
    struct uuid was; /* then the entry before which it stands */
};

/* What the second thread works on: the first one's after relay_wait only. */
struct intake_append {
    struct desk_batch batch;
    struct intake *in;
    struct intake_note *notes;
    size_t n_notes, cap_notes;
    enum rc rc;
    struct err err;
};

/* Distinct labels of the rows of one file; who may read all of more is not looked for. */
#define INTAKE_LABELS_MAX 64

/* Read freely. */
struct intake {
    struct mission *m;
    struct desk_batch batch; /* being filled */
    struct intake_append append;
    struct relay relay;
    struct span label_text, label; /* of the row before, mostly that of the next one too */
    struct arena labels_arena;
    struct span labels[INTAKE_LABELS_MAX]; /* of the rows since intake_forget_labels */
    size_t n_labels;                       /* beyond the maximum: there were more */
    struct observe *observe;               /* reads rows into the batch's arena */
    struct arena scratch;
    struct buf body; /* of the row at hand */
    struct desk_sink sink;
    struct desk_result result;
    struct intake_count count;
    uint64_t n_taken; /* rows that came */
    struct span home_zone;
    void *context; /* of the callbacks; each may be NULL */
    void (*refused)(void *context, const struct desk_item *item, struct span why);
    void (*outdid)(void *context, const struct desk_item *item, const struct uuid *was);
    void (*derived)(void *context, const struct derived *d);
    const struct uuid *supersedes; /* of every entry that is taken; NULL: nothing */
};

/** in  author  signs the batches; outlives the intake */
MUST_USE enum rc intake_open(struct intake *in, struct mission *m, const struct signer_key *author,
                             struct err *err);
void intake_close(struct intake *in);

/**
 * Take a row; appends the batch where it is full.
 *
 * fails  RC_INPUT, RC_UNKNOWN: its label cannot be read: this row is refused; else the reading ends
 */
MUST_USE enum rc intake_row(struct intake *in, const struct feed_taken *row, bool *is_refused,
                            struct err *err);
/** Take an entry that is no row. in: e as desk_batch_add has it */
MUST_USE enum rc intake_entry(struct intake *in, const struct entry *e, const struct uuid *about,
                              struct uuid *id, struct err *err);
/** Append what is in hand; afterwards all of it is appended, and the store is this thread's. */
MUST_USE enum rc intake_flush(struct intake *in, struct err *err);

/**
 * The label of what is said of all rows since intake_forget_labels, such as their number: the join
 * of theirs. Where nobody could read it, or the engine may not derive it: one that nobody has.
 *
 * To be called when all is appended (intake_flush). out: lives as long as the batch
 */
MUST_USE enum rc intake_label(struct intake *in, struct span *out, struct err *err);
void intake_forget_labels(struct intake *in);

/** When a row happened, as its entry states it. */
struct time_span intake_time(const struct row *row);
/** "3 violations, 1 indeterminate, 2 events": what came of it; empty where nothing did. */
void intake_put_count(struct buf *b, const struct intake_count *c);
