/* SPDX-License-Identifier: Apache-2.0 */
/* page_parts.h: the sections of the page; only page.c and its parts include it. */
#pragma once

#include "report/page.h"

void page_put_style(struct buf *b);
void page_put_head(struct buf *b, const struct page *p);
void page_put_numbers(struct buf *b, const struct page *p);
void page_put_terms(struct buf *b, const struct page *p);
void page_put_days(struct buf *b, const struct page *p);
void page_put_verdicts(struct buf *b, const struct page *p);
void page_put_tables(struct buf *b, const struct page *p);
void page_put_coverage(struct buf *b, const struct page *p);
void page_put_rejects(struct buf *b, const struct page *p);
void page_put_assumptions(struct buf *b, const struct page *p);
void page_put_reading(struct buf *b, const struct page *p);

/** Escaped text; "\xE2\x80\x94" where there is none. */
void page_put_text(struct buf *b, struct span text);
/** <span> with the party's name and its colour and pattern. */
void page_put_party(struct buf *b, const struct page *p, uint32_t party);
