/* SPDX-License-Identifier: Apache-2.0 */
/* gather.h: all rows that the verdicts on some rows, or of some span of time, rest on: what may be
 * of the same occurrence, whatever bears the same serial, what corrects or contradicts, and what
 * everything is judged by (sensors, sites, permits, lines, …). */
#pragma once

#include "mission/shelf.h"
#include "watch/gazetteer.h"
#include "watch/observe.h"

/* A row in hand. */
struct held {
    uint64_t seq;
    struct uuid id;
    struct span label;
    struct row row;
    struct card card;
    bool is_alone;
    bool is_spread; /* what it touches has been asked for */
};

/* What rows are read with, and from where. */
struct gather_source {
    const struct shelf *shelf;
    const struct pact_model *model; /* names the areas of places, for what may meet where */
    struct observe_world world;
    enum rc (*zone)(void *context, struct span name, const struct zone **out, struct err *err);
    void *zone_context;
    uint64_t below_seq;
    const struct visible *visible; /* NULL: the mission itself */
};

/* Read `items` freely: in the order in which they came. */
struct gather {
    struct gather_source from;
    struct arena *arena;
    struct arena *scratch;
    struct observe observe;
    struct held **items;
    size_t n, cap;
    size_t n_read; /* from the shelf */
    size_t n_spread;
    struct gather_index *index; /* by seq */
    const struct gather *base;  /* rows that are read already: sensors and the like; NULL: none */
};

/* The kinds that observations are judged by; coverage matters to ceilings alone. */
extern const uint32_t gather_kinds_of_reference;

/** in  a  everything that is gathered lives as long; `scratch` is emptied again and again */
MUST_USE enum rc gather_open(struct gather *g, const struct gather_source *from, struct arena *a,
                             struct arena *scratch, struct err *err);
void gather_close(struct gather *g);

/** Take a row that the caller has; `row` NULL: read from its bytes. Each seq once. */
MUST_USE enum rc gather_add(struct gather *g, const struct shelf_row *at, const struct row *row,
                            struct err *err);
/** Take what a query finds; the query's below_seq and visible are filled in. */
MUST_USE enum rc gather_ask(struct gather *g, struct shelf_query q, struct err *err);
/** Take whatever the observations in hand touch, and what that touches, until nothing is new. */
MUST_USE enum rc gather_spread(struct gather *g, struct err *err);

/**
 * A closed docket of everything in hand (and in `base`): row_head.row is the place in `order`, from
 * 1.
 *
 * out  order  the rows by seq
 */
MUST_USE enum rc gather_docket(const struct gather *g, struct arena *a, struct docket *out,
                               const struct held ***order, size_t *n, struct err *err);

/**
 * Everything that the verdicts rest on whose time begins in a span: for views and reports, also for
 * a reader who does not see everything.
 */
MUST_USE enum rc gather_span(struct gather *g, struct time_span span, struct err *err);
