/* SPDX-License-Identifier: Apache-2.0 */
/* measure.h: the life of a measure, from its proposal to its end, as entries tell it one by one.
 * Pure: a state machine that refuses what cannot follow, and says what would. */
#pragma once

#include "base/arena.h"
#include "pact/charter.h"

#define MEASURE_TASKS_MAX 256

enum measure_life {
    LIFE_NONE, /* nothing was said of it */
    LIFE_PROPOSED,
    LIFE_VOTED,   /* adopted, not yet begun */
    LIFE_BLOCKED, /* something that must hold does not: only as it is looked at, never kept */
    LIFE_ACTIVE,
    LIFE_UNDER_REVIEW,
    LIFE_STANDING_DOWN,
    LIFE_ENDED,
};

enum measure_event {
    EVENT_PROPOSED,
    EVENT_ADOPTED,  /* by the vote about it */
    EVENT_REJECTED, /* by that vote */
    EVENT_BEGUN,
    EVENT_TASK,
    EVENT_EVIDENCE,  /* of its execution; of one task, or of all */
    EVENT_REVIEW,    /* a review is opened */
    EVENT_CONTINUED, /* a review is closed: it goes on */
    EVENT_STAND_DOWN,
    EVENT_ENDED,
    EVENT_COUNT
};

struct measure_task {
    struct span what, who; /* who: a member, or empty */
    int64_t due_ms;        /* TIME_NEVER: none stated */
    bool is_shown;         /* evidence of its execution is there */
    int64_t shown_ms;
};

/* What an entry says. */
struct measure_news {
    enum measure_event event;
    int64_t at_ms; /* recorded */
    struct span what;
    struct span who;
    int64_t due_ms; /* of a task; TIME_NEVER */
    int64_t task;   /* of evidence: the task's number, from 1; 0: the whole */
    bool is_voted;  /* to stand down: an adopted decision was named */
};

/* Made by the caller with the first four; read freely. */
struct measure {
    enum charter_measure kind;
    bool needs_vote;           /* it begins when a vote has adopted it, not before */
    bool needs_vote_to_end;    /* nothing stands down by itself */
    struct pact_period review; /* PERIOD_NONE: none */
    enum measure_life life;
    int64_t since_ms; /* of that life */
    int64_t begun_ms; /* TIME_NEVER: not yet */
    int64_t clock_ms; /* the review's: when it began, went on after a review, or was restarted */
    const struct measure_task *tasks;
    size_t n_tasks;
    size_t n_evidence;
    int64_t evidence_ms; /* the last */
};

/** "proposed", …, "blocked"; "none". */
const char *measure_life_name(enum measure_life life);
/** The word in entries: "proposed", "begun", "task", … */
const char *measure_event_name(enum measure_event e);
/** fails  RC_UNKNOWN, with the words that are known */
MUST_USE enum rc measure_event_find(struct span word, enum measure_event *out, struct err *err);

/**
 * Take the next entry.
 *
 * fails  RC_CONFLICT: it cannot follow on where the measure is, with what can; RC_INPUT: a task
 *        without words; RC_ABSENT: evidence of a task that there is not; RC_LIMIT
 */
MUST_USE enum rc measure_take(struct measure *m, const struct measure_news *n, struct arena *a,
                              struct err *err);
/** A re-graded incident restarts the clock of what is under way. */
void measure_restart(struct measure *m, int64_t at_ms);

/* A measure at an instant. */
struct measure_view {
    enum measure_life life; /* LIFE_BLOCKED where something is in the way */
    int64_t review_due_ms;  /* the last instant in time; TIME_NEVER: none is due */
    bool is_review_overdue;
    size_t n_tasks_open, n_tasks_overdue;
};
/** in  is_blocked  something that must hold does not: of what was adopted or is under way */
struct measure_view measure_look(const struct measure *m, const struct zone *zone, bool is_blocked,
                                 int64_t at_ms);
