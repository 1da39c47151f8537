/* SPDX-License-Identifier: Apache-2.0 */
/* mission_world.h: a mission without a store: an agreement, a shelf over an array, a fold; rows go
 * in by their text, and what stands at the end is compared with what one judging of them all says.
 */
#pragma once

#include "pact_sources.h"
#include "random.h"
#include "shelf_array.h"
#include "watch_rows.h"

#include "mission/incident.h"
#include "watch/judge.h"

/* What is judged: the texts of rows in the order in which they come. */
struct texts {
    const char **items;
    size_t n;
};

struct mission {
    struct pact_bench bench;
    struct shelf_array shelf;
    struct arena arena, scratch; /* of rows and their cards */
    struct observe observe;
    struct fold_pact pact;
    struct fold_options options;
    struct fold *fold;
    uint64_t random; /* of ids */
    struct fold_cost cost;
    size_t n_handed;
};

static inline void mission_load(struct mission *m, const char *example, const char *pact)
{
    char folder[512];

    *m = (struct mission){.random = 7};
    (void)snprintf(folder, sizeof(folder), "%s/examples/%s", AASC_ROOT, example);
    bench_init(&m->bench, folder);
    (void)snprintf(folder, sizeof(folder), "examples/%s", example);
    if (bench_load(&m->bench, bench_read(&m->bench, folder, pact)) != RC_OK) {
        bench_print(&m->bench);
        fail_msg("%s: %s", pact, m->bench.err.note);
    }
    m->pact = (struct fold_pact){m->bench.model, m->bench.equipment, TIME_ALWAYS};
    m->options = (struct fold_options){.pacts = &m->pact,
                                       .n_pacts = 1,
                                       .author = SPAN(SHELF_NOBODY),
                                       .engine = SPAN("aasc test"),
                                       .incident_gap_ms = MS_PER_H,
                                       .incident_reach_m = 3000,
                                       .memory_max = 512 * MIB,
                                       .base_label = SPAN("PUBLIC"),
                                       .sealed_label = SPAN("SEALED")};
}

static inline struct observe_world mission_world(const struct mission *m)
{
    return (struct observe_world){.zone = m->bench.model->agreements[0].zone,
                                  .equipment = m->bench.equipment,
                                  .model = m->bench.model};
}

/* An empty record under what was loaded. */
static inline void mission_begin(struct mission *m)
{
    const struct observe_world world = mission_world(m);
    struct err err = {0};

    m->random = 7;
    m->n_handed = 0;
    shelf_init(&m->shelf);
    arena_init(&m->arena, 1024 * MIB);
    arena_init(&m->scratch, 64 * MIB);
    observe_init(&m->observe, &world, &m->arena, &m->scratch);
    assert_ok(fold_open(&m->shelf.shelf, &m->options, &m->arena, &m->fold, &err));
}

static inline void mission_end(struct mission *m)
{
    fold_close(m->fold);
    observe_release(&m->observe);
    arena_release(&m->scratch);
    arena_release(&m->arena);
    shelf_release(&m->shelf);
}

static inline void mission_unload(struct mission *m)
{
    arena_release(&m->bench.arena);
}

static inline enum rc mission_take(void *context, const struct derived *d, struct err *err)
{
    struct mission *m = context;

    (void)err;
    (void)shelf_file(&m->shelf, &d->entry, d, NULL);
    m->n_handed++;
    return RC_OK;
}

static inline struct uuid mission_id(struct mission *m)
{
    uint8_t random[10];

    for (size_t i = 0; i < sizeof(random); i++)
        random[i] = (uint8_t)next_random(&m->random);
    return uuid7_of(1000, random);
}

/* An observation's entry: its row as canonical JSON. out  what a step takes */
static inline struct fold_entry mission_file(struct mission *m, const char *text, struct span label)
{
    struct entry e = {.kind = ENTRY_OBSERVATION,
                      .id = mission_id(m),
                      .author = SPAN(SHELF_NOBODY),
                      .label = label};
    struct err err = {0};
    struct row row;
    struct card card;
    struct json v;
    struct buf b;
    uint64_t seq;

    arena_reset(&m->scratch);
    if (json_parse(span_of(text), &m->scratch, &v, &err) != RC_OK ||
        observation_read(&m->observe, &v, (struct observe_where){0}, &row, &err) != RC_OK)
        fail_msg("%s: %s", text, err.note);
    buf_init(&b, MIB);
    json_write(&b, &v);
    e.body = buf_span(&b);
    assert_ok(fold_card(m->fold, &row, &m->arena, &card, &err));
    seq = shelf_file(&m->shelf, &e, NULL, &card);
    buf_release(&b);
    return (struct fold_entry){.at = shelf_row_of(&m->shelf, seq)};
}

static inline void mission_judge(struct mission *m, const struct fold_entry *entries, size_t n)
{
    const struct fold_sink sink = {m, mission_take};
    struct err err = {0};

    assert_ok(fold_step(m->fold, entries, n, m->shelf.n, &sink, &err));
    m->cost = fold_cost(m->fold);
}

/* Some rows as one step. */
static inline void mission_step(struct mission *m, const char *const *texts, size_t n)
{
    struct fold_entry *entries = calloc(n, sizeof(*entries));

    for (size_t i = 0; i < n; i++)
        entries[i] = mission_file(m, texts[i], SPAN("PUBLIC"));
    mission_judge(m, entries, n);
    free(entries);
}

/* ---- what stands, as lines in order ---- */

struct lines {
    struct arena *arena;
    struct span *items;
    size_t n, cap;
};

static inline void lines_add(struct lines *l, struct span text)
{
    struct err err = {0};

    l->items = arena_grow(l->arena, l->items, l->n, &l->cap, sizeof(*l->items), &err);
    l->items[l->n++] = arena_copy(l->arena, text, &err);
}

static inline int lines_cmp(const void *left, const void *right)
{
    return span_cmp(*(const struct span *)left, *(const struct span *)right);
}

/* In order, each once: what is said twice in the same words is one entry. */
static inline void lines_sort(struct lines *l)
{
    size_t n = 0;

    if (l->n > 1)
        qsort(l->items, l->n, sizeof(*l->items), lines_cmp);
    for (size_t i = 0; i < l->n; i++)
        if (i == 0 || !span_eq(l->items[i], l->items[n - 1]))
            l->items[n++] = l->items[i];
    l->n = n;
}

/* The JSON of an event or a verdict without its receipt. */
static inline void lines_add_body(struct lines *l, struct span body)
{
    struct json v, bare = json_object();
    struct err err = {0};
    struct buf b;

    assert_ok(json_parse(body, l->arena, &v, &err));
    for (size_t i = 0; i < v.u.object.n; i++)
        if (!span_is(v.u.object.members[i].name, "receipt"))
            assert_ok(json_set(&bare, arena_copy(l->arena, v.u.object.members[i].name, &err).p,
                               v.u.object.members[i].value, l->arena, &err));
    buf_init(&b, MIB);
    json_write(&b, &bare);
    lines_add(l, buf_span(&b));
    buf_release(&b);
}

static inline bool is_standing_word(enum verdict_word w)
{
    return w == VERDICT_VIOLATION || w == VERDICT_INDETERMINATE;
}

/* Events and standing verdicts as the record has them. */
static inline void mission_lines(const struct mission *m, struct lines *out)
{
    for (size_t i = 0; i < m->shelf.n; i++) {
        const struct filed *x = &m->shelf.items[i];
        bool is_standing =
            x->entry.kind == ENTRY_EVENT ||
            (x->entry.kind == ENTRY_VERDICT && is_standing_word((enum verdict_word)x->word));

        if (!x->is_row && x->over == UINT64_MAX && x->is_current && is_standing)
            lines_add_body(out, x->entry.body);
    }
    lines_sort(out);
}

/* ---- incidents, as lines of the ids of their verdicts ---- */

static inline void lines_add_ids(struct lines *l, struct uuid *ids, size_t n)
{
    struct buf b;

    buf_init(&b, 4 * MIB);
    qsort(ids, n, sizeof(*ids), (int (*)(const void *, const void *))uuid_cmp);
    for (size_t i = 0; i < n; i++) {
        uuid_put(&b, &ids[i]);
        buf_putc(&b, ' ');
    }
    lines_add(l, buf_span(&b));
    buf_release(&b);
}

/* What each incident on the record holds: over its line, what was added and not dropped later. */
static inline void mission_incidents(const struct mission *m, struct lines *out)
{
    for (size_t i = 0; i < m->shelf.n; i++) {
        const struct filed *x = &m->shelf.items[i];
        struct uuid *ids;
        size_t n = 0;

        if (x->entry.kind != ENTRY_INCIDENT || x->over != UINT64_MAX || !x->is_current)
            continue;
        ids = calloc(m->shelf.n, sizeof(*ids));
        for (const struct filed *v = x; v != NULL;
             v = v->entry.has_supersedes ? shelf_find(&m->shelf, &v->entry.supersedes) : NULL)
            for (size_t k = 0; k < v->entry.n_inputs; k++) {
                const struct filed *held = shelf_find(&m->shelf, &v->entry.inputs[k]);

                /* what is a violation no more was dropped; what split off is another's */
                if (held->over == UINT64_MAX && held->word == VERDICT_VIOLATION)
                    ids[n++] = held->entry.id;
            }
        lines_add_ids(out, ids, n);
        free(ids);
    }
    lines_sort(out);
}

/* The same by one grouping of all violations that stand. */
static inline void expected_incidents(const struct mission *m, struct lines *out)
{
    const struct incident_rule rule = {m->options.incident_gap_ms, m->options.incident_reach_m};
    struct deed *deeds = calloc(m->shelf.n, sizeof(*deeds));
    uint32_t *root = calloc(m->shelf.n, sizeof(*root));
    struct uuid *ids = calloc(m->shelf.n, sizeof(*ids));
    struct err err = {0};
    size_t n = 0;

    for (size_t i = 0; i < m->shelf.n; i++) {
        const struct filed *x = &m->shelf.items[i];
        const struct json *place;
        struct json body;
        double lat = 0, lon = 0;

        if (x->entry.kind != ENTRY_VERDICT || x->word != VERDICT_VIOLATION || !x->is_current ||
            x->over != UINT64_MAX)
            continue;
        assert_ok(json_parse(x->entry.body, out->arena, &body, &err));
        place = json_get(&body, "place");
        deeds[n] = (struct deed){.id = x->entry.id,
                                 .agreement = SPAN("kalmius"),
                                 .when = x->entry.when,
                                 .has_place = place != NULL};
        if (place != NULL && json_number(json_get(place, "lat"), &lat) &&
            json_number(json_get(place, "lon"), &lon))
            deeds[n].place = (struct geo_pos){lat, lon};
        n++;
    }
    assert_ok(incident_group(&rule, deeds, n, out->arena, root, &err));
    for (size_t i = 0; i < n; i++) {
        size_t n_ids = 0;

        for (size_t k = i; k < n && root[i] == i; k++)
            if (root[k] == i)
                ids[n_ids++] = deeds[k].id;
        if (n_ids > 0)
            lines_add_ids(out, ids, n_ids);
    }
    lines_sort(out);
    free(deeds);
    free(root);
    free(ids);
}

struct batch {
    struct lines *lines;
    const struct receipt *receipt;
};

static inline enum rc batch_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct batch *b = context;
    struct json j;
    struct buf text;
    enum rc rc;

    if (!is_standing_word(v->word))
        return RC_OK;
    rc = verdict_json(v, NULL, b->lines->arena, &j, err);
    buf_init(&text, MIB);
    json_write(&text, &j);
    lines_add(b->lines, buf_span(&text));
    buf_release(&text);
    return rc;
}

static inline enum rc batch_event(void *context, const struct event *e, struct err *err)
{
    struct batch *b = context;
    struct json j;
    struct buf text;
    enum rc rc;

    if (e->n_members < 2)
        return RC_OK;
    rc = event_json(e, NULL, b->lines->arena, &j, err);
    buf_init(&text, MIB);
    json_write(&text, &j);
    lines_add(b->lines, buf_span(&text));
    buf_release(&text);
    return rc;
}

/* The same as one judging of all rows says them. */
static inline void batch_lines(struct mission *m, const char *const *texts, size_t n,
                               struct lines *out)
{
    const struct observe_world world = mission_world(m);
    const struct judge_options options = {.wants_events = true};
    struct batch b = {.lines = out};
    struct verdict_sink sink = {&b, batch_verdict, batch_event};
    struct tally tally;
    struct rows rows;
    struct err err = {0};

    rows_start(&rows, &world);
    for (size_t i = 0; i < n; i++)
        rows_add(&rows, texts[i]);
    rows_close(&rows, TIME_NEVER);
    assert_ok(judge_run(m->bench.model, &rows.docket, &options, &sink, &rows.arena, &tally, &err));
    rows_end(&rows);
    lines_sort(out);
}

static inline void lines_compare(const struct lines *record, const struct lines *batch)
{
    size_t i = 0, k = 0, n_bad = 0;

    while (i < record->n || k < batch->n) {
        int order = i == record->n  ? 1
                    : k == batch->n ? -1
                                    : span_cmp(record->items[i], batch->items[k]);

        if (order == 0) {
            i++;
            k++;
            continue;
        }
        if (n_bad++ < 6)
            print_message("only in the %s: %.*s\n", order < 0 ? "record" : "batch",
                          (int)(order < 0 ? record->items[i] : batch->items[k]).n,
                          (order < 0 ? record->items[i] : batch->items[k]).p);
        if (order < 0)
            i++;
        else
            k++;
    }
    if (n_bad > 0)
        fail_msg("%zu of %zu and %zu lines differ", n_bad, record->n, batch->n);
}
