/* SPDX-License-Identifier: Apache-2.0 */
/* contingent.h: what each contributor has sent and has promised: contingents at an instant. Pure.
 */
#pragma once

#include "force/deployment.h"

/* Spans and lists live as long as the arena and the docket. */
struct contingent {
    struct span contributor;
    struct span name;     /* empty: rows name none */
    struct band deployed; /* there at the instant */
    struct band pledged;  /* promised for the instant, counted apart */
    size_t n_rows;        /* that say so */
    bool has_notice;
    float notice_least_h, notice_most_h; /* readiness of those that are there and state it */
    const struct span *caveats;          /* tasks that any of them refuses, each once, in order */
    size_t n_caveats;
    struct span refused; /* a task that is given in spite of a caveat; empty: none */
    int64_t until_ms;    /* the next instant at which some of them leave; TIME_NEVER: none */
};

/** Contingents of whom anybody is there or promised, by contributor and name. */
MUST_USE enum rc contingents_at(const struct deployment_ask *ask, struct arena *a,
                                struct contingent **out, size_t *n, struct err *err);
