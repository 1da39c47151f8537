/* SPDX-License-Identifier: Apache-2.0 */
/* bench.h: the clock and the line of a result, alike for all benchmarks. */
#pragma once

#include <stddef.h>
#include <stdio.h>
#include <time.h>

#define BENCH_ROUNDS 5 /* the best of so many is printed: the machine's other work only adds */

/** Seconds of this thread's processor time, for differences. */
static inline double bench_cpu_s(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/** "name   1.234 s   0.81 M rows/s   245 MB/s" */
static inline void bench_print(const char *name, double seconds, size_t rows, size_t bytes)
{
    (void)printf("%-32s %8.3f s %8.2f M rows/s %8.0f MB/s\n", name, seconds,
                 (double)rows / seconds * 1e-6, (double)bytes / seconds * 1e-6);
}
