/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_MIN_BYTES ((size_t)64 * 1024)
#define BLOCK_MAX_BYTES ((size_t)8 * 1024 * 1024)
#define ALIGNMENT       alignof(max_align_t)

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

static long fail_at;

void arena_fail_at(long n)
{
    fail_at = n;
}

void arena_init(struct arena *a, size_t max_bytes)
{
    *a = (struct arena){.max_bytes = max_bytes};
}

void arena_release(struct arena *a)
{
    struct arena_block *b = a->head;

    while (b != NULL) {
        struct arena_block *next = b->next;

        free(b);
        b = next;
    }
    a->head = NULL;
    a->used_bytes = 0;
}

void arena_reset(struct arena *a)
{
    struct arena_block *keep = a->head;

    if (keep == NULL)
        return;
    a->head = keep->next;
    arena_release(a);
    keep->next = NULL;
    keep->used = 0;
    a->head = keep;
}

static void out_of_memory(size_t n)
{
    (void)fprintf(stderr, "aasc: the system has no memory left (%zu bytes were asked for)\n", n);
    abort();
}

/* Blocks double with what is in use, so that a large arena costs few calls to malloc. */
static struct arena_block *add_block(struct arena *a, size_t n)
{
    size_t size = a->used_bytes < BLOCK_MIN_BYTES ? BLOCK_MIN_BYTES : a->used_bytes;
    struct arena_block *b;

    if (size > BLOCK_MAX_BYTES)
        size = BLOCK_MAX_BYTES;
    if (size < n)
        size = n;
    b = malloc(sizeof(*b) + size);
    if (b == NULL)
        out_of_memory(size);
    b->next = a->head;
    b->size = size;
    b->used = 0;
    a->head = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t n, struct err *err)
{
    struct arena_block *b = a->head;
    size_t room = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    void *out;

    if (room < n || room > a->max_bytes - a->used_bytes || (fail_at > 0 && --fail_at == 0)) {
        (void)err_set(err, RC_LIMIT, "more than %zu bytes of memory would be needed here",
                      a->max_bytes);
        return NULL;
    }
    if (b == NULL || b->size - b->used < room)
        b = add_block(a, room);
    out = (char *)b->data + b->used;
    b->used += room;
    a->used_bytes += room;
    memset(out, 0, n);
    return out;
}

void *arena_array(struct arena *a, size_t n, size_t size, struct err *err)
{
    size_t total;

    if (__builtin_mul_overflow(n, size, &total)) {
        (void)err_set(err, RC_LIMIT, "%zu elements of %zu bytes are more than fit", n, size);
        return NULL;
    }
    return arena_alloc(a, total, err);
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size, struct err *err)
{
    size_t more = *cap == 0 ? 8 : *cap * 2;
    void *bigger;

    if (n < *cap)
        return items;
    bigger = arena_array(a, more, size, err);
    if (bigger == NULL)
        return NULL;
    if (n > 0)
        memcpy(bigger, items, n * size);
    *cap = more;
    return bigger;
}

struct span arena_copy(struct arena *a, struct span s, struct err *err)
{
    char *p = arena_alloc(a, s.n + 1, err);

    if (p == NULL)
        return (struct span){0};
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return (struct span){.p = p, .n = s.n};
}

struct span arena_printf(struct arena *a, struct err *err, const char *fmt, ...)
{
    va_list args, again;
    struct span out = {0};
    char *p;
    int n;

    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, args);
    p = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1, err);
    if (p != NULL) {
        (void)vsnprintf(p, (size_t)n + 1, fmt, again);
        out = (struct span){.p = p, .n = (size_t)n};
    }
    va_end(again);
    va_end(args);
    return out;
}
