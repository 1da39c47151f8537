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
    ROW_KIND_COUNT
};

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
    } u;
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

    int64_t as_of_ms;    /* TIME_NEVER: everything */
    size_t n_read;       /* rows taken, whatever their kind */
    size_t n_duplicates; /* the same row again */
    size_t n_later;      /* not known yet at as_of */
    struct docket_index *index;
};

MUST_USE enum rc docket_open(struct docket *d, struct arena *a, struct err *err);
/**
 * Take one row; what it points to must live as long as the docket's arena.
 *
 * fails  RC_CONFLICT: the same source and id with other content, and no `supersedes`
 */
MUST_USE enum rc docket_add(struct docket *d, const struct row *row, struct err *err);
/** Sort, apply `as_of` and `supersedes`, and let observations inherit from their sensors. */
MUST_USE enum rc docket_close(struct docket *d, int64_t as_of_ms, struct err *err);

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
