/* SPDX-License-Identifier: Apache-2.0 */
/* map_symbols.h: the marks on a map and their legend. Symbols are neutral: their form tells what
 * was seen, their colour and pattern about whom; filled is a violation, hollow is not decided. */
#pragma once

#include "report/ink.h"
#include "report/parties.h"
#include "report/phrases.h"
#include "report/spots.h"

/** in  r  half the symbol's size, in units of the drawing */
void map_symbol_draw(cairo_t *cr, enum spot_symbol symbol, bool is_violation,
                     const struct ink_style *style, const struct ink_box *at);
/** Half the size of a spot's symbol: it grows with the logarithm of the number. */
double map_symbol_radius(uint64_t n);

/* What the legend has to explain: only what is on the map. */
struct map_legend {
    const struct parties *parties;
    const struct phrases *phrases;
    bool has_symbol[SPOT_SYMBOL_COUNT];
    bool has_party[PARTIES_MAX + 3];
    bool has_violation, has_undecided, has_many, has_sigma, has_sector;
};

/** Height that the legend takes in a given width; draws it at x, y where `cr` is not NULL. */
double map_legend_draw(cairo_t *cr, const struct map_legend *l, const struct ink_box *room);
