/* SPDX-License-Identifier: Apache-2.0 */
/* judge.h: a pact and a docket in, events and verdicts out. Pure: the same input gives the same
 * bytes, in whatever order the rows came. */
#pragma once

#include "watch/tally.h"
#include "watch/verdict.h"

struct judge_options {
    struct span only_term;  /* empty: every term */
    struct span only_party; /* empty: every party; undetermined and both are kept with a party */
    uint32_t only_kinds;    /* bit 1u << enum pact_kind; 0: every kind */
    bool trusts_reported;
    bool wants_events;
    bool wants_all;      /* compliant and not_applicable verdicts go to the sink too, explained */
    bool wants_states;   /* compliant ones that carry a state go to the sink, for tables */
    bool no_suggestions; /* of a store's missing things no sighting that may show one is named: it
                            may be any of the whole input */
    bool is_partial;     /* the docket is a part of the input: no coverage is tallied, and ceilings
                            take the time of the input from `input` */
    struct time_span input;                        /* t0_ms > t1_ms: nothing happened yet */
    void (*progress)(void *context, double share); /* NULL: nobody looks; share 0..1 */
    void *progress_context;
};

/**
 * Judge everything in a closed docket against every agreement of the model.
 *
 * Events come first, in the order of their time; then verdicts term by term in the order of the
 * file, each by time and input. Every verdict is counted; compliant and not_applicable ones reach
 * the sink only where options->wants_all, or wants_states and they have one.
 * in     a  scratch and results of this run; its ceiling bounds the run
 * fails  RC_ABSENT: only_term names no term (with the nearest), only_party no party; RC_LIMIT; what
 * the sink returned
 */
MUST_USE enum rc judge_run(const struct pact_model *model, const struct docket *docket,
                           const struct judge_options *options, struct verdict_sink *sink,
                           struct arena *a, struct tally *tally, struct err *err);
