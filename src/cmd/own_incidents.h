/* SPDX-License-Identifier: Apache-2.0 */
/* own_incidents.h: incidents as one audience has them: grouped anew, by the rule of the mission,
 * from the violations that it sees. Their ids are made from what their first act says, so that they
 * hang on nothing that the audience does not see. */
#pragma once

#include "cmd/mission.h"
#include "mission/incident.h"

struct own_incident {
    struct uuid id;
    struct incident of;
    size_t n_verdicts;
    const struct span *parties; /* each once, in the order of the acts */
    size_t n_parties;
};

/* Whose, and as of when. */
struct own_view {
    struct mission *m;
    const struct visible *visible;
    uint64_t below_seq;
    bool is_then; /* of releases: as things stood at below_seq (releases.h) */
};

/**
 * All of them, by time; acts that people withdrew are in none.
 *
 * Judges everything that the audience sees, span by span: memory grows with the violations alone.
 * out    lives as long as `a`
 */
MUST_USE enum rc own_incidents(const struct own_view *view, struct arena *a,
                               struct own_incident **out, size_t *n, struct err *err);
/** The violations that they are made of: all that this audience sees and nobody withdrew. */
MUST_USE enum rc own_violations(const struct own_view *view, struct arena *a, struct deed **out,
                                size_t *n, struct err *err);
/** One of them. fails  RC_ABSENT: the audience has no such incident */
MUST_USE enum rc own_incident_find(const struct own_view *view, const char *id, struct arena *a,
                                   struct own_incident *out, struct err *err);
