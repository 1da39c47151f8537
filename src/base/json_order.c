/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUN JSON_ORDER_PLAIN_MAX

static void insertion_sort(const struct json_member **list, size_t n,
                           int (*cmp)(struct span, struct span))
{
    for (size_t i = 1; i < n; i++) {
        const struct json_member *m = list[i];
        size_t j = i;

        for (; j > 0 && cmp(m->name, list[j - 1]->name) < 0; j--)
            list[j] = list[j - 1];
        list[j] = m;
    }
}

/* Join the sorted list[0..middle) and list[middle..n); what is in order already costs one look. */
static void merge(const struct json_member **list, const struct json_member **spare, size_t middle,
                  size_t n, int (*cmp)(struct span, struct span))
{
    size_t left = 0, right = middle, to = 0;

    if (cmp(list[middle - 1]->name, list[middle]->name) <= 0)
        return;
    memcpy(spare, list, middle * sizeof(*list));
    while (left < middle && right < n)
        list[to++] = cmp(list[right]->name, spare[left]->name) < 0 ? list[right++] : spare[left++];
    memcpy(list + to, spare + left, (middle - left) * sizeof(*list));
}

void json_order(const struct json_member **list, const struct json_member **spare, size_t n,
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

const struct json_member **json_order_room(size_t n)
{
    const struct json_member **room = calloc(n, sizeof(*room));

    if (room == NULL) {
        (void)fprintf(stderr, "aasc: the system has no memory left (%zu names were to be sorted)\n",
                      n);
        abort();
    }
    return room;
}
