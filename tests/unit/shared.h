/* SPDX-License-Identifier: Apache-2.0 */
/* shared.h: real data that lies beside the project's tree on some machines. */
#pragma once

#include "check.h"

#include <stdio.h>
#include <stdlib.h>

/* The whole file, or skips the test aloud. To be freed. */
static inline struct span shared_file(const char *name)
{
    char path[512];
    FILE *f;
    long n;
    char *p;

    (void)snprintf(path, sizeof(path), "%s/../shared/data/%s", AASC_ROOT, name);
    f = fopen(path, "rb");
    if (f == NULL) {
        print_message("skipped: there is no ../shared/data/%s\n", name);
        skip();
    }
    (void)fseek(f, 0, SEEK_END);
    n = ftell(f);
    (void)fseek(f, 0, SEEK_SET);
    p = malloc((size_t)n + 1);
    if (fread(p, 1, (size_t)n, f) != (size_t)n)
        fail_msg("%s cannot be read", path);
    (void)fclose(f);
    return (struct span){p, (size_t)n};
}
