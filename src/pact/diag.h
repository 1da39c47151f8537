/* SPDX-License-Identifier: Apache-2.0 */
/* diag.h: the messages about one pact file, gathered while work goes on, at most 50 errors. */
#pragma once

#include "base/arena.h"
#include "pact/pact.h"

#define DIAG_ERRORS_MAX   50
#define DIAG_WARNINGS_MAX 50

/* Where something stands in the file: from 1, columns in code points. line 0: nowhere. */
struct src_pos {
    uint32_t line, column, width;
};

struct diag_list {
    struct arena *arena;
    struct pact_diag *items;
    size_t n, cap;
    size_t n_errors, n_warnings;
    enum rc trouble; /* RC_LIMIT once the arena was full: the list is not complete */
    struct err *err; /* takes the note of that */
};

void diag_init(struct diag_list *d, struct arena *a, struct err *err);
/** "what is wrong; what would be right". The same words at the same place are kept once. */
void diag_error(struct diag_list *d, struct src_pos at, const char *fmt, ...) PRINTF_LIKE(3, 4);
void diag_warn(struct diag_list *d, struct src_pos at, const char *fmt, ...) PRINTF_LIKE(3, 4);
/** Nothing more will be kept, so that looking further is idle. */
bool diag_is_full(const struct diag_list *d);
/** In the order of the file. */
void diag_sort(struct diag_list *d);
