/* SPDX-License-Identifier: Apache-2.0 */
/* judging.h: one act against one term, from its probabilities to the verdict that goes out. What
 * every kind that judges single acts does alike. */
#pragma once

#include "watch/explain.h"
#include "watch/term.h"

struct judging {
    struct verdict v; /* v.word once settled */
    struct act act;
    struct explain_parts parts; /* a kind fills in place, category and time; p follows */
    enum exemption exemption;
    struct span exemption_name;
    struct licence licence; /* of fire in return; EXEMPT_NOT: none */
    const char *cap;        /* why it is at most indeterminate; NULL: nothing stands against it */
    const struct observation *row; /* whose grade, time and place are explained */
    bool is_reported;
    bool is_split; /* the verdict changes within the time: indeterminate, whatever p says */
};

/** A judging of one observation: act, party, time and place, all parts 1. */
struct judging judging_of(const struct term_run *run, const struct observation *o,
                          const struct item *item);

/** Turns it into a judging of a fused event: actor, time, count, inputs and severity of fire. */
MUST_USE enum rc judging_use_event(struct term_run *run, struct judging *j, const struct event *e,
                                   struct err *err);
/** The least exact clock of those that timed an event. */
double judging_clock_sigma_s(const struct event *e);

/**
 * Whether the term is about this actor at all: bound, perhaps bound, or an observer that the term
 * makes an exception for (which is then exempt, and said to be).
 */
bool judging_is_about(const struct term_run *run, const struct judging *j);

/** Probability, word, exemptions and cap; p is the middle of what it may be. */
void judging_settle(struct term_run *run, struct judging *j);
/** The same where the kind has worked out p_min and p_max itself. */
void judging_settle_p(struct term_run *run, struct judging *j);
/** Notes why a place cannot be judged: then the verdict is at most indeterminate, without p. */
MUST_USE enum rc judging_unplaced(struct term_run *run, struct judging *j, const struct err *why,
                                  struct err *err);
/** The place part from the term's areas; without a place that can be judged, a cap says why. */
MUST_USE enum rc judging_place(struct term_run *run, struct judging *j, struct err *err);

/** Wrecks and dummies are no weapons: a term about weapons is not about them. */
bool judging_is_weapon(const struct item *item);

/** Appends what follows the kind's own sentence, and emits. */
MUST_USE enum rc judging_emit(struct term_run *run, struct judging *j, struct err *err);
/** Emits not_applicable for a reason. */
MUST_USE enum rc judging_not_applicable(struct term_run *run, struct judging *j, const char *why,
                                        struct err *err);
/** The same of an actor that the term does not bind; one that is no party at all is named. */
MUST_USE enum rc judging_not_bound(struct term_run *run, struct judging *j, struct err *err);
