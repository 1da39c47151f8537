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
