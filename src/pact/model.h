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
#include "pact/owed.h"

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

struct pact_freedom {
    uint32_t beneficiary;     /* party, or PACT_NONE */
    const struct span *means; /* none: all */
    size_t n_means;
    int64_t delay_ms; /* waits shorter than this are recorded only */
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
        struct pact_replacement replacement;
        struct pact_return_fire return_fire;
        struct pact_protection protection;
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
