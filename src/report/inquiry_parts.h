/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_parts.h: what the files of the report of an inquiry share. */
#pragma once

#include "report/inquiry_report.h"

struct inquiry_draft {
    const struct inquiry_report_input *in;
    struct draft draft;
    uint32_t n_sections;
};

void inquiry_section(struct inquiry_draft *w, const char *key, const char *head);
/** A block of `before`, the text and `after`. */
void inquiry_text(struct inquiry_draft *w, enum block_kind kind, const char *before,
                  struct span text, const char *after);
/** UTC and local, into the line. */
void inquiry_put_time(struct inquiry_draft *w, int64_t at_ms);
/** The highest standard for the leading hypothesis of a link; NULL: none. */
const struct finding_standard *inquiry_cap(const struct inquiry_draft *w, enum link l);

/* ---- inquiry_tables.c ---- */

void inquiry_put_weighing(struct inquiry_draft *w);
void inquiry_put_exhibits(struct inquiry_draft *w);
