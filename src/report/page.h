/* SPDX-License-Identifier: Apache-2.0 */
/* page.h: index.html, the run on one page that needs nothing beside it: no script, no other file,
 * no network. The same run gives the same bytes. */
#pragma once

#include "report/findings.h"
#include "report/rejects.h"
#include "report/tables.h"
#include "watch/tally.h"

#define PAGE_BYTES_MAX ((size_t)64 << 20)

/* Everything that the page says. */
struct page {
    const struct pact_model *model;
    const struct docket *docket;
    const struct tally *tally;
    const struct findings *findings;
    const struct tables *tables;
    const struct rejects *rejects;
    const struct receipt *receipt;
    struct span zones_version;
    const struct span *files; /* names of the inputs */
    size_t n_files;
    uint64_t n_read;
    bool trusts_reported;
};

MUST_USE enum rc page_put(struct buf *b, const struct page *p, struct err *err);
