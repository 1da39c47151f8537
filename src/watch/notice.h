/* SPDX-License-Identifier: Apache-2.0 */
/* notice.h: the notice of an exercise: which notifications are about it, and whether one was
 * complete and received in time. */
#pragma once

#include "watch/exercise.h"

enum notice_state {
    NOTICE_MISSING,
    NOTICE_INCOMPLETE, /* without what a complete one holds */
    NOTICE_LATE,
    NOTICE_GOOD,
};

struct notice {
    enum notice_state state;
    const struct notification *row; /* the best one; NULL: none */
    int64_t days;                   /* local calendar dates from its receipt to the start */
    int64_t elapsed_ms;             /* the same, elapsed */
    const char *lacks;              /* the first member that is not there; NULL: none */
};

/**
 * The best notice of some parts of an exercise, which begins with the first of them.
 *
 * About the term's activity, by one of their parties (of nobody known: by a bound one), of no other
 * command, its time overlapping theirs and its area within the term's distance of one of them,
 * where it states these.
 * in   is_alert  notice at the start suffices
 */
struct notice notice_of(struct term_run *run, const struct activity *const *parts, size_t n,
                        bool is_alert);
