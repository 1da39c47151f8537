/* SPDX-License-Identifier: Apache-2.0 */
/* chance.h: the error models that verdicts rest on, as closed forms. Pure; no state. */
#pragma once

#include "base/time.h"

/** Φ(x) of the standard normal; 0 and 1 at the infinities. */
double chance_normal(double x);

/**
 * Probability that a distance measured as `d_m` with error `sigma_m` is really less than
 * `limit_m`: Φ((limit − d)/σ); with sigma 0, 1 where d < limit and else 0.
 */
double chance_below(double d_m, double limit_m, double sigma_m);

/**
 * Probability that something lies within [from, until).
 *
 * A span is where its instant may have been, evenly; the clock's normal error comes on top. What is
 * within 1e-9 of 0 or 1 is 0 or 1, so that no tail of a clock makes a term apply years before it.
 * in  from_ms may be TIME_ALWAYS, until_ms TIME_NEVER; clock_sigma_s >= 0
 */
double chance_within(struct time_span when, double clock_sigma_s, int64_t from_ms,
                     int64_t until_ms);
