/* SPDX-License-Identifier: Apache-2.0 */
/* map.h: the map of a run: the agreement's lines and areas, and where its verdicts lie. One drawing
 * for every cairo surface; no base map, so that nothing on it is claimed but what was agreed and
 * seen. */
#pragma once

#include "report/findings.h"
#include "report/map_frame.h"
#include "report/map_symbols.h"
#include "report/svg.h"

#define MAP_WIDTH 960.0

/* Where a spot lies on the sheet, and where its symbol stands: beside it where others are. */
struct map_mark {
    double x, y, at_x, at_y;
};

/* Read freely. */
struct map {
    const struct findings *findings;
    struct map_frame frame;
    struct map_legend legend;
    double height;
    uint64_t n_outside;     /* verdicts beyond the sheet */
    struct map_mark *marks; /* one for each spot */
};

/**
 * Choose the ground to show, and where symbols stand.
 *
 * fails  RC_ABSENT: there is neither a line, an area nor a verdict to draw; RC_LIMIT
 */
MUST_USE enum rc map_plan(struct map *m, const struct findings *f, struct arena *a,
                          struct err *err);
struct drawing map_drawing(const struct map *m);
/** The text alternative: what a reader who cannot see it should know. */
void map_put_words(struct buf *b, const struct map *m);
