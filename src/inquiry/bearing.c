/* SPDX-License-Identifier: Apache-2.0 */
#include "inquiry/bearing.h"

#include <math.h>

/* Beyond this a correction is a slip of the pen: declinations stay below it outside the polar caps.
 */
#define CORRECTION_MAX_DEG 60.0

static const char *const units[] = {"deg", "mil6400", "mil6000", NULL};
static const double circles[] = {360, 6400, 6000};
static const char *const norths[] = {"true", "magnetic", "grid", NULL};
static const char *const senses[] = {"to_gun", "flight", NULL};
static const char *const qualities[] = {"good", "fair", "poor", NULL};
static const double floors_deg[] = {5, 10, 15};

static enum rc find(const char *const *words, const char *what, struct span word, unsigned *out,
                    struct err *err)
{
    struct buf list;

    for (unsigned i = 0; words[i] != NULL; i++)
        if (span_is(word, words[i])) {
            *out = i;
            return RC_OK;
        }
    buf_init(&list, 128);
    for (unsigned i = 0; words[i] != NULL; i++)
        buf_printf(&list, "%s%s", i > 0 ? ", " : "", words[i]);
    (void)err_set(err, RC_UNKNOWN, "\"%.*s\" is no %s of a bearing: %.*s", SPAN_ARG(word), what,
                  SPAN_ARG(buf_span(&list)));
    buf_release(&list);
    return RC_UNKNOWN;
}

enum rc bearing_unit_find(struct span word, enum bearing_unit *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc;

    if (span_is(word, "mil"))
        return err_set(err, RC_UNKNOWN,
                       "\"mil\" may be one of 6400 or of 6000 to the circle: say mil6400 or "
                       "mil6000");
    rc = find(units, "unit", word, &i, err);
    if (!rc)
        *out = (enum bearing_unit)i;
    return rc;
}

enum rc bearing_north_find(struct span word, enum bearing_north *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc = find(norths, "north", word, &i, err);

    if (!rc)
        *out = (enum bearing_north)i;
    return rc;
}

enum rc bearing_sense_find(struct span word, enum bearing_sense *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc = find(senses, "sense", word, &i, err);

    if (!rc)
        *out = (enum bearing_sense)i;
    return rc;
}

enum rc bearing_quality_find(struct span word, enum bearing_quality *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc = find(qualities, "quality", word, &i, err);

    if (!rc)
        *out = (enum bearing_quality)i;
    return rc;
}

static enum rc check(const struct bearing_reading *r, struct err *err)
{
    double circle = circles[r->unit];

    if (!(r->value >= 0 && r->value <= circle))
        return err_set(err, RC_RANGE, "a bearing in %s lies from 0 to %.0f", units[r->unit],
                       circle);
    if (!isnan(r->sigma) && !(r->sigma > 0 && r->sigma <= circle / 2))
        return err_set(err, RC_RANGE, "the sigma of a bearing must lie above 0 and be at most %.0f",
                       circle / 2);
    if (r->north == BEARING_TRUE && !isnan(r->correction_deg))
        return err_set(err, RC_INPUT,
                       "a bearing from true north has no declination or convergence: say which "
                       "north was meant");
    if (r->north != BEARING_TRUE && isnan(r->correction_deg))
        return err_set(err, RC_INPUT, "a bearing from %s north needs the %s at that place and time",
                       norths[r->north],
                       r->north == BEARING_MAGNETIC ? "declination" : "convergence");
    if (r->north != BEARING_TRUE && !(fabs(r->correction_deg) <= CORRECTION_MAX_DEG))
        return err_set(err, RC_RANGE, "a declination or convergence lies within %.0f degrees",
                       CORRECTION_MAX_DEG);
    return RC_OK;
}

enum rc bearing_of(const struct bearing_reading *r, struct bearing *out, struct err *err)
{
    enum rc rc = check(r, err);
    double deg, sigma_deg, floor_deg;

    if (rc)
        return rc;
    deg = r->value / circles[r->unit] * 360;
    if (r->north != BEARING_TRUE)
        deg += r->correction_deg;
    if (r->sense == BEARING_FLIGHT)
        deg += 180;
    deg = fmod(deg + 720, 360);
    floor_deg = floors_deg[r->quality];
    sigma_deg = isnan(r->sigma) ? floor_deg : r->sigma / circles[r->unit] * 360;
    *out = (struct bearing){.azimuth_deg = deg,
                            .sigma_deg = fmax(sigma_deg, floor_deg),
                            .is_widened = sigma_deg < floor_deg};
    return RC_OK;
}

void bearing_put(struct buf *b, const struct bearing_reading *r, const struct bearing *made)
{
    buf_printf(b, "measured %.6g %s from %s north", r->value, units[r->unit], norths[r->north]);
    if (r->north != BEARING_TRUE)
        buf_printf(b, " (%s %+.1f°)", r->north == BEARING_MAGNETIC ? "declination" : "convergence",
                   r->correction_deg);
    buf_puts(b, r->sense == BEARING_FLIGHT ? ", as the direction of flight" : ", to the gun");
    buf_printf(b, ": the gun lies at %.1f° ± %.1f° true", made->azimuth_deg, made->sigma_deg);
    if (made->is_widened)
        buf_printf(b, " (a smaller error was stated than a crater of %s quality allows)",
                   qualities[r->quality]);
}
