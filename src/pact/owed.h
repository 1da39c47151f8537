/* SPDX-License-Identifier: Apache-2.0 */
/* owed.h: the parameters of the kinds of terms that judge numbers over time, and what is owed. Part
 * of the model (model.h). */
#pragma once

#include "geo/area.h"
#include "pact/period.h"
#include "pact/selector.h"

/* A proportion among the bound parties. */
struct pact_ratio {
    const struct pact_selector *categories; /* each is judged for itself */
    size_t n_categories;
    const int64_t *parts; /* of the bound parties, in their order */
    size_t n_parts;
    bool has_baseline;          /* of what they declared first; else of what they hold */
    struct span baseline_words; /* what it starts from, in words: a judgement */
    int64_t complete_ms;        /* exclusive end; TIME_ALWAYS: in force at once */
    struct span complete_note;  /* words where the end hangs on another term */
    uint32_t verified_by;       /* party, or PACT_NONE: anybody */
};

/* At most so many within a window of time. */
struct pact_rate {
    struct span activity; /* whose occurrences count; "activity": of every kind */
    bool has_what;        /* of each occurrence so many of `what`; else each counts once, of a
                             rotation everybody who takes part */
    struct pact_selector what;
    enum pact_op op; /* PACT_LE or PACT_LT */
    int64_t n;
    struct pact_period per;
};

struct pact_rate_limit {
    const struct pact_rate *limits; /* each is judged for itself */
    size_t n_limits;
    bool is_calendar;                    /* else the window slides */
    const struct pact_threshold *counts; /* any one suffices; none: every occurrence counts */
    size_t n_counts;
    uint32_t verified_by; /* party, or PACT_NONE: anybody */
};

/* What comes in must match what went out. */
struct pact_replacement {
    const struct pact_selector *categories; /* each is judged for itself */
    size_t n_categories;
    bool same_type, same_model, same_calibre, same_effectiveness;
    struct pact_names ports;   /* none: any */
    struct pact_period notice; /* PERIOD_NONE: none is owed */
    uint32_t verified_by;      /* party, or PACT_NONE: anybody */
};

/* What must be found for fire in return to be no violation: bits. */
enum pact_condition {
    PACT_WHEN_OFFENSIVE = 1, /* the other side has attacked */
    PACT_WHEN_ORDERED = 2,   /* competent leadership has ordered it */
    PACT_WHEN_COORDINATION_FAILED = 4,
    PACT_WHEN_PROPORTIONATE = 8,
    PACT_WHEN_SELF_DEFENCE = 16,
};

struct pact_return_fire {
    unsigned conditions; /* of enum pact_condition: all of them */
    struct pact_names notify;
    struct span standard; /* of the file's charter: the least that findings reach; empty: any */
    struct span under;    /* the ceasefire that it relaxes; empty: every one */
};

/* Who or what is protected: bits. */
enum pact_protected {
    PACT_PROTECTS_CIVILIANS = 1,
    PACT_PROTECTS_CIVILIAN_OBJECTS = 2,
    PACT_PROTECTS_MONITORS = 4,
    PACT_PROTECTS_RELIEF = 8,
    PACT_PROTECTS_MINORITIES = 16,
    PACT_PROTECTS_DETAINEES = 32,
    PACT_PROTECTS_CULTURAL_PROPERTY = 64,
};

struct pact_protection {
    unsigned protects;           /* of enum pact_protected */
    struct pact_names incidents; /* that count; none: every one */
    struct pact_names indicators;
    struct span registry; /* empty: any */
    int64_t k;            /* nothing is told of fewer people */
};

/* periodic_duty, on_request_duty */
struct pact_duty {
    struct span duty;
    struct pact_period limit;       /* `every` of a periodic duty, `within` of one on request */
    struct pact_names with;         /* one clock each; none: one clock for all */
    struct pact_names report_to;    /* who gets the report; none: nobody is named */
    struct pact_names requested_by; /* who may ask; none: anybody */
};

/* One feature of a file of areas or axes; a line is taken with the ground along it. */
struct pact_part {
    struct span id; /* of the feature, else its number from 1 */
    const struct geo_area *area;
};
#define PACT_AXIS_REACH_M 5000.0 /* who is so near a line is on that axis */

struct pact_parts {
    const struct pact_part *items;
    size_t n;
};

/* `requires contributor …`: all that it states must hold on every day. */
struct pact_contribution {
    struct span contributor;
    bool has_personnel;
    enum pact_op op;
    int64_t personnel;
    double share; /* 0: none is stated */
    bool in_each_sector;
};

struct pact_composition {
    const struct pact_contribution *requires;
    size_t n_requires;
    struct pact_names excluded; /* who may not contribute */
    bool has_strength;
    bool is_about; /* give or take a tenth */
    enum pact_op op;
    int64_t personnel;
    struct pact_names commander;         /* members of a class */
    bool has_commander, commander_is_of; /* from the class, or not from it */
};

enum pact_authority {
    PACT_AUTHORITY_UNSC,
    PACT_AUTHORITY_UNSC_CHAPTER_VII, /* stands without the host's consent */
    PACT_AUTHORITY_UNGA,
    PACT_AUTHORITY_HOST,
    PACT_AUTHORITY_PARTIES,
};

struct pact_consent {
    enum pact_authority authority;
    struct pact_names consent;
    struct pact_period term; /* how long a mandate lasts */
    bool is_renewable;
    struct pact_names tasks;   /* none: those of the mandate in force */
    struct pact_period notice; /* how long the presence may stay without consent */
};

struct pact_dispersion {
    double share;
    struct pact_parts areas;
    struct pact_period max_gap;
};

struct pact_tripwire {
    struct pact_parts axes;
    struct pact_names contributors;
    int64_t members; /* at least so many on each axis */
    struct pact_period every;
};

struct pact_declaration {
    const struct pact_selector *subjects; /* none: personnel, and each class that is declared */
    size_t n_subjects;
    const int64_t *due_ms; /* exclusive ends, ascending */
    size_t n_due;
    struct pact_period every;
    const struct span *content;
    size_t n_content;
    double tolerance;                /* share of what is declared */
    struct pact_period reply_period; /* PERIOD_NONE: none is given */
};

struct pact_quota {
    bool is_passive; /* that a party must accept; else that an inspector may make */
    int64_t n;
    struct pact_period per;
};

struct pact_inspection {
    struct pact_names by;
    const struct pact_quota *quotas;
    size_t n_quotas;
    struct pact_period arrive; /* of the request */
    struct pact_period duration;
    struct pact_names denial; /* grounds on which one may be refused */
    struct pact_names sites;  /* none: all are open */
};

/* What progress is measured by, and against what. */
enum pact_basis {
    PACT_BASIS_ANY,
    PACT_BASIS_DECLARED,
    PACT_BASIS_VERIFIED,
    PACT_BASIS_DECLARED_STRENGTH,
    PACT_BASIS_VERIFIED_STRENGTH,
};

struct pact_milestone {
    int64_t by_ms; /* exclusive end */
    double fraction;
};

/* milestone, demobilisation */
struct pact_progress {
    struct span registry; /* `registry`, else `quantity`; empty: the term's own id */
    const struct pact_milestone *milestones;
    size_t n_milestones;
    enum pact_basis basis;
    struct pact_names requires;   /* terms that must be met before a delay counts */
    struct pact_names concurrent; /* terms that go step by step with this one */
};

enum pact_principle { PACT_ALL_FOR_ALL, PACT_ONE_FOR_ONE, PACT_LISTS };

struct pact_exchange {
    struct span registry;
    enum pact_principle principle;
    bool needs_verified;
    int64_t complete_ms;       /* exclusive end; TIME_ALWAYS: none is known */
    struct span complete_note; /* words where the end hangs on another term */
};

struct pact_reach {
    struct pact_names from; /* members of a class */
    int64_t within_ms;
    struct pact_names paths; /* none: every one */
};
