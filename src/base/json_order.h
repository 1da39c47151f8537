/* SPDX-License-Identifier: Apache-2.0 */
/* json_order.h: what json's own files share: sorting members. Of no use to others. */
#pragma once

#include "base/json.h"

/**
 * Sort members by their names: n log n for any input, in place, equal names in any order.
 */
void json_order(const struct json_member **list, size_t n, int (*cmp)(struct span, struct span));

/** End the process: the system has no memory left. */
_Noreturn void json_out_of_memory(size_t n);
