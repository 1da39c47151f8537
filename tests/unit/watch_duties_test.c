/* SPDX-License-Identifier: Apache-2.0 */
/* From the text of an agreement and rows of the contract to verdicts: one of each side of every
 * kind that counts, or asks for a duty. */
#include "pact_sources.h"

#include "watch_world.h"

#include "watch_duties.h"

static const struct made_file geometry[] = {
    {"g.json",
     "{\"type\":\"FeatureCollection\",\"features\":["
     "{\"type\":\"Feature\",\"id\":\"line\",\"properties\":{},\"geometry\":{\"type\":"
     "\"LineString\","
     "\"coordinates\":[[38,48.2],[38,48.8]]}},"
     "{\"type\":\"Feature\",\"id\":\"zone\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
     "\"coordinates\":[[[38,48.3],[38.5,48.3],[38.5,48.7],[38,48.7],[38,48.3]]]}}]}"},
    {NULL, NULL},
};

static const char agreement[] =
    "pact 1\n"
    "agreement test {\n"
    "  title \"A test\"\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2020-07-01T00:00\n"
    "  party a { name \"A\" }\n"
    "  party b { name \"B\" }\n"
    "  observer smm { name \"SMM\" }\n"
    "  line contact { geometry \"g.json#line\"; left a; right b; accuracy 50 m }\n"
    "  area zone { geometry \"g.json#zone\" }\n"
    "  category tank { class main_battle_tank }\n"
    "  term limit ceiling { ref \"1\"; binds b; from D; where area zone; limit tank <= 3;"
    " limit personnel <= 1000; simultaneity 24 h; coverage >= 0.8 }\n"
    "  term sky no_fly { ref \"2\"; binds a, b; from D; where area zone; floor 0 m;"
    " prohibits uav, combat_aircraft; except observer smm }\n"
    "  term cross line_crossing { ref \"3\"; binds a, b; from D; line contact;"
    " prohibits military_forces; except permit }\n"
    "  term store storage { ref \"4\"; binds a, b; sites declared; match serial;"
    " access observer smm; removal notice 48 h }\n"
    "  term tell notification { ref \"5\"; binds a, b; activity exercise;"
    " threshold personnel >= 9000 or tank >= 250; notice 42 calendar_days;"
    " aggregate common_command }\n"
    "  term move freedom_of_movement { ref \"6\"; binds a, b; from D; beneficiary smm;"
    " means patrol, uav, camera; delay-threshold 15 min }\n"
    "}\n";

/* Times are local (EEST) where no offset stands. */
static const char *const rows[] = {
    /* four tanks of one sighting; a coverage that comes too late to matter */
    "{'id':'c1','time':'2020-07-10T12:00:00','place':{'lat':48.5,'lon':38.2,'sigma_m':50},"
    "'phenomenon':'weapon_sighting','sense':'saw','party':'b','items':[{'model':'T-72','n':4}]}",
    "{'id':'c2','time':'2020-07-10T12:30:00','place':{'lat':48.5,'lon':38.2,'sigma_m':50},"
    "'phenomenon':'weapon_sighting','party':'b','items':[{'model':'T-72B','n':3}]}",
    "{'kind':'coverage','source':'cam','area':'zone','time':'2020-07-10T00:00/2020-07-11T00:00',"
    "'fraction':0.85}",
    "{'id':'c3','time':'2020-07-10T13:00:00','place':{'lat':48.4,'lon':38.3,'sigma_m':50},"
    "'phenomenon':'troop_sighting','party':'b','count':{'about':800}}",
    /* a UAV in and out, and the mission's own */
    "{'id':'f1','time':'2020-07-10T20:00:00Z/2020-07-10T20:03:00Z','phenomenon':'uav','party':'a',"
    "'place':{'track':[['2020-07-10T20:00:00Z',48.5,37.9,400],['2020-07-10T20:01:00Z',48.5,38.1,"
    "400],['2020-07-10T20:02:00Z',48.5,38.12,400],['2020-07-10T20:03:00Z',48.5,37.9,400]],"
    "'sigma_m':30},'items':[{'model':'Orlan-10'}]}",
    "{'id':'f2','time':'2020-07-10T21:00:00Z/2020-07-10T21:01:00Z','phenomenon':'uav',"
    "'party':'smm','place':{'track':[['2020-07-10T21:00:00Z',48.5,38.1,400],"
    "['2020-07-10T21:01:00Z',48.5,38.12,400]],'sigma_m':30}}",
    /* over the line without and with a permit */
    "{'id':'x1','time':'2020-07-10T09:00:00Z','place':{'lat':48.5,'lon':38.02,'sigma_m':50},"
    "'phenomenon':'troop_sighting','party':'a','count':5}",
    "{'id':'x2','time':'2020-07-12T09:00:00Z','place':{'lat':48.5,'lon':38.02,'sigma_m':50},"
    "'phenomenon':'troop_sighting','party':'a','count':2}",
    "{'kind':'permit','id':'p1','holder':'a','scope':'cross',"
    "'for':'2020-07-12T00:00:00Z/2020-07-13T00:00:00Z'}",
    /* a store with one of three gone, notified in time, and one gone without */
    "{'kind':'inventory','id':'inv','site':'depot','by':'b','at':'2020-07-01T08:00',"
    "'items':[{'model':'2S1','serial':'11'},{'model':'2S1','serial':'12'},"
    "{'model':'2S3','serial':'13'}]}",
    "{'kind':'notification','id':'rem','by':'b','about':'removal',"
    "'received_at':'2020-07-05T08:00','for':'2020-07-07T08:00/2020-07-20T08:00',"
    "'items':[{'model':'2S1','serial':'12'}]}",
    "{'kind':'visit','id':'v1','site':'depot','by':'smm','time':'2020-07-10T10:00',"
    "'access':'full','seen':[{'model':'2S1','serial':'11'}]}",
    "{'kind':'visit','id':'v2','site':'depot','by':'smm','time':'2020-07-12T10:00',"
    "'access':'denied'}",
    /* an exercise notified 41 local dates before */
    "{'kind':'activity','id':'ex','activity':'exercise','by':'a','personnel':9500,"
    "'time':'2020-07-20T06:00/2020-07-25T18:00','place':{'lat':48.5,'lon':37.5}}",
    "{'kind':'notification','id':'no','by':'a','about':'exercise','personnel':9500,"
    "'received_at':'2020-06-08T21:30:00Z','for':'2020-07-20T00:00/2020-07-26T00:00'}",
    /* a wait too short, and jamming from nowhere */
    "{'kind':'impediment','id':'i1','impediment':'delay','party':'a','means':'patrol',"
    "'time':'2020-07-10T10:00','until':'2020-07-10T10:14','place':{'lat':48.5,'lon':37.9}}",
    "{'kind':'impediment','id':'i2','impediment':'jamming','means':'uav',"
    "'time':'2020-07-10T11:00'}",
};
#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

static const struct {
    const char *term;
    enum verdict_word word;
    const char *party, *state, *input;
    uint32_t min, max;
} expected[] = {
    {"limit", VERDICT_VIOLATION, "b", NULL, "c1", 4, 7},
    {"limit", VERDICT_COMPLIANT, "b", NULL, "c3", 640, 960},
    {"sky", VERDICT_VIOLATION, "a", NULL, "f1", 1, 1},
    {"sky", VERDICT_EXEMPT, "smm", NULL, "f2", 1, 1},
    {"cross", VERDICT_VIOLATION, "a", "found_beyond", "x1", 5, 5},
    {"cross", VERDICT_EXEMPT, "a", "found_beyond", "x2", 2, 2},
    {"store", VERDICT_VIOLATION, "b", "missing", "inv", 1, 1},
    {"store", VERDICT_INDETERMINATE, "b", "could_not_verify", "inv", 0, 3},
    {"tell", VERDICT_VIOLATION, "a", "late", "ex", 1, 1},
    {"move", VERDICT_COMPLIANT, "a", "recorded", "i1", 1, 1},
    {"move", VERDICT_VIOLATION, "undetermined", "jamming", "i2", 1, 1},
    {"move", VERDICT_VIOLATION, "undetermined", "denial", "v2", 1, 1},
};

static void judge_rows(struct pact_bench *b, struct world *w, bool backwards)
{
    world_open(w);
    w->model = *b->model;
    w->agreement = b->model->agreements[0];
    for (size_t i = 0; i < N_ROWS; i++)
        world_rows(w, rows[backwards ? N_ROWS - 1 - i : i]);
    world_judge(w);
}

static bool is_expected(const struct verdict *v, size_t i)
{
    return span_is(v->term->id, expected[i].term) && v->word == expected[i].word &&
           span_is(v->party, expected[i].party) &&
           (expected[i].state == NULL
                ? v->state == NULL
                : v->state != NULL && strcmp(v->state, expected[i].state) == 0) &&
           v->n_inputs > 0 && span_is(v->inputs[0], expected[i].input) &&
           v->count.min == expected[i].min && v->count.max == expected[i].max;
}

static void an_agreement_and_its_rows_give_these_verdicts(void **state)
{
    static struct world w;
    struct pact_bench b;

    (void)state;
    bench_init(&b, ".");
    b.files.made = geometry;
    if (bench_load(&b, span_of(agreement)) != RC_OK) {
        bench_print(&b);
        fail_msg("%s", b.err.note);
    }
    judge_rows(&b, &w, false);
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
        bool is_there = false;

        for (size_t k = 0; k < w.n_verdicts; k++)
            is_there = is_there || is_expected(&w.verdicts[k], i);
        if (!is_there)
            fail_msg("no %s %s of %s:\n%s", expected[i].term, verdict_name(expected[i].word),
                     expected[i].input, w.printed.p);
    }
    world_close(&w);
    arena_release(&b.arena);
}

static void what_is_not_expected_is_no_accusation(void **state)
{
    static struct world w;
    struct pact_bench b;
    size_t n_violations = 0;

    (void)state;
    bench_init(&b, ".");
    b.files.made = geometry;
    assert_int_equal(bench_load(&b, span_of(agreement)), RC_OK);
    judge_rows(&b, &w, false);
    for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
        n_violations += expected[i].word == VERDICT_VIOLATION;
    assert_int_equal(world_count(&w, VERDICT_VIOLATION), n_violations);
    world_close(&w);
    arena_release(&b.arena);
}

static void order_of_rows_changes_no_byte_of_any_verdict(void **state)
{
    static struct world there, back;
    struct pact_bench b;

    (void)state;
    bench_init(&b, ".");
    b.files.made = geometry;
    assert_int_equal(bench_load(&b, span_of(agreement)), RC_OK);
    judge_rows(&b, &there, false);
    judge_rows(&b, &back, true);
    assert_int_equal(there.printed.n, back.printed.n);
    assert_memory_equal(there.printed.p, back.printed.p, there.printed.n);
    world_close(&there);
    world_close(&back);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_agreement_and_its_rows_give_these_verdicts),
        cmocka_unit_test(what_is_not_expected_is_no_accusation),
        cmocka_unit_test(order_of_rows_changes_no_byte_of_any_verdict),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
