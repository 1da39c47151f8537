/* SPDX-License-Identifier: Apache-2.0 */
/* mandate.h: which mandate is active at an instant, whether it is in force, until when, and for
 * which tasks. The charter has the options and names the first active one; a decision makes another
 * one active, or renews it. Pure. */
#pragma once

#include "council/chamber.h"

#define MANDATE_WARN_DAYS 90 /* an end is warned of from so many local days before it on */

enum mandate_state {
    MANDATE_NONE,      /* no mandate is active */
    MANDATE_NOT_BEGUN, /* its `from` is to come */
    MANDATE_EXPIRED,   /* its term is over */
    MANDATE_NO_CONSENT,
    MANDATE_IN_FORCE,
};

struct mandate_standing {
    enum mandate_state state;
    const struct charter_mandate *of; /* NULL where MANDATE_NONE */
    struct span by;                   /* the decision that made it active; empty: the charter */
    int64_t from_ms;
    int64_t term_last_ms; /* the last instant of its term; TIME_MAX_MS: no end is stated */
    int64_t last_ms;      /* the last instant at which it is in force as things stand */
    const struct consent_standing *consents; /* of each of of->consents */
    uint32_t missing; /* of of->consents: the first that does not stand; CHARTER_NONE: all do */
};

/** How the active mandate stands. fails  RC_LIMIT */
MUST_USE enum rc mandate_at(const struct chamber *h, int64_t at_ms, struct arena *a,
                            struct mandate_standing *out, struct err *err);
/**
 * Whether it lets a task be done: it is in force and names it.
 *
 * in     b  gets why or why not, in words that name the mandate, the State, the instant
 */
bool mandate_lets(const struct chamber *h, const struct mandate_standing *m, struct span task,
                  int64_t at_ms, struct buf *b);
/** Append why it is in force, or is not. */
void mandate_put(struct buf *b, const struct chamber *h, const struct mandate_standing *m,
                 int64_t at_ms);
/** Whether its end is near enough to be warned of: at most MANDATE_WARN_DAYS local days. */
bool mandate_is_ending(const struct chamber *h, const struct mandate_standing *m, int64_t at_ms);
