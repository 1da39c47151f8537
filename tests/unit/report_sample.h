/* SPDX-License-Identifier: Apache-2.0 */
/* report_sample.h: an agreement of two parties and three terms, and verdicts about it, by hand. */
#pragma once

#include "check.h"

#include <math.h>

#include "report/phrases.h"
#include "watch/verdict.h"

static const struct pact_party sample_parties[] = {
    {.id = {"north", 5}, .name = {"Northern Republic", 17}},
    {.id = {"south", 5}, .name = {"Southern Republic", 17}},
    {.id = {"watch", 5}, .name = {"Mission", 7}, .is_observer = true},
};

static const struct pact_term sample_terms[] = {
    {.id = {"1", 1}, .ref = {"Article 1", 9}, .kind = PACT_CEASEFIRE},
    {.id = {"2", 1}, .ref = {"Article 2", 9}, .kind = PACT_WITHDRAWAL},
    {.id = {"3", 1}, .ref = {"Article 3", 9}, .kind = PACT_FREEDOM_OF_MOVEMENT},
};

static struct pact_agreement sample_agreement = {
    .id = {"sample", 6},
    .title = {"Sample agreement", 16},
    .parties = sample_parties,
    .n_parties = 3,
    .terms = sample_terms,
    .n_terms = 3,
};

__attribute__((unused)) static struct pact_model sample_model = {.agreements = &sample_agreement,
                                                                 .n_agreements = 1};

/* The English catalogue, for drawings. */
__attribute__((unused)) static const struct phrases *sample_phrases(struct arena *a)
{
    struct phrases *p;
    struct err err = {0};

    p = arena_alloc(a, sizeof(*p), &err);
    assert_non_null(p);
    assert_int_equal(phrases_read(phrases_builtin_text(), a, p, &err), RC_OK);
    return p;
}

/* A violation of term `ix` at an instant, by nobody known, with nothing else in it. */
static inline struct verdict sample_verdict(size_t ix, int64_t at_ms)
{
    sample_agreement.zone = zone_utc();
    return (struct verdict){
        .agreement = &sample_agreement,
        .term = &sample_terms[ix],
        .word = VERDICT_VIOLATION,
        .p = 1,
        .party = SPAN("undetermined"),
        .when = {at_ms, at_ms},
        .distance_m = NAN,
        .threshold_m = NAN,
        .sigma_m = NAN,
        .p_category = NAN,
        .severity = 3,
    };
}

__attribute__((unused)) static const struct receipt sample_receipt = {.engine = {"aasc test", 9},
                                                                      .as_of_ms = TIME_NEVER};
