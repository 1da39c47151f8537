/* SPDX-License-Identifier: Apache-2.0 */
/* ladders.h: the responses that a charter foresees to one kind of incident, as plain structs. Part
 * of the charter (charter.h); read-only. What a step's state is at an instant is src/council's.
 *
 * Steps are independent of each other: only `after` makes one wait on another. */
#pragma once

#include "base/rational.h"
#include "pact/period.h"

enum charter_measure {
    MEASURE_REINFORCE_POSTURE,
    MEASURE_OPEN_INVESTIGATION,
    MEASURE_DEMARCHE,
    MEASURE_ECONOMIC_MEASURES,
    MEASURE_STATION_COMBAT_FORCES,
    MEASURE_SUSPEND_MEMBERSHIP,
    MEASURE_NOTIFY_CONTRIBUTORS,
    MEASURE_NOTIFY_LIAISON,
    MEASURE_EVACUATE,
    MEASURE_CALL_RAPID_REACTION,
    MEASURE_EMERGENCY_SESSION,
    MEASURE_RECORD_DECLARED_RESPONSE,
    MEASURE_COUNT
};

enum charter_decider {
    DECIDER_COMMANDER,
    DECIDER_AUTOMATIC,   /* nobody decides: it is open as soon as the ladder is */
    DECIDER_VOTE,        /* members, by the step's rule */
    DECIDER_EACH_MEMBER, /* each for itself: no collective obligation */
};

/* An incident opens the ladder where it meets all that one line states. */
struct ladder_trigger {
    struct span type;           /* empty: any */
    struct span against;        /* personnel, civilians, equipment; empty: any */
    const struct span *classes; /* of those it was against, any of them; none: any */
    size_t n_classes;
    int severity; /* at least so grave, 1 to 5; 0: any */
};

/* A finding that must have been made, to a standard at least. */
struct ladder_when {
    bool is_responsibility;
    struct span finding;      /* of the others: a hypothesis' id */
    struct span party;        /* of a responsibility */
    const struct span *modes; /* any of them */
    size_t n_modes;
    enum ladder_than { LADDER_AT_LEAST, LADDER_MORE, LADDER_OTHER } than; /* how ranks compare */
    struct span op;                                                       /* as it is written */
    uint32_t standard;                                                    /* of the charter */
};

enum ladder_need_kind { LADDER_CONSENT, LADDER_CONTRIBUTOR, LADDER_CONSULTATION };

struct ladder_need {
    enum ladder_need_kind kind;
    struct span of; /* a State, or a class */
};

/* `no_violation severity >= serious in WHERE for 60 d` */
struct ladder_calm {
    struct span op; /* as it is written */
    int severity;   /* 1 to 5 */
    struct span where;
    struct pact_period length;
    bool is_any_party; /* else only the party found responsible */
};

struct ladder_quiet {
    const struct ladder_calm *calms;
    size_t n_calms;
    bool needs_withdrawal; /* `withdrawal verified` */
    bool has_coverage_min;
    struct rational coverage_min;
    struct span vote; /* stand_down; empty: no vote is stated */
    uint32_t rule;    /* of the charter; CHARTER_NONE */
};

struct ladder_step {
    struct span id;
    int64_t number;
    const enum charter_measure *measures;
    size_t n_measures;
    const struct ladder_when *whens; /* all of them */
    size_t n_whens;
    enum charter_decider decider;
    uint32_t rule; /* of DECIDER_VOTE; else CHARTER_NONE */
    const struct ladder_need *needs;
    size_t n_needs;
    struct pact_period within, report_within, reply_period, review; /* PERIOD_NONE: not stated */
    uint32_t after;                                                 /* step; CHARTER_NONE */
    const struct ladder_quiet *quiet;                               /* NULL: no `until quiet` */
};

struct charter_ladder {
    struct span id, ref;
    const struct ladder_trigger *triggers; /* any of them */
    size_t n_triggers;
    const struct ladder_step *steps; /* in the order of the file */
    size_t n_steps;
};

/** As the charter writes it: "station_combat_forces". */
const char *charter_measure_name(enum charter_measure m);
/** fails  RC_UNKNOWN, with the words that are known */
MUST_USE enum rc charter_measure_find(struct span word, enum charter_measure *out, struct err *err);
/** With force, or by moving it: reinforce_posture, station_combat_forces, call_rapid_reaction. */
bool charter_measure_is_military(enum charter_measure m);
/** What a commander does for the safety of people: waits on nothing, ever. */
bool charter_measure_is_safety(enum charter_measure m);
/** Telling, meeting and declaring, and safety: they wait for no attribution. */
bool charter_measure_is_immediate(enum charter_measure m);
/** 1 to 5 of "administrative" to "grave"; 0: no such word. */
int ladder_severity(struct span word);
/** "administrative" to "grave" of 1 to 5. */
const char *ladder_severity_word(int severity);
