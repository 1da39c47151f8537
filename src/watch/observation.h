/* SPDX-License-Identifier: Apache-2.0 */
/* observation.h: what goes in, row by row, as the contract of docs/formats/observation.md has it.
 *
 * A row is read-only once it stands in a docket. Spans point into the docket's arena. */
#pragma once

#include "base/time.h"
#include "geo/area.h"
#include "pact/model.h"
#include "watch/vocab.h"

#define COUNT_INFINITE UINT32_MAX

/* A count as it was stated; the bounds are what judging uses. */
struct count {
    uint32_t min;
    uint32_t max;      /* COUNT_INFINITE: open */
    uint32_t recorded; /* what `as_recorded` adds: n of "about n", else min */
};

/* Who a row says it was. */
enum actor_form { ACTOR_UNDETERMINED, ACTOR_PARTY, ACTOR_BOTH };
struct actor {
    enum actor_form form;
    struct span party; /* ACTOR_PARTY: the id as written */
};

/* One thing that an item may have been, with its probability; they sum to 1 over an item. */
struct item_guess {
    struct pact_thing thing;
    struct span model; /* as written; empty where only a class is known */
    double p;
};

struct item {
    const struct item_guess *guesses;
    uint32_t n_guesses;
    enum item_state state;
    struct count n;
    struct span serial; /* empty: none */
};

enum place_form {
    PLACE_NONE,     /* nowhere stated */
    PLACE_POINT,    /* at, sigma_m (MGRS cells too) */
    PLACE_SECTOR,   /* from an observer or a named place, by bearing and range */
    PLACE_ZONE,     /* an area of the agreement, by id */
    PLACE_GEOMETRY, /* an area of its own */
    PLACE_TRACK,    /* fixes over time */
};

/* range is uniform over the annular sector's area; where bearing_sigma_deg > 0 the bearing is
 * normal instead and range uniform in distance. */
struct place_sector {
    struct geo_pos from;
    double from_sigma_m;
    double centre_deg, half_width_deg;
    double bearing_sigma_deg;
    double range_min_m, range_max_m;
    bool is_named; /* `from` is a named place, not where the observer stood: sound goes elsewhere */
};

struct place_fix {
    int64_t at_ms;
    struct geo_pos at;
    double hae_m; /* NAN: not given */
};

struct place {
    enum place_form form;
    bool has_sigma;    /* false: sigma_m is 0 because none was stated; explanations say so */
    bool is_centroid;  /* stands for a large unit (a whole oblast): never judged as a place */
    struct geo_pos at; /* the middle of it, for sorting and drawing; fix 0 of a track */
    double sigma_m;    /* one standard deviation per axis */
    double hae_m;      /* NAN: not given */
    union {
        const struct place_sector *sector;
        struct span zone;
        const struct geo_area *area;
        struct {
            const struct place_fix *fixes;
            size_t n;
        } track;
    } u;
    struct span text; /* as reported: "37U DQ 123 456", "4 km SE of X"; empty for lat/lon */
};

/* Common to all rows. */
struct row_head {
    struct span id;         /* as written, or made from the content */
    struct span source;     /* empty: not stated */
    struct span label;      /* empty: the mission's default */
    struct span supersedes; /* empty: nothing */
    int64_t recorded_at_ms;
    uint8_t hash[16];   /* of the content as understood: not of order, blanks or spelling */
    uint32_t file, row; /* where it came from: docket_file(), row from 1 */
    uint32_t n_bytes;   /* … and its raw text: so many bytes from byte `at` of the file */
    uint64_t at;
};

/* What few observations have. */
struct observation_more {
    struct span weapon, lineage, narrative;
    struct span attributes; /* JSON text */
    struct span movement_from, movement_to;
};

struct observation {
    struct row_head head;
    struct time_span when;
    struct place place;
    struct actor actor;
    struct count count;
    enum phenomenon phenomenon;
    enum sense sense;
    enum detail detail;
    bool is_ambiguous_time; /* a local time with two readings: `when` covers both */
    bool is_reported;       /* from a public event file: at most indeterminate */
    char reliability;       /* 'A'..'F', 0: not stated */
    char credibility;       /* '1'..'6', 0 */
    float clock_sigma_s;    /* after inheritance from the sensor */
    float temperature_c;    /* 15 where not stated */
    uint32_t n_items;
    const struct item *items;
    const struct observation_more *more; /* NULL: nothing */
};

struct sensor {
    struct row_head head; /* head.id is what observations name as `source` */
    struct span type;
    struct place place;
    float clock_sigma_s; /* NAN: not stated */
    char reliability;
};

struct coverage {
    struct row_head head;
    struct place area; /* PLACE_ZONE or PLACE_GEOMETRY */
    struct time_span when;
    double fraction;
};

struct impediment {
    struct row_head head;
    struct time_span when; /* `time`, widened to `until` where that is given */
    bool has_until;
    struct place place;
    struct actor actor;
    enum impediment_kind impediment;
    struct span means; /* patrol, uav, camera, …; empty: not stated */
    bool resolved, standing;
    struct span reason;
};

struct notification {
    struct row_head head;
    struct span by;
    struct span about;
    int64_t received_at_ms;
    int64_t sent_at_ms; /* TIME_ALWAYS: not stated */
    bool has_span;
    struct time_span span; /* `for` */
    struct place area;
    struct span command;
    struct count personnel;
    bool has_personnel;
    const struct item *items;
    uint32_t n_items;
    bool complete; /* default true */
};

struct activity {
    struct row_head head;
    struct span activity;
    bool alert; /* without notice to the troops */
    struct span by;
    struct time_span when;
    struct place place;
    struct span command; /* empty: not stated */
    double command_p;    /* that it is under this command; 1 by default */
    struct count personnel;
    bool has_personnel;
    const struct item *items;
    uint32_t n_items;
    bool observers_invited;
};

struct limit_change {
    struct span category; /* empty: the term's one limit */
    int64_t by;
};

struct derogation {
    struct row_head head;
    struct span term;
    const struct span *agreed_by;
    uint32_t n_agreed_by;
    struct time_span span;
    struct limit_change change;
    bool has_change, exempt;
};

struct permit {
    struct row_head head;
    struct span holder; /* a party, observer or source */
    struct span scope;  /* term id, activity or phenomenon; "all" */
    struct place area;  /* PLACE_NONE: everywhere */
    struct time_span span;
    int64_t revoked_at_ms; /* TIME_NEVER: not revoked */
};

struct site {
    struct row_head head; /* head.id is the site's id */
    struct place place;
    struct span party;
    enum site_type type;
};

struct baseline {
    struct row_head head;
    struct place area;
    int64_t at_ms;
    struct span features; /* JSON text */
};

struct transfer {
    struct row_head head;
    struct time_span when;
    struct place place;
    struct span from, to;
    struct span port; /* through which it came; empty: not stated */
    const struct item *items;
    uint32_t n_items;
    bool inspected;
    struct span site;         /* where they are kept from then on; empty: not stated */
    struct span person;       /* who handed them in, by a pseudonym; empty: not stated */
    struct count serviceable; /* how many of them can be used */
    bool has_serviceable;
};

struct inventory {
    struct row_head head;
    struct span site, by;
    int64_t at_ms;
    const struct item *items;
    uint32_t n_items;
};

struct visit {
    struct row_head head;
    struct span site, by;
    struct time_span when;
    enum access access;
    const struct item *seen;
    uint32_t n_seen;
    struct count unreadable; /* 0 where not stated */
    struct count not_shown;
};

struct line_version {
    struct row_head head;
    struct span line;
    const struct geo_line *geometry;
    int64_t valid_from_ms;
    double accuracy_m; /* NAN: the line's own */
};

/* Something that somebody had promised to do, done. */
struct duty_done {
    struct row_head head;
    struct span by;
    struct span duty;
    const struct span *with; /* whom it was done with */
    uint32_t n_with;
    struct time_span when; /* `completed_at`: it was completed at some instant of it */
    struct span request;   /* id of the request that it answers; empty: none is named */
    const struct span *reported_to;
    uint32_t n_reported_to;
};

struct request {
    struct row_head head;
    struct span by; /* who asks */
    struct span to; /* who is asked */
    struct span duty;
    struct time_span received; /* at some instant of it */
};

/* Who is where with a force, from an instant to another, exclusive. */
struct deployment {
    struct row_head head;
    struct span of;          /* the force; empty: whichever a term binds */
    struct span contributor; /* whose people they are */
    struct count personnel;
    bool has_personnel;        /* else at least one; of a commander, one */
    int64_t from_ms, until_ms; /* TIME_NEVER: nothing on record ends it */
    struct place place;
    const struct span *sectors; /* names of parts of the ground */
    uint32_t n_sectors;
    enum post post;
    bool pledged; /* promised, not deployed */
    const struct span *tasks;
    uint32_t n_tasks;
    struct span contingent;     /* which of a contributor's; empty: not stated */
    const struct span *caveats; /* tasks that their State refuses */
    uint32_t n_caveats;
    float notice_h; /* from a call to setting out; NAN: not stated */
};

struct mandate {
    struct row_head head;
    struct span of; /* the force; empty: whichever a term binds */
    enum pact_authority authority;
    int64_t from_ms, until_ms; /* TIME_NEVER: as long as the term says */
    const struct span *tasks;
    uint32_t n_tasks;
};

struct consent {
    struct row_head head;
    struct span by;                     /* the host */
    struct span to;                     /* the force; empty: whichever a term binds */
    int64_t given_at_ms, revoked_at_ms; /* TIME_NEVER: not revoked */
};

/* What a party says that it holds; or, as a verification, what it was found to hold. */
struct declaration {
    struct row_head head;
    struct span by;    /* the party that holds it */
    struct span found; /* of a verification: who verified */
    int64_t at_ms;     /* as of when */
    int64_t received_at_ms;
    struct count personnel;
    bool has_personnel;
    const struct item *items;
    uint32_t n_items;
    bool complete; /* default true */
};

struct inspection {
    struct row_head head;
    struct span by, of; /* who inspects whom */
    struct span site;
    int64_t requested_at_ms;
    int64_t arrived_at_ms, left_at_ms; /* TIME_NEVER: not, as far as is known */
    enum access access;
    struct span ground; /* on which it was refused; empty: none was given */
};

/* How far something has come: n of so many. */
struct progress_made {
    struct row_head head;
    struct span by;
    struct span registry, term; /* what of: at least one of them */
    int64_t at_ms;
    struct count done, total;
    bool has_total;
    enum basis basis;
};

/* A way between two places of names, and how long it takes. */
struct route {
    struct row_head head;
    struct span a, b;
    struct span path;
    double hours, hours_most;  /* hours_most NAN: as `hours` */
    bool one_way;              /* from a to b alone */
    int64_t from_ms, until_ms; /* when it is open; TIME_ALWAYS, TIME_NEVER */
};

/* A channel to others: set up, tested, closed. */
struct channel_state {
    struct row_head head;
    struct span channel; /* its name */
    struct span with, by;
    int64_t at_ms;
    enum channel_result result;
    double every_h; /* the next test is due so long after one that passed; NAN: as stated before */
    struct span means, reason;
};

/* A course that is given to a host's services. */
struct course {
    struct row_head head;
    struct span by; /* who gives it */
    struct span to; /* the host */
    struct span service;
    struct span subject;
    int64_t from_ms, until_ms; /* TIME_NEVER: not stated */
    struct place place;
    struct count trainees, completed;
    bool has_trainees, has_completed;
};

/* A person, by a pseudonym, has come to a stage of demobilisation. */
struct demob_step {
    struct row_head head;
    struct span person;
    struct span by; /* the party whose force it was; empty: as stated before */
    struct span site;
    struct span same_as; /* the pseudonym under which the person was registered before */
    int64_t at_ms;
    enum demob_stage stage;
    bool is_child;
};

/* The plan of a patrol, or what became of it. */
struct patrol_step {
    struct row_head head;
    struct span patrol; /* its name */
    enum patrol_event event;
    int64_t at_ms;
    /* of a plan */
    struct span segment; /* id of a site */
    struct span watch;   /* who must act when it is overdue */
    int64_t leaves_at_ms, returns_at_ms;
    float check_in_min; /* NAN: none is asked for */
    float grace_min;    /* so long after what was expected it is overdue */
    const struct span *team, *route;
    uint32_t n_team, n_route;
    /* of what became of it */
    const struct span *accounted; /* whose whereabouts are known */
    uint32_t n_accounted;
    struct place place;
};

/* What a panel has adopted: people's judgement, which the engine takes and never makes. */
struct finding_made {
    struct row_head head;
    struct span by;        /* whose act it is about */
    enum finds finds;      /* what was found of it */
    struct time_span span; /* `for`: when it was so */
    struct place area;     /* where; PLACE_NONE: everywhere */
    struct span standard;  /* of proof that was reached; empty: not stated */
    struct span inquiry;   /* the finding on the record that it is taken from */
    int64_t adopted_at_ms;
};

struct claim {
    struct row_head head;
    struct span by, about, text;
    int64_t received_at_ms;
    bool is_reply;
};
