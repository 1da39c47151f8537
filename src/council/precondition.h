/* SPDX-License-Identifier: Apache-2.0 */
/* precondition.h: whether what must hold beside the votes does hold at an instant, judged from the
 * record: adopted is one thing, executable another. Pure. */
#pragma once

#include "council/mandate.h"

/* What the decision is about. */
struct precondition_case {
    struct span proposal; /* its digest, "sha256:…": a State may consent to it by itself */
    struct span subject;  /* the State that consultations are about; empty: none */
    struct span mandate;  /* that it would make active: consent to that is to this; empty: none */
    bool is_measure;      /* of a ladder, adopted by vote */
    int64_t opened_ms;    /* the vote: consultations were over then; TIME_NEVER: judged now */
    const struct span *tasks; /* that the decision needs of the mandate */
    size_t n_tasks;
};

struct precondition {
    bool is_met;
    struct span why; /* one line */
    struct span by;  /* the entry that shows it; empty: none does */
};

/**
 * Judge one.
 *
 * consent       of that State to this proposal; to the mandate that it would make active; or to the
 *               active mandate, where the decision needs tasks and that one lets them be done
 * contributor   its people are deployed (not pledged)
 * consultation  it was over when the vote opened
 * finding       was adopted by the charter's rule at its standard, and not retracted
 * mandate       the active one is in force and names the task; or the decision is a ladder's
 *               measure: then the vote and the host's consent to this proposal are its authority
 * defence       the charter obliges members to it: a charter that obliges nobody has no vote make
 *               a defence automatic
 *
 * out    `why` lies in the arena
 * fails  RC_LIMIT
 */
MUST_USE enum rc precondition_judge(const struct chamber *h, const struct proposal_need *n,
                                    const struct precondition_case *c, int64_t at_ms,
                                    struct arena *a, struct precondition *out, struct err *err);
