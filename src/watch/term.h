/* SPDX-License-Identifier: Apache-2.0 */
/* term.h: what every kind of term needs to judge: the run, who is bound, what matches, what
 * exempts.
 *
 * One term_<kind>.c per kind holds one function of the type term_judge. */
#pragma once

#include "base/buf.h"
#include "watch/ground.h"
#include "watch/judge.h"

/* One term of one agreement against one docket. */
struct term_run {
    const struct pact_model *model;
    const struct pact_agreement *agreement;
    const struct pact_term *term;
    const struct docket *docket;
    const struct event *events; /* fused, countable phenomena, by time */
    size_t n_events;
    struct ground *ground;
    const struct judge_options *options;
    struct arena *arena;   /* of the run */
    struct arena *scratch; /* emptied after every emitted verdict */
    struct verdict_sink *sink;
    struct tally *tally;
    size_t tally_ix;     /* of the term in tally->terms */
    struct cloud *cloud; /* one for everybody: too large for a stack */
    struct buf *text;    /* of the explanation in hand; term_emit takes and empties it */
};

/* Judges a whole term: emits every verdict in order of time. */
MUST_USE enum rc term_ceasefire(struct term_run *run, struct err *err);
MUST_USE enum rc term_withdrawal(struct term_run *run, struct err *err);
MUST_USE enum rc term_exclusion_zone(struct term_run *run, struct err *err);
MUST_USE enum rc term_ceiling(struct term_run *run, struct err *err);
MUST_USE enum rc term_ratio(struct term_run *run, struct err *err);
MUST_USE enum rc term_rate_limit(struct term_run *run, struct err *err);
MUST_USE enum rc term_replacement(struct term_run *run, struct err *err);
MUST_USE enum rc term_return_fire(struct term_run *run, struct err *err);
MUST_USE enum rc term_no_fly(struct term_run *run, struct err *err);
MUST_USE enum rc term_line_crossing(struct term_run *run, struct err *err);
MUST_USE enum rc term_storage(struct term_run *run, struct err *err);
MUST_USE enum rc term_notification(struct term_run *run, struct err *err);
MUST_USE enum rc term_freedom_of_movement(struct term_run *run, struct err *err);
MUST_USE enum rc term_declaration(struct term_run *run, struct err *err);
MUST_USE enum rc term_inspection(struct term_run *run, struct err *err);
MUST_USE enum rc term_milestone(struct term_run *run, struct err *err);
MUST_USE enum rc term_exchange(struct term_run *run, struct err *err);
MUST_USE enum rc term_periodic_duty(struct term_run *run, struct err *err);
MUST_USE enum rc term_on_request_duty(struct term_run *run, struct err *err);
MUST_USE enum rc term_composition(struct term_run *run, struct err *err);
MUST_USE enum rc term_consent_mandate(struct term_run *run, struct err *err);
MUST_USE enum rc term_dispersion(struct term_run *run, struct err *err);
MUST_USE enum rc term_reach(struct term_run *run, struct err *err);
MUST_USE enum rc term_tripwire(struct term_run *run, struct err *err);

/* A verdict with nothing in it but the agreement, the term and NANs. */
struct verdict term_verdict(const struct term_run *run);
/** Whether anybody will read a verdict of this word: if not, no explanation need be written. */
bool term_wants(const struct term_run *run, enum verdict_word word);
/** Whether a verdict goes to the sink: what is read, or tabled for its state. */
bool term_passes(const struct term_run *run, const struct verdict *v);
/**
 * Hand a verdict on: fills in the default severity, takes the explanation from `run->text` (unless
 * v has one), applies the rule of reported rows and the --party filter, counts it, calls the sink,
 * and empties the scratch arena and the text.
 *
 * in  is_reported  it rests on reported rows only (then at most indeterminate, state "reported")
 */
MUST_USE enum rc term_emit(struct term_run *run, struct verdict *v, bool is_reported,
                           struct err *err);

/* How a row's actor stands to a term's `binds`. */
enum bound {
    BOUND_NOT,     /* a known party that is not bound: not_applicable */
    BOUND_YES,     /* *party says which */
    BOUND_UNKNOWN, /* undetermined: still a violation, by "undetermined" */
    BOUND_BOTH,
};
enum bound term_bound(const struct term_run *run, struct actor actor, uint32_t *party);
/** What a verdict says about the actor: a party's id, "both" or "undetermined". */
struct span term_party(const struct term_run *run, struct actor actor);
/** One row's id as a verdict's inputs, in the scratch arena; nothing where that is full. */
MUST_USE enum rc term_input(struct term_run *run, struct verdict *v, struct span id,
                            struct err *err);

/* Probability that the time of a row lies within the term's [from, until): the overlap share of an
 * interval, or of a normal with the clock's error around an instant. */
double term_p_time(const struct term_run *run, struct time_span when, double clock_sigma_s);

/* Mass of an item inside a selector: `sure` certainly, `sure + open` at most. */
struct match_mass {
    double sure;
    double open; /* of types or classes for which the answer is not known */
};
struct match_mass term_match_item(const struct term_run *run, const struct pact_selector *s,
                                  const struct item *item);

/**
 * What exempts an act: a permit, a notification, a derogation or an exception of the term that
 * covers its place, time, actor and kind; claims never do. A permit stops at its revocation.
 *
 * An undetermined actor is covered by nobody's permit; a permit that names the row's source covers
 * what that source is (a mission's own aircraft).
 * out  *exemption is the id of the permit, notification or derogation, or the words of the
 *      exception; with EXEMPT_NOT, the id of a derogation that not every party has agreed to (for
 *      the explanation alone: explain_exemption), else empty
 */
enum exemption {
    EXEMPT_NOT,
    EXEMPT_YES,
    EXEMPT_MAYBE,     /* covers a part of where or when it may have been: at most indeterminate */
    EXEMPT_JUDGEMENT, /* an exception that only people can apply: needs_assessment */
};
struct act {
    struct actor actor;
    struct span source; /* of the row: an observer's own sensors */
    struct time_span when;
    const struct place *place;
    enum phenomenon phenomenon;
    const struct item *item; /* NULL: none */
    struct span activity;    /* exercise, movement, …; empty */
};
enum exemption term_exempt(struct term_run *run, const struct act *act, struct span *exemption);
/* What a permission of fire in return makes of an act: the rows that it hangs on. */
#define LICENCE_ROWS_MAX 8
struct licence {
    enum exemption is;
    const struct pact_term *term;
    const struct row_head *rows[LICENCE_ROWS_MAX];
    size_t n_rows;
    struct span lacks; /* what nothing was found of; empty: all is there, at least in part */
};
/** Whether one return_fire term permits fire by a party: every condition found by people for its
 * time and place, and notified where that is asked for. */
struct licence licence_of(struct term_run *run, const struct act *act, const struct pact_term *t);
/** The best of those that relax the run's ceasefire. */
struct licence licence_best(struct term_run *run, const struct act *act);
/** Name the rows that it hangs on among a verdict's inputs: what it rests on decides who may read
 * it. */
MUST_USE enum rc licence_inputs(struct term_run *run, struct verdict *v, const struct licence *l,
                                struct err *err);
/** Whether every party to the agreement (observers and guarantors are none) has agreed to it. */
bool term_derogation_holds(const struct pact_agreement *g, const struct derogation *d);
