/* SPDX-License-Identifier: Apache-2.0 */
/* Who votes by a rule of a charter, as it is when the vote opens. */
#include "council/electorate.h"
#include "pact_sources.h"

static const char charter_text[] = "pact 1\n"
                                   "charter c {\n"
                                   "  timezone \"UTC\"\n"
                                   "  member usa, can, ukr, ind\n"
                                   "  status can suspended from 2027-01-01 until 2027-02-01\n"
                                   "  status ind acceded from 2027-03-01\n"
                                   "  status usa withdrawn from 2027-04-01\n"
                                   "  rule plain { majority simple }\n"
                                   "  rule large { majority 2/3; quorum 1/2; floor 1/3\n"
                                   "    abstention counts_as_no; party-to-dispute recused\n"
                                   "    veto ukr; weight usa 3; weight ind 0 }\n"
                                   "  rule quiet { silence 72 h; break-on reservation\n"
                                   "    party-to-dispute recused; fallback large }\n"
                                   "}\n";

struct world {
    struct pact_bench b;
    const struct charter *c;
};

static void world_init(struct world *w)
{
    bench_init(&w->b, "/nonexistent");
    if (bench_load(&w->b, span_of(charter_text)) != RC_OK) {
        bench_print(&w->b);
        fail();
    }
    w->c = w->b.model->agreements[0].charter;
}

static int64_t utc(const char *text)
{
    int64_t ms = 0;
    struct err err = {0};

    assert_ok(time_parse_instant(span_of(text), &ms, &err));
    return ms;
}

static struct council_call call_of(const struct world *w, const char *rule, const char *at)
{
    int64_t opens_ms = utc(at);

    return (struct council_call){.rule = charter_rule_find(w->c, span_of(rule)),
                                 .opens_ms = opens_ms,
                                 .closes_ms = opens_ms + 7 * MS_PER_DAY};
}

static void the_electorate_is_that_of_the_opening(void **state)
{
    static const struct {
        const char *at, *want;
    } rows[] = {
        {"2026-12-31T23:59:59.999Z", "usa can ukr "}, {"2027-01-01T00:00:00Z", "usa ukr "},
        {"2027-01-31T23:59:59.999Z", "usa ukr "},     {"2027-02-01T00:00:00Z", "usa can ukr "},
        {"2027-03-01T00:00:00Z", "usa can ukr ind "}, {"2027-04-01T00:00:00Z", "can ukr ind "},
    };
    struct err err = {0};
    struct world w;

    (void)state;
    world_init(&w);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct council_call call = call_of(&w, "plain", rows[i].at);
        struct council_vote v;
        struct buf b;

        assert_ok(council_vote_open(w.c, &call, &w.b.arena, &v, &err));
        buf_init(&b, 400);
        for (size_t k = 0; k < v.n_seats; k++)
            buf_printf(&b, "%.*s ", SPAN_ARG(v.seats[k].member));
        if (strcmp(b.p, rows[i].want) != 0)
            fail_msg("at %s: %s", rows[i].at, b.p);
        buf_release(&b);
    }
    arena_release(&w.b.arena);
}

static void seats_have_what_the_rule_gives_them(void **state)
{
    static const char *const rules[] = {"large", "quiet", NULL};
    const struct span parties[] = {SPAN("ukr"), SPAN("rus")};
    struct council_vote v;
    struct err err = {0};
    struct world w;

    (void)state;
    world_init(&w);
    for (const char *const *name = rules; *name != NULL; name++) {
        struct council_call call = call_of(&w, *name, "2027-03-01T00:00:00Z");

        call.parties = parties;
        call.n_parties = 2;
        assert_ok(council_vote_open(w.c, &call, &w.b.arena, &v, &err));
        assert_span(v.rule.id, *name);
        assert_int_equal(v.seats[0].votes, 3);
        assert_int_equal(v.seats[1].votes, 1);
        assert_int_equal(v.seats[3].votes, 0);
        assert_true(v.seats[2].has_veto);
        assert_false(v.seats[1].has_veto);
        assert_true(v.seats[2].is_party);
        assert_false(v.seats[0].is_party);
        assert_int_equal(v.rule.majority, CHARTER_FRACTION);
        assert_int_equal(v.rule.fraction.den, 3);
        assert_int_equal(v.rule.quorum.den, 2);
        assert_int_equal(v.rule.floor.den, 3);
        assert_true(v.rule.abstention_is_no);
        assert_true(v.rule.recuses_parties);
    }
    assert_int_equal(v.rule.silence_ms, 72 * MS_PER_H);
    assert_true(v.rule.reservation_breaks);
    assert_true(v.rule.silence_recuses);
    arena_release(&w.b.arena);
}

static void what_cannot_be_voted_is_refused(void **state)
{
    struct err err = {0};
    struct council_call call;
    struct council_vote v;
    struct charter empty;
    struct world w;

    (void)state;
    world_init(&w);
    call = call_of(&w, "quiet", "2027-03-01T00:00:00Z");
    call.closes_ms = call.opens_ms + 72 * MS_PER_H;
    assert_ok(council_vote_open(w.c, &call, &w.b.arena, &v, &err));
    call.closes_ms--;
    assert_int_equal(council_vote_open(w.c, &call, &w.b.arena, &v, &err), RC_RANGE);
    assert_note("closes before the silence ends");
    empty = *w.c;
    empty.n_members = 1; /* usa, which has left */
    call = call_of(&w, "plain", "2027-04-01T00:00:00Z");
    assert_int_equal(council_vote_open(&empty, &call, &w.b.arena, &v, &err), RC_ABSENT);
    assert_ok(council_timeless(&empty, &w.b.arena, &empty, &err));
    assert_ok(council_vote_open(&empty, &call, &w.b.arena, &v, &err));
    assert_int_equal(v.n_seats, 1);
    arena_release(&w.b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_electorate_is_that_of_the_opening),
        cmocka_unit_test(seats_have_what_the_rule_gives_them),
        cmocka_unit_test(what_cannot_be_voted_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
