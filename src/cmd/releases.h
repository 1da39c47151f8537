/* SPDX-License-Identifier: Apache-2.0 */
/* releases.h: the releases of a mission's record, each checked again, and what readers get of them.
 * docs/formats/release.md. */
#pragma once

#include "cmd/mission.h"
#include "mission/shelf_more.h"
#include "record/release.h"
#include "record/release_text.h"

enum release_state {
    RELEASE_OPEN,
    RELEASE_OVER,  /* an emergency's, whose time has passed */
    RELEASE_ENDED, /* by hand */
    RELEASE_VOID,  /* it does not hold: `why` says what is wrong */
};

/* One release; spans live as long as the arena that it was read into. */
struct released {
    struct uuid id, source, copy; /* entries */
    uint64_t seq, copy_seq;
    int64_t at_ms;     /* when it was recorded */
    struct span label; /* of its own entry: the source's */
    struct span source_label, copy_label;
    struct span said; /* the JSON that was signed */
    struct release_text text;
    struct member_set to_tell; /* of an emergency */
    bool is_void;
    const char *why;
    bool is_ended;
    int64_t ended_at_ms;
    bool is_stale; /* the source was replaced, withdrawn or erased since */
};

struct releases {
    struct released *items; /* in the order in which they were recorded */
    size_t n, cap;
    uint64_t *copies; /* seqs of all entries that are copies, of whatever release, ascending */
    size_t n_copies, cap_copies;
};

/* As of when they are asked for. */
struct releases_when {
    uint64_t below_seq; /* only those recorded before */
    /* false: what has ended by now stays shut, as for a reader, also with --as-of; true: as things
     * stood then, so that a published report can be made again */
    bool is_then;
};

/** All of them, with the eyes of the mission. fails  RC_INPUT: the record is damaged; RC_LIMIT */
MUST_USE enum rc releases_read(struct mission *m, const struct releases_when *when, struct arena *a,
                               struct releases *out, struct err *err);
/** in  at_ms  the instant: emergencies end */
enum release_state release_state_at(const struct released *r, int64_t at_ms);
const char *release_state_word(enum release_state s);
/** Whether an entry is shown to readers: a copy only while a release of it is open. */
bool releases_show(const struct releases *all, const struct store_entry *e, int64_t at_ms);

/**
 * Whether what was signed may be published: who signed, their rights, the labels.
 *
 * in     source  with its bytes
 * out    *out  text, labels and whom to tell; no copy yet
 * fails  as release_check and emergency_check; RC_CONFLICT: for another mission, or the source is
 *        of another kind than stated
 */
MUST_USE enum rc release_open(struct mission *m, struct span signed_text, int64_t at_ms,
                              struct arena *a, struct released *out, struct err *err);

/**
 * The shelf of one reader: the rows of the record, and open copies of what they may not read.
 *
 * in     visible  NULL: the mission itself, which has no use for copies
 * out    *out lives as long as `a` and the store
 */
MUST_USE enum rc released_shelf(struct mission *m, const struct visible *visible,
                                const struct releases_when *when, struct arena *a,
                                struct shelf *out, struct err *err);
