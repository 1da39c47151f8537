/* SPDX-License-Identifier: Apache-2.0 */
/* reader.h: who asks, and what they may do. Made by the roster (record/roster.h), never from what
 * a request claims about itself; all zeroes may do nothing. */
#pragma once

#include "record/label.h"

/* Seeing and marking are two rights; so is everything that two people must share between them. */
enum right {
    RIGHT_SEE = 1U << 0,       /* read entries, within a clearance */
    RIGHT_MARK = 1U << 1,      /* state labels of what they write */
    RIGHT_LOG = 1U << 2,       /* the log's own surface: how many entries there are, and when */
    RIGHT_DRAFT = 1U << 3,     /* draft releases and reports */
    RIGHT_APPROVE = 1U << 4,   /* approve what another person drafted */
    RIGHT_CONFIRM = 1U << 5,   /* confirm a machine's verdict as an officer */
    RIGHT_RELEASE = 1U << 6,   /* sign a release for their member, as an originator */
    RIGHT_EMERGENCY = 1U << 7, /* release without the originators, for a time */
    RIGHT_ROSTER = 1U << 8,    /* be one of the two who change the roster */
    RIGHT_PERSON = 1U << 9,    /* open what was sealed for a person */
    RIGHT_VOTE = 1U << 10,     /* sign ballots for their member */
};

#define RIGHTS_ALL 0x7FFU

struct reader {
    bool is_mission; /* the mission itself, which folds and keeps what nobody may read */
    uint32_t rights; /* of enum right */
    struct clearance clearance;
};

/** The mission itself. */
struct reader reader_mission(void);
/** Whether all of `rights` are held, while the clearance is current. */
bool reader_has(const struct reader *r, uint32_t rights, int64_t at_ms);
bool reader_may_read(const struct reader *r, const struct label *l, int64_t at_ms);

/**
 * Whether the reader may put this label on what they write.
 *
 * in     has_read  the join of what the session has read; NULL: nothing yet
 * fails  RC_RANGE: no right to mark, or not now; RC_CONFLICT: it would open what was read
 *        (label_write_check); RC_UNKNOWN: a label of another policy
 */
MUST_USE enum rc reader_may_write(const struct reader *r, const struct label_policy *p,
                                  const struct label *written, const struct label *has_read,
                                  int64_t at_ms, struct err *err);

/** The word of a right in rosters ("see"), NULL behind the last: i counts bits from 0. */
const char *right_word(unsigned i);
/** fails  RC_UNKNOWN, with the nearest word */
MUST_USE enum rc right_find(struct span word, uint32_t *out, struct err *err);
