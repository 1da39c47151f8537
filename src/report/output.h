/* SPDX-License-Identifier: Apache-2.0 */
/* output.h: the folder of `aasc judge --out`: rows as they come, tables, rejects, summary, page. It
 * appears whole or not at all (docs/formats/output.md). */
#pragma once

#include "report/page.h"
#include "report/rows.h"

#define OUTPUT_ROWS 5

struct output {
    struct folder folder;
    struct rows rows[OUTPUT_ROWS];
    size_t n_rows; /* opened */
    struct writer *rejects;
    struct tables tables;
    bool has_tables;
};

/** Make the folder, and rejects.csv for the reading that comes first. fails as folder_open */
MUST_USE enum rc output_open(struct output *o, const char *path, struct err *err);
/** Open everything that verdicts and events go to. */
MUST_USE enum rc output_begin(struct output *o, const struct pact_model *model,
                              const struct docket *d, const struct receipt *receipt,
                              struct arena *a, struct err *err);
MUST_USE enum rc output_verdict(struct output *o, const struct verdict *v, struct err *err);
/** A compliant verdict that is in the tables for its state alone (beyond the lines, not stored). */
MUST_USE enum rc output_state(struct output *o, const struct verdict *v, struct err *err);
MUST_USE enum rc output_event(struct output *o, const struct event *e, struct err *err);
/**
 * Write what stands at the end and give all files their names.
 *
 * in  page     without its tables, which are set here
 *     summary  the summary object of the contract
 */
MUST_USE enum rc output_finish(struct output *o, struct page *page, const struct json *summary,
                               struct err *err);
/** Release; takes everything away that output_finish has not completed. */
void output_close(struct output *o);
