/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_report.h: the report of an inquiry as a document, from what one audience may read of it:
 * it says nothing of what is left out. Pure. */
#pragma once

#include "inquiry/dossier.h"
#include "inquiry/origin_read.h"
#include "report/document.h"

/* Where it came from, as it was worked out for the report. */
struct inquiry_origin {
    const struct origin_ask *ask;
    const struct origin *origin;
    struct span parties[2]; /* that hold the ground left and right of the line */
    struct span line;
    double left;
    double line_sigma_m;
    struct drawing map;
    struct span alternative; /* the map in words */
};

struct inquiry_report_input {
    const struct dossier *dossier;
    const struct ledger_weight *weights; /* of each link; posterior NULL: not asked */
    const struct finding_standard *standards;
    size_t n_standards; /* 0: no charter has any; then no word is given to a score */
    const struct phrases *phrases;
    const struct zone *zone; /* local times */
    struct span zone_name;
    const struct entry *incident;        /* NULL: none, or not for this audience */
    const struct inquiry_origin *origin; /* NULL: not worked out */
    const struct span *steps; /* of ladders that the incident opens: a sentence each, of fact */
    size_t n_steps;
    struct span checkpoint; /* of the log; empty: not for this audience */
    struct span engine;
};

/**
 * Make it: ten sections, from the summary to the list of exhibits.
 *
 * in     line  room for one text at a time
 * fails  RC_LIMIT
 */
MUST_USE enum rc inquiry_report_make(const struct inquiry_report_input *in, struct buf *line,
                                     struct arena *a, struct document *out, struct err *err);
