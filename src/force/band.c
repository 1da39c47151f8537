/* SPDX-License-Identifier: Apache-2.0 */
#include "force/band.h"

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > BAND_OPEN - b ? BAND_OPEN : a + b;
}

void band_add_perhaps(struct band *b, struct count n)
{
    b->hi = n.max == COUNT_INFINITE ? BAND_OPEN : add(b->hi, n.max);
}

void band_add(struct band *b, struct count n)
{
    b->lo = add(b->lo, n.min);
    band_add_perhaps(b, n);
}

void band_put(struct buf *b, struct band band)
{
    if (band.hi == BAND_OPEN)
        buf_puts(b, "at least ");
    buf_printf(b, "%llu", (unsigned long long)band.lo);
    if (band.hi != BAND_OPEN && band.hi != band.lo)
        buf_printf(b, " to %llu", (unsigned long long)band.hi);
}
