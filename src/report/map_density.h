/* SPDX-License-Identifier: Apache-2.0 */
/* map_density.h: where a projectile came from, as a map of density: never one point. */
#pragma once

#include "inquiry/origin.h"
#include "report/map_ground.h"
#include "report/svg.h"

/* Read freely; the origin and the model are the caller's. */
struct density_map {
    const struct origin *origin;
    const struct pact_model *model;
    struct map_frame frame;
};

/** Choose the ground: the impact, all that holds 95 % of the probability, and the nearest lines. */
void density_map_plan(struct density_map *m, const struct origin *o,
                      const struct pact_model *model);
struct drawing density_map_drawing(const struct density_map *m);
/** The text alternative. */
void density_map_put_words(struct buf *b, const struct origin *o);
