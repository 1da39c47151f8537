/* SPDX-License-Identifier: Apache-2.0 */
/* tables.h: tables 1 to 3 of a daily report (ceasefire, weapons, freedom of movement), as CSV while
 * verdicts pass and as the first rows of an HTML table.
 *
 * "N/K" stands for what is not known, as monitoring missions print it. */
#pragma once

#include "report/table_cells.h"
#include "report/writer.h"

#define TABLES_HTML_ROWS 100 /* of one table on the page; the CSV has all */

/* Read n_rows and html freely. */
struct tables {
    struct table_source source;
    struct writer *csv[TABLE_COUNT]; /* standing restrictions go into the file of the others */
    struct buf html[TABLE_COUNT];    /* rows only: <tr>…</tr> */
    uint64_t n_rows[TABLE_COUNT];
    struct buf line, cell;
};

/** Open the three files in the folder and write their header lines. */
MUST_USE enum rc tables_open(struct tables *t, const struct pact_model *model,
                             const struct docket *d, struct folder *to, struct arena *a,
                             struct err *err);
/** A verdict goes into table 1, table 2 or none. */
MUST_USE enum rc tables_verdict(struct tables *t, const struct verdict *v, struct err *err);
/** Table 3: every impediment of the docket, whatever a term says about it. */
MUST_USE enum rc tables_impediments(struct tables *t, struct err *err);
void tables_release(struct tables *t);

const char *table_title(enum table_which which);
/** The file that has all rows. */
const char *table_file(enum table_which which);
/** The heads of its columns: <th>…</th>. */
void table_put_heads(struct buf *b, enum table_which which);
/** What a reader must know to use its numbers. */
const char *table_footer(enum table_which which);
