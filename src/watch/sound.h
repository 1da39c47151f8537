/* SPDX-License-Identifier: Apache-2.0 */
/* sound.h: how fast sound travels, for flash-to-bang ranges and for when a sound was made. */
#pragma once

#include <math.h>

/* Dry air: c = 331.3 √(1 + T/273.15) m/s; 325.2 at -10 °C, 340.3 at 15 °C. */
#define SOUND_0C_MPS 331.3
#define ZERO_C_K     273.15

/** Not a number, or 0, below absolute zero. */
static inline double sound_speed_mps(double temperature_c)
{
    return SOUND_0C_MPS * sqrt(1 + temperature_c / ZERO_C_K);
}
