/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/fixes.h"

#include <math.h>

#include "watch/chance.h"

size_t fixes_count(const struct observation *o)
{
    return o->place.form == PLACE_TRACK ? o->place.u.track.n : 1;
}

void fixes_at(const struct observation *o, size_t i, struct place *place, struct time_span *when)
{
    const struct place_fix *f;

    if (o->place.form != PLACE_TRACK) {
        *place = o->place;
        *when = o->when;
        return;
    }
    f = &o->place.u.track.fixes[i];
    *place = (struct place){.form = PLACE_POINT,
                            .has_sigma = o->place.has_sigma,
                            .at = f->at,
                            .sigma_m = o->place.sigma_m,
                            .hae_m = f->hae_m};
    *when = (struct time_span){f->at_ms, f->at_ms};
}

enum geo_side side_across(enum geo_side side)
{
    static const enum geo_side across[] = {
        [GEO_LEFT] = GEO_RIGHT, [GEO_RIGHT] = GEO_LEFT, [GEO_BOTH_SIDES] = GEO_BOTH_SIDES};

    return across[side];
}

enum geo_side side_of_party(const struct pact_agreement *g, uint32_t line, uint32_t party)
{
    const struct pact_line *l = &g->lines[line];

    if (l->left == l->right)
        return GEO_BOTH_SIDES;
    if (l->left == party)
        return GEO_LEFT;
    return l->right == party ? GEO_RIGHT : GEO_BOTH_SIDES;
}

static double signed_m(const struct geo_line *line, enum geo_side side, struct geo_pos p)
{
    double left_m = geo_line_nearest(line, p).signed_left_m;

    return side == GEO_LEFT ? left_m : -left_m;
}

/* A point by itself; anything wider by its cloud, which is in run->cloud then. */
static double on_side(const struct term_run *run, const struct ground_line *line,
                      enum geo_side side, const struct place *p)
{
    double sum = 0;

    if (p->form == PLACE_POINT)
        return chance_below(-signed_m(line->geometry, side, p->at), 0,
                            hypot(p->sigma_m, line->accuracy_m));
    for (size_t i = 0; i < run->cloud->n; i++)
        sum +=
            run->cloud->weight[i] * chance_below(-signed_m(line->geometry, side, run->cloud->at[i]),
                                                 0, hypot(run->cloud->sigma_m, line->accuracy_m));
    return sum;
}

static enum rc spread(struct term_run *run, const struct place *p, int64_t at_ms, struct err *err)
{
    const struct geo_area *zone = NULL;
    uint32_t ix;
    enum rc rc = ground_judgeable(p, err);

    if (rc || p->form == PLACE_POINT)
        return rc;
    if (p->form == PLACE_ZONE) {
        ix = pact_area_find(run->agreement, p->u.zone);
        zone = ix == PACT_NONE ? NULL : ground_area_at(run->ground, ix, at_ms);
    }
    return place_cloud(p, zone, run->cloud, err);
}

enum rc side_of_line(struct term_run *run, uint32_t line, enum geo_side side, const struct place *p,
                     struct time_span when, struct side_chance *out, struct err *err)
{
    int64_t middle_ms = when.t0_ms + (when.t1_ms - when.t0_ms) / 2;
    struct ground_line at_middle =
        ground_line(run->ground, line, ground_line_at(run->ground, line, middle_ms));
    size_t first, n = ground_line_versions(run->ground, line, when, &first);
    struct side_chance c = {.p_min = 1, .p_max = 0, .version = at_middle.version};
    enum rc rc = spread(run, p, middle_ms, err);

    if (rc)
        return rc;
    for (size_t v = first; v < first + n; v++) {
        struct ground_line l = ground_line(run->ground, line, v);
        double share = on_side(run, &l, side, p);

        c.p_min = fmin(c.p_min, share);
        c.p_max = fmax(c.p_max, share);
    }
    c.signed_m = signed_m(at_middle.geometry, side, p->at);
    c.sigma_m =
        hypot(p->form == PLACE_POINT ? p->sigma_m : run->cloud->sigma_m, at_middle.accuracy_m);
    c.line_m = at_middle.accuracy_m;
    *out = c;
    return RC_OK;
}
