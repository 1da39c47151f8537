/* SPDX-License-Identifier: Apache-2.0 */
/* A charter as structs: what the file says of members, rules, candidates and mandates, and what
 * cannot be meant is refused where it stands. */
#include "pact_frame.h"

static const char head[] = "pact 1\n"
                           "charter c {\n"
                           "  timezone \"UTC\"\n"
                           "  obligation collective_defence none\n"
                           "  member usa, can, ukr\n"
                           "  class nato { usa, can }\n"
                           "  standard suspicion rank 1 score >= 0.40\n"
                           "  rule ordinary { majority simple; quorum 1/2 }\n"
                           "  line l { geometry \"l.geojson\"; left ukr }\n"
                           "  candidate rus { admit by ordinary }\n";
#define HEAD_LINE 10

static enum rc load(struct pact_bench *b, const char *statements)
{
    char text[FRAME_MAX];
    int n = snprintf(text, sizeof(text), "%s%s\n}\n", head, statements);
    struct span copy = arena_copy(&b->arena, (struct span){.p = text, .n = (size_t)n}, &b->err);

    return bench_load(b, copy);
}

static const struct charter *good(struct pact_bench *b, const char *statements)
{
    if (load(b, statements) != RC_OK) {
        bench_print(b);
        fail_msg("refused: %s (%s)", statements, b->err.note);
    }
    return b->model->agreements[0].charter;
}

static const struct charter_rule *rule_of(struct pact_bench *b, const char *body)
{
    const struct charter *c;
    char text[1000];

    (void)snprintf(text, sizeof(text), "rule r { %s }", body);
    c = good(b, text);
    return &c->rules[charter_rule_find(c, span_of("r"))];
}

static int64_t utc(const char *text)
{
    int64_t ms = 0;
    struct err err = {0};

    assert_ok(time_parse_instant(span_of(text), &ms, &err));
    return ms;
}

static void the_shipped_charter_is_read_whole(void **state)
{
    struct pact_bench b;
    const struct charter *c;
    const struct charter_candidate *rus;
    const struct charter_mandate *m;
    char folder[1024];

    (void)state;
    (void)snprintf(folder, sizeof(folder), "%s/examples/aasc", AASC_ROOT);
    bench_init(&b, folder);
    if (bench_load(&b, bench_read(&b, "examples/aasc", "aasc.pact")) != RC_OK) {
        bench_print(&b);
        fail();
    }
    assert_null(b.model->agreements[1].charter);
    c = b.model->agreements[0].charter;
    assert_int_equal(c->n_members, 14);
    assert_int_equal(c->n_classes, 3);
    assert_int_equal(c->classes[charter_class_find(c, span_of("nato_east"))].n_members, 4);
    assert_true(charter_class_has(&c->classes[charter_class_find(c, span_of("neutral"))],
                                  charter_member_find(c, span_of("ind"))));
    assert_int_equal(c->n_standards, 5);
    assert_true(c->standards[1].is_strict);
    assert_int_equal(c->standards[2].score.num, 7);
    assert_int_equal(c->standards[2].score.den, 10);
    assert_int_equal(c->n_rules, 3);
    assert_int_equal(c->rules[1].majority, CHARTER_FRACTION);
    assert_int_equal(c->rules[1].fraction.num, 2);
    assert_int_equal(c->rules[1].floor.den, 3);
    assert_true(c->rules[1].recuses_parties);
    assert_int_equal(c->rules[2].majority, CHARTER_SILENT);
    assert_int_equal(c->rules[2].silence_ms, 72 * MS_PER_H);
    assert_int_equal(c->rules[2].fallback, 1);
    assert_int_equal(c->n_candidates, 1);
    rus = &c->candidates[0];
    assert_span(b.model->agreements[0].parties[rus->party].id, "rus");
    assert_int_equal(rus->n_eligible, 2);
    assert_span(rus->eligible[1].finding, "successor.non_threatening");
    assert_int_equal(rus->eligible[1].standard, 2);
    assert_int_equal(rus->eligible[1].adopted_by, 1);
    assert_int_equal(rus->n_considerations, 3);
    assert_near(rus->considerations[0].within_m, 300000, 0);
    assert_int_equal(rus->considerations[0].trend_ms, 360 * MS_PER_DAY);
    assert_int_equal(rus->considerations[1].indicator, CHARTER_INSTRUMENT);
    assert_span(rus->considerations[2].text, "disputes");
    assert_int_equal(rus->considerations[2].party, rus->party);
    assert_int_equal(rus->admit_by, 1);
    assert_int_equal(rus->n_consultations, 1);
    assert_int_equal(rus->consultations[0].days, 30);
    assert_false(rus->consultations[0].is_at_adoption);
    assert_span(b.model->agreements[0].parties[c->host].id, "ukr");
    m = &c->mandates[c->active];
    assert_true(m->is_by_consent);
    assert_int_equal(m->n_tasks, 6);
    assert_true(charter_mandate_covers(m, span_of("tripwire")));
    assert_false(charter_mandate_covers(m, span_of("border_patrol")));
    assert_true(m->consents[0].is_revocable);
    assert_int_equal(m->consents[0].notice.unit, PERIOD_DAYS);
    assert_int_equal(m->consents[0].notice.n, 90);
    assert_int_equal(m->term.unit, PERIOD_NONE);
    assert_int_equal(c->mandates[0].term.unit, PERIOD_MONTHS);
    assert_int_equal(c->mandates[0].term.n, 36);
    assert_false(c->mandates[0].is_by_consent);
    assert_int_equal(c->add_by, 1);
    assert_false(c->has_collective_defence);
    arena_release(&b.arena);
}

static void ladders_are_read_whole(void **state)
{
    const struct charter *c;
    const struct charter_ladder *l;
    const struct ladder_step *s;
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    c = good(&b, "ladder l { ref \"1\"\n"
                 "on incident against personnel class trainer, monitor\n"
                 "on incident type incursion severity serious\n"
                 "step 1 a { measure reinforce_posture, evacuate; by commander; within 1 h }\n"
                 "step 2 b { measure open_investigation; automatic; report within 14 d; "
                 "reply-period 7 d }\n"
                 "step 4 c { when responsibility rus in aided, acknowledged standard > suspicion\n"
                 "when finding x.y standard >= suspicion\n"
                 "measure station_combat_forces; by vote ordinary; requires consent ukr\n"
                 "requires contributor usa; requires consultation nato; after a; review 90 d\n"
                 "until quiet { no_violation severity >= serious in sector for 60 d\n"
                 "no_violation severity > minor in anywhere for 48 h any party\n"
                 "withdrawal verified; coverage >= 0.8; then vote stand_down by ordinary } }\n"
                 "step 5 d { measure record_declared_response; by each member } }");
    assert_int_equal(c->n_ladders, 1);
    l = &c->ladders[charter_ladder_find(c, span_of("l"))];
    assert_span(l->ref, "1");
    assert_int_equal(l->n_triggers, 2);
    assert_span(l->triggers[0].against, "personnel");
    assert_int_equal(l->triggers[0].n_classes, 2);
    assert_span(l->triggers[0].classes[1], "monitor");
    assert_int_equal(l->triggers[0].severity, 0);
    assert_span(l->triggers[1].type, "incursion");
    assert_int_equal(l->triggers[1].severity, 4);
    assert_int_equal(l->n_steps, 4);
    s = &l->steps[0];
    assert_int_equal(s->n_measures, 2);
    assert_int_equal(s->measures[1], MEASURE_EVACUATE);
    assert_int_equal(s->decider, DECIDER_COMMANDER);
    assert_int_equal(s->within.unit, PERIOD_ELAPSED);
    assert_int_equal(s->within.n, MS_PER_H);
    assert_null(s->quiet);
    s = &l->steps[1];
    assert_int_equal(s->decider, DECIDER_AUTOMATIC);
    assert_int_equal(s->report_within.unit, PERIOD_DAYS);
    assert_int_equal(s->report_within.n, 14);
    assert_int_equal(s->reply_period.n, 7);
    assert_int_equal(s->after, CHARTER_NONE);
    s = &l->steps[2];
    assert_int_equal(s->number, 4);
    assert_int_equal(s->decider, DECIDER_VOTE);
    assert_int_equal(s->rule, 0);
    assert_int_equal(s->after, 0);
    assert_int_equal(s->n_whens, 2);
    assert_true(s->whens[0].is_responsibility);
    assert_int_equal(s->whens[0].than, LADDER_MORE);
    assert_int_equal(s->whens[0].n_modes, 2);
    assert_span(s->whens[0].modes[1], "acknowledged");
    assert_false(s->whens[1].is_responsibility);
    assert_span(s->whens[1].finding, "x.y");
    assert_int_equal(s->n_needs, 3);
    assert_int_equal(s->needs[2].kind, LADDER_CONSULTATION);
    assert_span(s->needs[2].of, "nato");
    assert_int_equal(s->review.n, 90);
    assert_int_equal(s->quiet->n_calms, 2);
    assert_int_equal(s->quiet->calms[0].severity, 4);
    assert_int_equal(s->quiet->calms[0].length.n, 60);
    assert_false(s->quiet->calms[0].is_any_party);
    assert_true(s->quiet->calms[1].is_any_party);
    assert_int_equal(s->quiet->calms[1].length.unit, PERIOD_ELAPSED);
    assert_span(s->quiet->calms[1].op, ">");
    assert_true(s->quiet->needs_withdrawal);
    assert_true(s->quiet->has_coverage_min);
    assert_int_equal(s->quiet->coverage_min.num, 4);
    assert_span(s->quiet->vote, "stand_down");
    assert_int_equal(s->quiet->rule, 0);
    assert_int_equal(l->steps[3].decider, DECIDER_EACH_MEMBER);
    arena_release(&b.arena);
}

static void rules_are_read_exactly(void **state)
{
    const struct charter_rule *r;
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    r = rule_of(&b, "majority 4/6; quorum 0.5; abstention counts_as_no; veto usa, ukr; weight can "
                    "3; weight usa 0");
    assert_int_equal(r->majority, CHARTER_FRACTION);
    assert_int_equal(r->fraction.num, 2);
    assert_int_equal(r->fraction.den, 3);
    assert_int_equal(r->quorum.den, 2);
    assert_int_equal(r->floor.num, 0);
    assert_true(r->abstention_is_no);
    assert_false(r->recuses_parties);
    assert_true(charter_rule_has_veto(r, 0));
    assert_false(charter_rule_has_veto(r, 1));
    assert_true(charter_rule_has_veto(r, 2));
    assert_int_equal(charter_rule_votes(r, 0), 0);
    assert_int_equal(charter_rule_votes(r, 1), 3);
    assert_int_equal(charter_rule_votes(r, 2), 1);
    r = rule_of(&b, "majority consensus");
    assert_int_equal(r->majority, CHARTER_CONSENSUS);
    assert_int_equal(r->minus, 0);
    assert_int_equal(r->fallback, CHARTER_NONE);
    assert_int_equal(rule_of(&b, "majority consensus_minus_9")->minus, 9);
    assert_int_equal(rule_of(&b, "majority 1/2")->fraction.den, 2);
    r = rule_of(&b, "silence 30 min; break-on reservation; fallback ordinary");
    assert_int_equal(r->majority, CHARTER_SILENT);
    assert_int_equal(r->silence_ms, 30 * 60 * 1000);
    assert_true(r->reservation_breaks);
    assert_int_equal(r->fallback, 0);
    r = rule_of(&b, "majority 2/3; and ordinary");
    assert_int_equal(r->n_joins, 1);
    assert_int_equal(r->joins[0], 0);
    assert_int_equal(rule_of(&b, "majority 2/3")->n_joins, 0);
    arena_release(&b.arena);
}

static void members_are_what_they_are_at_a_time(void **state)
{
    static const struct {
        const char *member, *at;
        enum charter_standing want;
    } rows[] = {
        {"usa", "1900-01-01T00:00:00Z", CHARTER_MEMBER},
        {"can", "2026-12-31T23:59:59.999Z", CHARTER_NOT_YET},
        {"can", "2027-01-01T00:00:00Z", CHARTER_MEMBER}, /* instants equal to `from` are in force */
        {"can", "2027-05-31T23:59:59.999Z", CHARTER_MEMBER},
        {"can", "2027-06-01T00:00:00Z", CHARTER_SUSPENDED},
        {"can", "2027-06-30T23:59:59.999Z", CHARTER_SUSPENDED},
        {"can", "2027-07-01T00:00:00Z", CHARTER_MEMBER},
        {"can", "2028-02-01T00:00:00Z", CHARTER_SUSPENDED},
        {"can", "2029-01-01T00:00:00Z", CHARTER_WITHDRAWN},
        {"ukr", "2027-01-01T00:00:00Z", CHARTER_MEMBER},
    };
    const struct charter *c;
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    c = good(&b, "status can acceded from 2027-01-01\n"
                 "status can suspended from 2027-06-01 until 2027-07-01\n"
                 "status can suspended from 2028-01-01\n"
                 "status can withdrawn from 2029-01-01");
    assert_true(c->members[0].is_founding);
    assert_false(c->members[1].is_founding);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (charter_standing_at(&c->members[charter_member_find(c, span_of(rows[i].member))],
                                utc(rows[i].at)) != rows[i].want)
            fail_msg("%s at %s", rows[i].member, rows[i].at);
    arena_release(&b.arena);
}

static const struct {
    const char *statements; /* ` marks where the message stands */
    const char *words;
} bad[] = {
    {"class x { usa, `rus }", "rus is no member and has no part in decisions"},
    {"class x { usa, `usa }", "usa stands in the class twice"},
    {"rule r { majority `49/100 }", "a majority below one half"},
    {"rule r { majority simple; veto `rus }", "rus is no member"},
    {"rule r { majority simple; weight `rus 2 }", "rus is no member"},
    {"rule r { majority simple; weight usa 2; `weight usa 3 }", "the votes of usa stand twice"},
    {"rule r { silence 1 h; fallback ordinary; `quorum 1/2 }", "its fallback does"},
    {"rule r { `majority simple; silence 1 h; fallback ordinary }", "nobody counts votes"},
    {"rule r { silence `0 h; fallback ordinary }", "of no length"},
    {"rule r { majority simple; `fallback ordinary }", "only a silence procedure"},
    {"rule r { majority simple; `break-on objection }", "only a silence procedure"},
    {"rule r { silence 1 h; fallback `s }\nrule s { silence 1 h; fallback ordinary }",
     "s is a silence procedure too"},
    {"rule r { majority simple; and `r }", "r is this rule itself"},
    {"rule r { majority simple; and ordinary, `ordinary }", "stands here twice"},
    {"rule r { majority simple; and `q }\nrule q { silence 1 h; fallback ordinary }",
     "a silence procedure, which counts no votes"},
    {"rule q { majority simple; and ordinary }\nrule r { majority simple; `and q }",
     "q joins other rules itself"},
    {"rule r { silence 1 h; fallback ordinary; `and ordinary }", "its fallback does"},
    {"rule r { majority simple; and j1, j2, j3, j4, `ordinary }\nrule j1 { majority simple }\n"
     "rule j2 { majority simple }\nrule j3 { majority simple }\nrule j4 { majority simple }",
     "joins at most 4 others"},
    {"status `rus suspended from 2027-01-01", "rus is no member"},
    {"status usa suspended from 2027-01-02 until `2027-01-02", "ends before it begins"},
    {"status usa acceded from 2027-01-02 until `2027-01-03", "only a suspension has an end"},
    {"status usa acceded from 2027-01-02\n`status usa acceded from 2027-01-03", "acceded twice"},
    {"status usa withdrawn from 2027-01-02\n`status usa withdrawn from 2027-01-03",
     "withdrew twice"},
    {"status usa acceded from 2027-01-02\n`status usa withdrawn from 2027-01-02",
     "leaves before it belongs"},
    {"status usa suspended from 2027-01-01\n"
     "`status usa suspended from 2028-01-01 until 2028-02-01",
     "suspended then already"},
    {"status usa gone from 2027-01-01", "acceded"},
};

static void what_cannot_be_meant_is_refused_where_it_stands(void **state)
{
    char text[FRAME_MAX];
    struct pact_bench b;
    bool ok = true;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        uint32_t line = 0, column = 0;

        frame_unmark(bad[i].statements, text, &line, &column);
        if (line != 0)
            line = line - FRAME_LINE + HEAD_LINE;
        ok = bench_says(&b, load(&b, text), bad[i].statements, line, column, bad[i].words) && ok;
    }
    assert_true(ok);
    arena_release(&b.arena);
}

static void what_is_hardly_meant_is_warned_of(void **state)
{
    static const struct {
        const char *statements;
        const char *words; /* NULL: nothing is said */
    } rows[] = {
        {"standard strong rank 2 score >= 0.39", "a lower score than suspicion"},
        {"standard strong rank 2 score >= 0.40", NULL},
        {"standard weak rank 0 score >= 0.41", "a higher score than suspicion"},
        {"rule r { majority consensus; weight usa 2 }", "a consensus counts members"},
        {"host ukr\nmandate m { mode host_consent; tasks x }", "names nobody's"},
        {"host ukr\nmandate m { mode host_consent; tasks x; consent usa }", "of the host ukr"},
        {"host ukr\nmandate m { mode host_consent; tasks x; consent ukr }", NULL},
        {"host ukr\nmandate m { mode unga_implementation_force; tasks x }", NULL},
    };
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        (void)good(&b, rows[i].statements);
        if (rows[i].words == NULL
                ? b.diags.n != 0
                : b.diags.n != 1 || strstr(b.diags.items[0].text.p, rows[i].words) == NULL) {
            bench_print(&b);
            fail_msg("%s", rows[i].statements);
        }
    }
    arena_release(&b.arena);
}

static void a_full_arena_is_said(void **state)
{
    static const char text[] = "pact 1\n"
                               "charter c {\n"
                               "timezone \"UTC\"\n"
                               "member usa, can, ukr\n"
                               "status can suspended from 2027-01-01\n"
                               "class nato { usa, can }\n"
                               "standard s rank 1 score >= 0.40\n"
                               "rule r { majority 2/3; veto usa; weight can 2 }\n"
                               "candidate rus { admit by r; consult nato for 30 d before vote\n"
                               "eligible when finding f standard s adopted-by r\n"
                               "consider x { indicator registry disputes party rus } }\n"
                               "mandate m { mode host_consent; tasks t; consent ukr notice 9 d }\n"
                               "}\n";
    struct pact_bench b;
    enum rc rc = RC_LIMIT;
    long n;

    (void)state;
    frame_init(&b);
    for (n = 1; rc == RC_LIMIT && n < 5000; n++) {
        b.err.note[0] = '\0';
        arena_fail_at(n);
        rc = bench_load(&b, span_of(text));
        arena_fail_at(0);
        if (rc != RC_OK && (rc != RC_LIMIT || b.err.note[0] == '\0')) {
            bench_print(&b);
            fail_msg("the %ldth allocation: code %d: %s", n, (int)rc, b.err.note);
        }
    }
    assert_int_equal(rc, RC_OK);
    assert_true(n > 100);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_charter_is_read_whole),
        cmocka_unit_test(ladders_are_read_whole),
        cmocka_unit_test(rules_are_read_exactly),
        cmocka_unit_test(members_are_what_they_are_at_a_time),
        cmocka_unit_test(what_cannot_be_meant_is_refused_where_it_stands),
        cmocka_unit_test(what_is_hardly_meant_is_warned_of),
        cmocka_unit_test(a_full_arena_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
