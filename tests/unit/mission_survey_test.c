/* SPDX-License-Identifier: Apache-2.0 */
/* A survey by spans says what one judging of everything says, in its order. */
#include "mission_rows.h"

#include "mission/survey.h"

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

static enum rc hear_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct lines *l = context;
    struct json j;
    struct buf b;
    enum rc rc = verdict_json(v, NULL, l->arena, &j, err);

    buf_init(&b, MIB);
    if (rc == RC_OK)
        json_write(&b, &j);
    lines_add(l, buf_span(&b));
    buf_release(&b);
    return rc;
}

static enum rc hear_event(void *context, const struct event *e, struct err *err)
{
    (void)context;
    (void)e;
    (void)err;
    fail_msg("a survey hands on no events");
    return RC_OK;
}

/* In the order in which they came. */
static void survey(struct lines *to, size_t rows_max, const struct judge_options *options)
{
    const struct versions versions = {.pacts = &m.pact, .n_pacts = 1, .known = *m.bench.model};
    const struct survey all = {
        .from = {.shelf = &m.shelf.shelf, .world = mission_world(&m), .below_seq = UINT64_MAX},
        .versions = &versions,
        .rows_max = rows_max,
        .memory_max = 512 * MIB};
    struct verdict_sink sink = {to, hear_verdict, hear_event};
    struct err err = {0};

    assert_ok(survey_judge(&all, options, &sink, &err));
}

static void compare(const struct judge_options *options, size_t rows_max)
{
    struct arena a;
    struct lines parts = {&a, NULL, 0, 0}, whole = {&a, NULL, 0, 0};

    arena_init(&a, 512 * MIB);
    survey(&parts, rows_max, options);
    survey(&whole, SIZE_MAX, options);
    for (size_t i = 0; i < parts.n && i < whole.n; i++)
        if (!span_eq(parts.items[i], whole.items[i]))
            fail_msg("verdict %zu, by parts of %zu rows: %.*s\nat once: %.*s", i, rows_max,
                     SPAN_ARG(parts.items[i]), SPAN_ARG(whole.items[i]));
    assert_int_equal(parts.n, whole.n);
    assert_true(whole.n > 0);
    arena_release(&a);
}

/* Rows by chance as a record has them, in steps: sensors that come late refile cards. */
static void begin(uint64_t seed, uint32_t n, uint32_t n_makers)
{
    is_correcting = seed % 4 == 0;
    make_rows(seed, n, n_makers);
    shuffle();
    mission_begin(&m);
    for (size_t i = 0; i < n_texts; i += 50)
        mission_step(&m, &order[i], n_texts - i < 50 ? n_texts - i : 50);
}

static void parts_say_what_one_judging_says_in_its_order(void **state)
{
    static const struct judge_options options[] = {
        {.wants_all = true},
        {.wants_all = false},
        {.wants_all = true, .no_suggestions = true},
        {.wants_all = true, .trusts_reported = true},
        {.wants_all = true, .only_kinds = 1u << PACT_CEILING | 1u << PACT_STORAGE},
    };
    static const size_t rows_max[] = {3, 7, 20, 60};

    (void)state;
    for (uint64_t seed = 500; seed < 508; seed++) {
        begin(seed, 150, seed % 2 == 0 ? N_MAKERS : N_FIRES);
        for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
            compare(&options[i], rows_max[(seed + i) % 4]);
        mission_end(&m);
    }
    is_correcting = false;
}

/* One row more than fits at once: there the parts begin. */
static void what_fits_at_once_is_judged_at_once(void **state)
{
    const struct judge_options options = {.wants_all = true};

    (void)state;
    begin(3, 60, N_MAKERS);
    compare(&options, n_texts);
    compare(&options, n_texts - 1);
    mission_end(&m);
}

static void a_record_without_observations_is_judged_too(void **state)
{
    const struct judge_options options = {.wants_all = true};

    (void)state;
    n_texts = 0;
    mission_begin(&m);
    compare(&options, 1);
    put("{\"id\":\"c-1\",\"source\":\"uav-3\",\"kind\":\"coverage\",\"time\":\"2026-10-01T00:00:"
        "00Z/"
        "2026-10-02T00:00:00Z\",\"area\":\"limit-n\",\"fraction\":0.95}");
    put("{\"id\":\"c-2\",\"source\":\"uav-3\",\"kind\":\"coverage\",\"time\":\"2026-10-03T00:00:"
        "00Z/"
        "2026-10-04T00:00:00Z\",\"area\":\"limit-n\",\"fraction\":0.95}");
    mission_step(&m, order, n_texts);
    compare(&options, 1);
    mission_end(&m);
}

/* What is missing was seen when it was counted, and that is the end of the input. */
static void a_sighting_at_the_last_instant_is_named(void **state)
{
    const struct judge_options options = {.wants_all = true};

    (void)state;
    n_texts = 0;
    put("{\"kind\":\"site\",\"id\":\"store-0\",\"source\":\"s\",\"party\":\"north\",\"type\":"
        "\"storage\","
        "\"place\":{\"lat\":45.9,\"lon\":70.0,\"sigma_m\":10}}");
    put("{\"kind\":\"inventory\",\"id\":\"i\",\"source\":\"s\",\"site\":\"store-0\",\"by\":"
        "\"north\","
        "\"at\":\"2026-10-14T12:00:00Z\",\"items\":[{\"model\":\"D-30\",\"serial\":\"S-1\"}]}");
    put("{\"kind\":\"visit\",\"id\":\"v\",\"source\":\"s\",\"site\":\"store-0\",\"by\":\"kmm\","
        "\"time\":\"2026-10-14T12:00:00Z\",\"access\":\"full\",\"seen\":[]}");
    put("{\"id\":\"o\",\"source\":\"s\",\"phenomenon\":\"weapon_sighting\",\"time\":"
        "\"2026-10-14T12:00:00Z\",\"items\":[{\"model\":\"D-30\",\"n\":1,\"serial\":\"S-1\"}]}");
    mission_begin(&m);
    mission_step(&m, order, n_texts);
    compare(&options, 1);
    mission_end(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_say_what_one_judging_says_in_its_order),
        cmocka_unit_test(what_fits_at_once_is_judged_at_once),
        cmocka_unit_test(a_record_without_observations_is_judged_too),
        cmocka_unit_test(a_sighting_at_the_last_instant_is_named),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
