/* SPDX-License-Identifier: Apache-2.0 */
/* view.h: what is true of a span of time for somebody who sees a part of the record: everything
 * that the verdicts rest on whose time begins in it, and the judging of that. */
#pragma once

#include "mission/gather.h"
#include "watch/judge.h"

/* What a view is wanted for. */
struct view_ask {
    struct time_span span; /* both ends finite */
    uint32_t kinds;        /* bit 1u << enum pact_kind of terms; 0: every kind, and events */
    const struct time_span *input; /* of all that the reader sees; NULL: asked of the shelf */
};

/* Read `rows` freely once it is gathered. */
struct view {
    struct time_span span;
    uint32_t kinds;
    bool is_with_rest; /* set by the caller: also what view_judge leaves out */
    struct gathered rows;
    struct time_span input; /* of all that the reader sees; t0 > t1: nothing happened */
};

/* The rows that a view takes whatever their time: GATHER_RULES and these. */
#define VIEW_OTHERS (GATHER_OTHERS | 1u << ROW_COVERAGE)

/**
 * Gather what a span needs: its observations and what they touch, the chains of sights around it,
 * what everything is judged by.
 *
 * in     from  below_seq, and visible: the reader; base: NULL, or with GATHER_RULES and
 *              VIEW_OTHERS in hand
 * out    lives as long as `a` and the base
 * fails  RC_LIMIT: it does not fit the arena
 */
MUST_USE enum rc view_open(const struct gather_source *from, const struct view_ask *ask,
                           struct arena *a, struct view *out, struct err *err);

/**
 * Judge it: the sink gets the events and verdicts whose time begins in the span, as one judging of
 * everything that the reader sees would give them.
 *
 * Not those that are at no time, nor a ceiling's on all of the input's time. The tally counts
 * neighbours too: whoever prints numbers counts what the sink gets. is_partial, input,
 * no_suggestions and only_kinds of the options are set here.
 */
MUST_USE enum rc view_judge(const struct view *v, const struct pact_model *model,
                            const struct judge_options *options, struct verdict_sink *sink,
                            struct arena *a, struct err *err);
