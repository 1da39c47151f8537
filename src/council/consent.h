/* SPDX-License-Identifier: Apache-2.0 */
/* consent.h: whether a State's consent stands at an instant, from what that State signed. Nothing
 * stands in its place: no vote, no silence, no word of anybody else. Pure. */
#pragma once

#include "council/word.h"
#include "pact/period.h"

/* Whose consent, to what: a mandate, or what one proposal would do. */
struct consent_scope {
    struct span state;
    struct span mandate;
    struct span proposal; /* digest; where mandate is empty */
};

enum consent_state {
    CONSENT_NEVER,  /* none was given */
    CONSENT_GIVEN,  /* and stands */
    CONSENT_NOTICE, /* withdrawn; it stands until the notice is over */
    CONSENT_ENDED,  /* withdrawn, and the notice is over */
};

struct consent_standing {
    enum consent_state state;
    int64_t given_ms;     /* unless CONSENT_NEVER */
    int64_t withdrawn_ms; /* TIME_NEVER: it was not */
    int64_t last_ms;      /* the last instant at which it stands; TIME_MAX_MS: no end */
    struct span by;       /* the entry that gave it; of one withdrawn, that which did that */
};

/**
 * How consent to one thing stands.
 *
 * in     words   in the order of the record; those received after `at_ms` are not looked at
 *        notice  from the receipt of a withdrawal on, in the local days of `z`; PERIOD_NONE: a
 *                withdrawal ends it at once
 */
struct consent_standing consent_at(const struct word *words, size_t n,
                                   const struct consent_scope *of, struct pact_period notice,
                                   const struct zone *z, int64_t at_ms);
/** Whether it stands: given, or its notice runs. */
bool consent_stands(const struct consent_standing *c);
/** "stands since …", "was withdrawn at …; the notice runs until … (12 days left)". */
void consent_put(struct buf *b, const struct consent_standing *c, const struct zone *z,
                 int64_t at_ms);
/** "12 days left", "1 day left", "ends today", of an end that is 24:00 of its local day or an
 * instant. in: last_ms  the last instant, not before at_ms */
void consent_put_left(struct buf *b, const struct zone *z, int64_t at_ms, int64_t last_ms);
