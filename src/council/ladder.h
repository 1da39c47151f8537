/* SPDX-License-Identifier: Apache-2.0 */
/* ladder.h: where an incident stands on the ladders of a charter: what each step's state is at an
 * instant, what is missing for it, who must act and by when. Pure: all that is known of the
 * incident comes in, as one reader may know it; nothing here starts anything. */
#pragma once

#include "council/measure.h"
#include "council/quiet.h"
#include "inquiry/hypothesis.h"

#define LADDER_RANK_NONE INT64_MIN

/* What an incident is held to be from an instant on. */
struct ladder_grade {
    int64_t from_ms; /* recorded: nobody can act on what was not known */
    struct span type, against;
    const struct span *classes;
    size_t n_classes;
    int severity; /* 1 to 5; 0: not graded */
};

/* How far a finding goes on what every eligible voter may read, waivers applied. */
struct ladder_common {
    int64_t rank;        /* LADDER_RANK_NONE: no standard is reached so */
    struct span lacking; /* "est, lva": voters who may not read all of it and have not waived */
};

/* A finding that was declared and stands. */
struct ladder_finding {
    enum link link;
    struct span hypothesis, party;
    enum mode mode;
    int64_t rank;                   /* as declared */
    struct ladder_common common[2]; /* [true]: members that are parties to the dispute recused */
    int64_t since_ms;
};

/* A precondition, as the record shows it for one step. */
struct ladder_shown {
    struct span ladder, step;
    enum ladder_need_kind kind;
    struct span of;
    bool is_met;
    struct span why;
};

enum ladder_ballot { BALLOT_NONE, BALLOT_OPEN, BALLOT_UNCOUNTED, BALLOT_ADOPTED, BALLOT_REJECTED };

/* The vote about a measure. */
struct ladder_ballot_state {
    enum ladder_ballot is;
    int64_t closes_ms;
    struct span id; /* of the proposal */
};

struct ladder_measure {
    struct span id, ladder, step;
    struct measure life;
    struct ladder_ballot_state take;
    struct span responsible;        /* "pol, usa"; empty: nobody was named */
    const struct quiet_case *quiet; /* NULL: its step has no `until quiet` */
};

/* Somebody who must be told, and was or was not. */
struct ladder_addressee {
    struct span who;
    bool is_liaison;         /* else a contributor */
    int64_t sent_ms;         /* TIME_NEVER: not yet */
    int64_t acknowledged_ms; /* TIME_NEVER: not yet */
};

/* A member that may declare its response. */
struct ladder_response {
    struct span member;
    int64_t at_ms; /* TIME_NEVER: nothing declared; that is no fault */
};

/* Something that was done outside the measures: an inquiry opened, a session held, the commander's
 * evacuation. */
struct ladder_deed {
    enum charter_measure kind;
    int64_t at_ms;
};

struct ladder_case {
    const struct charter *charter;
    const struct zone *zone;
    const struct ladder_grade *grades; /* in the order of the record; the last one holds */
    size_t n_grades;
    const struct ladder_finding *findings;
    size_t n_findings;
    const struct ladder_shown *shown;
    size_t n_shown;
    const struct ladder_measure *measures;
    size_t n_measures;
    const struct ladder_addressee *addressees;
    size_t n_addressees;
    const struct ladder_response *responses;
    size_t n_responses;
    const struct ladder_deed *deeds;
    size_t n_deeds;
    int64_t report_ms; /* the inquiry's finding was declared; TIME_NEVER */
};

enum ladder_state {
    STEP_CLOSED,    /* the incident does not open the ladder */
    STEP_WAITS,     /* on another step: `after` */
    STEP_LACKS,     /* its condition does not hold */
    STEP_AVAILABLE, /* whoever decides may decide */
    STEP_PROPOSED,  /* a measure is before those who decide */
    STEP_BLOCKED,   /* adopted or under way, and something that must hold does not */
    STEP_DECIDED,   /* adopted, not begun */
    STEP_RUNS,
    STEP_STANDING_DOWN,
    STEP_DONE, /* all that it asks for was done, or its measures have ended */
};

/* Something that is missing or due. */
struct ladder_item {
    struct span what;
    struct span who; /* who must act */
    int64_t by_ms;   /* the last instant in time; TIME_NEVER: no time is set */
    bool is_overdue;
    bool is_bar; /* the step cannot go on without it; else it is due, or on offer */
};

struct ladder_step_view {
    const struct ladder_step *step;
    enum ladder_state state;
    int64_t since_ms; /* when it opened; TIME_NEVER: it has not */
    int64_t due_ms;   /* the last instant of `within`; TIME_NEVER */
    const struct ladder_item *items;
    size_t n_items;
};

struct ladder_view {
    const struct charter_ladder *ladder;
    bool is_open;
    bool was_regraded; /* the clock was restarted */
    int64_t clock_ms;  /* what `within` counts from: the grade that holds; TIME_NEVER */
    const struct ladder_step_view *steps; /* in the order of the charter */
};

/** "available", "blocked", … */
const char *ladder_state_name(enum ladder_state s);
/** Whether an incident so graded meets one line of what opens a ladder. */
bool ladder_is_opened_by(const struct charter_ladder *l, const struct ladder_grade *g);
/**
 * Where the incident stands on each ladder of the charter.
 *
 * Steps do not wait on each other unless one says `after`, which waits until that one has begun.
 * A step whose condition asks for a finding opens when it is declared to the standard, on exhibits
 * that every eligible voter may read. A re-graded incident restarts every clock.
 * out    a view of each ladder of the charter, in its order
 * fails  RC_LIMIT
 */
MUST_USE enum rc ladder_look(const struct ladder_case *c, int64_t at_ms, struct arena *a,
                             const struct ladder_view **out, struct err *err);
/** The view of one measure with the clock of its ladder. */
struct measure_view ladder_measure_look(const struct ladder_case *c, const struct ladder_view *l,
                                        const struct ladder_measure *m, int64_t at_ms);
