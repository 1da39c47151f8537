/* SPDX-License-Identifier: Apache-2.0 */
/* desk.h: a mission opened for work. The one place where entries are appended: authored ones are
 * signed, written and judged in one step, then the tree's head is signed and made known; only what
 * is behind a signed head is acknowledged.
 *
 * The order of writing is that of docs/formats/mission.md: entries, leaves, derived entries and the
 * fold's progress in one transaction; then checkpoint, head/, record.db; then the caller is told.
 * Reads no clock: the instant of recording is an argument. */
#pragma once

#include "mission/versions.h"
#include "pact/setup.h"
#include "store/erasures.h"
#include "store/head.h"
#include "store/keys.h"
#include "store/store.h"
#include "watch/observe.h"

/* One batch at most: entries that are signed, committed and judged together. */
#define DESK_BATCH_MAX       16384
#define DESK_BATCH_BYTES_MAX ((size_t)48 << 20)
#define DESK_RANDOM_BYTES    (10 + sizeof(struct salt)) /* of one entry: its id's and its salt */
#define DESK_RANDOM_ITEMS    64

struct desk;

struct desk_options {
    const char *folder;        /* of the mission */
    const char *what;          /* the command, for whoever is told that it holds the mission */
    enum store_mode mode;      /* of a reader only the store is opened: no keys, no fold */
    const struct setup *setup; /* outlives the desk, like all that follows */
    struct fold_options fold;  /* without author and secret, which the keys give */
    struct observe_world world;
    /** The versions of the agreements, those that entries of the record bring included. NULL:
     * fold.pacts and world.model are what was agreed, for good */
    enum rc (*find_versions)(void *context, struct store *s, struct version_list *out,
                             struct err *err);
    void *versions_context;
    /** Put into the fold's options what hangs on other entries below a seq, such as who may read;
     * true: something is another than before. NULL: nothing does. in: context: the same */
    bool (*adapt)(void *context, uint64_t below_seq, struct fold_options *o);
    bool is_signing_off; /* open although behind the signed head: nothing can be appended */
};

/**
 * Open a mission: lock, recover, compare with the signed head, finish a step that was cut short.
 *
 * fails  RC_ABSENT: no mission; RC_CONFLICT: another program writes, or the record is behind the
 *        highest head that was signed, or split from it; RC_IO
 */
MUST_USE enum rc desk_open(const struct desk_options *o, int64_t now_ms, struct desk **out,
                           struct err *err);
/** Wipes the keys. NULL is nothing. */
void desk_close(struct desk *d);

struct store *desk_store(struct desk *d);
const struct keys *desk_keys(const struct desk *d);
/** What was found and put right when it was opened: a sentence; empty: nothing. */
struct span desk_recovered(const struct desk *d);

/**
 * Announce a version that the next entry to be appended brings, alone in its batch: what it covers
 * is judged again in the same step as it comes onto the record.
 *
 * in     v  without its seq; the model outlives the desk
 */
MUST_USE enum rc desk_bring_version(struct desk *d, const struct version *v, struct err *err);

/* ---- a batch ---- */

/* An entry on its way to the record. */
struct desk_item {
    struct entry entry;
    struct span bytes;
    struct salt salt;
    struct sha256_digest leaf; /* over the bytes, for the batch's root */
    struct sha256_digest commitment;
    const struct row *row;    /* of an observation; else NULL, and so is its card */
    const struct card *card;  /* as far as no sensor is known */
    const struct uuid *about; /* of a confirmation, contest or withdrawal; NULL */
    struct span file;         /* where it came from, for messages; empty: nowhere */
    uint32_t number;
    struct span raw;
    bool is_alone;
};

/* Read `items` and `n` freely. What rows point to lies in the arena, too. */
struct desk_batch {
    struct arena arena;
    struct desk_item *items;
    size_t n, cap_items;
    struct buf text;
    const struct signer_key *author;
    struct span author_text;
    char author_base64[64];
    const struct pact_model *model; /* names the areas of places; needed for rows */
    bool has_blob;
    struct sha256_digest blob;
    uint8_t random[DESK_RANDOM_ITEMS * DESK_RANDOM_BYTES]; /* drawn and not yet used */
    size_t n_random;                                       /* items */
};

void desk_batch_init(struct desk_batch *b);
void desk_batch_release(struct desk_batch *b);
/** Empty it, keeping its memory; author, model and blob stay. */
void desk_batch_clear(struct desk_batch *b);
/** Exchange what two batches of one author hold. */
void desk_batch_swap(struct desk_batch *a, struct desk_batch *b);
/** Whether it should be appended before more comes. */
bool desk_batch_is_full(const struct desk_batch *b);
/** Whose entries these are. in: outlives the batch */
MUST_USE enum rc desk_batch_author(struct desk_batch *b, const struct signer_key *author,
                                   struct err *err);

/**
 * Add an entry: gives it the author, an id of the instant, a salt and its bytes. Touches no store,
 * so that one thread can fill a batch while another appends one.
 *
 * in     e  without author; without id, but where its body had to know that (sealed members): spans
 *        outlive the batch or lie in its arena
 *        row  in the batch's arena; NULL where the entry is no observation
 * out    *item may be NULL; it stands there until the next one is added
 * fails  RC_LIMIT: an entry beyond ENTRY_BYTES_MAX, or the batch is full
 */
MUST_USE enum rc desk_batch_add(struct desk_batch *b, const struct entry *e, const struct row *row,
                                int64_t now_ms, struct desk_item **item, struct err *err);

/* What became of a batch. */
struct desk_result {
    uint64_t n_appended, n_repeated, n_refused, n_derived;
    uint64_t n_outdone; /* rows on the record that one of these contradicts and stands before */
    uint64_t first_seq; /* of what was appended */
};

/* Each may be NULL. */
struct desk_sink {
    void *context;
    /* A row that contradicts one on the record (or in the batch) and is not appended. */
    void (*refused)(void *context, const struct desk_item *item, const char *why);
    /* A row that is appended, and stands before the one on the record that it contradicts. */
    void (*outdid)(void *context, const struct desk_item *item, const struct uuid *was);
    void (*derived)(void *context, const struct derived *d);
};

/**
 * Sign, write and judge a batch; durable when it returns RC_OK, acknowledged after desk_seal.
 *
 * The same row again is not written again. A row of the same kind, source and id with other content
 * is refused as `aasc judge` does, unless it says `supersedes`, or stands before the other in the
 * docket's order (row_standing_is_before): then both are on the record, and the docket judges by
 * this one. So the verdicts are the same in whichever order, and batches, rows come.
 * in     sink  may be NULL
 * out    *out  added to
 */
MUST_USE enum rc desk_append(struct desk *d, struct desk_batch *b, int64_t now_ms,
                             const struct desk_sink *sink, struct desk_result *out,
                             struct err *err);

/**
 * Sign the head of what was appended and make it known: then it is acknowledged.
 *
 * Nothing new: nothing is signed.
 * fails  RC_CONFLICT: the record is behind what was signed (somebody else wrote here)
 */
MUST_USE enum rc desk_seal(struct desk *d, int64_t now_ms, struct err *err);
/** What is signed. out: is_there == false: nothing yet */
const struct head *desk_head(const struct desk *d);

/** Whether the record is behind that, or split from it: possible only with is_signing_off. */
bool desk_is_behind(const struct desk *d);

/**
 * Sign on from a record that is behind the highest head: the head is set aside, and an entry says
 * so. Whoever holds the given-up head can show that it was signed.
 */
MUST_USE enum rc desk_reconcile(struct desk *d, int64_t now_ms, struct disk_path *kept,
                                struct err *err);

/**
 * Do what the erasure entries on the record name: after such an entry was appended and sealed.
 * desk_open does the same, so that what is cut short here is finished there.
 */
MUST_USE enum rc desk_erase(struct desk *d, struct erasures_count *out, struct err *err);

/* ---- rebuilding ---- */

/* Where the engine says something else now than it did then. */
struct desk_difference {
    uint64_t seq;
    const struct store_entry *was; /* NULL: the record ends here */
    const struct derived *is;      /* NULL: nothing is said now */
};

struct desk_rebuild_sink {
    void *context;
    enum rc (*differs)(void *context, const struct desk_difference *d, struct err *err);
    void (*step)(void *context, uint64_t n_entries); /* how far it is; NULL */
};

struct desk_rebuilt {
    uint64_t n_authored, n_derived; /* entries that were gone through, all the same as then */
    uint64_t n_erased;              /* entries whose commitment alone was there */
    uint64_t n_kept;                /* derived ones that cannot be said again because of those */
    uint64_t n_differences;
    bool is_same; /* the same derived bytes and the same tree head: the tables were replaced */
};

/**
 * Fold all that authors put on the record again, in its batches, into a scratch record at `path`,
 * and compare; where all is the same, take over the scratch record's tables.
 *
 * Of an entry that was erased the commitment is taken over; what cannot be said again because of it
 * (desk_retell.h says when that is so) is kept byte for byte, if it is what the engine wrote. Ends
 * at the first difference. The record's entries are never changed. in     sink  may be NULL fails
 * RC_CONFLICT: there is something at `path`; as desk_append
 */
MUST_USE enum rc desk_rebuild(struct desk *d, const char *path,
                              const struct desk_rebuild_sink *sink, struct desk_rebuilt *out,
                              struct err *err);
