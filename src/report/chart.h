/* SPDX-License-Identifier: Apache-2.0 */
/* chart.h: the timeline of a run: a row for each term, a bar for each hour or day, and below them
 * what could be seen. One drawing for every cairo surface.
 *
 * A bar is filled up to the least number and hollow up to the greatest; what is not decided hangs
 * below the line, lighter, and is never added. */
#pragma once

#include "report/findings.h"
#include "report/svg.h"

#define CHART_WIDTH      960.0
#define CHART_ROWS_MAX   12
#define CHART_STRIPS_MAX 5

/* Declared coverage of one area: the share seen in each bucket, sources joined. */
struct chart_strip {
    struct span area;
    double seen[TIMELINE_BUCKETS_MAX];
};

/* Read freely. */
struct chart {
    const struct findings *findings;
    size_t rows[CHART_ROWS_MAX]; /* of the timeline */
    size_t n_rows, n_left_out;   /* terms that found no room */
    struct chart_strip strips[CHART_STRIPS_MAX];
    size_t n_strips;
    double strips_y, axis_y, height;
};

/** Choose what to draw; false: no violation and nothing undecided. */
bool chart_plan(struct chart *c, const struct findings *f, const struct docket *d);
struct drawing chart_drawing(const struct chart *c);
/** "hour", "three hours", …: what a bar is of. */
struct span chart_unit_word(const struct findings *f);
void chart_put_words(struct buf *b, const struct chart *c);
