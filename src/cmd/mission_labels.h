/* SPDX-License-Identifier: Apache-2.0 */
/* mission_labels.h: who reads a mission and what its labels mean, from its roster. */
#pragma once

#include "record/roster.h"
#include "record/visible.h"
#include "store/store.h"

/* Read freely; long, so that it lives in an arena. */
struct mission_labels {
    struct roster roster;
    struct label_table table;
    struct label_joiner joiner; /* the fold's hook */
};

/** in  text  the roster file's; p == NULL: the mission has none, and one reader: itself */
MUST_USE enum rc labels_open(struct mission_labels *l, struct span text, struct arena *a,
                             struct err *err);
/** The one spelling of a label, in the arena. fails  as label_parse */
MUST_USE enum rc labels_canonical(const struct mission_labels *l, struct span text, struct arena *a,
                                  struct span *out, struct err *err);

/* Whom an answer is for. */
struct audience {
    struct mission_labels *labels;
    struct reader reader;
    int64_t at_ms;
    const struct visible *visible; /* NULL: the mission itself */
};

/** The reader that --as names; empty: the mission itself. fails  as roster_reader */
MUST_USE enum rc labels_audience(struct mission_labels *l, struct span as, int64_t at_ms,
                                 struct audience *out, struct err *err);
/** Ask the store what they may see: to be done in a snapshot. */
MUST_USE enum rc labels_look(struct audience *who, struct store *store, struct arena *a,
                             struct err *err);
/** Refuse who may not see the log's own surface: how many entries there are, and when. */
MUST_USE enum rc labels_check_log(const struct audience *who, struct err *err);
