/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h: memory for one unit of work, given back all at once; never more than its ceiling. */
#pragma once

#include "base/err.h"
#include "base/span.h"

struct arena_block;

/* Read `used_bytes` freely; the rest is arena.c's. */
struct arena {
    struct arena_block *head;
    size_t used_bytes;
    size_t max_bytes;
};

/** End the process with a message: the system has no memory left, `n` bytes were asked for. */
_Noreturn void memory_exhausted(size_t n);

/** An empty arena that will hand out at most `max_bytes`. */
void arena_init(struct arena *a, size_t max_bytes);
/** Give everything back; the arena may be used again. */
void arena_release(struct arena *a);
/** Forget the contents but keep the first block, for the next row of a file. */
void arena_reset(struct arena *a);

/**
 * `n` zeroed bytes, aligned for any type, that live as long as the arena.
 *
 * out    NULL past the ceiling, with the note written: the caller returns RC_LIMIT
 * fails  the system running out of memory ends the process with a message
 */
MUST_USE void *arena_alloc(struct arena *a, size_t n, struct err *err);
/** `n` elements of `size` bytes, refusing a product that overflows. */
MUST_USE void *arena_array(struct arena *a, size_t n, size_t size, struct err *err);
/**
 * Make room for one more element at the end of a growing array in an arena.
 *
 * Doubles the capacity when full; the old copy stays in the arena until its release.
 * in   items  the array (NULL when empty), n its length, cap its capacity (updated)
 * out  the array, which may have moved; NULL past the ceiling
 */
MUST_USE void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size,
                          struct err *err);
/** A copy of `s` that lives as long as the arena, with a NUL behind it; p == NULL past the ceiling.
 */
MUST_USE struct span arena_copy(struct arena *a, struct span s, struct err *err);
/** Formatted text in the arena, NUL-ended; p == NULL past the ceiling. */
MUST_USE struct span arena_printf(struct arena *a, struct err *err, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/**
 * Make the n-th arena_alloc from now fail as if its ceiling were reached (0 switches this off).
 *
 * For tests of the paths behind RC_LIMIT; process-wide.
 */
void arena_fail_at(long n);
