/* SPDX-License-Identifier: Apache-2.0 */
/* feed_check.h: a docket, a reader and a list of rejects, for tests that feed text. */
#pragma once

#include "check.h"

#include "base/num.h"
#include "base/zone.h"
#include "feed/feed.h"

#include <string.h>

#define FEEDING_REJECTS_MAX 64

struct feeding_reject {
    uint32_t row;
    char file[64], column[64], reason[ERR_NOTE_MAX], raw[256];
};

struct feeding {
    struct arena arena, scratch;
    struct observe observe;
    struct docket docket;
    struct feed_settings settings;
    struct feed_total total;
    struct feed_sink sink;
    struct feed_input inputs[16];
    size_t n_inputs;
    struct feeding_reject rejects[FEEDING_REJECTS_MAX];
    size_t n_rejects;
    struct err err;
};

static inline void feeding_copy(char *to, size_t max, struct span s)
{
    (void)snprintf(to, max, "%.*s", (int)(s.n < max ? s.n : max - 1), s.n == 0 ? "" : s.p);
}

static inline void feeding_take_reject(void *context, const struct feed_reject *r)
{
    struct feeding *f = context;
    struct feeding_reject *to = &f->rejects[f->n_rejects];

    if (f->n_rejects == FEEDING_REJECTS_MAX)
        return;
    to->row = r->row;
    feeding_copy(to->file, sizeof(to->file), r->file);
    feeding_copy(to->column, sizeof(to->column), r->column);
    feeding_copy(to->reason, sizeof(to->reason), span_of(r->reason));
    feeding_copy(to->raw, sizeof(to->raw), r->raw);
    f->n_rejects++;
}

/* world NULL: UTC and nothing else */
static inline void feeding_start(struct feeding *f, const struct observe_world *world)
{
    const struct observe_world utc = {.zone = zone_utc()};
    struct err err = {0};

    memset(f, 0, sizeof(*f));
    arena_init(&f->arena, 2048 * MIB);
    arena_init(&f->scratch, 64 * MIB);
    assert_ok(docket_open(&f->docket, &f->arena, &err));
    observe_init(&f->observe, world == NULL ? &utc : world, &f->arena, &f->scratch);
    f->sink = (struct feed_sink){.context = f, .reject = feeding_take_reject};
}

static inline enum rc feeding_try(struct feeding *f, const char *name, struct span text)
{
    struct feed_input *in = &f->inputs[f->n_inputs++];

    *in = (struct feed_input){span_of(name), text};
    return feed_read(in, &f->settings, &f->observe, &f->docket, &f->sink, &f->total, &f->err);
}

static inline void feeding_read(struct feeding *f, const char *name, const char *text)
{
    if (feeding_try(f, name, span_of(text)) != RC_OK)
        fail_msg("%s", f->err.note);
}

static inline void feeding_close(struct feeding *f)
{
    struct err err = {0};

    assert_ok(docket_close(&f->docket, TIME_NEVER, &err));
    feed_report_conflicts(&f->docket, f->inputs, f->n_inputs, &f->sink, &f->total);
}

static inline void feeding_end(struct feeding *f)
{
    observe_release(&f->observe);
    arena_release(&f->scratch);
    arena_release(&f->arena);
}

static inline bool span_holds(struct span s, const char *words)
{
    for (size_t i = 0; i < s.n; i++)
        if (span_starts(span_from(s, i), span_of(words)))
            return true;
    return false;
}

static inline void assert_reject(const struct feeding *f, size_t i, uint32_t row,
                                 const char *column, const char *words)
{
    if (i >= f->n_rejects)
        fail_msg("only %zu rejects", f->n_rejects);
    if (f->rejects[i].row != row || strcmp(f->rejects[i].column, column) != 0 ||
        strstr(f->rejects[i].reason, words) == NULL)
        fail_msg("reject %zu is row %u, column \"%s\": %s", i, f->rejects[i].row,
                 f->rejects[i].column, f->rejects[i].reason);
}
