/* SPDX-License-Identifier: Apache-2.0 */
/* json_order.h: what json's own files share: members in the order of their names. Of no use to
 * others. */
#pragma once

#include "base/json.h"

/* Up to so many are ordered where they lie; more need a second list. */
#define JSON_ORDER_PLAIN_MAX 16

struct json_ref {
    const struct json_member *m;
};

/**
 * Sort members by name, equal names as they stood: n log n comparisons for any input.
 *
 * in  spare  room for n more, or NULL where n <= JSON_ORDER_PLAIN_MAX
 */
void json_order(struct json_ref *list, struct json_ref *spare, size_t n,
                int (*cmp)(struct span, struct span));

/** Room for n references, to be freed; ends the process where the system has no memory left. */
struct json_ref *json_order_room(size_t n);
