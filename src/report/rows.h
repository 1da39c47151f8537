/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h: verdicts and events as rows of files that other tools read: NDJSON, CSV, GeoJSON.
 *
 * CSV columns and GeoJSON properties are one table (docs/formats/output.md). Rows leave as they
 * come: nothing is kept. */
#pragma once

#include "report/writer.h"
#include "watch/verdict.h"

enum rows_form { ROWS_NDJSON, ROWS_CSV, ROWS_GEOJSON };
enum rows_noun { ROWS_VERDICTS, ROWS_EVENTS, ROWS_BOTH };

/* One file of rows. Read n_rows freely. */
struct rows {
    enum rows_form form;
    enum rows_noun noun; /* ROWS_BOTH: NDJSON only */
    struct writer *to;
    const struct receipt *receipt;
    uint64_t n_rows;
    struct buf line, value;
    struct arena scratch;
};

/** Begin: the header line of a CSV, the opening of a FeatureCollection. */
MUST_USE enum rc rows_open(struct rows *r, struct err *err);
MUST_USE enum rc rows_verdict(struct rows *r, const struct verdict *v, struct err *err);
MUST_USE enum rc rows_event(struct rows *r, const struct event *e, struct err *err);
/** End: closes a FeatureCollection. The writer stays open. */
MUST_USE enum rc rows_close(struct rows *r, struct err *err);
void rows_release(struct rows *r);
