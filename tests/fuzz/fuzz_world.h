/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_world.h: what parsers of agreements and rows refer to, without a file of the system: one
 * geometry, one time zone, the built-in equipment. */
#pragma once

#include "fuzz.h"

#include "pact/equipment.h"
#include "pact/pact.h"

static const char fuzz_geometry[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"id\":\"river\",\"properties\":{},\"geometry\":{\"type\":"
    "\"LineString\",\"coordinates\":[[69.3,46.21],[70,46.17],[70.7,46.16]]}},"
    "{\"type\":\"Feature\",\"id\":\"brook\",\"properties\":{},\"geometry\":{\"type\":"
    "\"LineString\",\"coordinates\":[[69.3,46.3],[70.7,46.3]]}},"
    "{\"type\":\"Feature\",\"id\":\"valley\",\"properties\":{},\"geometry\":{\"type\":"
    "\"Polygon\",\"coordinates\":[[[69.2,45.7],[70.8,45.7],[70.8,46.7],[69.2,46.7],"
    "[69.2,45.7]]]}}]}";

/* A TZif file without transitions, by the rule of Kyiv. */
static const char fuzz_tzif[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
                                "\0\0\0\0\0\0LMT\0"
                                "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
                                "\0\0\0\0\0\0LMT\0"
                                "\nEET-2EEST,M3.5.0/3,M10.5.0/4\n";

static inline enum rc fuzz_read_geometry(void *context, struct span name, struct arena *a,
                                         struct span *out, struct err *err)
{
    (void)context, (void)a;
    if (span_is(name, "missing"))
        return err_set(err, RC_ABSENT, "there is no such file");
    *out = SPAN(fuzz_geometry);
    return RC_OK;
}

static inline enum rc fuzz_read_zone(void *context, struct span name, struct arena *a,
                                     struct span *out, struct err *err)
{
    (void)context, (void)a, (void)err, (void)name;
    *out = SPAN(fuzz_tzif);
    return RC_OK;
}

/** The built-in table, read once and kept. */
static inline const struct equipment *fuzz_equipment(void)
{
    static struct arena kept;
    static const struct equipment *equipment;
    struct span text = equipment_builtin_text();
    struct err err = {0};

    if (equipment == NULL) {
        arena_init(&kept, FUZZ_ARENA_MAX);
        MUST(equipment_read(&text, 1, &kept, &equipment, &err) == RC_OK, "%s", err.note);
    }
    return equipment;
}

static inline struct pact_sources fuzz_sources(void)
{
    return (struct pact_sources){.files = {.read = fuzz_read_geometry},
                                 .zones = {.read = fuzz_read_zone},
                                 .equipment = fuzz_equipment()};
}

/* One term of each kind that is judged. */
static const char fuzz_agreement[] =
    "pact 1\n"
    "agreement a {\n"
    "  title \"A\"\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2020-07-01T00:00\n"
    "  party n { name \"N\" }\n"
    "  party s { name \"S\" }\n"
    "  observer o { name \"O\" }\n"
    "  line river { geometry \"g#river\"; left n; right s; accuracy 50 m }\n"
    "  area valley { geometry \"g#valley\" }\n"
    "  area air { buffer river 10 km both-sides }\n"
    "  area limit { band river n-side 15 km 40 km }\n"
    "  category heavy { class artillery, mortar; calibre >= 100 mm }\n"
    "  category tank { class main_battle_tank }\n"
    "  term t.1 ceasefire { ref \"1\"; binds n, s; where area valley; from D; prohibits fire any;"
    " unless self_defence_claimed record }\n"
    "  term t.2 withdrawal { ref \"2\"; binds n, s; from line river; distance heavy 15 km; complete"
    " by D+30d }\n"
    "  term t.3 exclusion_zone { ref \"3\"; binds n, s; where area limit; prohibits personnel,"
    " equipment; except observer o; except permit }\n"
    "  term t.4 ceiling { ref \"4\"; binds n; where area limit; limit tank <= 1; limit heavy <= 2;"
    " simultaneity 12 h }\n"
    "  term t.5 no_fly { ref \"5\"; binds n, s; where area air; prohibits combat_aircraft, uav;"
    " except observer o }\n"
    "  term t.6 line_crossing { ref \"6\"; binds n, s; line river; prohibits military_forces; "
    "except"
    " permit }\n"
    "  term t.7 storage { ref \"7\"; binds n, s; sites declared; match serial; access observer o;"
    " removal notice 48 h }\n"
    "  term t.8 notification { ref \"8\"; binds n, s; activity exercise; threshold personnel >="
    " 1000 or tank >= 20; notice 14 calendar_days; aggregate common_command }\n"
    "  term t.9 freedom_of_movement { ref \"9\"; binds n, s; beneficiary o; means patrol, uav;"
    " delay-threshold 15 min }\n"
    "}\n";

/** What was agreed, loaded once and kept. */
static inline const struct pact_model *fuzz_model(void)
{
    static struct arena kept;
    static const struct pact *pact;
    struct pact_sources from = fuzz_sources();
    struct pact_diags diags = {0};
    struct err err = {0};

    if (pact == NULL) {
        arena_init(&kept, FUZZ_ARENA_MAX);
        MUST(pact_load(SPAN(fuzz_agreement), &from, &kept, &pact, &diags, &err) == RC_OK, "%.*s",
             (int)(diags.n == 0 ? 0 : diags.items[0].text.n),
             diags.n == 0 ? "" : diags.items[0].text.p);
    }
    return pact_model(pact);
}
