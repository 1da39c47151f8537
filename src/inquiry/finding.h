/* SPDX-License-Identifier: Apache-2.0 */
/* finding.h: when a panel may declare something, and to which standard. The score never declares:
 * it only caps what the panel may. Pure. */
#pragma once

#include "base/buf.h"
#include "base/rational.h"
#include "base/time.h"
#include "inquiry/ledger.h"

#define FINDING_STANDARDS_MAX 16
#define FINDING_MEMBERS_MAX   LEDGER_ANALYSTS_MAX
#define FINDING_MEMBERS_MIN   2
/* Fewer independent lineages than this cap a finding at the standard of this name, whatever its
 * score; where no standard is called so, at the lowest. */
#define FINDING_LINEAGES_MIN 2
#define FINDING_LEAST        "reasonable_suspicion"
#define FINDING_NONE         SIZE_MAX

/* A standard of proof of the charter. */
struct finding_standard {
    struct span name;
    int64_t rank;   /* what rules compare; no two are equal */
    bool is_strict; /* more than the score; else at least */
    struct rational score;
};

enum finding_vote { FINDING_FOR, FINDING_AGAINST, FINDING_ABSTAINED };

struct finding_member {
    struct span name, nationality; /* ISO 3166-1 alpha-3, lower case */
    enum finding_vote vote;
    struct span dissent; /* why, beside the finding for good; empty: none */
};

struct finding_alternative {
    struct span hypothesis;
    struct span answer; /* why the panel does not hold it */
};

struct finding_ask {
    enum link link;
    const struct hypothesis *set;
    size_t n_set;
    struct span hypothesis; /* the one that is declared */
    struct span standard;   /* to which it is declared */
    struct span reasons;
    const struct ledger_weight *weight; /* of the same set, on all exhibits */
    const struct finding_standard *standards;
    size_t n_standards;
    const struct finding_member *members; /* the panel */
    size_t n_members;
    const struct span *concerned; /* parties to the incident: members or parties of agreements */
    size_t n_concerned;
    const struct finding_alternative *alternatives;
    size_t n_alternatives;
    int64_t reply_until_ms; /* the parties could answer until then */
    bool is_urgent;         /* a vote has waived the rest of that time */
    int64_t at_ms;
};

/* What stands in the way, as bits. */
enum finding_bar {
    BAR_UNKNOWN = 1 << 0,      /* other_unknown is no finding: what was not found is said so */
    BAR_SCORE = 1 << 1,        /* the score caps it lower */
    BAR_LINEAGES = 1 << 2,     /* too few independent lineages speak for it */
    BAR_REPLY = 1 << 3,        /* the reply period is not over */
    BAR_ALTERNATIVES = 1 << 4, /* an alternative is not addressed */
    BAR_PANEL = 1 << 5,        /* the panel is not valid */
    BAR_VOTES = 1 << 6,        /* not more than half of the panel are for it */
    BAR_REASONS = 1 << 7,      /* none are given */
};

struct finding_check {
    unsigned bars; /* 0: it may be declared */
    double score;
    size_t cap;              /* the highest standard that may be declared; FINDING_NONE: none */
    size_t n_lineages;       /* that speak for it: without each it would be less likely */
    size_t unaddressed;      /* in the set; FINDING_NONE: all are addressed */
    struct span panel_fault; /* what makes the panel invalid, in the arena */
};

/** Whether a score reaches a standard; within 1e-9 of its number is equal to it. */
bool finding_reaches(const struct finding_standard *s, double score);
/** Refuse standards that rules could not compare: none, too many, equal ranks or names. */
MUST_USE enum rc finding_check_standards(const struct finding_standard *s, size_t n,
                                         struct err *err);
/**
 * The highest standard that a hypothesis may be declared to on a weighing.
 *
 * out  *n_lineages  that speak for it; NULL: not wanted
 */
size_t finding_cap(const struct ledger_weight *w, size_t hypothesis,
                   const struct finding_standard *standards, size_t n, size_t *n_lineages);

/**
 * Whether a panel may be one: members known by name and nationality, each once, at least
 * FINDING_MEMBERS_MIN, none a national of a party concerned.
 *
 * out    *fault  empty where it is valid; else why not, in the arena
 * fails  RC_LIMIT
 */
MUST_USE enum rc finding_check_panel(const struct finding_member *members, size_t n,
                                     const struct span *concerned, size_t n_concerned,
                                     struct arena *a, struct span *fault, struct err *err);
/**
 * All conditions of a declaration, each looked at even where another fails.
 *
 * fails  RC_UNKNOWN: no such hypothesis or standard; RC_INPUT, RC_CONFLICT: the standards; RC_LIMIT
 */
MUST_USE enum rc finding_check(const struct finding_ask *ask, struct arena *a,
                               struct finding_check *out, struct err *err);
/** A line for each bar, as people need it. */
void finding_put_bars(struct buf *b, const struct finding_ask *ask, const struct finding_check *c);

/* ---- in words ---- */

/* How much the number itself can bear; never mixed with how likely something is. */
enum finding_confidence { CONFIDENCE_LOW, CONFIDENCE_MODERATE, CONFIDENCE_HIGH };
/**
 * High: three lineages or more speak for it, and neither the low end of its range nor leaving out
 * any one lineage takes it below the standard. Moderate: two or more, and it stays the likeliest
 * whichever lineage is left out. Else low.
 *
 * in  standard  FINDING_NONE: none is reached, and confidence in that is low
 */
enum finding_confidence finding_confidence_of(const struct ledger_weight *w, size_t hypothesis,
                                              const struct finding_standard *standard);
const char *finding_confidence_word(enum finding_confidence c);
/** "reasonable grounds": a standard's name for a sentence. */
void finding_put_standard(struct buf *b, struct span name);
/** One sentence on how likely, in the charter's word: "Likelihood: …" */
void finding_put_likelihood(struct buf *b, const struct ledger_weight *w,
                            const struct hypothesis *h, size_t index,
                            const struct finding_standard *standard);
/** One sentence on what that rests on: "Confidence: …", with what it falls to. */
void finding_put_confidence(struct buf *b, const struct ledger_weight *w, size_t hypothesis,
                            const struct finding_standard *standard);
