/* SPDX-License-Identifier: Apache-2.0 */
/* pin_shim.c: preloaded into a program under test; gives it a clock that stands and a random source
 * that repeats, so that two runs can be compared byte by byte.
 *
 *   PIN_AT_MS=…   what CLOCK_REALTIME says
 *   PIN_SEED=…    a number: the same one gives the same bytes, from the process' start on
 *
 * The program itself has no such switch: nobody can make a real mission's keys guessable by it. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

int clock_gettime(clockid_t which, struct timespec *out)
{
    static int (*next)(clockid_t, struct timespec *);
    const char *text = getenv("PIN_AT_MS");

    if (which == CLOCK_REALTIME && text != NULL) {
        long long ms = atoll(text);

        *out = (struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
        return 0;
    }
    if (next == NULL)
        *(void **)&next = dlsym(RTLD_NEXT, "clock_gettime");
    return next(which, out);
}

/* SplitMix64: any stream that repeats will do. */
static uint64_t draw(void)
{
    static uint64_t state;
    static int is_seeded;
    const char *text = getenv("PIN_SEED");
    uint64_t z;

    if (!is_seeded)
        state = text == NULL ? 0 : strtoull(text, NULL, 10) * UINT64_C(0x9E3779B97F4A7C15);
    is_seeded = 1;
    z = state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void fill(void *to, size_t n)
{
    unsigned char *b = to;

    for (size_t i = 0; i < n; i++)
        b[i] = (unsigned char)draw();
}

/* libsodium's, as the program calls it, and the system's, as libsodium does. */
void randombytes_buf(void *to, const size_t n);
void randombytes_buf(void *to, const size_t n)
{
    fill(to, n);
}

ssize_t getrandom(void *to, size_t n, unsigned flags);
ssize_t getrandom(void *to, size_t n, unsigned flags)
{
    (void)flags;
    fill(to, n);
    return (ssize_t)n;
}
