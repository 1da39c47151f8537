/* SPDX-License-Identifier: Apache-2.0 */
/* fusion_grid.h: finds, for each row of a crowded stretch of time, the rows that may be the same,
 * without looking at every pair. For fusion, and for whoever asks what fusion may
 * join. */
#pragma once

#include "watch/region.h"

/* One countable observation. */
struct fusion_row {
    struct region region;
    double t0_ms, t1_ms;   /* of the occurrence: the sound's way subtracted */
    double sigma_ms;       /* of the clock */
    double from_ms, to_ms; /* the same, widened by 3 sigma: what can overlap at all */
    uint32_t observation;
    uint32_t source; /* number of the source; FUSION_ANONYMOUS: a sensor of its own */
    uint32_t parent; /* union-find */
    bool is_linked;  /* its component has others */
    bool has_region;
    uint8_t phenomenon, detail;
};
#define FUSION_ANONYMOUS UINT32_MAX

/* Rows from * to *, in order of from_ms. */
struct fusion_rows {
    struct fusion_row *rows;
    size_t n;
    size_t n_compared;
};

/**
 * When and where an observation (with what it has from its sensor) says that it happened; without
 * its numbers of observation and source.
 */
struct fusion_row fusion_row_of(const struct pact_model *model, const struct sensor *sensor,
                                const struct observation *o);
/** Whether two rows may be of one occurrence. */
bool fusion_may_be_same(const struct fusion_row *a, const struct fusion_row *b);
uint32_t fusion_root(struct fusion_rows *r, uint32_t i);
void fusion_link(struct fusion_rows *r, uint32_t a, uint32_t b);

struct fusion_grid;
MUST_USE enum rc fusion_grid_open(struct arena *a, struct fusion_grid **out, struct err *err);
/**
 * Link all rows of [from, to) that may be the same.
 *
 * A row is compared with at most FUSION_MISSES_MAX others that are near and at its time and turn
 * out not to be the same; beyond that the next one counts as the same: the work stays bounded and
 * the minimum a lower bound. Thousands of reports from several sources about the same hours and
 * the same kilometres, none of which can be the same, are needed to get there.
 */
#define FUSION_MISSES_MAX 2048
MUST_USE enum rc fusion_grid_link(struct fusion_grid *g, struct fusion_rows *r, uint32_t from,
                                  uint32_t to, struct err *err);
