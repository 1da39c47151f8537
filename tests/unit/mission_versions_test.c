/* SPDX-License-Identifier: Apache-2.0 */
/* A mission whose agreement changes says of every time what the version in force then says: as
 * much as judging everything under each version and cutting at the instants between them. */
#include <string.h>

#include "mission_rows.h"

#include "mission/versions.h"

#define T1_MS     (DAY0_MS + 36 * MS_PER_H)
#define T2_MS     (DAY0_MS + 66 * MS_PER_H)
#define STAGE_MAX 3

struct edit {
    const char *was, *is; /* was NULL-ended */
};

/* A version as an edit of the Kalmius. */
struct text {
    const char *name;
    struct edit edits[7];
};

static const struct text versions[] = {
    {"threshold", {{"distance heavy 15 km", "distance heavy 25 km"}}},
    {"title", {{"Kalmius Valley\"", "Kalmius Valley, as amended\""}}},
    {"removed",
     {{"binds north, south\n    where area air-zone\n    prohibits combat_aircraft, uav",
       "binds north\n    where area bridge\n    prohibits combat_aircraft"},
      {"term art.8 notification {\n    ref \"Article 8\"\n    binds north, south\n    activity "
       "exercise\n    threshold personnel >= 1000 or tank >= 20\n    notice 14 calendar_days\n    "
       "aggregate common_command\n  }",
       ""},
      {"term art.4.s ceiling { like art.4.n; binds south; where area limit-s }", ""}}},
    {"renamed",
     {{"term art.6 line", "term art.6a line"},
      {"term art.4.n ceil", "term art.4n ceil"},
      {"like art.4.n", "like art.4n"},
      {"term art.7 ", "term art.7a "}}},
    {"swapped",
     {{"term art.1 ceasefire", "term art.5 ceasefire"},
      {"term art.5 no_fly", "term art.1 no_fly"},
      {"term art.7 storage", "term art.3 storage"},
      {"term art.3 exclusion", "term art.7 exclusion"},
      {"term art.2.guns withdrawal", "term art.2.g withdrawal"}}},
    {"counted",
     {{"limit tank <= 6", "limit tank <= 2"},
      {"{ class artillery, mlrs }", "{ class artillery, mlrs, mortar }"},
      {"simultaneity 12 h", "simultaneity 20 h"}}},
    {"kinds", /* a ceiling's name becomes a storage's, and the other way round */
     {{"term art.4.s ceiling", "term art.9a ceiling"},
      {"term art.7 storage", "term art.4.s storage"},
      {"term art.6 line_crossing", "term art.7 line_crossing"}}},
    {"moved",
     {{"area valley   { geometry \"geo/kalmius.geojson#valley\" }",
       "area valley { band river north-side 0 km 3 km }"},
      {"both-sides", "north-side"}}},
};
#define N_TEXTS (sizeof(versions) / sizeof(versions[0]))

/* ---- versions ---- */

static struct mission m;
static const struct pact_model *models[1 + N_TEXTS];
static struct version stages[1 + STAGE_MAX];
static struct version_list list;
static struct versions in_force;

static const struct pact_model *edited(const struct text *t)
{
    struct span text = bench_read(&m.bench, "examples/kalmius", "kalmius.pact");

    for (const struct edit *e = t->edits; e->was != NULL; e++) {
        const char *at = strstr(text.p, e->was);
        struct err err = {0};

        if (at == NULL)
            fail_msg("%s: %s", t->name, e->was);
        text = arena_printf(&m.bench.arena, &err, "%.*s%s%.*s", (int)(at - text.p), text.p, e->is,
                            (int)(text.n - (size_t)(at - text.p) - strlen(e->was)),
                            at + strlen(e->was));
    }
    if (bench_load(&m.bench, text) != RC_OK) {
        bench_print(&m.bench);
        fail_msg("%s: %s", t->name, m.bench.err.note);
    }
    return m.bench.model;
}

static int load(void **state)
{
    const struct pact_model *first;

    (void)state;
    mission_load(&m, "kalmius", "kalmius.pact");
    first = m.bench.model;
    models[0] = first;
    for (size_t i = 0; i < N_TEXTS; i++)
        models[1 + i] = edited(&versions[i]);
    m.bench.model = first;
    stages[0] = (struct version){.model = first, .from_ms = TIME_ALWAYS};
    return 0;
}

static int unload(void **state)
{
    (void)state;
    mission_unload(&m);
    return 0;
}

/* The fold with the first n versions. */
static void reopen(size_t n)
{
    struct err err = {0};

    fold_close(m.fold);
    list = (struct version_list){stages, n};
    assert_ok(versions_lay_out(&list, UINT64_MAX, &m.arena, &in_force, &err));
    m.options.pacts = in_force.pacts;
    m.options.n_pacts = in_force.n_pacts;
    m.options.known = &in_force.known;
    m.bench.model = &in_force.known;
    m.observe.world.model = &in_force.known;
    assert_ok(fold_open(&m.shelf.shelf, &m.options, &m.arena, &m.fold, &err));
}

static void adopt(size_t n)
{
    const struct fold_sink sink = {&m, mission_take};
    struct err err = {0};

    stages[n].seq = m.shelf.n;
    reopen(n + 1);
    assert_ok(fold_rejudge(m.fold, (struct time_span){stages[n].from_ms, TIME_NEVER}, m.shelf.n,
                           &sink, &err));
}

static void begin(void)
{
    m.options.pacts = &m.pact;
    m.options.n_pacts = 1;
    m.options.known = NULL;
    m.bench.model = models[0];
    mission_begin(&m);
}

/* ---- what each version says of its time ---- */

struct cut {
    struct batch to;
    int64_t t0_ms, t1_ms; /* [t0, t1) */
    bool is_last;
};

static bool is_in(const struct cut *c, struct time_span when)
{
    int64_t middle_ms;

    if (when.t0_ms == TIME_ALWAYS)
        return c->is_last;
    middle_ms = when.t0_ms + (when.t1_ms - when.t0_ms) / 2;
    return middle_ms >= c->t0_ms && middle_ms < c->t1_ms;
}

static enum rc cut_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct cut *c = context;

    return is_in(c, v->when) ? batch_verdict(&c->to, v, err) : RC_OK;
}

static enum rc cut_event(void *context, const struct event *e, struct err *err)
{
    struct cut *c = context;

    return is_in(c, e->when) ? batch_event(&c->to, e, err) : RC_OK;
}

static void judge_between(const struct pact_model *model, struct cut cut)
{
    const struct observe_world world = mission_world(&m);
    const struct judge_options options = {.wants_events = true};
    struct verdict_sink sink = {&cut, cut_verdict, cut_event};
    struct tally tally;
    struct rows rows;
    struct err err = {0};

    rows_start(&rows, &world);
    for (size_t i = 0; i < n_texts; i++)
        rows_add(&rows, order[i]);
    rows_close(&rows, TIME_NEVER);
    assert_ok(judge_run(model, &rows.docket, &options, &sink, &rows.arena, &tally, &err));
    rows_end(&rows);
}

/* Parts of time, each with its model. */
struct part {
    const struct pact_model *model;
    int64_t from_ms;
};

static void compare(const struct part *parts, size_t n)
{
    struct arena a;
    struct lines record = {&a, NULL, 0, 0}, batch = {&a, NULL, 0, 0};

    arena_init(&a, 1024 * MIB);
    mission_lines(&m, &record);
    for (size_t i = 0; i < n; i++)
        judge_between(parts[i].model,
                      (struct cut){.to = {.lines = &batch},
                                   .t0_ms = parts[i].from_ms,
                                   .t1_ms = i + 1 < n ? parts[i + 1].from_ms : TIME_NEVER,
                                   .is_last = i + 1 == n});
    lines_sort(&batch);
    assert_true(batch.n > 0);
    lines_compare(&record, &batch);
    record = batch = (struct lines){&a, NULL, 0, 0};
    mission_incidents(&m, &record);
    expected_incidents(&m, &batch);
    lines_compare(&record, &batch);
    arena_release(&a);
}

/* Every verdict that stands names the text that was in force in the middle of its time. */
static void check_receipts(void)
{
    for (size_t i = 0; i < m.shelf.n; i++) {
        const struct filed *x = &m.shelf.items[i];
        const struct fold_pact *by;
        const struct json *receipt;
        struct json body;
        struct arena a;
        struct err err = {0};
        struct buf hash;

        if (x->is_row || x->over != UINT64_MAX || !x->is_current || x->entry.kind != ENTRY_VERDICT)
            continue;
        arena_init(&a, 16 * MIB);
        assert_ok(json_parse(x->entry.body, &a, &body, &err));
        if (json_get(&body, "time") != NULL) {
            receipt = json_get(&body, "receipt");
            by = versions_at(&in_force,
                             x->entry.when.t0_ms + (x->entry.when.t1_ms - x->entry.when.t0_ms) / 2);
            buf_init(&hash, 128);
            buf_puts(&hash, "sha256:");
            sha256_put_hex(&hash, &by->model->hash);
            if (!span_eq(json_get_text(receipt, "pact"), buf_span(&hash)))
                fail_msg("another text's receipt: %.*s", SPAN_ARG(x->entry.body));
            buf_release(&hash);
        }
        arena_release(&a);
    }
}

static void feed(size_t from, size_t to)
{
    for (size_t i = from, step; i < to; i += step) {
        step = 1 + roll(20);
        if (step > to - i)
            step = to - i;
        mission_step(&m, &order[i], step);
    }
}

/* ---- properties ---- */

/* Rows come in any order: half of them before the version, of times on both sides of it. */
static void a_version_judges_from_its_time_on(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_TEXTS; i++) {
        const struct part parts[] = {{models[0], TIME_ALWAYS}, {models[1 + i], T1_MS}};

        for (uint64_t seed = 1; seed <= 3; seed++) {
            make_rows(seed, 150, seed == 1 ? N_FIRES : seed == 2 ? N_UNLIMITED : N_MAKERS);
            begin();
            shuffle();
            stages[1] = (struct version){.model = models[1 + i], .from_ms = T1_MS};
            feed(0, n_texts / 2);
            adopt(1);
            feed(n_texts / 2, n_texts);
            compare(parts, 2);
            check_receipts();
            mission_end(&m);
        }
    }
}

/* The same rows, before the version or after it, leave the same words. */
static void the_order_of_rows_and_version_does_not_matter(void **state)
{
    const struct part parts[] = {{models[0], TIME_ALWAYS}, {models[5], T1_MS}};

    (void)state;
    for (int round = 0; round < 2; round++) {
        make_rows(9, 150, N_MAKERS);
        begin();
        shuffle();
        stages[1] = (struct version){.model = models[5], .from_ms = T1_MS};
        if (round == 0)
            adopt(1);
        feed(0, n_texts);
        if (round == 1)
            adopt(1);
        compare(parts, 2);
        check_receipts();
        mission_end(&m);
    }
}

/* The third is adopted last and from an earlier time: the second is in force at no time. */
static void a_later_entry_takes_over_what_was_to_come(void **state)
{
    const struct part parts[] = {{models[0], TIME_ALWAYS}, {models[6], T1_MS}};

    (void)state;
    for (size_t i = 1; i <= N_TEXTS; i++) {
        make_rows(20 + i, 120, N_MAKERS);
        begin();
        shuffle();
        stages[1] = (struct version){.model = models[i], .from_ms = T2_MS};
        stages[2] = (struct version){.model = models[6], .from_ms = T1_MS};
        feed(0, n_texts / 3);
        adopt(1);
        feed(n_texts / 3, 2 * n_texts / 3);
        adopt(2);
        feed(2 * n_texts / 3, n_texts);
        compare(parts, 2);
        mission_end(&m);
    }
}

static void three_versions_follow_one_another(void **state)
{
    (void)state;
    for (size_t i = 1; i < N_TEXTS; i++) {
        const struct part parts[] = {
            {models[0], TIME_ALWAYS}, {models[i], T1_MS}, {models[i + 1], T2_MS}};

        make_rows(40 + i, 120, N_MAKERS);
        begin();
        shuffle();
        stages[1] = (struct version){.model = models[i], .from_ms = T1_MS};
        stages[2] = (struct version){.model = models[i + 1], .from_ms = T2_MS};
        feed(0, n_texts / 3);
        adopt(1);
        feed(n_texts / 3, 2 * n_texts / 3);
        adopt(2);
        feed(2 * n_texts / 3, n_texts);
        compare(parts, 3);
        check_receipts();
        mission_end(&m);
    }
}

/* ---- one act, both sides of the instant ---- */

static size_t count_standing(const char *term)
{
    size_t n = 0;

    for (size_t i = 0; i < m.shelf.n; i++)
        n += m.shelf.items[i].entry.kind == ENTRY_VERDICT && m.shelf.items[i].is_current &&
             m.shelf.items[i].over == UINT64_MAX && span_is(m.shelf.items[i].term, term) &&
             m.shelf.items[i].word == VERDICT_VIOLATION;
    return n;
}

/* 30 kilometres from the river is no violation within 15, and one within 40. */
static void an_act_is_judged_by_the_text_of_its_instant(void **state)
{
    static const struct {
        int64_t t0_ms, t1_ms; /* from the version's instant */
        size_t n_violations;
    } cases[] = {
        {-1, -1, 0},
        {0, 0, 1},
        {-2 * MS_PER_MIN, MS_PER_MIN, 0},
        {-MS_PER_MIN, MS_PER_MIN, 1},
    };
    const struct text wide = {"wide", {{"distance heavy 15 km", "distance heavy 40 km"}}};
    const struct pact_model *model = edited(&wide);

    (void)state;
    m.bench.model = models[0];
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        for (int is_late = 0; is_late < 2; is_late++) {
            const int64_t from_ms = DAY0_MS + 10 * MS_PER_DAY; /* the withdrawal is complete */
            const char *row = texts[0];

            begin();
            stages[1] = (struct version){.model = model, .from_ms = from_ms};
            (void)snprintf(texts[0], TEXT_MAX,
                           "{\"id\":\"w\",\"source\":\"p\",\"time\":\"%s/%s\",\"phenomenon\":"
                           "\"weapon_sighting\",\"party\":\"south\",\"items\":[{\"model\":\"2S1\","
                           "\"n\":1}],\"place\":{\"lat\":45.90,\"lon\":70.1,\"sigma_m\":20}}",
                           at(from_ms + cases[i].t0_ms), at(from_ms + cases[i].t1_ms));
            if (is_late == 1)
                adopt(1);
            mission_step(&m, &row, 1);
            if (is_late == 0) {
                assert_int_equal(count_standing("kalmius/art.2.guns"), 0);
                adopt(1);
            }
            if (count_standing("kalmius/art.2.guns") != cases[i].n_violations)
                fail_msg("case %zu, %s", i, is_late == 1 ? "late" : "before");
            mission_end(&m);
        }
}

/* ---- laying out ---- */

static void versions_are_known_by_the_size_of_the_record(void **state)
{
    static const struct {
        uint64_t below_seq;
        size_t n_pacts, of_t0, of_t1, of_t2; /* models in force: at no matter when, from T1, T2 */
    } cases[] = {{0, 1, 0, 0, 0},  {10, 1, 0, 0, 0}, {11, 2, 0, 0, 1},
                 {20, 2, 0, 0, 1}, {21, 3, 0, 2, 2}, {UINT64_MAX, 3, 0, 2, 2}};
    struct arena a;
    struct err err = {0};

    (void)state;
    stages[1] = (struct version){.model = models[1], .from_ms = T2_MS, .seq = 10};
    stages[2] = (struct version){.model = models[2], .from_ms = T1_MS, .seq = 20};
    list = (struct version_list){stages, 3};
    arena_init(&a, 16 * MIB);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct versions v;

        assert_ok(versions_lay_out(&list, cases[i].below_seq, &a, &v, &err));
        assert_int_equal(v.n_pacts, cases[i].n_pacts);
        assert_memory_equal(&versions_at(&v, T1_MS - 1)->model->hash, &models[cases[i].of_t0]->hash,
                            SHA256_BYTES);
        assert_memory_equal(&versions_at(&v, T1_MS)->model->hash, &models[cases[i].of_t1]->hash,
                            SHA256_BYTES);
        assert_memory_equal(&versions_at(&v, T2_MS - 1)->model->hash, &models[cases[i].of_t1]->hash,
                            SHA256_BYTES);
        assert_memory_equal(&versions_at(&v, T2_MS)->model->hash, &models[cases[i].of_t2]->hash,
                            SHA256_BYTES);
        for (size_t k = 0; k < v.n_pacts; k++)
            assert_ptr_equal(versions_of(&v, v.pacts[k].model->agreements), &v.pacts[k]);
    }
    arena_release(&a);
}

static void two_agreements_of_one_name_are_refused(void **state)
{
    const struct version twice[] = {{.file = 0, .model = models[0], .from_ms = TIME_ALWAYS},
                                    {.file = 1, .model = models[1], .from_ms = TIME_ALWAYS}};
    const struct version_list both = {twice, 2};
    struct versions v;
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, 16 * MIB);
    assert_int_equal(versions_lay_out(&both, UINT64_MAX, &a, &v, &err), RC_CONFLICT);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_are_known_by_the_size_of_the_record),
        cmocka_unit_test(two_agreements_of_one_name_are_refused),
        cmocka_unit_test(an_act_is_judged_by_the_text_of_its_instant),
        cmocka_unit_test(a_version_judges_from_its_time_on),
        cmocka_unit_test(the_order_of_rows_and_version_does_not_matter),
        cmocka_unit_test(a_later_entry_takes_over_what_was_to_come),
        cmocka_unit_test(three_versions_follow_one_another),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
