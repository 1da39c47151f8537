/* SPDX-License-Identifier: Apache-2.0 */
/* buf.h: text that we build; it grows up to a stated maximum and remembers when it was full. */
#pragma once

#include "base/err.h"
#include "base/span.h"

/* Read `p` (NUL-ended once anything was written) and `n` freely. */
struct buf {
    char *p;
    size_t n;
    size_t cap;
    size_t max;
    bool is_full; /* something did not fit and was dropped */
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);
/** Empty it, keeping its memory. */
void buf_clear(struct buf *b);

/* Append; past the maximum nothing is added and is_full is set, which buf_check turns into
 * RC_LIMIT: so a long row of puts needs one check at its end. */
void buf_put(struct buf *b, struct span s);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);

struct span buf_span(const struct buf *b);
/** RC_LIMIT with a note when anything was dropped since the last clear. */
MUST_USE enum rc buf_check(const struct buf *b, struct err *err);
