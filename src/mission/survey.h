/* SPDX-License-Identifier: Apache-2.0 */
/* survey.h: what is true of the whole record for somebody who sees a part of it: every term judged
 * anew, in spans of time that fit into memory. */
#pragma once

#include "mission/versions.h"
#include "mission/view.h"

#define SURVEY_ROWS_MAX 65536 /* what readers' commands take: some 200 MiB */

struct survey {
    struct gather_source from;       /* below_seq, and visible: the reader; base NULL */
    const struct versions *versions; /* of what was agreed; at least one */
    size_t rows_max;                 /* in hand at once, about: what they touch comes on top */
    size_t memory_max;               /* of one judging */
};

/**
 * The verdicts that versions_judge gives of everything that the reader sees, in its order.
 *
 * At most rows_max rows are judged at once. More are judged term by term and span by span, and what
 * is no matter of a span (stores, notices, freedom of movement, and what terms are judged by) as a
 * whole: of that a record has thousands. The sink gets no events; no tally is made.
 * in     options  not is_partial
 * fails  RC_LIMIT: what one span touches does not fit memory_max: a crowd under a ceiling whose
 *        sights never cease, or sightings that never suggest enough of what a store lacks
 */
MUST_USE enum rc survey_judge(const struct survey *s, const struct judge_options *options,
                              struct verdict_sink *sink, struct err *err);
