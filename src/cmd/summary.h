/* SPDX-License-Identifier: Apache-2.0 */
/* summary.h: what the parts of the terminal's summary share; for them alone. */
#pragma once

#include "cmd/grid.h"
#include "cmd/judge_job.h"

/* What every part needs. */
struct summary {
    const struct judge_job *job;
    const struct terminal *t;
    struct buf *b;
    struct buf text;
    struct arena arena;
    bool skips_year; /* dates leave it out: the input spans less than one */
};

/* Empty `text` into the summary, wrapped, behind an indent. */
void summary_end(struct summary *s, size_t indent);
/* An empty line and a heading. */
void summary_title(struct summary *s, const char *title);
/* What was counted, what was read beside it, what was impeded, what could be seen at all. */
void summary_put_counted(struct summary *s);
/* A number in a cell; a dash for 0. */
void summary_set_number(struct grid *g, struct grid_cell *cell, uint64_t n, enum style style);
/* Violations by day; by month or year where there are many days. */
void summary_put_days(struct summary *s);
