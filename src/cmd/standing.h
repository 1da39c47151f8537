/* SPDX-License-Identifier: Apache-2.0 */
/* standing.h: whose word a verdict is: the machine's until an officer confirms it; contested where
 * a party contests it; withdrawn where it was taken back. */
#pragma once

#include "store/store.h"

enum standing {
    STANDING_MACHINE,
    STANDING_CONFIRMED,
    STANDING_CONTESTED, /* confirmed or not: both are told */
    STANDING_WITHDRAWN,
};

enum standing standing_of(const struct store_verdict *v);
/** "machine", "confirmed", … */
const char *standing_word(enum standing s);
