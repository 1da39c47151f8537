/* SPDX-License-Identifier: Apache-2.0 */
/* table_cells.h: the columns of tables 1 to 3 and how each cell is got. Pure. */
#pragma once

#include "watch/ground.h"
#include "watch/verdict.h"

enum table_which { TABLE_CEASEFIRE, TABLE_WEAPONS, TABLE_MOVEMENT, TABLE_STANDING, TABLE_COUNT };

/* What a row is made of: a verdict, or an impediment. */
struct table_source {
    const struct pact_model *model;
    const struct docket *docket;
    struct ground *const *grounds; /* per agreement */
    struct cloud *cloud;           /* room to spread a sector: too large for a stack */
    const struct verdict *v;
    const struct impediment *impediment;
};

struct table_column {
    const char *csv;
    const char *html; /* NULL: the column stands in the CSV only */
    /* Appends the cell's text; nothing where it is not known. */
    void (*put)(struct buf *b, const struct table_source *r);
};

const struct table_column *table_columns(enum table_which which, size_t *n);
