/* SPDX-License-Identifier: Apache-2.0 */
/* owed.h: what the kinds of terms share that judge what is owed over time: the time of the input,
 * who owes it, how surely something came too late, and the way out.
 *
 * Nothing here reads a clock: time is what the input reaches. A lapse that goes on is told at the
 * instant at which it began, so that what is said does not change as time goes by. */
#pragma once

#include "watch/term.h"

/** How far the input's time reaches: the as-of instant where one is given, else its latest row.
 * False: no row tells of any time. */
bool owed_now(const struct term_run *run, int64_t *out_ms);
/** Note that input beyond an instant makes a difference. */
void owed_wake(const struct term_run *run, int64_t last_ms);

/**
 * Probability that something is done too late: later than a period after the clock's start.
 *
 * Both may be known as spans, in which they lie evenly and independently: exact where one of them
 * is an instant, else off by at most 1/64.
 */
double owed_p_late(const struct term_run *run, struct time_span start, struct pact_period p,
                   struct time_span done);

/** Whether something happened where the term holds, with the term's confidence. */
enum pact_tri owed_where(const struct term_run *run, const struct place *place,
                         struct time_span when);

bool owed_names(const struct pact_names *names, struct span name);

/** A verdict of a party; inputs may be NULL heads, which are left out. */
MUST_USE enum rc owed_verdict(struct term_run *run, struct span party, struct time_span when,
                              const struct row_head *const *inputs, struct verdict *out,
                              struct err *err);
#define OWED_INPUTS_MAX 4 /* inputs is NULL-ended or has so many */
/** The same on any number of rows; each is named once. */
MUST_USE enum rc owed_verdict_on(struct term_run *run, struct span party, struct time_span when,
                                 const struct row_head *const *inputs, size_t n_inputs,
                                 struct verdict *out, struct err *err);

/**
 * Let an agreed derogation of the term, or an exception in words, change a violation's word.
 *
 * A permit is leave to do what is prohibited; it releases nobody from what they owe.
 */
void owed_exempt(const struct term_run *run, struct verdict *v);
/** p in words, what exempts, what parties claim of the rows; and out. */
MUST_USE enum rc owed_emit(struct term_run *run, struct verdict *v, struct err *err);
/** The word that p gives, where the verdict has one. */
void owed_settle(const struct term_run *run, struct verdict *v, double p);
