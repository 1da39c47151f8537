/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_MIN_BYTES ((size_t)64 * 1024)
#define BLOCK_MAX_BYTES ((size_t)8 * 1024 * 1024)
#define ALIGNMENT       alignof(max_align_t)
/* An array of this size has a block of its own, which grows in place: a million rows must not
 * leave as many bytes of old copies behind. */
#define OWN_BLOCK_BYTES ((size_t)1024 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    bool is_own; /* holds one growing array and nothing else */
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
    keep->is_own = false;
    a->head = keep;
}

_Noreturn void memory_exhausted(size_t n)
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
        memory_exhausted(size);
    b->next = a->head;
    b->size = size;
    b->used = 0;
    b->is_own = false;
    a->head = b;
    return b;
}

/* Whether `more` bytes may still be handed out. */
static bool has_room(const struct arena *a, size_t more, struct err *err)
{
    if (more <= a->max_bytes - a->used_bytes && !(fail_at > 0 && --fail_at == 0))
        return true;
    (void)err_set(err, RC_LIMIT, "more than %zu bytes of memory would be needed here",
                  a->max_bytes);
    return false;
}

/* Bytes as they lie there. */
static void *take(struct arena *a, size_t n, struct err *err)
{
    struct arena_block *b = a->head;
    size_t room = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    void *out;

    if (!has_room(a, room < n ? SIZE_MAX : room, err))
        return NULL;
    if (b == NULL || b->size - b->used < room)
        b = add_block(a, room);
    out = (char *)b->data + b->used;
    b->used += room;
    a->used_bytes += room;
    return out;
}

void *arena_alloc(struct arena *a, size_t n, struct err *err)
{
    void *out = take(a, n, err);

    if (out != NULL)
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

/* The link to the block whose data `items` is, where it has one of its own. */
static struct arena_block **own_block(struct arena *a, const void *items)
{
    struct arena_block **link = &a->head;

    while (*link != NULL && !((*link)->is_own && (const void *)(*link)->data == items))
        link = &(*link)->next;
    return *link == NULL ? NULL : link;
}

/* Move an array into a block of its own, or let that block grow where it stands (realloc maps the
 * pages anew instead of copying them). Behind the head, which small things are still cut from. */
static void *grow_own(struct arena *a, void *items, size_t old_bytes, size_t bytes, struct err *err)
{
    struct arena_block **link = own_block(a, items);
    bool is_first = link == NULL;
    struct arena_block *b;

    if (!has_room(a, is_first ? bytes : bytes - (*link)->size, err))
        return NULL;
    b = realloc(is_first ? NULL : *link, sizeof(*b) + bytes);
    if (b == NULL)
        memory_exhausted(bytes);
    if (is_first) {
        memcpy(b->data, items, old_bytes);
        b->next = a->head == NULL ? NULL : a->head->next;
        link = a->head == NULL ? &a->head : &a->head->next;
    }
    a->used_bytes += is_first ? bytes : bytes - b->size;
    *link = b;
    b->size = b->used = bytes;
    b->is_own = true;
    memset((char *)b->data + old_bytes, 0, bytes - old_bytes);
    return b->data;
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size, struct err *err)
{
    size_t more = *cap == 0 ? 8 : *cap * 2;
    void *bigger;

    if (n < *cap)
        return items;
    if (n > 0 && n <= SIZE_MAX / 4 / size && n * size >= OWN_BLOCK_BYTES) {
        more = (n + n / 4) / ALIGNMENT * ALIGNMENT;
        bigger = grow_own(a, items, n * size, more * size, err);
        if (bigger != NULL)
            *cap = more;
        return bigger;
    }
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
    char *p = take(a, s.n + 1, err);

    if (p == NULL)
        return (struct span){0};
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
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
