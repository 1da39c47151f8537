/* SPDX-License-Identifier: Apache-2.0 */
/* docket.h: everything that came in for one judging: rows by kind, each once, in an order of their
 * own.
 *
 * Owns the rows' memory. The order of arrival never matters: docket_close sorts by time, source, id
 * and content, and drops what is superseded or not yet known at `as_of`. */
#pragma once

#include "watch/observation.h"

enum row_kind {
    ROW_OBSERVATION,
    ROW_SENSOR,
    ROW_COVERAGE,
    ROW_IMPEDIMENT,
    ROW_NOTIFICATION,
    ROW_ACTIVITY,
    ROW_DEROGATION,
    ROW_PERMIT,
    ROW_SITE,
    ROW_BASELINE,
    ROW_TRANSFER,
    ROW_INVENTORY,
    ROW_VISIT,
    ROW_LINE_VERSION,
    ROW_COMPLAINT,
    ROW_REPLY,
    ROW_DUTY_DONE,
    ROW_REQUEST,
    ROW_DEPLOYMENT,
    ROW_MANDATE,
    ROW_CONSENT,
    ROW_DECLARATION,
    ROW_VERIFICATION,
    ROW_INSPECTION,
    ROW_PROGRESS,
    ROW_ROUTE,
    ROW_CHANNEL,
    ROW_COURSE,
    ROW_DEMOB,
    ROW_PATROL,
    ROW_FINDING,
    ROW_KIND_COUNT
};

/* Sets of kinds are bits of 64. */
#define ROW_BIT(kind) ((uint64_t)1 << (kind))
#define ROW_BITS_ALL  (ROW_BIT(ROW_KIND_COUNT) - 1)

struct row {
    enum row_kind kind;
    union {
        struct observation observation;
        struct sensor sensor;
        struct coverage coverage;
        struct impediment impediment;
        struct notification notification;
        struct activity activity;
        struct derogation derogation;
        struct permit permit;
        struct site site;
        struct baseline baseline;
        struct transfer transfer;
        struct inventory inventory;
        struct visit visit;
        struct line_version line_version;
        struct claim claim;
        struct duty_done duty_done;
        struct request request;
        struct deployment deployment;
        struct mandate mandate;
        struct consent consent;
        struct declaration declaration;
        struct declaration verification;
        struct inspection inspection;
        struct progress_made progress;
        struct route route;
        struct channel_state channel;
        struct course course;
        struct demob_step demob;
        struct patrol_step patrol;
        struct finding_made finding;
    } u;
};

/* A file that rows came from. */
struct docket_file {
    struct span name;
    struct sha256_digest hash;
};

/* A row that was refused for contradicting another of the same kind, source and id. */
struct docket_conflict {
    uint32_t file, row; /* the refused one; its raw text is n_bytes from byte `at` of the file */
    uint32_t n_bytes;
    uint64_t at;
    uint32_t kept_file, kept_row;
    struct span note; /* what is wrong and what would be right, naming both rows */
};

/* Read freely after docket_close. `claims` holds complaints and replies. */
struct docket {
    struct arena *arena;
    struct observation *observations;
    size_t n_observations;
    struct sensor *sensors;
    size_t n_sensors;
    struct coverage *coverages;
    size_t n_coverages;
    struct impediment *impediments;
    size_t n_impediments;
    struct notification *notifications;
    size_t n_notifications;
    struct activity *activities;
    size_t n_activities;
    struct derogation *derogations;
    size_t n_derogations;
    struct permit *permits;
    size_t n_permits;
    struct site *sites;
    size_t n_sites;
    struct baseline *baselines;
    size_t n_baselines;
    struct transfer *transfers;
    size_t n_transfers;
    struct inventory *inventories;
    size_t n_inventories;
    struct visit *visits;
    size_t n_visits;
    struct line_version *line_versions;
    size_t n_line_versions;
    struct claim *claims;
    size_t n_claims;
    struct duty_done *duties_done;
    size_t n_duties_done;
    struct request *requests;
    size_t n_requests;
    struct deployment *deployments;
    size_t n_deployments;
    struct mandate *mandates;
    size_t n_mandates;
    struct consent *consents;
    size_t n_consents;
    struct declaration *declarations;
    size_t n_declarations;
    struct declaration *verifications;
    size_t n_verifications;
    struct inspection *inspections;
    size_t n_inspections;
    struct progress_made *progress;
    size_t n_progress;
    struct route *routes;
    size_t n_routes;
    struct channel_state *channels;
    size_t n_channels;
    struct course *courses;
    size_t n_courses;
    struct demob_step *demob_steps;
    size_t n_demob_steps;
    struct patrol_step *patrol_steps;
    size_t n_patrol_steps;
    struct finding_made *findings;
    size_t n_findings;

    int64_t as_of_ms;    /* TIME_NEVER: everything */
    size_t n_read;       /* rows taken, whatever their kind: conflicts are none of them */
    size_t n_duplicates; /* the same row again */
    size_t n_later;      /* not known yet at as_of */
    size_t n_superseded; /* replaced by a later row that says so */
    struct docket_conflict *conflicts; /* by file and row */
    size_t n_conflicts;
    struct docket_file *files;
    size_t n_files;
    struct docket_index *index;
};

MUST_USE enum rc docket_open(struct docket *d, struct arena *a, struct err *err);
/** Make a file known; *out is what row_head.file says. */
MUST_USE enum rc docket_add_file(struct docket *d, struct span name, struct sha256_digest hash,
                                 uint32_t *out, struct err *err);
const struct docket_file *docket_file(const struct docket *d, uint32_t file);
/**
 * Take one row; what it points to must live as long as the docket's arena. The same row again is
 * counted and dropped.
 *
 * fails  RC_LIMIT: the arena is full, or more than DOCKET_ROWS_MAX rows of one kind
 */
#define DOCKET_ROWS_MAX (((uint32_t)1 << 26) - 1)
MUST_USE enum rc docket_add(struct docket *d, const struct row *row, struct err *err);
/* What decides between rows of one kind, source and id. */
struct row_standing {
    int64_t recorded_at_ms;
    bool corrects_itself; /* it says `supersedes` its own id */
    uint8_t hash[16];     /* row_head.hash */
};
struct row_standing row_standing_of(const struct row_head *h);
/** Whether two of different content contradict each other: neither replaces the other. */
bool row_standing_conflicts(const struct row_standing *a, const struct row_standing *b);
/** Which of two that contradict each other stays: the one that was recorded earlier; of several
 * recorded then the one whose hash is least. */
bool row_standing_is_before(const struct row_standing *a, const struct row_standing *b);

/**
 * Settle what contradicts, sort, and let observations inherit from their sensors.
 *
 * Rows recorded after `as_of_ms` are not known. Of rows of one kind, source and id with different
 * content the earliest recorded stays (at the same time, the one whose hash is least) and the
 * others are listed in `conflicts`. Rows that say `supersedes` their own id contradict only those
 * of them that were recorded at the same time; the latest replaces all others that are left. A row
 * whose id another row of its kind and source supersedes is dropped; of rows that supersede one
 * another in a circle the latest recorded stays. Nothing of this depends on the order of arrival,
 * nor on which of the refused rows came at all. To be called once.
 */
MUST_USE enum rc docket_close(struct docket *d, int64_t as_of_ms, struct err *err);

/** What a source's sensor (NULL: none is known) says about an observation that does not say it
 * itself; docket_close does so for all. */
void docket_inherit(struct observation *o, const struct sensor *s);

/* A place as weighted positions, for judging anything that is no point. */
#define CLOUD_MAX 1024
struct cloud {
    size_t n;
    struct geo_pos at[CLOUD_MAX];
    double weight[CLOUD_MAX]; /* sum 1 */
    double sigma_m;           /* residual circular error of every position */
};
/**
 * Spread a place over at most CLOUD_MAX positions, the same every time; a point gives one.
 *
 * in     zone  the area that a PLACE_ZONE names (NULL where the form is another)
 * fails  RC_ABSENT: there is nothing to spread (no place, an unknown zone, a track: judge its
 * fixes)
 */
MUST_USE enum rc place_cloud(const struct place *p, const struct geo_area *zone, struct cloud *out,
                             struct err *err);
