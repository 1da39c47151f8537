/* SPDX-License-Identifier: Apache-2.0 */
/* Gazetteers: the first line of the input is a name to look up in the table that is the rest. */
#include "fuzz.h"

#include "watch/gazetteer.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span table = fuzz_span(data, size);
    struct span name = span_cut(&table, '\n');
    const struct gazetteer *g;
    struct geo_pos p;
    struct err err = {0};
    struct arena a;

    arena_init(&a, FUZZ_ARENA_MAX);
    if (gazetteer_read(table, &a, &g, &err) != RC_OK)
        MUST(err.note[0] != '\0', "refused without a word");
    else if (gazetteer_find(g, name, &p, &err) == RC_OK)
        MUST(fabs(p.lat_deg) <= 90 && fabs(p.lon_deg) <= 180, "%g, %g", p.lat_deg, p.lon_deg);
    else
        MUST(err.note[0] != '\0', "not found without a word");
    arena_release(&a);
    return 0;
}
