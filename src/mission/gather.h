/* SPDX-License-Identifier: Apache-2.0 */
/* gather.h: all rows that the verdicts on some rows, or of some span of time, rest on: what may be
 * of the same occurrence, whatever bears the same serial, what corrects or contradicts, and what
 * everything is judged by (sensors, sites, permits, lines, …). */
#pragma once

#include "base/table.h"
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
    uint64_t called; /* the fold's: the last step that came by */
    bool is_touched; /* it says something else since its sensor is known */
    bool is_ghost;   /* it stands no longer: what it touched is asked for, itself is in no docket */
};

/* What rows are read with, and from where. */
struct gather_source {
    const struct shelf *shelf;
    struct observe_world world; /* the model names areas: for what may meet where */
    enum rc (*zone)(void *context, struct span name, const struct zone **out, struct err *err);
    void *zone_context;
    uint64_t below_seq;
    const struct visible *visible; /* NULL: the mission itself */
    const struct gather *base;     /* what everything is judged by, if read already; else NULL */
};

/* A row under its own key, or under the one that it replaces. */
struct kin {
    struct held *held;
    const struct kin *next;
};

/* Read `items` and `n` freely: in the order in which they came. */
struct gather {
    struct gather_source from;
    struct arena *arena, *scratch;
    struct observe observe;
    struct held **items;
    size_t n, cap;
    bool is_far;  /* gather_spread asks by key and serial alone */
    bool has_kin; /* set when empty: rows are found by key */
    struct table kin_table;
    const struct kin **kin;
    size_t n_kin, cap_kin;
    size_t n_read;     /* from the shelf */
    size_t n_spread;   /* the first ones: what they touch is in hand */
    uint32_t *sensors; /* items of that kind */
    size_t n_sensors, cap_sensors;
    uint32_t *slots; /* by seq: index + 1; 0: empty */
    size_t n_slots;
};

/* Bits of enum row_kind: what all kinds of terms are judged by, and what has a time of its own. */
#define GATHER_RULES                                                                               \
    (ROW_BIT(ROW_SENSOR) | ROW_BIT(ROW_SITE) | ROW_BIT(ROW_PERMIT) | ROW_BIT(ROW_DEROGATION) |     \
     ROW_BIT(ROW_NOTIFICATION) | ROW_BIT(ROW_LINE_VERSION) | ROW_BIT(ROW_COMPLAINT) |              \
     ROW_BIT(ROW_REPLY) | ROW_BIT(ROW_VISIT) | ROW_BIT(ROW_FINDING))
#define GATHER_OTHERS                                                                              \
    (ROW_BIT(ROW_IMPEDIMENT) | ROW_BIT(ROW_ACTIVITY) | ROW_BIT(ROW_BASELINE) |                     \
     ROW_BIT(ROW_TRANSFER) | ROW_BIT(ROW_INVENTORY) | ROW_BIT(ROW_DUTY_DONE) |                     \
     ROW_BIT(ROW_REQUEST) | ROW_BIT(ROW_DEPLOYMENT) | ROW_BIT(ROW_MANDATE) |                       \
     ROW_BIT(ROW_CONSENT) | ROW_BIT(ROW_DECLARATION) | ROW_BIT(ROW_VERIFICATION) |                 \
     ROW_BIT(ROW_INSPECTION) | ROW_BIT(ROW_PROGRESS) | ROW_BIT(ROW_ROUTE))

/* What registers are kept of and no term is judged by. */
#define GATHER_REGISTERS                                                                           \
    (ROW_BIT(ROW_CHANNEL) | ROW_BIT(ROW_COURSE) | ROW_BIT(ROW_DEMOB) | ROW_BIT(ROW_PATROL))

/* Kinds whose times are the time of the input, as tally_add_docket has it. */
#define GATHER_INPUT                                                                               \
    (ROW_BIT(ROW_OBSERVATION) | ROW_BIT(ROW_ACTIVITY) | ROW_BIT(ROW_VISIT) |                       \
     ROW_BIT(ROW_IMPEDIMENT) | ROW_BIT(ROW_DUTY_DONE) | ROW_BIT(ROW_REQUEST) |                     \
     ROW_BIT(ROW_DECLARATION) | ROW_BIT(ROW_VERIFICATION) | ROW_BIT(ROW_INSPECTION) |              \
     ROW_BIT(ROW_PROGRESS))

/** in  a  everything gathered lives as long; `scratch` is emptied again and again */
MUST_USE enum rc gather_open(struct gather *g, const struct gather_source *from, struct arena *a,
                             struct arena *scratch, struct err *err);
void gather_close(struct gather *g);

/* A row that is in hand; what it points to outlives the gathering. */
struct gather_given {
    const struct row *row;
    const struct card *card; /* NULL: made anew */
};
/**
 * Take a row.
 *
 * in     given  NULL: read from its bytes
 * out    *out  NULL where that seq is in hand already, or the entry holds no row
 */
MUST_USE enum rc gather_add(struct gather *g, const struct shelf_row *at,
                            const struct gather_given *given, struct held **out, struct err *err);
/** Read a row without taking it (*out NULL: the entry holds none); take one that was read. */
MUST_USE enum rc gather_peek(struct gather *g, const struct shelf_row *at, struct held **out,
                             struct err *err);
MUST_USE enum rc gather_keep(struct gather *g, struct held *h, struct err *err);
/** Take what a query finds; its below_seq and visible are filled in. */
MUST_USE enum rc gather_ask(struct gather *g, struct shelf_query q, struct err *err);
/** Widen an observation's card by what any sensor in hand of its source would make of it. */
MUST_USE enum rc card_by_sensors(struct card *c, const struct pact_model *model,
                                 const struct gather *in, const struct row *row, struct arena *a,
                                 struct err *err);
/** The rows in hand with a key, or that replace one with it. */
const struct kin *gather_kin(const struct gather *g, const struct card_key *key);
/** Whether a row is in hand. */
bool gather_has(const struct gather *g, uint64_t seq);
/** Take the rows of some kinds that have a key of those in hand, replace them or are replaced, and
 * theirs, until nothing is new: what decides which of those in hand hold. in: kinds  bits */
MUST_USE enum rc gather_twins(struct gather *g, uint64_t kinds, struct err *err);
/** Take what the observations in hand touch, and what that touches, until nothing is new. */
MUST_USE enum rc gather_spread(struct gather *g, struct err *err);

/* What stands in a docket, by seq; row_head.row is the place in the list, from 1. */
struct gathered {
    struct docket docket;
    const struct held **items;
    size_t n;
};
/**
 * A closed docket of what is in hand, and of the base.
 *
 * in  kinds  bits of enum row_kind that are wanted beside observations
 */
MUST_USE enum rc gather_docket(const struct gather *g, uint64_t kinds, struct arena *a,
                               struct gathered *out, struct err *err);
