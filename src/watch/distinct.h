/* SPDX-License-Identifier: Apache-2.0 */
/* distinct.h: whether two things that were seen are provably two.
 *
 * Two may be the same unless something excludes it: one sighting showed both, their serials differ,
 * no type fits both, or nothing as fast as they are could have been at both places. In doubt they
 * may be the same, so that a count of distinct things never overstates. */
#pragma once

#include "geo/earth.h"
#include "watch/observation.h"

#define DISTINCT_UNNAMED UINT32_MAX

/* Where a thing was at some time between when.t0_ms and when.t1_ms. */
struct distinct_spot {
    struct geo_pos at;
    struct vec point; /* the same, Earth-centred: distinct_spot_at() fills both */
    double sigma_m;   /* one standard deviation per axis */
    double reach_m;   /* it was within this of `at`, the error aside; INFINITY: anywhere */
    struct time_span when;
    double clock_sigma_s;
};

struct distinct_thing {
    const struct item_guess *guesses; /* what it may be */
    uint32_t n_guesses;               /* 0: people */
    const struct distinct_spot *spots;
    uint32_t n_spots;  /* several for a track: it was at all of them */
    double v_max_mps;  /* INFINITY: no distance proves anything */
    uint32_t sighting; /* things of one sighting are distinct */
    uint32_t identity; /* known by serial: equal is the same, unequal distinct; or UNNAMED */
};

struct distinct_spot distinct_spot_at(struct geo_pos at, double sigma_m, struct time_span when,
                                      double clock_sigma_s);
/**
 * The greatest speed of what an item may be: tracked things the one, what flies without limit,
 * all else (wheeled, towed, carried, unknown) the greater of both.
 */
double distinct_speed_mps(const struct item_guess *guesses, uint32_t n, double v_tracked_mps,
                          double v_wheeled_mps);
/**
 * Whether one thing can fit both descriptions: a type of one distribution is, or is mistaken for,
 * one of the other; classes that are both known must be equal, calibres within 10 % (estimates by
 * eye).
 */
bool distinct_kinds_agree(const struct item_guess *a, uint32_t n_a, const struct item_guess *b,
                          uint32_t n_b);
/**
 * True when two things are two: the distance exceeds v·Δt + 3·√(σ₁² + σ₂²) with the lesser v_max,
 * and Δt the largest difference that both intervals and 3 sigma of both clocks allow.
 */
bool distinct_proven(const struct distinct_thing *a, const struct distinct_thing *b);
