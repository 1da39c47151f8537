/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "watch/chance.h"
#include "watch/withdrawal.h"

static const double whole[1] = {1};

static void measure_fixes(const struct place *p, struct measure *out)
{
    for (size_t i = 0; i < out->n; i++)
        out->left_m[i] = geo_line_nearest(out->line.geometry, p->u.track.fixes[i].at).signed_left_m;
}

static enum rc measure_cloud(struct term_run *run, const struct judging *j, struct measure *out,
                             struct err *err)
{
    const struct place *p = j->act.place;
    const struct geo_area *zone = NULL;
    enum rc rc;

    if (p->form == PLACE_ZONE) {
        uint32_t ix = pact_area_find(run->agreement, p->u.zone);
        int64_t middle_ms = j->act.when.t0_ms + (j->act.when.t1_ms - j->act.when.t0_ms) / 2;

        if (ix != PACT_NONE)
            zone = ground_area_at(run->ground, ix, middle_ms);
    }
    rc = place_cloud(p, zone, run->cloud, err);
    if (rc)
        return rc;
    out->n = run->cloud->n;
    out->weight = run->cloud->weight;
    out->sigma_m = hypot(run->cloud->sigma_m, out->line.accuracy_m);
    for (size_t i = 0; i < out->n; i++)
        out->left_m[i] = geo_line_nearest(out->line.geometry, run->cloud->at[i]).signed_left_m;
    return RC_OK;
}

enum rc withdrawal_measure(struct term_run *run, size_t version, const struct judging *j,
                           double *left_m, struct measure *out, struct err *err)
{
    const struct place *p = j->act.place;
    struct measure m = {.line = ground_line(run->ground, run->term->u.withdrawal.line, version),
                        .left_m = left_m,
                        .weight = whole,
                        .n = 1};
    enum rc rc = ground_judgeable(p, err);

    if (rc)
        return rc;
    m.sigma_m = hypot(p->sigma_m, m.line.accuracy_m);
    if (p->form == PLACE_POINT) {
        left_m[0] = geo_line_nearest(m.line.geometry, p->at).signed_left_m;
    } else if (p->form == PLACE_TRACK) {
        m.is_track = true;
        m.n = p->u.track.n;
        if (m.n > CLOUD_MAX)
            m.left_m = arena_array(run->scratch, m.n, sizeof(*m.left_m), err);
        if (m.left_m == NULL)
            return RC_LIMIT;
        measure_fixes(p, &m);
    } else {
        rc = measure_cloud(run, j, &m, err);
    }
    if (rc == RC_OK)
        *out = m;
    return rc;
}

static struct chance one_within(const struct measure *m, size_t i, enum own_side side,
                                double limit_m)
{
    double d = side == OWN_UNKNOWN ? fabs(m->left_m[i]) : (double)side * m->left_m[i];
    double p = chance_below(d, limit_m, m->sigma_m);

    if (side != OWN_UNKNOWN)
        return (struct chance){p, p};
    return (struct chance){p - chance_below(d, -limit_m, m->sigma_m), p};
}

struct chance withdrawal_within(const struct measure *m, enum own_side side, double limit_m)
{
    struct chance out = {0, 0};

    for (size_t i = 0; i < m->n; i++) {
        struct chance c = one_within(m, i, side, limit_m);

        if (m->is_track) {
            out.min = fmax(out.min, c.min);
            out.max = fmax(out.max, c.max);
        } else {
            out.min += m->weight[i] * c.min;
            out.max += m->weight[i] * c.max;
        }
    }
    return out;
}

double withdrawal_distance_m(const struct measure *m, enum own_side side, const struct place *p)
{
    double least_m = INFINITY;

    if (!m->is_track && m->n > 1) {
        double left_m = geo_line_nearest(m->line.geometry, p->at).signed_left_m;

        return side == OWN_UNKNOWN ? fabs(left_m) : (double)side * left_m;
    }
    for (size_t i = 0; i < m->n; i++)
        least_m =
            fmin(least_m, side == OWN_UNKNOWN ? fabs(m->left_m[i]) : (double)side * m->left_m[i]);
    return least_m;
}

bool withdrawal_track_returns(const struct measure *m, enum own_side side, double limit_m,
                              double confidence)
{
    bool was_beyond = false;

    for (size_t i = 0; m->is_track && i < m->n; i++) {
        struct chance c = one_within(m, i, side, limit_m);
        enum verdict_word w = verdict_of_bounds(c.min, c.max, confidence);

        if (w == VERDICT_VIOLATION && was_beyond)
            return true;
        was_beyond = was_beyond || w == VERDICT_COMPLIANT;
    }
    return false;
}
