/* SPDX-License-Identifier: Apache-2.0 */
/* map_ground.h: an agreement's lines and areas on a map, as adopted. */
#pragma once

#include "pact/model.h"
#include "report/labels.h"
#include "report/map_frame.h"

/** All lines and outlined areas of all agreements. */
struct map_extent map_ground_extent(const struct pact_model *model);
/** Widen by the point of each line that is nearest to the middle of the extent. */
void map_ground_add_feet(struct map_extent *e, const struct pact_model *model);
void map_ground_draw(cairo_t *cr, const struct map_frame *f, const struct pact_model *model);
/** Names of lines and areas, and of the parties on either side of a line. */
void map_ground_names(cairo_t *cr, const struct map_frame *f, const struct pact_model *model,
                      struct labels *labels);
