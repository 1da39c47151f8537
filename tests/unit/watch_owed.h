/* SPDX-License-Identifier: Apache-2.0 */
/* watch_owed.h: an agreement's text and rows in, what they are judged to be out: for the kinds that
 * judge what is owed over time. Include after check.h. */
#pragma once

#include "pact_frame.h"
#include "watch_world.h"

#include "watch_duties.h"

struct owed {
    struct pact_bench bench;
    struct world world;
};

static inline void owed_begin(struct owed *o)
{
    world_open(&o->world);
    o->world.model = *o->bench.model;
    o->world.model.equipment = o->bench.equipment;
    o->world.agreement.zone = pact_home_zone(o->bench.model);
}

/* One term "t" in the frame's agreement: parties a, b; observer o; Europe/Kyiv. */
static inline void owed_open(struct owed *o, const char *kind, const char *statements)
{
    char text[4096];

    (void)snprintf(text, sizeof(text), "term t %s { ref \"1\"; %s }", kind, statements);
    frame_init(&o->bench);
    frame_good(&o->bench, text);
    owed_begin(o);
    o->world.options.only_term = SPAN("t");
}

static inline void owed_close(struct owed *o)
{
    world_close(&o->world);
    arena_release(&o->bench.arena);
}

/* What came out, in short: "violation late o 2026-…/…; …" in the order of the output. */
static inline const char *owed_told(const struct owed *o)
{
    static char room[8192];
    struct buf b;

    buf_init(&b, sizeof(room) - 1);
    for (size_t i = 0; i < o->world.n_verdicts; i++) {
        const struct verdict *v = &o->world.verdicts[i];

        buf_printf(&b, "%s%s %s %.*s ", i > 0 ? "; " : "", verdict_name(v->word),
                   v->state == NULL ? "-" : v->state, SPAN_ARG(v->party));
        if (v->when.t0_ms == TIME_ALWAYS)
            buf_puts(&b, "-");
        else
            time_put_span(&b, v->when);
    }
    (void)snprintf(room, sizeof(room), "%.*s", (int)b.n, b.p == NULL ? "" : b.p);
    buf_release(&b);
    return room;
}

static inline void owed_expect(const struct owed *o, const char *name, const char *told)
{
    if (strcmp(owed_told(o), told) != 0)
        fail_msg("%s:\n   is %s\n must %s\n%.*s", name, owed_told(o), told, (int)o->world.printed.n,
                 o->world.printed.p == NULL ? "" : o->world.printed.p);
}

/* A term, its rows, and all that is said of them. */
struct owed_case {
    const char *name, *statements, *rows, *told;
};

static inline void owed_try(const char *kind, const struct owed_case *c)
{
    struct owed o;

    owed_open(&o, kind, c->statements);
    world_rows(&o.world, c->rows);
    world_judge(&o.world);
    owed_expect(&o, c->name, c->told);
    owed_close(&o);
}
