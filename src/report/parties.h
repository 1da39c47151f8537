/* SPDX-License-Identifier: Apache-2.0 */
/* parties.h: the parties of all agreements of a run in one list, so that each has one colour and
 * one pattern wherever it is drawn. Pure. */
#pragma once

#include "pact/model.h"

#define PARTIES_MAX 32

/* Read freely. Behind the named ones stand "undetermined", "both" and "" (nobody is meant). */
struct parties {
    struct span id[PARTIES_MAX + 3];
    struct span name[PARTIES_MAX + 3];
    uint32_t n_named, n;
};

/** Parties in the order of the file, each id once; past PARTIES_MAX they share the last row. */
void parties_init(struct parties *p, const struct pact_model *model);
/** The row of an id as verdicts print it. */
uint32_t parties_find(const struct parties *p, struct span id);
