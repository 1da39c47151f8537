/* SPDX-License-Identifier: Apache-2.0 */
/* What entries say about an incident: whose they are, what stands over what, and the words of a
 * waiver, of which none can be another's. */
#include "check.h"
#include "council/response.h"

#include <string.h>

#define ID    "01900000-0000-7000-8000-000000000001"
#define OTHER "01900000-0000-7000-8000-000000000002"

struct desk {
    struct arena a;
    struct response r;
    int64_t at_ms;
};

static void begin(struct desk *k)
{
    memset(k, 0, sizeof(*k));
    arena_init(&k->a, 4 * MIB);
    response_init(&k->r, SPAN(ID), &k->a);
}

static enum rc take(struct desk *k, enum entry_kind kind, const char *id, const char *body)
{
    struct entry e = {.kind = kind, .body = span_of(body)};
    struct response_entry one = {.entry = &e, .recorded_at_ms = ++k->at_ms * 1000};
    struct err err = {0};

    assert_ok(uuid_read(span_of(id), &e.id, &err));
    return response_take(&k->r, &one, &err);
}

static void what_is_about_another_incident_is_passed_over(void **state)
{
    struct desk k;

    (void)state;
    begin(&k);
    assert_int_equal(take(&k, ENTRY_DECLARATION, OTHER,
                          "{\"declares\":\"incident-act\",\"incident\":\"" OTHER
                          "\",\"does\":\"evacuation\"}"),
                     RC_OK);
    assert_int_equal(take(&k, ENTRY_DECLARATION, OTHER, "{\"declares\":\"head-given-up\"}"), RC_OK);
    assert_int_equal(k.r.n_acts, 0);
    assert_int_equal(take(&k, ENTRY_DECLARATION, OTHER,
                          "{\"declares\":\"incident-act\",\"incident\":\"" ID
                          "\",\"does\":\"evacuation\",\"at\":\"2027-01-01T00:00:00Z\"}"),
                     RC_OK);
    assert_int_equal(k.r.n_acts, 1);
    assert_int_equal(k.r.acts[0].does, DOES_EVACUATION);
    assert_int_equal(k.r.acts[0].at_ms, 1798761600000);
    assert_int_equal(take(&k, ENTRY_DECLARATION, OTHER,
                          "{\"declares\":\"incident-act\",\"incident\":\"" ID
                          "\",\"does\":\"nothing\"}"),
                     RC_UNKNOWN);
    arena_release(&k.a);
}

static void what_is_stated_stands_over_the_engine(void **state)
{
    const struct ladder_grade engine[] = {
        {.from_ms = 500, .type = SPAN("airspace"), .severity = 3},
        {.from_ms = 2500, .type = SPAN("incursion"), .severity = 5}};
    static const struct {
        int64_t from_ms;
        const char *type, *against;
        int severity;
    } want[] = {{500, "airspace", "", 3},
                {1000, "airspace", "personnel", 3},
                {2000, "airspace", "personnel", 4},
                {2500, "incursion", "personnel", 4}};
    const struct ladder_grade *got = NULL;
    struct err err = {0};
    struct desk k;
    size_t n = 0;

    (void)state;
    begin(&k);
    assert_int_equal(take(&k, ENTRY_DECLARATION, OTHER,
                          "{\"declares\":\"incident-graded\",\"incident\":\"" ID
                          "\",\"against\":\"personnel\",\"classes\":[\"trainer\"]}"),
                     RC_OK);
    assert_int_equal(take(&k, ENTRY_DECLARATION, OTHER,
                          "{\"declares\":\"incident-graded\",\"incident\":\"" ID
                          "\",\"severity\":4}"),
                     RC_OK);
    assert_ok(response_grades(&k.r, engine, 2, &k.a, &got, &n, &err));
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++)
        if (got[i].from_ms != want[i].from_ms || !span_is(got[i].type, want[i].type) ||
            !span_is(got[i].against, want[i].against) || got[i].severity != want[i].severity)
            fail_msg("grade %zu: severity %d", i, got[i].severity);
    assert_int_equal(got[0].n_classes, 0);
    assert_span(got[3].classes[0], "trainer");
    arena_release(&k.a);
}

static void a_measure_lives_by_its_entries(void **state)
{
    struct err err = {0};
    struct measure life;
    struct desk k;

    (void)state;
    begin(&k);
    assert_int_equal(take(&k, ENTRY_MEASURE, OTHER,
                          "{\"says\":\"proposed\",\"incident\":\"" ID
                          "\",\"kind\":\"demarche\",\"ladder\":\"l\",\"step\":\"s\","
                          "\"responsible\":[\"pol\",\"usa\"]}"),
                     RC_OK);
    assert_span(k.r.measures[0].responsible, "pol, usa");
    assert_int_equal(take(&k, ENTRY_MEASURE, ID, "{\"says\":\"begun\",\"measure\":\"" OTHER "\"}"),
                     RC_OK);
    assert_int_equal(take(&k, ENTRY_MEASURE, ID, "{\"says\":\"begun\",\"measure\":\"" ID "\"}"),
                     RC_OK); /* of none that is there */
    assert_int_equal(take(&k, ENTRY_MEASURE, ID,
                          "{\"says\":\"task\",\"measure\":\"" OTHER
                          "\",\"what\":\"go\",\"due\":\"2027-01-01T00:00:00Z\"}"),
                     RC_OK);
    assert_int_equal(take(&k, ENTRY_MEASURE, ID, "{\"says\":\"dance\",\"measure\":\"" OTHER "\"}"),
                     RC_UNKNOWN);
    assert_ok(response_life(&k.r.measures[0], NULL, BALLOT_NONE, &k.a, &life, &err));
    assert_int_equal(life.life, LIFE_ACTIVE);
    assert_int_equal(life.n_tasks, 1);
    assert_int_equal(life.tasks[0].due_ms, 1798761600000);
    assert_ok(response_life(&k.r.measures[0], NULL, BALLOT_REJECTED, &k.a, &life, &err));
    assert_int_equal(life.life, LIFE_ENDED); /* what was voted down never began */
    arena_release(&k.a);
}

static void a_waiver_is_read_as_it_was_written(void **state)
{
    const struct response_waiver w = {.member = SPAN("est"),
                                      .inquiry = SPAN(ID),
                                      .hypothesis = SPAN("south_army"),
                                      .link = LINK_RESPONSIBILITY};
    static const char *const bad[] = {
        "",
        "aasc/waiver/1\n",
        "aasc/ballot/1\ninquiry x\nfinding party h\nmember est\n",
        "aasc/waiver/1\ninquiry x\nfinding nolink h\nmember est\n",
        "aasc/waiver/1\ninquiry x\nfinding party h\nmember est\nbut not today\n",
    };
    struct response_waiver read;
    struct err err = {0};
    struct buf b;

    (void)state;
    buf_init(&b, WAIVER_BYTES_MAX);
    waiver_put_text(&b, &w);
    assert_ok(waiver_read_text(buf_span(&b), &read, &err));
    assert_span(read.member, "est");
    assert_span(read.inquiry, ID);
    assert_span(read.hypothesis, "south_army");
    assert_int_equal(read.link, LINK_RESPONSIBILITY);
    buf_puts(&b, "and more\n");
    assert_int_equal(waiver_read_text(buf_span(&b), &read, &err), RC_INPUT);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(waiver_read_text(span_of(bad[i]), &read, &err), RC_INPUT);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_about_another_incident_is_passed_over),
        cmocka_unit_test(what_is_stated_stands_over_the_engine),
        cmocka_unit_test(a_measure_lives_by_its_entries),
        cmocka_unit_test(a_waiver_is_read_as_it_was_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
