/* SPDX-License-Identifier: Apache-2.0 */
/* compass.c: the sixteen points; pure. */
#include "geo/compass.h"

#include <math.h>

#define N_POINTS 16

/* In order of bearing, 22.5° apart; the NULL ends the list for span_nearest. */
static const char *const points[N_POINTS + 1] = {"N",  "NNE", "NE", "ENE", "E",  "ESE",
                                                 "SE", "SSE", "S",  "SSW", "SW", "WSW",
                                                 "W",  "WNW", "NW", "NNW", NULL};

enum rc compass_sector(struct span word, double *centre_deg, double *half_width_deg,
                       struct err *err)
{
    const char *near;

    for (int i = 0; i < N_POINTS; i++) {
        if (!span_eq_nocase(word, span_of(points[i])))
            continue;
        *centre_deg = 22.5 * i;
        *half_width_deg = word.n == 3 ? 11.25 : 22.5;
        return RC_OK;
    }
    near = span_nearest(word, points);
    return err_set(
        err, RC_UNKNOWN,
        "\"%.*s\" is no compass point; one of the 16 is wanted: N, NNE, NE, ENE, …%s%s%s",
        SPAN_ARG(word), near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
        near == NULL ? "" : "?");
}

const char *compass_word(double bearing_deg)
{
    double turns = bearing_deg / 22.5;

    if (!isfinite(turns))
        return "";
    /* fmod keeps the sign, so one more full turn makes it positive */
    return points[(long)(fmod(floor(turns + 0.5), N_POINTS) + N_POINTS) % N_POINTS];
}
