/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json_order.h"

#include <stdio.h>
#include <stdlib.h>

#define INSERTION_MAX                                                                              \
    16 /* below, insertion is quicker than a heap, and free when sorted already                    \
        */

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

static void sift_down(const struct json_member **list, size_t root, size_t n,
                      int (*cmp)(struct span, struct span))
{
    const struct json_member *m = list[root];

    while (root * 2 + 1 < n) {
        size_t child = root * 2 + 1;

        if (child + 1 < n && cmp(list[child]->name, list[child + 1]->name) < 0)
            child++;
        if (cmp(m->name, list[child]->name) >= 0)
            break;
        list[root] = list[child];
        root = child;
    }
    list[root] = m;
}

void json_order(const struct json_member **list, size_t n, int (*cmp)(struct span, struct span))
{
    if (n <= INSERTION_MAX) {
        insertion_sort(list, n, cmp);
        return;
    }
    for (size_t i = n / 2; i > 0; i--)
        sift_down(list, i - 1, n, cmp);
    for (size_t left = n - 1; left > 0; left--) {
        const struct json_member *top = list[0];

        list[0] = list[left];
        list[left] = top;
        sift_down(list, 0, left, cmp);
    }
}

_Noreturn void json_out_of_memory(size_t n)
{
    (void)fprintf(stderr, "aasc: the system has no memory left (%zu bytes were asked for)\n", n);
    abort();
}
