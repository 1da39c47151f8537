/* SPDX-License-Identifier: Apache-2.0 */
/* Every rule of the language from both sides: what it allows, and what it refuses, with the place
 * and the words of the message. */
#include "pact_frame.h"

#define T(kind, body) "term t " kind " { ref \"1\"; binds a; " body " }"

/* Statements of an agreement that are valid. */
static const char *const good[] = {
    "",
    ";;;",
    "# a comment\n\n   # another",
    "title \"x\" ; source \"y\"",
    "title \"\"\"two\nlines\"\"\"",
    "title \"a \\\"b\\\" \\\\ c\"",
    "adopted 2015-02-12; languages en, uk; depositary \"D\"; document \"d.pdf\"",
    "note \"n\"; note \"m\"; assumption \"s\"",
    "party c",
    "party c { kind armed_group; role guarantor; forces x, y; represented-by \"R\" }",
    "party c { assumption \"may stand in any block\" }",
    "day W D+1d; day X W-2d; day Y 2015-10-25T03:30+02:00",
    "line n { geometry \"l.geojson\"; versioned no; kind contact; status \"no border\" }",
    "area y { buffer l 15 km both-sides }",
    "area y { buffer l 15 km a-side }",
    "area y { band l left-side 0 km 10 km }",
    "area y { band l b-side 500 m 1 km }",
    "area y { between l m }",
    "area y { side l right-side; kind separation }",
    "area y { geometry \"two.geojson#w\" }",
    "area y { geometry \"two.geojson#e\" }",
    "area y { geometry \"two.geojson\" }",
    "category c { model \"9K57\", Uragan, BM-27, 2S1 }",
    "category c { class mlrs; except model \"BM-21\"; except model \"Tornado-G\" }",
    "category c { calibre >= 100 mm; calibre < 152 mm; range > 20 km }",
    "term 2.west ceasefire { ref \"1\"; binds a, b; prohibits fire any, military_action any }",
    "term 10 ceasefire { ref \"1\"\nbinds a,\n  b\nprohibits fire }",
    "term u ceasefire { ref \"1\"; binds a; prohibits fire; unless self_defence_claimed record }",
    T("ceasefire", "prohibits all; domains land, sea; escalation \"words\""),
    T("ceasefire", "prohibits fire; confidence 0.5"),
    T("exclusion_zone", "where area z; prohibits all; except observer b"),
    "category fire { class artillery }\n" T("ceiling", "where area z; limit fire <= 5"),
    "category c { calibre >= 0.1 m; calibre < 3 m }",
    T("ceasefire", "prohibits fire; from D; until D+365d; confidence 0.9; severity grave"),
    T("ceasefire", "prohibits fire; severity 3; quote \"\"\"The\nwords\"\"\""),
    T("ceasefire", "prohibits fire; where area z; where area \"two.geojson#w\""),
    T("ceasefire", "prohibits fire; where area z, \"two.geojson#w\"; until D+9d"),
    T("withdrawal", "from line l; distance heavy 15 km"),
    T("withdrawal", "from line l; zone-width heavy 50 km; share 1/2; complete by D+14d"),
    T("withdrawal", "from line l; distance tank 15 km; stage 1 tank, heavy complete by D+9d"),
    T("withdrawal", "from line l; distance tank 15 km; stage 1 tank in area z complete by D+9d"),
    T("withdrawal",
      "from line l; distance tank 1 km; start by D; start requires ceasefire base held 48 h"),
    T("withdrawal", "from line l; distance tank 1 km; complete by milestone base + 5 d"),
    T("withdrawal", "from line l; distance tank 1 km; complete by milestone base"),
    T("withdrawal", "from line l; distance tank 1 km; side both-sides"),
    T("exclusion_zone", "where area z; prohibits heavy, personnel, fire; transit <= 30 min"),
    T("exclusion_zone", "where area z; prohibits all; except observer o; except permit"),
    T("exclusion_zone", "where area z; prohibits equipment; except police \"of that size\""),
    T("exclusion_zone", "where area z; prohibits \"BM-21\"; except \"some words\"; except tank"),
    T("exclusion_zone", "where area z; prohibits fire; requires quiet 7 d verified-by o"),
    T("ceiling", "where area z; limit tank <= 75; limit unit brigade <= 2; limit personnel < 600"),
    T("ceiling", "where area z; limit heavy except tank <= 0; simultaneity 24 h; verified-by o"),
    T("ceiling", "where area z; limit tank <= 7; coverage >= 0.8; speed tracked 14 m/s; exempt "
                 "transit <= 7 d"),
    T("ceiling", "where area z; limit tank <= 7; exempt manufacture, research"),
    T("no_fly",
      "where area z; prohibits combat_aircraft, uav; floor 0 m; ceiling 10 km; datum agl"),
    T("no_fly", "where area z; prohibits all; floor -30 m; dwell 3 fixes"),
    "term t no_fly { ref \"1\"; binds a, b; beyond own line l m; prohibits military_aircraft }",
    T("line_crossing", "line l; prohibits military_forces; direction left_to_right; sigmas 2"),
    T("storage", "sites declared; match serial; access observer o; removal notice 48 h"),
    T("storage", "sites depot-1, depot-2; match type; criteria \"fenced\"; inventory \"Annex\""),
    T("notification",
      "activity exercise; threshold personnel >= 9000 or tank > 250; notice 42 calendar_days"),
    T("notification",
      "activity exercise; notice 48 h; aggregate common_command within 50 km; content area, units"),
    T("notification",
      "activity exercise; notice 42 d; observers personnel >= 13000; alert observers after 72 h"),
    T("freedom_of_movement", "beneficiary o; means patrol, uav; delay-threshold 15 min"),
    "term t ratio { ref \"1\"; binds a, b; category tank; ratio 2:1; baseline \"of 1995\" }",
    NULL,
};

static void what_the_language_allows_is_accepted(void **state)
{
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; good[i] != NULL; i++)
        frame_good(&b, good[i]);
    arena_release(&b.arena);
}

/* A ` stands before the place that the message must point at; without one the words are enough. */
struct bad_case {
    const char *statements;
    const char *words;
};

static const struct bad_case bad[] = {
    /* words, strings, marks */
    {"title `\"x", "does not end on its line"},
    {"title `\"\"\"x", "does not end; close it"},
    {"title `\"a\\qb\"", "unknown escape \\q"},
    {"title `назва", "put other letters between quotes"},
    {"title `@", "@ belongs to no statement"},
    {"title \"x\" }", "a } without its {"},
    {"`{ title \"x\" }", "a block without a statement"},
    {"party c\n`{ name \"C\" }", "a block without a statement"},
    {"`\"title\" x", "a statement begins with a keyword"},
    {"`5 x", "a statement begins with a keyword"},
    {"area y { buffer l `15km both-sides }", "write 15 km"},
    {"area y { buffer l `1/0x km both-sides }", "neither a number"},
    /* keywords */
    {"`titel \"x\"", "did you mean title"},
    {"`limit tank <= 5", "belongs in a ceiling term"},
    {"`xyzzyplugh 1", "docs/formats/pact.md"},
    {"party c { `nmae \"C\" }", "nmae is no statement of a party; did you mean name"},
    {"title \"x\"; `title \"y\"", "title stands twice, first in line 14"},
    /* arity and types */
    {"title`", "a text between quotes is missing; write: title \"…\""},
    {"title \"x\" `\"y\"", "\"y\" is too much here"},
    {"title `5", "5 is a number, but a text between quotes belongs here"},
    {"title \"x\" `{ }", "no block"},
    {"area y { buffer l `both-sides }", "a length such as 15 km belongs here"},
    {"area y { buffer l 15 `both-sides }", "both-sides is no unit"},
    {"area y { buffer l 15` }", "15 lacks its unit"},
    {"area y { buffer l `15 h both-sides }", "15 h is a time, but a length"},
    {"area y { buffer l `15 m/s both-sides }", "a speed"},
    {"area y { buffer l `15 d both-sides }", "a number of calendar days"},
    {"area y { buffer l `-15 km both-sides }", "cannot be below zero"},
    {"area y { buffer l `0.0001 mm both-sides }", "more than 6 digits behind the point"},
    {"area y { buffer l `1234567890123456 m both-sides }", "more than 15 digits"},
    {"area y { buffer l 15 km `sideways }", "PARTY-side"},
    {"area y { buffer l 15 km `c-side }", "c stands on neither side of line l"},
    {"category c { class artillery,` }", "an equipment class such as artillery"},
    {"category c { class artillery `mortar }", "mortar is too much here"},
    {"category c { class `artilery }", "did you mean artillery"},
    {"category c { model `\"BM-2l\" }", "did you mean"},
    {"category c { calibre `100 mm }", "one of >= <= > < = !="},
    {"category c { calibre >= `100 h }", "a calibre such as 100 mm belongs here"},
    {T("ceiling", "where area z; limit tank `>= 5"), "<= or < belongs here"},
    {T("ceiling", "where area z; limit tank <= `5.5"), "write a whole number"},
    {T("ceiling", "where area z; limit tank <= `-5"), "write a whole number"},
    {T("ceiling", "where area z; limit tank <= 5; simultaneity `3 d"), "write 24 h for each"},
    {T("ceiling", "where area z; limit tank <= 5; simultaneity `3 months"), "months"},
    {T("ceiling", "where area z; limit tank <= 5; coverage `0.9"), "\">=\" belongs"},
    {T("ceasefire", "prohibits fire; confidence `1.5"), "a share from 0 to 1"},
    {T("ceasefire", "prohibits fire; confidence `1/0"), "a share from 0 to 1"},
    {T("ceasefire", "prohibits fire; severity `6"), "administrative, minor"},
    {T("ceasefire", "prohibits fire; domains land, `see"),
     "see is not known here; did you mean sea"},
    {T("ceasefire", "prohibits fire; domains `space"), "known are land, sea, air"},
    {T("ceasefire", "prohibits fire; except `obsrver o"), "did you mean observer"},
    {"term t ceasefire { ref \"1\" `binds a; prohibits fire }", "begins a statement of its own"},
    {T("ceasefire", "prohibits fire; from `tomorrow"), "names no day"},
    {T("ceasefire", "prohibits fire; from `D+3x"), "write d, h or min"},
    {T("ceasefire", "prohibits fire; from `D+2000000d"), "farther away than any agreement"},
    {T("ceasefire", "prohibits fire; from `2015-02-30"), "days 1 to 28"},
    {T("ceasefire", "prohibits fire; from `2015-13-01"), "month"},
    {T("ceasefire", "prohibits fire; from `D+5000000d"), "farther"},
    {T("ceasefire", "prohibits fire; from `9999-12-30+9d"), "years 1 to 9999"},
    {T("ceasefire", "prohibits fire; from D; until `D-1d"), "ends before it begins"},
    /* required, kinds */
    {"term `t ceasefire { binds a; prohibits fire }", "lacks ref (the paragraph"},
    {"term `t ceasefire { ref \"1\"; prohibits fire }", "lacks binds"},
    {"term `t ceasefire { ref \"1\"; binds a;  }", "lacks prohibits"},
    {"term t `cease_fire { ref \"1\"; binds a; prohibits fire }", "did you mean ceasefire"},
    {"term t `truce { ref \"1\"; binds a; prohibits fire }", "truce is no kind of term"},
    {"`term t ceasefire", "the block of term is missing"},
    {"term `t withdrawal { ref \"1\"; binds a; from line l }", "lacks how far"},
    {"term `t withdrawal { ref \"1\"; binds a; distance tank 5 km }", "lacks from"},
    {T("withdrawal", "from line l; `zone-width tank 5 km"), "write: share 1/2"},
    {T("withdrawal", "from line l; distance tank 5 km; `share 1/2"),
     "share divides a zone's width"},
    {"term `t exclusion_zone { ref \"1\"; binds a; prohibits fire }", "lacks where"},
    {"term `t exclusion_zone { ref \"1\"; binds a; where area z }", "lacks prohibits"},
    {T("exclusion_zone", "where area z; `prohibits all; prohibits fire"), "leaves nothing to add"},
    {"term `t ceiling { ref \"1\"; binds a; where area z }", "lacks limit"},
    {"term `t no_fly { ref \"1\"; binds a; prohibits uav }",
     "lacks where; write: where area AREA, or: beyond own line"},
    {T("no_fly", "`beyond own line l m; prohibits uav"), "binds must name two"},
    {T("no_fly", "where area z; prohibits uav; floor 3 km; `ceiling 1 km"), "not above the floor"},
    {T("no_fly", "where area z; prohibits uav; dwell `0 fixes"), "write: dwell 1 fixes"},
    {T("ceiling", "where area z; limit tank `< 0"), "write <= 0"},
    {T("ceiling", "where area z; limit `fire <= 5"), "no thing that can be counted"},
    {T("withdrawal", "from line l; distance `military_action 5 km"), "no thing that can be"},
    {T("withdrawal", "from line l; distance tank 5 km; stage 1 `patrol complete by D"), "no thing"},
    {T("notification", "activity exercise; notice 2 h; threshold `overflight >= 2"), "no thing"},
    {T("exclusion_zone", "where area z; prohibits all; except observer `a"), "is no observer"},
    {T("line_crossing", "line l; prohibits personnel; sigmas `-1"), "cannot be below zero"},
    {"category c { calibre >= `100 km }", "no weapon is wider than 5000 mm"},
    {T("notification", "activity exercise; notice `2 months"), "calendar days or in hours"},
    {T("ratio", "category tank; ratio `5:2:2"), "has 3 parts and binds names 1"},
    {T("ratio", "category tank; ratio `5"), "a proportion such as 5:2:2"},
    {"term `t protection { ref \"1\"; binds a; registry r }",
     "who is protected or what is watched"},
    {"term `t declaration { ref \"1\"; binds a; subject tank }", "when it is due"},
    {"term `t periodic_duty { ref \"1\"; binds a; duty inspection }", "lacks every"},
    {T("rate_limit", "limit rotation <= 9 per `36 h; window calendar"),
     "hours follow no calendar; write: window sliding"},
    {T("rate_limit", "limit rotation <= 9 per `5 months; window calendar"), "or from DAY"},
    {T("rate_limit", "limit rotation <= 9 per `0 d; window sliding"), "a window has a length"},
    {T("rate_limit", "limit `cup of rotation <= 9 per 1 d; window sliding"), "cup"},
    {"term `t rate_limit { ref \"1\"; binds a; limit rotation <= 9 per 1 months }", "lacks window"},
    /* names */
    {T("ceasefire", "prohibits fire; binds b"), "binds stands twice"},
    {"term t ceasefire { ref \"1\"; binds a, `c; prohibits fire }", "c names no party"},
    {"term t ceasefire { ref \"1\"; binds `oo; prohibits fire }", "oo names no party"},
    {T("withdrawal", "from line lx; distance tank 5 km"), "lx names no line"},
    {T("exclusion_zone", "where area zz; prohibits fire"), "zz names no area"},
    {T("exclusion_zone", "where area z; prohibits tanks"), "did you mean tank"},
    {T("exclusion_zone", "where area z; prohibits personel"), "did you mean personnel"},
    {T("exclusion_zone", "where area z; prohibits xyzzyplugh"), "define it with: category"},
    {T("withdrawal", "from line l; distance tank 1 km; complete by milestone bas"),
     "did you mean base"},
    {T("return_fire", "permits fire when offensive; standard beyond_doubt"), "names no standard"},
    {"party `a", "a names something in line 5 already"},
    {"observer `a", "a names something in line 5 already"},
    {"day `D 2016-01-01", "D names something in line 4 already"},
    {"term `base ceasefire { ref \"1\"; binds a; prohibits fire }", "in line 13 already"},
    /* areas, lines, categories */
    {"area `y { }", "this one has none"},
    {"area `y { between l m; side l a-side }", "this one has several"},
    {"area y { band l a-side 10 km `5 km }", "write the nearer distance first"},
    {"area y { between l `l }", "two different lines"},
    {"area y { side l `both-sides }", "name one side"},
    {"category `c { note \"n\" }", "lacks what belongs to it"},
    {"line n { geometry \"l.geojson\"; left a; `right a }", "both sides of a line"},
    {"line `n { left a }", "lacks geometry"},
    /* days */
    {"day F G+1d; day G `F+1d", "in a circle"},
    {"day F `2015-03-29T03:30", "clocks in Europe/Kyiv were put forward"},
    {"day F `2015-10-25T03:30", "2015-10-25T00:30:00Z or 2015-10-25T01:30:00Z"},
    {"day E 2015-10-24T03:30; day F `E+1d", "were put back"},
    {"day F `2015-02-15T25:00", "25:00"},
    /* like */
    {"term t ceasefire { like `nobody }", "there is no term nobody"},
    {"term t ceasefire { like `t }", "in a circle"},
    {"term t ceasefire { like `u }\nterm u ceasefire { like t }", "in a circle"},
    {"term t no_fly { like `base }", "base is a ceasefire term, not a no_fly term"},
    /* files */
    {"line n { geometry `\"/etc/passwd\" }", "not a file in the pact's folder"},
    {"line n { geometry `\"../l.geojson\" }", "not a file in the pact's folder"},
    {"line n { geometry `\"a/../../l.geojson\" }", "not a file in the pact's folder"},
    {"line n { geometry `\"http://x.org/l.geojson\" }", "not a file in the pact's folder"},
    {"line n { geometry `\"nothing.geojson\" }", "nothing.geojson"},
    {"line n { geometry `\"p.geojson\" }", "a line needs a LineString"},
    {"line n { geometry `\"two.geojson\" }", "two.geojson"},
    {"line n { geometry `\"far.geojson\" }", "480"},
    {"area y { geometry `\"l.geojson\" }", "an area needs a Polygon"},
    {"area y { geometry `\"two.geojson#x\" }", "two.geojson#x"},
    {"area y { geometry `\"twins.geojson#w\" }", "twins.geojson#w"},
    {"area y { geometry `\"knot.geojson\" }", "knot.geojson"},
    {"area y { geometry `\"broken.geojson\" }", "broken.geojson: "},
    {"area y { geometry \"p.geojson\" sha256 `\"00\" }", "64 small hexadecimal digits"},
    {"area y { geometry `\"p.geojson\" sha256 "
     "\"0000000000000000000000000000000000000000000000000000000000000000\" }",
     "not the file that was agreed: its SHA-256 is"},
    {T("dispersion", "presence in >= 0.6 of area \"l.geojson\""), "is no area"},
    {T("tripwire", "each axis \"knot.geojson\"; requires contributors a; every 1 d"), "knot"},
};

static void what_it_forbids_is_refused_with_its_place(void **state)
{
    struct pact_bench b;
    size_t n_wrong = 0;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        char text[FRAME_MAX];
        uint32_t line = 0, column = 0;
        enum rc rc;

        frame_unmark(bad[i].statements, text, &line, &column);
        rc = frame_load(&b, text);
        n_wrong += !bench_says(&b, rc, text, line, column, bad[i].words);
    }
    assert_int_equal(n_wrong, 0);
    arena_release(&b.arena);
}

/* Valid, but hardly what was meant. */
static void what_is_hardly_meant_is_warned_of(void **state)
{
    static const struct bad_case rows[] = {
        {T("ceasefire", "prohibits fire, heavy"), "heavy adds nothing"},
        {T("ceasefire", "prohibits fire, advance"), "advance adds nothing"},
        {T("exclusion_zone", "where area z; prohibits fortification"), "counts as fortification"},
        {T("no_fly", "where area z; prohibits uav, overflight"), "counts as overflight"},
        {T("storage", "sites declared; sites depot"), "the names add nothing"},
        {T("ceasefire", "prohibits fire; confidence 0.4"), "more likely kept than broken"},
        {T("exclusion_zone", "where area z; prohibits fire, military_action, heavy"), NULL},
        {T("activity_ban", "where area z; prohibits fortification"), NULL},
    };
    struct pact_bench b;

    (void)state;
    frame_init(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        frame_good(&b, rows[i].statements);
        assert_int_equal(b.diags.n, rows[i].words == NULL ? 0 : 1);
        if (rows[i].words != NULL)
            assert_non_null(strstr(b.diags.items[0].text.p, rows[i].words));
    }
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_language_allows_is_accepted),
        cmocka_unit_test(what_it_forbids_is_refused_with_its_place),
        cmocka_unit_test(what_is_hardly_meant_is_warned_of),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
