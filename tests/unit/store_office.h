/* SPDX-License-Identifier: Apache-2.0 */
/* store_office.h: a mission's store and desk in a scratch folder, and rows for them. */
#pragma once

#include "folder.h"
#include "pact_sources.h"

#include "store/desk.h"

#define NOW_MS INT64_C(1790000000000)

struct office {
    struct folder folder;
    struct pact_bench bench;
    struct arena arena;
    struct setup setup;
    struct fold_pact pact;
    struct desk *desk;
    struct desk_batch batch;
    struct observe observe;
    struct arena scratch;
    struct desk_result result;
    size_t n_refused, n_outdone;
    char refused[ERR_NOTE_MAX];
    struct uuid outdone;
};

static inline void take_refused(void *context, const struct desk_item *item, const char *why)
{
    struct office *o = context;

    (void)item;
    o->n_refused++;
    (void)snprintf(o->refused, sizeof(o->refused), "%s", why);
}

static inline void take_outdone(void *context, const struct desk_item *item, const struct uuid *was)
{
    struct office *o = context;

    assert_non_null(item->row);
    o->n_outdone++;
    o->outdone = *was;
}

static inline struct observe_world world_of(const struct office *o)
{
    return (struct observe_world){.zone = o->bench.model->agreements[0].zone,
                                  .equipment = o->bench.equipment,
                                  .model = o->bench.model};
}

static inline enum rc office_try(struct office *o, enum store_mode mode, bool is_signing_off,
                                 struct err *err)
{
    const struct desk_options options = {
        .folder = o->folder.path,
        .what = "test",
        .mode = mode,
        .setup = &o->setup,
        .fold = {.pacts = &o->pact,
                 .n_pacts = 1,
                 .engine = SPAN("aasc test"),
                 .incident_gap_ms = MS_PER_H,
                 .incident_reach_m = 3000,
                 .memory_max = 256 * MIB,
                 .base_label = SPAN("PUBLIC"),
                 .sealed_label = SPAN("SEALED")},
        .world = world_of(o),
        .is_signing_off = is_signing_off,
    };

    return desk_open(&options, NOW_MS, &o->desk, err);
}

static inline void office_open(struct office *o)
{
    const struct observe_world world = world_of(o);
    struct err err = {0};

    assert_ok(office_try(o, STORE_WRITE, false, &err));
    desk_batch_init(&o->batch);
    assert_ok(desk_batch_author(&o->batch, &desk_keys(o->desk)->desk, &err));
    o->batch.model = world.model;
    observe_init(&o->observe, &world, &o->batch.arena, &o->scratch);
}

static inline void office_close(struct office *o)
{
    observe_release(&o->observe);
    desk_batch_release(&o->batch);
    desk_close(o->desk);
    o->desk = NULL;
}

static inline void office_start(struct office *o)
{
    struct salt secret = {{1}};
    struct err err = {0};
    char folder[512];

    memset(o, 0, sizeof(*o));
    folder_start(&o->folder);
    arena_init(&o->arena, 256 * MIB);
    arena_init(&o->scratch, 64 * MIB);
    (void)snprintf(folder, sizeof(folder), "%s/examples/kalmius", AASC_ROOT);
    bench_init(&o->bench, folder);
    assert_ok(bench_load(&o->bench, bench_read(&o->bench, "examples/kalmius", "kalmius.pact")));
    o->setup = (struct setup){.origin = SPAN("example.org/desk"), .label = SPAN("PUBLIC")};
    o->pact = (struct fold_pact){
        .model = o->bench.model, .equipment = o->bench.equipment, .from_ms = TIME_ALWAYS};
    assert_ok(keys_make(folder_at(&o->folder, "keys"), o->setup.origin, &err));
    assert_ok(disk_make_folder(folder_at(&o->folder, "head"), DISK_OPEN, &err));
    assert_ok(store_create(folder_at(&o->folder, "record.db"), &secret, &err));
    office_open(o);
}

static inline void office_end(struct office *o)
{
    if (o->desk != NULL)
        office_close(o);
    arena_release(&o->scratch);
    arena_release(&o->arena);
    arena_release(&o->bench.arena);
    folder_end(&o->folder);
}

/* A shot of a source and id, seen by `n` people at a minute. */
static inline void add(struct office *o, const char *id, int n, int minute, const char *more)
{
    struct json value;
    struct row *row;
    struct entry e = {.kind = ENTRY_OBSERVATION, .label = SPAN("PUBLIC")};
    struct err err = {0};

    struct span text =
        arena_printf(&o->batch.arena, &err,
                     "{\"count\":%d,\"id\":\"%s\",\"phenomenon\":\"shot\",\"place\":{\"lat\":46.18,"
                     "\"lon\":70.11,"
                     "\"sigma_m\":20},\"source\":\"p1\"%s,\"time\":\"2026-10-14T20:%02d:00Z\"}",
                     n, id, more, minute);
    struct buf canonical;

    row = arena_alloc(&o->batch.arena, sizeof(*row), &err);
    assert_true(text.p != NULL && row != NULL);
    assert_ok(json_parse(text, &o->batch.arena, &value, &err));
    buf_init(&canonical, MIB);
    json_write(&canonical, &value);
    e.body = arena_copy(&o->batch.arena, buf_span(&canonical), &err);
    buf_release(&canonical);
    assert_ok(observation_read(&o->observe, &value, (struct observe_where){0}, row, &err));
    e.when = row->u.observation.when;
    assert_ok(desk_batch_add(&o->batch, &e, row, NOW_MS, NULL, &err));
}

static inline enum rc append(struct office *o, struct err *err)
{
    const struct desk_sink sink = {.context = o, .refused = take_refused, .outdid = take_outdone};
    const struct observe_world world = world_of(o);
    enum rc rc;

    o->result = (struct desk_result){0};
    o->n_refused = o->n_outdone = 0;
    rc = desk_append(o->desk, &o->batch, NOW_MS, &sink, &o->result, err);
    observe_release(&o->observe);
    desk_batch_clear(&o->batch);
    observe_init(&o->observe, &world, &o->batch.arena, &o->scratch);
    return rc;
}
