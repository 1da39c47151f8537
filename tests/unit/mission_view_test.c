/* SPDX-License-Identifier: Apache-2.0 */
/* A view of a span says what one judging of everything says of it. */
#include "mission_rows.h"

#include "mission/view.h"

static struct mission m;

static int load(void **state)
{
    (void)state;
    mission_load(&m, "kalmius", "kalmius.pact");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    mission_unload(&m);
    return 0;
}

/* Verdicts of all words, and events. */
struct listing {
    struct lines lines;
    struct time_span span;
    bool is_sifting;
};

static enum rc add(struct listing *l, struct json *j)
{
    struct buf b;

    buf_init(&b, MIB);
    json_write(&b, j);
    lines_add(&l->lines, buf_span(&b));
    buf_release(&b);
    return RC_OK;
}

static bool is_meant(const struct listing *l, struct time_span when)
{
    return !l->is_sifting || (when.t0_ms >= l->span.t0_ms && when.t0_ms <= l->span.t1_ms);
}

static enum rc list_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct listing *l = context;
    struct json j;
    enum rc rc;

    if (!is_meant(l, v->when) || (l->is_sifting && v->is_of_input))
        return RC_OK;
    rc = verdict_json(v, NULL, l->lines.arena, &j, err);
    return rc != RC_OK ? rc : add(l, &j);
}

static enum rc list_event(void *context, const struct event *e, struct err *err)
{
    struct listing *l = context;
    struct json j;
    enum rc rc;

    if (!is_meant(l, e->when))
        return RC_OK;
    rc = event_json(e, NULL, l->lines.arena, &j, err);
    return rc != RC_OK ? rc : add(l, &j);
}

static void view_lines(struct listing *l)
{
    const struct gather_source from = {
        .shelf = &m.shelf.shelf, .world = mission_world(&m), .below_seq = UINT64_MAX};
    const struct judge_options options = {.wants_events = true, .wants_all = true};
    struct verdict_sink sink = {l, list_verdict, list_event};
    struct arena a;
    struct view v;
    struct err err = {0};

    arena_init(&a, 512 * MIB);
    assert_ok(view_open(&from, &(struct view_ask){.span = l->span}, &a, &v, &err));
    assert_ok(view_judge(&v, m.bench.model, &options, &sink, &a, &err));
    arena_release(&a);
    lines_sort(&l->lines);
}

static void whole_lines(struct listing *l)
{
    const struct observe_world world = mission_world(&m);
    const struct judge_options options = {
        .wants_events = true, .wants_all = true, .no_suggestions = true};
    struct verdict_sink sink = {l, list_verdict, list_event};
    struct tally tally;
    struct rows rows;
    struct err err = {0};

    rows_start(&rows, &world);
    for (size_t i = 0; i < n_texts; i++)
        rows_add(&rows, order[i]);
    rows_close(&rows, TIME_NEVER);
    assert_ok(judge_run(m.bench.model, &rows.docket, &options, &sink, &rows.arena, &tally, &err));
    rows_end(&rows);
    lines_sort(&l->lines);
}

static void a_view_says_what_one_judging_says_of_its_span(void **state)
{
    (void)state;
    for (uint64_t seed = 300; seed < 320; seed++) {
        is_correcting = seed % 4 == 0;
        make_rows(seed, 150, seed % 2 == 0 ? N_MAKERS : N_FIRES);
        shuffle();
        mission_begin(&m);
        for (size_t i = 0; i < n_texts; i += 50) /* sensors that come late refile cards */
            mission_step(&m, &order[i], n_texts - i < 50 ? n_texts - i : 50);
        for (int round = 0; round < 6; round++) {
            int64_t t0 = DAY0_MS + (int64_t)roll(4 * 24) * MS_PER_H;
            struct time_span span = {t0, t0 + (int64_t)roll(36) * MS_PER_H};
            struct arena a;
            struct listing view = {{&a, NULL, 0, 0}, span, false};
            struct listing whole = {{&a, NULL, 0, 0}, span, true};

            arena_init(&a, 512 * MIB);
            view_lines(&view);
            whole_lines(&whole);
            lines_compare(&view.lines, &whole.lines);
            arena_release(&a);
        }
        mission_end(&m);
    }
    is_correcting = false;
}

/* What begins before the end of the span and goes on behind it is judged with what joins it there.
 */
static void an_event_at_the_edge_is_whole(void **state)
{
    static const char *const rows[] = {
        "{\"id\":\"a\",\"source\":\"patrol-1\",\"time\":\"2026-10-01T10:00:00Z/"
        "2026-10-01T10:40:00Z\","
        "\"phenomenon\":\"explosion\",\"count\":2,\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":"
        "20}}",
        "{\"id\":\"b\",\"source\":\"patrol-2\",\"time\":\"2026-10-01T10:30:00Z\","
        "\"phenomenon\":\"explosion\",\"count\":1,\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":"
        "20}}",
    };
    struct time_span span = {at_ms("2026-10-01T09:00:00Z"), at_ms("2026-10-01T10:20:00Z")};
    struct arena a;
    struct listing view = {{&a, NULL, 0, 0}, span, false};
    struct listing whole = {{&a, NULL, 0, 0}, span, true};

    (void)state;
    n_texts = 2;
    order[0] = rows[0];
    order[1] = rows[1];
    arena_init(&a, 512 * MIB);
    mission_begin(&m);
    mission_step(&m, rows, 2);
    view_lines(&view);
    whole_lines(&whole);
    lines_compare(&view.lines, &whole.lines);
    assert_non_null(strstr(view.lines.items[0].p, "from 2 observations"));
    mission_end(&m);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_says_what_one_judging_says_of_its_span),
        cmocka_unit_test(an_event_at_the_edge_is_whole),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
