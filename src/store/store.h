/* SPDX-License-Identifier: Apache-2.0 */
/* store.h: the record of one mission on disk: entries and their tree, checkpoints, and the tables
 * by which they are found again. One file of SQLite, record.db (docs/formats/store.md).
 *
 * One program writes, decided by a lock file beside the record; any number read, each from a
 * snapshot of its own. What a call has to say about the disk is RC_IO with the system's words;
 * after a failed write the store takes no more until it is opened again. Knows no clock, no random
 * source and no labels' meaning: they come in as arguments. Labels' numbers, seqs and counts are
 * for the program itself: nothing of them belongs into an answer to a reader. */
#pragma once

#include "mission/fold.h"
#include "record/merkle.h"
#include "record/visible.h"

struct store;

/* ---- opening ---- */

enum store_mode {
    STORE_LOOK,  /* the same as STORE_READ, and damaged pages are read, too: for fsck */
    STORE_READ,  /* never writes, also works on a read-only disk */
    STORE_WRITE, /* the one writer */
    STORE_MEND,  /* the same, and damaged pages are read, too: for who compares all, and writes anew
                  */
};
static inline bool store_mode_writes(enum store_mode mode)
{
    return mode == STORE_WRITE || mode == STORE_MEND;
}

/**
 * Make an empty record. `path` is that of record.db; its folder must exist.
 *
 * in     secret  of the mission: fold_options.secret. Kept in the file, never in an answer
 * fails  RC_CONFLICT: there is a record already; RC_IO
 */
MUST_USE enum rc store_create(const char *path, const struct salt *secret, struct err *err);

/**
 * Open a record; a writer brings an older format up to date first.
 *
 * in     what  the command that opens it, for whoever is told that it is held
 * fails  RC_ABSENT: no such file; RC_INPUT: no record; RC_UNSUPPORTED: a newer format, or an older
 *        one that is only read; RC_CONFLICT: another program writes (its pid and command); RC_IO
 */
MUST_USE enum rc store_open(const char *path, enum store_mode mode, const char *what,
                            struct store **out, struct err *err);
/** Close; an open transaction is rolled back. NULL is nothing. */
void store_close(struct store *s);
/** What the last writer left behind: a sentence for people; empty: it had closed in order. */
struct span store_recovered(const struct store *s);
struct salt store_secret(const struct store *s);

/* ---- snapshots and transactions ---- */

/* A reader sees one state from begin to end; queries outside of a snapshot see each their own. */
MUST_USE enum rc store_snapshot_begin(struct store *s, struct err *err);
void store_snapshot_end(struct store *s);

/* A step of the writer: everything between begin and commit is on disk, or nothing of it. */
MUST_USE enum rc store_begin(struct store *s, struct err *err);
/** Durable when it returns RC_OK. On failure nothing of the step is on the record. */
MUST_USE enum rc store_commit(struct store *s, struct err *err);
/** Nothing where there is no step. */
void store_rollback(struct store *s);

/* ---- writing ---- */

enum batch_origin {
    BATCH_AUTHORED, /* signed once over the root of its entries */
    BATCH_SINGLE,   /* one entry, signed over its bytes */
    BATCH_DERIVED,  /* by the engine: signature as for BATCH_AUTHORED, or none */
};

struct store_batch {
    uint64_t first_seq; /* out, of queries; ignored by store_append */
    uint64_t n;         /* the same */
    enum batch_origin origin;
    uint8_t author[32];
    bool has_signature;
    uint8_t signature[64];
    struct sha256_digest root; /* over the entries' bytes (RFC 6962) */
    int64_t recorded_at_ms;    /* never runs backwards: see store_append */
    bool has_blob;
    struct sha256_digest blob; /* the file of blobs/ that it was read from */
};

/* One entry to be appended. */
struct store_item {
    const struct entry *entry;
    struct span bytes;
    struct salt salt;
    const struct card *card;       /* of an observation; NULL: it is in no index */
    const struct derived *derived; /* of a derived entry; NULL: it is found by id and kind alone */
    const struct uuid *about;      /* what a confirmation, contest, withdrawal is of; NULL */
    /* of salt and bytes, worked out by another thread; NULL: it is worked out here */
    const struct sha256_digest *commitment;
    bool is_erased; /* bytes and salt are gone: the commitment alone is left */
};

#define STORE_BATCH_MAX 65536
/**
 * Append the entries of one batch to the step.
 *
 * recorded_at_ms before that of the last batch becomes the last one's: `batch` says what was kept.
 * An entry that supersedes another marks it, also when that one comes later.
 * out    *first_seq  the leaf index of items[0]; the others follow
 * fails  RC_CONFLICT: an entry of that id is there; RC_LIMIT: more than STORE_BATCH_MAX; RC_IO;
 *        the step can then only be rolled back
 */
MUST_USE enum rc store_append(struct store *s, struct store_batch *batch,
                              const struct store_item *items, size_t n, uint64_t *first_seq,
                              struct err *err);

/** Entries below `seq` were folded. */
MUST_USE enum rc store_fold_put(struct store *s, uint64_t seq, struct err *err);
MUST_USE enum rc store_fold_get(struct store *s, uint64_t *seq, struct err *err);

/**
 * Drop the bytes and the salt of an entry, and its card; leaf, commitment and id stay.
 *
 * Pages that held them are overwritten when the step has been committed and the store is closed.
 * fails  RC_ABSENT
 */
MUST_USE enum rc store_erase(struct store *s, uint64_t seq, struct err *err);

/** Whether any of these entries was erased, or rests on one that was: verdicts on rows, incidents
 * on verdicts (of their earlier versions, too), duties on incidents. Cheap where nothing ever was.
 */
MUST_USE enum rc store_rests_on_erased(struct store *s, const struct uuid *ids, size_t n, bool *out,
                                       struct err *err);
/** The entry in whose place another stands, by the other's seq, whose bytes may be gone; looks
 * through all entries. out: *has == false: none, or one that is in another's place already */
MUST_USE enum rc store_superseded_of(struct store *s, uint64_t seq, struct uuid *out, bool *has,
                                     struct err *err);

/** Forget all cards, derived entries' files and marks, to be filed again by store_file. */
MUST_USE enum rc store_unfile(struct store *s, struct err *err);
/** File an entry that is there already, as store_append would have (bytes and salt are not used).
 */
MUST_USE enum rc store_file(struct store *s, uint64_t seq, const struct store_item *item,
                            struct err *err);

/* ---- the log ---- */

/** Size and root; in a step, with what it has appended. */
MUST_USE enum rc store_head(struct store *s, struct merkle_head *out, struct err *err);
/** Complete subtrees of the tree, for merkle_prove_… and merkle_frontier_load at any size up to
 * the head's; lives as long as `s`. */
struct merkle_source store_tree(struct store *s);
/**
 * Hashes of tile `index` at a level (docs: 256 to a full one), as far as it goes now.
 *
 * out    *n  1..256
 * fails  RC_ABSENT: the tree has no such tile
 */
MUST_USE enum rc store_tile(struct store *s, unsigned level, uint64_t index,
                            struct sha256_digest out[256], size_t *n, struct err *err);
/** Commitments of entries [from_seq, from_seq + n). fails RC_ABSENT: beyond the head */
MUST_USE enum rc store_commitments(struct store *s, uint64_t from_seq, size_t n,
                                   struct sha256_digest *out, struct err *err);

struct store_checkpoint {
    uint64_t size;
    struct sha256_digest root;
    int64_t recorded_at_ms;
    struct span note; /* the whole signed note, cosignatures included */
};
/**
 * Keep a signed checkpoint; the same one again, with more cosignatures, takes its place.
 *
 * fails  RC_CONFLICT: the tree of that size has another root; RC_RANGE: beyond the head
 */
MUST_USE enum rc store_checkpoint_put(struct store *s, const struct store_checkpoint *c,
                                      struct err *err);
/** The newest of at most `size` leaves (UINT64_MAX: the newest). fails RC_ABSENT */
MUST_USE enum rc store_checkpoint_below(struct store *s, uint64_t size, struct arena *a,
                                        struct store_checkpoint *out, struct err *err);
/** The one of exactly `size` leaves. fails RC_ABSENT */
MUST_USE enum rc store_checkpoint_at(struct store *s, uint64_t size, struct arena *a,
                                     struct store_checkpoint *out, struct err *err);
/** All, oldest first. */
MUST_USE enum rc store_checkpoints(struct store *s,
                                   enum rc (*take)(void *to, const struct store_checkpoint *c,
                                                   struct err *err),
                                   void *to, struct err *err);

/* ---- entries ---- */

/* Spans live during the call only, or as long as the arena of the query. */
struct store_entry {
    uint64_t seq;
    struct uuid id;
    enum entry_kind kind;
    struct span label;
    struct span bytes; /* empty: erased */
    struct salt salt;  /* zero: erased */
    bool is_erased;
    struct sha256_digest commitment;
    int64_t recorded_at_ms;
    bool is_superseded; /* by an entry below the query's below_seq */
    uint64_t superseded_by;
};

/**
 * What a reader may read at an instant, of all labels on the record now; those that come later are
 * not in it.
 *
 * Every query that takes a reader takes this and leaves out everything else; what is left out and
 * what is not there give the same answer. It may also be made by hand (record/visible.h).
 */
MUST_USE enum rc store_visible(struct store *s, const struct label_policy *policy,
                               const struct reader *r, int64_t at_ms, struct arena *a,
                               const struct visible **out, struct err *err);

/** fails  RC_ABSENT: not there, not before below_seq, or not for this reader */
MUST_USE enum rc store_entry_by_id(struct store *s, const struct uuid *id, uint64_t below_seq,
                                   const struct visible *visible, struct arena *a,
                                   struct store_entry *out, struct err *err);
MUST_USE enum rc store_entry_by_seq(struct store *s, uint64_t seq, struct arena *a,
                                    struct store_entry *out, struct err *err);

struct store_entry_query {
    uint64_t from_seq, below_seq; /* [from, below); UINT64_MAX: all */
    uint32_t kinds;               /* bit 1u << enum entry_kind; 0: every kind */
    bool is_newest_first;
    const struct visible *visible; /* NULL: the mission itself */
};
/** Entries in order of seq, with bounded memory; `take` returns RC_END to have enough. */
MUST_USE enum rc store_entries(struct store *s, const struct store_entry_query *q,
                               enum rc (*take)(void *to, const struct store_entry *e,
                                               struct err *err),
                               void *to, struct err *err);
/** Batches in order whose entries meet [from_seq, below_seq). RC_END as above. */
MUST_USE enum rc store_batches(struct store *s, uint64_t from_seq, uint64_t below_seq,
                               enum rc (*take)(void *to, const struct store_batch *b,
                                               struct err *err),
                               void *to, struct err *err);
/** The batch of an entry. fails RC_ABSENT */
MUST_USE enum rc store_batch_of(struct store *s, uint64_t seq, struct store_batch *out,
                                struct err *err);
/** How many entries were recorded up to an instant: what `as_of` is as a below_seq. */
MUST_USE enum rc store_size_at(struct store *s, int64_t recorded_at_ms, uint64_t *below_seq,
                               struct err *err);

/* ---- derived entries and views ---- */

/** How the fold and the views ask. Lives as long as `s`; in a step it sees what was appended. */
struct shelf store_shelf(struct store *s);

/* Confirmations, contests, withdrawals: entries that are about another one. */
struct store_mark {
    enum entry_kind kind;
    uint64_t seq;
};
#define STORE_MARKS_MAX 16

struct store_verdict {
    struct store_entry entry;
    struct span term; /* "agreement/term" */
    uint8_t word, severity;
    struct span party;
    struct time_span when;
    bool has_place;
    struct geo_pos place;
    struct sha256_digest sense;
    struct store_mark marks[STORE_MARKS_MAX]; /* the first ones below below_seq, by seq; only those
                                                 whose entry the reader may read */
    size_t n_marks;
};

/* All that is stated must hold; superseded ones and those that only take back are left out. */
struct store_verdict_query {
    uint64_t below_seq;
    bool has_span;
    struct time_span span; /* the verdict's time meets it, ends included */
    bool has_box;
    struct geo_box box;   /* ends included; verdicts without a place are left out */
    uint32_t words;       /* bit 1u << enum verdict_word; 0: every one */
    struct span term;     /* empty: every one */
    uint64_t since_seq;   /* 0, or: only those from this entry on */
    bool with_superseded; /* also those that another has replaced */
    const struct visible *visible;
};
/** In order of the beginning of their time, then of seq. RC_END as above. */
MUST_USE enum rc store_verdicts(struct store *s, const struct store_verdict_query *q,
                                enum rc (*take)(void *to, const struct store_verdict *v,
                                                struct err *err),
                                void *to, struct err *err);
/** What an entry of the engine is filed under; without `entry`, `bytes` and `salt`.
 *
 * fails  RC_ABSENT: it is in no such table; RC_INPUT: that is damaged
 */
MUST_USE enum rc store_derived_row(struct store *s, uint64_t seq, struct arena *a,
                                   struct derived *out, struct err *err);

struct store_mark_list {
    struct store_mark *items;
    size_t n;
};
/** Entries about one, below `below_seq`, by seq: whatever their kind. */
MUST_USE enum rc store_marks(struct store *s, uint64_t seq, uint64_t below_seq,
                             const struct visible *visible, struct arena *a,
                             struct store_mark_list *out, struct err *err);

/* ---- care ---- */

/**
 * Check everything that can be computed again: every commitment, leaf, tile, batch root, signed
 * head, label, index, and SQLite's own structure. Goes on after each fault.
 *
 * in     take  gets each fault as one line that names what is wrong and where
 * fails  only where the file cannot be read at all, or what `take` returns
 */
struct fsck_count {
    uint64_t n_entries, n_faults;
};
MUST_USE enum rc store_fsck(struct store *s,
                            enum rc (*take)(void *to, struct span fault, struct err *err), void *to,
                            struct fsck_count *out, struct err *err);
/** A whole and consistent copy, while others go on. fails RC_CONFLICT: `to` is there; RC_IO */
MUST_USE enum rc store_backup(struct store *s, const char *to, struct err *err);
/**
 * Take over the tables by which entries are found again from another record of the same entries.
 *
 * in     path  of a record that no writer has open
 * fails  RC_CONFLICT: its tree has another head, nothing was changed; RC_IO
 */
MUST_USE enum rc store_adopt(struct store *s, const char *path, struct err *err);
