/* SPDX-License-Identifier: Apache-2.0 */
/* Each of the 31 kinds with all that it needs; what is required cannot be left out. */
#include "pact_frame.h"

#include "pact/schema.h"

#define STATEMENTS_MAX 16

/* The statements of a term besides ref and binds, by kind: with everything required first. */
static const struct kind_case {
    enum pact_kind kind;
    const char *statements[STATEMENTS_MAX];
} kinds[] = {
    {PACT_CEASEFIRE, {"prohibits fire any", NULL}},
    {PACT_WITHDRAWAL, {"from line l", "distance tank 15 km", "complete by D+14d", NULL}},
    {PACT_EXCLUSION_ZONE, {"where area z", "prohibits heavy", NULL}},
    {PACT_CEILING, {"where area z", "limit tank <= 75", NULL}},
    {PACT_RATIO,
     {"category tank", "ratio 5:2", "baseline declaration base", "complete by D+9d", NULL}},
    {PACT_RATE_LIMIT,
     {"limit rotation <= 35000 per 1 months", "window calendar",
      "counts personnel > 40000 or tank > 9", NULL}},
    {PACT_REPLACEMENT,
     {"category tank", "basis piece_for_piece", "same type, effectiveness",
      "ports \"Inchon\", \"Pusan\"", "notice 5 d", NULL}},
    {PACT_EMBARGO,
     {"prohibits transfer of tank, heavy to a into area z", "except consignee unifil, laf",
      "evidence crossing, cargo_inspection", NULL}},
    {PACT_NO_FLY, {"where area z", "prohibits combat_aircraft", NULL}},
    {PACT_LINE_CROSSING, {"line l", "prohibits military_forces", NULL}},
    {PACT_STATUS_QUO,
     {"prohibits advance, new_position, fortification", "baseline 1974-08-16 \"aide-memoire\"",
      "allow maintenance", NULL}},
    {PACT_ACTIVITY_BAN, {"prohibits mine_laying", "where area z", NULL}},
    {PACT_RETURN_FIRE,
     {"permits fire when offensive and order_issued and coordination_failed", "notify o",
      "under base", NULL}},
    {PACT_STORAGE, {"sites declared", "match serial", NULL}},
    {PACT_CANTONMENT,
     {"who personnel, tank", "where area z", "perimeter 1 km", "leave passes <= 0.1",
      "weapons deposited", "complete by D+120d", "verified-by o", NULL}},
    {PACT_MILESTONE,
     {"milestone D+90d 0.3", "milestone D+150d 1", "quantity weapons", "basis verified",
      "requires base", "concurrent base", "order heavy, light", NULL}},
    {PACT_DEMOBILISATION, {"milestone D+90d 1/3", "registry ddr", "basis declared_strength", NULL}},
    {PACT_EXCHANGE,
     {"principle all_for_all", "registry detainees", "names verified", "complete by D+5d", NULL}},
    {PACT_FOREIGN_FORCES,
     {"prohibits foreign_formation, mercenary", "where area z", "evidence serial, insignia", NULL}},
    {PACT_NOTIFICATION, {"activity exercise", "notice 42 d", NULL}},
    {PACT_DECLARATION,
     {"subject tank, personnel", "due D+30d", "every 12 months", "content strength, sites",
      "tolerance 0.05", "reply-period 14 d", NULL}},
    {PACT_INSPECTION,
     {"by o", "quota passive 6 per 1 years", "quota active 3 per 6 months",
      "arrive within 36 h of request", "duration <= 48 h", "denial force_majeure", "sites s1",
      NULL}},
    {PACT_FREEDOM_OF_MOVEMENT, {"beneficiary o", "means patrol, uav", NULL}},
    {PACT_PROTECTION,
     {"protects civilians, minorities", "registry r", "indicators education, language",
      "publish aggregate k 5", "prohibits shelling, detention", NULL}},
    {PACT_PERIODIC_DUTY, {"duty inspection", "every 15 d", "report-to a, b", "with o", NULL}},
    {PACT_ON_REQUEST_DUTY, {"duty inspection", "within 48 h", "requested-by a, b", NULL}},
    {PACT_COMPOSITION,
     {"personnel about 1250", "requires contributor a personnel >= 1 share >= 0.05 in each sector",
      "contributors exclude permanent_members_of_unsc", NULL}},
    {PACT_CONSENT_MANDATE,
     {"authority unsc", "consent a, b", "term 6 months", "renewable yes", "tasks patrol",
      "notice 90 d", NULL}},
    {PACT_DISPERSION, {"presence in >= 0.6 of area \"two.geojson\"", "max-gap 30 d", NULL}},
    {PACT_REACH, {"to each deployment", "within 24 h", "path road, rail", NULL}},
    {PACT_TRIPWIRE,
     {"each axis \"axes.geojson\"", "requires contributors a and >= 3 members", "every 1 d", NULL}},
};
#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* The term's text without its `left_out`-th statement. */
static void put_term(const struct kind_case *k, size_t left_out, struct buf *b)
{
    buf_clear(b);
    buf_printf(b, "term t %s { ref \"1\"; binds a, b", pact_kind_name(k->kind));
    for (size_t i = 0; k->statements[i] != NULL; i++)
        if (i != left_out)
            buf_printf(b, "; %s", k->statements[i]);
    /* reach comes from a class of members, which only charters have */
    buf_puts(b, k->kind == PACT_REACH ? "; from class nato }" : " }");
}

static bool is_required(enum pact_kind kind, const char *statement)
{
    struct schema_walk w = schema_rows((enum schema_scope)(SCOPE_KIND + kind));
    struct span rest = span_of(statement), keyword = span_cut(&rest, ' ');
    const struct schema_row *row;

    while ((row = schema_next(&w)) != NULL)
        if (span_is(keyword, row->keyword) && (row->flags & ROW_REQUIRED) != 0)
            return true;
    return false;
}

static void every_kind_is_there_and_accepted(void **state)
{
    struct pact_bench b;
    struct buf text;

    (void)state;
    frame_init(&b);
    buf_init(&text, FRAME_MAX);
    assert_int_equal(N_KINDS, PACT_KIND_COUNT);
    for (size_t i = 0; i < N_KINDS; i++) {
        assert_int_equal(kinds[i].kind, i);
        put_term(&kinds[i], SIZE_MAX, &text);
        if (kinds[i].kind == PACT_REACH) {
            buf_puts(&text, "\n}\ncharter c { member usa, can\nclass nato { usa }");
        }
        frame_good(&b, text.p);
        assert_int_equal(frame_term(&b, "t")->kind, kinds[i].kind);
        assert_int_equal(frame_term(&b, "t")->n_binds, 2);
    }
    buf_release(&text);
    arena_release(&b.arena);
}

static void what_a_kind_requires_cannot_be_left_out(void **state)
{
    struct pact_bench b;
    struct buf text;
    size_t n_tried = 0, n_wrong = 0;

    (void)state;
    frame_init(&b);
    buf_init(&text, FRAME_MAX);
    for (size_t i = 0; i < N_KINDS; i++)
        for (size_t k = 0; kinds[i].statements[k] != NULL; k++) {
            if (!is_required(kinds[i].kind, kinds[i].statements[k]) ||
                strncmp(kinds[i].statements[k], "milestone", 9) == 0)
                continue; /* one of two is enough */
            put_term(&kinds[i], k, &text);
            n_wrong += !bench_says(&b, frame_load(&b, text.p), text.p, FRAME_LINE + 1, 6, "lacks");
            n_tried++;
        }
    assert_int_equal(n_wrong, 0);
    assert_true(n_tried > 20);
    buf_release(&text);
    arena_release(&b.arena);
}

static void the_kinds_that_are_judged_so_far(void **state)
{
    size_t n = 0;

    (void)state;
    for (int k = 0; k < PACT_KIND_COUNT; k++)
        n += pact_kind_is_judged((enum pact_kind)k);
    assert_int_equal(n, 25);
    assert_true(pact_kind_is_judged(PACT_STORAGE));
    assert_false(pact_kind_is_judged(PACT_EMBARGO));
}

/* --- charter --------------------------------------------------------------------------------- */

static const char charter_head[] = "pact 1\n"
                                   "charter c {\n"
                                   "  timezone \"UTC\"\n"
                                   "  obligation collective_defence none\n"
                                   "  member usa, can, ukr\n"
                                   "  class nato { usa, can }\n"
                                   "  standard suspicion rank 1 score >= 0.40\n"
                                   "  rule ordinary { majority simple; quorum 1/2 }\n"
                                   "  line l { geometry \"l.geojson\"; left ukr }\n";
#define CHARTER_LINE 9

static enum rc charter_load(struct pact_bench *b, const char *statements)
{
    char text[FRAME_MAX];
    int n = snprintf(text, sizeof(text), "%s%s\n}\n", charter_head, statements);
    struct span copy = arena_copy(&b->arena, (struct span){.p = text, .n = (size_t)n}, &b->err);

    return bench_load(b, copy);
}

#define STEP(body) "ladder l { ref \"1\"; on incident type incursion; step 1 s { " body " } }"

static const char *const charter_good[] = {
    "host ukr",
    "rule r { majority 2/3; floor 1/3; abstention ignored; party-to-dispute recused; veto usa }",
    "rule r { silence 72 h; break-on objection; fallback ordinary }",
    "rule r { majority consensus_minus_1; weight usa 2 }",
    "candidate rus { admit by ordinary }",
    "candidate rus { eligible when finding a.b standard suspicion adopted-by ordinary\n"
    "consider x { indicator instrument \"i\" }\nadmit by ordinary; consult nato for 30 d before "
    "vote }",
    "candidate rus { admit by ordinary\n"
    "consider x { indicator forces_within 300 km of line l trend 12 months } }",
    "candidate rus { admit by ordinary\nconsider x { indicator registry disputes party rus } }",
    "line m { geometry \"m.geojson\"; left ukr; right rus }\ncandidate rus { admit by ordinary }",
    "mandate m { mode host_consent; tasks patrol; consent ukr revocable notice 90 d }\n"
    "active mandate m",
    "mandate m { mode host_consent; tasks patrol; where area \"p.geojson\" }\nactive mandate m",
    "force { term t composition { ref \"1\"; personnel >= 3000 } }",
    "force { term t composition { ref \"1\"; commander nationality not in class nato } }",
    "force { term t reach { ref \"1\"; from class nato; to each deployment; within 24 h } }",
    "mission add by ordinary",
    "mission m { title \"M\"; tasks patrol; agreement x }",
    STEP("measure demarche; automatic"),
    STEP("measure station_combat_forces; by ordinary; requires consent ukr; review 90 d"),
    STEP("measure station_combat_forces; by vote ordinary; requires contributor usa"),
    STEP("measure evacuate; by commander; within 1 h; report within 14 d"),
    STEP("measure record_declared_response; by each member"),
    STEP("measure economic_measures; by ordinary\n"
         "when responsibility usa in direct_organ, aided standard >= suspicion"),
    STEP("measure demarche; by ordinary; until quiet { no_violation severity >= serious in sector "
         "for 60 d\nwithdrawal verified\nthen vote stand_down by ordinary }"),
    STEP("measure demarche; automatic }; step 2 u { measure reinforce_posture; by commander; after "
         "s"),
    "assumption \"scores are ours\"",
    "consult nato for 30 d before adoption",
    NULL,
};

static const struct {
    const char *statements;
    const char *words;
} charter_bad[] = {
    {"member USA", "three small letters"},
    {"member usaa", "three small letters"},
    {"member usa", "names something in line 5 already"},
    {"candidate usa { admit by ordinary }", "names something in line 5 already"},
    {"class x { usa, fra }", "fra names no party"},
    {"class x { }", "lacks its members"},
    {"host fra", "fra names no party"},
    {"line m { geometry \"m.geojson\"; left rus }", "rus names no party"},
    {"standard strong rank 2 score 0.9", ">= or > belongs here"},
    {"standard strong rank 2 score >= 1.9", "a share from 0 to 1"},
    {"standard strong rank 1 score >= 0.9", "rank 1 stands in line 7 already"},
    {"rule r { quorum 1/2 }", "lacks majority or silence"},
    {"rule r { majority most }", "simple, consensus"},
    {"rule r { majority 5/3 }", "a share from 0 to 1"},
    {"rule r { silence 72 h }", "lacks fallback"},
    {"rule r { silence 72 h; fallback importnat }", "importnat names no rule"},
    {"rule r { silence 72 h; fallback r }", "in a circle"},
    {"candidate rus { }", "lacks admit"},
    {"candidate rus { admit by importnat }", "names no rule"},
    {"candidate rus { admit by ordinary; eligible when finding x standard suspicon adopted-by "
     "ordinary }",
     "did you mean suspicion"},
    {"candidate rus { admit by ordinary; consider x { } }", "lacks an indicator"},
    {"candidate rus { admit by ordinary; consult natto for 30 d before vote }",
     "did you mean nato"},
    {"mandate m { tasks patrol }", "lacks mode"},
    {"mandate m { mode host_consent }", "lacks tasks"},
    {"mandate m { mode host_consnt; tasks x }", "did you mean host_consent"},
    {"active mandate m", "m names no mandate"},
    {"mandate m { mode host_consent; tasks x; where area \"knot.geojson\" }", "knot.geojson"},
    {"mandate m { mode host_consent; tasks x; where area zz }", "zz names no area"},
    {"mandate m { mode host_consent; tasks x }\nforce { }", "write: active mandate NAME"},
    {"force { term t composition { personnel >= 1 } }", "lacks ref"},
    {"force { term t compositio { ref \"1\" } }", "did you mean composition"},
    {"ladder l { on incident; step 1 s { measure demarche; automatic } }", "lacks ref"},
    {"ladder l { ref \"1\"; on incident }", "lacks step"},
    {"ladder l { ref \"1\"; on incident type incursoin; step 1 s { measure demarche; automatic } }",
     "did you mean incursion"},
    {STEP("by ordinary"), "lacks measure"},
    {STEP("measure demarche"), "who decides"},
    {STEP("measure demarche; automatic; by ordinary"), "who decides"},
    {STEP("measure demarch; automatic"), "did you mean demarche"},
    {STEP("measure station_combat_forces; automatic"), "obliges nobody to collective defence"},
    {STEP("measure demarche, call_rapid_reaction; automatic"), "call_rapid_reaction is a military"},
    {STEP("measure economic_measures; automatic"), "economic_measures is an economic measure"},
    {STEP("measure evacuate; by commander; when finding x standard >= suspicion"),
     "evacuate waits on nothing"},
    {STEP("measure call_rapid_reaction; by commander; requires consent ukr"), "remove requires"},
    {STEP("measure demarche; automatic }; step 2 u { measure evacuate; by commander; after s"),
     "remove after"},
    {STEP("measure notify_liaison; by commander; when finding x standard >= suspicion"),
     "notify_liaison waits on no attribution"},
    {STEP("measure emergency_session; automatic\nwhen responsibility usa in aided standard >= "
          "suspicion"),
     "waits on no attribution"},
    {STEP("measure record_declared_response; by ordinary"), "its own to declare"},
    {STEP("measure record_declared_response; by commander"), "write: by each member"},
    {STEP("measure demarche; by ordinary; when finding x standard < suspicion"),
     "opens from a standard on"},
    {STEP("measure demarche; by ordinary; until quiet { withdrawal verified }"), "lacks who ends"},
    {STEP("measure demarche; by ordinary; until quiet { then vote stand_down by ordinary }"),
     "lacks what quiet means"},
    {STEP("measure demarche; by ordinary; until quiet { no_violation severity <= serious in sector "
          "for 60 d\nthen vote stand_down by ordinary }"),
     "absence of what is grave"},
    {STEP("measure demarche; by nobody"), "nobody names no rule"},
    {STEP("measure demarche; automatic; after x"), "x names no step"},
    {STEP("measure demarche; automatic; after s"), "in a circle"},
    {STEP("measure demarche; automatic }; step 1 u { measure evacuate; by commander"),
     "step 1 stands"},
    {STEP("measure demarche; automatic }; step 2 s { measure evacuate; by commander"),
     "s names something"},
    {STEP("measure demarche; automatic; when responsibility usa in direct_organs standard >= "
          "suspicion"),
     "did you mean direct_organ"},
    {STEP("measure demarche; automatic; when responsibility usa in aided standard suspicion"), ""},
    {"obligation collective_defence perhaps", "known are none"},
    {"class x { usa } host ukr", "host begins a statement of its own; write ; or a new line"},
    {"party x { }", "party is no statement of a charter; it belongs in an agreement"},
};

static void charters_are_accepted(void **state)
{
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; charter_good[i] != NULL; i++)
        if (charter_load(&b, charter_good[i]) != RC_OK) {
            bench_print(&b);
            fail_msg("refused: %s", charter_good[i]);
        }
    arena_release(&b.arena);
}

static void faults_of_charters_are_refused(void **state)
{
    struct pact_bench b;
    size_t n_wrong = 0;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(charter_bad) / sizeof(charter_bad[0]); i++)
        n_wrong += !bench_says(&b, charter_load(&b, charter_bad[i].statements),
                               charter_bad[i].statements, 0, 0, charter_bad[i].words);
    assert_int_equal(n_wrong, 0);
    arena_release(&b.arena);
}

static void collective_defence_would_allow_automatic_measures(void **state)
{
    static const char text[] =
        "pact 1\ncharter c { timezone \"UTC\"; obligation collective_defence mutual\nmember "
        "usa\n" STEP("measure call_rapid_reaction; automatic") "\n}\n";
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    assert_int_equal(bench_load(&b, span_of(text)), RC_OK);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_there_and_accepted),
        cmocka_unit_test(what_a_kind_requires_cannot_be_left_out),
        cmocka_unit_test(the_kinds_that_are_judged_so_far),
        cmocka_unit_test(charters_are_accepted),
        cmocka_unit_test(faults_of_charters_are_refused),
        cmocka_unit_test(collective_defence_would_allow_automatic_measures),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
