/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a State's consent stands, and until when: in Kyiv, where clocks go forward on 28 March
 * 2027. */
#include "chamber_world.h"

/* "c": ukr consents to the mandate, "w": withdraws; each at an instant. */
struct said {
    char what;
    const char *at;
};

static void a_consent_stands_from_its_receipt_to_the_end_of_its_notice(void **state)
{
    static const struct pact_period days = {PERIOD_DAYS, 90}, hours = {PERIOD_ELAPSED, 3600000};
    static const struct pact_period none = {PERIOD_NONE, 0};
    static const struct said once[] = {{'c', "2027-01-02T08:00:00Z"}, {0, NULL}};
    static const struct said gone[] = {
        {'c', "2027-01-02T08:00:00Z"}, {'w', "2027-01-15T10:00:00Z"}, {0, NULL}};
    static const struct said again[] = {{'c', "2027-01-02T08:00:00Z"},
                                        {'w', "2027-01-15T10:00:00Z"},
                                        {'c', "2027-02-01T00:00:00Z"},
                                        {0, NULL}};
    static const struct said twice[] = {{'c', "2027-01-02T08:00:00Z"},
                                        {'w', "2027-01-15T10:00:00Z"},
                                        {'w', "2027-03-15T10:00:00Z"},
                                        {0, NULL}};
    static const struct said never[] = {{'w', "2027-01-15T10:00:00Z"}, {0, NULL}};
    static const struct {
        const struct said *said;
        const struct pact_period *notice;
        const char *at;
        enum consent_state want;
    } rows[] = {
        {once, &days, "2027-01-02T07:59:59.999Z", CONSENT_NEVER},
        {once, &days, "2027-01-02T08:00:00Z", CONSENT_GIVEN},
        {once, &days, "2099-01-01T00:00:00Z", CONSENT_GIVEN},
        {gone, &days, "2027-01-15T09:59:59.999Z", CONSENT_GIVEN},
        {gone, &days, "2027-01-15T10:00:00Z", CONSENT_NOTICE},
        {gone, &days, "2027-04-15T20:59:59.999Z", CONSENT_NOTICE}, /* 23:59 of 15 April, EEST */
        {gone, &days, "2027-04-15T21:00:00Z", CONSENT_ENDED},
        {gone, &hours, "2027-01-15T11:00:00Z", CONSENT_NOTICE},
        {gone, &hours, "2027-01-15T11:00:00.001Z", CONSENT_ENDED},
        {gone, &none, "2027-01-15T10:00:00Z", CONSENT_ENDED},
        {again, &days, "2027-01-31T23:59:59.999Z", CONSENT_NOTICE},
        {again, &days, "2027-05-01T00:00:00Z", CONSENT_GIVEN},
        {again, &none, "2027-01-20T00:00:00Z", CONSENT_ENDED},
        {again, &none, "2027-02-01T00:00:00Z", CONSENT_GIVEN},
        {twice, &days, "2027-04-15T21:00:00Z", CONSENT_ENDED}, /* the first one's clock runs */
        {never, &days, "2027-01-16T00:00:00Z", CONSENT_NEVER},
    };

    const struct consent_scope of_aasc = {.state = SPAN("ukr"), .mandate = SPAN("aasc")};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct chamber_world w;
        struct consent_standing c;

        world_open(&w);
        for (const struct said *s = rows[i].said; s->at != NULL; s++)
            say(&w, "ukr", s->what == 'c' ? WORD_CONSENTS : WORD_WITHDRAWS, s->at)->mandate =
                SPAN("aasc");
        c = consent_at(w.words, w.h.n_words, &of_aasc, *rows[i].notice, w.h.g->zone,
                       at_of(rows[i].at));
        if (c.state != rows[i].want)
            fail_msg("row %zu, at %s: state %d", i, rows[i].at, (int)c.state);
        assert_int_equal(consent_stands(&c),
                         rows[i].want == CONSENT_GIVEN || rows[i].want == CONSENT_NOTICE);
        world_close(&w);
    }
}

static void consent_to_one_thing_is_none_to_another(void **state)
{
    const struct consent_scope others[] = {
        {.state = SPAN("usa"), .mandate = SPAN("aasc")},
        {.state = SPAN("ukr"), .mandate = SPAN("unga")},
        {.state = SPAN("ukr"), .proposal = SPAN("sha256:1")},
    };
    struct chamber_world w;

    (void)state;
    world_open(&w);
    say(&w, "ukr", WORD_CONSENTS, "2027-01-02T08:00:00Z")->mandate = SPAN("aasc");
    for (size_t i = 0; i < 3; i++) {
        struct consent_standing c =
            consent_at(w.words, w.h.n_words, &others[i], (struct pact_period){PERIOD_NONE, 0},
                       w.h.g->zone, at_of("2027-02-01T00:00:00Z"));

        assert_int_equal(c.state, CONSENT_NEVER);
    }
    world_close(&w);
}

static void what_a_state_declares_is_read_whole_or_refused(void **state)
{
    static const struct {
        const char *members; /* behind schema, state and sequence */
        const char *note;    /* NULL: it is read */
    } rows[] = {
        {"\"says\":\"consents\",\"mandate\":\"m\"", NULL},
        {"\"says\":\"withdraws\",\"proposal\":\"sha256:1\",\"text\":\"why\"", NULL},
        {"\"says\":\"speaks\",\"consultation\":\"x\",\"text\":\"no\"", NULL},
        {"\"says\":\"applies\"", NULL},
        {"\"says\":\"leaves\",\"at\":\"2027-06-01T00:00:00Z\"", NULL},
        {"\"says\":\"consents\"", "one of the two"},
        {"\"says\":\"consents\",\"mandate\":\"m\",\"proposal\":\"p\"", "one of the two"},
        {"\"says\":\"applies\",\"mandate\":\"m\"", "names no mandate"},
        {"\"says\":\"speaks\",\"text\":\"no\"", "\"consultation\""},
        {"\"says\":\"speaks\",\"consultation\":\"x\"", "\"text\" is missing"},
        {"\"says\":\"consents\",\"mandate\":\"m\",\"at\":\"2027-06-01T00:00:00Z\"", "leaves"},
        {"\"says\":\"agrees\"", "consents, withdraws, speaks"},
        {"\"says\":\"applies\",\"colour\":\"red\"", "colour"},
        {"\"says\":\"consents\",\"mandate\":\"m\\nconsent ukr\"", "line"},
    };
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};
        struct word w;
        struct span text = arena_printf(
            &a, &err, "{\"schema\":\"aasc/declaration/1\",\"state\":\"ukr\",\"sequence\":1,%s}",
            rows[i].members);
        enum rc rc = word_read(text, &a, &w, &err);

        if ((rc == RC_OK) != (rows[i].note == NULL))
            fail_msg("%s: code %d: %s", rows[i].members, (int)rc, err.note);
        if (rows[i].note != NULL)
            assert_note(rows[i].note);
        else
            assert_span(w.state, "ukr");
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_consent_stands_from_its_receipt_to_the_end_of_its_notice),
        cmocka_unit_test(consent_to_one_thing_is_none_to_another),
        cmocka_unit_test(what_a_state_declares_is_read_whole_or_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
