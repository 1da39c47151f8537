/* SPDX-License-Identifier: Apache-2.0 */
/* distinct.c: what excludes that two things are one. Pure. */
#include "watch/distinct.h"

/* Position errors and clocks may be off by so many sigma before anything counts as proven. */
#define SIGMAS 3.0
/* Calibres noted by eye may differ by this share and still be of one weapon. */
#define CALIBRE_SHARE 0.1
/* No way on the surface is longer than its chord by more than a half circle is. */
#define ARC_PER_CHORD_MAX 1.5708

static const char *const tracked_classes[] = {"main_battle_tank", "light_tank", NULL};
static const char *const flying_mobility[] = {"fixed_wing", "rotary_wing", NULL};

static bool is_one_of(struct span word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (span_is(word, *words))
            return true;
    return false;
}

static struct span class_of(const struct pact_thing *t)
{
    return t->type != NULL ? t->type->class_name : t->class_name;
}

static double calibre_of(const struct pact_thing *t)
{
    return t->type != NULL && !isnan(t->type->calibre_mm) ? t->type->calibre_mm : t->calibre_mm;
}

struct distinct_spot distinct_spot_at(struct geo_pos at, double sigma_m, struct time_span when,
                                      double clock_sigma_s)
{
    return (struct distinct_spot){.at = at,
                                  .point = earth_point(at),
                                  .sigma_m = sigma_m,
                                  .when = when,
                                  .clock_sigma_s = clock_sigma_s};
}

static double guess_speed_mps(const struct pact_thing *t, double v_tracked_mps,
                              double v_wheeled_mps)
{
    struct span mobility = t->type != NULL ? t->type->mobility : span_none();

    if (is_one_of(class_of(t), pact_aircraft_classes) || is_one_of(mobility, flying_mobility))
        return INFINITY;
    if (span_is(mobility, "tracked"))
        return v_tracked_mps;
    if (mobility.n == 0 && is_one_of(class_of(t), tracked_classes))
        return v_tracked_mps;
    return fmax(v_tracked_mps, v_wheeled_mps);
}

double distinct_speed_mps(const struct item_guess *guesses, uint32_t n, double v_tracked_mps,
                          double v_wheeled_mps)
{
    double most = 0;

    if (n == 0)
        return fmax(v_tracked_mps, v_wheeled_mps);
    for (uint32_t i = 0; i < n; i++)
        if (guesses[i].p > 0)
            most = fmax(most, guess_speed_mps(&guesses[i].thing, v_tracked_mps, v_wheeled_mps));
    return most;
}

static bool looks_like(const struct equipment_type *a, const struct equipment_type *b)
{
    for (size_t i = 0; i < a->n_look_alikes; i++)
        if (span_eq(a->look_alikes[i], b->model))
            return true;
    return false;
}

static bool things_agree(const struct pact_thing *a, const struct pact_thing *b)
{
    double calibre_a_mm = calibre_of(a), calibre_b_mm = calibre_of(b);

    if (a->type != NULL && b->type != NULL)
        return span_eq(a->type->model, b->type->model) || looks_like(a->type, b->type) ||
               looks_like(b->type, a->type);
    if (class_of(a).n > 0 && class_of(b).n > 0 && !span_eq(class_of(a), class_of(b)))
        return false;
    /* false for an unknown calibre */
    return !(fabs(calibre_a_mm - calibre_b_mm) > CALIBRE_SHARE * fmax(calibre_a_mm, calibre_b_mm));
}

bool distinct_kinds_agree(const struct item_guess *a, uint32_t n_a, const struct item_guess *b,
                          uint32_t n_b)
{
    if (n_a == 0 || n_b == 0)
        return n_a == n_b; /* people are no equipment */
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t k = 0; k < n_b; k++)
            if (a[i].p > 0 && b[k].p > 0 && things_agree(&a[i].thing, &b[k].thing))
                return true;
    return false;
}

static bool is_farther(const struct distinct_spot *a, const struct distinct_spot *b, double limit_m)
{
    double chord_m = vec_length(vec_sub(a->point, b->point));

    if (chord_m > limit_m)
        return true;
    if (chord_m * ARC_PER_CHORD_MAX < limit_m)
        return false;
    if (chord_m <= EARTH_ARC_MAX_M)
        return earth_arc_m(a->point, b->point) > limit_m;
    return geo_distance_m(a->at, b->at) > limit_m;
}

static bool excludes(const struct distinct_spot *a, const struct distinct_spot *b, double v_mps)
{
    double earliest_a = (double)a->when.t0_ms, latest_a = (double)a->when.t1_ms;
    double earliest_b = (double)b->when.t0_ms, latest_b = (double)b->when.t1_ms;
    double dt_s = fmax(latest_a - earliest_b, latest_b - earliest_a) / (double)MS_PER_S +
                  SIGMAS * hypot(a->clock_sigma_s, b->clock_sigma_s);
    double limit_m =
        v_mps * dt_s + SIGMAS * hypot(a->sigma_m, b->sigma_m) + a->reach_m + b->reach_m;

    return isfinite(limit_m) && is_farther(a, b, limit_m);
}

bool distinct_proven(const struct distinct_thing *a, const struct distinct_thing *b)
{
    double v_mps = fmin(a->v_max_mps, b->v_max_mps);

    if (a->identity != DISTINCT_UNNAMED && a->identity == b->identity)
        return false;
    if (a->sighting == b->sighting)
        return true;
    if (a->identity != DISTINCT_UNNAMED && b->identity != DISTINCT_UNNAMED)
        return true;
    if (!distinct_kinds_agree(a->guesses, a->n_guesses, b->guesses, b->n_guesses))
        return true;
    for (uint32_t i = 0; i < a->n_spots; i++)
        for (uint32_t k = 0; k < b->n_spots; k++)
            if (excludes(&a->spots[i], &b->spots[k], v_mps))
                return true;
    return false;
}
