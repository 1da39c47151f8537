/* SPDX-License-Identifier: Apache-2.0 */
/* MGRS: the centre of a cell, written with as many digits, names a cell that holds it. */
#include "fuzz.h"

#include "geo/mgrs.h"

#include <math.h>

#define CELL_MIN_M 1.0

static void check_centre(struct geo_pos centre, double cell_m)
{
    struct buf b;
    struct geo_pos again;
    double again_m;
    struct err err = {0};
    int digits = (int)lround(5 - log10(cell_m / CELL_MIN_M));

    MUST(fabs(centre.lat_deg) <= 90 && fabs(centre.lon_deg) <= 180, "%g, %g", centre.lat_deg,
         centre.lon_deg);
    if (digits < 1)
        return; /* a bare square of 100 km */
    buf_init(&b, 100);
    mgrs_put(&b, centre, digits);
    MUST(mgrs_parse(buf_span(&b), &again, &again_m, &err) == RC_OK, "%s: %s", b.p, err.note);
    MUST(again_m == cell_m && geo_distance_m(centre, again) < cell_m, "%s is %g m away", b.p,
         geo_distance_m(centre, again));
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct geo_pos centre;
    double cell_m;
    struct err err = {0};

    if (mgrs_parse(fuzz_span(data, size), &centre, &cell_m, &err) == RC_OK)
        check_centre(centre, cell_m);
    else
        MUST(err.note[0] != '\0', "refused without a word");
    return 0;
}
