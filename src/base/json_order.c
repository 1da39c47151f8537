/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_order.h"

#include <stdlib.h>
#include <string.h>

#define RUN JSON_ORDER_PLAIN_MAX

static void insertion_sort(struct json_ref *list, size_t n, int (*cmp)(struct span, struct span))
{
    for (size_t i = 1; i < n; i++) {
        struct json_ref ref = list[i];
        size_t j = i;

        for (; j > 0 && cmp(ref.m->name, list[j - 1].m->name) < 0; j--)
            list[j] = list[j - 1];
        list[j] = ref;
    }
}

/* Join the sorted list[0..middle) and list[middle..n); what is in order already costs one look. */
static void merge(struct json_ref *list, struct json_ref *spare, size_t middle, size_t n,
                  int (*cmp)(struct span, struct span))
{
    size_t left = 0, right = middle, to = 0;

    if (cmp(list[middle - 1].m->name, list[middle].m->name) <= 0)
        return;
    memcpy(spare, list, middle * sizeof(*list));
    while (left < middle && right < n)
        list[to++] =
            cmp(list[right].m->name, spare[left].m->name) < 0 ? list[right++] : spare[left++];
    memcpy(list + to, spare + left, (middle - left) * sizeof(*list));
}

void json_order(struct json_ref *list, struct json_ref *spare, size_t n,
                int (*cmp)(struct span, struct span))
{
    for (size_t at = 0; at < n; at += RUN)
        insertion_sort(list + at, n - at < RUN ? n - at : RUN, cmp);
    for (size_t width = RUN; width < n; width *= 2)
        for (size_t at = 0; n - at > width; at += 2 * width) {
            size_t rest = n - at;

            merge(list + at, spare, width, rest < 2 * width ? rest : 2 * width, cmp);
            if (rest <= 2 * width)
                break;
        }
}

struct json_ref *json_order_room(size_t n)
{
    struct json_ref *room = calloc(n, sizeof(*room));

    if (room == NULL)
        memory_exhausted(n * sizeof(*room));
    return room;
}
