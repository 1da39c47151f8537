/* SPDX-License-Identifier: Apache-2.0 */
/* spots.h: where verdicts lie, gathered into a bounded number of map symbols: verdicts of one kind,
 * party and word that would be drawn on top of each other become one symbol with a number. Pure. */
#pragma once

#include "base/table.h"
#include "geo/area.h"
#include "watch/verdict.h"

#define SPOTS_MAX      2048 /* while verdicts pass */
#define SPOTS_DRAWN    350  /* at most, in the end */
#define SPOT_LABEL_MAX 64

/* What a symbol tells about the term and the thing seen. */
enum spot_symbol {
    SPOT_FIRE,
    SPOT_WEAPON,
    SPOT_AIR,
    SPOT_CROSSING,
    SPOT_IMPEDIMENT,
    SPOT_SITE,
    SPOT_OTHER,
    SPOT_SYMBOL_COUNT
};

struct spot {
    int32_t x, y; /* cell */
    enum spot_symbol symbol;
    uint32_t party;
    bool is_violation; /* else indeterminate */
    int severity;
    uint64_t n;
    double lat_sum, lon_sum, sigma_m;  /* sums of degrees; the largest sigma */
    const struct place_sector *sector; /* where it may have been, the docket's; NULL: a point, or
                                          not the same for all */
    char label[SPOT_LABEL_MAX];        /* the place as reported, of the first one */
};

/* Read freely. */
struct spots {
    struct geo_box box;
    double cell_lat_deg, cell_lon_deg;
    struct spot *items;
    size_t n;
    uint32_t *slots;    /* open addressing: index + 1, 0 free */
    uint64_t n_nowhere; /* verdicts without a place */
};

/** in  box  around all places of the input: its 400th part is one cell at first; cells grow when
 *           there are more symbols than room */
MUST_USE enum rc spots_open(struct spots *s, struct geo_box box, struct arena *a, struct err *err);
/** Only violations and indeterminate verdicts are taken. */
void spots_add(struct spots *s, uint32_t party, const struct verdict *v);
/**
 * Grow cells until at most SPOTS_DRAWN symbols are left, and put them in the order of drawing:
 * indeterminate below violations, mild below grave, then by place.
 */
void spots_close(struct spots *s);
struct geo_pos spot_at(const struct spot *s);
