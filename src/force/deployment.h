/* SPDX-License-Identifier: Apache-2.0 */
/* deployment.h: who of a force is there at an instant: strength that is present, never pledged, by
 * contributor and by sector. Pure.
 *
 * The kinds of terms that watch a force (watch/force.h) look at whole local days and judge; this
 * says what holds at one instant, for registers and for whoever asks whether somebody is there. */
#pragma once

#include "force/band.h"
#include "pact/model.h"
#include "watch/docket.h"

/* What is asked of a docket. */
struct deployment_ask {
    const struct docket *docket;
    struct span of; /* the force; empty: every one. A row that names none belongs to any */
    int64_t at_ms;
};

/** Whether a row belongs to the force, is no pledge, and holds at the instant: from its beginning
 * until its end, exclusive. */
bool deployment_is_there(const struct deployment_ask *ask, const struct deployment *d);
/** The people of a contributor in a sector. in: contributor, sector  empty: any */
struct band deployment_strength(const struct deployment_ask *ask, struct span contributor,
                                struct span sector);
/** Whether anybody of a contributor is there: PACT_MAYBE where all rows say "perhaps none". */
enum pact_tri deployment_present(const struct deployment_ask *ask, struct span contributor);
/** A task that the row gives its people and that their State refuses; empty: none. */
struct span deployment_refused(const struct deployment *d);

/* What there is in one sector; the row of people in no sector has an empty name. */
struct deployment_sector {
    struct span name;
    struct band strength;
    const struct span *contributors; /* each once, in order */
    size_t n_contributors;
};
/** The sectors in which anybody is, by name. A row of several sectors counts in each of them. */
MUST_USE enum rc deployment_sectors(const struct deployment_ask *ask, struct arena *a,
                                    struct deployment_sector **out, size_t *n, struct err *err);
