/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/chance.h"

#include <math.h>

#define TAIL 1e-9
/* A span shorter than this share of the clock's error is an instant: the closed form of the wider
 * one would lose its digits to cancellation. */
#define SHORT_SPAN 1e-5

double chance_normal(double x)
{
    return erfc(-x * M_SQRT1_2) / 2;
}

double chance_below(double d_m, double limit_m, double sigma_m)
{
    if (sigma_m <= 0)
        return d_m < limit_m ? 1 : 0;
    return chance_normal((limit_m - d_m) / sigma_m);
}

/* The antiderivative of Φ. */
static double normal_integral(double x)
{
    const double inv_sqrt_2pi = 0.3989422804014327;

    return x * chance_normal(x) + inv_sqrt_2pi * exp(-x * x / 2);
}

/* P(t < at) for t even over the span, plus a normal error. */
static double before(struct time_span when, double sigma_ms, int64_t at_ms)
{
    double t0 = (double)when.t0_ms, t1 = (double)when.t1_ms, at = (double)at_ms;

    if (at_ms == TIME_ALWAYS)
        return 0;
    if (at_ms == TIME_NEVER)
        return 1;
    if (sigma_ms <= 0 && when.t0_ms == when.t1_ms)
        return when.t0_ms < at_ms ? 1 : 0;
    if (sigma_ms <= 0)
        return fmin(fmax((at - t0) / (t1 - t0), 0), 1);
    if (t1 - t0 < SHORT_SPAN * sigma_ms)
        return chance_normal((at - (t0 + t1) / 2) / sigma_ms);
    return sigma_ms / (t1 - t0) *
           (normal_integral((at - t0) / sigma_ms) - normal_integral((at - t1) / sigma_ms));
}

double chance_within(struct time_span when, double clock_sigma_s, int64_t from_ms, int64_t until_ms)
{
    double sigma_ms = clock_sigma_s * (double)MS_PER_S;
    double p = before(when, sigma_ms, until_ms) - before(when, sigma_ms, from_ms);

    if (p < TAIL)
        return 0;
    return p > 1 - TAIL ? 1 : p;
}
