/* SPDX-License-Identifier: Apache-2.0 */
/* watch_world.h: a small world for tests of judging: two parties A (left, west) and B (right, east)
 * on a line along a meridian, built by value. Include after check.h. */
#pragma once

#include <math.h>
#include <string.h>

#include "watch/judge.h"

/* The line: 60 km of the meridian 38° E around 48.5° N, digitised northwards: west is left. */
#define WORLD_LAT 48.5
#define WORLD_LON 38.0
#define WORLD_T0  1594411200000LL /* 2020-07-10T20:00:00Z */
#define WORLD_MAX 256

struct world {
    struct arena arena;
    struct docket docket;
    struct pact_model model;
    struct pact_agreement agreement;
    struct pact_party parties[4]; /* A, B, guarantor G, observer smm */
    struct pact_line lines[2];    /* L; M 10 km east of it */
    struct pact_area areas[8];
    struct pact_category categories[8];
    struct pact_term terms[8];
    struct judge_options options;
    struct tally tally;
    /* what came out, copied */
    struct verdict verdicts[WORLD_MAX];
    size_t n_verdicts;
    struct event events[WORLD_MAX];
    size_t n_events;
    struct buf printed; /* every verdict and event as one text */
};

/* metres east and north of the middle of the line */
static inline struct geo_pos world_at(double east_m, double north_m)
{
    struct geo_pos p = {WORLD_LAT, WORLD_LON};

    p = geo_move(p, north_m < 0 ? 180 : 0, fabs(north_m));
    return geo_move(p, east_m < 0 ? 270 : 90, fabs(east_m));
}

static inline struct place world_point(double east_m, double north_m, double sigma_m)
{
    return (struct place){.form = PLACE_POINT,
                          .has_sigma = sigma_m > 0,
                          .at = world_at(east_m, north_m),
                          .sigma_m = sigma_m,
                          .hae_m = NAN};
}

static inline const struct geo_line *world_line(struct world *w, double east_m)
{
    struct geo_pos ends[2] = {world_at(east_m, -30000), world_at(east_m, 30000)};
    struct geo_run run = {ends, 2};
    const struct geo_line *out = NULL;
    struct err err = {0};

    ends[0].lon_deg = ends[1].lon_deg = world_at(east_m, 0).lon_deg;
    assert_ok(geo_line_make(&run, 1, &w->arena, &out, &err));
    return out;
}

/* A rectangle from (west, south) to (east, north), in metres as world_at. */
static inline const struct geo_area *world_box(struct world *w, double west_m, double south_m,
                                               double east_m, double north_m)
{
    struct geo_pos at[5] = {world_at(west_m, south_m), world_at(east_m, south_m),
                            world_at(east_m, north_m), world_at(west_m, north_m),
                            world_at(west_m, south_m)};
    struct geo_run ring = {at, 5};
    struct geo_polygon polygon = {&ring, 1};
    const struct geo_area *out = NULL;
    struct err err = {0};

    assert_ok(geo_area_polygons(&polygon, 1, &w->arena, &out, &err));
    return out;
}

static inline void world_open(struct world *w)
{
    struct err err = {0};

    memset(w, 0, sizeof(*w));
    arena_init(&w->arena, 512 * MIB);
    buf_init(&w->printed, 64 * MIB);
    assert_ok(docket_open(&w->docket, &w->arena, &err));
    w->parties[0] = (struct pact_party){.id = SPAN("A"), .name = SPAN("Party A")};
    w->parties[1] = (struct pact_party){.id = SPAN("B"), .name = SPAN("Party B")};
    w->parties[2] = (struct pact_party){.id = SPAN("G"), .is_guarantor = true};
    w->parties[3] = (struct pact_party){.id = SPAN("smm"), .is_observer = true};
    w->lines[0] = (struct pact_line){
        .id = SPAN("L"), .left = 0, .right = 1, .is_versioned = true, .geometry = world_line(w, 0)};
    w->lines[1] = (struct pact_line){
        .id = SPAN("M"), .left = 0, .right = 1, .geometry = world_line(w, 10000)};
    w->agreement = (struct pact_agreement){.id = SPAN("test"),
                                           .zone = zone_utc(),
                                           .parties = w->parties,
                                           .n_parties = 4,
                                           .lines = w->lines,
                                           .n_lines = 2,
                                           .areas = w->areas,
                                           .categories = w->categories,
                                           .terms = w->terms};
    w->model = (struct pact_model){.agreements = &w->agreement, .n_agreements = 1};
    w->options.wants_all = true;
}

static inline void world_close(struct world *w)
{
    buf_release(&w->printed);
    arena_release(&w->arena);
}

static inline uint32_t world_area(struct world *w, const char *id, const struct geo_area *geometry)
{
    w->areas[w->agreement.n_areas] =
        (struct pact_area){.id = span_of(id), .form = PACT_AREA_GEOMETRY, .geometry = geometry};
    return (uint32_t)w->agreement.n_areas++;
}

/* A term of both parties, without bounds; the caller fills in the rest. */
static inline struct pact_term *world_term(struct world *w, const char *id, enum pact_kind kind)
{
    static const uint32_t both[] = {0, 1};
    struct pact_term *t = &w->terms[w->agreement.n_terms++];

    *t = (struct pact_term){.id = span_of(id),
                            .ref = SPAN("para 1"),
                            .kind = kind,
                            .binds = both,
                            .n_binds = 2,
                            .from_ms = TIME_ALWAYS,
                            .until_ms = TIME_NEVER,
                            .confidence = 0.95};
    return t;
}

/* A row seen at WORLD_T0 + at_s by `source`; the caller may change it before world_add. */
static inline struct observation world_observation(struct world *w, const char *source, double at_s,
                                                   struct place place, enum phenomenon phenomenon)
{
    int64_t at_ms = WORLD_T0 + (int64_t)(at_s * 1000);
    struct err err = {0};

    return (struct observation){
        .head = {.id = arena_printf(&w->arena, &err, "o%zu", w->docket.n_observations + 1),
                 .source = span_of(source),
                 .recorded_at_ms = at_ms},
        .when = {at_ms, at_ms},
        .place = place,
        .count = {1, 1, 1},
        .phenomenon = phenomenon,
        .sense = SENSE_SAW,
        .temperature_c = 15};
}

/* Rows are told apart by a hash: here of their whole head and what the tests vary. */
static inline void world_add_row(struct world *w, struct row *row, struct row_head *head)
{
    struct sha256_digest d;
    struct err err = {0};

    memset(head->hash, 0, sizeof(head->hash));
    d = sha256((struct span){.p = (const char *)row, .n = sizeof(*row)});
    memcpy(head->hash, d.b, sizeof(head->hash));
    assert_ok(docket_add(&w->docket, row, &err));
}

static inline void world_add(struct world *w, struct observation o)
{
    struct row row;

    memset(&row, 0, sizeof(row));
    row.kind = ROW_OBSERVATION;
    row.u.observation = o;
    world_add_row(w, &row, &row.u.observation.head);
}

static inline struct item world_class(struct world *w, const char *class_name, double calibre_mm)
{
    struct err err = {0};
    struct item_guess *g = arena_alloc(&w->arena, sizeof(*g), &err);

    *g = (struct item_guess){
        .thing = {.class_name = span_of(class_name), .calibre_mm = calibre_mm, .range_m = NAN},
        .p = 1};
    return (struct item){.guesses = g, .n_guesses = 1, .n = {1, 1, 1}};
}

/* A sighting of one item, by the actor ("" undetermined, "both", or a party). */
static inline struct observation world_sighting(struct world *w, double at_s, struct place place,
                                                const char *actor, struct item item)
{
    struct observation o = world_observation(w, "patrol", at_s, place, PHEN_WEAPON_SIGHTING);
    struct err err = {0};
    struct item *copy = arena_alloc(&w->arena, sizeof(*copy), &err);

    *copy = item;
    o.items = copy;
    o.n_items = 1;
    o.actor = (struct actor){.form = *actor == '\0'                    ? ACTOR_UNDETERMINED
                                     : span_is(span_of(actor), "both") ? ACTOR_BOTH
                                                                       : ACTOR_PARTY,
                             .party = span_of(actor)};
    return o;
}

static inline enum rc world_take_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct world *w = context;
    struct verdict copy = *v;
    struct span *inputs = arena_array(&w->arena, v->n_inputs, sizeof(*inputs), err);

    if (inputs == NULL || w->n_verdicts == WORLD_MAX)
        return RC_LIMIT;
    if (v->n_inputs > 0)
        memcpy(inputs, v->inputs, v->n_inputs * sizeof(*inputs));
    copy.inputs = inputs;
    copy.explanation = arena_copy(&w->arena, v->explanation, err);
    copy.exemption = arena_copy(&w->arena, v->exemption, err);
    w->verdicts[w->n_verdicts++] = copy;
    buf_printf(&w->printed, "%.*s %s p=%.9f %.*s %.*s\n", SPAN_ARG(v->term->id),
               verdict_name(v->word), v->p, SPAN_ARG(v->party), SPAN_ARG(v->event));
    buf_put(&w->printed, v->explanation);
    buf_putc(&w->printed, '\n');
    return RC_OK;
}

static inline enum rc world_take_event(void *context, const struct event *e, struct err *err)
{
    struct world *w = context;

    (void)err;
    if (w->n_events == WORLD_MAX)
        return RC_LIMIT;
    w->events[w->n_events++] = *e;
    buf_printf(&w->printed, "event %.*s %u %u %zu\n", SPAN_ARG(e->id), e->count.min, e->count.max,
               e->n_members);
    return RC_OK;
}

/* Closes the docket and judges. */
static inline void world_judge(struct world *w)
{
    struct verdict_sink sink = {w, world_take_verdict, world_take_event};
    struct err err = {0};

    w->options.wants_events = true;
    assert_ok(docket_close(&w->docket, TIME_NEVER, &err));
    assert_ok(judge_run(&w->model, &w->docket, &w->options, &sink, &w->arena, &w->tally, &err));
}
