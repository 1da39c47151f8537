/* SPDX-License-Identifier: Apache-2.0 */
/* hypothesis.h: the four links of an attribution, and the set of hypotheses that is weighed at
 * each. The links are never joined here: ground held is not a unit, a unit is not a State. */
#pragma once

#include "base/err.h"
#include "base/span.h"

#define HYPOTHESES_MIN    3
#define HYPOTHESES_MAX    32
#define HYPOTHESIS_ID_MAX 64

enum link {
    LINK_ORIGIN,         /* where it came from: whose ground that was */
    LINK_PERPETRATOR,    /* which unit did it */
    LINK_PARTY,          /* whose unit that was */
    LINK_RESPONSIBILITY, /* how a State answers for it: its mode */
    LINK_COUNT
};

/* What a hypothesis stands for in an exhaustive set, beside what it states. */
enum hypothesis_role {
    HYPOTHESIS_PLAIN,
    HYPOTHESIS_OTHER,      /* other_unknown: none of the others. Each set has one */
    HYPOTHESIS_FALSE_FLAG, /* done so that another is blamed. Each set has one or more */
    HYPOTHESIS_ROGUE,      /* done without or against orders. So from the link `party` on */
};

/* How a State answers for an act; articles of the ILC's draft on State responsibility, 2001. */
enum mode {
    MODE_DIRECT_ORGAN,           /* 4 */
    MODE_GOVERNMENTAL_AUTHORITY, /* 5 */
    MODE_PLACED_AT_DISPOSAL,     /* 6 */
    MODE_DIRECTED_OR_CONTROLLED, /* 8 */
    MODE_ACKNOWLEDGED,           /* 11 */
    MODE_AIDED,                  /* 16 */
    MODE_FAILED_TO_PREVENT,      /* due diligence */
    MODE_NONE,
    MODE_COUNT
};

struct hypothesis {
    struct span id;        /* a word: letters, digits, '_', '.', '-' */
    struct span statement; /* what it says, as one clause */
    enum hypothesis_role role;
    struct span party;  /* at the links party and responsibility: of whom it speaks; may be empty */
    enum mode mode;     /* at the link responsibility; MODE_NONE elsewhere */
    double prior;       /* in (0, 1) */
    struct span reason; /* why that prior */
};

const char *link_name(enum link l);
MUST_USE enum rc link_find(struct span name, enum link *out, struct err *err);
const char *mode_name(enum mode m);
MUST_USE enum rc mode_find(struct span name, enum mode *out, struct err *err);
/** "plain", "other_unknown", "false_flag", "rogue". */
const char *hypothesis_role_name(enum hypothesis_role r);
MUST_USE enum rc hypothesis_role_find(struct span name, enum hypothesis_role *out, struct err *err);

/**
 * Refuse a set that leaves something out: a false certainty begins with a list that is too short.
 *
 * fails  RC_INPUT: fewer than HYPOTHESES_MIN, a bad id, a statement or reason that is missing, not
 *        exactly one other_unknown, no false_flag, no rogue where there must be one; RC_CONFLICT:
 *        an id given twice; RC_RANGE: a prior outside (0, 1), or priors that do not sum to 1 within
 *        1e-6; RC_LIMIT: more than HYPOTHESES_MAX
 */
MUST_USE enum rc hypothesis_check_set(enum link l, const struct hypothesis *set, size_t n,
                                      struct err *err);
/** The index of an id, or n. */
size_t hypothesis_find(const struct hypothesis *set, size_t n, struct span id);
