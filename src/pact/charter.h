/* SPDX-License-Identifier: Apache-2.0 */
/* charter.h: the constitution of a community as plain structs: its members over time, its rules of
 * decision, whom it may admit, what its force is there for. Part of the model (model.h); read-only.
 *
 * Members, classes, standards, rules and mandates are named by their index here; parties (members,
 * candidates) by their index in the agreement that holds the charter. */
#pragma once

#include "base/rational.h"
#include "pact/ladders.h"
#include "pact/period.h"

#define CHARTER_NONE      UINT32_MAX /* an index that names nothing; the PACT_NONE of model.h */
#define CHARTER_JOINS_MAX 4          /* rules that one rule joins */

/* From then on; until TIME_NEVER where no end is stated. */
struct charter_interval {
    int64_t from_ms, until_ms; /* until is exclusive */
};

enum charter_standing { CHARTER_MEMBER, CHARTER_SUSPENDED, CHARTER_NOT_YET, CHARTER_WITHDRAWN };

struct charter_member {
    struct span id; /* ISO 3166-1 alpha-3, small letters */
    uint32_t party;
    bool is_founding;                         /* it did not accede later */
    int64_t from_ms;                          /* of accession; TIME_ALWAYS of a founder */
    int64_t until_ms;                         /* of withdrawal; TIME_NEVER */
    const struct charter_interval *suspended; /* in the order of the file */
    size_t n_suspended;
};

struct charter_class {
    struct span id;
    const uint32_t *members;
    size_t n_members;
};

struct charter_standard {
    struct span id;
    int64_t rank; /* what rules compare; no two are equal */
    bool is_strict;
    struct rational score; /* `>= 0.40`, or `> 0.50` where is_strict */
};

enum charter_majority {
    CHARTER_SILENT,    /* a silence procedure; its fallback votes */
    CHARTER_SIMPLE,    /* more yes than no */
    CHARTER_FRACTION,  /* at least `fraction`, from 1/2 to 1 */
    CHARTER_CONSENSUS, /* at most `minus` members object; 0: none */
};

struct charter_weight {
    uint32_t member;
    int64_t votes; /* >= 0 */
};

struct charter_rule {
    struct span id;
    enum charter_majority majority;
    struct rational fraction;
    int64_t minus;
    struct rational quorum; /* of the electorate, present; 0/1 where none is stated */
    struct rational floor;  /* of the electorate, voting yes; 0/1 where none is stated */
    bool abstention_is_no;  /* else ignored */
    bool recuses_parties;   /* a party to the dispute does not vote */
    const uint32_t *vetoes; /* members whose no is enough */
    size_t n_vetoes;
    const struct charter_weight *weights; /* of the members that have not one vote each */
    size_t n_weights;
    int64_t silence_ms;      /* 0 unless CHARTER_SILENT */
    bool reservation_breaks; /* an abstention breaks the silence as an objection does */
    uint32_t fallback;       /* rule; CHARTER_NONE unless CHARTER_SILENT */
    const uint32_t *joins;   /* rules that must adopt it too; they join none */
    size_t n_joins;
    uint32_t line_no, column_no; /* of its name in the file, for messages */
};

struct charter_finding {
    struct span finding;
    uint32_t standard;
    uint32_t adopted_by; /* rule */
};

enum charter_indicator { CHARTER_FORCES_WITHIN, CHARTER_INSTRUMENT, CHARTER_REGISTRY };

/* One indicator of a consideration: it informs the vote and never gates it. */
struct charter_consideration {
    struct span id;
    enum charter_indicator indicator;
    struct span text; /* the instrument, or the register's name */
    uint32_t party;   /* of a register; CHARTER_NONE: all */
    uint32_t line;    /* of the agreement's lines; CHARTER_NONE */
    double within_m;
    int64_t trend_ms; /* calendar days as 24 h, months as 30 days */
};

struct charter_consultation {
    uint32_t whom;       /* class */
    int64_t days;        /* calendar days, or -1 where time elapses */
    int64_t time_ms;     /* elapsed, where days is -1 */
    bool is_at_adoption; /* of the charter; else before a vote */
};

struct charter_candidate {
    uint32_t party;
    const struct charter_finding *eligible; /* all must be adopted */
    size_t n_eligible;
    const struct charter_consideration *considerations;
    size_t n_considerations;
    const struct charter_consultation *consultations;
    size_t n_consultations;
    uint32_t admit_by; /* rule */
};

struct charter_consent {
    uint32_t party;
    bool is_revocable;
    struct pact_period notice; /* from its withdrawal on; PERIOD_NONE: none, it ends at once */
};

struct charter_mandate {
    struct span id;
    bool is_by_consent; /* host_consent; else unga_implementation_force */
    struct span authority;
    int64_t from_ms;          /* TIME_ALWAYS where none is stated */
    struct pact_period term;  /* how long it lasts; PERIOD_NONE: no end is stated */
    const struct span *tasks; /* the lawful ones */
    size_t n_tasks;
    const struct charter_consent *consents;
    size_t n_consents;
};

struct charter {
    struct span id;
    bool has_collective_defence; /* some obligation is not `none` */
    const struct charter_member *members;
    size_t n_members;
    const struct charter_class *classes;
    size_t n_classes;
    const struct charter_standard *standards;
    size_t n_standards;
    const struct charter_rule *rules;
    size_t n_rules;
    const struct charter_candidate *candidates;
    size_t n_candidates;
    const struct charter_consultation *consultations; /* of the charter itself */
    size_t n_consultations;
    const struct charter_mandate *mandates;
    size_t n_mandates;
    const struct charter_ladder *ladders;
    size_t n_ladders;
    uint32_t host;   /* party; CHARTER_NONE */
    uint32_t active; /* mandate in force; CHARTER_NONE */
    uint32_t add_by; /* rule that adds missions; CHARTER_NONE */
};

/** Index by id, or CHARTER_NONE. */
uint32_t charter_member_find(const struct charter *c, struct span id);
uint32_t charter_class_find(const struct charter *c, struct span id);
uint32_t charter_standard_find(const struct charter *c, struct span id);
uint32_t charter_rule_find(const struct charter *c, struct span id);
uint32_t charter_mandate_find(const struct charter *c, struct span id);
uint32_t charter_ladder_find(const struct charter *c, struct span id);
bool charter_class_has(const struct charter_class *k, uint32_t member);
/** What a member is at an instant; only CHARTER_MEMBER votes. */
enum charter_standing charter_standing_at(const struct charter_member *m, int64_t at_ms);
bool charter_mandate_covers(const struct charter_mandate *m, struct span task);
/** How many votes a member has under a rule: its weight, or 1. */
int64_t charter_rule_votes(const struct charter_rule *r, uint32_t member);
bool charter_rule_has_veto(const struct charter_rule *r, uint32_t member);
