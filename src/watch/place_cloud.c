/* SPDX-License-Identifier: Apache-2.0 */
/* place_cloud.c: a place as weighted positions. Cells of equal mass, their middles taken, so that a
 * probability over the cloud is right to about one in n. */
#include "watch/docket.h"

#include <assert.h>
#include <math.h>

/* A sector is cut into as many rings as wedges: 32 x 32 fills the cloud. */
#define SECTOR_RINGS  32
#define SECTOR_WEDGES 32
/* One sample asks GEOS for a grid; this is far above what 1024 positions need. */
#define SAMPLE_BYTES ((size_t)64 * 1024 * 1024)

_Static_assert(SECTOR_RINGS *SECTOR_WEDGES <= CLOUD_MAX, "a sector must fit a cloud");

/* Inverse of the standard normal distribution, by bisection of erfc: 32 values a cloud, so that
 * speed does not matter and a table of coefficients is not worth its risk. */
static double normal_quantile(double p)
{
    double low = -8, high = 8;

    for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;

        if (0.5 * erfc(-middle / sqrt(2.0)) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

/* Bearing of the i-th of n wedges of equal mass. */
static double wedge_bearing_deg(const struct place_sector *s, size_t i, size_t n)
{
    double share = ((double)i + 0.5) / (double)n;

    if (s->bearing_sigma_deg > 0)
        return s->centre_deg + s->bearing_sigma_deg * normal_quantile(share);
    return s->centre_deg + s->half_width_deg * (2 * share - 1);
}

/* Range of the i-th of n rings of equal mass: uniform over the area for a sector of words, uniform
 * in distance for a measured bearing. */
static double ring_range_m(const struct place_sector *s, size_t i, size_t n)
{
    double share = ((double)i + 0.5) / (double)n;
    double a = s->range_min_m, b = s->range_max_m;

    if (s->bearing_sigma_deg > 0)
        return a + (b - a) * share;
    return sqrt(a * a + (b * b - a * a) * share);
}

static void spread_sector(const struct place_sector *s, struct cloud *out)
{
    size_t rings = s->range_max_m > s->range_min_m ? SECTOR_RINGS : 1;
    size_t wedges = s->half_width_deg > 0 || s->bearing_sigma_deg > 0 ? SECTOR_WEDGES : 1;

    out->n = 0;
    for (size_t w = 0; w < wedges; w++) {
        double bearing_deg = wedge_bearing_deg(s, w, wedges);

        for (size_t r = 0; r < rings; r++) {
            out->at[out->n] = geo_move(s->from, bearing_deg, ring_range_m(s, r, rings));
            out->weight[out->n++] = 1.0 / (double)(rings * wedges);
        }
    }
    out->sigma_m = s->from_sigma_m;
}

static enum rc spread_area(const struct geo_area *area, struct cloud *out, struct err *err)
{
    struct arena scratch;
    struct geo_pos *at = NULL;
    size_t n = 0;
    enum rc rc;

    arena_init(&scratch, SAMPLE_BYTES);
    rc = geo_area_sample(area, CLOUD_MAX, &scratch, &at, &n, err);
    if (rc)
        goto out;
    if (n == 0) {
        rc = err_set(err, RC_ABSENT,
                     "the place is a band or a side of a line, which has no end to spread over");
        goto out;
    }
    out->n = n < CLOUD_MAX ? n : CLOUD_MAX;
    for (size_t i = 0; i < out->n; i++) {
        out->at[i] = at[i * n / out->n]; /* every k-th where there are too many */
        out->weight[i] = 1.0 / (double)out->n;
    }
out:
    arena_release(&scratch);
    return rc;
}

enum rc place_cloud(const struct place *p, const struct geo_area *zone, struct cloud *out,
                    struct err *err)
{
    enum rc rc = RC_OK;

    switch (p->form) {
    case PLACE_POINT:
        out->n = 1;
        out->at[0] = p->at;
        out->weight[0] = 1;
        out->sigma_m = p->sigma_m;
        break;
    case PLACE_SECTOR:
        spread_sector(p->u.sector, out);
        break;
    case PLACE_ZONE:
        if (zone == NULL)
            return err_set(err, RC_ABSENT, "the agreement has no area \"%.*s\"",
                           SPAN_ARG(p->u.zone));
        rc = spread_area(zone, out, err);
        if (rc == RC_OK)
            out->sigma_m = p->sigma_m;
        break;
    case PLACE_GEOMETRY:
        rc = spread_area(p->u.area, out, err);
        if (rc == RC_OK)
            out->sigma_m = p->sigma_m;
        break;
    case PLACE_NONE:
        return err_set(err, RC_ABSENT, "no place is stated");
    case PLACE_TRACK:
        return err_set(err, RC_ABSENT, "a track has no one place: its fixes are judged");
    }
    assert(rc != RC_OK || (out->n > 0 && out->n <= CLOUD_MAX));
    return rc;
}
