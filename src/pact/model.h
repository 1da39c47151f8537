/* SPDX-License-Identifier: Apache-2.0 */
/* model.h: what was agreed, as plain structs: names resolved to indices, quantities to units, days
 * to instants, geometry read. Built by pact_load; read-only afterwards.
 *
 * Only what a judge needs is typed here. Kinds that are not judged keep their syntax tree and their
 * canonical JSON (pact.h). */
#pragma once

#include "base/hash.h"
#include "base/rational.h"
#include "base/time.h"
#include "base/zone.h"
#include "geo/area.h"
#include "geo/line.h"
#include "pact/charter.h"
#include "pact/equipment.h"
#include "pact/period.h"

#define PACT_NONE UINT32_MAX /* an index that names nothing */

/* In the order of the catalogue (docs/formats/pact.md); the keyword is pact_kind_name(). */
enum pact_kind {
    PACT_CEASEFIRE,
    PACT_WITHDRAWAL,
    PACT_EXCLUSION_ZONE,
    PACT_CEILING,
    PACT_RATIO,
    PACT_RATE_LIMIT,
    PACT_REPLACEMENT,
    PACT_EMBARGO,
    PACT_NO_FLY,
    PACT_LINE_CROSSING,
    PACT_STATUS_QUO,
    PACT_ACTIVITY_BAN,
    PACT_RETURN_FIRE,
    PACT_STORAGE,
    PACT_CANTONMENT,
    PACT_MILESTONE,
    PACT_DEMOBILISATION,
    PACT_EXCHANGE,
    PACT_FOREIGN_FORCES,
    PACT_NOTIFICATION,
    PACT_DECLARATION,
    PACT_INSPECTION,
    PACT_FREEDOM_OF_MOVEMENT,
    PACT_PROTECTION,
    PACT_PERIODIC_DUTY,
    PACT_ON_REQUEST_DUTY,
    PACT_COMPOSITION,
    PACT_CONSENT_MANDATE,
    PACT_DISPERSION,
    PACT_REACH,
    PACT_TRIPWIRE,
    PACT_KIND_COUNT
};

/* Names in `prohibits`, `limit`, `threshold` … resolve in this order. */
enum pact_selector_form {
    PACT_SELECT_CATEGORY, /* ix: agreement->categories */
    PACT_SELECT_CLASS,    /* word: an equipment class */
    PACT_SELECT_WORD,     /* fixed: enum pact_word */
    PACT_SELECT_MODEL,    /* word: a model's canonical name */
    PACT_SELECT_UNIT,     /* word: brigade, battalion, … (`limit unit brigade`) */
};

/* The fixed words. */
enum pact_word {
    PACT_WORD_PERSONNEL,
    PACT_WORD_EQUIPMENT,         /* any military equipment */
    PACT_WORD_FIRE,              /* any phenomenon of class fire */
    PACT_WORD_MILITARY_ACTION,   /* fire, and any military activity */
    PACT_WORD_MILITARY_FORCES,   /* personnel or equipment of armed forces */
    PACT_WORD_MILITARY_AIRCRAFT, /* every aircraft of armed forces, crewed or not */
    PACT_WORD_COMBAT_AIRCRAFT,   /* combat aircraft and attack helicopters */
    PACT_WORD_AIRCRAFT,          /* anything that flies */
    PACT_WORD_UAV,
    PACT_WORD_FOREIGN_UAV, /* a UAV that is not the observer's */
    PACT_WORD_MINES,
    PACT_WORD_ACTIVITY, /* one of the activities of status_quo and activity_ban: `word` names it */
    PACT_WORD_COUNT
};

struct pact_selector {
    enum pact_selector_form form;
    uint32_t ix;
    enum pact_word fixed;
    struct span word;                   /* as written in the file */
    bool says_any;                      /* `fire any` */
    const struct pact_selector *except; /* `limit arty except arty_short`; NULL without */
};

enum pact_op { PACT_GE, PACT_LE, PACT_GT, PACT_LT, PACT_EQ, PACT_NE };

/* `calibre >= 100 mm` */
struct pact_bound {
    enum pact_op op;
    double value; /* in mm or m, as the member's name says */
};

/* All lines of a category are and-ed; the words of one line are or-ed. Models listed by name are
 * in, whatever the bounds say; excepted models are out, whatever else says so. */
struct pact_category {
    struct span id;
    const struct span *classes;
    size_t n_classes;
    const struct span *models; /* canonical names */
    size_t n_models;
    const struct span *except_models;
    size_t n_except_models;
    /* the same, as rows of the equipment table */
    const struct equipment_type *const *model_types;
    const struct equipment_type *const *except_types;
    const struct pact_bound *calibre_mm;
    size_t n_calibre;
    const struct pact_bound *range_m;
    size_t n_range;
};

enum pact_tri { PACT_NO, PACT_YES, PACT_MAYBE };

struct pact_party {
    struct span id;
    struct span name;
    bool is_observer;
    bool is_guarantor;
};

struct pact_line {
    struct span id;
    uint32_t left, right;            /* parties, or PACT_NONE */
    double accuracy_m;               /* one standard deviation */
    bool is_versioned;               /* line_version rows may replace the geometry from a time on */
    const struct geo_line *geometry; /* as adopted */
    struct span source;              /* file#fragment */
    struct sha256_digest file_hash;
};

enum pact_area_form {
    PACT_AREA_GEOMETRY,
    PACT_AREA_BUFFER,  /* around line[0], both sides, 0..to_m */
    PACT_AREA_BAND,    /* along line[0], from_m..to_m on `side` */
    PACT_AREA_BETWEEN, /* line[0] and line[1] */
    PACT_AREA_SIDE,    /* the whole of `side` of line[0] */
};

struct pact_area {
    struct span id; /* file#fragment for an area named in place */
    enum pact_area_form form;
    uint32_t line[2];
    enum geo_side side;
    double from_m, to_m;
    const struct geo_area *geometry; /* with the lines as adopted */
    struct span source;
    struct sha256_digest file_hash;
};

/* `except …` and `unless … record`. */
enum pact_exception_form {
    PACT_EXCEPT_OBSERVER, /* party ix: an observer's own people and things */
    PACT_EXCEPT_PERMIT,   /* whoever holds a valid permit */
    PACT_EXCEPT_AREA,     /* area ix */
    PACT_EXCEPT_SELECTOR, /* what is not meant: a category, class, model */
    PACT_EXCEPT_POLICE,   /* a judgement: needs_assessment when it may apply */
    PACT_EXCEPT_CLAIM,    /* `unless self_defence_claimed record`: recorded, never exempts */
    PACT_EXCEPT_TEXT,     /* any other words: a judgement too */
};

struct pact_exception {
    enum pact_exception_form form;
    uint32_t ix;
    struct pact_selector selector;
    struct span text; /* as written */
};

struct pact_distance {
    struct pact_selector what;
    double distance_m;   /* D per side: zone width x share already multiplied out */
    double zone_width_m; /* 0 where the file states the distance itself */
};

struct pact_stage {
    int64_t number;
    const struct pact_selector *what;
    size_t n_what;
    uint32_t area;       /* PACT_NONE: everywhere */
    int64_t complete_ms; /* exclusive end */
};

struct pact_withdrawal {
    uint32_t line;
    const struct pact_distance *distances;
    size_t n_distances;
    int64_t start_ms; /* exclusive end of "start by"; TIME_ALWAYS where none is stated */
    int64_t
        complete_ms; /* exclusive end of "complete by"; TIME_ALWAYS where none: in force at once */
    struct span complete_note; /* words where the end hangs on another term (`milestone x + 5 d`) */
    const struct pact_stage *stages;
    size_t n_stages;
    struct span start_condition; /* `start requires …`, in words */
    bool has_side;               /* `side` is stated, and takes the place of the party's own */
    enum geo_side side;          /* where distances are positive; GEO_BOTH_SIDES: on either */
};

struct pact_ceasefire {
    bool has_domains;
    bool land, sea, air;
    bool exercises_count; /* the term says `any`: an exercise is a violation wherever it is */
};

struct pact_exclusion_zone {
    int64_t transit_ms;          /* shorter stays are allowed; 0: none */
    struct span quiet_condition; /* `requires quiet …`, in words */
};

struct pact_limit {
    struct pact_selector what;
    enum pact_op op; /* PACT_LE or PACT_LT */
    int64_t n;
};

struct pact_ceiling {
    const struct pact_limit *limits;
    size_t n_limits;
    int64_t simultaneity_ms;             /* default 24 h */
    double coverage_min;                 /* default 0.9 */
    double v_tracked_mps, v_wheeled_mps; /* defaults 50 and 80 km/h */
    uint32_t verified_by;                /* party, or PACT_NONE: any source */
    int64_t transit_ms;                  /* counting rule `exempt transit <= 7 d`; 0: none */
};

enum pact_datum { PACT_DATUM_AMSL, PACT_DATUM_AGL, PACT_DATUM_HAE };

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

struct pact_no_fly {
    uint32_t beyond_own[2];    /* `beyond own line A B`: first party's line, second party's; else
                                  PACT_NONE */
    double floor_m, ceiling_m; /* -INFINITY and INFINITY where none is stated */
    enum pact_datum datum;
    int64_t dwell_fixes; /* default 2 */
};

enum pact_direction { PACT_ANY_DIRECTION, PACT_LEFT_TO_RIGHT, PACT_RIGHT_TO_LEFT };

struct pact_line_crossing {
    uint32_t line;
    enum pact_direction direction;
    double k_sigma; /* 1.645 */
};

struct pact_storage {
    const struct span *sites; /* ids; none: every declared site of the bound parties */
    size_t n_sites;
    bool by_serial; /* else by type */
    int64_t removal_notice_ms;
    struct span criteria;
    uint32_t access; /* the observer with a right of access, or PACT_NONE */
};

struct pact_threshold {
    struct pact_selector what;
    enum pact_op op; /* PACT_GE or PACT_GT */
    int64_t n;
};

struct pact_notification {
    struct span activity;                    /* exercise, movement, … */
    const struct pact_threshold *thresholds; /* any one suffices; none: every such activity */
    size_t n_thresholds;
    int64_t notice_days;        /* calendar days, or -1 where hours are meant */
    int64_t notice_ms;          /* elapsed, where notice_days is -1 */
    bool aggregates_command;    /* `aggregate common_command` */
    double aggregate_m;         /* default 100 km */
    const struct span *content; /* members that a complete notice must have */
    size_t n_content;
    const struct pact_threshold *observers; /* from which observers must be invited */
    size_t n_observers;
    int64_t alert_ms; /* no-notice alerts: observers after this; default 72 h */
};

struct pact_rate_limit {
    const struct pact_rate *limits; /* each is judged for itself */
    size_t n_limits;
    bool is_calendar;                    /* else the window slides */
    const struct pact_threshold *counts; /* any one suffices; none: every occurrence counts */
    size_t n_counts;
    uint32_t verified_by; /* party, or PACT_NONE: anybody */
};

struct pact_freedom {
    uint32_t beneficiary;     /* party, or PACT_NONE */
    const struct span *means; /* none: all */
    size_t n_means;
    int64_t delay_ms; /* waits shorter than this are recorded only */
};

/* Names that a statement lists, or the members of a class. */
struct pact_names {
    const struct span *items;
    size_t n;
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

struct pact_term {
    struct span id;
    struct span ref;
    struct span quote;
    enum pact_kind kind;
    const uint32_t *binds; /* parties */
    size_t n_binds;
    const uint32_t *where; /* areas, any of them; none: everywhere */
    size_t n_where;
    int64_t from_ms;   /* in force from this instant on; TIME_ALWAYS */
    int64_t until_ms;  /* exclusive; TIME_NEVER */
    double confidence; /* default 0.95 */
    int severity;      /* 1..5; 0: the default of the kind and event */
    const struct pact_selector *prohibits;
    size_t n_prohibits;
    bool prohibits_all; /* `prohibits all` */
    const struct pact_exception *exceptions;
    size_t n_exceptions;
    const struct span *assumptions;
    size_t n_assumptions;
    const struct span *judgements; /* words that only people can apply: exceptions, counting rules;
                                      conditions stand with their kind */
    size_t n_judgements;
    union {
        struct pact_ceasefire ceasefire;
        struct pact_withdrawal withdrawal;
        struct pact_exclusion_zone exclusion;
        struct pact_ceiling ceiling;
        struct pact_ratio ratio;
        struct pact_rate_limit rate;
        struct pact_no_fly no_fly;
        struct pact_line_crossing crossing;
        struct pact_storage storage;
        struct pact_notification notification;
        struct pact_freedom freedom;
        struct pact_duty duty;
        struct pact_composition composition;
        struct pact_consent consent;
        struct pact_dispersion dispersion;
        struct pact_tripwire tripwire;
        struct pact_reach reach;
        struct pact_declaration declaration;
        struct pact_inspection inspection;
        struct pact_progress progress;
        struct pact_exchange exchange;
    } u;              /* the member of its kind; the other kinds have none */
    uint32_t line_no; /* in the file, for messages */
};

/* An agreement; a charter's `force` terms are held in one too (is_charter). */
struct pact_agreement {
    struct span id;
    struct span title;
    bool is_charter;
    const struct zone *zone;
    const struct pact_party *parties; /* observers and guarantors included; a charter's members */
    size_t n_parties;
    const struct pact_line *lines;
    size_t n_lines;
    const struct pact_area *areas;
    size_t n_areas;
    const struct pact_category *categories;
    size_t n_categories;
    const struct pact_term *terms;
    size_t n_terms;
    const struct span *assumptions; /* about the whole text */
    size_t n_assumptions;
    const struct charter *charter; /* NULL unless is_charter */
};

struct pact_model {
    const struct pact_agreement *agreements;
    size_t n_agreements;
    const struct equipment *equipment;
    struct sha256_digest hash; /* of the canonical JSON */
};

/* What is known of one thing that was seen: a type of the table, or a class with what was noted. */
struct pact_thing {
    const struct equipment_type *type; /* NULL: not a known model */
    struct span class_name;            /* used where type is NULL; empty: unknown */
    double calibre_mm;                 /* NAN: unknown */
    double range_m;                    /* NAN: unknown */
};

/** The equipment classes that fly; NULL-ended. */
extern const char *const pact_aircraft_classes[];
/** The zone in which a file's days are told: its first agreement's; a charter's only where it
 * stands alone. */
const struct zone *pact_home_zone(const struct pact_model *m);
const char *pact_kind_name(enum pact_kind kind);
/** Whether this version judges the kind; the others answer needs_assessment. */
bool pact_kind_is_judged(enum pact_kind kind);
/** All of them in order, NULL-ended. */
const char *const *pact_kind_names(void);
/** Index of a party, line, area, category or term by id, or PACT_NONE. */
uint32_t pact_party_find(const struct pact_agreement *g, struct span id);
uint32_t pact_line_find(const struct pact_agreement *g, struct span id);
uint32_t pact_area_find(const struct pact_agreement *g, struct span id);
uint32_t pact_category_find(const struct pact_agreement *g, struct span id);
uint32_t pact_term_find(const struct pact_agreement *g, struct span id);
bool pact_term_binds(const struct pact_term *t, uint32_t party);

/**
 * Whether a thing belongs to a category: MAYBE where what would decide it is not known.
 *
 * Listed models beat the calibre rule; a bound on an unknown calibre or range is MAYBE; a thing of
 * unknown class is MAYBE.
 */
enum pact_tri pact_category_match(const struct pact_category *c, const struct pact_thing *thing);
/**
 * The same for a selector, its `except` applied. Words about phenomena (fire, military_action,
 * activities) match no thing: PACT_NO.
 */
enum pact_tri pact_selector_match(const struct pact_agreement *g, const struct pact_selector *s,
                                  const struct pact_thing *thing);
