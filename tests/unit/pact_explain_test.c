/* SPDX-License-Identifier: Apache-2.0 */
/* What `explain` says holds the figures that a judge uses. */
#include "pact_frame.h"

#define TEXT_MAX      ((size_t)MIB)
#define T(kind, body) "term t " kind " { ref \"Article 1\"; binds a, o; " body " }"

static const struct {
    const char *statements;
    const char *words[6];
} rows[] = {
    {T("ceasefire", "prohibits fire any; from D"),
     {"t: ceasefire", "Article 1", "Binds: a (A), o (O).",
      "from 2015-02-14T22:00:00Z (00:00 of 2015-02-15 EET)", "live-fire exercises count wherever",
      NULL}},
    {T("ceasefire", "prohibits fire; confidence 0.9; assumption \"ours\"; unless x record"),
     {"From 0.9 on: violation; up to 0.1: compliant", "Assumptions of the term\n  ours",
      "x: a claim: recorded", "In force: always", "Where: everywhere", NULL}},
    {T("withdrawal", "from line l; zone-width heavy 50 km; share 1/2; complete by D+14d"),
     {"line l (l.geojson, one standard deviation 100 m)", "heavy: a violation nearer than 25 km",
      "a zone 50 km wide", "2015-03-01T22:00:00Z (24:00 of 2015-03-01 EET)", "2S1 Gvozdika", NULL}},
    {T("exclusion_zone", "where area z; prohibits tank; transit <= 30 min; except police \"few\""),
     {"Where: z (p.geojson)", "Stays of up to 30 min", "people must assess", "T-72",
      "What only people can apply", NULL}},
    {T("ceiling", "where area z; limit tank <= 75; limit heavy < 9; verified-by o"),
     {"tank: at most 75 at one time", "heavy: fewer than 9", "within 24 h", "50 km/h tracked",
      "at least 90 % of the area", NULL}},
    {"area y { band l b-side 1 km 2.5 km }\n" T("no_fly",
                                                "where area y; prohibits uav; ceiling 3 km"),
     {"y (from 1 km to 2.5 km on the right side of line l)", "at least 2 consecutive positions",
      "above mean sea level", "up to 3 km", "Orlan-10", NULL}},
    {T("line_crossing", "line m; prohibits military_forces; direction left_to_right"),
     {"from left to right", "at least 1.645 standard deviations", "line m", NULL}},
    {T("storage", "sites depot; match type; removal notice 48 h; access observer o"),
     {"Sites: depot.", "by type", "received 48 h before", "May visit: o (O)", NULL}},
    {T("notification", "activity exercise; threshold personnel >= 9000 or tank > 250; notice 42 d"),
     {"at least 9000 personnel, or more than 250 tank", "42 calendar days before the start",
      "longer than 72 h", NULL}},
    {T("freedom_of_movement", "beneficiary o; means patrol, uav; delay-threshold 15 min"),
     {"impediment of o (O)", "by patrol, uav", "shorter than 15 min", NULL}},
    {T("periodic_duty", "duty visit; every 15 d; with a, o; report-to b"),
     {"no more than 15 calendar days may pass", "24:00 of the last one is too late",
      "a clock for each: a, o", "A report goes to b", NULL}},
    {T("on_request_duty", "duty visit; within 48 h; requested-by a, b"),
     {"completed within 48 h of the request's receipt", "May ask: a, b", NULL}},
    {T("composition", "requires contributor a personnel >= 5 share >= 0.05 in each sector; "
                      "contributors exclude b; personnel about 1250"),
     {"a must be there, at least 5 people, with at least 5 % of all, in each sector",
      "These may not contribute: b", "about 1250 people", "not pledged", NULL}},
    {T("consent_mandate", "authority unga; consent a; term 6 months; notice 90 d; tasks patrol"),
     {"for no more than 6 months each", "These must have consented: a", "for 90 calendar days more",
      "among patrol", NULL}},
    {T("dispersion", "presence in >= 0.5 of area \"two.geojson\"; max-gap 3 d"),
     {"At least 50 % of 2 areas", "more than 3 calendar days", NULL}},
    {T("consent_mandate", "authority unsc_chapter_vii"),
     {"Chapter VII stands without the host's consent", NULL}},
    {T("tripwire",
       "each axis \"axes.geojson\"; requires contributors a and >= 3 members; every 1 d"),
     {"On each of 1 axes", "at least 3 different contributors", "every 1 calendar day.", NULL}},
    {T("declaration", "due 2026-07-10; subject personnel; tolerance 0.1; reply-period 7 d"),
     {"(24:00 of 2026-07-10", "more than 10 %", "without a reply within 7 calendar days", NULL}},
    {T("inspection", "by o; quota passive 6 per 1 years; arrive within 36 h of request; "
                     "denial force_majeure"),
     {"A party must accept 6 within 12 months", "within 36 h of the request", "force_majeure",
      NULL}},
    {T("demobilisation", "milestone D+90d 0.3; basis declared_strength; requires base"),
     {"30 % before", "the strength that the party declared", "once these are met: base", NULL}},
    {T("exchange", "principle one_for_one; names verified; complete by 2026-07-10"),
     {"as many as the other party releases", "that are verified", "(24:00 of 2026-07-10", NULL}},
    {T("foreign_forces", "prohibits mercenary"),
     {"checked but not judged yet: its verdict is needs_assessment", NULL}},
    {"assumption \"of the text\"\n" T("milestone", "milestone D+90d 0.3"),
     {"Assumptions of the whole text\n  of the text", "30 % before", NULL}},
};

static void every_kind_is_explained_with_its_figures(void **state)
{
    struct pact_bench b;
    struct buf text;
    struct err err = {0};

    (void)state;
    frame_init(&b);
    buf_init(&text, TEXT_MAX);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct buf flat; /* lines are broken anywhere: a blank is a blank */

        frame_good(&b, rows[i].statements);
        buf_clear(&text);
        assert_ok(pact_explain(b.pact, SPAN("t"), &text, &err));
        buf_init(&flat, TEXT_MAX);
        for (size_t k = 0; k < text.n; k++)
            if (text.p[k] != ' ' && text.p[k] != '\n')
                buf_putc(&flat, text.p[k]);
        for (size_t k = 0; rows[i].words[k] != NULL; k++) {
            struct buf wanted;

            buf_init(&wanted, TEXT_MAX);
            for (const char *c = rows[i].words[k]; *c != '\0'; c++)
                if (*c != ' ' && *c != '\n')
                    buf_putc(&wanted, *c);
            if (strstr(flat.p, wanted.p) == NULL)
                fail_msg("\"%s\" is not in:\n%s", rows[i].words[k], text.p);
            buf_release(&wanted);
        }
        buf_release(&flat);
    }
    buf_release(&text);
    arena_release(&b.arena);
}

static void lines_are_no_longer_than_a_hundred_columns(void **state)
{
    struct pact_bench b;
    struct buf text;
    struct span rest;
    struct err err = {0};

    (void)state;
    frame_init(&b);
    buf_init(&text, TEXT_MAX);
    frame_good(&b, T("exclusion_zone", "where area z; prohibits military_aircraft, heavy, tank"));
    assert_ok(pact_explain(b.pact, SPAN("t"), &text, &err));
    for (rest = buf_span(&text); rest.n > 0;)
        assert_true(span_cut(&rest, '\n').n <= 100);
    buf_release(&text);
    arena_release(&b.arena);
}

static void an_unknown_term_gets_a_suggestion(void **state)
{
    struct pact_bench b;
    struct buf text;
    struct err err = {0};

    (void)state;
    frame_init(&b);
    buf_init(&text, TEXT_MAX);
    frame_good(&b, "");
    assert_int_equal(pact_explain(b.pact, SPAN("bsae"), &text, &err), RC_ABSENT);
    assert_note("did you mean base");
    assert_int_equal(text.n, 0);
    assert_int_equal(pact_explain(b.pact, SPAN("something.else"), &text, &err), RC_ABSENT);
    buf_release(&text);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_explained_with_its_figures),
        cmocka_unit_test(lines_are_no_longer_than_a_hundred_columns),
        cmocka_unit_test(an_unknown_term_gets_a_suggestion),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
