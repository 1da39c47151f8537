/* SPDX-License-Identifier: Apache-2.0 */
/* random.h: numbers for generated cases, the same on every run and machine. */
#pragma once

#include <stdint.h>

/** splitmix64 (Steele, Lea, Flood 2014): start `*state` at any constant. */
static inline uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/** 0 .. n-1 */
static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
    return (uint32_t)((next_random(state) >> 32) * n >> 32);
}
