/* SPDX-License-Identifier: Apache-2.0 */
/* setup.h: mission.pact: which agreements a mission watches, the name of its log, its default
 * label, what its pages show. Written in the language of pacts; the format is
 * docs/formats/mission.md. */
#pragma once

#include "geo/pos.h"
#include "pact/pact.h"

#define SETUP_BYTES_MAX ((size_t)64 * 1024)
#define SETUP_PACTS_MAX 16

#define SETUP_INCIDENT_GAP_MS  (6 * MS_PER_H)
#define SETUP_INCIDENT_REACH_M 5000.0

/* Names of files are relative to the mission's directory; empty: none. */
struct setup {
    struct span origin;
    struct span label;
    const struct span *pacts;
    size_t n_pacts;
    struct span roster, gazetteer, equipment;
    const struct span *listens;
    size_t n_listens;
    bool has_map, is_nautical, trusts_reported;
    struct geo_pos map_at;
    int64_t map_zoom; /* 0: not stated */
    int64_t incident_gap_ms;
    double incident_reach_m;
};

/**
 * Read mission.pact.
 *
 * out    *diags says what is wrong where, as for pacts
 * fails  RC_INPUT: it is not valid; RC_LIMIT: over SETUP_BYTES_MAX, or the arena is full
 */
MUST_USE enum rc setup_read(struct span text, struct arena *a, struct setup *out,
                            struct pact_diags *diags, struct err *err);
/** Its text, which setup_read gives back. */
void setup_put(struct buf *b, const struct setup *s);
/** A log's name: not empty, UTF-8, no blank, no control character, no +, at most 200 bytes. */
MUST_USE enum rc setup_check_origin(struct span origin, struct err *err);
