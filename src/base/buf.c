/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.max = max};
}

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){.max = b->max};
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    b->is_full = false;
    if (b->p != NULL)
        b->p[0] = '\0';
}

/* Room for `more` bytes and the ending NUL, or is_full. */
static bool reserve(struct buf *b, size_t more)
{
    size_t want = b->cap == 0 ? 256 : b->cap;
    char *p;

    if (more > b->max - b->n) {
        b->is_full = true;
        return false;
    }
    if (b->n + more < b->cap)
        return true;
    while (want <= b->n + more)
        want *= 2;
    p = realloc(b->p, want);
    if (p == NULL)
        memory_exhausted(want);
    b->p = p;
    b->cap = want;
    return true;
}

void buf_put(struct buf *b, struct span s)
{
    if (!reserve(b, s.n))
        return;
    if (s.n > 0)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
    buf_put(b, span_of(text));
}

void buf_putc(struct buf *b, char c)
{
    if (b->n + 1 < b->cap && b->n < b->max) { /* the common case, without a call */
        b->p[b->n++] = c;
        b->p[b->n] = '\0';
        return;
    }
    buf_put(b, (struct span){.p = &c, .n = 1});
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args, again;
    int n;

    va_start(args, fmt);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, args);
    if (n >= 0 && reserve(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

struct span buf_span(const struct buf *b)
{
    return (struct span){.p = b->p, .n = b->n};
}

enum rc buf_check(const struct buf *b, struct err *err)
{
    if (b->is_full)
        return err_set(err, RC_LIMIT, "the text grew past its limit of %zu bytes", b->max);
    return RC_OK;
}
