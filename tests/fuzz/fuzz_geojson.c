/* SPDX-License-Identifier: Apache-2.0 */
/* GeoJSON: any JSON is read as a geometry, as a feature, or refused with a reason. */
#include "fuzz.h"

#include "geo/geojson.h"

#include <math.h>

static void check_pos(struct geo_pos p)
{
    MUST(fabs(p.lat_deg) <= 90 && fabs(p.lon_deg) <= 180, "%g, %g", p.lat_deg, p.lon_deg);
}

static void check_geometry(const struct json *v, struct arena *a)
{
    struct geojson_geometry g;
    struct err err = {0};

    if (geojson_read(v, a, &g, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    if (g.type == GEOJSON_POINT)
        check_pos(g.point);
    for (size_t i = 0; g.type == GEOJSON_LINE && i < g.n_runs; i++)
        for (size_t j = 0; j < g.runs[i].n; j++)
            check_pos(g.runs[i].at[j]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct json root;
    const struct json *feature = NULL;

    arena_init(&a, FUZZ_ARENA_MAX);
    if (json_parse(fuzz_span(data, size), &a, &root, NULL) == RC_OK) {
        (void)geojson_check_crs(&root, NULL);
        check_geometry(&root, &a);
        if (geojson_feature(&root, SPAN(""), &feature, NULL) == RC_OK ||
            geojson_feature(&root, SPAN("a"), &feature, NULL) == RC_OK)
            check_geometry(feature, &a);
    }
    arena_release(&a);
    return 0;
}
