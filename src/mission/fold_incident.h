/* SPDX-License-Identifier: Apache-2.0 */
/* fold_incident.h: what fold_incident.c gathers and fold_incident_file.c hands out; nobody else
 * includes it. */
#pragma once

#include "mission/fold_inside.h"
#include "mission/incident.h"

/* An incident on the record, with everything that its line holds. */
struct whole {
    uint64_t seq;
    struct uuid id;
    struct span bytes;
    struct sha256_digest sense;
    struct uuid *members; /* sorted */
    size_t n_members, cap_members;
    struct uuid *line; /* its own id and those that it superseded */
    size_t n_line, cap_line;
    bool is_by_hand, is_taken;
};

/* That an incident holds an act. */
struct holding {
    struct uuid act;
    uint32_t whole; /* place in gathering.wholes */
};

struct gathering {
    struct fold *f;
    struct arena *arena;
    struct incident_rule rule;
    struct deed *deeds;
    size_t n_deeds, cap_deeds;
    struct table known; /* acts in hand, and those that are none any more, by id */
    struct uuid *gone;
    size_t n_gone, cap_gone;
    struct whole *wholes;
    size_t n_wholes, cap_wholes;
    struct table whole_ids;
    struct holding *holdings; /* by act; once all wholes are in hand */
    size_t n_holdings;
};

bool incident_has_id(const struct uuid *sorted, size_t n, const struct uuid *id);
int incident_id_cmp(const void *left, const void *right);
/** Group the deeds in hand, and hand out incidents that are new or hold others than before. */
MUST_USE enum rc incidents_settle(struct gathering *g, struct err *err);
