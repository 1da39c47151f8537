/* SPDX-License-Identifier: Apache-2.0 */
/* incident.h: violations that belong to one happening: near in time and in place. Pure: which are
 * one, and what an incident of them is called; where they come from is the fold's. */
#pragma once

#include "geo/pos.h"
#include "pact/model.h"
#include "record/entry.h"

/* A violation as the record has it. */
struct deed {
    struct uuid id;
    struct span agreement, term; /* "kalmius", "kalmius/art.1" */
    enum pact_kind kind;
    struct time_span when;
    struct geo_pos place;
    struct span party, label;
    uint8_t severity;
    int64_t n_least; /* how many it was at least; 0 where nobody asks */
    bool has_place;
    bool is_new;     /* of the step at hand */
    uint32_t parent; /* union-find: incident_group's */
};

/* How near is one happening. */
struct incident_rule {
    int64_t gap_ms; /* between the end of one and the beginning of the next */
    double reach_m;
};

/** Whether two are of one happening by themselves: of one agreement, both with a place. */
bool incident_joins(const struct incident_rule *rule, const struct deed *a, const struct deed *b);
/**
 * Group acts: act i is of the incident whose first act (by time, then id) is acts[root].
 *
 * in/out  acts  put in order of time, then id
 * out     root[i] for each of them
 */
MUST_USE enum rc incident_group(const struct incident_rule *rule, struct deed *acts, size_t n,
                                struct arena *a, uint32_t *root, struct err *err);

/* What an incident is, of its acts. */
struct incident {
    struct span agreement;
    const char *type; /* NULL: it cannot be told */
    uint8_t severity; /* the gravest act's, and one more where it is aggravated; at most 5 */
    bool is_aggravated;
    struct time_span when;
    const struct deed *gravest; /* the first of the gravest that has a place, else of all */
};

/**
 * Sum up acts, in order of time.
 *
 * type: ceasefire_exchange where two parties (or both) fired, incursion where a line was crossed,
 * airspace, obstruction; of several the first. Fire and a crossing together aggravate: an attack on
 * the ground.
 */
struct incident incident_of(const struct deed *const *acts, size_t n);

/* From so grave on a spot report is due, so long after the incident's end as it was known then. */
#define INCIDENT_SPOT_SEVERITY 4
#define INCIDENT_SPOT_MS       (2 * MS_PER_H)
