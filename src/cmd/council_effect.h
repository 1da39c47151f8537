/* SPDX-License-Identifier: Apache-2.0 */
/* council_effect.h: what a proposal would bring about, as its author words it, checked against the
 * charter and the record: by which rule it is voted, and what must hold beside the votes. */
#pragma once

#include "cmd/council_chamber.h"

/* Values of options; empty where one was not given. */
struct effect_ask {
    struct span effect; /* "KIND:NAME" */
    struct span admits; /* a State: short for "admission:STATE" */
    struct span standard, basis, agreement, tasks;
};

/**
 * Read it.
 *
 * in     now  the charter with its members of this instant
 * out    EFFECT_NOTHING where nothing was asked for
 * fails  RC_INPUT, RC_UNKNOWN; RC_ABSENT: the charter or the record has none of that name;
 *        RC_CONFLICT: it would change nothing, or, of an admission, be void (admission_check)
 */
MUST_USE enum rc council_effect_read(struct act *a, const struct effect_ask *ask,
                                     const struct council_room *room, const struct charter *now,
                                     struct proposal_effect *out, struct err *err);
/**
 * The rule by which the charter has such a thing voted: a candidate's for its admission; a
 * finding's; members are suspended and reinstated by what members are admitted by; mandates and
 * missions by what adds missions. CHARTER_NONE: the charter does not say, the author does.
 */
uint32_t council_effect_rule(const struct pact_agreement *g, const struct proposal_effect *e);
/** What must hold by the charter for it to be executable: in `out`, of PROPOSAL_NEEDS_MAX. */
MUST_USE enum rc council_effect_needs(const struct council_room *room,
                                      const struct proposal_effect *e, int64_t at_ms,
                                      struct proposal *out, struct err *err);
/** Add a precondition, once. fails  RC_LIMIT */
MUST_USE enum rc council_add_need(struct proposal *p, struct proposal_need need, struct err *err);
