/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/verdict.h"

/* Factors that multiply to a threshold on paper may miss it by a few bits. */
#define P_SAME 1e-12

static const char *const word_names[VERDICT_WORD_COUNT] = {
    [VERDICT_VIOLATION] = "violation",
    [VERDICT_INDETERMINATE] = "indeterminate",
    [VERDICT_EXEMPT] = "exempt",
    [VERDICT_PENDING] = "pending",
    [VERDICT_NEEDS_ASSESSMENT] = "needs_assessment",
    [VERDICT_COMPLIANT] = "compliant",
    [VERDICT_NOT_APPLICABLE] = "not_applicable",
};

const char *verdict_name(enum verdict_word w)
{
    return word_names[w];
}

enum verdict_word verdict_of_p(double p, double confidence)
{
    return verdict_of_bounds(p, p, confidence);
}

enum verdict_word verdict_of_bounds(double p_min, double p_max, double confidence)
{
    if (p_min >= confidence - P_SAME)
        return VERDICT_VIOLATION;
    if (p_max <= 1 - confidence + P_SAME)
        return VERDICT_COMPLIANT;
    return VERDICT_INDETERMINATE;
}
