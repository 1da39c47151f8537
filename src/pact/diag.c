/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/diag.h"

#define TEXT_MAX 1000

void diag_init(struct diag_list *d, struct arena *a, struct err *err)
{
    *d = (struct diag_list){.arena = a, .err = err};
}

bool diag_is_full(const struct diag_list *d)
{
    return d->n_errors >= DIAG_ERRORS_MAX || d->trouble != RC_OK;
}

static bool is_there(const struct diag_list *d, struct src_pos at, struct span text)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->items[i].line == at.line && d->items[i].column == at.column &&
            span_eq(d->items[i].text, text))
            return true;
    return false;
}

static void add(struct diag_list *d, enum pact_severity severity, struct src_pos at,
                struct span text)
{
    struct pact_diag *items;
    struct span kept;

    if (is_there(d, at, text))
        return;
    items = arena_grow(d->arena, d->items, d->n, &d->cap, sizeof(*items), d->err);
    kept = arena_copy(d->arena, text, d->err);
    if (items == NULL || kept.p == NULL) {
        d->trouble = RC_LIMIT;
        return;
    }
    d->items = items;
    items[d->n++] = (struct pact_diag){.severity = severity,
                                       .line = at.line,
                                       .column = at.column,
                                       .width = at.width,
                                       .text = kept};
    d->n_errors += severity == PACT_ERROR;
    d->n_warnings += severity == PACT_WARNING;
}

/* A note that was cut may end within a character. */
static struct span whole_characters(const char *text, int n)
{
    struct span s = {.p = text, .n = n < 0 ? 0 : (size_t)n};

    if (s.n >= TEXT_MAX)
        s.n = TEXT_MAX - 1;
    while (s.n > 0 && !span_is_utf8(s, NULL))
        s.n--;
    return s;
}

void diag_error(struct diag_list *d, struct src_pos at, const char *fmt, ...)
{
    char text[TEXT_MAX];
    va_list args;
    int n;

    if (diag_is_full(d))
        return;
    va_start(args, fmt);
    n = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    add(d, PACT_ERROR, at, whole_characters(text, n));
}

void diag_warn(struct diag_list *d, struct src_pos at, const char *fmt, ...)
{
    char text[TEXT_MAX];
    va_list args;
    int n;

    if (d->n_warnings >= DIAG_WARNINGS_MAX)
        return;
    va_start(args, fmt);
    n = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    add(d, PACT_WARNING, at, whole_characters(text, n));
}

static bool goes_before(const struct pact_diag *a, const struct pact_diag *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* Insertion: a hundred items at most, and equal places keep their order. */
void diag_sort(struct diag_list *d)
{
    for (size_t i = 1; d->items != NULL && i < d->n; i++) {
        struct pact_diag item = d->items[i];
        size_t k = i;

        for (; k > 0 && goes_before(&item, &d->items[k - 1]); k--)
            d->items[k] = d->items[k - 1];
        d->items[k] = item;
    }
}
