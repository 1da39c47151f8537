/* SPDX-License-Identifier: Apache-2.0 */
/* chamber.h: all that a record says that decisions rest on, as one reader knows it: what States
 * declared, consultations, decisions that took effect, who is deployed. Filled by whoever reads the
 * record; everything that is asked of it (consent, mandate, membership, preconditions, admission)
 * is pure and asked of an instant. */
#pragma once

#include "council/consent.h"
#include "council/proposal.h"
#include "pact/model.h"

/* A class of members is consulted about something. */
struct chamber_consultation {
    struct span entry;
    struct span whom;           /* class */
    struct span about;          /* a State */
    const struct span *members; /* of the class who belonged when it was opened */
    size_t n_members;
    int64_t opened_ms;
    int64_t until_ms; /* over from this instant on */
};

/* A decision that was adopted and, at some closing, executable. */
struct chamber_decision {
    struct span entry;
    struct span rule; /* by which it was voted */
    struct proposal_effect effect;
    int64_t at_ms; /* when it was first executable on the record: it takes effect then */
};

/* Somebody's people are there: a row of kind deployment that stands, and was not only pledged. */
struct chamber_presence {
    struct span entry;
    struct span contributor;
    int64_t from_ms, until_ms; /* until is exclusive; TIME_NEVER: no end is known */
};

/* What the council keeps a register of: an instrument that a State made, a dispute between some. */
struct chamber_item {
    struct span entry;
    bool is_instrument; /* else a dispute */
    struct span title;
    const struct span *states;
    size_t n_states;
    int64_t from_ms, until_ms; /* TIME_NEVER: it is in force, or open */
};

struct chamber {
    const struct pact_agreement *g; /* the charter; its zone counts the days */
    int64_t began_ms;               /* when the charter came onto the record */
    const struct word *words;       /* each list in the order of the record */
    size_t n_words;
    const struct chamber_consultation *consultations;
    size_t n_consultations;
    const struct chamber_decision *decisions;
    size_t n_decisions;
    const struct chamber_presence *present;
    size_t n_present;
    const struct chamber_item *items;
    size_t n_items;
};

/**
 * The charter with its members as decisions and notices have made them by an instant: admitted,
 * suspended and reinstated by executable decisions, gone by their own signed notice.
 *
 * Those that a decision admitted stand behind the charter's own, with one vote and no veto.
 * fails  RC_LIMIT
 */
MUST_USE enum rc chamber_charter(const struct chamber *h, int64_t at_ms, struct arena *a,
                                 struct charter *out, struct err *err);

/**
 * When a consultation that a charter asks for is over: at 24:00 of the local day on which its days
 * are, or when its time has elapsed. Silence is no veto, and speaking early ends nothing.
 */
int64_t consultation_until(const struct charter_consultation *c, const struct zone *z,
                           int64_t opened_ms);
/** Whether a member spoke in it by an instant. */
bool consultation_has_spoken(const struct chamber *h, const struct chamber_consultation *c,
                             struct span member, int64_t at_ms);
/**
 * The consultation of a class about a State that counts at an instant: the first that is over, else
 * the first that is open. NULL: none was opened by then.
 */
const struct chamber_consultation *consultation_find(const struct chamber *h, struct span whom,
                                                     struct span about, int64_t at_ms);
/** "open until … (12 days left); est and lva have not spoken", "over since …; … had not spoken". */
void consultation_put(struct buf *b, const struct chamber *h, const struct chamber_consultation *c,
                      int64_t at_ms);
