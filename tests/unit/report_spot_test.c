/* SPDX-License-Identifier: Apache-2.0 */
/* Spot reports: one incident on one page, never more than so many words, nobody accused. */
#include "report_daily.h"

#include "report/spot.h"

static struct report_bench b;
static uint32_t all[512];
static struct daily_incident incident;

/* Every violation of the night is one incident. */
static int begin(void **state)
{
    (void)state;
    report_night(&b);
    incident = (struct daily_incident){
        .id = SPAN("8f14e45f-ceea-867a-9c1d-0242ac120002"),
        .type = SPAN("ceasefire_exchange"),
        .when = {at_ms("2026-10-14T13:10:30Z"), at_ms("2026-10-14T23:13:05Z")},
        .severity = 4,
        .verdicts = all};
    for (uint32_t i = 0; i < b.in.n_verdicts; i++)
        all[incident.n_verdicts++] = i;
    b.in.period = spot_period(incident.when);
    b.in.before = (struct time_span){b.in.period.t0_ms, b.in.period.t0_ms};
    return 0;
}

static int end(void **state)
{
    (void)state;
    report_end(&b);
    return 0;
}

static void make(void)
{
    struct err err = {0};

    if (b.is_made)
        daily_release(&b.daily);
    assert_ok(spot_make(&b.in, &incident, &b.arena, &b.daily, &err));
    b.is_made = true;
}

static size_t words_of(struct span text)
{
    size_t n = 0;
    struct span word;

    while ((word = span_cut(&text, ' ')).p != NULL)
        n += word.n > 0;
    return n;
}

static size_t count_words(void)
{
    const struct document *doc = &b.daily.doc;
    size_t n = words_of(doc->title) + words_of(doc->kicker);

    for (size_t i = 0; i < doc->n_facts; i++)
        n += words_of(doc->facts[i].label) + words_of(doc->facts[i].value);
    for (size_t i = 0; i < doc->n_blocks; i++)
        n += words_of(doc->blocks[i].text);
    return n;
}

static size_t count_blocks(enum block_kind kind)
{
    size_t n = 0;

    for (size_t i = 0; i < b.daily.doc.n_blocks; i++)
        n += b.daily.doc.blocks[i].kind == kind;
    return n;
}

static bool says(const char *words)
{
    struct buf text;
    bool found;

    buf_init(&text, MIB);
    report_text(&b, &text);
    found = strstr(text.p, words) != NULL;
    buf_release(&text);
    return found;
}

static void many_violations_stay_within_the_words(void **state)
{
    (void)state;
    make();
    assert_true(count_words() <= SPOT_WORDS_MAX);
    assert_true(count_words() > SPOT_WORDS_MAX / 2); /* and the room is used */
    assert_true(count_blocks(BLOCK_BULLET) >= 3);
    assert_true(says("Further violations in this incident, in the next daily report: "));
    assert_true(says("The mission could not determine who did this, nor why"));
    assert_true(says("What could be observed in valley"));
}

static void one_violation_is_told_whole(void **state)
{
    (void)state;
    incident.n_verdicts = 0;
    for (uint32_t i = 0; i < b.in.n_verdicts; i++) {
        if (b.in.verdicts[i].v.has_count && b.in.verdicts[i].v.count.max == 5)
            all[incident.n_verdicts++] = i;
    }
    assert_true(incident.n_verdicts >= 1);
    incident.n_verdicts = 1;
    make();
    assert_int_equal(count_blocks(BLOCK_BULLET), 1);
    assert_false(says("Further violations"));
    assert_true(says("the mission heard 3\xE2\x80\x93"
                     "5 explosions. The engine assessed this"));
    assert_true(says("ceasefire exchange."));
    assert_true(says("Severity 4 of 5."));
}

static void withdrawn_verdicts_are_left_out_and_confirmed_ones_said_so(void **state)
{
    (void)state;
    for (size_t i = 0; i < b.in.n_verdicts; i++)
        b.harvest.verdicts[i].status = DAILY_WITHDRAWN;
    make();
    assert_int_equal(count_blocks(BLOCK_BULLET), 0);
    assert_true(says("Violations confirmed by the mission: 0; assessed by the engine only or "
                     "contested: 0."));
    for (size_t i = 0; i < b.in.n_verdicts; i++)
        b.harvest.verdicts[i].status = DAILY_CONFIRMED;
    make();
    assert_true(says("The mission assessed this as a violation"));
    assert_false(says("no officer has confirmed"));
}

static void nobody_is_accused_and_public_places_are_squares(void **state)
{
    struct buf text;

    (void)state;
    incident.place = SPAN("the barn by the mill");
    incident.has_at = true;
    incident.at = (struct geo_pos){46.2, 70.1};
    make();
    buf_init(&text, MIB);
    report_text(&b, &text);
    assert_null(strstr(text.p, "north"));
    assert_null(strstr(text.p, "south"));
    assert_null(strstr(text.p, "mill"));
    assert_non_null(strstr(text.p, ", 42T WS "));
    buf_release(&text);
    b.in.head.is_public = false;
    make();
    assert_true(says("the barn by the mill: ceasefire exchange."));
}

static void its_period_is_of_whole_minutes_around_it(void **state)
{
    static const struct {
        int64_t t0, t1, want_t0, want_t1;
    } cases[] = {
        {0, 0, -3600000, 3600000},
        {1, 1, -3600000, 3660000},
        {60000, 119999, -3540000, 3720000},
        {-1, 60000, -3660000, 3660000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct time_span got = spot_period((struct time_span){cases[i].t0, cases[i].t1});

        assert_int_equal(got.t0_ms, cases[i].want_t0);
        assert_int_equal(got.t1_ms, cases[i].want_t1);
    }
}

static void it_has_every_form(void **state)
{
    struct buf out;
    struct err err = {0};

    (void)state;
    make();
    assert_span(b.daily.doc.id, "SR-kalmius-2026-8f14e45f");
    buf_init(&out, DOCUMENT_BYTES_MAX);
    assert_ok(document_put_html(&out, &b.daily.doc, &err));
    assert_ok(document_put_pdf(&out, &b.daily.doc, &err));
    assert_ok(daily_put_json(&out, &b.daily, &err));
    assert_ok(daily_put_geojson(&out, &b.daily, &err));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(many_violations_stay_within_the_words, begin, end),
        cmocka_unit_test_setup_teardown(one_violation_is_told_whole, begin, end),
        cmocka_unit_test_setup_teardown(withdrawn_verdicts_are_left_out_and_confirmed_ones_said_so,
                                        begin, end),
        cmocka_unit_test_setup_teardown(nobody_is_accused_and_public_places_are_squares, begin,
                                        end),
        cmocka_unit_test(its_period_is_of_whole_minutes_around_it),
        cmocka_unit_test_setup_teardown(it_has_every_form, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
